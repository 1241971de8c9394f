/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* The `show` commands and actions of warmlined's VTY.  They name pseudonyms
 * and short ids, never a number and never a person's words. */
#include "operator/operator.h"
#include "warmlined/house.h"

/* show_incident.c */
extern const struct operator_show show_incident_shows[];
extern const size_t show_incident_shows_len;

/* show_call.c */
extern const struct operator_show show_call_shows[];
extern const size_t show_call_shows_len;

/* show_watch.c */
extern const struct operator_show show_watch_shows[];
extern const size_t show_watch_shows_len;

void show_install(struct operator *op, struct house *house);
