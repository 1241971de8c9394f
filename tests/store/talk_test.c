// SPDX-License-Identifier: AGPL-3.0-or-later
/* The families of talking: compare-and-set, unique places, seals, order. */
#include "tests/store/store_tests.h"
#include "store/store_keys.h"
#include "store/store_peers.h"
#include "store/store_queue.h"
#include "store/store_talk.h"

static int64_t person(struct state *s)
{
	static int64_t next = 100;

	return next++;
}

static struct store_request request(struct state *s, int64_t who, int64_t rank_ms)
{
	struct store_request r = {
		.person_id = who, .state = STORE_REQUEST_WAITING, .age = 2, .since_ms = NOW,
		.rank_ms = rank_ms, .wishes_len = 2, .avoid_len = 1,
		.wishes = { { 300, 1, true }, { 7, 3, false } }, .avoid = { INT64_C(1) << 40 },
	};

	assert_int_equal(store_request_add(s->st, &r), 0);
	return r;
}

static int64_t offer(struct state *s, int64_t request_id, int64_t peer_id)
{
	struct store_offer o = { .request_id = request_id, .peer_id = peer_id,
				 .made_at_ms = NOW, .until_ms = NOW + 1000 };

	assert_int_equal(store_offer_add(s->st, &o), 0);
	return o.id;
}

static void a_person_has_one_place(void **state)
{
	struct state *s = *state;
	int64_t who = person(s), n;
	struct store_request r, again, got;

	begin(s);
	r = request(s, who, NOW);
	again = r;
	assert_int_equal(store_request_add(s->st, &again), -EEXIST);
	assert_int_equal(store_request_open_of(s->st, who, &got), 1);
	assert_int_equal(got.id, r.id);
	assert_int_equal(got.wishes_len, 2);
	assert_int_equal(got.wishes[0].attr, 300);
	assert_true(got.wishes[0].hard);
	assert_int_equal(got.wishes[1].kind, 3);
	assert_int_equal(got.avoid[0], INT64_C(1) << 40);
	assert_int_equal(store_request_end(s->st, r.id, STORE_REQUEST_WITHDRAWN, NOW), 1);
	assert_int_equal(store_request_end(s->st, r.id, STORE_REQUEST_DONE, NOW), 0);
	assert_int_equal(store_request_open_of(s->st, who, &got), 0);
	assert_int_equal(store_request_count(s->st, who, NOW - 1, &n), 0);
	assert_int_equal(n, 0);		/* withdrawn ones are held against nobody */
	request(s, who, NOW);
	assert_int_equal(store_request_count(s->st, who, NOW - 1, &n), 0);
	assert_int_equal(n, 1);
	commit(s);
}

static void two_peers_never_get_one_person(void **state)
{
	struct state *s = *state;
	struct store_request r;
	struct store_offer o;
	int64_t first;

	begin(s);
	r = request(s, person(s), NOW);
	first = offer(s, r.id, 1);
	o = (struct store_offer){ .request_id = r.id, .peer_id = 2, .until_ms = NOW };
	assert_int_equal(store_offer_add(s->st, &o), -EEXIST);
	o.request_id = request(s, person(s), NOW).id;
	o.peer_id = 1;
	assert_int_equal(store_offer_add(s->st, &o), -EEXIST);	/* nor two a handset */
	assert_int_equal(store_request_offer(s->st, r.id, first), 1);
	assert_int_equal(store_request_offer(s->st, r.id, first + 1), 0);
	assert_int_equal(store_request_take(s->st, r.id, first + 1, 5, NOW), 0);
	assert_int_equal(store_request_back(s->st, r.id, first + 1), 0);
	assert_int_equal(store_offer_close(s->st, first, STORE_OFFER_ACCEPTED, NOW), 1);
	assert_int_equal(store_offer_close(s->st, first, STORE_OFFER_EXPIRED, NOW), 0);
	assert_int_equal(store_request_take(s->st, r.id, first, 5, NOW), 1);
	assert_int_equal(store_request_take(s->st, r.id, first, 6, NOW), 0);
	assert_int_equal(store_request_again(s->st, r.id, 6), 0);
	assert_int_equal(store_request_again(s->st, r.id, 5), 1);
	assert_int_equal(store_request_get(s->st, r.id, &r), 1);
	assert_int_equal(r.state, STORE_REQUEST_WAITING);
	assert_int_equal(r.rank_ms, NOW);	/* at the old place */
	commit(s);
}

static void the_line_is_read_in_order_and_in_pieces(void **state)
{
	struct state *s = *state;
	struct store_request line[4];
	int64_t ids[5], n, oldest;

	begin(s);
	for (int i = 0; i < 5; i++)
		ids[i] = request(s, person(s), NOW - (i % 3)).id;
	/* ranks: 0, -1, -2, 0, -1 */
	assert_int_equal(store_request_line(s->st, INT64_MIN, 0, line, 2), 2);
	assert_int_equal(line[0].id, ids[2]);
	assert_int_equal(line[1].id, ids[1]);
	assert_int_equal(store_request_line(s->st, line[1].rank_ms, line[1].id, line, 4), 3);
	assert_int_equal(line[0].id, ids[4]);
	assert_int_equal(line[1].id, ids[0]);
	assert_int_equal(line[2].id, ids[3]);
	assert_int_equal(store_request_ahead(s->st, NOW, ids[3], 100, &n), 0);
	assert_int_equal(n, 4);
	assert_int_equal(store_request_ahead(s->st, NOW, ids[3], 3, &n), 0);
	assert_int_equal(n, 3);
	assert_int_equal(store_request_waiting(s->st, &n, &oldest), 0);
	assert_int_equal(n, 5);
	assert_int_equal(store_request_oldest(s->st, &oldest), 1);
	assert_int_equal(oldest, NOW);
	commit(s);
}

static void passes_blocks_wishes_and_limits(void **state)
{
	struct state *s = *state;
	int64_t who = person(s), peers[4], until;
	struct store_request r;
	struct store_wish wishes[4];
	struct store_attr a;
	uint16_t sw, en, woman;
	int per_day;

	begin(s);
	r = request(s, who, NOW);
	assert_int_equal(store_offer_close(s->st, offer(s, r.id, 7), STORE_OFFER_PASSED, NOW), 1);
	assert_int_equal(store_offer_note_passed(s->st, r.id, 8, NOW - 100, &until), 0);
	assert_int_equal(store_offer_passed(s->st, r.id, NOW - 50, NOW + 50, peers, 4), 1);
	assert_int_equal(peers[0], 7);
	assert_int_equal(store_block_add(s->st, who, 9, false, NOW), 0);
	assert_int_equal(store_block_add(s->st, who, 9, true, NOW), 0);
	assert_int_equal(store_blocks(s->st, who, peers, 4), 1);
	assert_int_equal(peers[0], 9);

	assert_int_equal(store_attr_add(s->st, 0, "sw", &sw), 0);
	assert_int_equal(store_attr_add(s->st, 0, "en", &en), 0);
	assert_int_equal(store_attr_add(s->st, 0, "sw", &woman), 0);
	assert_int_equal(woman, sw);
	assert_int_equal(store_attr_add(s->st, 1, "woman", &woman), 0);
	assert_int_equal(store_attr_get(s->st, woman, &a), 1);
	assert_string_equal(a.value, "woman");
	assert_int_equal(store_wish_set(s->st, who, sw, true), 0);
	assert_int_equal(store_wish_set(s->st, who, woman, false), 0);
	assert_int_equal(store_wish_set(s->st, who, sw, false), 0);
	assert_int_equal(store_wishes(s->st, who, wishes, 4), 2);
	assert_false(wishes[0].hard || wishes[1].hard);
	assert_int_equal(store_wish_clear(s->st, who, 0), 1);
	assert_int_equal(store_wishes(s->st, who, wishes, 4), 1);

	assert_int_equal(store_limit_get(s->st, who, NOW, &per_day, &until), 0);
	assert_int_equal(store_limit_set(s->st, who, 2, NOW + 10, 1, NOW), 0);
	assert_int_equal(store_limit_get(s->st, who, NOW, &per_day, &until), 1);
	assert_int_equal(per_day, 2);
	assert_int_equal(store_limit_get(s->st, who, NOW + 10, &per_day, &until), 0);
	commit(s);
}

static void measured_waits_stay_few(void **state)
{
	struct state *s = *state;
	int64_t waits[STORE_WAITS_MAX];

	begin(s);
	for (int i = 0; i < STORE_WAITS_MAX + 50; i++)
		assert_int_equal(store_wait_add(s->st, 0, i, NOW + i), 0);
	assert_int_equal(store_waits(s->st, 0, 0, waits, STORE_WAITS_MAX), STORE_WAITS_MAX);
	assert_int_equal(waits[0], STORE_WAITS_MAX + 49);
	assert_int_equal(store_waits(s->st, 1, 0, waits, STORE_WAITS_MAX), 0);
	assert_int_equal(store_waits(s->st, 0, NOW + STORE_WAITS_MAX + 45, waits, 10), 5);
	commit(s);
}

static struct store_conversation conversation(struct state *s, int64_t member, int64_t peer,
					      const char *handle)
{
	struct store_conversation c = {
		.id = store_conversation_id(s->st), .member_id = member, .peer_id = peer,
		.opened_at_ms = NOW, .request_id = 3,
	};

	strcpy(c.handle, handle);
	return c;
}

static void conversations(void **state)
{
	struct state *s = *state;
	struct store_conversation a, b, open[4];
	int64_t n;

	begin(s);
	a = conversation(s, 1, 50, "H1");
	assert_int_equal(store_conversation_add(s->st, &a), 0);
	b = conversation(s, 1, 51, "H1");	/* the member talks with one human */
	assert_int_equal(store_conversation_add(s->st, &b), -EEXIST);
	b = conversation(s, 2, 50, "H1");	/* the handle is taken */
	assert_int_equal(store_conversation_add(s->st, &b), -EEXIST);
	strcpy(b.handle, "F2");
	assert_int_equal(store_conversation_add(s->st, &b), 0);
	assert_int_equal(store_conversations_of_peer(s->st, 50, open, 4), 2);
	assert_string_equal(open[0].handle, "H1");
	assert_true(open[0].open);
	open[0].joined_id = 60;
	open[0].incident = true;
	assert_int_equal(store_conversation_save(s->st, &open[0]), 1);
	assert_int_equal(store_conversations_of_peer(s->st, 60, open, 4), 1);
	assert_true(open[0].incident);
	assert_int_equal(store_conversation_close(s->st, a.id, STORE_CLOSED_ABUSE, NOW + 5), 1);
	assert_int_equal(store_conversation_close(s->st, a.id, STORE_CLOSED_PEER, NOW + 6), 0);
	assert_int_equal(store_conversation_save(s->st, &open[0]), 0);
	assert_int_equal(store_conversation_last_of_peer(s->st, 50, open), 1);
	assert_int_equal(open[0].closed_why, STORE_CLOSED_ABUSE);
	assert_int_equal(store_conversation_last_of_member(s->st, 1, open), 1);
	assert_int_equal(store_conversation_count(s->st, 1, STORE_CLOSED_ABUSE, NOW, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(store_conversation_reopen(s->st, a.id), 1);
	assert_int_equal(store_conversation_reopen(s->st, a.id), 0);
	assert_int_equal(store_conversation_of_member(s->st, 1, open), 1);
	assert_int_equal(store_conversation_feedback(s->st, b.id, 2), 1);
	commit(s);
}

static void words_are_sealed_and_go_with_their_key(void **state)
{
	struct state *s = *state;
	int64_t who, from;
	struct store_line kept[4], l;
	struct store_report r, reports[4];
	struct secret *note;

	begin(s);
	who = 4;
	l = (struct store_line){ .member_id = who, .from_id = who, .at_ms = NOW,
				 .state = STORE_LINE_KEPT, .text = secret_str(s->ctx, "hello") };
	assert_int_equal(store_line_add(s->st, &l), 0);
	l.state = STORE_LINE_HELD;
	l.text = secret_str(s->ctx, "are you there");
	assert_int_equal(store_line_add(s->st, &l), 0);
	assert_int_equal(store_lines_kept(s->st, s->ctx, who, kept, 4), 1);
	assert_string_equal(secret_reveal(kept[0].text), "hello");
	assert_int_equal(store_line_settle(s->st, kept[0].id, 9, STORE_LINE_PASSED_ON), 1);
	assert_int_equal(store_line_settle(s->st, kept[0].id, 9, STORE_LINE_DROPPED), 0);
	assert_int_equal(store_line_forget(s->st, kept[0].id), 0);
	assert_int_equal(store_lines_held(s->st, s->ctx, who, kept, 4), 1);
	assert_string_equal(secret_reveal(kept[0].text), "are you there");

	r = (struct store_report){ .conversation_id = 9, .member_id = who, .peer_id = 50,
				   .by_id = 50, .kind = STORE_REPORT_ABUSE, .at_ms = NOW };
	assert_int_equal(store_report_add(s->st, &r), 0);
	assert_int_equal(store_reports_open(s->st, s->ctx, 0, reports, 4), 1);
	assert_null(reports[0].text);
	assert_int_equal(store_report_count(s->st, who, NOW, &from), 0);
	assert_int_equal(from, 1);
	assert_int_equal(store_report_review(s->st, r.id, 1, NOW), 1);
	assert_int_equal(store_report_review(s->st, r.id, 2, NOW), 0);

	assert_int_equal(store_handover_set(s->st, who, 50, secret_str(s->ctx, "likes tea"), NOW),
			 0);
	assert_int_equal(store_handover_take(s->st, s->ctx, who, &from, &note), 1);
	assert_int_equal(from, 50);
	assert_string_equal(secret_reveal(note), "likes tea");
	assert_int_equal(store_handover_take(s->st, s->ctx, who, &from, &note), 0);
	commit(s);

	begin(s);
	assert_int_equal(store_keys_erase(s->st, who, NOW), 0);
	commit(s);
	begin(s);
	assert_int_equal(store_lines_held(s->st, s->ctx, who, kept, 4), 1);
	assert_null(kept[0].text);
	commit(s);
}

static void one_question_a_phone(void **state)
{
	struct state *s = *state;
	struct store_ask a = { .person_id = 5, .kind = 1, .subject_id = 9, .until_ms = NOW };
	int64_t persons[4];

	begin(s);
	assert_int_equal(store_ask_get(s->st, 5, &a), 0);
	assert_int_equal(store_ask_set(s->st, &a), 0);
	a.kind = 7;
	assert_int_equal(store_ask_set(s->st, &a), 0);
	assert_int_equal(store_ask_clear(s->st, 5, 1, 9), 0);
	assert_int_equal(store_asks_about(s->st, 7, 9, persons, 4), 1);
	assert_int_equal(persons[0], 5);
	assert_int_equal(store_ask_clear(s->st, 5, 7, 9), 1);
	commit(s);
}

static void who_is_ready(void **state)
{
	struct state *s = *state;
	struct store_peer p = { .kinds = 7, .cap = 1, .trained = true, .state = STORE_PEER_ON };
	struct store_peer_duty *ready, one;
	struct store_conversation c;
	struct store_ask a = { .person_id = 3, .kind = 1, .until_ms = NOW + 10 };
	struct store_request r;
	uint16_t attr;
	int64_t n;

	begin(s);
	assert_int_equal(store_attr_add(s->st, 3, "loss", &attr), 0);
	for (p.person_id = 1; p.person_id <= 6; p.person_id++)
		assert_int_equal(store_peer_save(s->st, &p), 0);
	assert_int_equal(store_peer_attr_set(s->st, 2, attr, true), 0);
	assert_int_equal(store_peer_attr_set(s->st, 6, attr, true), 0);
	c = conversation(s, 90, 1, "H1");		/* 1 has a full hand */
	assert_int_equal(store_conversation_add(s->st, &c), 0);
	assert_int_equal(store_ask_set(s->st, &a), 0);	/* 3 was asked something */
	r = request(s, person(s), NOW);
	offer(s, r.id, 4);				/* 4 has an offer */
	p.person_id = 5;
	p.trained = false;				/* 5 practises */
	assert_int_equal(store_peer_save(s->st, &p), 0);
	assert_int_equal(store_peers_ready(s->st, s->ctx, NOW, &ready, 10), 2);
	assert_int_equal(ready[0].person_id, 2);
	assert_int_equal(ready[0].attrs_len, 1);
	assert_int_equal(ready[1].person_id, 6);
	assert_int_equal(ready[1].attrs[0], attr);
	assert_int_equal(store_peers_ready(s->st, s->ctx, NOW + 10, &ready, 10), 3);
	assert_int_equal(store_peer_duty(s->st, 1, &one), 1);
	assert_int_equal(one.busy, 1);
	assert_int_equal(store_peers_on(s->st, &n), 0);
	assert_int_equal(n, 5);
	request(s, 6, NOW);				/* 6 wants to talk themselves */
	assert_int_equal(store_peers_ready(s->st, s->ctx, NOW, &ready, 10), 1);
	commit(s);
}

static void shifts(void **state)
{
	struct state *s = *state;
	struct store_shift got[4];
	int64_t id, other;

	begin(s);
	assert_int_equal(store_shift_open(s->st, 1, 4, NOW, &id), 0);
	assert_int_equal(store_shift_open(s->st, 1, 4, NOW, &other), -EEXIST);
	assert_int_equal(store_shift_add(s->st, id, 5, 7, 1), 0);
	assert_int_equal(store_shift_add(s->st, id, 0, 1, 1), 0);
	assert_int_equal(store_shift_close(s->st, id, NOW + 100), 0);
	assert_int_equal(store_shift_mood_after(s->st, id, 3), 0);
	assert_int_equal(store_shifts(s->st, NOW, NOW + 1, 0, got, 4), 1);
	assert_int_equal(got[0].rest_ms, 5);
	assert_int_equal(got[0].pause_ms, 8);
	assert_int_equal(got[0].conversations, 2);
	assert_int_equal(got[0].mood_before, 4);
	assert_int_equal(got[0].mood_after, 3);
	assert_int_equal(store_shifts(s->st, NOW + 1, NOW + 2, 0, got, 4), 0);
	assert_int_equal(store_shifts(s->st, NOW, NOW + 1, id, got, 4), 0);
	commit(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(a_person_has_one_place),
		STATE_TEST(two_peers_never_get_one_person),
		STATE_TEST(the_line_is_read_in_order_and_in_pieces),
		STATE_TEST(passes_blocks_wishes_and_limits),
		STATE_TEST(measured_waits_stay_few),
		STATE_TEST(conversations),
		STATE_TEST(words_are_sealed_and_go_with_their_key),
		STATE_TEST(one_question_a_phone),
		STATE_TEST(who_is_ready),
		STATE_TEST(shifts),
	};

	return cmocka_run_group_tests_name("store: talk", tests, NULL, NULL);
}
