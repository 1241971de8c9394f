/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Rotations, from which shifts (store_oncall.h) are made ahead of time, and
 * shifts that somebody would like to give away.  Called by care/oncall.
 */
#include "store/store_oncall.h"

/* --- Rotations --------------------------------------------------------------------- */
enum { STORE_ROTATION_PEOPLE = 32 };
struct store_rotation {
	int64_t id;
	enum store_level level;		/* on call or manager */
	int position;			/* layer: 1 primary, 2 secondary, ... */
	int period_days;		/* 1 or 7 */
	int minute;			/* of the local day: hand-over */
	int length_min;			/* of each day's shift; 0: to the next hand-over */
	char zone[40];
	int64_t start_day;		/* local, days since 1970: the first person begins */
	int64_t made_day;		/* the first day that has no shift yet */
	int64_t made_at_ms;
	int64_t people[STORE_ROTATION_PEOPLE];
	int people_len;
};
int store_rotation_add(struct store *st, struct store_rotation *r) MUST_CHECK;	/* sets id */
/* 1 and *out, 0: none, or ended. */
int store_rotation_get(struct store *st, int64_t id, struct store_rotation *out) MUST_CHECK;
/* Not ended, in order of id, after after_id: 1, 0. */
int store_rotation_next(struct store *st, int64_t after_id, struct store_rotation *out) MUST_CHECK;
int store_rotation_made(struct store *st, int64_t id, int64_t made_day) MUST_CHECK;
/* It ends; its shifts that have not begun are taken back (those that somebody took over by a
 * swap stay).  1, 0. */
int store_rotation_end(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;

/* --- Shifts to be given away ---------------------------------------------------------- */
enum store_swap_state { STORE_SWAP_OPEN = 1, STORE_SWAP_TAKEN = 2, STORE_SWAP_OVER = 3 };
struct store_swap {
	int64_t id, shift_id, from_id;
	int64_t for_id;			/* an exchange: the other shift; 0: given away */
	enum store_swap_state state;
	int64_t asked_at_ms, taken_by, settled_at_ms;
};
int store_swap_add(struct store *st, struct store_swap *s) MUST_CHECK;	/* sets id; -EEXIST */
int store_swap_save(struct store *st, const struct store_swap *s) MUST_CHECK;
int store_swap_get(struct store *st, int64_t id, struct store_swap *out) MUST_CHECK;	/* 1, 0 */
/* The open one of this shift, else the last: 1, 0. */
int store_swap_of(struct store *st, int64_t shift_id, struct store_swap *out) MUST_CHECK;
