// SPDX-License-Identifier: AGPL-3.0-or-later
/* What humans look at afterwards: reports by peers and members, rules that rang wrongly. */
#include "desk/desk_int.h"

enum { SCORES_MAX = 50 };

/* --- Moderation ---------------------------------------------------------------------------- */

static json_t *report_json(struct desk_ask *a, const struct store_report *r)
{
	static const char *const kinds[] = { "", "words", "block", "sexual", "abuse" };

	return json_pack("{s:I, s:s, s:o, s:o, s:o, s:I, s:b}", "id", (json_int_t)r->id,
		"kind", kinds[r->kind], "who", desk_name(a->t, r->member_id), "peer",
		desk_name(a->t, r->peer_id), "by", desk_name(a->t, r->by_id),
		"at_ms", (json_int_t)r->at_ms, "has_text", r->text != NULL);
}

static int moderation_list(struct desk_ask *a)
{
	struct store_report *rows = talloc_array(a->t->mem, struct store_report, DESK_PAGE + 1);
	json_t *items = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_reports_open(a->t->store, a->t->mem, desk_int(a, "after", 0), rows, DESK_PAGE + 1);
	for (i = 0; i < n && i < DESK_PAGE; i++)
		json_array_append_new(items, report_json(a, &rows[i]));
	a->answer = desk_list(items, n > DESK_PAGE);
	return n < 0 ? n : 0;
}

static int moderation_show(struct desk_ask *a)
{
	struct store_report r;
	int rc = store_report_get(a->t->store, a->t->mem, desk_int(a, "report", 0), &r);

	if (rc == 0)
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no such report");
	if (rc == 1)
		rc = desk_seen(a, r.member_id);
	if (rc < 0)
		return rc;
	a->answer = report_json(a, &r);
	json_object_set_new(a->answer, "text", desk_words(r.text));
	return 0;
}

static int moderation_done(struct desk_ask *a)
{
	int rc = store_report_review(a->t->store, desk_int(a, "report", 0), a->who.person.id,
				     a->t->now_ms);

	if (rc < 0)
		return rc;
	return rc ? desk_noted(a, CARE_AUDIT_DESK_DID, 0, "moderation done") :
		desk_refuse(a, DESK_E_CONFLICT, "It was dealt with before");
}

/* --- The lexicon ------------------------------------------------------------------------------ */

static json_t *scores_json(struct desk_ask *a, bool by_missed, int *rc)
{
	struct store_rule_score *rows = talloc_array(a->t->mem, struct store_rule_score, SCORES_MAX);
	json_t *list = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_rule_scores(a->t->store, by_missed, rows, SCORES_MAX);
	if (n < 0)
		*rc = n;
	for (i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:I, s:s}", "rule", rows[i].rule,
			"wrong", (json_int_t)rows[i].wrong, "right", (json_int_t)rows[i].right,
			"missed", (json_int_t)rows[i].missed, "lexicon", rows[i].lexicon));
	return list;
}

static int lexicon_review(struct desk_ask *a)
{
	struct store_proposal p = { .id = 0 };
	int rc = 0, next;
	json_t *noise = scores_json(a, false, &rc), *misses = scores_json(a, true, &rc);
	json_t *list = json_array();

	while ((next = store_proposal_next(a->t->store, a->t->mem, p.id, &p)) == 1)
		json_array_append_new(list, json_pack("{s:I, s:s, s:o, s:o, s:o}", "id",
			(json_int_t)p.id, "rule", p.rule, "change", desk_words(p.change), "by",
			desk_words(p.by), "agreed_by", desk_words(p.agreed_by)));
	a->answer = json_pack("{s:o, s:o, s:o}", "by_noise", noise, "by_misses", misses, "proposals",
			      list);
	return rc < 0 ? rc : next < 0 ? next : 0;
}

static int lexicon_mark(struct desk_ask *a)
{
	static const char *const verdicts[] = { "", "right", "wrong", "missed" };
	static const char *const reasons[] = {
		"", "idiom", "other", "past", "denied", "quote", "spelling", "joke", "not-said",
	};
	const char *reason = desk_str(a, "reason");
	struct care_mark m = {
		.code = desk_str(a, "code"), .who = desk_str(a, "who"), .rule = desk_str(a, "rule"),
		.name = a->who.person.pseudonym,
	};
	size_t i;
	int rc;

	for (i = 1; i < ARRAY_LEN(verdicts); i++)
		if (!strcmp(verdicts[i], desk_str(a, "verdict")))
			m.verdict = (enum store_verdict)i;
	for (i = 1; reason && i < ARRAY_LEN(reasons); i++)
		if (!strcmp(reasons[i], reason))
			m.reason = (enum store_reason)i;
	if (!m.verdict || (m.verdict == STORE_VERDICT_WRONG && !m.reason) ||
	    (m.verdict == STORE_VERDICT_MISSED ? !m.who : !m.code))
		return desk_refuse(a, LINK_E_ARGS, "right and wrong need a code, wrong a reason, missed "
				   "a who");
	rc = care_feedback_mark(a->t, &m);
	return rc == -EINVAL ? desk_refuse(a, DESK_E_CONFLICT, "No rule opened that incident") :
		desk_found(a, rc, "incident or person");
}

static int lexicon_propose(struct desk_ask *a)
{
	int64_t id = 0;
	int rc = care_proposal_add(a->t, desk_str(a, "rule"), desk_str(a, "change"),
				   a->who.person.pseudonym, &id);

	a->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return rc;
}

static int lexicon_agree(struct desk_ask *a)
{
	int rc = care_proposal_agree(a->t, desk_int(a, "proposal", 0), a->who.person.pseudonym);

	if (rc == -EPERM)
		return desk_refuse(a, LINK_E_DENIED, "A second person must agree");
	if (rc == -EALREADY)
		return desk_refuse(a, DESK_E_CONFLICT, "It was agreed to before");
	return desk_found(a, rc, "proposal");
}

static const struct link_arg list_args[] = {
	{ "after", LINK_INT, false, 0, INT64_MAX, "The last one that was seen." },
};
static const struct link_arg show_args[] = {
	{ "report", LINK_INT, true, 1, INT64_MAX, "Of moderation list." },
	{ "reason", LINK_STRING, false, 0, 300, "Why it is read; kept in the audit log." },
};
static const struct link_arg one_args[] = {
	{ "report", LINK_INT, true, 1, INT64_MAX, "Of moderation list." },
};
static const struct link_arg mark_args[] = {
	{ "verdict", LINK_STRING, true, 5, 6, "right, wrong, or missed (it should have rung)." },
	{ "code", LINK_STRING, false, 3, STORE_CODE_LEN, "The incident's, for right and wrong." },
	{ "reason", LINK_STRING, false, 4, 8, "Of wrong: idiom, other, past, denied, quote, "
	  "spelling, joke, not-said." },
	{ "who", LINK_STRING, false, 2, 31, "Pseudonym, for missed." },
	{ "rule", LINK_STRING, false, 2, 60, "For missed: the rule that should have heard it." },
};
static const struct link_arg propose_args[] = {
	{ "rule", LINK_STRING, true, 3, 60, "The rule's id, or new." },
	{ "change", LINK_STRING, true, 5, 1000, "What to change, in words; nobody's message." },
};
static const struct link_arg agree_args[] = {
	{ "proposal", LINK_INT, true, 1, INT64_MAX, "Of lexicon review." },
};
static const struct desk_verb verbs[] = {
	{ "moderation list", "Reports that nobody has read.", DESK_C | DESK_M | DESK_S, 0,
	  DESK_ARGS(list_args), .run = moderation_list },
	{ "moderation show", "One, with its words.", DESK_C | DESK_M | DESK_S, DESK_REASON,
	  DESK_ARGS(show_args), .run = moderation_show },
	{ "moderation done", "It is dealt with.", DESK_C | DESK_M | DESK_S, 0, DESK_ARGS(one_args),
	  .run = moderation_done },
	{ "lexicon review", "Rules by noise and by misses, and proposals.", DESK_C | DESK_M | DESK_A, 0,
	  .run = lexicon_review },
	{ "lexicon mark", "An alarm was right, wrong, or missing.", DESK_O | DESK_M | DESK_C, 0,
	  DESK_ARGS(mark_args), .run = lexicon_mark },
	{ "lexicon propose", "A change of a rule.", DESK_C | DESK_M | DESK_A, 0,
	  DESK_ARGS(propose_args), .run = lexicon_propose },
	{ "lexicon agree", "The second person agrees.", DESK_C | DESK_M | DESK_A, 0,
	  DESK_ARGS(agree_args), .run = lexicon_agree },
};
DESK_TABLE(desk_quality_verbs, verbs);
