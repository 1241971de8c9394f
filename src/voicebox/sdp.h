/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Session descriptions (RFC 8866) as far as one telephone call needs them: one
 * audio section with PCMU or PCMA and telephone-event, SDES keys (RFC 4568),
 * offer and answer (RFC 3264).  Called by the SIP thread and by tests; touches
 * nothing but its arguments (libsodium for keys).
 *
 * A body comes from outside: its size, lines, sections and formats are limited
 * before anything is read, a line that we do not understand is passed over,
 * and a section that we do not take is refused with port 0, never with the
 * whole offer.  What is written holds nothing of what was read but the refused
 * sections' type and protocol: not o=, not s=, not i=.
 */
#include "voicebox/media.h"

enum {
	SDP_BODY_MAX = 4096,		/* bytes */
	SDP_LINES_MAX = 160,
	SDP_LINE_MAX = 512,
	SDP_SECTIONS_MAX = 6,		/* m= lines */
	SDP_FORMATS_MAX = 32,		/* of one m= line */
	SDP_TEXT_MAX = 1536,		/* of what we write */
};

/* As the other side said it: sendrecv, sendonly, recvonly, inactive. */
enum sdp_direction { SDP_BOTH_WAYS, SDP_THEY_SEND, SDP_THEY_HEAR, SDP_NEITHER };
enum sdp_srtp { SDP_SRTP_NEVER, SDP_SRTP_ALLOWED, SDP_SRTP_NEEDED };

struct sdp_section {
	char type[16], proto[24], format[8];	/* what a refusal repeats; token characters only */
};
/* What the other side said, of the section that we take. */
struct sdp_remote {
	struct sdp_section sections[SDP_SECTIONS_MAX];
	unsigned int sections_len, ours;	/* index of our section */
	struct sockaddr_storage rtp, rtcp;	/* rtcp: family 0 when the next port */
	bool mux, secure;
	enum media_codec codec;			/* their first choice of ours */
	uint8_t codec_pt;
	int event_pt;				/* -1: none */
	uint32_t event_clock;
	enum sdp_direction direction;
	unsigned int crypto_tag;		/* of the line that we take, when secure */
	enum media_srtp suite;
	uint8_t key[MEDIA_SRTP_KEY_MAX];
};
/* 0, -EBADMSG (no SDP, or over a limit), or -ENOTSUP (nothing that we can
 * take: 488).  Wipe *out when done: it may hold a key. */
int sdp_read(const char *text, size_t len, enum sdp_srtp srtp, struct sdp_remote *out,
	     struct err *err) MUST_CHECK;

/* Our side of one call: made once, kept for the call. */
struct sdp_local {
	struct sockaddr_storage addr;		/* with the RTP port */
	enum media_codec prefer;		/* first in an offer */
	enum sdp_srtp srtp;
	uint64_t id;				/* of o=: random */
	uint32_t version;			/* of o=: rises when what we say changes */
	uint32_t said;				/* what we said last, hashed */
	uint8_t keys[MEDIA_SRTP_KEY_MAX];	/* ours, as long as the suite needs */
};
void sdp_local_init(struct sdp_local *l, const struct sockaddr_storage *addr,
		    enum media_codec prefer, enum sdp_srtp srtp);
/* The text, at most SDP_TEXT_MAX with its NUL; returns its length. */
size_t sdp_offer(struct sdp_local *l, char *out);
size_t sdp_answer(struct sdp_local *l, const struct sdp_remote *theirs, char *out);
/* What the media engine is told once both have spoken. */
void sdp_agree(const struct sdp_local *l, const struct sdp_remote *theirs, enum media_latch latch,
	       struct media_remote *out);
