// SPDX-License-Identifier: AGPL-3.0-or-later
/* Runs every story of the folder, or those named on the command line. */
#include "story.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <osmocom/core/application.h>

static int tell(void *ctx, const char *file)
{
	const char *name = strrchr(file, '/');
	struct err err;

	if (story_tell(ctx, file, &err) == 0) {
		printf("[       OK ] %s\n", name ? name + 1 : file);
		return 0;
	}
	printf("[  FAILED  ] %s\n", err.text);
	return 1;
}

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "stories");
	const char *top = getenv("TOP_SRCDIR");
	char pattern[512];
	glob_t found = { 0 };
	size_t i, told = 0;
	int failed = 0;

	base_init(ctx, "story_test");
	log_set_category_filter(osmo_stderr_target, DBOX, 0, LOGL_FATAL);
	log_set_log_level(osmo_stderr_target, getenv("STORY_LOG") ? LOGL_DEBUG : LOGL_FATAL);
	for (i = 1; i < (size_t)argc; i++, told++)
		failed += tell(ctx, argv[i]);
	if (argc == 1) {
		snprintf(pattern, sizeof(pattern), "%s/tests/stories/*.story",
			 top ? top : TOP_SRCDIR);
		glob(pattern, 0, NULL, &found);
		for (i = 0; i < found.gl_pathc; i++, told++)
			failed += tell(ctx, found.gl_pathv[i]);
		globfree(&found);
	}
	talloc_free(ctx);
	printf("%zu passed, %d failed\n", told - (size_t)failed, failed);
	return failed || !told;
}
