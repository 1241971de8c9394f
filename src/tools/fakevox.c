// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/fakevox.h"

#include <stdio.h>

struct fakevox_report {
	struct fakevox_report *next;
	struct fakevox *v;
	char verb[24];
	json_t *args;
	bool sent;
};

/* --- Reports: kept until they are answered, sent again after a hello ---------------- */

static void report_answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct fakevox_report *r = arg, **at;
	struct fakevox *v = r->v;

	r->sent = false;
	if (error && strcmp(error, LINK_E_LOST) == 0)
		return;
	v->answered++;
	if (ok && json_is_true(json_object_get(ok, "seen")))
		v->seen++;
	for (at = &v->first; *at != r; at = &(*at)->next)
		;
	*at = r->next;
	if (v->last == &r->next)
		v->last = at;
	json_decref(r->args);
	talloc_free(r);
}

static void reports_send(struct fakevox *v)
{
	struct fakevox_report *r;

	for (r = v->first; v->up && r; r = r->next)
		if (!r->sent)
			r->sent = link_client_request(v->client, r->verb, json_incref(r->args), 0,
						      report_answered, r) == 0;
}

static void report(struct fakevox_call *c, const char *verb, json_t *args)
{
	struct fakevox *v = c->v;
	struct fakevox_report *r = talloc_zero(v, struct fakevox_report);

	r->v = v;
	snprintf(r->verb, sizeof(r->verb), "%s", verb);
	r->args = args ? args : json_object();
	json_object_set_new(r->args, "call", json_string(c->name));
	json_object_set_new(r->args, "n", json_integer(++c->n));
	*v->last = r;
	v->last = &r->next;
	reports_send(v);
}

static void call_free(struct fakevox_call *c)
{
	struct fakevox *v = c->v;
	int i;

	loop_timer_stop(c->timer);
	for (i = 0; i < FAKEVOX_CALLS; i++)
		if (v->call[i].state && strcmp(v->call[i].with, c->name) == 0)
			v->call[i].with[0] = '\0';
	c->state = FAKEVOX_FREE;
}

static void ended(struct fakevox_call *c, const char *why)
{
	report(c, "call ended", json_pack("{s:s,s:i}", "why", why, "talk_ms", 0));
	call_free(c);
}

/* --- Time ---------------------------------------------------------------------------------- */

static void timer_fired(void *arg)
{
	struct fakevox_call *c = arg;

	if (c->state == FAKEVOX_RINGS_THEM) {
		report(c, "call failed", json_pack("{s:s}", "why", "no-answer"));
		call_free(c);
	} else if (c->gathers) {
		c->gathers = false;
		report(c, "call digits", json_pack("{s:I,s:s,s:s}", "ask", (json_int_t)c->ask,
						   "digits", "", "why", "first"));
	}
}

static struct fakevox_call *call_new(struct fakevox *v, const char *number,
				     enum fakevox_state state)
{
	struct fakevox_call *c = NULL;
	struct loop_timer *timer;
	int i;

	for (i = 0; i < FAKEVOX_CALLS && !c; i++)
		if (!v->call[i].state)
			c = &v->call[i];
	MUST(c);
	timer = c->timer ? c->timer : loop_timer_new(v, v->loop, "fake voicebox", timer_fired, c);
	*c = (struct fakevox_call){ .v = v, .state = state, .timer = timer };
	snprintf(c->number, sizeof(c->number), "%s", number);
	return c;
}

/* --- Orders ---------------------------------------------------------------------------------- */

static struct fakevox_call *named(struct fakevox *v, const char *name)
{
	int i;

	for (i = 0; name && i < FAKEVOX_CALLS; i++)
		if (v->call[i].state && strcmp(v->call[i].name, name) == 0)
			return &v->call[i];
	return NULL;
}

static const char *str(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static void do_answer(struct fakevox_call *c, json_t *is)
{
	c->state = FAKEVOX_UP;
	report(c, "call answered", NULL);
}

static void do_reject(struct fakevox_call *c, json_t *is) { ended(c, "order"); }

static char *words_of(void *ctx, json_t *items, int64_t *ms)
{
	char *out = talloc_strdup(ctx, "");
	json_t *one;
	size_t i;

	json_array_foreach(items, i, one) {
		int64_t more = json_integer_value(json_object_get(one, "pause"));
		const char *text = json_object_get(one, "music") ? "(music)" :
			json_object_get(one, "rec") ? "(recording)" :
			json_object_get(one, "pause") ? "(quiet)" : str(one, "text");

		*ms += more;
		out = talloc_asprintf_append(out, "%s%s", *out ? " " : "", text);
	}
	return out;
}

static void items_look(struct fakevox_call *c, json_t *items)
{
	json_t *one;
	size_t i;

	if (!json_object_get(json_array_get(items, 0), "text"))
		return;			/* music or a pause: what was said before it counts */
	c->must = c->slow = false;
	json_array_foreach(items, i, one) {
		c->must |= json_is_true(json_object_get(one, "must"));
		c->slow |= json_object_get(one, "speed") != NULL;
	}
}

static void do_play(struct fakevox_call *c, json_t *is)
{
	json_t *then = json_object_get(is, "then");
	int64_t ms = 0;
	bool endless = false;
	char *text = words_of(c->v, json_object_get(is, "items"), &ms);

	if (c->v->played)
		c->v->played(c->v->arg, c, text);
	talloc_free(text);
	items_look(c, json_object_get(is, "items"));
	loop_timer_stop(c->timer);
	c->gathers = then != NULL;
	endless |= json_is_true(json_object_get(is, "loop"));
	if (then) {
		c->ask = json_integer_value(json_object_get(then, "ask"));
		if (!endless)
			loop_timer_start(c->timer, ms +
					 json_integer_value(json_object_get(then, "first_ms")));
	} else if (!endless) {
		report(c, "call played", json_pack("{s:I,s:s}", "play", (json_int_t)c->k,
						   "why", "done"));
	}
}

static void do_record(struct fakevox_call *c, json_t *is)
{
	c->records = true;
	c->gathers = false;
	snprintf(c->rec, sizeof(c->rec), "%s", str(is, "rec"));
	if (c->v->played)
		c->v->played(c->v->arg, c, "(tone)");
}

static void do_bridge(struct fakevox_call *c, json_t *is)
{
	struct fakevox_call *with = named(c->v, str(is, "with"));

	c->listens = json_is_true(json_object_get(is, "listen"));
	snprintf(c->whispers_to, sizeof(c->whispers_to), "%s", str(is, "whisper_to"));
	if (!with)
		return report(c, "call refused", json_pack("{s:s,s:I,s:s}", "order", "bridge", "k",
							   (json_int_t)c->k, "text", "gone"));
	loop_timer_stop(c->timer);
	c->gathers = false;
	snprintf(c->with, sizeof(c->with), "%s", with->name);
	if (!with->with[0])
		snprintf(with->with, sizeof(with->with), "%s", c->name);
	report(c, "call bridged", json_pack("{s:s}", "with", with->name));
}

static void do_unbridge(struct fakevox_call *c, json_t *is) { c->with[0] = '\0'; }
static void do_hangup(struct fakevox_call *c, json_t *is)
{
	if (c->state == FAKEVOX_RINGS_THEM) {
		report(c, "call failed", json_pack("{s:s}", "why", "failed"));
		call_free(c);
	} else {
		ended(c, "order");
	}
}

static void do_nothing(struct fakevox_call *c, json_t *is) { }

static const struct {
	const char *name;
	void (*run)(struct fakevox_call *c, json_t *is);
} orders[] = {
	{ "answer", do_answer }, { "reject", do_reject }, { "play", do_play },
	{ "record", do_record }, { "bridge", do_bridge }, { "unbridge", do_unbridge },
	{ "hangup", do_hangup }, { "stop", do_nothing }, { "hold", do_nothing },
	{ "resume", do_nothing },
};

static void dial(struct fakevox *v, json_t *is)
{
	struct fakevox_call *c = call_new(v, str(is, "to"), FAKEVOX_RINGS_THEM);

	snprintf(c->name, sizeof(c->name), "%s", str(is, "call"));
	c->k = json_integer_value(json_object_get(is, "k"));
	loop_timer_start(c->timer, json_integer_value(json_object_get(is, "ring_ms")));
	report(c, "call ringing", NULL);
}

static void event(void *arg, const char *name, json_t *is)
{
	struct fakevox *v = arg;
	struct fakevox_call *c = named(v, str(is, "call"));
	int64_t k = json_integer_value(json_object_get(is, "k"));
	size_t i;

	if (strcmp(name, "order") != 0 || v->stuck)
		return;
	if (v->ordered)
		v->ordered(v->arg, is);
	if (strcmp(str(is, "do"), "dial") == 0 && !c)
		return dial(v, is);
	if (!c || k <= c->k)
		return;
	c->k = k;
	for (i = 0; i < ARRAY_LEN(orders); i++)
		if (strcmp(orders[i].name, str(is, "do")) == 0)
			return orders[i].run(c, is);
	MUST(!"an order that docs/voicebox.md does not know");
}

/* --- Hello ------------------------------------------------------------------------------------ */

static void hello_answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct fakevox *v = arg;
	json_t *one;
	size_t i;

	if (error)
		return;
	v->up = true;
	json_array_foreach(json_object_get(ok, "end"), i, one) {
		struct fakevox_call *c = named(v, json_string_value(one));

		if (c)
			call_free(c);
	}
	reports_send(v);
}

/* Those that ended while nobody listened: their last report is still to come. */
static void list_over(struct fakevox *v, json_t *calls)
{
	struct fakevox_report *r;

	for (r = v->first; r; r = r->next)
		if (strcmp(r->verb, "call ended") == 0 || strcmp(r->verb, "call failed") == 0)
			json_array_append_new(calls, json_pack("{s:O,s:s,s:O,s:i}", "call",
				json_object_get(r->args, "call"), "state", "over", "n",
				json_object_get(r->args, "n"), "k", 0));
}

static void up(void *arg)
{
	struct fakevox *v = arg;
	json_t *calls = json_array();
	int i;

	v->stuck = false;
	list_over(v, calls);
	for (i = 0; i < FAKEVOX_CALLS; i++)
		if (v->call[i].state)
			json_array_append_new(calls, json_pack("{s:s,s:s,s:I,s:I}", "call",
				v->call[i].name, "state", "up", "n", (json_int_t)v->call[i].n, "k",
				(json_int_t)v->call[i].k));
	MUST(link_client_request(v->client, "voice hello", json_pack("{s:s,s:s,s:i,s:i,s:o,s:O*}",
		"name", v->name, "instance", v->instance, "lines", v->lines, "reserved", 1, "calls",
		calls, "reaches", v->reaches), 0, hello_answered, v) == 0);
}

static void down(void *arg, const char *why)
{
	((struct fakevox *)arg)->up = false;
}

void fakevox_away(struct fakevox *v)
{
	struct fakevox_report *r;

	TALLOC_FREE(v->client);
	v->up = false;
	for (r = v->first; r; r = r->next)
		r->sent = false;
}

static void connect_again(struct fakevox *v)
{
	const struct link_client_spec spec = {
		.address = v->address, .up = up, .down = down, .event = event, .arg = v };

	fakevox_away(v);
	v->client = link_client_new(v, v->loop, &spec);
}

static int vox_free(struct fakevox *v)
{
	struct fakevox_report *r;

	for (r = v->first; r; r = r->next)
		json_decref(r->args);
	json_decref(v->reaches);
	return 0;
}

struct fakevox *fakevox_new(void *ctx, struct loop *loop, const char *address, const char *name)
{
	struct fakevox *v = talloc_zero(ctx, struct fakevox);

	v->loop = loop;
	v->last = &v->first;
	v->lines = 20;
	snprintf(v->address, sizeof(v->address), "%s", address);
	snprintf(v->name, sizeof(v->name), "%s", name);
	rand_short_id(v->instance);
	talloc_set_destructor(v, vox_free);
	connect_again(v);
	return v;
}

void fakevox_cut(struct fakevox *v) { connect_again(v); }

void fakevox_restart(struct fakevox *v)
{
	struct fakevox_report *r;
	int i;

	for (i = 0; i < FAKEVOX_CALLS; i++)
		if (v->call[i].state)
			call_free(&v->call[i]);
	while ((r = v->first)) {
		v->first = r->next;
		json_decref(r->args);
		talloc_free(r);
	}
	v->last = &v->first;
	rand_short_id(v->instance);
	connect_again(v);
}

/* --- Alarms --------------------------------------------------------------- */

static void alarm_tell(struct fakevox *v, const struct fakevox_alarm *a, const char *state,
		       const char *code)
{
	json_t *is = json_pack("{s:s,s:s}", "alarm", a->id, "state", state);

	if (code)
		json_object_set_new(is, "code", json_string(code));
	link_server_event(v->alarm_server, "alarm", is);
}

static void alarm_call(struct link_request *req, void *arg)
{
	struct fakevox *v = arg;
	struct fakevox_alarm *a = &v->alarm[v->alarms++ % FAKEVOX_ALARMS];

	*a = (struct fakevox_alarm){ .rings = true };
	snprintf(a->id, sizeof(a->id), "%s", link_req_str(req, "alarm"));
	snprintf(a->number, sizeof(a->number), "%s", link_req_str(req, "number"));
	snprintf(a->code, sizeof(a->code), "%s", link_req_str(req, "code"));
	snprintf(a->tier, sizeof(a->tier), "%s", link_req_str(req, "tier"));
	a->people = (int)link_req_int(req, "people", 1);
	if (link_req_conn(req))
		link_conn_listen(link_req_conn(req), true);
	link_ok(req, NULL);
	alarm_tell(v, a, "ringing", NULL);
	if (v->alarmed)
		v->alarmed(v->arg, a);
}

#define ARG(n) { .name = (n), .type = LINK_STRING, .required = true }
static const struct link_arg alarm_args[] = {
	ARG("alarm"), ARG("number"), ARG("code"), ARG("tier"), ARG("lang"),
	{ .name = "people", .type = LINK_INT, .max = 9999 } };
#undef ARG
static const struct link_command alarm_commands[] = {
	{ .verb = "alarm call", .help = "Ring this phone.", .args = alarm_args,
	  .args_len = ARRAY_LEN(alarm_args), .proceed = alarm_call },
};

int fakevox_alarms(struct fakevox *v, const char *address, struct err *err)
{
	const struct link_server_spec spec = { .kind = "alarms", .address = address };

	v->alarm_server = link_server_new(v, v->loop, &spec, err);
	if (!v->alarm_server)
		return -EIO;
	link_server_add(v->alarm_server, alarm_commands, ARRAY_LEN(alarm_commands), v);
	return 0;
}

struct fakevox_alarm *fakevox_alarm(struct fakevox *v, const char *number)
{
	int i;

	for (i = 0; i < FAKEVOX_ALARMS; i++)
		if (v->alarm[i].rings && strcmp(v->alarm[i].number, number) == 0)
			return &v->alarm[i];
	return NULL;
}

void fakevox_alarm_ends(struct fakevox *v, struct fakevox_alarm *a, const char *state,
			const char *code)
{
	a->rings = false;
	alarm_tell(v, a, state, code);
}

/* --- People --------------------------------------------------------------- */

struct fakevox_call *fakevox_ring(struct fakevox *v, const char *from, const char *to)
{
	struct fakevox_call *c = call_new(v, from, FAKEVOX_RINGS_US);
	char a[SHORT_ID_LEN + 1];

	rand_short_id(a);
	snprintf(c->name, sizeof(c->name), "s%s", a);
	report(c, "call incoming",
	       json_pack("{s:s,s:s,s:s}", "from", from, "to", to, "trunk", "t"));
	return c;
}

struct fakevox_call *fakevox_find(struct fakevox *v, const char *number, enum fakevox_state state)
{
	struct fakevox_call *found = NULL;
	int i;

	for (i = 0; i < FAKEVOX_CALLS; i++)
		if (v->call[i].state && strcmp(v->call[i].number, number) == 0 &&
		    (!state || v->call[i].state == state))
			found = &v->call[i];
	return found;
}

void fakevox_pick_up(struct fakevox_call *c)
{
	loop_timer_stop(c->timer);
	c->state = FAKEVOX_UP;
	report(c, "call answered", NULL);
}

static void ends_recording(struct fakevox_call *c, int ms, const char *digit)
{
	c->records = false;
	report(c, "call recorded", json_pack("{s:s,s:s,s:i,s:i,s:s,s:s}", "rec", c->rec, "file",
		c->rec, "length_ms", ms, "bytes", ms * 8, "why", "digit", "digit", digit));
}

void fakevox_leaves_out(struct fakevox_call *c)
{
	if (c->records)
		ends_recording(c, 100, "#");
}

void fakevox_press(struct fakevox_call *c, const char *digits)
{
	bool escape = strlen(digits) == 1 && strchr("09*", digits[0]);

	if (c->records) {
		ends_recording(c, 5000, digits);
		return;
	}
	if (c->with[0] && escape)
		report(c, "call key", json_pack("{s:s}", "key", digits));
	if (!c->gathers)
		return;
	c->gathers = false;
	loop_timer_stop(c->timer);
	report(c, "call digits", json_pack("{s:I,s:s,s:s}", "ask", (json_int_t)c->ask, "digits",
					   digits, "why", escape ? "escape" : "done"));
}

void fakevox_press_late(struct fakevox_call *c, const char *digits)
{
	report(c, "call digits", json_pack("{s:I,s:s,s:s}", "ask", (json_int_t)c->ask - 1, "digits",
					   digits, "why", "done"));
}

void fakevox_measures(struct fakevox_call *c, int loss_permille, int jitter_ms)
{
	report(c, "call quality", json_pack("{s:{s:i,s:i,s:i,s:i,s:i}}", "quality", "loss_permille",
		loss_permille, "jitter_ms", jitter_ms, "late", 0, "packets", 1500, "strange", 0));
}

void fakevox_says(struct fakevox_call *c, int64_t ms, bool hang_up)
{
	if (!c->records)
		return;
	c->records = false;
	report(c, "call recorded", json_pack("{s:s,s:s,s:I,s:I,s:s}", "rec", c->rec, "file", c->rec,
		"length_ms", (json_int_t)ms, "bytes", (json_int_t)ms * 8, "why",
		hang_up ? "hangup" : "done"));
	if (hang_up)
		ended(c, "caller");
}

void fakevox_hang_up(struct fakevox_call *c, const char *why) { ended(c, why); }

void fakevox_refuse(struct fakevox_call *c, const char *why)
{
	report(c, "call failed", json_pack("{s:s}", "why", why));
	call_free(c);
}
