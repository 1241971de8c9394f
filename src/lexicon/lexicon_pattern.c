/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The pattern language (docs/lexicon.md has it for its readers):
 *   word  stem*  *ending  *infix*   <slot>   (a | b)   [maybe]   ..  ..5   #  ##
 *   !(not followed by this)   ^ and $ begin and end of a sentence
 * It has no repetition, so the only way to be slow is many open places.
 */
#include "lexicon/lexicon_int.h"

#define GAP_DEFAULT 3
#define GAP_MAX 8
#define DEPTH_MAX 12

struct parse {
	struct lex_file *file;
	int line;
	const char *p;
	int depth;
	struct err *err;
};

static struct lex_node *parse_alt(struct parse *ps);

static struct lex_node *refuse(struct parse *ps, const char *what)
{
	err_set(ps->err, EINVAL, "%s:%d: %s", ps->file->path, ps->line, what);
	return NULL;
}

static struct lex_node *node_new(struct parse *ps, enum lex_node_type type)
{
	struct lex_node *n = talloc_zero(ps->file, struct lex_node);

	n->type = type;
	return n;
}

static void skip_space(struct parse *ps)
{
	while (*ps->p == ' ')
		ps->p++;
}

static struct lex_node *parse_group(struct parse *ps, enum lex_node_type type, char close)
{
	struct lex_node *n = node_new(ps, type), *inner;

	ps->p++;
	if (++ps->depth > DEPTH_MAX)
		return refuse(ps, "brackets are nested too deeply");
	inner = parse_alt(ps);
	if (!inner)
		return NULL;
	ps->depth--;
	skip_space(ps);
	if (*ps->p != close)
		return refuse(ps, "a bracket is not closed");
	ps->p++;
	if (type == LEX_ALT)
		return inner;
	n->child = inner;
	return n;
}

static struct lex_node *parse_gap(struct parse *ps)
{
	struct lex_node *n = node_new(ps, LEX_GAP);

	ps->p += 2;
	n->gap = GAP_DEFAULT;
	if (*ps->p >= '0' && *ps->p <= '9') {
		n->gap = 0;
		while (*ps->p >= '0' && *ps->p <= '9' && n->gap < 100)
			n->gap = n->gap * 10 + (*ps->p++ - '0');
	}
	if (n->gap < 1 || n->gap > GAP_MAX)
		return refuse(ps, "a gap (..) holds 1 to 8 words");
	return n;
}

/* # any number, ## ten and more. */
static struct lex_node *parse_number(struct parse *ps)
{
	struct lex_node *n = node_new(ps, LEX_NUMBER);

	while (*ps->p == '#' && n->gap < 2) {
		n->gap++;
		ps->p++;
	}
	return n;
}

static struct lex_node *parse_slot(struct parse *ps)
{
	struct lex_node *n = node_new(ps, LEX_SLOT);
	size_t len = strcspn(ps->p + 1, "> ");

	if (ps->p[1 + len] != '>' || len == 0)
		return refuse(ps, "a slot is written <name>");
	n->word = talloc_strndup(n, ps->p + 1, len);
	ps->p += len + 2;
	return n;
}

/* A literal: its canonical form may be several words ("don't" -> "do not"). */
static struct lex_node *parse_word(struct parse *ps)
{
	size_t len = strcspn(ps->p, " |()[]<>"), n = len;
	const char *s = ps->p, *v = NULL;
	char buf[LEX_WORD_MAX * 2 + 1];
	struct lex_node *seq = node_new(ps, LEX_SEQ), **tail = &seq->child;
	bool begin = s[0] == '*', end = len > 1 && s[len - 1] == '*';

	ps->p += len;
	s += begin;
	n -= (size_t)begin + (size_t)end;
	if (n == 0 || n >= LEX_WORD_MAX / 2)
		return refuse(ps, "a word is expected here");
	if ((begin || end) && n < 3)
		return refuse(ps, "a stem (*) needs at least three letters");
	if (!begin && !end)
		v = lex_words_known(ps->file->lex->words, s, n, buf);
	if (!v) {
		memcpy(buf, s, n);
		buf[n] = '\0';
		v = buf;
	}
	while (*v) {
		size_t k = strcspn(v, " ");
		struct lex_node *w = node_new(ps, LEX_WORD);

		w->word = talloc_strndup(w, v, k);
		w->open_begin = begin;
		w->open_end = end;
		if (!begin && !end)
			lex_words_add(ps->file->lex->words, w->word, k, w->word,
				      LEX_WORD_VOCAB);
		*tail = w;
		tail = &w->next;
		v += k + strspn(v + k, " ");
	}
	return seq->child && !seq->child->next ? seq->child : seq;
}

static struct lex_node *parse_element(struct parse *ps)
{
	switch (*ps->p) {
	case '(': return parse_group(ps, LEX_ALT, ')');
	case '[': return parse_group(ps, LEX_OPT, ']');
	case '<': return parse_slot(ps);
	case '#': return parse_number(ps);
	case '^': ps->p++; return node_new(ps, LEX_START);
	case '$': ps->p++; return node_new(ps, LEX_END);
	case '!':
		if (ps->p[1] != '(')
			return refuse(ps, "! is written before a bracket: !(a | b)");
		ps->p++;
		return parse_group(ps, LEX_UNLESS, ')');
	case '.':
		if (ps->p[1] != '.')
			return refuse(ps, "a gap is written with two dots");
		return parse_gap(ps);
	default: return parse_word(ps);
	}
}

static struct lex_node *parse_seq(struct parse *ps)
{
	struct lex_node *seq = node_new(ps, LEX_SEQ), **tail = &seq->child;

	for (skip_space(ps); *ps->p && !strchr("|)]", *ps->p); skip_space(ps)) {
		struct lex_node *n = parse_element(ps);

		if (!n)
			return NULL;
		*tail = n;
		tail = &n->next;
	}
	if (!seq->child)
		return refuse(ps, "something is missing (nothing between | or brackets)");
	return seq;
}

static struct lex_node *parse_alt(struct parse *ps)
{
	struct lex_node *alt = node_new(ps, LEX_ALT), **tail = &alt->child;

	for (;;) {
		struct lex_node *n = parse_seq(ps);

		if (!n)
			return NULL;
		*tail = n;
		tail = &n->next;
		if (*ps->p != '|')
			return alt->child->next ? alt : alt->child;
		ps->p++;
	}
}

struct lex_node *lex_pattern_parse(struct lex_file *file, int line, const char *text,
				   struct err *err)
{
	struct parse ps = { file, line, text, 0, err };
	struct lex_node *n = parse_alt(&ps);

	if (n && *ps.p)
		return refuse(&ps, "a bracket is closed that was not opened");
	return n;
}

/* --- Slots, by name; "en:want" names another language's ------------------------------ */
static struct lex_file *slot_file(struct lex_file *file, const char *name)
{
	size_t len = strcspn(name, ":");
	struct lex_file *f = file;

	if (!name[len])
		return file;
	for (f = file->lex->files; f; f = f->next)
		if (strlen(f->code) == len && strncmp(f->code, name, len) == 0)
			break;
	return f;
}

static struct lex_node *slot_find(const struct lex_file *file, const char *name)
{
	const char *colon = strchr(name, ':');

	for (struct lex_slot *s = file ? file->slots : NULL; s; s = s->next)
		if (strcmp(s->name, colon ? colon + 1 : name) == 0)
			return s->node;
	return NULL;
}

static int resolve(struct lex_file *file, struct lex_node *n, int depth, struct err *err)
{
	if (depth > DEPTH_MAX * 2)
		return err_set(err, EINVAL, "a slot holds itself");
	for (; n; n = n->next) {
		struct lex_file *in = n->type == LEX_SLOT ? slot_file(file, n->word) : file;
		int rc;

		if (n->type == LEX_SLOT && !n->child) {
			n->child = slot_find(in, n->word);
			if (!n->child)
				return err_set(err, EINVAL, "there is no slot <%s>", n->word);
		}
		rc = n->child ? resolve(in, n->child, depth + 1, err) : 0;
		if (rc)
			return rc;
	}
	return 0;
}

int lex_pattern_resolve(struct lex_file *file, struct lex_node *n, struct err *err)
{
	return resolve(file, n, 0, err);
}

size_t lex_pattern_split(void *ctx, const struct lex_node *n, struct lex_node ***list, size_t len)
{
	while (n->type == LEX_SLOT || (n->type == LEX_SEQ && !n->child->next))
		n = n->child;
	if (n->type == LEX_ALT) {
		for (const struct lex_node *c = n->child; c; c = c->next)
			len = lex_pattern_split(ctx, c, list, len);
		return len;
	}
	*list = talloc_realloc(ctx, *list, struct lex_node *, (unsigned)(len + 1));
	(*list)[len] = talloc_memdup(ctx, n, sizeof(*n));
	(*list)[len]->next = NULL;
	return len + 1;
}

/* --- The regular expression ------------------------------------------------------------- */
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

/* --- What every match must hold ------------------------------------------------------------ */
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

/* --- Samples for the trial --------------------------------------------------------------------- */
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
