/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/screen: a peer or a member of staff who has the console's page before their
 * eyes reads there what else would be texted to them: lines of a conversation (their
 * events say them), and the program's own words about duty and offers (kept, sealed,
 * as a row that an event points to).
 *
 * The page itself says that somebody looks (care_screen_seen()), each 20 s and after
 * each batch of events.  When it has not done so for CARE_SCREEN_MS, what came
 * meanwhile and was not seen goes out as texts after all (STORE_DUE_SCREEN).  So
 * a laptop that is shut, or a network that is gone, costs a minute and no message.
 *
 * Never on the screen alone: alarms and whatever else is for somebody on call; the
 * answer to a text that they have just sent.
 */
#include "care/care.h"
#include "store/store_event.h"

#define CARE_SCREEN_MS SECONDS_MS(60)

/* The page shows everything up to this event. */
int care_screen_seen(struct care_turn *t, const struct store_person *p, int64_t seq) MUST_CHECK;
/* Does a human have the page before their eyes?  1, 0. */
int care_screen_is_open(struct care_turn *t, int64_t person_id) MUST_CHECK;
/* They logged out: what comes from now on is texted. */
int care_screen_gone(struct care_turn *t, int64_t person_id) MUST_CHECK;
/* For care_send(): 1: it is (or will be) on the screen, write no text; 0. */
int care_screen_takes(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
		      const struct care_message *m) MUST_CHECK;
int care_screen_due(struct care_turn *t, int64_t person_id, int64_t arg);
