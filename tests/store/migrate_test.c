// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A database of an older program is brought up by each program since: it then has the very
 * schema of a new one, its rows, and no number of an event comes twice.
 */
#include "tests/store/store_tests.h"

#include <sodium.h>
#include <sqlite3.h>

#include "store/store_priv.h"

enum { SUM_LEN = 16, EVENTS = 3 };

static void wl_now(sqlite3_context *c, int n, sqlite3_value **v)
{
	sqlite3_result_int64(c, NOW);
}

static sqlite3 *db_open(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_create_function(db, "wl_now", 0, SQLITE_UTF8, NULL, wl_now, NULL,
						 NULL), SQLITE_OK);
	return db;
}

static void sql(sqlite3 *db, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %.200s", why, text);
}

/* All rows, a line each. */
static char *rows(void *ctx, sqlite3 *db, const char *text)
{
	char *out = talloc_strdup(ctx, "");
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(s); i++)
			out = talloc_asprintf_append_buffer(out, "%s%s", i ? "|" : "",
				(const char *)sqlite3_column_text(s, i) ?: "-");
		out = talloc_strdup_append_buffer(out, "\n");
	}
	sqlite3_finalize(s);
	return out;
}

/* What a program of that version would have found: migrate.c says what the sum is over. */
static void sum_put(struct state *s, sqlite3 *db, int version)
{
	crypto_generichash_state h;
	uint8_t sum[SUM_LEN];
	char hex[SUM_LEN * 2 + 1];

	crypto_generichash_init(&h, NULL, 0, SUM_LEN);
	for (int i = 0; i < version; i++)
		crypto_generichash_update(&h, (const uint8_t *)store_schema[i],
					  strlen(store_schema[i]) + 1);
	crypto_generichash_final(&h, sum, SUM_LEN);
	sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum));
	sql(db, talloc_asprintf(s->ctx, "INSERT OR REPLACE INTO store_meta (name, value) VALUES "
				"('schema', x'%s'); PRAGMA user_version = %d", hex, version));
}

/* In place of the new database: three events, of which the newest was deleted. */
static void grow_old(struct state *s, int version)
{
	const char *path = state_path(s, "warmline.db"), *new = state_path(s, "new.db");
	sqlite3 *db;

	assert_int_equal(rename(path, new), 0);
	db = db_open(path);
	sql(db, talloc_asprintf(s->ctx, "PRAGMA application_id = %d", STORE_APPLICATION_ID));
	for (int v = 0; v < version; v++)
		sql(db, store_schema[v]);
	sql(db, talloc_asprintf(s->ctx, "ATTACH '%s' AS new", new));
	sql(db, "INSERT INTO store_meta SELECT * FROM new.store_meta WHERE name <> 'schema'");
	sql(db, "INSERT INTO store_mark SELECT * FROM new.store_mark");
	sql(db, "DELETE FROM event; DELETE FROM sqlite_sequence WHERE name = 'event'");
	for (int i = 1; i <= EVENTS; i++)
		sql(db, talloc_asprintf(s->ctx, "INSERT INTO event VALUES (%d, %d, NULL, 16, 10, "
					"%d, 0)", i, i, i));
	sql(db, talloc_asprintf(s->ctx, "DELETE FROM event WHERE seq = %d", EVENTS));
	sum_put(s, db, version);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void bring_up(struct state *s, int version)
{
	static const char schema[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema "
		"ORDER BY type, name";
	struct err err = { "" };
	sqlite3 *db, *new;

	state_close(s);
	grow_old(s, version);
	if (!state_try_open(s, true, &err))
		fail_msg("from schema %d: %s", version, err.text);
	state_close(s);
	db = db_open(state_path(s, "warmline.db"));
	new = db_open(state_path(s, "new.db"));
	assert_string_equal(rows(s->ctx, db, "PRAGMA user_version"),
			    talloc_asprintf(s->ctx, "%d\n", store_schema_len));
	assert_string_equal(rows(s->ctx, db, schema), rows(s->ctx, new, schema));
	assert_string_equal(rows(s->ctx, db, "PRAGMA integrity_check"), "ok\n");
	assert_string_equal(rows(s->ctx, db, "PRAGMA foreign_key_check"), "");
	assert_string_equal(rows(s->ctx, db, "SELECT seq, at_ms, roles, what, subject FROM event "
				 "ORDER BY seq"), "1|1|16|10|1\n2|2|16|10|2\n");
	sql(db, "INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (9, 16, 12, 9, 1)");
	assert_string_equal(rows(s->ctx, db, "SELECT max(seq) FROM event"), "4\n");
	sqlite3_close(db);
	sqlite3_close(new);
	state_open(s);			/* and again, as it is now */
}

static void each_version_comes_up(void **state)
{
	for (int version = 1; version < store_schema_len; version++) {
		if (version > 1)
			assert_int_equal(state_setup(state), 0);
		bring_up(*state, version);
		if (version + 1 < store_schema_len)
			assert_int_equal(state_teardown(state), 0);
	}
}

/* A kill in the middle of one leaves the one before it, whole. */
static void a_migration_that_fails_changes_nothing(void **state)
{
	struct state *s = *state;
	struct err err = { "" };
	sqlite3 *db;

	assert_true(store_schema_len >= 4);
	state_close(s);
	grow_old(s, 3);
	db = db_open(state_path(s, "warmline.db"));
	sql(db, "CREATE TABLE event_new (in_the_way)");
	sqlite3_close(db);
	assert_null(state_try_open(s, true, &err));
	assert_non_null(strstr(err.text, "event_new"));
	db = db_open(state_path(s, "warmline.db"));
	assert_string_equal(rows(s->ctx, db, "PRAGMA user_version"), "3\n");
	assert_string_equal(rows(s->ctx, db, "SELECT count(*) FROM event"), "2\n");
	sql(db, "DROP TABLE event_new");
	sqlite3_close(db);
	state_open(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(each_version_comes_up),
		STATE_TEST(a_migration_that_fails_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
