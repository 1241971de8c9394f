// SPDX-License-Identifier: AGPL-3.0-or-later
/* The steps that a leg can be at, and going from one to another. */
#include "voice/voice_int.h"

enum { WRONGS = 2 };

static int nothing(struct voice_turn *x) { return 0; }
static const struct voice_step step_none = { .name = "rings", .enter = nothing };

static const struct voice_step *const steps[VOICE_STEPS] = {
	[VOICE_STEP_NONE] = &step_none, [VOICE_STEP_LANGUAGE] = &voice_step_language,
	[VOICE_STEP_FLOW] = &voice_step_flow, [VOICE_STEP_WAIT] = &voice_step_wait,
	[VOICE_STEP_RECORD] = &voice_step_record, [VOICE_STEP_KEEP] = &voice_step_keep,
	[VOICE_STEP_GATE] = &voice_step_gate, [VOICE_STEP_OFFER] = &voice_step_offer,
	[VOICE_STEP_LISTEN] = &voice_step_listen, [VOICE_STEP_TALK] = &voice_step_talk,
	[VOICE_STEP_MONITOR] = &voice_step_monitor, [VOICE_STEP_BYE] = &voice_step_bye,
	[VOICE_STEP_STORY_RECORD] = &voice_step_story_record,
	[VOICE_STEP_STORY_KEEP] = &voice_step_story_keep,
	[VOICE_STEP_STORY] = &voice_step_story, [VOICE_STEP_STORY_TEAM] = &voice_step_story_team,
	[VOICE_STEP_HOLD] = &voice_step_hold,
	[VOICE_STEP_UNHEARD] = &voice_step_unheard,
	[VOICE_STEP_ANSWER] = &voice_step_answer,
	[VOICE_STEP_ANSWER_KEEP] = &voice_step_answer_keep,
};

/* A row of a later program's may name a step that we do not know. */
const struct voice_step *voice_step(const struct voice_call *c)
{
	return c->row.step >= 0 && c->row.step < VOICE_STEPS ? steps[c->row.step] : &step_none;
}

int voice_go(struct voice_turn *x, enum voice_step_id step, int64_t subject_id)
{
	struct voice_call *c = x->call;

	c->row.step = step;
	c->row.subject_id = subject_id;
	c->dirty = true;
	c->silent = c->wrong = 0;
	c->asked_record = c->heard_it = false;
	c->deciding = 0;
	return voice_step(c)->enter(x);
}

int voice_prompt(struct voice_turn *x, const char *key, const struct words_arg *args)
{
	return care_speak(x->t, &x->person, &x->call->speaker,
			  &(struct care_message){ .key = key, .args = args }, false);
}

int voice_question(struct voice_turn *x, const char *key)
{
	int rc = voice_prompt(x, key, NULL);

	if (rc == 0)
		voice_ask(x->call, NULL, 1, 1, x->v->values.first_ms);
	return rc;
}

int voice_worry(struct voice_turn *x, char digit,
		int (*worried)(struct care_turn *t, const struct store_person *by, int64_t id,
			       bool danger))
{
	bool danger = digit == '1';
	int rc;

	if (!danger && digit != '2')
		return 0;
	rc = worried(x->t, &x->person, x->call->row.subject_id, danger);
	return rc < 0 ? rc : voice_prompt(x, danger ? "voice.story.team.called" :
						      "voice.story.team.raised", NULL);
}

int voice_wrong(struct voice_turn *x, int (*again)(struct voice_turn *x))
{
	int rc;

	if (++x->call->wrong < WRONGS)
		return again(x);
	x->call->wrong = 0;
	rc = voice_prompt(x, "voice.person", NULL);
	return rc < 0 ? rc : voice_hear(x, "0", NULL);
}

/* --- The end ------------------------------------------------------------------------- */

int voice_bye(struct voice_turn *x, const char *key)
{
	int rc = key ? voice_prompt(x, key, NULL) : 0;

	x->call->row.step = VOICE_STEP_BYE;
	x->call->row.subject_id = 0;
	x->call->dirty = true;
	if (rc < 0)
		return rc;
	if (x->call->speaker.said_len)
		voice_tell(x->call, NULL);
	voice_hangup(x->call, true);
	return 0;
}

int voice_bye_kept(struct voice_turn *x, int64_t recording_id)
{
	int rc = voice_bye(x, "voice.bye");

	x->call->row.subject_id = recording_id;
	return rc;
}

/* Again after a reconnect: a goodbye was said, or it was not; it is over all the same.  But
 * that we have their message they have not heard to its end, or they would be gone. */
static int enter_bye(struct voice_turn *x)
{
	int64_t kept = x->call->row.subject_id;
	int rc = kept ? voice_prompt(x, "voice.kept", NULL) : 0;

	if (kept)
		return rc < 0 ? rc : voice_bye_kept(x, kept);
	voice_hangup(x->call, true);
	return 0;
}

const struct voice_step voice_step_bye = { .name = "goodbye", .enter = enter_bye };

/* --- How a call begins --------------------------------------------------------------------- */

static bool several_languages(const struct voice *v)
{
	const char *const *langs = words_languages(care_deps(v->deps.care)->words);

	return langs[0] && langs[1];
}

int voice_start_caller(struct voice_turn *x)
{
	struct store_conversation c;
	struct store_recording r;
	struct store_offer o;
	int rc = care_call_conversation(x->t, x->person.id, &c);

	/* Cut off, and quicker than our call; or they would rather talk than write. */
	if (rc == 1)
		return voice_go(x, VOICE_STEP_TALK, c.id);
	if (rc == 0 && x->person.roles & STORE_ROLE_PEER)
		rc = store_offer_of_peer(x->v->store, x->person.id, &o);
	if (rc)
		return rc < 0 ? rc : voice_go(x, VOICE_STEP_OFFER, o.id);
	rc = care_call_next_unheard(x->t, &x->person, 0, &r);
	if (rc)
		return rc < 0 ? rc : voice_go(x, VOICE_STEP_UNHEARD, 0);
	if (x->person.consent == STORE_CONSENT_NONE && several_languages(x->v))
		return voice_go(x, VOICE_STEP_LANGUAGE, 0);
	rc = care_call_greet(x->t, &x->person);
	return rc < 0 ? rc : voice_flow_after(x);
}

int voice_start_call(struct voice_turn *x)
{
	struct store_ring ring;
	int rc;

	if (x->call->row.role == STORE_CALL_CALLER)
		return voice_start_caller(x);
	rc = store_ring_get(x->v->store, x->call->row.ring_id, &ring);
	if (rc != 1)
		return rc < 0 ? rc : voice_bye(x, NULL);
	switch (ring.why) {
	case STORE_RING_OFFER:
		return voice_go(x, VOICE_STEP_OFFER, ring.subject_id);
	case STORE_RING_MESSAGE:
		return voice_go(x, VOICE_STEP_LISTEN, ring.subject_id);
	default:
		return voice_go(x, VOICE_STEP_GATE, ring.id);
	}
}
