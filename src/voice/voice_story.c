// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The board: callers hear stories, one of the team hears what waits and decides.
 * 0 and 9 lead out of either at any moment; a story gives way to any key.
 */
#include "voice/voice_int.h"

#include "care/care_story.h"

enum { SILENCES = 3 };

/* --- A caller listens ------------------------------------------------------------- */

/* Words that were said, then the sound, then a key. */
static int play_story(struct voice_turn *x, const struct store_story *s,
		      const struct store_recording *r)
{
	x->call->row.subject_id = s->id;
	x->call->dirty = true;
	if (!x->call->speaker.said_len && x->call->items)
		json_array_clear(x->call->items);	/* what came before the last one */
	x->call->whole_at_ms = x->t->now_ms + r->length_ms;
	voice_ask(x->call, voice_rec_item(r), 1, 1, x->v->values.first_ms);
	return 0;
}

static int next_story(struct voice_turn *x, int64_t before_id)
{
	struct store_recording r;
	struct store_story s;
	int rc = care_story_listen(x->t, &x->person, before_id, &s, &r);

	if (rc != 1) {
		if (rc == 0)
			rc = voice_prompt(x, "voice.story.last", NULL);
		return rc < 0 ? rc : voice_flow_after(x);
	}
	rc = care_story_played(x->t, s.id);
	return rc < 0 ? rc : play_story(x, &s, &r);
}

/* Again after a reconnect too: that one from its beginning. */
static int enter_story(struct voice_turn *x)
{
	int64_t at_id = x->call->row.subject_id;
	int rc = at_id ? 0 : voice_prompt(x, "voice.story.first", NULL);

	return rc < 0 ? rc : next_story(x, at_id ? at_id + 1 : 0);
}

static int story_digits(struct voice_turn *x, const char *digits)
{
	switch (digits[0]) {
	case '1':
		return next_story(x, x->call->row.subject_id + 1);
	case '2':
		return voice_flow_after(x);
	case '3':
		return next_story(x, x->call->row.subject_id);
	default:
		return voice_hear(x, digits, NULL);
	}
}

static int story_after(struct voice_turn *x)
{
	return voice_question(x, "voice.story.after");
}

static int story_silent(struct voice_turn *x)
{
	return x->call->silent >= SILENCES ? voice_bye(x, "voice.bye.silent") : story_after(x);
}

const struct voice_step voice_step_story = {
	.name = "hearing stories", .enter = enter_story, .digits = story_digits,
	.silent = story_silent,
};

/* --- One of the team decides --------------------------------------------------------- */

enum { DECIDE, WHY_NOT, WORRY };

static int next_waiting(struct voice_turn *x, int64_t after_id)
{
	struct store_person maker;
	struct store_recording r;
	struct store_story s;
	int rc = care_story_waits(x->t, &x->person, after_id, &s, &r);

	x->call->deciding = DECIDE;
	if (rc == 1 && store_people_by_id(x->v->store, s.person_id, &maker) < 0)
		return next_waiting(x, s.id);
	if (rc != 1) {
		if (rc == 0)
			rc = voice_prompt(x, "story.team.none", NULL);
		return rc < 0 ? rc : voice_flow_after(x);
	}
	rc = voice_prompt(x, "voice.listen.from",
			  WORDS_ARGS(WORDS_TEXT("member", maker.pseudonym)));
	if (rc == 0 && !s.agreed)
		rc = voice_prompt(x, "voice.story.team.only", NULL);
	return rc < 0 ? rc : play_story(x, &s, &r);
}

static int enter_team(struct voice_turn *x)
{
	return next_waiting(x, x->call->row.subject_id ? x->call->row.subject_id - 1 : 0);
}

static int team_ask(struct voice_turn *x, int deciding)
{
	static const char *const keys[] = {
		[DECIDE] = "voice.story.team.after", [WHY_NOT] = "voice.story.team.why",
		[WORRY] = "voice.story.team.worry",
	};

	x->call->deciding = deciding;
	return voice_question(x, keys[deciding]);
}

/* What came of it, and the next one. */
static int decided(struct voice_turn *x, int rc, enum care_story_did did)
{
	bool done = did == CARE_STORY_DONE || did == CARE_STORY_DECIDED || did == CARE_STORY_GONE;

	if (rc >= 0)
		rc = voice_prompt(x, done ? "voice.story.team.done" : "voice.story.team.only",
				  NULL);
	if (rc < 0)
		return rc;
	return done ? next_waiting(x, x->call->row.subject_id) : team_ask(x, DECIDE);
}

static bool heard_whole(const struct voice_turn *x)
{
	return x->t->now_ms >= x->call->whole_at_ms;
}

/* What harms somebody may be in the last sentence. */
static int approve(struct voice_turn *x, int64_t id)
{
	enum care_story_did did;
	int rc;

	if (!heard_whole(x)) {
		rc = voice_prompt(x, "voice.story.team.early", NULL);
		return rc < 0 ? rc : next_waiting(x, id - 1);
	}
	rc = care_story_approve(x->t, &x->person, id, &did);
	return decided(x, rc, did);
}

static int decide(struct voice_turn *x, char digit)
{
	int64_t id = x->call->row.subject_id;

	switch (digit) {
	case '1':
		return approve(x, id);
	case '2':
		return team_ask(x, WHY_NOT);
	case '3':
		return next_waiting(x, id - 1);
	case '4':
		return team_ask(x, WORRY);
	case '5':
		return next_waiting(x, id);
	case '6':
		return voice_flow_after(x);
	default:
		return team_ask(x, DECIDE);
	}
}

static int why_not(struct voice_turn *x, char digit)
{
	enum care_story_did did;
	int rc;

	if (digit < '1' || digit > '4')
		return team_ask(x, DECIDE);
	rc = care_story_refuse(x->t, &x->person, x->call->row.subject_id, digit - '0', &did);
	return decided(x, rc, did);
}

static int worry(struct voice_turn *x, char digit)
{
	int rc = voice_worry(x, digit, care_story_worry);

	return rc < 0 ? rc : team_ask(x, DECIDE);
}

/* Played to its end, it was heard, whatever is decided. */
static int note_heard(struct voice_turn *x)
{
	return heard_whole(x) ? care_story_heard(x->t, &x->person, x->call->row.subject_id) : 0;
}

static int team_digits(struct voice_turn *x, const char *digits)
{
	static int (*const asked[])(struct voice_turn *x, char digit) = {
		[DECIDE] = decide, [WHY_NOT] = why_not, [WORRY] = worry };
	int rc = note_heard(x);

	if (rc < 0)
		return rc;
	return digits[0] == '0' ? voice_hear(x, digits, NULL) :
		asked[x->call->deciding](x, digits[0]);
}

static int team_silent(struct voice_turn *x)
{
	int rc = note_heard(x);

	if (rc < 0)
		return rc;
	return x->call->silent >= SILENCES ? voice_bye(x, "voice.bye.silent") :
		team_ask(x, x->call->deciding);
}

const struct voice_step voice_step_story_team = {
	.name = "deciding on stories", .enter = enter_team, .digits = team_digits,
	.silent = team_silent,
};
