// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts that came in, and the parts of long ones. */
#include "tests/store/store_tests.h"
#include "store/store_inbox.h"
#include "store/store_keys.h"

static struct store_inbox message(uint8_t n, enum store_inbox_state state, int64_t at_ms)
{
	return (struct store_inbox){ .uuid = { n }, .state = state, .received_at_ms = at_ms };
}

static void a_uuid_is_stored_once(void **state)
{
	struct state *s = *state;
	struct store_inbox m = message(1, STORE_INBOX_DONE, NOW);

	begin(s);
	assert_int_equal(store_inbox_known(s->st, m.uuid), 0);
	assert_int_equal(store_inbox_add(s->st, &m), 0);
	assert_int_equal(store_inbox_set_person(s->st, m.id, 4), 0);
	assert_int_equal(store_inbox_add(s->st, &m), -EEXIST);
	commit(s);
	state_reopen(s);
	assert_int_equal(store_inbox_known(s->st, m.uuid), 1);
}

static void what_cannot_be_read_waits_for_a_human(void **state)
{
	struct state *s = *state;
	struct store_inbox m = message(1, STORE_INBOX_NEW, NOW), parked, got;
	int64_t n;

	m.raw = secret_new(s->ctx, "\0\xff\x80z", 4);
	m.why = "charset";
	m.person_id = 3;
	parked = message(2, STORE_INBOX_PARKED, NOW);
	parked.raw = secret_str(s->ctx, "kills");
	begin(s);
	assert_int_equal(store_inbox_add(s->st, &m), 0);
	assert_int_equal(store_inbox_add(s->st, &parked), 0);
	assert_int_equal(store_inbox_set_person(s->st, parked.id, 9), 0);
	commit(s);
	state_reopen(s);
	assert_int_equal(store_inbox_count_open(s->st, &n), 0);
	assert_int_equal(n, 2);
	assert_int_equal(store_inbox_next_open(s->st, s->ctx, 0, &got), 1);
	assert_string_equal(got.why, "charset");
	assert_memory_equal(secret_reveal(got.raw), "\0\xff\x80z", 4);
	assert_int_equal(store_inbox_next_open(s->st, s->ctx, got.id, &got), 1);
	assert_int_equal(got.person_id, 9);
	/* sealed before the person was known */
	assert_string_equal(secret_reveal(got.raw), "kills");
	assert_int_equal(store_inbox_next_open(s->st, s->ctx, got.id, &got), 0);
	begin(s);
	assert_int_equal(store_inbox_close(s->st, m.id), 1);
	assert_int_equal(store_inbox_close(s->st, m.id), 0);
	assert_int_equal(store_keys_erase(s->st, 3, NOW), 0);
	commit(s);
	assert_int_equal(store_inbox_count_open(s->st, &n), 0);
	assert_int_equal(n, 1);
}

static void raw_bytes_of_the_erased_are_gone(void **state)
{
	struct state *s = *state;
	struct store_inbox m = message(1, STORE_INBOX_NEW, NOW), got;

	m.person_id = 3;
	m.raw = secret_str(s->ctx, "x");
	begin(s);
	assert_int_equal(store_inbox_add(s->st, &m), 0);
	assert_int_equal(store_keys_erase(s->st, 3, NOW), 0);
	commit(s);
	assert_int_equal(store_inbox_next_open(s->st, s->ctx, 0, &got), 1);
	assert_null(got.raw);
	begin(s);
	assert_int_equal(store_inbox_add(s->st, &m), -EEXIST);	/* delivered again */
	m.uuid[0]++;
	assert_int_equal(store_inbox_add(s->st, &m), -ENOKEY);
	commit(s);
}

static void pruning_goes_in_slices_and_leaves_what_waits(void **state)
{
	struct state *s = *state;
	int64_t n;

	begin(s);
	for (int i = 0; i < 50; i++) {
		struct store_inbox m = message((uint8_t)i,
					       i % 10 ? STORE_INBOX_DONE : STORE_INBOX_NEW,
					       NOW + i);

		assert_int_equal(store_inbox_add(s->st, &m), 0);
	}
	assert_int_equal(store_inbox_prune(s->st, NOW + 25, 10), 10);
	assert_int_equal(store_inbox_prune(s->st, NOW + 25, 100), 12);
	assert_int_equal(store_inbox_prune(s->st, NOW + 25, 100), 0);
	commit(s);
	assert_int_equal(store_inbox_count_open(s->st, &n), 0);
	assert_int_equal(n, 5);
	assert_int_equal(store_inbox_known(s->st, (uint8_t[16]){ 24 }), 0);
	assert_int_equal(store_inbox_known(s->st, (uint8_t[16]){ 25 }), 1);
}

static struct store_part part(struct state *s, int number, const char *text)
{
	return (struct store_part){
		.sender = secret_str(s->ctx, "+254700000001"), .receiver = "1190", .reference = 7,
		.total = 3, .number = number, .person_id = 5, .received_at_ms = NOW,
		.text = secret_str(s->ctx, text),
	};
}

static void parts_come_in_any_order(void **state)
{
	struct state *s = *state;
	struct store_part p3 = part(s, 3, "three"), p1 = part(s, 1, "one"), p2 = part(s, 2, "two");
	struct secret *text[255];
	struct store_group g, again;

	begin(s);
	assert_int_equal(store_part_add(s->st, &p3, &g), 0);
	assert_int_equal(g.have, 1);
	assert_false(g.duplicate);
	commit(s);
	state_reopen(s);
	begin(s);
	assert_int_equal(store_part_add(s->st, &p1, &again), 0);
	assert_int_equal(again.id, g.id);
	assert_int_equal(store_part_add(s->st, &p1, &again), 0);
	assert_true(again.duplicate);
	assert_int_equal(again.have, 2);
	assert_int_equal(store_group_parts(s->st, s->ctx, g.id, text), 2);
	assert_null(text[1]);
	assert_int_equal(store_part_add(s->st, &p2, &again), 0);
	assert_int_equal(again.have, 3);
	assert_int_equal(store_group_get(s->st, g.id, &again), 1);
	assert_int_equal(again.have, 3);
	assert_int_equal(again.total, 3);
	assert_int_equal(store_group_parts(s->st, s->ctx, g.id, text), 3);
	assert_string_equal(secret_reveal(text[0]), "one");
	assert_string_equal(secret_reveal(text[1]), "two");
	assert_string_equal(secret_reveal(text[2]), "three");
	assert_int_equal(store_group_forget(s->st, g.id), 0);
	assert_int_equal(store_group_get(s->st, g.id, &again), 0);
	assert_int_equal(store_part_add(s->st, &p1, &again), 0);
	assert_false(again.duplicate);	/* the reference is used again later */
	assert_int_equal(again.have, 1);
	commit(s);
}

static void groups_are_parted(void **state)
{
	struct state *s = *state;
	struct store_part p = part(s, 1, "one");
	struct store_group a, b;

	begin(s);
	assert_int_equal(store_part_add(s->st, &p, &a), 0);
	p.wide = true;
	assert_int_equal(store_part_add(s->st, &p, &b), 0);
	assert_int_not_equal(a.id, b.id);
	p.wide = false;
	p.sender = secret_str(s->ctx, "+254700000002");
	assert_int_equal(store_part_add(s->st, &p, &b), 0);
	assert_int_not_equal(a.id, b.id);
	commit(s);
}

static void impossible_parts(void **state)
{
	static const struct { int total, number, reference; } bad[] = {
		{ 1, 1, 0 }, { 256, 1, 0 }, { 3, 0, 0 }, { 3, 4, 0 }, { 0, 0, 0 }, { 2, 1, 65536 },
		{ 2, 1, -1 }, { -5, 1, 1 },
	};
	struct state *s = *state;

	begin(s);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct store_part p = part(s, bad[i].number, "x");
		struct store_group g;

		p.total = bad[i].total;
		p.reference = bad[i].reference;
		assert_int_equal(store_part_add(s->st, &p, &g), -EINVAL);
	}
	commit(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(a_uuid_is_stored_once),
		STATE_TEST(what_cannot_be_read_waits_for_a_human),
		STATE_TEST(raw_bytes_of_the_erased_are_gone),
		STATE_TEST(pruning_goes_in_slices_and_leaves_what_waits),
		STATE_TEST(parts_come_in_any_order),
		STATE_TEST(groups_are_parted),
		STATE_TEST(impossible_parts),
	};

	return cmocka_run_group_tests_name("store inbox", tests, NULL, NULL);
}
