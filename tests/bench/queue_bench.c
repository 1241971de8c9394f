// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A round of matching as it really runs: the line in the store, peers on duty,
 * offers written and sealed, a transaction for each slice.  Prints CPU
 * milliseconds of reading and calculating, of making the offers, and the
 * largest slice (commit included).
 *
 *	tests/bench/queue_bench [requests] [peers]
 */
#include <time.h>

#include "tests/care/talk_world.h"

enum { MADE = 2000 };		/* people with names and numbers: those who may be offered */

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void make_person(struct world *w, int64_t n, struct store_person *out)
{
	char number[20];

	snprintf(number, sizeof(number), "+2547%08lld", (long long)n);
	assert_int_equal(care_people_make(&w->t, STORE_ADDR_NUMBER, number, out), 0);
}

static void make_peers(struct world *w, int n, const uint16_t *attrs, int attrs_len)
{
	for (int i = 0; i < n; i++) {
		struct store_peer p = { .state = STORE_PEER_ON, .trained = true,
					.kinds = 7, .cap = 1 };
		struct store_person who;

		make_person(w, i, &who);
		who.roles |= STORE_ROLE_PEER;
		assert_int_equal(store_people_save(w->st, &who), 0);
		p.person_id = who.id;
		assert_int_equal(store_peer_save(w->st, &p), 0);
		for (int k = 0; k < 8; k++)
			assert_int_equal(store_peer_attr_set(w->st, who.id,
							     attrs[rand_below(attrs_len)], true),
					 0);
	}
}

static void make_line(struct world *w, int n, const uint16_t *attrs, int attrs_len)
{
	const int64_t nobody = INT64_C(1) << 40;

	for (int i = 0; i < n; i++) {
		struct store_request r = {
			.state = STORE_REQUEST_WAITING, .age = MATCH_AGE_ADULT,
			.since_ms = w->now_ms - n + i, .rank_ms = w->now_ms - n + i,
			.wishes_len = rand_below(5),
		};
		struct store_person who = { .id = nobody + i };

		if (i < MADE)
			make_person(w, 1000000 + i, &who);
		r.person_id = who.id;
		for (int k = 0; k < r.wishes_len; k++) {
			uint16_t a = rand_below(attrs_len);

			r.wishes[k] = (struct store_wish){ attrs[a], a % MATCH_ATTR_KINDS,
							   !rand_below(5) };
		}
		assert_int_equal(store_request_add(w->st, &r), 0);
	}
}

static void round_of_matching(struct world *w)
{
	double offers_ms = 0, all_ms = 0, worst_ms = 0;
	int slices = 0, with_offers = 0;
	struct store_due due;

	turn_begin(w);
	assert_int_equal(care_queue_stir(&w->t), 0);
	assert_int_equal(store_commit(w->st), 0);
	w->now_ms += SECONDS_MS(3);
	for (;;) {
		double t0 = cpu_ms(), ms;
		struct store_out_waiting waiting = { 0 };

		if (store_due_get(w->st, STORE_DUE_MATCH, 1, &due) != 1 || due.at_ms > w->now_ms)
			break;
		turn_begin(w);
		assert_int_equal(store_due_take(w->st, &due), 1);
		assert_true(care_due(&w->t, &due) >= 0);
		assert_int_equal(store_commit(w->st), 0);
		talloc_free(w->t.mem);
		ms = cpu_ms() - t0;
		slices++;
		all_ms += ms;
		worst_ms = ms > worst_ms ? ms : worst_ms;
		assert_int_equal(store_out_waiting(w->st, w->now_ms, &waiting), 0);
		if (waiting.due[STORE_CLASS_HUMAN] > with_offers) {
			with_offers = waiting.due[STORE_CLASS_HUMAN];
			offers_ms += ms;
		}
	}
	printf("%d slices: reading and calculating %.1f ms of CPU, making %d offers %.1f ms, "
	       "largest slice %.1f ms\n", slices, all_ms - offers_ms, with_offers,
	       offers_ms, worst_ms);
}

int main(int argc, char **argv)
{
	int requests = argc > 1 ? atoi(argv[1]) : 100000, peers = argc > 2 ? atoi(argv[2]) : 1000;
	uint16_t attrs[60];
	struct world *w;
	void *state;

	if (requests < 1 || peers < 1 || peers > MATCH_PEERS_MAX || world_setup(&state) < 0)
		return 2;
	w = state;
	turn_begin(w);
	for (size_t i = 0; i < ARRAY_LEN(attrs); i++) {
		char value[16];

		snprintf(value, sizeof(value), "value%zu", i);
		assert_int_equal(store_attr_add(w->st, i % MATCH_ATTR_KINDS, value, &attrs[i]), 0);
	}
	make_peers(w, peers, attrs, ARRAY_LEN(attrs));
	make_line(w, requests, attrs, ARRAY_LEN(attrs));
	assert_int_equal(store_commit(w->st), 0);
	talloc_free(w->t.mem);
	printf("%d waiting in the store, %d peers on duty\n", requests, peers);
	round_of_matching(w);
	return world_teardown(&state);
}
