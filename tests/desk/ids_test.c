// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Every verb, every role, with the id of something that is somebody else's, in the real
 * house.  The tables of full.c are the promise: what each argument of each verb names, and for whom
 * (besides its owner) that is open.  A verb or an argument without a row fails.
 *
 * Whoever may not is refused with the one word "denied"; the audit log has one more row,
 * with their name and the verb, and nothing else has changed in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "full.h"

static const struct link_arg *arg_of(const struct desk_verb *v, const char *name)
{
	for (size_t i = 0; v && i < v->args_len; i++)
		if (!strcmp(v->args[i].name, name))
			return &v->args[i];
	return NULL;
}

static void every_argument_has_a_row(void **state)
{
	const struct desk_verb *v = NULL;
	bool is_plain, is_thing;

	while ((v = desk_verb_next(v)))
		for (size_t i = 0; !desk_verb_is_open(v) && i < v->args_len; i++) {
			is_plain = plain_value(v->verb, v->args[i].name) != NULL;
			is_thing = whose_of(v->verb, v->args[i].name) != NULL;
			if (is_plain == is_thing)
				fail_msg("\"%s\": say here whether %s names a thing, and whose",
					 v->verb, v->args[i].name);
		}
	for (size_t i = 0; i < whose_len; i++)
		if (!arg_of(verb_of(whose[i].verb), whose[i].arg))
			fail_msg("there is no %s of \"%s\"", whose[i].arg, whose[i].verb);
}

/* --- Asking ---------------------------------------------------------------------------------- */

static void is_refused(struct full *f, size_t i, const struct whose *w, struct log_tail *tail)
{
	bool done;

	stay_welcome(f, i);
	log_since(f, tail);
	done = desk_ask_as(f->other[i], w->verb, args_with(f, w, id_of(f, w->thing)));
	if (done || strcmp(f->d->code, "denied"))
		fail_msg("%c must not \"%s\" somebody else's %s, and got %s", letters[i].letter,
			 w->verb, w->thing, done ? "an answer" : f->d->code);
	f->refused[i]++;
	log_since(f, tail);
	if (tail->refused != 1 || tail->others || tail->by != f->other[i]->person_id ||
	    strcmp(tail->first, w->verb))
		fail_msg("%c, \"%s\", %s: the audit log has %d refusals (\"%s\") and %d others",
			 letters[i].letter, w->verb, w->thing, tail->refused, tail->first,
			 tail->others);
}

static void somebody_elses_is_refused_and_logged(void **state)
{
	struct full *f = full_new(*state);
	struct log_tail tail = { 0 };
	int cells = 0;

	for (size_t k = 0; k < whose_len; k++)
		for (size_t i = 0; i < ROLES; i++) {
			if (open_to(&whose[k], i)) {
				assert_true(verb_of(whose[k].verb)->roles & letters[i].role);
				continue;
			}
			is_refused(f, i, &whose[k], &tail);
			cells++;
		}
	print_message("%d refusals, each in the audit log\n", cells);
	/* and nothing of it has happened to those whose things they are */
	must(f->june, "talk show", json_pack("{s:O}", "talk", id_of(f, "talk")));
	assert_true(json_is_true(desk_at_path(f->d, "talk.open")));
	assert_string_equal(desk_string(f->d, "draft"), "how are");
	must(f->june, "note list", json_pack("{s:O}", "talk", id_of(f, "talk")));
	assert_int_equal(json_array_size(desk_at_path(f->d, "items")), 1);
}

static void what_is_everyones_is_open(void **state)
{
	struct full *f = full_new(*state);

	for (size_t k = 0; k < whose_len; k++)
		for (size_t i = 0; i < ROLES; i++) {
			static const char *const never[] = { "denied", "log-in",
							     "second-factor", "step-up",
							     "reason", "bad-args", "failed" };
			const struct whose *w = &whose[k];

			if (!open_to(w, i))
				continue;
			stay_welcome(f, i);
			if (desk_ask_as(f->other[i], w->verb, args_with(f, w, id_of(f, w->thing))))
				continue;
			for (size_t n = 0; n < ARRAY_LEN(never); n++)
				if (!strcmp(f->d->code, never[n]))
					fail_msg("%c may \"%s\" any %s, and got %s",
						 letters[i].letter, w->verb, w->thing, f->d->code);
		}
}

/* Whose it is does not tell whether it is there. */
static void what_is_not_there_looks_the_same(void **state)
{
	struct full *f = full_new(*state);

	for (size_t k = 0; k < whose_len; k++)
		for (size_t i = 0; i < ROLES; i++) {
			const struct whose *w = &whose[k];
			json_t *none = json_integer(424242);

			if (*w->everyones || !json_is_integer(id_of(f, w->thing)) ||
			    !(verb_of(w->verb)->roles & letters[i].role)) {
				json_decref(none);
				continue;
			}
			stay_welcome(f, i);
			assert_false(desk_ask_as(f->other[i], w->verb, args_with(f, w, none)));
			json_decref(none);
			f->refused[i]++;
			if (strcmp(f->d->code, "denied"))
				fail_msg("%c, \"%s\" of a %s that is not there: %s",
					 letters[i].letter, w->verb, w->thing, f->d->code);
		}
}

/* --- One's own, where another must look ----------------------------------------------------- */

static void denied(struct desk_user *u, const char *verb, json_t *args)
{
	if (desk_ask_as(u, verb, args) || strcmp(u->d->code, "denied"))
		fail_msg("\"%s\" of one's own: %s", verb, u->d->answer ? "done" : u->d->code);
}

static json_t *own_account(struct full *f, struct desk_user *u)
{
	json_t *row;
	size_t i;

	must(f->carol, "account list", NULL);
	json_array_foreach(desk_at_path(f->d, "items"), i, row)
		if (!strcmp(json_string_value(json_object_get(row, "who")), u->pseudonym))
			return json_pack("{s:O}", "account", json_object_get(row, "id"));
	return NULL;
}

static void ones_own_needs_another(void **state)
{
	struct full *f = full_new(*state);
	struct world_phone *phone;
	struct desk_user *oz;

	desk_step_up(f->carol);
	denied(f->carol, "export agree", json_pack("{s:O}", "export", id_of(f, "export")));
	denied(f->carol, "lexicon agree", json_pack("{s:O}", "proposal", id_of(f, "proposal")));
	denied(f->carol, "person roles",
	       json_pack("{s:s, s:s}", "who", f->carol->pseudonym, "roles", "manager"));
	denied(f->carol, "account add", json_pack("{s:s}", "who", f->carol->pseudonym));
	denied(f->carol, "account reset", own_account(f, f->carol));
	denied(f->carol, "account off", own_account(f, f->carol));
	desk_step_up(f->ola);
	denied(f->ola, "reveal agree", json_pack("{s:O}", "reveal", id_of(f, "reveal")));
	/* an incident about oneself is the others': also to read */
	oz = desk_user_new(f->d, "oz", DESK_O | DESK_M | DESK_S, "+254733000009");
	phone = world_phone_add(f->d->w, "oz phone", "+254733000009");
	world_send(f->d->w, phone, "I will kill myself tonight");
	world_pass(f->d->w, SECONDS_MS(3));
	must(f->ola, "incident list", NULL);
	for (size_t i = 0; i < json_array_size(desk_at_path(f->d, "items")); i++) {
		json_t *row = json_array_get(desk_at_path(f->d, "items"), i);

		if (json_is_string(json_object_get(row, "who")) &&
		    !strcmp(json_string_value(json_object_get(row, "who")), oz->pseudonym))
			thing(f, "own incident", json_object_get(row, "code"));
	}
	for (size_t k = 0; k < whose_len; k++)
		if (!strncmp(whose[k].verb, "incident ", 9))
			denied(oz, whose[k].verb,
			       args_with(f, &whose[k], id_of(f, "own incident")));
}

/* --- Programs --------------------------------------------------------------------------------- */

/* A token with every scope names nothing of anybody's. */
static void a_program_has_no_persons_things(void **state)
{
	struct full *f = full_new(*state);
	struct desk_user *program = talloc_zero(f, struct desk_user);
	struct log_tail tail = { 0 };

	desk_step_up(f->carol);
	must(f->carol, "token add", json_pack("{s:s, s:[s,s,s,s,s], s:i}", "name", "all",
		"scopes", "report",
		"board", "directory", "roster", "metrics", "days", 3));
	program->d = f->d;
	program->session = talloc_strdup(program, desk_string(f->d, "token"));
	for (size_t k = 0; k < whose_len; k++) {
		log_since(f, &tail);
		denied(program, whose[k].verb, args_with(f, &whose[k], id_of(f, whose[k].thing)));
		log_since(f, &tail);
		if (tail.refused != 1 || strcmp(tail.first, whose[k].verb))
			fail_msg("a program's \"%s\": %d refusals in the log", whose[k].verb,
				 tail.refused);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, world_test_begin, world_test_end)
		T(every_argument_has_a_row), T(somebody_elses_is_refused_and_logged),
		T(what_is_everyones_is_open), T(what_is_not_there_looks_the_same),
T(ones_own_needs_another),
		T(a_program_has_no_persons_things),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
