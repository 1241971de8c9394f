// SPDX-License-Identifier: AGPL-3.0-or-later
/* Running the tree. */
#include "expr/expr_int.h"
#include "base/mem.h"

bool expr_charge(struct expr *x, const struct xv *v)
{
	x->budget -= EXPR_VALUE_COST + (v && v->type == X_TEXT ? (int64_t)strlen(v->text) : 0);
	return x->budget >= 0;
}

/* --- Names ---------------------------------------------------------------------- */

static const struct xv *func_value(struct expr *x, const struct xfn *fn)
{
	struct xv *v = talloc_zero(x->mem, struct xv);

	v->type = X_FUNC;
	v->func.fn = fn;
	return v;
}

static const struct xv *look_up_name(struct expr *x, const char *name, const struct xscope *scope)
{
	const struct xfn *fn;
	const struct xv *v;

	for (; scope; scope = scope->parent)
		for (size_t i = 0; i < scope->len; i++)
			if (strcasecmp(scope->props[i].name, name) == 0)
				return scope->props[i].value;
	if (xv_get(x->root, name, &v))
		return v;
	fn = expr_fn_find(name);
	return fn ? func_value(x, fn) : xv_error(x, "context has no property '%s'", name);
}

static const struct xv *look_up_item(struct expr *x, const struct xv *list, const struct xv *at)
{
	const struct xv *index = xv_to_integer(x, at);
	int64_t i, len = (int64_t)list->array.len;

	if (index->type == X_ERROR)
		return index;
	i = xv_small(index);
	if (i >= len || i < -len)
		return xv_error(x, "index %d out of range for %zu items", (int)i, list->array.len);
	return list->array.items[i < 0 ? i + len : i];
}

static const struct xv *look_up(struct expr *x, const struct xv *of, const struct xv *at, bool dot)
{
	const struct xv *name, *v;

	if (xv_is_error(of))
		return of;
	if (xv_is_error(at))
		return at;
	if (of && of->type == X_ARRAY)
		return look_up_item(x, of, at);
	if (!of || of->type != X_OBJECT)
		return xv_error(x, "%s doesn't support lookups", xv_describe(x, of));
	name = xv_to_text(x, at);
	if (!xv_get(of, name->text, &v) && dot)
		return xv_error(x, "object has no property '%s'", name->text);
	return v;
}

/* --- Functions -------------------------------------------------------------------- */

static size_t required(const char *args, size_t *most)
{
	size_t n = strcspn(args, "|*"), all = strlen(args);

	*most = args[n] == '|' ? all - 1 : all;
	if (all && args[all - 1] == '*')
		*most = SIZE_MAX;
	return n;
}

static const struct xv *wrong_count(struct expr *x, size_t least, size_t most, size_t got)
{
	if (least == most)
		return xv_error(x, "need %zu argument(s), got %zu", least, got);
	if (most == SIZE_MAX)
		return xv_error(x, "need at least %zu argument(s), got %zu", least, got);
	return xv_error(x, "need %zu to %zu argument(s), got %zu", least, most, got);
}

static const struct xv *convert(struct expr *x, char kind, const struct xv *v)
{
	switch (kind) {
	case 't': return xv_to_text(x, v);
	case 'n': return xv_to_number(x, v);
	case 'i': return xv_to_integer(x, v);
	case 'b': return xv_to_bool(x, v);
	case 'm': return xv_to_moment(x, v, false);
	case 'd': return xv_to_date(x, v);
	case 'o': return xv_to_object(x, v);
	case 'a': return xv_to_array(x, v);
	default: return v;
	}
}

static const struct xv *run_builtin(struct expr *x, const struct xfn *fn, const struct xv **args,
				    size_t len)
{
	size_t most, least = required(fn->args, &most);
	const struct xv **given = talloc_array(x->mem, const struct xv *, len + 1);
	struct xcall c = { x, given, len };
	const char *kind = fn->args;

	if (len < least || len > most)
		return wrong_count(x, least, most, len);
	for (size_t i = 0; i < len; i++) {
		kind += *kind == '|';
		given[i] = convert(x, *kind, args[i]);
		if (*kind != 'x' && *kind != '*' && xv_is_error(given[i]))
			return given[i];
		kind += *kind && *kind != '*';
	}
	return fn->run(&c);
}

static const struct xv *run_lambda(struct expr *x, const struct xv *func, const struct xv **args,
				   size_t len)
{
	const struct xnode *n = func->func.lambda;
	struct xprop *props = talloc_array(x->mem, struct xprop, len + 1);
	struct xscope *scope = talloc_zero(x->mem, struct xscope);

	if (len != n->params_len)
		return wrong_count(x, n->params_len, n->params_len, len);
	for (size_t i = 0; i < len; i++)
		props[i] = (struct xprop){ n->params[i], args[i] };
	*scope = (struct xscope){ props, len, func->func.scope };
	return expr_run(x, n->args[0], scope);
}

const struct xv *expr_call(struct expr *x, const struct xv *func, const struct xv **args,
			   size_t len)
{
	const struct xv *v;

	if (x->budget < 0)
		return &xv_too_complex;
	v = func->func.fn ? run_builtin(x, func->func.fn, args, len) :
		run_lambda(x, func, args, len);
	if (!expr_charge(x, v))
		return &xv_too_complex;
	if (xv_is_error(v) && !v->fatal)
		return xv_error(x, "error calling %s: %s", xv_describe(x, func), v->text);
	return v;
}

/* What was called, for the message. */
static const char *node_text(struct expr *x, const struct xnode *n)
{
	if (n->op == N_NAME)
		return n->name;
	if (n->op == N_DOT)
		return talloc_asprintf(x->mem, "%s.%s", node_text(x, n->args[0]), n->name);
	return "(...)";
}

static const struct xv *run_call(struct expr *x, const struct xnode *n, const struct xscope *scope)
{
	const struct xv *func = expr_run(x, n->args[0], scope), **args;

	if (xv_is_error(func))
		return func;
	if (!func || func->type != X_FUNC)
		return xv_error(x, "%s is not a function", node_text(x, n->args[0]));
	args = talloc_array(x->mem, const struct xv *, n->len);
	for (size_t i = 1; i < n->len; i++)
		args[i - 1] = expr_run(x, n->args[i], scope);
	return expr_call(x, func, args, n->len - 1);
}

/* --- Operators ---------------------------------------------------------------------- */

static const struct xv *text_op(struct expr *x, enum xop op, const struct xv *a, const struct xv *b)
{
	const struct xv *s = xv_to_text(x, a), *t = xv_to_text(x, b);

	if (s->type == X_ERROR)
		return s;
	if (t->type == X_ERROR)
		return t;
	if (op == N_CAT)
		return xv_take(x, talloc_asprintf(x->mem, "%s%s", s->text, t->text));
	return xv_bool(x, (strcmp(s->text, t->text) == 0) == (op == N_EQ));
}

static const struct xv *arithmetic(struct expr *x, enum xop op, const struct xnum *a,
				   const struct xnum *b)
{
	struct xnum out = { 0 };
	int rc = op == N_ADD ? num_add(a, b, &out) : op == N_SUB ? num_sub(a, b, &out) :
		op == N_MUL ? num_mul(a, b, &out) : op == N_DIV ? num_div(a, b, &out) :
		num_pow(a, b, &out);

	return rc < 0 ? xv_number_error(x, rc) : xv_num(x, &out);
}

static const struct xv *number_op(struct expr *x, enum xop op, const struct xv *a,
				  const struct xv *b)
{
	const struct xv *m = xv_to_number(x, a), *n = xv_to_number(x, b);
	int order;

	if (m->type == X_ERROR)
		return m;
	if (n->type == X_ERROR)
		return n;
	if (op == N_POW || op == N_MUL || op == N_DIV || op == N_ADD || op == N_SUB)
		return arithmetic(x, op, &m->num, &n->num);
	order = num_cmp(&m->num, &n->num);
	return xv_bool(x, op == N_LT ? order < 0 : op == N_LE ? order <= 0 :
		       op == N_GT ? order > 0 : order >= 0);
}

static const struct xv *negate(struct expr *x, const struct xv *v)
{
	const struct xv *n = xv_to_number(x, v);
	struct xnum out;

	if (n->type == X_ERROR)
		return n;
	out = n->num;
	out.neg = out.coef && !out.neg;
	return xv_num(x, &out);
}

static const struct xv *lambda_value(struct expr *x, const struct xnode *n,
				     const struct xscope *scope)
{
	struct xv *v = talloc_zero(x->mem, struct xv);

	v->type = X_FUNC;
	v->func.lambda = n;
	v->func.scope = scope;
	return v;
}

const struct xv *expr_run(struct expr *x, const struct xnode *n, const struct xscope *scope)
{
	const struct xv *a, *b;

	switch (n->op) {
	case N_VALUE:
		return n->value;
	case N_NAME:
		return look_up_name(x, n->name, scope);
	case N_LAMBDA:
		return lambda_value(x, n, scope);
	case N_CALL:
		return run_call(x, n, scope);
	default:
		break;
	}
	a = expr_run(x, n->args[0], scope);
	if (n->op == N_GROUP)
		return a;
	if (n->op == N_DOT)
		return look_up(x, a, xv_text(x, n->name), true);
	if (n->op == N_NEG)
		return negate(x, a);
	b = expr_run(x, n->args[1], scope);
	if (n->op == N_INDEX)
		return look_up(x, a, b, false);
	a = n->op == N_CAT || n->op == N_EQ || n->op == N_NE ? text_op(x, n->op, a, b) :
		number_op(x, n->op, a, b);
	return expr_charge(x, a) ? a : &xv_too_complex;
}
