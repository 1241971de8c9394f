// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * JSON in and out.  jansson reads numbers as doubles, and a double is not exact: so
 * each number token is put in quotes behind a mark before jansson sees the text,
 * and made a decimal afterwards.
 */
#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

#define MARK '\x01'
#define MARKED "\"\\u0001"
enum { DEPTH_MAX = 200 };

static bool in_number(char c)
{
	return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/* The number grammar of RFC 8259: no leading zeros, a digit on each side of the dot. */
static bool number_good(const char *s, size_t len)
{
	size_t i = s[0] == '-', from = i;

	while (i < len && s[i] >= '0' && s[i] <= '9')
		i++;
	if (i == from || (s[from] == '0' && i > from + 1))
		return false;
	if (i < len && s[i] == '.') {
		from = ++i;
		while (i < len && s[i] >= '0' && s[i] <= '9')
			i++;
		if (i == from)
			return false;
	}
	if (i < len && (s[i] == 'e' || s[i] == 'E')) {
		i++;
		i += i < len && (s[i] == '+' || s[i] == '-');
		from = i;
		while (i < len && s[i] >= '0' && s[i] <= '9')
			i++;
		if (i == from)
			return false;
	}
	return i == len;
}

/* NULL: a number that is none, or a string that begins with our mark. */
static char *mark_numbers(void *ctx, struct view json, size_t *len_out)
{
	const char *s = (const char *)json.data;
	/* a number of one digit becomes nine bytes, and needs a separator behind it */
	char *out = talloc_array(ctx, char, json.len * 5 + 16);
	size_t n = 0;

	for (size_t i = 0; i < json.len;) {
		size_t from = i;

		if (s[i] == '"') {
			for (i++; i < json.len && s[i] != '"'; i++)
				i += s[i] == '\\';
			i = i < json.len ? i + 1 : json.len;
			if (i - from > 7 && memcmp(s + from, MARKED, 7) == 0)
				return NULL;	/* would look like ours afterwards */
			memcpy(out + n, s + from, i - from);
			n += i - from;
			continue;
		}
		if (s[i] != '-' && !(s[i] >= '0' && s[i] <= '9')) {
			out[n++] = s[i++];
			continue;
		}
		while (i < json.len && in_number(s[i]))
			i++;
		if (!number_good(s + from, i - from))
			return NULL;
		memcpy(out + n, MARKED, 7);
		n += 7;
		memcpy(out + n, s + from, i - from);
		n += i - from;
		out[n++] = '"';
	}
	*len_out = n;
	return out;
}

static const struct xv *from_jansson(struct expr *x, const json_t *j);

static const struct xv *array_from(struct expr *x, const json_t *j)
{
	size_t len = json_array_size(j);
	const struct xv **items = talloc_array(x->mem, const struct xv *, len + 1);

	for (size_t i = 0; i < len; i++)
		items[i] = from_jansson(x, json_array_get(j, i));
	return xv_array(x, items, len);
}

static const struct xv *object_from(struct expr *x, const json_t *j)
{
	struct xprop *props = talloc_array(x->mem, struct xprop, json_object_size(j) + 1);
	const char *key;
	json_t *value;
	size_t len = 0;

	json_object_foreach((json_t *)j, key, value)
		props[len++] = (struct xprop){ talloc_strdup(x->mem, key), from_jansson(x, value) };
	return xv_object(x, props, len);
}

static const struct xv *from_jansson(struct expr *x, const json_t *j)
{
	struct xnum n;

	switch (json_typeof(j)) {
	case JSON_STRING:
		if (json_string_value(j)[0] != MARK)
			return xv_text(x, json_string_value(j));
		return num_parse(json_string_value(j) + 1, true, &n) == 0 ? xv_num(x, &n) :
			xv_error(x, "number value out of range");
	case JSON_TRUE:
	case JSON_FALSE:
		return xv_bool(x, json_is_true(j));
	case JSON_ARRAY:
		return array_from(x, j);
	case JSON_OBJECT:
		return object_from(x, j);
	default:
		return NULL;
	}
}

static bool too_deep(struct view json)
{
	int depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < json.len; i++) {
		uint8_t c = json.data[i];

		if (quoted) {
			i += c == '\\';
			quoted = c != '"';
		} else if (c == '"') {
			quoted = true;
		} else if ((c == '[' || c == '{') && ++depth > DEPTH_MAX) {
			return true;
		} else if (c == ']' || c == '}') {
			depth--;
		}
	}
	return false;
}

bool xv_from_json(struct expr *x, struct view json, const struct xv **out)
{
	size_t len = 0;
	json_t *j = NULL;
	char *marked;

	*out = NULL;
	if (json.len > EXPR_JSON_MAX || too_deep(json))
		return false;
	marked = mark_numbers(x->mem, json, &len);
	if (marked)
		j = json_loadb(marked, len, JSON_DECODE_ANY, NULL);
	talloc_free(marked);
	if (!j)
		return false;
	*out = from_jansson(x, j);
	json_decref(j);
	return true;
}

/* --- Out ------------------------------------------------------------------------------ */

static char *quote_append(char *out, const char *text)
{
	out = talloc_strdup_append_buffer(out, "\"");
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, "\"\\\b\f\n\r\t\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f\x10"
				   "\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");

		out = talloc_strndup_append_buffer(out, s, n);
		s += n;
		if (!*s)
			break;
		if (*s == '"' || *s == '\\')
			out = talloc_asprintf_append_buffer(out, "\\%c", *s);
		else if (*s == '\n' || *s == '\r' || *s == '\t')
			out = talloc_asprintf_append_buffer(out, "\\%c", *s == '\n' ? 'n' :
							    *s == '\r' ? 'r' : 't');
		else
			out = talloc_asprintf_append_buffer(out, "\\u%04x", (unsigned char)*s);
		s++;
	}
	return talloc_strdup_append_buffer(out, "\"");
}

char *expr_json_quote(void *ctx, const char *text)
{
	return quote_append(talloc_strdup(ctx, ""), text);
}

static void out_append(struct expr *x, char **out, const struct xv *v)
{
	bool list = v && v->type == X_ARRAY;
	size_t len;

	x->budget -= 4;
	if (x->budget < 0)
		return;
	if (!v || v->type == X_FUNC || v->type == X_ERROR) {
		*out = talloc_strdup_append_buffer(*out, "null");
		return;
	}
	if (v->type == X_NUMBER || v->type == X_BOOL) {
		*out = talloc_strdup_append_buffer(*out, xv_render(x, v));
		return;
	}
	if (!list && v->type != X_OBJECT) {
		const char *s = xv_render(x, v);

		x->budget -= (int64_t)strlen(s);
		*out = quote_append(*out, s);
		return;
	}
	*out = talloc_strdup_append_buffer(*out, list ? "[" : "{");
	len = list ? v->array.len : v->object.len;
	for (size_t i = 0; i < len; i++) {
		if (i)
			*out = talloc_strdup_append_buffer(*out, ",");
		if (!list) {
			*out = quote_append(*out, v->object.props[i].name);
			*out = talloc_strdup_append_buffer(*out, ":");
		}
		out_append(x, out, list ? v->array.items[i] : v->object.props[i].value);
	}
	*out = talloc_strdup_append_buffer(*out, list ? "]" : "}");
}

char *xv_to_json(struct expr *x, const struct xv *v)
{
	char *out = talloc_strdup(x->mem, "");

	out_append(x, &out, v);
	return out;
}
