// SPDX-License-Identifier: AGPL-3.0-or-later
/* Parts of long texts (store_inbox.h, second half). */
#define STORE_FAMILY STORE_FAMILY_parts
#include "store/store_int.h"
#include "store/store_inbox.h"

enum {
	GROUP_FIND, GROUP_ADD, GROUP_GET, GROUP_COUNT_UP, GROUP_FORGET, PART_ADD, PART_LIST,
};
static const char *const sql[] = {
	[GROUP_FIND] = "SELECT id, person_id, have, first_at_ms FROM part_group"
		" WHERE sender = $sender AND receiver = $receiver AND reference = $reference"
		" AND wide = $wide AND total = $total",
	[GROUP_ADD] = "INSERT INTO part_group (id, sender, receiver, reference, wide, total,"
		" person_id, first_at_ms, have)"
		" VALUES ($id, $sender, $receiver, $reference, $wide, $total, $person, $at, 0)",
	[GROUP_GET] = "SELECT id, person_id, have, first_at_ms, total FROM part_group"
		" WHERE id = $id",
	[GROUP_COUNT_UP] = "UPDATE part_group SET have = have + 1 WHERE id = $id",
	[GROUP_FORGET] = "DELETE FROM part_group WHERE id = $id",
	[PART_ADD] = "INSERT INTO part (group_id, number, inbox_id, text)"
		" VALUES ($group, $number, $inbox, $text)",
	[PART_LIST] = "SELECT number, text FROM part WHERE group_id = $group ORDER BY number",
};
static const char *const tables[] = { "part_group", NULL };
const struct store_family store_family_parts = {
	.name = "parts", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* A part's own "row id" for its seal: its group and its place in it. */
static struct store_place part_place(const struct store_group *g, int number)
{
	return (struct store_place){ "part.text", g->id * 256 + number, g->person_id };
}

static void name_bind(struct query *q, const struct store_part *p, const struct store_index *sender)
{
	q_index(q, "$sender", sender);
	q_text(q, "$receiver", p->receiver);
	q_int(q, "$reference", p->reference);
	q_int(q, "$wide", p->wide);
	q_int(q, "$total", p->total);
}

static int group_find(struct store *st, const struct store_part *p,
		      const struct store_index *sender, struct store_group *out)
{
	struct query *q = query(st, GROUP_FIND);
	int rc;

	name_bind(q, p, sender);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	out->id = q_col_int(q, 0);
	out->person_id = q_col_int(q, 1);
	out->have = (int)q_col_int(q, 2);
	out->first_at_ms = q_col_int(q, 3);
	q_done(q);
	return 1;
}

static int group_add(struct store *st, const struct store_part *p,
		     const struct store_index *sender, struct store_group *out)
{
	struct query *q;

	out->id = store_new_id(st, "part_group");
	out->person_id = p->person_id;
	out->first_at_ms = p->received_at_ms;
	q = query(st, GROUP_ADD);
	name_bind(q, p, sender);
	q_int(q, "$id", out->id);
	q_int(q, "$person", p->person_id);
	q_int(q, "$at", p->received_at_ms);
	return q_run(q);
}

int store_part_add(struct store *st, const struct store_part *p, struct store_group *out)
{
	struct store_index sender = store_index(st, "part sender", p->sender);
	struct query *q;
	int rc;

	if (p->total < 2 || p->total > 255 || p->number < 1 || p->number > p->total ||
	    p->reference < 0 || p->reference > 65535)
		return -EINVAL;
	*out = (struct store_group){ .total = p->total };
	rc = group_find(st, p, &sender, out);
	if (rc == 0)
		rc = group_add(st, p, &sender, out);
	if (rc < 0)
		return rc;
	q = query(st, PART_ADD);
	q_int(q, "$group", out->id);
	q_int(q, "$number", p->number);
	q_int(q, "$inbox", p->inbox_id);
	q_seal(q, "$text", part_place(out, p->number), p->text);
	rc = q_run(q);
	out->duplicate = rc == -EEXIST;
	if (rc < 0)
		return out->duplicate ? 0 : rc;
	out->have++;
	q = query(st, GROUP_COUNT_UP);
	q_int(q, "$id", out->id);
	return q_do(q);
}

int store_group_get(struct store *st, int64_t group_id, struct store_group *out)
{
	struct query *q = query(st, GROUP_GET);
	int rc;

	q_int(q, "$id", group_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_group){
		.id = q_col_int(q, 0),
		.person_id = q_col_int(q, 1),
		.have = (int)q_col_int(q, 2),
		.first_at_ms = q_col_int(q, 3),
		.total = (int)q_col_int(q, 4),
	};
	q_done(q);
	return 1;
}

int store_group_parts(struct store *st, void *ctx, int64_t group_id, struct secret *text[255])
{
	struct store_group g;
	struct query *q;
	int n = 0, rc;

	memset(text, 0, 255 * sizeof(*text));
	rc = store_group_get(st, group_id, &g);
	if (rc != 1)
		return rc;
	q = query(st, PART_LIST);
	q_int(q, "$group", group_id);
	while ((rc = q_row(q)) == 1) {
		int number = (int)q_col_int(q, 0);

		if (q_col_unseal(q, 1, ctx, part_place(&g, number), &text[number - 1]) == 0)
			n++;
	}
	return rc < 0 ? rc : n;
}

int store_group_forget(struct store *st, int64_t group_id)
{
	struct query *q = query(st, GROUP_FORGET);

	q_int(q, "$id", group_id);
	return q_do(q);
}
