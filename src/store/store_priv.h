/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The inside of the store: for store.c, store_tx.c, store_query.c,
 * store_core.c and the key files.  A family never includes this.
 */
#include <sqlite3.h>
#include <osmocom/core/linuxlist.h>

#include "store/store_int.h"

enum {
	STORE_WAL_TIDY_PAGES = 1000,	/* store_tidy() moves the log from here on, */
	STORE_WAL_MAX_PAGES = 8000,	/* and the commit itself from here on */
	STORE_MARK_BLOCK = 1000,	/* ids reserved at once */
	STORE_STAMP_MS = 10000,		/* how often the clock is stamped */
};
#define STORE_APPLICATION_ID 0x57524d4c	/* "WRML" */

/* One string for each migration, made by schema/embed.awk. */
extern const char *const store_schema[];
extern const int store_schema_len;

#define FAMILY(name) extern const struct store_family store_family_##name;
#include "store/families.def"
#undef FAMILY

struct query {
	struct store *st;
	sqlite3_stmt *stmt;
	const char *sql;
	void *scratch;		/* sealed values, until done */
	struct llist_head busy;	/* in st->busy while in use */
	int error;		/* kept from binding */
	bool in_use;
};

struct store_mark {
	const char *table;
	int64_t next, reserved, persisted;
};

enum { TX_BEGIN, TX_COMMIT, TX_ROLLBACK, TX_SAVE, TX_RELEASE, TX_BACK, TX_STATEMENTS };

struct store_keys;
struct store_audit_chain;

struct store {
	struct store_options options;
	sqlite3 *db;
	struct query *queries[STORE_FAMILIES];
	struct query tx[TX_STATEMENTS];
	struct llist_head busy;
	struct llist_head watches;
	struct store_mark *marks;
	int marks_len;
	struct store_keys *keys;
	struct store_audit_chain *audit;
	uint8_t wire_name[6];		/* see store_out_uuid() */
	int64_t seen_ms;		/* the clock stamp in the database */
	int64_t now_ms;			/* of the transaction: wl_now() of the triggers */
	/* How far the wall clock was stepped since the database was made: wall
	 * time less this is steady time (store_due.c). */
	int64_t clock_steps_ms, clock_steps_committed_ms;
	int wal_pages;
	int depth;			/* of savepoints */
	bool in_tx;
	bool opened;			/* from here on errors are final */
	bool failed;
};

/* store_query.c */
int store_query_prepare(struct store *st, struct query *q, const char *sql, struct err *err)
	MUST_CHECK;
void store_query_reset_all(struct store *st, bool expected);
void store_query_finish(struct query *q);

/* store_core.c */
int store_core_load(struct store *st, struct err *err) MUST_CHECK;
void store_marks_ended(struct store *st, enum store_end end);
void store_mark_at_least(struct store *st, const char *table, int64_t next);
int store_core_stamp(struct store *st, int64_t now_ms) MUST_CHECK;
int store_core_erased_add(struct store *st, int64_t person_id, int64_t at_ms) MUST_CHECK;
int store_core_erased_has(struct store *st, int64_t person_id) MUST_CHECK;
/* The next erased person of the database after this one: 1, 0, negative. */
int store_core_erased_next(struct store *st, int64_t after_id, int64_t *id, int64_t *at_ms)
	MUST_CHECK;
int store_meta_get_int(struct store *st, const char *name, int64_t *out) MUST_CHECK;
int store_meta_set_int(struct store *st, const char *name, int64_t value) MUST_CHECK;

/* store_due.c */
void store_due_ended(struct store *st, enum store_end end);

/* store_tally.c: wl_now(), wl_bucket() for the triggers of schema/1-event.sql and 1-tally.sql. */
int store_functions_add(struct store *st) MUST_CHECK;

/* migrate.c */
int store_migrate(struct store *st, struct err *err) MUST_CHECK;

/* store_keys.c */
/* The master key; then, when the database is locked for us, the other files
 * (a second process must not cut the key file's tail while we append). */
int store_keys_open(struct store *st, bool create, struct err *err) MUST_CHECK;
int store_keys_files(struct store *st, struct err *err) MUST_CHECK;
int store_keys_replay(struct store *st, struct err *err) MUST_CHECK;
int store_keys_sync(struct store *st) MUST_CHECK;
int store_keys_ended(struct store *st, enum store_end end) MUST_CHECK;
int64_t store_keys_max_person(struct store *st);
bool store_keys_have_people(struct store *st);
const char *store_keys_path(struct store *st);
const char *store_keys_list_path(struct store *st);
void store_keys_journal(struct store *st, uint8_t public_key[32], uint8_t secret_key[32]);

/* journal.c: store_journal_next() with the keys at hand. */
struct store_journal;
struct store_journal_entry;
int store_journal_read(struct store_journal *j, const uint8_t public_key[32],
		       const uint8_t secret_key[32], void *ctx, uint64_t *pos,
		       struct store_journal_entry *out) MUST_CHECK;
