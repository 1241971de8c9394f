/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * For the families of store/ only: statements, ids, sealing into statements.
 *
 * A family is
 *   schema/1-<family>.sql   its tables (STRICT, CHECKs), listed in local.mk
 *   store_<family>.h        its manual: what others may ask
 *   store_<family>.c        an enum, an array of SQL in the same order, and
 *                           one short function for each question
 * and one line in families.def.  It looks like this:
 *
 *	#define STORE_FAMILY STORE_FAMILY_thing
 *	#include "store/store_int.h"
 *	#include "store/store_thing.h"
 *
 *	enum { THING_BY_ID, THING_ADD };
 *	static const char *const sql[] = {
 *		[THING_BY_ID] = "SELECT state, name FROM thing WHERE id = $id",
 *		[THING_ADD] = "INSERT INTO thing (id, state, name) VALUES ($id, $state, $name)",
 *	};
 *	static const char *const tables[] = { "thing", NULL };
 *	const struct store_family store_family_thing = {
 *		.name = "thing", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
 *	};
 *
 *	int store_thing_add(struct store *st, int64_t person_id, const struct secret *name)
 *	{
 *		int64_t id = store_new_id(st, "thing");
 *		struct query *q = query(st, THING_ADD);
 *
 *		q_int(q, "$id", id);
 *		q_int(q, "$state", THING_NEW);
 *		q_seal(q, "$name", (struct store_place){ "thing.name", id, person_id }, name);
 *		return q_run(q);
 *	}
 *
 * Every statement is prepared at the start: a typo stops the program there.
 */
#include "store/store.h"
#include "store/store_keys.h"

enum store_family_id {
#define FAMILY(name) STORE_FAMILY_##name,
#include "store/families.def"
#undef FAMILY
	STORE_FAMILIES
};

struct store_family {
	const char *name;
	const char *const *sql;		/* indexed by the family's own enum */
	int sql_len;
	const char *const *tables;	/* those whose ids store_new_id() gives; NULL-terminated */
	/* After everything is prepared (NULL: nothing to do): read small settings
	 * into memory, never tables. */
	int (*opened)(struct store *st, struct err *err);
};

/* --- Ids ---------------------------------------------------------------------- *
 * Known before the insert, because the seal binds the row's id.  Never given
 * twice, also not after a deletion or a restart (ids are reserved in blocks,
 * table store_mark); only what was rolled back before a restart may come
 * again.  Only inside a transaction. */
int64_t store_new_id(struct store *st, const char *table);

/* --- Queries -------------------------------------------------------------------- *
 * query() takes a prepared statement, unbound; it is busy until q_run(), the
 * q_row() that returns no row, q_get_*() or q_done().  Taking a busy one is a
 * MUST: it would restart the loop that is reading from it.  So in a walk that
 * may come back to itself, copy the rows out first.
 *
 * Binding: "$name" as in the SQL; what is not bound is NULL; a name that is not
 * there is a MUST.  Text and bytes are not copied: they must live until the
 * query is run or done. */
struct query;
struct query *store_query(struct store *st, enum store_family_id family, int index);
#define query(st, index) store_query((st), STORE_FAMILY, (index))

void q_int(struct query *q, const char *name, int64_t value);
void q_null_int(struct query *q, const char *name, int64_t value);	/* 0 is NULL */
void q_text(struct query *q, const char *name, const char *text);	/* NULL is NULL */
void q_blob(struct query *q, const char *name, const void *data, size_t len);
void q_index(struct query *q, const char *name, const struct store_index *index);
/* Seals and binds.  An error (an erased person: -ENOKEY) is kept, and is what
 * q_run() or q_row() then answers.  A NULL value is NULL. */
void q_seal(struct query *q, const char *name, struct store_place place,
	    const struct secret *value);
void q_seal_view(struct query *q, const char *name, struct store_place place, struct view value);

/* To the end.  How many rows were changed, or negative:
 *   -EEXIST  a UNIQUE or PRIMARY KEY says it is there
 *   -EINVAL  another constraint (our mistake, or a value nobody thought of)
 *   -EIO     the store has failed */
int q_run(struct query *q) MUST_CHECK;
/* The same where the number says nothing: 0, or negative. */
int q_do(struct query *q) MUST_CHECK;
/* The same where it is one row or none: 1 it was changed, 0 there was none. */
int q_did(struct query *q) MUST_CHECK;
/* The next row: 1; 0 when there is none (the query is then done); negative. */
int q_row(struct query *q) MUST_CHECK;
void q_done(struct query *q);
/* The one row of one column: 1, 0 (none, or NULL; *out is then untouched), negative. */
int q_get_int(struct query *q, int64_t *out) MUST_CHECK;
/* The first column of each row, at most max of them (binds $max): how many, or negative. */
int q_ints(struct query *q, int64_t *out, int max) MUST_CHECK;

/* Columns of the present row, counted from 0. */
int64_t q_col_int(struct query *q, int col);		/* NULL is 0 */
bool q_col_null(struct query *q, int col);
const char *q_col_text(struct query *q, int col);	/* until the next q_row(); "" for NULL */
struct view q_col_view(struct query *q, int col);	/* likewise; len 0 for NULL */
char *q_col_strdup(struct query *q, int col, void *ctx); /* NULL for NULL */
/* *out is a child of ctx, or NULL for NULL.  -ENOKEY, -EBADMSG as store_unseal(). */
int q_col_unseal(struct query *q, int col, void *ctx, struct store_place place,
		 struct secret **out) MUST_CHECK;
/* For rows that outlive their person: of somebody who was erased *out is NULL, and that is
 * no error. */
int q_col_unseal_left(struct query *q, int col, void *ctx, struct store_place place,
		      struct secret **out) MUST_CHECK;

/* Deletes from the oldest row on, up to the first that is too young (ids rise with time), and
 * passes over those that stay (they are few).  `oldest` takes $after and gives id, state and
 * time of the next row, `remove` takes $id.  How many, at most max. */
struct store_pruning {
	enum store_family_id family;
	int oldest, remove;
	bool (*stays)(int64_t state);
};
int store_prune(struct store *st, const struct store_pruning *p, int64_t before_ms, int max)
	MUST_CHECK;

/* Inside the room: what SQLite said, as an errno; the final ones fail the store. */
int store_sqlite_error(struct store *st, int rc, const char *what);
/* The store fails now, for good.  Returns -EIO. */
int store_fail(struct store *st, int code, const char *what);
