// SPDX-License-Identifier: AGPL-3.0-or-later
/* Programs that the operator named: run, ended, refused; and when the dead-man signal rests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "care/care_oncall.h"
#include "care/care_people.h"
#include "warmlined/command.h"
#include "world.h"

/* In real time, but never more than two seconds. */
static struct command_status wait_for(struct loop *loop, struct command *c)
{
	int64_t until_ms = clock_mono_ms() + SECONDS_MS(2);

	while (command_status(c).running && clock_mono_ms() < until_ms)
		loop_turn(loop, 100);
	assert_false(command_status(c).running);
	return command_status(c);
}

static void runs_and_tells(void **state)
{
	struct loop *loop = loop_new(*state);
	struct command *c = command_new(*state, loop, "test");
	struct command_status s;

	assert_int_equal(command_run(c, "/bin/true one  two", SECONDS_MS(5)), 0);
	assert_int_equal(command_run(c, "/bin/true", SECONDS_MS(5)), -EBUSY);
	s = wait_for(loop, c);
	assert_true(s.good_at_ms > 0);
	assert_int_equal(s.failures, 0);
	assert_int_equal(command_run(c, "/bin/false", SECONDS_MS(5)), 0);
	s = wait_for(loop, c);
	assert_int_equal(s.failures, 1);
	assert_int_equal(s.runs, 2);
}

static void is_no_shell(void **state)
{
	struct loop *loop = loop_new(*state);
	struct command *c = command_new(*state, loop, "test");
	char path[] = "/tmp/command_test.XXXXXX", *line;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(command_run(c, "true", SECONDS_MS(5)), -EINVAL);
	assert_int_equal(command_run(c, "", SECONDS_MS(5)), -EINVAL);
	assert_int_equal(command_run(c, "/no/such/program", SECONDS_MS(5)), -ENOENT);
	line = talloc_asprintf(*state, "/bin/true ; rm %s $(rm %s)", path, path);
	assert_int_equal(command_run(c, line, SECONDS_MS(5)), 0);
	wait_for(loop, c);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
}

static void is_ended_after_its_time(void **state)
{
	struct loop *loop = loop_new(*state);
	struct command *c = command_new(*state, loop, "test");

	assert_int_equal(command_run(c, "/bin/sleep 60", 20), 0);
	assert_int_equal(wait_for(loop, c).failures, 1);
	/* one that still runs when the house goes */
	assert_int_equal(command_run(c, "/bin/sleep 60", SECONDS_MS(50)), 0);
	talloc_free(c);
}

static int staff_step(struct care_turn *t, void *arg)
{
	struct store_person p;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, "+254733000001", &p);

	p.roles |= STORE_ROLE_ONCALL;
	if (rc == 0)
		rc = store_people_save(t->store, &p);
	return rc < 0 ? rc : care_staff_changed(t);
}

static bool signalled(struct world *w, const char *path)
{
	bool there;
	int i;

	unlink(path);
	world_pass(w, MINUTES_MS(2));
	for (i = 0; i < 500 && access(path, F_OK) < 0; i++) {	/* the program's own, real time */
		const struct timespec ms = { 0, 1000 * 1000 };

		nanosleep(&ms, NULL);
		loop_turn(w->loop, 0);
		if (i % 100 == 99 && access(path, F_OK) < 0)
			world_pass(w, MINUTES_MS(1));
	}
	there = access(path, F_OK) == 0;
	unlink(path);
	return there;
}

static void dead_man_rests_when_no_alarm_could_leave(void **state)
{
	struct world *w = world_new(*state, 12);
	struct world_phone *self = world_phone_add(w, "ourselves", "+254700000404");
	char *path = talloc_asprintf(*state, "/tmp/command_test.%d", (int)getpid());
	char *line = talloc_asprintf(*state, "/bin/touch %s", path);
	struct world_text *t;
	struct err err;

	assert_int_equal(world_set(w, "watch", "dead-man-command", line, &err), 0);
	assert_int_equal(world_set(w, "watch", "number", "+254700000404", &err), 0);
	assert_int_equal(world_open(w, &err), 0);
	world_pass(w, SECONDS_MS(10));
	t = world_hear(w, self);
	assert_non_null(t);
	world_send(w, self, t->text);
	/* nobody is on call: no alarm could leave, and the outside hears of that */
	assert_false(signalled(w, path));
	assert_int_equal(house_do(w->house, staff_step, NULL), 0);
	assert_true(signalled(w, path));
	/* texts to ourselves no longer come back */
	world_pass(w, MINUTES_MS(70));
	assert_false(signalled(w, path));
	while ((t = world_hear(w, self)))
		world_send(w, self, t->text);
	world_settle(w);
	assert_true(signalled(w, path));
	talloc_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, world_test_begin, world_test_end)
		T(runs_and_tells),
		T(is_no_shell),
		T(is_ended_after_its_time),
		T(dead_man_rests_when_no_alarm_could_leave),
	};

	base_init(NULL, "command_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
