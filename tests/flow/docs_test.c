// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * docs/flows.md is true: each ```flow block is parsed and checked, each
 * ```transcript behind it is played, the faulty one gets the problems that the
 * page shows, and the tables name all that the program knows.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "flow/flow_play.h"
#include "tools/flow_tool.h"
#include "vet/vet.h"

enum { PAGE_MAX = 100 * 1024 };

static void *ctx;
static char *page;
static struct words *words;

static int read_page(void **state)
{
	struct err err = { "" };
	FILE *f = fopen(TOP_SRCDIR "/docs/flows.md", "r");

	ctx = talloc_new(NULL);
	page = talloc_zero_size(ctx, PAGE_MAX);
	if (!f || fread(page, 1, PAGE_MAX - 1, f) == 0)
		return -1;
	fclose(f);
	words = words_load(ctx, TOP_SRCDIR "/prompts", &err);
	return words ? 0 : -1;
}

static int drop_page(void **state)
{
	talloc_free(ctx);
	return 0;
}

/* The next fenced block from *p on; its kind is the word behind the fence. */
static char *next_block(const char **p, char kind[20])
{
	const char *fence, *body, *end;

	while ((fence = strstr(*p, "\n```"))) {
		size_t len = strcspn(fence + 4, "\n");

		body = fence + 4 + len + 1;
		end = strstr(body, "```");
		assert_non_null(end);
		*p = end + 2;
		snprintf(kind, 20, "%.*s", (int)len, fence + 4);
		return talloc_strndup(ctx, body, end - body);
	}
	return NULL;
}

/* --- Playing ---------------------------------------------------------------------------- */

static const char *word(void *arg, const char *lang, const char *key)
{
	return words_own(words, lang, key);
}

struct stage {
	struct flow_set *set;
	const struct flow *flow;
	struct flow_host host;
	struct flow_state *st;
	struct flow_actions *out;
	size_t told;			/* actions that the transcript has named */
	int64_t now_ms;
};

static char *describe(const struct flow_action *a)
{
	char *s;

	switch (a->type) {
	case FLOW_SAY:
		return talloc_asprintf(ctx, "say %s", a->key);
	case FLOW_WAIT:
		return talloc_asprintf(ctx, "ask %s%s%s", a->key, a->again_key ? " again " : "",
				       a->again_key ? a->again_key : "");
	case FLOW_END:
		return talloc_asprintf(ctx, "end %s", flow_end_name(a->end));
	case FLOW_EFFECT:
		break;
	}
	s = talloc_asprintf(ctx, "do %s", a->effect);
	for (size_t i = 0; i < a->args_len; i++)
		s = a->args[i].value.type == FLOW_TEXT ?
			talloc_asprintf_append(s, " %s", a->args[i].value.text) :
			talloc_asprintf_append(s, " %" PRId64, a->args[i].value.number);
	return s;
}

static void all_told(struct stage *s)
{
	for (; s->told < s->out->len; s->told++) {
		print_message("the page does not tell: %s\n", describe(&s->out->list[s->told]));
		fail();
	}
	s->out = flow_actions_new(ctx);
	s->told = 0;
}

static void play_line(struct stage *s, const char *line)
{
	int64_t ms;

	if (line[0] == '>') {
		all_told(s);
		assert_true(flow_input(s->st, &s->host, line + 2, s->now_ms, s->out));
	} else if (strncmp(line, "... ", 4) == 0) {
		all_told(s);
		assert_int_equal(duration_parse(line + 4, &ms), 0);
		s->now_ms += ms;
		assert_true(flow_silence(s->st, &s->host, s->now_ms, s->out));
	} else if (line[0] == '=') {
		all_told(s);
		assert_true(flow_effect_done(s->st, &s->host, line + 2, NULL, s->now_ms, s->out));
	} else {
		assert_true(s->told < s->out->len);
		assert_string_equal(describe(&s->out->list[s->told]), line);
		s->told++;
	}
}

static void play(struct flow_set *set, const struct flow *flow, char *transcript)
{
	const struct flow_arg vars[] = { { "rest", FLOW_STRING("food") }, { .name = NULL } };
	struct stage s = {
		.set = set, .flow = flow, .now_ms = 1000,
		.host = { .langs = words_languages(words), .word = word },
	};
	char *save = NULL;

	s.out = flow_actions_new(ctx);
	s.st = flow_start(ctx, set, flow, &s.host, strstr(flow_source(flow), "takes rest") ?
			  vars : NULL, s.now_ms, s.out);
	for (char *line = strtok_r(transcript, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		play_line(&s, line);
	all_told(&s);
	assert_int_equal(flow_state_waiting(s.st), FLOW_WAITS_NOT);
}

/* --- Tests ---------------------------------------------------------------------------------- */

static const struct flow *load_example(struct flow_set *set, const char *source)
{
	struct flow_problems problems = { 0 };
	const struct flow *f;
	size_t bad = 0;

	assert_int_equal(flow_set_load_dir(set, TOP_SRCDIR "/flows", &problems), 0);
	f = flow_set_add(set, "example", VIEW_STR(source), &problems);
	if (f)
		flow_check(set, vet_words(ctx, words), &problems);
	for (size_t i = 0; i < problems.len; i++) {
		if (strcmp(problems.list[i].file, "example") != 0)
			continue;
		print_message("%s\n", flow_problem_format(ctx, &problems.list[i]));
		bad += problems.list[i].severity != FLOW_NOTE;
	}
	assert_non_null(f);
	assert_int_equal(bad, 0);
	flow_problems_clear(&problems);
	return f;
}

/* The tests of a flow's own file, or of a block of tests behind it. */
static int play_tests(struct flow_set *set, const char *source)
{
	struct flow_tests *tests = flow_tests_new(ctx);
	struct flow_problems problems = { 0 };
	const char *const langs[] = { "en", NULL };
	int n = 0;

	flow_tests_add(tests, "example", VIEW_STR(source), &problems);
	for (const struct flow_test *t = flow_tests_next(tests, NULL); t;
	     t = flow_tests_next(tests, t), n++)
		for (int voice = 0; voice <= 1; voice++) {
			const struct flow_stage stage = { .set = set, .lang = "en", .langs = langs,
							  .voice = voice, .word = word };

			assert_true(flow_test_in(t, "en"));
			flow_test_play(t, &stage, &problems);
		}
	for (size_t i = 0; i < problems.len; i++)
		print_message("%s\n", flow_problem_format(ctx, &problems.list[i]));
	assert_int_equal(problems.errors, 0);
	flow_problems_clear(&problems);
	return n;
}

static void test_examples(void **state)
{
	const char *p = page;
	char kind[20], *block;
	struct flow_set *set = NULL;
	const struct flow *flow = NULL;
	int flows = 0, transcripts = 0, tests = 0;

	while ((block = next_block(&p, kind))) {
		if (strcmp(kind, "flow") == 0) {
			set = flow_set_new(ctx, &flow_vocabulary_standard);
			flow = load_example(set, block);
			tests += play_tests(set, block);
			flows++;
		} else if (strcmp(kind, "test") == 0) {
			tests += play_tests(set, block);
		} else if (strcmp(kind, "transcript") == 0) {
			assert_non_null(flow);
			play(set, flow, block);
			transcripts++;
		}
	}
	assert_true(flows >= 4);
	assert_true(transcripts >= 8);
	assert_true(tests >= 3);
}

static void test_faults(void **state)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	char *got = talloc_strdup(ctx, ""), *faulty = NULL, *shown = NULL, *block;
	const char *p = page;
	char kind[20];

	while ((block = next_block(&p, kind))) {
		if (strcmp(kind, "faulty") == 0)
			faulty = block;
		else if (strcmp(kind, "problems") == 0)
			shown = block;
	}
	assert_non_null(faulty);
	assert_null(flow_set_add(set, "broken.flow", VIEW_STR(faulty), &problems));
	for (size_t i = 0; i < problems.len; i++)
		got = talloc_asprintf_append(got, "%s\n",
					     flow_problem_format(ctx, &problems.list[i]));
	assert_string_equal(got, shown);
	flow_problems_clear(&problems);
}

static void assert_on_page(const char *row)
{
	if (!strstr(page, row))
		print_message("docs/flows.md lacks: %s\n", row);
	assert_non_null(strstr(page, row));
}

static void test_tables(void **state)
{
	const struct flow_vocabulary *v = &flow_vocabulary_standard;

	for (size_t i = 0; i < v->effects_len; i++) {
		assert_on_page(talloc_asprintf(ctx, "| `%s`", v->effects[i].name));
		assert_on_page(talloc_asprintf(ctx, "| %s |", v->effects[i].help));
	}
	for (size_t i = 0; i < v->tells_len; i++) {
		const struct flow_tells_spec *t = &v->tells[i];

		assert_on_page(talloc_asprintf(ctx, "`%s%s%s`", t->effect, t->first ? " " : "",
					       t->first ? t->first : ""));
		assert_on_page(talloc_asprintf(ctx, "| %s%s gets `%s` |",
					       strcmp(t->who, "peer") == 0 ?
					       "a " : "", t->who, t->key));
		if (t->reason)
			assert_on_page(t->reason);
	}
	for (size_t i = 0; i < v->variables_len; i++)
		assert_on_page(talloc_asprintf(ctx, "| `%s` | %s |", v->variables[i].name,
					       v->variables[i].help));
	for (const char *const *f = flow_function_names(); *f; f++)
		assert_on_page(talloc_asprintf(ctx, "`%s(", *f));
	for (int e = FLOW_END_DONE; e <= FLOW_END_BROKEN; e++)
		assert_on_page(talloc_asprintf(ctx, "`%s`", flow_end_name(e)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples), cmocka_unit_test(test_faults),
		cmocka_unit_test(test_tables),
	};

	base_init(NULL, "docs_test");
	return cmocka_run_group_tests(tests, read_page, drop_page);
}
