// SPDX-License-Identifier: AGPL-3.0-or-later
/* Drills: by hand, scheduled, unannounced. */
#include "care/watch/watch_int.h"

#include <stdio.h>
#include "care/care_audit.h"
#include "care/care_talk.h"

#define SAY_BEFORE_MS DAYS_MS(1)
#define LATER_MS HOURS_MS(1)
enum { SUBJECT_SAY = 9 };		/* of STORE_DUE_DRILL, besides enum store_drill_how */

COUNTER(count_failed, "drill.failed", "Drills that nobody answered.");
COUNTER(count_put_off, "drill.putoff", "Drills that waited because somebody was in danger.");

static int danger_now(struct care_turn *t)
{
	struct store_incident i = { .id = 0 };
	int rc;

	while ((rc = store_incident_next(t->store, i.id, &i)) == 1)
		if (!i.drill)
			return 1;
	return rc;
}

int care_watch_drill(struct care_turn *t, enum store_drill_how how, const char *by,
		     struct store_incident *out)
{
	struct store_drill d = { .how = how, .started_at_ms = t->now_ms };
	int64_t open_id;
	int rc = danger_now(t);

	if (rc == 0)
		rc = store_drill_open(t->store, &open_id);
	else if (rc == 1)
		return -EBUSY;
	if (rc)
		return rc < 0 ? rc : -EALREADY;
	rc = care_incident_drill(t, out);
	if (rc < 0)
		return rc;
	d.incident_id = out->id;
	snprintf(d.code, sizeof(d.code), "%s", out->code);
	snprintf(d.by_name, sizeof(d.by_name), "%s", by ? by : "");
	rc = store_drill_add(t->store, &d);
	if (rc == 0)
		rc = care_audit_named(t, CARE_AUDIT_DRILL, 0, by, talloc_asprintf(t->mem,
			"drill %s, %s", d.code, how == STORE_DRILL_BY_HAND ? "by hand" :
			how == STORE_DRILL_SCHEDULED ? "scheduled" : "unannounced"));
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_DRILL_END, out->id,
					   t->now_ms + watch_cfg(t)->drill_limit_ms, 0);
}

/* Nobody answered.  It ends, for a test that rings on and on teaches people not to
 * look; a human has to find out why nobody came. */
int care_watch_drill_end_due(struct care_turn *t, int64_t incident_id, int64_t arg)
{
	struct care_concern c = {
		.kind = STORE_CONCERN_DUTY, .why = "nobody answered the drill of the alarm" };
	int64_t managers[CARE_LADDER_MAX];
	struct store_incident i, now;
	enum care_did did;
	int n, rc = store_incident_get(t->store, incident_id, &i);

	if (rc <= 0 || i.state == STORE_INCIDENT_CLOSED || !i.drill)
		return rc < 0 ? rc : 0;
	counter_inc(&count_failed);
	LOGP(DCARE, LOGL_ERROR, "Drill %s: nobody answered.\n", i.code);
	rc = care_incident_close_named(t, i.code, WATCH_NOBODY, STORE_OUTCOME_DRILL, &now, &did);
	n = rc < 0 ? rc : care_oncall_duty(t, STORE_LEVEL_MANAGER, managers);
	if (n < 0)
		return n;
	c.owner_id = n ? managers[0] : 0;
	return care_concern_raise(t, &c, NULL);
}

/* --- The calendar -------------------------------------------------------------------------- */

static int arm(struct care_turn *t, int64_t subject, int64_t at_ms)
{
	return store_due_arm(t->store, STORE_DUE_DRILL, subject, at_ms, at_ms);
}

static int arm_scheduled(struct care_turn *t, int64_t from_ms)
{
	const char *zone = care_people_settings(t->care)->zone;
	int64_t day = care_clock_day(zone, from_ms + watch_cfg(t)->drill_every_ms);
	int64_t at_ms = care_clock_at(zone, day, (int)watch_cfg(t)->drill_hour * 60);
	int rc = arm(t, STORE_DRILL_SCHEDULED, at_ms);

	return rc < 0 ? rc : arm(t, SUBJECT_SAY, at_ms - SAY_BEFORE_MS);
}

/* Between a half and one and a half of the setting: nobody can work it out. */
static int arm_surprise(struct care_turn *t)
{
	int64_t minutes = watch_cfg(t)->surprise_ms / MINUTES_MS(1);

	return arm(t, STORE_DRILL_UNANNOUNCED, t->now_ms +
		   MINUTES_MS(minutes / 2 + rand_below((uint32_t)minutes + 1)));
}

static bool scheduled_wanted(struct care_turn *t)
{
	int64_t every_ms = watch_cfg(t)->drill_every_ms;

	return watch_unarmed(t, STORE_DUE_DRILL, STORE_DRILL_SCHEDULED,
			     every_ms ? every_ms + DAYS_MS(2) : 0);
}

static bool surprise_wanted(struct care_turn *t)
{
	return watch_unarmed(t, STORE_DUE_DRILL, STORE_DRILL_UNANNOUNCED,
			     watch_cfg(t)->surprise_ms * 2);
}

bool watch_drills_want(struct care_turn *t)
{
	return scheduled_wanted(t) || surprise_wanted(t);
}

int watch_drills_arm(struct care_turn *t)
{
	int rc = scheduled_wanted(t) ? arm_scheduled(t, t->now_ms) : 0;

	return rc < 0 || !surprise_wanted(t) ? rc : arm_surprise(t);
}

/* --- A time has come ------------------------------------------------------------------------- */

static int announce(struct care_turn *t, int64_t at_ms)
{
	const char *zone = care_people_settings(t->care)->zone;
	struct store_person *people;
	size_t n, k;
	int rc = store_people_by_role(t->store, t->mem, STORE_ROLE_ONCALL | STORE_ROLE_MANAGER,
				      &people, &n);

	for (k = 0; rc >= 0 && k < n; k++) {
		const struct words_for who = { .lang = people[k].lang, .channel = WORDS_SMS };

		rc = care_say(t, &people[k], CARE_DUTY, "drill.soon", WORDS_ARGS(WORDS_TEXT("when",
			words_when(t->mem, care_deps(t->care)->words, &who,
				   people[k].zone[0] ? people[k].zone : zone, t->now_ms, at_ms))));
	}
	return rc < 0 ? rc : 0;
}

static int begin(struct care_turn *t, enum store_drill_how how)
{
	struct store_incident i;
	int rc = care_watch_drill(t, how, "", &i);

	if (rc == -EBUSY || rc == -EALREADY) {
		counter_inc(&count_put_off);
		return arm(t, how, t->now_ms + LATER_MS);
	}
	if (rc == 0)
		rc = how == STORE_DRILL_SCHEDULED ? arm_scheduled(t, t->now_ms) : arm_surprise(t);
	if (rc == 0 && how == STORE_DRILL_SCHEDULED)
		rc = care_watch_roll_call(t, false, "");
	return rc < 0 ? rc : 0;
}

int care_watch_drill_due(struct care_turn *t, int64_t subject, int64_t arg)
{
	bool off = subject == STORE_DRILL_UNANNOUNCED ? !watch_cfg(t)->surprise_ms :
							!watch_cfg(t)->drill_every_ms;

	if (off)
		return 0;
	if (arg > t->now_ms)			/* a clock was set: not yet */
		return arm(t, subject, arg);
	return subject == SUBJECT_SAY ? announce(t, arg + SAY_BEFORE_MS) :
					begin(t, (enum store_drill_how)subject);
}
