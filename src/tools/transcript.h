/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Transcripts: what a phone shows, held against what was expected.  Shared by
 * warmline-phone --script and the stories.
 *
 * In a pattern "*" stands for anything, "<code>" for anything that is then
 * remembered by that name, and "{code}" for what was remembered.
 */
#include "base/base.h"

enum { TRANSCRIPT_CAPTURES = 64 };
struct transcript_capture {
	char name[32], text[200];
};
struct transcript {
	struct transcript_capture capture[TRANSCRIPT_CAPTURES];
	int captures;
};

/* "{code}" replaced by what was remembered; others stay.  Child of ctx. */
char *transcript_fill(void *ctx, const struct transcript *t, const char *text);
/* Whole text, line breaks read as spaces.  Remembers only when it matches. */
bool transcript_match(struct transcript *t, const char *pattern, const char *text);
