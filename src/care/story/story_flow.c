// SPDX-License-Identifier: AGPL-3.0-or-later
/* What flows may ask of the board, and know about it. */
#include "care/care_call.h"
#include "care/care_int.h"
#include "care/story/story_int.h"

/* 1, 0: is there anything to hear? */
static int some_on_board(struct care_turn *t, const struct store_person *p)
{
	struct store_recording r;
	struct store_story s;

	return care_story_listen(t, p, 0, &s, &r);
}

static int some_waits(struct care_turn *t, const struct store_person *p)
{
	struct store_recording r;
	struct store_story s;
	int rc = care_story_is_team(t, p);

	return rc == 1 ? care_story_waits(t, p, 0, &s, &r) : rc;
}

static int room_for_one(struct care_turn *t, const struct store_person *p)
{
	int64_t n = 0;
	int rc = store_story_count(t->store, p->id, &n);

	return rc < 0 ? rc : care_story_settings(t->care)->open &&
			     n < care_story_settings(t->care)->each;
}

static int taken_back(struct care_turn *t, const struct store_person *p)
{
	int n, rc = story_take_back(t, p, &n);

	return rc < 0 ? rc : n > 0;
}

static const struct {
	const char *name;
	int (*ask)(struct care_turn *t, const struct store_person *p);
	enum care_story_wish wish;
} kinds[] = {
	{ "listen", some_on_board, CARE_STORY_LISTEN },
	{ "record", room_for_one, CARE_STORY_RECORD },
	{ "team", some_waits, CARE_STORY_TEAM },
	{ "take-back", taken_back, CARE_STORY_NONE },
};

/* On a call voice/ goes on from here when all has been said; a text can only take back. */
static int run_stories(struct care_turn *t, struct store_person *p, const char *const *args,
		       unsigned int nargs, const char **outcome)
{
	struct care_speaker *speaker = care_speaker_of(t, p->id);
	int rc = 0;

	*outcome = "none";
	for (size_t i = 0; nargs && i < ARRAY_LEN(kinds); i++) {
		if (strcmp(kinds[i].name, args[0]) != 0 || (kinds[i].wish && !speaker))
			continue;
		rc = kinds[i].ask(t, p);
		if (rc == 1 && kinds[i].wish)
			speaker->story = kinds[i].wish;
		if (rc == 1)
			*outcome = "some";
	}
	return rc < 0 ? rc : 0;
}

const struct care_effect care_story_effects[] = { { "stories", run_stories }, { 0 } };

static int has_story(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	int64_t n = 0;
	int rc = store_story_count(t->store, p->id, &n);

	*out = FLOW_TRUTH(n > 0);
	return rc;
}

static int is_team(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	int rc = care_story_is_team(t, p);

	*out = FLOW_TRUTH(rc == 1);
	return rc < 0 ? rc : 0;
}

static int has_number(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(*care_call_settings(t->care)->shown != '\0');
	return 0;
}

const struct care_variable care_story_variables[] = {
	{ "member.story", has_story }, { "member.story_team", is_team },
	{ "service.number", has_number }, { 0 }
};

static const char *ring(struct care_turn *t, const struct store_person *to)
{
	return care_call_settings(t->care)->shown;
}

const struct care_placeholder care_story_placeholders[] = { { "ring", ring }, { 0 } };
