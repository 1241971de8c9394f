// SPDX-License-Identifier: AGPL-3.0-or-later
/* The real warmlinectl against a server that has verbs it never heard of. */
#include "link/link.h"

#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <osmocom/core/application.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void *ctx;
static struct loop *loop;
static struct link_server *srv;
static char dir[64], address[96], output[16384];

static void list_proceed(struct link_request *req, void *arg)
{
	link_ok(req, json_pack("{s:[{s:s,s:i},{s:s,s:i,s:b}]}", "incidents",
			       "code", "4821", "minutes", 3, "code", "77", "minutes", 12,
			       "acked", 1));
}

static void show_proceed(struct link_request *req, void *arg)
{
	if (strcmp(link_req_str(req, "code"), "4821") != 0)
		link_fail(req, LINK_E_NOT_FOUND, "No incident has the code %s.",
			  link_req_str(req, "code"));
	else
		link_ok(req, json_pack("{s:s,s:b,s:s,s:{s:i}}", "code", "4821",
				       "loud", link_req_bool(req, "loud", false),
				       "words", "esc \x1b[31m and tab\t", "times", "acked_min", 4));
}

static void check_proceed(struct link_request *req, void *arg)
{
	link_ok(req, json_pack("{s:b,s:[s]}", "good", 0, "holes", "Sunday night"));
}

static int no_check(struct link_request *req, void *arg, struct err *err)
{
	return err_set(err, EPERM, "Only the manager may do that.");
}

static void text_proceed(struct link_request *req, void *arg)
{
	link_ok(req, json_pack("{s:s}", "text", "line one\nline two\n"));
}

static const struct link_arg show_args[] = {
	{ "code", LINK_STRING, true, 1, 8, "The incident's code." },
	{ "loud", LINK_BOOL, false, 0, 0, "Loudly." },
	{ "minutes", LINK_INT, false, 0, 60, "How long." },
};
static const struct link_command commands[] = {
	{ "incident list", "Those that are open.", NULL, 0, NULL, list_proceed },
	{ "incident show", "One of them.", show_args, 3, NULL, show_proceed },
	{ "roster check", "Are there holes?", NULL, 0, NULL, check_proceed },
	{ "forbidden", "For nobody.", NULL, 0, no_check, text_proceed },
	{ "prometheus", "A text.", NULL, 0, NULL, text_proceed },
};

/* Runs it and serves it meanwhile; its output, both kinds, is in `output`. */
static int run(const char *arguments)
{
	char command[1024], path[96];
	int status, fd;
	ssize_t n;
	pid_t pid;

	snprintf(path, sizeof(path), "%s/out", dir);
	snprintf(command, sizeof(command),
		 "LC_ALL=C.UTF-8 exec %s/warmlinectl --state %s %s >%s 2>&1",
		 TOP_BUILDDIR, dir, arguments, path);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	while (waitpid(pid, &status, WNOHANG) == 0)
		loop_turn(loop, 2);
	fd = open(path, O_RDONLY);
	n = read(fd, output, sizeof(output) - 1);
	output[n > 0 ? n : 0] = '\0';
	close(fd);
	unlink(path);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void says(const char *what)
{
	if (!strstr(output, what))
		fail_msg("\"%s\" is not in:\n%s", what, output);
}

static void lists_are_tables(void **state)
{
	assert_int_equal(run("incident list"), 0);
	assert_string_equal(output, "code  minutes  acked\n4821  3        -\n77    12       yes\n");
	assert_int_equal(run("--json incident list"), 0);
	says("\"code\": \"4821\"");
}

static void arguments_by_name_by_place_and_from_a_file(void **state)
{
	assert_int_equal(run("incident show 4821"), 0);
	says("code   4821\n");
	says("esc ?[31m and tab?\n");	/* nothing that a terminal obeys */
	says("times:\n  acked_min  4\n");
	assert_int_equal(run("incident show code=4821 loud=yes"), 0);
	says("loud   yes\n");
	assert_int_equal(run("incident show - </dev/null"), 2);
}

static void standard_input_keeps_it_out_of_the_process_list(void **state)
{
	char path[96];
	FILE *f;

	snprintf(path, sizeof(path), "%s/code", dir);
	f = fopen(path, "w");
	fputs("4821\n", f);
	fclose(f);
	char arguments[256];
	snprintf(arguments, sizeof(arguments), "incident show code=@%s", path);
	assert_int_equal(run(arguments), 0);
	snprintf(arguments, sizeof(arguments), "incident show code=- <%s", path);
	assert_int_equal(run(arguments), 0);
	unlink(path);
}

static void exit_codes_are_as_documented(void **state)
{
	assert_int_equal(run("incident show 1"), 1);
	says("No incident has the code 1.");
	assert_int_equal(run("incident"), 2);
	says("incident list");
	assert_int_equal(run("incident show"), 2);
	says("code is missing");
	assert_int_equal(run("incident show 4821 loud=perhaps"), 2);
	says("loud must be");
	assert_int_equal(run("incident show 4821 yes 5 6"), 2);
	assert_int_equal(run("nonsense"), 2);
	assert_int_equal(run("--nonsense"), 2);
	assert_int_equal(run("forbidden"), 4);
	says("Only the manager");
	assert_int_equal(run("--socket unix:/nonexistent/x incident list"), 3);
	assert_int_equal(run("roster check"), 6);
	says("Sunday night");
}

static void help_comes_from_the_server(void **state)
{
	assert_int_equal(run(""), 0);
	says("incident list");
	says("roster check");
	assert_int_equal(run("help incident show"), 0);
	says("needed: The incident's code. (string)");
	assert_int_equal(run("prometheus"), 0);
	assert_string_equal(output, "line one\nline two\n");
}

static int setup(void **state)
{
	struct err err;

	ctx = talloc_new(NULL);
	loop = loop_new(ctx);
	strcpy(dir, "/tmp/warmline-ctl.XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(address, sizeof(address), "unix:%s/control.sock", dir);
	srv = link_server_new(ctx, loop, &(struct link_server_spec){
		.kind = "control", .address = address }, &err);
	assert_non_null(srv);
	link_server_add(srv, commands, ARRAY_LEN(commands), NULL);
	return 0;
}

static int teardown(void **state)
{
	TALLOC_FREE(srv);
	talloc_free(ctx);
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_tables),
		cmocka_unit_test(arguments_by_name_by_place_and_from_a_file),
		cmocka_unit_test(standard_input_keeps_it_out_of_the_process_list),
		cmocka_unit_test(exit_codes_are_as_documented),
		cmocka_unit_test(help_comes_from_the_server),
	};

	base_init(NULL, "ctl_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests(tests, setup, teardown);
}
