// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-console: the program. */
#include "console/console_int.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum { EXIT_USAGE = 2 };

static const char usage[] =
	"warmline-console: the pages of the staff, over HTTPS or for a proxy.\n"
	"  -c, --config FILE    settings, one \"name value\" a line (warmline-console(8))\n"
	"  -o, --set NAME=VALUE one setting; goes before the file's\n"
	"      --check          reads settings, words and files, and ends\n"
	"      --settings       lists every setting\n"
	"      --openapi        prints the API's document\n"
	"  -h, --help, -V, --version\n";

static void signal_cb(void *arg, int signum)
{
	loop_stop(arg);
}

static void settings_print(void)
{
	for (size_t i = 0; i < console_table.keys_len; i++)
		printf("%-20s %s [%s]\n", console_table.keys[i].name, console_table.keys[i].help,
		       console_table.keys[i].dflt);
}

static int set_one(struct cfg_group *g, char *pair, struct err *err)
{
	char *eq = strchr(pair, '=');

	if (!eq)
		return err_set(err, EINVAL, "--set wants NAME=VALUE");
	*eq = 0;
	return cfg_set(g, pair, eq + 1, err);
}

/* It parses what strangers send: nothing to find in a core, nothing to gain. */
static void process_protect(void)
{
	static const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static int run(struct cfg_group *settings, bool check)
{
	struct loop *loop = loop_new(NULL);
	struct console *con;
	struct err err;

	loop_signal_new(loop, loop, SIGTERM, signal_cb, loop);
	loop_signal_new(loop, loop, SIGINT, signal_cb, loop);
	con = console_new(loop, loop, settings, &err);
	if (!con) {
		fprintf(stderr, "warmline-console: %s\n", err.text);
		talloc_free(loop);
		return 1;
	}
	if (!check) {
		LOGP(DCONSOLE, LOGL_NOTICE, "Pages are served on port %d.\n", console_port(con));
		loop_run(loop);
	}
	talloc_free(con);
	talloc_free(loop);
	return 0;
}

static const struct option options[] = {
	{ "config", required_argument, NULL, 'c' }, { "set", required_argument, NULL, 'o' },
	{ "check", no_argument, NULL, 'k' }, { "settings", no_argument, NULL, 's' },
	{ "openapi", no_argument, NULL, 'a' }, { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 },
};

int main(int argc, char **argv)
{
	char *sets[40];
	const char *config = NULL;
	size_t sets_len = 0;
	struct cfg_group *g;
	struct err err;
	bool check = false;
	int c;

	while ((c = getopt_long(argc, argv, "c:o:hV", options, NULL)) != -1) {
		switch (c) {
		case 'c': config = optarg; break;
		case 'o':
			if (sets_len < ARRAY_LEN(sets))
				sets[sets_len++] = optarg;
			break;
		case 'k': check = true; break;
		case 's': settings_print(); return 0;
		case 'a': fputs(openapi_document(NULL), stdout); return 0;
		case 'h': fputs(usage, stdout); return 0;
		case 'V': puts("warmline-console " PACKAGE_VERSION); return 0;
		default: fputs(usage, stderr); return EXIT_USAGE;
		}
	}
	base_init(NULL, "warmline-console");
	process_protect();
	g = console_configure(NULL, config, &err);
	for (size_t i = 0; g && i < sets_len; i++)
		if (set_one(g, sets[i], &err) < 0)
			g = NULL;
	if (!g) {
		fprintf(stderr, "warmline-console: %s\n", err.text);
		return EXIT_USAGE;
	}
	return run(g, check);
}
