/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * sound/: sound as bytes: G.711, WAV, and the sealed files that recordings
 * are kept in.  voicebox writes and plays them, warmlined and the console open
 * them for whoever may listen.  Pure functions (sound_speak() apart): no
 * files, no threads, no talloc (they run in worker threads); what they hand
 * out is malloc'd.
 *
 * Inside Warmline sound is mono, 8,000 samples a second, G.711 (one byte a
 * sample) or 16-bit linear.
 */
#include "base/base.h"

enum { SOUND_RATE = 8000 };
/* The numbers are RTP's static payload types. */
enum sound_law { SOUND_ULAW = 0, SOUND_ALAW = 8 };

/* --- G.711 (ITU-T G.711; 16-bit linear, left-justified) --------------------------- */
static inline int16_t sound_from_ulaw(uint8_t u)
{
	int t;

	u = (uint8_t)~u;
	t = (((u & 15) << 3) + 132) << (u >> 4 & 7);
	return (int16_t)(u & 0x80 ? 132 - t : t - 132);
}
static inline int16_t sound_from_alaw(uint8_t a)
{
	int t, seg;

	a ^= 0x55;
	t = (a & 15) << 4;
	seg = a >> 4 & 7;
	t = seg ? (t + 0x108) << (seg - 1) : t + 8;
	return (int16_t)(a & 0x80 ? t : -t);
}
uint8_t sound_to_ulaw(int16_t pcm);
uint8_t sound_to_alaw(int16_t pcm);
void sound_decode(int16_t *out, const uint8_t *in, size_t n, enum sound_law law);
void sound_encode(uint8_t *out, const int16_t *in, size_t n, enum sound_law law);
static inline uint8_t sound_silence(enum sound_law law) { return law == SOUND_ULAW ? 0xff : 0xd5; }
/* Root mean square of linear samples, 0..32767. */
int sound_rms(const int16_t *pcm, size_t n);

/* --- WAV -------------------------------------------------------------------------- */
enum sound_wav_format { SOUND_WAV_PCM16 = 1, SOUND_WAV_ALAW = 6, SOUND_WAV_ULAW = 7 };
struct sound_wav {
	enum sound_wav_format format;
	unsigned int channels, rate;	/* 1 or 2; 8,000 to 48,000 */
	struct view data;		/* within the file; whole samples */
	size_t frames;
};
/* A data chunk that claims more than the file has (a pipe's) reaches to its end.
 * -EBADMSG: no WAV; -ENOTSUP: of a kind that is not read; err says which. */
int sound_wav_parse(struct sound_wav *out, const uint8_t *file, size_t len,
		    struct err *err) MUST_CHECK;
/* Parsed, made mono, brought to 8,000 a second.  At most 30 minutes.  free() it. */
int sound_wav_load(int16_t **pcm, size_t *n, const uint8_t *file, size_t len,
		   struct err *err) MUST_CHECK;
/* A whole WAV file (PCM, 16 bit, 8 kHz) of G.711 sound; NULL for no memory.  free() it. */
uint8_t *sound_wav_make(size_t *len, const uint8_t *g711, size_t n, enum sound_law law);

/* To 8,000 a second (windowed sinc).  NULL: no memory.  free() it. */
int16_t *sound_resample(size_t *n_out, const int16_t *in, size_t n, unsigned int rate);
/* At `percent` (50..150) of its speed and at the same pitch.  NULL: no memory.  free() it. */
int16_t *sound_speed(size_t *n_out, const int16_t *in, size_t n, int percent);
/* Brings speech to a common loudness (its loud parts to -20 dBov, by at most
 * 12 dB up or 20 down), never beyond -1 dBov at the peak. */
void sound_level(int16_t *pcm, size_t n);

/* --- Speaking ---------------------------------------------------------------------- *
 * Speaks with espeak-ng (`program`; NULL: on the PATH), which runs as a process
 * of its own for at most three seconds; 8 kHz, at the common loudness.  lang:
 * a code that espeak-ng knows; text: UTF-8, at most 4,000 bytes; percent of the
 * usual 150 words a minute.  -EINVAL, -ENOENT (no such program), -EIO (it
 * failed: an unknown language, say), -ETIMEDOUT, -ENODATA.  free() the sound. */
enum { SOUND_TEXT_MAX = 4000 };
int sound_speak(int16_t **pcm, size_t *n, const char *program, const char *lang, const char *text,
		int percent) MUST_CHECK;

/* --- Sealed recordings ------------------------------------------------------------- *
 * A file, all numbers little-endian:
 *
 *   16  "WLSOUND1", law (0 or 8), three zeros, sample rate (u32: 8000)
 *   24  header of libsodium's secretstream (XChaCha20-Poly1305)
 *   then chunks:  length of what follows (u16: 17 + bytes of sound), ciphertext
 *
 * The first 16 bytes are additional data of every chunk.  The last chunk has
 * the tag FINAL (it may hold no sound); a file without one was cut off, and
 * reads well as far as it goes. */
enum { SOUND_KEY_LEN = 32, SOUND_SEAL_HEADER = 40, SOUND_CHUNK_MAX = SOUND_RATE,
       SOUND_SEAL_EXTRA = 2 + 17 };
struct sound_sealer;
/* Writes the header; NULL: no memory.  Holds the key until sound_sealer_free(), locked and
 * wiped. */
struct sound_sealer *sound_sealer_new(enum sound_law law, const uint8_t key[SOUND_KEY_LEN],
				      uint8_t header[SOUND_SEAL_HEADER]);
/* Returns the bytes put into out: n + SOUND_SEAL_EXTRA. n <= SOUND_CHUNK_MAX. */
size_t sound_seal(struct sound_sealer *s, uint8_t *out, const uint8_t *g711, size_t n, bool last);
void sound_sealer_free(struct sound_sealer *s);

struct sound_recording {
	uint8_t *g711;			/* guarded memory: free with sound_recording_free() */
	size_t n;
	enum sound_law law;
	bool whole;			/* false: cut off */
};
/* -EBADMSG: no such file, or not this key. */
int sound_unseal(struct sound_recording *out, const uint8_t *file, size_t len,
		 const uint8_t key[SOUND_KEY_LEN]) MUST_CHECK;
void sound_recording_free(struct sound_recording *r);
