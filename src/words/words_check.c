// SPDX-License-Identifier: AGPL-3.0-or-later
/* What is wrong or unfinished between the catalogues, in sentences. */
#include "words/words_int.h"
#include "base/mem.h"

struct check {
	const struct words *w;
	const struct words_catalogue *en;
	void (*cb)(void *arg, enum words_severity severity, const struct words_entry *about,
		   const char *sentence);
	void *arg;
	size_t errors;
};

static void PRINTF(4, 5) say(struct check *ck, enum words_severity severity,
			     const struct words_entry *about, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = talloc_vasprintf(NULL, fmt, ap);
	va_end(ap);
	if (severity == WORDS_ERROR)
		ck->errors++;
	if (ck->cb)
		ck->cb(ck->arg, severity, about, text);
	talloc_free(text);
}

static bool in_list(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* Where the messages of a key begin in the index, or would. */
static size_t first_of(const struct words_catalogue *c, const char *key)
{
	size_t low = 0, high = c->len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(c->index[mid]->entry.key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool is_key(const struct words_catalogue *c, size_t at, const char *key)
{
	return at < c->len && strcmp(c->index[at]->entry.key, key) == 0;
}

/* Placeholders of all texts of a key in one language, whatever the context. */
static const char *const *names_of_key(void *ctx, const struct words_catalogue *c, const char *key)
{
	char *all = talloc_strdup(ctx, "");

	for (size_t i = first_of(c, key); is_key(c, i, key); i++) {
		const struct words_entry *e = &c->index[i]->entry;

		for (const char *const *t = e->text; *t; t++)
			all = talloc_strdup_append_buffer(all, *t);
		if (e->plural)
			all = talloc_asprintf_append_buffer(all, "{%s}", e->plural);
	}
	return words_placeholders(ctx, all, NULL);
}

static void check_entry(struct check *ck, const struct words_catalogue *c,
			const struct words_entry *e)
{
	void *tmp = talloc_new(NULL);
	const char *dot = *e->context ? " for " : "";

	if (e->fuzzy)
		say(ck, WORDS_WARNING, e, "%s: `%s`%s%s is marked fuzzy and is not used", c->lang,
		    e->key, dot, e->context);
	else if (e->missing)
		say(ck, c == ck->en ? WORDS_ERROR : WORDS_WARNING, e,
		    "%s: `%s`%s%s has no words yet", c->lang, e->key, dot, e->context);
	if (c == ck->en || e->missing)
		goto out;

	const char *const *allowed = names_of_key(tmp, ck->en, e->key);
	if (!allowed || !*allowed)
		allowed = NULL;
	for (const char *const *t = e->text; *t; t++) {
		const char *const *used = words_placeholders(tmp, *t, NULL);

		for (; used && *used; used++)
			if (!in_list(allowed, *used))
				say(ck, WORDS_ERROR, e,
				    "%s: `%s` uses {%s}, which the English text does not have",
				    c->lang, e->key, *used);
	}
	const char *const *mine = names_of_key(tmp, c, e->key);
	for (; allowed && *allowed; allowed++)
		if (!in_list(mine, *allowed))
			say(ck, WORDS_WARNING, e, "%s: `%s` leaves out {%s}", c->lang, e->key,
			    *allowed);
out:
	talloc_free(tmp);
}

static bool has_key(const struct words_catalogue *c, const char *key)
{
	return is_key(c, first_of(c, key), key);
}

static void check_keys(struct check *ck, const struct words_catalogue *a,
		       const struct words_catalogue *b, enum words_severity severity,
		       const char *what)
{
	for (size_t i = 0; i < a->len; i++) {
		const char *key = a->index[i]->entry.key;

		if (i && strcmp(a->index[i - 1]->entry.key, key) == 0)
			continue;	/* another context of the same key */
		if (!has_key(b, key))
			say(ck, severity, &a->index[i]->entry, "%s: `%s` %s",
			    b == ck->en ? a->lang : b->lang, key, what);
	}
}

size_t words_check(const struct words *w,
		   void (*cb)(void *arg, enum words_severity severity,
			      const struct words_entry *about, const char *sentence),
		   void *arg)
{
	struct check ck = { .w = w, .cb = cb, .arg = arg, .en = words_catalogue_find(w, "en") };

	if (!ck.en) {
		say(&ck, WORDS_ERROR, NULL, "en: the reference catalogue is not there");
		return ck.errors;
	}
	for (size_t i = 0; i < w->len; i++) {
		const struct words_catalogue *c = w->catalogues[i];

		for (size_t j = 0; j < c->len; j++)
			check_entry(&ck, c, &c->messages[j].entry);
		if (c == ck.en)
			continue;
		check_keys(&ck, ck.en, c, WORDS_WARNING, "is not there");
		check_keys(&ck, c, ck.en, WORDS_WARNING, "is unknown in English: renamed or "
			   "taken out?");
	}
	return ck.errors;
}

static bool under(const char *const *prefixes, const char *key)
{
	for (; *prefixes; prefixes++)
		if (strncmp(key, *prefixes, strlen(*prefixes)) == 0)
			return true;
	return false;
}

size_t words_unsigned(void *ctx, const struct words *w, const char *const *prefixes, char ***list)
{
	size_t n = 0;

	if (list)
		*list = talloc_zero_array(ctx, char *, 1);
	for (size_t i = 0; i < w->len; i++)
		for (size_t j = 0; j < w->catalogues[i]->len; j++) {
			const struct words_entry *e = &w->catalogues[i]->messages[j].entry;

			if (e->missing || e->fuzzy || e->signed_by || !under(prefixes, e->key))
				continue;
			n++;
			if (!list)
				continue;
			*list = talloc_realloc(ctx, *list, char *, n + 1);
			(*list)[n - 1] = talloc_asprintf(*list, "%s: %s%s%s (seal %s)", e->lang,
							 e->key, *e->context ? " for " : "",
							 e->context, e->seal);
			(*list)[n] = NULL;
		}
	return n;
}
