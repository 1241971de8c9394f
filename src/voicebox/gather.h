/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Taking digits: what was pressed before the question counts, a lone 0, 9 or *
 * leads out, the first digit and the next ones have their own patience.  Pure;
 * the clock and the prompts are the caller's (call_play.c).
 */
#include "base/base.h"

enum { GATHER_DIGITS_MAX = 32 };
struct gather_spec {
	int64_t ask;			/* the order's own number, for the report */
	int min, max;			/* 1..GATHER_DIGITS_MAX; min <= max */
	int64_t first_ms, inter_ms;
	char end;			/* '#' or 0: ends an answer before max */
	bool interrupt;			/* prompts give way to a digit */
};
enum gather_state { GATHER_NONE, GATHER_OPEN, GATHER_DONE, GATHER_FIRST, GATHER_INTER,
		    GATHER_ESCAPE };
struct gather {
	struct gather_spec spec;
	enum gather_state state;	/* beyond OPEN: how it ended, until gather_take() */
	char digits[GATHER_DIGITS_MAX + 1];
	char ahead[GATHER_DIGITS_MAX + 1];	/* pressed while nothing was asked */
};
/* -EINVAL: not within the ranges above. */
int gather_begin(struct gather *g, const struct gather_spec *spec) MUST_CHECK;
/* 0-9 and * count, the end key ends, all else (and what is too much) is kept or dropped. */
void gather_digit(struct gather *g, char digit);
void gather_timeout(struct gather *g);	/* the wait is over */
/* How long to wait from now (0: not at all).  `playing`: the first digit has time until the
 * prompt has ended. */
int64_t gather_wait_ms(const struct gather *g, bool playing);
static inline bool gather_over(const struct gather *g) { return g->state > GATHER_OPEN; }
/* "done", "first", "inter", "escape" */
const char *gather_why(const struct gather *g);
/* What was typed ahead answers nothing more: the first of it that is one of `wanted`, or 0. */
char gather_forget_ahead(struct gather *g, const char *wanted);
/* Was reported, or an order replaced it.  What was typed ahead stays. */
void gather_end(struct gather *g);
