// SPDX-License-Identifier: AGPL-3.0-or-later
/* What an incident's clock does in each state, and who else hears of it. */
#include "care/incident/incident_int.h"

#include "store/store_due.h"

COUNTER(count_overdue, "incident.overdue", "Contact clocks that passed: alarmed again.");
COUNTER(count_unclosed, "incident.reminders", "Reminders to say what happened after contact.");

static const struct cfg_key keys[] = {
	{ "next-channel", CFG_DURATION, offsetof(struct care_incident_settings, next_channel_ms),
	  SECONDS_MS(10), MINUTES_MS(10), "60s", NULL,
	  "Without an answer: the same person's next channel after this time.", false },
	{ "next-person", CFG_DURATION, offsetof(struct care_incident_settings, next_person_ms),
	  SECONDS_MS(30), MINUTES_MS(30), "180s", NULL,
	  "Without an answer: the next person after this time.", false },
	{ "everybody", CFG_DURATION, offsetof(struct care_incident_settings, everybody_ms),
	  MINUTES_MS(2), HOURS_MS(1), "10m", NULL,
	  "Without an answer: the whole roster and the managers, again after each such time.",
	  false },
	{ "contact", CFG_DURATION, offsetof(struct care_incident_settings, contact_ms),
	  MINUTES_MS(2), HOURS_MS(4), "15m", NULL,
	  "After somebody took it: contact must be noted within this time, else alarm again.",
	  false },
	{ "close-reminder", CFG_DURATION, offsetof(struct care_incident_settings, close_ms),
	  MINUTES_MS(15), HOURS_MS(48), "2h", NULL,
	  "After contact: reminder, again and again, to say what happened.", false },
	{ "tries", CFG_INT, offsetof(struct care_incident_settings, tries_min[STORE_TRY_ANY]), 1,
	  20, "3",
	  NULL, "Attempts to reach the person that must be noted before 'unreachable'.", false },
	{ "tries-text", CFG_INT, offsetof(struct care_incident_settings, tries_min[STORE_TRY_TEXT]),
	  0, 20, "1", NULL, "Of them by text: WITH and the code, or 5, the code and 1.", false },
	{ "tries-call", CFG_INT, offsetof(struct care_incident_settings, tries_min[STORE_TRY_CALL]),
	  0, 20, "0", NULL, "Of them by calling: 5, the code and 2.", false },
	{ "tries-other", CFG_INT,
	  offsetof(struct care_incident_settings, tries_min[STORE_TRY_OTHER]), 0,
	  20, "0", NULL, "Of them by asking somebody else (a contact that they named, a service): "
	  "5, the code and 3.", false },
};
const struct cfg_table care_incident_cfg = {
	"incident", "Alarms and the clocks of incidents.", keys, ARRAY_LEN(keys),
};

const struct care_incident_settings *care_incident_settings(const struct care *care)
{
	return care_settings(care, &care_incident_cfg);
}

int incident_clock(struct care_turn *t, const struct store_incident *i, int64_t at_ms)
{
	return store_due_arm(t->store, STORE_DUE_INCIDENT, i->id, at_ms, 0);
}

int incident_tell_person(struct care_turn *t, const struct store_incident *i, const char *key)
{
	struct store_person p;
	int rc;

	if (!i->person_id || i->drill || (i->context & LEX_CTX_BY_OTHER))
		return 0;
	rc = store_people_by_id(t->store, i->person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	return rc < 0 ? rc : care_say(t, &p, CARE_SAFETY, key, NULL);
}

/* Nobody answered in time that contact was made: calling goes on, who has it first. */
static int overdue(struct care_turn *t, struct store_incident *i)
{
	int64_t holder = i->acked_by;
	int rc;

	counter_inc(&count_overdue);
	LOGP(DCARE, LOGL_NOTICE, "Incident %s: no contact in time, alarming again.\n", i->code);
	i->missed++;
	i->handing_at_ms = 0;
	i->state = STORE_INCIDENT_ALARMING;
	rc = incident_step(t, i, STORE_STEP_OVERDUE, holder, i->missed);
	if (rc == 0)
		rc = care_oncall_begin(t, i, STORE_ALARM_OVERDUE);
	if (rc == 0 && holder && i->turn_id != holder)
		rc = care_oncall_alarm(t, i, holder, STORE_ALARM_OVERDUE);
	return rc;
}

/* It ends with a human's word only; until then somebody is reminded. */
static int remind(struct care_turn *t, struct store_incident *i)
{
	struct store_person p;
	int rc;

	counter_inc(&count_unclosed);
	i->missed++;
	rc = store_people_by_id(t->store, i->acked_by, &p);
	if (rc == 0)
		rc = care_say(t, &p, CARE_SAFETY, "oncall.close.due",
			      WORDS_ARGS(WORDS_TEXT("code", i->code)));
	if (rc == -ENOENT || rc == -ENOKEY || (rc == 0 && i->missed % 3 == 0))
		rc = care_oncall_alarm_managers(t, i);
	return rc < 0 ? rc : incident_clock(t, i, t->now_ms +
					    care_incident_settings(t->care)->close_ms);
}

static int (*const clocks[])(struct care_turn *, struct store_incident *) = {
	[STORE_INCIDENT_ALARMING] = care_oncall_step,
	[STORE_INCIDENT_ACKED] = overdue,
	[STORE_INCIDENT_CONTACT] = remind,
};

/* Whichever moment it fires at is the right one: each change of state moves it. */
int care_incident_due(struct care_turn *t, int64_t incident_id, int64_t arg)
{
	struct store_incident i;
	int rc = store_incident_get(t->store, incident_id, &i);

	if (rc <= 0 || i.state == STORE_INCIDENT_CLOSED)
		return rc < 0 ? rc : 0;
	rc = clocks[i.state](t, &i);
	return rc < 0 ? rc : store_incident_save(t->store, &i);
}
