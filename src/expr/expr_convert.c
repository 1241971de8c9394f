// SPDX-License-Identifier: AGPL-3.0-or-later
/* What one type can be read as: "12" as a number, a moment as a date. */
#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xv *cannot(struct expr *x, const struct xv *v, const char *what)
{
	return xv_error(x, "unable to convert %s to %s", xv_describe(x, v), what);
}

/* An object with a default stands for it.  Data from outside could nest defaults, so
 * this is a loop; its depth is bounded by that of the JSON. */
static const struct xv *plain(const struct xv *v)
{
	while (v && v->type == X_OBJECT && v->has_default)
		v = v->object.dflt;
	return v;
}

const struct xv *xv_to_text(struct expr *x, const struct xv *v)
{
	if (v && (v->type == X_ERROR || v->type == X_TEXT))
		return v;
	return xv_text(x, xv_render(x, v));
}

static const char *trimmed(struct expr *x, const char *text)
{
	size_t len;

	text += strspn(text, " \t\n\v\f\r");
	for (len = strlen(text); len && strchr(" \t\n\v\f\r", text[len - 1]); len--)
		;
	return talloc_strndup(x->mem, text, len);
}

const struct xv *xv_to_number(struct expr *x, const struct xv *v)
{
	const struct xv *p = plain(v);
	struct xnum n;

	if (p && (p->type == X_ERROR || p->type == X_NUMBER))
		return p;
	if (p && p->type == X_TEXT && num_parse(trimmed(x, p->text), false, &n) == 0)
		return xv_num(x, &n);
	return cannot(x, p, "a number");
}

const struct xv *xv_to_integer(struct expr *x, const struct xv *v)
{
	const struct xv *n = xv_to_number(x, v);
	int64_t i;

	if (n->type == X_ERROR)
		return n;
	if (!num_to_int64(&n->num, &i) || i < INT32_MIN || i > INT32_MAX)
		return xv_error(x, "number value %s is out of range for an integer",
				xv_render(x, n));
	return n;
}

int xv_small(const struct xv *integer)
{
	int64_t i = 0;

	MUST(num_to_int64(&integer->num, &i));
	return (int)i;
}

const struct xv *xv_to_bool(struct expr *x, const struct xv *v)
{
	return v && v->type == X_ERROR ? v : xv_bool(x, xv_truthy(v));
}

const struct xv *xv_to_moment(struct expr *x, const struct xv *v, bool fill_time)
{
	const struct xv *p = plain(v);
	struct xmoment m;

	if (p && (p->type == X_ERROR || p->type == X_MOMENT))
		return p;
	if (p && p->type == X_DATE) {
		m = moment_of(p->date, (struct xtod){ 0 }, x->env.zone);
		return xv_moment(x, &m);
	}
	if (p && p->type == X_TEXT && dates_typed_moment(x, p->text, fill_time, &m))
		return xv_moment(x, &m);
	return cannot(x, p, "a datetime");
}

const struct xv *xv_to_date(struct expr *x, const struct xv *v)
{
	const struct xv *p = plain(v);
	struct xdate d;

	if (p && (p->type == X_ERROR || p->type == X_DATE))
		return p;
	if (p && p->type == X_MOMENT) {
		struct xmoment m = moment_in(&p->moment, x->env.zone);

		return xv_date(x, moment_date(&m));
	}
	if (p && p->type == X_TEXT && dates_typed_date(x, p->text, &d))
		return xv_date(x, d);
	return cannot(x, p, "a date");
}

const struct xv *xv_to_tod(struct expr *x, const struct xv *v)
{
	const struct xv *p = plain(v);
	struct xtod t = { 0 };
	int64_t hour;

	if (p && (p->type == X_ERROR || p->type == X_TOD))
		return p;
	if (p && p->type == X_MOMENT)
		return xv_tod(x, moment_tod(&p->moment));
	if (p && p->type == X_NUMBER && num_to_int64(&p->num, &hour) && hour >= 0 && hour <= 24) {
		t.hour = (int)hour % 24;
		return xv_tod(x, t);
	}
	if (p && p->type == X_TEXT && dates_typed_tod(x, p->text, &t))
		return xv_tod(x, t);
	return cannot(x, p, "a time");
}

const struct xv *xv_to_array(struct expr *x, const struct xv *v)
{
	if (!v)
		return xv_array(x, NULL, 0);
	return v->type == X_ERROR || v->type == X_ARRAY ? v : cannot(x, v, "an array");
}

const struct xv *xv_to_object(struct expr *x, const struct xv *v)
{
	if (!v)
		return xv_object(x, NULL, 0);
	return v->type == X_ERROR || v->type == X_OBJECT ? v : cannot(x, v, "an object");
}
