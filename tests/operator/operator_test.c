// SPDX-License-Identifier: AGPL-3.0-or-later
/* The configuration file, a telnet session and the exports, all for real. */
#include "operator/operator.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

struct values {
	int64_t count, wait_ms;
	bool strict;
	const char *name;
	int mode;
};
static const char *const modes[] = { "spool", "file", NULL };
static const struct cfg_key keys[] = {
	{ "count", CFG_INT, offsetof(struct values, count), 1, 100, "10", NULL, "How many", false },
	{ "wait", CFG_DURATION, offsetof(struct values, wait_ms), 1000, HOURS_MS(1), "60s", NULL,
	  "How long", false },
	{ "strict", CFG_BOOL, offsetof(struct values, strict), 0, 0, "yes", NULL,
	  "Whether", false },
	{ "name", CFG_STRING, offsetof(struct values, name), 0, 40, "the line", NULL,
	  "Name", false },
	{ "mode", CFG_CHOICE, offsetof(struct values, mode), 0, 0, "spool", modes, "Mode", false },
};
static const struct cfg_table table = { "sample", "A room", keys, ARRAY_LEN(keys) };

static struct values values;
static struct loop *loop;
static struct operator *op;
static int port;

static int read_text(const char *text, struct err *err)
{
	char path[] = "/tmp/operator_test.XXXXXX";
	int fd = mkstemp(path), rc;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	rc = operator_read_config(op, path, err);
	unlink(path);
	return rc;
}

static void a_good_file_is_taken(void **state)
{
	struct err err;

	assert_int_equal(values.count, 10);
	assert_int_equal(read_text("sample\n count 20\n wait 1m30s\n strict no\n"
				   " name two words\n mode file\n", &err), 0);
	assert_int_equal(values.count, 20);
	assert_int_equal(values.wait_ms, 90000);
	assert_false(values.strict);
	assert_string_equal(values.name, "two words");
	assert_int_equal(values.mode, 1);
}

static void a_bad_line_is_named_and_refused(void **state)
{
	static const struct { const char *text; int line; } bad[] = {
		{ "sample\n count 20\n count 2000\n", 3 },
		{ "sample\n wait soon\n", 2 },
		{ "sample\n colour red\n", 2 },
		{ "! a comment\nsample\n strict perhaps\n", 3 },
		{ "nowhere\n", 1 },
		{ "sample\n wait 2h\n count 30\n", 2 },
	};
	struct err err;
	char where[16];
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++) {
		assert_int_equal(read_text(bad[i].text, &err), -EINVAL);
		snprintf(where, sizeof(where), ":%d:", bad[i].line);
		if (!strstr(err.text, where))
			fail_msg("%zu: '%s' does not name line %d", i, err.text, bad[i].line);
	}
	assert_int_equal(operator_read_config(op, "/nonexistent", &err), -ENOENT);
}

static void show_queue(struct operator_out *out, void *arg)
{
	operator_out(out, "%s waits\nthat is all", (const char *)arg);
}

static int free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	getsockname(fd, (struct sockaddr *)&at, &len);
	close(fd);
	return ntohs(at.sin_port);
}

/* Sends lines, turns the loop until `wanted` was seen or nothing more comes. */
static char *telnet(const char *lines, const char *wanted)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	static char got[65536];
	size_t len = 0;
	ssize_t n;
	int fd = socket(AF_INET, SOCK_STREAM, 0), idle;

	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	assert_int_equal(write(fd, lines, strlen(lines)), (ssize_t)strlen(lines));
	for (idle = 0, got[0] = '\0'; idle < 200 && !strstr(got, wanted); idle++) {
		loop_turn(loop, 5);
		while ((n = read(fd, got + len, sizeof(got) - 1 - len)) > 0) {
			char *p;
			for (p = got + len; p < got + len + n; p++)
				if (!*p)
					*p = ' ';	/* telnet negotiation */
			len += (size_t)n;
			got[len] = '\0';
		}
	}
	close(fd);
	loop_turn(loop, 5);
	return got;
}

static void telnet_shows_sets_and_explains(void **state)
{
	char *got = telnet("show queue\r\n", "that is all");

	assert_non_null(strstr(got, "Heron waits"));
	got = telnet("enable\r\nconfigure terminal\r\nsample\r\ncount 2000\r\n", "between");
	assert_non_null(strstr(got, "2000 is not between 1 and 100"));
	got = telnet("enable\r\nconfigure terminal\r\nsample\r\ncount 33\r\n"
		     "show running-config\r\n",
		     "count 33");
	assert_non_null(strstr(got, " count 33"));
	assert_int_equal(values.count, 33);
}

/* What was changed is in the file, and the file is one that can be read. */
static void write_file_keeps_what_was_set(void **state)
{
	char path[] = "/tmp/operator_test.XXXXXX", text[4096] = "";
	char path_before[64] = "/tmp/operator_test.";
	int fd = mkstemp(path);
	struct err err;
	char *got;

	assert_int_equal(write(fd, "sample\n", 7), 7);
	assert_int_equal(operator_read_config(op, path, &err), 0);
	got = telnet("enable\r\nconfigure terminal\r\nsample\r\ncount 44\r\nend\r\nwrite file\r\n",
		     "saved");
	assert_non_null(strstr(got, "saved"));
	close(fd);
	fd = open(path, O_RDONLY);
	assert_true(read(fd, text, sizeof(text) - 1) > 0);
	close(fd);
	assert_non_null(strstr(text, "sample\n count 44\n"));
	values.count = 1;
	assert_int_equal(operator_read_config(op, path, &err), 0);
	assert_int_equal(values.count, 44);
	unlink(path);
	strcat(path_before, path + strlen("/tmp/operator_test."));
	unlink(strcat(path_before, ".sav"));	/* libosmovty keeps the one before */
}

static void many_sessions_come_and_go(void **state)
{
	int i;

	for (i = 0; i < 50; i++)
		assert_non_null(strstr(telnet("show queue\r\n", "that is all"), "that is all"));
}

static int64_t later_ms(void *arg) { return 1000000000; }

static int64_t gauge_read(void *arg) { return 7; }

static void prometheus_text_has_counters_and_gauges(void **state)
{
	COUNTER(seen, "sample.seen", "Things seen.");
	static const struct operator_gauge gauge = { "sample.depth", "How deep.", gauge_read };
	static const struct clock_source later = { later_ms, later_ms, NULL };
	char *text;

	counter_add(&seen, 3);
	operator_add_gauge(op, &gauge, NULL);
	text = operator_prometheus(op);
	assert_non_null(strstr(text, "\nwarmline_sample_seen_total 3\n"));
	assert_non_null(strstr(text, "\nwarmline_sample_depth 7\n"));
	clock_set_source(&later);	/* so that the copying timer is due */
	loop_turn(loop, 0);
	assert_non_null(strstr(telnet("enable\r\nshow stats\r\n", "Things seen"), "Things seen"));
}

/* Last: the password stays. */
static void an_enable_password_is_asked_for(void **state)
{
	struct err err;
	char *got;

	assert_int_equal(read_text("enable password hush\n", &err), 0);
	got = telnet("enable\r\nwrong\r\nwrong\r\nwrong\r\nconfigure terminal\r\n", "nothing");
	assert_non_null(strstr(got, "Password:"));
	assert_null(strstr(got, "(config)"));
	got = telnet("enable\r\nhush\r\nconfigure terminal\r\n", "(config)#");
	assert_non_null(strstr(got, "(config)#"));
}

static int setup_all(void **state)
{
	static const struct operator_show show = { "queue", "Who waits", show_queue };
	void *ctx = talloc_named_const(NULL, 0, "operator_test");
	char line[64];
	struct err err;

	base_init(ctx, "operator_test");
	loop = loop_new(ctx);
	cfg_register(ctx, &table, &values);
	op = operator_new(ctx, loop, "0");
	operator_add_show(op, &show, "Heron");
	port = free_port();
	snprintf(line, sizeof(line), "operator\n vty-port %d\n ctrl-port 0\n", port);
	if (read_text(line, &err) < 0 || operator_listen(op, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	loop_turn(loop, 0);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_file_is_taken),
		cmocka_unit_test(a_bad_line_is_named_and_refused),
		cmocka_unit_test(telnet_shows_sets_and_explains),
		cmocka_unit_test(write_file_keeps_what_was_set),
		cmocka_unit_test(many_sessions_come_and_go),
		cmocka_unit_test(prometheus_text_has_counters_and_gauges),
		cmocka_unit_test(an_enable_password_is_asked_for),
	};
	return cmocka_run_group_tests_name("operator", tests, setup_all, NULL);
}
