// SPDX-License-Identifier: AGPL-3.0-or-later
/* The steps of an alarm: person, channel, everybody, round and round. */
#include "care/oncall/oncall_int.h"

#include "care/care_int.h"
#include "store/store_due.h"

enum { NOBODY_AGAIN_MS = 10 * 1000 };

COUNTER(count_alarms, "alarm.made", "Attempts to reach staff.");
COUNTER(count_rings, "alarm.rings", "Attempts to reach staff by a call.");
COUNTER(count_everybody, "alarm.everybody", "Times that the whole roster was called.");
COUNTER(count_nobody, "alarm.nobody", "Steps that found nobody at all to call: a fault.");

int care_oncall_alarm(struct care_turn *t, const struct store_incident *i, int64_t person_id,
		      enum store_alarm_why why)
{
	struct store_alarm a = {
		.incident_id = i->id, .person_id = person_id, .channel = STORE_CHANNEL_TEXT,
		.why = why, .created_at_ms = t->now_ms, .due_at_ms = t->now_ms,
	};
	int rc;

	if (!person_id)
		return care_oncall_alarm_managers(t, i);
	counter_inc(&count_alarms);
	rc = store_alarm_add(t->store, &a);
	return rc < 0 ? rc : store_incident_step_add(t->store, &(struct store_incident_step){
		.incident_id = i->id, .at_ms = t->now_ms, .what = STORE_STEP_ALARM,
		.by_id = person_id, .arg = a.id });
}

/* Is there a telephone? */
static bool can_ring(const struct care_turn *t)
{
	const struct care_voice *v = &t->care->voice;

	return v->able && v->able(v->arg);
}

/* The same person's phone rings, besides the text. */
static int ring(struct care_turn *t, const struct store_incident *i, int64_t person_id,
		enum store_alarm_why why)
{
	struct store_alarm a = {
		.incident_id = i->id, .person_id = person_id, .channel = STORE_CHANNEL_CALL,
		.why = why, .created_at_ms = t->now_ms, .due_at_ms = t->now_ms,
	};
	int rc;

	counter_inc(&count_rings);
	rc = store_alarm_add(t->store, &a);
	return rc < 0 ? rc : store_incident_step_add(t->store, &(struct store_incident_step){
		.incident_id = i->id, .at_ms = t->now_ms, .what = STORE_STEP_ALARM,
		.by_id = person_id, .arg = a.id });
}

static int alarm_list(struct care_turn *t, const struct store_incident *i, const int64_t *list,
		      int n, enum store_alarm_why why)
{
	int k, rc = 0;

	for (k = 0; rc == 0 && k < n; k++)
		rc = care_oncall_alarm(t, i, list[k], why);
	return rc;
}

int care_oncall_alarm_managers(struct care_turn *t, const struct store_incident *i)
{
	int64_t list[CARE_LADDER_MAX];
	int n = care_oncall_duty(t, STORE_LEVEL_MANAGER, list);

	if (n == 0)
		n = care_oncall_ladder(t, i->person_id, list);
	return n < 0 ? n : alarm_list(t, i, list, n, STORE_ALARM_EVERYBODY);
}

/* --- Whose turn ---------------------------------------------------------------------- */

/* The first from `pos` on whose phone has not just refused a text; all have: `pos`. */
static int usable_from(struct care_turn *t, const int64_t *ladder, int n, int pos)
{
	struct store_phone phone;
	int k, rc;

	for (k = 0; k < n; k++) {
		rc = store_phone_get(t->store, ladder[(pos + k) % n], &phone);
		if (rc < 0)
			return rc;
		/* Further ahead: by a wall clock that has been set back since. */
		if (phone.bad_until_ms <= t->now_ms ||
		    phone.bad_until_ms > t->now_ms + ONCALL_BAD_MS)
			return pos + k;
	}
	return pos;
}

static int nobody(struct care_turn *t, struct store_incident *i)
{
	counter_inc(&count_nobody);
	LOGP(DCARE, LOGL_FATAL, "Incident %s: there is NOBODY to call. Give somebody the role "
	     "'oncall' or 'manager'.\n", i->code);
	i->turn_id = 0;
	return store_due_arm(t->store, STORE_DUE_INCIDENT, i->id, t->now_ms + NOBODY_AGAIN_MS, 0);
}

static int turn_of(struct care_turn *t, struct store_incident *i, int pos,
		   enum store_alarm_why why)
{
	const struct care_incident_settings *set = care_incident_settings(t->care);
	int64_t ladder[CARE_LADDER_MAX], next;
	int n = care_oncall_ladder(t, i->person_id, ladder), rc;

	if (n < 0)
		return n;
	if (n == 0)
		return nobody(t, i);
	pos = usable_from(t, ladder, n, pos);
	if (pos < 0)
		return pos;
	i->person_pos = pos;
	i->rounds = pos / n;
	i->turn_id = ladder[pos % n];
	i->turn_ms = t->now_ms;
	i->channel = 1;
	if (i->rounds && why == STORE_ALARM_NEXT)
		why = STORE_ALARM_AGAIN;
	rc = care_oncall_alarm(t, i, i->turn_id, why);
	if (rc < 0)
		return rc;
	next = i->turn_ms + set->next_person_ms;
	if (can_ring(t) && i->tier == LEX_A) {
		rc = ring(t, i, i->turn_id, why);
		i->channel = 2;
	} else if (can_ring(t)) {
		next = i->turn_ms + set->next_channel_ms;
	}
	if (rc < 0)
		return rc;
	if (next > i->everybody_ms)
		next = i->everybody_ms;
	return store_due_arm(t->store, STORE_DUE_INCIDENT, i->id, next, 0);
}

/* --- Beginning, going on ------------------------------------------------------------------ */

static int begin_at(struct care_turn *t, struct store_incident *i, int pos,
		    enum store_alarm_why why)
{
	i->alarm_from_ms = t->now_ms;
	i->everybody_ms = t->now_ms + care_incident_settings(t->care)->everybody_ms;
	i->turn_id = 0;
	return turn_of(t, i, pos, why);
}

int care_oncall_begin(struct care_turn *t, struct store_incident *i, enum store_alarm_why why)
{
	return begin_at(t, i, 0, why);
}

int care_oncall_begin_after(struct care_turn *t, struct store_incident *i, int64_t after_id)
{
	int64_t ladder[CARE_LADDER_MAX];
	int n = care_oncall_ladder(t, i->person_id, ladder), pos = 0, k;

	if (n < 0)
		return n;
	for (k = 0; k < n; k++)
		if (ladder[k] == after_id)
			pos = k + 1;
	return begin_at(t, i, pos, STORE_ALARM_NEXT);
}

/* Nobody in so long: all phones, and the person hears the truth. */
static int everybody(struct care_turn *t, struct store_incident *i)
{
	struct store_person p;
	int64_t list[CARE_LADDER_MAX];
	int n = oncall_everybody(t, i->person_id, list), rc;

	if (n < 0)
		return n;
	counter_inc(&count_everybody);
	i->everybody_ms = t->now_ms + care_incident_settings(t->care)->everybody_ms;
	rc = store_incident_step_add(t->store, &(struct store_incident_step){
		.incident_id = i->id, .at_ms = t->now_ms, .what = STORE_STEP_EVERYBODY, .arg = n });
	if (rc == 0)
		rc = alarm_list(t, i, list, n, STORE_ALARM_EVERYBODY);
	if (rc < 0 || i->told_still || i->drill || !i->person_id ||
	    (i->context & LEX_CTX_BY_OTHER))
		return rc;
	i->told_still = true;
	rc = oncall_person(t, i->person_id, &p);
	return rc == -ENOENT ? 0 : rc < 0 ? rc : care_say(t, &p, CARE_SAFETY, "safety.still", NULL);
}

/* Told by text for so long: now the phone rings. */
static bool channel_due(const struct care_turn *t, const struct store_incident *i,
			const struct care_incident_settings *set)
{
	return i->channel == 1 && i->turn_id && can_ring(t) &&
	       t->now_ms >= i->turn_ms + set->next_channel_ms &&
	       t->now_ms < i->turn_ms + set->next_person_ms;
}

/* Comes at its time, or before it: a text was refused, the wall clock was behind,
 * somebody cannot.  So unless it is only the roster's time, this turn is over. */
int care_oncall_step(struct care_turn *t, struct store_incident *i)
{
	const struct care_incident_settings *set = care_incident_settings(t->care);
	int64_t next = i->turn_ms + set->next_person_ms;
	bool clock_ok = i->everybody_ms <= t->now_ms + set->everybody_ms && i->turn_ms <= t->now_ms;
	bool all = t->now_ms >= i->everybody_ms || !clock_ok;
	int rc = all ? everybody(t, i) : 0;

	if (rc < 0)
		return rc;
	if (clock_ok && channel_due(t, i, set)) {
		i->channel = 2;
		rc = ring(t, i, i->turn_id, STORE_ALARM_AGAIN);
		if (rc < 0)
			return rc;
	} else if (!all || !clock_ok || !i->turn_id || t->now_ms >= next)
		return turn_of(t, i, i->turn_id ? i->person_pos + 1 : 0, STORE_ALARM_NEXT);
	if (next > i->everybody_ms)
		next = i->everybody_ms;
	return store_due_arm(t->store, STORE_DUE_INCIDENT, i->id, next, 0);
}
