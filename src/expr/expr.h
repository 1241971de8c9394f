/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * expr/: the expression and test language of RapidPro and TextIt ("Excellent"):
 * templates such as `Hi @contact.name, that is @(round(1.5 * 3))`, and the router
 * tests, has_phrase() and its kin, which are functions like the others.
 *
 * Who calls it: import/, for what an imported flow says and asks;
 * `warmline-flow expr`, line by line.  It knows no flow, no person and no clock:
 * everything that an expression can see is the context it is given.
 *
 * Sources: the published function and test documentation of nyaruka/goflow
 * (examples: tests/import/goflow_examples.py) and its grammar Excellent3.  What
 * differs is listed in docs/importing.md.
 *
 * Numbers are decimal and exact: at most 36 digits that count, between 1E-100 and
 * 1E100; a quotient is rounded to 16 places.  Texts hold no NUL.  An expression is
 * bounded in size, in depth and in what it may produce: whatever is asked of it,
 * it answers within milliseconds and some megabytes.  One thread.
 */
#include <jansson.h>

#include "base/base.h"

enum {
	EXPR_TEXT_MAX = 64 * 1024,		/* bytes of a template */
	EXPR_JSON_MAX = 4 * 1024 * 1024,	/* bytes of a context */
};

/* --- What an expression sees ------------------------------------------------------- *
 * A JSON object.  Its members are the names at the start of an expression:
 * contact, fields, results, input ...  An object may have a member `__default__`:
 * its value when it is used as a text or a number.  The member `__env__` is not
 * seen; it is the environment, all of whose members may be left out:
 *
 *	date_format        "DD-MM-YYYY", "MM-DD-YYYY" or "YYYY-MM-DD"
 *	time_format        "tt:mm", "h:mm aa", "tt:mm:ss" or "h:mm:ss aa"
 *	timezone           of the tz database
 *	now                "2018-04-11T13:24:30.123456-05:00": the time that now() tells
 *	allowed_languages  ["eng", ...]: the first names days and months
 *	default_country    "KE": what a number without + means
 *	number_format      {"decimal_symbol": ".", "digit_grouping_symbol": ","}
 *	input_collation    "default", "confusables" or "arabic_variants"
 *	locations          [{"name", "aliases", "children"}]: for has_state() and its kin
 *	prompts            {"name": "text with {{ .arg1 }}"}: for prompt()
 *
 * What is left out is as in the documentation of goflow: DD-MM-YYYY, tt:mm,
 * America/Guayaquil, English. */
struct expr;
/* json may be "" (an empty context).  NULL with err when it is no JSON object, is
 * too large or too deep, or its environment makes no sense. */
struct expr *expr_new(void *ctx, struct view json, struct err *err);

/* --- Evaluating ----------------------------------------------------------------------- */
struct expr_result {
	bool error;
	const char *text;		/* what the template says; of an error: why */
	const char *type;		/* "text", "number", "boolean", "datetime", "date", "time",
					 * "array", "object", "function", "null", "error" */
	const char *json;		/* the value as JSON ("null" for errors and functions) */
};
/* A template: plain text with @names and @(expressions); @@ is an @.  A template
 * that is one expression and nothing else keeps its type.  When any expression in
 * it fails, the result is an error that names each.  now_ms: for now() and
 * today(), unless the context says it.  Texts of the result are children of ctx. */
void expr_template(struct expr *x, void *ctx, const char *template, int64_t now_ms,
		   struct expr_result *out);
/* One bare expression, without @( and ). */
void expr_expression(struct expr *x, void *ctx, const char *expression, int64_t now_ms,
		     struct expr_result *out);
/* Could it be read?  0, or -EINVAL with err (where it stopped making sense). */
int expr_check(const char *expression, struct err *err) MUST_CHECK;

/* An expression as a tree, for those who translate it instead of running it.  text: of a
 * literal its text, of NAME and DOT the name, of an operator itself ("<="), else "".
 * args: DOT and INDEX what is looked into (and where), CALL the function and what it is
 * given, operators both sides, LAMBDA nothing.  NULL with err: makes no sense. */
enum expr_kind {
	EXPR_NULL, EXPR_STRING, EXPR_NUMBER, EXPR_BOOL, EXPR_REF, EXPR_DOT, EXPR_INDEX, EXPR_CALL,
	EXPR_OP, EXPR_LAMBDA
};
struct expr_node {
	enum expr_kind kind;
	const char *text;
	const struct expr_node **args;
	size_t len;
};
const struct expr_node *expr_read(void *ctx, const char *expression, struct err *err);

/* The pieces of a template, for those who translate it instead of running it.
 * Returns false at the end; *pos starts at 0. */
enum expr_piece_kind { EXPR_PLAIN, EXPR_NAME, EXPR_FULL };
struct expr_piece {
	enum expr_piece_kind kind;
	char *text;			/* NAME: "contact.name"; FULL: what is inside @( ) */
};
/* roots: the names that may begin an @name, NULL-terminated; NULL: any. */
bool expr_next_piece(void *ctx, const char *template, const char *const *roots, size_t *pos,
		     struct expr_piece *out);
/* A text as JSON writes it, in quotes. */
char *expr_json_quote(void *ctx, const char *text);
/* All functions, sorted, NULL-terminated, for the manual's test. */
const char *const *expr_function_names(void *ctx);
