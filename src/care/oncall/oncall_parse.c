// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * "1 4821" as people type it half asleep: 1,4821 - 1.4821 - 14821 - "1 4821 ok" -
 * 1 #4821 - full-width digits - "take 4821" is not one: a word is not guessed.
 */
#include "care/oncall/oncall_int.h"
#include "text/text.h"
#include "text/text_fold.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum { TEXT_MAX = 160, WORDS_MAX = 4, CODE_MIN = 3, SHIFT_DIGIT = 7, SHIFT_LEN_MAX = 12 };

struct tokens {
	char buf[TEXT_MAX * TEXT_FOLD_MAX_EXPANSION / 4 + TEXT_FOLD_MAX_EXPANSION + 1];
	struct view word[WORDS_MAX];
	int n;
};

/* False: too long to be an answer. */
static bool tokens_of(const char *text, size_t len, struct tokens *k)
{
	struct text_folded f = { .out = k->buf, .size = sizeof(k->buf) };
	size_t i, pos = 0;

	k->n = 0;
	if (len > TEXT_MAX)
		return false;
	text_fold((struct view){ (const uint8_t *)text, len }, &f);
	for (i = 0; i < f.len; i++)
		if (!isalnum((unsigned char)f.out[i]) && !((unsigned char)f.out[i] & 0x80))
			f.out[i] = ' ';
	while (k->n < WORDS_MAX && text_word_next(f.out, f.len, &pos, &k->word[k->n]))
		k->n++;
	return k->n > 0;
}

static bool is_digits(struct view w)
{
	size_t i;

	for (i = 0; i < w.len; i++)
		if (w.data[i] < '0' || w.data[i] > '9')
			return false;
	return w.len > 0;
}

static bool is_code(struct view w)
{
	return is_digits(w) && w.len >= CODE_MIN && w.len <= STORE_CODE_LEN;
}

static int digit(struct view w)
{
	return w.len == 1 && w.data[0] >= '1' && w.data[0] <= '9' ? w.data[0] - '0' : 0;
}

static void code_set(struct oncall_parsed *out, const uint8_t *digits, size_t len)
{
	snprintf(out->code, sizeof(out->code), "%.*s", (int)len, (const char *)digits);
}

/* One run of digits: a code that somebody has, or a digit with a code stuck to it. */
static void parse_run(struct view w, bool (*known)(void *arg, const char *code), void *arg,
		      struct oncall_parsed *out)
{
	int d = w.data[0] - '0';

	if (w.len <= STORE_CODE_LEN) {
		code_set(out, w.data, w.len);
		if (known(arg, out->code)) {
			out->verb = ONCALL_CODE_ALONE;
			return;
		}
	}
	out->code[0] = '\0';
	if (d < ONCALL_TAKE || d > ONCALL_TRIED || w.len < CODE_MIN + 1)
		return;
	code_set(out, w.data + 1, w.len - 1);
	if (known(arg, out->code))
		out->verb = (enum oncall_verb)d;
	else
		out->code[0] = '\0';
}

/* "7 12" and nothing behind it: no other digit means a shift, and no shift is a code. */
static bool parse_shift(const struct tokens *k, struct oncall_parsed *out)
{
	char digits[SHIFT_LEN_MAX + 1];

	if (k->n != 2 || digit(k->word[0]) != SHIFT_DIGIT || !is_digits(k->word[1]) ||
	    k->word[1].len > SHIFT_LEN_MAX)
		return false;
	snprintf(digits, sizeof(digits), "%.*s", (int)k->word[1].len,
		 (const char *)k->word[1].data);
	out->verb = ONCALL_SHIFT;
	out->shift = strtoll(digits, NULL, 10);
	return true;
}

void oncall_parse(const char *text, size_t len, bool (*known)(void *arg, const char *code),
		  void *arg, struct oncall_parsed *out)
{
	struct tokens k;
	int d, next = 1;

	*out = (struct oncall_parsed){ .verb = ONCALL_NOTHING };
	if (!tokens_of(text, len, &k))
		return;
	if (parse_shift(&k, out))
		return;
	d = digit(k.word[0]);
	if (d >= ONCALL_TAKE && d <= ONCALL_TRIED && k.n == 1) {
		out->verb = ONCALL_DIGIT_ALONE;
		return;
	}
	if (d >= ONCALL_TAKE && d <= ONCALL_TRIED && is_code(k.word[1])) {
		out->verb = (enum oncall_verb)d;
		code_set(out, k.word[1].data, k.word[1].len);
		next = 2;
	} else if (is_digits(k.word[0]) && k.word[0].len >= CODE_MIN) {
		parse_run(k.word[0], known, arg, out);
	}
	if ((out->verb == ONCALL_CLOSE || out->verb == ONCALL_TRIED) && k.n > next)
		out->outcome = digit(k.word[next]);
}
