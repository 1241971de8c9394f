/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Simulated handsets behind a real bearerbox (its `smsc = fake`): what
 * warmline-phone shows on its screen or plays from a script.
 */
#include "base/base.h"
#include "loop/loop.h"

enum { PHONES_MAX = 4, PHONE_TEXTS_MAX = 500 };

enum phone_kind {
	PHONE_GOT,			/* a text that came */
	PHONE_SENT,			/* a text that this handset sent */
	PHONE_HEARD,			/* what the ear hears on a call */
	PHONE_DID			/* keys, words and hands on a call */
};
struct phone_text {
	enum phone_kind kind;
	char *text;
	int segments;
};
struct phone {
	char name[24], number[24];
	struct phone_text texts[PHONE_TEXTS_MAX];	/* the oldest go when it is full */
	int len;
	int unread, unheard;		/* the next that phone_read(), phone_listen() look at */
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
/* The oldest text that phone_read() has not given yet, or NULL; of what was heard likewise. */
const struct phone_text *phone_read(struct phone *phone);
const struct phone_text *phone_listen(struct phone *phone);

/* --- Calls (phone_voice.c) ------------------------------------------------------------ *
 * The handsets share one simulated voicebox (fakevox.h) at warmlined's voice.sock, and
 * listen for the pager's alarm calls unless a real voicebox does.  state: warmlined's state
 * directory.  What is said to the ear is shown as text. */
int phones_voice(struct phones *phones, struct loop *loop, const char *state,
		 struct err *err) MUST_CHECK;
enum phone_call { PHONE_IDLE, PHONE_RINGS, PHONE_TALKS, PHONE_NO_VOICE };
enum phone_call phone_call_state(struct phones *phones, const struct phone *phone);
/* All of these: -ENOTCONN where there is nothing to do it with. */
int phone_dial(struct phones *phones, struct phone *phone) MUST_CHECK;
int phone_answer(struct phones *phones, struct phone *phone) MUST_CHECK;
int phone_press(struct phones *phones, struct phone *phone, const char *keys) MUST_CHECK;
/* To whoever is on the line, or to the tape. */
int phone_speak(struct phones *phones, struct phone *phone, const char *words) MUST_CHECK;
int phone_hang_up(struct phones *phones, struct phone *phone) MUST_CHECK;

/* For phone_voice.c. */
struct phone_voice;
struct phone_voice **phones_voice_slot(struct phones *phones);
const char *phones_line(const struct phones *phones);
void phone_note(struct phones *phones, struct phone *phone, enum phone_kind kind, const char *text);

/* A transcript played in real time; 0 when every phone showed what it says. */
struct phone_script_options { const char *file; int64_t timeout_ms; };
int phone_script_run(struct loop *loop, struct phones *phones,
		     const struct phone_script_options *options);
/* The screen: until the user leaves. */
int phone_screen_run(struct loop *loop, struct phones *phones);
/* The ops' call-backs of each. */
extern const struct phones_ops phone_screen_ops, phone_script_ops;
