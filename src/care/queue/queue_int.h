/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/queue. */
#include "care/care_concern.h"
#include "care/care_peers.h"
#include "care/care_queue.h"
#include "care/care_talk.h"
#include "care/talk/talk_settings.h"

/* There is one line, so its due row has one subject. */
enum { QUEUE_THE_LINE = 1 };

/* Rules of matching as the operator has set them. */
struct match_rules queue_rules(struct care_turn *t);

/* A round that is under way did not see what just changed: another one after it. */
bool queue_round_stirred(const struct care *care);

/* What safety found in the text of this turn. */
static inline enum match_tier queue_tier(const struct care_turn *t)
{
	return t->heard ? (enum match_tier)t->heard->tier : MATCH_TIER_NONE;
}

/* Makes an offer of a pair.  0 also when somebody was quicker. */
int queue_offer(struct care_turn *t, int64_t request_id, int64_t peer_id, int points) MUST_CHECK;
/* Who is out of the question for this request: blocks, and who passed a moment ago. */
int queue_avoid(struct care_turn *t, struct store_request *r, int64_t also) MUST_CHECK;
/* This offer was passed: when its peer may be offered the same person once more. */
int queue_again_later(struct care_turn *t, int64_t offer_id) MUST_CHECK;
/* Arms the clock of a request that nobody has taken. */
int queue_clock(struct care_turn *t, const struct store_request *r) MUST_CHECK;
/* "about 10 to 15 minutes", or that we cannot say: tells the person where they stand. */
enum queue_told { QUEUE_TOLD_FIRST, QUEUE_TOLD_AGAIN, QUEUE_TOLD_STILL };
int queue_tell(struct care_turn *t, const struct store_person *p, struct store_request *r,
	       enum queue_told told) MUST_CHECK;
/* "language: Swahili, gender: woman"; "" when there is none.  Child of t->mem. */
const char *queue_wishes_words(struct care_turn *t, const struct store_person *reader,
			       const struct store_request *r);
