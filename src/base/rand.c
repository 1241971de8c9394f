// SPDX-License-Identifier: AGPL-3.0-or-later
/* Randomness from libsodium, or a seeded stream of it for stories. */
#include "base/base.h"

#include <sodium.h>

static bool seeded;
static uint8_t stream_key[randombytes_SEEDBYTES];
static uint64_t stream_block;

void rand_set_seed(const uint8_t seed[32])
{
	_Static_assert(randombytes_SEEDBYTES == 32, "seed length");
	seeded = seed != NULL;
	stream_block = 0;
	if (seed)
		memcpy(stream_key, seed, sizeof(stream_key));
}

void rand_bytes(void *out, size_t len)
{
	uint8_t block_seed[randombytes_SEEDBYTES];

	if (!seeded) {
		randombytes_buf(out, len);
		return;
	}
	crypto_generichash(block_seed, sizeof(block_seed), (const uint8_t *)&stream_block,
			   sizeof(stream_block), stream_key, sizeof(stream_key));
	stream_block++;
	randombytes_buf_deterministic(out, len, block_seed);
}

uint32_t rand_below(uint32_t limit)
{
	uint32_t min, r;

	MUST(limit > 0);
	min = -limit % limit;	/* values below would make small results likelier */
	do {
		rand_bytes(&r, sizeof(r));
	} while (r < min);
	return r % limit;
}

void rand_uuid(char out[UUID_LEN + 1])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t b[16];
	int i, o = 0;

	rand_bytes(b, sizeof(b));
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[o++] = '-';
		out[o++] = hex[b[i] >> 4];
		out[o++] = hex[b[i] & 15];
	}
	out[o] = '\0';
}

void rand_short_id(char out[SHORT_ID_LEN + 1])
{
	/* No vowels: a random id must not spell anything. */
	static const char letters[] = "bcdfghjkmnpqrstvwxz23456789";
	uint8_t b[SHORT_ID_LEN];
	int i;

	rand_bytes(b, sizeof(b));
	for (i = 0; i < SHORT_ID_LEN; i++)
		out[i] = letters[b[i] % (sizeof(letters) - 1)];
	out[SHORT_ID_LEN] = '\0';
}
