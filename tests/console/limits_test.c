// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a flood may cost: each limit is reached and held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "browse.h"

#include <stdlib.h>
#include <unistd.h>

static struct world w;

static int end(void **state)
{
	world_end(&w);
	return 0;
}

static bool is_closed(int fd)
{
	return browse_read(&w, fd, "never").closed;
}

static void too_many_from_one_address_are_turned_away(void **state)
{
	static const char *const sets[] = { "per-address=5", NULL };
	int fd[6];

	world_begin(&w, sets);
	for (int i = 0; i < 5; i++)
		fd[i] = browse_connect(&w);
	world_turns(&w, 30);
	fd[5] = browse_connect(&w);
	assert_true(is_closed(fd[5]));
	assert_int_equal(http_stats(w.con->http)->over_address, 1);
	/* One leaves: there is room again. */
	close(fd[0]);
	world_turns(&w, 700);
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
	for (int i = 1; i < 6; i++)
		close(fd[i]);
}

static void the_cap_lets_others_wait(void **state)
{
	static const char *const sets[] = { "connections=10", "per-address=1000",
					    "read-time=800ms", NULL };
	int fd[30];

	world_begin(&w, sets);
	for (int i = 0; i < 30; i++)
		fd[i] = browse_connect(&w);
	world_turns(&w, 100);
	assert_in_range(http_stats(w.con->http)->conns, 10, 12);
	/* Those who say nothing are shut, and the next are let in. */
	world_turns(&w, 5000);
	assert_in_range(http_stats(w.con->http)->late, 28, 30);
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
	for (int i = 0; i < 30; i++)
		close(fd[i]);
}

/* One byte now and then does not keep a connection, neither in the headers nor in the body. */
static void trickle(const char *begin)
{
	static const char *const sets[] = { "read-time=500ms", NULL };
	bool closed = false;
	int fd;

	world_begin(&w, sets);
	fd = browse_connect(&w);
	browse_write(fd, begin);
	for (int i = 0; i < 40 && !closed; i++) {
		char c;

		browse_write(fd, "y");
		world_turns(&w, 50);
		closed = recv(fd, &c, 1, MSG_DONTWAIT) == 0;
	}
	assert_true(closed);
	assert_int_equal(http_stats(w.con->http)->late, 1);
	close(fd);
}

static void a_trickle_of_headers_is_shut(void **state)
{
	trickle("GET / HTTP/1.1\r\nHost: x\r\nX: ");
}

static void a_trickle_of_a_body_is_shut(void **state)
{
	trickle("POST /login HTTP/1.1\r\nHost: x\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\n"
		"Content-Length: 4000\r\n\r\nname=");
}

/* Who asks and asks and takes no answer holds neither the place nor the memory for long. */
static void who_takes_no_answer_is_shut(void **state)
{
	static const char *const sets[] = { "read-time=300ms", "idle-time=300ms",
					    "answer-time=1s", NULL };
	static const char ask[] = "GET /login HTTP/1.1\r\nHost: x\r\n\r\n";
	const ssize_t len = sizeof(ask) - 1;
	int small = 2048, fd;
	char c;

	world_begin(&w, sets);
	fd = browse_connect(&w);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	for (int i = 0; i < 400; i++)
		if (send(fd, ask, (size_t)len, MSG_NOSIGNAL | MSG_DONTWAIT) < len)
			break;
	world_turns(&w, 4000);
	assert_int_equal(http_stats(w.con->http)->conns, 0);
	while (recv(fd, &c, 1, MSG_DONTWAIT) == 1)
		;
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
	close(fd);
}

static void long_headers_and_bodies_are_refused(void **state)
{
	static const char *const sets[] = { "header-bytes=2000", "body-bytes=5000", NULL };
	char *big;
	int fd;

	world_begin(&w, sets);
	big = talloc_zero_size(w.ctx, 9001);
	memset(big, 'a', 9000);
	fd = browse_connect(&w);
	browse_write(fd, talloc_asprintf(w.ctx, "GET / HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n", big));
	assert_int_not_equal(browse_read(&w, fd, NULL).code, 200);
	close(fd);
	fd = browse_connect(&w);
	browse_write(fd, talloc_asprintf(w.ctx, "POST /login HTTP/1.1\r\nHost: x\r\n"
					 "Content-Length: 9000\r\n\r\n%s", big));
	assert_int_equal(browse_read(&w, fd, NULL).code, 413);
	close(fd);
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
}

static void streams_have_a_cap(void **state)
{
	static const char *const sets[] = { "streams-per-address=2", NULL };
	int fd[3];

	world_begin(&w, sets);
	for (int i = 0; i < 3; i++) {
		fd[i] = browse_connect(&w);
		browse_write(fd[i], "GET /live HTTP/1.1\r\nHost: x\r\nCookie: wls=s-peer\r\n\r\n");
		assert_int_equal(browse_read(&w, fd[i], i < 2 ? "event: hello" : NULL).code,
				 i < 2 ? 200 : 503);
	}
	for (int i = 0; i < 3; i++)
		close(fd[i]);
}

static void other_methods_and_odd_requests_are_refused(void **state)
{
	static const char *const odd[] = {
		"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "TRACE / HTTP/1.1\r\n"
		"Host: x\r\n\r\n",
		"GET http://other/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET /../etc/passwd HTTP/1.1\r\n"
		"Host: x\r\n\r\n",
		"GET //x HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /login?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n\r\n", "GET\r\n\r\n",
		"GET / HTTP/9.9\r\n\r\n",
		"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
		"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
	};

	world_begin(&w, (const char *const[]){ "read-time=400ms", NULL });
	for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
		int fd = browse_connect(&w);
		struct answer a;

		browse_write(fd, odd[i]);
		a = browse_read(&w, fd, NULL);
		assert_true(a.closed || a.code >= 400);
		close(fd);
	}
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
}

static void plain_http_is_for_loopback(void **state)
{
	struct err err;
	struct loop *loop = loop_new(NULL);
	void *ctx = talloc_new(NULL);
	struct cfg_group *g;

	world_begin(&w, NULL);
	g = console_configure(ctx, NULL, &err);
	assert_int_equal(cfg_set(g, "listen", "0.0.0.0:0", &err), 0);
	assert_null(console_new(ctx, loop, g, &err));
	assert_non_null(strstr(err.text, "certificate"));
	assert_int_equal(cfg_set(g, "listen", "127.0.0.1:0", &err), 0);
	talloc_free(ctx);
	talloc_free(loop);
}

int main(void)
{
#define T(f) cmocka_unit_test_teardown(f, end)
	const struct CMUnitTest tests[] = {
		T(too_many_from_one_address_are_turned_away), T(the_cap_lets_others_wait),
		T(a_trickle_of_headers_is_shut), T(a_trickle_of_a_body_is_shut),
		T(who_takes_no_answer_is_shut),
		T(long_headers_and_bodies_are_refused), T(streams_have_a_cap),
		T(other_methods_and_odd_requests_are_refused), T(plain_http_is_for_loopback),
	};

	base_init(NULL, "limits_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
