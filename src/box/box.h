/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * box/: the protocol between Kannel's bearerbox and the programs behind it
 * ("boxes"): a codec, and a connection that comes back by itself.
 *
 * There is no public specification; what is here was read from Kannel 1.4.5
 * (gw/msg.c, gw/msg-decl.h, gw/bb_boxc.c) and checked against Debian's
 * packages.  The codec is our own: Kannel's library aborts on bad input,
 * wants threads, and its licence does not go with libosmocore's.
 *
 * A frame is a 4-byte big-endian length, a 4-byte message type, and the
 * fields of that type as box_fields.def lists them.
 *
 * What bearerbox promises, and what follows for the caller:
 *  - a message from a handset stays in bearerbox's store until our ack for
 *    its UUID comes.  Store it durably first, then acknowledge.  After a
 *    reconnect whatever was not acknowledged comes again, in any order, with
 *    the same UUID.  At most `smsbox-max-pending` are given unacknowledged.
 *  - never answer a message with BOX_ACK_FAILED_TMP: it comes back at once,
 *    20,000 times a second.  To say "later", say nothing.
 *  - the ack for a text of ours means "stored and queued", not "sent".  The
 *    same UUID sent twice is two texts on somebody's phone.
 *  - acks can stay away for minutes (suspend); that is no failure.
 *
 * There is no authentication: bearerbox must listen on loopback only.  Still
 * nothing that comes in is trusted (strict decoder), and nothing goes out
 * that could hurt: bearerbox dies on a wrong string length (strict encoder).
 */
#include "base/base.h"
#include "loop/loop.h"

/* --- Messages ----------------------------------------------------------------- */
enum {
	BOX_UNDEFINED = -1,		/* an integer that says nothing */
	/* A frame with its length.  An ordinary text needs 400 bytes; the
	 * longest that bearerbox could join (255 parts) stays below this. */
	BOX_FRAME_MAX = 128 * 1024,
};

enum box_type {
#define BOX_MESSAGE(name, number) BOX_TYPE_##name = (number),
#include "box/box_fields.def"
};

/* struct box_heartbeat, box_admin, box_sms, box_ack.
 * Texts are views (not NUL-terminated) that somebody else owns; data == NULL
 * is "absent", which is not the same as empty, on the wire too.  No field
 * may be printed: sender, receiver, msgdata, ... are a person's. */
#define BOX_MESSAGE(name, number) struct box_##name {
#define BOX_TEXT(name) struct view name;
#define BOX_INT(name) int32_t name;
#define BOX_UUID(name) char name[UUID_LEN + 1];
#define BOX_MESSAGE_END(name) };
#include "box/box_fields.def"

/* All texts absent, all integers undefined, an empty UUID (which the encoder
 * refuses: rand_uuid() first).  {0} would say coding 0, type 0, mask 0. */
#define BOX_MESSAGE(name, number) void box_##name##_init(struct box_##name *msg);
#include "box/box_fields.def"

struct box_frame {
	enum box_type type;
	union {
#define BOX_MESSAGE(name, number) struct box_##name name;
#include "box/box_fields.def"
	};
};

/* sms.sms_type */
enum box_sms_type {
	BOX_SMS_MO = 0,			/* from a handset */
	BOX_SMS_MT_REPLY = 1,
	BOX_SMS_MT_PUSH = 2,		/* to a handset: what we send */
	BOX_SMS_REPORT_MO = 3,		/* a delivery report, to be acked like an MO */
	BOX_SMS_REPORT_MT = 4,
};

/* sms.coding.  With 7BIT msgdata is UTF-8 and bearerbox turns what is outside
 * GSM 03.38 into "?".  For UCS2 msgdata is UTF-16BE; leave charset absent. */
enum box_coding { BOX_CODING_7BIT = 0, BOX_CODING_8BIT = 1, BOX_CODING_UCS2 = 2 };

/* ack.nack */
enum box_ack_kind {
	BOX_ACK_SUCCESS = 0,		/* stored and in a carrier's queue */
	BOX_ACK_FAILED = 1,		/* final: no route, expired, black list */
	BOX_ACK_FAILED_TMP = 2,		/* queue full or shutting down: send again later */
	BOX_ACK_BUFFERED = 3,		/* stored; all carriers are down */
};

/* admin.command */
enum box_command {
	BOX_CMD_SHUTDOWN = 0,
	BOX_CMD_SUSPEND = 1,
	BOX_CMD_RESUME = 2,
	BOX_CMD_IDENTIFY = 3,
	BOX_CMD_RESTART = 4,
	BOX_CMD_FEATURE = 5,
};

/* sms.dlr_mask: in a text, which reports are wanted; in a report, what
 * happened.  dlr_url comes back as it was sent: put your own id there.
 * ACCEPTED | REJECTED (24) need no storage in bearerbox, the others need
 * `dlr-storage`, and of a long text only the first part is reported. */
enum box_dlr {
	BOX_DLR_DELIVERED = 1,
	BOX_DLR_FAILED = 2,
	BOX_DLR_BUFFERED = 4,
	BOX_DLR_ACCEPTED = 8,		/* by the carrier */
	BOX_DLR_REJECTED = 16,
	BOX_DLR_EXPIRED = 32,
	BOX_DLR_UNKNOWN = 64,
};

/* For log lines; "unknown" for what is none.  Never NULL. */
const char *box_ack_name(int32_t nack);
const char *box_command_name(int32_t command);

/* --- Codec ----------------------------------------------------------------------- */
/* Reads one frame.  Returns how many bytes it took, 0 when more must come
 * first, or -EPROTO with a sentence.  Strict: a length over the limit, below
 * -1 or beyond the frame, bytes left over, a malformed UUID, an unknown type
 * are errors.  The views in `out` point into `data`. */
ssize_t box_decode(const uint8_t *data, size_t len, struct box_frame *out,
		   struct err *err) MUST_CHECK;

/* A buffer that frames are appended to and that keeps its memory; `data` is a
 * talloc child of `ctx`.  Set len to 0 to use it again. */
struct box_buf {
	void *ctx;
	uint8_t *data;
	size_t len, size;
};
/* int box_encode_sms(struct box_buf *buf, const struct box_sms *msg), and
 * _ack, _admin, _heartbeat.  0, -EINVAL for a malformed UUID, -EMSGSIZE for
 * more than BOX_FRAME_MAX; then nothing was appended. */
#define BOX_MESSAGE(name, number) \
	int box_encode_##name(struct box_buf *buf, const struct box_##name *msg) MUST_CHECK;
#include "box/box_fields.def"

/* --- Connection --------------------------------------------------------------------- *
 * Connects, says its name, reads frames, and connects again for as long as it
 * lives: after 1 s at first (bearerbox accepts one box a second), then twice
 * as long each time up to 30 s, less up to a quarter at random; from 1 s again
 * once bearerbox has sent something or the link has held for 10 s.
 *
 * Everything bearerbox sent in one turn of the loop is handed over in that
 * turn; commit it all at once in a loop_late, then acknowledge.
 *
 * No call-back runs inside a call of the caller.  Each may free the
 * connection. */
struct box_conn;

enum box_down_reason {
	BOX_DOWN_CLOSED,		/* bearerbox closed, or the network did */
	BOX_DOWN_HOSTILE,		/* we closed: a frame that no bearerbox sends */
	BOX_DOWN_ADMIN,			/* we closed: bearerbox said shutdown or restart */
	BOX_DOWN_MUTE,			/* we closed: box_conn_again() */
};

struct box_conn_ops {
	/* Connected and named: texts may be sent.  Reports of what was sent
	 * before may come first: give them 1.5 s (BOX_GRACE_MS) before
	 * sending again what has no answer. */
	void (*up)(void *arg);
	/* A message or a delivery report (sms_type).  The views hold until the
	 * call-back returns.  Acknowledge it when it is stored, not before. */
	void (*sms)(void *arg, const struct box_sms *sms);
	/* bearerbox's word about a text of ours. */
	void (*ack)(void *arg, const char *id, enum box_ack_kind kind);
	/* SHUTDOWN, RESTART: acks still go out for BOX_LEAVE_MS, texts do not;
	 * then the connection closes, and comes back.  SUSPEND, RESUME: hold
	 * texts back until then.  May be NULL. */
	void (*admin)(void *arg, enum box_command command);
	/* Was up and is so no more.  What was sent without an answer has an
	 * unknown outcome. */
	void (*down)(void *arg, enum box_down_reason reason);
};
enum { BOX_GRACE_MS = 1500, BOX_LEAVE_MS = 500 };

struct box_conn_config {
	const char *address;		/* "127.0.0.1:13001"; copied */
	const char *name;		/* our boxc_id: "warmline", "warmline-alarm"; copied.
					 * bearerbox needs a `group = smsbox-route` for it */
	int64_t heartbeat_ms;		/* 0: the default, 30 s */
	int64_t backoff_min_ms;		/* 0: 1 s */
	int64_t backoff_max_ms;		/* 0: 30 s */
};

/* Starts in the next turn of the loop.  talloc_free() closes; acks that were
 * sent before that are still given to the kernel.  NULL with err when the
 * address cannot be one. */
struct box_conn *box_conn_new(void *ctx, struct loop *loop, const struct box_conn_config *config,
			      const struct box_conn_ops *ops, void *arg, struct err *err);
bool box_conn_up(const struct box_conn *conn);
/* Sending.  0: on its way; -ENOTCONN: not up (nothing was sent); -EINVAL,
 * -EMSGSIZE as the encoder says.  A text without boxc_id gets our name, so
 * that its reports come back to us. */
int box_conn_send_sms(struct box_conn *conn, const struct box_sms *sms) MUST_CHECK;
/* The kind is SUCCESS for whatever is stored; FAILED also ends a message. */
int box_conn_send_ack(struct box_conn *conn, const char *id, enum box_ack_kind kind) MUST_CHECK;
/* Bytes that the kernel has not taken yet. */
size_t box_conn_queued(const struct box_conn *conn);
/* Bytes go out at the end of the turn by themselves; this does it now. */
void box_conn_flush(struct box_conn *conn);

/* Closes a link that is up, in the next turn, and connects anew: for whoever sees that
 * bearerbox takes texts and says nothing about them. */
void box_conn_again(struct box_conn *conn);

struct box_conn_stats {
	uint64_t connects, downs, hostile;
	uint64_t sms_in, reports_in, acks_in, admins_in;
	uint64_t sms_out, acks_out, heartbeats_out;
};
const struct box_conn_stats *box_conn_stats(const struct box_conn *conn);
/* The state in a word, for `show links`: "waiting", "connecting", "up", "leaving". */
const char *box_conn_state(const struct box_conn *conn);
