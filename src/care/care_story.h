/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/story: the board.  Somebody records what helped them, for others to
 * hear.  Nothing is heard by others before one of the team has listened to it
 * and said yes; its maker has agreed to that in so many words, may take it back at
 * any time, and it ends by itself after a while.
 *
 * A story is a recording like any other (care_call.h): it escapes the scan for
 * words, so until a human of the team has heard it there is a concern with an owner
 * and a clock.  Who hears danger in it says so from there: an incident or a concern
 * about its maker.  One whose maker hung up before saying yes is heard by the team
 * and by nobody else.
 *
 * The team: coordinators, supervisors, safeguarding workers and managers, and peer
 * workers with the experience "stories".  Nobody decides on their own.
 *
 * Callers hear stories of their own language, the newest first.  Who heard which one is
 * kept nowhere; how often each was played is.
 */
#include "care/care.h"
#include "store/store_calls.h"
#include "store/store_story.h"

/* Settings, node "stories". */
struct care_story_settings {
	bool open;		/* may new ones be recorded? */
	int64_t keep_days;	/* on the board */
	int64_t refused_days;	/* the sound of a refused one, for whoever asks why */
	int64_t each;		/* of one person, waiting or on the board */
	int64_t record_ms;
};
const struct care_story_settings *care_story_settings(const struct care *care);
extern const struct cfg_table care_story_cfg;

/* Recorded.  agreed: they pressed the key after having been told that others hear it. */
int care_story_give(struct care_turn *t, const struct store_person *p, int64_t recording_id,
		    bool agreed) MUST_CHECK;
/* For a listener: the newest before this id (0: of all) with its sound: 1, 0. */
int care_story_listen(struct care_turn *t, const struct store_person *p, int64_t before_id,
		      struct store_story *out, struct store_recording *rec) MUST_CHECK;
int care_story_played(struct care_turn *t, int64_t id) MUST_CHECK;

/* --- The team ------------------------------------------------------------------- */
/* 1, 0. */
int care_story_is_team(struct care_turn *t, const struct store_person *p) MUST_CHECK;
/* The oldest that waits after this id and is not theirs, with its sound: 1, 0. */
int care_story_waits(struct care_turn *t, const struct store_person *by, int64_t after_id,
		     struct store_story *out, struct store_recording *rec) MUST_CHECK;
/* It was played to them: the clock stops, and it is noted who. */
int care_story_heard(struct care_turn *t, const struct store_person *by, int64_t id) MUST_CHECK;

enum care_story_did {
	CARE_STORY_DONE, CARE_STORY_GONE, CARE_STORY_DECIDED, CARE_STORY_NOT_TEAM, CARE_STORY_OWN,
	CARE_STORY_UNHEARD, CARE_STORY_NOT_AGREED,
};
const char *care_story_did_words(enum care_story_did did);
/* On the board.  Its maker is told where they agreed to texts. */
int care_story_approve(struct care_turn *t, const struct store_person *by, int64_t id,
		       enum care_story_did *did) MUST_CHECK;
/* Also one that is on the board. */
int care_story_refuse(struct care_turn *t, const struct store_person *by, int64_t id,
		      enum store_story_why why, enum care_story_did *did) MUST_CHECK;
/* At its maker's wish, who told one of the team: its sound is gone at once. */
int care_story_withdraw(struct care_turn *t, const struct store_person *by, int64_t id,
			enum care_story_did *did) MUST_CHECK;
/* Danger or worry was heard in it: an incident, or a concern that rings. */
int care_story_worry(struct care_turn *t, const struct store_person *by, int64_t id, bool danger)
	MUST_CHECK;
/* "it lets others know who somebody is"; short: "known", "hurts", ...; parse: -1 unknown. */
const char *care_story_why_words(enum store_story_why why);
int care_story_why_parse(const char *name);
const char *care_story_state_name(enum store_story_state state);

/* What care.c hangs into its tables. */
extern const struct care_effect care_story_effects[];
extern const struct care_variable care_story_variables[];
extern const struct care_placeholder care_story_placeholders[];
int care_story_due(struct care_turn *t, int64_t story_id, int64_t arg);
int care_story_leave(struct care_turn *t, struct store_person *person, enum care_leaving why);
