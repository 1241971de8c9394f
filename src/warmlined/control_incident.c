// SPDX-License-Identifier: AGPL-3.0-or-later
/* Incidents and the numbers told with them: what the people at the desk can see and do
 * when the on-call phone cannot.  Nobody's words and no number is shown here. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "care/care_safety.h"
#include "warmlined/control_int.h"
#include "warmlined/incident_view.h"

struct incident_job {
	const char *code, *name;
	int outcome;
	struct store_incident incident;
	enum care_did did;
	json_t *answer;
};

static json_t *incident_json(struct care_turn *t, const struct store_incident *i)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:i, s:i, s:o, s:o, s:o, s:o}",
		"code", i->code, "tier", lexicon_tier_name((enum lexicon_tier)i->tier),
		"state", incident_state_words(i->state), "source", incident_source_words(i->source),
		"about", incident_name(t, i->person_id),
		"with", i->acked_by ? incident_name(t, i->acked_by) : i->acked_at_ms ? "desk" : "",
		"another_is_the_danger", !!(i->context & LEX_CTX_BY_OTHER),
		"messages", i->messages, "tries", i->tries, "opened", control_time(i->opened_at_ms),
		"taken", control_time(i->acked_at_ms), "contact", control_time(i->contact_at_ms),
		"contact_due",
		control_time(i->state == STORE_INCIDENT_ACKED ? i->contact_due_at_ms : 0));
}

/* --- List, show ---------------------------------------------------------------------- */

static int list_step(struct care_turn *t, void *arg)
{
	struct incident_job *job = arg;
	struct store_incident i = { .id = 0 };
	int rc;

	while ((rc = store_incident_next(t->store, i.id, &i)) == 1)
		json_array_append_new(job->answer, incident_json(t, &i));
	return rc;
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct incident_job job = { .answer = json_array() };

	if (control_refused(req, house_do(c->house, list_step, &job), "incident"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "incidents", job.answer));
}

static int show_step(struct care_turn *t, void *arg)
{
	struct incident_job *job = arg;
	struct store_incident_step *steps;
	json_t *list;
	size_t n, k;
	int rc = store_incident_by_code(t->store, job->code, &job->incident);

	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	rc = store_incident_steps(t->store, t->mem, job->incident.id, &steps, &n);
	if (rc < 0)
		return rc;
	job->answer = incident_json(t, &job->incident);
	list = json_array();
	for (k = 0; k < n; k++)
		json_array_append_new(list, json_pack("{s:o, s:s, s:s, s:s}",
			"at", control_time(steps[k].at_ms), "what", store_step_words(steps[k].what),
			"by", steps[k].by_id ? incident_name(t, steps[k].by_id) : "",
			"detail", steps[k].detail ? steps[k].detail : ""));
	json_object_set_new(job->answer, "steps", list);
	json_object_set_new(job->answer, "rules", json_string(job->incident.rules));
	json_object_set_new(job->answer, "lexicon", json_string(job->incident.lexicon));
	if (job->incident.state == STORE_INCIDENT_CLOSED)
		json_object_set_new(job->answer, "outcome",
				    json_string(care_outcome_words(job->incident.outcome)));
	return 0;
}

static void show_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct incident_job job = { .code = link_req_str(req, "code") };

	if (!control_refused(req, house_do(c->house, show_step, &job), "incident"))
		link_ok(req, job.answer);
}

/* --- Ack, contact, close: a name is asked for, because a named human answers for it ------- */

static int ack_step(struct care_turn *t, void *arg)
{
	struct incident_job *job = arg;

	return care_incident_ack_named(t, job->code, job->name, &job->incident, &job->did);
}

static int contact_step(struct care_turn *t, void *arg)
{
	struct incident_job *job = arg;

	return care_incident_contact_named(t, job->code, job->name, &job->incident, &job->did);
}

static int close_step(struct care_turn *t, void *arg)
{
	struct incident_job *job = arg;

	return care_incident_close_named(t, job->code, job->name, (enum store_outcome)job->outcome,
					 &job->incident, &job->did);
}

static const char *const refusals[] = {
	[CARE_DID_BEFORE] = "That was done before",
	[CARE_DID_OTHER] = "Somebody else has it already",
	[CARE_DID_CLOSED] = "It is closed",
	[CARE_DID_NONE] = "No incident has this code",
	[CARE_DID_NOT_ACKED] = "Nobody has taken it yet: incident ack comes first",
	[CARE_DID_TRIES] = "Too few attempts to reach the person were noted",
	[CARE_DID_PROPOSED] = "Somebody on call must say so first, by text; you are the second",
};

static void act(struct link_request *req, struct control *c,
		int (*step)(struct care_turn *t, void *arg))
{
	struct incident_job job = {
		.code = link_req_str(req, "code"), .name = link_req_str(req, "name"),
		.outcome = (int)link_req_int(req, "outcome", 0),
	};

	if (control_refused(req, house_do(c->house, step, &job), "incident"))
		return;
	if (job.did == CARE_DID)
		link_ok(req, json_pack("{s:s, s:s}", "code", job.incident.code, "state",
				       incident_state_words(job.incident.state)));
	else
		link_fail(req, job.did == CARE_DID_NONE ? LINK_E_NOT_FOUND : LINK_E_FAILED, "%s",
			  refusals[job.did] ? refusals[job.did] : "That cannot be done now");
}

static void ack_proceed(struct link_request *req, void *arg) { act(req, arg, ack_step); }
static void contact_proceed(struct link_request *req, void *arg) { act(req, arg, contact_step); }
static void close_proceed(struct link_request *req, void *arg) { act(req, arg, close_step); }

/* --- Numbers ------------------------------------------------------------------------ */

static void sentence_add(void *arg, const char *sentence)
{
	json_array_append_new(arg, json_string(sentence));
}

static void emergency_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	const struct care_safety_settings *s = care_safety_settings(c->house->care);
	json_t *list = json_array();

	care_emergency_check(s->emergency, clock_wall_ms(), s->emergency_ms, sentence_add, list);
	link_ok(req, json_pack("{s:o}", "to_test", list));
}

static const struct link_arg show_args[] = {
	{ "code", LINK_STRING, true, 3, STORE_CODE_LEN, "The incident's code." },
};
static const struct link_arg act_args[] = {
	{ "code", LINK_STRING, true, 3, STORE_CODE_LEN, "The incident's code." },
	{ "name", LINK_STRING, true, 2, 40,
	  "Who does it: a person's name, kept with the incident." },
};
static const struct link_arg close_args[] = {
	{ "code", LINK_STRING, true, 3, STORE_CODE_LEN, "The incident's code." },
	{ "name", LINK_STRING, true, 2, 40, "Who closes it." },
	{ "outcome", LINK_INT, true, 1, 5, "1 safe with a plan, 2 safe and a false alarm, 3 with "
	  "another service, 4 emergency services reached them, 5 unreachable." },
};
static const struct link_command commands[] = {
	{ "incident list", "All open incidents.", NULL, 0, NULL, list_proceed },
	{ "incident show", "One incident, step by step; nobody's words.", show_args,
	  ARRAY_LEN(show_args), NULL, show_proceed },
	{ "incident ack", "Somebody at the desk takes it.", act_args, ARRAY_LEN(act_args), NULL,
	  ack_proceed },
	{ "incident contact", "Contact with the person was made.", act_args, ARRAY_LEN(act_args),
	  NULL, contact_proceed },
	{ "incident close", "A named human says what happened.", close_args,
	  ARRAY_LEN(close_args), NULL, close_proceed },
	{ "emergency check", "Numbers to ring whose last test is too long ago.", NULL, 0, NULL,
	  emergency_proceed },
};
const struct control_table control_incident_verbs = { commands, ARRAY_LEN(commands) };
