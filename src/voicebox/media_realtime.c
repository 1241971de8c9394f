// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Who goes first on a busy machine: the tick, then the loop's thread, which
 * decides what a key does, then everybody else.  A thread of that kind that
 * never rests would take a processor for itself, so there is an end to it:
 * the loop's thread loses its priority after BUSY_US without a pause
 * (RLIMIT_RTTIME), and the kernel ends a process whose tick does that for
 * TOO_BUSY_US; the supervisor starts it again.
 */
#include "voicebox/media_int.h"

#include <sched.h>
#include <signal.h>
#include <sys/resource.h>

enum { TICK_PRIORITY = 2, LOOP_PRIORITY = 1, BUSY_US = 500000, TOO_BUSY_US = 5000000 };

bool media_tick_realtime(struct media *m)
{
	struct sched_param prio = { .sched_priority = TICK_PRIORITY };

	/* A limit of 1 (LimitRTPRIO=1) is enough for the sound alone. */
	while (prio.sched_priority > 0 && pthread_setschedparam(m->thread, SCHED_FIFO, &prio))
		prio.sched_priority--;
	m->tick_priority = prio.sched_priority;
	return m->tick_priority > 0;
}

/* Signals are blocked in all threads but the loop's (start_thread() in media.c, sip_thread.c).
 * Without the flag an ordinary user may not do this. */
static void too_busy(int signum)
{
	const struct sched_param none = { 0 };

	sched_setscheduler(0, SCHED_OTHER | SCHED_RESET_ON_FORK, &none);
}

bool media_loop_realtime(struct media *m)
{
	const struct rlimit limit = { BUSY_US, TOO_BUSY_US };
	const struct sched_param prio = { .sched_priority = LOOP_PRIORITY };

	if (m->tick_priority <= LOOP_PRIORITY || signal(SIGXCPU, too_busy) == SIG_ERR ||
	    setrlimit(RLIMIT_RTTIME, &limit) < 0)
		return false;
	/* Not inherited: whatever is started from here goes with everybody else. */
	return sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &prio) == 0;
}
