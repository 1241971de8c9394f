// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions of texts as a whole: trimming, case, replacing, expressions in them. */
#include <unicode/uchar.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

enum { REPEAT_MAX = 10000 };

static bool is_space(uint32_t c)
{
	return c != TEXT_BAD && (u_isUWhiteSpace((UChar32)c));
}

static bool in_set(uint32_t c, const char *chars)
{
	size_t at = 0, len = strlen(chars);

	if (!len)
		return is_space(c);
	while (at < len)
		if (text_utf8_next(chars, len, &at) == c)
			return true;
	return false;
}

static const char *chars_of(const struct xcall *c)
{
	return c->len > 1 ? arg_text(c, 1) : "";
}

static const struct xv *trim_sides(struct xcall *c, bool left, bool right)
{
	const char *s = arg_text(c, 0), *chars = chars_of(c);
	size_t len = strlen(s), from = 0, end = 0, at = 0;
	bool started = false;

	while (at < len) {
		size_t before = at;
		uint32_t cp = text_utf8_next(s, len, &at);

		if (in_set(cp, chars))
			continue;
		if (!started)
			from = before;
		started = true;
		end = at;
	}
	if (!left)
		from = 0;
	else if (!started)
		from = len;
	if (!right)
		end = len;
	return xv_textn(c->x, s + from, end > from ? end - from : 0);
}

static const struct xv *fn_trim(struct xcall *c)
{
	return trim_sides(c, true, true);
}

static const struct xv *fn_trim_left(struct xcall *c)
{
	return trim_sides(c, true, false);
}

static const struct xv *fn_trim_right(struct xcall *c)
{
	return trim_sides(c, false, true);
}

static int32_t lower(int32_t cp)
{
	return u_tolower(cp);
}

static int32_t upper(int32_t cp)
{
	return u_toupper(cp);
}

static const struct xv *fn_lower(struct xcall *c)
{
	return xv_take(c->x, each_char(c->x, arg_text(c, 0), lower));
}

static const struct xv *fn_upper(struct xcall *c)
{
	return xv_take(c->x, each_char(c->x, arg_text(c, 0), upper));
}

/* A word begins behind anything that is neither a letter, a digit nor _. */
static const struct xv *fn_title(struct xcall *c)
{
	char *s = each_char(c->x, arg_text(c, 0), lower);
	size_t len = strlen(s), at = 0, n = 0;
	char *out = talloc_array(c->x->mem, char, len * 4 + 1);
	bool inside = false;

	while (at < len) {
		uint32_t cp = text_utf8_next(s, len, &at);
		bool part = cp == '_' || u_isalpha((UChar32)cp) || u_isdigit((UChar32)cp) ||
			(cp > 0x7f && !u_isUWhiteSpace((UChar32)cp));

		if (part && !inside)
			cp = (uint32_t)u_totitle((UChar32)cp);
		n += text_utf8_put(cp, out + n);
		inside = part;
	}
	out[n] = '\0';
	return xv_take(c->x, out);
}

static const struct xv *fn_char(struct xcall *c)
{
	char buf[4];
	int code = arg_int(c, 0);
	size_t n = code > 0 ? text_utf8_put((uint32_t)code, buf) : 0;

	return n ? xv_textn(c->x, buf, n) : xv_text(c->x, code ? "\xef\xbf\xbd" : "");
}

static const struct xv *fn_code(struct xcall *c)
{
	const char *s = arg_text(c, 0);
	size_t at = 0;

	if (!*s)
		return xv_error(c->x, "requires a string of at least one character");
	return xv_int(c->x, text_utf8_next(s, strlen(s), &at));
}

/* Controls, formats, private and unassigned ones. */
static const struct xv *fn_clean(struct xcall *c)
{
	const char *s = arg_text(c, 0);
	size_t len = strlen(s), at = 0, n = 0;
	char *out = talloc_array(c->x->mem, char, len + 1);

	while (at < len) {
		size_t from = at;
		uint32_t cp = text_utf8_next(s, len, &at);

		if (cp == TEXT_BAD || (U_GET_GC_MASK((UChar32)cp) & (U_GC_C_MASK & ~U_GC_CN_MASK)))
			continue;
		memcpy(out + n, s + from, at - from);
		n += at - from;
	}
	out[n] = '\0';
	return xv_take(c->x, out);
}

static const struct xv *fn_text_length(struct xcall *c)
{
	return xv_int(c->x, (int64_t)text_utf8_count(arg_text(c, 0), strlen(arg_text(c, 0))));
}

static const struct xv *fn_text_compare(struct xcall *c)
{
	return xv_int(c->x, xv_compare(c->args[0], c->args[1]));
}

static const struct xv *fn_repeat(struct xcall *c)
{
	const char *s = arg_text(c, 0);
	size_t chars = text_utf8_count(s, strlen(s)), len = strlen(s);
	int count = arg_int(c, 1);
	char *out;

	if (count < 0)
		return xv_error(c->x, "must be called with a positive integer, got %d", count);
	if (chars && (size_t)count > REPEAT_MAX / chars)
		return xv_error(c->x, "cannot build a string longer than %d characters",
				REPEAT_MAX);
	if (!chars)
		return c->args[0];
	out = talloc_array(c->x->mem, char, (size_t)count * len + 1);
	for (int i = 0; i < count; i++)
		memcpy(out + (size_t)i * len, s, len);
	out[(size_t)count * len] = '\0';
	return xv_take(c->x, out);
}

/* An empty needle stands before every character, and at the end. */
static const struct xv *replace_nothing(struct xcall *c, int count)
{
	const char *s = arg_text(c, 0);
	size_t len = strlen(s), at = 0;
	char *out = talloc_strdup(c->x->mem, "");

	for (; count != 0; count--) {
		size_t from = at;

		out = talloc_strdup_append_buffer(out, arg_text(c, 2));
		c->x->budget -= (int64_t)strlen(arg_text(c, 2));
		if (at >= len || c->x->budget < 0)
			break;
		text_utf8_next(s, len, &at);
		out = talloc_strndup_append_buffer(out, s + from, at - from);
	}
	return xv_take(c->x, talloc_strdup_append_buffer(out, s + at));
}

static const struct xv *fn_replace(struct xcall *c)
{
	const char *s = arg_text(c, 0), *needle = arg_text(c, 1), *hit;
	int count = c->len > 3 ? arg_int(c, 3) : -1;
	char *out = talloc_strdup(c->x->mem, "");

	if (!*needle)
		return replace_nothing(c, count);
	for (; count != 0 && (hit = strstr(s, needle)); count--) {
		out = talloc_strndup_append_buffer(out, s, (size_t)(hit - s));
		out = talloc_strdup_append_buffer(out, arg_text(c, 2));
		s = hit + strlen(needle);
		c->x->budget -= (int64_t)strlen(arg_text(c, 2));
		if (c->x->budget < 0)
			return &xv_too_complex;
	}
	return xv_take(c->x, talloc_strdup_append_buffer(out, s));
}

static const struct xv *fn_regex_match(struct xcall *c)
{
	struct xregex *re = regex_new(c->x->mem, arg_text(c, 1), true);
	struct xspan spans[REGEX_GROUPS];
	int group = c->len > 2 ? arg_int(c, 2) : 0;
	size_t groups;

	if (!re)
		return xv_error(c->x, "invalid regular expression");
	c->x->budget -= 20000;		/* what a match may cost at worst, roughly */
	groups = c->x->budget < 0 ? 0 : regex_match(re, arg_text(c, 0), 0, spans);
	if (group < 0 || (size_t)group >= groups)
		return xv_error(c->x, "invalid regular expression group");
	if (spans[group].from == SIZE_MAX)
		return xv_text(c->x, "");
	return xv_textn(c->x, arg_text(c, 0) + spans[group].from,
			spans[group].to - spans[group].from);
}

static const struct xfn list[] = {
	{ "char", "i", fn_char },
	{ "clean", "t", fn_clean },
	{ "code", "t", fn_code },
	{ "lower", "t", fn_lower },
	{ "regex_match", "tt|i", fn_regex_match },
	{ "repeat", "ti", fn_repeat },
	{ "replace", "ttt|i", fn_replace },
	{ "text_compare", "tt", fn_text_compare },
	{ "text_length", "t", fn_text_length },
	{ "title", "t", fn_title },
	{ "trim", "t|t", fn_trim },
	{ "trim_left", "t|t", fn_trim_left },
	{ "trim_right", "t|t", fn_trim_right },
	{ "upper", "t", fn_upper },
};

const struct xfns expr_fns_text = { list, ARRAY_LEN(list) };
