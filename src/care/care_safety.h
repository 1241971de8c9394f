/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/safety: hears danger in a text and answers it, before anything else.
 *
 * Two halves.  care_scan() (care.h) runs on the received bytes before any
 * database work and takes no memory: the lexicon, and key 9.  The hearer runs in
 * the message's transaction, first of all hearers, and never takes the message
 * away from the others.  It adds what the bytes alone cannot say: who wrote
 * (member, peer, staff), what they wrote in the minutes before, which question
 * of ours is open.  Then it does what the tier asks for (DESIGN 4):
 *
 *	A, B	safety words at once; an incident (care/incident); its alarms
 *	C	safety words; a concern for whoever is on duty; an unmet clock rings
 *	ask	a question with the numbers; the same concern
 *
 * Key 9.  "9 yes" (9 1, SOS YES, ...) is tier A at once.  A lone 9, and its
 * forms in every language (keyword.safety), ask one question: in danger now?
 * 1 yes (A), 2 it may get bad (B), 3 a slip.  No answer within nine-wait (3 min)
 * is tier B.  A slip leaves the concern that the 9 raised: whoever pressed the
 * 3 need not be who pressed the 9.  care_scan() tells the pager of a lone 9 too:
 * with the database gone there is nobody to ask the question, and the pager's
 * alarm is the safe side; with it, the wires take it back at once.
 *
 * Peers and staff.  What they write *to somebody* about danger is their work: a
 * hit within quotation marks, or in a question, or said to "you" in a
 * conversation, marks the conversation (care_talk_quoted()) and alarms nobody.
 * Everything else of tier A or B in their texts is their own danger: an incident
 * about them.  When in doubt it is their own.
 *
 * What is said.  Full safety words once in `words-again` (30 min) for a person
 * and tier; in between every A or B message gets short words ("we are still
 * here"), not more than once in 20 s.  No budget is asked for A and B.
 *
 * Another person is the danger (LEX_CTX_BY_OTHER): neutral words, whatever the
 * tier, and nobody calls unasked: the on-call person is told so.
 */
#include "care/care.h"
#include "store/store_incident.h"

/* In care_hearers, first.  0; 1: it was the answer to a safety question; or a store error. */
int care_safety_hear(struct care_turn *t, struct care_heard *h);
/* STORE_DUE_SAFETY, subject: the person: nobody answered the question. */
int care_safety_due(struct care_turn *t, int64_t person_id, int64_t arg);
/* STORE_DUE_RECENT, subject 0: old texts go.  Armed by care_safety_hear(). */
int care_safety_forget_due(struct care_turn *t, int64_t subject_id, int64_t arg);

/* safety (as key 9) */
extern const struct care_effect care_safety_effects[];
/* {emergency}: "Befrienders Kenya 0800 723 253", or safety.number.local's words. */
extern const struct care_placeholder care_safety_placeholders[];
extern const struct cfg_table care_safety_cfg;
struct care_safety_settings {
	int64_t words_again_ms;		/* full safety words to the same person */
	int64_t nine_ms;		/* key 9 without an answer: tier B */
	int64_t emergency_ms;		/* a number must have been tested within this time */
	const struct care_emergency *emergency;	/* not a setting: care_emergency_set() */
};
const struct care_safety_settings *care_safety_settings(const struct care *care);

/* Whoever knows whether somebody is in a conversation (care/talk).  Table in care.c; ends
 * with zeros. */
struct care_conversation_door {
	const char *name;
	int (*busy)(struct care_turn *t, int64_t person_id);	/* 1, 0: on either side */
	int (*quoted)(struct care_turn *t, int64_t peer_id);	/* danger was asked about, quoted */
	/* Staff and that person write to each other: 1 open, 0 not possible and said why. */
	int (*open_staff)(struct care_turn *t, const struct store_person *staff,
			  const struct store_person *member);
	/* The same; a peer who is with that person ends. */
	int (*with_me)(struct care_turn *t, int64_t member_id, const struct store_person *staff);
};
extern const struct care_conversation_door care_conversation_doors[];
int care_conversation_busy(struct care_turn *t, int64_t person_id) MUST_CHECK;

/* --- The numbers to ring, by country ------------------------------------------------ *
 * flows/emergency.conf, a line each:
 *
 *	KE crisis 0800723253 tested 2026-11-01 Befrienders Kenya
 *	KE medical 1199 tested never Red Cross ambulance
 *
 * Kinds: crisis (given first), medical (if there is no crisis line), police
 * (never given by itself; only shown to staff).  Who rang it, and when, stands in
 * `tested`: a number that nobody has tested within `emergency-tested` (180 days)
 * is still given, for it is the best there is, but each start and `emergency
 * check` names it. */
struct care_emergency;
struct care_emergency *care_emergency_load(void *ctx, const char *path, struct err *err);
/* NULL: none; the struct stays the caller's. */
void care_emergency_set(struct care *care, const struct care_emergency *e);
/* "Name number" or NULL. */
const char *care_emergency_find(const struct care_emergency *e, const char *country);
/* Calls back with one sentence for each line that wants a test; how many. */
int care_emergency_check(const struct care_emergency *e, int64_t now_ms, int64_t max_age_ms,
			 void (*cb)(void *arg, const char *sentence), void *arg);
