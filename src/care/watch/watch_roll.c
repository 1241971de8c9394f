// SPDX-License-Identifier: AGPL-3.0-or-later
/* The roll call: does the phone of each member of staff still answer? */
#include "care/watch/watch_int.h"

#include <ctype.h>
#include <stdio.h>
#include "care/care_audit.h"

#define OPEN_MS DAYS_MS(7)		/* so long a late answer counts */
enum { DRAWS = 50 };

COUNTER(count_asked, "drill.asked", "Phones of staff that were asked for an answer.");
COUNTER(count_verified, "drill.verified", "Of them: answered.");

bool care_watch_verified(struct care_turn *t, const struct store_phone *p)
{
	return p->drilled_at_ms && t->now_ms - p->drilled_at_ms <= watch_cfg(t)->verify_ms;
}

/* Not one that an incident has, or had within the day. */
static int code_draw(struct care_turn *t, char out[12])
{
	int i, rc = 0;

	for (i = 0; rc == 0 && i < DRAWS; i++) {
		snprintf(out, 12, "%u", 1000 + rand_below(9000));
		rc = store_incident_code_free(t->store, out, t->now_ms - DAYS_MS(1));
	}
	return rc == 1 ? 0 : rc < 0 ? rc : -ENOSPC;
}

static int ask(struct care_turn *t, struct store_drill *d, const struct store_person *p)
{
	int rc = d->id ? 0 : code_draw(t, d->code);

	if (rc == 0 && !d->id) {
		rc = store_drill_add(t->store, d);
		if (rc == 0)
			rc = care_audit_named(t, CARE_AUDIT_DRILL, 0, d->by_name,
					      talloc_asprintf(t->mem, "phone check %s", d->code));
	}
	if (rc == 0)
		rc = store_drill_phone_ask(t->store, d->id, p->id, t->now_ms);
	if (rc < 0)
		return rc;
	counter_inc(&count_asked);
	return care_say(t, p, CARE_DUTY, "drill.rollcall", WORDS_ARGS(
		{ .name = "code", .text = d->code }));
}

int care_watch_roll_call(struct care_turn *t, bool all, const char *by)
{
	struct store_drill d = { .how = STORE_DRILL_ROLL_CALL, .started_at_ms = t->now_ms };
	struct store_person *people;
	struct store_phone phone;
	int asked = 0, rc;
	size_t n, k;

	snprintf(d.by_name, sizeof(d.by_name), "%s", by ? by : "");
	rc = store_people_by_role(t->store, t->mem, STORE_ROLE_ONCALL | STORE_ROLE_MANAGER, &people,
				  &n);
	for (k = 0; rc >= 0 && k < n; k++) {
		rc = store_phone_get(t->store, people[k].id, &phone);
		if (rc < 0 || (!all && care_watch_verified(t, &phone)))
			continue;
		rc = ask(t, &d, &people[k]);
		asked++;
	}
	return rc < 0 ? rc : asked;
}

int care_watch_ask_phones(struct care_turn *t, int64_t each_ms)
{
	struct store_drill d = { .how = STORE_DRILL_ROLL_CALL, .started_at_ms = t->now_ms };
	struct store_person *people;
	struct store_phone phone;
	int64_t drill_id;
	char code[12];
	int stale = 0;
	size_t n, k;
	int rc = store_people_by_role(t->store, t->mem, STORE_ROLE_ONCALL | STORE_ROLE_MANAGER,
				      &people, &n);

	for (k = 0; rc >= 0 && k < n; k++) {
		rc = store_phone_get(t->store, people[k].id, &phone);
		if (rc < 0 || care_watch_verified(t, &phone))
			continue;
		stale++;
		rc = store_drill_phone_open(t->store, people[k].id, t->now_ms - each_ms,
					    &drill_id, code);
		if (rc == 0 && each_ms)
			rc = ask(t, &d, &people[k]);
	}
	return rc < 0 ? rc : stale;
}

/* --- The answer ---------------------------------------------------------------------------- */

/* "1 4821", "1,4821", "4821": digits, and no letters between or behind. */
static bool digits_of(const char *text, char out[16])
{
	size_t n = 0;

	for (; *text; text++) {
		if (isdigit((unsigned char)*text) && n < 15)
			out[n++] = *text;
		else if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80)
			return false;
	}
	out[n] = '\0';
	return n > 0;
}

/* An incident of that code, open by now, goes first: nobody loses an alarm to a test. */
static int is_incident(struct care_turn *t, const char *code)
{
	struct store_incident i;
	int rc = store_incident_by_code(t->store, code, &i);

	return rc <= 0 ? rc : i.state != STORE_INCIDENT_CLOSED;
}

static int answered(struct care_turn *t, const struct store_person *p, int64_t drill_id)
{
	struct store_phone phone;
	int rc = store_drill_phone_answer(t->store, drill_id, p->id, t->now_ms);

	if (rc >= 0)
		rc = store_phone_get(t->store, p->id, &phone);
	if (rc < 0)
		return rc;
	counter_inc(&count_verified);
	phone.drilled_at_ms = phone.reached_at_ms = t->now_ms;
	rc = store_phone_save(t->store, &phone);
	if (rc == 0)
		rc = care_audit(t, CARE_AUDIT_PHONE, p->id, p->id, NULL);
	return rc < 0 ? rc : care_say(t, p, CARE_DUTY, "drill.rollcall.done", NULL);
}

int watch_roll_hear(struct care_turn *t, struct care_heard *h)
{
	char digits[16], code[12];
	int64_t drill_id;
	int rc;

	if (!(h->from->roles & STORE_ROLE_STAFF) || !h->in->text ||
	    !digits_of(secret_reveal(h->in->text), digits))
		return 0;
	rc = store_drill_phone_open(t->store, h->from->id, t->now_ms - OPEN_MS, &drill_id, code);
	if (rc != 1)
		return rc;
	if (strcmp(digits, code) != 0 && (digits[0] != '1' || strcmp(digits + 1, code) != 0))
		return 0;
	rc = is_incident(t, code);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = answered(t, h->from, drill_id);
	return rc < 0 ? rc : 1;
}
