/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The flows that ship, in the whole house: rows of a table (library_rows.c), each played in
 * every language by text and by voice.  A row is written in keys, never in words: what a
 * phone gets must be what the catalogue of the member's language yields for that key.
 *
 *	< KEY ...		the next things on the member's phone, in this order
 *	> 3, > yes, > feel.sad, > "words"
 *				the member sends a number, a word in their language, or words; on
 *				a call presses the number of that option, or speaks
 *	ring, hang up		(by voice alone) the telephone
 *	forget			whatever came on the member's phone until now
 *	NAME < KEY		somewhere in what came on NAME's phone since
 *	NAME > 1		NAME sends
 *	+ 2h			time passes; sleep 2d: while the house is down
 *	= NAME VALUE		a fact about the member, as flows read it; nothing: not there
 *	score NAME RESULT	what is kept of a questionnaire: score, band, answers
 *	then ...		what stories may look at (then.c)
 *	walk			from here on the seeded walker may go its own ways
 *
 * T or V before a line: by text, by voice only.  Nothing may come on the member's phone that
 * the row does not say.
 */
#include "story.h"
#include "tests/stories/renderings.h"

struct library_row {
	const char *flow, *name;
	const char *given;		/* sentences of stories, by lines; besides: "set ..." */
	const char *script;
	bool stranger;			/* nobody knows them yet */
	bool text_only;			/* nothing of it can be asked for on a call */
	bool voice_only;		/* told on a call: by text another row tells it */
};
extern const struct library_row library_rows[];
extern const size_t library_rows_len;

struct library_way {
	const char *lang;
	bool voice, tell;
	void (*said)(void *arg, const char *key);	/* each key that the member got */
	void *arg;
};
/* 0, or negative and what is wrong. */
int library_play(void *ctx, const struct library_row *row, const struct library_way *way,
		 struct err *err) MUST_CHECK;
/* From `walk` on by itself, so many times, until all is at rest. */
int library_walk(void *ctx, const struct library_row *row, const struct library_way *way,
		 uint32_t seed, struct err *err) MUST_CHECK;
