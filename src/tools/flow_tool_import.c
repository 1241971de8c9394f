// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow import: flows of RapidPro, TextIt and FLOIP into ours. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>

#include "import/import.h"
#include "tools/flow_tool.h"
#include "vet/vet.h"
#include "tools/tool_file.h"
#include "base/mem.h"

struct options {
	const char *file, *dir;
	bool json, force;
};

static int make_dir(const char *path, struct err *err)
{
	return mkdir(path, 0777) < 0 && errno != EEXIST ?
		err_set(err, errno, "%s: %s", path, strerror(errno)) : 0;
}

static int write_files(const struct options *opt, const char *sub, const struct import_file *files,
		       size_t len, struct err *err)
{
	char *dir = talloc_asprintf(NULL, "%s/%s", opt->dir, sub);
	int rc = make_dir(dir, err);

	for (size_t i = 0; i < len && rc == 0; i++) {
		char *path = talloc_asprintf(dir, "%s/%s", dir, files[i].name);
		struct stat st;

		if (!opt->force && stat(path, &st) == 0)
			rc = err_set(err, EEXIST, "%s is there already; --force writes over it",
				     path);
		else
			rc = tool_file_write(path, files[i].text, err);
	}
	talloc_free(dir);
	return rc;
}

/* What the checker says of the folder; imported flows are for people to finish. */
static size_t check(void *ctx, const struct options *opt)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	struct err err;
	struct words *words = words_load(ctx, talloc_asprintf(ctx, "%s/prompts", opt->dir), &err);
	size_t errors;

	if (flow_set_load_dir(set, talloc_asprintf(ctx, "%s/flows", opt->dir), &problems) == 0 &&
	    words)
		vet_all(&(struct vet){ .flows = set, .words = words, .now_ms = clock_wall_ms() },
			&problems);
	for (size_t i = 0; i < problems.len; i++)
		if (problems.list[i].severity != FLOW_NOTE)
			fprintf(stderr, "%s\n", flow_problem_format(ctx, &problems.list[i]));
	if (!words)
		fprintf(stderr, "%s\n", err.text);
	errors = problems.errors + !words;
	flow_problems_clear(&problems);
	return errors;
}

static int import(void *ctx, const struct options *opt)
{
	struct err err = { "" };
	struct view json;
	struct import_result *r = NULL;

	if (tool_file_read(ctx, opt->file, IMPORT_FILE_MAX, &json, &err) == 0) {
		r = import_read(ctx, json, &err);
		if (!r)
			err_prefix(&err, "%s", opt->file);
	}
	if (!r || make_dir(opt->dir, &err) < 0 ||
	    write_files(opt, "flows", r->flows, r->flows_len, &err) < 0 ||
	    write_files(opt, "prompts", r->catalogues, r->catalogues_len, &err) < 0) {
		fprintf(stderr, "warmline-flow import: %s\n", err.text);
		return 2;
	}
	if (!opt->json)
		printf("%s: %zu flows, %zu languages\n", r->format, r->flows_len,
		       r->catalogues_len);
	printf("%s%s", opt->json ? import_report_json(ctx, &r->report) :
	       import_report_text(ctx, &r->report), opt->json ? "\n" : "");
	return check(ctx, opt) ? 1 : 0;
}

static int run(void *ctx, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "output", required_argument, NULL, 'o' }, { "report", required_argument, NULL,
		'r' },
		{ "force", no_argument, NULL, 'f' }, { 0 }
	};
	struct options opt = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "o:r:f", longs, NULL)) != -1) {
		if (c == 'o')
			opt.dir = optarg;
		else if (c == 'r' && (strcmp(optarg, "json") == 0 || strcmp(optarg, "text") == 0))
			opt.json = optarg[0] == 'j';
		else if (c == 'f')
			opt.force = true;
		else
			return 2;
	}
	if (optind + 1 != argc || !opt.dir) {
		fprintf(stderr,
			"usage: warmline-flow import FILE -o DIR [--report text|json] [--force]\n");
		return 2;
	}
	opt.file = argv[optind];
	return import(ctx, &opt);
}

const struct flow_tool_command flow_tool_import = {
	.name = "import", .args = "FILE -o DIR [--report text|json] [--force]",
	.help = "makes flows and catalogues of a RapidPro, TextIt or FLOIP file, and "
		"says what is lost",
	.main = run,
};
