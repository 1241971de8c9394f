// SPDX-License-Identifier: AGPL-3.0-or-later
/* The language and its runner: each test is a small flow and what it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "flow/flow.h"

struct world {
	void *ctx;
	struct flow_set *set;
	struct flow_host host;
	struct flow_problems problems;
	struct flow_state *st;
	struct flow_actions *out;
	int64_t now_ms;
};

static const struct { const char *lang, *key, *words; } catalogue[] = {
	{ "en", "choice.yes", "Yes" }, { "en", "choice.yes.also", "yep, OK, sure" },
	{ "en", "choice.no", "No" }, { "en", "choice.skip", "skip" },
	{ "sw", "choice.yes", "Ndio" }, { "sw", "choice.no", "Hapana" },
	{ "en", "keyword.talk", "TALK, CHAT, I want to talk" },
	{ "sw", "keyword.talk", "ONGEA, MENU" },
	{ "en", "keyword.find", "FIND, WHERE IS" }, { "es", "keyword.find", "BUSCAR" },
	{ "en", "keyword.lost", "need somebody" },
	{ "en", "keyword.menu", "MENU" }, { "es", "keyword.stop", "ALTO, BAJA" },
	{ "en", "keyword.start", "START" },
};

static const char *word(void *arg, const char *lang, const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(catalogue); i++)
		if (strcmp(catalogue[i].lang, lang) == 0 && strcmp(catalogue[i].key, key) == 0)
			return catalogue[i].words;
	return NULL;
}

static bool get(void *arg, const char *name, struct flow_value *out)
{
	if (strcmp(name, "member.child") != 0)
		return false;
	*out = FLOW_TRUTH(true);
	return true;
}

static const char *const langs[] = { "en", "sw", "es", NULL };

static int setup(void **state)
{
	struct world *w = talloc_zero(NULL, struct world);

	w->ctx = w;
	w->set = flow_set_new(w, &flow_vocabulary_standard);
	w->host = (struct flow_host){ .langs = langs, .word = word, .get = get };
	w->now_ms = 1000000;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	flow_problems_clear(&w->problems);
	talloc_free(w);
	return 0;
}

static const struct flow *add(struct world *w, const char *source)
{
	const struct flow *f = flow_set_add(w->set, "t.flow", VIEW_STR(source), &w->problems);

	if (!f && w->problems.len)
		print_message("%s\n", flow_problem_format(w, &w->problems.list[0]));
	return f;
}

static void fresh(struct world *w)
{
	talloc_free(w->out);
	w->out = flow_actions_new(w);
}

/* All that happened in the turn, in one line: "say a.b | ask c.d | end done". */
static const char *seen(struct world *w)
{
	char *s = talloc_strdup(w->out, "");

	for (size_t i = 0; i < w->out->len; i++) {
		const struct flow_action *a = &w->out->list[i];

		if (i)
			s = talloc_strdup_append(s, " | ");
		switch (a->type) {
		case FLOW_SAY:
			s = talloc_asprintf_append(s, "say %s", a->key);
			break;
		case FLOW_WAIT:
			s = talloc_asprintf_append(s, "ask %s%s%s", a->key,
						   a->again_key ? " again " : "",
						   a->again_key ? a->again_key : "");
			break;
		case FLOW_EFFECT:
			s = talloc_asprintf_append(s, "do %s", a->effect);
			for (size_t j = 0; j < a->args_len; j++)
				s = a->args[j].value.type == FLOW_TEXT ?
					talloc_asprintf_append(s, " %s", a->args[j].value.text) :
					talloc_asprintf_append(s, " %d",
							       (int)a->args[j].value.number);
			break;
		case FLOW_END:
			s = talloc_asprintf_append(s, "end %s", flow_end_name(a->end));
			break;
		}
	}
	return s;
}

static const char *start(struct world *w, const struct flow *f)
{
	assert_non_null(f);
	fresh(w);
	w->st = flow_start(w, w->set, f, &w->host, NULL, w->now_ms, w->out);
	return seen(w);
}

/* Each answer goes through JSON first: a session may be reloaded at any time. */
static const char *answer(struct world *w, const char *text)
{
	json_t *saved = flow_state_save(w->st);
	enum flow_end why;

	talloc_free(w->st);
	w->st = flow_state_load(w, w->set, saved, &why);
	assert_non_null(w->st);
	json_decref(saved);
	fresh(w);
	assert_true(flow_input(w->st, &w->host, text, w->now_ms, w->out));
	return seen(w);
}

static const char *press(struct world *w, const char *digits)
{
	fresh(w);
	assert_true(flow_press(w->st, &w->host, digits, w->now_ms, w->out));
	return seen(w);
}

static const char *left_out(struct world *w)
{
	fresh(w);
	assert_true(flow_skip(w->st, &w->host, w->now_ms, w->out));
	return seen(w);
}

static const char *pass(struct world *w, int64_t ms)
{
	fresh(w);
	w->now_ms += ms;
	if (!flow_silence(w->st, &w->host, w->now_ms, w->out))
		return "nothing";
	return seen(w);
}

static const char *outcome(struct world *w, const char *name)
{
	fresh(w);
	assert_true(flow_effect_done(w->st, &w->host, name, NULL, w->now_ms, w->out));
	return seen(w);
}

static const char checkin[] =
	"flow checkin\n"
	"  asks  once a day at member.hour   # a campaign\n"
	"\n"
	"  step mood\n"
	"    ask number checkin.mood  1..5   # never 0 or 9\n"
	"      <= 2 -> low\n"
	"      skip -> end\n"
	"      else -> thanks\n"
	"    silence 20m  -> nudge\n"
	"    retry 2 say checkin.again\n"
	"\n"
	"  step low\n"
	"    raise concern \"low mood\"\n"
	"    ask choice checkin.talk_now\n"
	"      1 yes  -> queue talk\n"
	"      2 no -> thanks\n"
	"    silence 1h -> end\n"
	"  step thanks\n"
	"    say checkin.thanks\n"
	"    end\n"
	"  step nudge\n"
	"    say checkin.nudge\n"
	"    end\n";

static void test_checkin(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w, checkin);

	assert_string_equal(start(w, f), "ask checkin.mood");
	assert_int_equal(w->out->list[0].silence_at_ms, w->now_ms + MINUTES_MS(20));
	assert_string_equal(answer(w, "7"), "ask checkin.mood again checkin.again");
	assert_string_equal(answer(w, " 4. "), "say checkin.thanks | end done");

	start(w, f);
	assert_string_equal(answer(w, "2"), "do raise concern low mood | ask checkin.talk_now");
	assert_int_equal(w->out->list[1].options_len, 2);
	assert_string_equal(answer(w, "1"), "do queue talk | end done");

	start(w, f);
	assert_string_equal(answer(w, "Skip!"), "end done");

	const struct flow_schedule *s = flow_schedule(f);
	assert_int_equal(s->kind, FLOW_EVERY_DAYS);
	assert_int_equal(s->every_days, 1);
	assert_string_equal(s->at, "member.hour");
}

static void test_words_answer_in_any_language(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w, checkin);
	static const char *const yes[] = { "1", "yes", "YES!", "Ndio", "okay", "ok",
					   "1 yes", "1)" };

	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		start(w, f);
		answer(w, "1");
		if (strcmp(yes[i], "okay") == 0)	/* nobody wrote this one: not guessed */
			assert_string_equal(answer(w, yes[i]),
					    "ask checkin.talk_now again badinput.choice");
		else
			assert_string_equal(answer(w, yes[i]), "do queue talk | end done");
	}
}

static void test_silence_and_retries_end(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w, checkin);

	start(w, f);
	assert_string_equal(pass(w, MINUTES_MS(19)), "nothing");
	assert_string_equal(pass(w, MINUTES_MS(1)), "say checkin.nudge | end done");
	assert_int_equal(flow_state_waiting(w->st), FLOW_WAITS_NOT);
	assert_string_equal(pass(w, DAYS_MS(1)), "nothing");

	start(w, f);
	answer(w, "what");
	answer(w, "what?");
	assert_string_equal(answer(w, "??"), "say checkin.nudge | end done");

	start(w, f);
	w->now_ms += DAYS_MS(8);
	assert_string_equal(answer(w, "3"), "end too-old");
}

/* What an effect changes is read by the line below it. */
static void test_effects_are_seen_at_once(void **state)
{
	struct world *w = *state;

	assert_string_equal(start(w, add(w, "flow a\n  step x\n    tag kind\n    if tag.kind -> y\n"
		"    end\n"
		"  step y\n    untag kind\n    if tag.kind -> x\n    join group-a\n"
		"    if not group.group-a -> x\n    keep word \"hello\"\n"
		"    if kept.word != \"hello\" -> x\n"
		"    do forget word\n    if known(kept.word) -> x\n    do pause 3\n"
		"    if not member.paused -> x\n    do pause 0\n    if member.paused -> x\n"
		"    say b.c\n    end\n")), "do tag kind | do untag kind | do join group-a | do "
		"keep word hello | do forget word | do pause 3 | do pause 0 | say b.c | end done");
}

static void test_sub_flow_variables_back(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w,
		"flow main\n"
		"  step a\n"
		"    ask number main.n 1..8 as n\n"
		"    set n = n - 1 + len(\"ab\")\n"
		"    call sub -> b\n"
		"  step b\n"
		"    if result == \"yes\" and n > 3 -> c\n"
		"    say main.small\n"
		"    end\n"
		"  step c\n"
		"    say main.large\n"
		"    end\n");

	add(w, "flow sub\n"
	    "  step one\n"
	    "    ask choice sub.q as word\n"
	    "      1 yes\n"
	    "      2 no\n"
	    "    return word\n");
	assert_string_equal(start(w, f), "ask main.n");
	assert_string_equal(answer(w, "3"), "ask sub.q");
	fresh(w);
	assert_true(flow_back(w->st, &w->host, w->now_ms, w->out));
	assert_string_equal(seen(w), "ask main.n");
	fresh(w);
	assert_true(flow_back(w->st, &w->host, w->now_ms, w->out));
	assert_string_equal(seen(w), "ask main.n");	/* at the first one: the same again */
	assert_string_equal(answer(w, "3"), "ask sub.q");
	assert_string_equal(answer(w, "1"), "say main.large | end done");

	start(w, f);
	answer(w, "3");
	assert_string_equal(answer(w, "2"), "say main.small | end done");
}

static void test_effects_wait_for_outcomes(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w,
		"flow find\n"
		"  takes rest\n"
		"  step a\n"
		"    set what = \"food\"\n"
		"    do find {what} {rest}\n"
		"      found -> end\n"
		"      none -> b\n"
		"      else -> c\n"
		"  step b\n"
		"    say find.none\n"
		"    end\n"
		"  step c\n"
		"    say find.later\n"
		"    end\n");

	assert_string_equal(start(w, f), "do find food 0");
	assert_true(w->out->list[0].waits);
	fresh(w);
	assert_false(flow_input(w->st, &w->host, "hello", w->now_ms, w->out));
	assert_string_equal(outcome(w, "none"), "say find.none | end done");
	start(w, f);
	assert_string_equal(pass(w, SECONDS_MS(61)), "say find.later | end done");
	fresh(w);
	assert_false(flow_effect_done(w->st, &w->host, "found", NULL, w->now_ms, w->out));
}

static void test_pin_is_never_kept(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w,
		"flow journal\n"
		"  step a\n"
		"    ask pin pin.enter\n"
		"      right -> b\n"
		"      locked -> end\n"
		"    silence 5m -> end\n"
		"  step b\n"
		"    ask new pin pin.new\n"
		"      set -> end\n"
		"    silence 5m -> end\n");

	start(w, f);
	assert_string_equal(answer(w, "12"), "ask pin.enter again badinput.pin");
	assert_string_equal(answer(w, "4 7 1 1"), "do pin-check 4711");
	json_t *saved = flow_state_save(w->st);
	char *text = json_dumps(saved, JSON_COMPACT);
	assert_null(strstr(text, "4711"));
	free(text);
	json_decref(saved);
	assert_string_equal(outcome(w, "wrong"), "ask pin.enter again pin.wrong");
	answer(w, "4711");
	assert_string_equal(outcome(w, "right"), "ask pin.new");
	answer(w, "1111");
	assert_string_equal(outcome(w, "weak"), "ask pin.new again pin.weak");
	answer(w, "8264");
	assert_string_equal(outcome(w, "set"), "end done");
}

static void test_nothing_runs_for_ever(void **state)
{
	struct world *w = *state;

	assert_string_equal(start(w, add(w, "flow loop\n  step a\n    set x = 1\n    -> a\n")),
			    "end too-long");
	assert_string_equal(start(w, add(w, "flow deep\n  step a\n    call deep\n    say x.y\n")),
			    "end too-long");
	assert_string_equal(start(w, add(w, "flow lost\n  step a\n    call nowhere\n")),
			    "end broken");
	/* Menus that call each other are no loop: the way back is dropped. */
	const struct flow *f = add(w, "flow m\n  step a\n    ask choice m.q\n"
				   "      1 yes -> call m\n    silence 1h -> end\n");
	start(w, f);
	for (int i = 0; i < 50; i++)
		assert_string_equal(answer(w, "1"), "ask m.q");
}

static void test_revisions_stay(void **state)
{
	struct world *w = *state;
	const struct flow *old = add(w, "flow r\n  step a\n    ask text r.old\n    say r.bye\n");
	char *source = talloc_strdup(w, flow_source(old));
	json_t *saved;
	enum flow_end why;

	start(w, old);
	saved = flow_state_save(w->st);
	const struct flow *new = add(w, "flow r\n  step a\n    ask text r.new\n");
	assert_ptr_not_equal(old, new);
	assert_ptr_equal(flow_set_find(w->set, "r"), new);
	assert_string_equal(answer(w, "hello"), "say r.bye | end done");

	flow_set_drop(w->set, old);
	assert_null(flow_state_load(w, w->set, saved, &why));
	assert_int_equal(why, FLOW_END_REVISION_GONE);
	const char *const *hashes = flow_json_hashes(w, saved);
	assert_non_null(hashes[0]);
	assert_null(hashes[1]);
	old = flow_set_add_old(w->set, VIEW_STR(source), NULL);
	assert_string_equal(flow_hash(old), hashes[0]);
	assert_ptr_equal(flow_set_find(w->set, "r"), new);
	assert_non_null(flow_state_load(w, w->set, saved, &why));
	json_decref(saved);

	/* Comments and spaces make no new revision. */
	assert_ptr_equal(add(w, "flow r   # a comment\n\n  step a\n    ask text   r.new\n"), new);
}

static void test_broken_states_are_refused(void **state)
{
	struct world *w = *state;
	static const char *const bad[] = {
		"{}", "[]", "{\"v\":1}",
		"{\"v\":1,\"w\":1,\"t\":0,\"d\":0,\"r\":0,\"f\":[],\"b\":[],\"x\":{}}",
		"{\"v\":1,\"w\":1,\"t\":0,\"d\":0,\"r\":0,\"f\":[[\"H\",7,0]],\"b\":[],\"x\":{}}",
		"{\"v\":1,\"w\":1,\"t\":0,\"d\":0,\"r\":0,\"f\":[[\"H\",0,1]],\"b\":[],\"x\":{}}",
		"{\"v\":1,\"w\":2,\"t\":0,\"d\":0,\"r\":0,\"f\":[[\"H\",0,0]],\"b\":[],\"x\":{}}",
		"{\"v\":1,\"w\":1,\"t\":0,\"d\":0,\"r\":0,\"f\":[[\"H\",0,0]],"
		"\"b\":[[2,0,0]],\"x\":{}}",
	};
	const struct flow *f = add(w, "flow r\n  step a\n    ask text r.q\n    end\n");

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		const char *h = strstr(bad[i], "\"H\"");
		char *text = !h ? talloc_strdup(w, bad[i]) :
			talloc_asprintf(w, "%.*s%s%s", (int)(h + 1 - bad[i]), bad[i],
					flow_hash(f), h + 2);
		json_t *j = json_loads(text, 0, NULL);
		enum flow_end why;

		assert_non_null(j);
		assert_null(flow_state_load(w, w->set, j, &why));
		assert_int_equal(why, FLOW_END_BROKEN);
		json_decref(j);
	}
}

static void test_keywords(void **state)
{
	struct world *w = *state;
	struct flow_keywords *kw = flow_keywords_new(w, langs, word, NULL);
	struct flow_keyword_hit hit;
	static const struct {
		const char *text, *key, *flow, *lang, *rest;
		enum flow_escape escape;
	} cases[] = {
		{ "9", "keyword.safety", NULL, "", "", FLOW_ESCAPE_SAFETY },
		{ " 9! ", "keyword.safety", NULL, "", "", FLOW_ESCAPE_SAFETY },
		{ "0", "keyword.person", NULL, "", "", FLOW_ESCAPE_PERSON },
		{ "O", "keyword.person", NULL, "", "", FLOW_ESCAPE_PERSON },
		{ "stop.", "keyword.stop", NULL, "en", "", FLOW_ESCAPE_STOP },
		{ "Alto", "keyword.stop", NULL, "es", "", FLOW_ESCAPE_STOP },
		{ "menu", "keyword.menu", NULL, "en", "", FLOW_ESCAPE_MENU },
		{ "I WANT  to talk", "keyword.talk", "talk", "en", "", 0 },
		{ "ongea", "keyword.talk", "talk", "sw", "", 0 },
		{ "Find  Food in Nakuru", "keyword.find", "find", "en", "Food in Nakuru", 0 },
		{ "where is a shelter", "keyword.find", "find", "en", "a shelter", 0 },
		{ "buscar", "keyword.find", "find", "es", "", 0 },
		{ "please, i need somebody!", "keyword.lost", "lost", "en", "", 0 },
		{ "start", "keyword.start", NULL, "en", "", 0 },
		{ "please stop talking", NULL, NULL, NULL, NULL, 0 },
		{ "stop it", NULL, NULL, NULL, NULL, 0 },
		{ "90", NULL, NULL, NULL, NULL, 0 }, { "", NULL, NULL, NULL, NULL, 0 },
	};

	add(w, "flow talk\n  trigger keyword.talk\n  step a\n    queue talk\n    end\n");
	add(w, "flow find\n  trigger keyword.find with rest\n  step a\n"
	    "    ask text find.q\n    end\n");
	add(w, "flow lost\n  trigger keyword.lost anywhere\n  step a\n    end\n");
	flow_keywords_add_flows(kw, w->set);
	flow_keywords_add(kw, "keyword.start", FLOW_MATCH_WHOLE);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool found = flow_keyword_match(w, kw, "en", NULL, cases[i].text, &hit);

		assert_int_equal(found, cases[i].key != NULL);
		if (!found)
			continue;
		assert_string_equal(hit.key, cases[i].key);
		assert_int_equal(hit.escape, cases[i].escape);
		assert_string_equal(hit.lang, cases[i].lang);
		assert_string_equal(hit.rest, cases[i].rest);
		assert_string_equal(hit.flow ? hit.flow : "-", cases[i].flow ? cases[i].flow : "-");
	}
	/* Somebody who is writing freely means their words as words. */
	start(w, flow_set_find(w->set, "find"));
	assert_false(flow_keyword_match(w, kw, "en", w->st, "find me a reason", &hit));
	assert_true(flow_keyword_match(w, kw, "en", w->st, "TALK", &hit));
}

static void test_errors_name_line_column_and_fix(void **state)
{
	struct world *w = *state;
	int wrong = 0;
	static const struct { const char *source, *expect; } cases[] = {
		{ "flow a\n  step x\n    sya b.c\n",
		  "t.flow:3:5: error: expected `say`, `ask`, `set`, `if`, `do`, `call`, `->` or "
		  "`end`, found `sya`. Did you mean `say`?" },
		{ "flow a\n  step x\n    -> thansk\n  step thanks\n    end\n",
		  "t.flow:3:8: error: there is no step `thansk`. Did you mean `thanks`?" },
		{ "flow a\n  step x\n    ask number a.b 0..3\n", "t.flow:3:23: error: 0 asks for a "
		  "person and 9 is safety, at every step: ask 1..4 and map it, as in `set score = "
		  "answer - 1`" },
		{ "flow a\n  step x\n    ask number a.b 1..10\n",
		  "t.flow:3:23: error: 0 asks for a person and 9 is safety, at every step: ask "
		  "1..8 or less, or `ask digits` for a longer number" },
		{ "flow a\n  step x\n    ask choice a.b\n      9 yes -> x\n",
		  "t.flow:4:7: error: an option's number is 1 to 8: 0 asks for a person and 9 is "
		  "safety, at every step" },
		{ "flow a\n  step x\n    ask digits a.b 1..4\n", "t.flow:3:23: error: from 2 to 20 "
		  "digits: a lone 0 or 9 is never an answer" },
		{ "flow a\n  step x\n    ask choice a.b\n",
		  "t.flow:3:5: error: a choice needs options below it, such as `1 yes -> STEP`" },
		{ "flow a\n\tstep x\n",
		  "t.flow:2:1: error: a tab: indent with spaces, two a level" },
		{ "flow a\n  step x\n    raise concern \"why\n",
		  "t.flow:3:19: error: this quote is not closed on the same line" },
		{ "flow a\n  step x\n    silence 5m -> end\n",
		  "t.flow:3:5: error: this belongs to an `ask`: put it under one, or "
		  "right behind it" },
		{ "flow a\n  step x\n    say a.b\n   say c.d\n",
		  "t.flow:4:4: error: this line stands 3 spaces in, its neighbours above "
		  "4: line them up" },
		{ "flow a\n  step x\n    if lenn(a) > 2 -> x\n", "t.flow:3:8: error: there is no "
		  "function `lenn`. Did you mean `len`?" },
		{ "flow a\n  step x\n    if a = 2 -> x\n",
		  "t.flow:3:10: error: to compare, write `==`" },
		{ "flow a\n  step x\n    set b\n",
		  "t.flow:3:10: error: the line ends here; expected `=`" },
		{ "flow a\n", "t.flow:1:1: error: a flow needs at least one `step`" },
		{ "# nothing\n", "t.flow: error: there is no flow in this file; it starts with "
		  "`flow NAME`" },
		{ "flow a\n  step x\n    end\n  step x\n    end\n",
		  "t.flow:4:8: error: there is a step `x` already, in line 2" },
		{ "flow a\n  triger keyword.x\n  step x\n    end\n",
		  "t.flow:2:3: error: expected `step`, `trigger`, `asks`, `silence`, `ends`, "
		  "`purpose`, `takes`, `questionnaire`, `needs`, `expires` or `test`, found "
		  "`triger`. Did you mean `trigger`?" },
		/* From word processors, from other languages, from habit. */
		{ "flow a\n  step x\n    raise concern \xe2\x80\x9clow\xe2\x80\x9d\n",
		  "t.flow:3:19: error: curly quotes: write straight ones, \"like this\"" },
		{ "flow a\n  step x\n    raise concern 'low'\n", "t.flow:3:19: error: a text "
		  "stands in straight double quotes, \"like this\"" },
		{ "flow a\n  step x\n    \xe2\x86\x92 x\n",
		  "t.flow:3:5: error: an arrow is written `->`" },
		{ "flow a\n  step x\n    \xe2\x80\x93> x\n",
		  "t.flow:3:5: error: an arrow is written `->`" },
		{ "flow a\n  step x\n    ask choice a.b\n      1 yes => x\n",
		  "t.flow:4:13: error: expected `-> STEP`, found `=>`." },
		{ "flow a\n  step x\n    ask choice a.b\n      1 yes goto x\n",
		  "t.flow:4:13: error: expected `-> STEP`, found `goto`." },
		{ "flow a\n  step x\n\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0" "end\n", "t.flow:3:1: "
		  "error: this looks like a space and is none: delete it and type a space" },
		{ "flow a\n  step x:\n    end\n", "t.flow:2:9: error: nothing can stand behind "
		  "this, but here is `:`: take it away, or give it a line of its own" },
		{ "flow a\n  step x y\n    end\n", "t.flow:2:10: error: nothing can stand behind "
		  "this, but here is `y`: take it away, or give it a line of its own" },
		{ "flow a\n  step x\n    say a.b, a.c\n", "t.flow:3:12: error: nothing can stand "
		  "behind this, but here is `,`: take it away, or give it a line of its own" },
		{ "flow a\n  step x\n    say \"Thank you\"\n", "t.flow:3:9: error: expected the "
		  "key of the words to say (the words stand in prompts/), found `Thank you`." },
		{ "flow a\n  step x\n    if a.b && c.d -> x\n", "t.flow:3:12: error: write `and`" },
		{ "flow a\n  step x\n    if a.b || c.d -> x\n", "t.flow:3:12: error: write `or`" },
		{ "flow a\n  step x\n    if !a.b -> x\n",
		  "t.flow:3:8: error: write `not`, or `!=`" },
		{ "flow a\n  // mine\n  step x\n    end\n",
		  "t.flow:2:3: error: a comment begins with `#`" },
		{ "flow a\n  step x\n    end;\n",
		  "t.flow:3:8: error: one thing a line, without `;`" },
		{ "flow a\n  silence 20 -> end\n", "t.flow:2:11: error: expected a time such as "
		  "20m, 2h or 3d, found `20`." },
		{ "flow a\n  silence 1h\n",
		  "t.flow:2:13: error: the line ends here; expected `-> STEP`" },
		{ "flow a\n  Step x\n    end\n",
		  "t.flow:2:3: error: expected `step`, `trigger`, `asks`, `silence`, `ends`, "
		  "`purpose`, `takes`, `questionnaire`, `needs`, `expires` or `test`, found "
		  "`Step`. Did you mean `step`?" },
		{ "flow a\n  step x\n    ask number a.b 1-5\n",
		  "t.flow:3:20: error: expected a range such as 1..5, found `1-5`." },
		{ "flow a\n  step x\n    ask chioce a.b\n", "t.flow:3:9: error: expected `number`, "
		  "`choice`, `digits`, `text`, `recording`, `pin` or `new pin`, found `chioce`. "
		  "Did you mean `choice`?" },
		{ "flow a\n  step x\n    ask choice a.b\n      1 yes\n      1 no\n",
		  "t.flow:5:7: error: this number is taken by an option above" },
		{ "  step x\n    end\n", "t.flow:1:3: error: expected `flow NAME`, found `step`." },
		{ "flow a\n  step x\n    end\nflow b\n", "t.flow:4:1: error: this line is not "
		  "indented below `flow`; a second flow needs a file of its own" },
		{ "flow a\n  step x\n  step y\n    end\n", "t.flow:2:1: error: the step `x` is "
		  "empty: indent what it says below it, or write `end`" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct flow_problems problems = { 0 };

		assert_null(flow_set_add(w->set, "t.flow", VIEW_STR(cases[i].source), &problems));
		assert_true(problems.len > 0);
		if (strcmp(flow_problem_format(w, &problems.list[0]), cases[i].expect) != 0) {
			print_message("expected: %s\nfound:    %s\n", cases[i].expect,
				      flow_problem_format(w, &problems.list[0]));
			wrong++;
		}
		flow_problems_clear(&problems);
	}
	assert_int_equal(wrong, 0);
}

/* What Windows does to a file is no fault of the author's. */
static void test_line_ends_and_marks_of_windows(void **state)
{
	struct world *w = *state;

	assert_non_null(flow_set_add(w->set, "t.flow", VIEW_STR(
		"\xef\xbb\xbf" "flow a\r\n  step x\r\n    end\r\n"), &w->problems));
	assert_int_equal(w->problems.errors, 0);
}

static const char towns[] =
	"flow towns\n"
	"  takes places\n"
	"  step where\n"
	"    ask text find.where as place\n"
	"      keys-for {places}\n"
	"    silence 1h -> nudge\n"
	"    do find food {place}\n"
	"      found -> end\n"
	"      else -> end\n"
	"  step nudge\n    say find.nudge\n    end\n";

static const char *start_towns(struct world *w, const struct flow *f, const char *places)
{
	const struct flow_arg vars[] = { { "places", FLOW_STRING(places) }, { .name = NULL } };

	fresh(w);
	w->st = flow_start(w, w->set, f, &w->host, vars, w->now_ms, w->out);
	return seen(w);
}

/* On a call a name is a key; more names than keys are pages, and the last leads to the first. */
static void test_names_are_keys_on_a_call(void **state)
{
	static const char ten[] = "A, B, C, D, E, F, G, H, I, J";
	struct world *w = *state;
	const struct flow *f = add(w, towns);

	start_towns(w, f, "Nakuru, Kisumu");
	assert_int_equal(w->out->list[0].names_len, 2);
	assert_int_equal(w->out->list[0].more, 0);
	assert_string_equal(press(w, "2"), "do find food Kisumu");
	start_towns(w, f, "Nakuru, Kisumu");
	assert_string_equal(press(w, "3"), "ask find.where again badinput.choice");
	assert_string_equal(press(w, "12"), "ask find.where again badinput.choice");
	assert_string_equal(press(w, "1"), "do find food Nakuru");

	start_towns(w, f, ten);
	assert_int_equal(w->out->list[0].names_len, 7);
	assert_int_equal(w->out->list[0].more, 8);
	assert_string_equal(press(w, "8"), "ask find.where");
	assert_int_equal(w->out->list[0].names_len, 3);
	assert_string_equal(press(w, "8"), "ask find.where");
	assert_string_equal(press(w, "1"), "do find food A");
	start_towns(w, f, ten);
	press(w, "8");
	assert_string_equal(press(w, "3"), "do find food J");

	/* no names: the digits are the words; and a question of a week ago is no question */
	start_towns(w, f, "");
	assert_string_equal(press(w, "44"), "do find food 44");
	start_towns(w, f, "Nakuru");
	w->now_ms += DAYS_MS(8);
	assert_string_equal(press(w, "1"), "end too-old");
	assert_false(flow_press(w->st, &w->host, "1", w->now_ms, w->out));
}

/* Somebody who would not say it. */
static void test_a_question_is_left_out(void **state)
{
	struct world *w = *state;
	const struct flow *f = add(w, checkin);

	start(w, f);
	assert_string_equal(left_out(w), "end done");
	assert_false(flow_skip(w->st, &w->host, w->now_ms, w->out));
	/* where the flow has no word for it, that is silence */
	start(w, f);
	answer(w, "1");
	assert_string_equal(left_out(w), "end done");
	start_towns(w, add(w, towns), "Nakuru");
	assert_string_equal(left_out(w), "say find.nudge | end done");
	start(w, f);
	w->now_ms += DAYS_MS(8);
	assert_string_equal(left_out(w), "end too-old");
}

static void test_many_errors_in_one_look(void **state)
{
	struct world *w = *state;

	assert_null(flow_set_add(w->set, "t.flow", VIEW_STR(
		"flow a\n  step x\n    sya b.c\n    ask nmber q.r 1..5\n    -> nowhere\n"),
		&w->problems));
	assert_int_equal(w->problems.errors, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_checkin), T(test_words_answer_in_any_language),
		T(test_silence_and_retries_end), T(test_effects_are_seen_at_once),
		T(test_sub_flow_variables_back),
		T(test_effects_wait_for_outcomes), T(test_pin_is_never_kept),
		T(test_nothing_runs_for_ever), T(test_revisions_stay),
		T(test_broken_states_are_refused), T(test_keywords),
		T(test_names_are_keys_on_a_call), T(test_a_question_is_left_out),
		T(test_errors_name_line_column_and_fix), T(test_many_errors_in_one_look),
		T(test_line_ends_and_marks_of_windows),
	};

	base_init(NULL, "flow_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
