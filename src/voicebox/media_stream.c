// SPDX-License-Identifier: AGPL-3.0-or-later
/* Streams: opened, told where to send, held, counted, closed. */
#include "voicebox/media_int.h"

#include <sodium.h>

/* The slot with the fewest streams. */
static unsigned int emptiest(const struct media *m)
{
	unsigned int best = 0;

	for (unsigned int i = 1; i < SLOTS; i++)
		if (m->slot_n[i] < m->slot_n[best])
			best = i;
	return best;
}

static int stream_destroy(struct media_stream *s)
{
	struct media *m = s->m;
	struct play *play = s->play;

	media_lock(m);
	if (s->ready)
		rtp_out_rtcp(s, true);
	mix_leave(s);
	record_drop(s);
	llist_del(&s->in_all);
	llist_del(&s->in_slot);
	m->slot_n[s->slot]--;
	m->streams_n--;
	rtp_sockets_close(s);
	s->play = NULL;
	media_unlock(m);
	media_event_forget(m, s, -1);
	play_free(m, play);
	srtp_pair_free(&s->srtp);
	sodium_memzero(&s->keys, sizeof(s->keys));
	if (s->in_band)
		dtmf_rx_free(s->in_band);
	if (s->tones_out)
		dtmf_tx_free(s->tones_out);
	return 0;
}

static void random_name(char out[17])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t bytes[8];

	rand_bytes(bytes, sizeof(bytes));
	for (int i = 0; i < 8; i++) {
		out[2 * i] = hex[bytes[i] >> 4];
		out[2 * i + 1] = hex[bytes[i] & 15];
	}
	out[16] = '\0';
}

int media_stream_open(void *ctx, struct media *m, int family, media_event_cb cb, void *arg,
		      struct media_stream **out)
{
	struct media_stream *s;
	int rc;

	if (m->streams_n >= m->cfg.streams_max)
		return -ENOSPC;
	s = talloc_zero(ctx, struct media_stream);
	if (!s)
		base_oom();
	s->m = m;
	s->family = family;
	s->cb = cb;
	s->arg = arg;
	/* RFC 3550 §5.1: all three start at random */
	rand_bytes(&s->ssrc, sizeof(s->ssrc));
	rand_bytes(&s->seq, sizeof(s->seq));
	rand_bytes(&s->ts, sizeof(s->ts));
	s->ts_end = s->ts;
	random_name(s->cname);
	dtmf_in_init(&s->keys_in);
	jitter_reset(&s->jitter);
	media_lock(m);
	rc = rtp_sockets_open(s);
	if (rc < 0) {
		media_unlock(m);
		talloc_free(s);
		return rc;
	}
	s->last_in_us = m->now_us;
	s->slot = emptiest(m);
	m->slot_n[s->slot]++;
	m->streams_n++;
	llist_add_tail(&s->in_all, &m->streams);
	llist_add_tail(&s->in_slot, &m->slots[s->slot]);
	media_unlock(m);
	talloc_set_destructor(s, stream_destroy);
	*out = s;
	return 0;
}

uint16_t media_stream_port(const struct media_stream *s)
{
	return s->port;
}

/* --- The other side --------------------------------------------------------------- */
static bool has_destination(const union address *a)
{
	if (a->family == AF_INET)
		return a->v4.sin_port && a->v4.sin_addr.s_addr;
	return a->family == AF_INET6 && a->v6.sin6_port &&
		!IN6_IS_ADDR_UNSPECIFIED(&a->v6.sin6_addr);
}

static bool same_keys(const struct media_srtp_keys *a, const struct media_srtp_keys *b)
{
	return a->suite == b->suite && !sodium_memcmp(a->ours, b->ours, sizeof(a->ours)) &&
		!sodium_memcmp(a->theirs, b->theirs, sizeof(a->theirs));
}

static union address address_of(const struct sockaddr_storage *a)
{
	union address out = { 0 };

	if (a->ss_family == AF_INET)
		memcpy(&out.v4, a, sizeof(out.v4));
	else if (a->ss_family == AF_INET6)
		memcpy(&out.v6, a, sizeof(out.v6));
	return out;
}

/* Under the lock.  A new address, or new keys, are a new source to get to know. */
static void set_remote(struct media_stream *s, const struct media_remote *r, bool fresh)
{
	s->r = (struct remote){
		.rtp = address_of(&r->rtp), .codec = r->codec, .codec_pt = r->codec_pt,
		.event_pt = (int8_t)(r->event_pt < 0 ? -1 : r->event_pt),
		.event_clock = r->event_clock ? r->event_clock : RTP_RATE,
		.mux = r->mux, .latch = r->latch, .send = r->send, .receive = r->receive,
	};
	s->their_rtcp = address_of(&r->rtcp);
	s->keys = r->srtp;
	if (fresh) {
		s->frozen = false;
		s->settled = s->candidate = (struct source){ 0 };
		s->have_in = s->have_probe = false;
		s->dst = s->r.rtp;
	}
	if (r->mux)
		s->dst_rtcp = s->dst;
	else
		s->dst_rtcp = s->their_rtcp.family ? s->their_rtcp : address_next_port(&s->dst);
	s->ready = has_destination(&s->dst);
	s->last_in_us = s->m->now_us;
	s->lost = false;
	rtp_shared_index(s);
}

int media_stream_remote(struct media_stream *s, const struct media_remote *r)
{
	struct media *m = s->m;
	struct srtp_pair pair = { 0 }, old = { 0 };
	bool rekeyed = !same_keys(&s->keys, &r->srtp);
	union address rtp = address_of(&r->rtp);
	dtmf_rx_state_t *in_band = NULL;
	int rc;

	if (rtp.family != s->family || (r->codec != MEDIA_PCMU && r->codec != MEDIA_PCMA) ||
	    r->codec_pt > 127 || r->event_pt > 127)
		return -EINVAL;
	if (rekeyed) {
		rc = srtp_pair_make(&pair, &r->srtp);
		if (rc < 0)
			return rc;
	}
	if (r->event_pt < 0 && !s->in_band) {
		in_band = dtmf_rx_init(NULL, NULL, NULL);
		if (!in_band)
			base_oom();
	}
	media_lock(m);
	if (rekeyed) {
		old = s->srtp;
		s->srtp = pair;
	}
	if (in_band)
		s->in_band = in_band;
	set_remote(s, r, rekeyed || !address_equal(&s->r.rtp, &rtp, true));
	if (s->room)
		mix_room_changed(s->room);
	media_unlock(m);
	srtp_pair_free(&old);
	return 0;
}

void media_stream_hold(struct media_stream *s, bool held)
{
	media_lock(s->m);
	s->held = held;
	s->last_in_us = s->m->now_us;
	if (s->room)
		mix_room_changed(s->room);
	media_unlock(s->m);
}

/* --- Figures ---------------------------------------------------------------------- */
void media_stream_stats(struct media_stream *s, struct media_stats *out)
{
	uint32_t expected;

	media_lock(s->m);
	expected = s->expected_before;
	*out = (struct media_stats){
		.packets = s->packets, .sent = s->sent, .strange = s->strange,
		.lost = s->lost_before,
		.far_loss_permille = s->far_fraction * 1000 / 256,
		.far_jitter_ms = (s->far_jitter + 7) / 8, .round_trip_ms = s->round_trip_ms,
		.frozen = s->frozen,
	};
	if (s->have_in) {
		expected += rtp_source_expected(&s->in);
		out->lost += rtp_source_lost(&s->in);
		out->jitter_ms = ((s->in.jitter16 >> 4) + 7) / 8;
		out->late = s->in.late;
		out->duplicates = s->in.duplicates;
		out->reordered = s->in.reordered;
	}
	if (expected)
		out->loss_permille = (uint32_t)((uint64_t)out->lost * 1000 / expected);
	media_unlock(s->m);
}
