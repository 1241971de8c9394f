// SPDX-License-Identifier: AGPL-3.0-or-later
/* Requests and their offers: every change of state is one UPDATE that names
 * the state it comes from. */
#define STORE_FAMILY STORE_FAMILY_request
#include "store/store_int.h"
#include "store/store_queue.h"

enum {
	REQUEST_ADD, REQUEST_GET, REQUEST_OPEN_OF, REQUEST_LINE, REQUEST_WAITING, REQUEST_OLDEST,
	REQUEST_AHEAD,
	REQUEST_COUNT,
	REQUEST_OFFER, REQUEST_BACK, REQUEST_TAKE, REQUEST_TAKE_OVER, REQUEST_AGAIN,
	REQUEST_KEEP, REQUEST_END, REQUEST_SAVE, REQUEST_PRUNE,
	OFFER_ADD, OFFER_GET, OFFER_OF_PEER, OFFER_CLOSE, OFFER_NOTE_PASSED,
	OFFER_PASSED,
};
#define REQUEST_COLS \
	"SELECT id, person_id, state, kind, tier, age, newcomer, practice, only_last, since_ms," \
	" rank_ms, needs, last_peer, owner_id, offer_id, conversation_id, raised, told_ms," \
	" taken_at_ms, ended_at_ms, wishes, avoid FROM request "
#define OFFER_COLS \
	"SELECT id, request_id, peer_id, state, points, made_at_ms, until_ms FROM offer "
static const char *const sql[] = {
	[REQUEST_ADD] = "INSERT INTO request (id, person_id, state, kind, tier, age, newcomer,"
		" practice, only_last, since_ms, rank_ms, needs, last_peer, owner_id, wishes,"
		" avoid, raised, told_ms)"
		" VALUES ($id, $person, $state, $kind, $tier, $age, $newcomer, $practice,"
		" $only_last, $since, $rank, $needs, $last_peer, $owner, $wishes,"
		" $avoid, 0, $told)",
	[REQUEST_GET] = REQUEST_COLS "WHERE id = $id",
	[REQUEST_OPEN_OF] = REQUEST_COLS "WHERE person_id = $person AND state IN (1, 2, 3, 6)",
	[REQUEST_LINE] = REQUEST_COLS "WHERE state = 1 AND (rank_ms, id) > ($rank, $id)"
		" ORDER BY rank_ms, id LIMIT $max",
	[REQUEST_WAITING] = "SELECT count(*), min(since_ms) FROM request WHERE state = 1",
	[REQUEST_OLDEST] = "SELECT min(since_ms) FROM request WHERE state = 1",
	[REQUEST_AHEAD] = "SELECT count(*) FROM (SELECT 1 FROM request WHERE state = 1"
		" AND (rank_ms, id) < ($rank, $id) LIMIT $max)",
	[REQUEST_COUNT] = "SELECT count(*) FROM request WHERE person_id = $person"
		" AND since_ms >= $since AND state <> 5",
	[REQUEST_OFFER] = "UPDATE request SET state = 2, offer_id = $offer"
		" WHERE id = $id AND state = 1",
	[REQUEST_BACK] = "UPDATE request SET state = 1, offer_id = NULL"
		" WHERE id = $id AND state = 2 AND offer_id = $offer",
	[REQUEST_TAKE] = "UPDATE request SET state = 3, offer_id = NULL, conversation_id = $conv,"
		" taken_at_ms = $now WHERE id = $id AND state = 2 AND offer_id = $offer",
	[REQUEST_TAKE_OVER] = "UPDATE request SET state = 3, offer_id = NULL,"
		" conversation_id = $conv, taken_at_ms = $now WHERE id = $id"
		" AND state IN (1, 2, 6)",
	[REQUEST_AGAIN] = "UPDATE request SET state = 1, conversation_id = NULL, raised = 0"
		" WHERE id = $id AND state = 3 AND conversation_id = $conv",
	[REQUEST_KEEP] = "UPDATE request SET state = 6, offer_id = NULL, conversation_id = NULL,"
		" owner_id = $owner WHERE id = $id AND state IN (1, 2, 3, 6)",
	[REQUEST_END] = "UPDATE request SET state = $state, offer_id = NULL, ended_at_ms = $now"
		" WHERE id = $id AND state IN (1, 2, 3, 6)",
	[REQUEST_SAVE] = "UPDATE request SET kind = $kind, tier = $tier, rank_ms = $rank,"
		" newcomer = $newcomer, owner_id = $owner, wishes = $wishes, avoid = $avoid,"
		" raised = $raised, told_ms = $told WHERE id = $id",
	[REQUEST_PRUNE] = "DELETE FROM request WHERE id IN (SELECT id FROM request"
		" WHERE state IN (4, 5) AND ended_at_ms < $before LIMIT $max)",
	[OFFER_ADD] = "INSERT INTO offer (id, request_id, peer_id, state, points, made_at_ms,"
		" until_ms) VALUES ($id, $request, $peer, 1, $points, $made, $until)",
	[OFFER_GET] = OFFER_COLS "WHERE id = $id",
	[OFFER_OF_PEER] = OFFER_COLS "WHERE peer_id = $peer AND state = 1",
	[OFFER_CLOSE] = "UPDATE offer SET state = $state, closed_at_ms = $now"
		" WHERE id = $id AND state = 1",
	[OFFER_NOTE_PASSED] = "INSERT INTO offer (id, request_id, peer_id, state, points,"
		" made_at_ms, until_ms, closed_at_ms) VALUES ($id, $request, $peer, 3, 0,"
		" $now, $now, $now)",
	[OFFER_PASSED] = "SELECT DISTINCT peer_id FROM offer WHERE request_id = $request"
		" AND state IN (3, 4) AND closed_at_ms BETWEEN $since AND $now LIMIT $max",
};
static const char *const tables[] = { "request", "offer", NULL };
const struct store_family store_family_request = {
	.name = "request", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Wishes and peers to avoid, packed: one row is one read ------------------------ */

enum { WISH_BYTES = 4 };

static size_t pack_wishes(const struct store_request *r, uint8_t *out)
{
	MUST(r->wishes_len <= STORE_WISHES_MAX);
	for (size_t i = 0; i < r->wishes_len; i++) {
		const struct store_wish *w = &r->wishes[i];

		out[i * WISH_BYTES] = w->attr & 0xff;
		out[i * WISH_BYTES + 1] = w->attr >> 8;
		out[i * WISH_BYTES + 2] = w->kind;
		out[i * WISH_BYTES + 3] = w->hard;
	}
	return (size_t)r->wishes_len * WISH_BYTES;
}

static size_t pack_avoid(const struct store_request *r, uint8_t *out)
{
	MUST(r->avoid_len <= STORE_AVOID_MAX);
	for (size_t i = 0; i < r->avoid_len; i++)
		for (int b = 0; b < 8; b++)
			out[i * 8 + b] = (uint64_t)r->avoid[i] >> (8 * b);
	return (size_t)r->avoid_len * 8;
}

static void unpack(struct store_request *r, struct view wishes, struct view avoid)
{
	for (size_t i = 0; i + WISH_BYTES <= wishes.len && r->wishes_len < STORE_WISHES_MAX;
	     i += WISH_BYTES)
		r->wishes[r->wishes_len++] = (struct store_wish){
			wishes.data[i] | wishes.data[i + 1] << 8, wishes.data[i + 2],
			wishes.data[i + 3] };
	for (size_t i = 0; i + 8 <= avoid.len && r->avoid_len < STORE_AVOID_MAX; i += 8) {
		uint64_t id = 0;

		for (int b = 0; b < 8; b++)
			id |= (uint64_t)avoid.data[i + b] << (8 * b);
		r->avoid[r->avoid_len++] = id;
	}
}

static void read_request(struct query *q, struct store_request *r)
{
	r->id = q_col_int(q, 0);
	r->person_id = q_col_int(q, 1);
	r->state = q_col_int(q, 2);
	r->kind = q_col_int(q, 3);
	r->tier = q_col_int(q, 4);
	r->age = q_col_int(q, 5);
	r->newcomer = q_col_int(q, 6);
	r->practice = q_col_int(q, 7);
	r->only_last = q_col_int(q, 8);
	r->since_ms = q_col_int(q, 9);
	r->rank_ms = q_col_int(q, 10);
	r->needs = q_col_int(q, 11);
	r->last_peer = q_col_int(q, 12);
	r->owner_id = q_col_int(q, 13);
	r->offer_id = q_col_int(q, 14);
	r->conversation_id = q_col_int(q, 15);
	r->raised = q_col_int(q, 16);
	r->told_ms = q_col_int(q, 17);
	r->taken_at_ms = q_col_int(q, 18);
	r->ended_at_ms = q_col_int(q, 19);
	r->wishes_len = r->avoid_len = 0;
	unpack(r, q_col_view(q, 20), q_col_view(q, 21));
}

static int one_request(struct query *q, struct store_request *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	read_request(q, out);
	q_done(q);
	return 1;
}

/* --- Requests -------------------------------------------------------------------------- */

int store_request_add(struct store *st, struct store_request *r)
{
	uint8_t wishes[STORE_WISHES_MAX * WISH_BYTES], avoid[STORE_AVOID_MAX * 8];
	struct query *q;

	r->id = store_new_id(st, "request");
	q = query(st, REQUEST_ADD);
	q_int(q, "$id", r->id);
	q_int(q, "$person", r->person_id);
	q_int(q, "$state", r->state);
	q_int(q, "$kind", r->kind);
	q_int(q, "$tier", r->tier);
	q_int(q, "$age", r->age);
	q_int(q, "$newcomer", r->newcomer);
	q_int(q, "$practice", r->practice);
	q_int(q, "$only_last", r->only_last);
	q_int(q, "$since", r->since_ms);
	q_int(q, "$rank", r->rank_ms);
	q_int(q, "$needs", r->needs);
	q_null_int(q, "$last_peer", r->last_peer);
	q_null_int(q, "$owner", r->owner_id);
	q_blob(q, "$wishes", wishes, pack_wishes(r, wishes));
	q_blob(q, "$avoid", avoid, pack_avoid(r, avoid));
	q_int(q, "$told", r->told_ms);
	return q_do(q);
}

int store_request_get(struct store *st, int64_t id, struct store_request *out)
{
	struct query *q = query(st, REQUEST_GET);

	q_int(q, "$id", id);
	return one_request(q, out);
}

int store_request_open_of(struct store *st, int64_t person_id, struct store_request *out)
{
	struct query *q = query(st, REQUEST_OPEN_OF);

	q_int(q, "$person", person_id);
	return one_request(q, out);
}

int store_request_line(struct store *st, int64_t rank_ms, int64_t id, struct store_request *out,
		       int max)
{
	struct query *q = query(st, REQUEST_LINE);
	int n = 0, rc;

	q_int(q, "$rank", rank_ms);
	q_int(q, "$id", id);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		read_request(q, &out[n++]);
	return rc < 0 ? rc : n;
}

int store_request_waiting(struct store *st, int64_t *n, int64_t *oldest_since_ms)
{
	struct query *q = query(st, REQUEST_WAITING);
	int rc = q_row(q);

	*n = *oldest_since_ms = 0;
	if (rc != 1)
		return rc;
	*n = q_col_int(q, 0);
	*oldest_since_ms = q_col_int(q, 1);
	q_done(q);
	return 0;
}

int store_request_oldest(struct store *st, int64_t *since_ms)
{
	return q_get_int(query(st, REQUEST_OLDEST), since_ms);
}

int store_request_ahead(struct store *st, int64_t rank_ms, int64_t id, int max, int64_t *n)
{
	struct query *q = query(st, REQUEST_AHEAD);
	int rc;

	*n = 0;
	q_int(q, "$rank", rank_ms);
	q_int(q, "$id", id);
	q_int(q, "$max", max);
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

int store_request_count(struct store *st, int64_t person_id, int64_t since_ms, int64_t *n)
{
	struct query *q = query(st, REQUEST_COUNT);
	int rc;

	*n = 0;
	q_int(q, "$person", person_id);
	q_int(q, "$since", since_ms);
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

static int set_offer(struct store *st, int which, int64_t id, int64_t offer_id)
{
	struct query *q = query(st, which);

	q_int(q, "$id", id);
	q_int(q, "$offer", offer_id);
	return q_did(q);
}

int store_request_offer(struct store *st, int64_t id, int64_t offer_id)
{
	return set_offer(st, REQUEST_OFFER, id, offer_id);
}

int store_request_back(struct store *st, int64_t id, int64_t offer_id)
{
	return set_offer(st, REQUEST_BACK, id, offer_id);
}

int store_request_take(struct store *st, int64_t id, int64_t offer_id, int64_t conversation_id,
		       int64_t now_ms)
{
	struct query *q = query(st, REQUEST_TAKE);

	q_int(q, "$id", id);
	q_int(q, "$offer", offer_id);
	q_int(q, "$conv", conversation_id);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_request_take_over(struct store *st, int64_t id, int64_t conversation_id, int64_t now_ms)
{
	struct query *q = query(st, REQUEST_TAKE_OVER);

	q_int(q, "$id", id);
	q_int(q, "$conv", conversation_id);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_request_again(struct store *st, int64_t id, int64_t conversation_id)
{
	struct query *q = query(st, REQUEST_AGAIN);

	q_int(q, "$id", id);
	q_int(q, "$conv", conversation_id);
	return q_did(q);
}

int store_request_keep(struct store *st, int64_t id, int64_t owner_id)
{
	struct query *q = query(st, REQUEST_KEEP);

	q_int(q, "$id", id);
	q_null_int(q, "$owner", owner_id);
	return q_did(q);
}

int store_request_end(struct store *st, int64_t id, enum store_request_state how, int64_t now_ms)
{
	struct query *q = query(st, REQUEST_END);

	MUST(how == STORE_REQUEST_DONE || how == STORE_REQUEST_WITHDRAWN);
	q_int(q, "$id", id);
	q_int(q, "$state", how);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_request_save(struct store *st, const struct store_request *r)
{
	uint8_t wishes[STORE_WISHES_MAX * WISH_BYTES], avoid[STORE_AVOID_MAX * 8];
	struct query *q = query(st, REQUEST_SAVE);

	q_int(q, "$id", r->id);
	q_int(q, "$kind", r->kind);
	q_int(q, "$tier", r->tier);
	q_int(q, "$rank", r->rank_ms);
	q_int(q, "$newcomer", r->newcomer);
	q_null_int(q, "$owner", r->owner_id);
	q_blob(q, "$wishes", wishes, pack_wishes(r, wishes));
	q_blob(q, "$avoid", avoid, pack_avoid(r, avoid));
	q_int(q, "$raised", r->raised);
	q_int(q, "$told", r->told_ms);
	return q_do(q);
}

int store_request_prune(struct store *st, int64_t before_ms, int max)
{
	struct query *q = query(st, REQUEST_PRUNE);

	q_int(q, "$before", before_ms);
	q_int(q, "$max", max);
	return q_run(q);
}

/* --- Offers ------------------------------------------------------------------------------- */

int store_offer_add(struct store *st, struct store_offer *o)
{
	struct query *q;

	o->id = store_new_id(st, "offer");
	o->state = STORE_OFFER_OPEN;
	q = query(st, OFFER_ADD);
	q_int(q, "$id", o->id);
	q_int(q, "$request", o->request_id);
	q_int(q, "$peer", o->peer_id);
	q_int(q, "$points", o->points);
	q_int(q, "$made", o->made_at_ms);
	q_int(q, "$until", o->until_ms);
	return q_do(q);
}

static int one_offer(struct query *q, struct store_offer *o)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*o = (struct store_offer){
		.id = q_col_int(q, 0), .request_id = q_col_int(q, 1), .peer_id = q_col_int(q, 2),
		.state = q_col_int(q, 3), .points = q_col_int(q, 4),
		.made_at_ms = q_col_int(q, 5), .until_ms = q_col_int(q, 6),
	};
	q_done(q);
	return 1;
}

int store_offer_get(struct store *st, int64_t id, struct store_offer *out)
{
	struct query *q = query(st, OFFER_GET);

	q_int(q, "$id", id);
	return one_offer(q, out);
}

int store_offer_of_peer(struct store *st, int64_t peer_id, struct store_offer *out)
{
	struct query *q = query(st, OFFER_OF_PEER);

	q_int(q, "$peer", peer_id);
	return one_offer(q, out);
}

int store_offer_close(struct store *st, int64_t id, enum store_offer_state how, int64_t now_ms)
{
	struct query *q = query(st, OFFER_CLOSE);

	MUST(how != STORE_OFFER_OPEN);
	q_int(q, "$id", id);
	q_int(q, "$state", how);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_offer_note_passed(struct store *st, int64_t request_id, int64_t peer_id, int64_t now_ms,
			    int64_t *id)
{
	struct query *q;

	*id = store_new_id(st, "offer");
	q = query(st, OFFER_NOTE_PASSED);
	q_int(q, "$id", *id);
	q_int(q, "$request", request_id);
	q_int(q, "$peer", peer_id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_offer_passed(struct store *st, int64_t request_id, int64_t since_ms, int64_t now_ms,
		       int64_t *peers, int max)
{
	struct query *q = query(st, OFFER_PASSED);

	q_int(q, "$request", request_id);
	q_int(q, "$since", since_ms);
	q_int(q, "$now", now_ms);
	return q_ints(q, peers, max);
}
