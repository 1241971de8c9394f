/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Fetching sound: what the thread of prompt.c runs.  malloc only; no engine, no lock. */
#include <time.h>

#include "sound/sound.h"
#include "voicebox/media.h"

struct fetched {
	const uint8_t *law[2];		/* mu, A */
	size_t n;
	void *mapped[2];
	uint8_t *made[2];
	bool guarded, spoken;
	char keep_as[256];		/* "": it need not be kept in the cache */
	struct timespec mtime;		/* of the file it was made from */
};
/* The first of `dirs` that has lang/key.wav (key "music", lang NULL: dir/music.wav).
 * -ENOENT: none has; else what is wrong with it. */
int prompt_fetch_file(struct fetched *out, const struct media_config *cfg, const char *lang,
		      const char *key, int speed) MUST_CHECK;
int prompt_fetch_recording(struct fetched *out, const char *spool, const char *rec,
			   const uint8_t key[SOUND_KEY_LEN]) MUST_CHECK;
/* Writes what was encoded into the cache; the disk may take its time, so after the sound is
 * already being played.  A cache that cannot be written costs memory, nothing else. */
void prompt_keep(const struct fetched *f, const char *cache);
/* Both laws from linear sound; -ENOMEM. */
int prompt_encode(struct fetched *out, const int16_t *pcm, size_t n) MUST_CHECK;
void fetched_free(struct fetched *f);
/* Names that may be put into a path: "[a-z0-9_.-]+" (upper case too), not beginning with a dot. */
bool prompt_name_ok(const char *name);
