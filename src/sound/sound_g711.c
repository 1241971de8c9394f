// SPDX-License-Identifier: AGPL-3.0-or-later
/* G.711 and plain arithmetic on samples. */
#include "sound/sound.h"

#include <math.h>

enum { ULAW_BIAS = 132, ULAW_CLIP = 32635 };

/* Which power of two: 0 for less than 2. */
static int top_bit(unsigned int v)
{
	return 31 - __builtin_clz(v | 1);
}

uint8_t sound_to_ulaw(int16_t pcm)
{
	int sign = pcm < 0 ? 0x80 : 0, mag = pcm < 0 ? -(int)pcm : pcm, exp;

	if (mag > ULAW_CLIP)
		mag = ULAW_CLIP;
	mag += ULAW_BIAS;
	exp = top_bit((unsigned int)mag) - 7;
	return (uint8_t)~(sign | exp << 4 | (mag >> (exp + 3) & 15));
}

uint8_t sound_to_alaw(int16_t pcm)
{
	int mask = pcm < 0 ? 0x55 : 0xd5, mag = pcm < 0 ? ~(int)pcm : pcm, seg;

	mag >>= 3;			/* 13 bits, sign taken off */
	seg = top_bit((unsigned int)mag) - 4;
	if (seg < 1)
		return (uint8_t)((mag >> 1 & 15) ^ mask);
	return (uint8_t)((seg << 4 | (mag >> seg & 15)) ^ mask);
}

void sound_decode(int16_t *out, const uint8_t *in, size_t n, enum sound_law law)
{
	if (law == SOUND_ULAW)
		for (size_t i = 0; i < n; i++)
			out[i] = sound_from_ulaw(in[i]);
	else
		for (size_t i = 0; i < n; i++)
			out[i] = sound_from_alaw(in[i]);
}

void sound_encode(uint8_t *out, const int16_t *in, size_t n, enum sound_law law)
{
	if (law == SOUND_ULAW)
		for (size_t i = 0; i < n; i++)
			out[i] = sound_to_ulaw(in[i]);
	else
		for (size_t i = 0; i < n; i++)
			out[i] = sound_to_alaw(in[i]);
}

int sound_rms(const int16_t *pcm, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (int64_t)pcm[i] * pcm[i];
	return n ? (int)sqrt((double)sum / (double)n) : 0;
}
