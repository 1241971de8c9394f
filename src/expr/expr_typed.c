// SPDX-License-Identifier: AGPL-3.0-or-later
/* Dates and times as people type them, somewhere in a text: "I was born 3/4/1990". */
#include <stdlib.h>

#include "expr/expr_int.h"
#include "base/mem.h"

#define SEPARATOR "[-.\\\\/_ ]"
#define SHORT "([0-9]{1,2})"
#define YEAR "([0-9]{4}|[0-9]{2})"

static const struct date_order {
	const char *format, *pattern;
	int day, month, year;		/* groups */
} orders[] = {
	{ "YYYY-MM-DD", "\\b" YEAR SEPARATOR SHORT SEPARATOR SHORT "\\b", 3, 2, 1 },
	{ "DD-MM-YYYY", "\\b" SHORT SEPARATOR SHORT SEPARATOR YEAR "\\b", 1, 2, 3 },
	{ "MM-DD-YYYY", "\\b" SHORT SEPARATOR SHORT SEPARATOR YEAR "\\b", 2, 1, 3 },
};

static int group(const char *text, const struct xspan *s)
{
	int n = 0;

	if (s->from == SIZE_MAX)
		return 0;
	for (size_t i = s->from; i < s->to && n < 100000; i++)
		n = n * 10 + (text[i] - '0');
	return n;
}

/* Two digits are of this century unless that would be ahead of us. */
static int64_t full_year(struct expr *x, int year, size_t digits)
{
	if (digits != 2)
		return year;
	return year > moment_date(&x->now).year % 1000 ? year + 1900 : year + 2000;
}

static bool find_date(struct expr *x, const char *text, struct xdate *out, const char **rest)
{
	const struct date_order *o = &orders[1];
	struct xspan g[REGEX_GROUPS];
	struct xregex *re;
	size_t from = 0;

	for (size_t i = 0; i < ARRAY_LEN(orders); i++)
		if (strcmp(orders[i].format, x->env.date_format) == 0)
			o = &orders[i];
	re = regex_new(x->mem, o->pattern, false);
	while (regex_match(re, text, from, g)) {
		*out = (struct xdate){
			full_year(x, group(text, &g[o->year]), g[o->year].to - g[o->year].from),
			group(text, &g[o->month]), group(text, &g[o->day])
		};
		*rest = text + g[0].to;
		if (civil_valid(out->year, out->month, out->day))
			return true;
		from = g[0].to;
	}
	return false;
}

static bool typed_date(struct expr *x, const char *text, struct xdate *out, const char **rest)
{
	struct xmoment m;
	const char *why;

	text += strspn(text, " \n\r\t");
	if (strlen(text) >= 10 && dates_parse(x, "YYYY-MM-DD", talloc_strndup(x->mem, text, 10),
					      (struct xzone){ "UTC", 0 }, &m, &why)) {
		*out = moment_date(&m);
		*rest = text + 10;
		return true;
	}
	return find_date(x, text, out, rest);
}

bool dates_typed_date(struct expr *x, const char *text, struct xdate *out)
{
	const char *rest;

	return typed_date(x, text, out, &rest);
}

static bool tod_from(const char *text, const struct xspan *g, struct xtod *t)
{
	bool pm = g[5].from != SIZE_MAX && (text[g[5].from] | 0x20) == 'p';
	bool am = g[5].from != SIZE_MAX && !pm;

	*t = (struct xtod){ group(text, &g[1]), group(text, &g[2]), group(text, &g[3]), 0 };
	if (g[4].from != SIZE_MAX)
		for (size_t i = 0, unit = 100000000; i < 9; i++, unit /= 10)
			if (g[4].from + i < g[4].to)
				t->nanos += (text[g[4].from + i] - '0') * (int)unit;
	if (pm && t->hour < 12)
		t->hour += 12;
	else if (am && t->hour == 12)
		t->hour = 0;
	if (t->hour == 24 && !t->minute && !t->second && !t->nanos)
		t->hour = 0;		/* midnight, as some write it */
	return t->hour <= 23 && t->minute <= 59 && t->second <= 59;
}

bool dates_typed_tod(struct expr *x, const char *text, struct xtod *out)
{
	struct xregex *re = regex_new(x->mem, "\\b([0-9]{1,2})(?::?([0-9]{2})(?::([0-9]{2})"
				      "(?:\\.([0-9]+))?)?)?\\W*([aApP][mM])?\\b", false);
	struct xspan g[REGEX_GROUPS];
	size_t from = 0;

	while (regex_match(re, text, from, g)) {
		if (tod_from(text, g, out))
			return true;
		from = g[0].to;
	}
	return false;
}

bool dates_typed_moment(struct expr *x, const char *text, bool fill_time, struct xmoment *out)
{
	static const char *const iso[] = { "YYYY-MM-DDTtt:mm:ssZ", "YYYY-MM-DDTtt:mmZ" };
	struct xdate d;
	struct xtod t = { 0 }, now = moment_tod(&x->now);
	const char *rest, *why, *s = text + strspn(text, " \n\r\t");
	size_t len = strlen(s);

	while (len && strchr(" \n\r\t", s[len - 1]))
		len--;
	s = talloc_strndup(x->mem, s, len);
	for (size_t i = 0; i < ARRAY_LEN(iso); i++)
		if (dates_parse(x, iso[i], s, x->env.zone, out, &why))
			return true;
	if (!typed_date(x, s, &d, &rest))
		return false;
	if (!dates_typed_tod(x, rest, &t))
		t = fill_time ? now : (struct xtod){ 0 };
	*out = moment_of(d, t, x->env.zone);
	return true;
}
