// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The index of keywords.  Every list is folded once, when the index is built;
 * a message costs one fold and a few binary searches, however many flows and
 * languages there are.
 */
#include <stdlib.h>

#include "flow/flow_int.h"
#include "text/text.h"
#include "text/text_fold.h"
#include "base/mem.h"

enum { WORD_MAX = 120, MESSAGE_MAX = 2000 };

struct entry {
	const char *word;		/* folded */
	const char *lang;		/* "": built in */
	const char *key, *flow;
	enum flow_escape escape;
	enum flow_match match;
	unsigned order;			/* of adding: earlier goes first */
};

struct flow_keywords {
	const char **langs;
	const char *(*word)(void *arg, const char *lang, const char *key);
	void *arg;
	struct entry *list;
	size_t len;
	bool sorted;
};

static const struct { const char *key; enum flow_escape escape; const char *builtin; } escapes[] = {
	{ "keyword.safety", FLOW_ESCAPE_SAFETY, "9" },
	{ "keyword.person", FLOW_ESCAPE_PERSON, "0" },
	{ "keyword.stop", FLOW_ESCAPE_STOP,
	  "STOP, STOPALL, STOP ALL, UNSUBSCRIBE, CANCEL, QUIT, OPTOUT, OPT OUT" },
	{ "keyword.help", FLOW_ESCAPE_HELP, "HELP, INFO" },
	{ "keyword.menu", FLOW_ESCAPE_MENU, "MENU" },
	{ "keyword.back", FLOW_ESCAPE_BACK, "BACK" },
};

static void add_list(struct flow_keywords *kw, const struct entry *like, const char *list)
{
	while (list && *list) {
		size_t len = strcspn(list, ",");
		struct view one = { (const uint8_t *)list, len };
		char word[WORD_MAX];

		if (text_fold_key(one, word, sizeof(word)) > 0) {
			kw->list = talloc_realloc(kw, kw->list, struct entry, kw->len + 1);
			kw->list[kw->len] = *like;
			kw->list[kw->len].word = talloc_strdup(kw, word);
			kw->list[kw->len].order = kw->len;
			kw->len++;
		}
		list += len + (list[len] == ',');
	}
	kw->sorted = false;
}

static void add_key(struct flow_keywords *kw, struct entry e)
{
	for (const char **lang = kw->langs; *lang; lang++) {
		e.lang = *lang;
		add_list(kw, &e, kw->word ? kw->word(kw->arg, *lang, e.key) : NULL);
	}
}

struct flow_keywords *flow_keywords_new(void *ctx, const char *const *langs,
					const char *(*word)(void *arg, const char *lang,
							    const char *key),
					void *arg)
{
	struct flow_keywords *kw = talloc_zero(ctx, struct flow_keywords);
	size_t n = 0;

	while (langs && langs[n])
		n++;
	kw->langs = talloc_zero_array(kw, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		kw->langs[i] = talloc_strdup(kw->langs, langs[i]);
	kw->word = word;
	kw->arg = arg;
	for (size_t i = 0; i < ARRAY_LEN(escapes); i++) {
		struct entry e = { .key = escapes[i].key, .escape = escapes[i].escape };

		add_key(kw, e);
		e.lang = strcmp(escapes[i].builtin, "9") == 0 ||
			strcmp(escapes[i].builtin, "0") == 0 ? "" : "en";
		add_list(kw, &e, escapes[i].builtin);
	}
	return kw;
}

void flow_keywords_add(struct flow_keywords *kw, const char *key, enum flow_match match)
{
	add_key(kw, (struct entry){ .key = talloc_strdup(kw, key), .match = match });
}

void flow_keywords_add_flows(struct flow_keywords *kw, const struct flow_set *set)
{
	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f))
		for (size_t i = 0; i < f->triggers_len; i++)
			add_key(kw, (struct entry){
				.key = talloc_strdup(kw, f->triggers[i].key),
				.flow = talloc_strdup(kw, f->name),
				.match = f->triggers[i].match,
			});
}

static int by_word(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int d = strcmp(x->word, y->word);

	return d ? d : (x->order > y->order) - (x->order < y->order);
}

/* Of all entries with this very word: an escape, else one of the person's
 * language, else the one that was added first. */
static const struct entry *find_word(const struct flow_keywords *kw, const char *word,
				     const char *lang)
{
	size_t low = 0, high = kw->len;
	const struct entry *best = NULL;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strcmp(kw->list[mid].word, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < kw->len && strcmp(kw->list[low].word, word) == 0; low++) {
		const struct entry *e = &kw->list[low];
		bool mine = lang && strcmp(e->lang, lang) == 0;

		if (!best || (e->escape && !best->escape) ||
		    (mine && !!e->escape == !!best->escape && strcmp(best->lang, lang) != 0))
			best = e;
	}
	return best;
}

/* "find food" -> the longest keyword that it begins with, and where the rest
 * begins.  Cuts words off from the end. */
static const struct entry *find_leading(const struct flow_keywords *kw, char *folded,
					const char *lang, size_t *words)
{
	for (char *space; (space = strrchr(folded, ' ')); ) {
		const struct entry *e;

		*space = 0;
		e = find_word(kw, folded, lang);
		if (e && e->match == FLOW_MATCH_LEADING && !e->escape) {
			*words = 1;
			for (const char *p = folded; *p; p++)
				*words += *p == ' ';
			return e;
		}
	}
	return NULL;
}

static const struct entry *find_anywhere(const struct flow_keywords *kw, const char *folded)
{
	for (size_t i = 0; i < kw->len; i++) {
		const struct entry *e = &kw->list[i];
		size_t len = strlen(e->word);
		const char *p = folded;

		if (e->match != FLOW_MATCH_ANYWHERE)
			continue;
		for (; (p = strstr(p, e->word)); p++)
			if ((p == folded || p[-1] == ' ') && strchr(" .,!?", p[len]))
				return e;
	}
	return NULL;
}

/* What the person typed behind so many words, as typed. */
static char *rest_of(void *ctx, const char *text, size_t words)
{
	static const char spaces[] = " \t\r\n";

	text += strspn(text, spaces);
	while (words--) {
		text += strcspn(text, spaces);
		text += strspn(text, spaces);
	}
	return talloc_strdup(ctx, text);
}

/* 0 and 9, also as the letter O, full-width or with a full stop behind. */
static const struct entry *find_digit(const struct flow_keywords *kw, const char *text)
{
	char digits[3];

	if (text_digits_only(text, strlen(text), digits, sizeof(digits)) != 1)
		return NULL;
	if (strcmp(digits, "0") != 0 && strcmp(digits, "9") != 0)
		return NULL;
	return find_word(kw, digits, NULL);
}

bool flow_keyword_match(void *ctx, const struct flow_keywords *kw, const char *lang,
			const struct flow_state *current, const char *text,
			struct flow_keyword_hit *hit)
{
	char folded[MESSAGE_MAX];
	enum flow_ask_kind kind;
	const char *key;
	bool free_text = current && flow_state_ask(current, &kind, &key) &&
		kind == FLOW_ASK_TEXT;
	const struct entry *e;
	size_t words = 0;

	if (!kw->sorted) {		/* once after it was built */
		struct flow_keywords *mine = (struct flow_keywords *)kw;

		if (kw->len)
			qsort(mine->list, kw->len, sizeof(kw->list[0]), by_word);
		mine->sorted = true;
	}
	*hit = (struct flow_keyword_hit){ 0 };
	e = find_digit(kw, text);
	if (!e && text_fold_key(VIEW_STR(text), folded, sizeof(folded)) > 0) {
		e = find_word(kw, folded, lang);
		if (!e && !free_text)
			e = find_anywhere(kw, folded);
		if (!e && !free_text)
			e = find_leading(kw, folded, lang, &words);
	}
	if (!e)
		return false;
	*hit = (struct flow_keyword_hit){
		.escape = e->escape, .key = e->key, .flow = e->flow, .lang = e->lang,
		.rest = words ? rest_of(ctx, text, words) : talloc_strdup(ctx, ""),
	};
	return true;
}
