/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For targets whose rooms log what is wrong with an input, such as words that are missing. */
#include <osmocom/core/application.h>

#include "base/base.h"

static inline void fuzz_quiet(void)
{
	static bool done;

	if (!done)
		base_init(NULL, "fuzz");
	done = true;
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
}
