// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow test: plays what authors wrote beside their flows, in each language
 * and by both channels, and says what nobody tried. */
#include <stdio.h>

#include "flow/flow_look.h"
#include "flow/flow_play.h"
#include "tools/flow_tool.h"
#include "vet/vet.h"
#include "base/mem.h"

enum { LANGS_MAX = 24 };

/* A place in a flow, and whether a test came to it. */
struct place {
	const char *flow, *step, *text, *file;
	int line, column;
	bool branch, came;
};
struct testing {
	const struct flow_tool_options *opt;
	struct flow_set *set;
	struct words *words;
	struct flow_tests *tests;
	struct place *places;
	size_t places_len, tests_len, plays, wrong;
	const struct flow *flow;	/* for place_add() */
	const char *langs[LANGS_MAX];
};

/* --- Words --------------------------------------------------------------------------- */

static const char *word(void *arg, const char *lang, const char *key)
{
	struct testing *t = arg;

	return words_own(t->words, lang, key);
}

/* On a call the names behind `keys-for` are said as options are. */
static char *with_names(void *ctx, struct words *words, const struct words_for *who, char *text,
			const struct flow_action *a)
{
	if (who->channel != WORDS_VOICE)
		return text;
	for (size_t i = 0; i < a->names_len; i++)
		text = talloc_asprintf(ctx, "%s %s", text, words_render(ctx, words, who,
			"voice.option", WORDS_ARGS(WORDS_TEXT("word", a->names[i]),
						   WORDS_NUMBER("number", (int)i + 1))));
	if (a->names_len && a->more)
		text = talloc_asprintf(ctx, "%s %s", text, words_render(ctx, words, who,
			"voice.more", WORDS_ARGS(WORDS_NUMBER("number", a->more))));
	return text;
}

char *flow_tool_render(void *ctx, struct words *words, const char *lang, bool voice,
		       const struct flow_action *a)
{
	const struct words_for who = { .lang = lang, .channel = voice ? WORDS_VOICE : WORDS_SMS };
	const struct words_arg *samples = vet_samples();
	size_t n = 0, len = 0;
	struct words_option options[8];
	struct words_arg *args;
	char *text;

	while (samples[n].name)
		n++;
	args = talloc_zero_array(ctx, struct words_arg, a->args_len + n + 1);
	for (size_t i = 0; i < a->args_len; i++) {
		const struct flow_value *v = &a->args[i].value;

		if (!a->args[i].name || v->type == FLOW_NOTHING)
			continue;
		args[len].name = a->args[i].name;
		if (v->type == FLOW_TEXT)
			args[len].text = v->text;
		else
			args[len].number = v->type == FLOW_BOOL ? v->truth : v->number;
		len++;
	}
	memcpy(args + len, samples, n * sizeof(args[0]));
	for (n = 0; n < a->options_len && n < ARRAY_LEN(options); n++)
		options[n] = (struct words_option){ a->options[n].number, a->options[n].key };
	if (a->again_key) {
		text = n ? words_render_choice(ctx, words, &who, a->again_key, args, options, n) :
			words_render(ctx, words, &who, a->again_key, args);
		return voice ? with_names(ctx, words, &who, talloc_asprintf(ctx, "%s %s", text,
			words_render_choice(ctx, words, &who, a->key, args, options, n)), a) : text;
	}
	text = n ? words_render_choice(ctx, words, &who, a->key, args, options, n) :
		words_render(ctx, words, &who, a->key, args);
	return with_names(ctx, words, &who, text, a);
}

static char *render(void *arg, void *ctx, const struct flow_stage *stage,
		    const struct flow_action *a)
{
	struct testing *t = arg;

	if (!words_own(t->words, stage->lang, a->again_key ? a->again_key : a->key))
		return NULL;
	return flow_tool_render(ctx, t->words, stage->lang, stage->voice, a);
}

static void shown(void *arg, enum flow_shown who, const char *text)
{
	static const char *const names[] = {
		"member  ", "phone   ", "service ", "        ", "  peer  ", "  staff "
	};

	printf("    %s%s\n", names[who], text);
}

/* --- Coverage ------------------------------------------------------------------------- */

static void place_add(void *arg, const struct flow_point *p)
{
	struct testing *t = arg;

	for (size_t i = 0; i < t->places_len; i++)	/* a question's words under each item */
		if (t->places[i].line == p->line && t->places[i].column == p->column &&
		    strcmp(t->places[i].flow, flow_name(t->flow)) == 0)
			return;
	t->places = talloc_realloc(t->tests, t->places, struct place, t->places_len + 1);
	t->places[t->places_len++] = (struct place){
		flow_name(t->flow), p->step, talloc_strdup(t->tests, p->text), flow_file(t->flow),
		p->line, p->column, p->branch, false };
}

static void came(void *arg, const struct flow *flow, int line, int column)
{
	struct testing *t = arg;

	for (size_t i = 0; i < t->places_len; i++)
		if (t->places[i].line == line && t->places[i].column == column &&
		    strcmp(t->places[i].flow, flow_name(flow)) == 0)
			t->places[i].came = true;
}

static bool wanted(const struct testing *t, const char *flow)
{
	for (size_t i = 0; i < t->opt->files_len; i++)
		if (strcmp(t->opt->files[i], flow) == 0)
			return true;
	return t->opt->files_len == 0;
}

static int percent(size_t part, size_t whole)
{
	return whole ? (int)(part * 100 / whole) : 100;
}

static void report(const struct testing *t)
{
	size_t seen[2] = { 0 }, all[2] = { 0 };

	for (size_t i = 0; i < t->places_len; i++) {
		const struct place *p = &t->places[i];

		if (!wanted(t, p->flow))
			continue;
		all[p->branch]++;
		seen[p->branch] += p->came;
		if (!p->came && t->opt->notes)
			printf("%s:%d:%d: note: never tried: %s\n", p->file, p->line,
			       p->column < 0 ? -p->column : p->column, p->text);
	}
	printf("lines: %d %% (%zu of %zu), branches: %d %% (%zu of %zu)\n",
	       percent(seen[0], all[0]), seen[0], all[0], percent(seen[1], all[1]),
	       seen[1], all[1]);
}

/* --- Playing --------------------------------------------------------------------------- */

/* This language first: it is how words are looked up. */
static void order_langs(struct testing *t, const char *lang)
{
	const char *const *all = words_languages(t->words);
	size_t n = 0;

	t->langs[n++] = lang;
	for (; *all && n < LANGS_MAX - 1; all++)
		if (strcmp(*all, lang) != 0)
			t->langs[n++] = *all;
	t->langs[n] = NULL;
}

static void play(struct testing *t, const struct flow_test *test, const char *lang, bool voice,
		 struct flow_problems *problems)
{
	struct flow_stage stage = {
		.set = t->set, .lang = lang, .langs = t->langs, .voice = voice, .word = word,
		.render = render, .came = came, .shown = t->opt->show ? shown : NULL, .arg = t };
	enum flow_played got;

	order_langs(t, lang);
	if (t->opt->show)
		printf("\n  %s, %s\n", lang, voice ? "on a call" : "by text");
	got = flow_test_play(test, &stage, problems);
	if (t->opt->show && got == FLOW_PLAYED_NOT)
		printf("    (cannot be pressed)\n");
	t->plays += got != FLOW_PLAYED_NOT;
	t->wrong += got == FLOW_PLAYED_WRONG;
}

static void play_all(struct testing *t, struct flow_problems *problems)
{
	for (const struct flow_test *test = flow_tests_next(t->tests, NULL); test;
	     test = flow_tests_next(t->tests, test)) {
		if (!wanted(t, flow_test_flow(test)))
			continue;
		t->tests_len++;
		if (t->opt->show)
			printf("\n%s: %s\n", flow_test_flow(test), flow_test_name(test));
		for (const char *const *lang = words_languages(t->words); *lang; lang++) {
			if (!flow_test_in(test, *lang) ||
			    (t->opt->lang && strcmp(*lang, t->opt->lang) != 0))
				continue;
			play(t, test, *lang, false, problems);
			play(t, test, *lang, true, problems);
		}
	}
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct testing t = { .opt = opt, .set = flow_set_new(ctx, &flow_vocabulary_standard),
			     .tests = flow_tests_new(ctx) };
	struct flow_problems problems = { 0 };
	struct err err;

	t.words = words_load(ctx, opt->prompts, &err);
	if (!t.words) {
		printf("%s\n", err.text);
		return 2;
	}
	if (flow_set_load_dir(t.set, opt->flows, &problems) == 0 &&
	    flow_tests_load_dir(t.tests, opt->flows, &problems) == 0 && problems.errors == 0) {
		if (!flow_tool_knows(ctx, t.set, opt))
			return 2;
		for (t.flow = flow_set_next(t.set, NULL); t.flow;
		     t.flow = flow_set_next(t.set, t.flow))
			flow_each_point(t.flow, place_add, &t);
		play_all(&t, &problems);
	}
	for (size_t i = 0; i < problems.len; i++)
		printf("%s\n", flow_problem_format(ctx, &problems.list[i]));
	printf("%s%zu tests, played %zu times: %zu not as written\n", opt->show ? "\n" : "",
	       t.tests_len, t.plays, t.wrong);
	report(&t);
	size_t errors = problems.errors;
	flow_problems_clear(&problems);
	return errors || t.wrong ? 1 : 0;
}

const struct flow_tool_command flow_tool_test = {
	.name = "test", .args = "[--flows DIR] [--prompts DIR] [--lang LANG] [--show] "
	"[--notes] [FLOW...]",
	.help = "plays the tests beside the flows, in each language, by text and by voice",
	.takes_files = true, .run = run,
};
