// SPDX-License-Identifier: AGPL-3.0-or-later
/* Their expressions as ours, where ours has the words for it. */
#include <ctype.h>
#include <stdlib.h>

#include "expr/expr.h"
#include "import/im_int.h"
#include "base/mem.h"

static const char *translate(struct im_scope *s, const struct expr_node *n);

static const char *cannot(struct im_scope *s, const char *why)
{
	s->why = why;
	return NULL;
}

static void near(struct im_scope *s, const char *why)
{
	s->near = true;
	if (!s->why)
		s->why = why;
}

const char *im_quote(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "\"");

	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			out = talloc_asprintf_append_buffer(out, "\\%c", *text);
		else
			out = talloc_strndup_append_buffer(out, (unsigned char)*text < ' ' ? " " :
							   text,
							   1);
	}
	return talloc_strdup_append_buffer(out, "\"");
}

bool im_whole(const char *text, int64_t *out)
{
	char *end;

	while (*text == ' ')
		text++;
	if (!isdigit((unsigned char)*text) || strlen(text) > 15)
		return false;
	*out = strtoll(text, &end, 10);
	return end[strspn(end, " ")] == '\0';
}

/* --- Names ------------------------------------------------------------------------------ */

enum { PATH_MAX_PARTS = 6 };
struct path {
	const char *part[PATH_MAX_PARTS];
	int len;
};

static bool path_of(const struct expr_node *n, struct path *p)
{
	if (n->kind == EXPR_REF) {
		p->part[p->len++] = n->text;
		return true;
	}
	if ((n->kind != EXPR_DOT && n->kind != EXPR_INDEX) || !path_of(n->args[0], p) ||
	    p->len >= PATH_MAX_PARTS)
		return false;
	if (n->kind == EXPR_INDEX && n->args[1]->kind != EXPR_STRING)
		return false;
	p->part[p->len++] = n->kind == EXPR_DOT ? n->text : n->args[1]->text;
	return true;
}

static bool is(const struct path *p, int i, const char *name)
{
	return i < p->len && strcasecmp(p->part[i], name) == 0;
}

/* A session's variables are those of all its flows: one that only a caller or a
 * called flow sets is named in `takes`. */
static const char *taken(struct im_scope *s, const char *var)
{
	const char *at = s->takes;

	if (!im_flow_sets(s->flow, var)) {
		while (at && (at = strstr(at, var)) && strcspn(at, ",") != strlen(var))
			at++;
		if (!at)
			s->takes = talloc_asprintf(s->im->result, "%s, %s", s->takes ? s->takes :
						   "",
						   var);
	}
	return var;
}

/* results.age.category, from part i on. */
static const char *result_name(struct im_scope *s, const struct path *p, int i)
{
	const char *var;
	const struct im_node *n;
	bool category = is(p, i + 1, "category") || is(p, i + 1, "category_localized") ||
		is(p, i + 1, "exit");

	if (i >= p->len)
		return cannot(s, "all results at once");
	var = im_variable(s->im->result, p->part[i]);
	n = im_result_node(s->flow, var);
	if (!n && !im_sets(s->im, var))
		return cannot(s, talloc_asprintf(s->im->result, "nothing sets %s", var));
	if (n && n->form == IM_FORM_CHOICE) {
		if (!category)
			near(s, "an answer to a choice is the option's name, not what was typed");
		return var;
	}
	if (!category)
		return taken(s, var);
	var = talloc_asprintf(s->im->result, "%s_category", var);
	return n || im_flow_sets(s->flow, var) ? var : taken(s, var);
}

static const char *local_name(struct im_scope *s, const char *name)
{
	const char *var = im_variable(s->im->result, name);

	return im_sets(s->im, var) ? taken(s, var) :
		cannot(s, talloc_asprintf(s->im->result, "nothing sets %s", var));
}

static const char *kept(struct im_scope *s, const char *name)
{
	return talloc_asprintf(s->im->result, "kept.%s", im_variable(s->im->result, name));
}

static const char *contact_name(struct im_scope *s, const struct path *p)
{
	if (p->len < 2 || is(p, 1, "name") || is(p, 1, "first_name"))
		return cannot(s, "members go by a pseudonym, never by a name");
	if (is(p, 1, "language"))
		return "member.lang";
	if ((is(p, 1, "fields") || is(p, 1, "properties")) && p->len > 2)
		return kept(s, p->part[2]);
	if (is(p, 1, "urn") || is(p, 1, "urns") || is(p, 1, "phone") || is(p, 1, "uuid") ||
	    is(p, 1, "id") || is(p, 1, "channel") || is(p, 1, "created_on") || is(p, 1, "groups"))
		return cannot(s, "numbers, ids and dates of a person are not for flows");
	near(s, "a property of the contact is what was kept under its name");
	return kept(s, p->part[1]);
}

static const char *name_of(struct im_scope *s, const struct expr_node *n)
{
	struct path p = { .len = 0 };
	int i = 0;

	if (!path_of(n, &p))
		return cannot(s, "a look into a list");
	if (is(&p, 0, "run") || is(&p, 0, "parent") || is(&p, 0, "child"))
		i++;
	if (is(&p, 0, "child") && (is(&p, 1, "status") || is(&p, 1, "run")))
		return "\"completed\"";	/* a flow that was called always comes back */
	if (is(&p, i, "results") || is(&p, i, "flow"))
		return result_name(s, &p, i + 1);
	if (is(&p, i, "locals") && p.len > i + 1)
		return local_name(s, p.part[i + 1]);
	if (is(&p, i, "fields") && p.len > i + 1)
		return kept(s, p.part[i + 1]);
	if (is(&p, 0, "input") || is(&p, 0, "block"))
		return is(&p, 1, "attachments") ? cannot(s, "attachments") :
			s->answer ? s->answer : "answer";
	if (is(&p, i, "contact")) {
		for (int k = 0; k + i < p.len; k++)
			p.part[k] = p.part[k + i];
		p.len -= i;
		return contact_name(s, &p);
	}
	return cannot(s, talloc_asprintf(s->im->result, "there is nothing like @%.60s", p.part[0]));
}

/* --- Functions ----------------------------------------------------------------------------- */

static const char *number_of(struct im_scope *s, const struct expr_node *n)
{
	const char *v = translate(s, n);
	int64_t whole;

	if (!v || im_whole(v, &whole) || strncmp(v, "number(", 7) == 0 ||
	    strncmp(v, "len(", 4) == 0 ||
	    strncmp(v, "words(", 6) == 0)
		return v;
	return talloc_asprintf(s->im->result, "number(%s)", v);
}

static const char *joined(struct im_scope *s, const struct expr_node *call, const char *between)
{
	char *out = talloc_strdup(s->im->result, "(");

	if (call->len < 2)
		return cannot(s, "a function without arguments");
	for (size_t i = 1; i < call->len; i++) {
		const char *v = translate(s, call->args[i]);

		if (!v)
			return NULL;
		out = talloc_asprintf_append_buffer(out, "%s%s", i > 1 ? between : "", v);
	}
	return talloc_strdup_append_buffer(out, ")");
}

static const char *pairwise(struct im_scope *s, const struct expr_node *call, const char *name)
{
	const char *out = call->len > 1 ? number_of(s, call->args[1]) :
		cannot(s, "a function without arguments");

	for (size_t i = 2; i < call->len && out; i++) {
		const char *v = number_of(s, call->args[i]);

		out = v ? talloc_asprintf(s->im->result, "%s(%s, %s)", name, out, v) : NULL;
	}
	return out;
}

/* A test, called as a function: has_phrase(block.value, "yes"). */
static const char *test_call(struct im_scope *s, const struct expr_node *call)
{
	struct im_case c = { .test = call->args[0]->text };
	const char *value = call->len > 1 ? translate(s, call->args[1]) : NULL;

	for (size_t i = 2; i < call->len && c.len < ARRAY_LEN(c.args); i++) {
		if (call->args[i]->kind != EXPR_STRING && call->args[i]->kind != EXPR_NUMBER)
			return cannot(s, "a test against something that changes");
		c.args[c.len++] = call->args[i]->text;
	}
	return value ? im_test(s, value, &c) : s->why ? NULL : cannot(s, "a test of nothing");
}

static const char *wrapped(struct im_scope *s, const char *fmt, const struct expr_node *arg)
{
	const char *v = translate(s, arg);
	char *out;

	if (!v)
		return NULL;
	out = talloc_strndup(s->im->result, fmt, strcspn(fmt, "%"));
	return talloc_asprintf(s->im->result, "%s%s%s", out, v, strchr(fmt, '%') + 1);
}

static const char *if_call(struct im_scope *s, const struct expr_node *call)
{
	const char *v[3];

	for (int i = 0; i < 3; i++) {
		v[i] = call->len == 4 ? translate(s, call->args[i + 1]) : NULL;
		if (!v[i])
			return s->why ? NULL : cannot(s, "an if() without both ways");
	}
	return talloc_asprintf(s->im->result, "choose(%s, %s, %s)", v[0], v[1], v[2]);
}

/* word("a b", 0) of RapidPro counts from 0. */
static const char *word_call(struct im_scope *s, const struct expr_node *call)
{
	const char *text = call->len > 2 ? translate(s, call->args[1]) : NULL;
	int64_t at;

	if (!text || !im_whole(call->args[2]->text, &at))
		return s->why ? NULL : cannot(s, "a word at a place that changes");
	return talloc_asprintf(s->im->result, "word(%s, %lld)", text, (long long)at + 1);
}

static const struct {
	const char *name, *as;		/* %: the argument */
} simple[] = {
	{ "text_length", "len(%)" }, { "len", "len(%)" }, { "word_count", "words(%)" },
	{ "number", "number(%)" }, { "value", "number(%)" }, { "text", "%" }, { "boolean", "%" },
	{ "not", "(not %)" },
};
/* What these change is not seen in a comparison, which takes no notice of case. */
static const char *const unseen[] = { "upper", "lower", "title", "proper", "trim", "clean",
	"round" };

static bool named(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

static const char *call_of(struct im_scope *s, const struct expr_node *call)
{
	const char *name = call->args[0]->text;

	if (call->args[0]->kind != EXPR_REF)
		return cannot(s, "a function that is computed");
	if (strncasecmp(name, "has_", 4) == 0)
		return test_call(s, call);
	for (size_t i = 0; i < ARRAY_LEN(simple) && call->len > 1; i++)
		if (named(name, simple[i].name))
			return wrapped(s, simple[i].as, call->args[1]);
	for (size_t i = 0; i < ARRAY_LEN(unseen) && call->len > 1; i++)
		if (named(name, unseen[i])) {
			near(s, "upper, lower, trim, round and their kin leave a value as it is");
			return translate(s, call->args[1]);
		}
	if (named(name, "and") || named(name, "or"))
		return joined(s, call, named(name, "and") ? " and " : " or ");
	if (named(name, "max") || named(name, "min"))
		return pairwise(s, call, named(name, "max") ? "max" : "min");
	if (named(name, "mod"))
		return pairwise(s, call, "mod");
	if (named(name, "if"))
		return if_call(s, call);
	if (named(name, "word"))
		return word_call(s, call);
	return cannot(s, talloc_asprintf(s->im->result, "there is no function %.40s()", name));
}

/* --- Operators -------------------------------------------------------------------------------- */

static const char *side(struct im_scope *s, const struct expr_node *n, const char *other)
{
	if (other && strcmp(other, "member.lang") == 0 && n->kind == EXPR_STRING)
		return im_quote(s->im->result, im_lang(s->im->result, n->text));
	return translate(s, n);
}

static const char *equality(struct im_scope *s, const struct expr_node *n, const char *op)
{
	const char *a = translate(s, n->args[0]), *b = a ? side(s, n->args[1], a) : NULL;
	int64_t whole;

	if (!b)
		return NULL;
	/* "5" and 5 are equal there; here a number is not a text */
	if (n->args[1]->kind == EXPR_NUMBER || (n->args[1]->kind == EXPR_STRING &&
						im_whole(n->args[1]->text, &whole)))
		return talloc_asprintf(s->im->result, "number(%s) %s %s", a, op, n->args[1]->text);
	return talloc_asprintf(s->im->result, "%s %s %s", a, op, b);
}

static const char *numeric(struct im_scope *s, const struct expr_node *n, const char *op)
{
	const char *a = number_of(s, n->args[0]), *b = a ? number_of(s, n->args[1]) : NULL;

	return b ? talloc_asprintf(s->im->result, "%s %s %s", a, op, b) : NULL;
}

static const char *operator_of(struct im_scope *s, const struct expr_node *n)
{
	const char *a, *b, *op = n->text;

	if (n->len == 1) {
		a = number_of(s, n->args[0]);
		return a ? talloc_asprintf(s->im->result, "(0 - %s)", a) : NULL;
	}
	if (strcmp(op, "=") == 0 || strcmp(op, "!=") == 0)
		return equality(s, n, strcmp(op, "=") == 0 ? "==" : "!=");
	if (op[0] == '<' || op[0] == '>')
		return numeric(s, n, op);
	if (op[0] == '+' || op[0] == '-') {
		a = numeric(s, n, op);
		return a ? talloc_asprintf(s->im->result, "(%s)", a) : NULL;
	}
	if (op[0] == '/') {
		near(s, "a quotient is rounded down: numbers are whole");
		a = number_of(s, n->args[0]);
		b = a ? number_of(s, n->args[1]) : NULL;
		return b ? talloc_asprintf(s->im->result, "div(%s, %s)", a, b) : NULL;
	}
	if (op[0] != '&')
		return cannot(s, "there is no * and no ^");
	a = translate(s, n->args[0]);
	b = a ? translate(s, n->args[1]) : NULL;
	return b ? talloc_asprintf(s->im->result, "(%s + %s)", a, b) : NULL;
}

static const char *translate(struct im_scope *s, const struct expr_node *n)
{
	int64_t whole;

	switch (n->kind) {
	case EXPR_NULL:
		return "nothing";
	case EXPR_STRING:
		return im_quote(s->im->result, n->text);
	case EXPR_NUMBER:
		return im_whole(n->text, &whole) ? n->text : cannot(s, "numbers are whole here");
	case EXPR_BOOL:
		return n->text;
	case EXPR_REF:
	case EXPR_DOT:
	case EXPR_INDEX:
		return name_of(s, n);
	case EXPR_CALL:
		return call_of(s, n);
	case EXPR_OP:
		return operator_of(s, n);
	case EXPR_LAMBDA:
		break;
	}
	return cannot(s, "a function of its own");
}

/* FLOIP writes 'yes' where goflow writes "yes". */
static const char *double_quotes(void *ctx, const char *expression)
{
	char *out = talloc_strdup(ctx, expression);
	bool within = false;

	for (char *c = out; *c; c++) {
		if (*c == '"')
			within = !within;
		else if (*c == '\'' && !within)
			*c = '"';
	}
	return out;
}

const char *im_expression(struct im_scope *s, const char *expression)
{
	struct err err;
	const struct expr_node *n = expr_read(s->im->result, expression, &err);

	s->why = NULL;
	s->near = false;
	if (!n && strchr(expression, '\''))
		n = expr_read(s->im->result, double_quotes(s->im->result, expression), &err);
	return n ? translate(s, n) : cannot(s, talloc_strdup(s->im->result, err.text));
}

/* The names that may begin an @name. */
static const char *const roots[] = {
	"contact", "fields", "results", "input", "run", "child", "parent", "locals", "globals",
	"urns", "trigger", "resume", "webhook", "node", "ticket", "legacy_extra", "block", "flow",
	NULL
};

const char *im_template(struct im_scope *s, const char *template)
{
	struct expr_piece piece;
	const char *out = NULL, *v;
	size_t pos = 0;
	int64_t whole;

	s->why = NULL;
	s->near = false;
	if (im_whole(template, &whole))
		return talloc_strdup(s->im->result, template + strspn(template, " "));
	while (expr_next_piece(s->im->result, template, roots, &pos, &piece)) {
		v = piece.kind == EXPR_PLAIN ? im_quote(s->im->result, piece.text) :
			im_expression(s, piece.text);
		if (!v)
			return NULL;
		out = out ? talloc_asprintf(s->im->result, "%s + %s", out, v) : v;
	}
	return out ? out : "\"\"";
}

/* --- Words with placeholders ------------------------------------------------------------ */

static bool plain_name(const char *v)
{
	return v[strspn(v, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' && *v >= 'a';
}

/* A value that no placeholder can name gets a name of its own first. */
static const char *set_before(struct im_scope *s, const char *value, char **sets,
			      const char *indent)
{
	char *name = im_slug(s->im->result, value, '_', 24);
	char *line = talloc_asprintf(s->im->result, "%sset %s = %s\n", indent, name, value);

	if (!strstr(*sets, line))
		*sets = talloc_strdup_append_buffer(*sets, line);
	return name;
}

static const char *braces(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "");

	for (; *text; text++)
		out = talloc_strdup_append_buffer(out, *text == '{' ? "{{" : *text == '}' ? "}}" :
						  talloc_strndup(out, text, 1));
	return out;
}

/* An expression that names nothing is what it always is. */
static const char *constant(void *ctx, const char *expression)
{
	struct expr *x = expr_new(ctx, (struct view){ 0 }, NULL);
	struct expr_result r;

	if (strcasestr(expression, "now(") || strcasestr(expression, "today(") ||
	    strcasestr(expression, "rand"))
		return NULL;
	expr_expression(x, ctx, expression, 0, &r);
	return r.error ? NULL : r.text;
}

static const char *piece_text(struct im_scope *s, const struct expr_piece *p, char **sets,
			      const char *indent)
{
	const char *v;

	if (p->kind == EXPR_PLAIN)
		return braces(s->im->result, p->text);
	if (strcasecmp(p->text, "contact") == 0 || strcasecmp(p->text, "contact.name") == 0 ||
	    strcasecmp(p->text, "contact.first_name") == 0) {
		near(s, "a name became the pseudonym");
		return "{pseudonym}";
	}
	v = constant(s->im->result, p->text);
	if (v)
		return braces(s->im->result, v);
	v = im_expression(s, p->text);
	if (!v)
		return NULL;
	return talloc_asprintf(s->im->result, "{%s}", plain_name(v) ? v :
			       set_before(s, v, sets, indent));
}

const char *im_placeholders(struct im_scope *s, const char *template, char **sets,
			    const char *indent)
{
	struct expr_piece piece;
	char *out = talloc_strdup(s->im->result, "");
	const char *why = NULL;
	size_t pos = 0;

	s->near = false;
	s->why = NULL;
	while (expr_next_piece(s->im->result, template, roots, &pos, &piece)) {
		const char *text = piece_text(s, &piece, sets, indent);

		if (!text)
			text = "";
		if (s->why && !why)
			why = talloc_asprintf(s->im->result, "@%.60s: %s", piece.text, s->why);
		out = talloc_strdup_append_buffer(out, text);
		s->why = NULL;
	}
	s->why = why;
	return out;
}
