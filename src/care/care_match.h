/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/match: who talks with whom.  All waiting requests are weighed against
 * all peers on duty at once.  A pure calculation: no store, no clock, no
 * randomness, no person; care/queue fills it and makes offers of what comes out.
 *
 * Two questions, in this order:
 *
 *   1. Who is next?  Requests stand in one line, by their rank: the time since
 *      when they wait, moved forward by a head start for their tier and for
 *      newcomers (match_rank_ms()).  A head start is a fixed time, so whoever
 *      waits that much longer goes first all the same: nobody starves.  A
 *      request is served if, with all those before it served too, there is
 *      still a peer for it; nobody later in the line can push it out.
 *   2. Who with whom?  Of all the ways to serve exactly those, the one with the
 *      least total cost, where fitting soft wishes takes cost away and load
 *      adds some.  Exact: shortest augmenting paths with dual prices, one row
 *      at a time (Jonker & Volgenant 1987, "A shortest augmenting path
 *      algorithm for dense and sparse linear assignment problems").
 *
 * Why reading the line in order and stopping early is exact: sets of requests
 * that can be served together are the independent sets of a transversal
 * matroid, so taking each that still fits gives the best set; and a search that
 * fails has found a group of peers who are all taken by requests that can go
 * nowhere else (Hall), so these peers leave the calculation for good.
 *
 * Hard wishes, blocks, training, kind and age are never weighed: a pair that
 * breaks one does not exist.  Within one kind of wish any one that is met is
 * enough (Swahili or English); over several kinds each must be met.  Only a
 * request of a known adult is ever matched.
 *
 * Work is counted in steps, not in time, so a round is repeatable; a step is
 * about a nanosecond on a small machine.  A slice overruns its budget by one
 * row at most (some hundred thousand steps with 1,000 peers).
 */
#include "base/base.h"

enum {
	MATCH_PEERS_MAX = 4096,
	MATCH_SLOTS_MAX = 8192,		/* free places of all peers together */
	MATCH_ATTRS_MAX = 65535,	/* attribute ids are 1..MATCH_ATTRS_MAX */
	MATCH_WISHES_MAX = 24,		/* of one request; more are refused */
	MATCH_SLICE_STEPS = 10 * 1000 * 1000,
};

/* How urgent a request is; the order is that of DESIGN §4. */
enum match_tier {
	MATCH_TIER_NONE, MATCH_TIER_ASK, MATCH_TIER_C, MATCH_TIER_B, MATCH_TIER_A,
	MATCH_TIERS
};

enum match_kind { MATCH_TEXT, MATCH_CALL, MATCH_MESSAGE, MATCH_KINDS };

/* Asked before any matching; unknown is treated as under age. */
enum match_age { MATCH_AGE_UNKNOWN, MATCH_AGE_MINOR, MATCH_AGE_ADULT };

/* What an attribute is about. */
enum match_attr_kind {
	MATCH_LANGUAGE, MATCH_GENDER, MATCH_AGE_BAND, MATCH_EXPERIENCE,
	MATCH_FAITH, MATCH_AREA, MATCH_INTEREST,
	MATCH_ATTR_KINDS
};
/* "language", "experience", ...; NULL out of range.  -1 when unknown. */
const char *match_attr_kind_name(enum match_attr_kind kind);
int match_attr_kind_parse(const char *name);

struct match_wish {
	uint16_t attr;			/* the store's id of "experience: bereavement" */
	uint8_t kind;			/* enum match_attr_kind */
	bool hard;
};

struct match_request {
	int64_t id;
	int64_t since_ms;		/* waiting since (wall clock) */
	int64_t last_peer;		/* spoke with last time; 0: nobody */
	const struct match_wish *wishes;
	const int64_t *blocked;		/* peers who are out of the question: blocked by either
					 * side, or passed on this request a moment ago */
	uint16_t wishes_len, blocked_len;
	uint8_t tier;			/* enum match_tier */
	uint8_t kind;			/* enum match_kind */
	uint8_t age;			/* enum match_age */
	bool newcomer;
	bool only_last_peer;		/* "only with the same one as last time": a hard wish */
	uint32_t needs;			/* training bits that the peer must all have */
};

struct match_peer {
	int64_t id;
	const uint16_t *attrs;
	uint16_t attrs_len;
	uint8_t free;			/* places that may be filled in this round; 0: none */
	uint8_t busy;			/* conversations now */
	uint16_t today;			/* conversations begun today */
	uint8_t kinds;			/* bit (1 << enum match_kind) for each that they take */
	bool trained;			/* without it never a live offer */
	uint32_t training;
};

/* What the service may turn.  Points: more is better; none is negative. */
struct match_rules {
	int64_t head_start_ms[MATCH_TIERS];
	int64_t newcomer_ms;
	int32_t points[MATCH_ATTR_KINDS];	/* for each soft wish met */
	int32_t same_peer;			/* for continuity */
	int32_t busy;				/* taken away for each conversation now */
	int32_t today;				/* ... and for each begun today (at most
						 * 20 count) */
};
extern const struct match_rules match_rules_default;

/* Smaller is earlier in the line.  It never changes while a request waits, so
 * the store keeps it in an index. */
int64_t match_rank_ms(const struct match_rules *rules, enum match_tier tier, bool newcomer,
		      int64_t since_ms);

/* The line, read one request at a time, by rank and then by id.  Returns
 * false at its end.  What `out` points to must stay until the round is freed. */
typedef bool (*match_next_fn)(void *arg, const struct match_request **out);

struct match;
/* Peers must stay where they are until the round is freed.  NULL with err when
 * there are too many peers or places, or an attribute is out of range. */
struct match *match_begin(void *ctx, const struct match_rules *rules,
			  const struct match_peer *peers, size_t peers_len, struct err *err);
/* The line: either a source ... */
void match_from(struct match *m, match_next_fn next, void *arg);
/* ... or an array in any order (a heap is made of it). */
void match_from_array(struct match *m, const struct match_request *requests, size_t len);
/* Works for about that many steps.  True: the round is done. */
bool match_slice(struct match *m, int64_t steps);

struct match_pair {
	const struct match_request *request;
	const struct match_peer *peer;
	int32_t points;			/* as in the rules; may be negative */
};
/* Pairs in the order of the line; they stay until the round is freed. */
const struct match_pair *match_result(const struct match *m, size_t *len);
/* For the operator and the bench. */
struct match_stats {
	size_t read;			/* requests looked at */
	size_t refused;			/* not an adult, or more wishes than are possible */
	size_t without;			/* nobody on duty for them now */
	int64_t steps;
};
const struct match_stats *match_stats(const struct match *m);

/* May these two talk at all?  (What the calculation itself asks.) */
bool match_allowed(const struct match_request *r, const struct match_peer *p);
/* Points of a pair, not counting what else the peer gets in the round. */
int32_t match_points(const struct match_rules *rules, const struct match_request *r,
		     const struct match_peer *p);

/* Why these two: most important first. */
struct match_reason {
	const char *key;		/* "experience", "turn": the console says it (ui.why.…) */
	uint16_t attr;			/* what it is about, 0: nothing */
	bool hard;			/* it had to be so */
	int32_t points;
};
enum { MATCH_REASONS_MAX = MATCH_WISHES_MAX + 5 };
/* Returns how many were written to out[MATCH_REASONS_MAX]. */
size_t match_reasons(const struct match_rules *rules, const struct match_request *r,
		     const struct match_peer *p, struct match_reason *out);
