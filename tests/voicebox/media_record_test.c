// SPDX-License-Identifier: AGPL-3.0-or-later
/* Recordings: sealed while they are written, whole or readable as far as they came. */
#include "far.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct media_record dflt = { .rec = "r1", .key = "0123456789abcdef0123456789abcde" };

static void say(struct far *f, int packets, int16_t level)
{
	while (packets--) {
		far_say(f, level);
		house_run(f->h, 20);
		/* our clock runs far ahead of the disk thread's: let it keep up */
		if (packets % 10 == 0)
			loop_turn(f->h->loop, 2);
	}
}

static void wait_recorded(struct far *f, unsigned int n)
{
	int64_t until_us = clock_mono_us() + 10000000;

	while (f->recorded < n && clock_mono_us() < until_us)
		loop_turn(f->h->loop, 100);
	assert_int_equal(f->recorded, n);
}

static size_t slurp(struct house *h, const char *name, uint8_t *out, size_t room)
{
	FILE *f = fopen(house_path(h, name), "rb");
	size_t n;

	assert_non_null(f);
	n = fread(out, 1, room, f);
	fclose(f);
	return n;
}

static void what_is_said_is_kept_sealed(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct media_item back = { .type = MEDIA_ITEM_REC, .rec = "r1" };
	static uint8_t file[100000];
	struct sound_recording r;
	uint8_t spoken[8];
	size_t n;
	struct stat st;

	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &dflt), 0);
	assert_int_equal(media_record(f->s, &dflt), -EBUSY);
	say(f, 130, 5000);		/* 2.6 s */
	media_record_stop(f->s);
	media_record_stop(f->s);
	wait_recorded(f, 1);
	assert_string_equal(f->file, "r1.wlr");
	assert_int_equal(f->rec.why, MEDIA_STOPPED);
	assert_int_equal(f->rec.length_ms, 2600);
	assert_in_range(f->rec.voice_ms, 2500, 2600);
	n = slurp(h, "spool/r1.wlr", file, sizeof(file));
	assert_int_equal(f->rec.bytes, n);
	assert_int_equal(stat(house_path(h, "spool/r1.wlr"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(access(house_path(h, "spool/r1.part"), F_OK), -1);

	/* nothing of the sound is readable, and none of the key */
	for (int i = 0; i < 8; i++)
		spoken[i] = sound_to_ulaw(i / 4 % 2 ? 5000 : -5000);
	assert_null(memmem(file, n, spoken, 8));
	assert_null(memmem(file, n, dflt.key, 8));
	assert_int_equal(sound_unseal(&r, file, n, dflt.key), 0);
	assert_true(r.whole);
	assert_int_equal(r.n, 2600 * 8);
	assert_non_null(memmem(r.g711, r.n, spoken, 8));
	sound_recording_free(&r);

	/* heard by who spoke, with the key; not with another, and not twice under one name */
	memcpy(back.rec_key, dflt.key, 32);
	f->heard_n = 0;
	far_play(f, 1, &back, 1, 0);
	house_run(h, 2700);
	assert_int_equal(f->last.left_out, 0);
	assert_non_null(memmem(f->heard, f->heard_n, spoken, 8));
	back.rec_key[0] ^= 1;
	far_play(f, 2, &back, 1, 0);
	house_run(h, 40);
	assert_int_equal(f->last.left_out, 1);
	assert_int_equal(media_record(f->s, &dflt), -EEXIST);
	house_free(h);
}

/* What kill -9 would leave: the file as it is now, without the engine's help. */
static void a_kill_leaves_what_was_whole(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	static uint8_t file[100000];
	struct sound_recording r;
	int64_t until_us;
	size_t n = 0;

	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &dflt), 0);
	say(f, 175, 5000);		/* 3.5 s */
	until_us = clock_mono_us() + 10000000;
	while (n < 3 * 8019 && clock_mono_us() < until_us) {
		loop_turn(h->loop, 10);
		n = slurp(h, "spool/r1.part", file, sizeof(file));
	}
	assert_int_equal(n, SOUND_SEAL_HEADER + 3 * (SOUND_RATE + SOUND_SEAL_EXTRA));
	assert_int_equal(sound_unseal(&r, file, n, dflt.key), 0);
	assert_false(r.whole);
	assert_int_equal(r.n, 3 * SOUND_RATE);
	sound_recording_free(&r);
	/* the stream goes without a word: the file is finished, nobody is told */
	far_close(f);
	house_free(h);
}

/* Stopped, and gone before the disk thread had finished: nobody is told of it. */
static void a_stream_may_go_before_its_file_is_finished(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &dflt), 0);
	say(f, 60, 5000);
	media_record_stop(f->s);
	far_close(f);
	for (int i = 0; i < 500 && access(house_path(h, "spool/r1.wlr"), F_OK) < 0; i++)
		loop_turn(h->loop, 10);
	assert_int_equal(access(house_path(h, "spool/r1.wlr"), F_OK), 0);
	loop_turn(h->loop, 100);
	assert_int_equal(f->recorded, 0);
	house_free(h);
}

static void silence_ends_it(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct media_record how = dflt;

	how.silence_ms = 800;
	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &how), 0);
	say(f, 50, 5000);
	say(f, 30, 20);			/* a pause for breath */
	say(f, 50, 5000);
	assert_int_equal(f->recorded, 0);
	say(f, 50, 20);
	wait_recorded(f, 1);
	assert_int_equal(f->rec.why, MEDIA_SILENCE);
	assert_in_range(f->rec.length_ms, 2600 + 780, 2600 + 900);
	assert_in_range(f->rec.voice_ms, 1900, 2100);
	/* nobody speaks at all: also when no packet comes */
	how.rec = "r2";
	assert_int_equal(media_record(f->s, &how), 0);
	house_run(h, 900);
	wait_recorded(f, 2);
	assert_int_equal(f->rec.voice_ms, 0);
	assert_in_range(f->rec.length_ms, 780, 820);
	/* a noisy line that loses one packet in twenty */
	how.rec = "r3";
	assert_int_equal(media_record(f->s, &how), 0);
	say(f, 50, 5000);
	for (int i = 0; i < 500 && f->recorded < 3; i++) {
		if (i % 20 == 7) {
			f->seq++;
			f->ts += RTP_FRAME;
			house_run(h, 20);
		} else {
			say(f, 1, 220);
		}
	}
	wait_recorded(f, 3);
	assert_int_equal(f->rec.why, MEDIA_SILENCE);
	assert_in_range(f->rec.length_ms, 1700, 6000);
	house_free(h);
}

static void digits_and_the_longest_time_end_it(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct media_record how = dflt;

	how.end_digits = "#1";
	how.max_ms = 1500;
	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &how), 0);
	say(f, 20, 5000);
	far_press(f, '2', 5);
	house_run(h, 40);
	far_press(f, '#', 5);
	house_run(h, 40);
	wait_recorded(f, 1);
	assert_int_equal(f->rec.why, MEDIA_BY_DIGIT);
	assert_string_equal(f->digits, "2#");
	how.rec = "r2";
	assert_int_equal(media_record(f->s, &how), 0);
	say(f, 100, 5000);
	wait_recorded(f, 2);
	assert_int_equal(f->rec.why, MEDIA_FULL);
	assert_int_equal(f->rec.length_ms, 1500);
	house_free(h);
}

/* Loss leaves a gap of silence: the time stays right. */
static void lost_packets_keep_the_time(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &dflt), 0);
	for (int i = 0; i < 100; i++) {
		if (i % 5 == 4) {
			f->seq++;
			f->ts += RTP_FRAME;
		} else {
			far_say(f, 5000);
		}
		house_run(h, 20);
	}
	media_record_stop(f->s);
	wait_recorded(f, 1);
	assert_int_equal(f->rec.length_ms, 2000);
	assert_in_range(f->rec.voice_ms, 1500, 1700);
	house_free(h);
}

static void names_and_limits(void **state)
{
	static const char *const bad[] = { "", "../x", "a b", "A", "a/b", "a.wlr" };
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct media_record how = dflt;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		how.rec = bad[i];
		assert_int_equal(media_record(f->s, &how), -EINVAL);
	}
	how = dflt;
	how.max_ms = 31 * 60 * 1000;
	assert_int_equal(media_record(f->s, &how), -EINVAL);
	house_free(h);
}

/* A disk that takes nothing: the recording fails, the call goes on. */
static void a_full_disk_fails_the_recording_alone(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	int fd;

	say(f, 5, 100);
	assert_int_equal(media_record(f->s, &dflt), 0);
	/* the descriptor that the disk thread writes to now refuses */
	for (fd = 3; fd < 64; fd++) {
		char link[64], path[128] = "";

		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		if (readlink(link, path, sizeof(path) - 1) > 0 && strstr(path, "r1.part"))
			break;
	}
	assert_in_range(fd, 3, 63);
	assert_int_equal(dup2(open("/dev/full", O_WRONLY), fd), fd);
	say(f, 200, 5000);
	wait_recorded(f, 1);
	assert_int_equal(f->rec.why, MEDIA_FAILED);
	assert_string_equal(f->file, "r1.part");
	f->packets = 0;
	say(f, 5, 100);
	assert_int_equal(f->packets, 5);
	house_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_is_kept_sealed),
		cmocka_unit_test(a_kill_leaves_what_was_whole),
		cmocka_unit_test(a_stream_may_go_before_its_file_is_finished),
		cmocka_unit_test(silence_ends_it),
		cmocka_unit_test(digits_and_the_longest_time_end_it),
		cmocka_unit_test(lost_packets_keep_the_time),
		cmocka_unit_test(names_and_limits),
		cmocka_unit_test(a_full_disk_fails_the_recording_alone),
	};

	base_init(NULL, "media_record_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
