/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * voice/: call sessions.  It speaks with voiceboxes over the link
 * (docs/voicebox.md): hears what happens on each call, lets care/ decide, and
 * orders what is played, dialled, recorded and bridged.
 *
 * Called by warmlined/ on the loop's thread.  Like sms/ it begins and commits no
 * transaction itself; it is a part of the turn (warmlined/turn.h):
 *
 *	voice_work()	inside the transaction: reports in the order in which they
 *			came, then rings that are due, then every leg is held
 *			against the rows (an offer that lapsed, a request that a
 *			peer took, a conversation that ended)
 *	voice_done()	after it: reports are answered, orders leave
 *
 * So an answered report is on disk, and no order tells of something that is not.
 *
 * What a person hears are the same flows and the same words as by text: digits
 * go through care_text_in() (safety first), and what care says to somebody on
 * the phone is spoken (care.h, struct care_voice).  A leg is at one step
 * (voice_int.h): the language, a flow, waiting in line, leaving a message, a
 * call-back's "press 1", an offer, being put through.
 *
 * A restart of either side loses no call: the leg's row says which step it is
 * at, and hello brings them together again (the step begins anew).  What is not
 * there after VOICE_ORPHAN_MS is lost, and called back.
 */
#include "base/base.h"
#include "care/care.h"
#include "link/link.h"
#include "loop/loop.h"

#define VOICE_ORPHAN_MS MINUTES_MS(1)

/* A key 9: as struct sms_danger, told before the database is touched. */
struct voice_danger {
	const char *uuid;
	uint8_t person[8];
	bool tier_a;
	const char *code;
};
struct voice_hooks {
	void (*wake)(void *arg);
	void (*worked)(void *arg);	/* outbox rows may have been written */
	void (*danger)(void *arg, const struct voice_danger *danger);
	void (*danger_stored)(void *arg, const struct voice_danger *danger);
	void *arg;
};
struct voice_deps {
	struct loop *loop;
	struct care *care;
	const char *state_dir;
	struct voice_hooks hooks;
};
struct voice;
/* Registers its settings (node "voice").  Nothing is opened yet. */
struct voice *voice_new(void *ctx, const struct voice_deps *deps);
/* The store is open: listens, and takes calls that were up when we died as orphans. */
int voice_start(struct voice *v, struct store *store, struct err *err) MUST_CHECK;

bool voice_has_work(void *voice, int64_t now_ms);
int voice_work(void *voice, int64_t now_ms) MUST_CHECK;
void voice_done(void *voice, bool committed);
int64_t voice_next_ms(void *voice, int64_t now_ms);

/* --- For `show`, warmlinectl and tests ------------------------------------------- */
struct voice_status { int boxes, calls, lines; };
struct voice_status voice_status(const struct voice *v);
/* A leg, for people to read: no number.  Until cb returns non-zero. */
struct voice_leg {
	const char *name, *box, *step, *role, *state;
	int64_t person_id, begun_at_ms, answered_at_ms, with_id, id;
	int loss_permille, jitter_ms;	/* as last reported; -1: not known */
	int strange;			/* packets that voicebox would not have */
};
int voice_each(const struct voice *v, int (*cb)(void *arg, const struct voice_leg *leg), void *arg);
/* Ends a leg.  -ENOENT.  Between two turns. */
int voice_hang_up(struct voice *v, const char *name) MUST_CHECK;
