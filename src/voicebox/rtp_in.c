// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What comes: from whom we take it, and where it goes.
 *
 * The source is settled once and then frozen: a packet from anywhere else is
 * counted and dropped, so nobody can send into a call or draw it away by
 * guessing its port ("RTP bleed", ES2017-04).  What is wrong never ends a call.
 */
#include "voicebox/media_int.h"

/* Packets in order until a source is believed: more from an address that the SDP did not name. */
enum { SETTLE_EXPECTED = 3, SETTLE_OTHER = 5, SSRC_PROBATION = 2 };
enum { SOUND_MAX = 1600 };

static void strange(struct media_stream *s)
{
	s->strange++;
	s->m->st.strange++;
}

/* One more of this source in a row?  Returns how many there are. */
static unsigned int in_a_row(struct source *c, const struct rtp *p,
			     const union address *from)
{
	bool same = c->used && c->ssrc == p->ssrc && address_equal(&c->addr, from, true);
	uint16_t step = (uint16_t)(p->seq - c->seq);

	if (!same)
		*c = (struct source){ .addr = *from, .ssrc = p->ssrc, .good = 1, .used = true };
	else if (step == 1)
		c->good++;
	else if (!step || step > 0x7fff)
		return c->good;		/* a copy, or an older one */
	else
		c->good = 1;		/* a hole ends the row */
	c->seq = p->seq;
	return c->good;
}

static void freeze(struct media_stream *s, const struct source *c)
{
	s->settled = *c;
	s->frozen = true;
	s->dst = c->addr;
	if (s->r.mux)
		s->dst_rtcp = s->dst;
	else if (!s->their_rtcp.family)
		s->dst_rtcp = address_next_port(&s->dst);
	s->ready = true;
}

enum take { TAKE, WAIT, REFUSE };

/* Whether an address may be listened to at all; cheap, and before any decryption. */
static enum take source_known(const struct media_stream *s, const union address *from)
{
	if (s->m->cfg.shared)
		return TAKE;		/* found by its address */
	if (s->frozen)
		return address_equal(&s->settled.addr, from, true) ? TAKE : REFUSE;
	if (address_equal(&s->r.rtp, from, true))
		return TAKE;
	if (s->r.latch == MEDIA_LATCH_OFF ||
	    (s->r.latch == MEDIA_LATCH_PORT && !address_equal(&s->r.rtp, from, false)))
		return REFUSE;
	return WAIT;
}

/* Settling: the address of the SDP is heard at once, another after a few packets in order. */
static bool source_settled(struct media_stream *s, enum take take, const struct rtp *p,
			   const union address *from)
{
	if (s->frozen)
		return true;
	if (take == TAKE) {
		if (in_a_row(&s->settled, p, from) >= SETTLE_EXPECTED || s->m->cfg.shared)
			freeze(s, &s->settled);
		return true;
	}
	if (in_a_row(&s->candidate, p, from) < SETTLE_OTHER)
		return false;
	freeze(s, &s->candidate);
	return true;
}

/* A new SSRC of the settled source (a PBX that passed the call on) is believed after two
 * packets in order; RFC 3550 A.1. */
static bool ssrc_known(struct media_stream *s, const struct rtp *p)
{
	if (!s->have_in) {
		rtp_source_start(&s->in, p->ssrc, p->seq);
		s->have_in = true;
	}
	if (s->in.ssrc == p->ssrc)
		return true;
	if (!s->have_probe || s->probe.ssrc != p->ssrc ||
	    (uint16_t)(s->probe.max_seq + 1) != p->seq) {
		rtp_source_start(&s->probe, p->ssrc, p->seq);
		s->probe.max_seq = p->seq;
		s->have_probe = true;
		return false;
	}
	s->lost_before += rtp_source_lost(&s->in);
	s->expected_before += rtp_source_expected(&s->in);
	rtp_source_start(&s->in, p->ssrc, p->seq);
	s->have_probe = false;
	s->fwd.active = false;
	jitter_reset(&s->jitter);
	return true;
}

static bool is_sound(const struct media_stream *s, uint8_t pt, enum media_codec *codec)
{
	if (pt == s->r.event_pt)
		return false;
	if (pt == s->r.codec_pt)
		*codec = s->r.codec;
	else if (pt == RTP_PT_PCMU || pt == RTP_PT_PCMA)
		*codec = (enum media_codec)pt;
	else
		return false;
	return true;
}

static void take_sound(struct media_stream *s, const struct rtp *p, enum media_codec codec,
		       bool fresh)
{
	struct media_stream *partner = mix_partner(s);
	int16_t pcm[SOUND_MAX];

	if (fresh)
		rtp_source_time(&s->in, p->ts, s->m->now_us);
	if (s->in_band && s->r.event_pt < 0 && fresh) {
		sound_decode(pcm, p->payload, p->len, (enum sound_law)codec);
		digit_listen(s, pcm, p->len);
	}
	if (s->held)
		return;
	if (partner)
		rtp_out_forward(partner, p, codec);
	if (jitter_wanted(s))
		jitter_put(&s->jitter, p->ts, p->payload, p->len, codec);
}

static void take_keys(struct media_stream *s, const struct rtp *p)
{
	char digits[DTMF_PACKED_MAX];
	int n = dtmf_in_packet(&s->keys_in, p, digits);

	if (n < 0)
		strange(s);
	for (int i = 0; i < n; i++)
		digit_pressed(s, digits[i], false);
}

static void alive(struct media_stream *s)
{
	s->last_in_us = s->m->now_us;
	s->lost = false;
	if (s->flowed)
		return;
	s->flowed = true;
	media_event_put(s->m, &(struct media_event){ .type = MEDIA_FLOWS, .stream = s });
}

void rtp_in_packet(struct media_stream *s, uint8_t *data, size_t len,
		   const union address *from)
{
	enum take take = source_known(s, from);
	enum media_codec codec = MEDIA_PCMU;
	enum rtp_verdict verdict;
	bool sound;
	struct rtp p;
	int n = (int)len;

	if (!s->r.receive)
		return;			/* none was wanted; or not agreed yet */
	if (take == REFUSE || len < RTP_HEADER_LEN ||
	    (s->srtp.in && srtp_unprotect(s->srtp.in, data, &n) != srtp_err_status_ok) ||
	    rtp_parse(&p, data, (size_t)n) < 0 || p.len > SOUND_MAX) {
		strange(s);
		return;
	}
	sound = is_sound(s, p.pt, &codec);
	if (!sound && p.pt != RTP_PT_CN && p.pt != s->r.event_pt) {
		strange(s);
		return;
	}
	if (!source_settled(s, take, &p, from) || !ssrc_known(s, &p))
		return;
	verdict = rtp_source_seq(&s->in, p.seq);
	if (verdict == RTP_JUMP)
		strange(s);
	if (verdict == RTP_JUMP || verdict == RTP_DUPLICATE)
		return;
	s->packets++;
	alive(s);
	if (p.pt == s->r.event_pt)
		take_keys(s, &p);
	else if (sound)
		take_sound(s, &p, codec, verdict == RTP_FRESH);
}

/* --- RTCP ------------------------------------------------------------------------- */
/* Any port of the other side: it changes nothing but figures. */
static bool rtcp_source_known(const struct media_stream *s, const union address *from)
{
	return s->m->cfg.shared || address_equal(&s->dst_rtcp, from, false) ||
		(s->frozen && address_equal(&s->settled.addr, from, false));
}

void rtp_in_rtcp(struct media_stream *s, uint8_t *data, size_t len,
		 const union address *from)
{
	struct rtcp_in in;
	uint32_t mid, back;
	int n = (int)len;

	if (!s->r.receive)
		return;
	if (!rtcp_source_known(s, from) || len < 8 ||
	    (s->srtp.in && srtp_unprotect_rtcp(s->srtp.in, data, &n) != srtp_err_status_ok) ||
	    rtcp_parse(&in, data, (size_t)n, s->ssrc) < 0) {
		strange(s);
		return;
	}
	/* A BYE is not the end of a call: SIP says when that is. */
	s->last_in_us = s->m->now_us;
	if (in.sr) {
		s->sr_in_mid = in.ntp_mid;
		s->sr_in_us = s->m->now_us;
	}
	if (!in.has_report)
		return;
	s->far_fraction = in.report.fraction;
	s->far_jitter = in.report.jitter;
	if (!in.report.lsr)
		return;
	/* RFC 3550 §6.4.1: our clock's middle 32 bits, 1/65536 s */
	mid = (uint32_t)(((uint64_t)s->m->now_us << 16) / 1000000);
	back = mid - in.report.lsr - in.report.dlsr;
	if (back < 0x80000)		/* 8 s: more is nonsense */
		s->round_trip_ms = (uint32_t)((uint64_t)back * 1000 / 65536);
}
