/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/incident: a person in danger, from the first hit to a named human's word
 * on what happened.
 *
 *	ALARMING --ack--> ACKED --contact made--> CONTACT --close--> CLOSED
 *	    ^               |  \_______________________________________^
 *	    |               | contact clock passed, or handed back
 *	    '---------------'
 *
 * One open incident a person.  A later message joins it, may raise its tier and
 * never lowers it.  If the tier rises to A while somebody has it, that person
 * is alarmed again.  In every state but CLOSED a clock runs (STORE_DUE_INCIDENT):
 * ALARMING the next alarm step, ACKED the contact clock, CONTACT a reminder to
 * close.  Nothing here closes by time, restart or bulk; care_incident_close()
 * wants a name and an outcome, and "unreachable" wants noted attempts and a
 * second person.
 *
 * The code that the on-call person types was drawn before the database was
 * touched (the pager may have used it).  If an open incident, or one closed
 * within a day, has it, another is drawn; the wires tell the pager, by the same
 * person key.
 *
 * An incident may be about somebody for whom there is no row yet: the pager kept
 * it while we were away.  It is adopted by the person half of its key, and the
 * redelivered message joins it.
 */
#include "care/care.h"
#include "store/store_incident.h"

struct care_danger {
	const struct store_person *person;	/* NULL: not known, then `who` */
	const uint8_t *who;			/* NULL: of the person's number */
	enum lexicon_tier tier;			/* LEX_B or LEX_A */
	enum store_incident_source source;
	enum store_incident_kind kind;		/* 0: member */
	uint32_t context;
	const char *rules;			/* ids; NULL: none */
	const char *lexicon;			/* version; NULL: the one in use */
	const struct secret *words;		/* what was heard; NULL: none */
	const char *code;			/* drawn before; NULL: draw one */
	int64_t heard_at_ms;			/* when the message was received; 0: now */
};
/* Opens one, or joins the open one.  *out (may be NULL) is it, as stored. */
int care_incident_danger(struct care_turn *t, const struct care_danger *d,
			 struct store_incident *out) MUST_CHECK;
/* The person's open one: 1, 0. */
int care_incident_of(struct care_turn *t, int64_t person_id, struct store_incident *out) MUST_CHECK;
/* The person half of the pager's key, of an address as care_text has it. */
void care_incident_who(struct care_turn *t, const char *sender, uint8_t out[STORE_WHO_LEN]);

/* The pager holds one that we have no row for.  told: it has alarmed somebody. */
int care_incident_adopt(struct care_turn *t, const uint8_t who[STORE_WHO_LEN], bool tier_a,
			enum store_incident_kind kind, const char *code, bool told) MUST_CHECK;
/* The pager alarmed somebody by itself (handle: the roster's). */
int care_incident_paged(struct care_turn *t, const uint8_t who[STORE_WHO_LEN],
			const char *handle) MUST_CHECK;
/* Rings the staff's phones with a test; person_id 0: whoever is on duty. */
int care_incident_drill(struct care_turn *t, struct store_incident *out) MUST_CHECK;

/* --- What staff do.  `by` is a row of somebody with a staff role. ---------------------- */
enum care_did {
	CARE_DID,
	CARE_DID_OVER,		/* taken over from a colleague (care_incident_ack) */
	CARE_DID_BEFORE,	/* the same person had done that already */
	CARE_DID_OTHER,		/* somebody else has it (incident->acked_by) */
	CARE_DID_CLOSED,	/* it is closed */
	CARE_DID_NONE,		/* no incident has this code */
	CARE_DID_SELF,		/* it is about this very person */
	CARE_DID_NOT_ACKED,	/* nobody has taken it yet */
	CARE_DID_TRIES,		/* unreachable: too few attempts were noted */
	CARE_DID_NOBODY,	/* nobody can be written to: a drill, or not known yet */
	CARE_DID_PROPOSED,	/* unreachable: noted, a second person must say so too */
};
struct care_staff_act {
	const struct store_person *by;
	const char *code;
	struct store_incident incident;	/* out: as it is now */
};
int care_incident_ack(struct care_turn *t, struct care_staff_act *a, enum care_did *did) MUST_CHECK;
int care_incident_contact(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
	MUST_CHECK;
int care_incident_close(struct care_turn *t, struct care_staff_act *a, enum store_outcome outcome,
			enum care_did *did) MUST_CHECK;
/* They cannot: calling goes on with the next person. */
int care_incident_hand_back(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
	MUST_CHECK;
/* They tried and did not reach the person: counted; the contact clock starts anew. */
int care_incident_tried(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
	MUST_CHECK;
int care_incident_tried_by(struct care_turn *t, struct care_staff_act *a,
			   enum store_incident_try how, enum care_did *did) MUST_CHECK;
/* What the protocol still wants of each kind before "unreachable": settings `tries`, `tries-text`,
 * ... 1: something; 0: enough was tried. */
int care_incident_tries_missing(struct care_turn *t, const struct store_incident *i,
				int64_t missing[STORE_TRIES]) MUST_CHECK;
/* All that they have goes to whoever is on call besides them: offered, and theirs until somebody
 * has taken it ("1 4821"); nobody does within node "oncall"'s `handover`, or nobody is on call: it
 * rings again.  ended: because their shift is over.  *n: how many. */
int care_incident_hand_over(struct care_turn *t, const struct store_person *by, bool ended, int *n)
	MUST_CHECK;
int care_incident_note(struct care_turn *t, struct care_staff_act *a, const struct secret *note,
		       enum care_did *did) MUST_CHECK;
/* Texts with the person, both under pseudonyms (care/talk).  take_over: also when a peer
 * is with them, whose part then ends. */
int care_incident_with(struct care_turn *t, struct care_staff_act *a, bool take_over,
		       enum care_did *did) MUST_CHECK;
/* A named human without a row (warmlinectl): the same rules. */
int care_incident_ack_named(struct care_turn *t, const char *code, const char *name,
			    struct store_incident *out, enum care_did *did) MUST_CHECK;
int care_incident_contact_named(struct care_turn *t, const char *code, const char *name,
				struct store_incident *out, enum care_did *did) MUST_CHECK;
int care_incident_close_named(struct care_turn *t, const char *code, const char *name,
			      enum store_outcome outcome, struct store_incident *out,
			      enum care_did *did) MUST_CHECK;

/* --- What care.c hangs into its tables ------------------------------------------------------ */
/* STORE_DUE_HANDOVER */
int care_incident_handover_due(struct care_turn *t, int64_t incident_id, int64_t arg);
/* STORE_DUE_INCIDENT */
int care_incident_due(struct care_turn *t, int64_t incident_id, int64_t arg);
int care_incident_holds(struct care_turn *t, int64_t person_id);	/* care_hold */
/* A concern whose clock nobody met: it becomes a tier B incident about that person. */
struct store_concern;
int care_incident_ring(struct care_turn *t, const struct store_concern *c);	/* care_ringer */
extern const struct cfg_table care_incident_cfg;
struct care_incident_settings {
	int64_t next_channel_ms, next_person_ms, everybody_ms;
	int64_t contact_ms;		/* acknowledged -> contact made */
	int64_t close_ms;		/* contact made -> reminder to say what happened */
	int64_t tries_min[STORE_TRIES];	/* noted attempts before "unreachable": of any kind, by
					 * text, ... */
};
const struct care_incident_settings *care_incident_settings(const struct care *care);

/* Opened, raised to a higher tier, or closed: told to the sub-rooms of that person's
 * other matters (a conversation goes on, a request moves forward).  Table in care.c; ends
 * with zeros. */
struct care_incident_listener {
	const char *name;
	int (*changed)(struct care_turn *t, int64_t person_id, enum lexicon_tier tier,
		       bool is_open);
};
extern const struct care_incident_listener care_incident_listeners[];

/* "safe with a plan", ... for lists; NULL when it is none. */
const char *care_outcome_words(enum store_outcome outcome);
