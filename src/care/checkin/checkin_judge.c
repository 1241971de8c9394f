// SPDX-License-Identifier: AGPL-3.0-or-later
/* The rules, without a store: when the next one is, what a mood says, the line. */
#include <stdio.h>

#include "care/checkin/checkin_int.h"

static bool is_mood(int mark)
{
	return mark >= 1 && mark <= 5;
}

enum checkin_mood care_checkin_judge(int mood, int64_t day, const struct store_checkin_day *before,
				     int n)
{
	int sum = 0, answers = 0, i;

	if (mood <= CHECKIN_LOW)
		return CHECKIN_IS_LOW;
	for (i = 0; i < n && answers < CHECKIN_MEAN_OF; i++) {
		if (!is_mood(before[i].mark) || before[i].day >= day ||
		    before[i].day < day - CHECKIN_MEAN_DAYS)
			continue;
		sum += before[i].mark;
		answers++;
	}
	/* mood <= mean - FALL, without fractions */
	if (answers >= CHECKIN_MEAN_MIN && (mood + CHECKIN_FALL) * answers <= sum)
		return CHECKIN_IS_FALLING;
	return CHECKIN_STEADY;
}

static const struct store_checkin_day *day_find(const struct store_checkin_day *days, int n,
						int64_t day)
{
	int i;

	for (i = 0; i < n; i++)
		if (days[i].day == day)
			return &days[i];
	return NULL;
}

static char mark_letter(int mark)
{
	if (is_mood(mark))
		return (char)('0' + mark);
	if (mark == STORE_CHECKIN_SKIPPED)
		return 's';
	return mark == STORE_CHECKIN_MISSED || mark == STORE_CHECKIN_ASKED ? '-' : '.';
}

char *care_checkin_line(void *ctx, const struct store_checkin_day *days, int n, int64_t from_day,
			int64_t to_day, int every_days)
{
	const struct store_checkin_day *d;
	char *line = talloc_strdup(ctx, "");
	int64_t day;

	for (day = from_day; day <= to_day; day++) {
		d = day_find(days, n, day);
		if (!d && every_days > 1)
			continue;	/* it was no day for it */
		line = talloc_asprintf_append_buffer(line, "%s%c", *line ? " " : "",
						     mark_letter(d ? d->mark : STORE_CHECKIN_NONE));
	}
	if (!line)
		base_oom();
	return line;
}

int checkin_minute(const struct store_checkin *c, const struct store_person *p)
{
	int from = p->safe_from_min, to = p->safe_to_min;
	bool within = from == to || (from < to ? c->minute >= from && c->minute < to
					      : c->minute >= from || c->minute < to);

	return within ? c->minute : from;
}

int64_t care_checkin_next_ms(const struct store_checkin *c, const struct store_person *p,
			     int64_t now_ms)
{
	int64_t today = care_clock_day(p->zone, now_ms), day = today, at_ms;

	/* A last day that lies ahead was written by a clock that was wrong. */
	if (c->last_day && c->last_day <= today)
		day = c->last_day + c->every_days;
	if (day < today)
		day = today;
	while ((at_ms = care_clock_at(p->zone, day, checkin_minute(c, p))) < now_ms)
		day++;
	return at_ms;
}
