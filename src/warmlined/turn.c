// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/turn.h"

#include <inttypes.h>
#include "store/store_due.h"
#include "store/store_oncall.h"
#include "store/store_outbox.h"
#include "store/store_safety.h"

enum {
	PARTS_MAX = 16,
	CLOCK_STEP_MS = 2000,		/* a wall clock that moved this much more than time did
					 * was set */
	SLEEP_MAX_MS = 10000,		/* so that a step of the clock is noticed soon */
	GAP_MS = 2,			/* between two commits: under load each takes several
					 * messages, for a third of the work and of the syncs;
					 * a single message never waits */
};

struct turn {
	struct loop *loop;
	struct store *store;
	struct turn_ops ops;
	struct loop_late *late;
	struct loop_timer *timer;
	struct { const struct turn_part *part; void *arg; } parts[PARTS_MAX];
	int parts_len;
	int64_t wall_minus_mono_ms;
	int64_t last_ms;		/* monotonic: when the last turn began */
	bool failed;
};

COUNTER(count_turns, "turn.commits", "Transactions committed.");
COUNTER(count_steps, "turn.clocksteps", "Times that the wall clock was found to have been set.");

/* Everything that waits, not only due times: a text or an alarm that a step back left in
 * the future would wait for it. */
int waits_rebase(struct store *st, int64_t step_ms)
{
	int rc = store_due_rebase(st, step_ms);

	if (rc == 0)
		rc = store_out_rebase(st, step_ms);
	if (rc == 0)
		rc = store_safety_rebase(st, step_ms);
	return rc < 0 ? rc : store_alarm_rebase(st, step_ms);
}

/* Wall and monotonic clock move together unless somebody sets the first. */
static int clock_watch(struct turn *turn)
{
	int64_t diff = clock_wall_ms() - clock_mono_ms(), step = diff - turn->wall_minus_mono_ms;
	int rc;

	if (step < CLOCK_STEP_MS && step > -CLOCK_STEP_MS)
		return 0;
	counter_inc(&count_steps);
	LOGP(DMAIN, LOGL_NOTICE, "The wall clock was set by %" PRId64 " ms; waits move with it.\n",
	     step);
	turn->wall_minus_mono_ms = diff;
	rc = waits_rebase(turn->store, step);
	if (rc == 0 && step < 0)
		rc = store_due_fire_calendar(turn->store, clock_wall_ms());
	return rc;
}

static bool anybody(struct turn *turn, int64_t now_ms)
{
	int i;

	for (i = 0; i < turn->parts_len; i++)
		if (turn->parts[i].part->has_work(turn->parts[i].arg, now_ms))
			return true;
	return false;
}

static int parts_work(struct turn *turn, int64_t now_ms)
{
	int i, rc = clock_watch(turn);

	for (i = 0; rc == 0 && i < turn->parts_len; i++)
		rc = turn->parts[i].part->work(turn->parts[i].arg, now_ms);
	return rc;
}

static void parts_done(struct turn *turn, bool committed)
{
	int i;

	for (i = 0; i < turn->parts_len; i++)
		turn->parts[i].part->done(turn->parts[i].arg, committed);
}

static void turn_sleep(struct turn *turn)
{
	int64_t now_ms = clock_wall_ms(), wait_ms = SLEEP_MAX_MS, part_ms;
	int i;

	for (i = 0; i < turn->parts_len; i++) {
		if (!turn->parts[i].part->next_ms)
			continue;
		part_ms = turn->parts[i].part->next_ms(turn->parts[i].arg, now_ms);
		if (part_ms >= 0 && part_ms < wait_ms)
			wait_ms = part_ms;
	}
	loop_timer_start(turn->timer, wait_ms);
}

static void turn_fail(struct turn *turn)
{
	turn->failed = true;
	loop_timer_stop(turn->timer);
	turn->ops.committed(turn->ops.arg, false);
	turn->ops.store_failed(turn->ops.arg);
}

static bool step_pending(const struct turn *turn)
{
	int64_t step = clock_wall_ms() - clock_mono_ms() - turn->wall_minus_mono_ms;

	return step >= CLOCK_STEP_MS || step <= -CLOCK_STEP_MS;
}

static void turn_run(void *arg)
{
	struct turn *turn = arg;
	int64_t now_ms = clock_wall_ms();
	int rc;

	if (turn->failed)
		return;
	if (!anybody(turn, now_ms) && !step_pending(turn)) {
		turn_sleep(turn);
		return;
	}
	if (clock_mono_ms() - turn->last_ms < GAP_MS) {
		loop_timer_start(turn->timer, turn->last_ms + GAP_MS - clock_mono_ms());
		return;
	}
	turn->last_ms = clock_mono_ms();
	rc = store_begin(turn->store, now_ms);
	if (rc == 0)
		rc = parts_work(turn, now_ms);
	if (rc == 0)
		rc = store_commit(turn->store);
	else if (store_in_tx(turn->store))
		store_rollback(turn->store);
	parts_done(turn, rc == 0);
	if (rc < 0 || store_failed(turn->store)) {
		turn_fail(turn);
		return;
	}
	counter_inc(&count_turns);
	turn->ops.committed(turn->ops.arg, true);
	if (store_tidy(turn->store) < 0) {
		turn_fail(turn);
		return;
	}
	turn_sleep(turn);
}

static void timer_fired(void *arg)
{
	struct turn *turn = arg;

	loop_late_arm(turn->late);
}

struct turn *turn_new(void *ctx, struct loop *loop, struct store *store, const struct turn_ops *ops)
{
	struct turn *turn = talloc_zero(ctx, struct turn);

	if (!turn)
		base_oom();
	turn->loop = loop;
	turn->store = store;
	turn->ops = *ops;
	turn->wall_minus_mono_ms = clock_wall_ms() - clock_mono_ms();
	turn->late = loop_late_new(turn, loop, "the turn's transaction", turn_run, turn);
	turn->timer = loop_timer_new(turn, loop, "next due time", timer_fired, turn);
	loop_timer_start(turn->timer, 0);
	return turn;
}

void turn_add(struct turn *turn, const struct turn_part *part, void *arg)
{
	MUST(turn->parts_len < PARTS_MAX);
	turn->parts[turn->parts_len].part = part;
	turn->parts[turn->parts_len++].arg = arg;
}

void turn_wake(struct turn *turn)
{
	loop_late_arm(turn->late);
}
