// SPDX-License-Identifier: AGPL-3.0-or-later
/* The audit log: read, verified in slices between turns, its head sent outside. */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "care/care_audit.h"
#include "store/store_people.h"
#include "warmlined/audit_head.h"
#include "warmlined/control_int.h"
#include "warmlined/incident_view.h"

enum { LIST_MAX = 500, SLICE = 500, HEADS_MAX = 4000, HEAD_FILE_MAX = 1 << 20 };

/* "2026-11-23T08:00Z"; -1: it is none. */
static int64_t time_parse(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%dT%H:%MZ", &tm);

	return end && !*end ? (int64_t)timegm(&tm) * 1000 : -1;
}

/* --- Reading ------------------------------------------------------------------------- */

struct list_job {
	int64_t from_ms, to_ms, after;
	json_t *answer;
	bool more;
};

static json_t *entry_json(struct care_turn *t, const struct store_audit_entry *e)
{
	return json_pack("{s:I, s:o, s:s, s:s, s:s, s:s, s:s}", "entry", (json_int_t)e->seq,
		"at", control_time(e->at_ms), "what", e->what, "words", care_audit_words(e->what),
		"about", e->about_id ? incident_name(t, e->about_id) : "",
		"by", e->by_id ? incident_name(t, e->by_id) : secret_reveal(e->by_name),
		"detail", e->erased ? "(erased)" : secret_reveal(e->detail));
}

static int list_step(struct care_turn *t, void *arg)
{
	struct list_job *job = arg;
	struct store_audit_entry e = { .seq = job->after };
	int n, rc = 1;

	for (n = 0; n < LIST_MAX; n++) {
		rc = store_audit_next(t->store, t->mem, e.seq, job->from_ms, &e);
		if (rc <= 0 || e.at_ms > job->to_ms)
			break;
		json_array_append_new(job->answer, entry_json(t, &e));
	}
	job->more = n == LIST_MAX;
	return rc < 0 ? rc : care_audit_named(t, CARE_AUDIT_READ, 0, "desk", NULL);
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	const char *from = link_req_str(req, "from"), *to = link_req_str(req, "to");
	struct list_job job = {
		.from_ms = from ? time_parse(from) : 0, .to_ms = to ? time_parse(to) : INT64_MAX,
		.after = link_req_int(req, "after", 0), .answer = json_array(),
	};

	if (job.from_ms < 0 || job.to_ms < 0)
		link_fail(req, LINK_E_ARGS, "Times are UTC, written 2026-11-23T08:00Z");
	else if (!control_refused(req, house_do(c->house, list_step, &job), "audit log")) {
		link_ok(req, json_pack("{s:O, s:b}", "entries", job.answer, "more", job.more));
	}
	json_decref(job.answer);
}

/* --- Verifying ------------------------------------------------------------------------- */

struct verify {
	struct control *control;
	struct link_request *req;
	struct store_audit_check *check;
	struct loop_timer *timer;
	struct store_audit_head *heads;
	size_t heads_len;
};

static void head_add(struct verify *v, const char *line)
{
	struct store_audit_head h;

	if (v->heads_len == HEADS_MAX || !care_audit_head_parse(line, &h))
		return;
	v->heads = talloc_realloc(v, v->heads, struct store_audit_head, v->heads_len + 1);
	if (!v->heads)
		base_oom();
	v->heads[v->heads_len++] = h;
}

/* The newest ones, if the file is one that we can read back. */
static void heads_read(struct verify *v, const char *path)
{
	FILE *f = *path ? fopen(path, "re") : NULL;
	char line[300];

	if (f && fseek(f, -HEAD_FILE_MAX, SEEK_END) < 0)
		rewind(f);
	while (f && fgets(line, sizeof(line), f))
		head_add(v, line);
	if (f)
		fclose(f);
}

static json_t *finding_json(const struct store_audit_finding *f)
{
	json_t *o = json_pack("{s:s, s:I, s:I, s:s}", "what", care_audit_fault_words(f->fault),
			      "from", (json_int_t)f->from, "to", (json_int_t)f->to, "why", f->why);

	if (f->noted_seq)
		json_object_set_new(o, "noted_by_entry", json_integer(f->noted_seq));
	return o;
}

static json_t *report_json(const struct store_audit_report *r)
{
	json_t *findings = json_array();
	size_t i;

	for (i = 0; i < r->findings_len; i++)
		json_array_append_new(findings, finding_json(&r->findings[i]));
	return json_pack("{s:b, s:I, s:I, s:I, s:I, s:o, s:b, s:s}", "good", r->findings_len == 0,
		"entries", (json_int_t)r->entries, "last", (json_int_t)r->last_seq,
		"checked_by_key", (json_int_t)r->keyed, "heads_compared", (json_int_t)r->heads,
		"findings", findings, "more_findings", r->more, "remark",
		r->first_key_here ? "audit.first still lies on this machine: take it to the "
				    "recovery kit and delete it here" :
		r->keyed < r->entries ? "give key= from the recovery kit: without it only links, "
					"the end and the heads are checked" : "");
}

struct verified_job { bool good; };

static int verified_step(struct care_turn *t, void *arg)
{
	return care_audit_named(t, CARE_AUDIT_VERIFIED, 0, "desk",
				((struct verified_job *)arg)->good ? "good" : "not good");
}

static void verify_slice(void *arg)
{
	struct verify *v = arg;
	const struct store_audit_report *r = store_audit_check_report(v->check);
	int rc = store_audit_check_step(v->check, SLICE);

	if (rc == 1) {
		loop_timer_start(v->timer, 0);
		return;
	}
	if (!control_refused(v->req, rc, "audit log")) {
		struct verified_job job = { .good = r->findings_len == 0 };

		link_ok(v->req, report_json(r));
		if (house_do(v->control->house, verified_step, &job) < 0)
			LOGP(DMAIN, LOGL_ERROR,
			     "That the audit log was verified could not be noted.\n");
	}
	talloc_free(v);
}

static void verify_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	const char *key = link_req_str(req, "key"), *head = link_req_str(req, "head");
	struct store_audit_first first;
	struct verify *v;

	if (key && store_audit_first_parse(key, &first) < 0) {
		link_fail(req, LINK_E_ARGS,
			  "A key is the line of audit.first: 1:1: and 64 hex digits");
		return;
	}
	v = talloc_zero(c, struct verify);
	if (!v)
		base_oom();
	v->control = c;
	v->req = req;
	heads_read(v, care_audit_settings(c->house->care)->head_file);
	if (head)
		head_add(v, head);
	v->check = store_audit_check_new(v, house_store(c->house), &first, key ? 1 : 0, v->heads,
					 v->heads_len);
	v->timer = loop_timer_new(v, c->house->loop, "slice of the audit log", verify_slice, v);
	loop_timer_start(v->timer, 0);
}

/* --- The head ------------------------------------------------------------------------------- */

static int head_step(struct care_turn *t, void *arg)
{
	char *line = NULL;
	int rc = care_audit_head_line(t, t->mem, &line);

	if (rc == 1)
		*(json_t **)arg = json_string(line);
	return rc < 0 ? rc : rc == 1 ? 0 : -ENOENT;
}

static void head_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	json_t *line = NULL;

	if (!control_refused(req, house_do(c->house, head_step, &line), "entry"))
		link_ok(req, json_pack("{s:o}", "head", line));
}

static void send_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	int rc = audit_head_send(c->house->audit_head);

	if (rc == -EBUSY)
		link_fail(req, LINK_E_BUSY, "One is on its way");
	else if (rc == 0)
		link_fail(req, LINK_E_FAILED,
			  "Node audit has neither head-command nor head-file, or the log is empty");
	else if (!control_refused(req, rc, "head"))
		link_ok(req,
			json_pack("{s:s}", "done", "on its way; audit list shows when it arrived"));
}

static const struct link_arg list_args[] = {
	{ "from", LINK_STRING, false, 17, 17, "UTC, 2026-11-23T08:00Z." },
	{ "to", LINK_STRING, false, 17, 17, "UTC." },
	{ "after", LINK_INT, false, 0, INT64_MAX, "Entries after this number." },
};
static const struct link_arg verify_args[] = {
	{ "key", LINK_STRING, false, 68, 120, "The first key's line, from the recovery kit." },
	{ "head", LINK_STRING, false, 60, 200, "A head that was sent outside." },
};
static const struct link_command commands[] = {
	{ "audit list", "Who did what; at most 500 entries.", list_args, ARRAY_LEN(list_args), NULL,
	  list_proceed },
	{ "audit verify", "Is the log as it was written?  Altered, removed, truncated, replaced.",
	  verify_args, ARRAY_LEN(verify_args), NULL, verify_proceed },
	{ "audit head", "The line that goes outside once a day.", NULL, 0, NULL, head_proceed },
	{ "audit send", "Send it now, to try the command or the file.", NULL, 0, NULL,
	  send_proceed },
};
const struct control_table control_audit_verbs = { commands, ARRAY_LEN(commands) };
