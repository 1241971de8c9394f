// SPDX-License-Identifier: AGPL-3.0-or-later
/* Counts for reports, and the two functions that the triggers call. */
#define STORE_FAMILY STORE_FAMILY_tally
#include "store/store_priv.h"
#include "store/store_tally.h"

#include <stdio.h>

enum { TALLY_ADD, TALLY_ALL, TALLY_LANG, TALLY_AREA, TALLY_HOURS };
#define TALLY_READ(by) "SELECT $from + (day - $from) / $days * $days AS block, part, " by \
	", sum(n), sum(sum) FROM tally_week" \
	" WHERE metric = $metric AND day >= $from AND day < $until GROUP BY 1, 2, 3" \
	" ORDER BY 1, 2, 3"
static const char *const sql[] = {
	[TALLY_ADD] = "INSERT INTO tally (metric, part, person_id, sum)"
		" VALUES ($metric, $part, $person, $sum)",
	[TALLY_ALL] = TALLY_READ("''"),
	[TALLY_LANG] = TALLY_READ("lang"),
	[TALLY_AREA] = TALLY_READ("area"),
	[TALLY_HOURS] = "SELECT hour, n FROM tally_hour WHERE metric = $metric AND hour >= $from"
		" AND hour < $until",
};
const struct store_family store_family_tally = {
	.name = "tally", .sql = sql, .sql_len = ARRAY_LEN(sql),
};

static const int64_t buckets[STORE_BUCKETS - 1] = {
	SECONDS_MS(5), SECONDS_MS(10), SECONDS_MS(30), MINUTES_MS(1), MINUTES_MS(2), MINUTES_MS(3),
	MINUTES_MS(5), MINUTES_MS(10), MINUTES_MS(15), MINUTES_MS(20), MINUTES_MS(30),
	MINUTES_MS(45), HOURS_MS(1), MINUTES_MS(90), HOURS_MS(2), HOURS_MS(4), HOURS_MS(8),
	HOURS_MS(12), HOURS_MS(24),
};

int64_t store_bucket_ms(int bucket)
{
	return bucket < STORE_BUCKETS - 1 ? buckets[bucket] : INT64_MAX;
}

int store_bucket_of(int64_t ms)
{
	int i = 0;

	while (i < STORE_BUCKETS - 1 && ms >= buckets[i])
		i++;
	return i;
}

/* --- For the triggers ---------------------------------------------------------------- */

static void fn_now(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct store *st = sqlite3_user_data(ctx);

	sqlite3_result_int64(ctx, st->now_ms);
}

static void fn_bucket(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	sqlite3_result_int(ctx, store_bucket_of(sqlite3_value_int64(argv[0])));
}

int store_functions_add(struct store *st)
{
	/* innocuous: trusted_schema is off, and the triggers call them */
	const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
	int rc = sqlite3_create_function_v2(st->db, "wl_now", 0, flags, st, fn_now, NULL,
					    NULL, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_create_function_v2(st->db, "wl_bucket", 1,
						flags | SQLITE_DETERMINISTIC, st, fn_bucket, NULL,
						NULL, NULL);
	return rc == SQLITE_OK ? 0 : -EIO;
}

/* --- Counting, reading ------------------------------------------------------------------ */

int store_tally_add(struct store *st, const char *metric, const char *part, int64_t person_id,
		    int64_t sum)
{
	struct query *q = query(st, TALLY_ADD);

	q_text(q, "$metric", metric);
	q_text(q, "$part", part);
	q_null_int(q, "$person", person_id);
	q_int(q, "$sum", sum);
	return q_do(q);
}

int store_tally_read(struct store *st, void *ctx, const struct store_tally_ask *ask,
		     struct store_tally **out)
{
	static const int of[] = { TALLY_ALL, TALLY_LANG, TALLY_AREA };
	struct query *q = query(st, of[ask->by]);
	int n = 0, rc;

	*out = NULL;
	q_text(q, "$metric", ask->metric);
	q_int(q, "$from", ask->from);
	q_int(q, "$until", ask->until);
	q_int(q, "$days", ask->block_days);
	while ((rc = q_row(q)) == 1) {
		struct store_tally *t;

		if ((n & (n - 1)) == 0)
			*out = talloc_realloc(ctx, *out, struct store_tally, n ? 2 * n : 1);
		if (!*out)
			base_oom();
		t = &(*out)[n++];
		t->block = q_col_int(q, 0);
		snprintf(t->part, sizeof(t->part), "%s", q_col_text(q, 1));
		snprintf(t->by, sizeof(t->by), "%s", q_col_text(q, 2));
		t->n = q_col_int(q, 3);
		t->sum = q_col_int(q, 4);
	}
	return rc < 0 ? rc : n;
}

int store_tally_hours(struct store *st, const char *metric, int64_t from_hour, int64_t until_hour,
		      void (*cb)(void *arg, int64_t hour, int64_t n), void *arg)
{
	struct query *q = query(st, TALLY_HOURS);
	int rc;

	q_text(q, "$metric", metric);
	q_int(q, "$from", from_hour);
	q_int(q, "$until", until_hour);
	while ((rc = q_row(q)) == 1)
		cb(arg, q_col_int(q, 0), q_col_int(q, 1));
	return rc;
}
