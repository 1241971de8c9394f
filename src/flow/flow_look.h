/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Looking at a flow from outside, read only: for whoever draws it, counts its
 * ways or asks what it does.  What is in a step is said in words that a drawing
 * or a report can show; the tree itself stays inside the room.
 */
#include "flow/flow.h"

/* Does any line say `do NAME` (or `NAME` alone, for those that need no `do`)? */
bool flow_uses_effect(const struct flow *f, const char *effect);

/* --- Places that a test can come to ---------------------------------------------------- *
 * Statements and branches, as flow_host.came() names them. */
struct flow_point {
	const char *step;
	int line, column;		/* column < 0: the other way of an `if` */
	bool branch;
	const char *text;		/* "say checkin.thanks", "<= 2", "silence", "else" */
};
void flow_each_point(const struct flow *f, void (*cb)(void *arg, const struct flow_point *p),
		     void *arg);

/* --- As a graph --------------------------------------------------------------------------- *
 * Steps in the order of the file; those that the program made have names with "~". */
enum flow_node_kind { FLOW_NODE_SAY, FLOW_NODE_ASK, FLOW_NODE_DO, FLOW_NODE_IF, FLOW_NODE_CALL };
struct flow_node {			/* a line in the box of a step */
	enum flow_node_kind kind;
	const char *key;		/* SAY, ASK: words; DO: the effect with its values; CALL */
	const struct flow_option *options;
	size_t options_len;
	enum flow_ask_kind ask;
	int64_t low, high;
	bool must_hear;
	const char *names;		/* ASK: what keys stand for on a call; NULL */
	int line;
};
struct flow_edge {
	const char *to;			/* a step; "end", "return"; NULL: the next line of
					 * the step */
	const char *label;		/* "1", "<= 2", "silence 20m", "else", the condition; "" */
	const char *option;		/* key of the option's word, or NULL */
	bool silence;			/* nobody said anything */
};
struct flow_looker {
	void *arg;
	void (*step)(void *arg, const char *name, int line, bool made);
	void (*node)(void *arg, const struct flow_node *n);
	void (*edge)(void *arg, const struct flow_edge *e);	/* from the step that was
								 * named last */
};
void flow_look(const struct flow *f, const struct flow_looker *l);
/* An expression as one writes it.  Child of ctx. */
struct flow_expr;
char *flow_expr_format(void *ctx, const struct flow_expr *e);

/* Names of the keywords that start it, NULL-terminated. */
const char *const *flow_trigger_keys(void *ctx, const struct flow *f);

/* Steps of `before` that `after` does not have, or asks something else at:
 * whoever waits there stays on their revision.  NULL-terminated. */
const char *const *flow_steps_gone(void *ctx, const struct flow *before, const struct flow *after);

/* " Did you mean `say`?" or "": the nearest of the candidates, NULL-terminated. */
char *flow_suggest(void *ctx, const char *word, const char *const *candidates);

/* Two texts, line by line: what is the same (' '), went ('-') and came ('+'), in the order of
 * reading.  Children of ctx. */
struct flow_diff_line {
	char kind;
	int before, after;		/* from 1; 0: not in that text */
	const char *text;		/* without its end */
};
struct flow_diff_line *flow_diff(void *ctx, const char *before, const char *after, size_t *len);

/* Items of its questionnaires, and whether each has a safety rule. */
void flow_each_item(const struct flow *f,
		    void (*cb)(void *arg, const char *key, bool has_rule, int line, int column),
		    void *arg);
