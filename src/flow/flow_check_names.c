// SPDX-License-Identifier: AGPL-3.0-or-later
/* The checker: effects, variables and flows that a file names do exist. */
#include <stdlib.h>

#include "flow/flow_int.h"
#include "base/mem.h"

/* --- Variables ----------------------------------------------------------------------- */

/* By a statement of its own, or by what an effect brings. */
static bool gives(const struct flow *f, const struct flow_stmt *s, const char *name)
{
	const char *brings = s->kind == STMT_EFFECT && f->set ?
		flow_effect_brings(f->set->vocabulary, s->key) : NULL;

	return (s->var && strcmp(s->var, name) == 0) || (brings && strcmp(brings, name) == 0);
}

bool flow_variable_known(const struct flow *f, const char *name)
{
	static const char *const always[] = {
		"answer", "result", "low", "high", "options", "turn"
	};

	for (size_t i = 0; i < ARRAY_LEN(always); i++)
		if (strcmp(always[i], name) == 0)
			return true;
	for (size_t i = 0; i < f->takes_len; i++)
		if (strcmp(f->takes[i], name) == 0)
			return true;
	for (size_t i = 0; i < f->questionnaires_len; i++)
		if (strcmp(name, "score") == 0 || strcmp(name, "band") == 0)
			return true;
	for (size_t i = 0; i < f->steps_len; i++)
		for (size_t j = 0; j < f->steps[i].len; j++)
			if (gives(f, &f->steps[i].stmts[j], name))
				return true;
	return false;
}

static void check_name(void *arg, const struct flow_expr *e)
{
	struct flow_checker *ck = arg;
	const struct flow_vocabulary *v = ck->set->vocabulary;
	void *tmp = talloc_new(NULL);
	const char **names = talloc_zero_array(tmp, const char *, v->variables_len + 1);

	if (!strchr(e->name, '.')) {
		if (!flow_variable_known(ck->flow, e->name))
			flow_complain(ck, FLOW_ERROR, e->line, e->column,
				 "nothing in this flow gives `%s` a value: `set` it, `ask ... as` "
				 "it, or name it in `takes`", e->name);
		goto out;
	}
	for (size_t i = 0; i < v->variables_len; i++) {
		size_t len = strlen(v->variables[i].name);

		names[i] = v->variables[i].name;
		if (strcmp(names[i], e->name) == 0)
			goto out;
		/* "tag.*": any name behind it */
		if (names[i][len - 1] == '*' && strncmp(names[i], e->name, len - 1) == 0 &&
		    strlen(e->name) > len - 1)
			goto out;
	}
	flow_complain(ck, FLOW_ERROR, e->line, e->column, "there is no variable `%s`.%s", e->name,
		 flow_suggest(tmp, e->name, names));
out:
	talloc_free(tmp);
}

static void check_time(struct flow_checker *ck)
{
	const struct flow_schedule *s = &ck->flow->schedule;
	struct flow_expr e = { .op = OP_NAME, .name = s->at, .line = 1, .column = 1 };

	if (s->at)
		check_name(ck, &e);
	e.name = s->event;
	if (s->kind == FLOW_AROUND_DATE)
		check_name(ck, &e);
}

/* --- Effects --------------------------------------------------------------------------- */

static bool in_list(const char *const *list, const char *word)
{
	for (; list && *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* The one that was meant, or all that there are. */
static const char *known(void *ctx, const char *text, const char *const *list)
{
	const char *meant = flow_suggest(ctx, text, list);
	char *all;

	if (*meant)
		return meant;
	all = talloc_strdup(ctx, " It knows");
	for (size_t i = 0; list[i]; i++)
		all = talloc_asprintf_append_buffer(all, "%s `%s`", i ? "," : "", list[i]);
	return all;
}

static void check_args(struct flow_checker *ck, const struct flow_stmt *s,
		       const struct flow_effect_spec *spec)
{
	const struct flow_expr *first = s->args_len ? s->args[0] : NULL;
	void *tmp = talloc_new(NULL);

	if (s->args_len < (size_t)spec->min_args || s->args_len > (size_t)spec->max_args)
		flow_complain(ck, FLOW_ERROR, s->line, s->column,
			 "`%s` takes %d to %d values, here are %zu: it %s", s->key,
			 spec->min_args, spec->max_args, s->args_len, spec->help);
	else if (spec->first && first && first->op == OP_VALUE && first->value.type == FLOW_TEXT &&
		 !in_list(spec->first, first->value.text))
		flow_complain(ck, FLOW_ERROR, first->line, first->column,
			 "`%s` does not know `%s`.%s", s->key, first->value.text,
			 known(tmp, first->value.text, spec->first));
	talloc_free(tmp);
}

static void check_outcomes(struct flow_checker *ck, const struct flow_stmt *s,
			   const struct flow_effect_spec *spec)
{
	void *tmp = talloc_new(NULL);

	if (s->branches_len && !spec->outcomes)
		flow_complain(ck, FLOW_ERROR, s->branches[0].line, s->branches[0].column,
			 "`%s` has no outcomes to wait for", spec->name);
	for (size_t i = 0; i < s->branches_len && spec->outcomes; i++) {
		const struct flow_branch *b = &s->branches[i];

		if (b->kind == BRANCH_WORD && !in_list(spec->outcomes, b->word))
			flow_complain(ck, FLOW_ERROR, b->line, b->column,
				 "`%s` never has the outcome `%s`.%s", spec->name, b->word,
				 flow_suggest(tmp, b->word, spec->outcomes));
	}
	for (const char *const *o = s->branches_len ? spec->outcomes : NULL; o && *o; o++)
		if (!flow_has_outcome(s, *o) && strcmp(*o, "wrong") != 0 && strcmp(*o, "weak") != 0)
			flow_complain(ck, FLOW_ERROR, s->line, s->column,
				 "`%s` can also come out as `%s`: say where that leads, or `else`",
				 spec->name, *o);
	talloc_free(tmp);
}

/* `follow goals`: a flow that says when it asks. */
static void check_follow(struct flow_checker *ck, const struct flow_stmt *s)
{
	const struct flow_expr *name = s->args_len ? s->args[0] : NULL;
	const struct flow *f;

	if ((strcmp(s->key, "follow") != 0 && strcmp(s->key, "unfollow") != 0) || !name ||
	    name->op != OP_VALUE || name->value.type != FLOW_TEXT)
		return;
	f = flow_set_find(ck->set, name->value.text);
	if (!f)
		flow_complain(ck, FLOW_ERROR, name->line, name->column, "there is no flow `%s`",
			      name->value.text);
	else if (f->schedule.kind != FLOW_EVERY_DAYS && f->schedule.kind != FLOW_AROUND_DATE)
		flow_complain(ck, FLOW_ERROR, name->line, name->column,
			      "the flow `%s` does not say when: it needs a line such as `asks once "
			      "a week at member.hour`", name->value.text);
}

static void check_effect(struct flow_checker *ck, const struct flow_stmt *s)
{
	const struct flow_vocabulary *v = ck->set->vocabulary;
	const struct flow_effect_spec *spec = flow_effect_find(v, s->key);
	const char **names = talloc_zero_array(NULL, const char *, v->effects_len + 1);

	for (size_t i = 0; i < v->effects_len; i++)
		names[i] = v->effects[i].name;
	if (!spec) {
		flow_complain(ck, FLOW_ERROR, s->line, s->column,
			 "there is no effect `%s`.%s", s->key,
			 flow_suggest(names, s->key, names));
	} else {
		check_args(ck, s, spec);
		check_outcomes(ck, s, spec);
		check_follow(ck, s);
	}
	talloc_free(names);
}

static void check_pin(struct flow_checker *ck, const struct flow_stmt *s)
{
	const char *name = s->ask == FLOW_ASK_PIN ? "pin-check" : "pin-set";
	const struct flow_effect_spec *spec = flow_effect_find(ck->set->vocabulary, name);

	if (spec)
		check_outcomes(ck, s, spec);
}

/* --- Flows -------------------------------------------------------------------------------- */

static void check_call(struct flow_checker *ck, const struct flow_stmt *s)
{
	const char **names = talloc_zero_array(NULL, const char *, 1);
	size_t n = 0;

	if (flow_set_find(ck->set, s->key))
		goto out;
	for (const struct flow *f = flow_set_next(ck->set, NULL); f;
	     f = flow_set_next(ck->set, f)) {
		names = talloc_realloc(NULL, names, const char *, n + 2);
		names[n++] = f->name;
		names[n] = NULL;
	}
	flow_complain(ck, FLOW_ERROR, s->line, s->column, "there is no flow `%s`.%s", s->key,
		 flow_suggest(names, s->key, names));
out:
	talloc_free(names);
}

struct claim {
	const struct flow *flow;
	const struct flow_trigger *trigger;
	size_t order;
};

static int by_key(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	int by = strcmp(x->trigger->key, y->trigger->key);

	return by ? by : x->order < y->order ? -1 : 1;
}

/* One keyword cannot start two flows: which one would it be? */
void flow_check_triggers(struct flow_checker *ck)
{
	struct claim *list = talloc_zero_array(NULL, struct claim, 1);
	size_t len = 0;

	for (const struct flow *f = flow_set_next(ck->set, NULL); f; f = flow_set_next(ck->set, f))
		for (size_t i = 0; i < f->triggers_len; i++, len++) {
			if (len == talloc_array_length(list))
				list = talloc_realloc(NULL, list, struct claim, 2 * len);
			list[len] = (struct claim){ f, &f->triggers[i], len };
		}
	qsort(list, len, sizeof(list[0]), by_key);
	for (size_t i = 1, first = 0; i < len; i++) {
		if (strcmp(list[first].trigger->key, list[i].trigger->key) != 0) {
			first = i;
		} else if (list[first].flow != list[i].flow) {
			ck->flow = list[i].flow;
			flow_complain(ck, FLOW_ERROR, list[i].trigger->line,
				      list[i].trigger->column,
				      "`%s` starts the flow `%s` already", list[i].trigger->key,
				      list[first].flow->name);
		}
	}
	talloc_free(list);
}

void flow_check_names(struct flow_checker *ck)
{
	const struct flow *f = ck->flow;

	check_time(ck);
	for (size_t i = 0; i < f->steps_len; i++)
		for (size_t j = 0; j < f->steps[i].len; j++) {
			const struct flow_stmt *s = &f->steps[i].stmts[j];

			flow_expr_names(s->expr, check_name, ck);
			for (size_t k = 0; k < s->args_len; k++)
				flow_expr_names(s->args[k], check_name, ck);
			if (s->kind == STMT_EFFECT)
				check_effect(ck, s);
			else if (s->kind == STMT_CALL)
				check_call(ck, s);
			else if (s->kind == STMT_ASK && (s->ask == FLOW_ASK_PIN ||
							 s->ask == FLOW_ASK_NEW_PIN))
				check_pin(ck, s);
		}
}
