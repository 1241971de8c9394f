// SPDX-License-Identifier: AGPL-3.0-or-later
/* A template from anywhere, with (first line, if it begins with '{') a context from
 * anywhere: an answer or an error, and what is given as JSON is JSON. */
#include "expr/expr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void one(struct expr *x, void *ctx, const char *text)
{
	struct expr_result r;
	json_t *j;

	expr_template(x, ctx, text, 1700000000000, &r);
	MUST(r.text && r.type && r.json);
	j = json_loads(r.json, JSON_DECODE_ANY, NULL);
	if (!j)				/* jansson knows no number of 36 digits */
		MUST(strpbrk(r.json, "0123456789"));
	json_decref(j);
	expr_expression(x, ctx, text, 1700000000000, &r);
	MUST(r.text);
	if (expr_check(text, NULL) < 0)
		MUST(r.error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool started;
	void *ctx = talloc_new(NULL);
	struct view json = { 0 };
	const uint8_t *end = memchr(data, '\n', size);
	struct expr *x;

	if (!started)
		base_init(NULL, "fuzz");
	started = true;
	if (size && data[0] == '{' && end) {
		json = (struct view){ data, (size_t)(end - data) };
		size -= json.len + 1;
		data = end + 1;
	}
	x = expr_new(ctx, json, NULL);
	if (x)
		one(x, ctx, talloc_strndup(ctx, (const char *)data, size));
	talloc_free(ctx);
	return 0;
}
