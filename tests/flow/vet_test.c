// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Everything that `warmline-flow check` promises to find (docs/flows.md, Checking):
 * one small broken flow or catalogue each, and exactly one message for it, with
 * the place and a likely fix.  And what publishing looks at: that flow alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "sound/sound.h"
#include "vet/vet.h"

#define TODAY_MS (20778 * DAYS_MS(1))	/* 2026-11-21 */

static int setup(void **state)
{
	*state = talloc_new(NULL);
	return 0;
}

static int teardown(void **state)
{
	talloc_free(*state);
	return 0;
}

/* --- A catalogue that is sound ------------------------------------------------------ */

static const char head[] = "msgid \"\"\nmsgstr \"\"\n"
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";
static const char good[] =
	"msgid \"a.say\"\nmsgstr \"Hello.\"\n\n"
	"msgid \"a.ask\"\nmsgstr \"How? {options}\"\n\n"
	"msgid \"a.count\"\nmsgstr \"How much, {low} to {high}?\"\n\n"
	"msgid \"a.c1\"\nmsgstr \"one\"\n\n" "msgid \"a.c2\"\nmsgstr \"two\"\n\n"
	"msgid \"a.c3\"\nmsgstr \"three\"\n\n" "msgid \"a.c4\"\nmsgstr \"four\"\n\n"
	"msgid \"a.c5\"\nmsgstr \"five\"\n\n" "msgid \"a.c6\"\nmsgstr \"six\"\n\n"
	"msgid \"a.c7\"\nmsgstr \"seven\"\n\n"
	"#. words\nmsgid \"discreet.avoid\"\nmsgstr \"suicide, lonely\"\n\n";
/* Lines that the two take. */
enum { BASE_LINES = 39 };

struct fault {
	const char *what;		/* of the list in docs/flows.md */
	const char *flow;		/* lines below "flow t" */
	const char *en, *sw;		/* entries added; sw NULL: the same */
	const char *expect;		/* LINE: that of the entry's msgid in its catalogue */
	int at;				/* lines from the entry's begin to its msgid */
};

#define STEP(x) "  silence 1h -> end\n  step x\n" x
#define LONG_TEXT \
	"Go on. And so on. And so on. And so on. And so on. And so on. And so on. And so on. " \
	"And so on. And so on. And so on. And so on. And so on. And so on. And so on. And so on."

static const struct fault faults[] = {
	{ "nothing", STEP("    say a.say\n    end\n"), "", NULL, NULL, 0 },
	{ "missing words", STEP("    say a.new\n    end\n"), "", NULL,
	  "t.flow:4:5: error: there are no words for `a.new` in prompts/en.po: `warmline-flow "
	  "prompts --extract` adds the key", 0 },
	{ "words that are there and empty", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"\"\n", NULL,
	  "t.flow:4:5: error: there are no words for `a.new` in prompts/en.po: `warmline-flow "
	  "prompts --extract` adds the key", 0 },
	{ "missing words in one language", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"New.\"\n", "",
	  "t.flow:4:5: warning: `a.new` is not translated: prompts/sw.po; `warmline-flow prompts "
	  "--merge` adds it", 0 },
	{ "a step that cannot be reached", STEP("    end\n  step lost\n    end\n"), "", NULL,
	  "t.flow:5:8: warning: nothing leads to the step `lost`: lead there, or take it out", 0 },
	{ "a line that cannot be reached", STEP("    end\n    say a.say\n"), "", NULL,
	  "t.flow:5:5: warning: this is never reached: the line before leads away", 0 },
	{ "a wait without an end", "  step x\n    ask text a.say\n    end\n", "", NULL,
	  "t.flow:3:5: error: this wait has no end: say where silence leads, as in "
	  "`silence 20m -> STEP`", 0 },
	{ "a dead end", STEP("    say a.say\n"), "", NULL,
	  "t.flow:3:8: error: the step `x` is a dead end: end it with `-> STEP`, `end` or `return`",
	  0 },
	{ "round and round", STEP("    say a.say\n    -> x\n"), "", NULL,
	  "t.flow:3:8: error: from the step `x` nothing ever leads to an end: lead one "
	  "way to `end`", 0 },
	{ "a menu too wide", STEP("    ask choice a.ask\n      1 a.c1\n      2 a.c2\n      3 a.c3\n"
	  "      4 a.c4\n      5 a.c5\n      6 a.c6\n      7 a.c7\n    end\n"), "", NULL,
	  "t.flow:4:5: error: 7 options: nobody keeps more than 6 in mind; put some behind an "
	  "option that leads to a second question", 0 },
	{ "a menu too deep",
	  STEP("    ask choice a.ask\n      1 a.c1 -> m2\n      2 a.c2 -> end\n      3 a.c3 -> x\n")
	  "  step m2\n    ask choice a.ask\n      1 a.c1 -> m3\n      2 a.c2 -> end\n"
	  "      3 a.c3 -> x\n"
	  "  step m3\n    ask choice a.ask\n      1 a.c1 -> m4\n      2 a.c2 -> end\n"
	  "      3 a.c3 -> x\n"
	  "  step m4\n    ask choice a.ask\n      1 a.c1 -> m4\n      2 a.c2 -> end\n"
	  "      3 a.c3 -> x\n", "", NULL,
	  "t.flow:19:5: error: the menu `a.ask` is 4 deep from the start of this flow; people get "
	  "lost below 3: lead there from an earlier menu", 0 },
	{ "0 in a range", STEP("    ask number a.count 0..5\n    end\n"), "", NULL,
	  "t.flow:4:27: error: 0 asks for a person and 9 is safety, at every step: ask 1..6 and "
	  "map it, as in `set score = answer - 1`", 0 },
	{ "9 in a range", STEP("    ask number a.count 5..9\n    end\n"), "", NULL,
	  "t.flow:4:27: error: 0 asks for a person and 9 is safety, at every step: ask 1..5 and "
	  "map it, as in `set score = answer + 4`", 0 },
	{ "0 as an option", STEP("    ask choice a.ask\n      0 a.c1\n      1 a.c2\n    end\n"), "",
	  NULL,
	  "t.flow:5:7: error: an option's number is 1 to 8: 0 asks for a person and 9 is "
	  "safety, at every step", 0 },
	{ "9 as an option", STEP("    ask choice a.ask\n      1 a.c1\n      9 a.c2\n    end\n"), "",
	  NULL,
	  "t.flow:6:7: error: an option's number is 1 to 8: 0 asks for a person and 9 is "
	  "safety, at every step", 0 },
	{ "one digit", STEP("    ask digits a.say 1..4\n    end\n"), "", NULL,
	  "t.flow:4:25: error: from 2 to 20 digits: a lone 0 or 9 is never an answer", 0 },
	{ "0 as a word", STEP("    ask choice a.ask\n      1 a.c1\n      2 a.nil\n    end\n"),
	  "#. words\nmsgid \"a.nil\"\nmsgstr \"none, 0\"\n", "#. words\nmsgid \"a.nil\"\n"
	  "msgstr \"hakuna\"\n",
	  "t.flow:6:7: error: the answer `0` (en) is a word that works from every step (0, 9, "
	  "STOP, HELP, MENU, BACK): take it out of the list", 0 },
	{ "over one segment", STEP("    say a.long\n    end\n"),
	  "#. max-segments: 1\nmsgid \"a.long\"\nmsgstr \"" LONG_TEXT "\"\n", "msgid \"a.long\"\n"
	  "msgstr \"Fupi.\"\n",
	  "t.flow:4:5: error: `a.long` (en) needs 2 segments, 1 allowed: shorten it", 0 },
	{ "outside of GSM 7-bit", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"Hi.\"\n",
	  "msgid \"a.new\"\nmsgstr \"Habari \xe2\x98\xba\"\n",
	  "t.flow:4:5: note: `a.new` (sw) leaves GSM 7-bit with `\xe2\x98\xba`: 1 segment of 70 "
	  "letters; write it otherwise where the language lets you", 0 },
	{ "... and over its limit", STEP("    say a.new\n    end\n"), "#. max-segments: 1\n"
	  "msgid \"a.new\"\n"
	  "msgstr \"0123456789012345678901234567890123456789012345678901234567890123456789 "
	  "\xe2\x98\xba\"\n",
	  "msgid \"a.new\"\nmsgstr \"Fupi.\"\n",
	  "t.flow:4:5: error: `a.new` (en) needs 2 segments, 1 allowed: `\xe2\x98\xba` is not in "
	  "GSM 7-bit and makes each segment 70 letters; write it otherwise, or shorten it", 0 },
	{ "too long, and said by no flow", STEP("    end\n"),
	  "#. max-segments: 1\nmsgid \"b.long\"\nmsgstr \"" LONG_TEXT "\"\n", "msgid \"b.long\"\n"
	  "msgstr \"Fupi.\"\n",
	  "prompts/en.po:LINE:1: error: `b.long` needs 2 segments with everything filled in, 1 "
	  "allowed: shorten it", 2 },
	{ "hard to read", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"Notwithstanding considerable organisational difficulties, "
	  "participants continuously demonstrated extraordinary perseverance throughout.\"\n",
	  "msgid \"a.new\"\nmsgstr \"Fupi.\"\n", "prompts/en.po:LINE:1: warning: `a.new` is hard "
	  "to read (LIX 110, easy is below 40): shorter sentences, shorter words", 1 },
	{ "a word that betrays", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"Do you feel lonely?\"\n",
	  "msgid \"a.new\"\nmsgstr \"Fupi.\"\n",
	  "prompts/en.po:LINE:1: error: `a.new` says `lonely`, which betrays the topic on a shared "
	  "phone: say it otherwise, or give it msgctxt \"plain\"", 1 },
	{ "a keyword, heard on a call", STEP("    say a.new\n    end\n"),
	  "#. words\nmsgid \"keyword.one\"\nmsgstr \"TALK\"\n\nmsgid \"a.new\"\n"
	  "msgstr \"TALK gets someone.\"\n", "msgid \"a.new\"\nmsgstr \"Fupi.\"\n",
	  "prompts/en.po:LINE:1: warning: a call says `TALK` in `a.new`, which can only be texted: "
	  "give it a wording with msgctxt \"voice\"", 5 },
	{ "... with a wording for calls", STEP("    say a.new\n    end\n"),
	  "#. words\nmsgid \"keyword.one\"\nmsgstr \"TALK\"\n\nmsgid \"a.new\"\n"
	  "msgstr \"TALK gets someone.\"\n\nmsgctxt \"voice\"\nmsgid \"a.new\"\n"
	  "msgstr \"Press 0.\"\n", "msgid \"a.new\"\nmsgstr \"Fupi.\"\n", NULL, 0 },
	{ "what can only be texted, heard on a call", STEP("    say a.new\n    end\n"),
	  "#. words\nmsgid \"voice.avoid\"\nmsgstr \"text us, reply\"\n\nmsgid \"a.new\"\n"
	  "msgstr \"Text us any time.\"\n", "msgid \"a.new\"\nmsgstr \"Fupi.\"\n",
	  "prompts/en.po:LINE:1: warning: a call says `text us` in `a.new`, which can only be "
	  "texted: give it a wording with msgctxt \"voice\"", 5 },
	{ "... and it is meant", STEP("    say a.new\n    end\n"),
	  "#. words\nmsgid \"voice.avoid\"\nmsgstr \"text us, reply\"\n\n"
	  "#. names-texts: it comes by itself\nmsgid \"a.new\"\n"
	  "msgstr \"Text us any time.\"\n", "msgid \"a.new\"\nmsgstr \"Fupi.\"\n", NULL, 0 },
	{ "an item without its safety rule", "  silence 1h -> end\n  questionnaire q \"1\"\n"
	  "    item a.harm 1..4 less 1\n    band low 0..3 -> x\n  step ask\n    score q\n"
	  "  step x\n    hand-over \"answered\"\n    end\n",
	  "#. safety-item\nmsgid \"a.harm\"\nmsgstr \"Thoughts of harm? {options}\"\n", NULL,
	  "t.flow:4:5: error: `a.harm` asks about danger and has no safety rule: add `above 0 -> "
	  "STEP`, where the step leads to a human", 0 },
	{ "a flow that has expired", "  expires 2026-11-20\n  step x\n    end\n", "", NULL,
	  "t.flow:2:3: error: what this flow says was true until 2026-11-20: see whether it still "
	  "is, and change this line", 0 },
	{ "a flow that expires soon", "  expires 2026-12-01\n  step x\n    end\n", "", NULL,
	  "t.flow:2:3: warning: what this flow says is true until 2026-12-01: see whether it still "
	  "is, and change this line", 0 },
	{ "words that have expired", STEP("    say a.new\n    end\n"),
	  "#. expires: 2026-11-20\nmsgid \"a.new\"\nmsgstr \"Open on Monday.\"\n",
	  "msgid \"a.new\"\nmsgstr \"Fupi.\"\n", "prompts/en.po:LINE:1: error: `a.new` was true "
	  "until 2026-11-20: see whether it still is, and change its `expires:` line", 2 },
	{ "a placeholder that nobody fills", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"Hi {stranger}\"\n", "msgid \"a.new\"\nmsgstr \"Fupi.\"\n",
	  "t.flow:4:5: error: the words of `a.new` (en) want {stranger}, which nobody fills here: "
	  "`set` it, or take it out", 0 },
	{ "a placeholder that the English has not", STEP("    say a.new\n    end\n"),
	  "msgid \"a.new\"\nmsgstr \"Hi\"\n", "msgid \"a.new\"\nmsgstr \"Hi {pseudonym}\"\n",
	  "prompts/sw.po:LINE:1: error: `a.new` uses {pseudonym}, which the English text "
	  "does not have", 1 },
	{ "a keyword with two meanings", "  trigger keyword.one\n  step x\n    end\n",
	  "#. words\nmsgid \"keyword.one\"\nmsgstr \"ONE\"\n\n#. words\nmsgid \"keyword.two\"\n"
	  "msgstr \"TWO, one\"\n",
	  "#. words\nmsgid \"keyword.one\"\nmsgstr \"MOJA\"\n\n#. words\nmsgid \"keyword.two\"\n"
	  "msgstr \"MBILI\"\n",
	  "prompts/en.po:LINE:1: error: `one` would mean two things: `keyword.two`, and "
	  "`keyword.one` in en.po; take it out of one", 6 },
};

static struct words *words_of(void *ctx, const struct fault *f)
{
	struct words *w = words_new(ctx);
	const char *sw = f->sw ? f->sw : f->en;
	struct err err = { "" };

	assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(talloc_asprintf(ctx,
				"%s%s%s", head,
				good, f->en)), &err), 0);
	assert_int_equal(words_add_text(w, "sw", "sw.po", VIEW_STR(talloc_asprintf(ctx,
				"%s%s%s", head,
				good, sw)), &err), 0);
	return w;
}

static const char *expected(void *ctx, const struct fault *f)
{
	const char *at = strstr(f->expect, "LINE");

	return !at ? f->expect : talloc_asprintf(ctx, "%.*s%d%s", (int)(at - f->expect), f->expect,
						 BASE_LINES + f->at, at + 4);
}

static bool same(void *ctx, const struct fault *f, const struct flow_problems *p)
{
	if (!f->expect)
		return p->len == 0;
	return p->len == 1 && strcmp(flow_problem_format(ctx, &p->list[0]), expected(ctx, f)) == 0;
}

static bool one(void *ctx, const struct fault *f, bool alone)
{
	char *source = talloc_asprintf(ctx, "flow t\n%s", f->flow);
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	const struct flow *flow = flow_set_add(set, "t.flow", VIEW_STR(source), &problems);
	struct vet v = { .flows = set, .words = words_of(ctx, f), .now_ms = TODAY_MS };
	bool ok;

	if (flow && alone)
		vet_flow(&v, flow, &problems);
	else if (flow)
		vet_all(&v, &problems);
	ok = same(ctx, f, &problems);
	if (!ok)
		print_message("%s, expected: %s\n", f->what, f->expect ? f->expect : "nothing");
	for (size_t i = 0; !ok && i < problems.len; i++)
		print_message("found: %s\n", flow_problem_format(ctx, &problems.list[i]));
	flow_problems_clear(&problems);
	return ok;
}

static void each_fault_has_one_message(void **state)
{
	size_t wrong = 0;

	for (size_t i = 0; i < ARRAY_LEN(faults); i++)
		wrong += !one(*state, &faults[i], false);
	assert_int_equal(wrong, 0);
}

/* Publishing looks at one flow: it finds the same, but for words of others. */
static void publishing_finds_the_same(void **state)
{
	static const struct fault others = {
		"words of others", STEP("    say a.say\n    end\n"),
		"msgid \"b.new\"\nmsgstr \"Do you feel lonely?\"\n", NULL, NULL, 0 };

	size_t wrong = 0;

	for (size_t i = 0; i < ARRAY_LEN(faults); i++)
		if (strcmp(faults[i].what, "too long, and said by no flow") != 0)
			wrong += !one(*state, &faults[i], true);
	assert_int_equal(wrong, 0);
	assert_true(one(*state, &others, true));
}

/* --- Recordings ------------------------------------------------------------------------ */

static void write_wav(void *ctx, const char *dir, const int16_t *pcm, size_t n)
{
	uint8_t *g711 = talloc_size(ctx, n), *wav;
	size_t len;
	FILE *f;

	sound_encode(g711, pcm, n, SOUND_ALAW);
	wav = sound_wav_make(&len, g711, n, SOUND_ALAW);
	f = fopen(talloc_asprintf(ctx, "%s/en/a.say.wav", dir), "we");
	assert_non_null(f);
	assert_int_equal(fwrite(wav, 1, len, f), len);
	fclose(f);
	free(wav);
}

/* Of English only; "" when there is nothing to say. */
static const char *heard(void *ctx, const char *dir)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	struct words *w = words_new(ctx);
	const char *out = "";
	struct err err;

	assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(talloc_asprintf(ctx,
									"%s%s", head,
									good)), &err), 0);
	flow_set_add(set, "t.flow", VIEW_STR("flow t\n  step x\n    say a.say\n    end\n"), NULL);
	vet_all(&(struct vet){ .flows = set, .words = w, .prompts_dir = dir, .now_ms = TODAY_MS },
		&problems);
	assert_true(problems.len <= 1);
	if (problems.len)
		out = flow_problem_format(ctx, &problems.list[0]);
	flow_problems_clear(&problems);
	return out;
}

static void recordings_are_listened_to(void **state)
{
	enum { SECOND = SOUND_RATE, ALL = 50 * SECOND };
	char *dir = talloc_strdup(*state, "/tmp/vet.XXXXXX");
	int16_t *pcm = talloc_zero_array(*state, int16_t, ALL);
	size_t i;

	assert_non_null(mkdtemp(dir));
	assert_int_equal(mkdir(talloc_asprintf(*state, "%s/en", dir), 0700), 0);
	assert_string_equal(heard(*state, dir),
			    "prompts/en.po:6:1: note: `a.say` is not recorded, a synthetic voice "
			    "says it: record it as en/a.say.wav");
	write_wav(*state, dir, pcm, SECOND);
	assert_string_equal(heard(*state, dir), "prompts/en.po:6:1: error: a.say.wav is silent: "
			    "record it again");
	for (i = 0; i < ALL; i++)
		pcm[i] = (i / 20) % 2 ? 500 : -500;
	write_wav(*state, dir, pcm, SECOND);
	assert_string_equal(heard(*state, dir), "prompts/en.po:6:1: warning: a.say.wav is too "
			    "quiet: record it nearer or louder");
	for (i = 0; i < ALL; i++)
		pcm[i] = (i / 20) % 2 ? 4000 : -4000;
	write_wav(*state, dir, pcm, SECOND);
	assert_string_equal(heard(*state, dir), "");
	write_wav(*state, dir, pcm, ALL);
	assert_string_equal(heard(*state, dir), "prompts/en.po:6:1: warning: a.say.wav takes 50 "
			    "seconds, nobody listens so long: say less, or in two");
	memset(pcm, 0, 2 * SECOND * sizeof(pcm[0]));
	write_wav(*state, dir, pcm, 3 * SECOND);
	assert_string_equal(heard(*state, dir), "prompts/en.po:6:1: warning: a.say.wav begins or "
			    "ends with more than a second of silence: cut it off");
	for (i = 0; i < ALL; i++)
		pcm[i] = (i / 20) % 2 ? 32767 : -32767;
	write_wav(*state, dir, pcm, SECOND);
	assert_string_equal(heard(*state, dir), "prompts/en.po:6:1: warning: a.say.wav is clipped: "
			    "record it further away or softer");
	assert_int_equal(truncate(talloc_asprintf(*state, "%s/en/a.say.wav", dir), 10), 0);
	assert_non_null(strstr(heard(*state, dir),
			       "prompts/en.po:6:1: error: a.say.wav cannot be played"));
	unlink(talloc_asprintf(*state, "%s/en/a.say.wav", dir));
	rmdir(talloc_asprintf(*state, "%s/en", dir));
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_fault_has_one_message, setup, teardown),
		cmocka_unit_test_setup_teardown(publishing_finds_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(recordings_are_listened_to, setup, teardown),
	};

	base_init(NULL, "vet_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
