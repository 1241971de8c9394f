// SPDX-License-Identifier: AGPL-3.0-or-later
/* A setting that warmlined(8) does not explain does not exist for an operator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include "operator/operator.h"
#include "warmlined/house.h"

static char *manual;

static int begin(void **state)
{
	const struct house_options options = { .state_dir = "/nonexistent" };
	const char *top = getenv("TOP_SRCDIR");
	void *ctx = talloc_named_const(NULL, 0, "manual");
	struct loop *loop = loop_new(ctx);
	char *path = talloc_asprintf(ctx, "%s/docs/man/warmlined.8", top ? top : TOP_SRCDIR);
	FILE *f = fopen(path, "r");

	*state = ctx;
	assert_non_null(f);
	manual = talloc_zero_size(ctx, 1 << 20);
	assert_true(fread(manual, 1, (1 << 20) - 1, f) > 0);
	fclose(f);
	house_new(ctx, loop, &options);
	operator_new(ctx, loop, "test");
	return 0;
}

static int end(void **state)
{
	talloc_free(*state);
	return 0;
}

static void assert_explained(const char *node, const char *line, const char *from, const char *to)
{
	const char *at = from ? strstr(from, line) : NULL;

	if (!at || (to && at > to))
		fail_msg("docs/man/warmlined.8 lacks \"%s\" for node %s", line, node);
}

static void every_setting_is_explained(void **state)
{
	const struct cfg_table *t;
	struct cfg_group *g;
	char line[200];
	size_t i;

	assert_non_null(cfg_first());
	for (g = cfg_first(); g; g = cfg_next(g)) {
		const char *from, *to;

		t = cfg_table(g);
		snprintf(line, sizeof(line), "\n.Ss %s\n", t->node);
		assert_explained(t->node, line, manual, NULL);
		from = strstr(manual, line);
		to = strstr(from + 1, "\n.S");
		for (i = 0; i < t->keys_len; i++) {
			snprintf(line, sizeof(line), "\n.It Ic %s Ar ", t->keys[i].name);
			assert_explained(t->node, line, from, to);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_setting_is_explained) };

	base_init(NULL, "manual_test");
	return cmocka_run_group_tests(tests, begin, end);
}
