// SPDX-License-Identifier: AGPL-3.0-or-later
/* Incidents that do not come from a text in hand: the pager's, a drill's, a
 * concern that nobody looked at. */
#include "care/incident/incident_int.h"

#include <stdio.h>

#include "care/care_concern.h"

COUNTER(count_adopted, "incident.adopted", "Incidents that the pager held and we did not know.");
COUNTER(count_rung, "incident.rung", "Concerns whose clock nobody met, so that staff were called.");
COUNTER(count_drills, "incident.drills", "Drills through the whole chain.");

/* Its message came again before the pager could say what it holds, and drew another code.  The
 * pager's is on somebody's phone already, ours on none yet: theirs it is, or "1" and that code
 * would take nothing. */
static int code_of_pager(struct care_turn *t, struct store_incident *i, const char *code)
{
	int rc;

	if (strcmp(i->code, code) == 0)
		return 0;
	rc = store_alarm_any(t->store, i->id);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = store_incident_code_free(t->store, code, t->now_ms - INCIDENT_CODE_REST_MS);
	if (rc <= 0)
		return rc;
	snprintf(i->code, sizeof(i->code), "%s", code);
	return store_incident_save(t->store, i);
}

/* Whom no phone was told of comes first (store_alarm_due): in a flood that fell into the emergency
 * lane, the pager has told of hundreds, and those that it did not reach shall not wait again. */
static int told_by_pager(struct care_turn *t, struct store_incident *i, const char *code)
{
	int rc = 0;

	if (!i->alarmed_at_ms && i->state != STORE_INCIDENT_CLOSED) {
		i->alarmed_at_ms = t->now_ms;
		rc = store_incident_save(t->store, i);
	}
	return rc < 0 ? rc : code_of_pager(t, i, code);
}

int care_incident_adopt(struct care_turn *t, const uint8_t who[STORE_WHO_LEN], bool tier_a,
			enum store_incident_kind kind, const char *code, bool told)
{
	struct store_incident i;
	struct store_person p;
	struct care_danger d = {
		.who = who, .tier = tier_a ? LEX_A : LEX_B, .source = STORE_INCIDENT_ADOPTED,
		.kind = kind, .code = code,
	};
	int64_t person_id;
	int rc = store_incident_open_who(t->store, who, &i);

	if (rc)
		return rc < 0 ? rc : told ? told_by_pager(t, &i, code) : 0;
	rc = store_incident_person_of(t->store, who, &person_id);
	if (rc == 0 && person_id && store_people_by_id(t->store, person_id, &p) == 0)
		d.person = &p;
	if (rc == 0)
		rc = care_incident_danger(t, &d, &i);
	if (rc == 0)
		rc = incident_step(t, &i, STORE_STEP_ADOPTED, 0, told);
	if (rc == 0 && told)
		rc = told_by_pager(t, &i, i.code);
	counter_inc(&count_adopted);
	return rc;
}

int care_incident_paged(struct care_turn *t, const uint8_t who[STORE_WHO_LEN], const char *handle)
{
	struct store_incident i;
	int rc = store_incident_open_who(t->store, who, &i);

	return rc <= 0 ? rc : incident_step_words(t, &i, STORE_STEP_PAGER, 0, handle, NULL);
}

int care_incident_drill(struct care_turn *t, struct store_incident *out)
{
	uint8_t who[STORE_WHO_LEN];
	const struct care_danger d = {
		.who = who, .tier = LEX_B, .source = STORE_INCIDENT_DRILL,
	};

	rand_bytes(who, sizeof(who));
	counter_inc(&count_drills);
	return care_incident_danger(t, &d, out);
}

/* Nobody looked at despair in time: from now on somebody is called until they do. */
int care_incident_ring(struct care_turn *t, const struct store_concern *c)
{
	struct store_person p;
	struct care_danger d = { .tier = LEX_B, .source = STORE_INCIDENT_STAFF, .person = &p };
	int rc;

	if (!c->person_id)
		return 0;
	rc = store_incident_open_of(t->store, c->person_id, &(struct store_incident){ 0 });
	if (rc)
		return rc < 0 ? rc : 0;		/* somebody is being called already */
	rc = store_people_by_id(t->store, c->person_id, &p);
	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
	if (p.practice)
		return 0;
	counter_inc(&count_rung);
	d.rules = "unmet-concern";
	return care_incident_danger(t, &d, NULL);
}
