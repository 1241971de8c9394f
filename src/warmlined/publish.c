// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Before a flow goes to people: it and the words that it says are looked at as
 * `warmline-flow check` does, with the catalogues as their folder has them now; and
 * when it goes in force these words do, too, or nobody could text its keyword.
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

struct words *house_vet(struct house *h, void *ctx, const struct flow_set *flows,
			const struct flow *flow, struct err *err)
{
	struct words *words = words_load(ctx, h->options.prompts_dir, err);
	struct flow_problems problems = { 0 };
	int rc;

	if (!words)
		return NULL;
	vet_flow(&(struct vet){ .flows = flows, .words = words,
				.prompts_dir = h->options.prompts_dir,
				.lexicon = care_deps(h->care)->lexicon,
				.now_ms = clock_wall_ms() }, flow, &problems);
	rc = refuse(&problems, err);
	if (rc == 0)
		rc = house_live_check(h, words, err);
	flow_problems_clear(&problems);
	if (rc == 0)
		return words;
	talloc_free(words);
	return NULL;
}

void house_words_take(struct house *h, struct words *words)
{
	struct words *before = care_deps(h->care)->words;

	care_set_words(h->care, talloc_steal(h->reading, words));
	talloc_free(before);
}
