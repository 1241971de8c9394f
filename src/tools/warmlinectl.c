// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmlinectl: asks warmlined, prints the answer.  It knows no verb of its
 * own but "help": what can be asked, and with which arguments, the server
 * says (link/link.h), so this program need not change when warmlined learns
 * something.
 */
#include "tools/ctl.h"

#include <getopt.h>
#include <locale.h>
#include <osmocom/core/application.h>
#include <stdlib.h>
#include <unistd.h>

/* Documented in warmlinectl(1): monitoring stands on them. */
enum {
	EXIT_DONE = 0,
	EXIT_REFUSED = 1,	/* the server said no, and why */
	EXIT_USAGE = 2,		/* no such verb, wrong arguments */
	EXIT_NOBODY = 3,	/* nobody listens */
	EXIT_DENIED = 4,
	EXIT_UNKNOWN = 5,	/* the line fell: it may have been done or not */
	EXIT_BAD = 6,		/* done, and the answer says that all is not well */
};

struct options {
	const char *state, *socket, *token_file;
	bool json, follow;
	int64_t timeout_ms;
};

static const char usage[] =
	"warmlinectl [options] VERB [name=value | value ...]\n"
	"warmlinectl help [VERB]       what can be asked\n"
	"  -s, --state DIR        warmlined's state directory (/var/lib/warmline)\n"
	"      --socket ADDRESS   unix:/path or address:port (unix:DIR/control.sock)\n"
	"      --token-file FILE  what to say where the server asks for a token\n"
	"  -j, --json             the answer as JSON\n"
	"  -f, --follow           then print events until interrupted\n"
	"  -t, --timeout TIME     30s; 5m\n"
	"  -h, --help, -V, --version\n";

static char *address(const struct options *o)
{
	const char *env = getenv("WARMLINE_SOCKET");

	if (o->socket || env)
		return talloc_strdup(NULL, o->socket ? o->socket : env);
	return talloc_asprintf(NULL, "unix:%s/control.sock", o->state);
}

static int token_read(const char *path, char *out, size_t size)
{
	FILE *f = fopen(path, "r");
	bool got = f && fgets(out, (int)size, f);

	if (f)
		fclose(f);
	if (!got) {
		fprintf(stderr, "warmlinectl: %s: %s\n", path, errno ? strerror(errno) : "empty");
		return -EINVAL;
	}
	out[strcspn(out, "\n")] = '\0';
	return 0;
}

static void print(const struct options *o, const json_t *value)
{
	if (!o->json) {
		ctl_print(stdout, value);
		return;
	}
	json_dumpf(value, stdout, JSON_INDENT(2));
	putchar('\n');
}

static int exit_code(const char *code)
{
	static const struct { const char *code; int exit; } known[] = {
		{ LINK_E_UNKNOWN, EXIT_USAGE }, { LINK_E_ARGS, EXIT_USAGE },
		{ LINK_E_DENIED, EXIT_DENIED }, { LINK_E_LOST, EXIT_UNKNOWN },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(known); i++) {
		if (strcmp(known[i].code, code) == 0)
			return known[i].exit;
	}
	return EXIT_REFUSED;
}

static int follow(const struct options *o, struct link_tool *tool)
{
	json_t *event;
	int rc = 0;

	while (rc == 0 || rc == -ETIMEDOUT) {
		rc = link_tool_event(tool, HOURS_MS(1), &event);
		if (rc < 0)
			continue;
		if (o->json) {
			json_dumpf(event, stdout, JSON_COMPACT);
			putchar('\n');
		} else {
			printf("%s\n", json_string_value(json_object_get(event, "event")));
			ctl_print(stdout, json_object_get(event, "is"));
		}
		fflush(stdout);
		json_decref(event);
	}
	fprintf(stderr, "warmlinectl: the server has closed the line.\n");
	return EXIT_NOBODY;
}

static int ask(const struct options *o, struct link_tool *tool, const char *verb, json_t *args)
{
	char code[LINK_CODE_LEN];
	struct err err = { "" };
	json_t *ok;
	bool good;

	if (link_tool_call(tool, verb, args, o->timeout_ms, &ok, code, &err) < 0) {
		fprintf(stderr, "warmlinectl: %s\n", err.text);
		return code[0] ? exit_code(code) : EXIT_NOBODY;
	}
	print(o, ok);
	good = !json_is_false(json_object_get(ok, "good"));
	json_decref(ok);
	if (o->follow)
		return follow(o, tool);
	return good ? EXIT_DONE : EXIT_BAD;
}

static int run(const struct options *o, struct link_tool *tool, char **words, int n)
{
	struct err err = { "" };
	json_t *help = NULL, *command, *args;
	int used, rc;

	if (link_tool_call(tool, "help", NULL, o->timeout_ms, &help, NULL, &err) < 0) {
		fprintf(stderr, "warmlinectl: %s\n", err.text);
		return EXIT_NOBODY;
	}
	if (n == 0 || strcmp(words[0], "help") == 0) {
		if (o->json)
			print(o, help);
		else
			ctl_print_help(stdout, help, words + (n > 0), n - (n > 0));
		json_decref(help);
		return EXIT_DONE;
	}
	command = ctl_verb_find(json_object_get(help, "commands"), words, n, &used);
	args = command ? ctl_args(command, words + used, n - used, &err) : NULL;
	if (args) {
		rc = ask(o, tool, json_string_value(json_object_get(command, "verb")), args);
	} else {
		fprintf(stderr, "warmlinectl: %s\n", command ? err.text :
			"There is no such verb. There are:");
		ctl_print_help(stderr, help, words, command ? used : 0);
		rc = EXIT_USAGE;
	}
	json_decref(help);
	return rc;
}

static int parse(int argc, char **argv, struct options *o)
{
	static const struct option longs[] = {
		{ "state", required_argument, NULL, 's' },
		{ "socket", required_argument, NULL, 'S' },
		{ "token-file", required_argument, NULL, 'T' },
		{ "json", no_argument, NULL, 'j' },
		{ "follow", no_argument, NULL, 'f' },
		{ "timeout", required_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 }
	};
	int c;

	/* "+": what follows the verb is the verb's. */
	while ((c = getopt_long(argc, argv, "+s:jft:hV", longs, NULL)) != -1) {
		switch (c) {
		case 's': o->state = optarg; break;
		case 'S': o->socket = optarg; break;
		case 'T': o->token_file = optarg; break;
		case 'j': o->json = true; break;
		case 'f': o->follow = true; break;
		case 't':
			if (duration_parse(optarg, &o->timeout_ms) == 0 && o->timeout_ms > 0)
				break;
			fprintf(stderr, "warmlinectl: a time is 500ms, 30s, 5m\n");
			return -EINVAL;
		case 'h': fputs(usage, stdout); exit(EXIT_DONE);
		case 'V': puts("warmlinectl " PACKAGE_VERSION); exit(EXIT_DONE);
		default: fputs(usage, stderr); return -EINVAL;
		}
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct options o = { .state = getenv("WARMLINE_STATE"), .timeout_ms = SECONDS_MS(30) };
	struct link_tool *tool;
	char token[1024], *at;
	struct err err;
	int rc;

	setlocale(LC_CTYPE, "");
	if (!o.state)
		o.state = "/var/lib/warmline";
	if (parse(argc, argv, &o) < 0)
		return EXIT_USAGE;
	if (o.token_file && token_read(o.token_file, token, sizeof(token)) < 0)
		return EXIT_USAGE;
	base_init(NULL, "warmlinectl");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);	/* it speaks for itself */
	at = address(&o);
	tool = link_tool_open(NULL, at, o.token_file ? token : NULL, &err);
	if (!tool) {
		fprintf(stderr, "warmlinectl: %s\n", err.text);
		rc = EXIT_NOBODY;
	} else {
		rc = run(&o, tool, argv + optind, argc - optind);
	}
	talloc_free(tool);
	talloc_free(at);
	return rc;
}
