/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/call: what is decided about telephone calls: who is called back, when
 * and how often; who is rung for an offer or to be put through; what becomes of
 * a recording.  Decisions are rows (store_calls.h): a ring is a call that we owe
 * somebody, and it has an end.  voice/ carries them out and says how it went.
 *
 * A missed call (rung and hung up, or rejected because the service calls back)
 * becomes one ring, however often they rang within a minute; it is due at once.
 * Limits are asked at the moment of dialling: numbers of our own country or
 * with an allowed prefix, people who are known to us, so many calls and
 * minutes a day, and outside of their safe hours only shortly after they rang
 * themselves.  What fails ends in a text where they have agreed to texts.
 * Peers and staff have a day's limits of their own for their work; the on-call roster alone
 * has none, and nobody in danger is kept waiting by one.
 *
 * A talk by call is an ordinary conversation (care/talk) whose request was of
 * kind CALL, or whose member is on the phone: each side that is not on the line
 * is rung, and whoever was cut off is rung again: at once in tier A and B.
 *
 * A recording escapes the scan for words.  So it has an owner and a clock
 * (STORE_CONCERN_UNHEARD) from the moment it is kept until a human has heard it:
 * also an answer that a flow asked for, and the first words of whoever gives one say so.
 */
#include "care/care.h"
#include "store/store_calls.h"
#include "store/store_queue.h"
#include "store/store_talk.h"

/* Settings, node "calls". */
struct care_call_settings {
	int incoming;			/* enum care_call_incoming */
	const char *prefixes;		/* "+254 +2557"; "": the country's own numbers */
	const char *shown;		/* our number on their display; "": none */
	const char *trunk;		/* "": any */
	const char *recordings;		/* the voiceboxes' spool folder; "": STATE/recordings */
	int64_t ring_ms, back_ms;	/* how long a phone rings; how soon we call back */
	int64_t calls_a_day, minutes_a_day;	/* one member */
	int64_t work_calls_a_day, work_minutes_a_day;	/* one peer, one of the staff */
	int64_t minutes_all;		/* everybody together */
	int64_t record_ms, silence_ms;
	int64_t unheard_ms;		/* a recording's clock */
	int64_t keep_days;		/* rows of calls that are over */
};
enum care_call_incoming { CARE_CALL_ANSWER, CARE_CALL_BACK };
const struct care_call_settings *care_call_settings(const struct care *care);
extern const struct cfg_table care_call_cfg;

/* --- A call came in ------------------------------------------------------------------ */
/* They rang and hung up, or were rejected so that it costs them nothing.  *said: they hear
 * from us (it becomes a ring, or there is one). */
int care_call_missed(struct care_turn *t, const struct store_person *p) MUST_CHECK;
/* Cut off in the middle by us, not by them: they are rung again, in danger at once. */
int care_call_cut(struct care_turn *t, const struct store_person *p) MUST_CHECK;
/* What is said when a call begins or a call-back was confirmed: the question that waits, the
 * welcome, or the menu. */
int care_call_greet(struct care_turn *t, struct store_person *p) MUST_CHECK;
/* The conversation that this person is in, on whichever side: 1, 0. */
int care_call_conversation(struct care_turn *t, int64_t person_id, struct store_conversation *c)
	MUST_CHECK;
/* Both are on the phone together now: 1, 0. */
int care_call_talking(struct care_turn *t, int64_t person_id) MUST_CHECK;
/* Was this conversation asked for by phone?  1, 0. */
int care_call_is_by_call(struct care_turn *t, const struct store_conversation *c) MUST_CHECK;

/* --- Rings ------------------------------------------------------------------------------ */
/* Makes one, unless there is one about the same. */
int care_call_ring(struct care_turn *t, const struct store_ring *r) MUST_CHECK;
/* May it be dialled now?  1 with *number (child of t->mem); 0: not now, or not any more
 * (the row says which). */
int care_call_may_dial(struct care_turn *t, struct store_ring *r, struct store_person *p,
		       struct secret **number) MUST_CHECK;
/* No line is free for it: it waits for one, and is not counted; an offer is texted. */
int care_call_no_line(struct care_turn *t, struct store_ring *r) MUST_CHECK;
/* Whom it wants has a call of ours already.  with_us: and hears there what we want; else it
 * waits until that call is settled. */
int care_call_busy(struct care_turn *t, struct store_ring *r, bool with_us) MUST_CHECK;
/* Is what it was for over (an offer that lapsed, a conversation that ended)?  1, 0. */
int care_call_ring_over(struct care_turn *t, int64_t ring_id) MUST_CHECK;
/* They are on the phone for this very ring (which a restart has made wait again). */
int care_call_rings(struct care_turn *t, struct store_ring *r) MUST_CHECK;
/* We failed, not they: tried again in a moment, and not counted. */
int care_call_undone(struct care_turn *t, int64_t ring_id) MUST_CHECK;
/* It came about: somebody answered, and was who we wanted (pressed the key). */
int care_call_reached(struct care_turn *t, int64_t ring_id) MUST_CHECK;
/* It did not: busy, no answer, nobody pressed the key.  Again later, or a text instead. */
int care_call_not_reached(struct care_turn *t, int64_t ring_id) MUST_CHECK;
/* Their phone did not even ring (no line, a cap, the carrier): the same, but an offer is texted
 * and is not one that they missed. */
int care_call_not_rung(struct care_turn *t, int64_t ring_id) MUST_CHECK;
/* The on-call roster: no cap keeps a phone of theirs from ringing. */
bool care_call_exempt(const struct store_person *p);

/* --- Talk by call ------------------------------------------------------------------------ */
/* The offer rings the peer's phone: 1; 0: it does not (no telephone), text it. */
int care_call_offer(struct care_turn *t, const struct store_offer *o,
		    const struct store_request *r) MUST_CHECK;
/* A conversation began: rings whoever should be on the phone and is not. */
int care_call_connect(struct care_turn *t, const struct store_conversation *c,
		      const struct store_request *r) MUST_CHECK;
/* The other side of a conversation is rung, unless it is rung already: 1; 0: it was rung in vain
 * a moment ago. */
int care_call_ring_other(struct care_turn *t, const struct store_conversation *c,
			 int64_t person_id) MUST_CHECK;
/* Is this side still rung for it, or about to be?  1, 0. */
int care_call_is_rung(struct care_turn *t, const struct store_conversation *c,
		      int64_t person_id) MUST_CHECK;
/* They hear each other now: it counts as words from both. */
int care_call_bridged(struct care_turn *t, struct store_conversation *c) MUST_CHECK;
/* One side's leg ended while they were put through or waited for it.  dropped: nobody of us
 * ended it.  A hang-up ends the talk; before they ever heard each other the member, who was told
 * that hanging up keeps the place, is rung, and a peer gives them back to the line. */
int care_call_left(struct care_turn *t, const struct store_conversation *c, int64_t person_id,
		   bool dropped) MUST_CHECK;
/* This side is rung anew in a moment, from where the other one is: its leg ends now. */
int care_call_move(struct care_turn *t, const struct store_conversation *c, int64_t person_id)
	MUST_CHECK;
/* A peer took a message and was off the phone before it was played: rung again. */
int care_call_message_again(struct care_turn *t, int64_t peer_id, int64_t recording_id,
			    bool dropped) MUST_CHECK;
/* A key while they speak with each other (voice/ says what comes of it into their talk).  9: this
 * one is in danger: an incident, the other one is told, nobody is parted.  0: a peer asks for
 * help; a member hears with whom they are.  code: as care_text.incident_code, or NULL. */
int care_call_key(struct care_turn *t, const struct store_conversation *c,
		  const struct store_person *p, char key, const char *code) MUST_CHECK;
/* A supervisor is rung to listen to the conversation that this person is in: 1; 0: none. */
int care_call_listen(struct care_turn *t, const struct store_person *supervisor,
		     const struct store_person *member) MUST_CHECK;

/* A third one for this conversation, who speaks up for people elsewhere (a peer on duty with the
 * experience "advocacy", not rung for one a moment ago), is rung to join: 1; 0: nobody is free. */
int care_call_third(struct care_turn *t, const struct store_conversation *c) MUST_CHECK;
/* Whoever was rung to join or to listen does not answer.  The peer hears it; the next third one
 * is rung, else whoever leads the peers is asked; if it was one of those, it becomes a concern. */
int care_call_nobody_joins(struct care_turn *t, int64_t conversation_id,
			   const struct store_person *rung) MUST_CHECK;

/* --- Messages ------------------------------------------------------------------------------ */
/* A new one with a key of its own; *out is the row. */
int care_call_record(struct care_turn *t, const struct store_person *p, struct store_recording *out)
	MUST_CHECK;
/* The sealed file is there. */
int care_call_recorded(struct care_turn *t, const char *name, const char *file, int64_t length_ms)
	MUST_CHECK;
/* Kept: becomes a request in the line and a concern with a clock.  Says so. */
int care_call_keep(struct care_turn *t, struct store_person *p, int64_t recording_id) MUST_CHECK;
int care_call_drop(struct care_turn *t, int64_t recording_id) MUST_CHECK;
/* A human has heard it: the clock stops. */
int care_call_heard(struct care_turn *t, int64_t recording_id, int64_t by_id) MUST_CHECK;
/* Did they leave one that nobody has heard yet?  1, 0. */
int care_call_unheard(struct care_turn *t, int64_t person_id) MUST_CHECK;
/* The next of what nobody has heard, for one of the staff: no story, nothing of their own.
 * 1, 0 (also for whoever is no staff). */
int care_call_next_unheard(struct care_turn *t, const struct store_person *by, int64_t after_id,
			   struct store_recording *out) MUST_CHECK;
/* By one of the staff who heard it: whose it is is in danger (an incident), or somebody should
 * look after them. */
int care_call_worry(struct care_turn *t, const struct store_person *by, int64_t recording_id,
		    bool danger) MUST_CHECK;
/* The same of whoever it is, for rooms that found out by themselves. */
int care_call_worry_about(struct care_turn *t, const struct store_person *maker, bool danger)
	MUST_CHECK;
/* One of theirs was heard or is gone: the clock stops unless another one waits. */
int care_call_unheard_over(struct care_turn *t, int64_t person_id) MUST_CHECK;

/* --- What was said instead of being written ------------------------------------------------- *
 * On a call a flow's question for words takes a recording: it has the same clock, joins no
 * line, and the flow goes on with its reference ("recording:" and its name) as the answer. */
#define CARE_CALL_REFERENCE "recording:"
/* Keeps a new one and gives it to the flow that asked. */
int care_call_answer(struct care_turn *t, struct store_person *p, int64_t recording_id) MUST_CHECK;
/* Is this text the reference of one that they said, and is it still there?  1, 0. */
int care_call_said(struct care_turn *t, const struct store_person *p, const char *words,
		   struct store_recording *out) MUST_CHECK;
/* The same for whoever reads a concern: their words, or where to hear them; NULL: nothing. */
const struct secret *care_call_note(struct care_turn *t, const struct store_person *p,
				    const char *words);
/* A human gets it with the request that they have in line now, if these words were said. */
int care_call_with_request(struct care_turn *t, const struct store_person *p, const char *words)
	MUST_CHECK;
/* They forget it: its key is destroyed, and if nobody has heard it the clock stops. */
int care_call_forget(struct care_turn *t, const struct store_person *p, const char *words)
	MUST_CHECK;

/* What care.c hangs into its tables. */
int care_call_leave(struct care_turn *t, struct store_person *person, enum care_leaving why);
int care_call_due_tidy(struct care_turn *t, int64_t subject_id, int64_t arg);
