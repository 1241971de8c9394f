// SPDX-License-Identifier: AGPL-3.0-or-later
#define STORE_FAMILY STORE_FAMILY_calls
#include "store/store_calls.h"

#include <stdio.h>

#include "store/store_int.h"

enum {
	CALL_ADD, CALL_BY_NAME, CALL_GET, CALL_SAVE, CALL_LIVE, CALL_OF, CALL_SPENT, CALL_SPENT_ALL,
	CALL_RECENT, CALL_PRUNE, RING_PRUNE,
	RING_ADD, RING_GET, RING_SAVE, RING_OF, RING_ABOUT, RING_DUE, RING_LATELY, RING_IN_VAIN,
	RING_NEXT, RING_AGAIN,
	REC_ADD, REC_GET, REC_BY_NAME, REC_OF, REC_UNHEARD, REC_SAVE, REC_FORGET,
};
#define CALL_COLS \
	"SELECT id, name, box, person_id, role, state, step, ours, seen, orders, ask, subject_id," \
	" ring_id, with_id, begun_at_ms, answered_at_ms, ended_at_ms, why, loss_permille," \
	" jitter_ms FROM call "
#define RING_COLS \
	"SELECT id, person_id, why, state, subject_id, tier, tries, made_at_ms, due_at_ms," \
	" until_ms FROM ring "
#define REC_COLS \
	"SELECT id, person_id, state, name, file, length_ms, request_id, made_at_ms, heard_at_ms," \
	" heard_by, key FROM recording "
#define SPENT \
	"SELECT count(*), sum(CASE WHEN answered_at_ms = 0 THEN 0 WHEN ended_at_ms = 0" \
	" THEN max($now - answered_at_ms, 0) ELSE max(ended_at_ms - answered_at_ms, 0) END)" \
	" FROM call WHERE ours = 1 AND begun_at_ms >= $since"
static const char *const sql[] = {
	[CALL_ADD] = "INSERT INTO call (id, name, box, person_id, role, state, step, ours, seen,"
		" orders, ask, subject_id, ring_id, with_id, begun_at_ms, answered_at_ms,"
		" ended_at_ms, why, loss_permille, jitter_ms) VALUES ($id, $name, $box, $person,"
		" $role, $state, $step, $ours, $seen, $orders, $ask, $subject, $ring, $with,"
		" $begun, $answered, $ended, $why, $loss, $jitter)",
	[CALL_BY_NAME] = CALL_COLS "WHERE name = $name",
	[CALL_GET] = CALL_COLS "WHERE id = $id",
	[CALL_SAVE] = "UPDATE call SET box = $box, role = $role, state = $state, step = $step,"
		" seen = $seen, orders = $orders, ask = $ask, subject_id = $subject,"
		" ring_id = $ring, with_id = $with, answered_at_ms = $answered,"
		" ended_at_ms = $ended, why = $why, loss_permille = $loss, jitter_ms = $jitter"
		" WHERE id = $id",
	[CALL_LIVE] = CALL_COLS "WHERE state < 3 AND id > $after ORDER BY id LIMIT 1",
	[CALL_OF] = CALL_COLS "WHERE person_id = $person AND state < 3 ORDER BY id DESC LIMIT 1",
	[CALL_SPENT] = SPENT " AND person_id = $person",
	[CALL_SPENT_ALL] = SPENT,
	[CALL_RECENT] = CALL_COLS "ORDER BY id DESC LIMIT $max",
	[CALL_PRUNE] = "DELETE FROM call WHERE id IN (SELECT id FROM call WHERE state = 3"
		" AND ended_at_ms < $before LIMIT $max)",
	[RING_PRUNE] = "DELETE FROM ring WHERE id IN (SELECT id FROM ring WHERE state > 2"
		" AND made_at_ms < $before LIMIT $max)",
	[RING_ADD] = "INSERT INTO ring (id, person_id, why, state, subject_id, tier, tries,"
		" made_at_ms, due_at_ms, until_ms) VALUES ($id, $person, $why, $state, $subject,"
		" $tier, $tries, $made, $due, $until)",
	[RING_GET] = RING_COLS "WHERE id = $id",
	[RING_SAVE] = "UPDATE ring SET state = $state, tier = $tier, tries = $tries,"
		" due_at_ms = $due, until_ms = $until WHERE id = $id",
	[RING_OF] = RING_COLS "WHERE person_id = $person AND state < 3"
		" AND ($why = 0 OR why = $why) ORDER BY id LIMIT 1",
	[RING_ABOUT] = RING_COLS "WHERE person_id = $person AND why = $why"
		" AND subject_id = $subject AND state < 3 ORDER BY id LIMIT 1",
	[RING_DUE] = RING_COLS "WHERE state = 1 AND due_at_ms <= $now"
		" ORDER BY tier DESC, due_at_ms, id LIMIT $max",
	[RING_LATELY] = "SELECT 1 FROM ring WHERE person_id = $person AND why = $why"
		" AND made_at_ms >= $since LIMIT 1",
	[RING_IN_VAIN] = "SELECT 1 FROM ring WHERE person_id = $person AND subject_id = $subject"
		" AND why IN (2, 3) AND state = 4 AND due_at_ms >= $since LIMIT 1",
	[RING_NEXT] = "SELECT min(due_at_ms) FROM ring WHERE state = 1",
	[RING_AGAIN] = "UPDATE ring SET state = 1, due_at_ms = $now WHERE state = 2",
	[REC_ADD] = "INSERT INTO recording (id, person_id, state, name, file, length_ms,"
		" request_id, made_at_ms, heard_at_ms, heard_by, key) VALUES ($id, $person,"
		" $state, $name, $file, $length, $request, $made, $heard, $by, $key)",
	[REC_GET] = REC_COLS "WHERE id = $id",
	[REC_BY_NAME] = REC_COLS "WHERE name = $name",
	[REC_OF] = REC_COLS "WHERE request_id = $request AND state IN (2, 3)"
		" ORDER BY id DESC LIMIT 1",
	[REC_UNHEARD] = REC_COLS "WHERE state = 2 AND id > $after ORDER BY id LIMIT 1",
	[REC_SAVE] = "UPDATE recording SET state = $state, file = $file, length_ms = $length,"
		" request_id = $request, heard_at_ms = $heard, heard_by = $by WHERE id = $id",
	[REC_FORGET] = "DELETE FROM recording WHERE id = $id",
};
static const char *const tables[] = { "call", "ring", "recording", NULL };
const struct store_family store_family_calls = {
	.name = "calls", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Legs ---------------------------------------------------------------------- */

static void call_bind(struct query *q, const struct store_call *c)
{
	q_int(q, "$id", c->id);
	q_text(q, "$box", c->box);
	q_int(q, "$role", c->role);
	q_int(q, "$state", c->state);
	q_int(q, "$step", c->step);
	q_int(q, "$seen", c->seen);
	q_int(q, "$orders", c->orders);
	q_int(q, "$ask", c->ask);
	q_int(q, "$subject", c->subject_id);
	q_int(q, "$ring", c->ring_id);
	q_int(q, "$with", c->with_id);
	q_int(q, "$answered", c->answered_at_ms);
	q_int(q, "$ended", c->ended_at_ms);
	q_text(q, "$why", c->why);
	q_int(q, "$loss", c->loss_permille);
	q_int(q, "$jitter", c->jitter_ms);
}

static void call_read(struct query *q, struct store_call *c)
{
	*c = (struct store_call){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 3), .role = q_col_int(q, 4),
		.state = q_col_int(q, 5), .step = (int)q_col_int(q, 6), .ours = q_col_int(q, 7),
		.seen = q_col_int(q, 8), .orders = q_col_int(q, 9), .ask = q_col_int(q, 10),
		.subject_id = q_col_int(q, 11), .ring_id = q_col_int(q, 12),
		.with_id = q_col_int(q, 13), .begun_at_ms = q_col_int(q, 14),
		.answered_at_ms = q_col_int(q, 15), .ended_at_ms = q_col_int(q, 16),
		.loss_permille = (int)q_col_int(q, 18), .jitter_ms = (int)q_col_int(q, 19),
	};
	snprintf(c->name, sizeof(c->name), "%s", q_col_text(q, 1));
	snprintf(c->box, sizeof(c->box), "%s", q_col_text(q, 2));
	snprintf(c->why, sizeof(c->why), "%s", q_col_text(q, 17));
}

static int call_one(struct query *q, struct store_call *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	call_read(q, out);
	q_done(q);
	return 1;
}

int store_call_add(struct store *st, struct store_call *c)
{
	struct query *q;

	c->id = store_new_id(st, "call");
	q = query(st, CALL_ADD);
	call_bind(q, c);
	q_text(q, "$name", c->name);
	q_int(q, "$person", c->person_id);
	q_int(q, "$ours", c->ours);
	q_int(q, "$begun", c->begun_at_ms);
	return q_do(q);
}

int store_call_by_name(struct store *st, const char *name, struct store_call *out)
{
	struct query *q = query(st, CALL_BY_NAME);

	q_text(q, "$name", name);
	return call_one(q, out);
}

int store_call_get(struct store *st, int64_t id, struct store_call *out)
{
	struct query *q = query(st, CALL_GET);

	q_int(q, "$id", id);
	return call_one(q, out);
}

int store_call_save(struct store *st, const struct store_call *c)
{
	struct query *q = query(st, CALL_SAVE);

	call_bind(q, c);
	return q_do(q);
}

int store_call_live(struct store *st, int64_t after_id, struct store_call *out)
{
	struct query *q = query(st, CALL_LIVE);

	q_int(q, "$after", after_id);
	return call_one(q, out);
}

int store_call_of(struct store *st, int64_t person_id, struct store_call *out)
{
	struct query *q = query(st, CALL_OF);

	q_int(q, "$person", person_id);
	return call_one(q, out);
}

int store_call_spent(struct store *st, int64_t person_id, int64_t since_ms, int64_t now_ms,
		     int64_t *calls, int64_t *talk_ms)
{
	struct query *q = query(st, person_id ? CALL_SPENT : CALL_SPENT_ALL);
	int rc;

	*calls = *talk_ms = 0;
	if (person_id)
		q_int(q, "$person", person_id);
	q_int(q, "$since", since_ms);
	q_int(q, "$now", now_ms);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*calls = q_col_int(q, 0);
	*talk_ms = q_col_int(q, 1);
	q_done(q);
	return 0;
}

int store_call_recent(struct store *st, struct store_call *out, int max)
{
	struct query *q = query(st, CALL_RECENT);
	int n = 0, rc;

	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		call_read(q, &out[n++]);
	return rc < 0 ? rc : n;
}

int store_call_prune(struct store *st, int64_t before_ms, int max)
{
	static const int which[] = { CALL_PRUNE, RING_PRUNE };
	int n = 0, rc = 0;

	for (size_t i = 0; i < ARRAY_LEN(which) && rc >= 0; i++) {
		struct query *q = query(st, which[i]);

		q_int(q, "$before", before_ms);
		q_int(q, "$max", max);
		rc = q_run(q);
		n += rc > 0 ? rc : 0;
	}
	return rc < 0 ? rc : n;
}

/* --- Rings ------------------------------------------------------------------------ */

static void ring_read(struct query *q, struct store_ring *r)
{
	*r = (struct store_ring){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 1), .why = q_col_int(q, 2),
		.state = q_col_int(q, 3), .subject_id = q_col_int(q, 4),
		.tier = (int)q_col_int(q, 5), .tries = (int)q_col_int(q, 6),
		.made_at_ms = q_col_int(q, 7), .due_at_ms = q_col_int(q, 8),
		.until_ms = q_col_int(q, 9),
	};
}

static int ring_one(struct query *q, struct store_ring *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	ring_read(q, out);
	q_done(q);
	return 1;
}

int store_ring_add(struct store *st, struct store_ring *r)
{
	struct query *q;

	r->id = store_new_id(st, "ring");
	r->state = STORE_RING_WAITS;
	q = query(st, RING_ADD);
	q_int(q, "$id", r->id);
	q_int(q, "$person", r->person_id);
	q_int(q, "$why", r->why);
	q_int(q, "$state", r->state);
	q_int(q, "$subject", r->subject_id);
	q_int(q, "$tier", r->tier);
	q_int(q, "$tries", r->tries);
	q_int(q, "$made", r->made_at_ms);
	q_int(q, "$due", r->due_at_ms);
	q_int(q, "$until", r->until_ms);
	return q_do(q);
}

int store_ring_get(struct store *st, int64_t id, struct store_ring *out)
{
	struct query *q = query(st, RING_GET);

	q_int(q, "$id", id);
	return ring_one(q, out);
}

int store_ring_save(struct store *st, const struct store_ring *r)
{
	struct query *q = query(st, RING_SAVE);

	q_int(q, "$id", r->id);
	q_int(q, "$state", r->state);
	q_int(q, "$tier", r->tier);
	q_int(q, "$tries", r->tries);
	q_int(q, "$due", r->due_at_ms);
	q_int(q, "$until", r->until_ms);
	return q_do(q);
}

int store_ring_of(struct store *st, int64_t person_id, enum store_ring_why why,
		  struct store_ring *out)
{
	struct query *q = query(st, RING_OF);

	q_int(q, "$person", person_id);
	q_int(q, "$why", why);
	return ring_one(q, out);
}

int store_ring_about(struct store *st, enum store_ring_why why, int64_t subject_id,
		     int64_t person_id, struct store_ring *out)
{
	struct query *q = query(st, RING_ABOUT);

	q_int(q, "$why", why);
	q_int(q, "$subject", subject_id);
	q_int(q, "$person", person_id);
	return ring_one(q, out);
}

int store_ring_due(struct store *st, int64_t now_ms, struct store_ring *out, int max)
{
	struct query *q = query(st, RING_DUE);
	int n = 0, rc;

	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		ring_read(q, &out[n++]);
	return rc < 0 ? rc : n;
}

int store_ring_lately(struct store *st, int64_t person_id, enum store_ring_why why,
		      int64_t since_ms)
{
	struct query *q = query(st, RING_LATELY);
	int64_t one;

	q_int(q, "$person", person_id);
	q_int(q, "$why", why);
	q_int(q, "$since", since_ms);
	return q_get_int(q, &one);
}

int store_ring_in_vain(struct store *st, int64_t conversation_id, int64_t person_id,
		       int64_t since_ms)
{
	struct query *q = query(st, RING_IN_VAIN);
	int64_t one;

	q_int(q, "$person", person_id);
	q_int(q, "$subject", conversation_id);
	q_int(q, "$since", since_ms);
	return q_get_int(q, &one);
}

int store_ring_next(struct store *st, int64_t *at_ms)
{
	return q_get_int(query(st, RING_NEXT), at_ms);
}

int store_ring_again(struct store *st, int64_t now_ms)
{
	struct query *q = query(st, RING_AGAIN);

	q_int(q, "$now", now_ms);
	return q_run(q);
}

/* --- Recordings ---------------------------------------------------------------------- */

static struct store_place key_of(int64_t id, int64_t person_id)
{
	return (struct store_place){ "recording.key", id, person_id };
}

static int rec_one(struct query *q, void *ctx, struct store_recording *out)
{
	struct secret *key;
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*out = (struct store_recording){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 1), .state = q_col_int(q, 2),
		.length_ms = q_col_int(q, 5), .request_id = q_col_int(q, 6),
		.made_at_ms = q_col_int(q, 7), .heard_at_ms = q_col_int(q, 8),
		.heard_by = q_col_int(q, 9),
	};
	snprintf(out->name, sizeof(out->name), "%s", q_col_text(q, 3));
	snprintf(out->file, sizeof(out->file), "%s", q_col_text(q, 4));
	rc = q_col_unseal(q, 10, ctx, key_of(out->id, out->person_id), &key);
	q_done(q);
	out->key = rc == 0 ? key : NULL;
	return rc < 0 ? rc : 1;
}

static void rec_bind(struct query *q, const struct store_recording *r)
{
	q_int(q, "$id", r->id);
	q_int(q, "$state", r->state);
	q_text(q, "$file", r->file);
	q_int(q, "$length", r->length_ms);
	q_int(q, "$request", r->request_id);
	q_int(q, "$heard", r->heard_at_ms);
	q_int(q, "$by", r->heard_by);
}

int store_recording_add(struct store *st, struct store_recording *r)
{
	struct query *q;

	MUST(secret_len(r->key) == STORE_RECORDING_KEY_LEN);
	r->id = store_new_id(st, "recording");
	q = query(st, REC_ADD);
	rec_bind(q, r);
	q_int(q, "$person", r->person_id);
	q_text(q, "$name", r->name);
	q_int(q, "$made", r->made_at_ms);
	q_seal(q, "$key", key_of(r->id, r->person_id), r->key);
	return q_do(q);
}

int store_recording_get(struct store *st, void *ctx, int64_t id, struct store_recording *out)
{
	struct query *q = query(st, REC_GET);

	q_int(q, "$id", id);
	return rec_one(q, ctx, out);
}

int store_recording_by_name(struct store *st, void *ctx, const char *name,
			    struct store_recording *out)
{
	struct query *q = query(st, REC_BY_NAME);

	q_text(q, "$name", name);
	return rec_one(q, ctx, out);
}

int store_recording_of(struct store *st, void *ctx, int64_t request_id,
		       struct store_recording *out)
{
	struct query *q = query(st, REC_OF);

	q_int(q, "$request", request_id);
	return rec_one(q, ctx, out);
}

int store_recording_unheard(struct store *st, void *ctx, int64_t after_id,
			    struct store_recording *out)
{
	struct query *q = query(st, REC_UNHEARD);

	q_int(q, "$after", after_id);
	return rec_one(q, ctx, out);
}

int store_recording_save(struct store *st, const struct store_recording *r)
{
	struct query *q = query(st, REC_SAVE);

	rec_bind(q, r);
	return q_do(q);
}

int store_recording_forget(struct store *st, int64_t id)
{
	struct query *q = query(st, REC_FORGET);

	q_int(q, "$id", id);
	return q_do(q);
}
