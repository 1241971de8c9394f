// SPDX-License-Identifier: AGPL-3.0-or-later
/* A catalogue from anywhere: refused with file and reason, or words come out of
 * it that are never empty. */
#include "words/words.h"
#include "fuzz_quiet.h"

static int say_all(void *arg, const struct words_entry *e)
{
	struct words *w = arg;
	const struct words_for who[] = {
		{ .lang = "en" }, { .lang = "en", .channel = WORDS_VOICE, .plain = true }
	};
	const struct words_option options[] = { { 1, e->key } };

	for (size_t i = 0; i < ARRAY_LEN(who); i++) {
		char *text = words_render(w, w, &who[i], e->key,
					  WORDS_ARGS(WORDS_NUMBER("n", 5), WORDS_TEXT("a", "")));

		MUST(*text);
		talloc_free(text);
		talloc_free(words_render_choice(w, w, &who[i], e->key, NULL, options, 1));
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = talloc_new(NULL);
	struct words *w = words_new(ctx);
	struct err err = { "" };

	fuzz_quiet();
	if (words_add_text(w, "en", "fuzz.po", (struct view){ data, size }, &err) == 0) {
		words_each(w, NULL, say_all, w);
		words_check(w, NULL, NULL);
	} else {
		MUST(err.text[0]);
	}
	talloc_free(ctx);
	return 0;
}
