/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Who asked to see a member's number, why, and who agreed (care_reveal.h). */
#include "store/store.h"

enum store_reveal_state {		/* stored */
	STORE_REVEAL_ASKED = 1,		/* a second person is waited for */
	STORE_REVEAL_SHOWN = 2,
	STORE_REVEAL_OVER = 3,		/* refused, or nobody answered */
};
enum store_reveal_review {
	STORE_REVEAL_REVIEW_NONE = 0, STORE_REVEAL_REVIEW_RIGHT = 1,
	STORE_REVEAL_REVIEW_WRONG = 2,
};
struct store_reveal {
	int64_t id, incident_id, person_id;	/* person: whose number */
	enum store_reveal_state state;
	bool alone;			/* tier A: shown to one, a review is due */
	int64_t asked_by, asked_at_ms;
	int64_t answered_by, answered_at_ms;
	int64_t shown_at_ms;
	enum store_reveal_review review;
	int64_t reviewed_by, reviewed_at_ms;
	const struct secret *reason;	/* sealed by the person's key; NULL when it no
					 * longer opens */
};
int store_reveal_add(struct store *st, struct store_reveal *r) MUST_CHECK;	/* sets id */
int store_reveal_save(struct store *st, const struct store_reveal *r) MUST_CHECK;
/* 1 and *out (reason: child of ctx), 0. */
int store_reveal_get(struct store *st, void *ctx, int64_t id, struct store_reveal *out) MUST_CHECK;
/* Those that wait for an answer or a review, in order of id, after after_id: 1, 0. */
int store_reveal_next(struct store *st, void *ctx, int64_t after_id, struct store_reveal *out)
	MUST_CHECK;
/* The one that this person asked about this incident and that is not over: 1, 0. */
int store_reveal_of(struct store *st, void *ctx, int64_t incident_id, int64_t by_id,
		    struct store_reveal *out) MUST_CHECK;
/* How many were shown alone and wait for a review. */
int store_reveal_unreviewed(struct store *st, int64_t *n) MUST_CHECK;
