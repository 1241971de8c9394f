// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What words are about.  The lists find.words.<topic> stand in every
 * catalogue; all languages' lists are in force at once, for people mix them.
 */
#include "care/signpost/signpost_int.h"
#include "text/text.h"
#include "text/text_fold.h"

static const struct { const char *name; bool discreet; } topics[SIGNPOST_TOPICS] = {
	/* The order is stored (service.topics): add at the end. */
	{ "food", false }, { "shelter", false }, { "health", false }, { "money", false },
	{ "home", true }, { "law", false }, { "work", false }, { "phone", false },
	{ "mind", true }, { "energy", false },
};

struct phrase {
	struct signpost_words words;
	int topic;			/* -1: a word to skip */
};
struct signpost_topics {
	struct phrase *phrases;
	size_t n;
};

const char *signpost_topic_name(int topic)
{
	return topics[topic].name;
}

unsigned int signpost_topics_discreet(void)
{
	unsigned int bits = 0;

	for (int i = 0; i < SIGNPOST_TOPICS; i++)
		bits |= topics[i].discreet ? 1u << i : 0;
	return bits;
}

/* --- Words --------------------------------------------------------------------------- */

static bool is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

void signpost_words(const char *text, struct signpost_words *out)
{
	char folded[2000];
	struct text_folded f = { .out = folded, .size = sizeof(folded) };
	size_t i = 0, len;

	out->n = 0;
	memset(out->used, 0, sizeof(out->used));
	text_fold(VIEW_STR(text), &f);
	while (out->n < SIGNPOST_WORDS_MAX) {
		while (i < f.len && !is_word_byte((unsigned char)folded[i]))
			i++;
		for (len = 0; i + len < f.len && is_word_byte((unsigned char)folded[i + len]);
		     len++)
			;
		if (!len)
			return;
		if (len < SIGNPOST_WORD_MAX) {
			memcpy(out->word[out->n], folded + i, len);
			out->word[out->n++][len] = '\0';
		}
		i += len;
	}
}

/* --- Lists ------------------------------------------------------------------------------ */

static void add_phrase(struct signpost_topics *t, const char *text, size_t len, int topic)
{
	char *one = talloc_strndup(t, text, len);
	struct phrase *p;

	if (!one)
		base_oom();
	t->phrases = talloc_realloc(t, t->phrases, struct phrase, (unsigned)t->n + 1);
	if (!t->phrases)
		base_oom();
	p = &t->phrases[t->n];
	signpost_words(one, &p->words);
	p->topic = topic;
	if (p->words.n)
		t->n++;
	talloc_free(one);
}

static void add_list(struct signpost_topics *t, const char *list, int topic)
{
	size_t len;

	for (; list && *list; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		add_phrase(t, list, len, topic);
	}
}

struct signpost_topics *signpost_topics_new(void *ctx, const struct words *words)
{
	struct signpost_topics *t = talloc_zero(ctx, struct signpost_topics);
	const char *const *lang;
	char key[40];
	int i;

	if (!t)
		base_oom();
	for (i = 0; i < SIGNPOST_TOPICS; i++)
		add_list(t, topics[i].name, i);
	for (lang = words_languages(words); *lang; lang++) {
		for (i = 0; i < SIGNPOST_TOPICS; i++) {
			snprintf(key, sizeof(key), "find.words.%s", topics[i].name);
			add_list(t, words_own(words, *lang, key), i);
		}
		add_list(t, words_own(words, *lang, "find.words.skip"), -1);
	}
	return t;
}

/* --- Finding ------------------------------------------------------------------------------ */

static bool stands_at(const struct signpost_words *w, int at, const struct signpost_words *phrase)
{
	int i;

	if (at + phrase->n > w->n)
		return false;
	for (i = 0; i < phrase->n; i++)
		if (strcmp(w->word[at + i], phrase->word[i]) != 0)
			return false;
	return true;
}

unsigned int signpost_topics_find(const struct signpost_topics *t, struct signpost_words *w)
{
	bool hit[SIGNPOST_WORDS_MAX] = { false };
	unsigned int bits = 0;
	size_t p;
	int at, i;

	for (p = 0; p < t->n; p++)
		for (at = 0; t->phrases[p].topic >= 0 && at < w->n; at++) {
			if (w->used[at] || !stands_at(w, at, &t->phrases[p].words))
				continue;
			bits |= 1u << t->phrases[p].topic;
			for (i = 0; i < t->phrases[p].words.n; i++)
				hit[at + i] = true;
		}
	for (i = 0; i < w->n; i++)
		w->used[i] |= hit[i];
	return bits;
}

void signpost_topics_skip(const struct signpost_topics *t, struct signpost_words *w)
{
	size_t p;
	int at, i;

	for (p = 0; p < t->n; p++)
		for (at = 0; t->phrases[p].topic < 0 && at < w->n; at++)
			if (stands_at(w, at, &t->phrases[p].words))
				for (i = 0; i < t->phrases[p].words.n; i++)
					w->used[at + i] = true;
}

/* Damerau's one mistake (Commun. ACM 7, 1964): a letter wrong, too many, missing, or two
 * swapped.  Bytes will do: accents are folded. */
bool signpost_alike(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b), i = 0, j;

	if (la < 5 || lb < 5 || la > lb + 1 || lb > la + 1)
		return false;
	while (a[i] && a[i] == b[i])
		i++;
	if (la == lb) {
		if (strcmp(a + i, b + i) == 0 || strcmp(a + i + 1, b + i + 1) == 0)
			return true;
		return a[i + 1] == b[i] && a[i] == b[i + 1] && strcmp(a + i + 2, b + i + 2) == 0;
	}
	j = la > lb ? 1 : 0;
	return strcmp(a + i + j, b + i + 1 - j) == 0;
}

unsigned int signpost_topics_guess(const struct signpost_topics *t, struct signpost_words *w)
{
	unsigned int bits = 0;
	size_t p;
	int at;

	for (p = 0; p < t->n; p++)
		for (at = 0; at < w->n; at++) {
			if (t->phrases[p].topic < 0 || t->phrases[p].words.n != 1 || w->used[at] ||
			    !signpost_alike(t->phrases[p].words.word[0], w->word[at]))
				continue;
			bits |= 1u << t->phrases[p].topic;
			w->used[at] = true;
		}
	return bits;
}
