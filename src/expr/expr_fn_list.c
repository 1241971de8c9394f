// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions of arrays and objects. */
#include <stdlib.h>

#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xv *first_error(const struct xcall *c)
{
	for (size_t i = 0; i < c->len; i++)
		if (xv_is_error(c->args[i]))
			return c->args[i];
	return NULL;
}

static const struct xv **room(struct expr *x, size_t n)
{
	return talloc_array(x->mem, const struct xv *, n + 1);
}

static const struct xv *fn_array(struct xcall *c)
{
	const struct xv *bad = first_error(c), **items = room(c->x, c->len);

	memcpy(items, c->args, c->len * sizeof(items[0]));
	return bad ? bad : xv_array(c->x, items, c->len);
}

static const struct xv *fn_object(struct xcall *c)
{
	const struct xv *bad = first_error(c);
	struct xprop *props = talloc_array(c->x->mem, struct xprop, c->len / 2 + 1);

	if (bad)
		return bad;
	if (c->len % 2)
		return xv_error(c->x, "requires an even number of arguments");
	for (size_t i = 0; i < c->len; i += 2)
		props[i / 2] = (struct xprop){ xv_to_text(c->x, c->args[i])->text, c->args[i + 1] };
	return xv_object(c->x, props, c->len / 2);
}

static const struct xv *fn_contains(struct xcall *c)
{
	const struct xv *a = c->args[0];

	for (size_t i = 0; i < a->array.len; i++)
		if (xv_equal(c->x, a->array.items[i], c->args[1]))
			return xv_bool(c->x, true);
	return xv_bool(c->x, false);
}

static const struct xv *fn_join(struct xcall *c)
{
	const struct xv *a = c->args[0];
	char *out = talloc_strdup(c->x->mem, "");

	for (size_t i = 0; i < a->array.len && c->x->budget > 0; i++) {
		const struct xv *s = xv_to_text(c->x, a->array.items[i]);

		if (s->type == X_ERROR)
			return s;
		c->x->budget -= (int64_t)strlen(s->text);
		out = talloc_asprintf_append_buffer(out, "%s%s", i ? arg_text(c, 1) : "", s->text);
	}
	return xv_take(c->x, out);
}

static const struct xv *fn_reverse(struct xcall *c)
{
	const struct xv *a = c->args[0], **items = room(c->x, a->array.len);

	for (size_t i = 0; i < a->array.len; i++)
		items[i] = a->array.items[a->array.len - 1 - i];
	return xv_array(c->x, items, a->array.len);
}

/* Stable: equal ones stay as they stood. */
struct ranked {
	const struct xv *v;
	size_t at;
};

static int by_value(const void *a, const void *b)
{
	const struct ranked *p = a, *q = b;
	int rc = xv_compare(p->v, q->v);

	return rc ? rc : (p->at > q->at) - (p->at < q->at);
}

static const struct xv *fn_sort(struct xcall *c)
{
	const struct xv *a = c->args[0], **items = room(c->x, a->array.len);
	struct ranked *r = talloc_array(c->x->mem, struct ranked, a->array.len + 1);

	if (a->array.len < 2)
		return a;
	for (size_t i = 0; i < a->array.len; i++) {
		const struct xv *v = a->array.items[i];

		if (!xv_comparable(v))
			return xv_error(c->x, "%s isn't a comparable type", xv_describe(c->x, v));
		if (v->type != a->array.items[0]->type)
			return xv_error(c->x, "can't sort array of different types");
		r[i] = (struct ranked){ v, i };
	}
	qsort(r, a->array.len, sizeof(r[0]), by_value);
	for (size_t i = 0; i < a->array.len; i++)
		items[i] = r[i].v;
	return xv_array(c->x, items, a->array.len);
}

static const struct xv *fn_unique(struct xcall *c)
{
	const struct xv *a = c->args[0], **items = room(c->x, a->array.len);
	size_t n = 0;

	for (size_t i = 0; i < a->array.len; i++) {
		size_t j = 0;

		while (j < n && !xv_equal(c->x, items[j], a->array.items[i]))
			j++;
		if (j == n)
			items[n++] = a->array.items[i];
		if (c->x->budget < 0)
			return &xv_too_complex;
	}
	return xv_array(c->x, items, n);
}

static const struct xv *fn_concat(struct xcall *c)
{
	const struct xv *a = c->args[0], *b = c->args[1];
	size_t len = a->array.len + b->array.len;
	const struct xv **items = room(c->x, len);

	if (len > EXPR_ITEMS_MAX)
		return xv_error(c->x, "cannot build an array with more than %d items",
				EXPR_ITEMS_MAX);
	for (size_t i = 0; i < len; i++)
		items[i] = i < a->array.len ? a->array.items[i] : b->array.items[i - a->array.len];
	c->x->budget -= (int64_t)len * (int64_t)sizeof(items[0]);
	return xv_array(c->x, items, len);
}

/* --- Functions of functions ------------------------------------------------------------ */

static const struct xv *not_function(struct xcall *c, const struct xv *v)
{
	return xv_error(c->x, "%s is not a function", xv_describe(c->x, v));
}

/* func(item, whatever stood behind the function) */
static const struct xv *applied(struct xcall *c, const struct xv *item)
{
	const struct xv **args = room(c->x, c->len);

	args[0] = item;
	for (size_t i = 2; i < c->len; i++)
		args[i - 1] = c->args[i];
	return expr_call(c->x, c->args[1], args, c->len - 1);
}

static bool is_function(const struct xv *v)
{
	return v && v->type == X_FUNC;
}

static const struct xv *fn_filter(struct xcall *c)
{
	const struct xv *a = c->args[0], **items = room(c->x, a->array.len);
	size_t n = 0;

	if (!is_function(c->args[1]))
		return not_function(c, c->args[1]);
	for (size_t i = 0; i < a->array.len; i++) {
		const struct xv *keep = applied(c, a->array.items[i]);

		if (xv_is_error(keep))
			return keep;
		if (xv_truthy(keep))
			items[n++] = a->array.items[i];
	}
	return xv_array(c->x, items, n);
}

static const struct xv *fn_foreach(struct xcall *c)
{
	const struct xv *a = c->args[0], **items = room(c->x, a->array.len);

	if (!is_function(c->args[1]))
		return not_function(c, c->args[1]);
	for (size_t i = 0; i < a->array.len; i++) {
		items[i] = applied(c, a->array.items[i]);
		if (xv_is_error(items[i]))
			return items[i];
	}
	return xv_array(c->x, items, a->array.len);
}

static const struct xv *fn_foreach_value(struct xcall *c)
{
	const struct xv *o = c->args[0];
	struct xprop *props = talloc_array(c->x->mem, struct xprop, o->object.len + 1);

	if (!is_function(c->args[1]))
		return not_function(c, c->args[1]);
	for (size_t i = 0; i < o->object.len; i++) {
		props[i] = (struct xprop){ o->object.props[i].name,
					   applied(c, o->object.props[i].value) };
		if (xv_is_error(props[i].value))
			return props[i].value;
	}
	return xv_object(c->x, props, o->object.len);
}

/* --- Objects ------------------------------------------------------------------------------ */

static const struct xv *fn_keys(struct xcall *c)
{
	const struct xv *o = c->args[0], **items = room(c->x, o->object.len);

	for (size_t i = 0; i < o->object.len; i++)
		items[i] = xv_text(c->x, o->object.props[i].name);
	return xv_array(c->x, items, o->object.len);
}

static const struct xv *fn_extract(struct xcall *c)
{
	const struct xv *v;

	xv_get(c->args[0], arg_text(c, 1), &v);
	return v;
}

static const struct xv *fn_extract_object(struct xcall *c)
{
	struct xprop *props = talloc_array(c->x->mem, struct xprop, c->len);

	for (size_t i = 1; i < c->len; i++) {
		const struct xv *name = xv_to_text(c->x, c->args[i]);

		if (name->type == X_ERROR)
			return name;
		props[i - 1].name = name->text;
		xv_get(c->args[0], name->text, &props[i - 1].value);
	}
	return xv_object(c->x, props, c->len - 1);
}

static const struct xfn list[] = {
	{ "array", "*", fn_array },
	{ "concat", "aa", fn_concat },
	{ "contains", "av", fn_contains },
	{ "extract", "ot", fn_extract },
	{ "extract_object", "ot*", fn_extract_object },
	{ "filter", "av", fn_filter },
	{ "foreach", "av*", fn_foreach },
	{ "foreach_value", "ov*", fn_foreach_value },
	{ "join", "at", fn_join },
	{ "keys", "o", fn_keys },
	{ "object", "*", fn_object },
	{ "reverse", "a", fn_reverse },
	{ "sort", "a", fn_sort },
	{ "unique", "a", fn_unique },
};

const struct xfns expr_fns_list = { list, ARRAY_LEN(list) };
