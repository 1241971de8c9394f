// SPDX-License-Identifier: AGPL-3.0-or-later
#include "driver.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { INPUT_MAX = 64 * 1024, TICK_MS = 1 };

enum wait_for { WAIT_NOTHING, WAIT_UP, WAIT_ACCEPTED, WAIT_ANSWERED, WAIT_RECEIVED,
		WAIT_GENERATED };

struct driver {
	struct loop *loop;
	struct driver_options options;
	const struct driver_carrier *carrier;
	void *arg;
	struct ledger *ledger;
	unsigned int received;
	FILE *log;

	/* the generator */
	char *words;
	bool plain;
	unsigned int to_generate, rate, closed;
	int64_t generate_from_us;	/* since when `rate` is reckoned, */
	unsigned int generated;		/* and how many went out since */
	struct loop_timer *tick;

	/* commands */
	struct loop_fd *in;
	char input[INPUT_MAX];
	size_t input_len;
	enum wait_for wait_for;
	unsigned int wait_count;
	struct loop_timer *wait_timer;
};

/* --- Words and answers --------------------------------------------------------- */
char *driver_word(char **rest)
{
	char *word = *rest + strspn(*rest, " ");

	*rest = word + strcspn(word, " ");
	if (**rest)
		*(*rest)++ = '\0';
	return word;
}

static void answer(const char *kind, const char *fmt, va_list args)
{
	printf("%s ", kind);
	vprintf(fmt, args);
	putchar('\n');
	fflush(stdout);
}

void driver_ok(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	answer("ok", fmt, args);
	va_end(args);
}

void driver_err(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	answer("err", fmt, args);
	va_end(args);
}

bool driver_option(struct driver_options *o, const char *name, const char *value)
{
	if (strcmp(name, "--to") == 0)
		o->to = value;
	else if (strcmp(name, "--prefix") == 0)
		o->prefix = value;
	else if (strcmp(name, "--persons") == 0)
		o->persons = (unsigned int)strtoul(value, NULL, 10);
	else
		return false;
	return true;
}

/* --- The generator ---------------------------------------------------------------- */
static unsigned int unanswered(struct driver *d)
{
	return ledger_added(d->ledger) - ledger_answered(d->ledger);
}

/* How many may go out now by the rate. */
static unsigned int allowed(struct driver *d)
{
	int64_t due;

	if (!d->rate)
		return d->to_generate;
	due = (ledger_now_us() - d->generate_from_us) * d->rate / 1000000 + 1 - d->generated;
	if (due < 0)
		due = 0;
	return due < d->to_generate ? (unsigned int)due : d->to_generate;
}

static bool generate_one(struct driver *d)
{
	char from[32], text[256];
	unsigned int n = ledger_added(d->ledger);

	if (!d->carrier->ready(d->arg) || (d->closed && unanswered(d) >= d->closed))
		return false;
	ledger_person(d->ledger, n, from, sizeof(from));
	if (d->plain)
		snprintf(text, sizeof(text), "%s", d->words);
	else
		snprintf(text, sizeof(text), "%s #%u", d->words, n);
	ledger_add(d->ledger);
	ledger_sent(d->ledger, n);
	MUST(d->carrier->send(d->arg, n, from, d->options.to, text) == 0);
	d->generated++;
	d->to_generate--;
	return true;
}

static void generate(struct driver *d)
{
	unsigned int n = allowed(d);

	while (n-- && generate_one(d))
		;
	if (d->to_generate && d->rate)
		loop_timer_start(d->tick, TICK_MS);
}

/* --- Waiting ---------------------------------------------------------------------------- */
static bool wait_is_over(struct driver *d)
{
	switch (d->wait_for) {
	case WAIT_NOTHING:
		return true;
	case WAIT_UP:
		return d->carrier->up(d->arg);
	case WAIT_ACCEPTED:
		return ledger_accepted_count(d->ledger) >= d->wait_count;
	case WAIT_ANSWERED:
		return ledger_answered(d->ledger) >= d->wait_count;
	case WAIT_RECEIVED:
		return d->received >= d->wait_count;
	case WAIT_GENERATED:
		return !d->to_generate;
	}
	return true;
}

static void read_commands(struct driver *d);

static void wait_end(struct driver *d)
{
	d->wait_for = WAIT_NOTHING;
	loop_timer_stop(d->wait_timer);
	loop_fd_want(d->in, LOOP_READ);
	read_commands(d);
}

static void wait_check(struct driver *d)
{
	if (d->wait_for == WAIT_NOTHING || !wait_is_over(d))
		return;
	driver_ok("reached");
	wait_end(d);
}

static void wait_timeout_cb(void *arg)
{
	struct driver *d = arg;

	driver_err("timeout");
	wait_end(d);
}

static void tick_cb(void *arg)
{
	driver_kick(arg);
}

void driver_kick(struct driver *d)
{
	generate(d);
	wait_check(d);
}

void driver_received(struct driver *d, const char *from, const char *to, const char *text)
{
	d->received++;
	ledger_answer(d->ledger, to, text);
	if (d->log) {
		fprintf(d->log, "%s %s ", from, to);
		for (; *text; text++)
			fputs(*text == '\n' ? "\\n" : (char[]){ *text, '\0' }, d->log);
		fputc('\n', d->log);
		fflush(d->log);
	}
	driver_kick(d);
}

/* --- Commands ---------------------------------------------------------------------------- */
static void cmd_generate(struct driver *d, char *rest)
{
	d->to_generate = (unsigned int)strtoul(driver_word(&rest), NULL, 10);
	d->rate = (unsigned int)strtoul(driver_word(&rest), NULL, 10);
	talloc_free(d->words);
	d->words = talloc_strdup(d, *rest ? rest : "m");
	d->generate_from_us = ledger_now_us();
	d->generated = 0;
	driver_ok("generating %u", d->to_generate);
	generate(d);
}

static void cmd_closed(struct driver *d, char *rest)
{
	d->closed = (unsigned int)strtoul(driver_word(&rest), NULL, 10);
	driver_ok("closed %u", d->closed);
}

static void cmd_plain(struct driver *d, char *rest)
{
	d->plain = strcmp(driver_word(&rest), "0") != 0;
	driver_ok("plain %d", d->plain);
}

static void cmd_mark(struct driver *d, char *rest)
{
	ledger_mark(d->ledger);
	driver_ok("marked");
}

static void cmd_wait(struct driver *d, char *rest)
{
	static const struct {
		const char *name;
		enum wait_for what;
		bool counted;
	} kinds[] = {
		{ "up", WAIT_UP, false },
		{ "accepted", WAIT_ACCEPTED, true },
		{ "answered", WAIT_ANSWERED, true },
		{ "received", WAIT_RECEIVED, true },
		{ "generated", WAIT_GENERATED, false },
	};
	const char *what = driver_word(&rest);
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(what, kinds[i].name) == 0)
			break;
	if (i == ARRAY_LEN(kinds)) {
		driver_err("wait for what?");
		return;
	}
	d->wait_count = kinds[i].counted ? (unsigned int)strtoul(driver_word(&rest), NULL, 10) : 0;
	d->wait_for = kinds[i].what;
	loop_fd_want(d->in, 0);
	loop_timer_start(d->wait_timer, strtol(driver_word(&rest), NULL, 10));
	wait_check(d);
}

static void cmd_stats(struct driver *d, char *rest)
{
	driver_ok("generated=%u accepted=%u answered=%u received=%u up=%d",
		  ledger_added(d->ledger), ledger_accepted_count(d->ledger),
		  ledger_answered(d->ledger), d->received, d->carrier->up(d->arg));
}

static void cmd_account(struct driver *d, char *rest)
{
	struct ledger_totals t;

	ledger_totals(d->ledger, &t);
	driver_ok("sent=%u accepted=%u answered=%u lost=%u unanswered=%u duplicates=%u resent=%u "
		  "resent_duplicates=%u order=%u strangers=%u p50_us=%lld p99_us=%lld "
		  "p999_us=%lld max_us=%lld span_us=%lld",
		  t.sent, t.accepted, t.answered, t.lost, t.unanswered, t.duplicates, t.resent,
		  t.resent_duplicates, t.order_violations, t.strangers, (long long)t.p50_us,
		  (long long)t.p99_us, (long long)t.p999_us, (long long)t.max_us,
		  (long long)t.span_us);
}

static void cmd_lost(struct driver *d, char *rest)
{
	unsigned int lost[20], n = ledger_lost(d->ledger, lost, ARRAY_LEN(lost)), i;
	char text[256] = "";

	for (i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), " %u", lost[i]);
	driver_ok("lost%s", text);
}

static void cmd_log(struct driver *d, char *rest)
{
	if (d->log)
		fclose(d->log);
	d->log = fopen(driver_word(&rest), "a");
	if (d->log)
		driver_ok("logging");
	else
		driver_err("%s", strerror(errno));
}

static void cmd_quit(struct driver *d, char *rest)
{
	driver_ok("bye");
	loop_stop(d->loop);
}

static void run_command(struct driver *d, char *line)
{
	static const struct {
		const char *name;
		void (*run)(struct driver *d, char *rest);
	} own[] = {
		{ "generate", cmd_generate }, { "closed", cmd_closed }, { "plain", cmd_plain },
		{ "mark", cmd_mark }, { "wait", cmd_wait },
		{ "stats", cmd_stats }, { "account", cmd_account }, { "lost", cmd_lost },
		{ "log", cmd_log }, { "quit", cmd_quit },
	};
	const char *name = driver_word(&line);
	size_t i;

	for (i = 0; i < ARRAY_LEN(own); i++)
		if (strcmp(name, own[i].name) == 0) {
			own[i].run(d, line);
			return;
		}
	for (i = 0; i < d->carrier->commands_len; i++)
		if (strcmp(name, d->carrier->commands[i].name) == 0) {
			d->carrier->commands[i].run(d->arg, line);
			return;
		}
	driver_err("no such command");
}

/* One after the other; a wait holds back those behind it. */
static void read_commands(struct driver *d)
{
	char *end;

	while (d->wait_for == WAIT_NOTHING &&
	       (end = memchr(d->input, '\n', d->input_len)) != NULL) {
		size_t used = (size_t)(end - d->input) + 1;
		char *line = talloc_strndup(d, d->input, used - 1);

		MUST(line);
		d->input_len -= used;
		memmove(d->input, d->input + used, d->input_len);
		run_command(d, line);
		talloc_free(line);
	}
}

static void input_cb(void *arg, int what)
{
	struct driver *d = arg;
	ssize_t n = read(STDIN_FILENO, d->input + d->input_len, sizeof(d->input) - d->input_len);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {			/* whoever started us is gone */
		loop_stop(d->loop);
		return;
	}
	d->input_len += (size_t)n;
	read_commands(d);
}

struct ledger *driver_ledger(struct driver *d)
{
	return d->ledger;
}

struct driver *driver_new(void *ctx, struct loop *loop, const struct driver_options *options,
			  const struct driver_carrier *carrier, void *arg)
{
	struct driver *d = talloc_zero(ctx, struct driver);

	MUST(d);
	d->loop = loop;
	d->options = *options;
	d->options.to = options->to ? options->to : "3114";
	d->carrier = carrier;
	d->arg = arg;
	d->ledger = ledger_new(d, options->prefix ? options->prefix : "2547",
			       options->persons ? options->persons : 100);
	d->tick = loop_timer_new(d, loop, "generator", tick_cb, d);
	d->wait_timer = loop_timer_new(d, loop, "wait", wait_timeout_cb, d);
	d->in = loop_fd_new(d, loop, "commands", STDIN_FILENO, LOOP_READ, input_cb, d);
	return d;
}
