/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Simulated handsets behind a real bearerbox (its `smsc = fake`): what
 * warmline-phone shows on its screen or plays from a script.
 */
#include "base/base.h"
#include "loop/loop.h"

enum { PHONES_MAX = 4, PHONE_TEXTS_MAX = 500 };

struct phone_text {
	bool sent;			/* by this handset; else received */
	char *text;
	int segments;
};
struct phone {
	char name[24], number[24];
	struct phone_text texts[PHONE_TEXTS_MAX];	/* the oldest go when it is full */
	int len;
	int unread;			/* received, not yet taken by the script: index from the end */
	struct handset *parts;		/* of long texts that are not whole yet */
};

struct phones;
struct phones_ops {
	void (*changed)(void *arg, struct phone *phone);	/* a text came or went */
	void (*link)(void *arg, bool up);
	void *arg;
};
/* smsc: address of bearerbox's fake SMSC port; line: the short code. */
struct phones *phones_new(void *ctx, struct loop *loop, const char *smsc, const char *line,
			  const struct phones_ops *ops);
/* "NAME=+NUMBER"; NULL with err. */
struct phone *phones_add(struct phones *phones, const char *spec, struct err *err);
int phones_count(const struct phones *phones);
struct phone *phones_at(struct phones *phones, int i);
struct phone *phones_find(struct phones *phones, const char *name);
bool phones_up(const struct phones *phones);
int phone_send(struct phones *phones, struct phone *phone, const char *text) MUST_CHECK;
/* The oldest text that phone_read() has not given yet, or NULL. */
const struct phone_text *phone_read(struct phone *phone);

/* A transcript played in real time; 0 when every phone showed what it says. */
struct phone_script_options { const char *file; int64_t timeout_ms; };
int phone_script_run(struct loop *loop, struct phones *phones,
		     const struct phone_script_options *options);
/* The screen: until the user leaves. */
int phone_screen_run(struct loop *loop, struct phones *phones);
/* The ops' call-backs of each. */
extern const struct phones_ops phone_screen_ops, phone_script_ops;
