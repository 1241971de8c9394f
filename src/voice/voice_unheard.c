// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * One of the staff rings and something was said that nobody has heard: a message, or an answer
 * in a flow.  It is played, with whose it is; played to its end, its clock stops.
 */
#include "voice/voice_int.h"

enum { SILENCES = 3 };
enum { OFFERED, PLAYED, WORRY };	/* voice_call.deciding */

static int ask(struct voice_turn *x, int deciding)
{
	static const char *const keys[] = {
		[OFFERED] = "voice.unheard", [PLAYED] = "voice.unheard.after",
		[WORRY] = "voice.story.team.worry",
	};

	x->call->deciding = deciding;
	return voice_question(x, keys[deciding]);
}

/* They would rather do something else: as any call begins. */
static int not_now(struct voice_turn *x)
{
	int rc = care_call_greet(x->t, &x->person);

	return rc < 0 ? rc : voice_flow_after(x);
}

static int play_next(struct voice_turn *x, int64_t after_id)
{
	struct store_recording r;
	struct store_person from;
	int rc = care_call_next_unheard(x->t, &x->person, after_id, &r);

	if (rc == 1 && store_people_by_id(x->v->store, r.person_id, &from) < 0)
		return play_next(x, r.id);
	if (rc == 0) {
		rc = voice_prompt(x, "voice.unheard.none", NULL);
		return rc < 0 ? rc : voice_flow_after(x);
	}
	if (rc == 1)
		rc = voice_prompt(x, "voice.listen.from",
				  WORDS_ARGS(WORDS_TEXT("member", from.pseudonym)));
	if (rc < 0)
		return rc;
	x->call->row.subject_id = r.id;
	x->call->dirty = true;
	x->call->deciding = PLAYED;
	x->call->whole_at_ms = x->t->now_ms + r.length_ms;
	voice_ask(x->call, voice_rec_item(&r), 1, 1, x->v->values.first_ms);
	return 0;
}

/* Again after a reconnect: that one from its beginning. */
static int enter_unheard(struct voice_turn *x)
{
	return x->call->row.subject_id ? play_next(x, x->call->row.subject_id - 1) :
		ask(x, OFFERED);
}

static int note_heard(struct voice_turn *x)
{
	bool whole = x->call->deciding == PLAYED && x->call->row.subject_id &&
		x->t->now_ms >= x->call->whole_at_ms;

	return whole ? care_call_heard(x->t, x->call->row.subject_id, x->person.id) : 0;
}

static int worry(struct voice_turn *x, char digit)
{
	int rc = voice_worry(x, digit, care_call_worry);

	return rc < 0 ? rc : ask(x, PLAYED);
}

static int played(struct voice_turn *x, char digit)
{
	int64_t id = x->call->row.subject_id;
	struct store_recording r;
	int rc;

	switch (digit) {
	case '1':
		rc = store_recording_get(x->v->store, x->t->mem, id, &r);
		if (rc != 1)
			return rc < 0 && rc != -ENOKEY ? rc : play_next(x, id);
		x->call->whole_at_ms = x->t->now_ms + r.length_ms;
		voice_ask(x->call, voice_rec_item(&r), 1, 1, x->v->values.first_ms);
		return 0;
	case '2':
		return play_next(x, id);
	case '3':
		return ask(x, WORRY);
	case '4':
		return voice_flow_after(x);
	default:
		return ask(x, PLAYED);
	}
}

static int unheard_digits(struct voice_turn *x, const char *digits)
{
	int rc = note_heard(x);

	if (rc < 0)
		return rc;
	if (digits[0] == '0')
		return voice_hear(x, digits, NULL);
	if (x->call->deciding == OFFERED)
		return digits[0] == '1' ? play_next(x, 0) : not_now(x);
	return x->call->deciding == WORRY ? worry(x, digits[0]) : played(x, digits[0]);
}

static int unheard_silent(struct voice_turn *x)
{
	int rc = note_heard(x);

	if (rc < 0)
		return rc;
	return x->call->silent >= SILENCES ? voice_bye(x, "voice.bye.silent") :
		ask(x, x->call->deciding);
}

static int unheard_left(struct voice_turn *x, bool dropped) { return note_heard(x); }

const struct voice_step voice_step_unheard = {
	.name = "hearing what nobody has heard", .enter = enter_unheard,
	.digits = unheard_digits, .silent = unheard_silent, .left = unheard_left,
};
