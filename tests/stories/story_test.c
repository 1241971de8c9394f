// SPDX-License-Identifier: AGPL-3.0-or-later
/* Runs every story of the folder, or those named on the command line. */
#include "story.h"
#include "tests/stories/readings.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>

enum { WORKERS_MAX = 8, FAILED_MAX = 200 };

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

/* Each worker tells every n-th story; worlds share nothing but the files they read. */
static int tell_some(void *ctx, char **files, size_t n, size_t first, size_t step)
{
	int failed = 0;
	size_t i;

	for (i = first; i < n; i += step)
		failed += tell(ctx, files[i]);
	fflush(stdout);
	return failed < FAILED_MAX ? failed : FAILED_MAX;
}

static int tell_all(void *ctx, char **files, size_t n)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	size_t workers = cpus < 1 ? 1 : cpus > WORKERS_MAX ? WORKERS_MAX : (size_t)cpus, i;
	int failed = 0, status;

	for (i = 0; i < workers; i++)
		if (fork() == 0)
			_exit(tell_some(ctx, files, n, i, workers));
	while (wait(&status) > 0)
		failed += WIFEXITED(status) ? WEXITSTATUS(status) : 1;
	return failed;
}

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "stories");
	const char *top = getenv("TOP_SRCDIR");
	char pattern[512];
	glob_t found = { 0 };
	size_t told = (size_t)argc - 1;
	int failed;

	base_init(ctx, "story_test");
	log_set_category_filter(osmo_stderr_target, DBOX, 0, LOGL_FATAL);
	log_set_log_level(osmo_stderr_target, getenv("STORY_LOG") ? LOGL_DEBUG : LOGL_FATAL);
	if (readings_make() < 0)
		return 1;
	if (argc > 1) {
		failed = tell_some(ctx, argv + 1, told, 0, 1);
	} else {
		snprintf(pattern, sizeof(pattern), "%s/tests/stories/*.story",
			 top ? top : TOP_SRCDIR);
		glob(pattern, 0, NULL, &found);
		told = found.gl_pathc;
		failed = tell_all(ctx, found.gl_pathv, told);
		globfree(&found);
	}
	talloc_free(ctx);
	printf("%zu passed, %d failed\n", told - (size_t)failed, failed);
	return failed || !told;
}
