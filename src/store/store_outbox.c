// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts on their way out (store_outbox.h). */
#define STORE_FAMILY STORE_FAMILY_outbox
#include "store/store_int.h"
#include "store/store_outbox.h"

#include <sodium.h>

enum {
	OUT_ADD, OUT_PULL_ALONG, OUT_PICK, OUT_BEHIND, OUT_ANY_BEHIND, OUT_MOVE_UP, OUT_NEXT,
	OUT_CLAIM, OUT_END, OUT_GET, OUT_READ,
	OUT_ACCEPTED, OUT_RETRY, OUT_HOLD, OUT_DELIVERED, OUT_UNACCEPTED, OUT_CANCEL, OUT_WAITING,
	OUT_OLDEST, OUT_DELETE, OUT_REBASE,
};

#define COLUMNS "id, person_id, class, state, send_at_ms, expires_at_ms, created_at_ms," \
	" sent_at_ms, attempt, segments, acked, delivered, purpose, topic, topic_id, sender," \
	" changed_at_ms"
enum { COL_SENDER = 15, COL_CHANGED = 16, COL_BODY = 17, COL_LANE = 18, COL_WAITS = 19 };
enum { PICK_MAX = 500 };	/* rows looked at in one call, if some may go */
/* All segments have it. */
#define ALL(mask) "((" mask " | $bit) = (1 << segments) - 1)"

/*
 * EARLIER is where order is kept: a row must wait when an earlier one to the
 * same handset, of its class or a higher one, is under way, is to be tried
 * again within a minute, or wants to go now.  (One that is held for a later hour
 * holds up nothing, also when it was on its way once.)  So that a long queue to one handset is not
 * looked through each time, a row that has to wait is marked `behind` and out of the way; when
 * a row is over, the first behind it of each class is looked at again.
 */
#define EARLIER(lane, id, class, now) "EXISTS (SELECT 1 FROM outbox AS e WHERE e.lane = " lane \
	" AND e.state <= 1 AND e.id < " id " AND e.class <= " class \
	" AND (e.send_at_ms IS NULL OR e.send_at_ms <= " now " + iif(e.attempt > 0, 60000, 0)))"
static const char *const sql[] = {
	[OUT_ADD] = "INSERT INTO outbox (id, person_id, lane, class, state, send_at_ms, behind,"
		" expires_at_ms, created_at_ms, segments, purpose, topic, topic_id, sender, body)"
		" VALUES ($id, $person, $lane, $class, 0, $send_at, $send_at <= $created_at"
		" AND " EARLIER("$lane", "$id", "$class", "$created_at") ", $expires_at,"
		" $created_at, $segments, $purpose, $topic, $topic_id, $sender, $body)",
	[OUT_PULL_ALONG] = "UPDATE outbox SET class = $class, behind = 0"
		" WHERE lane = $lane AND state <= 1"
		" AND class = $from AND send_at_ms <= $now",
	[OUT_PICK] = "SELECT " COLUMNS ", body, lane, "
		EARLIER("o.lane", "o.id", "o.class", "$now") " FROM outbox AS o"
		" WHERE class = $class AND send_at_ms <= $now AND behind = 0"
		" ORDER BY send_at_ms, id LIMIT $max",
	[OUT_BEHIND] = "UPDATE outbox SET behind = 1 WHERE id = $id",
	[OUT_ANY_BEHIND] = "SELECT 1 FROM outbox WHERE lane = $lane AND behind = 1 LIMIT 1",
	[OUT_MOVE_UP] = "UPDATE outbox SET behind = 0 WHERE id = (SELECT min(id) FROM outbox"
		" WHERE lane = $lane AND class = $class AND behind = 1)",
	[OUT_NEXT] = "SELECT min(send_at_ms) FROM outbox WHERE class = $class"
		" AND send_at_ms IS NOT NULL AND behind = 0",
	[OUT_CLAIM] = "UPDATE outbox SET state = 1, send_at_ms = NULL, sent_at_ms = $now,"
		" attempt = attempt + 1 WHERE id = $id",
	[OUT_END] = "UPDATE outbox SET state = $state, send_at_ms = NULL, body = NULL,"
		" behind = 0, changed_at_ms = $now WHERE id = $id AND state < 3 RETURNING lane",
	[OUT_GET] = "SELECT " COLUMNS " FROM outbox WHERE id = $id",
	[OUT_READ] = "SELECT " COLUMNS ", body FROM outbox WHERE id = $id",
	[OUT_ACCEPTED] = "UPDATE outbox SET acked = acked | $bit, changed_at_ms = $now,"
		" state = iif(" ALL("acked") ", 2, state),"
		" send_at_ms = iif(" ALL("acked") ", NULL, send_at_ms)"
		" WHERE id = $id AND state <= 1 AND acked & $bit = 0 RETURNING state, lane",
	[OUT_RETRY] = "UPDATE outbox SET send_at_ms = $at WHERE id = $id AND state <= 1",
	[OUT_HOLD] = "UPDATE outbox SET state = iif(attempt = 1, 0, 1), attempt = attempt - 1,"
		" send_at_ms = $at WHERE id = $id AND state = 1 RETURNING lane",
	[OUT_DELIVERED] = "UPDATE outbox SET acked = acked | $bit, delivered = delivered | $bit,"
		" changed_at_ms = $now, state = iif(" ALL("delivered") ", 3,"
		" iif(" ALL("acked") ", 2, state)),"
		" send_at_ms = iif(" ALL("acked") ", NULL, send_at_ms),"
		" body = iif(" ALL("delivered") ", NULL, body)"
		" WHERE id = $id AND state < 3 AND delivered & $bit = 0 RETURNING state, lane",
	[OUT_UNACCEPTED] = "SELECT id FROM outbox WHERE state = 1 AND send_at_ms IS NULL"
		" AND sent_at_ms < $before AND id > $after ORDER BY id LIMIT $max",
	[OUT_REBASE] = "UPDATE outbox SET send_at_ms = send_at_ms + $step,"
		" expires_at_ms = iif(expires_at_ms > 0, expires_at_ms + $step, 0)"
		" WHERE state <= 1",
	[OUT_CANCEL] = "UPDATE outbox SET state = 5, send_at_ms = NULL, body = NULL, behind = 0,"
		" changed_at_ms = $now"
		" WHERE lane = $person AND state <= 1 AND class >= $from AND attempt = 0",
	[OUT_WAITING] = "SELECT class, send_at_ms <= $now, count(*) FROM outbox"
		" WHERE send_at_ms IS NOT NULL AND behind = 0 GROUP BY 1, 2"
		" UNION ALL SELECT class, 1, count(*) FROM outbox WHERE behind = 1 GROUP BY class",
	[OUT_OLDEST] = "SELECT id, state, created_at_ms FROM outbox WHERE id > $after"
		" ORDER BY id LIMIT 1",
	[OUT_DELETE] = "DELETE FROM outbox WHERE id = $id",
};
static const char *const tables[] = { "outbox", NULL };
const struct store_family store_family_outbox = {
	.name = "outbox", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Adding -------------------------------------------------------------------- */

/* What keeps the order to one handset: the person; for a number of nobody, a
 * keyed hash of it, negative. */
static int64_t lane_of(struct store *st, const struct store_out *o)
{
	struct store_index index;
	uint64_t hash;

	if (o->person_id > 0)
		return o->person_id;
	index = store_index(st, "outbox lane", o->to);
	memcpy(&hash, index.b, sizeof(hash));
	return -(int64_t)(hash >> 1) - 1;
}

static struct store_place body_place(const struct store_out *o)
{
	return (struct store_place){ "outbox.body", o->id, o->person_id };
}

/* Number, NUL, words: one seal for both. */
static struct secret *body_make(struct store *st, const struct store_out *o)
{
	size_t to_len = secret_len(o->to), text_len = secret_len(o->text);
	char *both = talloc_size(st, to_len + 1 + text_len);
	struct secret *body;

	if (!both)
		base_oom();
	memcpy(both, secret_reveal(o->to), to_len + 1);
	memcpy(both + to_len + 1, secret_reveal(o->text), text_len);
	body = secret_new(st, both, to_len + 1 + text_len);
	sodium_memzero(both, to_len + 1 + text_len);
	talloc_free(both);
	return body;
}

static int pull_along(struct store *st, int64_t lane, int64_t now_ms)
{
	struct query *q = query(st, OUT_PULL_ALONG);

	q_int(q, "$lane", lane);
	q_int(q, "$class", STORE_CLASS_HUMAN);
	q_int(q, "$from", STORE_CLASS_REPLY);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_out_add(struct store *st, struct store_out *o)
{
	int64_t lane = lane_of(st, o);
	struct secret *body;
	struct query *q;
	int rc = 0;

	MUST(o->class >= 0 && o->class < STORE_CLASSES && o->segments >= 1 &&
	     o->segments <= STORE_OUT_SEGMENTS_MAX);
	if (o->class == STORE_CLASS_HUMAN)
		rc = pull_along(st, lane, o->created_at_ms);
	if (rc < 0)
		return rc;
	o->id = store_new_id(st, "outbox");
	o->state = STORE_OUT_QUEUED;
	body = body_make(st, o);
	q = query(st, OUT_ADD);
	q_int(q, "$id", o->id);
	q_int(q, "$person", o->person_id);
	q_int(q, "$lane", lane);
	q_int(q, "$class", o->class);
	q_int(q, "$send_at", o->send_at_ms);
	q_int(q, "$expires_at", o->expires_at_ms);
	q_int(q, "$created_at", o->created_at_ms);
	q_int(q, "$segments", o->segments);
	q_int(q, "$purpose", o->purpose);
	q_int(q, "$topic", o->topic);
	q_int(q, "$topic_id", o->topic_id);
	q_text(q, "$sender", o->from);
	q_seal(q, "$body", body_place(o), body);
	rc = q_run(q);
	talloc_free(body);
	return rc < 0 ? rc : 0;
}

/* --- Reading ---------------------------------------------------------------------- */

static void row_read(struct query *q, void *ctx, struct store_out *o)
{
	*o = (struct store_out){
		.id = q_col_int(q, 0),
		.person_id = q_col_int(q, 1),
		.class = (enum store_class)q_col_int(q, 2),
		.state = (enum store_out_state)q_col_int(q, 3),
		.send_at_ms = q_col_int(q, 4),
		.expires_at_ms = q_col_int(q, 5),
		.created_at_ms = q_col_int(q, 6),
		.sent_at_ms = q_col_int(q, 7),
		.attempt = (int)q_col_int(q, 8),
		.segments = (int)q_col_int(q, 9),
		.acked = (uint64_t)q_col_int(q, 10),
		.delivered = (uint64_t)q_col_int(q, 11),
		.purpose = (int)q_col_int(q, 12),
		.topic = (int)q_col_int(q, 13),
		.topic_id = q_col_int(q, 14),
		.changed_at_ms = q_col_int(q, COL_CHANGED),
		.from = ctx ? q_col_strdup(q, COL_SENDER, ctx) : NULL,
	};
}

static int body_read(struct query *q, void *ctx, struct store_out *o)
{
	struct secret *body;
	size_t to_len, len;
	int rc = q_col_unseal(q, COL_BODY, ctx, body_place(o), &body);

	if (rc < 0 || !body)
		return rc;
	to_len = strlen(secret_reveal(body));
	len = secret_len(body);
	if (to_len < len) {
		o->to = secret_new(ctx, secret_reveal(body), to_len);
		o->text = secret_new(ctx, secret_reveal(body) + to_len + 1, len - to_len - 1);
	}
	talloc_free(body);
	return to_len < len ? 0 : -EBADMSG;
}

int store_out_get(struct store *st, int64_t id, struct store_out *out)
{
	struct query *q = query(st, OUT_GET);
	int rc;

	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	row_read(q, NULL, out);
	q_done(q);
	return 1;
}

int store_out_read(struct store *st, void *ctx, int64_t id, struct store_out *out)
{
	struct query *q = query(st, OUT_READ);
	int rc;

	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	row_read(q, ctx, out);
	rc = body_read(q, ctx, out);
	q_done(q);
	return rc < 0 ? rc : 1;
}

/* --- Claiming -------------------------------------------------------------------------- */

/* A row is over: who was behind it is looked at again. */
static int lane_moves_up(struct store *st, int64_t lane)
{
	struct query *q = query(st, OUT_ANY_BEHIND);
	int64_t one;
	int rc;

	q_int(q, "$lane", lane);
	rc = q_get_int(q, &one);
	for (int class = 0; class < STORE_CLASSES && rc > 0; class++) {
		q = query(st, OUT_MOVE_UP);
		q_int(q, "$lane", lane);
		q_int(q, "$class", class);
		rc = q_run(q);
		rc = rc < 0 ? rc : 1;
	}
	return rc < 0 ? rc : 0;
}

/* Runs a query that returns the lane, or nothing when the row was over: 1 or 0. */
static int over(struct store *st, struct query *q)
{
	int64_t lane;
	int rc = q_get_int(q, &lane);

	if (rc == 1)
		rc = lane_moves_up(st, lane);
	else
		return rc;
	return rc < 0 ? rc : 1;
}

static int end(struct store *st, int64_t id, enum store_out_state state, int64_t now_ms)
{
	struct query *q = query(st, OUT_END);

	q_int(q, "$now", now_ms);
	q_int(q, "$id", id);
	q_int(q, "$state", state);
	return over(st, q);
}

static int mark(struct store *st, int64_t id)
{
	struct query *q = query(st, OUT_BEHIND);

	q_int(q, "$id", id);
	return q_run(q);
}

/* One picked row: how it goes on. */
static int row_pick(struct query *q, void *ctx, int64_t now_ms, struct store_out *o)
{
	int rc = 0;

	row_read(q, ctx, o);
	if (q_col_int(q, COL_WAITS))
		return 0;
	if (o->expires_at_ms && o->expires_at_ms <= now_ms) {
		o->state = STORE_OUT_EXPIRED;
		return 0;
	}
	rc = body_read(q, ctx, o);
	o->state = rc < 0 ? STORE_OUT_FAILED : STORE_OUT_SENT;
	return rc == -EIO ? rc : 0;
}

/* Rows of one class, those that must wait among them (state QUEUED). */
static int pick(struct store *st, void *ctx, int64_t now_ms, enum store_class class,
		struct store_out *out, bool *waits, int max)
{
	struct query *q = query(st, OUT_PICK);
	int n = 0, rc = 0;

	q_int(q, "$class", class);
	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1) {
		waits[n] = q_col_int(q, COL_WAITS) != 0;
		rc = row_pick(q, ctx, now_ms, &out[n++]);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
	}
	if (rc < 0)
		return rc;
	q_done(q);
	return n;
}

static int claim_one(struct store *st, struct store_out *o, int64_t now_ms)
{
	struct query *q;

	if (o->state != STORE_OUT_SENT)
		return end(st, o->id, o->state, now_ms);
	q = query(st, OUT_CLAIM);
	q_int(q, "$id", o->id);
	q_int(q, "$now", now_ms);
	o->attempt++;
	o->sent_at_ms = now_ms;
	return q_run(q);
}

/* Picked by one statement, marked by others: none that may go can be in the way
 * of another, for only the first of a handset may.  Those that must wait are
 * marked first: if the one before them turns out to be over (expired), that is
 * the moment when they are looked at again, and there is no other. */
static int claim_picked(struct store *st, int64_t now_ms, struct store_out *out,
			const bool *waits, int picked)
{
	int n = 0, rc = 0;

	for (int i = 0; i < picked && rc >= 0; i++)
		if (waits[i])
			rc = mark(st, out[i].id);
	for (int i = 0; i < picked && rc >= 0; i++) {
		if (waits[i])
			continue;
		rc = claim_one(st, &out[i], now_ms);
		out[n++] = out[i];
	}
	return rc < 0 ? rc : n;
}

int store_out_claim(struct store *st, void *ctx, int64_t now_ms, enum store_class lowest,
		    struct store_out *out, int max)
{
	bool *waits = talloc_array(st, bool, (unsigned)max);
	int class = 0, n = 0, seen = 0, rc = 0;

	if (!waits)
		base_oom();
	while (class <= (int)lowest && n < max && (seen < PICK_MAX || n == 0)) {
		int picked = pick(st, ctx, now_ms, (enum store_class)class, out + n,
				  waits, max - n);

		rc = picked < 0 ? picked : claim_picked(st, now_ms, out + n, waits, picked);
		if (rc < 0)
			break;
		/* All that there were: the next class.  Else those that must wait
		 * are out of the way now, and others may be behind them. */
		if (picked < max - n)
			class++;
		n += rc;
		seen += picked;
	}
	talloc_free(waits);
	return rc < 0 ? rc : n;
}

int store_out_next(struct store *st, enum store_class lowest, int64_t *at_ms)
{
	int found = 0;

	for (int class = 0; class <= (int)lowest; class++) {
		struct query *q = query(st, OUT_NEXT);
		int64_t at;
		int rc;

		q_int(q, "$class", class);
		rc = q_get_int(q, &at);
		if (rc < 0)
			return rc;
		if (rc == 1 && (!found || at < *at_ms))
			*at_ms = at;
		found |= rc;
	}
	return found;
}

/* --- What became of it --------------------------------------------------------------------- */

/* Runs a query that returns the new state and the lane: 1 if that is `wanted`. */
static int state_becomes(struct store *st, struct query *q, int64_t id, int segment,
			 enum store_out_state wanted)
{
	int64_t state, lane;
	int rc;

	q_int(q, "$id", id);
	q_int(q, "$bit", segment >= 0 &&
	      segment < STORE_OUT_SEGMENTS_MAX ? INT64_C(1) << segment : 0);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	state = q_col_int(q, 0);
	lane = q_col_int(q, 1);
	q_done(q);
	if (state >= STORE_OUT_ACCEPTED)
		rc = lane_moves_up(st, lane);
	return rc < 0 ? rc : state == (int64_t)wanted;
}

int store_out_accepted(struct store *st, int64_t id, int segment, int64_t now_ms)
{
	struct query *q = query(st, OUT_ACCEPTED);

	q_int(q, "$now", now_ms);
	return state_becomes(st, q, id, segment, STORE_OUT_ACCEPTED);
}

int store_out_delivered(struct store *st, int64_t id, int segment, int64_t now_ms)
{
	struct query *q = query(st, OUT_DELIVERED);

	q_int(q, "$now", now_ms);
	return state_becomes(st, q, id, segment, STORE_OUT_DELIVERED);
}

int store_out_failed(struct store *st, int64_t id, int64_t now_ms)
{
	return end(st, id, STORE_OUT_FAILED, now_ms);
}

int store_out_retry(struct store *st, int64_t id, int64_t send_at_ms)
{
	struct query *q = query(st, OUT_RETRY);

	q_int(q, "$id", id);
	q_int(q, "$at", send_at_ms);
	return q_run(q);
}

int store_out_hold(struct store *st, int64_t id, int64_t send_at_ms)
{
	struct query *q = query(st, OUT_HOLD);

	q_int(q, "$id", id);
	q_int(q, "$at", send_at_ms);
	return over(st, q);
}

int store_out_unaccepted(struct store *st, int64_t before_ms, int64_t after_id, int64_t *ids,
			 int max)
{
	struct query *q = query(st, OUT_UNACCEPTED);

	q_int(q, "$before", before_ms);
	q_int(q, "$after", after_id);
	return q_ints(q, ids, max);
}

int store_out_rebase(struct store *st, int64_t step_ms)
{
	struct query *q = query(st, OUT_REBASE);

	q_int(q, "$step", step_ms);
	return q_do(q);
}

int store_out_cancel(struct store *st, int64_t person_id, enum store_class from, int64_t now_ms)
{
	struct query *q = query(st, OUT_CANCEL);
	int n, rc;

	MUST(person_id > 0);
	q_int(q, "$person", person_id);
	q_int(q, "$from", from);
	q_int(q, "$now", now_ms);
	n = q_run(q);
	rc = n > 0 ? lane_moves_up(st, person_id) : n;
	return rc < 0 ? rc : n;
}

int store_out_waiting(struct store *st, int64_t now_ms, struct store_out_waiting *out)
{
	struct query *q = query(st, OUT_WAITING);
	int rc;

	memset(out, 0, sizeof(*out));
	q_int(q, "$now", now_ms);
	while ((rc = q_row(q)) == 1) {
		int64_t *n = q_col_int(q, 1) ? out->due : out->held;

		n[q_col_int(q, 0)] += q_col_int(q, 2);
	}
	return rc;
}

static bool on_its_way(int64_t state)
{
	return state <= STORE_OUT_SENT;
}

int store_out_prune(struct store *st, int64_t before_ms, int max)
{
	const struct store_pruning p = { STORE_FAMILY, OUT_OLDEST, OUT_DELETE, on_its_way };

	return store_prune(st, &p, before_ms, max);
}
