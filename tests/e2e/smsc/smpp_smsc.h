/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The SMPP test carrier itself: links that bearerbox binds, a queue of texts
 * from handsets, and answers to what bearerbox submits.  smpp_main.c gives it
 * commands.
 */
#include "driver.h"
#include "smpp_pdu.h"

/* A text from a handset until bearerbox says ESME_ROK. */
struct mo {
	struct mo *next;
	int n;				/* in the ledger; -1: not generated */
	struct smpp_text text;
	char receipted_id[16];
};

struct mode {
	const char *name;
	uint32_t status;
	bool silent, drop;
};

/* ok, throttle, full, reject, silent, drop; NULL: no such. */
const struct mode *smsc_mode(const char *name);

struct smsc {
	void *ctx;
	struct loop *loop;
	struct driver *driver;
	struct session *sessions;
	struct mo *queue, **queue_tail;
	unsigned int queued, window;
	struct loop_timer *again, *pace_timer;
	struct loop_late *sweep;

	const struct mode *mode;
	unsigned int mode_count;	/* how many more; 0: until changed */
	unsigned int pace, pace_credit_ms;
	struct held *held, **held_tail;
	char receipts[8];		/* "": none */
	unsigned int ids;
	unsigned int submits, ok, refused, silent, binds, segments;
};

/* Fills in what must not be zero, and listens. */
int smsc_start(struct smsc *s, const char *address, struct err *err) MUST_CHECK;
/* A link over which texts can be given now. */
bool smsc_bound(const struct smsc *s);
bool smsc_window_open(const struct smsc *s);
/* n: in the ledger, or -1.  Fill in the text, then enqueue. */
struct mo *smsc_mo_new(struct smsc *s, int n, const char *from, const char *to);
void smsc_enqueue(struct smsc *s, struct mo *mo);
void smsc_pump(struct smsc *s);
void smsc_set_pace(struct smsc *s, unsigned int per_second);
void smsc_cut(struct smsc *s);
