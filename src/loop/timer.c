// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Timers in a binary heap over the monotonic clock of base/.  libevent's own
 * are not used because a test could not move their clock.
 */
#include "loop/loop_int.h"

#define IDLE SIZE_MAX

struct loop_timer {
	struct loop *loop;
	const char *name;
	loop_timer_cb cb;
	void *arg;
	int64_t due_ms;
	uint64_t order;
	size_t at;		/* its place in the heap, or IDLE */
};

static bool before(const struct loop_timer *a, const struct loop_timer *b)
{
	return a->due_ms != b->due_ms ? a->due_ms < b->due_ms : a->order < b->order;
}

static void put(struct loop *loop, size_t at, struct loop_timer *t)
{
	loop->heap[at] = t;
	t->at = at;
}

static void sift_up(struct loop *loop, size_t at)
{
	struct loop_timer *t = loop->heap[at];

	while (at > 0 && before(t, loop->heap[(at - 1) / 2])) {
		put(loop, at, loop->heap[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	put(loop, at, t);
}

static void sift_down(struct loop *loop, size_t at)
{
	struct loop_timer *t = loop->heap[at];
	size_t child;

	while ((child = 2 * at + 1) < loop->heap_len) {
		if (child + 1 < loop->heap_len &&
		    before(loop->heap[child + 1], loop->heap[child]))
			child++;
		if (!before(loop->heap[child], t))
			break;
		put(loop, at, loop->heap[child]);
		at = child;
	}
	put(loop, at, t);
}

void loop_timer_stop(struct loop_timer *t)
{
	struct loop *loop = t->loop;
	size_t at = t->at;
	struct loop_timer *last;

	if (at == IDLE)
		return;
	t->at = IDLE;
	last = loop->heap[--loop->heap_len];
	if (last == t)
		return;
	put(loop, at, last);
	sift_up(loop, at);
	sift_down(loop, last->at);
}

void loop_timer_start(struct loop_timer *t, int64_t delay_ms)
{
	struct loop *loop = t->loop;

	loop_timer_stop(t);
	if (loop->heap_len == loop->heap_size) {
		loop->heap_size = loop->heap_size ? 2 * loop->heap_size : 64;
		loop->heap = talloc_realloc(loop, loop->heap, struct loop_timer *,
					    (unsigned)loop->heap_size);
		if (!loop->heap)
			base_oom();
	}
	t->due_ms = clock_mono_ms() + (delay_ms > 0 ? delay_ms : 0);
	t->order = loop->armed++;
	put(loop, loop->heap_len++, t);
	sift_up(loop, t->at);
}

bool loop_timer_running(const struct loop_timer *t)
{
	return t->at != IDLE;
}

static int timer_destroy(struct loop_timer *t)
{
	loop_timer_stop(t);
	return 0;
}

struct loop_timer *loop_timer_new(void *ctx, struct loop *loop, const char *name,
				  loop_timer_cb cb, void *arg)
{
	struct loop_timer *t = talloc_zero(ctx, struct loop_timer);

	if (!t)
		base_oom();
	t->loop = loop;
	t->name = name;
	t->cb = cb;
	t->arg = arg;
	t->at = IDLE;
	talloc_set_destructor(t, timer_destroy);
	return t;
}

/* Those armed by a call-back of this round wait for the next turn, so a timer
 * that starts itself with no delay cannot starve the sockets. */
int loop_timers_fire(struct loop *loop)
{
	int64_t now = clock_mono_ms(), began;
	uint64_t round = loop->armed;
	struct loop_timer *t;
	const char *name;
	int fired = 0;

	while (loop->heap_len && loop->heap[0]->due_ms <= now && loop->heap[0]->order < round) {
		t = loop->heap[0];
		name = t->name;
		loop_timer_stop(t);
		began = clock_mono_us();
		t->cb(t->arg);
		loop_call_end(loop, name, began);
		fired++;
	}
	return fired;
}

int64_t loop_timers_next_ms(struct loop *loop)
{
	int64_t left;

	if (!loop->heap_len)
		return -1;
	left = loop->heap[0]->due_ms - clock_mono_ms();
	return left > 0 ? left : 0;
}
