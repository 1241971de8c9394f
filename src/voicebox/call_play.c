// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a call hears, and the digits that it answers. */
#include "voicebox/exchange_int.h"

#include <stdio.h>

enum { KEY_TWICE_MS = 3000, KEY_SAME_MS = 5000 };

struct media_item call_prompt(const struct call *c, const char *key, const char *text)
{
	return (struct media_item){ .type = MEDIA_ITEM_PROMPT, .lang = c->lang, .key = key,
				    .text = text };
}

/* The question is settled, or its wait begins or moves. */
static void digits_go_on(struct call *c)
{
	int64_t wait_ms;

	if (gather_over(&c->gather)) {
		loop_timer_stop(c->digit);
		/* What must be heard is heard first; MEDIA_PLAYED comes back here. */
		if (!c->playing)
			c->owner->digits(c);
		return;
	}
	wait_ms = gather_wait_ms(&c->gather, c->playing);
	if (wait_ms)
		loop_timer_start(c->digit, wait_ms);
	else
		loop_timer_stop(c->digit);
}

static void lang_keep(struct call *c, const struct call_play *play)
{
	size_t i;

	for (i = 0; i < play->len; i++)
		if (play->items[i].type == MEDIA_ITEM_PROMPT && play->items[i].lang) {
			if (play->items[i].lang != c->lang)	/* our own words name it so */
				snprintf(c->lang, sizeof(c->lang), "%s", play->items[i].lang);
			return;
		}
}

/* Somebody who has answered already does not hear the question, but for what must be heard. */
static size_t only_must(const struct call_play *play, struct media_item *out)
{
	size_t i, n = 0;

	for (i = 0; i < play->len; i++)
		if (play->items[i].must)
			out[n++] = play->items[i];
	return n;
}

static int items_play(struct call *c, const struct call_play *play, bool ahead)
{
	struct media_item must[MEDIA_ITEMS_MAX];
	const struct media_item *items = play->items;
	size_t n = play->len;
	int flags = (play->loop && !ahead ? MEDIA_PLAY_LOOP : 0) |
		    (play->interrupt ? MEDIA_PLAY_INTERRUPT : 0);
	int rc;

	if (ahead) {
		n = only_must(play, must);
		items = must;
	}
	if (n == 0) {
		media_stop(c->stream);
		c->token++;		/* its MEDIA_PLAYED is not ours any more */
		c->playing = false;
		return 0;
	}
	rc = media_play(c->stream, c->token + 1, items, n, flags);
	if (rc < 0)
		return rc;
	c->token++;
	c->playing = true;
	return 0;
}

int call_play(struct call *c, const struct call_play *play)
{
	bool ahead = play->then && play->interrupt && c->gather.ahead[0];
	int rc;

	if (play->len > MEDIA_ITEMS_MAX)
		return -E2BIG;
	loop_timer_stop(c->digit);
	gather_end(&c->gather);
	rc = play->then ? gather_begin(&c->gather, play->then) : 0;
	if (rc == 0)
		rc = items_play(c, play, ahead);
	if (rc < 0) {
		gather_end(&c->gather);
		return rc;
	}
	c->hangup_after = false;
	c->plain = !play->then;
	lang_keep(c, play);
	if (play->then)
		digits_go_on(c);
	else if (!c->playing)
		c->owner->played(c, "done");
	return 0;
}

void call_stop(struct call *c)
{
	loop_timer_stop(c->digit);
	gather_end(&c->gather);
	c->plain = false;
	if (c->playing)
		media_stop(c->stream);
	c->playing = false;
	c->token++;
	if (c->recording)
		media_record_stop(c->stream);
	c->beeping = false;
}

static void played(struct call *c, const struct media_event *ev)
{
	if (ev->token != c->token)
		return;
	c->playing = false;
	if (c->beeping) {
		call_record_begin(c);
	} else if (c->hangup_after) {
		call_hangup(c, c->ending ? c->ending : "order");
	} else if (c->plain) {
		c->plain = false;
		c->owner->played(c, media_why_name(ev->why));
	} else if (c->gather.state != GATHER_NONE) {
		digits_go_on(c);
	}
}

/* Two people talk: only a cry for help and the wish for a moment are heard, and their sound goes
 * on.  A key that was heard in the sound may be a laugh or a word: it counts when it is
 * pressed twice. */
static void bridged_digit(struct call *c, const struct media_event *ev)
{
	char key[2] = { ev->digit };
	int64_t now_ms = clock_mono_ms(), since_ms = now_ms - c->key_at_ms;
	bool again = c->key == ev->digit;

	if (!strchr("09*", ev->digit))
		return;
	if (again && c->key_told && since_ms < KEY_SAME_MS)
		return;			/* one wish, pressed on and on */
	c->key = ev->digit;
	c->key_at_ms = now_ms;
	c->key_told = !ev->in_band || (again && since_ms < KEY_TWICE_MS);
	if (c->key_told)
		call_report(c, "call key", json_pack("{s:s}", "key", key));
}

static void digit(struct call *c, const struct media_event *ev)
{
	if (call_record_takes(c, ev->digit))
		return;
	if (call_bridged(c)) {
		bridged_digit(c, ev);
		return;
	}
	gather_digit(&c->gather, ev->digit);
	if (c->gather.state != GATHER_NONE)
		digits_go_on(c);
}

void call_media_event(void *arg, const struct media_event *ev)
{
	struct call *c = arg;

	switch (ev->type) {
	case MEDIA_DIGIT:
		if (c->state == CALL_UP)
			digit(c, ev);
		return;
	case MEDIA_PLAYED:
		if (c->state == CALL_UP)
			played(c, ev);
		return;
	case MEDIA_RECORDED:
		call_recorded(c, ev);
		return;
	case MEDIA_LOST:
		call_hangup(c, "lost");
		return;
	default:
		return;
	}
}
