/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Copies.  The database is copied by SQLite's backup interface, from inside the
 * process, some pages each turn; writing goes on meanwhile.  The key file is
 * copied apart: backups of keys are to live for days, those of data for weeks,
 * so that erasing a person reaches the backups too.
 *
 * A restore is: stop, put the files in place, open, store_backup_restored(),
 * erase again whomever store_keys_next_unerased() names.
 */
#include "store/store.h"

struct store_backup;
/* All write to <path>.part, sync it, and rename it at the end.  NULL with
 * err.  talloc_free() abandons and removes the part file. */
struct store_backup *store_backup_database(void *ctx, struct store *st, const char *path,
					   struct err *err);
struct store_backup *store_backup_keys(void *ctx, struct store *st, const char *path,
				       struct err *err);
/* The list of the erased, which goes along with each of the two. */
struct store_backup *store_backup_erased(void *ctx, struct store *st, const char *path,
					 struct err *err);
/* One slice (about 256 KiB), outside of a transaction: 1 there is more, 0 done,
 * or negative: given up.  A failing backup does not fail the store. */
int store_backup_step(struct store_backup *b, struct err *err) MUST_CHECK;

/* Once after a restore, in a transaction: gives the database another name
 * on the wire and leaves a gap in all ids, so that nothing of the time that was
 * lost (a late report, a pager's key) is taken for something new. */
int store_backup_restored(struct store *st) MUST_CHECK;
