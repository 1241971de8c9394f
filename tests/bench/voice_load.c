// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Late is a packet against the timestamp that it bears, 20 ms a frame, and
 * the earliest of its stream.
 *
 * Phones: each sends 50 packets a second and takes down when the kernel got
 * what came (SO_TIMESTAMPNS), so that its own lateness does not count.
 */
#include "voice_load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "voicebox/rtp.h"

enum { PRESS_EVERY = 250, PRESS_PACKETS = 8 };	/* packets of 20 ms */

struct call {
	uint16_t seq;
	uint32_t ts, their_first;
	bool heard;
	int64_t first_us;		/* the earliest schedule that the packets allow */
	size_t n;
	struct { int64_t at_us; uint16_t k; } *got;
	size_t room;
	int pressing;			/* packets of a key still to be sent */
	int until_press;
	uint32_t key_ts;
	int64_t pressed_us;
	uint8_t hears;
};

int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);	/* the kernel's stamps are of this clock */
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

bool be_realtime(void)
{
	struct sched_param p = { .sched_priority = 1 };

	return !sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &p);
}

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int64_t permille(int64_t *values, size_t n, int which)
{
	if (!n)
		return 0;
	qsort(values, n, sizeof(*values), ascending);
	return values[which >= 1000 ? n - 1 : n * (size_t)which / 1000];
}

int load_open(struct load_plan *plan, int *fds)
{
	for (int i = 0; i < plan->calls; i++) {
		struct sockaddr_in a = { .sin_family = AF_INET };
		socklen_t len = sizeof(a);
		int on = 1;

		a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		fds[i] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
		if (fds[i] < 0 || bind(fds[i], (struct sockaddr *)&a, sizeof(a)) < 0 ||
		    getsockname(fds[i], (struct sockaddr *)&a, &len) < 0 ||
		    setsockopt(fds[i], SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on)) < 0)
			return -errno;
		plan->ports[i] = ntohs(a.sin_port);
	}
	return 0;
}

/* --- Sending ---------------------------------------------------------------------- */
static void send_one(const struct load_plan *plan, struct call *c, int fd, uint16_t port,
		     struct load_result *out)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
	struct rtp head = { .seq = c->seq++, .ts = c->ts,
			    .ssrc = plan->salt + port + (uint32_t)fd };
	uint8_t packet[RTP_HEADER_LEN + PAYLOAD];
	size_t len = sizeof(packet);
	int64_t at_us = now_us();

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (plan->press && !c->until_press--) {
		c->until_press = PRESS_EVERY;
		c->pressing = PRESS_PACKETS;
		c->key_ts = c->ts;
		c->pressed_us = at_us;
		out->pressed++;
	}
	memset(packet, 0xff, sizeof(packet));
	if (c->pressing) {
		int k = PRESS_PACKETS - c->pressing--;
		unsigned int duration = 160u * (unsigned int)(k < 5 ? k + 1 : 5);
		const uint8_t event[4] = { 5, k > 4 ? 0x8a : 10, (uint8_t)(duration >> 8),
					   (uint8_t)duration };

		head.pt = 101;
		head.ts = c->key_ts;
		head.marker = !k;
		memcpy(packet + RTP_HEADER_LEN, event, sizeof(event));
		len = RTP_HEADER_LEN + sizeof(event);
	} else if (plan->stamp) {
		memcpy(packet + RTP_HEADER_LEN, &at_us, sizeof(at_us));
		packet[RTP_HEADER_LEN + 8] = 0xa7;
	}
	rtp_header(packet, &head);
	c->ts += PAYLOAD;
	if (sendto(fd, packet, len, 0, (struct sockaddr *)&to, sizeof(to)) > 0)
		out->sent++;
}

/* --- Receiving -------------------------------------------------------------------- */
struct answers {
	int64_t *us;
	size_t n, room;
};

static void note_answer(struct answers *a, int64_t us)
{
	if (a->n == a->room) {
		a->room = a->room ? 2 * a->room : 4096;
		a->us = realloc(a->us, a->room * sizeof(*a->us));
		if (!a->us)
			abort();
	}
	a->us[a->n++] = us;
}

static void take(const struct load_plan *plan, struct call *c, const struct rtp *p, int64_t at_us,
		 struct answers *a)
{
	int64_t stamp;

	if (plan->stamp && p->len == PAYLOAD && p->payload[8] == 0xa7) {
		memcpy(&stamp, p->payload, sizeof(stamp));
		note_answer(a, at_us - stamp);
	}
	if (plan->press && p->len && (p->payload[0] == PROMPT_A || p->payload[0] == PROMPT_B)) {
		if (c->hears && c->hears != p->payload[0] && c->pressed_us) {
			note_answer(a, at_us - c->pressed_us);
			c->pressed_us = 0;
		}
		c->hears = p->payload[0];
	}
	if (!c->heard) {
		c->heard = true;
		c->their_first = p->ts;
	}
	if (c->n < c->room) {
		c->got[c->n].at_us = at_us;
		c->got[c->n++].k = (uint16_t)((p->ts - c->their_first) / PAYLOAD);
	}
}

static void receive_one(const struct load_plan *plan, struct call *c, int fd, struct answers *a,
			struct load_result *out)
{
	uint8_t buf[2048];
	union { struct cmsghdr h; char room[CMSG_SPACE(sizeof(struct timespec))]; } control;
	struct iovec iov = { buf, sizeof(buf) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control,
			      .msg_controllen = sizeof(control) };
	ssize_t n = recvmsg(fd, &msg, 0);
	struct cmsghdr *h = n > 0 ? CMSG_FIRSTHDR(&msg) : NULL;
	struct timespec t;
	struct rtp p;

	if (!h || h->cmsg_type != SO_TIMESTAMPNS || rtp_is_rtcp(buf, (size_t)n) ||
	    rtp_parse(&p, buf, (size_t)n) < 0)
		return;
	memcpy(&t, CMSG_DATA(h), sizeof(t));
	out->received++;
	take(plan, c, &p, (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000, a);
}

/* --- What came of it -------------------------------------------------------------- */
static void lateness(struct call *calls, int n_calls, struct load_result *out)
{
	size_t total = 0, n = 0;
	int64_t *late;

	for (int i = 0; i < n_calls; i++)
		total += calls[i].n;
	late = malloc((total + 1) * sizeof(*late));
	if (!late)
		abort();
	for (int i = 0; i < n_calls; i++) {
		struct call *c = &calls[i];
		int64_t first = INT64_MAX;

		for (size_t k = 0; k < c->n; k++)
			if (c->got[k].at_us - 20000 * (int64_t)c->got[k].k < first)
				first = c->got[k].at_us - 20000 * (int64_t)c->got[k].k;
		for (size_t k = 0; k < c->n; k++) {
			late[n] = c->got[k].at_us - 20000 * (int64_t)c->got[k].k - first;
			out->late_20ms += late[n++] > 20000;
		}
	}
	out->late_p99_us = permille(late, n, 990);
	out->late_p999_us = permille(late, n, 999);
	out->late_max_us = permille(late, n, 1000);
	free(late);
}

static void finish(struct call *calls, const struct load_plan *plan, struct answers *a,
		   int64_t *ticks, size_t ticks_n, struct load_result *out)
{
	lateness(calls, plan->calls, out);
	out->tick_p999_us = permille(ticks, ticks_n, 999);
	out->tick_max_us = permille(ticks, ticks_n, 1000);
	out->answered = a->n;
	out->answer_p50_us = permille(a->us, a->n, 500);
	out->answer_p99_us = permille(a->us, a->n, 990);
	out->answer_max_us = permille(a->us, a->n, 1000);
	for (int i = 0; i < plan->calls; i++)
		free(calls[i].got);
	free(calls);
	free(a->us);
}

static struct call *make_calls(const struct load_plan *plan)
{
	struct call *calls = calloc((size_t)plan->calls, sizeof(*calls));

	for (int i = 0; calls && i < plan->calls; i++) {
		calls[i].room = (size_t)plan->seconds * 50 + 100;
		calls[i].got = calloc(calls[i].room, sizeof(*calls[i].got));
		calls[i].until_press = 50 + i * 7 % PRESS_EVERY;
		if (!calls[i].got)
			abort();
	}
	if (!calls)
		abort();
	return calls;
}

void load_run(const struct load_plan *plan, const int *fds, struct load_result *out)
{
	struct itimerspec every = { .it_interval = { .tv_nsec = SLOT_EVERY_US * 1000 },
				    .it_value = { .tv_nsec = SLOT_EVERY_US * 1000 } };
	struct call *calls = make_calls(plan);
	size_t slots = (size_t)plan->seconds * 200, done = 0;
	int64_t *ticks = calloc(slots + 1, sizeof(*ticks)), start_us;
	int timer = timerfd_create(CLOCK_MONOTONIC, 0), ep = epoll_create1(0), n;
	struct epoll_event ready[512];
	struct answers a = { 0 };
	uint64_t expired;

	*out = (struct load_result){ 0 };
	for (int i = 0; i < plan->calls; i++) {
		struct epoll_event ev = { .events = EPOLLIN, .data.u32 = (uint32_t)i };

		epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &ev);
	}
	start_us = now_us();
	timerfd_settime(timer, 0, &every, NULL);
	while (done < slots && read(timer, &expired, sizeof(expired)) == sizeof(expired)) {
		for (; expired-- && done < slots; done++) {
			ticks[done] = now_us() - start_us - (int64_t)(done + 1) * SLOT_EVERY_US;
			for (int i = (int)(done % SLOTS_OF_20MS); i < plan->calls;
			     i += SLOTS_OF_20MS)
				send_one(plan, &calls[i], fds[i], plan->ports[i], out);
		}
		while ((n = epoll_wait(ep, ready, 512, 0)) > 0)
			for (int i = 0; i < n; i++)
				receive_one(plan, &calls[ready[i].data.u32],
					    fds[ready[i].data.u32], &a, out);
	}
	finish(calls, plan, &a, ticks, done, out);
	free(ticks);
	close(timer);
	close(ep);
}
