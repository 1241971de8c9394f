// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The line to warmlined: hello, reports until they are answered, orders.  Of
 * each call one report is on its way at a time, so that they arrive in order
 * even when one is answered "busy".
 */
#include "voicebox/exchange_int.h"

#include <stdio.h>

enum { AGAIN_MS = 1000, QUALITY_FIRST_MS = 5000, QUALITY_MS = 30000 };

COUNTER(count_reports, "voicebox.reports", "Reports to warmlined.");
COUNTER(count_dropped, "voicebox.reports_dropped", "Reports that warmlined would not have.");

struct report {
	struct llist_head entry;
	struct exchange *x;
	struct call *call;		/* NULL: of a call that is not known */
	const char *verb;
	json_t *fields;
	bool asked;
};

static void pump(struct exchange *x);

/* --- Reports --------------------------------------------------------------------------- */
static int report_free(struct report *r)
{
	llist_del(&r->entry);
	json_decref(r->fields);
	return 0;
}

static void report_add(struct exchange *x, struct call *c, const char *verb, json_t *fields)
{
	struct report *r = talloc_zero(x, struct report);

	if (!r || !fields)
		base_oom();
	r->x = x;
	r->call = c;
	r->verb = verb;
	r->fields = fields;
	if (c)
		c->unanswered++;
	llist_add_tail(&r->entry, &x->reports);
	talloc_set_destructor(r, report_free);
	counter_inc(&count_reports);
	pump(x);
}

void call_report(struct call *c, const char *verb, json_t *fields)
{
	if (!fields)
		base_oom();
	json_object_set_new(fields, "call", json_string(c->name));
	json_object_set_new(fields, "n", json_integer(++c->n));
	report_add(c->x, c, verb, fields);
}

static void report_done(struct report *r)
{
	struct call *c = r->call;

	talloc_free(r);
	if (!c)
		return;
	c->unanswered--;
	c->asked = false;
	call_free_if_done(c);
}

static void report_answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct report *r = arg;
	struct exchange *x = r->x;

	if (error && (strcmp(error, LINK_E_LOST) == 0 || strcmp(error, LINK_E_BUSY) == 0 ||
		      strcmp(error, LINK_E_FAILED) == 0)) {
		r->asked = false;
		if (r->call)
			r->call->asked = false;
		loop_timer_start(x->again, AGAIN_MS);
		return;
	}
	if (error) {
		counter_inc(&count_dropped);
		LOGP(DVOICE, LOGL_ERROR, "warmlined does not take '%s' (%s): %s\n", r->verb, error,
		     text);
	}
	report_done(r);
	pump(x);
}

static void pump(struct exchange *x)
{
	struct report *r;
	int rc;

	if (!x->here)
		return;
	llist_for_each_entry(r, &x->reports, entry) {
		if (r->asked || (r->call && r->call->asked))
			continue;
		rc = link_client_request(x->link, r->verb, json_deep_copy(r->fields), 0,
					 report_answered, r);
		if (rc < 0)
			return;		/* too many under way, or the line fell: later */
		r->asked = true;
		if (r->call)
			r->call->asked = true;
	}
}

void call_refused(struct exchange *x, struct call *c, json_t *order, const char *text)
{
	const char *what = json_string_value(json_object_get(order, "do"));
	const char *name = json_string_value(json_object_get(order, "call"));
	json_t *fields = json_pack("{s:s,s:I,s:s}", "order", what ? what : "", "k",
				   json_integer_value(json_object_get(order, "k")), "text", text);

	LOGP(DVOICE, LOGL_NOTICE, "Call %s: order '%s' refused: %s\n", c ? c->name : "(gone)",
	     what ? what : "", text);
	if (c && c->owner == &call_link_owner) {
		call_report(c, "call refused", fields);
		return;
	}
	json_object_set_new(fields, "call", json_string(name ? name : ""));
	json_object_set_new(fields, "n", json_integer(0));
	report_add(x, NULL, "call refused", fields);
}

/* --- What warmlined hears of its calls ------------------------------------------------------ */
static void on_ringing(struct call *c)
{
	call_report(c, "call ringing", json_object());
}

static json_t *quality_of(struct call *c)
{
	struct media_stats s = { 0 };

	if (c->stream)
		media_stream_stats(c->stream, &s);
	return json_pack("{s:I,s:I,s:I,s:I,s:I}", "loss_permille", (json_int_t)s.loss_permille,
			 "jitter_ms", (json_int_t)s.jitter_ms,
			 "late", (json_int_t)s.late, "packets",
			 (json_int_t)s.packets, "strange", (json_int_t)s.strange);
}

/* What is not taken yet is of more use than how the line was meanwhile. */
static void quality_due(void *arg)
{
	struct call *c = arg;

	if (c->x->here && c->unanswered == 0)
		call_report(c, "call quality", json_pack("{s:o}", "quality", quality_of(c)));
	loop_timer_start(c->quality, QUALITY_MS);
}

static void on_answered(struct call *c)
{
	call_report(c, "call answered", json_object());
	if (!c->quality)
		c->quality = loop_timer_new(c, c->x->loop, "quality", quality_due, c);
	loop_timer_start(c->quality, QUALITY_FIRST_MS);
	if (c->x->here)
		return;
	if (c->promised)
		call_away_later(c);
	else
		call_away_wait(c);
}

static void on_digits(struct call *c)
{
	json_t *fields = json_pack("{s:I,s:s,s:s}", "ask", (json_int_t)c->gather.spec.ask, "digits",
				   c->gather.digits, "why", gather_why(&c->gather));

	gather_end(&c->gather);
	call_report(c, "call digits", fields);
}

static void on_played(struct call *c, const char *why)
{
	call_report(c, "call played", json_pack("{s:I,s:s}", "play", (json_int_t)c->play_k, "why",
						why));
}

static void on_over(struct call *c, bool failed, const char *why)
{
	int64_t talk_ms = c->answered_at_ms ? clock_mono_ms() - c->answered_at_ms : 0;

	TALLOC_FREE(c->quality);
	if (failed) {
		call_report(c, "call failed", json_pack("{s:s}", "why", why));
		return;
	}
	call_report(c, "call ended", json_pack("{s:s,s:I,s:o}", "why", why, "talk_ms",
					       (json_int_t)talk_ms, "quality", quality_of(c)));
}

const struct call_owner call_link_owner = {
	.ringing = on_ringing, .answered = on_answered, .digits = on_digits,
	.played = on_played, .over = on_over,
};

/* --- Hello ---------------------------------------------------------------- */
static json_t *calls_list(struct exchange *x)
{
	static const char *const states[] = { "ringing", "dialling", "up", "over" };
	json_t *list = json_array();
	struct call *c;

	/* One that is over is named until its end has been told: it was not lost. */
	llist_for_each_entry(c, &x->calls, entry)
		if (c->owner == &call_link_owner)
			json_array_append_new(list, json_pack("{s:s,s:s,s:I,s:I}", "call", c->name,
				"state", states[c->state], "n", (json_int_t)c->n, "k",
				(json_int_t)c->k));
	return list;
}

/* A call that warmlined does not want any more. */
static void end_one(struct exchange *x, const char *name)
{
	struct call *c = name ? call_named(x, name) : NULL;

	if (c && c->state != CALL_OVER)
		call_away_later(c);
}

static void hello_answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct exchange *x = arg;
	json_t *one;
	size_t i;

	if (error) {
		LOGP(DVOICE, LOGL_ERROR, "warmlined does not say hello back: %s.\n", error);
		loop_timer_start(x->again, AGAIN_MS);
		return;
	}
	x->here = true;
	call_away_end(x);
	LOGP(DVOICE, LOGL_NOTICE, "warmlined is there.\n");
	json_array_foreach(json_object_get(ok, "end"), i, one)
		end_one(x, json_string_value(one));
	pump(x);
}

static void hello(struct exchange *x)
{
	json_t *args = json_pack("{s:s,s:s,s:I,s:I,s:o}", "name", x->cfg->box.name, "instance",
		x->instance, "lines", (json_int_t)x->cfg->box.lines, "reserved",
		(json_int_t)x->cfg->box.reserved, "calls", calls_list(x));

	if (link_client_request(x->link, "voice hello", args, 0, hello_answered, x) < 0)
		loop_timer_start(x->again, AGAIN_MS);
}

static void again(void *arg)
{
	struct exchange *x = arg;

	if (x->here)
		pump(x);
	else if (link_client_is_up(x->link))
		hello(x);
}

static void up(void *arg)
{
	hello(arg);
}

static void down(void *arg, const char *why)
{
	struct exchange *x = arg;

	if (!x->here)
		return;
	x->here = false;
	LOGP(DVOICE, LOGL_ERROR, "The line to warmlined fell: %s.\n", why);
	call_away_begin(x);
}

static void event(void *arg, const char *name, json_t *is)
{
	if (strcmp(name, "order") == 0)
		call_order(arg, is);
}

int call_link_start(struct exchange *x, struct err *err)
{
	const char *address = x->cfg->box.warmlined;
	struct link_client_spec spec = { .token = *x->cfg->box.token ? x->cfg->box.token : NULL,
					 .up = up, .down = down, .event = event, .arg = x };

	if (!*address)
		address = talloc_asprintf(x, "unix:%s/voice.sock", x->state_dir);
	if (!address)
		base_oom();
	spec.address = address;
	snprintf(x->instance, sizeof(x->instance), "%08x%04x", rand_below(UINT32_MAX),
		 rand_below(0x10000));
	x->again = loop_timer_new(x, x->loop, "reports again", again, x);
	call_away_begin(x);		/* until hello has been answered */
	x->link = link_client_new(x, x->loop, &spec);
	return x->link ? 0 : err_set(err, EINVAL, "no line to %s", address);
}
