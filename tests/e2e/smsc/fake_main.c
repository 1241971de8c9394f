// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * fake-smsc: the carrier's side of Kannel's `smsc = fake`.
 *
 *	fake-smsc --connect 127.0.0.1:PORT [--to 3114] [--prefix 2547] [--persons N]
 *
 * Commands: those of driver.h, and
 *	send FROM TO TEXT
 *
 * `fake` has no acknowledgement: "accepted" here means written to the socket.
 */
#include "driver.h"
#include "tools/fake_smsc.h"

#include <stdio.h>

struct carrier {
	struct driver *driver;
	struct fake_smsc *line;
};

static bool ready(void *arg)
{
	return fake_smsc_up(((struct carrier *)arg)->line);
}

static int send_generated(void *arg, unsigned int n, const char *from, const char *to,
			  const char *text)
{
	struct carrier *c = arg;
	int rc = fake_smsc_send_text(c->line, from, to, text);

	if (rc == 0)
		ledger_accepted(driver_ledger(c->driver), n);
	return rc;
}

static void cmd_send(void *arg, char *rest)
{
	struct carrier *c = arg;
	const char *from = driver_word(&rest), *to = driver_word(&rest);
	int rc = fake_smsc_send_text(c->line, from, to, rest);

	if (rc < 0)
		driver_err("%s", strerror(-rc));
	else
		driver_ok("sent");
}

static const struct driver_command commands[] = { { "send", cmd_send } };

static const struct driver_carrier carrier_ops = {
	.ready = ready, .up = ready, .send = send_generated,
	.commands = commands, .commands_len = ARRAY_LEN(commands),
};

static void on_change(void *arg)
{
	driver_kick(((struct carrier *)arg)->driver);
}

static void on_text(void *arg, const struct fake_smsc_text *text)
{
	struct carrier *c = arg;

	driver_received(c->driver, text->from, text->to, (const char *)text->body.data);
}

static const struct fake_smsc_ops line_ops = {
	.up = on_change, .text = on_text, .down = on_change,
};

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "fake-smsc");
	struct driver_options options = { 0 };
	struct carrier c = { 0 };
	const char *address = NULL;
	struct loop *loop;
	int i;

	base_init(ctx, "fake-smsc");
	for (i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--connect") == 0)
			address = argv[i + 1];
		else if (!driver_option(&options, argv[i], argv[i + 1]))
			address = NULL, i = argc;
	}
	if (!address) {
		fprintf(stderr, "usage: fake-smsc --connect HOST:PORT [--to NUMBER] "
			"[--prefix DIGITS] [--persons N]\n");
		return 2;
	}
	loop = loop_new(ctx);
	c.driver = driver_new(ctx, loop, &options, &carrier_ops, &c);
	c.line = fake_smsc_new(ctx, loop, address, &line_ops, &c);
	loop_run(loop);
	talloc_free(ctx);
	return 0;
}
