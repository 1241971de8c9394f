/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The emergency lane: what is left of sms/ when the database cannot be opened
 * (locked, damaged, full or read-only disk, its key missing) or when warmlined
 * keeps dying.  It accepts, scans, alarms and says one honest sentence;
 * nothing else.  Every message goes, sealed and synced, into the emergency
 * journal (store_journal.h) before it is acknowledged; when the store is back
 * sms_replay() gives them to the ordinary path, by their UUIDs.
 *
 * No database, no person, no memory of who wrote before, except that one
 * sender gets the sentence at most once in LANE_AGAIN_MS.  A journal that is
 * full leaves the message with bearerbox, unacknowledged; it was scanned and
 * alarmed all the same.
 */
#include "sms/sms.h"
#include "store/store_journal.h"

struct sms_lane;
struct sms_lane_deps {
	struct loop *loop;
	struct care *care;		/* to scan and for its one sentence; has no store */
	struct store_journal *journal;	/* NULL: not even that; then nothing is acknowledged */
	const struct store_indexer *index;	/* NULL: the master key is missing */
	struct sms_hooks hooks;		/* danger() alone is called: nothing is ever "stored" */
	const char *bearerbox, *box_name, *sender, *region;
};
/* The strings must outlive it.  NULL with err. */
struct sms_lane *sms_lane_new(void *ctx, const struct sms_lane_deps *deps, struct err *err);

/* Who wrote is told to the pager by the blind index of the number, as always,
 * so the incident that it holds and the one that the replay opens are one.
 * Without the master key a name that only this process knows must do; then a
 * second incident about the same person is opened later.
 *
 * Back in ordinary times: gives every entry of the journal to the ordinary
 * path, a slice a turn; an entry is overwritten when its commit is done.  Begins after
 * SMS_REPLAY_AFTER_MS: the pager first tells what it holds, so that the codes people were
 * told stay. */
enum { SMS_REPLAY_AFTER_MS = 3000 };
void sms_replay(struct sms *sms, struct store_journal *journal);
