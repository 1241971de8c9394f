// SPDX-License-Identifier: AGPL-3.0-or-later
/* See intake_calls.h. */
#include "tests/faults/intake_calls.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FDS = 1024, SYSCALL_STOP = SIGTRAP | 0x80, LIFE_S = 120 };

static bool traced;		/* in the child */
static bool *accepted;		/* descriptors of the carrier's end; shared with the child */

static void fd_is(int fd, bool carriers)
{
	if (accepted && fd >= 0 && fd < FDS)
		accepted[fd] = carriers;
}

/* libevent's call comes here, for the program's own goes before the library's. */
int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)
{
	int made = (int)syscall(SYS_accept4, fd, addr, len, flags);

	fd_is(made, true);
	return made;
}

int socket(int domain, int type, int protocol)
{
	int made = (int)syscall(SYS_socket, domain, type, protocol);

	fd_is(made, false);
	return made;
}

#ifdef __x86_64__
static const long can_fail[] = {
	SYS_read, SYS_pread64, SYS_readv, SYS_recvfrom, SYS_recvmsg,
	SYS_write, SYS_pwrite64, SYS_writev, SYS_sendto, SYS_sendmsg,
	SYS_open, SYS_openat, SYS_fsync, SYS_fdatasync, SYS_ftruncate, SYS_fallocate,
	SYS_rename, SYS_renameat, SYS_renameat2, SYS_unlink, SYS_unlinkat, SYS_link, SYS_mkdir,
};
enum { READS = 5 };		/* the first of them: they never want room */

struct tracer {
	pid_t pid;
	enum calls_fault fault;
	unsigned int n, seen;
	long struck;
};

static bool by_descriptor(long call)
{
	switch (call) {
	case SYS_open: case SYS_openat: case SYS_rename: case SYS_renameat: case SYS_renameat2:
	case SYS_unlink: case SYS_unlinkat: case SYS_link: case SYS_mkdir:
		return false;
	default:
		return true;
	}
}

static bool counts(const struct tracer *t, const struct user_regs_struct *r)
{
	size_t i = t->fault == CALLS_ENOSPC ? READS : 0;
	long call = (long)r->orig_rax;

	if (t->fault == CALLS_KILL || t->fault == CALLS_COUNT)
		return true;
	if (by_descriptor(call) && r->rdi < FDS && accepted[r->rdi])
		return false;
	for (; i < sizeof(can_fail) / sizeof(can_fail[0]); i++)
		if (can_fail[i] == call)
			return true;
	return false;
}

/* At the entry of a call.  True: done with looking. */
static bool entry(struct tracer *t)
{
	struct user_regs_struct r;
	int status;

	ptrace(PTRACE_GETREGS, t->pid, NULL, &r);
	if (!counts(t, &r) || ++t->seen != t->n || t->fault == CALLS_COUNT)
		return false;
	t->struck = (long)r.orig_rax;
	if (t->fault == CALLS_KILL) {
		kill(t->pid, SIGKILL);
		return true;
	}
	r.orig_rax = (unsigned long long)-1;
	ptrace(PTRACE_SETREGS, t->pid, NULL, &r);
	ptrace(PTRACE_SYSCALL, t->pid, NULL, NULL);
	if (waitpid(t->pid, &status, 0) != t->pid || !WIFSTOPPED(status))
		abort();
	ptrace(PTRACE_GETREGS, t->pid, NULL, &r);
	r.rax = (unsigned long long)-(t->fault == CALLS_EIO ? EIO : ENOSPC);
	ptrace(PTRACE_SETREGS, t->pid, NULL, &r);
	ptrace(PTRACE_DETACH, t->pid, NULL, NULL);
	return true;
}

static int watch(struct tracer *t)
{
	bool inside = false, armed = false;
	int status = 0, sig = 0;

	for (;;) {
		if (waitpid(t->pid, &status, 0) != t->pid || !WIFSTOPPED(status))
			return status;
		sig = WSTOPSIG(status);
		if (sig == SIGSTOP && !armed) {
			ptrace(PTRACE_SETOPTIONS, t->pid, NULL,
			       PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
			armed = true;
			sig = 0;
		} else if (sig == SYSCALL_STOP) {
			sig = 0;
			inside = !inside;
			if (inside && entry(t)) {
				if (waitpid(t->pid, &status, 0) != t->pid)
					abort();
				return status;
			}
		}
		ptrace(armed ? PTRACE_SYSCALL : PTRACE_CONT, t->pid, NULL, sig);
	}
}
#endif

static pid_t start(void (*life)(void *arg), void *arg, bool trace)
{
	pid_t pid;

	if (!accepted) {
		accepted = mmap(NULL, FDS, PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (accepted == MAP_FAILED)
			abort();
	}
	memset(accepted, 0, FDS);
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		abort();
	if (pid == 0) {
		alarm(LIFE_S);		/* one that waits for ever is a fault like any other */
		traced = trace;
		if (trace && ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
			_exit(77);
		life(arg);
		_exit(0);
	}
	return pid;
}

struct calls_result calls_run(void (*life)(void *arg), void *arg, enum calls_fault fault,
			      unsigned int n)
{
	struct calls_result out = { .struck = -1 };
	pid_t pid = start(life, arg, fault != CALLS_NONE);

#ifdef __x86_64__
	if (fault != CALLS_NONE) {
		struct tracer *t = calloc(1, sizeof(*t));

		if (!t)
			abort();
		*t = (struct tracer){ .pid = pid, .fault = fault, .n = n, .struck = -1 };
		out.status = watch(t);
		out.seen = t->seen;
		out.struck = t->struck;
		free(t);
		return out;
	}
#endif
	if (waitpid(pid, &out.status, 0) != pid)
		abort();
	return out;
}

void calls_arm(void)
{
	if (traced)
		raise(SIGSTOP);
}

static void nothing(void *arg)
{
	calls_arm();
	(void)getppid();
}

bool calls_possible(void)
{
#ifdef __x86_64__
	struct calls_result r = calls_run(nothing, NULL, CALLS_COUNT, 0);

	return WIFEXITED(r.status) && WEXITSTATUS(r.status) == 0 && r.seen > 0;
#else
	return false;
#endif
}
