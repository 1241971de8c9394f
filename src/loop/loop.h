/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * loop/: libevent behind one header.  One thread, one loop, one turn after
 * the other:
 *
 *   1. all ready descriptors are served (each reads until it would block or
 *      LOOP_READ_MAX bytes came), libosmocore's among them;
 *   2. timers that are due fire;
 *   3. the "late" call-backs that were armed meanwhile run, once each: what
 *      must see everything that came in this turn, such as the commit.
 *
 * Call-backs never run inside the call that arms them.  A call-back may free
 * its own object.  None may hold the loop longer than 50 ms; one that does is
 * logged by name (the `name` every constructor takes, a string literal).
 *
 * Waits here follow the monotonic clock of base/, so a test with its own
 * clock can let hours pass: loop_next_due_ms() says how far to go.  Deadlines
 * of people are rows in the store, not timers here.
 *
 * libosmocore: this room defines osmo_fd_register() and its siblings and
 * osmo_gettimeofday(), which the dynamic linker prefers to the library's own
 * (link with -rdynamic), so VTY, CTRL and statsd are served by this loop and
 * osmo timers follow the monotonic clock.  osmo_select_main() is never called.
 * Do not include <event2/...> anywhere else but in console/: <osmocom/vty/vty.h>
 * declares an enum of the same tag as libevent's struct event.
 */
#include "base/base.h"

struct loop;

struct loop *loop_new(void *ctx);
void loop_run(struct loop *loop);		/* until loop_stop() */
void loop_stop(struct loop *loop);
/* One turn; waits at most max_wait_ms (0: do not wait, -1: until something
 * happens).  Returns how many call-backs ran. */
int loop_turn(struct loop *loop, int max_wait_ms);
/* Milliseconds until the nearest timer (ours or osmo's), 0 if due, -1 if none. */
int64_t loop_next_due_ms(struct loop *loop);
/* For libevent's own servers (evhttp), which only console/ runs. */
struct event_base;
struct event_base *loop_event_base(struct loop *loop);
/* Counters for the operator: turns, slowest call-back. */
struct loop_stats {
	uint64_t turns, callbacks, slow;
	int64_t slowest_ms;
	const char *slowest_name;
};
const struct loop_stats *loop_stats(const struct loop *loop);

/* --- Timers (one shot; start again in the call-back to repeat) --------------- */
struct loop_timer;
typedef void (*loop_timer_cb)(void *arg);
struct loop_timer *loop_timer_new(void *ctx, struct loop *loop, const char *name,
				  loop_timer_cb cb, void *arg);
void loop_timer_start(struct loop_timer *t, int64_t delay_ms);	/* starting again moves it */
void loop_timer_stop(struct loop_timer *t);
bool loop_timer_running(const struct loop_timer *t);
/* Freed with talloc_free(), also inside its own call-back. */

/* --- Late call-backs ------------------------------------------------------------ */
struct loop_late;
struct loop_late *loop_late_new(void *ctx, struct loop *loop, const char *name,
				void (*cb)(void *arg), void *arg);
void loop_late_arm(struct loop_late *l);	/* runs once at the end of this turn (or the next,
						 * when armed by a late call-back) */

/* --- Plain descriptors ------------------------------------------------------------ */
enum { LOOP_READ = 1, LOOP_WRITE = 2 };
struct loop_fd;
typedef void (*loop_fd_cb)(void *arg, int what);
/* The descriptor stays the caller's. */
struct loop_fd *loop_fd_new(void *ctx, struct loop *loop, const char *name, int fd, int what,
			    loop_fd_cb cb, void *arg);
void loop_fd_want(struct loop_fd *f, int what);

/* --- Signals ------------------------------------------------------------------------- */
struct loop_signal;
struct loop_signal *loop_signal_new(void *ctx, struct loop *loop, int signum,
				    void (*cb)(void *arg, int signum), void *arg);

/* --- Byte streams: TCP and Unix sockets, connected or accepted ------------------------- *
 * TCP gets TCP_NODELAY, and TCP_QUICKACK again after each read: bearerbox
 * leaves Nagle on, and without this every answer waits 40 ms. */
struct loop_stream;
struct loop_stream_ops {
	const char *name;
	/* Connected (only after loop_stream_connect). */
	void (*up)(void *arg);
	/* Bytes are there.  Return how many were used (0: not enough yet) or a
	 * negative errno to close.  Called again while progress is made. */
	ssize_t (*data)(void *arg, const uint8_t *data, size_t len);
	/* Over: 0 = the other side closed, else a negative errno.  Never called
	 * by loop_stream_send(); not called after talloc_free(). */
	void (*down)(void *arg, int reason);
	/* All that was queued has been written (may be NULL). */
	void (*drained)(void *arg);
	/* More unread input than this closes the stream with -EMSGSIZE. */
	size_t max_input;
};
enum { LOOP_READ_MAX = 256 * 1024 };
/* address: "unix:/path" or "host:port" (numeric host; "[::1]:7000"). */
struct loop_stream *loop_stream_connect(void *ctx, struct loop *loop, const char *address,
					const struct loop_stream_ops *ops, void *arg,
					struct err *err);
/* Takes over a connected descriptor (socketpair, accept). */
struct loop_stream *loop_stream_from_fd(void *ctx, struct loop *loop, int fd,
					const struct loop_stream_ops *ops, void *arg);
/* Queues; written at the latest at the end of the turn.  -ENOTCONN once down. */
int loop_stream_send(struct loop_stream *s, const void *data, size_t len) MUST_CHECK;
size_t loop_stream_queued(const struct loop_stream *s);	/* bytes not yet written */
/* Gives everything queued to the kernel now, as far as it takes it. */
void loop_stream_flush(struct loop_stream *s);
/* talloc_free() closes; unsent bytes are dropped. */

struct loop_listener;
typedef void (*loop_accept_cb)(void *arg, int fd);
/* "unix:/path" is made with mode 0600 (an old socket there is replaced);
 * TCP only binds what is named.  NULL with err. */
struct loop_listener *loop_listen(void *ctx, struct loop *loop, const char *name,
				  const char *address, loop_accept_cb cb, void *arg,
				  struct err *err);

/* --- The worker thread ------------------------------------------------------------------- *
 * For pure slow functions (Argon2id).  fn runs there and may touch nothing
 * but its own argument; done runs in the loop.  At most LOOP_WORK_MAX wait:
 * one more is refused with -EAGAIN. */
enum { LOOP_WORK_MAX = 64 };
int loop_work(struct loop *loop, const char *name, void (*fn)(void *job),
	      void (*done)(void *job), void *job) MUST_CHECK;
/* Is any of it not done yet?  For who moves the clock: a disk knows nothing of that. */
bool loop_working(const struct loop *loop);
