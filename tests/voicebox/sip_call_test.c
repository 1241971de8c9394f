// SPDX-License-Identifier: AGPL-3.0-or-later
/* Digits, the dial plan, session timers' headers and the configuration. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "voicebox/config.h"
#include "voicebox/gather.h"
#include "voicebox/sip_int.h"

/* --- Digits ------------------------------------------------------------------------- */
static struct gather gather_make(int min, int max, const char *ahead)
{
	struct gather_spec spec = { .ask = 1, .min = min, .max = max, .first_ms = 6000,
				    .inter_ms = 3000, .end = '#', .interrupt = true };
	struct gather g = { .state = GATHER_NONE };

	for (; *ahead; ahead++)
		gather_digit(&g, *ahead);
	assert_int_equal(gather_begin(&g, &spec), 0);
	return g;
}

/* Keys pressed, '.' is the wait running out. */
static void assert_gather(int min, int max, const char *keys, const char *digits, const char *why)
{
	struct gather g = gather_make(min, max, "");

	for (; *keys; keys++)
		if (*keys == '.')
			gather_timeout(&g);
		else
			gather_digit(&g, *keys);
	assert_true(gather_over(&g));
	assert_string_equal(g.digits, digits);
	assert_string_equal(gather_why(&g), why);
}

static void digits_are_taken(void **state)
{
	assert_gather(1, 1, "3", "3", "done");
	assert_gather(1, 4, "12#", "12", "done");
	assert_gather(1, 4, "12.", "12", "done");
	assert_gather(4, 4, "1234", "1234", "done");
	assert_gather(4, 4, "12.", "12", "inter");
	assert_gather(4, 4, "12#", "12", "inter");
	assert_gather(1, 4, ".", "", "first");
	assert_gather(1, 4, "#", "", "inter");
	assert_gather(1, 4, "A1B2#", "12", "done");
}

static void zero_nine_and_star_lead_out(void **state)
{
	assert_gather(1, 1, "0", "0", "escape");
	assert_gather(1, 1, "9", "9", "escape");
	assert_gather(1, 1, "*", "*", "escape");
	assert_gather(4, 4, "9.", "9", "escape");
	assert_gather(1, 4, "0.", "0", "escape");
	assert_gather(2, 4, "09.", "09", "done");
	assert_gather(4, 4, "9000", "9000", "done");
}

static void what_was_typed_before_a_tone_is_no_answer(void **state)
{
	struct gather g = { .state = GATHER_NONE };

	gather_digit(&g, '5');
	gather_digit(&g, '9');
	gather_digit(&g, '#');
	assert_int_equal(gather_forget_ahead(&g, "#09"), '9');
	assert_int_equal(gather_forget_ahead(&g, "#09"), 0);
	gather_digit(&g, '5');
	assert_int_equal(gather_forget_ahead(&g, "#09"), 0);
	assert_string_equal(g.ahead, "");
}

static void what_was_typed_ahead_counts(void **state)
{
	struct gather g = gather_make(1, 1, "245");
	struct gather_spec next = g.spec;

	assert_string_equal(g.digits, "2");
	assert_string_equal(gather_why(&g), "done");
	gather_end(&g);
	next.max = 4;
	assert_int_equal(gather_begin(&g, &next), 0);
	assert_string_equal(g.digits, "45");
	assert_false(gather_over(&g));
	assert_int_equal(gather_wait_ms(&g, true), 3000);	/* the next one, not the first */
	g = gather_make(1, 1, "");
	assert_int_equal(gather_wait_ms(&g, true), 0);
	assert_int_equal(gather_wait_ms(&g, false), 6000);
	next.max = GATHER_DIGITS_MAX + 1;
	assert_int_equal(gather_begin(&g, &next), -EINVAL);
}

/* --- Dial plan ---------------------------------------------------------------------------- */
static const int64_t noon = 20000 * DAYS_MS(1) + HOURS_MS(12);

static struct dialplan plan_make(void)
{
	struct dialplan d = { .calls_max = 2, .minutes_max = 10, .cost_max = 100, .prefixes_len = 3,
			      .prefixes = { { "+254", true, 10, "" }, { "+254900", false, 0, "" },
					    { "+2547", true, 1, "mobile" } } };
	return d;
}

static void the_longest_prefix_decides(void **state)
{
	const struct dial_prefix *p = NULL;
	struct dialplan d = plan_make();

	assert_int_equal(dialplan_ask(&d, "+254712345678", DIAL_PERSON, noon, &p), DIAL_OK);
	assert_string_equal(p->trunk, "mobile");
	assert_int_equal(dialplan_ask(&d, "+254201234567", DIAL_PERSON, noon, &p), DIAL_OK);
	assert_int_equal(p->price, 10);
	assert_int_equal(dialplan_ask(&d, "+254900123456", DIAL_ALARM, noon, &p), DIAL_NOT_ALLOWED);
	assert_int_equal(dialplan_ask(&d, "+255712345678", DIAL_ALARM, noon, &p), DIAL_NOT_ALLOWED);
	assert_int_equal(dialplan_ask(&d, "254712345678", DIAL_PERSON, noon, &p), DIAL_NOT_ALLOWED);
	assert_int_equal(dialplan_ask(&d, "+2547123@evil", DIAL_PERSON, noon, &p),
			 DIAL_NOT_ALLOWED);
	assert_int_equal(dialplan_ask(&d, "+25471234567890123", DIAL_PERSON, noon, &p),
			 DIAL_NOT_ALLOWED);
}

static void caps_hold_but_not_for_the_roster(void **state)
{
	const char *who = "+254201234567";
	const struct dial_prefix *p = NULL;
	struct dialplan d = plan_make();

	assert_int_equal(dialplan_ask(&d, who, DIAL_PERSON, noon, &p), DIAL_OK);
	dialplan_begin(&d, DIAL_PERSON);
	dialplan_begin(&d, DIAL_PERSON);
	assert_int_equal(dialplan_ask(&d, who, DIAL_PERSON, noon, &p), DIAL_OVER_CAP);
	assert_int_equal(dialplan_ask(&d, who, DIAL_ALARM, noon, &p), DIAL_OK);
	dialplan_end(&d, DIAL_PERSON, p, SECONDS_MS(61), noon);	/* two minutes begun */
	assert_int_equal(d.minutes, 2);
	assert_int_equal(d.cost, 20);
	dialplan_end(&d, DIAL_PERSON, p, MINUTES_MS(8), noon);
	assert_int_equal(dialplan_ask(&d, who, DIAL_PERSON, noon, &p), DIAL_OVER_CAP);
	assert_int_equal(dialplan_ask(&d, who, DIAL_STAFF, noon, &p), DIAL_OK);
	/* Yesterday's clock does not open the purse; tomorrow does. */
	assert_int_equal(dialplan_ask(&d, who, DIAL_PERSON, noon - DAYS_MS(2), &p), DIAL_OVER_CAP);
	assert_int_equal(dialplan_ask(&d, who, DIAL_PERSON, noon + DAYS_MS(1), &p), DIAL_OK);
}

static void what_was_spent_is_kept(void **state)
{
	char path[] = "/tmp/warmline-spent.XXXXXX";
	struct dialplan d = plan_make(), again = plan_make();

	assert_true(mkstemp(path) >= 0);
	d.day = 20000;
	d.minutes = 7;
	d.cost = 70;
	assert_int_equal(dialplan_save(&d, path), 0);
	assert_int_equal(dialplan_load(&again, path), 0);
	assert_int_equal(again.minutes, 7);
	assert_int_equal(again.cost, 70);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(dialplan_load(&again, path), -ENOENT);
}

/* --- Session timers -------------------------------------------------------------------------- */
static void timer_headers_are_read(void **state)
{
	struct timer_header h;

	assert_true(timer_header_read("1800;refresher=uac", 18, &h));
	assert_int_equal(h.seconds, 1800);
	assert_int_equal(h.refresher, 'c');
	assert_true(timer_header_read("90 ; refresher=UAS", 18, &h));
	assert_int_equal(h.refresher, 's');
	assert_true(timer_header_read("90", 2, &h));
	assert_int_equal(h.refresher, 0);
	assert_true(timer_header_read("90;refresher=ua", 15, &h));
	assert_int_equal(h.refresher, 0);
	assert_false(timer_header_read("", 0, &h));
	assert_false(timer_header_read("-5", 2, &h));
	assert_false(timer_header_read("99999999999", 11, &h));
	assert_false(timer_header_read("18x", 3, &h));
}

static void ends_are_told_apart(void **state)
{
	assert_int_equal(ua_end_of_code(486, true), UA_END_BUSY);
	assert_int_equal(ua_end_of_code(480, true), UA_END_NO_ANSWER);
	assert_int_equal(ua_end_of_code(408, false), UA_END_UNREACHABLE);
	assert_int_equal(ua_end_of_code(404, false), UA_END_NOT_FOUND);
	assert_int_equal(ua_end_of_code(603, true), UA_END_REJECTED);
	assert_int_equal(ua_end_of_code(503, false), UA_END_UNREACHABLE);
	assert_int_equal(ua_end_of_code(403, false), UA_END_REJECTED);
	assert_int_equal(ua_end_of_code(488, false), UA_END_FAILED);
}

/* --- Configuration -------------------------------------------------------- */
static int config_try(const char *text, struct config **out, struct err *err)
{
	char path[] = "/tmp/warmline-conf.XXXXXX";
	int fd = mkstemp(path), rc;
	struct config *c = config_new(NULL);

	assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	rc = config_read(c, path, err);
	if (rc == 0)
		rc = config_check(c, err);
	unlink(path);
	if (out)
		*out = c;
	else
		talloc_free(c);
	return rc;
}

#define TRUNK "trunk one\n addresses 192.0.2.1\n proxy 192.0.2.1\n"

static void a_configuration_is_read(void **state)
{
	struct ua_trunk trunks[UA_TRUNKS_MAX];
	struct ua_config ua;
	struct dialplan plan;
	struct config *c;
	struct err err;

	assert_int_equal(config_try("! a comment\nvoicebox\n lines 7\nsip\n listen udp:192.0.2.2 "
		"tcp:[::1]:5062\n" TRUNK " codec pcmu\nprefix +254\n price 12\n"
		"prefix +2549\n allow no\n", &c, &err), 0);
	assert_int_equal(c->box.lines, 7);
	assert_int_equal(config_ua(c, &ua, trunks, &err), 0);
	assert_int_equal(ua.listen_len, 2);
	assert_int_equal(ua.listen[1].transport, UA_TCP);
	assert_string_equal(ua.listen[1].address, "[::1]:5062");
	assert_int_equal(trunks[0].codec, MEDIA_PCMU);
	config_dialplan(c, &plan);
	assert_int_equal(plan.prefixes_len, 2);
	assert_false(plan.prefixes[1].allow);
	talloc_free(c);
}

static void a_wrong_one_names_its_line(void **state)
{
	static const struct { const char *text, *says; } rows[] = {
		{ "voicebox\n lines 0\n", ":2: " },
		{ "voicebox\n\n colour red\n", ":3: " },
		{ "kitchen\n", ":1: " },
		{ " lines 5\n", "outside of a node" },
		{ "trunk One\n", "lower-case" },
		{ TRUNK TRUNK, "a new name" },
		{ "prefix 0712\n", "prefix" },
		{ "trunk one\n proxy 192.0.2.1\n", "no addresses" },
		{ TRUNK " transport tls\n", "transport" },
		{ TRUNK " addresses carrier.example\n", "no numeric address" },
		{ TRUNK "prefix +254\n trunk two\n", "no trunk is named" },
		{ "voicebox\n lines 2\n reserved 2\n", "reserved" },
		{ "sip\n listen 127.0.0.1\n", "udp:" },
		{ "sip\n listen tls:127.0.0.1\n", "certificate" },
		{ "media\n ports-from 5000\n ports-to 4000\n", "ports-to" },
	};
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		if (config_try(rows[i].text, NULL, &err) == 0)
			fail_msg("taken:\n%s", rows[i].text);
		if (!strstr(err.text, rows[i].says))
			fail_msg("\"%s\" lacks \"%s\"", err.text, rows[i].says);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_are_taken),
		cmocka_unit_test(zero_nine_and_star_lead_out),
		cmocka_unit_test(what_was_typed_before_a_tone_is_no_answer),
		cmocka_unit_test(what_was_typed_ahead_counts),
		cmocka_unit_test(the_longest_prefix_decides),
		cmocka_unit_test(caps_hold_but_not_for_the_roster),
		cmocka_unit_test(what_was_spent_is_kept),
		cmocka_unit_test(timer_headers_are_read),
		cmocka_unit_test(ends_are_told_apart),
		cmocka_unit_test(a_configuration_is_read),
		cmocka_unit_test(a_wrong_one_names_its_line),
	};

	base_init(NULL, "sip_call_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
