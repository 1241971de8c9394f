/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A bearerbox in a few hundred lines, for tests and stories: it speaks the
 * box protocol as the real one was seen to do.
 *
 *  - a box that says no name, or whose name nothing is routed to, gets nothing;
 *  - what a handset sent is kept until its box acknowledges it; at most
 *    max_pending are out at once; when the box is lost they go out again to
 *    the next one, newest first (the real one keeps no order either);
 *  - a text of the box is answered with what the test says, success by itself;
 *    and the reports that its mask asks for and `reports` allows follow;
 *  - a report is a message: kept, acknowledged, given to the box by name.
 *
 * Everything happens in turns of the loop; nothing waits for real time.
 */
#include "box/box.h"

enum { FAKEBOX_NO_ACK = -1 };

struct fakebox_ops {
	/* A text of the box (views hold during the call).  Return the ack to
	 * give, or FAKEBOX_NO_ACK.  NULL: success. */
	int (*sms)(void *arg, const char *box, const struct box_sms *sms);
	/* A box has said its name.  May be NULL. */
	void (*named)(void *arg, const char *box);
	/* The box acknowledged a message or report.  May be NULL. */
	void (*acked)(void *arg, const char *id, enum box_ack_kind kind);
};

struct fakebox {
	/* To be changed by the test at any time. */
	size_t max_pending;		/* 1000 */
	const char *route;		/* whom messages of handsets go to: "warmline" */
	int reports;			/* enum box_dlr bits that come true; 0 at first */
	bool suspended;			/* reads on, but answers no text */
	bool deaf;			/* acknowledgements of boxes get lost on their way */

	/* To be looked at. */
	uint64_t redelivered;		/* handed out a second time or more */
	uint64_t unknown_acks;		/* for a UUID that is not out */
	uint64_t failed_tmp_acks;	/* what a box must never send */
	uint64_t texts, heartbeats, hostile;

	struct loop *loop;
	const struct fakebox_ops *ops;
	void *arg;
	struct loop_listener *listener;
	const char *address;
	struct fakebox_link *links;
	struct fakebox_msg *msgs;
	struct loop_late *late;
};

/* With an address it listens there; with NULL boxes come by fakebox_accept(). */
struct fakebox *fakebox_new(void *ctx, struct loop *loop, const char *address,
			    const struct fakebox_ops *ops, void *arg, struct err *err);
/* Takes over a connected descriptor. */
void fakebox_accept(struct fakebox *fb, int fd);

/* A text from a handset.  An empty id gets a new UUID (which is returned, and
 * valid until the message is acknowledged); all views are copied. */
const char *fakebox_hand(struct fakebox *fb, const struct box_sms *sms);
/* The usual one: plain text from `sender` to `receiver`. */
const char *fakebox_hand_text(struct fakebox *fb, const char *sender, const char *receiver,
			      const char *text);
/* A delivery report about `mt`, to the box that sent it. */
void fakebox_report(struct fakebox *fb, const struct box_sms *mt, enum box_dlr event);

void fakebox_admin(struct fakebox *fb, enum box_command command);	/* to every box */
void fakebox_cut(struct fakebox *fb);		/* loses every box, as a kill would */
/* Gone for a while, or there again; handsets' texts are kept meanwhile. */
void fakebox_away(struct fakebox *fb, bool away);
/* Raw bytes to every box. */
void fakebox_send_raw(struct fakebox *fb, const void *data, size_t len);

size_t fakebox_boxes(const struct fakebox *fb);		/* connected and named */
size_t fakebox_kept(const struct fakebox *fb);		/* not acknowledged yet */
