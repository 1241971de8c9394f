// SPDX-License-Identifier: AGPL-3.0-or-later
/* Was the alarm right?  What the desk says about rules, and changes that two agree to. */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "care/care_audit.h"
#include "warmlined/control_int.h"

enum { REVIEW_MAX = 50 };

struct job {
	struct care_mark mark;
	const char *rule, *change, *name;
	int64_t id;
	json_t *answer, *more, *open;
};

static const struct { const char *name; enum store_verdict verdict; } verdicts[] = {
	{ "right", STORE_VERDICT_RIGHT }, { "wrong", STORE_VERDICT_WRONG },
	{ "missed", STORE_VERDICT_MISSED },
};
static const char *const reasons[STORE_REASONS_END] = {
	[STORE_REASON_NONE] = "", [STORE_REASON_IDIOM] = "idiom", [STORE_REASON_OTHER] = "other",
	[STORE_REASON_PAST] = "past", [STORE_REASON_DENIED] = "denied",
	[STORE_REASON_QUOTE] = "quote", [STORE_REASON_SPELLING] = "spelling",
	[STORE_REASON_JOKE] = "joke", [STORE_REASON_NOT_SAID] = "not-said",
};

/* --- Marks -------------------------------------------------------------------------- */

static int mark_step(struct care_turn *t, void *arg)
{
	return care_feedback_mark(t, &((struct job *)arg)->mark);
}

/* False: what was said makes no sense; answered. */
static bool mark_read(struct link_request *req, struct care_mark *m)
{
	const char *verdict = link_req_str(req, "verdict"), *reason = link_req_str(req, "reason");
	size_t i;

	for (i = 0; i < ARRAY_LEN(verdicts); i++)
		if (strcmp(verdicts[i].name, verdict) == 0)
			m->verdict = verdicts[i].verdict;
	for (i = 1; reason && i < ARRAY_LEN(reasons); i++)
		if (strcmp(reasons[i], reason) == 0)
			m->reason = (enum store_reason)i;
	if (!m->verdict)
		link_fail(req, LINK_E_ARGS, "A verdict is right, wrong or missed");
	else if (m->verdict == STORE_VERDICT_WRONG && !m->reason)
		link_fail(req, LINK_E_ARGS, "Wrong needs a reason: idiom, other, past, denied, "
			  "quote, spelling, joke, not-said");
	else if (m->verdict == STORE_VERDICT_MISSED ? !m->who : !m->code)
		link_fail(req, LINK_E_ARGS, "Right and wrong need code=, missed needs who=");
	else
		return true;
	return false;
}

static void mark_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct job job = { .mark = {
		.code = link_req_str(req, "code"), .who = link_req_str(req, "who"),
		.name = link_req_str(req, "by"), .rule = link_req_str(req, "rule") } };
	int rc;

	if (!mark_read(req, &job.mark))
		return;
	rc = house_do(c->house, mark_step, &job);
	if (rc == -EINVAL)
		link_fail(req, LINK_E_FAILED, "No rule opened that incident");
	else if (!control_refused(req, rc, "incident or person"))
		link_ok(req, NULL);
}

/* --- Review -------------------------------------------------------------------------- */

static int scores(struct care_turn *t, bool by_missed, json_t *out)
{
	struct store_rule_score *list = talloc_array(t->mem, struct store_rule_score, REVIEW_MAX);
	int i, n;

	if (!list)
		base_oom();
	n = store_rule_scores(t->store, by_missed, list, REVIEW_MAX);
	for (i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:s, s:I, s:I, s:I, s:s}",
			"rule", list[i].rule[0] ? list[i].rule : "(no rule heard it)",
			"wrong", (json_int_t)list[i].wrong, "right", (json_int_t)list[i].right,
			"missed", (json_int_t)list[i].missed, "lexicon", list[i].lexicon));
	return n < 0 ? n : 0;
}

static int proposals(struct care_turn *t, json_t *out)
{
	struct store_proposal p = { .id = 0 };
	int rc;

	while ((rc = store_proposal_next(t->store, t->mem, p.id, &p)) == 1)
		json_array_append_new(out, json_pack("{s:I, s:s, s:s, s:s, s:s}",
			"id", (json_int_t)p.id, "rule", p.rule, "change", secret_reveal(p.change),
			"by", secret_reveal(p.by), "agreed_by", secret_reveal(p.agreed_by)));
	return rc;
}

static int review_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	int rc = scores(t, false, job->answer);

	if (rc == 0)
		rc = scores(t, true, job->more);
	return rc == 0 ? proposals(t, job->open) : rc;
}

static void review_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct job job = { .answer = json_array(), .more = json_array(), .open = json_array() };

	if (!control_refused(req, house_do(c->house, review_step, &job), "review"))
		link_ok(req, json_pack("{s:O, s:O, s:O}", "by_noise", job.answer,
				       "by_misses", job.more, "proposals", job.open));
	json_decref(job.answer);
	json_decref(job.more);
	json_decref(job.open);
}

/* --- Changes --------------------------------------------------------------------------- */

static int propose_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;

	return care_proposal_add(t, &(struct care_proposal){ .rule = job->rule,
							     .change = job->change,
							     .name = job->name }, &job->id);
}

static void propose_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct job job = { .rule = link_req_str(req, "rule"), .change = link_req_str(req, "change"),
			   .name = link_req_str(req, "by") };

	if (!control_refused(req, house_do(c->house, propose_step, &job), "rule"))
		link_ok(req, json_pack("{s:I, s:s}", "id", (json_int_t)job.id, "next",
				       "somebody else agrees: lexicon agree"));
}

static int agree_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	struct store_proposal p;
	int rc = care_proposal_agree(t, job->id, job->name);

	if (rc < 0)
		return rc;
	rc = store_proposal_next(t->store, t->mem, job->id - 1, &p);
	if (rc == 1)
		job->answer = json_pack("{s:s, s:s, s:s, s:s, s:s}", "rule", p.rule,
			"change", secret_reveal(p.change), "by", secret_reveal(p.by),
			"agreed_by", secret_reveal(p.agreed_by), "next",
			"edit the file, write both names into the rule, then reload");
	return rc < 0 ? rc : 0;
}

static void agree_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct job job = { .id = link_req_int(req, "id", 0), .name = link_req_str(req, "by") };
	int rc = house_do(c->house, agree_step, &job);

	if (rc == -EPERM)
		link_fail(req, LINK_E_DENIED,
			  "Who proposed it cannot agree to it: a second person must");
	else if (rc == -EALREADY)
		link_fail(req, LINK_E_FAILED, "It was agreed before");
	else if (!control_refused(req, rc, "proposal"))
		link_ok(req, job.answer);
}

static const struct link_arg mark_args[] = {
	{ "verdict", LINK_STRING, true, 5, 6, "right, wrong, or missed (it should have rung)." },
	{ "by", LINK_STRING, true, 2, 40, "Who says so." },
	{ "code", LINK_STRING, false, 3, STORE_CODE_LEN,
	  "The incident's code, for right and wrong." },
	{ "reason", LINK_STRING, false, 4, 8, "Of wrong: idiom, other, past, denied, quote, "
	  "spelling, joke, not-said." },
	{ "who", LINK_STRING, false, 2, 31, "Pseudonym of the person, for missed." },
	{ "rule", LINK_STRING, false, 2, 60, "For missed: the rule that should have heard it." },
};
static const struct link_arg propose_args[] = {
	{ "rule", LINK_STRING, true, 3, 60, "The rule's id, or new." },
	{ "change", LINK_STRING, true, 5, 1000, "What to change, in words; nobody's message." },
	{ "by", LINK_STRING, true, 2, 40, "Who proposes it." },
};
static const struct link_arg agree_args[] = {
	{ "id", LINK_INT, true, 1, INT64_MAX, "The proposal's number." },
	{ "by", LINK_STRING, true, 2, 40, "Who agrees: not who proposed it." },
};
static const struct link_command commands[] = {
	{ "lexicon mark", "Say that an alarm was right or wrong, or that one was missed.",
	  mark_args, ARRAY_LEN(mark_args), NULL, mark_proceed },
	{ "lexicon review", "Rules by noise and by misses, and what was proposed.", NULL, 0, NULL,
	  review_proceed },
	{ "lexicon propose", "Propose to change a rule; a second person must agree.", propose_args,
	  ARRAY_LEN(propose_args), NULL, propose_proceed },
	{ "lexicon agree", "Agree to a proposal; then a human edits the file.", agree_args,
	  ARRAY_LEN(agree_args), NULL, agree_proceed },
};
const struct control_table control_lexicon_verbs = { commands, ARRAY_LEN(commands) };
