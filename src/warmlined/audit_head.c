// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/audit_head.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "care/care_audit.h"
#include "warmlined/house_int.h"

#define LOOK_MS MINUTES_MS(10)		/* also the pause before another try */
#define POLL_MS SECONDS_MS(1)
enum { COMMAND_MAX_S = 60 };

COUNTER(count_sent, "audit.heads", "Heads of the audit log that went outside.");
COUNTER(count_failed, "audit.headfailed", "Heads of the audit log that did not get outside.");

extern char **environ;

struct audit_head {
	struct house *house;
	struct loop_timer *timer;
	char *line, *file;		/* on its way; the worker reads these */
	int64_t seq;
	bool writing;			/* the worker has the file */
	pid_t child;			/* the command */
	int waited_s;
	int error;			/* of either; 0 */
};

static bool busy(const struct audit_head *a)
{
	return a->writing || a->child;
}

/* --- It has arrived, or not --------------------------------------------------------- */

static int sent_step(struct care_turn *t, void *arg)
{
	return care_audit_head_sent(t, ((struct audit_head *)arg)->seq);
}

static void ended(struct audit_head *a)
{
	if (busy(a))
		return;
	loop_timer_start(a->timer, LOOK_MS);
	if (a->error) {
		counter_inc(&count_failed);
		LOGP(DMAIN, LOGL_ERROR, "The audit log's head did not get outside (%s); again in "
		     "ten minutes.\n", strerror(a->error));
		return;
	}
	counter_inc(&count_sent);
	if (house_do(a->house, sent_step, a) < 0)
		LOGP(DMAIN, LOGL_ERROR, "The audit log's head is outside, but that could "
		     "not be noted.\n");
}

/* --- The file, in the worker: it may be on a slow disk -------------------------------- */

struct file_job {
	struct audit_head *head;
	const char *path, *line;
	int error;
};

static void file_write(void *arg)
{
	struct file_job *j = arg;
	size_t len = strlen(j->line);
	int fd = open(j->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);

	if (fd < 0 || write(fd, j->line, len) != (ssize_t)len || fsync(fd) < 0)
		j->error = errno ? errno : EIO;
	if (fd >= 0)
		close(fd);
}

static void file_done(void *arg)
{
	struct file_job *j = arg;
	struct audit_head *a = j->head;

	a->writing = false;
	if (j->error)
		a->error = j->error;
	talloc_free(j);
	ended(a);
}

static void file_begin(struct audit_head *a)
{
	struct file_job *j = talloc_zero(a, struct file_job);

	if (!j)
		base_oom();
	j->head = a;
	j->path = a->file;
	j->line = a->line;
	a->writing = loop_work(a->house->loop, "the audit log's head", file_write,
			       file_done, j) == 0;
	if (!a->writing)
		a->error = EAGAIN;
}

/* --- The command ------------------------------------------------------------------------ */

/* It gets the line and nothing else of ours: no descriptor, no argument. */
static int command_spawn(struct audit_head *a, const char *program)
{
	char *argv[] = { (char *)program, NULL };
	posix_spawn_file_actions_t files;
	size_t len = strlen(a->line);
	int pipe_fd[2], rc;

	if (pipe2(pipe_fd, O_CLOEXEC) < 0)
		return errno;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, pipe_fd[0], STDIN_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	rc = posix_spawn(&a->child, program, &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	/* A pipe holds far more than a line, and we have its reading end still. */
	if (rc == 0 && write(pipe_fd[1], a->line, len) != (ssize_t)len)
		rc = EPIPE;
	close(pipe_fd[0]);
	close(pipe_fd[1]);
	if (rc && !a->child)
		return rc;
	return 0;
}

static void command_begin(struct audit_head *a, const char *program)
{
	int rc;

	a->child = 0;
	a->waited_s = 0;
	rc = command_spawn(a, program);
	if (rc) {
		a->child = 0;
		a->error = rc;
		return;
	}
	loop_timer_start(a->timer, POLL_MS);
}

static void command_look(struct audit_head *a)
{
	int status;
	pid_t rc = waitpid(a->child, &status, WNOHANG);

	if (rc == 0 && a->waited_s++ < COMMAND_MAX_S) {
		loop_timer_start(a->timer, POLL_MS);
		return;
	}
	if (rc == 0) {
		kill(a->child, SIGKILL);
		waitpid(a->child, &status, 0);
		a->error = ETIMEDOUT;
	} else if (rc < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		a->error = EREMOTEIO;
	}
	a->child = 0;
	ended(a);
}

/* --- When -------------------------------------------------------------------------------- */

static int line_make(struct audit_head *a)
{
	struct care_turn t;
	struct store_audit_head head;
	char *line;
	int rc;

	TALLOC_FREE(a->line);
	care_turn_init(&t, a->house->care, a, clock_wall_ms());
	rc = care_audit_head_line(&t, a, &line);
	if (rc != 1)
		return rc;
	MUST(care_audit_head_parse(line, &head));
	a->seq = head.seq;
	a->line = talloc_asprintf(a, "%s\n", line);
	talloc_free(line);
	if (!a->line)
		base_oom();
	return 1;
}

int audit_head_send(struct audit_head *a)
{
	const struct care_audit_settings *s = care_audit_settings(a->house->care);
	int rc;

	if (busy(a))
		return -EBUSY;
	if (!*s->head_command && !*s->head_file)
		return 0;
	rc = line_make(a);
	if (rc != 1)
		return rc;
	a->error = 0;
	if (*s->head_file) {
		talloc_free(a->file);
		a->file = talloc_strdup(a, s->head_file);
		file_begin(a);
	}
	if (*s->head_command)
		command_begin(a, s->head_command);
	if (!busy(a))
		ended(a);
	return 1;
}

static void look(void *arg)
{
	struct audit_head *a = arg;
	struct care_turn t;

	if (a->child) {
		command_look(a);
		return;
	}
	loop_timer_start(a->timer, LOOK_MS);
	care_turn_init(&t, a->house->care, a, clock_wall_ms());
	if (!a->writing && care_audit_head_due(&t) == 1 && audit_head_send(a) < 0)
		LOGP(DMAIN, LOGL_ERROR, "The audit log's head cannot be read.\n");
}

struct audit_head *audit_head_new(void *ctx, struct house *house)
{
	struct audit_head *a = talloc_zero(ctx, struct audit_head);

	if (!a)
		base_oom();
	a->house = house;
	a->timer = loop_timer_new(a, house->loop, "the audit log's head", look, a);
	loop_timer_start(a->timer, LOOK_MS);
	return a;
}
