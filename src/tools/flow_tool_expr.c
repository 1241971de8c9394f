// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow expr: RapidPro's expressions, a line in, a line of JSON out. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "expr/expr.h"
#include "tools/flow_tool.h"
#include "tools/tool_file.h"
#include "base/mem.h"

static struct expr *load_context(void *ctx, const char *path)
{
	struct view json = { 0 };
	struct err err = { "" };
	struct expr *x = NULL;

	if (!path || tool_file_read(ctx, path, EXPR_JSON_MAX, &json, &err) == 0)
		x = expr_new(ctx, json, &err);
	if (!x)
		fprintf(stderr, "warmline-flow expr: %s%s%s\n", path ? path : "", path ? ": " : "",
			err.text);
	return x;
}

static void print_result(void *ctx, const struct expr_result *r, bool typed)
{
	if (r->error)
		printf("{\"error\": %s}\n", expr_json_quote(ctx, r->text));
	else if (typed)
		printf("{\"type\": \"%s\", \"text\": %s, \"value\": %s}\n", r->type,
		       expr_json_quote(ctx, r->text), r->json);
	else
		printf("%s\n", expr_json_quote(ctx, r->text));
	fflush(stdout);
}

/* A line without any @ is a bare expression; when it cannot be read as one it is the
 * text that it is. */
static void answer(void *ctx, struct expr *x, const char *line, bool typed)
{
	struct expr_result r;

	if (*line && !strchr(line, '@') && expr_check(line, NULL) == 0)
		expr_expression(x, ctx, line, clock_wall_ms(), &r);
	else
		expr_template(x, ctx, line, clock_wall_ms(), &r);
	print_result(ctx, &r, typed);
}

static int run(void *ctx, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "context", required_argument, NULL, 'c' }, { "typed", no_argument, NULL, 't' },
		{ 0 }
	};
	const char *path = NULL;
	bool typed = false;
	struct expr *x;
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int c;

	while ((c = getopt_long(argc, argv, "c:t", longs, NULL)) != -1) {
		if (c == 'c')
			path = optarg;
		else if (c == 't')
			typed = true;
		else
			return 2;
	}
	x = optind < argc ? NULL : load_context(ctx, path);
	if (!x)
		return 2;
	while ((len = getline(&line, &size, stdin)) >= 0) {
		void *tmp = talloc_new(ctx);

		while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
			line[--len] = '\0';
		answer(tmp, x, line, typed);
		talloc_free(tmp);
	}
	free(line);
	return 0;
}

const struct flow_tool_command flow_tool_expr = {
	.name = "expr", .args = "[--context FILE] [--typed] < expressions",
	.help = "evaluates RapidPro expressions and tests, one a line, each to a line of JSON",
	.main = run,
};
