// SPDX-License-Identifier: AGPL-3.0-or-later
/* Call control without SIP: lines that are the alarms', keys in a talk, digits typed ahead. */
#include "far.h"

#include "voicebox/exchange_int.h"

/* --- SIP, which only counts ----------------------------------------------------------- */
static unsigned int rejected, dialled, hung_up;

void __wrap_ua_reject(struct ua *ua, ua_id call, enum ua_reject how);
void __wrap_ua_reject(struct ua *ua, ua_id call, enum ua_reject how)
{
	assert_int_equal(how, UA_REJECT_BUSY);
	rejected++;
}

ua_id __wrap_ua_dial(struct ua *ua, const struct ua_dial *dial);
ua_id __wrap_ua_dial(struct ua *ua, const struct ua_dial *dial)
{
	return 100 + dialled++;
}

void __wrap_ua_hangup(struct ua *ua, ua_id call);
void __wrap_ua_hangup(struct ua *ua, ua_id call)
{
	hung_up++;
}

/* --- An exchange with a clock that is set ------------------------------------------------ */
static int64_t mono_ms = 1000;

static int64_t clock_now(void *arg)
{
	return mono_ms;
}

static struct house *h;
static struct exchange *x;
static struct config *cfg;

static int begin(void **state)
{
	static const struct clock_source fixed = { clock_now, clock_now, NULL };
	struct err err;

	rejected = dialled = hung_up = 0;
	h = house_new(NULL);
	clock_set_source(&fixed);
	cfg = config_new(h);
	cfg->box.lines = 3;
	cfg->box.reserved = 1;
	cfg->trunks_len = 1;
	cfg->trunk[0].proxy = "192.0.2.1";
	x = talloc_zero(h, struct exchange);
	x->loop = h->loop;
	x->cfg = cfg;
	x->media = h->m;
	x->spent_path = house_path(h, "spent");
	INIT_LLIST_HEAD(&x->calls);
	INIT_LLIST_HEAD(&x->rooms);
	INIT_LLIST_HEAD(&x->reports);
	x->plan = (struct dialplan){ .prefixes_len = 1, .prefixes = { { "+254", true, 10, "" } } };
	x->numbers = text_numbers_new(x, "KE", &err);
	return x->numbers ? 0 : -1;
}

static int end(void **state)
{
	struct call *c, *next;

	llist_for_each_entry_safe(c, next, &x->calls, entry)
		talloc_free(c);
	talloc_free(x);
	clock_set_source(NULL);
	house_free(h);
	return 0;
}

static struct call *comes_in(ua_id id)
{
	struct call *c;

	calls_event(x, &(struct ua_event){ .type = UA_INCOMING, .call = id, .family = AF_INET,
					   .from = "+254711000001", .to = "40404" });
	llist_for_each_entry(c, &x->calls, entry)
		if (c->ua == id)
			return c;
	return NULL;
}

static const char *dials(enum dial_class class)
{
	const struct call_dial d = { .to = "+254712345678", .from = "", .trunk = "", .class = class,
				     .ring_ms = 20000 };
	struct call *c = call_new(x, NULL, &call_link_owner);
	const char *why = "placed";

	c->state = CALL_DIALLING;
	if (call_dial(c, &d, &why) < 0)
		talloc_free(c);
	return why;
}

/* --- Lines ---------------------------------------------------------------------------------- */
static void the_last_line_is_the_alarms(void **state)
{
	assert_non_null(comes_in(1));
	assert_string_equal(dials(DIAL_PERSON), "placed");
	/* two of three are busy, and the third is kept */
	assert_null(comes_in(2));
	assert_int_equal(rejected, 1);
	assert_string_equal(dials(DIAL_PERSON), "no-line");
	assert_string_equal(dials(DIAL_STAFF), "no-line");
	assert_int_equal(dialled, 1);
	assert_string_equal(dials(DIAL_ALARM), "placed");
	assert_string_equal(dials(DIAL_ALARM), "no-line");
}

static void caps_of_the_day_and_prefixes(void **state)
{
	cfg->box.lines = 100;
	x->plan.cost_max = 25;
	x->plan.cost = 20;	/* a minute more is beyond it */
	assert_string_equal(dials(DIAL_PERSON), "no-line");
	assert_string_equal(dials(DIAL_STAFF), "placed");
	x->plan.prefixes[0].allow = false;
	assert_string_equal(dials(DIAL_ALARM), "not-allowed");
	cfg->trunk[0].proxy = "";
	x->plan.prefixes[0].allow = true;
	assert_string_equal(dials(DIAL_ALARM), "unreachable");
}

/* --- Keys --------------------------------------------------------------------------------- */
static struct { unsigned int digits, played; char last[GATHER_DIGITS_MAX + 1]; } told;

static void on_digits(struct call *c)
{
	told.digits++;
	strcpy(told.last, c->gather.digits);
	gather_end(&c->gather);
}
static void on_played(struct call *c, const char *why) { told.played++; }
static void on_over(struct call *c, bool failed, const char *why) { }
static const struct call_owner owner = {
	.digits = on_digits, .played = on_played, .over = on_over };

static struct call *is_up(const char *name)
{
	struct call *c = call_new(x, name, &owner);

	memset(&told, 0, sizeof(told));
	c->state = CALL_UP;
	assert_int_equal(media_stream_open(c, h->m, AF_INET, call_media_event, c, &c->stream), 0);
	return c;
}

static void presses(struct call *c, char key, bool in_band)
{
	const struct media_event ev = { .type = MEDIA_DIGIT, .stream = c->stream, .digit = key,
					.in_band = in_band };

	call_media_event(c, &ev);
}

/* A report adds to n. */
static void keys_while_two_talk(void **state)
{
	struct call *a = is_up("a"), *b = is_up("b");

	assert_int_equal(call_bridge(a, b, false, NULL), 0);
	presses(a, '5', false);
	presses(a, '#', false);
	assert_int_equal(a->n, 0);
	presses(a, '0', false);
	assert_int_equal(a->n, 1);
	presses(a, '*', false);
	assert_int_equal(a->n, 2);
	/* held down, it is one wish */
	mono_ms += 1000;
	presses(a, '*', false);
	assert_int_equal(a->n, 2);
	assert_int_equal(told.digits, 0);
	assert_int_equal(b->n, 0);
}

static void a_key_in_the_sound_counts_when_it_comes_twice(void **state)
{
	struct call *a = is_up("a"), *b = is_up("b");

	assert_int_equal(call_bridge(a, b, false, NULL), 0);
	presses(a, '9', true);
	assert_int_equal(a->n, 0);
	mono_ms += 4000;
	presses(a, '9', true);		/* too late: a first one again */
	assert_int_equal(a->n, 0);
	mono_ms += 1000;
	presses(a, '0', true);		/* another */
	assert_int_equal(a->n, 0);
	mono_ms += 1000;
	presses(a, '0', true);
	assert_int_equal(a->n, 1);
}

/* --- Typed ahead ----------------------------------------------------------------------------- */
static void what_must_be_heard_is_heard_though_the_answer_is_there(void **state)
{
	const struct gather_spec one = { .ask = 1, .min = 1, .max = 1, .first_ms = 6000,
					 .inter_ms = 3000, .interrupt = true };
	struct media_item items[] = {
		{ .type = MEDIA_ITEM_PAUSE, .pause_ms = 500, .must = true },
		{ .type = MEDIA_ITEM_PAUSE, .pause_ms = 500 } };
	struct call *c = is_up("c");

	presses(c, '2', false);
	assert_int_equal(call_play(c, &(struct call_play){ .items = items, .len = 2,
		.interrupt = true, .then = &one }), 0);
	assert_true(c->playing);
	assert_int_equal(told.digits, 0);
	call_media_event(c, &(struct media_event){ .type = MEDIA_PLAYED, .stream = c->stream,
						   .token = c->token, .why = MEDIA_DONE });
	assert_int_equal(told.digits, 1);
	assert_string_equal(told.last, "2");
	/* without such words the question is not asked at all */
	items[0].must = false;
	presses(c, '1', false);
	assert_int_equal(call_play(c, &(struct call_play){ .items = items, .len = 2,
		.interrupt = true, .then = &one }), 0);
	assert_false(c->playing);
	assert_int_equal(told.digits, 2);
	assert_string_equal(told.last, "1");
}

/* --- An alarm ---------------------------------------------------------------------------- */
static struct { bool acknowledged, heard; } alarm_told;

static void alarm_event(void *arg, const char *name, json_t *is)
{
	const char *state = json_string_value(json_object_get(is, "state"));

	alarm_told.acknowledged |= strcmp(state, "acknowledged") == 0;
	alarm_told.heard |= strcmp(state, "heard") == 0;
}

static void asked(void *arg, json_t *ok, const char *error, const char *text)
{
	*(bool *)arg = ok != NULL;
}

static void alarm_up(void *arg)
{
	*(bool *)arg = true;
}

static void turn_until(const bool *what)
{
	int i;

	for (i = 0; i < 2000 && !*what; i++)
		loop_turn(h->loop, 10);
	assert_true(*what);
}

/* A phone that is alarmed and was answered; its code is 4821. */
static struct call *alarmed(struct link_client **client)
{
	char address[120];
	bool up = false, placed = false;
	struct link_client_spec spec = { .address = address, .up = alarm_up,
					 .event = alarm_event, .arg = &up };
	struct err err;
	struct call *c;

	memset(&alarm_told, 0, sizeof(alarm_told));
	snprintf(address, sizeof(address), "unix:%s", house_path(h, "alarm.sock"));
	assert_int_equal(alarms_start(x, address, &err), 0);
	*client = link_client_new(h, h->loop, &spec);
	turn_until(&up);
	assert_int_equal(link_client_request(*client, "alarm call", json_pack(
		"{s:s,s:s,s:s,s:s,s:s}", "alarm", "77", "number", "+254712345678", "code", "4821",
		"tier", "A", "lang", "en"), 0, asked, &placed), 0);
	turn_until(&placed);
	c = llist_first_entry(&x->calls, struct call, entry);
	assert_int_equal(media_stream_open(c, h->m, AF_INET, call_media_event, c, &c->stream), 0);
	c->state = CALL_UP;
	c->owner->answered(c);
	return c;
}

/* What plays gives way, as the sound's thread tells it. */
static void presses_all(struct call *c, const char *keys)
{
	for (; *keys; keys++) {
		presses(c, *keys, false);
		if (c->playing)
			call_media_event(c, &(struct media_event){ .type = MEDIA_PLAYED,
				.stream = c->stream, .token = c->token, .why = MEDIA_BY_DIGIT });
	}
}

/* A voicemail, a child who presses 1, a pocket, and somebody who knows the code and not why. */
static void one_and_the_code_take_an_alarm_and_nothing_else(void **state)
{
	struct link_client *client;
	struct call *c = alarmed(&client);

	presses_all(c, "11111");
	presses_all(c, "48214");
	presses_all(c, "24821");
	presses_all(c, "14822");
	presses_all(c, "#1*82");
	c->owner->over(c, false, "caller");
	turn_until(&alarm_told.heard);
	assert_false(alarm_told.acknowledged);
	TALLOC_FREE(client);
}

static void one_and_the_code_take_an_alarm(void **state)
{
	struct link_client *client;
	struct call *c = alarmed(&client);

	presses_all(c, "14822");	/* a slip, and once more */
	presses_all(c, "14821");
	turn_until(&alarm_told.acknowledged);
	assert_false(alarm_told.heard);
	TALLOC_FREE(client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
		T(the_last_line_is_the_alarms), T(caps_of_the_day_and_prefixes),
		T(one_and_the_code_take_an_alarm_and_nothing_else),
		T(one_and_the_code_take_an_alarm),
		T(keys_while_two_talk), T(a_key_in_the_sound_counts_when_it_comes_twice),
		T(what_must_be_heard_is_heard_though_the_answer_is_there),
	};

	base_init(NULL, "call_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
