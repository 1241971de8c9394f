// SPDX-License-Identifier: AGPL-3.0-or-later
/* care/talk: words go to whom they are meant for, and to nobody else. */
#include "care/care_call.h"
#include "tests/care/talk_world.h"

static void words_pass_unedited_and_in_order(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	char expect[80];

	talk(w, m, p);
	says(w, m, "  hi  there \xe2\x98\xba ");
	says(w, m, "second");
	snprintf(expect, sizeof(expect), "%s:   hi  there \xe2\x98\xba ", m->who.pseudonym);
	hears(p, expect);
	hears(p, "second");
	says(w, p, "I am here. Find food? MENU? stop that");
	snprintf(expect, sizeof(expect), "%s: I am here. Find food? MENU? stop that",
		 p->who.pseudonym);
	hears(m, expect);
	hears_nothing(p);
	hears_nothing(m);
}

static void several_have_handles_and_nothing_is_guessed(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 3), *a = member(w), *b = member(w);
	struct store_conversation open[4];
	char text[80];

	talk(w, a, p);
	talk(w, b, p);
	forget_texts(p);
	assert_int_equal(store_conversations_of_peer(w->st, p->who.id, open, 4), 2);
	assert_string_not_equal(open[0].handle, open[1].handle);

	says(w, p, "for whom is that");
	hears(p, open[0].handle);
	hears_nothing(a);
	hears_nothing(b);
	says(w, p, "and that");			/* more of it: both are held */
	says(w, p, open[1].handle);		/* the handle alone */
	hears(b, "for whom is that");
	hears(b, "and that");
	hears_nothing(a);

	snprintf(text, sizeof(text), "%s: only for you", open[0].handle);
	says(w, p, text);
	hears(a, ": only for you");
	hears_nothing(b);

	forget_texts(p);
	says(w, a, "who?");
	snprintf(text, sizeof(text), "%s %s: who?", open[0].handle, a->who.pseudonym);
	hears(p, text);

	snprintf(text, sizeof(text), "%s END", open[0].handle);
	says(w, p, text);
	assert_int_equal(open_conversations(w, p), 1);
	forget_texts(p);
	/* one is left; but a text may be meant for the one who left */
	says(w, p, "one more thing");
	hears_nothing(b);
	pass(w, MINUTES_MS(15));		/* no answer: it went to nobody */
	assert_true(heard(p, "not passed on"));
	hears_nothing(b);
	says(w, p, "now it is clear");
	hears(b, "now it is clear");
}

static void a_question_about_nobody_keeps_no_offer_away(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *a = member(w), *b = member(w), *c = member(w);
	struct store_conversation open;
	char text[80];

	talk(w, a, p);
	says(w, a, "END");
	talk(w, b, p);
	assert_int_equal(store_conversations_of_peer(w->st, p->who.id, &open, 1), 1);
	forget_texts(p);
	says(w, p, "END");			/* it may be meant for the one who left */
	assert_true(heard(p, "for whom is it"));
	assert_int_equal(open_conversations(w, p), 1);
	snprintf(text, sizeof(text), "%s END", open.handle);
	says(w, p, text);			/* instead of the handle alone */
	assert_int_equal(open_conversations(w, p), 0);
	assert_true(heard(p, "not passed on"));
	joins(w, c);
	pass(w, SECONDS_MS(5));
	assert_true(heard(p, c->who.pseudonym));
}

/* As voice/ does: they wait on the phone, and what rings them is said there. */
static void takes_by_call(struct world *w, struct phone *m, struct phone *p,
			  struct store_conversation *c)
{
	enum care_joined joined;
	struct store_ring r;

	turn_begin(w);
	assert_int_equal(care_queue_join(&w->t, &m->who, MATCH_CALL, MATCH_TIER_NONE, &joined), 0);
	turn_end(w);
	pass(w, SECONDS_MS(5));
	says(w, p, "1");
	assert_int_equal(store_conversation_of_member(w->st, m->who.id, c), 1);
	assert_int_equal(c->peer_id, p->who.id);
	turn_begin(w);
	assert_int_equal(store_ring_about(w->st, STORE_RING_CONNECT, c->id, m->who.id, &r), 1);
	assert_int_equal(care_call_busy(&w->t, &r, true), 0);
	turn_end(w);
}

static void leaves_the_phone(struct world *w, const struct store_conversation *c,
			     const struct phone *who)
{
	turn_begin(w);
	assert_int_equal(care_call_left(&w->t, c, who->who.id, false), 0);
	turn_end(w);
}

static void who_hangs_up_before_they_met_keeps_the_place(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_conversation c;
	struct store_request q;
	struct store_ring r;

	takes_by_call(w, m, p, &c);
	leaves_the_phone(w, &c, m);	/* "or hang up and keep your place" */
	assert_int_equal(store_ring_about(w->st, STORE_RING_CONNECT, c.id, m->who.id, &r), 1);
	assert_int_equal(open_conversations(w, p), 1);

	leaves_the_phone(w, &c, p);	/* the peer thought better of it */
	assert_int_equal(open_conversations(w, p), 0);
	assert_int_equal(store_request_open_of(w->st, m->who.id, &q), 1);
	assert_int_equal(q.state, STORE_REQUEST_WAITING);
}

static void who_hangs_up_when_they_have_talked_has_ended_it(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_conversation c;
	struct store_request q;

	takes_by_call(w, m, p, &c);
	turn_begin(w);
	assert_int_equal(care_call_bridged(&w->t, &c), 0);
	turn_end(w);
	leaves_the_phone(w, &c, m);
	assert_int_equal(open_conversations(w, p), 0);
	assert_int_equal(store_request_open_of(w->st, m->who.id, &q), 0);
}

static void a_number_is_asked_about(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);

	talk(w, m, p);
	says(w, m, "call me on 0712 345678");
	hears_nothing(p);
	hears(m, "number or an address");
	says(w, m, "2");
	hears_nothing(p);
	says(w, m, "write to a.b@example.com");
	hears(m, "number or an address");
	says(w, m, "1");
	hears(p, "write to a.b@example.com");
	says(w, m, "at 0712 345678");
	forget_texts(m);
	pass(w, MINUTES_MS(11));
	assert_true(heard(m, "not passed on"));
	hears(p, "waits for your answer");
	says(w, m, "1");			/* no answer to anything any more */
	assert_true(heard(p, ": 1"));
}

static void silence_is_looked_after(void **state)
{
	struct world *w = *state;
	struct phone *lead = phone_new(w, STORE_ROLE_SUPERVISOR), *p = peer_on(w, 1),
		*m = member(w);

	talk(w, m, p);
	says(w, p, "hello");
	says(w, m, "are you there");
	forget_texts(p);
	pass(w, MINUTES_MS(6));
	hears(p, "waits for your answer");
	pass(w, MINUTES_MS(5));
	assert_true(heard(lead, p->who.pseudonym));
	says(w, p, "here I am");
	forget_texts(m);
	pass(w, MINUTES_MS(21));
	hears(m, "still here");
	pass(w, MINUTES_MS(16));
	hears(m, "quiet");
	assert_int_equal(open_conversations(w, p), 0);
	assert_true(heard(p, "delete"));
}

static void an_incident_keeps_it_open_until_with_me(void **state)
{
	struct world *w = *state;
	struct phone *oncall = phone_new(w, STORE_ROLE_ONCALL), *p = peer_on(w, 1), *m = member(w);

	talk(w, m, p);
	says(w, p, "hello");
	turn_begin(w);
	assert_int_equal(care_talk_incident(&w->t, m->who.id, LEX_A, true), 0);
	assert_int_equal(care_talk_incident(&w->t, m->who.id, LEX_A, true), 0);
	turn_end(w);
	hears(p, "On-call is being called");
	hears_nothing(p);			/* once */
	pass(w, HOURS_MS(5));
	assert_int_equal(open_conversations(w, p), 1);
	forget_texts(p);
	says(w, p, "END");
	hears(p, "WITH ME");
	assert_int_equal(open_conversations(w, p), 1);
	turn_begin(w);
	assert_int_equal(care_talk_with_me(&w->t, m->who.id, &oncall->who), 0);
	turn_end(w);
	hears(p, "On-call has");
	assert_true(heard(p, "rest until"));
	forget_texts(m);
	forget_texts(oncall);
	says(w, m, "is that you");
	hears(oncall, "is that you");
	says(w, oncall, "yes, ring 0800 123456");	/* staff know what they give out */
	hears(m, "ring 0800 123456");
}

static void a_hand_over_keeps_the_place_and_the_note(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *q, *m = member(w);
	struct store_request r;

	talk(w, m, p);
	says(w, p, "HANDOVER likes to be asked about the dog");
	assert_true(heard(m, "had to leave"));
	assert_true(heard(p, "keeps their place"));
	assert_int_equal(store_request_open_of(w->st, m->who.id, &r), 1);
	assert_int_equal(r.since_ms, NOW);
	pass(w, MINUTES_MS(2));
	hears_nothing(p);			/* not back to the same one */
	q = peer_on(w, 1);
	pass(w, SECONDS_MS(5));
	says(w, q, "1");
	assert_true(heard(q, "likes to be asked about the dog"));
}

static void a_supervisor_joins_or_takes_over(void **state)
{
	struct world *w = *state;
	struct phone *s = phone_new(w, STORE_ROLE_SUPERVISOR),
		*u = phone_new(w, STORE_ROLE_SUPERVISOR);
	struct phone *p = peer_on(w, 1), *m = member(w);

	talk(w, m, p);
	says(w, p, "HELP");
	hears(s, "1 join");
	hears(u, "1 join");
	says(w, s, "1");
	assert_true(heard(m, s->who.pseudonym));	/* nobody listens in unseen */
	forget_texts(s);
	forget_texts(p);
	says(w, m, "three of us");
	hears(p, "three of us");
	hears(s, "three of us");
	says(w, s, "hello both");
	hears(p, "hello both");
	hears(m, "hello both");
	says(w, s, "END");
	says(w, m, "two again");
	hears(p, "two again");
	hears_nothing(s);

	says(w, p, "0");
	forget_texts(s);
	forget_texts(u);
	says(w, u, "2");
	assert_true(heard(m, u->who.pseudonym));
	assert_int_equal(open_conversations(w, p), 0);
	assert_int_equal(open_conversations(w, u), 1);
	says(w, s, "2");				/* somebody was first */
	assert_int_equal(open_conversations(w, s), 0);
}

static void nobody_comes_to_help_and_it_rings(void **state)
{
	struct world *w = *state;
	struct phone *c = phone_new(w, STORE_ROLE_COORDINATOR), *p = peer_on(w, 1), *m = member(w);
	struct store_concern concern;

	talk(w, m, p);
	says(w, p, "HELP");
	pass(w, MINUTES_MS(4));
	assert_int_equal(store_concern_find(w->st, m->who.id, STORE_CONCERN_DUTY, &concern), 1);
	assert_true(concern.rings);
	assert_true(heard(c, ""));
}

static void one_key_ends_abuse_and_three_call_for_a_limit(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_concern concern;

	for (int i = 0; i < 3; i++) {
		talk(w, m, p);
		says(w, p, "8");
		assert_int_equal(open_conversations(w, p), 0);
		hears(m, "ended by us");
		hears(p, "What was it");
		says(w, p, i ? "2" : "1");
		hears(p, "Thank you");
		pass(w, MINUTES_MS(31));
		forget_texts(m);
		forget_texts(p);
	}
	assert_int_equal(store_concern_find(w->st, m->who.id, STORE_CONCERN_REPORT, &concern), 1);
	/* a slip of the thumb is mended */
	talk(w, m, p);
	says(w, p, "8");
	says(w, p, "3");
	assert_int_equal(open_conversations(w, p), 1);
	forget_texts(m);
	says(w, p, "sorry about that");
	hears(m, "sorry about that");
}

static void block_keeps_two_apart(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);

	talk(w, m, p);
	says(w, m, "BLOCK");
	hears(m, "not be put together again");
	assert_true(heard(p, "has gone"));
	joins(w, m);
	pass(w, HOURS_MS(2));
	assert_int_equal(open_conversations(w, p), 0);
	assert_false(heard(p, m->who.pseudonym));
}

static void one_key_hands_over_a_minor(void **state)
{
	struct world *w = *state;
	struct phone *worker = phone_new(w, STORE_ROLE_SAFEGUARDING);
	struct phone *p = peer_on(w, 1), *m = member(w);

	talk(w, m, p);
	says(w, p, "7");			/* a word? */
	hears(p, "under age");
	says(w, p, "2");
	hears(m, ": 7");
	says(w, p, "7");
	says(w, p, "1");
	assert_int_equal(open_conversations(w, p), 0);
	assert_true(heard(p, "young people"));
	assert_int_equal(open_conversations(w, worker), 1);
	forget_texts(worker);
	says(w, m, "am I in trouble");
	hears(worker, "am I in trouble");
	hears_nothing(p);
	forget_texts(m);
	says(w, worker, "not at all");
	hears(m, "not at all");
}

static void a_peers_own_danger_is_not_passed_on(void **state)
{
	struct world *w = *state;
	struct phone *s = phone_new(w, STORE_ROLE_SUPERVISOR), *p = peer_on(w, 1), *m = member(w);
	struct store_conversation c;

	talk(w, m, p);
	says_tier(w, p, "i cannot go on myself", LEX_B);
	hears_nothing(m);
	assert_true(heard(s, p->who.pseudonym));
	turn_begin(w);
	assert_int_equal(care_talk_quoted(&w->t, p->who.id), 0);
	turn_end(w);
	assert_int_equal(store_conversation_of_member(w->st, m->who.id, &c), 1);
	assert_true(c.quoted);
}

static void staff_open_by_name_and_see_no_number(void **state)
{
	struct world *w = *state;
	struct phone *oncall = phone_new(w, STORE_ROLE_ONCALL), *m = member(w);
	char command[60];

	says(w, oncall, "OPEN Nobody Here");
	hears(oncall, "Nobody has that name");
	snprintf(command, sizeof(command), "OPEN %s", m->who.pseudonym);
	says(w, oncall, command);
	hears(m, oncall->who.pseudonym);
	says(w, m, "who is this");
	while (oncall->first < oncall->last) {
		assert_null(strstr(oncall->texts[oncall->first], m->number + 4));
		oncall->first++;
	}
	assert_int_equal(open_conversations(w, oncall), 1);
	says(w, m, command);			/* no command of theirs: words */
	hears(oncall, "OPEN");
}

static void the_question_after_is_asked_once_and_later(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_feedback f;

	talk(w, m, p);
	pass(w, SECONDS_MS(30));
	says(w, p, "hello");
	says(w, m, "thank you, bye now");
	says(w, m, "END");
	forget_texts(m);
	pass(w, HOURS_MS(2));
	hears_nothing(m);
	pass(w, HOURS_MS(2));
	hears(m, "Did it help");
	says(w, m, "1");
	assert_int_equal(store_feedback_of_peer(w->st, p->who.id, &f), 0);
	assert_int_equal(f.helped, 1);
}

static void what_did_not_arrive_is_said(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_conversation c;
	struct store_out row = { .state = STORE_OUT_FAILED, .topic = CARE_TOPIC_TALK };

	talk(w, m, p);
	assert_int_equal(store_conversation_of_member(w->st, m->who.id, &c), 1);
	row.topic_id = c.id;
	row.person_id = m->who.id;
	turn_begin(w);
	assert_int_equal(care_outbox_changed(&w->t, &row), 0);
	row.state = STORE_OUT_DELIVERED;
	assert_int_equal(care_outbox_changed(&w->t, &row), 0);
	turn_end(w);
	hears(p, "could not be delivered");
	hears_nothing(p);
	hears_nothing(m);
}

static void words_are_kept_no_longer_than_promised(void **state)
{
	struct world *w = *state;
	struct phone *p = peer_on(w, 1), *m = member(w);
	struct store_line line;

	joins(w, m);
	turn_begin(w);
	line = (struct store_line){ .member_id = m->who.id, .from_id = m->who.id,
		.at_ms = w->now_ms, .state = STORE_LINE_KEPT, .text = secret_str(w->t.mem, "old") };
	assert_int_equal(store_line_add(w->st, &line), 0);
	assert_int_equal(care_queue_withdraw(&w->t, m->who.id), 1);
	turn_end(w);
	says(w, p, "OFF");
	pass(w, DAYS_MS(care_people_settings(w->care)->keep_days - 1));
	assert_int_equal(store_lines_kept(w->st, w, m->who.id, &line, 1), 1);
	pass(w, DAYS_MS(1) + HOURS_MS(2));
	assert_int_equal(store_lines_kept(w->st, w, m->who.id, &line, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(words_pass_unedited_and_in_order),
		WORLD_TEST(several_have_handles_and_nothing_is_guessed),
		WORLD_TEST(a_question_about_nobody_keeps_no_offer_away),
		WORLD_TEST(who_hangs_up_before_they_met_keeps_the_place),
		WORLD_TEST(who_hangs_up_when_they_have_talked_has_ended_it),
		WORLD_TEST(a_number_is_asked_about),
		WORLD_TEST(silence_is_looked_after),
		WORLD_TEST(an_incident_keeps_it_open_until_with_me),
		WORLD_TEST(a_hand_over_keeps_the_place_and_the_note),
		WORLD_TEST(a_supervisor_joins_or_takes_over),
		WORLD_TEST(nobody_comes_to_help_and_it_rings),
		WORLD_TEST(one_key_ends_abuse_and_three_call_for_a_limit),
		WORLD_TEST(block_keeps_two_apart),
		WORLD_TEST(one_key_hands_over_a_minor),
		WORLD_TEST(a_peers_own_danger_is_not_passed_on),
		WORLD_TEST(staff_open_by_name_and_see_no_number),
		WORLD_TEST(the_question_after_is_asked_once_and_later),
		WORLD_TEST(what_did_not_arrive_is_said),
		WORLD_TEST(words_are_kept_no_longer_than_promised),
	};

	return cmocka_run_group_tests_name("care: talk", tests, NULL, NULL);
}
