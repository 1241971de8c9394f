/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/concern: something about a person that a human on duty should look at:
 * a low mood, a first message that nobody has answered, a text that could not
 * be read.  It has an owner and a clock, raises attention and never lowers it,
 * and no machine closes it, except that what it waited for has happened
 * (care_concern_met()).
 *
 * The owner: whom the caller names; else the person's own (safeguarding worker,
 * peer) or whoever the finders in care.c name (the peer in conversation, the
 * coordinator on duty); else a coordinator, a supervisor, a manager.  Nobody at
 * all: it is logged as a fault and asked again each minute.
 *
 * The owner is told by text: number of the concern, pseudonym, why.  A second
 * one within CARE_CONCERN_QUIET_MS waits and is told in one text with the
 * others.  When the clock passes and nobody took it, the next owner is found
 * and told (each round the finders are asked with a higher `round`, which reaches
 * further); where `rings` is set the ringer is called too.
 */
#include "care/care.h"
#include "store/store_concern.h"

#define CARE_CONCERN_QUIET_MS MINUTES_MS(10)

struct care_concern {
	enum store_concern_kind kind;
	const char *why;		/* "low mood": a few words, no person's text */
	const struct store_person *about;	/* NULL: nobody */
	const struct secret *note;	/* what the person wrote, or NULL */
	int64_t owner_id;		/* 0: found as above */
	int64_t clock_ms;		/* until somebody must have taken it; 0: the setting of
					 * its kind */
	bool rings;			/* an unmet clock rings the on-call staff */
};
/* Raised again while one of this kind about this person is open: that one gets
 * the note, the nearer clock and `rings`, and no second text. */
int care_concern_raise(struct care_turn *t, const struct care_concern *c,
		       int64_t *id_out) MUST_CHECK;
/* A named human has it: the clock stops.  1, or 0: not open (somebody else was first). */
int care_concern_take(struct care_turn *t, int64_t id, int64_t by_id) MUST_CHECK;
/* A named human has dealt with it.  1, or 0 when it was resolved already. */
int care_concern_resolve(struct care_turn *t, int64_t id, int64_t by_id) MUST_CHECK;
/* What it waited for has happened (a human answered, the check-in came): 1 or 0. */
int care_concern_met(struct care_turn *t, int64_t person_id,
		     enum store_concern_kind kind) MUST_CHECK;

/* Who is on duty?  round 0 first; each passed clock asks for one further away.
 * 1 and *owner_id; 0: I know nobody; negative: store error.  Table in care.c,
 * asked in order; a sub-room adds a line. */
struct care_owner_finder {
	const char *name;
	int (*find)(struct care_turn *t, const struct store_concern *c, int64_t *owner_id);
};
extern const struct care_owner_finder care_owner_finders[];
/* Calls the on-call staff about a concern whose clock nobody met.  Table likewise. */
struct care_ringer {
	const char *name;
	int (*ring)(struct care_turn *t, const struct store_concern *c);
};
extern const struct care_ringer care_ringers[];

/* CONCERNS, TAKE 12, DONE 12: for the coordinators' hearer's command table. */
extern const struct care_command care_concern_commands[];
extern const size_t care_concern_commands_len;
