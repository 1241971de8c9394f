// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What the store costs a text: one that came in and its answer, as a turn of
 * warmlined does it (known?, inbox row, a waiting time moved, the answer sealed
 * into the outbox and claimed; the acknowledgements of the turn before), in
 * groups of 1, 10 and 100 a commit, interleaved.
 *
 *   tests/bench/store_bench [texts per round] [directory]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/store_due.h"
#include "store/store_inbox.h"
#include "store/store_outbox.h"

enum { PEOPLE = 10000, GROUP_MAX = 100, ROUNDS = 3 };

struct bench {
	struct store *st;
	void *turn;
	struct store_out claimed[GROUP_MAX];
	int claimed_len;
	int64_t now_ms;
	struct secret *to, *text;
	struct view sealed[PEOPLE + 1];
};

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void people_make(struct bench *b)
{
	MUST(store_begin(b->st, b->now_ms) == 0);
	for (int i = 1; i <= PEOPLE; i++)
		MUST(store_seal(b->st, b->st, (struct store_place){ "bench.number", i, i },
				VIEW_STR("+254700000000"), &b->sealed[i]) == 0);
	MUST(store_commit(b->st) == 0);
}

static void one_text(struct bench *b)
{
	int64_t person = 1 + rand_below(PEOPLE);
	struct store_inbox m = { .state = STORE_INBOX_DONE, .person_id = person,
				 .received_at_ms = b->now_ms };
	struct store_out o = {
		.person_id = person, .to = b->to, .text = b->text, .class = STORE_CLASS_REPLY,
		.segments = 1, .created_at_ms = b->now_ms, .send_at_ms = b->now_ms,
	};
	struct secret *number;

	rand_bytes(m.uuid, sizeof(m.uuid));
	MUST(store_savepoint(b->st) == 0);
	MUST(store_inbox_known(b->st, m.uuid) == 0);
	MUST(store_inbox_add(b->st, &m) == 0);
	(void)store_index(b->st, "number", b->to);
	MUST(store_unseal(b->st, b->turn, (struct store_place){ "bench.number", person, person },
			  b->sealed[person], &number) == 0);
	MUST(store_due_arm(b->st, STORE_DUE_PARTS, person, b->now_ms + HOURS_MS(1), 0) == 0);
	MUST(store_out_add(b->st, &o) == 0);
	MUST(store_savepoint_release(b->st) == 0);
}

static void one_turn(struct bench *b, int group)
{
	int64_t at_ms;
	int n;

	b->turn = talloc_named_const(b->st, 0, "turn");
	b->now_ms += 7;
	MUST(store_begin(b->st, b->now_ms) == 0);
	for (int i = 0; i < b->claimed_len; i++)
		MUST(store_out_accepted(b->st, b->claimed[i].id, 0, b->now_ms) == 1);
	for (int i = 0; i < group; i++)
		one_text(b);
	n = store_out_claim(b->st, b->turn, b->now_ms, STORE_CLASS_BULK, b->claimed, GROUP_MAX);
	MUST(n >= 0);
	b->claimed_len = n;
	MUST(store_commit(b->st) == 0);
	MUST(store_due_next(b->st, &at_ms) == 1);
	MUST(store_tidy(b->st) == 0);
	talloc_free(b->turn);
}

static void round_run(struct bench *b, int texts, int group)
{
	double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID),
		slowest = 0;

	for (int done = 0; done < texts; done += group) {
		double start = seconds(CLOCK_MONOTONIC), took;

		one_turn(b, group);
		took = seconds(CLOCK_MONOTONIC) - start;
		slowest = took > slowest ? took : slowest;
	}
	wall = seconds(CLOCK_MONOTONIC) - wall;
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	printf("group %3d: %7.0f texts/s, %5.1f us CPU a text, slowest turn %5.1f ms\n", group,
	       texts / wall, cpu * 1e6 / texts, slowest * 1e3);
}

/* --- A long queue must not make a turn long ------------------------------------------ */

static void queue_add(struct bench *b, int64_t person, enum store_class class, int64_t send_at_ms)
{
	struct store_out o = {
		.person_id = person, .to = b->to, .text = b->text, .class = class, .segments = 1,
		.created_at_ms = b->now_ms, .send_at_ms = send_at_ms,
	};

	MUST(store_out_add(b->st, &o) == 0);
}

static void backlog_make(struct bench *b, int rows)
{
	MUST(store_begin(b->st, b->now_ms) == 0);
	for (int i = 0; i < rows; i++) {
		queue_add(b, 1 + i % PEOPLE, STORE_CLASS_BULK, b->now_ms);
		queue_add(b, 1 + i % PEOPLE, STORE_CLASS_CHECKIN, b->now_ms + HOURS_MS(8));
	}
	/* and one handset with many of its own */
	for (int i = 0; i < rows / 20; i++)
		queue_add(b, 1, STORE_CLASS_REPLY, b->now_ms);
	MUST(store_commit(b->st) == 0);
}

static void backlog_run(struct bench *b, int rows)
{
	double slowest = 0, sum = 0, start;
	int turns = 0, n;

	start = seconds(CLOCK_MONOTONIC);
	backlog_make(b, rows);
	printf("%d rows queued in %.1f s\n", 2 * rows + rows / 20,
	       seconds(CLOCK_MONOTONIC) - start);
	for (; turns < 200; turns++) {
		double took;

		b->turn = talloc_named_const(b->st, 0, "turn");
		start = seconds(CLOCK_PROCESS_CPUTIME_ID);
		MUST(store_begin(b->st, b->now_ms) == 0);
		n = store_out_claim(b->st, b->turn, b->now_ms, STORE_CLASS_BULK, b->claimed, 10);
		MUST(n > 0);
		/* The first handset's acknowledgement is slow: its texts stay in the way. */
		for (int i = 0; i < n; i++)
			if (b->claimed[i].person_id != 1)
				MUST(store_out_accepted(b->st, b->claimed[i].id, 0,
							b->now_ms) == 1);
		MUST(store_commit(b->st) == 0);
		took = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
		MUST(store_tidy(b->st) == 0);
		talloc_free(b->turn);
		sum += took;
		slowest = took > slowest ? took : slowest;
	}
	printf("claiming 10 of them: %.2f ms CPU, slowest %.2f ms\n", sum * 1e3 / turns,
	       slowest * 1e3);
}

int main(int argc, char **argv)
{
	static const int groups[] = { 1, 10, 100 };
	int texts = argc > 1 ? atoi(argv[1]) : 20000;
	char *dir = talloc_asprintf(NULL, "%s/warmline-store-bench-XXXXXX",
				    argc > 2 ? argv[2] : "/var/tmp");
	struct store_options options = { .create = true };
	struct bench *b = talloc_zero(NULL, struct bench);
	struct err err = { "" };

	base_init(NULL, "store_bench");
	options.dir = mkdtemp(dir);
	b->st = options.dir ? store_open(b, &options, &err) : NULL;
	if (!b->st) {
		fprintf(stderr, "store_bench: %s\n", err.text);
		return 1;
	}
	b->now_ms = INT64_C(1700000000000);
	b->to = secret_str(b, "+254700000000");
	b->text = secret_new(b, memset(talloc_size(b, 160), 'w', 160), 160);
	people_make(b);
	for (int i = 0; i < ROUNDS; i++)
		for (size_t g = 0; g < ARRAY_LEN(groups); g++)
			round_run(b, texts, groups[g]);
	backlog_run(b, 5 * texts);
	talloc_free(b);
	return system(talloc_asprintf(dir, "rm -r '%s'", dir));
}
