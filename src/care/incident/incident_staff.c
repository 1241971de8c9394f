// SPDX-License-Identifier: AGPL-3.0-or-later
/* What staff do with an incident: each act checked, then done, then written down. */
#include "care/care_safety.h"
#include "care/incident/incident_int.h"

#include <stdio.h>
#include "care/care_audit.h"
#include "care/care_concern.h"
#include "store/store_due.h"

COUNTER(count_acked, "incident.acked", "Incidents taken by a human for the first time.");
COUNTER(count_ack_ms, "incident.acked.ms", "Sum of milliseconds from opened to taken.");
COUNTER(count_contact, "incident.contact", "Incidents in which contact was made.");
COUNTER(count_contact_ms, "incident.contact.ms", "Sum of milliseconds from opened to contact.");
COUNTER(count_closed, "incident.closed", "Incidents closed, each by a named human.");
COUNTER(count_false, "incident.closed.false", "Of them: false alarms.");
COUNTER(count_back, "incident.handedback", "Incidents handed back by who had taken them.");

const char *care_outcome_words(enum store_outcome outcome)
{
	static const char *const words[] = {
		[STORE_OUTCOME_SAFE_PLAN] = "safe with a plan",
		[STORE_OUTCOME_FALSE_ALARM] = "safe, a false alarm",
		[STORE_OUTCOME_OTHER_SERVICE] = "with another service",
		[STORE_OUTCOME_EMERGENCY] = "emergency services reached them",
		[STORE_OUTCOME_UNREACHABLE] = "unreachable, two agree",
		[STORE_OUTCOME_DRILL] = "a drill",
	};

	return (size_t)outcome < ARRAY_LEN(words) ? words[outcome] : NULL;
}

static int64_t since(int64_t from_ms, int64_t now_ms)
{
	return now_ms > from_ms ? now_ms - from_ms : 0;
}

/* Finds it; CARE_DID: it is open and may be acted on by this person. */
static int act_find(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
{
	struct store_incident *i = &a->incident;
	int rc = store_incident_by_code(t->store, a->code, i);

	if (rc < 0)
		return rc;
	*did = rc == 0 ? CARE_DID_NONE :
	       i->state == STORE_INCIDENT_CLOSED ? CARE_DID_CLOSED :
	       a->by && i->person_id && a->by->id == i->person_id ? CARE_DID_SELF : CARE_DID;
	return 0;
}

static int64_t by_id(const struct care_staff_act *a)
{
	return a->by ? a->by->id : 0;
}

/* What was raised about the same person before it became an incident: whoever has the
 * incident has that too, and it does not ring again behind their back. */
static const enum store_concern_kind same_matter[] = {
	STORE_CONCERN_UNCLEAR, STORE_CONCERN_DESPAIR, STORE_CONCERN_WORRIED, STORE_CONCERN_MOOD,
	STORE_CONCERN_MISSED_CHECKIN,
};

static int concerns_follow(struct care_turn *t, const struct care_staff_act *a, bool over)
{
	struct store_concern c;
	size_t k;
	int rc = 0;

	for (k = 0; rc >= 0 && a->incident.person_id && k < ARRAY_LEN(same_matter); k++) {
		rc = store_concern_find(t->store, a->incident.person_id, same_matter[k], &c);
		if (rc == 1)
			rc = over ? care_concern_resolve(t, c.id, by_id(a)) :
				    care_concern_take(t, c.id, by_id(a));
	}
	return rc < 0 ? rc : 0;
}

static bool is_holder(const struct care_staff_act *a)
{
	return a->incident.acked_by && a->incident.acked_by == by_id(a);
}

/* --- Taking it ------------------------------------------------------------------- */

/* An answer to a real alarm is worth more than one to a drill: the number works. */
static int phone_works(struct care_turn *t, const struct store_person *by)
{
	struct store_phone phone;
	int rc = by ? store_phone_get(t->store, by->id, &phone) : 0;

	if (rc < 0 || !by)
		return rc;
	phone.drilled_at_ms = phone.reached_at_ms = t->now_ms;
	return store_phone_save(t->store, &phone);
}

static int acked(struct care_turn *t, struct care_staff_act *a, const char *name)
{
	struct store_incident *i = &a->incident;
	bool first = !i->acked_at_ms;
	int rc;

	if (first && !i->drill) {
		counter_inc(&count_acked);
		counter_add(&count_ack_ms, (uint64_t)since(i->opened_at_ms, t->now_ms));
	}
	LOGP(DCARE, LOGL_NOTICE, "Incident %s: taken.\n", i->code);
	i->state = STORE_INCIDENT_ACKED;
	i->handing_at_ms = 0;
	i->acked_at_ms = t->now_ms;
	i->acked_by = by_id(a);
	i->contact_due_at_ms = t->now_ms + care_incident_settings(t->care)->contact_ms;
	rc = store_alarm_cancel(t->store, i->id, t->now_ms);
	if (rc >= 0)
		rc = incident_step_words(t, i, STORE_STEP_ACKED, by_id(a), name, NULL);
	if (rc == 0)
		rc = incident_clock(t, i, i->contact_due_at_ms);
	if (rc == 0 && a->by)
		rc = concerns_follow(t, a, false);
	if (rc == 0)
		rc = phone_works(t, a->by);
	if (rc == 0 && first)
		rc = incident_tell_person(t, i, "safety.acked");
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

static int drill_end(struct care_turn *t, struct care_staff_act *a, const char *name);

int care_incident_ack(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
{
	int rc = act_find(t, a, did);

	if (rc < 0 || *did != CARE_DID)
		return rc;
	if (a->incident.drill)
		return drill_end(t, a, "");
	if (a->incident.state == STORE_INCIDENT_ALARMING)
		return acked(t, a, NULL);
	*did = is_holder(a) ? CARE_DID_BEFORE : a->incident.handing_at_ms ? CARE_DID_OVER :
		CARE_DID_OTHER;
	if (!a->incident.handing_at_ms)
		return 0;
	/* "1" by who wanted to hand it over: they keep it. */
	return is_holder(a) ? incident_keep(t, &a->incident) :
		incident_take_over(t, &a->incident, by_id(a));
}

int care_incident_hand_back(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
{
	struct store_incident *i = &a->incident;
	int rc = act_find(t, a, did);

	if (rc < 0 || *did != CARE_DID)
		return rc;
	if (i->state != STORE_INCIDENT_ALARMING && !is_holder(a)) {
		*did = CARE_DID_OTHER;
		return 0;
	}
	counter_inc(&count_back);
	rc = incident_step(t, i, STORE_STEP_HANDED_BACK, by_id(a), 0);
	if (rc < 0)
		return rc;
	/* Still ringing: their turn is over at once.  Else it rings again, after them. */
	if (i->state == STORE_INCIDENT_ALARMING) {
		i->turn_ms = t->now_ms - care_incident_settings(t->care)->next_person_ms;
		rc = i->turn_id == by_id(a) ? care_oncall_step(t, i) : 0;
	} else {
		i->state = STORE_INCIDENT_ALARMING;
		i->handing_at_ms = 0;
		rc = care_oncall_begin_after(t, i, by_id(a));
	}
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

/* --- Contact ------------------------------------------------------------------------ */

int care_incident_tried_by(struct care_turn *t, struct care_staff_act *a,
			   enum store_incident_try how, enum care_did *did)
{
	struct store_incident *i = &a->incident;
	int rc = act_find(t, a, did);

	if (rc < 0 || *did != CARE_DID)
		return rc;
	if (i->state == STORE_INCIDENT_ALARMING || !is_holder(a)) {
		*did = i->state == STORE_INCIDENT_ALARMING ? CARE_DID_NOT_ACKED : CARE_DID_OTHER;
		return 0;
	}
	i->tries++;
	i->contact_due_at_ms = t->now_ms + care_incident_settings(t->care)->contact_ms;
	rc = incident_step_words(t, i, STORE_STEP_TRIED, by_id(a), store_try_words(how), NULL);
	if (rc == 0 && i->state == STORE_INCIDENT_ACKED)
		rc = incident_clock(t, i, i->contact_due_at_ms);
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

int care_incident_tried(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
{
	return care_incident_tried_by(t, a, STORE_TRY_ANY, did);
}

static int contact_made(struct care_turn *t, struct care_staff_act *a, const char *name)
{
	struct store_incident *i = &a->incident;

	if (!i->contact_at_ms) {
		counter_inc(&count_contact);
		counter_add(&count_contact_ms, (uint64_t)since(i->opened_at_ms, t->now_ms));
	}
	i->contact_at_ms = t->now_ms;
	i->contact_by = by_id(a);
	return incident_step_words(t, i, STORE_STEP_CONTACT, by_id(a), name, NULL);
}

/* Whoever reached the person has it from then on, also if nobody had taken it. */
static int contact_by(struct care_turn *t, struct care_staff_act *a, const char *name,
		      enum care_did *did)
{
	struct store_incident *i = &a->incident;
	int rc = act_find(t, a, did);

	if (rc < 0 || *did != CARE_DID || i->drill)
		return rc;
	if (i->state == STORE_INCIDENT_CONTACT && i->contact_by == by_id(a)) {
		*did = CARE_DID_BEFORE;
		return 0;
	}
	if (i->state == STORE_INCIDENT_ALARMING && (rc = acked(t, a, name)) < 0)
		return rc;
	i->state = STORE_INCIDENT_CONTACT;
	i->missed = 0;
	if (i->acked_by != by_id(a))	/* somebody else reached them: it is theirs */
		i->handing_at_ms = 0;
	i->acked_by = by_id(a);
	rc = contact_made(t, a, name);
	if (rc == 0)
		rc = incident_clock(t, i, t->now_ms + care_incident_settings(t->care)->close_ms);
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

int care_incident_contact(struct care_turn *t, struct care_staff_act *a, enum care_did *did)
{
	return contact_by(t, a, NULL, did);
}

/* --- Closing -------------------------------------------------------------------------- */

static int closed(struct care_turn *t, struct care_staff_act *a, enum store_outcome outcome,
		  const char *name)
{
	struct store_incident *i = &a->incident;
	int rc;

	i->state = STORE_INCIDENT_CLOSED;
	i->outcome = outcome;
	i->closed_at_ms = t->now_ms;
	i->closed_by = by_id(a);
	snprintf(i->closed_name, sizeof(i->closed_name), "%s", name);
	if (!i->drill) {
		counter_inc(&count_closed);
		if (outcome == STORE_OUTCOME_FALSE_ALARM)
			counter_inc(&count_false);
	}
	LOGP(DCARE, LOGL_NOTICE, "Incident %s: closed, %s.\n", i->code,
	     care_outcome_words(outcome));
	rc = store_due_disarm(t->store, STORE_DUE_INCIDENT, i->id);
	if (rc >= 0)
		rc = store_alarm_cancel(t->store, i->id, t->now_ms);
	if (rc >= 0)
		rc = store_incident_step_add(t->store, &(struct store_incident_step){
			.incident_id = i->id, .at_ms = t->now_ms, .what = STORE_STEP_CLOSED,
			.by_id = by_id(a), .arg = outcome, .detail = name });
	if (rc == 0)
		rc = store_incident_save(t->store, i);
	if (rc == 0)
		rc = care_audit_step(t, i, STORE_STEP_CLOSED, by_id(a), name);
	if (rc == 0)
		rc = care_feedback_closed(t, i);
	if (rc == 0)
		rc = concerns_follow(t, a, true);
	return rc < 0 ? rc : incident_announce(t, i);
}

static int drill_end(struct care_turn *t, struct care_staff_act *a, const char *name)
{
	int rc;

	a->incident.acked_at_ms = t->now_ms;
	a->incident.acked_by = by_id(a);
	rc = phone_works(t, a->by);
	if (rc == 0)
		rc = care_audit_drill(t, &a->incident, by_id(a), name);
	return rc < 0 ? rc : closed(t, a, STORE_OUTCOME_DRILL, name);
}

int care_incident_tries_missing(struct care_turn *t, const struct store_incident *i,
				int64_t missing[STORE_TRIES])
{
	const struct care_incident_settings *set = care_incident_settings(t->care);
	int64_t done[STORE_TRIES];
	int k, some = 0, rc = store_incident_tries(t->store, i->id, done);

	done[STORE_TRY_ANY] = i->tries;
	for (k = 0; rc == 0 && k < STORE_TRIES; k++) {
		missing[k] = set->tries_min[k] > done[k] ? set->tries_min[k] - done[k] : 0;
		some |= missing[k] > 0;
	}
	return rc < 0 ? rc : some;
}

/* "Unreachable" ends the search for somebody in danger: never on one person's word. */
static int unreachable(struct care_turn *t, struct care_staff_act *a, const char *name,
		       enum care_did *did)
{
	struct store_incident *i = &a->incident;
	int64_t missing[STORE_TRIES];
	int rc = care_incident_tries_missing(t, i, missing);

	if (rc)
		*did = CARE_DID_TRIES;
	if (rc)
		return rc < 0 ? rc : 0;
	if (i->proposed_by && i->proposed_by != by_id(a))
		return closed(t, a, STORE_OUTCOME_UNREACHABLE, name);
	*did = CARE_DID_PROPOSED;
	if (i->proposed_by || !a->by)	/* a name without a row cannot be the first of two */
		return 0;
	i->proposed_by = by_id(a);
	rc = incident_step(t, i, STORE_STEP_PROPOSED, by_id(a), 0);
	if (rc == 0)
		rc = care_oncall_alarm_managers(t, i);
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

static int close_it(struct care_turn *t, struct care_staff_act *a, enum store_outcome outcome,
		    const char *name, enum care_did *did)
{
	struct store_incident *i = &a->incident;
	int rc = act_find(t, a, did);

	if (rc < 0 || *did != CARE_DID)
		return rc;
	if (i->drill)
		return drill_end(t, a, name);
	/* Who had it and let the contact clock pass may still say what happened. */
	if (i->state == STORE_INCIDENT_ALARMING && !is_holder(a)) {
		*did = CARE_DID_NOT_ACKED;
		return 0;
	}
	if (outcome == STORE_OUTCOME_UNREACHABLE)
		return unreachable(t, a, name, did);
	/* Safe, or in other hands: somebody has spoken with them. */
	if (i->state != STORE_INCIDENT_CONTACT && (rc = contact_made(t, a, name)) < 0)
		return rc;
	return closed(t, a, outcome, name);
}

int care_incident_close(struct care_turn *t, struct care_staff_act *a, enum store_outcome outcome,
			enum care_did *did)
{
	return close_it(t, a, outcome, "", did);
}

/* --- Notes --------------------------------------------------------------------------------- */

int care_incident_note(struct care_turn *t, struct care_staff_act *a, const struct secret *note,
		       enum care_did *did)
{
	int rc = act_find(t, a, did);

	if (rc < 0 || (*did != CARE_DID && *did != CARE_DID_CLOSED))
		return rc;
	*did = CARE_DID;
	rc = incident_step_words(t, &a->incident, STORE_STEP_NOTE, by_id(a), NULL, note);
	return rc != -ENOKEY ? rc : 0;	/* erased meanwhile: nothing about them is kept */
}

int care_incident_with(struct care_turn *t, struct care_staff_act *a, bool take_over,
		       enum care_did *did)
{
	const struct care_conversation_door *d = &care_conversation_doors[0];
	struct store_person member;
	int rc = act_find(t, a, did);

	if (rc < 0 || *did != CARE_DID)
		return rc;
	if (!a->incident.person_id || a->incident.drill || !d->name) {
		*did = CARE_DID_NOBODY;
		return 0;
	}
	rc = store_people_by_id(t->store, a->incident.person_id, &member);
	if (rc == 0)
		rc = take_over ? d->with_me(t, member.id, a->by) : d->open_staff(t, a->by, &member);
	return rc < 0 ? rc : incident_step(t, &a->incident, STORE_STEP_WITH, by_id(a), take_over);
}

/* --- By somebody who has no row -------------------------------------------------------------- */

int care_incident_ack_named(struct care_turn *t, const char *code, const char *name,
			    struct store_incident *out, enum care_did *did)
{
	struct care_staff_act a = { .code = code };
	int rc = act_find(t, &a, did);

	if (rc == 0 && *did == CARE_DID) {
		if (a.incident.drill)
			rc = drill_end(t, &a, name);
		else if (a.incident.state == STORE_INCIDENT_ALARMING)
			rc = acked(t, &a, name);
		else
			*did = CARE_DID_OTHER;
	}
	*out = a.incident;
	return rc;
}

int care_incident_contact_named(struct care_turn *t, const char *code, const char *name,
				struct store_incident *out, enum care_did *did)
{
	struct care_staff_act a = { .code = code };
	int rc = contact_by(t, &a, name, did);

	*out = a.incident;
	return rc;
}

int care_incident_close_named(struct care_turn *t, const char *code, const char *name,
			      enum store_outcome outcome, struct store_incident *out,
			      enum care_did *did)
{
	struct care_staff_act a = { .code = code };
	int rc = close_it(t, &a, outcome, name, did);

	*out = a.incident;
	return rc;
}
