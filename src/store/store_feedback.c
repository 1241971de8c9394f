// SPDX-License-Identifier: AGPL-3.0-or-later
/* Marks, scores of rules, proposals (store_feedback.h). */
#define STORE_FAMILY STORE_FAMILY_feedback
#include "store/store_int.h"
#include "store/store_feedback.h"

#include <stdio.h>

enum {
	MARK_OF, MARK_ADD, MARK_CHANGE, SCORE_ADD, SCORES_WRONG, SCORES_MISSED,
	PROPOSAL_ADD, PROPOSAL_AGREE, PROPOSAL_NEXT,
};
#define SCORES "SELECT rule, sum(right), sum(wrong), sum(missed), lexicon, max(last_at_ms)" \
	" FROM feedback_score GROUP BY rule"
static const char *const sql[] = {
	[MARK_OF] = "SELECT verdict, reason, rules, lexicon, by_hand FROM feedback_mark"
		" WHERE incident_id = $incident",
	[MARK_ADD] = "INSERT INTO feedback_mark (id, at_ms, verdict, reason, incident_id,"
		" person_id, rules, lexicon, by_hand) VALUES ($id, $at, $verdict, $reason,"
		" $incident, $person, $rules, $lexicon, $hand)",
	[MARK_CHANGE] = "UPDATE feedback_mark SET at_ms = $at, verdict = $verdict,"
		" reason = $reason, by_hand = $hand WHERE incident_id = $incident",
	[SCORE_ADD] = "INSERT INTO feedback_score (rule, lexicon, right, wrong, missed, last_at_ms)"
		" VALUES ($rule, $lexicon, $right, $wrong, $missed, $at) ON CONFLICT (rule,"
		" lexicon) DO UPDATE SET right = right + excluded.right,"
		" wrong = wrong + excluded.wrong, missed = missed + excluded.missed, last_at_ms = "
		"excluded.last_at_ms",
	/* One row a rule and version: some hundreds in years. */
	[SCORES_WRONG] = SCORES " HAVING sum(right) + sum(wrong) > 0 ORDER BY sum(wrong) DESC,"
		" sum(right), rule LIMIT $max",
	[SCORES_MISSED] = SCORES " HAVING sum(missed) > 0 ORDER BY sum(missed) DESC,"
		" rule LIMIT $max",
	[PROPOSAL_ADD] = "INSERT INTO feedback_proposal (id, at_ms, kind, rule, change, by_name)"
		" VALUES ($id, $at, $kind, $rule, $change, $by)",
	[PROPOSAL_AGREE] = "UPDATE feedback_proposal SET agreed_at_ms = $at, agreed_by = $by"
		" WHERE id = $id AND agreed_at_ms IS NULL",
	[PROPOSAL_NEXT] = "SELECT id, at_ms, rule, change, by_name, agreed_at_ms, agreed_by, kind"
		" FROM feedback_proposal WHERE id > $after ORDER BY id LIMIT 1",
};
static const char *const tables[] = { "feedback_mark", "feedback_proposal", NULL };
const struct store_family store_family_feedback = {
	.name = "feedback", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Marks ------------------------------------------------------------------------- */

static int score_add(struct store *st, const struct store_mark_row *m, const char *rule, int by)
{
	struct query *q = query(st, SCORE_ADD);

	q_text(q, "$rule", rule);
	q_text(q, "$lexicon", m->lexicon);
	q_int(q, "$right", m->verdict == STORE_VERDICT_RIGHT ? by : 0);
	q_int(q, "$wrong", m->verdict == STORE_VERDICT_WRONG ? by : 0);
	q_int(q, "$missed", m->verdict == STORE_VERDICT_MISSED ? by : 0);
	q_int(q, "$at", m->at_ms);
	return q_do(q);
}

/* by -1: takes back what the mark counted. */
static int scores_add(struct store *st, const struct store_mark_row *m, int by)
{
	char copy[STORE_MARK_RULES_LEN + 1], *save = NULL, *rule;
	int rc = 0;

	if (!m->rules[0])
		return score_add(st, m, "", by);
	snprintf(copy, sizeof(copy), "%s", m->rules);
	for (rule = strtok_r(copy, " ", &save); rc == 0 && rule; rule = strtok_r(NULL, " ", &save))
		rc = score_add(st, m, rule, by);
	return rc;
}

int store_mark_get(struct store *st, int64_t incident_id, struct store_mark_row *out)
{
	struct query *q = query(st, MARK_OF);
	int rc;

	q_int(q, "$incident", incident_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_mark_row){
		.incident_id = incident_id, .verdict = (enum store_verdict)q_col_int(q, 0),
		.reason = (enum store_reason)q_col_int(q, 1), .by_hand = q_col_int(q, 4),
	};
	snprintf(out->rules, sizeof(out->rules), "%s", q_col_text(q, 2));
	snprintf(out->lexicon, sizeof(out->lexicon), "%s", q_col_text(q, 3));
	q_done(q);
	return 1;
}

static void mark_bind(struct query *q, const struct store_mark_row *m)
{
	q_int(q, "$at", m->at_ms);
	q_int(q, "$verdict", m->verdict);
	q_int(q, "$reason", m->reason);
	q_int(q, "$hand", m->by_hand);
	q_null_int(q, "$incident", m->incident_id);
}

static int mark_add(struct store *st, const struct store_mark_row *m)
{
	int64_t id = store_new_id(st, "feedback_mark");
	struct query *q = query(st, MARK_ADD);

	mark_bind(q, m);
	q_int(q, "$id", id);
	q_null_int(q, "$person", m->person_id);
	q_text(q, "$rules", m->rules);
	q_text(q, "$lexicon", m->lexicon);
	return q_do(q);
}

int store_mark_put(struct store *st, const struct store_mark_row *m)
{
	struct store_mark_row now = *m, before;
	struct query *q;
	int rc = m->incident_id ? store_mark_get(st, m->incident_id, &before) : 0;

	if (rc < 0 || (rc == 1 && before.by_hand && !m->by_hand))
		return rc < 0 ? rc : 0;
	if (rc == 0) {
		rc = mark_add(st, m);
	} else {	/* what it counted stands with the rules of then */
		memcpy(now.rules, before.rules, sizeof(now.rules));
		memcpy(now.lexicon, before.lexicon, sizeof(now.lexicon));
		before.at_ms = m->at_ms;
		rc = scores_add(st, &before, -1);
		if (rc < 0)
			return rc;
		q = query(st, MARK_CHANGE);
		mark_bind(q, m);
		rc = q_run(q);
	}
	if (rc >= 0)
		rc = scores_add(st, &now, 1);
	return rc < 0 ? rc : 1;
}

int store_rule_scores(struct store *st, bool by_missed, struct store_rule_score *out, int max)
{
	struct query *q = query(st, by_missed ? SCORES_MISSED : SCORES_WRONG);
	int n = 0, rc;

	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1) {
		snprintf(out[n].rule, sizeof(out[n].rule), "%s", q_col_text(q, 0));
		out[n].right = q_col_int(q, 1);
		out[n].wrong = q_col_int(q, 2);
		out[n].missed = q_col_int(q, 3);
		snprintf(out[n].lexicon, sizeof(out[n].lexicon), "%s", q_col_text(q, 4));
		n++;
	}
	return rc < 0 ? rc : n;
}

/* --- Proposals ----------------------------------------------------------------------- */

static struct store_place service(const char *column, int64_t id)
{
	return (struct store_place){ column, id, STORE_SERVICE };
}

int store_proposal_add(struct store *st, struct store_proposal *p)
{
	int64_t id = store_new_id(st, "feedback_proposal");
	struct query *q = query(st, PROPOSAL_ADD);
	int rc;

	q_int(q, "$id", id);
	q_int(q, "$at", p->at_ms);
	q_int(q, "$kind", p->kind);
	q_text(q, "$rule", p->rule);
	q_seal(q, "$change", service("feedback_proposal.change", id), p->change);
	q_seal(q, "$by", service("feedback_proposal.by_name", id), p->by);
	rc = q_run(q);
	p->id = id;
	return rc < 0 ? rc : 0;
}

int store_proposal_agree(struct store *st, int64_t id, const struct secret *by, int64_t now_ms)
{
	struct query *q = query(st, PROPOSAL_AGREE);

	q_int(q, "$id", id);
	q_int(q, "$at", now_ms);
	q_seal(q, "$by", service("feedback_proposal.agreed_by", id), by);
	return q_run(q);
}

int store_proposal_next(struct store *st, void *ctx, int64_t after_id, struct store_proposal *out)
{
	struct query *q = query(st, PROPOSAL_NEXT);
	struct secret *s[3] = { NULL };
	int64_t id;
	int rc;

	q_int(q, "$after", after_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	id = q_col_int(q, 0);
	rc = q_col_unseal(q, 3, ctx, service("feedback_proposal.change", id), &s[0]);
	if (rc == 0)
		rc = q_col_unseal(q, 4, ctx, service("feedback_proposal.by_name", id), &s[1]);
	if (rc == 0)
		rc = q_col_unseal(q, 6, ctx, service("feedback_proposal.agreed_by", id), &s[2]);
	*out = (struct store_proposal){
		.kind = (enum store_propose)q_col_int(q, 7),
		.id = id, .at_ms = q_col_int(q, 1), .agreed_at_ms = q_col_int(q, 5),
		.rule = q_col_strdup(q, 2, ctx), .change = s[0], .by = s[1], .agreed_by = s[2],
	};
	q_done(q);
	return rc < 0 ? rc : 1;
}
