// SPDX-License-Identifier: AGPL-3.0-or-later
/* Transactions, savepoints, and who is told of their end. */
#include "store/store_priv.h"

struct store_watch {
	struct llist_head list;
	void (*cb)(void *arg, enum store_end end);
	void *arg;
};

static int watch_free(struct store_watch *w)
{
	llist_del(&w->list);
	return 0;
}

struct store_watch *store_watch_new(void *ctx, struct store *st,
				    void (*cb)(void *arg, enum store_end end), void *arg)
{
	struct store_watch *w = talloc_zero(ctx, struct store_watch);

	if (!w)
		base_oom();
	w->cb = cb;
	w->arg = arg;
	llist_add_tail(&w->list, &st->watches);
	talloc_set_destructor(w, watch_free);
	return w;
}

static void ended(struct store *st, enum store_end end)
{
	struct store_watch *w;

	store_marks_ended(st, end);
	store_due_ended(st, end);
	llist_for_each_entry(w, &st->watches, list)
		w->cb(w->arg, end);
}

static int tx(struct store *st, int statement, const char *what)
{
	struct query *q = &st->tx[statement];
	int rc = sqlite3_step(q->stmt);

	(void)sqlite3_reset(q->stmt);
	if (rc == SQLITE_DONE)
		return 0;
	if (rc == SQLITE_NOMEM)
		base_oom();
	/* Whatever it is: a transaction that cannot begin or end is the end. */
	LOGP(DSTORE, LOGL_ERROR, "SQLite says %d: %s\n", rc, sqlite3_errmsg(st->db));
	return store_fail(st, (rc & 0xff) == SQLITE_FULL ? ENOSPC : EIO, what);
}

bool store_failed(const struct store *st)
{
	return st->failed;
}

bool store_in_tx(const struct store *st)
{
	return st->in_tx;
}

int store_begin(struct store *st, int64_t now_ms)
{
	int rc;

	MUST(!st->in_tx);
	if (st->failed)
		return -EIO;
	rc = tx(st, TX_BEGIN, "BEGIN");
	if (rc < 0)
		return rc;
	st->in_tx = true;
	st->now_ms = now_ms;
	st->depth = 0;
	rc = store_core_stamp(st, now_ms);
	if (rc < 0)
		store_rollback(st);
	return rc;
}

/*
 * Why a crash at each line is safe:
 *   before the keys are synced   nothing of the transaction is there;
 *   after, before COMMIT         keys that no row uses: harmless;
 *   within COMMIT                the log decides: all or nothing; nobody was
 *                                told, so the messages come again;
 *   after, before the erased keys are destroyed: the next start does it, for
 *                                the database says who is erased.
 */
int store_commit(struct store *st)
{
	int rc;

	MUST(st->in_tx && st->depth == 0);
	store_query_reset_all(st, false);
	rc = st->failed ? -EIO : store_keys_sync(st);
	if (rc == 0)
		rc = tx(st, TX_COMMIT, "COMMIT");
	if (rc < 0) {
		store_rollback(st);
		return -EIO;
	}
	st->in_tx = false;
	rc = store_keys_ended(st, STORE_COMMITTED);
	ended(st, STORE_COMMITTED);
	if (rc == 0 && st->wal_pages >= STORE_WAL_MAX_PAGES)
		rc = store_tidy(st);
	return rc;
}

void store_rollback(struct store *st)
{
	MUST(st->in_tx);
	store_query_reset_all(st, true);
	/* After some errors SQLite has rolled back by itself. */
	if (!sqlite3_get_autocommit(st->db))
		(void)tx(st, TX_ROLLBACK, "ROLLBACK");
	st->in_tx = false;
	st->depth = 0;
	if (store_keys_ended(st, STORE_ROLLED_BACK) < 0)
		MUST(st->failed);
	ended(st, STORE_ROLLED_BACK);
}

int store_savepoint(struct store *st)
{
	int rc;

	MUST(st->in_tx && st->depth < STORE_SAVEPOINT_DEPTH);
	if (st->failed)
		return -EIO;
	rc = tx(st, TX_SAVE, "SAVEPOINT");
	if (rc == 0)
		st->depth++;
	return rc;
}

int store_savepoint_release(struct store *st)
{
	MUST(st->in_tx && st->depth > 0);
	st->depth--;
	if (st->failed)
		return -EIO;
	return tx(st, TX_RELEASE, "RELEASE");
}

/* With the same name again and again, SQLite takes the innermost. */
void store_savepoint_rollback(struct store *st)
{
	MUST(st->in_tx && st->depth > 0);
	st->depth--;
	store_query_reset_all(st, true);
	if (!st->failed && tx(st, TX_BACK, "ROLLBACK TO") == 0 &&
	    tx(st, TX_RELEASE, "RELEASE") < 0)
		MUST(st->failed);
	ended(st, STORE_SAVEPOINT_ROLLED_BACK);
}

int store_tidy(struct store *st)
{
	int rc, in_log, moved;

	MUST(!st->in_tx);
	if (st->failed)
		return -EIO;
	if (st->wal_pages < STORE_WAL_TIDY_PAGES)
		return 0;
	rc = sqlite3_wal_checkpoint_v2(st->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
	if (rc != SQLITE_OK)
		return store_sqlite_error(st, sqlite3_extended_errcode(st->db), "checkpoint");
	if (moved == in_log)
		st->wal_pages = 0;
	return 0;
}
