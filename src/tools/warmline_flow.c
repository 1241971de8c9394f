// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-flow: the flow authors' and translators' tool.  A sub-command is a
 * file of its own with one const entry; this one only finds it. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tools/flow_tool.h"

static const struct flow_tool_command *const commands[] = {
	&flow_tool_check,
	&flow_tool_export,
	&flow_tool_expr,
	&flow_tool_import,
	&flow_tool_prompts,
	&flow_tool_test,
	&flow_tool_try,
	&flow_tool_draw,
	&flow_tool_cost,
	&flow_tool_diff,
	&flow_tool_publish,
	&flow_tool_rollback,
	&flow_tool_sign,
	&flow_tool_speak,
};

static int usage(FILE *out)
{
	fprintf(out, "usage:\n");
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		fprintf(out, "  warmline-flow %s %s\n      %s\n", commands[i]->name,
			commands[i]->args, commands[i]->help);
	fprintf(out, "The manual: man warmline-flow; the language: docs/flows.md\n");
	return out == stdout ? 0 : 2;
}

static int usage_of(FILE *out, const struct flow_tool_command *c)
{
	fprintf(out, "usage: warmline-flow %s %s\n  %s\nThe manual: man warmline-flow; the "
		"language: docs/flows.md\n", c->name, c->args, c->help);
	return out == stdout ? 0 : 2;
}

/* A word that somebody may have meant; NULL: nothing like it. */
static const char *meant(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		size_t same = 0;

		while (word[same] && word[same] == commands[i]->name[same])
			same++;
		if (same >= 3 || (same && !word[same]))
			return commands[i]->name;
	}
	return NULL;
}

static int unknown(const char *word)
{
	const char *like = meant(word);

	fprintf(stderr, "warmline-flow has no command \"%s\".%s%s%s  `warmline-flow --help` lists "
		"them.\n", word, like ? " Did you mean \"" : "", like ? like : "",
		like ? "\"?" : "");
	return 2;
}

static const struct option longs[] = {
	{ "flows", required_argument, NULL, 'f' }, { "prompts", required_argument, NULL, 'p' },
	{ "lang", required_argument, NULL, 'l' }, { "notes", no_argument, NULL, 'n' },
	{ "unsigned", no_argument, NULL, 'u' }, { "show", no_argument, NULL, 's' },
	{ "out", required_argument, NULL, 'o' }, { "card", no_argument, NULL, 'c' },
	{ "dot", no_argument, NULL, 'd' }, { "number", required_argument, NULL, 'N' },
	{ "by", required_argument, NULL, 'b' }, { "socket", required_argument, NULL, 'S' },
	{ "price", required_argument, NULL, 'P' },
	{ "agree", no_argument, NULL, 'a' }, { "all", no_argument, NULL, 'A' },
	{ "extract", no_argument, NULL, 'x' }, { "merge", no_argument, NULL, 'm' },
	{ 0 }
};

/* Where an option's value goes. */
static const char **text_of(struct flow_tool_options *opt, int c)
{
	switch (c) {
	case 'f': return &opt->flows;
	case 'p': return &opt->prompts;
	case 'l': return &opt->lang;
	case 'o': return &opt->out;
	case 'N': return &opt->number;
	case 'b': return &opt->by;
	case 'S': return &opt->socket;
	case 'P': return &opt->price;
	default: return NULL;
	}
}

static bool *flag_of(struct flow_tool_options *opt, int c)
{
	switch (c) {
	case 'n': return &opt->notes;
	case 'u': return &opt->unsigned_only;
	case 's': return &opt->show;
	case 'c': return &opt->card;
	case 'd': return &opt->dot;
	case 'x': return &opt->extract;
	case 'm': return &opt->merge;
	case 'a': return &opt->agree;
	case 'A': return &opt->all;
	default: return NULL;
	}
}

static int read_options(int argc, char **argv, struct flow_tool_options *opt)
{
	int c;

	while ((c = getopt_long(argc, argv, "f:p:l:nuso:", longs, NULL)) != -1) {
		if (text_of(opt, c))
			*text_of(opt, c) = optarg;
		else if (flag_of(opt, c))
			*flag_of(opt, c) = true;
		else
			return -EINVAL;
	}
	opt->files = (const char *const *)argv + optind;
	opt->files_len = argc - optind;
	return 0;
}

/* A language that nobody has written words in is a slip, not an empty answer. */
static bool has_lang(void *ctx, const struct flow_tool_options *opt)
{
	char *path = opt->lang ? talloc_asprintf(ctx, "%s/%s.po", opt->prompts, opt->lang) : NULL;

	if (!path || access(path, R_OK) == 0)
		return true;
	fprintf(stderr, "there is no catalogue %s\n", path);
	return false;
}

static int run(void *ctx, const struct flow_tool_command *cmd, int argc, char **argv)
{
	struct flow_tool_options opt = {
		.flows = WARMLINE_PKGDATADIR "/flows", .prompts = WARMLINE_PKGDATADIR "/prompts",
	};

	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		return usage_of(stdout, cmd);
	if (cmd->main)
		return cmd->main(ctx, argc, argv);
	if (read_options(argc, argv, &opt) < 0 || (opt.files_len && !cmd->takes_files))
		return usage_of(stderr, cmd);
	if (!has_lang(ctx, &opt))
		return 2;
	return cmd->run(ctx, &opt);
}

int main(int argc, char **argv)
{
	const struct flow_tool_command *cmd = NULL;
	void *ctx = talloc_named_const(NULL, 0, "warmline-flow");
	int rc;

	base_init(ctx, "warmline-flow");
	for (size_t i = 0; argc > 1 && i < ARRAY_LEN(commands); i++)
		if (strcmp(commands[i]->name, argv[1]) == 0)
			cmd = commands[i];
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0))
		return usage(stdout);
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
		return printf("warmline-flow %s\n", PACKAGE_VERSION) < 0;
	if (!cmd)
		return argc > 1 ? unknown(argv[1]) : usage(stderr);
	rc = run(ctx, cmd, argc - 1, argv + 1);
	talloc_free(ctx);
	return rc;
}
