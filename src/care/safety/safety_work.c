// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Peers and staff speak of danger for a living: "are you thinking of suicide?",
 * 'he wrote "I want to die"'.  That is told from their own danger by where the
 * words stand, and by nothing clever: in quotation marks, in a question, or in a
 * sentence said to "you".  All hits must be so; else it is their own.
 */
#include "care/safety/safety_int.h"

#include <ctype.h>
#include <stdio.h>
#include "text/text_fold.h"

/* As text_fold() leaves them; drafts for other languages than English. */
static const char *const second_person[] = {
	"you", "your", "yours", "you're", "yourself", "u", "ur",	/* en, Pidgin */
	"wewe", "yako", "unataka", "unafikiria", "umefikiria",		/* sw */
	"tu", "te", "toi", "vous", "votre", "ton",			/* fr */
	"usted", "ti", "tus",						/* es */
	"tum", "aap", "tumhe", "aapko",					/* hi */
};
static const char *const first_person[] = {
	"i", "i'm", "im", "i've", "i'll", "me", "my", "myself",
	"mimi", "nataka", "ninataka", "je", "moi", "moi-meme", "yo", "mi", "main", "mujhe",
};

struct sentence {
	const char *begin, *end;	/* of the text as given */
	bool asks;
};

static bool ends_sentence(char c)
{
	return c == '.' || c == '!' || c == '?' || c == '\n';
}

static struct sentence sentence_of(const char *text, size_t len, const struct lexicon_hit *hit)
{
	struct sentence s = { text + hit->begin, text + hit->end, false };

	while (s.begin > text && !ends_sentence(s.begin[-1]))
		s.begin--;
	while (s.end < text + len && !ends_sentence(*s.end))
		s.end++;
	s.asks = s.end < text + len && *s.end == '?';
	return s;
}

/* It begins behind an odd number of quotation marks, and another comes (a rule that wants
 * a time may reach over it: "..." today). */
static bool is_quoted(const char *text, size_t len, const struct lexicon_hit *hit)
{
	static const char *const marks[] = { "\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
					     "\xc2\xab", "\xc2\xbb" };
	unsigned int before = 0, behind = 0;
	size_t at, k;

	for (at = 0; at < len; at++)
		for (k = 0; k < ARRAY_LEN(marks); k++)
			if (len - at >= strlen(marks[k]) &&
			    memcmp(text + at, marks[k], strlen(marks[k])) == 0) {
				before += at < hit->begin;
				behind += at >= hit->begin;
			}
	return before % 2 == 1 && behind > 0;
}

static bool has_word(const char *folded, const char *const *words, size_t n)
{
	const char *at;
	size_t i, len;

	for (i = 0; i < n; i++) {
		len = strlen(words[i]);
		for (at = strstr(folded, words[i]); at; at = strstr(at + 1, words[i]))
			if ((at == folded || !isalnum((unsigned char)at[-1])) &&
			    !isalnum((unsigned char)at[len]) && at[len] != '\'')
				return true;
	}
	return false;
}

/* To somebody, and not also of oneself. */
static bool is_said_to_you(const struct sentence *s)
{
	char folded[1024];
	struct text_folded f = { .out = folded, .size = sizeof(folded) };

	text_fold((struct view){ (const uint8_t *)s->begin, (size_t)(s->end - s->begin) }, &f);
	return has_word(folded, second_person, ARRAY_LEN(second_person)) &&
	       !has_word(folded, first_person, ARRAY_LEN(first_person));
}

bool safety_is_work(const struct safety *s)
{
	const struct secret *text = s->h->in->text;
	const char *words = secret_reveal(text);
	size_t len = secret_len(text), i, seen = 0;

	for (i = 0; i < s->result.hits_len; i++) {
		const struct lexicon_hit *hit = &s->result.hits[i];
		struct sentence where;

		if (hit->tier < LEX_C)
			continue;
		if (hit->end > len || hit->begin >= hit->end)	/* of several texts: not
								 * told apart */
			return false;
		where = sentence_of(words, len, hit);
		seen++;
		if (!where.asks && !is_quoted(words, len, hit) &&
		    !(s->busy && is_said_to_you(&where)))
			return false;
	}
	return seen > 0 && !s->result.truncated;
}
