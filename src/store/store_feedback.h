/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What staff said about alarms, by rule and lexicon version, and proposals to change a
 * rule.  Called by care/audit.  No words of a person are here.
 */
#include "store/store.h"

enum store_verdict { STORE_VERDICT_RIGHT = 1, STORE_VERDICT_WRONG = 2, STORE_VERDICT_MISSED = 3 };
enum store_reason {
	STORE_REASON_NONE = 0,
	STORE_REASON_IDIOM = 1,		/* a figure of speech */
	STORE_REASON_OTHER = 2,		/* about somebody else */
	STORE_REASON_PAST = 3,		/* long ago */
	STORE_REASON_DENIED = 4,	/* they said that they would not */
	STORE_REASON_QUOTE = 5,		/* a song, a film, somebody's words */
	STORE_REASON_SPELLING = 6,	/* another word was meant */
	STORE_REASON_JOKE = 7,
	STORE_REASON_NOT_SAID = 8,	/* a false alarm, and no reason was given */
	STORE_REASONS_END,
};
enum { STORE_MARK_RULES_LEN = 240, STORE_MARK_LEXICON_LEN = 23 };

/* One mark an incident: the newest says it.  A missed one has no incident. */
struct store_mark_row {
	int64_t at_ms;
	enum store_verdict verdict;
	enum store_reason reason;
	int64_t incident_id;		/* 0: missed */
	int64_t person_id;		/* of a missed one */
	char rules[STORE_MARK_RULES_LEN + 1];	/* ids, parted by spaces; "" for a missed one:
						 * none known */
	char lexicon[STORE_MARK_LEXICON_LEN + 1];
	bool by_hand;			/* not by the outcome alone */
};
/* An incident's: 1 and *out, 0. */
int store_mark_get(struct store *st, int64_t incident_id, struct store_mark_row *out) MUST_CHECK;
/* In place of the incident's earlier one, unless that was by hand and this is not: 1; then 0. */
int store_mark_put(struct store *st, const struct store_mark_row *m) MUST_CHECK;

/* A rule of one lexicon version: how often it was right, wrong, missed. */
struct store_rule_score {
	char rule[64];
	char lexicon[STORE_MARK_LEXICON_LEN + 1];	/* the newest that has a mark */
	int64_t right, wrong, missed;			/* over all versions */
};
/* By wrong (then by share of wrong), or by missed; at most max. */
int store_rule_scores(struct store *st, bool by_missed, struct store_rule_score *out, int max)
	MUST_CHECK;

/* --- Proposals ---------------------------------------------------------------------- */
enum store_propose { STORE_PROPOSE_CHANGE, STORE_PROPOSE_SIGN, STORE_PROPOSE_RETIRE };
struct store_proposal {
	enum store_propose kind;
	int64_t id, at_ms, agreed_at_ms;	/* agreed 0: not yet */
	const char *rule;
	const struct secret *change, *by, *agreed_by;	/* sealed by the service */
};
int store_proposal_add(struct store *st, struct store_proposal *p) MUST_CHECK;	/* sets id */
int store_proposal_agree(struct store *st, int64_t id, const struct secret *by, int64_t now_ms)
	MUST_CHECK;
/* The next after after_id: 1 (children of ctx), 0. */
int store_proposal_next(struct store *st, void *ctx, int64_t after_id, struct store_proposal *out)
	MUST_CHECK;
