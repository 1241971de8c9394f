// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The checks that need words or the day's date: how hard a text is to read, words
 * that would betray the topic on a shared phone, questions about danger without a
 * safety rule, what has expired.
 */
#include "flow/flow_look.h"
#include "text/text_fold.h"
#include "vet/vet_int.h"
#include "base/mem.h"

enum { LIX_WARNING = 55, LIX_NOTE = 45, LIX_WORDS_MIN = 8, LONG_WORD = 7, WORD_MAX = 60 };

/* --- Reading level ----------------------------------------------------------------- *
 * LIX (Bjornsson 1968): words a sentence, plus the share of words of more than six
 * letters.  It needs no syllables; below 40 is easy. */
int vet_lix(const char *text)
{
	int words = 0, sentences = 0, longs = 0, letters = 0;
	bool braces = false;

	for (const char *p = text; ; p++) {
		braces = *p == '{' ? true : *p == '}' ? false : braces;
		if (*p && !strchr(" .!?:;,()\n-", *p)) {
			letters += (*p & 0xc0) != 0x80 && !braces;
			continue;
		}
		words += letters > 0;
		longs += letters >= LONG_WORD;
		sentences += letters > 0 && *p && strchr(".!?:", *p) && *p;
		letters = 0;
		if (!*p)
			break;
	}
	if (words < LIX_WORDS_MIN)
		return 0;
	if (sentences == 0)
		sentences = 1;
	return words / sentences + longs * 100 / words;
}

static void look_reading(struct vetting *k, const struct words_entry *e)
{
	int lix = vet_lix(e->text[0]);

	/* Names of instruments' items are not ours to make easier. */
	if (strstr(e->comments ? e->comments : "", "item "))
		return;
	if (lix > LIX_NOTE)
		/* Made for European languages; where words are long by nature it only hints. */
		vet_complain(k, lix > LIX_WARNING && strcmp(e->lang, "en") == 0 ? FLOW_WARNING :
			     FLOW_NOTE, e,
			     "`%s` is hard to read (LIX %d, easy is below 40): shorter sentences, "
			     "shorter words", e->key, lix);
}

/* --- What would betray -------------------------------------------------------------- */

bool vet_has_word(const char *folded, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = strstr(folded, word); p && len; p = strstr(p + 1, word))
		if ((p == folded || !((p[-1] >= 'a' && p[-1] <= 'z'))) &&
		    !(p[len] >= 'a' && p[len] <= 'z'))
			return true;
	return false;
}

bool vet_list_next(const char **list, char *word, size_t size)
{
	while (*list && **list) {
		size_t len = strcspn(*list, ",");
		struct view item = { (const uint8_t *)*list, len };

		*list += len + ((*list)[len] == ',');
		if (text_fold_key(item, word, size) > 0)
			return true;
	}
	return false;
}

static void look_betrays(struct vetting *k, const struct words_entry *e)
{
	const char *list = words_own(k->v->words, e->lang, "discreet.avoid");
	char folded[4000], word[WORD_MAX];

	if (strstr(e->context, "plain") || strcmp(e->key, "discreet.avoid") == 0 ||
	    strstr(e->comments ? e->comments : "", "names-the-topic:") ||
	    text_fold_key(VIEW_STR(e->text[0]), folded, sizeof(folded)) <= 0)
		return;
	while (vet_list_next(&list, word, sizeof(word)))
		if (vet_has_word(folded, word))
			vet_complain(k, FLOW_ERROR, e,
				     "`%s` says `%s`, which betrays the topic on a shared phone: "
				     "say it otherwise, or give it msgctxt \"plain\"",
				     e->key, word);
}

/* --- Expired --------------------------------------------------------------------------- */

static void look_day(struct vetting *k, const struct words_entry *e, const char *day)
{
	if (strcmp(day, k->today) < 0)
		vet_complain(k, FLOW_ERROR, e, "`%s` was true until %.10s: see whether it still "
			     "is, and change its `expires:` line", e->key, day);
	else if (strcmp(day, k->soon) < 0)
		vet_complain(k, FLOW_WARNING, e, "`%s` is true until %.10s: see what comes then",
			     e->key, day);
}

void vet_look_entry(struct vetting *k, const struct words_entry *e)
{
	const char *expires = e->comments ? strstr(e->comments, "expires: ") : NULL;

	look_betrays(k, e);
	look_reading(k, e);
	if (expires)
		look_day(k, e, talloc_strndup(k->ctx, expires + 9, 10));
}

/* --- Questions about danger ---------------------------------------------------------------- */

struct marked {
	const char *key;
	bool found;
};

static int find_marked(void *arg, const struct words_entry *e)
{
	struct marked *m = arg;

	m->found |= strcmp(e->key, m->key) == 0 && e->comments &&
		strstr(e->comments, "safety-item");
	return 0;
}

/* By the mark in the catalogue, or because our own ears would hear danger in it. */
static bool asks_about_danger(struct vetting *k, const char *key)
{
	const char *text = words_own(k->v->words, "en", key);
	struct marked m = { .key = key };
	struct lexicon_result hit = { 0 };

	words_each(k->v->words, "en", find_marked, &m);
	if (m.found || !text || !k->v->lexicon)
		return m.found;
	lexicon_scan(k->v->lexicon, VIEW_STR(text), &hit);
	return hit.tier == LEX_A || hit.tier == LEX_B;
}

struct items {
	struct vetting *k;
	const struct flow *flow;
};

static void look_item(void *arg, const char *key, bool has_rule, int line, int column)
{
	struct items *i = arg;

	if (!has_rule && asks_about_danger(i->k, key))
		flow_problem_add(i->k->problems, FLOW_ERROR, flow_file(i->flow), line, column,
				 "`%s` asks about danger and has no safety rule: add `above 0 -> "
				 "STEP`, where the step leads to a human", key);
}

void vet_look_flow(struct vetting *k, const struct flow *f)
{
	struct items items = { k, f };
	const char *day = flow_expires(f);
	bool over = day && strcmp(day, k->today) < 0;

	flow_each_item(f, look_item, &items);
	if (day && strcmp(day, k->soon) < 0)
		flow_problem_add(k->problems, over ? FLOW_ERROR : FLOW_WARNING, flow_file(f),
				 flow_expires_line(f), 3,
				 "what this flow says %s true until %s: see whether it still is, "
				 "and change this line", over ? "was" : "is", day);
}
