// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/command.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGS_MAX = 24 };

struct command {
	struct loop *loop;
	const char *what;
	struct loop_timer *timer;
	struct loop_fd *watch;
	int fd;				/* pidfd; -1: none runs */
	pid_t pid;
	bool complained;		/* said once, until it works again */
	struct command_status status;
};

COUNTER(count_runs, "command.runs", "Programs of the operator's (dead-man signal) that were run.");
COUNTER(count_failures, "command.failures", "Of them: could not be run, failed, or ran too long.");

static void failed(struct command *c, const char *why)
{
	counter_inc(&count_failures);
	c->status.failures++;
	if (!c->complained)
		LOGP(DMAIN, LOGL_ERROR, "The %s %s; not said again until it works.\n",
		     c->what, why);
	c->complained = true;
}

static void over(struct command *c)
{
	TALLOC_FREE(c->watch);
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	c->pid = 0;
	c->status.running = false;
	loop_timer_stop(c->timer);
}

static void ended(void *arg, int what)
{
	struct command *c = arg;
	int status = 0;
	pid_t pid = waitpid(c->pid, &status, WNOHANG);

	if (pid == 0)
		return;
	over(c);
	if (pid < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
		failed(c, pid > 0 && WIFSIGNALED(status) ? "was ended by a signal" : "failed");
		return;
	}
	if (c->complained)
		LOGP(DMAIN, LOGL_NOTICE, "The %s works again.\n", c->what);
	c->complained = false;
	c->status.good_at_ms = clock_wall_ms();
}

/* The whole session: what it has started too. */
static void too_long(void *arg)
{
	struct command *c = arg;

	kill(-c->pid, SIGKILL);
}

static int command_free(struct command *c)
{
	if (!c->pid)
		return 0;
	kill(-c->pid, SIGKILL);
	waitpid(c->pid, NULL, 0);
	over(c);
	return 0;
}

struct command *command_new(void *ctx, struct loop *loop, const char *what)
{
	struct command *c = talloc_zero(ctx, struct command);

	if (!c)
		base_oom();
	c->loop = loop;
	c->what = what;
	c->fd = -1;
	c->timer = loop_timer_new(c, loop, "a program's time", too_long, c);
	talloc_set_destructor(c, command_free);
	return c;
}

/* Into words, in place.  How many; 0: it is not an absolute path. */
static int split(char *line, char *argv[ARGS_MAX + 1])
{
	char *save = NULL, *word;
	int n = 0;

	for (word = strtok_r(line, " ", &save); word && n < ARGS_MAX;
	     word = strtok_r(NULL, " ", &save))
		argv[n++] = word;
	argv[n] = NULL;
	return n && !word && argv[0][0] == '/' ? n : 0;
}

static int spawn(pid_t *pid, char *const argv[])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int i, rc;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	for (i = 0; i < 3; i++)
		posix_spawn_file_actions_addopen(&files, i, "/dev/null", O_RDWR, 0);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
				 POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawn(pid, argv[0], &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return -rc;
}

int command_run(struct command *c, const char *line, int64_t timeout_ms)
{
	char *copy, *argv[ARGS_MAX + 1];
	int rc;

	if (c->pid)
		return -EBUSY;
	counter_inc(&count_runs);
	c->status.runs++;
	c->status.started_at_ms = clock_wall_ms();
	copy = talloc_strdup(c, line);
	rc = split(copy, argv) ? spawn(&c->pid, argv) : -EINVAL;
	talloc_free(copy);
	if (rc == 0) {
		c->fd = pidfd_open(c->pid, 0);
		rc = c->fd < 0 ? -errno : 0;
	}
	if (rc < 0) {
		failed(c, rc == -EINVAL ? "is no absolute path with arguments" :
		       "cannot be started");
		if (c->pid)
			command_free(c);
		return rc;
	}
	c->status.running = true;
	c->watch = loop_fd_new(c, c->loop, "a program's end", c->fd, LOOP_READ, ended, c);
	loop_timer_start(c->timer, timeout_ms);
	return 0;
}

struct command_status command_status(const struct command *c)
{
	return c->status;
}
