// SPDX-License-Identifier: AGPL-3.0-or-later
/* Recordings: can they be played, heard and borne? */
#include <stdio.h>
#include <stdlib.h>

#include "sound/sound.h"
#include "vet/vet_int.h"
#include "base/mem.h"

enum {
	SOUND_MAX_BYTES = 16 * 1024 * 1024, SOUND_MAX_S = 45,
	FULL = 32100			/* the loudest of mu-law is 32124, of A-law 32256 */
};

static void look_sound(struct vetting *k, const struct words_entry *e, const uint8_t *file,
		       size_t len)
{
	int16_t *pcm = NULL;
	size_t n = 0, first, last, full = 0;
	struct err err = { "" };
	int rms;

	if (sound_wav_load(&pcm, &n, file, len, &err) < 0) {
		vet_complain(k, FLOW_ERROR, e, "%s.wav cannot be played: %s", e->key, err.text);
		return;
	}
	for (size_t i = 0; i < n; i++)
		full += abs(pcm[i]) >= FULL;
	for (first = 0; first < n && abs(pcm[first]) < 300; first++)
		;
	for (last = n; last > first && abs(pcm[last - 1]) < 300; last--)
		;
	rms = last > first ? sound_rms(pcm + first, last - first) : 0;
	if (rms < 150)
		vet_complain(k, FLOW_ERROR, e, "%s.wav is silent: record it again", e->key);
	else if (rms < 800)
		vet_complain(k, FLOW_WARNING, e, "%s.wav is too quiet: record it nearer or louder",
			     e->key);
	if (full > n / 1000 + 3)
		vet_complain(k, FLOW_WARNING, e, "%s.wav is clipped: record it further away or "
			     "softer", e->key);
	if (first > SOUND_RATE || n - last > SOUND_RATE)
		vet_complain(k, FLOW_WARNING, e, "%s.wav begins or ends with more than a second of "
			 "silence: cut it off", e->key);
	if (n > SOUND_MAX_S * SOUND_RATE)
		vet_complain(k, FLOW_WARNING, e, "%s.wav takes %d seconds, nobody listens so long: "
			     "say less, or in two", e->key,
			 (int)(n / SOUND_RATE));
	free(pcm);
}

void vet_look_sound(struct vetting *k, const struct words_entry *e)
{
	char *path = talloc_asprintf(k->ctx, "%s/%s/%s.wav", k->v->prompts_dir, e->lang, e->key);
	FILE *f = fopen(path, "re");
	uint8_t *file;
	size_t len;

	if (!f) {
		vet_complain(k, FLOW_NOTE, e, "`%s` is not recorded, a synthetic voice says it: "
			     "record it as %s/%s.wav", e->key, e->lang, e->key);
		return;
	}
	file = talloc_size(k->ctx, SOUND_MAX_BYTES);
	len = fread(file, 1, SOUND_MAX_BYTES, f);
	fclose(f);
	look_sound(k, e, file, len);
	talloc_free(file);
}
