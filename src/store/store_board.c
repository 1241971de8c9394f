// SPDX-License-Identifier: AGPL-3.0-or-later
/* The board, and lists that only screens ask for. */
#define STORE_FAMILY STORE_FAMILY_board
#include "store/store_int.h"
#include "store/store_desk.h"

#include <stdio.h>

enum {
	WAITING, TALKS, PEERS, QUEUE, INBOX, PROMISES, LATE, EXPIRING, ATTRS_OF, ATTRS_ALL,
	STAFF, REPORT_GET, HELPS, CLOSED,
};
static const char *const sql[] = {
	[WAITING] = "SELECT r.id, r.person_id, r.since_ms, o.peer_id, r.tier, r.kind, r.newcomer"
		" FROM request r LEFT JOIN offer o ON o.id = r.offer_id"
		" WHERE r.state IN (1, 2) AND r.practice = 0 ORDER BY r.rank_ms, r.id LIMIT $max",
	[TALKS] = "SELECT id FROM conversation WHERE state = 1 AND practice = 0"
		" ORDER BY id LIMIT $max",
	[PEERS] = "SELECT p.person_id, p.until_ms, p.state, p.cap, p.today,"
		" (SELECT count(*) FROM conversation c WHERE c.peer_id = p.person_id"
		" AND c.state = 1) FROM peer p WHERE p.state <> 0 ORDER BY p.person_id LIMIT $max",
	[QUEUE] = "SELECT count(*), min(send_at_ms) FROM outbox WHERE state <= 1"
		" AND send_at_ms IS NOT NULL AND send_at_ms <= $now",
	[INBOX] = "SELECT count(*) FROM inbox WHERE state = 2",
	[PROMISES] = "SELECT count(*), sum(wait_ms <= $limit) FROM wait WHERE at_ms >= $since",
	[LATE] = "SELECT count(*) FROM request WHERE state = 1 AND since_ms < $before",
	[EXPIRING] = "SELECT id, person_id, expires_at_ms, class, purpose, state FROM outbox"
		" WHERE state <= 1 AND expires_at_ms > $now ORDER BY expires_at_ms LIMIT $max",
	[ATTRS_OF] = "SELECT a.id, a.kind, a.value, 1 FROM peer_attr p JOIN attr a"
		" ON a.id = p.attr_id WHERE p.person_id = $person ORDER BY a.kind,"
		" a.value LIMIT $max",
	[ATTRS_ALL] = "SELECT a.id, a.kind, a.value,"
		" (SELECT count(*) FROM peer_attr p WHERE p.attr_id = a.id) FROM attr a"
		" ORDER BY a.kind, a.value LIMIT $max",
	[STAFF] = "SELECT id FROM person WHERE roles > 1 AND roles & $roles <> 0 AND id > $after"
		" ORDER BY id LIMIT $max",
	[REPORT_GET] = "SELECT id, conversation_id, member_id, peer_id, by_id, kind, at_ms, text"
		" FROM report WHERE id = $id",
	/* 6: CARE_ASK_HELP */
	[HELPS] = "SELECT subject_id, asked_at_ms FROM ask WHERE person_id = $person AND kind = 6"
		" LIMIT $max",
	[CLOSED] = "SELECT id FROM incident WHERE state = 4 ORDER BY id DESC LIMIT $max",
};
const struct store_family store_family_board = {
	.name = "board", .sql = sql, .sql_len = ARRAY_LEN(sql),
};

static int ended(struct query *q, int rc, int n)
{
	q_done(q);
	return rc < 0 ? rc : n;
}

int store_board_waiting(struct store *st, struct store_waiting *out, int max)
{
	struct query *q = query(st, WAITING);
	int n = 0, rc = 0;

	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		out[n++] = (struct store_waiting){
			.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
			.since_ms = q_col_int(q, 2),
			.offered_to = q_col_int(q, 3), .tier = (int)q_col_int(q, 4),
			.kind = (int)q_col_int(q, 5), .newcomer = q_col_int(q, 6),
		};
	return ended(q, rc, n);
}

int store_board_talks(struct store *st, int64_t *ids, int max)
{
	struct query *q = query(st, TALKS);

	return q_ints(q, ids, max);
}

int store_board_peers(struct store *st, struct store_board_peer *out, int max)
{
	struct query *q = query(st, PEERS);
	int n = 0, rc = 0;

	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		out[n++] = (struct store_board_peer){
			.person_id = q_col_int(q, 0), .until_ms = q_col_int(q, 1),
			.state = (enum store_peer_state)q_col_int(q, 2),
			.cap = (int)q_col_int(q, 3),
			.today = (int)q_col_int(q, 4), .talks = (int)q_col_int(q, 5),
		};
	return ended(q, rc, n);
}

int store_board_queue(struct store *st, int64_t now_ms, int64_t *n, int64_t *oldest_ms)
{
	struct query *q = query(st, QUEUE);
	int rc;

	*n = *oldest_ms = 0;
	q_int(q, "$now", now_ms);
	rc = q_row(q);
	if (rc == 1) {
		*n = q_col_int(q, 0);
		*oldest_ms = q_col_int(q, 1);
	}
	return ended(q, rc, 0);
}

int store_board_inbox(struct store *st, int64_t *n)
{
	int rc = q_get_int(query(st, INBOX), n);

	return rc < 0 ? rc : 0;
}

int store_board_promises(struct store *st, int64_t now_ms, int64_t limit_ms, int64_t *answered,
			 int64_t *in_time, int64_t *late_now)
{
	struct query *q = query(st, PROMISES);
	int rc;

	*answered = *in_time = *late_now = 0;
	q_int(q, "$limit", limit_ms);
	q_int(q, "$since", now_ms - DAYS_MS(1));
	rc = q_row(q);
	if (rc == 1) {
		*answered = q_col_int(q, 0);
		*in_time = q_col_int(q, 1);
	}
	q_done(q);
	if (rc < 0)
		return rc;
	q = query(st, LATE);
	q_int(q, "$before", now_ms - limit_ms);
	rc = q_get_int(q, late_now);
	return rc < 0 ? rc : 0;
}

int store_board_expiring(struct store *st, int64_t now_ms, struct store_expiring *out, int max)
{
	struct query *q = query(st, EXPIRING);
	int n = 0, rc = 0;

	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		out[n++] = (struct store_expiring){
			.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
			.expires_at_ms = q_col_int(q, 2), .class = (int)q_col_int(q, 3),
			.purpose = (int)q_col_int(q, 4), .state = (int)q_col_int(q, 5),
		};
	return ended(q, rc, n);
}

int store_attrs(struct store *st, int64_t person_id, struct store_attr_use *out, int max)
{
	struct query *q = query(st, person_id ? ATTRS_OF : ATTRS_ALL);
	int n = 0, rc = 0;

	if (person_id)
		q_int(q, "$person", person_id);
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1) {
		struct store_attr_use *a = &out[n++];

		*a = (struct store_attr_use){
			.attr = { .id = (uint16_t)q_col_int(q, 0),
				  .kind = (uint8_t)q_col_int(q, 1) },
			.peers = q_col_int(q, 3),
		};
		snprintf(a->attr.value, sizeof(a->attr.value), "%s", q_col_text(q, 2));
	}
	return ended(q, rc, n);
}

int store_staff_ids(struct store *st, unsigned int roles, int64_t after_id, int64_t *ids, int max)
{
	struct query *q = query(st, STAFF);

	q_int(q, "$roles", roles);
	q_int(q, "$after", after_id);
	return q_ints(q, ids, max);
}

int store_report_get(struct store *st, void *ctx, int64_t id, struct store_report *out)
{
	struct query *q = query(st, REPORT_GET);
	int rc;

	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	*out = (struct store_report){
		.id = q_col_int(q, 0), .conversation_id = q_col_int(q, 1),
		.member_id = q_col_int(q, 2), .peer_id = q_col_int(q, 3), .by_id = q_col_int(q, 4),
		.kind = (enum store_report_kind)q_col_int(q, 5), .at_ms = q_col_int(q, 6),
	};
	rc = q_col_unseal(q, 7, ctx, (struct store_place){ "report.text", out->id, out->member_id },
			  &out->text);
	q_done(q);
	if (rc == -ENOKEY)
		out->text = NULL;
	else if (rc < 0)
		return rc;
	return 1;
}

int store_helps(struct store *st, int64_t person_id, struct store_help *out, int max)
{
	struct query *q = query(st, HELPS);
	int n = 0, rc = 0;

	q_int(q, "$person", person_id);
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		out[n++] = (struct store_help){ q_col_int(q, 0), q_col_int(q, 1) };
	return ended(q, rc, n);
}

int store_incidents_closed(struct store *st, int64_t *ids, int max)
{
	struct query *q = query(st, CLOSED);

	return q_ints(q, ids, max);
}
