/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The crash-loop guard.  Before a batch of messages is touched (before the
 * scan), their UUIDs are noted here; after the commit the note is cleared.  If
 * the process dies in between, the next start knows who was in the room: each
 * of those is then taken alone, and one that kills the process again is parked
 * and shown to a human, so that it never blocks the next.
 *
 * The note must survive the death of the process, not of the machine: after a
 * power cut bearerbox sends everything unacknowledged again and no message is
 * to blame.  So it is a small file mapped MAP_SHARED beside the database: a
 * few stores into memory, no system call and no second fsync in a turn.
 *
 * How sure we are: a death by a caught signal (SEGV, ABRT, ...) while alone
 * or in a batch counts 5, one without a word (kill -9, the OOM killer, a
 * watchdog) counts 2, because it was likely not the message.  10 parks: so
 * the second crash does, and the fifth silent death.
 *
 * Works without the store; warmlined opens it first.
 */
#include "base/base.h"

enum { STORE_BATCH_MAX = 1024 };	/* UUIDs in one batch; more make a second batch */

struct store_batch;
/* <dir>/batch; a damaged one is made anew.  NULL with err. */
struct store_batch *store_batch_open(void *ctx, const char *dir, struct err *err);

enum store_batch_verdict {
	STORE_BATCH_CLEAN,	/* never seen in a death */
	STORE_BATCH_ALONE,	/* take it in a batch of its own */
	STORE_BATCH_PARK,	/* do not touch it: store it raw, scanned by nobody's
				 * hands but a human's, alarm as for an engine fault */
};
enum store_batch_verdict store_batch_check(struct store_batch *b, const uint8_t uuid[16]);
bool store_batch_any_suspect(const struct store_batch *b);

/* Adds one to the batch in progress. */
void store_batch_note(struct store_batch *b, const uint8_t uuid[16]);
/* The batch is on disk (or was rolled back by us): forgets all of it, and
 * what was held against its members. */
void store_batch_end(struct store_batch *b);
/* For the handler of fatal signals: async-signal-safe; does nothing when no
 * batch file is open. */
void store_batch_mark_crash(void);

/* The 16 bytes of a UUID in text.  Anything else gets 16 bytes by hash, so
 * that every message has a name; returns false then. */
bool store_uuid_parse(const char *text, uint8_t out[16]);
