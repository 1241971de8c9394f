// SPDX-License-Identifier: AGPL-3.0-or-later
/* Leaving a message, or telling a story for others: say it, hear it, keep it; and a peer who
 * listens to a message. */
#include "voice/voice_int.h"

#include "care/care_story.h"

#include <sodium.h>

enum { EMPTY_MS = 1200, EMPTY_MAX = 2, SILENCES = 3 };

/* --- Record ----------------------------------------------------------------------- */

/* For others to hear, or for one of us. */
static bool is_story(const struct voice_turn *x)
{
	return x->call->row.step == VOICE_STEP_STORY_RECORD ||
	       x->call->row.step == VOICE_STEP_STORY_KEEP;
}

static int record_again(struct voice_turn *x)
{
	return voice_go(x, is_story(x) ? VOICE_STEP_STORY_RECORD : VOICE_STEP_RECORD, 0);
}

static int enter_record(struct voice_turn *x)
{
	bool words = x->call->speaker.asks_text;
	int rc;

	/* Where a text would be written, a person listens to it instead. */
	rc = voice_prompt(x, is_story(x) ? "voice.story.record" :
			  words ? "voice.record.words" : "voice.record", NULL);
	if (rc < 0)
		return rc;
	if (words)		/* the flow cannot go on without words */
		rc = care_flow_end(x->t, &x->person);
	x->call->asked_record = true;
	voice_tell(x->call, NULL);
	return rc;
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
	json_object_set_new(is, "max_ms", json_integer(is_story(x) ?
		care_story_settings(x->v->deps.care)->record_ms : set->record_ms));
	json_object_set_new(is, "silence_ms", json_integer(set->silence_ms));
	json_object_set_new(is, "end_digits", json_string("#09"));
	voice_order_put(x->call, is);
	return 0;
}

static int nothing_said(struct voice_turn *x, int64_t id)
{
	int rc = care_call_drop(x->t, id);

	if (rc == 0)
		rc = voice_prompt(x, "voice.record.empty", NULL);
	if (rc < 0)
		return rc;
	if (++x->call->empty >= EMPTY_MAX)
		return voice_flow_after(x);
	return record_again(x);
}

/* agreed: they said so after having heard what becomes of it. */
static int keep_it(struct voice_turn *x, int64_t id, bool agreed)
{
	return is_story(x) ? care_story_give(x->t, &x->person, id, agreed) :
			     care_call_keep(x->t, &x->person, id);
}

int voice_recorded(struct voice_turn *x, const char *rec, const char *file, int64_t length_ms,
		   const char *why, const char *digit)
{
	struct store_recording r;
	int rc = care_call_recorded(x->t, rec, file ? file : "", length_ms);

	if (rc == 0)
		rc = store_recording_by_name(x->v->store, x->t->mem, rec, &r);
	if (rc != 1 || (x->call->row.step != VOICE_STEP_RECORD &&
			x->call->row.step != VOICE_STEP_STORY_RECORD))
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	if (strcmp(why, "failed") == 0 || !file || !file[0] || length_ms < EMPTY_MS)
		return strcmp(why, "hangup") == 0 ? care_call_drop(x->t, r.id) :
			nothing_said(x, r.id);
	x->call->empty = 0;
	/* What was said and then hung up was said: nobody's words are lost by a line. */
	if (strcmp(why, "hangup") == 0)
		return keep_it(x, r.id, false);
	x->call->row.step = is_story(x) ? VOICE_STEP_STORY_KEEP : VOICE_STEP_KEEP;
	x->call->row.subject_id = r.id;
	if (digit && (digit[0] == '0' || digit[0] == '9'))
		return voice_hear(x, digit, NULL);
	return voice_go(x, x->call->row.step, r.id);
}

/* 0, 9 or the end of the call instead of a choice: kept, for words that were said may matter.
 * A story that nobody agreed to give is heard by the team alone. */
int voice_keep_unasked(struct voice_turn *x)
{
	return keep_it(x, x->call->row.subject_id, false);
}

/* 0 and 9 end a recording too; what was said before them is kept. */
const struct voice_step voice_step_record = {
	.name = "recording", .enter = enter_record, .played = record_played,
};

/* --- Keep it? ---------------------------------------------------------------------------- */

static int keep_ask(struct voice_turn *x, json_t *first)
{
	int rc = voice_prompt(x, is_story(x) ? "voice.story.keep" : "voice.keep", NULL);

	if (rc < 0) {
		json_decref(first);
		return rc;
	}
	voice_ask_first(x->call, first, x->v->values.first_ms);
	return 0;
}

static int enter_keep(struct voice_turn *x) { return keep_ask(x, NULL); }

/* A message was what they rang for; after a story there may be more. */
static int keep(struct voice_turn *x, bool agreed)
{
	int64_t id = x->call->row.subject_id;
	bool story = is_story(x);
	int rc = keep_it(x, id, agreed);
	struct store_conversation c;

	/* Somebody took their place in line while they spoke, and waits on the phone. */
	if (rc == 0)
		rc = care_call_conversation(x->t, x->person.id, &c);
	if (rc == 1)
		rc = care_call_is_by_call(x->t, &c);
	if (rc == 1)
		return voice_go(x, VOICE_STEP_TALK, c.id);
	if (rc < 0 || story)
		return rc < 0 ? rc : agreed ? voice_flow_after(x) : voice_bye(x, "voice.bye");
	return voice_bye_kept(x, id);
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
	return rc < 0 ? rc : voice_flow_after(x);
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

/* --- A peer listens ------------------------------------------------------- */

static int enter_listen(struct voice_turn *x)
{
	int rc = voice_prompt(x, "voice.listen", NULL);

	if (rc == 0)
		voice_ask(x->call, NULL, 1, 1, x->v->values.first_ms);
	return rc;
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

	if (rc == 0)
		rc = voice_prompt(x, "voice.listen.after", NULL);
	if (rc == 0)
		voice_ask(x->call, NULL, 1, 1, x->v->values.first_ms);
	return rc;
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
	return x->call->heard_it ? 0 : care_call_not_reached(x->t, x->call->row.ring_id);
}

const struct voice_step voice_step_listen = {
	.name = "listening", .enter = enter_listen, .digits = listen_digits,
	.silent = listen_silent, .left = listen_left,
};
