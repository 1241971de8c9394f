/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What both test carriers (smpp-smsc, fake-smsc) share: commands on stdin, a
 * generator of texts, the ledger.  For shell: run it as a bash coproc, write
 * a line, read a line; every command is answered by exactly one line that
 * starts with "ok" or "err".  When stdin ends, so does the program.
 *
 *	generate COUNT RATE [WORDS]  texts a second (0: as fast as it goes), each "WORDS #n"
 *	plain 1|0                    texts without their "#n": answers are known by person, so
 *	                             let each person ask one thing at a time
 *	closed N                     at most N unanswered at once (0: no limit)
 *	wait WHAT [N] TIMEOUT_MS     up | accepted N | answered N | received N | generated
 *	stats                        one line of counts
 *	account                      the ledger: one line, key=value
 *	mark                         from here on times are reckoned: what was asked before has
 *	                             no part in p50 ... span
 *	lost                         the n of up to 20 lost texts
 *	log FILE                     from now on every text for a handset: "FROM TO TEXT"
 *	quit
 *
 * and the commands that the carrier adds.
 */
#include "loop/loop.h"
#include "ledger.h"

struct driver;

struct driver_command {
	const char *name;
	/* Answers with driver_ok() or driver_err(), once.  `rest` is the line behind the name. */
	void (*run)(void *arg, char *rest);
};

struct driver_carrier {
	/* May a text be handed to bearerbox now? */
	bool (*ready)(void *arg);
	bool (*up)(void *arg);
	/* A generated text; only when ready.  0 or negative errno. */
	int (*send)(void *arg, unsigned int n, const char *from, const char *to, const char *text);
	const struct driver_command *commands;
	size_t commands_len;
};

struct driver_options {
	const char *to;			/* the short code */
	const char *prefix;		/* of the generated numbers */
	unsigned int persons;
};
/* --to, --prefix, --persons: takes one option if it is one of these. */
bool driver_option(struct driver_options *o, const char *name, const char *value);

struct driver *driver_new(void *ctx, struct loop *loop, const struct driver_options *options,
			  const struct driver_carrier *carrier, void *arg);
struct ledger *driver_ledger(struct driver *d);
/* Something changed (room in the window, an acceptance, up): go on. */
void driver_kick(struct driver *d);
/* A text for a handset came. */
void driver_received(struct driver *d, const char *from, const char *to, const char *text);
void driver_ok(const char *fmt, ...) PRINTF(1, 2);
void driver_err(const char *fmt, ...) PRINTF(1, 2);
/* Cuts the next word off; "" when there is none. */
char *driver_word(char **rest);
