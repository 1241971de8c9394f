// SPDX-License-Identifier: AGPL-3.0-or-later
/* A peer's day at the console, and the door itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "care/care.h"
#include "desk_world.h"

static json_t *login_args(const char *name, const char *password)
{
	return json_pack("{s:s, s:s, s:s}", "name", name, "password", password, "address",
			 "198.51.100.7");
}

/* The newest event of a sort, taken out; NULL. */
static json_t *event_of(struct desk_world *d, const char *what)
{
	size_t i;

	for (i = 0; i < json_array_size(d->events); i++) {
		json_t *is = json_object_get(json_array_get(d->events, i), "is");
		const char *name = json_string_value(json_object_get(is, "what"));

		if (name && !strcmp(name, what)) {
			json_incref(is);
			json_array_remove(d->events, i);
			return is;
		}
	}
	return NULL;
}

static const char *str(json_t *j, const char *name)
{
	const char *s = json_string_value(json_object_get(j, name));

	return s ? s : "";
}

/* --- The door ------------------------------------------------------------------------- */

static void nobody_gets_in_without_all_three(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);

	assert_false(desk_ask_raw(d, "login", login_args("june", "correct horse battery")));
	assert_string_equal(d->code, "denied");
	assert_false(desk_ask_raw(d, "login", login_args("june", "wrong horse battery")));
	assert_string_equal(d->code, "denied");
	assert_false(desk_ask_raw(d, "login", login_args("nobody", "correct horse battery")));
	assert_string_equal(d->code, "denied");
	assert_true(desk_login_again(u, "June "));
	assert_string_equal(desk_string(d, "state"), "ready");
	assert_true(desk_ask_as(u, "whoami", NULL));
	assert_string_equal(desk_string(d, "roles.0"), "peer");
}

static void a_code_counts_once(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	char *code = desk_code(u);
	json_t *args = login_args("june", "correct horse battery");

	json_object_set_new(args, "code", json_string(code));
	assert_true(desk_ask_raw(d, "login", json_copy(args)));
	assert_false(desk_ask_raw(d, "login", args));
}

static void recovery_codes_count_once(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	char *code;
	json_t *args;

	desk_step_up(u);
	assert_true(desk_ask_as(u, "login recovery", NULL));
	code = talloc_strdup(d, desk_string(d, "recovery.3"));
	args = login_args("june", "correct horse battery");
	json_object_set_new(args, "recovery", json_string(code));
	assert_true(desk_ask_raw(d, "login", json_copy(args)));
	assert_int_equal(desk_number(d, "who.recovery_left"), 9);
	assert_false(desk_ask_raw(d, "login", args));
}

/* The same for a name that is none as for one that is. */
static void wrong_tries_wait(void **state)
{
	struct desk_world *d = *state;
	const char *const names[] = { "june", "nobody" };
	size_t i, k;

	desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	for (i = 0; i < ARRAY_LEN(names); i++) {
		for (k = 0; k < 5; k++)
			assert_false(desk_ask_raw(d, "login",
						  login_args(names[i], "a wrong one.")));
		assert_string_equal(d->code, "denied");
		assert_false(desk_ask_raw(d, "login",
					  login_args(names[i], "correct horse battery")));
		assert_string_equal(d->code, "wait");
	}
	world_pass(d->w, SECONDS_MS(20));
	assert_false(desk_ask_raw(d, "login", login_args("june", "a wrong one.")));
	assert_string_equal(d->code, "denied");
}

static void sessions_end(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	int i;

	world_pass(d->w, MINUTES_MS(31));
	assert_false(desk_ask_as(u, "whoami", NULL));
	assert_string_equal(d->code, "log-in");
	assert_true(desk_login_again(u, "june"));
	for (i = 0; i < 29; i++) {
		world_pass(d->w, MINUTES_MS(25));
		if (!desk_ask_as(u, "whoami", NULL))
			break;
	}
	assert_int_equal(i, 28);	/* 12 h */
	assert_true(desk_login_again(u, "june"));
	assert_true(desk_ask_as(u, "login out", NULL));
	assert_false(desk_ask_as(u, "whoami", NULL));
}

static int take_roles(struct care_turn *t, void *arg)
{
	struct desk_user *u = arg;
	struct store_person p;
	int rc = store_people_by_id(t->store, u->person_id, &p);

	p.roles = STORE_ROLE_MEMBER;
	return rc < 0 ? rc : store_people_save(t->store, &p);
}

static void roles_count_at_once(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	json_t *e;

	assert_true(desk_ask_as(u, "live listen", NULL));
	assert_int_equal(house_do(d->w->house, take_roles, u), 0);
	world_settle(d->w);
	assert_false(desk_ask_as(u, "whoami", NULL));
	assert_string_equal(d->code, "log-in");
	e = json_array_get(d->events, json_array_size(d->events) - 1);
	assert_string_equal(str(e, "event"), "live-end");
}

/* --- The spine: offer, accept, talk both ways ------------------------------------------------ */

static void hear_nothing(struct world *w, struct world_phone *p)
{
	struct world_text *x = world_hear(w, p);

	if (x)
		fail_msg("%s was texted: %s", p->name, x->text);
}

static void drop_all(struct world *w, struct world_phone *p)
{
	while (world_hear(w, p))
		;
}

static void on_duty(struct desk_user *u)
{
	assert_true(desk_ask_as(u, "duty on", NULL));
	assert_string_equal(desk_string(u->d, "ask.kind"), "mood-before");
	assert_true(desk_ask_as(u, "duty mood", json_pack("{s:i}", "mood", 4)));
	assert_string_equal(desk_string(u->d, "state"), "on");
}

static void looks(struct desk_user *u, int64_t seq)
{
	assert_true(desk_ask_as(u, "live seen", json_pack("{s:I}", "seq", (json_int_t)seq)));
}

static int64_t accept_first(struct desk_user *u)
{
	int64_t id;

	assert_true(desk_ask_as(u, "offer list", NULL));
	id = desk_number(u->d, "items.0.id");
	assert_true(id > 0);
	assert_true(desk_ask_as(u, "offer answer", json_pack("{s:I, s:b}", "offer", (json_int_t)id,
							     "yes", 1)));
	return desk_number(u->d, "talk");
}

static json_t *say(int64_t talk, const char *text, const char *key)
{
	return json_pack("{s:I, s:s, s:s}", "talk", (json_int_t)talk, "text", text, "key", key);
}

static void wait_in_line(struct desk_world *d, struct world_phone *zed)
{
	world_send(d->w, zed, "TALK");
	world_pass(d->w, SECONDS_MS(2));
	world_send(d->w, zed, "1");
	world_pass(d->w, SECONDS_MS(5));
}

static void a_peer_without_a_phone(void **state)
{
	struct desk_world *d = *state;
	struct world_phone *zed = desk_member(d, "zed", "+254711000003");
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	struct world_text *x;
	json_t *e, *line;
	int64_t talk;

	assert_true(desk_ask_as(u, "live listen", NULL));
	on_duty(u);
	wait_in_line(d, zed);
	e = event_of(d, "offer");
	assert_non_null(e);
	json_decref(e);
	talk = accept_first(u);
	assert_true(talk > 0);
	world_pass(d->w, SECONDS_MS(2));
	drop_all(d->w, zed);

	world_send(d->w, zed, "Habari \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 <b>");
	world_pass(d->w, SECONDS_MS(2));
	e = event_of(d, "line");
	assert_non_null(e);
	line = json_object_get(e, "line");
	assert_string_equal(str(line, "text"), "Habari \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 <b>");
	assert_string_equal(str(line, "from"), "member");
	json_decref(e);

	assert_true(desk_ask_as(u, "talk say", say(talk, "OFF we go. 8", "key-0001")));
	assert_string_equal(desk_string(d, "state"), "passed");
	assert_true(desk_ask_as(u, "talk say", say(talk, "OFF we go. 8", "key-0001")));
	world_pass(d->w, SECONDS_MS(2));
	x = world_hear(d->w, zed);
	assert_non_null(x);
	assert_non_null(strstr(x->text, "OFF we go. 8"));
	hear_nothing(d->w, zed);	/* said once, though asked twice */

	assert_true(desk_ask_as(u, "talk show", json_pack("{s:I}", "talk", (json_int_t)talk)));
	assert_int_equal(json_array_size(desk_at_path(d, "lines")), 2);
	assert_string_not_equal(desk_string(d, "lines.1.delivery"), "");
	assert_true(desk_ask_as(u, "talk end", json_pack("{s:I}", "talk", (json_int_t)talk)));
	assert_true(desk_ask_as(u, "talk list", NULL));
	assert_int_equal(json_array_size(desk_at_path(d, "items")), 0);
}

/* The page is open: words come there.  It is shut: what nobody saw is texted. */
static void a_page_that_is_shut(void **state)
{
	struct desk_world *d = *state;
	struct world_phone *zed = desk_member(d, "zed", "+254711000003"), *june;
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, "+254722000001");
	struct world_text *x;
	int64_t seq;

	june = world_phone(d->w, "june");
	looks(u, 0);
	on_duty(u);
	wait_in_line(d, zed);
	looks(u, 0);
	assert_true(accept_first(u) > 0);
	world_pass(d->w, SECONDS_MS(2));
	hear_nothing(d->w, june);
	assert_true(desk_ask_as(u, "whoami", NULL));
	seq = desk_number(d, "seq");
	looks(u, seq);
	world_send(d->w, zed, "are you still there");
	world_pass(d->w, SECONDS_MS(30));
	hear_nothing(d->w, june);
	world_pass(d->w, SECONDS_MS(40));
	x = world_hear(d->w, june);
	assert_non_null(x);
	assert_non_null(strstr(x->text, "are you still there"));
	hear_nothing(d->w, june);
	/* and from now on at once, both ways on the same conversation */
	world_send(d->w, zed, "hello?");
	world_pass(d->w, SECONDS_MS(2));
	assert_non_null(world_hear(d->w, june));
	drop_all(d->w, zed);
	world_send(d->w, june, "I am here");
	world_pass(d->w, SECONDS_MS(2));
	x = world_hear(d->w, zed);
	assert_non_null(x);
	assert_non_null(strstr(x->text, "I am here"));
}

/* Nothing is lost, nothing comes twice: by number. */
static void a_stream_goes_on(void **state)
{
	struct desk_world *d = *state;
	struct world_phone *zed = desk_member(d, "zed", "+254711000003");
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	int64_t last, seq, before = 0;
	size_t i, lines = 0;

	on_duty(u);
	wait_in_line(d, zed);
	assert_true(accept_first(u) > 0);
	assert_true(desk_ask_as(u, "live listen", NULL));
	last = desk_number(d, "seq");
	world_send(d->w, zed, "one");
	world_pass(d->w, SECONDS_MS(2));
	json_array_clear(d->events);
	/* the browser was away meanwhile, and comes back with what it saw last */
	world_send(d->w, zed, "two");
	world_pass(d->w, SECONDS_MS(2));
	json_array_clear(d->events);
	assert_true(desk_ask_as(u, "live listen", json_pack("{s:I}", "since", (json_int_t)last)));
	assert_true(json_is_false(desk_at_path(d, "reset")));
	world_send(d->w, zed, "three");
	world_pass(d->w, SECONDS_MS(2));
	for (i = 0; i < json_array_size(d->events); i++) {
		json_t *is = json_object_get(json_array_get(d->events, i), "is");

		if (json_integer_value(json_object_get(is, "listen")) != 2)
			continue;
		seq = json_integer_value(json_object_get(is, "seq"));
		assert_true(seq > before && seq > last);
		before = seq;
		lines += !strcmp(str(is, "what"), "line");
	}
	assert_int_equal(lines, 3);
	assert_true(desk_ask_as(u, "live since", json_pack("{s:I}", "since", (json_int_t)last)));
	assert_true(json_array_size(desk_at_path(d, "items")) >= 3);
	assert_true(desk_ask_as(u, "live since", json_pack("{s:I}", "since", 999999)));
	assert_true(json_is_true(desk_at_path(d, "reset")));
}

/* Their own danger, written at the console, is heard as by text. */
static void a_peers_own_danger(void **state)
{
	struct desk_world *d = *state;
	struct world_phone *zed = desk_member(d, "zed", "+254711000003");
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	int64_t talk;

	on_duty(u);
	wait_in_line(d, zed);
	talk = accept_first(u);
	world_pass(d->w, SECONDS_MS(2));
	drop_all(d->w, zed);
	assert_true(desk_ask_as(u, "talk say", say(talk, "Do you think about killing yourself?",
						    "key-0001")));
	assert_string_equal(desk_string(d, "state"), "passed");
	world_pass(d->w, SECONDS_MS(2));
	assert_non_null(world_hear(d->w, zed));
	drop_all(d->w, zed);
	assert_true(desk_ask_as(u, "talk say", say(talk, "I am going to kill myself tonight",
						    "key-0002")));
	assert_string_equal(desk_string(d, "state"), "dropped");
	world_pass(d->w, SECONDS_MS(2));
	hear_nothing(d->w, zed);
}

static void somebody_elses_is_refused(void **state)
{
	struct desk_world *d = *state;
	struct world_phone *zed = desk_member(d, "zed", "+254711000003");
	struct desk_user *june = desk_user_new(d, "june", STORE_ROLE_PEER, NULL), *ken;
	int64_t talk;

	on_duty(june);
	wait_in_line(d, zed);
	talk = accept_first(june);
	ken = desk_user_new(d, "ken", STORE_ROLE_PEER, NULL);
	assert_false(desk_ask_as(ken, "talk show", json_pack("{s:I}", "talk", (json_int_t)talk)));
	assert_string_equal(d->code, "denied");
	assert_false(desk_ask_as(ken, "talk say", say(talk, "hello", "key-0001")));
	assert_string_equal(d->code, "denied");
	assert_false(desk_ask_as(ken, "talk show", json_pack("{s:i}", "talk", 424242)));
	assert_string_equal(d->code, "denied");
}

static void drafts_and_notes(void **state)
{
	struct desk_world *d = *state;
	struct world_phone *zed = desk_member(d, "zed", "+254711000003");
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	int64_t talk;

	on_duty(u);
	wait_in_line(d, zed);
	talk = accept_first(u);
	assert_true(desk_ask_as(u, "draft save", json_pack("{s:I, s:s}", "talk", (json_int_t)talk,
							   "text", "half a sen")));
	assert_true(desk_ask_as(u, "talk show", json_pack("{s:I}", "talk", (json_int_t)talk)));
	assert_string_equal(desk_string(d, "draft"), "half a sen");
	assert_true(desk_ask_as(u, "note add", json_pack("{s:I, s:s, s:i}",
		"talk", (json_int_t)talk,
		"text", "likes football", "days", 2)));
	assert_true(desk_ask_as(u, "note list", json_pack("{s:I}", "talk", (json_int_t)talk)));
	assert_string_equal(desk_string(d, "items.0.text"), "likes football");
	assert_true(desk_ask_as(u, "phrase list", NULL));
	assert_true(json_array_size(desk_at_path(d, "items")) >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, desk_test_begin, world_test_end)
		T(nobody_gets_in_without_all_three), T(a_code_counts_once),
		T(recovery_codes_count_once), T(wrong_tries_wait), T(sessions_end),
		T(roles_count_at_once), T(a_peer_without_a_phone), T(a_page_that_is_shut),
		T(a_stream_goes_on), T(a_peers_own_danger), T(somebody_elses_is_refused),
		T(drafts_and_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
