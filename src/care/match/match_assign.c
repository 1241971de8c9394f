// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Minimum-cost assignment, a row at a time: Jonker & Volgenant's shortest
 * augmenting path with column prices (Computing 38, 1987, §4), here with more
 * columns than rows and with pairs that do not exist.
 *
 * Invariant between two calls: every row added has a column, the total cost is
 * the least for this set of rows, price[j] <= 0, price[j] == 0 for free columns,
 * and each row's column is the one with its least (cost - price).
 */
#include "care/match/match_int.h"

/* Prices and distances stay far below this: at most MATCH_SLOTS_MAX times the
 * dearest pair. */
enum { NOT_REACHED = MATCH_NEVER / 2 };

void match_assign_init(struct match_assign *a, void *ctx, size_t cols)
{
	size_t room = cols ? cols : 1;

	*a = (struct match_assign){ .cols = cols, .alive_len = cols, .free_cols = cols };
	a->alive = talloc_array(ctx, uint32_t, room);
	a->price = talloc_zero_array(ctx, int32_t, room);
	a->row_of = talloc_array(ctx, int32_t, room);
	a->col_of = talloc_zero_array(ctx, uint32_t, room);
	a->cost = talloc_zero_array(ctx, int32_t *, room);
	a->dist = talloc_array(ctx, int32_t, room);
	a->pred = talloc_array(ctx, int32_t, room);
	a->order = talloc_array(ctx, uint32_t, room);
	if (!a->alive || !a->price || !a->row_of || !a->col_of || !a->cost ||
	    !a->dist || !a->pred || !a->order)
		base_oom();
	for (size_t j = 0; j < cols; j++) {
		a->alive[j] = j;
		a->row_of[j] = -1;
	}
}

static inline void swap_cols(uint32_t *order, size_t x, size_t y)
{
	uint32_t t = order[x];

	order[x] = order[y];
	order[y] = t;
}

/* One search.  order[] is split in three: [0, scan) are done, [scan, todo) are
 * at the least distance and wait to be scanned, [todo, len) are further. */
struct search {
	size_t scan, todo, done, len;
	int32_t least;
};

/* Moves the columns at the least distance to the front of the rest.  Returns a
 * free one among them, -1 when none is free, -2 when nothing can be reached. */
static int nearest(struct match_assign *a, struct search *s)
{
	int free_col = -1;

	s->done = s->scan;
	s->least = NOT_REACHED;
	for (size_t k = s->scan; k < s->len; k++) {
		uint32_t j = a->order[k];
		int32_t d = a->dist[j];

		if (d > s->least)
			continue;
		if (d < s->least) {
			s->todo = s->scan;
			s->least = d;
		}
		swap_cols(a->order, k, s->todo++);
	}
	if (s->least >= NOT_REACHED)
		return -2;
	for (size_t k = s->scan; k < s->todo && free_col < 0; k++)
		if (a->row_of[a->order[k]] < 0)
			free_col = a->order[k];
	return free_col;
}

/* Looks at all columns from the row that holds column j1.  Returns a free
 * column at the least distance, or -1. */
static int scan_row(struct match_assign *a, struct search *s, uint32_t j1)
{
	int32_t row = a->row_of[j1];
	const int32_t *cost = a->cost[row];
	/* what the row pays at j1; nothing can be cheaper for it */
	int32_t base = cost[j1] - a->price[j1] - s->least;

	for (size_t k = s->todo; k < s->len; k++) {
		uint32_t j = a->order[k];
		int32_t d = cost[j] - a->price[j] - base;

		/* a pair that does not exist costs more than any way there */
		if (d >= a->dist[j])
			continue;
		a->dist[j] = d;
		a->pred[j] = row;
		if (d != s->least)
			continue;
		if (a->row_of[j] < 0)
			return j;
		swap_cols(a->order, k, s->todo++);
	}
	return -1;
}

/* Takes the closed columns, order[0..n), out of play. */
static void close_columns(struct match_assign *a, size_t n)
{
	size_t keep = 0;

	for (size_t k = 0; k < n; k++)
		a->dist[a->order[k]] = -1;
	for (size_t k = 0; k < a->alive_len; k++)
		if (a->dist[a->alive[k]] >= 0)
			a->alive[keep++] = a->alive[k];
	a->alive_len = keep;
}

/* Hands columns on along the path that ends in the free column j. */
static void augment(struct match_assign *a, int32_t new_row, uint32_t j)
{
	for (;;) {
		int32_t row = a->pred[j];
		uint32_t before = a->col_of[row];

		a->row_of[j] = row;
		a->col_of[row] = j;
		if (row == new_row)
			return;
		j = before;
	}
}

enum match_added match_assign_add(struct match_assign *a, int32_t *cost, size_t *closed_len,
				  int64_t *steps)
{
	struct search s = { .len = a->alive_len };
	int32_t row = a->rows;
	int found = -1;

	for (size_t k = 0; k < s.len; k++) {
		uint32_t j = a->alive[k];

		a->order[k] = j;
		a->dist[j] = cost[j] >= MATCH_NEVER ? NOT_REACHED : cost[j] - a->price[j];
		a->pred[j] = row;
	}
	*steps += s.len;
	*closed_len = 0;
	while (found < 0) {
		if (s.scan == s.todo) {
			found = nearest(a, &s);
			*steps += s.len - s.scan;
			if (found == -2) {
				*closed_len = s.scan;
				close_columns(a, s.scan);
				return MATCH_CLOSED;
			}
			if (found >= 0)
				break;
		}
		*steps += s.len - s.todo;
		found = scan_row(a, &s, a->order[s.scan++]);
	}
	for (size_t k = 0; k < s.done; k++)
		a->price[a->order[k]] += a->dist[a->order[k]] - s.least;
	a->cost[row] = talloc_steal(a->cost, cost);
	a->rows++;
	a->free_cols--;
	augment(a, row, found);
	return MATCH_ADDED;
}
