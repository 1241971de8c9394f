/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Texts on their way out.  care/ adds a row with its final words in the
 * transaction that decided it; sms/ claims rows, sends them, and says what
 * became of them.  Nobody else sends.
 *
 * State only ever rises: queued, sent, accepted, and one of delivered, failed,
 * expired.  "Sent" is committed before the first byte goes out: after a crash
 * such a row may or may not have left, so it waits for a delivery report
 * (mask 8: accepted by the SMSC) for a grace time and only then goes again.
 * Claiming in the same transaction that adds the row costs no second commit.
 *
 * Order: by class; within a class by time.  To one handset texts go in order,
 * one at a time (the next is claimed when bearerbox has taken the one before);
 * a text of a class never waits for one of a lower class, and a human's words
 * pull along the replies to the same handset that were there before them.
 */
#include "store/store.h"

enum store_class {		/* the number is the order */
	STORE_CLASS_CRISIS = 0,
	STORE_CLASS_HUMAN = 1,
	STORE_CLASS_REPLY = 2,
	STORE_CLASS_CHECKIN = 3,
	STORE_CLASS_BULK = 4,
	STORE_CLASSES
};
enum store_out_state {
	STORE_OUT_QUEUED = 0, STORE_OUT_SENT = 1, STORE_OUT_ACCEPTED = 2,
	STORE_OUT_DELIVERED = 3, STORE_OUT_FAILED = 4, STORE_OUT_EXPIRED = 5,
};

enum { STORE_OUT_SEGMENTS_MAX = 60 };

struct store_out {
	int64_t id;
	int64_t person_id;		/* whose key seals it; STORE_SERVICE for staff lines that
					 * have none, and for the answer to ERASE */
	const struct secret *to;	/* the number, E.164 */
	const struct secret *text;	/* final words, UTF-8 */
	const char *from;		/* our short code; NULL: the service's own */
	enum store_class class;
	int purpose;			/* care's enum: every text has one */
	int topic;			/* what it belongs to (care's enum) and which: so that */
	int64_t topic_id;		/* its failure can be told to whom it matters */
	int segments;			/* 1..STORE_OUT_SEGMENTS_MAX */
	int64_t created_at_ms;
	int64_t send_at_ms;		/* not before */
	int64_t expires_at_ms;		/* not after; 0: never */
	/* below: set by the store */
	enum store_out_state state;
	int attempt;			/* 1 at the first claim */
	int64_t sent_at_ms;		/* the last claim */
	int64_t changed_at_ms;		/* the last acknowledgement, report or end; 0: none yet */
	uint64_t acked, delivered;	/* a bit for each segment, bit 0 the first */
};

/* Sets o->id and o->state.  -ENOKEY: the person has been erased. */
int store_out_add(struct store *st, struct store_out *o) MUST_CHECK;

/* Claims up to max rows of classes 0..lowest, in order; `to` and `text` are
 * children of ctx.  Each is now SENT (attempt counted) - or EXPIRED, when its
 * time has passed, or FAILED when its seal does not open: look at .state
 * before sending.  Commit first, then send.  Only the first text to a handset is
 * claimed; call again until 0 to get past those that were not to be sent. */
int store_out_claim(struct store *st, void *ctx, int64_t now_ms, enum store_class lowest,
		    struct store_out *out, int max) MUST_CHECK;
/* When the next row of classes 0..lowest wants to go: 1 and *at_ms, 0 if none.
 * A row that waits for an earlier one to the same handset does not count once
 * that is known: claim again after every acknowledgement. */
int store_out_next(struct store *st, enum store_class lowest, int64_t *at_ms) MUST_CHECK;

/* bearerbox took this segment (0-based).  When all are, the row is ACCEPTED: 1
 * if this did it, else 0 (also for a row that is gone: reports come late). */
int store_out_accepted(struct store *st, int64_t id, int segment, int64_t now_ms) MUST_CHECK;
/* Refused for now (throttled, queue full): stays SENT and is claimed again not
 * before send_at_ms.  Later texts to the same handset wait for it. */
int store_out_retry(struct store *st, int64_t id, int64_t send_at_ms) MUST_CHECK;
/* Claimed in this very transaction, but not to be sent yet after all: QUEUED as
 * if it had not been claimed; holds up nothing. */
int store_out_hold(struct store *st, int64_t id, int64_t send_at_ms) MUST_CHECK;
/* Delivery report: 1 if the whole text is DELIVERED now (which also says that it
 * was accepted, if that was not known).  Failed for good: 1 if it was not over. */
int store_out_delivered(struct store *st, int64_t id, int segment, int64_t now_ms) MUST_CHECK;
int store_out_failed(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;

/* 1 and *out without number and words (NULL), or 0. */
int store_out_get(struct store *st, int64_t id, struct store_out *out) MUST_CHECK;
/* 1 and everything, children of ctx; 0: none; -ENOKEY. */
int store_out_read(struct store *st, void *ctx, int64_t id, struct store_out *out) MUST_CHECK;

/* Rows that are SENT and not yet taken, sent before before_ms, after after_id:
 * what to send again after a reconnect and its grace time (store_out_retry()).
 * Ids only.  How many; fewer than max: all. */
int store_out_unaccepted(struct store *st, int64_t before_ms, int64_t after_id, int64_t *ids,
			 int max) MUST_CHECK;
/* The wall clock was set, by step_ms forward (positive) or back: what waits to be sent
 * moves with it.  Else a step back holds it for as long, and one forward expires it. */
int store_out_rebase(struct store *st, int64_t step_ms) MUST_CHECK;
/* STOP, or a person who is gone: what is not yet sent, of classes from..BULK,
 * is EXPIRED.  How many. */
int store_out_cancel(struct store *st, int64_t person_id, enum store_class from, int64_t now_ms)
	MUST_CHECK;

/* How many rows of each class want to go (now, or held until later). */
struct store_out_waiting { int64_t due[STORE_CLASSES], held[STORE_CLASSES]; };
int store_out_waiting(struct store *st, int64_t now_ms, struct store_out_waiting *out) MUST_CHECK;
int store_out_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;

/* The name of one segment of one attempt on the wire: a UUID made from id,
 * segment, attempt and 6 bytes that are this database's own, so that an
 * acknowledgement finds its row without any memory.  parse: false if it is not
 * one of ours. */
void store_out_uuid(struct store *st, int64_t id, int segment, int attempt,
		    char out[UUID_LEN + 1]);
bool store_out_uuid_parse(struct store *st, const char *text, int64_t *id, int *segment,
			  int *attempt);
