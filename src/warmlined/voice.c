// SPDX-License-Identifier: AGPL-3.0-or-later
/* voice/ in the house: a part of the turn, and its key 9 on the way to the pager. */
#include "warmlined/house_int.h"

static void voice_woke(void *arg)
{
	struct house *h = arg;

	if (h->turn)
		turn_wake(h->turn);
}

/* What was decided on a call may be a text to somebody else. */
static void voice_worked(void *arg)
{
	sms_wake_pump(((struct house *)arg)->sms);
}

static struct sms_danger danger_of(const struct voice_danger *v)
{
	struct sms_danger d = { .uuid = v->uuid, .tier_a = v->tier_a, .code = v->code };

	memcpy(d.person, v->person, sizeof(d.person));
	return d;
}

static void voice_danger(void *arg, const struct voice_danger *danger)
{
	const struct sms_danger d = danger_of(danger);

	house_danger_heard(arg, &d);
}

static void voice_danger_stored(void *arg, const struct voice_danger *danger)
{
	const struct sms_danger d = danger_of(danger);

	alarm_danger_stored(((struct house *)arg)->alarm, &d);
}

static const struct turn_part voice_part = {
	.name = "calls", .has_work = voice_has_work, .work = voice_work, .done = voice_done,
	.next_ms = voice_next_ms,
};

struct voice *house_voice_new(struct house *h)
{
	const struct voice_deps deps = {
		.loop = h->loop, .care = h->care, .state_dir = h->options.state_dir,
		.hooks = {
			.wake = voice_woke, .worked = voice_worked, .danger = voice_danger,
			.danger_stored = voice_danger_stored, .arg = h,
		},
	};

	return voice_new(h, &deps);
}

int house_voice_open(struct house *h, struct err *err)
{
	turn_add(h->turn, &voice_part, h->voice);
	return voice_start(h->voice, h->store, err);
}

struct voice *house_voice(struct house *house) { return house->voice; }
