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

/* has("NAME", value, ...): the same test, in our language.  Constants only: a text of theirs
 * is what it compares with, as it stands. */
static const char *has(struct im_scope *s, const char *value, const struct im_case *c, size_t args)
{
	char *out = talloc_asprintf(s->im->result, "has(\"%s\", %s",
				    im_slug(s->im->result, c->test + 4, '_', 20), value);

	for (size_t i = 0; i < args; i++) {
		if (i >= c->len || strchr(c->args[i], '@')) {
			s->why = i >= c->len ? "a test without its argument" :
				"a test against something that changes";
			return NULL;
		}
		out = talloc_asprintf_append_buffer(out, ", %s", im_quote(out, c->args[i]));
	}
	return talloc_strdup_append_buffer(out, ")");
}

static const char *test_has(struct im_scope *s, const char *value, const struct im_case *c)
{
	return has(s, value, c, 0);
}

static const char *test_has_one(struct im_scope *s, const char *value, const struct im_case *c)
{
	return has(s, value, c, 1);
}

/* A number with a point in it: ours are whole. */
static bool has_point(const struct im_case *c)
{
	for (size_t i = 0; i < c->len; i++)
		if (!strchr(c->args[i], '@') && strpbrk(c->args[i], ".,"))
			return true;
	return false;
}

static const char *numeric(struct im_scope *s, const char *value, const struct im_case *c,
			   const char *op)
{
	if (has_point(c))
		return has(s, value, c, 1);

	const char *n = arg(s, c, 0);

	return n ? talloc_asprintf(s->im->result, "number(%s) %s %s", value, op, n) : NULL;
}

static const char *test_between(struct im_scope *s, const char *value, const struct im_case *c)
{
	if (has_point(c))
		return has(s, value, c, 2);

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

/* A number is the whole answer: "1" there is the key that was pressed. */
static bool all_whole(struct im_scope *s, const char *list)
{
	int64_t whole;

	for (const char *p = list + strspn(list, " ,\n"); *p; p += strspn(p, " ,\n")) {
		size_t len = strcspn(p, " ,\n");

		if (!im_whole(talloc_strndup(s->im->result, p, len), &whole))
			return false;
		p += len;
	}
	return true;
}

static const char *each_word(struct im_scope *s, const char *value, const struct im_case *c,
			     const char *between)
{
	char *out = talloc_strdup(s->im->result, "");
	const char *p = c->len ? c->args[0] : "";

	if (strchr(p, '@'))
		return test_contains(s, value, c);
	if (!all_whole(s, p))
		return has(s, value, c, 1);
	for (bool first = true; *p; first = false) {
		size_t len;

		p += strspn(p, " ,\n");
		len = strcspn(p, " ,\n");
		if (!len)
			break;
		out = talloc_asprintf_append_buffer(out, "%snumber(%s) == %.*s",
						    first ? "" : between, value, (int)len, p);
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

static const char *test_phone(struct im_scope *s, const char *value, const struct im_case *c)
{
	if (c->len && *c->args[0])
		return has(s, value, c, 1);
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
	{ "has_category", test_category }, { "has_date", test_has },
	{ "has_date_eq", test_has_one },
	{ "has_date_gt", test_has_one }, { "has_date_lt", test_has_one }, { "has_email", test_has },
	{ "has_group", test_group },
	{ "has_number", test_number }, { "has_number_between", test_between },
	{ "has_number_eq", test_eq }, { "has_number_gt", test_gt }, { "has_number_gte", test_gte },
	{ "has_number_lt", test_lt }, { "has_number_lte", test_lte },
	{ "has_only_phrase", test_same }, { "has_only_text", test_same },
	{ "has_pattern", test_has_one }, { "has_phone", test_phone },
	{ "has_phrase", test_contains }, { "has_text", test_text },
	{ "has_time", test_has },
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
