/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Tests in the language's own terms: who sends or presses what, what the phone
 * gets, what the service is asked to do, time passing.  They stand in a flow's
 * file or beside it in NAME.test; docs/flows.md says how they are written.
 *
 * Further phones: what an effect makes a peer or staff get (`peer gets offer.new`) by
 * the vocabulary's table; what people do there then is no part of a flow.
 *
 * One test is played for each language and, where its answers can be pressed,
 * once by text and once by voice.  Whoever plays lends the words.
 */
#include "flow/flow.h"

struct flow_tests;
struct flow_test;
struct flow_tests *flow_tests_new(void *ctx);
/* The tests of a .flow or .test file.  Problems say what cannot be read. */
void flow_tests_add(struct flow_tests *tests, const char *file, struct view source,
		    struct flow_problems *problems);
/* Every .flow and .test of a folder.  0 or -errno. */
int flow_tests_load_dir(struct flow_tests *tests, const char *dir,
			struct flow_problems *problems) MUST_CHECK;
const struct flow_test *flow_tests_next(const struct flow_tests *tests,
					const struct flow_test *after);
const char *flow_test_name(const struct flow_test *t);
const char *flow_test_flow(const struct flow_test *t);
const char *flow_test_file(const struct flow_test *t);
/* Is it meant for this language? */
bool flow_test_in(const struct flow_test *t, const char *lang);

/* A line of what happened, for whoever shows it. */
enum flow_shown {
	FLOW_SHOWN_MEMBER, FLOW_SHOWN_PHONE, FLOW_SHOWN_SERVICE, FLOW_SHOWN_TIME,
	FLOW_SHOWN_PEER, FLOW_SHOWN_STAFF	/* what their phones get */
};
struct flow_stage {
	struct flow_set *set;
	const char *lang;
	const char *const *langs;		/* this one first; NULL-terminated */
	bool voice;
	const char *(*word)(void *arg, const char *lang, const char *key);
	/* What the phone shows or says for a SAY or a WAIT; child of ctx.  NULL: no words in
	 * this very language. */
	char *(*render)(void *arg, void *ctx, const struct flow_stage *stage,
			const struct flow_action *a);
	void (*came)(void *arg, const struct flow *flow, int line, int column);	/* or NULL */
	void (*shown)(void *arg, enum flow_shown who, const char *text);	/* or NULL */
	void *arg;
};
enum flow_played { FLOW_PLAYED, FLOW_PLAYED_WRONG, FLOW_PLAYED_NOT };	/* NOT: cannot be pressed */
enum flow_played flow_test_play(const struct flow_test *t, const struct flow_stage *stage,
				struct flow_problems *problems);
