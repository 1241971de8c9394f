// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a clock on somebody's wall shows, by the system's tz database; ICU's older
 * copy knows names and countries, and the years that the system's does not list.
 * For each zone the offset is kept
 * together with the time in which it holds (from one change of the clocks to
 * the next), so nearly every question is arithmetic.
 */
#include <stdio.h>
#include <unicode/ucal.h>
#include <unicode/uclean.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

#include "care/care_clock.h"

enum { ZONES_MAX = 64, COUNTRIES_MAX = 300 };
#define DAY_MS DAYS_MS(1)

struct zone {
	char name[CARE_CLOCK_ZONE_LEN];
	UCalendar *cal;			/* NULL: unknown, read as UTC */
	int64_t offset_ms, from_ms, to_ms;	/* the offset holds from .. to (excluded) */
};
static struct zone zones[ZONES_MAX];
static unsigned int zones_len, zones_oldest;

static bool zone_id(const char *name, UChar out[CARE_CLOCK_ZONE_LEN])
{
	UChar canonical[64];
	UErrorCode status = U_ZERO_ERROR;
	UBool system = 0;

	if (strlen(name) >= CARE_CLOCK_ZONE_LEN)
		return false;
	u_uastrcpy(out, name);
	ucal_getCanonicalTimeZoneID(out, -1, canonical, ARRAY_LEN(canonical), &system, &status);
	return U_SUCCESS(status) && system;
}

static struct zone *zone_open(const char *name)
{
	struct zone *z;
	UChar id[CARE_CLOCK_ZONE_LEN];
	UErrorCode status = U_ZERO_ERROR;

	if (zones_len < ZONES_MAX) {
		z = &zones[zones_len++];
	} else {
		z = &zones[zones_oldest++ % ZONES_MAX];
		if (z->cal)
			ucal_close(z->cal);
	}
	memset(z, 0, sizeof(*z));
	snprintf(z->name, sizeof(z->name), "%s", name);
	if (zone_id(name, id))
		z->cal = ucal_open(id, -1, "en", UCAL_GREGORIAN, &status);
	if (U_FAILURE(status))
		z->cal = NULL;
	if (!z->cal && zone_span(name, 0, &(struct zone_span){ 0 }) != 0) {
		LOGP(DCARE, LOGL_ERROR, "time zone \"%s\" is unknown and is read as UTC\n", name);
		z->from_ms = INT64_MIN;
		z->to_ms = INT64_MAX;
	}
	return z;
}

/* ICU looks for its default language behind a lock of its own, and when memory runs out in
 * there it asks for that language again and waits for itself for ever (seen with 72.1). */
void care_clock_init(void)
{
	UErrorCode status = U_ZERO_ERROR;

	u_init(&status);
	uloc_getDefault();
}

static struct zone *zone_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < zones_len; i++)
		if (strcmp(zones[i].name, name) == 0)
			return &zones[i];
	return zone_open(name);
}

/* Makes offset, from and to those of this moment. */
static void zone_seek(struct zone *z, int64_t at_ms)
{
	UErrorCode status = U_ZERO_ERROR;
	struct zone_span span;
	UDate date;

	if (z->from_ms <= at_ms && at_ms < z->to_ms)
		return;
	if (zone_span(z->name, at_ms, &span) == 0) {
		z->offset_ms = span.offset_ms;
		z->from_ms = span.from_ms;
		z->to_ms = span.to_ms;
		return;
	}
	if (!z->cal)
		return;		/* newer than ICU, later than the database: as it was last */
	ucal_setMillis(z->cal, (UDate)at_ms, &status);
	z->offset_ms = ucal_get(z->cal, UCAL_ZONE_OFFSET, &status)
		+ ucal_get(z->cal, UCAL_DST_OFFSET, &status);
	z->from_ms = INT64_MIN;
	z->to_ms = INT64_MAX;
	if (ucal_getTimeZoneTransitionDate(z->cal, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, &date,
					   &status))
		z->from_ms = (int64_t)date;
	if (ucal_getTimeZoneTransitionDate(z->cal, UCAL_TZ_TRANSITION_NEXT, &date, &status))
		z->to_ms = (int64_t)date;
	MUST(U_SUCCESS(status));
}

int64_t care_clock_offset_ms(const char *zone, int64_t now_ms)
{
	struct zone *z = zone_find(zone);

	zone_seek(z, now_ms);
	return z->offset_ms;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t care_clock_day(const char *zone, int64_t now_ms)
{
	return floor_div(now_ms + care_clock_offset_ms(zone, now_ms), DAY_MS);
}

int care_clock_minute(const char *zone, int64_t now_ms)
{
	int64_t local_ms = now_ms + care_clock_offset_ms(zone, now_ms);

	return (int)((local_ms - floor_div(local_ms, DAY_MS) * DAY_MS) / MINUTES_MS(1));
}

int care_clock_weekday(const char *zone, int64_t now_ms)
{
	int64_t day = care_clock_day(zone, now_ms);	/* 1 January 1970 was a Thursday */

	return (int)(day + 3 - floor_div(day + 3, 7) * 7) + 1;
}

int64_t care_clock_at(const char *zone, int64_t day, int minute)
{
	struct zone *z = zone_find(zone);
	int64_t local_ms = day * DAY_MS + MINUTES_MS(minute);
	int64_t before, after;

	/* The two offsets that can hold around this time, by turns. */
	zone_seek(z, local_ms - DAY_MS);
	before = z->offset_ms;
	zone_seek(z, local_ms + DAY_MS);
	after = z->offset_ms;
	if (before == after)
		return local_ms - after;

	zone_seek(z, local_ms - before);
	if (z->offset_ms == before)
		return local_ms - before;	/* the first time, if it is shown twice */
	zone_seek(z, local_ms - after);
	if (z->offset_ms == after)
		return local_ms - after;
	return z->to_ms;			/* never shown: z stands just before the jump */
}

int64_t care_clock_next(const char *zone, int64_t now_ms, int minute)
{
	int64_t day = care_clock_day(zone, now_ms);
	int64_t at_ms;

	/* A jump may have put the moment of this day's minute onto the next. */
	for (at_ms = care_clock_at(zone, day, minute); at_ms < now_ms;)
		at_ms = care_clock_at(zone, ++day, minute);
	return at_ms;
}

bool care_clock_within(const char *zone, int64_t now_ms, int from_min, int to_min)
{
	int minute;

	if (from_min == to_min)
		return true;
	minute = care_clock_minute(zone, now_ms);
	if (from_min < to_min)
		return from_min <= minute && minute < to_min;
	return minute >= from_min || minute < to_min;
}

int64_t care_clock_within_next(const char *zone, int64_t now_ms, int from_min, int to_min)
{
	if (care_clock_within(zone, now_ms, from_min, to_min))
		return now_ms;
	return care_clock_next(zone, now_ms, from_min);
}

bool care_clock_zone_known(const char *zone)
{
	UChar id[CARE_CLOCK_ZONE_LEN];

	return zone_id(zone, id) || zone_span(zone, 0, &(struct zone_span){ 0 }) == 0;
}

/* Asking ICU walks over all zones, so each country is asked for once. */
static const char *only_zone(const char *country)
{
	static struct { char country[4], zone[CARE_CLOCK_ZONE_LEN]; } known[COUNTRIES_MAX];
	static unsigned int known_len;
	UErrorCode status = U_ZERO_ERROR;
	UEnumeration *list;
	const char *name;
	unsigned int i;

	for (i = 0; i < known_len; i++)
		if (strcmp(known[i].country, country) == 0)
			return known[i].zone;
	if (known_len == COUNTRIES_MAX)
		return "";
	snprintf(known[known_len].country, sizeof(known[0].country), "%s", country);
	list = ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, country, NULL,
					      &status);
	if (U_SUCCESS(status) && uenum_count(list, &status) == 1) {
		name = uenum_next(list, NULL, &status);
		if (name)
			snprintf(known[known_len].zone, sizeof(known[0].zone), "%s", name);
	}
	uenum_close(list);
	return known[known_len++].zone;
}

void care_clock_zone_of(const char *country, const char *dflt, char out[CARE_CLOCK_ZONE_LEN])
{
	const char *zone = country[0] && strlen(country) == 2 ? only_zone(country) : "";

	snprintf(out, CARE_CLOCK_ZONE_LEN, "%s", zone[0] ? zone : dflt);
}
