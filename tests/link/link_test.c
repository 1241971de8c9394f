// SPDX-License-Identifier: AGPL-3.0-or-later
/* The link: what a good asker gets, and that a bad one hurts only itself. */
#include "link/link.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <osmocom/core/application.h>
#include <sys/wait.h>
#include <unistd.h>

struct world {
	void *ctx;
	struct loop *loop;
	struct link_server *srv;
	char dir[64], address[96];
	int opened, closed;
	struct link_request *kept;	/* of the verb "keep" */
	/* What a client saw. */
	int ups, downs, answers, events;
	char code[64], got[128];
};

/* --- A small server ------------------------------------------------------------ */
static void add_proceed(struct link_request *req, void *arg)
{
	link_ok(req, json_pack("{s:I}", "sum", (json_int_t)(link_req_int(req, "a", 0) +
							    link_req_int(req, "b", 100))));
}

static void keep_proceed(struct link_request *req, void *arg)
{
	((struct world *)arg)->kept = req;
}

static int never_check(struct link_request *req, void *arg, struct err *err)
{
	return err_set(err, EPERM, "Only the manager may do that.");
}

static void never_proceed(struct link_request *req, void *arg)
{
	fail_msg("a refused request was carried out");
}

static void listen_proceed(struct link_request *req, void *arg)
{
	link_conn_listen(link_req_conn(req), true);
	link_ok(req, NULL);
}

static void big_proceed(struct link_request *req, void *arg)
{
	size_t len = (size_t)link_req_int(req, "len", 0);
	char *text = malloc(len + 1);

	memset(text, 'x', len);
	text[len] = '\0';
	link_ok(req, json_pack("{s:s}", "text", text));
	free(text);
}

static void drop_proceed(struct link_request *req, void *arg)
{
	struct link_conn *conn = link_req_conn(req);

	talloc_free(conn);
	assert_null(link_req_conn(req));
	link_ok(req, NULL);
}

static void fail_proceed(struct link_request *req, void *arg)
{
	link_fail(req, LINK_E_NOT_FOUND, "No incident has the code %s, \xff.",
		  link_req_str(req, "code"));
}

static const struct link_arg add_args[] = {
	{ .name = "a", .type = LINK_INT, .required = true, .min = 0, .max = 10, .help = "First." },
	{ .name = "b", .type = LINK_INT, .help = "Second." },
};
static const struct link_arg big_args[] = {
	{ .name = "len", .type = LINK_INT, .required = true, .help = "Bytes." },
};
static const struct link_arg fail_args[] = {
	{ .name = "code", .type = LINK_STRING, .required = true, .min = 1, .max = 8,
	  .help = "Code." },
};
static const struct link_command commands[] = {
	{ "sum add", "Adds.", add_args, ARRAY_LEN(add_args), NULL, add_proceed },
	{ "keep", "Answers later.", NULL, 0, NULL, keep_proceed },
	{ "never", "Is refused.", NULL, 0, never_check, never_proceed },
	{ "listen", "Subscribes.", NULL, 0, NULL, listen_proceed },
	{ "big", "Answers much.", big_args, 1, NULL, big_proceed },
	{ "drop", "Closes the asker.", NULL, 0, NULL, drop_proceed },
	{ "incident show", "Fails.", fail_args, 1, NULL, fail_proceed },
};

static void opened(void *arg, struct link_conn *conn)
{
	((struct world *)arg)->opened++;
}

static void closed(void *arg, struct link_conn *conn)
{
	((struct world *)arg)->closed++;
}

static void server_start(struct world *w, const char *token)
{
	struct err err;

	w->srv = link_server_new(w->ctx, w->loop, &(struct link_server_spec){
		.kind = "test", .address = w->address, .token = token,
		.opened = opened, .closed = closed, .arg = w }, &err);
	assert_non_null(w->srv);
	link_server_add(w->srv, commands, ARRAY_LEN(commands), w);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->ctx = talloc_new(NULL);
	w->loop = loop_new(w->ctx);
	snprintf(w->dir, sizeof(w->dir), "/tmp/warmline-link.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->address, sizeof(w->address), "unix:%s/sock", w->dir);
	server_start(w, NULL);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	TALLOC_FREE(w->srv);
	talloc_free(w->ctx);
	rmdir(w->dir);
	free(w);
	return 0;
}

static void turns(struct world *w, int n)
{
	while (n-- > 0)
		loop_turn(w->loop, 2);
}

/* --- A raw asker that may say anything ---------------------------------------------- */
static int raw_open(struct world *w)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s", w->address + 5);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static void raw_say(struct world *w, int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	turns(w, 3);
}

/* What came back; "closed" appended when the line is over. */
static const char *raw_hear(struct world *w, int fd)
{
	static char text[65536];
	size_t len = 0;
	ssize_t n;

	while ((n = read(fd, text + len, sizeof(text) - len - 16)) > 0)
		len += (size_t)n;
	text[len] = '\0';
	if (n == 0 || errno != EAGAIN)
		strcpy(text + len, "closed");
	return text;
}

static void a_request_is_answered(void **state)
{
	struct world *w = *state;
	int fd = raw_open(w);

	raw_say(w, fd, "{\"v\":1,\"id\":7,\"do\":\"sum add\",\"a\":2,\"b\":3}\n");
	assert_string_equal(raw_hear(w, fd), "{\"id\":7,\"ok\":{\"sum\":5}}\n");
	raw_say(w, fd, "{\"v\":1,\"id\":8,\"do\":\"sum add\",");
	assert_string_equal(raw_hear(w, fd), "");
	raw_say(w, fd, "\"a\":2}\n{\"v\":1,\"id\":9,\"do\":\"sum add\",\"a\":0}\n");
	assert_string_equal(raw_hear(w, fd), "{\"id\":8,\"ok\":{\"sum\":102}}\n"
					     "{\"id\":9,\"ok\":{\"sum\":100}}\n");
	close(fd);
	turns(w, 2);
	assert_int_equal(w->closed, 1);
}

static void errors_say_what_is_wrong(void **state)
{
	static const struct { const char *say, *code; } cases[] = {
		{ "{\"v\":1,\"id\":1,\"do\":\"sum add\"}\n", "a is missing" },
		{ "{\"v\":1,\"id\":1,\"do\":\"sum add\",\"a\":11}\n", "from 0 to 10" },
		{ "{\"v\":1,\"id\":1,\"do\":\"sum add\",\"a\":\"2\"}\n", "whole number" },
		{ "{\"v\":1,\"id\":1,\"do\":\"sum add\",\"a\":2,\"c\":2}\n", "no such argument" },
		{ "{\"v\":1,\"id\":1,\"do\":\"sum sub\"}\n", "unknown-verb" },
		{ "{\"v\":1,\"id\":1,\"do\":\"never\"}\n", "Only the manager" },
		{ "{\"v\":1,\"id\":1,\"do\":\"incident show\",\"code\":\"12\"}\n", "code 12, ?." },
		{ "{\"v\":1,\"id\":1,\"do\":\"incident show\",\"code\":\"123456789\"}\n", "bytes" },
	};
	struct world *w = *state;
	int fd = raw_open(w);
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		raw_say(w, fd, cases[i].say);
		const char *heard = raw_hear(w, fd);
		if (!strstr(heard, cases[i].code) || !strstr(heard, "\"error\""))
			fail_msg("case %zu: %s", i, heard);
	}
	/* Wrong arguments are an honest mistake: the line stays. */
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"keep\"}\n");
	assert_non_null(w->kept);
	link_ok(w->kept, NULL);
	turns(w, 1);
	assert_string_equal(raw_hear(w, fd), "{\"id\":1,\"ok\":{}}\n");
	close(fd);
}

static void hostile_lines_are_answered_then_closed(void **state)
{
	static const char *const lines[LINK_BAD_MAX] = {
		"hello\n", "[1]\n", "{\"v\":2,\"id\":1,\"do\":\"help\"}\n",
		"{\"v\":1,\"id\":-1,\"do\":\"help\"}\n", "{\"v\":1,\"id\":1,\"do\":\"../x\"}\n",
	};
	struct world *w = *state;
	int fd = raw_open(w), other = raw_open(w), i;
	const char *heard;

	for (i = 0; i < LINK_BAD_MAX; i++) {
		raw_say(w, fd, lines[i]);
		heard = raw_hear(w, fd);
		assert_non_null(strstr(heard, "\"error\""));
		assert_int_equal(strstr(heard, "closed") != NULL, i == LINK_BAD_MAX - 1);
	}
	assert_int_equal(link_server_stats(w->srv)->closed_bad, 1);
	raw_say(w, other, "{\"v\":1,\"id\":9,\"do\":\"sum add\",\"a\":0}\n");
	assert_string_equal(raw_hear(w, other), "{\"id\":9,\"ok\":{\"sum\":100}}\n");
	close(fd);
	close(other);
}

static void a_line_without_end_is_closed(void **state)
{
	struct world *w = *state;
	int fd = raw_open(w);
	char *much = malloc(LINK_LINE_MAX);
	size_t sent = 0;
	ssize_t n;
	int i;

	memset(much, 'a', LINK_LINE_MAX);
	for (i = 0; i < 100 && sent < 3 * LINK_LINE_MAX; i++) {
		n = send(fd, much, LINK_LINE_MAX, MSG_NOSIGNAL);
		sent += n > 0 ? (size_t)n : 0;
		turns(w, 1);
		if (w->closed)
			break;
	}
	assert_int_equal(w->closed, 1);
	free(much);
	close(fd);
}

static void one_who_does_not_read_is_closed(void **state)
{
	struct world *w = *state;
	int fd = raw_open(w), other = raw_open(w), i;

	raw_say(w, other, "{\"v\":1,\"id\":9,\"do\":\"listen\"}\n");
	for (i = 0; i < 40 && !w->closed; i++)
		raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"big\",\"len\":1000000}\n");
	assert_int_equal(w->closed, 1);
	assert_int_equal(link_server_stats(w->srv)->closed_slow, 1);
	link_server_event(w->srv, "still", json_pack("{s:i}", "n", 1));
	turns(w, 2);
	assert_non_null(strstr(raw_hear(w, other), "{\"event\":\"still\",\"is\":{\"n\":1}}\n"));
	close(fd);
	close(other);
}

static void an_answer_may_be_too_big(void **state)
{
	struct world *w = *state;
	int fd = raw_open(w);

	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"big\",\"len\":9000000}\n");
	assert_non_null(strstr(raw_hear(w, fd), "too-big"));
	close(fd);
}

static void too_many_open_requests_are_refused(void **state)
{
	struct world *w = *state;
	static char lines[LINK_OPEN_MAX * 32];
	int fd = raw_open(w), i;

	for (i = 0; i < LINK_OPEN_MAX; i++)
		strcat(lines, "{\"v\":1,\"id\":1,\"do\":\"keep\"}\n");
	raw_say(w, fd, lines);
	assert_string_equal(raw_hear(w, fd), "");
	raw_say(w, fd, "{\"v\":1,\"id\":2,\"do\":\"keep\"}\n");
	assert_non_null(strstr(raw_hear(w, fd), "busy"));
	close(fd);
}

static void an_answer_after_the_asker_left_is_dropped(void **state)
{
	struct world *w = *state;
	int fd = raw_open(w);

	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"keep\"}\n");
	close(fd);
	turns(w, 3);
	assert_int_equal(w->closed, 1);
	assert_null(link_req_conn(w->kept));
	link_ok(w->kept, json_pack("{s:i}", "n", 1));
	fd = raw_open(w);
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"drop\"}\n");
	assert_string_equal(raw_hear(w, fd), "closed");
	close(fd);
}

static void the_peer_is_known_and_the_socket_private(void **state)
{
	struct world *w = *state;
	struct stat st;

	assert_int_equal(stat(w->address + 5, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	int fd = raw_open(w);
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"keep\"}\n");
	const struct link_peer *peer = link_conn_peer(link_req_conn(w->kept));
	assert_true(peer->local);
	assert_int_equal(peer->uid, getuid());
	assert_int_equal(peer->pid, getpid());
	close(fd);
}

static void a_token_is_asked_for(void **state)
{
	struct world *w = *state;
	struct err err;
	int fd;

	assert_null(link_server_new(w->ctx, w->loop, &(struct link_server_spec){
		.kind = "test", .address = "127.0.0.1:0", .token = "short" }, &err));
	assert_non_null(strstr(err.text, "token"));
	TALLOC_FREE(w->srv);
	server_start(w, "0123456789abcdef");
	fd = raw_open(w);
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"sum add\",\"a\":1}\n");
	assert_non_null(strstr(raw_hear(w, fd), "denied"));
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"hello\",\"token\":\"0123456789abcdef\"}\n");
	assert_non_null(strstr(raw_hear(w, fd), "\"ok\""));
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"sum add\",\"a\":1}\n");
	assert_non_null(strstr(raw_hear(w, fd), "101"));
	close(fd);
	fd = raw_open(w);
	raw_say(w, fd, "{\"v\":1,\"id\":1,\"do\":\"hello\",\"token\":\"0123456789abcdeg\"}\n");
	assert_non_null(strstr(raw_hear(w, fd), "closed"));
	close(fd);
}

/* --- The client on the loop -------------------------------------------------------- */
static void up(void *arg)
{
	((struct world *)arg)->ups++;
}

static void down(void *arg, const char *why)
{
	((struct world *)arg)->downs++;
}

static void event(void *arg, const char *name, json_t *is)
{
	((struct world *)arg)->events++;
}

static void answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct world *w = arg;

	w->answers++;
	snprintf(w->code, sizeof(w->code), "%s", error ? error : "ok");
	snprintf(w->got, sizeof(w->got), "%lld",
		 (long long)json_integer_value(json_object_get(ok, "sum")));
}

static void the_client_asks_and_comes_back(void **state)
{
	struct world *w = *state;
	struct link_client *c = link_client_new(w->ctx, w->loop, &(struct link_client_spec){
		.address = w->address, .up = up, .down = down, .event = event, .arg = w });
	int i;

	assert_int_equal(link_client_request(c, "keep", NULL, 0, answered, w), -ENOTCONN);
	turns(w, 5);
	assert_int_equal(w->ups, 1);
	assert_int_equal(link_client_request(c, "sum add", json_pack("{s:i}", "a", 4), 0,
					     answered, w), 0);
	assert_int_equal(w->answers, 0);	/* never inside the call */
	turns(w, 4);
	assert_string_equal(w->code, "ok");
	assert_string_equal(w->got, "104");
	assert_int_equal(link_client_request(c, "listen", NULL, 0, answered, w), 0);
	turns(w, 4);
	link_server_event(w->srv, "news", NULL);
	turns(w, 3);
	assert_int_equal(w->events, 1);
	/* The server goes away with a request open: not known whether done. */
	assert_int_equal(link_client_request(c, "keep", NULL, 0, answered, w), 0);
	turns(w, 3);
	TALLOC_FREE(w->srv);
	turns(w, 3);
	assert_string_equal(w->code, LINK_E_LOST);
	assert_int_equal(w->downs, 1);
	server_start(w, NULL);
	for (i = 0; i < 500 && w->ups < 2; i++)
		turns(w, 1);
	assert_int_equal(w->ups, 2);
	talloc_free(c);
}

static void a_client_request_times_out(void **state)
{
	struct world *w = *state;
	struct link_client *c = link_client_new(w->ctx, w->loop, &(struct link_client_spec){
		.address = w->address, .up = up, .arg = w });

	turns(w, 5);
	assert_int_equal(link_client_request(c, "keep", NULL, 1, answered, w), 0);
	turns(w, 5);
	assert_string_equal(w->code, LINK_E_LOST);
	assert_int_equal(w->answers, 1);
	link_ok(w->kept, NULL);			/* comes too late and is dropped */
	turns(w, 3);
	assert_int_equal(w->answers, 1);
	talloc_free(c);
}

/* --- The client for tools ------------------------------------------------------------ */
static int tool_child(const char *address)
{
	struct link_tool *t;
	struct err err;
	char code[LINK_CODE_LEN];
	json_t *ok = NULL, *ev = NULL;

	if (link_call("unix:/nonexistent/x", "help", NULL, 0, &ok, &err) >= 0)
		return 1;
	if (link_call(address, "help", NULL, 0, &ok, &err) < 0 ||
	    json_array_size(json_object_get(ok, "commands")) != 1 + ARRAY_LEN(commands))
		return 2;
	json_decref(ok);
	t = link_tool_open(NULL, address, NULL, &err);
	if (!t || link_tool_call(t, "never", NULL, 0, &ok, code, &err) != -EPERM ||
	    strcmp(code, LINK_E_DENIED) != 0 || !strstr(err.text, "manager"))
		return 3;
	if (link_tool_call(t, "listen", NULL, 0, &ok, code, &err) < 0)
		return 4;
	json_decref(ok);
	if (link_tool_event(t, 5000, &ev) < 0 ||
	    strcmp(json_string_value(json_object_get(ev, "event")), "tick") != 0)
		return 5;
	json_decref(ev);
	talloc_free(t);
	return 0;
}

static void tools_ask_and_wait(void **state)
{
	struct world *w = *state;
	pid_t pid = fork();
	int status = 0, i;

	if (pid == 0)
		_exit(tool_child(w->address));
	for (i = 0; i < 5000 && waitpid(pid, &status, WNOHANG) == 0; i++) {
		turns(w, 1);
		link_server_event(w->srv, "tick", NULL);
	}
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void verbs_are_words(void **state)
{
	assert_true(link_verb_valid("status"));
	assert_true(link_verb_valid("roster check"));
	assert_true(link_verb_valid("a1 b-2"));
	assert_false(link_verb_valid(""));
	assert_false(link_verb_valid(" a"));
	assert_false(link_verb_valid("a "));
	assert_false(link_verb_valid("a  b"));
	assert_false(link_verb_valid("1a"));
	assert_false(link_verb_valid("Status"));
	assert_false(link_verb_valid("a/b"));
}

#define WORLD_TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_request_is_answered),
		WORLD_TEST(errors_say_what_is_wrong),
		WORLD_TEST(hostile_lines_are_answered_then_closed),
		WORLD_TEST(a_line_without_end_is_closed),
		WORLD_TEST(one_who_does_not_read_is_closed),
		WORLD_TEST(an_answer_may_be_too_big),
		WORLD_TEST(too_many_open_requests_are_refused),
		WORLD_TEST(an_answer_after_the_asker_left_is_dropped),
		WORLD_TEST(the_peer_is_known_and_the_socket_private),
		WORLD_TEST(a_token_is_asked_for),
		WORLD_TEST(the_client_asks_and_comes_back),
		WORLD_TEST(a_client_request_times_out),
		WORLD_TEST(tools_ask_and_wait),
		cmocka_unit_test(verbs_are_words),
	};

	base_init(NULL, "link_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
