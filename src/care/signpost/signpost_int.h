/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For the files of care/signpost. */
#include <jansson.h>

#include "care/care_signpost.h"

const struct care_signpost_settings *signpost_settings(const struct care *care);

/* --- topic.c: words and what they are about ------------------------------------------ */
enum {
	SIGNPOST_WORD_MAX = 40,		/* bytes of a folded word */
	SIGNPOST_WORDS_MAX = 24,	/* words of a query, or of a name */
	SIGNPOST_TOPICS = 10,
};
/* A text as its folded words; letters and digits of any script. */
struct signpost_words {
	char word[SIGNPOST_WORDS_MAX][SIGNPOST_WORD_MAX];
	bool used[SIGNPOST_WORDS_MAX];
	int n;
};
void signpost_words(const char *text, struct signpost_words *out);
/* The lists find.words.* of all languages. */
struct signpost_topics;
struct signpost_topics *signpost_topics_new(void *ctx, const struct words *words);
/* Bits of all topics whose words stand in it; those words are marked used. */
unsigned int signpost_topics_find(const struct signpost_topics *topics, struct signpost_words *w);
/* The same for somebody who mistyped: one letter wrong, missing, added or swapped. */
unsigned int signpost_topics_guess(const struct signpost_topics *topics, struct signpost_words *w);
/* Marks "please", "near", "I need" as used. */
void signpost_topics_skip(const struct signpost_topics *topics, struct signpost_words *w);
/* At most one such mistake between two words of five letters or more? */
bool signpost_alike(const char *a, const char *b);
/* Topics that a discreet screen does not name. */
unsigned int signpost_topics_discreet(void);
const char *signpost_topic_name(int topic);	/* "food" */

/* --- Import --------------------------------------------------------------------------- */
struct signpost_entry {
	struct store_service service;
	struct store_service_keys keys;
	const char **labels;		/* what it is called: topics are found in these */
	size_t labels_len;
};
struct signpost_import {
	struct signpost_entry *entries;
	size_t n, done;
	int64_t edition;		/* 0: nothing was written yet */
	struct signpost_topics *topics;
};

/* What is under way while a package is read. */
struct hsds {
	struct signpost_import *import;	/* talloc parent of all that stays */
	struct signpost_report *report;
	const struct signpost_reading *how;
	json_t *seen;			/* refs that are taken */
};
void signpost_remark(struct signpost_report *r, enum signpost_severity severity, const char *where,
		     const char *field, const char *fmt, ...) PRINTF(5, 6);

/* hsds_csv.c: rows as objects, each with HSDS_WHERE.  NULL with err. */
#define HSDS_WHERE "\001where"
enum { HSDS_ROWS_MAX = 200000, HSDS_CELL_MAX = 20000, HSDS_COLUMNS_MAX = 200 };
json_t *hsds_csv(struct view text, const char *file, struct signpost_report *report,
		 struct err *err);
/* hsds_package.c: one array of services with all that belongs to them. */
json_t *hsds_folder(void *ctx, const char *path, struct signpost_report *report, struct err *err);
json_t *hsds_file(void *ctx, const char *path, struct signpost_report *report, struct err *err);
json_t *hsds_document(struct view json, struct signpost_report *report, struct err *err);

/* hsds_read.c */
void hsds_services(struct hsds *h, json_t *services);
const char *hsds_str(const json_t *obj, const char *key);	/* "" when there is none */
const char *hsds_where(const json_t *obj, const char *otherwise);
bool hsds_date(const char *text, int32_t *day);			/* "2026-03-02", also with a time */
/* hsds_hours.c: the schedules of one service.  False: at least one cannot be relied on. */
bool hsds_hours(struct hsds *h, const json_t *schedules, const json_t *holidays,
		const char *where, struct store_hours **out, size_t *n_out);

/* hours.c: the days from first on (n of them) on which the rule holds.  False: it
 * cannot be read. */
bool signpost_rule_days(const char *rule, int32_t start_day, int32_t first, int n, bool *days);

/* result.c: one text of one segment.  Child of t->mem. */
char *signpost_result(struct care_turn *t, const struct store_person *to,
		      const struct store_service *s, const struct signpost_open *open);
/* helped.c: they were told of these. */
int signpost_told(struct care_turn *t, const struct store_person *p,
		  const struct store_service *const *told, size_t n) MUST_CHECK;
int signpost_do_helped(struct care_turn *t, struct store_person *p, const char *const *args,
		       unsigned int nargs, const char **outcome) MUST_CHECK;
