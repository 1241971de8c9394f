// SPDX-License-Identifier: AGPL-3.0-or-later
/* The daily look at the roster, and what happens when a shift ends. */
#include "care/oncall/oncall_int.h"

#include "care/care_clock.h"
#include "care/care_concern.h"
#include "care/care_people.h"
#include "care/care_queue.h"
#include "care/care_watch.h"
#include "store/store_due.h"

#define SOON_MS DAYS_MS(3)		/* a hole nearer than that is told each day */
#define QUICK_MS MINUTES_MS(1)
#define ENDS_AHEAD_MS DAYS_MS(2)
#define HOLIDAY_AHEAD_MS DAYS_MS(14)
static const char why_hole[] = "a hole in the rota";
/* Subjects of STORE_DUE_ROSTER; arguments of STORE_DUE_SHIFT_END. */
enum { DAILY = 0, QUICK = 1, PROMPT = 1, END = 2 };

COUNTER(count_holes, "roster.holes", "Times that managers were told of a hole in the roster.");

static const struct cfg_key keys[] = {
	{ "digest", CFG_BOOL, offsetof(struct care_oncall_settings, digest), 0, 0, "yes", NULL,
	  "Each morning a digest goes to the managers and whoever is on call", false },
	{ "digest-hour", CFG_INT, offsetof(struct care_oncall_settings, digest_hour), 0,
	  23, "8", NULL,
	  "Hour of the service's day of that digest and of the daily look at the roster", false },
	{ "ask-phone", CFG_DURATION, offsetof(struct care_oncall_settings, ask_phone_ms), 0,
	  DAYS_MS(90), "7d", NULL, "A staff phone that nobody verified is asked for an answer, and "
	  "again after each such time; 0s: none is", false },
	{ "handover-prompt", CFG_DURATION, offsetof(struct care_oncall_settings, prompt_ms),
	  MINUTES_MS(1), HOURS_MS(4), "15m", NULL,
	  "So long before the end of a shift whoever still has an incident is told", false },
	{ "handover", CFG_DURATION, offsetof(struct care_oncall_settings, handover_ms),
	  MINUTES_MS(2), HOURS_MS(1), "10m", NULL,
	  "An incident that nobody has taken over after this time rings again", false },
};
const struct cfg_table care_oncall_cfg = {
	"oncall", "The roster, its daily look, and hand-overs.", keys, ARRAY_LEN(keys),
};

const struct care_oncall_settings *care_oncall_settings(const struct care *care)
{
	return care_settings(care, &care_oncall_cfg);
}

/* --- When ---------------------------------------------------------------------------------- */

static int arm_daily(struct care_turn *t)
{
	int64_t at_ms = care_clock_next(care_people_settings(t->care)->zone,
					t->now_ms + MINUTES_MS(1),
					(int)care_oncall_settings(t->care)->digest_hour * 60);

	return store_due_arm(t->store, STORE_DUE_ROSTER, DAILY, at_ms, at_ms);
}

int care_staff_changed(struct care_turn *t)
{
	struct store_due due;
	int rc = store_roster_changed(t->store);

	if (rc == 0)
		rc = store_due_get(t->store, STORE_DUE_ROSTER, DAILY, &due);
	if (rc == 0)
		rc = arm_daily(t);
	return rc < 0 ? rc : 0;
}

static int arm_end(struct care_turn *t, const struct store_duty *s)
{
	int64_t prompt_ms = s->until_ms - care_oncall_settings(t->care)->prompt_ms;
	bool soon = prompt_ms <= t->now_ms;

	return store_due_arm(t->store, STORE_DUE_SHIFT_END, s->id, soon ? s->until_ms : prompt_ms,
			     soon ? END : PROMPT);
}

/* Of the next two days, for the daily look comes again before they are over. */
static int arm_ends(struct care_turn *t)
{
	struct store_duty *s;
	size_t n, k;
	int rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + ENDS_AHEAD_MS, &s, &n);

	for (k = 0; rc >= 0 && k < n; k++)
		if (s[k].until_ms > t->now_ms && s[k].until_ms <= t->now_ms + ENDS_AHEAD_MS)
			rc = arm_end(t, &s[k]);
	return rc < 0 ? rc : 0;
}

int care_roster_touched(struct care_turn *t)
{
	int rc = care_roster_fill(t);

	if (rc >= 0)
		rc = care_staff_changed(t);
	if (rc == 0)
		rc = arm_ends(t);
	return rc < 0 ? rc :
		store_due_arm(t->store, STORE_DUE_ROSTER, QUICK, t->now_ms + QUICK_MS, 0);
}

/* --- Holes ------------------------------------------------------------------------------------ */

/* Of all who write, concerns about nobody are few: a walk finds ours. */
static int hole_concern(struct care_turn *t, struct store_concern *c)
{
	int rc;

	*c = (struct store_concern){ .id = 0 };
	while ((rc = store_concern_next(t->store, 0, c->id, c)) == 1)
		if (c->kind == STORE_CONCERN_DUTY && !c->person_id &&
		    strncmp(c->why, why_hole, strlen(why_hole)) == 0)
			return 1;
	return rc;
}

static const char *when(struct care_turn *t, const struct store_person *to, int64_t at_ms)
{
	const struct words_for who = { .lang = to->lang, .channel = WORDS_SMS };

	return words_until(t->mem, care_deps(t->care)->words, &who, to->zone, t->now_ms, at_ms);
}

/* The owner of the concern hears it in its text, the others in one of their own. */
static int hole_raise(struct care_turn *t, const struct roster_hole *hole, int64_t *owner_id)
{
	const struct words_for who = { .channel = WORDS_SMS };
	int64_t managers[CARE_LADDER_MAX];
	struct care_concern c = { .kind = STORE_CONCERN_DUTY };
	int n = oncall_managers(t, 0, managers);

	if (n < 0)
		return n;
	*owner_id = c.owner_id = n ? managers[0] : 0;
	c.why = talloc_asprintf(t->mem, "%s, nobody %s from %s", why_hole,
		hole->level == STORE_LEVEL_MANAGER ? "as manager" : "on call",
		words_until(t->mem, care_deps(t->care)->words, &who,
			    care_people_settings(t->care)->zone, t->now_ms, hole->from_ms));
	return care_concern_raise(t, &c, NULL);
}

static int hole_tell(struct care_turn *t, const struct roster_holes *h, int64_t without_id)
{
	const struct roster_hole *first = &h->hole[0];
	int64_t list[CARE_LADDER_MAX];
	struct store_person p;
	int k, n = oncall_managers(t, without_id, list), rc = n < 0 ? n : 0;

	for (k = 0; rc >= 0 && k < n; k++) {
		rc = oncall_person(t, list[k], &p);
		if (rc == -ENOENT)
			rc = 0;
		else if (rc == 0)
			rc = care_say(t, &p, CARE_DUTY, first->level == STORE_LEVEL_MANAGER ?
				      "roster.hole.manager" : "roster.hole", WORDS_ARGS(
				WORDS_TEXT("from", when(t, &p, first->from_ms)),
				WORDS_TEXT("until", when(t, &p, first->until_ms)),
				WORDS_NUMBER("n", h->bad)));
	}
	counter_inc(&count_holes);
	return rc < 0 ? rc : 0;
}

/* Told when it is new, and each day when it is near; the concern has its own clock until
 * somebody looks, and is over when the hole is. */
static int holes_seen(struct care_turn *t, const struct roster_holes *h, bool daily)
{
	int64_t owner_id = 0;
	struct store_concern c;
	int known = hole_concern(t, &c), rc;

	if (known < 0 || !h->bad)
		return known == 1 ? (rc = care_concern_resolve(t, c.id, 0)) < 0 ? rc : 0 : known;
	LOGP(DCARE, LOGL_ERROR, "The roster has %d holes in the next %d days.\n", h->bad,
	     (int)CARE_ROSTER_LOOK_DAYS);
	if (known && !(daily && h->hole[0].from_ms - t->now_ms < SOON_MS))
		return 0;
	rc = known ? 0 : hole_raise(t, &h->hole[0], &owner_id);
	return rc < 0 ? rc : hole_tell(t, h, owner_id);
}

/* --- Holidays, phones ----------------------------------------------------- */

static bool on_holiday(struct care_turn *t, const struct store_duty *s)
{
	const char *zone = care_people_settings(t->care)->zone;
	int64_t day, last = care_clock_day(zone, s->until_ms - 1);

	for (day = care_clock_day(zone, s->from_ms); day <= last; day++)
		if (care_queue_holiday(t->care, day))
			return true;
	return false;
}

/* Whoever will be on call on a holiday hears it two weeks before: once, on one daily look. */
static int holidays_say(struct care_turn *t)
{
	int64_t from_ms = t->now_ms + HOLIDAY_AHEAD_MS - DAYS_MS(1);
	struct store_person p;
	struct store_duty *s;
	size_t n, k;
	int rc = store_duties(t->store, t->mem, from_ms, t->now_ms + HOLIDAY_AHEAD_MS, &s, &n);

	for (k = 0; rc >= 0 && k < n; k++) {
		if (s[k].from_ms < from_ms || !s[k].until_ms || !on_holiday(t, &s[k]))
			continue;
		rc = oncall_person(t, s[k].person_id, &p);
		rc = rc == -ENOENT ? 0 : rc < 0 ? rc : care_say(t, &p, CARE_DUTY, "roster.holiday",
			WORDS_ARGS(WORDS_TEXT("from", when(t, &p, s[k].from_ms)),
				   WORDS_TEXT("until", when(t, &p, s[k].until_ms)),
				   WORDS_TEXT("n", talloc_asprintf(t->mem, "%lld",
			(long long)s[k].id))));
	}
	return rc < 0 ? rc : 0;
}

/* --- The look ------------------------------------------------------------- */

static int look_daily(struct care_turn *t)
{
	struct roster_holes h;
	int phones, rc = care_roster_fill(t);

	if (rc >= 0)
		rc = store_roster_changed(t->store);
	if (rc == 0)
		rc = arm_daily(t);
	if (rc == 0)
		rc = arm_ends(t);
	if (rc == 0)
		rc = roster_holes(t, &h);
	if (rc == 0)
		rc = holes_seen(t, &h, true);
	if (rc == 0)
		rc = holidays_say(t);
	phones = rc < 0 ? rc :
		care_watch_ask_phones(t, care_oncall_settings(t->care)->ask_phone_ms);
	if (phones < 0)
		return phones;
	return care_oncall_settings(t->care)->digest ? oncall_digest_morning(t, &h, phones) : 0;
}

int care_roster_due(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	struct roster_holes h;
	int rc;

	if (subject_id == DAILY)	/* the clock was set back: not yet */
		return arg > t->now_ms ? arm_daily(t) : look_daily(t);
	rc = roster_holes(t, &h);
	return rc < 0 ? rc : holes_seen(t, &h, false);
}

/* --- The end of a shift --------------------------------------------------- */

static int still_on(struct care_turn *t, const struct store_duty *s)
{
	int64_t list[CARE_LADDER_MAX];
	struct care_turn at = *t;
	int n, k;

	at.now_ms = s->until_ms > t->now_ms ? s->until_ms : t->now_ms;
	n = care_oncall_duty(&at, s->level, list);
	for (k = 0; k < n; k++)
		if (list[k] == s->person_id)
			return 1;
	return n < 0 ? n : 0;
}

static int prompt(struct care_turn *t, const struct store_duty *s, const struct store_person *p)
{
	int n;
	const char *list = oncall_codes(t, p->id, &n);

	return !n ? 0 : oncall_say(t, p, "oncall.handover.soon", WORDS_ARGS(
		WORDS_TEXT("list", list), WORDS_TEXT("until", when(t, p, s->until_ms))));
}

int care_shift_end_due(struct care_turn *t, int64_t shift_id, int64_t arg)
{
	struct store_person p;
	struct store_duty s;
	int n, rc = store_duty_get(t->store, shift_id, &s);

	if (rc <= 0 || !s.until_ms)	/* taken back, or cut: its other half has a row of
					 * its own */
		return rc < 0 ? rc : 0;
	if (s.until_ms - t->now_ms > care_oncall_settings(t->care)->prompt_ms)
		return arm_end(t, &s);
	rc = still_on(t, &s);
	if (rc == 0)
		rc = oncall_person(t, s.person_id, &p);
	else if (rc == 1)
		return 0;
	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	if (s.until_ms > t->now_ms) {
		rc = prompt(t, &s, &p);
		return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_SHIFT_END, s.id,
						   s.until_ms, END);
	}
	return care_incident_hand_over(t, &p, true, &n);
}
