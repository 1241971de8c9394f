// SPDX-License-Identifier: AGPL-3.0-or-later
/* RTCP: RFC 3550 §6. */
#include "voicebox/rtp.h"

enum { SR = 200, RR = 201, SDES = 202, BYE = 203, CNAME = 1 };
enum { SENDER_LEN = 20, REPORT_LEN = 24 };

static uint32_t get32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint8_t *put32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (24 - 8 * i));
	return p + 4;
}

/* The report about us, among those of one SR or RR. */
static int reports(struct rtcp_in *out, const uint8_t *p, size_t len, unsigned int count,
		   uint32_t ours)
{
	if (count * REPORT_LEN > len)
		return -EBADMSG;
	for (; count--; p += REPORT_LEN) {
		if (get32(p) != ours)
			continue;
		out->has_report = true;
		out->report = (struct rtcp_report){
			.ssrc = ours, .fraction = p[4],
			.lost = (int32_t)(get32(p + 4) << 8) >> 8,
			.max_seq = get32(p + 8), .jitter = get32(p + 12),
			.lsr = get32(p + 16), .dlsr = get32(p + 20),
		};
	}
	return 0;
}

static int one_packet(struct rtcp_in *out, const uint8_t *p, size_t len, uint32_t ours)
{
	unsigned int count = p[0] & 31;

	switch (p[1]) {
	case SR:
		if (len < 8 + SENDER_LEN)
			return -EBADMSG;
		out->sr = true;
		out->ntp_mid = get32(p + 8) << 16 | get32(p + 12) >> 16;
		return reports(out, p + 8 + SENDER_LEN, len - 8 - SENDER_LEN, count, ours);
	case RR:
		return len < 8 ? -EBADMSG : reports(out, p + 8, len - 8, count, ours);
	case BYE:
		out->bye = true;
		return 0;
	default:
		return 0;		/* SDES, APP, XR: nothing we want to know */
	}
}

int rtcp_parse(struct rtcp_in *out, const uint8_t *data, size_t len, uint32_t ours)
{
	size_t at = 0;
	int rc;

	*out = (struct rtcp_in){ 0 };
	/* A.2: version 2, no padding in the first, which is a report, lengths that add up */
	if (len < 8 || (data[0] & 0xe0) != 0x80 || (data[1] != SR && data[1] != RR))
		return -EBADMSG;
	out->ssrc = get32(data + 4);
	while (at < len) {
		size_t size;

		if (len - at < 4 || data[at] >> 6 != 2)
			return -EBADMSG;
		size = 4 + 4 * (size_t)(data[at + 2] << 8 | data[at + 3]);
		if (size > len - at)
			return -EBADMSG;
		rc = one_packet(out, data + at, size, ours);
		if (rc < 0)
			return rc;
		at += size;
	}
	return 0;
}

/* The length field counts words without the first. */
static uint8_t *close_packet(uint8_t *start, uint8_t *end)
{
	size_t words = (size_t)(end - start) / 4 - 1;

	start[2] = (uint8_t)(words >> 8);
	start[3] = (uint8_t)words;
	return end;
}

static uint8_t *put_report(uint8_t *p, const struct rtcp_report *r)
{
	p = put32(p, r->ssrc);
	p = put32(p, (uint32_t)r->fraction << 24 | ((uint32_t)r->lost & 0xffffff));
	p = put32(p, r->max_seq);
	p = put32(p, r->jitter);
	p = put32(p, r->lsr);
	return put32(p, r->dlsr);
}

size_t rtcp_build(uint8_t out[RTCP_OUT_MAX], const struct rtcp_out *r)
{
	size_t name = strlen(r->cname);
	uint8_t *start = out, *p = out;

	p[0] = (uint8_t)(0x80 | r->has_report);
	p[1] = r->packets ? SR : RR;
	p = put32(p + 4, r->ssrc);
	if (r->packets) {
		p = put32(p, (uint32_t)(r->ntp >> 32));
		p = put32(p, (uint32_t)r->ntp);
		p = put32(p, r->ts);
		p = put32(p, r->packets);
		p = put32(p, r->octets);
	}
	if (r->has_report)
		p = put_report(p, &r->report);
	start = p = close_packet(start, p);

	p[0] = 0x81;
	p[1] = SDES;
	p = put32(p + 4, r->ssrc);
	*p++ = CNAME;
	*p++ = (uint8_t)name;
	memcpy(p, r->cname, name);
	p += name;
	do {				/* at least one zero ends the list */
		*p++ = 0;
	} while ((p - start) % 4);
	start = p = close_packet(start, p);

	if (r->bye) {
		p[0] = 0x81;
		p[1] = BYE;
		p = close_packet(start, put32(p + 4, r->ssrc));
	}
	return (size_t)(p - out);
}
