// SPDX-License-Identifier: AGPL-3.0-or-later
/* The failing disk itself, and the journal on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "store/store_due.h"
#include "store/store_inbox.h"
#include "store/store_journal.h"
#include "tests/faults/disk.h"

static char dir[64];

static int setup(void **state)
{
	snprintf(dir, sizeof(dir), "/tmp/warmline-disk-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	disk_watch(dir);
	disk_arm(DISK_NONE, 0, 0);
	return 0;
}

static int teardown(void **state)
{
	char command[100];

	disk_arm(DISK_NONE, 0, 0);
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	return system(command);
}

static const char *path(const char *name)
{
	static char paths[4][128];
	static int next;
	char *p = paths[next++ % 4];

	snprintf(p, sizeof(paths[0]), "%s/%s", dir, name);
	return p;
}

static void sync_dir(void)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY);

	assert_int_equal(fsync(fd), 0);
	close(fd);
}

static void put(const char *name, const char *text, bool sync)
{
	int fd = open(path(name), O_RDWR | O_CREAT, 0600);

	assert_int_equal(pwrite(fd, text, strlen(text), 0), (ssize_t)strlen(text));
	if (sync)
		assert_int_equal(fdatasync(fd), 0);
	close(fd);
}

static bool holds(const char *name, const char *text)
{
	char buf[64] = "";
	int fd = open(path(name), O_RDONLY);
	ssize_t n = fd < 0 ? -1 : pread(fd, buf, sizeof(buf) - 1, 0);

	close(fd);
	return n == (ssize_t)strlen(text) && strcmp(buf, text) == 0;
}

/* Seeds 0, 4, 8, ...: nothing unsynced survives; 1, 5, ...: all of it. */
enum { SEED_NONE = 0, SEED_ALL = 1 };

static void what_was_not_synced_is_forgotten(void **state)
{
	put("a", "old", true);
	sync_dir();
	put("a", "new", false);
	assert_true(holds("a", "new"));		/* the kernel still knows it */
	disk_cut(SEED_NONE);
	assert_true(holds("a", "old"));
	put("a", "new", false);
	disk_cut(SEED_ALL);
	assert_true(holds("a", "new"));
	put("a", "abc", true);
	disk_cut(SEED_NONE);
	assert_true(holds("a", "abc"));
}

/* Over many seeds both outcomes are seen, and never anything else. */
static void names_last_from_the_sync_of_the_directory_on(void **state)
{
	int there = 0, gone = 0;

	for (uint64_t seed = 0; seed < 64; seed++) {
		put("old", "x", true);
		sync_dir();
		assert_int_equal(rename(path("old"), path("new")), 0);
		disk_cut(seed);
		assert_true(holds("old", "x") != holds("new", "x"));
		there += holds("new", "x");
		gone += holds("old", "x");
		unlink(path("old"));
		unlink(path("new"));
		sync_dir();
	}
	assert_true(there > 0 && gone > 0);
}

static void a_failed_sync_is_not_mended_by_the_next(void **state)
{
	int fd;

	put("a", "old", true);
	sync_dir();
	fd = open(path("a"), O_RDWR);
	disk_arm(DISK_EIO, 2, 0);
	assert_int_equal(pwrite(fd, "new", 3, 0), 3);
	assert_int_equal(fdatasync(fd), -1);
	assert_int_equal(fdatasync(fd), 0);
	close(fd);
	disk_cut(SEED_ALL);
	assert_true(holds("a", "old"));
}

static void a_full_disk_takes_what_is_there_already(void **state)
{
	int fd;

	put("a", "old", true);
	disk_arm(DISK_FULL, 1, 0);
	fd = open(path("a"), O_RDWR);
	assert_int_equal(pwrite(fd, "new", 3, 0), 3);
	assert_int_equal(pwrite(fd, "more", 4, 0), -1);
	assert_int_equal(errno, ENOSPC);
	close(fd);
	assert_int_equal(open(path("b"), O_RDWR | O_CREAT, 0600), -1);
}

/* --- The journal -------------------------------------------------------------------- */

static const uint8_t key[32] = { 9 };		/* any point will do: nothing is opened here */

static struct store_journal *journal(void)
{
	struct err err = { "" };
	struct store_journal *j = store_journal_open(NULL, dir, &err);

	assert_non_null(j);
	return j;
}

static int append(struct store_journal *j, uint8_t n)
{
	return store_journal_append(j, STORE_JOURNAL_MO, (uint8_t[16]){ n }, 1, VIEW_STR("text"));
}

static void the_journal_survives_a_cut_and_a_full_disk(void **state)
{
	struct err err;
	struct store_journal *j;

	assert_int_equal(store_journal_create(dir, 10, key, &err), 0);
	disk_cut(SEED_NONE);
	j = journal();
	disk_arm(DISK_FULL, 1, 0);
	assert_int_equal(append(j, 1), 0);
	disk_arm(DISK_NONE, 0, 0);
	talloc_free(j);
	disk_cut(SEED_NONE);
	j = journal();
	assert_int_equal(store_journal_stats(j).entries, 1);
	talloc_free(j);
}

static void a_bad_block_costs_one_record(void **state)
{
	struct err err;
	struct store_journal *j;

	assert_int_equal(store_journal_create(dir, 10, key, &err), 0);
	j = journal();
	disk_arm(DISK_EIO, 1, 0);
	assert_int_equal(append(j, 1), 0);
	assert_int_equal(store_journal_stats(j).damaged, 1);
	assert_int_equal(store_journal_stats(j).entries, 1);
	disk_arm(DISK_EIO_ALL, 1, 0);
	assert_int_equal(append(j, 2), -EIO);
	assert_int_equal(store_journal_stats(j).entries, 1);
	talloc_free(j);
}

/* The sync of its name failed, or never came: who opens it makes up for that. */
static void an_entry_does_not_go_with_the_name(void **state)
{
	for (unsigned int n = 15; n <= 16; n++) {	/* 15: the rename, 16: the sync */
		struct err err;
		struct store_journal *j;
		int rc;

		disk_arm(DISK_EIO, n, 0);
		rc = store_journal_create(dir, 10, key, &err);
		assert_true(rc < 0);
		j = store_journal_open(NULL, dir, &err);
		rc = j ? append(j, 1) : -ENOENT;
		talloc_free(j);
		disk_cut(SEED_NONE);
		j = store_journal_open(NULL, dir, &err);
		assert_int_equal(j ? store_journal_stats(j).entries : 0, rc == 0);
		talloc_free(j);
		assert_int_equal(rc == 0, n == 16);
	}
}

/* Whatever instant: the file under its name is whole, or not there at all. */
static void making_the_journal_is_all_or_nothing(void **state)
{
	for (unsigned int n = 1; n <= 16; n++) {
		struct err err;
		struct store_journal *j;
		int rc;

		disk_arm(DISK_EIO, n, 0);
		rc = store_journal_create(dir, 10, key, &err);
		assert_true(rc < 0);
		disk_cut(n);
		j = store_journal_open(NULL, dir, &err);
		assert_true(j || errno == ENOENT);
		talloc_free(j);
		unlink(path("journal"));
		sync_dir();
	}
}

/* --- The store: the first failure is the last word ------------------------------------ */

static int told;

static void told_failure(void *arg, int code, const char *what)
{
	told++;
}

static void a_failed_store_stays_failed(void **state)
{
	const struct store_options options = {
		.dir = dir, .create = true, .journal_records = 16, .failed = told_failure,
	};
	struct err err = { "" };
	struct store *st = store_open(NULL, &options, &err);
	struct store_inbox m = { .uuid = { 1 }, .state = STORE_INBOX_DONE };
	struct view v;
	int64_t at;

	assert_non_null(st);
	told = 0;
	assert_int_equal(store_begin(st, 1), 0);
	assert_int_equal(store_inbox_add(st, &m), 0);
	disk_arm(DISK_EIO, 1, 0);		/* once; the disk is well again afterwards */
	assert_int_equal(store_commit(st), -EIO);
	assert_true(disk_fired());
	assert_true(store_failed(st));
	assert_false(store_in_tx(st));
	assert_int_equal(told, 1);
	assert_int_equal(store_begin(st, 1), -EIO);
	assert_int_equal(store_inbox_known(st, m.uuid), -EIO);
	assert_int_equal(store_due_next(st, &at), -EIO);
	assert_int_equal(store_tidy(st), -EIO);
	assert_int_equal(store_seal(st, NULL, (struct store_place){ "t.c", 1, 0 },
				    VIEW_STR("x"), &v),
			 -EIO);
	assert_int_equal(told, 1);
	talloc_free(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_not_synced_is_forgotten, setup, teardown),
		cmocka_unit_test_setup_teardown(names_last_from_the_sync_of_the_directory_on, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_failed_sync_is_not_mended_by_the_next, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_full_disk_takes_what_is_there_already, setup,
						teardown),
		cmocka_unit_test_setup_teardown(the_journal_survives_a_cut_and_a_full_disk, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_bad_block_costs_one_record, setup, teardown),
		cmocka_unit_test_setup_teardown(an_entry_does_not_go_with_the_name,
						setup, teardown),
		cmocka_unit_test_setup_teardown(a_failed_store_stays_failed, setup, teardown),
		cmocka_unit_test_setup_teardown(making_the_journal_is_all_or_nothing, setup,
						teardown),
	};

	base_init(NULL, "disk_test");
	return cmocka_run_group_tests_name("a failing disk", tests, NULL, NULL);
}
