// SPDX-License-Identifier: AGPL-3.0-or-later
/* Words for the checker: what a text is at its longest, and what it costs. */
#include "text/text.h"
#include "text/text_fold.h"
#include "tools/flow_tool.h"
#include "base/mem.h"

enum { WORD_MAX = 120 };

/* Long, but not absurd: what a service should reckon with. */
static const struct words_arg samples[] = {
	WORDS_TEXT("reader", "trained peers"), WORDS_TEXT("service", "Warmline Nakuru"),
	WORDS_TEXT("emergency", "0800 723 253"), WORDS_TEXT("child_line", "116"),
	WORDS_TEXT("pseudonym", "Quiet Heron"), WORDS_TEXT("member", "Quiet Heron"),
	WORDS_TEXT("peer", "Green Finch"), WORDS_TEXT("next", "River Stone"),
	WORDS_TEXT("worker", "Amina"), WORDS_TEXT("lead", "Amina"), WORDS_TEXT("owner", "Amina"),
	WORDS_TEXT("who", "Amina"), WORDS_TEXT("when", "tomorrow at 08:00"),
	WORDS_TEXT("opens", "08:00"), WORDS_TEXT("until", "14:30"), WORDS_TEXT("time", "14:30"),
	WORDS_TEXT("day", "Wednesday"), WORDS_TEXT("wait", "about 10 to 15 minutes"),
	WORDS_TEXT("waiting", "12 minutes"), WORDS_NUMBER("count", 12), WORDS_TEXT("codes", "4821"),
	WORDS_NUMBER("done", 2), WORDS_NUMBER("needed", 3), WORDS_TEXT("duration", "45 minutes"),
	WORDS_TEXT("lease", "3 minutes"), WORDS_TEXT("left", "3 minutes"),
	WORDS_TEXT("wishes", "a woman, your age"), WORDS_TEXT("kind", "By text now"),
	WORDS_TEXT("handle", "q"), WORDS_TEXT("example", "q"),
	WORDS_TEXT("handles", "q Quiet Heron, g Grey Owl"), WORDS_TEXT("code", "4821"),
	WORDS_TEXT("tier", "A"), WORDS_TEXT("list", "4821 A Amina, 4822 B nobody"),
	WORDS_TEXT("note", "wants to go on about the new job"),
	WORDS_TEXT("reason", "low mood, and no answer since"), WORDS_TEXT("word", "Someone my age"),
	WORDS_TEXT("name", "Nakuru Community Kitchen"), WORDS_TEXT("open", "open until 18:00"),
	WORDS_TEXT("phone", "0712 345 678"), WORDS_TEXT("address", "12 Kenyatta Avenue"),
	WORDS_TEXT("assured", "3 March"), WORDS_TEXT("options", "1 Yes, 2 Not sure, 3 No"),
	WORDS_TEXT("hour", "17:00"),
	WORDS_NUMBER("keep_days", 365), WORDS_NUMBER("backup_days", 35),
	WORDS_NUMBER("age_limit", 18), WORDS_NUMBER("place", 12), WORDS_NUMBER("n", 12),
	WORDS_NUMBER("low", 10), WORDS_NUMBER("high", 15), WORDS_NUMBER("minutes", 15),
	WORDS_NUMBER("number", 1), WORDS_NUMBER("answer", 3), { .name = NULL }
};

const struct words_arg *flow_tool_samples(void)
{
	return samples;
}

static int has(void *arg, const char *lang, const char *key)
{
	const struct words_for who = { .lang = lang };

	if (words_own(arg, lang, key))
		return 0;
	return words_raw(arg, &who, key) ? 1 : -ENOENT;
}

static const char *const *placeholders(void *arg, void *ctx, const char *lang, const char *key)
{
	const struct words_for who = { .lang = lang };
	const char *text = words_raw(arg, &who, key);

	return text ? words_placeholders(ctx, text, NULL) : NULL;
}

/* --- The limit, as the reference sets it ------------------------------------------ */

struct limit {
	const char *key;
	bool plain;
	int max;
};

static int find_limit(void *arg, const struct words_entry *e)
{
	struct limit *l = arg;
	bool plain = strstr(e->context, "plain") != NULL;

	if (strcmp(e->key, l->key) != 0 || strncmp(e->context, "voice", 5) == 0)
		return 0;
	if (l->max == 0 || plain == l->plain)
		l->max = e->max_segments;
	return 0;
}

static bool is_sampled(const char *name)
{
	for (const struct words_arg *a = samples; a->name; a++)
		if (strcmp(a->name, name) == 0)
			return true;
	return false;
}

/* The samples, and twelve letters for whatever else this text has. */
static const struct words_arg *samples_for(void *ctx, struct words *w,
					   const struct words_for *who, const char *key)
{
	const char *text = words_raw(w, who, key);
	const char *const *names = text ? words_placeholders(ctx, text, NULL) : NULL;
	size_t n = 0, len = ARRAY_LEN(samples) - 1;
	struct words_arg *all;

	while (names && names[n])
		n++;
	all = talloc_zero_array(ctx, struct words_arg, len + n + 1);
	memcpy(all, samples, len * sizeof(all[0]));
	for (size_t i = 0; i < n; i++)
		if (!is_sampled(names[i]))
			all[len++] = (struct words_arg)WORDS_TEXT(names[i], "twelve chars");
	return all;
}

static int segments_of(struct words *w, const char *lang, bool plain, const char *key,
		       const struct words_option *options, size_t n, bool *gsm)
{
	const struct words_for who = { .lang = lang, .plain = plain };
	void *tmp = talloc_new(NULL);
	const struct words_arg *args = samples_for(tmp, w, &who, key);
	char *text = n ? words_render_choice(tmp, w, &who, key, args, options, n) :
		words_render(tmp, w, &who, key, args);
	struct text_size size = { .segments = 1 };

	if (text_measure(text, strlen(text), TEXT_REF_8, &size) < 0)
		size.segments = 99;
	*gsm = size.coding == TEXT_GSM;
	talloc_free(tmp);
	return (int)size.segments;
}

/* Of discreet and plain words, the one that is worse off. */
static int segments(void *arg, const char *lang, const char *key,
		    const struct flow_option *options, size_t options_len, bool *gsm, int *limit)
{
	struct words_option list[8];
	size_t n = 0;
	int worst = -1;

	for (; n < options_len && n < ARRAY_LEN(list); n++)
		list[n] = (struct words_option){ options[n].number, options[n].key };
	for (int plain = 0; plain <= 1; plain++) {
		struct limit l = { .key = key, .plain = plain };
		bool fits;
		int one = segments_of(arg, lang, plain, key, list, n, &fits);

		words_each(arg, "en", find_limit, &l);
		if (worst < 0 || one - l.max > worst - *limit) {
			worst = one;
			*limit = l.max;
			*gsm = fits;
		}
	}
	return worst;
}

static const char *word(void *arg, const char *lang, const char *key)
{
	return words_own(arg, lang, key);
}

struct flow_check_words *flow_tool_words(void *ctx, struct words *words)
{
	struct flow_check_words *w = talloc_zero(ctx, struct flow_check_words);

	*w = (struct flow_check_words){
		.langs = words_languages(words), .has = has, .placeholders = placeholders,
		.segments = segments, .word = word, .arg = words,
	};
	return w;
}

/* --- All words, used by a flow or not ------------------------------------------------ */

struct all {
	struct words *words;
	struct flow_problems *problems;
	void *ctx;
	struct keyword {
		const char *folded, *key, *lang;
	} *keywords;
	size_t keywords_len;
};

static void add_keyword(struct all *a, const struct words_entry *e, const char *folded)
{
	for (size_t i = 0; i < a->keywords_len; i++) {
		const struct keyword *k = &a->keywords[i];

		if (strcmp(k->folded, folded) == 0 && strcmp(k->key, e->key) != 0)
			flow_problem_add(a->problems, FLOW_ERROR,
					 talloc_asprintf(a->ctx, "prompts/%s.po", e->lang), 0, 0,
					 "`%s` would mean two things: `%s`, and `%s` in %s.po",
					 folded, e->key, k->key, k->lang);
	}
	a->keywords = talloc_realloc(a->ctx, a->keywords, struct keyword, a->keywords_len + 1);
	a->keywords[a->keywords_len++] = (struct keyword){
		talloc_strdup(a->ctx, folded), e->key, e->lang
	};
}

static void check_keywords(struct all *a, const struct words_entry *e)
{
	const char *list = e->text[0];

	while (list && *list) {
		size_t len = strcspn(list, ",");
		char folded[WORD_MAX];

		if (text_fold_key((struct view){ (const uint8_t *)list, len }, folded,
				  sizeof(folded)) > 0)
			add_keyword(a, e, folded);
		list += len + (list[len] == ',');
	}
}

static int check_entry(void *arg, const struct words_entry *e)
{
	struct all *a = arg;
	struct limit l = { .key = e->key, .plain = strstr(e->context, "plain") != NULL };
	bool gsm;
	int n;

	if (e->fuzzy || e->missing)
		return 0;
	if (strncmp(e->key, "keyword.", 8) == 0) {
		check_keywords(a, e);
		return 0;
	}
	words_each(a->words, "en", find_limit, &l);
	if (!l.max || strncmp(e->context, "voice", 5) == 0)
		return 0;
	n = segments_of(a->words, e->lang, l.plain, e->key, NULL, 0, &gsm);
	if (n > l.max)
		flow_problem_add(a->problems, FLOW_ERROR,
				 talloc_asprintf(a->ctx, "prompts/%s.po", e->lang), 0, 0,
				 "`%s` needs %d segments with everything filled in, %d allowed%s",
				 e->key, n, l.max, gsm ? "" : "; it leaves GSM 7-bit");
	return 0;
}

void flow_tool_check_all(const struct flow_set *set, struct words *words,
			 struct flow_problems *problems)
{
	struct all a = { .words = words, .problems = problems, .ctx = talloc_new(NULL) };

	flow_check(set, flow_tool_words(a.ctx, words), problems);
	words_each(words, NULL, check_entry, &a);
	talloc_free(a.ctx);
}
