// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts on their way in: nothing lost, nothing done twice, nothing blocks. */
#include "sms_tests.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>
#include "text/text.h"

#define UUID_A "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
#define UUID_B "22222222-bbbb-4bbb-8bbb-bbbbbbbbbbbb"
#define UUID_C "33333333-cccc-4ccc-8ccc-cccccccccccc"
#define LONG_TEXT \
	"I lost my job in March and since then I have not told anybody at home, because they " \
	"count on me; every morning I go out as if I went to work and I sit by the lake until " \
	"the evening comes, and then I go back and say that it was a good day, and nobody asks " \
	"me anything."

static int heard_times(const char *text)
{
	int i, n = 0;

	for (i = 0; i < here.heards; i++)
		n += strcmp(here.heard[i].text, text) == 0;
	return n;
}

/* --- Once ----------------------------------------------------------------------------- */

static void once_although_handed_twice(void **state)
{
	uint64_t again = counted("sms.redelivered");

	hand(here.amina, UUID_A, "hello");
	world_settle(here.w);
	assert_int_equal(take_all(here.amina), 1);
	hand(here.amina, UUID_A, "hello");
	world_pass(here.w, SECONDS_MS(5));
	assert_int_equal(here.heards, 1);
	assert_int_equal(take_all(here.amina), 0);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
	assert_int_equal(counted("sms.redelivered"), again + 1);
}

static void twice_in_one_turn(void **state)
{
	hand(here.amina, UUID_A, "hello");
	hand(here.amina, UUID_A, "hello");
	world_pass(here.w, SECONDS_MS(5));
	assert_int_equal(here.heards, 1);
	assert_int_equal(take_all(here.amina), 1);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
}

/* --- Accepted means on disk --------------------------------------------------------------- */

static void restart(void)
{
	struct err err;

	here.commit = COMMIT_REAL;
	if (world_restart(here.w, &err) < 0)
		fail_msg("%s", err.text);
}

static void no_acknowledgement_without_a_commit(void **state)
{
	uint64_t before = here.w->acknowledged;

	here.commit = COMMIT_FAILS;
	hand(here.amina, UUID_A, "hello");
	world_pass(here.w, SECONDS_MS(5));
	assert_int_equal(here.w->acknowledged, before);
	assert_int_equal(fakebox_kept(here.w->carrier), 1);
	assert_silent(here.amina);
	assert_int_not_equal(house_failed(here.w->house), 0);
	restart();
	assert_int_equal(take_all(here.amina), 1);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
}

/* The crash between the commit and what follows it. */
static void a_commit_that_nobody_heard_of(void **state)
{
	uint64_t before = here.w->acknowledged;

	here.commit = COMMIT_IS_NOT_SEEN;
	hand(here.amina, UUID_A, "hello");
	world_pass(here.w, SECONDS_MS(5));
	assert_int_equal(here.w->acknowledged, before);
	assert_silent(here.amina);
	restart();
	assert_int_equal(here.heards, 1);
	assert_int_equal(take_all(here.amina), 1);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
}

static void a_cut_link_brings_them_again(void **state)
{
	int i;

	for (i = 0; i < 20; i++)
		hand(i % 2 ? here.amina : here.bakari, NULL, "hello");
	fakebox_cut(here.w->carrier);
	world_pass(here.w, SECONDS_MS(60));
	assert_int_equal(here.heards, 20);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
}

/* --- Long texts ---------------------------------------------------------------------------- */

static void parts_send(const char *text, uint16_t ref, const int *order, int n)
{
	struct text_segments *segs;
	struct box_sms m;
	int i;

	assert_int_equal(text_split(here.w, text, strlen(text), TEXT_REF_8, ref, &segs), 0);
	for (i = 0; i < n; i++) {
		const struct text_segment *s;

		assert_true((unsigned int)order[i] < segs->count);
		s = &segs->segment[order[i]];
		box_sms_init(&m);
		m.coding = (int32_t)s->coding;
		m.udhdata = (struct view){ s->udh, s->udh_len };
		m.msgdata = (struct view){ s->payload, s->payload_len };
		world_send_sms(here.w, here.amina, &m);
		world_pass(here.w, SECONDS_MS(1));
	}
	talloc_free(segs);
}

static void parts_in_any_order(void **state)
{
	static const int orders[][2] = { { 0, 1 }, { 1, 0 } };
	size_t i;

	for (i = 0; i < ARRAY_LEN(orders); i++) {
		here.heards = 0;
		parts_send(LONG_TEXT, (uint16_t)(40 + i), orders[i], 2);
		assert_int_equal(here.heards, 3);
		assert_true(here.heard[0].is_part && here.heard[1].is_part);
		assert_true(here.heard[2].is_joined && !here.heard[2].is_part);
		assert_string_equal(here.heard[2].text, LONG_TEXT);
	}
	world_pass(here.w, MINUTES_MS(2));
	assert_int_equal(here.heards, 3);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
}

static void a_part_that_comes_twice(void **state)
{
	static const int order[] = { 1, 1, 0 };

	parts_send(LONG_TEXT, 9, order, 3);
	assert_int_equal(heard_times(LONG_TEXT), 1);
	world_pass(here.w, MINUTES_MS(2));
	assert_int_equal(heard_times(LONG_TEXT), 1);
}

static void a_part_that_never_comes(void **state)
{
	static const int order[] = { 1 };
	int before;

	parts_send(LONG_TEXT, 9, order, 1);
	before = here.heards;
	world_pass(here.w, SECONDS_MS(25));
	assert_int_equal(here.heards, before);
	world_pass(here.w, SECONDS_MS(5));
	assert_int_equal(here.heards, before + 1);
	assert_true(here.heard[before].is_joined);
	assert_memory_equal(here.heard[before].text, " [...] ", 7);
}

/* Parts and their clock are rows. */
static void parts_outlive_a_restart(void **state)
{
	static const int first[] = { 0 }, second[] = { 1 };

	parts_send(LONG_TEXT, 9, first, 1);
	restart();
	parts_send(LONG_TEXT, 9, second, 1);
	assert_int_equal(heard_times(LONG_TEXT), 1);
	parts_send(LONG_TEXT, 10, first, 1);
	here.heards = 0;
	restart();
	world_pass(here.w, SECONDS_MS(30));
	assert_int_equal(here.heards, 1);
	assert_true(here.heard[0].is_joined);
}

static void two_long_texts_at_once(void **state)
{
	static const int one[] = { 0 }, two[] = { 1 };
	char other[sizeof(LONG_TEXT)];

	strcpy(other, LONG_TEXT);
	memcpy(other, "You", 3);
	parts_send(LONG_TEXT, 9, one, 1);
	parts_send(other, 10, one, 1);
	parts_send(LONG_TEXT, 9, two, 1);
	parts_send(other, 10, two, 1);
	assert_int_equal(heard_times(LONG_TEXT), 1);
	assert_int_equal(heard_times(other), 1);
}

/* --- What nobody can read --------------------------------------------------------------------- */

static struct store_inbox open_row(void)
{
	struct store_inbox row = { 0 };

	assert_int_equal(store_inbox_next_open(house_store(here.w->house), here.w, 0, &row), 1);
	return row;
}

static void binary_is_kept_raw(void **state)
{
	static const uint8_t bytes[] = { 0x00, 0x06, 0xff, 0x80, 0x00, 0x41 };
	struct store_inbox row;
	struct box_sms m;

	box_sms_init(&m);
	m.coding = BOX_CODING_8BIT;
	m.msgdata = (struct view){ bytes, sizeof(bytes) };
	world_send_sms(here.w, here.amina, &m);
	world_settle(here.w);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
	row = open_row();
	assert_int_equal(row.state, STORE_INBOX_NEW);
	assert_int_equal(secret_len(row.raw), sizeof(bytes));
	assert_memory_equal(secret_reveal(row.raw), bytes, sizeof(bytes));
	assert_non_null(row.why);
	assert_int_equal(here.heards, 1);
	assert_true(here.heard[0].none);
}

static void an_unknown_charset_is_kept_raw(void **state)
{
	struct store_inbox row;
	struct box_sms m;

	box_sms_init(&m);
	m.coding = BOX_CODING_7BIT;
	m.charset = VIEW_STR("KLINGON-8");
	m.msgdata = VIEW_STR("\xc3\x28 nuqneH");
	world_send_sms(here.w, here.amina, &m);
	world_settle(here.w);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
	row = open_row();
	assert_memory_equal(secret_reveal(row.raw), "\xc3\x28 nuqneH", 9);
}

/* --- Messages that break things ------------------------------------------- */

static void a_step_that_fails_blocks_nobody(void **state)
{
	struct store_inbox row;

	hand(here.amina, UUID_A, WORDS_THAT_FAIL);
	hand(here.bakari, UUID_B, "hello");
	world_pass(here.w, SECONDS_MS(5));
	assert_int_equal(heard_times("hello"), 1);
	assert_int_equal(take_all(here.bakari), 1);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
	row = open_row();
	assert_int_equal(row.state, STORE_INBOX_PARKED);
	assert_string_equal(secret_reveal(row.raw), WORDS_THAT_FAIL);
}

static void die_as_warmlined_does(int signum)
{
	store_batch_mark_crash();
	signal(signum, SIG_DFL);
	raise(signum);
}

/* A process of its own, as each start of warmlined is: bearerbox hands it
 * three messages, the middle one of which kills. */
static int live(const char *dir)
{
	struct world_phone *amina;
	struct store_inbox row;
	struct err err;

	here = (struct sms_tests){ .w = world_new_in(NULL, 7, dir) };
	signal(SIGSEGV, die_as_warmlined_does);
	here.w->no_pager = true;
	amina = world_phone_add(here.w, "amina", AMINA);
	if (world_open(here.w, &err) < 0)
		return 100;
	hand(amina, UUID_A, "hello");
	hand(amina, UUID_B, WORDS_THAT_KILL);
	hand(amina, UUID_C, "hello again");
	world_pass(here.w, SECONDS_MS(20));
	if (fakebox_kept(here.w->carrier))
		return 101;
	if (store_inbox_next_open(house_store(here.w->house), here.w, 0, &row) != 1 ||
	    row.state != STORE_INBOX_PARKED ||
	    strcmp(secret_reveal(row.raw), WORDS_THAT_KILL) != 0)
		return 102;
	return store_inbox_next_open(house_store(here.w->house), here.w, row.id, &row) ? 103 : 0;
}

static int live_in_a_child(const char *dir)
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit(live(dir));
	assert_true(waitpid(pid, &status, 0) == pid);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void a_killer_is_parked_at_its_second_time(void **state)
{
	char dir[] = "/tmp/warmline-killer.XXXXXX", command[80];

	assert_non_null(mkdtemp(dir));
	assert_int_equal(live_in_a_child(dir), -SIGSEGV);
	assert_int_equal(live_in_a_child(dir), -SIGSEGV);
	assert_int_equal(live_in_a_child(dir), 0);
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	assert_int_equal(system(command), 0);
}

#define IN_A_HOUSE(test) cmocka_unit_test_setup_teardown(test, sms_tests_begin, sms_tests_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_killer_is_parked_at_its_second_time),
		IN_A_HOUSE(once_although_handed_twice),
		IN_A_HOUSE(twice_in_one_turn),
		IN_A_HOUSE(no_acknowledgement_without_a_commit),
		IN_A_HOUSE(a_commit_that_nobody_heard_of),
		IN_A_HOUSE(a_cut_link_brings_them_again),
		IN_A_HOUSE(parts_in_any_order),
		IN_A_HOUSE(a_part_that_comes_twice),
		IN_A_HOUSE(a_part_that_never_comes),
		IN_A_HOUSE(parts_outlive_a_restart),
		IN_A_HOUSE(two_long_texts_at_once),
		IN_A_HOUSE(binary_is_kept_raw),
		IN_A_HOUSE(an_unknown_charset_is_kept_raw),
		IN_A_HOUSE(a_step_that_fails_blocks_nobody),
	};

	base_init(NULL, "intake_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
