/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/watch. */
#include "care/care_clock.h"
#include "care/care_people.h"
#include "care/care_watch.h"
#include "store/store_due.h"

static inline const struct care_watch_settings *watch_cfg(const struct care_turn *t)
{
	return care_watch_settings(t->care);
}

/* What a drill that nobody answered is closed by. */
#define WATCH_NOBODY "nobody answered"

/* Words about the link to whoever must know; others of that kind that wait are dropped. */
int watch_tell(struct care_turn *t, enum store_notice_kind kind, int64_t since_ms) MUST_CHECK;
/* How long after the last words about a silent line they are said again: longer while somebody
 * looks after it. */
int64_t watch_again_ms(const struct care_turn *t, const struct store_watch_state *s);
/* LINK: they look after the line. */
int watch_link_text(struct care_turn *t, struct care_heard *h, const char *rest) MUST_CHECK;
/* A staff member's row; -ENOENT also when erased. */
int watch_person(struct care_turn *t, int64_t id, struct store_person *out) MUST_CHECK;
/* Drills that the settings ask for and that are not armed: armed (or, for look, whether). */
int watch_drills_arm(struct care_turn *t) MUST_CHECK;
bool watch_drills_want(struct care_turn *t);
/* Is that kind's next time further away than the setting (0: off) allows?  Also: not armed. */
bool watch_unarmed(struct care_turn *t, enum store_due_kind kind, int64_t subject,
		   int64_t within_ms);
/* An answer to a roll call: 1 it was. */
int watch_roll_hear(struct care_turn *t, struct care_heard *h) MUST_CHECK;
/* Arms the text of the day after, as agreed or as they chose; *at_ms: when.  -ENOENT: none. */
int watch_follow_up_arm(struct care_turn *t, const struct store_incident *i,
			const struct store_person *p, int64_t *at_ms) MUST_CHECK;
