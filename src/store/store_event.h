/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What changed, as rows that triggers write (schema/1-event.sql, 4-event.sql), in the order of
 * commits; whose page is open; and what they were told there instead of by text.
 * Called by desk/ and care/screen.
 */
#include "store/store.h"

enum store_event_what {
	STORE_EVENT_LINE = 1, STORE_EVENT_DELIVERY, STORE_EVENT_TALK, STORE_EVENT_OFFER,
	STORE_EVENT_DUTY, STORE_EVENT_NOTICE, STORE_EVENT_HELP, STORE_EVENT_INCIDENT,
	STORE_EVENT_CONCERN, STORE_EVENT_BOARD, STORE_EVENT_ACCOUNT, STORE_EVENT_REVIEW,
	STORE_EVENTS
};
struct store_event {
	int64_t seq, at_ms;
	int64_t person_id;		/* 0: everybody with one of the roles */
	unsigned int roles;
	enum store_event_what what;
	int64_t subject, detail;
};
/* The newest number ever given (0: none), and the oldest that is still kept. */
int store_event_last(struct store *st, int64_t *seq) MUST_CHECK;
int store_event_first(struct store *st, int64_t *seq) MUST_CHECK;
/* after < seq <= upto, in order.  How many. */
int store_events(struct store *st, int64_t after, int64_t upto, struct store_event *out, int max)
	MUST_CHECK;
/* The same, only those for this person with these roles. */
int store_events_for(struct store *st, int64_t person_id, unsigned int roles, int64_t after,
		     int64_t upto, struct store_event *out, int max) MUST_CHECK;
/* Old ones, and old notices and message keys; how many events went. */
int store_events_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;

/* --- Who has it on the screen --------------------------------------------------------- */
struct store_screen { int64_t until_ms, seen_seq; };
int store_screen_get(struct store *st, int64_t person_id,
		     struct store_screen *out) MUST_CHECK; /* 1, 0 */
int store_screen_set(struct store *st, int64_t person_id, const struct store_screen *s) MUST_CHECK;
int store_screen_clear(struct store *st, int64_t person_id) MUST_CHECK;

/* --- What would have been a text -------------------------------------------------------- */
int store_screen_text_add(struct store *st, int64_t person_id, const struct secret *words,
		     int64_t now_ms) MUST_CHECK;
/* 1 (words NULL: erased) or 0.  at_ms: when it was said; NULL: not asked for. */
int store_screen_text_get(struct store *st, void *ctx, int64_t id, struct secret **words,
			  int64_t *at_ms) MUST_CHECK;
