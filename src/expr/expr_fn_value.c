// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions that take any value: conversions, logic, defaults. */
#include "expr/expr_int.h"
#include "base/mem.h"

/* The conversion was made by the table. */
static const struct xv *fn_same(struct xcall *c)
{
	return c->args[0];
}

static const struct xv *fn_time(struct xcall *c)
{
	return xv_to_tod(c->x, c->args[0]);
}

static const struct xv *logic(struct xcall *c, bool stop_at)
{
	for (size_t i = 0; i < c->len; i++) {
		if (xv_is_error(c->args[i]))
			return c->args[i];
		if (xv_truthy(c->args[i]) == stop_at)
			return xv_bool(c->x, stop_at);
	}
	return xv_bool(c->x, !stop_at);
}

static const struct xv *fn_and(struct xcall *c)
{
	return logic(c, false);
}

static const struct xv *fn_or(struct xcall *c)
{
	return logic(c, true);
}

static const struct xv *fn_if(struct xcall *c)
{
	return c->args[0]->truth ? c->args[1] : c->args[2];
}

static const struct xv *fn_is_error(struct xcall *c)
{
	return xv_bool(c->x, xv_is_error(c->args[0]));
}

static const struct xv *fn_count(struct xcall *c)
{
	const struct xv *v = c->args[0];

	if (!v)
		return xv_int(c->x, 0);
	if (v->type == X_ARRAY)
		return xv_int(c->x, (int64_t)v->array.len);
	if (v->type == X_OBJECT)
		return xv_int(c->x, (int64_t)v->object.len);
	return xv_error(c->x, "value isn't countable");
}

static const struct xv *fn_default(struct xcall *c)
{
	const struct xv *v = c->args[0];

	if (xv_is_error(v) && v->fatal)
		return v;
	return xv_is_error(v) || !xv_render(c->x, v)[0] ? c->args[1] : v;
}

static const struct xv *fn_format(struct xcall *c)
{
	return xv_text(c->x, xv_format(c->x, c->args[0]));
}

/* The + of the language before this one: days are added to a date. */
static const struct xv *fn_legacy_add(struct xcall *c)
{
	const struct xv *date[2], *num[2];
	struct xnum sum;
	int rc;

	for (int i = 0; i < 2; i++) {
		date[i] = xv_to_moment(c->x, c->args[i], false);
		num[i] = xv_to_number(c->x, c->args[i]);
	}
	if (date[0]->type != X_ERROR && date[1]->type != X_ERROR)
		return xv_error(c->x, "cannot operate on two dates");
	for (int i = 0; i < 2; i++)
		if (date[i]->type != X_ERROR && num[1 - i]->type != X_ERROR) {
			const struct xv *args[] = { date[i], num[1 - i], xv_text(c->x, "D") };
			struct xcall add = { c->x, args, 3 };
			const struct xv *days = xv_to_integer(c->x, num[1 - i]);

			return days->type == X_ERROR ? days :
				expr_fn_find("datetime_add")->run(&add);
		}
	for (int i = 0; i < 2; i++)
		if (num[i]->type == X_ERROR)
			return num[i];
	rc = num_add(&num[0]->num, &num[1]->num, &sum);
	return rc < 0 ? xv_number_error(c->x, rc) : xv_num(c->x, &sum);
}

static const struct xfn list[] = {
	{ "and", "x*", fn_and },
	{ "boolean", "b", fn_same },
	{ "count", "v", fn_count },
	{ "date", "d", fn_same },
	{ "datetime", "m", fn_same },
	{ "default", "xx", fn_default },
	{ "format", "v", fn_format },
	{ "if", "bxx", fn_if },
	{ "is_error", "x", fn_is_error },
	{ "legacy_add", "xx", fn_legacy_add },
	{ "number", "n", fn_same },
	{ "or", "x*", fn_or },
	{ "text", "t", fn_same },
	{ "time", "x", fn_time },
};

const struct xfns expr_fns_value = { list, ARRAY_LEN(list) };
