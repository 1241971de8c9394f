/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/people: who somebody is to us, and what they allowed.  First contact,
 * pseudonym, language, age, consent; STOP, START, PAUSE, ERASE; whether the
 * phone may have a new owner; PIN.
 *
 * STOP and its variants count only as a whole message ("Stop it, I can't take
 * it any more" is none).  It stops every purpose but safety, until START: no
 * other text undoes it; each is answered, once a day, by how to come back.
 *
 * A phone that was silent for 90 days, or of which somebody said WRONG, may
 * be in other hands.  Then nothing of the person is shown or resumed before
 * the PIN.  Who has none, or says NEW, is a new person with a new name; the
 * old one keeps everything, without a number.  Never done to staff, to peers
 * or while an incident is open: the alarm must reach them.
 *
 * PINs: 4 to 8 digits, kept as Argon2id (crypto_pwhash_str()) inside a sealed
 * fact.  The hash is computed in the turn and not in the worker: a PIN has 13
 * to 26 bits, so no cost factor saves it from somebody who has the hash *and*
 * the person's key.  What protects it is that key, outside of the database,
 * and the count of wrong ones.  So the cost is small (about 10 ms), the answer
 * is in the transaction that acknowledges the text, and a kill at any point
 * neither loses a PIN nor a wrong try.
 */
#include "care/care.h"

enum { CARE_PIN_MIN = 4, CARE_PIN_MAX = 8, CARE_PIN_TRIES = 5 };
#define CARE_PIN_LOCK_MS HOURS_MS(12)

/* Settings (cfg node "people"), for other sub-rooms. */
struct care_people_settings {
	const char *language, *country, *zone;	/* of whoever has not said */
	int64_t safe_from_h, safe_to_h;		/* quiet outside of these hours */
	int64_t age_limit;			/* years; below it nobody is matched with an
						 * adult peer */
	int64_t silent_days;			/* after which a number may have a new owner */
	int64_t replies_a_day;			/* automatic replies to one person; conversation is
						 * not counted */
	int64_t answer_window_ms;		/* after a person's text we may answer at
						 * any hour */
	int64_t keep_days, backup_days;		/* as told in consent and ERASE */
	bool free_to_text;
	const char *service, *reader, *child_line;
};
const struct care_people_settings *care_people_settings(const struct care *care);

/* Finds the person of a text or makes one.  *first: made now. */
int care_people_of(struct care_turn *t, const struct care_text *in, struct store_person *out,
		   bool *first) MUST_CHECK;
/* A new person with a free pseudonym (also for staff and demo data). */
int care_people_make(struct care_turn *t, enum store_address kind, const char *address,
		     struct store_person *out) MUST_CHECK;
/* A free pseudonym: "Blue Heron"; three words when two have run out. */
int care_pseudonym_draw(struct care_turn *t, char out[32]) MUST_CHECK;

bool care_people_is_child(const struct store_person *p);	/* known to be under age */
/* Somebody under age, known or suspected (by_id: which peer or staff says so, 0: the
 * person): owner is the safeguarding worker, told at once; everybody else lets go
 * (care_leavers, CARE_LEAVE_CHILD: p->owner_id is set already, so that talk/ can open
 * the conversation with that worker). */
int care_people_child(struct care_turn *t, struct store_person *p, int64_t by_id,
		      const char *why) MUST_CHECK;
/* They asked for just that again (CHECKIN after STOP CHECKIN): undoes the STOP of
 * this one purpose.  Nothing happens after a STOP of everything: that needs START. */
int care_people_allow(struct care_turn *t, struct store_person *p,
		      enum care_purpose purpose) MUST_CHECK;
/* This number may have a new owner from now on. */
int care_people_wrong_number(struct care_turn *t, struct store_person *p) MUST_CHECK;
/* ERASE was confirmed.  1: waits for what holds it; 0: it is under way. */
int care_people_erase(struct care_turn *t, struct store_person *p) MUST_CHECK;
/* What held this person (an incident) is over: a waiting ERASE goes on. */
int care_people_released(struct care_turn *t, int64_t person_id) MUST_CHECK;

/* "right", "wrong", "locked", "none"; the count of wrong ones is saved. */
int care_pin_check(struct care_turn *t, struct store_person *p, const char *pin,
		   const char **outcome) MUST_CHECK;
/* "set", "weak" */
int care_pin_set(struct care_turn *t, struct store_person *p, const char *pin,
		 const char **outcome) MUST_CHECK;

/* What care.c hangs into its tables. */
int care_people_gate_hear(struct care_turn *t,
			  struct care_heard *h);	/* STOP, START, erasing, PIN */
int care_people_erase_due(struct care_turn *t, int64_t person_id, int64_t arg);
extern const struct care_effect care_people_effects[];
extern const struct care_variable care_people_variables[];
