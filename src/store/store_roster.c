// SPDX-License-Identifier: AGPL-3.0-or-later
/* Rotations and swaps (store_roster.h). */
#define STORE_FAMILY STORE_FAMILY_roster
#include "store/store_int.h"
#include "store/store_roster.h"

#include <stdio.h>

#define ROTATION "id, level, position, period_days, minute, length_min, zone, start_day," \
	" made_day, made_at_ms"
#define SWAP "id, shift_id, from_id, state, asked_at_ms, taken_by, settled_at_ms, for_id"

enum {
	ROTATION_ADD, PERSON_ADD, ROTATION_GET, ROTATION_NEXT, PEOPLE, MADE,
	ROTATION_END, SHIFTS_END,
	SWAP_ADD, SWAP_SAVE, SWAP_GET, SWAP_OF,
};
static const char *const sql[] = {
	[ROTATION_ADD] = "INSERT INTO rotation (" ROTATION ") VALUES ($id, $level, $position,"
		" $period, $minute, $length, $zone, $start, $made, $now)",
	[PERSON_ADD] = "INSERT INTO rotation_person (rotation_id, place, person_id)"
		" VALUES ($id, $place, $person)",
	[ROTATION_GET] = "SELECT " ROTATION " FROM rotation WHERE id = $id AND ended_at_ms IS NULL",
	[ROTATION_NEXT] = "SELECT " ROTATION " FROM rotation"
		" WHERE id > $after AND ended_at_ms IS NULL ORDER BY id LIMIT 1",
	[PEOPLE] = "SELECT person_id FROM rotation_person WHERE rotation_id = $id ORDER BY place",
	[MADE] = "UPDATE rotation SET made_day = $day WHERE id = $id",
	[ROTATION_END] = "UPDATE rotation SET ended_at_ms = $now"
		" WHERE id = $id AND ended_at_ms IS NULL",
	[SHIFTS_END] = "UPDATE oncall_shift SET ended_at_ms = $now WHERE rotation_id = $id"
		" AND kind = 1 AND from_ms > $now AND ended_at_ms IS NULL",
	[SWAP_ADD] = "INSERT INTO shift_swap (" SWAP ") VALUES ($id, $shift, $from, $state, $asked,"
		" $taken_by, $settled, $for)",
	[SWAP_SAVE] = "UPDATE shift_swap SET state = $state, taken_by = $taken_by,"
		" settled_at_ms = $settled WHERE id = $id",
	[SWAP_GET] = "SELECT " SWAP " FROM shift_swap WHERE id = $id",
	[SWAP_OF] = "SELECT " SWAP " FROM shift_swap WHERE shift_id = $shift"
		" ORDER BY state = 1 DESC, id DESC LIMIT 1",
};
static const char *const tables[] = { "rotation", "shift_swap", NULL };
const struct store_family store_family_roster = {
	.name = "roster", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Rotations ---------------------------------------------------------------------- */

static int person_add(struct store *st, int64_t id, int place, int64_t person_id)
{
	struct query *q = query(st, PERSON_ADD);

	q_int(q, "$id", id);
	q_int(q, "$place", place);
	q_int(q, "$person", person_id);
	return q_do(q);
}

int store_rotation_add(struct store *st, struct store_rotation *r)
{
	struct query *q;
	int rc, i;

	r->id = store_new_id(st, "rotation");
	q = query(st, ROTATION_ADD);
	q_int(q, "$id", r->id);
	q_int(q, "$level", r->level);
	q_int(q, "$position", r->position);
	q_int(q, "$period", r->period_days);
	q_int(q, "$minute", r->minute);
	q_int(q, "$length", r->length_min);
	q_text(q, "$zone", r->zone);
	q_int(q, "$start", r->start_day);
	q_int(q, "$made", r->made_day);
	q_int(q, "$now", r->made_at_ms);
	rc = q_run(q);
	for (i = 0; rc >= 0 && i < r->people_len; i++)
		rc = person_add(st, r->id, i, r->people[i]);
	return rc < 0 ? rc : 0;
}

static int rotation_row(struct store *st, struct query *q, struct store_rotation *r)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*r = (struct store_rotation){
		.id = q_col_int(q, 0), .level = (enum store_level)q_col_int(q, 1),
		.position = (int)q_col_int(q, 2), .period_days = (int)q_col_int(q, 3),
		.minute = (int)q_col_int(q, 4), .length_min = (int)q_col_int(q, 5),
		.start_day = q_col_int(q, 7), .made_day = q_col_int(q, 8),
		.made_at_ms = q_col_int(q, 9),
	};
	snprintf(r->zone, sizeof(r->zone), "%s", q_col_text(q, 6));
	q_done(q);
	q = query(st, PEOPLE);
	q_int(q, "$id", r->id);
	while ((rc = q_row(q)) == 1)
		if (r->people_len < STORE_ROTATION_PEOPLE)
			r->people[r->people_len++] = q_col_int(q, 0);
	return rc < 0 ? rc : 1;
}

int store_rotation_get(struct store *st, int64_t id, struct store_rotation *out)
{
	struct query *q = query(st, ROTATION_GET);

	q_int(q, "$id", id);
	return rotation_row(st, q, out);
}

int store_rotation_next(struct store *st, int64_t after_id, struct store_rotation *out)
{
	struct query *q = query(st, ROTATION_NEXT);

	q_int(q, "$after", after_id);
	return rotation_row(st, q, out);
}

int store_rotation_made(struct store *st, int64_t id, int64_t made_day)
{
	struct query *q = query(st, MADE);

	q_int(q, "$id", id);
	q_int(q, "$day", made_day);
	return q_do(q);
}

static int end_by(struct store *st, int index, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, index);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_rotation_end(struct store *st, int64_t id, int64_t now_ms)
{
	int rc = end_by(st, ROTATION_END, id, now_ms);

	if (rc != 1)
		return rc;
	rc = end_by(st, SHIFTS_END, id, now_ms);
	return rc < 0 ? rc : 1;
}

/* --- Swaps ---------------------------------------------------------------------------- */

static void swap_bind(struct query *q, const struct store_swap *s)
{
	q_int(q, "$id", s->id);
	q_int(q, "$state", s->state);
	q_null_int(q, "$taken_by", s->taken_by);
	q_null_int(q, "$settled", s->settled_at_ms);
}

int store_swap_add(struct store *st, struct store_swap *s)
{
	struct query *q;

	s->id = store_new_id(st, "shift_swap");
	s->state = STORE_SWAP_OPEN;
	q = query(st, SWAP_ADD);
	swap_bind(q, s);
	q_int(q, "$shift", s->shift_id);
	q_int(q, "$from", s->from_id);
	q_int(q, "$asked", s->asked_at_ms);
	q_null_int(q, "$for", s->for_id);
	return q_do(q);
}

int store_swap_save(struct store *st, const struct store_swap *s)
{
	struct query *q = query(st, SWAP_SAVE);
	int rc;

	swap_bind(q, s);
	rc = q_run(q);
	return rc < 0 ? rc : rc == 1 ? 0 : -ENOENT;
}

static int swap_row(struct query *q, struct store_swap *s)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*s = (struct store_swap){
		.id = q_col_int(q, 0), .shift_id = q_col_int(q, 1), .from_id = q_col_int(q, 2),
		.state = (enum store_swap_state)q_col_int(q, 3), .asked_at_ms = q_col_int(q, 4),
		.taken_by = q_col_int(q, 5), .settled_at_ms = q_col_int(q, 6),
		.for_id = q_col_int(q, 7),
	};
	q_done(q);
	return 1;
}

int store_swap_get(struct store *st, int64_t id, struct store_swap *out)
{
	struct query *q = query(st, SWAP_GET);

	q_int(q, "$id", id);
	return swap_row(q, out);
}

int store_swap_of(struct store *st, int64_t shift_id, struct store_swap *out)
{
	struct query *q = query(st, SWAP_OF);

	q_int(q, "$shift", shift_id);
	return swap_row(q, out);
}
