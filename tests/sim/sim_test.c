// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Runs seeds, each in a process of its own (so that one which aborts is a
 * failure like any other), then plants each mistake and sees that it is found.
 *
 *	sim_test [--seed N] [--seeds N [--first N]] [--events M] [--plant NAME] [-v]
 */
#include "sim.h"
#include "tests/stories/readings.h"
#include "text/text_number.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>

/* The sanitizers look at each line, not at each fate: a tenth of the seeds is enough. */
#ifdef __SANITIZE_ADDRESS__
enum { SEEDS = 20, FLOOD_NUMBERS = 120, FLOOD_TIMES = 2 };
#else
enum { SEEDS = 200, FLOOD_NUMBERS = 500, FLOOD_TIMES = 5 };
#endif
enum { SEEDS_FULL = 2000, EVENTS = 80, PLANT_SEEDS = 200, OUT_LEN = 1 << 16 };

struct run {
	uint64_t seed;
	int events;
	enum sim_plant plant;
	bool verbose, quiet;
};

static void *root;
static uint64_t hash_of_last;

static void aborted(int signum)
{
	if (sim)
		sim_log_print(sim);
	printf("seed %llu: the process was aborted in event %d\n",
	       sim ? (unsigned long long)sim->seed : 0, sim ? sim->event : 0);
	fflush(stdout);
	signal(signum, SIG_DFL);
	raise(signum);
}

static void flood(struct sim *s)
{
	sim_flood(s, FLOOD_NUMBERS, FLOOD_TIMES);
}

static void life(const struct run *run, int out)
{
	struct sim *s;
	int i;

	setvbuf(stdout, NULL, run->verbose ? _IOLBF : _IOFBF, OUT_LEN);	/* two lives speak */
	signal(SIGABRT, aborted);
	signal(SIGSEGV, aborted);
	alarm(300);
	s = sim_new(root, run->seed, run->events);
	s->verbose = run->verbose;
	s->plant = run->plant;
	for (i = 0; i < run->events; i++) {
		sim_event(s);
		if (i == run->events / 2 && !run->plant)
			flood(s);
	}
	sim_rest(s);
	if (write(out, &s->hash, sizeof(s->hash)) != sizeof(s->hash))
		_Exit(1);
	talloc_free(s);
}

/* 0: it went well. */
static int seed_run(const struct run *run)
{
	int status, out[2];
	pid_t pid;

	fflush(stdout);
	MUST(pipe(out) == 0);
	pid = fork();
	MUST(pid >= 0);
	if (pid == 0) {
		if (run->quiet && !freopen("/dev/null", "w", stdout))
			_Exit(1);
		life(run, out[1]);
		fflush(stdout);
		_Exit(0);
	}
	close(out[1]);
	waitpid(pid, &status, 0);
	if (read(out[0], &hash_of_last, sizeof(hash_of_last)) != sizeof(hash_of_last))
		hash_of_last = 0;
	close(out[0]);
	return status;
}

/* Every n-th seed, one after the other; how many failed, by the pipe. */
static void share_run(struct run run, uint64_t first, const uint64_t n[2], int out)
{
	uint64_t i;
	int failed = 0;

	for (i = 0; first + i < n[0]; i += n[1]) {
		run.seed = first + i;
		failed += seed_run(&run) != 0;
	}
	if (write(out, &failed, sizeof(failed)) != sizeof(failed))
		_Exit(1);
	_Exit(0);
}

/* Each seed from `first` on, on two processors where there are two. */
static int seeds_run(struct run run, uint64_t first, uint64_t n)
{
	uint64_t share[2] = { first + n, sysconf(_SC_NPROCESSORS_ONLN) > 1 ? 2 : 1 }, i;
	int failed = 0, one, fds[2];
	struct rusage used;
	double took;

	fflush(stdout);
	MUST(pipe(fds) == 0);
	for (i = 0; i < share[1]; i++) {
		pid_t pid = fork();
		MUST(pid >= 0);
		if (pid == 0)
			share_run(run, first + i, share, fds[1]);
	}
	close(fds[1]);
	for (i = 0; i < share[1]; i++)
		failed += read(fds[0], &one, sizeof(one)) == sizeof(one) ? one : 1;
	close(fds[0]);
	while (wait(NULL) > 0)
		;
	getrusage(RUSAGE_CHILDREN, &used);
	took = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	printf("[%s] %llu seeds from %llu on, of %d events and a flood of %d numbers, %d failed; "
	       "%.0f s of one core\n", failed ? "  FAILED  " : "       OK ",
	       (unsigned long long)n, (unsigned long long)first, run.events, FLOOD_NUMBERS,
	       failed, took);
	return failed;
}

static int same_twice(struct run run)
{
	uint64_t first;

	run.seed = 3;
	run.quiet = true;
	seed_run(&run);
	first = hash_of_last;
	seed_run(&run);
	printf("[%s] a seed repeats exactly\n", first == hash_of_last ? "       OK " :
	       "  FAILED  ");
	return first != hash_of_last;
}

static int plants_found(struct run run)
{
	int failed = 0, plant;
	uint64_t i;

	run.quiet = true;
	for (plant = 1; plant < SIM_PLANTS; plant++) {
		run.plant = (enum sim_plant)plant;
		for (i = 1; i <= PLANT_SEEDS; i++) {
			run.seed = i;
			if (seed_run(&run) != 0)
				break;
		}
		failed += i > PLANT_SEEDS;
		printf("[%s] planted: %s, %s %llu\n", i > PLANT_SEEDS ? "  FAILED  " : "       OK ",
		       sim_plant_names[plant], i > PLANT_SEEDS ? "not found within seed" :
		       "found with seed", (unsigned long long)(i > PLANT_SEEDS ? PLANT_SEEDS : i));
	}
	return failed;
}

static enum sim_plant plant_by_name(const char *name)
{
	int i;

	for (i = 0; i < SIM_PLANTS; i++)
		if (strcmp(sim_plant_names[i], name) == 0)
			return (enum sim_plant)i;
	printf("no mistake is called '%s'\n", name);
	exit(2);
}

int main(int argc, char **argv)
{
	struct run run = { .events = EVENTS };
	struct err err;
	uint64_t seeds = getenv("WARMLINE_FULL") ? SEEDS_FULL : SEEDS, first = 1;
	bool one = false, plants = true;
	int i, failed;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-v") == 0) {
			run.verbose = true;
			continue;
		}
		if (i + 1 >= argc)
			return 2;
		if (strcmp(argv[i], "--seed") == 0) {
			run.seed = strtoull(argv[++i], NULL, 10);
			one = true;
		} else if (strcmp(argv[i], "--seeds") == 0) {
			seeds = strtoull(argv[++i], NULL, 10);
			plants = false;
		} else if (strcmp(argv[i], "--first") == 0) {
			first = strtoull(argv[++i], NULL, 10);
		} else if (strcmp(argv[i], "--events") == 0) {
			run.events = atoi(argv[++i]);
		} else if (strcmp(argv[i], "--plant") == 0) {
			run.plant = plant_by_name(argv[++i]);
			one = true;
		} else {
			return 2;
		}
	}
	if (access("/dev/shm", W_OK) == 0)	/* nothing here is about a disk's speed */
		setenv("TMPDIR", "/dev/shm", 0);
	root = talloc_named_const(NULL, 0, "simulation");
	base_init(root, "sim_test");
	log_set_category_filter(osmo_stderr_target, DBOX, 0, LOGL_FATAL);
	log_set_log_level(osmo_stderr_target, getenv("STORY_LOG") ? LOGL_DEBUG : LOGL_FATAL + 1);
	if (readings_make() < 0)
		return 1;
	sim_phrases_check();
	talloc_free(text_numbers_new(root, "KE", &err));	/* libphonenumber: for all */
	if (one)
		return seed_run(&run) ? 1 : 0;
	failed = seeds_run(run, first, seeds);
	return (failed + same_twice(run) + (plants ? plants_found(run) : 0)) != 0;
}
