// SPDX-License-Identifier: AGPL-3.0-or-later
/* The roster file, its words, and the records' codec. */
#include "pager_world.h"

#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[64];
static struct pager_roster roster, back;

static int setup(void **state)
{
	strcpy(dir, "/tmp/warmline-roster.XXXXXX");
	assert_non_null(mkdtemp(dir));
	world_roster(&roster);
	memset(&back, 0, sizeof(back));
	return 0;
}

static int teardown(void **state)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/roster", dir);
	unlink(path);
	return rmdir(dir);
}

static size_t file_read(char *to, size_t size)
{
	ssize_t len = pager_roster_load(dir, to, size);

	assert_true(len > 0);
	return (size_t)len;
}

static void what_is_written_is_read(void **state)
{
	struct stat st;
	struct err err;
	char path[128];

	roster.person[1].from_ms = 5;
	roster.person[1].until_ms = 6;
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	assert_int_equal(pager_roster_write(dir, &roster, &err), 0);
	assert_int_equal(pager_roster_read(dir, &back, &err), 0);
	assert_memory_equal(&roster, &back, sizeof(roster));
	snprintf(path, sizeof(path), "%s/roster", dir);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void a_bad_one_does_not_replace_a_good_one(void **state)
{
	struct err err;

	assert_int_equal(pager_roster_write(dir, &roster, &err), 0);
	strcpy(roster.person[0].contact[0].number, "0712345678");
	assert_int_equal(pager_roster_write(dir, &roster, &err), -EBADMSG);
	assert_null(strstr(err.text, "0712345678"));	/* no number in an error */
	assert_int_equal(pager_roster_read(dir, &back, &err), 0);
	assert_string_equal(back.person[0].contact[0].number, ANN);
}

/* However the file is cut, and whatever byte changes, it is refused. */
static void every_cut_and_every_change_is_refused(void **state)
{
	static char file[8192], bad[8192];
	struct err err;
	size_t len, i;

	assert_int_equal(pager_roster_write(dir, &roster, &err), 0);
	len = file_read(file, sizeof(file));
	assert_int_equal(pager_roster_parse(file, len, &back, &err), 0);
	memset(&back, 0x77, sizeof(back));
	for (i = 0; i < len; i++) {
		assert_int_equal(pager_roster_parse(file, i, &back, &err), -EBADMSG);
		memcpy(bad, file, len);
		bad[i] ^= 1;
		assert_int_equal(pager_roster_parse(bad, len, &back, &err), -EBADMSG);
	}
	memcpy(bad, file, len);
	strcpy(bad + len, "x\n");
	assert_int_equal(pager_roster_parse(bad, len + 2, &back, &err), -EBADMSG);
	assert_int_equal(back.persons, 0x7777);		/* untouched */
}

static void what_the_pager_could_not_use_is_refused(void **state)
{
	struct pager_roster good = roster;
	struct err err;
	int i;

#define REFUSED(change) \
	do { \
		roster = good; \
		change; \
		assert_int_equal(pager_roster_write(dir, &roster, &err), -EBADMSG); \
	} while (0)
	REFUSED(roster.persons = 0);
	REFUSED(roster.languages = 0);
	REFUSED(roster.sender[0] = '\0');
	REFUSED(strcpy(roster.sender, "40 404"));
	REFUSED(strcpy(roster.words[1].alarm, "without a code"));
	REFUSED(strcpy(roster.words[0].digest, "{count} without codes"));
	REFUSED(roster.words[0].down[0] = '\0');
	REFUSED(strcpy(roster.words[0].down, "two\nlines"));
	REFUSED(strcpy(roster.words[0].down, "\xff\xfe"));
	REFUSED(strcpy(roster.person[0].handle, "Ann B"));
	REFUSED(roster.person[0].contacts = 0);
	REFUSED((roster.person[0].from_ms = 9, roster.person[0].until_ms = 9));
	REFUSED(roster.person[0].from_ms = -1);
	/* More numbers than the pager has bits for. */
	roster = good;
	roster.persons = 0;
	for (i = 0; i <= PAGER_CONTACTS; i++) {
		char number[32];
		snprintf(number, sizeof(number), "+2547000001%02d", i);
		world_person(&roster, PAGER_ONCALL, "x", "en", number);
	}
	assert_int_equal(pager_roster_write(dir, &roster, &err), -EBADMSG);
	roster.persons--;
	assert_int_equal(pager_roster_write(dir, &roster, &err), 0);
}

static void no_roster_is_an_error_in_words(void **state)
{
	struct err err = { "" };

	assert_int_equal(pager_roster_read(dir, &back, &err), -ENOENT);
	assert_true(err.text[0]);
}

/* --- Words ------------------------------------------------------------------------ */
static void words_are_filled_and_never_cut_a_character(void **state)
{
	struct pager_incident inc = world_incident(7, 1, PAGER_TIER_A);
	char text[PAGER_TEXT_SIZE], words[PAGER_WORDS_LEN + 1];
	size_t i;

	pager_words_alarm("{tier}{code}{name}{", &inc, text);
	assert_string_equal(text, "A4007{name}{");
	/* Two-byte characters up to the brim: an odd offset would cut one. */
	strcpy(words, "x");
	for (i = 1; i + 2 <= PAGER_WORDS_LEN; i += 2)
		strcpy(words + i, "\xc3\xa9");
	strcpy(words + 100, "{code}");
	pager_words_alarm(words, &inc, text);
	assert_true(strlen(text) <= PAGER_TEXT_LEN);
	assert_string_equal(pager_words_for(&roster, "sw")->lang, "sw");
	assert_string_equal(pager_words_for(&roster, "xx")->lang, "en");
}

static void a_digest_holds_as_many_codes_as_one_segment(void **state)
{
	struct pager_incident incs[40];
	const struct pager_incident *list[40];
	char text[PAGER_TEXT_SIZE];
	unsigned int i, n;

	for (i = 0; i < 40; i++) {
		incs[i] = world_incident(i, 1, PAGER_TIER_B);
		list[i] = &incs[i];
	}
	n = pager_words_digest(roster.words[0].digest, 500, list, 40, text);
	assert_in_range(n, 20, 30);
	assert_in_range(strlen(text), 155, 160);
	assert_memory_equal(text, "500 people: 4000 4001 ", 22);
	assert_int_equal(pager_words_digest(roster.words[0].digest, 1, list, 1, text), 1);
	assert_string_equal(text, "1 people: 4000. Reply 1 and a code");
}

/* --- Records ------------------------------------------------------------------------- */
static void records_come_back_as_they_went(void **state)
{
	struct pager_record rec = { .type = PAGER_SEND, .alarm_id = 0x1122334455667788,
				    .inc = world_incident(300, 9, PAGER_TIER_B) }, got;
	uint8_t data[PAGER_RECORD_LEN + 1];
	unsigned int i;

	strcpy(rec.number, ANN);
	memset(rec.text, 'x', PAGER_TEXT_LEN);
	strcpy(rec.inc.code, "12345678");
	pager_record_encode(data, &rec);
	assert_int_equal(pager_record_decode(data, PAGER_RECORD_LEN, &got), 0);
	assert_memory_equal(&rec, &got, sizeof(rec));
	assert_int_equal(pager_record_decode(data, PAGER_RECORD_LEN - 1, &got), -EBADMSG);
	assert_int_equal(pager_record_decode(data, PAGER_RECORD_LEN + 1, &got), -EBADMSG);
	for (i = 0; i < PAGER_RECORD_LEN; i++) {
		data[i] ^= 0x10;
		assert_true(pager_record_decode(data, PAGER_RECORD_LEN, &got) < 0);
		data[i] ^= 0x10;
	}
	data[5]++;		/* the version */
	assert_int_equal(pager_record_decode(data, PAGER_RECORD_LEN, &got), -EPROTO);
	assert_int_equal(got.type, PAGER_SEND);
}

static void senseless_records_are_refused(void **state)
{
	struct pager_record rec, got;
	uint8_t data[PAGER_RECORD_LEN];

#define SENSELESS(...) \
	do { \
		rec = (struct pager_record){ __VA_ARGS__ }; \
		pager_record_encode(data, &rec); \
		assert_int_equal(pager_record_decode(data, sizeof(data), &got), -EBADMSG); \
	} while (0)
	SENSELESS(.type = PAGER_HIT, .inc = { .tier = 1, .kind = 1 });
	SENSELESS(.type = PAGER_HIT, .inc = { .tier = 3, .kind = 1, .code = "1" });
	SENSELESS(.type = PAGER_HIT, .inc = { .tier = 1, .kind = 4, .code = "1" });
	SENSELESS(.type = PAGER_HIT, .inc = { .tier = 1, .kind = 1, .code = "1a" });
	SENSELESS(.type = PAGER_SLOT, .inc = { .tier = 1, .kind = 1, .code = "1" }, .state = 9);
	SENSELESS(.type = PAGER_SEND, .alarm_id = 1, .number = ANN);
	SENSELESS(.type = PAGER_REPORT, .alarm_id = 1, .outcome = 99);
	SENSELESS(.type = PAGER_BEAT, .wait_ms = -1);
	SENSELESS(.type = 31);
}

static void keys_tell_person_and_message(void **state)
{
	static const uint8_t ann[8] = { 1 }, ben[8] = { 2 };
	struct pager_key a1, a1again, a2, b1;

	pager_key_make(&a1, ann, "12345678-9abc-4ef0-9234-56789abcdef0");
	pager_key_make(&a1again, ann, "12345678-9abc-4ef0-9234-56789abcdef0");
	pager_key_make(&a2, ann, "12345678-9abc-4ef0-9234-56789abcdef1");
	pager_key_make(&b1, ben, "12345678-9abc-4ef0-9234-56789abcdef0");
	assert_memory_equal(&a1, &a1again, sizeof(a1));
	assert_memory_equal(a1.person, a2.person, 8);
	assert_memory_not_equal(a1.message, a2.message, 8);
	assert_memory_not_equal(a1.person, b1.person, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define FILE_TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
		FILE_TEST(what_is_written_is_read),
		FILE_TEST(a_bad_one_does_not_replace_a_good_one),
		FILE_TEST(every_cut_and_every_change_is_refused),
		FILE_TEST(what_the_pager_could_not_use_is_refused),
		FILE_TEST(no_roster_is_an_error_in_words),
		FILE_TEST(words_are_filled_and_never_cut_a_character),
		FILE_TEST(a_digest_holds_as_many_codes_as_one_segment),
		cmocka_unit_test(records_come_back_as_they_went),
		cmocka_unit_test(senseless_records_are_refused),
		cmocka_unit_test(keys_tell_person_and_message),
	};

	base_init(NULL, "roster_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
