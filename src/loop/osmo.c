// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * libosmocore on this loop.  The functions below have libosmocore's names on
 * purpose: the executable's definitions win over the shared library's, also
 * for calls from within it (its PLT is not bound symbolically; a test checks
 * that with dlsym).  libosmocore changes `ofd->when` directly, so the masks
 * are compared before each wait; it may close a descriptor before it is
 * unregistered, which epoll forgives.
 */
#include "loop/loop_int.h"

#include <sys/time.h>
#include <osmocom/core/select.h>
#include <osmocom/core/talloc.h>
#include <osmocom/core/timer.h>

struct osmo_cover {
	struct llist_head entry;
	struct osmo_fd *ofd;
	struct loop_base *base;
	struct event *ev;
	unsigned int when;
};

static struct loop *osmo_loop;
static LLIST_HEAD(covers);

static struct osmo_cover *cover_find(const struct osmo_fd *ofd)
{
	struct osmo_cover *c;

	llist_for_each_entry(c, &covers, entry)
		if (c->ofd == ofd)
			return c;
	return NULL;
}

static void osmo_ready(evutil_socket_t fd, short what, void *arg)
{
	struct osmo_cover *c = arg;
	struct osmo_fd *ofd = c->ofd;
	unsigned int flags = 0;
	int64_t began;

	if (what & EV_READ)
		flags |= OSMO_FD_READ;
	if (what & EV_WRITE)
		flags |= OSMO_FD_WRITE;
	flags &= ofd->when;	/* an earlier call-back may have lost interest */
	if (!flags)
		return;
	log_reset_context();
	began = clock_mono_us();
	ofd->cb(ofd, flags);	/* may free ofd and c */
	loop_call_end(osmo_loop, "a libosmocore descriptor", began);
}

static void cover_arm(struct osmo_cover *c)
{
	short what = EV_PERSIST;

	if (c->when == c->ofd->when)
		return;
	event_del(c->ev);
	c->when = c->ofd->when;
	if (c->when & OSMO_FD_READ)
		what |= EV_READ;
	if (c->when & OSMO_FD_WRITE)
		what |= EV_WRITE;
	if (what == EV_PERSIST)
		return;
	event_assign(c->ev, c->base->events, c->ofd->fd, what, osmo_ready, c);
	event_add(c->ev, NULL);
}

int osmo_fd_register(struct osmo_fd *ofd)
{
	struct osmo_cover *c;

	if (!osmo_loop)
		return -EINVAL;
	if (cover_find(ofd))
		return 0;
	evutil_make_socket_nonblocking(ofd->fd);
	evutil_make_socket_closeonexec(ofd->fd);
	c = talloc_zero(NULL, struct osmo_cover);	/* libosmocore may outlive a loop */
	if (!c)
		base_oom();
	c->ofd = ofd;
	c->base = loop_base_use(osmo_loop->base);
	c->ev = event_new(c->base->events, ofd->fd, EV_READ, osmo_ready, c);
	MUST(c->ev);
	llist_add_tail(&c->entry, &covers);
	cover_arm(c);
	return 0;
}

void osmo_fd_unregister(struct osmo_fd *ofd)
{
	struct osmo_cover *c = cover_find(ofd);

	if (!c)
		return;
	event_free(c->ev);
	loop_base_leave(c->base);
	llist_del(&c->entry);
	talloc_free(c);
}

bool osmo_fd_is_registered(struct osmo_fd *ofd)
{
	return cover_find(ofd) != NULL;
}

struct osmo_fd *osmo_fd_get_by_fd(int fd)
{
	struct osmo_cover *c;

	llist_for_each_entry(c, &covers, entry)
		if (c->ofd->fd == fd)
			return c->ofd;
	return NULL;
}

/* osmo timers and FSM timeouts then follow the monotonic clock: an NTP step
 * of an hour would otherwise delay each by an hour. */
int osmo_gettimeofday(struct timeval *tv, struct timezone *tz)
{
	int64_t ms = clock_mono_ms();

	tv->tv_sec = ms / 1000;
	tv->tv_usec = (ms % 1000) * 1000;
	return 0;
}

void loop_osmo_attach(struct loop *loop)
{
	osmo_loop = loop;	/* the latest: tests make several, programs one */
}

void loop_osmo_prepare(void)
{
	struct osmo_cover *c;

	if (OTC_SELECT)
		talloc_free_children(OTC_SELECT);
	llist_for_each_entry(c, &covers, entry)
		cover_arm(c);
}

void loop_osmo_fire(void)
{
	osmo_timers_update();
}

int64_t loop_osmo_next_ms(void)
{
	osmo_timers_prepare();
	return osmo_timers_nearest_ms();
}
