// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a story may set up that no phone shows: staff, peers, the directory. */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "care/care_people.h"
#include "care/care_clock.h"
#include "care/care_record.h"
#include "care/care_roster.h"
#include "care/care_signpost.h"
#include "flow/flow.h"

struct given {
	struct world *world;
	struct world_phone *phone;
	char *rest;
	struct err *err;
};

/* Everybody has a language; "... speaks sw" at the end says another. */
static void language_of(char *rest, struct store_person *p)
{
	char *speaks = strstr(rest, "speaks ");

	if (!speaks)
		return;
	snprintf(p->lang, sizeof(p->lang), "%.2s", speaks + strlen("speaks "));
	*speaks = '\0';
}

static int person_given(struct care_turn *t, struct given *g, unsigned int roles,
			struct store_person *p)
{
	int rc = care_people_make(t, STORE_ADDR_NUMBER, g->phone->number, p);

	if (rc < 0)
		return rc;
	language_of(g->rest, p);
	p->roles |= roles;
	p->consent = STORE_CONSENT_GIVEN;
	return store_people_save(t->store, p);
}

/* "staff oncall manager" */
static int staff_given(struct care_turn *t, void *arg)
{
	static const struct { const char *word; unsigned int role; } roles[] = {
		{ "oncall", STORE_ROLE_ONCALL }, { "coordinator", STORE_ROLE_COORDINATOR },
		{ "supervisor", STORE_ROLE_SUPERVISOR }, { "manager", STORE_ROLE_MANAGER },
		{ "safeguarding", STORE_ROLE_SAFEGUARDING },
	};
	struct given *g = arg;
	struct store_person p;
	unsigned int bits = 0;
	size_t i;
	int rc;

	for (i = 0; i < ARRAY_LEN(roles); i++)
		if (strstr(g->rest, roles[i].word))
			bits |= roles[i].role;
	if (!bits)
		return err_set(g->err, EINVAL, "no role in '%s'", g->rest);
	rc = person_given(t, g, bits, &p);
	return rc < 0 ? rc : care_staff_changed(t);
}

/* "peer trained gender:woman bereavement", "peer in training" */
static int peer_given(struct care_turn *t, void *arg)
{
	struct given *g = arg;
	bool trained = strncmp(g->rest, "trained", 7) == 0;
	char *save = NULL, *word, *value;
	struct store_person p;
	int rc = person_given(t, g, STORE_ROLE_PEER, &p);

	if (rc == 0)
		rc = care_peers_enrol(t, &p, trained);
	strtok_r(g->rest, " ", &save);
	if (!trained)
		return rc;
	while (rc == 0 && (word = strtok_r(NULL, " ", &save))) {
		value = strchr(word, ':');
		if (value)
			*value++ = '\0';
		rc = care_peers_attr(t, p.id, value ? word : "experience", value ? value : word,
				     true);
	}
	return rc;
}

/* "member": has agreed, is of age, is known.  "member aged 16-17 ..." */
static int member_given(struct care_turn *t, void *arg)
{
	struct given *g = arg;
	struct store_person p;
	int rc = person_given(t, g, 0, &p);

	p.age = STORE_AGE_ADULT;
	strcpy(p.band, "25-59");
	p.plain_words = strstr(g->rest, "plain") != NULL;
	return rc < 0 ? rc : store_people_save(t->store, &p);
}

static const struct fact {
	const char *is;			/* what follows "NAME is " */
	int (*run)(struct care_turn *t, void *arg);
} facts[] = {
	{ "staff ", staff_given },
	{ "peer ", peer_given },
	{ "member", member_given },
};

/* A peer comes on duty as peers do: by text. */
static void on_duty(struct world *w, struct world_phone *p)
{
	world_send(w, p, "ON");
	world_pass(w, SECONDS_MS(2));
	world_send(w, p, "4");
	world_pass(w, SECONDS_MS(2));
	while (world_hear(w, p))
		;
}

static int person_fact(struct world *w, char *sentence, struct err *err)
{
	char *number = strchr(sentence, ' '), *is = strstr(sentence, " is "), *duty;
	struct given g = { .world = w, .err = err };
	size_t i;
	int rc;

	if (!number || !is || is <= number)
		return err_set(err, EINVAL, "given NAME +NUMBER is ...");
	*number++ = '\0';
	*is = '\0';
	is += 4;
	duty = strstr(is, " on duty");
	if (duty)
		memmove(duty, duty + strlen(" on duty"), strlen(duty + strlen(" on duty")) + 1);
	g.phone = world_phone_add(w, sentence, number);
	for (i = 0; i < ARRAY_LEN(facts); i++) {
		size_t n = strlen(facts[i].is);

		if (strncmp(is, facts[i].is, n) != 0)
			continue;
		g.rest = is + n;
		rc = house_do(w->house, facts[i].run, &g);
		if (rc < 0 && !err->text[0])
			return err_set(err, -rc, "%s: %s", is, strerror(-rc));
		world_settle(w);
		if (rc == 0 && duty)
			on_duty(w, g.phone);
		return rc < 0 ? rc : 0;
	}
	return err_set(err, EINVAL, "nobody can be '%s'", is);
}

/* --- The directory ----------------------------------------------------------------- */

struct directory {
	struct signpost_import *import;
	struct signpost_report *report;
};

static int directory_slice(struct care_turn *t, void *arg)
{
	struct directory *d = arg;

	return care_signpost_import(t, d->import, d->report);
}

/* "the directory is contrib/demo/directory" */
static int directory_given(struct world *w, const char *folder, struct err *err)
{
	const char *top = getenv("TOP_SRCDIR");
	struct signpost_reading how;
	struct directory d;
	int rc = 1;

	care_signpost_reading(house_care(w->house), w->now_ms, &how);
	d.import = care_signpost_read(w,
				      talloc_asprintf(w, "%s/%s", top ? top : TOP_SRCDIR, folder),
				      &how, &d.report, err);
	while (d.import && rc == 1)
		rc = house_do(w->house, directory_slice, &d);
	return !d.import ? -EINVAL : rc;
}

/* --- The roster --------------------------------------------------------------------- */

struct turns {
	struct world *world;
	char *people;
	struct store_rotation r;
	struct err *err;
};

static int turns_step(struct care_turn *t, void *arg)
{
	struct turns *j = arg;
	struct world_phone *phone;
	struct store_person p;
	char *save = NULL, *name;
	int rc = 0;

	for (name = strtok_r(j->people, ", ", &save); rc == 0 && name;
	     name = strtok_r(NULL, ", ", &save)) {
		phone = world_phone(j->world, name);
		rc = phone ? store_people_by_address(t->store, STORE_ADDR_NUMBER, phone->number,
						     &p) :
			     err_set(j->err, EINVAL, "nobody has a phone called '%s'", name);
		if (rc == 0)
			j->r.people[j->r.people_len++] = p.id;
	}
	if (!j->r.zone[0])
		snprintf(j->r.zone, sizeof(j->r.zone), "%s", care_people_settings(t->care)->zone);
	j->r.start_day = care_clock_day(j->r.zone, t->now_ms);
	return rc < 0 ? rc : care_rotation_add(t, &j->r, "a story", j->err);
}

/* "primary turns each day at 09:00: omar, lena", from today on; "at 09:00 Europe/Berlin:" */
static int rotation_given(struct world *w, char *sentence, struct err *err)
{
	struct turns j = { .world = w, .err = err };
	const struct care_layer *layer;
	char name[20], each[8];
	int h, m, used = 0, rc;

	if (sscanf(sentence, "%19s turns each %7s at %d:%d %39[A-Za-z/_]:%n", name, each, &h, &m,
		   j.r.zone, &used) != 5)
		j.r.zone[0] = '\0';
	if (!used && (sscanf(sentence, "%19s turns each %7s at %d:%d:%n", name, each, &h, &m,
			     &used) != 4 || !used))
		return err_set(err, EINVAL, "given LAYER turns each day at 09:00: NAME, NAME");
	layer = care_layer_find(name);
	if (!layer)
		return err_set(err, EINVAL, "there is no layer '%s'", name);
	j.people = sentence + used;
	j.r.level = layer->level;
	j.r.position = layer->position;
	j.r.period_days = strcmp(each, "week") == 0 ? 7 : 1;
	j.r.minute = h * 60 + m;
	rc = house_do(w->house, turns_step, &j);
	if (rc < 0 && !err->text[0])
		err_set(err, -rc, "turns: %s", strerror(-rc));
	return rc;
}

struct shift {
	struct world *world;
	char name[64], from[20], until[20], instead[64];
	struct err *err;
};

/* "2026-12-01 09:00" in the service's zone */
static int64_t local_ms(struct care_turn *t, const char *text)
{
	const char *zone = care_people_settings(t->care)->zone;
	struct tm tm = { 0 };

	if (!strptime(text, "%Y-%m-%d %H:%M", &tm))
		return -1;
	return care_clock_at(zone, (int64_t)timegm(&tm) / 86400, tm.tm_hour * 60 + tm.tm_min);
}

static int shift_step(struct care_turn *t, void *arg)
{
	struct shift *j = arg;
	struct world_phone *phone = world_phone(j->world, j->name);
	struct store_duty s = { .level = STORE_LEVEL_ONCALL, .kind = STORE_DUTY_SHIFT,
				.from_ms = local_ms(t, j->from), .until_ms = local_ms(t, j->until),
				.made_at_ms = t->now_ms };
	struct store_person p;
	int rc = phone ? store_people_by_address(t->store, STORE_ADDR_NUMBER, phone->number, &p) :
		 err_set(j->err, EINVAL, "nobody has a phone called '%s'", j->name);

	s.person_id = p.id;
	phone = *j->instead ? world_phone(j->world, j->instead) : NULL;
	if (rc == 0 && phone) {
		rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, phone->number, &p);
		s.kind = STORE_DUTY_OVERRIDE;
		s.replaces_id = p.id;
	}
	if (rc == 0)
		rc = store_duty_add(t->store, &s);
	return rc < 0 ? rc : care_roster_touched(t);
}

/* "shift of omar from 2026-12-01 09:00 to 2026-12-02 09:00", "... instead of lena" */
static int shift_given(struct world *w, char *sentence, struct err *err)
{
	struct shift j = { .world = w, .err = err };

	if (sscanf(sentence, "shift of %63s from %16[0-9: -] to %16[0-9: -] instead of %63s",
		   j.name, j.from, j.until, j.instead) < 3)
		return err_set(err, EINVAL, "given shift of NAME from 2026-12-01 09:00 to "
			       "2026-12-02 09:00");
	return house_do(w->house, shift_step, &j);
}

/* --- Flows -------------------------------------------------------------------------- */

static int sign_step(struct care_turn *t, void *arg)
{
	const struct flow *f = flow_set_find(care_deps(t->care)->flows, arg);

	return f ? care_release_sign(t, f, "Dr Achieng") : -ENOENT;
}

static int signed_given(struct world *w, char *name, struct err *err)
{
	int rc = house_do(w->house, sign_step, name);

	return rc < 0 ? err_set(err, -rc, "clinician signs %s: %s", name, strerror(-rc)) : rc;
}

int story_given(struct world *w, char *sentence, struct err *err)
{
	static const char directory[] = "the directory is ", clinician[] = "clinician signs ";

	err->text[0] = '\0';
	if (strncmp(sentence, directory, strlen(directory)) == 0)
		return directory_given(w, sentence + strlen(directory), err);
	if (strncmp(sentence, clinician, strlen(clinician)) == 0)
		return signed_given(w, sentence + strlen(clinician), err);
	if (strncmp(sentence, "shift of ", 9) == 0)
		return shift_given(w, sentence, err);
	if (strstr(sentence, " turns each "))
		return rotation_given(w, sentence, err);
	return person_fact(w, sentence, err);
}

struct naming {
	const char *number;
	char *out;
};

static int pseudonym_of(struct care_turn *t, void *arg)
{
	struct naming *n = arg;
	struct store_person p;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, n->number, &p);

	if (rc == 0)
		snprintf(n->out, 32, "%s", p.pseudonym);
	return rc;
}

bool story_pseudonym(struct world *w, const struct world_phone *phone, char out[32])
{
	struct naming n = { phone->number, out };

	if (phone->number[0] != '+' || house_in_lane(w->house))
		return false;
	return house_do(w->house, pseudonym_of, &n) == 0;
}
