/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside import/: what the writers of other formats share. */
#include <jansson.h>

#include "flow/flow_view.h"
#include "import/im_int.h"

struct ex {
	void *ctx;
	const struct import_source *from;
	struct import_report *report;
	bool floip;			/* whose names and functions */
	const struct flow_view *view;	/* the flow that is written */
	const char *step;
	const char *why;		/* why an expression could not be said */
};

/* 8-4-4-4-12, always the same for the same names. */
const char *ex_uuid(struct ex *x, const char *fmt, ...) PRINTF(2, 3);
/* The same in every flow: of a flow, a group, a label. */
const char *ex_id(struct ex *x, const char *kind, const char *name);
/* Is this the answer to a choice? */
bool ex_is_choice(const struct ex *x, const char *var);
bool ex_refers(const struct ex *x, const char *var);	/* does any expression name it? */
/* What an argument of an effect is as a word: "food" of `do keep food`. */
const char *ex_arg(const struct flow_view_stmt *s, size_t i);
json_t *ex_must(json_t *j);		/* no memory ends the process */
void ex_note(struct ex *x, enum import_outcome outcome, const char *what, const char *fmt, ...)
	PRINTF(4, 5);
/* "sw" -> "swa". */
const char *ex_lang(const char *lang);
const struct flow *ex_flow(const struct ex *x, const char *name);
const char *ex_slug(struct ex *x, const char *text, char sep);

/* An expression of ours in their language, without @( ).  NULL with x->why. */
const char *ex_term(struct ex *x, const struct flow_term *t);
/* As a template: a text as it is, anything else as @(...). */
const char *ex_template(struct ex *x, const struct flow_term *t);
/* A name as one writes it in a text: "@results.age". */
const char *ex_name(struct ex *x, const char *name);
/* The words of a key, placeholders as theirs; NULL: none.  options: of a question, to
 * put where {options} is, or behind. */
const char *ex_words(struct ex *x, const char *lang, const char *channel, const char *key,
		     const struct flow_view_stmt *ask);
/* "yes, ok" of an option: its label and what else counts, NULL-terminated. */
const char **ex_option_words(struct ex *x, const char *lang, const char *key);
/* Its name without the flow's part: "feedback.yes" -> "yes". */
const char *ex_last(const char *key);

/* --- Where one statement goes on ------------------------------------------------------ */
struct ex_place {
	int step, stmt;			/* step < 0: the end */
};
/* Past what is only an arrow, to a statement that does something. */
struct ex_place ex_real(const struct ex *x, int step, int stmt);
/* Where `to` (a step's index or FLOW_VIEW_...) leads from here. */
struct ex_place ex_to(const struct ex *x, struct ex_place from, int to);
