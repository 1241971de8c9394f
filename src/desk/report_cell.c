// SPDX-License-Identifier: AGPL-3.0-or-later
/* What of a count may be said. */
#include "desk/report_int.h"

int64_t report_publish(int64_t n)
{
	if (n <= 0)
		return 0;
	if (n <= REPORT_SMALL)
		return REPORT_HIDDEN;
	return (n + REPORT_STEP / 2) / REPORT_STEP * REPORT_STEP;
}

static bool is_hidden(const int64_t *exact, const bool *hidden, int i)
{
	return hidden[i] || (exact[i] > 0 && exact[i] <= REPORT_SMALL);
}

/* Exactly one hidden cell in this line: hides the smallest other that is not 0.  True: it did. */
static bool complement(const int64_t *exact, bool *hidden, int n, int stride)
{
	int i, count = 0, smallest = -1;

	for (i = 0; i < n * stride; i += stride) {
		if (is_hidden(exact, hidden, i))
			count++;
		else if (exact[i] > 0 && (smallest < 0 || exact[i] < exact[smallest]))
			smallest = i;
	}
	if (count != 1 || smallest < 0)
		return false;
	hidden[smallest] = true;
	return true;
}

void report_suppress(int64_t *cells, int rows, int cols, bool across, bool down)
{
	bool *hidden = talloc_zero_array(NULL, bool, (size_t)rows * (size_t)cols + 1);
	bool again = true;
	int i;

	if (!hidden)
		base_oom();
	while (again) {		/* each round hides one more: it ends */
		again = false;
		for (i = 0; across && i < rows; i++)
			again |= complement(cells + i * cols, hidden + i * cols, cols, 1);
		for (i = 0; down && i < cols; i++)
			again |= complement(cells + i, hidden + i, rows, cols);
	}
	for (i = 0; i < rows * cols; i++)
		cells[i] = hidden[i] ? REPORT_HIDDEN : report_publish(cells[i]);
	talloc_free(hidden);
}

int64_t report_sum(const int64_t *cells, int n, int stride)
{
	int64_t sum = 0;
	bool hidden = false;
	int i;

	for (i = 0; i < n * stride; i += stride) {
		if (cells[i] == REPORT_HIDDEN)
			hidden = true;
		else
			sum += cells[i];
	}
	return sum == 0 && hidden ? REPORT_HIDDEN : sum;
}

int64_t report_percent(int64_t part, int64_t all)
{
	if (part == REPORT_HIDDEN || all == REPORT_HIDDEN || all == 0)
		return REPORT_HIDDEN;
	return part >= all ? 100 : (part * 100 + all / 2) / all;
}

int64_t report_percentile(const int64_t *n, int p)
{
	int64_t all = 0, seen = 0;
	int i;

	for (i = 0; i < STORE_BUCKETS; i++)
		all += n[i];
	if (all < REPORT_CASES_MIN)
		return REPORT_HIDDEN;
	for (i = 0; i < STORE_BUCKETS - 1; i++) {
		seen += n[i];
		if (seen * 100 >= all * p)
			break;
	}
	/* the last bucket has no end: what is said is that it is longer than that */
	return store_bucket_ms(i < STORE_BUCKETS - 1 ? i : STORE_BUCKETS - 2);
}
