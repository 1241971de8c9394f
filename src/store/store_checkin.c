// SPDX-License-Identifier: AGPL-3.0-or-later
/* Check-ins and their line. */
#define STORE_FAMILY STORE_FAMILY_checkin
#include "store/store_int.h"
#include "store/store_checkin.h"

enum { GET, SAVE, END, END_DAYS, ON, DAY_FIND, DAY_ADD, DAY_SET, DAYS, PRUNE };
static const char *const sql[] = {
	[GET] = "SELECT is_on, minute, every_days, shares, last_day, since_ms FROM checkin"
		" WHERE person_id = $person",
	[SAVE] = "INSERT INTO checkin (person_id, is_on, minute, every_days, shares, last_day,"
		" since_ms) VALUES ($person, $on, $minute, $every, $shares, $last, $since)"
		" ON CONFLICT (person_id) DO UPDATE SET is_on = excluded.is_on,"
		" minute = excluded.minute, every_days = excluded.every_days,"
		" shares = excluded.shares, last_day = excluded.last_day,"
		" since_ms = excluded.since_ms",
	[END] = "DELETE FROM checkin WHERE person_id = $person",
	[END_DAYS] = "DELETE FROM checkin_day WHERE person_id = $person",
	[ON] = "SELECT person_id FROM checkin WHERE is_on = 1 AND person_id > $after"
		" ORDER BY person_id LIMIT $max",
	[DAY_FIND] = "SELECT id FROM checkin_day WHERE person_id = $person AND day = $day",
	[DAY_ADD] = "INSERT INTO checkin_day (id, person_id, day, mark)"
		" VALUES ($id, $person, $day, $mark)",
	[DAY_SET] = "UPDATE checkin_day SET mark = $mark WHERE id = $id",
	[DAYS] = "SELECT id, day, mark FROM checkin_day WHERE person_id = $person"
		" AND day < $before ORDER BY day DESC LIMIT $max",
	[PRUNE] = "DELETE FROM checkin_day WHERE person_id = $person AND day < $before",
};
static const char *const tables[] = { "checkin_day", NULL };
const struct store_family store_family_checkin = {
	.name = "checkin", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

int store_checkin_get(struct store *st, int64_t person_id, struct store_checkin *out)
{
	struct query *q = query(st, GET);
	int rc;

	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_checkin){
		.person_id = person_id, .on = q_col_int(q, 0), .minute = (int)q_col_int(q, 1),
		.every_days = (int)q_col_int(q, 2), .shares = q_col_int(q, 3),
		.last_day = q_col_int(q, 4), .since_ms = q_col_int(q, 5),
	};
	q_done(q);
	return 1;
}

int store_checkin_save(struct store *st, const struct store_checkin *c)
{
	struct query *q = query(st, SAVE);

	q_int(q, "$person", c->person_id);
	q_int(q, "$on", c->on);
	q_int(q, "$minute", c->minute);
	q_int(q, "$every", c->every_days);
	q_int(q, "$shares", c->shares);
	q_int(q, "$last", c->last_day);
	q_int(q, "$since", c->since_ms);
	return q_do(q);
}

int store_checkin_end(struct store *st, int64_t person_id)
{
	struct query *q = query(st, END_DAYS);
	int rc;

	q_int(q, "$person", person_id);
	rc = q_run(q);
	if (rc < 0)
		return rc;
	q = query(st, END);
	q_int(q, "$person", person_id);
	return q_run(q);
}

int store_checkin_on(struct store *st, int64_t after_id, int64_t *ids, int max)
{
	struct query *q = query(st, ON);

	q_int(q, "$after", after_id);
	return q_ints(q, ids, max);
}

/* One byte for every mark, so that the seal's length tells nothing. */
int store_checkin_mark(struct store *st, int64_t person_id, int64_t day, int mark)
{
	const uint8_t byte = (uint8_t)mark;
	struct query *q = query(st, DAY_FIND);
	int64_t id = 0;
	int rc;

	q_int(q, "$person", person_id);
	q_int(q, "$day", day);
	rc = q_get_int(q, &id);
	if (rc < 0)
		return rc;
	q = query(st, rc ? DAY_SET : DAY_ADD);
	if (rc == 0) {
		id = store_new_id(st, "checkin_day");
		q_int(q, "$person", person_id);
		q_int(q, "$day", day);
	}
	q_int(q, "$id", id);
	q_seal_view(q, "$mark", (struct store_place){ "checkin_day.mark", id, person_id },
		    (struct view){ &byte, 1 });
	return q_do(q);
}

int store_checkin_days(struct store *st, int64_t person_id, int64_t before_day,
		       struct store_checkin_day *out, int max)
{
	struct query *q = query(st, DAYS);
	struct secret *mark;
	int n = 0, rc;

	q_int(q, "$person", person_id);
	q_int(q, "$before", before_day);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1) {
		rc = q_col_unseal(q, 2, NULL, (struct store_place){ "checkin_day.mark",
				  q_col_int(q, 0), person_id }, &mark);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
		out[n++] = (struct store_checkin_day){
			.day = q_col_int(q, 1), .mark = (uint8_t)secret_reveal(mark)[0] };
		talloc_free(mark);
	}
	return rc < 0 ? rc : n;
}

int store_checkin_prune(struct store *st, int64_t person_id, int64_t before_day)
{
	struct query *q = query(st, PRUNE);

	q_int(q, "$person", person_id);
	q_int(q, "$before", before_day);
	return q_run(q);
}
