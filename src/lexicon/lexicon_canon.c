/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From folded text to words in one spelling: ". i want to die . :skull: . "
 * Every token has one space before and behind it; "." is the end of a
 * sentence, "," a smaller stop (also a new line, for people break lines
 * anywhere); words that the spelling table knows are in its form.
 */
#include "lexicon/lexicon_int.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

struct run {
	const struct lex_words *words;
	const struct text_folded *f;
	struct lex_canon *c;
	size_t pos;
};

static void put_token(struct lex_canon *c, const char *s, size_t n, uint32_t begin, uint32_t end)
{
	if (c->words_len == LEX_CANON_WORDS || c->len + n + 2 > LEX_CANON_SIZE) {
		c->full = true;
		return;
	}
	c->words[c->words_len++] = (struct lex_place){ (uint32_t)c->len, begin, end };
	memcpy(c->text + c->len, s, n);
	c->len += n;
	c->text[c->len++] = ' ';
	c->text[c->len] = '\0';
}

static void put_words(struct lex_canon *c, const char *s, uint32_t begin, uint32_t end)
{
	while (*s) {
		size_t n = strcspn(s, " ");

		put_token(c, s, n, begin, end);
		s += n + strspn(s + n, " ");
	}
}

/* A stop; two in a row are one, and the stronger one wins. */
static void put_stop(struct run *r, char stop, size_t from, size_t to)
{
	struct lex_canon *c = r->c;
	char *last = c->text + c->len - 2;

	if (*last == '.' || (*last == ',' && stop == ','))
		return;
	if (*last == ',') {
		*last = '.';
		return;
	}
	put_token(c, &stop, 1, r->f->map[from], r->f->map[to]);
}

static bool is_ascii_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* How long is the word piece at pos?  0: none begins here.  Letters, digits,
 * apostrophes within, and @ $ ! | * where they stand for a letter. */
static size_t piece_len(const char *s, size_t pos, size_t len, bool inside)
{
	uint8_t b = (uint8_t)s[pos];
	int32_t i = 0;
	UChar32 cp;

	if (is_ascii_word((char)b))
		return 1;
	if (b < 0x80) {
		bool next = pos + 1 < len && is_ascii_word(s[pos + 1]);

		if (!next || !strchr("'@$!|*", b) || b == '\0')
			return 0;
		/* "$uicide" is a word, "$20" and "@name" are not */
		return inside || (b == '$' && s[pos + 1] >= 'a') ? 1 : 0;
	}
	U8_NEXT((const uint8_t *)s + pos, i, (int32_t)(len - pos), cp);
	if (cp < 0 || !(u_isalnum(cp) || (U_GET_GC_MASK(cp) & (U_GC_M_MASK | U_GC_NL_MASK))))
		return 0;
	return (size_t)i;
}

static size_t word_len(const char *s, size_t pos, size_t len)
{
	size_t n = 0;

	while (pos + n < len && n < LEX_WORD_MAX - 4) {
		size_t k = piece_len(s, pos + n, len, n > 0);

		if (!k)
			break;
		n += k;
	}
	return n;
}

/* "d i e", "k.i.l.l": single letters in a row that make a key word. */
static bool take_spaced(struct run *r)
{
	const char *s = r->f->out;
	size_t len = r->f->len, pos = r->pos, n = 0, ends[16];
	char buf[16];
	const struct lex_entry *e = NULL;

	while (n < sizeof(buf) && pos < len && is_ascii_word(s[pos]) &&
	       word_len(s, pos, len) == 1) {
		ends[n] = pos + 1;
		buf[n++] = s[pos++];
		if (pos < len && strchr(" .-_*", s[pos]))
			pos++;
	}
	for (; n >= 3; n--) {
		e = lex_words_find(r->words, buf, n);
		if (e && (e->flags & LEX_WORD_KEY))
			break;
	}
	if (n < 3)
		return false;
	put_words(r->c, e->value, r->f->map[r->pos], r->f->map[ends[n - 1]]);
	r->pos = ends[n - 1];
	return true;
}

/* "don t", "i m": what a keyboard without an apostrophe leaves.  The length with it. */
static size_t with_ending(const struct run *r, size_t n, const struct lex_entry **e)
{
	static const char *const endings[] = { "t", "m", "s", "d", "ll", "ve", "re" };
	const char *s = r->f->out + r->pos;
	size_t left = r->f->len - r->pos;
	char buf[16];

	if (n > 8 || n + 1 >= left || s[n] != ' ')
		return 0;
	memcpy(buf, s, n);
	buf[n] = '\'';
	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		size_t k = strlen(endings[i]);

		if (n + 1 + k > left || memcmp(s + n + 1, endings[i], k) != 0 ||
		    (n + 1 + k < left && is_ascii_word(s[n + 1 + k])))
			continue;
		memcpy(buf + n + 1, endings[i], k);
		*e = lex_words_find(r->words, buf, n + 1 + k);
		if (*e && ((*e)->flags & LEX_WORD_SPELL))
			return n + 1 + k;
	}
	return 0;
}

static void take_word(struct run *r, size_t n)
{
	const struct lex_entry *e;
	size_t longer = with_ending(r, n, &e);

	const char *s = r->f->out + r->pos, *v;
	char buf[LEX_WORD_MAX * 2 + 1];
	uint32_t begin = r->f->map[r->pos], end = r->f->map[r->pos + n];

	if (longer) {
		put_words(r->c, e->value, begin, r->f->map[r->pos + longer]);
		r->pos += longer;
		return;
	}
	if (n == 1 && is_ascii_word(*s) && take_spaced(r))
		return;
	v = lex_words_canon(r->words, s, n, buf);
	if (v)
		put_words(r->c, v, begin, end);
	else
		put_token(r->c, s, n, begin, end);
	r->pos += n;
}

/* ":joy:": known ones become what they stand for, others are passed over. */
static bool take_short_code(struct run *r)
{
	const char *s = r->f->out + r->pos;
	size_t n = 1, left = r->f->len - r->pos;
	const struct lex_entry *e;

	while (n < left && n < 40 && (is_ascii_word(s[n]) || s[n] == '_' || s[n] == '-' ||
				      s[n] == '+'))
		n++;
	if (n < 3 || n >= left || s[n] != ':')
		return false;
	e = lex_words_find(r->words, s, n + 1);
	if (!e)
		return false;
	put_words(r->c, e->value, r->f->map[r->pos], r->f->map[r->pos + n + 1]);
	r->pos += n + 1;
	return true;
}

static void take_ascii_sign(struct run *r)
{
	const char *s = r->f->out;
	size_t from = r->pos, run = 0;
	char c = s[from];

	if (c == ':' && take_short_code(r))
		return;
	while (r->pos < r->f->len && s[r->pos] == c) {
		r->pos++;
		run++;
	}
	if (c == '.')		/* "..." is a breath, not an end; "2.5" is neither */
		put_stop(r, run == 1 && (r->pos == r->f->len || s[r->pos] < '0' ||
					 s[r->pos] > '9') ? '.' : ',', from, r->pos);
	else if (c == '!' || c == '?' || c == ';')
		put_stop(r, '.', from, r->pos);
	else if (c == ',' || c == ':' || c == '(' || c == ')' || c == '\n')
		put_stop(r, ',', from, r->pos);
	else if (c == '-' && from > 0 && s[from - 1] == ' ')
		put_stop(r, ',', from, r->pos);
	else if (c == '&')
		put_token(r->c, "and", 3, r->f->map[from], r->f->map[r->pos]);
}

/* Emoji and other signs are words of their own; foreign full stops are stops. */
static void take_sign(struct run *r)
{
	const uint8_t *s = (const uint8_t *)r->f->out;
	int32_t i = (int32_t)r->pos, from = i;
	UChar32 cp;
	uint32_t mask;

	U8_NEXT(s, i, (int32_t)r->f->len, cp);
	r->pos = (size_t)i;
	if (cp < 0)
		return;
	mask = U_GET_GC_MASK(cp);
	if (cp == 0x3002 || cp == 0x0964 || cp == 0x06d4 || cp == 0x061f)
		put_stop(r, '.', (size_t)from, r->pos);
	else if (mask & U_GC_P_MASK)
		return;
	else if (mask & (U_GC_SO_MASK | U_GC_SM_MASK))
		put_token(r->c, r->f->out + from, (size_t)(i - from), r->f->map[from],
			  r->f->map[i]);
}

void lex_canon(const struct lex_words *w, const struct text_folded *f, struct lex_canon *c)
{
	struct run r = { w, f, c, 0 };

	c->len = c->words_len = 0;
	c->full = false;
	put_token(c, ".", 1, 0, 0);
	while (r.pos < f->len && !c->full) {
		size_t n;

		if (f->out[r.pos] == ' ') {
			r.pos++;
			continue;
		}
		n = word_len(f->out, r.pos, f->len);
		if (n)
			take_word(&r, n);
		else if ((uint8_t)f->out[r.pos] < 0x80)
			take_ascii_sign(&r);
		else
			take_sign(&r);
	}
	put_stop(&r, '.', f->len, f->len);
}
