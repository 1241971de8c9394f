/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A test as lines, for its reader (flow_play_parse.c) and its player (flow_play.c). */
#include "flow/flow_int.h"
#include "flow/flow_play.h"

enum cue_kind {
	CUE_GETS, CUE_TOLD, CUE_SENDS, CUE_DOES, CUE_KNOWS, CUE_PASS, CUE_ENDS, CUE_WAITS,
	CUE_THEN,
};
struct cue {
	enum cue_kind kind;
	int line, column;
	const char *who;		/* TOLD: "peer", "staff" */
	const char *key;		/* GETS, TOLD; DOES: the effect; KNOWS: the name; ENDS:
					 * the reason */
	const char *text;		/* GETS, TOLD: the words, with "*", or NULL; SENDS */
	bool is_word;			/* SENDS: a key of a word */
	const char **args;		/* DOES */
	size_t args_len;
	const char *outcome;		/* DOES, or NULL */
	int64_t ms;			/* PASS */
	struct flow_expr *expr;		/* KNOWS, THEN */
};

struct flow_test {
	struct flow_test *next;
	const char *name, *file, *flow;
	const char **langs;		/* NULL-terminated; none: all */
	bool text_only, voice_only;
	struct cue *cues;
	size_t len;
	int line, column;
};
struct flow_tests {
	struct flow_test *first, **last;
};
