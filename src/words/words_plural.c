// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Plural rules: a table of the expressions that gettext's manual ("Plural
 * forms") and CLDR give for the languages of the world.  A table instead of an
 * evaluator: an expression from a file is never run, and a new language is one
 * line here with one function.
 */
#include <ctype.h>

#include "words/words_int.h"

static unsigned form_one(uint64_t n)
{
	return 0;
}

static unsigned form_not_one(uint64_t n)
{
	return n != 1;
}

static unsigned form_above_one(uint64_t n)
{
	return n > 1;
}

static unsigned form_millions(uint64_t n)
{
	if (n == 0 || n == 1)
		return 0;
	return n % 1000000 == 0 ? 1 : 2;
}

static unsigned form_one_millions(uint64_t n)
{
	if (n == 1)
		return 0;
	return n != 0 && n % 1000000 == 0 ? 1 : 2;
}

static unsigned form_east_slavic(uint64_t n)
{
	if (n % 10 == 1 && n % 100 != 11)
		return 0;
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
}

static unsigned form_polish(uint64_t n)
{
	if (n == 1)
		return 0;
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
}

static unsigned form_czech(uint64_t n)
{
	if (n == 1)
		return 0;
	return n >= 2 && n <= 4 ? 1 : 2;
}

static unsigned form_romanian(uint64_t n)
{
	if (n == 1)
		return 0;
	return n == 0 || (n % 100 > 0 && n % 100 < 20) ? 1 : 2;
}

static unsigned form_arabic(uint64_t n)
{
	if (n < 3)
		return (unsigned)n;
	if (n % 100 >= 3 && n % 100 <= 10)
		return 3;
	return n % 100 >= 11 ? 4 : 5;
}

static const struct words_plural rules[] = {
	{ "nplurals=1;plural=0", 1, form_one },
	{ "nplurals=2;plural=n!=1", 2, form_not_one },
	{ "nplurals=2;plural=n>1", 2, form_above_one },
	{ "nplurals=3;plural=n==0||n==1?0:n!=0&&n%1000000==0?1:2", 3, form_millions },
	{ "nplurals=3;plural=(n==0||n==1)?0:n!=0&&n%1000000==0?1:2", 3, form_millions },
	{ "nplurals=3;plural=n==1?0:n!=0&&n%1000000==0?1:2", 3, form_one_millions },
	{ "nplurals=3;plural=n%10==1&&n%100!=11?0:n%10>=2&&n%10<=4&&(n%100<10||n%100>=20)?1:2",
	  3, form_east_slavic },
	{ "nplurals=3;plural=n==1?0:n%10>=2&&n%10<=4&&(n%100<10||n%100>=20)?1:2",
	  3, form_polish },
	{ "nplurals=3;plural=(n==1)?0:(n>=2&&n<=4)?1:2", 3, form_czech },
	{ "nplurals=3;plural=n==1?0:n>=2&&n<=4?1:2", 3, form_czech },
	{ "nplurals=3;plural=n==1?0:(n==0||(n%100>0&&n%100<20))?1:2", 3, form_romanian },
	{ "nplurals=6;plural=n==0?0:n==1?1:n==2?2:n%100>=3&&n%100<=10?3:n%100>=11?4:5",
	  6, form_arabic },
};

/* "nplurals=2; plural=(n != 1);" -> "nplurals=2;plural=n!=1": spaces, the last
 * semicolon and one pair of outer brackets are a matter of taste. */
static void normalise(const char *field, char *out, size_t size)
{
	size_t len = 0;

	for (; *field && len + 1 < size; field++)
		if (!isspace((unsigned char)*field))
			out[len++] = *field;
	while (len && out[len - 1] == ';')
		len--;
	out[len] = 0;

	char *expr = strstr(out, "plural=(");
	if (!expr || out[len - 1] != ')')
		return;
	expr += strlen("plural=");
	int depth = 0;
	for (char *p = expr; *p; p++) {
		depth += (*p == '(') - (*p == ')');
		if (depth == 0 && p != &out[len - 1])
			return;		/* the first bracket closes before the end */
	}
	out[len - 1] = 0;
	memmove(expr, expr + 1, strlen(expr));
}

const struct words_plural *words_plural_find(const char *header_field)
{
	char plain[200];

	normalise(header_field, plain, sizeof(plain));
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (strcmp(rules[i].expression, plain) == 0)
			return &rules[i];
	return NULL;
}
