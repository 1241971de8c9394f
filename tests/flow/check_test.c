// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The checker finds what it promises to find, the flows and words that ship are
 * sound, and every key that the program itself says has words.
 */
#include <ctype.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "flow/flow.h"
#include "vet/vet.h"

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

static void check_one(void *ctx, const char *source, const char *expect)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	bool found = false;

	assert_non_null(flow_set_add(set, "t.flow", VIEW_STR(source), &problems));
	flow_check(set, NULL, &problems);
	for (size_t i = 0; i < problems.len; i++)
		found |= expect && strcmp(flow_problem_format(ctx, &problems.list[i]), expect) == 0;
	if (!found && expect)
		print_message("expected: %s\n", expect);
	for (size_t i = 0; (expect ? !found : 1) && i < problems.len; i++)
		print_message("found:    %s\n", flow_problem_format(ctx, &problems.list[i]));
	assert_true(found || !expect);
	assert_true(expect || problems.len == 0);
	flow_problems_clear(&problems);
}

static void test_each_fault_is_found(void **state)
{
	static const struct { const char *source, *expect; } cases[] = {
		{ "flow a\n  step x\n    say a.b\n    end\n", NULL },
		{ "flow a\n  step x\n    end\n  step lost\n    end\n",
		  "t.flow:4:8: warning: nothing leads to the step `lost`: lead there, or "
		  "take it out" },
		{ "flow a\n  step x\n    end\n    say a.b\n",
		  "t.flow:4:5: warning: this is never reached: the line before leads away" },
		{ "flow a\n  step x\n    ask text a.b\n    end\n",
		  "t.flow:3:5: error: this wait has no end: say where silence leads, as in "
		  "`silence 20m -> STEP`" },
		{ "flow a\n  step x\n    say a.b\n",
		  "t.flow:2:8: error: the step `x` is a dead end: end it with `-> STEP`, "
		  "`end` or `return`" },
		{ "flow a\n  silence 1h -> end\n  step x\n    ask number a.b 1..3\n      1 -> x\n"
		  "      >= 3 -> x\n", "t.flow:3:8: error: the step `x` is a dead end: end it with "
		  "`-> STEP`, `end` or `return`" },
		{ "flow a\n  silence 1h -> end\n  step x\n    ask number a.b 1..3\n      1 -> x\n"
		  "      >= 2 -> x\n", NULL },
		{ "flow a\n  step x\n    set n = 1\n    -> y\n  step y\n    -> x\n",
		  "t.flow:2:8: error: from the step `x` nothing ever leads to an end: lead one "
		  "way to `end`" },
		{ "flow a\n  silence 1h -> end\n  step x\n    ask choice a.b\n      1 a.c\n"
		  "      2 a.d\n"
		  "      3 a.e\n      4 a.f\n      5 a.g\n      6 a.h\n      7 a.i\n    end\n",
		  "t.flow:4:5: error: 7 options: nobody keeps more than 6 in mind; put some behind "
		  "an option that leads to a second question" },
		{ "flow a\n  step x\n    do consnt given\n    end\n",
		  "t.flow:3:5: error: there is no effect `consnt`. Did you mean `consent`?" },
		{ "flow a\n  step x\n    do consent gven\n    end\n",
		  "t.flow:3:16: error: `consent` does not know `gven`. Did you mean `given`?" },
		{ "flow a\n  step x\n    do consent\n    end\n",
		  "t.flow:3:5: error: `consent` takes 1 to 1 values, here are 0: it notes that the "
		  "person agreed, or did not, to what was said about their words" },
		{ "flow a\n  step x\n    do find food\n      fund -> end\n      else -> end\n",
		  "t.flow:4:7: error: `find` never has the outcome `fund`. Did you mean `found`?" },
		{ "flow a\n  step x\n    do find food\n      found -> end\n    end\n",
		  "t.flow:3:5: error: `find` can also come out as `none`: say where that "
		  "leads, or `else`" },
		{ "flow a\n  step x\n    do pause 3\n      ok -> end\n    end\n",
		  "t.flow:4:7: error: `pause` has no outcomes to wait for" },
		{ "flow a\n  step x\n    if member.chld -> x\n    end\n",
		  "t.flow:3:8: error: there is no variable `member.chld`. Did you mean "
		  "`member.child`?" },
		{ "flow a\n  step x\n    if score > 3 -> x\n    end\n",
		  "t.flow:3:8: error: nothing in this flow gives `score` a value: `set` it, `ask "
		  "... as` it, or name it in `takes`" },
		{ "flow aa\n  step x\n    call ab -> x\n",
		  "t.flow:3:5: error: there is no flow `ab`. Did you mean `aa`?" },
		{ "flow a\n  silence 1h -> end\n"
		  "  step m1\n    ask choice a.b\n      1 a.c -> m2\n      2 a.d -> end\n"
		  "      3 a.e -> m1\n"
		  "  step m2\n    ask choice a.b\n      1 a.c -> m3\n      2 a.d -> end\n"
		  "      3 a.e -> m1\n"
		  "  step m3\n    ask choice a.b\n      1 a.c -> m4\n      2 a.d -> end\n"
		  "      3 a.e -> m1\n"
		  "  step m4\n    ask choice a.b\n      1 a.c -> m4\n      2 a.d -> end\n"
		  "      3 a.e -> m1\n",
		  "t.flow:19:5: error: the menu `a.b` is 4 deep from the start of this flow; "
		  "people get lost below 3: lead there from an earlier menu" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_one(*state, cases[i].source, cases[i].expect);
}

static void test_a_keyword_starts_one_flow(void **state)
{
	struct flow_set *set = flow_set_new(*state, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };

	flow_set_add(set, "a.flow", VIEW_STR("flow a\n  trigger k.x\n  step s\n    end\n"), NULL);
	flow_set_add(set, "b.flow", VIEW_STR("flow b\n  trigger k.x\n  step s\n    end\n"), NULL);
	flow_check(set, NULL, &problems);
	assert_int_equal(problems.len, 1);
	assert_string_equal(flow_problem_format(*state, &problems.list[0]),
			    "b.flow:2:11: error: `k.x` starts the flow `a` already");
	flow_problems_clear(&problems);
}

/* --- With words --------------------------------------------------------------------------- */

static const char head[] = "msgid \"\"\nmsgstr \"\"\n"
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";
static const char two_words[] =
	"msgid \"a.short\"\nmsgstr \"Hi {who}, {name}, {stranger}\"\n\n"
	"#. max-segments: 1\nmsgid \"a.long\"\nmsgstr \"0123456789012345678901234567890123456789"
	"0123456789012345678901234567890123456789012345678901234567890123456789"
	"01234567890123456789012345678901234567890123456789x\"\n\n"
	"#. max-segments: 1\nmsgid \"a.russian\"\nmsgstr \""
	"\xd0\xb4\xd0\xbe\xd0\xb1\xd1\x80\xd1\x8b\xd0\xb9\"\n\n"
	"#. words\nmsgid \"a.stop\"\nmsgstr \"Stop, go\"\n\n"
	"#. words\nmsgid \"keyword.one\"\nmsgstr \"ONE, UNO\"\n\n"
	"#. words\nmsgid \"keyword.two\"\nmsgstr \"TWO, uno\"\n\n"
	"#. words\nmsgid \"keyword.stop\"\nmsgstr \"STOP\"\n";

static void test_words_of_a_flow(void **state)
{
	static const char flow[] = "flow a\n  trigger keyword.none\n  silence 1h -> end\n  step x\n"
		"    say a.short\n    say a.long\n    say a.russian\n    ask choice a.long\n"
		"      1 a.stop -> end\n";
	static const char *const expect[] = {
		"t.flow:2:11: error: there are no words for `keyword.none` in prompts/en.po: "
		"`warmline-flow prompts --extract` adds the key",
		"t.flow:5:5: error: the words of `a.short` (en) want {stranger}, which nobody "
		"fills here: `set` it, or take it out",
		"t.flow:6:5: error: `a.long` (en) needs 2 segments, 1 allowed: shorten it",
		"t.flow:6:5: warning: `a.long` is not translated: prompts/sw.po; `warmline-flow "
		"prompts --merge` adds it",
		"t.flow:7:5: note: `a.russian` (en) leaves GSM 7-bit with `\xd0\xb4`: 1 segment "
		"of 70 letters; write it otherwise where the language lets you",
		"t.flow:9:7: error: the answer `stop` (en) is a word that works from every step "
		"(0, 9, STOP, HELP, MENU, BACK): take it out of the list",
		"prompts/en.po:26:1: error: `uno` would mean two things: `keyword.two`, and "
		"`keyword.one` in en.po; take it out of one",
	};
	struct flow_set *set = flow_set_new(*state, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	struct words *w = words_new(*state);
	char *en = talloc_asprintf(*state, "%s%s", head, two_words);
	struct err err = { "" };

	assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(en), &err), 0);
	assert_int_equal(words_add_text(w, "sw", "sw.po", VIEW_STR(head), &err), 0);
	assert_non_null(flow_set_add(set, "t.flow", VIEW_STR(flow), &problems));
	vet_all(&(struct vet){ .flows = set, .words = w }, &problems);
	for (size_t i = 0; i < ARRAY_LEN(expect); i++) {
		bool found = false;

		for (size_t j = 0; j < problems.len; j++)
			found |= strcmp(flow_problem_format(*state, &problems.list[j]),
					expect[i]) == 0;
		if (!found)
			print_message("not found: %s\n", expect[i]);
		assert_true(found);
	}
	flow_problems_clear(&problems);
}

/* --- What ships ------------------------------------------------------------------------------ */

static struct words *words;

static void test_shipped_flows_are_sound(void **state)
{
	struct flow_set *set = flow_set_new(*state, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	struct err err = { "" };
	struct words *w = words_load(*state, TOP_SRCDIR "/prompts", &err);

	assert_non_null(w);
	assert_int_equal(flow_set_load_dir(set, TOP_SRCDIR "/flows", &problems), 0);
	vet_all(&(struct vet){ .flows = set, .words = w }, &problems);
	for (size_t i = 0; i < problems.len; i++)
		print_message("%s\n", flow_problem_format(*state, &problems.list[i]));
	assert_int_equal(problems.errors, 0);
	assert_int_equal(words_check(w, NULL, NULL), 0);
	flow_problems_clear(&problems);
}

/* The first contact is one text of at most 160 letters, in each language, and
 * names talk, help, check-in, 0 and 9. */
static void test_first_contact_is_one_text(void **state)
{
	struct err err = { "" };
	struct words *w = words_load(*state, TOP_SRCDIR "/prompts", &err);
	const struct flow_check_words *ck = vet_words(*state, w);
	static const struct flow_option options[] = {
		{ 1, "menu.talk" }, { 2, "menu.find" }, { 3, "menu.checkin" }
	};
	static const char *const keys[] = { "welcome.first", "welcome.free" };

	for (const char *const *lang = words_languages(w); *lang; lang++)
		for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
			struct flow_text_size size;

			ck->size(ck->arg, *lang, keys[i], options, 3, &size);
			assert_int_equal(size.segments, 1);
			assert_string_equal(size.alien, "");
			const char *text = words_own(w, *lang, keys[i]);
			assert_non_null(strstr(text, "{options}"));
			assert_non_null(strstr(text, "{reader}"));
			assert_non_null(strchr(text, '0'));
			assert_non_null(strchr(text, '9'));
		}
}

/* --- Keys in the program's own text ----------------------------------------------------------- */

static struct {
	void *ctx;
	int missing, seen;
} keys_in_c;

static int same_prefix(void *arg, const struct words_entry *e)
{
	const char *key = arg;
	size_t len = strcspn(key, ".") + 1;

	return strncmp(e->key, key, len) == 0;
}

/* "safety.a" in C is a key when a catalogue key starts with "safety.", or when it
 * stands where words are asked for. */
static void look_at_literal(const char *path, int line, const char *s, size_t len, bool asked)
{
	static const char *const not_keys[] = { "member", "service", "now", "flow" };
	char *key = talloc_strndup(keys_in_c.ctx, s, len);
	size_t dot = strcspn(key, ".");

	if (!islower((unsigned char)key[0]) || dot == len || key[len - 1] == '.' ||
	    key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789._-")] != 0)
		return;
	for (size_t i = 0; i < ARRAY_LEN(not_keys); i++)
		if (strlen(not_keys[i]) == dot && strncmp(key, not_keys[i], dot) == 0)
			return;
	if (!asked && !words_each(words, "en", same_prefix, key))
		return;
	keys_in_c.seen++;
	const struct words_for who = { .lang = "en" };
	if (words_raw(words, &who, key))
		return;
	print_message("%s:%d: there are no words for \"%s\" in prompts/en.po\n", path, line, key);
	keys_in_c.missing++;
}

static void look_at_line(const char *path, int number, const char *line)
{
	bool asked = strstr(line, "care_say(") || strstr(line, "words_render") ||
		strstr(line, ".key = \"");

	if (strstr(line, "#include") || strstr(line, "COUNTER(") || strstr(line, "store_tally") ||
	    line[0] == '/' || strncmp(line, " *", 2) == 0)
		return;
	for (const char *p = line; (p = strchr(p, '"')); ) {
		const char *end = p + 1;

		while (*end && *end != '"')
			end += *end == '\\' && end[1] ? 2 : 1;
		if (!*end)
			return;
		if (end > p + 3)
			look_at_literal(path, number, p + 1, end - p - 1, asked);
		p = end + 1;
	}
}

static int look_at_file(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	const char *dot = strrchr(path, '.');
	char line[1000];
	FILE *f;

	/* These say nothing to people, and name other things with dots. */
	if (type != FTW_F || !dot || strcmp(dot, ".c") != 0 || strstr(path, "/src/tools/") ||
	    strstr(path, "/src/store/") || strstr(path, "/src/words/") ||
	    strstr(path, "/desk/report") ||
	    strstr(path, "/src/console/"))	/* its own catalogues:
						 * tests/console/tables_test.c */
		return 0;
	f = fopen(path, "r");
	assert_non_null(f);
	for (int n = 1; fgets(line, sizeof(line), f); n++)
		look_at_line(path, n, line);
	fclose(f);
	return 0;
}

static void test_keys_in_the_program_have_words(void **state)
{
	struct err err = { "" };

	words = words_load(*state, TOP_SRCDIR "/prompts", &err);
	assert_non_null(words);
	keys_in_c.ctx = *state;
	assert_int_equal(nftw(TOP_SRCDIR "/src", look_at_file, 16, FTW_PHYS), 0);
	assert_true(keys_in_c.seen > 3);	/* flow_run.c alone has more: the search works */
	assert_int_equal(keys_in_c.missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_each_fault_is_found), T(test_a_keyword_starts_one_flow),
		T(test_words_of_a_flow),
		T(test_shipped_flows_are_sound), T(test_first_contact_is_one_text),
		T(test_keys_in_the_program_have_words),
	};

	base_init(NULL, "check_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
