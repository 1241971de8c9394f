// SPDX-License-Identifier: AGPL-3.0-or-later
/* Did it help?  Whom we told what; yes and no by service. */
#define STORE_FAMILY STORE_FAMILY_followup
#include "store/store_int.h"
#include "store/store_directory.h"

enum { PUT, GET, END, VERDICT, VERDICT_NOES, REVIEW_OPEN, REVIEW_CLOSE, REVIEWS };
static const char *const sql[] = {
	[PUT] = "INSERT INTO followup (person_id, told_at_ms, times, refs)"
		" VALUES ($person, $told, $times, $refs) ON CONFLICT (person_id) DO UPDATE SET"
		" told_at_ms = excluded.told_at_ms, times = excluded.times, refs = excluded.refs",
	[GET] = "SELECT told_at_ms, times, refs FROM followup WHERE person_id = $person",
	[END] = "DELETE FROM followup WHERE person_id = $person",
	[VERDICT] = "INSERT INTO verdict (ref, yes, no, noes_since, last_at_ms)"
		" VALUES ($ref, $yes, $no, $no, $now) ON CONFLICT (ref) DO UPDATE SET"
		" yes = yes + $yes, no = no + $no, noes_since = noes_since + $no,"
		" last_at_ms = $now",
	[VERDICT_NOES] = "SELECT noes_since FROM verdict WHERE ref = $ref",
	[REVIEW_OPEN] = "UPDATE verdict SET review_at_ms = $now"
		" WHERE ref = $ref AND review_at_ms IS NULL",
	[REVIEW_CLOSE] = "UPDATE verdict SET review_at_ms = NULL, noes_since = 0"
		" WHERE ref = $ref AND review_at_ms IS NOT NULL",
	[REVIEWS] = "SELECT v.ref, coalesce(s.name, ''), v.yes, v.no, v.review_at_ms FROM verdict v"
		" LEFT JOIN service s ON s.ref = v.ref"
		" AND s.edition = (SELECT edition FROM directory)"
		" WHERE v.review_at_ms IS NOT NULL ORDER BY v.review_at_ms LIMIT 200",
};
const struct store_family store_family_followup = {
	.name = "followup", .sql = sql, .sql_len = ARRAY_LEN(sql),
};

int store_followup_put(struct store *st, const struct store_followup *f)
{
	struct query *q = query(st, PUT);

	q_int(q, "$person", f->person_id);
	q_int(q, "$told", f->told_at_ms);
	q_int(q, "$times", f->times);
	q_seal(q, "$refs", (struct store_place){ "followup.refs", f->person_id, f->person_id },
	       f->refs);
	return q_do(q);
}

int store_followup_get(struct store *st, void *ctx, int64_t person_id, struct store_followup *out)
{
	struct query *q = query(st, GET);
	struct secret *refs;
	int rc;

	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	rc = q_col_unseal(q, 2, ctx, (struct store_place){ "followup.refs", person_id, person_id },
			  &refs);
	if (rc == 0)
		*out = (struct store_followup){
			.person_id = person_id, .told_at_ms = q_col_int(q, 0),
			.times = (int)q_col_int(q, 1), .refs = refs };
	q_done(q);
	return rc < 0 ? rc : 1;
}

int store_followup_end(struct store *st, int64_t person_id)
{
	struct query *q = query(st, END);

	q_int(q, "$person", person_id);
	return q_run(q);
}

int store_verdict_add(struct store *st, const char *ref, bool helped, int64_t now_ms, int *noes)
{
	struct query *q = query(st, VERDICT);
	int64_t n = 0;
	int rc;

	q_text(q, "$ref", ref);
	q_int(q, "$yes", helped);
	q_int(q, "$no", !helped);
	q_int(q, "$now", now_ms);
	rc = q_run(q);
	if (rc < 0)
		return rc;
	q = query(st, VERDICT_NOES);
	q_text(q, "$ref", ref);
	rc = q_get_int(q, &n);
	*noes = (int)n;
	return rc < 0 ? rc : 0;
}

int store_review_open(struct store *st, const char *ref, int64_t now_ms)
{
	struct query *q = query(st, REVIEW_OPEN);

	q_text(q, "$ref", ref);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_review_close(struct store *st, const char *ref)
{
	struct query *q = query(st, REVIEW_CLOSE);

	q_text(q, "$ref", ref);
	return q_run(q);
}

int store_reviews(struct store *st, void *ctx, struct store_review **out, size_t *n_out)
{
	struct query *q = query(st, REVIEWS);
	struct store_review *list = talloc_array(ctx, struct store_review, 0);
	size_t n = 0;
	int rc;

	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, struct store_review, n + 1);
		if (!list)
			base_oom();
		list[n++] = (struct store_review){
			.ref = q_col_strdup(q, 0, list), .name = q_col_strdup(q, 1, list),
			.yes = (int)q_col_int(q, 2), .no = (int)q_col_int(q, 3),
			.opened_at_ms = q_col_int(q, 4) };
	}
	*out = list;
	*n_out = n;
	return rc < 0 ? rc : 0;
}
