// SPDX-License-Identifier: AGPL-3.0-or-later
#include "far.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- The house ------------------------------------------------------------------------------- */
const char *house_path(struct house *h, const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", h->dir, name);
	return path;
}

struct house *house_new(const struct media_config *cfg)
{
	void *ctx = talloc_new(NULL);
	struct house *h = talloc_zero(ctx, struct house);
	struct media_config c = cfg ? *cfg : (struct media_config){ 0 };
	struct err err = { "" };

	h->ctx = ctx;
	strcpy(h->dir, "/tmp/warmline-media-XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	assert_int_equal(mkdir(house_path(h, "prompts"), 0700), 0);
	assert_int_equal(mkdir(house_path(h, "prompts/en"), 0700), 0);
	assert_int_equal(mkdir(house_path(h, "cache"), 0700), 0);
	assert_int_equal(mkdir(house_path(h, "spool"), 0700), 0);
	c.prompts[0] = talloc_strdup(h, house_path(h, "prompts"));
	c.cache = talloc_strdup(h, house_path(h, "cache"));
	c.spool = talloc_strdup(h, house_path(h, "spool"));
	c.bind4 = "127.0.0.1";
	c.bind6 = "::1";
	h->loop = loop_new(h);
	h->m = media_new(h, h->loop, &c, &err);
	if (!h->m)
		fail_msg("%s", err.text);
	h->now_us = 1000000;
	return h;
}

void house_free(struct house *h)
{
	char command[128];

	for (int i = 0; i < h->n; i++) {
		far_close(h->far[i]);
		close(h->far[i]->fd);
		close(h->far[i]->fd_rtcp);
	}
	talloc_free(h->rooms);
	talloc_free(h->m);
	snprintf(command, sizeof(command), "rm -rf '%s'", h->dir);
	assert_int_equal(system(command), 0);
	talloc_free(h->ctx);
}

struct media_room *house_room(struct house *h)
{
	if (!h->rooms)
		h->rooms = talloc_new(h);
	return media_room_new(h->rooms, h->m);
}

void house_run(struct house *h, int ms)
{
	for (; ms > 0; ms -= 5) {
		media_tick(h->m, h->now_us);
		h->now_us += 5000;
		media_events(h->m);
		for (int i = 0; i < h->n; i++)
			far_listen(h->far[i]);
	}
}

static bool fetched(struct house *h)
{
	bool all = true;

	media_lock(h->m);
	for (int i = 0; i < h->n; i++) {
		struct play *p = h->far[i]->s ? h->far[i]->s->play : NULL;

		for (size_t k = 0; p && k < p->n; k++)
			if (p->items[k].clip && p->items[k].clip->state == CLIP_FETCHING)
				all = false;
	}
	media_unlock(h->m);
	return all;
}

void house_fetch(struct house *h)
{
	for (int turns = 0; !fetched(h) && turns < 100; turns++)
		loop_turn(h->loop, 200);
	assert_true(fetched(h));
}

int16_t ramp(size_t i)
{
	return (int16_t)(400 + i * 37 % 16000);
}

void house_prompt(struct house *h, const char *key, size_t n)
{
	uint8_t *g711 = malloc(n), *file;
	size_t len;
	char path[300];
	FILE *f;

	for (size_t i = 0; i < n; i++)
		g711[i] = sound_to_ulaw(ramp(i));
	file = sound_wav_make(&len, g711, n, SOUND_ULAW);
	snprintf(path, sizeof(path), "%s/prompts/en/%s.wav", h->dir, key);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(file, 1, len, f), len);
	fclose(f);
	free(file);
	free(g711);
}

/* --- The far end ---------------------------------------------------------- */
static void told(void *arg, const struct media_event *ev)
{
	struct far *f = arg;

	assert_ptr_equal(ev->stream, f->s);
	f->last = *ev;
	switch (ev->type) {
	case MEDIA_FLOWS: f->flows++; break;
	case MEDIA_LOST: f->lost++; break;
	case MEDIA_PLAYED: f->played++; break;
	case MEDIA_PRESSED: f->pressed++; break;
	case MEDIA_DIGIT:
		assert_in_range(f->digits_n, 0, FAR_LOG - 1);
		f->digits[f->digits_n++] = ev->digit;
		f->in_band_n += ev->in_band;
		break;
	case MEDIA_RECORDED:
		f->recorded++;
		f->rec = *ev;
		snprintf(f->file, sizeof(f->file), "%s", ev->file);
		break;
	}
}

static int bound(struct sockaddr_storage *out, int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	memset(out, 0, sizeof(*out));
	memcpy(out, &a, sizeof(a));
	return fd;
}

struct far *far_new(struct house *h, void (*change)(struct media_remote *r))
{
	struct far *f = talloc_zero(h, struct far);

	f->h = h;
	f->fd = bound(&f->remote.rtp, 0);
	f->fd_rtcp = bound(&f->remote.rtcp, 0);
	f->remote.event_pt = 101;
	f->remote.send = f->remote.receive = true;
	if (change)
		change(&f->remote);
	f->ssrc = 0x1000u + (unsigned int)h->n;
	f->seq = 65530;			/* so that it wraps soon */
	f->ts = 0xffffff00u;
	assert_int_equal(media_stream_open(h, h->m, AF_INET, told, f, &f->s), 0);
	assert_int_equal(media_stream_remote(f->s, &f->remote), 0);
	h->far[h->n++] = f;
	return f;
}

void far_close(struct far *f)
{
	TALLOC_FREE(f->s);
}

void far_play(struct far *f, uint32_t token, const struct media_item *items, size_t n, int flags)
{
	assert_int_equal(media_play(f->s, token, items, n, flags), 0);
	house_fetch(f->h);
}

void far_send_raw(struct far *f, int fd, const void *data, size_t len)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(media_stream_port(f->s)) };

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd == f->fd_rtcp)
		to.sin_port = htons((uint16_t)(media_stream_port(f->s) + 1));
	assert_int_equal(sendto(fd, data, len, 0, (struct sockaddr *)&to, sizeof(to)), len);
}

void far_send(struct far *f, uint8_t pt, const void *payload, size_t len)
{
	struct rtp head = { .pt = pt, .seq = f->seq++, .ts = f->ts, .ssrc = f->ssrc };
	uint8_t packet[2048];

	rtp_header(packet, &head);
	memcpy(packet + RTP_HEADER_LEN, payload, len);
	far_send_raw(f, f->fd, packet, RTP_HEADER_LEN + len);
}

void far_say(struct far *f, int16_t level)
{
	uint8_t payload[RTP_FRAME];

	for (int i = 0; i < RTP_FRAME; i++)
		payload[i] = sound_to_ulaw(i / 4 % 2 ? level : (int16_t)-level);
	far_send(f, RTP_PT_PCMU, payload, sizeof(payload));
	f->ts += RTP_FRAME;
}

void far_press(struct far *f, char digit, int packets)
{
	static const char keys[] = "0123456789*#ABCD";
	uint8_t event[4] = { (uint8_t)(strchr(keys, digit) - keys), 10 };
	int duration = 0;

	for (int i = 0; i < packets + 3; i++) {
		if (i < packets)
			duration += RTP_FRAME;
		else
			event[1] = 0x8a;
		event[2] = (uint8_t)(duration >> 8);
		event[3] = (uint8_t)duration;
		far_send(f, 101, event, sizeof(event));
	}
	f->ts += (uint32_t)duration + RTP_FRAME;
}

static void take_rtp(struct far *f, size_t len)
{
	struct rtp p;

	f->last_len = len;
	if (rtp_is_rtcp(f->last_packet, len)) {
		f->rtcp++;
		return;
	}
	assert_int_equal(rtp_parse(&p, f->last_packet, len), 0);
	if (f->packets++ && (p.seq != (uint16_t)(f->their_seq + 1) || p.ssrc != f->their_ssrc))
		f->gaps++;
	f->their_seq = p.seq;
	f->their_ssrc = p.ssrc;
	if (p.pt == 101) {
		f->events++;
		return;
	}
	if (f->heard_n && p.ts != f->their_ts + RTP_FRAME)
		f->gaps++;
	f->their_ts = p.ts;
	assert_in_range(f->heard_n + p.len, 0, FAR_HEARD_MAX);
	memcpy(f->heard + f->heard_n, p.payload, p.len);
	f->heard_n += p.len;
}

void far_listen(struct far *f)
{
	struct rtcp_in in;
	ssize_t n;

	while ((n = recv(f->fd, f->last_packet, sizeof(f->last_packet), 0)) > 0)
		take_rtp(f, (size_t)n);
	while ((n = recv(f->fd_rtcp, f->last_rtcp, sizeof(f->last_rtcp), 0)) > 0) {
		f->last_rtcp_len = (size_t)n;
		f->rtcp++;
		if (!rtcp_parse(&in, f->last_rtcp, (size_t)n, f->ssrc))
			f->byes += in.bye;
	}
}

void far_expect_ramp(const struct far *f, size_t at, size_t n)
{
	assert_in_range(at + n, 0, f->heard_n);
	for (size_t i = 0; i < n; i++)
		if (f->heard[at + i] != sound_to_ulaw(ramp(i)))
			fail_msg("sample %zu of the prompt is not what was heard at %zu", i,
				 at + i);
}

void far_expect_silence(const struct far *f, size_t at, size_t n)
{
	assert_in_range(at + n, 0, f->heard_n);
	for (size_t i = at; i < at + n; i++)
		if (sound_from_ulaw(f->heard[i]))
			fail_msg("at %zu there is sound", i);
}
