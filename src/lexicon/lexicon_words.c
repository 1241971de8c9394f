/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The spelling table: every spelling that the lexicon knows, and the word meant. */
#include "lexicon/lexicon_int.h"

static uint32_t hash_of(const char *key, size_t len)
{
	uint32_t h = 2166136261u;	/* FNV-1a */

	for (size_t i = 0; i < len; i++)
		h = (h ^ (uint8_t)key[i]) * 16777619u;
	return h ? h : 1;
}

struct lex_words *lex_words_new(void *ctx)
{
	struct lex_words *w = talloc_zero(ctx, struct lex_words);

	w->size = 1024;
	w->entries = talloc_zero_array(w, struct lex_entry, w->size);
	w->tags = talloc_zero_array(w, uint16_t, w->size);
	return w;
}

static uint16_t tag_of(uint32_t hash)
{
	return (uint16_t)(hash >> 16 | 1);
}

static struct lex_entry *slot_of(const struct lex_words *w, const char *key, size_t len)
{
	uint32_t h = hash_of(key, len);
	size_t i = h & (w->size - 1);

	for (;; i = (i + 1) & (w->size - 1)) {
		struct lex_entry *e = &w->entries[i];

		if (!w->tags[i])
			return e;
		if (w->tags[i] == tag_of(h) && e->hash == h && strncmp(e->key, key, len) == 0 &&
		    e->key[len] == '\0')
			return e;
	}
}

const struct lex_entry *lex_words_find(const struct lex_words *w, const char *key, size_t len)
{
	const struct lex_entry *e = slot_of(w, key, len);

	return w->tags[e - w->entries] ? e : NULL;
}

static void grow(struct lex_words *w)
{
	struct lex_entry *old = w->entries;
	size_t n = w->size;

	w->size *= 2;
	w->entries = talloc_zero_array(w, struct lex_entry, w->size);
	talloc_free(w->tags);
	w->tags = talloc_zero_array(w, uint16_t, w->size);
	for (size_t i = 0; i < n; i++) {
		struct lex_entry *e;

		if (!old[i].key)
			continue;
		e = slot_of(w, old[i].key, strlen(old[i].key));
		*e = old[i];
		w->tags[e - w->entries] = tag_of(e->hash);
	}
	talloc_free(old);
}

/* There are a hundred thousand spellings: they are kept without a talloc header each. */
#define CHUNK_SIZE (256 * 1024)
static const char *keep(struct lex_words *w, const char *s, size_t len)
{
	char *out;

	if (!w->chunk || w->chunk_used + len + 1 > CHUNK_SIZE) {
		w->chunk = talloc_array(w, char, CHUNK_SIZE);
		w->chunk_used = 0;
	}
	out = w->chunk + w->chunk_used;
	w->chunk_used += len + 1;
	memcpy(out, s, len);
	out[len] = '\0';
	return out;
}

bool lex_words_add(struct lex_words *w, const char *key, size_t len, const char *value,
		   uint32_t flags)
{
	struct lex_entry *e = slot_of(w, key, len);

	if (e->key) {
		e->flags |= flags;
		return false;
	}
	e->key = keep(w, key, len);
	/* A slip's value is its word's, which stays. */
	e->value = flags & LEX_WORD_SLIP ? value : keep(w, value, strlen(value));
	e->hash = hash_of(key, len);
	e->flags = flags;
	w->tags[e - w->entries] = tag_of(e->hash);
	if (++w->used * 2 > w->size)
		grow(w);
	return true;
}

/* --- Slips: what fingers do to one word --------------------------------- */
static bool is_vowel(char c)
{
	return c && strchr("aeiou", c) != NULL;
}

static void add_slip(struct lex_words *w, const char *slip, const char *word)
{
	const struct lex_entry *e = lex_words_find(w, word, strlen(word));
	uint32_t key;

	MUST(e);
	key = e->flags & LEX_WORD_KEY;
	if (!lex_words_find(w, slip, strlen(slip)))	/* a word of its own stays one */
		lex_words_add(w, slip, strlen(slip), e->value, LEX_WORD_SLIP | key);
}

/* tblts, ovrds: all vowels but a first one; and each vowel alone. */
static void slips_vowels(struct lex_words *w, const char *word, size_t len)
{
	char buf[LEX_WORD_MAX + 4];
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		if (i == 0 || !is_vowel(word[i]))
			buf[n++] = word[i];
	buf[n] = '\0';
	if (n >= 4 && n < len)
		add_slip(w, buf, word);
	for (size_t skip = 1; skip < len && len >= 4; skip++) {
		if (!is_vowel(word[skip]))
			continue;
		memcpy(buf, word, skip);
		memcpy(buf + skip, word + skip + 1, len - skip);
		add_slip(w, buf, word);
	}
}

/* Two letters changed about (mysefl), one doubled, one of a pair or, in a
 * long word, any one letter missing (suiide). */
static void slips_order(struct lex_words *w, const char *word, size_t len)
{
	char buf[LEX_WORD_MAX + 4];

	for (size_t i = 1; i + 1 < len && len >= 4; i++) {
		memcpy(buf, word, len + 1);
		buf[i] = word[i + 1];
		buf[i + 1] = word[i];
		add_slip(w, buf, word);
	}
	for (size_t i = 0; i < len && len >= 4; i++) {
		memcpy(buf, word, i + 1);
		memcpy(buf + i + 1, word + i, len - i + 1);
		add_slip(w, buf, word);
	}
	for (size_t i = 1; i < len; i++) {
		if (len < 6 && !(len >= 4 && word[i] == word[i - 1]))
			continue;
		memcpy(buf, word, i);
		memcpy(buf + i, word + i + 1, len - i);
		add_slip(w, buf, word);
	}
}

/* The wrong letter of the right key: one tap too few or too many, or T9's
 * other word (ITU-T E.161 keypad). */
static void slips_keypad(struct lex_words *w, const char *word, size_t len)
{
	static const char *const keys[] = { "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv",
					    "wxyz" };
	char buf[LEX_WORD_MAX + 4];

	for (size_t i = 0; i < len && len >= 4; i++) {
		for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
			if (!strchr(keys[k], word[i]))
				continue;
			for (const char *c = keys[k]; *c; c++) {
				memcpy(buf, word, len + 1);
				buf[i] = *c;
				if (*c != word[i])
					add_slip(w, buf, word);
			}
		}
	}
}

static void slips_short(struct lex_words *w, const char *word)
{
	const char swapped[] = { word[0], word[2], word[1], word[3], 0 };
	const char last[] = { word[0], word[1], word[3], word[2], 0 };
	const char without[] = { word[0], word[2], word[3], 0 };

	add_slip(w, swapped, word);
	add_slip(w, last, word);
	if (is_vowel(word[1]) && !is_vowel(word[2]) && !is_vowel(word[3]))
		add_slip(w, without, word);
}

void lex_words_add_slips(struct lex_words *w, const char *word, bool key)
{
	size_t len = strlen(word);

	/* Slips of short words are too often other words: of four letters, only the middle
	 * changed about (wnat) and a vowel within left out. */
	if (len == 4 && !key) {
		slips_short(w, word);
		return;
	}
	if (len < (key ? 3 : 5) || len > LEX_WORD_MAX)
		return;
	slips_vowels(w, word, len);
	slips_order(w, word, len);
	slips_keypad(w, word, len);
}

/* --- Run-together words ------------------------------------------------- */
static void trie_add(struct lex_words *w, const struct lex_entry *e)
{
	size_t at = 0;

	for (const char *p = e->key; *p; p++)
		if (*p < 'a' || *p > 'z')
			return;
	for (const char *p = e->key; *p; p++) {
		size_t c = (size_t)(*p - 'a');

		if (!w->trie[at].next[c]) {
			if (w->trie_len == w->trie_size || w->trie_len >= UINT16_MAX)
				return;
			w->trie[at].next[c] = (uint16_t)w->trie_len++;
		}
		at = w->trie[at].next[c];
	}
	w->trie[at].flags |= e->flags | LEX_WORD_VOCAB;
}

void lex_words_finish(struct lex_words *w)
{
	w->trie_size = 1;
	for (size_t i = 0; i < w->size; i++)
		if (w->entries[i].key)
			w->trie_size += strlen(w->entries[i].key);
	if (w->trie_size > UINT16_MAX)
		w->trie_size = UINT16_MAX;
	w->trie = talloc_zero_array(w, struct lex_trie, w->trie_size);
	w->trie_len = 1;
	for (size_t i = 0; i < w->size; i++) {
		const struct lex_entry *e = &w->entries[i];

		if (e->key && !(e->flags & LEX_WORD_SLIP) &&
		    (e->flags & (LEX_WORD_VOCAB | LEX_WORD_SPELL)))
			trie_add(w, e);
	}
}

#define SPLIT_MIN 5
#define SPLIT_WORDS 12

struct split {
	uint8_t words;			/* fewest words up to here, 0: cannot be reached */
	uint8_t from;			/* where the last of them begins */
	bool key;			/* the last is a key word */
};

static void split_walk(const struct lex_words *w, const char *raw, size_t len, struct split *best)
{
	for (size_t i = 0; i < len; i++) {
		size_t at = 0;

		if (i && !best[i].words)
			continue;
		for (size_t j = i; j < len && raw[j] >= 'a' && raw[j] <= 'z'; j++) {
			struct split *to = &best[j + 1];

			at = w->trie[at].next[raw[j] - 'a'];
			if (!at)
				break;
			if (!w->trie[at].flags ||
			    (to->words && to->words <= best[i].words + 1))
				continue;
			*to = (struct split){ (uint8_t)(best[i].words + 1), (uint8_t)i,
					      (w->trie[at].flags & LEX_WORD_KEY) != 0 };
		}
	}
}

/* "killmyself" -> "kill myself": only if every piece is a word of the lexicon, the pieces
 * are not mere crumbs, and there are just two, or one of them is a key word. */
static const char *split_words(const struct lex_words *w, const char *raw, size_t len, char *buf)
{
	struct split best[LEX_WORD_MAX + 1];
	size_t starts[SPLIT_WORDS + 1], n = 0, out = 0;
	bool key = false;

	memset(best, 0, (len + 1) * sizeof(best[0]));
	split_walk(w, raw, len, best);
	if (!best[len].words || best[len].words > SPLIT_WORDS || best[len].words < 2 ||
	    len * 10 < best[len].words * 24u)
		return NULL;
	/* two words are joined by a missing space; more are only taken with a key word */
	key = best[len].words == 2;
	for (size_t at = len; at > 0; at = best[at].from) {
		key |= best[at].key;
		starts[n++] = best[at].from;
	}
	if (!key)
		return NULL;
	while (n-- > 0) {
		size_t end = n ? starts[n - 1] : len;
		const struct lex_entry *e = lex_words_find(w, raw + starts[n], end - starts[n]);
		size_t k = e ? strlen(e->value) : 0;

		if (!e || out + k + 1 > LEX_WORD_MAX * 2)
			return NULL;
		if (out)
			buf[out++] = ' ';
		memcpy(buf + out, e->value, k);
		out += k;
	}
	buf[out] = '\0';
	return buf;
}

/* --- One raw word ------------------------------------------------------- */
static const char *value_of(const struct lex_words *w, const char *key, size_t len)
{
	const struct lex_entry *e = lex_words_find(w, key, len);

	return e ? e->value : NULL;
}

/* Writes raw with runs of a letter cut to `keep`, where only runs of at least `from` letters are
 * cut, or (which >= 0) only that run of the ones that are. */
static size_t cut_runs(const char *raw, size_t len, size_t from, size_t keep, int which, char *out)
{
	size_t n = 0;
	int at = 0;

	for (size_t i = 0, run; i < len; i += run) {
		run = 1;
		while (i + run < len && raw[i + run] == raw[i])
			run++;
		for (size_t k = 0; k < run; k++)
			if (k < keep || run < from || (which >= 0 && which != at))
				out[n++] = raw[i];
		at += run >= from;
	}
	return n;
}

/* killll, writteeen, suuiicide: long runs to two or one, then every run to one, then each
 * pair alone. */
static const char *repeats(const struct lex_words *w, const char *raw, size_t len)
{
	static const struct { size_t from, keep; } ways[] = { { 3, 2 }, { 3, 1 }, { 2, 1 } };
	char buf[LEX_WORD_MAX];
	const char *v;

	if (cut_runs(raw, len, 2, 1, -1, buf) == len)
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		v = value_of(w, buf, cut_runs(raw, len, ways[i].from, ways[i].keep, -1, buf));
		if (v)
			return v;
	}
	for (int which = 0; which < 4; which++) {
		size_t n = cut_runs(raw, len, 2, 1, which, buf);

		if (n == len)
			break;
		v = value_of(w, buf, n);
		if (v)
			return v;
	}
	return NULL;
}

/* Digits and signs for letters (su1c1de, k!ll, d13) and for sounds (h8, 2day). */
static const char *digits(const struct lex_words *w, const char *raw, size_t len)
{
	static const char *const looks[2] = {
		"0o1i3e4a5s7t8b9g@a$s!i|l", "0o1l3e4a5s7t8b9g@a$s!l|i" };
	static const struct { char digit; const char *sound; } sounds[] = {
		{ '8', "ate" }, { '2', "to" }, { '4', "for" }, { '2', "too" }, { '1', "one" },
	};
	char buf[LEX_WORD_MAX + 4];
	const char *v;

	for (size_t t = 0; t < ARRAY_LEN(looks); t++) {
		size_t n = 0;

		for (size_t i = 0; i < len; i++) {
			const char *p = strchr(looks[t], raw[i]);

			if (raw[i] == '*')
				continue;
			buf[n++] = p && !(raw[i] >= 'a' && raw[i] <= 'z') ? p[1] : raw[i];
		}
		v = value_of(w, buf, n);
		if (v)
			return v;
	}
	for (size_t s = 0; s < ARRAY_LEN(sounds) && len < LEX_WORD_MAX; s++) {
		const char *p = memchr(raw, sounds[s].digit, len);
		size_t at = p ? (size_t)(p - raw) : 0, k = strlen(sounds[s].sound);

		if (!p)
			continue;
		memcpy(buf, raw, at);
		memcpy(buf + at, sounds[s].sound, k);
		memcpy(buf + at + k, p + 1, len - at - 1);
		v = value_of(w, buf, len + k - 1);
		if (v)
			return v;
	}
	return NULL;
}

/* As a pattern's author wrote it: only what `spell` says, no guessing.  NULL: itself. */
const char *lex_words_known(const struct lex_words *w, const char *raw, size_t len, char *buf)
{
	const char *v = value_of(w, raw, len);
	size_t n = 0;

	if (v || !memchr(raw, '\'', len))
		return v;
	for (size_t i = 0; i < len; i++)
		if (raw[i] != '\'')
			buf[n++] = raw[i];
	buf[n] = '\0';
	v = value_of(w, buf, n);
	return v ? v : buf;
}

/* "wantin", "cuttin": the ending as it is spoken. */
static const char *dropped_g(const struct lex_words *w, const char *raw, size_t len)
{
	char buf[LEX_WORD_MAX + 2];

	if (len < 5 || raw[len - 2] != 'i' || raw[len - 1] != 'n')
		return NULL;
	memcpy(buf, raw, len);
	buf[len] = 'g';
	return value_of(w, buf, len + 1);
}

const char *lex_words_canon(const struct lex_words *w, const char *raw, size_t len, char *buf)
{
	const struct lex_entry *e = lex_words_find(w, raw, len);
	char bare[LEX_WORD_MAX];
	size_t n = 0;
	bool plain = true, number = true;
	const char *v;

	if (e)
		return e->value;
	if (memchr(raw, '\'', len)) {
		for (size_t i = 0; i < len; i++)
			if (raw[i] != '\'')
				bare[n++] = raw[i];
		v = lex_words_canon(w, bare, n, buf);
		if (v)
			return v;
		memcpy(buf, bare, n);
		buf[n] = '\0';
		return buf;
	}
	for (size_t i = 0; i < len; i++) {
		plain &= raw[i] >= 'a' && raw[i] <= 'z';
		number &= raw[i] >= '0' && raw[i] <= '9';
	}
	if (number)
		return NULL;
	if (!plain)
		return digits(w, raw, len);
	v = repeats(w, raw, len);
	if (!v)
		v = dropped_g(w, raw, len);
	if (!v && w->trie && len >= SPLIT_MIN)
		v = split_words(w, raw, len, buf);
	return v;
}
