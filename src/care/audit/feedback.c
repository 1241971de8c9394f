// SPDX-License-Identifier: AGPL-3.0-or-later
/* Right, wrong, missed: by rule and version, and changes that two people agree to. */
#include "care/care_audit.h"

#include <inttypes.h>
#include <stdio.h>

#include "care/care_incident.h"
#include "store/store_safety.h"
#include "text/text_fold.h"

#define RECENT_MS DAYS_MS(1)
enum { NAME_KEY_LEN = 200 };

COUNTER(count_right, "lexicon.right", "Alarms that staff called right.");
COUNTER(count_wrong, "lexicon.wrong", "Alarms that staff called wrong.");
COUNTER(count_missed, "lexicon.missed", "Messages that should have rung, staff said.");

const char *care_reason_words(enum store_reason reason)
{
	static const char *const words[] = {
		[STORE_REASON_NONE] = "", [STORE_REASON_IDIOM] = "a figure of speech",
		[STORE_REASON_OTHER] = "about somebody else", [STORE_REASON_PAST] = "long ago",
		[STORE_REASON_DENIED] = "they said that they would not",
		[STORE_REASON_QUOTE] = "a song, a film, somebody's words",
		[STORE_REASON_SPELLING] = "another word was meant", [STORE_REASON_JOKE] = "a joke",
		[STORE_REASON_NOT_SAID] = "a false alarm, no reason given",
	};

	return (size_t)reason < ARRAY_LEN(words) ? words[reason] : "";
}

static void count(enum store_verdict verdict)
{
	counter_inc(verdict == STORE_VERDICT_RIGHT ? &count_right :
		    verdict == STORE_VERDICT_WRONG ? &count_wrong : &count_missed);
}

/* --- Of an incident ----------------------------------------------------------------- */

static struct store_mark_row mark_of(struct care_turn *t, const struct store_incident *i,
				     enum store_verdict verdict, enum store_reason reason)
{
	struct store_mark_row m = {
		.at_ms = t->now_ms, .verdict = verdict, .reason = reason, .incident_id = i->id,
	};

	snprintf(m.rules, sizeof(m.rules), "%s", i->rules);
	snprintf(m.lexicon, sizeof(m.lexicon), "%s", i->lexicon);
	return m;
}

int care_feedback_closed(struct care_turn *t, const struct store_incident *i)
{
	bool wrong = i->outcome == STORE_OUTCOME_FALSE_ALARM;
	struct store_mark_row m = mark_of(t, i, wrong ? STORE_VERDICT_WRONG : STORE_VERDICT_RIGHT,
					  wrong ? STORE_REASON_NOT_SAID : STORE_REASON_NONE);
	int rc;

	if (i->drill || !i->rules[0] || i->outcome == STORE_OUTCOME_UNREACHABLE)
		return 0;
	rc = store_mark_put(t->store, &m);
	if (rc == 1)
		count(m.verdict);
	return rc < 0 ? rc : 0;
}

static int mark_incident(struct care_turn *t, const struct care_mark *k)
{
	struct store_incident i;
	struct store_mark_row m;
	int rc = k->code ? store_incident_by_code(t->store, k->code, &i) : 0;

	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	if (i.drill || !i.rules[0])
		return -EINVAL;
	m = mark_of(t, &i, k->verdict, k->verdict == STORE_VERDICT_WRONG ? k->reason : 0);
	m.by_hand = true;
	rc = store_mark_put(t->store, &m);
	if (rc < 0)
		return rc;
	return care_audit_named(t, CARE_AUDIT_MARKED, i.person_id, k->name, talloc_asprintf(t->mem,
		"incident %s: %s%s%s", i.code,
		k->verdict == STORE_VERDICT_WRONG ? "wrong" : "right",
		m.reason ? ", " : "", care_reason_words(m.reason)));
}

/* --- What should have rung ------------------------------------------------------------- */

static void rule_add(char rules[STORE_MARK_RULES_LEN + 1], const char *rule)
{
	size_t used = strlen(rules);

	if (!strstr(rules, rule) && used + strlen(rule) + 2 <= STORE_MARK_RULES_LEN + 1)
		snprintf(rules + used, STORE_MARK_RULES_LEN + 1 - used, "%s%s",
			 used ? " " : "", rule);
}

/* Which rules did hear something in the last texts, and too little.  After some minutes the
 * texts are gone, and then nobody knows. */
static int rules_near(struct care_turn *t, int64_t person_id,
		      char rules[STORE_MARK_RULES_LEN + 1])
{
	struct lexicon *lex = care_deps(t->care)->lexicon;
	struct secret *texts[STORE_RECENT_MAX];
	struct lexicon_result scan;
	int n = lex ? store_recent_list(t->store, t->mem, person_id, t->now_ms - RECENT_MS, texts) :
		0;
	int i;
	size_t k;

	for (i = 0; i < n; i++) {
		lexicon_scan(lex, (struct view){ (const uint8_t *)secret_reveal(texts[i]),
						 secret_len(texts[i]) }, &scan);
		for (k = 0; k < scan.hits_len; k++)
			if (scan.hits[k].tier < LEX_B)
				rule_add(rules, scan.hits[k].rule);
	}
	return n < 0 ? n : 0;
}

static int mark_missed(struct care_turn *t, const struct care_mark *k)
{
	const struct lexicon *lex = care_deps(t->care)->lexicon;
	struct store_mark_row m = { .at_ms = t->now_ms, .verdict = STORE_VERDICT_MISSED,
				    .by_hand = true };
	struct store_person p;
	int rc = k->who ? store_people_by_pseudonym(t->store, k->who, &p) : -ENOENT;

	if (rc < 0)
		return rc == -ENOKEY ? -ENOENT : rc;
	m.person_id = p.id;
	if (lex)
		snprintf(m.lexicon, sizeof(m.lexicon), "%s", lexicon_version(lex));
	if (k->rule)
		rule_add(m.rules, k->rule);
	else
		rc = rules_near(t, p.id, m.rules);
	if (rc == 0)
		rc = store_mark_put(t->store, &m);
	if (rc < 0)
		return rc;
	return care_audit_named(t, CARE_AUDIT_MARKED, p.id, k->name,
				"missed: it should have rung");
}

int care_feedback_mark(struct care_turn *t, const struct care_mark *k)
{
	int rc = k->verdict == STORE_VERDICT_MISSED ? mark_missed(t, k) : mark_incident(t, k);

	if (rc == 0)
		count(k->verdict);
	return rc;
}

/* --- Changes ------------------------------------------------------------------------------- */

int care_proposal_add(struct care_turn *t, const struct care_proposal *p, int64_t *id)
{
	static const char *const kinds[] = { "", "sign ", "retire " };
	const struct lexicon *lex = care_deps(t->care)->lexicon;
	bool is_new = strcmp(p->rule, "new") == 0 && p->kind == STORE_PROPOSE_CHANGE;
	struct store_proposal row = {
		.at_ms = t->now_ms, .kind = p->kind, .rule = p->rule,
		.change = secret_str(t->mem, p->change), .by = secret_str(t->mem, p->name),
	};
	int rc;

	if (!is_new && (!lex || !lexicon_rule_find(lex, p->rule)))
		return -ENOENT;
	rc = store_proposal_add(t->store, &row);
	*id = row.id;
	if (rc < 0)
		return rc;
	return care_audit_named(t, CARE_AUDIT_PROPOSAL, 0, p->name, talloc_asprintf(t->mem,
				"proposal %" PRId64 ", %srule %s", row.id,
				kinds[p->kind], p->rule));
}

/* "A. Bello" and "a bello " are one person. */
static bool same_name(const struct secret *a, const char *b)
{
	char x[NAME_KEY_LEN], y[NAME_KEY_LEN];
	size_t i, n;
	int lx = text_fold_key((struct view){ (const uint8_t *)secret_reveal(a), secret_len(a) },
			       x, sizeof(x));
	int ly = text_fold_key(VIEW_STR(b), y, sizeof(y));
	char *both[] = { x, y };

	if (lx <= 0 || ly <= 0)
		return true;	/* no name at all is nobody's word */
	for (i = 0; i < ARRAY_LEN(both); i++) {
		char *s = both[i];

		for (n = 0; *s; s++)
			if (*s != ' ' && *s != '.' && *s != '-' && *s != '\'')
				both[i][n++] = *s;
		both[i][n] = '\0';
	}
	return strcmp(x, y) == 0;
}

int care_proposal_agree(struct care_turn *t, int64_t id, const char *name)
{
	struct store_proposal p;
	int rc = store_proposal_next(t->store, t->mem, id - 1, &p);

	if (rc < 0)
		return rc;
	if (rc == 0 || p.id != id)
		return -ENOENT;
	if (p.agreed_at_ms)
		return -EALREADY;
	if (same_name(p.by, name))
		return -EPERM;
	rc = store_proposal_agree(t->store, id, secret_str(t->mem, name), t->now_ms);
	if (rc < 0)
		return rc;
	return care_audit_named(t, CARE_AUDIT_AGREED, 0, name, talloc_asprintf(t->mem,
				"proposal %" PRId64 ", rule %s", id, p.rule));
}
