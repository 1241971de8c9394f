/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to vet/. */
#include "vet/vet.h"

struct vetting {
	const struct vet *v;
	struct flow_problems *problems;
	bool all_words;			/* also those that no flow says */
	const char *const *keys;	/* that the flows (or this one) say */
	void *ctx;
	char today[16], soon[16];	/* "2027-01-31" */
	struct vet_keyword {
		const char *folded, *key, *lang;
	} *keywords;
	size_t keywords_len;
};

/* Does a flow that is looked at say this key? */
bool vet_says(const struct vetting *k, const char *key);
/* Is it to be looked at? */
bool vet_wants(const struct vetting *k, const char *key);
/* At the entry's line of its catalogue. */
void vet_complain(struct vetting *k, enum flow_severity severity, const struct words_entry *e,
		  const char *fmt, ...) PRINTF(4, 5);
/* What a text costs with these options (vet_words.c). */
void vet_measure(const struct words *w, const char *lang, bool plain, const char *key,
		 const struct words_option *options, size_t n, struct flow_text_size *out);
/* Reading level, what betrays, what has expired; items about danger (vet_look.c). */
void vet_look_entry(struct vetting *k, const struct words_entry *e);
void vet_look_flow(struct vetting *k, const struct flow *f);
/* What is heard on a call must make sense on one (vet_heard.c). */
void vet_look_heard(struct vetting *k);
/* The next item of a list like "text us, reply", folded; *list (NULL: empty) moves behind it. */
bool vet_list_next(const char **list, char *word, size_t size);
/* Is the folded word there, as a word? */
bool vet_has_word(const char *folded, const char *word);
/* A recording, or that there is none (vet_sound.c). */
void vet_look_sound(struct vetting *k, const struct words_entry *e);
