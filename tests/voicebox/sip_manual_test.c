// SPDX-License-Identifier: AGPL-3.0-or-later
/* A setting that voicebox(8) does not explain does not exist for an operator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include "voicebox/config.h"

static char *manual_read(void *ctx)
{
	const char *top = getenv("TOP_SRCDIR");
	char *path = talloc_asprintf(ctx, "%s/docs/man/voicebox.8", top ? top : TOP_SRCDIR);
	char *text = talloc_zero_size(ctx, 1 << 20);
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_true(fread(text, 1, (1 << 20) - 1, f) > 0);
	fclose(f);
	return text;
}

static void every_setting_is_explained(void **state)
{
	void *ctx = talloc_named_const(NULL, 0, "manual");
	const char *manual = manual_read(ctx), *from, *to, *at;
	const struct cfg_table *const *t;
	char line[200];
	size_t i;

	for (t = config_tables; *t; t++) {
		snprintf(line, sizeof(line), "\n.Ss %s\n", (*t)->node);
		from = strstr(manual, line);
		if (!from)
			fail_msg("docs/man/voicebox.8 lacks node %s", (*t)->node);
		to = strstr(from + 1, "\n.S");
		for (i = 0; i < (*t)->keys_len; i++) {
			snprintf(line, sizeof(line), "\n.It Ic %s Ar ", (*t)->keys[i].name);
			at = strstr(from, line);
			if (!at || (to && at > to))
				fail_msg("docs/man/voicebox.8 lacks %s of node %s",
					 (*t)->keys[i].name, (*t)->node);
		}
	}
	talloc_free(ctx);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_setting_is_explained) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
