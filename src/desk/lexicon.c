// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Danger words at the desk: which rules rang wrongly and which missed, was an
 * alarm right, and what two people agree to.  Nothing here changes a rule: what was
 * agreed is written into the file by a human, with both names.
 */
#include "desk/desk_int.h"
#include "lexicon/lexicon.h"
#include "store/store_incident.h"

enum { SCORES_MAX = 200, CLOSED_MAX = 50 };
static const char *const propose_kinds[] = {
	[STORE_PROPOSE_CHANGE] = "change", [STORE_PROPOSE_SIGN] = "sign",
	[STORE_PROPOSE_RETIRE] = "retire",
};
static const char *const verdicts[] = { "", "right", "wrong", "missed" };
static const char *const reasons[] = {
	"", "idiom", "other", "past", "denied", "quote", "spelling", "joke", "not-said",
};

/* --- Review ------------------------------------------------------------------------ */

static json_t *scores_json(struct desk_ask *a, bool by_missed, int *rc)
{
	struct store_rule_score *rows = talloc_array(a->t->mem, struct store_rule_score,
						     SCORES_MAX);
	json_t *list = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_rule_scores(a->t->store, by_missed, rows, SCORES_MAX);
	if (n < 0)
		*rc = n;
	for (i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:I, s:s}",
			"rule", rows[i].rule,
			"wrong", (json_int_t)rows[i].wrong, "right", (json_int_t)rows[i].right,
			"missed", (json_int_t)rows[i].missed, "lexicon", rows[i].lexicon));
	return list;
}

static json_t *proposal_json(struct desk_ask *a, const struct store_proposal *p)
{
	return json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:b, s:s}", "id", (json_int_t)p->id,
		"kind", propose_kinds[p->kind], "rule", p->rule, "change", desk_words(p->change),
		"by", desk_words(p->by), "agreed_by", desk_words(p->agreed_by),
		"mine", strcasecmp(secret_reveal(p->by), a->who.person.pseudonym) == 0,
		"state", p->agreed_at_ms ? "agreed" : "open");
}

/* Which one is in use, and how much of it no clinician has signed. */
static json_t *lexicon_json(struct desk_ask *a)
{
	const struct lexicon *lex = care_deps(a->t->care)->lexicon;
	json_t *languages = json_array();
	size_t i;

	if (!lex)
		return json_null();
	for (i = 0; i < lexicon_languages(lex); i++) {
		const struct lexicon_language *l = lexicon_language(lex, i);

		json_array_append_new(languages, json_pack("{s:s, s:s, s:s, s:I}", "code", l->code,
			"name", l->name, "status", l->status, "rules", (json_int_t)l->rules));
	}
	return json_pack("{s:s, s:I, s:I, s:o}", "version", lexicon_version(lex), "rules",
		(json_int_t)lexicon_rules(lex), "unsigned", (json_int_t)lexicon_unreviewed(lex),
		"languages", languages);
}

static int lexicon_review(struct desk_ask *a)
{
	struct store_proposal p = { .id = 0 };
	int rc = 0, next;
	json_t *noise = scores_json(a, false, &rc), *misses = scores_json(a, true, &rc);
	json_t *list = json_array();

	while ((next = store_proposal_next(a->t->store, a->t->mem, p.id, &p)) == 1)
		json_array_append_new(list, proposal_json(a, &p));
	a->answer = json_pack("{s:o, s:o, s:o, s:o}", "by_noise", noise, "by_misses", misses,
			      "proposals", list, "lexicon", lexicon_json(a));
	return rc < 0 ? rc : next < 0 ? next : 0;
}

/* --- Rules ------------------------------------------------------------------------- */

static json_t *rule_json(const struct lexicon_rule_info *r)
{
	bool is_signed = strcmp(r->reviewer, "none yet") != 0;

	return json_pack("{s:s, s:s, s:s, s:b, s:s, s:s, s:s?, s:s?, s:b, s:I, s:I, s:I, s:I, s:n}",
		"rule", r->id, "language", r->language, "tier", lexicon_tier_name(r->tier), "loose",
		r->loose, "reason", r->reason, "author", r->author,
		"reviewer", is_signed ? r->reviewer :
		NULL, "reviewed", is_signed ? r->reviewed : NULL, "signed", is_signed, "patterns",
		(json_int_t)r->patterns, "right", (json_int_t)0, "wrong", (json_int_t)0, "missed",
		(json_int_t)0, "proposed");
}

/* What was said of each, and what is proposed and not agreed to yet. */
static int rules_scored(struct desk_ask *a, json_t *by_rule)
{
	struct store_rule_score *rows = talloc_array(a->t->mem, struct store_rule_score,
						     SCORES_MAX);
	struct store_proposal p = { .id = 0 };
	int missed, i, n, rc;

	if (!rows)
		base_oom();
	for (missed = 0; missed < 2; missed++) {
		n = store_rule_scores(a->t->store, missed, rows, SCORES_MAX);
		if (n < 0)
			return n;
		for (i = 0; i < n; i++) {
			json_t *r = json_object_get(by_rule, rows[i].rule);

			json_object_set_new(r, "right", json_integer(rows[i].right));
			json_object_set_new(r, "wrong", json_integer(rows[i].wrong));
			json_object_set_new(r, "missed", json_integer(rows[i].missed));
		}
	}
	while ((rc = store_proposal_next(a->t->store, a->t->mem, p.id, &p)) == 1)
		if (!p.agreed_at_ms)
			json_object_set_new(json_object_get(by_rule, p.rule), "proposed",
					    json_string(propose_kinds[p.kind]));
	return rc;
}

static int lexicon_rules_verb(struct desk_ask *a)
{
	const struct lexicon *lex = care_deps(a->t->care)->lexicon;
	const char *only = desk_str(a, "rule"), *language = desk_str(a, "language");
	bool unsigned_only = desk_bool(a, "unsigned", false);
	json_t *items = json_array(), *by_rule = json_object();
	size_t i;
	int rc;

	for (i = 0; lex && i < lexicon_rules(lex); i++) {
		const struct lexicon_rule_info *r = lexicon_rule(lex, i);
		json_t *row;

		if ((only && strcmp(r->id, only)) || (language && strcmp(r->language, language)) ||
		    (unsigned_only && strcmp(r->reviewer, "none yet")))
			continue;
		row = rule_json(r);
		json_array_append_new(items, row);
		json_object_set(by_rule, r->id, row);
	}
	rc = rules_scored(a, by_rule);
	json_decref(by_rule);
	a->answer = desk_list(items, false);
	if (rc == 0 && only && !json_array_size(items))
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no such rule");
	return rc;
}

/* --- Was the alarm right? ------------------------------------------------------------ */

static json_t *rules_of(const char *rules)
{
	json_t *out = json_array();

	while (*rules) {
		size_t len = strcspn(rules, " ");

		json_array_append_new(out, json_stringn(rules, len));
		rules += len + strspn(rules + len, " ");
	}
	return out;
}

/* Without names and words: only what rang, and what was said of it. */
static int lexicon_alarms(struct desk_ask *a)
{
	int64_t ids[CLOSED_MAX];
	struct store_mark_row m;
	struct store_incident i;
	json_t *items = json_array();
	int k, rc = 0, n = store_incidents_closed(a->t->store, ids, CLOSED_MAX);

	a->answer = desk_list(items, false);
	for (k = 0; k < n && rc >= 0; k++) {
		rc = store_incident_get(a->t->store, ids[k], &i);
		if (rc != 1 || i.drill || !i.rules[0])
			continue;
		m = (struct store_mark_row){ .at_ms = 0 };
		rc = store_mark_get(a->t->store, i.id, &m);
		json_array_append_new(items, json_pack("{s:s, s:s, s:I, s:o, s:s, s:s?, s:s?, s:b}",
			"code", i.code, "tier", i.tier == LEX_A ? "A" : "B", "closed_at_ms",
			(json_int_t)i.closed_at_ms, "rules", rules_of(i.rules),
			"lexicon", i.lexicon,
			"verdict", m.verdict ? verdicts[m.verdict] : NULL,
			"reason", m.reason ? reasons[m.reason] : NULL, "by_hand", m.by_hand));
	}
	return n < 0 ? n : rc < 0 ? rc : 0;
}

static int lexicon_mark(struct desk_ask *a)
{
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
		return desk_refuse(a, LINK_E_ARGS, "right and wrong need a code, wrong a reason, "
				   "missed a who");
	rc = care_feedback_mark(a->t, &m);
	return rc == -EINVAL ? desk_refuse(a, DESK_E_CONFLICT, "No rule opened that incident") :
		desk_found(a, rc, "incident or person");
}

static int lexicon_propose(struct desk_ask *a)
{
	const char *kind = desk_str(a, "kind");
	struct care_proposal p = {
		.rule = desk_str(a, "rule"), .change = desk_str(a, "change"),
		.name = a->who.person.pseudonym,
	};
	int64_t id = 0;
	size_t i;
	int rc;

	for (i = 0; kind && i < ARRAY_LEN(propose_kinds) && strcmp(propose_kinds[i], kind); i++)
		;
	if (i == ARRAY_LEN(propose_kinds))
		return desk_refuse(a, LINK_E_ARGS, "A proposal is a change, sign or retire");
	p.kind = (enum store_propose)i;
	rc = care_proposal_add(a->t, &p, &id);
	a->answer = json_pack("{s:I}", "id", (json_int_t)id);
	return desk_found(a, rc, "rule");
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
	{ "change", LINK_STRING, true, 5, 1000, "What and why, in words; nobody's message." },
	{ "kind", LINK_STRING, false, 4, 6, "change; sign (a clinician's name under it); retire." },
};
static const struct link_arg agree_args[] = {
	{ "proposal", LINK_INT, true, 1, INT64_MAX, "Of lexicon review." },
};
static const struct link_arg rules_args[] = {
	{ "rule", LINK_STRING, false, 2, 60, "Only this one." },
	{ "language", LINK_STRING, false, 2, 8, "Only of this language." },
	{ "unsigned", LINK_BOOL, false, 0, 0, "Only those that no clinician signed." },
};
#define CMA (DESK_C | DESK_M | DESK_A)
static const struct desk_verb verbs[] = {
	{ "lexicon review", "Rules by noise and by misses, and proposals.", CMA, 0,
	  .run = lexicon_review },
	{ "lexicon rules", "Rules: why each is there, who signed it, what was said of it.", CMA, 0,
	  DESK_ARGS(rules_args), .run = lexicon_rules_verb },
	{ "lexicon alarms", "Closed incidents: which rules rang, and was it right?",
	  DESK_O | DESK_M | DESK_C, 0, .run = lexicon_alarms },
	{ "lexicon mark", "An alarm was right, wrong, or missing.", DESK_O | DESK_M | DESK_C, 0,
	  DESK_ARGS(mark_args), .run = lexicon_mark },
	{ "lexicon propose", "A change of a rule, a signature under it, or its end.", CMA, 0,
	  DESK_ARGS(propose_args), .run = lexicon_propose },
	{ "lexicon agree", "The second person agrees.", CMA, 0, DESK_ARGS(agree_args),
	  .run = lexicon_agree },
};
DESK_TABLE(desk_lexicon_verbs, verbs);
