/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/incident. */
#include "care/care_incident.h"
#include "care/care_oncall.h"

/* Codes of incidents closed within this time are not given again: a late "1 4821"
 * must not take somebody else. */
#define INCIDENT_CODE_REST_MS DAYS_MS(1)

/* `wanted` if it is free, else another; -ENOSPC cannot be. */
int incident_code_pick(struct care_turn *t, const char *wanted, char out[STORE_CODE_LEN + 1])
	MUST_CHECK;
/* One line of its story; words may be NULL. */
int incident_step(struct care_turn *t, const struct store_incident *i, enum store_step what,
		  int64_t by_id, int64_t arg) MUST_CHECK;
int incident_step_words(struct care_turn *t, const struct store_incident *i, enum store_step what,
			int64_t by_id, const char *detail, const struct secret *words) MUST_CHECK;
/* The person half of their own number; random when they have none. */
int incident_who_of(struct care_turn *t, const struct store_person *p, uint8_t out[STORE_WHO_LEN])
	MUST_CHECK;
/* The clock of the states after ALARMING (whose clock care/oncall arms). */
int incident_clock(struct care_turn *t, const struct store_incident *i, int64_t at_ms) MUST_CHECK;
/* To the person, discreet; never where another person is the danger. */
int incident_tell_person(struct care_turn *t, const struct store_incident *i, const char *key)
	MUST_CHECK;
/* What who has it would like to hand over: by_id has it from now on; or they keep it. */
int incident_take_over(struct care_turn *t, struct store_incident *i, int64_t by_id) MUST_CHECK;
int incident_keep(struct care_turn *t, struct store_incident *i) MUST_CHECK;
/* Opened, raised, or closed: whoever has to do with that person hears it. */
int incident_announce(struct care_turn *t, const struct store_incident *i) MUST_CHECK;
void incident_count_opened(const struct store_incident *i);
