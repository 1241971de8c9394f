/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside import/: the graph between their formats and ours. */
#include <jansson.h>

#include "import/import.h"

/* --- Words in some languages ------------------------------------------------------- */
struct im_text {
	const char *lang;		/* ours: "en", "sw"; three letters where there are no two */
	const char *text;		/* a template of theirs */
	const char *audio;		/* where a recording of it is, or NULL */
	bool voice;			/* for calls alone */
};
struct im_words {
	struct im_text *list;		/* the flow's own language first */
	size_t len;
};

/* --- Actions: what happens at a node before it asks or leads on ---------------------- */
enum im_kind {
	IM_SAY,				/* words */
	IM_SET,				/* name = value (a template); category may be set */
	IM_KEEP, IM_JOIN, IM_LEAVE, IM_TAG,	/* name, value */
	IM_CALL,			/* the flow whose id is `name`; terminal */
	IM_LANGUAGE, IM_HAND_OVER,	/* value */
	IM_NOTHING			/* noted in the report already */
};
struct im_action {
	enum im_kind kind;
	const char *what;		/* its type there */
	struct im_words words;
	const char *name, *value, *category;
	bool terminal;
};

/* --- Where a node leads ------------------------------------------------------------------ */
struct im_case {			/* the first that holds counts */
	const char *test;		/* "has_any_word"; "expression": args[0] is one of theirs */
	const char *args[3];
	size_t len;
	struct im_words words;		/* args[0] in other languages */
	int category;
};
struct im_category {
	const char *name;
	struct im_words words;		/* as an option's word */
	int to;				/* a node; -1: the end */
};
enum im_router { IM_ONWARD, IM_WAIT, IM_SPLIT, IM_RANDOM };
enum im_hint { IM_HINT_NONE, IM_HINT_DIGITS, IM_HINT_AUDIO, IM_HINT_MEDIA };
enum im_form {				/* what question a wait becomes */
	IM_FORM_CHOICE, IM_FORM_NUMBER, IM_FORM_DIGITS, IM_FORM_TEXT, IM_FORM_RECORDING
};
struct im_node {
	const char *id, *label;
	const char *what;		/* of the router, in the report */
	struct im_action *actions;
	size_t actions_len;
	enum im_router router;
	int to;				/* ONWARD */
	const char *operand, *result;	/* a template; the name of the result */
	enum im_hint hint;
	int digits;			/* how many, 0: any */
	int64_t timeout_s;		/* 0: the flow's */
	int timeout_category;		/* -1 */
	struct im_category *categories;
	size_t categories_len;
	struct im_case *cases;
	size_t cases_len;
	int other;			/* category; -1: none */
	bool spoken_choices;		/* categories' words are the options, as they stand */
	bool bounded;			/* low..high were said */
	int64_t low, high;
	int64_t shift;			/* NUMBER: ours is theirs and this: 0..3 is asked as 1..4 */
	bool doubles;			/* 00 and 09 are written for a lone 0 or 9 */

	/* The plan (im_plan.c) */
	const char *step;		/* name here */
	bool reached;
	enum im_form form;
	const char *var;		/* slug of the result; NULL: none */
	bool wants_category;		/* somebody asks for results.NAME.category */
	int *number;			/* of each category as an option; 0: none */
	struct im_node *asks_with;	/* whose last words are the question; may be itself */
	size_t lends;			/* 1 + index of the words that are a question; 0: none */
	bool cut;			/* written, but nothing led to it: taken out again */
	int retry_with;			/* the node whose words are said on a wrong answer; -1 */
	bool again;			/* a wrong answer leads back here */
};
struct im_trigger {
	const char *words;		/* "join, hello" */
	bool first_word;		/* more may follow */
};
struct im_flow {
	const char *id, *title, *name;
	const char *lang;		/* of the texts themselves */
	bool voice;
	int64_t expires_s;
	int first;			/* node; -1: none */
	struct im_node *nodes;
	size_t nodes_len;
	struct im_trigger *triggers;
	size_t triggers_len;
	json_t *sets;			/* its variables (im_names.c) */
};

/* --- The whole -------------------------------------------------------------------------------- */
struct im_entry {			/* of the catalogues */
	const char *key, *lang, *context, *text, *comment;
	const struct im_node *node;	/* for which it was made, or NULL */
};
struct im {
	struct import_result *result;	/* the context of everything */
	struct im_flow *flows;
	size_t flows_len;
	struct im_entry *entries;
	size_t entries_len;
	json_t *seen;			/* language, context and key of each entry */
	const struct im_node *emitting;
	json_t *sets, *asked;		/* variables of all flows; results whose category
					 * is asked */
	struct im_place {		/* of each note: to put them in the file's order */
		const struct im_flow *flow;
		const struct im_node *node;
	} *places;
	struct err *err;
};

/* --- im.c ------------------------------------------------------------------------------- */
/* Small letters, digits and `sep`, beginning with a letter; never empty. */
char *im_slug(void *ctx, const char *text, char sep, size_t max);
/* The same for what expressions name: no word of our language. */
char *im_variable(void *ctx, const char *text);
/* "eng", "fr-CA", "base" -> "en", "fr", "en". */
const char *im_lang(void *ctx, const char *code);
/* The value as text, a child of ctx; the value is taken over. */
char *im_dump(void *ctx, json_t *value, size_t flags);
void im_note(struct im *im, const struct im_flow *f, const struct im_node *n,
	     enum import_outcome outcome, const char *what, const char *fmt, ...) PRINTF(6, 7);
struct im_action *im_add_action(struct im *im, struct im_node *n, enum im_kind kind,
				const char *what);
void im_add_text(struct im *im, struct im_words *w, const char *lang, const char *text, bool voice);
struct im_flow *im_flow_by_id(struct im *im, const char *id);
/* Names in order of the file, each once. */
void im_name_flows(struct im *im);

/* --- Reading JSON (im_json.c) ----------------------------------------------------------- */
/* NULL or the default when it is not there or of another type; texts are sound UTF-8
 * without controls, and not longer than IMPORT_TEXT_MAX. */
const char *im_str(struct im *im, const json_t *o, const char *name);
const char *im_text_of(struct im *im, const json_t *string);
const json_t *im_list(const json_t *o, const char *name);	/* an empty one if not there */
const json_t *im_object(const json_t *o, const char *name);
int64_t im_int(const json_t *o, const char *name, int64_t dflt);

/* --- Their formats: 0, or -EINVAL with im->err ------------------------------------------ */
int im_rapidpro_read(struct im *im, const json_t *root) MUST_CHECK;
void im_rapidpro_action(struct im *im, struct im_flow *f, struct im_node *n, const json_t *a,
			const json_t *localization);
void im_localize(struct im *im, const struct im_flow *f, const json_t *localization,
		 const char *uuid, const char *name, struct im_words *out);
int im_floip_read(struct im *im, const json_t *root) MUST_CHECK;
bool im_floip_is(const json_t *root);

/* --- Expressions of theirs as ours (im_expr.c) ------------------------------------------ */
struct im_scope {
	struct im *im;
	const struct im_flow *flow;
	const char *answer;		/* the variable that input.text is; NULL: none */
	const char *why;		/* why it could not be, or what is different */
	bool near;			/* ... is different */
	char *takes;			/* ", a, b": variables that only other flows set */
};
/* NULL with s->why. */
const char *im_expression(struct im_scope *s, const char *expression);
/* A template: one expression, or text joined with + . */
const char *im_template(struct im_scope *s, const char *template);
/* What a test of theirs asks of `value`, an expression of ours.  NULL with s->why. */
const char *im_test(struct im_scope *s, const char *value, const struct im_case *c);
const char *im_quote(void *ctx, const char *text);

/* --- Planning and writing --------------------------------------------------------------- */
void im_names_begin(struct im *im);
void im_names_end(struct im *im);
void im_plan(struct im *im, struct im_flow *f);
const struct im_node *im_result_node(const struct im_flow *f, const char *var);
bool im_flow_sets(const struct im_flow *f, const char *var);
bool im_sets(const struct im *im, const char *var);	/* does any flow of the file? */
bool im_case_is_words(const struct im_case *c);
/* A test of numbers with whole bounds: low..high, from 1 and to INT64_MAX when open. */
bool im_case_range(const struct im_case *c, int64_t *low, int64_t *high);
bool im_whole(const char *text, int64_t *out);	/* a whole number and nothing else */
/* A text of theirs as one of ours: placeholders.  sets: lines that must come before it
 * (`set kept_x = kept.x`), appended.  NULL: nothing is left of it. */
const char *im_placeholders(struct im_scope *s, const char *template, char **sets,
			    const char *indent);
void im_entry(struct im *im, const char *key, const char *lang, const char *context,
	      const char *text, const char *comment);
/* Takes "1. Yes 2. No" out of a text: the options' words by category; false: they are
 * not there in order. */
bool im_menu_split(void *ctx, const char *text, const struct im_node *n, const char **head,
		   const char **options);
/* "9. Other" as "09. Other". */
const char *im_menu_doubled(void *ctx, const char *text, const struct im_node *n);
/* The words that a node asks with. */
static inline struct im_action *im_question(const struct im_node *n)
{
	return &n->asks_with->actions[n->asks_with->lends - 1];
}
void im_emit(struct im *im, struct im_flow *f);
void im_catalogues(struct im *im);
void im_sort_notes(struct im *im);
