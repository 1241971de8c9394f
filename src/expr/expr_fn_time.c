// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions of dates and times. */
#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xv *fn_now(struct xcall *c)
{
	return xv_moment(c->x, &c->x->now);
}

static const struct xv *fn_today(struct xcall *c)
{
	return xv_date(c->x, moment_date(&c->x->now));
}

static const struct xv *zone_named(struct xcall *c, size_t i, struct xzone *out)
{
	*out = c->x->env.zone;
	if (c->len <= i)
		return NULL;
	*out = (struct xzone){ arg_text(c, i), 0 };
	return zone_exists(out->name) ? NULL :
		xv_error(c->x, "unknown time zone %s", out->name);
}

static const struct xv *fn_parse_datetime(struct xcall *c)
{
	struct xzone zone;
	const struct xv *bad = zone_named(c, 2, &zone);
	struct xmoment m;
	const char *why;

	if (bad)
		return bad;
	return dates_parse(c->x, arg_text(c, 1), arg_text(c, 0), zone, &m, &why) ?
		xv_moment(c->x, &m) : xv_error(c->x, "%s", why);
}

static const struct xv *fn_parse_time(struct xcall *c)
{
	struct xzone none = { "", 0 };
	struct xmoment m;
	const char *why;

	return dates_parse(c->x, arg_text(c, 1), arg_text(c, 0), none, &m, &why) ?
		xv_tod(c->x, moment_tod(&m)) : xv_error(c->x, "%s", why);
}

static const struct xv *fn_datetime_from_epoch(struct xcall *c)
{
	struct xnum billion = num_int(1000000000), nanos;
	struct xmoment m = { .zone = c->x->env.zone };
	int64_t n;

	if (num_mul(arg_num(c, 0), &billion, &nanos) < 0 || !num_to_int64(&nanos, &n))
		return xv_error(c->x, "epoch time is out of range");
	m.sec = n / 1000000000 - (n % 1000000000 < 0);
	m.nanos = (int)(n - m.sec * 1000000000);
	return xv_moment(c->x, &m);
}

static const struct xv *fn_epoch(struct xcall *c)
{
	const struct xmoment *m = &c->args[0]->moment;
	struct xnum n = num_int(m->sec), fraction = num_int(m->nanos), out;

	fraction.exp -= fraction.coef ? 9 : 0;
	return num_add(&n, &fraction, &out) < 0 ? xv_number_error(c->x, -ERANGE) :
		xv_num(c->x, &out);
}

/* --- Distances --------------------------------------------------------------------- */

static const struct xv *unknown_unit(struct xcall *c)
{
	return xv_error(c->x, "unknown unit: %s, must be one of s, m, h, D, W, M, Y",
			arg_text(c, 2));
}

static char unit(const struct xcall *c)
{
	const char *s = arg_text(c, 2);

	return s[0] && !s[1] ? s[0] : '?';
}

static const struct xv *fn_datetime_diff(struct xcall *c)
{
	const struct xmoment *a = &c->args[0]->moment, *b = &c->args[1]->moment;
	struct xdate d1 = moment_date(a), d2 = moment_date(b);
	int64_t sec = b->sec - a->sec;
	int64_t days = civil_days(d2.year, d2.month, d2.day) -
		civil_days(d1.year, d1.month, d1.day);

	/* towards zero, with the fraction: 1.9 s is 1, -1.9 s is -1 */
	if (sec > 0 && b->nanos < a->nanos)
		sec--;
	else if (sec < 0 && b->nanos > a->nanos)
		sec++;
	switch (unit(c)) {
	case 's': return xv_int(c->x, sec);
	case 'm': return xv_int(c->x, sec / 60);
	case 'h': return xv_int(c->x, sec / 3600);
	case 'D': return xv_int(c->x, days);
	case 'W': return xv_int(c->x, days / 7);
	case 'M': return xv_int(c->x, (d2.year - d1.year) * 12 + d2.month - d1.month);
	case 'Y': return xv_int(c->x, d2.year - d1.year);
	default: return unknown_unit(c);
	}
}

static const struct xv *fn_datetime_add(struct xcall *c)
{
	struct xmoment m = c->args[0]->moment;
	struct xdate d = moment_date(&m);
	struct xtod t = moment_tod(&m);
	int64_t n = arg_int(c, 1), y = d.year, month = d.month, day = d.day;

	switch (unit(c)) {
	case 's': m.sec += n; return xv_moment(c->x, &m);
	case 'm': m.sec += n * 60; return xv_moment(c->x, &m);
	case 'h': m.sec += n * 3600; return xv_moment(c->x, &m);
	case 'D': day += n; break;
	case 'W': day += n * 7; break;
	case 'M': month += n; break;
	case 'Y': y += n; break;
	default: return unknown_unit(c);
	}
	y += (month - 1) / 12 - ((month - 1) % 12 < 0);
	month = ((month - 1) % 12 + 12) % 12 + 1;
	m = moment_of(civil_from_days(civil_days(y, (int)month, day)), t, m.zone);
	return xv_moment(c->x, &m);
}

static const struct xv *fn_replace_time(struct xcall *c)
{
	const struct xv *t = xv_to_tod(c->x, c->args[1]);
	struct xmoment m;

	if (t->type == X_ERROR)
		return t;
	m = moment_of(moment_date(&c->args[0]->moment), t->tod, c->args[0]->moment.zone);
	return xv_moment(c->x, &m);
}

static const struct xv *fn_tz(struct xcall *c)
{
	return xv_text(c->x, c->args[0]->moment.zone.name);
}

static const struct xv *fn_tz_offset(struct xcall *c)
{
	const struct xmoment *m = &c->args[0]->moment;
	int s = zone_offset_s(&m->zone, m->sec), size = s < 0 ? -s : s;

	return xv_take(c->x, talloc_asprintf(c->x->mem, "%c%02d%02d", s < 0 ? '-' : '+',
					     size / 3600, size / 60 % 60));
}

/* --- Parts ---------------------------------------------------------------------------- */

static const struct xv *fn_date_from_parts(struct xcall *c)
{
	int month = arg_int(c, 1);

	if (month < 1 || month > 12)
		return xv_error(c->x, "invalid value for month, must be 1-12");
	return xv_date(c->x, civil_from_days(civil_days(arg_int(c, 0), month, arg_int(c, 2))));
}

static const struct xv *fn_time_from_parts(struct xcall *c)
{
	struct xtod t = { arg_int(c, 0), arg_int(c, 1), arg_int(c, 2), 0 };

	if (t.hour < 0 || t.hour > 23)
		return xv_error(c->x, "invalid value for hour, must be 0-23");
	if (t.minute < 0 || t.minute > 59)
		return xv_error(c->x, "invalid value for minute, must be 0-59");
	if (t.second < 0 || t.second > 59)
		return xv_error(c->x, "invalid value for second, must be 0-59");
	return xv_tod(c->x, t);
}

static int64_t days_of(const struct xdate *d)
{
	return civil_days(d->year, d->month, d->day);
}

static const struct xv *fn_weekday(struct xcall *c)
{
	return xv_int(c->x, civil_weekday(days_of(&c->args[0]->date)));
}

/* Weeks begin on Sunday; that with the first of January is the first. */
static const struct xv *fn_week_number(struct xcall *c)
{
	const struct xdate *d = &c->args[0]->date;
	int64_t day = days_of(d), yday = day - civil_days(d->year, 1, 1);

	return xv_int(c->x, (yday - civil_weekday(day) + 7) / 7 + 1);
}

/* --- As text --------------------------------------------------------------------------- */

static const struct xv *formatted(struct xcall *c, const struct xmoment *m, const char *layout,
				  int kinds)
{
	const char *why;
	char *s = dates_format(c->x, m, layout, kinds, &why);

	return s ? xv_take(c->x, s) : xv_error(c->x, "%s", why);
}

static const struct xv *fn_format_date(struct xcall *c)
{
	struct xmoment m = moment_of(c->args[0]->date, (struct xtod){ 0 },
				     (struct xzone){ "UTC", 0 });

	return formatted(c, &m, c->len > 1 ? arg_text(c, 1) : c->x->env.date_format, LAYOUT_DATE);
}

static const struct xv *fn_format_time(struct xcall *c)
{
	const struct xv *t = xv_to_tod(c->x, c->args[0]);
	struct xmoment m;

	if (t->type == X_ERROR)
		return t;
	m = moment_of((struct xdate){ 1, 1, 1 }, t->tod, (struct xzone){ "UTC", 0 });
	return formatted(c, &m, c->len > 1 ? arg_text(c, 1) : c->x->env.time_format, LAYOUT_TIME);
}

static const struct xv *fn_format_datetime(struct xcall *c)
{
	struct xzone zone;
	const struct xv *bad = zone_named(c, 2, &zone);
	struct xmoment m = moment_in(&c->args[0]->moment, zone);

	if (bad)
		return bad;
	return formatted(c, &m, c->len > 1 ? arg_text(c, 1) :
			 talloc_asprintf(c->x->mem, "%s %s", c->x->env.date_format,
					 c->x->env.time_format), LAYOUT_BOTH);
}

static const struct xfn list[] = {
	{ "date_from_parts", "iii", fn_date_from_parts },
	{ "datetime_add", "mit", fn_datetime_add },
	{ "datetime_diff", "mmt", fn_datetime_diff },
	{ "datetime_from_epoch", "n", fn_datetime_from_epoch },
	{ "epoch", "m", fn_epoch },
	{ "format_date", "d|t", fn_format_date },
	{ "format_datetime", "m|tt", fn_format_datetime },
	{ "format_time", "x|t", fn_format_time },
	{ "now", "", fn_now },
	{ "parse_datetime", "tt|t", fn_parse_datetime },
	{ "parse_time", "tt", fn_parse_time },
	{ "replace_time", "mx", fn_replace_time },
	{ "time_from_parts", "iii", fn_time_from_parts },
	{ "today", "", fn_today },
	{ "tz", "m", fn_tz },
	{ "tz_offset", "m", fn_tz_offset },
	{ "week_number", "d", fn_week_number },
	{ "weekday", "d", fn_weekday },
};

const struct xfns expr_fns_time = { list, ARRAY_LEN(list) };
