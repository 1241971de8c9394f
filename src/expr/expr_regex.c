// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Regular expressions and words.  The patterns are RE2's in goflow; ours are PCRE2's,
 * bounded in steps: what would run away is "no match".  \d, \w, \s and \b are ASCII
 * in both.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

enum { STEPS_MAX = 200000, HEAP_MAX_KIB = 4096, PATTERN_MAX = 4096, NESTING_MAX = 100 };

struct xregex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

static int regex_free(struct xregex *re)
{
	pcre2_match_data_free(re->data);
	pcre2_match_context_free(re->limits);
	pcre2_code_free(re->code);
	return 0;
}

struct xregex *regex_new(void *ctx, const char *pattern, bool people)
{
	struct xregex *re = talloc_zero(ctx, struct xregex);
	pcre2_compile_context *cc = pcre2_compile_context_create(NULL);
	PCRE2_SIZE at;
	int code;

	if (!cc)
		base_oom();
	pcre2_set_max_pattern_length(cc, PATTERN_MAX);
	pcre2_set_parens_nest_limit(cc, NESTING_MAX);
	re->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
				 PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY |
				 (people ? PCRE2_CASELESS | PCRE2_MULTILINE : 0), &code, &at, cc);
	pcre2_compile_context_free(cc);
	if (!re->code) {
		talloc_free(re);
		return NULL;
	}
	re->data = pcre2_match_data_create_from_pattern(re->code, NULL);
	re->limits = pcre2_match_context_create(NULL);
	if (!re->data || !re->limits)
		base_oom();
	pcre2_set_match_limit(re->limits, STEPS_MAX);
	pcre2_set_heap_limit(re->limits, HEAP_MAX_KIB);
	talloc_set_destructor(re, regex_free);
	return re;
}

size_t regex_match(struct xregex *re, const char *text, size_t from,
		   struct xspan spans[REGEX_GROUPS])
{
	size_t len = strlen(text);
	PCRE2_SIZE *ovector;
	uint32_t groups;

	if (from > len || pcre2_match(re->code, (PCRE2_SPTR)text, len, from, 0, re->data,
				      re->limits) < 0)
		return 0;
	ovector = pcre2_get_ovector_pointer(re->data);
	groups = pcre2_get_ovector_count(re->data);
	if (groups > REGEX_GROUPS)
		groups = REGEX_GROUPS;
	for (uint32_t i = 0; i < REGEX_GROUPS; i++) {
		bool took = i < groups && ovector[2 * i] != PCRE2_UNSET &&
			ovector[2 * i] <= ovector[2 * i + 1];

		spans[i] = (struct xspan){ took ? ovector[2 * i] : SIZE_MAX,
					   took ? ovector[2 * i + 1] : SIZE_MAX };
	}
	/* \K can make a match that ends before it starts: then nobody would get on */
	return spans[0].from == SIZE_MAX ? 0 : groups;
}

/* --- Words --------------------------------------------------------------------------- */

static void add_word(struct expr *x, struct xwords *w, const char *s, size_t len)
{
	if (w->len % 16 == 0)
		w->list = talloc_realloc(x->mem, w->list, const char *, w->len + 16);
	w->list[w->len++] = talloc_strndup(x->mem, s, len);
}

static bool word_char(uint32_t c)
{
	uint32_t mask = U_GET_GC_MASK((UChar32)c);

	return c == '_' || c == '\'' || (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK));
}

static bool among(uint32_t c, const char *chars)
{
	for (size_t i = 0, len = strlen(chars); i < len;)
		if (text_utf8_next(chars, len, &i) == c)
			return true;
	return false;
}

/* Letters, marks, numbers, _ and ' make words; a symbol (an emoji) is one by itself. */
struct xwords words_of(struct expr *x, const char *text, const char *delimiters)
{
	struct xwords w = { 0 };
	size_t len = strlen(text), start = SIZE_MAX, at = 0;

	while (at < len && w.len <= EXPR_ITEMS_MAX) {
		size_t from = at;
		uint32_t c = text_utf8_next(text, len, &at);
		bool part = delimiters[0] ? !among(c, delimiters) : word_char(c);

		if (part && start == SIZE_MAX)
			start = from;
		if (part)
			continue;
		if (start != SIZE_MAX)
			add_word(x, &w, text + start, from - start);
		start = SIZE_MAX;
		if (!delimiters[0] && (U_GET_GC_MASK((UChar32)c) & U_GC_S_MASK))
			add_word(x, &w, text + from, at - from);
	}
	if (start != SIZE_MAX)
		add_word(x, &w, text + start, len - start);
	return w;
}

char *each_char(struct expr *x, const char *text, int32_t (*map)(int32_t cp))
{
	size_t len = strlen(text), at = 0, n = 0;
	char *out = talloc_array(x->mem, char, len * 4 + 1);

	while (at < len) {
		uint32_t c = text_utf8_next(text, len, &at);

		if (c != TEXT_BAD)
			n += text_utf8_put((uint32_t)map((int32_t)c), out + n);
	}
	out[n] = '\0';
	return out;
}

/* --- Spelling that does not matter ------------------------------------------------------ */

static int32_t lower(int32_t c)
{
	return u_tolower(c);
}

/* Letters that look the same become one (UTS #39). */
static const char *skeleton(struct expr *x, const char *text)
{
	UErrorCode st = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&st);
	int32_t size = (int32_t)strlen(text) * 24 + 8;
	char *out = talloc_array(x->mem, char, size);

	if (U_FAILURE(st))
		base_oom();
	uspoof_getSkeletonUTF8(checker, 0, text, -1, out, size, &st);
	uspoof_close(checker);
	return U_SUCCESS(st) ? out : text;
}

/* Persian, Dari and Pashto letters that keyboards write in two ways. */
static int32_t arabic_letter(int32_t c)
{
	static const uint16_t same[][2] = {
		{ 0x622, 0x627 }, { 0x626, 0x6cc }, { 0x643, 0x6a9 }, { 0x649, 0x6cc },
		{ 0x64a, 0x6cc }, { 0x67c, 0x62a }, { 0x689, 0x62f }, { 0x693, 0x631 },
		{ 0x69a, 0x634 }, { 0x6ab, 0x6a9 }, { 0x6bc, 0x646 }, { 0x6cd, 0x6cc },
		{ 0x6d0, 0x6cc },
	};

	if (c >= 0x660 && c <= 0x669)
		return c + 0x90;
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (c == same[i][0])
			return same[i][1];
	return u_tolower(c);
}

static const char *composed(struct expr *x, const char *text)
{
	UErrorCode st = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&st);
	int32_t len = (int32_t)strlen(text), size = len * 20 + 8, n = 0;
	UChar *in = talloc_array(x->mem, UChar, len + 1), *norm = talloc_array(x->mem, UChar, size);
	char *out = talloc_array(x->mem, char, size * 3);

	u_strFromUTF8(in, len + 1, &n, text, len, &st);
	n = unorm2_normalize(nfkc, in, n, norm, size, &st);
	u_strToUTF8(out, size * 3, NULL, norm, n, &st);
	return U_SUCCESS(st) ? out : text;
}

char *collated(struct expr *x, const char *text)
{
	if (x->env.collation == COLLATE_CONFUSABLES)
		return each_char(x, skeleton(x, text), lower);
	if (x->env.collation == COLLATE_ARABIC)
		return each_char(x, composed(x, text), arabic_letter);
	return each_char(x, text, lower);
}
