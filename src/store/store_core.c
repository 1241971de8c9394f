// SPDX-License-Identifier: AGPL-3.0-or-later
/* The family of the store's own tables: ids, small values, the clock stamp,
 * who was erased. */
#define STORE_FAMILY STORE_FAMILY_core
#include "store/store_priv.h"
#include "store/store_backup.h"

#include <sodium.h>

enum {
	CORE_META_GET, CORE_META_SET, CORE_MARK_GET, CORE_MARK_SET, CORE_MARKS_GAP,
	CORE_ERASED_ADD, CORE_ERASED_HAS, CORE_ERASED_NEXT,
};
static const char *const sql[] = {
	[CORE_META_GET] = "SELECT value FROM store_meta WHERE name = $name",
	[CORE_META_SET] = "INSERT INTO store_meta (name, value) VALUES ($name, $value)"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	[CORE_MARK_GET] = "SELECT next FROM store_mark WHERE name = $name",
	[CORE_MARK_SET] = "INSERT INTO store_mark (name, next) VALUES ($name, $next)"
		" ON CONFLICT (name) DO UPDATE SET next = excluded.next",
	[CORE_MARKS_GAP] = "UPDATE store_mark SET next = next + $gap",
	[CORE_ERASED_ADD] = "INSERT INTO store_erased (person_id, at_ms) VALUES ($id, $at)"
		" ON CONFLICT (person_id) DO NOTHING",
	[CORE_ERASED_HAS] = "SELECT 1 FROM store_erased WHERE person_id = $id",
	[CORE_ERASED_NEXT] = "SELECT person_id, at_ms FROM store_erased WHERE person_id > $after"
		" ORDER BY person_id LIMIT 1",
};
const struct store_family store_family_core = {
	.name = "core", .sql = sql, .sql_len = ARRAY_LEN(sql),
};

/* --- Small values -------------------------------------------------------------- */

int store_meta_get_int(struct store *st, const char *name, int64_t *out)
{
	struct query *q = query(st, CORE_META_GET);

	q_text(q, "$name", name);
	return q_get_int(q, out);
}

int store_meta_set_int(struct store *st, const char *name, int64_t value)
{
	struct query *q = query(st, CORE_META_SET);

	q_text(q, "$name", name);
	q_int(q, "$value", value);
	return q_do(q);
}

/* --- Ids -------------------------------------------------------------------------- */

static struct store_mark *mark_of(struct store *st, const char *table)
{
	for (int i = 0; i < st->marks_len; i++)
		if (strcmp(st->marks[i].table, table) == 0)
			return &st->marks[i];
	LOGP(DSTORE, LOGL_FATAL, "no family has said that it gives ids for \"%s\"\n", table);
	MUST(!"a table that store_new_id() knows");
	return NULL;
}

int64_t store_new_id(struct store *st, const char *table)
{
	struct store_mark *m = mark_of(st, table);
	int64_t id = m->next++;

	MUST(st->in_tx || !st->opened);
	if (id >= m->reserved && !st->failed) {
		struct query *q = query(st, CORE_MARK_SET);

		m->reserved = id + STORE_MARK_BLOCK;
		q_text(q, "$name", table);
		q_int(q, "$next", m->reserved);
		/* A failure here is final; the insert that follows will say so. */
		if (q_run(q) < 0)
			MUST(st->failed);
	}
	return id;
}

/* What was reserved in a transaction that was rolled back is not reserved; the
 * counters themselves never go back. */
void store_marks_ended(struct store *st, enum store_end end)
{
	for (int i = 0; i < st->marks_len; i++) {
		if (end == STORE_COMMITTED)
			st->marks[i].persisted = st->marks[i].reserved;
		else
			st->marks[i].reserved = st->marks[i].persisted;
	}
}

static int marks_load(struct store *st)
{
	const struct store_family *const families[] = {
#define FAMILY(name) &store_family_##name,
#include "store/families.def"
#undef FAMILY
	};
	int n = 0;

	for (size_t f = 0; f < ARRAY_LEN(families); f++)
		for (int i = 0; families[f]->tables && families[f]->tables[i]; i++)
			n++;
	st->marks = talloc_zero_array(st, struct store_mark, n);
	if (!st->marks)
		base_oom();
	for (size_t f = 0; f < ARRAY_LEN(families); f++) {
		for (int i = 0; families[f]->tables && families[f]->tables[i]; i++) {
			struct store_mark *m = &st->marks[st->marks_len++];
			struct query *q = query(st, CORE_MARK_GET);
			int rc;

			m->table = families[f]->tables[i];
			m->next = 1;
			q_text(q, "$name", m->table);
			rc = q_get_int(q, &m->next);
			if (rc < 0)
				return rc;
			m->reserved = m->persisted = m->next;
		}
	}
	return 0;
}

void store_mark_at_least(struct store *st, const char *table, int64_t next)
{
	for (int i = 0; i < st->marks_len; i++)
		if (strcmp(st->marks[i].table, table) == 0 && st->marks[i].next < next)
			st->marks[i].next = next;
}

/* --- The name on the wire ------------------------------------------------------------ */

static int wire_name_new(struct store *st)
{
	struct query *q = query(st, CORE_META_SET);

	rand_bytes(st->wire_name, sizeof(st->wire_name));
	q_text(q, "$name", "wire_name");
	q_blob(q, "$value", st->wire_name, sizeof(st->wire_name));
	return q_do(q);
}

static int wire_name_load(struct store *st)
{
	struct query *q = query(st, CORE_META_GET);
	struct view v;
	int rc;

	q_text(q, "$name", "wire_name");
	rc = q_row(q);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return wire_name_new(st);
	v = q_col_view(q, 0);
	rc = v.len == sizeof(st->wire_name) ? 0 : -EUCLEAN;
	if (rc == 0)
		memcpy(st->wire_name, v.data, v.len);
	q_done(q);
	return rc;
}

int store_backup_restored(struct store *st)
{
	enum { GAP = 1000 * 1000 };
	struct query *q = query(st, CORE_MARKS_GAP);
	int rc;

	q_int(q, "$gap", GAP);
	rc = q_run(q);
	if (rc < 0)
		return rc;
	for (int i = 0; i < st->marks_len; i++) {
		st->marks[i].next += GAP;
		st->marks[i].reserved = st->marks[i].persisted = 0;
	}
	return wire_name_new(st);
}

int store_core_load(struct store *st, struct err *err)
{
	int64_t seen = 0;
	int rc = marks_load(st);

	if (rc == 0)
		rc = wire_name_load(st);
	if (rc == 0)
		rc = store_meta_get_int(st, "seen_ms", &seen);
	st->seen_ms = seen;
	return rc < 0 ? err_set(err, -rc, "the store's own tables cannot be read") : 0;
}

/* --- The clock -------------------------------------------------------------------------- */

/* Also when the clock was set back: what counts is where it was seen last. */
int store_core_stamp(struct store *st, int64_t now_ms)
{
	int64_t since = now_ms - st->seen_ms;
	int rc;

	if (since >= 0 && since < STORE_STAMP_MS)
		return 0;
	rc = store_meta_set_int(st, "seen_ms", now_ms);
	if (rc == 0)
		st->seen_ms = now_ms;
	return rc;
}

int store_clock_check(struct store *st, int64_t now_ms, int64_t *behind_ms)
{
	int64_t behind = st->seen_ms - now_ms;

	*behind_ms = behind >= STORE_STAMP_MS ? behind : 0;
	return st->failed ? -EIO : 0;
}

/* --- The erased ----------------------------------------------------------------------------- */

int store_core_erased_add(struct store *st, int64_t person_id, int64_t at_ms)
{
	struct query *q = query(st, CORE_ERASED_ADD);

	q_int(q, "$id", person_id);
	q_int(q, "$at", at_ms);
	return q_do(q);
}

int store_core_erased_has(struct store *st, int64_t person_id)
{
	struct query *q = query(st, CORE_ERASED_HAS);
	int64_t one;

	q_int(q, "$id", person_id);
	return q_get_int(q, &one);
}

int store_core_erased_next(struct store *st, int64_t after_id, int64_t *id, int64_t *at_ms)
{
	struct query *q = query(st, CORE_ERASED_NEXT);
	int rc;

	q_int(q, "$after", after_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*id = q_col_int(q, 0);
	*at_ms = q_col_int(q, 1);
	q_done(q);
	return 1;
}
