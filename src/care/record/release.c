// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A flow's way to people: checked, approved, in force, put away.  What is in
 * force is kept here with its text, so that a file that somebody edits on the
 * machine changes nothing for anybody until it was approved.
 */
#include <stdio.h>

#include "care/care_audit.h"
#include "care/record/record_int.h"
#include "flow/flow_look.h"

/* --- Live --------------------------------------------------------------------------- */

#define AT(field) offsetof(struct care_live_settings, field)
static const struct cfg_key keys[] = {
	{ "words", CFG_BOOL, AT(words), 0, 0, "no", NULL,
	  "words about safety and consent must be signed by somebody in every catalogue that is "
	  "there; else warmlined neither starts nor reloads", false },
	{ "voices", CFG_BOOL, AT(voices), 0, 0, "no", NULL,
	  "the same words must be there as recordings: no synthetic voice says them on a call",
	  false },
};
const struct cfg_table care_live_cfg = {
	.node = "live", .help = "what a service for real people refuses to say", .keys = keys,
	.keys_len = ARRAY_LEN(keys),
};

const struct care_live_settings *care_live_settings(const struct care *care)
{
	return care_settings(care, &care_live_cfg);
}

/* --- What touches danger ------------------------------------------------------------------ */

/* By what they do, and by name: first contact, consent, age, and everything that the
 * nine and the zero hang on. */
bool care_flow_is_danger(const struct flow *f)
{
	static const char *const names[] = {
		"welcome", "consent", "age", "menu", "talk", "worried", "safety-plan", "erase"
	};
	static const char *const effects[] = {
		"raise", "safety", "safeguard", "worried", "hand-over", "consent", "age", "score"
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(flow_name(f), names[i]) == 0)
			return true;
	for (i = 0; i < ARRAY_LEN(effects); i++)
		if (flow_uses_effect(f, effects[i]))
			return true;
	return flow_needs(f) != NULL;
}

/* --- Checking ------------------------------------------------------------------------------- */

/* The structure alone, whoever calls; words, sound and dates are vet/'s matter. */
static size_t count_errors(struct care_turn *t, const struct flow_set *drafts, const struct flow *f,
			   char **why)
{
	struct flow_problems problems = { 0 };
	size_t i, n = 0;

	flow_check(drafts, NULL, &problems);
	for (i = 0; i < problems.len; i++)
		if (problems.list[i].severity == FLOW_ERROR &&
		    strcmp(problems.list[i].file, flow_file(f)) == 0 && n++ == 0)
			*why = flow_problem_format(t->mem, &problems.list[i]);
	flow_problems_clear(&problems);
	return n;
}

int care_release_check(struct care_turn *t, const struct flow_set *drafts, const char *name,
		       struct store_release *out, size_t *errors, char **why)
{
	const struct flow *f = flow_set_find(drafts, name);
	struct store_release now;
	int rc;

	if (!f)
		return -ENOENT;
	rc = store_release_last(t->store, t->mem, name, STORE_RELEASE_IN_FORCE, &now);
	if (rc < 0)
		return rc;
	if (rc == 1 && strcmp(now.hash, flow_hash(f)) == 0)
		return -EALREADY;
	*errors = count_errors(t, drafts, f, why);
	if (*errors)
		return 0;
	rc = store_release_drop(t->store, name);
	if (rc < 0)
		return rc;
	*out = (struct store_release){
		.source = flow_source(f), .state = STORE_RELEASE_CHECKED,
		.danger = care_flow_is_danger(f), .at_ms = t->now_ms };
	snprintf(out->name, sizeof(out->name), "%s", name);
	snprintf(out->hash, sizeof(out->hash), "%s", flow_hash(f));
	return store_release_add(t->store, out);
}

/* --- Approving -------------------------------------------------------------------------------- */

static int note(struct care_turn *t, enum care_audit_what what, const char *who,
		const struct store_release *r)
{
	return care_audit_named(t, what, 0, who,
				talloc_asprintf(t->mem, "%s %.8s", r->name, r->hash));
}

/* The first time: what the folder's file said until now can be gone back to. */
static int keep_the_file(struct care_turn *t, const struct store_release *next)
{
	struct flow_set *set = care_deps(t->care)->flows;
	const struct flow *f = set ? flow_set_find(set, next->name) : NULL;
	struct store_release r;

	if (!f || strcmp(flow_hash(f), next->hash) == 0)
		return 0;
	r = (struct store_release){
		.source = flow_source(f), .state = STORE_RELEASE_BEFORE,
		.danger = next->danger, .at_ms = t->now_ms };
	snprintf(r.name, sizeof(r.name), "%s", next->name);
	snprintf(r.hash, sizeof(r.hash), "%s", flow_hash(f));
	return store_release_add(t->store, &r);
}

static int put_in_force(struct care_turn *t, struct store_release *r)
{
	struct flow_set *set = care_deps(t->care)->flows;
	struct store_release now;
	int rc = store_release_last(t->store, t->mem, r->name, STORE_RELEASE_IN_FORCE, &now);

	if (rc == 1) {
		now.state = STORE_RELEASE_BEFORE;
		now.at_ms = t->now_ms;
		rc = store_release_save(t->store, &now);
	} else if (rc == 0) {
		rc = keep_the_file(t, r);
	}
	if (rc < 0)
		return rc;
	r->state = STORE_RELEASE_IN_FORCE;
	r->at_ms = t->now_ms;
	rc = store_release_save(t->store, r);
	/* In memory it may run ahead of a commit that fails: then the house starts afresh. */
	if (rc == 0 && set && !flow_set_add(set, r->name, VIEW_STR(r->source), NULL))
		return -EINVAL;
	if (rc == 0 && set)
		care_set_flows(t->care, set);
	return rc < 0 ? rc : 1;
}

int care_release_approve(struct care_turn *t, const char *name, const char *who,
			 struct store_release *out)
{
	int rc = store_release_last(t->store, t->mem, name, STORE_RELEASE_ONE_NAME, out);

	if (rc == 0)
		rc = store_release_last(t->store, t->mem, name, STORE_RELEASE_CHECKED, out);
	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	if (out->first && strcasecmp(secret_reveal(out->first), who) == 0)
		return -EPERM;
	*(out->first ? &out->second : &out->first) = secret_str(t->mem, who);
	rc = note(t, CARE_AUDIT_FLOW_APPROVED, who, out);
	if (rc < 0)
		return rc;
	if (!out->danger || out->second)
		return put_in_force(t, out);
	out->state = STORE_RELEASE_ONE_NAME;
	out->at_ms = t->now_ms;
	return store_release_save(t->store, out);
}

/* One name is enough on the way back: what goes in force has been there before. */
int care_release_roll_back(struct care_turn *t, const char *name, const char *who,
			   struct store_release *out)
{
	int rc = store_release_last(t->store, t->mem, name, STORE_RELEASE_BEFORE, out);

	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	rc = note(t, CARE_AUDIT_FLOW_BACK, who, out);
	return rc < 0 ? rc : put_in_force(t, out);
}

int care_release_sign(struct care_turn *t, const struct flow *f, const char *who)
{
	int rc;

	if (!flow_needs(f))
		return -EINVAL;
	rc = store_flow_sign(t->store, flow_hash(f), flow_needs(f), secret_str(t->mem, who),
			     t->now_ms);
	return rc < 0 ? rc : care_audit_named(t, CARE_AUDIT_FLOW_SIGNED, 0, who,
		talloc_asprintf(t->mem, "%s %.8s as %s", flow_name(f), flow_hash(f),
				flow_needs(f)));
}

int care_flow_allowed(struct care_turn *t, const struct flow *f)
{
	return flow_needs(f) ? store_flow_signed(t->store, flow_hash(f), flow_needs(f)) : 1;
}

/* --- At the start and after a reload -------------------------------------- */

int care_release_apply(struct store *st, struct flow_set *set)
{
	struct store_release r = { .id = 0 };
	void *mem = talloc_new(NULL);
	int rc;

	while ((rc = store_release_next(st, mem, r.id, &r)) == 1)
		if (!flow_set_add(set, r.name, VIEW_STR(r.source), NULL))
			LOGP(DCARE, LOGL_ERROR, "flow %s, revision %.8s, cannot be read any more; "
			     "its file is used instead\n", r.name, r.hash);
	talloc_free(mem);
	return rc;
}
