// SPDX-License-Identifier: AGPL-3.0-or-later
/* The calendar (proleptic Gregorian) and the zones of the tz database. */
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "expr/expr_int.h"

enum { DAY_S = 86400 };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* H. Hinnant, "chrono-compatible low-level date algorithms". */
int64_t civil_days(int64_t year, int month, int64_t day)
{
	int64_t era, yoe, doy, m = month - 1;

	year += floor_div(m, 12);
	m -= floor_div(m, 12) * 12;
	m += 1;
	year -= m <= 2;
	era = floor_div(year, 400);
	yoe = year - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468 + day - 1;
}

struct xdate civil_from_days(int64_t days)
{
	int64_t z = days + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	struct xdate d = { .year = yoe + era * 400, .day = (int)(doy - (153 * mp + 2) / 5 + 1) };

	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year += d.month <= 2;
	return d;
}

int civil_weekday(int64_t days)
{
	return (int)((days % 7 + 11) % 7);	/* 1970-01-01 was a Thursday */
}

bool civil_valid(int64_t year, int month, int day)
{
	struct xdate back;

	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	back = civil_from_days(civil_days(year, month, day));
	return back.month == month && back.day == day;
}

/* --- Zones ------------------------------------------------------------------------- */

bool zone_exists(const char *name)
{
	struct zone_span span;
	int rc = zone_span(name, 0, &span);

	return rc == 0 || rc == -ERANGE || strcmp(name, "UTC") == 0;
}

/* Beyond the tz file's list of changes: ICU's copy. */
static int far_offset_s(const char *name, int64_t sec)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar uname[80];
	UCalendar *cal;
	int offset = 0;

	u_uastrncpy(uname, name, ARRAY_LEN(uname) - 1);
	uname[ARRAY_LEN(uname) - 1] = 0;
	cal = ucal_open(uname, -1, "en", UCAL_GREGORIAN, &st);
	if (U_SUCCESS(st)) {
		ucal_setMillis(cal, (double)sec * 1000, &st);
		offset = ucal_get(cal, UCAL_ZONE_OFFSET, &st) + ucal_get(cal, UCAL_DST_OFFSET, &st);
	}
	if (cal)
		ucal_close(cal);
	return U_SUCCESS(st) ? offset / 1000 : 0;
}

int zone_offset_s(const struct xzone *zone, int64_t sec)
{
	struct zone_span span;

	if (!zone->name[0])
		return zone->offset_s;
	if (strcmp(zone->name, "UTC") == 0)
		return 0;
	if (sec < INT64_MAX / 2000 && sec > INT64_MIN / 2000 &&
	    zone_span(zone->name, sec * 1000, &span) == 0)
		return (int)(span.offset_ms / 1000);
	return far_offset_s(zone->name, sec);
}

/* The offset of a clock time: that of the moment it would be with the offset at the
 * same numbers in UTC, asked again there when that falls behind a change. */
struct xmoment moment_of(struct xdate d, struct xtod t, struct xzone zone)
{
	int64_t local = civil_days(d.year, d.month, d.day) * DAY_S + t.hour * 3600 +
		t.minute * 60 + t.second;
	int offset = zone_offset_s(&zone, local);

	offset = zone_offset_s(&zone, local - offset);
	return (struct xmoment){ .sec = local - offset, .nanos = t.nanos, .zone = zone };
}

struct xdate moment_date(const struct xmoment *m)
{
	return civil_from_days(floor_div(m->sec + zone_offset_s(&m->zone, m->sec), DAY_S));
}

struct xtod moment_tod(const struct xmoment *m)
{
	int64_t local = m->sec + zone_offset_s(&m->zone, m->sec);
	int s = (int)(local - floor_div(local, DAY_S) * DAY_S);

	return (struct xtod){ s / 3600, s / 60 % 60, s % 60, m->nanos };
}

struct xmoment moment_in(const struct xmoment *m, struct xzone zone)
{
	return (struct xmoment){ m->sec, m->nanos, zone };
}

/* --- Order --------------------------------------------------------------------------- */

#define ORDER(a, b) do { if ((a) != (b)) return (a) < (b) ? -1 : 1; } while (0)

int moment_cmp(const struct xmoment *a, const struct xmoment *b)
{
	ORDER(a->sec, b->sec);
	ORDER(a->nanos, b->nanos);
	return 0;
}

int date_cmp(const struct xdate *a, const struct xdate *b)
{
	ORDER(a->year, b->year);
	ORDER(a->month, b->month);
	ORDER(a->day, b->day);
	return 0;
}

int tod_cmp(const struct xtod *a, const struct xtod *b)
{
	ORDER(a->hour, b->hour);
	ORDER(a->minute, b->minute);
	ORDER(a->second, b->second);
	ORDER(a->nanos, b->nanos);
	return 0;
}
