/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * store/: everything that must still be true after a power cut.  SQLite (one
 * file, one connection), the keys, the emergency journal.  SQL lives here and
 * nowhere else: each family of tables has a header of its own that says what
 * care/, sms/ and voice/ may ask of it:
 *
 *   store_inbox.h    texts that came in; parts of long ones
 *   store_outbox.h   texts on their way out
 *   store_due.h      everything that waits
 *   store_keys.h     the keys: their files, erasing, the blind index
 *   store_batch.h    which messages are being worked on (the crash-loop guard)
 *   store_journal.h  where a message goes when the database cannot take it
 *   store_backup.h   copies, and what is to be done after a restore
 *   store_<family>.h people, queue, incidents, ...: see docs/store.md
 *
 * This header: opening, transactions, failure, sealing.
 *
 * Files in the state directory (0700):
 *   warmline.db, warmline.db-wal   the database
 *   journal                        the emergency journal, preallocated
 *   batch                          which messages are being worked on now
 *   keys/ (or elsewhere)           master.key, people.keys, erased.list
 *
 * One rule for callers: a negative result inside a transaction means that
 * nothing of that step may stay: roll the savepoint (or all) back.
 */
#include "base/base.h"

struct store;

struct store_options {
	const char *dir;	/* the state directory; must exist */
	const char *keys_dir;	/* NULL: <dir>/keys.  Better on another disk or backup path */
	const char *vfs;	/* NULL: SQLite's own.  Tests put theirs here */
	int cache_kib;		/* page cache; 0: 16384 */
	int journal_records;	/* of 1 KiB, when the journal is first made; 0: 4096 */
	bool create;		/* the first start: make database and keys when BOTH are missing */
	/* Told once when the store fails for good, from inside the failing call:
	 * may only note it (set a flag, arm a late call-back), not call the store. */
	void (*failed)(void *arg, int code, const char *what);
	void *failed_arg;
};

/*
 * Opens, checks, migrates and prepares every statement; the store is a talloc
 * child of ctx and is closed by talloc_free().  Open after every fork (POSIX
 * locks do not pass to a child, and a child's close would drop them).
 * NULL with err, and errno:
 *   ENOENT        no database here, and `create` was not set
 *   ENOKEY        there is a database but the master key is missing
 *   EKEYREJECTED  the master key is not the one of this database, or is damaged
 *   EBUSY         another process has the database open
 *   EPROTO        the schema is newer than this program, or of another build
 *   EUCLEAN       the database or the key file is damaged
 *   EIO, ENOSPC, EACCES, ...  the disk says so
 * With all of them warmlined goes on with the journal and the pager alone.
 */
struct store *store_open(void *ctx, const struct store_options *options, struct err *err);

const char *store_dir(const struct store *st);

/* --- Transactions ------------------------------------------------------------ *
 * One for each turn of the loop; within it one savepoint for each message or
 * due step, so that one that goes wrong takes nothing else with it.  Reading
 * is allowed outside of a transaction, writing is not (MUST).
 *
 * store_begin(): now_ms is the wall clock; it is stamped into the database
 * about every 10 s, for store_clock_check().
 * store_commit(): 0 means: on disk.  New keys are synced first.  Anything
 * else is final (see below), and what of it is on disk is then unknown: do
 * not acknowledge; the messages come again and their UUIDs say what was done. */
int store_begin(struct store *st, int64_t now_ms) MUST_CHECK;
int store_commit(struct store *st) MUST_CHECK;
void store_rollback(struct store *st);
bool store_in_tx(const struct store *st);

/* Savepoints nest (to STORE_SAVEPOINT_DEPTH); each is released or rolled back. */
enum { STORE_SAVEPOINT_DEPTH = 4 };
int store_savepoint(struct store *st) MUST_CHECK;
int store_savepoint_release(struct store *st) MUST_CHECK;
void store_savepoint_rollback(struct store *st);

/* For what keeps in memory a likeness of rows (a cache, a waiting list): told
 * at once after each end, so that the likeness can follow.  Must not call
 * the store.  Freed with talloc_free(). */
enum store_end { STORE_COMMITTED, STORE_ROLLED_BACK, STORE_SAVEPOINT_ROLLED_BACK };
struct store_watch;
struct store_watch *store_watch_new(void *ctx, struct store *st,
				    void (*cb)(void *arg, enum store_end end), void *arg);

/* To be called when the acknowledgements are out: moves the write-ahead log
 * into the database if it has grown (a few ms), so that no commit has to. */
int store_tidy(struct store *st) MUST_CHECK;

/* --- Failure ------------------------------------------------------------------- *
 * A failed commit or fsync, an I/O error, a full disk, a damaged page: final.
 * After a failed fsync nobody knows what is on disk, and asking again lies
 * (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020).
 * From then on every call answers -EIO; warmlined goes to the journal,
 * alarms, and ends itself so that the supervisor starts it afresh. */
bool store_failed(const struct store *st);

/* --- The wall clock --------------------------------------------------------------- *
 * At start: how far the wall clock is behind what was last seen, in ms; 0 when
 * it is not (or by less than 10 s).  If it is, the caller rebases the waits
 * (store_due_rebase()) and lets every incident's clock fire at once. */
int store_clock_check(struct store *st, int64_t now_ms, int64_t *behind_ms) MUST_CHECK;

/* --- Sealing ------------------------------------------------------------------------ *
 * Numbers, texts, names, notes: libsodium XChaCha20-Poly1305 (random 24-byte
 * nonce), bound to where it stands: column ("person.name"), row and key, so a
 * sealed value copied to another row does not open.
 *
 * person_id says whose key; erasing a person destroys it, and with it every
 * value here and in every backup.  Everybody with a key of their own (member,
 * peer, staff) has their id from store_new_id(st, "person").  A key is made at
 * the first seal and is on disk before the row is.  STORE_SERVICE: the
 * service's own key, for what belongs to no person.
 *
 * store_seal(): *out is a talloc child of ctx, STORE_SEAL_OVERHEAD longer
 * than plain.  -ENOKEY: that person has been erased.
 * store_unseal(): *out is a child of ctx.  -ENOKEY: erased; -EBADMSG: damaged,
 * or not of this place. */
enum { STORE_SERVICE = 0 };
enum { STORE_SEAL_OVERHEAD = 1 + 24 + 16 };
struct store_place {
	const char *column;	/* "table.column": a literal; part of the seal for ever */
	int64_t row_id;
	int64_t person_id;
};
int store_seal(struct store *st, void *ctx, struct store_place place, struct view plain,
	       struct view *out) MUST_CHECK;
int store_unseal(struct store *st, void *ctx, struct store_place place, struct view sealed,
		 struct secret **out) MUST_CHECK;

/* The keyed blind index: finds a row by a number without keeping the number.
 * `purpose` parts the indexes ("number", "email", ...), so that equal values
 * of two kinds do not look equal.  Always over the canonical form (E.164). */
enum { STORE_INDEX_LEN = 16 };
struct store_index {
	uint8_t b[STORE_INDEX_LEN];
};
struct store_index store_index(struct store *st, const char *purpose, const struct secret *value);
