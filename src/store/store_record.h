/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What flows remember about a person: tags and groups, words of their own,
 * results of questionnaires, and the flows that they get of themselves.
 *
 * Called by care/record only.  Words and results are sealed by the person's
 * key.  Names of tags, groups and kept words are the author's and stand in the
 * clear: an author gives them harmless names (docs/flows.md says so).
 */
#include "store/store.h"

enum { STORE_RECORD_NAME_LEN = 40 };

enum store_mark_kind { STORE_MARK_TAG = 1, STORE_MARK_GROUP = 2 };
/* 1: changed; 0: it was so already. */
int store_mark_set(struct store *st, int64_t person_id, enum store_mark_kind kind, const char *name,
		   bool on, int64_t now_ms) MUST_CHECK;
int store_mark_has(struct store *st, int64_t person_id, enum store_mark_kind kind,
		   const char *name) MUST_CHECK;	/* 1, 0 */

int store_kept_add(struct store *st, int64_t person_id, const char *name,
		   const struct secret *words, int64_t now_ms) MUST_CHECK;
/* The newest, newest first.  How many; texts are children of ctx. */
int store_kept_last(struct store *st, void *ctx, int64_t person_id, const char *name,
		    struct secret **out, int max) MUST_CHECK;
/* All under this name but the newest `leave`.  How many went. */
int store_kept_forget(struct store *st, int64_t person_id, const char *name, int leave) MUST_CHECK;

int store_scored_add(struct store *st, int64_t person_id, const char *name, const char *version,
		     const struct secret *result, int64_t now_ms) MUST_CHECK;
/* 1 and the newest result, 0: none. */
int store_scored_last(struct store *st, void *ctx, int64_t person_id, const char *name,
		      struct secret **result) MUST_CHECK;

struct store_series {
	int64_t id, person_id;
	char flow[STORE_RECORD_NAME_LEN + 1];
	int turn;			/* how often it was started */
	int64_t last_day;		/* the last local day that was decided; 0: none */
	int64_t since_ms;
};
/* Sets s->id.  -EEXIST: they have it already. */
int store_series_add(struct store *st, struct store_series *s) MUST_CHECK;
int store_series_save(struct store *st, const struct store_series *s) MUST_CHECK;
int store_series_get(struct store *st, int64_t id,
		     struct store_series *out) MUST_CHECK;	/* 1, 0 */
int store_series_of(struct store *st, int64_t person_id, const char *flow,
		    struct store_series *out) MUST_CHECK;	/* 1, 0 */
/* A person's, after after_id: 1 and *out, 0. */
int store_series_next(struct store *st, int64_t person_id, int64_t after_id,
		      struct store_series *out) MUST_CHECK;
int store_series_end(struct store *st, int64_t id) MUST_CHECK;	/* 1, 0 */
