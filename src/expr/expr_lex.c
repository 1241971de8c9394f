// SPDX-License-Identifier: AGPL-3.0-or-later
/* Templates: what is plain text, what is a @name, what an @(expression). */
#include <unicode/uchar.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

static bool name_char(uint32_t c)
{
	return c != TEXT_BAD && (c == '_' || (U_GET_GC_MASK((UChar32)c) &
					      (U_GC_L_MASK | U_GC_N_MASK)));
}

static uint32_t char_at(const char *s, size_t *pos)
{
	size_t len = strlen(s + *pos), step = 0;
	uint32_t c;

	if (!len)
		return 0;
	c = text_utf8_next(s + *pos, len, &step);
	*pos += step;
	return c;
}

static bool name_starts(const char *s, size_t pos)
{
	return name_char(char_at(s, &pos));
}

/* Past the quote that ends a text; a backslash before a quote keeps it open. */
static size_t past_text(const char *s, size_t pos)
{
	bool escaped = false;

	for (; s[pos]; pos++) {
		if (s[pos] == '"' && !escaped)
			return pos + 1;
		escaped = s[pos] == '\\';
	}
	return pos;
}

/* Where the bracket that was opened before `pos` ends; SIZE_MAX: nowhere. */
static size_t closing(const char *s, size_t pos)
{
	int depth = 1;

	while (s[pos]) {
		char c = s[pos++];

		if (c == '"')
			pos = past_text(s, pos);
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return pos - 1;
	}
	return SIZE_MAX;
}

/* contact.name: a dot belongs to it when a name goes on behind it. */
static size_t past_name(const char *s, size_t pos)
{
	for (;;) {
		size_t next = pos;
		uint32_t c = char_at(s, &next);

		if (c == '.' && name_starts(s, next)) {
			char_at(s, &next);
		} else if (!c || !name_char(c)) {
			return pos;
		}
		pos = next;
	}
}

static bool root_known(void *ctx, const char *name, const char *const *roots)
{
	char *root = talloc_strndup(ctx, name, strcspn(name, "."));
	bool known = !roots;

	for (; roots && *roots && !known; roots++)
		known = strcasecmp(root, *roots) == 0;
	talloc_free(root);
	return known;
}

static bool take_expression(void *ctx, const char *s, size_t *pos, struct expr_piece *out)
{
	size_t end = closing(s, *pos + 2);

	if (end == SIZE_MAX) {		/* never closed: text like any other */
		*out = (struct expr_piece){ EXPR_PLAIN, talloc_strdup(ctx, s + *pos) };
		*pos = strlen(s);
		return true;
	}
	*out = (struct expr_piece){ EXPR_FULL, talloc_strndup(ctx, s + *pos + 2, end - *pos - 2) };
	*pos = end + 1;
	return true;
}

static bool take_name(void *ctx, const char *s, const char *const *roots, size_t *pos,
		      struct expr_piece *out)
{
	size_t end = past_name(s, *pos + 1);
	char *name = talloc_strndup(ctx, s + *pos + 1, end - *pos - 1);

	*out = (struct expr_piece){ EXPR_NAME, name };
	if (!root_known(ctx, name, roots))	/* an e-mail address, for one */
		*out = (struct expr_piece){ EXPR_PLAIN, talloc_asprintf(ctx, "@%s", name) };
	*pos = end;
	return true;
}

bool expr_next_piece(void *ctx, const char *s, const char *const *roots, size_t *pos,
		     struct expr_piece *out)
{
	char *plain;

	if (!s[*pos])
		return false;
	if (s[*pos] == '@' && s[*pos + 1] == '(')
		return take_expression(ctx, s, pos, out);
	if (s[*pos] == '@' && name_starts(s, *pos + 1))
		return take_name(ctx, s, roots, pos, out);
	plain = talloc_strdup(ctx, "");
	while (s[*pos]) {
		size_t n = strcspn(s + *pos, "@");

		plain = talloc_strndup_append_buffer(plain, s + *pos, n);
		*pos += n;
		if (s[*pos] != '@')
			break;
		if (s[*pos + 1] == '(' || name_starts(s, *pos + 1))
			break;
		plain = talloc_strdup_append_buffer(plain, "@");
		*pos += s[*pos + 1] == '@' ? 2 : 1;
	}
	*out = (struct expr_piece){ EXPR_PLAIN, plain };
	return true;
}
