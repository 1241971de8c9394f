// SPDX-License-Identifier: AGPL-3.0-or-later
/* Erasing, the key file after crashes, copies and restores. */
#include "tests/store/store_tests.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "store/keyfile.h"
#include "store/store_backup.h"
#include "store/store_inbox.h"
#include "store/store_keys.h"
#include "store/store_outbox.h"

static struct view sealed(struct state *s, int64_t person)
{
	struct view out;

	assert_int_equal(store_seal(s->st, s->ctx, (struct store_place){ "t.c", 1, person },
				    VIEW_STR("words"), &out), 0);
	return out;
}

static int opens(struct state *s, int64_t person, struct view v)
{
	struct secret *out;

	return store_unseal(s->st, s->ctx, (struct store_place){ "t.c", 1, person }, v, &out);
}

static bool file_has(struct state *s, const char *name, const void *data, size_t len)
{
	char *path = state_path(s, name), buf[1 << 16];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, buf, sizeof(buf));

	close(fd);
	return n > 0 && memmem(buf, (size_t)n, data, len);
}

static void the_erased_stay_erased(void **state)
{
	struct state *s = *state;
	struct view v, kept, again;
	char before[128], rec[128];
	int fd;

	begin(s);
	v = sealed(s, 1);
	kept = sealed(s, 2);
	commit(s);
	fd = open(state_path(s, "keys/people.keys"), O_RDONLY);
	assert_int_equal(read(fd, before, sizeof(before)), 128);
	begin(s);
	assert_int_equal(store_keys_erase(s->st, 1, NOW), 0);
	store_rollback(s->st);
	assert_int_equal(opens(s, 1, v), 0);
	begin(s);
	assert_int_equal(store_savepoint(s->st), 0);
	assert_int_equal(store_keys_erase(s->st, 1, NOW), 0);
	store_savepoint_rollback(s->st);
	commit(s);
	assert_int_equal(opens(s, 1, v), 0);
	assert_false(store_keys_erased(s->st, 1));
	begin(s);
	assert_int_equal(store_keys_erase(s->st, 1, NOW), 0);
	commit(s);
	for (int round = 0; round < 2; round++) {
		assert_int_equal(opens(s, 1, v), -ENOKEY);
		assert_int_equal(opens(s, 2, kept), 0);
		assert_true(store_keys_erased(s->st, 1));
		assert_int_equal(store_seal(s->st, s->ctx, (struct store_place){ "t.c", 1, 1 },
					    VIEW_STR("x"), &again), -ENOKEY);
		state_reopen(s);
	}
	assert_int_equal(pread(fd, rec, sizeof(rec), 0), 128);
	assert_null(memmem(rec, sizeof(rec), before + 48, 48));
	assert_false(file_has(s, "keys/people.keys", before + 48, 48));
	close(fd);
}

/* The database says erased, the key file does not: we died in between. */
static void an_unfinished_erasing_is_finished(void **state)
{
	struct state *s = *state;
	char *keys = state_path(s, "keys/people.keys"), *copy = state_path(s, "copy");
	struct view v;

	begin(s);
	v = sealed(s, 1);
	commit(s);
	assert_int_equal(system(talloc_asprintf(s->ctx, "cp %s %s", keys, copy)), 0);
	begin(s);
	assert_int_equal(store_keys_erase(s->st, 1, NOW), 0);
	commit(s);
	state_close(s);
	assert_int_equal(rename(copy, keys), 0);
	assert_int_equal(truncate(state_path(s, "keys/erased.list"), 0), 0);
	state_open(s);
	assert_int_equal(opens(s, 1, v), -ENOKEY);
	assert_true(file_has(s, "keys/erased.list", "1 17", 4));
}

/* An old key file and an old database are put back; the list is newer. */
static void a_restore_erases_again(void **state)
{
	struct state *s = *state;
	struct store_backup *b;
	struct err err;
	struct view v;
	int64_t id;
	int rc;

	begin(s);
	v = sealed(s, 4);
	commit(s);
	b = store_backup_database(s->ctx, s->st, state_path(s, "old.db"), &err);
	assert_non_null(b);
	while ((rc = store_backup_step(b, &err)) == 1)
		;
	assert_int_equal(rc, 0);
	talloc_free(b);
	b = store_backup_keys(s->ctx, s->st, state_path(s, "old.keys"), &err);
	assert_non_null(b);
	while ((rc = store_backup_step(b, &err)) == 1)
		;
	assert_int_equal(rc, 0);
	talloc_free(b);
	begin(s);
	assert_int_equal(store_keys_erase(s->st, 4, NOW), 0);
	commit(s);
	assert_int_equal(store_keys_next_unerased(s->st, 0, &id), 0);
	b = store_backup_erased(s->ctx, s->st, state_path(s, "list"), &err);
	assert_non_null(b);
	assert_int_equal(store_backup_step(b, &err), 0);
	talloc_free(b);
	assert_true(file_has(s, "list", "4 17", 4));
	state_close(s);
	(void)unlink(state_path(s, "warmline.db-wal"));
	assert_int_equal(rename(state_path(s, "old.db"), state_path(s, "warmline.db")), 0);
	assert_int_equal(rename(state_path(s, "old.keys"), state_path(s, "keys/people.keys")), 0);
	state_open(s);
	assert_int_equal(opens(s, 4, v), -ENOKEY);
	assert_int_equal(store_keys_next_unerased(s->st, 0, &id), 1);
	assert_int_equal(id, 4);
	assert_int_equal(store_keys_next_unerased(s->st, 4, &id), 0);
	begin(s);
	assert_int_equal(store_backup_restored(s->st), 0);
	assert_int_equal(store_keys_erase(s->st, 4, NOW), 0);
	commit(s);
	assert_int_equal(store_keys_next_unerased(s->st, 0, &id), 0);
}

static void a_restore_changes_the_names(void **state)
{
	struct state *s = *state;
	struct store_out o = {
		.to = secret_str(s->ctx, "+1"), .text = secret_str(s->ctx, "x"), .segments = 1,
		.created_at_ms = NOW, .send_at_ms = NOW,
	};
	char before[UUID_LEN + 1], after[UUID_LEN + 1];
	int64_t first;

	begin(s);
	assert_int_equal(store_out_add(s->st, &o), 0);
	commit(s);
	first = o.id;
	store_out_uuid(s->st, 1, 0, 1, before);
	begin(s);
	assert_int_equal(store_backup_restored(s->st), 0);
	assert_int_equal(store_out_add(s->st, &o), 0);
	commit(s);
	store_out_uuid(s->st, 1, 0, 1, after);
	assert_string_not_equal(before, after);
	assert_true(o.id > first + 100000);
	first = o.id;
	state_reopen(s);
	begin(s);
	assert_int_equal(store_out_add(s->st, &o), 0);
	commit(s);
	assert_true(o.id > first);
}

static void a_backup_goes_on_while_we_write(void **state)
{
	struct state *s = *state, copy = { .ctx = s->ctx, .dir = state_path(s, "copy") };
	static const char raw[1000];
	struct store_backup *b;
	struct err err;
	int rc, n = 0;

	begin(s);
	for (int i = 0; i < 1500; i++) {
		struct store_inbox m = { .uuid = { i & 0xff, i >> 8 }, .received_at_ms = NOW,
					 .raw = secret_new(s->ctx, raw, sizeof(raw)) };

		assert_int_equal(store_inbox_add(s->st, &m), 0);
	}
	commit(s);
	assert_int_equal(mkdir(copy.dir, 0700), 0);
	assert_int_equal(mkdir(state_path(&copy, "keys"), 0700), 0);
	b = store_backup_database(s->ctx, s->st, state_path(&copy, "warmline.db"), &err);
	while ((rc = store_backup_step(b, &err)) == 1) {
		struct store_inbox m = { .uuid = { 0xff, 0xff, n++ }, .received_at_ms = NOW };

		begin(s);
		assert_int_equal(store_inbox_add(s->st, &m), 0);
		commit(s);
		assert_int_equal(store_tidy(s->st), 0);
	}
	assert_int_equal(rc, 0);
	assert_true(n > 3);
	talloc_free(b);
	assert_int_equal(link(state_path(s, "keys/master.key"),
			      state_path(&copy, "keys/master.key")), 0);
	state_open(&copy);
	for (int i = 0; i < n; i++)
		assert_int_equal(store_inbox_known(copy.st, (uint8_t[16]){ 0xff, 0xff, i }), 1);
	state_close(&copy);
	b = store_backup_database(s->ctx, s->st, state_path(s, "given-up"), &err);
	assert_int_equal(store_backup_step(b, &err), 1);
	talloc_free(b);
	assert_int_equal(access(state_path(s, "given-up.part"), F_OK), -1);
}

/* --- The key file alone --------------------------------------------------------- */

static const uint8_t wrap[32] = "a wrapping key of thirty-two by";

static struct keyfile *kf_open(struct state *s)
{
	struct err err;
	struct keyfile *kf = keyfile_open(s->ctx, state_path(s, "kf"), wrap, &err);

	assert_non_null(kf);
	return kf;
}

static void cut_anywhere_it_opens_with_what_was_synced(void **state)
{
	struct state *s = *state;
	struct keyfile *kf = kf_open(s);
	uint8_t key[3][32], got[32];

	for (int i = 0; i < 3; i++)
		assert_int_equal(keyfile_new(kf, i + 1, key[i]), 0);
	assert_int_equal(keyfile_get(kf, 2, got), 0);
	assert_memory_equal(got, key[1], 32);
	assert_int_equal(keyfile_sync(kf), 0);
	talloc_free(kf);
	for (int len = 3 * 128; len >= 0; len -= 37) {
		assert_int_equal(truncate(state_path(s, "kf"), len), 0);
		kf = kf_open(s);
		for (int i = 0; i < 3; i++) {
			int rc = keyfile_get(kf, i + 1, got);

			assert_int_equal(rc, (i + 1) * 128 <= len ? 0 : -ENOENT);
			if (rc == 0)
				assert_memory_equal(got, key[i], 32);
		}
		assert_int_equal(keyfile_stats(kf).damaged, 0);
		talloc_free(kf);
	}
}

static void a_damaged_record_costs_one_key(void **state)
{
	static const uint8_t zero[128];
	struct state *s = *state;
	struct keyfile *kf = kf_open(s);
	uint8_t key[32];
	int fd;

	for (int i = 1; i <= 3; i++)
		assert_int_equal(keyfile_new(kf, i, key), 0);
	assert_int_equal(keyfile_sync(kf), 0);
	talloc_free(kf);
	fd = open(state_path(s, "kf"), O_RDWR);
	assert_int_equal(pwrite(fd, "?", 1, 128 + 60), 1);
	close(fd);
	kf = kf_open(s);
	assert_int_equal(keyfile_stats(kf).damaged, 1);
	assert_int_equal(keyfile_get(kf, 1, key), 0);
	assert_int_equal(keyfile_get(kf, 2, key), -ENOENT);
	assert_int_equal(keyfile_get(kf, 3, key), 0);
	assert_int_equal(keyfile_new(kf, 2, key), 0);	/* is served again, with a new key */
	talloc_free(kf);
	fd = open(state_path(s, "kf"), O_RDWR);
	assert_int_equal(pwrite(fd, zero, sizeof(zero), 128), sizeof(zero));
	close(fd);
	kf = kf_open(s);				/* a hole is no damage */
	assert_int_equal(keyfile_stats(kf).damaged, 0);
	assert_int_equal(keyfile_get(kf, 3, key), 0);
	talloc_free(kf);
}

static void a_tombstone_alone_is_enough(void **state)
{
	struct state *s = *state;
	struct keyfile *kf = kf_open(s);
	uint8_t key[32];
	char rec[128];
	int fd;

	assert_int_equal(keyfile_new(kf, 1, key), 0);
	assert_int_equal(keyfile_new(kf, 2, key), 0);
	assert_int_equal(keyfile_sync(kf), 0);
	fd = open(state_path(s, "kf"), O_RDWR);
	assert_int_equal(pread(fd, rec, 128, 0), 128);
	assert_int_equal(keyfile_erase(kf, 1), 0);
	assert_int_equal(keyfile_erase(kf, 1), 0);
	assert_int_equal(keyfile_erase(kf, 50), 0);	/* had none: can have none */
	assert_int_equal(keyfile_new(kf, 50, key), -ENOKEY);
	assert_int_equal(keyfile_max_person(kf), 50);
	talloc_free(kf);
	assert_int_equal(pwrite(fd, rec, 128, 0), 128);	/* as if we had died before overwriting */
	kf = kf_open(s);
	assert_int_equal(keyfile_get(kf, 1, key), -ENOKEY);
	assert_int_equal(keyfile_get(kf, 2, key), 0);
	talloc_free(kf);
	assert_int_equal(pread(fd, rec + 64, 64, 0), 64);
	assert_memory_not_equal(rec, rec + 64, 64);	/* the opening overwrote it */
	assert_int_equal(pwrite(fd, "half", 4, 80), 4);	/* or in the middle of overwriting */
	kf = kf_open(s);
	assert_int_equal(keyfile_stats(kf).damaged, 0);
	talloc_free(kf);
	assert_int_equal(pread(fd, rec, 4, 80), 4);
	assert_memory_equal(rec, "\0\0\0\0", 4);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(the_erased_stay_erased),
		STATE_TEST(an_unfinished_erasing_is_finished),
		STATE_TEST(a_restore_erases_again),
		STATE_TEST(a_restore_changes_the_names),
		STATE_TEST(a_backup_goes_on_while_we_write),
		STATE_TEST(cut_anywhere_it_opens_with_what_was_synced),
		STATE_TEST(a_damaged_record_costs_one_key),
		STATE_TEST(a_tombstone_alone_is_enough),
	};

	return cmocka_run_group_tests_name("store keys", tests, NULL, NULL);
}
