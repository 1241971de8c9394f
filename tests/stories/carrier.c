// SPDX-License-Identifier: AGPL-3.0-or-later
/* What carriers do to people, and what phones send that no keyboard types. */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>

/* --- The carrier ------------------------------------------------------------------ */

static void full(struct world *w) { w->carrier_full = true; }
static void away(struct world *w) { fakebox_away(w->carrier, true); }
static void deaf(struct world *w) { w->carrier->deaf = true; }
static void no_receipts(struct world *w) { w->carrier->reports = 0; }
static void suspended(struct world *w) { w->carrier->suspended = true; }

static void well(struct world *w)
{
	w->carrier_full = false;
	w->carrier->deaf = false;
	w->carrier->suspended = false;
	fakebox_away(w->carrier, false);
}

/* What it never heard the acknowledgement of comes again. */
static void redelivers(struct world *w)
{
	w->carrier->deaf = false;
	fakebox_cut(w->carrier);
}

static const struct {
	const char *words;
	void (*run)(struct world *w);
} moods[] = {
	{ "is full", full },
	{ "is away", away },
	{ "hears no acknowledgement", deaf },
	{ "answers nothing", suspended },
	{ "redelivers", redelivers },
	{ "sends no receipts", no_receipts },
	{ "is well", well },
};

/* What it does to one phone: "buffers omar", "takes omar", "reports omar failed". */
static void takes(struct world *w, struct world_phone *p)
{
	p->refused = false;
	p->answer = BOX_ACK_SUCCESS;
}

static void refuses(struct world *w, struct world_phone *p) { p->refused = true; }
static void buffers(struct world *w, struct world_phone *p) { p->answer = BOX_ACK_BUFFERED; }
static void is_full_for(struct world *w, struct world_phone *p) { p->answer = BOX_ACK_FAILED_TMP; }
static void is_mute_about(struct world *w, struct world_phone *p) { p->answer = FAKEBOX_NO_ACK; }

static void reports_failed(struct world *w, struct world_phone *p)
{
	fakebox_report(w->carrier, p->last_sms, BOX_DLR_FAILED);
}

static void reports_delivered(struct world *w, struct world_phone *p)
{
	fakebox_report(w->carrier, p->last_sms, BOX_DLR_DELIVERED);
}

static const struct {
	const char *words;
	void (*run)(struct world *w, struct world_phone *p);
	bool about_text;
} phone_moods[] = {
	{ "refuses ", refuses, false },
	{ "takes ", takes, false },
	{ "buffers ", buffers, false },
	{ "is full for ", is_full_for, false },
	{ "is mute about ", is_mute_about, false },
	{ "reports as failed what went to ", reports_failed, true },
	{ "reports as delivered what went to ", reports_delivered, true },
};

/* 1: it was about one phone. */
static int one_phone(struct world *w, const char *what, struct err *err)
{
	struct world_phone *p;
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(phone_moods); i++) {
		n = strlen(phone_moods[i].words);
		if (strncmp(what, phone_moods[i].words, n) != 0)
			continue;
		p = world_phone(w, what + n);
		if (!p || (phone_moods[i].about_text && !p->last_sms))
			return err_set(err, EINVAL, "no phone, or no text yet: %s", what);
		phone_moods[i].run(w, p);
		world_settle(w);
		return 1;
	}
	return 0;
}

int story_carrier(struct world *w, const char *what, struct err *err)
{
	int rc = one_phone(w, what, err);
	size_t i;

	if (rc)
		return rc < 0 ? rc : 0;
	for (i = 0; i < ARRAY_LEN(moods); i++) {
		if (strcmp(moods[i].words, what) != 0)
			continue;
		moods[i].run(w);
		world_pass(w, SECONDS_MS(5));
		return 0;
	}
	return err_set(err, EINVAL, "carrier is full, away or well; hears no acknowledgement; "
		       "answers nothing; redelivers; sends no receipts; refuses, takes, buffers, "
		       "is full for, is mute about NAME; reports as failed (delivered) "
		       "what went to NAME");
}

/* --- Texts -------------------------------------------------------------------------- */

/* "part 2/3 of 7: words": one piece of a long text, its reference is 7. */
static int part(struct world *w, struct world_phone *from, const char *rest, struct err *err)
{
	const char *words = strchr(rest, ':');
	unsigned int n, total, ref;
	struct box_sms m;
	uint8_t udh[6] = { 5, 0, 3 };

	if (!words || sscanf(rest, "%u/%u of %u:", &n, &total, &ref) != 3 || ref > 255)
		return err_set(err, EINVAL, "NAME sends part N/TOTAL of REF: words");
	words += 1 + (words[1] == ' ');
	udh[3] = (uint8_t)ref;
	udh[4] = (uint8_t)total;
	udh[5] = (uint8_t)n;
	box_sms_init(&m);
	m.coding = BOX_CODING_7BIT;
	m.udhdata = (struct view){ udh, sizeof(udh) };
	m.msgdata = VIEW_STR(words);
	world_send_sms(w, from, &m);
	world_pass(w, SECONDS_MS(2));
	return 0;
}

static int hex(struct world *w, struct world_phone *from, const char *rest, int32_t coding,
	       struct err *err)
{
	uint8_t bytes[140];
	size_t n = 0;
	struct box_sms m;
	unsigned int byte;

	for (; n < sizeof(bytes) && sscanf(rest, "%2x", &byte) == 1; rest += 2)
		bytes[n++] = (uint8_t)byte;
	if (*rest || !n)
		return err_set(err, EINVAL, "bytes are written as hex digits: %s", rest);
	box_sms_init(&m);
	m.coding = coding;
	m.msgdata = (struct view){ bytes, n };
	world_send_sms(w, from, &m);
	world_pass(w, SECONDS_MS(2));
	return 0;
}

/* The house dies in every turn in which it could be at this text. */
static int deaths(struct world *w, struct world_phone *from, const char *words, struct err *err)
{
	enum { TURNS = 3 };	/* one more, and the house opens its emergency lane */
	int turns, i, rc = 0;

	world_send(w, from, words);
	for (turns = 1; rc == 0 && turns <= TURNS; turns++) {
		for (i = 0; i < turns; i++)
			(void)loop_turn(w->loop, 0);
		rc = world_restart(w, err);
	}
	return rc;
}

int story_sends(struct world *w, struct world_phone *from, const char *what, struct err *err)
{
	static const char dying[] = "while the house dies again and again: ";

	if (strncmp(what, "part ", 5) == 0)
		return part(w, from, what + 5, err);
	if (strncmp(what, "bytes ", 6) == 0)
		return hex(w, from, what + 6, BOX_CODING_8BIT, err);
	if (strncmp(what, "ucs-2 ", 6) == 0)
		return hex(w, from, what + 6, BOX_CODING_UCS2, err);
	if (strncmp(what, dying, strlen(dying)) == 0)
		return deaths(w, from, what + strlen(dying), err);
	return err_set(err, EINVAL, "not understood: sends %s", what);
}
