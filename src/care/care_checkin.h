/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/checkin: once a day, at the hour that somebody chose, one question: how
 * are you, 1 to 5, or SKIP (flows/checkin.flow).  Only for those who asked for it.
 *
 * When.  The member's own hour on the member's own clock: an hour that does
 * not exist on the day when clocks go forward is the moment of the jump, one
 * that comes twice is its first time.  One row a person waits (STORE_DUE_CHECKIN,
 * calendar time); asking, noting the day and arming the next are one
 * transaction, and a day that was decided is never asked again: so a restart
 * or a clock that was set neither loses nor doubles one.  Down over the hour:
 * asked late, while it is still that day; else the day counts as not asked.
 * Not asked at all: after STOP, in a PAUSE, while the number may be somebody
 * else's, while an incident is open.  Somebody in the middle of something is
 * asked half an hour later.
 *
 * LESS: every 2, 4, 7 days.  SHARE: whoever talks with them sees the line.
 *
 * A mood is low at 1 or 2.  It is falling when it is two steps or more below the
 * mean of the last five answers (at least three of them within 30 days): a 3
 * from somebody who always says 5 says more than a 3 from somebody who always
 * says 3.  Low, falling, or no answer after a low or falling one: a concern for
 * the peer, else for the coordinator.  No answer after good ones raises nothing:
 * not answering is allowed.  Rules only ever raise attention.
 */
#include "care/care.h"
#include "store/store_checkin.h"

/* Settings, node "checkin". */
struct care_checkin_settings {
	int64_t answer_within_ms;	/* then it counts as missed */
	int64_t keep_days;		/* of the line */
	int64_t hour;			/* of whoever has not chosen */
};
extern const struct cfg_table care_checkin_cfg;

enum { CHECKIN_LOW = 2, CHECKIN_FALL = 2, CHECKIN_MEAN_OF = 5, CHECKIN_MEAN_MIN = 3,
       CHECKIN_MEAN_DAYS = 30 };
enum checkin_mood { CHECKIN_STEADY, CHECKIN_IS_LOW, CHECKIN_IS_FALLING };
/* The rule above: before[] holds the earlier days, newest first. */
enum checkin_mood care_checkin_judge(int mood, int64_t day, const struct store_checkin_day *before,
				     int n);

/* The latest days as a line, oldest first: "3 4 - s 2": - no answer, s skipped,
 * . not asked.  A talloc child of ctx. */
char *care_checkin_line(void *ctx, const struct store_checkin_day *days, int n, int64_t from_day,
			int64_t to_day, int every_days);
/* What whoever talks with this member may see: 1 and the line of the last two weeks
 * (child of t->mem), 0: not shared, or nothing to see. */
int care_checkin_shared(struct care_turn *t, const struct store_person *member, char **line)
	MUST_CHECK;

/* When the next one wants to be, seen from now: wall ms. */
int64_t care_checkin_next_ms(const struct store_checkin *c, const struct store_person *p,
			     int64_t now_ms);
/* The time zone, or the hours in which we may text, were changed: arms anew. */
int care_checkin_rearm(struct care_turn *t, const struct store_person *p) MUST_CHECK;

/* --- For care.c ------------------------------------------------------------------------------ */
extern const struct care_effect care_checkin_effects[];	/* checkin, checkin-hour, mood */
extern const struct care_variable care_checkin_variables[];	/* member.checkin, shares, hour */
extern const struct care_placeholder care_checkin_placeholders[];	/* {hour} */
int care_checkin_due(struct care_turn *t, int64_t person_id, int64_t arg) MUST_CHECK;
int care_checkin_missed_due(struct care_turn *t, int64_t person_id, int64_t arg) MUST_CHECK;
int care_checkin_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
	MUST_CHECK;
int care_checkin_out_changed(struct care_turn *t, const struct store_out *row) MUST_CHECK;
