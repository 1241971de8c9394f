// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The checker's view of questionnaires: the bands cover every score once, and
 * somewhere a bad result leads to a human.  (Which items ask about danger is
 * known to the words, not here: vet/vet_look.c.)
 */
#include <inttypes.h>

#include "flow/flow_int.h"
#include "base/mem.h"

enum { WALK_MAX = 2000 };

/* --- Does a way lead to a human? -------------------------------------------------- */

struct walk {
	const struct flow_set *set;
	struct { const struct flow *flow; int step; } list[WALK_MAX];
	size_t len;
	const struct flow *flow;
	bool found;
};

static void walk_add(struct walk *w, const struct flow *f, int step)
{
	if (!f || step < 0)
		return;
	for (size_t i = 0; i < w->len; i++)
		if (w->list[i].flow == f && w->list[i].step == step)
			return;
	if (w->len == WALK_MAX)
		return;
	w->list[w->len].flow = f;
	w->list[w->len++].step = step;
}

static void walk_target(void *arg, const struct flow_target *t)
{
	struct walk *w = arg;

	if (t->to == TO_STEP)
		walk_add(w, w->flow, t->step);
}

static bool is_human(const char *effect)
{
	static const char *const effects[] = {
		"raise", "queue", "person", "safety", "hand-over", "bridge", "call-back",
		"safeguard", "worried"
	};

	for (size_t i = 0; i < ARRAY_LEN(effects); i++)
		if (strcmp(effects[i], effect) == 0)
			return true;
	return false;
}

bool flow_reaches_human(const struct flow_set *set, const struct flow *f,
			const struct flow_target *t)
{
	struct walk *w = talloc_zero(NULL, struct walk);
	bool found;

	w->set = set;
	w->flow = f;
	walk_target(w, t);
	for (size_t i = 0; i < w->len && !w->found; i++) {
		const struct flow_step *step = &w->list[i].flow->steps[w->list[i].step];

		w->flow = w->list[i].flow;
		for (size_t j = 0; j < step->len; j++) {
			const struct flow_stmt *s = &step->stmts[j];

			w->found |= s->kind == STMT_EFFECT && is_human(s->key);
			flow_each_target(w->flow, s, walk_target, w);
			if (s->kind == STMT_CALL)
				walk_add(w, flow_set_find(set, s->key), 0);
		}
	}
	found = w->found;
	talloc_free(w);
	return found;
}

/* --- Bands -------------------------------------------------------------------------- */

static void check_bands(struct flow_checker *ck, const struct flow_questionnaire *q)
{
	int64_t low = 0, high = 0;

	for (size_t i = 0; i < q->items_len; i++) {
		low += q->items[i].low - q->items[i].less;
		high += q->items[i].high - q->items[i].less;
	}
	low *= q->times;
	high *= q->times;
	for (size_t i = 0; i < q->bands_len; i++) {
		const struct flow_band *b = &q->bands[i];
		int64_t from = i ? q->bands[i - 1].high + 1 : low;

		if (b->low != from)
			flow_complain(ck, FLOW_ERROR, b->line, b->column,
				      "the band `%s` begins at %"
				      PRId64 "; the score goes from %" PRId64 " to %" PRId64
				      ", and here %" PRId64 " is next", b->name, b->low, low,
				      high, from);
	}
	if (q->bands[q->bands_len - 1].high != high)
		flow_complain(ck, FLOW_ERROR, q->bands[q->bands_len - 1].line,
			      q->bands[q->bands_len - 1].column, "the last band ends at %" PRId64
			      ", the highest score is %" PRId64,
			      q->bands[q->bands_len - 1].high, high);
}

static void check_one(struct flow_checker *ck, const struct flow_questionnaire *q)
{
	bool human = false;

	if (q->items_len == 0 || q->bands_len == 0)
		return;
	check_bands(ck, q);
	for (size_t i = 0; i < q->bands_len; i++)
		human |= flow_reaches_human(ck->set, ck->flow, &q->bands[i].target);
	if (!human)
		flow_complain(ck, FLOW_ERROR, q->line, q->column,
			      "no band of `%s` leads to a human: do not ask what nobody will "
			      "act on", q->name);
	for (size_t i = 0; i < q->items_len; i++) {
		const struct flow_item *it = &q->items[i];

		if (it->has_rule && !flow_reaches_human(ck->set, ck->flow, &it->target))
			flow_complain(ck, FLOW_ERROR, it->target.line, it->target.column,
				      "the safety rule of `%s` leads to no human", it->key);
	}
}

void flow_check_scores(struct flow_checker *ck)
{
	for (size_t i = 0; i < ck->flow->questionnaires_len; i++)
		check_one(ck, &ck->flow->questionnaires[i]);
}
