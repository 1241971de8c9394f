// SPDX-License-Identifier: AGPL-3.0-or-later
/* What was said, what was asked, what was reported, what is left for the next. */
#define STORE_FAMILY STORE_FAMILY_line
#include "store/store_int.h"
#include "store/store_talk.h"

enum {
	LINE_ADD, LINES_KEPT, LINES_HELD, LINE_SETTLE, LINE_FORGET,
	LINES_PRUNE,
	ASK_SET, ASK_GET, ASK_CLEAR, ASKS_ABOUT,
	REPORT_ADD, REPORTS_OPEN, REPORT_REVIEW, REPORT_COUNT, REPORT_WITHDRAW,
	HANDOVER_SET, HANDOVER_GET, HANDOVER_DROP,
};
#define LINE_COLS "SELECT id, member_id, conversation_id, from_id, at_ms, state, text FROM line "
static const char *const sql[] = {
	[LINE_ADD] = "INSERT INTO line (id, member_id, conversation_id, from_id, at_ms, state,"
		" text) VALUES ($id, $member, $conv, $from, $at, $state, $text)",
	[LINES_KEPT] = LINE_COLS "WHERE member_id = $member AND state = 1 ORDER BY id LIMIT $max",
	[LINES_HELD] = LINE_COLS "WHERE from_id = $from AND state = 3 ORDER BY id LIMIT $max",
	[LINE_SETTLE] = "UPDATE line SET state = $state, conversation_id = $conv"
		" WHERE id = $id AND state IN (1, 3)",
	[LINE_FORGET] = "DELETE FROM line WHERE id = $id AND state IN (1, 3)",
	[LINES_PRUNE] = "DELETE FROM line WHERE id IN (SELECT id FROM line WHERE at_ms < $before"
		" LIMIT $max)",
	[ASK_SET] = "INSERT OR REPLACE INTO ask (person_id, kind, subject_id, asked_at_ms,"
		" until_ms, tries) VALUES ($person, $kind, $subject, $asked, $until, $tries)",
	[ASK_GET] = "SELECT kind, subject_id, asked_at_ms, until_ms, tries FROM ask"
		" WHERE person_id = $person",
	[ASK_CLEAR] = "DELETE FROM ask WHERE person_id = $person AND kind = $kind"
		" AND subject_id = $subject",
	[ASKS_ABOUT] = "SELECT person_id FROM ask WHERE kind = $kind AND subject_id = $subject"
		" ORDER BY person_id LIMIT $max",
	[REPORT_ADD] = "INSERT INTO report (id, conversation_id, member_id, peer_id, by_id, kind,"
		" at_ms, text) VALUES ($id, $conv, $member, $peer, $by, $kind, $at, $text)",
	[REPORTS_OPEN] = "SELECT id, conversation_id, member_id, peer_id, by_id, kind, at_ms, text"
		" FROM report WHERE id > $after AND reviewed_by IS NULL ORDER BY id LIMIT $max",
	[REPORT_REVIEW] = "UPDATE report SET reviewed_by = $by, reviewed_at_ms = $now"
		" WHERE id = $id AND reviewed_by IS NULL",
	[REPORT_COUNT] = "SELECT count(*) FROM report WHERE member_id = $member AND kind IN (3, 4)"
		" AND at_ms >= $since AND by_id <> member_id",
	[REPORT_WITHDRAW] = "DELETE FROM report WHERE conversation_id = $conv AND by_id = $by"
		" AND reviewed_by IS NULL",
	[HANDOVER_SET] = "INSERT OR REPLACE INTO handover (member_id, from_id, at_ms, note)"
		" VALUES ($member, $from, $now, $note)",
	[HANDOVER_GET] = "SELECT from_id, note FROM handover WHERE member_id = $member",
	[HANDOVER_DROP] = "DELETE FROM handover WHERE member_id = $member",
};
static const char *const tables[] = { "line", "report", NULL };
const struct store_family store_family_line = {
	.name = "line", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Lines ------------------------------------------------------------------------ */

int store_line_add(struct store *st, struct store_line *l)
{
	struct query *q;

	l->id = store_new_id(st, "line");
	q = query(st, LINE_ADD);
	q_int(q, "$id", l->id);
	q_int(q, "$member", l->member_id);
	q_null_int(q, "$conv", l->conversation_id);
	q_int(q, "$from", l->from_id);
	q_int(q, "$at", l->at_ms);
	q_int(q, "$state", l->state);
	q_seal(q, "$text", (struct store_place){ "line.text", l->id, l->member_id }, l->text);
	return q_do(q);
}

static int read_lines(struct query *q, void *ctx, struct store_line *out)
{
	int n = 0, rc;

	while ((rc = q_row(q)) == 1) {
		struct store_line *l = &out[n++];

		*l = (struct store_line){
			.id = q_col_int(q, 0), .member_id = q_col_int(q, 1),
			.conversation_id = q_col_int(q, 2), .from_id = q_col_int(q, 3),
			.at_ms = q_col_int(q, 4), .state = q_col_int(q, 5),
		};
		rc = q_col_unseal_left(q, 6, ctx,
			    (struct store_place){ "line.text", l->id, l->member_id }, &l->text);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
	}
	return rc < 0 ? rc : n;
}

int store_lines_kept(struct store *st, void *ctx, int64_t member_id, struct store_line *out,
		     int max)
{
	struct query *q = query(st, LINES_KEPT);

	q_int(q, "$member", member_id);
	q_int(q, "$max", max);
	return read_lines(q, ctx, out);
}

int store_lines_held(struct store *st, void *ctx, int64_t from_id, struct store_line *out, int max)
{
	struct query *q = query(st, LINES_HELD);

	q_int(q, "$from", from_id);
	q_int(q, "$max", max);
	return read_lines(q, ctx, out);
}

int store_line_settle(struct store *st, int64_t id, int64_t conversation_id,
		      enum store_line_state state)
{
	struct query *q = query(st, LINE_SETTLE);

	MUST(state == STORE_LINE_PASSED_ON || state == STORE_LINE_DROPPED);
	q_int(q, "$id", id);
	q_null_int(q, "$conv", conversation_id);
	q_int(q, "$state", state);
	return q_did(q);
}

int store_line_forget(struct store *st, int64_t id)
{
	struct query *q = query(st, LINE_FORGET);

	q_int(q, "$id", id);
	return q_did(q);
}

int store_lines_prune(struct store *st, int64_t before_ms, int max)
{
	struct query *q = query(st, LINES_PRUNE);

	q_int(q, "$before", before_ms);
	q_int(q, "$max", max);
	return q_run(q);
}

/* --- The one question ---------------------------------------------------------------- */

int store_ask_set(struct store *st, const struct store_ask *a)
{
	struct query *q = query(st, ASK_SET);

	q_int(q, "$person", a->person_id);
	q_int(q, "$kind", a->kind);
	q_int(q, "$subject", a->subject_id);
	q_int(q, "$asked", a->asked_at_ms);
	q_int(q, "$until", a->until_ms);
	q_int(q, "$tries", a->tries);
	return q_do(q);
}

int store_ask_get(struct store *st, int64_t person_id, struct store_ask *out)
{
	struct query *q = query(st, ASK_GET);
	int rc;

	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_ask){
		.person_id = person_id, .kind = q_col_int(q, 0), .subject_id = q_col_int(q, 1),
		.asked_at_ms = q_col_int(q, 2), .until_ms = q_col_int(q, 3),
		.tries = q_col_int(q, 4),
	};
	q_done(q);
	return 1;
}

int store_ask_clear(struct store *st, int64_t person_id, int kind, int64_t subject_id)
{
	struct query *q = query(st, ASK_CLEAR);

	q_int(q, "$person", person_id);
	q_int(q, "$kind", kind);
	q_int(q, "$subject", subject_id);
	return q_did(q);
}

int store_asks_about(struct store *st, int kind, int64_t subject_id, int64_t *persons, int max)
{
	struct query *q = query(st, ASKS_ABOUT);

	q_int(q, "$kind", kind);
	q_int(q, "$subject", subject_id);
	return q_ints(q, persons, max);
}

/* --- Reports ---------------------------------------------------------------------------- */

int store_report_add(struct store *st, struct store_report *r)
{
	struct query *q;

	r->id = store_new_id(st, "report");
	q = query(st, REPORT_ADD);
	q_int(q, "$id", r->id);
	q_int(q, "$conv", r->conversation_id);
	q_int(q, "$member", r->member_id);
	q_int(q, "$peer", r->peer_id);
	q_int(q, "$by", r->by_id);
	q_int(q, "$kind", r->kind);
	q_int(q, "$at", r->at_ms);
	q_seal(q, "$text", (struct store_place){ "report.text", r->id, r->member_id }, r->text);
	return q_do(q);
}

int store_reports_open(struct store *st, void *ctx, int64_t after_id, struct store_report *out,
		       int max)
{
	struct query *q = query(st, REPORTS_OPEN);
	int n = 0, rc;

	q_int(q, "$after", after_id);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1) {
		struct store_report *r = &out[n++];

		*r = (struct store_report){
			.id = q_col_int(q, 0), .conversation_id = q_col_int(q, 1),
			.member_id = q_col_int(q, 2), .peer_id = q_col_int(q, 3),
			.by_id = q_col_int(q, 4), .kind = q_col_int(q, 5), .at_ms = q_col_int(q, 6),
		};
		rc = q_col_unseal_left(q, 7, ctx,
			    (struct store_place){ "report.text", r->id, r->member_id }, &r->text);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
	}
	return rc < 0 ? rc : n;
}

int store_report_review(struct store *st, int64_t id, int64_t by_id, int64_t now_ms)
{
	struct query *q = query(st, REPORT_REVIEW);

	q_int(q, "$id", id);
	q_int(q, "$by", by_id);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_report_count(struct store *st, int64_t member_id, int64_t since_ms, int64_t *n)
{
	struct query *q = query(st, REPORT_COUNT);
	int rc;

	*n = 0;
	q_int(q, "$member", member_id);
	q_int(q, "$since", since_ms);
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

int store_report_withdraw(struct store *st, int64_t conversation_id, int64_t by_id)
{
	struct query *q = query(st, REPORT_WITHDRAW);

	q_int(q, "$conv", conversation_id);
	q_int(q, "$by", by_id);
	return q_did(q);
}

/* --- Hand-over ------------------------------------------------------------------------------ */

int store_handover_set(struct store *st, int64_t member_id, int64_t from_id,
		       const struct secret *note, int64_t now_ms)
{
	struct query *q = query(st, HANDOVER_SET);

	q_int(q, "$member", member_id);
	q_int(q, "$from", from_id);
	q_int(q, "$now", now_ms);
	q_seal(q, "$note", (struct store_place){ "handover.note", member_id, member_id }, note);
	return q_do(q);
}

int store_handover_take(struct store *st, void *ctx, int64_t member_id, int64_t *from_id,
			struct secret **note)
{
	struct query *q = query(st, HANDOVER_GET);
	int rc;

	q_int(q, "$member", member_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*from_id = q_col_int(q, 0);
	rc = q_col_unseal_left(q, 1, ctx,
			       (struct store_place){ "handover.note", member_id, member_id }, note);
	q_done(q);
	if (rc < 0)
		return rc;
	q = query(st, HANDOVER_DROP);
	q_int(q, "$member", member_id);
	rc = q_run(q);
	return rc < 0 ? rc : *note != NULL;
}
