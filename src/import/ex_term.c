// SPDX-License-Identifier: AGPL-3.0-or-later
/* Our expressions in theirs. */
#include <inttypes.h>

#include "expr/expr.h"
#include "import/ex_int.h"
#include "base/mem.h"

static const char *cannot(struct ex *x, const char *why)
{
	x->why = why;
	return NULL;
}

/* --- Names ---------------------------------------------------------------------- */

static const char *reference(struct ex *x, const char *name)
{
	const char *dot = strchr(name, '.');
	const char *slug = ex_slug(x, dot ? dot + 1 : name, '_');

	if (!dot)
		return talloc_asprintf(x->ctx, "results.%s%s", ex_slug(x, name, '_'), x->floip ?
				       ".value" : ex_is_choice(x, name) ? ".category" : "");
	if (strncmp(name, "kept.", 5) == 0)
		return talloc_asprintf(x->ctx, x->floip ? "contact.%s" : "fields.%s", slug);
	if (strcmp(name, "member.lang") == 0)
		return "contact.language";
	if (strncmp(name, "group.", 6) == 0 && !x->floip)
		return talloc_asprintf(x->ctx, "has_group(contact.groups, \"%s\")",
				       ex_id(x, "group", name + 6));
	if (strcmp(name, "now.hour") == 0)
		return x->floip ? "HOUR(NOW())" : "number(format_time(now(), \"tt\"))";
	return cannot(x, talloc_asprintf(x->ctx, "there is nothing like %s there", name));
}

const char *ex_name(struct ex *x, const char *name)
{
	const char *ref;

	if (strcmp(name, "pseudonym") == 0) {
		ex_note(x, IMPORT_APPROXIMATED, "{pseudonym}", "became the contact's name");
		return "@contact.name";
	}
	ref = strchr(name, '.') ? NULL : reference(x, name);
	return ref ? talloc_asprintf(x->ctx, "@%s", ref) : "";
}

/* --- Functions -------------------------------------------------------------------- */

static const struct {
	const char *name, *theirs, *floip;	/* %1, %2, %3: arguments */
} functions[] = {
	{ "between", "and(%1 >= %2, %1 <= %3)", "AND(%1 >= %2, %1 <= %3)" },
	{ "choose", "if(%1, %2, %3)", "IF(%1, %2, %3)" },
	{ "contains", "has_phrase(%1, %2)", "has_phrase(%1, %2)" },
	{ "div", "round_down(%1 / %2)", "ROUNDDOWN(%1 / %2, 0)" },
	{ "known", "has_text(%1)", "has_text(%1)" },
	{ "len", "text_length(%1)", "LEN(%1)" },
	{ "max", "max(%1, %2)", "MAX(%1, %2)" }, { "min", "min(%1, %2)", "MIN(%1, %2)" },
	{ "mod", "mod(%1, %2)", "MOD(%1, %2)" }, { "number", "number(%1)", "VALUE(%1)" },
	{ "starts", "has_beginning(%1, %2)", "has_beginning(%1, %2)" },
	{ "word", "word(%1, %2 - 1)", "WORD(%1, %2)" },
	{ "words", "word_count(%1)", "WORD_COUNT(%1)" },
};

static const char *filled(struct ex *x, const char *pattern, const char *const *args)
{
	char *out = talloc_strdup(x->ctx, "");

	for (; *pattern; pattern++) {
		if (*pattern == '%' && pattern[1] >= '1' && pattern[1] <= '3')
			out = talloc_strdup_append_buffer(out, args[*++pattern - '1']);
		else
			out = talloc_strndup_append_buffer(out, pattern, 1);
	}
	return out;
}

/* has("date", x): RapidPro's own test; FLOIP's expressions know none of them. */
static const char *has(struct ex *x, const struct flow_term *t)
{
	char *out;

	if (x->floip)
		return cannot(x, "tests such as has(\"date\") are not known there");
	out = talloc_asprintf(x->ctx, "has_%s(", t->args[0]->value.text);
	for (int i = 1; i < t->args_len; i++) {
		const char *a = ex_term(x, t->args[i]);

		if (!a)
			return NULL;
		out = talloc_asprintf_append_buffer(out, "%s%s", i > 1 ? ", " : "", a);
	}
	return talloc_strdup_append_buffer(out, ")");
}

static const char *call(struct ex *x, const struct flow_term *t)
{
	const char *args[4] = { "", "", "", "" };

	if (strcmp(t->name, "has") == 0)
		return has(x, t);

	for (int i = 0; i < t->args_len; i++) {
		args[i] = ex_term(x, t->args[i]);
		if (!args[i])
			return NULL;
	}
	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		if (strcmp(functions[i].name, t->name) == 0)
			return filled(x, x->floip ? functions[i].floip : functions[i].theirs, args);
	return cannot(x, talloc_asprintf(x->ctx, "there is no %s() there", t->name));
}

/* --- Operators --------------------------------------------------------------------- */

static bool is_text(const struct flow_term *t)
{
	return (strcmp(t->op, "value") == 0 && t->value.type == FLOW_TEXT) ||
		(strcmp(t->op, "+") == 0 && (is_text(t->args[0]) || is_text(t->args[1])));
}

static const char *value(struct ex *x, const struct flow_value *v)
{
	switch (v->type) {
	case FLOW_NUMBER:
		return talloc_asprintf(x->ctx, "%" PRId64, v->number);
	case FLOW_TEXT:
		return expr_json_quote(x->ctx, v->text);
	case FLOW_BOOL:
		return v->truth ? "true" : "false";
	case FLOW_NOTHING:
		break;
	}
	return x->floip ? "\"\"" : "null";
}

/* A language is a code of three letters there. */
static const char *other_side(struct ex *x, const struct flow_term *t, const struct flow_term *with)
{
	if (strcmp(t->op, "value") == 0 && t->value.type == FLOW_TEXT &&
	    strcmp(with->op, "name") == 0 && strcmp(with->name, "member.lang") == 0)
		return talloc_asprintf(x->ctx, "\"%s\"", ex_lang(t->value.text));
	return ex_term(x, t);
}

static const char *logical(struct ex *x, const struct flow_term *t, const char *a, const char *b)
{
	const char *name = strcmp(t->op, "or") == 0 ? (x->floip ? "OR" : "or") :
		(x->floip ? "AND" : "and");

	return talloc_asprintf(x->ctx, "%s(%s, %s)", name, a, b);
}

static const char *binary(struct ex *x, const struct flow_term *t)
{
	const char *a = other_side(x, t->args[0], t->args[1]);
	const char *b = a ? other_side(x, t->args[1], t->args[0]) : NULL;
	const char *op = strcmp(t->op, "==") == 0 ? "=" : t->op;

	if (!b)
		return NULL;
	if (strcmp(t->op, "or") == 0 || strcmp(t->op, "and") == 0)
		return logical(x, t, a, b);
	if (strcmp(op, "!=") == 0 && x->floip)
		op = "<>";
	if (strcmp(op, "+") == 0 && is_text(t))
		op = "&";
	return talloc_asprintf(x->ctx, "(%s %s %s)", a, op, b);
}

const char *ex_term(struct ex *x, const struct flow_term *t)
{
	const char *a;

	if (!t)
		return x->floip ? "\"\"" : "null";
	if (strcmp(t->op, "value") == 0)
		return value(x, &t->value);
	if (strcmp(t->op, "name") == 0)
		return reference(x, t->name);
	if (strcmp(t->op, "call") == 0)
		return call(x, t);
	if (strcmp(t->op, "not") != 0)
		return binary(x, t);
	a = ex_term(x, t->args[0]);
	return a ? talloc_asprintf(x->ctx, x->floip ? "NOT(%s)" : "if(%s, false, true)", a) : NULL;
}

const char *ex_template(struct ex *x, const struct flow_term *t)
{
	const char *s;
	char *out;

	if (t && strcmp(t->op, "value") == 0 && t->value.type == FLOW_TEXT) {
		out = talloc_strdup(x->ctx, "");
		for (s = t->value.text; *s; s++)
			out = *s == '@' ? talloc_strdup_append_buffer(out, "@@") :
				talloc_strndup_append_buffer(out, s, 1);
		return out;
	}
	if (t && strcmp(t->op, "value") == 0 && t->value.type == FLOW_NUMBER)
		return value(x, &t->value);
	s = ex_term(x, t);
	return s ? talloc_asprintf(x->ctx, "@(%s)", s) : NULL;
}
