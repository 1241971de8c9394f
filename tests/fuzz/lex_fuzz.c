/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A .lex file.  What is refused says where and why; what is taken can be
 * scanned with, and answers within its own rules.
 */
#include "lexicon/lexicon_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = talloc_new(NULL);
	struct err err = { "" };
	struct lexicon_result r;
	struct lexicon *lex = lex_load_text(ctx, (struct view){ data, size }, &err);

	if (!lex) {
		MUST(strncmp(err.text, "text:", 5) == 0);
	} else {
		lexicon_scan(lex, (struct view){ data, size }, &r);
		for (size_t i = 0; i < r.hits_len; i++)
			MUST(lexicon_rule_find(lex, r.hits[i].rule) || r.engine_fault);
	}
	talloc_free(ctx);
	return 0;
}
