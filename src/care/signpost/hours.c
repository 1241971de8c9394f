// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * When is it open?  libical says on which local days a rule holds (RFC 5545,
 * section 3.3.10); the times of those days become moments by care_clock, so
 * that an hour stays an hour of that place when clocks change.
 */
#include <libical/ical.h>
#include <stdlib.h>

#include "care/care_clock.h"
#include "care/signpost/signpost_int.h"

enum {
	DAYS = SIGNPOST_HORIZON_DAYS + 3,	/* from two days ago: what began then may last */
	BACK = 2,
	PERIODS_MAX = 400,
	STEPS_MAX = 20000,
};

struct period { int64_t from_ms, to_ms; };

/* From days since 1970 to a date (Hinnant, civil_from_days).  libical's own way leaves an
 * hour of -1, with which its iterator may never come to an end. */
static struct icaltimetype date_of(int32_t day)
{
	int z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	return (struct icaltimetype){
		.year = yoe + era * 400 + (mp >= 10), .month = mp < 10 ? mp + 3 : mp - 9,
		.day = doy - (153 * mp + 2) / 5 + 1, .is_date = 1 };
}

static int32_t day_of(struct icaltimetype t)
{
	/* Days from 1 January 1970, by the proleptic calendar (Hinnant, days_from_civil). */
	int y = t.year - (t.month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (t.month + (t.month > 2 ? -3 : 9)) + 2) / 5 + t.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* A rule that says its days and has no COUNT does not depend on what came before but through
 * INTERVAL: begin a little before the days that matter, in step with DTSTART. */
static int32_t nearer_start(const struct icalrecurrencetype *r, int32_t start, int32_t first)
{
	int32_t step = 7 * r->interval;

	if (r->count == 0 && r->freq == ICAL_MONTHLY_RECURRENCE && r->interval == 1 &&
	    (r->by_day[0] != ICAL_RECURRENCE_ARRAY_MAX ||
	     r->by_month_day[0] != ICAL_RECURRENCE_ARRAY_MAX))
		return start > first - 62 ? start : first - 62;
	if (r->count > 0 || r->freq != ICAL_WEEKLY_RECURRENCE || first - start <= step)
		return start;
	return start + (first - start) / step * step - step;
}

bool signpost_rule_days(const char *rule, int32_t start_day, int32_t first, int n, bool *days)
{
	struct icalrecurrencetype r;
	struct icaltimetype t;
	icalrecur_iterator *it;
	int32_t day = 0;
	int steps = 0;

	if (!rule[0]) {
		for (day = 0; day < n; day++)
			days[day] = true;
		return true;
	}
	r = icalrecurrencetype_from_string(rule);
	if (r.freq == ICAL_NO_RECURRENCE)
		return false;
	it = icalrecur_iterator_new(r, date_of(nearer_start(&r, start_day, first)));
	if (!it)
		return false;
	memset(days, 0, (size_t)n * sizeof(*days));
	for (t = icalrecur_iterator_next(it); !icaltime_is_null_time(t) && steps < STEPS_MAX;
	     t = icalrecur_iterator_next(it), steps++) {
		day = day_of(t);
		if (day >= first + n)
			break;
		if (day >= first && day >= start_day)
			days[day - first] = true;
	}
	icalrecur_iterator_free(it);
	return true;
}

/* --- Periods ----------------------------------------------------------------------------- */

struct calendar {
	const char *zone;
	int32_t first;			/* local day of days[0] */
	bool closed[DAYS];
	bool special[DAYS];		/* a holiday with hours of its own */
	struct period list[PERIODS_MAX];
	size_t n;
};

static bool valid_on(const struct store_hours *h, int32_t day)
{
	return day >= h->from_day && day <= h->to_day;
}

/* No rule, and a first and a last day: those days only.  Its hours replace the usual ones. */
static bool is_special(const struct store_hours *h)
{
	return !h->closed && !h->rule[0] && h->from_day > STORE_DAY_MIN &&
		h->to_day < STORE_DAY_MAX;
}

static void note_exceptions(struct calendar *c, const struct store_service *s)
{
	size_t i;
	int d;

	for (i = 0; i < s->hours_len; i++)
		for (d = 0; d < DAYS; d++) {
			if (!valid_on(&s->hours[i], c->first + d))
				continue;
			c->closed[d] |= s->hours[i].closed;
			c->special[d] |= is_special(&s->hours[i]);
		}
}

static void add_period(struct calendar *c, int32_t day, const struct store_hours *h)
{
	bool next_day = h->closes_min <= h->opens_min;
	struct period p = {
		.from_ms = care_clock_at(c->zone, day, h->opens_min % 1440) +
			   (h->opens_min == 1440 ? DAYS_MS(1) : 0),
		.to_ms = care_clock_at(c->zone, day + (next_day || h->closes_min == 1440),
				       h->closes_min % 1440) };

	if (c->n < PERIODS_MAX && p.to_ms > p.from_ms)
		c->list[c->n++] = p;
}

static void add_hours(struct calendar *c, const struct store_hours *h)
{
	bool days[DAYS];
	int d;

	if (h->closed || !signpost_rule_days(h->rule, h->start_day, c->first, DAYS, days))
		return;
	for (d = 0; d < DAYS; d++)
		if (days[d] && valid_on(h, c->first + d) && !c->closed[d] &&
		    c->special[d] == is_special(h))
			add_period(c, c->first + d, h);
}

static int by_beginning(const void *a, const void *b)
{
	const struct period *x = a, *y = b;

	return (x->from_ms > y->from_ms) - (x->from_ms < y->from_ms);
}

/* Periods that touch are one: "until" is when it really shuts. */
static void answer(const struct calendar *c, int64_t now_ms, struct signpost_open *out)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct period *p = &c->list[i];

		if (out->now && p->from_ms <= out->until_ms) {
			if (p->to_ms > out->until_ms)
				out->until_ms = p->to_ms;
		} else if (!out->now && p->from_ms <= now_ms && p->to_ms > now_ms) {
			out->now = true;
			out->until_ms = p->to_ms;
		} else if (!out->now && p->from_ms > now_ms && !out->opens_at_ms) {
			out->opens_at_ms = p->from_ms;
		}
	}
	if (out->now)
		out->opens_at_ms = 0;
}

void care_signpost_open(const struct store_service *s, const char *zone, int64_t now_ms,
			struct signpost_open *out)
{
	struct calendar c = { .zone = zone };
	int64_t horizon_ms;
	size_t i;

	memset(out, 0, sizeof(*out));
	c.first = (int32_t)care_clock_day(zone, now_ms) - BACK;
	note_exceptions(&c, s);
	for (i = 0; i < s->hours_len; i++)
		add_hours(&c, &s->hours[i]);
	qsort(c.list, c.n, sizeof(c.list[0]), by_beginning);
	answer(&c, now_ms, out);
	horizon_ms = care_clock_at(zone, c.first + DAYS - 1, 0);
	if (out->now && out->until_ms >= horizon_ms)
		out->until_ms = 0;
}
