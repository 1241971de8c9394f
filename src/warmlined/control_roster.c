// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who is on call when: looked at, checked, changed. */
#include <stdio.h>
#include <time.h>

#include "care/care_audit.h"
#include "care/care_oncall.h"
#include "care/care_roster.h"
#include "store/store_people.h"
#include "warmlined/control_int.h"
#include "warmlined/incident_view.h"

#define SHOW_MS DAYS_MS(14)

struct roster_job {
	const char *who, *replaces;
	struct store_duty duty;
	json_t *answer, *more;
	struct care_roster_score score;
};

/* "2026-11-23T08:00Z"; -1: it is none. */
static int64_t time_parse(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%dT%H:%MZ", &tm);

	return end && !*end ? (int64_t)timegm(&tm) * 1000 : -1;
}

static int on_duty(struct care_turn *t, enum store_level level, json_t *out)
{
	int64_t list[CARE_LADDER_MAX];
	int n = care_oncall_duty(t, level, list), k;

	for (k = 0; k < n; k++)
		json_array_append_new(out, json_pack("{s:s, s:s}",
						     "level", roster_level_words(level),
						     "who", incident_name(t, list[k])));
	return n < 0 ? n : 0;
}

static const char *kind_words(const struct store_duty *s)
{
	return s->kind == STORE_DUTY_SWAP ? "taken over" :
		s->kind == STORE_DUTY_OVERRIDE ? "override" :
	       s->rotation_id ? "rotation" : "by hand";
}

static int show_step(struct care_turn *t, void *arg)
{
	struct roster_job *job = arg;
	struct store_duty *rows;
	size_t n, k;
	int rc = on_duty(t, STORE_LEVEL_ONCALL, job->answer);

	if (rc == 0)
		rc = on_duty(t, STORE_LEVEL_MANAGER, job->answer);
	if (rc == 0)
		rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + SHOW_MS, &rows, &n);
	for (k = 0; rc >= 0 && k < n; k++)
		json_array_append_new(job->more, json_pack("{s:I, s:s, s:s, s:o, s:o, s:s, s:s}",
			"row", (json_int_t)rows[k].id,
			"layer", care_layer_name(rows[k].level, rows[k].position),
			"who", incident_name(t, rows[k].person_id),
			"from", control_time(rows[k].from_ms),
			"until", control_time(rows[k].until_ms),
			"replaces", rows[k].replaces_id ? incident_name(t, rows[k].replaces_id) :
			"",
			"kind", kind_words(&rows[k])));
	return rc < 0 ? rc : 0;
}

static void show_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct roster_job job = { .answer = json_array(), .more = json_array() };

	if (!control_refused(req, house_do(c->house, show_step, &job), "roster")) {
		link_ok(req, json_pack("{s:o, s:o}", "now", job.answer, "rows", job.more));
		return;
	}
	json_decref(job.answer);
	json_decref(job.more);
}

static void sentence_add(void *arg, const struct care_roster_fault *fault)
{
	json_array_append_new(arg, json_string(fault->sentence));
}

static void load_json(json_t *out, const struct care_load *l)
{
	json_array_append_new(out, json_pack("{s:s, s:I, s:I, s:I, s:I, s:b}", "who", l->who,
		"hours", (json_int_t)l->hours, "nights", (json_int_t)l->nights,
		"weekends", (json_int_t)l->weekends, "holidays", (json_int_t)l->holidays,
		"phone_verified", l->verified));
}

static int check_step(struct care_turn *t, void *arg)
{
	struct roster_job *job = arg;
	size_t k;
	int rc = care_roster_check(t, sentence_add, job->answer);

	if (rc >= 0)
		rc = care_roster_score(t, &job->score);
	for (k = 0; rc >= 0 && k < job->score.load_len; k++)
		load_json(job->more, &job->score.load[k]);
	return rc < 0 ? rc : 0;
}

static void check_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct roster_job job = { .answer = json_array(), .more = json_array() };

	if (control_refused(req, house_do(c->house, check_step, &job), "roster")) {
		json_decref(job.answer);
		json_decref(job.more);
		return;
	}
	link_ok(req, json_pack("{s:b, s:o, s:i, s:I, s:i, s:i, s:i, s:o}",
		"good", json_array_size(job.answer) == 0, "problems", job.answer,
		"holes", job.score.holes, "hole_hours", (json_int_t)job.score.hole_hours,
		"cover", job.score.cover, "fair", job.score.fair, "phones", job.score.phones,
		"load_of_42_days", job.more));
}

static void write_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;

	alarm_roster_again(c->house->alarm);
	link_ok(req, json_pack("{s:s}", "done", "the roster file is being written anew"));
}

/* --- Changing --------------------------------------------------------------------------- */

static int add_step(struct care_turn *t, void *arg)
{
	struct roster_job *job = arg;
	struct store_person p;
	int rc = store_people_by_pseudonym(t->store, job->who, &p);

	if (rc < 0)
		return rc == -ENOKEY ? -ENOENT : rc;
	job->duty.person_id = p.id;
	job->duty.made_at_ms = t->now_ms;
	if (job->replaces) {
		rc = store_people_by_pseudonym(t->store, job->replaces, &p);
		if (rc < 0)
			return rc == -ENOKEY ? -ENOENT : rc;
		job->duty.replaces_id = p.id;
		job->duty.kind = STORE_DUTY_OVERRIDE;
	}
	rc = store_duty_add(t->store, &job->duty);
	if (rc >= 0)
		rc = care_audit_named(t, CARE_AUDIT_ROSTER, job->duty.person_id, "desk",
				      "a row was added");
	return rc < 0 ? rc : care_roster_touched(t);
}

static void add_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	const char *level = link_req_str(req, "level"), *until = link_req_str(req, "until");
	struct roster_job job = {
		.who = link_req_str(req, "who"), .replaces = link_req_str(req, "replaces"),
		.duty = {
			.level = level && strcmp(level, "manager") == 0 ? STORE_LEVEL_MANAGER
									: STORE_LEVEL_ONCALL,
			.position = (int)link_req_int(req, "position", 0),
			.kind = STORE_DUTY_SHIFT, .from_ms = time_parse(link_req_str(req, "from")),
			.until_ms = until ? time_parse(until) : 0,
		},
	};

	if (job.duty.from_ms < 0 || job.duty.until_ms < 0 ||
	    (job.duty.until_ms && job.duty.until_ms <= job.duty.from_ms))
		link_fail(req, LINK_E_ARGS, "Times are UTC, written 2026-11-23T08:00Z; "
			  "until comes after from");
	else if (!control_refused(req, house_do(c->house, add_step, &job), "person"))
		link_ok(req, json_pack("{s:I}", "row", (json_int_t)job.duty.id));
}

static int end_step(struct care_turn *t, void *arg)
{
	struct roster_job *job = arg;
	int rc = store_duty_end(t->store, job->duty.id, t->now_ms);

	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	rc = care_audit_named(t, CARE_AUDIT_ROSTER, 0, "desk", "a row was taken back");
	return rc < 0 ? rc : care_roster_touched(t);
}

static void end_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct roster_job job = { .duty.id = link_req_int(req, "row", 0) };

	if (!control_refused(req, house_do(c->house, end_step, &job), "row"))
		link_ok(req, NULL);
}

static const struct link_arg add_args[] = {
	{ "who", LINK_STRING, true, 2, 31, "Pseudonym of somebody with the role." },
	{ "from", LINK_STRING, true, 17, 17, "UTC, 2026-11-23T08:00Z." },
	{ "until", LINK_STRING, false, 17, 17, "UTC; not given: open." },
	{ "level", LINK_STRING, false, 6, 7, "oncall (default) or manager." },
	{ "position", LINK_INT, false, 0, 1000, "Order of calling, smaller first." },
	{ "replaces", LINK_STRING, false, 2, 31, "Who is off duty meanwhile." },
};
static const struct link_arg end_args[] = {
	{ "row", LINK_INT, true, 1, INT64_MAX, "The row's number, from roster show." },
};
static const struct link_command commands[] = {
	{ "roster show", "Who is on duty now, and the rows of the next 14 days.", NULL, 0, NULL,
	  show_proceed },
	{ "roster check", "Scores of cover, fairness and phones; holes, single persons, who bears "
	  "how much.", NULL, 0, NULL, check_proceed },
	{ "roster write", "Write the pager's roster file anew.", NULL, 0, NULL, write_proceed },
	{ "roster add", "A shift, or an override that replaces somebody.", add_args,
	  ARRAY_LEN(add_args), NULL, add_proceed },
	{ "roster end", "Take a row back.", end_args, ARRAY_LEN(end_args), NULL, end_proceed },
};
const struct control_table control_roster_verbs = { commands, ARRAY_LEN(commands) };
