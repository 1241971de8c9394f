/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Stories: recordings (store_calls.h) that their makers gave for others to hear.
 * Written by care/story in the transaction of the step; read by desk/ for its list.
 * Erasing the maker deletes the rows and, with their key, the sound.
 * Times are wall milliseconds.
 */
#include "store/store.h"

enum { STORE_STORY_LANG_MAX = 8 };
/* Stored: add at the end. */
enum store_story_state {
	STORE_STORY_WAITS = 1, STORE_STORY_BOARD, STORE_STORY_REFUSED, STORE_STORY_TAKEN_BACK,
	STORE_STORY_OVER,
	STORE_STORY_STATES
};
/* Why one was refused: a closed list, so that its maker hears words that a human signed. */
enum store_story_why {
	STORE_STORY_NO_WHY, STORE_STORY_KNOWN,	/* it lets others know who somebody is */
	STORE_STORY_HURTS,		/* it could hurt those who listen */
	STORE_STORY_UNCLEAR,		/* it cannot be understood */
	STORE_STORY_NOT_HERE,		/* it is something else than a story */
	STORE_STORY_WHYS
};
struct store_story {
	int64_t id, person_id, recording_id;
	enum store_story_state state;
	enum store_story_why why;
	bool agreed;
	char lang[STORE_STORY_LANG_MAX + 1];
	int64_t plays, made_at_ms, decided_at_ms, decided_by, until_ms;
};
int store_story_add(struct store *st, struct store_story *s) MUST_CHECK;	/* sets id */
int store_story_get(struct store *st, int64_t id, struct store_story *out) MUST_CHECK;	/* 1, 0 */
int store_story_of_recording(struct store *st, int64_t recording_id, struct store_story *out)
	MUST_CHECK;
int store_story_save(struct store *st, const struct store_story *s) MUST_CHECK;
/* The next one in this state (0: any) after this id, oldest first: 1, 0. */
int store_story_next(struct store *st, enum store_story_state state, int64_t after_id,
		     struct store_story *out) MUST_CHECK;
/* On the board in this language, the newest before this id (0: the newest of all): 1, 0. */
int store_story_board(struct store *st, const char *lang, int64_t before_id,
		      struct store_story *out) MUST_CHECK;
/* Of this person, waiting or on the board, after this id: 1, 0. */
int store_story_of(struct store *st, int64_t person_id, int64_t after_id, struct store_story *out)
	MUST_CHECK;
/* How many of this person's wait or are on the board (0: of everybody's, that wait). */
int store_story_count(struct store *st, int64_t person_id, int64_t *n) MUST_CHECK;
