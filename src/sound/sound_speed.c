// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Slower or faster at the same pitch: WSOLA (Verhelst and Roelands 1993).
 * Windows of 30 ms are laid over each other by half; each is taken from where
 * it continues the one before best, within 10 ms of where it ought to be.
 * (spandsp's time_scale() copies overlapping memory: its sound is not to be
 * relied on.)
 */
#include "sound/sound.h"

#include <math.h>
#include <stdlib.h>

enum { HOP = 120, WINDOW = 2 * HOP, SEARCH = 80 };

static int16_t at(const int16_t *pcm, size_t n, int64_t i)
{
	return i < 0 || i >= (int64_t)n ? 0 : pcm[i];
}

/* How alike half a window from `a` is to that from `b`. */
static int64_t likeness(const int16_t *pcm, size_t n, int64_t a, int64_t b)
{
	int64_t sum = 0;

	for (int i = 0; i < HOP; i++)
		sum += (int64_t)at(pcm, n, a + i) * at(pcm, n, b + i);
	return sum;
}

static int64_t best_start(const int16_t *pcm, size_t n, int64_t ideal, int64_t follows)
{
	int64_t best = ideal, most = likeness(pcm, n, ideal, follows);

	for (int64_t d = -SEARCH; d <= SEARCH; d++) {
		int64_t like = likeness(pcm, n, ideal + d, follows);

		if (like > most) {
			most = like;
			best = ideal + d;
		}
	}
	return best;
}

int16_t *sound_speed(size_t *n_out, const int16_t *in, size_t n, int percent)
{
	size_t total = n * 100 / (size_t)percent;
	int16_t *out = calloc(total + WINDOW, sizeof(*out));
	int64_t from = 0;

	if (!out)
		return NULL;
	for (size_t k = 0; k * HOP < total; k++) {
		int64_t ideal = (int64_t)(k * HOP) * percent / 100;

		from = k ? best_start(in, n, ideal, from + HOP) : 0;
		for (int i = k ? 0 : HOP; i < WINDOW; i++) {
			double w = 0.5 - 0.5 * cos(2 * M_PI * i / WINDOW);

			/* two windows of one sound never sum to more than its peak */
			out[k * HOP + (size_t)i] = (int16_t)(out[k * HOP + (size_t)i] +
							    (int)(w * at(in, n, from + i)));
		}
		for (int i = 0; !k && i < HOP; i++)
			out[i] = at(in, n, i);
	}
	*n_out = total;
	return out;
}
