/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Telephone: legs (calls), rings (calls that we owe somebody) and recordings.
 * Legs are written by voice/, rings and recordings by care/call; all in the
 * transaction of the report or step that they belong to.
 *
 * No number is kept here.  A recording's key is sealed with the person's key;
 * its file (in the voicebox's spool folder) is sealed with the recording's.
 * Times are wall milliseconds.
 */
#include "store/store.h"

enum { STORE_CALL_NAME_MAX = 24, STORE_CALL_WHY_MAX = 15, STORE_RECORDING_KEY_LEN = 32 };

/* --- Legs -------------------------------------------------------------------- */
enum store_call_role {
	STORE_CALL_CALLER = 1,		/* they rang us */
	STORE_CALL_BACK,		/* we rang a member */
	STORE_CALL_OFFER,		/* a peer, with an offer */
	STORE_CALL_PEER,		/* a peer or staff, to be put through or to listen */
	STORE_CALL_LISTENER,		/* a supervisor on somebody's conversation */
	STORE_CALL_STAFF,		/* others of the team */
};
enum store_call_state { STORE_CALL_RINGING = 1, STORE_CALL_UP, STORE_CALL_OVER };
struct store_call {
	int64_t id;
	char name[STORE_CALL_NAME_MAX + 1];	/* the link's `call` */
	char box[STORE_CALL_NAME_MAX + 1];	/* the voicebox's `instance` */
	int64_t person_id;
	enum store_call_role role;
	enum store_call_state state;
	int step;			/* voice/'s: what this leg is at */
	bool ours;			/* we dialled */
	int64_t seen;			/* the last report's n */
	int64_t orders;			/* the last order's k */
	int64_t ask;			/* the last gather's number */
	int64_t subject_id;		/* of the step: an offer, a conversation, a recording */
	int64_t ring_id;		/* the ring that it carries out, 0 */
	int64_t with_id;		/* bridged with this leg, 0 */
	int64_t begun_at_ms, answered_at_ms, ended_at_ms;
	char why[STORE_CALL_WHY_MAX + 1];	/* how it ended */
	int loss_permille, jitter_ms;	/* as its voicebox measured; -1: not known */
};
/* Sets id.  -EEXIST: there is one of that name. */
int store_call_add(struct store *st, struct store_call *c) MUST_CHECK;
int store_call_by_name(struct store *st, const char *name, struct store_call *out) MUST_CHECK;
int store_call_get(struct store *st, int64_t id, struct store_call *out) MUST_CHECK;
/* All but name, person and ours. */
int store_call_save(struct store *st, const struct store_call *c) MUST_CHECK;
/* The next leg that is not over, by id: 1, 0. */
int store_call_live(struct store *st, int64_t after_id, struct store_call *out) MUST_CHECK;
/* This person's newest leg that is not over: 1, 0. */
int store_call_of(struct store *st, int64_t person_id, struct store_call *out) MUST_CHECK;
/* Of what began since then: calls that we made to this person (0: to anybody), and how
 * long they have lasted together. */
int store_call_spent(struct store *st, int64_t person_id, int64_t since_ms, int64_t now_ms,
		     int64_t *calls, int64_t *talk_ms) MUST_CHECK;
/* The newest ones of all, for `show`: how many. */
int store_call_recent(struct store *st, struct store_call *out, int max) MUST_CHECK;
/* Legs that were over before then, and rings that came to their end. */
int store_call_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;

/* --- Rings ---------------------------------------------------------------------- */
enum store_ring_why {
	STORE_RING_MISSED = 1,		/* they rang and hung up */
	STORE_RING_LOST,		/* the line broke; subject: the conversation or 0 */
	STORE_RING_CONNECT,		/* to be put through; subject: the conversation */
	STORE_RING_OFFER,		/* subject: the offer */
	STORE_RING_MESSAGE,		/* to hear a recording; subject: the recording */
	STORE_RING_LISTEN,		/* a supervisor; subject: the conversation */
};
enum store_ring_state {
	STORE_RING_WAITS = 1, STORE_RING_RINGS, STORE_RING_DONE, STORE_RING_GIVEN_UP,
};
struct store_ring {
	int64_t id, person_id;
	enum store_ring_why why;
	enum store_ring_state state;
	int64_t subject_id;
	int tier;
	int tries;
	int64_t made_at_ms, due_at_ms, until_ms;	/* until: after that it is no kindness
							 * any more */
};
int store_ring_add(struct store *st, struct store_ring *r) MUST_CHECK;	/* sets id */
int store_ring_get(struct store *st, int64_t id, struct store_ring *out) MUST_CHECK;
int store_ring_save(struct store *st,
		    const struct store_ring *r) MUST_CHECK;	/* state, tries, times */
/* A waiting or ringing one of this person, of this kind (0: any): 1, 0. */
int store_ring_of(struct store *st, int64_t person_id, enum store_ring_why why,
		  struct store_ring *out) MUST_CHECK;
/* About this subject: 1, 0. */
int store_ring_about(struct store *st, enum store_ring_why why, int64_t subject_id,
		     int64_t person_id, struct store_ring *out) MUST_CHECK;
/* Those that are due: the most urgent first, then the oldest.  How many. */
int store_ring_due(struct store *st, int64_t now_ms, struct store_ring *out, int max) MUST_CHECK;
/* Was one of this kind made for this person since then?  1, 0. */
int store_ring_lately(struct store *st, int64_t person_id, enum store_ring_why why,
		      int64_t since_ms) MUST_CHECK;
/* Were this person's rings to be put through, or because the line broke, given up for this
 * conversation, and last tried since then?  1, 0. */
int store_ring_in_vain(struct store *st, int64_t conversation_id, int64_t person_id,
		       int64_t since_ms) MUST_CHECK;
/* 1 and when the next one is due; 0. */
int store_ring_next(struct store *st, int64_t *at_ms) MUST_CHECK;
/* Those that rang when the process died wait again.  How many. */
int store_ring_again(struct store *st, int64_t now_ms) MUST_CHECK;

/* --- Recordings ---------------------------------------------------------------------- */
enum store_recording_state {
	STORE_RECORDING_NEW = 1, STORE_RECORDING_KEPT, STORE_RECORDING_HEARD,
	STORE_RECORDING_DROPPED,
};
struct store_recording {
	int64_t id, person_id;
	enum store_recording_state state;
	char name[STORE_CALL_NAME_MAX + 1];	/* the link's `rec` */
	char file[64];			/* in the spool folder; "" until it is there */
	struct secret *key;		/* STORE_RECORDING_KEY_LEN bytes; child of ctx */
	int64_t length_ms, request_id, made_at_ms, heard_at_ms, heard_by;
};
int store_recording_add(struct store *st,
			struct store_recording *r) MUST_CHECK;	/* sets id */
/* 1, 0; -ENOKEY: whose it was has been erased. */
int store_recording_get(struct store *st, void *ctx, int64_t id, struct store_recording *out)
	MUST_CHECK;
int store_recording_by_name(struct store *st, void *ctx, const char *name,
			    struct store_recording *out) MUST_CHECK;
/* The kept or heard one of a request: 1, 0. */
int store_recording_of(struct store *st, void *ctx, int64_t request_id,
		       struct store_recording *out) MUST_CHECK;
/* Kept ones that nobody has heard, the oldest first, after this id: 1, 0. */
int store_recording_unheard(struct store *st, void *ctx, int64_t after_id,
			    struct store_recording *out) MUST_CHECK;
int store_recording_save(struct store *st,
			 const struct store_recording *r) MUST_CHECK;	/* not the key */
/* The row goes, and with it the only key to the file: nobody hears it again. */
int store_recording_forget(struct store *st, int64_t id) MUST_CHECK;
