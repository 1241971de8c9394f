// SPDX-License-Identifier: AGPL-3.0-or-later
/* Last texts, what was told, what was asked (store_safety.h). */
#define STORE_FAMILY STORE_FAMILY_safety
#include "store/store_int.h"
#include "store/store_safety.h"

enum {
	RECENT_ADD, RECENT_TRIM, RECENT_LIST, RECENT_OLD, RECENT_OLDEST, RECENT_DELETE, STATE_GET,
	STATE_SAVE, STATE_REBASE,
};
static const char *const sql[] = {
	[RECENT_ADD] = "INSERT INTO safety_recent (id, person_id, at_ms, words)"
		" VALUES ($id, $person, $now, $words)",
	[RECENT_TRIM] = "DELETE FROM safety_recent WHERE person_id = $person AND (at_ms < $since"
		" OR id <= (SELECT id FROM safety_recent WHERE person_id = $person"
		" ORDER BY id DESC LIMIT 1 OFFSET $keep))",
	[RECENT_LIST] = "SELECT id, words FROM safety_recent WHERE person_id = $person"
		" AND at_ms >= $since ORDER BY id LIMIT $keep",
	[RECENT_OLD] = "SELECT id FROM safety_recent WHERE at_ms < $before ORDER BY at_ms LIMIT 1",
	[RECENT_OLDEST] = "SELECT min(at_ms) FROM safety_recent",
	[RECENT_DELETE] = "DELETE FROM safety_recent WHERE id = $id",
	[STATE_GET] = "SELECT words_at_ms, words_tier, short_at_ms, question, asked_at_ms,"
		" asked_again FROM safety_state WHERE person_id = $person",
	[STATE_SAVE] = "INSERT INTO safety_state (person_id, words_at_ms, words_tier, short_at_ms,"
		" question, asked_at_ms, asked_again) VALUES ($person, $words, $tier, $short,"
		" $question, $asked, $again) ON CONFLICT (person_id) DO UPDATE SET"
		" words_at_ms = excluded.words_at_ms, words_tier = excluded.words_tier,"
		" short_at_ms = excluded.short_at_ms, question = excluded.question,"
		" asked_at_ms = excluded.asked_at_ms, asked_again = excluded.asked_again",
	[STATE_REBASE] = "UPDATE safety_state SET words_at_ms = max(words_at_ms + $step, 0),"
		" short_at_ms = max(short_at_ms + $step, 0)"
		" WHERE words_at_ms > 0 OR short_at_ms > 0",
};
static const char *const tables[] = { "safety_recent", NULL };
const struct store_family store_family_safety = {
	.name = "safety", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static struct store_place words_place(int64_t id, int64_t person_id)
{
	return (struct store_place){ "safety_recent.words", id, person_id };
}

int store_recent_add(struct store *st, int64_t person_id, int64_t now_ms,
		     const struct secret *text, bool trim)
{
	int64_t id = store_new_id(st, "safety_recent");
	struct query *q = query(st, RECENT_ADD);
	int rc;

	q_int(q, "$id", id);
	q_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	q_seal(q, "$words", words_place(id, person_id), text);
	rc = q_run(q);
	if (rc < 0 || !trim)
		return rc < 0 ? rc : 0;
	q = query(st, RECENT_TRIM);
	q_int(q, "$person", person_id);
	q_int(q, "$since", now_ms - STORE_RECENT_MS);
	q_int(q, "$keep", STORE_RECENT_MAX);
	return q_do(q);
}

int store_recent_list(struct store *st, void *ctx, int64_t person_id, int64_t since_ms,
		      struct secret *out[STORE_RECENT_MAX])
{
	struct query *q = query(st, RECENT_LIST);
	int rc, n = 0;

	q_int(q, "$person", person_id);
	q_int(q, "$since", since_ms);
	q_int(q, "$keep", STORE_RECENT_MAX);
	while ((rc = q_row(q)) == 1) {
		rc = q_col_unseal(q, 1, ctx, words_place(q_col_int(q, 0), person_id), &out[n]);
		if (rc == 0 && out[n])
			n++;
		if (rc < 0 && rc != -EBADMSG && rc != -ENOKEY) {
			q_done(q);
			return rc;
		}
	}
	return rc < 0 ? rc : n;
}

int store_recent_prune(struct store *st, int64_t before_ms, int max)
{
	struct query *q;
	int64_t id;
	int rc, n;

	for (n = 0; n < max; n++) {
		q = query(st, RECENT_OLD);
		q_int(q, "$before", before_ms);
		rc = q_get_int(q, &id);
		if (rc != 1)
			return rc < 0 ? rc : n;
		q = query(st, RECENT_DELETE);
		q_int(q, "$id", id);
		rc = q_run(q);
		if (rc < 0)
			return rc;
	}
	return n;
}

int store_recent_oldest(struct store *st, int64_t *at_ms)
{
	return q_get_int(query(st, RECENT_OLDEST), at_ms);
}

int store_safety_get(struct store *st, int64_t person_id, struct store_safety *out)
{
	struct query *q = query(st, STATE_GET);
	int rc;

	*out = (struct store_safety){ .person_id = person_id };
	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	out->words_at_ms = q_col_int(q, 0);
	out->words_tier = (int)q_col_int(q, 1);
	out->short_at_ms = q_col_int(q, 2);
	out->question = (enum store_question)q_col_int(q, 3);
	out->asked_at_ms = q_col_int(q, 4);
	out->asked_again = q_col_int(q, 5);
	q_done(q);
	return 0;
}

int store_safety_save(struct store *st, const struct store_safety *s)
{
	struct query *q = query(st, STATE_SAVE);

	q_int(q, "$person", s->person_id);
	q_int(q, "$words", s->words_at_ms);
	q_int(q, "$tier", s->words_tier);
	q_int(q, "$short", s->short_at_ms);
	q_int(q, "$question", s->question);
	q_int(q, "$asked", s->asked_at_ms);
	q_int(q, "$again", s->asked_again);
	return q_do(q);
}

int store_safety_rebase(struct store *st, int64_t step_ms)
{
	struct query *q = query(st, STATE_REBASE);

	q_int(q, "$step", step_ms);
	return q_do(q);
}
