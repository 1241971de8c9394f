// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions of the words, fields and parts of a text. */
#include <unicode/uchar.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

static const char *delimiters(const struct xcall *c, size_t i)
{
	return c->len > i ? arg_text(c, i) : "";
}

static const struct xv *too_many(struct expr *x)
{
	return xv_error(x, "cannot build an array with more than %d items", EXPR_ITEMS_MAX);
}

static const struct xv *fn_split(struct xcall *c)
{
	struct xwords w = words_of(c->x, arg_text(c, 0), delimiters(c, 1));
	const struct xv **items = talloc_array(c->x->mem, const struct xv *, w.len + 1);

	if (w.len > EXPR_ITEMS_MAX)
		return too_many(c->x);
	for (size_t i = 0; i < w.len; i++)
		items[i] = xv_text(c->x, w.list[i]);
	return xv_array(c->x, items, w.len);
}

static const struct xv *fn_word(struct xcall *c)
{
	struct xwords w = words_of(c->x, arg_text(c, 0), delimiters(c, 2));
	int index = arg_int(c, 1);
	int64_t at = index < 0 ? index + (int64_t)w.len : index;

	if (at < 0 || at >= (int64_t)w.len)
		return xv_error(c->x, "index %d is out of range for the number of words %zu", index,
				w.len);
	return xv_text(c->x, w.list[at]);
}

static const struct xv *fn_word_count(struct xcall *c)
{
	return xv_int(c->x, (int64_t)words_of(c->x, arg_text(c, 0), delimiters(c, 1)).len);
}

static const struct xv *fn_word_slice(struct xcall *c)
{
	struct xwords w = words_of(c->x, arg_text(c, 0), delimiters(c, 3));
	int start = arg_int(c, 1), end = c->len > 2 ? arg_int(c, 2) : -1;
	size_t to = end > 0 && (size_t)end < w.len ? (size_t)end : w.len;
	char *out = talloc_strdup(c->x->mem, "");

	if (start < 0)
		return xv_error(c->x, "must start with a positive index");
	if (end > 0 && end <= start)
		return xv_error(c->x, "must have a end which is greater than the start");
	for (size_t i = (size_t)start; i < to; i++)
		out = talloc_asprintf_append_buffer(out, "%s%s", i > (size_t)start ? " " : "",
						    w.list[i]);
	return xv_take(c->x, out);
}

static const struct xv *fn_remove_first_word(struct xcall *c)
{
	const char *s = arg_text(c, 0);
	struct xwords w = words_of(c->x, s, "");

	if (w.len < 2)
		return xv_text(c->x, "");
	s = strstr(s, w.list[0]) + strlen(w.list[0]);
	return xv_text(c->x, strstr(s, w.list[1]));
}

/* With a space, runs of spaces are one. */
static const struct xv *fn_field(struct xcall *c)
{
	const char *s = arg_text(c, 0), *sep = arg_text(c, 2), *end;
	const struct xv *args[1];
	struct xcall trim = { c->x, args, 1 };
	int want = arg_int(c, 1);
	bool spaces = strcmp(sep, " ") == 0;

	if (want < 0)
		return xv_error(c->x, "cannot use a negative index");
	for (; s; s = end ? end + strlen(sep) : NULL) {
		size_t step = 0, len = strlen(s);

		end = *sep ? strstr(s, sep) : NULL;
		if (!*sep && len) {	/* nothing parts each character from the next */
			text_utf8_next(s, len, &step);
			end = step < len ? s + step : NULL;
		}
		if (end)
			len = (size_t)(end - s);
		if (spaces && len == 0)
			continue;
		if (want-- == 0) {
			args[0] = xv_textn(c->x, s, len);
			return expr_fn_find("trim")->run(&trim);
		}
	}
	return xv_text(c->x, "");
}

static size_t byte_of(const char *s, int64_t chars)
{
	size_t at = 0, len = strlen(s);

	while (chars-- > 0 && at < len)
		text_utf8_next(s, len, &at);
	return at;
}

/* As Python cuts: a negative index counts from the end, too far is the end. */
static int64_t clip(int64_t at, int64_t len)
{
	if (at < 0)
		at += len;
	return at < 0 ? 0 : at > len ? len : at;
}

static const struct xv *fn_text_slice(struct xcall *c)
{
	const char *s = arg_text(c, 0);
	int64_t len = (int64_t)text_utf8_count(s, strlen(s));
	int64_t from = clip(arg_int(c, 1), len), to = c->len > 2 ? clip(arg_int(c, 2), len) : len;
	size_t start = byte_of(s, from), end = byte_of(s, to);

	return xv_textn(c->x, s + start, end > start ? end - start : 0);
}

static const struct xv *fn_slice(struct xcall *c)
{
	const struct xv *a = c->args[0];
	int64_t len = (int64_t)a->array.len;
	int64_t from = clip(arg_int(c, 1), len), to = c->len > 2 ? clip(arg_int(c, 2), len) : len;

	return xv_array(c->x, a->array.items + from, to > from ? (size_t)(to - from) : 0);
}

/* Said by a voice: in threes, else in fours, else one by one. */
static const struct xv *fn_read_chars(struct xcall *c)
{
	const char *s = arg_text(c, 0) + strspn(arg_text(c, 0), "+");
	size_t len = strlen(s), n = text_utf8_count(s, len), at = 0;
	size_t group = n % 3 == 0 ? 3 : n % 4 == 0 ? 4 : 1;
	char *out = talloc_strdup(c->x->mem, "");

	for (size_t i = 0; at < len; i++) {
		size_t from = at;

		text_utf8_next(s, len, &at);
		if (i)
			out = talloc_strdup_append_buffer(out, i % group == 0 ? " , " : " ");
		out = talloc_strndup_append_buffer(out, s + from, at - from);
	}
	return xv_take(c->x, out);
}

static const struct xfn list[] = {
	{ "field", "tit", fn_field },
	{ "read_chars", "t", fn_read_chars },
	{ "remove_first_word", "t", fn_remove_first_word },
	{ "slice", "ai|i", fn_slice },
	{ "split", "t|t", fn_split },
	{ "text_slice", "ti|i", fn_text_slice },
	{ "word", "ti|t", fn_word },
	{ "word_count", "t|t", fn_word_count },
	{ "word_slice", "ti|it", fn_word_slice },
};

const struct xfns expr_fns_slice = { list, ARRAY_LEN(list) };
