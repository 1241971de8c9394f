// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmlined is away: an honest word instead of silence, and a promise that it
 * keeps when it is back (the reports wait for it).  The texts are what is
 * spoken where no file is there.
 */
#include "voicebox/exchange_int.h"

static const char hold_text[] = "Please stay on the line.";
static const char later_text[] = "We cannot go on just now. We call you back.";

void call_away_wait(struct call *c)
{
	struct media_item items[] = { call_prompt(c, "voice.hold", hold_text),
				      { .type = MEDIA_ITEM_PAUSE, .pause_ms = 6000 } };

	if (c->state != CALL_UP || c->owner != &call_link_owner || call_bridged(c) ||
	    c->hangup_after)
		return;
	if (c->x->given_up) {
		call_away_later(c);
		return;
	}
	if (call_play(c, &(struct call_play){ .items = items, .len = ARRAY_LEN(items),
					      .loop = true }) < 0)
		return;
	c->plain = false;		/* not an order's: its end is nobody's business */
}

void call_away_later(struct call *c)
{
	struct media_item item = call_prompt(c, "voice.later", later_text);

	if (c->state != CALL_UP) {
		call_hangup(c, "link");
		return;
	}
	if (call_play(c, &(struct call_play){ .items = &item, .len = 1 }) < 0) {
		call_hangup(c, "link");
		return;
	}
	c->plain = false;
	c->ending = "link";
	c->hangup_after = true;
}

/* --- A new call ------------------------------------------------------------------------ */
static void later_answer(void *arg)
{
	struct call *c = arg;

	TALLOC_FREE(c->ring);
	if (c->x->here || c->state != CALL_RINGING)
		return;			/* it is back, and has been told of this call */
	c->promised = true;
	if (call_answer(c) < 0)
		call_reject(c, UA_REJECT_GONE);
}

void call_away_ring(struct call *c)
{
	c->ring = loop_timer_new(c, c->x->loop, "ring while away", later_answer, c);
	loop_timer_start(c->ring, c->x->cfg->box.later_ring_ms);
}

/* --- All of them ------------------------------------------------------------------------- */
static void patience_over(void *arg)
{
	struct exchange *x = arg;
	struct call *c, *next;

	x->given_up = true;
	LOGP(DVOICE, LOGL_ERROR, "warmlined stays away: calls that wait are ended "
	     "with a promise.\n");
	llist_for_each_entry_safe(c, next, &x->calls, entry) {
		if (c->owner != &call_link_owner || c->state == CALL_OVER || call_bridged(c))
			continue;
		if (c->state == CALL_UP)
			call_away_later(c);
		else if (c->state == CALL_DIALLING)
			call_hangup(c, "link");
	}
}

void call_away_begin(struct exchange *x)
{
	struct call *c;

	if (!x->patience)
		x->patience = loop_timer_new(x, x->loop, "patience", patience_over, x);
	x->given_up = false;
	loop_timer_start(x->patience, x->cfg->box.patience_ms);
	llist_for_each_entry(c, &x->calls, entry) {
		if (c->owner != &call_link_owner)
			continue;
		if (c->state == CALL_UP)
			call_away_wait(c);
		else if (c->state == CALL_RINGING && !c->stream)
			call_away_ring(c);
	}
}

void call_away_end(struct exchange *x)
{
	loop_timer_stop(x->patience);
	x->given_up = false;
}
