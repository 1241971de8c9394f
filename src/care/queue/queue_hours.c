// SPDX-License-Identifier: AGPL-3.0-or-later
/* "mon-fri 09:00-21:00, sat 10:00-16:00": when members may expect a human. */
#include <stdio.h>
#include <strings.h>

#include "care/care_clock.h"
#include "care/care_people.h"
#include "care/queue/queue_int.h"
#include "flow/flow.h"

static const char day_names[7][4] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
enum { RANGES_MAX = 28, LOOK_AHEAD_DAYS = 14, DAY_MIN = 24 * 60 };

struct range {
	uint8_t days;			/* bit 0 Monday */
	int from_min, to_min;		/* to may pass midnight: > DAY_MIN */
};

static int day_of(const char *s)
{
	for (int i = 0; i < 7; i++)
		if (!strncasecmp(s, day_names[i], 3))
			return i;
	return -1;
}

static bool time_ok(int h, int m, int last)
{
	return h >= 0 && m >= 0 && m < 60 && h * 60 + m <= last;
}

static int parse_range(const char *s, struct range *r)
{
	int first, last, h1, m1, h2, m2, end = 0;

	first = last = day_of(s);
	if (first < 0)
		return -EINVAL;
	s += 3;
	if (*s == '-') {
		last = day_of(s + 1);
		if (last < 0)
			return -EINVAL;
		s += 4;
	}
	if (sscanf(s, " %2d:%2d-%2d:%2d %n", &h1, &m1, &h2, &m2, &end) != 4 || s[end])
		return -EINVAL;
	if (!time_ok(h1, m1, DAY_MIN - 1) || !time_ok(h2, m2, DAY_MIN))
		return -EINVAL;
	r->days = 0;
	for (int d = first;; d = (d + 1) % 7) {
		r->days |= 1 << d;
		if (d == last)
			break;
	}
	r->from_min = h1 * 60 + m1;
	r->to_min = h2 * 60 + m2;
	if (r->to_min <= r->from_min)
		r->to_min += DAY_MIN;
	return 0;
}

static int parse_open(const char *open, struct range *out, size_t *n_out, struct err *err)
{
	char part[64];
	size_t n = 0;

	while (*open) {
		size_t len = strcspn(open, ",;");

		while (*open == ' ' && len) {
			open++;
			len--;
		}
		if (len >= sizeof(part) || n == RANGES_MAX)
			return err_set(err, EINVAL, "opening hours are too long");
		memcpy(part, open, len);
		part[len] = '\0';
		if (len && parse_range(part, &out[n++]) < 0)
			return err_set(err, EINVAL, "\"%s\" is no opening time; write"
				       " \"mon-fri 09:00-21:00\"", part);
		open += len + (open[len] != '\0');
	}
	*n_out = n;
	return 0;
}

/* Days since 1970 of a Gregorian date (Hinnant, "chrono-compatible low-level
 * date algorithms"). */
static int64_t days_of(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return (int64_t)era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int is_holiday(const char *holidays, int64_t day, bool *out, struct err *err)
{
	int y, m, d, used;

	*out = false;
	for (holidays += strspn(holidays, " ,;"); *holidays; holidays += strspn(holidays, " ,;")) {
		if (sscanf(holidays, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || y < 1970 ||
		    m < 1 || m > 12 || d < 1 || d > 31)
			return err_set(err, EINVAL, "a holiday is written 2026-12-25");
		if (days_of(y, m, d) == day)
			*out = true;
		holidays += used;
	}
	return 0;
}

/* Is `day` (local) covered by this range, holiday or not? */
static bool on_day(const struct range *r, int64_t day)
{
	return r->days & (1 << ((day + 3) % 7));	/* 1970-01-01 was a Thursday */
}

int care_hours(const char *open, const char *holidays, const char *zone, int64_t now_ms,
	       bool *is_open, int64_t *opens_at_ms, struct err *err)
{
	struct range ranges[RANGES_MAX];
	int64_t today = care_clock_day(zone, now_ms), next = 0;
	size_t n = 0;
	int rc = parse_open(open, ranges, &n, err);

	if (rc < 0)
		return rc;
	*is_open = false;
	/* yesterday's may reach over midnight */
	for (int64_t day = today - 1; day <= today + LOOK_AHEAD_DAYS && !*is_open; day++) {
		bool holiday;

		rc = is_holiday(holidays, day, &holiday, err);
		if (rc < 0)
			return rc;
		for (size_t i = 0; i < n && !holiday; i++) {
			int64_t from, to;

			if (!on_day(&ranges[i], day))
				continue;
			from = care_clock_at(zone, day, ranges[i].from_min);
			to = care_clock_at(zone, day + ranges[i].to_min / DAY_MIN,
					   ranges[i].to_min % DAY_MIN);
			if (from <= now_ms && now_ms < to)
				*is_open = true;
			else if (from > now_ms && (!next || from < next))
				next = from;
		}
		if (next && day > today)
			break;
	}
	*opens_at_ms = *is_open ? now_ms : next;
	return 0;
}

bool care_queue_holiday(const struct care *care, int64_t day)
{
	const struct queue_settings *s = care_settings(care, &care_queue_cfg);
	struct err err;
	bool is = false;

	return is_holiday(s->holidays, day, &is, &err) == 0 && is;
}

/* "40405 sat 10:00-12:00 | 40406 mon-fri 09:00-17:00": what stands behind this line; NULL:
 * it has nothing of its own. */
static const char *of_line(struct care_turn *t, const char *all, const char *line)
{
	size_t len = line ? strlen(line) : 0, end;
	const char *s;

	for (s = all + strspn(all, " |"); len && *s; s += end, s += strspn(s, " |")) {
		end = strcspn(s, "|");
		if (strncmp(s, line, len) != 0 || s[len] != ' ')
			continue;
		return talloc_strndup(t->mem, s + len + 1, end - len - 1);
	}
	return NULL;
}

bool care_queue_is_open(struct care_turn *t, const char *line, int64_t *opens_at_ms)
{
	const char *open = of_line(t, queue_cfg(t)->open_on, line);
	const char *holidays = of_line(t, queue_cfg(t)->holidays_on, line);
	struct err err;
	bool is_open;

	if (care_hours(open ? open : queue_cfg(t)->open,
		       holidays ? holidays : queue_cfg(t)->holidays,
		       care_people_settings(t->care)->zone, t->now_ms, &is_open, opens_at_ms,
		       &err) == 0)
		return is_open;
	/* a line that cannot be read must not shut the door */
	LOGP(DCARE, LOGL_ERROR, "The opening hours cannot be read, so the service "
	     "counts as open: %s\n", err.text);
	*opens_at_ms = t->now_ms;
	return true;
}

int64_t care_queue_answer_by(struct care_turn *t, const char *line, int64_t since_ms)
{
	int64_t opens_at_ms;
	bool is_open = care_queue_is_open(t, line, &opens_at_ms);

	return (is_open || !opens_at_ms ? since_ms : opens_at_ms) + queue_cfg(t)->reply_ms;
}

static const char *opens_words(struct care_turn *t, const struct store_person *to)
{
	const struct words_for who = { to->lang, WORDS_SMS, to->plain_words };
	int64_t opens_at_ms;

	care_queue_is_open(t, to->line, &opens_at_ms);
	if (!opens_at_ms)
		return "";
	return words_when(t->mem, care_deps(t->care)->words, &who, to->zone, t->now_ms,
			  opens_at_ms);
}

const struct care_placeholder care_queue_placeholders[] = {
	{ "opens", opens_words },
	{ 0 },
};

static int get_open(struct care_turn *t, const struct store_person *person, struct flow_value *out)
{
	int64_t opens_at_ms;

	*out = FLOW_TRUTH(care_queue_is_open(t, person->line, &opens_at_ms));
	return 0;
}

const struct care_variable care_queue_variables[] = {
	{ "service.open", get_open },
	{ 0 },
};
