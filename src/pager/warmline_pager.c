// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-pager: the program.  Puts itself where neither memory, nor core
 * dumps, nor a hung disk under its log can hurt, and runs the daemon.
 */
#include "pager/pager_int.h"

#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { RESERVE = 4 * 1024 * 1024, LAST_WRITE_MS = 3000 };
enum { EXIT_USAGE = 2, EXIT_ANOTHER = 3 };

struct options {
	struct pager_daemon_config daemon;
	bool detach, stop, check;
};

static const char usage[] =
	"warmline-pager: alarms the people on call when warmlined cannot.\n"
	"  --state DIR         where the socket, the roster and the open alarms are\n"
	"  --bearerbox ADDR    bearerbox's smsbox-port, e.g. 127.0.0.1:13001\n"
	"  --box NAME          name of the alarm line (warmline-alarm)\n"
	"  --detach            go to the background\n"
	"  --stop              ask the pager of DIR to end; open alarms stay on disk\n"
	"  --check-roster      read DIR/roster as the pager would, say what is wrong\n"
	"  --help, --version\n";

/* --- A log that cannot hold us up ---------------------------------------------------- */
/* stderr may be a file on the disk that hangs, so a thread of its own copies
 * to it from a pipe that never blocks the writer. */
static int log_real_fd, log_pipe_fd;
static pthread_t log_thread;

static void *log_copy(void *arg)
{
	char text[4096];
	ssize_t n;

	while ((n = read(log_pipe_fd, text, sizeof(text))) > 0) {
		if (write(log_real_fd, text, (size_t)n) < 0)
			continue;	/* nowhere to say so */
	}
	return NULL;
}

static void log_start(void)
{
	int fds[2];

	log_real_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (log_real_fd < 0 || pipe2(fds, O_CLOEXEC) < 0)
		return;
	log_pipe_fd = fds[0];
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
	if (pthread_create(&log_thread, NULL, log_copy, NULL) == 0)
		dup2(fds[1], STDERR_FILENO);
	close(fds[1]);
}

static void log_end(void)
{
	fflush(stderr);
	if (log_thread) {
		close(STDERR_FILENO);
		pthread_join(log_thread, NULL);
	}
}

/* --- Memory that is there already ---------------------------------------------------------- */
/* The core allocates nothing; libevent and the codec may, a little.  That
 * little is fetched now and never given back to the kernel. */
static void memory_keep(void)
{
	void *reserve;

	mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
	mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
	reserve = malloc(RESERVE);
	if (reserve)
		memset(reserve, 1, RESERVE);
	free(reserve);
	if (mlockall(MCL_CURRENT | MCL_FUTURE) < 0)
		LOGP(DPAGER, LOGL_NOTICE, "Memory cannot be locked (%s): raise LimitMEMLOCK, or a "
		     "machine that swaps will delay alarms.\n", strerror(errno));
}

static void process_protect(void)
{
	static const struct rlimit none = { 0, 0 };
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	/* It holds the staff's numbers: no core, no ptrace. */
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	if (fd >= 0 && write(fd, "-900", 4) < 0)
		LOGP(DPAGER, LOGL_INFO, "oom_score_adj stays as it is: not allowed.\n");
	if (fd >= 0)
		close(fd);
}

/* --- Small duties --------------------------------------------------------- */
static int stop_other(const struct options *o)
{
	struct pager_record rec = { .type = PAGER_STEP_DOWN };
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	uint8_t data[PAGER_RECORD_LEN];
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/pager.sock", o->daemon.state_dir);
	pager_record_encode(data, &rec);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0 ||
	    send(fd, data, sizeof(data), MSG_NOSIGNAL) < 0) {
		fprintf(stderr, "warmline-pager: nobody listens at %s: %s\n", to.sun_path,
			strerror(errno));
		return 1;
	}
	/* It closes the line when it goes. */
	if (recv(fd, data, sizeof(data), 0) != 0)
		return 1;
	return 0;
}

static int check_roster(const struct options *o)
{
	static struct pager_roster roster;
	struct err err;

	if (pager_roster_read(o->daemon.state_dir, &roster, &err) < 0) {
		fprintf(stderr, "warmline-pager: %s\n", err.text);
		return 1;
	}
	printf("The roster is good: %u lines of persons, %u languages.\n", roster.persons,
	       roster.languages);
	return 0;
}

/* --- Running -------------------------------------------------------------- */
static void stop_cb(void *arg)
{
	loop_stop(arg);
}

static void signal_cb(void *arg, int signum)
{
	loop_stop(arg);
}

/* The parent returns only when the child is on its own. */
static void detach(void)
{
	int null;
	pid_t pid = fork();

	if (pid < 0) {
		fprintf(stderr, "warmline-pager: cannot fork: %s\n", strerror(errno));
		exit(1);
	}
	if (pid > 0)
		_exit(0);
	setsid();
	null = open("/dev/null", O_RDWR);
	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		close(null);
	}
	if (chdir("/") < 0)
		fprintf(stderr, "warmline-pager: cannot go to /: %s\n", strerror(errno));
}

static int run(const struct options *o)
{
	struct pager_daemon *d;
	struct loop *loop;
	struct err err;
	int64_t until_ms;
	int rc;

	loop = loop_new(NULL);
	loop_signal_new(loop, loop, SIGTERM, signal_cb, loop);
	loop_signal_new(loop, loop, SIGINT, signal_cb, loop);
	d = pager_daemon_new(NULL, loop, &o->daemon, stop_cb, loop, &rc, &err);
	if (!d) {
		LOGP(DPAGER, rc == -EALREADY ? LOGL_NOTICE : LOGL_ERROR, "Not starting: %s.\n",
		     err.text);
		return rc == -EALREADY ? EXIT_ANOTHER : 1;
	}
	memory_keep();
	loop_run(loop);
	LOGP(DPAGER, LOGL_NOTICE, "Ending; what is open stays on disk.\n");
	until_ms = clock_mono_ms() + LAST_WRITE_MS;
	while (!pager_daemon_idle(d) && clock_mono_ms() < until_ms)
		loop_turn(loop, 100);
	talloc_free(d);
	return 0;
}

static int parse(int argc, char **argv, struct options *o)
{
	static const struct option longs[] = {
		{ "state", required_argument, NULL, 's' },
		{ "bearerbox", required_argument, NULL, 'b' },
		{ "box", required_argument, NULL, 'n' },
		{ "detach", no_argument, NULL, 'd' },
		{ "stop", no_argument, NULL, 'S' },
		{ "check-roster", no_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 }
	};
	int c;

	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 's': o->daemon.state_dir = optarg; break;
		case 'b': o->daemon.bearerbox = optarg; break;
		case 'n': o->daemon.box = optarg; break;
		case 'd': o->detach = true; break;
		case 'S': o->stop = true; break;
		case 'c': o->check = true; break;
		case 'h': fputs(usage, stdout); exit(0);
		case 'V': puts("warmline-pager " PACKAGE_VERSION); exit(0);
		default: fputs(usage, stderr); return -EINVAL;
		}
	}
	if (optind < argc || !o->daemon.state_dir ||
	    (!o->daemon.bearerbox && !o->stop && !o->check)) {
		fputs(usage, stderr);
		return -EINVAL;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct options o = { .daemon.box = "warmline-alarm" };
	static char dir[PATH_MAX];
	int rc;

	if (parse(argc, argv, &o) < 0)
		return EXIT_USAGE;
	base_init(NULL, "warmline-pager");
	if (!realpath(o.daemon.state_dir, dir)) {	/* detached, it runs in / */
		fprintf(stderr, "warmline-pager: %s: %s\n", o.daemon.state_dir, strerror(errno));
		return 1;
	}
	o.daemon.state_dir = dir;
	if (o.stop || o.check)
		return o.stop ? stop_other(&o) : check_roster(&o);
	if (o.detach)
		detach();
	log_start();
	process_protect();
	rc = run(&o);
	log_end();
	return rc;
}
