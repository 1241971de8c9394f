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

/* Rule sets of ICU, the first that the language has; the default one is for counting. */
static void choose_rules(UNumberFormat *f, enum words_numbers as)
{
	static const char *const rules[][2] = {
		[WORDS_COUNTED] = { "%spellout-cardinal-verbose" },	/* one hundred and one */
		[WORDS_FEMININE] = { "%spellout-cardinal-feminine", "%spellout-cardinal-verbose" },
		[WORDS_MASCULINE] = { "%spellout-cardinal-masculine",
				      "%spellout-cardinal-verbose" },
		[WORDS_ORDINAL] = { "%spellout-ordinal", "%spellout-ordinal-masculine" },
	};
	UChar name[40];

	for (size_t i = 0; i < 2 && rules[as][i]; i++) {
		UErrorCode st = U_ZERO_ERROR;

		u_uastrcpy(name, rules[as][i]);
		unum_setTextAttribute(f, UNUM_DEFAULT_RULESET, name, -1, &st);
		if (U_SUCCESS(st))
			return;
	}
}

char *words_number_as(void *ctx, const char *lang, int64_t n, enum words_numbers as)
{
	UErrorCode st = U_ZERO_ERROR;
	UNumberFormat *f = unum_open(UNUM_SPELLOUT, NULL, 0, lang, NULL, &st);
	char utf8[480] = "";
	UChar text[160];

	if (U_SUCCESS(st)) {
		choose_rules(f, as);
		unum_formatInt64(f, n, text, ARRAY_LEN(text), NULL, &st);
	}
	if (U_SUCCESS(st))
		u_strToUTF8(utf8, sizeof(utf8), NULL, text, -1, &st);
	if (f)
		unum_close(f);
	if (U_FAILURE(st) || !utf8[0])
		snprintf(utf8, sizeof(utf8), "%lld", (long long)n);
	return talloc_strdup(ctx, utf8);
}

char *words_number(void *ctx, const char *lang, int64_t n)
{
	return words_number_as(ctx, lang, n, WORDS_COUNTED);
}

/* "24"; "sunrise": from six, as in Swahili; else 1 to 12. */
static int hour_as(int h, const char *counts)
{
	return strcmp(counts, "24") == 0 ? h :
	       strcmp(counts, "sunrise") == 0 ? (h + 5) % 12 + 1 : (h + 11) % 12 + 1;
}

/* "night 0, morning 5": the last part that has begun. */
static const char *part_of(void *ctx, const char *parts, int hour)
{
	const char *part = "morning";
	char name[16];
	int from;

	for (const char *p = parts; p && *p; p += strcspn(p, ","), p += *p == ',') {
		p += strspn(p, " ");
		if (sscanf(p, "%15[a-z] %d", name, &from) == 2 && from <= hour)
			part = talloc_strdup(ctx, name);
	}
	return part;
}

/* "noon", "midnight"; "minuit cinq" */
static const char *turn_of(int minute_of_day)
{
	return minute_of_day / 60 == 0 ? "midnight" : minute_of_day / 60 == 12 ? "noon" : NULL;
}

/* "eight in the morning", "seven oh five in the evening": hour, minute and the part of the
 * day, in words. */
char *words_clock(void *ctx, const struct words *w, const struct words_for *who, int minute)
{
	const char *counts = words_raw(w, who, "voice.time.counts");
	int h = minute / 60 % 24, m = minute % 60;
	const char *turn = turn_of(h * 60), *small;
	void *tmp = talloc_new(ctx);
	char *key, *out;

	small = words_render(tmp, w, who, m < 10 ? "voice.time.small" : "voice.time.minute",
			     WORDS_ARGS(WORDS_NUMBER("minute", m)));
	if (turn)
		key = talloc_asprintf(tmp, "voice.time.%s%s", turn, m ? ".past" : "");
	else
		key = talloc_asprintf(tmp, "voice.time.%s%s",
				      part_of(tmp, words_raw(w, who, "voice.time.parts"), h),
				      m ? "" : ".full");
	out = words_render(ctx, w, who, key, WORDS_ARGS(
		WORDS_NUMBER("hour", hour_as(h, counts ? counts : "")),
		WORDS_TEXT("minute", small)));
	talloc_free(tmp);
	return out;
}
