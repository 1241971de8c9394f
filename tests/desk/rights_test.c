// SPDX-License-Identifier: AGPL-3.0-or-later
/* Every verb, every role: who may not is refused, and the audit log says so.  The table
 * below is the promise; a verb without a row fails, and so does a row without a verb. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "desk/desk_int.h"
#include "desk_world.h"

static const struct { char letter; unsigned int role; } letters[] = {
	{ 'P', STORE_ROLE_PEER }, { 'S', STORE_ROLE_SUPERVISOR }, { 'O', STORE_ROLE_ONCALL },
	{ 'C', STORE_ROLE_COORDINATOR }, { 'G', STORE_ROLE_SAFEGUARDING },
	{ 'M', STORE_ROLE_MANAGER }, { 'A', STORE_ROLE_AUTHOR }, { 'K', STORE_ROLE_COMMISSIONER },
	{ 'U', STORE_ROLE_AUDITOR }, { 'L', STORE_ROLE_CLINICIAN },
};
#define EVERYBODY "PSOCGMAKUL"
/* "": without a session. */
static const struct { const char *verb, *who; } promised[] = {
	{ "login", "" }, { "login setup", "" }, { "health", "" },
	{ "webhook due", "" }, { "webhook result", "" },
	{ "whoami", EVERYBODY }, { "login password", EVERYBODY }, { "login totp begin", EVERYBODY },
	{ "login totp confirm", EVERYBODY }, { "login recovery", EVERYBODY },
	{ "login confirm", EVERYBODY }, { "login sessions", EVERYBODY }, { "login end", EVERYBODY },
	{ "login out", EVERYBODY }, { "profile set", EVERYBODY },
	{ "live since", EVERYBODY }, { "live listen", EVERYBODY }, { "live stop", EVERYBODY },
	{ "live seen", "PSOG" },
	{ "duty show", "P" }, { "duty on", "P" }, { "duty off", "P" }, { "duty rest", "P" },
	{ "duty mood", "P" }, { "duty answer", "P" }, { "offer list", "P" },
	{ "offer answer", "P" },
	{ "talk list", "PSOG" }, { "talk show", "PSOGCM" }, { "talk say", "PSOG" },
	{ "talk held", "PSOG" }, { "talk handover", "P" }, { "talk help", "P" },
	{ "talk end", "PSOG" }, { "talk block", "P" }, { "talk report", "P" },
	{ "talk abuse", "P" }, { "talk mistake", "P" }, { "talk minor", "P" },
	{ "talk open", "SOG" },
	{ "help list", "S" }, { "help answer", "S" }, { "draft save", "PSOG" },
	{ "note list", "PS" }, { "note add", "PS" }, { "note drop", "PS" },
	{ "phrase list", "PSOG" },
	{ "incident list", "OMSCG" }, { "incident show", "OMSG" }, { "incident ack", "OM" },
	{ "incident contact", "OM" }, { "incident tried", "OM" }, { "incident followup", "OM" },
	{ "incident back", "OM" },
	{ "incident note", "OMSG" }, { "incident ladder", "OM" }, { "incident with", "OM" },
	{ "incident close", "OM" }, { "incident reveal", "OM" }, { "reveal list", "OMCU" },
	{ "reveal agree", "OMC" }, { "reveal review", "MC" },
	{ "concern list", "CMSGP" }, { "concern show", "CMSG" }, { "concern take", "CMSGP" },
	{ "concern done", "CMSGP" },
	{ "board", "CMSO" }, { "inbox list", "CMS" }, { "expiring list", "CM" },
	{ "recording list", "PSOCGM" }, { "recording read", "PSOCGM" },
	{ "recording heard", "PSOCGM" },
	{ "story approve", "PSCGM" }, { "story refuse", "PSCGM" }, { "story worry", "PSCGM" },
	{ "roster show", "CMO" }, { "roster add", "CM" }, { "roster end", "CM" },
	{ "roster swap", "OM" },
	{ "roster take", "OM" }, { "roster keep", "OM" },
	{ "person list", "CM" }, { "person show", "CM" }, { "person add", "C" },
	{ "person roles", "CM" }, { "person attribute", "C" }, { "person trained", "CM" },
	{ "person cap", "CM" }, { "person lost", "CMS" }, { "person found", "CM" },
	{ "person limit", "CM" }, { "attribute list", "CM" },
	{ "account list", "CM" }, { "account add", "CM" }, { "account reset", "CM" },
	{ "account off", "CM" },
	{ "moderation list", "CMS" }, { "moderation show", "CMS" }, { "moderation done", "CMS" },
	{ "lexicon review", "CMA" }, { "lexicon mark", "OMC" }, { "lexicon propose", "CMA" },
	{ "lexicon agree", "CMA" },
	{ "lexicon rules", "CMA" }, { "lexicon alarms", "OMC" },
	{ "flow list", "CMAL" }, { "flow show", "CMAL" }, { "flow save", "CMA" },
	{ "flow drop", "CMA" },
	{ "flow check", "CMA" }, { "flow diff", "CMA" }, { "flow publish", "CM" },
	{ "flow agree", "CM" }, { "flow withdraw", "CM" }, { "flow rollback", "CM" },
	{ "flow sign", "ML" }, { "second list", "CMA" },
	{ "directory list", "CM" }, { "directory info", "CM" }, { "review list", "CM" },
	{ "review done", "CM" },
	{ "report list", "KCM" }, { "report show", "KCM" }, { "report csv", "KCM" },
	{ "export ask", "CM" }, { "export list", "CM" }, { "export agree", "CM" },
	{ "export read", "CM" },
	{ "audit list", "U" }, { "audit verify", "U" },
	{ "token list", "CM" }, { "token add", "CM" }, { "token end", "CM" },
	{ "webhook list", "CM" }, { "webhook add", "CM" }, { "webhook end", "CM" },
	{ "metrics", "CM" },
};

static const char *promise_of(const char *verb)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(promised); i++)
		if (!strcmp(promised[i].verb, verb))
			return promised[i].who;
	return NULL;
}

static const struct desk_verb *verb_of(const char *name)
{
	const struct desk_verb *v = NULL;

	while ((v = desk_verb_next(v)))
		if (!strcmp(desk_verb_name(v), name))
			return v;
	return NULL;
}

static void the_table_is_whole(void **state)
{
	const struct desk_verb *v = NULL;
	unsigned int roles;
	const char *who;
	size_t i;

	while ((v = desk_verb_next(v))) {
		who = promise_of(desk_verb_name(v));
		if (!who)
			fail_msg("\"%s\" has no row in this test", desk_verb_name(v));
		for (i = 0, roles = 0; i < ARRAY_LEN(letters); i++)
			if (strchr(who, letters[i].letter))
				roles |= letters[i].role;
		if (roles != desk_verb_roles(v))
			fail_msg("\"%s\": roles %x, promised %x", desk_verb_name(v),
				 desk_verb_roles(v), roles);
		assert_int_equal(desk_verb_is_open(v), !*who);
	}
	for (i = 0; i < ARRAY_LEN(promised); i++)
		if (!verb_of(promised[i].verb))
			fail_msg("there is no verb \"%s\"", promised[i].verb);
}

/* Something that passes the argument check, and names what is somebody else's or nothing. */
static json_t *any_args(const struct desk_verb *v)
{
	json_t *args = json_object();
	size_t i;

	for (i = 0; i < v->args_len; i++) {
		const struct link_arg *x = &v->args[i];
		char text[64] = "4242424242424242";

		if (x->type == LINK_STRING && x->max && x->max < 16)
			text[x->max] = '\0';
		if (x->type == LINK_STRING)
			json_object_set_new(args, x->name, json_string(text));
		else if (x->type == LINK_INT)
			json_object_set_new(args, x->name, json_integer(x->max && x->max < 424242 ?
									x->max : 424242));
		else if (x->type == LINK_BOOL)
			json_object_set_new(args, x->name, json_true());
		else
			json_object_set_new(args, x->name, json_pack("[s]", "none"));
	}
	return args;
}

static int count_refusals(struct care_turn *t, void *arg)
{
	struct store_audit_entry e = { .seq = 0 };
	int *n = arg, rc;

	*n = 0;
	while ((rc = store_audit_next(t->store, t->mem, e.seq, 0, &e)) == 1)
		*n += !strcmp(e.what, "desk.refused");
	return rc;
}

static int refusals(struct desk_world *d)
{
	int n;

	assert_int_equal(house_do(d->w->house, count_refusals, &n), 0);
	return n;
}

static void every_verb_every_role(void **state)
{
	struct desk_world *d = desk_world_new(*state);
	const struct desk_verb *v;
	char name[16];
	size_t i;

	for (i = 0; i < ARRAY_LEN(letters); i++) {
		struct desk_user *u;
		int asked = 0;

		snprintf(name, sizeof(name), "user-%c", letters[i].letter);
		u = desk_user_new(d, name, letters[i].role, NULL);
		for (v = NULL; (v = desk_verb_next(v)); ) {
			bool may = desk_verb_roles(v) & letters[i].role, done;
			int before;

			if (desk_verb_is_open(v) || !strcmp(desk_verb_name(v), "login out") ||
			    (may && (v->flags & DESK_HALF)))
				continue;
			/* fifty refusals end a session: that is another test */
			if (++asked % 30 == 0)
				assert_true(desk_login_again(u, name));
			before = may ? 0 : refusals(d);
			done = desk_ask_as(u, desk_verb_name(v), any_args(v));
			if (may) {
				if (!strcmp(d->code, "log-in") ||
				    !strcmp(d->code, "bad-args-table"))
					fail_msg("%c may \"%s\", and got %s", letters[i].letter,
						 desk_verb_name(v), d->code);
				continue;
			}
			if (done || strcmp(d->code, "denied"))
				fail_msg("%c must not \"%s\", and got %s", letters[i].letter,
					 desk_verb_name(v), done ? "an answer" : d->code);
			assert_int_equal(refusals(d), before + 1);
		}
		talloc_free(u);
	}
	clock_set_source(NULL);
}

/* Without a session, with a wrong one, with one of a log-in that is not complete. */
static void no_session_no_answer(void **state)
{
	struct desk_world *d = desk_world_new(*state);
	const struct desk_verb *v;

	for (v = NULL; (v = desk_verb_next(v)); ) {
		json_t *args = any_args(v);

		if (desk_verb_is_open(v)) {
			json_decref(args);
			continue;
		}
		assert_false(desk_ask_raw(d, desk_verb_name(v), json_copy(args)));
		assert_string_equal(d->code, "bad-args");
		json_object_set_new(args, "session", json_string("wrong-token-wrong-token"));
		assert_false(desk_ask_raw(d, desk_verb_name(v), json_copy(args)));
		assert_string_equal(d->code, "log-in");
		json_object_set_new(args, "session", json_string("wlt_wrong-token-wrong-token"));
		assert_false(desk_ask_raw(d, desk_verb_name(v), args));
		assert_string_equal(d->code, "log-in");
	}
	clock_set_source(NULL);
}

static void too_many_refusals_end_it(void **state)
{
	struct desk_world *d = desk_world_new(*state);
	struct desk_user *u = desk_user_new(d, "june", STORE_ROLE_COMMISSIONER, NULL);
	int i;

	for (i = 0; i < 50; i++) {
		assert_false(desk_ask_as(u, "board", NULL));
		assert_string_equal(d->code, "denied");
	}
	assert_false(desk_ask_as(u, "board", NULL));
	assert_string_equal(d->code, "log-in");
	clock_set_source(NULL);
}

/* A program has its scopes and nothing else, and no person's rights. */
static void a_token_has_its_scopes(void **state)
{
	struct desk_world *d = desk_world_new(*state);
	struct desk_user *c = desk_user_new(d, "carol", STORE_ROLE_COORDINATOR, NULL), *program;
	const struct desk_verb *v;

	world_pass(d->w, MINUTES_MS(6));
	assert_false(desk_ask_as(c, "token add", json_pack("{s:s, s:[s], s:i}", "name", "wall",
		"scopes", "board", "days", 3)));
	assert_string_equal(d->code, "step-up");
	desk_step_up(c);
	assert_true(desk_ask_as(c, "token add", json_pack("{s:s, s:[s], s:i}", "name", "wall",
		"scopes", "board", "days", 3)));
	program = talloc_zero(d, struct desk_user);
	program->d = d;
	program->session = talloc_strdup(program, desk_string(d, "token"));
	assert_true(desk_ask_as(program, "board", NULL));
	for (v = NULL; (v = desk_verb_next(v)); ) {
		if (desk_verb_is_open(v) || (v->scopes & DESK_SCOPE_BOARD))
			continue;
		assert_false(desk_ask_as(program, desk_verb_name(v), any_args(v)));
		if (strcmp(d->code, "denied"))
			fail_msg("a program got %s for \"%s\"", d->code, desk_verb_name(v));
	}
	world_pass(d->w, DAYS_MS(3) + 1);
	assert_false(desk_ask_as(program, "board", NULL));
	assert_string_equal(d->code, "log-in");
	clock_set_source(NULL);
}

/* Whoever has every role may ask anything, with anything in it: there is always an answer. */
static json_t *hostile_string(const struct link_arg *x)
{
	static const char *const texts[] = {
		"'; DROP TABLE person; --", "%s%n%p", "<script>alert(1)</script>",
		"\xe2\x80\xae\xe2\x81\xa6",
		"\x01\x1b[31m\r\n\t", "\xf0\x9f\x92\x94", "..//..", "peer,oncall,nobody",
		"+254711000003",
		"", " ", "0", "-1", "wlt_", "a b c d e f g h",
	};
	const char *text = texts[rand_below(ARRAY_LEN(texts))];
	size_t max = x->max ? (size_t)x->max : 4096;
	char *s = talloc_strdup(NULL, text);
	json_t *j;

	while (rand_below(4) == 0 && strlen(s) * 2 < max && *s)
		s = talloc_asprintf_append(s, "%s", text);
	while (strlen(s) < (size_t)(x->min > 0 ? x->min : 0))
		s = talloc_asprintf_append(s, "x");
	j = json_string(s);
	talloc_free(s);
	return j ? j : json_string("x");
}

static json_t *hostile_args(const struct desk_verb *v)
{
	static const json_int_t numbers[] = { 0, 1, 2, 5, -1, INT32_MAX, INT64_MAX, INT64_MIN,
					      1764000000000 };
	json_t *args = json_object();
	size_t i;

	for (i = 0; i < v->args_len; i++) {
		const struct link_arg *x = &v->args[i];
		json_int_t n = numbers[rand_below(ARRAY_LEN(numbers))];

		if (!x->required && rand_below(2))
			continue;
		if ((x->min || x->max) && rand_below(4))
			n = x->min + (json_int_t)rand_below(8);
		if (x->type == LINK_STRING)
			json_object_set_new(args, x->name, hostile_string(x));
		else if (x->type == LINK_INT)
			json_object_set_new(args, x->name, json_integer(n));
		else if (x->type == LINK_BOOL)
			json_object_set_new(args, x->name, json_boolean(rand_below(2)));
		else
			json_object_set_new(args, x->name,
					    rand_below(2) ? json_pack("[s, i, n]", "board", 7)
					    : json_pack("[s]", "board"));
	}
	return args;
}

static void hostile_arguments(void **state)
{
	struct desk_world *d = desk_world_new(*state);
	struct desk_user *u = desk_user_new(d, "all", DESK_ANY, NULL);
	const struct desk_verb *v;
	uint8_t seed[32] = { 11 };
	int round;

	for (round = 0; round < 12; round++) {
		assert_true(desk_login_again(u, "all"));
		desk_step_up(u);
		rand_set_seed(seed);
		seed[1]++;
		for (v = NULL; (v = desk_verb_next(v)); ) {
			if (strstr(desk_verb_name(v), "login"))
				continue;
			desk_ask_as(u, desk_verb_name(v), hostile_args(v));
			if (!strcmp(d->code, "failed"))
				fail_msg("\"%s\" failed", desk_verb_name(v));
			if (!strcmp(d->code, "log-in"))
				assert_true(desk_login_again(u, "all"));
		}
	}
	clock_set_source(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, world_test_begin, world_test_end)
		T(the_table_is_whole), T(every_verb_every_role), T(no_session_no_answer),
		T(too_many_refusals_end_it), T(a_token_has_its_scopes), T(hostile_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
