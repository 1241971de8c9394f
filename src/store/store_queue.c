// SPDX-License-Identifier: AGPL-3.0-or-later
/* Attributes, wishes, blocks, waits, limits.  Requests: store_request.c. */
#define STORE_FAMILY STORE_FAMILY_queue
#include "store/store_int.h"
#include "store/store_queue.h"

enum {
	ATTR_FIND, ATTR_GET, ATTR_NEXT, ATTR_ADD,
	WISH_SET, WISH_CLEAR, WISHES,
	BLOCK_ADD, BLOCKS,
	WAIT_ADD, WAIT_PRUNE, WAITS,
	LIMIT_SET, LIMIT_GET,
};
static const char *const sql[] = {
	[ATTR_FIND] = "SELECT id FROM attr WHERE kind = $kind AND value = $value",
	[ATTR_GET] = "SELECT kind, value FROM attr WHERE id = $id",
	[ATTR_NEXT] = "SELECT coalesce(max(id), 0) + 1 FROM attr",
	[ATTR_ADD] = "INSERT INTO attr (id, kind, value) VALUES ($id, $kind, $value)",
	[WISH_SET] = "INSERT INTO wish (person_id, attr_id, hard) VALUES ($person, $attr, $hard)"
		" ON CONFLICT (person_id, attr_id) DO UPDATE SET hard = excluded.hard",
	[WISH_CLEAR] = "DELETE FROM wish WHERE person_id = $person AND attr_id IN"
		" (SELECT id FROM attr WHERE kind = $kind)",
	[WISHES] = "SELECT w.attr_id, a.kind, w.hard FROM wish w JOIN attr a ON a.id = w.attr_id"
		" WHERE w.person_id = $person ORDER BY w.hard DESC, w.attr_id LIMIT $max",
	[BLOCK_ADD] = "INSERT INTO block (member_id, peer_id, by_peer, at_ms)"
		" VALUES ($member, $peer, $by_peer, $now) ON CONFLICT DO NOTHING",
	[BLOCKS] = "SELECT peer_id FROM block WHERE member_id = $member"
		" ORDER BY at_ms DESC LIMIT $max",
	[WAIT_ADD] = "INSERT INTO wait (id, kind, at_ms, wait_ms) VALUES ($id, $kind, $now, $wait)",
	/* the newest are enough; the table stays small */
	[WAIT_PRUNE] = "DELETE FROM wait WHERE kind = $kind AND id <= ("
		"SELECT id FROM wait WHERE kind = $kind ORDER BY id DESC LIMIT 1 OFFSET $keep)",
	[WAITS] = "SELECT wait_ms FROM wait WHERE kind = $kind AND at_ms >= $since"
		" ORDER BY at_ms DESC LIMIT $max",
	[LIMIT_SET] = "INSERT OR REPLACE INTO talk_limit (person_id, per_day, until_ms, by_id,"
		" at_ms) VALUES ($person, $per_day, $until, $by, $now)",
	[LIMIT_GET] = "SELECT per_day, until_ms FROM talk_limit"
		" WHERE person_id = $person AND until_ms > $now",
};
static const char *const tables[] = { "wait", NULL };
const struct store_family store_family_queue = {
	.name = "queue", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Attributes ------------------------------------------------------------------ */

int store_attr_find(struct store *st, int kind, const char *value, uint16_t *id)
{
	struct query *q = query(st, ATTR_FIND);
	int64_t found;
	int rc;

	q_int(q, "$kind", kind);
	q_text(q, "$value", value);
	rc = q_get_int(q, &found);
	if (rc == 1)
		*id = found;
	return rc;
}

int store_attr_add(struct store *st, int kind, const char *value, uint16_t *id)
{
	int rc = store_attr_find(st, kind, value, id);
	size_t len = strlen(value);
	struct query *q;
	int64_t next;

	if (rc)
		return rc < 0 ? rc : 0;
	if (!len || len > STORE_ATTR_VALUE_MAX)
		return -ERANGE;
	rc = q_get_int(query(st, ATTR_NEXT), &next);
	if (rc < 0)
		return rc;
	if (next > UINT16_MAX)
		return -ERANGE;
	q = query(st, ATTR_ADD);
	q_int(q, "$id", next);
	q_int(q, "$kind", kind);
	q_text(q, "$value", value);
	rc = q_run(q);
	*id = next;
	return rc < 0 ? rc : 0;
}

int store_attr_get(struct store *st, uint16_t id, struct store_attr *out)
{
	struct query *q = query(st, ATTR_GET);
	int rc;

	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_attr){ .id = id, .kind = q_col_int(q, 0) };
	strncpy(out->value, q_col_text(q, 1), STORE_ATTR_VALUE_MAX);
	q_done(q);
	return 1;
}

/* --- Wishes ---------------------------------------------------------------------------- */

int store_wish_set(struct store *st, int64_t person_id, uint16_t attr, bool hard)
{
	struct query *q = query(st, WISH_SET);

	q_int(q, "$person", person_id);
	q_int(q, "$attr", attr);
	q_int(q, "$hard", hard);
	return q_do(q);
}

int store_wish_clear(struct store *st, int64_t person_id, int kind)
{
	struct query *q = query(st, WISH_CLEAR);

	q_int(q, "$person", person_id);
	q_int(q, "$kind", kind);
	return q_run(q);
}

int store_wishes(struct store *st, int64_t person_id, struct store_wish *out, int max)
{
	struct query *q = query(st, WISHES);
	int n = 0, rc;

	q_int(q, "$person", person_id);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		out[n++] = (struct store_wish){ q_col_int(q, 0), q_col_int(q, 1), q_col_int(q, 2) };
	return rc < 0 ? rc : n;
}

/* --- Blocks ------------------------------------------------------------------------------ */

int store_block_add(struct store *st, int64_t member_id, int64_t peer_id, bool by_peer,
		    int64_t now_ms)
{
	struct query *q = query(st, BLOCK_ADD);

	q_int(q, "$member", member_id);
	q_int(q, "$peer", peer_id);
	q_int(q, "$by_peer", by_peer);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_blocks(struct store *st, int64_t member_id, int64_t *peers, int max)
{
	struct query *q = query(st, BLOCKS);

	q_int(q, "$member", member_id);
	return q_ints(q, peers, max);
}

/* --- Measured waits -------------------------------------------------------------------------- */

int store_wait_add(struct store *st, int kind, int64_t wait_ms, int64_t now_ms)
{
	int64_t id = store_new_id(st, "wait");
	struct query *q = query(st, WAIT_ADD);
	int rc;

	q_int(q, "$id", id);
	q_int(q, "$kind", kind);
	q_int(q, "$now", now_ms);
	q_int(q, "$wait", wait_ms > 0 ? wait_ms : 0);
	rc = q_run(q);
	if (rc < 0)
		return rc;
	q = query(st, WAIT_PRUNE);
	q_int(q, "$kind", kind);
	q_int(q, "$keep", STORE_WAITS_MAX);
	return q_do(q);
}

int store_waits(struct store *st, int kind, int64_t since_ms, int64_t *waits, int max)
{
	struct query *q = query(st, WAITS);

	q_int(q, "$kind", kind);
	q_int(q, "$since", since_ms);
	return q_ints(q, waits, max);
}

/* --- Limits --------------------------------------------------------------- */

int store_limit_set(struct store *st, int64_t person_id, int per_day, int64_t until_ms,
		    int64_t by_id, int64_t now_ms)
{
	struct query *q = query(st, LIMIT_SET);

	q_int(q, "$person", person_id);
	q_int(q, "$per_day", per_day);
	q_int(q, "$until", until_ms);
	q_int(q, "$by", by_id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_limit_get(struct store *st, int64_t person_id, int64_t now_ms, int *per_day,
		    int64_t *until_ms)
{
	struct query *q = query(st, LIMIT_GET);
	int rc;

	q_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*per_day = q_col_int(q, 0);
	*until_ms = q_col_int(q, 1);
	q_done(q);
	return 1;
}
