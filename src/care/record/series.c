// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Flows that somebody gets of themselves, at an hour of their day.  Everything
 * here may be run again at any time, early or late, by a restart or a clock
 * that was set: it looks at the row and at the clock, and arms itself anew.
 */
#include <stdio.h>

#include "care/care_clock.h"
#include "care/care_talk.h"
#include "care/record/record_int.h"
#include "store/store_session.h"

COUNTER(count_begun, "series.begun", "Flows that members asked to get from time to time.");
COUNTER(count_asked, "series.asked", "Of them: started at their time.");
COUNTER(count_left_out, "series.left-out", "Of them: no time for it, left out that day.");

enum { MINUTE_DEFAULT = 12 * 60 };
#define BUSY_MS MINUTES_MS(30)

static const struct flow_schedule *schedule_of(struct care_turn *t, const char *name,
					       const struct flow **flow)
{
	struct flow_set *set = care_deps(t->care)->flows;

	*flow = set ? flow_set_find(set, name) : NULL;
	return *flow ? flow_schedule(*flow) : NULL;
}

/* The minute of their day: what `at` names, inside the hours in which we may text first. */
static int minute_of(struct care_turn *t, const struct store_person *p,
		     const struct flow_schedule *s)
{
	struct flow_value v = { .type = FLOW_NOTHING };
	struct care_host host;
	int minute = MINUTE_DEFAULT;

	care_host_init(&host, t, p);
	if (s->at && host.host.get(host.host.arg, s->at, &v) && v.type == FLOW_NUMBER &&
	    v.number >= 0 && v.number < 24 * 60)
		minute = (int)v.number;
	if (p->safe_from_min == p->safe_to_min)
		return minute;
	if (p->safe_from_min < p->safe_to_min
	    ? minute >= p->safe_from_min && minute < p->safe_to_min
	    : minute >= p->safe_from_min || minute < p->safe_to_min)
		return minute;
	return p->safe_from_min;
}

static int weekday_of(int64_t day)
{
	int64_t n = (day + 3) % 7;	/* 1 January 1970 was a Thursday */

	return (int)(n < 0 ? n + 7 : n) + 1;
}

/* The first day from today on that is one of theirs; -1: none any more. */
static int64_t next_day(struct care_turn *t, const struct store_person *p,
			const struct store_series *s, const struct flow_schedule *when,
			int64_t today)
{
	/* Not on the day on which they asked for it. */
	int64_t day = s->last_day ? s->last_day + when->every_days :
		care_clock_day(p->zone, s->since_ms) + 1;

	if (when->kind == FLOW_AROUND_DATE) {
		if (record_date(t, p, strchr(when->event, '.') + 1, &day) != 1)
			return -1;
		day += when->after_ms / DAYS_MS(1);
		return day < today || s->last_day >= day ? -1 : day;
	}
	if (day < today)
		day = today;
	while (when->weekday && weekday_of(day) != when->weekday)
		day++;
	return day;
}

/* Armed for its next time; what has none any more waits for a new date, or is over. */
static int arm(struct care_turn *t, const struct store_person *p, const struct store_series *s,
	       const struct flow_schedule *when)
{
	int64_t today = care_clock_day(p->zone, t->now_ms);
	int64_t day = next_day(t, p, s, when, today);
	int rc;

	if (day >= 0)
		return store_due_arm(t->store, STORE_DUE_SERIES, s->id,
				     care_clock_at(p->zone, day, minute_of(t, p, when)), 0);
	rc = store_due_disarm(t->store, STORE_DUE_SERIES, s->id);
	return rc < 0 ? rc : 0;
}

static int end(struct care_turn *t, int64_t id)
{
	int rc = store_due_disarm(t->store, STORE_DUE_SERIES, id);

	if (rc >= 0)
		rc = store_series_end(t->store, id);
	return rc < 0 ? rc : 0;
}

/* --- Effects ------------------------------------------------------------------------------ */

int record_follow(struct care_turn *t, struct store_person *p, const char *const *args,
		  unsigned int nargs, const char **outcome)
{
	struct store_series s = { .person_id = p->id, .since_ms = t->now_ms };
	const struct flow *f;
	const struct flow_schedule *when = nargs ? schedule_of(t, args[0], &f) : NULL;
	int rc;

	if (!when || when->kind == FLOW_NOT_SCHEDULED || strlen(args[0]) > STORE_RECORD_NAME_LEN) {
		LOGP(DCARE, LOGL_ERROR, "a flow wants to be followed that says no time\n");
		return 0;
	}
	rc = store_series_of(t->store, p->id, args[0], &s);
	if (rc != 0)
		return rc < 0 ? rc : 0;		/* they have it already */
	snprintf(s.flow, sizeof(s.flow), "%s", args[0]);
	rc = store_series_add(t->store, &s);
	counter_inc(&count_begun);
	return rc < 0 ? rc : arm(t, p, &s, when);
}

int record_unfollow(struct care_turn *t, struct store_person *p, const char *const *args,
		    unsigned int nargs, const char **outcome)
{
	struct store_series s;
	int rc = nargs ? store_series_of(t->store, p->id, args[0], &s) : 0;

	return rc <= 0 ? rc : end(t, s.id);
}

int record_dates_changed(struct care_turn *t, const struct store_person *p)
{
	struct store_series s = { 0 };
	const struct flow *f;
	int rc;

	while ((rc = store_series_next(t->store, p->id, s.id, &s)) == 1) {
		const struct flow_schedule *when = schedule_of(t, s.flow, &f);

		rc = when && when->kind == FLOW_AROUND_DATE ? arm(t, p, &s, when) : 0;
		if (rc < 0)
			return rc;
	}
	return rc;
}

int care_record_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
{
	struct store_series s = { 0 };
	int rc;

	if (why == CARE_LEAVE_CHILD)
		return 0;	/* nothing of this puts them together with an adult */
	while ((rc = store_series_next(t->store, p->id, s.id, &s)) == 1) {
		rc = end(t, s.id);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* --- It is time ------------------------------------------------------------------------------ */

/* 1: not today. */
static int left_out(struct care_turn *t, const struct store_person *p, const struct flow *f)
{
	if (p->paused_until_ms > t->now_ms || p->pin_needed ||
	    (p->stopped & (1u << care_purpose_of(flow_purpose(f)))) ||
	    !care_clock_within(p->zone, t->now_ms, p->safe_from_min, p->safe_to_min))
		return 1;
	return care_held(t, p->id);
}

static int start(struct care_turn *t, struct store_person *p, struct store_series *s,
		 const struct flow_schedule *when)
{
	const struct flow_arg vars[] = { { "turn", FLOW_INT(s->turn) }, { .name = NULL } };
	char *flow = talloc_strdup(t->mem, s->flow);
	int rc;

	if (when->times && s->turn >= when->times)
		rc = end(t, s->id);
	else
		rc = arm(t, p, s, when);
	counter_inc(&count_asked);
	return rc < 0 ? rc : care_session_start(t, p, flow, vars);
}

int care_series_due(struct care_turn *t, int64_t series_id, int64_t arg)
{
	const struct flow_schedule *when;
	struct store_person p;
	struct store_series s;
	const struct flow *f;
	int64_t today;
	int rc = store_series_get(t->store, series_id, &s), out;

	if (rc <= 0)
		return rc;
	rc = store_people_by_id(t->store, s.person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	when = rc == 0 ? schedule_of(t, s.flow, &f) : NULL;
	if (rc < 0)
		return rc;
	if (!when || when->kind == FLOW_NOT_SCHEDULED) {
		LOGP(DCARE, LOGL_ERROR, "nobody gets flow \"%s\" any more: it is gone, or says no "
		     "time\n", s.flow);
		return end(t, s.id);
	}
	today = care_clock_day(p.zone, t->now_ms);
	if (next_day(t, &p, &s, when, today) != today ||
	    t->now_ms < care_clock_at(p.zone, today, minute_of(t, &p, when)))
		return arm(t, &p, &s, when);
	out = left_out(t, &p, f);
	rc = out == 0 ? care_in_the_middle(t, p.id, BUSY_MS) : 0;
	if (out < 0 || rc < 0)
		return out < 0 ? out : rc;
	if (rc == 1)
		return store_due_arm(t->store, STORE_DUE_SERIES, s.id, t->now_ms + BUSY_MS, 0);
	s.last_day = today;
	s.turn += out == 0;
	rc = store_series_save(t->store, &s);
	if (rc < 0 || out == 0)
		return rc < 0 ? rc : start(t, &p, &s, when);
	counter_inc(&count_left_out);
	return arm(t, &p, &s, when);
}
