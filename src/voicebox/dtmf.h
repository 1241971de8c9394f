/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Keys as RFC 4733 telephone-events: bytes in, bytes out; no sockets, no clock. */
#include "voicebox/rtp.h"

enum { DTMF_PAYLOAD = 4, DTMF_PACKED_MAX = 5, DTMF_PRESS_MAX = 32 };

/* A key is told once: when the first packet of its (SSRC, timestamp) comes,
 * be that its start, its middle or its end (§2.5.2.2: any may be lost). */
struct dtmf_in {
	struct { uint32_t ssrc, ts; bool used; } last[8];
	unsigned int at;
	/* a key held so long that its duration overflowed goes on under a new
	 * timestamp (§2.5.1.3) */
	uint32_t next_ts;
	int event;			/* -1: none yet */
};
void dtmf_in_init(struct dtmf_in *d);
/* Returns how many new keys the packet told of (put into `digits`), or -EBADMSG. */
int dtmf_in_packet(struct dtmf_in *d, const struct rtp *p, char digits[DTMF_PACKED_MAX]);

/* Pressing keys: one packet each 20 ms, 100 ms down, the end three times
 * (§2.5.1.4), then 100 ms of nothing. */
struct dtmf_out {
	char digits[DTMF_PRESS_MAX + 1];
	unsigned int at, packet;
	uint32_t step, ts;		/* samples of the event clock in 20 ms; when the key
					 * went down */
	bool busy;
};
/* -EINVAL: other keys than these, or too many. */
int dtmf_out_start(struct dtmf_out *d, const char *digits, uint32_t clock) MUST_CHECK;
enum dtmf_step { DTMF_SEND, DTMF_QUIET, DTMF_OVER };
/* The next 20 ms; `now_ts` is what a sound packet would carry, d->ts what this one must. */
enum dtmf_step dtmf_out_frame(struct dtmf_out *d, uint32_t now_ts, uint8_t out[DTMF_PAYLOAD],
			      bool *marker);
