// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The on-call side fails, in each way that we could think of: every failure is a
 * story of its own, told to the whole house and its pager, and each has one defined
 * answer.  The table is in failures.c.  With names: only those.
 */
#include "story.h"
#include "failures.h"
#include "tests/stories/readings.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>

enum { FAILURES_MIN = 40, WORKERS = 2 };

/* Who is there in all of them. */
static const char begin[] =
	"# serves S1-04\n"
	"set oncall: digest no\n"
	"set oncall: ask-phone 0s\n"
	"given omar +254733000001 is staff oncall\n"
	"given lena +254733000003 is staff oncall\n"
	"given mona +254733000002 is staff manager\n"
	"given zed +254711000003 is member\n"
	"given amina +254711000001 is member\n";

static int tell(void *ctx, const struct failure *f)
{
	char path[] = "/tmp/warmline-failure.XXXXXX";
	int fd = mkstemp(path), rc;
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
	struct err err;

	MUST(out);
	/* "@2026-10-25 02:58 Europe/Berlin": on that day instead of any */
	if (*f->script == '@')
		fprintf(out, "# serves S1-04\nclock %.*s",
			(int)(strchr(f->script, '\n') + 1 - f->script) - 1, f->script + 1);
	fprintf(out, "%s%s", begin, *f->script == '@' ? strchr(f->script, '\n') + 1 : f->script);
	fclose(out);
	rc = story_tell(ctx, path, &err);
	unlink(path);
	if (rc == 0)
		printf("[       OK ] %s\n", f->name);
	else
		printf("[  FAILED  ] %s: %s\n", f->name, err.text);
	return rc < 0;
}

static bool wanted(const char *name, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc == 1;
}

static int tell_some(void *ctx, int argc, char **argv, unsigned int first)
{
	int failed = 0;
	unsigned int i;

	for (i = first; i < failures_len; i += WORKERS)
		if (wanted(failures[i].name, argc, argv))
			failed += tell(ctx, &failures[i]);
	fflush(stdout);
	return failed;
}

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "failures");
	int failed = 0, status;
	unsigned int i;

	base_init(ctx, "failures_test");
	log_set_log_level(osmo_stderr_target, getenv("STORY_LOG") ? LOGL_DEBUG : LOGL_FATAL + 1);
	MUST(failures_len >= FAILURES_MIN);
	if (readings_make() < 0)
		return 1;
	for (i = 0; i < WORKERS; i++)
		if (fork() == 0)
			_exit(tell_some(ctx, argc, argv, i));
	while (wait(&status) > 0)
		failed += WIFEXITED(status) ? WEXITSTATUS(status) : 1;
	talloc_free(ctx);
	printf("%u failures, %d without the answer that they should have\n", failures_len, failed);
	return failed != 0;
}
