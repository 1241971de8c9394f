// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The checks that need words, sound or the day's date: how hard a text is to read,
 * words that would betray the topic on a shared phone, questions about danger
 * without a safety rule, what has expired, recordings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "flow/flow_look.h"
#include "lexicon/lexicon.h"
#include "sound/sound.h"
#include "text/text_fold.h"
#include "tools/flow_tool.h"
#include "base/mem.h"

enum {
	LIX_WARNING = 55, LIX_NOTE = 45, LIX_WORDS_MIN = 8, LONG_WORD = 7, WORD_MAX = 60,
	SOUND_MAX_BYTES = 16 * 1024 * 1024, SOUND_MAX_S = 45
};

struct looking {
	const struct flow_tool_options *opt;
	const struct flow_set *set;
	struct words *words;
	struct lexicon *lexicon;	/* NULL: none beside the flows */
	struct flow_problems *problems;
	void *ctx;
	char today[16], soon[16];
	const struct flow *flow;
};

static void complain(struct looking *k, enum flow_severity severity, const char *lang,
		     const char *fmt, ...) PRINTF(4, 5);
static void complain(struct looking *k, enum flow_severity severity, const char *lang,
		     const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = talloc_vasprintf(k->ctx, fmt, ap);
	va_end(ap);
	flow_problem_add(k->problems, severity, talloc_asprintf(k->ctx, "prompts/%s.po", lang), 0, 0,
			 "%s", text);
}

/* --- Reading level ----------------------------------------------------------------- *
 * LIX (Bjornsson 1968): words a sentence, plus the share of words of more than six
 * letters.  It needs no syllables; below 40 is easy. */
int flow_tool_lix(const char *text)
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

static void look_reading(struct looking *k, const struct words_entry *e)
{
	int lix = flow_tool_lix(e->text[0]);

	/* Names of instruments' items are not ours to make easier. */
	if (strstr(e->comments ? e->comments : "", "item "))
		return;
	if (lix > LIX_NOTE)
		/* Made for European languages; where words are long by nature it only hints. */
		complain(k, lix > LIX_WARNING && strcmp(e->lang, "en") == 0 ? FLOW_WARNING : FLOW_NOTE,
			 e->lang,
			 "`%s` is hard to read (LIX %d, easy is below 40): shorter sentences, shorter "
			 "words", e->key, lix);
}

/* --- What would betray -------------------------------------------------------------- */

static bool has_word(const char *folded, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = strstr(folded, word); p && len; p = strstr(p + 1, word))
		if ((p == folded || !((p[-1] >= 'a' && p[-1] <= 'z'))) &&
		    !(p[len] >= 'a' && p[len] <= 'z'))
			return true;
	return false;
}

static void look_betrays(struct looking *k, const struct words_entry *e)
{
	const char *list = words_own(k->words, e->lang, "discreet.avoid");
	char folded[4000], word[WORD_MAX];

	if (strstr(e->context, "plain") || strcmp(e->key, "discreet.avoid") == 0 ||
	    strstr(e->comments ? e->comments : "", "names-the-topic:") ||
	    text_fold_key(VIEW_STR(e->text[0]), folded, sizeof(folded)) <= 0)
		return;
	while (list && *list) {
		size_t len = strcspn(list, ",");

		if (text_fold_key((struct view){ (const uint8_t *)list, len }, word,
				  sizeof(word)) > 0 && has_word(folded, word))
			complain(k, FLOW_ERROR, e->lang, "`%s` says `%s`, which betrays the topic on a "
				 "shared phone: say it otherwise, or give it msgctxt \"plain\"",
				 e->key, word);
		list += len + (list[len] == ',');
	}
}

/* --- Expired --------------------------------------------------------------------------- */

static void look_day(struct looking *k, const char *lang, const char *what, const char *day)
{
	if (strcmp(day, k->today) < 0)
		complain(k, FLOW_ERROR, lang, "`%s` was true until %.10s: look at it again", what, day);
	else if (strcmp(day, k->soon) < 0)
		complain(k, FLOW_WARNING, lang, "`%s` is true until %.10s", what, day);
}

static int look_entry(void *arg, const struct words_entry *e)
{
	struct looking *k = arg;
	const char *expires = e->comments ? strstr(e->comments, "expires: ") : NULL;

	if (e->fuzzy || e->missing || e->is_list)
		return 0;
	look_betrays(k, e);
	look_reading(k, e);
	if (expires)
		look_day(k, e->lang, e->key, talloc_strndup(k->ctx, expires + 9, 10));
	return 0;
}

/* --- Questions about danger ---------------------------------------------------------------- */

struct marked {
	const char *key;
	bool found;
};

static int find_marked(void *arg, const struct words_entry *e)
{
	struct marked *m = arg;

	m->found |= strcmp(e->key, m->key) == 0 && e->comments && strstr(e->comments, "safety-item");
	return 0;
}

/* By the mark in the catalogue, or because our own ears would hear danger in it. */
static bool asks_about_danger(struct looking *k, const char *key)
{
	const char *text = words_own(k->words, "en", key);
	struct marked m = { .key = key };
	struct lexicon_result hit = { 0 };

	words_each(k->words, "en", find_marked, &m);
	if (m.found || !text || !k->lexicon)
		return m.found;
	lexicon_scan(k->lexicon, VIEW_STR(text), &hit);
	return hit.tier == LEX_A || hit.tier == LEX_B;
}

static void look_item(void *arg, const char *key, bool has_rule, int line, int column)
{
	struct looking *k = arg;

	if (!has_rule && asks_about_danger(k, key))
		flow_problem_add(k->problems, FLOW_ERROR, flow_file(k->flow), line, column,
				 "`%s` asks about danger and has no safety rule: add `above 0 -> STEP`, "
				 "where the step leads to a human", key);
}

/* --- Recordings -------------------------------------------------------------------------------- */

static void look_sound(struct looking *k, const char *lang, const char *key, const uint8_t *file,
		       size_t len)
{
	int16_t *pcm = NULL;
	size_t n = 0, first, last, full = 0;
	struct err err = { "" };
	int rms;

	if (sound_wav_load(&pcm, &n, file, len, &err) < 0) {
		complain(k, FLOW_ERROR, lang, "%s.wav cannot be played: %s", key, err.text);
		return;
	}
	for (size_t i = 0; i < n; i++)
		full += pcm[i] >= 32700 || pcm[i] <= -32700;
	for (first = 0; first < n && abs(pcm[first]) < 300; first++)
		;
	for (last = n; last > first && abs(pcm[last - 1]) < 300; last--)
		;
	rms = last > first ? sound_rms(pcm + first, last - first) : 0;
	if (rms < 150)
		complain(k, FLOW_ERROR, lang, "%s.wav is silent", key);
	else if (rms < 800)
		complain(k, FLOW_WARNING, lang, "%s.wav is too quiet: record it nearer or louder", key);
	if (full > n / 1000 + 3)
		complain(k, FLOW_WARNING, lang, "%s.wav is clipped: record it further away or softer", key);
	if (first > SOUND_RATE || n - last > SOUND_RATE)
		complain(k, FLOW_WARNING, lang, "%s.wav begins or ends with more than a second of "
			 "silence", key);
	if (n > SOUND_MAX_S * SOUND_RATE)
		complain(k, FLOW_WARNING, lang, "%s.wav takes %d seconds: nobody listens so long", key,
			 (int)(n / SOUND_RATE));
	free(pcm);
}

static void look_file(struct looking *k, const char *lang, const char *key)
{
	char *path = talloc_asprintf(k->ctx, "%s/%s/%s.wav", k->opt->prompts, lang, key);
	FILE *f = fopen(path, "re");
	uint8_t *file;
	size_t len;

	if (!f) {
		complain(k, FLOW_NOTE, lang, "`%s` is not recorded: a synthetic voice says it", key);
		return;
	}
	file = talloc_size(k->ctx, SOUND_MAX_BYTES);
	len = fread(file, 1, SOUND_MAX_BYTES, f);
	fclose(f);
	look_sound(k, lang, key, file, len);
	talloc_free(file);
}

static void look_audio(struct looking *k)
{
	const char *const *keys = flow_keys(k->ctx, k->set);

	for (const char *const *lang = words_languages(k->words); *lang; lang++)
		for (const char *const *key = keys; *key; key++)
			if (strncmp(*key, "keyword.", 8) != 0 && words_own(k->words, *lang, *key))
				look_file(k, *lang, *key);
}

/* --- All of it ------------------------------------------------------------------------------------- */

static void day_text(char out[16], int64_t at_ms)
{
	time_t at = at_ms / 1000;
	struct tm tm;

	gmtime_r(&at, &tm);
	strftime(out, 16, "%Y-%m-%d", &tm);
}

void flow_tool_look(const struct flow_tool_options *opt, const struct flow_set *set,
		    struct words *words, int64_t now_ms, struct flow_problems *problems)
{
	struct looking k = { .opt = opt, .set = set, .words = words, .problems = problems,
			     .ctx = talloc_new(NULL) };
	char *dir = talloc_asprintf(k.ctx, "%s/lexicon", opt->flows);
	struct err err;

	day_text(k.today, now_ms);
	day_text(k.soon, now_ms + DAYS_MS(30));
	if (access(dir, R_OK) == 0)
		k.lexicon = lexicon_load(k.ctx, dir, &err);
	words_each(words, NULL, look_entry, &k);
	for (k.flow = flow_set_next(set, NULL); k.flow; k.flow = flow_set_next(set, k.flow)) {
		const char *day = flow_expires(k.flow);

		flow_each_item(k.flow, look_item, &k);
		if (day && strcmp(day, k.soon) < 0)
			flow_problem_add(problems, strcmp(day, k.today) < 0 ? FLOW_ERROR : FLOW_WARNING,
					 flow_file(k.flow), 0, 0, "what this flow says is true until %s: "
					 "look at it again", day);
	}
	look_audio(&k);
	talloc_free(k.ctx);
}
