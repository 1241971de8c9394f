/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/talk: two people text with each other and neither knows the other's
 * number.  Words pass unedited and in order, behind a pseudonym; the program's
 * own lines are few.
 *
 * Where a text goes is never guessed.  A peer with one conversation just
 * writes.  With more, each has a handle ("H1") that stands first; a text
 * without one is held and its writer is asked.  It is also held when a
 * conversation of theirs ended within the last minutes, for it may be meant for
 * the one who left.
 *
 * A text with a telephone number, an address or a link is held until its writer
 * has said with one digit that it may go.
 *
 * One question at a time is open with a phone (struct store_ask): whoever asks
 * anew settles the one before.  Its answer is one digit, 1 to 8; anything else
 * goes where it would have gone.
 *
 * While an incident of the member is open, nothing ends a conversation by
 * itself: not idleness, not a cap, not a lease.  The peer goes on until the
 * on-call person says "with me" (care_talk_with_me()).
 *
 * In the table of hearers: after safety and after STOP, START and ERASE, before
 * keywords of flows: what is said to a human is not a command to a menu.
 */
#include "care/care.h"
#include "care/care_concern.h"
#include "store/store_queue.h"
#include "store/store_talk.h"

int care_talk_hear(struct care_turn *t, struct care_heard *h);

/* --- For queue ------------------------------------------------------------------------ */
/* Begins it: the words that were kept, and a note of the one before, go to the
 * peer first.  The conversation's id is given (store_conversation_id()). */
int care_talk_begin(struct care_turn *t, const struct store_request *request,
		    int64_t conversation_id, const struct store_person *member,
		    const struct store_person *peer) MUST_CHECK;

/* There are words to be deleted one day: sees to it. */
int care_talk_tidy(struct care_turn *t) MUST_CHECK;

/* --- For safety, incident, oncall, people ------------------------------------------------- */
/* An incident of this member opened (or was closed): the peer is told, and asked to
 * go on.  0 also when there is no conversation. */
int care_talk_incident(struct care_turn *t, int64_t member_id, enum lexicon_tier tier,
		       bool is_open) MUST_CHECK;
/* The on-call person has taken it: the peer's part ends with thanks and a pause,
 * and the member's texts go to the on-call person. */
int care_talk_with_me(struct care_turn *t, int64_t member_id, const struct store_person *oncall)
	MUST_CHECK;
/* Staff write to a person; both see pseudonyms.  1: open (also: it was); 0: not
 * possible, and staff have been told why. */
int care_talk_open_staff(struct care_turn *t, const struct store_person *staff,
			 const struct store_person *member) MUST_CHECK;
/* A conversation of somebody under age with their safeguarding worker.  1; 0: none yet. */
int care_talk_to_owner(struct care_turn *t, const struct store_person *member) MUST_CHECK;
/* The peer spoke of danger without being in it (asked, quoted). */
int care_talk_quoted(struct care_turn *t, int64_t peer_id) MUST_CHECK;
/* Stops, is erased, is under age: ends what is open; the other side is told. */
int care_talk_leave(struct care_turn *t, struct store_person *person, enum care_leaving why);
/* Is this person in a conversation, on whichever side?  1, 0. */
int care_talk_busy(struct care_turn *t, int64_t person_id) MUST_CHECK;

/* "H1 Blue Heron, F2 Red Fox": a peer's open ones; child of t->mem. */
int care_talk_list(struct care_turn *t, int64_t peer_id, char **out, int *n_out) MUST_CHECK;

/* --- For peers ------------------------------------------------------------------------------- */
/* All conversations of a peer go back to the line; members are told. */
int care_talk_hand_over_all(struct care_turn *t, int64_t peer_id, enum store_closed_why why)
	MUST_CHECK;

/* --- The one question ----------------------------------------------------- */
enum care_ask {
	CARE_ASK_OFFER = 1,	/* 1 yes, 2 not now; subject: the offer */
	CARE_ASK_MOOD_BEFORE,	/* 1..5 */
	CARE_ASK_MOOD_AFTER,	/* 1..5; subject: the shift */
	CARE_ASK_WHICH,		/* no digit: a handle alone releases what is held */
	CARE_ASK_NUMBER,	/* 1 send, 2 do not; subject: the line */
	CARE_ASK_HELP,		/* 1 join, 2 take over; subject: the conversation */
	CARE_ASK_MINOR,		/* 1 hand over, 2 it was a word; the held line */
	CARE_ASK_ABUSE,		/* 1 sexual, 2 threats or abuse, 3 a mistake; the conversation */
	CARE_ASK_DEBRIEF,	/* 1 yes, 2 not now (care/watch) */
	CARE_ASK_DAY_AFTER,	/* 1..5 (care/watch) */
	CARE_ASKS
};
/* Opens a question (its words are said by the caller).  Settles an open one as
 * if its time had passed. */
int care_ask_put(struct care_turn *t, int64_t person_id, enum care_ask kind, int64_t subject_id,
		 int64_t until_ms) MUST_CHECK;
int care_ask_end(struct care_turn *t, int64_t person_id, enum care_ask kind, int64_t subject_id)
	MUST_CHECK;
/* 1: the text was an answer and is dealt with. */
int care_ask_hear(struct care_turn *t, struct care_heard *h) MUST_CHECK;

/* Its answers are 1 .. so many; 0: no digit is one. */
int care_ask_digits(enum care_ask kind);
/* An answer that came another way than as a digit: 1 done, 0: that is not what is asked. */
int care_ask_answer(struct care_turn *t, struct store_person *by, enum care_ask kind,
		    int64_t subject_id, int digit) MUST_CHECK;

/* --- From the console (desk/): what is pressed there, as the commands by text -------------- *
 * -ENOENT: no open conversation of theirs. */
struct care_talk_by {
	struct store_person *person;
	int64_t conversation_id;
};
enum care_talk_act {
	CARE_TALK_END, CARE_TALK_HAND_OVER, CARE_TALK_HELP, CARE_TALK_BLOCK, CARE_TALK_REPORT,
	CARE_TALK_MINOR,
};
/* words: a note, a report; "" none.  1: refused, they were told why. */
int care_talk_act(struct care_turn *t, const struct care_talk_by *by, enum care_talk_act act,
		  const char *words) MUST_CHECK;
int care_talk_abuse(struct care_turn *t, const struct care_talk_by *by, bool sexual) MUST_CHECK;
/* That was a mistake: open again, within the hour. */
int care_talk_mistake(struct care_turn *t, const struct care_talk_by *by) MUST_CHECK;
/* Words, never read as a command or a digit; scanned as every text is.  The line says what
 * became of them (passed on; held: CARE_ASK_NUMBER is open; dropped: their own danger). */
int care_talk_say(struct care_turn *t, const struct care_talk_by *by, const struct secret *text,
		  int64_t *line_id) MUST_CHECK;
/* The words that wait for "to whom?" go to this conversation: 1, or 0: there are none. */
int care_talk_which(struct care_turn *t, const struct care_talk_by *by) MUST_CHECK;
/* A line that is held for its number: 1, or 0: it is not (any more). */
int care_talk_held(struct care_turn *t, struct store_person *by, int64_t line_id, bool send)
	MUST_CHECK;

/* Says it to everybody with one of these roles.  How many. */
int care_tell_roles(struct care_turn *t, unsigned int roles, const char *key,
		    const struct words_arg *args) MUST_CHECK;

extern const struct care_command care_talk_member_commands[], care_talk_peer_commands[],
	care_talk_staff_commands[];
extern const size_t care_talk_member_commands_len, care_talk_peer_commands_len,
	care_talk_staff_commands_len;
extern const struct care_effect care_talk_effects[];	/* feedback */
/* A concern about somebody in conversation is the peer's to see. */
int care_talk_owner(struct care_turn *t, const struct store_concern *c, int64_t *owner_id);
int care_talk_due_idle(struct care_turn *t, int64_t conversation_id, int64_t arg);
int care_talk_due_reply(struct care_turn *t, int64_t conversation_id, int64_t arg);
int care_talk_due_help(struct care_turn *t, int64_t conversation_id, int64_t arg);
int care_talk_due_feedback(struct care_turn *t, int64_t member_id, int64_t arg);
/* What was promised to be kept no longer is deleted, a slice at a time. */
int care_talk_due_tidy(struct care_turn *t, int64_t subject_id, int64_t arg);
/* A text of a conversation could not be delivered: the one who wrote it is told. */
int care_talk_undelivered(struct care_turn *t, const struct store_out *row);
int care_talk_due_ask(struct care_turn *t, int64_t person_id, int64_t arg);
