/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Texts to ourselves, words to staff about the link, drills, how long incidents
 * took, and what was agreed for afterwards.  Called by care/watch, and read by
 * warmlined/.
 */
#include "store/store.h"
#include "store/store_oncall.h"

/* --- Texts to ourselves ----------------------------------------------------------- */
enum { STORE_WATCH_TOKEN_LEN = 8 };
struct store_watch_text {
	int64_t id;
	char token[STORE_WATCH_TOKEN_LEN + 1];
	int64_t sent_at_ms, back_at_ms;	/* 0: not back */
	bool missed;
};
/* Sets id.  -EEXIST: the token is in use. */
int store_watch_text_add(struct store *st, struct store_watch_text *w) MUST_CHECK;
int store_watch_text_get(struct store *st, int64_t id, struct store_watch_text *out) MUST_CHECK;
int store_watch_text_find(struct store *st, const char *token, struct store_watch_text *out)
	MUST_CHECK;						/* both: 1, 0 */
/* 1; 0: it was back. */
int store_watch_text_back(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;
/* 1; 0: it is back, or was missed before. */
int store_watch_text_missed(struct store *st, int64_t id) MUST_CHECK;
int store_watch_text_prune(struct store *st, int64_t before_ms) MUST_CHECK;

struct store_watch_state {
	int64_t missed;			/* in a row */
	int64_t lost_since_ms;		/* 0: the carrier is there, or is not watched */
	int64_t told_at_ms;
	int64_t sent_at_ms, back_at_ms, travel_ms;	/* of the last ones; 0: none yet */
	int64_t seen_by, seen_at_ms;	/* who looks after the silent line; 0: nobody yet */
};
int store_watch_state_get(struct store *st, struct store_watch_state *out) MUST_CHECK;
int store_watch_state_save(struct store *st, const struct store_watch_state *s) MUST_CHECK;

/* --- Words to staff about the link ------------------------------------------------------ */
enum store_notice_kind { STORE_NOTICE_SILENT = 1, STORE_NOTICE_BACK = 2 };
struct store_notice {
	int64_t id, person_id;
	enum store_notice_kind kind;
	int64_t since_ms, due_at_ms;
};
int store_notice_add(struct store *st, struct store_notice *n) MUST_CHECK;	/* sets id */
int store_notice_next(struct store *st, int64_t *at_ms) MUST_CHECK;		/* 1, 0 */
int store_notice_due(struct store *st, int64_t now_ms, struct store_notice *out,
		     int max) MUST_CHECK;
/* As an alarm's state: only ever rises.  1, or 0: no such notice, or told before. */
int store_notice_state(struct store *st, int64_t id, enum store_alarm_state state) MUST_CHECK;
/* The pager did not take it: due again. */
int store_notice_again(struct store *st, int64_t id, int64_t at_ms) MUST_CHECK;
/* What was to be said about the silence need not be said any more. */
int store_notice_drop(struct store *st, enum store_notice_kind kind) MUST_CHECK;

/* --- Drills --------------------------------------------------------------------------------- */
enum store_drill_how {
	STORE_DRILL_BY_HAND = 1, STORE_DRILL_SCHEDULED = 2, STORE_DRILL_UNANNOUNCED = 3,
	STORE_DRILL_ROLL_CALL = 4,
};
struct store_drill {
	int64_t id;			/* 0: older than this table */
	int64_t incident_id;		/* 0: a roll call */
	enum store_drill_how how;
	char code[12];
	char by_name[48];
	int64_t started_at_ms;
	/* The result. */
	int64_t alarmed_at_ms, answered_at_ms;	/* 0: not (yet) */
	int64_t answered_by;		/* 0: at the desk, or nobody */
	char answered_name[48];
	int64_t called;			/* people whose phone was tried, or asked */
	int64_t answered;		/* of a roll call: how many did */
	bool over;
};
int store_drill_add(struct store *st, struct store_drill *d) MUST_CHECK;	/* sets id */
/* The last ones, the newest first; roll calls too.  How many. */
int store_drills(struct store *st, struct store_drill *out, int max) MUST_CHECK;
/* The one that rings now: 1 and its incident, 0. */
int store_drill_open(struct store *st, int64_t *incident_id) MUST_CHECK;
int store_drill_phone_ask(struct store *st, int64_t drill_id, int64_t person_id, int64_t now_ms)
	MUST_CHECK;
/* The newest open question of a roll call to this phone, asked since then: 1 and its code. */
int store_drill_phone_open(struct store *st, int64_t person_id, int64_t since_ms, int64_t *drill_id,
			   char code[12]) MUST_CHECK;
int store_drill_phone_answer(struct store *st, int64_t drill_id, int64_t person_id, int64_t now_ms)
	MUST_CHECK;

/* --- How long incidents took ---------------------------------------------- */
struct store_incident_times {
	int tier;
	int64_t opened_at_ms, alarmed_at_ms, acked_at_ms, contact_at_ms;	/* 0: not so far */
};
/* Real ones opened since then, the newest first, at most max; child of ctx. */
int store_incident_times(struct store *st, void *ctx, int64_t since_ms, int max,
			 struct store_incident_times **out, size_t *n_out) MUST_CHECK;

/* --- Afterwards ----------------------------------------------------------- */
/* 1 and the last incident about this person, open or not; 0. */
int store_incident_last_of(struct store *st, int64_t person_id, int64_t *incident_id) MUST_CHECK;
/* Peers (no staff, no practice) who were in conversation with them at some time since then. */
int store_aftercare_peers(struct store *st, int64_t member_id, int64_t since_ms, int64_t *out,
			  int max) MUST_CHECK;
int store_aftercare_agree(struct store *st, int64_t incident_id, int64_t person_id, int hour,
			  int64_t by_id, int64_t now_ms) MUST_CHECK;
/* 1 and the hour (-1: none is wanted); 0: nothing was agreed. */
int store_aftercare_agreed(struct store *st, int64_t incident_id, int *hour) MUST_CHECK;
