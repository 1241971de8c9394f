/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What the console's pages list and keep: lines of a conversation with what became of
 * them, drafts, notes with an end date, the board.  Called by desk/ (and care/talk for
 * store_line_sent()).  Everything is bounded by `max`.
 */
#include "store/store_peers.h"
#include "store/store_queue.h"
#include "store/store_talk.h"

/* --- Lines ------------------------------------------------------------------------------ */
struct store_desk_line {
	struct store_line line;
	int delivery;			/* enum store_out_state; -1: no text carries it */
};
/* This text carries it to the member. */
int store_line_sent(struct store *st, int64_t line_id, int64_t out_id) MUST_CHECK;
/* After after_id; 0: the newest max of them.  In order of id; words are children of ctx. */
int store_lines_of(struct store *st, void *ctx, int64_t conversation_id, int64_t after_id,
		   struct store_desk_line *out, int max) MUST_CHECK;
int store_line_get(struct store *st, void *ctx, int64_t id, struct store_desk_line *out) MUST_CHECK;
/* The newest line's id, 0: none. */
int store_line_last(struct store *st, int64_t conversation_id, int64_t *id) MUST_CHECK;

/* --- Drafts, notes, keys -------------------------------------------------------------------- */
int store_draft_set(struct store *st, int64_t conversation_id, int64_t person_id, int64_t member_id,
		    const struct secret *words, int64_t now_ms) MUST_CHECK;	/* NULL deletes */
int store_draft_get(struct store *st, void *ctx, int64_t conversation_id, int64_t person_id,
		    int64_t member_id, struct secret **words) MUST_CHECK;	/* 1, 0 */
struct store_talk_note {
	int64_t id, member_id, by_id, at_ms, until_ms;
	int64_t for_id;			/* left for this peer at a hand-over; only written */
	struct secret *words;
};
int store_talk_note_add(struct store *st, struct store_talk_note *n) MUST_CHECK;
/* By, or left for, this one; by_id 0: everybody's. */
int store_talk_notes(struct store *st, void *ctx, int64_t member_id, int64_t by_id, int64_t now_ms,
		     struct store_talk_note *out, int max) MUST_CHECK;
int store_talk_note_drop(struct store *st, int64_t id, int64_t by_id) MUST_CHECK;	/* 1, 0 */
int store_talk_notes_prune(struct store *st, int64_t now_ms) MUST_CHECK;
/* A message's own key: 1 and the line it became (0: none), or 0: new, and noted now. */
int store_said_key(struct store *st, int64_t person_id, const char *key,
		   int64_t *line_id) MUST_CHECK;
int store_said_key_set(struct store *st, int64_t person_id, const char *key, int64_t line_id,
		       int64_t now_ms) MUST_CHECK;

/* --- Exports by two --------------------------------------------------------------------------- */
enum store_export_state { STORE_EXPORT_ASKED = 1, STORE_EXPORT_AGREED, STORE_EXPORT_DONE };
struct store_export {
	int64_t id, from_ms, until_ms, by_id, agreed_by, at_ms, agreed_at_ms;
	enum store_export_state state;
	char what[24];
	struct secret *reason;
};
int store_export_add(struct store *st, struct store_export *e) MUST_CHECK;
int store_export_get(struct store *st, void *ctx, int64_t id, struct store_export *out) MUST_CHECK;
int store_exports(struct store *st, void *ctx, struct store_export *out, int max) MUST_CHECK;
/* 1, or 0: not asked any more, or it is the asker's own. */
int store_export_agree(struct store *st, int64_t id, int64_t by_id, int64_t now_ms) MUST_CHECK;
int store_export_done(struct store *st, int64_t id) MUST_CHECK;

/* --- The board (store_board.c) -------------------------------------------- */
struct store_waiting {
	int64_t id, person_id, since_ms, offered_to;
	int tier, kind;
	bool newcomer;
};
int store_board_waiting(struct store *st, struct store_waiting *out, int max) MUST_CHECK;
int store_board_talks(struct store *st, int64_t *ids, int max) MUST_CHECK;
struct store_board_peer {
	int64_t person_id, until_ms;
	enum store_peer_state state;
	int talks, cap, today;
};
int store_board_peers(struct store *st, struct store_board_peer *out, int max) MUST_CHECK;
/* Texts that wait, and since when the oldest could have gone. */
int store_board_queue(struct store *st, int64_t now_ms, int64_t *n, int64_t *oldest_ms) MUST_CHECK;
int store_board_inbox(struct store *st, int64_t *n) MUST_CHECK;
/* Waits of the last day: how many, how many within limit_ms; how many wait longer now. */
int store_board_promises(struct store *st, int64_t now_ms, int64_t limit_ms, int64_t *answered,
			 int64_t *in_time, int64_t *late_now) MUST_CHECK;
struct store_expiring {
	int64_t id, person_id, expires_at_ms;
	int class, purpose, state;
};
int store_board_expiring(struct store *st, int64_t now_ms, struct store_expiring *out, int max)
	MUST_CHECK;
/* What a peer can be matched by; person_id 0: the closed list, with how many peers have it. */
struct store_attr_use { struct store_attr attr; int64_t peers; };
int store_attrs(struct store *st, int64_t person_id, struct store_attr_use *out,
		int max) MUST_CHECK;
/* Staff and peers, in order of id. */
int store_staff_ids(struct store *st, unsigned int roles, int64_t after_id, int64_t *ids, int max)
	MUST_CHECK;
/* Also a reviewed one: 1, 0. */
int store_report_get(struct store *st, void *ctx, int64_t id, struct store_report *out) MUST_CHECK;
/* Closed incidents, the newest first: ids. */
int store_incidents_closed(struct store *st, int64_t *ids, int max) MUST_CHECK;
/* Conversations in which a supervisor is asked for. */
struct store_help { int64_t conversation_id, asked_at_ms; };
int store_helps(struct store *st, int64_t person_id, struct store_help *out, int max) MUST_CHECK;
