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

/* --- Slots, by name; "en:want" names another language's ----------------- */
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
