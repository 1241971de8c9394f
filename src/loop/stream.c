// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Byte streams.  Not libevent's bufferevent: that reads 4 kB a call-back,
 * which caps a group commit at about sixteen messages, and cannot be told to
 * re-arm TCP_QUICKACK after each read.
 */
#include "loop/loop_int.h"

#include <arpa/inet.h>
#include <event2/util.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct loop_stream {
	struct llist_head entry;	/* in loop->dirty while output waits for the turn's end */
	struct loop *loop;
	const struct loop_stream_ops *ops;
	void *arg;
	int fd;
	bool tcp, connecting, dirty;
	bool *freed;			/* set by the destructor, for a call-back that frees us */
	struct loop_fd *watch;
	uint8_t *in, *out;
	size_t in_len, in_size;
	size_t out_start, out_len, out_size;
};

enum { FIRST_BUFFER = 16 * 1024, FLUSH_AT = 128 * 1024 };

static uint8_t *grow(struct loop_stream *s, uint8_t *buf, size_t *size, size_t need)
{
	size_t n = *size ? *size : FIRST_BUFFER;

	if (need <= *size)
		return buf;
	while (n < need)
		n *= 2;
	buf = talloc_realloc_size(s, buf, n);
	if (!buf)
		base_oom();
	*size = n;
	return buf;
}

static int stream_close(struct loop_stream *s)
{
	if (s->dirty)
		llist_del(&s->entry);
	s->dirty = false;
	TALLOC_FREE(s->watch);
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	return 0;
}

static int stream_destroy(struct loop_stream *s)
{
	if (s->freed)
		*s->freed = true;
	return stream_close(s);
}

static void stream_down(struct loop_stream *s, int reason)
{
	stream_close(s);
	s->ops->down(s->arg, reason);	/* may free s */
}

static void quickack(struct loop_stream *s)
{
	int on = 1;

	if (s->tcp && setsockopt(s->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof(on)) < 0)
		s->tcp = false;		/* only costs latency */
}

/* Returns false when s is gone or down. */
static bool stream_deliver(struct loop_stream *s)
{
	bool freed = false;
	size_t used = 0;
	ssize_t n = 1;

	s->freed = &freed;
	while (used < s->in_len && n > 0) {
		n = s->ops->data(s->arg, s->in + used, s->in_len - used);
		if (freed)
			return false;
		if (s->fd < 0)
			break;
		MUST(n <= (ssize_t)(s->in_len - used));
		used += n > 0 ? (size_t)n : 0;
	}
	s->freed = NULL;
	if (s->fd < 0)
		return false;
	if (n >= 0) {
		memmove(s->in, s->in + used, s->in_len - used);
		s->in_len -= used;
		if (s->in_len > s->ops->max_input)
			n = -EMSGSIZE;
	}
	if (n < 0)
		stream_down(s, (int)n);
	return n >= 0;
}

static void stream_read(struct loop_stream *s)
{
	size_t got = 0;
	int error = 0;		/* the call-backs below may change errno */
	ssize_t n;

	while (got < LOOP_READ_MAX) {
		s->in = grow(s, s->in, &s->in_size, s->in_len + FIRST_BUFFER);
		n = read(s->fd, s->in + s->in_len, s->in_size - s->in_len);
		if (n < 0)
			error = errno;
		if (n <= 0)
			break;
		s->in_len += (size_t)n;
		got += (size_t)n;
	}
	if (got) {
		quickack(s);
		if (!stream_deliver(s))
			return;
	}
	if (got >= LOOP_READ_MAX || error == EAGAIN || error == EINTR)
		return;
	stream_down(s, -error);
}

/* Returns a negative errno when the stream is broken; does not close it. */
static int stream_write(struct loop_stream *s)
{
	ssize_t n;

	while (s->out_len) {
		n = send(s->fd, s->out + s->out_start, s->out_len, MSG_NOSIGNAL);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR ? 0 : -errno;
		s->out_start += (size_t)n;
		s->out_len -= (size_t)n;
	}
	s->out_start = 0;
	return 0;
}

static void stream_want(struct loop_stream *s)
{
	loop_fd_want(s->watch, LOOP_READ | (s->out_len || s->connecting ? LOOP_WRITE : 0));
}

static bool stream_connected(struct loop_stream *s)
{
	int error = 0, on = 1;
	socklen_t len = sizeof(error);

	getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &len);
	if (error) {
		stream_down(s, -error);
		return false;
	}
	s->connecting = false;
	if (s->tcp)
		setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	stream_want(s);
	if (s->ops->up)
		s->ops->up(s->arg);
	return false;	/* up() may have freed s; reading goes on with the next event */
}

static void stream_ready(void *arg, int what)
{
	struct loop_stream *s = arg;
	int rc;

	if (s->connecting && !stream_connected(s))
		return;
	if (what & LOOP_WRITE) {
		rc = stream_write(s);
		if (rc < 0) {
			stream_down(s, rc);
			return;
		}
		stream_want(s);
		if (!s->out_len && s->ops->drained) {
			bool freed = false;
			s->freed = &freed;
			s->ops->drained(s->arg);
			if (freed)
				return;
			s->freed = NULL;
		}
	}
	if ((what & LOOP_READ) && s->fd >= 0)
		stream_read(s);
}

static struct loop_stream *stream_new(void *ctx, struct loop *loop, int fd,
				      const struct loop_stream_ops *ops, void *arg)
{
	struct loop_stream *s = talloc_zero(ctx, struct loop_stream);

	if (!s)
		base_oom();
	s->loop = loop;
	s->ops = ops;
	s->arg = arg;
	s->fd = fd;
	evutil_make_socket_nonblocking(fd);
	evutil_make_socket_closeonexec(fd);
	talloc_set_destructor(s, stream_destroy);
	s->watch = loop_fd_new(s, loop, ops->name, fd, 0, stream_ready, s);
	return s;
}

struct loop_stream *loop_stream_from_fd(void *ctx, struct loop *loop, int fd,
					const struct loop_stream_ops *ops, void *arg)
{
	struct loop_stream *s = stream_new(ctx, loop, fd, ops, arg);
	int on = 1;

	s->tcp = setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) == 0;
	stream_want(s);
	return s;
}

struct loop_stream *loop_stream_connect(void *ctx, struct loop *loop, const char *address,
					const struct loop_stream_ops *ops, void *arg,
					struct err *err)
{
	struct sockaddr_storage to;
	struct loop_stream *s;
	socklen_t len;
	int fd;

	if (loop_address_parse(address, &to, &len, err) < 0)
		return NULL;
	fd = socket(to.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0) {
		err_set(err, errno, "no socket for %s: %s", address, strerror(errno));
		return NULL;
	}
	if (connect(fd, (struct sockaddr *)&to, len) < 0 && errno != EINPROGRESS) {
		err_set(err, errno, "cannot connect to %s: %s", address, strerror(errno));
		close(fd);
		return NULL;
	}
	s = stream_new(ctx, loop, fd, ops, arg);
	s->tcp = to.ss_family != AF_UNIX;
	s->connecting = true;
	stream_want(s);
	return s;
}

static void stream_mark_dirty(struct loop_stream *s)
{
	if (s->dirty)
		return;
	s->dirty = true;
	llist_add_tail(&s->entry, &s->loop->dirty);
}

int loop_stream_send(struct loop_stream *s, const void *data, size_t len)
{
	if (s->fd < 0)
		return -ENOTCONN;
	if (s->out_start && s->out_start + s->out_len + len > s->out_size) {
		memmove(s->out, s->out + s->out_start, s->out_len);
		s->out_start = 0;
	}
	s->out = grow(s, s->out, &s->out_size, s->out_start + s->out_len + len);
	memcpy(s->out + s->out_start + s->out_len, data, len);
	s->out_len += len;
	stream_mark_dirty(s);
	if (s->out_len > FLUSH_AT)
		loop_stream_flush(s);
	return 0;
}

size_t loop_stream_queued(const struct loop_stream *s)
{
	return s->out_len;
}

/* A broken stream is not closed here: the loop will see the error itself, so
 * that down() is never called from within send(). */
void loop_stream_flush(struct loop_stream *s)
{
	if (s->fd < 0 || s->connecting)
		return;
	(void)stream_write(s);	/* an error comes back with the next event */
	stream_want(s);
}

void loop_streams_flush(struct loop *loop)
{
	struct loop_stream *s;

	while (!llist_empty(&loop->dirty)) {
		s = llist_entry(loop->dirty.next, struct loop_stream, entry);
		llist_del(&s->entry);
		s->dirty = false;
		loop_stream_flush(s);
	}
}
