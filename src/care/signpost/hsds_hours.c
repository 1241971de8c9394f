// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Schedules.  A schedule that cannot be understood is refused, and with it
 * the claim that we know the hours: the service is then one to call first.
 */
#include <stdio.h>
#include <stdlib.h>

#include "care/signpost/signpost_int.h"

enum { SCHEDULES_MAX = 60, RULE_MAX = 200, NO_TIME = -1 };
#define MONDAY 4		/* 5 January 1970 */

struct schedule {
	struct hsds *h;
	const json_t *row;
	const char *where;
	bool refused;
};

static void refuse(struct schedule *s, const char *field, const char *why)
{
	signpost_remark(s->h->report, SIGNPOST_REFUSED, s->where, field,
			"The schedule was left out: %s.", why);
	s->refused = true;
}

/* --- Days --------------------------------------------------------------------------------- */

static int32_t day_field(struct schedule *s, const char *field, int32_t dflt)
{
	const char *text = hsds_str(s->row, field);
	int32_t day;

	if (!text[0])
		return dflt;
	if (!hsds_date(text, &day)) {
		refuse(s, field, "a date is written 2026-03-31");
		return dflt;
	}
	return day;
}

/* "MO,TU" or, monthly, "1MO,-1FR"; spaces and lower case are forgiven. */
static bool byday_good(const char *text, bool numbered, char *out, size_t size)
{
	static const char names[] = "MO TU WE TH FR SA SU";
	size_t len = 0;
	char day[3] = "";
	long nth;
	char *end;

	while (*text) {
		nth = strtol(text, &end, 10);
		if (end != text && (!numbered || nth == 0 || nth < -5 || nth > 5))
			return false;
		text = end + strspn(end, " ");
		if (!text[0] || !text[1])
			return false;
		day[0] = (char)(text[0] & ~0x20);
		day[1] = (char)(text[1] & ~0x20);
		if (day[0] < 'A' || !strstr(names, day))
			return false;
		len += (size_t)snprintf(out + len, size - len, nth ? "%s%ld%s" : "%s%.0ld%s",
					len ? "," : "", nth, day);
		if (len >= size)
			return false;
		text += 2;
		text += strspn(text, " ");
		if (*text == ',')
			text++;
		else if (*text)
			return false;
		text += strspn(text, " ");
	}
	return len > 0;
}

static bool monthdays_good(const char *text, char *out, size_t size)
{
	size_t len = 0;
	char *end;
	long n;

	while (*text) {
		n = strtol(text, &end, 10);
		if (end == text || n == 0 || n < -31 || n > 31)
			return false;
		len += (size_t)snprintf(out + len, size - len, "%s%ld", len ? "," : "", n);
		if (len >= size)
			return false;
		text = end + strspn(end, " ");
		if (*text == ',')
			text++;
		else if (*text)
			return false;
		text += strspn(text, " ");
	}
	return len > 0;
}

static long number_field(struct schedule *s, const char *field, long low, long high, long dflt)
{
	const char *text = hsds_str(s->row, field);
	char *end;
	long n = strtol(text, &end, 10);

	if (!text[0])
		return dflt;
	if (strcmp(end, ".0") == 0)
		end += 2;
	if (*end || n < low || n > high) {
		refuse(s, field, "the number makes no sense");
		return dflt;
	}
	return n;
}

static void add_until(struct schedule *s, char *rule, size_t len)
{
	const char *text = hsds_str(s->row, "until");
	int y, m, d;
	int32_t day;

	if (!text[0])
		return;
	if (sscanf(text, "%4d%2d%2d", &y, &m, &d) == 3 && strlen(text) >= 8 && text[4] != '-')
		snprintf(rule + len, RULE_MAX - len, ";UNTIL=%04d%02d%02d", y, m, d);
	else if (hsds_date(text, &day) && sscanf(text, "%d-%d-%d", &y, &m, &d) == 3)
		snprintf(rule + len, RULE_MAX - len, ";UNTIL=%04d%02d%02d", y, m, d);
	else
		refuse(s, "until", "a date is written 2026-03-31");
}

/* FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL, WKST: checked by us before libical sees
 * them, so that no rule can run for ever or mean something else. */
static void make_rule(struct schedule *s, char *rule)
{
	const char *freq = hsds_str(s->row, "freq"), *byday = hsds_str(s->row, "byday");
	const char *wkst = hsds_str(s->row, "wkst");
	bool monthly = strcasecmp(freq, "MONTHLY") == 0, begins = hsds_str(s->row, "dtstart")[0];
	char days[RULE_MAX] = "", monthdays[RULE_MAX] = "";
	long interval = number_field(s, "interval", 1, 104, 1);
	long count = number_field(s, "count", 1, 500, 0);
	size_t len;

	if (!monthly && strcasecmp(freq, "WEEKLY") != 0 && strcasecmp(freq, "DAILY") != 0)
		refuse(s, "freq", "it is WEEKLY or MONTHLY");
	if (hsds_str(s->row, "byweekno")[0] || hsds_str(s->row, "byyearday")[0])
		refuse(s, "byweekno", "weeks and days of the year are not understood");
	if (byday[0] && !byday_good(byday, monthly, days, sizeof(days)))
		refuse(s, "byday", "it is a list such as MO,TU or, for a month, 1MO,-1FR");
	if (hsds_str(s->row, "bymonthday")[0] &&
	    !monthdays_good(hsds_str(s->row, "bymonthday"), monthdays, sizeof(monthdays)))
		refuse(s, "bymonthday", "it is a list of days such as 1,15 or -1");
	if (!monthly && monthdays[0])
		refuse(s, "bymonthday", "days of the month need the frequency MONTHLY");
	if ((interval > 1 || count) && !begins)
		refuse(s, "dtstart", "every other week needs the date of a first one");
	if (strcasecmp(freq, "DAILY") == 0 && !days[0] && interval == 1)
		strcpy(days, "MO,TU,WE,TH,FR,SA,SU");
	else if (strcasecmp(freq, "DAILY") == 0)
		refuse(s, "freq", "it is WEEKLY or MONTHLY");
	if (!days[0] && !monthdays[0] && !begins)
		refuse(s, "byday", "it does not say on which days");
	if (wkst[0] && (strlen(wkst) != 2 || !byday_good(wkst, false, (char[8]){ 0 }, 8)))
		refuse(s, "wkst", "it is a day such as MO");
	if (s->refused)
		return;
	len = (size_t)snprintf(rule, RULE_MAX, "FREQ=%s", monthly ? "MONTHLY" : "WEEKLY");
	if (interval > 1)
		len += (size_t)snprintf(rule + len, RULE_MAX - len, ";INTERVAL=%ld", interval);
	if (days[0] && len < RULE_MAX)
		len += (size_t)snprintf(rule + len, RULE_MAX - len, ";BYDAY=%s", days);
	if (monthdays[0] && len < RULE_MAX)
		len += (size_t)snprintf(rule + len, RULE_MAX - len, ";BYMONTHDAY=%s", monthdays);
	if (wkst[0] && len < RULE_MAX)
		len += (size_t)snprintf(rule + len, RULE_MAX - len, ";WKST=%c%c", wkst[0] & ~0x20,
					wkst[1] & ~0x20);
	if (count && len < RULE_MAX)
		len += (size_t)snprintf(rule + len, RULE_MAX - len, ";COUNT=%ld", count);
	else if (len < RULE_MAX)
		add_until(s, rule, len);
	if (strlen(rule) >= RULE_MAX - 1)
		refuse(s, "byday", "it is too long");
}

/* --- Times ---------------------------------------------------------------------------------- */

/* "+03:00", "Z": what to add to get the local time; the place's own offset, winter or
 * summer, means as it is written. */
static bool offset_good(const struct signpost_reading *how, const char *text, int *shift)
{
	int hours, minutes = 0, offset;
	char sign;

	*shift = 0;
	if (!text[0])
		return true;
	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
		offset = 0;
	else if (sscanf(text, "%c%2d:%2d", &sign, &hours, &minutes) >= 2 &&
		 (sign == '+' || sign == '-') && hours <= 14 && minutes < 60)
		offset = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
	else
		return false;
	if (offset == how->winter_min || offset == how->summer_min)
		return true;
	*shift = how->winter_min - offset;
	return how->winter_min == how->summer_min;
}

/* Minutes of the local day; NO_TIME: none, or refused. */
static int time_field(struct schedule *s, const char *field)
{
	const char *text = hsds_str(s->row, field), *rest;
	int hour, minute, used = 0, shift, min;

	if (!text[0])
		return NO_TIME;
	if (sscanf(text, "%2d:%2d%n", &hour, &minute, &used) != 2 || hour < 0 || hour > 24 ||
	    minute < 0 || minute > 59 || (hour == 24 && minute)) {
		refuse(s, field, "a time is written 09:30");
		return NO_TIME;
	}
	rest = text + used;
	if (rest[0] == ':' && rest[1] >= '0' && rest[1] <= '5' && rest[2] >= '0' && rest[2] <= '9')
		rest += 3;
	if (!offset_good(s->h->how, rest, &shift)) {
		refuse(s, field, "its UTC offset is not that of this directory's time zone");
		return NO_TIME;
	}
	min = hour * 60 + minute + shift;
	if (min < 0 || min > 1440) {
		refuse(s, field, "seen from this directory's time zone it is another day");
		return NO_TIME;
	}
	return min;
}

static void schedule_read(struct schedule *s, void *ctx, struct store_hours *out)
{
	char rule[RULE_MAX + 1] = "";
	int opens = time_field(s, "opens_at"), closes = time_field(s, "closes_at");
	int32_t start;

	memset(out, 0, sizeof(*out));
	out->from_day = day_field(s, "valid_from", STORE_DAY_MIN);
	out->to_day = day_field(s, "valid_to", STORE_DAY_MAX);
	start = day_field(s, "dtstart", out->from_day);
	if (!s->refused && out->from_day > out->to_day)
		refuse(s, "valid_to", "it ends before it begins");
	if (hsds_str(s->row, "freq")[0]) {
		make_rule(s, rule);
	} else if (hsds_str(s->row, "byday")[0] || hsds_str(s->row, "bymonthday")[0]) {
		refuse(s, "freq", "days are given, but not how often they come again");
	} else if (out->from_day == STORE_DAY_MIN || out->to_day == STORE_DAY_MAX) {
		if (start != STORE_DAY_MIN && out->from_day == STORE_DAY_MIN)
			out->from_day = out->to_day = start;	/* one day */
		else
			refuse(s, "freq", "it does not say on which days");
	} else if (opens == NO_TIME && closes == NO_TIME) {
		out->closed = true;		/* these days, and no hours: it is shut */
	}
	if (!s->refused && !out->closed && (opens == NO_TIME || closes == NO_TIME))
		refuse(s, opens == NO_TIME ? "opens_at" : "closes_at", "it is missing");
	out->start_day = start == STORE_DAY_MIN ? MONDAY : start;
	if (!s->refused &&
	    !signpost_rule_days(rule, out->start_day, s->h->how->today, 1, &(bool){ 0 }))
		refuse(s, "freq", "such a rule cannot be read");
	out->opens_min = opens < 0 ? 0 : opens;
	out->closes_min = closes < 0 ? 0 : closes;
	out->rule = talloc_strdup(ctx, rule);
	if (!out->rule)
		base_oom();
}

/* HSDS 2: one row a holiday, `closed` or with hours of its own. */
static void holiday_read(struct schedule *s, void *ctx, struct store_hours *out)
{
	const char *closed = hsds_str(s->row, "closed");
	int opens = time_field(s, "opens_at"), closes = time_field(s, "closes_at");

	*out = (struct store_hours){
		.rule = talloc_strdup(ctx, ""), .start_day = MONDAY,
		.from_day = day_field(s, "start_date", STORE_DAY_MIN),
		.to_day = day_field(s, "end_date", STORE_DAY_MIN) };
	if (!s->refused && (out->from_day == STORE_DAY_MIN || out->to_day < out->from_day))
		refuse(s, "start_date", "a holiday needs its first and its last day");
	out->closed = strcasecmp(closed, "true") == 0 || strcmp(closed, "1") == 0 ||
		strcasecmp(closed, "y") == 0 || strcasecmp(closed, "yes") == 0 ||
		opens == NO_TIME || closes == NO_TIME;
	out->opens_min = opens < 0 ? 0 : opens;
	out->closes_min = closes < 0 ? 0 : closes;
}

static bool read_all(struct hsds *h, const json_t *rows, const char *where, const char *what,
		     void (*read)(struct schedule *, void *, struct store_hours *),
		     struct store_hours **list, size_t *n)
{
	bool all_good = true;
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		char place[200];
		struct schedule s = { .h = h, .row = row, .where = place };

		snprintf(place, sizeof(place), "%s.%s[%zu]", where, what, i);
		s.where = hsds_where(row, place);
		*list = talloc_realloc(h->import, *list, struct store_hours, (unsigned)*n + 1);
		if (!*list)
			base_oom();
		if (*n >= SCHEDULES_MAX)
			refuse(&s, "", "there are too many of them");
		else
			read(&s, *list, &(*list)[*n]);
		if (!s.refused)
			++*n;
		all_good = all_good && !s.refused;
	}
	return all_good;
}

bool hsds_hours(struct hsds *h, const json_t *schedules, const json_t *holidays,
		const char *where, struct store_hours **out, size_t *n_out)
{
	bool good;

	*out = NULL;
	*n_out = 0;
	good = read_all(h, schedules, where, "schedules", schedule_read, out, n_out);
	if (!read_all(h, holidays, where, "holiday_schedules", holiday_read, out, n_out))
		good = false;
	return good;
}
