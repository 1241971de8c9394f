// SPDX-License-Identifier: AGPL-3.0-or-later
/* Concerns: rows with an owner and a clock. */
#define STORE_FAMILY STORE_FAMILY_concern
#include "store/store_int.h"
#include "store/store_concern.h"

#define COLUMNS \
	"id, kind, state, person_id, owner_id, why, rings, times, rounds, raised_at_ms," \
	" due_at_ms, taken_at_ms, resolved_at_ms, resolved_by"

enum {
	CONCERN_ADD, CONCERN_GET, CONCERN_SAVE, CONCERN_FIND, CONCERN_NEXT, CONCERN_NEXT_OF,
	CONCERN_COUNT, TOLD_GET, TOLD_SET, NOTE_ADD, NOTES
};
static const char *const sql[] = {
	[CONCERN_ADD] = "INSERT INTO concern (" COLUMNS ") VALUES ($id, $kind, $state, $person,"
		" $owner, $why, $rings, $times, $rounds, $raised, $due, $taken, $resolved,"
		" $resolved_by)",
	[CONCERN_GET] = "SELECT " COLUMNS " FROM concern WHERE id = $id",
	[CONCERN_SAVE] = "UPDATE concern SET state = $state, owner_id = $owner, why = $why,"
		" rings = $rings, times = $times, rounds = $rounds, due_at_ms = $due,"
		" taken_at_ms = $taken, resolved_at_ms = $resolved, resolved_by = $resolved_by"
		" WHERE id = $id",
	[CONCERN_FIND] = "SELECT " COLUMNS " FROM concern"
		" WHERE person_id = $person AND kind = $kind AND state < 2 ORDER BY id LIMIT 1",
	[CONCERN_NEXT] = "SELECT " COLUMNS " FROM concern"
		" WHERE state < 2 AND id > $after ORDER BY id LIMIT 1",
	[CONCERN_NEXT_OF] = "SELECT " COLUMNS " FROM concern"
		" WHERE state < 2 AND owner_id = $owner AND id > $after ORDER BY id LIMIT 1",
	[CONCERN_COUNT] = "SELECT count(*), coalesce(min(raised_at_ms), 0) FROM concern"
		" WHERE state < 2 AND owner_id = $owner AND state = 0",
	[TOLD_GET] = "SELECT at_ms FROM concern_told WHERE owner_id = $owner",
	[TOLD_SET] = "INSERT INTO concern_told (owner_id, at_ms) VALUES ($owner, $now)"
		" ON CONFLICT (owner_id) DO UPDATE SET at_ms = excluded.at_ms",
	[NOTE_ADD] = "INSERT INTO concern_note (id, concern_id, person_id, at_ms, words)"
		" VALUES ($id, $concern, $person, $now, $words)",
	[NOTES] = "SELECT id, person_id, words FROM concern_note"
		" WHERE concern_id = $concern ORDER BY id",
};
static const char *const tables[] = { "concern", "concern_note", NULL };
const struct store_family store_family_concern = {
	.name = "concern", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

const char *store_concern_kind_words(enum store_concern_kind kind)
{
	static const char *const words[] = {
		[STORE_CONCERN_OTHER] = "other",
		[STORE_CONCERN_DESPAIR] = "despair",
		[STORE_CONCERN_UNCLEAR] = "unclear words",
		[STORE_CONCERN_UNANSWERED] = "no human answer",
		[STORE_CONCERN_MOOD] = "low mood",
		[STORE_CONCERN_MISSED_CHECKIN] = "missed check-in",
		[STORE_CONCERN_CHILD] = "under age",
		[STORE_CONCERN_WORRIED] = "worried about somebody",
		[STORE_CONCERN_UNREADABLE] = "unreadable text",
		[STORE_CONCERN_UNREACHABLE] = "sender without a number",
		[STORE_CONCERN_FLOW] = "raised by a flow",
		[STORE_CONCERN_UNHEARD] = "unheard recording",
		[STORE_CONCERN_REPORT] = "report",
		[STORE_CONCERN_FEEDBACK] = "feedback",
		[STORE_CONCERN_DUTY] = "duty",
		[STORE_CONCERN_MESSAGE] = "message left",
	};

	return (size_t)kind < ARRAY_LEN(words) ? words[kind] : "?";
}

static void concern_of_row(struct query *q, struct store_concern *out)
{
	const char *why = q_col_text(q, 5);

	memset(out, 0, sizeof(*out));
	out->id = q_col_int(q, 0);
	out->kind = (enum store_concern_kind)q_col_int(q, 1);
	out->state = (enum store_concern_state)q_col_int(q, 2);
	out->person_id = q_col_int(q, 3);
	out->owner_id = q_col_int(q, 4);
	strncpy(out->why, why, sizeof(out->why) - 1);
	out->rings = q_col_int(q, 6);
	out->times = (int)q_col_int(q, 7);
	out->rounds = (int)q_col_int(q, 8);
	out->raised_at_ms = q_col_int(q, 9);
	out->due_at_ms = q_col_int(q, 10);
	out->taken_at_ms = q_col_int(q, 11);
	out->resolved_at_ms = q_col_int(q, 12);
	out->resolved_by = q_col_int(q, 13);
}

static int one_concern(struct query *q, struct store_concern *out)
{
	int rc = q_row(q);

	if (rc <= 0)
		return rc;
	concern_of_row(q, out);
	q_done(q);
	return 1;
}

static void bind_concern(struct query *q, const struct store_concern *c)
{
	q_int(q, "$id", c->id);
	q_int(q, "$state", c->state);
	q_null_int(q, "$owner", c->owner_id);
	q_text(q, "$why", c->why);
	q_int(q, "$rings", c->rings);
	q_int(q, "$times", c->times);
	q_int(q, "$rounds", c->rounds);
	q_int(q, "$due", c->due_at_ms);
	q_null_int(q, "$taken", c->taken_at_ms);
	q_null_int(q, "$resolved", c->resolved_at_ms);
	q_null_int(q, "$resolved_by", c->resolved_by);
}

int store_concern_add(struct store *st, struct store_concern *c)
{
	struct query *q;

	c->id = store_new_id(st, "concern");
	c->state = STORE_CONCERN_OPEN;
	c->times = 1;
	c->rounds = 0;
	q = query(st, CONCERN_ADD);
	bind_concern(q, c);
	q_int(q, "$kind", c->kind);
	q_null_int(q, "$person", c->person_id);
	q_int(q, "$raised", c->raised_at_ms);
	return q_do(q);
}

int store_concern_get(struct store *st, int64_t id, struct store_concern *out)
{
	struct query *q = query(st, CONCERN_GET);

	q_int(q, "$id", id);
	return one_concern(q, out);
}

int store_concern_save(struct store *st, const struct store_concern *c)
{
	struct query *q = query(st, CONCERN_SAVE);
	int rc;

	bind_concern(q, c);
	rc = q_run(q);
	if (rc < 0)
		return rc;
	return rc == 1 ? 0 : -ENOENT;
}

int store_concern_find(struct store *st, int64_t person_id, enum store_concern_kind kind,
		       struct store_concern *out)
{
	struct query *q = query(st, CONCERN_FIND);

	q_int(q, "$person", person_id);
	q_int(q, "$kind", kind);
	return one_concern(q, out);
}

int store_concern_next(struct store *st, int64_t owner_id, int64_t after_id,
		       struct store_concern *out)
{
	struct query *q = query(st, owner_id ? CONCERN_NEXT_OF : CONCERN_NEXT);

	if (owner_id)
		q_int(q, "$owner", owner_id);
	q_int(q, "$after", after_id);
	return one_concern(q, out);
}

int store_concern_count(struct store *st, int64_t owner_id, int *n, int64_t *oldest_ms)
{
	struct query *q = query(st, CONCERN_COUNT);
	int rc;

	q_int(q, "$owner", owner_id);
	rc = q_row(q);
	if (rc < 0)
		return rc;
	*n = (int)q_col_int(q, 0);
	*oldest_ms = q_col_int(q, 1);
	q_done(q);
	return 0;
}

int store_concern_told_get(struct store *st, int64_t owner_id, int64_t *at_ms)
{
	struct query *q = query(st, TOLD_GET);
	int rc;

	*at_ms = 0;
	q_int(q, "$owner", owner_id);
	rc = q_get_int(q, at_ms);
	return rc < 0 ? rc : 0;
}

int store_concern_told_set(struct store *st, int64_t owner_id, int64_t now_ms)
{
	struct query *q = query(st, TOLD_SET);

	q_int(q, "$owner", owner_id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_concern_note_add(struct store *st, int64_t concern_id, int64_t person_id, int64_t now_ms,
			   const struct secret *text)
{
	int64_t id = store_new_id(st, "concern_note");
	struct query *q = query(st, NOTE_ADD);

	q_int(q, "$id", id);
	q_int(q, "$concern", concern_id);
	q_null_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	q_seal(q, "$words", (struct store_place){ "concern_note.words", id, person_id }, text);
	return q_do(q);
}

int store_concern_notes(struct store *st, void *ctx, int64_t concern_id, struct secret ***out,
			size_t *n_out)
{
	struct query *q = query(st, NOTES);
	struct secret **list = NULL;
	size_t n = 0;
	int rc;

	q_int(q, "$concern", concern_id);
	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, struct secret *, n + 1);
		if (!list)
			base_oom();
		rc = q_col_unseal(q, 2, ctx, (struct store_place){
			"concern_note.words", q_col_int(q, 0), q_col_int(q, 1) }, &list[n]);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
		n++;
	}
	*out = list;
	*n_out = n;
	return rc;
}
