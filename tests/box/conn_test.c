// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The connection, told as stories between a box and a fake bearerbox over
 * loopback, on a fake monotonic clock.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include <unistd.h>

#include "fakebox.h"

struct story {
	void *ctx;
	struct loop *loop;
	struct fakebox *fb;
	struct box_conn *conn;
	char address[108];
	int64_t mono_ms;

	/* what the box has seen */
	int ups, downs, admins, acks, mos, reports;
	enum box_down_reason reason;
	enum box_command command;
	enum box_ack_kind kind;
	char last_id[UUID_LEN + 1], last_text[64], last_url[64];
	bool ack_at_once, free_in_sms, free_in_up, free_in_down;

	/* what bearerbox has seen */
	int answer, texts;
	char mt_text[64], mt_box[64];
};

/* --- The clock moves only when a story says so ------------------------------ */
static int64_t fake_mono(void *arg)
{
	return ((struct story *)arg)->mono_ms;
}

static int64_t fake_wall(void *arg)
{
	return 1700000000000 + ((struct story *)arg)->mono_ms;
}

static void turns(struct story *s)
{
	int quiet = 0;

	/* Loopback delivers within a turn or two of no wait. */
	while (quiet < 5)
		quiet = loop_turn(s->loop, 0) ? 0 : quiet + 1;
}

static void pass(struct story *s, int64_t ms)
{
	s->mono_ms += ms;
	turns(s);
}

/* --- The box --------------------------------------------------------------------- */
static void keep_text(char *out, size_t size, struct view v)
{
	snprintf(out, size, "%.*s", (int)v.len, v.data ? (const char *)v.data : "");
}

static void on_up(void *arg)
{
	struct story *s = arg;

	s->ups++;
	if (s->free_in_up)
		TALLOC_FREE(s->conn);
}

static void on_sms(void *arg, const struct box_sms *sms)
{
	struct story *s = arg;

	if (sms->sms_type == BOX_SMS_MO)
		s->mos++;
	else
		s->reports++;
	memcpy(s->last_id, sms->id, sizeof(s->last_id));
	keep_text(s->last_text, sizeof(s->last_text), sms->msgdata);
	keep_text(s->last_url, sizeof(s->last_url), sms->dlr_url);
	if (s->ack_at_once)
		assert_int_equal(box_conn_send_ack(s->conn, sms->id, BOX_ACK_SUCCESS), 0);
	if (s->free_in_sms)
		TALLOC_FREE(s->conn);
}

static void on_ack(void *arg, const char *id, enum box_ack_kind kind)
{
	struct story *s = arg;

	s->acks++;
	s->kind = kind;
}

static void on_admin(void *arg, enum box_command command)
{
	struct story *s = arg;

	s->admins++;
	s->command = command;
}

static void on_down(void *arg, enum box_down_reason reason)
{
	struct story *s = arg;

	s->downs++;
	s->reason = reason;
	if (s->free_in_down)
		TALLOC_FREE(s->conn);
}

static const struct box_conn_ops conn_ops = {
	.up = on_up, .sms = on_sms, .ack = on_ack, .admin = on_admin, .down = on_down,
};

/* --- bearerbox ----------------------------------------------------------------------- */
static int fb_sms(void *arg, const char *box, const struct box_sms *sms)
{
	struct story *s = arg;

	s->texts++;
	keep_text(s->mt_text, sizeof(s->mt_text), sms->msgdata);
	snprintf(s->mt_box, sizeof(s->mt_box), "%s", box);
	return s->answer;
}

static const struct fakebox_ops fb_ops = { .sms = fb_sms };

static void fb_start(struct story *s)
{
	struct err err;

	s->fb = fakebox_new(s->ctx, s->loop, s->address, &fb_ops, s, &err);
	assert_non_null(s->fb);
}

static void box_start(struct story *s)
{
	struct box_conn_config config = { .address = s->address, .name = "warmline" };
	struct err err;

	s->conn = box_conn_new(s->ctx, s->loop, &config, &conn_ops, s, &err);
	assert_non_null(s->conn);
}

static int setup(void **state)
{
	static const uint8_t seed[32] = { 7 };
	struct story *s = talloc_zero(NULL, struct story);
	struct clock_source clock = { fake_mono, fake_wall, s };

	clock_set_source(&clock);
	rand_set_seed(seed);
	s->ctx = talloc_named_const(s, 0, "story");
	s->loop = loop_new(s->ctx);
	s->mono_ms = 1000;
	s->ack_at_once = true;
	snprintf(s->address, sizeof(s->address), "unix:./conn_test.%d", getpid());
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct story *s = *state;

	TALLOC_FREE(s->conn);
	TALLOC_FREE(s->fb);
	unlink(s->address + strlen("unix:"));
	talloc_free(s);
	clock_set_source(NULL);
	rand_set_seed(NULL);
	return 0;
}

static int send_text(struct story *s, const char *text, int mask)
{
	struct box_sms sms;

	box_sms_init(&sms);
	rand_uuid(sms.id);
	sms.sender = VIEW_STR("3114");
	sms.receiver = VIEW_STR("15550001");
	sms.msgdata = VIEW_STR(text);
	sms.sms_type = BOX_SMS_MT_PUSH;
	sms.dlr_mask = mask;
	sms.dlr_url = VIEW_STR("17");
	return box_conn_send_sms(s->conn, &sms);
}

/* --- Stories ---------------------------------------------------------------------------- */
static void test_a_text_and_its_answer(void **state)
{
	struct story *s = *state;

	fb_start(s);
	s->fb->reports = BOX_DLR_ACCEPTED | BOX_DLR_DELIVERED;
	fakebox_hand_text(s->fb, "15550001", "3114", "hello");
	box_start(s);
	assert_string_equal(box_conn_state(s->conn), "waiting");
	assert_int_equal(send_text(s, "too early", 0), -ENOTCONN);
	turns(s);
	assert_string_equal(box_conn_state(s->conn), "up");
	assert_int_equal(s->ups, 1);
	assert_int_equal(s->mos, 1);
	assert_string_equal(s->last_text, "hello");
	assert_int_equal(fakebox_kept(s->fb), 0);

	assert_int_equal(send_text(s, "welcome", BOX_DLR_ACCEPTED | BOX_DLR_REJECTED), 0);
	turns(s);
	assert_string_equal(s->mt_text, "welcome");
	assert_string_equal(s->mt_box, "warmline");
	assert_int_equal(s->acks, 1);
	assert_int_equal(s->kind, BOX_ACK_SUCCESS);
	/* the report came back with our own id, and was acknowledged */
	assert_int_equal(s->reports, 1);
	assert_string_equal(s->last_url, "17");
	assert_int_equal(fakebox_kept(s->fb), 0);

	s->answer = BOX_ACK_FAILED_TMP;
	assert_int_equal(send_text(s, "again", BOX_DLR_ACCEPTED), 0);
	turns(s);
	assert_int_equal(s->kind, BOX_ACK_FAILED_TMP);
	assert_int_equal(s->reports, 1);
	assert_int_equal(s->fb->unknown_acks, 0);
}

static void test_unacknowledged_comes_again(void **state)
{
	struct story *s = *state;
	char id[UUID_LEN + 1];

	fb_start(s);
	box_start(s);
	s->ack_at_once = false;
	fakebox_hand_text(s->fb, "15550001", "3114", "do not lose me");
	turns(s);
	assert_int_equal(s->mos, 1);
	memcpy(id, s->last_id, sizeof(id));

	fakebox_cut(s->fb);
	turns(s);
	assert_int_equal(s->downs, 1);
	assert_int_equal(s->reason, BOX_DOWN_CLOSED);
	assert_int_equal(box_conn_send_ack(s->conn, id, BOX_ACK_SUCCESS), -ENOTCONN);
	s->ack_at_once = true;
	pass(s, 1000);
	assert_int_equal(s->ups, 2);
	assert_int_equal(s->mos, 2);
	assert_string_equal(s->last_id, id);
	assert_int_equal(s->fb->redelivered, 1);
	assert_int_equal(fakebox_kept(s->fb), 0);
}

/* Between 750 ms and 1 s at first, up to between 22.5 and 30 s. */
static void test_backoff(void **state)
{
	struct story *s = *state;
	int64_t want_ms = 1000;
	int i;

	box_start(s);		/* nobody listens */
	turns(s);
	for (i = 0; i < 8; i++) {
		int64_t due_ms = loop_next_due_ms(s->loop);

		assert_string_equal(box_conn_state(s->conn), "waiting");
		assert_in_range(due_ms, want_ms - want_ms / 4, want_ms);
		pass(s, due_ms);
		want_ms = want_ms * 2 > 30000 ? 30000 : want_ms * 2;
	}
	assert_int_equal(s->ups, 0);
	assert_int_equal(s->downs, 0);	/* it never was up */

	fb_start(s);
	pass(s, 30000);
	assert_int_equal(s->ups, 1);
	/* a bearerbox that only ever closes (box-deny-ip) is not hammered ... */
	fakebox_cut(s->fb);
	turns(s);
	assert_in_range(loop_next_due_ms(s->loop), 22500, 30000);
	/* ... but one that was good is looked for after a second again */
	pass(s, 30000);
	pass(s, 10000);
	fakebox_cut(s->fb);
	turns(s);
	assert_in_range(loop_next_due_ms(s->loop), 750, 1000);
}

static void test_hostile_closes(void **state)
{
	static const uint8_t bad[] = { 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x02,
				       0xff, 0xff, 0xff, 0xf9 };
	struct story *s = *state;

	fb_start(s);
	box_start(s);
	turns(s);
	fakebox_send_raw(s->fb, bad, sizeof(bad));
	turns(s);
	assert_int_equal(s->downs, 1);
	assert_int_equal(s->reason, BOX_DOWN_HOSTILE);
	assert_int_equal(box_conn_stats(s->conn)->hostile, 1);
	pass(s, 1000);
	assert_int_equal(s->ups, 2);
}

/* Shutdown: acks still go out, texts do not, then we close and come back. */
static void test_shutdown(void **state)
{
	struct story *s = *state;

	fb_start(s);
	box_start(s);
	s->ack_at_once = false;
	fakebox_hand_text(s->fb, "15550001", "3114", "at the last moment");
	turns(s);
	fakebox_admin(s->fb, BOX_CMD_SHUTDOWN);
	turns(s);
	assert_int_equal(s->command, BOX_CMD_SHUTDOWN);
	assert_string_equal(box_conn_state(s->conn), "leaving");
	assert_int_equal(send_text(s, "too late", 0), -ENOTCONN);
	assert_int_equal(box_conn_send_ack(s->conn, s->last_id, BOX_ACK_SUCCESS), 0);
	turns(s);
	assert_int_equal(fakebox_kept(s->fb), 0);
	assert_int_equal(s->downs, 0);
	pass(s, BOX_LEAVE_MS);
	assert_int_equal(s->downs, 1);
	assert_int_equal(s->reason, BOX_DOWN_ADMIN);
	assert_int_equal(fakebox_boxes(s->fb), 0);
	pass(s, 1000);
	assert_int_equal(s->ups, 2);
	assert_int_equal(fakebox_boxes(s->fb), 1);

	fakebox_admin(s->fb, BOX_CMD_SUSPEND);
	turns(s);
	assert_int_equal(s->command, BOX_CMD_SUSPEND);
	assert_true(box_conn_up(s->conn));
}

static void test_heartbeat(void **state)
{
	struct story *s = *state;

	fb_start(s);
	box_start(s);
	turns(s);
	pass(s, 29999);
	assert_int_equal(s->fb->heartbeats, 0);
	pass(s, 1);
	pass(s, 30000);
	assert_int_equal(s->fb->heartbeats, 2);
}

/* At most max_pending are out; each ack makes room. */
static void test_window(void **state)
{
	struct story *s = *state;
	int i;

	fb_start(s);
	s->fb->max_pending = 10;
	for (i = 0; i < 25; i++)
		fakebox_hand_text(s->fb, "15550001", "3114", "x");
	s->ack_at_once = false;
	box_start(s);
	turns(s);
	assert_int_equal(s->mos, 10);
	assert_int_equal(box_conn_send_ack(s->conn, s->last_id, BOX_ACK_SUCCESS), 0);
	turns(s);
	assert_int_equal(s->mos, 11);
}

static void test_name_decides(void **state)
{
	struct story *s = *state;

	fb_start(s);
	s->fb->route = "somebody else";
	fakebox_hand_text(s->fb, "15550001", "3114", "not for you");
	box_start(s);
	turns(s);
	assert_int_equal(s->mos, 0);
	assert_int_equal(fakebox_kept(s->fb), 1);
}

/* Each call-back may free the connection; valgrind and ASan watch. */
static void test_free_in_callbacks(void **state)
{
	struct story *s = *state;

	fb_start(s);
	fakebox_hand_text(s->fb, "15550001", "3114", "one");
	fakebox_hand_text(s->fb, "15550001", "3114", "two");
	s->free_in_sms = true;
	box_start(s);
	turns(s);
	assert_null(s->conn);
	assert_int_equal(s->mos, 1);
	/* the ack that was sent before it was freed went out; the other waits */
	assert_int_equal(fakebox_kept(s->fb), 1);

	s->free_in_sms = false;
	s->free_in_up = true;
	box_start(s);
	turns(s);
	assert_null(s->conn);

	s->free_in_up = false;
	s->free_in_down = true;
	box_start(s);
	turns(s);
	fakebox_cut(s->fb);
	turns(s);
	assert_null(s->conn);
}

static void test_bad_config(void **state)
{
	struct story *s = *state;
	struct box_conn_config config = { .address = "nowhere", .name = "warmline" };
	struct err err;

	assert_null(box_conn_new(s->ctx, s->loop, &config, &conn_ops, s, &err));
	config = (struct box_conn_config){ .address = "127.0.0.1:1", .name = "" };
	assert_null(box_conn_new(s->ctx, s->loop, &config, &conn_ops, s, &err));
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(test_a_text_and_its_answer),
		STORY(test_unacknowledged_comes_again),
		STORY(test_backoff),
		STORY(test_hostile_closes),
		STORY(test_shutdown),
		STORY(test_heartbeat),
		STORY(test_window),
		STORY(test_name_decides),
		STORY(test_free_in_callbacks),
		STORY(test_bad_config),
	};

	base_init(talloc_named_const(NULL, 0, "base"), "conn_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
