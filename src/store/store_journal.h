/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The emergency journal: where a message goes when the database cannot take
 * it (locked, damaged, full or read-only disk, its key missing).  A file of
 * fixed records, written in full beforehand, so that accepting a message
 * needs no free block, no memory and no key: entries are sealed to a public
 * key that stands in the file, and synced (O_DSYNC) before the call returns.
 * When the store is back, what is there is replayed by its UUID.
 *
 * Works without the store.  Nothing here allocates after the opening.
 */
#include "base/base.h"

struct store;
struct store_journal;

enum { STORE_JOURNAL_RECORD = 1024, STORE_JOURNAL_ENTRY_MAX = 7000 };

enum store_journal_kind {		/* stored: never renumber */
	STORE_JOURNAL_MO = 1,		/* a box frame as it came */
	STORE_JOURNAL_DLR = 2,		/* a delivery report, likewise */
	STORE_JOURNAL_ANSWERED = 3,	/* the fixed safety text went out to this message */
	STORE_JOURNAL_ALARM = 4,	/* the pager's: an alarm went out */
	STORE_JOURNAL_ACK = 5,		/* the pager's: somebody answered it */
};

/* <dir>/journal, as made by store_open().  NULL with err (ENOENT, EUCLEAN, ...). */
struct store_journal *store_journal_open(void *ctx, const char *dir, struct err *err);
/* Makes it: `records` of STORE_JOURNAL_RECORD bytes, sealed to public_key. */
int store_journal_create(const char *dir, int records, const uint8_t public_key[32],
			 struct err *err) MUST_CHECK;

/* 0: on disk.  -ENOSPC: the journal is full; -EMSGSIZE; -EIO: no record could
 * be written.  Then do not acknowledge: bearerbox keeps it. */
int store_journal_append(struct store_journal *j, enum store_journal_kind kind,
			 const uint8_t uuid[16], int64_t at_ms, struct view data) MUST_CHECK;

struct store_journal_stats { int records, used, entries, damaged; };
struct store_journal_stats store_journal_stats(const struct store_journal *j);

/* Replay, in the order of appending.  data is a child of ctx.  1, or 0 at the
 * end; -EBADMSG: an entry that does not open (skipped next time; it stays in
 * the file).  *pos starts at 0.
 *
 * In one transaction of the store: do what the entry says (store_inbox_add()
 * answers -EEXIST if it was done before), commit, then store_journal_replayed():
 * it overwrites the entry.  Dying in between means that it comes again. */
struct store_journal_entry {
	uint64_t seq;
	enum store_journal_kind kind;
	uint8_t uuid[16];
	int64_t at_ms;
	struct secret *data;
};
int store_journal_next(struct store_journal *j, struct store *st, void *ctx, uint64_t *pos,
		       struct store_journal_entry *out) MUST_CHECK;
int store_journal_replayed(struct store_journal *j, uint64_t seq) MUST_CHECK;
