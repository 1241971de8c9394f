// SPDX-License-Identifier: AGPL-3.0-or-later
/* Prepared statements: taking, binding, stepping; what SQLite's answers mean. */
#include "store/store_priv.h"

int store_fail(struct store *st, int code, const char *what)
{
	if (st->failed)
		return -EIO;
	st->failed = true;
	LOGP(DSTORE, LOGL_FATAL, "the store has failed for good: %s (%s)\n", what, strerror(code));
	if (st->options.failed)
		st->options.failed(st->options.failed_arg, code, what);
	return -EIO;
}

static int errno_of_sqlite(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return EBUSY;
	case SQLITE_FULL:
		return ENOSPC;
	case SQLITE_READONLY:
		return EROFS;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return EUCLEAN;
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return EACCES;
	default:
		return EIO;
	}
}

/* sqlite3_errmsg() names tables and columns, never values, so it may be logged. */
int store_sqlite_error(struct store *st, int rc, const char *what)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return -EEXIST;
	}
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		base_oom();
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		LOGP(DSTORE, LOGL_ERROR, "a row was refused: %s\n", sqlite3_errmsg(st->db));
		return -EINVAL;
	}
	LOGP(DSTORE, LOGL_ERROR, "SQLite says %d: %s\n", rc, sqlite3_errmsg(st->db));
	if (!st->opened)
		return -errno_of_sqlite(rc);
	return store_fail(st, errno_of_sqlite(rc), what);
}

int store_query_prepare(struct store *st, struct query *q, const char *sql, struct err *err)
{
	int rc = sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);

	q->st = st;
	q->sql = sql;
	if (rc == SQLITE_NOMEM)
		base_oom();
	if (rc != SQLITE_OK)
		return err_set(err, (rc & 0xff) == SQLITE_ERROR ? EPROTO : errno_of_sqlite(rc),
			       "%s in \"%.120s\"", sqlite3_errmsg(st->db), sql);
	return 0;
}

void store_query_finish(struct query *q)
{
	sqlite3_finalize(q->stmt);
	q->stmt = NULL;
}

struct query *store_query(struct store *st, enum store_family_id family, int index)
{
	struct query *q = &st->queries[family][index];

	MUST(!q->in_use);
	q->in_use = true;
	q->error = st->failed ? -EIO : 0;
	llist_add(&q->busy, &st->busy);
	return q;
}

void q_done(struct query *q)
{
	if (!q->in_use)
		return;
	/* The result repeats what the last step said already. */
	(void)sqlite3_reset(q->stmt);
	(void)sqlite3_clear_bindings(q->stmt);
	if (q->scratch) {
		talloc_free(q->scratch);
		q->scratch = NULL;
	}
	q->in_use = false;
	llist_del(&q->busy);
}

/* A statement left in the middle would keep its snapshot, and the log could
 * never be moved into the database.  At a rollback that is what an early
 * return does; at a commit it is somebody's missing q_done(). */
void store_query_reset_all(struct store *st, bool expected)
{
	struct query *q, *next;

	llist_for_each_entry_safe(q, next, &st->busy, busy) {
		if (!expected)
			LOGP(DSTORE, LOGL_ERROR, "a query was not done at the commit: %s\n",
			     q->sql);
		q_done(q);
	}
}

/* --- Binding ------------------------------------------------------------------ */

static int param(struct query *q, const char *name)
{
	int i = sqlite3_bind_parameter_index(q->stmt, name);

	if (i <= 0) {
		LOGP(DSTORE, LOGL_FATAL, "no parameter %s in: %s\n", name, q->sql);
		MUST(i > 0);
	}
	MUST(q->in_use);
	return i;
}

static void bound(int rc)
{
	if (rc == SQLITE_NOMEM)
		base_oom();
	MUST(rc == SQLITE_OK);
}

void q_int(struct query *q, const char *name, int64_t value)
{
	bound(sqlite3_bind_int64(q->stmt, param(q, name), value));
}

void q_null_int(struct query *q, const char *name, int64_t value)
{
	if (value)
		q_int(q, name, value);
	else
		(void)param(q, name);
}

void q_text(struct query *q, const char *name, const char *text)
{
	bound(sqlite3_bind_text(q->stmt, param(q, name), text, -1, SQLITE_STATIC));
}

void q_blob(struct query *q, const char *name, const void *data, size_t len)
{
	bound(sqlite3_bind_blob64(q->stmt, param(q, name), data ? data : "", len, SQLITE_STATIC));
}

void q_index(struct query *q, const char *name, const struct store_index *index)
{
	q_blob(q, name, index->b, sizeof(index->b));
}

void q_seal_view(struct query *q, const char *name, struct store_place place, struct view value)
{
	struct view sealed;
	int rc;

	if (!q->scratch)
		q->scratch = talloc_named_const(q->st, 0, "sealed values");
	rc = store_seal(q->st, q->scratch, place, value, &sealed);
	if (rc == 0)
		q_blob(q, name, sealed.data, sealed.len);
	else if (!q->error)
		q->error = rc;
}

void q_seal(struct query *q, const char *name, struct store_place place,
	    const struct secret *value)
{
	if (value)
		q_seal_view(q, name, place, (struct view){
			(const uint8_t *)secret_reveal(value), secret_len(value) });
	else
		(void)param(q, name);
}

/* --- Running ------------------------------------------------------------------- */

int q_row(struct query *q)
{
	int rc;

	MUST(q->in_use);
	if (q->error) {
		rc = q->error;
		q_done(q);
		return rc;
	}
	MUST(q->st->in_tx || !q->st->opened || sqlite3_stmt_readonly(q->stmt));
	rc = sqlite3_step(q->stmt);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		rc = store_sqlite_error(q->st, sqlite3_extended_errcode(q->st->db), q->sql);
	else
		rc = 0;
	q_done(q);
	return rc;
}

int q_run(struct query *q)
{
	bool writes = !sqlite3_stmt_readonly(q->stmt);
	int rc;

	do
		rc = q_row(q);
	while (rc == 1);
	if (rc < 0)
		return rc;
	return writes ? sqlite3_changes(q->st->db) : 0;
}

int q_do(struct query *q)
{
	int rc = q_run(q);

	return rc < 0 ? rc : 0;
}

int q_did(struct query *q)
{
	int rc = q_run(q);

	return rc > 0 ? 1 : rc;
}

int q_get_int(struct query *q, int64_t *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	rc = !q_col_null(q, 0);
	if (rc)
		*out = q_col_int(q, 0);
	q_done(q);
	return rc;
}

int q_ints(struct query *q, int64_t *out, int max)
{
	int n = 0, rc = 0;

	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		out[n++] = q_col_int(q, 0);
	q_done(q);
	return rc < 0 ? rc : n;
}

int store_prune(struct store *st, const struct store_pruning *p, int64_t before_ms, int max)
{
	int64_t after = 0;
	int n = 0, rc;

	while (n < max) {
		struct query *q = store_query(st, p->family, p->oldest);
		int64_t state, at_ms;

		q_int(q, "$after", after);
		rc = q_row(q);
		if (rc != 1)
			return rc < 0 ? rc : n;
		after = q_col_int(q, 0);
		state = q_col_int(q, 1);
		at_ms = q_col_int(q, 2);
		q_done(q);
		if (at_ms >= before_ms)
			return n;
		if (p->stays(state))
			continue;
		q = store_query(st, p->family, p->remove);
		q_int(q, "$id", after);
		rc = q_run(q);
		if (rc < 0)
			return rc;
		n++;
	}
	return n;
}

int64_t q_col_int(struct query *q, int col)
{
	return sqlite3_column_int64(q->stmt, col);
}

bool q_col_null(struct query *q, int col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_NULL;
}

const char *q_col_text(struct query *q, int col)
{
	const unsigned char *t = sqlite3_column_text(q->stmt, col);

	return t ? (const char *)t : "";
}

struct view q_col_view(struct query *q, int col)
{
	const void *data = sqlite3_column_blob(q->stmt, col);

	return (struct view){ data, (size_t)sqlite3_column_bytes(q->stmt, col) };
}

char *q_col_strdup(struct query *q, int col, void *ctx)
{
	char *s;

	if (q_col_null(q, col))
		return NULL;
	s = talloc_strdup(ctx, q_col_text(q, col));
	if (!s)
		base_oom();
	return s;
}

int q_col_unseal(struct query *q, int col, void *ctx, struct store_place place,
		 struct secret **out)
{
	*out = NULL;
	if (q_col_null(q, col))
		return 0;
	return store_unseal(q->st, ctx, place, q_col_view(q, col), out);
}

int q_col_unseal_left(struct query *q, int col, void *ctx, struct store_place place,
		      struct secret **out)
{
	int rc = q_col_unseal(q, col, ctx, place, out);

	if (rc != -ENOKEY)
		return rc;
	*out = NULL;
	return 0;
}
