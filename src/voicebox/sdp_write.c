// SPDX-License-Identifier: AGPL-3.0-or-later
/* Our session descriptions: the same few lines for everybody. */
#include "voicebox/sdp.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sodium.h>

enum { OFFER_EVENT_PT = 101 };

struct text {
	char *out;
	size_t len;
};

static void add(struct text *t, const char *fmt, ...) PRINTF(2, 3);
static void add(struct text *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(t->out + t->len, SDP_TEXT_MAX - t->len, fmt, ap);
	va_end(ap);
	/* The limits of sdp.h leave room; a cut line would be our mistake. */
	MUST(n >= 0 && t->len + (size_t)n < SDP_TEXT_MAX);
	t->len += (size_t)n;
}

void sdp_local_init(struct sdp_local *l, const struct sockaddr_storage *addr,
		    enum media_codec prefer, enum sdp_srtp srtp)
{
	memset(l, 0, sizeof(*l));
	l->addr = *addr;
	l->prefer = prefer;
	l->srtp = srtp;
	randombytes_buf(&l->id, sizeof(l->id));
	l->id >>= 2;			/* o= is often read into a signed integer */
	randombytes_buf(l->keys, sizeof(l->keys));
}

static unsigned int port_of(const struct sockaddr_storage *addr)
{
	return ntohs(addr->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)addr)->sin6_port :
		     ((const struct sockaddr_in *)addr)->sin_port);
}

static void head_add(struct text *t, const struct sdp_local *l)
{
	bool six = l->addr.ss_family == AF_INET6;
	const void *from = six ? (const void *)&((const struct sockaddr_in6 *)&l->addr)->sin6_addr :
			   (const void *)&((const struct sockaddr_in *)&l->addr)->sin_addr;
	char host[INET6_ADDRSTRLEN];

	inet_ntop(l->addr.ss_family, from, host, sizeof(host));
	add(t, "v=0\r\no=- %llu %u IN IP%c %s\r\ns=-\r\nc=IN IP%c %s\r\nt=0 0\r\n",
	    (unsigned long long)l->id, l->version, six ? '6' : '4', host, six ? '6' : '4', host);
}

static void crypto_add(struct text *t, const struct sdp_local *l, unsigned int tag,
		       enum media_srtp suite)
{
	static const char *const names[] = {
		[MEDIA_SRTP_AES128_SHA1_80] = "AES_CM_128_HMAC_SHA1_80",
		[MEDIA_SRTP_AES128_SHA1_32] = "AES_CM_128_HMAC_SHA1_32",
		[MEDIA_SRTP_AES256_SHA1_80] = "AES_256_CM_HMAC_SHA1_80",
		[MEDIA_SRTP_AES256_SHA1_32] = "AES_256_CM_HMAC_SHA1_32",
	};
	char key[sodium_base64_ENCODED_LEN(MEDIA_SRTP_KEY_MAX, sodium_base64_VARIANT_ORIGINAL)];

	sodium_bin2base64(key, sizeof(key), l->keys, media_srtp_key_len(suite),
			  sodium_base64_VARIANT_ORIGINAL);
	add(t, "a=crypto:%u %s inline:%s\r\n", tag, names[suite], key);
	sodium_memzero(key, sizeof(key));
}

static const char *codec_name(enum media_codec codec)
{
	return codec == MEDIA_PCMA ? "PCMA" : "PCMU";
}

static void events_add(struct text *t, int pt, uint32_t clock)
{
	add(t, "a=rtpmap:%d telephone-event/%u\r\na=fmtp:%d 0-15\r\n", pt, clock, pt);
}

/* o= must rise with each change (RFC 3264 §8): the text is made with the old
 * version, and again when it is not what was said last. */
static bool said_changed(struct sdp_local *l, const struct text *t)
{
	uint32_t hash;

	crypto_generichash((unsigned char *)&hash, sizeof(hash), (const unsigned char *)t->out,
			   t->len, NULL, 0);
	if (hash == l->said)
		return false;
	l->said = hash;
	return true;
}

static size_t offer_write(struct sdp_local *l, char *out)
{
	struct text t = { .out = out };
	enum media_codec second = l->prefer == MEDIA_PCMA ? MEDIA_PCMU : MEDIA_PCMA;

	head_add(&t, l);
	add(&t, "m=audio %u RTP/%s %d %d %d\r\n", port_of(&l->addr),
	    l->srtp == SDP_SRTP_NEEDED ? "SAVP" : "AVP", l->prefer, second, OFFER_EVENT_PT);
	add(&t, "a=rtpmap:%d %s/8000\r\na=rtpmap:%d %s/8000\r\n", l->prefer, codec_name(l->prefer),
	    second, codec_name(second));
	events_add(&t, OFFER_EVENT_PT, 8000);
	if (l->srtp == SDP_SRTP_NEEDED)
		crypto_add(&t, l, 1, MEDIA_SRTP_AES128_SHA1_80);
	add(&t, "a=ptime:20\r\na=sendrecv\r\n");
	return t.len;
}

static void section_add(struct text *t, const struct sdp_local *l, const struct sdp_remote *theirs)
{
	static const char *const answer[] = {
		[SDP_BOTH_WAYS] = "sendrecv", [SDP_THEY_SEND] = "recvonly",
		[SDP_THEY_HEAR] = "sendonly", [SDP_NEITHER] = "inactive",
	};

	add(t, "m=audio %u RTP/%s %u", port_of(&l->addr), theirs->secure ? "SAVP" : "AVP",
	    theirs->codec_pt);
	if (theirs->event_pt >= 0)
		add(t, " %d", theirs->event_pt);
	add(t, "\r\na=rtpmap:%u %s/8000\r\n", theirs->codec_pt, codec_name(theirs->codec));
	if (theirs->event_pt >= 0)
		events_add(t, theirs->event_pt, theirs->event_clock);
	if (theirs->secure)
		crypto_add(t, l, theirs->crypto_tag, theirs->suite);
	if (theirs->mux)
		add(t, "a=rtcp-mux\r\n");
	add(t, "a=ptime:20\r\na=%s\r\n", answer[theirs->direction]);
}

static size_t answer_write(struct sdp_local *l, const struct sdp_remote *theirs, char *out)
{
	struct text t = { .out = out };
	unsigned int i;

	head_add(&t, l);
	for (i = 0; i < theirs->sections_len; i++) {
		const struct sdp_section *s = &theirs->sections[i];

		if (i == theirs->ours)
			section_add(&t, l, theirs);
		else
			add(&t, "m=%s 0 %s %s\r\n", s->type, s->proto, s->format);
	}
	return t.len;
}

size_t sdp_offer(struct sdp_local *l, char *out)
{
	struct text t = { .out = out, .len = offer_write(l, out) };

	if (!said_changed(l, &t))
		return t.len;
	l->version++;
	t.len = offer_write(l, out);
	said_changed(l, &t);
	return t.len;
}

size_t sdp_answer(struct sdp_local *l, const struct sdp_remote *theirs, char *out)
{
	struct text t = { .out = out, .len = answer_write(l, theirs, out) };

	if (!said_changed(l, &t))
		return t.len;
	l->version++;
	t.len = answer_write(l, theirs, out);
	said_changed(l, &t);
	return t.len;
}

void sdp_agree(const struct sdp_local *l, const struct sdp_remote *theirs, enum media_latch latch,
	       struct media_remote *out)
{
	*out = (struct media_remote){
		.rtp = theirs->rtp,
		.rtcp = theirs->rtcp,
		.mux = theirs->mux,
		.codec = theirs->codec,
		.codec_pt = theirs->codec_pt,
		.event_pt = theirs->event_pt,
		.event_clock = theirs->event_clock,
		.latch = latch,
		.send = theirs->direction == SDP_BOTH_WAYS || theirs->direction == SDP_THEY_HEAR,
		.receive = theirs->direction == SDP_BOTH_WAYS || theirs->direction == SDP_THEY_SEND,
	};
	if (!theirs->secure)
		return;
	out->srtp.suite = theirs->suite;
	memcpy(out->srtp.ours, l->keys, sizeof(out->srtp.ours));
	memcpy(out->srtp.theirs, theirs->key, sizeof(out->srtp.theirs));
}
