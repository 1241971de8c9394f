// SPDX-License-Identifier: AGPL-3.0-or-later
/* G.711 against values of the recommendation, WAV, sealing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "sound/sound.h"

static void g711_known_values(void **state)
{
	/* G.711 tables 1a and 2a: ends, zero and a step of each law */
	assert_int_equal(sound_from_ulaw(0xff), 0);
	assert_int_equal(sound_from_ulaw(0x7f), 0);
	assert_int_equal(sound_from_ulaw(0x80), 32124);
	assert_int_equal(sound_from_ulaw(0x00), -32124);
	assert_int_equal(sound_to_ulaw(0), 0xff);
	assert_int_equal(sound_to_ulaw(32767), 0x80);
	assert_int_equal(sound_to_ulaw(-32768), 0x00);
	assert_int_equal(sound_from_alaw(0xd5), 8);
	assert_int_equal(sound_from_alaw(0x55), -8);
	assert_int_equal(sound_from_alaw(0xaa), 32256);
	assert_int_equal(sound_from_alaw(0x2a), -32256);
	assert_int_equal(sound_to_alaw(0), 0xd5);
	assert_int_equal(sound_to_alaw(32767), 0xaa);
	assert_int_equal(sound_to_alaw(-32768), 0x2a);
}

static void g711_there_and_back(void **state)
{
	for (int c = 0; c < 256; c++) {
		uint8_t u = sound_to_ulaw(sound_from_ulaw((uint8_t)c));

		/* two codes mean zero in mu-law */
		assert_true(u == c || (c == 0x7f && u == 0xff));
		assert_int_equal(sound_to_alaw(sound_from_alaw((uint8_t)c)), c);
	}
	for (int v = -32768; v < 32768; v += 7) {
		int16_t s = (int16_t)v;
		int limit = abs(v) / 16 + 40;

		assert_true(abs(sound_from_ulaw(sound_to_ulaw(s)) - v) <=
			    limit + (abs(v) > 32124 ? 700 : 0));
		assert_true(abs(sound_from_alaw(sound_to_alaw(s)) - v) <= limit + 16);
	}
}

static void wav_made_is_read(void **state)
{
	uint8_t sound[400], *file;
	int16_t *pcm;
	size_t len, n;
	struct err err;

	for (size_t i = 0; i < sizeof(sound); i++)
		sound[i] = (uint8_t)(i * 7);
	file = sound_wav_make(&len, sound, sizeof(sound), SOUND_ALAW);
	assert_int_equal(sound_wav_load(&pcm, &n, file, len, &err), 0);
	assert_int_equal(n, sizeof(sound));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(pcm[i], sound_from_alaw(sound[i]));
	free(pcm);
	/* what a pipe writes: lengths that nobody knew yet */
	memset(file + 4, 0xff, 4);
	memset(file + 40, 0x7f, 4);
	assert_int_equal(sound_wav_load(&pcm, &n, file, len, &err), 0);
	assert_int_equal(n, sizeof(sound));
	free(pcm);
	file[20] = 2;			/* ADPCM */
	assert_int_equal(sound_wav_load(&pcm, &n, file, len, &err), -ENOTSUP);
	assert_int_equal(sound_wav_load(&pcm, &n, file, 30, &err), -EBADMSG);
	free(file);
}

static void resampling_keeps_the_voice_and_drops_the_rest(void **state)
{
	enum { RATE = 22050, N = RATE };
	int16_t *in = malloc(N * sizeof(*in)), *out;
	size_t n;

	for (int i = 0; i < N; i++)
		in[i] = (int16_t)(10000 * sin(2 * M_PI * 1000 * i / RATE));
	out = sound_resample(&n, in, N, RATE);
	assert_int_equal(n, 8000);
	assert_in_range(sound_rms(out + 1000, 6000), 6900, 7250);
	/* and it is still 1 kHz: half a period later it is the opposite */
	for (size_t i = 1000; i < 7000; i++)
		assert_true(abs(out[i] + out[i + 4]) < 300);
	free(out);
	for (int i = 0; i < N; i++)
		in[i] = (int16_t)(10000 * sin(2 * M_PI * 6000 * i / RATE));
	out = sound_resample(&n, in, N, RATE);
	assert_in_range(sound_rms(out + 1000, 6000), 0, 100);
	free(out);
	free(in);
}

static void level_is_common(void **state)
{
	int16_t pcm[8000];

	for (int amp = 1500; amp < 30000; amp += 4000) {
		for (int i = 0; i < 8000; i++)
			pcm[i] = i < 4000 ? 0 : (int16_t)(amp * sin(i * 0.3));
		sound_level(pcm, 8000);
		assert_in_range(sound_rms(pcm + 4000, 4000), 3200, 3350);
	}
	memset(pcm, 0, sizeof(pcm));
	pcm[3] = 2;
	sound_level(pcm, 8000);
	assert_int_equal(pcm[3], 2);
}

static void slower_at_the_same_pitch(void **state)
{
	int16_t in[8000], *out;
	size_t n;

	for (int percent = 50; percent <= 150; percent += 25) {
		int crossings = 0;

		for (int i = 0; i < 8000; i++)
			in[i] = (int16_t)(9000 * sin(2 * M_PI * 200 * i / 8000));
		out = sound_speed(&n, in, 8000, percent);
		assert_int_equal(n, 8000 * 100 / percent);
		assert_in_range(sound_rms(out + 400, n - 800), 5500, 6500);
		for (size_t i = 400; i < n - 400; i++)
			crossings += out[i] < 0 && out[i + 1] >= 0;
		assert_in_range(crossings, (n - 800) / 40 - 3, (n - 800) / 40 + 3);
		free(out);
	}
	out = sound_speed(&n, in, 0, 80);
	assert_int_equal(n, 0);
	free(out);
}

/* --- Sealing ----------------------------------------------------------------------------- */
static uint8_t key[32] = { 1, 2, 3 };

static size_t seal(uint8_t *file, const uint8_t *sound, size_t chunks, bool last)
{
	struct sound_sealer *s = sound_sealer_new(SOUND_ULAW, key, file);
	size_t at = SOUND_SEAL_HEADER;

	assert_non_null(s);
	for (size_t i = 0; i < chunks; i++)
		at += sound_seal(s, file + at, sound + i * 1000, 1000, last && i + 1 == chunks);
	sound_sealer_free(s);
	return at;
}

static void sealed_and_opened(void **state)
{
	uint8_t sound[3000], file[4000];
	struct sound_recording r;
	size_t len;

	for (size_t i = 0; i < sizeof(sound); i++)
		sound[i] = (uint8_t)(i % 251);
	len = seal(file, sound, 3, true);
	assert_int_equal(sound_unseal(&r, file, len, key), 0);
	assert_true(r.whole);
	assert_int_equal(r.n, 3000);
	assert_memory_equal(r.g711, sound, 3000);
	sound_recording_free(&r);
	assert_null(memmem(file, len, sound, 8));

	/* cut off anywhere: what was whole is there */
	for (size_t cut = SOUND_SEAL_HEADER; cut < len; cut += 13) {
		assert_int_equal(sound_unseal(&r, file, cut, key), 0);
		assert_false(r.whole);
		assert_int_equal(r.n, (cut - SOUND_SEAL_HEADER) / 1019 * 1000);
		sound_recording_free(&r);
	}
	/* another key, another law, a bit changed */
	key[31] ^= 1;
	assert_int_equal(sound_unseal(&r, file, len, key), -EBADMSG);
	key[31] ^= 1;
	file[8] = SOUND_ALAW;
	assert_int_equal(sound_unseal(&r, file, len, key), -EBADMSG);
	file[8] = SOUND_ULAW;
	file[SOUND_SEAL_HEADER + 1019 + 100] ^= 1;
	assert_int_equal(sound_unseal(&r, file, len, key), 0);
	assert_false(r.whole);
	assert_int_equal(r.n, 1000);
	sound_recording_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(g711_known_values),
		cmocka_unit_test(g711_there_and_back),
		cmocka_unit_test(wav_made_is_read),
		cmocka_unit_test(resampling_keeps_the_voice_and_drops_the_rest),
		cmocka_unit_test(level_is_common),
		cmocka_unit_test(slower_at_the_same_pitch),
		cmocka_unit_test(sealed_and_opened),
	};

	base_init(NULL, "sound_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
