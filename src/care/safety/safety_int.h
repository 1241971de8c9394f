/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/safety. */
#include "care/care_incident.h"
#include "care/care_safety.h"
#include "store/store_safety.h"

/* One text, from what the bytes say to what is done about it. */
struct safety {
	struct care_turn *t;
	struct care_heard *h;
	struct lexicon_result result;	/* of the text, and of the sliding join */
	uint32_t context;		/* of all hits of the highest tier */
	bool busy;			/* in a conversation with a human now */
	struct store_safety state;
};

/* Rule ids of the result, parted by spaces; child of t->mem. */
char *safety_rules(const struct safety *s);
uint32_t safety_context(const struct lexicon_result *r);
/* Key 9 alone, or one of its forms. */
bool safety_is_nine(const struct lexicon_result *r);

/* safety_join.c: what the person wrote in the last minutes, joined with this. */
int safety_join(struct safety *s) MUST_CHECK;

/* safety_work.c: is this text of a peer or staff about danger that is not their own? */
bool safety_is_work(const struct safety *s);

/* safety_question.c */
int safety_ask(struct safety *s, enum store_question question) MUST_CHECK;
/* 1: the text was the answer to the open question, and is dealt with. */
int safety_answer(struct safety *s) MUST_CHECK;

/* safety_words.c */
int safety_say(struct safety *s, enum lexicon_tier tier) MUST_CHECK;
/* An incident, and the words for it. */
int safety_danger(struct safety *s, enum lexicon_tier tier, enum store_incident_source source)
	MUST_CHECK;
int safety_save(struct safety *s) MUST_CHECK;
