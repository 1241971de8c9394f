// SPDX-License-Identifier: AGPL-3.0-or-later
/* The whole look at flows and words, and the look at one flow. */
#include <stdlib.h>
#include <time.h>

#include "text/text_fold.h"
#include "vet/vet_int.h"
#include "base/mem.h"

enum { WORD_MAX = 120 };

/* --- What it is about --------------------------------------------------------------- */

static int by_name(const void *key, const void *name)
{
	return strcmp(key, *(const char *const *)name);
}

bool vet_says(const struct vetting *k, const char *key)
{
	size_t n = 0;

	while (k->keys[n])
		n++;
	return bsearch(key, k->keys, n, sizeof(k->keys[0]), by_name) != NULL;
}

bool vet_wants(const struct vetting *k, const char *key)
{
	return k->all_words || vet_says(k, key);
}

void vet_complain(struct vetting *k, enum flow_severity severity, const struct words_entry *e,
		  const char *fmt, ...)
{
	const char *dir = k->v->po_dir ? k->v->po_dir : "prompts";
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = talloc_vasprintf(k->ctx, fmt, ap);
	va_end(ap);
	flow_problem_add(k->problems, severity, talloc_asprintf(k->ctx, "%s/%s.po", dir, e->lang),
			 e->line, e->line ? 1 : 0, "%s", text);
}

/* --- Words that no flow says, and those that start one ----------------------------------- */

static void add_keyword(struct vetting *k, const struct words_entry *e, const char *folded)
{
	for (size_t i = 0; i < k->keywords_len; i++) {
		const struct vet_keyword *other = &k->keywords[i];

		if (strcmp(other->folded, folded) == 0 && strcmp(other->key, e->key) != 0 &&
		    (vet_wants(k, e->key) || vet_wants(k, other->key)))
			vet_complain(k, FLOW_ERROR, e,
				     "`%s` would mean two things: `%s`, and `%s` in %s.po; take it "
				     "out of one", folded, e->key, other->key, other->lang);
	}
	k->keywords = talloc_realloc(k->ctx, k->keywords, struct vet_keyword, k->keywords_len + 1);
	k->keywords[k->keywords_len++] = (struct vet_keyword){
		talloc_strdup(k->ctx, folded), e->key, e->lang
	};
}

static void look_keywords(struct vetting *k, const struct words_entry *e)
{
	const char *list = e->text[0];

	while (list && *list) {
		size_t len = strcspn(list, ",");
		char folded[WORD_MAX];

		if (text_fold_key((struct view){ (const uint8_t *)list, len }, folded,
				  sizeof(folded)) > 0)
			add_keyword(k, e, folded);
		list += len + (list[len] == ',');
	}
}

/* What a flow says is measured where the flow says it, with its options. */
static void look_size(struct vetting *k, const struct words_entry *e)
{
	struct flow_text_size size;

	if (vet_says(k, e->key) || strncmp(e->context, "voice", 5) == 0)
		return;
	vet_measure(k->v->words, e->lang, strstr(e->context, "plain") != NULL, e->key,
		    NULL, 0, &size);
	if (size.limit && size.segments > size.limit)
		vet_complain(k, FLOW_ERROR, e, "`%s` needs %d segments with everything filled "
			     "in, %d allowed: shorten it%s%s%s", e->key, size.segments, size.limit,
			     *size.alien ? "; `" : "", size.alien,
			     *size.alien ? "` is not in GSM 7-bit" : "");
}

static int look_entry(void *arg, const struct words_entry *e)
{
	struct vetting *k = arg;
	bool keyword = strncmp(e->key, "keyword.", 8) == 0;

	if (e->fuzzy || e->missing)
		return 0;
	if (keyword)
		look_keywords(k, e);
	if (!vet_wants(k, e->key))
		return 0;
	if (!keyword)
		look_size(k, e);
	if (!e->is_list)
		vet_look_entry(k, e);
	return 0;
}

struct heard {
	const char *key;
	const struct words_entry *entry;
};

static int find_heard(void *arg, const struct words_entry *e)
{
	struct heard *h = arg;

	if (strcmp(e->key, h->key) != 0 || e->fuzzy || e->missing ||
	    strncmp(e->context, "sms", 3) == 0)
		return 0;
	h->entry = e;
	return 1;
}

/* One recording serves all wordings of a key. */
static void look_sounds(struct vetting *k)
{
	for (const char *const *lang = words_languages(k->v->words); *lang; lang++)
		for (const char *const *key = k->keys; *key; key++) {
			struct heard h = { .key = *key };

			if (strncmp(*key, "keyword.", 8) != 0 &&
			    words_each(k->v->words, *lang, find_heard, &h) == 1)
				vet_look_sound(k, h.entry);
		}
}

/* What a flow misses in the reference was said where the flow says it. */
static void between_languages(void *arg, enum words_severity severity,
			      const struct words_entry *about, const char *sentence)
{
	struct vetting *k = arg;

	if (severity != WORDS_ERROR || !about || !vet_wants(k, about->key) ||
	    (about->missing && vet_says(k, about->key)))
		return;
	vet_complain(k, FLOW_ERROR, about, "%s", sentence + strlen(about->lang) + 2);
}

/* --- All of it ------------------------------------------------------------------------- */

static void day_text(char out[16], int64_t at_ms)
{
	time_t at = at_ms / 1000;
	struct tm tm;

	gmtime_r(&at, &tm);
	strftime(out, 16, "%Y-%m-%d", &tm);
}

static void begin(struct vetting *k, const struct vet *v, struct flow_problems *problems)
{
	*k = (struct vetting){ .v = v, .problems = problems, .ctx = talloc_new(NULL) };
	day_text(k->today, v->now_ms);
	day_text(k->soon, v->now_ms + DAYS_MS(30));
}

static void look(struct vetting *k)
{
	words_each(k->v->words, NULL, look_entry, k);
	words_check(k->v->words, between_languages, k);
	vet_look_heard(k);
	if (k->v->prompts_dir)
		look_sounds(k);
}

static void look_flows(const struct vet *v, bool all_words, struct flow_problems *problems)
{
	struct vetting k;
	const struct flow *f;

	begin(&k, v, problems);
	k.all_words = all_words;
	k.keys = flow_keys(k.ctx, v->flows);
	flow_check(v->flows, vet_words(k.ctx, v->words), problems);
	for (f = flow_set_next(v->flows, NULL); f; f = flow_set_next(v->flows, f))
		vet_look_flow(&k, f);
	look(&k);
	talloc_free(k.ctx);
}

void vet_all(const struct vet *v, struct flow_problems *problems)
{
	look_flows(v, true, problems);
}

void vet_flows(const struct vet *v, struct flow_problems *problems)
{
	look_flows(v, false, problems);
}

void vet_flow(const struct vet *v, const struct flow *flow, struct flow_problems *problems)
{
	struct vetting k;

	begin(&k, v, problems);
	k.keys = flow_keys_of(k.ctx, flow);
	flow_check_one(v->flows, flow, vet_words(k.ctx, v->words), problems);
	vet_look_flow(&k, flow);
	look(&k);
	talloc_free(k.ctx);
}

char *vet_missed(void *ctx, const struct flow_set *flows, const char *name)
{
	char *missing = talloc_asprintf(ctx, "there is no flow `%s`", name), *where = NULL;
	struct flow_problems problems = { 0 };

	flow_check(flows, NULL, &problems);
	for (size_t i = 0; i < problems.len && !where; i++)
		if (strncmp(problems.list[i].text, missing, strlen(missing)) == 0)
			where = flow_problem_format(ctx, &problems.list[i]);
	flow_problems_clear(&problems);
	talloc_free(missing);
	return where;
}
