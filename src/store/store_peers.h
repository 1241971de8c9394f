/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Peer workers at work: duty, attributes, shifts.  Called by care/peers and
 * care/queue.  Who somebody is (number, pseudonym, roles) is store_people.h.
 */
#include "store/store.h"

enum store_peer_state { STORE_PEER_OFF, STORE_PEER_ON, STORE_PEER_REST, STORE_PEER_PAUSE };
struct store_peer {
	int64_t person_id;
	enum store_peer_state state;
	bool trained;			/* without it never a live offer */
	uint32_t training;		/* bits of further training, as a request's `needs` */
	int kinds;			/* bit per care/match's enum match_kind */
	int cap;			/* conversations at a time, 1..9 */
	int64_t until_ms;		/* end of a pause; 0 */
	int64_t shift_id;		/* the open one; 0 */
	int missed;			/* offers in a row that lapsed */
	int today;			/* conversations since today_from_ms */
	int64_t today_from_ms;
	int practice_script, practice_line;	/* 0: no practice conversation */
	int64_t lost_at_ms, lost_by;	/* the phone was reported lost */
	unsigned int lost_roles;	/* what they get back with FOUND */
};
int store_peer_get(struct store *st, int64_t person_id,
		   struct store_peer *out) MUST_CHECK; /* 1, 0 */
int store_peer_save(struct store *st,
		    const struct store_peer *p) MUST_CHECK;	/* makes or changes */
int store_peer_attr_set(struct store *st, int64_t person_id, uint16_t attr, bool has) MUST_CHECK;

/* Who may get an offer now: on, trained, not asked anything, below their cap,
 * without an open offer.  Ordered by id. */
enum { STORE_PEER_ATTRS_MAX = 32 };
struct store_peer_duty {
	int64_t person_id;
	uint32_t training;
	int kinds, cap, busy, today;
	uint16_t attrs[STORE_PEER_ATTRS_MAX];
	uint16_t attrs_len;
};
static inline bool store_peer_has(const struct store_peer_duty *d, uint16_t attr)
{
	for (int i = 0; i < d->attrs_len; i++)
		if (d->attrs[i] == attr)
			return true;
	return false;
}
/* *out is a child of ctx.  How many. */
int store_peers_ready(struct store *st, void *ctx, int64_t now_ms, struct store_peer_duty **out,
		      int max) MUST_CHECK;
/* One of them, whatever their state: 1, 0. */
int store_peer_duty(struct store *st, int64_t person_id, struct store_peer_duty *out) MUST_CHECK;
/* How many are on (or on a pause, or at their cap): somebody will come. */
int store_peers_on(struct store *st, int64_t *n) MUST_CHECK;

/* --- Shifts: hours for pay ----------------------------------------------------------------- */
struct store_shift {
	int64_t id, person_id, on_at_ms, off_at_ms;	/* off 0: still on */
	int64_t rest_ms, pause_ms;	/* rest does not count as work, a pause does */
	int conversations, mood_before, mood_after;
};
int store_shift_open(struct store *st, int64_t person_id, int mood_before, int64_t now_ms,
		     int64_t *id) MUST_CHECK;
int store_shift_add(struct store *st, int64_t id, int64_t rest_ms, int64_t pause_ms,
		    int conversations) MUST_CHECK;
int store_shift_close(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;
int store_shift_mood_before(struct store *st, int64_t id, int mood) MUST_CHECK;
int store_shift_mood_after(struct store *st, int64_t id, int mood) MUST_CHECK;
/* For the export: those begun in [from, to), after that id, in order of id. */
int store_shifts(struct store *st, int64_t from_ms, int64_t to_ms, int64_t after_id,
		 struct store_shift *out, int max) MUST_CHECK;
