// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts that came in (store_inbox.h). */
#define STORE_FAMILY STORE_FAMILY_inbox
#include "store/store_int.h"
#include "store/store_inbox.h"

enum {
	INBOX_KNOWN, INBOX_ADD, INBOX_SET_PERSON, INBOX_CLOSE, INBOX_NEXT_OPEN, INBOX_COUNT_OPEN,
	INBOX_OLDEST, INBOX_DELETE,
};
static const char *const sql[] = {
	[INBOX_KNOWN] = "SELECT 1 FROM inbox WHERE uuid = $uuid",
	[INBOX_ADD] = "INSERT INTO inbox (id, uuid, state, person_id, received_at_ms, why, raw_key,"
		" raw) VALUES ($id, $uuid, $state, $person, $at, $why, $key, $raw)",
	[INBOX_SET_PERSON] = "UPDATE inbox SET person_id = $person WHERE id = $id",
	[INBOX_CLOSE] = "UPDATE inbox SET state = 1, raw = NULL WHERE id = $id AND state <> 1",
	[INBOX_NEXT_OPEN] = "SELECT id, uuid, state, person_id, received_at_ms, why, raw_key, raw"
		" FROM inbox WHERE state <> 1 AND id > $after ORDER BY id LIMIT 1",
	[INBOX_COUNT_OPEN] = "SELECT count(*) FROM inbox WHERE state <> 1",
	[INBOX_OLDEST] = "SELECT id, state, received_at_ms FROM inbox WHERE id > $after"
		" ORDER BY id LIMIT 1",
	[INBOX_DELETE] = "DELETE FROM inbox WHERE id = $id",
};
static const char *const tables[] = { "inbox", NULL };
const struct store_family store_family_inbox = {
	.name = "inbox", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

int store_inbox_known(struct store *st, const uint8_t uuid[16])
{
	struct query *q = query(st, INBOX_KNOWN);
	int64_t one;

	q_blob(q, "$uuid", uuid, 16);
	return q_get_int(q, &one);
}

int store_inbox_add(struct store *st, struct store_inbox *m)
{
	int64_t id = store_new_id(st, "inbox");
	struct query *q = query(st, INBOX_ADD);
	int rc;

	q_int(q, "$id", id);
	q_blob(q, "$uuid", m->uuid, 16);
	q_int(q, "$state", m->state);
	q_null_int(q, "$person", m->person_id);
	q_int(q, "$at", m->received_at_ms);
	q_text(q, "$why", m->why);
	q_int(q, "$key", m->person_id);
	q_seal(q, "$raw", (struct store_place){ "inbox.raw", id, m->person_id }, m->raw);
	rc = q_run(q);
	/* A redelivery to somebody who was erased by then: the seal fails first. */
	if (rc == -ENOKEY && store_inbox_known(st, m->uuid) == 1)
		return -EEXIST;
	if (rc < 0)
		return rc;
	m->id = id;
	return 0;
}

int store_inbox_set_person(struct store *st, int64_t id, int64_t person_id)
{
	struct query *q = query(st, INBOX_SET_PERSON);

	q_int(q, "$id", id);
	q_int(q, "$person", person_id);
	return q_do(q);
}

int store_inbox_close(struct store *st, int64_t id)
{
	struct query *q = query(st, INBOX_CLOSE);

	q_int(q, "$id", id);
	return q_run(q);
}

int store_inbox_next_open(struct store *st, void *ctx, int64_t after_id, struct store_inbox *m)
{
	struct query *q = query(st, INBOX_NEXT_OPEN);
	struct view uuid;
	int rc;

	q_int(q, "$after", after_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*m = (struct store_inbox){
		.id = q_col_int(q, 0),
		.state = (enum store_inbox_state)q_col_int(q, 2),
		.person_id = q_col_int(q, 3),
		.received_at_ms = q_col_int(q, 4),
		.why = q_col_strdup(q, 5, ctx),
	};
	uuid = q_col_view(q, 1);
	memcpy(m->uuid, uuid.data, sizeof(m->uuid));
	/* Raw bytes that do not open (the person was erased) are just not there. */
	rc = q_col_unseal(q, 7, ctx, (struct store_place){ "inbox.raw", m->id, q_col_int(q, 6) },
			  &m->raw);
	q_done(q);
	return rc == -EIO ? rc : 1;
}

int store_inbox_count_open(struct store *st, int64_t *n)
{
	int rc = q_get_int(query(st, INBOX_COUNT_OPEN), n);

	return rc < 0 ? rc : 0;
}

/* What a human has not seen yet. */
static bool waits(int64_t state)
{
	return state != STORE_INBOX_DONE;
}

int store_inbox_prune(struct store *st, int64_t before_ms, int max)
{
	const struct store_pruning p = { STORE_FAMILY, INBOX_OLDEST, INBOX_DELETE, waits };

	return store_prune(st, &p, before_ms, max);
}
