// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts that no program could read, or that broke one: for a human's eyes. */
#include <stdio.h>
#include <time.h>

#include "care/care_audit.h"
#include "store/store_inbox.h"
#include "store/store_people.h"
#include "warmlined/control_int.h"

enum { LIST_MAX = 200 };

struct inbox_job {
	int64_t id;
	json_t *answer;
	bool found;
};

static json_t *row_json(struct care_turn *t, const struct store_inbox *m)
{
	struct store_person p;
	bool known = m->person_id && store_people_by_id(t->store, m->person_id, &p) == 0;

	return json_pack("{s:I, s:o, s:s, s:s, s:I}", "id", (json_int_t)m->id,
			 "received", control_time(m->received_at_ms),
			 "why", m->why ? m->why : "?", "from", known ? p.pseudonym : "unknown",
			 "bytes", (json_int_t)secret_len(m->raw));
}

static int inbox_list(struct care_turn *t, void *arg)
{
	struct inbox_job *job = arg;
	struct store_inbox m = { 0 };
	int rc, n;

	for (n = 0; n < LIST_MAX; n++) {
		rc = store_inbox_next_open(t->store, t->mem, m.id, &m);
		if (rc <= 0)
			return rc;
		json_array_append_new(job->answer, row_json(t, &m));
	}
	return 0;
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct inbox_job job = { .answer = json_array() };

	if (control_refused(req, house_do(c->house, inbox_list, &job), "text"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "texts", job.answer));
}

/* Printable bytes as they are, the others as \xNN: raw means raw. */
static char *raw_text(void *ctx, const struct secret *raw)
{
	const unsigned char *p = (const unsigned char *)secret_reveal(raw);
	char *out = talloc_strdup(ctx, "");
	size_t i;

	for (i = 0; i < secret_len(raw); i++)
		out = talloc_asprintf_append_buffer(out, p[i] >= ' ' && p[i] < 127 && p[i] != '\\' ?
						    "%c" : "\\x%02x", p[i]);
	return out;
}

static int inbox_show(struct care_turn *t, void *arg)
{
	struct inbox_job *job = arg;
	struct store_inbox m = { 0 };
	int rc = store_inbox_next_open(t->store, t->mem, job->id - 1, &m);

	if (rc < 0)
		return rc;
	if (rc == 0 || m.id != job->id)
		return -ENOENT;
	job->answer = row_json(t, &m);
	json_object_set_new(job->answer, "raw", json_string(raw_text(t->mem, m.raw)));
	return care_audit_named(t, CARE_AUDIT_INBOX_SHOWN, m.person_id, "desk", NULL);
}

static void show_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct inbox_job job = { .id = link_req_int(req, "id", 0) };

	if (!control_refused(req, house_do(c->house, inbox_show, &job), "open text"))
		link_ok(req, job.answer);
}

static int inbox_close(struct care_turn *t, void *arg)
{
	struct inbox_job *job = arg;
	int rc = store_inbox_close(t->store, job->id);

	if (rc == 0)
		return -ENOENT;
	return rc < 0 ? rc : care_audit_named(t, CARE_AUDIT_INBOX_CLOSED, 0, "desk", NULL);
}

static void close_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct inbox_job job = { .id = link_req_int(req, "id", 0) };

	if (!control_refused(req, house_do(c->house, inbox_close, &job), "open text"))
		link_ok(req, json_pack("{s:s}", "done", "closed; its bytes are deleted"));
}

static const struct link_arg id_args[] = {
	{ "id", LINK_INT, true, 1, INT64_MAX, "As inbox list shows it." },
};
static const struct link_command commands[] = {
	{ "inbox list", "Texts that wait for a human: unreadable, binary, or parked.",
	  NULL, 0, NULL, list_proceed },
	{ "inbox show", "One of them, byte by byte.", id_args, ARRAY_LEN(id_args), NULL,
	  show_proceed },
	{ "inbox close", "A human has dealt with it; its bytes are deleted.", id_args,
	  ARRAY_LEN(id_args), NULL, close_proceed },
};
const struct control_table control_inbox_verbs = { commands, ARRAY_LEN(commands) };
