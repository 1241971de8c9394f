/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Everything that waits: a row with a time, a kind and what it is about.  It
 * is armed and disarmed in the transaction of the step that it belongs to, so
 * a restart has nothing to remember.  One loop timer (warmlined) sleeps until
 * store_due_next() and then works in slices:
 *
 *	n = store_due_peek(st, now_ms, due, ARRAY_LEN(due));
 *	begin
 *	for each:
 *		savepoint
 *		if (store_due_take(st, &due[i]) == 1)	-- 0: an earlier one disarmed it
 *			ok = the step of its kind
 *		release; or on failure: roll back, store_due_postpone()
 *	commit
 *
 * One row for each (kind, subject): arming again moves it.
 *
 * Two sorts of kinds.  WAIT: so long from now (a 20 minute silence, an alarm
 * clock); it follows steady time, so a step of the wall clock does not stretch
 * it.  CALENDAR: an hour of the day (a check-in at eight); it follows the wall
 * clock, whatever that does.  All times given and returned are wall ms.
 */
#include "store/store.h"

/* A family that waits for something adds a line: name, "words", sort.  The
 * numbers are stored: add at the end, never reorder, never reuse. */
#define STORE_DUE_KINDS(X) \
	X(PARTS,	1, "missing parts of a long text", WAIT) \
	X(TIDY,		2, "pruning of old rows", WAIT) \
	X(SESSION,	10, "an answer to a question", WAIT) \
	X(CONCERN,	11, "a concern that nobody has taken", WAIT) \
	X(CONCERN_TELL,	12, "concerns that their owner was not told of yet", WAIT) \
	X(MATCH,	40, "a round of matching", WAIT) \
	X(OFFER,	41, "a peer's answer to an offer", WAIT) \
	X(UNANSWERED,	42, "a human for somebody who asked to talk", WAIT) \
	X(TALK_IDLE,	43, "a silent conversation", WAIT) \
	X(TALK_REPLY,	44, "a peer's reply", WAIT) \
	X(TALK_HELP,	45, "a supervisor for a peer", WAIT) \
	X(ASK,		46, "a digit", WAIT) \
	X(PEER_PAUSE,	47, "the end of a peer's pause", WAIT) \
	X(PRACTICE,	48, "the scripted texter", WAIT) \
	X(FEEDBACK,	49, "the question after a conversation", WAIT) \
	X(TALK_TIDY,	50, "old words and requests", WAIT) \
	X(OFFER_AGAIN,	51, "a peer who may be offered the same person again", WAIT) \
	X(FIND_HELPED,	60, "asking whether a place helped", CALENDAR) \
	X(CHECKIN,	61, "a check-in", CALENDAR) \
	X(CHECKIN_MISSED, 62, "the answer to a check-in", WAIT) \
	X(SERIES,	63, "a flow that somebody asked for", CALENDAR) \
	X(INCIDENT,	80, "an incident's next step", WAIT) \
	X(SAFETY,	81, "an answer to a safety question", WAIT) \
	X(RECENT,	82, "last texts that are to be forgotten", WAIT) \
	X(ROSTER,	83, "the roster's daily look", CALENDAR) \
	X(SWAP,		84, "a shift that nobody has taken over", CALENDAR) \
	X(SHIFT_END,	85, "the end of a shift", CALENDAR) \
	X(HANDOVER,	86, "somebody to take what was handed over", WAIT) \
	X(REVEAL,	87, "the second person, or the review of a reveal", WAIT) \
	X(WATCH,	90, "the next text to ourselves", WAIT) \
	X(WATCH_BACK,	91, "a text to ourselves that should come back", WAIT) \
	X(DRILL,	92, "a drill", CALENDAR) \
	X(DRILL_END,	93, "somebody to answer a drill", WAIT) \
	X(FOLLOW_UP,	94, "the text of the day after", CALENDAR) \
	X(DEBRIEF,	95, "a peer who held a hard conversation", WAIT) \
	X(PEER_CHECK,	96, "the question to a peer on the day after", CALENDAR) \
	X(CALL_TIDY,	110, "old calls", WAIT) \
	X(STORY,	111, "the end of a story's time", CALENDAR) \
	X(SCREEN,	112, "somebody who looks at the console", WAIT)

enum store_due_kind {
#define X(name, number, words, sort) STORE_DUE_##name = number,
	STORE_DUE_KINDS(X)
#undef X
};
/* For logs and `show`; "?" for an unknown one. */
const char *store_due_kind_words(enum store_due_kind kind);

struct store_due {
	enum store_due_kind kind;
	int64_t subject_id;
	int64_t at_ms;
	int64_t arg;		/* the step's own: an attempt, a generation */
	int tries;		/* how often it was postponed by store_due_postpone() */
	int base;		/* the store's own */
};

int store_due_arm(struct store *st, enum store_due_kind kind, int64_t subject_id, int64_t at_ms,
		  int64_t arg) MUST_CHECK;
/* How many were armed: 1 or 0. */
int store_due_disarm(struct store *st, enum store_due_kind kind, int64_t subject_id) MUST_CHECK;
/* 1 and *out, or 0 if it is not armed. */
int store_due_get(struct store *st, enum store_due_kind kind, int64_t subject_id,
		  struct store_due *out) MUST_CHECK;
/* 1 and the wall time of the nearest, 0 if nothing waits. */
int store_due_next(struct store *st, int64_t *at_ms) MUST_CHECK;

/* Up to max that are due, the earliest first, left in place.  How many. */
int store_due_peek(struct store *st, int64_t now_ms, struct store_due *out, int max) MUST_CHECK;
/* Removes it, if it is still exactly that one: 1; 0 if moved or gone. */
int store_due_take(struct store *st, const struct store_due *due) MUST_CHECK;
/* Its step failed and was rolled back: again in 1 s, 2 s, 4 s, ... at most 5 min.
 * It is never dropped. */
int store_due_postpone(struct store *st, const struct store_due *due, int64_t now_ms) MUST_CHECK;
/* A name for it in the batch file (store_batch.h), so that a step that kills
 * the process is found out like a message that does. */
void store_due_uuid(const struct store_due *due, uint8_t out[16]);

/* The wall clock was set: by step_ms forward (positive) or back.  All WAITs
 * move with it, by changing one number. */
int store_due_rebase(struct store *st, int64_t step_ms) MUST_CHECK;
/* The clock was set back: what was armed by a clock that was ahead may stand days too
 * late.  All CALENDAR rows fire now; each one's step looks whether it is really time,
 * and arms itself anew if not. */
int store_due_fire_calendar(struct store *st, int64_t now_ms) MUST_CHECK;
/* All of one kind fire now. */
int store_due_fire_all(struct store *st, enum store_due_kind kind, int64_t now_ms) MUST_CHECK;
