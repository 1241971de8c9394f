// SPDX-License-Identifier: AGPL-3.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "care/care_call.h"
#include "care/care_concern.h"
#include "care/care_story.h"
#include "full.h"
#include "store/store_directory.h"

/* --- What arguments are ------------------------------------------------------------------ */

/* Names that name nothing of anybody's, with a value that every verb accepts. */
static const struct { const char *name, *value; } plain[] = {
	{ "yes", "true" }, { "has", "true" }, { "fine", "true" }, { "take_over", "true" },
	{ "send", "true" }, { "danger", "false" }, { "from", "0" },
	{ "closed", "true" }, { "shut", "true" }, { "unsigned", "true" }, { "trained", "true" },
	{ "after", "0" }, { "since", "0" }, { "seq", "1" }, { "max", "5" }, { "n", "3" },
	{ "days", "2" },
	{ "mood", "4" }, { "answer", "1" }, { "hour", "18" }, { "outcome", "1" }, { "how", "1" },
	{ "from_at_ms", "1763000000000" }, { "until_at_ms", "1763600000000" },
	{ "text", "\"a few words\"" }, { "reason", "\"other\"" },
	{ "key", "\"key-00000001\"" }, { "name", "\"waits\"" }, { "roles", "\"peer\"" },
	{ "role", "\"peer\"" }, { "number", "\"+254799000001\"" }, { "language", "\"en\"" },
	{ "zone", "\"UTC\"" }, { "value", "\"bereavement\"" }, { "level", "\"oncall\"" },
	{ "thoughts", "\"no\"" }, { "plan", "\"no\"" }, { "means", "\"no\"" },
	{ "when", "\"later\"" },
	{ "verdict", "\"right\"" }, { "rule", "\"new\"" }, { "change", "\"say less\"" },
	{ "what", "\"hours\"" }, { "step", "\"week\"" }, { "by", "\"area\"" },
	{ "address", "\"192.0.2.1\"" },
	{ "scopes", "[\"board\"]" }, { "events", "[\"board\"]" },
	{ "url", "\"https://example.org/h\"" },
	{ "flow", "\"menu\"" }, { "version", "1" }, { "revision", "\"00000000\"" },
	{ "of", "\"draft\"" },
	{ "old", "\"not it at all\"" }, { "new", "\"a new one that fits\"" },
};
/* The same name may be something else in one verb. */
static const struct { const char *verb, *name, *value; } odd[] = {
	{ "story refuse", "why", "\"known\"" }, { "duty answer", "kind", "\"which\"" },
	{ "talk abuse", "kind", "\"abuse\"" }, { "person attribute", "kind", "\"experience\"" },
	{ "lexicon propose", "kind", "\"change\"" }, { "talk handover", "note", "\"a few words\"" },
	{ "login totp confirm", "code", "\"000000\"" }, { "login confirm", "code", "\"000000\"" },
};

const struct whose whose[] = {
	{ "login end", "login", "login", "" }, { "live stop", "listen", "listen", "" },
	{ "duty answer", "talk", "talk", "" }, { "offer answer", "offer", "offer", "" },
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
	{ "incident show", "code", "incident", "OMSG" },
	{ "incident note", "code", "incident", "OMSG" },
	{ "incident tried", "code", "incident", "OM" },
	{ "incident contact", "code", "incident", "OM" },
	{ "incident ladder", "code", "incident", "OM" },
	{ "incident with", "code", "incident", "OM" },
	{ "incident reveal", "code", "incident", "OM" },
	{ "incident ack", "code", "incident", "OM" },
	{ "incident followup", "code", "incident", "OM" },
	{ "incident back", "code", "incident", "OM" },
	{ "incident close", "code", "incident", "OM" },
	{ "reveal agree", "reveal", "reveal", "OMC" }, /* a coordinator only where there is no
						        * other manager */
	{ "reveal review", "reveal", "reveal", "M" },
	{ "concern show", "concern", "concern", "CMSG" },
	{ "concern take", "concern", "concern", "CMSG" },
	{ "concern done", "concern", "concern", "CMSG" },
	/* somebody under age is the safeguarding worker's */
	{ "concern show", "concern", "child", "MG" }, { "concern take", "concern", "child", "MG" },
	{ "concern done", "concern", "child", "MG" },
	{ "recording read", "recording", "message", "SOCGM" },
	{ "recording heard", "recording", "message", "SOCGM" },
	{ "recording read", "recording", "told", "SCGM" },
	{ "recording heard", "recording", "told", "SCGM" },
	{ "story approve", "story", "story", "SCGM" }, { "story refuse", "story", "story", "SCGM" },
	{ "story worry", "story", "story", "SCGM" },
	{ "roster add", "who", "oncall", "CM" }, { "roster add", "replaces", "oncall", "CM" },
	{ "roster add", "who", "member", "" }, { "roster add", "replaces", "member", "" },
	{ "roster swap", "duty", "duty", "" }, { "roster swap", "against", "duty", "" },
	{ "roster keep", "duty", "duty", "" }, { "roster take", "duty", "duty", "OM" },
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
	{ "moderation show", "report", "report", "CMS" },
	{ "moderation done", "report", "report", "CMS" },
	{ "lexicon mark", "code", "incident", "OMC" }, { "lexicon mark", "who", "peer", "OMC" },
	{ "lexicon agree", "proposal", "proposal", "CMA" }, { "review done", "ref", "ref", "CM" },
	{ "export agree", "export", "export", "CM" }, { "audit list", "who", "peer", "U" },
	{ "token end", "token", "token", "CM" }, { "webhook end", "webhook", "webhook", "CM" },
	/* the last, for these people are another's afterwards */
	{ "account reset", "account", "manager account", "M" },
	{ "account off", "account", "manager account", "M" },
	{ "account reset", "account", "account", "CM" },
	{ "account off", "account", "account", "CM" },
	{ "person roles", "who", "manager", "M" }, { "person roles", "who", "peer", "CM" },
	{ "person lost", "who", "peer", "CMS" },
};

const size_t whose_len = ARRAY_LEN(whose);

const char *plain_value(const char *verb, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(odd); i++)
		if (!strcmp(odd[i].verb, verb) && !strcmp(odd[i].name, name))
			return odd[i].value;
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (!strcmp(plain[i].name, name))
			return plain[i].value;
	return NULL;
}

const struct whose *whose_of(const char *verb, const char *arg)
{
	for (size_t i = 0; i < whose_len; i++)
		if (!strcmp(whose[i].verb, verb) && !strcmp(whose[i].arg, arg))
			return &whose[i];
	return NULL;
}

const struct desk_verb *verb_of(const char *name)
{
	const struct desk_verb *v = NULL;

	while ((v = desk_verb_next(v)))
		if (!strcmp(desk_verb_name(v), name))
			return v;
	return NULL;
}

/* --- A house full of other people's things ------------------------------------------------ */

const struct role_letter letters[ROLES] = {
	{ 'P', DESK_P }, { 'S', DESK_S }, { 'O', DESK_O }, { 'C', DESK_C }, { 'G', DESK_G },
	{ 'M', DESK_M },
	{ 'A', DESK_A }, { 'K', DESK_K }, { 'U', DESK_U }, { 'L', DESK_L },
};
void thing(struct full *f, const char *name, json_t *id)
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

json_t *id_of(struct full *f, const char *name)
{
	for (size_t i = 0; i < f->things_len; i++)
		if (!strcmp(f->things[i].name, name))
			return f->things[i].id;
	fail_msg("there is no %s in this house", name);
	return NULL;
}

void must(struct desk_user *u, const char *verb, json_t *args)
{
	if (!desk_ask_as(u, verb, args))
		fail_msg("\"%s\": %s", verb, u->d->code);
}

/* Something that zed said after the tone, and something told for others to hear. */
static int spoken_add(struct care_turn *t, struct full *f)
{
	struct store_recording message, told;
	struct store_story s;
	int rc = care_call_record(t, &f->zed, &message);

	message.state = STORE_RECORDING_KEPT;
	if (rc == 0)
		rc = store_recording_save(t->store, &message);
	if (rc == 0)
		rc = care_call_record(t, &f->zed, &told);
	if (rc == 0)
		rc = care_story_give(t, &f->zed, told.id, true);
	if (rc >= 0)
		rc = store_story_of_recording(t->store, told.id, &s);
	if (rc < 0)
		return rc;
	thing_int(f, "message", message.id);
	thing_int(f, "told", told.id);
	thing_int(f, "story", s.id);
	return 0;
}

static int rows_add(struct care_turn *t, void *arg)
{
	struct full *f = arg;
	struct care_concern concern = { .kind = STORE_CONCERN_MOOD, .why = "low mood",
					.owner_id = f->june->person_id };
	struct store_report report = { .kind = STORE_REPORT_WORDS, .at_ms = t->now_ms,
				       .peer_id = f->june->person_id, .by_id = f->june->person_id };
	int64_t id = 0;
	int rc = store_people_by_pseudonym(t->store,
					   json_string_value(id_of(f, "member")), &f->zed);

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
	if (rc >= 0)
		rc = spoken_add(t, f);
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
	must(f->june, "offer answer",
	     json_pack("{s:O, s:b}", "offer", desk_at_path(d, "items.0.id"), "yes", 1));
	thing_at(f, "talk", "talk");
	must(f->june, "talk show", json_pack("{s:O}", "talk", id_of(f, "talk")));
	thing_at(f, "member", "talk.pseudonym");
	must(f->june, "note add", json_pack("{s:O, s:s, s:i}", "talk", id_of(f, "talk"), "text",
		"slept badly",
		"days", 7));
	thing_at(f, "note", "id");
	must(f->june, "talk say", json_pack("{s:O, s:s, s:s}", "talk", id_of(f, "talk"), "text",
		"my number is 0722 123 456", "key", "june-00001"));
	assert_string_equal(desk_string(d, "state"), "held");
	thing_at(f, "line", "line");
	must(f->june, "draft save",
	     json_pack("{s:O, s:s}", "talk", id_of(f, "talk"), "text", "how are"));
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
	must(f->ola, "incident reveal", json_pack("{s:O, s:s}",
		"code", id_of(f, "incident"), "reason",
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
	must(f->carol, "roster add", json_pack("{s:s, s:s, s:I, s:I}",
		"who", f->ola->pseudonym, "level",
		"oncall", "from_at_ms", now_ms + DAYS_MS(300),
		"until_at_ms", now_ms + DAYS_MS(301)));
	thing_at(f, "duty", "id");
	must(f->carol, "lexicon propose",
	     json_pack("{s:s, s:s}", "rule", "new", "change", "say less"));
	thing_at(f, "proposal", "id");
	must(f->carol, "export ask", json_pack("{s:s, s:I, s:I, s:s}", "what", "hours",
		"from_at_ms",
		now_ms - DAYS_MS(9), "until_at_ms", now_ms, "reason", "pay of November"));
	thing_at(f, "export", "id");
	must(f->carol, "token add",
	     json_pack("{s:s, s:[s], s:i}", "name", "wall", "scopes", "board", "days", 3));
	thing_at(f, "token", "id");
	must(f->carol, "webhook add", json_pack("{s:s, s:[s]}", "url",
		"https://example.org/h", "events",
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

static int full_end(struct full *f)
{
	for (size_t i = 0; i < f->things_len; i++)
		json_decref(f->things[i].id);
	return 0;
}

struct full *full_new(void *ctx)
{
	struct full *f = talloc_zero(ctx, struct full);

	talloc_set_destructor(f, full_end);
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

void stay_welcome(struct full *f, size_t i)
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

json_t *args_with(struct full *f, const struct whose *w, json_t *id)
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
		if (!tail->first[0])
			snprintf(tail->first, sizeof(tail->first), "%s",
				 e.detail ? secret_reveal(e.detail) : "");
	}
	return rc;
}

void log_since(struct full *f, struct log_tail *tail)
{
	*tail = (struct log_tail){ .after = tail->after };
	assert_int_equal(house_do(f->d->w->house, log_read, tail), 0);
}

bool open_to(const struct whose *w, size_t i)
{
	return strchr(w->everyones, letters[i].letter) != NULL;
}
