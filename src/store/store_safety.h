/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What care/safety must remember of each person for some minutes: the last
 * texts (sealed; for danger that is spread over several), what they were told
 * last, and the safety question that is open with them.
 */
#include "store/store.h"

/* --- Last texts ------------------------------------------------------------------ */
enum { STORE_RECENT_MAX = 5 };
#define STORE_RECENT_MS MINUTES_MS(10)
/* Adds one; trim: and drops what is older than STORE_RECENT_MS or beyond the last
 * STORE_RECENT_MAX of this person (needed when the list was full). */
int store_recent_add(struct store *st, int64_t person_id, int64_t now_ms,
		     const struct secret *text, bool trim) MUST_CHECK;
/* The last ones since since_ms, the oldest first, children of ctx.  How many. */
int store_recent_list(struct store *st, void *ctx, int64_t person_id, int64_t since_ms,
		      struct secret *out[STORE_RECENT_MAX]) MUST_CHECK;
/* Of everybody: at most max that are older.  How many. */
int store_recent_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;
/* The oldest of all: 1 and its time, 0. */
int store_recent_oldest(struct store *st, int64_t *at_ms) MUST_CHECK;

/* --- Told, asked ------------------------------------------------------------------- */
enum store_question {
	STORE_QUESTION_NONE,
	STORE_QUESTION_NINE,	/* "in danger now?" 1 yes, 2 it may get bad, 3 a slip; silence: B */
	STORE_QUESTION_ASK,	/* "safe just now?" 1 yes, 2 not sure, 3 no; silence: its concern */
	STORE_QUESTION_OTHER,	/* "when it is a good time, text 1" */
};
struct store_safety {
	int64_t person_id;
	int64_t words_at_ms;
	int words_tier;
	int64_t short_at_ms;
	enum store_question question;
	int64_t asked_at_ms;
	bool asked_again;
};
/* All zero when there is none yet. */
int store_safety_get(struct store *st, int64_t person_id, struct store_safety *out) MUST_CHECK;
int store_safety_save(struct store *st, const struct store_safety *s) MUST_CHECK;
/* The wall clock was set by step_ms: how long ago somebody was told stays as it was. */
int store_safety_rebase(struct store *st, int64_t step_ms) MUST_CHECK;
