// SPDX-License-Identifier: AGPL-3.0-or-later
/* The console's own words, and times where the viewer is. */
#include "console/console_int.h"
#include "base/mem.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

const char *say_with(const struct visit *v, const char *key, const struct words_arg *args)
{
	return words_render((void *)v, v->con->words, &v->lang, key, args);
}

const char *say(const struct visit *v, const char *key)
{
	return say_with(v, key, NULL);
}

const char *say_value(const struct visit *v, const char *prefix, const char *value)
{
	char *key = talloc_asprintf((void *)v, "ui.%s.%s", prefix, value ? value : "none");

	for (char *p = key; *p; p++)	/* keys are small letters: tier "A" */
		*p = (char)tolower((uint8_t)*p);
	if (words_raw(v->con->words, &v->lang, key))
		return say(v, key);
	return value ? value : "";
}

/* --- What the desk says in English ------------------------------------------------------- */

enum { TOLD_KEY_MAX = 60, TOLD_ARGS = 6 };
struct told {
	char key[TOLD_KEY_MAX + 16];
	struct words_arg args[TOLD_ARGS + 1];
};

static bool is_number(const char *p, const char *begin)
{
	return isdigit((uint8_t)*p) ||
		(*p && strchr(":.-", *p) && p > begin && isdigit((uint8_t)p[1]));
}

/* What is filled in: between quotes, or a number ("7", "14:05", "2026-11-22"); 0: neither. */
static size_t told_arg(const char *p, const char **from, size_t *len)
{
	const char *end = p;

	if (*p == '"' && (end = strchr(p + 1, '"'))) {
		*from = p + 1;
		*len = (size_t)(end - p) - 1;
		return *len + 2;
	}
	end = p;
	while (*p != '"' && is_number(end, p))
		end++;
	*from = p;
	*len = (size_t)(end - p);
	return *len;
}

/* "\"Blue Heron\" has an account" is ui.told.has-an-account, with {a} for the name: small letters
 * and hyphens, what is filled in is {a}, {b}, ... in the order of the English. */
static void told_read(const struct visit *v, const char *english, struct told *out)
{
	static const char *const names[TOLD_ARGS] = { "a", "b", "c", "d", "e", "f" };
	size_t len, most, n = 0, args = 0, jump;
	const char *from;

	strcpy(out->key, "ui.told.");
	len = strlen(out->key);
	most = len + TOLD_KEY_MAX;
	for (const char *p = english; *p; p += jump ? jump : 1) {
		jump = told_arg(p, &from, &n);
		if (jump && args < TOLD_ARGS) {
			out->args[args] = (struct words_arg)WORDS_TEXT(names[args],
				talloc_strndup((void *)v, from, n));
			args++;
		}
		if (len == most)
			continue;
		if (!jump && isalnum((uint8_t)*p))
			out->key[len++] = (char)tolower((uint8_t)*p);
		else if (out->key[len - 1] != '-' && out->key[len - 1] != '.')
			out->key[len++] = '-';
	}
	len -= out->key[len - 1] == '-';
	out->key[len] = 0;
	out->args[args] = (struct words_arg){ .name = NULL };
}

const char *say_told(const struct visit *v, const char *english)
{
	struct told t;

	told_read(v, english ? english : "", &t);
	return words_raw(v->con->words, &v->lang, t.key) ? say_with(v, t.key, t.args) :
		english ? english : "";
}

/* --- The calendar: libc's, fed with local time as if it were UTC ----------------------- */

static struct tm moment_of(int64_t local_ms)
{
	time_t t = (time_t)(local_ms >= 0 ? local_ms / 1000 : (local_ms - 999) / 1000);
	struct tm tm = { 0 };

	gmtime_r(&t, &tm);
	return tm;
}

static int64_t offset_ms(const struct visit *v, int64_t at_ms)
{
	struct zone_span span;

	return v->zone && zone_span(v->zone, at_ms, &span) == 0 ? span.offset_ms : 0;
}

static struct tm local(const struct visit *v, int64_t at_ms)
{
	return moment_of(at_ms + offset_ms(v, at_ms));
}

char *say_day(const struct visit *v, int64_t at_ms)
{
	struct tm m = local(v, at_ms);
	char text[40];

	strftime(text, sizeof(text), "%Y-%m-%d", &m);
	return talloc_strdup((void *)v, text);
}

char *say_time(const struct visit *v, int64_t at_ms)
{
	struct tm m = local(v, at_ms), now = local(v, v->now_ms);
	char text[40];

	if (m.tm_year == now.tm_year && m.tm_yday == now.tm_yday)
		strftime(text, sizeof(text), "%H:%M", &m);
	else
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &m);
	return talloc_strdup((void *)v, text);
}

char *say_input_time(const struct visit *v, int64_t at_ms)
{
	struct tm m = local(v, at_ms);
	char text[40];

	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M", &m);
	return talloc_strdup((void *)v, text);
}

char *say_span(const struct visit *v, int64_t ms)
{
	int64_t minutes = (ms < 0 ? 0 : ms) / MINUTES_MS(1);
	const struct words_arg args[] = {
		WORDS_NUMBER("d", minutes / 1440), WORDS_NUMBER("h", minutes / 60 % 24),
		WORDS_NUMBER("m", minutes % 60), WORDS_NUMBER("s", (ms < 0 ? 0 : ms) / 1000),
		{ NULL }
	};

	return (char *)say_with(v, minutes >= 1440 ? "ui.span.days" :
				minutes >= 60 ? "ui.span.hours" :
				minutes >= 1 ? "ui.span.minutes" : "ui.span.seconds", args);
}

int say_parse_time(const struct visit *v, const char *text, int64_t *at_ms)
{
	int y, m, d, hour = 0, minute = 0, n = 0, n2 = 0;
	struct tm tm;
	int64_t there_ms;

	if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &n) != 3 || n != 10)
		return -EINVAL;
	if (text[n] && (sscanf(text + n, "T%2d:%2d%n", &hour, &minute, &n2) != 2 || text[n + n2]))
		return -EINVAL;
	if (y < 1970 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 || hour < 0 || hour > 23 ||
	    minute < 0 || minute > 59)
		return -EINVAL;
	tm = (struct tm){ .tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d, .tm_hour = hour,
			  .tm_min = minute };
	there_ms = SECONDS_MS(timegm(&tm));
	/* Twice: the offset that holds at the moment itself. */
	*at_ms = there_ms - offset_ms(v, there_ms);
	*at_ms = there_ms - offset_ms(v, *at_ms);
	return 0;
}
