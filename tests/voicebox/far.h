/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* The other end of a stream: a socket, a phone's numbers, and what was heard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <netinet/in.h>

#include "voicebox/media_int.h"

enum { FAR_HEARD_MAX = 200000, FAR_LOG = 64 };
struct house;				/* an engine, its folders and its clock */
struct far {
	struct house *h;
	struct media_stream *s;
	int fd, fd_rtcp;
	struct media_remote remote;
	/* what we send */
	uint32_t ssrc, ts;
	uint16_t seq;
	/* what came, sound in order of arrival */
	uint8_t heard[FAR_HEARD_MAX];
	size_t heard_n;
	unsigned int packets, events, rtcp, byes, gaps;
	uint32_t their_ssrc, their_ts;
	uint16_t their_seq;
	uint8_t last_packet[2048];
	size_t last_len;
	uint8_t last_rtcp[256];
	size_t last_rtcp_len;
	/* what the engine told */
	char digits[FAR_LOG + 1];
	unsigned int digits_n, in_band_n, played, recorded, flows, lost, pressed;
	struct media_event last;
	char file[128];
	struct media_event rec;
};
struct house {
	void *ctx;
	char dir[64];
	struct loop *loop;
	struct media *m;
	int64_t now_us;
	struct far *far[8];
	int n;
	void *rooms;
};

/* cfg may be NULL; folders and threads are filled in. */
struct house *house_new(const struct media_config *cfg);
void house_free(struct house *h);
struct media_room *house_room(struct house *h);
const char *house_path(struct house *h, const char *name);	/* static; within its folder */
void house_run(struct house *h, int ms);	/* 5 ms at a time */
/* Until every item that plays has been fetched (in real time). */
void house_fetch(struct house *h);
/* PROMPTS/en/<key>.wav with this many samples of the ramp. */
void house_prompt(struct house *h, const char *key, size_t n);
int16_t ramp(size_t i);

/* An open stream in `h`, its remote set (PCMU, telephone-event 101); `change` may alter that. */
struct far *far_new(struct house *h, void (*change)(struct media_remote *r));
void far_close(struct far *f);		/* our stream; the far end still listens */
void far_play(struct far *f, uint32_t token, const struct media_item *items, size_t n, int flags);
/* One packet, numbers going on. */
void far_send(struct far *f, uint8_t pt, const void *payload, size_t len);
void far_send_raw(struct far *f, int fd, const void *data, size_t len);
/* 20 ms of a level: what a voice would be. */
void far_say(struct far *f, int16_t level);
void far_press(struct far *f, char digit, int packets);	/* start, `packets`, 3 ends */
void far_listen(struct far *f);		/* reads what came */
void far_expect_ramp(const struct far *f, size_t at, size_t n);
void far_expect_silence(const struct far *f, size_t at, size_t n);
