// SPDX-License-Identifier: AGPL-3.0-or-later
/* Drills and their results, how long incidents took, and afterwards (store_watch.h). */
#define STORE_FAMILY STORE_FAMILY_drill
#include "store/store_int.h"
#include "store/store_watch.h"

#include <stdio.h>

enum {
	DRILL_ADD, DRILLS, DRILL_OPEN, PHONE_ASK, PHONE_OPEN, PHONE_ANSWER, TIMES, LAST_OF,
	PEERS, AGREE,
	AGREED,
};
static const char *const sql[] = {
	[DRILL_ADD] = "INSERT INTO drill (id, incident_id, how, code, by_name, started_at_ms)"
		" VALUES ($id, $incident, $how, $code, $by, $now)",
	/* A drill of which no row was made (rung by hand, elsewhere) has its incident alone. */
	[DRILLS] = "SELECT coalesce(d.id, 0), i.id, coalesce(d.how, 1), i.code,"
		" coalesce(d.by_name, ''), i.opened_at_ms, i.alarmed_at_ms, i.closed_at_ms,"
		" i.closed_by, i.closed_name, (SELECT count(DISTINCT person_id) FROM alarm"
		" WHERE incident_id = i.id AND state NOT IN (0, 6)), 0, i.state = 4"
		" FROM incident AS i LEFT JOIN drill AS d ON d.incident_id = i.id WHERE i.drill = 1"
		" UNION ALL SELECT d.id, 0, d.how, d.code, d.by_name, d.started_at_ms, NULL,"
		" (SELECT max(answered_at_ms) FROM drill_phone WHERE drill_id = d.id), NULL, '',"
		" (SELECT count(*) FROM drill_phone WHERE drill_id = d.id),"
		" (SELECT count(*) FROM drill_phone WHERE drill_id = d.id"
		" AND answered_at_ms IS NOT NULL), NOT EXISTS (SELECT 1 FROM drill_phone"
		" WHERE drill_id = d.id AND answered_at_ms IS NULL)"
		" FROM drill AS d WHERE d.incident_id IS NULL"
		" ORDER BY 6 DESC, 2 DESC LIMIT $max",
	[DRILL_OPEN] = "SELECT id FROM incident WHERE drill = 1 AND state < 4 LIMIT 1",
	[PHONE_ASK] = "INSERT INTO drill_phone (drill_id, person_id, asked_at_ms)"
		" VALUES ($drill, $person, $now)",
	[PHONE_OPEN] = "SELECT p.drill_id, d.code FROM drill_phone AS p"
		" JOIN drill AS d ON d.id = p.drill_id WHERE p.person_id = $person"
		" AND p.answered_at_ms IS NULL AND p.asked_at_ms > $since"
		" ORDER BY p.drill_id DESC LIMIT 1",
	[PHONE_ANSWER] = "UPDATE drill_phone SET answered_at_ms = $now"
		" WHERE drill_id = $drill AND person_id = $person AND answered_at_ms IS NULL",
	/* The first time that each was reached: later rounds write over the incident's own. */
	[TIMES] = "SELECT i.tier, i.opened_at_ms, i.alarmed_at_ms,"
		" (SELECT min(at_ms) FROM incident_step WHERE incident_id = i.id AND what = 8),"
		" (SELECT min(at_ms) FROM incident_step WHERE incident_id = i.id AND what = 11)"
		" FROM incident AS i WHERE i.drill = 0 AND i.opened_at_ms >= $since"
		" ORDER BY i.id DESC LIMIT $max",
	[LAST_OF] = "SELECT id FROM incident WHERE person_id = $person AND drill = 0"
		" ORDER BY id DESC LIMIT 1",
	[PEERS] = "SELECT peer_id FROM conversation WHERE member_id = $member AND state = 1"
		" AND staff = 0 AND practice = 0"
		" UNION SELECT peer_id FROM conversation WHERE member_id = $member AND state = 2"
		" AND closed_at_ms >= $since AND staff = 0 AND practice = 0 LIMIT $max",
	[AGREE] = "INSERT INTO aftercare (incident_id, person_id, hour, by_id, at_ms)"
		" VALUES ($incident, $person, $hour, $by, $now) ON CONFLICT (incident_id) DO UPDATE"
		" SET hour = excluded.hour, by_id = excluded.by_id, at_ms = excluded.at_ms",
	[AGREED] = "SELECT hour FROM aftercare WHERE incident_id = $incident",
};
static const char *const tables[] = { "drill", NULL };
const struct store_family store_family_drill = {
	.name = "drill", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Drills ------------------------------------------------------------------------------ */

int store_drill_add(struct store *st, struct store_drill *d)
{
	struct query *q;

	d->id = store_new_id(st, "drill");
	q = query(st, DRILL_ADD);
	q_int(q, "$id", d->id);
	q_null_int(q, "$incident", d->incident_id);
	q_int(q, "$how", d->how);
	q_text(q, "$code", d->code);
	q_text(q, "$by", d->by_name);
	q_int(q, "$now", d->started_at_ms);
	return q_do(q);
}

static void drill_read(struct query *q, struct store_drill *d)
{
	*d = (struct store_drill){
		.id = q_col_int(q, 0), .incident_id = q_col_int(q, 1),
		.how = (enum store_drill_how)q_col_int(q, 2), .started_at_ms = q_col_int(q, 5),
		.alarmed_at_ms = q_col_int(q, 6), .answered_at_ms = q_col_int(q, 7),
		.answered_by = q_col_int(q, 8), .called = q_col_int(q, 10),
		.answered = q_col_int(q, 11), .over = q_col_int(q, 12),
	};
	snprintf(d->code, sizeof(d->code), "%s", q_col_text(q, 3));
	snprintf(d->by_name, sizeof(d->by_name), "%s", q_col_text(q, 4));
	snprintf(d->answered_name, sizeof(d->answered_name), "%s", q_col_text(q, 9));
}

int store_drills(struct store *st, struct store_drill *out, int max)
{
	struct query *q = query(st, DRILLS);
	int rc, n = 0;

	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		drill_read(q, &out[n++]);
	return rc < 0 ? rc : n;
}

int store_drill_open(struct store *st, int64_t *incident_id)
{
	return q_get_int(query(st, DRILL_OPEN), incident_id);
}

int store_drill_phone_ask(struct store *st, int64_t drill_id, int64_t person_id, int64_t now_ms)
{
	struct query *q = query(st, PHONE_ASK);

	q_int(q, "$drill", drill_id);
	q_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_drill_phone_open(struct store *st, int64_t person_id, int64_t since_ms, int64_t *drill_id,
			   char code[12])
{
	struct query *q = query(st, PHONE_OPEN);
	int rc;

	q_int(q, "$person", person_id);
	q_int(q, "$since", since_ms);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*drill_id = q_col_int(q, 0);
	snprintf(code, 12, "%s", q_col_text(q, 1));
	q_done(q);
	return 1;
}

int store_drill_phone_answer(struct store *st, int64_t drill_id, int64_t person_id, int64_t now_ms)
{
	struct query *q = query(st, PHONE_ANSWER);

	q_int(q, "$drill", drill_id);
	q_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

/* --- How long incidents took ---------------------------------------------------------------- */

int store_incident_times(struct store *st, void *ctx, int64_t since_ms, int max,
			 struct store_incident_times **out, size_t *n_out)
{
	struct store_incident_times *list = talloc_array(ctx, struct store_incident_times,
							 (size_t)max);
	struct query *q = query(st, TIMES);
	size_t n = 0;
	int rc;

	if (!list)
		base_oom();
	q_int(q, "$since", since_ms);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		list[n++] = (struct store_incident_times){
			.tier = (int)q_col_int(q, 0), .opened_at_ms = q_col_int(q, 1),
			.alarmed_at_ms = q_col_int(q, 2), .acked_at_ms = q_col_int(q, 3),
			.contact_at_ms = q_col_int(q, 4),
		};
	*out = list;
	*n_out = n;
	return rc;
}

/* --- Afterwards ----------------------------------------------------------- */

int store_incident_last_of(struct store *st, int64_t person_id, int64_t *incident_id)
{
	struct query *q = query(st, LAST_OF);

	q_int(q, "$person", person_id);
	return q_get_int(q, incident_id);
}

int store_aftercare_peers(struct store *st, int64_t member_id, int64_t since_ms, int64_t *out,
			  int max)
{
	struct query *q = query(st, PEERS);

	q_int(q, "$member", member_id);
	q_int(q, "$since", since_ms);
	return q_ints(q, out, max);
}

int store_aftercare_agree(struct store *st, int64_t incident_id, int64_t person_id, int hour,
			  int64_t by_id, int64_t now_ms)
{
	struct query *q = query(st, AGREE);

	q_int(q, "$incident", incident_id);
	q_int(q, "$person", person_id);
	q_int(q, "$hour", hour);
	q_null_int(q, "$by", by_id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_aftercare_agreed(struct store *st, int64_t incident_id, int *hour)
{
	struct query *q = query(st, AGREED);
	int64_t value;
	int rc;

	q_int(q, "$incident", incident_id);
	rc = q_get_int(q, &value);
	if (rc == 1)
		*hour = (int)value;
	return rc;
}
