// SPDX-License-Identifier: AGPL-3.0-or-later
/* WAV files, read from memory (RFC 2361 numbers the formats). */
#include "sound/sound.h"

#include <stdlib.h>

enum { RATE_MIN = 8000, RATE_MAX = 48000, SECONDS_MAX = 30 * 60, EXTENSIBLE = 0xfffe };
enum { WAV_HEADER = 44 };

static uint16_t le16(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }
static uint32_t le32(const uint8_t *p) { return le16(p) | (uint32_t)le16(p + 2) << 16; }

static int wav_format(struct sound_wav *w, const uint8_t *p, size_t len, struct err *err)
{
	unsigned int tag, bits, channels;

	if (len < 16)
		return err_set(err, EBADMSG, "its format chunk is too short");
	tag = le16(p);
	if (tag == EXTENSIBLE && len >= 26)
		tag = le16(p + 24);		/* the first bytes of the GUID */
	channels = le16(p + 2);
	bits = le16(p + 14);
	if (tag == SOUND_WAV_PCM16 ? bits != 16
				   : (tag != SOUND_WAV_ALAW && tag != SOUND_WAV_ULAW) || bits != 8)
		return err_set(err, ENOTSUP, "only PCM of 16 bits and G.711 are read");
	if (channels < 1 || channels > 2)
		return err_set(err, ENOTSUP, "it has %u channels, not one or two", channels);
	w->rate = le32(p + 4);
	if (w->rate < RATE_MIN || w->rate > RATE_MAX)
		return err_set(err, ENOTSUP, "its rate is not between 8,000 and 48,000");
	w->format = (enum sound_wav_format)tag;
	w->channels = channels;
	return 0;
}

int sound_wav_parse(struct sound_wav *out, const uint8_t *file, size_t len, struct err *err)
{
	size_t at = 12, frame;
	int rc;

	*out = (struct sound_wav){ 0 };
	if (len < 12 || memcmp(file, "RIFF", 4) || memcmp(file + 8, "WAVE", 4))
		return err_set(err, EBADMSG, "it is not a WAV file");
	while (len - at >= 8) {
		const uint8_t *body = file + at + 8;
		size_t room = len - at - 8, size = le32(file + at + 4);

		if (!memcmp(file + at, "fmt ", 4)) {
			rc = wav_format(out, body, size < room ? size : room, err);
			if (rc < 0)
				return rc;
		} else if (!memcmp(file + at, "data", 4)) {
			if (!out->rate)
				return err_set(err, EBADMSG, "its sound comes before its format");
			if (size > room)
				size = room;
			frame = out->channels * (out->format == SOUND_WAV_PCM16 ? 2u : 1u);
			out->frames = size / frame;
			out->data = (struct view){ body, out->frames * frame };
			return 0;
		}
		size += size & 1;		/* chunks are padded to even lengths */
		if (size > room)
			break;
		at += 8 + size;
	}
	return err_set(err, EBADMSG, "it holds no sound");
}

static int16_t wav_sample(const struct sound_wav *w, size_t i)
{
	if (w->format == SOUND_WAV_PCM16)
		return (int16_t)le16(w->data.data + 2 * i);
	return w->format == SOUND_WAV_ULAW ? sound_from_ulaw(w->data.data[i])
					   : sound_from_alaw(w->data.data[i]);
}

int sound_wav_load(int16_t **pcm, size_t *n, const uint8_t *file, size_t len, struct err *err)
{
	struct sound_wav w;
	int16_t *mono, *slow;
	int rc = sound_wav_parse(&w, file, len, err);

	if (rc < 0)
		return rc;
	if (w.frames / w.rate > SECONDS_MAX)
		return err_set(err, EFBIG, "it is longer than 30 minutes");
	mono = malloc((w.frames + 1) * sizeof(*mono));
	if (!mono)
		return err_set(err, ENOMEM, "there is no memory for it");
	for (size_t i = 0; i < w.frames; i++)
		mono[i] = w.channels == 1 ? wav_sample(&w, i) :
			(int16_t)((wav_sample(&w, 2 * i) + wav_sample(&w, 2 * i + 1)) / 2);
	*n = w.frames;
	if (w.rate != SOUND_RATE) {
		slow = sound_resample(n, mono, w.frames, w.rate);
		free(mono);
		if (!slow)
			return err_set(err, ENOMEM, "there is no memory for it");
		mono = slow;
	}
	*pcm = mono;
	return 0;
}

static void put_le(uint8_t *p, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

uint8_t *sound_wav_make(size_t *len, const uint8_t *g711, size_t n, enum sound_law law)
{
	uint8_t *out = malloc(WAV_HEADER + 2 * n);

	if (!out)
		return NULL;
	memcpy(out, "RIFF....WAVEfmt ", 16);
	put_le(out + 4, (uint32_t)(WAV_HEADER - 8 + 2 * n), 4);
	put_le(out + 16, 16, 4);
	put_le(out + 20, SOUND_WAV_PCM16, 2);
	put_le(out + 22, 1, 2);
	put_le(out + 24, SOUND_RATE, 4);
	put_le(out + 28, 2 * SOUND_RATE, 4);
	put_le(out + 32, 2, 2);
	put_le(out + 34, 16, 2);
	memcpy(out + 36, "data", 4);
	put_le(out + 40, (uint32_t)(2 * n), 4);
	for (size_t i = 0; i < n; i++)
		put_le(out + WAV_HEADER + 2 * i, (uint16_t)(law == SOUND_ULAW
			? sound_from_ulaw(g711[i]) : sound_from_alaw(g711[i])), 2);
	*len = WAV_HEADER + 2 * n;
	return out;
}
