/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/match: the round, its index of peers and its assignment. */
#include "care/care_match.h"

/* Points that a peer loses for what they carry already. */
int32_t match_load(const struct match_rules *rules, const struct match_peer *p);

/* --- The index: which peers have an attribute, as a bit for each peer -------- */
struct match_index {
	const struct match_peer *peers;
	size_t peers_len;
	size_t words;			/* 64-bit words in one set of peers */
	uint16_t *posting_of;		/* attr -> posting number, 0: nobody has it */
	uint64_t *postings;		/* posting number * words; number 0 is empty */
	size_t postings_len;
	uint64_t *by_kind[MATCH_KINDS];	/* who takes this kind, is trained and has a place */
	struct match_by_id { int64_t id; uint32_t at; } *by_id;	/* sorted */
};
int match_index_build(struct match_index *ix, void *ctx, const struct match_peer *peers,
		      size_t len, struct err *err);
/* Place of a peer in the array, or -1. */
long match_index_find(const struct match_index *ix, int64_t id);
/* Writes who may serve this request, of those in `alive`.  False: nobody. */
bool match_index_candidates(const struct match_index *ix, const struct match_request *r,
			    const uint64_t *alive, uint64_t *out);
const uint64_t *match_index_posting(const struct match_index *ix, uint16_t attr);

/* --- The assignment: rows (requests) come in one after the other -------------- *
 * A column is one free place of a peer.  cost[i][j] of a pair that is not
 * allowed is MATCH_NEVER. */
enum { MATCH_NEVER = 1 << 28 };
struct match_assign {
	size_t cols;
	uint32_t *alive;		/* columns still in play, packed */
	size_t alive_len;
	int32_t *price;			/* dual price of each column; <= 0, 0 while it is free */
	int32_t *row_of;		/* row that holds the column, -1: free */
	uint32_t *col_of;		/* column that a row holds */
	int32_t **cost;			/* of each row; never negative */
	size_t rows;
	size_t free_cols;
	/* of one search */
	int32_t *dist;			/* by column */
	int32_t *pred;			/* row from which the column was reached */
	uint32_t *order;		/* columns: done | to scan | to do */
};
void match_assign_init(struct match_assign *a, void *ctx, size_t cols);
enum match_added { MATCH_ADDED, MATCH_CLOSED };
/* Adds a row; `cost` then belongs to the assignment (talloc).  MATCH_CLOSED:
 * there is no place for it, and the columns in a->order[0..*closed_len) are
 * out of play from now on.  *steps counts the work. */
enum match_added match_assign_add(struct match_assign *a, int32_t *cost, size_t *closed_len,
				  int64_t *steps);
