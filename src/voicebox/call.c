// SPDX-License-Identifier: AGPL-3.0-or-later
/* A call from its first ring to its end. */
#include "voicebox/exchange_int.h"

#include <stdio.h>
#include <sodium.h>

COUNTER(count_in, "voicebox.in", "Calls that came in.");
COUNTER(count_out, "voicebox.out", "Calls that were placed.");
COUNTER(count_full, "voicebox.full", "Calls that were turned away because all lines were busy.");

/* --- The table --------------------------------------------------------------------- */
static int call_destroy(struct call *c)
{
	call_unbridge(c);
	llist_del(&c->entry);
	sodium_memzero(&c->rec, sizeof(c->rec));
	sodium_memzero(&c->gather, sizeof(c->gather));
	return 0;
}

static void name_make(char *out, size_t len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	size_t i;

	for (i = 0; i < len; i++)
		out[i] = letters[rand_below(sizeof(letters) - 1)];
	out[len] = '\0';
}

static void limit_over(void *arg)
{
	call_hangup(arg, "limit");
}

static void digit_over(void *arg);

struct call *call_new(struct exchange *x, const char *name, const struct call_owner *owner)
{
	struct call *c = talloc_zero(x, struct call);

	if (!c)
		base_oom();
	c->x = x;
	c->owner = owner;
	if (name)
		snprintf(c->name, sizeof(c->name), "%s", name);
	else
		name_make(c->name, 12);
	snprintf(c->lang, sizeof(c->lang), "%s", x->cfg->box.language);
	c->limit = loop_timer_new(c, x->loop, "longest call", limit_over, c);
	c->digit = loop_timer_new(c, x->loop, "digits", digit_over, c);
	llist_add_tail(&c->entry, &x->calls);
	talloc_set_destructor(c, call_destroy);
	return c;
}

static void digit_over(void *arg)
{
	struct call *c = arg;

	gather_timeout(&c->gather);
	if (gather_over(&c->gather) && !c->playing)
		c->owner->digits(c);
}

struct call *call_named(struct exchange *x, const char *name)
{
	struct call *c;

	llist_for_each_entry(c, &x->calls, entry)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static struct call *call_by_ua(struct exchange *x, ua_id id)
{
	struct call *c;

	llist_for_each_entry(c, &x->calls, entry)
		if (c->ua == id && c->state != CALL_OVER)
			return c;
	return NULL;
}

unsigned int calls_count(const struct exchange *x)
{
	struct call *c;
	unsigned int n = 0;

	llist_for_each_entry(c, &x->calls, entry)
		n += c->state != CALL_OVER;
	return n;
}

void call_free_if_done(struct call *c)
{
	if (c->state == CALL_OVER && !c->over_why && c->unanswered == 0)
		talloc_free(c);
}

/* --- The end -------------------------------------------------------------------------- */
static void spent(struct call *c, int64_t talk_ms)
{
	struct exchange *x = c->x;
	int rc;

	if (!c->prefix)
		return;
	dialplan_end(&x->plan, c->class, c->prefix, talk_ms, clock_wall_ms());
	c->prefix = NULL;
	rc = talk_ms ? dialplan_save(&x->plan, x->spent_path) : 0;
	if (rc < 0)
		LOGP(DVOICE, LOGL_ERROR, "What was spent today cannot be kept: %s.\n",
		     strerror(-rc));
}

void call_over_now(struct call *c)
{
	const char *why = c->over_why;

	c->over_why = NULL;
	c->owner->over(c, c->over_failed, why);
	TALLOC_FREE(c->stream);
	call_free_if_done(c);
}

/* SIP is through with it.  A recording is finished first: its report comes before ours. */
static void call_over(struct call *c, bool failed, const char *why)
{
	spent(c, c->answered_at_ms ? clock_mono_ms() - c->answered_at_ms : 0);
	TALLOC_FREE(c->ring);
	loop_timer_stop(c->limit);
	loop_timer_stop(c->digit);
	call_unbridge(c);
	gather_end(&c->gather);
	c->state = CALL_OVER;
	c->over_why = why;
	c->over_failed = failed;
	if (c->recording)
		media_record_stop(c->stream);
	else
		call_over_now(c);
}

void call_hangup(struct call *c, const char *why)
{
	if (c->state == CALL_OVER)
		return;
	c->ending = why;
	ua_hangup(c->x->ua, c->ua);
}

void call_reject(struct call *c, enum ua_reject how)
{
	c->ending = "order";
	ua_reject(c->x->ua, c->ua, how);
}

/* --- Ours ------------------------------------------------------------------------------- */
static bool trunk_fits(const struct exchange *x, unsigned int i, const char *name)
{
	return *x->cfg->trunk[i].proxy && (!*name || strcmp(x->cfg->trunk_name[i], name) == 0);
}

/* The one that was named, else the first whose registration is not known to be down. */
static int trunk_choose(const struct exchange *x, const char *name, unsigned int *out)
{
	unsigned int i, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < x->cfg->trunks_len; i++)
			if (trunk_fits(x, i, name) && (pass || !x->trunk_down[i])) {
				*out = i;
				return 0;
			}
	return -ENOENT;
}

static void ring_over(void *arg)
{
	call_hangup(arg, "no-answer");
}

static int refuse(const char **why, const char *word)
{
	*why = word;
	return -EPERM;
}

static int stream_open(struct call *c)
{
	return media_stream_open(c, c->x->media, c->family, call_media_event, c, &c->stream);
}

int call_dial(struct call *c, const struct call_dial *dial, const char **why)
{
	struct exchange *x = c->x;
	unsigned int lines = (unsigned int)x->cfg->box.lines, used = calls_count(x) - 1;
	const struct dial_prefix *prefix = NULL;
	enum dial_answer answer;

	answer = dialplan_ask(&x->plan, dial->to, dial->class, clock_wall_ms(), &prefix);
	if (answer == DIAL_NOT_ALLOWED)
		return refuse(why, "not-allowed");
	if (dial->class != DIAL_ALARM)
		lines -= (unsigned int)x->cfg->box.reserved;
	if (answer == DIAL_OVER_CAP || used >= lines)
		return refuse(why, "no-line");
	if (trunk_choose(x, *dial->trunk ? dial->trunk : prefix->trunk, &c->trunk) < 0)
		return refuse(why, "unreachable");
	c->family = x->cfg->trunk[c->trunk].proxy[0] == '[' ? AF_INET6 : AF_INET;
	if (stream_open(c) < 0)
		return refuse(why, "no-line");
	c->ours = true;
	c->state = CALL_DIALLING;
	c->class = dial->class;
	c->prefix = prefix;
	dialplan_begin(&x->plan, c->class);
	c->ring = loop_timer_new(c, x->loop, "ring", ring_over, c);
	loop_timer_start(c->ring, dial->ring_ms);
	c->ua = ua_dial(x->ua, &(struct ua_dial){ .trunk = c->trunk, .to = dial->to,
		.from = dial->from, .rtp_port = media_stream_port(c->stream) });
	counter_inc(&count_out);
	LOGP(DVOICE, LOGL_INFO, "Call %s is placed through trunk %s.\n", c->name,
	     x->cfg->trunk_name[c->trunk]);
	return 0;
}

/* --- Theirs ------------------------------------------------------------------------------- */
int call_answer(struct call *c)
{
	int rc;

	if (c->state != CALL_RINGING || c->stream)
		return -EALREADY;
	rc = stream_open(c);
	if (rc < 0)
		return rc;
	ua_answer(c->x->ua, c->ua, media_stream_port(c->stream));
	return 0;
}

/* E.164 where it is a telephone's; else "" for the caller, and as it came for the line. */
static void number_make(struct exchange *x, const char *raw, bool keep, char *out, size_t size)
{
	struct text_number number;
	enum text_sender kind = text_number_parse(x->numbers, raw, strlen(raw), &number);

	if (kind == TEXT_SENDER_E164)
		snprintf(out, size, "%s", number.e164);
	else
		snprintf(out, size, "%s", keep ? raw : "");
	text_number_wipe(&number);
}

static void incoming(struct exchange *x, const struct ua_event *ev)
{
	char from[UA_NUMBER_MAX], to[UA_NUMBER_MAX];
	struct call *c;

	counter_inc(&count_in);
	if (calls_count(x) + (unsigned int)x->cfg->box.reserved >=
	    (unsigned int)x->cfg->box.lines) {
		counter_inc(&count_full);
		ua_reject(x->ua, ev->call, UA_REJECT_BUSY);
		return;
	}
	c = call_new(x, NULL, &call_link_owner);
	c->state = CALL_RINGING;
	c->ua = ev->call;
	c->trunk = ev->trunk;
	c->family = ev->family;
	number_make(x, ev->from, false, from, sizeof(from));
	number_make(x, ev->to, true, to, sizeof(to));
	LOGP(DVOICE, LOGL_INFO, "Call %s came in from trunk %s.\n", c->name,
	     x->cfg->trunk_name[c->trunk]);
	call_report(c, "call incoming", json_pack("{s:s,s:s,s:s}", "from", from, "to", to, "trunk",
						  x->cfg->trunk_name[c->trunk]));
	sodium_memzero(from, sizeof(from));
	if (!x->here)
		call_away_ring(c);
}

/* --- What SIP tells ------------------------------------------------------- */
static void remote_set(struct call *c, const struct ua_event *ev)
{
	if (c->stream && media_stream_remote(c->stream, &ev->remote) < 0)
		call_hangup(c, "error");
}

static void answered(struct call *c, const struct ua_event *ev)
{
	c->state = CALL_UP;
	c->answered_at_ms = clock_mono_ms();
	TALLOC_FREE(c->ring);
	loop_timer_start(c->limit, c->x->cfg->box.longest_ms);
	remote_set(c, ev);
	c->owner->answered(c);
}

static const char *failed_word(const struct call *c, const struct ua_event *ev)
{
	static const char *const words[] = {
		[UA_END_THEY] = "rejected", [UA_END_WE] = "no-answer", [UA_END_BUSY] = "busy",
		[UA_END_NO_ANSWER] = "no-answer", [UA_END_REJECTED] = "rejected",
		[UA_END_NOT_FOUND] = "not-found", [UA_END_UNREACHABLE] = "unreachable",
		[UA_END_FAILED] = "failed", [UA_END_TIMER] = "failed",
	};

	if (!c->ending || strcmp(c->ending, "no-answer") == 0)
		return words[ev->end];
	return strcmp(c->ending, "link") == 0 ? "link" : "failed";
}

static void ended(struct call *c, const struct ua_event *ev)
{
	const char *why = c->ending ? c->ending : "error";
	bool failed = c->ours && !c->answered_at_ms;

	if (failed)
		why = failed_word(c, ev);
	else if (ev->end == UA_END_THEY || (ev->end == UA_END_NO_ANSWER && !c->ending))
		why = "caller";
	else if (ev->end == UA_END_TIMER)
		why = "lost";
	LOGP(DVOICE, LOGL_INFO, "Call %s is over: %s (SIP %d).\n", c->name, why, ev->code);
	call_over(c, failed, why);
}

static void trunk_changed(struct exchange *x, const struct ua_event *ev)
{
	x->trunk_down[ev->trunk] = !ev->up;
	LOGP(DVOICE, ev->up ? LOGL_NOTICE : LOGL_ERROR, "Trunk %s is %sregistered (SIP %d).\n",
	     x->cfg->trunk_name[ev->trunk], ev->up ? "" : "not ", ev->code);
}

void calls_event(void *arg, const struct ua_event *ev)
{
	struct exchange *x = arg;
	struct call *c;

	if (ev->type == UA_INCOMING) {
		incoming(x, ev);
		return;
	}
	if (ev->type == UA_TRUNK) {
		trunk_changed(x, ev);
		return;
	}
	c = call_by_ua(x, ev->call);
	if (!c)
		return;
	switch (ev->type) {
	case UA_RINGING:
		c->owner->ringing(c);
		return;
	case UA_ANSWERED:
		answered(c, ev);
		return;
	case UA_EARLY:			/* nobody hears it, but NAT opens and the source settles */
	case UA_MEDIA:
		remote_set(c, ev);
		return;
	default:
		ended(c, ev);
	}
}
