// SPDX-License-Identifier: AGPL-3.0-or-later
/* The pager's stories: each clause of pager.h on a clock of its own. */
#include "core_world.h"

/* --- The 3 s ------------------------------------------------------------------------ */
static void a_hit_that_is_stored_stays_silent(void **state)
{
	hit(1, PAGER_TIER_A);
	pass(2900);
	stored(1, PAGER_TIER_A);
	told(1);
	pass(HOURS_MS(2));
	expect_silence();
	assert_int_equal(pager_core_open(&core), 1);
	tell(PAGER_CLOSE, world_incident(1, 1, PAGER_TIER_A), 0);
	assert_int_equal(pager_core_open(&core), 0);
}

static void a_hit_not_stored_in_3s_alarms_the_first_person(void **state)
{
	int64_t t0 = now;

	hit(1, PAGER_TIER_B);
	pass(2900);
	expect_silence();
	pass(1100);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	assert_true(said_at(0) - t0 <= 3500);
	assert_int_equal(paged, 1);
	/* Then it is stored after all: the two are one, warmlined goes on. */
	stored(1, PAGER_TIER_B);
	told(1);
	pass(HOURS_MS(1));
	expect_silence();
}

/* The planted fault of the simulation: the pager is told too early. */
static void stored_but_nobody_told_alarms_after_60s(void **state)
{
	struct pager_record send = { .type = PAGER_SEND, .alarm_id = 7,
				     .inc = world_incident(1, 1, PAGER_TIER_B) };

	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	pass(59 * S);
	expect_silence();
	pass(2 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	/* Then warmlined's own text comes after all, and it goes on. */
	strcpy(send.number, BEN);
	strcpy(send.text, "from oncall");
	pager_core_record(&core, &send, now);
	expect(BEN, "from oncall");
	pass(HOURS_MS(1));
	expect_silence();
}

static void told_again_after_a_restart_of_the_pager_is_no_news(void **state)
{
	stored(1, PAGER_TIER_B);	/* we saw no hit: its alarm was before our time */
	pass(HOURS_MS(1));
	expect_silence();
}

static void a_redelivered_hit_keeps_its_first_clock(void **state)
{
	hit(1, PAGER_TIER_B);
	pass(2 * S);
	hit(1, PAGER_TIER_B);
	pass(1500);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	expect_silence();
}

static void a_second_message_joins_and_may_raise_the_tier(void **state)
{
	hit(1, PAGER_TIER_B);
	tell(PAGER_HIT, world_incident(1, 2, PAGER_TIER_A), 0);
	tell(PAGER_HIT, world_incident(1, 3, PAGER_TIER_B), 0);
	assert_int_equal(pager_core_open(&core), 1);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier A. Reply 1 4001");
	expect_silence();
}

static void an_unstored_message_of_a_held_person_alarms(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	told(1);
	pass(MINUTES_MS(5));
	tell(PAGER_HIT, world_incident(1, 2, PAGER_TIER_B), 0);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void a_close_does_not_swallow_a_newer_message(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	tell(PAGER_HIT, world_incident(1, 2, PAGER_TIER_B), 0);
	tell(PAGER_CLOSE, world_incident(1, 1, PAGER_TIER_B), 0);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

/* --- The steps ------------------------------------------------------------------------- */
static void the_steps_go_round_without_end(void **state)
{
	int64_t t0;

	beating = false;
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	t0 = said_at(0);
	pass(180 * S);
	expect(OPE, "Gateway down");
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	assert_in_range(said_at(2) - t0, 180 * S, 181 * S);
	pass(180 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pass(180 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	pass(60 * S);
	/* Ten minutes: the whole roster and the manager; who was told less than
	 * 3 min ago is told again when these have passed. */
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	expect(MO, "Alarm 4001 tier B. Reply 1 4001");
	pass(DAYS_MS(1));
	assert_true(said_len > 400);
	assert_true(said_at(said_len - 1) > now - MINUTES_MS(4));
}

static void no_phone_gets_old_news_more_than_once_in_3_min(void **state)
{
	int64_t last_ann = 0, last_ben = 0, *last;
	unsigned int i, n;

	beating = false;
	for (n = 1; n <= 3; n++)
		hit(n, PAGER_TIER_B);
	pass(4 * S);
	seen = said_len;
	pass(HOURS_MS(3));
	for (i = seen; i < said_len; i++) {
		last = strcmp(said[i].number, ANN) == 0 ? &last_ann :
		       strcmp(said[i].number, BEN) == 0 ? &last_ben : NULL;
		/* Ben's first texts are news to him. */
		if (!last || (last == &last_ben && said[i].at < 1000000 + 200 * S))
			continue;
		if (*last)
			assert_true(said[i].at - *last >= PAGER_REPEAT_MS);
		*last = said[i].at;
	}
}

static void an_ack_stops_it_and_contact_has_a_clock(void **state)
{
	beating = false;
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	beating = true;
	beat();
	tell(PAGER_ACK, world_incident(1, 1, PAGER_TIER_B), MINUTES_MS(15));
	pass(MINUTES_MS(15) + 30 * S);
	expect_silence();	/* warmlined is there: the contact clock is its ... */
	told(1);		/* ... and it alarms anew */
	pass(HOURS_MS(1));
	expect_silence();
	tell(PAGER_ACK, world_incident(1, 1, PAGER_TIER_B), MINUTES_MS(15));
	beating = false;
	pass(MINUTES_MS(14));
	while (seen < said_len)
		assert_string_equal(said[seen++].number, OPE);
	pass(MINUTES_MS(2));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void the_next_channel_is_tried_after_60s(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	expect_silence();
	pass(60 * S);
	expect(ANN, "(rings)");
	assert_in_range(said_at(1) - said_at(0), 60 * S, 61 * S);
	pass(120 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	assert_in_range(said_at(2) - said_at(0), 180 * S, 181 * S);
}

static void tier_a_is_texted_and_rung_at_once(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	hit(1, PAGER_TIER_A);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier A. Reply 1 4001");
	expect(ANN, "(rings)");
}

static void a_code_pressed_on_the_phone_goes_to_warmlined(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	beat();
	hit(1, PAGER_TIER_A);
	pass(4 * S);
	pager_core_voice_ack(&core, said[1].id, "9999", now);
	/* a code that is closed: warmlined answers */
	assert_int_equal(voice_acks, 1);
	assert_int_equal(core.incident[0].state, PAGER_ALARMING);
	pager_core_voice_ack(&core, said[1].id, "4001", now);
	assert_int_equal(voice_acks, 2);
	assert_string_equal(acked_by, roster.person[0].handle);
	assert_int_equal(core.incident[0].state, PAGER_ALARMING);	/* warmlined decides */
}

static void while_warmlined_is_away_the_pager_takes_the_code_itself(void **state)
{
	struct pager_record hello = { .type = PAGER_HELLO };

	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	beating = false;
	hit(1, PAGER_TIER_A);
	pass(8 * S);
	seen = said_len;
	pager_core_voice_ack(&core, said[1].id, "4001", now);
	assert_int_equal(core.incident[0].state, PAGER_ACKED);
	assert_int_equal(voice_acks, 0);
	pass(MINUTES_MS(4));
	while (seen < said_len)
		assert_string_not_equal(said[seen++].text, "Alarm 4001 tier A. Reply 1 4001");
	pager_core_record(&core, &hello, now);		/* it is back, and hears who took it */
	assert_int_equal(voice_acks, 1);
	assert_string_equal(acked_by, roster.person[0].handle);
}

static void one_call_for_many_says_how_many_and_the_worst(void **state)
{
	unsigned int n, rung = 0;

	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	beating = false;
	for (n = 1; n <= 9; n++)
		hit(n, PAGER_TIER_A);
	pass(30 * S);
	for (n = 0; n < said_len; n++)
		rung += said[n].call;
	assert_int_equal(rung, 1);
	assert_int_equal(people_rung, 9);
	seen = said_len;
}

static void a_person_who_cannot_be_reached_is_passed_over_at_once(void **state)
{
	roster.person[0].contact[0].channel = PAGER_CH_CALL;	/* and there is no voice */
	start(&texts_only);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
}

static void nobody_on_call_pages_the_level_above(void **state)
{
	memmove(&roster.person[0], &roster.person[2], 2 * sizeof(roster.person[0]));
	roster.persons = 2;
	start(&texts_only);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(MO, "Alarm 4001 tier B. Reply 1 4001");
}

static void who_is_on_duty_follows_the_wall_clock(void **state)
{
	roster.person[0].until_ms = 5000;
	roster.person[1].from_ms = 5000;
	start(&texts_only);
	pager_core_duty(&core, 4999);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pager_core_duty(&core, 5000);
	hit(2, PAGER_TIER_B);
	pass(4 * S);
	expect(BEN, "Dharura 4002 B. Jibu 1 4002");
	/* A hole in the rota: everybody on call. */
	roster.person[1].until_ms = 6000;
	start(&texts_only);
	pager_core_duty(&core, 7000);
	hit(3, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4003 tier B. Reply 1 4003");
}

/* --- warmlined is away -------------------------------------------------------------------- */
static void killed_before_any_text_the_pager_alarms_at_once(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	beating = false;
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void killed_after_a_text_the_pager_goes_on_from_there(void **state)
{
	struct pager_record send = { .type = PAGER_SEND, .alarm_id = 7,
				     .inc = world_incident(1, 1, PAGER_TIER_B) };

	strcpy(send.number, ANN);
	strcpy(send.text, "from oncall");
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	pager_core_record(&core, &send, now);
	expect(ANN, "from oncall");
	assert_int_equal(said[0].id, 7);
	pass(30 * S);
	beating = false;
	pass(140 * S);
	while (seen < said_len)
		assert_string_equal(said[seen++].number, OPE);
	pass(20 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	/* It comes back, is told what is open, and takes it again. */
	opens = 0;
	tell(PAGER_HELLO, (struct pager_incident){ .tier = 0 }, 0);
	assert_int_equal(opens, 1);
	beating = true;
	beat();
	stored(1, PAGER_TIER_B);
	pass(HOURS_MS(1));
	expect_silence();
}

static void a_loop_that_hangs_is_away_and_is_told_when_it_turns_again(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	beating = false;
	pass(10 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	assert_int_equal(opens, 0);
	beating = true;
	beat();
	assert_int_equal(opens, 1);
	/* It does not answer for it: the pager goes on. */
	pass(180 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
}

static void failing_commits_are_as_bad_as_death(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	pass(30 * S);
	expect_silence();
	commits = false;
	pass(5 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pass(60 * S);
	expect(OPE, "Gateway down");
}

static void a_short_restart_disturbs_nobody(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	told(1);
	beating = false;
	pass(2500);
	beating = true;
	beat();
	pass(HOURS_MS(1));
	expect_silence();
}

static void a_dead_gateway_is_told_to_the_operator(void **state)
{
	beating = false;
	pass(58 * S);
	expect_silence();
	pass(4 * S);
	expect(OPE, "Gateway down");
	pass(MINUTES_MS(30));
	expect(OPE, "Gateway down");
	beating = true;
	beat();
	pass(HOURS_MS(2));
	expect_silence();
	/* A clean stop gets more time. */
	tell(PAGER_GOODBYE, (struct pager_incident){ .tier = 0 }, 0);
	beating = false;
	pass(MINUTES_MS(14));
	expect_silence();
	pass(MINUTES_MS(2));
	expect(OPE, "Gateway down");
}
int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(fn) cmocka_unit_test_setup(fn, core_setup)
		STORY(a_hit_that_is_stored_stays_silent),
		STORY(a_hit_not_stored_in_3s_alarms_the_first_person),
		STORY(stored_but_nobody_told_alarms_after_60s),
		STORY(told_again_after_a_restart_of_the_pager_is_no_news),
		STORY(a_redelivered_hit_keeps_its_first_clock),
		STORY(a_second_message_joins_and_may_raise_the_tier),
		STORY(an_unstored_message_of_a_held_person_alarms),
		STORY(a_close_does_not_swallow_a_newer_message),
		STORY(the_steps_go_round_without_end),
		STORY(no_phone_gets_old_news_more_than_once_in_3_min),
		STORY(an_ack_stops_it_and_contact_has_a_clock),
		STORY(the_next_channel_is_tried_after_60s),
		STORY(tier_a_is_texted_and_rung_at_once),
		STORY(a_code_pressed_on_the_phone_goes_to_warmlined),
		STORY(while_warmlined_is_away_the_pager_takes_the_code_itself),
		STORY(a_person_who_cannot_be_reached_is_passed_over_at_once),
		STORY(nobody_on_call_pages_the_level_above),
		STORY(who_is_on_duty_follows_the_wall_clock),
		STORY(killed_before_any_text_the_pager_alarms_at_once),
		STORY(killed_after_a_text_the_pager_goes_on_from_there),
		STORY(a_loop_that_hangs_is_away_and_is_told_when_it_turns_again),
		STORY(failing_commits_are_as_bad_as_death),
		STORY(a_short_restart_disturbs_nobody),
		STORY(a_dead_gateway_is_told_to_the_operator),
		STORY(one_call_for_many_says_how_many_and_the_worst),
	};

	base_init(NULL, "core_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
