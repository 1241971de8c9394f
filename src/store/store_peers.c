// SPDX-License-Identifier: AGPL-3.0-or-later
/* Peers on duty and their hours. */
#define STORE_FAMILY STORE_FAMILY_peers
#include "store/store_int.h"
#include "store/store_peers.h"

enum {
	PEER_GET, PEER_SAVE, ATTR_SET, ATTR_UNSET, PEERS_READY, PEERS_READY_ATTRS, PEER_DUTY,
	PEER_ATTRS, PEERS_ON,
	SHIFT_OPEN, SHIFT_ADD, SHIFT_CLOSE, SHIFT_MOOD_BEFORE,
	SHIFT_MOOD_AFTER, SHIFTS,
};
/* A question that is still open, an offer, a wish of their own to talk, and a full
 * hand each keep offers away. */
#define DUTY_COLS \
	"SELECT p.person_id, p.training, p.kinds, p.cap, p.today," \
	" (SELECT count(*) FROM conversation c WHERE c.peer_id = p.person_id AND c.state = 1)"
#define READY \
	" FROM peer p WHERE p.state = 1 AND p.trained = 1 AND p.lost_at_ms IS NULL" \
	" AND p.practice_script = 0" \
	" AND NOT EXISTS (SELECT 1 FROM ask WHERE person_id = p.person_id AND until_ms > $now)" \
	" AND NOT EXISTS (SELECT 1 FROM request WHERE person_id = p.person_id" \
	" AND state IN (1, 2, 3, 6))" \
	" AND NOT EXISTS (SELECT 1 FROM offer WHERE peer_id = p.person_id AND state = 1)"
static const char *const sql[] = {
	[PEER_GET] = "SELECT state, trained, training, kinds, cap, until_ms, shift_id, missed,"
		" today, today_from_ms, practice_script, practice_line, lost_at_ms, lost_by,"
		" lost_roles FROM peer WHERE person_id = $person",
	[PEER_SAVE] = "INSERT INTO peer (person_id, state, trained, training, kinds, cap, until_ms,"
		" shift_id, missed, today, today_from_ms, practice_script, practice_line,"
		" lost_at_ms, lost_by, lost_roles) VALUES ($person, $state, $trained, $training,"
		" $kinds, $cap, $until, $shift, $missed, $today, $today_from, $script, $line,"
		" $lost_at, $lost_by, $lost_roles) ON CONFLICT (person_id) DO UPDATE SET"
		" state = excluded.state, trained = excluded.trained, training = excluded.training,"
		" kinds = excluded.kinds, cap = excluded.cap, until_ms = excluded.until_ms,"
		" shift_id = excluded.shift_id, missed = excluded.missed, today = excluded.today,"
		" today_from_ms = excluded.today_from_ms,"
		" practice_script = excluded.practice_script,"
		" practice_line = excluded.practice_line, lost_at_ms = excluded.lost_at_ms,"
		" lost_by = excluded.lost_by, lost_roles = excluded.lost_roles",
	[ATTR_SET] = "INSERT INTO peer_attr (person_id, attr_id) VALUES ($person, $attr)"
		" ON CONFLICT DO NOTHING",
	[ATTR_UNSET] = "DELETE FROM peer_attr WHERE person_id = $person AND attr_id = $attr",
	[PEERS_READY] = DUTY_COLS READY " ORDER BY p.person_id LIMIT $max",
	[PEER_DUTY] = DUTY_COLS " FROM peer p WHERE p.person_id = $person",
	[PEER_ATTRS] = "SELECT person_id, attr_id FROM peer_attr WHERE person_id = $person"
		" ORDER BY attr_id",
	[PEERS_READY_ATTRS] = "SELECT a.person_id, a.attr_id FROM peer p"
		" CROSS JOIN peer_attr a ON a.person_id = p.person_id WHERE p.state = 1"
		" ORDER BY a.person_id, a.attr_id",
	[PEERS_ON] = "SELECT count(*) FROM peer WHERE state IN (1, 3) AND trained = 1"
		" AND lost_at_ms IS NULL",
	[SHIFT_OPEN] = "INSERT INTO shift (id, person_id, on_at_ms, rest_ms, pause_ms,"
		" conversations, mood_before) VALUES ($id, $person, $now, 0, 0, 0, $mood)",
	[SHIFT_ADD] = "UPDATE shift SET rest_ms = rest_ms + $rest, pause_ms = pause_ms + $pause,"
		" conversations = conversations + $conversations WHERE id = $id",
	[SHIFT_CLOSE] = "UPDATE shift SET off_at_ms = $now WHERE id = $id AND off_at_ms IS NULL",
	[SHIFT_MOOD_BEFORE] = "UPDATE shift SET mood_before = $mood WHERE id = $id",
	[SHIFT_MOOD_AFTER] = "UPDATE shift SET mood_after = $mood WHERE id = $id",
	[SHIFTS] = "SELECT id, person_id, on_at_ms, off_at_ms, rest_ms, pause_ms, conversations,"
		" mood_before, mood_after FROM shift WHERE on_at_ms >= $from AND on_at_ms < $to"
		" AND id > $after ORDER BY id LIMIT $max",
};
static const char *const tables[] = { "shift", NULL };
const struct store_family store_family_peers = {
	.name = "peers", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

int store_peer_get(struct store *st, int64_t person_id, struct store_peer *out)
{
	struct query *q = query(st, PEER_GET);
	int rc;

	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_peer){
		.person_id = person_id, .state = q_col_int(q, 0), .trained = q_col_int(q, 1),
		.training = q_col_int(q, 2), .kinds = q_col_int(q, 3), .cap = q_col_int(q, 4),
		.until_ms = q_col_int(q, 5), .shift_id = q_col_int(q, 6),
		.missed = q_col_int(q, 7), .today = q_col_int(q, 8),
		.today_from_ms = q_col_int(q, 9), .practice_script = q_col_int(q, 10),
		.practice_line = q_col_int(q, 11), .lost_at_ms = q_col_int(q, 12),
		.lost_by = q_col_int(q, 13), .lost_roles = q_col_int(q, 14),
	};
	q_done(q);
	return 1;
}

int store_peer_save(struct store *st, const struct store_peer *p)
{
	struct query *q = query(st, PEER_SAVE);

	q_int(q, "$person", p->person_id);
	q_int(q, "$state", p->state);
	q_int(q, "$trained", p->trained);
	q_int(q, "$training", p->training);
	q_int(q, "$kinds", p->kinds);
	q_int(q, "$cap", p->cap);
	q_int(q, "$until", p->until_ms);
	q_null_int(q, "$shift", p->shift_id);
	q_int(q, "$missed", p->missed);
	q_int(q, "$today", p->today);
	q_int(q, "$today_from", p->today_from_ms);
	q_int(q, "$script", p->practice_script);
	q_int(q, "$line", p->practice_line);
	q_null_int(q, "$lost_at", p->lost_at_ms);
	q_null_int(q, "$lost_by", p->lost_by);
	q_int(q, "$lost_roles", p->lost_roles);
	return q_do(q);
}

int store_peer_attr_set(struct store *st, int64_t person_id, uint16_t attr, bool has)
{
	struct query *q = query(st, has ? ATTR_SET : ATTR_UNSET);

	q_int(q, "$person", person_id);
	q_int(q, "$attr", attr);
	return q_do(q);
}

/* Both lists are in order of id: one walk puts them together. */
static int add_attrs(struct query *q, struct store_peer_duty *peers, int n)
{
	int at = 0, rc;

	while ((rc = q_row(q)) == 1) {
		int64_t id = q_col_int(q, 0);

		while (at < n && peers[at].person_id < id)
			at++;
		if (at < n && peers[at].person_id == id &&
		    peers[at].attrs_len < STORE_PEER_ATTRS_MAX)
			peers[at].attrs[peers[at].attrs_len++] = q_col_int(q, 1);
	}
	return rc;
}

static void read_duty(struct query *q, struct store_peer_duty *p)
{
	*p = (struct store_peer_duty){
		.person_id = q_col_int(q, 0), .training = q_col_int(q, 1),
		.kinds = q_col_int(q, 2), .cap = q_col_int(q, 3), .today = q_col_int(q, 4),
		.busy = q_col_int(q, 5),
	};
}

int store_peers_ready(struct store *st, void *ctx, int64_t now_ms, struct store_peer_duty **out,
		      int max)
{
	struct query *q = query(st, PEERS_READY);
	int n = 0, rc;

	*out = talloc_zero_array(ctx, struct store_peer_duty, max);
	if (!*out)
		base_oom();
	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1) {
		read_duty(q, &(*out)[n]);
		n += (*out)[n].busy < (*out)[n].cap;
	}
	if (rc == 0)
		rc = add_attrs(query(st, PEERS_READY_ATTRS), *out, n);
	return rc < 0 ? rc : n;
}

int store_peer_duty(struct store *st, int64_t person_id, struct store_peer_duty *out)
{
	struct query *q = query(st, PEER_DUTY);
	int rc;

	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	read_duty(q, out);
	q_done(q);
	q = query(st, PEER_ATTRS);
	q_int(q, "$person", person_id);
	rc = add_attrs(q, out, 1);
	return rc < 0 ? rc : 1;
}

int store_peers_on(struct store *st, int64_t *n)
{
	int rc;

	*n = 0;
	rc = q_get_int(query(st, PEERS_ON), n);
	return rc < 0 ? rc : 0;
}

/* --- Shifts ----------------------------------------------------------------------- */

int store_shift_open(struct store *st, int64_t person_id, int mood_before, int64_t now_ms,
		     int64_t *id)
{
	struct query *q;

	*id = store_new_id(st, "shift");
	q = query(st, SHIFT_OPEN);
	q_int(q, "$id", *id);
	q_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	q_null_int(q, "$mood", mood_before);
	return q_do(q);
}

int store_shift_add(struct store *st, int64_t id, int64_t rest_ms, int64_t pause_ms,
		    int conversations)
{
	struct query *q = query(st, SHIFT_ADD);

	q_int(q, "$id", id);
	q_int(q, "$rest", rest_ms);
	q_int(q, "$pause", pause_ms);
	q_int(q, "$conversations", conversations);
	return q_do(q);
}

int store_shift_close(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, SHIFT_CLOSE);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_shift_mood_before(struct store *st, int64_t id, int mood)
{
	struct query *q = query(st, SHIFT_MOOD_BEFORE);

	q_int(q, "$id", id);
	q_int(q, "$mood", mood);
	return q_do(q);
}

int store_shift_mood_after(struct store *st, int64_t id, int mood)
{
	struct query *q = query(st, SHIFT_MOOD_AFTER);

	q_int(q, "$id", id);
	q_int(q, "$mood", mood);
	return q_do(q);
}

int store_shifts(struct store *st, int64_t from_ms, int64_t to_ms, int64_t after_id,
		 struct store_shift *out, int max)
{
	struct query *q = query(st, SHIFTS);
	int n = 0, rc;

	q_int(q, "$from", from_ms);
	q_int(q, "$to", to_ms);
	q_int(q, "$after", after_id);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		out[n++] = (struct store_shift){
			.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
			.on_at_ms = q_col_int(q, 2), .off_at_ms = q_col_int(q, 3),
			.rest_ms = q_col_int(q, 4), .pause_ms = q_col_int(q, 5),
			.conversations = q_col_int(q, 6), .mood_before = q_col_int(q, 7),
			.mood_after = q_col_int(q, 8),
		};
	return rc < 0 ? rc : n;
}
