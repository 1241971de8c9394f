// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Packets from strangers, through everything that an RTP port leads to: the
 * input is a row of packets, each behind two bytes: its length, and where it
 * comes from (the other side, or somebody else; as RTCP; a tick before it).
 */
#include "voicebox/media_int.h"

#include <arpa/inet.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct media *m;
static struct media_stream *legs[3];
static int64_t now_us = 1000000;

static union address address(uint16_t port)
{
	union address out = { .v4 = { .sin_family = AF_INET, .sin_port = htons(port) } };

	out.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return out;
}

static void set_up(void)
{
	static const struct media_config cfg = { .bind4 = "127.0.0.1" };
	void *ctx = talloc_new(NULL);
	struct media_room *room;
	struct err err;

	base_init(ctx, "rtp_fuzz");
	m = media_new(ctx, loop_new(ctx), &cfg, &err);
	MUST(m);
	room = media_room_new(ctx, m);
	for (int i = 0; i < 3; i++) {
		struct media_remote r = { .event_pt = i ? 101 : -1, .latch = MEDIA_LATCH_ANY,
					  .send = true, .receive = true, .mux = true };
		union address at = address((uint16_t)(4000 + i));

		memcpy(&r.rtp, &at, sizeof(at));
		MUST(!media_stream_open(ctx, m, AF_INET, NULL, NULL, &legs[i]));
		MUST(!media_stream_remote(legs[i], &r));
		/* the first alone; the others hear each other */
		MUST(!i || !media_join(legs[i], room, &(struct media_join){ 0 }));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!m)
		set_up();
	while (size >= 2) {
		size_t n = data[0];
		uint8_t how = data[1], *copy;
		struct media_stream *s = legs[how % 3];
		union address from = address((uint16_t)(4000 + how % 3 + (how >> 6) * 10));

		if (n > size - 2)
			n = size - 2;
		copy = malloc(n ? n : 1);	/* as large as it says, for the sanitizer */
		MUST(copy);
		memcpy(copy, data + 2, n);
		if (how & 8) {
			now_us += 5000;
			media_tick(m, now_us);
		}
		media_lock(m);
		if (how & 16)
			rtp_in_rtcp(s, copy, n, &from);
		else
			rtp_in_packet(s, copy, n, &from);
		media_unlock(m);
		free(copy);
		data += 2 + n;
		size -= 2 + n;
	}
	media_events(m);
	return 0;
}
