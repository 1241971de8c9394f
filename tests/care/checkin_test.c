// SPDX-License-Identifier: AGPL-3.0-or-later
/* Check-ins: the hour, the clocks of four places, what a mood says, what silence says. */
#include "find_tests.h"
#include "care/care_checkin.h"
#include "care/care_clock.h"
#include "care/care_talk.h"
#include "store/store_concern.h"

#define MOOD "How are you today*"

static void opts_in(struct world *w, const char *number, const char *hour)
{
	world_texts(w, number, "CHECKIN");
	assert_hears(w, number, "Once a day we ask*");
	world_texts(w, number, hour);
	assert_hears(w, number, "Good: every day*");
}

/* Time passes; how many questions left for this number, and when the last. */
static int asked_within(struct world *w, int64_t ms, int64_t *last_ms)
{
	struct store_out out;
	int n = 0;

	world_passes(w, ms);
	while (world_next_out(w, &out))
		if (fnmatch(MOOD, secret_reveal(out.text), 0) == 0) {
			assert_int_equal(out.purpose, CARE_CHECKIN);
			*last_ms = out.send_at_ms;
			n++;
		}
	return n;
}

static bool has_concern(struct world *w, int64_t person_id, enum store_concern_kind kind,
			struct store_concern *c)
{
	return store_concern_find(w->st, person_id, kind, c) == 1;
}

static int mark_of(struct world *w, int64_t person_id, int64_t day)
{
	struct store_checkin_day d;

	if (store_checkin_days(w->st, person_id, day + 1, &d, 1) != 1 || d.day != day)
		return 0;
	return d.mark;
}

/* --- Opting in, the hour ------------------------------------------------------------- */

static void nobody_is_asked_who_did_not_ask(void **state)
{
	struct world *w = *state;
	int64_t at_ms;

	world_member(w, ANN);
	assert_int_equal(asked_within(w, DAYS_MS(3), &at_ms), 0);
}

static void the_members_own_hour(void **state)
{
	struct world *w = *state;
	int64_t at_ms = 0;

	world_member(w, ANN);
	opts_in(w, ANN, "3");					/* 17:00, five hours from now */
	assert_int_equal(asked_within(w, HOURS_MS(5) - 1, &at_ms), 0);
	assert_int_equal(asked_within(w, 1, &at_ms), 1);
	assert_int_equal(at_ms, NOON + HOURS_MS(5));
	assert_int_equal(asked_within(w, DAYS_MS(3), &at_ms), 3);
	assert_int_equal(at_ms, NOON + HOURS_MS(5) + DAYS_MS(3));
}

static void eight_in_the_evening_is_allowed_when_chosen(void **state)
{
	struct world *w = *state;
	int64_t at_ms = 0;

	world_member(w, ANN);					/* safe hours: 8 to 20 */
	opts_in(w, ANN, "4");
	assert_int_equal(world_person(w, ANN).safe_to_min, 21 * 60);
	assert_int_equal(asked_within(w, HOURS_MS(8), &at_ms), 1);
	assert_int_equal(at_ms, NOON + HOURS_MS(8));
}

static void an_hour_that_is_no_longer_safe_moves_into_those_that_are(void **state)
{
	struct world *w = *state;
	struct store_person p;
	int64_t at_ms = 0;

	world_member(w, ANN);
	opts_in(w, ANN, "4");
	p = world_person(w, ANN);
	p.safe_from_min = 9 * 60;
	p.safe_to_min = 12 * 60;
	world_do(w, world_save_step, &p);
	assert_int_equal(asked_within(w, DAYS_MS(2), &at_ms), 2);
	assert_int_equal(care_clock_minute("Africa/Nairobi", at_ms), 9 * 60);
	assert_int_equal(asked_within(w, DAYS_MS(3), &at_ms), 3);
}

static void less_halves_it_and_stop_ends_it(void **state)
{
	struct world *w = *state;
	int64_t at_ms;

	world_member(w, ANN);
	opts_in(w, ANN, "3");
	world_texts(w, ANN, "LESS");
	assert_hears(w, ANN, "Done: half as often*");
	assert_int_equal(asked_within(w, DAYS_MS(8), &at_ms), 4);	/* every 2 */
	world_texts(w, ANN, "LESS");
	assert_int_equal(asked_within(w, DAYS_MS(16), &at_ms), 4);	/* every 4 */
	world_texts(w, ANN, "LESS");
	assert_int_equal(asked_within(w, DAYS_MS(28), &at_ms), 4);	/* every 7 */
	world_texts(w, ANN, "LESS");
	assert_int_equal(asked_within(w, DAYS_MS(28), &at_ms), 4);	/* and not less */
	world_texts(w, ANN, "STOP CHECKIN");
	assert_int_equal(asked_within(w, DAYS_MS(28), &at_ms), 0);
	opts_in(w, ANN, "3");
	assert_int_equal(asked_within(w, DAYS_MS(2), &at_ms), 2);	/* and daily again */
}

static void stop_and_pause_and_an_open_question(void **state)
{
	struct world *w = *state;
	struct store_person p;
	int64_t at_ms;

	world_member(w, ANN);
	opts_in(w, ANN, "3");
	p = world_person(w, ANN);
	p.paused_until_ms = w->now_ms + DAYS_MS(2);
	world_do(w, world_save_step, &p);
	assert_int_equal(asked_within(w, DAYS_MS(2), &at_ms), 0);
	assert_int_equal(asked_within(w, DAYS_MS(1), &at_ms), 1);
	/* In the middle of something: half an hour later. */
	world_passes(w, HOURS_MS(4) + MINUTES_MS(50));		/* 16:50 */
	world_texts(w, ANN, "MENU");
	assert_int_equal(asked_within(w, MINUTES_MS(35), &at_ms), 0);
	assert_int_equal(asked_within(w, MINUTES_MS(10), &at_ms), 1);
	world_texts(w, ANN, "STOP");
	assert_int_equal(asked_within(w, DAYS_MS(3), &at_ms), 0);
	world_texts(w, ANN, "START");
	/* only CHECKIN brings them back */
	assert_int_equal(asked_within(w, DAYS_MS(3), &at_ms), 0);
}

static void a_text_asks_again_when_it_leaves(void **state)
{
	struct world *w = *state;
	struct store_person p;
	struct store_out out;
	struct care_turn t;
	int64_t later_ms;

	world_member(w, ANN);
	opts_in(w, ANN, "3");
	world_passes(w, HOURS_MS(5));
	while (world_next_out(w, &out) && fnmatch(MOOD, secret_reveal(out.text), 0) != 0)
		;
	p = world_person(w, ANN);
	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);
	p.safe_from_min = 8 * 60;			/* changed while it was in the queue */
	p.safe_to_min = 16 * 60;
	world_do(w, world_save_step, &p);
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND_LATER);
	p.stopped = 1u << CARE_CHECKIN;
	world_do(w, world_save_step, &p);
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND_DROP);
}

/* --- Clocks ------------------------------------------------------------------------------ */

/* Asked from the local midnight on, before the clocks change.  (Figures from the tz database,
 * by another program.) */
static void daylight_saving_in_four_places(void **state)
{
	static const struct {
		const char *zone, *what;
		int64_t from_ms;
		int minute;			/* of the check-in */
		int64_t first_ms, second_ms;	/* when it must come */
	} cases[] = {
		/* London, 29 March 2026, 01:00 -> 02:00: 01:30 is not shown, it is the jump. */
		{ "Europe/London", "gap", INT64_C(1774742400000), 90,
		  INT64_C(1774746000000), INT64_C(1774830600000) },
		/* London, 25 October 2026, 02:00 -> 01:00: 01:30 comes twice, the first counts. */
		{ "Europe/London", "overlap", INT64_C(1792882800000), 90,
		  INT64_C(1792888200000), INT64_C(1792978200000) },
		/* New York, 8 March 2026, 02:00 -> 03:00: 02:30. */
		{ "America/New_York", "gap", INT64_C(1772946000000), 150,
		  INT64_C(1772953200000), INT64_C(1773037800000) },
		/* New York, 1 November 2026, 02:00 -> 01:00: 01:30. */
		{ "America/New_York", "overlap", INT64_C(1793505600000), 90,
		  INT64_C(1793511000000), INT64_C(1793601000000) },
		/* Cairo, Friday 24 April 2026, 00:00 -> 01:00: 00:30. */
		{ "Africa/Cairo", "gap", INT64_C(1776938400000), 30,
		  INT64_C(1776981600000), INT64_C(1777066200000) },
		/* Lord Howe, 4 October 2026, 02:00 -> 02:30, half an hour: 02:15. */
		{ "Australia/Lord_Howe", "gap", INT64_C(1791034200000), 135,
		  INT64_C(1791041400000), INT64_C(1791126900000) },
		/* Lord Howe, 5 April 2026, 02:00 -> 01:30: 01:45 comes twice. */
		{ "Australia/Lord_Howe", "overlap", INT64_C(1775307600000), 105,
		  INT64_C(1775313900000), INT64_C(1775402100000) },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct store_person p = { .safe_from_min = 0, .safe_to_min = 0 };
		struct store_checkin c = { .on = true, .every_days = 1, .minute = cases[i].minute };
		int64_t at_ms;

		snprintf(p.zone, sizeof(p.zone), "%s", cases[i].zone);
		at_ms = care_checkin_next_ms(&c, &p, cases[i].from_ms);
		if (at_ms != cases[i].first_ms)
			fail_msg("%s %s: first is %lld", cases[i].zone, cases[i].what,
				 (long long)at_ms);
		c.last_day = care_clock_day(p.zone, at_ms);
		at_ms = care_checkin_next_ms(&c, &p, at_ms);
		if (at_ms != cases[i].second_ms)
			fail_msg("%s %s: second is %lld", cases[i].zone, cases[i].what,
				 (long long)at_ms);
	}
}

static void a_year_in_every_zone_has_one_a_day(void **state)
{
	static const char *const zones[] = { "Europe/London", "America/New_York", "Africa/Cairo",
					     "Australia/Lord_Howe", "Africa/Nairobi" };
	static const int minutes[] = { 0, 30, 90, 105, 135, 150, 1439 };

	for (size_t z = 0; z < ARRAY_LEN(zones); z++)
		for (size_t m = 0; m < ARRAY_LEN(minutes); m++) {
			struct store_person p = { .safe_from_min = 0 };
			struct store_checkin c = { .every_days = 1, .minute = minutes[m] };
			int64_t at_ms = NOON, day = 0, before;

			snprintf(p.zone, sizeof(p.zone), "%s", zones[z]);
			for (int i = 0; i < 400; i++) {
				before = day;
				at_ms = care_checkin_next_ms(&c, &p, at_ms + (i ? 1 : 0));
				day = care_clock_day(p.zone, at_ms);
				if (before)
					assert_int_equal(day, before + 1);
				c.last_day = day;
			}
		}
}

static int behind(struct care_turn *t, void *arg)
{
	return care_clock_behind(t);
}

static void a_restart_or_a_clock_that_was_set(void **state)
{
	struct world *w = *state;
	int64_t at_ms;

	world_member(w, ANN);
	opts_in(w, ANN, "3");
	assert_int_equal(asked_within(w, HOURS_MS(6), &at_ms), 1);	/* 18:00 on Monday */
	/* Back by two hours: 16:00 again.  Not asked twice. */
	w->now_ms -= HOURS_MS(2);
	world_do(w, behind, NULL);
	assert_int_equal(asked_within(w, HOURS_MS(8), &at_ms), 0);
	/* Down from midnight until 19:00 on Tuesday: late, but that day. */
	w->now_ms += HOURS_MS(19);
	assert_int_equal(asked_within(w, 0, &at_ms), 1);
	assert_int_equal(asked_within(w, HOURS_MS(4), &at_ms), 0);
	/* Down for two days: once, not three times. */
	w->now_ms += DAYS_MS(2) + HOURS_MS(13);				/* Friday, 12:00 */
	assert_int_equal(asked_within(w, HOURS_MS(4), &at_ms), 0);
	assert_int_equal(asked_within(w, HOURS_MS(2), &at_ms), 1);
	/* Friday, 18:00; forward by four days, found out and put back. */
	w->now_ms += DAYS_MS(4);
	/* Nobody could know; half an hour late, for Friday's question was just nudged. */
	assert_int_equal(asked_within(w, HOURS_MS(1), &at_ms), 1);
	w->now_ms -= DAYS_MS(4);
	world_do(w, behind, NULL);
	assert_int_equal(asked_within(w, HOURS_MS(5), &at_ms), 0);	/* Friday was asked */
	/* Saturday is not left out */
	assert_int_equal(asked_within(w, DAYS_MS(1), &at_ms), 1);
	assert_int_equal(asked_within(w, DAYS_MS(2), &at_ms), 2);
}

static void too_late_in_the_day_is_left_out(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN);
	int64_t at_ms;

	opts_in(w, ANN, "3");
	w->now_ms += HOURS_MS(9);					/* 21:00: quiet hours */
	assert_int_equal(asked_within(w, HOURS_MS(1), &at_ms), 0);
	assert_int_equal(mark_of(w, p.id, care_clock_day(p.zone, NOON)), STORE_CHECKIN_UNASKED);
	assert_int_equal(asked_within(w, DAYS_MS(1), &at_ms), 1);
}

static void a_question_that_never_left_was_not_missed(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN);
	struct store_out out;
	struct care_turn t;

	opts_in(w, ANN, "3");
	world_passes(w, HOURS_MS(5));
	while (world_next_out(w, &out) && fnmatch(MOOD, secret_reveal(out.text), 0) != 0)
		;
	assert_int_equal(out.topic, CARE_TOPIC_CHECKIN);
	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	assert_int_equal(store_out_failed(w->st, out.id, w->now_ms), 1);
	out.state = STORE_OUT_FAILED;
	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_outbox_changed(&t, &out), 0);
	assert_int_equal(store_commit(w->st), 0);
	assert_int_equal(mark_of(w, p.id, care_clock_day(p.zone, NOON)), STORE_CHECKIN_UNASKED);
	world_passes(w, HOURS_MS(20));
	assert_int_equal(mark_of(w, p.id, care_clock_day(p.zone, NOON)), STORE_CHECKIN_UNASKED);
}

/* --- Moods ---------------------------------------------------------------- */

static enum checkin_mood judge(int mood, const char *before)
{
	struct store_checkin_day days[20];
	int n = 0;

	for (; before[n]; n++)
		days[n] = (struct store_checkin_day){ 100 - 1 - n,
			before[n] >= '1' && before[n] <= '5' ? before[n] - '0' : before[n] };
	return care_checkin_judge(mood, 100, days, n);
}

static void low_and_falling(void **state)
{
	assert_int_equal(judge(1, ""), CHECKIN_IS_LOW);
	assert_int_equal(judge(2, "2222"), CHECKIN_IS_LOW);
	assert_int_equal(judge(3, ""), CHECKIN_STEADY);
	assert_int_equal(judge(3, "55"), CHECKIN_STEADY);	/* two say too little */
	assert_int_equal(judge(3, "555"), CHECKIN_IS_FALLING);
	assert_int_equal(judge(3, "5554"), CHECKIN_STEADY);	/* mean 4.75 */
	assert_int_equal(judge(3, "55555" "1111111"), CHECKIN_IS_FALLING);	/* the last five */
	assert_int_equal(judge(3, "s5m5n5a5"), CHECKIN_IS_FALLING);	/* gaps do not count */
	assert_int_equal(judge(4, "55555"), CHECKIN_STEADY);
	assert_int_equal(judge(3, "33333"), CHECKIN_STEADY);
}

static void a_low_mood_is_told_to_a_human(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN), boss = world_coordinator(w, BEN);
	struct store_concern c;
	struct secret **notes;
	size_t n;

	opts_in(w, ANN, "3");
	world_passes(w, HOURS_MS(5));
	assert_hears(w, ANN, MOOD);
	world_texts(w, ANN, "two");
	assert_hears(w, ANN, "One number is enough*");
	world_texts(w, ANN, "2");
	assert_hears(w, BEN, "*low mood*");
	assert_hears(w, ANN, "That is low, and good that you said so*");
	assert_true(has_concern(w, p.id, STORE_CONCERN_MOOD, &c));
	assert_string_equal(c.why, "low mood");
	assert_int_equal(c.owner_id, boss.id);
	/* Not shared: the number itself is not told. */
	assert_int_equal(store_concern_notes(w->st, w, c.id, &notes, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(mark_of(w, p.id, care_clock_day(p.zone, NOON)), 2);
}

static void share_lets_the_line_be_seen(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN);
	struct store_concern c;
	struct secret **notes;
	struct care_turn t;
	char *line;
	size_t n;

	world_coordinator(w, BEN);
	opts_in(w, ANN, "3");
	world_texts(w, ANN, "SHARE");
	assert_hears(w, ANN, "Done: the person you talk with sees*");
	world_passes(w, HOURS_MS(5));
	world_texts(w, ANN, "4");
	world_passes(w, DAYS_MS(1));			/* asked, and no answer */
	world_passes(w, DAYS_MS(1));
	world_texts(w, ANN, "SKIP");
	world_passes(w, DAYS_MS(1));
	world_texts(w, ANN, "1");
	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_checkin_shared(&t, &p, &line), 1);
	assert_string_equal(line, "4 - s 1");
	assert_true(has_concern(w, p.id, STORE_CONCERN_MOOD, &c));
	assert_int_equal(store_concern_notes(w->st, w, c.id, &notes, &n), 0);
	assert_int_equal(n, 1);
	assert_string_equal(secret_reveal(notes[0]), "4 - s 1");
	world_texts(w, ANN, "2");			/* later */
	world_texts(w, ANN, "SHARE");
	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_checkin_shared(&t, &p, &line), 0);
}

struct meeting { const struct store_person *member, *peer; };

static int meet(struct care_turn *t, void *arg)
{
	const struct meeting *m = arg;
	struct store_request r = { .person_id = m->member->id, .state = STORE_REQUEST_WAITING,
				   .age = 2, .since_ms = t->now_ms, .rank_ms = t->now_ms };
	int rc = store_request_add(t->store, &r);

	return rc < 0 ? rc : care_talk_begin(t, &r, store_conversation_id(t->store), m->member,
					     m->peer);
}

static void the_peer_sees_the_line_only_if_it_is_shared(void **state)
{
	for (int shared = 0; shared < 2; shared++) {
		struct world *w = world_shipped();
		struct world_make peer = { .number = BEN, .roles = STORE_ROLE_PEER };
		struct store_person p = world_member(w, ANN);
		struct meeting m = { &p, &peer.p };
		struct store_out out;
		int seen = 0;

		world_do(w, world_make_step, &peer);
		opts_in(w, ANN, "3");
		if (shared)
			world_texts(w, ANN, "SHARE");
		world_passes(w, HOURS_MS(5));
		world_texts(w, ANN, "4");
		p = world_person(w, ANN);
		world_do(w, meet, &m);
		while (world_next_out(w, &out))
			seen += strcmp(secret_reveal(out.to), BEN) == 0 &&
				fnmatch("*shares their check-ins*: 4",
					secret_reveal(out.text), 0) == 0;
		assert_int_equal(seen, shared);
		world_free(w);
	}
}

static void the_line_shows_what_is_missing(void **state)
{
	const struct store_checkin_day days[] = { { 20, 3 }, { 17, 'n' }, { 16, 's' }, { 14, 5 } };
	char *line = care_checkin_line(*state, days, 4, 13, 20, 1);

	assert_string_equal(line, ". 5 . s . . . 3");
	line = care_checkin_line(*state, days, 4, 13, 20, 2);
	assert_string_equal(line, "5 s . 3");
}

static void silence_after_a_low_one(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN);
	struct store_concern c;

	world_coordinator(w, BEN);
	opts_in(w, ANN, "3");
	world_passes(w, HOURS_MS(5));
	world_texts(w, ANN, "4");
	world_passes(w, DAYS_MS(2));			/* silence after a good one: allowed */
	assert_false(has_concern(w, p.id, STORE_CONCERN_MISSED_CHECKIN, &c));
	world_texts(w, ANN, "1");
	world_texts(w, ANN, "2");			/* later */
	world_passes(w, DAYS_MS(1) + HOURS_MS(11));
	assert_false(has_concern(w, p.id, STORE_CONCERN_MISSED_CHECKIN, &c));
	world_passes(w, HOURS_MS(2));			/* twelve hours after the question */
	assert_true(has_concern(w, p.id, STORE_CONCERN_MISSED_CHECKIN, &c));
	/* The next one came: the concern has what it waited for. */
	world_passes(w, HOURS_MS(12));
	world_texts(w, ANN, "3");
	assert_false(has_concern(w, p.id, STORE_CONCERN_MISSED_CHECKIN, &c));
}

static void an_answer_after_midnight_is_yesterdays(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN);
	int64_t day = care_clock_day(p.zone, NOON);

	opts_in(w, ANN, "4");				/* 20:00 */
	world_passes(w, HOURS_MS(12) + MINUTES_MS(30));	/* 00:30 */
	world_texts(w, ANN, "3");
	assert_int_equal(mark_of(w, p.id, day), 3);
	assert_int_equal(mark_of(w, p.id, day + 1), 0);
}

static void the_line_is_sealed(void **state)
{
	struct world *w = *state;
	struct store_person p = world_member(w, ANN);
	struct store_checkin_day d;

	opts_in(w, ANN, "3");
	world_passes(w, HOURS_MS(5));
	world_texts(w, ANN, "2");
	world_restart(w);
	care_set_words(w->care, w->words);
	assert_int_equal(store_checkin_days(w->st, p.id, INT64_MAX, &d, 1), 1);
	assert_int_equal(d.mark, 2);
	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	assert_int_equal(store_people_erase(w->st, p.id, w->now_ms), 0);
	assert_int_equal(store_commit(w->st), 0);
	assert_int_equal(store_checkin_days(w->st, p.id, INT64_MAX, &d, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(nobody_is_asked_who_did_not_ask),
		WORLD_TEST(the_members_own_hour),
		WORLD_TEST(eight_in_the_evening_is_allowed_when_chosen),
		WORLD_TEST(an_hour_that_is_no_longer_safe_moves_into_those_that_are),
		WORLD_TEST(less_halves_it_and_stop_ends_it),
		WORLD_TEST(stop_and_pause_and_an_open_question),
		WORLD_TEST(a_text_asks_again_when_it_leaves),
		WORLD_TEST(daylight_saving_in_four_places),
		WORLD_TEST(a_year_in_every_zone_has_one_a_day),
		WORLD_TEST(a_restart_or_a_clock_that_was_set),
		WORLD_TEST(too_late_in_the_day_is_left_out),
		WORLD_TEST(a_question_that_never_left_was_not_missed),
		WORLD_TEST(low_and_falling),
		WORLD_TEST(a_low_mood_is_told_to_a_human),
		WORLD_TEST(share_lets_the_line_be_seen),
		cmocka_unit_test(the_peer_sees_the_line_only_if_it_is_shared),
		WORLD_TEST(the_line_shows_what_is_missing),
		WORLD_TEST(silence_after_a_low_one),
		WORLD_TEST(an_answer_after_midnight_is_yesterdays),
		WORLD_TEST(the_line_is_sealed),
	};

	return cmocka_run_group_tests_name("check-ins", tests, NULL, NULL);
}
