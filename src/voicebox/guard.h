/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The guard before the SIP library: who may speak to us at all, how often, and
 * what a message must look like before anything parses it (RFC 3261 §25, with
 * limits of our own).  Pure functions over bytes, called on the SIP thread and
 * by tests and the fuzz target; they allocate nothing and log nothing.
 *
 * A stranger's message is dropped without a word.  A trunk's message that is
 * over a limit or no SIP is dropped too (RFC 4475 asks for 400; a scanner that
 * forges a trunk's address learns nothing this way) and counted.
 */
#include <sys/socket.h>
#include <netinet/in.h>

#include "base/base.h"

enum {
	GUARD_MESSAGE_MAX = 12 * 1024,	/* bytes, head and body */
	GUARD_BODY_MAX = 4096,		/* = SDP_BODY_MAX */
	GUARD_HEADERS_MAX = 100,	/* header fields */
	GUARD_FIELD_MAX = 2048,		/* bytes of one, folded lines together; the first
					 * line too */
	GUARD_VIAS_MAX = 40, GUARD_ROUTES_MAX = 16,
	GUARD_METHOD_MAX = 32, GUARD_NUMBER_MAX = 0x7fffffff,
};

/* --- Form ------------------------------------------------------------------------- */
enum guard_verdict {
	GUARD_OK,			/* `len` bytes are one message */
	GUARD_MORE,			/* of a stream: the rest has not come yet */
	GUARD_BAD,			/* drop it (a stream: close it) */
};
/* `stream`: TCP and TLS, where Content-Length must be there; a datagram without
 * one ends with its body.  *len comes back as the length of the message. */
enum guard_verdict guard_message(const char *data, size_t *len, bool stream);

/* --- Source ------------------------------------------------------------------------- */
enum { GUARD_NETS_MAX = 256, GUARD_SOURCES_MAX = 256 };
struct guard_net {
	uint8_t addr[16];		/* IPv4 as ::ffff:a.b.c.d */
	uint8_t bits;			/* 0..128 */
	uint8_t trunk;
};
struct guard_bucket {
	int64_t at_ms;
	int64_t tokens;			/* thousandths of a message */
};
struct guard {
	struct guard_net nets[GUARD_NETS_MAX];
	unsigned int nets_len;
	unsigned int per_second;	/* messages of one source; a burst may be twice that */
	struct guard_bucket buckets[GUARD_SOURCES_MAX];
};
/* "192.0.2.1 198.51.100.0/24 2001:db8::/32" for one trunk.  -EINVAL with err. */
int guard_add(struct guard *g, const char *addresses, uint8_t trunk, struct err *err) MUST_CHECK;
/* The trunk that this address belongs to (the longest prefix), or -1. */
int guard_trunk(const struct guard *g, const struct sockaddr *from);
/* May it send one more now?  Sources beyond GUARD_SOURCES_MAX share buckets. */
bool guard_rate(struct guard *g, const struct sockaddr *from, int64_t now_ms);
