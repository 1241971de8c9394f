// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Flows on their way to people: what waits where, what a draft would change,
 * approving it, going back, signing.  The drafts are the files of the folder; a
 * request without a flow is about all files that are not in force.
 */
#include <stdio.h>

#include "care/care_record.h"
#include "flow/flow_look.h"
#include "store/store_session.h"
#include "vet/vet.h"
#include "warmlined/control_int.h"

enum { FLOWS_MAX = 200 };
struct job {
	struct control *c;
	struct flow_set *drafts;	/* the files */
	struct flow_set *next;		/* what would be in force */
	struct words *words;		/* as their folder has them now */
	const char *name, *who;		/* name NULL: all */
	const struct flow *flows[FLOWS_MAX];	/* of `next`: what this is about */
	size_t len;
	bool two;			/* one of them wants two names */
	struct store_release release;
	char *why;			/* why not; or what is wrong with a file */
	json_t *answer;
	const char *const *gone;
	int64_t staying;
};

static struct job *job_new(struct control *c, struct link_request *req)
{
	struct job *job = talloc_zero(NULL, struct job);

	if (!job)
		base_oom();
	job->c = c;
	job->name = link_req_str(req, "flow");
	job->who = link_req_str(req, "by");
	return job;
}

/* The files as they are now; job->why: the first that cannot be read, which is no matter to
 * the others.  False: answered. */
static bool read_drafts(struct link_request *req, struct job *job)
{
	struct flow_problems problems = { 0 };
	int rc;
	size_t i;

	job->drafts = flow_set_new(job, &flow_vocabulary_standard);
	rc = flow_set_load_dir(job->drafts, job->c->house->options.flows_dir, &problems);
	for (i = 0; i < problems.len && !job->why; i++)
		if (problems.list[i].severity == FLOW_ERROR)
			job->why = flow_problem_format(job, &problems.list[i]);
	flow_problems_clear(&problems);
	if (rc < 0 && !job->why)
		link_fail(req, LINK_E_FAILED, "The folder of flows cannot be read: %s",
			  strerror(-rc));
	return rc >= 0 || job->why;
}

/* The flow that was asked for is not there, or its file cannot be read. */
static void no_flow(struct link_request *req, struct job *job)
{
	if (job->why)
		link_fail(req, LINK_E_FAILED, "%s", job->why);
	else
		link_fail(req, LINK_E_NOT_FOUND, "There is no such flow");
}

static const struct flow *in_force(struct control *c, const char *name)
{
	struct flow_set *set = care_deps(house_care(c->house))->flows;

	return set ? flow_set_find(set, name) : NULL;
}

/* --- list ------------------------------------------------------------------------------ */

static int count_flow(void *arg, const char *flow, int64_t n)
{
	json_object_set_new(arg, flow, json_integer(n));
	return 0;
}

static const char *state_words(struct job *job, const struct flow *draft, const struct flow *live)
{
	struct store *st = house_store(job->c->house);
	struct store_release r;

	if (store_release_last(st, job, flow_name(draft), STORE_RELEASE_ONE_NAME, &r) == 1)
		return "waits for a second name";
	if (store_release_last(st, job, flow_name(draft), STORE_RELEASE_CHECKED, &r) == 1)
		return "checked";
	if (!live)
		return "not published";
	return strcmp(flow_hash(live), flow_hash(draft)) == 0 ? "in force" : "draft";
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct job *job = job_new(arg, req);
	json_t *list = json_array(), *sessions = json_object();
	const struct flow *f;

	if (read_drafts(req, job) && !control_refused(req, store_session_each_flow(
			house_store(job->c->house), count_flow, sessions), "list")) {
		for (f = flow_set_next(job->drafts, NULL); f; f = flow_set_next(job->drafts, f)) {
			const struct flow *live = in_force(job->c, flow_name(f));
			json_t *n = json_object_get(sessions, flow_name(f));

			json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:I}",
				"flow", flow_name(f),
				"in_force", live ? talloc_strndup(job, flow_hash(live), 8) : "none",
				"file", talloc_strndup(job, flow_hash(f), 8),
				"state", state_words(job, f, live),
				"waiting", (json_int_t)(n ? json_integer_value(n) : 0)));
		}
		link_ok(req, json_pack("{s:O}", "flows", list));
	}
	json_decref(list);
	json_decref(sessions);
	talloc_free(job);
}

/* --- diff -------------------------------------------------------------------------------- */

static int count_step(void *arg, const char *step, int64_t n)
{
	struct job *job = arg;
	const char *const *gone = job->gone;
	bool hit = false;

	while (gone && *gone && !hit)
		hit = strcmp(*gone++, step) == 0;
	json_array_append_new(job->answer, json_pack("{s:s, s:I, s:b}", "step", step, "waiting",
						     (json_int_t)n, "gone", hit));
	if (hit)
		job->staying += n;
	return 0;
}

static char *diff_words(struct job *job)
{
	char *out = talloc_strdup(job, "");
	const char *const *s;
	size_t i, n;
	const char *step;
	json_int_t waiting;
	int gone;

	for (s = job->gone; s && *s; s++)
		out = talloc_asprintf_append_buffer(out, "%s%s", *out ? ", " : "", *s);
	if (!*out)
		return talloc_strdup(job, "No step is removed or asks something else.");
	out = talloc_asprintf(job, "Removed, or asks something else: %s.", out);
	n = json_array_size(job->answer);
	for (i = 0; i < n; i++)
		if (json_unpack(json_array_get(job->answer, i), "{s:s, s:I, s:b}", "step", &step,
				"waiting", &waiting, "gone", &gone) == 0 && gone)
			out = talloc_asprintf_append_buffer(out,
				" %lld %s at %s, which this removes: they go on with the revision "
				"they began on.", (long long)waiting,
				waiting == 1 ? "person is" : "people are", step);
	return out;
}

/* What the file would change for those who wait now. */
static void diff_proceed(struct link_request *req, void *arg)
{
	struct job *job = job_new(arg, req);
	const struct flow *before, *after;

	job->answer = json_array();
	if (!read_drafts(req, job))
		goto out;
	before = in_force(job->c, job->name);
	after = flow_set_find(job->drafts, job->name);
	if (!before && !after) {
		no_flow(req, job);
		goto out;
	}
	job->gone = before ? flow_steps_gone(job, before, after) : NULL;
	if (control_refused(req, store_session_each_step(house_store(job->c->house), job->name,
							 count_step, job), "flow"))
		goto out;
	link_ok(req, json_pack("{s:b, s:s, s:I, s:O}", "changed", !before || !after ||
		strcmp(flow_hash(before), flow_hash(after)) != 0, "says", diff_words(job),
		"at_removed_steps", (json_int_t)job->staying, "steps", job->answer));
out:
	json_decref(job->answer);
	talloc_free(job);
}

/* --- What would be in force ----------------------------------------------- */

/* What is in force now. */
static void next_begin(struct job *job)
{
	const struct flow_set *live = care_deps(house_care(job->c->house))->flows;
	const struct flow *f = NULL;

	job->next = flow_set_new(job, &flow_vocabulary_standard);
	while (live && (f = flow_set_next(live, f)))
		(void)flow_set_add(job->next, flow_file(f), VIEW_STR(flow_source(f)), NULL);
}

static void next_add(struct job *job, const char *name, const char *source)
{
	const struct flow *f = flow_set_add(job->next, talloc_asprintf(job, "%s.flow", name),
					    VIEW_STR(source), NULL), *live = in_force(job->c, name);

	if (f && job->len < FLOWS_MAX)
		job->flows[job->len++] = f;
	job->two |= (f && care_flow_is_danger(f)) || (live && care_flow_is_danger(live));
}

/* False: refused, with what `warmline-flow check` says. */
static bool vetted(struct link_request *req, struct job *job)
{
	struct house *h = job->c->house;
	struct err err = { "" };
	size_t i;
	int rc = 0;

	job->words = house_words_read(h, job, &err);
	for (i = 0; job->words && rc == 0 && i < job->len; i++)
		rc = house_vet(h, job->words, job->next, job->flows[i], &err);
	if (job->words && rc == 0)
		return true;
	link_fail(req, LINK_E_FAILED, "%s", err.text);
	return false;
}

/* --- Checking in ---------------------------------------------------------- */

/* The file of this flow, or all that are not in force.  False: answered. */
static bool files_chosen(struct link_request *req, struct job *job)
{
	const struct flow *f = NULL, *live;

	if (!read_drafts(req, job))
		return false;
	next_begin(job);
	while ((f = flow_set_next(job->drafts, f))) {
		live = in_force(job->c, flow_name(f));
		if (job->name ? strcmp(job->name, flow_name(f)) == 0 :
		    !live || strcmp(flow_hash(live), flow_hash(f)) != 0)
			next_add(job, flow_name(f), flow_source(f));
	}
	if (job->len && (job->name || !job->why))
		return true;
	if (job->name || job->why)
		no_flow(req, job);
	else
		link_fail(req, LINK_E_FAILED, "Everything in the folder is in force already");
	return false;
}

/* Together, or not at all: they may call each other. */
static int check_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	char *why = NULL;
	size_t i;
	int rc = 0;

	job->why = NULL;
	for (i = 0; rc == 0 && i < job->len; i++)
		rc = care_release_check(t, job->next, flow_name(job->flows[i]),
					job->len > 1 && job->two, &job->release, &why);
	job->why = why ? talloc_strdup(job, why) : NULL;
	return rc;
}

static char *names_of(struct job *job)
{
	char *out = talloc_strdup(job, "");
	size_t i;

	for (i = 0; i < job->len; i++)
		out = talloc_asprintf_append_buffer(out, "%s%s", i ? " " : "",
						    flow_name(job->flows[i]));
	return out;
}

/* Of one flow its revision; of several how many. */
static char *revision_of(struct job *job)
{
	return job->len > 1 ? talloc_asprintf(job, "%zu flows", job->len) :
		care_release_is_nothing(&job->release) ? talloc_strdup(job, "none") :
		talloc_strndup(job, job->release.hash, 8);
}

static void check_proceed(struct link_request *req, void *arg)
{
	struct job *job = job_new(arg, req);
	int rc;

	if (!files_chosen(req, job) || !vetted(req, job))
		goto out;
	rc = house_do(job->c->house, check_step, job);
	if (rc == -EALREADY)
		link_fail(req, LINK_E_FAILED, "This revision is in force already");
	else if (rc < 0 && job->why)
		link_fail(req, LINK_E_FAILED, "%s", job->why);
	else if (!control_refused(req, rc, "flow"))
		link_ok(req, json_pack("{s:s, s:s, s:i, s:s}", "flow", names_of(job), "revision",
			revision_of(job), "names_needed", job->release.danger ? 2 : 1, "next",
			"flow publish"));
out:
	talloc_free(job);
}

/* --- Approving, going back, signing --------------------------------------- */

/* Each of them; 1: in force, 0: they wait. */
static int approve_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	size_t i;
	int rc = 1;

	for (i = 0; rc >= 0 && i < job->len; i++) {
		int one = care_release_approve(t, flow_name(job->flows[i]), job->who,
					       &job->release);

		rc = one < rc ? one : rc;
	}
	return rc;
}

static int back_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;

	return care_release_roll_back(t, job->name, job->who, &job->release);
}

static int sign_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	const struct flow *f = flow_set_find(job->drafts, job->name);

	return f ? care_release_sign(t, f, job->who) : -ENOENT;
}

/* What somebody in a hurry has to know: that nothing happened yet, and what to do. */
static char *ask_second(struct job *job, const char *verb)
{
	return talloc_asprintf(job, "Nothing has changed yet: this touches danger. Ask a second "
		"person to run: warmline-flow %s --by THEIR-NAME %s; a coordinator can also agree "
		"in the browser, under Flows.", verb, job->name ? job->name : "--all");
}

static void answer(struct link_request *req, struct job *job, int rc, const char *done,
		   const char *again)
{
	if (rc == -EPERM)
		link_fail(req, LINK_E_DENIED, "The same name again: a second person must");
	else if (rc == -EINVAL)
		link_fail(req, LINK_E_FAILED, "This flow needs no signature, or cannot be read");
	else if (!control_refused(req, rc, "revision"))
		link_ok(req, json_pack("{s:s, s:s, s:s, s:s?}", "flow",
			job->name ? job->name : names_of(job), "revision", revision_of(job),
			"state", done,
			"next", again ? ask_second(job, again) : NULL));
	talloc_free(job);
}

/* False: answered. */
static bool add_waiting(struct link_request *req, struct job *job, const char *name,
			const char *hash)
{
	struct store_release r;
	int rc = care_release_waits(house_store(job->c->house), job, name, &r);

	if (rc < 0)
		return !control_refused(req, rc, "revision");
	if (rc == 1 && care_release_is_nothing(&r) && !hash) {
		link_fail(req, LINK_E_FAILED, "It waits to be taken out of force: "
			  "warmline-flow rollback --by NAME %s", name);
		return false;
	}
	if (rc == 1 && (!hash || strcmp(hash, r.hash) == 0))
		next_add(job, name, r.source);
	return true;
}

/* What waits for approval, beside what is in force: words or a flow that it calls may have
 * changed since it was checked.  Of all files those that wait as they are. */
static bool waiting_chosen(struct link_request *req, struct job *job)
{
	const struct flow *f = NULL;

	next_begin(job);
	if (job->name) {
		if (!add_waiting(req, job, job->name, NULL))
			return false;
	} else {
		if (!read_drafts(req, job))
			return false;
		while ((f = flow_set_next(job->drafts, f)))
			if (!add_waiting(req, job, flow_name(f), flow_hash(f)))
				return false;
	}
	if (!job->len)
		control_refused(req, -ENOENT, "revision");
	return job->len;
}

static void publish_proceed(struct link_request *req, void *arg)
{
	struct job *job = job_new(arg, req);
	int rc;

	if (!waiting_chosen(req, job) || !vetted(req, job)) {
		talloc_free(job);
		return;
	}
	rc = house_do(job->c->house, approve_step, job);
	if (rc == 1)
		house_words_take(job->c->house, job->words);
	answer(req, job, rc, rc == 1 ? "in force" : "waits for a second name",
	       rc == 0 ? "publish --agree" : NULL);
}

/* What it would bring is looked at as a publication is: words, the lexicon and other flows
 * are not what they were then. */
static bool before_vetted(struct link_request *req, struct job *job)
{
	struct store_release r;
	int rc = care_release_before(house_store(job->c->house), job, job->name, &r);

	if (rc == -ENOENT && in_force(job->c, job->name)) {
		link_fail(req, LINK_E_NOT_FOUND,
			  "There was nothing before it: this is what was installed");
		return false;
	}
	if (control_refused(req, rc, "flow"))
		return false;
	next_begin(job);
	if (care_release_is_nothing(&r)) {
		flow_set_retire(job->next, job->name);
		job->why = vet_missed(job, job->next, job->name);
		if (job->why)
			link_fail(req, LINK_E_FAILED, "It is needed: %s", job->why);
		return !job->why;
	}
	next_add(job, job->name, r.source);
	if (!job->len) {
		link_fail(req, LINK_E_FAILED, "What was before cannot be read any more");
		return false;
	}
	return vetted(req, job);
}

static void back_proceed(struct link_request *req, void *arg)
{
	struct job *job = job_new(arg, req);
	int rc;

	if (!before_vetted(req, job)) {
		talloc_free(job);
		return;
	}
	rc = house_do(job->c->house, back_step, job);
	if (rc == 1 && job->words)
		house_words_take(job->c->house, job->words);
	answer(req, job, rc, rc != 1 ? "waits for a second name" :
	       care_release_is_nothing(&job->release) ? "out of force" : "in force",
	       rc == 0 ? "rollback" : NULL);
}

static void sign_proceed(struct link_request *req, void *arg)
{
	struct job *job = job_new(arg, req);
	int rc;

	if (!read_drafts(req, job)) {
		talloc_free(job);
		return;
	}
	rc = house_do(job->c->house, sign_step, job);
	if (rc == 0)
		snprintf(job->release.hash, sizeof(job->release.hash), "%s",
			 flow_hash(flow_set_find(job->drafts, job->name)));
	answer(req, job, rc, "signed", NULL);
}

static const struct link_arg flow_args[] = {
	{ "flow", LINK_STRING, true, 1, FLOW_NAME_MAX, "The flow's name." },
};
static const struct link_arg check_args[] = {
	{ "flow", LINK_STRING, false, 1, FLOW_NAME_MAX,
	  "The flow's name; none: all that are not in force." },
};
static const struct link_arg publish_args[] = {
	{ "flow", LINK_STRING, false, 1, FLOW_NAME_MAX,
	  "The flow's name; none: all that were checked." },
	{ "by", LINK_STRING, true, 2, 40, "Who does it." },
};
static const struct link_arg who_args[] = {
	{ "flow", LINK_STRING, true, 1, FLOW_NAME_MAX, "The flow's name." },
	{ "by", LINK_STRING, true, 2, 40, "Who does it." },
};
static const struct link_command commands[] = {
	{ "flow list", "Flows: what is in force, what the files say, how many people are in each.",
	  NULL, 0, NULL, list_proceed },
	{ "flow diff", "What the file would change for those who wait now.", flow_args,
	  ARRAY_LEN(flow_args), NULL, diff_proceed },
	{ "flow check", "Check a file in: its revision waits to be published.", check_args,
	  ARRAY_LEN(check_args), NULL, check_proceed },
	{ "flow publish", "Approve what was checked; what touches danger needs two names.",
	  publish_args, ARRAY_LEN(publish_args), NULL, publish_proceed },
	{ "flow rollback", "Put in force again what was before; what touches danger "
	  "needs two names.", who_args, ARRAY_LEN(who_args), NULL, back_proceed },
	{ "flow sign", "A clinician (or manager) signs the file of a flow that needs it.", who_args,
	  ARRAY_LEN(who_args), NULL, sign_proceed },
};
const struct control_table control_flows_verbs = { commands, ARRAY_LEN(commands) };
