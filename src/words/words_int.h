/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside words/: catalogues as they lie in memory. */
#include "words/words.h"

enum { WORDS_FORMS_MAX = 6, WORDS_CONTEXTS_MAX = 4 };

struct words_message {
	struct words_entry entry;
	const char *const *sms;		/* entry.text as a text should carry it */
};

struct words_plural {
	const char *expression;		/* without spaces */
	int forms;
	unsigned (*form)(uint64_t n);
};

enum { WORDS_SUM_LEN = 16 };
struct words_catalogue {
	char *lang;
	uint8_t sum[WORDS_SUM_LEN];	/* of the file that it was read from */
	const struct words_plural *plural;
	struct words_message *messages;	/* in the file's order */
	size_t len;
	const struct words_message **index;	/* by key, then context */
};

struct words_fact {
	const char *name, *text;
};

struct words {
	struct words_catalogue **catalogues;	/* en first, then by name */
	size_t len;
	const char **languages;			/* their names, NULL-terminated */
	char *dflt;
	struct words_fact *facts;
	size_t facts_len;
};

/* NULL with err; `name` is for the error's file:line. */
struct words_catalogue *words_po_read(void *ctx, const char *lang, const char *name,
				      struct view po, struct err *err);
/* NULL: unknown expression. */
const struct words_plural *words_plural_find(const char *header_field);
const struct words_catalogue *words_catalogue_find(const struct words *w, const char *lang);
const struct words_message *words_message_find(const struct words_catalogue *c, const char *key,
					       const char *context);
/* The message in force, through languages and contexts; *c says whose plural
 * rule holds.  NULL: nobody wrote it. */
const struct words_message *words_message_for(const struct words *w, const struct words_for *who,
					      const char *key, const struct words_catalogue **c);
/* A number as this language says it in such a place. */
char *words_number_as(void *ctx, const char *lang, int64_t n, enum words_numbers as);
/* A sentence for the keys that must never be silent, else the last resort. */
const char *words_builtin(const char *key);
/* Of a file, to know it again. */
void words_sum(struct view po, uint8_t out[WORDS_SUM_LEN]);
/* 8 hex digits and NUL: changes with any of the texts. */
void words_seal(const char *const *text, char out[9]);
