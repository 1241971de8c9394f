/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/oncall. */
#include "care/care_incident.h"
#include "care/care_oncall.h"

#define ONCALL_BAD_MS MINUTES_MS(10)	/* a phone that refused a text is passed over so long */

/* The text of an alarm about one incident, in that person's language. */
const struct secret *oncall_words(struct care_turn *t, const struct store_person *to,
				  const struct store_incident *i, enum store_alarm_why why);
/* A digest: how many of the codes went into it. */
int oncall_digest(struct care_turn *t, const struct store_person *to, int64_t people,
		  const char *const *codes, int n, const struct secret **out);
/* A staff member's row; -ENOENT also when erased. */
int oncall_person(struct care_turn *t, int64_t id, struct store_person *out) MUST_CHECK;
/* Everybody who is ever called: on call and managers. */
int oncall_everybody(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
	MUST_CHECK;
/* Answers a member of staff: crisis class, never stopped, never held back. */
int oncall_say(struct care_turn *t, const struct store_person *to, const char *key,
	       const struct words_arg *args) MUST_CHECK;

/* What a text of staff says, if it is about incidents. */
enum oncall_verb {
	ONCALL_NOTHING,
	ONCALL_TAKE = 1, ONCALL_CONTACT = 2, ONCALL_CLOSE = 3, ONCALL_CANNOT = 4, ONCALL_TRIED = 5,
	ONCALL_CODE_ALONE,	/* a code, no digit */
	ONCALL_DIGIT_ALONE,	/* a digit, no code */
};
struct oncall_parsed {
	enum oncall_verb verb;
	char code[STORE_CODE_LEN + 1];	/* "" for a lone digit */
	int outcome;			/* of CLOSE; 0: not said */
};
/* `known` says whether digits are a code that an incident has (or had). */
void oncall_parse(const char *text, size_t len, bool (*known)(void *arg, const char *code),
		  void *arg, struct oncall_parsed *out);
