// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts to ourselves, and words to staff about the link (store_watch.h). */
#define STORE_FAMILY STORE_FAMILY_watch
#include "store/store_int.h"
#include "store/store_watch.h"

#include <stdio.h>

#define TEXT "id, token, sent_at_ms, back_at_ms, missed"

enum {
	TEXT_ADD, TEXT_GET, TEXT_FIND, TEXT_BACK, TEXT_MISSED, TEXT_PRUNE, STATE_GET, STATE_SAVE,
	NOTICE_ADD, NOTICE_NEXT, NOTICE_DUE, NOTICE_STATE, NOTICE_AGAIN, NOTICE_DROP,
};
static const char *const sql[] = {
	[TEXT_ADD] = "INSERT INTO watch_text (id, token, sent_at_ms, missed)"
		" VALUES ($id, $token, $now, 0)",
	[TEXT_GET] = "SELECT " TEXT " FROM watch_text WHERE id = $id",
	[TEXT_FIND] = "SELECT " TEXT " FROM watch_text WHERE token = $token",
	[TEXT_BACK] = "UPDATE watch_text SET back_at_ms = $now WHERE id = $id"
		" AND back_at_ms IS NULL",
	[TEXT_MISSED] = "UPDATE watch_text SET missed = 1"
		" WHERE id = $id AND back_at_ms IS NULL AND missed = 0",
	[TEXT_PRUNE] = "DELETE FROM watch_text WHERE sent_at_ms < $before",
	[STATE_GET] = "SELECT missed, lost_since_ms, told_at_ms, sent_at_ms, back_at_ms, travel_ms,"
		" seen_by, seen_at_ms FROM watch_state WHERE id = 1",
	[STATE_SAVE] = "INSERT INTO watch_state (id, missed, lost_since_ms, told_at_ms, sent_at_ms,"
		" back_at_ms, travel_ms, seen_by, seen_at_ms) VALUES (1, $missed, $lost, $told,"
		" $sent, $back, $travel, $seen_by, $seen)"
		" ON CONFLICT (id) DO UPDATE SET missed = excluded.missed,"
		" lost_since_ms = excluded.lost_since_ms, told_at_ms = excluded.told_at_ms,"
		" sent_at_ms = excluded.sent_at_ms, back_at_ms = excluded.back_at_ms,"
		" travel_ms = excluded.travel_ms, seen_by = excluded.seen_by,"
		" seen_at_ms = excluded.seen_at_ms",
	[NOTICE_ADD] = "INSERT INTO watch_notice (id, person_id, kind, since_ms, due_at_ms, state)"
		" VALUES ($id, $person, $kind, $since, $due, 0)",
	[NOTICE_NEXT] = "SELECT min(due_at_ms) FROM watch_notice WHERE state = 0",
	[NOTICE_DUE] = "SELECT id, person_id, kind, since_ms, due_at_ms FROM watch_notice"
		" WHERE state = 0 AND due_at_ms <= $now ORDER BY id LIMIT $max",
	[NOTICE_STATE] = "UPDATE watch_notice SET state = $state WHERE id = $id AND"
		" (state IN (0, 1) OR (state IN (2, 5, 7) AND $state <> state AND "
		"$state IN (2, 3, 4)))",
	[NOTICE_AGAIN] = "UPDATE watch_notice SET state = 0, due_at_ms = $at"
		" WHERE id = $id AND state = 1",
	[NOTICE_DROP] = "UPDATE watch_notice SET state = 6 WHERE kind = $kind AND state = 0",
};
static const char *const tables[] = { "watch_text", NULL };
const struct store_family store_family_watch = {
	.name = "watch", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Texts to ourselves -------------------------------------------------------------- */

int store_watch_text_add(struct store *st, struct store_watch_text *w)
{
	struct query *q;

	w->id = store_new_id(st, "watch_text");
	q = query(st, TEXT_ADD);
	q_int(q, "$id", w->id);
	q_text(q, "$token", w->token);
	q_int(q, "$now", w->sent_at_ms);
	return q_do(q);
}

static int text_row(struct query *q, struct store_watch_text *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*out = (struct store_watch_text){
		.id = q_col_int(q, 0), .sent_at_ms = q_col_int(q, 2), .back_at_ms = q_col_int(q, 3),
		.missed = q_col_int(q, 4),
	};
	snprintf(out->token, sizeof(out->token), "%s", q_col_text(q, 1));
	q_done(q);
	return 1;
}

int store_watch_text_get(struct store *st, int64_t id, struct store_watch_text *out)
{
	struct query *q = query(st, TEXT_GET);

	q_int(q, "$id", id);
	return text_row(q, out);
}

int store_watch_text_find(struct store *st, const char *token, struct store_watch_text *out)
{
	struct query *q = query(st, TEXT_FIND);

	q_text(q, "$token", token);
	return text_row(q, out);
}

int store_watch_text_back(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, TEXT_BACK);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_watch_text_missed(struct store *st, int64_t id)
{
	struct query *q = query(st, TEXT_MISSED);

	q_int(q, "$id", id);
	return q_run(q);
}

int store_watch_text_prune(struct store *st, int64_t before_ms)
{
	struct query *q = query(st, TEXT_PRUNE);

	q_int(q, "$before", before_ms);
	return q_run(q);
}

int store_watch_state_get(struct store *st, struct store_watch_state *out)
{
	struct query *q = query(st, STATE_GET);
	int rc = q_row(q);

	*out = (struct store_watch_state){ 0 };
	if (rc != 1)
		return rc;
	*out = (struct store_watch_state){
		.missed = q_col_int(q, 0), .lost_since_ms = q_col_int(q, 1),
		.told_at_ms = q_col_int(q, 2), .sent_at_ms = q_col_int(q, 3),
		.back_at_ms = q_col_int(q, 4), .travel_ms = q_col_int(q, 5),
		.seen_by = q_col_int(q, 6), .seen_at_ms = q_col_int(q, 7),
	};
	q_done(q);
	return 0;
}

int store_watch_state_save(struct store *st, const struct store_watch_state *s)
{
	struct query *q = query(st, STATE_SAVE);

	q_int(q, "$missed", s->missed);
	q_null_int(q, "$lost", s->lost_since_ms);
	q_int(q, "$told", s->told_at_ms);
	q_int(q, "$sent", s->sent_at_ms);
	q_int(q, "$back", s->back_at_ms);
	q_int(q, "$travel", s->travel_ms);
	q_null_int(q, "$seen_by", s->seen_by);
	q_null_int(q, "$seen", s->seen_at_ms);
	return q_do(q);
}

/* --- Notices ---------------------------------------------------------------------------- */

int store_notice_add(struct store *st, struct store_notice *n)
{
	struct query *q;

	n->id = store_new_id(st, "alarm");
	q = query(st, NOTICE_ADD);
	q_int(q, "$id", n->id);
	q_int(q, "$person", n->person_id);
	q_int(q, "$kind", n->kind);
	q_int(q, "$since", n->since_ms);
	q_int(q, "$due", n->due_at_ms);
	return q_do(q);
}

int store_notice_next(struct store *st, int64_t *at_ms)
{
	return q_get_int(query(st, NOTICE_NEXT), at_ms);
}

int store_notice_due(struct store *st, int64_t now_ms, struct store_notice *out, int max)
{
	struct query *q = query(st, NOTICE_DUE);
	int rc, n = 0;

	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		out[n++] = (struct store_notice){
			.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
			.kind = (enum store_notice_kind)q_col_int(q, 2),
			.since_ms = q_col_int(q, 3), .due_at_ms = q_col_int(q, 4),
		};
	return rc < 0 ? rc : n;
}

int store_notice_state(struct store *st, int64_t id, enum store_alarm_state state)
{
	struct query *q = query(st, NOTICE_STATE);

	q_int(q, "$id", id);
	q_int(q, "$state", state);
	return q_run(q);
}

int store_notice_again(struct store *st, int64_t id, int64_t at_ms)
{
	struct query *q = query(st, NOTICE_AGAIN);

	q_int(q, "$id", id);
	q_int(q, "$at", at_ms);
	return q_run(q);
}

int store_notice_drop(struct store *st, enum store_notice_kind kind)
{
	struct query *q = query(st, NOTICE_DROP);

	q_int(q, "$kind", kind);
	return q_run(q);
}
