// SPDX-License-Identifier: AGPL-3.0-or-later
/* Asks on a line of ours, then prints its events:  link-ask ADDRESS VERB JSON SECONDS */
#include <stdio.h>
#include <stdlib.h>

#include "link/link.h"

static void print(json_t *what)
{
	char *text = json_dumps(what, JSON_SORT_KEYS);

	puts(text);
	fflush(stdout);
	free(text);
	json_decref(what);
}

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "link-ask");
	struct link_tool *tool;
	int64_t until_ms;
	json_t *got;
	struct err err;

	if (argc != 5)
		return 2;
	base_init(ctx, "link-ask");
	tool = link_tool_open(ctx, argv[1], NULL, &err);
	if (!tool || link_tool_call(tool, argv[2], json_loads(argv[3], 0, NULL), 5000, &got, NULL,
				    &err) < 0) {
		fprintf(stderr, "link-ask: %s\n", err.text);
		return 1;
	}
	print(got);
	until_ms = clock_mono_ms() + SECONDS_MS(atoi(argv[4]));
	while (clock_mono_ms() < until_ms)
		if (link_tool_event(tool, until_ms - clock_mono_ms() + 1, &got) == 0)
			print(got);
	talloc_free(ctx);
	return 0;
}
