// SPDX-License-Identifier: AGPL-3.0-or-later
/* Texts on their way out: order, pace, and what bearerbox says about them. */
#include "sms_tests.h"

#include <stdio.h>
#include <osmocom/core/application.h>

/* What the carrier says; by hand of each test. */
static struct carrier {
	int refuse;			/* so many get "queue full" first */
	bool mute;			/* no word at all, and the text did arrive */
	struct box_sms last;
	char last_url[UUID_LEN + 1];
	int taken, asked;
} carrier;

static int carrier_says(void *arg, const char *box, const struct box_sms *sms)
{
	carrier.asked++;
	carrier.last = *sms;
	memcpy(carrier.last_url, sms->dlr_url.data, UUID_LEN);
	if (carrier.refuse > 0) {
		carrier.refuse--;
		return BOX_ACK_FAILED_TMP;
	}
	carrier.taken++;
	return carrier.mute ? FAKEBOX_NO_ACK : BOX_ACK_SUCCESS;
}

static int begin(void **state)
{
	carrier = (struct carrier){ 0 };
	sms_tests_begin(state);
	here.w->carrier_says = carrier_says;
	return 0;
}

static int64_t out_state(void)
{
	struct store_out row;

	assert_int_equal(store_out_get(house_store(here.w->house), 1, &row), 1);
	return row.state;
}

static void a_text_leaves_and_is_known_as_taken(void **state)
{
	say(here.amina, "one");
	world_settle(here.w);
	assert_hears(here.amina, "one");
	assert_int_equal(out_state(), STORE_OUT_ACCEPTED);
	assert_int_equal(carrier.last.sms_type, BOX_SMS_MT_PUSH);
	assert_int_equal(carrier.last.time, 1);		/* constant: first in, first out */
	assert_int_equal(carrier.last.dlr_mask & 24, 24);
	assert_int_equal(sms_status(house_sms(here.w->house)).on_the_wire, 0);
}

static void texts_to_one_person_keep_their_order(void **state)
{
	char text[16];
	int i;

	for (i = 0; i < 30; i++) {
		snprintf(text, sizeof(text), "text %d", i);
		say(i % 3 ? here.amina : here.bakari, text);
	}
	carrier.refuse = 3;
	world_pass(here.w, MINUTES_MS(1));
	for (i = 0; i < 30; i++) {
		snprintf(text, sizeof(text), "text %d", i);
		assert_hears(i % 3 ? here.amina : here.bakari, text);
	}
}

static void a_full_queue_slows_and_fails_nobody(void **state)
{
	uint64_t busy = counted("sms.busy");
	int64_t asked_at;

	carrier.refuse = 5;
	say(here.amina, "one");
	world_settle(here.w);
	assert_int_equal(carrier.asked, 1);
	assert_true(sms_status(house_sms(here.w->house)).slowed_ms > 0);
	say(here.bakari, "two");		/* the link is slowed, not the person */
	world_settle(here.w);
	assert_int_equal(carrier.asked, 1);
	asked_at = here.w->now_ms;
	while (!carrier.taken && here.w->now_ms < asked_at + MINUTES_MS(5))
		world_pass(here.w, 100);
	assert_true(here.w->now_ms - asked_at > SECONDS_MS(5));	/* it backed off */
	world_pass(here.w, MINUTES_MS(2));
	assert_hears(here.amina, "one");
	assert_hears(here.bakari, "two");
	assert_int_equal(counted("sms.busy"), busy + 5);
	assert_int_equal(out_state(), STORE_OUT_ACCEPTED);
}

static void a_refusal_for_good_is_noted(void **state)
{
	struct box_sms report;

	carrier.mute = true;
	say(here.amina, "one");
	world_settle(here.w);
	assert_int_equal(out_state(), STORE_OUT_SENT);
	box_sms_init(&report);
	report = carrier.last;
	report.dlr_url = VIEW_STR(carrier.last_url);
	report.sender = report.receiver = VIEW_STR("x");
	report.udhdata = report.msgdata = (struct view){ 0 };
	report.boxc_id = VIEW_STR("warmline");
	fakebox_report(here.w->carrier, &report, BOX_DLR_REJECTED);
	world_settle(here.w);
	assert_int_equal(out_state(), STORE_OUT_FAILED);
	assert_int_equal(sms_status(house_sms(here.w->house)).on_the_wire, 0);
}

/* --- After the link broke -------------------------------------------------------------- */

static void wait_for_link(void)
{
	int i;

	world_settle(here.w);
	for (i = 0; i < 1000 && strcmp(sms_status(house_sms(here.w->house)).link, "up") != 0; i++)
		world_pass(here.w, 10);
	assert_int_equal(fakebox_boxes(here.w->carrier), 1);
}

static void unanswered_goes_again_after_the_grace(void **state)
{
	int64_t up_at;

	here.w->carrier->reports = 0;
	carrier.mute = true;
	say(here.amina, "one");
	world_settle(here.w);
	assert_int_equal(carrier.asked, 1);
	fakebox_cut(here.w->carrier);
	carrier.mute = false;
	wait_for_link();
	up_at = here.w->now_ms;
	world_pass(here.w, 1400);
	assert_int_equal(carrier.asked, 1);
	while (carrier.asked == 1 && here.w->now_ms < up_at + SECONDS_MS(10))
		world_pass(here.w, 10);
	assert_int_equal(carrier.asked, 2);
	world_pass(here.w, MINUTES_MS(2));
	assert_int_equal(carrier.asked, 2);
	assert_int_equal(out_state(), STORE_OUT_ACCEPTED);
}

static void a_report_in_the_grace_time_prevents_a_second_copy(void **state)
{
	struct box_sms report;

	here.w->carrier->reports = 0;
	carrier.mute = true;
	say(here.amina, "one");
	world_settle(here.w);
	fakebox_cut(here.w->carrier);
	box_sms_init(&report);
	report.sender = report.receiver = VIEW_STR("x");
	report.dlr_url = VIEW_STR(carrier.last_url);
	report.boxc_id = VIEW_STR("warmline");
	report.dlr_mask = 24;
	fakebox_report(here.w->carrier, &report, BOX_DLR_ACCEPTED);
	wait_for_link();
	world_pass(here.w, MINUTES_MS(2));
	assert_int_equal(carrier.asked, 1);
	assert_int_equal(out_state(), STORE_OUT_ACCEPTED);
}

/* Somebody's request in the grace time must not end it. */
static void work_elsewhere_does_not_shorten_the_grace(void **state)
{
	here.w->carrier->reports = 0;
	carrier.mute = true;
	say(here.amina, "one");
	world_settle(here.w);
	fakebox_cut(here.w->carrier);
	wait_for_link();
	say(here.bakari, "two");
	world_pass(here.w, 1000);
	assert_int_equal(carrier.asked, 1);
}

static void killed_after_the_commit_it_still_leaves_once(void **state)
{
	struct err err;

	say(here.amina, "one");		/* committed; the pump's turn has not run */
	assert_int_equal(world_restart(here.w, &err), 0);
	world_pass(here.w, MINUTES_MS(1));
	assert_hears(here.amina, "one");
	assert_silent(here.amina);
}

/* A link that stays up and says nothing is made anew, and what it swallowed goes again. */
static void a_mute_link_is_called_anew(void **state)
{
	uint64_t mute = counted("sms.mute");

	here.w->carrier->reports = 0;
	carrier.mute = true;
	say(here.amina, "one");
	world_pass(here.w, SECONDS_MS(50));
	assert_int_equal(carrier.asked, 1);
	assert_int_equal(counted("sms.mute"), mute);
	carrier.mute = false;
	world_pass(here.w, MINUTES_MS(1));
	assert_int_equal(counted("sms.mute"), mute + 1);
	assert_int_equal(carrier.asked, 2);
	assert_int_equal(out_state(), STORE_OUT_ACCEPTED);
	world_pass(here.w, MINUTES_MS(30));
	assert_int_equal(carrier.asked, 2);	/* one that bearerbox has is never sent again */
}

/* Reports that were lost do not close the window for ever. */
static void lost_reports_do_not_hold_the_window(void **state)
{
	struct err err;
	int i;

	here.w->carrier->reports = 0;
	assert_int_equal(world_set(here.w, "sms", "window", "4", &err), 0);
	for (i = 0; i < 20; i++) {
		struct world_phone p = { .name = "" };

		snprintf(p.number, sizeof(p.number), "+2547220000%02d", i);
		say(&p, "one");
	}
	world_pass(here.w, MINUTES_MS(4));
	assert_int_equal(carrier.taken, 4);
	world_pass(here.w, MINUTES_MS(2));
	assert_int_equal(carrier.taken, 5);	/* a carrier that is away gets no more than that */
	here.w->carrier->reports = BOX_DLR_ACCEPTED;
	world_pass(here.w, MINUTES_MS(6));
	assert_int_equal(carrier.taken, 20);
	assert_int_equal(sms_status(house_sms(here.w->house)).on_the_wire, 0);
}

/* --- What bearerbox orders --------------------------------------------------------------- */

static void suspended_holds_and_resumes(void **state)
{
	fakebox_admin(here.w->carrier, BOX_CMD_SUSPEND);
	world_settle(here.w);
	say(here.amina, "one");
	world_pass(here.w, MINUTES_MS(5));
	assert_silent(here.amina);
	assert_true(sms_status(house_sms(here.w->house)).suspended);
	hand(here.bakari, NULL, "hello");	/* the other way goes on */
	world_settle(here.w);
	assert_int_equal(here.heards, 1);
	assert_int_equal(fakebox_kept(here.w->carrier), 0);
	fakebox_admin(here.w->carrier, BOX_CMD_RESUME);
	world_settle(here.w);
	assert_hears(here.amina, "one");
	assert_int_equal(take_all(here.bakari), 1);
}

static void shutdown_and_restart_are_left_and_come_back_from(void **state)
{
	static const enum box_command commands[] = { BOX_CMD_SHUTDOWN, BOX_CMD_RESTART };
	size_t i;

	for (i = 0; i < ARRAY_LEN(commands); i++) {
		hand(here.bakari, NULL, "hello");
		fakebox_admin(here.w->carrier, commands[i]);
		world_settle(here.w);
		world_pass(here.w, 600);
		assert_int_equal(fakebox_boxes(here.w->carrier), 0);
		say(here.amina, "one");
		world_pass(here.w, SECONDS_MS(20));
		assert_int_equal(fakebox_boxes(here.w->carrier), 1);
		assert_hears(here.amina, "one");
		assert_silent(here.amina);
		assert_true(take_all(here.bakari) > 0);
		assert_int_equal(fakebox_kept(here.w->carrier), 0);
	}
}

/* --- Pace ------------------------------------------------------------------------------------ */

static void no_faster_than_the_rate(void **state)
{
	struct err err;
	char number[24];
	int i, after_a_second;

	assert_int_equal(world_set(here.w, "sms", "rate", "5", &err), 0);
	world_pass(here.w, SECONDS_MS(2));
	for (i = 0; i < 20; i++) {
		struct world_phone p = { .name = "" };

		snprintf(number, sizeof(number), "+2547220000%02d", i);
		strcpy(p.number, number);
		say(&p, "one");
	}
	world_pass(here.w, SECONDS_MS(1));
	after_a_second = carrier.taken;
	assert_in_range(after_a_second, 5, 10);
	world_pass(here.w, SECONDS_MS(1));
	assert_in_range(carrier.taken - after_a_second, 4, 6);
	world_pass(here.w, SECONDS_MS(4));
	assert_int_equal(carrier.taken, 20);
}

static void no_more_on_the_wire_than_the_window(void **state)
{
	struct err err;
	int i;

	here.w->carrier->reports = 0;	/* taken by bearerbox, by no carrier yet */
	assert_int_equal(world_set(here.w, "sms", "window", "4", &err), 0);
	for (i = 0; i < 10; i++) {
		struct world_phone p = { .name = "" };

		snprintf(p.number, sizeof(p.number), "+2547220000%02d", i);
		say(&p, "one");
	}
	world_pass(here.w, MINUTES_MS(1));
	assert_int_equal(carrier.taken, 4);
	assert_int_equal(sms_status(house_sms(here.w->house)).on_the_wire, 4);
	/* has a reserve of its own */
	say_class(here.amina, "you matter", STORE_CLASS_CRISIS);
	world_settle(here.w);
	assert_hears(here.amina, "you matter");
}

#define IN_A_HOUSE(test) cmocka_unit_test_setup_teardown(test, begin, sms_tests_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_HOUSE(a_text_leaves_and_is_known_as_taken),
		IN_A_HOUSE(texts_to_one_person_keep_their_order),
		IN_A_HOUSE(a_full_queue_slows_and_fails_nobody),
		IN_A_HOUSE(a_refusal_for_good_is_noted),
		IN_A_HOUSE(unanswered_goes_again_after_the_grace),
		IN_A_HOUSE(a_report_in_the_grace_time_prevents_a_second_copy),
		IN_A_HOUSE(work_elsewhere_does_not_shorten_the_grace),
		IN_A_HOUSE(killed_after_the_commit_it_still_leaves_once),
		IN_A_HOUSE(a_mute_link_is_called_anew),
		IN_A_HOUSE(lost_reports_do_not_hold_the_window),
		IN_A_HOUSE(suspended_holds_and_resumes),
		IN_A_HOUSE(shutdown_and_restart_are_left_and_come_back_from),
		IN_A_HOUSE(no_faster_than_the_rate),
		IN_A_HOUSE(no_more_on_the_wire_than_the_window),
	};

	base_init(NULL, "pump_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
