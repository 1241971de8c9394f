// SPDX-License-Identifier: AGPL-3.0-or-later
/* The line protocol of `smsc = fake`, with lines as bearerbox 1.4.5 wrote them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include <unistd.h>

#include "tools/fake_smsc.h"

struct story {
	struct loop *loop;
	struct loop_stream *bearerbox;
	struct fake_smsc *phone;
	char address[64];
	char sent[512];			/* what bearerbox got */
	size_t sent_len;
	int texts;
	bool binary;
	char from[32], body[128], udh[32];
	size_t udh_len;
};

static ssize_t bb_data(void *arg, const uint8_t *data, size_t len)
{
	struct story *s = arg;

	memcpy(s->sent + s->sent_len, data, len);
	s->sent_len += len;
	return (ssize_t)len;
}

static void bb_down(void *arg, int reason)
{
}

static const struct loop_stream_ops bb_ops = {
	.name = "bearerbox", .data = bb_data, .down = bb_down, .max_input = 4096,
};

static void accept_cb(void *arg, int fd)
{
	struct story *s = arg;

	s->bearerbox = loop_stream_from_fd(s, s->loop, fd, &bb_ops, s);
}

static void on_text(void *arg, const struct fake_smsc_text *t)
{
	struct story *s = arg;

	s->texts++;
	s->binary = t->binary;
	snprintf(s->from, sizeof(s->from), "%s", t->from);
	snprintf(s->body, sizeof(s->body), "%.*s", (int)t->body.len, (const char *)t->body.data);
	s->udh_len = t->udh.len;
	if (t->udh.len)
		memcpy(s->udh, t->udh.data, t->udh.len);
}

static const struct fake_smsc_ops ops = { .text = on_text };

static void turns(struct story *s)
{
	int quiet = 0;

	while (quiet < 5)
		quiet = loop_turn(s->loop, 0) ? 0 : quiet + 1;
}

static int setup(void **state)
{
	struct story *s = talloc_zero(NULL, struct story);
	struct err err;

	s->loop = loop_new(s);
	snprintf(s->address, sizeof(s->address), "unix:./fake_smsc_test.%d", getpid());
	assert_non_null(loop_listen(s, s->loop, "bearerbox", s->address, accept_cb, s, &err));
	s->phone = fake_smsc_new(s, s->loop, s->address, &ops, s);
	turns(s);
	assert_true(fake_smsc_up(s->phone));
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct story *s = *state;

	unlink(s->address + strlen("unix:"));
	talloc_free(s);
	return 0;
}

static void line(struct story *s, const char *text)
{
	assert_int_equal(loop_stream_send(s->bearerbox, text, strlen(text)), 0);
	turns(s);
}

static void test_lines_of_bearerbox(void **state)
{
	struct story *s = *state;

	line(s, "3114 2547001 text re: caf\xc3\xa9 100% a+b\n");
	assert_string_equal(s->body, "re: caf\xc3\xa9 100% a+b");
	assert_string_equal(s->from, "3114");
	line(s, "3114 2547001 ucs-2 %00A%00%0A%04%2F\n");
	assert_string_equal(s->body, "A\n\xd0\xaf");
	assert_false(s->binary);
	line(s, "3114 2547001 data %00A\n");
	assert_true(s->binary);
	line(s, "3114 2547001 udh %05%00%03%01%02%01 data part+one+a%2541+%2B+b%C3%A9\n");
	assert_string_equal(s->body, "part one a%41 + b\xc3\xa9");
	assert_int_equal(s->udh_len, 6);
	assert_memory_equal(s->udh, "\x05\x00\x03\x01\x02\x01", 6);
	line(s, "3114 2547001 udh %05%00%03%01%02%01 data %00A%00%0A%04%2F\n");
	assert_string_equal(s->body, "A\n\xd0\xaf");
	line(s, "3114 2547001 text \n");
	assert_string_equal(s->body, "");
	assert_int_equal(s->texts, 6);
}

static void test_new_lines_within_a_text(void **state)
{
	struct story *s = *state;

	line(s, "3114 2547001 text line one\nline two\n\nline 4\n3114 2547001 text next\n");
	assert_int_equal(s->texts, 2);
	assert_string_equal(s->body, "next");
	line(s, "3114 2547001 text one\ntwo words\n");
	assert_string_equal(s->body, "one\ntwo words");
}

static void test_sending(void **state)
{
	struct story *s = *state;
	struct view udh = { (const uint8_t *)"\x05\x00\x03\x01\x02\x01", 6 };

	assert_int_equal(fake_smsc_send_text(s->phone, "2547001", "3114", "two\nlines"), 0);
	assert_int_equal(fake_smsc_send_data(s->phone, "2547001", "3114", udh, VIEW_STR("a ")), 0);
	assert_int_equal(fake_smsc_send_text(s->phone, "254 7001", "3114", "x"), -EINVAL);
	turns(s);
	assert_string_equal(s->sent, "2547001 3114 text two lines\n"
			    "2547001 3114 udh %05%00%03%01%02%01 %61%20\n");
	TALLOC_FREE(s->bearerbox);
	turns(s);
	assert_int_equal(fake_smsc_send_text(s->phone, "2547001", "3114", "x"), -ENOTCONN);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(test_lines_of_bearerbox),
		STORY(test_new_lines_within_a_text),
		STORY(test_sending),
	};

	base_init(talloc_named_const(NULL, 0, "base"), "fake_smsc_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
