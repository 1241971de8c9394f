// SPDX-License-Identifier: AGPL-3.0-or-later
/* The tree as others may see it. */
#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

static enum expr_kind literal_kind(const struct xv *v)
{
	if (!v)
		return EXPR_NULL;
	return v->type == X_NUMBER ? EXPR_NUMBER : v->type == X_BOOL ? EXPR_BOOL : EXPR_STRING;
}

static const struct expr_node *seen(struct expr *x, void *ctx, const struct xnode *n)
{
	static const char *const ops[] = {
		[N_NEG] = "-", [N_POW] = "^", [N_MUL] = "*", [N_DIV] = "/", [N_ADD] = "+",
		[N_SUB] = "-", [N_LE] = "<=", [N_LT] = "<", [N_GE] = ">=", [N_GT] = ">",
		[N_EQ] = "=",
		[N_NE] = "!=", [N_CAT] = "&", [N_GROUP] = ""
	};
	struct expr_node *out = talloc_zero(ctx, struct expr_node);

	if (n->op == N_GROUP)
		return seen(x, ctx, n->args[0]);
	out->kind = n->op == N_VALUE ? literal_kind(n->value) : n->op == N_NAME ? EXPR_REF :
		n->op == N_DOT ? EXPR_DOT : n->op == N_INDEX ? EXPR_INDEX :
		n->op == N_CALL ? EXPR_CALL : n->op == N_LAMBDA ? EXPR_LAMBDA : EXPR_OP;
	out->text = talloc_strdup(ctx, n->op == N_VALUE ? xv_render(x, n->value) :
				  n->name ? n->name : out->kind == EXPR_OP ? ops[n->op] : "");
	if (n->op == N_LAMBDA)
		return out;
	out->args = talloc_array(ctx, const struct expr_node *, n->len + 1);
	for (out->len = 0; out->len < n->len; out->len++)
		out->args[out->len] = seen(x, ctx, n->args[out->len]);
	return out;
}

const struct expr_node *expr_read(void *ctx, const char *expression, struct err *err)
{
	struct expr *x = talloc_zero(NULL, struct expr);
	const struct expr_node *out = NULL;
	const struct xnode *n = NULL;
	const char *why = "";

	x->mem = x;
	x->budget = EXPR_BUDGET;
	if (strlen(expression) <= EXPR_TEXT_MAX && text_utf8_valid(expression, strlen(expression)))
		n = expr_parse(x, expression, &why);
	if (n)
		out = seen(x, ctx, n);
	else
		err_set(err, EINVAL, "%s", *why ? why : "too long, or not UTF-8");
	talloc_free(x);
	return out;
}
