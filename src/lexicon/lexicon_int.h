/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Inside the lexicon.  The way of a text:
 *   bytes -> text_fold() -> lex_canon (words in one spelling, ". i want to die . ")
 *         -> lex_ac (which required words are there?) -> idioms masked
 *         -> PCRE2 for the few patterns that can match -> context -> hits
 * Everything below is made by lexicon_load() and only read afterwards, but for
 * struct lex_scratch.
 */
#include "lexicon/lexicon.h"
#include "text/text_fold.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* --- lexicon_words.c: the spelling table -------------------------------- */
enum lex_word_flag {
	LEX_WORD_VOCAB = 1 << 0,	/* a pattern uses it */
	LEX_WORD_SPELL = 1 << 1,	/* `spell` says what it stands for */
	LEX_WORD_SLIP = 1 << 2,		/* generated from a `slips` word */
	LEX_WORD_REAL = 1 << 3,		/* a word of its own: never taken for a slip */
	LEX_WORD_KEY = 1 << 4,		/* a `slips` word, or one of its slips */
	LEX_WORD_DENIAL = 1 << 5,	/* a `denials` word: not, never */
};
#define LEX_WORD_MAX 160		/* longer runs of letters are cut into pieces */
struct lex_entry {
	const char *key, *value;	/* folded; value: canonical words with spaces between */
	uint32_t hash, flags;
};
struct lex_words {
	struct lex_entry *entries;	/* open addressing, size a power of two */
	uint16_t *tags;			/* a bit of each entry's hash, 0: none.  Most words of a
					 * text are not in the table, and this fits in a cache */
	size_t size, used;
	char *chunk;			/* where keys and values are kept */
	size_t chunk_used;
	struct lex_trie *trie;		/* vocabulary, for run-together words */
	size_t trie_len, trie_size;
};
struct lex_trie {
	uint16_t next[26];
	uint8_t flags;			/* LEX_WORD_VOCAB: a word ends here; LEX_WORD_KEY */
};
struct lex_words *lex_words_new(void *ctx);
const struct lex_entry *lex_words_find(const struct lex_words *w, const char *key, size_t len);
/* Adds or, if the key is there, only ors the flags in and returns false. */
bool lex_words_add(struct lex_words *w, const char *key, size_t len, const char *value,
		   uint32_t flags);
/* All the slips of one word (dropped vowels, neighbours on the keypad, ...): of a key word
 * also if it is short. */
void lex_words_add_slips(struct lex_words *w, const char *word, bool key);
void lex_words_finish(struct lex_words *w);	/* builds the trie */
/* Canonical form of one raw word, or NULL: unknown, leave it.  buf: LEX_WORD_MAX * 2 + 1. */
const char *lex_words_canon(const struct lex_words *w, const char *raw, size_t len, char *buf);
const char *lex_words_known(const struct lex_words *w, const char *raw, size_t len, char *buf);

/* --- lexicon_canon.c: words in one spelling ----------------------------- */
#define LEX_CANON_SIZE (LEXICON_WINDOW * 8)
#define LEX_CANON_WORDS (LEXICON_WINDOW * 2 + 16)
struct lex_place {
	uint32_t canon;			/* where the word begins in the canonical text */
	uint32_t begin, end;		/* the bytes that it was made of, as given */
};
struct lex_canon {
	char text[LEX_CANON_SIZE];
	size_t len;
	struct lex_place words[LEX_CANON_WORDS];
	size_t words_len;
	bool full;
};
void lex_canon(const struct lex_words *w, const struct text_folded *f, struct lex_canon *c);

/* --- lexicon_pattern.c: from "<i> <want> to <die>" to a regular expression --- */
enum lex_node_type { LEX_WORD, LEX_GAP, LEX_NUMBER, LEX_SEQ, LEX_ALT, LEX_OPT, LEX_UNLESS,
		     LEX_START, LEX_END, LEX_SLOT };
struct lex_node {
	enum lex_node_type type;
	const char *word;		/* WORD: canonical; SLOT: name */
	bool open_begin, open_end;	/* WORD: *word, word* */
	int gap;			/* GAP: at most this many words; NUMBER: digits */
	struct lex_node *child, *next;
};
struct lex_group {			/* literals of which one must be there */
	const char **literals;
	size_t len;
	unsigned weight;		/* lower is rarer */
};
struct lex_slot { const char *name; struct lex_node *node; struct lex_slot *next; };
struct lex_file;
struct lex_node *lex_pattern_parse(struct lex_file *file, int line, const char *text,
				   struct err *err);
/* Puts the slots in; all below want it done. */
int lex_pattern_resolve(struct lex_file *file, struct lex_node *n, struct err *err) MUST_CHECK;
/* A pattern that is a choice as a whole becomes one per alternative: each then has required
 * words of its own.  Appends to *list (children of ctx), returns the new length. */
size_t lex_pattern_split(void *ctx, const struct lex_node *n, struct lex_node ***list, size_t len);
char *lex_pattern_regex(void *ctx, const struct lex_node *n);
/* The groups that every match must hold, rarest first. */
size_t lex_pattern_groups(void *ctx, const struct lex_node *n, struct lex_group **out);
int lex_pattern_reach(const struct lex_node *n);	/* most words that a match can span */
bool lex_pattern_denies(const struct lex_words *w, const struct lex_node *n);
int lex_pattern_gaps(const struct lex_node *n);		/* how many open places */
/* One plain text of the first `parts` elements, for the trial. */
char *lex_pattern_sample(void *ctx, const struct lex_node *n, int parts);
int lex_pattern_parts(const struct lex_node *n);

/* --- lexicon_ac.c: Aho-Corasick ----------------------------------------- */
struct lex_ac;
struct lex_ac *lex_ac_new(void *ctx);
void lex_ac_add(struct lex_ac *ac, const char *literal, uint16_t group);
int lex_ac_finish(struct lex_ac *ac, struct err *err) MUST_CHECK;
struct lex_seen {			/* per group; valid if epoch is the scan's */
	uint32_t epoch;
	uint16_t first, last;		/* word numbers */
};
struct lex_seen_list {
	struct lex_seen *seen;		/* one per group */
	uint16_t *list;			/* the groups seen, each once */
	size_t len;
	uint32_t epoch;
};
void lex_ac_run(const struct lex_ac *ac, const char *text, size_t len, struct lex_seen_list *out);

/* --- the loaded lexicon ------------------------------------------------- */
#define LEX_PATTERN_GROUPS 4
enum lex_kind { LEX_KIND_RULE, LEX_KIND_IDIOM, LEX_KIND_CONTEXT };
enum lex_where { LEX_BEFORE, LEX_INSIDE, LEX_AFTER, LEX_SENTENCE, LEX_NEAR };
struct lex_rule {
	struct lexicon_rule_info info;
	enum lex_kind kind;
	uint32_t context;		/* CONTEXT: the bit that it sets */
	enum lex_where where;
	uint32_t ignores;		/* RULE: contexts that do not apply to it */
	const char *file;
	int line;
};
struct lex_pattern {
	struct lex_rule *rule;
	pcre2_code *code;
	bool jit;
	bool has_negation;		/* its own words deny: nothing inside can */
	uint16_t reach;
	uint16_t groups[LEX_PATTERN_GROUPS];
	uint8_t groups_len;
	int line;
	struct lex_file *file;
	struct lex_node *node;		/* only until it is compiled */
};
struct lex_scratch {
	char folded[LEXICON_WINDOW * 2 + TEXT_FOLD_MAX_EXPANSION];
	uint32_t map[LEXICON_WINDOW * 2 + TEXT_FOLD_MAX_EXPANSION];
	char join[LEXICON_WINDOW];
	unsigned tries_left;		/* of this window */
	size_t bytes_left;
	struct lex_canon canon;
	struct lex_seen_list seen;
	uint64_t *candidates;		/* a bit per pattern */
	pcre2_match_data *md;
	pcre2_match_context *mctx;
	pcre2_jit_stack *stack;
	uint8_t *arena;			/* for PCRE2's interpreter where JIT is not allowed */
	size_t arena_used;
};
#define LEX_ARENA_SIZE (256 * 1024)

struct lex_file {
	struct lexicon *lex;
	const char *path, *code, *name, *status, *author, *reviewer, *reviewed;
	const char *mixes;		/* code of a language that its texts are mixed with,
					 * or NULL */
	struct lex_slot *slots;
	size_t rules;
	struct lex_file *next;
};
struct lexicon {
	char version[17];
	struct lex_words *words;
	struct lex_ac *ac;
	struct lex_file *files;
	struct lexicon_language *languages;
	size_t languages_len;
	struct lex_rule **rules;	/* of kind RULE */
	size_t rules_len;
	struct lex_pattern *patterns;	/* rules (A first) and idioms; contexts apart */
	size_t patterns_len;
	struct lex_pattern *contexts;
	size_t contexts_len;
	size_t groups_len;
	struct { uint16_t *patterns; size_t len; } *by_group;	/* whose first group it is */
	uint16_t *always;		/* patterns without any required word */
	size_t always_len;
	struct lex_scratch *scratch;
};
/* words: the spellings; else: slots, rules, idioms, contexts. */
int lex_read_lines(struct lexicon *lex, struct lex_file *file, struct view text, bool words,
		   struct err *err) MUST_CHECK;
/* One file's text as a lexicon of its own ("text:LINE: ..." in errors): tests and fuzzing. */
struct lexicon *lex_load_text(void *ctx, struct view text, struct err *err);
int lex_by_string(const void *a, const void *b);	/* qsort() of const char * */
int lex_compile(struct lexicon *lex, struct err *err) MUST_CHECK;	/* lexicon_compile.c */
