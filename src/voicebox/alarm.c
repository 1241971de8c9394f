// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Alarm calls (docs/voicebox.md, "Alarms"): the pager asks on a socket of its
 * own, a phone rings on a reserved line, says what is the matter in a loop, and
 * takes 1 and the code.  Needs no warmlined, no database and no network but the
 * trunk.  Whoever listens on the socket hears how each alarm goes.
 */
#include "voicebox/exchange_int.h"

#include <stdio.h>
#include <sodium.h>

enum { CODE_MAX = 8, ALARM_ID_MAX = 64, RING_MS = 45000, TALK_MS = 120000,
       PEOPLE_MAX = 9999, PEOPLE_DIGITS = 4, ITEMS = 7 + CODE_MAX + PEOPLE_DIGITS };

struct alarms {
	struct exchange *x;
	struct link_server *server;
};

struct alarm_call {
	struct alarms *all;
	struct call *call;
	char id[ALARM_ID_MAX + 1], code[CODE_MAX + 1];
	char people[PEOPLE_DIGITS + 1];	/* "12": nobody has taken so many; "": one */
	char tier;
	bool acknowledged;
	struct loop_timer *talk;
};

/* --- What is said ------------------------------------------------------------------- */
static const char *const digit_keys[] = { "digit.0", "digit.1", "digit.2", "digit.3", "digit.4",
					  "digit.5", "digit.6", "digit.7", "digit.8", "digit.9" };
static const char *const digit_texts[] = { "0.", "1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.",
					   "9." };

static size_t say_digits(struct alarm_call *a, const char *digits, struct media_item *items)
{
	size_t i;

	for (i = 0; digits[i]; i++)
		items[i] = call_prompt(a->call, digit_keys[digits[i] - '0'],
				       digit_texts[digits[i] - '0']);
	return i;
}

static int say(struct alarm_call *a, bool wrong)
{
	static const struct media_item pause = { .type = MEDIA_ITEM_PAUSE, .pause_ms = 1500 };
	struct media_item items[ITEMS];
	size_t n = 0;
	struct gather_spec code = { .min = 1 + (int)strlen(a->code),
				    .max = 1 + (int)strlen(a->code),
				    .first_ms = TALK_MS, .inter_ms = 5000, .interrupt = true };
	struct call_play play = { .items = items, .loop = true, .interrupt = true, .then = &code };

	items[n++] = wrong ? call_prompt(a->call, "alarm.voice.wrong", "That was not the code.") :
		call_prompt(a->call, "alarm.voice.hello",
			    "This is an alarm from your support line.");
	if (a->people[0]) {
		items[n++] = call_prompt(a->call, "alarm.voice.many", "People in danger:");
		n += say_digits(a, a->people, items + n);
		items[n++] = call_prompt(a->call, "alarm.voice.first", "The one to take first:");
	}
	items[n++] = a->tier == 'A' ?
		call_prompt(a->call, "alarm.voice.a", "Someone is in danger now.") :
		call_prompt(a->call, "alarm.voice.b", "Someone may be in danger.");
	items[n++] = call_prompt(a->call, "alarm.voice.code", "The code is");
	n += say_digits(a, a->code, items + n);
	items[n++] = call_prompt(a->call, "alarm.voice.press",
				 "To take it, press 1 and then the code.");
	items[n++] = pause;
	play.len = n;
	return call_play(a->call, &play);
}

static int say_thanks(struct alarm_call *a)
{
	struct media_item thanks = call_prompt(a->call, "alarm.voice.thanks",
					       "Thank you. It is yours, unless a text says that "
					       "somebody was faster.");

	return call_play(a->call, &(struct call_play){ .items = &thanks, .len = 1 });
}

/* --- What the pager hears -------------------------------------------------------------- */
static void tell(struct alarm_call *a, const char *state, const char *name, const char *value)
{
	json_t *is = json_pack("{s:s,s:s}", "alarm", a->id, "state", state);

	if (name)
		json_object_set_new(is, name, json_string(value));
	link_server_event(a->all->server, "alarm", is);
}

static void on_ringing(struct call *c)
{
	tell(c->owner_data, "ringing", NULL, NULL);
}

static void on_answered(struct call *c)
{
	struct alarm_call *a = c->owner_data;

	tell(a, "answered", NULL, NULL);
	loop_timer_start(a->talk, TALK_MS);
	if (say(a, false) < 0)
		call_hangup(c, "error");
}

static void on_digits(struct call *c)
{
	struct alarm_call *a = c->owner_data;
	bool right = c->gather.digits[0] == '1' && strcmp(c->gather.digits + 1, a->code) == 0;

	gather_end(&c->gather);
	if (!right) {
		if (say(a, true) < 0)
			call_hangup(c, "error");
		return;
	}
	a->acknowledged = true;
	tell(a, "acknowledged", "code", a->code);
	LOGP(DVOICE, LOGL_NOTICE, "Alarm call %s was acknowledged.\n", c->name);
	if (say_thanks(a) < 0)
		call_hangup(c, "order");
}

static void on_played(struct call *c, const char *why)
{
	call_hangup(c, "order");
}

static void on_over(struct call *c, bool failed, const char *why)
{
	struct alarm_call *a = c->owner_data;

	if (failed)
		tell(a, "failed", "why", why);
	else if (!a->acknowledged)
		tell(a, "heard", NULL, NULL);
	sodium_memzero(a->code, sizeof(a->code));
}

static const struct call_owner owner = {
	.ringing = on_ringing, .answered = on_answered, .digits = on_digits,
	.played = on_played, .over = on_over,
};

static void talk_over(void *arg)
{
	call_hangup(((struct alarm_call *)arg)->call, "limit");
}

/* --- What it asks --------------------------------------------------------------------------- */
static bool code_valid(const char *code)
{
	size_t n = strspn(code, "0123456789");

	return n >= 3 && n <= CODE_MAX && code[n] == '\0';
}

static bool under_way(const struct exchange *x, const char *id)
{
	struct call *c;

	llist_for_each_entry(c, &x->calls, entry)
		if (c->owner == &owner && c->state != CALL_OVER &&
		    strcmp(((struct alarm_call *)c->owner_data)->id, id) == 0)
			return true;
	return false;
}

static struct alarm_call *alarm_new(struct alarms *all, struct link_request *req)
{
	struct call *c = call_new(all->x, NULL, &owner);
	struct alarm_call *a = talloc_zero(c, struct alarm_call);
	const char *lang = link_req_str(req, "lang");

	if (!a)
		base_oom();
	a->all = all;
	a->call = c;
	c->owner_data = a;
	snprintf(a->id, sizeof(a->id), "%s", link_req_str(req, "alarm"));
	snprintf(a->code, sizeof(a->code), "%s", link_req_str(req, "code"));
	a->tier = link_req_str(req, "tier") ? link_req_str(req, "tier")[0] : 'A';
	if (link_req_int(req, "people", 1) > 1)
		snprintf(a->people, sizeof(a->people), "%d", (int)link_req_int(req, "people", 1));
	if (lang)
		snprintf(c->lang, sizeof(c->lang), "%s", lang);
	a->talk = loop_timer_new(a, all->x->loop, "alarm call", talk_over, a);
	return a;
}

static void alarm_ask(struct link_request *req, void *arg)
{
	struct alarms *all = arg;
	const char *from = link_req_str(req, "from"), *why = NULL;
	struct call_dial dial = { .to = link_req_str(req, "number"), .from = from ? from : "",
				  .trunk = "", .class = DIAL_ALARM, .ring_ms = RING_MS };
	struct alarm_call *a;

	if (!code_valid(link_req_str(req, "code")) ||
	    (*dial.from && !dialplan_number_valid(dial.from))) {
		link_fail(req, LINK_E_ARGS, "The code is not 3 to %d digits, or from is no number.",
			  CODE_MAX);
		return;
	}
	if (under_way(all->x, link_req_str(req, "alarm"))) {
		link_ok(req, NULL);
		return;
	}
	a = alarm_new(all, req);
	if (call_dial(a->call, &dial, &why) < 0) {
		LOGP(DVOICE, LOGL_ERROR, "Alarm call %s is not placed: %s.\n", a->call->name, why);
		link_ok(req, NULL);
		tell(a, "failed", "why", why);
		talloc_free(a->call);
		return;
	}
	LOGP(DVOICE, LOGL_NOTICE, "Alarm call %s is placed.\n", a->call->name);
	link_ok(req, NULL);
}

static const struct link_arg ask_args[] = {
	{ "alarm", LINK_STRING, true, 1, ALARM_ID_MAX, "The pager's own name for it." },
	{ "number", LINK_STRING, true, 8, 16, "Who is to be rung, E.164 with +." },
	{ "code", LINK_STRING, true, 3, CODE_MAX, "What is pressed after 1." },
	{ "tier", LINK_STRING, false, 1, 1, "A or B." },
	{ "lang", LINK_STRING, false, 2, CALL_LANG_MAX, "Language of the words." },
	{ "from", LINK_STRING, false, 0, 16, "Caller id to show." },
	{ "people", LINK_INT, false, 1, PEOPLE_MAX,
	  "How many nobody has taken; the code is the worst one's." },
};
static const struct link_command commands[] = {
	{ .verb = "alarm call", .help = "Rings a phone, says the alarm, takes 1 and the code.",
	  .args = ask_args, .args_len = ARRAY_LEN(ask_args), .proceed = alarm_ask },
};

static void opened(void *arg, struct link_conn *conn)
{
	link_conn_listen(conn, true);
}

int alarms_start(struct exchange *x, const char *address, struct err *err)
{
	struct alarms *all = talloc_zero(x, struct alarms);
	struct link_server_spec spec = { .kind = "alarm", .address = address, .opened = opened,
					 .arg = all };

	if (!all)
		base_oom();
	all->x = x;
	all->server = link_server_new(all, x->loop, &spec, err);
	if (!all->server) {
		talloc_free(all);
		return -EADDRNOTAVAIL;
	}
	link_server_add(all->server, commands, ARRAY_LEN(commands), all);
	x->alarms = all;
	return 0;
}
