// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts on their way out. */
#include "tests/store/store_tests.h"
#include "store/store_keys.h"
#include "store/store_outbox.h"

static int64_t add(struct state *s, int64_t person, enum store_class class, int64_t send_at)
{
	struct store_out o = {
		.person_id = person, .to = secret_str(s->ctx, "+254700000001"),
		.text = secret_str(s->ctx, "How are you?"), .from = "1190", .class = class,
		.purpose = 3, .topic = 4, .topic_id = 5, .segments = 1, .created_at_ms = NOW,
		.send_at_ms = send_at, .expires_at_ms = NOW + HOURS_MS(1),
	};

	assert_int_equal(store_out_add(s->st, &o), 0);
	return o.id;
}

static struct store_out row(struct state *s, int64_t id)
{
	struct store_out o;

	assert_int_equal(store_out_get(s->st, id, &o), 1);
	return o;
}

/* Claims all that may go now; the ids, in order. */
static int claim(struct state *s, int64_t now, int64_t *ids, int max)
{
	struct store_out out[16];
	int n = store_out_claim(s->st, s->ctx, now, STORE_CLASS_BULK, out, max);

	for (int i = 0; i < n; i++)
		ids[i] = out[i].id;
	return n;
}

static void by_class_and_then_by_time(void **state)
{
	struct state *s = *state;
	int64_t id[5], got[16];

	begin(s);
	id[0] = add(s, 1, STORE_CLASS_BULK, NOW);
	id[1] = add(s, 2, STORE_CLASS_REPLY, NOW + 5);
	id[2] = add(s, 3, STORE_CLASS_REPLY, NOW);
	id[3] = add(s, 4, STORE_CLASS_CRISIS, NOW);
	id[4] = add(s, 5, STORE_CLASS_CHECKIN, NOW + HOURS_MS(9));
	assert_int_equal(claim(s, NOW + 10, got, 16), 4);
	assert_int_equal(got[0], id[3]);
	assert_int_equal(got[1], id[2]);
	assert_int_equal(got[2], id[1]);
	assert_int_equal(got[3], id[0]);
	assert_int_equal(claim(s, NOW + 10, got, 16), 0);
	assert_int_equal(row(s, id[4]).state, STORE_OUT_QUEUED);
	commit(s);
}

static void the_words_come_back(void **state)
{
	struct state *s = *state;
	struct store_out o;
	int64_t id;

	begin(s);
	id = add(s, 0, STORE_CLASS_REPLY, NOW);
	commit(s);
	state_reopen(s);
	begin(s);
	assert_int_equal(store_out_read(s->st, s->ctx, id, &o), 1);
	assert_string_equal(secret_reveal(o.text), "How are you?");
	assert_int_equal(store_out_claim(s->st, s->ctx, NOW, STORE_CLASS_CRISIS, &o, 1), 0);
	assert_int_equal(store_out_claim(s->st, s->ctx, NOW, STORE_CLASS_REPLY, &o, 1), 1);
	assert_string_equal(secret_reveal(o.to), "+254700000001");
	assert_string_equal(secret_reveal(o.text), "How are you?");
	assert_string_equal(o.from, "1190");
	assert_int_equal(o.state, STORE_OUT_SENT);
	assert_int_equal(o.attempt, 1);
	assert_int_equal(o.purpose, 3);
	assert_int_equal(o.topic_id, 5);
	commit(s);
}

static void one_at_a_time_to_a_handset(void **state)
{
	struct state *s = *state;
	int64_t id[3], got[16];

	begin(s);
	for (int i = 0; i < 3; i++)
		id[i] = add(s, 1, STORE_CLASS_REPLY, NOW);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(claim(s, NOW, got, 16), 1);
		assert_int_equal(got[0], id[i]);
		assert_int_equal(claim(s, NOW, got, 16), 0);
		assert_int_equal(store_out_accepted(s->st, id[i], 0, NOW), 1);
	}
	commit(s);
}

/* The first is too old to be kind at the very moment when the second is marked as waiting for
 * it (an hour later both want to go): the second must not wait for ever. */
static void the_end_of_the_first_frees_the_second(void **state)
{
	struct state *s = *state;
	int64_t first, second, got[16];
	struct store_out o;

	begin(s);
	first = add(s, 1, STORE_CLASS_REPLY, NOW + MINUTES_MS(59));
	o = (struct store_out){
		.person_id = 1, .to = secret_str(s->ctx, "+254700000001"),
		.text = secret_str(s->ctx, "Still here."), .class = STORE_CLASS_REPLY,
		.segments = 1, .created_at_ms = NOW, .send_at_ms = NOW + MINUTES_MS(59),
	};
	assert_int_equal(store_out_add(s->st, &o), 0);
	second = o.id;
	assert_int_equal(claim(s, NOW + HOURS_MS(1), got, 16), 1);
	assert_int_equal(got[0], first);
	assert_int_equal(row(s, first).state, STORE_OUT_EXPIRED);
	assert_int_equal(claim(s, NOW + HOURS_MS(1), got, 16), 1);
	assert_int_equal(got[0], second);
	commit(s);
}

/* It was on its way once, was to go again, and by then its person slept: until the morning it
 * keeps nobody else waiting. */
static void one_held_after_its_first_try_blocks_nothing(void **state)
{
	struct state *s = *state;
	int64_t first, second, got[16];

	begin(s);
	first = add(s, 1, STORE_CLASS_REPLY, NOW);
	second = add(s, 1, STORE_CLASS_REPLY, NOW);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(store_out_retry(s->st, first, NOW + 1000), 1);
	assert_int_equal(claim(s, NOW, got, 16), 0);		/* soon again: keeps the order */
	assert_int_equal(claim(s, NOW + 1000, got, 16), 1);
	assert_int_equal(got[0], first);
	assert_int_equal(store_out_hold(s->st, first, NOW + MINUTES_MS(50)), 1);
	assert_int_equal(claim(s, NOW + 1000, got, 16), 1);
	assert_int_equal(got[0], second);
	commit(s);
}

/* A long queue to one handset, of several classes, goes out in order whatever
 * becomes of each text, and nobody is left behind. */
static void a_long_queue_to_one_handset(void **state)
{
	enum { ROWS = 300 };
	struct state *s = *state;
	int64_t id, last[STORE_CLASSES] = { 0 }, now = NOW;
	struct store_out_waiting w;
	int over = 0;

	begin(s);
	for (int i = 0; i < ROWS; i++)
		add(s, 1, (enum store_class)(i % STORE_CLASSES), NOW);
	for (int turn = 0; over < ROWS; turn++) {
		struct store_out out[4];
		int n = store_out_claim(s->st, s->ctx, now, STORE_CLASS_BULK, out, 4);

		assert_true(n > 0 && n <= 4 && turn < 3 * ROWS);
		for (int i = 0; i < n; i++) {
			id = out[i].id;
			assert_true(id >= last[out[i].class]);
			last[out[i].class] = id;
			if (turn % 5 == 0) {
				now += 1;
				assert_int_equal(store_out_retry(s->st, id, now), 1);
				continue;
			}
			over++;
			if (turn % 5 == 1)
				assert_int_equal(store_out_failed(s->st, id, now), 1);
			else if (turn % 5 == 2)
				assert_int_equal(store_out_delivered(s->st, id, 0, now), 1);
			else
				assert_int_equal(store_out_accepted(s->st, id, 0, now), 1);
		}
	}
	assert_int_equal(store_out_waiting(s->st, now, &w), 0);
	for (int c = 0; c < STORE_CLASSES; c++)
		assert_int_equal(w.due[c] + w.held[c], 0);
	commit(s);
}

static void crisis_overtakes_and_a_human_pulls_along(void **state)
{
	struct state *s = *state;
	int64_t reply, human, crisis, other, got[16];

	begin(s);
	other = add(s, 2, STORE_CLASS_HUMAN, NOW);
	reply = add(s, 1, STORE_CLASS_REPLY, NOW);
	human = add(s, 1, STORE_CLASS_HUMAN, NOW);
	crisis = add(s, 1, STORE_CLASS_CRISIS, NOW);
	assert_int_equal(claim(s, NOW, got, 16), 3);
	assert_int_equal(got[0], crisis);
	assert_int_equal(got[1], other);
	assert_int_equal(got[2], reply);
	assert_int_equal(store_out_accepted(s->st, crisis, 0, NOW), 1);
	assert_int_equal(claim(s, NOW, got, 16), 0);
	assert_int_equal(store_out_accepted(s->st, reply, 0, NOW), 1);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(got[0], human);
	commit(s);
}

static void a_refused_text_keeps_its_place(void **state)
{
	struct state *s = *state;
	int64_t a, b, at, got[16];

	begin(s);
	a = add(s, 1, STORE_CLASS_REPLY, NOW);
	b = add(s, 1, STORE_CLASS_REPLY, NOW);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(store_out_retry(s->st, a, NOW + 1000), 1);
	assert_int_equal(row(s, a).state, STORE_OUT_SENT);	/* it only ever rises */
	assert_int_equal(claim(s, NOW + 500, got, 16), 0);
	assert_int_equal(store_out_next(s->st, STORE_CLASS_BULK, &at), 1);
	assert_int_equal(claim(s, NOW + 1000, got, 16), 1);
	assert_int_equal(got[0], a);
	assert_int_equal(row(s, a).attempt, 2);
	assert_int_equal(store_out_accepted(s->st, a, 0, NOW), 1);
	assert_int_equal(store_out_retry(s->st, a, NOW), 0);
	assert_int_equal(claim(s, NOW + 1000, got, 16), 1);
	assert_int_equal(got[0], b);
	commit(s);
}

static void a_held_text_holds_up_nothing(void **state)
{
	struct state *s = *state;
	int64_t a, b, got[16];

	begin(s);
	a = add(s, 1, STORE_CLASS_CHECKIN, NOW);
	b = add(s, 1, STORE_CLASS_CHECKIN, NOW);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(got[0], a);
	assert_int_equal(store_out_hold(s->st, a, NOW + HOURS_MS(8)), 1);
	assert_int_equal(row(s, a).state, STORE_OUT_QUEUED);
	assert_int_equal(row(s, a).attempt, 0);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(got[0], b);
	commit(s);
}

static void every_segment_must_be_taken(void **state)
{
	struct state *s = *state;
	struct store_out o = {
		.person_id = 1, .to = secret_str(s->ctx, "+1"), .text = secret_str(s->ctx, "long"),
		.class = STORE_CLASS_REPLY, .segments = 3, .created_at_ms = NOW, .send_at_ms = NOW,
	};
	int64_t got[16];

	begin(s);
	assert_int_equal(store_out_add(s->st, &o), 0);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(store_out_accepted(s->st, o.id, 2, NOW), 0);
	assert_int_equal(store_out_accepted(s->st, o.id, 2, NOW), 0);
	assert_int_equal(store_out_accepted(s->st, o.id, 0, NOW), 0);
	assert_int_equal(store_out_accepted(s->st, o.id, 1, NOW), 1);
	assert_int_equal(row(s, o.id).state, STORE_OUT_ACCEPTED);
	assert_int_equal(store_out_delivered(s->st, o.id, 0, NOW), 0);
	assert_int_equal(store_out_delivered(s->st, o.id, 0, NOW), 0);
	assert_int_equal(store_out_delivered(s->st, o.id, 1, NOW), 0);
	assert_int_equal(store_out_delivered(s->st, o.id, 2, NOW), 1);
	assert_int_equal(row(s, o.id).state, STORE_OUT_DELIVERED);
	assert_int_equal(store_out_failed(s->st, o.id, NOW), 0);
	assert_int_equal(row(s, o.id).state, STORE_OUT_DELIVERED);
	assert_int_equal(store_out_accepted(s->st, 999, 0, NOW), 0);
	assert_int_equal(store_out_delivered(s->st, o.id, 70, NOW), 0);
	commit(s);
}

static void a_report_can_come_before_the_acknowledgement(void **state)
{
	struct state *s = *state;
	int64_t id, got[16];

	begin(s);
	id = add(s, 1, STORE_CLASS_REPLY, NOW);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	assert_int_equal(store_out_retry(s->st, id, NOW + 1), 1);
	assert_int_equal(store_out_delivered(s->st, id, 0, NOW), 1);
	assert_int_equal(claim(s, NOW + 1, got, 16), 0);
	assert_int_equal(store_out_accepted(s->st, id, 0, NOW), 0);
	commit(s);
}

static void what_is_late_or_erased_is_not_sent(void **state)
{
	struct state *s = *state;
	struct store_out out[4];
	int64_t late, erased, fine;

	begin(s);
	late = add(s, 1, STORE_CLASS_REPLY, NOW);
	commit(s);
	begin(s);
	assert_int_equal(store_out_claim(s->st, s->ctx, NOW + HOURS_MS(2), STORE_CLASS_BULK,
					 out, 4), 1);
	assert_int_equal(out[0].state, STORE_OUT_EXPIRED);
	assert_int_equal(row(s, late).state, STORE_OUT_EXPIRED);
	erased = add(s, 2, STORE_CLASS_REPLY, NOW);
	fine = add(s, 3, STORE_CLASS_REPLY, NOW);
	assert_int_equal(store_keys_erase(s->st, 2, NOW), 0);
	commit(s);
	begin(s);
	assert_int_equal(store_out_claim(s->st, s->ctx, NOW, STORE_CLASS_BULK, out, 4), 2);
	assert_int_equal(out[0].id, erased);
	assert_int_equal(out[0].state, STORE_OUT_FAILED);
	assert_int_equal(out[1].id, fine);
	assert_int_equal(out[1].state, STORE_OUT_SENT);
	commit(s);
}

static void stop_cancels_what_has_not_gone(void **state)
{
	struct state *s = *state;
	int64_t got[16], checkin, reply;

	begin(s);
	add(s, 1, STORE_CLASS_REPLY, NOW);
	assert_int_equal(claim(s, NOW, got, 16), 1);
	reply = add(s, 1, STORE_CLASS_REPLY, NOW);
	checkin = add(s, 1, STORE_CLASS_CHECKIN, NOW + HOURS_MS(3));
	add(s, 2, STORE_CLASS_CHECKIN, NOW);
	assert_int_equal(store_out_cancel(s->st, 1, STORE_CLASS_CHECKIN, NOW), 1);
	assert_int_equal(row(s, checkin).state, STORE_OUT_EXPIRED);
	assert_int_equal(store_out_cancel(s->st, 1, STORE_CLASS_CRISIS, NOW), 1);
	assert_int_equal(row(s, reply).state, STORE_OUT_EXPIRED);
	assert_int_equal(row(s, got[0]).state, STORE_OUT_SENT);
	commit(s);
}

static void after_a_crash_the_sent_are_listed(void **state)
{
	struct state *s = *state;
	int64_t ids[8], got[16];

	begin(s);
	for (int i = 1; i <= 5; i++)
		add(s, i, STORE_CLASS_REPLY, NOW);
	assert_int_equal(claim(s, NOW, got, 4), 4);
	assert_int_equal(store_out_accepted(s->st, got[1], 0, NOW), 1);
	commit(s);
	state_reopen(s);
	begin(s);
	assert_int_equal(store_out_unaccepted(s->st, NOW, 0, ids, 8), 0);
	assert_int_equal(store_out_unaccepted(s->st, NOW + 1, 0, ids, 2), 2);
	assert_int_equal(ids[0], got[0]);
	assert_int_equal(ids[1], got[2]);
	assert_int_equal(store_out_unaccepted(s->st, NOW + 1, ids[1], ids, 2), 1);
	assert_int_equal(store_out_retry(s->st, ids[0], NOW), 1);
	assert_int_equal(store_out_unaccepted(s->st, NOW + 1, 0, ids, 8), 2);
	commit(s);
}

static void counts_and_pruning(void **state)
{
	struct state *s = *state;
	struct store_out_waiting w;
	struct store_out o;
	int64_t got[16];

	begin(s);
	add(s, 1, STORE_CLASS_REPLY, NOW);
	add(s, 2, STORE_CLASS_REPLY, NOW + 10);
	add(s, 3, STORE_CLASS_BULK, NOW);
	assert_int_equal(store_out_waiting(s->st, NOW, &w), 0);
	assert_int_equal(w.due[STORE_CLASS_REPLY], 1);
	assert_int_equal(w.held[STORE_CLASS_REPLY], 1);
	assert_int_equal(w.due[STORE_CLASS_BULK], 1);
	assert_int_equal(claim(s, NOW, got, 1), 1);
	assert_int_equal(store_out_accepted(s->st, got[0], 0, NOW), 1);
	assert_int_equal(store_out_prune(s->st, NOW, 10), 0);
	assert_int_equal(store_out_prune(s->st, NOW + 1, 10), 1);
	assert_int_equal(store_out_get(s->st, got[0], &o), 0);
	commit(s);
}

static void names_on_the_wire(void **state)
{
	static const int64_t ids[] = { 1, 255, 65536, INT64_C(0x123456789abcdef), INT64_MAX };
	struct state *s = *state;
	char uuid[UUID_LEN + 1], other[UUID_LEN + 1];
	int64_t id;
	int segment, attempt;

	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		store_out_uuid(s->st, ids[i], (int)i, 200, uuid);
		assert_int_equal(strlen(uuid), UUID_LEN);
		assert_true(store_out_uuid_parse(s->st, uuid, &id, &segment, &attempt));
		assert_int_equal(id, ids[i]);
		assert_int_equal(segment, (int)i);
		assert_int_equal(attempt, 200);
	}
	rand_uuid(other);
	assert_false(store_out_uuid_parse(s->st, other, &id, &segment, &attempt));
	assert_false(store_out_uuid_parse(s->st, "", &id, &segment, &attempt));
	state_reopen(s);
	assert_true(store_out_uuid_parse(s->st, uuid, &id, &segment, &attempt));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(by_class_and_then_by_time),
		STATE_TEST(the_words_come_back),
		STATE_TEST(one_at_a_time_to_a_handset),
		STATE_TEST(the_end_of_the_first_frees_the_second),
		STATE_TEST(one_held_after_its_first_try_blocks_nothing),
		STATE_TEST(a_long_queue_to_one_handset),
		STATE_TEST(crisis_overtakes_and_a_human_pulls_along),
		STATE_TEST(a_refused_text_keeps_its_place),
		STATE_TEST(a_held_text_holds_up_nothing),
		STATE_TEST(every_segment_must_be_taken),
		STATE_TEST(a_report_can_come_before_the_acknowledgement),
		STATE_TEST(what_is_late_or_erased_is_not_sent),
		STATE_TEST(stop_cancels_what_has_not_gone),
		STATE_TEST(after_a_crash_the_sent_are_listed),
		STATE_TEST(counts_and_pruning),
		STATE_TEST(names_on_the_wire),
	};

	return cmocka_run_group_tests_name("store outbox", tests, NULL, NULL);
}
