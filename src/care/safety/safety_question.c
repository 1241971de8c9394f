// SPDX-License-Identifier: AGPL-3.0-or-later
/* The one safety question that may be open with a person: asked, answered, not answered. */
#include "care/safety/safety_int.h"

#include "care/care_concern.h"
#include "flow/flow.h"
#include "store/store_due.h"
#include "text/text_fold.h"

#define ASK_MS MINUTES_MS(30)
#define OTHER_MS HOURS_MS(24)

COUNTER(count_asked, "safety.asked", "Safety questions asked.");
COUNTER(count_silent, "safety.unanswered", "Key 9 without an answer: an incident was opened.");

static const struct words_option nine_options[] = {
	{ 1, "safety.nine.yes" }, { 2, "safety.nine.soon" }, { 3, "safety.nine.slip" },
};
static const struct words_option ask_options[] = {
	{ 1, "safety.ask.yes" }, { 2, "safety.ask.unsure" }, { 3, "safety.ask.no" },
};

static int64_t open_ms(struct care_turn *t, enum store_question question)
{
	return question == STORE_QUESTION_NINE ? care_safety_settings(t->care)->nine_ms :
	       question == STORE_QUESTION_ASK ? ASK_MS : OTHER_MS;
}

int safety_ask(struct safety *s, enum store_question question)
{
	const bool nine = question == STORE_QUESTION_NINE;
	const struct care_message m = {
		.key = nine ? "safety.nine" : "safety.ask",
		.options = nine ? nine_options : ask_options,
		.options_len = nine ? ARRAY_LEN(nine_options) : ARRAY_LEN(ask_options),
	};
	int rc = 0;

	counter_inc(&count_asked);
	s->h->safety_answered = true;
	s->state.question = question;
	s->state.asked_at_ms = s->t->now_ms;
	s->state.asked_again = false;
	if (question != STORE_QUESTION_OTHER)	/* its words are the safety words */
		rc = care_send(s->t, s->h->from, CARE_SAFETY, &m);
	if (rc == 0)
		rc = store_due_arm(s->t->store, STORE_DUE_SAFETY, s->h->from->id,
				   s->t->now_ms + open_ms(s->t, question), question);
	return rc < 0 ? rc : safety_save(s);
}

static int settled(struct safety *s)
{
	int rc;

	s->state.question = STORE_QUESTION_NONE;
	rc = store_due_disarm(s->t->store, STORE_DUE_SAFETY, s->h->from->id);
	return rc < 0 ? rc : safety_save(s);
}

/* --- Answers ------------------------------------------------------------------------- */

static int say(struct safety *s, const char *key)
{
	s->h->safety_answered = true;
	return care_say(s->t, s->h->from, CARE_SAFETY, key, NULL);
}

static int answer_nine(struct safety *s, int digit)
{
	if (digit == 3)
		return say(s, "safety.nine.ok");
	return safety_danger(s, digit == 1 ? LEX_A : LEX_B, STORE_INCIDENT_KEY);
}

static int answer_ask(struct safety *s, int digit)
{
	if (digit == 1)
		return say(s, "safety.ask.safe");
	return safety_danger(s, digit == 3 ? LEX_A : LEX_B, STORE_INCIDENT_KEY);
}

/* "It is a good time now": whoever has the incident hears it. */
static int answer_other(struct safety *s, int digit)
{
	s->context |= LEX_CTX_BY_OTHER;
	return safety_danger(s, LEX_B, STORE_INCIDENT_KEY);
}

static const struct {
	int (*answer)(struct safety *s, int digit);
	int highest;
	const struct words_option *options;
} questions[] = {
	[STORE_QUESTION_NINE] = { answer_nine, 3, nine_options },
	[STORE_QUESTION_ASK] = { answer_ask, 3, ask_options },
	[STORE_QUESTION_OTHER] = { answer_other, 1, NULL },
};

/* Is the whole message this word, or one of this list, in any language? */
static bool says(const struct safety *s, const char *key)
{
	const struct words *words = care_deps(s->t->care)->words;
	const char *const *lang, *word;

	for (lang = words_languages(words); *lang; lang++) {
		word = words_own(words, *lang, key);
		if (word && (flow_list_has(word, s->h->key) ||
			     text_fold_key_equal(VIEW_STR(word), s->h->key)))
			return true;
	}
	return false;
}

/* "Yes" to "are you in danger?" must not be asked again: the words of the options, and what
 * else is yes or no.  The loose ones ("ok", "not now") count where they raise attention. */
static int digit_of(const struct safety *s)
{
	const struct words_option *options = questions[s->state.question].options;
	const char *key = s->h->key;
	int i;

	if (key[0] >= '1' && key[0] <= '3' && key[1] == '\0')
		return key[0] - '0';
	if (!options || !key[0])
		return 0;
	for (i = 0; i < 3; i++)
		if (says(s, options[i].key))
			return options[i].number;
	if (says(s, "choice.yes") || (options == nine_options && says(s, "choice.yes.also")))
		return 1;
	return says(s, "choice.no") || (options == ask_options && says(s, "choice.no.also")) ? 3 :
		0;
}

/* Anything else than an answer to key 9: asked once more, the clock runs on. */
static int ask_again(struct safety *s)
{
	int64_t asked_ms = s->state.asked_at_ms;
	int64_t due_ms = asked_ms + open_ms(s->t, STORE_QUESTION_NINE);
	int rc;

	if (s->state.question != STORE_QUESTION_NINE || s->state.asked_again ||
	    s->result.tier != LEX_NONE || s->h->in->is_part)
		return 0;
	rc = safety_ask(s, STORE_QUESTION_NINE);
	if (rc < 0)
		return rc;
	s->state.asked_again = true;
	s->state.asked_at_ms = asked_ms;
	rc = store_due_arm(s->t->store, STORE_DUE_SAFETY, s->h->from->id, due_ms,
			   STORE_QUESTION_NINE);
	return rc < 0 ? rc : safety_save(s);
}

int safety_answer(struct safety *s)
{
	enum store_question question = s->state.question;
	struct store_incident open;
	int digit = digit_of(s), rc;

	if (question == STORE_QUESTION_NONE || s->h->in->is_part)
		return 0;
	if (question == STORE_QUESTION_OTHER) {
		rc = care_incident_of(s->t, s->h->from->id, &open);
		if (rc <= 0)	/* closed meanwhile: a 1 is for somebody else now */
			return rc < 0 ? rc : settled(s);
	}
	if (safety_is_nine(&s->result) && question == STORE_QUESTION_NINE) {
		rc = settled(s);	/* 9 again: that is an answer too */
		if (rc == 0)
			rc = safety_danger(s, LEX_B, STORE_INCIDENT_KEY);
		return rc < 0 ? rc : 1;
	}
	if (!digit || digit > questions[question].highest ||
	    s->t->now_ms - s->state.asked_at_ms > open_ms(s->t, question))
		return ask_again(s);
	rc = settled(s);
	if (rc == 0)
		rc = questions[question].answer(s, digit);
	return rc < 0 ? rc : 1;
}

/* --- Silence ---------------------------------------------------------------------------- */

int care_safety_due(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_safety state;
	struct store_person p;
	struct care_danger d = {
		.person = &p, .tier = LEX_B, .source = STORE_INCIDENT_SILENCE, .rules = "key-9",
	};
	int rc = store_safety_get(t->store, person_id, &state);

	if (rc < 0 || state.question == STORE_QUESTION_NONE)
		return rc;
	state.question = STORE_QUESTION_NONE;
	rc = store_safety_save(t->store, &state);
	if (rc < 0 || arg != STORE_QUESTION_NINE)
		return rc;
	rc = store_people_by_id(t->store, person_id, &p);
	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
	if (p.practice)
		return 0;
	counter_inc(&count_silent);
	d.kind = p.roles & ~(unsigned int)STORE_ROLE_MEMBER ? STORE_INCIDENT_PEER :
							      STORE_INCIDENT_MEMBER;
	rc = care_incident_danger(t, &d, NULL);
	return rc < 0 ? rc : care_say(t, &p, CARE_SAFETY, "safety.b", NULL);
}
