// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The real warmline-pager on the real clock: started by warmlined's side, it
 * outlives it, alarms by itself, is found again, is replaced when killed or
 * stuck.  The only test here that must wait: the pager's 3 s are 3 s.
 */
#include "fakebox.h"
#include "pager_world.h"

#include <setjmp.h>
#include <cmocka.h>
#include <inttypes.h>
#include <osmocom/core/application.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void *ctx;
static struct loop *loop;
static struct pager *pager;
static char dir[64], box_at[80];
static unsigned int ups, downs, opens, texts;
static char last_to[32], last_text[PAGER_TEXT_SIZE];

static void up(void *arg) { ups++; }
static void down(void *arg) { downs++; }

static void open_told(void *arg, const struct pager_incident *inc, enum pager_state state,
		      bool told)
{
	opens++;
}

static const struct pager_ops ops = { .up = up, .down = down, .open = open_told };

static int box_sms(void *arg, const char *box, const struct box_sms *sms)
{
	snprintf(last_to, sizeof(last_to), "%.*s", (int)sms->receiver.len,
		 (const char *)sms->receiver.data);
	snprintf(last_text, sizeof(last_text), "%.*s", (int)sms->msgdata.len,
		 (const char *)sms->msgdata.data);
	texts++;
	return BOX_ACK_SUCCESS;
}

static const struct fakebox_ops box_ops = { .sms = box_sms };

static void warmlined_start(void)
{
	struct pager_config config = { .state_dir = dir, .bearerbox = box_at,
				       .program = TOP_BUILDDIR "/warmline-pager" };
	struct err err;

	pager = pager_new(ctx, loop, &config, &ops, NULL, &err);
	assert_non_null(pager);
	pager_commit_ok(pager, true);
}

/* Turns until *count is at least n; at most this long. */
static bool wait_for(const unsigned int *count, unsigned int n, int64_t ms)
{
	int64_t until = clock_mono_ms() + ms;

	while (*count < n && clock_mono_ms() < until)
		loop_turn(loop, 20);
	return *count >= n;
}

static pid_t pager_pid(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct ucred cred = { 0 };
	socklen_t len = sizeof(cred);
	int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/pager.sock", dir);
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len);
	close(fd);
	return cred.pid;
}

static void it_outlives_warmlined_and_alarms_alone(void **state)
{
	struct pager_incident inc = world_incident(1, 1, PAGER_TIER_A);
	unsigned int before;
	int64_t t0;
	pid_t pid;

	assert_true(wait_for(&ups, 1, 5000));
	pid = pager_pid();
	assert_true(pid > 0 && pid != getpid());
	assert_int_not_equal(getpgid(pid), getpgid(0));
	assert_int_equal(pager_hit(pager, &inc), 0);
	t0 = clock_mono_ms();
	TALLOC_FREE(pager);		/* killed with the hit not stored */
	assert_true(wait_for(&texts, 1, 8000));
	assert_in_range(clock_mono_ms() - t0, 2900, 5000);
	assert_string_equal(last_to, ANN);
	assert_string_equal(last_text, "Alarm 4001 tier A. Reply 1 4001");

	/* The next warmlined finds it, and is told. */
	warmlined_start();
	before = ups;
	assert_true(wait_for(&ups, before + 1, 2000));
	assert_true(wait_for(&opens, 1, 2000));
	assert_int_equal(pager_pid(), pid);
	assert_int_equal(pager_stats(pager)->starts, 0);
	assert_int_equal(pager_stored(pager, &inc), 0);
}

static void a_killed_one_is_replaced_and_remembers(void **state)
{
	pid_t pid = pager_pid();
	unsigned int ups_before = ups, opens_before = opens;

	loop_turn(loop, 100);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_true(wait_for(&downs, 1, 2000));
	assert_true(wait_for(&ups, ups_before + 1, 5000));
	assert_int_not_equal(pager_pid(), pid);
	assert_int_equal(pager_stats(pager)->starts, 1);
	assert_true(wait_for(&opens, opens_before + 1, 2000));
}

static void it_steps_down_when_told(void **state)
{
	char command[256];
	unsigned int downs_before = downs;

	snprintf(command, sizeof(command), "%s/warmline-pager --check-roster --state %s >/dev/null",
		 TOP_BUILDDIR, dir);
	assert_int_equal(system(command), 0);
	pager_step_down(pager);
	assert_true(wait_for(&downs, downs_before + 1, 5000));
	TALLOC_FREE(pager);
	snprintf(command, sizeof(command), "%s/warmline-pager --stop --state %s 2>/dev/null",
		 TOP_BUILDDIR, dir);
	assert_int_not_equal(system(command), 0);	/* nobody is there any more */
}

static int setup(void **state)
{
	struct pager_roster *r = calloc(1, sizeof(*r));
	struct err err;

	ctx = talloc_new(NULL);
	loop = loop_new(ctx);
	strcpy(dir, "/tmp/warmline-pagerd.XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(box_at, sizeof(box_at), "unix:%s/box", dir);
	assert_non_null(fakebox_new(ctx, loop, box_at, &box_ops, NULL, &err));
	world_roster(r);
	assert_int_equal(pager_roster_write(dir, r, &err), 0);
	free(r);
	warmlined_start();
	return 0;
}

static int teardown(void **state)
{
	static const char *const files[] = { "roster", "pager.state", "pager.lock", "pager.sock",
					     "box" };
	pid_t pid = pager_pid();
	char path[128];
	size_t i;

	if (pid > 0)
		kill(pid, SIGKILL);	/* a test failed half-way */
	talloc_free(ctx);
	for (i = 0; i < ARRAY_LEN(files); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		unlink(path);
	}
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_outlives_warmlined_and_alarms_alone),
		cmocka_unit_test(a_killed_one_is_replaced_and_remembers),
		cmocka_unit_test(it_steps_down_when_told),
	};

	base_init(NULL, "process_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests(tests, setup, teardown);
}
