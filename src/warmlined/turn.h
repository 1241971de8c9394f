/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The turn: whatever came in during one turn of the loop becomes one
 * transaction, and only after its commit is anything acknowledged, sent or
 * told.  The rooms that take part hang themselves in with turn_add(); this
 * file alone begins and commits.
 *
 * Also the one clock of the house: it sleeps until the nearest due row or
 * outbox row, and notices when somebody sets the wall clock.
 */
#include "base/base.h"
#include "loop/loop.h"
#include "store/store.h"

struct turn;
struct turn_part {
	const char *name;
	bool (*has_work)(void *arg, int64_t now_ms);
	/* Inside the transaction.  Negative: the store failed for good. */
	int (*work)(void *arg, int64_t now_ms);
	/* After it.  committed false: nothing of it is on disk. */
	void (*done)(void *arg, bool committed);
	/* Milliseconds until this part wants a turn of itself; -1: not at all. */
	int64_t (*next_ms)(void *arg, int64_t now_ms);
};

struct turn_ops {
	/* The store failed; runs after the parts have been told.  Not again. */
	void (*store_failed)(void *arg);
	/* Each commit's outcome (the pager's beat carries it). */
	void (*committed)(void *arg, bool ok);
	void *arg;
};
struct turn *turn_new(void *ctx, struct loop *loop, struct store *store,
		      const struct turn_ops *ops);
/* In the order of calling: what comes in before what goes out. */
void turn_add(struct turn *turn, const struct turn_part *part, void *arg);
/* There is, or may be, work: a turn runs when all descriptors were served. */
void turn_wake(struct turn *turn);
/* The wall clock was set by step_ms; in a transaction. */
int waits_rebase(struct store *st, int64_t step_ms) MUST_CHECK;
