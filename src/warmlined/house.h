/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The house: every room of warmlined in the order of starting, and the few
 * wires between rooms that must not know each other (sms/ and the pager, the
 * store's failure and the journal lane).  main.c builds one and runs the
 * loop; the stories, the simulation and the fault tests build the very same
 * one on a clock of their own.
 *
 * Two halves, because the configuration is read in between:
 *	house_new()	makes the rooms and registers their settings
 *	(operator_read_config(), or cfg_set() in a test)
 *	house_open()	pager first, then the store, words, flows; links last
 */
#include "base/base.h"
#include "loop/loop.h"

struct house;
struct house_options {
	const char *state_dir;		/* 0700; made when `create` */
	const char *keys_dir;		/* NULL: <state_dir>/keys */
	const char *flows_dir, *prompts_dir, *lexicon_dir;
	const char *pager_program;	/* absolute; NULL: never start one (tests run theirs) */
	const char *vfs;		/* SQLite VFS, for fault tests; NULL: its own */
	bool create;			/* first start: make database and keys */
	bool lane;			/* the emergency lane alone, whatever the store is like */
};

struct house *house_new(void *ctx, struct loop *loop, const struct house_options *options);
/* Opens everything and connects; or, when the store cannot be opened or
 * warmlined has been started five times in a minute, the emergency lane alone
 * (sms_lane.h) for half a minute.  Negative with err: not even that; when
 * house_failed() says so then, the store failed while the rooms were opened
 * (a disk that filled up), and a new process with options.lane is needed. */
int house_open(struct house *house, struct err *err) MUST_CHECK;
/* Only reads words, flows and lexicon, for `warmlined --check`. */
int house_check(struct house *house, struct err *err) MUST_CHECK;
/* A clean stop: tells the pager, hands what is queued to the kernel. */
void house_close(struct house *house);
/* The store failed, or another end that only a restart mends: the exit code
 * for the supervisor; 0 while all is well. */
int house_failed(const struct house *house);

/* For whoever looks in from outside: tests, control verbs, show commands. */
bool house_in_lane(const struct house *house);	/* no store then */
struct store *house_store(struct house *house);
struct care *house_care(struct house *house);
struct sms *house_sms(struct house *house);
struct voice *house_voice(struct house *house);
/* Runs fn inside a transaction of its own, between two turns; then whatever it
 * wrote is sent.  Returns fn's result; a negative one rolled it back. */
struct care_turn;
int house_do(struct house *house, int (*fn)(struct care_turn *t, void *arg), void *arg) MUST_CHECK;
/* Words, flows and lexicon anew from their folders; a bad one changes nothing.  Flow files
 * are drafts: nobody gets what they say until it was published. */
int house_reload(struct house *house, struct err *err) MUST_CHECK;
/* Which files are not in force: "draft: checkin; not published: foo", and why one cannot be
 * read; "" for none.  A child of ctx. */
char *house_drafts(struct house *house, void *ctx);
