// SPDX-License-Identifier: AGPL-3.0-or-later
/* What is heard on a call must make sense on a call: nobody can press TALK, or reply. */
#include <ctype.h>

#include "text/text_fold.h"
#include "vet/vet_int.h"
#include "base/mem.h"

enum { WORD_MAX = 60, TEXT_MAX = 4000 };

/* Is the folded word in this list? */
static bool list_has(const char *list, const char *word)
{
	char item[WORD_MAX];

	while (vet_list_next(&list, item, sizeof(item)))
		if (strcmp(item, word) == 0)
			return true;
	return false;
}

struct capitals {
	const char *word;		/* folded */
	bool found;
};

static int find_keyword(void *arg, const struct words_entry *e)
{
	struct capitals *c = arg;

	if (strncmp(e->key, "keyword.", 8) == 0 && !e->fuzzy && !e->missing)
		c->found |= list_has(e->text[0], c->word);
	return c->found;
}

static size_t word_len(const char *p)
{
	size_t n = 0;

	while (isalpha((unsigned char)p[n]) || (unsigned char)p[n] >= 0x80)
		n++;
	return n;
}

/* "TALK", where that is a keyword of this language; "PIN" is none, and "A" no shouting. */
static char *keyword_in(void *ctx, const struct words *w, const char *lang, const char *text)
{
	size_t len;

	for (; *text; text += len + (text[len] != '\0')) {
		struct capitals c = { .found = false };
		char folded[WORD_MAX];

		len = word_len(text);
		if (len < 2 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < len ||
		    text_fold_key((struct view){ (const uint8_t *)text, len }, folded,
				  sizeof(folded)) <= 0)
			continue;
		c.word = folded;
		words_each(w, lang, find_keyword, &c);
		if (c.found)
			return talloc_strndup(ctx, text, len);
	}
	return NULL;
}

static char *phrase_in(void *ctx, const struct words *w, const char *lang, const char *text)
{
	const char *list = words_own(w, lang, "voice.avoid");
	char folded[TEXT_MAX], word[WORD_MAX];

	if (text_fold_key(VIEW_STR(text), folded, sizeof(folded)) <= 0)
		return NULL;
	while (vet_list_next(&list, word, sizeof(word)))
		if (vet_has_word(folded, word))
			return talloc_strdup(ctx, word);
	return NULL;
}

/* The wording that a call uses: one for voices, else the one for all. */
struct wording {
	const char *key;
	struct words_entry entry;
	bool found;
};

static int find_wording(void *arg, const struct words_entry *e)
{
	struct wording *f = arg;
	bool voice = strncmp(e->context, "voice", 5) == 0;

	if (strcmp(e->key, f->key) != 0 || e->fuzzy || e->missing || (e->context[0] && !voice))
		return 0;
	f->entry = *e;
	f->found = true;
	return voice;
}

/* Above a wording, that it is meant: "#. names-texts: check-ins come as texts". */
static char *texts_only(void *ctx, const struct words *w, const char *lang, const char *key,
			struct wording *said)
{
	const struct words_for who = { .lang = lang, .channel = WORDS_VOICE };
	const char *text = words_own(w, lang, key) ? words_raw(w, &who, key) : NULL;
	char *what = text ? keyword_in(ctx, w, lang, text) : NULL;

	if (text && !what)
		what = phrase_in(ctx, w, lang, text);
	if (!what)
		return NULL;
	*said = (struct wording){ .key = key };
	words_each(w, lang, find_wording, said);
	return !said->found || strstr(said->entry.comments ?: "", "names-texts:") ? NULL : what;
}

char *vet_texts_only(void *ctx, const struct words *words, const char *lang, const char *key)
{
	struct wording said;

	return texts_only(ctx, words, lang, key, &said);
}

void vet_look_heard(struct vetting *k)
{
	for (const char *const *lang = words_languages(k->v->words); *lang; lang++)
		for (const char *const *key = k->keys; *key; key++) {
			struct wording said;
			char *what = strncmp(*key, "keyword.", 8) == 0 ? NULL :
				texts_only(k->ctx, k->v->words, *lang, *key, &said);

			if (what)
				vet_complain(k, FLOW_WARNING, &said.entry,
					     "a call says `%s` in `%s`, which can only be texted: "
					     "give it a wording with msgctxt \"voice\"",
					     what, *key);
		}
}
