// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a person in danger is told, and how often. */
#include "care/care_clock.h"
#include "care/safety/safety_int.h"

#define SHORT_MS SECONDS_MS(20)

COUNTER(count_full, "safety.words", "Safety words said in full.");
COUNTER(count_short, "safety.words.short", "Short safety words, because the full ones were said.");

static const struct cfg_key keys[] = {
	{ "words-again", CFG_DURATION, offsetof(struct care_safety_settings, words_again_ms),
	  MINUTES_MS(5), HOURS_MS(24), "30m", NULL,
	  "Full safety words to one person again after this time; a rising tier does not wait.",
	  false },
	{ "nine-wait", CFG_DURATION, offsetof(struct care_safety_settings, nine_ms),
	  SECONDS_MS(30), MINUTES_MS(15), "3m", NULL,
	  "Key 9, and no answer to 'in danger now?' within this time: tier B.", false },
	{ "emergency-tested", CFG_DURATION, offsetof(struct care_safety_settings, emergency_ms),
	  DAYS_MS(7), DAYS_MS(730), "180d", NULL,
	  "Emergency numbers that nobody has tested within this time are named at each start.",
	  false },
};
const struct cfg_table care_safety_cfg = {
	"safety", "What is said when danger is heard.", keys, ARRAY_LEN(keys),
};

const struct care_safety_settings *care_safety_settings(const struct care *care)
{
	return care_settings(care, &care_safety_cfg);
}

int safety_save(struct safety *s)
{
	return store_safety_save(s->t->store, &s->state);
}

static const char *full_key(const struct safety *s, enum lexicon_tier tier)
{
	if (s->context & LEX_CTX_BY_OTHER)
		return "safety.other";
	return tier == LEX_A ? "safety.a" : tier == LEX_B ? "safety.b" : "safety.c";
}

/* With a human in conversation the short words would only be in the way. */
static int say_short(struct safety *s)
{
	const char *key = s->context & LEX_CTX_BY_OTHER ? "safety.other" : "safety.here";

	if (s->busy || care_clock_lately(s->t->now_ms, s->state.short_at_ms, SHORT_MS))
		return 0;
	counter_inc(&count_short);
	s->state.short_at_ms = s->t->now_ms;
	return care_say(s->t, s->h->from, CARE_SAFETY, key, NULL);
}

int safety_say(struct safety *s, enum lexicon_tier tier)
{
	int64_t again_ms = care_safety_settings(s->t->care)->words_again_ms;
	bool lately = care_clock_lately(s->t->now_ms, s->state.words_at_ms, again_ms);
	int rc;

	s->h->safety_answered = true;
	if (lately && (int)tier <= s->state.words_tier)
		rc = tier >= LEX_B ? say_short(s) : 0;
	else {
		counter_inc(&count_full);
		s->state.words_at_ms = s->state.short_at_ms = s->t->now_ms;
		s->state.words_tier = tier;
		rc = care_say(s->t, s->h->from, CARE_SAFETY, full_key(s, tier), NULL);
	}
	return rc < 0 ? rc : safety_save(s);
}

int safety_danger(struct safety *s, enum lexicon_tier tier, enum store_incident_source source)
{
	const struct care_text *in = s->h->in;
	const bool works_here = s->h->from->roles & ~(unsigned int)STORE_ROLE_MEMBER;
	uint8_t who[STORE_WHO_LEN];
	struct care_danger d = {
		.person = s->h->from, .who = who, .tier = tier, .source = source,
		.kind = works_here ? STORE_INCIDENT_PEER : STORE_INCIDENT_MEMBER,
		.context = s->context, .rules = safety_rules(s), .words = in->text,
		.code = in->incident_code, .heard_at_ms = in->received_at_ms,
	};
	int rc;

	care_incident_who(s->t, in->sender, who);
	s->h->tier = tier;
	rc = care_incident_danger(s->t, &d, NULL);
	return rc < 0 ? rc : safety_say(s, tier);
}
