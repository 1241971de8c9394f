// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The sweep (see intake.h).
 *
 *	intake_sweep			a sample of all points, then the wrong programs and a
 *					text that crashes the process
 *	intake_sweep KIND [N]		every point of a kind, or one of them
 *
 * WARMLINE_FULL=1: every point (of the allocations, FULL_ALLOCATIONS of them).
 * Where a process may not trace another (77: skipped) the system calls are left out.
 * INTAKE_LOG=1 shows what the lives log.
 */
#include "tests/faults/intake.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>

#include "tests/faults/disk.h"
#include "tests/faults/intake_calls.h"
#include "tests/stories/readings.h"
#include "text/text_number.h"

enum { LIVES_MAX = 8, FULL_ALLOCATIONS = 2000, CAUGHT_WITHIN = 60, SKIPPED = 77 };

#ifdef __SANITIZE_ADDRESS__
enum { SLOWER = 6 };		/* a fork takes so much longer */
#else
enum { SLOWER = 1 };
#endif

static char top[64], made[80], here[80];
static bool traceable;

static const struct kind {
	const char *name, *points;
	enum calls_fault calls;
	unsigned int sample;		/* so many of its points in an ordinary run */
} kinds[INTAKE_FAULTS] = {
	[INTAKE_KILL] = { "kill", "system calls", CALLS_KILL, 60 },
	[INTAKE_EIO] = { "EIO", "system calls", CALLS_EIO, 35 },
	[INTAKE_ENOSPC] = { "ENOSPC", "system calls", CALLS_ENOSPC, 25 },
	[INTAKE_CUT] = { "power-cut", "writes and syncs", CALLS_NONE, 40 },
	[INTAKE_FULL] = { "disk-full", "writes and syncs", CALLS_NONE, 15 },
	[INTAKE_ALLOCATION] = { "allocation", "allocations", CALLS_NONE, 25 },
};

static void must_run(const char *command)
{
	if (system(command) != 0) {
		fprintf(stderr, "%s: failed\n", command);
		exit(1);
	}
}

static void folder_anew(void)
{
	char command[300];

	snprintf(command, sizeof(command), "rm -rf %s && cp -a %s %s", here, made, here);
	must_run(command);
}

static void make(void *arg)
{
	intake_world_make(arg);
	_exit(0);
}

/* --- One point: the life with the fault, and as many as it takes ----------------------- */

static int64_t history_begins_ms;
static struct calls_result last_call;

static bool ended_as_lives_may(int status, const struct intake_plan *plan)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (plan->faulty && WIFEXITED(status) && WEXITSTATUS(status) == DISK_DIED)
		return true;
	if (plan->faulty && plan->fault == INTAKE_KILL && sig == SIGKILL)
		return true;
	/* Out of memory: our own base_oom(), or some library in its own way. */
	if (plan->faulty && plan->fault == INTAKE_ALLOCATION && (sig == SIGABRT || sig == SIGSEGV))
		return true;
	if (!carrier->complaint[0])
		intake_complain(sig ? strsignal(sig) : "ended", "a life");
	return false;
}

static bool one_point(enum intake_fault fault, unsigned int n)
{
	const struct kind *k = &kinds[fault];
	struct intake_plan plan = { .dir = here, .fault = fault, .n = n, .faulty = true };
	struct calls_result r;
	int life;

	folder_anew();
	memset(carrier, 0, sizeof(*carrier));
	carrier->now_ms = history_begins_ms;
	for (life = 1; life <= LIVES_MAX; life++) {
		r = calls_run(intake_live, &plan, plan.faulty && n ? k->calls : CALLS_NONE, n);
		if (life == 1)
			last_call = r;
		if (!ended_as_lives_may(r.status, &plan))
			return false;
		if (carrier->ended == INTAKE_JUDGED)
			return intake_phones_are_well(fault);
		/* A full disk is still full at the next start; then somebody made room. */
		plan.faulty = fault == INTAKE_FULL && life == 1 && n;
		plan.n = plan.faulty ? 1 : n;
	}
	return intake_complain("never comes to an end", "the house");
}

static unsigned int points_of(enum intake_fault fault)
{
	struct intake_plan plan = { .dir = here, .fault = fault, .faulty = true };
	struct calls_result r;

	folder_anew();
	memset(carrier, 0, sizeof(*carrier));
	carrier->now_ms = history_begins_ms;
	r = calls_run(intake_live, &plan, kinds[fault].calls, UINT32_MAX);
	if (!ended_as_lives_may(r.status, &plan) || carrier->ended != INTAKE_STOPPED) {
		fprintf(stderr, "A life without faults does not come to its end: %s\n",
			carrier->complaint);
		exit(1);
	}
	return fault == INTAKE_ALLOCATION ? carrier->allocations :
	       kinds[fault].calls == CALLS_NONE ? carrier->disk_operations : r.seen;
}

/* --- Sweeps -------------------------------------------------------------------------------- */

/* Odd: a commit is the same four writes each time, and a step of eight would always fall on
 * the same one of them. */
static unsigned int stride_of(unsigned int points, unsigned int runs)
{
	unsigned int stride = runs ? points / runs : 1;

	return stride | 1;
}

static int sweep(enum intake_fault fault, unsigned int runs)
{
	unsigned int points, stride, n, ran = 0;
	int bad = 0;

	if (kinds[fault].calls != CALLS_NONE && !traceable) {
		printf("%s: system calls cannot be traced here; left out\n", kinds[fault].name);
		return 0;
	}
	points = points_of(fault);
	if (fault == INTAKE_ALLOCATION && !runs)
		runs = FULL_ALLOCATIONS;
	stride = stride_of(points, runs);

	/* Another beginning for each kind, so that the gaps lie elsewhere. */
	for (n = 1 + (unsigned int)fault % stride; n <= points; n += stride, ran++) {
		if (one_point(fault, n))
			continue;
		bad++;
		printf("%s %u: %s (call %ld)\n", kinds[fault].name, n, carrier->complaint,
		       last_call.struck);
	}
	printf("%s: %u %s, struck %u of them, %d bad\n", kinds[fault].name, points,
	       kinds[fault].points, ran, bad);
	fflush(stdout);
	return bad;
}

static bool is_caught(enum intake_wrong which)
{
	static const enum intake_fault by[WRONGS] = {
		[WRONG_ACK_FIRST] = INTAKE_KILL, [WRONG_NORMAL] = INTAKE_CUT,
		[WRONG_PART_DROPPED] = INTAKE_KILL, [WRONG_NO_CLOCK] = INTAKE_KILL,
	};
	unsigned int points, stride, n, ran = 0;
	bool caught = false;

	if (kinds[by[which]].calls != CALLS_NONE && !traceable)
		return true;
	wrong = which;
	points = points_of(by[which]);
	stride = stride_of(points, CAUGHT_WITHIN);
	for (n = 1 + stride / 2; n <= points && !caught; n += stride, ran++)
		caught = !one_point(by[which], n);
	wrong = WRONG_NOT;
	printf("A program that %s: %s", intake_wrong_names[which],
	       caught ? "caught" : "NOT CAUGHT");
	if (caught)
		printf(" after %u points (%s %u): %s", ran, kinds[by[which]].name, n - stride,
		       carrier->complaint);
	printf("\n");
	fflush(stdout);
	return caught;
}

/* Dies with it, dies with it alone, parks it; the rest go on. */
static bool is_parked(enum intake_poison where)
{
	struct intake_plan plan = { .dir = here };
	struct calls_result r = { .status = 0 };
	bool ok;

	poison = where;
	folder_anew();
	memset(carrier, 0, sizeof(*carrier));
	carrier->now_ms = history_begins_ms;
	do {
		r = calls_run(intake_live, &plan, CALLS_NONE, 0);
	} while (WIFSIGNALED(r.status) && WTERMSIG(r.status) == SIGSEGV &&
		 carrier->life < LIVES_MAX);
	ok = ended_as_lives_may(r.status, &plan) && intake_phones_are_well_but_one();
	if (ok && carrier->life != 3)
		ok = intake_complain("was not parked after its second crash", "a text");
	poison = POISON_NOT;
	printf("A text that crashes whoever %s it: %s\n",
	       where == POISON_SCAN ? "scans" : "acts on",
	       ok ? "parked after its second time, the rest went on" : carrier->complaint);
	fflush(stdout);
	return ok;
}

/* What every life reads and none changes is read once, here. */
static void read_once(void)
{
	struct err err;

	MUST(readings_make() == 0);
	talloc_free(text_numbers_new(NULL, "KE", &err));
}

static void folders_make(void)
{
	/* A kill does not lose what is in memory, and a power cut is disk.c's: no
	 * real disk has to be waited for. */
	snprintf(top, sizeof(top), "%s/intake.XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	MUST(mkdtemp(top));
	snprintf(made, sizeof(made), "%s/made", top);
	snprintf(here, sizeof(here), "%s/here", top);
	MUST(mkdir(made, 0700) == 0);
}

/* The world as it is before the history, and what is heard when nothing fails. */
static int begin(void)
{
	struct calls_result r;

	carrier = mmap(NULL, sizeof(*carrier), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		       -1, 0);
	MUST(carrier != MAP_FAILED);
	folders_make();
	read_once();
	r = calls_run(make, made, CALLS_NONE, 0);
	if (!WIFEXITED(r.status) || WEXITSTATUS(r.status) != 0) {
		fprintf(stderr, "The world cannot be made: %s\n", carrier->complaint);
		return -1;
	}
	history_begins_ms = carrier->now_ms;
	(void)one_point(INTAKE_KILL, 0);	/* not well: nothing is expected yet */
	intake_expect_this();
	if (one_point(INTAKE_KILL, 0))
		return 0;
	fprintf(stderr, "Without any fault: %s\n", carrier->complaint);
	return -1;
}

static int one_by_hand(enum intake_fault fault, const char *n)
{
	bool ok = one_point(fault, (unsigned int)atoi(n));

	printf("%s (call %ld); what is left is in %s\n", ok ? "well" : carrier->complaint,
	       last_call.struck, here);
	return !ok;
}

static void folders_remove(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf %s", top);
	must_run(command);
}

int main(int argc, char **argv)
{
	const char *env = getenv("WARMLINE_FULL");
	bool all = argc > 1 || (env && strcmp(env, "1") == 0);
	int f, w, bad = 0;

	base_init(NULL, "intake_sweep");
	log_set_category_filter(osmo_stderr_target, DBOX, 0, LOGL_FATAL);
	log_set_log_level(osmo_stderr_target, getenv("INTAKE_LOG") ? LOGL_DEBUG : LOGL_FATAL);
	traceable = calls_possible();
	if (begin() < 0)
		return 1;
	for (f = 0; f < INTAKE_FAULTS; f++) {
		if (argc > 1 && strcmp(argv[1], kinds[f].name) != 0)
			continue;
		if (argc > 2)
			return one_by_hand((enum intake_fault)f, argv[2]);
		bad += sweep((enum intake_fault)f, all ? 0 : kinds[f].sample / SLOWER);
	}
	for (w = WRONG_NOT + 1; argc == 1 && w < WRONGS; w++)
		bad += !is_caught((enum intake_wrong)w);
	for (w = POISON_NOT + 1; argc == 1 && w < POISONS; w++)
		bad += !is_parked((enum intake_poison)w);
	folders_remove();
	return bad ? 1 : traceable ? 0 : SKIPPED;
}
