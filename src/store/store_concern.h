/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Concerns: something about a person that a human on duty should look at.
 * Each has an owner and a clock (STORE_DUE_CONCERN, subject: the concern); when
 * nobody takes it in time it goes to the next, and never away by itself.
 *
 * Called by care/ (care_concern.h says how) and by desk/ for its list.
 */
#include "store/store.h"

/* Stored: add at the end, never reorder. */
enum store_concern_kind {
	STORE_CONCERN_OTHER = 0,
	STORE_CONCERN_DESPAIR = 1,		/* tier C */
	STORE_CONCERN_UNCLEAR = 2,		/* tier "ask" */
	STORE_CONCERN_UNANSWERED = 3,		/* a first message that no human has answered */
	STORE_CONCERN_MOOD = 4,			/* low or falling */
	STORE_CONCERN_MISSED_CHECKIN = 5,	/* after a low one */
	STORE_CONCERN_CHILD = 6,		/* under age: for the safeguarding worker */
	STORE_CONCERN_WORRIED = 7,		/* fears for somebody else */
	STORE_CONCERN_UNREADABLE = 8,		/* a text that we could not read */
	STORE_CONCERN_UNREACHABLE = 9,		/* a name or a short code wrote */
	STORE_CONCERN_FLOW = 10,		/* `raise concern` of a flow */
	STORE_CONCERN_UNHEARD = 11,		/* a recording */
	STORE_CONCERN_REPORT = 12,		/* BLOCK, REPORT, abuse */
	STORE_CONCERN_FEEDBACK = 13,		/* a conversation or a service that did not help */
	STORE_CONCERN_DUTY = 14,		/* a hole in the rota, a peer who is not well */
	STORE_CONCERN_MESSAGE = 15,		/* a message left out of hours */
	STORE_CONCERN_KINDS
};
const char *store_concern_kind_words(enum store_concern_kind kind);
enum store_concern_state { STORE_CONCERN_OPEN, STORE_CONCERN_TAKEN, STORE_CONCERN_RESOLVED };

struct store_concern {
	int64_t id;
	enum store_concern_kind kind;
	enum store_concern_state state;
	int64_t person_id;		/* whom it is about, 0: nobody */
	int64_t owner_id;		/* who is to look; 0: nobody could be found (asked again) */
	char why[80];			/* a few words of ours or of a flow's author, no person's */
	bool rings;			/* an unmet clock calls the on-call staff (tier C
					 * and ask) */
	int times;			/* how often it was raised while open */
	int rounds;			/* how often the clock passed */
	int64_t raised_at_ms, due_at_ms, taken_at_ms, resolved_at_ms;
	int64_t resolved_by;		/* 0: by what happened (a human answered) */
};
/* Sets c->id; state, times and rounds are what a new one has. */
int store_concern_add(struct store *st, struct store_concern *c) MUST_CHECK;
/* 1 and *out, or 0. */
int store_concern_get(struct store *st, int64_t id, struct store_concern *out) MUST_CHECK;
int store_concern_save(struct store *st, const struct store_concern *c) MUST_CHECK;
/* The one of this kind about this person that is not resolved: 1, or 0. */
int store_concern_find(struct store *st, int64_t person_id, enum store_concern_kind kind,
		       struct store_concern *out) MUST_CHECK;
/* Not resolved, after after_id in order of id; owner 0: anybody's.  1 and *out, or 0. */
int store_concern_next(struct store *st, int64_t owner_id, int64_t after_id,
		       struct store_concern *out) MUST_CHECK;
/* How many of an owner's are open (not taken), and the oldest's time. */
int store_concern_count(struct store *st, int64_t owner_id, int *n, int64_t *oldest_ms) MUST_CHECK;
/* When this owner was last told of a concern; 0: never.  Keeps texts few. */
int store_concern_told_get(struct store *st, int64_t owner_id, int64_t *at_ms) MUST_CHECK;
int store_concern_told_set(struct store *st, int64_t owner_id, int64_t now_ms) MUST_CHECK;

/* Words that belong to it: what the person wrote, sealed by their key (goes when
 * they are erased).  Added, never changed; listed in order, children of ctx. */
int store_concern_note_add(struct store *st, int64_t concern_id, int64_t person_id, int64_t now_ms,
			   const struct secret *text) MUST_CHECK;
int store_concern_notes(struct store *st, void *ctx, int64_t concern_id, struct secret ***out,
			size_t *n_out) MUST_CHECK;
