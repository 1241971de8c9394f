// SPDX-License-Identifier: AGPL-3.0-or-later
#define STORE_FAMILY STORE_FAMILY_story
#include "store/store_story.h"

#include <stdio.h>

#include "store/store_int.h"

enum { ADD, GET, OF_RECORDING, SAVE, NEXT, BOARD, OF_PERSON, COUNT_OF, COUNT_WAITS };
#define COLS \
	"SELECT id, person_id, recording_id, state, why, agreed, lang, plays, made_at_ms," \
	" decided_at_ms, decided_by, until_ms FROM story "
static const char *const sql[] = {
	[ADD] = "INSERT INTO story (id, person_id, recording_id, state, why, agreed, lang, plays,"
		" made_at_ms, decided_at_ms, decided_by, until_ms) VALUES ($id, $person,"
		" $recording, $state, $why, $agreed, $lang, $plays, $made, $decided, $by, $until)",
	[GET] = COLS "WHERE id = $id",
	[OF_RECORDING] = COLS "WHERE recording_id = $recording",
	[SAVE] = "UPDATE story SET state = $state, why = $why, plays = $plays,"
		" decided_at_ms = $decided, decided_by = $by, until_ms = $until WHERE id = $id",
	[NEXT] = COLS "WHERE id > $after AND ($state = 0 OR state = $state) ORDER BY id LIMIT 1",
	[BOARD] = COLS "WHERE state = 2 AND lang = $lang AND ($before = 0 OR id < $before)"
		" ORDER BY id DESC LIMIT 1",
	[OF_PERSON] = COLS "WHERE person_id = $person AND state IN (1, 2) AND id > $after"
		" ORDER BY id LIMIT 1",
	[COUNT_OF] = "SELECT count(*) FROM story WHERE person_id = $person AND state IN (1, 2)",
	[COUNT_WAITS] = "SELECT count(*) FROM story WHERE state = 1",
};
static const char *const tables[] = { "story", NULL };
const struct store_family store_family_story = {
	.name = "story", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static int one(struct query *q, struct store_story *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*out = (struct store_story){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
		.recording_id = q_col_int(q, 2), .state = q_col_int(q, 3),
		.why = q_col_int(q, 4), .agreed = q_col_int(q, 5), .plays = q_col_int(q, 7),
		.made_at_ms = q_col_int(q, 8), .decided_at_ms = q_col_int(q, 9),
		.decided_by = q_col_int(q, 10), .until_ms = q_col_int(q, 11),
	};
	snprintf(out->lang, sizeof(out->lang), "%s", q_col_text(q, 6));
	q_done(q);
	return 1;
}

static void bind(struct query *q, const struct store_story *s)
{
	q_int(q, "$id", s->id);
	q_int(q, "$state", s->state);
	q_int(q, "$why", s->why);
	q_int(q, "$plays", s->plays);
	q_int(q, "$decided", s->decided_at_ms);
	q_int(q, "$by", s->decided_by);
	q_int(q, "$until", s->until_ms);
}

int store_story_add(struct store *st, struct store_story *s)
{
	struct query *q;

	s->id = store_new_id(st, "story");
	q = query(st, ADD);
	bind(q, s);
	q_int(q, "$person", s->person_id);
	q_int(q, "$recording", s->recording_id);
	q_int(q, "$agreed", s->agreed);
	q_text(q, "$lang", s->lang);
	q_int(q, "$made", s->made_at_ms);
	return q_do(q);
}

int store_story_get(struct store *st, int64_t id, struct store_story *out)
{
	struct query *q = query(st, GET);

	q_int(q, "$id", id);
	return one(q, out);
}

int store_story_of_recording(struct store *st, int64_t recording_id, struct store_story *out)
{
	struct query *q = query(st, OF_RECORDING);

	q_int(q, "$recording", recording_id);
	return one(q, out);
}

int store_story_save(struct store *st, const struct store_story *s)
{
	struct query *q = query(st, SAVE);

	bind(q, s);
	return q_do(q);
}

int store_story_next(struct store *st, enum store_story_state state, int64_t after_id,
		     struct store_story *out)
{
	struct query *q = query(st, NEXT);

	q_int(q, "$state", state);
	q_int(q, "$after", after_id);
	return one(q, out);
}

int store_story_board(struct store *st, const char *lang, int64_t before_id,
		      struct store_story *out)
{
	struct query *q = query(st, BOARD);

	q_text(q, "$lang", lang);
	q_int(q, "$before", before_id);
	return one(q, out);
}

int store_story_of(struct store *st, int64_t person_id, int64_t after_id, struct store_story *out)
{
	struct query *q = query(st, OF_PERSON);

	q_int(q, "$person", person_id);
	q_int(q, "$after", after_id);
	return one(q, out);
}

int store_story_count(struct store *st, int64_t person_id, int64_t *n)
{
	struct query *q = query(st, person_id ? COUNT_OF : COUNT_WAITS);
	int rc;

	if (person_id)
		q_int(q, "$person", person_id);
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}
