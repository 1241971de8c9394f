/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as a text, with the real lexicon: whole, in two parts, joined again. */
#include "lexicon/lexicon.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct lexicon *lex;

static void load(void)
{
	const char *top = getenv("TOP_SRCDIR");
	char *dir = talloc_asprintf(NULL, "%s/flows/lexicon", top ? top : ".");
	struct err err = { "" };

	lex = lexicon_load(NULL, dir, &err);
	MUST(lex);
	talloc_free(dir);
}

static void check(const struct lexicon_result *r, size_t size)
{
	enum lexicon_tier highest = LEX_NONE;

	MUST(r->hits_len <= LEXICON_MAX_HITS);
	for (size_t i = 0; i < r->hits_len; i++) {
		MUST(r->hits[i].begin <= r->hits[i].end && r->hits[i].end <= size);
		MUST(i == 0 || r->hits[i].tier <= r->hits[i - 1].tier);
		MUST(r->hits[i].tier <= r->hits[i].rule_tier);
		if (r->hits[i].tier > highest)
			highest = r->hits[i].tier;
	}
	MUST(r->tier == highest || r->truncated);
	MUST(!r->engine_fault);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct view parts[2] = { { data, size / 2 }, { data + size / 2, size - size / 2 } };
	struct lexicon_result r, part;

	if (!lex)
		load();
	lexicon_scan(lex, (struct view){ data, size }, &r);
	check(&r, size);
	lexicon_scan(lex, parts[0], &part);
	check(&part, parts[0].len);
	lexicon_result_join(&r, &part);
	MUST(r.tier >= part.tier && r.hits_len <= LEXICON_MAX_HITS);
	lexicon_scan_joined(lex, parts, 2, &part);
	check(&part, size + 2);
	return 0;
}
