/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * operator/: the door for whoever runs the machine: a VTY (telnet) on
 * loopback with the configuration in its own file format, `show` commands,
 * a control interface, and counters with their export.
 *
 * The configuration commands are made from the tables that the rooms have
 * registered (base/, cfg_register): a setting is written once, in its room,
 * and has its command, its range check, its `write file` line and its manual
 * entry from there.
 *
 * Called by warmlined/ only, on the loop's thread.  `show` output names
 * pseudonyms and short ids, never a number and never words of a person:
 * operator_out() takes no struct secret.
 */
#include "base/base.h"
#include "loop/loop.h"

struct operator;

/* Makes the nodes and commands for every configuration group registered so
 * far.  Call once, after the rooms have registered theirs. */
struct operator *operator_new(void *ctx, struct loop *loop, const char *version);

/* Reads the configuration; err names file and line.  A missing file is an
 * error too: no safety setting is inferred from an absence. */
int operator_read_config(struct operator *op, const char *file, struct err *err) MUST_CHECK;

/* Opens VTY and CTRL on 127.0.0.1 (`vty-port`, `ctrl-port` of node "operator";
 * 0: that one not) and starts statsd where the file asks for it. */
int operator_listen(struct operator *op, struct err *err) MUST_CHECK;

/* --- show commands ----------------------------------------------------------- */
struct operator_out;
void operator_out(struct operator_out *out, const char *fmt, ...) PRINTF(2, 3);
/* `show <name>`; `words` is one lower-case word, help a sentence. */
struct operator_show {
	const char *name, *help;
	void (*show)(struct operator_out *out, void *arg);
};
void operator_add_show(struct operator *op, const struct operator_show *show, void *arg);

/* Actions that change something (enable node only): one optional argument. */
struct operator_action {
	const char *name, *arg_help, *help;	/* "reload-lexicon", NULL, "Read ..." */
	int (*act)(struct operator_out *out, const char *argument, void *arg);
};
void operator_add_action(struct operator *op, const struct operator_action *action, void *arg);

/* --- Export -------------------------------------------------------------------- */
/* All counters and gauges as Prometheus text (exposition format 0.0.4). */
char *operator_prometheus(void *ctx);
/* A number that goes up and down, read when it is asked for. */
struct operator_gauge {
	const char *name, *help;
	int64_t (*read)(void *arg);
};
void operator_add_gauge(struct operator *op, const struct operator_gauge *gauge, void *arg);
