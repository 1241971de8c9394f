// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Migrations: schema/<n>-<family>.sql, applied in order, each in a transaction
 * of its own that also raises user_version.  What is released is never
 * changed: the sum over the texts of migrations 1..n is kept in the database,
 * and a program built from other texts refuses it instead of guessing.
 */
#include "store/store_priv.h"

#include <sodium.h>

enum { SUM_LEN = 16 };

static void schema_sum(int upto, uint8_t out[SUM_LEN])
{
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, SUM_LEN);
	for (int i = 0; i < upto; i++)
		crypto_generichash_update(&h, (const uint8_t *)store_schema[i],
					  strlen(store_schema[i]) + 1);
	crypto_generichash_final(&h, out, SUM_LEN);
}

static int exec(struct store *st, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		return 0;
	rc = store_sqlite_error(st, rc, "migration");
	return err_set(err, -rc, "migration: %s", sqlite3_errmsg(st->db));
}

static int pragma_int(struct store *st, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(st->db, sql, -1, &s, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	if (rc == SQLITE_ROW)
		return 0;
	rc = store_sqlite_error(st, rc, sql);
	return err_set(err, rc < 0 ? -rc : EIO, "the database cannot be read: %s",
		       sqlite3_errmsg(st->db));
}

static int sum_put(struct store *st, int version, struct err *err)
{
	uint8_t sum[SUM_LEN];
	char hex[SUM_LEN * 2 + 1], sql[200];

	schema_sum(version, sum);
	sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum));
	snprintf(sql, sizeof(sql), "INSERT OR REPLACE INTO store_meta (name, value)"
		 " VALUES ('schema', x'%s'); PRAGMA user_version = %d", hex, version);
	return exec(st, sql, err);
}

static int sum_check(struct store *st, int version, struct err *err)
{
	uint8_t sum[SUM_LEN];
	sqlite3_stmt *s = NULL;
	bool same = false;

	schema_sum(version, sum);
	if (sqlite3_prepare_v2(st->db, "SELECT value FROM store_meta WHERE name = 'schema'", -1,
			       &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		same = sqlite3_column_bytes(s, 0) == SUM_LEN &&
		       memcmp(sqlite3_column_blob(s, 0), sum, SUM_LEN) == 0;
	sqlite3_finalize(s);
	if (same)
		return 0;
	return err_set(err, EPROTO, "the database has schema %d of another build; "
		       "run the program that made it, or start with an empty directory", version);
}

static int migrate_one(struct store *st, int version, struct err *err)
{
	int rc = exec(st, "BEGIN IMMEDIATE", err);

	if (rc < 0)
		return rc;
	rc = exec(st, store_schema[version - 1], err);
	if (rc == 0)
		rc = sum_put(st, version, err);
	if (rc == 0)
		rc = exec(st, "COMMIT", err);
	if (rc < 0 && !sqlite3_get_autocommit(st->db))
		(void)sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

int store_migrate(struct store *st, struct err *err)
{
	int64_t version = 0, app = 0;
	int rc = pragma_int(st, "PRAGMA user_version", &version, err);

	if (rc == 0)
		rc = pragma_int(st, "PRAGMA application_id", &app, err);
	if (rc < 0)
		return rc;
	if (version == 0 && app == 0) {
		char sql[60];

		snprintf(sql, sizeof(sql), "PRAGMA application_id = %d", STORE_APPLICATION_ID);
		rc = exec(st, sql, err);
		if (rc < 0)
			return rc;
	} else if (app != STORE_APPLICATION_ID) {
		return err_set(err, EPROTO, "the database is not one of Warmline's");
	}
	if (version < 0 || version > store_schema_len)
		return err_set(err, EPROTO, "the database has schema %d, this program knows %d",
			       (int)version, store_schema_len);
	if (version > 0)
		rc = sum_check(st, (int)version, err);
	for (int v = (int)version + 1; rc == 0 && v <= store_schema_len; v++) {
		rc = migrate_one(st, v, err);
		if (rc == 0)
			LOGP(DSTORE, LOGL_NOTICE, "the database has schema %d now\n", v);
	}
	return rc;
}
