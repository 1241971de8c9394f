// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct entry {
	int64_t sent_us, answered_us;	/* the first time; 0: not yet */
	uint16_t times_sent, times_answered;
	bool accepted;
};

struct ledger {
	char *prefix;
	unsigned int persons;
	struct entry *entries;
	unsigned int added, size;
	unsigned int mark;		/* the first text whose times are reckoned */
	unsigned int accepted, answered, order_violations, strangers;
	/* Per person: the highest n answered so far, and the last one asked; -1: none. */
	int *last_answered, *last_sent;
	int64_t first_us, last_us;
};

int64_t ledger_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct ledger *ledger_new(void *ctx, const char *prefix, unsigned int persons)
{
	struct ledger *l = talloc_zero(ctx, struct ledger);
	unsigned int i;

	MUST(l && persons > 0);
	l->prefix = talloc_strdup(l, prefix);
	l->persons = persons;
	l->last_answered = talloc_array(l, int, persons);
	l->last_sent = talloc_array(l, int, persons);
	for (i = 0; i < persons; i++)
		l->last_answered[i] = l->last_sent[i] = -1;
	return l;
}

unsigned int ledger_add(struct ledger *l)
{
	if (l->added == l->size) {
		l->size = l->size ? 2 * l->size : 1024;
		l->entries = talloc_realloc(l, l->entries, struct entry, l->size);
		MUST(l->entries);
	}
	l->entries[l->added] = (struct entry){ 0 };
	return l->added++;
}

unsigned int ledger_added(const struct ledger *l)
{
	return l->added;
}

void ledger_person(const struct ledger *l, unsigned int n, char *out, size_t size)
{
	snprintf(out, size, "%s%07u", l->prefix, n % l->persons);
}

/* The person's index, or -1 for a number that is none of ours. */
static int person_of(const struct ledger *l, const char *number)
{
	size_t skip = number[0] == '+', len = strlen(l->prefix);
	char *end;
	unsigned long i;

	if (strncmp(number + skip, l->prefix, len) != 0)
		return -1;
	i = strtoul(number + skip + len, &end, 10);
	return *end || i >= l->persons ? -1 : (int)i;
}

void ledger_sent(struct ledger *l, unsigned int n)
{
	struct entry *e = &l->entries[n];

	if (!e->times_sent++) {
		e->sent_us = ledger_now_us();
		if (!l->first_us)
			l->first_us = e->sent_us;
	}
	l->last_sent[n % l->persons] = (int)n;
}

void ledger_mark(struct ledger *l)
{
	l->mark = l->added;
	l->first_us = l->last_us = 0;
}

void ledger_accepted(struct ledger *l, unsigned int n)
{
	if (!l->entries[n].accepted)
		l->accepted++;
	l->entries[n].accepted = true;
}

/* The n behind the last '#', or -1. */
static int token_of(const char *text)
{
	const char *hash = strrchr(text, '#');
	char *end;
	long n;

	if (!hash)
		return -1;
	n = strtol(hash + 1, &end, 10);
	return end == hash + 1 || n < 0 || n > INT32_MAX ? -1 : (int)n;
}

void ledger_answer(struct ledger *l, const char *to, const char *text)
{
	int person = person_of(l, to), n = token_of(text);
	struct entry *e;

	if (person < 0) {
		l->strangers++;
		return;
	}
	if (n < 0)
		n = l->last_sent[person];
	if (n < 0 || (unsigned int)n >= l->added || n % (int)l->persons != person) {
		l->strangers++;
		return;
	}
	e = &l->entries[n];
	l->last_us = ledger_now_us();
	if (e->times_answered++)
		return;
	l->answered++;
	e->answered_us = l->last_us;
	/* Only first answers count for order: a copy comes late by nature. */
	if (n < l->last_answered[person])
		l->order_violations++;
	else
		l->last_answered[person] = n;
}

unsigned int ledger_answered(const struct ledger *l)
{
	return l->answered;
}

unsigned int ledger_accepted_count(const struct ledger *l)
{
	return l->accepted;
}

unsigned int ledger_lost(const struct ledger *l, unsigned int *out, unsigned int max)
{
	unsigned int i, n = 0;

	for (i = 0; i < l->added && n < max; i++)
		if (l->entries[i].accepted && !l->entries[i].times_answered)
			out[n++] = i;
	return n;
}

static int compare_us(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void percentiles(const struct ledger *l, struct ledger_totals *out)
{
	int64_t *waits = talloc_array(NULL, int64_t, l->answered + 1);
	unsigned int i, n = 0;

	MUST(waits);
	for (i = l->mark; i < l->added; i++)
		if (l->entries[i].times_answered)
			waits[n++] = l->entries[i].answered_us - l->entries[i].sent_us;
	if (n) {
		qsort(waits, n, sizeof(*waits), compare_us);
		out->p50_us = waits[(uint64_t)n * 50 / 100];
		out->p99_us = waits[(uint64_t)n * 99 / 100];
		out->p999_us = waits[(uint64_t)n * 999 / 1000];
		out->max_us = waits[n - 1];
		out->span_us = l->last_us - l->first_us;
	}
	talloc_free(waits);
}

void ledger_totals(const struct ledger *l, struct ledger_totals *out)
{
	unsigned int i;

	*out = (struct ledger_totals){
		.accepted = l->accepted,
		.answered = l->answered,
		.order_violations = l->order_violations,
		.strangers = l->strangers,
	};
	for (i = 0; i < l->added; i++) {
		const struct entry *e = &l->entries[i];

		out->sent += e->times_sent > 0;
		out->resent += e->times_sent > 1;
		out->lost += e->accepted && !e->times_answered;
		out->unanswered += e->times_sent && !e->times_answered;
		if (e->times_answered > 1) {
			out->duplicates += e->times_answered - 1u;
			if (e->times_sent > 1)
				out->resent_duplicates += e->times_answered - 1u;
		}
	}
	percentiles(l, out);
}
