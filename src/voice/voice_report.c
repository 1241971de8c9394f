// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Reports, each inside its savepoint.  A report that was seen before does
 * nothing: its n is in the leg's row, which is written with its effects.
 */
#include "voice/voice_int.h"

#include <stdio.h>

#include "text/text_number.h"

enum { CODE_LOWEST = 1000, CODES = 9000 };

COUNTER(count_in, "voice.in", "Calls that came in.");
COUNTER(count_seen, "voice.seen", "Reports that were seen before.");
COUNTER(count_unknown, "voice.unknown", "Reports about calls that nobody knows (any more).");
COUNTER(count_refused, "voice.refused", "Orders that a voicebox refused.");
COUNTER(count_withheld, "voice.withheld", "Calls without a number.");

struct report_turn {
	struct voice *v;
	struct voice_report *r;
	struct care_turn *t;
	struct voice_turn x;
	const char *why;
};

/* Key 9, before any database work: the pager knows it even if nothing else works. */
void voice_report_hear(struct voice *v, struct voice_report *r)
{
	const char *digits = link_req_str(r->req, r->verb == VOICE_KEY ? "key" : "digits");
	struct voice_call *c = voice_call_named(v, link_req_str(r->req, "call"));
	struct voice_danger d = { .uuid = r->uuid, .code = r->code };
	struct store_index index;

	r->is_danger = digits && care_scan(v->deps.care, VIEW_STR(digits), &r->scan);
	/* Nobody can be asked whether it was a slip without ending what they talk about. */
	r->is_danger |= r->verb == VOICE_KEY && digits && digits[0] == '9';
	if (!r->is_danger || !c || link_req_int(r->req, "n", 0) <= c->row.seen) {
		r->is_danger = false;
		return;
	}
	rand_uuid(r->uuid);
	snprintf(r->code, sizeof(r->code), "%u", CODE_LOWEST + rand_below(CODES));
	index = store_index(v->store, "number", c->sender);
	memcpy(r->who, index.b, sizeof(r->who));
	memcpy(d.person, r->who, sizeof(d.person));
	d.tier_a = r->scan.tier == LEX_A;
	v->deps.hooks.danger(v->deps.hooks.arg, &d);
}

/* --- A call comes in ------------------------------------------------------------------- */

/* Who withheld the number is somebody all the same: somebody new each time. */
static int caller(struct report_turn *x, struct care_text *in)
{
	const char *from = link_req_str(x->r->req, "from");
	struct text_numbers *numbers = care_numbers(x->v->deps.care);
	struct text_number n = { 0 };
	bool first;
	int rc;

	*in = (struct care_text){
		.uuid = "", .sender_kind = CARE_FROM_NAME, .spoken = true,
		.sender = talloc_asprintf(x->t->mem, "caller %s", link_req_str(x->r->req, "call")),
		.received_at_ms = x->t->now_ms };
	if (from && from[0] && numbers &&
	    text_number_parse(numbers, from, strlen(from), &n) == TEXT_SENDER_E164) {
		in->sender_kind = CARE_FROM_NUMBER;
		in->sender = talloc_strdup(x->t->mem, n.e164);
	} else {
		counter_inc(&count_withheld);
	}
	text_number_wipe(&n);
	rc = care_people_of(x->t, in, &x->x.person, &first);
	return rc;
}

/* Rejected before it costs them anything, and called back: if we know where. */
static int call_back(struct voice_turn *x)
{
	struct store_incident i;
	int rc;

	if (care_call_settings(x->v->deps.care)->incoming != CARE_CALL_BACK ||
	    x->call->sender_kind != CARE_FROM_NUMBER || x->person.roles & ~STORE_ROLE_MEMBER)
		return 0;
	rc = care_incident_of(x->t, x->person.id, &i);	/* in danger: answered */
	return rc < 0 ? rc : rc == 0;
}

int voice_take(struct voice_turn *x)
{
	int rc = call_back(x);
	json_t *is;

	if (rc == 1) {
		is = voice_order(x->call, "reject");
		json_object_set_new(is, "as", json_string("busy"));
		voice_order_put(x->call, is);
	} else if (rc == 0) {
		voice_order_simple(x->call, "answer");
	}
	return rc < 0 ? rc : 0;
}

static int on_incoming(struct report_turn *x)
{
	struct store_call row = {
		.role = STORE_CALL_CALLER, .state = STORE_CALL_RINGING, .seen = 1,
		.begun_at_ms = x->t->now_ms, .loss_permille = -1, .jitter_ms = -1,
	};
	struct link_conn *conn = link_req_conn(x->r->req);
	struct voice_box *b;
	struct care_text in;
	int rc = caller(x, &in);

	if (rc < 0)
		return rc;
	counter_inc(&count_in);
	row.person_id = x->x.person.id;
	snprintf(row.name, sizeof(row.name), "%s", link_req_str(x->r->req, "call"));
	snprintf(row.box, sizeof(row.box), "%s", x->r->box);
	rc = store_call_add(x->v->store, &row);
	if (rc < 0)
		return rc;
	x->x.call = voice_call_new(x->v, &row, x->t);
	if (!x->x.call)
		return -ENOENT;
	/* The line may have fallen since, and the name may be another one's by now. */
	llist_for_each_entry(b, &x->v->boxes, entry)
		if (b->conn == conn)
			x->x.call->box = b;
	return voice_take(&x->x);
}

/* --- What happens on it ------------------------------------------------------------------- */

static int on_nothing(struct report_turn *x) { return 0; }

static int on_answered(struct report_turn *x)
{
	struct voice_call *c = x->x.call;

	if (c->row.state != STORE_CALL_RINGING)
		return 0;
	c->row.state = STORE_CALL_UP;
	c->row.answered_at_ms = x->t->now_ms;
	c->dirty = true;
	return voice_start_call(&x->x);
}

/* "*": once more and slower.  9 is safety wherever it is pressed; all else is the step's. */
static int on_digits(struct report_turn *x)
{
	const char *digits = link_req_str(x->r->req, "digits");
	struct voice_call *c = x->x.call;
	const struct voice_step *step = voice_step(c);

	if (link_req_int(x->r->req, "ask", c->row.ask) != c->row.ask)
		return 0;	/* of a question that was replaced meanwhile */
	if (!digits || !digits[0]) {
		c->silent++;
		return step->silent ? step->silent(&x->x) : 0;
	}
	c->silent = 0;
	if (strcmp(digits, "*") == 0) {
		c->slow = true;
		voice_ask_again(c);
		return 0;
	}
	if (strcmp(digits, "9") == 0)
		return voice_hear(&x->x, digits, x->r);
	return step->digits ? step->digits(&x->x, digits) : voice_hear(&x->x, digits, x->r);
}

static int on_played(struct report_turn *x)
{
	const struct voice_step *step = voice_step(x->x.call);

	x->x.call->playing = false;
	return step->played ? step->played(&x->x) : 0;
}

static int on_recorded(struct report_turn *x)
{
	int rc = voice_spool_tidy(x->v, x->t);

	return rc < 0 ? rc : voice_recorded(&x->x, link_req_str(x->r->req, "rec"),
			      link_req_str(x->r->req, "file"),
			      link_req_int(x->r->req, "length_ms", 0), x->why,
			      link_req_str(x->r->req, "digit"));
}

static int on_key(struct report_turn *x)
{
	const char *key = link_req_str(x->r->req, "key");

	return voice_talk_key(&x->x, key[0], x->r->code[0] ? x->r->code : NULL);
}

static int on_refused(struct report_turn *x)
{
	counter_inc(&count_refused);
	LOGP(DVOICE, LOGL_NOTICE, "Call %s: the order %s was refused.\n", x->x.call->row.name,
	     link_req_str(x->r->req, "order") ?: "?");
	return 0;
}

static int on_failed(struct report_turn *x)
{
	return voice_call_over(x->v, x->x.call, x->t, x->why);
}

static int quality_value(json_t *q, const char *name)
{
	json_int_t n = json_integer_value(json_object_get(q, name));

	return n < 0 ? 0 : n > INT32_MAX ? INT32_MAX : (int)n;
}

static void quality(struct report_turn *x)
{
	json_t *q = link_req_json(x->r->req, "quality");

	if (!q)
		return;
	x->x.call->row.loss_permille = quality_value(q, "loss_permille");
	x->x.call->row.jitter_ms = quality_value(q, "jitter_ms");
	x->x.call->strange = quality_value(q, "strange");
}

static int on_quality(struct report_turn *x)
{
	quality(x);
	return 0;
}

/* Rung and hung up, or rejected by us: that is a wish to be called back. */
static int on_ended(struct report_turn *x)
{
	struct voice_call *c = x->x.call;
	bool missed = c->row.state == STORE_CALL_RINGING && !c->row.ours;
	bool number = c->sender_kind == CARE_FROM_NUMBER;
	int rc;

	quality(x);
	rc = voice_call_over(x->v, c, x->t, x->why);
	if (rc < 0 || !missed || !number)
		return rc;
	return care_call_missed(x->t, &x->x.person);
}

static int (*const handlers[VOICE_VERBS])(struct report_turn *x) = {
	[VOICE_RINGING] = on_nothing, [VOICE_ANSWERED] = on_answered, [VOICE_DIGITS] = on_digits,
	[VOICE_PLAYED] = on_played, [VOICE_RECORDED] = on_recorded, [VOICE_BRIDGED] = on_nothing,
	[VOICE_KEY] = on_key, [VOICE_QUALITY] = on_quality, [VOICE_REFUSED] = on_refused,
	[VOICE_FAILED] = on_failed, [VOICE_ENDED] = on_ended,
};

/* 1: seen before. */
static int seen(struct report_turn *x)
{
	const char *name = link_req_str(x->r->req, "call");
	int64_t n = link_req_int(x->r->req, "n", 0);
	struct store_call row;
	int rc;

	x->x.call = voice_call_named(x->v, name);
	if (x->x.call) {
		if (n <= x->x.call->row.seen)
			return 1;
		x->x.call->row.seen = n;
		x->x.call->dirty = true;
		return 0;
	}
	rc = store_call_by_name(x->v->store, name, &row);
	if (rc == 0 && x->r->verb != VOICE_INCOMING)
		counter_inc(&count_unknown);
	return rc;
}

int voice_report_run(struct voice *v, struct voice_report *r, struct care_turn *t)
{
	struct report_turn x = { .v = v, .r = r, .t = t, .x = { .v = v, .t = t } };
	int rc;

	if (r->verb == VOICE_HELLO)
		return voice_box_hello(v, r, t);
	rc = seen(&x);
	if (rc == 1) {
		counter_inc(&count_seen);
		r->is_danger = false;
		r->answer = json_pack("{s:b}", "seen", 1);
	}
	if (rc)
		return rc < 0 ? rc : 0;
	if (r->verb == VOICE_INCOMING)
		return on_incoming(&x);
	if (!x.x.call)
		return 0;	/* its end was told before, or another house's */
	x.why = link_req_str(r->req, "why");
	rc = voice_turn_init(&x.x, v, x.x.call, t);
	if (rc == -ENOENT || rc == -ENOKEY)	/* erased in this very call */
		return r->verb == VOICE_ENDED || r->verb == VOICE_FAILED ? on_failed(&x) :
			(voice_hangup(x.x.call, true), 0);
	return rc < 0 ? rc : handlers[r->verb](&x);
}
