/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * RTP and RTCP as bytes (RFC 3550): pure functions, no sockets, no clock.
 * Whatever a stranger sends is taken apart here and nowhere else.
 */
#include "base/base.h"

enum { RTP_HEADER_LEN = 12, RTP_PACKET_MAX = 12 + 1600 };
/* RFC 3551; 20 ms at 8 kHz. */
enum { RTP_PT_PCMU = 0, RTP_PT_PCMA = 8, RTP_PT_CN = 13, RTP_FRAME = 160, RTP_RATE = 8000 };

struct rtp {
	bool marker;
	uint8_t pt;
	uint16_t seq;
	uint32_t ts, ssrc;
	const uint8_t *payload;		/* within the packet */
	size_t len;
};
/* -EBADMSG: too short, another version, or lengths that point outside. */
int rtp_parse(struct rtp *out, const uint8_t *data, size_t len) MUST_CHECK;
void rtp_header(uint8_t out[RTP_HEADER_LEN], const struct rtp *r);	/* no CSRC, no extension */
/* RFC 5761 §4: second byte 192..223 is RTCP where both share a port. */
static inline bool rtp_is_rtcp(const uint8_t *data, size_t len)
{
	return len >= 2 && data[1] >= 192 && data[1] <= 223;
}

/* --- A source: RFC 3550 A.1 (sequence), A.3 (loss), A.8 (jitter) ------------------ */
struct rtp_source {
	uint32_t ssrc;
	uint16_t max_seq, next_probe;
	uint8_t probation;		/* packets in order still wanted */
	uint32_t cycles, base_seq, received;
	uint32_t expected_prior, received_prior;
	uint64_t seen;			/* which of the 64 up to max_seq came */
	uint32_t duplicates, reordered;
	/* transit = arrival - timestamp, both in 1/8000 s */
	int32_t transit, transit_min;
	uint32_t jitter16;		/* times 16, as in A.8 */
	uint32_t late;
	int64_t min_since_us;
	bool timed;
};
enum rtp_verdict { RTP_FRESH, RTP_LATE_ORDER, RTP_DUPLICATE, RTP_JUMP };
void rtp_source_start(struct rtp_source *s, uint32_t ssrc, uint16_t seq);
/* FRESH: newer than all; LATE_ORDER: older but not seen; JUMP: far off, drop it (the second in
 * a row is believed: the sender restarted). */
enum rtp_verdict rtp_source_seq(struct rtp_source *s, uint16_t seq);
/* Jitter and lateness; for packets whose timestamp means their own moment. */
void rtp_source_time(struct rtp_source *s, uint32_t ts, int64_t now_us);
uint32_t rtp_source_expected(const struct rtp_source *s);
uint32_t rtp_source_lost(const struct rtp_source *s);	/* 0 when duplicates outweigh */

/* --- RTCP ------------------------------------------------------------------------- */
struct rtcp_report {			/* RFC 3550 §6.4.1 */
	uint32_t ssrc;
	uint8_t fraction;		/* of 256 */
	int32_t lost;			/* 24 bits, signed */
	uint32_t max_seq, jitter, lsr, dlsr;
};
struct rtcp_in {
	uint32_t ssrc;			/* of the first packet */
	bool sr, bye, has_report;
	uint32_t ntp_mid;		/* SR: the middle 32 bits */
	struct rtcp_report report;	/* the one about `ours` */
};
/* A compound packet (§6.1, and the checks of A.2); BYE counts for any source in it.
 * -EBADMSG: not a valid one.  `ours` is our SSRC. */
int rtcp_parse(struct rtcp_in *out, const uint8_t *data, size_t len, uint32_t ours) MUST_CHECK;

struct rtcp_out {
	uint32_t ssrc;
	uint64_t ntp;			/* 32.32 */
	uint32_t ts, packets, octets;	/* SR; packets 0: an RR goes out */
	bool has_report;
	struct rtcp_report report;
	char cname[17];			/* random, a new one for each stream: RFC 7022 §4.2 */
	bool bye;
};
enum { RTCP_OUT_MAX = 128 };
size_t rtcp_build(uint8_t out[RTCP_OUT_MAX], const struct rtcp_out *r);
