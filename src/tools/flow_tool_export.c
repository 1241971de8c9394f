// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow export: our flows for FLOIP platforms and RapidPro; answers as data. */
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>

#include "import/import.h"
#include "tools/flow_tool.h"
#include "tools/tool_file.h"
#include "base/mem.h"

enum { RESULTS_FILE_MAX = 256 * 1024 * 1024 };

struct options {
	const char *format, *flows, *prompts, *results, *out;
	bool json;
	const char *const *names;	/* of flows; none: all */
	size_t names_len;
};

struct material {
	const struct flow **flows;
	size_t len;
	struct words *words;
	struct import_words lent;
	struct import_source from;	/* the above, as import/ takes it */
};

static const char *word(void *arg, const char *lang, const char *channel, const char *key)
{
	const struct material *m = arg;
	const struct words_for who = { .lang = lang, .channel = strcmp(channel, "voice") == 0 ?
		WORDS_VOICE : WORDS_SMS };

	return words_own(m->words, lang, key) ? words_raw(m->words, &who, key) : NULL;
}

static bool wanted(const struct options *opt, const char *name)
{
	for (size_t i = 0; i < opt->names_len; i++)
		if (strcmp(opt->names[i], name) == 0)
			return true;
	return opt->names_len == 0;
}

static int load(void *ctx, const struct options *opt, struct material *m, struct err *err)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	int rc = flow_set_load_dir(set, opt->flows, &problems);

	if (rc < 0)
		err_set(err, EINVAL, "%s", problems.len ?
			flow_problem_format(ctx, &problems.list[0]) : opt->flows);
	flow_problems_clear(&problems);
	m->words = rc < 0 ? NULL : words_load(ctx, opt->prompts, err);
	if (!m->words)
		return -EINVAL;
	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f)) {
		if (!wanted(opt, flow_name(f)))
			continue;
		m->flows = talloc_realloc(ctx, m->flows, const struct flow *, m->len + 1);
		m->flows[m->len++] = f;
	}
	m->lent = (struct import_words){ words_languages(m->words), word, m };
	m->from = (struct import_source){ m->flows, m->len, &m->lent };
	if (m->len == 0)
		return err_set(err, ENOENT, "no flow of that name in %s", opt->flows);
	return 0;
}

static void print_report(void *ctx, const struct options *opt, const struct import_report *r)
{
	fprintf(stderr, "%s%s", opt->json ? import_report_json(ctx, r) : import_report_text(ctx, r),
		opt->json ? "\n" : "");
}

static int export_flows(void *ctx, const struct options *opt, struct err *err)
{
	struct import_report report = { 0 };
	struct material m = { 0 };
	char *text;
	int rc = load(ctx, opt, &m, err);

	if (rc < 0)
		return rc;
	text = strcmp(opt->format, "floip") == 0 ?
		import_write_floip(ctx, &m.from, clock_wall_ms(), &report) :
		import_write_rapidpro(ctx, &m.from, &report);
	if (opt->out)
		rc = tool_file_write(opt->out, text, err);
	else
		printf("%s\n", text);
	print_report(ctx, opt, &report);
	return rc;
}

static int export_results(void *ctx, const struct options *opt, struct err *err)
{
	struct import_results *r = NULL;
	struct material m = { 0 };
	struct view lines;
	int rc = load(ctx, opt, &m, err);

	if (rc == 0)
		rc = tool_file_read(ctx, opt->results, RESULTS_FILE_MAX, &lines, err);
	if (rc == 0)
		r = import_write_results(ctx, lines, &m.from, "responses.json", clock_wall_ms(),
					 err);
	if (!r)
		return -EINVAL;
	if (strcmp(opt->format, "csv") == 0) {
		if (opt->out)
			return tool_file_write(opt->out, r->csv, err);
		printf("%s", r->csv);
		return 0;
	}
	if (mkdir(opt->out, 0777) < 0 && errno != EEXIST)
		return err_set(err, errno, "%s: %s", opt->out, strerror(errno));
	rc = tool_file_write(talloc_asprintf(ctx, "%s/datapackage.json", opt->out), r->descriptor,
			     err);
	if (rc == 0)
		rc = tool_file_write(talloc_asprintf(ctx, "%s/responses.json", opt->out), r->rows,
				     err);
	if (rc == 0)
		rc = tool_file_write(talloc_asprintf(ctx, "%s/responses.csv", opt->out), r->csv,
				     err);
	return rc;
}

static bool one_of(const char *s, const char *a, const char *b)
{
	return s && (strcmp(s, a) == 0 || strcmp(s, b) == 0);
}

static int read_options(int argc, char **argv, struct options *opt)
{
	static const struct option longs[] = {
		{ "format", required_argument, NULL, 't' }, { "flows", required_argument, NULL,
		'f' },
		{ "prompts", required_argument, NULL, 'p' }, { "results", required_argument, NULL,
		'r' },
		{ "output", required_argument, NULL, 'o' }, { "report", required_argument, NULL,
		'R' },
		{ 0 }
	};
	int c;

	while ((c = getopt_long(argc, argv, "t:f:p:r:o:", longs, NULL)) != -1) {
		switch (c) {
		case 't': opt->format = optarg; break;
		case 'f': opt->flows = optarg; break;
		case 'p': opt->prompts = optarg; break;
		case 'r': opt->results = optarg; break;
		case 'o': opt->out = optarg; break;
		case 'R': opt->json = strcmp(optarg, "json") == 0; break;
		default: return -EINVAL;
		}
	}
	opt->names = (const char *const *)argv + optind;
	opt->names_len = (size_t)(argc - optind);
	if (one_of(opt->format, "floip", "rapidpro"))
		return opt->results ? -EINVAL : 0;
	if (!one_of(opt->format, "results", "csv") || !opt->results)
		return -EINVAL;
	return opt->out || strcmp(opt->format, "csv") == 0 ? 0 : -EINVAL;
}

static int run(void *ctx, int argc, char **argv)
{
	struct options opt = {
		.flows = WARMLINE_PKGDATADIR "/flows", .prompts = WARMLINE_PKGDATADIR "/prompts",
	};
	struct err err = { "" };
	int rc;

	if (read_options(argc, argv, &opt) < 0) {
		fprintf(stderr, "usage: warmline-flow export %s\n", flow_tool_export.args);
		return 2;
	}
	rc = opt.results ? export_results(ctx, &opt, &err) : export_flows(ctx, &opt, &err);
	if (rc < 0)
		fprintf(stderr, "warmline-flow export: %s\n", err.text);
	return rc < 0 ? 2 : 0;
}

const struct flow_tool_command flow_tool_export = {
	.name = "export",
	.args = "--format floip|rapidpro [--flows DIR] [--prompts DIR] [-o FILE] [FLOW ...]\n"
		"  warmline-flow export --format results|csv --results FILE [-o "
		"DIR|FILE] [FLOW ...]",
	.help = "flows for FLOIP platforms and RapidPro, answers as a data package and CSV",
	.main = run,
};
