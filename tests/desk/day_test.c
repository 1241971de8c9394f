// SPDX-License-Identifier: AGPL-3.0-or-later
/* The days of those on call, of a coordinator and an auditor; and that no number is ever said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "care/care.h"
#include "desk_world.h"

#define ZED "+254711000003"
#define OLA "+254733000001"

struct day {
	struct desk_world *d;
	struct world_phone *zed;
	struct desk_user *peer, *ola, *max, *carol;
	int64_t talk;
};

static int begin(void **state)
{
	struct day *s = talloc_zero(NULL, struct day);

	s->d = desk_world_new(s);
	s->zed = desk_member(s->d, "zed", ZED);
	*state = s;
	return 0;
}

/* Every answer and event is looked through: a number in one is the end of the test. */
static void no_number(struct desk_world *d)
{
	static const char *const numbers[] = { "711000003", "733000001", "722000001", "733000002" };
	char *text = d->answer ? json_dumps(d->answer, 0) : NULL;
	char *events = json_dumps(d->events, 0);
	size_t i;

	for (i = 0; i < ARRAY_LEN(numbers); i++) {
		if (text && strstr(text, numbers[i]))
			fail_msg("an answer holds a number: %s", text);
		if (strstr(events, numbers[i]))
			fail_msg("an event holds a number: %s", events);
	}
	free(text);
	free(events);
}

static bool ask(struct desk_user *u, const char *verb, json_t *args)
{
	bool done = desk_ask_as(u, verb, args);

	no_number(u->d);
	if (!done && getenv("DESK_SHOW"))
		fprintf(stderr, "  %s refused: %s\n", verb, u->d->code);
	return done;
}

static json_t *code_of(struct desk_user *u, const char *more, const char *value)
{
	json_t *args = json_object();

	assert_true(ask(u, "incident list", NULL));
	json_object_set_new(args, "code", json_string(desk_string(u->d, "items.0.code")));
	if (more)
		json_object_set_new(args, more, json_string(value));
	return args;
}

static void fill(struct day *s)
{
	struct desk_world *d = s->d;

	s->peer = desk_user_new(d, "june", STORE_ROLE_PEER, NULL);
	s->ola = desk_user_new(d, "ola", STORE_ROLE_ONCALL, OLA);
	s->max = desk_user_new(d, "max", STORE_ROLE_MANAGER, "+254733000002");
	s->carol = desk_user_new(d, "carol", STORE_ROLE_COORDINATOR | STORE_ROLE_SUPERVISOR, NULL);
	assert_true(ask(s->peer, "duty on", NULL));
	assert_true(ask(s->peer, "duty mood", json_pack("{s:i}", "mood", 4)));
	world_send(d->w, s->zed, "TALK");
	world_pass(d->w, SECONDS_MS(2));
	world_send(d->w, s->zed, "1");
	world_pass(d->w, SECONDS_MS(5));
	assert_true(ask(s->peer, "offer list", NULL));
	assert_string_not_equal(desk_string(d, "items.0.pseudonym"), "");
	assert_true(ask(s->peer, "offer answer", json_pack("{s:I, s:b}", "offer",
		(json_int_t)desk_number(d, "items.0.id"), "yes", 1)));
	s->talk = desk_number(d, "talk");
	world_send(d->w, s->zed, "I have pills and I will kill myself tonight");
	world_pass(d->w, SECONDS_MS(3));
}

static void an_incident_to_its_close(void **state)
{
	struct day *s = *state;
	struct desk_world *d = s->d;
	json_t *with;

	fill(s);
	assert_true(ask(s->ola, "incident list", NULL));
	assert_string_equal(desk_string(d, "items.0.state"), "alarming");
	assert_string_equal(desk_string(d, "items.0.tier"), "A");
	assert_string_equal(desk_string(d, "items.0.peer"), s->peer->pseudonym);
	assert_false(ask(s->ola, "incident show", code_of(s->ola, NULL, NULL)));
	assert_string_equal(d->code, "reason");
	assert_true(ask(s->ola, "incident show", code_of(s->ola, "reason", "I am on call")));
	assert_string_equal(desk_string(d, "steps.0.text"),
			    "I have pills and I will kill myself tonight");
	assert_true(json_array_size(desk_at_path(d, "steps.0.marks")) > 0);
	assert_true(ask(s->ola, "incident ack", code_of(s->ola, NULL, NULL)));
	assert_string_equal(desk_string(d, "state"), "acked");
	assert_string_equal(desk_string(d, "with"), s->ola->pseudonym);
	assert_true(desk_number(d, "contact_due_at_ms") > d->w->now_ms);
	assert_true(ask(s->ola, "incident ladder", json_pack("{s:s, s:s, s:s, s:s, s:s}", "code",
		desk_string(d, "code"), "thoughts", "yes", "plan", "unclear", "means",
		"yes", "when",
		"today")));
	assert_false(ask(s->max, "incident ack", code_of(s->max, NULL, NULL)));
	assert_string_equal(d->code, "conflict");
	/* the peer's part ends when the person on call says "with me" */
	assert_false(ask(s->peer, "talk end", json_pack("{s:I}", "talk", (json_int_t)s->talk)));
	assert_string_equal(d->code, "conflict");
	with = code_of(s->ola, NULL, NULL);
	json_object_set_new(with, "take_over", json_true());
	assert_true(ask(s->ola, "incident with", with));
	s->talk = desk_number(d, "talk");
	assert_true(s->talk > 0);
	assert_true(ask(s->ola, "talk say", json_pack("{s:I, s:s, s:s}",
		"talk", (json_int_t)s->talk,
		"text", "I am with you now.", "key", "key-00001")));
	assert_true(ask(s->ola, "incident contact", code_of(s->ola, NULL, NULL)));
	assert_string_equal(desk_string(d, "state"), "contact");
	assert_true(ask(s->ola, "incident note", code_of(s->ola, "text", "mother is on her way")));
	assert_true(ask(s->ola, "incident show", code_of(s->ola, "reason", "I am on call")));
	assert_true(strstr(desk_string(d, "ladder.0.answers"), "plan unclear") != NULL);
	assert_true(ask(s->ola, "incident close", json_pack("{s:s, s:i}", "code",
		desk_string(d, "code"), "outcome", 1)));
	assert_string_equal(desk_string(d, "state"), "closed");
	assert_true(ask(s->ola, "incident list", json_pack("{s:b}", "closed", 1)));
	assert_string_equal(desk_string(d, "items.0.outcome"), "safe with a plan");
}

/* The one answer that holds a number, and who may have it. */
static void a_number_is_shown(void **state)
{
	struct day *s = *state;
	struct desk_world *d = s->d;
	json_t *args;

	fill(s);
	assert_true(ask(s->ola, "incident ack", code_of(s->ola, NULL, NULL)));
	world_pass(d->w, MINUTES_MS(6));
	args = code_of(s->ola, "reason", "she does not answer and may have taken pills");
	assert_false(ask(s->ola, "incident reveal", json_copy(args)));
	assert_string_equal(d->code, "step-up");
	desk_step_up(s->ola);
	assert_true(desk_ask_as(s->ola, "incident reveal", args));
	assert_string_equal(desk_string(d, "number"), ZED);
	assert_true(ask(s->max, "reveal list", NULL));
	assert_int_equal(json_array_size(desk_at_path(d, "items")), 1);
	assert_true(ask(s->max, "reveal review", json_pack("{s:I, s:b}", "reveal",
		(json_int_t)desk_number(d, "items.0.id"), "fine", 1)));
}

static void the_coordinators_pages(void **state)
{
	static const struct { const char *verb, *field; } pages[] = {
		{ "board", "talks.0.pseudonym" }, { "board", "peers.0.state" },
		{ "board", "links.0.name" }, { "board", "promises.answered" },
		{ "board", "queue.texts_out" }, { "board", "incidents.open" },
		{ "person list", "items.0.pseudonym" }, { "attribute list", "kinds.0" },
		{ "account list", "items.0.name" }, { "report list", "items.0.cannot" },
		{ "concern list", "more" }, { "moderation list", "more" },
		{ "lexicon review", "by_noise" }, { "flow list", "items.0.revision" },
		{ "directory list", "items" }, { "directory info", "services" },
		{ "review list", "items" }, { "inbox list", "items" }, { "expiring list", "items" },
		{ "roster show", "holes" }, { "export list", "items" }, { "token list", "items" },
		{ "webhook list", "items" }, { "metrics", "text" }, { "help list", "items" },
		{ "reveal list", "items" }, { "incident list", "items.0.opened_at_ms" },
		{ "whoami", "roles.0" }, { "login sessions", "items.0.this" },
		{ "live since", "seq" },
	};
	struct day *s = *state;
	size_t i;

	fill(s);
	for (i = 0; i < ARRAY_LEN(pages); i++) {
		json_t *args = !strcmp(pages[i].verb, "live since") ? json_pack("{s:i}",
			"since", 0) : NULL;

		if (!ask(s->carol, pages[i].verb, args))
			fail_msg("%s: %s", pages[i].verb, s->d->code);
		if (!desk_at_path(s->d, pages[i].field))
			fail_msg("%s has no %s", pages[i].verb, pages[i].field);
	}
	assert_true(ask(s->carol, "person show", json_pack("{s:s, s:s}", "who", s->peer->pseudonym,
		"reason", "yearly talk")));
	assert_true(json_is_array(desk_at_path(s->d, "attributes")));
	assert_true(ask(s->carol, "person attribute", json_pack("{s:s, s:s, s:s, s:b}", "who",
		s->peer->pseudonym, "kind", "experience", "value", "bereavement", "has", 1)));
	assert_true(ask(s->carol, "person cap", json_pack("{s:s, s:i}",
		"who", s->peer->pseudonym, "n",
		3)));
	assert_true(ask(s->carol, "roster add", json_pack("{s:s, s:s, s:I, s:I}", "who",
		s->ola->pseudonym, "level", "oncall", "from_at_ms", (json_int_t)s->d->w->now_ms,
		"until_at_ms", (json_int_t)s->d->w->now_ms + DAYS_MS(7))));
	assert_true(ask(s->carol, "roster show", NULL));
	assert_string_equal(desk_string(s->d, "items.0.who"), s->ola->pseudonym);
	assert_true(ask(s->carol, "roster end", json_pack("{s:I}", "duty",
		(json_int_t)desk_number(s->d, "items.0.id"))));
	/* somebody else's words: with a reason and a code, and it is noted */
	world_pass(s->d->w, MINUTES_MS(6));
	assert_false(ask(s->carol, "talk show", json_pack("{s:I}", "talk", (json_int_t)s->talk)));
	assert_string_equal(s->d->code, "step-up");
	desk_step_up(s->carol);
	assert_false(ask(s->carol, "talk show", json_pack("{s:I}", "talk", (json_int_t)s->talk)));
	assert_string_equal(s->d->code, "reason");
	assert_true(ask(s->carol, "talk show", json_pack("{s:I, s:s}", "talk", (json_int_t)s->talk,
		"reason", "complaint 12")));
}

/* A new peer: invited, at work, without roles again - at once. */
static void people_come_and_go(void **state)
{
	struct day *s = *state;
	struct desk_world *d = s->d;
	char *invite, *who;

	s->carol = desk_user_new(d, "carol", STORE_ROLE_COORDINATOR, NULL);
	assert_true(ask(s->carol, "person add", json_pack("{s:s, s:s, s:b}", "name",
		"Ken M.", "roles",
		"peer", "trained", 1)));
	who = talloc_strdup(d, desk_string(d, "pseudonym"));
	assert_true(ask(s->carol, "account add", json_pack("{s:s}", "who", who)));
	invite = talloc_strdup(d, desk_string(d, "invite"));
	assert_true(desk_ask_raw(d, "login setup", json_pack("{s:s, s:s, s:s, s:s}",
		"invite", invite,
		"name", "ken", "password", "a long enough one", "address", "192.0.2.9")));
	assert_string_equal(desk_string(d, "state"), "enrol");
	assert_string_equal(desk_string(d, "who.roles.0"), "peer");
	assert_false(desk_ask_raw(d, "login setup", json_pack("{s:s, s:s, s:s, s:s}",
		"invite", invite,
		"name", "ken2", "password", "a long enough one", "address", "192.0.2.9")));
	/* nobody raises themselves */
	assert_false(ask(s->carol, "person roles", json_pack("{s:s, s:s}",
		"who", s->carol->pseudonym,
		"roles", "coordinator,manager")));
	assert_string_equal(d->code, "denied");
	assert_true(ask(s->carol, "account list", NULL));
	assert_int_equal(json_array_size(desk_at_path(d, "items")), 2);
}

static void an_export_needs_two(void **state)
{
	struct day *s = *state;
	struct desk_world *d = s->d;
	int64_t id;
	json_t *args;

	fill(s);
	args = json_pack("{s:s, s:I, s:I, s:s}", "what", "hours", "from_at_ms",
			 (json_int_t)d->w->now_ms - DAYS_MS(30), "until_at_ms",
			 (json_int_t)d->w->now_ms + DAYS_MS(1), "reason", "pay of November");
	desk_step_up(s->carol);
	assert_true(ask(s->carol, "export ask", args));
	id = desk_number(d, "id");
	assert_false(ask(s->carol, "export read", json_pack("{s:I}", "export", (json_int_t)id)));
	assert_string_equal(d->code, "two");
	assert_false(ask(s->carol, "export agree", json_pack("{s:I}", "export", (json_int_t)id)));
	assert_string_equal(d->code, "denied");
	desk_step_up(s->max);
	assert_true(ask(s->max, "export agree", json_pack("{s:I}", "export", (json_int_t)id)));
	assert_false(ask(s->max, "export read", json_pack("{s:I}", "export", (json_int_t)id)));
	assert_true(ask(s->carol, "export read", json_pack("{s:I}", "export", (json_int_t)id)));
	assert_non_null(strstr(desk_string(d, "csv"), s->peer->pseudonym));
}

static void the_auditor_reads(void **state)
{
	struct day *s = *state;
	struct desk_world *d = s->d;
	struct desk_user *u;

	fill(s);
	assert_true(ask(s->ola, "incident show", code_of(s->ola, "reason", "I am on call")));
	u = desk_user_new(d, "uma", STORE_ROLE_AUDITOR, NULL);
	assert_true(ask(u, "audit list", json_pack("{s:s}", "what", "desk.seen")));
	assert_string_equal(desk_string(d, "items.0.by"), s->ola->pseudonym);
	assert_non_null(strstr(desk_string(d, "items.0.detail"), "I am on call"));
	assert_true(ask(u, "audit verify", NULL));
	assert_true(json_is_true(desk_at_path(d, "good")));
}

/* A webhook is told of an incident, with a signature, until it answers. */
static void a_webhook_is_told(void **state)
{
	struct day *s = *state;
	struct desk_world *d = s->d;
	json_t *args = json_pack("{s:s, s:[s]}", "url", "https://example.org/hook", "events",
				 "incident");
	int64_t post;

	s->carol = desk_user_new(d, "carol", STORE_ROLE_COORDINATOR, NULL);
	assert_true(ask(s->carol, "webhook add", args));
	assert_false(ask(s->carol, "webhook add", json_pack("{s:s, s:[s]}", "url",
		"http://example.org/hook", "events", "incident")));
	assert_string_equal(d->code, "bad-args");
	world_send(d->w, s->zed, "I will kill myself tonight");
	world_pass(d->w, SECONDS_MS(3));
	assert_true(desk_ask_raw(d, "webhook due", json_object()));
	assert_non_null(strstr(desk_string(d, "items.0.body"), "\"what\":\"incident\""));
	assert_int_equal(strncmp(desk_string(d, "items.0.signature"), "t=", 2), 0);
	post = desk_number(d, "items.0.id");
	assert_true(desk_ask_raw(d, "webhook due", json_object()));
	assert_int_equal(json_array_size(desk_at_path(d, "items")), 0);	/* put off */
	assert_true(desk_ask_raw(d, "webhook result", json_pack("{s:I, s:i}", "post",
		(json_int_t)post, "code", 500)));
	world_pass(d->w, SECONDS_MS(11));
	assert_true(desk_ask_raw(d, "webhook due", json_object()));
	assert_int_equal(desk_number(d, "items.0.try"), 2);
	assert_true(desk_ask_raw(d, "webhook result", json_pack("{s:I, s:i}", "post",
		(json_int_t)post, "code", 204)));
	world_pass(d->w, MINUTES_MS(1));
	assert_true(desk_ask_raw(d, "webhook due", json_object()));
	assert_true(desk_number(d, "items.0.id") != post);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, world_test_end)
		T(an_incident_to_its_close), T(a_number_is_shown), T(the_coordinators_pages),
		T(people_come_and_go), T(an_export_needs_two), T(the_auditor_reads),
		T(a_webhook_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
