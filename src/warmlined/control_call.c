// SPDX-License-Identifier: AGPL-3.0-or-later
/* call list, show, hangup, listen; message list, heard: the telephone, without a number. */
#include "care/care_call.h"
#include "voice/voice.h"
#include "warmlined/control_int.h"

enum { RECENT = 100 };

static const char *name_of(struct control *c, int64_t person_id, struct store_person *p)
{
	return store_people_by_id(c->house->store, person_id, p) == 0 ? p->pseudonym : "-";
}

/* --- Legs ------------------------------------------------------------------------- */

struct listing { struct control *c; json_t *list; const char *only; };

static int leg_json(void *arg, const struct voice_leg *leg)
{
	struct listing *l = arg;
	struct store_person p;
	json_t *one;

	if (l->only && strcmp(l->only, leg->name) != 0)
		return 0;
	one = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:b}", "call", leg->name,
		"voicebox", leg->box,
		"who", name_of(l->c, leg->person_id, &p), "role", leg->role, "state", leg->state,
		"at", leg->step,
		"seconds", (json_int_t)((clock_wall_ms() - leg->begun_at_ms) / 1000),
		"put_through", leg->with_id != 0);
	if (leg->loss_permille >= 0) {
		json_object_set_new(one, "loss_permille", json_integer(leg->loss_permille));
		json_object_set_new(one, "jitter_ms", json_integer(leg->jitter_ms));
		json_object_set_new(one, "strange", json_integer(leg->strange));
	}
	json_array_append_new(l->list, one);
	return 0;
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct listing l = { arg, json_array(), NULL };

	voice_each(l.c->house->voice, leg_json, &l);
	link_ok(req, json_pack("{s:o}", "calls", l.list));
}

static json_t *over_json(struct control *c, const struct store_call *row)
{
	struct store_person p;
	int64_t talk_ms = row->answered_at_ms && row->ended_at_ms ?
		row->ended_at_ms - row->answered_at_ms : 0;

	return json_pack("{s:s,s:s,s:s,s:b,s:s,s:I,s:I}", "call", row->name, "voicebox", row->box,
		"who", name_of(c, row->person_id, &p), "ours", row->ours, "ended", row->why,
		"begun_at_ms", (json_int_t)row->begun_at_ms,
		"talk_seconds", (json_int_t)(talk_ms / 1000));
}

static void recent_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct store_call *rows = talloc_array(c, struct store_call, RECENT);
	json_t *list = json_array();
	int i, n = store_call_recent(c->house->store, rows, RECENT);

	for (i = 0; i < n; i++)
		if (rows[i].state == STORE_CALL_OVER)
			json_array_append_new(list, over_json(c, &rows[i]));
	talloc_free(rows);
	link_ok(req, json_pack("{s:o}", "calls", list));
}

/* One leg: as it is now with what voicebox measured, or as it ended. */
static void show_proceed(struct link_request *req, void *arg)
{
	struct listing l = { arg, json_array(), link_req_str(req, "call") };
	struct store_call row;

	voice_each(l.c->house->voice, leg_json, &l);
	if (json_array_size(l.list)) {
		link_ok(req, json_incref(json_array_get(l.list, 0)));
	} else if (store_call_by_name(l.c->house->store, l.only, &row) == 1) {
		json_t *one = over_json(l.c, &row);

		if (row.loss_permille >= 0) {
			json_object_set_new(one, "loss_permille", json_integer(row.loss_permille));
			json_object_set_new(one, "jitter_ms", json_integer(row.jitter_ms));
		}
		link_ok(req, one);
	} else {
		link_fail(req, LINK_E_NOT_FOUND, "There is no such call");
	}
	json_decref(l.list);
}

static void hangup_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	int rc = voice_hang_up(c->house->voice, link_req_str(req, "call"));

	if (!control_refused(req, rc, "call"))
		link_ok(req, NULL);
}

/* --- A supervisor is rung to listen ----------------------------------------------------- */

struct listening { const char *by; struct store_person *member; int rc; };

static int listen_do(struct care_turn *t, void *arg)
{
	struct listening *l = arg;
	struct store_person by;
	int rc = store_people_by_pseudonym(t->store, l->by, &by);

	if (rc < 0)
		return rc;
	if (!(by.roles & (STORE_ROLE_SUPERVISOR | STORE_ROLE_COORDINATOR)))
		return -EPERM;
	l->rc = care_call_listen(t, &by, l->member);
	return l->rc < 0 ? l->rc : 0;
}

static void listen_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct store_person member;
	struct listening l = { link_req_str(req, "by"), &member, 0 };
	int rc;

	rc = store_people_by_pseudonym(c->house->store, link_req_str(req, "who"), &member);
	if (control_refused(req, rc, "person"))
		return;
	rc = house_do(c->house, listen_do, &l);
	if (rc == -EPERM)
		link_fail(req, LINK_E_DENIED, "Only a supervisor or coordinator may listen");
	else if (rc == 0 && l.rc == 0)
		link_fail(req, LINK_E_NOT_FOUND, "They are in no conversation");
	else if (!control_refused(req, rc, "person"))
		link_ok(req, json_pack("{s:s}", "done", "their phone rings; both will be told"));
}

/* --- Messages that nobody has heard ------------------------------------------------------- */

static void messages_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct store_recording r = { 0 };
	struct store_person p;
	json_t *list = json_array();
	void *mem = talloc_new(c);
	int rc;

	while ((rc = store_recording_unheard(c->house->store, mem, r.id, &r)) == 1 ||
	       rc == -ENOKEY) {
		if (rc == 1)
			json_array_append_new(list, json_pack("{s:I,s:s,s:I,s:I}", "message",
				(json_int_t)r.id, "who", name_of(c, r.person_id, &p), "seconds",
				(json_int_t)(r.length_ms / 1000), "waits_minutes",
				(json_int_t)((clock_wall_ms() - r.made_at_ms) / MINUTES_MS(1))));
	}
	talloc_free(mem);
	link_ok(req, json_pack("{s:o}", "messages", list));
}

#define CALL { .name = "call", .type = LINK_STRING, .required = true, .max = 24, \
	       .help = "The call, as call list names it." }
static const struct link_arg call_args[] = { CALL };
static const struct link_arg listen_args[] = {
	{ .name = "who", .type = LINK_STRING, .required = true, .help = "The member's pseudonym." },
	{ .name = "by", .type = LINK_STRING, .required = true,
	  .help = "The supervisor's pseudonym." },
};
static const struct link_command commands[] = {
	{ "call list", "Who is on the phone now, at which step, on how good a line.", NULL, 0, NULL,
	  list_proceed },
	{ "call recent", "The last hundred calls that are over.", NULL, 0, NULL, recent_proceed },
	{ "call show", "One call, with the quality of its line.", call_args,
	  ARRAY_LEN(call_args), NULL, show_proceed },
	{ "call hangup", "End a call.", call_args, ARRAY_LEN(call_args), NULL, hangup_proceed },
	{ "call listen", "Ring a supervisor to listen, whisper or join; both sides are told.",
	  listen_args, ARRAY_LEN(listen_args), NULL, listen_proceed },
	{ "message list", "Spoken messages that nobody has heard yet.", NULL, 0, NULL,
	  messages_proceed },
};
const struct control_table control_call_verbs = { commands, ARRAY_LEN(commands) };
