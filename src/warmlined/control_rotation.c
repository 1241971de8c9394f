// SPDX-License-Identifier: AGPL-3.0-or-later
/* Rotations, and reveals of numbers that wait for somebody: for warmlinectl. */
#include <stdio.h>
#include <time.h>

#include "care/care_clock.h"
#include "care/care_people.h"
#include "care/care_roster.h"
#include "store/store_incident.h"
#include "store/store_people.h"
#include "store/store_reveal.h"
#include "warmlined/control_int.h"
#include "warmlined/incident_view.h"

struct rotation_job {
	struct link_request *req;
	struct store_rotation r;
	struct err err;
	json_t *answer;
};

/* "2026-11-23" -> days since 1970; -1: it is none. */
static int64_t day_parse(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%d", &tm);

	return end && !*end ? (int64_t)timegm(&tm) / 86400 : -1;
}

/* "09:00" -> minutes; -1. */
static int minute_parse(const char *text)
{
	int h, m, used = 0;

	if (sscanf(text, "%2d:%2d%n", &h, &m, &used) != 2 || text[used] || h < 0 || h > 23 ||
	    m < 0 || m > 59)
		return -1;
	return h * 60 + m;
}

static void day_text(int64_t day, char out[16])
{
	time_t s = (time_t)(day * 86400);
	struct tm tm;

	strftime(out, 16, "%Y-%m-%d", gmtime_r(&s, &tm));
}

/* --- Adding ---------------------------------------------------------------------------- */

/* "Blue Heron, Red Fox", in the order in which they take turns. */
static int people_read(struct care_turn *t, struct rotation_job *job)
{
	char *list = talloc_strdup(t->mem, link_req_str(job->req, "people")), *save = NULL, *name;
	struct store_person p;
	int rc;

	for (name = strtok_r(list, ",", &save); name; name = strtok_r(NULL, ",", &save)) {
		name += strspn(name, " ");
		while (*name && name[strlen(name) - 1] == ' ')
			name[strlen(name) - 1] = '\0';
		rc = store_people_by_pseudonym(t->store, name, &p);
		if (rc == -ENOENT || rc == -ENOKEY)
			return err_set(&job->err, EINVAL, "nobody is called '%s'", name);
		if (rc < 0)
			return rc;
		if (job->r.people_len == STORE_ROTATION_PEOPLE)
			return err_set(&job->err, EINVAL, "at most %d people take turns",
				       (int)STORE_ROTATION_PEOPLE);
		job->r.people[job->r.people_len++] = p.id;
	}
	return 0;
}

static int settings_read(struct care_turn *t, struct rotation_job *job)
{
	const struct care_layer *layer = care_layer_find(link_req_str(job->req, "layer"));
	const char *every = link_req_str(job->req, "every"), *from = link_req_str(job->req, "from"),
		   *zone = link_req_str(job->req, "zone");

	if (!layer)
		return err_set(&job->err, EINVAL, "layers are primary, secondary, third, manager, "
			       "second-manager");
	job->r.level = layer->level;
	job->r.position = layer->position;
	snprintf(job->r.zone, sizeof(job->r.zone), "%s",
		 zone ? zone : care_people_settings(t->care)->zone);
	job->r.period_days = strcmp(every, "day") == 0 ? 1 : strcmp(every, "week") == 0 ? 7 : 0;
	job->r.minute = minute_parse(link_req_str(job->req, "at"));
	job->r.length_min = (int)link_req_int(job->req, "hours", 0) * 60;
	job->r.start_day = from ? day_parse(from) : care_clock_day(job->r.zone, t->now_ms);
	if (!job->r.period_days)
		return err_set(&job->err, EINVAL, "every is day or week");
	if (job->r.minute < 0 || job->r.start_day < 0)
		return err_set(&job->err, EINVAL, "at is written 09:00, from 2026-11-23");
	return 0;
}

static int add_step(struct care_turn *t, void *arg)
{
	struct rotation_job *job = arg;
	int rc = settings_read(t, job);

	if (rc == 0)
		rc = people_read(t, job);
	return rc < 0 ? rc : care_rotation_add(t, &job->r, "desk", &job->err);
}

static void add_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct rotation_job job = { .req = req };
	int rc = house_do(c->house, add_step, &job);

	if (rc == -EINVAL && job.err.text[0])
		link_fail(req, LINK_E_ARGS, "%s", job.err.text);
	else if (!control_refused(req, rc, "person"))
		link_ok(req, json_pack("{s:I}", "rotation", (json_int_t)job.r.id));
}

/* --- Removing, listing -------------------------------------------------------------------- */

static int remove_step(struct care_turn *t, void *arg)
{
	struct rotation_job *job = arg;
	int rc = care_rotation_remove(t, link_req_int(job->req, "rotation", 0), "desk");

	return rc < 0 ? rc : rc == 1 ? 0 : -ENOENT;
}

static void remove_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct rotation_job job = { .req = req };

	if (!control_refused(req, house_do(c->house, remove_step, &job), "rotation"))
		link_ok(req, json_pack("{s:s}", "done",
				       "its shifts that have not begun are taken back"));
}

static json_t *people_json(struct care_turn *t, const struct store_rotation *r)
{
	json_t *list = json_array();
	int i;

	for (i = 0; i < r->people_len; i++)
		json_array_append_new(list, json_string(incident_name(t, r->people[i])));
	return list;
}

static int list_step(struct care_turn *t, void *arg)
{
	struct rotation_job *job = arg;
	struct store_rotation r = { .id = 0 };
	char start[16], made[16];
	int rc;

	while ((rc = store_rotation_next(t->store, r.id, &r)) == 1) {
		day_text(r.start_day, start);
		day_text(r.made_day, made);
		json_array_append_new(job->answer, json_pack(
			"{s:I, s:s, s:s, s:o, s:i, s:s, s:s, s:s, s:o}",
			"rotation", (json_int_t)r.id, "layer", care_layer_name(r.level, r.position),
			"every", r.period_days == 7 ? "week" : "day",
			"at", json_sprintf("%02d:%02d", r.minute / 60, r.minute % 60),
			"hours", r.length_min / 60, "zone", r.zone, "from", start,
			"made_until", made,
			"people", people_json(t, &r)));
	}
	return rc;
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct rotation_job job = { .answer = json_array() };

	if (control_refused(req, house_do(c->house, list_step, &job), "rotation"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "rotations", job.answer));
}

/* --- Reveals -------------------------------------------------------------------------------- */

static int reveals_step(struct care_turn *t, void *arg)
{
	struct rotation_job *job = arg;
	struct store_reveal r = { .id = 0 };
	struct store_incident i;
	int rc;

	while ((rc = store_reveal_next(t->store, t->mem, r.id, &r)) == 1) {
		rc = store_incident_get(t->store, r.incident_id, &i);
		if (rc < 0)
			break;
		json_array_append_new(job->answer, json_pack("{s:I, s:s, s:s, s:s, s:s, s:I}",
			"request", (json_int_t)r.id, "code", rc ? i.code : "?",
			"waits_for", r.state == STORE_REVEAL_ASKED ? "a second person" :
			"a manager's review",
			"who", incident_name(t, r.asked_by), "reason", secret_reveal(r.reason),
			"minutes", (json_int_t)((t->now_ms - r.asked_at_ms) / MINUTES_MS(1))));
	}
	return rc;
}

static void reveals_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct rotation_job job = { .answer = json_array() };

	if (control_refused(req, house_do(c->house, reveals_step, &job), "reveal"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "reveals", job.answer));
}

static const struct link_arg add_args[] = {
	{ "layer", LINK_STRING, true, 4, 20,
	  "primary, secondary, third, manager, second-manager." },
	{ "people", LINK_STRING, true, 2, 1000, "Pseudonyms in the order of their turns: "
	  "\"Blue Heron, Red Fox\"." },
	{ "every", LINK_STRING, true, 3, 4, "day or week: how long a turn is." },
	{ "at", LINK_STRING, true, 5, 5, "Hand-over, local: 09:00." },
	{ "from", LINK_STRING, false, 10, 10, "First day of the first person: 2026-11-23; not "
	  "given: today." },
	{ "zone", LINK_STRING, false, 2, 39,
	  "Time zone: Africa/Nairobi; not given: the service's." },
	{ "hours", LINK_INT, false, 1, 24, "Only so many hours of each day; not given: to the next "
	  "hand-over." },
};
static const struct link_arg remove_args[] = {
	{ "rotation", LINK_INT, true, 1, INT64_MAX, "Its number, from roster rotation list." },
};
static const struct link_command commands[] = {
	{ "roster rotation add", "People who take turns; shifts are made six weeks ahead.",
	  add_args, ARRAY_LEN(add_args), NULL, add_proceed },
	{ "roster rotation remove", "Its shifts that have not begun are taken back.", remove_args,
	  ARRAY_LEN(remove_args), NULL, remove_proceed },
	{ "roster rotation list", "Who takes turns.", NULL, 0, NULL, list_proceed },
	{ "reveal list", "Numbers that somebody asked to see and that wait for a second person "
	  "or a review; no number is shown.", NULL, 0, NULL, reveals_proceed },
};
const struct control_table control_rotation_verbs = { commands, ARRAY_LEN(commands) };
