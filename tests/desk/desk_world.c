// SPDX-License-Identifier: AGPL-3.0-or-later
#include "desk_world.h"

#include <liboath/oath.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "care/care_people.h"
#include "care/care_peers.h"
#include "desk/desk_int.h"

/* --- Asking ------------------------------------------------------------------------------ */

static void event_came(void *arg, const char *event, json_t *is)
{
	struct desk_world *d = arg;

	json_array_append_new(d->events, json_pack("{s:s, s:O}", "event", event, "is", is));
}

static void up(void *arg) { }
static void down(void *arg, const char *why) { }

static void answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct desk_world *d = arg;

	d->answered = true;
	json_decref(d->answer);
	d->answer = json_incref(ok);
	snprintf(d->code, sizeof(d->code), "%s", error ? error : "");
	if (error && getenv("DESK_SHOW"))
		fprintf(stderr, "  %s: %s\n", error, text);
}

static int world_end(struct desk_world *d)
{
	json_decref(d->events);
	json_decref(d->answer);
	return 0;
}

struct desk_world *desk_world_new(void *ctx)
{
	struct desk_world *d = talloc_zero(ctx, struct desk_world);
	struct link_client_spec spec = { .up = up, .down = down, .event = event_came, .arg = d };
	struct err err = { "" };
	int i;

	d->w = world_new(d, 7);
	assert_int_equal(world_clock_set(d->w, "Africa/Nairobi", "2026-11-23 10:00"), 0);
	if (world_open(d->w, &err) < 0)
		fail_msg("%s", err.text);
	d->events = json_array();
	talloc_set_destructor(d, world_end);
	spec.address = talloc_asprintf(d, "unix:%s/state/desk.sock", d->w->dir);
	d->client = link_client_new(d->w, d->w->loop, &spec);
	for (i = 0; i < 100 && !link_client_is_up(d->client); i++)
		world_settle(d->w);
	assert_true(link_client_is_up(d->client));
	return d;
}

bool desk_ask_raw(struct desk_world *d, const char *verb, json_t *args)
{
	int i;

	d->answered = false;
	assert_int_equal(link_client_request(d->client, verb, args, 0, answered, d), 0);
	/* the worker computes a password's hash in real time */
	for (i = 0; i < 2000 && !d->answered; i++)
		loop_turn(d->w->loop, 5);
	assert_true(d->answered);
	world_settle(d->w);
	return d->answer != NULL;
}

bool desk_ask_as(struct desk_user *u, const char *verb, json_t *args)
{
	if (!args)
		args = json_object();
	json_object_set_new(args, "session", json_string(u->session));
	return desk_ask_raw(u->d, verb, args);
}

/* --- People ------------------------------------------------------------------------------- */

struct making {
	unsigned int roles;
	const char *number;
	char *invite;
	struct store_person p;
};

static int make(struct care_turn *t, void *arg)
{
	struct making *m = arg;
	char *code;
	int64_t until_ms;
	int rc = desk_person_make(t, m->roles, m->number, &m->p);

	if (rc == 0 && (m->roles & STORE_ROLE_PEER))
		rc = care_peers_enrol(t, &m->p, true);
	if (rc == 0)
		rc = desk_invite(t, m->p.id, &code, &until_ms);
	m->invite = talloc_strdup(NULL, rc == 0 ? code : "");
	return rc;
}

char *desk_code(struct desk_user *u)
{
	size_t len;
	char *key, otp[8];

	if (u->d->w->now_ms / 30000 <= u->code_step)
		world_pass(u->d->w, (u->code_step + 1) * 30000 - u->d->w->now_ms);
	u->code_step = u->d->w->now_ms / 30000;
	assert_int_equal(oath_base32_decode(u->secret, strlen(u->secret), &key, &len), OATH_OK);
	assert_int_equal(oath_totp_generate(key, len, (time_t)(u->d->w->now_ms / 1000),
					    30, 0, 6, otp),
			 OATH_OK);
	free(key);
	return talloc_strdup(u, otp);
}

static void take_session(struct desk_user *u)
{
	u->session = talloc_strdup(u, json_string_value(json_object_get(u->d->answer, "session")));
}

struct desk_user *desk_user_new(struct desk_world *d, const char *name, unsigned int roles,
				const char *number)
{
	struct desk_user *u = talloc_zero(d, struct desk_user);
	struct making m = { .roles = roles, .number = number };

	u->d = d;
	assert_int_equal(house_do(d->w->house, make, &m), 0);
	u->person_id = m.p.id;
	snprintf(u->pseudonym, sizeof(u->pseudonym), "%s", m.p.pseudonym);
	if (number)
		world_phone_add(d->w, name, number);
	assert_true(desk_ask_raw(d, "login setup", json_pack("{s:s, s:s, s:s, s:s}", "invite",
		m.invite, "name", name, "password", "correct horse battery", "address",
		"192.0.2.1")));
	talloc_free(m.invite);
	take_session(u);
	assert_true(desk_ask_as(u, "login totp begin", NULL));
	u->secret = talloc_strdup(u, json_string_value(json_object_get(d->answer, "secret")));
	assert_true(desk_ask_as(u, "login totp confirm", json_pack("{s:s}", "code", desk_code(u))));
	return u;
}

bool desk_login_again(struct desk_user *u, const char *name)
{
	bool good = desk_ask_raw(u->d, "login", json_pack("{s:s, s:s, s:s, s:s}", "name", name,
		"password", "correct horse battery", "code", desk_code(u), "address", "192.0.2.1"));

	if (good)
		take_session(u);
	return good;
}

void desk_step_up(struct desk_user *u)
{
	assert_true(desk_ask_as(u, "login confirm", json_pack("{s:s}", "code", desk_code(u))));
}

static int member(struct care_turn *t, void *arg)
{
	struct making *m = arg;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, m->number, &m->p);

	m->p.consent = STORE_CONSENT_GIVEN;
	m->p.age = STORE_AGE_ADULT;
	strcpy(m->p.band, "25-59");
	return rc < 0 ? rc : store_people_save(t->store, &m->p);
}

struct world_phone *desk_member(struct desk_world *d, const char *name, const char *number)
{
	struct making m = { .number = number };

	assert_int_equal(house_do(d->w->house, member, &m), 0);
	return world_phone_add(d->w, name, number);
}

/* --- Looking --------------------------------------------------------------------------------- */

json_t *desk_at_path(struct desk_world *d, const char *path)
{
	char *copy = talloc_strdup(d, path), *save = NULL, *word;
	json_t *j = d->answer;

	for (word = strtok_r(copy, ".", &save); word && j; word = strtok_r(NULL, ".", &save))
		j = json_is_array(j) ? json_array_get(j, (size_t)atoi(word)) :
			json_object_get(j, word);
	talloc_free(copy);
	return j;
}

int64_t desk_number(struct desk_world *d, const char *path)
{
	return json_integer_value(desk_at_path(d, path));
}

const char *desk_string(struct desk_world *d, const char *path)
{
	const char *s = json_string_value(desk_at_path(d, path));

	return s ? s : "";
}

int desk_test_begin(void **state)
{
	*state = desk_world_new(NULL);
	return 0;
}
