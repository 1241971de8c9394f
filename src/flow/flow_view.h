/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A whole flow as data, read only: for whoever writes it in another language
 * (import/).  Everything is a child of the view; names point into the flow.
 */
#include "flow/flow.h"

/* --- Expressions ---------------------------------------------------------------- */
struct flow_term {
	const char *op;			/* "value", "name", "call", else the operator: "or", "not",
					 * "==", "+", "-", "*" ... */
	struct flow_value value;	/* "value" */
	const char *name;		/* "name": of a variable; "call": of a function */
	const struct flow_term *args[4];
	int args_len;
};

/* --- Statements ------------------------------------------------------------------- */
enum flow_view_kind {
	FLOW_VIEW_SAY, FLOW_VIEW_ASK, FLOW_VIEW_SET, FLOW_VIEW_IF, FLOW_VIEW_CALL, FLOW_VIEW_RETURN,
	FLOW_VIEW_END, FLOW_VIEW_GOTO, FLOW_VIEW_DO
};
enum flow_view_way { FLOW_WAY_RANGE, FLOW_WAY_OPTION, FLOW_WAY_WORD, FLOW_WAY_ELSE };
#define FLOW_VIEW_NEXT (-1)		/* the next statement of the step */
#define FLOW_VIEW_OVER (-2)		/* the end, or back to the caller */
struct flow_view_branch {
	enum flow_view_way kind;
	int64_t low, high;		/* RANGE (INT64_MIN, INT64_MAX: open); OPTION: its number */
	const char *word;		/* OPTION, WORD: a key; of an effect: the outcome */
	int to;				/* a step's index, or FLOW_VIEW_... */
};
struct flow_view_stmt {
	enum flow_view_kind kind;
	const char *key;		/* SAY, ASK; DO: the effect; CALL: the flow */
	const char *var;		/* SET; ASK, CALL ... as; or NULL */
	const struct flow_term *term;	/* SET, IF, RETURN; or NULL */
	const struct flow_term **args;	/* DO */
	size_t args_len;
	int to;				/* IF, GOTO, CALL */
	enum flow_ask_kind ask;		/* ASK ... */
	int64_t low, high;
	struct flow_view_branch *branches;
	size_t branches_len;
	int64_t silence_ms;		/* the flow's, when it does not say so itself; 0: none */
	int silence_to;
	int retries;			/* 2 unless said */
	const char *retry_key;		/* NULL: words that fit the kind */
	int retry_to;			/* where silence leads, unless said */
	int line;
};
struct flow_view_step {
	const char *name;
	struct flow_view_stmt *stmts;
	size_t len;
};
struct flow_view {
	const struct flow *flow;
	struct flow_view_step *steps;
	size_t len;
	int64_t silence_ms;
	const char *const *triggers;	/* keys, NULL-terminated */
};
struct flow_view *flow_view(void *ctx, const struct flow *f);
