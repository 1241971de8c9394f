/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For the files of care/record. */
#include "care/care_int.h"
#include "care/care_record.h"

/* A date of theirs, in local days since 1970: 1, 0: none. */
int record_date(struct care_turn *t, const struct store_person *p, const char *name,
		int64_t *day) MUST_CHECK;
/* Series that wait for a date look again. */
int record_dates_changed(struct care_turn *t, const struct store_person *p) MUST_CHECK;

int record_follow(struct care_turn *t, struct store_person *p, const char *const *args,
		  unsigned int nargs, const char **outcome);
int record_unfollow(struct care_turn *t, struct store_person *p, const char *const *args,
		    unsigned int nargs, const char **outcome);
