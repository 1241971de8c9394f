/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/talk. */
#include "care/care_int.h"
#include "care/care_peers.h"
#include "care/care_queue.h"
#include "care/care_talk.h"
#include "care/talk/talk_settings.h"

/* Handles end in one digit, so a peer has at most seven at a time. */
enum { TALK_OPEN_MAX = 7, TALK_KEPT_MAX = 32 };

/* --- Passing words on --------------------------------------------------------------- */
/* Words of one side to all others of it, unedited; and the clocks that follow. */
int talk_pass(struct care_turn *t, struct store_conversation *c, const struct store_person *from,
	      const struct secret *text) MUST_CHECK;
/* The same, but asks first if a number or an address is in it. */
int talk_say(struct care_turn *t, struct store_conversation *c, const struct store_person *from,
	     const struct secret *text) MUST_CHECK;
/* To one person, behind the name (and the handle, if they have several). */
int talk_deliver(struct care_turn *t, const struct store_conversation *c, int64_t to_id,
		 const char *speaker, const struct secret *text) MUST_CHECK;
/* A number is in it; for whom is it? */
int talk_number_answer(struct care_turn *t, const struct store_person *from, int64_t line_id,
		       bool send) MUST_CHECK;
int talk_which_ask(struct care_turn *t, const struct store_person *peer,
		   const struct secret *text) MUST_CHECK;
int talk_release(struct care_turn *t, struct care_heard *h, const struct store_conversation *to)
	MUST_CHECK;
/* A peer's text, now that it is known for whom: a command, or words. */
int talk_peer_says(struct care_turn *t, const struct care_heard *h,
		   const struct store_conversation *c, const struct secret *text) MUST_CHECK;
/* The peer's own danger: kept, passed on to nobody, and a supervisor is called. */
int talk_own_danger(struct care_turn *t, const struct store_conversation *c,
		    const struct store_person *peer, const struct secret *text) MUST_CHECK;
/* Nobody answered in time: not passed on, and its writer is told. */
int talk_drop_held(struct care_turn *t, int64_t from_id) MUST_CHECK;

/* A peer's conversation has ended: if it was the last one, nobody is left to whom held words could
 * go, and the question about them must not keep offers away. */
int talk_ask_moot(struct care_turn *t, int64_t peer_id) MUST_CHECK;

/* --- Beginning and ending ---------------------------------------------------------------- */
/* "H1": free among this peer's open ones. */
int talk_handle(struct care_turn *t, const char *pseudonym, int64_t peer_id,
		char out[STORE_HANDLE_MAX + 1]) MUST_CHECK;
/* Ends it, says so to both, puts the request where it belongs.  0 also when it was closed. */
int talk_end(struct care_turn *t, const struct store_conversation *c, enum store_closed_why why)
	MUST_CHECK;
int talk_abuse_answer(struct care_turn *t, const struct store_person *peer, int64_t conversation_id,
		      int digit) MUST_CHECK;

/* Key 7 may be a word ("at what time?" - "7"), and nobody becomes younger by a
 * slip: it is held and asked about.  The words MINOR, CHILD are not. */
int talk_minor_ask(struct care_turn *t, const struct store_conversation *c,
		   const struct store_person *peer, const struct secret *text) MUST_CHECK;
int talk_minor_answer(struct care_turn *t, struct care_heard *h, int64_t line_id, bool minor)
	MUST_CHECK;
int talk_minor(struct care_turn *t, const struct store_conversation *c,
	       const struct store_person *peer) MUST_CHECK;

/* --- Help --------------------------------------------------------------------------------- */
int talk_help(struct care_turn *t, const struct store_conversation *c,
	      const struct store_person *peer) MUST_CHECK;
int talk_help_answer(struct care_turn *t, const struct store_person *supervisor,
		     int64_t conversation_id, bool take_over) MUST_CHECK;

/* Key 8 within a conversation (h is that of a struct talk_heard). */
int talk_abuse(struct care_turn *t, struct care_heard *h) MUST_CHECK;

/* --- Commands -------------------------------------------------------------------------------- */
/* What was heard, and in which conversation: commands find it by container_of(). */
struct talk_heard {
	struct care_heard h;
	struct care_text in;		/* without the handle */
	struct store_conversation c;
};
