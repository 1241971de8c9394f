// SPDX-License-Identifier: AGPL-3.0-or-later
/* Silence as a fault, drills, how long it took: for warmlinectl. */
#include <time.h>

#include "care/care_watch.h"
#include "store/store_watch.h"
#include "warmlined/control_int.h"
#include "warmlined/incident_view.h"
#include "warmlined/watch.h"

enum { DRILLS_MAX = 100 };

struct watch_job {
	struct control *control;
	struct link_request *req;
	json_t *answer;
	struct store_incident incident;
	int64_t at_ms;
	int n;
};

static bool run(struct link_request *req, struct watch_job *job,
		int (*step)(struct care_turn *t, void *arg), const char *what)
{
	int rc;

	job->req = req;
	rc = house_do(job->control->house, step, job);
	if (rc == -EBUSY)
		link_fail(req, LINK_E_BUSY, "Somebody is in danger now: no drill may come between");
	else if (rc == -EALREADY)
		link_fail(req, LINK_E_BUSY, "A drill is on already");
	else
		return !control_refused(req, rc, what);
	return false;
}

static json_t *stages_json(const struct care_times times[CARE_STAGES])
{
	static const char *const names[CARE_STAGES] = { "to_alarm", "to_acknowledge",
							"to_contact" };
	json_t *out = json_object();
	int k;

	for (k = 0; k < CARE_STAGES; k++)
		json_object_set_new(out, names[k], json_pack("{s:I, s:I, s:f, s:f, s:f}",
			"n", (json_int_t)times[k].n, "not_so_far", (json_int_t)times[k].waiting,
			"p50_s", (double)times[k].p50 / 1000, "p90_s", (double)times[k].p90 / 1000,
			"p99_s", (double)times[k].p99 / 1000));
	return out;
}

/* --- The carrier, the dead man ------------------------------------------------------------ */

static int show_step(struct care_turn *t, void *arg)
{
	struct watch_job *job = arg;
	struct care_times times[CARE_STAGES];
	struct watch_status s;
	int rc = watch_status(job->control->house->watch, t, &s);

	if (rc == 0)
		rc = care_watch_times(t, t->now_ms - DAYS_MS(90), 0, times);
	if (rc < 0)
		return rc;
	job->answer = json_pack("{s:s, s:I, s:o, s:o, s:f, s:o, s:s, s:I, s:o, s:s, s:o, s:I, s:o}",
		"carrier", s.care.now.lost_since_ms ? "SILENT" : !s.care.texts_a_month ?
		"not watched: no number is set" : s.care.now.back_at_ms ? "answers" : "no word yet",
		"missed_in_a_row", (json_int_t)s.care.now.missed,
		"sent", control_time(s.care.now.sent_at_ms),
		"back", control_time(s.care.now.back_at_ms),
		"travel_s", (double)s.care.now.travel_ms / 1000,
		"silent_since", control_time(s.care.now.lost_since_ms),
		"looked_after_by", s.care.now.seen_by ? incident_name(t, s.care.now.seen_by) : "",
		"texts_a_month", (json_int_t)s.care.texts_a_month,
		"cost_a_month",
		s.care.cost_a_month < 0 ? json_string("set watch: price-per-segment") :
		json_sprintf("%.2f %s", s.care.cost_a_month, s.care.currency),
		"dead_man", !*care_watch_settings(t->care)->dead_man ? "not set" :
		s.withheld ? s.withheld : "signals each minute",
		"dead_man_good", control_time(s.dead_man.good_at_ms),
		"dead_man_failures", (json_int_t)s.dead_man.failures,
		"incidents_of_90_days", stages_json(times));
	return 0;
}

static void show_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, show_step, "watch"))
		link_ok(req, job.answer);
}

static int now_step(struct care_turn *t, void *arg)
{
	return care_watch_send(t);
}

static void now_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, now_step, "number: set watch: number first"))
		link_ok(req, json_pack("{s:s}", "what", "a text to ourselves is on its way"));
}

/* --- Drills -------------------------------------------------------------------------------- */

static int start_step(struct care_turn *t, void *arg)
{
	struct watch_job *job = arg;

	return care_watch_drill(t, STORE_DRILL_BY_HAND, link_req_str(job->req, "name"),
				&job->incident);
}

static void start_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, start_step, "drill"))
		link_ok(req, json_pack("{s:s, s:s}", "code", job.incident.code, "what",
				       "phones ring now, in the order of the roster"));
}

static const char *how_words(enum store_drill_how how)
{
	static const char *const words[] = {
		[STORE_DRILL_BY_HAND] = "by hand", [STORE_DRILL_SCHEDULED] = "scheduled",
		[STORE_DRILL_UNANNOUNCED] = "unannounced", [STORE_DRILL_ROLL_CALL] = "roll call",
	};

	return (size_t)how < ARRAY_LEN(words) && words[how] ? words[how] : "?";
}

static json_t *seconds(int64_t from_ms, int64_t to_ms)
{
	return to_ms ? json_integer((to_ms - from_ms) / 1000) : json_null();
}

static const char *result_words(struct care_turn *t, const struct store_drill *d)
{
	if (!d->incident_id)
		return talloc_asprintf(t->mem, "%d of %d phones answered", (int)d->answered,
				       (int)d->called);
	if (!d->over)
		return "still rings";
	return d->answered_by ? incident_name(t, d->answered_by) :
	       *d->answered_name ? d->answered_name : "the desk";
}

static int list_step(struct care_turn *t, void *arg)
{
	struct store_drill *list = talloc_array(t->mem, struct store_drill, DRILLS_MAX);
	struct watch_job *job = arg;
	int i, n = store_drills(t->store, list, DRILLS_MAX);

	job->answer = json_array();
	for (i = 0; i < n; i++)
		json_array_append_new(job->answer, json_pack("{s:o, s:s, s:s, s:s, s:o, s:o, s:I}",
			"at", control_time(list[i].started_at_ms), "how", how_words(list[i].how),
			"code", list[i].code, "answered", result_words(t, &list[i]),
			"to_alarm_s", seconds(list[i].started_at_ms, list[i].alarmed_at_ms),
			"to_answer_s", seconds(list[i].started_at_ms, list[i].answered_at_ms),
			"phones", (json_int_t)list[i].called));
	return n < 0 ? n : 0;
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, list_step, "drill"))
		link_ok(req, json_pack("{s:o}", "drills", job.answer));
}

static int roll_step(struct care_turn *t, void *arg)
{
	struct watch_job *job = arg;

	job->n = care_watch_roll_call(t, link_req_bool(job->req, "all", false),
				      link_req_str(job->req, "name"));
	return job->n < 0 ? job->n : 0;
}

static void roll_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, roll_step, "roll call"))
		link_ok(req, json_pack("{s:i}", "phones_asked", job.n));
}

static int phones_step(struct care_turn *t, void *arg)
{
	struct watch_job *job = arg;
	struct store_person *people;
	struct store_phone phone;
	size_t n, k;
	int rc = store_people_by_role(t->store, t->mem, STORE_ROLE_ONCALL | STORE_ROLE_MANAGER,
				      &people, &n);

	job->answer = json_array();
	for (k = 0; rc >= 0 && k < n; k++) {
		rc = store_phone_get(t->store, people[k].id, &phone);
		if (rc == 0)
			json_array_append_new(job->answer, json_pack("{s:s, s:b, s:o, s:o}", "who",
				people[k].pseudonym, "verified", care_watch_verified(t, &phone),
				"answered_a_drill", control_time(phone.drilled_at_ms),
				"reached", control_time(phone.reached_at_ms)));
	}
	return rc < 0 ? rc : 0;
}

static void phones_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, phones_step, "phone"))
		link_ok(req, json_pack("{s:o}", "phones", job.answer));
}

/* --- How long it took ------------------------------------------------------------------------- */

static int times_step(struct care_turn *t, void *arg)
{
	static const struct { const char *name; int tier; } rows[] = {
		{ "all", 0 }, { "A", LEX_A }, { "B", LEX_B },
	};
	struct watch_job *job = arg;
	int64_t since_ms = t->now_ms - DAYS_MS(link_req_int(job->req, "days", 90));
	struct care_times times[CARE_STAGES];
	size_t k;
	int rc = 0;

	job->answer = json_object();
	for (k = 0; rc == 0 && k < ARRAY_LEN(rows); k++) {
		rc = care_watch_times(t, since_ms, rows[k].tier, times);
		if (rc == 0)
			json_object_set_new(job->answer, rows[k].name, stages_json(times));
	}
	return rc;
}

static void times_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, times_step, "incident"))
		link_ok(req, job.answer);
}

/* --- Afterwards ----------------------------------------------------------- */

static int follow_step(struct care_turn *t, void *arg)
{
	struct watch_job *job = arg;
	int rc = store_incident_by_code(t->store, link_req_str(job->req, "code"), &job->incident);

	if (rc <= 0 || !job->incident.person_id || job->incident.drill)
		return rc < 0 ? rc : -ENOENT;
	return care_watch_agree(t, &job->incident, (int)link_req_int(job->req, "hour", 0), 0,
				&job->at_ms);
}

static void follow_proceed(struct link_request *req, void *arg)
{
	struct watch_job job = { .control = arg };

	if (run(req, &job, follow_step, "incident"))
		link_ok(req, json_pack("{s:s, s:o}", "code", job.incident.code, "text",
				       control_time(job.at_ms)));
}

static const struct link_arg start_args[] = {
	{ "name", LINK_STRING, false, 2, 40, "Who starts it: kept with the result." },
};
static const struct link_arg roll_args[] = {
	{ "all", LINK_BOOL, false, 0, 0, "Also phones that were verified not long ago." },
	{ "name", LINK_STRING, false, 2, 40, "Who starts it." },
};
static const struct link_arg times_args[] = {
	{ "days", LINK_INT, false, 1, 3650,
	  "Incidents of the last so many days; 90 if not given." },
};
static const struct link_arg follow_args[] = {
	{ "code", LINK_STRING, true, 3, STORE_CODE_LEN, "The incident's code." },
	{ "hour", LINK_INT, true, -1, 23,
	  "Hour of the person's day that they agreed to; -1: no text." },
};
static const struct link_command commands[] = {
	{ "watch show", "Is the carrier there, what does knowing it cost, does the outside watcher "
	  "hear us, and how long alarms, answers and contact took.", NULL, 0, NULL, show_proceed },
	{ "watch now", "A text to ourselves now, besides.", NULL, 0, NULL, now_proceed },
	{ "drill start", "Ring the staff's phones with a test, through the whole chain; the "
	  "result is kept.", start_args, ARRAY_LEN(start_args), NULL, start_proceed },
	{ "drill list", "Drills and roll calls: who answered, and how long it took.", NULL, 0, NULL,
	  list_proceed },
	{ "drill rollcall", "Ask phones of staff that nobody verified lately for an answer.",
	  roll_args, ARRAY_LEN(roll_args), NULL, roll_proceed },
	{ "drill phones", "When each phone of the staff last answered.", NULL, 0, NULL,
	  phones_proceed },
	{ "incident times", "From the message to the alarm, to a human, to contact: percentiles.",
	  times_args, ARRAY_LEN(times_args), NULL, times_proceed },
	{ "incident followup", "The hour that a person agreed to for one text the next day.",
	  follow_args, ARRAY_LEN(follow_args), NULL, follow_proceed },
};
const struct control_table control_watch_verbs = { commands, ARRAY_LEN(commands) };
