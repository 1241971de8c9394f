// SPDX-License-Identifier: AGPL-3.0-or-later
/* Bringing sound to 8 kHz and to a common loudness. */
#include "sound/sound.h"

#include <math.h>
#include <stdlib.h>

/* --- Resampling: a windowed sinc, its values between samples from a table --------- */
enum { LOBES = 12, STEPS = 256, TABLE = LOBES * STEPS + 2 };

/* h(x), x in lobes from 0; cut at the end by a Hann window. */
static void sinc_table(float *table)
{
	table[0] = 1;
	for (int i = 1; i < TABLE; i++) {
		double x = (double)i / STEPS, w = x < LOBES ? 0.5 + 0.5 * cos(M_PI * x / LOBES) : 0;

		table[i] = (float)(sin(M_PI * x) / (M_PI * x) * w);
	}
}

static float sinc_at(const float *table, double x)
{
	double at = fabs(x) * STEPS;
	int i = (int)at;

	if (i >= TABLE - 1)
		return 0;
	return table[i] + (table[i + 1] - table[i]) * (float)(at - i);
}

static int16_t clip(float v)
{
	return v > 32767 ? 32767 : v < -32768 ? -32768 : (int16_t)lrintf(v);
}

int16_t *sound_resample(size_t *n_out, const int16_t *in, size_t n, unsigned int rate)
{
	/* pass band: 3.8 kHz, or all that a slower source has */
	double step = (double)rate / SOUND_RATE, cut = fmin(1.0, 0.95 / step);
	size_t total = (size_t)((double)n / step);
	int16_t *out = malloc((total + 1) * sizeof(*out));
	float *table = malloc(TABLE * sizeof(*table));

	if (!out || !table) {
		free(out);
		free(table);
		return NULL;
	}
	sinc_table(table);
	for (size_t i = 0; i < total; i++) {
		double at = (double)i * step, reach = LOBES / cut;
		int64_t from = (int64_t)ceil(at - reach), to = (int64_t)floor(at + reach);
		float sum = 0;

		if (from < 0)
			from = 0;
		if (to >= (int64_t)n)
			to = (int64_t)n - 1;
		for (int64_t k = from; k <= to; k++)
			sum += in[k] * sinc_at(table, (at - (double)k) * cut);
		out[i] = clip(sum * (float)cut);
	}
	free(table);
	*n_out = total;
	return out;
}

/* --- Loudness --------------------------------------------------------------------- */
enum { FRAME = 160, TARGET_RMS = 3277, PEAK_MAX = 29204 };	/* -20 and -1 dBov */

void sound_level(int16_t *pcm, size_t n)
{
	double loud = 0, gain;
	int peak = 1, best = 0;
	size_t frames = 0;

	for (size_t i = 0; i < n; i++)
		if (abs(pcm[i]) > peak)
			peak = abs(pcm[i]);
	for (size_t i = 0; i + FRAME <= n; i += FRAME) {
		int rms = sound_rms(pcm + i, FRAME);

		if (rms > best)
			best = rms;
	}
	/* the loud parts: within 15 dB of the loudest */
	for (size_t i = 0; i + FRAME <= n; i += FRAME) {
		double rms = sound_rms(pcm + i, FRAME);

		if (rms * 5.6 > best && best > 30) {
			loud += rms * rms;
			frames++;
		}
	}
	if (!frames)
		return;			/* silence stays silent */
	gain = TARGET_RMS / sqrt(loud / (double)frames);
	gain = fmax(0.1, fmin(gain, 4.0));
	gain = fmin(gain, (double)PEAK_MAX / peak);
	for (size_t i = 0; i < n; i++)
		pcm[i] = clip((float)(pcm[i] * gain));
}
