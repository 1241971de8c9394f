// SPDX-License-Identifier: AGPL-3.0-or-later
/* The first hearer: who wrote, what was before, what to do about it. */
#include "care/safety/safety_int.h"

#include "care/care_clock.h"
#include "care/care_concern.h"

COUNTER(count_a, "safety.heard.a", "Texts of tier A.");
COUNTER(count_b, "safety.heard.b", "Texts of tier B.");
COUNTER(count_c, "safety.heard.c", "Texts of tier C.");
COUNTER(count_ask, "safety.heard.ask", "Texts of tier ask.");
COUNTER(count_work, "safety.work", "Texts of peers and staff about danger that is not their own.");
COUNTER(count_practice, "safety.practice", "Danger in practice conversations: nobody is alarmed.");

/* Why: nothing but the key. */
#define KEY_NINE "pressed 9"

int care_conversation_busy(struct care_turn *t, int64_t person_id)
{
	const struct care_conversation_door *d;
	int rc = 0;

	for (d = care_conversation_doors; d->name && rc == 0; d++)
		rc = d->busy(t, person_id);
	return rc;
}

static int raise(struct safety *s, enum store_concern_kind kind, const char *why)
{
	return care_concern_raise(s->t, &(struct care_concern){
		.kind = kind, .why = why, .about = s->h->from, .note = s->h->in->text,
		.rings = true }, NULL);
}

/* --- The tiers ---------------------------------------------------------------------- */

static int child_too(struct safety *s)
{
	return s->context & LEX_CTX_CHILD ?
		raise(s, STORE_CONCERN_CHILD, "a child may be in danger") : 0;
}

static int hear_danger(struct safety *s)
{
	bool key = strstr(safety_rules(s), "key-9") != NULL;
	int rc = safety_danger(s, s->result.tier, key ? STORE_INCIDENT_KEY : STORE_INCIDENT_WORDS);

	if (rc == 0 && (s->context & LEX_CTX_BY_OTHER))
		rc = safety_ask(s, STORE_QUESTION_OTHER);
	return rc < 0 ? rc : child_too(s);
}

/* More words while somebody is on it already: they see them, nobody else is called. */
static int hear_more(struct safety *s, const struct store_incident *i)
{
	return store_incident_step_add(s->t->store, &(struct store_incident_step){
		.incident_id = i->id, .at_ms = s->t->now_ms, .what = STORE_STEP_MESSAGE,
		.detail = safety_rules(s), .key_id = i->person_id, .words = s->h->in->text });
}

static int hear_nine(struct safety *s, const char *why)
{
	int rc = safety_ask(s, STORE_QUESTION_NINE);

	return rc < 0 ? rc : raise(s, STORE_CONCERN_UNCLEAR, why);
}

static int hear_despair(struct safety *s)
{
	int rc = safety_say(s, LEX_C);

	return rc < 0 ? rc : raise(s, STORE_CONCERN_DESPAIR, "despair");
}

static int hear_unclear(struct safety *s)
{
	bool third = s->context & LEX_CTX_THIRD;
	bool asked = s->state.question == STORE_QUESTION_ASK;
	int rc;

	rc = third ? raise(s, STORE_CONCERN_WORRIED, "fears for somebody else") :
		     raise(s, STORE_CONCERN_UNCLEAR, "words that may mean danger");
	if (rc < 0 || asked || !s->h->in->text)
		return rc;
	if (!third)
		return safety_ask(s, STORE_QUESTION_ASK);
	s->h->safety_answered = true;
	if (care_clock_lately(s->t->now_ms, s->state.short_at_ms,
			      care_safety_settings(s->t->care)->words_again_ms))
		return 0;
	s->state.short_at_ms = s->t->now_ms;
	rc = safety_save(s);
	return rc < 0 ? rc : care_say(s->t, s->h->from, CARE_SAFETY, "safety.third", NULL);
}

/* Tier C and ask.  A human who is reading along hears it better than we do. */
static int hear_low(struct safety *s)
{
	struct store_incident i;
	int rc;

	if (s->h->in->is_part && !safety_is_nine(&s->result))
		return 0;	/* the whole text comes */
	rc = care_incident_of(s->t, s->h->from->id, &i);
	if (rc)
		return rc < 0 ? rc : safety_is_nine(&s->result) ? safety_danger(s, LEX_B,
				STORE_INCIDENT_KEY) : hear_more(s, &i);
	if (safety_is_nine(&s->result))
		return hear_nine(s, KEY_NINE);
	if (s->busy)
		return child_too(s);
	rc = s->result.tier == LEX_C ? hear_despair(s) : hear_unclear(s);
	return rc < 0 ? rc : child_too(s);
}

static int by_tier(struct safety *s)
{
	switch (s->result.tier) {
	case LEX_A:
		counter_inc(&count_a);
		return hear_danger(s);
	case LEX_B:
		counter_inc(&count_b);
		return hear_danger(s);
	case LEX_C:
		counter_inc(&count_c);
		return hear_low(s);
	case LEX_ASK:
		counter_inc(&count_ask);
		return hear_low(s);
	case LEX_NONE:
	default:
		return 0;
	}
}

/* --- Who wrote it ----------------------------------------------------------------------- */

static int mark_work(struct safety *s)
{
	const struct care_conversation_door *d;
	int rc = 0;

	counter_inc(&count_work);
	s->h->tier = LEX_NONE;
	for (d = care_conversation_doors; s->busy && d->name && rc >= 0; d++)
		rc = d->quoted(s->t, s->h->from->id);
	return rc < 0 ? rc : 0;
}

static bool works_here(const struct store_person *p)
{
	return p->roles & ~(unsigned int)STORE_ROLE_MEMBER;
}

static bool is_others_danger(const struct safety *s)
{
	if (!works_here(s->h->from) || s->result.tier == LEX_NONE || safety_is_nine(&s->result) ||
	    !s->h->in->text)
		return false;
	if (s->result.tier < LEX_B)	/* despair is what they hear and answer all day */
		return s->busy;
	return safety_is_work(s);
}

static void log_fault(const struct safety *s)
{
	const struct lexicon *lex = care_deps(s->t->care)->lexicon;

	if (s->result.engine_fault)
		LOGP(DCARE, LOGL_ERROR, "Lexicon %s: rule %s could not be run on a text; it counts "
		     "as a hit.\n", lex ? lexicon_version(lex) : "-",
		     s->result.fault_rule ? s->result.fault_rule : "?");
}

int care_safety_hear(struct care_turn *t, struct care_heard *h)
{
	struct safety s = { .t = t, .h = h, .result = *h->in->scan };
	int rc = safety_join(&s);

	if (rc == 0)
		rc = store_safety_get(t->store, h->from->id, &s.state);
	if (rc < 0)
		return rc;
	log_fault(&s);
	s.context = safety_context(&s.result);
	h->tier = s.result.tier;
	if (s.state.question != STORE_QUESTION_NONE && s.result.tier < LEX_B) {
		rc = safety_answer(&s);
		if (rc)
			return rc;
	}
	if (s.result.tier == LEX_NONE)
		return 0;
	if (h->from->practice) {
		counter_inc(&count_practice);
		h->tier = LEX_NONE;
		return 0;
	}
	rc = care_conversation_busy(t, h->from->id);
	if (rc < 0)
		return rc;
	s.busy = rc;
	return is_others_danger(&s) ? mark_work(&s) : by_tier(&s);
}

/* --- What flows may ask for ---------------------------------------------------------------- */

static int run_safety(struct care_turn *t, struct store_person *person, const char *const *args,
		      unsigned int nargs, const char **outcome)
{
	static const struct care_text nothing = { .sender = "", .uuid = "" };
	struct care_heard h = { .in = &nothing, .from = person };
	struct safety s = { .t = t, .h = &h };
	int rc = store_safety_get(t->store, person->id, &s.state);

	return rc < 0 ? rc : person->practice ? 0 : hear_nine(&s, nargs ? args[0] : KEY_NINE);
}

const struct care_effect care_safety_effects[] = {
	{ "safety", run_safety }, { 0 }
};
