/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For the files of care/checkin. */
#include "care/care_checkin.h"
#include "care/care_clock.h"
#include "care/care_concern.h"

const struct care_checkin_settings *checkin_settings(const struct care *care);
/* The row, or what somebody has who never asked (off, the default hour).  1: there is one. */
int checkin_load(struct care_turn *t, int64_t person_id, struct store_checkin *c) MUST_CHECK;
/* Arms the next one, or disarms when they are off. */
int checkin_arm(struct care_turn *t, const struct store_checkin *c, const struct store_person *p)
	MUST_CHECK;
/* No more check-ins; the line stays. */
int checkin_off(struct care_turn *t, struct store_checkin *c) MUST_CHECK;
/* The minute at which they are asked: their own, or the first at which we may text at all. */
int checkin_minute(const struct store_checkin *c, const struct store_person *p);
/* How good was the latest answer before that day?  1 and *mood, 0: there was none lately. */
int checkin_latest(struct care_turn *t, int64_t person_id, int64_t before_day,
		   enum checkin_mood *mood) MUST_CHECK;
/* Raises a concern; whoever may see the line gets it along. */
int checkin_raise(struct care_turn *t, const struct store_person *p, enum store_concern_kind kind,
		  const char *why) MUST_CHECK;
