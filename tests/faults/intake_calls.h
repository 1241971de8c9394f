/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Runs something in a child process and strikes at one of its system calls:
 * all of them are seen, whoever makes them (ptrace(2)), so nothing has to be
 * wrapped and nothing can be forgotten.
 *
 * A kill is before the call: the kernel has not done it.  EIO and ENOSPC: the
 * call is not done and answers that, once.  They strike calls that may fail so
 * (reads and writes, syncs, opening, sizes, names); and not at the descriptors
 * that were accepted, for their other end is the carrier's, not ours.
 *
 * Only where the registers of a system call are known to us (x86-64).
 */
#include <stdbool.h>

enum calls_fault { CALLS_NONE, CALLS_COUNT, CALLS_KILL, CALLS_EIO, CALLS_ENOSPC };

struct calls_result {
	unsigned int seen;	/* calls that this fault could have struck */
	long struck;		/* the number of the call, -1: none */
	int status;		/* of waitpid() */
};
/* False: this machine does not let us. */
bool calls_possible(void);
/* Forks and runs life(arg), which ends with _exit(); the n-th call after
 * calls_arm() is struck (1 the first).  NONE: nobody looks. */
struct calls_result calls_run(void (*life)(void *arg), void *arg, enum calls_fault fault,
			      unsigned int n);
/* In the child: from here on. */
void calls_arm(void);
