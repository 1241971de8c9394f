// SPDX-License-Identifier: AGPL-3.0-or-later
/* The roster's ready-made words, filled without allocation. */
#include "pager/pager_int.h"
#include "text/text.h"

#include <stdio.h>

struct fill {
	const char *name, *value;
};

const struct pager_words *pager_words_for(const struct pager_roster *r, const char *lang)
{
	unsigned int i;

	for (i = 0; i < r->languages; i++) {
		if (strcmp(r->words[i].lang, lang) == 0)
			return &r->words[i];
	}
	return &r->words[0];
}

static const struct fill *placeholder(const char *at, const struct fill *fills, size_t n)
{
	size_t i, len;

	for (i = 0; i < n; i++) {
		len = strlen(fills[i].name);
		if (strncmp(at, fills[i].name, len) == 0)
			return &fills[i];
	}
	return NULL;
}

static void fill_words(const char *words, const struct fill *fills, size_t n,
		       char out[PAGER_TEXT_SIZE])
{
	const struct fill *f;
	size_t len = 0, add;

	while (*words && len < PAGER_TEXT_LEN) {
		f = *words == '{' ? placeholder(words, fills, n) : NULL;
		if (!f) {
			out[len++] = *words++;
			continue;
		}
		add = strlen(f->value);
		if (len + add > PAGER_TEXT_LEN)
			break;
		memcpy(out + len, f->value, add);
		len += add;
		words += strlen(f->name);
	}
	/* Where it was cut, it is cut before a character. */
	while (*words && len > 0 && (*words & 0xc0) == 0x80) {
		len--;
		words--;
	}
	out[len] = '\0';
}

static const char *tier_letter(enum pager_tier tier)
{
	return tier == PAGER_TIER_A ? "A" : "B";
}

void pager_words_alarm(const char *words, const struct pager_incident *inc,
		       char out[PAGER_TEXT_SIZE])
{
	const struct fill fills[] = { { "{code}", inc->code },
				      { "{tier}", tier_letter(inc->tier) } };

	fill_words(words, fills, ARRAY_LEN(fills), out);
}

static bool one_segment(const char *text)
{
	struct text_size size;

	return text_measure(text, strlen(text), TEXT_REF_8, &size) == 0 && size.segments == 1;
}

unsigned int pager_words_digest(const char *words, unsigned int people,
				const struct pager_incident *const *incs, unsigned int n,
				char out[PAGER_TEXT_SIZE])
{
	char count[16], codes[PAGER_TEXT_SIZE] = "", more[PAGER_TEXT_SIZE], tried[PAGER_TEXT_SIZE];
	const struct fill fills[] = { { "{count}", count }, { "{codes}", more } };
	unsigned int i;
	int len;

	snprintf(count, sizeof(count), "%u", people);
	more[0] = '\0';
	fill_words(words, fills, ARRAY_LEN(fills), out);
	for (i = 0; i < n; i++) {
		len = snprintf(more, sizeof(more), "%s%s%s", codes, i ? " " : "", incs[i]->code);
		if (len < 0 || (size_t)len >= sizeof(more))
			break;
		fill_words(words, fills, ARRAY_LEN(fills), tried);
		/* The first code goes in however long the words are. */
		if (i > 0 && !one_segment(tried))
			break;
		strcpy(codes, more);
		strcpy(out, tried);
	}
	return i;
}
