// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who is connected, from where, and until when each has to get on. */
#include "console/http.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>

enum { SWEEP_MS = 500, ADDRESS_LEN = 16 };

struct conn {
	int fd;				/* -1: free */
	ino_t inode;			/* the same descriptor may be another socket by now */
	uint8_t address[ADDRESS_LEN];	/* IPv6: the /64, for a household has that many */
	int64_t until_ms;
	bool stream;
	char stream_of[64];
};

struct http_conns {
	struct loop *loop;
	struct loop_timer *sweep;
	struct http_conf conf;
	struct http_stats *stats;
	struct conn *list;
	size_t len;
};

static ino_t inode_of(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 ? st.st_ino : 0;
}

static bool is_there(const struct conn *c)
{
	return c->fd >= 0 && inode_of(c->fd) == c->inode;
}

static void forget(struct http_conns *cs, struct conn *c)
{
	cs->stats->conns--;
	if (c->stream)
		cs->stats->streams--;
	c->fd = -1;
	c->stream = false;
}

/* Shutting down makes evhttp see the end and free what it has. */
void http_conns_shut(int fd)
{
	shutdown(fd, SHUT_RDWR);
}

static void sweep_once(struct http_conns *cs)
{
	int64_t now_ms = clock_mono_ms();

	for (size_t i = 0; i < cs->len; i++) {
		struct conn *c = &cs->list[i];

		if (c->fd < 0)
			continue;
		if (!is_there(c)) {
			forget(cs, c);
		} else if (now_ms >= c->until_ms) {
			cs->stats->late++;
			http_conns_shut(c->fd);
			c->until_ms = now_ms + SECONDS_MS(60);	/* once is enough */
		}
	}
}

static void sweep_cb(void *arg)
{
	struct http_conns *cs = arg;

	sweep_once(cs);
	loop_timer_start(cs->sweep, SWEEP_MS);
}

struct http_conns *http_conns_new(void *ctx, struct loop *loop, const struct http_conf *conf,
				  struct http_stats *stats)
{
	struct http_conns *cs = talloc_zero(ctx, struct http_conns);

	cs->loop = loop;
	cs->conf = *conf;
	cs->stats = stats;
	/* Some room above the cap: what is accepted in one turn is counted at its end. */
	cs->len = (size_t)conf->connections + 64;
	cs->list = talloc_zero_array(cs, struct conn, cs->len);
	for (size_t i = 0; i < cs->len; i++)
		cs->list[i].fd = -1;
	cs->sweep = loop_timer_new(cs, loop, "console connections", sweep_cb, cs);
	loop_timer_start(cs->sweep, SWEEP_MS);
	return cs;
}

static bool address_of(int fd, uint8_t out[ADDRESS_LEN])
{
	struct sockaddr_storage sa;
	socklen_t len = sizeof(sa);

	memset(out, 0, ADDRESS_LEN);
	if (getpeername(fd, (struct sockaddr *)&sa, &len) < 0)
		return false;
	if (sa.ss_family == AF_INET)
		memcpy(out, &((struct sockaddr_in *)&sa)->sin_addr, 4);
	else if (sa.ss_family == AF_INET6)
		memcpy(out, &((struct sockaddr_in6 *)&sa)->sin6_addr, 8);
	return true;
}

static struct conn *find(struct http_conns *cs, int fd)
{
	for (size_t i = 0; i < cs->len; i++)
		if (cs->list[i].fd == fd && fd >= 0)
			return &cs->list[i];
	return NULL;
}

bool http_conns_full(struct http_conns *cs)
{
	return cs->stats->conns >= cs->conf.connections;
}

static struct conn *place(struct http_conns *cs, int fd)
{
	struct conn *c = find(cs, fd);

	if (c)
		forget(cs, c);	/* its socket has ended: the descriptor is new */
	for (size_t i = 0; i < cs->len; i++)
		if (cs->list[i].fd < 0)
			return &cs->list[i];
	return NULL;
}

bool http_conns_add(struct http_conns *cs, int fd)
{
	uint8_t address[ADDRESS_LEN];
	struct conn *c = place(cs, fd);
	int same = 0;

	if (!c || !address_of(fd, address)) {
		cs->stats->refused++;
		return false;
	}
	for (size_t i = 0; i < cs->len; i++)
		same += cs->list[i].fd >= 0 && is_there(&cs->list[i]) &&
			memcmp(cs->list[i].address, address, ADDRESS_LEN) == 0;
	if (same >= cs->conf.per_address && !cs->conf.behind_proxy) {
		cs->stats->over_address++;
		return false;
	}
	*c = (struct conn){ .fd = fd, .inode = inode_of(fd),
			    .until_ms = clock_mono_ms() + cs->conf.read_ms };
	memcpy(c->address, address, ADDRESS_LEN);
	cs->stats->conns++;
	return true;
}

void http_conns_until(struct http_conns *cs, int fd, int64_t from_now_ms)
{
	struct conn *c = find(cs, fd);

	if (c)
		c->until_ms = clock_mono_ms() + from_now_ms;
}

bool http_conns_stream(struct http_conns *cs, int fd, const char *address)
{
	struct conn *c = find(cs, fd);
	int same = 0;

	sweep_once(cs);
	for (size_t i = 0; i < cs->len; i++)
		same += cs->list[i].fd >= 0 && cs->list[i].stream &&
			strcmp(cs->list[i].stream_of, address) == 0;
	if (!c || cs->stats->streams >= cs->conf.streams || same >= cs->conf.streams_per_address)
		return false;
	c->stream = true;
	snprintf(c->stream_of, sizeof(c->stream_of), "%s", address);
	c->until_ms = clock_mono_ms() + cs->conf.stream_ms;
	cs->stats->streams++;
	return true;
}

void http_conns_stream_end(struct http_conns *cs, int fd)
{
	struct conn *c = find(cs, fd);

	if (c && c->stream) {
		c->stream = false;
		cs->stats->streams--;
	}
}
