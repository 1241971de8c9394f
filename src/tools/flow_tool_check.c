// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow check: are these flows and words fit for people? */
#include <stdio.h>
#include <unistd.h>

#include "tools/flow_tool.h"
#include "vet/vet.h"

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
		const char *dir = talloc_asprintf(ctx, "%s/lexicon", opt->flows);
		struct lexicon *lexicon = access(dir, R_OK) == 0 ? lexicon_load(ctx, dir, &err) :
			NULL;

		vet_all(&(struct vet){ .flows = set, .words = words, .prompts_dir = opt->prompts,
				       .lexicon = lexicon, .now_ms = clock_wall_ms() }, &problems);
	}
	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f))
		flows++;
	warnings = print(ctx, &problems, opt->notes);
	errors = problems.errors;
	printf("%zu flows: %zu errors, %zu warnings\n", flows, errors, warnings);
	flow_problems_clear(&problems);
	return errors ? 1 : 0;
}

const struct flow_tool_command flow_tool_check = {
	.name = "check", .args = "[--flows DIR] [--prompts DIR] [--notes]",
	.help = "reads every flow and catalogue and says what is wrong with them",
	.run = run,
};
