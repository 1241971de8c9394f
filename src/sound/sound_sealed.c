// SPDX-License-Identifier: AGPL-3.0-or-later
/* Recordings that are sealed while they are written. */
#include "sound/sound.h"

#include <sodium.h>

enum { PREFIX = 16, EXTRA = crypto_secretstream_xchacha20poly1305_ABYTES };
static const char magic[8] = "WLSOUND1";

struct sound_sealer {
	crypto_secretstream_xchacha20poly1305_state state;	/* holds the key */
	uint8_t prefix[PREFIX];
};

_Static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == SOUND_KEY_LEN, "key");
_Static_assert(PREFIX + crypto_secretstream_xchacha20poly1305_HEADERBYTES == SOUND_SEAL_HEADER,
	       "header");
_Static_assert(2 + EXTRA == SOUND_SEAL_EXTRA, "what a chunk adds");

struct sound_sealer *sound_sealer_new(enum sound_law law, const uint8_t key[SOUND_KEY_LEN],
				      uint8_t header[SOUND_SEAL_HEADER])
{
	struct sound_sealer *s = sodium_malloc(sizeof(*s));

	if (!s)
		return NULL;
	memset(s->prefix, 0, PREFIX);
	memcpy(s->prefix, magic, sizeof(magic));
	s->prefix[8] = (uint8_t)law;
	s->prefix[12] = SOUND_RATE & 0xff;
	s->prefix[13] = SOUND_RATE >> 8;
	memcpy(header, s->prefix, PREFIX);
	crypto_secretstream_xchacha20poly1305_init_push(&s->state, header + PREFIX, key);
	return s;
}

size_t sound_seal(struct sound_sealer *s, uint8_t *out, const uint8_t *g711, size_t n, bool last)
{
	unsigned long long len;

	MUST(n <= SOUND_CHUNK_MAX);
	crypto_secretstream_xchacha20poly1305_push(&s->state, out + 2, &len, g711, n,
		s->prefix, PREFIX, last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
	out[0] = (uint8_t)len;
	out[1] = (uint8_t)(len >> 8);
	return 2 + (size_t)len;
}

void sound_sealer_free(struct sound_sealer *s)
{
	sodium_free(s);			/* wipes */
}

/* One chunk after the other, until the file or the stream ends. */
static int unseal_chunks(struct sound_recording *r, crypto_secretstream_xchacha20poly1305_state *st,
			 const uint8_t *file, size_t len)
{
	size_t at = SOUND_SEAL_HEADER;

	while (len - at >= 2) {
		size_t size = (size_t)(file[at] | file[at + 1] << 8);
		unsigned long long got;
		unsigned char tag;

		at += 2;
		if (size < EXTRA || size > len - at)
			return 0;		/* cut off within a chunk */
		if (crypto_secretstream_xchacha20poly1305_pull(st, r->g711 + r->n, &got, &tag,
				file + at, size, file, PREFIX))
			return r->n ? 0 : -EBADMSG;
		r->n += (size_t)got;
		at += size;
		if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
			r->whole = true;
			return 0;
		}
	}
	return 0;
}

int sound_unseal(struct sound_recording *out, const uint8_t *file, size_t len,
		 const uint8_t key[SOUND_KEY_LEN])
{
	crypto_secretstream_xchacha20poly1305_state st;
	int rc;

	*out = (struct sound_recording){ 0 };
	if (len < SOUND_SEAL_HEADER || memcmp(file, magic, sizeof(magic)) ||
	    (file[8] != SOUND_ULAW && file[8] != SOUND_ALAW) ||
	    file[12] != (SOUND_RATE & 0xff) || file[13] != SOUND_RATE >> 8)
		return -EBADMSG;
	if (crypto_secretstream_xchacha20poly1305_init_pull(&st, file + PREFIX, key))
		return -EBADMSG;
	out->law = (enum sound_law)file[8];
	out->g711 = sodium_malloc(len);
	if (!out->g711)
		return -ENOMEM;
	rc = unseal_chunks(out, &st, file, len);
	sodium_memzero(&st, sizeof(st));
	if (rc < 0)
		sound_recording_free(out);
	return rc;
}

void sound_recording_free(struct sound_recording *r)
{
	sodium_free(r->g711);
	*r = (struct sound_recording){ 0 };
}
