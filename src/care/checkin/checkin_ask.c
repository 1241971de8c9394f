// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Asking, and what comes of no answer.  Everything here may be run again at any
 * time, early or late, by a restart or a clock that was set: it looks at the
 * day's mark and at the clock, and arms itself anew.
 */
#include "care/care_people.h"
#include "care/care_talk.h"
#include "care/checkin/checkin_int.h"
#include "store/store_tally.h"
#include "store/store_session.h"

COUNTER(count_asked, "checkin.asked", "Check-ins that were asked.");
COUNTER(count_unasked, "checkin.unasked",
	"Check-ins that were left out: no time for it, or too late.");
COUNTER(count_missed, "checkin.missed", "Check-ins that nobody answered in time.");

/* Somebody in the middle of something is asked this much later. */
#define BUSY_MS MINUTES_MS(30)

int checkin_arm(struct care_turn *t, const struct store_checkin *c, const struct store_person *p)
{
	int rc;

	if (c->on)
		return store_due_arm(t->store, STORE_DUE_CHECKIN, c->person_id,
				     care_checkin_next_ms(c, p, t->now_ms), 0);
	rc = store_due_disarm(t->store, STORE_DUE_CHECKIN, c->person_id);
	return rc < 0 ? rc : 0;
}

int checkin_off(struct care_turn *t, struct store_checkin *c)
{
	int rc;

	c->on = false;
	rc = store_checkin_save(t->store, c);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_CHECKIN, c->person_id);
	if (rc >= 0)
		rc = store_due_disarm(t->store, STORE_DUE_CHECKIN_MISSED, c->person_id);
	return rc < 0 ? rc : 0;
}

/* This day is decided: mark, and the next one is armed. */
static int decide(struct care_turn *t, struct store_checkin *c, const struct store_person *p,
		  int64_t today, int mark)
{
	int64_t keep = today - checkin_settings(t->care)->keep_days;
	int rc = store_checkin_mark(t->store, p->id, today, mark);

	c->last_day = today;
	if (rc == 0)
		rc = store_checkin_save(t->store, c);
	if (rc == 0)
		rc = store_checkin_prune(t->store, p->id, keep);
	return rc < 0 ? rc : checkin_arm(t, c, p);
}

static int leave_out(struct care_turn *t, struct store_checkin *c, const struct store_person *p,
		     int64_t today)
{
	counter_inc(&count_unasked);
	return decide(t, c, p, today, STORE_CHECKIN_UNASKED);
}

static int ask(struct care_turn *t, struct store_checkin *c, struct store_person *p, int64_t today)
{
	int64_t until_ms = t->now_ms + checkin_settings(t->care)->answer_within_ms;
	int rc = decide(t, c, p, today, STORE_CHECKIN_ASKED);

	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_CHECKIN_MISSED, p->id, until_ms, today);
	counter_inc(&count_asked);
	return rc < 0 ? rc : care_flow_start(t, p, "checkin");
}

/* The day's mark; 0: nothing was decided yet. */
static int mark_of(struct care_turn *t, int64_t person_id, int64_t day, int *mark)
{
	struct store_checkin_day d;
	int n = store_checkin_days(t->store, person_id, day + 1, &d, 1);

	*mark = n == 1 && d.day == day ? d.mark : STORE_CHECKIN_NONE;
	return n < 0 ? n : 0;
}

/* The moment of this day, if it is one of theirs. */
static int ask_when_it_is_time(struct care_turn *t, struct store_checkin *c,
			       struct store_person *p, int64_t today)
{
	int held, busy;

	if (t->now_ms < care_clock_at(p->zone, today, checkin_minute(c, p)))
		return checkin_arm(t, c, p);
	if (p->paused_until_ms > t->now_ms || p->pin_needed ||
	    !care_clock_within(p->zone, t->now_ms, p->safe_from_min, p->safe_to_min))
		return leave_out(t, c, p, today);
	held = care_held(t, p->id);
	if (held != 0)
		return held < 0 ? held : leave_out(t, c, p, today);
	busy = care_in_the_middle(t, p->id, BUSY_MS);
	if (busy != 0)
		return busy < 0 ? busy : store_due_arm(t->store, STORE_DUE_CHECKIN, p->id,
						       t->now_ms + BUSY_MS, 0);
	return ask(t, c, p, today);
}

int care_checkin_due(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_checkin c;
	struct store_person p;
	int64_t today;
	int mark = 0, rc = checkin_load(t, person_id, &c);

	if (rc <= 0 || !c.on)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc == 0 && (p.stopped & (1u << CARE_CHECKIN)))
		return checkin_off(t, &c);
	today = care_clock_day(p.zone, t->now_ms);
	if (rc == 0)
		rc = mark_of(t, p.id, today, &mark);
	if (rc < 0)
		return rc;
	/* Decided already (the clock was put back), or it is another day's turn. */
	if (mark || (c.last_day && c.last_day <= today && c.last_day + c.every_days > today)) {
		if (mark)
			c.last_day = today;
		rc = store_checkin_save(t->store, &c);
		return rc < 0 ? rc : checkin_arm(t, &c, &p);
	}
	return ask_when_it_is_time(t, &c, &p, today);
}

/* --- No answer ---------------------------------------------------------------------- */

int checkin_latest(struct care_turn *t, int64_t person_id, int64_t before_day,
		   enum checkin_mood *mood)
{
	struct store_checkin_day days[CHECKIN_MEAN_DAYS];
	int n = store_checkin_days(t->store, person_id, before_day, days, ARRAY_LEN(days)), i;

	for (i = 0; i < n; i++) {
		if (days[i].mark < 1 || days[i].mark > 5)
			continue;
		if (days[i].day < before_day - CHECKIN_MEAN_DAYS)
			return 0;
		*mood = care_checkin_judge(days[i].mark, days[i].day, days + i + 1, n - i - 1);
		return 1;
	}
	return n < 0 ? n : 0;
}

int care_checkin_missed_due(struct care_turn *t, int64_t person_id, int64_t day)
{
	enum checkin_mood mood = CHECKIN_STEADY;
	struct store_person p;
	int mark = 0, rc = store_people_by_id(t->store, person_id, &p);

	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc == 0)
		rc = mark_of(t, person_id, day, &mark);
	if (rc < 0 || mark != STORE_CHECKIN_ASKED)
		return rc;
	counter_inc(&count_missed);
	rc = store_checkin_mark(t->store, person_id, day, STORE_CHECKIN_MISSED);
	if (rc == 0 && !p.practice)
		rc = store_tally_add(t->store, "checkin", "missed", person_id, 0);
	if (rc == 0)
		rc = checkin_latest(t, person_id, day, &mood);
	if (rc <= 0 || mood == CHECKIN_STEADY)
		return rc < 0 ? rc : 0;
	return checkin_raise(t, &p, STORE_CONCERN_MISSED_CHECKIN, "no check-in after a low one");
}

/* The question itself did not get out (the session gives only that one this
 * topic): they were not asked, and it was not they who were silent. */
int care_checkin_out_changed(struct care_turn *t, const struct store_out *row)
{
	struct store_person p;
	int64_t day;
	int mark = 0, rc;

	if (row->state != STORE_OUT_FAILED && row->state != STORE_OUT_EXPIRED)
		return 0;
	rc = store_people_by_id(t->store, row->person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc < 0)
		return rc;
	day = care_clock_day(p.zone, row->created_at_ms);
	rc = mark_of(t, p.id, day, &mark);
	if (rc < 0 || mark != STORE_CHECKIN_ASKED)
		return rc;
	rc = store_checkin_mark(t->store, p.id, day, STORE_CHECKIN_UNASKED);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_CHECKIN_MISSED, p.id);
	return rc < 0 ? rc : 0;
}
