/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* The roster file of the pager, from care's lines and the catalogues' words. */
#include "care/care_oncall.h"
#include "pager/pager.h"

/* Holds the numbers of staff in the clear while it is being written, and no
 * longer.  A phone that the file has no room for is named by count in the log. */
int alarm_roster_write(const char *state_dir, const char *sender, const struct words *words,
		       const struct care_roster_line *lines, size_t n, struct err *err) MUST_CHECK;
