// SPDX-License-Identifier: AGPL-3.0-or-later
/* The set of catalogues: loading, and which message is in force for whom. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "words/words_int.h"
#include "base/mem.h"

enum { PO_FILE_MAX = 8 * 1024 * 1024 };

struct words *words_new(void *ctx)
{
	struct words *w = talloc_zero(ctx, struct words);

	w->dflt = talloc_strdup(w, "en");
	w->languages = talloc_zero_array(w, const char *, 1);
	return w;
}

static int by_language(const void *a, const void *b)
{
	const char *x = (*(struct words_catalogue *const *)a)->lang;
	const char *y = (*(struct words_catalogue *const *)b)->lang;
	bool x_en = strcmp(x, "en") == 0, y_en = strcmp(y, "en") == 0;

	return x_en != y_en ? y_en - x_en : strcmp(x, y);
}

/* "sw-KE" and "sw_KE" are the same: gettext writes the second. */
static char *language_name(void *ctx, const char *lang)
{
	char *name = talloc_strdup(ctx, lang);

	for (char *p = name; *p; p++)
		if (*p == '_')
			*p = '-';
	return name;
}

static void take(struct words *w, struct words_catalogue *c)
{
	size_t at = 0;

	while (at < w->len && strcmp(w->catalogues[at]->lang, c->lang) != 0)
		at++;
	if (at < w->len) {
		talloc_unlink(w, w->catalogues[at]);
		w->catalogues[at] = c;
	} else {
		w->catalogues = talloc_realloc(w, w->catalogues, struct words_catalogue *,
					       w->len + 1);
		w->catalogues[w->len++] = c;
	}
	qsort(w->catalogues, w->len, sizeof(w->catalogues[0]), by_language);
	w->languages = talloc_realloc(w, w->languages, const char *, w->len + 1);
	for (size_t i = 0; i < w->len; i++)
		w->languages[i] = w->catalogues[i]->lang;
	w->languages[w->len] = NULL;
}

/* Read before from the very same bytes: NULL, if it was not. */
static struct words_catalogue *known(struct words *w, const struct words *before, const char *lang,
				     struct view po)
{
	const struct words_catalogue *c = before ? words_catalogue_find(before, lang) : NULL;
	uint8_t sum[WORDS_SUM_LEN];

	if (!c)
		return NULL;
	words_sum(po, sum);
	return memcmp(sum, c->sum, sizeof(sum)) == 0 ?
		talloc_reference(w, (struct words_catalogue *)c) : NULL;
}

static int add_text(struct words *w, const struct words *before, const char *lang, const char *name,
		    struct view po, struct err *err)
{
	char *plain = language_name(w, lang);
	struct words_catalogue *c = known(w, before, plain, po);

	if (!c)
		c = words_po_read(w, plain, name, po, err);
	talloc_free(plain);
	if (!c)
		return -EINVAL;
	take(w, c);
	return 0;
}

int words_add_text(struct words *w, const char *lang, const char *name, struct view po,
		   struct err *err)
{
	return add_text(w, NULL, lang, name, po, err);
}

static int add_file(struct words *w, const struct words *before, const char *lang, const char *path,
		    struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc;
	struct stat st;
	uint8_t *buf = NULL;

	if (fd < 0 || fstat(fd, &st) < 0) {
		rc = err_set(err, errno, "%s cannot be read: %s", path, strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > PO_FILE_MAX) {
		rc = err_set(err, EFBIG, "%s is no file, or too large for a catalogue", path);
		goto out;
	}
	buf = talloc_size(w, st.st_size + 1);
	if (read(fd, buf, st.st_size) != st.st_size) {
		rc = err_set(err, EIO, "%s changed or failed while it was read", path);
		goto out;
	}
	rc = add_text(w, before, lang, path, (struct view){ buf, st.st_size }, err);
out:
	if (fd >= 0)
		close(fd);
	talloc_free(buf);
	return rc;
}

int words_add_file(struct words *w, const char *lang, const char *path, struct err *err)
{
	return add_file(w, NULL, lang, path, err);
}

static int is_catalogue(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && dot != d->d_name && strcmp(dot, ".po") == 0;
}

struct words *words_load(void *ctx, const char *dir, struct err *err)
{
	return words_load_since(ctx, dir, NULL, err);
}

struct words *words_load_since(void *ctx, const char *dir, const struct words *before,
			       struct err *err)
{
	struct words *w = words_new(ctx);
	struct dirent **names = NULL;
	int n = scandir(dir, &names, is_catalogue, alphasort), rc = 0;

	if (n < 0)
		rc = err_set(err, errno, "the folder %s cannot be read: %s", dir, strerror(errno));
	for (int i = 0; i < n && rc == 0; i++) {
		char *path = talloc_asprintf(w, "%s/%s", dir, names[i]->d_name);
		char *lang = talloc_strndup(w, names[i]->d_name, strlen(names[i]->d_name) - 3);

		rc = add_file(w, before, lang, path, err);
		talloc_free(path);
		talloc_free(lang);
	}
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	if (rc == 0 && !words_catalogue_find(w, "en"))
		rc = err_set(err, ENOENT, "%s has no en.po, which every fall-back ends in", dir);
	if (rc < 0) {
		talloc_free(w);
		return NULL;
	}
	return w;
}

int words_set_default(struct words *w, const char *lang)
{
	if (!words_catalogue_find(w, lang))
		return -ENOENT;
	talloc_free(w->dflt);
	w->dflt = talloc_strdup(w, lang);
	return 0;
}

void words_set_fact(struct words *w, const char *name, const char *text)
{
	size_t i = 0;

	while (i < w->facts_len && strcmp(w->facts[i].name, name) != 0)
		i++;
	if (i == w->facts_len) {
		w->facts = talloc_realloc(w, w->facts, struct words_fact, ++w->facts_len);
		w->facts[i].name = talloc_strdup(w, name);
	}
	w->facts[i].text = talloc_strdup(w, text);
}

const char *const *words_languages(const struct words *w)
{
	return w->languages;
}

const struct words_catalogue *words_catalogue_find(const struct words *w, const char *lang)
{
	for (size_t i = 0; i < w->len; i++)
		if (strcmp(w->catalogues[i]->lang, lang) == 0)
			return w->catalogues[i];
	return NULL;
}

/* Only what may be said: not fuzzy, not empty. */
const struct words_message *words_message_find(const struct words_catalogue *c, const char *key,
					       const char *context)
{
	struct words_message probe = { .entry = { .key = key, .context = context } };
	size_t low = 0, high = c->len;

	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct words_entry *e = &c->index[mid]->entry;
		int d = strcmp(probe.entry.key, e->key);

		if (d == 0)
			d = strcmp(probe.entry.context, e->context);
		if (d == 0)
			return e->fuzzy || e->missing ? NULL : c->index[mid];
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* In this order; see words.h. */
static const char *const search[WORDS_CHANNELS][2][WORDS_CONTEXTS_MAX + 1] = {
	[WORDS_SMS]   = { { "sms", "" }, { "sms.plain", "plain", "sms", "" } },
	[WORDS_VOICE] = { { "voice", "" }, { "voice.plain", "plain", "voice", "" } },
	[WORDS_SCREEN] = { { "voice", "" }, { "voice.plain", "plain", "voice", "" } },
};

/* One language and its parents: "sw-KE", "sw". */
static const struct words_message *find_in_language(const struct words *w, const char *lang,
						    const char *const *order, const char *key,
						    const struct words_catalogue **c)
{
	char name[40];

	if (snprintf(name, sizeof(name), "%s", lang) >= (int)sizeof(name))
		return NULL;
	for (char *p = name; *p; p++)
		if (*p == '_')
			*p = '-';
	for (;;) {
		*c = words_catalogue_find(w, name);
		for (const char *const *ctx = order; *c && *ctx; ctx++) {
			const struct words_message *m = words_message_find(*c, key, *ctx);

			if (m)
				return m;
		}
		char *dash = strrchr(name, '-');
		if (!dash)
			return NULL;
		*dash = 0;
	}
}

const struct words_message *words_message_for(const struct words *w, const struct words_for *who,
					      const char *key, const struct words_catalogue **c)
{
	MUST(who->channel < WORDS_CHANNELS);
	const char *const *order = search[who->channel][who->plain];
	const char *const langs[] = { who->lang ? who->lang : w->dflt, w->dflt, "en" };

	for (size_t i = 0; i < ARRAY_LEN(langs); i++) {
		const struct words_message *m = find_in_language(w, langs[i], order, key, c);

		if (m)
			return m;
	}
	return NULL;
}

const char *words_raw(const struct words *w, const struct words_for *who, const char *key)
{
	const struct words_catalogue *c;
	const struct words_message *m = words_message_for(w, who, key, &c);

	return m ? m->entry.text[0] : NULL;
}

const char *words_own(const struct words *w, const char *lang, const char *key)
{
	static const char *const any[] = { "", "sms", "voice" };
	const struct words_catalogue *c = words_catalogue_find(w, lang);

	for (size_t i = 0; c && i < ARRAY_LEN(any); i++) {
		const struct words_message *m = words_message_find(c, key, any[i]);

		if (m)
			return m->entry.text[0];
	}
	return NULL;
}

int words_each(const struct words *w, const char *lang,
	       int (*cb)(void *arg, const struct words_entry *e), void *arg)
{
	for (size_t i = 0; i < w->len; i++) {
		const struct words_catalogue *c = w->catalogues[i];

		if (lang && strcmp(lang, c->lang) != 0)
			continue;
		for (size_t j = 0; j < c->len; j++) {
			int rc = cb(arg, &c->messages[j].entry);

			if (rc)
				return rc;
		}
	}
	return 0;
}
