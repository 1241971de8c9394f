// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The roster file.  Each input is read twice: as it is, and with an end line
 * that fits it, or no mutation would ever get past the check sum.  What is
 * taken must be something the pager can page from.
 */
#include "pager/pager_int.h"

#include <sodium.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pager_roster roster;

static void usable(const struct pager_roster *r)
{
	unsigned int i, c;

	MUST(r->languages > 0 && r->languages <= PAGER_LANGUAGES);
	MUST(r->persons > 0 && r->persons <= PAGER_PERSONS);
	MUST(r->sender[0]);
	for (i = 0; i < r->persons; i++) {
		MUST(r->person[i].level < PAGER_LEVELS && r->person[i].handle[0]);
		MUST(r->person[i].contacts > 0 && r->person[i].contacts <= PAGER_CHANNELS);
		for (c = 0; c < r->person[i].contacts; c++)
			MUST(r->person[i].contact[c].number[0] == '+');
	}
	for (i = 0; i < r->languages; i++)
		MUST(strstr(r->words[i].alarm, "{code}"));
}

static void words_fit(const struct pager_roster *r)
{
	struct pager_incident inc = { .tier = PAGER_TIER_A, .code = "12345678" };
	const struct pager_incident *list[3] = { &inc, &inc, &inc };
	char text[PAGER_TEXT_SIZE];
	unsigned int i;

	for (i = 0; i < r->languages; i++) {
		pager_words_alarm(r->words[i].alarm, &inc, text);
		MUST(strlen(text) <= PAGER_TEXT_LEN);
		MUST(pager_words_digest(r->words[i].digest, 3, list, 3, text) <= 3);
		MUST(strlen(text) <= PAGER_TEXT_LEN);
	}
}

static void parse(const char *data, size_t len)
{
	struct err err = { "" };

	if (pager_roster_parse(data, len, &roster, &err) < 0) {
		MUST(err.text[0]);
		return;
	}
	usable(&roster);
	words_fit(&roster);
}

static unsigned int count_persons(const char *data, size_t len)
{
	unsigned int n = 0;
	const char *at;

	for (at = data; at < data + len; at++)
		n += (at == data || at[-1] == '\n') && data + len - at > 7 &&
		     memcmp(at, "person ", 7) == 0;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char fixed[PAGER_ROSTER_MAX + 64];
	uint8_t sum[crypto_generichash_BYTES];
	size_t len = size < PAGER_ROSTER_MAX ? size : PAGER_ROSTER_MAX;

	parse((const char *)data, size);
	memcpy(fixed, data, len);
	/* The last whole line but the end line. */
	while (len && fixed[len - 1] != '\n')
		len--;
	if (len && strncmp(fixed + len - (len > 15 ? 15 : len), "end ", 4) == 0)
		len -= 15;
	while (len && fixed[len - 1] != '\n')
		len--;
	crypto_generichash(sum, sizeof(sum), (uint8_t *)fixed, len, NULL, 0);
	len += (size_t)snprintf(fixed + len, 64, "end %u %02x%02x%02x%02x\n",
				count_persons(fixed, len), sum[0], sum[1], sum[2], sum[3]);
	parse(fixed, len);
	return 0;
}
