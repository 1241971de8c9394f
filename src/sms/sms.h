/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * sms/: texts in and out.  It stands between bearerbox (box/) and the
 * decisions (care/): decodes and joins what comes in, has it scanned before
 * anything else, sees that nothing is acknowledged before it is on disk, and
 * sends what the outbox holds, in order and at the carrier's pace.
 *
 * Called by warmlined/ on the loop's thread.  It begins and commits no
 * transaction itself: whoever drives the turn (warmlined/turn.c) calls
 *
 *	sms_work()	inside the transaction: messages, reports, and the claim of
 *			what shall be sent - so that an answer needs no second commit
 *	sms_done()	after it: acknowledge, send, tell the pager "stored"
 *
 * The life of a text here (DESIGN "The life of a text"):
 *	box hands it over -> its UUID is noted (store_batch.h) -> decoded and
 *	scanned -> hooks.danger() for tier A or B -> the turn's one transaction
 *	-> acknowledged.  A crash at any point before the acknowledgement brings
 *	the message again with the same UUID; the inbox row, which is in the
 *	transaction of its effects, then says that it was seen.  A message that
 *	killed the process is taken alone, and parked the second time.
 *
 * Sending: a row is claimed (and so marked sent) in a committed transaction
 * before its first byte leaves.  Each segment carries a UUID made from row,
 * segment and attempt, also in dlr_url, so an acknowledgement or a report
 * needs no memory to find its row.  After a reconnect, rows without an answer
 * wait BOX_GRACE_MS for their reports before they go again (measured: that
 * removes the duplicates that resending at once makes).
 *
 * Pace: `rate` segments a second, at most `window` segments that no carrier
 * has taken yet, so that bearerbox's own queue (which takes the newest second
 * first) stays short; crisis texts may use a reserve of their own.  A queue
 * that is full (failed_tmp) slows the link, with back-off, and never fails the
 * row.  `time` is constant in every text: first in, first out.
 */
#include "base/base.h"
#include "box/box.h"
#include "care/care.h"
#include "loop/loop.h"
#include "store/store_batch.h"
#include "text/text_number.h"

/* A text that must be told to the pager before the database is touched. */
struct sms_danger {
	const char *uuid;		/* bearerbox's */
	uint8_t person[8];		/* cut from the blind index of the sender */
	bool tier_a;
	const char *code;		/* digits, drawn for it; passed on to care
					 * as incident_code */
};
struct sms_hooks {
	/* There is work: drive a turn before the loop waits again. */
	void (*wake)(void *arg);
	/* From within the reading of the message; must not allocate or wait. */
	void (*danger)(void *arg, const struct sms_danger *danger);
	/* The same, once its incident and its alarm are committed. */
	void (*danger_stored)(void *arg, const struct sms_danger *danger);
	/* The link to bearerbox came up or went down. */
	void (*link)(void *arg, bool up);
	void *arg;
};
struct sms_deps {
	struct loop *loop;
	struct care *care;
	struct sms_hooks hooks;
};
struct sms;
/* Registers its settings (node "sms").  Nothing is opened yet. */
struct sms *sms_new(void *ctx, const struct sms_deps *deps);
/* The store opens after the configuration was read; before sms_start(). */
void sms_set_store(struct sms *sms, struct store *store, struct store_batch *batch);
const char *sms_bearerbox(const struct sms *sms);	/* as configured */
const char *sms_box_name(const struct sms *sms);
const char *sms_sender(const struct sms *sms);
const char *sms_region(const struct sms *sms);
/* Connects to bearerbox, for ever. */
int sms_start(struct sms *sms, struct err *err) MUST_CHECK;

bool sms_has_work(struct sms *sms, int64_t now_ms);
/* Inside a transaction.  Single messages that fail are rolled back alone and
 * kept; a negative result means that the store failed for good. */
int sms_work(struct sms *sms, int64_t now_ms) MUST_CHECK;
/* committed false: nothing of the turn is on disk; nothing is acknowledged
 * and nothing sent, bearerbox gives everything again. */
void sms_done(struct sms *sms, bool committed);
/* STORE_DUE_PARTS: the missing parts of a long text did not come in time. */
int sms_parts_due(struct sms *sms, struct care_turn *t, int64_t group_id) MUST_CHECK;
/* When the pump, or what bearerbox said about texts, wants the next turn although
 * nothing comes in; -1: not at all. */
int64_t sms_next_send_ms(struct sms *sms, int64_t now_ms);
/* A commit elsewhere may have added outbox rows. */
void sms_wake_pump(struct sms *sms);

/* For `show links`, gauges and the health page. */
struct sms_status {
	const char *link;		/* "up", "waiting", ... */
	bool suspended;			/* bearerbox asked us to hold texts back */
	int64_t slowed_ms;		/* how long the pump still rests after a full queue;
					 * 0: not */
	unsigned int on_the_wire;	/* segments that no carrier has taken yet */
	unsigned int held;		/* messages that wait to be taken alone */
};
struct sms_status sms_status(const struct sms *sms);
