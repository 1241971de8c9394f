/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Counts for reports (schema/1-tally.sql has the triggers that keep them, and
 * the list of metrics).  Called by desk/ to read, and by care/ for the few things
 * that a trigger cannot see because they are sealed (a check-in's answer).
 */
#include "store/store.h"

/* One more of `part`, of this person's language and area (0: nobody's). */
int store_tally_add(struct store *st, const char *metric, const char *part, int64_t person_id,
		    int64_t sum) MUST_CHECK;

/* Lengths of time are counted in buckets: bucket i holds what is shorter than
 * store_bucket_ms(i); the last one everything that is longer. */
enum { STORE_BUCKETS = 20 };
int64_t store_bucket_ms(int bucket);		/* INT64_MAX for the last */
int store_bucket_of(int64_t ms);

struct store_tally {
	int64_t block;			/* days since 1970 of the block's first day */
	char part[48], by[48];		/* by: language or area; "" when not asked for */
	int64_t n, sum;
};
enum store_tally_by { STORE_TALLY_ALL, STORE_TALLY_LANG, STORE_TALLY_AREA };
struct store_tally_ask {
	const char *metric;
	int64_t from, until;		/* days since 1970: a Monday, and the day after the last */
	int block_days;			/* whole weeks, counted from `from` */
	enum store_tally_by by;
};
/* By block, part, by; *out is a child of ctx.  How many. */
int store_tally_read(struct store *st, void *ctx, const struct store_tally_ask *ask,
		     struct store_tally **out) MUST_CHECK;
/* Per hour since 1970; gives each to cb. */
int store_tally_hours(struct store *st, const char *metric, int64_t from_hour, int64_t until_hour,
		      void (*cb)(void *arg, int64_t hour, int64_t n), void *arg) MUST_CHECK;
