/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * desk/: the staff's door.  Requests of consoles (and of scripts with an API
 * token) come over link/; here is who may do what, and what it does is done by
 * care/ in a transaction of its own, as if it had come by text.  docs/desk.md is
 * the table of all verbs, answers and events, and is part of this contract.
 *
 * Every verb is one row of a table (desk_verb): its roles, whether it wants
 * step-up or a reason, its arguments, and one function that runs inside a
 * transaction, after all of that was checked.  What is refused is written to
 * the audit log.  Nothing here trusts the console: it may be taken over, and then has
 * the rights of those who are logged in through it, and no others.
 *
 * What needs long (Argon2id) runs on the loop's worker; what is long (audit
 * verification) in slices.
 */
#include "care/care.h"
#include "link/link.h"
#include "loop/loop.h"

struct desk_link {			/* one wire, for the board and for health */
	const char *name;
	bool up;
	int64_t since_ms;		/* wall; 0 not known */
};
enum { DESK_LINKS_MAX = 8 };
struct desk_health {
	bool able_to_alarm;
	char why[120];			/* why not, a sentence; "" */
	struct desk_link links[DESK_LINKS_MAX];
	int links_len;
};
struct desk_deps {
	struct loop *loop;
	struct care *care;
	const char *state_dir;		/* desk.sock lies there */
	const char *prompts_dir;	/* recordings, for whoever checks a flow; NULL: not
					 * looked at */
	/* Runs fn in a transaction of its own and wakes whatever it wrote for
	 * (warmlined: house_do). */
	int (*run)(void *arg, int (*fn)(struct care_turn *t, void *arg), void *fn_arg);
	void (*health)(void *arg, struct desk_health *out);
	char *(*metrics)(void *arg, void *ctx);	/* Prometheus' text; a child of ctx */
	void *arg;
};
struct desk;
/* Registers the settings (node "desk"); opens nothing. */
struct desk *desk_new(void *ctx, const struct desk_deps *deps);
/* The store is open: listens.  Negative with err. */
int desk_open(struct desk *desk, struct err *err) MUST_CHECK;

/* For warmlinectl (the operator's own socket): "desk setup", "account list", ... */
extern const struct link_command desk_control_commands[];
extern const size_t desk_control_commands_len;	/* arg: struct desk */

/* --- For tests: the table ------------------------------------------------------ */
struct desk_verb;
const struct desk_verb *desk_verb_next(const struct desk_verb *v);	/* NULL: the first */
const char *desk_verb_name(const struct desk_verb *v);
unsigned int desk_verb_roles(const struct desk_verb *v);
/* Also without a session: only log-in, health and the webhooks' pump. */
bool desk_verb_is_open(const struct desk_verb *v);
