// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow prompts: what is still to be translated or signed. */
#include <stdio.h>
#include <stdlib.h>

#include "flow/flow_look.h"
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
static void print_problem(void *arg, enum words_severity severity,
			  const struct words_entry *about, const char *sentence)
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

/* --- Extract: what flows say and nobody has written yet ----------------------------------- */

struct extracting {
	void *ctx;
	const struct words *words;
	FILE *to;
	const char *flow, *step;
	const char **done;
	size_t done_len, len;
};

static void put_key(struct extracting *x, const char *key, const char *when, int max)
{
	for (size_t i = 0; i < x->done_len; i++)
		if (strcmp(x->done[i], key) == 0)
			return;
	if (words_own(x->words, "en", key))
		return;
	x->done = talloc_realloc(x->ctx, x->done, const char *, x->done_len + 1);
	x->done[x->done_len++] = talloc_strdup(x->ctx, key);
	fprintf(x->to, "\n#. %s the flow %s, step %s. (Who hears it, when, how long may it be?)\n",
		when, x->flow, x->step[0] == '~' ? "of its own" : x->step);
	if (max)
		fprintf(x->to, "#. max-segments: %d\n", max);
	fprintf(x->to, "msgid \"%s\"\nmsgstr \"\"\n", key);
}

static void extract_step(void *arg, const char *name, int line, bool made)
{
	((struct extracting *)arg)->step = name;
}

static void extract_node(void *arg, const struct flow_node *n)
{
	struct extracting *x = arg;

	if (n->kind != FLOW_NODE_SAY && n->kind != FLOW_NODE_ASK)
		return;
	put_key(x, n->key, n->kind == FLOW_NODE_SAY ? "Said in" : "Asked in", 1);
	for (size_t i = 0; i < n->options_len; i++)
		put_key(x, n->options[i].key, "Option in", 0);
}

static void extract_edge(void *arg, const struct flow_edge *e)
{
	if (e->option)
		put_key(arg, e->option, "Answer in", 0);
}

static int extract(void *ctx, const struct flow_tool_options *opt, struct words *words, FILE *to)
{
	struct extracting x = { .ctx = ctx, .words = words, .to = to, .step = "" };
	const struct flow_looker l = { &x, extract_step, extract_node, extract_edge };
	struct flow_set *set = flow_tool_flows(ctx, opt);

	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f)) {
		x.flow = flow_name(f);
		for (const char *const *key = flow_trigger_keys(ctx, f); *key; key++) {
			x.step = "its beginning";
			put_key(&x, *key, "Keyword of", 0);
		}
		flow_look(f, &l);
	}
	return 0;
}

/* --- Merge: what English has and a language has not, at the end of its file ------------------ */

struct merging {
	const struct words *words;
	const char *lang;
	FILE *to;
	size_t added;
};

struct same {
	const struct words_entry *of;
	bool found;
};

static int find_same(void *arg, const struct words_entry *e)
{
	struct same *s = arg;

	s->found |= strcmp(e->key, s->of->key) == 0 && strcmp(e->context, s->of->context) == 0;
	return s->found;
}

static int merge_entry(void *arg, const struct words_entry *e)
{
	struct merging *m = arg;
	struct same s = { .of = e };
	char *comments, *save = NULL;

	words_each(m->words, m->lang, find_same, &s);
	if (s.found || e->missing)
		return 0;
	m->added++;
	fprintf(m->to, "\n");
	comments = talloc_strdup(NULL, e->comments ? e->comments : "");
	for (char *line = strtok_r(comments, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		fprintf(m->to, "#. %s\n", line);
	talloc_free(comments);
	fprintf(m->to, "#. English: %s\n", e->text[0]);
	if (e->context[0])
		fprintf(m->to, "msgctxt \"%s\"\n", e->context);
	fprintf(m->to, "msgid \"%s\"\n", e->key);
	if (e->plural)
		fprintf(m->to, "msgid_plural \"{%s}\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n",
			e->plural);
	else
		fprintf(m->to, "msgstr \"\"\n");
	return 0;
}

static int merge(void *ctx, const struct flow_tool_options *opt, const struct words *words)
{
	for (const char *const *lang = words_languages(words); *lang; lang++) {
		struct merging m = { .words = words, .lang = *lang };
		char *path = talloc_asprintf(ctx, "%s/%s.po", opt->prompts, *lang);

		if (strcmp(*lang, "en") == 0 || (opt->lang && strcmp(opt->lang, *lang) != 0))
			continue;
		m.to = fopen(path, "a");
		if (!m.to) {
			printf("%s: %s\n", path, strerror(errno));
			return 2;
		}
		words_each(words, "en", merge_entry, &m);
		if (fclose(m.to) != 0)
			return 2;
		printf("%s: %zu entries added, to be translated\n", *lang, m.added);
	}
	return 0;
}

/* New keys go to the end of en.po, or to standard output with -o -. */
static int extract_to(void *ctx, const struct flow_tool_options *opt, struct words *words)
{
	char *path = talloc_asprintf(ctx, "%s/en.po", opt->prompts);
	FILE *to = opt->out && strcmp(opt->out, "-") == 0 ? stdout :
		fopen(opt->out ? opt->out : path, "a");

	if (!to) {
		printf("%s: %s\n", opt->out ? opt->out : path, strerror(errno));
		return 2;
	}
	extract(ctx, opt, words, to);
	return to != stdout && fclose(to) != 0 ? 2 : 0;
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct printing printing = { opt };
	struct err err;
	struct words *words = words_load(ctx, opt->prompts, &err);
	size_t errors = 0, recorded, silent;
	struct flow_set *set;

	if (!words) {
		printf("%s\n", err.text);
		return 2;
	}
	if (opt->extract)
		return extract_to(ctx, opt, words);
	if (opt->merge)
		return merge(ctx, opt, words);
	if (opt->unsigned_only) {
		print_unsigned(ctx, words, opt->lang);
		return 0;
	}
	set = flow_tool_flows(ctx, opt);
	errors = words_check(words, print_problem, &printing);
	for (const char *const *lang = words_languages(words); *lang; lang++) {
		struct count c = { 0 };

		if (opt->lang && strcmp(*lang, opt->lang) != 0)
			continue;
		words_each(words, *lang, count_entry, &c);
		silent = flow_tool_unrecorded(ctx, opt, words, set, *lang, &recorded);
		printf("%s: %zu entries, %zu without words, %zu fuzzy, %zu unsigned; of the "
		       "prompts of calls %zu are recorded, %zu not\n", *lang, c.words,
		       c.missing, c.fuzzy, c.unsigned_, recorded, silent);
	}
	return errors ? 1 : 0;
}

const struct flow_tool_command flow_tool_prompts = {
	.name = "prompts", .args = "[--flows DIR] [--prompts DIR] [--lang LANG] [--unsigned | "
	"--extract [-o FILE] | --merge]",
	.help = "says which words are missing, fuzzy or unsigned; --extract adds the keys of new "
		"flows to en.po, --merge those of en.po to the other languages",
	.run = run,
};
