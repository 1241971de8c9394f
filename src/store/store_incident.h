/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Incidents: a person in danger, not a message.  At most one is open for each
 * person; it is in one of two conditions: a clock is running
 * (STORE_DUE_INCIDENT, subject: the incident), or a named human has closed it.
 * The table's own CHECKs refuse a closed one without a name and an outcome.
 *
 * Called by care/incident and care/oncall, and read by desk/ and warmlined/.
 */
#include "store/store.h"

enum store_incident_state {
	STORE_INCIDENT_ALARMING = 1,	/* staff are being called */
	STORE_INCIDENT_ACKED = 2,	/* a human has it; contact clock runs */
	STORE_INCIDENT_CONTACT = 3,	/* contact made; clock until somebody says what happened */
	STORE_INCIDENT_CLOSED = 4,
};
enum store_incident_kind {		/* as in pager.h */
	STORE_INCIDENT_MEMBER = 1, STORE_INCIDENT_PEER = 2, STORE_INCIDENT_CALLER = 3,
};
enum store_incident_source {
	STORE_INCIDENT_WORDS = 1,	/* the lexicon heard it */
	STORE_INCIDENT_KEY = 2,		/* key 9 and yes */
	STORE_INCIDENT_SILENCE = 3,	/* key 9, and no answer to the question */
	STORE_INCIDENT_WORRIED = 4,	/* about somebody else whom the texter fears for */
	STORE_INCIDENT_ADOPTED = 5,	/* the pager had it and we did not */
	STORE_INCIDENT_STAFF = 6,	/* opened by staff */
	STORE_INCIDENT_DRILL = 7,
};
enum store_outcome {
	STORE_OUTCOME_NONE = 0,
	STORE_OUTCOME_SAFE_PLAN = 1,	/* safe, with a plan */
	STORE_OUTCOME_FALSE_ALARM = 2,	/* spoken to and safe, a false alarm */
	STORE_OUTCOME_OTHER_SERVICE = 3,
	STORE_OUTCOME_EMERGENCY = 4,	/* emergency services reached them */
	STORE_OUTCOME_UNREACHABLE = 5,	/* after the attempts, and a second person agrees */
	STORE_OUTCOME_DRILL = 8,
};
enum { STORE_WHO_LEN = 8, STORE_CODE_LEN = 8, STORE_RULES_LEN = 240 };

struct store_incident {
	int64_t id;
	int64_t person_id;			/* 0: not known (adopted), or a drill */
	uint8_t who[STORE_WHO_LEN];
	char code[STORE_CODE_LEN + 1];
	enum store_incident_state state;
	int tier;				/* enum lexicon_tier: LEX_B or LEX_A; only rises */
	enum store_incident_kind kind;
	enum store_incident_source source;
	bool drill;
	uint32_t context;			/* enum lexicon_context bits, of all messages */
	char rules[STORE_RULES_LEN + 1];	/* ids, parted by spaces */
	char lexicon[24];
	int messages;
	int64_t opened_at_ms, raised_at_ms, alarmed_at_ms;
	int64_t acked_at_ms, acked_by;
	int64_t handing_at_ms;			/* acked_by would like to hand it over; 0: no */
	int64_t contact_due_at_ms, contact_at_ms, contact_by;
	int tries, missed;
	int64_t closed_at_ms, closed_by;
	char closed_name[48];
	enum store_outcome outcome;
	int64_t proposed_by;
	int64_t alarm_from_ms;
	int person_pos;
	int64_t turn_id, turn_ms;
	int channel;
	int64_t everybody_ms;
	int rounds;
	bool told_still;
	bool untold;			/* set by each save; cleared by store_incident_told() */
};
/* Sets i->id.  -EEXIST: that person has an open one, or the code is in use. */
int store_incident_add(struct store *st, struct store_incident *i) MUST_CHECK;
/* Never lowers the tier, never opens a closed one. */
int store_incident_save(struct store *st, const struct store_incident *i) MUST_CHECK;
/* All of these: 1 and *out, or 0. */
int store_incident_get(struct store *st, int64_t id, struct store_incident *out) MUST_CHECK;
int store_incident_open_of(struct store *st, int64_t person_id, struct store_incident *out)
	MUST_CHECK;
int store_incident_open_who(struct store *st, const uint8_t who[STORE_WHO_LEN],
			    struct store_incident *out) MUST_CHECK;
/* The open one of this code, else the last that had it. */
int store_incident_by_code(struct store *st, const char *code, struct store_incident *out)
	MUST_CHECK;
/* Open ones in order of id, after after_id. */
int store_incident_next(struct store *st, int64_t after_id, struct store_incident *out) MUST_CHECK;
/* Those of which the pager has not heard what changed. */
int store_incident_next_untold(struct store *st, int64_t after_id, struct store_incident *out)
	MUST_CHECK;
int store_incident_told(struct store *st, int64_t id) MUST_CHECK;
/* Open ones: how many, and how many of them nobody has taken. */
struct store_incident_counts { int64_t open, alarming, held; };
int store_incident_counts(struct store *st, int64_t held_by, struct store_incident_counts *out)
	MUST_CHECK;
/* Real ones since then. */
struct store_incident_since { int64_t opened, tier_a, closed; };
int store_incident_since(struct store *st, int64_t since_ms,
			 struct store_incident_since *out) MUST_CHECK;
/* Taken and open ones that this person has, in order of id, after after_id: 1, 0. */
int store_incident_next_held(struct store *st, int64_t by_id, int64_t after_id,
			     struct store_incident *out) MUST_CHECK;
/* 1 if this code may be given: no open incident has it, nor one closed since then. */
int store_incident_code_free(struct store *st, const char *code, int64_t since_ms) MUST_CHECK;
/* The person whose blind index begins so: their id, or 0. */
int store_incident_person_of(struct store *st, const uint8_t who[STORE_WHO_LEN], int64_t *id)
	MUST_CHECK;

/* --- What happened, step by step; never changed -------------------------------- */
enum store_step {
	STORE_STEP_OPENED = 1,
	STORE_STEP_MESSAGE = 2,		/* one more, joined; words: what was heard */
	STORE_STEP_RAISED = 3,		/* arg: the tier */
	STORE_STEP_ALARM = 4,		/* by: who is called; arg: the alarm */
	STORE_STEP_ALARM_FAILED = 5,
	STORE_STEP_PAGER = 6,		/* the pager alarmed by itself; detail: the handle */
	STORE_STEP_EVERYBODY = 7,
	STORE_STEP_ACKED = 8,
	STORE_STEP_HANDED_BACK = 9,
	STORE_STEP_TRIED = 10,
	STORE_STEP_CONTACT = 11,
	STORE_STEP_OVERDUE = 12,	/* the contact clock passed */
	STORE_STEP_NOTE = 13,
	STORE_STEP_PROPOSED = 14,	/* unreachable, says the first of two */
	STORE_STEP_CLOSED = 15,		/* arg: the outcome */
	STORE_STEP_WITH = 16,		/* texts with the person were opened */
	STORE_STEP_ADOPTED = 17,
	STORE_STEP_STOP = 18,		/* STOP from staff: passed on, not obeyed */
	STORE_STEP_STILL = 19,		/* the person was told that we are still calling */
	STORE_STEP_CLOCK = 20,		/* the wall clock was behind: all clocks fired */
	STORE_STEP_HANDING = 21,	/* who has it would like to hand it over */
	STORE_STEP_TAKEN_OVER = 22,	/* by: who took it from them */
	STORE_STEP_NOT_TAKEN = 23,	/* nobody did: calling begins again */
	STORE_STEP_REVEAL = 24,		/* the number was shown; by: to whom */
};
const char *store_step_words(enum store_step what);
struct store_incident_step {
	int64_t id, incident_id, at_ms;
	enum store_step what;
	int64_t by_id;			/* 0: the program */
	int64_t arg;
	const char *detail;		/* NULL: "" */
	int64_t key_id;			/* whose key seals the words */
	const struct secret *words;	/* NULL: none, or erased */
};
int store_incident_step_add(struct store *st, const struct store_incident_step *s) MUST_CHECK;
/* Noted tries to reach the person, by kind (the step's detail); texts opened with them count as one
 * by text. */
enum store_incident_try {
	STORE_TRY_ANY, STORE_TRY_TEXT, STORE_TRY_CALL, STORE_TRY_OTHER, STORE_TRIES,
};
const char *store_try_words(enum store_incident_try how);	/* "", "text", "call", "other" */
int store_incident_tries(struct store *st, int64_t incident_id,
			 int64_t out[STORE_TRIES]) MUST_CHECK;
/* In order, children of ctx. */
int store_incident_steps(struct store *st, void *ctx, int64_t incident_id,
			 struct store_incident_step **out, size_t *n_out) MUST_CHECK;
