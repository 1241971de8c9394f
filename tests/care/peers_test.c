// SPDX-License-Identifier: AGPL-3.0-or-later
/* care/peers: duty by text, moods, pauses, hours, practice, LOST. */
#include "tests/care/talk_world.h"

static enum store_peer_state state_of(struct world *w, struct phone *p)
{
	struct store_peer row;

	assert_int_equal(store_peer_get(w->st, p->who.id, &row), 1);
	return row.state;
}

static void on_asks_how_they_are_before_any_offer(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_off(w, true), *m = member(w);

	joins(w, m);
	says(w, p, "on duty");
	hears(p, "How are you");
	pass(w, MINUTES_MS(5));
	hears_nothing(p);
	says(w, p, "3");
	hears(p, "Thank you");
	pass(w, SECONDS_MS(5));
	hears(p, m->who.pseudonym);
	says(w, p, "ON");
	hears(p, "on already");
}

static void a_low_answer_is_a_rest_without_penalty(void **state)
{
	struct world *w = *state;
	struct phone *c = phone_new(w, STORE_ROLE_COORDINATOR), *p = peer_off(w, true),
		*m = member(w);
	struct store_concern concern;

	joins(w, m);
	says(w, p, "ON");
	forget_texts(p);
	says(w, p, "1");
	hears(p, "honest");
	assert_int_equal(state_of(w, p), STORE_PEER_REST);
	pass(w, MINUTES_MS(15));
	hears_nothing(p);
	assert_int_equal(store_concern_find(w->st, p->who.id, STORE_CONCERN_DUTY, &concern), 1);
	assert_int_equal(concern.owner_id, c->who.id);
}

static void no_live_offer_before_training(void **state)
{
	struct world *w = *state;
	struct phone *c = phone_new(w, STORE_ROLE_COORDINATOR), *p = peer_off(w, false),
		*m = member(w);
	const char *outcome = NULL;
	char command[60];

	joins(w, m);
	says(w, p, "ON");
	hears(p, "PRACTICE");
	assert_int_equal(state_of(w, p), STORE_PEER_OFF);
	turn_begin(w);
	assert_int_equal(care_peers_effects[0].run(&w->t, &p->who, NULL, 0, &outcome), 0);
	turn_end(w);
	assert_string_equal(outcome, "started");
	hears(p, "PRACTICE");
	for (int i = 0; i < 4; i++) {
		pass(w, SECONDS_MS(9));
		hears(p, "Grey Script: ");
		says(w, p, "tell me more");
	}
	pass(w, SECONDS_MS(9));
	hears(p, "PRACTICE is over");
	assert_true(heard(c, "TRAINED"));
	snprintf(command, sizeof(command), "TRAINED %s", p->who.pseudonym);
	says(w, m, command);			/* nobody else may */
	says(w, p, "ON");
	hears(p, "PRACTICE");
	says(w, c, command);
	hears(p, "signed off");
	says(w, p, "ON");
	hears(p, "How are you");
}

static void a_hard_conversation_is_followed_by_a_paid_pause(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w), *n = member(w);
	struct store_shift shift;

	talk(w, m, p);
	turn_begin(w);
	assert_int_equal(care_talk_incident(&w->t, m->who.id, LEX_B, true), 0);
	assert_int_equal(care_talk_incident(&w->t, m->who.id, LEX_B, false), 0);
	turn_end(w);
	says(w, p, "take care");
	says(w, m, "END");
	assert_int_equal(state_of(w, p), STORE_PEER_PAUSE);
	forget_texts(p);
	joins(w, n);
	says(w, p, "ON");
	hears(p, "you rest until");
	pass(w, MINUTES_MS(14));
	hears_nothing(p);
	pass(w, MINUTES_MS(2));
	hears(p, "on again");
	hears(p, n->who.pseudonym);
	assert_int_equal(store_shifts(w->st, 0, INT64_MAX, 0, &shift, 1), 1);
	assert_int_equal(shift.pause_ms, MINUTES_MS(15));
	assert_int_equal(shift.rest_ms, 0);
}

static void two_missed_offers_are_a_rest(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w), *n = member(w);

	joins(w, m);
	pass(w, SECONDS_MS(100));
	joins(w, n);
	pass(w, SECONDS_MS(200));
	assert_int_equal(state_of(w, p), STORE_PEER_REST);
	assert_true(heard(p, "let you rest"));
}

static void off_ends_with_a_question_and_hours(void **state)
{
	struct world *w = *state;
	struct phone *c = phone_new(w, STORE_ROLE_COORDINATOR), *p = peer_on(w, 1), *m = member(w);
	int64_t after = 0;
	char *csv;

	talk(w, m, p);
	says(w, p, "OFF");
	hears(p, "You still talk with");
	says(w, p, "END");
	pass(w, MINUTES_MS(60));
	says(w, p, "REST");
	pass(w, MINUTES_MS(45));
	says(w, p, "ON");
	says(w, p, "3");
	forget_texts(p);
	says(w, p, "OFF");
	hears(p, "Before you go");
	says(w, p, "2");
	hears(p, "Thank you");
	assert_true(heard(c, p->who.pseudonym));
	turn_begin(w);
	assert_int_equal(care_peers_hours_csv(&w->t, 0, INT64_MAX, &after, &csv), 0);
	assert_non_null(strstr(csv, p->who.pseudonym));
	assert_non_null(strstr(csv, ",75,30,0,1\r\n"));	/* 15 minutes of the rest are paid */
	assert_null(strstr(csv, p->number + 1));
	turn_end(w);
}

static void lost_cuts_off_a_phone_at_once(void **state)
{
	struct world *w = *state;
	struct phone *c = phone_new(w, STORE_ROLE_COORDINATOR), *p = peer_on(w, 2);
	struct phone *a = member(w), *b = member(w);
	struct store_request r;
	char command[60];

	talk(w, a, p);
	talk(w, b, p);
	forget_texts(p);
	snprintf(command, sizeof(command), "LOST %s", p->who.pseudonym);
	says(w, p, command);			/* not by anybody */
	assert_int_equal(open_conversations(w, p), 2);
	forget_texts(p);
	says(w, c, command);
	hears(c, "cut off");
	hears_nothing(p);
	assert_int_equal(open_conversations(w, p), 0);
	assert_true(heard(a, "had to leave"));
	assert_true(heard(b, "had to leave"));
	assert_int_equal(store_request_open_of(w->st, a->who.id, &r), 1);
	says(w, p, "hello this is the thief");
	hears(p, "does not work here any more");
	says(w, a, "still there?");
	pass(w, MINUTES_MS(10));
	assert_false(heard(p, a->who.pseudonym));
	says(w, p, "ON");
	assert_int_equal(state_of(w, p), STORE_PEER_OFF);
	snprintf(command, sizeof(command), "FOUND %s", p->who.pseudonym);
	forget_texts(c);
	says(w, c, command);
	hears(c, "can work on that phone again");
	forget_texts(p);
	says(w, p, "ON");
	hears(p, "How are you");
}

static void a_cap_is_set_by_text(void **state)
{
	struct world *w = *state;
	struct phone *c = phone_new(w, STORE_ROLE_COORDINATOR), *p = peer_on(w, 1);
	struct phone *a = member(w), *b = member(w);
	char command[60];

	talk(w, a, p);
	joins(w, b);
	pass(w, SECONDS_MS(5));
	assert_false(heard(p, b->who.pseudonym));
	says(w, c, "CAP");
	hears(c, "CAP 2 Blue Heron");
	snprintf(command, sizeof(command), "CAP 2 %s", p->who.pseudonym);
	says(w, c, command);
	hears(c, "up to 2 conversations");
	pass(w, SECONDS_MS(5));
	assert_true(heard(p, b->who.pseudonym));
	says(w, p, "1");
	assert_int_equal(open_conversations(w, p), 2);
	assert_true(heard(p, "Put the handle first"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(on_asks_how_they_are_before_any_offer),
		WORLD_TEST(a_low_answer_is_a_rest_without_penalty),
		WORLD_TEST(no_live_offer_before_training),
		WORLD_TEST(a_hard_conversation_is_followed_by_a_paid_pause),
		WORLD_TEST(two_missed_offers_are_a_rest),
		WORLD_TEST(off_ends_with_a_question_and_hours),
		WORLD_TEST(a_cap_is_set_by_text),
		WORLD_TEST(lost_cuts_off_a_phone_at_once),
	};

	return cmocka_run_group_tests_name("care: peers", tests, NULL, NULL);
}
