/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a parsed pattern becomes: the regular expression, the words that every
 * match must hold, how far it can reach, and samples of it for the trial.
 */
#include "lexicon/lexicon_int.h"

/* --- The regular expression --------------------------------------------- */
#define COMMA "(?:, )?"

struct emit {
	char *out;
	bool first;			/* nothing before: no comma to step over */
};

static void emit_node(struct emit *e, const struct lex_node *n);

static void put(struct emit *e, const char *s)
{
	e->out = talloc_strdup_append_buffer(e->out, s);
}

static void emit_word(struct emit *e, const struct lex_node *n)
{
	put(e, n->open_begin ? "[^ .]*?" : "");
	for (const char *p = n->word; *p; p++) {
		char c[3] = { *p, 0, 0 };

		if (strchr("\\^$.[]|()?*+{}#", *p)) {
			c[0] = '\\';
			c[1] = *p;
		}
		put(e, c);
	}
	put(e, n->open_end ? "[^ .]* " : " ");
}

static void emit_alt(struct emit *e, const struct lex_node *n)
{
	bool first = e->first;

	put(e, "(?:");
	for (const struct lex_node *c = n->child; c; c = c->next) {
		e->first = true;	/* the comma stands before the whole group */
		emit_node(e, c);
		put(e, c->next ? "|" : ")");
	}
	e->first = first;
}

static void emit_node(struct emit *e, const struct lex_node *n)
{
	char buf[64];

	if (!e->first && (n->type == LEX_WORD || n->type == LEX_ALT || n->type == LEX_NUMBER))
		put(e, COMMA);
	switch (n->type) {
	case LEX_WORD: emit_word(e, n); break;
	case LEX_NUMBER: put(e, n->gap > 1 ? "[0-9][0-9][^ .]* " : "[0-9][^ .]* "); break;
	case LEX_GAP:
		snprintf(buf, sizeof(buf), "(?:[^ .]+ ){0,%d}?", n->gap);
		put(e, buf);
		break;
	case LEX_SEQ:
		for (const struct lex_node *c = n->child; c; c = c->next) {
			emit_node(e, c);
			e->first &= c->type == LEX_START || c->type == LEX_UNLESS;
		}
		return;
	case LEX_ALT: emit_alt(e, n); break;
	case LEX_SLOT: emit_node(e, n->child); break;
	case LEX_OPT: {
		bool first = e->first;

		put(e, "(?:");
		emit_node(e, n->child);
		put(e, ")?");
		e->first = first;
		return;
	}
	case LEX_UNLESS: {
		bool first = e->first;

		e->first = true;
		put(e, "(?!" COMMA);
		emit_alt(e, n->child->type == LEX_ALT ? n->child : n);
		put(e, ")");
		e->first = first;
		return;
	}
	case LEX_START: put(e, "(?<=\\. )"); return;
	case LEX_END: put(e, "(?=(?:, )?\\. )"); return;
	}
	e->first = false;
}

char *lex_pattern_regex(void *ctx, const struct lex_node *n)
{
	struct emit e = { talloc_strdup(ctx, "(?<= )"), true };

	emit_node(&e, n);
	return e.out;
}

/* --- What every match must hold ----------------------------------------- */
static unsigned word_weight(const struct lex_node *n)
{
	size_t len = strlen(n->word);

	/* Short words are in every text.  A rough guess is enough: it only decides how
	 * often a pattern is tried for nothing. */
	if (n->open_begin || n->open_end)
		len = len > 1 ? len - 1 : len;
	return len <= 2 ? 60 : len == 3 ? 16 : len == 4 ? 5 : 2;
}

static void collect(void *ctx, const struct lex_node *n, struct lex_group ***list, size_t *len);

static struct lex_group *group_best(struct lex_group **list, size_t len)
{
	struct lex_group *best = NULL;

	for (size_t i = 0; i < len; i++)
		if (!best || list[i]->weight < best->weight)
			best = list[i];
	return best;
}

/* Of alternatives: one group that holds a literal of each, or none. */
static struct lex_group *group_union(void *ctx, const struct lex_node *n)
{
	struct lex_group *all = talloc_zero(ctx, struct lex_group);

	for (const struct lex_node *c = n->child; c; c = c->next) {
		struct lex_group **list = NULL, *best;
		size_t len = 0;

		struct lex_node one = *c;

		one.next = NULL;
		collect(ctx, &one, &list, &len);
		best = group_best(list, len);
		if (!best)
			return NULL;
		all->literals = talloc_realloc(all, all->literals, const char *,
					       (unsigned)(all->len + best->len));
		memcpy(all->literals + all->len, best->literals, best->len * sizeof(char *));
		all->len += best->len;
		all->weight += best->weight;
	}
	return all->len ? all : NULL;
}

static void collect(void *ctx, const struct lex_node *n, struct lex_group ***list, size_t *len)
{
	struct lex_group *g = NULL;

	for (; n; n = n->next) {
		switch (n->type) {
		case LEX_WORD:
			g = talloc_zero(ctx, struct lex_group);
			g->literals = talloc_array(g, const char *, 1);
			g->literals[0] = talloc_asprintf(g, "%s%s%s", n->open_begin ? "" : " ",
							 n->word, n->open_end ? "" : " ");
			g->len = 1;
			g->weight = word_weight(n);
			break;
		case LEX_SEQ: collect(ctx, n->child, list, len); continue;
		case LEX_ALT: g = group_union(ctx, n); break;
		case LEX_SLOT: {
			struct lex_node one = *n->child;

			one.next = NULL;
			collect(ctx, &one, list, len);
			continue;
		}
		default: continue;
		}
		if (!g)
			continue;
		*list = talloc_realloc(ctx, *list, struct lex_group *, (unsigned)(*len + 1));
		(*list)[(*len)++] = g;
		g = NULL;
	}
}

size_t lex_pattern_groups(void *ctx, const struct lex_node *n, struct lex_group **out)
{
	struct lex_group **list = NULL;
	size_t len = 0, n_out = 0;
	struct lex_node one = *n;

	one.next = NULL;
	collect(ctx, &one, &list, &len);
	*out = talloc_zero_array(ctx, struct lex_group, LEX_PATTERN_GROUPS);
	while (n_out < LEX_PATTERN_GROUPS && len) {
		struct lex_group *best = group_best(list, len);

		for (size_t i = 0; i < len; i++)
			if (list[i] == best)
				list[i--] = list[--len];
		qsort(best->literals, best->len, sizeof(char *), lex_by_string);
		(*out)[n_out++] = *best;
	}
	return n_out;
}

int lex_pattern_reach(const struct lex_node *n)
{
	int sum = 0;

	switch (n->type) {
	case LEX_WORD: case LEX_NUMBER: return 2;	/* the word and a comma */
	case LEX_GAP: return n->gap;
	case LEX_SEQ:
		for (const struct lex_node *c = n->child; c; c = c->next)
			sum += lex_pattern_reach(c);
		return sum;
	case LEX_ALT:
		for (const struct lex_node *c = n->child; c; c = c->next)
			sum = sum > lex_pattern_reach(c) ? sum : lex_pattern_reach(c);
		return sum;
	case LEX_SLOT: case LEX_OPT: return lex_pattern_reach(n->child);
	default: return 0;
	}
}

int lex_pattern_gaps(const struct lex_node *n)
{
	int sum = n->type == LEX_GAP;

	if (n->type == LEX_UNLESS)
		return 0;
	for (const struct lex_node *c = n->child; c; c = n->type == LEX_SLOT ? NULL : c->next)
		sum += lex_pattern_gaps(c);
	return sum;
}

/* Do its own words deny?  Then a denial inside a match says nothing. */
bool lex_pattern_denies(const struct lex_words *w, const struct lex_node *n)
{
	const struct lex_entry *e;

	if (n->type == LEX_WORD) {
		e = lex_words_find(w, n->word, strlen(n->word));
		return e && (e->flags & LEX_WORD_DENIAL);
	}
	if (n->type == LEX_UNLESS)
		return false;
	for (const struct lex_node *c = n->child; c; c = n->type == LEX_SLOT ? NULL : c->next)
		if (lex_pattern_denies(w, c))
			return true;
	return false;
}

/* --- Samples for the trial ---------------------------------------------- */
static char *sample(char *out, const struct lex_node *n)
{
	switch (n->type) {
	case LEX_WORD: return talloc_asprintf_append_buffer(out, "%s ", n->word);
	case LEX_NUMBER: return talloc_strdup_append_buffer(out, "77 ");
	case LEX_SEQ:
		for (const struct lex_node *c = n->child; c; c = c->next)
			out = sample(out, c);
		return out;
	case LEX_ALT: case LEX_SLOT: case LEX_OPT: return sample(out, n->child);
	default: return out;
	}
}

int lex_pattern_parts(const struct lex_node *n)
{
	int parts = 0;

	if (n->type != LEX_SEQ)
		return 1;
	for (const struct lex_node *c = n->child; c; c = c->next)
		parts++;
	return parts;
}

char *lex_pattern_sample(void *ctx, const struct lex_node *n, int parts)
{
	char *out = talloc_strdup(ctx, "");

	if (n->type != LEX_SEQ)
		return sample(out, n);
	for (const struct lex_node *c = n->child; c && parts > 0; c = c->next, parts--)
		out = sample(out, c);
	return out;
}
