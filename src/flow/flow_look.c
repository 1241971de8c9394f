// SPDX-License-Identifier: AGPL-3.0-or-later
/* A flow as others may see it: places, boxes and arrows, expressions as text. */
#include <inttypes.h>

#include "flow/flow_int.h"
#include "flow/flow_look.h"
#include "base/mem.h"

bool flow_uses_effect(const struct flow *f, const char *effect)
{
	for (size_t i = 0; i < f->steps_len; i++)
		for (size_t j = 0; j < f->steps[i].len; j++)
			if (f->steps[i].stmts[j].kind == STMT_EFFECT &&
			    strcmp(f->steps[i].stmts[j].key, effect) == 0)
				return true;
	return false;
}

/* --- Expressions -------------------------------------------------------------------- */

static const struct { const char *text; int strength; } ops[] = {
	[OP_OR] = { "or", 1 }, [OP_AND] = { "and", 2 }, [OP_NOT] = { "not", 3 },
	[OP_EQ] = { "==", 4 }, [OP_NE] = { "!=", 4 }, [OP_LT] = { "<", 4 }, [OP_LE] = { "<=", 4 },
	[OP_GT] = { ">", 4 }, [OP_GE] = { ">=", 4 }, [OP_ADD] = { "+", 5 }, [OP_SUB] = { "-", 5 },
	[OP_MUL] = { "*", 6 },
};

static char *quoted(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "\"");

	for (; *text; text++)
		out = talloc_asprintf_append_buffer(out, "%s%c",
						    *text == '"' || *text == '\\' ? "\\" : "",
						    *text);
	return talloc_strdup_append_buffer(out, "\"");
}

static char *format_value(void *ctx, const struct flow_value *v)
{
	switch (v->type) {
	case FLOW_BOOL:
		return talloc_strdup(ctx, v->truth ? "true" : "false");
	case FLOW_NUMBER:
		return talloc_asprintf(ctx, "%" PRId64, v->number);
	case FLOW_TEXT:
		return quoted(ctx, v->text);
	case FLOW_NOTHING:
		break;
	}
	return talloc_strdup(ctx, "nothing");
}

static char *format_call(void *ctx, const struct flow_expr *e)
{
	char *out = talloc_asprintf(ctx, "%s(", flow_function_name(e->function));

	for (int i = 0; i < e->args_len; i++)
		out = talloc_asprintf_append_buffer(out, "%s%s", i ? ", " : "",
						    flow_expr_format(out, e->args[i]));
	return talloc_strdup_append_buffer(out, ")");
}

static char *format_arg(void *ctx, const struct flow_expr *e, int strength)
{
	char *text = flow_expr_format(ctx, e);
	bool weak = e->op != OP_VALUE && e->op != OP_NAME && e->op != OP_CALL &&
		ops[e->op].strength < strength;

	return weak ? talloc_asprintf(ctx, "(%s)", text) : text;
}

char *flow_expr_format(void *ctx, const struct flow_expr *e)
{
	int strength;

	switch (e->op) {
	case OP_VALUE:
		return format_value(ctx, &e->value);
	case OP_NAME:
		return talloc_strdup(ctx, e->name);
	case OP_CALL:
		return format_call(ctx, e);
	case OP_NOT:
		return talloc_asprintf(ctx, "not %s", format_arg(ctx, e->args[0], 3));
	default:
		break;
	}
	strength = ops[e->op].strength;
	return talloc_asprintf(ctx, "%s %s %s", format_arg(ctx, e->args[0], strength),
			       ops[e->op].text, format_arg(ctx, e->args[1], strength + 1));
}

/* --- Words for what stands in a line ----------------------------------------------------- */

static char *format_ms(void *ctx, int64_t ms)
{
	if (ms % DAYS_MS(1) == 0)
		return talloc_asprintf(ctx, "%" PRId64 "d", ms / DAYS_MS(1));
	if (ms % HOURS_MS(1) == 0)
		return talloc_asprintf(ctx, "%" PRId64 "h", ms / HOURS_MS(1));
	if (ms % MINUTES_MS(1) == 0)
		return talloc_asprintf(ctx, "%" PRId64 "m", ms / MINUTES_MS(1));
	return talloc_asprintf(ctx, "%" PRId64 "s", ms / SECONDS_MS(1));
}

static char *format_effect(void *ctx, const struct flow_stmt *s)
{
	char *out = talloc_strdup(ctx, s->key);

	for (size_t i = 0; i < s->args_len; i++) {
		const struct flow_expr *e = s->args[i];
		bool word = e->op == OP_VALUE && e->value.type == FLOW_TEXT &&
			!strpbrk(e->value.text, " \"") && *e->value.text;

		if (word)
			out = talloc_asprintf_append_buffer(out, " %s", e->value.text);
		else if (e->op == OP_VALUE)
			out = talloc_asprintf_append_buffer(out, " %s", flow_expr_format(out, e));
		else
			out = talloc_asprintf_append_buffer(out, " {%s}", flow_expr_format(out, e));
	}
	return out;
}

static const char *last_part(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? dot + 1 : key;
}

static char *format_branch(void *ctx, const struct flow_branch *b)
{
	switch (b->kind) {
	case BRANCH_OPTION:
		return talloc_asprintf(ctx, "%" PRId64, b->low);
	case BRANCH_WORD:
		return talloc_strdup(ctx, last_part(b->word));
	case BRANCH_ELSE:
		return talloc_strdup(ctx, "else");
	case BRANCH_RANGE:
		break;
	}
	if (b->low == b->high)
		return talloc_asprintf(ctx, "%" PRId64, b->low);
	if (b->low == INT64_MIN)
		return talloc_asprintf(ctx, "<= %" PRId64, b->high);
	if (b->high == INT64_MAX)
		return talloc_asprintf(ctx, ">= %" PRId64, b->low);
	return talloc_asprintf(ctx, "%" PRId64 "..%" PRId64, b->low, b->high);
}

static char *format_stmt(void *ctx, const struct flow_stmt *s)
{
	switch (s->kind) {
	case STMT_SAY:
		return talloc_asprintf(ctx, "say %s", s->key);
	case STMT_ASK:
		return talloc_asprintf(ctx, "ask %s", s->key);
	case STMT_SET:
		return talloc_asprintf(ctx, "set %s = %s", s->var, flow_expr_format(ctx, s->expr));
	case STMT_IF:
		return talloc_asprintf(ctx, "if %s", flow_expr_format(ctx, s->expr));
	case STMT_CALL:
		return talloc_asprintf(ctx, "call %s", s->key);
	case STMT_RETURN:
		return talloc_strdup(ctx, "return");
	case STMT_END:
		return talloc_strdup(ctx, "end");
	case STMT_GOTO:
		return talloc_asprintf(ctx, "-> %s", s->target.name ? s->target.name : "end");
	case STMT_EFFECT:
		break;
	}
	return format_effect(ctx, s);
}

/* --- Places ---------------------------------------------------------------------------------- */

struct places {
	void *ctx;
	const char *step;
	void (*cb)(void *arg, const struct flow_point *p);
	void *arg;
};

static void place(struct places *p, bool branch, int line, int column, const char *text)
{
	p->cb(p->arg, &(struct flow_point){ p->step, line, column, branch, text });
}

static void places_of(struct places *p, const struct flow_stmt *s)
{
	char *text = format_stmt(p->ctx, s);

	place(p, false, s->line, s->column, text);
	if (s->kind == STMT_IF) {
		place(p, true, s->target.line, s->target.column, text);
		place(p, true, s->line, -s->column, talloc_asprintf(p->ctx, "not (%s)", text));
	}
	for (size_t i = 0; i < s->branches_len; i++)
		place(p, true, s->branches[i].line, s->branches[i].column,
		      format_branch(p->ctx, &s->branches[i]));
	if (s->kind == STMT_ASK && s->silence_ms)
		place(p, true, s->silence.line, s->silence.column, "silence");
	if (s->kind == STMT_ASK && s->retry.to != TO_NEXT)
		place(p, true, s->retry.line, s->retry.column, "retry");
}

void flow_each_point(const struct flow *f, void (*cb)(void *arg, const struct flow_point *p),
		     void *arg)
{
	struct places p = { .ctx = talloc_new(NULL), .cb = cb, .arg = arg };

	for (size_t i = 0; i < f->steps_len; i++) {
		p.step = f->steps[i].name;
		for (size_t j = 0; j < f->steps[i].len; j++)
			places_of(&p, &f->steps[i].stmts[j]);
	}
	p.step = "";
	if (f->silence_ms)
		place(&p, true, f->silence.line, f->silence.column, "silence");
	talloc_free(p.ctx);
}

/* --- As a graph ----------------------------------------------------------- */

struct look {
	const struct flow_looker *l;
	const struct flow *f;
	void *ctx;
};

static void edge(struct look *k, const struct flow_target *t, const char *label, const char *option,
		 bool silence)
{
	const char *to = t->to == TO_END ? "end" : t->to == TO_RETURN ? "return" :
		t->to == TO_STEP ? t->name : NULL;

	k->l->edge(k->l->arg, &(struct flow_edge){ to, label, option, silence });
}

static void look_branches(struct look *k, const struct flow_stmt *s)
{
	for (size_t i = 0; i < s->branches_len; i++) {
		const struct flow_branch *b = &s->branches[i];
		bool outcome = s->kind == STMT_EFFECT || s->ask == FLOW_ASK_PIN ||
			s->ask == FLOW_ASK_NEW_PIN;

		if (b->target.to != TO_NEXT || b->kind != BRANCH_OPTION)
			edge(k, &b->target, format_branch(k->ctx, b),
			     outcome ? NULL : b->word, false);
	}
	if (s->kind != STMT_ASK)
		return;
	if (s->silence_ms)
		edge(k, &s->silence, talloc_asprintf(k->ctx, "silence %s",
						     format_ms(k->ctx, s->silence_ms)), NULL, true);
	if (s->retry.to != TO_NEXT)
		edge(k, &s->retry, "no answer", NULL, true);
}

static void look_stmt(struct look *k, const struct flow_stmt *s)
{
	static const int kinds[] = {
		[STMT_SAY] = FLOW_NODE_SAY, [STMT_ASK] = FLOW_NODE_ASK,
		[STMT_EFFECT] = FLOW_NODE_DO,
		[STMT_SET] = FLOW_NODE_DO, [STMT_IF] = FLOW_NODE_IF, [STMT_CALL] = FLOW_NODE_CALL,
	};
	static const struct flow_target end = { .to = TO_END }, back = { .to = TO_RETURN };
	struct flow_node n = {
		.key = s->key, .options = s->options, .options_len = s->options_len, .ask = s->ask,
		.low = s->low, .high = s->high, .must_hear = s->must_hear, .line = s->line };

	if (s->kind == STMT_ASK && s->expr)
		n.names = flow_expr_format(k->ctx, s->expr);
	if (s->kind == STMT_END) {
		edge(k, &end, "", NULL, false);
	} else if (s->kind == STMT_RETURN) {
		edge(k, &back, s->expr ? flow_expr_format(k->ctx, s->expr) : "", NULL, false);
	} else if (s->kind == STMT_GOTO) {
		edge(k, &s->target, "", NULL, false);
	} else {
		n.kind = (enum flow_node_kind)kinds[s->kind];
		if (s->kind == STMT_SET || s->kind == STMT_IF)
			n.key = format_stmt(k->ctx, s);
		else if (s->kind == STMT_EFFECT)
			n.key = format_effect(k->ctx, s);
		k->l->node(k->l->arg, &n);
		if (s->kind == STMT_IF)
			edge(k, &s->target, flow_expr_format(k->ctx, s->expr), NULL, false);
		else if (s->kind == STMT_CALL && s->target.to != TO_NEXT)
			edge(k, &s->target, "", NULL, false);
		look_branches(k, s);
	}
}

void flow_look(const struct flow *f, const struct flow_looker *l)
{
	struct look k = { .l = l, .f = f, .ctx = talloc_new(NULL) };

	for (size_t i = 0; i < f->steps_len; i++) {
		const struct flow_step *step = &f->steps[i];

		l->step(l->arg, step->name, step->line, step->name[0] == '~');
		for (size_t j = 0; j < step->len; j++)
			look_stmt(&k, &step->stmts[j]);
	}
	talloc_free(k.ctx);
}

/* --- Small questions ------------------------------------------------------ */

const char *const *flow_trigger_keys(void *ctx, const struct flow *f)
{
	const char **out = talloc_zero_array(ctx, const char *, f->triggers_len + 1);

	for (size_t i = 0; i < f->triggers_len; i++)
		out[i] = f->triggers[i].key;
	return out;
}

/* What somebody who waits there was asked. */
static bool same_questions(const struct flow_step *a, const struct flow_step *b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a->len && a->stmts[i].kind != STMT_ASK)
			i++;
		while (j < b->len && b->stmts[j].kind != STMT_ASK)
			j++;
		if (i == a->len || j == b->len)
			return i == a->len && j == b->len;
		if (strcmp(a->stmts[i].key, b->stmts[j].key) != 0 ||
		    a->stmts[i].ask != b->stmts[j].ask ||
		    a->stmts[i].options_len != b->stmts[j].options_len)
			return false;
		i++;
		j++;
	}
}

const char *const *flow_steps_gone(void *ctx, const struct flow *before, const struct flow *after)
{
	const char **out = talloc_zero_array(ctx, const char *, before->steps_len + 1);
	size_t n = 0;

	for (size_t i = 0; i < before->steps_len; i++) {
		int now = after ? flow_step_find(after, before->steps[i].name) : -1;

		if (now < 0 || !same_questions(&before->steps[i], &after->steps[now]))
			out[n++] = before->steps[i].name;
	}
	return out;
}

void flow_each_item(const struct flow *f,
		    void (*cb)(void *arg, const char *key, bool has_rule, int line, int column),
		    void *arg)
{
	for (size_t i = 0; i < f->questionnaires_len; i++)
		for (size_t j = 0; j < f->questionnaires[i].items_len; j++) {
			const struct flow_item *it = &f->questionnaires[i].items[j];

			cb(arg, it->key, it->has_rule, it->line, it->column);
		}
}
