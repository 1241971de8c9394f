// SPDX-License-Identifier: AGPL-3.0-or-later
/* voicebox: start, run, stop. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "loop/loop.h"
#include "voicebox/exchange.h"

struct command_line {
	const char *config, *state;
	bool check_only;
};

static const char usage[] =
	"Usage: voicebox -c FILE -s DIR [options]\n"
	"Speaks SIP and RTP for Warmline: answers, rings, plays, listens, bridges.\n"
	"\n"
	"  -c, --config FILE     the configuration (see voicebox(8))\n"
	"  -s, --state DIR       sockets, recordings, encoded prompts, the day's minutes\n"
	"      --check           read the configuration, say what is wrong, stop\n"
	"  -h, --help            this text\n"
	"  -V, --version\n"
	"\n"
	"Exit status: 0 stopped cleanly; 1 could not start; 2 wrong command line.\n";

enum { OPT_CHECK = 256 };
static const struct option options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "state", required_argument, NULL, 's' },
	{ "check", no_argument, NULL, OPT_CHECK },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 }
};

static void command_line_read(struct command_line *cl, int argc, char **argv)
{
	int option;

	while ((option = getopt_long(argc, argv, "c:s:hV", options, NULL)) != -1)
		switch (option) {
		case 'c': cl->config = optarg; break;
		case 's': cl->state = optarg; break;
		case OPT_CHECK: cl->check_only = true; break;
		case 'h': fputs(usage, stdout); exit(0);
		case 'V': puts("voicebox " PACKAGE_VERSION); exit(0);
		default: fputs("Try 'voicebox --help'.\n", stderr); exit(2);
		}
	if (optind < argc || !cl->config || (!cl->state && !cl->check_only)) {
		fputs("voicebox: -c FILE and -s DIR are needed. Try 'voicebox --help'.\n", stderr);
		exit(2);
	}
}

/* It parses what strangers send: nothing of it lies about after a crash, no
 * program that it starts gains a right, and no file grows without end. */
static void process_close(void)
{
	const struct rlimit none = { 0, 0 }, file = { 1 << 28, 1 << 28 };

	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_FSIZE, &file);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	signal(SIGPIPE, SIG_IGN);
}

/* Two descriptors a call, and some. */
static void files_allow(const struct config *cfg)
{
	struct rlimit limit;
	rlim_t want = (rlim_t)cfg->box.lines * 2 + 256;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= want)
		return;
	limit.rlim_cur = want < limit.rlim_max ? want : limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur < want)
		LOGP(DMAIN, LOGL_ERROR,
		     "Only %llu open files are allowed: not enough for %lld lines.\n",
		     (unsigned long long)limit.rlim_cur, (long long)cfg->box.lines);
}

static void stop_signal(void *arg, int signum)
{
	loop_stop(arg);
}

static int fail(const struct err *err)
{
	fprintf(stderr, "voicebox: %s.\n", err->text);
	return 1;
}

int main(int argc, char **argv)
{
	struct command_line cl = { .check_only = false };
	struct exchange *exchange;
	struct config *cfg;
	struct loop *loop;
	struct err err;
	void *ctx;

	command_line_read(&cl, argc, argv);
	ctx = talloc_named_const(NULL, 0, "voicebox");
	process_close();
	base_init(ctx, "voicebox");
	cfg = config_new(ctx);
	if (config_read(cfg, cl.config, &err) < 0 || config_check(cfg, &err) < 0)
		return fail(&err);
	if (cl.check_only)
		return 0;
	files_allow(cfg);
	loop = loop_new(ctx);
	exchange = exchange_new(ctx, loop, cfg, cl.state, &err);
	if (!exchange)
		return fail(&err);
	loop_signal_new(ctx, loop, SIGTERM, stop_signal, loop);
	loop_signal_new(ctx, loop, SIGINT, stop_signal, loop);
	LOGP(DMAIN, LOGL_NOTICE, "voicebox " PACKAGE_VERSION " is open.\n");
	exchange_realtime(exchange);
	loop_run(loop);
	LOGP(DMAIN, LOGL_NOTICE, "voicebox ends: calls are hung up.\n");
	talloc_free(exchange);
	return 0;
}
