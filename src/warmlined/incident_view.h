/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Words for incidents and the roster, for control verbs and show commands. */
#include "care/care.h"
#include "store/store_incident.h"
#include "store/store_oncall.h"

const char *incident_state_words(enum store_incident_state state);
const char *incident_source_words(enum store_incident_source source);
const char *roster_level_words(enum store_level level);
/* The pseudonym, "unknown" for 0, "erased". */
const char *incident_name(struct care_turn *t, int64_t person_id);
