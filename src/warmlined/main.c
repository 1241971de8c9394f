// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmlined: start, run, stop. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "operator/operator.h"
#include "store/store_batch.h"
#include "warmlined/control.h"
#include "warmlined/house.h"
#include "warmlined/show.h"

struct command_line {
	struct house_options house;
	const char *config, *socket;
	bool check_only;
};

static const char usage[] =
	"Usage: warmlined -c FILE -s DIR [options]\n"
	"Answers texts (and calls) of a peer-support line: the deciding process.\n"
	"\n"
	"  -c, --config FILE     the configuration (VTY format; see warmlined(8))\n"
	"  -s, --state DIR       the state directory: database, journal, sockets\n"
	"      --keys DIR        the keys (default: DIR/keys)\n"
	"      --create          first start: make the database and the keys\n"
	"      --flows DIR       flow files (default " WARMLINE_PKGDATADIR "/flows)\n"
	"      --prompts DIR     catalogues of words (default " WARMLINE_PKGDATADIR "/prompts)\n"
	"      --lexicon DIR     danger words (default " WARMLINE_PKGDATADIR "/flows/lexicon)\n"
	"      --pager PROGRAM   warmline-pager (default " WARMLINE_LIBEXECDIR "/warmline-pager)\n"
	"      --socket ADDRESS  where warmlinectl asks (default unix:DIR/control.sock)\n"
	"      --lane            the emergency lane alone (intake, scan, alarm), 30 s\n"
	"      --check           read configuration, words and flows, then stop\n"
	"  -h, --help            this text\n"
	"  -V, --version\n"
	"\n"
	"Exit status: 0 stopped cleanly; 1 could not start; 2 wrong command line;\n"
	"75 the database failed and a restart is needed.\n";

enum { OPT_KEYS = 256, OPT_CREATE, OPT_FLOWS, OPT_PROMPTS, OPT_LEXICON, OPT_PAGER, OPT_SOCKET,
       OPT_LANE, OPT_CHECK };
static const struct option options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "state", required_argument, NULL, 's' },
	{ "keys", required_argument, NULL, OPT_KEYS },
	{ "create", no_argument, NULL, OPT_CREATE },
	{ "flows", required_argument, NULL, OPT_FLOWS },
	{ "prompts", required_argument, NULL, OPT_PROMPTS },
	{ "lexicon", required_argument, NULL, OPT_LEXICON },
	{ "pager", required_argument, NULL, OPT_PAGER },
	{ "socket", required_argument, NULL, OPT_SOCKET },
	{ "lane", no_argument, NULL, OPT_LANE },
	{ "check", no_argument, NULL, OPT_CHECK },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 }
};

static void option_take(struct command_line *cl, int option)
{
	switch (option) {
	case 'c': cl->config = optarg; return;
	case 's': cl->house.state_dir = optarg; return;
	case OPT_KEYS: cl->house.keys_dir = optarg; return;
	case OPT_CREATE: cl->house.create = true; return;
	case OPT_FLOWS: cl->house.flows_dir = optarg; return;
	case OPT_PROMPTS: cl->house.prompts_dir = optarg; return;
	case OPT_LEXICON: cl->house.lexicon_dir = optarg; return;
	case OPT_PAGER: cl->house.pager_program = optarg; return;
	case OPT_SOCKET: cl->socket = optarg; return;
	case OPT_LANE: cl->house.lane = true; return;
	case OPT_CHECK: cl->check_only = true; return;
	case 'h': fputs(usage, stdout); exit(0);
	case 'V': puts("warmlined " PACKAGE_VERSION); exit(0);
	default: fputs("Try 'warmlined --help'.\n", stderr); exit(2);
	}
}

static void command_line_read(struct command_line *cl, int argc, char **argv)
{
	int option;

	*cl = (struct command_line){
		.house = {
			.flows_dir = WARMLINE_PKGDATADIR "/flows",
			.prompts_dir = WARMLINE_PKGDATADIR "/prompts",
			.lexicon_dir = WARMLINE_PKGDATADIR "/flows/lexicon",
			.pager_program = WARMLINE_LIBEXECDIR "/warmline-pager",
		},
	};
	while ((option = getopt_long(argc, argv, "c:s:hV", options, NULL)) != -1)
		option_take(cl, option);
	if (optind < argc || !cl->config || (!cl->house.state_dir && !cl->check_only)) {
		fputs("warmlined: -c FILE and -s DIR are needed. Try 'warmlined --help'.\n",
		      stderr);
		exit(2);
	}
}

/* Nothing of a person may lie about after a crash. */
static void memory_close(void)
{
	const struct rlimit none = { 0, 0 };

	umask(077);	/* also what `write file` writes: it may hold a password */
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

/* A message that kills us must be known by the next start (store_batch.h). */
static void fatal_signal(int signum)
{
	store_batch_mark_crash();
	signal(signum, SIG_DFL);
	raise(signum);
}

static void fatal_signals_watch(void)
{
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };
	size_t i;

	for (i = 0; i < ARRAY_LEN(fatal); i++)
		signal(fatal[i], fatal_signal);
}

static void stop_signal(void *arg, int signum)
{
	loop_stop(arg);
}

static void reload_signal(void *arg, int signum)
{
	struct err err;

	if (house_reload(arg, &err) < 0)
		LOGP(DMAIN, LOGL_ERROR, "Nothing was reloaded: %s.\n", err.text);
}

static int fail(const struct err *err)
{
	fprintf(stderr, "warmlined: %s.\n", err->text);
	return 1;
}

/* The store failed while the house was opened, with half of its rooms at work:
 * only a new process can open the lane instead.  Not left to the supervisor,
 * whose patience has an end. */
static int lane_instead(struct house *house, char **argv, int argc, const struct err *err)
{
	char **again = talloc_array(NULL, char *, argc + 2);

	if (!again)
		base_oom();
	LOGP(DMAIN, LOGL_FATAL, "%s; the emergency lane opens instead.\n", err->text);
	memcpy(again, argv, argc * sizeof(*again));
	again[argc] = "--lane";
	again[argc + 1] = NULL;
	execvp(again[0], again);
	return house_failed(house);
}

static int doors_open(void *ctx, struct loop *loop, struct operator *op, struct house *house,
		      const char *socket, struct err *err)
{
	show_install(op, house);
	if (operator_listen(op, err) < 0)
		return -EADDRINUSE;
	return control_new(ctx, loop, house, socket, err) ? 0 : -EADDRINUSE;
}

int main(int argc, char **argv)
{
	struct command_line cl;
	struct operator *op;
	struct house *house;
	struct loop *loop;
	struct err err;
	void *ctx;

	command_line_read(&cl, argc, argv);
	ctx = talloc_named_const(NULL, 0, "warmlined");
	memory_close();
	base_init(ctx, "warmlined");
	loop = loop_new(ctx);
	house = house_new(ctx, loop, &cl.house);
	op = operator_new(ctx, loop, PACKAGE_VERSION);
	if (operator_read_config(op, cl.config, &err) < 0)
		return fail(&err);
	if (cl.check_only)
		return house_check(house, &err) < 0 ? fail(&err) : 0;
	fatal_signals_watch();
	if (house_open(house, &err) < 0)
		return house_failed(house) ? lane_instead(house, argv, argc, &err) : fail(&err);
	if (!house_in_lane(house) && doors_open(ctx, loop, op, house, cl.socket, &err) < 0)
		return fail(&err);
	loop_signal_new(ctx, loop, SIGTERM, stop_signal, loop);
	loop_signal_new(ctx, loop, SIGINT, stop_signal, loop);
	loop_signal_new(ctx, loop, SIGHUP, reload_signal, house);
	LOGP(DMAIN, LOGL_NOTICE, "Warmline " PACKAGE_VERSION " is open.\n");
	loop_run(loop);
	house_close(house);
	return house_failed(house);
}
