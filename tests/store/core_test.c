// SPDX-License-Identifier: AGPL-3.0-or-later
/* Opening, transactions, ids, sealing. */
#include "tests/store/store_tests.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/store_due.h"
#include "store/store_inbox.h"
#include "store/store_int.h"
#include "store/store_keys.h"

static struct view sealed(struct state *s, int64_t person, int64_t row, const char *text)
{
	struct view out;

	assert_int_equal(store_seal(s->st, s->ctx, (struct store_place){ "t.c", row, person },
				    VIEW_STR(text), &out), 0);
	return out;
}

static int opens(struct state *s, int64_t person, int64_t row, struct view v, const char *text)
{
	struct secret *out;
	int rc = store_unseal(s->st, s->ctx, (struct store_place){ "t.c", row, person }, v, &out);

	if (rc == 0)
		assert_string_equal(secret_reveal(out), text);
	else
		assert_null(out);
	return rc;
}

static void files_are_private(void **state)
{
	static const char *const names[] = { "warmline.db", "journal", "keys/master.key",
					     "keys/people.keys", "keys/erased.list" };
	struct state *s = *state;
	struct stat sb;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		assert_int_equal(stat(state_path(s, names[i]), &sb), 0);
		assert_int_equal(sb.st_mode & 0777, 0600);
	}
	assert_int_equal(stat(state_path(s, "keys"), &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0700);
}

static void no_database_without_create(void **state)
{
	struct state *s = *state;
	struct err err;

	state_close(s);
	assert_int_equal(unlink(state_path(s, "warmline.db")), 0);
	(void)unlink(state_path(s, "warmline.db-wal"));
	assert_null(state_try_open(s, false, &err));
	assert_int_equal(errno, ENOENT);
}

static void keys_of_people_without_database_are_no_first_start(void **state)
{
	struct state *s = *state;
	struct err err;

	begin(s);
	(void)sealed(s, 1, 1, "x");
	commit(s);
	state_close(s);
	assert_int_equal(unlink(state_path(s, "warmline.db")), 0);
	assert_null(state_try_open(s, true, &err));
	assert_int_equal(errno, ENOENT);
}

static void a_missing_key_is_told(void **state)
{
	struct state *s = *state;
	struct err err;

	state_close(s);
	assert_int_equal(unlink(state_path(s, "keys/master.key")), 0);
	assert_null(state_try_open(s, true, &err));
	assert_int_equal(errno, ENOKEY);
	assert_int_equal(access(state_path(s, "keys/master.key"), F_OK), -1);
}

static void spoil(struct state *s, const char *name, off_t at)
{
	int fd = open(state_path(s, name), O_RDWR);
	char c;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &c, 1, at), 1);
	c = c == '1' ? '2' : '1';
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	close(fd);
}

static off_t size_of(struct state *s, const char *name)
{
	struct stat sb;

	assert_int_equal(stat(state_path(s, name), &sb), 0);
	return sb.st_size;
}

static void a_wrong_digit_in_the_key_is_told(void **state)
{
	struct state *s = *state;
	struct err err;

	state_close(s);
	spoil(s, "keys/master.key", size_of(s, "keys/master.key") - 100);
	assert_null(state_try_open(s, true, &err));
	assert_int_equal(errno, EKEYREJECTED);
}

static void another_master_key_is_told(void **state)
{
	struct state *s = *state;
	struct state other = { .ctx = s->ctx, .dir = talloc_asprintf(s->ctx, "%s/other", s->dir) };
	struct err err;

	assert_int_equal(mkdir(other.dir, 0700), 0);
	state_open(&other);
	state_close(&other);
	state_close(s);
	assert_int_equal(rename(state_path(&other, "keys/master.key"),
				state_path(s, "keys/master.key")), 0);
	assert_null(state_try_open(s, true, &err));
	assert_int_equal(errno, EKEYREJECTED);
}

static void sql(struct state *s, const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(state_path(s, "warmline.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void another_schema_is_refused(void **state)
{
	static const char *const changes[] = {
		"PRAGMA user_version = 99",
		"UPDATE store_meta SET value = x'00' WHERE name = 'schema'",
		"PRAGMA application_id = 7",
	};

	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		struct state *s;
		struct err err;

		if (i > 0)
			assert_int_equal(state_setup(state), 0);
		s = *state;
		state_close(s);
		sql(s, changes[i]);
		assert_null(state_try_open(s, true, &err));
		assert_int_equal(errno, EPROTO);
		if (i + 1 < ARRAY_LEN(changes))
			assert_int_equal(state_teardown(state), 0);
	}
}

static void no_second_process(void **state)
{
	struct state *s = *state;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct state other = { .ctx = s->ctx, .dir = s->dir };
		struct err err;

		_exit(state_try_open(&other, true, &err) ? 1 : errno == EBUSY ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void garbage_is_no_database(void **state)
{
	struct state *s = *state;
	struct err err;
	int fd;

	state_close(s);
	fd = open(state_path(s, "warmline.db"), O_WRONLY | O_TRUNC);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(write(fd, "no database ", 12), 12);
	close(fd);
	assert_null(state_try_open(s, true, &err));
	assert_int_equal(errno, EUCLEAN);
}

static void ids_never_come_twice(void **state)
{
	struct state *s = *state;
	int64_t last = 0;

	for (int round = 0; round < 6; round++) {
		begin(s);
		for (int i = 0; i < 700; i++) {
			int64_t id;

			if (round == 3)
				assert_int_equal(store_savepoint(s->st), 0);
			id = store_new_id(s->st, "inbox");
			assert_true(id > last);
			/* A restart forgets what was rolled back: nobody has seen it. */
			if (round < 2 || round == 5)
				last = id;
			if (round == 3)
				store_savepoint_rollback(s->st);
		}
		if (round % 2)
			commit(s);
		else
			store_rollback(s->st);
		if (round > 1)
			state_reopen(s);
	}
}

static void a_rolled_back_person_id_is_not_met_by_its_key(void **state)
{
	struct state *s = *state;
	struct view v;

	begin(s);
	v = sealed(s, 7, 1, "x");
	store_rollback(s->st);
	begin(s);			/* the key is written by the next commit */
	commit(s);
	state_reopen(s);
	begin(s);
	assert_int_equal(opens(s, 7, 1, v, "x"), 0);
	commit(s);
}

static void a_seal_opens_only_in_its_place(void **state)
{
	struct state *s = *state;
	struct secret *out;
	struct view v, cut;
	uint8_t *bytes;

	begin(s);
	v = sealed(s, 5, 10, "hello");
	(void)sealed(s, 6, 10, "somebody else");
	assert_int_equal(v.len, 5 + STORE_SEAL_OVERHEAD);
	assert_int_equal(opens(s, 5, 10, v, "hello"), 0);
	assert_int_equal(opens(s, 5, 11, v, ""), -EBADMSG);
	assert_int_equal(opens(s, 6, 10, v, ""), -EBADMSG);
	assert_int_equal(opens(s, 0, 10, v, ""), -EBADMSG);
	assert_int_equal(opens(s, 99, 10, v, ""), -EBADMSG);	/* has no key at all */
	assert_int_equal(store_unseal(s->st, s->ctx, (struct store_place){ "t.d", 10, 5 }, v, &out),
			 -EBADMSG);
	for (size_t i = 0; i < v.len; i++) {
		bytes = talloc_memdup(s->ctx, v.data, v.len);
		bytes[i] ^= 1;
		assert_int_equal(opens(s, 5, 10, (struct view){ bytes, v.len }, ""), -EBADMSG);
		cut = (struct view){ v.data, i };
		assert_int_equal(opens(s, 5, 10, cut, ""), -EBADMSG);
	}
	commit(s);
	state_reopen(s);
	assert_int_equal(opens(s, 5, 10, v, "hello"), 0);
}

static void more_people_than_the_cache_holds(void **state)
{
	enum { PEOPLE = 5000 };
	struct state *s = *state;
	struct view *v = talloc_array(s->ctx, struct view, PEOPLE + 1);

	begin(s);
	for (int i = 1; i <= PEOPLE; i++)
		v[i] = sealed(s, i, i, "words");
	for (int i = 1; i <= PEOPLE; i += 7)
		assert_int_equal(opens(s, i, i, v[i], "words"), 0);
	commit(s);
	state_reopen(s);
	for (int i = PEOPLE; i > 0; i--)
		assert_int_equal(opens(s, i, i, v[i], "words"), 0);
	assert_int_equal(store_keys_stats(s->st).live, PEOPLE);
}

static void the_blind_index_is_keyed_and_parted(void **state)
{
	struct state *s = *state;
	struct secret *a = secret_str(s->ctx, "+254700000001"),
		*b = secret_str(s->ctx, "+254700000002");
	struct store_index ia = store_index(s->st, "number", a), again;

	again = store_index(s->st, "number", a);
	assert_memory_equal(&ia, &again, sizeof(ia));
	again = store_index(s->st, "number", b);
	assert_memory_not_equal(&ia, &again, sizeof(ia));
	again = store_index(s->st, "email", a);
	assert_memory_not_equal(&ia, &again, sizeof(ia));
	state_reopen(s);
	again = store_index(s->st, "number", a);
	assert_memory_equal(&ia, &again, sizeof(ia));
}

static void add_message(struct state *s, uint8_t n, int wanted)
{
	struct store_inbox m = { .uuid = { n }, .state = STORE_INBOX_DONE, .received_at_ms = NOW };

	assert_int_equal(store_inbox_add(s->st, &m), wanted);
}

static int known(struct state *s, uint8_t n)
{
	return store_inbox_known(s->st, (uint8_t[16]){ n });
}

static void savepoints_part_the_steps(void **state)
{
	struct state *s = *state;

	begin(s);
	assert_int_equal(store_savepoint(s->st), 0);
	add_message(s, 1, 0);
	assert_int_equal(store_savepoint_release(s->st), 0);
	assert_int_equal(store_savepoint(s->st), 0);
	add_message(s, 2, 0);
	assert_int_equal(store_savepoint(s->st), 0);
	add_message(s, 3, 0);
	add_message(s, 3, -EEXIST);
	store_savepoint_rollback(s->st);
	assert_int_equal(store_savepoint_release(s->st), 0);
	assert_int_equal(store_savepoint(s->st), 0);
	add_message(s, 4, 0);
	store_savepoint_rollback(s->st);
	commit(s);
	state_reopen(s);
	assert_int_equal(known(s, 1), 1);
	assert_int_equal(known(s, 2), 1);
	assert_int_equal(known(s, 3), 0);
	assert_int_equal(known(s, 4), 0);
	begin(s);
	add_message(s, 5, 0);
	store_rollback(s->st);
	assert_int_equal(known(s, 5), 0);
}

/* A value that nobody thought of costs its own step, not the store. */
static void a_refused_row_is_no_failure(void **state)
{
	struct state *s = *state;
	struct store_inbox m = { .uuid = { 1 }, .state = (enum store_inbox_state)7 };

	begin(s);
	assert_int_equal(store_savepoint(s->st), 0);
	assert_int_equal(store_inbox_add(s->st, &m), -EINVAL);
	store_savepoint_rollback(s->st);
	add_message(s, 2, 0);
	commit(s);
	assert_false(store_failed(s->st));
	assert_int_equal(s->failed, 0);
}

static void note_end(void *arg, enum store_end end)
{
	int *ends = arg;

	ends[end]++;
}

static void watches_are_told(void **state)
{
	struct state *s = *state;
	int ends[3] = { 0 };
	struct store_watch *w = store_watch_new(s->ctx, s->st, note_end, ends);

	begin(s);
	assert_int_equal(store_savepoint(s->st), 0);
	store_savepoint_rollback(s->st);
	commit(s);
	begin(s);
	store_rollback(s->st);
	assert_int_equal(ends[STORE_COMMITTED], 1);
	assert_int_equal(ends[STORE_ROLLED_BACK], 1);
	assert_int_equal(ends[STORE_SAVEPOINT_ROLLED_BACK], 1);
	talloc_free(w);
	begin(s);
	commit(s);
	assert_int_equal(ends[STORE_COMMITTED], 1);
}

static void the_clock_is_stamped(void **state)
{
	struct state *s = *state;
	int64_t behind;

	begin(s);
	commit(s);
	state_reopen(s);
	assert_int_equal(store_clock_check(s->st, NOW + 5, &behind), 0);
	assert_int_equal(behind, 0);
	assert_int_equal(store_clock_check(s->st, NOW - HOURS_MS(1), &behind), 0);
	assert_int_equal(behind, HOURS_MS(1));
}

static void the_log_is_moved(void **state)
{
	enum { PAGES_AT_MOST = 1300 };
	static const char raw[300];
	struct state *s = *state;

	for (int i = 0; i < 50; i++) {
		begin(s);
		for (int n = 0; n < 400; n++) {
			struct store_inbox m = { .received_at_ms = NOW,
				.raw = secret_new(s->ctx, raw, sizeof(raw)) };

			rand_bytes(m.uuid, sizeof(m.uuid));
			assert_int_equal(store_inbox_add(s->st, &m), 0);
		}
		commit(s);
		assert_int_equal(store_tidy(s->st), 0);
	}
	assert_true(size_of(s, "warmline.db") > 4096 * PAGES_AT_MOST);
	assert_true(size_of(s, "warmline.db-wal") < 4120 * PAGES_AT_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(files_are_private),
		STATE_TEST(no_database_without_create),
		STATE_TEST(keys_of_people_without_database_are_no_first_start),
		STATE_TEST(a_missing_key_is_told),
		STATE_TEST(a_wrong_digit_in_the_key_is_told),
		STATE_TEST(another_master_key_is_told),
		STATE_TEST(another_schema_is_refused),
		STATE_TEST(no_second_process),
		STATE_TEST(garbage_is_no_database),
		STATE_TEST(ids_never_come_twice),
		STATE_TEST(a_rolled_back_person_id_is_not_met_by_its_key),
		STATE_TEST(a_seal_opens_only_in_its_place),
		STATE_TEST(more_people_than_the_cache_holds),
		STATE_TEST(the_blind_index_is_keyed_and_parted),
		STATE_TEST(savepoints_part_the_steps),
		STATE_TEST(a_refused_row_is_no_failure),
		STATE_TEST(watches_are_told),
		STATE_TEST(the_clock_is_stamped),
		STATE_TEST(the_log_is_moved),
	};

	return cmocka_run_group_tests_name("store core", tests, NULL, NULL);
}
