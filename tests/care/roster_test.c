// SPDX-License-Identifier: AGPL-3.0-or-later
/* Rotations by the clock on the wall, also on days on which it is changed; holes, load, swaps. */
#include "tests/care/incident_tests.h"

#include <time.h>
#include "care/care_clock.h"
#include "care/care_watch.h"
#include "store/store_audit.h"

static int setup(void **state)
{
	struct world *w = danger_world();

	staff(w, ON1, STORE_ROLE_ONCALL);
	staff(w, ON2, STORE_ROLE_ONCALL);
	staff(w, ON3, STORE_ROLE_ONCALL);
	staff(w, BOSS, STORE_ROLE_MANAGER);
	*state = w;
	return 0;
}

/* "2026-03-28 09:00" UTC */
static int64_t utc_ms(const char *text)
{
	struct tm tm = { 0 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)timegm(&tm) * 1000;
}

struct turns { struct store_rotation r; struct err err; int rc; };

static int add_step(struct care_turn *t, void *arg)
{
	struct turns *j = arg;

	j->rc = care_rotation_add(t, &j->r, "a test", &j->err);
	return j->rc == -EINVAL ? 0 : j->rc;
}

static struct turns turns(struct world *w, const char *zone, const char *first,
			  int minute, int days, int hours)
{
	struct turns j = { .r = {
		.level = STORE_LEVEL_ONCALL, .position = 1, .period_days = days, .minute = minute,
		.length_min = hours * 60, .start_day = utc_ms(first) / DAYS_MS(1),
		.people = { staff(w, ON1, STORE_ROLE_ONCALL), staff(w, ON2, STORE_ROLE_ONCALL),
			    staff(w, ON3, STORE_ROLE_ONCALL) },
		.people_len = 3 } };

	snprintf(j.r.zone, sizeof(j.r.zone), "%s", zone);
	world_do(w, add_step, &j);
	return j;
}

static size_t shifts(struct world *w, int64_t from_ms, int64_t until_ms, struct store_duty **out)
{
	size_t n;

	assert_int_equal(store_duties(w->st, w, from_ms, until_ms, out, &n), 0);
	return n;
}

/* Each ends where the next begins: no hour is left out or given twice. */
static void assert_seamless(const struct store_duty *s, size_t n)
{
	for (size_t k = 1; k < n; k++) {
		assert_int_equal(s[k].from_ms, s[k - 1].until_ms);
		assert_true(s[k].person_id != s[k - 1].person_id);
	}
}

static void test_daily_over_the_spring_night(void **state)
{
	struct world *w = *state;
	struct store_duty *s;
	size_t n;

	w->now_ms = utc_ms("2026-03-25 12:00");
	assert_int_equal(turns(w, "Europe/Berlin", "2026-03-25 00:00", 9 * 60, 1, 0).rc, 0);
	n = shifts(w, w->now_ms, utc_ms("2026-04-10 00:00"), &s);
	assert_true(n >= 15);
	assert_seamless(s, n);
	assert_int_equal(s[0].from_ms, utc_ms("2026-03-25 08:00"));	/* running: is there too */
	assert_int_equal(s[3].from_ms, utc_ms("2026-03-28 08:00"));
	assert_int_equal(s[3].until_ms, utc_ms("2026-03-29 07:00"));	/* 23 hours */
	assert_int_equal(s[4].until_ms - s[4].from_ms, HOURS_MS(24));
	assert_int_equal(s[3].person_id, s[0].person_id);		/* each third day */
}

static void test_daily_over_the_autumn_night(void **state)
{
	struct world *w = *state;
	struct store_duty *s;
	size_t n;

	w->now_ms = utc_ms("2026-10-23 12:00");
	turns(w, "Europe/Berlin", "2026-10-23 00:00", 9 * 60, 1, 0);
	n = shifts(w, w->now_ms, utc_ms("2026-11-01 00:00"), &s);
	assert_seamless(s, n);
	assert_int_equal(s[1].until_ms - s[1].from_ms, HOURS_MS(25));
	assert_int_equal(s[2].from_ms, utc_ms("2026-10-25 08:00"));
}

/* A hand-over in the very hour that is left out ... */
static void test_handover_in_the_hour_left_out(void **state)
{
	struct world *w = *state;
	struct store_duty *s;
	size_t n;

	w->now_ms = utc_ms("2026-03-27 12:00");
	turns(w, "Europe/Berlin", "2026-03-27 00:00", 150, 1, 0);		/* 02:30 */
	n = shifts(w, w->now_ms, utc_ms("2026-04-02 00:00"), &s);
	assert_seamless(s, n);
	assert_int_equal(s[1].until_ms, utc_ms("2026-03-29 01:00"));	/* the moment of the jump */
}

/* ... or that comes twice: the first time. */
static void test_handover_in_the_hour_that_comes_twice(void **state)
{
	struct world *w = *state;
	struct store_duty *s;
	size_t n;

	w->now_ms = utc_ms("2026-10-23 12:00");
	turns(w, "Europe/Berlin", "2026-10-23 00:00", 150, 1, 0);
	n = shifts(w, w->now_ms, utc_ms("2026-10-28 00:00"), &s);
	assert_seamless(s, n);
	assert_int_equal(s[1].until_ms, utc_ms("2026-10-25 00:30"));
}

static void test_weekly_and_nights(void **state)
{
	struct world *w = *state;
	struct store_duty *s;
	size_t n, k;

	w->now_ms = utc_ms("2026-03-20 12:00");
	turns(w, "Europe/Berlin", "2026-03-23 00:00", 9 * 60, 7, 0);
	n = shifts(w, w->now_ms, utc_ms("2026-05-30 00:00"), &s);
	assert_true(n >= 5);
	assert_seamless(s, n);
	assert_int_equal(s[0].until_ms - s[0].from_ms, DAYS_MS(7) - HOURS_MS(1));
	/* twelve hours of each night of one's week */
	turns(w, "Africa/Nairobi", "2026-06-01 00:00", 20 * 60, 7, 12);
	w->now_ms = utc_ms("2026-06-01 00:00");
	assert_true(care_clock_zone_known("Africa/Nairobi"));
	n = shifts(w, utc_ms("2026-06-01 12:00"), utc_ms("2026-06-30 00:00"), &s);
	for (k = 0; k < n; k++)
		assert_int_equal(s[k].until_ms - s[k].from_ms, HOURS_MS(12));
}

static int fill_step(struct care_turn *t, void *arg)
{
	*(int *)arg = care_roster_fill(t);
	return *(int *)arg < 0 ? *(int *)arg : 0;
}

static int remove_step(struct care_turn *t, void *arg)
{
	int rc = care_rotation_remove(t, *(int64_t *)arg, "a test");

	return rc < 0 ? rc : 0;
}

static void test_filled_once_and_ended(void **state)
{
	struct world *w = *state;
	struct turns j;
	struct store_duty *s;
	int made;

	w->now_ms = utc_ms("2026-06-01 12:00");
	j = turns(w, "Africa/Nairobi", "2026-06-01 00:00", 9 * 60, 1, 0);
	world_do(w, fill_step, &made);
	assert_int_equal(made, 0);
	w->now_ms += DAYS_MS(3);
	world_do(w, fill_step, &made);
	assert_int_equal(made, 3);
	world_do(w, remove_step, &j.r.id);
	/* the running one */
	assert_int_equal(shifts(w, w->now_ms, w->now_ms + DAYS_MS(60), &s), 1);
	w->now_ms += DAYS_MS(3);
	world_do(w, fill_step, &made);
	assert_int_equal(made, 0);
}

/* Off for a year: nothing is made for days gone by, and everybody's turn is where it was. */
static void test_after_a_year(void **state)
{
	struct world *w = *state;
	struct store_duty *s;
	int made;

	w->now_ms = utc_ms("2026-06-01 12:00");
	turns(w, "Africa/Nairobi", "2026-06-01 00:00", 9 * 60, 1, 0);
	w->now_ms = utc_ms("2027-06-01 12:00");
	world_do(w, fill_step, &made);
	assert_true(made >= CARE_ROSTER_FILL_DAYS && made <= CARE_ROSTER_FILL_DAYS + 1);
	assert_int_equal(shifts(w, w->now_ms, w->now_ms + 1, &s), 1);
	assert_int_equal(s[0].person_id,
			 staff(w, 365 % 3 == 0 ? ON1 : 365 % 3 == 1 ? ON2 : ON3, 0));
}

static void test_refused(void **state)
{
	struct world *w = *state;
	struct turns j = turns(w, "Mars/Olympus", "2026-06-01 00:00", 540, 1, 0);

	assert_int_equal(j.rc, -EINVAL);
	assert_non_null(strstr(j.err.text, "time zone"));
	j.r.people[0] = staff(w, ANN, 0);
	snprintf(j.r.zone, sizeof(j.r.zone), "Africa/Nairobi");
	world_do(w, add_step, &j);
	assert_int_equal(j.rc, -EINVAL);
	assert_non_null(strstr(j.err.text, "has not the role"));
	j.r.people_len = 0;
	world_do(w, add_step, &j);
	assert_int_equal(j.rc, -EINVAL);
}

/* --- Holes and load ---------------------------------------------------------------------- */

struct look { struct care_roster_score score; char *said; struct world *w; };

static void said(void *arg, const struct care_roster_fault *fault)
{
	struct look *l = arg;

	l->said = talloc_asprintf_append(l->said, "%s\n", fault->sentence);
}

static int look_step(struct care_turn *t, void *arg)
{
	struct look *l = arg;
	int rc = care_roster_check(t, said, l);

	if (rc >= 0)
		rc = care_roster_score(t, &l->score);
	if (rc == 0)
		l->score.load = talloc_steal(l->w, l->score.load);
	return rc < 0 ? rc : 0;
}

static struct look look(struct world *w)
{
	struct look l = { .w = w, .said = talloc_strdup(w, "") };

	world_do(w, look_step, &l);
	return l;
}

static void test_scores(void **state)
{
	struct world *w = *state;
	struct look l;
	struct turns j;

	w->now_ms = utc_ms("2026-06-01 07:00");
	j = turns(w, "Africa/Nairobi", "2026-06-01 00:00", 9 * 60, 1, 0);
	l = look(w);
	assert_int_equal(l.score.holes, 0);
	assert_int_equal(l.score.cover, 100);
	assert_true(l.score.fair >= 90);
	assert_int_equal(l.score.phones, 0);
	assert_int_equal(l.score.load_len, 3);
	assert_true(l.score.load[0].nights > 100 && l.score.load[0].weekends > 60);
	assert_null(strstr(l.said, "Nobody is on call"));
	assert_non_null(strstr(l.said, "was never verified"));
	/* One bears everything. */
	world_do(w, remove_step, &j.r.id);
	j.r.people_len = 1;
	world_do(w, add_step, &j);
	l = look(w);
	assert_true(l.score.fair <= 40);
	assert_non_null(strstr(l.said, "night hours of the next"));
	/* A hole of two days. */
	world_do(w, remove_step, &j.r.id);
	j.r.start_day += 3;
	j.r.people_len = 3;
	world_do(w, add_step, &j);
	l = look(w);
	assert_int_equal(l.score.holes, 1);
	assert_int_equal(l.score.hole_hours, 48);	/* from the end of the running shift */
	assert_true(l.score.cover < 90);
	assert_non_null(strstr(l.said, "Nobody is on call from Tue 02 Jun 06:00 to Thu 04 "
			       "Jun 06:00 UTC"));
}

static void test_a_layer_without_anybody(void **state)
{
	struct world *w = *state;
	struct look l;
	struct turns j;

	w->now_ms = utc_ms("2026-06-01 07:00");
	j = turns(w, "Africa/Nairobi", "2026-06-01 00:00", 9 * 60, 1, 0);
	j.r.position = 2;
	j.r.length_min = 12 * 60;
	j.r.people_len = 1;
	world_do(w, add_step, &j);
	l = look(w);
	assert_int_equal(l.score.holes, 0);
	assert_non_null(strstr(l.said, "The layer 'secondary' has nobody"));
}

/* --- Audit, phones ------------------------------------------------------------------------- */

static int entries(struct world *w, const char *what)
{
	struct store_audit_entry e = { .seq = 0 };
	int found = 0;

	while (store_audit_next(w->st, w, e.seq, 0, &e) == 1)
		found += strcmp(e.what, what) == 0;
	return found;
}

static void test_stop_and_reveal_are_in_the_audit_log(void **state)
{
	struct world *w = *state;

	says(w, ANN, "I took all the pills and I am going to die");
	hear_nothing_more(w);
	says(w, ON1, "STOP");
	assert_int_equal(entries(w, "incident.stop"), 1);
	says(w, ON1, "1 4821");
	hear_nothing_more(w);
	says(w, ON1, "REVEAL 4821 the ambulance needs it");
	assert_hears_soon(w, ON1, "4821: " ANN "*");
	assert_int_equal(entries(w, "number.asked"), 1);
	assert_int_equal(entries(w, "number.revealed"), 1);
	says(w, ON1, "REVEAL 4821 once more please");	/* a second look is an entry of its own */
	assert_hears_soon(w, ON1, "4821: " ANN "*");
	assert_int_equal(entries(w, "number.revealed"), 2);
	says(w, BOSS, "REVEAL NO 1");
	assert_hears_soon(w, BOSS, "Your review of request 1*");
	assert_int_equal(entries(w, "number.reviewed"), 1);
}

static int64_t drilled(struct world *w, const char *number)
{
	struct store_phone phone;

	assert_int_equal(store_phone_get(w->st, staff(w, number, 0), &phone), 0);
	return phone.drilled_at_ms;
}

static int drill_step(struct care_turn *t, void *arg)
{
	return care_watch_drill(t, STORE_DRILL_BY_HAND, "Joan", arg);
}

static void test_drills_and_alarms_verify_and_are_logged(void **state)
{
	struct world *w = *state;
	struct store_incident i;
	char text[24];

	world_do(w, drill_step, &i);
	assert_int_equal(entries(w, "drill.begun"), 1);
	assert_int_equal(drilled(w, ON2), 0);
	snprintf(text, sizeof(text), "1 %s", i.code);
	says(w, ON2, text);
	assert_int_equal(entries(w, "drill.over"), 1);
	assert_int_equal(drilled(w, ON2), w->now_ms);
	hear_nothing_more(w);
	says(w, ANN, "I want to kill myself");
	says(w, ON3, "1 4821");
	assert_int_equal(drilled(w, ON3), w->now_ms);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_daily_over_the_spring_night), T(test_daily_over_the_autumn_night),
		T(test_handover_in_the_hour_left_out),
		T(test_handover_in_the_hour_that_comes_twice), T(test_weekly_and_nights),
		T(test_filled_once_and_ended), T(test_after_a_year), T(test_refused),
		T(test_scores),
		T(test_a_layer_without_anybody), T(test_stop_and_reveal_are_in_the_audit_log),
		T(test_drills_and_alarms_verify_and_are_logged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
