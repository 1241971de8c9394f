/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/queue: from "I want to talk" to a human's yes.  A request is a row that
 * belongs to a person: it keeps its place through silence, restarts and a peer
 * who leaves.  It is offered to one peer at a time as a lease; the peer's one
 * digit, the end of the lease and the person's leaving are compare-and-set on
 * request and offer, so two peers never get one person and nobody falls between:
 *
 *	waiting -> offered -> taken -> done
 *	   ^----------'         |         any open one -> withdrawn (the person left)
 *	   '--------------------'         any open one -> kept (under age)
 *
 * Every waiting request has a clock (STORE_DUE_UNANSWERED): when it rings, staff
 * are told and the person hears something honest; it rings until a human came.
 *
 * A round of matching (STORE_DUE_MATCH, one row) runs two seconds after
 * something changed: it reads ready peers and the line, and makes offers.  It
 * works in slices; between them the half-done calculation is in memory, and a
 * restart only loses the round: the row rings again.
 *
 * Opening hours only decide what is said: whoever is on duty gets the offer.
 */
#include "care/care.h"
#include "care/care_match.h"
#include "store/store_queue.h"

/* --- Joining and leaving -------------------------------------------------------------- */
enum care_joined {
	CARE_QUEUED, CARE_QUEUED_ALREADY, CARE_QUEUE_CLOSED, CARE_QUEUE_CHILD,
	CARE_QUEUE_LIMITED,	/* a reviewed limit: told when again, and that 9 always works */
};
/* Puts the person in the line and says place, wait, or why neither is known.  For
 * somebody under age (or of unknown age): with the safeguarding worker instead. */
int care_queue_join(struct care_turn *t, struct store_person *person,
		    enum match_kind kind, enum match_tier tier, enum care_joined *out) MUST_CHECK;
/* Key 0: a human.  In a conversation: says with whom; else joins. */
int care_queue_person(struct care_turn *t, struct store_person *person) MUST_CHECK;
/* The same from within the forms before the line: whoever wants a human there and no
 * form gets one of the staff, who may be with somebody of any age. */
int care_queue_person_now(struct care_turn *t, struct store_person *person) MUST_CHECK;
/* The person left (STOP, BYE, erased): 1, or 0: there was nothing to leave. */
int care_queue_withdraw(struct care_turn *t, int64_t person_id) MUST_CHECK;
/* Safety heard something: the request moves forward, never back. */
int care_queue_raise_tier(struct care_turn *t, int64_t person_id, enum match_tier tier) MUST_CHECK;
/* Words of somebody who waits: kept, sealed, for whoever comes.  Takes whatever
 * no keyword and no flow took. */
int care_queue_hear(struct care_turn *t, struct care_heard *h);
/* Words (three or more) on the way to the line: whoever comes reads them, so that nobody
 * has to say it twice.  Forgotten when the person does not agree. */
int care_queue_keep_words(struct care_turn *t, const struct care_heard *h) MUST_CHECK;
int care_queue_forget_words(struct care_turn *t, int64_t person_id) MUST_CHECK;

/* --- For talk and peers -------------------------------------------------------------------- */
/* Something changed: a round soon. */
int care_queue_stir(struct care_turn *t) MUST_CHECK;
/* The peer's answer to an offer (true: yes). */
int care_queue_answer(struct care_turn *t, const struct store_person *peer, int64_t offer_id,
		      bool yes) MUST_CHECK;
/* The peer goes: the open offer returns to the line at once. */
int care_queue_take_back(struct care_turn *t, int64_t peer_id) MUST_CHECK;
/* Puts the request of a conversation whose peer left back at its old place,
 * without that peer. */
int care_queue_again(struct care_turn *t, int64_t request_id, int64_t conversation_id,
		     int64_t without_peer) MUST_CHECK;

/* --- Waits and hours -------------------------------------------------------------------------- */
enum { CARE_WAIT_CASES_MIN = 20 };
/* What may be promised, from measured service of the last day: the middle and
 * the 80th of 100, never less than what somebody is waiting now.  False: fewer
 * than CARE_WAIT_CASES_MIN cases, "we cannot say". */
bool care_queue_wait(const int64_t *waits, int n, int64_t oldest_ms, int64_t *low_ms,
		     int64_t *high_ms);
/* "mon-fri 09:00-21:00, sat 10:00-16:00"; an end at or before the beginning is
 * the next day's.  Holidays ("2026-12-25, 2027-01-01") are closed.  Writes when
 * it opens next (now_ms if it is open; 0: not within two weeks).  -EINVAL with err. */
int care_hours(const char *open, const char *holidays, const char *zone, int64_t now_ms,
	       bool *is_open, int64_t *opens_at_ms, struct err *err) MUST_CHECK;
/* Is this local day (since 1970) one of those holidays? */
bool care_queue_holiday(const struct care *care, int64_t day);
/* By the settings, in the service's time zone.  line: the short code that the person
 * texts, which may have hours and holidays of its own. */
bool care_queue_is_open(struct care_turn *t, const char *line, int64_t *opens_at_ms);
/* Nobody is on duty: when whoever asked at since_ms is promised an answer; in the
 * past: that promise was not kept. */
int64_t care_queue_answer_by(struct care_turn *t, const char *line, int64_t since_ms);

/* --- What care.c hangs into its tables ------------------------------------ */
extern const struct care_effect care_queue_effects[];		/* queue, person, wish */
extern const struct care_variable care_queue_variables[];	/* service.open */
extern const struct care_placeholder care_queue_placeholders[];	/* opens */
int care_queue_leave(struct care_turn *t, struct store_person *person, enum care_leaving why);
/* An offer that cannot reach its peer goes back at once. */
int care_queue_undelivered(struct care_turn *t, const struct store_out *row);
int care_queue_due_match(struct care_turn *t, int64_t subject_id, int64_t arg);
int care_queue_due_offer(struct care_turn *t, int64_t offer_id, int64_t arg);
int care_queue_due_again(struct care_turn *t, int64_t offer_id, int64_t arg);
/* An open offer whose phone could not be rung: by text instead. */
int care_queue_offer_text(struct care_turn *t, int64_t offer_id) MUST_CHECK;
int care_queue_due_unanswered(struct care_turn *t, int64_t request_id, int64_t arg);

/* "language: Swahili, gender: woman", or that there is none; child of t->mem. */
const char *care_queue_wishes(struct care_turn *t, const struct store_person *reader,
			      const struct store_request *r);
/* One attribute, in the reader's words; child of t->mem. */
const char *care_queue_attr(struct care_turn *t, const struct store_person *reader, uint16_t attr);
/* Why this peer, for the peer's own eyes, most important first. */
struct care_queue_reason {
	const char *key;		/* of struct match_reason */
	const char *what;		/* the attribute in the peer's words; NULL: none */
};
enum { CARE_QUEUE_REASONS_MAX = MATCH_REASONS_MAX };
/* How many (out[CARE_QUEUE_REASONS_MAX]); 0: there is no such pair any more. */
int care_queue_why(struct care_turn *t, int64_t request_id, int64_t peer_id,
		   struct care_queue_reason *out) MUST_CHECK;
