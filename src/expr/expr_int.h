/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside expr/: values, the tree, and what the functions share. */
#include "expr/expr.h"

/* --- Numbers (expr_num.c) ------------------------------------ *
 * (-1)^neg * coef * 10^exp; coef has no trailing zero (0 is 0E0), so two equal
 * numbers are equal member by member. */
enum { NUM_DIGITS = 36, NUM_MAGNITUDE = 100, NUM_DIV_PLACES = 16, NUM_TEXT_MAX = 192 };
struct xnum {
	unsigned __int128 coef;
	int exp;
	bool neg;
};
/* All that can go out of range: 0, -ERANGE; -EDOM for a division by zero. */
int num_add(const struct xnum *a, const struct xnum *b, struct xnum *out) MUST_CHECK;
int num_sub(const struct xnum *a, const struct xnum *b, struct xnum *out) MUST_CHECK;
int num_mul(const struct xnum *a, const struct xnum *b, struct xnum *out) MUST_CHECK;
int num_div(const struct xnum *a, const struct xnum *b, struct xnum *out) MUST_CHECK;
int num_mod(const struct xnum *a, const struct xnum *b, struct xnum *out) MUST_CHECK;
int num_pow(const struct xnum *a, const struct xnum *b, struct xnum *out) MUST_CHECK;
int num_round(const struct xnum *a, int places, struct xnum *out) MUST_CHECK;	/* half away */
int num_round_up(const struct xnum *a, int places, struct xnum *out) MUST_CHECK;
int num_round_down(const struct xnum *a, int places, struct xnum *out) MUST_CHECK;
int num_cmp(const struct xnum *a, const struct xnum *b);
struct xnum num_int(int64_t n);
bool num_to_int64(const struct xnum *a, int64_t *out);	/* cuts off the fraction */
/* "-12.50" or ".5"; no +, no exponent.  `json`: also 1e3. */
int num_parse(const char *text, bool json, struct xnum *out) MUST_CHECK;
void num_format(const struct xnum *a, char *out);
/* With so many places, rounded; 0 <= places <= 9. */
void num_format_fixed(const struct xnum *a, int places, char *out);

/* --- Days and times (expr_civil.c) ------------------------------------ */
struct xdate {
	int64_t year;
	int month, day;			/* from 1 */
};
struct xtod {
	int hour, minute, second, nanos;
};
struct xzone {
	const char *name;		/* "Africa/Nairobi", "UTC"; "": nothing but the offset */
	int offset_s;			/* when the name is "" */
};
struct xmoment {
	int64_t sec;			/* since 1970 UTC */
	int nanos;
	struct xzone zone;
};
int64_t civil_days(int64_t year, int month, int64_t day);	/* month may be out of 1..12 */
struct xdate civil_from_days(int64_t days);
int civil_weekday(int64_t days);	/* 0: Sunday */
bool civil_valid(int64_t year, int month, int day);
bool zone_exists(const char *name);
int zone_offset_s(const struct xzone *zone, int64_t sec);
/* The moment when the clocks there say so; day and month may be out of range. */
struct xmoment moment_of(struct xdate d, struct xtod t, struct xzone zone);
struct xdate moment_date(const struct xmoment *m);	/* in its own zone */
struct xtod moment_tod(const struct xmoment *m);
struct xmoment moment_in(const struct xmoment *m, struct xzone zone);
int moment_cmp(const struct xmoment *a, const struct xmoment *b);
int date_cmp(const struct xdate *a, const struct xdate *b);
int tod_cmp(const struct xtod *a, const struct xtod *b);

/* --- Values (expr_value.c) ------------------------------------ *
 * Immutable, children of the evaluation's context.  NULL is null. */
enum xtype {
	X_TEXT, X_NUMBER, X_BOOL, X_MOMENT, X_DATE, X_TOD, X_ARRAY, X_OBJECT, X_FUNC, X_ERROR
};
struct xv;
struct xprop {
	const char *name;
	const struct xv *value;
};
struct xnode;
struct xscope {				/* the arguments of (x) => ... */
	const struct xprop *props;
	size_t len;
	const struct xscope *parent;
};
struct xfn;
struct xv {
	enum xtype type;
	bool fatal;			/* ERROR: ends the evaluation */
	bool has_default;		/* OBJECT */
	union {
		const char *text;	/* TEXT, ERROR */
		struct xnum num;
		bool truth;
		struct xmoment moment;
		struct xdate date;
		struct xtod tod;
		struct {
			const struct xv **items;
			size_t len;
		} array;
		struct {
			struct xprop *props;	/* sorted by name */
			size_t len;
			const struct xv *dflt;
		} object;
		struct {
			const struct xfn *fn;		/* built in; else ... */
			const struct xnode *lambda;
			const struct xscope *scope;
		} func;
	};
};

enum xcollation { COLLATE_DEFAULT, COLLATE_CONFUSABLES, COLLATE_ARABIC };
struct xenv {
	const char *date_format, *time_format, *lang, *country, *decimal, *grouping;
	struct xzone zone;
	enum xcollation collation;
	bool has_now;
	struct xmoment now;
	const struct xv *locations, *prompts;
};
/* What an evaluation may cost: a text its bytes, and each value that is made 64. */
enum {
	EXPR_BUDGET = 4 * 1000 * 1000, EXPR_VALUE_COST = 64, EXPR_DEPTH_MAX_NODES = 400,
	EXPR_ITEMS_MAX = 10000
};
struct expr {
	const struct xv *root;
	struct xenv env;
	void *mem;			/* of the evaluation that runs */
	struct xmoment now;
	int64_t budget;
};

const struct xv *xv_text(struct expr *x, const char *text);	/* copies */
const struct xv *xv_textn(struct expr *x, const char *text, size_t len);
const struct xv *xv_take(struct expr *x, char *text);		/* a child of x->mem already */
const struct xv *xv_num(struct expr *x, const struct xnum *n);
const struct xv *xv_int(struct expr *x, int64_t n);
const struct xv *xv_bool(struct expr *x, bool truth);
const struct xv *xv_moment(struct expr *x, const struct xmoment *m);
const struct xv *xv_date(struct expr *x, struct xdate d);
const struct xv *xv_tod(struct expr *x, struct xtod t);
const struct xv *xv_array(struct expr *x, const struct xv **items, size_t len);
/* Sorts; of two properties with one name the last wins; takes out __default__. */
const struct xv *xv_object(struct expr *x, struct xprop *props, size_t len);
const struct xv *xv_error(struct expr *x, const char *fmt, ...) PRINTF(2, 3);
const struct xv *xv_number_error(struct expr *x, int rc);	/* of a num_...() */
extern const struct xv xv_too_complex;
bool xv_is_error(const struct xv *v);
const char *xv_type_name(const struct xv *v);
const char *xv_describe(struct expr *x, const struct xv *v);	/* for error messages */
const char *xv_render(struct expr *x, const struct xv *v);	/* its canonical text */
const char *xv_format(struct expr *x, const struct xv *v);	/* as people write it */
bool xv_truthy(const struct xv *v);
bool xv_equal(struct expr *x, const struct xv *a, const struct xv *b);
bool xv_comparable(const struct xv *v);
int xv_compare(const struct xv *a, const struct xv *b);		/* of one comparable type */
/* NULL and false: no such property; names are compared without regard to case. */
bool xv_get(const struct xv *object, const char *name, const struct xv **out);
/* Conversions: the value, or an error.  xv_to_...() never give null. */
const struct xv *xv_to_text(struct expr *x, const struct xv *v);
const struct xv *xv_to_number(struct expr *x, const struct xv *v);
const struct xv *xv_to_integer(struct expr *x, const struct xv *v);	/* 32 bits */
const struct xv *xv_to_bool(struct expr *x, const struct xv *v);
const struct xv *xv_to_moment(struct expr *x, const struct xv *v, bool fill_time);
const struct xv *xv_to_date(struct expr *x, const struct xv *v);
const struct xv *xv_to_tod(struct expr *x, const struct xv *v);
const struct xv *xv_to_array(struct expr *x, const struct xv *v);
const struct xv *xv_to_object(struct expr *x, const struct xv *v);
int xv_small(const struct xv *integer);		/* of xv_to_integer() */

/* --- JSON (expr_json.c) ------------------------------------ */
/* false: not JSON (or too deep); numbers keep every digit. */
bool xv_from_json(struct expr *x, struct view json, const struct xv **out);
char *xv_to_json(struct expr *x, const struct xv *v);

/* --- Writing and reading dates (expr_dates.c) ------------------------------------ */
enum { LAYOUT_DATE = 1, LAYOUT_TIME = 2, LAYOUT_BOTH = 7 };
/* NULL: the layout is not valid (*why says it). */
char *dates_format(struct expr *x, const struct xmoment *m, const char *layout, int kinds,
		   const char **why);
const char *dates_iso(struct expr *x, const struct xmoment *m);
const char *dates_iso_date(struct expr *x, struct xdate d);
const char *dates_iso_tod(struct expr *x, struct xtod t);
/* With a zone without a name: the time of the day alone. */
bool dates_parse(struct expr *x, const char *layout, const char *text, struct xzone zone,
		 struct xmoment *out, const char **why);
/* As people type them (expr_typed.c). */
bool dates_typed_moment(struct expr *x, const char *text, bool fill_time, struct xmoment *out);
bool dates_typed_date(struct expr *x, const char *text, struct xdate *out);
bool dates_typed_tod(struct expr *x, const char *text, struct xtod *out);

/* --- Regular expressions (expr_regex.c) ------------------------------------ */
enum { REGEX_GROUPS = 32 };
struct xspan {
	size_t from, to;		/* SIZE_MAX: that group took no part */
};
struct xregex;
/* NULL: not valid.  `people`: case does not matter, ^ and $ are of lines. */
struct xregex *regex_new(void *ctx, const char *pattern, bool people);
/* How many groups there are (the whole counts), 0: no match at or behind `from`. */
size_t regex_match(struct xregex *re, const char *text, size_t from,
		   struct xspan spans[REGEX_GROUPS]);
struct xwords {
	const char **list;
	size_t len;
};
/* The words of a text; with delimiters: what stands between these characters. */
struct xwords words_of(struct expr *x, const char *text, const char *delimiters);
char *collated(struct expr *x, const char *text);
char *each_char(struct expr *x, const char *text, int32_t (*map)(int32_t cp));

/* --- The tree (expr_parse.c) and running it (expr_eval.c) ------------------------------- */
enum xop {
	N_VALUE, N_NAME, N_DOT, N_INDEX, N_CALL, N_LAMBDA, N_NEG, N_POW, N_MUL, N_DIV, N_ADD, N_SUB,
	N_LE, N_LT, N_GE, N_GT, N_EQ, N_NE, N_CAT, N_GROUP
};
struct xnode {
	enum xop op;
	const struct xv *value;		/* VALUE */
	const char *name;		/* NAME, DOT */
	const struct xnode **args;	/* INDEX: what, where; CALL: function, arguments */
	size_t len;
	const char **params;		/* LAMBDA: names */
	size_t params_len;
	int depth;
};
/* NULL with *why. */
const struct xnode *expr_parse(struct expr *x, const char *text, const char **why);
const struct xv *expr_run(struct expr *x, const struct xnode *n, const struct xscope *scope);
const struct xv *expr_call(struct expr *x, const struct xv *func, const struct xv **args,
			   size_t len);
bool expr_charge(struct expr *x, const struct xv *v);	/* false: it has cost too much */

/* --- Functions ------------------------------------ *
 * args: what the function takes, a letter each, which are converted before it is
 * called (an argument that cannot be is the result): t text, n number, i integer,
 * b boolean, m moment, d date, o object, a array, v any value but an error, x
 * anything.  Behind | they may be left out; a * at the end: any number more, as
 * they are. */
struct xcall {
	struct expr *x;
	const struct xv **args;
	size_t len;
};
struct xfn {
	const char *name, *args;
	const struct xv *(*run)(struct xcall *c);
};
struct xfns {
	const struct xfn *list;
	size_t len;
};
extern const struct xfns expr_fns_text, expr_fns_slice, expr_fns_number, expr_fns_time,
	expr_fns_list, expr_fns_value, expr_fns_code, expr_tests_text, expr_tests_value,
	expr_tests_place;
const struct xfn *expr_fn_find(const char *name);
static inline const char *arg_text(const struct xcall *c, size_t i)
{
	return c->args[i]->text;
}
static inline const struct xnum *arg_num(const struct xcall *c, size_t i)
{
	return &c->args[i]->num;
}
static inline int arg_int(const struct xcall *c, size_t i)
{
	return xv_small(c->args[i]);
}
/* What a test gives: an object that is true, with .match (and .extra). */
const struct xv *test_true(struct expr *x, const struct xv *match, const struct xv *extra);
const struct xv *test_false(struct expr *x);
