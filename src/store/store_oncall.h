/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * On call: who is on duty when, each attempt to reach them, and what is
 * remembered of their phones.  Called by care/oncall; alarms also by the wires
 * to the pager (warmlined/alarm.c) through care/oncall.
 */
#include "store/store.h"

/* --- Who is on duty ------------------------------------------------------------- *
 * A row says: this person, at this level, from then until then.  An override
 * or a swap says besides who is off meanwhile.  Rotations are made into rows
 * ahead of time, so that "who has the duty" is one look. */
enum store_level { STORE_LEVEL_ONCALL, STORE_LEVEL_MANAGER, STORE_LEVEL_OPERATOR, STORE_LEVELS };
enum store_duty_kind { STORE_DUTY_SHIFT = 1, STORE_DUTY_OVERRIDE = 2, STORE_DUTY_SWAP = 3 };
struct store_duty {
	int64_t id, person_id;
	enum store_level level;
	int position;
	enum store_duty_kind kind;
	int64_t replaces_id;		/* 0: nobody, comes besides */
	int64_t from_ms, until_ms;	/* wall; until 0: open */
	int64_t rotation_id;		/* it was made from; 0: by hand */
	int64_t made_by, made_at_ms;
};
int store_duty_add(struct store *st, struct store_duty *s) MUST_CHECK;	/* sets id */
int store_duty_end(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;	/* 1, 0 */
/* It ends then already (somebody takes the rest): 1, 0. */
int store_duty_cut(struct store *st, int64_t id, int64_t until_ms) MUST_CHECK;
int store_duty_get(struct store *st, int64_t id, struct store_duty *out) MUST_CHECK;
/* Not taken back and overlapping from..until, by level, position, from; child of ctx. */
int store_duties(struct store *st, void *ctx, int64_t from_ms, int64_t until_ms,
		 struct store_duty **out, size_t *n_out) MUST_CHECK;
/* Had this person ever a row?  Who never had is on duty whenever they have the role. */
int store_duty_any(struct store *st, int64_t person_id) MUST_CHECK;		/* 1, 0 */
/* Counts up with each change of staff or shifts: who keeps a copy (the roster
 * file) sees that it is old. */
int store_roster_generation(struct store *st, int64_t *out) MUST_CHECK;
int store_roster_changed(struct store *st) MUST_CHECK;

/* --- Alarms: one attempt to reach one member of staff on one channel ------------------ */
enum store_alarm_state {		/* from HANDED on as the pager reports */
	STORE_ALARM_DUE = 0,
	STORE_ALARM_HANDED = 1,		/* committed as handed over; no word yet */
	STORE_ALARM_ACCEPTED = 2,	/* bearerbox, or a carrier, has it */
	STORE_ALARM_DELIVERED = 3,
	STORE_ALARM_FAILED = 4,		/* it will not arrive */
	STORE_ALARM_UNKNOWN = 5,
	STORE_ALARM_CANCELLED = 6,	/* somebody took the incident before it left */
	STORE_ALARM_BUFFERED = 7,	/* bearerbox has it, but no carrier is up */
};
enum store_channel { STORE_CHANNEL_TEXT = 0, STORE_CHANNEL_CALL = 1 };
enum store_alarm_why {			/* in order of urgency when a phone gets many */
	STORE_ALARM_FIRST = 1,		/* of this round */
	STORE_ALARM_NEXT = 2,		/* the one before did not answer */
	STORE_ALARM_RAISED = 3,		/* tier rose while somebody had it */
	STORE_ALARM_OVERDUE = 4,	/* no contact in time */
	STORE_ALARM_EVERYBODY = 5,
	STORE_ALARM_AGAIN = 6,		/* told before */
};
struct store_alarm {
	int64_t id, incident_id, person_id;
	enum store_channel channel;
	enum store_alarm_why why;
	enum store_alarm_state state;
	int64_t batch_id;
	int64_t created_at_ms, due_at_ms, handed_at_ms, changed_at_ms;
	int tier;			/* the incident's; only read */
};
int store_alarm_add(struct store *st, struct store_alarm *a) MUST_CHECK;	/* sets id */
int store_alarm_get(struct store *st, int64_t id, struct store_alarm *out) MUST_CHECK;
/* When the next one is due: 1 and *at_ms, 0. */
int store_alarm_next(struct store *st, int64_t *at_ms) MUST_CHECK;
/* Due ones: people of whom nobody was told first, then by tier, then by age.  How many. */
int store_alarm_due(struct store *st, int64_t now_ms, struct store_alarm *out, int max) MUST_CHECK;
/* DUE -> HANDED, told of by the text of `batch_id`. */
int store_alarm_hand(struct store *st, int64_t id, int64_t batch_id, int64_t now_ms) MUST_CHECK;
/* All of a batch, if it is not over: only ever rises.  How many changed. */
int store_alarm_outcome(struct store *st, int64_t batch_id, enum store_alarm_state state,
			int64_t now_ms) MUST_CHECK;
/* The pager did not take it, or forgot it: DUE again at at_ms. */
int store_alarm_again(struct store *st, int64_t batch_id, int64_t at_ms) MUST_CHECK;
/* HANDED since then without any word: all DUE again now.  How many. */
int store_alarm_unheard(struct store *st, int64_t since_ms, int64_t now_ms) MUST_CHECK;
/* The wall clock was set by step_ms: DUE ones move with it. */
int store_alarm_rebase(struct store *st, int64_t step_ms) MUST_CHECK;
/* A DUE one: not before at_ms. */
int store_alarm_defer(struct store *st, int64_t id, int64_t at_ms) MUST_CHECK;
/* DUE ones of an incident -> CANCELLED. */
int store_alarm_cancel(struct store *st, int64_t incident_id, int64_t now_ms) MUST_CHECK;
/* Of one batch, in order of id, after after_id: 1, 0. */
int store_alarm_of_batch(struct store *st, int64_t batch_id, int64_t after_id,
			 struct store_alarm *out) MUST_CHECK;
/* Texts handed over to this phone since then (a digest counts once). */
int store_alarm_texts(struct store *st, int64_t person_id, int64_t since_ms, int64_t *n) MUST_CHECK;
/* When this phone was last rung since then about somebody whom nobody has taken yet; 0: it
 * was not. */
int store_alarm_rang(struct store *st, int64_t person_id, int64_t since_ms, int64_t *at_ms)
	MUST_CHECK;
/* Failed ones of an incident since then. */
int store_alarm_failures(struct store *st, int64_t incident_id, int64_t since_ms, int64_t *n)
	MUST_CHECK;
/* Was this person alarmed about this incident?  1, 0. */
int store_alarm_told(struct store *st, int64_t incident_id, int64_t person_id) MUST_CHECK;
/* Was any of its alarms handed over?  1, 0. */
int store_alarm_any(struct store *st, int64_t incident_id) MUST_CHECK;

/* --- Phones of staff ------------------------------------------------------------------- */
struct store_phone {
	int64_t person_id;
	int64_t bad_until_ms, digest_at_ms, stop_told_ms, reached_at_ms, drilled_at_ms;
};
/* All zero when there is none yet. */
int store_phone_get(struct store *st, int64_t person_id, struct store_phone *out) MUST_CHECK;
int store_phone_save(struct store *st, const struct store_phone *p) MUST_CHECK;
