// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Each flow that ships, in each language, by text and by voice, in the whole house.
 *
 *	library_test [--tell] [FLOW [LANG [text|voice]]]
 */
#include "library.h"
#include "tests/stories/readings.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <osmocom/core/application.h>

#include "flow/flow.h"
#include "flow/flow_look.h"

enum { WORKERS_MAX = 8, FAILED_MAX = 200, KEYS_MAX = 600, WALKS_FULL = 8 };
#ifdef __SANITIZE_ADDRESS__	/* other words run through the same code */
enum { EACH_LANGUAGE = 0 };
#else
enum { EACH_LANGUAGE = 1 };
#endif
static const char *const langs[] = { "en", "sw", "fr", "es" };

struct job {
	const struct library_row *row;
	struct library_way way;
	uint32_t seed;			/* 0: as written */
};
static struct job *jobs;
static size_t jobs_len;
static const char *top;

/* What the flows say, and whether it came on a phone, in each language. */
static const char *const *keys;
static size_t keys_len;
static struct { uint8_t came[ARRAY_LEN(langs)]; } *seen;

static void said(void *arg, const char *key)
{
	size_t i, lang;

	for (lang = 0; langs[lang] != ((const struct job *)arg)->way.lang; lang++)
		;
	for (i = 0; i < keys_len; i++)
		if (strcmp(keys[i], key) == 0)
			seen[i].came[lang] = 1;
}

static int job_do(void *ctx, struct job *j)
{
	struct err err = { "" };
	int rc;

	j->way.said = said;
	j->way.arg = j;
	if (j->way.tell)
		printf("\n== %s, %s (%s, by %s)\n", j->row->flow, j->row->name, j->way.lang,
		       j->way.voice ? "voice" : "text");
	rc = j->seed ? library_walk(ctx, j->row, &j->way, j->seed, &err) :
		library_play(ctx, j->row, &j->way, &err);
	if (rc == 0)
		return 0;
	printf("[  FAILED  ] %s, %s (%s, by %s, seed %u): %s\n", j->row->flow, j->row->name,
	       j->way.lang, j->way.voice ? "voice" : "text", j->seed, err.text);
	return 1;
}

static int do_all(void *ctx)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	size_t workers = cpus < 1 ? 1 : cpus > WORKERS_MAX ? WORKERS_MAX : (size_t)cpus, w, i;
	int failed = 0, status;

	if (jobs_len < 4)
		workers = 1;
	for (w = 0; w < workers; w++) {
		if (fork() != 0)
			continue;
		for (i = w; i < jobs_len; i += workers)
			failed += job_do(ctx, &jobs[i]);
		fflush(stdout);
		_exit(failed < FAILED_MAX ? failed : FAILED_MAX);
	}
	while (wait(&status) > 0)
		failed += WIFEXITED(status) ? WEXITSTATUS(status) : 1;
	return failed;
}

/* --- What there is to do --------------------------------------------------------------- */

static void job_add(void *ctx, const struct library_row *row, struct library_way way, uint32_t seed)
{
	jobs = talloc_realloc(ctx, jobs, struct job, (unsigned int)jobs_len + 1);
	jobs[jobs_len++] = (struct job){ row, way, seed };
}

static bool is_first(const struct library_row *row)
{
	const struct library_row *r;

	for (r = library_rows; strcmp(r->flow, row->flow) != 0; r++)
		;
	return r == row;
}

static void row_add(void *ctx, const struct library_row *row, struct library_way way, bool walk)
{
	bool first = is_first(row);
	bool full = getenv("WARMLINE_FULL") || way.tell;
	/* A flow's further rows and a walk are in one language, turn and turn about. */
	bool turn = strcmp(way.lang, langs[(size_t)(row - library_rows) % ARRAY_LEN(langs)]) == 0;
	uint32_t walks = walk && strstr(row->script, "walk\n") ? (full ? WALKS_FULL : turn) : 0, i;

	if (way.voice ? row->text_only : row->voice_only)
		return;
	if ((first && EACH_LANGUAGE) || turn || full)
		job_add(ctx, row, way, 0);
	for (i = 1; i <= walks; i++)
		job_add(ctx, row, way, i * 7919 + (uint32_t)(row - library_rows) * 31 + way.voice);
}

static void jobs_make(void *ctx, const char *flow, const char *lang, const char *by, bool tell)
{
	size_t i, k;
	int voice;

	for (i = 0; i < library_rows_len; i++)
		for (k = 0; k < ARRAY_LEN(langs); k++)
			for (voice = 0; voice < 2; voice++)
				if ((!flow || strcmp(flow, library_rows[i].flow) == 0) &&
				    (!lang || strcmp(lang, langs[k]) == 0) &&
				    (!by || (strcmp(by, "voice") == 0) == voice))
					row_add(ctx, &library_rows[i], (struct library_way){
						.lang = langs[k], .voice = voice, .tell = tell },
						!tell || getenv("LIBRARY_WALK"));
}

/* --- Is it all? --------------------------------------------------------------------------- */

static const char *const *options;	/* what only stands in a question */

static void option_add(void *arg, const struct flow_node *n)
{
	const char ***list = arg;
	size_t i, len = talloc_array_length(*list);

	for (i = 0; i < n->options_len; i++) {
		*list = talloc_realloc(NULL, *list, const char *, (unsigned int)len + 1);
		(*list)[len++] = n->options[i].key;
	}
}

static void no_step(void *arg, const char *name, int line, bool made) { }
static void no_edge(void *arg, const struct flow_edge *e) { }

static void options_read(const struct flow_set *set)
{
	static const char **list;
	const struct flow_looker looker = { &list, no_step, option_add, no_edge };
	const struct flow *f = NULL;

	while ((f = flow_set_next(set, f)))
		flow_look(f, &looker);
	options = list;
}

static bool is_option_or_keyword(const char *key)
{
	size_t i;

	for (i = 0; i < talloc_array_length(options); i++)
		if (strcmp(options[i], key) == 0)
			return true;
	/* The board is told in call-board-*.story: it takes two phones and a recording. */
	return strncmp(key, "keyword.", 8) == 0 || strncmp(key, "choice.", 7) == 0 ||
		strncmp(key, "story.", 6) == 0;
}

static struct flow_set *flows_read(void *ctx)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };

	if (flow_set_load_dir(set, talloc_asprintf(ctx, "%s/flows", top), &problems) < 0)
		return NULL;
	options_read(set);
	keys = flow_keys(ctx, set);
	while (keys[keys_len])
		keys_len++;
	MUST(keys_len <= KEYS_MAX);
	seen = mmap(NULL, sizeof(*seen) * KEYS_MAX, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return seen == MAP_FAILED ? NULL : set;
}

/* A flow without a row, or with none by voice though it asks something. */
static int flows_without_rows(const struct flow_set *set)
{
	const struct flow *f = NULL;
	int failed = 0;
	size_t i;

	while ((f = flow_set_next(set, f))) {
		for (i = 0; i < library_rows_len && strcmp(library_rows[i].flow, flow_name(f)) != 0;
		     i++)
			;
		if (i == library_rows_len) {
			printf("[  FAILED  ] flow %s has no row in library_rows.c\n", flow_name(f));
			failed++;
		}
	}
	return failed;
}

/* Words that a flow says and that came on no phone; keywords, options and what stands behind a
 * retry are not said by themselves. */
static int words_unheard(void)
{
	size_t i, lang, heard;
	int unheard = 0;

	for (i = 0; i < keys_len; i++) {
		for (heard = lang = 0; lang < ARRAY_LEN(langs); lang++)
			heard += seen[i].came[lang];
		if (!heard && !is_option_or_keyword(keys[i]))
			printf("[ %8d ] nobody heard %s\n", ++unheard, keys[i]);
	}
	return unheard;
}

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "library");
	bool tell = argc > 1 && strcmp(argv[1], "--tell") == 0;
	struct flow_set *set;
	int failed, unheard = 0;

	argv += tell;
	argc -= tell;
	top = getenv("TOP_SRCDIR") ?: TOP_SRCDIR;
	if (access("/dev/shm", W_OK) == 0)	/* nothing here is about a disk's speed */
		setenv("TMPDIR", "/dev/shm", 0);
	base_init(ctx, "library_test");
	log_set_category_filter(osmo_stderr_target, DBOX, 0, LOGL_FATAL);
	log_set_log_level(osmo_stderr_target, getenv("STORY_LOG") ? LOGL_DEBUG : LOGL_FATAL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	set = readings_make() < 0 ? NULL : flows_read(ctx);
	if (!set)
		return 1;
	jobs_make(ctx, argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL,
		  argc > 3 ? argv[3] : NULL, tell);
	failed = do_all(ctx) + flows_without_rows(set);
	if (argc == 1 && !tell)
		unheard = words_unheard();
	printf("%zu played, %d failed; %d texts of flows came on no phone\n", jobs_len,
	       failed, unheard);
	talloc_free(ctx);
	return failed || !jobs_len;	/* texts that nobody heard are a hint for the table */
}
