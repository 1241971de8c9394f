// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The round: reads the line in order, finds for each request who is possible,
 * and adds it to the assignment, until every place is taken or the line ends.
 */
#include <stdlib.h>

#include "care/match/match_int.h"

struct line_entry {
	int64_t rank_ms, id;
	const struct match_request *request;
};

struct match {
	struct match_rules rules;
	const struct match_peer *peers;
	size_t peers_len;
	struct match_index index;
	struct match_assign assign;
	uint64_t *alive;		/* peers with a place still in play */
	uint64_t *candidates;
	uint32_t *peer_of_col;
	uint32_t *first_col;		/* of each peer; its places follow */
	int32_t ceiling;		/* more points than any pair can have: cost is
					 * never negative */
	const struct match_request **rows;
	match_next_fn next;
	void *next_arg;
	struct line_entry *heap;
	size_t heap_len;
	struct match_pair *pairs;
	struct match_stats stats;
	bool done;
};

static int32_t points_ceiling(const struct match_rules *rules)
{
	int32_t most = 0;

	for (int k = 0; k < MATCH_ATTR_KINDS; k++)
		if (rules->points[k] > most)
			most = rules->points[k];
	return most * MATCH_WISHES_MAX + rules->same_peer;
}

/* A column for each free place. */
static int lay_columns(struct match *m, struct err *err)
{
	size_t cols = 0;

	for (size_t i = 0; i < m->peers_len; i++)
		cols += m->peers[i].trained ? m->peers[i].free : 0;
	if (cols > MATCH_SLOTS_MAX)
		return err_set(err, E2BIG, "%zu free places are more than a round can hold (%d)",
			       cols, MATCH_SLOTS_MAX);
	match_assign_init(&m->assign, m, cols);
	m->peer_of_col = talloc_array(m, uint32_t, cols ? cols : 1);
	m->first_col = talloc_array(m, uint32_t, m->peers_len ? m->peers_len : 1);
	m->rows = talloc_array(m, const struct match_request *, cols ? cols : 1);
	m->pairs = talloc_array(m, struct match_pair, cols ? cols : 1);
	if (!m->peer_of_col || !m->first_col || !m->rows || !m->pairs)
		base_oom();
	cols = 0;
	for (size_t i = 0; i < m->peers_len; i++) {
		size_t places = m->peers[i].trained ? m->peers[i].free : 0;

		m->first_col[i] = cols;
		for (size_t k = 0; k < places; k++)
			m->peer_of_col[cols++] = i;
		if (places)
			m->alive[i / 64] |= UINT64_C(1) << (i % 64);
	}
	return 0;
}

struct match *match_begin(void *ctx, const struct match_rules *rules,
			  const struct match_peer *peers, size_t peers_len, struct err *err)
{
	struct match *m;

	if (peers_len > MATCH_PEERS_MAX) {
		err_set(err, E2BIG, "%zu peers on duty are more than a round can hold (%d)",
			peers_len, MATCH_PEERS_MAX);
		return NULL;
	}
	m = talloc_zero(ctx, struct match);
	if (!m)
		base_oom();
	m->rules = *rules;
	m->peers = peers;
	m->peers_len = peers_len;
	m->ceiling = points_ceiling(rules);
	if (match_index_build(&m->index, m, peers, peers_len, err) < 0)
		goto fail;
	m->alive = talloc_zero_array(m, uint64_t, m->index.words);
	m->candidates = talloc_zero_array(m, uint64_t, m->index.words);
	if (!m->alive || !m->candidates)
		base_oom();
	if (lay_columns(m, err) < 0)
		goto fail;
	return m;
fail:
	talloc_free(m);
	return NULL;
}

/* --- The line from an array: a heap, for most of a long line is never read ---- */

static bool before(const struct line_entry *a, const struct line_entry *b)
{
	return a->rank_ms != b->rank_ms ? a->rank_ms < b->rank_ms : a->id < b->id;
}

static void sift_down(struct line_entry *heap, size_t len, size_t i)
{
	struct line_entry e = heap[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= len)
			break;
		if (child + 1 < len && before(&heap[child + 1], &heap[child]))
			child++;
		if (!before(&heap[child], &e))
			break;
		heap[i] = heap[child];
		i = child;
	}
	heap[i] = e;
}

static bool next_from_heap(void *arg, const struct match_request **out)
{
	struct match *m = arg;

	if (!m->heap_len)
		return false;
	*out = m->heap[0].request;
	m->heap[0] = m->heap[--m->heap_len];
	if (m->heap_len)
		sift_down(m->heap, m->heap_len, 0);
	return true;
}

void match_from(struct match *m, match_next_fn next, void *arg)
{
	m->next = next;
	m->next_arg = arg;
}

void match_from_array(struct match *m, const struct match_request *requests, size_t len)
{
	m->heap = talloc_array(m, struct line_entry, len ? len : 1);
	if (!m->heap)
		base_oom();
	m->heap_len = len;
	for (size_t i = 0; i < len; i++) {
		const struct match_request *r = &requests[i];
		unsigned tier = r->tier < MATCH_TIERS ? r->tier : MATCH_TIER_A;

		m->heap[i] = (struct line_entry){
			match_rank_ms(&m->rules, tier, r->newcomer, r->since_ms), r->id, r };
	}
	for (size_t i = len / 2; i-- > 0;)
		sift_down(m->heap, len, i);
	match_from(m, next_from_heap, m);
}

/* --- One request ---------------------------------------------------------------- */

static void add_points(const struct match *m, int32_t *by_peer, const uint64_t *set, int32_t points)
{
	for (size_t w = 0; w < m->index.words; w++)
		for (uint64_t bits = set[w] & m->candidates[w]; bits; bits &= bits - 1)
			by_peer[w * 64 + __builtin_ctzll(bits)] += points;
}

/* What each place would cost this request: less is better. */
static int32_t *cost_row(struct match *m, const struct match_request *r)
{
	int32_t *cost = talloc_array(m, int32_t, m->assign.cols);
	int32_t by_peer[MATCH_PEERS_MAX];
	long last = r->last_peer ? match_index_find(&m->index, r->last_peer) : -1;

	if (!cost)
		base_oom();
	memset(by_peer, 0, m->peers_len * sizeof(by_peer[0]));
	for (size_t k = 0; k < r->wishes_len; k++)
		if (!r->wishes[k].hard)
			add_points(m, by_peer, match_index_posting(&m->index, r->wishes[k].attr),
				   m->rules.points[r->wishes[k].kind]);
	if (last >= 0)
		by_peer[last] += m->rules.same_peer;
	for (size_t j = 0; j < m->assign.cols; j++)
		cost[j] = MATCH_NEVER;
	for (size_t w = 0; w < m->index.words; w++) {
		for (uint64_t bits = m->candidates[w]; bits; bits &= bits - 1) {
			size_t i = w * 64 + __builtin_ctzll(bits);
			int32_t first = m->ceiling - by_peer[i] +
				match_load(&m->rules, &m->peers[i]);

			/* each further place of one peer costs as a conversation does,
			 * so the load is spread when there is a choice */
			for (size_t k = 0; k < m->peers[i].free; k++)
				cost[m->first_col[i] + k] = first + (int32_t)k * m->rules.busy;
		}
	}
	m->stats.steps += m->assign.cols;
	return cost;
}

static void close_peers(struct match *m, size_t closed_len)
{
	for (size_t k = 0; k < closed_len; k++) {
		uint32_t i = m->peer_of_col[m->assign.order[k]];

		m->alive[i / 64] &= ~(UINT64_C(1) << (i % 64));
	}
}

static void take(struct match *m, const struct match_request *r)
{
	size_t closed_len;
	int32_t *cost;

	m->stats.read++;
	m->stats.steps += 64 + 4 * m->index.words;
	if (r->age != MATCH_AGE_ADULT || r->kind >= MATCH_KINDS ||
	    r->wishes_len > MATCH_WISHES_MAX) {
		m->stats.refused++;
		return;
	}
	if (!match_index_candidates(&m->index, r, m->alive, m->candidates)) {
		m->stats.without++;
		return;
	}
	cost = cost_row(m, r);
	if (match_assign_add(&m->assign, cost, &closed_len, &m->stats.steps) == MATCH_ADDED) {
		m->rows[m->assign.rows - 1] = r;
		return;
	}
	m->stats.without++;
	close_peers(m, closed_len);
	talloc_free(cost);
}

static void finish(struct match *m)
{
	for (size_t i = 0; i < m->assign.rows; i++) {
		const struct match_peer *p = &m->peers[m->peer_of_col[m->assign.col_of[i]]];

		m->pairs[i] = (struct match_pair){ m->rows[i], p,
						   match_points(&m->rules, m->rows[i], p) };
	}
	m->done = true;
}

bool match_slice(struct match *m, int64_t steps)
{
	int64_t until = m->stats.steps + steps;
	const struct match_request *r;

	MUST(m->next);
	while (!m->done && m->stats.steps < until) {
		if (!m->assign.free_cols || !m->next(m->next_arg, &r))
			finish(m);
		else
			take(m, r);
	}
	return m->done;
}

const struct match_pair *match_result(const struct match *m, size_t *len)
{
	MUST(m->done);
	*len = m->assign.rows;
	return m->pairs;
}

const struct match_stats *match_stats(const struct match *m)
{
	return &m->stats;
}
