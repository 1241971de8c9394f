// SPDX-License-Identifier: AGPL-3.0-or-later
/* A service as one text of one segment: shortened kindly, never its number or its hours. */
#include "care/care_clock.h"
#include "care/signpost/signpost_int.h"
#include "text/text.h"

enum { NAME_SHORTEST = 12 };

/* Names of the directory are ours to show: what GSM lacks is simplified where it can be. */
static char *easy(void *ctx, const char *text)
{
	size_t size = TEXT_FRIENDLY(strlen(text)) + 1;
	char *out = talloc_zero_size(ctx, size);
	ssize_t n;

	if (!out)
		base_oom();
	n = text_gsm_friendly(text, strlen(text), out, size - 1);
	return n < 0 ? talloc_strdup(ctx, text) : out;
}

static const char *open_words(struct care_turn *t, const struct store_person *to,
			      const struct store_service *s, const struct signpost_open *open)
{
	const struct words_for who = { .lang = to->lang, .channel = WORDS_SMS };
	const struct words *w = care_deps(t->care)->words;
	const char *zone = signpost_settings(t->care)->zone, *until;
	int min;

	if (!s->hours_known)
		return care_render(t, to, WORDS_SMS, "find.open.call", NULL);
	if (open->now && !open->until_ms)
		return care_render(t, to, WORDS_SMS, "find.open.always", NULL);
	if (open->now) {
		min = care_clock_minute(zone, open->until_ms);
		until = open->until_ms - t->now_ms < HOURS_MS(20) ?
			talloc_asprintf(t->mem, "%d:%02d", min / 60, min % 60) :
			words_when(t->mem, w, &who, zone, t->now_ms, open->until_ms);
		return care_render(t, to, WORDS_SMS, "find.open.until",
				   WORDS_ARGS(WORDS_TEXT("time", until)));
	}
	return care_render(t, to, WORDS_SMS, "find.open.from", WORDS_ARGS(
		WORDS_TEXT("when", words_when(t->mem, w, &who, zone, t->now_ms,
					      open->opens_at_ms))));
}

static const char *fresh_words(struct care_turn *t, const struct store_person *to,
			       const struct store_service *s)
{
	const struct words_for who = { .lang = to->lang, .channel = WORDS_SMS };
	int64_t days = care_clock_day(signpost_settings(t->care)->zone, t->now_ms) - s->assured_day;

	if (days < 1)
		return care_render(t, to, WORDS_SMS, "find.assured.today", NULL);
	return care_render(t, to, WORDS_SMS, "find.assured.ago", WORDS_ARGS(
		WORDS_TEXT("time", words_duration(t->mem, care_deps(t->care)->words, &who,
						  DAYS_MS(days)))));
}

/* Ages are said where they may matter: "(18-25)", "(60+)". */
static char *name_of(struct care_turn *t, const struct store_person *to,
		     const struct store_service *s)
{
	const char *name = s->name, *years = "";

	if (!to->plain_words && (s->topics & signpost_topics_discreet()))
		name = s->alternate[0] ? s->alternate
				       : care_render(t, to, WORDS_SMS, "find.discreet", NULL);
	if (s->min_age > 0 && s->max_age < 150)
		years = talloc_asprintf(t->mem, " (%d-%d)", s->min_age, s->max_age);
	else if (s->min_age > 0)
		years = talloc_asprintf(t->mem, " (%d+)", s->min_age);
	else if (s->max_age < 150)
		years = talloc_asprintf(t->mem, " (0-%d)", s->max_age);
	return talloc_asprintf(t->mem, "%s%s", easy(t->mem, name), years);
}

/* Phone, street, town: without the street, then without the town where that is too long. */
static const char *where_of(struct care_turn *t, const struct store_service *s, int shorter)
{
	const char *parts[3] = { s->phone, shorter < 1 ? s->address : "",
				 shorter < 2 ? s->place : "" };
	char *out = talloc_strdup(t->mem, "");
	int i;

	if (!s->phone[0] && shorter > 1)
		parts[2] = s->place;		/* or there would be nothing */
	for (i = 0; i < 3; i++)
		if (parts[i][0])
			out = talloc_asprintf_append_buffer(out, "%s%s", *out ? ", " : "",
							    easy(t->mem, parts[i]));
	if (!out)
		base_oom();
	return out;
}

static bool fits(const char *text)
{
	struct text_size size;

	return text_measure(text, strlen(text), TEXT_REF_8, &size) == 0 && size.segments == 1;
}

/* At the end of a word if there is one in the last third. */
static void shorten(char *name)
{
	size_t len = strlen(name), cut = text_utf8_cut(name, len, len - 1), at = cut;

	while (at > cut * 2 / 3 && name[at - 1] != ' ')
		at--;
	if (at > cut * 2 / 3)
		cut = at - 1;
	while (cut && (name[cut - 1] == ' ' || name[cut - 1] == ','))
		cut--;
	name[cut] = '\0';
}

char *signpost_result(struct care_turn *t, const struct store_person *to,
		      const struct store_service *s, const struct signpost_open *open)
{
	const char *hours = open_words(t, to, s, open), *fresh = fresh_words(t, to, s);
	char *name = name_of(t, to, s), *text;
	int shorter = 0;

	for (;;) {
		text = care_render(t, to, WORDS_SMS, "find.result", WORDS_ARGS(
			WORDS_TEXT("name", name), WORDS_TEXT("open", hours),
			WORDS_TEXT("where", where_of(t, s, shorter)),
			WORDS_TEXT("assured", fresh)));
		if (fits(text))
			return text;
		if (shorter < 2)
			shorter++;
		else if (strlen(name) > NAME_SHORTEST)
			shorten(name);
		else
			return text;
	}
}
