// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Flows at the desk: what is in force, a draft that is written in the browser,
 * what the checker says of it, what it would change for whom, and its way to
 * people by one name or two (care/care_record.h has the rules).  Whoever is in
 * the middle of a flow stays on the revision that they began on.
 */
#include "desk/desk_flow.h"

#include <stdio.h>

#include "store/store_feedback.h"
#include "store/store_session.h"

/* --- Reading ---------------------------------------------------------------------- */

const struct flow *desk_flow_live(struct desk_ask *a, const char *name)
{
	const struct flow_set *set = care_deps(a->t->care)->flows;

	return set ? flow_set_find(set, name) : NULL;
}

/* Parsed beside all that is in force, so that what it calls can be looked at too.  NULL: it
 * cannot be read, or is another flow's. */
const struct flow *desk_flow_parse(struct desk_ask *a, const char *name, const char *source,
				   struct flow_set **out, struct flow_problems *problems)
{
	struct flow_set *set = flow_set_new(a->t->mem, &flow_vocabulary_standard);
	const struct flow_set *live = care_deps(a->t->care)->flows;
	const char *file = talloc_asprintf(a->t->mem, "%s.flow", name);
	const struct flow *f = NULL, *draft;

	while (live && (f = flow_set_next(live, f)))
		if (strcmp(flow_name(f), name) != 0)
			(void)flow_set_add(set, flow_file(f), VIEW_STR(flow_source(f)), NULL);
	draft = flow_set_add(set, file, VIEW_STR(source), problems);
	if (draft && strcmp(flow_name(draft), name) != 0) {
		flow_problem_add(problems, FLOW_ERROR, file, 1, 1,
				 "this is the flow `%s`; here it has to begin with: flow %s",
				 flow_name(draft), name);
		draft = NULL;
	}
	*out = set;
	return draft;
}

static bool is_mine(const struct desk_ask *a, const struct secret *name)
{
	return name && strcasecmp(secret_reveal(name), a->who.person.pseudonym) == 0;
}

/* --- The list ----------------------------------------------------------------------- */

static int count_flow(void *arg, const char *flow, int64_t n)
{
	json_object_set_new(arg, flow, json_integer(n));
	return 0;
}

/* The furthest that it has come. */
static int list_row(struct desk_ask *a, json_t *items, json_t *counts, const char *name)
{
	const struct flow *live = desk_flow_live(a, name);
	json_t *n = json_object_get(counts, name);
	struct store_release wait;
	struct store_flow_draft draft = { .by_id = 0 };
	int waits = care_release_waits(a->t->store, a->t->mem, name, &wait);
	int drafts = waits < 0 ? waits : store_flow_draft_get(a->t->store, a->t->mem, name, &draft);

	if (drafts < 0)
		return drafts;
	json_array_append_new(items, json_pack("{s:s, s:s?, s:s, s:b, s:I, s:o, s:o}", "name", name,
		"revision", live ? flow_hash(live) : NULL, "state",
		waits ? wait.state == STORE_RELEASE_ONE_NAME ? "one-name" : "checked" :
		drafts ? "draft" : "in-force",
		"danger", live ? care_flow_is_danger(live) : 0,
		"waiting", (json_int_t)(n ? json_integer_value(n) : 0),
		"draft_by", drafts ? desk_name(a->t, draft.by_id) : json_null(),
		"draft_at_ms", desk_at(draft.at_ms)));
	return 0;
}

static int flow_list(struct desk_ask *a)
{
	const struct flow_set *set = care_deps(a->t->care)->flows;
	json_t *items = json_array(), *counts = json_object();
	struct store_flow_draft d = { .name = "" };
	const struct flow *f = NULL;
	int rc = store_session_each_flow(a->t->store, count_flow, counts);

	while (rc >= 0 && set && (f = flow_set_next(set, f)))
		rc = list_row(a, items, counts, flow_name(f));
	while (rc >= 0 && (rc = store_flow_draft_next(a->t->store, a->t->mem, d.name, &d)) == 1)
		if (!desk_flow_live(a, d.name))
			rc = list_row(a, items, counts, d.name);
	json_decref(counts);
	a->answer = desk_list(items, false);
	return rc < 0 ? rc : 0;
}

/* --- Signing ------------------------------------------------------------------------ */

/* A clinician's name is a clinician's own, a manager's a manager's. */
static unsigned int signer_of(const struct flow *f)
{
	return strcmp(flow_needs(f), "manager") == 0 ? DESK_M : DESK_L;
}

/* "waits", "draft": NULL where there is none, or it cannot be read. */
static const struct flow *other_revision(struct desk_ask *a, const char *name, const char *of)
{
	struct store_flow_draft d;
	struct store_release r;
	struct flow_set *set;
	const char *source = NULL;

	if (strcmp(of, "waits") == 0)
		source = care_release_waits(a->t->store, a->t->mem, name, &r) == 1 ? r.source :
			NULL;
	else if (store_flow_draft_get(a->t->store, a->t->mem, name, &d) == 1)
		source = d.source;
	return source && *source ? desk_flow_parse(a, name, source, &set, NULL) : NULL;
}

static int flow_sign(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow"), *revision = desk_str(a, "revision");
	const struct flow *all[] = { desk_flow_live(a, name), other_revision(a, name, "waits"),
				     other_revision(a, name, "draft") }, *f = NULL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(all) && !f; i++)
		if (all[i] && strcmp(flow_hash(all[i]), revision) == 0)
			f = all[i];
	if (!f)
		return desk_refuse(a, DESK_E_CONFLICT, "That revision is not there any more");
	if (!flow_needs(f))
		return desk_refuse(a, DESK_E_CONFLICT, "This flow needs no signature");
	if (!(signer_of(f) & a->who.roles))
		return desk_refuse(a, LINK_E_DENIED, "It needs a %s's name", flow_needs(f));
	return care_release_sign(a->t, f, a->who.person.pseudonym);
}

/* --- One ------------------------------------------------------------------------------ */

static const char *origin_of(const struct store_release *r)
{
	return care_release_is_nothing(r) ? "nothing" : care_release_is_installed(r) ? "installed" :
		"published";
}

static json_t *release_json(struct desk_ask *a, const struct store_release *r)
{
	static const char *const states[] = {
		[STORE_RELEASE_CHECKED] = "checked", [STORE_RELEASE_ONE_NAME] = "one-name",
		[STORE_RELEASE_IN_FORCE] = "in-force", [STORE_RELEASE_BEFORE] = "before",
	};
	bool installed = care_release_is_installed(r);

	return json_pack("{s:s, s:s, s:s, s:b, s:o, s:o, s:b, s:I, s:s}",
		"revision", r->hash, "state",
		states[r->state], "origin", origin_of(r), "danger", r->danger, "first",
		installed ? json_null() : desk_words(r->first), "second", desk_words(r->second),
		"mine", is_mine(a, r->first), "at_ms", (json_int_t)r->at_ms, "text", r->source);
}

/* {in_force, before, waits}: each null where there is none; waits.back: it is the way back. */
static int show_releases(struct desk_ask *a, const char *name)
{
	struct store_release now, before, wait;
	json_t *w;
	int rc = store_release_last(a->t->store, a->t->mem, name, STORE_RELEASE_IN_FORCE, &now),
		waits;
	bool back;

	if (rc < 0)
		return rc;
	json_object_set_new(a->answer, "in_force", rc ? release_json(a, &now) : json_null());
	rc = care_release_before(a->t->store, a->t->mem, name, &before);
	if (rc < 0 && rc != -ENOENT)
		return rc;
	back = rc == 0;
	before.state = STORE_RELEASE_BEFORE;
	json_object_set_new(a->answer, "before", back ? release_json(a, &before) : json_null());
	waits = care_release_waits(a->t->store, a->t->mem, name, &wait);
	if (waits < 0)
		return waits;
	w = waits ? release_json(a, &wait) : json_null();
	if (waits)
		json_object_set_new(w, "back",
				    json_boolean(back && !strcmp(before.hash, wait.hash)));
	json_object_set_new(a->answer, "waits", w);
	return 0;
}

/* Whose name it needs, under which revision: what waits or is a draft is signed before it goes
 * in force, or nobody gets it for a while. */
static int add_signing(struct desk_ask *a, json_t *list, const char *of, const struct flow *f)
{
	int rc;

	if (!f || !flow_needs(f))
		return 0;
	rc = store_flow_signed(a->t->store, flow_hash(f), flow_needs(f));
	if (rc >= 0)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b, s:b, s:s}", "of", of,
			"revision", flow_hash(f), "needs", flow_needs(f), "signed", rc == 1, "may",
			(signer_of(f) & a->who.roles) != 0, "text", flow_source(f)));
	return rc;
}

static int show_signing(struct desk_ask *a, const char *name)
{
	json_t *list = json_array();
	int rc = add_signing(a, list, "in-force", desk_flow_live(a, name));
	const char *of[] = { "waits", "draft" };
	size_t i;

	for (i = 0; rc >= 0 && i < ARRAY_LEN(of); i++)
		rc = add_signing(a, list, of[i], other_revision(a, name, of[i]));
	json_object_set_new(a->answer, "signing", list);
	return rc < 0 ? rc : 0;
}

static int show_needs(struct desk_ask *a, const struct flow *f)
{
	int rc = f && flow_needs(f) ? store_flow_signed(a->t->store, flow_hash(f), flow_needs(f)) :
		0;

	if (rc < 0)
		return rc;
	json_object_set_new(a->answer, "needs", f && flow_needs(f) ? json_string(flow_needs(f)) :
			    json_null());
	json_object_set_new(a->answer, "signed", json_boolean(rc == 1));
	json_object_set_new(a->answer, "expires", f && flow_expires(f) ?
			    json_string(flow_expires(f)) : json_null());
	return 0;
}

static int flow_show(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow");
	const struct flow *live = desk_flow_live(a, name), *drawn = live;
	struct store_flow_draft draft;
	struct flow_set *set;
	int rc = store_flow_draft_get(a->t->store, a->t->mem, name, &draft);

	if (rc < 0)
		return rc;
	if (!live && rc == 0) {
		struct store_release r;

		rc = store_release_last(a->t->store, a->t->mem, name, STORE_RELEASE_IN_FORCE, &r);
		if (rc <= 0)
			return rc < 0 ? rc :
				desk_refuse(a, LINK_E_NOT_FOUND, "There is no such flow");
		rc = 0;		/* taken out of force */
	}
	a->answer = json_pack("{s:s, s:b}", "name", name, "danger", live &&
			      care_flow_is_danger(live));
	json_object_set_new(a->answer, "draft", rc == 0 ? json_null() :
		json_pack("{s:I, s:s, s:o, s:b, s:I}", "version", (json_int_t)draft.version, "text",
			  draft.source, "by", desk_name(a->t, draft.by_id), "mine",
			  draft.by_id == a->who.person.id, "at_ms", (json_int_t)draft.at_ms));
	if (rc == 1) {
		const struct flow *parsed = desk_flow_parse(a, name, draft.source, &set, NULL);

		drawn = parsed ? parsed : live;
	}
	rc = show_releases(a, name);
	if (rc == 0)
		rc = show_needs(a, live);
	if (rc == 0)
		rc = show_signing(a, name);
	return rc < 0 ? rc : desk_flow_outline(a, drawn, name);
}

/* --- Writing ------------------------------------------------------------------------------ */

static bool is_name(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

static int conflict(struct desk_ask *a, const char *name)
{
	struct store_flow_draft d;
	struct store_person by;
	int rc = store_flow_draft_get(a->t->store, a->t->mem, name, &d);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return desk_refuse(a, DESK_E_CONFLICT,
				   "This draft was published or put away meanwhile");
	rc = store_people_by_id(a->t->store, d.by_id, &by);
	return desk_refuse(a, DESK_E_CONFLICT, "%s saved another version meanwhile",
			   rc < 0 ? "Somebody" : by.pseudonym);
}

static int flow_save(struct desk_ask *a)
{
	struct store_flow_draft d = {
		.version = desk_int(a, "version", 0), .source = desk_str(a, "text"),
		.by_id = a->who.person.id, .at_ms = a->t->now_ms,
	};
	int rc;

	if (!is_name(desk_str(a, "flow")))
		return desk_refuse(a, LINK_E_ARGS,
				   "A flow's name is small letters, digits and hyphens");
	snprintf(d.name, sizeof(d.name), "%s", desk_str(a, "flow"));
	rc = store_flow_draft_save(a->t->store, &d);
	if (rc <= 0)
		return rc < 0 ? rc : conflict(a, d.name);
	a->answer = json_pack("{s:I}", "version", (json_int_t)d.version);
	return desk_noted(a, CARE_AUDIT_DESK_DID, 0,
			  talloc_asprintf(a->t->mem, "flow save %s", d.name));
}

static int flow_drop(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow");
	int rc = store_flow_draft_drop(a->t->store, name, desk_int(a, "version", 0));

	if (rc <= 0)
		return rc < 0 ? rc : conflict(a, name);
	return desk_noted(a, CARE_AUDIT_DESK_DID, 0,
			  talloc_asprintf(a->t->mem, "flow drop %s", name));
}

/* The draft, if it is still that version: 0, or a refusal. */
static int draft_of(struct desk_ask *a, struct store_flow_draft *d)
{
	int64_t version = desk_int(a, "version", 0);
	int rc = store_flow_draft_get(a->t->store, a->t->mem, desk_str(a, "flow"), d);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no draft of this flow");
	return version && version != d->version ? conflict(a, d->name) : 0;
}

/* --- Checking -------------------------------------------------------------------------------- */

/* About a line of the flow itself, not of a catalogue. */
static bool is_own(const char *name, const char *file)
{
	size_t len = strlen(name);

	return strncmp(file, name, len) == 0 && strcmp(file + len, ".flow") == 0;
}

static int flow_check_verb(struct desk_ask *a)
{
	static const char *const severities[] = { "note", "warning", "error" };
	struct flow_problems problems = { 0 };
	struct store_flow_draft d;
	const struct flow *f;
	json_t *items = json_array();
	size_t i, warnings = 0;
	int rc = draft_of(a, &d);

	if (rc < 0) {
		json_decref(items);
		return rc;
	}
	f = desk_flow_vet(a, d.name, d.source, &problems);
	for (i = 0; i < problems.len; i++) {
		const struct flow_problem *p = &problems.list[i];

		warnings += p->severity == FLOW_WARNING;
		json_array_append_new(items, json_pack("{s:s, s:b, s:s, s:i, s:i, s:s}",
			"severity", severities[p->severity], "own", is_own(d.name, p->file),
			"file", p->file, "line", p->line, "column", p->column,
			"text", p->text));
	}
	a->answer = json_pack("{s:o, s:b, s:I, s:I, s:I, s:s?, s:b, s:i}",
		"items", items, "more", 0,
		"errors", (json_int_t)problems.errors, "warnings", (json_int_t)warnings,
		"version", (json_int_t)d.version, "revision", f ? flow_hash(f) : NULL,
		"danger", f && care_flow_is_danger(f),
		"names", f && care_flow_is_danger(f) ? 2 : 1);
	flow_problems_clear(&problems);
	return 0;
}

/* --- To people ------------------------------------------------------------ */

/* In force: the draft that says just that has done its work. */
static int in_force(struct desk_ask *a, const struct store_release *r)
{
	struct store_flow_draft d;
	struct flow_set *set;
	const struct flow *f;
	int rc = store_flow_draft_get(a->t->store, a->t->mem, r->name, &d);

	if (rc <= 0)
		return rc;
	f = desk_flow_parse(a, r->name, d.source, &set, NULL);
	if (!f || strcmp(flow_hash(f), r->hash) != 0)
		return 0;
	rc = store_flow_draft_drop(a->t->store, r->name, d.version);
	return rc < 0 ? rc : 0;
}

/* What an approval or a way back came to. */
static int approved(struct desk_ask *a, int rc, const struct store_release *r)
{
	if (rc == -EPERM)
		return desk_refuse(a, LINK_E_DENIED, "A second person must agree");
	if (rc == -ENOENT)
		return desk_refuse(a, DESK_E_CONFLICT, "It was published or put away meanwhile");
	if (rc < 0)
		return rc;
	if (rc == 0)
		return desk_refuse_keep(a, DESK_E_TWO, "It waits for a second person");
	a->answer = json_pack("{s:s, s:s}", "revision", r->hash, "state", "in-force");
	return in_force(a, r);
}

/* Words, the lexicon and other flows may have changed since it was checked, or was in force:
 * 0, or a refusal. */
static int still_sound(struct desk_ask *a, const struct store_release *r)
{
	struct flow_problems problems = { 0 };
	const char *first = NULL;
	size_t i;

	if (care_release_is_nothing(r))
		return desk_flow_unneeded(a, r->name);
	(void)desk_flow_vet(a, r->name, r->source, &problems);
	for (i = 0; i < problems.len && !first; i++)
		if (problems.list[i].severity == FLOW_ERROR)
			first = flow_problem_format(a->t->mem, &problems.list[i]);
	flow_problems_clear(&problems);
	return first ? desk_refuse(a, DESK_E_CONFLICT, "It has mistakes now: %s", first) : 0;
}

/* Checked and approved in one: what has a mistake in it goes nowhere. */
static int flow_publish(struct desk_ask *a)
{
	struct flow_problems problems = { 0 };
	struct store_release r;
	struct store_flow_draft d;
	struct flow_set *set;
	size_t errors = 0;
	char *why = NULL;
	int rc = draft_of(a, &d);

	if (rc < 0)
		return rc;
	(void)desk_flow_vet(a, d.name, d.source, &problems);
	errors = problems.errors;
	flow_problems_clear(&problems);
	if (errors)
		return desk_refuse(a, DESK_E_CONFLICT, "It has mistakes: check it first");
	(void)desk_flow_parse(a, d.name, d.source, &set, NULL);
	rc = care_release_check(a->t, set, d.name, false, &r, &why);
	if (rc == -EALREADY)
		return desk_refuse(a, DESK_E_CONFLICT, "Just this is in force already");
	if (rc == -EINVAL)
		return desk_refuse(a, DESK_E_CONFLICT, "It has mistakes: check it first");
	if (rc < 0)
		return rc;
	rc = care_release_approve(a->t, d.name, a->who.person.pseudonym, &r);
	return approved(a, rc, &r);
}

/* The second name stands under the very revision that was looked at, on its way there or back. */
static int flow_agree(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow");
	struct store_release r;
	int rc = care_release_waits(a->t->store, a->t->mem, name, &r);

	if (rc < 0)
		return rc;
	if (rc == 0 || strcmp(r.hash, desk_str(a, "revision")) != 0)
		return desk_refuse(a, DESK_E_CONFLICT, "Another revision waits now, or none");
	rc = still_sound(a, &r);
	if (rc < 0)
		return rc;
	rc = care_release_approve(a->t, name, a->who.person.pseudonym, &r);
	return approved(a, rc, &r);
}

/* Both kinds, so that one place says that somebody is waited for. */
static int second_list(struct desk_ask *a)
{
	json_t *items = json_array();
	struct store_release r = { .id = 0 };
	struct store_proposal p = { .id = 0 };
	int rc;

	while ((rc = store_release_next(a->t->store, a->t->mem, STORE_RELEASE_ONE_NAME, r.id,
					&r)) == 1)
		json_array_append_new(items, json_pack("{s:s, s:s, s:o, s:b, s:I}", "of",
			"flow", "name",
			r.name, "by", desk_words(r.first), "mine", is_mine(a, r.first), "at_ms",
			(json_int_t)r.at_ms));
	while (rc >= 0 && (rc = store_proposal_next(a->t->store, a->t->mem, p.id, &p)) == 1)
		if (!p.agreed_at_ms)
			json_array_append_new(items, json_pack("{s:s, s:s, s:o, s:b, s:I}", "of",
				"words", "name", p.rule, "by", desk_words(p.by), "mine",
				is_mine(a, p.by), "at_ms", (json_int_t)p.at_ms));
	a->answer = desk_list(items, false);
	return rc;
}

static int flow_withdraw(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow");
	int rc = store_release_drop(a->t->store, name);

	if (rc <= 0)
		return rc < 0 ? rc :
			desk_refuse(a, DESK_E_CONFLICT, "Nothing waits there (any more)");
	return desk_noted(a, CARE_AUDIT_DESK_DID, 0,
			  talloc_asprintf(a->t->mem, "flow withdraw %s", name));
}

/* The first name or the second: whoever comes second need not know that somebody was first. */
static int flow_rollback(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow");
	struct store_release r;
	int rc = store_release_last(a->t->store, a->t->mem, name, STORE_RELEASE_IN_FORCE, &r);

	if (rc < 0)
		return rc;
	if (rc == 0 || strcmp(r.hash, desk_str(a, "revision")) != 0)
		return desk_refuse(a, DESK_E_CONFLICT, "Another revision is in force now");
	rc = care_release_before(a->t->store, a->t->mem, name, &r);
	if (rc == -ENOENT)
		return desk_refuse(a, DESK_E_CONFLICT, "There is nothing to go back to");
	if (rc == 0)
		rc = still_sound(a, &r);
	if (rc < 0)
		return rc;
	rc = care_release_roll_back(a->t, name, a->who.person.pseudonym, &r);
	return approved(a, rc, &r);
}

#define THE_FLOW { "flow", LINK_STRING, true, 1, FLOW_NAME_MAX, "The flow's name." }
#define THE_VERSION(least) \
	{ "version", LINK_INT, least, least, INT64_MAX, "Of the draft, as seen." }
#define THE_REVISION { "revision", LINK_STRING, true, 8, 64, "The one that was looked at." }
static const struct link_arg flow_args[] = { THE_FLOW };
static const struct link_arg save_args[] = {
	THE_FLOW, { "text", LINK_STRING, true, 1, DESK_FLOW_MAX, "All of it." }, THE_VERSION(0),
};
static const struct link_arg version_args[] = { THE_FLOW, THE_VERSION(1) };
static const struct link_arg check_args[] = { THE_FLOW, THE_VERSION(0) };
static const struct link_arg revision_args[] = { THE_FLOW, THE_REVISION };
static const struct link_arg diff_args[] = {
	THE_FLOW, { "of", LINK_STRING, false, 5, 6, "draft or waits; what there is." },
};
#define CMA (DESK_C | DESK_M | DESK_A)
#define CM (DESK_C | DESK_M)
static const struct desk_verb verbs[] = {
	{ "flow list", "Flows: how far each has come, how many people are in it.", CMA | DESK_L, 0,
	  .run = flow_list },
	{ "flow show", "One: what is in force, what waits, the draft.", CMA | DESK_L, 0,
	  DESK_ARGS(flow_args),
	  .run = flow_show },
	{ "flow save", "Keeps a draft, if nobody else did since.", CMA, 0, DESK_ARGS(save_args),
	  .run = flow_save },
	{ "flow drop", "Puts a draft away.", CMA, 0, DESK_ARGS(version_args), .run = flow_drop },
	{ "flow check", "What the checker says of a draft.", CMA, 0, DESK_ARGS(check_args),
	  .run = flow_check_verb },
	{ "flow diff", "What would change, and for how many people.", CMA, 0, DESK_ARGS(diff_args),
	  .run = desk_flow_diff },
	{ "flow publish", "The first name under a draft; where one is enough it is in force.", CM,
	  DESK_STEP_UP, DESK_ARGS(version_args), .run = flow_publish },
	{ "flow agree", "The second name, there or back: it is in force.", CM, DESK_STEP_UP,
	  DESK_ARGS(revision_args),
	  .run = flow_agree },
	{ "flow withdraw", "What waits for a second name does not any more.", CM, 0,
	  DESK_ARGS(flow_args), .run = flow_withdraw },
	{ "flow sign", "A clinician's (or a manager's) name under a revision that needs it.",
	  DESK_M | DESK_L, DESK_STEP_UP, DESK_ARGS(revision_args), .run = flow_sign },
	{ "second list", "What waits for a second name: flows, proposals about danger words.", CMA,
	  0,
	  .run = second_list },
	{ "flow rollback", "What was in force before is again; by two where it touches danger.", CM,
	  DESK_STEP_UP, DESK_ARGS(revision_args), .run = flow_rollback },
};
DESK_TABLE(desk_flow_verbs, verbs);
