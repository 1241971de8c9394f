/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Who sent what and who was answered: the accounting of the test carriers.
 *
 * Every generated text ends in "#n".  An answer that carries "#n" too answers
 * text n; one without is the answer to whatever its receiver asked last
 * (`by person`), as when everybody is just welcomed.
 *
 *   accepted   the network was told "yours now" (ESME_ROK; over `fake`:
 *              written to the socket, which proves nothing)
 *   lost       accepted and never answered
 *   duplicate  answered more than once; of these, `resent` were themselves
 *              given to bearerbox more than once, because the link broke
 *              before it had said yes
 *   order      an answer that overtook another one to the same person
 */
#include "base/base.h"

struct ledger;

/* persons: texts come from that many numbers in turn.  `prefix` begins them. */
struct ledger *ledger_new(void *ctx, const char *prefix, unsigned int persons);

/* A stopwatch in microseconds; only ever compared with itself. */
int64_t ledger_now_us(void);

/* A new text; returns its n.  It is from ledger_person(). */
unsigned int ledger_add(struct ledger *l);
unsigned int ledger_added(const struct ledger *l);
void ledger_person(const struct ledger *l, unsigned int n, char *out, size_t size);
void ledger_sent(struct ledger *l, unsigned int n);		/* again, if again */
void ledger_accepted(struct ledger *l, unsigned int n);
/* Times (p50 ... span) are reckoned from the next text on. */
void ledger_mark(struct ledger *l);
/* A text from our side came to `to`. */
void ledger_answer(struct ledger *l, const char *to, const char *text);

struct ledger_totals {
	unsigned int sent, accepted, answered, lost, duplicates, resent_duplicates, resent;
	unsigned int order_violations, strangers;	/* to nobody of ours */
	unsigned int unanswered;	/* sent, accepted or not */
	int64_t p50_us, p99_us, p999_us, max_us;	/* first sent to first answer */
	int64_t span_us;		/* first sent to last answer */
};
void ledger_totals(const struct ledger *l, struct ledger_totals *out);
/* Cheap, for waiting. */
unsigned int ledger_answered(const struct ledger *l);
unsigned int ledger_accepted_count(const struct ledger *l);
/* Which were lost: up to `max` of their n, for the log. */
unsigned int ledger_lost(const struct ledger *l, unsigned int *out, unsigned int max);
