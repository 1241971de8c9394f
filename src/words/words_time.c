// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Waits, durations and moments in words.  The sentences are in the catalogues;
 * ICU only gives the names of days and months and knows the time zones.
 */
#include <stdio.h>
#include <stdlib.h>

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

#include "text/text.h"
#include "words/words_int.h"
#include "base/mem.h"

static int64_t divide_up(int64_t a, int64_t b)
{
	return (a + b - 1) / b;
}

/* People read "10 to 15", not "11 to 13": down and up to the next five above ten. */
static int64_t minutes_down(int64_t ms)
{
	int64_t m = ms / MINUTES_MS(1);

	return m > 10 ? m / 5 * 5 : m;
}

static int64_t minutes_up(int64_t ms)
{
	int64_t m = divide_up(ms, MINUTES_MS(1));

	return m > 10 ? divide_up(m, 5) * 5 : m;
}

char *words_wait(void *ctx, const struct words *w, const struct words_for *who,
		 int64_t low_ms, int64_t high_ms)
{
	int64_t low, high;
	bool hours = high_ms > MINUTES_MS(90);

	if (low_ms < 0)
		low_ms = 0;
	if (high_ms < low_ms)
		high_ms = low_ms;
	low = hours ? low_ms / HOURS_MS(1) : minutes_down(low_ms);
	high = hours ? divide_up(high_ms, HOURS_MS(1)) : minutes_up(high_ms);
	if (low < 1)
		low = 1;
	if (high <= low)
		return words_render(ctx, w, who, hours ? "wait.hours" : "wait.minutes",
				    WORDS_ARGS(WORDS_NUMBER("n", low)));
	return words_render(ctx, w, who, hours ? "wait.hours.range" : "wait.minutes.range",
			    WORDS_ARGS(WORDS_NUMBER("low", low), WORDS_NUMBER("high", high)));
}

char *words_duration(void *ctx, const struct words *w, const struct words_for *who, int64_t ms)
{
	static const struct { int64_t ms; const char *key; } units[] = {
		{ DAYS_MS(1), "duration.days" },
		{ HOURS_MS(1), "duration.hours" },
		{ MINUTES_MS(1), "duration.minutes" },
	};

	if (ms < MINUTES_MS(1))
		ms = MINUTES_MS(1);
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		int64_t n = (ms + units[i].ms / 2) / units[i].ms;
		int64_t off = ms - n * units[i].ms;

		/* "213 minutes" helps nobody who hears it: from two hours on, whole hours */
		if (n > 0 && ((off < 0 ? -off : off) * 10 <= ms ||
			      (units[i].ms == HOURS_MS(1) && n >= 2 && ms >= HOURS_MS(2))))
			return words_render(ctx, w, who, units[i].key,
					    WORDS_ARGS(WORDS_NUMBER("n", n)));
	}
	/* Between units (90 minutes): the smaller one is the honest one. */
	return words_render(ctx, w, who, "duration.minutes",
			    WORDS_ARGS(WORDS_NUMBER("n", ms / MINUTES_MS(1))));
}

static bool zone_known(const UChar *name)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar canonical[80];
	UBool known = false;

	ucal_getCanonicalTimeZoneID(name, -1, canonical, ARRAY_LEN(canonical), &known, &st);
	return U_SUCCESS(st) && known;
}

/* Local time minus UTC, by the system's tz database: ICU's copy is as old as the
 * distribution, and countries change their minds. */
static int64_t zone_offset(const char *zone, int64_t at_ms)
{
	struct zone_span span;
	UErrorCode st = U_ZERO_ERROR;
	UCalendar *cal;
	UChar name[80];
	int64_t offset = 0;

	if (!zone || !*zone)
		return 0;
	if (zone_span(zone, at_ms, &span) == 0)
		return span.offset_ms;
	u_uastrncpy(name, zone, ARRAY_LEN(name) - 1);
	name[ARRAY_LEN(name) - 1] = 0;
	cal = ucal_open(name, -1, "en", UCAL_GREGORIAN, &st);
	if (U_SUCCESS(st) && zone_known(name)) {
		ucal_setMillis(cal, at_ms, &st);
		offset = ucal_get(cal, UCAL_ZONE_OFFSET, &st) + ucal_get(cal, UCAL_DST_OFFSET, &st);
	} else {
		LOGP(DWORDS, LOGL_ERROR, "An unknown time zone is read as UTC\n");
	}
	if (cal)
		ucal_close(cal);
	return offset;
}

/* Days since 1970 where that zone is, to tell today from tomorrow. */
static int64_t local_day(const char *zone, int64_t at_ms)
{
	return (at_ms + zone_offset(zone, at_ms)) / DAYS_MS(1);
}

/* A zone that is nothing but this moment's offset. */
static void fixed_zone(const char *zone, int64_t at_ms, UChar *out)
{
	int64_t minutes = zone_offset(zone, at_ms) / MINUTES_MS(1);
	int64_t size = minutes < 0 ? -minutes : minutes;
	char name[16];

	snprintf(name, sizeof(name), "GMT%c%02d:%02d", minutes < 0 ? '-' : '+',
		 (int)(size / 60) % 24, (int)(size % 60));
	u_uastrcpy(out, name);
}

static char *format_part(void *ctx, const char *lang, const UChar *zone, const char *pattern,
			 int64_t at_ms)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar upattern[40], text[80];
	char utf8[240] = "";
	UDateFormat *f;

	u_uastrncpy(upattern, pattern, ARRAY_LEN(upattern) - 1);
	upattern[ARRAY_LEN(upattern) - 1] = 0;
	f = udat_open(UDAT_PATTERN, UDAT_PATTERN, lang, zone, -1, upattern, -1, &st);
	if (U_SUCCESS(st))
		udat_format(f, at_ms, text, ARRAY_LEN(text), NULL, &st);
	if (U_SUCCESS(st))
		u_strToUTF8(utf8, sizeof(utf8), NULL, text, -1, &st);
	if (f)
		udat_close(f);
	return talloc_strdup(ctx, utf8);
}

/* Names of days and months are our words too: "sábado" would cost a segment. */
static char *sms_name(void *ctx, const struct words_for *who, char *name)
{
	size_t size = TEXT_FRIENDLY(strlen(name));
	char *easy;
	ssize_t n;

	if (who->channel != WORDS_SMS)
		return name;
	easy = talloc_size(ctx, size);
	n = text_gsm_friendly(name, strlen(name), easy, size - 1);
	if (n < 0)
		return name;
	easy[n] = 0;
	return easy;
}

enum { DATE_PATTERN_LEN = 40, DATE_LANGUAGES = 16 };
struct date_pattern { char lang[12], pattern[DATE_PATTERN_LEN]; };

/* "d MMMM", "d 'de' MMMM": as CLDR writes a day of the year; English as in Africa and Europe. */
static void date_pattern_find(const char *lang, char *out, size_t size)
{
	static const UChar skeleton[] = { 'd', 'M', 'M', 'M', 'M', 0 };
	UErrorCode st = U_ZERO_ERROR;
	UDateTimePatternGenerator *g = udatpg_open(strcmp(lang, "en") == 0 ? "en_GB" : lang, &st);
	UChar pattern[DATE_PATTERN_LEN] = { 0 };

	snprintf(out, size, "d MMMM");
	if (U_SUCCESS(st))
		udatpg_getBestPattern(g, skeleton, -1, pattern, ARRAY_LEN(pattern), &st);
	if (U_SUCCESS(st) && pattern[0])
		u_strToUTF8(out, (int32_t)size, NULL, pattern, -1, &st);
	if (g)
		udatpg_close(g);
}

/* ICU reads a language's whole calendar for one pattern, half a millisecond each time. */
static const char *date_pattern(const char *lang)
{
	static struct date_pattern known[DATE_LANGUAGES];
	struct date_pattern *p = known;

	while (p < known + DATE_LANGUAGES - 1 && p->lang[0] && strcmp(p->lang, lang) != 0)
		p++;
	if (strcmp(p->lang, lang) != 0) {
		date_pattern_find(lang, p->pattern, sizeof(p->pattern));
		snprintf(p->lang, sizeof(p->lang), "%s", lang);
	}
	return p->pattern;
}

/* A day of the year: "1 December", "the first of December". */
static char *date_words(void *ctx, const struct words *w, const struct words_for *who,
			const char *lang, const UChar *zone, int64_t at_ms)
{
	int day = atoi(format_part(ctx, "en", zone, "d", at_ms));
	char *text;

	if (who->channel == WORDS_VOICE)
		return words_render(ctx, w, who, day == 1 ? "voice.date.first" : "voice.date",
				    WORDS_ARGS(WORDS_NUMBER("day", day), WORDS_TEXT("month",
					format_part(ctx, lang, zone, "MMMM", at_ms))));
	text = format_part(ctx, lang, zone, date_pattern(lang), at_ms);
	/* French orders the first day alone, and CLDR has no pattern for that. */
	if (strncmp(lang, "fr", 2) == 0 && day == 1 && strncmp(text, "1 ", 2) == 0)
		text = talloc_asprintf(ctx, "1er%s", text + 1);
	return text;
}

static char *moment(void *ctx, const struct words *w, const struct words_for *who,
		    const char *zone, const int64_t times_ms[2], const char *const keys[4])
{
	int64_t now_ms = times_ms[0], at_ms = times_ms[1];
	void *tmp = talloc_new(ctx);
	const char *lang = who->lang ? who->lang : w->dflt;
	UChar uzone[80];
	char *out;

	fixed_zone(zone, at_ms, uzone);
	int64_t days = local_day(zone, at_ms) - local_day(zone, now_ms);
	int minute = (int)((at_ms + zone_offset(zone, at_ms)) / MINUTES_MS(1) % (24 * 60));
	char *time = who->channel == WORDS_VOICE ? words_clock(tmp, w, who, minute) :
		format_part(tmp, "en", uzone, "HH:mm", at_ms);
	char *day = sms_name(tmp, who, days > 1 && days < 7 ?
			     format_part(tmp, lang, uzone, "EEEE", at_ms) :
			     date_words(tmp, w, who, lang, uzone, at_ms));
	const char *key = days == 0 ? keys[0] : days == 1 ? keys[1] :
		days > 1 && days < 7 ? keys[2] : keys[3];

	out = words_render(ctx, w, who, key,
			   WORDS_ARGS(WORDS_TEXT("time", time), WORDS_TEXT("day", day)));
	talloc_free(tmp);
	return out;
}

char *words_when(void *ctx, const struct words *w, const struct words_for *who, const char *zone,
		 int64_t now_ms, int64_t at_ms)
{
	static const char *const keys[] = {
		"when.today", "when.tomorrow", "when.weekday", "when.date"
	};

	return moment(ctx, w, who, zone, (const int64_t[]){ now_ms, at_ms }, keys);
}

char *words_until(void *ctx, const struct words *w, const struct words_for *who, const char *zone,
		  int64_t now_ms, int64_t at_ms)
{
	static const char *const keys[] = {
		"until.today", "until.tomorrow", "until.weekday", "until.date"
	};

	return moment(ctx, w, who, zone, (const int64_t[]){ now_ms, at_ms }, keys);
}
