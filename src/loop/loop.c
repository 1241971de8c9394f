// SPDX-License-Identifier: AGPL-3.0-or-later
/* The loop itself: a turn serves descriptors, then timers, then late work. */
#include "loop/loop_int.h"

#include <inttypes.h>
#include <signal.h>

enum { SLOW_MS = 50, LATE_ROUNDS_MAX = 4 };

struct loop_late {
	struct llist_head entry;
	struct loop *loop;
	const char *name;
	void (*cb)(void *arg);
	void *arg;
	bool armed;
};

void loop_call_end(struct loop *loop, const char *name, int64_t began)
{
	int64_t ms = (clock_mono_us() - began) / 1000;

	loop->ran++;
	loop->stats.callbacks++;
	if (ms > loop->stats.slowest_ms) {
		loop->stats.slowest_ms = ms;
		loop->stats.slowest_name = name;
	}
	if (ms > SLOW_MS) {
		loop->stats.slow++;
		LOGP(DLOOP, LOGL_NOTICE, "%s held the loop for %" PRId64 " ms.\n", name, ms);
	}
}

static void wake_cb(evutil_socket_t fd, short what, void *arg)
{
	/* Only there to end the wait. */
}

struct loop_base *loop_base_use(struct loop_base *b)
{
	b->users++;
	return b;
}

void loop_base_leave(struct loop_base *b)
{
	if (--b->users)
		return;
	event_base_free(b->events);
	talloc_free(b);
}

static int loop_destroy(struct loop *loop)
{
	event_free(loop->wake);
	loop_base_leave(loop->base);
	return 0;
}

struct loop *loop_new(void *ctx)
{
	struct loop *loop = talloc_zero(ctx, struct loop);

	if (!loop)
		base_oom();
	signal(SIGPIPE, SIG_IGN);	/* a peer that left is told by EPIPE */
	INIT_LLIST_HEAD(&loop->late);
	INIT_LLIST_HEAD(&loop->dirty);
	loop->base = talloc_zero(NULL, struct loop_base);
	if (!loop->base)
		base_oom();
	loop_base_use(loop->base);
	loop->base->events = event_base_new();
	MUST(loop->base->events);
	loop->wake = evtimer_new(loop->base->events, wake_cb, loop);
	MUST(loop->wake);
	loop_osmo_attach(loop);
	talloc_set_destructor(loop, loop_destroy);
	return loop;
}

struct event_base *loop_event_base(struct loop *loop)
{
	return loop->base->events;
}

int64_t loop_next_due_ms(struct loop *loop)
{
	int64_t ours = loop_timers_next_ms(loop), osmo = loop_osmo_next_ms();

	if (ours < 0)
		return osmo;
	return osmo >= 0 && osmo < ours ? osmo : ours;
}

static void late_run(struct loop *loop)
{
	struct llist_head now;
	struct loop_late *l;
	const char *name;
	int64_t began;

	INIT_LLIST_HEAD(&now);
	llist_splice_init(&loop->late, &now);
	while (!llist_empty(&now)) {
		l = llist_entry(now.next, struct loop_late, entry);
		llist_del_init(&l->entry);
		l->armed = false;
		name = l->name;
		began = clock_mono_us();
		l->cb(l->arg);	/* may free l */
		loop_call_end(loop, name, began);
	}
}

static int wait_bound_ms(struct loop *loop, int max_wait_ms)
{
	int64_t due;

	if (!llist_empty(&loop->late))
		return 0;
	due = loop_next_due_ms(loop);
	if (due < 0 || (max_wait_ms >= 0 && due > max_wait_ms))
		return max_wait_ms;
	return due > INT32_MAX ? INT32_MAX : (int)due;
}

int loop_turn(struct loop *loop, int max_wait_ms)
{
	int wait_ms;

	loop->ran = 0;
	loop->stats.turns++;
	loop_streams_flush(loop);
	loop_osmo_prepare();
	wait_ms = wait_bound_ms(loop, max_wait_ms);
	if (wait_ms == 0) {
		event_base_loop(loop->base->events, EVLOOP_ONCE | EVLOOP_NONBLOCK);
	} else {
		if (wait_ms > 0) {
			struct timeval tv = { wait_ms / 1000, (wait_ms % 1000) * 1000 };
			evtimer_add(loop->wake, &tv);
		}
		event_base_loop(loop->base->events, EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY);
		evtimer_del(loop->wake);
	}
	loop_timers_fire(loop);
	loop_osmo_fire();
	late_run(loop);
	loop_streams_flush(loop);
	return loop->ran;
}

void loop_run(struct loop *loop)
{
	loop->stopped = false;
	while (!loop->stopped)
		loop_turn(loop, -1);
}

void loop_stop(struct loop *loop)
{
	loop->stopped = true;
}

const struct loop_stats *loop_stats(const struct loop *loop)
{
	return &loop->stats;
}

static int late_unlink(struct loop_late *l)
{
	llist_del(&l->entry);
	return 0;
}

struct loop_late *loop_late_new(void *ctx, struct loop *loop, const char *name,
				void (*cb)(void *arg), void *arg)
{
	struct loop_late *l = talloc_zero(ctx, struct loop_late);

	if (!l)
		base_oom();
	INIT_LLIST_HEAD(&l->entry);
	l->loop = loop;
	l->name = name;
	l->cb = cb;
	l->arg = arg;
	talloc_set_destructor(l, late_unlink);
	return l;
}

void loop_late_arm(struct loop_late *l)
{
	if (l->armed)
		return;
	l->armed = true;
	llist_add_tail(&l->entry, &l->loop->late);
}

/* --- Plain descriptors and signals: thin covers over libevent -------------- */

struct loop_fd {
	struct loop *loop;
	struct loop_base *base;
	const char *name;
	struct event *ev;
	int fd, want;
	loop_fd_cb cb;
	void *arg;
};

static void fd_ready(evutil_socket_t fd, short what, void *arg)
{
	struct loop_fd *f = arg;
	struct loop *loop = f->loop;
	const char *name = f->name;
	int64_t began = clock_mono_us();

	f->cb(f->arg, (what & EV_READ ? LOOP_READ : 0) | (what & EV_WRITE ? LOOP_WRITE : 0));
	loop_call_end(loop, name, began);
}

static int fd_destroy(struct loop_fd *f)
{
	event_free(f->ev);
	loop_base_leave(f->base);
	return 0;
}

void loop_fd_want(struct loop_fd *f, int what)
{
	if (what == f->want)
		return;
	if (f->want)
		event_del(f->ev);
	f->want = what;
	if (!what)
		return;
	event_assign(f->ev, f->base->events, f->fd,
		     (short)(EV_PERSIST | (what & LOOP_READ ? EV_READ : 0) |
			     (what & LOOP_WRITE ? EV_WRITE : 0)), fd_ready, f);
	event_add(f->ev, NULL);
}

struct loop_fd *loop_fd_new(void *ctx, struct loop *loop, const char *name, int fd, int what,
			    loop_fd_cb cb, void *arg)
{
	struct loop_fd *f = talloc_zero(ctx, struct loop_fd);

	if (!f)
		base_oom();
	f->loop = loop;
	f->name = name;
	f->fd = fd;
	f->cb = cb;
	f->arg = arg;
	f->base = loop_base_use(loop->base);
	f->ev = event_new(f->base->events, fd, EV_READ, fd_ready, f);
	MUST(f->ev);
	talloc_set_destructor(f, fd_destroy);
	loop_fd_want(f, what);
	return f;
}

struct loop_signal {
	struct loop_base *base;
	struct event *ev;
	void (*cb)(void *arg, int signum);
	void *arg;
};

static void signal_ready(evutil_socket_t signum, short what, void *arg)
{
	struct loop_signal *s = arg;

	s->cb(s->arg, signum);
}

static int signal_destroy(struct loop_signal *s)
{
	event_free(s->ev);
	loop_base_leave(s->base);
	return 0;
}

struct loop_signal *loop_signal_new(void *ctx, struct loop *loop, int signum,
				    void (*cb)(void *arg, int signum), void *arg)
{
	struct loop_signal *s = talloc_zero(ctx, struct loop_signal);

	if (!s)
		base_oom();
	s->cb = cb;
	s->arg = arg;
	s->base = loop_base_use(loop->base);
	s->ev = evsignal_new(s->base->events, signum, signal_ready, s);
	MUST(s->ev);
	event_add(s->ev, NULL);
	talloc_set_destructor(s, signal_destroy);
	return s;
}
