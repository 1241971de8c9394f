// SPDX-License-Identifier: AGPL-3.0-or-later
/* The link's side: who is connected, and reports as they come in. */
#include "voice/voice_int.h"

#include <stdio.h>

COUNTER(count_hellos, "voice.hellos", "Times that a voicebox said hello.");
COUNTER(count_reports, "voice.reports", "Reports of voiceboxes.");

#define S(n, max_) { .name = (n), .type = LINK_STRING, .max = (max_) }
#define RS(n, max_) { .name = (n), .type = LINK_STRING, .required = true, .max = (max_) }
#define I(n) { .name = (n), .type = LINK_INT }
#define RI(n) { .name = (n), .type = LINK_INT, .required = true, .min = 0, .max = INT64_MAX / 2 }
#define CALL RS("call", STORE_CALL_NAME_MAX), RI("n")
static const struct link_arg hello_args[] = {
	RS("name", STORE_CALL_NAME_MAX), RS("instance", STORE_CALL_NAME_MAX), RI("lines"),
	I("reserved"), { .name = "calls", .type = LINK_LIST },
	{ .name = "reaches", .type = LINK_LIST } };
static const struct link_arg incoming_args[] = { CALL, S("from", 32), S("to", 64), S("trunk", 64) };
static const struct link_arg plain_args[] = { CALL };
static const struct link_arg digits_args[] = { CALL, I("ask"), S("digits", 64), RS("why", 16) };
static const struct link_arg played_args[] = { CALL, I("play"), RS("why", 16) };
static const struct link_arg recorded_args[] = {
	CALL, RS("rec", STORE_CALL_NAME_MAX), S("file", 63), I("length_ms"), I("bytes"),
	RS("why", 16), S("digit", 1) };
static const struct link_arg bridged_args[] = { CALL, S("with", STORE_CALL_NAME_MAX) };
static const struct link_arg key_args[] = { CALL, RS("key", 1) };
static const struct link_arg quality_args[] = {
	CALL, { .name = "quality", .type = LINK_OBJECT, .required = true } };
static const struct link_arg refused_args[] = { CALL, S("order", 16), I("k"), S("text", 400) };
static const struct link_arg failed_args[] = { CALL, RS("why", 16) };
static const struct link_arg ended_args[] = {
	CALL, RS("why", 16), I("talk_ms"), { .name = "quality", .type = LINK_OBJECT } };
#undef S
#undef RS
#undef I
#undef RI
#undef CALL

static void put(struct link_request *req, void *arg, enum voice_verb verb)
{
	struct voice *v = arg;
	struct voice_report *r = talloc_zero(v, struct voice_report);
	struct voice_box *b;

	if (!r)
		base_oom();
	counter_inc(&count_reports);
	r->verb = verb;
	r->req = req;
	llist_for_each_entry(b, &v->boxes, entry)
		if (b->conn == link_req_conn(req))
			snprintf(r->box, sizeof(r->box), "%s", b->name);
	if (verb == VOICE_DIGITS || verb == VOICE_KEY)
		voice_report_hear(v, r);
	llist_add_tail(&r->entry, &v->reports);
	v->deps.hooks.wake(v->deps.hooks.arg);
}

#define PUT(name, verb) \
	static void name(struct link_request *req, void *arg) { put(req, arg, verb); }
PUT(on_hello, VOICE_HELLO)
PUT(on_incoming, VOICE_INCOMING)
PUT(on_ringing, VOICE_RINGING)
PUT(on_answered, VOICE_ANSWERED)
PUT(on_digits, VOICE_DIGITS)
PUT(on_played, VOICE_PLAYED)
PUT(on_recorded, VOICE_RECORDED)
PUT(on_bridged, VOICE_BRIDGED)
PUT(on_key, VOICE_KEY)
PUT(on_quality, VOICE_QUALITY)
PUT(on_refused, VOICE_REFUSED)
PUT(on_failed, VOICE_FAILED)
PUT(on_ended, VOICE_ENDED)
#undef PUT

#define VERB(verb_, help_, args_, fn) \
	{ .verb = (verb_), .help = (help_), .args = (args_), .args_len = ARRAY_LEN(args_), \
	  .proceed = (fn) }
static const struct link_command commands[] = {
	VERB("voice hello", "Who I am, and the calls that are still alive.", hello_args, on_hello),
	VERB("call incoming", "An INVITE from a trunk.", incoming_args, on_incoming),
	VERB("call ringing", "The other side rings.", plain_args, on_ringing),
	VERB("call answered", "Media can flow.", plain_args, on_answered),
	VERB("call digits", "The end of a gather.", digits_args, on_digits),
	VERB("call played", "The end of a play without a gather.", played_args, on_played),
	VERB("call recorded", "A recording is on disk.", recorded_args, on_recorded),
	VERB("call bridged", "Two legs hear each other.", bridged_args, on_bridged),
	VERB("call key", "0, 9 or *, while two legs hear each other.", key_args, on_key),
	VERB("call quality", "How the line of a call is now.", quality_args, on_quality),
	VERB("call refused", "An order could not be carried out.", refused_args, on_refused),
	VERB("call failed", "Our call did not come about.", failed_args, on_failed),
	VERB("call ended", "A call is over.", ended_args, on_ended),
};
#undef VERB

/* --- Who is connected -------------------------------------------------------------- */

struct voice_box *voice_box_named(struct voice *v, const char *name)
{
	struct voice_box *b;

	llist_for_each_entry(b, &v->boxes, entry)
		if (strcmp(b->name, name) == 0)
			return b;
	return NULL;
}

static int calls_on(struct voice *v, const struct voice_box *b)
{
	struct voice_call *c;
	int n = 0;

	llist_for_each_entry(c, &v->calls, entry)
		n += c->box == b;
	return n;
}

static bool reaches(const struct voice_box *b, const struct secret *number)
{
	json_t *one;
	size_t i;

	json_array_foreach(b->reaches, i, one)
		if (strcmp(json_string_value(one) ?: "", secret_reveal(number)) == 0)
			return true;
	return false;
}

static int free_lines(struct voice *v, const struct voice_box *b)
{
	return b->lines - b->reserved - calls_on(v, b);
}

bool voice_box_can(struct voice *v, const struct voice_box *b, const struct secret *number)
{
	struct voice_box *o;

	if (b->reaches)
		return free_lines(v, b) > 0 && reaches(b, number);
	llist_for_each_entry(o, &v->boxes, entry)
		if (o->reaches && reaches(o, number))
			return false;
	return free_lines(v, b) > 0;
}

/* The one that alone can ring this number; else the one with the most free lines, so that
 * several share the load.  Some lines of each are the alarms'. */
struct voice_box *voice_box_free(struct voice *v, const struct secret *number)
{
	struct voice_box *b, *best = NULL;
	int most = 0;

	llist_for_each_entry(b, &v->boxes, entry) {
		if (b->reaches && voice_box_can(v, b, number))
			return b;
		if (!b->reaches && free_lines(v, b) > most) {
			most = free_lines(v, b);
			best = b;
		}
	}
	return best;
}

static void box_leave(struct voice_box *b)
{
	struct voice *v = b->v;
	struct voice_call *c;
	struct voice_order *o;

	llist_for_each_entry(c, &v->calls, entry)
		if (c->box == b) {
			c->box = NULL;
			c->orphan_ms = clock_mono_ms();
		}
	llist_for_each_entry(o, &v->orders, entry)
		if (o->conn == b->conn)
			o->conn = NULL;
	LOGP(DVOICE, LOGL_NOTICE, "Voicebox %s is gone.\n", b->name);
	v->box_left_ms = clock_mono_ms();
	llist_del(&b->entry);
	talloc_free(b);
	v->deps.hooks.wake(v->deps.hooks.arg);
}

static void closed(void *arg, struct link_conn *conn)
{
	struct voice *v = arg;
	struct voice_box *b, *next;

	llist_for_each_entry_safe(b, next, &v->boxes, entry)
		if (b->conn == conn)
			box_leave(b);
}

int voice_listen(struct voice *v, struct err *err)
{
	struct link_server_spec spec = {
		.kind = "voicebox", .closed = closed, .arg = v,
		.token = v->values.token[0] ? v->values.token : NULL,
		.address = v->values.listen[0] ? v->values.listen :
			   talloc_asprintf(v, "unix:%s/voice.sock", v->deps.state_dir),
	};

	v->server = link_server_new(v, v->deps.loop, &spec, err);
	if (!v->server)
		return -EIO;
	link_server_add(v->server, commands, ARRAY_LEN(commands), v);
	return 0;
}

/* --- Hello ---------------------------------------------------------------------------- */

static json_t *listed(const struct voice_report *r, const char *name)
{
	json_t *calls = link_req_json(r->req, "calls"), *one;
	size_t i;

	json_array_foreach(calls, i, one)
		if (strcmp(json_string_value(json_object_get(one, "call")) ?: "", name) == 0)
			return one;
	return NULL;
}

static int box_free(struct voice_box *b)
{
	json_decref(b->reaches);
	return 0;
}

static struct voice_box *box_make(struct voice *v, const struct voice_report *r,
				  struct link_conn *conn)
{
	struct voice_box *b = voice_box_named(v, link_req_str(r->req, "name"));

	if (b)		/* its old line is not known to be dead yet */
		box_leave(b);
	b = talloc_zero(v, struct voice_box);
	if (!b)
		base_oom();
	b->v = v;
	b->conn = conn;
	snprintf(b->name, sizeof(b->name), "%s", link_req_str(r->req, "name"));
	snprintf(b->instance, sizeof(b->instance), "%s", link_req_str(r->req, "instance"));
	b->lines = (int)link_req_int(r->req, "lines", 0);
	b->reserved = (int)link_req_int(r->req, "reserved", 0);
	b->reaches = json_incref(link_req_json(r->req, "reaches"));
	talloc_set_destructor(b, box_free);
	llist_add_tail(&b->entry, &v->boxes);
	link_conn_listen(conn, true);
	return b;
}

/* Calls that only the box knows: those whose `incoming` is still to be reported stay. */
static void answer(struct voice *v, struct voice_report *r)
{
	json_t *calls = link_req_json(r->req, "calls"), *one, *keep = json_array(),
		*end = json_array();
	size_t i;

	json_array_foreach(calls, i, one) {
		const char *name = json_string_value(json_object_get(one, "call"));
		bool fresh = json_integer_value(json_object_get(one, "k")) == 0 &&
			     json_integer_value(json_object_get(one, "n")) <= 1;

		if (name)
			json_array_append_new(voice_call_named(v, name) || fresh ? keep : end,
					      json_string(name));
	}
	r->answer = json_pack("{s:o,s:o}", "keep", keep, "end", end);
}

/* Its step begins anew; of one that rings the order to answer may have died with us. */
static int go_on(struct voice_turn *x)
{
	const struct store_call *row = &x->call->row;

	if (row->state == STORE_CALL_UP)
		return voice_go(x, row->step, row->subject_id);
	return row->ours ? 0 : voice_take(x);
}

/* A call of this box that it does not name is lost; each that it names goes on with the
 * step that its row says. */
static int reconcile(struct voice *v, struct voice_report *r, struct voice_box *b,
		     struct care_turn *t)
{
	struct voice_call *c, *next;
	struct voice_turn x;
	int rc = 0;

	llist_for_each_entry_safe(c, next, &v->calls, entry) {
		if (strcmp(c->row.box, b->name) != 0)
			continue;
		if (!listed(r, c->row.name)) {
			rc = voice_call_over(v, c, t, "voicebox");
		} else {
			c->box = b;
			c->orphan_ms = 0;
			rc = voice_turn_init(&x, v, c, t);
			if (rc == 0)
				rc = go_on(&x);
		}
		if (rc < 0 && rc != -ENOENT && rc != -ENOKEY)
			return rc;
	}
	return 0;
}

int voice_box_hello(struct voice *v, struct voice_report *r, struct care_turn *t)
{
	struct link_conn *conn = link_req_conn(r->req);
	struct voice_box *b;
	int rc;

	if (!conn)
		return 0;
	counter_inc(&count_hellos);
	b = box_make(v, r, conn);
	LOGP(DVOICE, LOGL_NOTICE, "Voicebox %s is here with %d lines.\n", b->name, b->lines);
	rc = reconcile(v, r, b, t);
	answer(v, r);
	return rc;
}
