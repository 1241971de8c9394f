// SPDX-License-Identifier: AGPL-3.0-or-later
/* Giving a story, hearing one, taking it back, the end of its time. */
#include "care/care_audit.h"
#include "care/care_call.h"
#include "care/care_concern.h"
#include "care/story/story_int.h"

#include <stdio.h>

COUNTER(count_given, "stories.given", "Stories that were recorded for the board.");
COUNTER(count_played, "stories.played", "Stories that callers heard.");
COUNTER(count_back, "stories.takenback", "Stories that their makers took back.");

#define AT(field) .offset = offsetof(struct care_story_settings, field)
static const struct cfg_key keys[] = {
	{ .name = "open", .type = CFG_BOOL, AT(open), .dflt = "yes",
	  .help = "Callers may record stories for others; no: they can only listen." },
	{ .name = "keep-days", .type = CFG_INT, AT(keep_days), .dflt = "180", .min = 1, .max = 3650,
	  .help = "Days that a story stays on the board." },
	{ .name = "refused-days", .type = CFG_INT, AT(refused_days), .dflt = "7", .min = 0,
	  .max = 90, .help = "Days after which the sound of a refused story is destroyed." },
	{ .name = "each", .type = CFG_INT, AT(each), .dflt = "3", .min = 1, .max = 50,
	  .help = "Stories of one person that may wait or be on the board." },
	{ .name = "length", .type = CFG_DURATION, AT(record_ms), .dflt = "3m",
	  .min = SECONDS_MS(20), .max = MINUTES_MS(15), .help = "How long a story may be." },
};
const struct cfg_table care_story_cfg = {
	"stories", "The board of recorded stories.", keys, ARRAY_LEN(keys),
};

const struct care_story_settings *care_story_settings(const struct care *care)
{
	return care_settings(care, &care_story_cfg);
}

int care_story_give(struct care_turn *t, const struct store_person *p, int64_t recording_id,
		    bool agreed)
{
	struct store_story s = {
		.person_id = p->id, .recording_id = recording_id, .state = STORE_STORY_WAITS,
		.agreed = agreed, .made_at_ms = t->now_ms,
	};
	struct store_recording r;
	int rc = store_recording_get(t->store, t->mem, recording_id, &r);

	if (rc != 1 || r.state != STORE_RECORDING_NEW)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	counter_inc(&count_given);
	r.state = STORE_RECORDING_KEPT;
	rc = store_recording_save(t->store, &r);
	snprintf(s.lang, sizeof(s.lang), "%s", p->lang);
	if (rc == 0)
		rc = store_story_add(t->store, &s);
	if (rc == 0 && agreed)
		rc = care_say(t, p, CARE_TALK, "story.kept", NULL);
	return rc < 0 ? rc : care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_UNHEARD, .about = p, .why = "recorded a story for others",
		.clock_ms = care_call_settings(t->care)->unheard_ms, .rings = true }, NULL);
}

/* --- Hearing one ------------------------------------------------------------------- */

int care_story_listen(struct care_turn *t, const struct store_person *p, int64_t before_id,
		      struct store_story *out, struct store_recording *rec)
{
	int rc;

	while ((rc = store_story_board(t->store, p->lang, before_id, out)) == 1) {
		rc = store_recording_get(t->store, t->mem, out->recording_id, rec);
		if (rc == 1 || (rc < 0 && rc != -ENOKEY))
			return rc;
		before_id = out->id;	/* its maker has just been erased */
	}
	return rc;
}

int care_story_played(struct care_turn *t, int64_t id)
{
	struct store_story s;
	int rc = store_story_get(t->store, id, &s);

	if (rc != 1)
		return rc;
	counter_inc(&count_played);
	s.plays++;
	return store_story_save(t->store, &s);
}

/* --- The end of one ------------------------------------------------------------------ */

int story_silence(struct care_turn *t, const struct store_story *s)
{
	int rc = store_recording_forget(t->store, s->recording_id);

	return rc < 0 ? rc : care_call_unheard_over(t, s->person_id);
}

static int end_one(struct care_turn *t, struct store_story *s, enum store_story_state state)
{
	int rc;

	s->state = state;
	s->decided_at_ms = t->now_ms;
	rc = store_due_disarm(t->store, STORE_DUE_STORY, s->id);
	if (rc >= 0)
		rc = store_story_save(t->store, s);
	return rc < 0 ? rc : story_silence(t, s);
}

int story_take_back(struct care_turn *t, const struct store_person *p, int *n)
{
	struct store_story s = { 0 };
	int rc;

	for (*n = 0; (rc = store_story_of(t->store, p->id, s.id, &s)) == 1; ++*n) {
		counter_inc(&count_back);
		s.decided_by = p->id;
		rc = end_one(t, &s, STORE_STORY_TAKEN_BACK);
		if (rc < 0)
			break;
	}
	return rc < 0 ? rc : 0;
}

int care_story_withdraw(struct care_turn *t, const struct store_person *by, int64_t id,
			enum care_story_did *did)
{
	struct store_story s;
	int rc = care_story_is_team(t, by);

	*did = CARE_STORY_NOT_TEAM;
	if (rc == 1) {
		*did = CARE_STORY_GONE;
		rc = store_story_get(t->store, id, &s);
	}
	if (rc != 1)
		return rc;
	*did = CARE_STORY_DECIDED;
	if (s.state > STORE_STORY_REFUSED)
		return 0;
	*did = CARE_STORY_DONE;
	counter_inc(&count_back);
	s.decided_by = by->id;
	rc = end_one(t, &s, STORE_STORY_TAKEN_BACK);
	return rc < 0 ? rc : care_audit(t, CARE_AUDIT_STORY, s.person_id, by->id, "taken back");
}

/* On the board long enough; or refused so long ago that nobody asks why. */
int care_story_due(struct care_turn *t, int64_t story_id, int64_t arg)
{
	struct store_story s;
	int rc = store_story_get(t->store, story_id, &s);

	if (rc != 1)
		return rc;
	if (s.until_ms > t->now_ms)
		return store_due_arm(t->store, STORE_DUE_STORY, s.id, s.until_ms, 0);
	if (s.state == STORE_STORY_BOARD)
		return end_one(t, &s, STORE_STORY_OVER);
	return s.state == STORE_STORY_REFUSED ? story_silence(t, &s) : 0;
}

/* Under age after all: nobody hears it.  Erased: the rows go with the person. */
int care_story_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	int n;

	return why == CARE_LEAVE_CHILD ? story_take_back(t, person, &n) : 0;
}
