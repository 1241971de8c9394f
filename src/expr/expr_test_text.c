// SPDX-License-Identifier: AGPL-3.0-or-later
/* The router tests of texts: phrases, words, patterns. */
#include <unicode/uchar.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

/* --- Words of both, as they are compared and as they were typed --------------------- */

struct sides {
	struct xwords hay, pin;
	char **hay_key, **pin_key;
};

static char **keys_of(struct expr *x, const struct xwords *w)
{
	char **keys = talloc_array(x->mem, char *, w->len + 1);

	for (size_t i = 0; i < w->len; i++)
		keys[i] = collated(x, w->list[i]);
	return keys;
}

static struct sides sides_of(struct xcall *c)
{
	struct sides s = {
		.hay = words_of(c->x, arg_text(c, 0), ""), .pin = words_of(c->x, arg_text(c, 1), "")
	};

	s.hay_key = keys_of(c->x, &s.hay);
	s.pin_key = keys_of(c->x, &s.pin);
	c->x->budget -= (int64_t)(s.hay.len * (s.pin.len + 1));
	return s;
}

static const struct xv *joined(struct expr *x, const char **words, size_t len)
{
	char *out = talloc_strdup(x->mem, "");

	for (size_t i = 0; i < len; i++)
		out = talloc_asprintf_append_buffer(out, "%s%s", i ? " " : "", words[i]);
	return xv_take(x, out);
}

static bool same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static const struct xv *fn_has_phrase(struct xcall *c)
{
	struct sides s = sides_of(c);
	size_t n = 0;

	for (size_t i = 0; i < s.hay.len && n < s.pin.len; i++)
		n = same(s.hay_key[i], s.pin_key[n]) ? n + 1 : 0;
	if (n < s.pin.len)
		return test_false(c->x);
	for (size_t i = 0; i + n <= s.hay.len && n; i++) {
		size_t k = 0;

		while (k < n && same(s.hay_key[i + k], s.pin_key[k]))
			k++;
		if (k == n)
			return test_true(c->x, joined(c->x, s.hay.list + i, n), NULL);
	}
	return test_true(c->x, xv_text(c->x, ""), NULL);
}

static const struct xv *fn_has_only_phrase(struct xcall *c)
{
	struct sides s = sides_of(c);

	if (s.hay.len != s.pin.len)
		return test_false(c->x);
	for (size_t i = 0; i < s.hay.len; i++)
		if (!same(s.hay_key[i], s.pin_key[i]))
			return test_false(c->x);
	return test_true(c->x, joined(c->x, s.hay.list, s.hay.len), NULL);
}

/* The words of the text that are wanted; how many of the wanted were there. */
static const struct xv *found_words(struct expr *x, const struct sides *s, size_t *wanted,
				    size_t *found)
{
	const char **hits = talloc_array(x->mem, const char *, s->hay.len + 1);
	bool *there = talloc_zero_array(x->mem, bool, s->pin.len + 1);

	*found = 0;
	*wanted = 0;
	for (size_t i = 0; i < s->hay.len; i++) {
		bool hit = false;

		for (size_t j = 0; j < s->pin.len; j++)
			if (same(s->hay_key[i], s->pin_key[j]))
				hit = there[j] = true;
		if (hit)
			hits[(*found)++] = s->hay.list[i];
	}
	for (size_t j = 0; j < s->pin.len; j++)
		*wanted += there[j];
	return joined(x, hits, *found);
}

static const struct xv *fn_has_all_words(struct xcall *c)
{
	struct sides s = sides_of(c);
	size_t wanted, found;
	const struct xv *match = found_words(c->x, &s, &wanted, &found);

	return wanted == s.pin.len ? test_true(c->x, match, NULL) : test_false(c->x);
}

static const struct xv *fn_has_any_word(struct xcall *c)
{
	struct sides s = sides_of(c);
	size_t wanted, found;
	const struct xv *match = found_words(c->x, &s, &wanted, &found);

	return found ? test_true(c->x, match, NULL) : test_false(c->x);
}

/* --- The text as it is -------------------------------------------------------------------- */

static const struct xv *fn_has_only_text(struct xcall *c)
{
	return same(arg_text(c, 0), arg_text(c, 1)) ? test_true(c->x, c->args[0], NULL) :
		test_false(c->x);
}

static const char *trimmed(struct xcall *c, size_t i)
{
	struct xcall trim = { c->x, c->args + i, 1 };

	return expr_fn_find("trim")->run(&trim)->text;
}

static const struct xv *fn_has_text(struct xcall *c)
{
	const char *s = trimmed(c, 0);

	return *s ? test_true(c->x, xv_text(c->x, s), NULL) : test_false(c->x);
}

static const struct xv *fn_has_beginning(struct xcall *c)
{
	const char *s = trimmed(c, 0), *want = trimmed(c, 1);
	size_t len = strlen(s), wlen = strlen(want), at = 0, wat = 0;

	if (!len || !wlen)
		return test_false(c->x);
	while (wat < wlen) {
		uint32_t a = at < len ? text_utf8_next(s, len, &at) : TEXT_BAD;
		uint32_t b = text_utf8_next(want, wlen, &wat);

		if (a == TEXT_BAD || u_foldCase((UChar32)a, U_FOLD_CASE_DEFAULT) !=
		    u_foldCase((UChar32)b, U_FOLD_CASE_DEFAULT))
			return test_false(c->x);
	}
	return test_true(c->x, xv_textn(c->x, s, at), NULL);
}

static const struct xv *span_text(struct expr *x, const char *s, const struct xspan *at)
{
	return at->from == SIZE_MAX ? xv_text(x, "") : xv_textn(x, s + at->from, at->to - at->from);
}

static const struct xv *fn_has_pattern(struct xcall *c)
{
	static const char *const numbers[REGEX_GROUPS] = {
		"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14",
		"15",
		"16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29",
		"30", "31"
	};
	struct xregex *re = regex_new(c->x->mem, trimmed(c, 1), true);
	struct xprop props[REGEX_GROUPS];
	struct xspan spans[REGEX_GROUPS];
	size_t groups;

	if (!re)
		return xv_error(c->x, "must be called with a valid regular expression");
	c->x->budget -= 20000;
	groups = c->x->budget < 0 ? 0 : regex_match(re, arg_text(c, 0), 0, spans);
	if (!groups)
		return test_false(c->x);
	for (size_t i = 0; i < groups; i++)
		props[i] = (struct xprop){ numbers[i], span_text(c->x, arg_text(c, 0), &spans[i]) };
	return test_true(c->x, props[0].value, xv_object(c->x, props, groups));
}

/* The first address somewhere in the text. */
static const struct xv *fn_has_email(struct xcall *c)
{
	struct xregex *re = regex_new(c->x->mem,
				      "[\\pL\\pN][-_+$~.\\pL\\pN]*@[\\pL\\pN][-_\\pL\\pN]*"
				      "(?:\\.[\\pL\\pN][-_\\pL\\pN]*)+", false);
	struct xspan spans[REGEX_GROUPS];

	c->x->budget -= 20000;
	if (c->x->budget < 0 || !regex_match(re, arg_text(c, 0), 0, spans))
		return test_false(c->x);
	return test_true(c->x, span_text(c->x, arg_text(c, 0), &spans[0]), NULL);
}

static const struct xfn list[] = {
	{ "has_all_words", "tt", fn_has_all_words },
	{ "has_any_word", "tt", fn_has_any_word },
	{ "has_beginning", "tt", fn_has_beginning },
	{ "has_email", "t", fn_has_email },
	{ "has_only_phrase", "tt", fn_has_only_phrase },
	{ "has_only_text", "tt", fn_has_only_text },
	{ "has_pattern", "tt", fn_has_pattern },
	{ "has_phrase", "tt", fn_has_phrase },
	{ "has_text", "t", fn_has_text },
	{ "has_value", "t", fn_has_text },
};

const struct xfns expr_tests_text = { list, ARRAY_LEN(list) };
