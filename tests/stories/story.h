/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
#include "world.h"

/* Tells one story.  0, or negative with "file:line: what happened instead". */
int story_tell(void *ctx, const char *file, struct err *err) MUST_CHECK;

/* "given ..." and "then ..." sentences about what no phone shows (facts.c). */
int story_given(struct world *w, char *sentence, struct err *err) MUST_CHECK;
int story_then(struct world *w, char *sentence, struct err *err) MUST_CHECK;
