// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * In espeak-ng's place (node "media", `espeak`): reads a text and writes WAV in
 * which each bit is the sign of one sample: twelve ones, a zero, the bytes with
 * the highest bit first, a byte of zeros; then a tenth of a second of silence.
 * Loudness may be changed on the way, signs may not.  Not ASCII: '?'.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/e2e/phone/phones.h"

enum { LOUD = 3000, QUIET = 800, WAV_HEAD = 44 };

static void put(uint8_t *at, uint32_t v, int bytes)
{
	for (; bytes--; v >>= 8)
		*at++ = (uint8_t)v;
}

int main(void)
{
	static char text[TEXT_MAX];
	static int16_t pcm[TEXT_MAX * 8 + QUIET + 32];
	uint8_t head[WAV_HEAD] = "RIFF....WAVEfmt ....";
	size_t n = fread(text, 1, sizeof(text) - 1, stdin), len = 0, i;
	struct mouth m = { .text = text };
	int sign;

	for (i = 0; i < n; i++)
		if (text[i] < ' ' || text[i] > '~')
			text[i] = '?';
	while ((sign = mouth_next(&m)) != 0)
		pcm[len++] = (int16_t)(sign * LOUD);
	len += QUIET;
	put(head + 4, (uint32_t)(36 + 2 * len), 4);
	put(head + 16, 16, 4);
	put(head + 20, 1, 2);
	put(head + 22, 1, 2);
	put(head + 24, 8000, 4);
	put(head + 28, 16000, 4);
	put(head + 32, 2, 2);
	put(head + 34, 16, 2);
	memcpy(head + 36, "data", 4);
	put(head + 40, (uint32_t)(2 * len), 4);
	return fwrite(head, sizeof(head), 1, stdout) != 1 || fwrite(pcm, 2, len, stdout) != len;
}
