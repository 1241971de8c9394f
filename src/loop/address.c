// SPDX-License-Identifier: AGPL-3.0-or-later
/* Addresses in words, and listening on them. */
#include "loop/loop_int.h"

#include <event2/util.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int unix_parse(const char *path, struct sockaddr_storage *out, unsigned int *len_out,
		      struct err *err)
{
	struct sockaddr_un *un = (struct sockaddr_un *)out;

	if (strlen(path) >= sizeof(un->sun_path))
		return err_set(err, ENAMETOOLONG, "socket path is longer than %zu bytes: %s",
			       sizeof(un->sun_path) - 1, path);
	un->sun_family = AF_UNIX;
	strcpy(un->sun_path, path);
	*len_out = sizeof(*un);
	return 0;
}

int loop_address_parse(const char *text, struct sockaddr_storage *out, unsigned int *len_out,
		       struct err *err)
{
	int len = sizeof(*out);

	memset(out, 0, sizeof(*out));
	if (strncmp(text, "unix:", 5) == 0)
		return unix_parse(text + 5, out, len_out, err);
	if (evutil_parse_sockaddr_port(text, (struct sockaddr *)out, &len) < 0)
		return err_set(err, EINVAL, "'%s' is neither unix:/path nor address:port", text);
	*len_out = (unsigned int)len;
	return 0;
}

struct loop_listener {
	struct loop_fd *watch;
	int fd;
	loop_accept_cb cb;
	void *arg;
	char *path;		/* of a Unix socket: removed at the end */
};

enum { ACCEPTS_A_TURN = 64, BACKLOG = 128 };

static void listener_ready(void *arg, int what)
{
	struct loop_listener *l = arg;
	int i, fd;

	for (i = 0; i < ACCEPTS_A_TURN; i++) {
		fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd < 0)
			return;
		l->cb(l->arg, fd);
	}
}

static int listener_close(struct loop_listener *l)
{
	TALLOC_FREE(l->watch);
	close(l->fd);
	if (l->path)
		unlink(l->path);
	return 0;
}

static int bind_private(int fd, const struct sockaddr_storage *at, socklen_t len)
{
	const struct sockaddr_un *un = (const struct sockaddr_un *)at;
	int on = 1, rc;
	mode_t old;

	if (at->ss_family != AF_UNIX) {
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
		return bind(fd, (const struct sockaddr *)at, len);
	}
	unlink(un->sun_path);
	old = umask(0177);
	rc = bind(fd, (const struct sockaddr *)at, len);
	umask(old);
	return rc;
}

struct loop_listener *loop_listen(void *ctx, struct loop *loop, const char *name,
				  const char *address, loop_accept_cb cb, void *arg,
				  struct err *err)
{
	struct sockaddr_storage at;
	struct loop_listener *l;
	unsigned int len;
	int fd;

	if (loop_address_parse(address, &at, &len, err) < 0)
		return NULL;
	fd = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || bind_private(fd, &at, len) < 0 || listen(fd, BACKLOG) < 0) {
		err_set(err, errno, "cannot listen on %s: %s", address, strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	l = talloc_zero(ctx, struct loop_listener);
	if (!l)
		base_oom();
	l->fd = fd;
	l->cb = cb;
	l->arg = arg;
	if (at.ss_family == AF_UNIX)
		l->path = talloc_strdup(l, ((struct sockaddr_un *)&at)->sun_path);
	l->watch = loop_fd_new(l, loop, name, fd, LOOP_READ, listener_ready, l);
	talloc_set_destructor(l, listener_close);
	return l;
}
