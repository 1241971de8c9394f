// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Flows on their way to people: what waits where, what a draft would change,
 * approving it, going back, signing.  The drafts are the files of the folder.
 */
#include <stdio.h>

#include "care/care_record.h"
#include "flow/flow_look.h"
#include "store/store_session.h"
#include "warmlined/control_int.h"

struct job {
	struct control *c;
	struct flow_set *drafts;
	struct words *words;	/* as their folder has them now */
	const char *name, *who;
	struct store_release release;
	size_t errors;
	char *why;
	json_t *answer;
	const char *const *gone;
	int64_t staying;
};

/* The files as they are now.  NULL: answered. */
static struct flow_set *read_drafts(struct control *c, struct link_request *req, void *mem)
{
	struct flow_set *set = flow_set_new(mem, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	int rc = flow_set_load_dir(set, c->house->options.flows_dir, &problems);
	size_t i;

	for (i = 0; i < problems.len && problems.list[i].severity != FLOW_ERROR; i++)
		;
	if (rc < 0 && i < problems.len)
		link_fail(req, LINK_E_FAILED, "%s", flow_problem_format(mem, &problems.list[i]));
	else if (rc < 0)
		link_fail(req, LINK_E_FAILED, "The folder of flows cannot be read: %s",
			  strerror(-rc));
	flow_problems_clear(&problems);
	return rc < 0 ? NULL : set;
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
	return live && strcmp(flow_hash(live), flow_hash(draft)) == 0 ? "in force" : "draft";
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct job *job = talloc_zero(NULL, struct job);
	json_t *list = json_array(), *sessions = json_object();
	const struct flow *f;

	job->c = arg;
	job->drafts = read_drafts(job->c, req, job);
	if (job->drafts && !control_refused(req, store_session_each_flow(
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
	struct job *job = talloc_zero(NULL, struct job);
	const struct flow *before, *after;

	job->c = arg;
	job->name = link_req_str(req, "flow");
	job->answer = json_array();
	job->drafts = read_drafts(job->c, req, job);
	if (!job->drafts)
		goto out;
	before = in_force(job->c, job->name);
	after = flow_set_find(job->drafts, job->name);
	if (!before && !after) {
		link_fail(req, LINK_E_NOT_FOUND, "There is no such flow");
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

/* --- check, approve, roll back, sign --------------------------------------------------------- */

/* False: refused, with what `warmline-flow check` says. */
static bool vetted(struct link_request *req, struct job *job)
{
	const struct flow *f = flow_set_find(job->drafts, job->name);
	struct err err = { "" };

	if (!f) {
		link_fail(req, LINK_E_NOT_FOUND, "There is no such flow");
		return false;
	}
	job->words = house_vet(job->c->house, job, job->drafts, f, &err);
	if (!job->words)
		link_fail(req, LINK_E_FAILED, "%s", err.text);
	return job->words;
}

static int check_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	int rc = care_release_check(t, job->drafts, job->name, &job->release, &job->errors,
				    &job->why);

	job->why = job->why ? talloc_strdup(job, job->why) : NULL;
	return rc;
}

static void check_proceed(struct link_request *req, void *arg)
{
	struct job *job = talloc_zero(NULL, struct job);
	int rc;

	job->c = arg;
	job->name = link_req_str(req, "flow");
	job->drafts = read_drafts(job->c, req, job);
	if (!job->drafts || !vetted(req, job))
		goto out;
	rc = house_do(job->c->house, check_step, job);
	if (rc == -EALREADY)
		link_fail(req, LINK_E_FAILED, "This revision is in force already");
	else if (rc == 0 && job->errors)
		link_fail(req, LINK_E_FAILED, "%zu errors, the first: %s", job->errors, job->why);
	else if (!control_refused(req, rc, "flow"))
		link_ok(req, json_pack("{s:s, s:s, s:i, s:s}", "flow", job->name, "revision",
			talloc_strndup(job, job->release.hash, 8), "names_needed",
			job->release.danger ? 2 : 1, "next", "flow publish"));
out:
	talloc_free(job);
}

static int approve_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;

	return care_release_approve(t, job->name, job->who, &job->release);
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

static void answer(struct link_request *req, struct job *job, int rc, const char *done)
{
	if (rc == -EPERM)
		link_fail(req, LINK_E_DENIED, "The same name again: a second person must");
	else if (rc == -EINVAL)
		link_fail(req, LINK_E_FAILED, "This flow needs no signature, or cannot be read");
	else if (!control_refused(req, rc, "revision"))
		link_ok(req, json_pack("{s:s, s:s, s:s}", "flow", job->name, "revision",
				       talloc_strndup(job, job->release.hash, 8), "state", done));
	talloc_free(job);
}

/* What waits for approval, among the files: words or a flow that it calls may have
 * changed since it was checked. */
static bool waiting_vetted(struct link_request *req, struct job *job)
{
	struct store *st = house_store(job->c->house);
	struct store_release r;
	int rc = store_release_last(st, job, job->name, STORE_RELEASE_ONE_NAME, &r);

	if (rc == 0)
		rc = store_release_last(st, job, job->name, STORE_RELEASE_CHECKED, &r);
	if (rc <= 0) {
		control_refused(req, rc < 0 ? rc : -ENOENT, "revision");
		return false;
	}
	job->drafts = read_drafts(job->c, req, job);
	if (!job->drafts)
		return false;
	flow_set_add(job->drafts, talloc_asprintf(job, "%s.flow", job->name),
		     VIEW_STR(r.source), NULL);
	return vetted(req, job);
}

static void publish_proceed(struct link_request *req, void *arg)
{
	struct job *job = talloc_zero(NULL, struct job);
	int rc;

	job->c = arg;
	job->name = link_req_str(req, "flow");
	job->who = link_req_str(req, "by");
	if (!waiting_vetted(req, job)) {
		talloc_free(job);
		return;
	}
	rc = house_do(job->c->house, approve_step, job);
	if (rc == 1)
		house_words_take(job->c->house, job->words);
	answer(req, job, rc, rc == 1 ? "in force" : "waits for a second name");
}

static void back_proceed(struct link_request *req, void *arg)
{
	struct job *job = talloc_zero(NULL, struct job);
	int rc;

	job->c = arg;
	job->name = link_req_str(req, "flow");
	job->who = link_req_str(req, "by");
	rc = house_do(job->c->house, back_step, job);
	if (rc == -ENOENT && in_force(job->c, job->name)) {
		link_fail(req, LINK_E_NOT_FOUND, "There was nothing before it: publish another "
			  "revision, for instance one without its trigger");
		talloc_free(job);
		return;
	}
	answer(req, job, rc, "in force");
}

static void sign_proceed(struct link_request *req, void *arg)
{
	struct job *job = talloc_zero(NULL, struct job);
	int rc;

	job->c = arg;
	job->name = link_req_str(req, "flow");
	job->who = link_req_str(req, "by");
	job->drafts = read_drafts(job->c, req, job);
	if (!job->drafts) {
		talloc_free(job);
		return;
	}
	rc = house_do(job->c->house, sign_step, job);
	if (rc == 0)
		snprintf(job->release.hash, sizeof(job->release.hash), "%s",
			 flow_hash(flow_set_find(job->drafts, job->name)));
	answer(req, job, rc, "signed");
}

static const struct link_arg flow_args[] = {
	{ "flow", LINK_STRING, true, 1, FLOW_NAME_MAX, "The flow's name." },
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
	{ "flow check", "Check a file in: its revision waits to be published.", flow_args,
	  ARRAY_LEN(flow_args), NULL, check_proceed },
	{ "flow publish", "Approve what was checked; what touches danger needs two names.",
	  who_args, ARRAY_LEN(who_args), NULL, publish_proceed },
	{ "flow rollback", "Put in force again what was before.", who_args,
	  ARRAY_LEN(who_args), NULL, back_proceed },
	{ "flow sign", "A clinician (or manager) signs the file of a flow that needs it.", who_args,
	  ARRAY_LEN(who_args), NULL, sign_proceed },
};
const struct control_table control_flows_verbs = { commands, ARRAY_LEN(commands) };
