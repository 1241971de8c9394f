// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow check: are these flows and words fit for people? */
#include <stdio.h>

#include "tools/flow_tool.h"

static void print_word_problem(void *arg, enum words_severity severity, const char *sentence)
{
	static const char *const names[] = { "note", "warning", "error" };

	if (severity == WORDS_ERROR)
		printf("prompts: %s: %s\n", names[severity], sentence);
}

static size_t print(void *ctx, const struct flow_problems *problems, bool notes)
{
	size_t warnings = 0;

	for (size_t i = 0; i < problems->len; i++) {
		const struct flow_problem *p = &problems->list[i];

		warnings += p->severity == FLOW_WARNING;
		if (p->severity != FLOW_NOTE || notes)
			printf("%s\n", flow_problem_format(ctx, p));
	}
	return warnings;
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	struct err err;
	struct words *words = words_load(ctx, opt->prompts, &err);
	size_t flows = 0, warnings, errors;

	if (!words) {
		printf("%s\n", err.text);
		return 2;
	}
	if (flow_set_load_dir(set, opt->flows, &problems) == 0) {
		flow_tool_check_all(set, words, &problems);
		flow_tool_look(opt, set, words, clock_wall_ms(), &problems);
	}
	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f))
		flows++;
	warnings = print(ctx, &problems, opt->notes);
	errors = problems.errors + words_check(words, print_word_problem, NULL);
	printf("%zu flows: %zu errors, %zu warnings\n", flows, errors, warnings);
	flow_problems_clear(&problems);
	return errors ? 1 : 0;
}

const struct flow_tool_command flow_tool_check = {
	.name = "check", .args = "[--flows DIR] [--prompts DIR] [--notes]",
	.help = "reads every flow and catalogue and says what is wrong with them",
	.run = run,
};
