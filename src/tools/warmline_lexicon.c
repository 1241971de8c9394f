/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * warmline-lexicon: the danger words at a prompt.  It calls the very functions
 * that warmlined calls; nothing is decided here.
 */
#include "tools/warmline_lexicon.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
	"usage: warmline-lexicon [--lexicon DIR] COMMAND [...]\n"
	"\n"
	"  scan            one text a line on standard input; a line each on standard output:\n"
	"                  TIER<tab>RULE,RULE  (A, B, C, ask or -; nothing of the text)\n"
	"  explain         the same, and for each rule its words and what lowered it\n"
	"  eval FILE...    labelled TSV files: false alarms and recall; see eval --help\n"
	"  check [TSV]     does the lexicon load, and is every example heard as it should be?\n"
	"  rules           all rules: id, tier, language, reviewer, date, reason\n"
	"\n"
	"The lexicon is DIR, else $WARMLINE_LEXICON, else the one that was installed, else\n"
	"flows/lexicon of the source tree that this program was built in.\n"
	"It hears words, not meaning, and misses a third or more of what people say.\n";

/* --- Finding it --------------------------------------------------------- */
static char *tree_lexicon(void *ctx, const char *argv0)
{
	char *real = realpath("/proc/self/exe", NULL);
	char *dir = talloc_strdup(ctx, real ? real : argv0);

	free(real);
	/* The program may be in the tree's top, in src/tools or in a build folder. */
	for (int up = 0; up < 5; up++) {
		char *slash = strrchr(dir, '/'), *path;

		if (!slash)
			break;
		*slash = '\0';
		path = talloc_asprintf(ctx, "%s/flows/lexicon", dir);
		if (access(path, R_OK) == 0)
			return path;
	}
	return talloc_strdup(ctx, "flows/lexicon");
}

static const char *find_dir(void *ctx, const char *option, const char *argv0)
{
	const char *env = getenv("WARMLINE_LEXICON");

	if (option)
		return option;
	if (env && *env)
		return env;
	if (access(WARMLINE_PKGDATADIR "/lexicon", R_OK) == 0)
		return WARMLINE_PKGDATADIR "/lexicon";
	return tree_lexicon(ctx, argv0);
}

/* --- Commands ----------------------------------------------------------- */
static void print_result(const struct lexicon_result *r)
{
	printf("%s\t", lexicon_tier_name(r->tier));
	for (size_t i = 0; i < r->hits_len; i++)
		printf("%s%s", i ? "," : "", r->hits[i].rule);
	puts(r->hits_len ? "" : "-");
}

/* For whoever writes rules: which words, and what the words around them changed. */
static void explain(const char *line, const struct lexicon_result *r)
{
	static const char *const contexts[] = { "negated", "past", "third", "by-other", "to-other",
						"child", "joking" };

	for (size_t i = 0; i < r->hits_len; i++) {
		const struct lexicon_hit *h = &r->hits[i];

		printf("  %s\t%s (rule: %s)", h->rule, lexicon_tier_name(h->tier),
		       lexicon_tier_name(h->rule_tier));
		for (size_t c = 0; c < ARRAY_LEN(contexts); c++)
			if (h->context & (1u << c))
				printf(" %s", contexts[c]);
		printf("\t\"%.*s\"\n", (int)(h->end - h->begin), line + h->begin);
	}
}

static int scan_lines(struct lexicon *lex, bool explained)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	setvbuf(stdout, NULL, _IOLBF, 0);	/* an answer as soon as its line is there */
	while ((n = getline(&line, &size, stdin)) >= 0) {
		struct lexicon_result r;

		if (n > 0 && line[n - 1] == '\n')
			n--;
		lexicon_scan(lex, (struct view){ (const uint8_t *)line, (size_t)n }, &r);
		print_result(&r);
		if (explained)
			explain(line, &r);
	}
	free(line);
	if (ferror(stdin) || fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "warmline-lexicon: reading or writing failed\n");
		return 1;
	}
	return 0;
}

static int cmd_scan(struct lexicon *lex, int argc, char **argv)
{
	return scan_lines(lex, false);
}

static int cmd_explain(struct lexicon *lex, int argc, char **argv)
{
	return scan_lines(lex, true);
}

static int cmd_check(struct lexicon *lex, int argc, char **argv)
{
	struct err err = { "" };
	char *tsv = argc > 1 ? argv[1] : talloc_asprintf(lex, "%s/examples.tsv", argv[0]);
	int wrong = lexicon_check_examples(lex, tsv, &err);

	printf("version %s: %zu rules, %zu of them not reviewed by a clinician\n",
	       lexicon_version(lex), lexicon_rules(lex), lexicon_unreviewed(lex));
	for (size_t i = 0; i < lexicon_languages(lex); i++) {
		const struct lexicon_language *l = lexicon_language(lex, i);

		printf("%s  %s, %zu rules: %s\n", l->code, l->name, l->rules,
		       l->status ? l->status : "");
	}
	if (wrong)
		fprintf(stderr, "%s\n", err.text);
	if (wrong > 0)
		fprintf(stderr, "%d examples are not heard as expected\n", wrong);
	return wrong ? 1 : 0;
}

static int cmd_rules(struct lexicon *lex, int argc, char **argv)
{
	puts("id\ttier\tlanguage\treviewer\treviewed\treason");
	for (size_t i = 0; i < lexicon_rules(lex); i++) {
		const struct lexicon_rule_info *r = lexicon_rule(lex, i);

		printf("%s\t%s\t%s\t%s\t%s\t%s\n", r->id, lexicon_tier_name(r->tier), r->language,
		       r->reviewer, r->reviewed, r->reason);
	}
	return 0;
}

static const struct command {
	const char *name;
	int (*run)(struct lexicon *lex, int argc, char **argv);
} commands[] = {
	{ "scan", cmd_scan }, { "eval", lexicon_eval }, { "check", cmd_check },
	{ "rules", cmd_rules }, { "explain", cmd_explain },
};

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "warmline-lexicon");
	const char *option = NULL, *dir;
	const struct command *cmd = NULL;
	struct lexicon *lex;
	struct err err = { "" };
	int at = 1, rc;

	base_init(ctx, "warmline-lexicon");
	if (at + 1 < argc && strcmp(argv[at], "--lexicon") == 0) {
		option = argv[at + 1];
		at += 2;
	}
	for (size_t i = 0; at < argc && i < ARRAY_LEN(commands); i++)
		if (strcmp(argv[at], commands[i].name) == 0)
			cmd = &commands[i];
	if (cmd && cmd->run == lexicon_eval && at + 1 < argc && strcmp(argv[at + 1], "--help") == 0)
		return lexicon_eval_help();
	if (!cmd || (at + 1 < argc && strcmp(argv[at + 1], "--help") == 0)) {
		bool asked = at < argc && (cmd || strcmp(argv[at], "--help") == 0);

		fputs(usage, asked ? stdout : stderr);
		return asked ? 0 : 2;
	}
	dir = find_dir(ctx, option, argv[0]);
	lex = lexicon_load(ctx, dir, &err);
	if (!lex) {
		fprintf(stderr, "warmline-lexicon: %s\n", err.text);
		return 1;
	}
	argv[at] = (char *)dir;		/* what a command finds as its argv[0] */
	rc = cmd->run(lex, argc - at, argv + at);
	talloc_free(ctx);
	return rc;
}
