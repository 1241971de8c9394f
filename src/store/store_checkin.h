/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Check-ins: who asked for them, at which hour and how often; and what came of
 * each day.  What somebody answered is sealed by their key, all in the same
 * length; only that there is a row for a day can be seen.
 *
 * Called by care/checkin only.
 */
#include "store/store.h"

struct store_checkin {
	int64_t person_id;
	bool on;
	int minute;			/* of the person's local day */
	int every_days;			/* 1, 2, 4, 7 */
	bool shares;			/* whoever they talk with may see the line */
	int64_t last_day;		/* the last local day for which it was decided; 0: none */
	int64_t since_ms;
};
int store_checkin_get(struct store *st, int64_t person_id,
		      struct store_checkin *out) MUST_CHECK;	/* 1, 0 */
int store_checkin_save(struct store *st, const struct store_checkin *c) MUST_CHECK;
/* Row and history.  1, or 0: there was none. */
int store_checkin_end(struct store *st, int64_t person_id) MUST_CHECK;
/* Those who get them, after after_id in order of id.  How many (fewer than max: all). */
int store_checkin_on(struct store *st, int64_t after_id, int64_t *ids, int max) MUST_CHECK;

enum store_checkin_mark {
	STORE_CHECKIN_NONE = 0,
	/* 1..5: the mood */
	STORE_CHECKIN_ASKED = 'a',	/* no answer yet */
	STORE_CHECKIN_SKIPPED = 's',	/* they said so */
	STORE_CHECKIN_MISSED = 'm',	/* asked, and no answer in time */
	STORE_CHECKIN_UNASKED = 'n',	/* by our fault, or it was no time for it */
};
struct store_checkin_day {
	int64_t day;			/* local, days since 1970 */
	int mark;			/* 1..5, or one of the letters */
};
/* Adds or changes the day's mark. */
int store_checkin_mark(struct store *st, int64_t person_id, int64_t day, int mark) MUST_CHECK;
/* The latest days before `before_day`, newest first.  How many; -ENOKEY: erased. */
int store_checkin_days(struct store *st, int64_t person_id, int64_t before_day,
		       struct store_checkin_day *out, int max) MUST_CHECK;
/* Deletes days before this one.  How many. */
int store_checkin_prune(struct store *st, int64_t person_id, int64_t before_day) MUST_CHECK;
