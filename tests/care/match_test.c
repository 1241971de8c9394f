// SPDX-License-Identifier: AGPL-3.0-or-later
/* care/match: rules one by one, then random rounds against brute force, then
 * larger rounds against certificates of optimality. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "care/care_match.h"

enum { SW = 1, EN, WOMAN, MAN, LOSS, DRINK, NAKURU, ATTRS_END };
#define ALL_KINDS 7

static const struct match_rules *rules = &match_rules_default;

static struct match_peer peer(int64_t id, const uint16_t *attrs, size_t n)
{
	return (struct match_peer){ .id = id, .attrs = attrs, .attrs_len = n, .free = 1,
				    .kinds = ALL_KINDS, .trained = true };
}

static struct match_request request(int64_t id, int64_t since_ms)
{
	return (struct match_request){ .id = id, .since_ms = since_ms, .age = MATCH_AGE_ADULT };
}

/* Runs a round in tiny slices and gives the peer of a request, 0: nobody. */
static struct match *run(void *ctx, const struct match_peer *p, size_t pn,
			 const struct match_request *r, size_t rn)
{
	struct match *m = match_begin(ctx, rules, p, pn, NULL);

	assert_non_null(m);
	match_from_array(m, r, rn);
	while (!match_slice(m, 1))
		;
	return m;
}

static int64_t with(const struct match *m, int64_t request_id)
{
	size_t n;
	const struct match_pair *pairs = match_result(m, &n);

	for (size_t i = 0; i < n; i++)
		if (pairs[i].request->id == request_id)
			return pairs[i].peer->id;
	return 0;
}

static void test_order(void **state)
{
	struct match_peer p[] = { peer(100, NULL, 0) };
	struct match_request r[] = { request(1, 1000), request(2, 2000) };
	struct match *m = run(NULL, p, 1, r, 2);

	assert_int_equal(with(m, 1), 100);	/* who waits longer */
	talloc_free(m);
	r[1].newcomer = true;
	m = run(NULL, p, 1, r, 2);
	assert_int_equal(with(m, 2), 100);	/* a newcomer goes first */
	talloc_free(m);
	r[1].since_ms = 1000 + rules->newcomer_ms + 1;
	m = run(NULL, p, 1, r, 2);
	assert_int_equal(with(m, 1), 100);	/* but not for ever */
	talloc_free(m);
	r[1].tier = MATCH_TIER_A;
	m = run(NULL, p, 1, r, 2);
	assert_int_equal(with(m, 2), 100);
	talloc_free(m);
}

static void test_hard_wishes(void **state)
{
	const uint16_t a[] = { EN, MAN }, b[] = { SW, EN, WOMAN };
	struct match_peer p[] = { peer(100, a, 2), peer(101, b, 3) };
	struct match_wish w[] = { { SW, MATCH_LANGUAGE, true }, { MAN, MATCH_GENDER, true },
				  { EN, MATCH_LANGUAGE, true } };
	struct match_request r[] = { request(1, 0) };
	struct match *m;

	r[0].wishes = w;
	r[0].wishes_len = 1;
	m = run(NULL, p, 2, r, 1);
	assert_int_equal(with(m, 1), 101);
	talloc_free(m);
	r[0].wishes_len = 2;			/* a man who speaks Swahili: nobody */
	m = run(NULL, p, 2, r, 1);
	assert_int_equal(with(m, 1), 0);
	assert_int_equal(match_stats(m)->without, 1);
	talloc_free(m);
	r[0].wishes_len = 3;			/* Swahili or English, and a man */
	m = run(NULL, p, 2, r, 1);
	assert_int_equal(with(m, 1), 100);
	talloc_free(m);
}

static void test_never(void **state)
{
	struct match_peer p[] = { peer(100, NULL, 0) };
	const int64_t blocked[] = { 7, 100 };
	struct match_request bad[7];
	struct match *m;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		bad[i] = request(1 + i, 0);
	bad[0].age = MATCH_AGE_MINOR;
	bad[1].age = MATCH_AGE_UNKNOWN;
	bad[2].blocked = blocked;
	bad[2].blocked_len = 2;
	bad[3].needs = 4;
	bad[4].only_last_peer = true;
	bad[4].last_peer = 99;
	bad[5].wishes_len = MATCH_WISHES_MAX + 1;
	bad[6].kind = MATCH_KINDS;
	m = run(NULL, p, 1, bad, ARRAY_LEN(bad));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(match_allowed(&bad[i], &p[0]));
		assert_int_equal(with(m, 1 + i), 0);
	}
	assert_int_equal(match_stats(m)->refused, 4);
	talloc_free(m);

	struct match_request good[] = { request(1, 0) };
	struct match_peer none[3] = { p[0], p[0], p[0] };

	none[0].trained = false;
	none[1].free = 0;
	none[1].id = 101;
	none[2].kinds = 1 << MATCH_CALL;
	none[2].id = 102;
	m = run(NULL, none, 3, good, 1);
	assert_int_equal(with(m, 1), 0);
	talloc_free(m);
}

static void test_continuity_and_load(void **state)
{
	struct match_peer p[] = { peer(100, NULL, 0), peer(101, NULL, 0), peer(102, NULL, 0) };
	struct match_request r[] = { request(1, 0), request(2, 1) };
	struct match *m;

	p[0].free = 2;
	p[1].today = 3;
	p[2].busy = 2;
	m = run(NULL, p, 3, r, 2);
	/* two requests go to two peers, and not to the one who has two already */
	assert_int_equal(with(m, 1) + with(m, 2), 201);
	talloc_free(m);
	r[1].last_peer = 102;
	m = run(NULL, p, 3, r, 2);
	assert_int_equal(with(m, 2), 102);
	talloc_free(m);
}

static void test_gives_way(void **state)
{
	/* 1 would like the only Swahili speaker, 2 needs her: both are served */
	const uint16_t a[] = { EN }, b[] = { EN, SW };
	struct match_peer p[] = { peer(100, a, 1), peer(101, b, 2) };
	struct match_wish soft[] = { { SW, MATCH_LANGUAGE, false } };
	struct match_wish hard[] = { { SW, MATCH_LANGUAGE, true } };
	struct match_request r[] = { request(1, 0), request(2, 5) };
	struct match *m;

	r[0].wishes = soft;
	r[1].wishes = hard;
	r[0].wishes_len = r[1].wishes_len = 1;
	m = run(NULL, p, 2, r, 2);
	assert_int_equal(with(m, 1), 100);
	assert_int_equal(with(m, 2), 101);
	talloc_free(m);
}

static void test_reasons(void **state)
{
	const uint16_t a[] = { EN, LOSS };
	struct match_peer p = peer(100, a, 2);
	struct match_wish w[] = { { LOSS, MATCH_EXPERIENCE, false }, { EN, MATCH_LANGUAGE, true },
				  { DRINK, MATCH_EXPERIENCE, false } };
	struct match_request r = request(1, 0);
	struct match_reason why[MATCH_REASONS_MAX];
	size_t n;

	r.wishes = w;
	r.wishes_len = 3;
	r.last_peer = 100;
	n = match_reasons(rules, &r, &p, why);
	assert_int_equal(n, 5);
	assert_string_equal(why[0].key, "same_peer");
	assert_string_equal(why[1].key, "language");
	assert_true(why[1].hard);
	assert_string_equal(why[2].key, "experience");
	assert_int_equal(why[2].attr, LOSS);
	assert_string_equal(why[n - 1].key, "turn");
	assert_int_equal(match_points(rules, &r, &p), 30 + 60);
	assert_int_equal(match_attr_kind_parse("faith"), MATCH_FAITH);
	assert_int_equal(match_attr_kind_parse("shoes"), -1);
}

static void test_empty(void **state)
{
	struct match_request r[] = { request(1, 0) };
	struct match_peer p[] = { peer(100, NULL, 0) };
	struct match *m = run(NULL, NULL, 0, r, 1);
	size_t n;

	match_result(m, &n);
	assert_int_equal(n, 0);
	talloc_free(m);
	m = run(NULL, p, 1, NULL, 0);
	match_result(m, &n);
	assert_int_equal(n, 0);
	talloc_free(m);
	p[0].free = 200;
	struct match_peer *many = talloc_array(NULL, struct match_peer, MATCH_PEERS_MAX + 1);
	struct err err;

	for (size_t i = 0; i <= MATCH_PEERS_MAX; i++)
		many[i] = p[0];
	assert_null(match_begin(NULL, rules, many, MATCH_PEERS_MAX + 1, &err));
	assert_null(match_begin(NULL, rules, many, 100, &err));
	talloc_free(many);
}

/* --- Random rounds ------------------------------------------------------------- */

struct world {
	struct match_peer peers[64];
	uint16_t attrs[64][ATTRS_END];
	struct match_request requests[256];
	struct match_wish wishes[256][4];
	int64_t blocked[256][2];
	size_t peers_len, requests_len;
};

static void random_peer(struct match_peer *p, int64_t id, uint16_t *attrs, int places)
{
	*p = peer(id, attrs, 0);
	for (uint16_t a = 1; a < ATTRS_END; a++)
		if (rand_below(2))
			attrs[p->attrs_len++] = a;
	p->free = rand_below(places + 1);
	p->busy = rand_below(3);
	p->today = rand_below(30);
	p->trained = rand_below(8);
	p->kinds = rand_below(4) ? ALL_KINDS : 1 << MATCH_TEXT;
	p->training = rand_below(4);
}

static void random_request(struct world *w, size_t i)
{
	static const uint8_t kind_of[] = { 0, MATCH_LANGUAGE, MATCH_LANGUAGE, MATCH_GENDER,
		MATCH_GENDER, MATCH_EXPERIENCE, MATCH_EXPERIENCE, MATCH_AREA };
	struct match_request *r = &w->requests[i];

	*r = request(1000 + i, rand_below(50) * MINUTES_MS(3));
	r->wishes = w->wishes[i];
	r->wishes_len = rand_below(4);
	for (size_t k = 0; k < r->wishes_len; k++) {
		uint16_t a = 1 + rand_below(ATTRS_END - 1);

		w->wishes[i][k] = (struct match_wish){ a, kind_of[a], rand_below(2) };
	}
	r->blocked = w->blocked[i];
	r->blocked_len = rand_below(3);
	for (size_t k = 0; k < r->blocked_len; k++)
		w->blocked[i][k] = 100 + rand_below(w->peers_len + 1);
	r->tier = rand_below(3) ? 0 : rand_below(MATCH_TIERS);
	r->newcomer = rand_below(2);
	r->age = rand_below(8) ? MATCH_AGE_ADULT : MATCH_AGE_MINOR;
	r->kind = rand_below(4) ? MATCH_TEXT : MATCH_CALL;
	r->needs = rand_below(4) ? 0 : 1;
	r->last_peer = rand_below(3) ? 0 : (int64_t)(100 + rand_below(w->peers_len + 1));
	r->only_last_peer = !rand_below(12);
}

static void random_world(struct world *w, size_t peers, size_t requests, int places)
{
	memset(w, 0, sizeof(*w));
	w->peers_len = peers;
	w->requests_len = requests;
	for (size_t i = 0; i < peers; i++)
		random_peer(&w->peers[i], 100 + i, w->attrs[i], places);
	for (size_t i = 0; i < requests; i++)
		random_request(w, i);
}

static int cmp_rank(const void *x, const void *y)
{
	const struct match_request *a = x, *b = y;
	int64_t ra = match_rank_ms(rules, a->tier, a->newcomer, a->since_ms);
	int64_t rb = match_rank_ms(rules, b->tier, b->newcomer, b->since_ms);

	if (ra != rb)
		return ra < rb ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* The whole problem by trying everything: the best set first, then least cost. */
struct brute {
	const struct world *w;
	const struct match_request *line;
	int used[64];
	uint32_t served, best_served;	/* bit 31 - i: the i-th of the line */
	int64_t cost, best_cost;
};

static int64_t pair_cost(const struct match_request *r, const struct match_peer *p, int place)
{
	return -match_points(rules, r, p) + (int64_t)place * rules->busy;
}

static void try_all(struct brute *b, size_t i)
{
	if (i == b->w->requests_len) {
		if (b->served > b->best_served ||
		    (b->served == b->best_served && b->cost < b->best_cost)) {
			b->best_served = b->served;
			b->best_cost = b->cost;
		}
		return;
	}
	for (size_t k = 0; k < b->w->peers_len; k++) {
		const struct match_peer *p = &b->w->peers[k];
		int64_t c = pair_cost(&b->line[i], p, b->used[k]);

		if (b->used[k] >= p->free || !match_allowed(&b->line[i], p))
			continue;
		b->used[k]++;
		b->served |= UINT32_C(1) << (31 - i);
		b->cost += c;
		try_all(b, i + 1);
		b->cost -= c;
		b->served &= ~(UINT32_C(1) << (31 - i));
		b->used[k]--;
	}
	try_all(b, i + 1);
}

/* Cost of a result, and a check that it keeps the rules. */
static int64_t result_cost(const struct world *w, const struct match *m)
{
	int used[64] = { 0 };
	int64_t cost = 0;
	size_t n;
	const struct match_pair *pairs = match_result(m, &n);

	for (size_t i = 0; i < n; i++) {
		size_t at = pairs[i].peer - w->peers;

		assert_true(match_allowed(pairs[i].request, pairs[i].peer));
		cost += pair_cost(pairs[i].request, pairs[i].peer, used[at]++);
		assert_true(used[at] <= w->peers[at].free);
	}
	return cost;
}

static void test_brute_force(void **state)
{
	struct world w;
	struct match_request line[8];
	size_t busy_rounds = 0;

	for (int round = 0; round < 1500; round++) {
		struct brute b = { .w = &w, .line = line, .best_cost = INT64_MAX };
		struct match *m;
		uint32_t served = 0;

		random_world(&w, 2 + rand_below(4), 2 + rand_below(6), 2);
		memcpy(line, w.requests, sizeof(line[0]) * w.requests_len);
		qsort(line, w.requests_len, sizeof(line[0]), cmp_rank);
		try_all(&b, 0);
		m = run(NULL, w.peers, w.peers_len, w.requests, w.requests_len);
		for (size_t i = 0; i < w.requests_len; i++)
			if (with(m, line[i].id))
				served |= UINT32_C(1) << (31 - i);
		assert_int_equal(served, b.best_served);
		assert_int_equal(result_cost(&w, m), b.best_cost);
		busy_rounds += __builtin_popcount(served) > 2;
		talloc_free(m);
	}
	assert_true(busy_rounds > 200);	/* the rounds are not all trivial */
}

/* --- Certificates, for sizes that brute force cannot do -------------------------- */

static bool kuhn(const struct world *w, const struct match_request *line, size_t i,
		 int holder[64][4], int *used, bool *seen)
{
	for (size_t k = 0; k < w->peers_len; k++) {
		const struct match_peer *p = &w->peers[k];

		if (seen[k] || !p->free || !match_allowed(&line[i], p))
			continue;
		seen[k] = true;
		if (used[k] < p->free) {
			holder[k][used[k]++] = i;
			return true;
		}
		for (int s = 0; s < used[k]; s++) {
			if (kuhn(w, line, holder[k][s], holder, used, seen)) {
				holder[k][s] = i;
				return true;
			}
		}
	}
	return false;
}

/* The cost is least when no cycle of moves between peers gains anything:
 * Bellman-Ford over peers; moving one request from a to b costs the difference,
 * places of a peer cost more the fuller it is. */
static void check_no_gain(const struct world *w, const struct match *m)
{
	enum { NOWHERE = 64 };
	int64_t d[65] = { 0 };
	int used[64] = { 0 };
	size_t n;
	const struct match_pair *pairs = match_result(m, &n);
	bool moved = true;

	for (size_t i = 0; i < n; i++)
		used[pairs[i].peer - w->peers]++;
	for (size_t turn = 0; moved; turn++) {
		assert_true(turn <= w->peers_len + 1);
		moved = false;
		for (size_t i = 0; i < n; i++) {
			size_t a = pairs[i].peer - w->peers;

			for (size_t b = 0; b < w->peers_len; b++) {
				const struct match_peer *p = &w->peers[b];
				int64_t c;

				if (a == b || !match_allowed(pairs[i].request, p))
					continue;
				c = match_points(rules, pairs[i].request, pairs[i].peer) -
					match_points(rules, pairs[i].request, p);
				if (d[a] + c < d[b]) {
					d[b] = d[a] + c;
					moved = true;
				}
			}
		}
		/* a peer with a place left can keep one more; one with a request
		 * can give one up without anything in return */
		for (size_t k = 0; k < w->peers_len; k++) {
			if (used[k] < w->peers[k].free &&
			    d[k] + used[k] * rules->busy < d[NOWHERE]) {
				d[NOWHERE] = d[k] + used[k] * rules->busy;
				moved = true;
			}
			if (used[k] && d[NOWHERE] - (used[k] - 1) * rules->busy < d[k]) {
				d[k] = d[NOWHERE] - (used[k] - 1) * rules->busy;
				moved = true;
			}
		}
	}
}

static void test_certificates(void **state)
{
	struct world *w = talloc(NULL, struct world);
	size_t served = 0;

	for (int round = 0; round < 60; round++) {
		int holder[64][4], used[64] = { 0 };
		struct match *m;

		random_world(w, 20 + rand_below(44), 100 + rand_below(150), 3);
		qsort(w->requests, w->requests_len, sizeof(w->requests[0]), cmp_rank);
		m = run(w, w->peers, w->peers_len, w->requests, w->requests_len);
		for (size_t i = 0; i < w->requests_len; i++) {
			bool seen[64] = { false };
			bool fits = kuhn(w, w->requests, i, holder, used, seen);

			assert_int_equal(fits, with(m, w->requests[i].id) != 0);
			served += fits;
		}
		check_no_gain(w, m);
		talloc_free(m);
	}
	assert_true(served > 1000);
	talloc_free(w);
}

static int setup(void **state)
{
	static const uint8_t seed[32] = { 7 };

	rand_set_seed(seed);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_hard_wishes),
		cmocka_unit_test(test_never),
		cmocka_unit_test(test_continuity_and_load),
		cmocka_unit_test(test_gives_way),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_brute_force),
		cmocka_unit_test(test_certificates),
	};

	return cmocka_run_group_tests_name("match", tests, setup, NULL);
}
