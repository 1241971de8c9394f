// SPDX-License-Identifier: AGPL-3.0-or-later
#include "flow/flow_int.h"
#include "flow/flow_look.h"
#include "flow/flow_view.h"
#include "base/mem.h"

static const struct flow_term *term_of(void *ctx, const struct flow_expr *e)
{
	static const char *const ops[] = {
		[OP_VALUE] = "value", [OP_NAME] = "name", [OP_CALL] = "call", [OP_OR] = "or",
		[OP_AND] = "and", [OP_NOT] = "not", [OP_EQ] = "==", [OP_NE] = "!=", [OP_LT] = "<",
		[OP_LE] = "<=", [OP_GT] = ">", [OP_GE] = ">=", [OP_ADD] = "+", [OP_SUB] = "-",
		[OP_MUL] = "*"
	};
	struct flow_term *t;

	if (!e)
		return NULL;
	t = talloc_zero(ctx, struct flow_term);
	t->op = ops[e->op];
	t->value = e->value;
	t->name = e->op == OP_CALL ? flow_function_name(e->function) : e->name;
	for (; t->args_len < e->args_len; t->args_len++)
		t->args[t->args_len] = term_of(t, e->args[t->args_len]);
	return t;
}

static int place_of(const struct flow_target *t)
{
	return t->to == TO_STEP ? t->step : t->to == TO_NEXT ? FLOW_VIEW_NEXT : FLOW_VIEW_OVER;
}

static void view_ask(struct flow_view_stmt *v, const struct flow *f, const struct flow_stmt *s)
{
	v->ask = s->ask;
	v->low = s->low;
	v->high = s->high;
	v->silence_ms = s->silence_ms ? s->silence_ms : f->silence_ms;
	v->silence_to = place_of(s->silence_ms ? &s->silence : &f->silence);
	v->retries = s->retries < 0 ? 2 : s->retries;
	v->retry_key = s->retry_key;
	v->retry_to = s->retry.to == TO_NEXT ? v->silence_to : place_of(&s->retry);
}

static void view_stmt(void *ctx, struct flow_view_stmt *v, const struct flow *f,
		      const struct flow_stmt *s)
{
	static const enum flow_view_kind kinds[] = {
		[STMT_SAY] = FLOW_VIEW_SAY, [STMT_ASK] = FLOW_VIEW_ASK, [STMT_SET] = FLOW_VIEW_SET,
		[STMT_IF] = FLOW_VIEW_IF, [STMT_CALL] = FLOW_VIEW_CALL,
		[STMT_RETURN] = FLOW_VIEW_RETURN, [STMT_END] = FLOW_VIEW_END,
		[STMT_GOTO] = FLOW_VIEW_GOTO, [STMT_EFFECT] = FLOW_VIEW_DO
	};

	v->kind = kinds[s->kind];
	v->key = s->key;
	v->var = s->var;
	v->line = s->line;
	v->term = term_of(ctx, s->expr);
	v->to = place_of(&s->target);
	v->args = talloc_array(ctx, const struct flow_term *, s->args_len + 1);
	for (; v->args_len < s->args_len; v->args_len++)
		v->args[v->args_len] = term_of(ctx, s->args[v->args_len]);
	v->branches = talloc_zero_array(ctx, struct flow_view_branch, s->branches_len + 1);
	for (; v->branches_len < s->branches_len; v->branches_len++) {
		const struct flow_branch *b = &s->branches[v->branches_len];
		enum flow_view_way way = b->kind == BRANCH_RANGE ? FLOW_WAY_RANGE :
			b->kind == BRANCH_OPTION ? FLOW_WAY_OPTION :
			b->kind == BRANCH_WORD ? FLOW_WAY_WORD : FLOW_WAY_ELSE;

		v->branches[v->branches_len] = (struct flow_view_branch){
			way, b->low, b->high, b->word, place_of(&b->target)
		};
	}
	if (s->kind == STMT_ASK)
		view_ask(v, f, s);
}

struct flow_view *flow_view(void *ctx, const struct flow *f)
{
	struct flow_view *v = talloc_zero(ctx, struct flow_view);

	v->flow = f;
	v->silence_ms = f->silence_ms;
	v->triggers = flow_trigger_keys(v, f);
	v->steps = talloc_zero_array(v, struct flow_view_step, f->steps_len + 1);
	for (; v->len < f->steps_len; v->len++) {
		const struct flow_step *step = &f->steps[v->len];
		struct flow_view_step *out = &v->steps[v->len];

		out->name = step->name;
		out->stmts = talloc_zero_array(v, struct flow_view_stmt, step->len + 1);
		for (; out->len < step->len; out->len++)
			view_stmt(v, &out->stmts[out->len], f, &step->stmts[out->len]);
	}
	return v;
}
