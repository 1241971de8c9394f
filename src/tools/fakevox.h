/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A voicebox in a few hundred lines, for tests, stories and the phones of
 * warmline-phone: it speaks the link of docs/voicebox.md, has no SIP and no
 * sound.  What is played is text that is read; prompts take no time, waiting
 * for digits `first_ms` of the loop's clock.
 */
#include "base/base.h"
#include "link/link.h"
#include "loop/loop.h"

enum { FAKEVOX_CALLS = 64, FAKEVOX_ALARMS = 16 };
enum fakevox_state { FAKEVOX_FREE, FAKEVOX_RINGS_US, FAKEVOX_RINGS_THEM, FAKEVOX_UP };
struct fakevox;
struct fakevox_call {
	struct fakevox *v;
	enum fakevox_state state;
	char name[25], number[24], with[25], rec[25];
	char whispers_to[25];		/* the only call that hears this one */
	int64_t n, k, ask;
	bool gathers, records, listens, hang_up_after;
	bool must, slow;		/* what plays: not to be interrupted; slower than usual */
	struct loop_timer *timer;
};
/* A phone that an alarm rings (the pager's socket). */
struct fakevox_alarm {
	bool rings;
	char id[24], number[24], code[12], tier[2];
	int people;
};
struct fakevox {
	struct loop *loop;
	struct link_client *client;
	char address[120], name[25], instance[25];
	struct fakevox_call call[FAKEVOX_CALLS];
	/* Text that a leg plays ("(music)", "(recording)", "(tone)" for what is none). */
	void (*played)(void *arg, struct fakevox_call *c, const char *text);
	/* Every order, as it came. */
	void (*ordered)(void *arg, json_t *is);
	/* A phone is to be rung by an alarm; may be NULL. */
	void (*alarmed)(void *arg, struct fakevox_alarm *a);
	void *arg;
	json_t *reaches;		/* numbers that it alone can ring; NULL: any */
	struct fakevox_report *first, **last;	/* not answered yet, in order */
	struct link_server *alarm_server;
	struct fakevox_alarm alarm[FAKEVOX_ALARMS];
	int alarms;			/* so many rang */
	bool up;
	bool stuck;			/* reads no order any more, until it says hello again */
	int answered, seen, lines;
};
/* Listens for the pager as well. */
int fakevox_alarms(struct fakevox *v, const char *address, struct err *err) MUST_CHECK;
struct fakevox_alarm *fakevox_alarm(struct fakevox *v, const char *number);
/* state: "acknowledged" (with the code), "heard", "failed" (with why). */
void fakevox_alarm_ends(struct fakevox *v, struct fakevox_alarm *a, const char *state,
			const char *code);
struct fakevox *fakevox_new(void *ctx, struct loop *loop, const char *address, const char *name);
/* The line is down until fakevox_cut() or fakevox_restart(). */
void fakevox_away(struct fakevox *v);
/* The line breaks, and comes back by itself; calls live on. */
void fakevox_cut(struct fakevox *v);
/* As after kill -9: no call is left. */
void fakevox_restart(struct fakevox *v);

struct fakevox_call *fakevox_ring(struct fakevox *v, const char *from, const char *to);
/* The newest leg with this number, in this state (0: any); NULL. */
struct fakevox_call *fakevox_find(struct fakevox *v, const char *number, enum fakevox_state state);
void fakevox_pick_up(struct fakevox_call *c);
void fakevox_press(struct fakevox_call *c, const char *digits);
/* An answer to the question before this one, which was replaced while it was on its way. */
void fakevox_press_late(struct fakevox_call *c, const char *digits);
/* How the line of this call is, told as voicebox tells it now and then. */
void fakevox_measures(struct fakevox_call *c, int loss_permille, int jitter_ms);
void fakevox_says(struct fakevox_call *c, int64_t ms, bool hang_up);
void fakevox_leaves_out(struct fakevox_call *c);	/* "#" right after the tone */
void fakevox_hang_up(struct fakevox_call *c, const char *why);	/* "caller", "lost" */
void fakevox_refuse(struct fakevox_call *c, const char *why);	/* "busy", "no-answer" */
