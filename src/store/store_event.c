// SPDX-License-Identifier: AGPL-3.0-or-later
/* What changed; whose page is open; what they were told there. */
#define STORE_FAMILY STORE_FAMILY_event
#include "store/store_int.h"
#include "store/store_event.h"

enum {
	EVENT_LAST, EVENT_FIRST, EVENTS_ALL, EVENTS_FOR, EVENTS_PRUNE,
	SCREEN_GET, SCREEN_SET, SCREEN_CLEAR, NOTICE_ADD, NOTICE_GET, NOTICES_PRUNE, KEYS_PRUNE,
};
#define EVENT_COLS "SELECT seq, at_ms, person_id, roles, what, subject, detail FROM event" \
	" WHERE seq > $after AND seq <= $upto "
static const char *const sql[] = {
	[EVENT_LAST] = "SELECT seq FROM sqlite_sequence WHERE name = 'event'",
	[EVENT_FIRST] = "SELECT min(seq) FROM event",
	[EVENTS_ALL] = EVENT_COLS "ORDER BY seq LIMIT $max",
	[EVENTS_FOR] = EVENT_COLS "AND (person_id = $person OR (person_id IS NULL"
		" AND roles & $roles <> 0)) ORDER BY seq LIMIT $max",
	[EVENTS_PRUNE] = "DELETE FROM event WHERE seq IN (SELECT seq FROM event"
		" WHERE at_ms < $before LIMIT $max)",
	[SCREEN_GET] = "SELECT until_ms, seen_seq FROM screen WHERE person_id = $person",
	[SCREEN_SET] = "INSERT INTO screen (person_id, until_ms, seen_seq)"
		" VALUES ($person, $until, $seen) ON CONFLICT (person_id) DO UPDATE SET"
		" until_ms = excluded.until_ms, seen_seq = excluded.seen_seq",
	[SCREEN_CLEAR] = "DELETE FROM screen WHERE person_id = $person",
	[NOTICE_ADD] = "INSERT INTO screen_text (id, person_id, at_ms, words)"
		" VALUES ($id, $person, $now, $words)",
	[NOTICE_GET] = "SELECT person_id, words, at_ms FROM screen_text WHERE id = $id",
	[NOTICES_PRUNE] = "DELETE FROM screen_text WHERE at_ms < $before",
	[KEYS_PRUNE] = "DELETE FROM said_key WHERE at_ms < $before",
};
static const char *const tables[] = { "screen_text", NULL };
const struct store_family store_family_event = {
	.name = "event", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Events ------------------------------------------------------------------------------ */

int store_event_last(struct store *st, int64_t *seq)
{
	int rc;

	*seq = 0;
	rc = q_get_int(query(st, EVENT_LAST), seq);
	return rc < 0 ? rc : 0;
}

int store_event_first(struct store *st, int64_t *seq)
{
	int rc;

	*seq = 0;
	rc = q_get_int(query(st, EVENT_FIRST), seq);
	return rc < 0 ? rc : 0;
}

static int read_events(struct query *q, struct store_event *out, int max)
{
	int n = 0, rc = 0;

	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1)
		out[n++] = (struct store_event){
			.seq = q_col_int(q, 0), .at_ms = q_col_int(q, 1),
			.person_id = q_col_int(q, 2), .roles = (unsigned int)q_col_int(q, 3),
			.what = (enum store_event_what)q_col_int(q, 4),
			.subject = q_col_int(q, 5), .detail = q_col_int(q, 6),
		};
	if (rc == 1)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_events(struct store *st, int64_t after, int64_t upto, struct store_event *out, int max)
{
	struct query *q = query(st, EVENTS_ALL);

	q_int(q, "$after", after);
	q_int(q, "$upto", upto);
	return read_events(q, out, max);
}

int store_events_for(struct store *st, int64_t person_id, unsigned int roles, int64_t after,
		     int64_t upto, struct store_event *out, int max)
{
	struct query *q = query(st, EVENTS_FOR);

	q_int(q, "$person", person_id);
	q_int(q, "$roles", roles);
	q_int(q, "$after", after);
	q_int(q, "$upto", upto);
	return read_events(q, out, max);
}

int store_events_prune(struct store *st, int64_t before_ms, int max)
{
	struct query *q = query(st, NOTICES_PRUNE);
	int rc;

	q_int(q, "$before", before_ms);
	rc = q_do(q);
	if (rc < 0)
		return rc;
	q = query(st, KEYS_PRUNE);
	q_int(q, "$before", before_ms);
	rc = q_do(q);
	if (rc < 0)
		return rc;
	q = query(st, EVENTS_PRUNE);
	q_int(q, "$before", before_ms);
	q_int(q, "$max", max);
	return q_run(q);
}

/* --- Screens ------------------------------------------------------------------------------- */

int store_screen_get(struct store *st, int64_t person_id, struct store_screen *out)
{
	struct query *q = query(st, SCREEN_GET);
	int rc;

	*out = (struct store_screen){ 0 };
	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	*out = (struct store_screen){ q_col_int(q, 0), q_col_int(q, 1) };
	q_done(q);
	return 1;
}

int store_screen_set(struct store *st, int64_t person_id, const struct store_screen *s)
{
	struct query *q = query(st, SCREEN_SET);

	q_int(q, "$person", person_id);
	q_int(q, "$until", s->until_ms);
	q_int(q, "$seen", s->seen_seq);
	return q_do(q);
}

int store_screen_clear(struct store *st, int64_t person_id)
{
	struct query *q = query(st, SCREEN_CLEAR);

	q_int(q, "$person", person_id);
	return q_do(q);
}

/* --- Notices --------------------------------------------------------------------------------- */

int store_screen_text_add(struct store *st, int64_t person_id, const struct secret *words,
		     int64_t now_ms)
{
	int64_t id = store_new_id(st, "screen_text");
	struct query *q = query(st, NOTICE_ADD);

	q_int(q, "$id", id);
	q_int(q, "$person", person_id);
	q_int(q, "$now", now_ms);
	q_seal(q, "$words", (struct store_place){ "screen_text.words", id, person_id }, words);
	return q_do(q);
}

int store_screen_text_get(struct store *st, void *ctx, int64_t id, struct secret **words,
			  int64_t *at_ms)
{
	struct query *q = query(st, NOTICE_GET);
	int rc;

	*words = NULL;
	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	rc = q_col_unseal(q, 1, ctx,
			  (struct store_place){ "screen_text.words", id, q_col_int(q, 0) }, words);
	if (at_ms)
		*at_ms = q_col_int(q, 2);
	q_done(q);
	return rc < 0 && rc != -ENOKEY ? rc : 1;
}
