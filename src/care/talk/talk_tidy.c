// SPDX-License-Identifier: AGPL-3.0-or-later
/* What time does to what was said: it is deleted when we said it would be; and
 * what the network does: what did not arrive is said to have not arrived. */
#include "care/talk/talk_int.h"

enum { TIDY_THE_TALKS = 1, SLICE = 200 };

int care_talk_tidy(struct care_turn *t)
{
	struct store_due due;
	int rc = store_due_get(t->store, STORE_DUE_TALK_TIDY, TIDY_THE_TALKS, &due);

	return rc ? rc < 0 ? rc : 0 : store_due_arm(t->store, STORE_DUE_TALK_TIDY, TIDY_THE_TALKS,
						    t->now_ms + HOURS_MS(1), 0);
}

int care_talk_due_tidy(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	int64_t before_ms = t->now_ms - DAYS_MS(care_people_settings(t->care)->keep_days);
	int lines = store_lines_prune(t->store, before_ms, SLICE);
	int requests = lines < 0 ? lines : store_request_prune(t->store, before_ms, SLICE);

	if (requests < 0)
		return requests;
	return store_due_arm(t->store, STORE_DUE_TALK_TIDY, TIDY_THE_TALKS, t->now_ms +
			     (lines == SLICE || requests == SLICE ? SECONDS_MS(1) : HOURS_MS(6)),
			     0);
}

int care_talk_undelivered(struct care_turn *t, const struct store_out *row)
{
	struct store_conversation c;
	struct store_person to, writer;
	int rc;

	if (row->state != STORE_OUT_FAILED)
		return 0;
	rc = store_conversation_get(t->store, row->topic_id, &c);
	if (rc != 1 || !c.open)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, row->person_id, &to);
	if (rc == 0)
		rc = store_people_by_id(t->store, row->person_id == c.member_id ? c.peer_id :
					c.member_id, &writer);
	return rc < 0 ? rc : care_say(t, &writer, CARE_TALK, "talk.undelivered",
				      WORDS_ARGS(WORDS_TEXT("to", to.pseudonym)));
}
