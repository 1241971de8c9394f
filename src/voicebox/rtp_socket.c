// SPDX-License-Identifier: AGPL-3.0-or-later
/* Sockets: a pair for each stream, or one pair for all behind a border controller. */
#include "voicebox/media_int.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { PAIR_TRIES = 64, SHARED_BUFFER = 4 << 20 };

/* What an epoll event is about: a stream, with a bit for its RTCP; 0..3: a shared socket. */
#define TAG_RTCP ((uint64_t)1)

/* --- Addresses -------------------------------------------------------------------- */
bool address_equal(const union address *a, const union address *b, bool port)
{
	if (a->family != b->family)
		return false;
	if (a->family == AF_INET)
		return a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr &&
			(!port || a->v4.sin_port == b->v4.sin_port);
	return !memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof(a->v6.sin6_addr)) &&
		(!port || a->v6.sin6_port == b->v6.sin6_port);
}

socklen_t address_len(const union address *a)
{
	return a->family == AF_INET ? sizeof(a->v4) : sizeof(a->v6);
}

union address address_next_port(const union address *a)
{
	union address next = *a;

	if (a->family == AF_INET)
		next.v4.sin_port = htons((uint16_t)(ntohs(a->v4.sin_port) + 1));
	else
		next.v6.sin6_port = htons((uint16_t)(ntohs(a->v6.sin6_port) + 1));
	return next;
}

static uint32_t address_hash(const union address *a)
{
	uint32_t h = a->v4.sin_addr.s_addr;

	if (a->family == AF_INET6)
		memcpy(&h, a->v6.sin6_addr.s6_addr + 12, sizeof(h));
	/* port and family stand at one place in both */
	return hash_32(h * 31 + a->v4.sin_port, 32);
}

static int local_address(union address *out, const struct media *m, int family, uint16_t port)
{
	*out = (union address){ 0 };
	out->family = (sa_family_t)family;
	if (family == AF_INET) {
		out->v4.sin_port = htons(port);
		return inet_pton(AF_INET, m->cfg.bind4, &out->v4.sin_addr) == 1 ? 0 : -EINVAL;
	}
	out->v6.sin6_port = htons(port);
	return inet_pton(AF_INET6, m->cfg.bind6, &out->v6.sin6_addr) == 1 ? 0 : -EINVAL;
}

static uint16_t bound_port(int fd)
{
	union address a;
	socklen_t len = sizeof(a);

	if (getsockname(fd, (struct sockaddr *)&a, &len) < 0)
		return 0;
	return ntohs(a.family == AF_INET ? a.v4.sin_port : a.v6.sin6_port);
}

/* --- Opening ---------------------------------------------------------------------- */
static int bind_udp(const struct media *m, int family, uint16_t port)
{
	union address a;
	int fd, on = 1, whole = IP_PMTUDISC_DO, tos = 0xb8;	/* DSCP EF (RFC 3246): voice */
	int rc = local_address(&a, m, family, port);

	if (rc < 0)
		return rc;
	fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, (struct sockaddr *)&a, address_len(&a)) < 0) {
		rc = -errno;
		close(fd);
		return rc;
	}
	if (family == AF_INET) {
		setsockopt(fd, IPPROTO_IP, IP_TOS, &tos, sizeof(tos));
		/* 200 bytes are never fragmented; spares the kernel an identification each */
		setsockopt(fd, IPPROTO_IP, IP_MTU_DISCOVER, &whole, sizeof(whole));
	} else {
		setsockopt(fd, IPPROTO_IPV6, IPV6_TCLASS, &tos, sizeof(tos));
	}
	return fd;
}

/* RTP on an even port, RTCP on the next (RFC 3550 §11). */
static int bind_pair(struct media *m, int family, int *fd, int *fd_rtcp, uint16_t *port)
{
	unsigned int range = m->cfg.port_min ? (m->cfg.port_max - m->cfg.port_min + 1u) & ~1u : 0;
	unsigned int tries = range ? range / 2 : PAIR_TRIES;
	int rc = -ENOSPC;

	while (tries--) {
		uint16_t want = 0;

		if (range) {
			want = (uint16_t)(((m->cfg.port_min + 1u) & ~1u) + m->next_port);
			m->next_port = (uint16_t)((m->next_port + 2u) % range);
			if (want + 1 > m->cfg.port_max)
				continue;
		}
		*fd = bind_udp(m, family, want);
		if (*fd < 0) {
			rc = *fd;
			if (rc == -EADDRINUSE)
				continue;
			return rc;
		}
		*port = bound_port(*fd);
		*fd_rtcp = *port & 1 ? -EADDRINUSE : bind_udp(m, family, (uint16_t)(*port + 1));
		if (*fd_rtcp >= 0)
			return 0;
		rc = *fd_rtcp;
		close(*fd);
	}
	return rc == -EADDRINUSE ? -ENOSPC : rc;
}

static int watch(struct media *m, int fd, uint64_t tag)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u64 = tag };

	return epoll_ctl(m->epoll, EPOLL_CTL_ADD, fd, &ev) < 0 ? -errno : 0;
}

int rtp_sockets_open(struct media_stream *s)
{
	struct media *m = s->m;
	struct shared_socket *all = &m->shared[s->family == AF_INET6];
	int rc;

	s->fd = s->fd_rtcp = -1;
	if (m->cfg.shared) {
		if (all->fd < 0)
			return -EAFNOSUPPORT;
		s->port = all->port;
		all->streams++;
		return 0;
	}
	rc = bind_pair(m, s->family, &s->fd, &s->fd_rtcp, &s->port);
	if (rc < 0) {
		s->fd = s->fd_rtcp = -1;
		return rc;
	}
	rc = watch(m, s->fd, (uint64_t)(uintptr_t)s);
	if (!rc)
		rc = watch(m, s->fd_rtcp, (uint64_t)(uintptr_t)s | TAG_RTCP);
	if (rc < 0)
		rtp_sockets_close(s);
	return rc;
}

void rtp_sockets_close(struct media_stream *s)
{
	if (s->m->cfg.shared)
		s->m->shared[s->family == AF_INET6].streams--;
	if (s->fd >= 0)
		close(s->fd);
	if (s->fd_rtcp >= 0)
		close(s->fd_rtcp);
	s->fd = s->fd_rtcp = -1;
	if (!hlist_unhashed(&s->in_ports))
		hash_del(&s->in_ports);
}

/* What the kernel changes in a message is set again; the rest stays. */
static void rx_again(struct rx_batch *rx, int from, int n)
{
	for (int i = from; i < n; i++) {
		rx->iov[i] = (struct iovec){ rx->buf[i], sizeof(rx->buf[i]) };
		rx->msgs[i].msg_hdr = (struct msghdr){
			.msg_name = &rx->from[i], .msg_namelen = sizeof(rx->from[i]),
			.msg_iov = &rx->iov[i], .msg_iovlen = 1 };
	}
}

/* --- One pair for all ------------------------------------------------------------- */
static int open_one(struct media *m, int family, struct shared_socket *all)
{
	int size = SHARED_BUFFER, rc;

	rc = bind_pair(m, family, &all->fd, &all->fd_rtcp, &all->port);
	if (rc < 0) {
		all->fd = all->fd_rtcp = -1;
		return rc;
	}
	/* a thousand calls' packets of a few ticks; FORCE needs CAP_NET_ADMIN */
	if (setsockopt(all->fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(all->fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	if (setsockopt(all->fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(all->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
	all->tx = talloc(m, struct tx_batch);
	if (!all->tx)
		base_oom();
	all->tx->fd = all->fd;
	all->tx->n = 0;
	return 0;
}

int rtp_shared_open(struct media *m, struct err *err)
{
	int rc4 = open_one(m, AF_INET, &m->shared[0]), rc6 = open_one(m, AF_INET6, &m->shared[1]);

	rx_again(m->rx, 0, RX_BATCH);
	/* IPv6 may be switched off on this machine: it is missed when asked for */
	if (rc4 < 0 && rc6 < 0)
		return err_set(err, -rc4, "no port for the sound: %s", strerror(-rc4));
	return 0;
}

void rtp_shared_close(struct media *m)
{
	for (int i = 0; i < 2; i++) {
		if (m->shared[i].fd < 0)
			continue;
		close(m->shared[i].fd);
		close(m->shared[i].fd_rtcp);
		m->shared[i].fd = m->shared[i].fd_rtcp = -1;
	}
}

void rtp_shared_index(struct media_stream *s)
{
	if (!s->m->cfg.shared)
		return;
	if (!hlist_unhashed(&s->in_ports))
		hash_del(&s->in_ports);
	hash_add(s->m->by_port, &s->in_ports, address_hash(&s->r.rtp));
}

static struct media_stream *by_source(struct media *m, const union address *from,
				      bool rtcp)
{
	struct media_stream *s;

	if (rtcp) {			/* rare, so not hashed */
		llist_for_each_entry(s, &m->streams, in_all)
			if (address_equal(&s->dst_rtcp, from, true))
				return s;
		return NULL;
	}
	hash_for_each_possible(m->by_port, s, in_ports, address_hash(from))
		if (address_equal(&s->r.rtp, from, true))
			return s;
	return NULL;
}

/* --- Sending ---------------------------------------------------------------------- */
static void flush_batch(struct media *m, struct tx_batch *b)
{
	unsigned int at = 0;

	while (at < b->n) {
		int n = sendmmsg(b->fd, b->msgs + at, b->n - at, 0);

		if (n <= 0) {		/* that one cannot go; the others may */
			m->st.send_failed++;
			n = 1;
		}
		at += (unsigned int)n;
	}
	b->n = 0;
}

void rtp_flush(struct media *m)
{
	for (int i = 0; i < 2; i++)
		if (m->shared[i].fd >= 0)
			flush_batch(m, m->shared[i].tx);
}

static struct tx_packet *batch_next(struct media *m, struct tx_batch *b)
{
	if (b->n == TX_BATCH)
		flush_batch(m, b);
	return &b->packets[b->n];
}

static bool seal_rtp(struct media_stream *s, struct tx_packet *t, size_t len)
{
	int n = (int)(RTP_HEADER_LEN + len);

	if (srtp_protect(s->srtp.out, t->buf, &n) != srtp_err_status_ok)
		return false;
	t->iov[0].iov_len = (size_t)n;
	return true;
}

void rtp_socket_send(struct media_stream *s, const struct rtp *head, bool stays)
{
	struct media *m = s->m;
	struct tx_batch *b = s->fd < 0 ? m->shared[s->family == AF_INET6].tx : NULL;
	struct tx_packet *t = b ? batch_next(m, b) : &m->tx;
	struct msghdr msg = { .msg_name = &s->dst, .msg_namelen = address_len(&s->dst),
			      .msg_iov = t->iov, .msg_iovlen = 1 };

	MUST(head->len <= RTP_PACKET_MAX - RTP_HEADER_LEN);
	rtp_header(t->buf, head);
	t->iov[0] = (struct iovec){ t->buf, RTP_HEADER_LEN };
	if (s->srtp.out || (b && !stays)) {
		memcpy(t->buf + RTP_HEADER_LEN, head->payload, head->len);
		t->iov[0].iov_len += head->len;
	} else {
		t->iov[1] = (struct iovec){ (void *)head->payload, head->len };
		msg.msg_iovlen = 2;
	}
	if (s->srtp.out && !seal_rtp(s, t, head->len)) {
		m->st.send_failed++;
		return;
	}
	s->sent++;
	s->octets += (uint32_t)head->len;
	m->st.sent++;
	if (b) {
		memcpy(&t->to, &s->dst, address_len(&s->dst));
		msg.msg_name = &t->to;
		b->msgs[b->n++].msg_hdr = msg;
	} else if (sendmsg(s->fd, &msg, 0) < 0) {
		/* the other side's port may be closed, or a buffer full: sound is lost, the
		 * call goes on */
		m->st.send_failed++;
	}
}

void rtp_send_rtcp(struct media_stream *s, uint8_t *data, size_t len, size_t room)
{
	const struct shared_socket *all = &s->m->shared[s->family == AF_INET6];
	int n = (int)len, fd;

	if (s->srtp.out) {
		if (room < len + SRTCP_TRAILER_MAX ||
		    srtp_protect_rtcp(s->srtp.out, data, &n) != srtp_err_status_ok)
			return;
	}
	if (s->r.mux)
		fd = s->fd < 0 ? all->fd : s->fd;
	else
		fd = s->fd_rtcp < 0 ? all->fd_rtcp : s->fd_rtcp;
	if (sendto(fd, data, (size_t)n, 0, (struct sockaddr *)&s->dst_rtcp,
		   address_len(&s->dst_rtcp)) < 0)
		s->m->st.send_failed++;
}

/* --- Receiving -------------------------------------------------------------------- */
static void deliver(struct media *m, struct media_stream *s, bool rtcp, uint8_t *data, size_t len,
		    const union address *from)
{
	m->st.received++;
	if (!s) {
		m->st.strange++;
		return;
	}
	if (rtcp || (s->r.mux && rtp_is_rtcp(data, len)))
		rtp_in_rtcp(s, data, len, from);
	else
		rtp_in_packet(s, data, len, from);
}

static void receive_own(struct media *m, struct media_stream *s, bool rtcp)
{
	int fd = rtcp ? s->fd_rtcp : s->fd;
	socklen_t from_len = sizeof(m->rx->from[0]);
	ssize_t n = recvfrom(fd, m->rx->buf[0], sizeof(m->rx->buf[0]), MSG_TRUNC,
			     (struct sockaddr *)&m->rx->from[0], &from_len);

	if (n < 0)
		return;			/* an ICMP error of what was sent, or nothing after all */
	if ((size_t)n > sizeof(m->rx->buf[0])) {
		s->strange++;
		m->st.strange++;
		return;
	}
	deliver(m, s, rtcp, m->rx->buf[0], (size_t)n, &m->rx->from[0]);
}

static void receive_shared(struct media *m, int fd, bool rtcp)
{
	struct rx_batch *rx = m->rx;
	int n, rounds = 64;

	do {
		n = recvmmsg(fd, rx->msgs, RX_BATCH, MSG_DONTWAIT, NULL);
		for (int i = 0; i < n; i++) {
			if (rx->msgs[i].msg_hdr.msg_flags & MSG_TRUNC) {
				m->st.strange++;
				continue;
			}
			deliver(m, by_source(m, &rx->from[i], rtcp), rtcp, rx->buf[i],
				rx->msgs[i].msg_len, &rx->from[i]);
		}
		rx_again(rx, 0, n);
	} while (n == RX_BATCH && --rounds);
}

void rtp_receive(struct media *m)
{
	struct epoll_event ready[256];
	int n, rounds = 16;

	for (int i = 0; i < 2; i++) {
		if (m->shared[i].fd < 0 || !m->shared[i].streams)
			continue;
		receive_shared(m, m->shared[i].fd, false);
		if (m->slot % SLOTS == 0)	/* figures may wait */
			receive_shared(m, m->shared[i].fd_rtcp, true);
	}
	if (m->cfg.shared)
		return;
	/* One packet of each in a round (the kernel lets them take turns), and a few rounds: a
	 * burst is read, and nobody's flood keeps the others waiting. */
	while (rounds--) {
		n = epoll_wait(m->epoll, ready, ARRAY_LEN(ready), 0);
		if (n <= 0)
			return;
		for (int i = 0; i < n; i++)
			receive_own(m,
				    (struct media_stream *)(uintptr_t)(ready[i].data.u64 &
			~TAG_RTCP),
				    ready[i].data.u64 & TAG_RTCP);
	}
}
