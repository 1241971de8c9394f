/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care_clock: what a clock on somebody's wall shows.  Time zones are IANA's,
 * daylight saving included, by the system's tz database (base.h, zone_span());
 * what it says is kept for each zone, so that asking again costs well under 1 us.
 *
 * Minutes of the day are 0..1439 of the local day.  An unknown zone is read as
 * UTC, and logged once.  One thread.
 */
#include "base/base.h"

/* Before anything else, while there is memory (care_new() does). */
void care_clock_init(void);
/* Minute of the local day, and days since 1970 of the local calendar. */
int care_clock_minute(const char *zone, int64_t now_ms);
int64_t care_clock_day(const char *zone, int64_t now_ms);
/* 1 Monday .. 7 Sunday, as in flow_schedule. */
int care_clock_weekday(const char *zone, int64_t now_ms);
/* Local time minus UTC at that moment. */
int64_t care_clock_offset_ms(const char *zone, int64_t now_ms);

/* The moment (wall ms) at which the local clock shows this minute of that local
 * day.  Shown twice (clock put back): the first time.  Never shown (clock put
 * forward): the moment of the jump. */
int64_t care_clock_at(const char *zone, int64_t day, int minute);
/* The first such moment that is not before now_ms. */
int64_t care_clock_next(const char *zone, int64_t now_ms, int minute);

/* Is now within from .. to (to excluded; over midnight if from > to; equal: always)? */
bool care_clock_within(const char *zone, int64_t now_ms, int from_min, int to_min);
/* now_ms if within, else when it begins. */
int64_t care_clock_within_next(const char *zone, int64_t now_ms, int from_min, int to_min);

/* Was at_ms, a wall time that was written down, less than within_ms ago?  One in the future
 * was not: somebody has set the clock back since, and what "was said lately" would else be
 * left unsaid until the clock is there again.  0: never. */
static inline bool care_clock_lately(int64_t now_ms, int64_t at_ms, int64_t within_ms)
{
	return at_ms && at_ms <= now_ms && now_ms - at_ms < within_ms;
}

bool care_clock_zone_known(const char *zone);
/* The zone of a country that has only one ("KE" -> "Africa/Nairobi"); for the
 * others, and for unknown ones, dflt. */
enum { CARE_CLOCK_ZONE_LEN = 40 };
void care_clock_zone_of(const char *country, const char *dflt, char out[CARE_CLOCK_ZONE_LEN]);
