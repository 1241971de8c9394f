/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Conversations, their lines, the one question a phone is asked, reports and
 * hand-over notes.  Called by care/talk, care/queue and care/peers.
 *
 * Lines, reports' and hand-over's words are sealed with the member's key:
 * erasing the member erases both sides of what was said.
 */
#include "store/store.h"

/* --- Conversations ------------------------------------------------------------------ */
enum store_closed_why {
	STORE_CLOSED_MEMBER = 1, STORE_CLOSED_PEER, STORE_CLOSED_IDLE, STORE_CLOSED_HANDOVER,
	STORE_CLOSED_ABUSE, STORE_CLOSED_BLOCK, STORE_CLOSED_LOST, STORE_CLOSED_MINOR,
	STORE_CLOSED_ONCALL,		/* the on-call person said "with me" */
	STORE_CLOSED_GONE,		/* STOP, erased */
};
enum { STORE_HANDLE_MAX = 7 };
struct store_conversation {
	int64_t id, request_id, member_id, peer_id;
	int64_t joined_id;		/* a supervisor who is in it too; 0 */
	bool open, staff, practice;
	char handle[STORE_HANDLE_MAX + 1];	/* "H1": unique among a peer's open ones */
	int tier;
	bool incident;			/* nothing ends it by itself */
	bool quoted;			/* the peer asked about, or quoted, danger */
	int asked_still;		/* 0; 1 "still there?" was asked; 2 the peer was nudged */
	int64_t opened_at_ms, member_at_ms, peer_at_ms, closed_at_ms;
	enum store_closed_why closed_why;
	int feedback;			/* 1..3, 0: none */
};
/* Fills nothing: id comes from store_conversation_id(), for the request needs it
 * first.  -EEXIST: the member is in one, or the handle is taken. */
int64_t store_conversation_id(struct store *st);
int store_conversation_add(struct store *st, const struct store_conversation *c) MUST_CHECK;
int store_conversation_get(struct store *st, int64_t id, struct store_conversation *out)
	MUST_CHECK;
/* 1 and the open one of a member, 0. */
int store_conversation_of_member(struct store *st, int64_t member_id,
				 struct store_conversation *out) MUST_CHECK;
/* Since when the member waits for a word: their first line after the last one of somebody else;
 * the beginning, when nobody has said anything.  1, or 0: they do not. */
int store_conversation_waits(struct store *st, const struct store_conversation *c,
			     int64_t *since_ms) MUST_CHECK;
/* Open ones of a peer (or of a supervisor who joined), the oldest first. */
int store_conversations_of_peer(struct store *st, int64_t peer_id,
				struct store_conversation *out, int max) MUST_CHECK;
/* The last one that ended. 1, 0. */
int store_conversation_last_of_peer(struct store *st, int64_t peer_id,
				    struct store_conversation *out) MUST_CHECK;
int store_conversation_last_of_member(struct store *st, int64_t member_id,
				      struct store_conversation *out) MUST_CHECK;
/* How many this member has ended with this reason since then. */
int store_conversation_count(struct store *st, int64_t member_id, enum store_closed_why why,
			     int64_t since_ms, int64_t *n) MUST_CHECK;
/* Writes peer_id, joined_id, handle, tier, incident, quoted, asked_still, the times of
 * an open one.  1, or 0: it is closed. */
int store_conversation_save(struct store *st, const struct store_conversation *c) MUST_CHECK;
/* 1, or 0: somebody closed it before. */
int store_conversation_close(struct store *st, int64_t id, enum store_closed_why why,
			     int64_t now_ms) MUST_CHECK;
/* Closed by mistake: open again.  1; 0: not closed; -EEXIST: the member talks
 * with somebody else by now. */
int store_conversation_reopen(struct store *st, int64_t id) MUST_CHECK;
int store_conversation_feedback(struct store *st, int64_t id, int feedback) MUST_CHECK;
/* Of a peer's last conversations: how many answers, and how many of each. */
struct store_feedback { int64_t answers, helped, some, no; };
int store_feedback_of_peer(struct store *st, int64_t peer_id, struct store_feedback *out)
	MUST_CHECK;

/* --- Lines ----------------------------------------------------------------------------- */
enum store_line_state {
	STORE_LINE_KEPT = 1, STORE_LINE_PASSED_ON, STORE_LINE_HELD, STORE_LINE_DROPPED,
};
struct store_line {
	int64_t id;
	int64_t member_id;		/* whose key; of a held one without conversation:
					 * its writer */
	int64_t conversation_id;	/* 0: none yet */
	int64_t from_id;
	int64_t at_ms;
	enum store_line_state state;
	struct secret *text;		/* child of ctx where it is read; NULL: erased */
};
/* Sets id.  -ENOKEY: that person has been erased. */
int store_line_add(struct store *st, struct store_line *l) MUST_CHECK;
/* A member's kept lines, or a sender's held ones, the oldest first. */
int store_lines_kept(struct store *st, void *ctx, int64_t member_id, struct store_line *out,
		     int max) MUST_CHECK;
int store_lines_held(struct store *st, void *ctx, int64_t from_id, struct store_line *out,
		     int max) MUST_CHECK;
/* KEPT or HELD -> PASSED_ON or DROPPED; 1 or 0.  The words stay under their seal. */
int store_line_settle(struct store *st, int64_t id, int64_t conversation_id,
		      enum store_line_state state) MUST_CHECK;
/* A held one that is kept elsewhere now, or was for nobody; a kept one whose writer did
 * not agree. */
int store_line_forget(struct store *st, int64_t id) MUST_CHECK;
/* All that is older, whatever became of it. */
int store_lines_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;

/* --- The one question -------------------------------------------------------------------- */
struct store_ask {
	int64_t person_id;
	int kind;			/* care/talk's enum */
	int64_t subject_id;
	int64_t asked_at_ms, until_ms;
	int tries;			/* answers that were none */
};
int store_ask_set(struct store *st, const struct store_ask *a) MUST_CHECK;	/* replaces */
int store_ask_get(struct store *st, int64_t person_id, struct store_ask *out) MUST_CHECK; /* 1, 0 */
/* Only if it is still this question: 1, 0. */
int store_ask_clear(struct store *st, int64_t person_id, int kind, int64_t subject_id) MUST_CHECK;
int store_asks_about(struct store *st, int kind, int64_t subject_id, int64_t *persons, int max)
	MUST_CHECK;

/* --- Reports ------------------------------------------------------------------------------- */
enum store_report_kind {
	STORE_REPORT_WORDS = 1, STORE_REPORT_BLOCK, STORE_REPORT_SEXUAL, STORE_REPORT_ABUSE,
};
struct store_report {
	int64_t id, conversation_id, member_id, peer_id, by_id;
	enum store_report_kind kind;
	int64_t at_ms;
	struct secret *text;		/* may be NULL */
};
int store_report_add(struct store *st, struct store_report *r) MUST_CHECK;
/* Those that nobody has read, after that id. */
int store_reports_open(struct store *st, void *ctx, int64_t after_id, struct store_report *out,
		       int max) MUST_CHECK;
int store_report_review(struct store *st, int64_t id, int64_t by_id, int64_t now_ms) MUST_CHECK;
/* Sexual or abusive contacts of a member since then. */
int store_report_count(struct store *st, int64_t member_id, int64_t since_ms, int64_t *n)
	MUST_CHECK;
/* It was a mistake: taken back. */
int store_report_withdraw(struct store *st, int64_t conversation_id, int64_t by_id) MUST_CHECK;

/* --- Hand-over ------------------------------------------------------------ */
int store_handover_set(struct store *st, int64_t member_id, int64_t from_id,
		       const struct secret *note, int64_t now_ms) MUST_CHECK;
/* 1 and the note, which is then gone; 0: none. */
int store_handover_take(struct store *st, void *ctx, int64_t member_id, int64_t *from_id,
			struct secret **note) MUST_CHECK;
