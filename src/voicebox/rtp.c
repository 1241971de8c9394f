// SPDX-License-Identifier: AGPL-3.0-or-later
/* RTP headers, and what RFC 3550's appendix says of one source. */
#include "voicebox/rtp.h"

static uint16_t get16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }
static uint32_t get32(const uint8_t *p) { return (uint32_t)get16(p) << 16 | get16(p + 2); }

int rtp_parse(struct rtp *out, const uint8_t *data, size_t len)
{
	size_t at, pad = 0;

	if (len < RTP_HEADER_LEN || len > RTP_PACKET_MAX || data[0] >> 6 != 2)
		return -EBADMSG;
	at = RTP_HEADER_LEN + 4 * (size_t)(data[0] & 15);
	if (data[0] & 0x10) {			/* an extension: skipped */
		if (at + 4 > len)
			return -EBADMSG;
		at += 4 + 4 * (size_t)get16(data + at + 2);
	}
	if (at > len)
		return -EBADMSG;
	if (data[0] & 0x20) {			/* padding: its last byte is its length */
		pad = data[len - 1];
		if (!pad || at + pad > len)
			return -EBADMSG;
	}
	*out = (struct rtp){
		.marker = data[1] & 0x80, .pt = data[1] & 0x7f, .seq = get16(data + 2),
		.ts = get32(data + 4), .ssrc = get32(data + 8),
		.payload = data + at, .len = len - at - pad,
	};
	return 0;
}

void rtp_header(uint8_t out[RTP_HEADER_LEN], const struct rtp *r)
{
	out[0] = 0x80;
	out[1] = (uint8_t)((r->marker ? 0x80 : 0) | r->pt);
	out[2] = (uint8_t)(r->seq >> 8);
	out[3] = (uint8_t)r->seq;
	for (int i = 0; i < 4; i++) {
		out[4 + i] = (uint8_t)(r->ts >> (24 - 8 * i));
		out[8 + i] = (uint8_t)(r->ssrc >> (24 - 8 * i));
	}
}

/* --- One source ------------------------------------------------------------------- */

/* RFC 3550 A.1 */
enum { MAX_DROPOUT = 3000, MAX_MISORDER = 100, BAD_SEQ = 0x10000 };
/* Later than this behind the fastest packet of the last ten seconds is "late". */
enum { LATE_TS = 60 * RTP_RATE / 1000 };
#define MIN_WINDOW_US 10000000

void rtp_source_start(struct rtp_source *s, uint32_t ssrc, uint16_t seq)
{
	*s = (struct rtp_source){
		.ssrc = ssrc, .base_seq = seq, .max_seq = (uint16_t)(seq - 1),
	};
}

static void restart_seq(struct rtp_source *s, uint16_t seq)
{
	/* what was expected before is not lost */
	s->base_seq = (uint32_t)seq - s->received;
	s->max_seq = seq;
	s->cycles = 0;
	s->seen = 1;
	s->received++;
	s->next_probe = 0;
	s->probation = 0;
}

enum rtp_verdict rtp_source_seq(struct rtp_source *s, uint16_t seq)
{
	uint16_t ahead = (uint16_t)(seq - s->max_seq), behind = (uint16_t)(s->max_seq - seq);

	if (ahead && ahead < MAX_DROPOUT) {
		if (seq < s->max_seq)
			s->cycles += 0x10000;
		s->seen = ahead < 64 ? s->seen << ahead | 1 : 1;
		s->max_seq = seq;
		s->received++;
		s->probation = 0;
		return RTP_FRESH;
	}
	if (behind < MAX_MISORDER) {
		if (behind >= 64 || s->seen >> behind & 1) {
			s->duplicates++;
			return RTP_DUPLICATE;
		}
		s->seen |= (uint64_t)1 << behind;
		s->received++;
		s->reordered++;
		return RTP_LATE_ORDER;
	}
	if (s->probation && seq == s->next_probe) {
		restart_seq(s, seq);
		return RTP_FRESH;
	}
	s->probation = 1;
	s->next_probe = (uint16_t)(seq + 1);
	return RTP_JUMP;
}

void rtp_source_time(struct rtp_source *s, uint32_t ts, int64_t now_us)
{
	int32_t transit = (int32_t)((uint32_t)(now_us * RTP_RATE / 1000000) - ts), d, over;

	if (s->timed) {
		d = (int32_t)((uint32_t)transit - (uint32_t)s->transit);
		/* a step of more than two seconds is a new talk spurt with its own
		 * zero (some gateways), not jitter */
		if (d > 2 * RTP_RATE || d < -2 * RTP_RATE) {
			s->timed = false;
		} else {
			if (d < 0)
				d = -d;
			s->jitter16 += (uint32_t)d - ((s->jitter16 + 8) >> 4);
		}
	}
	over = (int32_t)((uint32_t)transit - (uint32_t)s->transit_min);
	if (!s->timed || over < 0 || now_us - s->min_since_us > MIN_WINDOW_US) {
		s->transit_min = transit;
		s->min_since_us = now_us;
	} else if (over > LATE_TS) {
		s->late++;
	}
	s->transit = transit;
	s->timed = true;
}

uint32_t rtp_source_expected(const struct rtp_source *s)
{
	return s->cycles + s->max_seq - s->base_seq + 1;
}

uint32_t rtp_source_lost(const struct rtp_source *s)
{
	uint32_t expected = rtp_source_expected(s);

	return expected > s->received ? expected - s->received : 0;
}
