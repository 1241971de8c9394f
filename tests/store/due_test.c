// SPDX-License-Identifier: AGPL-3.0-or-later
/* What waits. */
#include "tests/store/store_tests.h"
#include "store/store_due.h"

static void arm(struct state *s, int64_t subject, int64_t at_ms)
{
	assert_int_equal(store_due_arm(s->st, STORE_DUE_PARTS, subject, at_ms, subject * 10), 0);
}

static void earliest_first_and_once(void **state)
{
	struct state *s = *state;
	struct store_due due[8];
	int64_t at;

	begin(s);
	assert_int_equal(store_due_next(s->st, &at), 0);
	arm(s, 1, NOW + 300);
	arm(s, 2, NOW + 100);
	arm(s, 3, NOW + 200);
	arm(s, 1, NOW + 50);		/* moved */
	assert_int_equal(store_due_next(s->st, &at), 1);
	assert_int_equal(at, NOW + 50);
	assert_int_equal(store_due_peek(s->st, NOW + 49, due, 8), 0);
	assert_int_equal(store_due_peek(s->st, NOW + 150, due, 8), 2);
	assert_int_equal(due[0].subject_id, 1);
	assert_int_equal(due[0].arg, 10);
	assert_int_equal(due[1].subject_id, 2);
	assert_int_equal(store_due_peek(s->st, NOW + 999, due, 2), 2);
	assert_int_equal(store_due_take(s->st, &due[0]), 1);
	assert_int_equal(store_due_take(s->st, &due[0]), 0);
	arm(s, 2, NOW + 500);		/* an earlier step moved it: not taken */
	assert_int_equal(store_due_take(s->st, &due[1]), 0);
	assert_int_equal(store_due_disarm(s->st, STORE_DUE_PARTS, 3), 1);
	assert_int_equal(store_due_disarm(s->st, STORE_DUE_PARTS, 3), 0);
	commit(s);
	state_reopen(s);
	assert_int_equal(store_due_next(s->st, &at), 1);
	assert_int_equal(at, NOW + 500);
}

static void a_failing_step_is_tried_again_and_never_dropped(void **state)
{
	struct state *s = *state;
	struct store_due due;
	int64_t now = NOW, last_wait = 0;

	begin(s);
	arm(s, 1, now);
	for (int i = 0; i < 70; i++) {
		int64_t at;

		assert_int_equal(store_due_peek(s->st, now, &due, 1), 1);
		assert_int_equal(due.tries, i);
		assert_int_equal(store_savepoint(s->st), 0);
		assert_int_equal(store_due_take(s->st, &due), 1);
		store_savepoint_rollback(s->st);
		assert_int_equal(store_due_postpone(s->st, &due, now), 0);
		assert_int_equal(store_due_next(s->st, &at), 1);
		assert_true(at - now >= last_wait && at - now <= MINUTES_MS(5));
		last_wait = at - now;
		now = at;
	}
	assert_int_equal(last_wait, MINUTES_MS(5));
	arm(s, 1, now);			/* armed anew: forgotten */
	assert_int_equal(store_due_get(s->st, STORE_DUE_PARTS, 1, &due), 1);
	assert_int_equal(due.tries, 0);
	commit(s);
}

static void waits_follow_steady_time(void **state)
{
	struct state *s = *state;
	int64_t at;

	begin(s);
	arm(s, 1, NOW + MINUTES_MS(20));
	commit(s);
	begin(s);			/* the wall clock is set back by an hour */
	assert_int_equal(store_due_rebase(s->st, -HOURS_MS(1)), 0);
	store_rollback(s->st);
	assert_int_equal(store_due_next(s->st, &at), 1);
	assert_int_equal(at, NOW + MINUTES_MS(20));
	begin(s);
	assert_int_equal(store_due_rebase(s->st, -HOURS_MS(1)), 0);
	commit(s);
	state_reopen(s);
	assert_int_equal(store_due_next(s->st, &at), 1);
	assert_int_equal(at, NOW + MINUTES_MS(20) - HOURS_MS(1));
	begin(s);			/* and forward by ten years */
	assert_int_equal(store_due_rebase(s->st, DAYS_MS(3650)), 0);
	arm(s, 2, NOW + 7);
	commit(s);
	assert_int_equal(store_due_next(s->st, &at), 1);
	assert_int_equal(at, NOW + 7);
}

static void all_of_a_kind_can_fire(void **state)
{
	struct state *s = *state;
	struct store_due due[8];

	begin(s);
	for (int i = 1; i <= 5; i++)
		arm(s, i, NOW + DAYS_MS(i));
	assert_int_equal(store_due_arm(s->st, STORE_DUE_TIDY, 1, NOW + DAYS_MS(1), 0), 0);
	assert_int_equal(store_due_fire_all(s->st, STORE_DUE_PARTS, NOW), 0);
	assert_int_equal(store_due_peek(s->st, NOW, due, 8), 5);
	commit(s);
}

static void names(void **state)
{
	struct store_due a = { .kind = STORE_DUE_PARTS, .subject_id = 1 }, b = a;
	uint8_t ua[16], ub[16];

	assert_string_equal(store_due_kind_words(STORE_DUE_PARTS), "missing parts of a long text");
	assert_string_equal(store_due_kind_words((enum store_due_kind)9999), "?");
	store_due_uuid(&a, ua);
	b.at_ms = 5;
	store_due_uuid(&b, ub);
	assert_memory_equal(ua, ub, 16);
	b.subject_id = 2;
	store_due_uuid(&b, ub);
	assert_memory_not_equal(ua, ub, 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(earliest_first_and_once),
		STATE_TEST(a_failing_step_is_tried_again_and_never_dropped),
		STATE_TEST(waits_follow_steady_time),
		STATE_TEST(all_of_a_kind_can_fire),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("store due", tests, NULL, NULL);
}
