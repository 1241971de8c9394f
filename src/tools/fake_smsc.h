/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The carrier's side of Kannel's `smsc = fake`: a line of text for each
 * message, over TCP to bearerbox.  For simulated phones (warmline-phone), for
 * the bench and for tests.
 *
 * From handsets (seen with Kannel 1.4.5):
 *	FROM TO text WORDS		plain, UTF-8 as it is, of any length
 *	FROM TO data BYTES		8-bit, URL-encoded
 *	FROM TO udh HEADER BYTES	8-bit with a user data header
 * To handsets:
 *	FROM TO text WORDS
 *	FROM TO ucs-2 BYTES
 *	FROM TO data BYTES
 *	FROM TO udh HEADER data BYTES	whatever its coding was
 *
 * The protocol knows no acknowledgement: what is in the socket when either
 * side dies is lost.  To prove that nothing is lost, use SMPP.  bearerbox
 * serves one such client at a time, and a new line within a text looks like a
 * new message: such lines are put back together here.
 */
#include "base/base.h"
#include "loop/loop.h"

struct fake_smsc;

struct fake_smsc_text {
	const char *from, *to;		/* as bearerbox wrote them */
	bool binary;			/* the body is bytes and no text */
	struct view udh;		/* data == NULL: none */
	/* UTF-8, NUL-terminated behind it.  With a header bearerbox does not say
	 * the coding: what is no UTF-8, or has controls in it, is read as UCS-2. */
	struct view body;
};

struct fake_smsc_ops {
	void (*up)(void *arg);
	/* bearerbox gives a text for a handset; it holds during the call. */
	void (*text)(void *arg, const struct fake_smsc_text *text);
	void (*down)(void *arg);	/* it comes back by itself */
};

/* address: "127.0.0.1:13015", the port of the smsc group.  Connects in the
 * next turn of the loop, and again half a second after each loss.  No call-back may free it. */
struct fake_smsc *fake_smsc_new(void *ctx, struct loop *loop, const char *address,
				const struct fake_smsc_ops *ops, void *arg);
bool fake_smsc_up(const struct fake_smsc *s);
/* A text from a handset.  New lines become spaces.  -ENOTCONN, or -EINVAL for
 * a number that is empty or has a space in it. */
int fake_smsc_send_text(struct fake_smsc *s, const char *from, const char *to,
			const char *text) MUST_CHECK;
/* Bytes, with or without (data == NULL) a header. */
int fake_smsc_send_data(struct fake_smsc *s, const char *from, const char *to,
			struct view udh, struct view body) MUST_CHECK;
