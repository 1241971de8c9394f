/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A desk that is not one: every verb of verbs.def on a link server, answered
 * from tests/console/answers.json (an "..._at_ms" of 0 or less is counted from
 * now).  The session "s-peer" is a peer's, "s-all" has every role; a verb that
 * verbs.def does not give to that role is "denied".  Remembers what was asked.
 */
#include <jansson.h>

#include "base/base.h"
#include "link/link.h"
#include "loop/loop.h"

struct fake_desk;
struct fake_desk *fake_desk_new(void *ctx, struct loop *loop, const char *address,
				const char *answers_path, struct err *err);
/* The last request of this verb (borrowed), NULL: never asked. */
json_t *fake_desk_asked(struct fake_desk *d, const char *verb);
void fake_desk_forget(struct fake_desk *d);
/* From now on this verb fails so; code NULL: answers again. */
void fake_desk_fail(struct fake_desk *d, const char *verb, const char *code, const char *text);
/* Says it instead of what the file has; takes it over. */
void fake_desk_says(struct fake_desk *d, const char *verb, json_t *answer);
/* To everybody who listens. */
void fake_desk_event(struct fake_desk *d, int64_t seq, const char *what, json_t *more);
/* Ends every line of a console, as a restart of warmlined does. */
void fake_desk_drop(struct fake_desk *d);
