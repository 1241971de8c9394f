// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Expressions: numbers, texts, truths, comparisons, + and -, and the functions
 * of one table.  Nothing fails at run time: what makes no sense is `nothing`,
 * which is false, equal only to itself, and neither less nor more.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>

#include "flow/flow_int.h"
#include "base/mem.h"

struct flow_function {
	const char *name;
	int args;
	struct flow_value (*run)(void *ctx, const struct flow_value *args);
	const char *help;
};

static const struct flow_value nothing = { .type = FLOW_NOTHING };

bool flow_truth(const struct flow_value *v)
{
	switch (v->type) {
	case FLOW_BOOL:
		return v->truth;
	case FLOW_NUMBER:
		return v->number != 0;
	case FLOW_TEXT:
		return v->text[0] != 0;
	case FLOW_NOTHING:
		break;
	}
	return false;
}

static struct flow_value fn_len(void *ctx, const struct flow_value *a)
{
	int64_t n = 0;

	if (a[0].type != FLOW_TEXT)
		return FLOW_INT(0);
	for (const char *p = a[0].text; *p; p++)
		n += (*p & 0xc0) != 0x80;	/* letters, not bytes */
	return FLOW_INT(n);
}

static struct flow_value fn_min(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_NUMBER || a[1].type != FLOW_NUMBER)
		return nothing;
	return a[0].number < a[1].number ? a[0] : a[1];
}

static struct flow_value fn_max(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_NUMBER || a[1].type != FLOW_NUMBER)
		return nothing;
	return a[0].number > a[1].number ? a[0] : a[1];
}

static struct flow_value fn_contains(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_TEXT || a[1].type != FLOW_TEXT)
		return FLOW_TRUTH(false);
	return FLOW_TRUTH(strcasestr(a[0].text, a[1].text) != NULL);
}

static struct flow_value fn_known(void *ctx, const struct flow_value *a)
{
	return FLOW_TRUTH(a[0].type != FLOW_NOTHING &&
			  !(a[0].type == FLOW_TEXT && a[0].text[0] == 0));
}

static struct flow_value fn_number(void *ctx, const struct flow_value *a)
{
	const char *p = a[0].text;

	if (a[0].type == FLOW_NUMBER)
		return a[0];
	if (a[0].type != FLOW_TEXT || !*p || strlen(p) > 15 || p[strspn(p, "0123456789")] != 0)
		return nothing;
	return FLOW_INT(strtoll(p, NULL, 10));
}

static struct flow_value fn_between(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_NUMBER || a[1].type != FLOW_NUMBER || a[2].type != FLOW_NUMBER)
		return FLOW_TRUTH(false);
	return FLOW_TRUTH(a[0].number >= a[1].number && a[0].number <= a[2].number);
}

static struct flow_value fn_choose(void *ctx, const struct flow_value *a)
{
	return flow_truth(&a[0]) ? a[1] : a[2];
}

static struct flow_value fn_starts(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_TEXT || a[1].type != FLOW_TEXT)
		return FLOW_TRUTH(false);
	return FLOW_TRUTH(strncasecmp(a[0].text, a[1].text, strlen(a[1].text)) == 0);
}

/* Rounded down, also below zero: weeks from days. */
static struct flow_value fn_div(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_NUMBER || a[1].type != FLOW_NUMBER || a[1].number <= 0)
		return nothing;
	return FLOW_INT(a[0].number / a[1].number - (a[0].number % a[1].number < 0));
}

static struct flow_value fn_mod(void *ctx, const struct flow_value *a)
{
	if (a[0].type != FLOW_NUMBER || a[1].type != FLOW_NUMBER || a[1].number <= 0)
		return nothing;
	return FLOW_INT((a[0].number % a[1].number + a[1].number) % a[1].number);
}

/* The n-th word of a text, from 1. */
static struct flow_value fn_word(void *ctx, const struct flow_value *a)
{
	const char *p = a[0].text;
	int64_t n = a[1].number;

	if (a[0].type != FLOW_TEXT || a[1].type != FLOW_NUMBER || n < 1)
		return nothing;
	for (;;) {
		size_t len;

		p += strspn(p, " \n");
		len = strcspn(p, " \n");
		if (len == 0)
			return nothing;
		if (--n == 0)
			return FLOW_STRING(talloc_strndup(ctx, p, len));
		p += len;
	}
}

static struct flow_value fn_words(void *ctx, const struct flow_value *a)
{
	int64_t n = 0;

	for (const char *p = a[0].type == FLOW_TEXT ? a[0].text : ""; *p; n++) {
		p += strspn(p, " \n");
		if (!*p)
			break;
		p += strcspn(p, " \n");
	}
	return FLOW_INT(n);
}

/* `args` of a function that takes a test's name, a text, and what this test compares with. */
enum { HAS = -1 };

/* docs/flows.md lists these; its test compares. */
static const struct flow_function functions[] = {
	{ "between", 3, fn_between, "is the first number from the second to the third" },
	{ "choose", 3, fn_choose, "the second value if the first is true, else the third" },
	{ "contains", 2, fn_contains, "does the first text have the second in it" },
	{ "div", 2, fn_div, "the first number divided by the second, rounded down" },
	{ "has", HAS, flow_has, "what in the text fits a test such as \"date\", else nothing" },
	{ "known", 1, fn_known, "is there a value" },
	{ "len", 1, fn_len, "letters of a text" },
	{ "max", 2, fn_max, "the larger number" },
	{ "min", 2, fn_min, "the smaller number" },
	{ "mod", 2, fn_mod, "what that division leaves over" },
	{ "number", 1, fn_number, "the number that a text of digits is, else nothing" },
	{ "starts", 2, fn_starts, "does the first text begin with the second" },
	{ "word", 2, fn_word, "the word of a text at this place, from 1" },
	{ "words", 1, fn_words, "how many words a text has" },
};

const char *const *flow_function_names(void)
{
	static const char *names[ARRAY_LEN(functions) + 1];

	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		names[i] = functions[i].name;
	return names;
}

const char *flow_function_name(const struct flow_function *fn)
{
	return fn->name;
}

/* --- Reading -------------------------------------------------------------------- */

static struct flow_expr *expr_new(struct flow_parser *p, enum flow_op op,
				  const struct flow_cursor *c)
{
	struct flow_expr *e = talloc_zero(p->flow, struct flow_expr);

	e->op = op;
	e->line = c->line->number;
	e->column = flow_peek(c)->column;
	return e;
}

static bool check_has(struct flow_parser *p, const struct flow_expr *e)
{
	const struct flow_expr *name = e->args_len ? e->args[0] : NULL;
	const struct flow_has_test *test;

	if (!name || name->op != OP_VALUE || name->value.type != FLOW_TEXT) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, e->line, e->column,
				 "has() begins with the name of a test, as in "
				 "has(\"date\", answer)");
		return false;
	}
	test = flow_has_find(name->value.text);
	if (!test)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, name->line, name->column,
				 "has() knows no test `%s`.%s", name->value.text,
				 flow_suggest(p->flow, name->value.text, flow_has_names()));
	else if (e->args_len != 2 + test->args)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, e->line, e->column,
				 "has(\"%s\") takes a text%s, here are %d values", test->name,
				 test->args == 2 ? " and two bounds" : test->args ? " and what "
				 "it is compared with" : "", e->args_len - 1);
	return test && e->args_len == 2 + test->args;
}

static struct flow_expr *parse_call(struct flow_parser *p, struct flow_cursor *c,
				    const struct flow_token *name)
{
	struct flow_expr *e = expr_new(p, OP_CALL, c);
	char *hint;

	e->column = name->column;
	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		if (strcmp(functions[i].name, name->text) == 0)
			e->function = &functions[i];
	if (!e->function) {
		hint = flow_suggest(p->flow, name->text, flow_function_names());
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, e->line, e->column,
				 "there is no function `%s`.%s", name->text, hint);
		return NULL;
	}
	while (!flow_accept(c, ")")) {
		if (e->args_len == EXPR_ARGS_MAX || (e->args_len && !flow_accept(c, ","))) {
			flow_expected(p, c, "`)`", NULL);
			return NULL;
		}
		e->args[e->args_len] = flow_parse_expr(p, c);
		if (!e->args[e->args_len++])
			return NULL;
	}
	if (e->function->args == HAS)
		return check_has(p, e) ? e : NULL;
	if (e->args_len != e->function->args) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, e->line, e->column,
				 "%s() takes %d value%s, here are %d", e->function->name,
				 e->function->args, e->function->args == 1 ? "" : "s", e->args_len);
		return NULL;
	}
	return e;
}

static struct flow_expr *parse_primary(struct flow_parser *p, struct flow_cursor *c)
{
	const struct flow_token *t = flow_peek(c);
	struct flow_expr *e;

	if (flow_accept(c, "(")) {
		e = flow_parse_expr(p, c);
		if (e && !flow_accept(c, ")")) {
			flow_expected(p, c, "`)`", NULL);
			return NULL;
		}
		return e;
	}
	e = expr_new(p, OP_VALUE, c);
	switch (t->type) {
	case TOK_NUMBER:
		e->value = FLOW_INT(t->number);
		break;
	case TOK_STRING:
		e->value = FLOW_STRING(talloc_strdup(e, t->text));
		break;
	case TOK_WORD:
		c->at++;
		if (strcmp(t->text, "true") == 0 || strcmp(t->text, "false") == 0) {
			e->value = FLOW_TRUTH(t->text[0] == 't');
			return e;
		}
		if (strcmp(t->text, "nothing") == 0)
			return e;
		if (flow_accept(c, "("))
			return parse_call(p, c, t);
		e->op = OP_NAME;
		e->name = talloc_strdup(e, t->text);
		return e;
	default:
		flow_expected(p, c, "a number, a \"text\" or the name of a variable", NULL);
		return NULL;
	}
	c->at++;
	return e;
}

static struct flow_expr *binary(struct flow_parser *p, const struct flow_cursor *c,
				enum flow_op op, struct flow_expr *a, struct flow_expr *b)
{
	struct flow_expr *e;

	if (!a || !b)
		return NULL;
	e = expr_new(p, op, c);
	e->args[0] = a;
	e->args[1] = b;
	e->args_len = 2;
	return e;
}

static struct flow_expr *parse_product(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow_expr *e = parse_primary(p, c);

	while (e && flow_accept(c, "*"))
		e = binary(p, c, OP_MUL, e, parse_primary(p, c));
	return e;
}

static struct flow_expr *parse_sum(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow_expr *e;

	if (flow_accept(c, "-")) {
		e = expr_new(p, OP_VALUE, c);
		e->value = FLOW_INT(0);
		e = binary(p, c, OP_SUB, e, parse_product(p, c));
	} else {
		e = parse_product(p, c);
	}
	while (e) {
		if (flow_accept(c, "+"))
			e = binary(p, c, OP_ADD, e, parse_product(p, c));
		else if (flow_accept(c, "-"))
			e = binary(p, c, OP_SUB, e, parse_product(p, c));
		else
			break;
	}
	return e;
}

static struct flow_expr *parse_comparison(struct flow_parser *p, struct flow_cursor *c)
{
	static const struct { const char *text; enum flow_op op; } ops[] = {
		{ "==", OP_EQ }, { "!=", OP_NE }, { "<=", OP_LE }, { ">=", OP_GE },
		{ "<", OP_LT }, { ">", OP_GT }
	};
	struct flow_expr *e = parse_sum(p, c);

	for (size_t i = 0; e && i < ARRAY_LEN(ops); i++)
		if (flow_accept(c, ops[i].text))
			return binary(p, c, ops[i].op, e, parse_sum(p, c));
	if (e && strcmp(flow_peek(c)->text, "=") == 0) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
				 flow_peek(c)->column, "to compare, write `==`");
		return NULL;
	}
	return e;
}

static struct flow_expr *parse_not(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow_expr *e;

	if (!flow_accept(c, "not"))
		return parse_comparison(p, c);
	if (++p->depth > EXPR_DEPTH_MAX) {
		flow_expected(p, c, "a simpler expression", NULL);
		return NULL;
	}
	e = expr_new(p, OP_NOT, c);
	e->args[0] = parse_not(p, c);
	e->args_len = 1;
	p->depth--;
	return e->args[0] ? e : NULL;
}

static struct flow_expr *parse_and(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow_expr *e = parse_not(p, c);

	while (e && flow_accept(c, "and"))
		e = binary(p, c, OP_AND, e, parse_not(p, c));
	return e;
}

struct flow_expr *flow_parse_expr(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow_expr *e;

	if (++p->depth > EXPR_DEPTH_MAX) {
		flow_expected(p, c, "a simpler expression", NULL);
		p->depth--;
		return NULL;
	}
	e = parse_and(p, c);
	while (e && flow_accept(c, "or"))
		e = binary(p, c, OP_OR, e, parse_and(p, c));
	p->depth--;
	return e;
}

void flow_expr_names(const struct flow_expr *e,
		     void (*cb)(void *arg, const struct flow_expr *name), void *arg)
{
	if (!e)
		return;
	if (e->op == OP_NAME)
		cb(arg, e);
	for (int i = 0; i < e->args_len; i++)
		flow_expr_names(e->args[i], cb, arg);
}

/* --- Computing --------------------------------------------------------------------- */

static bool equal(const struct flow_value *a, const struct flow_value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case FLOW_NOTHING:
		return true;
	case FLOW_BOOL:
		return a->truth == b->truth;
	case FLOW_NUMBER:
		return a->number == b->number;
	case FLOW_TEXT:
		return strcasecmp(a->text, b->text) == 0;
	}
	return false;
}

static bool compare(enum flow_op op, const struct flow_value *a, const struct flow_value *b)
{
	if (a->type != FLOW_NUMBER || b->type != FLOW_NUMBER)
		return false;
	switch (op) {
	case OP_LT:
		return a->number < b->number;
	case OP_LE:
		return a->number <= b->number;
	case OP_GT:
		return a->number > b->number;
	default:
		return a->number >= b->number;
	}
}

char *flow_value_text(void *ctx, const struct flow_value *v)
{
	switch (v->type) {
	case FLOW_TEXT:
		return talloc_strdup(ctx, v->text);
	case FLOW_NUMBER:
		return talloc_asprintf(ctx, "%" PRId64, v->number);
	case FLOW_BOOL:
		return talloc_strdup(ctx, v->truth ? "true" : "false");
	case FLOW_NOTHING:
		break;
	}
	return talloc_strdup(ctx, "");
}

/* Two numbers are added (and stop at the end of the scale); texts are joined. */
static struct flow_value add(void *ctx, enum flow_op op, const struct flow_value *a,
			     const struct flow_value *b)
{
	int64_t n;

	if (a->type == FLOW_NUMBER && b->type == FLOW_NUMBER) {
		bool over = op == OP_ADD ? __builtin_add_overflow(a->number, b->number, &n) :
			op == OP_SUB ? __builtin_sub_overflow(a->number, b->number, &n) :
			__builtin_mul_overflow(a->number, b->number, &n);

		return over ? nothing : FLOW_INT(n);
	}
	if (op != OP_ADD || (a->type != FLOW_TEXT && b->type != FLOW_TEXT))
		return nothing;
	char *text = flow_value_text(ctx, a);
	text = talloc_strdup_append_buffer(text, flow_value_text(ctx, b));
	if (strlen(text) > FLOW_TEXT_MAX)
		return nothing;
	return FLOW_STRING(text);
}

struct flow_value flow_eval(void *ctx, const struct flow_expr *e, flow_lookup_fn lookup, void *arg)
{
	struct flow_value v[EXPR_ARGS_MAX] = { 0 };
	struct flow_value out = nothing;

	if (e->op == OP_VALUE)
		return e->value;
	if (e->op == OP_NAME)
		return lookup && lookup(arg, e->name, &out) ? out : nothing;
	for (int i = 0; i < e->args_len; i++) {
		v[i] = flow_eval(ctx, e->args[i], lookup, arg);
		if (i == 0 && e->op == OP_OR && flow_truth(&v[0]))
			return FLOW_TRUTH(true);
		if (i == 0 && e->op == OP_AND && !flow_truth(&v[0]))
			return FLOW_TRUTH(false);
	}
	switch (e->op) {
	case OP_CALL:
		return e->function->run(ctx, v);
	case OP_OR:
	case OP_AND:
		return FLOW_TRUTH(flow_truth(&v[1]));
	case OP_NOT:
		return FLOW_TRUTH(!flow_truth(&v[0]));
	case OP_EQ:
		return FLOW_TRUTH(equal(&v[0], &v[1]));
	case OP_NE:
		return FLOW_TRUTH(!equal(&v[0], &v[1]));
	case OP_ADD:
	case OP_SUB:
	case OP_MUL:
		return add(ctx, e->op, &v[0], &v[1]);
	default:
		return FLOW_TRUTH(compare(e->op, &v[0], &v[1]));
	}
}
