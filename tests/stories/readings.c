// SPDX-License-Identifier: AGPL-3.0-or-later
/* The linker puts these in the place of the rooms' own (-Wl,--wrap=NAME). */
#include "tests/stories/readings.h"

#include <stdio.h>
#include <stdlib.h>
#include "lexicon/lexicon.h"
#include "words/words.h"

#define DOUBLE(type, name, ...) \
	type __real_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__)

static struct lexicon *lexicon;
static struct words *words;
static bool examples_heard;

DOUBLE(struct words *, words_load_since, void *ctx, const char *dir, const struct words *before,
       struct err *err)
{
	if (!words)
		words = __real_words_load_since(NULL, dir, NULL, err);
	return words;
}

DOUBLE(struct lexicon *, lexicon_load_since, void *ctx, const char *dir, struct lexicon *before,
       struct err *err)
{
	if (!lexicon)
		lexicon = __real_lexicon_load_since(NULL, dir, NULL, err);
	return lexicon;
}

DOUBLE(int, lexicon_check_examples, struct lexicon *lex, const char *tsv, struct err *err)
{
	int rc = examples_heard ? 0 : __real_lexicon_check_examples(lex, tsv, err);

	examples_heard = rc == 0;
	return rc;
}

int readings_make(void)
{
	const char *top = getenv("TOP_SRCDIR");
	char path[512];
	struct err err;

	if (!top)
		top = TOP_SRCDIR;
	snprintf(path, sizeof(path), "%s/prompts", top);
	if (!__wrap_words_load_since(NULL, path, NULL, &err))
		goto failed;
	snprintf(path, sizeof(path), "%s/flows/lexicon", top);
	if (!__wrap_lexicon_load_since(NULL, path, NULL, &err))
		goto failed;
	snprintf(path, sizeof(path), "%s/flows/lexicon/examples.tsv", top);
	if (lexicon_check_examples(lexicon, path, &err) == 0)
		return 0;
failed:
	printf("%s\n", err.text);
	return -EINVAL;
}

struct lexicon *readings_lexicon(void)
{
	return lexicon;
}
