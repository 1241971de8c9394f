/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Loading a folder of .lex files, and what can be asked about the result. */
#include "lexicon/lexicon_int.h"

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX_BYTES (4u * 1024 * 1024)

static int read_whole(void *ctx, const char *path, struct view *out, struct err *err)
{
	FILE *f = fopen(path, "rb");
	size_t size = 0, n;
	char *buf = NULL;

	if (!f)
		return err_set(err, errno, "%s: %s", path, strerror(errno));
	do {
		buf = talloc_realloc(ctx, buf, char, (unsigned)(size + 65536 + 1));
		n = fread(buf + size, 1, 65536, f);
		size += n;
	} while (n == 65536 && size < FILE_MAX_BYTES);
	if (ferror(f) || size >= FILE_MAX_BYTES) {
		fclose(f);
		return err_set(err, EIO, "%s: cannot be read or is larger than 4 MB", path);
	}
	fclose(f);
	buf[size] = '\0';
	*out = (struct view){ (const uint8_t *)buf, size };
	return 0;
}

static int is_lex(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && d->d_name[0] != '.' && strcmp(d->d_name + n - 4, ".lex") == 0;
}

struct source {
	struct lex_file *file;
	struct view text;
};

static int read_sources(struct lexicon *lex, const char *dir, struct source **out, size_t *len,
			struct err *err)
{
	struct dirent **names;
	int n = scandir(dir, &names, is_lex, alphasort), rc = 0;
	struct lex_file **tail = &lex->files;
	crypto_generichash_state hash;
	uint8_t digest[16];

	if (n < 0)
		return err_set(err, errno, "%s: %s", dir, strerror(errno));
	crypto_generichash_init(&hash, NULL, 0, sizeof(digest));
	*out = talloc_zero_array(lex, struct source, (unsigned)n + 1);
	for (int i = 0; i < n && !rc; i++) {
		struct lex_file *f = talloc_zero(lex, struct lex_file);

		f->lex = lex;
		f->path = talloc_asprintf(f, "%s/%s", dir, names[i]->d_name);
		*tail = f;
		tail = &f->next;
		(*out)[i].file = f;
		rc = read_whole(*out, f->path, &(*out)[i].text, err);
		if (rc)
			break;
		crypto_generichash_update(&hash, (const uint8_t *)names[i]->d_name,
					  strlen(names[i]->d_name) + 1);
		crypto_generichash_update(&hash, (*out)[i].text.data, (*out)[i].text.len);
	}
	crypto_generichash_final(&hash, digest, sizeof(digest));
	sodium_bin2hex(lex->version, sizeof(lex->version), digest, 8);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	*len = (size_t)n;
	if (!rc && n == 0)
		rc = err_set(err, ENOENT, "%s: there is no .lex file in it", dir);
	return rc;
}

/* Slips are made when all words are known, so that none hides a real one. */
static void add_slips_of(struct lex_words *w, uint32_t flag)
{
	const char **keys = NULL;
	size_t n = 0;

	for (size_t i = 0; i < w->size; i++) {
		const struct lex_entry *e = &w->entries[i];

		if (!e->key || !(e->flags & flag) || (e->flags & LEX_WORD_SLIP))
			continue;
		keys = talloc_realloc(w, keys, const char *, (unsigned)(n + 1));
		keys[n++] = e->key;
	}
	if (n)
		qsort(keys, n, sizeof(*keys), lex_by_string);
	for (size_t i = 0; i < n; i++)
		lex_words_add_slips(w, keys[i], flag == LEX_WORD_KEY);
	talloc_free(keys);
}

/* Key words first: a slip that could be of two words is taken for the graver one. */
static void add_slips(struct lex_words *w)
{
	add_slips_of(w, LEX_WORD_KEY);
	add_slips_of(w, LEX_WORD_VOCAB);
}

int lex_by_string(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int build(struct lexicon *lex, const struct source *src, size_t n, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < n && !rc; i++)
		rc = lex_read_lines(lex, src[i].file, src[i].text, true, err);
	for (size_t i = 0; i < n && !rc; i++)
		rc = lex_read_lines(lex, src[i].file, src[i].text, false, err);
	if (rc)
		return rc;
	add_slips(lex->words);
	lex_words_finish(lex->words);
	rc = lex_compile(lex, err);
	if (rc)
		return rc;
	lex->languages = talloc_zero_array(lex, struct lexicon_language, (unsigned)n);
	for (struct lex_file *f = lex->files; f; f = f->next)
		lex->languages[lex->languages_len++] =
			(struct lexicon_language){ f->code, f->name, f->status, f->rules };
	return 0;
}

static struct lexicon *lexicon_new(void *ctx)
{
	struct lexicon *lex = talloc_zero(ctx, struct lexicon);

	if (!lex)
		base_oom();
	lex->words = lex_words_new(lex);
	return lex;
}

/* ICU loads its tables at the first character beyond ASCII: now, not in a scan. */
static void warm_up(struct lexicon *lex)
{
	struct lexicon_result r;

	lexicon_scan(lex, VIEW_STR("\xc3\x89 \xf0\x9f\x99\x82"), &r);
}

struct lexicon *lexicon_load(void *ctx, const char *dir, struct err *err)
{
	return lexicon_load_since(ctx, dir, NULL, err);
}

struct lexicon *lexicon_load_since(void *ctx, const char *dir, struct lexicon *before,
				   struct err *err)
{
	struct lexicon *lex = lexicon_new(ctx);
	struct source *src = NULL;
	int rc;
	size_t n = 0;

	rc = read_sources(lex, dir, &src, &n, err);
	if (rc == 0 && before && strcmp(before->version, lex->version) == 0) {
		talloc_free(lex);
		return talloc_reference(ctx, before);
	}
	if (rc || build(lex, src, n, err)) {
		talloc_free(lex);
		return NULL;
	}
	talloc_free(src);
	warm_up(lex);
	return lex;
}

struct lexicon *lex_load_text(void *ctx, struct view text, struct err *err)
{
	struct lexicon *lex = lexicon_new(ctx);
	struct source src = { talloc_zero(lex, struct lex_file), text };

	src.file->lex = lex;
	src.file->path = "text";
	lex->files = src.file;
	if (build(lex, &src, 1, err)) {
		talloc_free(lex);
		return NULL;
	}
	warm_up(lex);
	return lex;
}

/* --- Questions ---------------------------------------------------------- */
const char *lexicon_tier_name(enum lexicon_tier tier)
{
	static const char *const names[] = { "-", "ask", "C", "B", "A" };

	return names[tier];
}

const char *lexicon_version(const struct lexicon *lex)
{
	return lex->version;
}

size_t lexicon_rules(const struct lexicon *lex)
{
	return lex->rules_len;
}

const struct lexicon_rule_info *lexicon_rule(const struct lexicon *lex, size_t i)
{
	return i < lex->rules_len ? &lex->rules[i]->info : NULL;
}

const struct lexicon_rule_info *lexicon_rule_find(const struct lexicon *lex, const char *id)
{
	for (size_t i = 0; i < lex->rules_len; i++)
		if (strcmp(lex->rules[i]->info.id, id) == 0)
			return &lex->rules[i]->info;
	return NULL;
}

size_t lexicon_unreviewed(const struct lexicon *lex)
{
	size_t n = 0;

	for (size_t i = 0; i < lex->rules_len; i++)
		n += strcmp(lex->rules[i]->info.reviewer, "none yet") == 0 ||
		     strcmp(lex->rules[i]->info.reviewed, "none yet") == 0;
	return n;
}

size_t lexicon_languages(const struct lexicon *lex)
{
	return lex->languages_len;
}

const struct lexicon_language *lexicon_language(const struct lexicon *lex, size_t i)
{
	return i < lex->languages_len ? &lex->languages[i] : NULL;
}

/* --- The project's own examples ----------------------------------------- */
static int tier_of(const char *s, size_t n)
{
	for (int t = LEX_NONE; t <= LEX_A; t++)
		if (strlen(lexicon_tier_name(t)) == n && strncmp(lexicon_tier_name(t), s, n) == 0)
			return t;
	return -1;
}

/* One line "tier<TAB>text"; 0 heard as expected (or nothing to hear), 1 not. */
static int check_line(struct lexicon *lex, const char *line, size_t n, const char *where,
		      struct err *err)
{
	const char *tab = memchr(line, '\t', n);
	struct lexicon_result r;
	int expect;

	if (n == 0 || line[0] == '#')
		return 0;
	expect = tab ? tier_of(line, (size_t)(tab - line)) : -1;
	if (expect < 0)
		return err_set(err, EINVAL, "%s: write tier, tab, text", where);
	lexicon_scan(lex, (struct view){ (const uint8_t *)tab + 1,
					 n - (size_t)(tab + 1 - line) }, &r);
	if ((int)r.tier == expect && !r.engine_fault)
		return 0;
	if (err && !err->text[0])
		err_set(err, EINVAL, "%s: heard as %s (%s), expected %s", where,
			lexicon_tier_name(r.tier), r.hits_len ? r.hits[0].rule : "no rule",
			lexicon_tier_name((enum lexicon_tier)expect));
	return 1;
}

int lexicon_check_examples(struct lexicon *lex, const char *tsv, struct err *err)
{
	struct view text;
	void *tmp = talloc_new(NULL);
	int rc = read_whole(tmp, tsv, &text, err), wrong = 0, line = 0;
	const char *p = (const char *)text.data, *end = p + text.len;

	if (err)
		err->text[0] = rc ? err->text[0] : '\0';
	while (!rc && p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		char *where = talloc_asprintf(tmp, "%s:%d", tsv, ++line);
		int r = check_line(lex, p, (size_t)((nl ? nl : end) - p), where, err);

		if (r < 0)
			rc = r;
		else
			wrong += r;
		p = nl ? nl + 1 : end;
	}
	talloc_free(tmp);
	return rc ? rc : wrong;
}
