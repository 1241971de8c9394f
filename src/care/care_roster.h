/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/oncall: the roster, from "Heron, Finch and Wren take turns each Monday at
 * nine" to the row that says who is called now.
 *
 * Layers.  On call: primary, secondary, third - called in that order.  Managers:
 * manager, second manager.  Position 0 (a row added by hand) counts as the first.
 *
 * A rotation makes shifts CARE_ROSTER_FILL_DAYS ahead: person k of n has every
 * n-th day (or week), from the hand-over at `minute` of the local day to the next
 * one, in the rotation's own zone; a day on which the clocks change is an hour
 * shorter or longer, and no hour is left out or given twice (care_clock_at()).
 * With length_min only that much of each day.  Shifts are ordinary rows: they can
 * be overridden, taken back and swapped one by one, and a rotation that was
 * changed is a new one (the old one's shifts that have not begun are taken back).
 *
 * Swaps.  "SWAP 12" offers shift 12 to everybody else of that level; whoever
 * answers "7 12" first has it, both are told, and it is in the audit log.  Until
 * then, and if nobody does, it stays whose it was: nobody can drop a shift.
 * "SHIFTS" lists one's own, with their numbers.  "SWAP 12 15" is an exchange: only
 * whoever has 15 is asked, and "7 12" changes both in one step or neither.
 *
 * Each day at `digest-hour` (node "oncall") the roster is looked at: shifts are
 * made, the pager's file is written anew, holes of the next 14 days are told to
 * the managers (at once when the roster was changed), phones that nobody
 * verified are asked for an answer, and the morning digest goes to the managers
 * and whoever is on call: counts and codes, no names.
 *
 * Holidays are those of node "queue"; they count as such in the fairness of the
 * load, and whoever is on call on one is told two weeks before.
 */
#include "care/care.h"
#include "store/store_oncall.h"
#include "store/store_roster.h"

enum { CARE_ROSTER_FILL_DAYS = 42, CARE_ROSTER_LOOK_DAYS = 14 };

/* --- Layers ------------------------------------------------------------------------- */
struct care_layer { const char *name; enum store_level level; int position; };
/* "primary", "secondary", "third", "manager", "second-manager"; NULL: none of that name. */
const struct care_layer *care_layer_find(const char *name);
/* "primary" of on call, 0 or 1; "layer 7" is "oncall". */
const char *care_layer_name(enum store_level level, int position);

/* --- Rotations ------------------------------------------------------------------------ */
/* Fills id and made_day, makes the shifts.  -EINVAL, with the sentence: nobody, an unknown zone,
 * somebody without the role. */
int care_rotation_add(struct care_turn *t, struct store_rotation *r, const char *by,
		      struct err *err) MUST_CHECK;
/* Rows were changed by hand (roster add, roster end): the file, the shifts' ends, soon a look. */
int care_roster_touched(struct care_turn *t) MUST_CHECK;
/* Its running shift goes on to its end.  1, 0: no such rotation. */
int care_rotation_remove(struct care_turn *t, int64_t id, const char *by) MUST_CHECK;
/* Makes what is missing of the next CARE_ROSTER_FILL_DAYS.  How many shifts. */
int care_roster_fill(struct care_turn *t) MUST_CHECK;

/* --- Swaps (also for the desk) ---------------------------------------------------------- */
enum care_swap_did {
	CARE_SWAP_ASKED, CARE_SWAP_TAKEN, CARE_SWAP_KEPT,
	/* Nothing was changed: */
	CARE_SWAP_NONE,			/* no such shift, or it is over */
	CARE_SWAP_NOT_YOURS, CARE_SWAP_BEFORE,	/* it is offered already */
	CARE_SWAP_NOT_OFFERED, CARE_SWAP_GONE,	/* somebody else was faster */
	CARE_SWAP_ROLE, CARE_SWAP_OWN,	/* it is theirs already */
	CARE_SWAP_NOBODY,		/* there is nobody else of that level */
	CARE_SWAP_NO_OTHER,		/* an exchange: the other shift is none of a colleague's
					 * to come */
};
/* The owner, or a manager, offers it. */
int care_swap_ask(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		  struct store_duty *shift, enum care_swap_did *did) MUST_CHECK;
/* Their own for somebody else's, whose word (care_swap_take()) changes both. */
int care_swap_ask_for(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		      int64_t for_id, struct store_duty *shift, enum care_swap_did *did) MUST_CHECK;
int care_swap_take(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		   struct store_duty *shift, enum care_swap_did *did) MUST_CHECK;
/* The owner keeps it after all. */
int care_swap_keep(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		   struct store_duty *shift, enum care_swap_did *did) MUST_CHECK;

/* --- What is wrong with it ------------------------------------------------------------------ */
struct care_roster_fault {
	const char *sentence;		/* English; pseudonyms in quotes; of a hole with times
					 * in UTC */
	enum store_level level;		/* of a hole: who is missing, */
	const char *layer;		/* of which layer (NULL: anybody), */
	int64_t from_ms, until_ms;	/* and when; 0: it is no hole */
};
/* Calls back for each; how many holes in the next 14 days: times at which nobody is on call,
 * or no manager (if there is any). */
int care_roster_check(struct care_turn *t,
		      void (*cb)(void *arg, const struct care_roster_fault *fault), void *arg)
	MUST_CHECK;
/* One person's share of on call in the next CARE_ROSTER_FILL_DAYS, by local hours of the service:
 * night is 22 to 6, weekend Saturday and Sunday. */
struct care_load {
	int64_t person_id;
	char who[32];
	int64_t hours, nights, weekends, holidays;	/* hours of each */
	bool verified;			/* the phone answered a drill or an alarm lately */
};
struct care_roster_score {
	int64_t hole_hours;		/* nobody on call, next 14 days */
	int holes;
	/* 0..100, 100 is best: hours with somebody on call; an even share divided by the biggest
	 * share (of all hours, of nights, of weekends: the worst); phones verified. */
	int cover, fair, phones;
	struct care_load *load;		/* of t->mem; by hours, most first */
	size_t load_len;
};
int care_roster_score(struct care_turn *t, struct care_roster_score *out) MUST_CHECK;

/* --- What care.c hangs into its tables ------------------------------------------------------- */
int care_roster_due(struct care_turn *t, int64_t subject_id,
		    int64_t arg);	/* STORE_DUE_ROSTER */
int care_swap_due(struct care_turn *t, int64_t swap_id, int64_t arg);		/* STORE_DUE_SWAP */
int care_shift_end_due(struct care_turn *t, int64_t shift_id,
		       int64_t arg);	/* STORE_DUE_SHIFT_END */
extern const struct cfg_table care_oncall_cfg;
struct care_oncall_settings {
	bool digest;
	int64_t digest_hour, ask_phone_ms, prompt_ms, handover_ms;
};
const struct care_oncall_settings *care_oncall_settings(const struct care *care);
