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

/* The structure alone, whoever calls; words, sound and dates are vet/'s matter.  NULL: sound. */
static char *first_error(struct care_turn *t, const struct flow_set *drafts, const struct flow *f)
{
	struct flow_problems problems = { 0 };
	char *first = NULL, *out = NULL;
	size_t i;

	flow_check_one(drafts, f, NULL, &problems);
	for (i = 0; i < problems.len && !first; i++)
		if (problems.list[i].severity == FLOW_ERROR)
			first = flow_problem_format(t->mem, &problems.list[i]);
	if (first)
		out = talloc_asprintf(t->mem, "%zu error%s, the first: %s", problems.errors,
				      problems.errors == 1 ? "" : "s", first);
	flow_problems_clear(&problems);
	return out;
}

/* A change that takes the danger out of a flow is one on the danger paths, too. */
static bool is_danger_now(struct care_turn *t, const char *name)
{
	const struct flow_set *set = care_deps(t->care)->flows;
	const struct flow *f = set ? flow_set_find(set, name) : NULL;

	return f && care_flow_is_danger(f);
}

static struct store_release of_flow(struct care_turn *t, const struct flow *f,
				    enum store_release_state state)
{
	struct store_release r = {
		.source = flow_source(f), .state = state, .danger = care_flow_is_danger(f),
		.at_ms = t->now_ms,
	};

	snprintf(r.name, sizeof(r.name), "%s", flow_name(f));
	snprintf(r.hash, sizeof(r.hash), "%s", flow_hash(f));
	return r;
}

int care_release_check(struct care_turn *t, const struct flow_set *drafts, const char *name,
		       bool two, struct store_release *out, char **why)
{
	const struct flow *f = flow_set_find(drafts, name);
	struct store_release now;
	int rc;

	*why = NULL;
	if (!f)
		return -ENOENT;
	rc = store_release_last(t->store, t->mem, name, STORE_RELEASE_IN_FORCE, &now);
	if (rc < 0)
		return rc;
	if (rc == 1 && strcmp(now.hash, flow_hash(f)) == 0)
		return -EALREADY;
	*why = first_error(t, drafts, f);
	if (*why)
		return -EINVAL;
	rc = store_release_drop(t->store, name);
	if (rc < 0)
		return rc;
	*out = of_flow(t, f, STORE_RELEASE_CHECKED);
	out->danger |= two || is_danger_now(t, name);
	return store_release_add(t->store, out);
}

/* --- Approving -------------------------------------------------------------------------------- */

static int note(struct care_turn *t, enum care_audit_what what, const char *who,
		const struct store_release *r)
{
	return care_audit_named(t, what, 0, who, talloc_asprintf(t->mem, "%s %s", r->name,
		care_release_is_nothing(r) ? "out of force" : talloc_strndup(t->mem, r->hash, 8)));
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
	}
	if (rc < 0)
		return rc;
	r->state = STORE_RELEASE_IN_FORCE;
	r->at_ms = t->now_ms;
	rc = store_release_save(t->store, r);
	if (rc < 0)
		return rc;
	/* In memory it may run ahead of a commit that fails: then the house starts afresh. */
	if (set && care_release_is_nothing(r))
		flow_set_retire(set, r->name);
	else if (set && !flow_set_add(set, talloc_asprintf(t->mem, "%s.flow", r->name),
				      VIEW_STR(r->source), NULL))
		return -EINVAL;
	if (set)
		care_set_flows(t->care, set);
	return 1;
}

/* One more name under what waits: in force by it, or not yet. */
static int put_name(struct care_turn *t, const char *who, enum care_audit_what what,
		    struct store_release *r)
{
	int rc;

	if (r->first && strcasecmp(secret_reveal(r->first), who) == 0)
		return -EPERM;
	*(r->first ? &r->second : &r->first) = secret_str(t->mem, who);
	rc = note(t, what, who, r);
	if (rc < 0)
		return rc;
	if (!r->danger || r->second)
		return put_in_force(t, r);
	r->state = STORE_RELEASE_ONE_NAME;
	r->at_ms = t->now_ms;
	return store_release_save(t->store, r);
}

int care_release_waits(struct store *st, void *mem, const char *name, struct store_release *out)
{
	int rc = store_release_last(st, mem, name, STORE_RELEASE_ONE_NAME, out);

	return rc == 0 ? store_release_last(st, mem, name, STORE_RELEASE_CHECKED, out) : rc;
}

int care_release_approve(struct care_turn *t, const char *name, const char *who,
			 struct store_release *out)
{
	struct store_release before;
	bool back;
	int rc = care_release_waits(t->store, t->mem, name, out);

	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	rc = care_release_before(t->store, t->mem, name, &before);
	if (rc < 0 && rc != -ENOENT)
		return rc;
	back = rc == 0 && strcmp(before.hash, out->hash) == 0;
	return put_name(t, who, back ? CARE_AUDIT_FLOW_BACK : CARE_AUDIT_FLOW_APPROVED, out);
}

/* --- Going back ----------------------------------------------------------- */

bool care_release_is_nothing(const struct store_release *r)
{
	return strcmp(r->hash, STORE_RELEASE_NOTHING) == 0;
}

bool care_release_is_installed(const struct store_release *r)
{
	return r->first && strcmp(secret_reveal(r->first), CARE_RELEASE_INSTALLED) == 0;
}

int care_release_before(struct store *st, void *mem, const char *name, struct store_release *out)
{
	struct store_release now;
	int rc = store_release_last(st, mem, name, STORE_RELEASE_IN_FORCE, &now);

	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	rc = store_release_last(st, mem, name, STORE_RELEASE_BEFORE, out);
	if (rc)
		return rc < 0 ? rc : 0;
	if (care_release_is_installed(&now))
		return -ENOENT;
	*out = (struct store_release){ .source = "", .hash = STORE_RELEASE_NOTHING,
				       .danger = now.danger };
	snprintf(out->name, sizeof(out->name), "%s", name);
	return 0;
}

/* Whatever else waited for a name has to wait: this is the way out of a mistake. */
int care_release_roll_back(struct care_turn *t, const char *name, const char *who,
			   struct store_release *out)
{
	struct store_release to;
	int rc = care_release_before(t->store, t->mem, name, &to);

	if (rc < 0)
		return rc;
	rc = care_release_waits(t->store, t->mem, name, out);
	if (rc == 1 && strcmp(out->hash, to.hash) == 0)
		return put_name(t, who, CARE_AUDIT_FLOW_BACK, out);
	if (rc >= 0)
		rc = store_release_drop(t->store, name);
	if (rc < 0)
		return rc;
	*out = to;
	out->state = STORE_RELEASE_CHECKED;
	out->danger |= is_danger_now(t, name);
	out->first = out->second = NULL;
	out->at_ms = t->now_ms;
	rc = store_release_add(t->store, out);
	return rc < 0 ? rc : put_name(t, who, CARE_AUDIT_FLOW_BACK, out);
}

/* --- Signing -------------------------------------------------------------- */

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

int care_release_adopt(struct care_turn *t, const struct flow_set *files)
{
	const struct flow *f = NULL;
	struct store_release r;
	int rc = 0, n = 0;

	if (!flow_set_next(files, NULL))
		return 0;	/* a wrong folder: what is in the right one is not too late then */
	while (rc >= 0 && (f = flow_set_next(files, f))) {
		rc = store_release_last(t->store, t->mem, flow_name(f), STORE_RELEASE_IN_FORCE, &r);
		if (rc != 0)
			continue;	/* a database from before files were taken in */
		r = of_flow(t, f, STORE_RELEASE_IN_FORCE);
		r.first = secret_str(t->mem, CARE_RELEASE_INSTALLED);
		rc = store_release_add(t->store, &r);
		n++;
	}
	if (rc >= 0)
		rc = store_release_install(t->store, t->now_ms);
	if (rc >= 0 && n)
		rc = care_audit_named(t, CARE_AUDIT_FLOW_APPROVED, 0, CARE_RELEASE_INSTALLED,
				      talloc_asprintf(t->mem, "%d flows", n));
	return rc < 0 ? rc : n;
}

int care_release_apply(struct store *st, const struct flow_set *files, struct flow_set *set)
{
	struct store_release r = { .id = 0 };
	void *mem = talloc_new(NULL);
	int rc;

	while ((rc = store_release_next(st, mem, STORE_RELEASE_IN_FORCE, r.id, &r)) == 1) {
		const char *file = talloc_asprintf(mem, "%s.flow", r.name);
		const struct flow *f = flow_set_find(files, r.name);

		if (care_release_is_nothing(&r) ||
		    flow_set_add(set, file, VIEW_STR(r.source), NULL))
			continue;
		/* A newer program that knows the old language no more. */
		LOGP(DCARE, LOGL_ERROR, "flow %s, revision %.8s, cannot be read any more; %s\n",
		     r.name, r.hash, f ? "its file is used instead" : "it is out of force");
		if (f)
			(void)flow_set_add(set, file, VIEW_STR(flow_source(f)), NULL);
	}
	talloc_free(mem);
	return rc;
}
