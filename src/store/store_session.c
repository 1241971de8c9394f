// SPDX-License-Identifier: AGPL-3.0-or-later
/* Sessions, and the flow files that they stand on. */
#define STORE_FAMILY STORE_FAMILY_session
#include "store/store_int.h"
#include "store/store_session.h"

enum {
	SESSION_GET, SESSION_PUT, SESSION_END, SESSION_BY_FLOW, SESSION_BY_STEP,
	REVISION_KEEP, REVISION_GET, REVISION_PRUNE
};
static const char *const sql[] = {
	[SESSION_GET] = "SELECT flow, revisions, state, started_at_ms, updated_at_ms, step"
		" FROM session WHERE person_id = $person",
	[SESSION_PUT] = "INSERT INTO session (person_id, flow, step, revisions, state,"
		" started_at_ms, updated_at_ms) VALUES ($person, $flow, $step, $revisions, $state,"
		" $started, $updated) ON CONFLICT (person_id) DO UPDATE SET flow = excluded.flow,"
		" step = excluded.step, revisions = excluded.revisions, state = excluded.state,"
		" started_at_ms = excluded.started_at_ms, updated_at_ms = excluded.updated_at_ms",
	[SESSION_END] = "DELETE FROM session WHERE person_id = $person",
	[SESSION_BY_FLOW] = "SELECT flow, count(*) FROM session GROUP BY flow ORDER BY flow",
	[SESSION_BY_STEP] = "SELECT step, count(*) FROM session WHERE flow = $flow GROUP BY step"
		" ORDER BY step",
	/* Written anew at most once a day. */
	[REVISION_KEEP] = "INSERT INTO flow_revision (hash, source, used_at_ms)"
		" VALUES ($hash, $source, $now) ON CONFLICT (hash) DO UPDATE"
		" SET used_at_ms = excluded.used_at_ms"
		" WHERE used_at_ms < excluded.used_at_ms - 86400000",
	[REVISION_GET] = "SELECT source FROM flow_revision WHERE hash = $hash",
	[REVISION_PRUNE] = "DELETE FROM flow_revision WHERE used_at_ms < $before",
};
const struct store_family store_family_session = {
	.name = "session", .sql = sql, .sql_len = ARRAY_LEN(sql),
};

static struct store_place place_of(int64_t person_id)
{
	return (struct store_place){ "session.state", person_id, person_id };
}

int store_session_get(struct store *st, void *ctx, int64_t person_id, struct store_session *out)
{
	struct query *q = query(st, SESSION_GET);
	struct secret *state;
	int rc;

	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	memset(out, 0, sizeof(*out));
	out->person_id = person_id;
	out->flow = q_col_strdup(q, 0, ctx);
	out->revisions = q_col_strdup(q, 1, ctx);
	rc = q_col_unseal(q, 2, ctx, place_of(person_id), &state);
	out->state = state;
	out->started_at_ms = q_col_int(q, 3);
	out->updated_at_ms = q_col_int(q, 4);
	out->step = q_col_strdup(q, 5, ctx);
	q_done(q);
	return rc < 0 ? rc : 1;
}

int store_session_put(struct store *st, const struct store_session *s)
{
	struct query *q = query(st, SESSION_PUT);

	q_int(q, "$person", s->person_id);
	q_text(q, "$flow", s->flow);
	q_text(q, "$step", s->step ? s->step : "");
	q_text(q, "$revisions", s->revisions);
	q_seal(q, "$state", place_of(s->person_id), s->state);
	q_int(q, "$started", s->started_at_ms);
	q_int(q, "$updated", s->updated_at_ms);
	return q_do(q);
}

int store_session_end(struct store *st, int64_t person_id)
{
	struct query *q = query(st, SESSION_END);

	q_int(q, "$person", person_id);
	return q_run(q);
}

/* A name and a number of each row; what cb answers ends it when it is not 0. */
static int each(struct query *q, int (*cb)(void *arg, const char *name, int64_t n), void *arg)
{
	int rc;

	while ((rc = q_row(q)) == 1) {
		rc = cb(arg, q_col_text(q, 0), q_col_int(q, 1));
		if (rc) {
			q_done(q);
			break;
		}
	}
	return rc;
}

int store_session_each_flow(struct store *st,
			    int (*cb)(void *arg, const char *flow, int64_t n), void *arg)
{
	return each(query(st, SESSION_BY_FLOW), cb, arg);
}

int store_session_each_step(struct store *st, const char *flow,
			    int (*cb)(void *arg, const char *step, int64_t n), void *arg)
{
	struct query *q = query(st, SESSION_BY_STEP);

	q_text(q, "$flow", flow);
	return each(q, cb, arg);
}

/* Pruning is part of keeping: it is seldom that anything is written here. */
int store_revision_keep(struct store *st, const char *hash, const char *source, int64_t now_ms)
{
	struct query *q = query(st, REVISION_KEEP);
	int rc;

	q_text(q, "$hash", hash);
	q_text(q, "$source", source);
	q_int(q, "$now", now_ms);
	rc = q_run(q);
	if (rc <= 0)
		return rc;
	q = query(st, REVISION_PRUNE);
	q_int(q, "$before", now_ms - STORE_REVISION_KEEP_MS);
	return q_do(q);
}

int store_revision_get(struct store *st, void *ctx, const char *hash, char **source)
{
	struct query *q = query(st, REVISION_GET);
	int rc;

	q_text(q, "$hash", hash);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	*source = q_col_strdup(q, 0, ctx);
	q_done(q);
	return 1;
}
