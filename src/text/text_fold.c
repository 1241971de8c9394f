/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Folding of spelling: see text_fold.h. */
#include "text/text_fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* Windows-1252's 0x80-0x9f; 0 where it has nothing. */
static const uint16_t cp1252[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

/* Letters that Unicode does not take apart, and punctuation that people's
 * keyboards exchange for the plain one.  Sorted by code point. */
static const struct { uint32_t cp; const char *to; } special[] = {
	{ 0x00a0, " " }, { 0x00ab, "\"" }, { 0x00b4, "'" }, { 0x00bb, "\"" },
	{ 0x00c6, "ae" }, { 0x00d0, "d" }, { 0x00d8, "o" }, { 0x00de, "th" },
	{ 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" },
	{ 0x0110, "d" }, { 0x0111, "d" }, { 0x0126, "h" }, { 0x0127, "h" }, { 0x0131, "i" },
	{ 0x0141, "l" }, { 0x0142, "l" }, { 0x014a, "ng" }, { 0x014b, "ng" },
	{ 0x0152, "oe" }, { 0x0153, "oe" }, { 0x0166, "t" }, { 0x0167, "t" },
	{ 0x0181, "b" }, { 0x0186, "o" }, { 0x0189, "d" }, { 0x018a, "d" }, { 0x0190, "e" },
	{ 0x0192, "f" }, { 0x0198, "k" }, { 0x0199, "k" }, { 0x01b3, "y" }, { 0x01b4, "y" },
	{ 0x0253, "b" }, { 0x0254, "o" }, { 0x0256, "d" }, { 0x0257, "d" }, { 0x025b, "e" },
	{ 0x02b9, "'" }, { 0x02bb, "'" }, { 0x02bc, "'" }, { 0x02bd, "'" },
	{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "-" },
	{ 0x2015, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "'" }, { 0x201b, "'" },
	{ 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x201f, "\"" },
	{ 0x2028, "\n" }, { 0x2029, "\n" }, { 0x2032, "'" }, { 0x2033, "\"" },
	{ 0x2035, "'" }, { 0x2039, "'" }, { 0x203a, "'" }, { 0x2212, "-" }, { 0xa78c, "'" },
	{ 0xff07, "'" },
};

static const char *special_find(uint32_t cp)
{
	size_t lo = 0, hi = ARRAY_LEN(special);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (special[mid].cp == cp)
			return special[mid].to;
		if (special[mid].cp < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* The character at in->data[*pos]; what is no UTF-8 is read as Windows-1252. */
static uint32_t next_char(const struct view *in, size_t *pos)
{
	size_t at = *pos;
	int32_t i = 0, left = in->len - at > 4 ? 4 : (int32_t)(in->len - at);
	const uint8_t *p = in->data + at;
	UChar32 cp;

	U8_NEXT(p, i, left, cp);
	if (cp >= 0) {
		*pos = at + (size_t)i;
		return (uint32_t)cp;
	}
	*pos = at + 1;
	if (*p >= 0x80 && *p < 0xa0)
		return cp1252[*p - 0x80] ? cp1252[*p - 0x80] : ' ';
	return *p;
}

/* Joiners, direction marks, variation selectors, soft hyphens: seen by nobody.
 * The tag characters of flags go too. */
static bool is_invisible(uint32_t cp)
{
	return cp == 0x00ad || cp == 0x034f || cp == 0x061c || (cp >= 0x180b && cp <= 0x180e) ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || (cp >= 0xfe00 && cp <= 0xfe0f) ||
	       cp == 0xfeff || cp == 0x115f || cp == 0x1160 || cp == 0x3164 || cp == 0xffa0 ||
	       (cp >= 0xe0000 && cp <= 0xe0fff);
}

/* A mark that is an accent; in Indic, Arabic or Thai script it is a vowel. */
static bool is_accent(uint32_t cp)
{
	return (cp >= 0x0300 && cp <= 0x036f) || (cp >= 0x0483 && cp <= 0x0487) ||
	       (cp >= 0x1ab0 && cp <= 0x1aff) || (cp >= 0x1dc0 && cp <= 0x1dff) ||
	       (cp >= 0x20d0 && cp <= 0x20f0);
}

static size_t put_char(uint32_t cp, char *out)
{
	int32_t n = 0;

	U8_APPEND_UNSAFE(out, n, cp);
	return (size_t)n;
}

/* One character that is already decomposed. */
static size_t fold_simple(uint32_t cp, char *out)
{
	const char *to;

	if (is_invisible(cp) || is_accent(cp))
		return 0;
	to = special_find(cp);
	if (to) {
		size_t n = strlen(to);

		memcpy(out, to, n);
		return n;
	}
	if (cp == '\n' || cp == '\r' || cp == 0x0b || cp == 0x0c || cp == 0x85) {
		*out = '\n';
		return 1;
	}
	if (cp < 0x20 || cp == 0x7f || u_isUWhiteSpace((UChar32)cp) ||
	    (cp >= 0x80 && cp < 0xa0)) {
		*out = ' ';
		return 1;
	}
	if (u_charType((UChar32)cp) == U_DECIMAL_DIGIT_NUMBER) {
		*out = (char)('0' + u_charDigitValue((UChar32)cp));
		return 1;
	}
	return put_char((uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT), out);
}

/* Any character beyond ASCII: taken apart by NFKD, then each piece folded. */
static size_t fold_char(uint32_t cp, char out[TEXT_FOLD_MAX_EXPANSION])
{
	static const UNormalizer2 *nfkd;
	UErrorCode status = U_ZERO_ERROR;
	UChar parts[32];
	char piece[8];
	int32_t n, i = 0;
	size_t len = 0;

	/* Loaded once, at the first character beyond ASCII; lexicon_load() folds one so that
	 * a scan never does it. */
	if (!nfkd)
		nfkd = unorm2_getNFKDInstance(&status);
	/* Hangul is left whole: its syllables are the letters people know. */
	if (!nfkd || special_find(cp) || (cp >= 0xac00 && cp <= 0xd7a3))
		return fold_simple(cp, out);
	n = unorm2_getDecomposition(nfkd, (UChar32)cp, parts, ARRAY_LEN(parts), &status);
	if (n < 0 || U_FAILURE(status))
		return fold_simple(cp, out);
	while (i < n) {
		UChar32 c;
		size_t k;

		U16_NEXT(parts, i, n, c);
		k = fold_simple((uint32_t)c, piece);
		if (len + k > TEXT_FOLD_MAX_EXPANSION)
			break;
		memcpy(out + len, piece, k);
		len += k;
	}
	return len;
}

void text_fold(struct view in, struct text_folded *f)
{
	size_t pos = 0, len = 0;

	while (pos < in.len && len + TEXT_FOLD_MAX_EXPANSION < f->size) {
		size_t from = pos, n;
		uint8_t b = in.data[pos];

		if (b >= 0x20 && b < 0x7f) {
			f->out[len] = (char)(b >= 'A' && b <= 'Z' ? b + 32 : b);
			n = 1;
			pos++;
		} else {
			uint32_t cp = next_char(&in, &pos);

			n = cp < 0x80 ? fold_simple(cp, f->out + len)
				      : fold_char(cp, f->out + len);
		}
		if (f->map)
			for (size_t i = 0; i < n; i++)
				f->map[len + i] = (uint32_t)from;
		len += n;
	}
	f->out[len] = '\0';
	if (f->map)
		f->map[len] = (uint32_t)pos;
	f->len = len;
	f->consumed = pos;
}

/* Letters, digits, and marks that belong to a letter (vowel signs). */
static bool is_word_char(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z');
	return u_isalnum((UChar32)cp) ||
	       (U_GET_GC_MASK((UChar32)cp) & (U_GC_M_MASK | U_GC_NL_MASK)) != 0;
}

/* Trims what is no word from both ends and collapses white space, in place. */
static size_t key_trim(char *s, size_t len)
{
	struct view all = { (const uint8_t *)s, len };
	size_t first = len, last = 0, out = 0;

	for (size_t pos = 0; pos < len;) {
		size_t from = pos;

		if (!is_word_char(next_char(&all, &pos)))
			continue;
		if (first == len)
			first = from;
		last = pos;
	}
	for (size_t i = first; i < last; i++) {
		char c = s[i] == '\n' ? ' ' : s[i];

		if (c != ' ' || (out && s[out - 1] != ' '))
			s[out++] = c;
	}
	s[out] = '\0';
	return out;
}

#define KEY_MAX 512
int text_fold_key(struct view in, char *out, size_t size)
{
	char buf[KEY_MAX];
	struct text_folded f = { .out = buf, .size = sizeof(buf) };
	size_t len;

	MUST(size > 0);
	out[0] = '\0';
	text_fold(in, &f);
	if (f.consumed < in.len)
		return -ENOSPC;
	len = key_trim(buf, f.len);
	if (len >= size)
		return -ENOSPC;
	memcpy(out, buf, len + 1);
	return (int)len;
}

bool text_fold_key_equal(struct view in, const char *keyword)
{
	char a[KEY_MAX], b[KEY_MAX];
	int n = text_fold_key(in, a, sizeof(a));

	return n > 0 && text_fold_key(VIEW_STR(keyword), b, sizeof(b)) == n &&
	       memcmp(a, b, (size_t)n) == 0;
}
