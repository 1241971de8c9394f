/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For the files of care/people. */
#include "care/care_int.h"

/* pseudonym_words.c: reviewed lists.  No word is about a body, a colour of skin,
 * a faith, a drug, an illness or a mood; none is a keyword of ours. */
extern const char *const pseudonym_first[];	/* "Quiet", "Blue" */
extern const size_t pseudonym_first_len;
extern const char *const pseudonym_last[];	/* birds and trees */
extern const size_t pseudonym_last_len;
enum { PSEUDONYM_WORD_MAX = 9 };		/* so that three words fit into 31 letters */

/* contact.c: the old one loses the number, *p becomes somebody new. */
int people_begin_anew(struct care_turn *t, struct store_person *p, const struct care_text *in)
	MUST_CHECK;

/* The bits of every purpose that STOP ends. */
#define PEOPLE_STOP_ALL \
	(1u << CARE_TALK | 1u << CARE_REPLY | 1u << CARE_CHECKIN | 1u << CARE_REMINDER | \
	 1u << CARE_SURVEY)
