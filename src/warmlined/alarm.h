/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The wires between the pager and the decisions: care/ may not know pager/,
 * so alarms cross here.
 *
 *	sms/ hears danger		-> alarm_danger()	-> pager_hit()
 *	the turn is committed		-> alarm_danger_stored() -> pager_stored()
 *	care/oncall wrote alarm rows	-> claimed in the turn, pager_send() after it
 *	pager reports			-> rows, in a turn
 *	pager tells what it holds open	-> care/incident adopts it, then pager_stored()
 *	an incident acked or closed	-> pager_acked(), pager_closed()
 *	the roster changed		-> the roster file, then pager_roster_changed()
 *	no pager for 5 s		-> alarms through the ordinary outbox, crisis class
 */
#include "care/care.h"
#include "loop/loop.h"
#include "pager/pager.h"
#include "sms/sms.h"
#include "warmlined/turn.h"

struct alarm_wires;
/* Starts or finds the pager: before the store is opened. */
struct alarm_wires *alarm_wires_new(void *ctx, struct loop *loop, const struct pager_config *config,
				    struct err *err);
/* The store is open: takes part in the turns from now on. */
void alarm_wires_attach(struct alarm_wires *w, struct turn *turn, struct store *store,
			struct care *care, const char *sender);	/* what alarms come from */
/* Writes the roster file anew although nothing changed (roster write, a reload of words). */
void alarm_roster_again(struct alarm_wires *w);
/* No allocation, no wait. */
void alarm_danger(struct alarm_wires *w, const struct sms_danger *danger);
void alarm_danger_stored(struct alarm_wires *w, const struct sms_danger *danger);
void alarm_committed(struct alarm_wires *w, bool ok);
void alarm_goodbye(struct alarm_wires *w);
/* "up" or why not, for `show links` and the health page. */
struct alarm_status { bool pager_up, line_up, roster_ok; int64_t waiting; };
struct alarm_status alarm_status(const struct alarm_wires *w);
