// SPDX-License-Identifier: AGPL-3.0-or-later
/* Playing: over real UDP on loopback, driven by the test's own clock. */
#include "far.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct media_item hello = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "hello",
					 .text = "Never spoken." };
static const struct media_item beep = { .type = MEDIA_ITEM_BEEP };

static void a_prompt_is_heard_without_a_gap(void **state)
{
	struct house *h = house_new(NULL);
	struct media_item items[] = { hello, { .type = MEDIA_ITEM_PAUSE, .pause_ms = 40 }, hello };
	struct far *f = far_new(h, NULL);

	house_prompt(h, "hello", 410);
	far_play(f, 7, items, 3, 0);
	house_run(h, 200);
	far_expect_ramp(f, 0, 410);
	far_expect_silence(f, 410, 320);
	far_expect_ramp(f, 730, 410);
	far_expect_silence(f, 1140, 1600 - 1140);
	assert_int_equal(f->packets, 10);
	assert_int_equal(f->gaps, 0);
	assert_int_equal(f->played, 1);
	assert_int_equal(f->last.token, 7);
	assert_int_equal(f->last.why, MEDIA_DONE);
	house_free(h);
}

/* The encoded files come into the cache, and the next engine maps them: shown by a cache that
 * holds something else, under the .wav's own time. */
static void the_cache_is_used(void **state)
{
	struct media_config cfg = { 0 };
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct media *first = h->m;
	struct timespec times[2];
	struct stat st;
	struct err err;
	FILE *file;

	house_prompt(h, "hello", 320);
	far_play(f, 1, &hello, 1, 0);
	for (int i = 0; i < 500 && access(house_path(h, "cache/en.hello.alaw"), R_OK) < 0; i++)
		loop_turn(h->loop, 10);
	assert_int_equal(stat(house_path(h, "cache/en.hello.alaw"), &st), 0);
	assert_int_equal(st.st_size, 320);
	far_close(f);

	file = fopen(house_path(h, "cache/en.hello.ulaw"), "r+");
	assert_true(file && fwrite("\x11", 1, 1, file) == 1 && !fclose(file));
	times[0] = times[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, house_path(h, "cache/en.hello.ulaw"), times, 0), 0);
	cfg.prompts[0] = talloc_strdup(h, house_path(h, "prompts"));
	cfg.cache = talloc_strdup(h, house_path(h, "cache"));
	h->m = media_new(h, h->loop, &cfg, &err);
	assert_non_null(h->m);
	talloc_free(first);
	f = far_new(h, NULL);
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 60);
	assert_int_equal(f->heard[0], 0x11);
	assert_int_equal(f->heard[319], sound_to_ulaw(ramp(319)));
	house_free(h);
}

static void exact_frames_end_exactly(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	house_prompt(h, "hello", 320);
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 45);
	far_expect_ramp(f, 0, 320);
	assert_int_equal(f->played, 1);
	assert_int_equal(f->packets, 3);
	far_expect_silence(f, 320, 160);
	house_free(h);
}

static void another_play_replaces_without_a_word(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	house_prompt(h, "hello", 8000);
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 60);
	far_play(f, 2, &hello, 1, 0);
	house_run(h, 2000);
	far_expect_ramp(f, 0, 480);
	far_expect_ramp(f, 480, 8000);
	assert_int_equal(f->played, 1);
	assert_int_equal(f->last.token, 2);
	assert_int_equal(f->gaps, 0);
	/* also when the old one has just ended and nobody was told yet */
	far_play(f, 3, &beep, 1, 0);
	for (int i = 0; i < 60; i++, h->now_us += 5000)
		media_tick(h->m, h->now_us);
	far_play(f, 4, &hello, 1, 0);
	house_run(h, 100);
	assert_int_equal(f->played, 1);
	house_free(h);
}

static void digits_interrupt_but_not_what_must_be_heard(void **state)
{
	struct house *h = house_new(NULL);
	struct media_item must = hello;
	struct media_item items[] = { hello, must, hello };
	struct far *f = far_new(h, NULL);

	items[1].must = true;
	house_prompt(h, "hello", 1600);
	far_play(f, 1, items, 3, MEDIA_PLAY_INTERRUPT);
	house_run(h, 100);			/* 5 packets, 800 samples */
	far_press(f, '5', 5);
	house_run(h, 400);
	far_expect_ramp(f, 0, 800);
	far_expect_ramp(f, 800, 1600);		/* the rest of the first is skipped */
	far_expect_silence(f, 2400, 800);	/* and the third */
	assert_string_equal(f->digits, "5");
	assert_int_equal(f->played, 1);
	assert_int_equal(f->last.why, MEDIA_BY_DIGIT);

	/* without the flag a key is told and the play goes on */
	f->heard_n = 0;
	far_play(f, 2, items, 1, 0);
	house_run(h, 40);
	far_press(f, '6', 5);
	house_run(h, 260);
	far_expect_ramp(f, 0, 1600);
	assert_string_equal(f->digits, "56");
	assert_int_equal(f->last.why, MEDIA_DONE);
	house_free(h);
}

static void a_loop_goes_round_until_stopped(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	house_prompt(h, "hello", 250);
	far_play(f, 1, &hello, 1, MEDIA_PLAY_LOOP);
	house_run(h, 400);
	for (size_t at = 0; at + 250 < f->heard_n; at += 250)
		far_expect_ramp(f, at, 250);
	assert_int_equal(f->played, 0);
	media_stop(f->s);
	media_events(h->m);
	assert_int_equal(f->last.why, MEDIA_STOPPED);
	assert_int_equal(f->played, 1);
	media_stop(f->s);
	media_events(h->m);
	assert_int_equal(f->played, 1);
	house_free(h);
}

/* A loop of nothing must end: it would never leave the tick. */
static void what_cannot_be_had_is_left_out(void **state)
{
	struct house *h = house_new(NULL);
	struct media_item items[] = {
		{ .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "none" },
		hello,
		{ .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "../../etc/passwd" },
		{ .type = MEDIA_ITEM_REC, .rec = "nothing" },
	};
	struct far *f = far_new(h, NULL);
	FILE *bad;

	house_prompt(h, "hello", 160);
	far_play(f, 1, items, 4, 0);
	house_run(h, 60);
	far_expect_ramp(f, 0, 160);
	assert_int_equal(f->played, 1);
	assert_int_equal(f->last.left_out, 3);
	far_play(f, 2, items, 1, MEDIA_PLAY_LOOP);
	house_run(h, 60);
	assert_int_equal(f->played, 2);
	assert_int_equal(f->last.left_out, 1);
	/* a file that is no WAV */
	bad = fopen(house_path(h, "prompts/en/none.wav"), "w");
	assert_true(bad && fputs("RIFFnothing", bad) >= 0 && !fclose(bad));
	far_play(f, 3, items, 1, 0);
	house_run(h, 60);
	assert_int_equal(f->last.left_out, 1);
	assert_int_equal(media_play(f->s, 9, items, 0, 0), -EINVAL);
	items[0].speed = 20;
	assert_int_equal(media_play(f->s, 9, items, 1, 0), -EINVAL);
	house_free(h);
}

static void a_newer_recording_is_encoded_anew(void **state)
{
	struct house *h = house_new(NULL);
	struct media_item slower = hello;
	struct far *f = far_new(h, NULL);
	FILE *stale;

	house_prompt(h, "hello", 160);
	stale = fopen(house_path(h, "cache/en.hello.ulaw"), "w");
	assert_true(stale && fputs("old", stale) >= 0 && !fclose(stale));
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 40);
	far_expect_ramp(f, 0, 160);
	/* replaced while running: heard after a reload, also while the old one plays */
	house_prompt(h, "hello", 330);
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 5);
	media_prompts_reload(h->m);
	house_run(h, 35);
	assert_int_equal(f->played, 2);
	f->heard_n = 0;
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 80);
	far_expect_ramp(f, 0, 330);
	assert_int_equal(f->played, 3);
	/* slower: a quarter longer, and not in the cache's file */
	slower.speed = 80;
	house_prompt(h, "hello", 8000);
	far_play(f, 2, &slower, 1, 0);
	house_run(h, 1100);
	assert_int_equal(f->played, 3);
	house_run(h, 400);
	assert_int_equal(f->played, 4);
	house_free(h);
}

static bool can_speak(void)
{
	return !system("command -v espeak-ng >/dev/null");
}

static int loudness(const struct far *f)
{
	int best = 0;

	for (size_t at = 0; at + 800 <= f->heard_n; at += 800) {
		int16_t pcm[800];
		int rms;

		sound_decode(pcm, f->heard + at, 800, SOUND_ULAW);
		rms = sound_rms(pcm, 800);
		if (rms > best)
			best = rms;
	}
	return best;
}

static void what_nobody_recorded_is_spoken(void **state)
{
	static const char *const langs[] = { "en", "sw", "fr", "es" };
	struct house *h;
	struct media_engine_stats st;
	struct far *f;

	if (!can_speak())
		skip();
	h = house_new(NULL);
	f = far_new(h, NULL);
	house_prompt(h, "place", 160);
	for (int i = 0; i < 4; i++) {
		struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = langs[i],
					 .key = "place", .text = "3", .vary = true };

		f->heard_n = 0;
		far_play(f, 1, &it, 1, 0);
		house_run(h, 1600);
		assert_int_equal(f->played, i + 1);
		assert_int_equal(f->last.left_out, 0);
		assert_in_range(loudness(f), 1500, 8000);
		/* again: from memory */
		far_play(f, 1, &it, 1, 0);
		media_stop(f->s);
		media_events(h->m);
		f->played--;
	}
	media_engine_stats(h->m, &st, false);
	assert_int_equal(st.spoken, 4);
	assert_int_equal(st.speech_failed, 0);
	house_free(h);
}

/* With no room for spoken texts each is spoken again, and none is freed while it plays. */
static void spoken_texts_are_bounded(void **state)
{
	struct media_config cfg = { .speech_max = 1 };
	struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .vary = true };
	struct house *h;
	struct media_engine_stats st;
	struct far *f;
	char text[8];

	if (!can_speak())
		skip();
	h = house_new(&cfg);
	f = far_new(h, NULL);
	it.text = text;
	for (int i = 0; i < 4; i++) {
		snprintf(text, sizeof(text), "%d", i % 2);
		far_play(f, 1, &it, 1, 0);
		house_run(h, 100);
		assert_in_range(loudness(f), 1, 32767);
		media_events(h->m);
	}
	media_engine_stats(h->m, &st, false);
	assert_int_equal(st.spoken, 4);
	house_free(h);
}

static void a_speaker_that_fails_ends_nothing(void **state)
{
	static const char *const programs[] = { "/nowhere/espeak-ng", "/bin/false", "/bin/cat" };

	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		struct media_config cfg = { .espeak = programs[i] };
		struct house *h = house_new(&cfg);
		struct media_item items[] = { { .type = MEDIA_ITEM_PROMPT, .lang = "en",
						.text = "Hello.", .vary = true }, beep };
		struct far *f = far_new(h, NULL);

		far_play(f, 1, items, 2, 0);
		house_run(h, 400);
		assert_int_equal(f->played, 1);
		assert_int_equal(f->last.left_out, 1);
		assert_in_range(loudness(f), 1000, 8000);	/* the beep */
		house_free(h);
	}
}

/* The thread comes late: two slots are caught up with, the timestamp passes over the rest. */
static void missed_ticks_are_passed_over(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct media_engine_stats st;
	uint32_t ts;

	house_prompt(h, "hello", 8000);
	far_play(f, 1, &hello, 1, 0);
	house_run(h, 40);
	ts = f->their_ts;
	assert_int_equal(f->packets, 2);
	h->now_us += 200000;
	house_run(h, 20);
	/* one packet for 220 ms, at its own time, and the prompt goes on where it was */
	assert_in_range(f->packets, 3, 4);
	assert_int_equal((f->their_ts - ts) % RTP_FRAME, 0);
	assert_in_range(f->their_ts - ts, 10 * RTP_FRAME, 12 * RTP_FRAME);
	far_expect_ramp(f, 0, 480);
	media_engine_stats(h->m, &st, false);
	assert_in_range(st.missed, 35, 41);
	house_free(h);
}

/* The real thing for 100 ms: it runs, it stops. */
static void threads_run_and_end(void **state)
{
	struct media_config cfg = { .threads = true, .realtime = true };
	struct house *h = house_new(&cfg);
	struct media_engine_stats st;
	struct far *f;
	int64_t until_us;

	house_prompt(h, "hello", 320);
	f = far_new(h, NULL);
	assert_int_equal(media_play(f->s, 5, &hello, 1, 0), 0);
	until_us = clock_mono_us() + 5000000;
	while (!f->played && clock_mono_us() < until_us)
		loop_turn(h->loop, 50);
	far_listen(f);
	assert_int_equal(f->played, 1);
	media_engine_stats(h->m, &st, true);
	assert_int_equal(st.streams, 1);
	assert_in_range(st.ticks, 4, 100000);
	assert_in_range(f->packets, 2, 1000);
	house_free(h);
}

static void too_many_streams_are_refused(void **state)
{
	struct media_config cfg = { .streams_max = 3, .port_min = 0 };
	struct house *h = house_new(&cfg);
	struct media_stream *s[4];

	for (int i = 0; i < 3; i++) {
		assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &s[i]), 0);
		assert_int_equal(media_stream_port(s[i]) % 2, 0);
	}
	assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &s[3]), -ENOSPC);
	talloc_free(s[1]);
	assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &s[1]), 0);
	for (int i = 0; i < 3; i++)
		talloc_free(s[i]);
	house_free(h);
}

static void a_port_range_is_kept_to(void **state)
{
	/* odd ends: two pairs fit */
	struct media_config cfg = { .port_min = 42311, .port_max = 42316 };
	struct house *h = house_new(&cfg);
	struct media_stream *a, *b, *c;

	assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &a), 0);
	assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &b), 0);
	assert_int_equal(media_stream_port(a), 42312);
	assert_int_equal(media_stream_port(b), 42314);
	assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &c), -ENOSPC);
	talloc_free(a);
	assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &c), 0);
	assert_int_equal(media_stream_port(c), 42312);
	talloc_free(b);
	talloc_free(c);
	house_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_prompt_is_heard_without_a_gap),
		cmocka_unit_test(the_cache_is_used),
		cmocka_unit_test(exact_frames_end_exactly),
		cmocka_unit_test(another_play_replaces_without_a_word),
		cmocka_unit_test(digits_interrupt_but_not_what_must_be_heard),
		cmocka_unit_test(a_loop_goes_round_until_stopped),
		cmocka_unit_test(what_cannot_be_had_is_left_out),
		cmocka_unit_test(a_newer_recording_is_encoded_anew),
		cmocka_unit_test(what_nobody_recorded_is_spoken),
		cmocka_unit_test(spoken_texts_are_bounded),
		cmocka_unit_test(a_speaker_that_fails_ends_nothing),
		cmocka_unit_test(missed_ticks_are_passed_over),
		cmocka_unit_test(threads_run_and_end),
		cmocka_unit_test(too_many_streams_are_refused),
		cmocka_unit_test(a_port_range_is_kept_to),
	};

	base_init(NULL, "media_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
