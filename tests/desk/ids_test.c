// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Every verb, every role, with the id of something that is somebody else's, in the real
 * house.  Two tables are the promise: what each argument of each verb names, and for whom
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

#include "care/care_concern.h"
#include "desk/desk_int.h"
#include "desk_world.h"
#include "store/store_directory.h"

/* --- What arguments are ------------------------------------------------------------------ */

enum { THINGS_MAX = 32, NAME_LEN = 16 };
/* Names that name nothing of anybody's, with a value that every verb accepts. */
static const struct { const char *name, *value; } plain[] = {
	{ "yes", "true" }, { "has", "true" }, { "fine", "true" }, { "take_over", "true" },
	{ "send", "true" }, { "closed", "true" }, { "shut", "true" }, { "trained", "true" },
	{ "after", "0" }, { "since", "0" }, { "seq", "1" }, { "max", "5" }, { "n", "3" }, { "days", "2" },
	{ "mood", "4" }, { "outcome", "1" }, { "how", "1" },
	{ "from_at_ms", "1763000000000" }, { "until_at_ms", "1763600000000" },
	{ "text", "\"a few words\"" }, { "reason", "\"other\"" },
	{ "key", "\"key-00000001\"" }, { "name", "\"waits\"" }, { "roles", "\"peer\"" },
	{ "role", "\"peer\"" }, { "number", "\"+254799000001\"" }, { "language", "\"en\"" },
	{ "zone", "\"UTC\"" }, { "value", "\"bereavement\"" }, { "level", "\"oncall\"" },
	{ "thoughts", "\"no\"" }, { "plan", "\"no\"" }, { "means", "\"no\"" }, { "when", "\"later\"" },
	{ "verdict", "\"right\"" }, { "rule", "\"new\"" }, { "change", "\"say less\"" },
	{ "what", "\"hours\"" }, { "step", "\"week\"" }, { "by", "\"area\"" }, { "address", "\"192.0.2.1\"" },
	{ "scopes", "[\"board\"]" }, { "events", "[\"board\"]" }, { "url", "\"https://example.org/h\"" },
	{ "old", "\"not it at all\"" }, { "new", "\"a new one that fits\"" },
};
/* The same name may be something else in one verb. */
static const struct { const char *verb, *name, *value; } odd[] = {
	{ "talk abuse", "kind", "\"abuse\"" }, { "person attribute", "kind", "\"experience\"" },
	{ "talk handover", "note", "\"a few words\"" },
	{ "login totp confirm", "code", "\"000000\"" }, { "login confirm", "code", "\"000000\"" },
};

/* Whose is it?  "" : its owner's alone.  Letters: also everybody's with such a role. */
static const struct whose {
	const char *verb, *arg, *thing, *everyones;
} whose[] = {
	{ "login end", "login", "login", "" }, { "live stop", "listen", "listen", "" },
	{ "offer answer", "offer", "offer", "" },
	{ "talk show", "talk", "talk", "CM" }, { "talk say", "talk", "talk", "" },
	{ "talk held", "line", "line", "" }, { "talk handover", "talk", "talk", "" },
	{ "talk help", "talk", "talk", "" }, { "talk end", "talk", "talk", "" },
	{ "talk block", "talk", "talk", "" }, { "talk report", "talk", "talk", "" },
	{ "talk abuse", "talk", "talk", "" }, { "talk mistake", "talk", "talk", "" },
	{ "talk minor", "talk", "talk", "" }, { "help answer", "talk", "talk", "" },
	{ "draft save", "talk", "talk", "" },
	{ "note list", "talk", "talk", "" }, { "note add", "talk", "talk", "" },
	{ "note drop", "note", "note", "" },
	{ "export read", "export", "export", "" },
	{ "talk open", "who", "peer", "SOG" },
	{ "incident show", "code", "incident", "OMSG" }, { "incident note", "code", "incident", "OMSG" },
	{ "incident tried", "code", "incident", "OM" }, { "incident contact", "code", "incident", "OM" },
	{ "incident ladder", "code", "incident", "OM" }, { "incident with", "code", "incident", "OM" },
	{ "incident reveal", "code", "incident", "OM" }, { "incident ack", "code", "incident", "OM" },
	{ "incident back", "code", "incident", "OM" }, { "incident close", "code", "incident", "OM" },
	{ "reveal agree", "reveal", "reveal", "OMC" }, /* a coordinator only where there is no other manager */
	{ "reveal review", "reveal", "reveal", "M" },
	{ "concern show", "concern", "concern", "CMSG" }, { "concern take", "concern", "concern", "CMSG" },
	{ "concern done", "concern", "concern", "CMSG" },
	/* somebody under age is the safeguarding worker's */
	{ "concern show", "concern", "child", "MG" }, { "concern take", "concern", "child", "MG" },
	{ "concern done", "concern", "child", "MG" },
	{ "roster add", "who", "oncall", "CM" }, { "roster add", "replaces", "oncall", "CM" },
	{ "roster add", "who", "member", "" }, { "roster add", "replaces", "member", "" },
	{ "roster end", "duty", "duty", "CM" },
	{ "person show", "who", "peer", "CM" }, { "person attribute", "who", "peer", "C" },
	{ "person trained", "who", "peer", "CM" }, { "person cap", "who", "peer", "CM" },
	{ "person found", "who", "peer", "CM" }, { "person limit", "who", "peer", "CM" },
	/* who is not of the staff has no page there and no account */
	{ "person show", "who", "member", "" }, { "person attribute", "who", "member", "" },
	{ "person trained", "who", "member", "" }, { "person cap", "who", "member", "" },
	{ "person found", "who", "member", "" }, { "person limit", "who", "member", "CM" },
	{ "person roles", "who", "member", "" }, { "person lost", "who", "member", "" },
	{ "account add", "who", "member", "" },
	{ "account add", "who", "peer", "CM" }, { "account add", "who", "manager", "M" },
	{ "moderation show", "report", "report", "CMS" }, { "moderation done", "report", "report", "CMS" },
	{ "lexicon mark", "code", "incident", "OMC" }, { "lexicon mark", "who", "peer", "OMC" },
	{ "lexicon agree", "proposal", "proposal", "CMA" }, { "review done", "ref", "ref", "CM" },
	{ "export agree", "export", "export", "CM" }, { "audit list", "who", "peer", "U" },
	{ "token end", "token", "token", "CM" }, { "webhook end", "webhook", "webhook", "CM" },
	/* the last, for these people are another's afterwards */
	{ "account reset", "account", "manager account", "M" }, { "account off", "account", "manager account", "M" },
	{ "account reset", "account", "account", "CM" }, { "account off", "account", "account", "CM" },
	{ "person roles", "who", "manager", "M" }, { "person roles", "who", "peer", "CM" },
	{ "person lost", "who", "peer", "CMS" },
};

static const char *plain_value(const char *verb, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(odd); i++)
		if (!strcmp(odd[i].verb, verb) && !strcmp(odd[i].name, name))
			return odd[i].value;
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (!strcmp(plain[i].name, name))
			return plain[i].value;
	return NULL;
}

static const struct whose *whose_of(const char *verb, const char *arg)
{
	for (size_t i = 0; i < ARRAY_LEN(whose); i++)
		if (!strcmp(whose[i].verb, verb) && !strcmp(whose[i].arg, arg))
			return &whose[i];
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
				fail_msg("\"%s\": say here whether %s names a thing, and whose", v->verb,
					 v->args[i].name);
		}
	for (size_t i = 0; i < ARRAY_LEN(whose); i++)
		if (!arg_of(verb_of(whose[i].verb), whose[i].arg))
			fail_msg("there is no %s of \"%s\"", whose[i].arg, whose[i].verb);
}

/* --- A house full of other people's things ------------------------------------------------ */

static const struct { char letter; unsigned int role; } letters[] = {
	{ 'P', DESK_P }, { 'S', DESK_S }, { 'O', DESK_O }, { 'C', DESK_C }, { 'G', DESK_G }, { 'M', DESK_M },
	{ 'A', DESK_A }, { 'K', DESK_K }, { 'U', DESK_U },
};
enum { ROLES = ARRAY_LEN(letters) };

struct full {
	struct desk_world *d;
	struct desk_user *june, *kit, *ola, *carol, *max;	/* whose things they are */
	struct desk_user *other[ROLES];				/* who tries, a role each */
	char name[ROLES][16];
	int refused[ROLES];
	int64_t stepped_ms[ROLES];
	struct { const char *name; json_t *id; } things[THINGS_MAX];
	size_t things_len;
	struct store_person zed;
};

static void thing(struct full *f, const char *name, json_t *id)
{
	assert_true(f->things_len < THINGS_MAX && id && !json_is_null(id));
	if (json_is_integer(id))
		assert_true(json_integer_value(id) > 0);
	f->things[f->things_len].name = name;
	f->things[f->things_len++].id = json_incref(id);
}

static void thing_at(struct full *f, const char *name, const char *path)
{
	json_t *id = desk_at_path(f->d, path);

	if (!id)
		fail_msg("no %s: the answer has no %s", name, path);
	thing(f, name, id);
}

static void thing_int(struct full *f, const char *name, int64_t id)
{
	json_t *j = json_integer(id);

	thing(f, name, j);
	json_decref(j);
}

static void thing_text(struct full *f, const char *name, const char *text)
{
	json_t *j = json_string(text);

	thing(f, name, j);
	json_decref(j);
}

static json_t *id_of(struct full *f, const char *name)
{
	for (size_t i = 0; i < f->things_len; i++)
		if (!strcmp(f->things[i].name, name))
			return f->things[i].id;
	fail_msg("there is no %s in this house", name);
	return NULL;
}

static void must(struct desk_user *u, const char *verb, json_t *args)
{
	if (!desk_ask_as(u, verb, args))
		fail_msg("\"%s\": %s", verb, u->d->code);
}

static int rows_add(struct care_turn *t, void *arg)
{
	struct full *f = arg;
	struct care_concern concern = { .kind = STORE_CONCERN_MOOD, .why = "low mood",
					.owner_id = f->june->person_id };
	struct store_report report = { .kind = STORE_REPORT_WORDS, .at_ms = t->now_ms,
				       .peer_id = f->june->person_id, .by_id = f->june->person_id };
	int64_t id = 0;
	int rc = store_people_by_pseudonym(t->store, json_string_value(id_of(f, "member")), &f->zed);

	concern.about = &f->zed;
	report.member_id = f->zed.id;
	report.conversation_id = json_integer_value(id_of(f, "talk"));
	if (rc >= 0)
		rc = care_concern_raise(t, &concern, &id);
	thing_int(f, "concern", id);
	concern.kind = STORE_CONCERN_CHILD;
	concern.owner_id = 0;
	if (rc >= 0)
		rc = care_concern_raise(t, &concern, &id);
	thing_int(f, "child", id);
	if (rc >= 0)
		rc = store_report_add(t->store, &report);
	thing_int(f, "report", report.id);
	return rc < 0 ? rc : store_review_open(t->store, "svc-1", t->now_ms);
}

static void on_duty(struct desk_user *u)
{
	must(u, "duty on", NULL);
	must(u, "duty mood", json_pack("{s:i}", "mood", 4));
}

static void talks(struct full *f, const char *name, const char *number)
{
	struct world_phone *phone = desk_member(f->d, name, number);

	world_send(f->d->w, phone, "TALK");
	world_pass(f->d->w, SECONDS_MS(2));
	world_send(f->d->w, phone, "1");
	world_pass(f->d->w, SECONDS_MS(5));
}

static void fill_talks(struct full *f)
{
	struct desk_world *d = f->d;

	on_duty(f->june);
	talks(f, "zed", "+254711000003");
	must(f->june, "offer list", NULL);
	must(f->june, "offer answer", json_pack("{s:O, s:b}", "offer", desk_at_path(d, "items.0.id"), "yes", 1));
	thing_at(f, "talk", "talk");
	must(f->june, "talk show", json_pack("{s:O}", "talk", id_of(f, "talk")));
	thing_at(f, "member", "talk.pseudonym");
	must(f->june, "note add", json_pack("{s:O, s:s, s:i}", "talk", id_of(f, "talk"), "text", "slept badly",
		"days", 7));
	thing_at(f, "note", "id");
	must(f->june, "talk say", json_pack("{s:O, s:s, s:s}", "talk", id_of(f, "talk"), "text",
		"my number is 0722 123 456", "key", "june-00001"));
	assert_string_equal(desk_string(d, "state"), "held");
	thing_at(f, "line", "line");
	must(f->june, "draft save", json_pack("{s:O, s:s}", "talk", id_of(f, "talk"), "text", "how are"));
	on_duty(f->kit);
	talks(f, "yan", "+254711000004");
	must(f->kit, "offer list", NULL);
	thing_at(f, "offer", "items.0.id");
}

static void fill_danger(struct full *f)
{
	struct world_phone *wes = desk_member(f->d, "wes", "+254711000005");

	world_send(f->d->w, wes, "I will kill myself tonight");
	world_pass(f->d->w, SECONDS_MS(3));
	must(f->ola, "incident list", NULL);
	thing_at(f, "incident", "items.0.code");
	must(f->ola, "incident ack", json_pack("{s:O}", "code", id_of(f, "incident")));
	must(f->ola, "incident reveal", json_pack("{s:O, s:s}", "code", id_of(f, "incident"), "reason",
		"she does not answer"));
	must(f->ola, "reveal list", NULL);
	thing_at(f, "reveal", "items.0.id");
}

static void fill_work(struct full *f)
{
	struct desk_world *d = f->d;
	json_int_t now_ms = d->w->now_ms;
	json_t *row;
	size_t i;

	desk_step_up(f->carol);
	must(f->carol, "roster add", json_pack("{s:s, s:s, s:I, s:I}", "who", f->ola->pseudonym, "level",
		"oncall", "from_at_ms", now_ms + DAYS_MS(300), "until_at_ms", now_ms + DAYS_MS(301)));
	thing_at(f, "duty", "id");
	must(f->carol, "lexicon propose", json_pack("{s:s, s:s}", "rule", "new", "change", "say less"));
	thing_at(f, "proposal", "id");
	must(f->carol, "export ask", json_pack("{s:s, s:I, s:I, s:s}", "what", "hours", "from_at_ms",
		now_ms - DAYS_MS(9), "until_at_ms", now_ms, "reason", "pay of November"));
	thing_at(f, "export", "id");
	must(f->carol, "token add", json_pack("{s:s, s:[s], s:i}", "name", "wall", "scopes", "board", "days", 3));
	thing_at(f, "token", "id");
	must(f->carol, "webhook add", json_pack("{s:s, s:[s]}", "url", "https://example.org/h", "events",
		"incident"));
	thing_at(f, "webhook", "id");
	must(f->carol, "account list", NULL);
	json_array_foreach(desk_at_path(d, "items"), i, row) {
		const char *who = json_string_value(json_object_get(row, "who"));

		if (!strcmp(who, f->june->pseudonym))
			thing(f, "account", json_object_get(row, "id"));
		if (!strcmp(who, f->max->pseudonym))
			thing(f, "manager account", json_object_get(row, "id"));
	}
	must(f->june, "login sessions", NULL);
	thing_at(f, "login", "items.0.id");
	must(f->june, "live listen", NULL);
	thing_at(f, "listen", "listen");
}

static struct full *full_new(void *ctx)
{
	struct full *f = talloc_zero(ctx, struct full);

	f->d = desk_world_new(f);
	f->june = desk_user_new(f->d, "june", DESK_P, NULL);
	f->kit = desk_user_new(f->d, "kit", DESK_P, NULL);
	f->ola = desk_user_new(f->d, "ola", DESK_O, NULL);
	f->carol = desk_user_new(f->d, "carol", DESK_C, NULL);
	f->max = desk_user_new(f->d, "max", DESK_M, NULL);
	fill_talks(f);
	fill_danger(f);
	fill_work(f);
	thing_text(f, "peer", f->june->pseudonym);
	thing_text(f, "oncall", f->ola->pseudonym);
	thing_text(f, "manager", f->max->pseudonym);
	thing_text(f, "ref", "svc-1");
	assert_int_equal(house_do(f->d->w->house, rows_add, f), 0);
	for (size_t i = 0; i < ROLES; i++) {
		snprintf(f->name[i], sizeof(f->name[i]), "other-%c", letters[i].letter);
		f->other[i] = desk_user_new(f->d, f->name[i], letters[i].role, NULL);
		f->stepped_ms[i] = f->d->w->now_ms;
	}
	return f;
}

/* --- Asking, and the audit log ------------------------------------------------------------- */

/* Fifty refusals end a log-in, and a code counts for five minutes: those are other tests. */
static void stay_welcome(struct full *f, size_t i)
{
	if (f->refused[i] >= 40) {
		assert_true(desk_login_again(f->other[i], f->name[i]));
		f->refused[i] = 0;
		f->stepped_ms[i] = 0;
	}
	if (f->d->w->now_ms - f->stepped_ms[i] > MINUTES_MS(4)) {
		desk_step_up(f->other[i]);
		f->stepped_ms[i] = f->d->w->now_ms;
	}
}

/* All that the verb takes, and `id` for the one argument. */
static json_t *args_with(struct full *f, const struct whose *w, json_t *id)
{
	const struct desk_verb *v = verb_of(w->verb);
	json_t *args = json_object();

	for (size_t i = 0; i < v->args_len; i++) {
		const char *name = v->args[i].name, *value = plain_value(v->verb, name);

		if (!strcmp(name, w->arg))
			json_object_set(args, name, id);
		else if (value)
			json_object_set_new(args, name, json_loads(value, JSON_DECODE_ANY, NULL));
		else
			json_object_set(args, name, id_of(f, whose_of(v->verb, name)->thing));
	}
	return args;
}

struct log_tail { int64_t after, by; int refused, others; char detail[64]; };

static int log_read(struct care_turn *t, void *arg)
{
	struct store_audit_entry e = { .seq = 0 };
	struct log_tail *tail = arg;
	int rc;

	while ((rc = store_audit_next(t->store, t->mem, tail->after, 0, &e)) == 1) {
		bool refused = !strcmp(e.what, "desk.refused");

		tail->after = e.seq;
		tail->refused += refused;
		tail->others += !refused;
		if (!refused)
			continue;
		tail->by = e.by_id;
		snprintf(tail->detail, sizeof(tail->detail), "%s", e.detail ? secret_reveal(e.detail) : "");
	}
	return rc;
}

static void log_since(struct full *f, struct log_tail *tail)
{
	*tail = (struct log_tail){ .after = tail->after };
	assert_int_equal(house_do(f->d->w->house, log_read, tail), 0);
}

static void is_refused(struct full *f, size_t i, const struct whose *w, struct log_tail *tail)
{
	bool done;

	stay_welcome(f, i);
	log_since(f, tail);
	done = desk_ask_as(f->other[i], w->verb, args_with(f, w, id_of(f, w->thing)));
	if (done || strcmp(f->d->code, "denied"))
		fail_msg("%c must not \"%s\" somebody else's %s, and got %s", letters[i].letter, w->verb, w->thing,
			 done ? "an answer" : f->d->code);
	f->refused[i]++;
	log_since(f, tail);
	if (tail->refused != 1 || tail->others || tail->by != f->other[i]->person_id ||
	    strcmp(tail->detail, w->verb))
		fail_msg("%c, \"%s\", %s: the audit log has %d refusals (\"%s\") and %d others",
			 letters[i].letter, w->verb, w->thing, tail->refused, tail->detail, tail->others);
}

static bool open_to(const struct whose *w, size_t i)
{
	return strchr(w->everyones, letters[i].letter) != NULL;
}

static void somebody_elses_is_refused_and_logged(void **state)
{
	struct full *f = full_new(*state);
	struct log_tail tail = { 0 };
	int cells = 0;

	for (size_t k = 0; k < ARRAY_LEN(whose); k++)
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

	for (size_t k = 0; k < ARRAY_LEN(whose); k++)
		for (size_t i = 0; i < ROLES; i++) {
			static const char *const never[] = { "denied", "log-in", "second-factor", "step-up",
							     "reason", "bad-args", "failed" };
			const struct whose *w = &whose[k];

			if (!open_to(w, i))
				continue;
			stay_welcome(f, i);
			if (desk_ask_as(f->other[i], w->verb, args_with(f, w, id_of(f, w->thing))))
				continue;
			for (size_t n = 0; n < ARRAY_LEN(never); n++)
				if (!strcmp(f->d->code, never[n]))
					fail_msg("%c may \"%s\" any %s, and got %s", letters[i].letter, w->verb,
						 w->thing, f->d->code);
		}
}

/* Whose it is does not tell whether it is there. */
static void what_is_not_there_looks_the_same(void **state)
{
	struct full *f = full_new(*state);

	for (size_t k = 0; k < ARRAY_LEN(whose); k++)
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
				fail_msg("%c, \"%s\" of a %s that is not there: %s", letters[i].letter, w->verb,
					 w->thing, f->d->code);
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
	denied(f->carol, "person roles", json_pack("{s:s, s:s}", "who", f->carol->pseudonym, "roles", "manager"));
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
	for (size_t k = 0; k < ARRAY_LEN(whose); k++)
		if (!strncmp(whose[k].verb, "incident ", 9))
			denied(oz, whose[k].verb, args_with(f, &whose[k], id_of(f, "own incident")));
}

/* --- Programs --------------------------------------------------------------------------------- */

/* A token with every scope names nothing of anybody's. */
static void a_program_has_no_persons_things(void **state)
{
	struct full *f = full_new(*state);
	struct desk_user *program = talloc_zero(f, struct desk_user);
	struct log_tail tail = { 0 };

	desk_step_up(f->carol);
	must(f->carol, "token add", json_pack("{s:s, s:[s,s,s,s,s], s:i}", "name", "all", "scopes", "report",
		"board", "directory", "roster", "metrics", "days", 3));
	program->d = f->d;
	program->session = talloc_strdup(program, desk_string(f->d, "token"));
	for (size_t k = 0; k < ARRAY_LEN(whose); k++) {
		log_since(f, &tail);
		denied(program, whose[k].verb, args_with(f, &whose[k], id_of(f, whose[k].thing)));
		log_since(f, &tail);
		if (tail.refused != 1 || strcmp(tail.detail, whose[k].verb))
			fail_msg("a program's \"%s\": %d refusals in the log", whose[k].verb, tail.refused);
	}
}

static int begin(void **state)
{
	*state = talloc_new(NULL);
	return 0;
}

static int end(void **state)
{
	clock_set_source(NULL);
	talloc_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
		T(every_argument_has_a_row), T(somebody_elses_is_refused_and_logged),
		T(what_is_everyones_is_open), T(what_is_not_there_looks_the_same), T(ones_own_needs_another),
		T(a_program_has_no_persons_things),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
