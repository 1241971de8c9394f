// SPDX-License-Identifier: AGPL-3.0-or-later
/* One of the team listens, and says yes, no and why, or "somebody must look after them". */
#include "care/care_audit.h"
#include "care/care_call.h"
#include "care/care_concern.h"
#include "care/care_incident.h"
#include "care/care_match.h"
#include "care/story/story_int.h"
#include "store/store_peers.h"
#include "store/store_queue.h"

#define TEAM (STORE_ROLE_COORDINATOR | STORE_ROLE_SUPERVISOR | STORE_ROLE_SAFEGUARDING | \
	      STORE_ROLE_MANAGER)

COUNTER(count_approved, "stories.approved", "Stories that came on the board.");
COUNTER(count_refused, "stories.refused", "Stories that did not, or were taken off it.");

static const struct { const char *name, *words, *said; } whys[STORE_STORY_WHYS] = {
	[STORE_STORY_NO_WHY] = { "", "", "" },
	[STORE_STORY_KNOWN] = { "known", "it lets others know who somebody is",
				"story.refused.known" },
	[STORE_STORY_HURTS] = { "hurts", "it could hurt those who listen", "story.refused.hurts" },
	[STORE_STORY_UNCLEAR] = { "unclear", "it cannot be understood", "story.refused.unclear" },
	[STORE_STORY_NOT_HERE] = { "not-here", "it is something else than a story",
				   "story.refused.nothere" },
};

const char *care_story_why_words(enum store_story_why why)
{
	return why < STORE_STORY_WHYS ? whys[why].words : "";
}

int care_story_why_parse(const char *name)
{
	for (int i = STORE_STORY_KNOWN; i < STORE_STORY_WHYS; i++)
		if (strcmp(whys[i].name, name) == 0)
			return i;
	return -1;
}

const char *care_story_state_name(enum store_story_state state)
{
	static const char *const names[STORE_STORY_STATES] = {
		[STORE_STORY_WAITS] = "waits", [STORE_STORY_BOARD] = "on the board",
		[STORE_STORY_REFUSED] = "refused", [STORE_STORY_TAKEN_BACK] = "taken back",
		[STORE_STORY_OVER] = "its time is over",
	};

	return state > 0 && state < STORE_STORY_STATES ? names[state] : "?";
}

const char *care_story_did_words(enum care_story_did did)
{
	static const char *const words[] = {
		[CARE_STORY_DONE] = "done", [CARE_STORY_GONE] = "There is no such story",
		[CARE_STORY_DECIDED] = "That has been decided already",
		[CARE_STORY_NOT_TEAM] = "Only who hears stories for the team may do that",
		[CARE_STORY_OWN] = "Nobody decides on a story of their own",
		[CARE_STORY_UNHEARD] = "Nobody has listened to it yet",
		[CARE_STORY_NOT_AGREED] = "Its maker hung up before agreeing that others hear it",
	};

	return words[did];
}

static int has_experience(struct care_turn *t, int64_t person_id, const char *what)
{
	struct store_peer_duty duty;
	uint16_t attr;
	int rc = store_attr_find(t->store, MATCH_EXPERIENCE, what, &attr);

	if (rc == 1)
		rc = store_peer_duty(t->store, person_id, &duty);
	return rc == 1 ? store_peer_has(&duty, attr) : rc;
}

int care_story_is_team(struct care_turn *t, const struct store_person *p)
{
	if (p->roles & TEAM)
		return 1;
	return p->roles & STORE_ROLE_PEER ? has_experience(t, p->id, "stories") : 0;
}

int care_story_waits(struct care_turn *t, const struct store_person *by, int64_t after_id,
		     struct store_story *out, struct store_recording *rec)
{
	int rc;

	while ((rc = store_story_next(t->store, STORE_STORY_WAITS, after_id, out)) == 1) {
		after_id = out->id;
		if (out->person_id == by->id)
			continue;
		rc = store_recording_get(t->store, t->mem, out->recording_id, rec);
		if (rc == 1 || (rc < 0 && rc != -ENOKEY))
			return rc;
	}
	return rc;
}

int care_story_heard(struct care_turn *t, const struct store_person *by, int64_t id)
{
	struct store_story s;
	int rc = store_story_get(t->store, id, &s);

	return rc != 1 ? rc : care_call_heard(t, s.recording_id, by->id);
}

/* --- Yes or no ----------------------------------------------------------------------- */

/* 1 and *s: it may be decided; 0: *did says why not. */
static int may_decide(struct care_turn *t, const struct store_person *by, int64_t id,
		      struct store_story *s, enum care_story_did *did)
{
	int rc = care_story_is_team(t, by);

	*did = CARE_STORY_NOT_TEAM;
	if (rc == 1) {
		*did = CARE_STORY_GONE;
		rc = store_story_get(t->store, id, s);
	}
	if (rc != 1)
		return rc;
	*did = s->person_id == by->id ? CARE_STORY_OWN : CARE_STORY_DONE;
	return *did == CARE_STORY_DONE;
}

static int decide(struct care_turn *t, const struct store_person *by, struct store_story *s,
		  int64_t days)
{
	int rc;

	s->decided_at_ms = t->now_ms;
	s->decided_by = by->id;
	s->until_ms = t->now_ms + DAYS_MS(days);
	rc = store_story_save(t->store, s);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_STORY, s->id, s->until_ms, 0);
	return rc < 0 ? rc : care_audit(t, CARE_AUDIT_STORY, s->person_id, by->id,
					s->state == STORE_STORY_BOARD ? "approved" :
					care_story_why_words(s->why));
}

/* A text only where that was agreed: somebody else may read it. */
static int tell_maker(struct care_turn *t, int64_t person_id, const char *key)
{
	struct store_person p;
	int rc = store_people_by_id(t->store, person_id, &p);

	if (rc == -ENOENT || rc == -ENOKEY || (rc == 0 && p.consent != STORE_CONSENT_GIVEN))
		return 0;
	return rc < 0 ? rc : care_say(t, &p, CARE_TALK, key, NULL);
}

int care_story_approve(struct care_turn *t, const struct store_person *by, int64_t id,
		       enum care_story_did *did)
{
	struct store_recording r;
	struct store_story s;
	int rc = may_decide(t, by, id, &s, did);

	if (rc != 1)
		return rc;
	rc = store_recording_get(t->store, t->mem, s.recording_id, &r);
	if (rc < 0 && rc != -ENOKEY)
		return rc;
	*did = s.state != STORE_STORY_WAITS ? CARE_STORY_DECIDED : rc != 1 ? CARE_STORY_GONE :
	       r.state != STORE_RECORDING_HEARD ? CARE_STORY_UNHEARD :
	       !s.agreed ? CARE_STORY_NOT_AGREED : CARE_STORY_DONE;
	if (*did != CARE_STORY_DONE)
		return 0;
	counter_inc(&count_approved);
	s.state = STORE_STORY_BOARD;
	rc = decide(t, by, &s, care_story_settings(t->care)->keep_days);
	return rc < 0 ? rc : tell_maker(t, s.person_id, "story.approved");
}

int care_story_refuse(struct care_turn *t, const struct store_person *by, int64_t id,
		      enum store_story_why why, enum care_story_did *did)
{
	struct store_story s;
	int rc = may_decide(t, by, id, &s, did);

	if (rc != 1)
		return rc;
	if (s.state != STORE_STORY_WAITS && s.state != STORE_STORY_BOARD) {
		*did = CARE_STORY_DECIDED;
		return 0;
	}
	counter_inc(&count_refused);
	s.state = STORE_STORY_REFUSED;
	s.why = why;
	rc = decide(t, by, &s, care_story_settings(t->care)->refused_days);
	/* Who never agreed was told that nobody else hears it: there is nothing to say. */
	return rc < 0 || !s.agreed ? rc : tell_maker(t, s.person_id, whys[why].said);
}

int care_story_worry(struct care_turn *t, const struct store_person *by, int64_t id, bool danger)
{
	struct store_person maker;
	struct store_story s;
	int rc = store_story_get(t->store, id, &s);

	if (rc == 1)
		rc = store_people_by_id(t->store, s.person_id, &maker) < 0 ? 0 : 1;
	if (rc != 1)
		return rc;
	rc = care_audit(t, CARE_AUDIT_STORY, maker.id, by->id,
			danger ? "danger was heard in it" : "a worry was heard in it");
	if (rc < 0)
		return rc;
	return care_call_worry_about(t, &maker, danger);
}
