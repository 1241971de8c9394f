// SPDX-License-Identifier: AGPL-3.0-or-later
/* Timers, late work, streams, the worker, and libosmocore on our loop. */
#include "loop/loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <dlfcn.h>
#include <stdio.h>
#include <cmocka.h>
#include <sys/socket.h>
#include <unistd.h>
#include <osmocom/core/select.h>
#include <osmocom/core/timer.h>

static int64_t fake_ms;
static int64_t fake_now(void *arg) { return fake_ms; }
static const struct clock_source fake_clock = { fake_now, fake_now, NULL };

static char trace[64];
static void note(void *arg) { strcat(trace, arg); }

static int setup(void **state)
{
	fake_ms = 1000000;
	trace[0] = '\0';
	clock_set_source(&fake_clock);
	*state = talloc_named_const(NULL, 0, "test");
	return 0;
}

static int teardown(void **state)
{
	clock_set_source(NULL);
	return talloc_free(*state);
}

static void settle(struct loop *loop)
{
	while (loop_turn(loop, 0) > 0)
		;
}

static void timers_fire_in_order_of_time_then_arming(void **state)
{
	struct loop *loop = loop_new(*state);
	struct loop_timer *a = loop_timer_new(loop, loop, "a", note, "a");
	struct loop_timer *b = loop_timer_new(loop, loop, "b", note, "b");
	struct loop_timer *c = loop_timer_new(loop, loop, "c", note, "c");

	loop_timer_start(c, 500);
	loop_timer_start(a, 200);
	loop_timer_start(b, 200);
	assert_int_equal(loop_next_due_ms(loop), 200);
	settle(loop);
	assert_string_equal(trace, "");
	fake_ms += 200;
	settle(loop);
	assert_string_equal(trace, "ab");
	loop_timer_start(c, 50);	/* moving it earlier */
	fake_ms += 50;
	settle(loop);
	assert_string_equal(trace, "abc");
	assert_int_equal(loop_next_due_ms(loop), -1);
}

static void a_stopped_or_freed_timer_is_silent(void **state)
{
	struct loop *loop = loop_new(*state);
	struct loop_timer *t[100];
	int i;

	for (i = 0; i < 100; i++) {
		t[i] = loop_timer_new(loop, loop, "t", note, "x");
		loop_timer_start(t[i], (i * 37) % 100);
	}
	for (i = 0; i < 100; i++) {
		if (i % 3 == 0)
			loop_timer_stop(t[i]);
		else if (i != 50)
			talloc_free(t[i]);
	}
	fake_ms += 1000;
	settle(loop);
	assert_string_equal(trace, "x");
}

static void late_work_runs_once_after_timers(void **state)
{
	struct loop *loop = loop_new(*state);
	struct loop_late *late = loop_late_new(loop, loop, "late", note, "L");
	struct loop_timer *t = loop_timer_new(loop, loop, "t", note, "t");

	loop_late_arm(late);
	loop_late_arm(late);
	loop_timer_start(t, 0);
	loop_turn(loop, 0);
	assert_string_equal(trace, "tL");
	settle(loop);
	assert_string_equal(trace, "tL");
}

struct peer {
	struct loop_stream *s;
	char got[64];
	int down, reason;
};
static ssize_t peer_data(void *arg, const uint8_t *data, size_t len)
{
	struct peer *p = arg;

	if (data[0] == '!')
		return -EPROTO;
	if (len < 3)
		return 0;
	strncat(p->got, (const char *)data, 3);
	return 3;
}
static void peer_down(void *arg, int reason)
{
	struct peer *p = arg;

	p->down++;
	p->reason = reason;
}
static const struct loop_stream_ops peer_ops = {
	.name = "test peer", .data = peer_data, .down = peer_down, .max_input = 16,
};

static void streams_carry_whole_messages_and_close(void **state)
{
	struct loop *loop = loop_new(*state);
	struct peer p = { 0 };
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	p.s = loop_stream_from_fd(*state, loop, fd[0], &peer_ops, &p);
	assert_int_equal(write(fd[1], "abcde", 5), 5);
	settle(loop);
	assert_string_equal(p.got, "abc");
	assert_int_equal(write(fd[1], "f", 1), 1);
	settle(loop);
	assert_string_equal(p.got, "abcdef");
	assert_int_equal(loop_stream_send(p.s, "hello", 5), 0);
	settle(loop);
	char back[8] = "";
	assert_int_equal(read(fd[1], back, sizeof(back)), 5);
	assert_string_equal(back, "hello");
	assert_int_equal(write(fd[1], "!xx", 3), 3);
	settle(loop);
	assert_int_equal(p.down, 1);
	assert_int_equal(p.reason, -EPROTO);
	assert_int_equal(loop_stream_send(p.s, "x", 1), -ENOTCONN);
	close(fd[1]);
	talloc_free(p.s);
}

static void job_add(void *job) { *(int *)job += 40; }
static void job_done(void *job) { *(int *)job += 2; }

static void the_worker_brings_results_back(void **state)
{
	struct loop *loop = loop_new(*state);
	int job = 0;

	clock_set_source(NULL);
	assert_int_equal(loop_work(loop, "job", job_add, job_done, &job), 0);
	while (job != 42)
		loop_turn(loop, 1000);
	talloc_free(loop);
}

static int osmo_ready(struct osmo_fd *ofd, unsigned int what)
{
	char c;

	assert_int_equal(read(ofd->fd, &c, 1), 1);
	note("r");
	osmo_fd_unregister(ofd);
	return 0;
}

static void libosmocore_runs_on_our_loop(void **state)
{
	struct loop *loop = loop_new(*state);
	struct osmo_timer_list timer = { .cb = note, .data = "T" };
	struct osmo_fd ofd;
	int fd[2];

	/* The linker's choice that everything here rests on. */
	assert_ptr_equal(dlsym(RTLD_DEFAULT, "osmo_fd_register"), osmo_fd_register);
	assert_ptr_equal(dlsym(RTLD_DEFAULT, "osmo_gettimeofday"), osmo_gettimeofday);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	osmo_fd_setup(&ofd, fd[0], OSMO_FD_READ, osmo_ready, NULL, 0);
	assert_int_equal(osmo_fd_register(&ofd), 0);
	assert_true(osmo_fd_is_registered(&ofd));
	osmo_timer_schedule(&timer, 3600, 0);
	assert_int_equal(write(fd[1], "x", 1), 1);
	settle(loop);
	assert_string_equal(trace, "r");
	fake_ms += HOURS_MS(1);
	settle(loop);
	assert_string_equal(trace, "rT");
	close(fd[0]);
	close(fd[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(timers_fire_in_order_of_time_then_arming),
		T(a_stopped_or_freed_timer_is_silent),
		T(late_work_runs_once_after_timers),
		T(streams_carry_whole_messages_and_close),
		T(the_worker_brings_results_back),
		T(libosmocore_runs_on_our_loop),
	};
	base_init(talloc_named_const(NULL, 0, "log"), "loop_test");
	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
