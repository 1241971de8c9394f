// SPDX-License-Identifier: AGPL-3.0-or-later
/* Words for the checker: what a text is at its longest, and what it costs. */
#include "text/text.h"
#include "vet/vet_int.h"
#include "base/mem.h"

/* Long, but not absurd: what a service should reckon with. */
static const struct words_arg samples[] = {
	WORDS_TEXT("reader", "trained peer workers"), WORDS_TEXT("service", "Warmline Nakuru"),
	WORDS_TEXT("emergency", "0800 723 253"), WORDS_TEXT("child_line", "116"),
	WORDS_TEXT("ring", "020 7123 456"),
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

const struct words_arg *vet_samples(void)
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
static const struct words_arg *samples_for(void *ctx, const struct words *w,
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

/* UTF-8 at `at`, one letter. */
static void copy_letter(char out[8], const char *text, size_t at)
{
	size_t n = 1;

	while (n < 4 && (text[at + n] & 0xc0) == 0x80)
		n++;
	memcpy(out, text + at, n);
	out[n] = '\0';
}

void vet_measure(const struct words *w, const char *lang, bool plain, const char *key,
		 const struct words_option *options, size_t n, struct flow_text_size *out)
{
	const struct words_for who = { .lang = lang, .plain = plain };
	void *tmp = talloc_new(NULL);
	const struct words_arg *args = samples_for(tmp, w, &who, key);
	char *text = n ? words_render_choice(tmp, w, &who, key, args, options, n) :
		words_render(tmp, w, &who, key, args);
	struct text_size size = { .segments = 1 };
	struct limit l = { .key = key, .plain = plain };

	if (text_measure(text, strlen(text), TEXT_REF_8, &size) < 0)
		size.segments = 99;
	words_each(w, "en", find_limit, &l);
	*out = (struct flow_text_size){ .segments = (int)size.segments, .limit = l.max };
	if (size.coding != TEXT_GSM)
		copy_letter(out->alien, text, size.misfit.at);
	talloc_free(tmp);
}

static int over(const struct flow_text_size *s)
{
	return s->limit && s->segments > s->limit ? s->segments - s->limit : 0;
}

/* Of discreet and plain words, the one that is worse off. */
static void size(void *arg, const char *lang, const char *key, const struct flow_option *options,
		 size_t options_len, struct flow_text_size *out)
{
	struct words_option list[8];
	struct flow_text_size plain;
	size_t n = 0;

	for (; n < options_len && n < ARRAY_LEN(list); n++)
		list[n] = (struct words_option){ options[n].number, options[n].key };
	vet_measure(arg, lang, false, key, list, n, out);
	vet_measure(arg, lang, true, key, list, n, &plain);
	if (over(&plain) > over(out) ||
	    (over(&plain) == over(out) && plain.segments > out->segments))
		*out = plain;
}

static const char *word(void *arg, const char *lang, const char *key)
{
	return words_own(arg, lang, key);
}

struct flow_check_words *vet_words(void *ctx, const struct words *words)
{
	struct flow_check_words *w = talloc_zero(ctx, struct flow_check_words);

	*w = (struct flow_check_words){
		.langs = words_languages(words), .has = has, .placeholders = placeholders,
		.size = size, .word = word, .arg = (void *)words,
	};
	return w;
}
