// SPDX-License-Identifier: AGPL-3.0-or-later
/* The router tests of numbers, dates, times, telephone numbers, groups and results. */
#include <unicode/uchar.h>

#include "text/text.h"
#include "text/text_number.h"
#include "expr/expr_int.h"
#include "base/mem.h"

/* --- Numbers ------------------------------------------------------------------------ */

static int32_t ascii_digit(int32_t cp)
{
	int32_t n = u_charDigitValue(cp);

	return n >= 0 ? '0' + n : cp;
}

/* Quoted for a pattern, also within [ ]. */
static char *escaped(struct expr *x, const char *s)
{
	char *out = talloc_strdup(x->mem, "");

	for (; *s; s++)
		out = talloc_asprintf_append_buffer(out, (unsigned char)*s < 0x80 &&
						    !u_isalnum(*s) ? "\\%c" : "%c", *s);
	return out;
}

static const char *without(struct expr *x, const char *s, const char *what, const char *with)
{
	const struct xv *args[] = { xv_text(x, s), xv_text(x, what), xv_text(x, with) };
	struct xcall c = { x, args, 3 };

	return *what ? expr_fn_find("replace")->run(&c)->text : s;
}

static bool typed_number(struct expr *x, const char *s, size_t len, struct xnum *out)
{
	const struct xv *args[] = { xv_textn(x, s, len) };
	struct xcall c = { x, args, 1 };
	const char *t = expr_fn_find("trim")->run(&c)->text;

	t = without(x, t, x->env.grouping, "");
	t = without(x, t, x->env.decimal, ".");
	return num_parse(each_char(x, t, ascii_digit), false, out) == 0;
}

/* The first number of the text between low and high (NULL: no bound; strict: not the
 * bound itself). */
static const struct xv *number_test(struct xcall *c, const struct xnum *low,
				    const struct xnum *high, bool strict)
{
	const char *g = escaped(c->x, c->x->env.grouping), *d = escaped(c->x, c->x->env.decimal);
	struct xregex *re = regex_new(c->x->mem, talloc_asprintf(c->x->mem, "[-+]?(?:[\\pN%s]+"
				      "(?:%s[\\pN]+)?|(?:\\W|^)%s[\\pN]+)", g, d, d), false);
	struct xspan spans[REGEX_GROUPS];
	size_t from = 0;

	if (!re)
		return xv_error(c->x, "environment has a number format which can't be used to find "
				"numbers");
	while (c->x->budget > 0 && regex_match(re, arg_text(c, 0), from, spans)) {
		struct xnum n;

		from = spans[0].to;
		c->x->budget -= 500;
		if (!typed_number(c->x, arg_text(c, 0) + spans[0].from,
				  spans[0].to - spans[0].from, &n))
			continue;
		if ((!low || num_cmp(&n, low) >= strict) && (!high || num_cmp(&n, high) <= -strict))
			return test_true(c->x, xv_num(c->x, &n), NULL);
	}
	return test_false(c->x);
}

static const struct xv *fn_has_number(struct xcall *c)
{
	return number_test(c, NULL, NULL, false);
}

static const struct xv *fn_has_number_between(struct xcall *c)
{
	return number_test(c, arg_num(c, 1), arg_num(c, 2), false);
}

static const struct xv *fn_has_number_eq(struct xcall *c)
{
	return number_test(c, arg_num(c, 1), arg_num(c, 1), false);
}

static const struct xv *fn_has_number_gt(struct xcall *c)
{
	return number_test(c, arg_num(c, 1), NULL, true);
}

static const struct xv *fn_has_number_gte(struct xcall *c)
{
	return number_test(c, arg_num(c, 1), NULL, false);
}

static const struct xv *fn_has_number_lt(struct xcall *c)
{
	return number_test(c, NULL, arg_num(c, 1), true);
}

static const struct xv *fn_has_number_lte(struct xcall *c)
{
	return number_test(c, NULL, arg_num(c, 1), false);
}

/* --- Dates and times ------------------------------------------------------------------- */

/* Days are compared, in the environment's zone; without a time it is now's. */
static const struct xv *date_test(struct xcall *c, int order)
{
	const struct xv *v = xv_to_moment(c->x, c->args[0], true);
	struct xmoment a, b;
	struct xdate da, db;

	if (v->type == X_ERROR)
		return test_false(c->x);
	if (c->len > 1) {
		a = moment_in(&v->moment, c->x->env.zone);
		b = moment_in(&c->args[1]->moment, c->x->env.zone);
		da = moment_date(&a);
		db = moment_date(&b);
		if (date_cmp(&da, &db) != order)
			return test_false(c->x);
	}
	return test_true(c->x, v, NULL);
}

static const struct xv *fn_has_date(struct xcall *c)
{
	return date_test(c, 0);
}

static const struct xv *fn_has_date_lt(struct xcall *c)
{
	return date_test(c, -1);
}

static const struct xv *fn_has_date_gt(struct xcall *c)
{
	return date_test(c, 1);
}

static const struct xv *fn_has_time(struct xcall *c)
{
	const struct xv *t = xv_to_tod(c->x, c->args[0]);

	return t->type == X_ERROR ? test_false(c->x) : test_true(c->x, t, NULL);
}

/* --- Telephone numbers -------------------------------------------------------------------- */

static const struct xv *fn_has_phone(struct xcall *c)
{
	struct xregex *re = regex_new(c->x->mem, "\\+?[\\d .()-]{5,}", false);
	const char *country = c->len > 1 ? arg_text(c, 1) : c->x->env.country;
	struct xspan spans[REGEX_GROUPS];
	char e164[TEXT_E164_MAX + 1];
	size_t from = 0;

	while (c->x->budget > 0 && regex_match(re, arg_text(c, 0), from, spans)) {
		c->x->budget -= 2000;
		from = spans[0].to;
		if (text_number_possible(arg_text(c, 0) + spans[0].from,
					 spans[0].to - spans[0].from, country, e164))
			return test_true(c->x, xv_text(c->x, e164), NULL);
	}
	return test_false(c->x);
}

/* --- What is known already -------------------------------------------------------------- */

static const struct xv *fn_has_error(struct xcall *c)
{
	return xv_is_error(c->args[0]) ? test_true(c->x, xv_text(c->x, c->args[0]->text), NULL) :
		test_false(c->x);
}

static const struct xv *fn_has_group(struct xcall *c)
{
	const struct xv *a = c->args[0];

	for (size_t i = 0; i < a->array.len; i++) {
		const struct xv *group = xv_to_object(c->x, a->array.items[i]), *uuid;

		if (group->type == X_ERROR)
			return group;
		xv_get(group, "uuid", &uuid);
		if (strcmp(xv_render(c->x, uuid), arg_text(c, 1)) == 0)
			return test_true(c->x, group, NULL);
	}
	return test_false(c->x);
}

static const struct xv *fn_has_category(struct xcall *c)
{
	const struct xv *category;

	if (!xv_get(c->args[0], "category", &category))
		return xv_error(c->x, "first argument must be a result");
	for (size_t i = 1; i < c->len; i++) {
		const struct xv *want = xv_to_text(c->x, c->args[i]);

		if (want->type == X_ERROR)
			return want;
		if (strcmp(xv_render(c->x, category), want->text) == 0)
			return test_true(c->x, want, NULL);
	}
	return test_false(c->x);
}

/* The classifiers that these asked are gone: false, as in goflow. */
static const struct xv *fn_never(struct xcall *c)
{
	return test_false(c->x);
}

static const struct xfn list[] = {
	{ "has_category", "ot*", fn_has_category },
	{ "has_date", "t", fn_has_date },
	{ "has_date_eq", "tm", fn_has_date },
	{ "has_date_gt", "tm", fn_has_date_gt },
	{ "has_date_lt", "tm", fn_has_date_lt },
	{ "has_error", "x", fn_has_error },
	{ "has_group", "at|x", fn_has_group },
	{ "has_intent", "otn", fn_never },
	{ "has_number", "t", fn_has_number },
	{ "has_number_between", "tnn", fn_has_number_between },
	{ "has_number_eq", "tn", fn_has_number_eq },
	{ "has_number_gt", "tn", fn_has_number_gt },
	{ "has_number_gte", "tn", fn_has_number_gte },
	{ "has_number_lt", "tn", fn_has_number_lt },
	{ "has_number_lte", "tn", fn_has_number_lte },
	{ "has_phone", "t|t", fn_has_phone },
	{ "has_time", "t", fn_has_time },
	{ "has_top_intent", "otn", fn_never },
};

const struct xfns expr_tests_value = { list, ARRAY_LEN(list) };
