// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The ordinary talk with the house: digits go where texts go, and what is said
 * in answer is played.  What the leg does next is read from the rows: a
 * question that waits, a request in line, a conversation.
 */
#include "voice/voice_int.h"

#include "care/care_queue.h"
#include "store/store_queue.h"

enum { SILENCES = 3, SILENCES_LANGUAGE = 2 };

COUNTER(count_digits, "voice.digits", "Answers by digits.");
COUNTER(count_silent, "voice.silent", "Questions after which nothing was pressed.");

/* --- What comes next ---------------------------------------------------------------- */

static int ask_now(struct voice_turn *x)
{
	struct care_speaker *s = &x->call->speaker;
	int min = s->asks ? s->digits_min : 1, max = s->asks ? s->digits_max : 1;

	x->call->row.step = VOICE_STEP_FLOW;
	x->call->dirty = true;
	voice_ask(x->call, NULL, min, max, s->asks && s->first_key_ms ? s->first_key_ms :
		  x->v->values.first_ms);
	return 0;
}

/* A question for words is one for a recording; any other takes digits. */
static int ask_or_record(struct voice_turn *x)
{
	return x->call->speaker.asks_text ? voice_go(x, VOICE_STEP_ANSWER, 0) : ask_now(x);
}

/* Nothing waits for them any more: what else is there? */
static int go_on(struct voice_turn *x)
{
	struct store_incident incident;
	struct store_conversation c;
	struct store_request r;
	int rc = care_call_conversation(x->t, x->person.id, &c);

	if (rc == 1)		/* they pressed 9 while they waited for the other one */
		rc = care_call_is_by_call(x->t, &c);
	if (rc)
		return rc < 0 ? rc : voice_go(x, VOICE_STEP_TALK, c.id);
	rc = store_request_open_of(x->v->store, x->person.id, &r);
	if (rc < 0)
		return rc;
	if (rc == 1 && r.state == STORE_REQUEST_TAKEN && r.kind == MATCH_CALL)
		return voice_go(x, VOICE_STEP_TALK, r.conversation_id);
	if (rc == 1 && r.kind == MATCH_CALL && (r.state == STORE_REQUEST_WAITING ||
						r.state == STORE_REQUEST_OFFERED))
		return voice_go(x, VOICE_STEP_WAIT, r.id);
	rc = care_incident_of(x->t, x->person.id, &incident);
	if (rc)			/* somebody is being called for them: not alone meanwhile */
		return rc < 0 ? rc : voice_go(x, VOICE_STEP_WAIT, 0);
	rc = care_session_again(x->t, &x->person);
	if (rc == 0)
		rc = care_flow_start(x->t, &x->person, "menu");
	return rc < 0 ? rc : ask_or_record(x);
}

int voice_flow_again(struct voice_turn *x)
{
	return go_on(x);
}

int voice_flow_after(struct voice_turn *x)
{
	static const enum voice_step_id to[] = {
		[CARE_STORY_LISTEN] = VOICE_STEP_STORY,
		[CARE_STORY_RECORD] = VOICE_STEP_STORY_RECORD,
		[CARE_STORY_TEAM] = VOICE_STEP_STORY_TEAM,
	};
	struct care_speaker *s = &x->call->speaker;

	if (x->call->row.step == VOICE_STEP_BYE)
		return 0;
	if (s->message)
		return voice_go(x, VOICE_STEP_RECORD, 0);
	if (s->story) {
		enum voice_step_id step = to[s->story];

		s->story = CARE_STORY_NONE;
		return voice_go(x, step, 0);
	}
	return s->asks ? ask_or_record(x) : go_on(x);
}

/* --- Digits to care ------------------------------------------------------------------- */

/* The number may have got a new owner by what was just pressed. */
static int person_again(struct voice_turn *x)
{
	int rc = store_people_by_address(x->v->store, (enum store_address)x->call->sender_kind,
					 secret_reveal(x->call->sender), &x->person);

	if (rc == 0 && x->person.id != x->call->row.person_id) {
		x->call->row.person_id = x->call->speaker.person_id = x->person.id;
		x->call->dirty = true;
	}
	return rc;
}

/* 0 and 9 work from every step; what was begun there is not lost. */
static int leave_step(struct voice_turn *x)
{
	struct voice_call *c = x->call;
	int rc = 0;

	if (c->row.step == VOICE_STEP_FLOW)
		return 0;
	if (c->row.step == VOICE_STEP_KEEP || c->row.step == VOICE_STEP_STORY_KEEP ||
	    c->row.step == VOICE_STEP_ANSWER_KEEP)
		rc = voice_keep_unasked(x);
	if (rc == 0 && c->row.step == VOICE_STEP_GATE)
		rc = care_call_reached(x->t, c->row.ring_id);
	c->row.step = VOICE_STEP_FLOW;
	c->dirty = true;
	return rc;
}

int voice_hear(struct voice_turn *x, const char *digits, const struct voice_report *r)
{
	struct lexicon_result scan;
	struct care_text text = {
		.uuid = r ? r->uuid : "", .spoken = true, .sender_kind = x->call->sender_kind,
		.sender = secret_reveal(x->call->sender), .service = "",
		.text = secret_str(x->t->mem, digits), .scan = r ? &r->scan : &scan,
		.incident_code = r && r->code[0] ? r->code : NULL, .received_at_ms = x->t->now_ms,
	};
	int rc;

	rc = leave_step(x);
	if (rc < 0)
		return rc;
	if (!r)
		care_scan(x->v->deps.care, VIEW_STR(digits), &scan);
	counter_inc(&count_digits);
	x->v->hearing = x->call;
	rc = care_text_in(x->t, &text);
	x->v->hearing = NULL;
	if (rc < 0)
		return rc;
	rc = person_again(x);
	if (rc == -ENOENT || rc == -ENOKEY)	/* erased: their last words have been said */
		return voice_bye(x, "voice.bye");
	return rc < 0 ? rc : voice_flow_after(x);
}

int voice_say_pending(struct voice_turn *x)
{
	struct voice_call *c = x->call;

	if (c->row.step == VOICE_STEP_RECORD || c->row.step == VOICE_STEP_STORY_RECORD ||
	    c->row.step == VOICE_STEP_ANSWER)
		return 0;		/* they speak now: said when they are done */
	if (c->row.step == VOICE_STEP_FLOW)
		return ask_or_record(x);
	if (c->row.step == VOICE_STEP_WAIT)
		voice_ask(c, NULL, 1, 1, SECONDS_MS(1));
	else if (c->row.step == VOICE_STEP_TALK || c->row.step == VOICE_STEP_MONITOR)
		voice_tell(c, NULL);
	else
		voice_ask(c, NULL, c->min, c->max, x->v->values.first_ms);
	return 0;
}

/* --- The flow -------------------------------------------------------------------------- */

static int flow_digits(struct voice_turn *x, const char *digits)
{
	return voice_hear(x, digits, NULL);
}

static int flow_silent(struct voice_turn *x)
{
	int rc;

	counter_inc(&count_silent);
	if (x->call->silent >= SILENCES)
		return voice_bye(x, "voice.bye.silent");
	rc = voice_prompt(x, "voice.silent", NULL);
	if (rc == 0)
		voice_ask_after(x->call);
	return rc;
}

const struct voice_step voice_step_flow = {
	.name = "flow", .enter = voice_flow_again, .digits = flow_digits, .silent = flow_silent,
};

/* --- Which language? ----------------------------------------------------------------------- */

/* Each in its own: "For English, press 1.  Kwa Kiswahili, bonyeza 2." */
static int enter_language(struct voice_turn *x)
{
	const struct words *words = care_deps(x->v->deps.care)->words;
	const char *const *langs = words_languages(words);
	struct store_person p = x->person;
	int i, rc = 0;

	for (i = 0; rc == 0 && langs[i] && i < 8; i++) {
		if (strlen(langs[i]) >= sizeof(p.lang))
			continue;
		strcpy(p.lang, langs[i]);
		rc = care_speak(x->t, &p, &x->call->speaker, &(struct care_message){
			.key = "voice.language",
			.args = WORDS_ARGS(WORDS_NUMBER("number", i + 1)) },
			false);
	}
	if (rc == 0)
		voice_ask(x->call, NULL, 1, 1, x->v->values.first_ms);
	return rc;
}

static int greet(struct voice_turn *x)
{
	int rc;

	x->call->row.step = VOICE_STEP_FLOW;
	x->call->dirty = true;
	rc = care_call_greet(x->t, &x->person);
	return rc < 0 ? rc : voice_flow_after(x);
}

static int language_digits(struct voice_turn *x, const char *digits)
{
	const char *const *langs = words_languages(care_deps(x->v->deps.care)->words);
	int n = digits[0] - '0', i, rc;

	for (i = 0; langs[i] && i < 8; i++)
		;
	if (digits[0] == '0') {
		x->call->row.step = VOICE_STEP_FLOW;
		return voice_hear(x, digits, NULL);
	}
	if (n < 1 || n > i || digits[1])
		return voice_wrong(x, enter_language);
	strcpy(x->person.lang, langs[n - 1]);
	rc = store_people_save(x->v->store, &x->person);
	return rc < 0 ? rc : greet(x);
}

static int language_silent(struct voice_turn *x)
{
	return x->call->silent >= SILENCES_LANGUAGE ? greet(x) : enter_language(x);
}

const struct voice_step voice_step_language = {
	.name = "language", .enter = enter_language, .digits = language_digits,
	.silent = language_silent,
};
