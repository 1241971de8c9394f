/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Each minute: is what care/watch waits for armed (the settings may have changed),
 * and the dead-man signal.  The signal is a program of the operator's that tells an
 * outside watcher that we live ("curl https://.../ping").  It is run only while an
 * alarm could leave: pager, its line and the roster are good, the database works,
 * bearerbox is there, and texts to ourselves come back.  In the emergency lane there
 * is none.  So the outside watcher, which needs nothing of ours, rings whoever looks
 * after the machine whatever it is that has failed.
 */
#include "care/care_watch.h"
#include "warmlined/command.h"
#include "warmlined/house.h"

struct watch;
/* The store is open.  Ticks from the loop. */
struct watch *watch_new(void *ctx, struct house *house);
struct watch_status {
	struct care_watch_state care;
	struct command_status dead_man, alarm;
	const char *withheld;		/* why the signal rests; NULL: it does not */
};
int watch_status(struct watch *w, struct care_turn *t, struct watch_status *out) MUST_CHECK;
