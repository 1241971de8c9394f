// SPDX-License-Identifier: AGPL-3.0-or-later
/* Opening an incident, and what joins it. */
#include "care/incident/incident_int.h"

#include <stdio.h>

#include "care/care_audit.h"
#include "care/care_clock.h"

#define AGAIN_MS MINUTES_MS(1)		/* between alarms to who has it, while messages come in */

COUNTER(count_a, "incident.opened.a", "Incidents opened with tier A.");
COUNTER(count_b, "incident.opened.b", "Incidents opened with tier B.");
COUNTER(count_raised, "incident.raised", "Incidents whose tier rose from B to A.");
COUNTER(count_joined, "incident.joined", "Messages that joined an open incident.");

void incident_count_opened(const struct store_incident *i)
{
	if (!i->drill)
		counter_inc(i->tier == LEX_A ? &count_a : &count_b);
}

void care_incident_who(struct care_turn *t, const char *sender, uint8_t out[STORE_WHO_LEN])
{
	struct store_index index = store_index(t->store, "number", secret_str(t->mem, sender));

	memcpy(out, index.b, STORE_WHO_LEN);
}

int incident_who_of(struct care_turn *t, const struct store_person *p, uint8_t out[STORE_WHO_LEN])
{
	struct secret *number;
	int rc = p ? store_people_number(t->store, t->mem, p->id, &number) : -ENOENT;

	if (rc == 0)
		care_incident_who(t, secret_reveal(number), out);
	else if (rc == -ENOENT || rc == -ENOKEY)
		rand_bytes(out, STORE_WHO_LEN);
	else
		return rc;
	return 0;
}

int incident_step(struct care_turn *t, const struct store_incident *i, enum store_step what,
		  int64_t by_id, int64_t arg)
{
	const struct store_incident_step s = {
		.incident_id = i->id, .at_ms = t->now_ms, .what = what, .by_id = by_id, .arg = arg,
	};
	int rc = store_incident_step_add(t->store, &s);

	return rc < 0 ? rc : care_audit_step(t, i, what, by_id, NULL);
}

int incident_step_words(struct care_turn *t, const struct store_incident *i, enum store_step what,
			int64_t by_id, const char *detail, const struct secret *words)
{
	const struct store_incident_step s = {
		.incident_id = i->id, .at_ms = t->now_ms, .what = what, .by_id = by_id,
		.detail = detail, .key_id = i->person_id, .words = words,
	};
	int rc = store_incident_step_add(t->store, &s);

	return rc < 0 ? rc : care_audit_step(t, i, what, by_id, detail);
}

/* Adds ids that are not there yet; what does not fit is in the step's detail. */
static void rules_add(struct store_incident *i, const char *rules)
{
	char copy[STORE_RULES_LEN + 1], *save = NULL, *id;
	size_t used;

	snprintf(copy, sizeof(copy), "%s", rules ? rules : "");
	for (id = strtok_r(copy, " ", &save); id; id = strtok_r(NULL, " ", &save)) {
		used = strlen(i->rules);
		if (strstr(i->rules, id) || used + strlen(id) + 2 > sizeof(i->rules))
			continue;
		snprintf(i->rules + used, sizeof(i->rules) - used, "%s%s", used ? " " : "", id);
	}
}

static int found(struct care_turn *t, const struct care_danger *d,
		 const uint8_t who[STORE_WHO_LEN], struct store_incident *i)
{
	int rc = d->person ? store_incident_open_of(t->store, d->person->id, i) : 0;

	if (rc == 0)
		rc = store_incident_open_who(t->store, who, i);
	/* The pager had it before we knew whose it is. */
	if (rc == 1 && !i->person_id && d->person)
		i->person_id = d->person->id;
	return rc;
}

static int opened(struct care_turn *t, const struct care_danger *d,
		  const uint8_t who[STORE_WHO_LEN], struct store_incident *i)
{
	const struct lexicon *lex = care_deps(t->care)->lexicon;
	int rc;

	*i = (struct store_incident){
		.person_id = d->person ? d->person->id : 0, .state = STORE_INCIDENT_ALARMING,
		.tier = d->tier, .kind = d->kind ? d->kind : STORE_INCIDENT_MEMBER,
		.source = d->source, .drill = d->source == STORE_INCIDENT_DRILL,
		.context = d->context, .messages = 1,
		.opened_at_ms = d->heard_at_ms ? d->heard_at_ms : t->now_ms,
	};
	memcpy(i->who, who, STORE_WHO_LEN);
	rules_add(i, d->rules);
	snprintf(i->lexicon, sizeof(i->lexicon), "%s",
		 d->lexicon ? d->lexicon : lex ? lexicon_version(lex) : "");
	rc = incident_code_pick(t, d->code, i->code);
	if (rc == 0)
		rc = store_incident_add(t->store, i);
	if (rc == 0)
		rc = incident_step_words(t, i, STORE_STEP_OPENED, 0, d->rules, d->words);
	if (rc == 0)
		rc = care_oncall_begin(t, i, STORE_ALARM_FIRST);
	if (rc < 0)
		return rc;
	incident_count_opened(i);
	LOGP(DCARE, LOGL_NOTICE, "Incident %s: opened, tier %s.\n", i->code,
	     lexicon_tier_name((enum lexicon_tier)i->tier));
	return store_incident_save(t->store, i);
}

/* Who has it must hear that there is more; after contact the clock starts anew. */
static int more_for_holder(struct care_turn *t, struct store_incident *i, bool rose)
{
	int rc;

	if (i->state == STORE_INCIDENT_CONTACT) {
		i->state = STORE_INCIDENT_ACKED;
		i->contact_due_at_ms = t->now_ms + care_incident_settings(t->care)->contact_ms;
		rc = incident_clock(t, i, i->contact_due_at_ms);
		if (rc < 0)
			return rc;
		rose = true;
	}
	if (!rose && care_clock_lately(t->now_ms, i->turn_ms, AGAIN_MS))
		return 0;
	i->turn_ms = t->now_ms;
	return care_oncall_alarm(t, i, i->acked_by, STORE_ALARM_RAISED);
}

static int joined(struct care_turn *t, const struct care_danger *d, struct store_incident *i)
{
	bool rose = (int)d->tier > i->tier;
	int rc;

	counter_inc(&count_joined);
	i->messages++;
	i->context |= d->context;
	rules_add(i, d->rules);
	rc = incident_step_words(t, i, STORE_STEP_MESSAGE, 0, d->rules, d->words);
	if (rc == 0 && rose) {
		i->tier = d->tier;
		i->raised_at_ms = t->now_ms;
		counter_inc(&count_raised);
		LOGP(DCARE, LOGL_NOTICE, "Incident %s: raised to tier A.\n", i->code);
		rc = incident_step(t, i, STORE_STEP_RAISED, 0, i->tier);
	}
	if (rc == 0 && i->state != STORE_INCIDENT_ALARMING)
		rc = more_for_holder(t, i, rose);
	else if (rc == 0 && rose && i->turn_id)
		rc = care_oncall_alarm(t, i, i->turn_id, STORE_ALARM_RAISED);
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

int care_incident_danger(struct care_turn *t, const struct care_danger *d,
			 struct store_incident *out)
{
	struct store_incident i;
	uint8_t who[STORE_WHO_LEN];
	int rc = 0, old_tier, was_open;

	if (d->who)
		memcpy(who, d->who, sizeof(who));
	else
		rc = incident_who_of(t, d->person, who);
	was_open = rc < 0 ? rc : found(t, d, who, &i);
	if (was_open < 0)
		return was_open;
	old_tier = was_open ? i.tier : 0;
	rc = was_open ? joined(t, d, &i) : opened(t, d, who, &i);
	if (rc == 0 && i.tier > old_tier)
		rc = incident_announce(t, &i);
	if (rc == 0 && out)
		*out = i;
	return rc;
}

int care_incident_of(struct care_turn *t, int64_t person_id, struct store_incident *out)
{
	return store_incident_open_of(t->store, person_id, out);
}

int care_incident_holds(struct care_turn *t, int64_t person_id)
{
	struct store_incident i;

	return store_incident_open_of(t->store, person_id, &i);
}
