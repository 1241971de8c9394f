// SPDX-License-Identifier: AGPL-3.0-or-later
/* After the tone: a message, a story for others, an answer in a flow.  Say it, hear it, keep it;
 * and a peer who listens to a message. */
#include "voice/voice_int.h"

#include "care/care_story.h"

#include <sodium.h>

/* "Auntie" is a whole answer; a message is never that short. */
enum { EMPTY_MS = 1200, EMPTY_ANSWER_MS = 700, EMPTY_MAX = 2, SILENCES = 3 };

/* --- Three kinds ------------------------------------------------------------------ */

struct kind {
	int record, keep;		/* enum voice_step_id */
	const char *ask;		/* keep it? */
	int64_t empty_ms;
	/* They heard the choices and said so (agreed); or they went. */
	int (*kept)(struct care_turn *t, struct store_person *p, int64_t id, bool agreed);
};

static int kept_message(struct care_turn *t, struct store_person *p, int64_t id, bool agreed)
{
	return care_call_keep(t, p, id);
}

static int kept_story(struct care_turn *t, struct store_person *p, int64_t id, bool agreed)
{
	return care_story_give(t, p, id, agreed);
}

static int kept_answer(struct care_turn *t, struct store_person *p, int64_t id, bool agreed)
{
	return care_call_answer(t, p, id);
}

static const struct kind kind_message = {
	VOICE_STEP_RECORD, VOICE_STEP_KEEP, "voice.keep", EMPTY_MS, kept_message };
static const struct kind kind_story = {
	VOICE_STEP_STORY_RECORD, VOICE_STEP_STORY_KEEP, "voice.story.keep", EMPTY_MS, kept_story };
static const struct kind kind_answer = {
	VOICE_STEP_ANSWER, VOICE_STEP_ANSWER_KEEP, "voice.keep.words", EMPTY_ANSWER_MS,
	kept_answer };

static const struct kind *kind_of(const struct voice_turn *x)
{
	static const struct kind *const kinds[] = { &kind_message, &kind_story, &kind_answer };
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds) - 1; i++)
		if (x->call->row.step == kinds[i]->record || x->call->row.step == kinds[i]->keep)
			break;
	return kinds[i];
}

static bool is_answer(const struct voice_turn *x) { return kind_of(x) == &kind_answer; }

/* --- Record ----------------------------------------------------------------------- */

/* What was said before it, then the tone. */
static int tone_after(struct voice_turn *x)
{
	x->call->asked_record = true;
	voice_tell(x->call, NULL);
	return 0;
}

static int enter_record(struct voice_turn *x)
{
	int rc = voice_prompt(x, kind_of(x) == &kind_story ? "voice.story.record" : "voice.record",
			      NULL);

	return rc < 0 ? rc : tone_after(x);
}

/* The question has been said.  Who listens to the answer is said to its end, once a call. */
static int enter_answer(struct voice_turn *x)
{
	struct voice_call *c = x->call;
	bool first = !c->told_record;
	int rc;

	if (!c->speaker.asks_text)	/* after a reconnect */
		return voice_flow_again(x);
	c->record_ms = c->speaker.text_ms;
	c->told_record = true;
	rc = care_speak(x->t, &x->person, &c->speaker, &(struct care_message){
		.key = first ? "voice.record.words" : "voice.record.words.again" }, first);
	return rc < 0 ? rc : tone_after(x);
}

static int record_again(struct voice_turn *x)
{
	x->call->speaker.asks_text = is_answer(x);
	x->call->speaker.text_ms = x->call->record_ms;
	return voice_go(x, (enum voice_step_id)kind_of(x)->record, 0);
}

static int64_t longest_ms(const struct voice_turn *x)
{
	const struct care *care = x->v->deps.care;

	if (kind_of(x) == &kind_story)
		return care_story_settings(care)->record_ms;
	return is_answer(x) && x->call->record_ms ? x->call->record_ms :
		care_call_settings(care)->record_ms;
}

/* The tone comes when all has been said. */
static int record_played(struct voice_turn *x)
{
	const struct care_call_settings *set = care_call_settings(x->v->deps.care);
	struct store_recording r;
	json_t *is, *item;
	int rc;

	if (!x->call->asked_record)
		return 0;
	x->call->asked_record = false;
	rc = care_call_record(x->t, &x->person, &r);
	if (rc < 0)
		return rc;
	x->call->row.subject_id = r.id;
	item = voice_rec_item(&r);
	is = voice_order(x->call, "record");
	json_object_set(is, "rec", json_object_get(item, "rec"));
	json_object_set(is, "key", json_object_get(item, "key"));
	json_decref(item);
	json_object_set_new(is, "max_ms", json_integer(longest_ms(x)));
	json_object_set_new(is, "silence_ms", json_integer(set->silence_ms));
	json_object_set_new(is, "end_digits", json_string("#09"));
	voice_order_put(x->call, is);
	return 0;
}

/* They would not answer: on with the flow. */
static int skip(struct voice_turn *x)
{
	int rc;

	x->call->empty = 0;
	rc = care_session_spoken(x->t, &x->person, NULL);
	return rc < 0 ? rc : voice_flow_after(x);
}

static int nothing_said(struct voice_turn *x)
{
	bool enough = ++x->call->empty >= EMPTY_MAX;
	int rc = voice_prompt(x, "voice.record.empty", NULL);

	if (rc < 0)
		return rc;
	if (enough)
		return is_answer(x) ? skip(x) : voice_flow_after(x);
	return record_again(x);
}

/* A key ended it before anything was said.  9 and 0 mean what they always mean. */
static int key_instead(struct voice_turn *x, const char *digit, bool before_tone)
{
	if (digit[0] != '#')
		return voice_hear(x, digit, NULL);
	if (is_answer(x))
		return skip(x);
	if (!before_tone)
		return nothing_said(x);
	x->call->asked_record = true;	/* they know the words before it: the tone */
	return record_played(x);
}

/* To whoever is not there to hear what comes next. */
static int keep_for_one_gone(struct voice_turn *x, int64_t id)
{
	int rc;

	if (is_answer(x))
		x->v->gone = x->call;
	rc = kind_of(x)->kept(x->t, &x->person, id, false);
	x->v->gone = NULL;
	if (is_answer(x))
		voice_speaker_clear(x->call);
	return rc;
}

int voice_recorded(struct voice_turn *x, const char *rec, const char *file, int64_t length_ms,
		   const char *why, const char *digit)
{
	const struct kind *kind = kind_of(x);
	struct store_recording r;
	int rc = care_call_recorded(x->t, rec, file ? file : "", length_ms);

	if (rc == 0)
		rc = store_recording_by_name(x->v->store, x->t->mem, rec, &r);
	if (rc != 1 || x->call->row.step != kind->record)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	if (strcmp(why, "failed") == 0 || !file || !file[0] || length_ms < kind->empty_ms) {
		rc = care_call_drop(x->t, r.id);
		if (rc < 0 || strcmp(why, "hangup") == 0)
			return rc;
		return digit && digit[0] ? key_instead(x, digit, !file || !file[0]) :
			nothing_said(x);
	}
	x->call->empty = 0;
	/* What was said and then hung up was said: nobody's words are lost by a line. */
	if (strcmp(why, "hangup") == 0)
		return keep_for_one_gone(x, r.id);
	x->call->row.step = kind->keep;
	x->call->row.subject_id = r.id;
	if (digit && (digit[0] == '0' || digit[0] == '9'))
		return voice_hear(x, digit, NULL);
	return voice_go(x, (enum voice_step_id)kind->keep, r.id);
}

/* 0, 9 or the end of the call instead of a choice: kept, for words that were said may matter.
 * A story that nobody agreed to give is heard by the team alone. */
int voice_keep_unasked(struct voice_turn *x)
{
	return keep_for_one_gone(x, x->call->row.subject_id);
}

/* 0 and 9 end a recording too; what was said before them is kept. */
const struct voice_step voice_step_record = {
	.name = "recording", .enter = enter_record, .played = record_played,
};

/* --- Keep it? ---------------------------------------------------------------------------- */

static int keep_ask(struct voice_turn *x, json_t *first)
{
	int rc = voice_prompt(x, kind_of(x)->ask, NULL);

	if (rc < 0) {
		json_decref(first);
		return rc;
	}
	voice_ask_first(x->call, first, x->v->values.first_ms);
	return 0;
}

static int enter_keep(struct voice_turn *x) { return keep_ask(x, NULL); }

/* A message was what they rang for; after a story there may be more, after an answer there is. */
static int keep(struct voice_turn *x, bool agreed)
{
	const struct kind *kind = kind_of(x);
	int64_t id = x->call->row.subject_id;
	int rc = kind->kept(x->t, &x->person, id, agreed);
	struct store_conversation c;

	/* Somebody took their place in line while they spoke, and waits on the phone. */
	if (rc == 0)
		rc = care_call_conversation(x->t, x->person.id, &c);
	if (rc == 1)
		rc = care_call_is_by_call(x->t, &c);
	if (rc == 1)
		return voice_go(x, VOICE_STEP_TALK, c.id);
	if (rc < 0)
		return rc;
	if (kind == &kind_message)
		return voice_bye_kept(x, id);
	return kind == &kind_answer || agreed ? voice_flow_after(x) : voice_bye(x, "voice.bye");
}

static int hear(struct voice_turn *x)
{
	struct store_recording r;
	int rc = store_recording_get(x->v->store, x->t->mem, x->call->row.subject_id, &r);

	if (rc != 1)
		return rc < 0 ? rc : voice_flow_after(x);
	return keep_ask(x, voice_rec_item(&r));
}

static int drop(struct voice_turn *x, bool again)
{
	int rc = care_call_drop(x->t, x->call->row.subject_id);

	if (rc < 0 || again)
		return rc < 0 ? rc : record_again(x);
	rc = voice_prompt(x, "voice.dropped", NULL);
	if (rc < 0)
		return rc;
	return is_answer(x) ? skip(x) : voice_flow_after(x);
}

static int keep_digits(struct voice_turn *x, const char *digits)
{
	switch (digits[0]) {
	case '1':
		return keep(x, true);
	case '2':
		x->call->wrong = 0;
		return hear(x);
	case '3':
		return drop(x, true);
	case '4':
		return drop(x, false);
	case '0':
		return voice_hear(x, digits, NULL);
	default:
		return voice_wrong(x, enter_keep);
	}
}

static int keep_silent(struct voice_turn *x)
{
	return x->call->silent >= SILENCES ? keep(x, false) : keep_ask(x, NULL);
}

static int keep_left(struct voice_turn *x, bool dropped) { return voice_keep_unasked(x); }

const struct voice_step voice_step_keep = {
	.name = "keep it?", .enter = enter_keep, .digits = keep_digits, .silent = keep_silent,
	.left = keep_left,
};
const struct voice_step voice_step_story_record = {
	.name = "recording a story", .enter = enter_record, .played = record_played,
};
const struct voice_step voice_step_story_keep = {
	.name = "give it?", .enter = enter_keep, .digits = keep_digits, .silent = keep_silent,
	.left = keep_left,
};
const struct voice_step voice_step_answer = {
	.name = "saying an answer", .enter = enter_answer, .played = record_played,
};
const struct voice_step voice_step_answer_keep = {
	.name = "keep the answer?", .enter = enter_keep, .digits = keep_digits,
	.silent = keep_silent, .left = keep_left,
};

/* --- A peer listens ------------------------------------------------------- */

static int enter_listen(struct voice_turn *x)
{
	return voice_question(x, "voice.listen");
}

static int listen_play(struct voice_turn *x)
{
	struct store_recording r;
	struct store_person from;
	int rc = store_recording_get(x->v->store, x->t->mem, x->call->row.subject_id, &r);

	if (rc == 1)
		rc = store_people_by_id(x->v->store, r.person_id, &from) < 0 ? 0 : 1;
	if (rc != 1)
		return rc < 0 && rc != -ENOKEY ? rc : voice_bye(x, "voice.bye");
	rc = voice_prompt(x, "voice.listen.from", WORDS_ARGS(WORDS_TEXT("member", from.pseudonym)));
	if (rc < 0)
		return rc;
	x->call->heard_it = true;
	rc = care_call_reached(x->t, x->call->row.ring_id);
	voice_ask(x->call, voice_rec_item(&r), 1, 1, x->v->values.first_ms);
	return rc;
}

/* Whatever is pressed after it, or nothing: it has been played to a human. */
static int heard(struct voice_turn *x)
{
	int rc = care_call_heard(x->t, x->call->row.subject_id, x->person.id);

	return rc < 0 ? rc : voice_question(x, "voice.listen.after");
}

static int talk_to_them(struct voice_turn *x)
{
	struct store_conversation c;
	int rc = care_call_conversation(x->t, x->person.id, &c);

	return rc != 1 ? rc : voice_go(x, VOICE_STEP_TALK, c.id);
}

static int listen_digits(struct voice_turn *x, const char *digits)
{
	int rc;

	if (strcmp(digits, "0") == 0)
		return voice_hear(x, digits, NULL);
	if (!x->call->heard_it)
		return strcmp(digits, "1") == 0 ? listen_play(x) : enter_listen(x);
	rc = care_call_heard(x->t, x->call->row.subject_id, x->person.id);
	if (rc < 0)
		return rc;
	return strcmp(digits, "1") == 0 ? listen_play(x) :
	       strcmp(digits, "2") == 0 ? talk_to_them(x) : voice_bye(x, "voice.bye");
}

static int listen_silent(struct voice_turn *x)
{
	if (x->call->heard_it && x->call->silent == 1)
		return heard(x);
	return x->call->silent >= SILENCES ? voice_bye(x, x->call->heard_it ? "voice.bye" : NULL) :
		x->call->heard_it ? heard(x) : enter_listen(x);
}

/* Hung up before it was played, or a voicemail answered: rung again. */
static int listen_left(struct voice_turn *x, bool dropped)
{
	struct store_ring r;
	int rc = x->call->heard_it ? 0 : store_ring_get(x->v->store, x->call->row.ring_id, &r);

	if (rc != 1)
		return rc < 0 ? rc : 0;
	/* The offer's own ring is done. */
	return r.why == STORE_RING_MESSAGE ? care_call_not_reached(x->t, r.id) :
		care_call_message_again(x->t, x->person.id, x->call->row.subject_id, dropped);
}

const struct voice_step voice_step_listen = {
	.name = "listening", .enter = enter_listen, .digits = listen_digits,
	.silent = listen_silent, .left = listen_left,
};
