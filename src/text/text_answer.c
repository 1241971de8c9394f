// SPDX-License-Identifier: AGPL-3.0-or-later
/* Short answers, read forgivingly: "3.", "３", "3️⃣", "O", "४". */
#include <unicode/uchar.h>

#include "text/text.h"

enum { KEYCAP = 0x20e3, KEYCAP_TEN = 0x1f51f };

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') ||
	       (cp >= 0x80 && cp != TEXT_BAD && u_isUWhiteSpace((UChar32)cp));
}

/* Shown as nothing: joiners, variation selectors, controls, tags. */
static bool is_invisible(uint32_t cp)
{
	if (cp < 0x80)
		return cp < 0x20 || cp == 0x7f;
	if (cp == TEXT_BAD)
		return false;
	return u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	       u_charType((UChar32)cp) == U_CONTROL_CHAR;
}

bool text_is_blank(const char *s, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		uint32_t cp = text_utf8_next(s, len, &pos);

		if (!is_space(cp) && !is_invisible(cp))
			return false;
	}
	return true;
}

/* 0-9, or -1.  ICU knows the decimal digits of every script. */
static int digit_of(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= '0' && cp <= '9' ? (int)cp - '0' : -1;
	return cp == TEXT_BAD ? -1 : u_charDigitValue((UChar32)cp);
}

/* What people leave around a number; '+' and '-' would change its meaning. */
static bool is_wrapping(uint32_t cp)
{
	if (cp == '+' || cp == '-' || cp == TEXT_BAD)
		return false;
	if (cp < 0x80)
		return strchr(".,;:!?\"'()[]{}<>*#/_=`~", (int)cp) != NULL;
	return u_ispunct((UChar32)cp);
}

struct answer {
	char *out;
	size_t size, len;
	unsigned real, letters;		/* digits as such; O, o, l, I for one */
	bool closed;			/* punctuation or a gap came after a digit */
	bool bad;
};

static void answer_digit(struct answer *a, char digit)
{
	if (a->closed || a->len + 1 >= a->size)
		a->bad = true;
	else
		a->out[a->len++] = digit;
}

static void answer_char(struct answer *a, uint32_t cp)
{
	int digit = digit_of(cp);

	if (digit >= 0) {
		answer_digit(a, (char)('0' + digit));
		a->real++;
	} else if (cp == KEYCAP_TEN) {
		answer_digit(a, '1');
		answer_digit(a, '0');
		a->real++;
	} else if (cp == 'O' || cp == 'o' || cp == 0xff2f || cp == 0xff4f) {
		answer_digit(a, '0');
		a->letters++;
	} else if (cp == 'l' || cp == 'I') {
		answer_digit(a, '1');
		a->letters += 2;	/* never a number by itself */
	} else if (is_wrapping(cp)) {
		a->closed = a->len > 0;
	} else if (cp != KEYCAP && !is_space(cp) && !is_invisible(cp)) {
		a->bad = true;
	}
}

size_t text_digits_only(const char *s, size_t len, char *out, size_t size)
{
	struct answer a = { .out = out, .size = size };
	size_t pos = 0;

	while (pos < len && !a.bad)
		answer_char(&a, text_utf8_next(s, len, &pos));
	if (!a.real && a.letters != 1)
		a.bad = true;
	if (a.bad)
		a.len = 0;
	if (size)
		out[a.len] = '\0';
	return a.len;
}

bool text_word_next(const char *s, size_t len, size_t *pos, struct view *word)
{
	size_t start, next = *pos;

	do {
		start = next;
		if (start >= len) {
			*pos = len;
			return false;
		}
	} while (is_space(text_utf8_next(s, len, &next)));
	*pos = next;
	while (next < len && !is_space(text_utf8_next(s, len, &next)))
		*pos = next;
	*word = (struct view){ (const uint8_t *)s + start, *pos - start };
	return true;
}

unsigned text_word_count(const char *s, size_t len)
{
	struct view word;
	size_t pos = 0;
	unsigned n = 0;

	while (text_word_next(s, len, &pos, &word))
		n++;
	return n;
}
