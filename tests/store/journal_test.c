// SPDX-License-Identifier: AGPL-3.0-or-later
/* The emergency journal and the batch note: what works without the store. */
#include "tests/store/store_tests.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "store/store_batch.h"
#include "store/store_journal.h"

enum { REC = STORE_JOURNAL_RECORD };

static struct store_journal *journal(struct state *s)
{
	struct err err = { "" };
	struct store_journal *j = store_journal_open(s->ctx, s->dir, &err);

	if (!j)
		fail_msg("%s", err.text);
	return j;
}

static void append(struct store_journal *j, uint8_t n, const char *text, size_t len)
{
	assert_int_equal(store_journal_append(j, STORE_JOURNAL_MO, (uint8_t[16]){ n }, NOW + n,
			 (struct view){ (const uint8_t *)text, len }), 0);
}

static void what_was_appended_is_replayed_in_order(void **state)
{
	struct state *s = *state;
	char *long_text = talloc_zero_size(s->ctx, STORE_JOURNAL_ENTRY_MAX + 1);
	struct store_journal *j = journal(s);
	struct store_journal_entry e;
	uint64_t pos = 0;

	memset(long_text, 'x', STORE_JOURNAL_ENTRY_MAX);
	append(j, 1, "one", 3);
	append(j, 2, long_text, STORE_JOURNAL_ENTRY_MAX);
	append(j, 3, "", 0);
	assert_int_equal(store_journal_append(j, STORE_JOURNAL_MO, (uint8_t[16]){ 9 }, NOW,
			 (struct view){ (uint8_t *)long_text, STORE_JOURNAL_ENTRY_MAX + 1 }),
			 -EMSGSIZE);
	talloc_free(j);
	j = journal(s);
	assert_int_equal(store_journal_stats(j).entries, 3);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
	assert_int_equal(e.kind, STORE_JOURNAL_MO);
	assert_int_equal(e.uuid[0], 1);
	assert_int_equal(e.at_ms, NOW + 1);
	assert_string_equal(secret_reveal(e.data), "one");
	assert_int_equal(store_journal_replayed(j, e.seq), 0);
	assert_int_equal(store_journal_replayed(j, e.seq), -ENOENT);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
	assert_string_equal(secret_reveal(e.data), long_text);
	assert_int_equal(store_journal_replayed(j, e.seq), 0);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
	assert_int_equal(secret_len(e.data), 0);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 0);
	talloc_free(j);
	j = journal(s);			/* the third was not replayed: it is there again */
	pos = 0;
	assert_int_equal(store_journal_stats(j).entries, 1);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
	assert_int_equal(e.uuid[0], 3);
	talloc_free(j);
}

static void full_says_so_and_replaying_makes_room(void **state)
{
	struct state *s = *state;
	struct store_journal *j = journal(s);
	struct store_journal_entry e;
	uint64_t pos = 0;
	int n = 0, rc;

	for (int round = 0; round < 5; round++) {
		while ((rc = store_journal_append(j, STORE_JOURNAL_MO, (uint8_t[16]){ 1 }, NOW,
						  VIEW_STR("text"))) == 0)
			n++;
		assert_int_equal(rc, -ENOSPC);
		assert_int_equal(store_journal_stats(j).entries, 16);
		for (int i = 0; i < 7; i++) {
			assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
			assert_int_equal(store_journal_replayed(j, e.seq), 0);
		}
	}
	assert_int_equal(n, 16 + 4 * 7);
	talloc_free(j);
}

static void no_words_in_the_file(void **state)
{
	struct state *s = *state;
	struct store_journal *j = journal(s);
	char buf[20 * REC];
	ssize_t n;
	int fd;

	append(j, 1, "CANARY-0123456789", 17);
	fd = open(state_path(s, "journal"), O_RDONLY);
	n = read(fd, buf, sizeof(buf));
	assert_int_equal(n, 18 * REC);
	assert_null(memmem(buf, (size_t)n, "CANARY", 6));
	assert_int_equal(read(fd, buf, 1), 0);
	close(fd);
	talloc_free(j);
}

static void write_at(struct state *s, off_t at, const void *data, size_t len)
{
	int fd = open(state_path(s, "journal"), O_RDWR);

	assert_int_equal(pwrite(fd, data, len, at), len);
	close(fd);
}

static void damage_costs_one_entry(void **state)
{
	struct state *s = *state;
	struct store_journal *j = journal(s);
	struct store_journal_entry e;
	uint64_t pos = 0;
	char text[1500];

	memset(text, 'y', sizeof(text));
	append(j, 1, "one", 3);
	append(j, 2, text, sizeof(text));	/* two records */
	append(j, 3, "three", 5);
	talloc_free(j);
	write_at(s, 3 * REC + 500, "?", 1);	/* the second half of the second */
	write_at(s, 0, "????", 4);		/* and the first header */
	j = journal(s);
	assert_int_equal(store_journal_stats(j).entries, 2);
	assert_int_equal(store_journal_stats(j).damaged, 2);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
	assert_int_equal(e.uuid[0], 1);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 1);
	assert_int_equal(e.uuid[0], 3);
	for (int i = 0; i < 12; i++)		/* what is damaged is not written over */
		append(j, (uint8_t)(10 + i), "x", 1);
	assert_int_equal(store_journal_stats(j).used, 16);
	talloc_free(j);
	write_at(s, 17 * REC, "????", 4);	/* both headers */
	assert_null(store_journal_open(s->ctx, s->dir, &(struct err){ "" }));
	assert_int_equal(errno, EUCLEAN);
}

static void another_key_does_not_open(void **state)
{
	struct state *s = *state;
	struct store_journal_entry e;
	struct store_journal *j;
	uint8_t key[32] = { 9 };
	uint64_t pos = 0;

	assert_int_equal(store_journal_create(s->dir, 16, key, &(struct err){ "" }), 0);
	j = journal(s);
	append(j, 1, "one", 3);
	append(j, 2, "two", 3);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), -EBADMSG);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), -EBADMSG);
	assert_int_equal(store_journal_next(j, s->st, s->ctx, &pos, &e), 0);
	talloc_free(j);
}

static void appending_takes_no_memory(void **state)
{
	struct state *s = *state;
	struct store_journal *j = journal(s);
	size_t blocks = talloc_total_blocks(NULL), mine = talloc_total_blocks(j);

	append(j, 1, "one", 3);
	assert_int_equal(talloc_total_blocks(j), mine);
	assert_int_equal(talloc_total_blocks(NULL), blocks);
	talloc_free(j);
}

/* --- The batch note ------------------------------------------------------------------ */

enum { BAD = 1, GOOD = 2 };

/* A process that has BAD and GOOD in hand, alone if it must, and dies as told. */
static void one_life(struct state *s, bool by_signal)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct store_batch *b = store_batch_open(s->ctx, s->dir, &(struct err){ "" });
		uint8_t bad[16] = { BAD }, good[16] = { GOOD };
		bool alone = store_batch_check(b, good) == STORE_BATCH_ALONE;

		if (store_batch_check(b, bad) == STORE_BATCH_PARK)
			_exit(7);
		store_batch_note(b, good);
		if (alone)
			store_batch_end(b);
		store_batch_note(b, bad);
		if (by_signal)
			store_batch_mark_crash();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	s->failed = WEXITSTATUS(status);
}

static int lives_until_parked(struct state *s, bool by_signal)
{
	int lives = 0;

	for (s->failed = 0; s->failed != 7; lives++)
		one_life(s, by_signal);
	return lives - 1;
}

static void the_second_crash_parks(void **state)
{
	struct state *s = *state;
	struct store_batch *b;

	assert_int_equal(lives_until_parked(s, true), 2);
	b = store_batch_open(s->ctx, s->dir, &(struct err){ "" });
	assert_int_equal(store_batch_check(b, (uint8_t[16]){ BAD }), STORE_BATCH_PARK);
	assert_int_equal(store_batch_check(b, (uint8_t[16]){ GOOD }), STORE_BATCH_CLEAN);
	assert_true(store_batch_any_suspect(b));
	store_batch_note(b, (uint8_t[16]){ BAD });	/* parked, and that is on disk */
	store_batch_end(b);
	assert_false(store_batch_any_suspect(b));
	talloc_free(b);
}

static void the_fifth_silent_death_parks(void **state)
{
	assert_int_equal(lives_until_parked(*state, false), 5);
}

static void a_full_batch_and_more_suspects_than_places(void **state)
{
	struct state *s = *state;
	struct store_batch *b = store_batch_open(s->ctx, s->dir, &(struct err){ "" });

	for (int life = 0; life < 4; life++) {
		for (int i = 0; i < STORE_BATCH_MAX; i++)
			store_batch_note(b, (uint8_t[16]){ (uint8_t)life, (uint8_t)i,
							   (uint8_t)(i >> 8), 1 });
		talloc_free(b);
		b = store_batch_open(s->ctx, s->dir, &(struct err){ "" });
		assert_int_equal(store_batch_check(b, (uint8_t[16]){ (uint8_t)life, 5, 1, 1 }),
				 STORE_BATCH_ALONE);
	}
	talloc_free(b);
}

static void a_spoilt_note_is_made_anew(void **state)
{
	struct state *s = *state;
	struct store_batch *b = store_batch_open(s->ctx, s->dir, &(struct err){ "" });
	int fd = open(state_path(s, "batch"), O_RDWR);

	talloc_free(b);
	assert_int_equal(pwrite(fd, "\xff\xff\xff\xff", 4, 12), 4);
	close(fd);
	b = store_batch_open(s->ctx, s->dir, &(struct err){ "" });
	assert_non_null(b);
	assert_false(store_batch_any_suspect(b));
	talloc_free(b);
}

static void uuids(void **state)
{
	uint8_t a[16], b[16];

	assert_true(store_uuid_parse("00112233-4455-6677-8899-aabbccddeeff", a));
	assert_true(store_uuid_parse("00112233-4455-6677-8899-AABBCCDDEEFF", b));
	assert_memory_equal(a, b, 16);
	assert_int_equal(a[15], 0xff);
	assert_false(store_uuid_parse("00112233-4455-6677-8899-aabbccddeefg", a));
	assert_false(store_uuid_parse("", a));
	assert_false(store_uuid_parse("0011223304455-6677-8899-aabbccddeeff", b));
	assert_memory_not_equal(a, b, 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATE_TEST(what_was_appended_is_replayed_in_order),
		STATE_TEST(full_says_so_and_replaying_makes_room),
		STATE_TEST(no_words_in_the_file),
		STATE_TEST(damage_costs_one_entry),
		STATE_TEST(another_key_does_not_open),
		STATE_TEST(appending_takes_no_memory),
		STATE_TEST(the_second_crash_parks),
		STATE_TEST(the_fifth_silent_death_parks),
		STATE_TEST(a_full_batch_and_more_suspects_than_places),
		STATE_TEST(a_spoilt_note_is_made_anew),
		cmocka_unit_test(uuids),
	};

	return cmocka_run_group_tests_name("store journal", tests, NULL, NULL);
}
