// SPDX-License-Identifier: AGPL-3.0-or-later
/* Where a statement can lead, which keys and names it uses: for the checker. */
#include <stdlib.h>

#include "flow/flow_int.h"
#include "base/mem.h"

void flow_each_target(const struct flow *f, const struct flow_stmt *s,
		      void (*cb)(void *arg, const struct flow_target *t), void *arg)
{
	if (s->kind == STMT_GOTO || s->kind == STMT_IF ||
	    (s->kind == STMT_CALL && s->target.to != TO_NEXT))
		cb(arg, &s->target);
	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].target.to != TO_NEXT)
			cb(arg, &s->branches[i].target);
	if (s->kind != STMT_ASK)
		return;
	if (s->silence_ms)
		cb(arg, &s->silence);
	else if (f->silence_ms)
		cb(arg, &f->silence);
	if (s->retry.to != TO_NEXT)
		cb(arg, &s->retry);
}

static bool has_else(const struct flow_stmt *s)
{
	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].kind == BRANCH_ELSE)
			return true;
	return false;
}

bool flow_has_outcome(const struct flow_stmt *s, const char *outcome)
{
	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].kind == BRANCH_ELSE ||
		    (s->branches[i].kind == BRANCH_WORD &&
		     strcmp(s->branches[i].word, outcome) == 0))
			return true;
	return false;
}

static bool number_covered(const struct flow_stmt *s)
{
	for (int64_t n = s->low; n <= s->high; n++) {
		bool hit = false;

		if (n - s->low > 1000)
			return false;	/* nobody writes a branch for each of these */
		for (size_t i = 0; i < s->branches_len && !hit; i++)
			hit = s->branches[i].kind == BRANCH_RANGE && n >= s->branches[i].low &&
				n <= s->branches[i].high;
		if (!hit)
			return false;
	}
	return true;
}

static bool all_outcomes(const struct flow_vocabulary *v, const struct flow_stmt *s,
			 const char *effect)
{
	const struct flow_effect_spec *spec = flow_effect_find(v, effect);
	bool pin = s->kind == STMT_ASK;	/* a wrong or weak PIN is asked again by itself */

	for (const char *const *o = spec ? spec->outcomes : NULL; o && *o; o++)
		if (!flow_has_outcome(s, *o) &&
		    !(pin && (strcmp(*o, "wrong") == 0 || strcmp(*o, "weak") == 0)))
			return false;
	return spec && spec->outcomes;
}

bool flow_goes_on(const struct flow_vocabulary *v, const struct flow_stmt *s)
{
	switch (s->kind) {
	case STMT_GOTO:
	case STMT_END:
	case STMT_RETURN:
		return false;
	case STMT_CALL:
		return s->target.to == TO_NEXT;
	case STMT_EFFECT:
		return s->branches_len == 0 || !(has_else(s) || all_outcomes(v, s, s->key));
	case STMT_ASK:
		break;
	default:
		return true;
	}
	if (s->ask == FLOW_ASK_CHOICE) {
		for (size_t i = 0; i < s->branches_len; i++)
			if (s->branches[i].target.to == TO_NEXT)
				return true;
		return false;
	}
	if (has_else(s))
		return false;
	if (s->ask == FLOW_ASK_NUMBER)
		return !number_covered(s);
	if (s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN)
		return !all_outcomes(v, s, s->ask == FLOW_ASK_PIN ? "pin-check" : "pin-set");
	return true;
}

void flow_each_key(const struct flow *f, void (*cb)(void *arg, const struct flow_key_use *use),
		   void *arg)
{
	for (size_t i = 0; i < f->triggers_len; i++)
		cb(arg, &(struct flow_key_use){ f->triggers[i].key, f->triggers[i].line,
						f->triggers[i].column, USE_TRIGGER, NULL });
	for (size_t i = 0; i < f->steps_len; i++)
		for (size_t j = 0; j < f->steps[i].len; j++) {
			const struct flow_stmt *s = &f->steps[i].stmts[j];
			bool ask = s->kind == STMT_ASK;
			bool outcomes = ask && (s->ask == FLOW_ASK_PIN ||
						s->ask == FLOW_ASK_NEW_PIN);

			if (ask || s->kind == STMT_SAY)
				cb(arg, &(struct flow_key_use){ s->key, s->line, s->column,
								ask ? USE_ASK : USE_SAY, s });
			if (s->retry_key)
				cb(arg, &(struct flow_key_use){ s->retry_key, s->line, s->column,
								USE_SAY, s });
			for (size_t k = 0; ask && !outcomes && k < s->branches_len; k++)
				if (s->branches[k].word)
					cb(arg, &(struct flow_key_use){
						s->branches[k].word, s->branches[k].line,
						s->branches[k].column, USE_WORD, s });
		}
}

struct key_list {
	const char **list;
	size_t len;
};

static void collect(void *arg, const struct flow_key_use *use)
{
	struct key_list *keys = arg;

	keys->list = talloc_realloc(NULL, keys->list, const char *, keys->len + 2);
	keys->list[keys->len++] = use->key;
	keys->list[keys->len] = NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, each once. */
static const char *const *sorted(struct key_list *keys)
{
	size_t len = 0;

	if (keys->len)
		qsort(keys->list, keys->len, sizeof(keys->list[0]), by_name);
	for (size_t i = 0; i < keys->len; i++)
		if (len == 0 || strcmp(keys->list[len - 1], keys->list[i]) != 0)
			keys->list[len++] = keys->list[i];
	keys->list[len] = NULL;
	return keys->list;
}

const char *const *flow_keys(void *ctx, const struct flow_set *set)
{
	struct key_list keys = { .list = talloc_zero_array(ctx, const char *, 1) };

	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f))
		flow_each_key(f, collect, &keys);
	return sorted(&keys);
}

const char *const *flow_keys_of(void *ctx, const struct flow *flow)
{
	struct key_list keys = { .list = talloc_zero_array(ctx, const char *, 1) };

	flow_each_key(flow, collect, &keys);
	return sorted(&keys);
}
