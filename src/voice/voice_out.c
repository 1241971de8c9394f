// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Our own calls: the gate of a call-back, which names nothing until a key is
 * pressed (somebody else may answer, or a machine), and the whispered offer.
 */
#include "voice/voice_int.h"

#include "care/care_queue.h"
#include "care/care_talk.h"
#include "store/store_queue.h"

enum { SILENCES = 3 };

static int gate_ask(struct voice_turn *x)
{
	bool works = x->person.roles & ~(unsigned int)STORE_ROLE_MEMBER;

	return voice_question(x, works ? "voice.gate.work" : "voice.gate");
}

static int through(struct voice_turn *x)
{
	struct store_ring ring;
	int rc = store_ring_get(x->v->store, x->call->row.ring_id, &ring);

	if (rc != 1)
		return rc < 0 ? rc : voice_bye(x, NULL);
	rc = care_call_reached(x->t, ring.id);
	if (rc < 0)
		return rc;
	x->call->row.step = VOICE_STEP_FLOW;
	x->call->dirty = true;
	if (ring.why == STORE_RING_LISTEN)
		return voice_go(x, VOICE_STEP_MONITOR, ring.subject_id);
	if (ring.subject_id)
		return voice_go(x, VOICE_STEP_TALK, ring.subject_id);
	/* Cut off: perhaps before they heard that we have what they said, be it a message, an
	 * answer or a story. */
	rc = ring.why == STORE_RING_LOST ? care_call_unheard(x->t, x->person.id) : 0;
	if (rc == 1)
		rc = voice_prompt(x, "voice.kept.all", NULL);
	return rc < 0 ? rc : voice_start_caller(x);
}

static int gate_digits(struct voice_turn *x, const char *digits)
{
	return strcmp(digits, "1") == 0 ? through(x) : gate_ask(x);
}

/* A voicemail hears the sentence that says nothing, and no more. */
static int gate_silent(struct voice_turn *x)
{
	return x->call->silent < SILENCES ? gate_ask(x) : (voice_hangup(x->call, false), 0);
}

static int gate_left(struct voice_turn *x, bool dropped)
{
	return voice_ring_failed(x->v, x->t, x->call->row.ring_id, false);
}

/* What it is about ended while we asked. */
static int check_gate(struct voice_turn *x)
{
	struct store_conversation c;
	struct store_ring ring;
	int rc = store_ring_get(x->v->store, x->call->row.ring_id, &ring);

	if (rc != 1 || !ring.subject_id)
		return rc < 0 ? rc : 0;
	rc = store_conversation_get(x->v->store, ring.subject_id, &c);
	return rc < 0 ? rc : rc == 1 && c.open ? 0 : voice_bye(x, NULL);
}

const struct voice_step voice_step_gate = {
	.name = "press 1", .enter = gate_ask, .digits = gate_digits, .silent = gate_silent,
	.left = gate_left, .check = check_gate,
};

int voice_ring_check(struct voice_turn *x)
{
	int rc = x->call->row.ring_id ? care_call_ring_over(x->t, x->call->row.ring_id) : 0;

	if (rc == 1 && !x->call->cancelled) {
		x->call->cancelled = true;
		voice_hangup(x->call, false);
	}
	return rc < 0 ? rc : 0;
}

/* --- An offer ------------------------------------------------------------------------ */

static int offer_words(struct voice_turn *x, const struct store_offer *o)
{
	const struct words_for who = { x->person.lang, WORDS_VOICE, x->person.plain_words };
	struct store_request r;
	int rc = store_request_get(x->v->store, o->request_id, &r);

	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	return voice_prompt(x, r.kind == MATCH_MESSAGE ? "voice.offer.message" : "voice.offer",
		WORDS_ARGS(WORDS_TEXT("waiting", words_duration(x->t->mem,
				care_deps(x->v->deps.care)->words, &who,
				x->t->now_ms - r.since_ms)),
			   WORDS_TEXT("wishes", care_queue_wishes(x->t, &x->person, &r))));
}

static int enter_offer(struct voice_turn *x)
{
	struct store_offer o;
	int rc = store_offer_get(x->v->store, x->call->row.subject_id, &o);

	if (rc == 1 && o.state == STORE_OFFER_OPEN)
		rc = offer_words(x, &o);
	else if (rc >= 0)
		return voice_bye(x, NULL);
	if (rc < 0)
		return rc == -ENOENT ? voice_bye(x, NULL) : rc;
	voice_ask(x->call, NULL, 1, 1, x->v->values.first_ms);
	return 0;
}

/* Taken, by this leg or by a text: to the caller, or to the message. */
static int taken(struct voice_turn *x)
{
	struct store_conversation c;
	struct store_recording rec;
	int rc = care_call_reached(x->t, x->call->row.ring_id);

	if (rc == 0)
		rc = care_call_conversation(x->t, x->person.id, &c);
	if (rc != 1)
		return rc < 0 ? rc : voice_bye(x, NULL);
	rc = care_call_is_by_call(x->t, &c);
	if (rc)
		return rc < 0 ? rc : voice_go(x, VOICE_STEP_TALK, c.id);
	rc = store_recording_of(x->v->store, x->t->mem, c.request_id, &rec);
	if (rc == 1)
		return voice_go(x, VOICE_STEP_LISTEN, rec.id);
	return rc < 0 && rc != -ENOKEY ? rc : voice_bye(x, "voice.bye");
}

static int offer_digits(struct voice_turn *x, const char *digits)
{
	bool yes = strcmp(digits, "1") == 0;
	int rc;

	if (strcmp(digits, "0") == 0)
		return voice_hear(x, digits, NULL);
	if (!yes && strcmp(digits, "2") != 0)
		return enter_offer(x);
	rc = care_queue_answer(x->t, &x->person, x->call->row.subject_id, yes);
	if (rc >= 0)
		rc = care_ask_end(x->t, x->person.id, CARE_ASK_OFFER, x->call->row.subject_id);
	if (rc >= 0)
		rc = care_call_reached(x->t, x->call->row.ring_id);
	if (rc < 0)
		return rc;
	return yes ? taken(x) : voice_bye(x, NULL);
}

static int offer_silent(struct voice_turn *x)
{
	return x->call->silent < SILENCES ? enter_offer(x) : voice_bye(x, NULL);
}

/* The moment it lapses, the phone is silent again. */
static int check_offer(struct voice_turn *x)
{
	struct store_offer o;
	int rc = store_offer_get(x->v->store, x->call->row.subject_id, &o);

	if (rc < 0)
		return rc;
	if (rc == 1 && o.state == STORE_OFFER_OPEN)
		return 0;
	if (rc == 1 && o.state == STORE_OFFER_ACCEPTED && o.peer_id == x->person.id)
		return taken(x);
	voice_hangup(x->call, false);
	x->call->row.step = VOICE_STEP_BYE;
	x->call->dirty = true;
	return 0;
}

static int offer_left(struct voice_turn *x, bool dropped)
{
	return care_call_not_reached(x->t, x->call->row.ring_id);
}

const struct voice_step voice_step_offer = {
	.name = "offer", .enter = enter_offer, .digits = offer_digits, .silent = offer_silent,
	.check = check_offer, .left = offer_left,
};
