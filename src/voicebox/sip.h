/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * SIP (RFC 3261) for voicebox, behind a dozen functions: calls come and go,
 * trunks register, media descriptions are offered and answered.  What speaks
 * SIP behind it is libre 1.1.0 in a thread of its own; nothing here shows
 * that, so a newer one costs a change in sip_*.c only.  Prefix ua_ ("user
 * agent"), because sip_ is the library's.
 *
 * Threads.  Every function is called from the loop's thread and only queues a
 * command; everything that comes of it is an event, delivered from the loop
 * (an eventfd), never inside a call into this header.  A command about a call
 * that has ended is dropped: its UA_ENDED is on the way.
 *
 * Who speaks to us: addresses of trunks only; all others are dropped before
 * parsing (guard.h).  A trunk gets, for anything we do not do, an error that is
 * the same for every user part and names no product.  What is on the wire:
 * INVITE, ACK, BYE, CANCEL, OPTIONS, re-INVITE (hold, late offer, session
 * timers, RFC 4028); 420 for an unknown Require, 405 with Allow for the rest.
 * A redirect (3xx) is a refusal: nobody sends our calls elsewhere.
 *
 * Masking.  A call of ours has its own Call-ID, tags, Contact and o=; From is
 * what ua_dial says.  Nothing of one call is known to another.
 *
 * Numbers are secrets: a ua_event holds them until its call-back returns, and
 * nothing of a message is logged.
 */
#include "base/base.h"
#include "voicebox/media.h"
#include "voicebox/sdp.h"

struct loop;
struct ua;

enum ua_transport { UA_UDP, UA_TCP, UA_TLS };
enum { UA_TRUNKS_MAX = 16, UA_LISTEN_MAX = 8, UA_NUMBER_MAX = 64 };

struct ua_trunk {
	const char *name;		/* lower-case letters, digits, "-" */
	const char *addresses;		/* who is it: numeric addresses and nets */
	const char *proxy;		/* "host[:port]" calls go to; "": takes none */
	enum ua_transport transport;
	const char *user, *password;	/* for digest; "": none */
	const char *registrar;		/* "host[:port]" to register at; "": by address alone */
	const char *domain;		/* of From and To; "": the proxy's host */
	const char *from_user;		/* of From when the caller id is anonymous or refused; "" */
	int64_t expires_ms;		/* of a registration */
	int64_t session_ms;		/* session timer asked for in our calls; 0: none */
	enum media_codec codec;		/* first in an offer */
	enum sdp_srtp srtp;
	enum media_latch latch;
	const char *media_address;	/* numeric, ours as the trunk sees it; "": the local one */
	bool plus;			/* numbers with + ("+2547...") or without */
};
struct ua_config {
	struct { enum ua_transport transport; const char *address; } listen[UA_LISTEN_MAX];
	unsigned int listen_len;
	const char *public_address;	/* host[:port] for Contact; "": the local address */
	const char *certificate;	/* PEM, key and chain, of TLS */
	const char *ca;			/* PEM: who signs trunks' certificates; "": not checked */
	const struct ua_trunk *trunks;
	unsigned int trunks_len;
	unsigned int calls_max;		/* more are answered 503 */
	unsigned int per_second;	/* messages of one source */
	unsigned int invites_per_second;/* of all trunks together; more are answered 503 */
	int64_t ring_ms;		/* an incoming call that nobody takes ends after it (480) */
};

typedef uint64_t ua_id;			/* of a call; never used twice in one process */

/* What ended a call (or kept it from being). */
enum ua_end {
	UA_END_THEY,			/* BYE, or CANCEL before we answered */
	UA_END_WE,			/* ua_hangup, ua_reject */
	UA_END_BUSY,			/* 486, 600 */
	UA_END_NO_ANSWER,		/* 408, 480, 487 after ringing */
	UA_END_REJECTED,		/* 603, 403 and most 4xx; a redirect */
	UA_END_NOT_FOUND,		/* 404, 410, 484, 604 */
	UA_END_UNREACHABLE,		/* no answer of the trunk at all, 5xx */
	UA_END_FAILED,			/* media that do not fit, authentication, our own fault */
	UA_END_TIMER,			/* session timer ran out, no ACK */
};

enum ua_event_type {
	UA_INCOMING,			/* 180 has been sent */
	UA_RINGING,			/* ours: the other side rings */
	UA_EARLY,			/* ours: sound before the answer; `remote` */
	UA_ANSWERED,			/* ours: 200; theirs: ACK for ours; `remote` */
	UA_MEDIA,			/* re-INVITE: `remote` has changed */
	UA_ENDED,			/* the last of this call */
	UA_TRUNK,			/* a registration came or went */
};
struct ua_event {
	enum ua_event_type type;
	ua_id call;
	unsigned int trunk;		/* index */
	const char *from, *to;		/* INCOMING: user parts, digits with or without +; "" */
	int family;			/* INCOMING: AF_INET, AF_INET6: of the media offered */
	struct media_remote remote;
	enum ua_end end;		/* ENDED */
	int code;			/* ENDED, TRUNK: SIP status; 0 without */
	bool up;			/* TRUNK */
};
typedef void (*ua_event_cb)(void *arg, const struct ua_event *ev);

/* Binds the sockets and starts the thread.  All of cfg is copied.  NULL with
 * err: an address that cannot be bound, a certificate that cannot be read, a
 * library that does not go through our doors (sip_door.c). */
struct ua *ua_new(void *ctx, struct loop *loop, const struct ua_config *cfg, ua_event_cb cb,
		  void *arg, struct err *err);
/* talloc_free() says BYE to what is up, gives that 200 ms, and ends the thread. */

/* `rtp_port`: our media stream's; its address is the trunk's media_address or
 * the local one towards the trunk. */
void ua_answer(struct ua *ua, ua_id call, uint16_t rtp_port);
enum ua_reject { UA_REJECT_BUSY, UA_REJECT_DECLINE, UA_REJECT_GONE, UA_REJECT_FULL };
void ua_reject(struct ua *ua, ua_id call, enum ua_reject how);	/* 486, 603, 480, 503 */
/* `to`: E.164 with +.  `from`: caller id, E.164 with +, or "" for anonymous.
 * Both are copied, and wiped when the call has ended. */
struct ua_dial {
	unsigned int trunk;
	const char *to, *from;
	uint16_t rtp_port;
};
ua_id ua_dial(struct ua *ua, const struct ua_dial *dial);
void ua_hangup(struct ua *ua, ua_id call);	/* CANCEL or BYE, as it needs */

struct ua_stats {
	uint64_t strangers;		/* dropped: from no trunk */
	uint64_t bad;			/* dropped: over a limit, no SIP */
	uint64_t fast;			/* dropped: over the rate */
	uint64_t refused;		/* answered 4xx or 5xx */
	uint64_t requests, responses;	/* taken */
	unsigned int calls;
};
void ua_stats(const struct ua *ua, struct ua_stats *out);

/* For tests and the fuzz target: would this pass the door and the library? */
bool ua_message_reads(const char *data, size_t len);
