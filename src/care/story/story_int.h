/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/story. */
#include "care/care_story.h"

/* The sound goes: the row with its key.  What waited for it to be heard waits no more. */
int story_silence(struct care_turn *t, const struct store_story *s) MUST_CHECK;
/* All that this person gave: *n of them. */
int story_take_back(struct care_turn *t, const struct store_person *p, int *n) MUST_CHECK;
