/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/incident: a member's telephone number is shown to staff.
 *
 * Only while an incident about that person is open, always with a reason, never
 * to whom it is about.  Two named people: one asks, another says yes; the number
 * goes to the one who asked.  In tier A the on-call person who has taken the
 * incident may see it alone: the managers are told at once, and one of them looks
 * at it within CARE_REVEAL_REVIEW_MS; if none does, that is a concern with a
 * clock of its own.
 *
 *	ASKED --another approves--> SHOWN --(alone: a manager reviews)--> reviewed
 *	  '--refused, CARE_REVEAL_WAIT_MS passed, the incident closed--> OVER
 *
 * Each step is an entry of the audit log (CARE_AUDIT_REVEAL...), in the same
 * transaction.  The program keeps reason and names, never a copy of the number.
 *
 * By text: REVEAL 4821 reason; REVEAL OK 12, REVEAL NO 12 (approve or refuse; for
 * one that was shown already: reviewed as right, or as not right).  The desk calls
 * the same functions; `by` is whose session it is, with the roles read anew.
 */
#include "care/care.h"
#include "store/store_incident.h"
#include "store/store_reveal.h"

#define CARE_REVEAL_WAIT_MS HOURS_MS(4)
#define CARE_REVEAL_REVIEW_MS HOURS_MS(24)
enum { CARE_REASON_MIN = 5 };		/* letters that a reason has at least */

enum care_reveal_did {
	CARE_REVEAL_SHOWN,		/* a->number is set; *a as stored */
	CARE_REVEAL_ASKED,		/* a second person is asked now */
	CARE_REVEAL_REFUSED,		/* approve: with yes = false */
	CARE_REVEAL_REVIEWED,
	/* Nothing was changed: */
	CARE_REVEAL_NONE,		/* no such incident, or no such request */
	CARE_REVEAL_CLOSED,		/* the incident is closed */
	CARE_REVEAL_NOBODY,		/* a drill, erased, or there is no number */
	CARE_REVEAL_RIGHT,		/* this role may not do that */
	CARE_REVEAL_SELF,		/* it is about this very person */
	CARE_REVEAL_SAME,		/* the second person must be another one */
	CARE_REVEAL_REASON,		/* a reason is missing */
	CARE_REVEAL_OVER,		/* refused, too late, or answered before */
};
struct care_reveal_act {
	const struct store_person *by;
	struct store_reveal reveal;	/* out */
	struct store_incident incident;	/* out */
	const struct secret *number;	/* out, of t->mem: only with CARE_REVEAL_SHOWN, and only for
					 * the one who asked (reveal.asked_by): show it to
					 * nobody else */
};
/* On call or a manager asks.  SHOWN: tier A, taken by them (or: agreed to before). */
int care_reveal_ask(struct care_turn *t, struct care_reveal_act *a, const char *code,
		    const struct secret *reason, enum care_reveal_did *did) MUST_CHECK;
/* Another of on call, managers, coordinators says yes (SHOWN) or no; who asked is told by text,
 * with the number.  At the desk they may look too: care_reveal_look(). */
int care_reveal_answer(struct care_turn *t, struct care_reveal_act *a, int64_t reveal_id, bool yes,
		       enum care_reveal_did *did) MUST_CHECK;
/* Who asked sees it (once more): while it is SHOWN and the incident is open.  Each look is
 * an entry. */
int care_reveal_look(struct care_turn *t, struct care_reveal_act *a, int64_t reveal_id,
		     enum care_reveal_did *did) MUST_CHECK;
/* A manager (not the one who looked; another manager missing: a coordinator) says whether it
 * was right. */
int care_reveal_review(struct care_turn *t, struct care_reveal_act *a,
		       int64_t reveal_id, bool right, enum care_reveal_did *did) MUST_CHECK;

/* What care.c hangs into its tables. */
int care_reveal_due(struct care_turn *t, int64_t reveal_id,
		    int64_t arg);	/* STORE_DUE_REVEAL */
int care_reveal_command(struct care_turn *t, struct care_heard *h, const char *rest);
