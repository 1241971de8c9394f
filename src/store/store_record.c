// SPDX-License-Identifier: AGPL-3.0-or-later
/* What flows remember about a person (store_record.h). */
#define STORE_FAMILY STORE_FAMILY_record
#include "store/store_int.h"
#include "store/store_record.h"

#include <stdio.h>

enum {
	MARK_ON, MARK_OFF, MARK_HAS, KEPT_ADD, KEPT_LAST, KEPT_FORGET, SCORED_ADD, SCORED_LAST,
	SERIES_ADD, SERIES_SAVE, SERIES_GET, SERIES_OF, SERIES_NEXT, SERIES_END
};
#define SERIES "SELECT id, person_id, flow, turn, last_day, since_ms FROM series"
static const char *const sql[] = {
	[MARK_ON] = "INSERT INTO mark (person_id, kind, name, at_ms)"
		" VALUES ($person, $kind, $name, $now) ON CONFLICT DO NOTHING",
	[MARK_OFF] = "DELETE FROM mark WHERE person_id = $person AND kind = $kind AND name = $name",
	[MARK_HAS] = "SELECT 1 FROM mark WHERE person_id = $person AND kind = $kind"
		" AND name = $name",
	[KEPT_ADD] = "INSERT INTO kept (id, person_id, name, words, at_ms)"
		" VALUES ($id, $person, $name, $words, $now)",
	[KEPT_LAST] = "SELECT id, words FROM kept WHERE person_id = $person AND name = $name"
		" ORDER BY id DESC LIMIT $max",
	[KEPT_FORGET] = "DELETE FROM kept WHERE person_id = $person AND name = $name AND id NOT IN"
		" (SELECT id FROM kept WHERE person_id = $person AND name = $name"
		" ORDER BY id DESC LIMIT $leave)",
	[SCORED_ADD] = "INSERT INTO scored (id, person_id, name, version, result, at_ms)"
		" VALUES ($id, $person, $name, $version, $result, $now)",
	[SCORED_LAST] = "SELECT id, result FROM scored WHERE person_id = $person AND name = $name"
		" ORDER BY id DESC LIMIT 1",
	[SERIES_ADD] = "INSERT INTO series (id, person_id, flow, turn, last_day, since_ms)"
		" VALUES ($id, $person, $flow, $turn, $last, $since)",
	[SERIES_SAVE] = "UPDATE series SET turn = $turn, last_day = $last WHERE id = $id",
	[SERIES_GET] = SERIES " WHERE id = $id",
	[SERIES_OF] = SERIES " WHERE person_id = $person AND flow = $flow",
	[SERIES_NEXT] = SERIES " WHERE person_id = $person AND id > $after ORDER BY id LIMIT 1",
	[SERIES_END] = "DELETE FROM series WHERE id = $id",
};
static const char *const tables[] = { "kept", "scored", "series", NULL };
const struct store_family store_family_record = {
	.name = "record", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Tags and groups ---------------------------------------------------------------- */

int store_mark_set(struct store *st, int64_t person_id, enum store_mark_kind kind, const char *name,
		   bool on, int64_t now_ms)
{
	struct query *q = query(st, on ? MARK_ON : MARK_OFF);

	q_int(q, "$person", person_id);
	q_int(q, "$kind", kind);
	q_text(q, "$name", name);
	if (on)
		q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_mark_has(struct store *st, int64_t person_id, enum store_mark_kind kind, const char *name)
{
	struct query *q = query(st, MARK_HAS);
	int64_t one;

	q_int(q, "$person", person_id);
	q_int(q, "$kind", kind);
	q_text(q, "$name", name);
	return q_get_int(q, &one);
}

/* --- Their own words ------------------------------------------------------------------ */

static struct store_place words_place(int64_t id, int64_t person_id)
{
	return (struct store_place){ "kept.words", id, person_id };
}

int store_kept_add(struct store *st, int64_t person_id, const char *name,
		   const struct secret *words, int64_t now_ms)
{
	int64_t id = store_new_id(st, "kept");
	struct query *q = query(st, KEPT_ADD);

	q_int(q, "$id", id);
	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	q_seal(q, "$words", words_place(id, person_id), words);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_kept_last(struct store *st, void *ctx, int64_t person_id, const char *name,
		    struct secret **out, int max)
{
	struct query *q = query(st, KEPT_LAST);
	int n = 0, rc;

	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1) {
		rc = q_col_unseal(q, 1, ctx, words_place(q_col_int(q, 0), person_id), &out[n]);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
		n++;
	}
	return rc < 0 ? rc : n;
}

int store_kept_forget(struct store *st, int64_t person_id, const char *name, int leave)
{
	struct query *q = query(st, KEPT_FORGET);

	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	q_int(q, "$leave", leave);
	return q_run(q);
}

/* --- Questionnaires --------------------------------------------------------------------- */

static struct store_place result_place(int64_t id, int64_t person_id)
{
	return (struct store_place){ "scored.result", id, person_id };
}

int store_scored_add(struct store *st, int64_t person_id, const char *name, const char *version,
		     const struct secret *result, int64_t now_ms)
{
	int64_t id = store_new_id(st, "scored");
	struct query *q = query(st, SCORED_ADD);

	q_int(q, "$id", id);
	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	q_text(q, "$version", version);
	q_seal(q, "$result", result_place(id, person_id), result);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_scored_last(struct store *st, void *ctx, int64_t person_id, const char *name,
		      struct secret **result)
{
	struct query *q = query(st, SCORED_LAST);
	int rc;

	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	rc = q_col_unseal(q, 1, ctx, result_place(q_col_int(q, 0), person_id), result);
	q_done(q);
	return rc < 0 ? rc : 1;
}

/* --- Series -------------------------------------------------------------------------------- */

static int read_series(struct query *q, struct store_series *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*out = (struct store_series){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 1), .turn = (int)q_col_int(q, 3),
		.last_day = q_col_int(q, 4), .since_ms = q_col_int(q, 5) };
	snprintf(out->flow, sizeof(out->flow), "%s", q_col_text(q, 2));
	q_done(q);
	return 1;
}

int store_series_add(struct store *st, struct store_series *s)
{
	struct query *q;

	s->id = store_new_id(st, "series");
	q = query(st, SERIES_ADD);
	q_int(q, "$id", s->id);
	q_int(q, "$person", s->person_id);
	q_text(q, "$flow", s->flow);
	q_int(q, "$turn", s->turn);
	q_int(q, "$last", s->last_day);
	q_int(q, "$since", s->since_ms);
	return q_do(q);
}

int store_series_save(struct store *st, const struct store_series *s)
{
	struct query *q = query(st, SERIES_SAVE);

	q_int(q, "$id", s->id);
	q_int(q, "$turn", s->turn);
	q_int(q, "$last", s->last_day);
	return q_do(q);
}

int store_series_get(struct store *st, int64_t id, struct store_series *out)
{
	struct query *q = query(st, SERIES_GET);

	q_int(q, "$id", id);
	return read_series(q, out);
}

int store_series_of(struct store *st, int64_t person_id, const char *flow, struct store_series *out)
{
	struct query *q = query(st, SERIES_OF);

	q_int(q, "$person", person_id);
	q_text(q, "$flow", flow);
	return read_series(q, out);
}

int store_series_next(struct store *st, int64_t person_id, int64_t after_id,
		      struct store_series *out)
{
	struct query *q = query(st, SERIES_NEXT);

	q_int(q, "$person", person_id);
	q_int(q, "$after", after_id);
	return read_series(q, out);
}

int store_series_end(struct store *st, int64_t id)
{
	struct query *q = query(st, SERIES_END);

	q_int(q, "$id", id);
	return q_run(q);
}
