// SPDX-License-Identifier: AGPL-3.0-or-later
/* Router tests as conditions of ours. */
#include "import/im_int.h"
#include "base/mem.h"

/* Tests that look for words, with constant words. */
bool im_case_is_words(const struct im_case *c)
{
	static const char *const tests[] = {
		"has_any_word", "has_all_words", "has_phrase", "has_only_phrase", "has_only_text",
		"has_beginning"
	};

	for (size_t i = 0; i < ARRAY_LEN(tests); i++)
		if (strcasecmp(c->test, tests[i]) == 0)
			return c->len == 1 && !strchr(c->args[0], '@');
	return false;
}

static const char *arg(struct im_scope *s, const struct im_case *c, size_t i)
{
	if (i >= c->len) {
		s->why = "a test without its argument";
		return NULL;
	}
	return im_template(s, c->args[i]);
}

static const char *numeric(struct im_scope *s, const char *value, const struct im_case *c,
			   const char *op)
{
	const char *n = arg(s, c, 0);

	return n ? talloc_asprintf(s->im->result, "number(%s) %s %s", value, op, n) : NULL;
}

static const char *test_between(struct im_scope *s, const char *value, const struct im_case *c)
{
	const char *low = arg(s, c, 0), *high = low ? arg(s, c, 1) : NULL;

	return high ? talloc_asprintf(s->im->result, "between(number(%s), %s, %s)", value, low,
				      high) : NULL;
}

static const char *test_lt(struct im_scope *s, const char *value, const struct im_case *c)
{
	return numeric(s, value, c, "<");
}

static const char *test_lte(struct im_scope *s, const char *value, const struct im_case *c)
{
	return numeric(s, value, c, "<=");
}

static const char *test_eq(struct im_scope *s, const char *value, const struct im_case *c)
{
	return numeric(s, value, c, "==");
}

static const char *test_gte(struct im_scope *s, const char *value, const struct im_case *c)
{
	return numeric(s, value, c, ">=");
}

static const char *test_gt(struct im_scope *s, const char *value, const struct im_case *c)
{
	return numeric(s, value, c, ">");
}

static const char *test_number(struct im_scope *s, const char *value, const struct im_case *c)
{
	return talloc_asprintf(s->im->result, "known(number(%s))", value);
}

static const char *test_text(struct im_scope *s, const char *value, const struct im_case *c)
{
	return talloc_asprintf(s->im->result, "known(%s)", value);
}

static const char *test_same(struct im_scope *s, const char *value, const struct im_case *c)
{
	const char *v = arg(s, c, 0);
	bool condition = strpbrk(value, " (") != NULL;
	int64_t whole;

	if (v && condition && strcasecmp(v, "\"true\"") == 0)
		return value;
	if (v && condition && strcasecmp(v, "\"false\"") == 0)
		return talloc_asprintf(s->im->result, "not %s", value);
	if (v && strcmp(value, "member.lang") == 0)
		v = im_quote(s->im->result, im_lang(s->im->result, c->args[0]));
	else if (v && im_whole(v, &whole))
		return talloc_asprintf(s->im->result, "number(%s) == %s", value, v);
	return v ? talloc_asprintf(s->im->result, "%s == %s", value, v) : NULL;
}

/* The category of a choice is its name as a word; of others it is kept as one. */
static const char *test_category(struct im_scope *s, const char *value, const struct im_case *c)
{
	char *out = talloc_strdup(s->im->result, "");

	for (size_t i = 0; i < c->len; i++)
		out = talloc_asprintf_append_buffer(out, "%s%s == %s", i ? " or " : "", value,
						    im_quote(out,
							     im_slug(out, c->args[i], '-', 24)));
	if (c->len)
		return out;
	s->why = "a test without its argument";
	return NULL;
}

static const char *test_contains(struct im_scope *s, const char *value, const struct im_case *c)
{
	const char *v = arg(s, c, 0);

	return v ? talloc_asprintf(s->im->result, "contains(%s, %s)", value, v) : NULL;
}

static const char *test_starts(struct im_scope *s, const char *value, const struct im_case *c)
{
	const char *v = arg(s, c, 0);

	return v ? talloc_asprintf(s->im->result, "starts(%s, %s)", value, v) : NULL;
}

/* A number is the whole answer: 1 is not in 10. */
static const char *one_word(struct im_scope *s, const char *value, const char *word)
{
	int64_t whole;

	if (im_whole(word, &whole))
		return talloc_asprintf(s->im->result, "number(%s) == %s", value, word);
	if (!s->why) {
		s->why = "a word is found within longer ones, too";
		s->near = true;
	}
	return talloc_asprintf(s->im->result, "contains(%s, %s)", value,
			       im_quote(s->im->result, word));
}

static const char *each_word(struct im_scope *s, const char *value, const struct im_case *c,
			     const char *between)
{
	char *out = talloc_strdup(s->im->result, "");
	const char *p = c->len ? c->args[0] : "";

	if (strchr(p, '@'))
		return test_contains(s, value, c);
	for (bool first = true; *p; first = false) {
		size_t len;

		p += strspn(p, " ,\n");
		len = strcspn(p, " ,\n");
		if (!len)
			break;
		out = talloc_asprintf_append_buffer(out, "%s%s", first ? "" : between,

						    one_word(s, value,
							     talloc_strndup(out, p, len)));
		p += len;
	}
	return *out ? talloc_asprintf(out, "(%s)", out) : "false";
}

static const char *test_any(struct im_scope *s, const char *value, const struct im_case *c)
{
	return each_word(s, value, c, " or ");
}

static const char *test_all(struct im_scope *s, const char *value, const struct im_case *c)
{
	return each_word(s, value, c, " and ");
}

static const char *test_email(struct im_scope *s, const char *value, const struct im_case *c)
{
	s->why = "an address is whatever has an @ in it";
	s->near = true;
	return talloc_asprintf(s->im->result, "contains(%s, \"@\")", value);
}

static const char *test_phone(struct im_scope *s, const char *value, const struct im_case *c)
{
	s->why = "a telephone number is seven digits or more, without spaces or +";
	s->near = true;
	return talloc_asprintf(s->im->result, "(known(number(%s)) and len(%s) >= 7)", value, value);
}

/* The group's name is the second argument of the test, after its id. */
static const char *test_group(struct im_scope *s, const char *value, const struct im_case *c)
{
	if (c->len < 2 || !*c->args[1]) {
		s->why = "a group without its name";
		return NULL;
	}
	return talloc_asprintf(s->im->result, "group.%s",
			       im_slug(s->im->result, c->args[1], '-', 32));
}

static const char *test_expression(struct im_scope *s, const char *value, const struct im_case *c)
{
	return c->len ? im_expression(s, c->args[0]) : NULL;
}

static const struct {
	const char *name;
	const char *(*make)(struct im_scope *s, const char *value, const struct im_case *c);
} tests[] = {
	{ "expression", test_expression },
	{ "has_all_words", test_all }, { "has_any_word", test_any },
	{ "has_beginning", test_starts },
	{ "has_category", test_category }, { "has_email", test_email }, { "has_group", test_group },
	{ "has_number", test_number }, { "has_number_between", test_between },
	{ "has_number_eq", test_eq }, { "has_number_gt", test_gt }, { "has_number_gte", test_gte },
	{ "has_number_lt", test_lt }, { "has_number_lte", test_lte },
	{ "has_only_phrase", test_same }, { "has_only_text", test_same },
	{ "has_phone", test_phone }, { "has_phrase", test_contains }, { "has_text", test_text },
	{ "has_value", test_text },
};

const char *im_test(struct im_scope *s, const char *value, const struct im_case *c)
{
	size_t len = strlen(value);

	/* @results.x.category against a category's name, by whatever test of a text */
	s->near = false;
	s->why = NULL;
	if (len > 9 && strcmp(value + len - 9, "_category") == 0 && im_case_is_words(c))
		return test_category(s, value, c);
	for (size_t i = 0; i < ARRAY_LEN(tests); i++)
		if (strcasecmp(tests[i].name, c->test) == 0)
			return tests[i].make(s, value, c);
	s->why = talloc_asprintf(s->im->result, "there is no test like %.40s", c->test);
	return NULL;
}
