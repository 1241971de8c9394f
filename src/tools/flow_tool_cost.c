// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-flow cost: what each path through a flow costs in texts, by language.
 * The paths are the tests that stand beside the flows: those that people take,
 * and each with a name.
 */
#include <stdio.h>
#include <stdlib.h>

#include "flow/flow_play.h"
#include "text/text.h"
#include "tools/flow_tool.h"

struct costing {
	struct words *words;
	const char *lang;
	int out, in;
};

static const char *word(void *arg, const char *lang, const char *key)
{
	struct costing *c = arg;

	return words_own(c->words, lang, key);
}

static char *render(void *arg, void *ctx, const struct flow_stage *stage,
		    const struct flow_action *a)
{
	struct costing *c = arg;

	return flow_tool_render(ctx, c->words, stage->lang, false, a);
}

/* The member's phone; what peers and staff get goes on another account. */
static void shown(void *arg, enum flow_shown who, const char *text)
{
	struct costing *c = arg;
	struct text_size size = { .segments = 1 };

	c->in += who == FLOW_SHOWN_MEMBER;
	if (who != FLOW_SHOWN_PHONE)
		return;
	if (text_measure(text, strlen(text), TEXT_REF_8, &size) < 0)
		size.segments = 99;
	c->out += (int)size.segments;
}

static void cost_one(const struct flow_tool_options *opt, struct flow_set *set, struct words *words,
		     const struct flow_test *test)
{
	double price = opt->price ? strtod(opt->price, NULL) : 0;
	struct costing c = { .words = words };

	printf("%-16.16s %-44.44s", flow_test_flow(test), flow_test_name(test));
	for (const char *const *lang = words_languages(words); *lang; lang++) {
		const char *const langs[] = { *lang, "en", NULL };
		const struct flow_stage stage = {
			.set = set, .lang = *lang, .langs = langs, .word = word, .render = render,
			.shown = shown, .arg = &c };

		if ((opt->lang && strcmp(opt->lang, *lang) != 0) || !flow_test_in(test, *lang))
			continue;
		c.out = c.in = 0;
		if (flow_test_play(test, &stage, NULL) != FLOW_PLAYED)
			printf("  %s ?", *lang);
		else if (price > 0)
			printf("  %s %2d %6.2f", *lang, c.out, price * c.out);
		else
			printf("  %s %2d", *lang, c.out);
	}
	printf("  sent %d\n", c.in);
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_tests *tests = flow_tests_new(ctx);
	struct flow_problems problems = { 0 };
	struct err err;
	struct words *words = words_load(ctx, opt->prompts, &err);

	if (!words) {
		printf("%s\n", err.text);
		return 2;
	}
	if (flow_set_load_dir(set, opt->flows, &problems) < 0 ||
	    flow_tests_load_dir(tests, opt->flows, &problems) < 0 || problems.errors) {
		printf("the flows or their tests are not sound: warmline-flow check\n");
		flow_problems_clear(&problems);
		return 1;
	}
	if (!flow_tool_knows(ctx, set, opt))
		return 2;
	printf("Segments to the member on each path%s; \"sent\" is what the member sends.\n",
	       opt->price ? ", and their price" : "");
	for (const struct flow_test *t = flow_tests_next(tests, NULL); t;
	     t = flow_tests_next(tests, t)) {
		bool wanted = opt->files_len == 0;

		for (size_t i = 0; i < opt->files_len; i++)
			wanted |= strcmp(opt->files[i], flow_test_flow(t)) == 0;
		if (wanted)
			cost_one(opt, set, words, t);
	}
	return 0;
}

const struct flow_tool_command flow_tool_cost = {
	.name = "cost", .args = "[--flows DIR] [--prompts DIR] [--lang LANG] [--price N] [FLOW...]",
	.help = "says what each tested path costs in texts, by language",
	.takes_files = true, .run = run,
};
