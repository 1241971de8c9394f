// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * From what somebody typed to an answer, forgiving: "3.", "three" where the
 * catalogue says so, "Yes please" is not "yes" (a guess would be worse than to
 * ask again).
 */
#include <stdlib.h>

#include "flow/flow_int.h"
#include "text/text.h"
#include "text/text_fold.h"
#include "base/mem.h"

enum { KEYWORD_MAX = 200 };

bool flow_list_has(const char *list, const char *folded)
{
	char word[KEYWORD_MAX];

	while (list && *list) {
		size_t len = strcspn(list, ",");
		struct view one = { (const uint8_t *)list, len };

		if (text_fold_key(one, word, sizeof(word)) > 0 && strcmp(word, folded) == 0)
			return true;
		list += len + (list[len] == ',');
	}
	return false;
}

/* The word itself, or one of the list under `key.also` ("yep, ok, sure"). */
static bool word_is(void *ctx, const struct flow_host *host, const char *key, const char *folded)
{
	char *also = talloc_asprintf(ctx, "%s.also", key);
	bool hit = false;

	for (const char *const *lang = host->langs; host->word && lang && *lang && !hit; lang++)
		hit = flow_list_has(host->word(host->arg, *lang, key), folded) ||
			flow_list_has(host->word(host->arg, *lang, also), folded);
	talloc_free(also);
	return hit;
}

static const char *last_part(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? dot + 1 : key;
}

static bool take_branch(const struct flow_branch *b, struct flow_answer *out)
{
	out->branch = b;
	out->number = b->low;
	out->text = last_part(b->word);
	return true;
}

static bool read_word(void *ctx, const struct flow_stmt *ask, const struct flow_host *host,
		      const char *text, struct flow_answer *out)
{
	char folded[KEYWORD_MAX];

	if (text_fold_key(VIEW_STR(text), folded, sizeof(folded)) <= 0)
		return false;
	for (size_t i = 0; i < ask->branches_len; i++) {
		const struct flow_branch *b = &ask->branches[i];

		if ((b->kind == BRANCH_OPTION || b->kind == BRANCH_WORD) &&
		    word_is(ctx, host, b->word, folded))
			return take_branch(b, out);
	}
	return false;
}

/* Digits alone, or digits in front of a word as people copy the menu: "1 yes". */
static bool read_number(const char *text, int64_t *out)
{
	char digits[16];
	size_t n = text_digits_only(text, strlen(text), digits, sizeof(digits));

	if (n == 0) {
		const char *p = text + strspn(text, " ");
		size_t len = strspn(p, "0123456789");

		if (len == 0 || len > 3 || (p[len] != ' ' && p[len] != ')' && p[len] != '.') ||
		    strpbrk(p + len, "0123456789"))
			return false;
		memcpy(digits, p, len);
		digits[len] = 0;
	}
	*out = strtoll(digits, NULL, 10);
	return true;
}

static bool read_digits(void *ctx, const struct flow_stmt *ask, const char *text,
			struct flow_answer *out)
{
	char digits[32];
	size_t n = text_digits_only(text, strlen(text), digits, sizeof(digits));

	if (n < (size_t)ask->low || n > (size_t)ask->high)
		return false;
	out->text = talloc_strdup(ctx, digits);
	explicit_bzero(digits, sizeof(digits));
	return true;
}

static bool keep_text(void *ctx, const char *text, struct flow_answer *out)
{
	out->text = talloc_strndup(ctx, text, text_utf8_cut(text, strlen(text), FLOW_TEXT_MAX));
	return true;
}

/* The option with this number or word; with an `else` any other text is an answer
 * too (the first contact: whoever writes freely is not corrected). */
static bool read_choice(void *ctx, const struct flow_stmt *ask, const struct flow_host *host,
			const char *text, struct flow_answer *out)
{
	const struct flow_branch *other = NULL;
	bool number = read_number(text, &out->number);

	for (size_t i = 0; i < ask->branches_len; i++) {
		const struct flow_branch *b = &ask->branches[i];

		if (b->kind == BRANCH_ELSE)
			other = b;
		else if (number && b->kind == BRANCH_OPTION && b->low == out->number)
			return take_branch(b, out);
	}
	if (!number && read_word(ctx, ask, host, text, out))
		return true;
	if (!other || text_is_blank(text, strlen(text)))
		return false;
	return keep_text(ctx, text, out);
}

bool flow_answer_read(void *ctx, const struct flow_stmt *ask, const struct flow_host *host,
		      const char *text, struct flow_answer *out)
{
	int64_t n;

	*out = (struct flow_answer){ 0 };
	switch (ask->ask) {
	case FLOW_ASK_NUMBER:
		if (!read_number(text, &n))
			return read_word(ctx, ask, host, text, out);
		out->number = n;
		return n >= ask->low && n <= ask->high;
	case FLOW_ASK_CHOICE:
		return read_choice(ctx, ask, host, text, out);
	case FLOW_ASK_PIN:
	case FLOW_ASK_NEW_PIN:
		return read_digits(ctx, ask, text, out);
	case FLOW_ASK_DIGITS:
		return read_digits(ctx, ask, text, out) || read_word(ctx, ask, host, text, out);
	case FLOW_ASK_TEXT:
	case FLOW_ASK_RECORDING:
		if (read_word(ctx, ask, host, text, out))
			return true;
		if (text_is_blank(text, strlen(text)))
			return false;
		return keep_text(ctx, text, out);
	}
	return false;
}
