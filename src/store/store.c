// SPDX-License-Identifier: AGPL-3.0-or-later
/* Opening and closing. */
#include "store/store_priv.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "store/disk.h"
#include "store/store_journal.h"

static const struct store_family *const families[STORE_FAMILIES] = {
#define FAMILY(name) [STORE_FAMILY_##name] = &store_family_##name,
#include "store/families.def"
#undef FAMILY
};

static const char *const tx_sql[TX_STATEMENTS] = {
	[TX_BEGIN] = "BEGIN IMMEDIATE",
	[TX_COMMIT] = "COMMIT",
	[TX_ROLLBACK] = "ROLLBACK",
	[TX_SAVE] = "SAVEPOINT step",
	[TX_RELEASE] = "RELEASE step",
	[TX_BACK] = "ROLLBACK TO step",
};

/*
 * EXCLUSIVE before WAL: the log's index is then in our memory and no second
 * process can get in.  With synchronous=NORMAL a power cut loses commits that
 * were acknowledged (measured).  secure_delete: what is deleted is overwritten.
 * wal_autocheckpoint is off, because store_tidy() does it after the
 * acknowledgements are out.
 */
static const char *const pragmas[] = {
	"PRAGMA locking_mode = EXCLUSIVE",
	"PRAGMA journal_mode = WAL",
	"PRAGMA synchronous = FULL",
	"PRAGMA foreign_keys = ON",
	"PRAGMA secure_delete = ON",
	"PRAGMA wal_autocheckpoint = 0",
	"PRAGMA temp_store = MEMORY",
	"PRAGMA trusted_schema = OFF",
	"PRAGMA cell_size_check = ON",
	"PRAGMA recursive_triggers = OFF",
};

static int on_wal(void *arg, sqlite3 *db, const char *name, int pages)
{
	struct store *st = arg;

	st->wal_pages = pages;
	return SQLITE_OK;
}

static int store_close(struct store *st)
{
	struct llist_head *pos, *next;

	if (st->in_tx)
		store_rollback(st);
	for (int f = 0; f < STORE_FAMILIES; f++)
		for (int i = 0; st->queries[f] && i < families[f]->sql_len; i++)
			store_query_finish(&st->queries[f][i]);
	for (int i = 0; i < TX_STATEMENTS; i++)
		store_query_finish(&st->tx[i]);
	/* After a failed fsync the log must stay as it is. */
	if (st->db && st->failed)
		sqlite3_db_config(st->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (st->db && sqlite3_close(st->db) != SQLITE_OK)
		LOGP(DSTORE, LOGL_ERROR, "the database could not be closed cleanly\n");
	llist_for_each_safe(pos, next, &st->watches)
		llist_del_init(pos);
	return 0;
}

static int sql_exec(struct store *st, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		return 0;
	rc = store_sqlite_error(st, sqlite3_extended_errcode(st->db), sql);
	if (rc == -EBUSY)
		return err_set(err, EBUSY, "another process has the database open");
	return err_set(err, -rc, "the database cannot be opened: %s", sqlite3_errmsg(st->db));
}

/*
 * Made by us and not by SQLite, for its mode and to sync its directory entry.
 * Keys of people without a database: a disk that is not mounted, not a first
 * start.
 */
static int db_create(struct store *st, const char *path, const char *dir, struct err *err)
{
	int fd, rc;

	if (store_keys_have_people(st))
		return err_set(err, ENOENT, "there are keys of people, but no database in %s", dir);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, errno, "%s cannot be made", path);
	close(fd);
	rc = disk_sync_dir(dir);
	return rc < 0 ? err_set(err, -rc, "%s cannot be synced", dir) : 0;
}

static int db_open(struct store *st, const char *path, struct err *err)
{
	char cache[60];
	int rc;

	/* Nobody asks how much memory SQLite has taken, and the account of it is a
	 * lock around each allocation.  Too late once SQLite is in use: no harm. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	rc = sqlite3_open_v2(path, &st->db,
				 SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
				 SQLITE_OPEN_EXRESCODE, st->options.vfs);

	if (rc != SQLITE_OK) {
		/* A full file table, a missing right: what the system said, if it said it. */
		rc = st->db ? sqlite3_system_errno(st->db) : 0;
		return err_set(err, rc ? rc : EIO, "%s cannot be opened", path);
	}
	if (store_functions_add(st) < 0)
		return err_set(err, EIO, "the triggers' functions cannot be added");
	/* Double-quoted strings are typing errors, never text. */
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	for (size_t i = 0; i < ARRAY_LEN(pragmas); i++) {
		rc = sql_exec(st, pragmas[i], err);
		if (rc < 0)
			return rc;
	}
	snprintf(cache, sizeof(cache), "PRAGMA cache_size = -%d",
		 st->options.cache_kib ? st->options.cache_kib : 16384);
	sqlite3_wal_hook(st->db, on_wal, st);
	return sql_exec(st, cache, err);
}

static int prepare_all(struct store *st, struct err *err)
{
	int rc = 0;

	for (int i = 0; i < TX_STATEMENTS && rc == 0; i++)
		rc = store_query_prepare(st, &st->tx[i], tx_sql[i], err);
	for (int f = 0; f < STORE_FAMILIES && rc == 0; f++) {
		st->queries[f] = talloc_zero_array(st, struct query, (size_t)families[f]->sql_len);
		if (!st->queries[f])
			base_oom();
		for (int i = 0; i < families[f]->sql_len && rc == 0; i++) {
			MUST(families[f]->sql[i]);
			rc = store_query_prepare(st, &st->queries[f][i], families[f]->sql[i], err);
		}
		if (rc < 0)
			err_prefix(err, "family %s", families[f]->name);
	}
	return rc;
}

/* Is this the master key that this database was sealed with? */
static int key_check(struct store *st, struct err *err)
{
	uint8_t mine[STORE_KEY_LEN];
	int64_t kept = 0, sum;
	int rc;

	store_keys_derive(st, "key check", mine);
	memcpy(&sum, mine, sizeof(sum));
	rc = store_meta_get_int(st, "key_check", &kept);
	if (rc == 0)
		return store_meta_set_int(st, "key_check", sum);
	if (rc < 0)
		return err_set(err, -rc, "the store's own tables cannot be read");
	if (kept != sum)
		return err_set(err, EKEYREJECTED, "the master key is not the one of this database");
	return 0;
}

static int journal_make(struct store *st, struct err *err)
{
	uint8_t public_key[32], secret_key[32];
	char *path = talloc_asprintf(st, "%s/journal", st->options.dir);
	int rc = 0;

	if (!path)
		base_oom();
	store_keys_journal(st, public_key, secret_key);
	sodium_memzero(secret_key, sizeof(secret_key));
	if (access(path, F_OK) < 0)
		rc = store_journal_create(st->options.dir, st->options.journal_records
					  ? st->options.journal_records : 4096, public_key, err);
	talloc_free(path);
	return rc;
}

/* What is read and written once everything is prepared, as one transaction. */
static int load(struct store *st, struct err *err)
{
	int rc = sql_exec(st, "BEGIN IMMEDIATE", err);

	if (rc < 0)
		return rc;
	st->in_tx = true;
	rc = key_check(st, err);
	if (rc == 0)
		rc = store_core_load(st, err);
	for (int f = 0; f < STORE_FAMILIES && rc == 0; f++)
		if (families[f]->opened)
			rc = families[f]->opened(st, err);
	st->in_tx = false;
	if (rc < 0) {
		store_query_reset_all(st, true);
		(void)sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
		return rc;
	}
	rc = sql_exec(st, "COMMIT", err);
	if (rc == 0)
		store_marks_ended(st, STORE_COMMITTED);
	if (rc == 0)
		rc = store_keys_replay(st, err);
	store_mark_at_least(st, "person", store_keys_max_person(st) + 1);
	return rc;
}

static int open_all(struct store *st, struct err *err)
{
	char *path = talloc_asprintf(st, "%s/warmline.db", st->options.dir);
	bool fresh;
	int rc;

	if (!path)
		base_oom();
	fresh = access(path, F_OK) < 0;
	if (fresh && errno != ENOENT)
		return err_set(err, errno, "%s cannot be reached", path);
	if (fresh && !st->options.create)
		return err_set(err, ENOENT, "there is no database in %s", st->options.dir);
	rc = store_keys_open(st, fresh, err);
	if (rc == 0 && fresh)
		rc = db_create(st, path, st->options.dir, err);
	if (rc == 0)
		rc = db_open(st, path, err);
	if (rc == 0)
		rc = store_keys_files(st, err);
	if (rc == 0)
		rc = store_migrate(st, err);
	if (rc == 0)
		rc = prepare_all(st, err);
	if (rc == 0)
		rc = load(st, err);
	if (rc == 0)
		rc = journal_make(st, err);
	return rc;
}

struct store *store_open(void *ctx, const struct store_options *options, struct err *err)
{
	struct store *st = talloc_zero(ctx, struct store);
	int rc;

	if (!st)
		base_oom();
	if (sodium_init() < 0)
		base_oom();
	st->options = *options;
	st->options.dir = talloc_strdup(st, options->dir);
	if (options->keys_dir)
		st->options.keys_dir = talloc_strdup(st, options->keys_dir);
	if (!st->options.dir || (options->keys_dir && !st->options.keys_dir))
		base_oom();
	INIT_LLIST_HEAD(&st->busy);
	INIT_LLIST_HEAD(&st->watches);
	talloc_set_destructor(st, store_close);
	rc = open_all(st, err);
	if (rc == 0) {
		st->opened = true;
		return st;
	}
	talloc_free(st);
	errno = -rc;
	return NULL;
}

const char *store_dir(const struct store *st)
{
	return st->options.dir;
}
