// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The directory of services: import, list, what is not sent and why, reviews.
 * A package is read on the worker thread and written in slices, a turn of the
 * loop each, so that nobody's text waits for it.
 */
#include <stdio.h>
#include <time.h>

#include "care/care_signpost.h"
#include "warmlined/control_int.h"

enum { LIST_MAX = 500, REMARKS_SHOWN = 200 };

/* --- Import ---------------------------------------------------------------------------- */

struct import_job {
	struct control *control;
	struct link_request *req;
	char *path;
	struct signpost_reading how;
	struct signpost_import *import;
	struct signpost_report *report;
	struct err err;
	struct loop_timer *timer;
	bool in_force;
	int more;
};
/* One at a time: two would each delete what the other writes. */
static struct import_job *running;

static json_t *report_json(const struct signpost_report *r)
{
	static const char *const names[] = { "refused", "changed", "note" };
	json_t *remarks = json_array();
	size_t i;

	for (i = 0; i < r->remarks_len && i < REMARKS_SHOWN; i++)
		json_array_append_new(remarks, json_pack("{s:s, s:s, s:s, s:s}",
			"what", names[r->remarks[i].severity], "where", r->remarks[i].where,
			"field", r->remarks[i].field, "why", r->remarks[i].why));
	return json_pack("{s:i, s:i, s:i, s:i, s:I, s:o}", "services", r->rows,
			 "taken", r->entries, "refused", r->refused, "not_active", r->not_active,
			 "remarks_in_all", (json_int_t)r->remarks_all, "remarks", remarks);
}

static void import_end(struct import_job *job)
{
	running = NULL;
	talloc_free(job);
}

static int import_step(struct care_turn *t, void *arg)
{
	struct import_job *job = arg;

	if (job->in_force) {
		job->more = care_signpost_tidy(t, NULL);
		return job->more < 0 ? job->more : 0;
	}
	job->more = care_signpost_import(t, job->import, job->report);
	if (job->more < 0)
		return job->more;
	job->in_force = job->more == 0;
	job->more = 1;				/* then the old one goes */
	return 0;
}

static void import_tick(void *arg)
{
	struct import_job *job = arg;
	int rc = house_do(job->control->house, import_step, job);

	if (control_refused(job->req, rc, "directory")) {
		import_end(job);
	} else if (job->more) {
		loop_timer_start(job->timer, 0);
	} else {
		link_ok(job->req, report_json(job->report));
		import_end(job);
	}
}

static void import_read(void *arg)
{
	struct import_job *job = arg;

	job->import = care_signpost_read(job, job->path, &job->how, &job->report, &job->err);
}

static void import_read_done(void *arg)
{
	struct import_job *job = arg;
	const struct signpost_report *r = job->report;

	if (!job->import) {
		link_fail(job->req, LINK_E_ARGS, "Nothing was changed: %s%s%s%s", job->err.text,
			  r->remarks_len ? ". First reason: " : "",
			  r->remarks_len ? r->remarks[0].where : "",
			  r->remarks_len ? r->remarks[0].why : "");
		import_end(job);
		return;
	}
	job->timer = loop_timer_new(job, job->control->house->loop, "directory import", import_tick,
				    job);
	loop_timer_start(job->timer, 0);
}

static void import_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct import_job *job;

	if (running) {
		link_fail(req, LINK_E_BUSY, "Another import is under way");
		return;
	}
	job = talloc_zero(NULL, struct import_job);	/* of its own: the worker fills it */
	if (!job)
		base_oom();
	job->control = c;
	job->req = req;
	job->path = talloc_strdup(job, link_req_str(req, "path"));
	care_signpost_reading(c->house->care, clock_wall_ms(), &job->how);
	running = job;
	if (loop_work(c->house->loop, "reading a directory", import_read,
		      import_read_done, job) < 0) {
		link_fail(req, LINK_E_BUSY, "There is too much to do; try again");
		import_end(job);
	}
}

/* --- Looking ------------------------------------------------------------------------------- */

struct list_job {
	json_t *answer;
	bool closed_only;
	const char *ref;
	int found;
};

static const char *day_text(void *ctx, int32_t day)
{
	time_t seconds = (time_t)day * 86400;
	struct tm tm;
	char text[16] = "";

	gmtime_r(&seconds, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return talloc_strdup(ctx, text);
}

/* Why this one would not be sent to anybody now; NULL: it would. */
static const char *shut_why(struct care_turn *t, const struct store_service *s,
			    const struct signpost_reading *how)
{
	const struct care_signpost_settings *set = care_settings(t->care, &care_signpost_cfg);
	struct signpost_open open;

	if (s->assured_day < how->today - set->assured_within_days)
		return "nobody has assured it for too long";
	if (!s->hours_known)
		return s->phone[0] ? NULL : "its hours are not known and it has no number";
	care_signpost_open(s, set->zone, t->now_ms, &open);
	return open.now || open.opens_at_ms ? NULL : "it does not open within two weeks";
}

static int list(struct care_turn *t, void *arg)
{
	struct list_job *job = arg;
	struct signpost_reading how;
	struct store_service *s;
	int64_t after = 0;
	const char *why;
	size_t i, n;
	int rc = 1;

	care_signpost_reading(t->care, t->now_ms, &how);
	while (rc == 1 && json_array_size(job->answer) < LIST_MAX) {
		rc = store_directory_list(t->store, t->mem, &after, 50, &s, &n);
		for (i = 0; rc >= 0 && i < n; i++) {
			if (store_directory_hours(t->store, t->mem, &s[i]) < 0)
				return -EIO;
			why = shut_why(t, &s[i], &how);
			if (job->closed_only && !why)
				continue;
			json_array_append_new(job->answer, json_pack(
				"{s:s, s:s, s:s, s:s, s:s, s:s*}", "ref", s[i].ref,
				"name", s[i].name, "place", s[i].place, "phone", s[i].phone,
				"assured", day_text(t->mem, s[i].assured_day), "not_sent", why));
		}
	}
	return rc < 0 ? rc : 0;
}

static void list_answer(struct link_request *req, void *arg, bool closed_only)
{
	struct control *c = arg;
	struct list_job job = { .answer = json_array(), .closed_only = closed_only };
	int rc = house_do(c->house, list, &job);

	if (control_refused(req, rc, "directory"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "services", job.answer));
}

static void list_proceed(struct link_request *req, void *arg)
{
	list_answer(req, arg, false);
}

static void closed_proceed(struct link_request *req, void *arg)
{
	list_answer(req, arg, true);
}

static int info(struct care_turn *t, void *arg)
{
	struct list_job *job = arg;
	struct store_directory_info i;
	int rc = store_directory_info(t->store, &i);

	job->answer = json_pack("{s:I, s:i, s:i, s:s, s:s}", "edition", (json_int_t)i.edition,
				"services", i.services, "places", i.places,
				"oldest_assured", i.services ? day_text(t->mem, i.oldest_day) : "",
				"newest_assured", i.services ? day_text(t->mem, i.newest_day) : "");
	return rc;
}

static void show_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct list_job job = { 0 };
	int rc = house_do(c->house, info, &job);

	if (control_refused(req, rc, "directory"))
		json_decref(job.answer);
	else
		link_ok(req, job.answer);
}

/* --- Reviews -------------------------------------------------------------- */

static int reviews(struct care_turn *t, void *arg)
{
	struct list_job *job = arg;
	struct store_review *r;
	size_t i, n;
	int rc = store_reviews(t->store, t->mem, &r, &n);

	for (i = 0; rc >= 0 && i < n; i++)
		json_array_append_new(job->answer, json_pack("{s:s, s:s, s:i, s:i, s:s}",
			"ref", r[i].ref, "name", r[i].name, "helped", r[i].yes,
			"did_not", r[i].no, "since",
			day_text(t->mem, (int32_t)(r[i].opened_at_ms / DAYS_MS(1)))));
	return rc;
}

static void reviews_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct list_job job = { .answer = json_array() };
	int rc = house_do(c->house, reviews, &job);

	if (control_refused(req, rc, "review"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "reviews", job.answer));
}

static int reviewed(struct care_turn *t, void *arg)
{
	struct list_job *job = arg;

	job->found = store_review_close(t->store, job->ref);
	return job->found < 0 ? job->found : 0;
}

static void reviewed_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct list_job job = { .ref = link_req_str(req, "ref") };
	int rc = house_do(c->house, reviewed, &job);

	if (control_refused(req, rc < 0 ? rc : job.found ? 0 : -ENOENT, "review"))
		return;
	link_ok(req, NULL);
}

static const struct link_arg import_args[] = {
	{ "path", LINK_STRING, true, 1, 1000,
	  "An HSDS package: a folder of CSV tables, or a .json file; as warmlined sees it." },
};
static const struct link_arg reviewed_args[] = {
	{ "ref", LINK_STRING, true, 1, 300, "The service's id, as `directory reviews` shows it." },
};
static const struct link_command commands[] = {
	{ "directory import", "Replace the directory of services; says what was refused and why.",
	  import_args, ARRAY_LEN(import_args), NULL, import_proceed },
	{ "directory show", "How many services, of which age.", NULL, 0, NULL, show_proceed },
	{ "directory list", "All services; `not_sent` says why one is sent to nobody now.", NULL, 0,
	  NULL, list_proceed },
	{ "directory closed", "Only those that are sent to nobody now.", NULL, 0, NULL,
	  closed_proceed },
	{ "directory reviews", "Services that did not help, and that somebody should look at.",
	  NULL, 0, NULL, reviews_proceed },
	{ "directory reviewed", "Somebody has looked at this service.", reviewed_args,
	  ARRAY_LEN(reviewed_args), NULL, reviewed_proceed },
};
const struct control_table control_directory_verbs = { commands, ARRAY_LEN(commands) };
