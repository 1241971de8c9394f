// SPDX-License-Identifier: AGPL-3.0-or-later
/* Everything that waits (store_due.h). */
#define STORE_FAMILY STORE_FAMILY_due
#include "store/store_priv.h"
#include "store/store_due.h"

#include <sodium.h>
#include <stdlib.h>

enum { WAIT = 1, CALENDAR = 0 };	/* the column `base` */

enum {
	DUE_ARM, DUE_DISARM, DUE_GET, DUE_NEXT, DUE_PEEK, DUE_TAKE, DUE_POSTPONE, DUE_FIRE_ALL,
	DUE_FIRE_CALENDAR,
};
static const char *const sql[] = {
	[DUE_ARM] = "INSERT INTO due (kind, subject_id, base, at_ms, arg)"
		" VALUES ($kind, $subject, $base, $at, $arg)"
		" ON CONFLICT (kind, subject_id) DO UPDATE"
		" SET base = excluded.base, at_ms = excluded.at_ms, arg = excluded.arg, tries = 0",
	[DUE_DISARM] = "DELETE FROM due WHERE kind = $kind AND subject_id = $subject",
	[DUE_GET] = "SELECT kind, subject_id, base, at_ms, arg, tries FROM due"
		" WHERE kind = $kind AND subject_id = $subject",
	[DUE_NEXT] = "SELECT min(at_ms) FROM due WHERE base = $base",
	[DUE_PEEK] = "SELECT kind, subject_id, base, at_ms, arg, tries FROM due"
		" WHERE base = $base AND at_ms <= $now ORDER BY at_ms LIMIT $max",
	[DUE_TAKE] = "DELETE FROM due WHERE kind = $kind AND subject_id = $subject"
		" AND at_ms = $at AND arg = $arg",
	[DUE_POSTPONE] = "UPDATE due SET at_ms = $at, tries = tries + 1"
		" WHERE kind = $kind AND subject_id = $subject",
	[DUE_FIRE_CALENDAR] = "UPDATE due SET at_ms = $now WHERE base = 0 AND at_ms > $now",
	[DUE_FIRE_ALL] = "UPDATE due SET at_ms = $at WHERE kind = $kind",
};

static const struct kind {
	int base;
	const char *words;
} kinds[] = {
#define X(name, number, words, sort) [number] = { sort, words },
	STORE_DUE_KINDS(X)
#undef X
};

/* How far the wall clock was stepped since the database was made. */
static const char steps_name[] = "clock_steps_ms";

static const struct kind *kind_of(enum store_due_kind kind)
{
	MUST((size_t)kind < ARRAY_LEN(kinds) && kinds[kind].words);
	return &kinds[kind];
}

const char *store_due_kind_words(enum store_due_kind kind)
{
	return (size_t)kind < ARRAY_LEN(kinds) && kinds[kind].words ? kinds[kind].words : "?";
}

static int64_t to_base(struct store *st, int base, int64_t wall_ms)
{
	return base == WAIT ? wall_ms - st->clock_steps_ms : wall_ms;
}

static int64_t to_wall(struct store *st, int base, int64_t at_ms)
{
	return base == WAIT ? at_ms + st->clock_steps_ms : at_ms;
}

static int opened(struct store *st, struct err *err)
{
	int rc = store_meta_get_int(st, steps_name, &st->clock_steps_ms);

	st->clock_steps_committed_ms = st->clock_steps_ms;
	return rc < 0 ? err_set(err, -rc, "the steps of the clock cannot be read") : 0;
}

const struct store_family store_family_due = {
	.name = "due", .sql = sql, .sql_len = ARRAY_LEN(sql), .opened = opened,
};

static void row_read(struct store *st, struct query *q, struct store_due *out)
{
	*out = (struct store_due){
		.kind = (enum store_due_kind)q_col_int(q, 0),
		.subject_id = q_col_int(q, 1),
		.base = (int)q_col_int(q, 2),
		.at_ms = to_wall(st, (int)q_col_int(q, 2), q_col_int(q, 3)),
		.arg = q_col_int(q, 4),
		.tries = (int)q_col_int(q, 5),
	};
}

static int changed(int rc)
{
	return rc < 0 ? rc : 0;
}

int store_due_arm(struct store *st, enum store_due_kind kind, int64_t subject_id, int64_t at_ms,
		  int64_t arg)
{
	struct query *q = query(st, DUE_ARM);
	int base = kind_of(kind)->base;

	q_int(q, "$kind", kind);
	q_int(q, "$subject", subject_id);
	q_int(q, "$base", base);
	q_int(q, "$at", to_base(st, base, at_ms));
	q_int(q, "$arg", arg);
	return changed(q_run(q));
}

int store_due_disarm(struct store *st, enum store_due_kind kind, int64_t subject_id)
{
	struct query *q = query(st, DUE_DISARM);

	q_int(q, "$kind", kind);
	q_int(q, "$subject", subject_id);
	return q_run(q);
}

int store_due_get(struct store *st, enum store_due_kind kind, int64_t subject_id,
		  struct store_due *out)
{
	struct query *q = query(st, DUE_GET);
	int rc;

	q_int(q, "$kind", kind);
	q_int(q, "$subject", subject_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	row_read(st, q, out);
	q_done(q);
	return 1;
}

int store_due_next(struct store *st, int64_t *at_ms)
{
	int found = 0;

	for (int base = 0; base <= 1; base++) {
		struct query *q = query(st, DUE_NEXT);
		int64_t at;
		int rc;

		q_int(q, "$base", base);
		rc = q_get_int(q, &at);
		if (rc < 0)
			return rc;
		if (rc == 0)
			continue;
		at = to_wall(st, base, at);
		if (!found || at < *at_ms)
			*at_ms = at;
		found = 1;
	}
	return found;
}

static int peek_base(struct store *st, int base, int64_t now_ms, struct store_due *out, int max)
{
	struct query *q = query(st, DUE_PEEK);
	int n = 0, rc;

	q_int(q, "$base", base);
	q_int(q, "$now", to_base(st, base, now_ms));
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		row_read(st, q, &out[n++]);
	if (n == max)
		q_done(q);
	else if (rc < 0)
		return rc;
	return n;
}

static int earlier(const void *a, const void *b)
{
	const struct store_due *x = a, *y = b;

	return (x->at_ms > y->at_ms) - (x->at_ms < y->at_ms);
}

/* Up to max of each sort, then the earliest max of all.  Both are read, so
 * that neither can starve the other. */
int store_due_peek(struct store *st, int64_t now_ms, struct store_due *out, int max)
{
	struct store_due *both = talloc_array(st, struct store_due, (unsigned)max * 2);
	int wait, n;

	MUST(max > 0);
	if (!both)
		base_oom();
	n = wait = peek_base(st, WAIT, now_ms, both, max);
	if (wait >= 0) {
		n = peek_base(st, CALENDAR, now_ms, both + wait, max);
		if (n >= 0)
			n += wait;
	}
	if (n > 0) {
		qsort(both, (size_t)n, sizeof(*both), earlier);
		n = n < max ? n : max;
		memcpy(out, both, (size_t)n * sizeof(*out));
	}
	talloc_free(both);
	return n;
}

int store_due_take(struct store *st, const struct store_due *due)
{
	struct query *q = query(st, DUE_TAKE);

	q_int(q, "$kind", due->kind);
	q_int(q, "$subject", due->subject_id);
	q_int(q, "$at", to_base(st, due->base, due->at_ms));
	q_int(q, "$arg", due->arg);
	return q_run(q);
}

int store_due_postpone(struct store *st, const struct store_due *due, int64_t now_ms)
{
	struct query *q = query(st, DUE_POSTPONE);
	int64_t wait = due->tries < 9 ? SECONDS_MS(1) << due->tries : MINUTES_MS(5);

	if (wait > MINUTES_MS(5))
		wait = MINUTES_MS(5);
	LOGP(DSTORE, LOGL_ERROR, "a step that was due (%s) failed %d times; it is tried again\n",
	     store_due_kind_words(due->kind), due->tries + 1);
	q_int(q, "$kind", due->kind);
	q_int(q, "$subject", due->subject_id);
	q_int(q, "$at", to_base(st, due->base, now_ms + wait));
	return changed(q_run(q));
}

void store_due_uuid(const struct store_due *due, uint8_t out[16])
{
	const int64_t parts[] = { due->kind, due->subject_id };

	crypto_generichash(out, 16, (const uint8_t *)parts, sizeof(parts),
			   (const uint8_t *)"what is due now!", 16);
}

int store_due_rebase(struct store *st, int64_t step_ms)
{
	int rc;

	MUST(st->depth == 0);		/* see store_due_ended() */
	rc = store_meta_set_int(st, steps_name, st->clock_steps_ms + step_ms);
	if (rc == 0)
		st->clock_steps_ms += step_ms;
	return rc;
}

void store_due_ended(struct store *st, enum store_end end)
{
	if (end == STORE_COMMITTED)
		st->clock_steps_committed_ms = st->clock_steps_ms;
	else if (end == STORE_ROLLED_BACK)
		st->clock_steps_ms = st->clock_steps_committed_ms;
}

int store_due_fire_all(struct store *st, enum store_due_kind kind, int64_t now_ms)
{
	struct query *q = query(st, DUE_FIRE_ALL);

	q_int(q, "$kind", kind);
	q_int(q, "$at", to_base(st, kind_of(kind)->base, now_ms));
	return changed(q_run(q));
}

int store_due_fire_calendar(struct store *st, int64_t now_ms)
{
	struct query *q = query(st, DUE_FIRE_CALENDAR);

	q_int(q, "$now", now_ms);
	return changed(q_run(q));
}
