// SPDX-License-Identifier: AGPL-3.0-or-later
/* What the console's pages list and keep. */
#define STORE_FAMILY STORE_FAMILY_desk
#include "store/store_int.h"
#include "store/store_desk.h"

#include <stdio.h>

enum {
	LINE_SENT, LINES_AFTER, LINES_NEWEST, LINE_GET, LINE_LAST,
	DRAFT_SET, DRAFT_DROP, DRAFT_GET,
	NOTE_ADD, NOTES, NOTE_DROP, NOTES_PRUNE, KEY_GET, KEY_SET,
	EXPORT_ADD, EXPORT_GET, EXPORT_LIST, EXPORT_AGREE, EXPORT_DONE,
};
#define LINE_COLS "SELECT id, member_id, conversation_id, from_id, at_ms, state," \
	" coalesce(delivery, iif(out_id IS NULL, -1, 0)), text FROM line "
#define EXPORT_COLS "SELECT id, from_ms, until_ms, by_id, agreed_by, at_ms, agreed_at_ms, state," \
	" what, reason FROM export "
static const char *const sql[] = {
	[LINE_SENT] = "UPDATE line SET out_id = $out WHERE id = $id",
	[LINES_AFTER] = LINE_COLS "WHERE conversation_id = $conv AND id > $after"
		" ORDER BY id LIMIT $max",
	[LINES_NEWEST] = "SELECT * FROM (" LINE_COLS "WHERE conversation_id = $conv"
		" ORDER BY id DESC LIMIT $max) ORDER BY id",
	[LINE_GET] = LINE_COLS "WHERE id = $id",
	[LINE_LAST] = "SELECT max(id) FROM line WHERE conversation_id = $conv",
	[DRAFT_SET] = "INSERT OR REPLACE INTO draft (conversation_id, person_id, member_id, at_ms,"
		" words) VALUES ($conv, $person, $member, $now, $words)",
	[DRAFT_DROP] = "DELETE FROM draft WHERE conversation_id = $conv AND person_id = $person",
	[DRAFT_GET] = "SELECT words FROM draft WHERE conversation_id = $conv"
		" AND person_id = $person",
	[NOTE_ADD] = "INSERT INTO talk_note (id, member_id, by_id, for_id, at_ms, until_ms,"
		" words) VALUES ($id, $member, $by, $for, $at, $until, $words)",
	[NOTES] = "SELECT id, by_id, at_ms, until_ms, words FROM talk_note"
		" WHERE member_id = $member AND until_ms > $now AND ($by = 0 OR by_id = $by"
		" OR for_id = $by) ORDER BY id LIMIT $max",
	[NOTE_DROP] = "DELETE FROM talk_note WHERE id = $id AND by_id = $by",
	[NOTES_PRUNE] = "DELETE FROM talk_note WHERE until_ms <= $now",
	[KEY_GET] = "SELECT line_id FROM said_key WHERE person_id = $person AND key = $key",
	[KEY_SET] = "INSERT OR REPLACE INTO said_key (person_id, key, line_id, at_ms)"
		" VALUES ($person, $key, $line, $now)",
	[EXPORT_ADD] = "INSERT INTO export (id, what, from_ms, until_ms, by_id, state, reason,"
		" at_ms) VALUES ($id, $what, $from, $until, $by, 1, $reason, $at)",
	[EXPORT_GET] = EXPORT_COLS "WHERE id = $id",
	[EXPORT_LIST] = EXPORT_COLS "ORDER BY id DESC LIMIT $max",
	[EXPORT_AGREE] = "UPDATE export SET state = 2, agreed_by = $by, agreed_at_ms = $now"
		" WHERE id = $id AND state = 1 AND by_id <> $by",
	[EXPORT_DONE] = "UPDATE export SET state = 3 WHERE id = $id",
};
static const char *const tables[] = { "talk_note", "export", NULL };
const struct store_family store_family_desk = {
	.name = "desk", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Lines ------------------------------------------------------------------------------- */

int store_line_sent(struct store *st, int64_t line_id, int64_t out_id)
{
	struct query *q = query(st, LINE_SENT);

	q_int(q, "$id", line_id);
	q_int(q, "$out", out_id);
	return q_do(q);
}

static int read_lines(struct query *q, void *ctx, struct store_desk_line *out, int max)
{
	int n = 0, rc = 0;

	while (n < max && (rc = q_row(q)) == 1) {
		struct store_line *l = &out[n].line;

		*l = (struct store_line){
			.id = q_col_int(q, 0), .member_id = q_col_int(q, 1),
			.conversation_id = q_col_int(q, 2), .from_id = q_col_int(q, 3),
			.at_ms = q_col_int(q, 4), .state = (enum store_line_state)q_col_int(q, 5),
		};
		out[n++].delivery = (int)q_col_int(q, 6);
		rc = q_col_unseal_left(q, 7, ctx,
			    (struct store_place){ "line.text", l->id, l->member_id }, &l->text);
		if (rc < 0)
			break;
	}
	if (rc != 0 || n == max)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_lines_of(struct store *st, void *ctx, int64_t conversation_id, int64_t after_id,
		   struct store_desk_line *out, int max)
{
	struct query *q = query(st, after_id ? LINES_AFTER : LINES_NEWEST);

	q_int(q, "$conv", conversation_id);
	if (after_id)
		q_int(q, "$after", after_id);
	q_int(q, "$max", max);
	return read_lines(q, ctx, out, max);
}

int store_line_get(struct store *st, void *ctx, int64_t id, struct store_desk_line *out)
{
	struct query *q = query(st, LINE_GET);

	q_int(q, "$id", id);
	return read_lines(q, ctx, out, 1);
}

int store_line_last(struct store *st, int64_t conversation_id, int64_t *id)
{
	struct query *q = query(st, LINE_LAST);
	int rc;

	*id = 0;
	q_int(q, "$conv", conversation_id);
	rc = q_get_int(q, id);
	return rc < 0 ? rc : 0;
}

/* --- Drafts -------------------------------------------------------------------------------- */

int store_draft_set(struct store *st, int64_t conversation_id, int64_t person_id, int64_t member_id,
		    const struct secret *words, int64_t now_ms)
{
	struct query *q = query(st, words ? DRAFT_SET : DRAFT_DROP);

	q_int(q, "$conv", conversation_id);
	q_int(q, "$person", person_id);
	if (words) {
		q_int(q, "$member", member_id);
		q_int(q, "$now", now_ms);
		q_seal(q, "$words",
		       (struct store_place){ "draft.words", conversation_id, member_id }, words);
	}
	return q_do(q);
}

int store_draft_get(struct store *st, void *ctx, int64_t conversation_id, int64_t person_id,
		    int64_t member_id, struct secret **words)
{
	struct query *q = query(st, DRAFT_GET);
	int rc;

	*words = NULL;
	q_int(q, "$conv", conversation_id);
	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	rc = q_col_unseal_left(q, 0, ctx,
		    (struct store_place){ "draft.words", conversation_id, member_id }, words);
	q_done(q);
	return rc < 0 ? rc : 1;
}

/* --- Notes ----------------------------------------------------------------------------------- */

int store_talk_note_add(struct store *st, struct store_talk_note *n)
{
	struct query *q;

	n->id = store_new_id(st, "talk_note");
	q = query(st, NOTE_ADD);
	q_int(q, "$id", n->id);
	q_int(q, "$member", n->member_id);
	q_int(q, "$by", n->by_id);
	q_null_int(q, "$for", n->for_id);
	q_int(q, "$at", n->at_ms);
	q_int(q, "$until", n->until_ms);
	q_seal(q, "$words", (struct store_place){ "talk_note.words", n->id, n->member_id },
	       n->words);
	return q_do(q);
}

int store_talk_notes(struct store *st, void *ctx, int64_t member_id, int64_t by_id, int64_t now_ms,
		     struct store_talk_note *out, int max)
{
	struct query *q = query(st, NOTES);
	int n = 0, rc = 0;

	q_int(q, "$member", member_id);
	q_int(q, "$by", by_id);
	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1) {
		struct store_talk_note *x = &out[n++];

		*x = (struct store_talk_note){
			.id = q_col_int(q, 0), .member_id = member_id, .by_id = q_col_int(q, 1),
			.at_ms = q_col_int(q, 2), .until_ms = q_col_int(q, 3),
		};
		rc = q_col_unseal_left(q, 4, ctx,
			    (struct store_place){ "talk_note.words", x->id, member_id }, &x->words);
		if (rc < 0)
			break;
	}
	if (rc != 0 || n == max)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_talk_note_drop(struct store *st, int64_t id, int64_t by_id)
{
	struct query *q = query(st, NOTE_DROP);

	q_int(q, "$id", id);
	q_int(q, "$by", by_id);
	return q_did(q);
}

int store_talk_notes_prune(struct store *st, int64_t now_ms)
{
	struct query *q = query(st, NOTES_PRUNE);

	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_said_key(struct store *st, int64_t person_id, const char *key, int64_t *line_id)
{
	struct query *q = query(st, KEY_GET);

	*line_id = 0;
	q_int(q, "$person", person_id);
	q_text(q, "$key", key);
	return q_get_int(q, line_id);
}

int store_said_key_set(struct store *st, int64_t person_id, const char *key, int64_t line_id,
		       int64_t now_ms)
{
	struct query *q = query(st, KEY_SET);

	q_int(q, "$person", person_id);
	q_text(q, "$key", key);
	q_int(q, "$line", line_id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

/* --- Exports -------------------------------------------------------------- */

int store_export_add(struct store *st, struct store_export *e)
{
	struct query *q;

	e->id = store_new_id(st, "export");
	q = query(st, EXPORT_ADD);
	q_int(q, "$id", e->id);
	q_text(q, "$what", e->what);
	q_int(q, "$from", e->from_ms);
	q_int(q, "$until", e->until_ms);
	q_int(q, "$by", e->by_id);
	q_int(q, "$at", e->at_ms);
	q_seal(q, "$reason", (struct store_place){ "export.reason", e->id, STORE_SERVICE },
	       e->reason);
	return q_do(q);
}

static int read_exports(struct query *q, void *ctx, struct store_export *out, int max)
{
	int n = 0, rc = 0;

	while (n < max && (rc = q_row(q)) == 1) {
		struct store_export *e = &out[n++];

		*e = (struct store_export){
			.id = q_col_int(q, 0), .from_ms = q_col_int(q, 1),
			.until_ms = q_col_int(q, 2),
			.by_id = q_col_int(q, 3), .agreed_by = q_col_int(q, 4),
			.at_ms = q_col_int(q, 5), .agreed_at_ms = q_col_int(q, 6),
			.state = (enum store_export_state)q_col_int(q, 7),
		};
		snprintf(e->what, sizeof(e->what), "%s", q_col_text(q, 8));
		rc = q_col_unseal_left(q, 9, ctx,
			    (struct store_place){ "export.reason", e->id, STORE_SERVICE },
			    &e->reason);
		if (rc < 0)
			break;
	}
	if (rc != 0 || n == max)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_export_get(struct store *st, void *ctx, int64_t id, struct store_export *out)
{
	struct query *q = query(st, EXPORT_GET);

	q_int(q, "$id", id);
	return read_exports(q, ctx, out, 1);
}

int store_exports(struct store *st, void *ctx, struct store_export *out, int max)
{
	struct query *q = query(st, EXPORT_LIST);

	q_int(q, "$max", max);
	return read_exports(q, ctx, out, max);
}

int store_export_agree(struct store *st, int64_t id, int64_t by_id, int64_t now_ms)
{
	struct query *q = query(st, EXPORT_AGREE);

	q_int(q, "$id", id);
	q_int(q, "$by", by_id);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_export_done(struct store *st, int64_t id)
{
	struct query *q = query(st, EXPORT_DONE);

	q_int(q, "$id", id);
	return q_do(q);
}
