/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Which numbers may be called, and how much.  A number is E.164 with +; the
 * longest prefix that fits decides.  No prefix, no call.  Minutes and cost are
 * counted by the UTC day and kept in a small file, so that a restart does not
 * open the purse again.  Calls of class staff and alarm are counted, and never
 * refused for the caps; prefixes hold for them too.
 *
 * Pure but for dialplan_load() and dialplan_save(); `now_ms` is the wall clock.
 */
#include "base/base.h"

enum { DIALPLAN_PREFIXES_MAX = 200, DIALPLAN_PREFIX_LEN = 16 };
enum dial_class { DIAL_PERSON, DIAL_STAFF, DIAL_ALARM };
struct dial_prefix {
	char prefix[DIALPLAN_PREFIX_LEN + 1];	/* "+2547" */
	bool allow;
	int64_t price;			/* thousandths of the operator's currency a minute begun */
	char trunk[33];			/* "": any */
};
struct dialplan {
	struct dial_prefix prefixes[DIALPLAN_PREFIXES_MAX];
	unsigned int prefixes_len;
	int64_t calls_max, minutes_max, cost_max;	/* 0: no cap; cost in thousandths */
	int64_t day;			/* since 1970 UTC */
	int64_t minutes, cost;		/* of that day */
	unsigned int calls;		/* of ours, class person, now */
};
/* "+" and 7 to 15 digits. */
bool dialplan_number_valid(const char *number);
bool dialplan_prefix_valid(const char *prefix);	/* "+" and 1 to 15 digits */
enum dial_answer { DIAL_OK, DIAL_NOT_ALLOWED, DIAL_OVER_CAP };
/* *prefix: what decided it, when DIAL_OK. */
enum dial_answer dialplan_ask(struct dialplan *d, const char *number, enum dial_class class,
			      int64_t now_ms, const struct dial_prefix **prefix);
/* The call was placed; then it has ended after talk_ms (0: never answered). */
void dialplan_begin(struct dialplan *d, enum dial_class class);
void dialplan_end(struct dialplan *d, enum dial_class class, const struct dial_prefix *prefix,
		  int64_t talk_ms, int64_t now_ms);
int dialplan_load(struct dialplan *d, const char *path) MUST_CHECK;	/* -ENOENT: none yet */
int dialplan_save(const struct dialplan *d, const char *path) MUST_CHECK;
