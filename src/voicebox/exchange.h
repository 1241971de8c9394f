/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The exchange: everything of voicebox behind its sockets.  It brings SIP
 * (sip.h) and sound (media.h) together, does what warmlined orders, reports
 * what happens (docs/voicebox.md), and knows what to do while warmlined is
 * away.  It decides nothing about people and keeps nothing when it ends, but
 * the day's minutes and cost (STATE/spent).
 *
 * One thread, the loop's.  Called by main.c only.
 */
#include "voicebox/config.h"

struct exchange;
struct loop;

/* Starts SIP, sound, the line to warmlined and the alarm socket.  cfg must
 * outlive it.  NULL with err. */
struct exchange *exchange_new(void *ctx, struct loop *loop, const struct config *cfg,
			      const char *state_dir, struct err *err);
/* Right before the loop runs: its thread goes before others on a busy machine. */
void exchange_realtime(struct exchange *x);
/* talloc_free() says BYE to every call. */
