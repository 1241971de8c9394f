// SPDX-License-Identifier: AGPL-3.0-or-later
/* Conversations.  Lines, questions, reports, notes: store_line.c. */
#define STORE_FAMILY STORE_FAMILY_talk
#include "store/store_int.h"
#include "store/store_talk.h"

enum {
	CONV_ADD, CONV_GET, CONV_OF_MEMBER, CONVS_OF_PEER, CONV_LAST_OF_PEER, CONV_LAST_OF_MEMBER,
	CONV_WAITS, CONV_COUNT, CONV_SAVE, CONV_CLOSE, CONV_REOPEN, CONV_FEEDBACK, FEEDBACK_OF_PEER,
};
#define CONV_COLS \
	"SELECT id, request_id, member_id, peer_id, joined_id, state, staff, practice, handle," \
	" tier, incident, quoted, asked_still, opened_at_ms, member_at_ms, peer_at_ms," \
	" closed_at_ms, closed_why, feedback FROM conversation "
static const char *const sql[] = {
	[CONV_ADD] = "INSERT INTO conversation (id, request_id, member_id, peer_id, state, staff,"
		" practice, handle, tier, incident, quoted, asked_still, opened_at_ms,"
		" member_at_ms, peer_at_ms) VALUES ($id, $request, $member, $peer, 1, $staff,"
		" $practice, $handle, $tier, $incident, 0, 0, $opened, $opened, $opened)",
	[CONV_GET] = CONV_COLS "WHERE id = $id",
	[CONV_OF_MEMBER] = CONV_COLS "WHERE member_id = $member AND state = 1",
	/* two index walks, not one OR, so that each uses its own index */
	/* Asked about everybody who texts: two looks into indexes, no sorting of nothing. */
	[CONVS_OF_PEER] = CONV_COLS "WHERE (peer_id = $peer AND state = 1)"
		" OR (joined_id = $peer AND state = 1) ORDER BY id LIMIT $max",
	[CONV_LAST_OF_PEER] = CONV_COLS "WHERE peer_id = $peer AND state = 2"
		" ORDER BY closed_at_ms DESC LIMIT 1",
	[CONV_LAST_OF_MEMBER] = CONV_COLS "WHERE member_id = $member AND state = 2"
		" ORDER BY closed_at_ms DESC LIMIT 1",
	[CONV_WAITS] = "SELECT min(at_ms), (SELECT id FROM line WHERE conversation_id = $id"
		" AND from_id <> $member AND state = 2 ORDER BY id DESC LIMIT 1) AS answer"
		" FROM line WHERE conversation_id = $id AND from_id = $member AND state = 2"
		" AND id > coalesce(answer, 0)",
	[CONV_COUNT] = "SELECT count(*) FROM conversation WHERE member_id = $member AND state = 2"
		" AND closed_at_ms >= $since AND closed_why = $why",
	[CONV_SAVE] = "UPDATE conversation SET peer_id = $peer, joined_id = $joined,"
		" handle = $handle, tier = $tier, incident = $incident, quoted = $quoted,"
		" asked_still = $asked, member_at_ms = $member_at, peer_at_ms = $peer_at,"
		" staff = $staff WHERE id = $id AND state = 1",
	[CONV_CLOSE] = "UPDATE conversation SET state = 2, closed_at_ms = $now, closed_why = $why"
		" WHERE id = $id AND state = 1",
	[CONV_REOPEN] = "UPDATE conversation SET state = 1, closed_at_ms = NULL, closed_why = NULL"
		" WHERE id = $id AND state = 2",
	[CONV_FEEDBACK] = "UPDATE conversation SET feedback = $feedback WHERE id = $id",
	[FEEDBACK_OF_PEER] = "SELECT count(feedback), coalesce(sum(feedback = 1), 0),"
		" coalesce(sum(feedback = 2), 0), coalesce(sum(feedback = 3), 0) FROM conversation"
		" WHERE peer_id = $peer AND practice = 0 AND state = 2",
};
static const char *const tables[] = { "conversation", NULL };
const struct store_family store_family_talk = {
	.name = "talk", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static void read_conversation(struct query *q, struct store_conversation *c)
{
	*c = (struct store_conversation){
		.id = q_col_int(q, 0), .request_id = q_col_int(q, 1),
		.member_id = q_col_int(q, 2), .peer_id = q_col_int(q, 3),
		.joined_id = q_col_int(q, 4), .open = q_col_int(q, 5) == 1,
		.staff = q_col_int(q, 6), .practice = q_col_int(q, 7),
		.tier = q_col_int(q, 9), .incident = q_col_int(q, 10),
		.quoted = q_col_int(q, 11), .asked_still = q_col_int(q, 12),
		.opened_at_ms = q_col_int(q, 13), .member_at_ms = q_col_int(q, 14),
		.peer_at_ms = q_col_int(q, 15), .closed_at_ms = q_col_int(q, 16),
		.closed_why = q_col_int(q, 17), .feedback = q_col_int(q, 18),
	};
	strncpy(c->handle, q_col_text(q, 8), STORE_HANDLE_MAX);
}

static int one(struct query *q, struct store_conversation *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	read_conversation(q, out);
	q_done(q);
	return 1;
}

int64_t store_conversation_id(struct store *st)
{
	return store_new_id(st, "conversation");
}

int store_conversation_add(struct store *st, const struct store_conversation *c)
{
	struct query *q = query(st, CONV_ADD);

	q_int(q, "$id", c->id);
	q_null_int(q, "$request", c->request_id);
	q_int(q, "$member", c->member_id);
	q_int(q, "$peer", c->peer_id);
	q_int(q, "$staff", c->staff);
	q_int(q, "$practice", c->practice);
	q_text(q, "$handle", c->handle);
	q_int(q, "$tier", c->tier);
	q_int(q, "$incident", c->incident);
	q_int(q, "$opened", c->opened_at_ms);
	return q_do(q);
}

int store_conversation_get(struct store *st, int64_t id, struct store_conversation *out)
{
	struct query *q = query(st, CONV_GET);

	q_int(q, "$id", id);
	return one(q, out);
}

int store_conversation_of_member(struct store *st, int64_t member_id,
				 struct store_conversation *out)
{
	struct query *q = query(st, CONV_OF_MEMBER);

	q_int(q, "$member", member_id);
	return one(q, out);
}

int store_conversation_waits(struct store *st, const struct store_conversation *c,
			     int64_t *since_ms)
{
	struct query *q;
	int rc;

	*since_ms = 0;
	if (!c->open)
		return 0;
	q = query(st, CONV_WAITS);
	q_int(q, "$id", c->id);
	q_int(q, "$member", c->member_id);
	rc = q_row(q);
	if (rc < 0)
		return rc;
	*since_ms = q_col_int(q, 0);
	if (!*since_ms && !q_col_int(q, 1))
		*since_ms = c->opened_at_ms;
	q_done(q);
	return *since_ms != 0;
}

int store_conversations_of_peer(struct store *st, int64_t peer_id,
				struct store_conversation *out, int max)
{
	struct query *q = query(st, CONVS_OF_PEER);
	int n = 0, rc;

	q_int(q, "$peer", peer_id);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		read_conversation(q, &out[n++]);
	return rc < 0 ? rc : n;
}

int store_conversation_last_of_peer(struct store *st, int64_t peer_id,
				    struct store_conversation *out)
{
	struct query *q = query(st, CONV_LAST_OF_PEER);

	q_int(q, "$peer", peer_id);
	return one(q, out);
}

int store_conversation_last_of_member(struct store *st, int64_t member_id,
				      struct store_conversation *out)
{
	struct query *q = query(st, CONV_LAST_OF_MEMBER);

	q_int(q, "$member", member_id);
	return one(q, out);
}

int store_conversation_count(struct store *st, int64_t member_id, enum store_closed_why why,
			     int64_t since_ms, int64_t *n)
{
	struct query *q = query(st, CONV_COUNT);
	int rc;

	*n = 0;
	q_int(q, "$member", member_id);
	q_int(q, "$why", why);
	q_int(q, "$since", since_ms);
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

int store_conversation_save(struct store *st, const struct store_conversation *c)
{
	struct query *q = query(st, CONV_SAVE);

	q_int(q, "$id", c->id);
	q_int(q, "$peer", c->peer_id);
	q_null_int(q, "$joined", c->joined_id);
	q_text(q, "$handle", c->handle);
	q_int(q, "$tier", c->tier);
	q_int(q, "$incident", c->incident);
	q_int(q, "$quoted", c->quoted);
	q_int(q, "$asked", c->asked_still);
	q_int(q, "$member_at", c->member_at_ms);
	q_int(q, "$peer_at", c->peer_at_ms);
	q_int(q, "$staff", c->staff);
	return q_did(q);
}

int store_conversation_close(struct store *st, int64_t id, enum store_closed_why why,
			     int64_t now_ms)
{
	struct query *q = query(st, CONV_CLOSE);

	q_int(q, "$id", id);
	q_int(q, "$why", why);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

int store_conversation_reopen(struct store *st, int64_t id)
{
	struct query *q = query(st, CONV_REOPEN);

	q_int(q, "$id", id);
	return q_did(q);
}

int store_conversation_feedback(struct store *st, int64_t id, int feedback)
{
	struct query *q = query(st, CONV_FEEDBACK);

	q_int(q, "$id", id);
	q_int(q, "$feedback", feedback);
	return q_did(q);
}

int store_feedback_of_peer(struct store *st, int64_t peer_id, struct store_feedback *out)
{
	struct query *q = query(st, FEEDBACK_OF_PEER);
	int rc;

	*out = (struct store_feedback){ 0 };
	q_int(q, "$peer", peer_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_feedback){ q_col_int(q, 0), q_col_int(q, 1), q_col_int(q, 2),
					q_col_int(q, 3) };
	q_done(q);
	return 0;
}
