/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/oncall: whose phone rings, what it says, and what they answer.
 *
 * Steps of an alarm, the same as the pager's own (pager.h), so that either can
 * go on where the other stopped: the first person at once, that person's next
 * channel after 60 s, the next person after 180 s, round and round without end,
 * the whole roster and the managers every 10 min.  Tier A uses all channels of a
 * person at once.  A step with nobody in it is skipped at once; nobody on duty:
 * the managers at once, then everybody on call, on duty or not.  A phone that
 * refused a text is passed over for 10 min, and the next step comes at once.
 * A house with neither on-call staff nor a manager calls whoever is staff.
 * The person whom it is about is never called about it.
 *
 * A channel is a text or a call (the voicebox's alarm socket, through the pager; only
 * while there is a voicebox).  The call says the code; 1 and the code take it.
 *
 * An alarm is a row; the wires (warmlined/alarm.c) hand it to the pager after
 * the commit, with the number unsealed at that moment.  Its text is a code and
 * a tier, no name, no number, no words of the person.  In a flood a phone gets
 * CARE_ALARM_BURST single texts a minute; beyond that digests, worst first, until
 * each code was in a text.  A phone rings for one call at a time: beyond the first within
 * CARE_RING_GAP_MS they wait and become one call, which says how many people there are and
 * the code of the worst (unless the first was taken: then it rings at once).
 *
 * By text, staff answer with a digit and the code (forgiving: "1,4821", "14821",
 * "1 4821 ok"; a lone digit is asked for the code and does nothing):
 *
 *	1 4821		I take it
 *	2 4821		contact made
 *	3 4821 N	closed; N: 1 safe with a plan, 2 safe, a false alarm, 3 another
 *			service, 4 emergency services reached them, 5 unreachable
 *	4 4821		I cannot: the next person is called
 *	5 4821		I tried and did not reach them
 *	LIST		what is open; NOTE 4821 words; WITH 4821 (texts with the person)
 *	HANDOVER	all that I have goes to whoever is on call besides me
 *	REVEAL 4821 why	the number (care_reveal.h)
 *	SHIFTS, SWAP 12, SWAP 12 15, 7 12	the roster (care_roster.h)
 *	MISSED Heron	what Heron wrote should have rung
 *
 * STOP, END and QUIT from somebody with an on-call role never silence the
 * pager: they are told so, a manager is told, and paging goes on.
 */
#include "care/care.h"
#include "store/store_incident.h"
#include "store/store_oncall.h"

enum {
	CARE_LADDER_MAX = 64,
	CARE_ALARM_BURST = 5,		/* single texts to a phone within a minute */
	CARE_CODES_MAX = 40,		/* in one digest */
};
#define CARE_RING_GAP_MS SECONDS_MS(60)

/* --- Who is on duty --------------------------------------------------------------- */
/* In order of paging: ids.  How many.  Without `without_id`. */
int care_oncall_ladder(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
	MUST_CHECK;
/* On duty at this level now, no more and no less. */
int care_oncall_duty(struct care_turn *t, enum store_level level, int64_t out[CARE_LADDER_MAX])
	MUST_CHECK;

/* --- Steps (for care/incident) --------------------------------------------------------- */
/* Begins calling from the first person on.  Changes *i; the caller saves it. */
int care_oncall_begin(struct care_turn *t, struct store_incident *i, enum store_alarm_why why)
	MUST_CHECK;
/* The same, from the person after that one. */
int care_oncall_begin_after(struct care_turn *t, struct store_incident *i, int64_t after_id)
	MUST_CHECK;
/* The time of the next step has come. */
int care_oncall_step(struct care_turn *t, struct store_incident *i) MUST_CHECK;
/* The managers are alarmed now, besides. */
int care_oncall_alarm_managers(struct care_turn *t, const struct store_incident *i) MUST_CHECK;
/* This one person is alarmed now (who has it, while the tier rises; no contact).  0:
 * somebody without a row has it, so the managers are. */
int care_oncall_alarm(struct care_turn *t, const struct store_incident *i, int64_t person_id,
		      enum store_alarm_why why) MUST_CHECK;

/* --- For the wires ------------------------------------------------------------------------ */
struct care_alarm_out {
	int64_t id;			/* of the row; also the pager's alarm id */
	uint8_t who[STORE_WHO_LEN];	/* all zero: about several */
	const struct secret *number, *text;
	int64_t person_id;
	const uint8_t (*told)[STORE_WHO_LEN];	/* about several: whose codes the text names */
	int told_len;
	/* A call instead of a text (then text is NULL): what is said. */
	bool call, tier_a;
	int people;			/* of how many nobody has taken; the code is the
					 * worst one's */
	char code[STORE_CODE_LEN + 1], lang[8];
};
/* Due alarms as texts, marked as handed over; children of ctx.  How many; fewer than
 * max means: all.  What cannot be sent at all (no number) counts as failed. */
int care_oncall_claim(struct care_turn *t, void *ctx, struct care_alarm_out *out,
		      int max) MUST_CHECK;
/* Somebody who was rung pressed 1 and the code: as if they had texted it. */
int care_oncall_voice_ack(struct care_turn *t, int64_t person_id, const char *code) MUST_CHECK;
/* The same, when only the row of the call is known. */
int care_oncall_voice_ack_of(struct care_turn *t, int64_t alarm_id, const char *code) MUST_CHECK;
/* What became of one: its incident's next step may come at once. */
int care_oncall_report(struct care_turn *t, int64_t alarm_id, enum store_alarm_state state)
	MUST_CHECK;
/* The pager is away: this one through the ordinary outbox, crisis class. */
int care_oncall_by_outbox(struct care_turn *t, const struct care_alarm_out *a) MUST_CHECK;
/* CARE_TOPIC_ALARM (care_outbox_listener). */
int care_oncall_outbox_changed(struct care_turn *t, const struct store_out *row);

/* --- The roster ------------------------------------------------------------------------------ */
/* Staff, their roles, numbers or shifts changed: the wires write the file after the commit. */
int care_staff_changed(struct care_turn *t) MUST_CHECK;
/* Counts up with each change. */
int care_roster_generation(struct care_turn *t, int64_t *out) MUST_CHECK;
/* What the pager must know; numbers are children of ctx. */
struct care_roster_line {
	enum store_level level;
	int64_t person_id;
	char lang[8];
	int64_t from_ms, until_ms;	/* 0: open */
	const struct secret *number;
};
#define CARE_ROSTER_AHEAD_MS DAYS_MS(21)	/* less, if that is more than CARE_ROSTER_LINES */
enum { CARE_ROSTER_LINES = 240 };
int care_roster_lines(struct care_turn *t, void *ctx, struct care_roster_line **out, size_t *n_out)
	MUST_CHECK;
/* care_roster.h has the rest: rotations, swaps, what is wrong with it. */
/* --- What care.c hangs into its tables ------------------------------------ */
int care_oncall_hear(struct care_turn *t, struct care_heard *h);	/* right after safety */
/* LIST, NOTE 4821 ..., WITH 4821: care_command_tables. */
extern const struct care_command care_oncall_commands[];
extern const size_t care_oncall_commands_len;
