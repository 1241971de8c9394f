// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmline-phone: handsets on the desk of whoever tries Warmline out. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <osmocom/core/application.h>

#include "tools/phone.h"

enum { DEFAULT_TIMEOUT_MS = 20000 };

static const char usage[] =
	"Usage: warmline-phone [--smsc ADDRESS] [--line CODE] [--phone NAME=+NUMBER]... [--script "
	"FILE]\n"
	"Simulated phones behind a real bearerbox with `smsc = fake`: on the screen,\n"
	"side by side, or played from a transcript.\n"
	"\n"
	"  -s, --smsc ADDRESS       bearerbox's fake SMSC (default 127.0.0.1:13015)\n"
	"  -l, --line CODE          the short code that the phones text (default 40404)\n"
	"  -p, --phone NAME=+NUMBER a phone; up to four.  Default: amina, june, omar\n"
	"  -v, --voice DIR          warmlined's state directory: the phones can call, too\n"
	"  -f, --script FILE        play FILE (\"-\": standard input) and print what each\n"
	"                           phone shows; exit 1 if it is not what FILE says\n"
	"  -t, --timeout TIME       how long a script waits for a text (default 20s)\n"
	"  -h, --help\n"
	"  -V, --version\n";

static const struct option options[] = {
	{ "smsc", required_argument, NULL, 's' },
	{ "line", required_argument, NULL, 'l' },
	{ "phone", required_argument, NULL, 'p' },
	{ "voice", required_argument, NULL, 'v' },
	{ "script", required_argument, NULL, 'f' },
	{ "timeout", required_argument, NULL, 't' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 }
};
/* The people of the demonstration that contrib/quickstart sets up. */
static const char *const demo[] = {
	"amina=+254711000001", "june=+254722000001", "omar=+254733000001"
};

struct command_line {
	const char *smsc, *line, *voice, *phone[PHONES_MAX];
	int phones;
	struct phone_script_options script;
};

static int bad_usage(const char *why)
{
	fprintf(stderr, "warmline-phone: %s. Try 'warmline-phone --help'.\n", why);
	return 2;
}

static int command_line_read(struct command_line *cl, int argc, char **argv)
{
	int option;

	while ((option = getopt_long(argc, argv, "s:l:p:v:f:t:hV", options, NULL)) != -1) {
		switch (option) {
		case 's': cl->smsc = optarg; break;
		case 'l': cl->line = optarg; break;
		case 'p':
			if (cl->phones == PHONES_MAX)
				return bad_usage("at most four phones fit");
			cl->phone[cl->phones++] = optarg;
			break;
		case 'v': cl->voice = optarg; break;
		case 'f': cl->script.file = optarg; break;
		case 't':
			if (duration_parse(optarg, &cl->script.timeout_ms) < 0)
				return bad_usage("--timeout wants a duration such as 20s");
			break;
		case 'h': fputs(usage, stdout); exit(0);
		case 'V': puts("warmline-phone " PACKAGE_VERSION); exit(0);
		default: return bad_usage("unknown option");
		}
	}
	return optind < argc ? bad_usage("unexpected argument") : 0;
}

static int phones_make(struct phones *phones, const struct command_line *cl)
{
	int i, n = cl->phones ? cl->phones : (int)ARRAY_LEN(demo);
	struct err err;

	for (i = 0; i < n; i++)
		if (!phones_add(phones, cl->phones ? cl->phone[i] : demo[i], &err))
			return bad_usage(err.text);
	return 0;
}

int main(int argc, char **argv)
{
	struct command_line cl = {
		.smsc = "127.0.0.1:13015", .line = "40404",
		.script = { .timeout_ms = DEFAULT_TIMEOUT_MS },
	};
	void *ctx = talloc_named_const(NULL, 0, "warmline-phone");
	struct phones *phones;
	struct loop *loop;
	struct err err;
	int rc = command_line_read(&cl, argc, argv);

	if (rc)
		return rc;
	base_init(ctx, "warmline-phone");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);	/* the screen is for texts */
	loop = loop_new(ctx);
	phones = phones_new(ctx, loop, cl.smsc, cl.line,
			    cl.script.file ? &phone_script_ops : &phone_screen_ops);
	rc = phones_make(phones, &cl);
	if (rc)
		return rc;
	if (cl.voice && phones_voice(phones, loop, cl.voice, &err) < 0)
		return bad_usage(err.text);
	rc = cl.script.file ? phone_script_run(loop, phones, &cl.script)
			    : phone_screen_run(loop, phones);
	return rc < 0 ? 1 : 0;
}
