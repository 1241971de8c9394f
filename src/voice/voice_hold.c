// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Hold, and a third one.  Whoever works here presses "*" while two people talk:
 * the member is told and hears music (0 and 9 work there), they themselves hear
 * what there is: go on, or bring in somebody who speaks up for people
 * elsewhere (care_call_third()).  It ends by itself.
 */
#include "voice/voice_int.h"

#include "care/care_talk.h"

enum { SILENCES = 9 };
#define HOLD_MS SECONDS_MS(20)

COUNTER(count_holds, "voice.holds", "Times that a peer had a member wait for a moment.");

static int hold_member(struct voice_turn *x, struct voice_call *member)
{
	struct voice_turn y;
	int rc = voice_turn_init(&y, x->v, member, x->t);

	voice_part(member);
	if (rc == 0)
		rc = voice_prompt(&y, "voice.held", WORDS_ARGS(
			WORDS_TEXT("peer", x->person.pseudonym)));
	if (rc == 0)
		voice_tell(member, NULL);
	return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
}

int voice_hold(struct voice_turn *x, const struct store_conversation *c)
{
	struct voice_call *member = voice_talk_other(x, c);
	int rc;

	if (x->person.id == c->member_id || !member)
		return 0;		/* a member's "*" is nobody's business */
	counter_inc(&count_holds);
	voice_part(x->call);
	voice_monitors_part(x->v, c->id);
	rc = hold_member(x, member);
	return rc < 0 ? rc : voice_go(x, VOICE_STEP_HOLD, c->id);
}

static int enter_hold(struct voice_turn *x)
{
	int rc = voice_prompt(x, "voice.hold.menu", NULL);

	if (rc == 0)
		voice_ask(x->call, NULL, 1, 1, HOLD_MS);
	return rc;
}

static int go_on(struct voice_turn *x)
{
	return voice_go(x, VOICE_STEP_TALK, x->call->row.subject_id);
}

/* Nobody of that kind is free: whoever leads the peers is asked. */
static int third(struct voice_turn *x, const struct store_conversation *c)
{
	int rc = care_call_third(x->t, c);

	if (rc == 0)
		rc = care_call_key(x->t, c, &x->person, '0', NULL);
	else if (rc == 1)
		rc = voice_prompt(x, "voice.third", NULL);
	return rc < 0 ? rc : go_on(x);
}

static int hold_digits(struct voice_turn *x, const char *digits)
{
	struct store_conversation c;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	if (rc != 1 || !c.open)
		return rc < 0 ? rc : voice_talk_over(x);
	if (strcmp(digits, "2") == 0)
		return third(x, &c);
	if (strcmp(digits, "0") == 0)
		rc = care_call_key(x->t, &c, &x->person, '0', NULL);
	return rc < 0 ? rc : strcmp(digits, "1") == 0 ? go_on(x) : enter_hold(x);
}

/* Nobody is forgotten there. */
static int hold_silent(struct voice_turn *x)
{
	return x->call->silent < SILENCES ? enter_hold(x) : go_on(x);
}

static int check_hold(struct voice_turn *x)
{
	struct store_conversation c;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	return rc < 0 ? rc : rc == 1 && c.open ? 0 : voice_talk_over(x);
}

const struct voice_step voice_step_hold = {
	.name = "hold", .enter = enter_hold, .digits = hold_digits, .silent = hold_silent,
	.check = check_hold, .left = voice_talk_left,
};
