/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Reports: counts of many people, in which no one can be found.
 *
 * The one rule everything follows from: what is published are cells, each of a fixed
 * block of time (a week from Monday, UTC; four weeks where a table is split by area or
 * language), and a cell is the same for every asker and every range.  A longer
 * range is more cells, a month is the sum of its published weeks.  So whoever asks
 * twice, or for ranges that overlap, gets nothing that the cells did not say.
 *
 * A cell of 1 to 7 is hidden, others are rounded to 5 (0 stays 0).  In a row of
 * parts that are said to add up, one hidden cell alone could be had by subtracting:
 * then the smallest of the others is hidden too.  The same down a column where
 * rows are the parts (areas, languages).
 */
#include "desk/desk_int.h"
#include "store/store_tally.h"

enum { REPORT_COLUMNS = 24, REPORT_HIDDEN = -1, REPORT_SMALL = 7, REPORT_STEP = 5 };
/* 1970-01-05 was a Monday. */
enum { REPORT_MONDAY = 4, REPORT_WEEK = 7, REPORT_BLOCK = 28, REPORT_CASES_MIN = 20 };

/* --- Cells (report_cell.c): pure ------------------------------------------------------- */
/* 0, REPORT_HIDDEN, or rounded. */
int64_t report_publish(int64_t n);
/* Publishes `rows` x `cols` counts (row-major) in place.  across: the cells of a row add up;
 * down: those of a column do. */
void report_suppress(int64_t *cells, int rows, int cols, bool across, bool down);
/* A hidden one is left out; hidden if all that are not 0 are. */
int64_t report_sum(const int64_t *cells, int n, int stride);
/* Of rounded counts; REPORT_HIDDEN when it cannot be said. */
int64_t report_percent(int64_t part, int64_t all);
/* The upper end of the bucket with the p-th of 100 cases, of n[STORE_BUCKETS]; REPORT_HIDDEN:
 * too few cases. */
int64_t report_percentile(const int64_t *n, int p);

/* --- Tables ------------------------------------------------------------------------------- */
enum report_sort { REPORT_PARTS, REPORT_TIMES, REPORT_SUMS, REPORT_HOURS };
struct report_part { const char *part, *title; };
struct report_def {
	const char *name, *title, *about, *cannot;
	enum report_sort sort;
	const char *metric;		/* TIMES: a prefix of the part, "A" or "", see prefix */
	const char *prefix;
	const struct report_part *parts;	/* PARTS: NULL: whatever there is */
	size_t parts_len;
	/* PARTS: percent of the row that these parts (bits) make */
	const char *share_title;
	unsigned int share_of;
	bool by;			/* can be split by area and language */
};
extern const struct report_def report_defs[];
extern const size_t report_defs_len;
