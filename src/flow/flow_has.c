// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * has("date", answer): is there a date (a decimal number, a pattern ...) in a text?
 * The tests are those of RapidPro's routers, as src/expr/ has them, so that what
 * was imported asks the same here.  Day before month, decimal point; a year of two
 * digits is read as of 2026 on every day, for the runner knows no date.
 */
#include "expr/expr.h"
#include "flow/flow_int.h"
#include "base/mem.h"

static const struct flow_has_test tests[] = {
	{ "all_words", 1 }, { "any_word", 1 }, { "date", 0 }, { "date_eq", 1 },
	{ "date_gt", 1 }, { "date_lt", 1 }, { "email", 0 }, { "number", 0 },
	{ "number_between", 2 }, { "number_eq", 1 }, { "number_gt", 1 },
	{ "number_gte", 1 }, { "number_lt", 1 }, { "number_lte", 1 }, { "pattern", 1 },
	{ "phone", 1 }, { "phrase", 1 }, { "time", 0 },
};

const struct flow_has_test *flow_has_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(tests); i++)
		if (strcmp(tests[i].name, name) == 0)
			return &tests[i];
	return NULL;
}

const char *const *flow_has_names(void)
{
	static const char *names[ARRAY_LEN(tests) + 1];

	for (size_t i = 0; i < ARRAY_LEN(tests); i++)
		names[i] = tests[i].name;
	return names;
}

/* Values go in as a context, never into the expression itself. */
static char *context(void *ctx, const struct flow_value *a, int len)
{
	char *json = talloc_strdup(ctx, "{\"__env__\": {\"timezone\": \"UTC\", \"now\": "
				   "\"2026-01-01T00:00:00.000000Z\"}");

	for (int i = 1; i < len; i++)
		json = talloc_asprintf_append_buffer(json, ", \"v%d\": %s", i,
			expr_json_quote(ctx, flow_value_text(ctx, &a[i])));
	return talloc_strdup_append_buffer(json, "}");
}

struct flow_value flow_has(void *ctx, const struct flow_value *a)
{
	static const struct flow_value nothing = { .type = FLOW_NOTHING };
	const struct flow_has_test *test = a[0].type == FLOW_TEXT ? flow_has_find(a[0].text) : NULL;
	struct expr_result r;
	struct err err;
	struct expr *x;
	void *tmp;
	char *call;

	if (!test || a[1].type == FLOW_NOTHING)
		return nothing;
	tmp = talloc_new(ctx);
	x = expr_new(tmp, VIEW_STR(context(tmp, a, 2 + test->args)), &err);
	call = talloc_asprintf(tmp, "has_%s(v1%s%s).match", test->name,
			       test->args > 0 ? ", v2" : "", test->args > 1 ? ", v3" : "");
	if (!x) {
		talloc_free(tmp);
		return nothing;
	}
	expr_expression(x, ctx, call, 0, &r);
	talloc_free(tmp);
	if (r.error || !r.text || !*r.text)
		return nothing;
	if (strcmp(r.type, "datetime") == 0 && strlen(r.text) > 10)
		return FLOW_STRING(talloc_strndup(ctx, r.text, 10));
	return FLOW_STRING(r.text);
}
