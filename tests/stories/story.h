/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
#include "world.h"

/* Tells one story.  0, or negative with "file:line: what happened instead". */
int story_tell(void *ctx, const char *file, struct err *err) MUST_CHECK;

/* "given ..." (given.c) and "then ..." (then.c): what no phone shows. */
int story_given(struct world *w, char *sentence, struct err *err) MUST_CHECK;
int story_then(struct world *w, char *sentence, struct err *err) MUST_CHECK;
/* "then roster cover 100" (looks.c), what warmlinectl would show: 1 with *rc, or 0: no such
 * sentence. */
int story_looks(struct world *w, const char *sentence, struct err *err, int *rc) MUST_CHECK;
int story_expect(struct err *err, const char *what, int64_t is, int64_t wanted);
/* "carrier is full", and what a phone sends that no keyboard types (carrier.c). */
int story_carrier(struct world *w, const char *what, struct err *err) MUST_CHECK;
int story_sends(struct world *w, struct world_phone *from, const char *what, struct err *err)
	MUST_CHECK;
/* "rings", "presses 1" (calls.c).  1: no such verb. */
int story_calls(struct world *w, struct world_phone *p, const char *what, struct err *err)
	MUST_CHECK;
/* How this phone's person is called now; false: nobody is known by it. */
bool story_pseudonym(struct world *w, const struct world_phone *phone, char out[32]);
