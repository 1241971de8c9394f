/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What the sub-commands of warmline-flow share.  Whether flows and words are fit for
 * people says vet/.
 */
#include "flow/flow.h"
#include "words/words.h"

struct flow_tool_options {
	const char *flows, *prompts;	/* folders */
	const char *lang;		/* NULL: all */
	bool notes, unsigned_only, show, card, dot, extract, merge, agree, all;
	const char *out;		/* a file to write; NULL: standard output */
	const char *number;		/* what members text or ring, for the card */
	const char *by;			/* who does it */
	const char *socket;		/* where warmlined listens */
	const char *price;		/* of a segment, "0.8" */
	const char *const *files;	/* what stands behind the options, NULL-terminated */
	size_t files_len;
};

/* A sub-command: a file of its own with one const entry, and a line in the table of
 * warmline_flow.c.  It reads its folders, prints, and returns the exit status: 0 sound,
 * 1 not sound, 2 cannot tell.  Either `run`, which gets the common options read, or
 * `main`, which reads its own: argv[0] is the sub-command's name. */
struct flow_tool_command {
	const char *name, *args, *help;
	bool takes_files;		/* `run`: names may stand behind the options */
	int (*run)(void *ctx, const struct flow_tool_options *opt);
	int (*main)(void *ctx, int argc, char **argv);
};
extern const struct flow_tool_command flow_tool_check, flow_tool_prompts, flow_tool_test;
extern const struct flow_tool_command flow_tool_cost, flow_tool_draw, flow_tool_try;
extern const struct flow_tool_command flow_tool_diff, flow_tool_publish, flow_tool_rollback;
extern const struct flow_tool_command flow_tool_sign, flow_tool_speak;
extern const struct flow_tool_command flow_tool_export, flow_tool_expr, flow_tool_import;

/* The flows of opt->flows; what is wrong with them goes to stderr. */
struct flow_set *flow_tool_flows(void *ctx, const struct flow_tool_options *opt);
/* Are all flows that opt names there?  Else says which is not, and what was likely meant. */
bool flow_tool_knows(void *ctx, const struct flow_set *set, const struct flow_tool_options *opt);
/* Prompts of calls that nobody has recorded in this language (opt->notes: names each), and how
 * many somebody has. */
size_t flow_tool_unrecorded(void *ctx, const struct flow_tool_options *opt, struct words *words,
			    const struct flow_set *set, const char *lang, size_t *recorded);
/* What a phone shows or says for a SAY or a WAIT, with the session's variables and, for
 * what the service fills in, samples. */
char *flow_tool_render(void *ctx, struct words *words, const char *lang, bool voice,
		       const struct flow_action *a);
/* A flow in Graphviz's language; words may be NULL.  A card for members as SVG. */
char *flow_tool_dot(void *ctx, const struct flow *f, struct words *words, const char *lang);
char *flow_tool_card_svg(void *ctx, const struct flow_set *set, struct words *words,
			 const char *lang, const char *number);
int flow_tool_card(void *ctx, const struct flow_set *set, struct words *words,
		   const struct flow_tool_options *opt);
