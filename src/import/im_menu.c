// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Menus written out in a text, "Do you smoke? 1. Yes 2) No", taken apart: our options
 * are put behind a question by themselves, with numbers that are never 0 or 9.
 */
#include <ctype.h>
#include <stdio.h>

#include "import/im_int.h"
#include "base/mem.h"

/* The number that an item begins with ("1.", "2)", "3 -", "4:", "[5]", "6 Yes"), and
 * where its words begin. */
static int item_number(const char *s, const char **words)
{
	const char *p = s + (*s == '[' || *s == '(');
	int n = 0;

	if (!isdigit((unsigned char)*p))
		return -1;
	for (; isdigit((unsigned char)*p) && n < 100; p++)
		n = n * 10 + (*p - '0');
	while (*p == ' ')
		p++;
	if (p[-1] == ' ' && (isalpha((unsigned char)*p) || (unsigned char)*p >= 0x80)) {
		*words = p;
		return n;
	}
	if (!*p || !strchr(".):-=]", *p))
		return -1;
	p++;
	*words = p + strspn(p, " -:)");
	return **words && !isdigit((unsigned char)**words) ? n : -1;
}

static bool begins_item(const char *text, const char *s)
{
	return s == text || isspace((unsigned char)s[-1]) || strchr(",;:?!.", s[-1]);
}

/* The category whose number there is `n`; -1: none. */
static int category_numbered(const struct im_node *n, int number)
{
	for (size_t i = 0; i < n->cases_len; i++) {
		const struct im_case *c = &n->cases[i];
		char digits[8];

		snprintf(digits, sizeof(digits), "%d", number);
		for (const char *p = c->len ? c->args[0] : ""; *p;) {
			size_t len = strcspn(p, " ,");

			if (len == strlen(digits) && memcmp(p, digits, len) == 0)
				return c->category;
			p += len + (p[len] != '\0');
		}
	}
	return -1;
}

static const char *trimmed(void *ctx, const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && strchr(" \n\t,;", to[-1]))
		to--;
	return talloc_strndup(ctx, from, (size_t)(to - from));
}

const char *im_menu_doubled(void *ctx, const char *text, const struct im_node *n)
{
	char *out = talloc_strdup(ctx, "");
	const char *words;

	for (const char *s = text; *s; s++) {
		int number = begins_item(text, s) ? item_number(s, &words) : -1;

		if ((number == 0 || number == 9) && (s[1] < '0' || s[1] > '9') &&
		    category_numbered(n, number) >= 0)
			out = talloc_strdup_append_buffer(out, "0");
		out = talloc_strndup_append_buffer(out, s, 1);
	}
	return out;
}

bool im_menu_split(void *ctx, const char *text, const struct im_node *n, const char **head,
		   const char **options)
{
	const char *start = NULL, *words = NULL, *w;
	int open = -1;

	memset(options, 0, n->categories_len * sizeof(options[0]));
	for (const char *s = text; *s; s++) {
		int number = begins_item(text, s) ? item_number(s, &w) : -1;
		int category = number >= 0 ? category_numbered(n, number) : -1;

		if (category < 0)
			continue;
		if (open >= 0)
			options[open] = trimmed(ctx, words, s);
		else
			start = s;
		open = category;
		words = w;
		s = w - 1;
	}
	if (open < 0)
		return false;
	options[open] = trimmed(ctx, words, words + strlen(words));
	for (size_t i = 0; i < n->categories_len; i++)
		if (n->number[i] && (!options[i] || !*options[i] || strlen(options[i]) > 60 ||
				     strpbrk(options[i], "@\n") || strstr(options[i], ". ")))
			return false;	/* more than a menu: it stays as it is */
	*head = trimmed(ctx, text, start);
	return true;
}
