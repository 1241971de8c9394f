// SPDX-License-Identifier: AGPL-3.0-or-later
/* WAV files, and sealed recordings (of which a stranger has no key, but perhaps the disk). */
#include "sound/sound.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t key[SOUND_KEY_LEN] = "0123456789abcdef0123456789abcde";
	struct sound_recording r;
	struct sound_wav w;
	int16_t *pcm;
	size_t n;
	static bool begun;

	if (!begun)
		base_init(NULL, "wav_fuzz");	/* libsodium wants to be begun */
	begun = true;
	if (!sound_wav_parse(&w, data, size, NULL)) {
		MUST(w.data.data >= data && w.data.data + w.data.len <= data + size);
		MUST(w.frames <= w.data.len);
	}
	if (!sound_wav_load(&pcm, &n, data, size, NULL)) {
		sound_level(pcm, n);
		free(pcm);
	}
	if (!sound_unseal(&r, data, size, key)) {
		MUST(r.n < size);
		sound_recording_free(&r);
	}
	return 0;
}
