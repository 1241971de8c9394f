// SPDX-License-Identifier: AGPL-3.0-or-later
/* What flows may ask of check-ins, what they may read, and the settings. */
#include <stdio.h>
#include <stdlib.h>

#include "care/checkin/checkin_int.h"
#include "store/store_tally.h"
#include "flow/flow.h"

COUNTER(count_started, "checkin.started", "Members who asked for check-ins.");
COUNTER(count_ended, "checkin.ended", "Members who ended their check-ins.");
COUNTER(count_low, "checkin.low", "Answers that were low or falling.");

enum { LINE_DAYS = 14 };

#define AT(field) offsetof(struct care_checkin_settings, field)
static const struct cfg_key keys[] = {
	{ "answer-within", CFG_DURATION, AT(answer_within_ms), HOURS_MS(1), HOURS_MS(23), "12h",
	  NULL, "after this long a check-in counts as missed", false },
	{ "keep-days", CFG_INT, AT(keep_days), 35, 3650, "365", NULL,
	  "days for which the line of answers is kept", false },
	{ "hour", CFG_INT, AT(hour), 0, 23, "12", NULL,
	  "hour of the member's day for those who have not chosen one", false },
};
const struct cfg_table care_checkin_cfg = {
	.node = "checkin", .help = "check-ins", .keys = keys, .keys_len = ARRAY_LEN(keys),
};

const struct care_checkin_settings *checkin_settings(const struct care *care)
{
	return care_settings(care, &care_checkin_cfg);
}

int checkin_load(struct care_turn *t, int64_t person_id, struct store_checkin *c)
{
	int rc = store_checkin_get(t->store, person_id, c);

	if (rc == 0)
		*c = (struct store_checkin){
			.person_id = person_id, .every_days = 1, .since_ms = t->now_ms,
			.minute = (int)checkin_settings(t->care)->hour * 60 };
	return rc;
}

/* --- The line -------------------------------------------------------------------------- */

int care_checkin_shared(struct care_turn *t, const struct store_person *member, char **line)
{
	int64_t today = care_clock_day(member->zone, t->now_ms), from = today - LINE_DAYS + 1;
	struct store_checkin_day days[LINE_DAYS];
	struct store_checkin c;
	int n, rc = store_checkin_get(t->store, member->id, &c);

	if (rc <= 0 || !c.shares)
		return rc < 0 ? rc : 0;
	n = store_checkin_days(t->store, member->id, today + 1, days, ARRAY_LEN(days));
	while (n > 0 && days[n - 1].day < from)
		n--;
	if (n <= 0)
		return n;
	*line = care_checkin_line(t->mem, days, n, days[n - 1].day, days[0].day, c.every_days);
	return 1;
}

int checkin_raise(struct care_turn *t, const struct store_person *p, enum store_concern_kind kind,
		  const char *why)
{
	struct care_concern concern = { .kind = kind, .why = why, .about = p };
	char *line;
	int rc = care_checkin_shared(t, p, &line);

	if (rc < 0)
		return rc;
	if (rc == 1)
		concern.note = secret_str(t->mem, line);
	return care_concern_raise(t, &concern, NULL);
}

/* --- An answer --------------------------------------------------------------------------- */

/* To the day that was asked last: an answer after midnight is yesterday's, unless that day has
 * its answer and somebody says on their own how they are. */
static int64_t day_of_answer(struct care_turn *t, const struct store_checkin *c,
			     const struct store_person *p)
{
	int64_t today = care_clock_day(p->zone, t->now_ms);
	struct store_checkin_day d;

	if (c->last_day != today - 1)
		return today;
	if (store_checkin_days(t->store, p->id, today, &d, 1) == 1 && d.day == c->last_day &&
	    ((d.mark >= 1 && d.mark <= 5) || d.mark == STORE_CHECKIN_SKIPPED))
		return today;
	return c->last_day;
}

static int answered(struct care_turn *t, const struct store_person *p, int64_t day, int mark)
{
	int rc = store_checkin_mark(t->store, p->id, day, mark);

	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_CHECKIN_MISSED, p->id);
	if (rc >= 0)
		rc = care_concern_met(t, p->id, STORE_CONCERN_MISSED_CHECKIN);
	return rc < 0 ? rc : 0;
}

/* For reports: the answers are sealed, so no trigger can count them.  `before`: the
 * newest first. */
static int count_mood(struct care_turn *t, const struct store_person *p, int mood,
		      const struct store_checkin_day *before, int n)
{
	char part[2] = { (char)('0' + mood), 0 };
	int i = 0, rc = p->practice ? 0 : store_tally_add(t->store, "checkin", part, p->id, mood);

	while (i < n && (before[i].mark < 1 || before[i].mark > 5))
		i++;
	if (rc < 0 || i == n || p->practice)
		return rc;
	return store_tally_add(t->store, "checkin.change", mood < before[i].mark ? "down" :
			       mood > before[i].mark ? "up" : "same", p->id, mood - before[i].mark);
}

static int do_mood(struct care_turn *t, struct store_person *p, const char *const *args,
		   unsigned int nargs, const char **outcome)
{
	struct store_checkin_day before[CHECKIN_MEAN_DAYS];
	int mood = nargs ? atoi(args[0]) : 0, n, rc;
	enum checkin_mood is;
	struct store_checkin c;
	int64_t day;

	*outcome = "steady";
	rc = checkin_load(t, p->id, &c);
	if (rc < 0 || mood < 1 || mood > 5)
		return rc < 0 ? rc : 0;
	day = day_of_answer(t, &c, p);
	n = store_checkin_days(t->store, p->id, day, before, ARRAY_LEN(before));
	rc = n < 0 ? n : answered(t, p, day, mood);
	if (rc == 0)
		rc = count_mood(t, p, mood, before, n);
	if (rc < 0)
		return rc;
	is = care_checkin_judge(mood, day, before, n);
	if (is == CHECKIN_STEADY)
		return 0;
	counter_inc(&count_low);
	*outcome = "low";
	return checkin_raise(t, p, STORE_CONCERN_MOOD,
			     is == CHECKIN_IS_LOW ? "low mood" : "falling mood");
}

/* --- What members change ------------------------------------------------------------------- */

/* How often the flow itself asks: `asks once a day`. */
static int days_of_flow(struct care_turn *t)
{
	struct flow_set *flows = care_deps(t->care)->flows;
	const struct flow *f = flows ? flow_set_find(flows, "checkin") : NULL;
	const struct flow_schedule *s = f ? flow_schedule(f) : NULL;

	return s && s->kind == FLOW_EVERY_DAYS && s->every_days >= 1 && s->every_days <= 28
		? s->every_days : 1;
}

static int save(struct care_turn *t, const struct store_checkin *c, const struct store_person *p)
{
	int rc = store_checkin_save(t->store, c);

	return rc < 0 ? rc : checkin_arm(t, c, p);
}

/* Asking for it anew is the one thing that undoes STOP CHECKIN. */
static int start(struct care_turn *t, struct store_person *p, struct store_checkin *c)
{
	int rc = 0;

	if (!c->on) {
		c->since_ms = t->now_ms;
		counter_inc(&count_started);
	}
	c->on = true;
	c->every_days = days_of_flow(t);
	if (p->stopped & (1u << CARE_CHECKIN)) {
		p->stopped &= ~(1u << CARE_CHECKIN);
		rc = store_people_save(t->store, p);
	}
	return rc < 0 ? rc : save(t, c, p);
}

static int stop(struct care_turn *t, struct store_person *p, struct store_checkin *c)
{
	if (c->on)
		counter_inc(&count_ended);
	return checkin_off(t, c);
}

/* Half as often: every 2, 4, 7 days, and not less. */
static int less(struct care_turn *t, struct store_person *p, struct store_checkin *c)
{
	c->every_days = c->every_days >= 4 ? 7 : c->every_days * 2;
	return save(t, c, p);
}

static int share(struct care_turn *t, struct store_person *p, struct store_checkin *c)
{
	c->shares = true;
	return store_checkin_save(t->store, c);
}

static int unshare(struct care_turn *t, struct store_person *p, struct store_checkin *c)
{
	c->shares = false;
	return store_checkin_save(t->store, c);
}

static int skip(struct care_turn *t, struct store_person *p, struct store_checkin *c)
{
	if (!p->practice && store_tally_add(t->store, "checkin", "skipped", p->id, 0) < 0)
		return -EIO;
	return answered(t, p, day_of_answer(t, c, p), STORE_CHECKIN_SKIPPED);
}

static int do_checkin(struct care_turn *t, struct store_person *p, const char *const *args,
		      unsigned int nargs, const char **outcome)
{
	static const struct {
		const char *what;
		int (*change)(struct care_turn *t, struct store_person *p, struct store_checkin *c);
	} changes[] = {
		{ "start", start }, { "stop", stop }, { "less", less }, { "share", share },
		{ "unshare", unshare }, { "skip", skip },
	};
	struct store_checkin c;
	int rc = checkin_load(t, p->id, &c);
	size_t i;

	for (i = 0; rc >= 0 && nargs && i < ARRAY_LEN(changes); i++)
		if (strcmp(args[0], changes[i].what) == 0)
			return changes[i].change(t, p, &c);
	return rc < 0 ? rc : 0;
}

/* Whoever chooses an hour may be texted at it: the safe hours grow to hold it. */
static int do_hour(struct care_turn *t, struct store_person *p, const char *const *args,
		   unsigned int nargs, const char **outcome)
{
	int hour = nargs ? atoi(args[0]) : -1, rc;
	struct store_checkin c;

	if (hour < 0 || hour > 23)
		return 0;
	rc = checkin_load(t, p->id, &c);
	if (rc < 0)
		return rc;
	c.minute = hour * 60;
	if (checkin_minute(&c, p) != c.minute) {
		if (hour * 60 < p->safe_from_min)
			p->safe_from_min = hour * 60;
		else
			p->safe_to_min = (hour + 1) % 24 * 60;
		rc = store_people_save(t->store, p);
	}
	return rc < 0 ? rc : save(t, &c, p);
}

int care_checkin_rearm(struct care_turn *t, const struct store_person *p)
{
	struct store_checkin c;
	int rc = store_checkin_get(t->store, p->id, &c);

	return rc <= 0 ? rc : checkin_arm(t, &c, p);
}

int care_checkin_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
{
	struct store_checkin c;
	int rc;

	if (why == CARE_LEAVE_CHILD)
		return 0;	/* somebody asks how they are: that does no harm at any age */
	rc = store_checkin_get(t->store, p->id, &c);
	return rc <= 0 ? rc : checkin_off(t, &c);
}

const struct care_effect care_checkin_effects[] = {
	{ "checkin", do_checkin }, { "checkin-hour", do_hour }, { "mood", do_mood },
	{ 0 }
};

/* --- What flows may read -------------------------------------------------------------------- */

static int has_checkins(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	struct store_checkin c;
	int rc = checkin_load(t, p->id, &c);

	*out = FLOW_TRUTH(c.on && !(p->stopped & (1u << CARE_CHECKIN)));
	return rc < 0 ? rc : 0;
}

static int shares(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	struct store_checkin c;
	int rc = checkin_load(t, p->id, &c);

	*out = FLOW_TRUTH(c.shares);
	return rc < 0 ? rc : 0;
}

static int minute(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	struct store_checkin c;
	int rc = checkin_load(t, p->id, &c);

	*out = FLOW_INT(c.minute);
	return rc < 0 ? rc : 0;
}

const struct care_variable care_checkin_variables[] = {
	{ "member.checkin", has_checkins }, { "member.shares", shares }, { "member.hour", minute },
	{ 0 }
};

static const char *hour_text(struct care_turn *t, const struct store_person *to)
{
	struct store_checkin c;

	if (checkin_load(t, to->id, &c) < 0)
		return "";
	return talloc_asprintf(t->mem, "%d:%02d", c.minute / 60, c.minute % 60);
}

const struct care_placeholder care_checkin_placeholders[] = { { "hour", hour_text }, { 0 } };
