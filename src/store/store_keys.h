/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The keys.  Three files in the keys directory (0700; the files 0600):
 *
 *   master.key   three lines of text that an operator can write down for the
 *                recovery kit: the master key, the index key, a check.  Never
 *                in a backup.
 *   people.keys  fixed records, appended: one key for each person, sealed by
 *                the master key.  Its backups live for days.
 *   erased.list  a line for each erased person: their id (which means nothing
 *                to anyone else) and when.  Copied along with every backup and
 *                replayed on a restore, so that the erased stay erased.
 *
 * From the master key come, by derivation, the service's key, the journal's
 * key pair and whatever store_keys_derive() is asked for.  In memory keys
 * live in sodium_malloc(): locked, guarded, left out of core dumps.
 */
#include "store/store.h"

/* Erasing.  Inside the transaction in which the person's rows go: notes it in
 * the database; the commit then destroys the key (list, tombstone, the record
 * overwritten, synced).  If the process dies in between, the next start does.
 * From the commit on nothing of that person opens. */
int store_keys_erase(struct store *st, int64_t person_id, int64_t now_ms) MUST_CHECK;
bool store_keys_erased(struct store *st, int64_t person_id);

/* After a restore: the database is older than the list of the erased.  Gives
 * the next person after after_id who is on the list but whose erasure this
 * database does not know: 1 and *id, or 0.  For each the caller runs the same
 * erasure again.  (Their keys were destroyed already when the store opened.) */
int store_keys_next_unerased(struct store *st, int64_t after_id, int64_t *id) MUST_CHECK;

/* 32 bytes for a purpose of its own (the audit chain, ...): always the same
 * for the same database and name. */
enum { STORE_KEY_LEN = 32 };
void store_keys_derive(struct store *st, const char *purpose, uint8_t out[STORE_KEY_LEN]);

/* The blind index without a store, for the emergency lane: the same person
 * must have the same name there.  dir and keys_dir as in struct store_options.
 * NULL: no key file that can be read. */
struct store_indexer;
struct store_indexer *store_indexer_open(void *ctx, const char *dir, const char *keys_dir);
struct store_index store_indexer_of(const struct store_indexer *x, const char *purpose,
				    const struct secret *value);

/* For `show` and the counters. */
struct store_keys_stats { int64_t live, erased, damaged; };
struct store_keys_stats store_keys_stats(struct store *st);
