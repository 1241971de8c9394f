// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What leaves: each 20 ms a packet of what the stream hears, in this order: a
 * key being pressed, a play, its room, silence.  Where two legs are passed
 * through, the other leg's packets leave when they come, under our numbers.
 */
#include "voicebox/media_int.h"

/* So long after the last packet of the other leg silence fills in again: a gap that is
 * shorter is the network's, and the far end's jitter buffer deals with it. */
enum { FORWARD_QUIET_US = 100000 };
/* A packet further than this from our own clock begins anew. */
enum { FORWARD_DRIFT = RTP_RATE / 2 };
/* RFC 3550 §6.2: five seconds, between half and one and a half of it */
enum { RTCP_MIN_US = 2500000, RTCP_SPREAD_US = 5000000 };

static const uint8_t *silence(enum media_codec codec)
{
	static uint8_t mu[RTP_FRAME], a[RTP_FRAME];

	if (!mu[0]) {
		memset(mu, sound_silence(SOUND_ULAW), sizeof(mu));
		memset(a, sound_silence(SOUND_ALAW), sizeof(a));
	}
	return codec == MEDIA_PCMU ? mu : a;
}

static void send_now(struct media_stream *s, struct rtp *head, bool stays)
{
	head->seq = s->seq++;
	head->ssrc = s->ssrc;
	rtp_socket_send(s, head, stays);
}

/* What our clock says between two slots. */
static uint32_t ts_now(const struct media_stream *s)
{
	return s->ts +
		(s->started ? (uint32_t)((s->m->now_us - s->slot_us) * RTP_RATE / 1000000) : 0);
}

/* A timestamp never goes back, also not behind what was passed through. */
static uint32_t own_ts(struct media_stream *s)
{
	if ((int32_t)(s->ts_end - s->ts) > 0)
		s->ts = s->ts_end;
	return s->ts;
}

static void send_sound(struct media_stream *s, const uint8_t *payload)
{
	struct rtp head = { .marker = !s->sent || s->fwd.active, .pt = s->r.codec_pt,
			    .ts = own_ts(s), .payload = payload, .len = RTP_FRAME };

	s->fwd.active = false;
	s->ts_end = s->ts + RTP_FRAME;
	send_now(s, &head, true);
}

/* --- Pressing keys ---------------------------------------------------------------- */
static void pressed(struct media_stream *s)
{
	media_event_put(s->m, &(struct media_event){ .type = MEDIA_PRESSED, .stream = s });
}

/* As telephone-events.  Whether a packet went out for this slot. */
static bool send_key(struct media_stream *s)
{
	uint8_t payload[DTMF_PAYLOAD];
	struct rtp head = { .payload = payload, .len = sizeof(payload) };
	enum dtmf_step step = dtmf_out_frame(&s->keys_out, own_ts(s), payload, &head.marker);

	if (step == DTMF_OVER)
		pressed(s);
	if (step != DTMF_SEND)
		return false;
	head.pt = (uint8_t)s->r.event_pt;
	head.ts = s->keys_out.ts;
	s->ts_end = s->ts + RTP_FRAME;
	send_now(s, &head, false);
	return true;
}

static bool send_tone(struct media_stream *s)
{
	int16_t pcm[RTP_FRAME] = { 0 };

	if (!dtmf_tx(s->tones_out, pcm, RTP_FRAME)) {
		s->keys_out.busy = false;
		pressed(s);
		return false;
	}
	sound_encode(s->mixed, pcm, RTP_FRAME, (enum sound_law)s->r.codec);
	send_sound(s, s->mixed);
	return true;
}

/* --- The slot --------------------------------------------------------------------- */
static void send_slot(struct media_stream *s)
{
	const uint8_t *payload;
	int64_t now_us = s->m->now_us;

	if (s->keys_out.busy && (s->r.event_pt >= 0 ? send_key(s) : s->tones_out && send_tone(s)))
		return;
	payload = play_frame(s, s->mixed);
	if (!payload && s->has_mixed && !s->held)
		payload = s->mixed;
	if (!payload && s->fwd.active && now_us - s->fwd.last_us < FORWARD_QUIET_US)
		return;
	send_sound(s, payload ? payload : silence(s->r.codec));
}

static void look_after(struct media_stream *s)
{
	int64_t now_us = s->m->now_us;

	if (s->r.receive && !s->held && !s->lost &&
	    now_us - s->last_in_us > s->m->cfg.lost_ms * 1000) {
		s->lost = true;
		media_event_put(s->m, &(struct media_event){ .type = MEDIA_LOST, .stream = s });
	}
	if (!s->rtcp_due_us)
		s->rtcp_due_us = now_us + RTCP_MIN_US / 5;
	if (now_us >= s->rtcp_due_us)
		rtp_out_rtcp(s, false);
}

void rtp_out_slot(struct media_stream *s, uint64_t round)
{
	/* also over rounds that were left out because the thread came too late */
	s->ts += (uint32_t)(s->started ? round - s->round : 1) * RTP_FRAME;
	s->round = round;
	s->started = true;
	s->slot_us = s->m->now_us;
	if (s->rec) {
		if (!s->has_mixed)
			jitter_pull(&s->jitter);	/* else the mixer did */
		record_frame(s);
	}
	if (s->ready) {
		look_after(s);
		if (s->r.send)		/* else the play waits where it is */
			send_slot(s);
	}
	s->has_mixed = false;
}

/* --- Passing through -------------------------------------------------------------- */
static void forward_start(struct media_stream *to, const struct rtp *p)
{
	uint32_t ts = ts_now(to);

	if ((int32_t)(to->ts_end - ts) > 0)
		ts = to->ts_end;
	to->fwd = (struct forward){
		.active = true, .in_ssrc = p->ssrc, .in_ts = p->ts, .in_seq = p->seq,
		.out_ts = ts, .out_seq = to->seq,
	};
}

static bool forward_wanted(const struct media_stream *to, const struct rtp *p)
{
	return to->ready && to->r.send && p->len && !to->keys_out.busy &&
		!(to->play && to->play->at < to->play->n);
}

/* Gives the packet its numbers in our stream.  False: it came too late for the start. */
static bool forward_number(struct media_stream *to, const struct rtp *p, struct rtp *out)
{
	struct forward *f = &to->fwd;
	int16_t step = (int16_t)(p->seq - f->in_seq);
	bool known = f->active && f->in_ssrc == p->ssrc;
	int32_t drift;

	out->ts = f->out_ts + (p->ts - f->in_ts);
	drift = (int32_t)(out->ts - to->ts);
	if (known && step < 0 && step > -100)
		return false;
	if (!known || step < 0 || drift > FORWARD_DRIFT || drift < -FORWARD_DRIFT) {
		forward_start(to, p);
		out->marker = true;
		out->ts = f->out_ts;
		step = 0;
	}
	out->seq = (uint16_t)(f->out_seq + step);
	/* so that the distance in sequence stays small enough to be told from a step back */
	if (step > 0x4000) {
		f->out_seq = (uint16_t)(f->out_seq + 0x2000);
		f->in_seq = (uint16_t)(f->in_seq + 0x2000);
	}
	return true;
}

static void other_law(uint8_t *out, const struct rtp *p, enum media_codec codec)
{
	for (size_t i = 0; i < p->len; i++)
		out[i] = codec == MEDIA_PCMU ? sound_to_alaw(sound_from_ulaw(p->payload[i]))
					     : sound_to_ulaw(sound_from_alaw(p->payload[i]));
}

void rtp_out_forward(struct media_stream *to, const struct rtp *p, enum media_codec codec)
{
	uint8_t other[RTP_PACKET_MAX];
	struct rtp out = { .pt = to->r.codec_pt, .ssrc = to->ssrc, .payload = p->payload,
			   .len = p->len };

	if (!forward_wanted(to, p) || !forward_number(to, p, &out))
		return;
	to->fwd.last_us = to->m->now_us;
	if ((int16_t)(out.seq - to->seq) >= 0)
		to->seq = (uint16_t)(out.seq + 1);
	if ((int32_t)(out.ts + (uint32_t)p->len - to->ts_end) > 0)
		to->ts_end = out.ts + (uint32_t)p->len;
	if (codec != to->r.codec) {
		other_law(other, p, codec);
		out.payload = other;
	}
	rtp_socket_send(to, &out, false);
}

/* --- RTCP ------------------------------------------------------------------------- */
static void our_report(struct media_stream *s, struct rtcp_report *r)
{
	struct rtp_source *in = &s->in;
	uint32_t expected = rtp_source_expected(in);
	uint32_t expected_now = expected - in->expected_prior;
	uint32_t received_now = in->received - in->received_prior;
	int32_t lost = (int32_t)(expected - in->received);

	*r = (struct rtcp_report){ .ssrc = in->ssrc, .max_seq = in->cycles + in->max_seq,
				   .jitter = in->jitter16 >> 4, .lsr = s->sr_in_mid };
	r->lost = lost > 0x7fffff ? 0x7fffff : lost < -0x800000 ? -0x800000 : lost;
	if (expected_now && expected_now > received_now)
		r->fraction = (uint8_t)(((uint64_t)(expected_now - received_now) << 8) /
					expected_now);
	in->expected_prior = expected;
	in->received_prior = in->received;
	if (s->sr_in_mid)
		r->dlsr = (uint32_t)(((uint64_t)(s->m->now_us - s->sr_in_us) << 16) / 1000000);
}

void rtp_out_rtcp(struct media_stream *s, bool bye)
{
	uint8_t data[RTCP_OUT_MAX + SRTCP_TRAILER_MAX];
	int64_t now_us = s->m->now_us;
	struct rtcp_out out = {
		.ssrc = s->ssrc, .packets = s->sent, .octets = s->octets, .bye = bye,
		/* seconds since the machine started: RFC 3550 §4 allows any clock, and the
		 * wall clock would be nobody's business */
		.ntp = (uint64_t)(now_us / 1000000) << 32 |
			(((uint64_t)(now_us % 1000000) << 32) / 1000000),
		.ts = ts_now(s),
		.has_report = s->have_in,
	};

	memcpy(out.cname, s->cname, sizeof(out.cname));
	if (s->have_in)
		our_report(s, &out.report);
	rtp_send_rtcp(s, data, rtcp_build(data, &out), sizeof(data));
	s->rtcp_due_us = now_us + RTCP_MIN_US + (s->ssrc ^ (uint32_t)now_us) % RTCP_SPREAD_US;
}
