// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What can be done by text can be done at the desk, and the other way round: a row for every
 * command that peers and staff have by text, for every question they are asked, and for every
 * verb of a peer that changes something.  A new one without its row fails here.  Then the same
 * is done in both ways, and looks the same afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "care/care_talk.h"
#include "desk/desk_int.h"
#include "desk_world.h"

/* Commands by text: the verb that does it at the desk, or why none is needed. */
static const struct { const char *words, *verb, *why_none; } commands[] = {
	{ "keyword.on", "duty on", NULL }, { "keyword.off", "duty off", NULL },
	{ "keyword.rest", "duty rest", NULL }, { "keyword.end", "talk end", NULL },
	{ "keyword.handover", "talk handover", NULL }, { "keyword.help", "talk help", NULL },
	{ "keyword.abuse", "talk abuse", NULL }, { "keyword.minor", "talk minor", NULL },
	{ "keyword.block", "talk block", NULL }, { "keyword.report", "talk report", NULL },
	{ "keyword.concerns", "concern list", NULL }, { "keyword.take", "concern take", NULL },
	{ "keyword.done", "concern done", NULL }, { "keyword.open", "talk open", NULL },
	{ "keyword.list", "incident list", NULL }, { "keyword.note", "incident note", NULL },
	{ "keyword.with", "incident with", NULL }, { "keyword.withme", "incident with", NULL },
	{ "keyword.reveal", "incident reveal", NULL }, { "keyword.missed", "lexicon mark", NULL },
	{ "keyword.swap", "roster swap", NULL }, { "keyword.shifts", "roster show", NULL },
	{ "keyword.followup", "incident followup", NULL },
	{ "keyword.lost", "person lost", NULL }, { "keyword.found", "person found", NULL },
	{ "keyword.trained", "person trained", NULL }, { "keyword.limit", "person limit", NULL },
	{ "keyword.cap", "person cap", NULL },
	{ "keyword.link", NULL, "answers a text that looks whether texts arrive: only a text can" },
};

/* Questions to a phone: the verb that answers each. */
static const struct { enum care_ask ask; const char *verb; } questions[] = {
	{ CARE_ASK_OFFER, "offer answer" }, { CARE_ASK_MOOD_BEFORE, "duty mood" },
	{ CARE_ASK_MOOD_AFTER, "duty mood" }, { CARE_ASK_WHICH, "duty answer" },
	{ CARE_ASK_NUMBER, "talk held" }, { CARE_ASK_HELP, "help answer" },
	{ CARE_ASK_MINOR, "duty answer" }, { CARE_ASK_ABUSE, "duty answer" },
	{ CARE_ASK_DEBRIEF, "duty answer" }, { CARE_ASK_DAY_AFTER, "duty mood" },
};

/* What a peer does at the desk: how it is done on a phone. */
static const struct { const char *verb, *by_text; } peers_verbs[] = {
	{ "duty show", "the answers to ON, OFF and REST" }, { "duty on", "ON" },
	{ "duty off", "OFF" },
	{ "duty rest", "REST" }, { "duty mood", "a digit" },
	{ "duty answer", "a digit, or a name" },
	{ "offer list", "the text of the offer" }, { "offer answer", "1 or 2" },
	{ "talk list", "the names when a text names none" },
	{ "talk show", "the texts on the phone" }, { "talk say", "any text" },
	{ "talk held", "1 or 2" },
	{ "talk handover", "HANDOVER and a note" }, { "talk help", "HELP" }, { "talk end", "END" },
	{ "talk block", "BLOCK" },
	{ "talk report", "REPORT; the words are asked for by whoever calls" },
	{ "talk abuse", "ABUSE, 8" },
	{ "talk mistake", "3 to the question after ABUSE" }, { "talk minor", "MINOR" },
	{ "draft save", "the phone keeps what is not sent" },
	{ "phrase list", "in the peer's guide" },
	{ "note list", "the note of a hand-over comes first" },
	{ "note add", "HANDOVER and a note" },
	{ "note drop", "a note of a hand-over goes with it" },
	{ "concern list", "CONCERNS" }, { "concern take", "TAKE" }, { "concern done", "DONE" },
	{ "recording list", "by phone: 1 hears what waits" }, { "recording read", "by phone" },
	{ "recording heard", "by phone: hung up afterwards" },
	{ "story approve", "by phone: 1" }, { "story refuse", "by phone: 2" },
	{ "story worry", "by phone: 9, or 3" },
	{ "live seen", "a phone shows its texts by itself" },
};

static bool is_verb(const char *name)
{
	const struct desk_verb *v = NULL;

	while ((v = desk_verb_next(v)))
		if (!strcmp(desk_verb_name(v), name))
			return true;
	return false;
}

/* Words of members are no work. */
static bool is_work(const struct care_command *c)
{
	return c->roles & ~STORE_ROLE_MEMBER && strcmp(c->words_key, "keyword.start") &&
		strcmp(c->words_key, "keyword.new") && strcmp(c->words_key, "keyword.wrong") &&
		strcmp(c->words_key, "keyword.stop_checkin");
}

static void every_command_has_its_verb(void **state)
{
	const struct care_command_table *t;
	size_t i, k, seen = 0;

	for (t = care_command_tables; t->commands; t++)
		for (i = 0; i < *t->n; i++) {
			const struct care_command *c = &t->commands[i];

			if (!is_work(c))
				continue;
			for (k = 0; k < ARRAY_LEN(commands); k++)
				if (!strcmp(commands[k].words, c->words_key))
					break;
			if (k == ARRAY_LEN(commands)) {
				fail_msg("%s has no row: what does it at the desk?", c->words_key);
				return;
			}
			if (!commands[k].verb)
				assert_true(strlen(commands[k].why_none) > 10);
			else if (!is_verb(commands[k].verb))
				fail_msg("\"%s\" is no verb", commands[k].verb);
			seen++;
		}
	assert_true(seen >= ARRAY_LEN(commands));
}

static void every_question_has_its_verb(void **state)
{
	unsigned int seen = 0;

	for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
		assert_true(is_verb(questions[i].verb));
		seen |= 1u << questions[i].ask;
	}
	assert_int_equal(seen, (1u << CARE_ASKS) - 2);
}

static void every_verb_of_a_peer_has_its_text(void **state)
{
	/* a verb of all is about the log-in */
	const unsigned int others = DESK_K | DESK_U | DESK_A;
	const struct desk_verb *v = NULL;
	size_t k;

	while ((v = desk_verb_next(v))) {
		if (!(desk_verb_roles(v) & DESK_P) || desk_verb_roles(v) & others)
			continue;
		for (k = 0; k < ARRAY_LEN(peers_verbs); k++)
			if (!strcmp(peers_verbs[k].verb, desk_verb_name(v)))
				break;
		if (k == ARRAY_LEN(peers_verbs))
			fail_msg("\"%s\" has no row: how is it done by text?", desk_verb_name(v));
	}
	for (k = 0; k < ARRAY_LEN(peers_verbs); k++)
		if (!is_verb(peers_verbs[k].verb))
			fail_msg("\"%s\" is no verb", peers_verbs[k].verb);
}

/* --- The same, done twice ------------------------------------------------------------------ */

#define JUNE "+254722000001"
struct both {
	struct desk_world *d;
	struct desk_user *june;
	struct world_phone *phone, *zed;
	int64_t talk;
};

static int begin(void **state)
{
	struct both *b = talloc_zero(NULL, struct both);

	b->d = desk_world_new(b);
	*state = b;
	return 0;
}

static int end(void **state)
{
	clock_set_source(NULL);
	talloc_free(*state);
	return 0;
}

static void asked(struct both *b, const char *verb, json_t *args)
{
	if (!desk_ask_as(b->june, verb, args))
		fail_msg("%s: %s", verb, b->d->code);
	world_pass(b->d->w, SECONDS_MS(2));
}

static void texts(struct both *b, const char *words)
{
	world_send(b->d->w, b->phone, words);
	world_pass(b->d->w, SECONDS_MS(3));
}

/* June works, and writes with Zed; half of it by text. */
static void they_talk(struct both *b, unsigned int staff)
{
	b->june = desk_user_new(b->d, "june", STORE_ROLE_PEER, JUNE);
	if (staff)
		desk_user_new(b->d, "sam", staff, "+254733000002");
	b->phone = world_phone_add(b->d->w, "june's", JUNE);
	b->zed = desk_member(b->d, "zed", "+254711000003");
	texts(b, "ON");
	asked(b, "duty mood", json_pack("{s:i}", "mood", 4));
	world_send(b->d->w, b->zed, "TALK");
	world_pass(b->d->w, SECONDS_MS(2));
	world_send(b->d->w, b->zed, "1");
	world_pass(b->d->w, SECONDS_MS(5));
	texts(b, "1");
	asked(b, "talk list", NULL);
	b->talk = desk_number(b->d, "items.0.id");
	assert_true(b->talk > 0);
}

/* What a peer sees of it: state, conversations, what is asked, how it ended. */
static char *looks(struct both *b)
{
	char *out;

	asked(b, "duty show", NULL);
	out = talloc_asprintf(b, "%s, %d talks, asked %s", desk_string(b->d, "state"),
			      (int)desk_number(b->d, "talks"), desk_at_path(b->d, "ask.kind") ?
			      desk_string(b->d, "ask.kind") : "nothing");
	if (b->talk && desk_ask_as(b->june, "talk show", json_pack("{s:I}", "talk",
		(json_int_t)b->talk)))
		out = talloc_asprintf(b, "%s; open %d, why %s, %d lines", out,
			json_is_true(desk_at_path(b->d, "talk.open")),
				desk_string(b->d, "talk.why"),
			(int)json_array_size(desk_at_path(b->d, "lines")));
	else
		out = talloc_asprintf(b, "%s; not theirs", out);
	return out;
}

struct step { const char *name, *text, *then, *verb, *args; unsigned int staff; };
/* Texts, and what does the same at the desk; %d is the conversation. */
static const struct step steps[] = {
	{ "end", "END", NULL, "talk end", "{\"talk\":%d}", 0 },
	{ "hand over", "HANDOVER likes tea", NULL, "talk handover",
	  "{\"talk\":%d,\"note\":\"likes tea\"}", 0 },
	{ "block", "BLOCK", NULL, "talk block", "{\"talk\":%d}", 0 },
	{ "report", "REPORT", NULL, "talk report", "{\"talk\":%d,\"text\":\"was rude\"}", 0 },
	{ "abuse", "ABUSE", "1", "talk abuse", "{\"talk\":%d,\"kind\":\"sexual\"}", 0 },
	{ "minor", "MINOR", NULL, "talk minor", "{\"talk\":%d}", STORE_ROLE_SAFEGUARDING },
	{ "help", "HELP", NULL, "talk help", "{\"talk\":%d}", STORE_ROLE_SUPERVISOR },
	{ "say", "Good evening", NULL, "talk say",
	  "{\"talk\":%d,\"text\":\"Good evening\",\"key\":\"key-00001\"}", 0 },
	{ "held", "call 0722 123 456", NULL, "talk say",
	  "{\"talk\":%d,\"text\":\"call 0722 123 456\",\"key\":\"key-00002\"}", 0 },
	{ "rest", "REST", NULL, "duty rest", "{}", 0 },
	{ "off", "OFF", NULL, "duty off", "{}", 0 },
};

static char *once(const struct step *s, bool by_text)
{
	struct both *b;
	char *out, *args;
	json_error_t why;

	begin((void **)&b);
	they_talk(b, s->staff);
	if (by_text) {
		texts(b, s->text);
		if (s->then)
			texts(b, s->then);
	} else {
		args = talloc_strdup(b, s->args);
		if (strstr(args, "%d"))
			args = talloc_asprintf(b, "%.*s%lld%s", (int)(strstr(args, "%d") - args),
					       args,
					       (long long)b->talk, strstr(args, "%d") + 2);
		asked(b, s->verb, json_loads(args, 0, &why));
	}
	world_pass(b->d->w, SECONDS_MS(2));
	out = talloc_strdup(NULL, looks(b));
	end((void **)&b);
	return out;
}

static void the_same_by_text_and_at_the_desk(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		char *text = once(&steps[i], true), *desk = once(&steps[i], false);

		if (strcmp(text, desk))
			fail_msg("%s: by text \"%s\", at the desk \"%s\"", steps[i].name, text,
				 desk);
		print_message("%-10s %s\n", steps[i].name, text);
		talloc_free(text);
		talloc_free(desk);
	}
}

/* Asked on the phone, answered at the desk. */
static void a_question_changes_hands(void **state)
{
	struct both *b = *state;

	they_talk(b, 0);
	texts(b, "7");
	asked(b, "duty show", NULL);
	assert_string_equal(desk_string(b->d, "ask.kind"), "minor");
	assert_false(desk_ask_as(b->june, "duty answer", json_pack("{s:s, s:i}", "kind", "debrief",
		"answer",
								   1)));
	assert_string_equal(b->d->code, "conflict");
	assert_false(desk_ask_as(b->june, "duty answer", json_pack("{s:s, s:i}", "kind", "minor",
		"answer",
								   3)));
	assert_string_equal(b->d->code, "bad-args");
	asked(b, "duty answer", json_pack("{s:s, s:i}", "kind", "minor", "answer", 2));
	assert_true(json_is_null(desk_at_path(b->d, "ask")));
	asked(b, "talk show", json_pack("{s:I}", "talk", (json_int_t)b->talk));
	assert_string_equal(desk_string(b->d, "lines.0.text"), "7");
	/* begun at the desk, mended by text */
	asked(b, "talk abuse", json_pack("{s:I, s:s}", "talk", (json_int_t)b->talk, "kind",
					 "abuse"));
	asked(b, "talk mistake", json_pack("{s:I}", "talk", (json_int_t)b->talk));
	asked(b, "talk show", json_pack("{s:I}", "talk", (json_int_t)b->talk));
	assert_true(json_is_true(desk_at_path(b->d, "talk.open")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_its_verb),
			cmocka_unit_test(every_question_has_its_verb),
		cmocka_unit_test(every_verb_of_a_peer_has_its_text),
		cmocka_unit_test(the_same_by_text_and_at_the_desk),
		cmocka_unit_test_setup_teardown(a_question_changes_hands, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
