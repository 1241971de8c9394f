/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to loop/.  What the files of this room share. */
#include "loop/loop.h"

#include <event2/event.h>
#include <osmocom/core/linuxlist.h>

/* Outlives the loop until the last event on it is gone: talloc frees a parent
 * before its children, and callers' objects need not be children at all. */
struct loop_base {
	struct event_base *events;
	int users;
};
struct loop_base *loop_base_use(struct loop_base *b);
void loop_base_leave(struct loop_base *b);

struct loop {
	struct loop_base *base;
	struct event *wake;		/* one-shot timeout that bounds a wait */
	struct loop_timer **heap;	/* binary heap by due_ms, then by order of arming */
	size_t heap_len, heap_size;
	uint64_t armed;			/* counts armings: ties fire in order */
	struct llist_head late;		/* armed late call-backs */
	struct llist_head dirty;	/* streams with queued output */
	struct loop_stats stats;
	struct loop_worker *worker;
	bool stopped;
	int ran;			/* call-backs in this turn */
};

/* After every call-back: counts it, and logs by name one over 50 ms.  `began` is of
 * clock_mono_us(): what it took is real even where a test holds the clock. */
void loop_call_end(struct loop *loop, const char *name, int64_t began);

int loop_timers_fire(struct loop *loop);
int64_t loop_timers_next_ms(struct loop *loop);
void loop_streams_flush(struct loop *loop);

/* address.c: "unix:/path", "127.0.0.1:13001", "[::1]:13001". */
struct sockaddr_storage;
int loop_address_parse(const char *text, struct sockaddr_storage *out, unsigned int *len_out,
		       struct err *err);

/* osmo.c: libosmocore's descriptors and timers on this loop. */
void loop_osmo_attach(struct loop *loop);
void loop_osmo_prepare(void);
void loop_osmo_fire(void);
int64_t loop_osmo_next_ms(void);
