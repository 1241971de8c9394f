// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Numbers and times as they are spoken, where a synthetic voice would not know
 * the language's own way: ICU's rule-based number formats spell numbers, the
 * catalogues say times of the day (in Swahili the day begins at sunrise).
 */
#include <stdio.h>

#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/mem.h"
#include "words/words_int.h"

char *words_number(void *ctx, const char *lang, int64_t n)
{
	UErrorCode st = U_ZERO_ERROR;
	UNumberFormat *f = unum_open(UNUM_SPELLOUT, NULL, 0, lang, NULL, &st);
	char utf8[480] = "";
	UChar text[160];

	if (U_SUCCESS(st))
		unum_formatInt64(f, n, text, ARRAY_LEN(text), NULL, &st);
	if (U_SUCCESS(st))
		u_strToUTF8(utf8, sizeof(utf8), NULL, text, -1, &st);
	if (f)
		unum_close(f);
	if (U_FAILURE(st) || !utf8[0])
		snprintf(utf8, sizeof(utf8), "%lld", (long long)n);
	return talloc_strdup(ctx, utf8);
}

/* "24"; "sunrise": from six, as in Swahili; else 1 to 12. */
static int hour_as(int h, const char *counts)
{
	return strcmp(counts, "24") == 0 ? h :
	       strcmp(counts, "sunrise") == 0 ? (h + 5) % 12 + 1 : (h + 11) % 12 + 1;
}

/* "eight in the morning", "half past": the part of the day, hour and minute in words. */
char *words_clock(void *ctx, const struct words *w, const struct words_for *who, int minute)
{
	static const char *const parts[] = { "night", "morning", "afternoon", "evening" };
	int h = minute / 60 % 24, m = minute % 60;
	int part = h < 5 ? 0 : h < 12 ? 1 : h < 18 ? 2 : 3;
	const char *counts = words_raw(w, who, "voice.time.counts");
	char key[40];

	snprintf(key, sizeof(key), "voice.time.%s%s", parts[part], m ? "" : ".full");
	return words_render(ctx, w, who, key, WORDS_ARGS(
		WORDS_NUMBER("hour", hour_as(h, counts ? counts : "")), WORDS_NUMBER("minute", m)));
}
