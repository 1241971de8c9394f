/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The line: attributes and wishes, requests, offers, measured waits, limits.
 * Called by care/queue, care/talk and care/peers, inside a transaction.
 *
 * Each change of a request's or an offer's state is a compare-and-set: the
 * function says from which state, answers 1 if it did it and 0 if somebody was
 * quicker, and then nothing has changed.  The unique indexes (one open request
 * a person, one open offer a request, one open offer a peer) stand behind them.
 */
#include "store/store.h"

/* --- Attributes ------------------------------------------------------------------ *
 * kind is care/match's enum match_attr_kind; value a word of the closed list. */
enum { STORE_ATTR_VALUE_MAX = 40 };
struct store_attr {
	uint16_t id;
	uint8_t kind;
	char value[STORE_ATTR_VALUE_MAX + 1];
};
/* Finds or makes it.  -ERANGE: too long, or the list is full. */
int store_attr_add(struct store *st, int kind, const char *value, uint16_t *id) MUST_CHECK;
int store_attr_find(struct store *st, int kind, const char *value, uint16_t *id) MUST_CHECK;
int store_attr_get(struct store *st, uint16_t id, struct store_attr *out) MUST_CHECK;	/* 1, 0 */

/* --- Wishes of a person ------------------------------------------------------------ */
enum { STORE_WISHES_MAX = 24, STORE_AVOID_MAX = 64 };
struct store_wish {
	uint16_t attr;
	uint8_t kind;
	bool hard;
};
int store_wish_set(struct store *st, int64_t person_id, uint16_t attr, bool hard) MUST_CHECK;
int store_wish_clear(struct store *st, int64_t person_id, int kind) MUST_CHECK;	/* how many */
int store_wishes(struct store *st, int64_t person_id, struct store_wish *out, int max) MUST_CHECK;

/* --- Requests ----------------------------------------------------------------------- */
enum store_request_state {
	STORE_REQUEST_WAITING = 1, STORE_REQUEST_OFFERED, STORE_REQUEST_TAKEN,
	STORE_REQUEST_DONE, STORE_REQUEST_WITHDRAWN,
	STORE_REQUEST_KEPT,		/* under age: the safeguarding worker's */
};
struct store_request {
	int64_t id, person_id;
	enum store_request_state state;
	int kind, tier, age;		/* enums of care/match */
	bool newcomer, practice, only_last;
	int64_t since_ms, rank_ms;
	uint32_t needs;
	int64_t last_peer, owner_id, offer_id, conversation_id;
	int raised;			/* how often they were told that it takes longer */
	int64_t told_ms;		/* when the person last heard of the wait */
	int64_t taken_at_ms, ended_at_ms;
	struct store_wish wishes[STORE_WISHES_MAX];
	int64_t avoid[STORE_AVOID_MAX];	/* peers who are out of the question */
	uint16_t wishes_len, avoid_len;
};
/* Fills id.  -EEXIST: this person has an open one. */
int store_request_add(struct store *st, struct store_request *r) MUST_CHECK;
int store_request_get(struct store *st, int64_t id,
		      struct store_request *out) MUST_CHECK; /* 1, 0 */
int store_request_open_of(struct store *st, int64_t person_id, struct store_request *out)
	MUST_CHECK;
/* The line from after (rank, id) on.  How many; fewer than max: its end. */
int store_request_line(struct store *st, int64_t rank_ms, int64_t id, struct store_request *out,
		       int max) MUST_CHECK;
/* Walks all that wait: for `show`. */
int store_request_waiting(struct store *st, int64_t *n, int64_t *oldest_since_ms) MUST_CHECK;
/* Since when the longest wait lasts: 1, or 0: nobody waits. */
int store_request_oldest(struct store *st, int64_t *since_ms) MUST_CHECK;
/* How many stand before this place, counted up to max. */
int store_request_ahead(struct store *st, int64_t rank_ms, int64_t id, int max, int64_t *n)
	MUST_CHECK;
/* Requests since then of this person, whatever became of them. */
int store_request_count(struct store *st, int64_t person_id, int64_t since_ms, int64_t *n)
	MUST_CHECK;

/* Compare and set: 1 done, 0 it was in another state. */
int store_request_offer(struct store *st, int64_t id, int64_t offer_id) MUST_CHECK;
int store_request_back(struct store *st, int64_t id, int64_t offer_id) MUST_CHECK;
int store_request_take(struct store *st, int64_t id, int64_t offer_id, int64_t conversation_id,
		       int64_t now_ms) MUST_CHECK;
/* By staff, without an offer: from waiting, offered or kept. */
int store_request_take_over(struct store *st, int64_t id, int64_t conversation_id,
			    int64_t now_ms) MUST_CHECK;
/* Its peer left: taken -> waiting, at its old place. */
int store_request_again(struct store *st, int64_t id, int64_t conversation_id) MUST_CHECK;
/* Any open state -> KEPT, with an owner. */
int store_request_keep(struct store *st, int64_t id, int64_t owner_id) MUST_CHECK;
/* Any open state -> DONE or WITHDRAWN. */
int store_request_end(struct store *st, int64_t id, enum store_request_state how,
		      int64_t now_ms) MUST_CHECK;
/* Writes kind, tier, rank, newcomer, owner, avoid, wishes, raised, told. */
int store_request_save(struct store *st, const struct store_request *r) MUST_CHECK;
/* Ended ones, with their offers.  How many; fewer than max: all. */
int store_request_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;

/* --- Offers ----------------------------------------------------------------------------- */
enum store_offer_state {
	STORE_OFFER_OPEN = 1, STORE_OFFER_ACCEPTED, STORE_OFFER_PASSED, STORE_OFFER_EXPIRED,
	STORE_OFFER_TAKEN_BACK,
};
struct store_offer {
	int64_t id, request_id, peer_id;
	enum store_offer_state state;
	int points;
	int64_t made_at_ms, until_ms;
};
/* Fills id.  -EEXIST: the request or the peer has an open one. */
int store_offer_add(struct store *st, struct store_offer *o) MUST_CHECK;
int store_offer_get(struct store *st, int64_t id, struct store_offer *out) MUST_CHECK;
int store_offer_of_peer(struct store *st, int64_t peer_id, struct store_offer *out) MUST_CHECK;
int store_offer_close(struct store *st, int64_t id, enum store_offer_state how,
		      int64_t now_ms) MUST_CHECK;		/* 1, or 0: it was not open */
/* Notes that this peer is not to be asked for a while (they handed it over): *id, as if it
 * had been an offer. */
int store_offer_note_passed(struct store *st, int64_t request_id, int64_t peer_id,
			    int64_t now_ms, int64_t *id) MUST_CHECK;
/* Peers who passed this request, or let it lapse, from since_ms to now_ms.  (What a clock that
 * has been put back dates in the future keeps nobody waiting.) */
int store_offer_passed(struct store *st, int64_t request_id, int64_t since_ms, int64_t now_ms,
		       int64_t *peers, int max) MUST_CHECK;

/* --- Blocks -------------------------------------------------------------------------------- */
int store_block_add(struct store *st, int64_t member_id, int64_t peer_id, bool by_peer,
		    int64_t now_ms) MUST_CHECK;
int store_blocks(struct store *st, int64_t member_id, int64_t *peers, int max) MUST_CHECK;

/* --- Measured waits ------------------------------------------------------- */
enum { STORE_WAITS_MAX = 200 };
int store_wait_add(struct store *st, int kind, int64_t wait_ms, int64_t now_ms) MUST_CHECK;
/* Those since then, the newest first.  How many. */
int store_waits(struct store *st, int kind, int64_t since_ms, int64_t *waits, int max) MUST_CHECK;

/* --- Limits --------------------------------------------------------------- */
int store_limit_set(struct store *st, int64_t person_id, int per_day, int64_t until_ms,
		    int64_t by_id, int64_t now_ms) MUST_CHECK;
/* 1 and how many a day, 0: none in force. */
int store_limit_get(struct store *st, int64_t person_id, int64_t now_ms, int *per_day,
		    int64_t *until_ms) MUST_CHECK;
