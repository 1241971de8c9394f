/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A program that the operator named in a setting, run beside us: no shell, none
 * of our descriptors, ended after its time.  One at a time for each struct; the
 * loop is never held.
 */
#include "loop/loop.h"

struct command;
struct command_status {
	int64_t started_at_ms, good_at_ms;	/* wall; 0: never.  good: it ended with status 0 */
	uint64_t runs, failures;
	bool running;
};
/* `what` names it in the log; a string literal. */
struct command *command_new(void *ctx, struct loop *loop, const char *what);
/* line: an absolute path, then arguments parted by spaces.  -EINVAL: it is none (logged
 * once); -EBUSY: the last one still runs. */
int command_run(struct command *c, const char *line, int64_t timeout_ms) MUST_CHECK;
struct command_status command_status(const struct command *c);
/* talloc_free() ends it. */
