// SPDX-License-Identifier: AGPL-3.0-or-later
/* The checker: the words that a flow says are there, fit, and can be filled. */
#include "flow/flow_int.h"
#include "text/text_fold.h"
#include "base/mem.h"

enum { KEYWORD_MAX = 120 };

static bool host_fills(const struct flow_vocabulary *v, const char *name)
{
	for (const char *const *p = v->placeholders; p && *p; p++)
		if (strcmp(*p, name) == 0)
			return true;
	return false;
}

static void check_placeholders(struct flow_checker *ck, const struct flow_key_use *use,
			       const char *lang)
{
	const struct flow_check_words *w = ck->words;
	void *tmp = talloc_new(NULL);
	const char *const *names = w->placeholders ?
		w->placeholders(w->arg, tmp, lang, use->key) : NULL;

	for (; names && *names; names++)
		if (!host_fills(ck->set->vocabulary, *names) &&
		    !flow_variable_known(ck->flow, *names))
			flow_problem_add(ck->problems, FLOW_ERROR, ck->flow->file, use->line,
					 use->column, "the words of `%s` (%s) want {%s}, which "
					 "nobody fills here: `set` it, or take it out", use->key,
					 lang, *names);
	talloc_free(tmp);
}

static void check_size(struct flow_checker *ck, const struct flow_key_use *use, const char *lang)
{
	const struct flow_check_words *w = ck->words;
	const struct flow_stmt *s = use->use == USE_ASK ? use->stmt : NULL;
	struct flow_text_size size = { 0 };

	if (!w->size)
		return;
	w->size(w->arg, lang, use->key, s ? s->options : NULL, s ? s->options_len : 0, &size);
	if (size.limit && size.segments > size.limit)
		flow_problem_add(ck->problems, FLOW_ERROR, ck->flow->file, use->line, use->column,
				 "`%s` (%s) needs %d segments, %d allowed: %s%s%s", use->key, lang,
				 size.segments, size.limit, *size.alien ? "`" : "shorten it",
				 size.alien, *size.alien ? "` is not in GSM 7-bit and makes each "
				 "segment 70 letters; write it otherwise, or shorten it" : "");
	else if (*size.alien)
		flow_problem_add(ck->problems, FLOW_NOTE, ck->flow->file, use->line, use->column,
				 "`%s` (%s) leaves GSM 7-bit with `%s`: %d segment%s of 70 "
				 "letters; write it otherwise where the language lets you",
				 use->key, lang,
				 size.alien, size.segments, size.segments == 1 ? "" : "s");
}

static bool is_escape_word(const struct flow_check_words *w, const char *folded)
{
	static const char *const keys[] = {
		"keyword.stop", "keyword.help", "keyword.menu", "keyword.back", "keyword.person",
		"keyword.safety"
	};

	if (strcmp(folded, "0") == 0 || strcmp(folded, "9") == 0)
		return true;
	for (const char *const *lang = w->langs; *lang; lang++)
		for (size_t i = 0; i < ARRAY_LEN(keys); i++)
			if (flow_list_has(w->word(w->arg, *lang, keys[i]), folded))
				return true;
	return false;
}

/* An answer that is also an escape could never be given. */
static void check_word(struct flow_checker *ck, const struct flow_key_use *use, const char *lang)
{
	const struct flow_check_words *w = ck->words;
	const char *list = w->word ? w->word(w->arg, lang, use->key) : NULL;

	while (list && *list) {
		size_t len = strcspn(list, ",");
		char word[KEYWORD_MAX];

		if (text_fold_key((struct view){ (const uint8_t *)list, len }, word,
				  sizeof(word)) > 0 && is_escape_word(w, word))
			flow_problem_add(ck->problems, FLOW_ERROR, ck->flow->file, use->line,
					 use->column, "the answer `%s` (%s) is a word that works "
					 "from every step (0, 9, STOP, HELP, MENU, BACK): take it "
					 "out of the list", word,
					 lang);
		list += len + (list[len] == ',');
	}
}

static void check_use(void *arg, const struct flow_key_use *use)
{
	struct flow_checker *ck = arg;
	const struct flow_check_words *w = ck->words;

	for (const char *const *lang = w->langs; *lang; lang++) {
		bool reference = lang == w->langs;
		int rc = w->has(w->arg, *lang, use->key);

		if (rc != 0 && reference) {
			flow_problem_add(ck->problems, FLOW_ERROR, ck->flow->file, use->line,
					 use->column,
					 "there are no words for `%s` in prompts/%s.po: "
					 "`warmline-flow prompts --extract` adds the key",
					 use->key, *lang);
			return;
		}
		if (rc != 0) {
			flow_problem_add(ck->problems, FLOW_WARNING, ck->flow->file, use->line,
					 use->column, "`%s` is not translated: prompts/%s.po; "
					 "`warmline-flow prompts --merge` adds it",
					 use->key, *lang);
			continue;
		}
		if (use->use == USE_SAY || use->use == USE_ASK) {
			check_placeholders(ck, use, *lang);
			check_size(ck, use, *lang);
		} else if (use->use == USE_WORD) {
			check_word(ck, use, *lang);
		}
	}
}

void flow_check_texts(struct flow_checker *ck)
{
	flow_each_key(ck->flow, check_use, ck);
}
