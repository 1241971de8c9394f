// SPDX-License-Identifier: AGPL-3.0-or-later
/* Reveals of numbers (store_reveal.h). */
#define STORE_FAMILY STORE_FAMILY_reveal
#include "store/store_int.h"
#include "store/store_reveal.h"

#define COLUMNS "id, incident_id, person_id, state, alone, asked_by, asked_at_ms, answered_by," \
	" answered_at_ms, shown_at_ms, review, reviewed_by, reviewed_at_ms, reason"
#define WAITS "(state = 1 OR (alone = 1 AND review = 0))"

enum { ADD, SAVE, GET, NEXT, OF, UNREVIEWED };
static const char *const sql[] = {
	[ADD] = "INSERT INTO reveal (" COLUMNS ") VALUES ($id, $incident, $person, $state, $alone,"
		" $asked_by, $asked, $answered_by, $answered, $shown, $review, $reviewed_by,"
		" $reviewed, $reason)",
	[SAVE] = "UPDATE reveal SET state = $state, alone = $alone, answered_by = $answered_by,"
		" answered_at_ms = $answered, shown_at_ms = $shown, review = $review,"
		" reviewed_by = $reviewed_by, reviewed_at_ms = $reviewed WHERE id = $id",
	[GET] = "SELECT " COLUMNS " FROM reveal WHERE id = $id",
	[NEXT] = "SELECT " COLUMNS " FROM reveal WHERE id > $after AND " WAITS
		" ORDER BY id LIMIT 1",
	[OF] = "SELECT " COLUMNS " FROM reveal WHERE incident_id = $incident AND asked_by = $by"
		" AND state < 3 ORDER BY id DESC LIMIT 1",
	[UNREVIEWED] = "SELECT count(*) FROM reveal WHERE alone = 1 AND review = 0",
};
static const char *const tables[] = { "reveal", NULL };
const struct store_family store_family_reveal = {
	.name = "reveal", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static void bind(struct query *q, const struct store_reveal *r)
{
	q_int(q, "$id", r->id);
	q_int(q, "$state", r->state);
	q_int(q, "$alone", r->alone);
	q_null_int(q, "$answered_by", r->answered_by);
	q_null_int(q, "$answered", r->answered_at_ms);
	q_null_int(q, "$shown", r->shown_at_ms);
	q_int(q, "$review", r->review);
	q_null_int(q, "$reviewed_by", r->reviewed_by);
	q_null_int(q, "$reviewed", r->reviewed_at_ms);
}

int store_reveal_add(struct store *st, struct store_reveal *r)
{
	struct query *q;

	r->id = store_new_id(st, "reveal");
	q = query(st, ADD);
	bind(q, r);
	q_int(q, "$incident", r->incident_id);
	q_int(q, "$person", r->person_id);
	q_int(q, "$asked_by", r->asked_by);
	q_int(q, "$asked", r->asked_at_ms);
	q_seal(q, "$reason", (struct store_place){ "reveal.reason", r->id, r->person_id },
	       r->reason);
	return q_do(q);
}

int store_reveal_save(struct store *st, const struct store_reveal *r)
{
	struct query *q = query(st, SAVE);
	int rc;

	bind(q, r);
	rc = q_run(q);
	return rc < 0 ? rc : rc == 1 ? 0 : -ENOENT;
}

static int row(struct query *q, void *ctx, struct store_reveal *r)
{
	struct secret *reason = NULL;
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*r = (struct store_reveal){
		.id = q_col_int(q, 0), .incident_id = q_col_int(q, 1), .person_id = q_col_int(q, 2),
		.state = (enum store_reveal_state)q_col_int(q, 3), .alone = q_col_int(q, 4),
		.asked_by = q_col_int(q, 5), .asked_at_ms = q_col_int(q, 6),
		.answered_by = q_col_int(q, 7), .answered_at_ms = q_col_int(q, 8),
		.shown_at_ms = q_col_int(q, 9),
		.review = (enum store_reveal_review)q_col_int(q, 10),
		.reviewed_by = q_col_int(q, 11), .reviewed_at_ms = q_col_int(q, 12),
	};
	rc = q_col_unseal(q, 13, ctx, (struct store_place){ "reveal.reason", r->id, r->person_id },
			  &reason);
	r->reason = reason;
	q_done(q);
	return rc == -ENOKEY || rc == -EBADMSG || rc >= 0 ? 1 : rc;
}

int store_reveal_get(struct store *st, void *ctx, int64_t id, struct store_reveal *out)
{
	struct query *q = query(st, GET);

	q_int(q, "$id", id);
	return row(q, ctx, out);
}

int store_reveal_next(struct store *st, void *ctx, int64_t after_id, struct store_reveal *out)
{
	struct query *q = query(st, NEXT);

	q_int(q, "$after", after_id);
	return row(q, ctx, out);
}

int store_reveal_of(struct store *st, void *ctx, int64_t incident_id, int64_t by_id,
		    struct store_reveal *out)
{
	struct query *q = query(st, OF);

	q_int(q, "$incident", incident_id);
	q_int(q, "$by", by_id);
	return row(q, ctx, out);
}

int store_reveal_unreviewed(struct store *st, int64_t *n)
{
	int rc = q_get_int(query(st, UNREVIEWED), n);

	return rc < 0 ? rc : 0;
}
