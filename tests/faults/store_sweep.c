// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The store under every fault at every operation of the disk: messages come in,
 * each with its answer, a waiting time and (now and then) an erasure; a child
 * process lives until the fault; its successor opens what is left, replays the
 * journal, gets again what was not acknowledged, and then:
 *
 *   every message that was acknowledged is there, in the inbox or by replay;
 *   each has had its effect exactly once (one answer, one waiting time);
 *   what was sealed opens, and what was erased does not.
 *
 * Deliberately wrong programs go through the same sweep and must be caught:
 * one that acknowledges before the commit, one that does not sync the log
 * (synchronous=NORMAL), one that does not sync new keys, one that does an
 * effect without asking whether it was done, one that forgets the waiting time.
 *
 *   store_sweep                      every STRIDE-th operation
 *   store_sweep --full               every operation; also with WARMLINE_FULL=1
 *   store_sweep FAULT N SEED SECOND  one scenario, as a sweep named it
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>

#include "store/store_due.h"
#include "store/store_inbox.h"
#include "store/store_journal.h"
#include "store/store_keys.h"
#include "store/store_outbox.h"
#include "tests/faults/disk.h"

#ifdef __SANITIZE_ADDRESS__	/* a fork takes ten times as long */
enum { STRIDE = 101, WRONGS_TRIED = 0 };
#else
enum { STRIDE = 29, WRONGS_TRIED = 1 };
#endif
enum { MESSAGES = 18, A_TURN = 3, ERASE_EVERY = 7, WRONG_STRIDE = 17,
       ALLOCATION_RUNS = 40, ALLOCATION_RUNS_FULL = 700 };
#define NOW INT64_C(1700000000000)

enum wrong {
	RIGHT, WRONG_ACK_FIRST, WRONG_NO_LOG_SYNC, WRONG_NO_KEY_SYNC, WRONG_TWICE, WRONG_NO_CLOCK,
	WRONGS
};
static const char *const wrong_names[WRONGS] = {
	"the right program", "acknowledges before the commit", "does not sync the log",
	"does not sync new keys", "does not ask whether it was done", "forgets the waiting time",
};

/* What bearerbox knows, in memory that parent and children share. */
struct carrier {
	bool acked[MESSAGES + 1];
	bool journaled[MESSAGES + 1];
	bool erasure_acked[MESSAGES + 1];
	unsigned int operations, allocations;
	int ended;			/* how the last life that came to an end did */
};
static struct carrier *carrier;
static char dir[] = "/tmp/warmline-sweep-XXXXXX";
static enum wrong wrong;
static char complaint[200];

static bool complain(const char *what, int i)
{
	snprintf(complaint, sizeof(complaint), "message %d: %s", i, what);
	return false;
}

/* --- Memory that runs out ------------------------------------------------------------ *
 * The n-th allocation of a life fails; the process may end (base_oom()), and
 * its successor finds everything.  Not under a sanitizer, which has malloc. */
static unsigned int allocations, allocation_to_fail;

#ifndef __SANITIZE_ADDRESS__
void *__libc_malloc(size_t size);
void *__libc_realloc(void *p, size_t size);

static bool allocation_fails(void)
{
	return ++allocations == allocation_to_fail;
}

void *malloc(size_t size)
{
	return allocation_fails() ? NULL : __libc_malloc(size);
}

void *realloc(void *p, size_t size)
{
	return allocation_fails() ? NULL : __libc_realloc(p, size);
}
#endif

/* --- The program under test ------------------------------------------------------------ */

static void uuid_of(int i, uint8_t uuid[16])
{
	memset(uuid, 0, 16);
	uuid[0] = (uint8_t)i;
	uuid[15] = 1;
}

static const char *words_of(void *ctx, int i)
{
	const char *words = talloc_asprintf(ctx, "the words of message %d", i);

	if (!words)
		base_oom();
	return words;
}

/* One message: person i, who is new. */
static int step(struct store *st, void *ctx, int i)
{
	struct store_inbox m = { .state = STORE_INBOX_NEW, .person_id = i,
				 .received_at_ms = NOW + i };
	struct store_out o = {
		.person_id = i, .class = STORE_CLASS_REPLY, .segments = 1, .topic_id = i,
		.created_at_ms = NOW, .send_at_ms = NOW,
	};
	int rc;

	uuid_of(i, m.uuid);
	m.raw = secret_str(ctx, words_of(ctx, i));
	o.to = secret_str(ctx, "+254700000000");
	o.text = m.raw;
	rc = store_inbox_add(st, &m);
	if (rc == -EEXIST && wrong != WRONG_TWICE)
		return 0;
	if (rc < 0 && rc != -EEXIST)
		return rc;
	rc = store_out_add(st, &o);
	if (rc == 0 && wrong != WRONG_NO_CLOCK)
		rc = store_due_arm(st, STORE_DUE_PARTS, i, NOW + i, i);
	if (rc == 0 && i % ERASE_EVERY == 0)
		rc = store_keys_erase(st, i - 1, NOW);
	return rc;
}

static void acknowledge(int first, int last)
{
	for (int i = first; i <= last; i++) {
		carrier->acked[i] = true;
		if (i % ERASE_EVERY == 0)
			carrier->erasure_acked[i - 1] = true;
	}
}

static int turn(struct store *st, int first, int last)
{
	void *ctx = talloc_new(NULL);
	int rc = store_begin(st, NOW + SECONDS_MS(first * 20));

	if (wrong == WRONG_ACK_FIRST)
		acknowledge(first, last);
	if (rc < 0)
		goto out;
	for (int i = first; i <= last && rc == 0; i++) {
		if (carrier->acked[i] && wrong != WRONG_ACK_FIRST)
			continue;
		rc = store_savepoint(st);
		if (rc == 0)
			rc = step(st, ctx, i);
		if (rc == 0)
			rc = store_savepoint_release(st);
	}
	if (rc == 0)
		rc = store_commit(st);
	else
		store_rollback(st);
	if (rc == 0)
		acknowledge(first, last);
	if (rc == 0)
		rc = store_tidy(st);
out:
	talloc_free(ctx);
	return rc;
}

/* The fallback lane: what the database does not take goes to the journal. */
static void journal_take(struct store_journal *j, int i)
{
	uint8_t uuid[16];

	uuid_of(i, uuid);
	if (!j || carrier->acked[i])
		return;
	if (store_journal_append(j, STORE_JOURNAL_MO, uuid, NOW, VIEW_STR("as it came")) == 0)
		carrier->acked[i] = carrier->journaled[i] = true;
}

static int replay(struct store *st, struct store_journal *j)
{
	struct store_journal_entry e;
	void *ctx = talloc_new(NULL);
	uint64_t pos = 0;
	int rc;

	while ((rc = store_journal_next(j, st, ctx, &pos, &e)) == 1) {
		int i = e.uuid[0];

		rc = store_begin(st, NOW);
		if (rc == 0)
			rc = step(st, ctx, i);
		if (rc == 0)
			rc = store_commit(st);
		else if (store_in_tx(st))
			store_rollback(st);
		if (rc == 0)
			rc = store_journal_replayed(j, e.seq);
		if (rc < 0)
			break;
	}
	talloc_free(ctx);
	return rc;
}

/* A life: opens, replays, takes what comes.  0 if it came to its end. */
static int life(void)
{
	const struct store_options options = { .dir = dir, .create = true, .journal_records = 32 };
	struct err err = { "" };
	struct store *st = store_open(NULL, &options, &err);
	struct store_journal *j = store_journal_open(NULL, dir, &err);
	int rc = st && j ? replay(st, j) : -EIO;

	for (int i = 1; i <= MESSAGES; i += A_TURN) {
		if (rc == 0)
			rc = turn(st, i, i + A_TURN - 1);
		for (int k = i; rc < 0 && k < i + A_TURN; k++)
			journal_take(j, k);
	}
	talloc_free(j);
	talloc_free(st);
	return rc;
}

/* --- What must hold ------------------------------------------------------------------------ */

static bool effects_once(struct store *st)
{
	void *ctx = talloc_new(NULL);
	int answers[MESSAGES + 1] = { 0 };
	struct store_out o;
	struct store_due due;
	bool ok = true;

	/* ids are given in blocks of a thousand: a few blocks for a few lives */
	for (int64_t id = 1; id < 12000; id++)
		if (store_out_get(st, id, &o) == 1)
			answers[o.topic_id]++;
	for (int i = 1; i <= MESSAGES && ok; i++) {
		if (answers[i] != 1)
			ok = complain(answers[i] ? "was answered twice" : "was never answered", i);
		else if (store_due_get(st, STORE_DUE_PARTS, i, &due) != 1 || due.arg != i)
			ok = complain("its waiting time is not armed", i);
	}
	talloc_free(ctx);
	return ok;
}

static bool seals_open(struct store *st)
{
	void *ctx = talloc_new(NULL);
	struct store_inbox m = { .id = 0 };
	int seen = 0, rc;
	bool ok = true;

	while (ok && (rc = store_inbox_next_open(st, ctx, m.id, &m)) == 1) {
		int i = m.uuid[0];
		bool erased = (i + 1) % ERASE_EVERY == 0 && i < MESSAGES;

		seen++;
		if (erased != !m.raw)
			ok = complain(erased ? "erased, but its words open" :
				      "its words do not open", i);
		else if (m.raw && strcmp(secret_reveal(m.raw), words_of(ctx, i)) != 0)
			ok = complain("has other words", i);
		if (erased && !store_keys_erased(st, i))
			ok = complain("its key is still there", i);
	}
	talloc_free(ctx);
	return ok && (seen == MESSAGES || complain("messages are missing", seen));
}

/* Before anything comes again: what was acknowledged must be there already. */
static bool nothing_lost(void)
{
	const struct store_options options = { .dir = dir, .create = true, .journal_records = 32 };
	struct err err = { "" };
	struct store *st = store_open(NULL, &options, &err);
	struct store_journal *j = st ? store_journal_open(NULL, dir, &err) : NULL;
	bool ok = j != NULL;

	if (!ok)
		snprintf(complaint, sizeof(complaint), "does not open again: %.150s", err.text);
	if (ok && replay(st, j) < 0)
		ok = complain("the journal cannot be replayed", 0);
	for (int i = 1; i <= MESSAGES && ok; i++) {
		uint8_t uuid[16];

		uuid_of(i, uuid);
		if (carrier->acked[i] && store_inbox_known(st, uuid) != 1)
			ok = complain("was acknowledged and is lost", i);
		if (carrier->erasure_acked[i] && !store_keys_erased(st, i))
			ok = complain("was erased and is back", i);
	}
	talloc_free(j);
	talloc_free(st);
	return ok;
}

static bool all_well(void)
{
	const struct store_options options = { .dir = dir };
	struct err err = { "" };
	struct store *st = store_open(NULL, &options, &err);
	bool ok = st && effects_once(st) && seals_open(st);

	if (st && store_keys_stats(st).damaged)
		ok = complain("records of the key file are damaged", 0);
	if (!st)
		snprintf(complaint, sizeof(complaint),
			 "does not open at the end: %.150s", err.text);
	talloc_free(st);
	return ok;
}

/* --- The sweep ------------------------------------------------------------ */

static void clean(void)
{
	char command[200];

	snprintf(command, sizeof(command), "rm -rf '%s' && mkdir -m 700 '%s'", dir, dir);
	if (system(command) != 0)
		abort();
}

/* A child with this fault (NONE: the n-th allocation fails); whether it ended as
 * children may. */
static bool child(enum disk_fault fault, unsigned int n, uint64_t seed)
{
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		if (fault == DISK_NONE && n && !freopen("/dev/null", "w", stderr))
			abort();		/* base_oom() says so each time */
		disk_watch(dir);
		disk_leave_out_sync(wrong == WRONG_NO_LOG_SYNC ? "warmline.db-wal" :
				    wrong == WRONG_NO_KEY_SYNC ? "people.keys" : NULL);
		disk_arm(fault, n, seed);
		allocations = 0;
		allocation_to_fail = fault == DISK_NONE ? n : 0;
		carrier->ended = life();
		allocation_to_fail = 0;
		carrier->allocations = allocations;
		carrier->operations = disk_operations();
		/* The machine goes down some time later: what is not synced by now
		 * is gone, too. */
		disk_cut(seed);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort();
	if (WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == DISK_DIED))
		return true;
	if (fault == DISK_NONE && n && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
		return true;
	snprintf(complaint, sizeof(complaint), "the process ended with status %d", status);
	return false;
}

/* The fault in the first life, another in the second (second_n 0: none). */
static bool scenario(enum disk_fault fault, unsigned int n, uint64_t seed, unsigned int second_n)
{
	bool ok;

	clean();
	memset(carrier, 0, sizeof(*carrier));
	ok = child(fault, n, seed);
	if (ok && second_n)
		ok = child(fault, second_n, seed + 1);
	if (!ok || !nothing_lost() || !child(DISK_NONE, 0, 0))
		return false;
	if (carrier->ended < 0)
		return complain("a life without faults failed", carrier->ended);
	return all_well();
}

static unsigned int operations_of_a_life(void)
{
	wrong = RIGHT;
	clean();
	memset(carrier, 0, sizeof(*carrier));
	if (!child(DISK_NONE, 0, 0))
		abort();
	return carrier->operations;
}

static unsigned int runs;

/* How many scenarios are not well; stops at the first when asked to. */
static int sweep(unsigned int operations, unsigned int stride, bool first_is_enough)
{
	int bad = 0;

	for (enum disk_fault f = DISK_KILL; f < DISK_FAULTS; f++) {
		unsigned int seeds = f == DISK_CUT ? 4 : 1;

		/* Another beginning for each fault, so that a stride misses other places. */
		for (unsigned int n = 1 + f % stride; n <= operations; n += stride) {
			for (unsigned int seed = 0; seed < seeds; seed++, runs++) {
				if (scenario(f, n, seed + n * 4, 0))
					continue;
				if (bad++ == 0 && !first_is_enough)
					fprintf(stderr, "%s (%d %u %u 0): %s\n", disk_fault_name(f),
						f, n, seed + n * 4, complaint);
				if (first_is_enough)
					return bad;
			}
		}
	}
	return bad;
}

/* Dying again while picking up the pieces. */
static int sweep_twice(unsigned int operations, unsigned int stride)
{
	static const enum disk_fault both[] = { DISK_KILL, DISK_CUT, DISK_FULL };
	int bad = 0;

	for (size_t f = 0; f < sizeof(both) / sizeof(both[0]); f++) {
		for (unsigned int n = 1; n <= operations; n += stride, runs++) {
			unsigned int first = operations / 3 + n % 37;

			if (scenario(both[f], first, n, n))
				continue;
			if (bad++ == 0)
				fprintf(stderr, "%s twice (%d %u %u %u): %s\n",
					disk_fault_name(both[f]), both[f], first, n, n, complaint);
		}
	}
	return bad;
}

static int sweep_allocations(unsigned int count, unsigned int stride)
{
	int bad = 0;

	for (unsigned int n = 1; n <= count; n += stride, runs++) {
		if (scenario(DISK_NONE, n, 0, 0))
			continue;
		if (bad++ == 0)
			fprintf(stderr, "allocation %u fails (0 %u 0 0): %s\n", n, n, complaint);
	}
	return bad;
}

static int one_scenario(char **argv)
{
	bool ok = scenario((enum disk_fault)atoi(argv[1]), (unsigned int)atoi(argv[2]),
			   (uint64_t)atoll(argv[3]), (unsigned int)atoi(argv[4]));

	printf("%s; what is left is in %s\n", ok ? "well" : complaint, dir);
	return !ok;
}

int main(int argc, char **argv)
{
	bool full = getenv("WARMLINE_FULL") || (argc > 1 && strcmp(argv[1], "--full") == 0);
	unsigned int stride = full ? 1 : STRIDE, operations, memory;
	int bad;

	base_init(NULL, "store_sweep");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL + 1);
	carrier = mmap(NULL, sizeof(*carrier), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (carrier == MAP_FAILED || !mkdtemp(dir))
		abort();
	if (argc == 5)
		return one_scenario(argv);
	operations = operations_of_a_life();
	memory = carrier->allocations;
	bad = sweep(operations, stride, false) + sweep_twice(operations, stride * 3) +
	      sweep_allocations(memory,
				1 + memory / (full ? ALLOCATION_RUNS_FULL : ALLOCATION_RUNS));
	printf("%u operations and %u allocations a life, %u scenarios, %d bad\n", operations,
	       memory, runs, bad);
	for (wrong = RIGHT + 1; WRONGS_TRIED && wrong < WRONGS; wrong++) {
		int caught = sweep(operations, WRONG_STRIDE, true);

		printf("the program that %s: %s\n", wrong_names[wrong],
		       caught ? complaint : "NOT CAUGHT");
		bad += !caught;
	}
	clean();
	return bad != 0 || rmdir(dir) != 0;
}
