/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/peers: peer workers at work, by text.  ON, OFF, REST; how they are with
 * one digit before and after; a pause, counted and paid, after a hard
 * conversation; hours for pay; practice before the first live offer; LOST.
 *
 * A low answer before a shift is a rest day without a penalty: nothing is held
 * against anybody, the coordinator hears that cover is needed.  A low answer
 * after it makes the coordinator call.
 *
 * LOST takes every role from the phone at once: what it texts from then on is
 * what any stranger texts.  FOUND gives them back.
 *
 * In the table of hearers: right before care/talk.
 */
#include "care/care.h"
#include "store/store_peers.h"

int care_peers_hear(struct care_turn *t, struct care_heard *h);

/* Makes somebody a peer (from the desk, warmlinectl or a test). */
int care_peers_enrol(struct care_turn *t, struct store_person *person, bool trained) MUST_CHECK;
/* "experience", "bereavement": something a member may wish for. */
int care_peers_attr(struct care_turn *t, int64_t person_id, const char *kind, const char *value,
		    bool has) MUST_CHECK;
int care_peers_lost(struct care_turn *t, struct store_person *peer, int64_t by_id) MUST_CHECK;
int care_peers_found(struct care_turn *t, struct store_person *peer) MUST_CHECK;

/* What ON, OFF and REST do, from the console: 1: refused, they were told why. */
enum care_peers_act { CARE_PEERS_ON, CARE_PEERS_OFF, CARE_PEERS_REST };
int care_peers_act(struct care_turn *t, struct store_person *peer,
		   enum care_peers_act act) MUST_CHECK;
/* How many conversations at a time (1..7). */
int care_peers_cap(struct care_turn *t, int64_t peer_id, int cap) MUST_CHECK;

/* --- For queue and talk -------------------------------------------------------------- */
/* A conversation began (counts for today and for the shift). */
int care_peers_began(struct care_turn *t, int64_t peer_id) MUST_CHECK;
/* It was a hard one: the pause begins. */
int care_peers_pause(struct care_turn *t, const struct store_person *peer) MUST_CHECK;
/* An offer lapsed; the second in a row sets the peer to rest.  An answer clears it. */
int care_peers_missed(struct care_turn *t, const struct store_person *peer, bool missed) MUST_CHECK;
/* The answers to their questions. */
int care_peers_mood_before(struct care_turn *t, const struct store_person *peer,
			   int mood) MUST_CHECK;
int care_peers_mood_after(struct care_turn *t, const struct store_person *peer, int64_t shift_id,
			  int mood) MUST_CHECK;
/* Their shift ends; conversations go back to the line. */
int care_peers_off(struct care_turn *t, const struct store_person *peer) MUST_CHECK;

/* Hours for pay as CSV (pseudonym, on, off, minutes worked, rest, pause,
 * conversations), shifts begun in [from, to); times in UTC (RFC 3339).  A slice:
 * *after_id goes in and out, 0 at first.  1: there is more, 0: done. */
int care_peers_hours_csv(struct care_turn *t, int64_t from_ms, int64_t to_ms, int64_t *after_id,
			 char **csv) MUST_CHECK;

extern const struct care_command care_peers_commands[], care_peers_staff_commands[];
extern const size_t care_peers_commands_len, care_peers_staff_commands_len;
extern const struct care_effect care_peers_effects[];	/* practice */
int care_peers_leave(struct care_turn *t, struct store_person *person, enum care_leaving why);
int care_peers_due_pause(struct care_turn *t, int64_t person_id, int64_t arg);
int care_peers_due_practice(struct care_turn *t, int64_t person_id, int64_t arg);
