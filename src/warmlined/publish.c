// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Before flows go to people: they and the words that they say are looked at as
 * `warmline-flow check` does, with the catalogues as their folder has them now; and
 * when they go in force these words do, too, or nobody could text a keyword.
 */
#include "warmlined/house_int.h"

#include "flow/flow.h"
#include "vet/vet.h"

/* How many errors, and the first as a sentence. */
static int refuse(const struct flow_problems *problems, struct err *err)
{
	void *mem = talloc_new(NULL);
	const char *first = NULL;

	for (size_t i = 0; i < problems->len && !first; i++)
		if (problems->list[i].severity == FLOW_ERROR)
			first = flow_problem_format(mem, &problems->list[i]);
	if (first)
		err_set(err, EINVAL, "%zu error%s, the first: %s", problems->errors,
			problems->errors == 1 ? "" : "s", first);
	talloc_free(mem);
	return first ? -EINVAL : 0;
}

struct words *house_words_read(struct house *h, void *ctx, struct err *err)
{
	struct words *words = words_load_since(ctx, h->options.prompts_dir,
					       care_deps(h->care)->words, err);

	if (words && house_live_check(h, words, err) < 0)
		TALLOC_FREE(words);
	return words;
}

static struct vet vet_with(struct house *h, const struct words *words, const struct flow_set *flows)
{
	return (struct vet){ .flows = flows, .words = words, .prompts_dir = h->options.prompts_dir,
			     .lexicon = care_deps(h->care)->lexicon, .now_ms = clock_wall_ms() };
}

int house_vet(struct house *h, const struct words *words, const struct flow_set *flows,
	      const struct flow *flow, struct err *err)
{
	struct vet v = vet_with(h, words, flows);
	struct flow_problems problems = { 0 };
	int rc;

	if (flow)
		vet_flow(&v, flow, &problems);
	else
		vet_flows(&v, &problems);
	rc = refuse(&problems, err);
	flow_problems_clear(&problems);
	return rc;
}

void house_words_take(struct house *h, struct words *words)
{
	struct words *before = care_deps(h->care)->words;

	care_set_words(h->care, talloc_steal(h->reading, words));
	talloc_free(before);
}
