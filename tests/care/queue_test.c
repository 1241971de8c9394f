// SPDX-License-Identifier: AGPL-3.0-or-later
/* care/queue: waits, hours, offers as leases, nobody falls between. */
#include "tests/care/talk_world.h"

/* --- Pure -------------------------------------------------------------------------- */

static void a_wait_is_promised_from_twenty_cases(void **state)
{
	int64_t waits[30], low, high;

	for (int i = 0; i < 30; i++)
		waits[i] = MINUTES_MS(30 - i);
	assert_false(care_queue_wait(waits, 19, 0, &low, &high));
	assert_true(care_queue_wait(waits, 30, 0, &low, &high));
	assert_int_equal(low, MINUTES_MS(16));
	assert_int_equal(high, MINUTES_MS(25));
	/* somebody waits longer than that: it would be a lie */
	assert_true(care_queue_wait(waits, 30, MINUTES_MS(50), &low, &high));
	assert_int_equal(high, MINUTES_MS(50));
}

static bool open_at(const char *hours, const char *holidays, int64_t at_ms, int64_t *next_ms)
{
	bool is_open;

	assert_int_equal(care_hours(hours, holidays, "Africa/Nairobi", at_ms, &is_open,
				    next_ms, NULL), 0);
	return is_open;
}

/* 2023-11-14 (NOW) is a Tuesday; Nairobi is UTC + 3 all year. */
#define LOCAL(day, hour, min) \
	(INT64_C(1699909200000) + DAYS_MS(day) + HOURS_MS(hour) + MINUTES_MS(min))

static void opening_hours(void **state)
{
	static const char hours[] = "mon-fri 09:00-21:00, sat 22:00-02:00";
	int64_t next;
	struct err err;
	bool is_open;

	assert_false(open_at(hours, "", LOCAL(0, 8, 59), &next));
	assert_int_equal(next, LOCAL(0, 9, 0));
	assert_true(open_at(hours, "", LOCAL(0, 9, 0), &next));
	assert_false(open_at(hours, "", LOCAL(0, 21, 0), &next));
	assert_int_equal(next, LOCAL(1, 9, 0));
	assert_true(open_at(hours, "", LOCAL(4, 23, 0), &next));	/* Saturday night ... */
	assert_true(open_at(hours, "", LOCAL(5, 1, 59), &next));	/* ... is Sunday */
	assert_false(open_at(hours, "", LOCAL(5, 2, 0), &next));
	assert_int_equal(next, LOCAL(6, 9, 0));
	assert_false(open_at(hours, "2023-11-14, 2023-11-15", LOCAL(0, 12, 0), &next));
	assert_int_equal(next, LOCAL(2, 9, 0));
	assert_true(open_at("mon-sun 00:00-24:00", "", LOCAL(3, 0, 0), &next));
	assert_false(open_at("", "", LOCAL(0, 0, 0), &next));
	assert_int_equal(next, 0);
	assert_int_equal(care_hours("mon 9-5", "", "UTC", NOW, &is_open, &next, &err), -EINVAL);
	assert_int_equal(care_hours("mon 25:00-26:00", "", "UTC", NOW, &is_open, &next, &err),
			 -EINVAL);
	assert_int_equal(care_hours("mon 09:00-10:00", "25.12.", "UTC", NOW, &is_open, &next, &err),
			 -EINVAL);
}

/* --- In the world -------------------------------------------------------------------- */

static void one_digit_brings_two_people_together(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);

	joins(w, m);
	hears(m, "number 1 in line. How long it takes we cannot say");
	pass(w, SECONDS_MS(5));
	hears(p, m->who.pseudonym);
	says(w, p, "1");
	assert_true(heard(p, m->who.pseudonym));
	hears(m, p->who.pseudonym);
	assert_int_equal(open_conversations(w, p), 1);
	/* asked again: with whom, and no second place */
	joins(w, m);
	hears(m, p->who.pseudonym);
}

static void two_peers_never_both_get_one_person(void **state)
{
	struct world *w = *state;
	struct phone *a = peer_on(w, 1), *b = peer_on(w, 1), *m = member(w);
	struct phone *first, *second;
	struct store_offer o;

	joins(w, m);
	pass(w, SECONDS_MS(5));
	first = store_offer_of_peer(w->st, a->who.id, &o) == 1 ? a : b;
	second = first == a ? b : a;
	forget_texts(first);
	hears_nothing(second);
	pass(w, SECONDS_MS(100));		/* the lease ends */
	hears(first, "We asked someone else");
	pass(w, SECONDS_MS(5));
	hears(second, m->who.pseudonym);
	says(w, second, "1");
	assert_int_equal(open_conversations(w, second), 1);
	says(w, first, "1");			/* too late: an ordinary text, no conversation */
	assert_int_equal(open_conversations(w, first), 0);
}

static void the_last_moment_counts_for_whoever_was_first(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_offer o;

	joins(w, m);
	pass(w, SECONDS_MS(5));
	forget_texts(p);
	assert_int_equal(store_offer_of_peer(w->st, p->who.id, &o), 1);
	turn_begin(w);
	assert_int_equal(care_queue_withdraw(&w->t, m->who.id), 1);
	turn_end(w);
	hears(p, "already");
	turn_begin(w);		/* the digit was on its way */
	assert_int_equal(care_queue_answer(&w->t, &p->who, o.id, true), 0);
	turn_end(w);
	hears(p, "already");
	assert_int_equal(open_conversations(w, p), 0);
	turn_begin(w);
	assert_int_equal(care_queue_due_offer(&w->t, o.id, 0), 0);
	assert_int_equal(care_queue_withdraw(&w->t, m->who.id), 0);
	turn_end(w);
}

static void who_passes_is_not_asked_again_at_once(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);

	joins(w, m);
	pass(w, SECONDS_MS(5));
	says(w, p, "2");
	assert_true(heard(p, "That is fine"));
	pass(w, MINUTES_MS(29));
	hears_nothing(p);
	pass(w, SECONDS_MS(65));	/* "offer-again", not the clock of the line, which rings
					 * at 30 minutes and at 40 */
	assert_true(heard(p, m->who.pseudonym));
}

static void the_place_survives_silence_and_a_clock_rings(void **state)
{
	struct world *w = *state;
	struct phone *lead = phone_new(w, STORE_ROLE_COORDINATOR), *m = member(w);
	struct store_request r;

	joins(w, m);
	hears(m, "Nobody");
	forget_texts(lead);
	pass(w, HOURS_MS(30));
	assert_true(heard(m, "not forgotten"));	/* once the promised time has passed */
	assert_true(lead->first < lead->last);	/* somebody owns it, and was told */
	assert_int_equal(store_request_open_of(w->st, m->who.id, &r), 1);
	assert_int_equal(r.since_ms, NOW);
	assert_true(r.raised > 3);
}

static void what_is_written_while_waiting_comes_along(void **state)
{
	struct world *w = *state;
	struct phone *p, *m = member(w);
	struct lexicon_result scan = { 0 };
	struct store_person from;
	struct care_text in = { .uuid = "x", .sender = m->number, .scan = &scan,
				.received_at_ms = NOW };
	struct care_heard h = { .in = &in, .from = &from };

	joins(w, m);
	forget_texts(m);
	for (int i = 0; i < 2; i++) {
		turn_begin(w);
		from = m->who;
		in.text = secret_str(w->t.mem, i ? "and then he left" : "it was in spring");
		assert_int_equal(care_queue_hear(&w->t, &h), 1);
		turn_end(w);
	}
	hears(m, "we have it");
	hears_nothing(m);		/* once is enough */
	p = peer_on(w, 1);
	pass(w, SECONDS_MS(5));
	says(w, p, "1");
	while (!strstr(p->texts[p->first], "it was in spring"))
		hears(p, "");
	hears(p, "it was in spring");
	hears(p, "and then he left");
}

static void hard_wishes_are_kept_and_said(void **state)
{
	struct world *w = *state;
	struct phone *man = peer_on(w, 1), *woman = peer_on(w, 1), *m = member(w);
	const char *const args[] = { "gender", "talk.wish.woman" };
	const char *outcome = NULL;
	struct care_queue_reason why[CARE_QUEUE_REASONS_MAX];
	struct store_offer o;

	turn_begin(w);
	assert_int_equal(care_peers_attr(&w->t, man->who.id, "gender", "man", true), 0);
	assert_int_equal(care_peers_attr(&w->t, woman->who.id, "gender", "woman", true), 0);
	assert_int_equal(care_peers_attr(&w->t, woman->who.id, "shoes", "red", true), -EINVAL);
	assert_int_equal(care_queue_effects[2].run(&w->t, &m->who, args, 2, &outcome), 0);
	turn_end(w);
	joins(w, m);
	pass(w, SECONDS_MS(5));
	hears_nothing(man);
	hears(woman, "A woman");
	assert_int_equal(store_offer_of_peer(w->st, woman->who.id, &o), 1);
	turn_begin(w);
	assert_true(care_queue_why(&w->t, o.request_id, woman->who.id, why) > 1);
	assert_string_equal(why[0].key, "gender");
	assert_string_equal(why[0].what, "A woman");
	turn_end(w);
}

static void under_age_is_never_in_the_line(void **state)
{
	struct world *w = *state;
	struct phone *worker = phone_new(w, STORE_ROLE_SAFEGUARDING), *p = peer_on(w, 1);
	struct phone *m = member(w);
	struct store_request r;

	turn_begin(w);
	m->who.age = STORE_AGE_UNDER;
	strcpy(m->who.band, "13-15");
	assert_int_equal(store_people_save(w->st, &m->who), 0);
	turn_end(w);
	joins(w, m);
	pass(w, MINUTES_MS(10));
	hears_nothing(p);
	assert_int_equal(store_request_open_of(w->st, m->who.id, &r), 0);
	assert_true(heard(worker, m->who.pseudonym));
	assert_int_equal(open_conversations(w, worker), 1);
	says(w, m, "can somebody help");
	assert_true(heard(worker, "can somebody help"));
}

static void newcomers_first_and_nobody_starves(void **state)
{
	struct world *w = *state;
	struct phone *known = member(w), *fresh = member(w), *p = peer_on(w, 1);

	talk(w, known, p);
	says(w, p, "hello");
	says(w, known, "END");
	pass(w, MINUTES_MS(5));
	says(w, p, "REST");
	joins(w, known);
	pass(w, MINUTES_MS(5));
	joins(w, fresh);
	says(w, p, "ON");
	says(w, p, "4");
	forget_texts(p);
	pass(w, SECONDS_MS(5));
	hears(p, fresh->who.pseudonym);
}

static void a_reviewed_limit_is_said_and_never_in_danger(void **state)
{
	struct world *w = *state;
	struct phone *lead = phone_new(w, STORE_ROLE_COORDINATOR), *m = member(w);
	struct store_request r;
	char command[60];

	snprintf(command, sizeof(command), "LIMIT 1 %s", m->who.pseudonym);
	says(w, lead, command);
	assert_true(heard(lead, "30 days"));
	joins(w, m);
	turn_begin(w);
	assert_int_equal(store_request_open_of(w->st, m->who.id, &r), 1);
	assert_int_equal(store_request_end(w->st, r.id, STORE_REQUEST_DONE, w->now_ms), 1);
	turn_end(w);
	forget_texts(m);
	joins(w, m);
	hears(m, "Tomorrow again");
	turn_begin(w);
	enum care_joined joined;

	assert_int_equal(care_queue_join(&w->t, &m->who, MATCH_TEXT, MATCH_TIER_B, &joined), 0);
	turn_end(w);
	assert_int_not_equal(joined, CARE_QUEUE_LIMITED);
}

static void a_long_line_is_worked_in_slices(void **state)
{
	struct world *w = *state;
	struct phone *a = peer_on(w, 1), *b = peer_on(w, 1), *m = member(w);
	struct store_offer o;

	turn_begin(w);		/* 9,000 people whom nobody on duty can serve, and one */
	for (int i = 0; i < 9000; i++) {
		struct store_request r = {
			.person_id = 100000 + i, .state = STORE_REQUEST_WAITING,
			.age = MATCH_AGE_ADULT,
			.since_ms = NOW - HOURS_MS(1), .rank_ms = NOW - HOURS_MS(1), .needs = 1,
		};

		assert_int_equal(store_request_add(w->st, &r), 0);
	}
	turn_end(w);
	joins(w, m);
	pass(w, SECONDS_MS(5));
	assert_int_equal((store_offer_of_peer(w->st, a->who.id, &o) == 1) +
			 (store_offer_of_peer(w->st, b->who.id, &o) == 1), 1);
}

/* From the first text to a human, by text alone and with the flows that ship. */
static void by_text_alone(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);

	says(w, m, "talk");
	hears(m, "How would you like to talk");
	says(w, m, "1");
	assert_true(heard(m, "number 1 in line"));
	pass(w, SECONDS_MS(5));
	assert_true(heard(p, m->who.pseudonym));
	says(w, p, "1");
	assert_true(heard(m, p->who.pseudonym));
	says(w, m, "TALK");			/* said to a human, it is a word */
	assert_true(heard(p, "TALK"));
	says(w, m, "0");
	hears(m, "You are writing with");
	says(w, m, "STOP");
	assert_int_equal(open_conversations(w, p), 0);
	assert_true(heard(p, "has gone"));
}

static void an_offer_that_cannot_arrive_goes_back(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_out row = { .state = STORE_OUT_FAILED, .topic = CARE_TOPIC_OFFER };
	struct store_request r;
	struct store_offer o;

	joins(w, m);
	pass(w, SECONDS_MS(5));
	assert_int_equal(store_offer_of_peer(w->st, p->who.id, &o), 1);
	row.topic_id = o.id;
	turn_begin(w);
	assert_int_equal(care_outbox_changed(&w->t, &row), 0);
	turn_end(w);
	assert_int_equal(store_request_open_of(w->st, m->who.id, &r), 1);
	assert_int_equal(r.state, STORE_REQUEST_WAITING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wait_is_promised_from_twenty_cases),
		cmocka_unit_test(opening_hours),
		WORLD_TEST(one_digit_brings_two_people_together),
		WORLD_TEST(two_peers_never_both_get_one_person),
		WORLD_TEST(the_last_moment_counts_for_whoever_was_first),
		WORLD_TEST(who_passes_is_not_asked_again_at_once),
		WORLD_TEST(the_place_survives_silence_and_a_clock_rings),
		WORLD_TEST(what_is_written_while_waiting_comes_along),
		WORLD_TEST(hard_wishes_are_kept_and_said),
		WORLD_TEST(under_age_is_never_in_the_line),
		WORLD_TEST(newcomers_first_and_nobody_starves),
		WORLD_TEST(a_reviewed_limit_is_said_and_never_in_danger),
		WORLD_TEST(a_long_line_is_worked_in_slices),
		WORLD_TEST(by_text_alone),
		WORLD_TEST(an_offer_that_cannot_arrive_goes_back),
	};

	return cmocka_run_group_tests_name("care: queue", tests, NULL, NULL);
}
