/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/oncall. */
#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "care/care_roster.h"

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
/* The role that a level's people have. */
unsigned int oncall_level_role(enum store_level level);
/* How many of this layer are on duty now, by rows (position 0 counts as 1). */
int oncall_layer(struct care_turn *t, enum store_level level, int position) MUST_CHECK;
/* Their pseudonym, of t->mem; "-". */
const char *oncall_name(struct care_turn *t, int64_t id);
/* The managers on duty but this one; there is none: coordinators and supervisors. */
int oncall_managers(struct care_turn *t, int64_t without_id,
		    int64_t out[CARE_LADDER_MAX]) MUST_CHECK;
int oncall_tell_managers(struct care_turn *t, int64_t without_id, const char *key,
			 const struct words_arg *args) MUST_CHECK;
/* Answers a member of staff: crisis class, never stopped, never held back. */
int oncall_say(struct care_turn *t, const struct store_person *to, const char *key,
	       const struct words_arg *args) MUST_CHECK;

/* What a text of staff says, if it is about incidents. */
enum oncall_verb {
	ONCALL_NOTHING,
	ONCALL_TAKE = 1, ONCALL_CONTACT = 2, ONCALL_CLOSE = 3, ONCALL_CANNOT = 4, ONCALL_TRIED = 5,
	ONCALL_CODE_ALONE,	/* a code, no digit */
	ONCALL_DIGIT_ALONE,	/* a digit, no code */
	ONCALL_SHIFT,		/* "7 12": takes shift 12 */
};
struct oncall_parsed {
	enum oncall_verb verb;
	char code[STORE_CODE_LEN + 1];	/* "" for a lone digit */
	int outcome;			/* of CLOSE; of TRIED how (enum store_incident_try); 0:
					 * not said */
	int64_t shift;			/* of SHIFT */
};
/* `known` says whether digits are a code that an incident has (or had). */
void oncall_parse(const char *text, size_t len, bool (*known)(void *arg, const char *code),
		  void *arg, struct oncall_parsed *out);

/* --- The roster ------------------------------------------------------------------------ */
enum { ROSTER_HOLES_MAX = 64 };
struct roster_hole {
	enum store_level level;
	int position;			/* 0: nobody of that level at all */
	int64_t from_ms, until_ms;
};
struct roster_holes {
	struct roster_hole hole[ROSTER_HOLES_MAX];
	int n, bad;			/* the first `bad` ones: somebody in danger meets nobody */
	int alone;			/* times at which one person alone is on call */
	bool managers;			/* there is one, on duty or not */
};
int roster_holes(struct care_turn *t, struct roster_holes *h) MUST_CHECK;
int roster_swap_text(struct care_turn *t, struct care_heard *h, const char *rest) MUST_CHECK;
int roster_shifts_text(struct care_turn *t, struct care_heard *h, const char *rest) MUST_CHECK;
int roster_take_text(struct care_turn *t, const struct store_person *by,
		     int64_t shift_id) MUST_CHECK;
/* The morning digest, to managers and whoever is on call. */
int oncall_digest_morning(struct care_turn *t, const struct roster_holes *h, int phones) MUST_CHECK;
/* The open codes, worst first; how many.  by_id: those that this person has; 0: all. */
char *oncall_codes(struct care_turn *t, int64_t by_id, int *n_out);
