// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Dates by a layout: YYYY-MM-DD, tt:mm, h:mm aa ...  A layout is runs of one
 * letter, each a field, and the characters between, which stand for themselves.
 */
#include <stdio.h>

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

enum { KIND_DATE = 1, KIND_TIME = 2, KIND_BOTH = 4 };
enum field {
	F_PLAIN, F_YY, F_YYYY, F_M, F_MM, F_MMM, F_MMMM, F_D, F_DD, F_EEE, F_EEEE, F_NANO, F_MICRO,
	F_MILLI, F_H12, F_HH12, F_H24, F_HH24, F_MIN, F_MIN2, F_S, F_SS, F_AMPM, F_AMPM_UP,
	F_Z, F_ZZZ
};

static const struct layout_field {
	const char *run;
	enum field field;
	int kind;
	bool readable;			/* dates_parse() takes it */
} fields[] = {
	{ "YY", F_YY, KIND_DATE, true }, { "YYYY", F_YYYY, KIND_DATE, true },
	{ "M", F_M, KIND_DATE, true }, { "MM", F_MM, KIND_DATE, true },
	{ "MMM", F_MMM, KIND_DATE, false }, { "MMMM", F_MMMM, KIND_DATE, false },
	{ "D", F_D, KIND_DATE, true }, { "DD", F_DD, KIND_DATE, true },
	{ "EEE", F_EEE, KIND_DATE, false }, { "EEEE", F_EEEE, KIND_DATE, false },
	{ "fffffffff", F_NANO, KIND_TIME, true }, { "ffffff", F_MICRO, KIND_TIME, true },
	{ "fff", F_MILLI, KIND_TIME, true }, { "h", F_H12, KIND_TIME, true },
	{ "hh", F_HH12, KIND_TIME, true }, { "t", F_H24, KIND_TIME, true },
	{ "tt", F_HH24, KIND_TIME, true }, { "m", F_MIN, KIND_TIME, true },
	{ "mm", F_MIN2, KIND_TIME, true }, { "s", F_S, KIND_TIME, true },
	{ "ss", F_SS, KIND_TIME, true }, { "aa", F_AMPM, KIND_TIME, true },
	{ "AA", F_AMPM_UP, KIND_TIME, true }, { "Z", F_Z, KIND_BOTH, true },
	{ "ZZZ", F_ZZZ, KIND_BOTH, true },
};

static bool plain_char(char c)
{
	return c && strchr(" :/.,T-_", c);
}

/* The next piece of a layout.  false: it makes no sense (*why says it). */
static bool next_field(struct expr *x, const char **layout, int kinds, bool reading,
		       enum field *field, const char **why)
{
	const char *s = *layout;
	size_t len = 1;

	*field = F_PLAIN;
	if (plain_char(*s)) {
		*layout = s + 1;
		return true;
	}
	while (s[len] == s[0])
		len++;
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const struct layout_field *f = &fields[i];

		if (strlen(f->run) == len && memcmp(f->run, s, len) == 0 && (f->kind & kinds) &&
		    (f->readable || !reading)) {
			*field = f->field;
			*layout = s + len;
			return true;
		}
	}
	if ((unsigned char)*s >= 0x80)
		len = text_utf8_cut(s, strlen(s), 16);
	*why = talloc_asprintf(x->mem, "'%.*s' is not valid in a %s %s layout", (int)len, s,
			       kinds == LAYOUT_DATE ? "date" : kinds == LAYOUT_TIME ? "time" :
			       "datetime", reading ? "parsing" : "formatting");
	return false;
}

/* --- Writing ------------------------------------------------------------------------ */

/* ICU's name of a month, a day, or of the half of the day. */
static char *named(struct expr *x, const struct xdate *d, int hour, const char *pattern)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar upattern[8], utc[4], text[64];
	double at = (double)(civil_days(d->year, d->month, d->day) * 86400 + hour * 3600) * 1000;
	UDateFormat *fmt;
	char *out = talloc_zero_array(x->mem, char, 200);

	u_uastrcpy(upattern, pattern);
	u_uastrcpy(utc, "UTC");
	fmt = udat_open(UDAT_PATTERN, UDAT_PATTERN, x->env.lang, utc, -1, upattern, -1, &st);
	if (U_FAILURE(st))
		base_oom();
	udat_format(fmt, at, text, ARRAY_LEN(text), NULL, &st);
	u_strToUTF8(out, 199, NULL, text, -1, &st);
	udat_close(fmt);
	return out;
}

static char *offset_text(struct expr *x, int offset_s, bool zulu)
{
	int size = offset_s < 0 ? -offset_s : offset_s;

	if (zulu && offset_s == 0)
		return talloc_strdup(x->mem, "Z");
	return talloc_asprintf(x->mem, "%c%02d:%02d", offset_s < 0 ? '-' : '+', size / 3600,
			       size / 60 % 60);
}

static int32_t lower_char(int32_t c)
{
	return u_tolower(c);
}

static int32_t upper_char(int32_t c)
{
	return u_toupper(c);
}

static char *field_text(struct expr *x, enum field f, const struct xdate *d,
			const struct xtod *t, int offset_s)
{
	int h12 = t->hour % 12 ? t->hour % 12 : 12;
	void *ctx = x->mem;

	switch (f) {
	case F_YY: return talloc_asprintf(ctx, "%02d", (int)((d->year % 100 + 100) % 100));
	case F_YYYY: return talloc_asprintf(ctx, "%04lld", (long long)d->year);
	case F_M: return talloc_asprintf(ctx, "%d", d->month);
	case F_MM: return talloc_asprintf(ctx, "%02d", d->month);
	case F_MMM: return named(x, d, t->hour, "LLL");
	case F_MMMM: return named(x, d, t->hour, "LLLL");
	case F_D: return talloc_asprintf(ctx, "%d", d->day);
	case F_DD: return talloc_asprintf(ctx, "%02d", d->day);
	case F_EEE: return named(x, d, t->hour, "ccc");
	case F_EEEE: return named(x, d, t->hour, "cccc");
	case F_NANO: return talloc_asprintf(ctx, "%09d", t->nanos);
	case F_MICRO: return talloc_asprintf(ctx, "%06d", t->nanos / 1000);
	case F_MILLI: return talloc_asprintf(ctx, "%03d", t->nanos / 1000000);
	case F_H12: return talloc_asprintf(ctx, "%d", h12);
	case F_HH12: return talloc_asprintf(ctx, "%02d", h12);
	case F_H24: return talloc_asprintf(ctx, t->hour ? "%d" : "", t->hour);
	case F_HH24: return talloc_asprintf(ctx, "%02d", t->hour);
	case F_MIN: return talloc_asprintf(ctx, "%d", t->minute);
	case F_MIN2: return talloc_asprintf(ctx, "%02d", t->minute);
	case F_S: return talloc_asprintf(ctx, "%d", t->second);
	case F_SS: return talloc_asprintf(ctx, "%02d", t->second);
	case F_AMPM: return each_char(x, named(x, d, t->hour, "a"), lower_char);
	case F_AMPM_UP: return each_char(x, named(x, d, t->hour, "a"), upper_char);
	case F_Z: return offset_text(x, offset_s, true);
	case F_ZZZ: return offset_text(x, offset_s, false);
	case F_PLAIN: break;
	}
	return talloc_strdup(ctx, "");
}

char *dates_format(struct expr *x, const struct xmoment *m, const char *layout, int kinds,
		   const char **why)
{
	struct xdate d = moment_date(m);
	struct xtod t = moment_tod(m);
	int offset_s = zone_offset_s(&m->zone, m->sec);
	char *out = talloc_strdup(x->mem, "");

	while (*layout) {
		const char *from = layout;
		enum field f;

		if (!next_field(x, &layout, kinds, false, &f, why))
			return NULL;
		if (f == F_PLAIN)
			out = talloc_strndup_append_buffer(out, from, (size_t)(layout - from));
		else
			out = talloc_strdup_append_buffer(out, field_text(x, f, &d, &t, offset_s));
	}
	return out;
}

const char *dates_iso(struct expr *x, const struct xmoment *m)
{
	const char *why;

	return dates_format(x, m, "YYYY-MM-DDTtt:mm:ss.ffffffZ", LAYOUT_BOTH, &why);
}

const char *dates_iso_date(struct expr *x, struct xdate d)
{
	return talloc_asprintf(x->mem, "%04lld-%02d-%02d", (long long)d.year, d.month, d.day);
}

const char *dates_iso_tod(struct expr *x, struct xtod t)
{
	return talloc_asprintf(x->mem, "%02d:%02d:%02d.%06d", t.hour, t.minute, t.second,
			       t.nanos / 1000);
}

/* --- Reading -------------------------------------------------------------------------- */

struct reading {
	const char *s;
	struct xdate d;
	struct xtod t;
	int half;			/* 1 am, 2 pm */
	bool has_offset, zulu;
	int offset_s;
};

/* One or two digits (two when fixed), or exactly `digits` when more. */
static bool read_number(const char **s, int digits, bool fixed, int *out)
{
	int n = 0;

	*out = 0;
	while (n < digits && (*s)[n] >= '0' && (*s)[n] <= '9')
		*out = *out * 10 + ((*s)[n++] - '0');
	if (n == 0 || (fixed && n < digits))
		return false;
	*s += n;
	return true;
}

static bool read_fraction(const char **s, int digits, int *nanos)
{
	int n = 0, value = 0;

	while ((*s)[n] >= '0' && (*s)[n] <= '9') {
		if (n < 9)
			value = value * 10 + ((*s)[n] - '0');
		n++;
	}
	if (n == 0 || (digits && n != digits))
		return false;
	for (int i = n; i < 9; i++)
		value *= 10;
	*nanos = value;
	*s += n;
	return true;
}

static bool read_offset(struct reading *r, bool zulu)
{
	int h, m, sign;

	r->has_offset = true;
	if (zulu && *r->s == 'Z') {
		r->s++;
		r->zulu = true;
		return true;
	}
	if (*r->s != '+' && *r->s != '-')
		return false;
	sign = *r->s++ == '-' ? -1 : 1;
	if (!read_number(&r->s, 2, true, &h) || *r->s++ != ':' ||
	    !read_number(&r->s, 2, true, &m) || h > 24 || m > 59)
		return false;
	r->offset_s = sign * (h * 3600 + m * 60);
	return true;
}

static bool read_half(struct reading *r, bool upper)
{
	static const char *const names[] = { "am", "pm", "AM", "PM" };

	for (int i = 0; i < 2; i++)
		if (strncmp(r->s, names[i + (upper ? 2 : 0)], 2) == 0) {
			r->half = i + 1;
			r->s += 2;
			return true;
		}
	return false;
}

static bool read_year2(struct reading *r)
{
	int n;

	if (!read_number(&r->s, 2, true, &n))
		return false;
	r->d.year = n + (n >= 69 ? 1900 : 2000);
	return true;
}

static bool read_year4(struct reading *r)
{
	int n;

	if (!read_number(&r->s, 4, true, &n))
		return false;
	r->d.year = n;
	return true;
}

static bool read_field(struct reading *r, enum field f)
{
	switch (f) {
	case F_YY: return read_year2(r);
	case F_YYYY: return read_year4(r);
	case F_M:
	case F_MM:
		return read_number(&r->s, 2, f == F_MM, &r->d.month) && r->d.month >= 1 &&
			r->d.month <= 12;
	case F_D:
	case F_DD: return read_number(&r->s, 2, f == F_DD, &r->d.day);
	case F_H12:
	case F_HH12: return read_number(&r->s, 2, f == F_HH12, &r->t.hour) && r->t.hour <= 12;
	case F_H24:
	case F_HH24: return read_number(&r->s, 2, false, &r->t.hour) && r->t.hour < 24;
	case F_MIN:
	case F_MIN2: return read_number(&r->s, 2, f == F_MIN2, &r->t.minute) && r->t.minute < 60;
	case F_S:
	case F_SS: return read_number(&r->s, 2, f == F_SS, &r->t.second) && r->t.second < 60;
	case F_NANO: return read_fraction(&r->s, 9, &r->t.nanos);
	case F_MICRO: return read_fraction(&r->s, 6, &r->t.nanos);
	case F_MILLI: return read_fraction(&r->s, 3, &r->t.nanos);
	case F_AMPM:
	case F_AMPM_UP: return read_half(r, f == F_AMPM_UP);
	case F_Z:
	case F_ZZZ: return read_offset(r, f == F_Z);
	default: return false;
	}
}

/* A space in the layout stands for any number of spaces. */
static bool read_plain(struct reading *r, char c)
{
	if (c != ' ')
		return *r->s == c && r->s++;
	if (*r->s && *r->s != ' ')
		return false;
	r->s += strspn(r->s, " ");
	return true;
}

/* "59.123" where the layout says "ss" and then no fraction of its own. */
static bool skip_fraction(struct reading *r, const char *layout)
{
	if ((*r->s != '.' && *r->s != ',') || r->s[1] < '0' || r->s[1] > '9')
		return true;
	if ((*layout == '.' || *layout == ',') && layout[1] == 'f')
		return true;
	r->s++;
	return read_fraction(&r->s, 0, &r->t.nanos);
}

static bool finish(struct reading *r, struct xzone zone, struct xmoment *out)
{
	struct xzone utc = { "UTC", 0 }, bare = { "", r->offset_s };

	if (r->half == 2 && r->t.hour < 12)
		r->t.hour += 12;
	else if (r->half == 1 && r->t.hour == 12)
		r->t.hour = 0;
	if (!civil_valid(r->d.year, r->d.month, r->d.day))
		return false;
	if (!r->has_offset) {
		*out = moment_of(r->d, r->t, zone);
		return true;
	}
	*out = moment_of(r->d, r->t, r->zulu ? utc : bare);
	if (!r->zulu && zone_offset_s(&zone, out->sec) == r->offset_s)
		out->zone = zone;	/* what clocks here say anyway */
	return true;
}

bool dates_parse(struct expr *x, const char *layout, const char *text, struct xzone zone,
		 struct xmoment *out, const char **why)
{
	int kinds = zone.name[0] ? LAYOUT_BOTH : LAYOUT_TIME;
	struct reading r = { .s = text, .d = { 0, 1, 1 } };

	*why = talloc_asprintf(x->mem, "cannot parse '%s' as '%s'", text, layout);
	while (*layout) {
		const char *from = layout;
		enum field f;

		if (!next_field(x, &layout, kinds, true, &f, why))
			return false;
		if (f == F_PLAIN ? !read_plain(&r, *from) : !read_field(&r, f))
			return false;
		if ((f == F_S || f == F_SS) && !skip_fraction(&r, layout))
			return false;
	}
	return !*r.s && finish(&r, zone, out);
}
