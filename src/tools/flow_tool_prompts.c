// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow prompts: what is still to be translated or signed. */
#include <stdio.h>

#include "tools/flow_tool.h"

struct count {
	size_t words, missing, fuzzy, unsigned_;
};

static int count_entry(void *arg, const struct words_entry *e)
{
	struct count *c = arg;

	c->words++;
	c->missing += e->missing;
	c->fuzzy += e->fuzzy;
	c->unsigned_ += !e->missing && !e->fuzzy && !e->signed_by;
	return 0;
}

struct printing {
	const struct flow_tool_options *opt;
};

/* Sentences begin with the language: "sw: `x` is not there". */
static void print_problem(void *arg, enum words_severity severity, const char *sentence)
{
	static const char *const names[] = { "note", "warning", "error" };
	const struct printing *p = arg;
	size_t len = p->opt->lang ? strlen(p->opt->lang) : 0;

	if (len && (strncmp(sentence, p->opt->lang, len) != 0 || sentence[len] != ':'))
		return;
	printf("%s: %s\n", names[severity], sentence);
}

static void print_unsigned(void *ctx, const struct words *words, const char *lang)
{
	static const char *const all[] = { "", NULL };
	size_t len = lang ? strlen(lang) : 0;
	char **list;

	words_unsigned(ctx, words, all, &list);
	for (; *list; list++)
		if (!len || (strncmp(*list, lang, len) == 0 && (*list)[len] == ':'))
			printf("%s\n", *list);
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct printing printing = { opt };
	struct err err;
	struct words *words = words_load(ctx, opt->prompts, &err);
	size_t errors = 0;

	if (!words) {
		printf("%s\n", err.text);
		return 2;
	}
	if (opt->unsigned_only) {
		print_unsigned(ctx, words, opt->lang);
		return 0;
	}
	errors = words_check(words, print_problem, &printing);
	for (const char *const *lang = words_languages(words); *lang; lang++) {
		struct count c = { 0 };

		if (opt->lang && strcmp(*lang, opt->lang) != 0)
			continue;
		words_each(words, *lang, count_entry, &c);
		printf("%s: %zu entries, %zu without words, %zu fuzzy, %zu unsigned\n", *lang,
		       c.words, c.missing, c.fuzzy, c.unsigned_);
	}
	return errors ? 1 : 0;
}

const struct flow_tool_command flow_tool_prompts = {
	.name = "prompts", .args = "[--prompts DIR] [--lang LANG] [--unsigned]",
	.help = "says which words are missing, fuzzy or unsigned in which language",
	.run = run,
};
