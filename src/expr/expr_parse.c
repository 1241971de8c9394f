// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * An expression as a tree.  From strong to weak: call, lookup; - (a sign binds
 * closer than a power: -2 ^ 2 is 4); ^; * /; + -; <= < >= >; = !=; &.  All of them
 * from left to right.
 */
#include <unicode/uchar.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

enum { NESTING_MAX = 100, PARAMS_MAX = 20, ARGS_MAX = 1000 };

enum tok { T_END, T_TEXT, T_INTEGER, T_DECIMAL, T_NAME, T_WORD, T_ARROW, T_OP, T_BAD };

struct parser {
	struct expr *x;
	const char *s, *start;		/* behind the token, at the token */
	enum tok tok;
	char op[3];			/* OP: "(", "<=", ... */
	const char *text;		/* what the token says */
	int depth;
	const char *why;
};

/* --- Tokens -------------------------------------------------------------------- */

/* A text ends at the last quote that could end it: behind a backslash a quote may
 * or may not, and the longest reading wins. */
static const char *text_end(const char *s)
{
	const char *end = NULL;

	for (s++; *s; s++) {
		if (*s != '"')
			continue;
		end = s + 1;
		if (s[-1] != '\\')
			break;
	}
	return end;
}

static int hex_value(const char *s, int digits)
{
	int n = 0;

	for (int i = 0; i < digits; i++) {
		const char *at = s[i] ? strchr("0123456789abcdef", s[i] | 0x20) : NULL;

		if (!at || s[i] == '\x10')
			return -1;
		n = n * 16 + (int)(at - "0123456789abcdef");
	}
	return n;
}

static bool put_char(char **out, int c, bool byte)
{
	char buf[4] = { (char)c };
	size_t n = byte ? 1 : text_utf8_put((uint32_t)c, buf);

	*out = talloc_strndup_append_buffer(*out, buf, n);
	return c > 0 && n > 0;
}

/* What stands behind a backslash.  false: no escape that there is. */
static bool put_escape(char **out, const char **s)
{
	static const char names[] = "abfnrtv\\\"", chars[] = "\a\b\f\n\r\t\v\\\"";
	const char *at = **s ? strchr(names, **s) : NULL;
	int digits = **s == 'x' ? 2 : **s == 'u' ? 4 : 8, c;

	if (at) {
		*out = talloc_strndup_append_buffer(*out, &chars[at - names], 1);
		(*s)++;
		return true;
	}
	if (**s >= '0' && **s <= '3' && (*s)[1] >= '0' && (*s)[1] <= '7' && (*s)[2] >= '0' &&
	    (*s)[2] <= '7') {
		c = ((*s)[0] - '0') * 64 + ((*s)[1] - '0') * 8 + (*s)[2] - '0';
		*s += 3;
		return put_char(out, c, true);
	}
	if (**s != 'x' && **s != 'u' && **s != 'U')
		return false;
	c = hex_value(*s + 1, digits);
	*s += 1 + digits;
	return c > 0 && put_char(out, c, digits == 2);
}

/* Without its quotes and escapes; with an escape that is none (a regular expression,
 * most often) it stays as it is. */
static const char *unquote(struct expr *x, const char *s, size_t len)
{
	const char *raw = talloc_strndup(x->mem, s + 1, len - 2);
	char *out = talloc_strdup(x->mem, "");

	for (const char *r = raw; *r;) {
		size_t n = strcspn(r, "\\\"\n");

		out = talloc_strndup_append_buffer(out, r, n);
		r += n;
		if (!*r)
			break;
		if (*r != '\\')
			return raw;
		r++;
		if (!put_escape(&out, &r))
			return raw;
	}
	return text_utf8_valid(out, strlen(out)) ? out : raw;
}

static bool letter(uint32_t c)
{
	return c == '_' || (c != TEXT_BAD && u_isalpha((UChar32)c));
}

static const char *name_end(const char *s)
{
	size_t len = strlen(s), at = 0;

	while (at < len) {
		size_t next = at;
		uint32_t c = text_utf8_next(s, len, &next);

		if (!letter(c) && !(at > 0 && c != TEXT_BAD && u_isdigit((UChar32)c)))
			break;
		at = next;
	}
	return s + at;
}

static enum tok number_token(struct parser *p)
{
	p->s += strspn(p->s, "0123456789");
	if (p->s[0] != '.' || p->s[1] < '0' || p->s[1] > '9')
		return T_INTEGER;
	p->s++;
	p->s += strspn(p->s, "0123456789");
	return T_DECIMAL;
}

static enum tok op_token(struct parser *p)
{
	static const char *const ops[] = {
		"=>", "!=", "<=", ">=", ",", "(", ")", "[", "]", ".", "+", "-", "*", "/", "^", "=",
		"<", ">", "&"
	};

	for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
		size_t n = strlen(ops[i]);

		if (strncmp(p->s, ops[i], n) == 0) {
			p->s += n;
			memcpy(p->op, ops[i], n + 1);
			return i == 0 ? T_ARROW : T_OP;
		}
	}
	return T_BAD;
}

static void next(struct parser *p)
{
	const char *end;

	p->s += strspn(p->s, " \t\r\n");
	p->start = p->s;
	p->op[0] = '\0';
	if (!*p->s) {
		p->tok = T_END;
	} else if (*p->s == '"') {
		end = text_end(p->s);
		p->tok = end ? T_TEXT : T_BAD;
		if (end)
			p->text = unquote(p->x, p->s, (size_t)(end - p->s));
		p->s = end ? end : p->s + 1;
	} else if (*p->s >= '0' && *p->s <= '9') {
		p->tok = number_token(p);
		p->text = talloc_strndup(p->x->mem, p->start, (size_t)(p->s - p->start));
	} else if ((end = name_end(p->s)) > p->s) {
		p->s = end;
		p->text = talloc_strndup(p->x->mem, p->start, (size_t)(end - p->start));
		p->tok = strcasecmp(p->text, "true") == 0 || strcasecmp(p->text, "false") == 0 ||
			strcasecmp(p->text, "null") == 0 ? T_WORD : T_NAME;
	} else {
		p->tok = op_token(p);
	}
}

static bool is_op(const struct parser *p, const char *op)
{
	return p->tok == T_OP && strcmp(p->op, op) == 0;
}

static bool accept(struct parser *p, const char *op)
{
	if (!is_op(p, op))
		return false;
	next(p);
	return true;
}

static const struct xnode *wrong(struct parser *p)
{
	size_t n = strlen(p->start);

	if (!p->why)
		p->why = n ? talloc_asprintf(p->x->mem, "syntax error at %.*s",
					     (int)text_utf8_cut(p->start, n, 12), p->start) :
			"syntax error at the end";
	return NULL;
}

/* --- Nodes ------------------------------------------------------------------------ */

static struct xnode *node(struct parser *p, enum xop op, const struct xnode **args, size_t len)
{
	struct xnode *n = talloc_zero(p->x->mem, struct xnode);

	n->op = op;
	n->args = talloc_array(n, const struct xnode *, len + 1);
	for (size_t i = 0; i < len; i++) {
		n->args[i] = args[i];
		if (args[i]->depth >= n->depth)
			n->depth = args[i]->depth + 1;
	}
	n->len = len;
	if (n->depth > EXPR_DEPTH_MAX_NODES && !p->why)
		p->why = "expression is too long or nested too deep";
	return n;
}

static const struct xnode *value_node(struct parser *p, const struct xv *v)
{
	struct xnode *n = node(p, N_VALUE, NULL, 0);

	n->value = v;
	next(p);
	return n;
}

static const struct xnode *expression(struct parser *p, int level);

/* `(a, b) =>`: looked for before brackets; back to the start when it is none. */
static const struct xnode *lambda(struct parser *p)
{
	struct parser before = *p;
	const char **names = talloc_array(p->x->mem, const char *, PARAMS_MAX);
	const struct xnode *body;
	struct xnode *n;
	size_t len = 0;

	do {
		next(p);
		if (p->tok != T_NAME || len == PARAMS_MAX)
			goto none;
		names[len++] = p->text;
		next(p);
	} while (is_op(p, ","));
	if (!accept(p, ")") || p->tok != T_ARROW)
		goto none;
	next(p);
	body = expression(p, 0);
	if (!body)
		return NULL;
	n = node(p, N_LAMBDA, &body, 1);
	n->params = names;
	n->params_len = len;
	return n;
none:
	*p = before;
	return NULL;
}

static const struct xnode *call(struct parser *p, const struct xnode *func)
{
	const struct xnode **args = talloc_array(p->x->mem, const struct xnode *, ARGS_MAX + 1);
	size_t len = 0;

	args[len++] = func;
	if (!accept(p, ")")) {
		do {
			if (len > ARGS_MAX || !(args[len++] = expression(p, 0)))
				return wrong(p);
		} while (accept(p, ","));
		if (!accept(p, ")"))
			return wrong(p);
	}
	return node(p, N_CALL, args, len);
}

static const struct xnode *lookups(struct parser *p, const struct xnode *of)
{
	while (of && !p->why) {
		if (accept(p, "(")) {
			of = call(p, of);
		} else if (accept(p, ".")) {
			struct xnode *n = node(p, N_DOT, &of, 1);

			if (p->tok != T_NAME && p->tok != T_INTEGER)
				return wrong(p);
			n->name = p->text;
			next(p);
			of = n;
		} else if (accept(p, "[")) {
			const struct xnode *both[2] = { of, expression(p, 0) };

			if (!both[1] || !accept(p, "]"))
				return wrong(p);
			of = node(p, N_INDEX, both, 2);
		} else {
			break;
		}
	}
	return of;
}

static const struct xnode *atom(struct parser *p)
{
	const struct xnode *inner;
	struct xnode *n;

	if (p->tok == T_NAME) {
		n = node(p, N_NAME, NULL, 0);
		n->name = p->text;
		next(p);
		return lookups(p, n);
	}
	if (!is_op(p, "("))
		return wrong(p);
	inner = lambda(p);
	if (inner || p->why)
		return inner;
	next(p);
	inner = expression(p, 0);
	if (!inner || !accept(p, ")"))
		return wrong(p);
	return lookups(p, node(p, N_GROUP, &inner, 1));
}

static const struct xv *number_value(struct parser *p)
{
	struct xnum n;

	return num_parse(p->text, false, &n) == 0 ? xv_num(p->x, &n) :
		xv_error(p->x, "number %s is out of range", p->text);
}

static const struct xnode *unary(struct parser *p)
{
	const struct xnode *n;

	switch (p->tok) {
	case T_TEXT:
		return value_node(p, xv_text(p->x, p->text));
	case T_INTEGER:
	case T_DECIMAL:
		return value_node(p, number_value(p));
	case T_WORD:
		return value_node(p, (p->text[0] | 0x20) == 'n' ? NULL :
				  xv_bool(p->x, (p->text[0] | 0x20) == 't'));
	default:
		break;
	}
	if (!is_op(p, "-"))
		return atom(p);
	next(p);
	if (++p->depth > NESTING_MAX)
		return wrong(p);
	n = unary(p);
	p->depth--;
	return n ? node(p, N_NEG, &n, 1) : NULL;
}

/* Weak ones first; level is the index. */
static const struct level {
	const char *ops[4];
	enum xop to[4];
} levels[] = {
	{ { "&" }, { N_CAT } },
	{ { "=", "!=" }, { N_EQ, N_NE } },
	{ { "<=", "<", ">=", ">" }, { N_LE, N_LT, N_GE, N_GT } },
	{ { "+", "-" }, { N_ADD, N_SUB } },
	{ { "*", "/" }, { N_MUL, N_DIV } },
	{ { "^" }, { N_POW } },
};

static bool at_op(const struct parser *p, const struct level *l, enum xop *op)
{
	for (size_t i = 0; i < 4 && l->ops[i]; i++)
		if (is_op(p, l->ops[i])) {
			*op = l->to[i];
			return true;
		}
	return false;
}

static const struct xnode *expression(struct parser *p, int level)
{
	const struct xnode *both[2];
	enum xop op;

	if (level == (int)ARRAY_LEN(levels))
		return unary(p);
	if (level == 0 && ++p->depth > NESTING_MAX) {
		p->why = "expression nesting too deep";
		return NULL;
	}
	both[0] = expression(p, level + 1);
	while (both[0] && !p->why && at_op(p, &levels[level], &op)) {
		next(p);
		both[1] = expression(p, level + 1);
		if (!both[1])
			return NULL;
		both[0] = node(p, op, both, 2);
	}
	p->depth -= level == 0;
	return p->why ? NULL : both[0];
}

const struct xnode *expr_parse(struct expr *x, const char *text, const char **why)
{
	struct parser p = { .x = x, .s = text };
	const struct xnode *n;

	next(&p);
	n = expression(&p, 0);
	if (n && p.tok != T_END)
		n = wrong(&p);
	*why = p.why;
	return p.why ? NULL : n;
}
