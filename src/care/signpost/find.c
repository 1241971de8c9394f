// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * `do find {what} {place}`: what somebody typed, or the word of a menu, and
 * where.  Nothing of it is kept.
 */
#include <stdio.h>
#include <stdlib.h>

#include "care/care_clock.h"
#include "care/signpost/signpost_int.h"
#include "flow/flow.h"

COUNTER(count_found, "find.found", "Searches that found something.");
COUNTER(count_none, "find.none", "Searches that found nothing that may be sent.");
COUNTER(count_unknown, "find.unknown", "Searches whose words nobody knows.");
COUNTER(count_place, "find.place", "Searches that were asked where.");

enum { CANDIDATES_MAX = 120, PLACE_WORDS_MAX = 4, PLACES_MAX = 40 };
/* What shuts this soon is as good as shut. */
#define CLOSING_MS MINUTES_MS(15)

struct wish {
	struct signpost_topics *lists;
	struct signpost_words what, where;
	unsigned int topics;
	const char *words[SIGNPOST_WORDS_MAX];	/* of names */
	size_t words_len;
	char place[PLACE_WORDS_MAX * (SIGNPOST_WORD_MAX + 1)];
	bool somewhere_else;		/* a place was named, and we know nothing there */
};

/* --- Reading the wish ------------------------------------------------------------------ */

static void join_words(const struct signpost_words *w, int at, int n, char *out, size_t size)
{
	size_t len = 0;
	int i;

	for (i = 0; i < n && len < size; i++)
		len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "",
					w->word[at + i]);
}

static bool all_free(const struct signpost_words *w, int at, int n)
{
	for (int i = 0; i < n; i++)
		if (w->used[at + i])
			return false;
	return true;
}

/* The longest name of a place that stands there: 1, 0. */
static int place_exact(struct care_turn *t, struct signpost_words *w, char *out, size_t size)
{
	int n, at, i, rc;

	for (n = PLACE_WORDS_MAX; n > 0; n--)
		for (at = 0; at + n <= w->n; at++) {
			if (!all_free(w, at, n))
				continue;
			join_words(w, at, n, out, size);
			rc = store_directory_place(t->store, out);
			if (rc < 0)
				return rc;
			for (i = 0; rc && i < n; i++)
				w->used[at + i] = true;
			if (rc)
				return 1;
		}
	out[0] = '\0';
	return 0;
}

/* The same for somebody who mistyped one word of it. */
static int place_guess(struct care_turn *t, struct signpost_words *w, char *out, size_t size)
{
	const char **names;
	char prefix[2] = "";
	size_t n, k;
	int at, rc;

	for (at = 0; at < w->n; at++) {
		if (w->used[at] || strlen(w->word[at]) < 5)
			continue;
		prefix[0] = (unsigned char)w->word[at][0] < 0x80 ? w->word[at][0] : '\0';
		rc = store_directory_places(t->store, t->mem, prefix, &names, &n);
		if (rc < 0)
			return rc;
		for (k = 0; k < n; k++)
			if (strlen(names[k]) < size && signpost_alike(names[k], w->word[at])) {
				strcpy(out, names[k]);
				w->used[at] = true;
				return 1;
			}
	}
	return 0;
}

static int find_place(struct care_turn *t, struct wish *wish, struct signpost_words *w)
{
	int rc;

	if (wish->place[0])
		return 0;
	rc = place_exact(t, w, wish->place, sizeof(wish->place));
	if (rc == 0)
		rc = place_guess(t, w, wish->place, sizeof(wish->place));
	return rc < 0 ? rc : 0;
}

/* What is left over: names of services, or a place that nobody has told us of. */
static int rest_of(struct care_turn *t, struct wish *wish)
{
	struct signpost_words *w = &wish->what;
	int i, rc;

	for (i = 0; i < w->n; i++) {
		if (w->used[i] || strlen(w->word[i]) < 3)
			continue;
		rc = store_directory_word(t->store, w->word[i]);
		if (rc < 0)
			return rc;
		if (rc && !wish->topics)
			wish->words[wish->words_len++] = w->word[i];
		else if (!rc && !wish->place[0])
			wish->somewhere_else = true;
	}
	return 0;
}

static int wish_read(struct care_turn *t, const char *what, const char *where, struct wish *wish)
{
	int rc;

	memset(wish, 0, sizeof(*wish));
	wish->lists = signpost_topics_new(t->mem, care_deps(t->care)->words);
	signpost_words(what, &wish->what);
	signpost_words(where, &wish->where);
	wish->topics = signpost_topics_find(wish->lists, &wish->what);
	rc = place_exact(t, &wish->what, wish->place, sizeof(wish->place));
	signpost_topics_skip(wish->lists, &wish->what);
	signpost_topics_skip(wish->lists, &wish->where);
	if (!wish->topics)
		wish->topics = signpost_topics_guess(wish->lists, &wish->what);
	if (rc >= 0 && wish->where.n) {
		wish->place[0] = '\0';		/* asked for it: the answer counts */
		rc = find_place(t, wish, &wish->where);
		wish->somewhere_else = !wish->place[0];
		return rc < 0 ? rc : rest_of(t, wish);
	}
	if (rc >= 0)
		rc = find_place(t, wish, &wish->what);
	return rc < 0 ? rc : rest_of(t, wish);
}

/* --- May it be sent, and when is it open? ----------------------------------------------------- */

struct candidate {
	struct store_service *s;
	struct signpost_open open;
	int class;			/* 0 open, 1 opens later, 2 call first */
	int order;			/* as the directory gave it */
};

static bool language_fits(const struct store_service *s, const struct store_person *p)
{
	char lang[12];

	snprintf(lang, sizeof(lang), " %.*s ", (int)strcspn(p->lang, "-_"), p->lang);
	return !s->langs[0] || strstr(s->langs, lang);
}

static void ages_of(const struct store_person *p, int *low, int *high)
{
	static const struct { const char *band; int low, high; } bands[] = {
		{ "under13", 0, 12 }, { "13-15", 13, 15 }, { "16-17", 16, 17 }, { "18-24", 18, 24 },
		{ "25-59", 25, 59 }, { "60-up", 60, 150 },
	};
	size_t i;

	*low = 0;
	*high = 150;
	for (i = 0; i < ARRAY_LEN(bands); i++)
		if (strcmp(p->band, bands[i].band) == 0) {
			*low = bands[i].low;
			*high = bands[i].high;
		}
}

/* Out only if no age of the band is served; else the ages are said with the name. */
static bool age_fits(const struct store_service *s, const struct store_person *p)
{
	int low, high;

	ages_of(p, &low, &high);
	return s->min_age <= high && s->max_age >= low;
}

/* 1: it may be sent. */
static int judge(struct care_turn *t, const struct store_person *p, struct candidate *c)
{
	const char *zone = signpost_settings(t->care)->zone;
	struct signpost_open later;
	int rc;

	if (!language_fits(c->s, p) || !age_fits(c->s, p))
		return 0;
	if (!c->s->hours_known) {
		c->class = 2;
		return c->s->phone[0] != '\0';
	}
	rc = store_directory_hours(t->store, t->mem, c->s);
	if (rc < 0)
		return rc;
	care_signpost_open(c->s, zone, t->now_ms, &c->open);
	if (c->open.now && c->open.until_ms && c->open.until_ms - t->now_ms < CLOSING_MS) {
		care_signpost_open(c->s, zone, c->open.until_ms, &later);
		c->open = (struct signpost_open){ .opens_at_ms = later.opens_at_ms };
	}
	c->class = c->open.now ? 0 : 1;
	return c->open.now || c->open.opens_at_ms;
}

static int better_first(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->class != y->class)
		return x->class - y->class;
	if (x->class == 1 && x->open.opens_at_ms != y->open.opens_at_ms)
		return x->open.opens_at_ms < y->open.opens_at_ms ? -1 : 1;
	return x->order - y->order;
}

static int candidates(struct care_turn *t, const struct store_person *p, const struct wish *wish,
		      struct candidate **out, size_t *n_out, bool *needs_place)
{
	const struct care_signpost_settings *set = signpost_settings(t->care);
	struct store_search search = {
		.topics = wish->topics, .words = wish->words, .words_len = wish->words_len,
		.place = wish->place[0] ? wish->place :
			 wish->somewhere_else ? STORE_PLACE_EVERYWHERE : NULL,
		.assured_from = (int32_t)(care_clock_day(set->zone, t->now_ms) -
					  set->assured_within_days) };
	struct store_service *list;
	struct candidate *c;
	const char *place = NULL;
	size_t i, n;
	bool more;
	int rc = store_directory_search(t->store, t->mem, &search, CANDIDATES_MAX,
					&list, &n, &more);

	*out = c = talloc_zero_array(t->mem, struct candidate, (unsigned)n + 1);
	*n_out = 0;
	*needs_place = false;
	for (i = 0; rc >= 0 && i < n; i++) {
		c->s = &list[i];
		c->order = (int)i;
		rc = judge(t, p, c);
		if (rc <= 0)
			continue;
		if (!search.place && !c->s->everywhere) {
			*needs_place |= place && strcmp(place, c->s->place) != 0;
			place = c->s->place;
		}
		c++;
		++*n_out;
	}
	qsort(*out, *n_out, sizeof(**out), better_first);
	*needs_place |= more && place;
	if (!wish->topics && *n_out <= (size_t)set->max_results)
		*needs_place = false;		/* they know its name */
	return rc < 0 ? rc : 0;
}

/* --- Answering ------------------------------------------------------------ */

static int send(struct care_turn *t, const struct store_person *p, const struct candidate *c,
		size_t n)
{
	const struct store_service *told[3];
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		char *text = signpost_result(t, p, c[i].s, &c[i].open);

		told[i] = c[i].s;
		/* On a call it is heard, and written too where they agreed: who remembers
		 * a number? */
		if (care_speaker_of(t, p->id))
			rc = care_say(t, p, CARE_REPLY, "find.said", WORDS_ARGS(WORDS_TEXT("result",
				      care_speak_digits(t->mem, text))));
		if (rc < 0 || (care_speaker_of(t, p->id) && p->consent != STORE_CONSENT_GIVEN))
			continue;
		rc = care_send(t, p, CARE_REPLY, &(struct care_message){
			.text = secret_str(t->mem, text), .topic = CARE_TOPIC_FIND });
	}
	return rc < 0 ? rc : signpost_told(t, p, told, n);
}

/* --- Where? ------------------------------------------------------------------------------- */

struct town {
	const char *name;
	int services, order;
};

static int most_first(const void *a, const void *b)
{
	const struct town *x = a, *y = b;

	return x->services != y->services ? y->services - x->services : x->order - y->order;
}

/* A comma parts the names of a list. */
static char *without_commas(void *ctx, const char *place)
{
	char *out = talloc_strdup(ctx, place), *p;

	for (p = out; (p = strchr(p, ',')); )
		memmove(p, p + 1, strlen(p));
	return out;
}

/* The towns of what may be sent, as `places`: a call can take a key, but no name.  How many. */
static size_t bring_places(struct care_turn *t, const struct candidate *list, size_t n)
{
	struct town *towns = talloc_zero_array(t->mem, struct town, (unsigned)n + 1);
	struct flow_arg *vars = talloc_zero_array(t->mem, struct flow_arg, 2);
	char *names = talloc_strdup(t->mem, "");
	size_t i, j, len = 0;

	if (!towns || !vars)
		base_oom();
	for (i = 0; i < n; i++) {
		const char *place = without_commas(t->mem, list[i].s->place);

		if (!place[0] || list[i].s->everywhere)
			continue;
		for (j = 0; j < len && strcasecmp(towns[j].name, place) != 0; j++)
			;
		if (j == len)
			towns[len++] = (struct town){ .name = place, .order = (int)i };
		towns[j].services++;
	}
	qsort(towns, len, sizeof(*towns), most_first);
	for (j = 0; j < len && j < PLACES_MAX; j++)
		names = talloc_asprintf_append_buffer(names, "%s%s", j ? ", " : "", towns[j].name);
	vars[0] = (struct flow_arg){ "places", FLOW_STRING(names) };
	t->brings = vars;
	return len;
}

static int do_find(struct care_turn *t, struct store_person *p, const char *const *args,
		   unsigned int nargs, const char **outcome)
{
	size_t n, max = (size_t)signpost_settings(t->care)->max_results;
	struct candidate *list;
	struct wish wish;
	bool needs_place;
	int rc = wish_read(t, nargs > 0 ? args[0] : "", nargs > 1 ? args[1] : "", &wish);

	if (rc < 0)
		return rc;
	if (!wish.topics && !wish.words_len) {
		counter_inc(&count_unknown);
		*outcome = "unknown";
		return 0;
	}
	rc = candidates(t, p, &wish, &list, &n, &needs_place);
	if (rc < 0)
		return rc;
	if (needs_place && nargs < 2 && (bring_places(t, list, n) || !care_speaker_of(t, p->id))) {
		counter_inc(&count_place);
		*outcome = "place";
		return 0;
	}
	if (!n) {
		counter_inc(&count_none);
		*outcome = "none";
		return 0;
	}
	counter_inc(&count_found);
	*outcome = "found";
	return send(t, p, list, n < max ? n : max);
}

const struct care_effect care_signpost_effects[] = {
	{ "find", do_find }, { "find-helped", signpost_do_helped },
	{ 0 }
};
