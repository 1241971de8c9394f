// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Calls of the simulated handsets: one voicebox without sound for all of them.
 * Whoever is bridged hears the other's words as text.
 */
#include "tools/phone.h"

#include <stdio.h>
#include <unistd.h>
#include "tools/fakevox.h"

#define ALARM_RINGS_MS SECONDS_MS(45)

struct phone_voice {
	struct phones *phones;
	struct loop *loop;
	struct fakevox *vox;
	struct phone_alarm {		/* the pager's call to a handset */
		struct fakevox_alarm *call;
		struct phone_voice *v;
		struct loop_timer *timer;
		bool up;
	} alarm[PHONES_MAX];
};

static struct phone *phone_of(struct phone_voice *v, const char *number)
{
	int i;

	for (i = 0; i < phones_count(v->phones); i++)
		if (strcmp(phones_at(v->phones, i)->number, number) == 0)
			return phones_at(v->phones, i);
	return NULL;
}

static void PRINTF(4, 5) note(struct phone_voice *v, struct phone *p, enum phone_kind kind,
			      const char *fmt, ...)
{
	char *text;
	va_list ap;

	va_start(ap, fmt);
	text = talloc_vasprintf(v, fmt, ap);
	va_end(ap);
	if (!text)
		base_oom();
	phone_note(v->phones, p, kind, text);
	talloc_free(text);
}

/* --- What the voicebox is told ------------------------------------------------------- */

static void played(void *arg, struct fakevox_call *c, const char *text)
{
	struct phone_voice *v = arg;
	struct phone *p = phone_of(v, c->number);

	if (p)
		note(v, p, PHONE_HEARD, "%s", text);
}

static void ordered(void *arg, json_t *is)
{
	struct phone_voice *v = arg;
	const char *order = json_string_value(json_object_get(is, "do"));
	const char *to = json_string_value(json_object_get(is, "to"));
	struct phone *p = to ? phone_of(v, to) : NULL;

	if (p && order && strcmp(order, "dial") == 0)
		note(v, p, PHONE_HEARD, "(it rings)");
}

/* --- Alarms: the same words as docs/voicebox.md, and the code digit by digit ------------ */

static struct phone_alarm *alarm_at(struct phone_voice *v, const struct phone *p)
{
	return &v->alarm[p - phones_at(v->phones, 0)];
}

static void alarm_say(struct phone_voice *v, struct phone *p)
{
	const char *code = alarm_at(v, p)->call->code;
	char *spoken = talloc_strdup(v, "");

	for (; *code; code++)
		spoken = talloc_asprintf_append(spoken, " %c", *code);
	note(v, p, PHONE_HEARD, "Somebody may be in danger, tier %s. The code is%s. To take it,"
	     " press 1 and then the code.", alarm_at(v, p)->call->tier, spoken);
	talloc_free(spoken);
}

static void alarm_end(struct phone_voice *v, struct phone *p, const char *state)
{
	struct phone_alarm *a = alarm_at(v, p);
	struct fakevox_alarm *call = a->call;

	loop_timer_stop(a->timer);
	a->call = NULL;
	a->up = false;
	fakevox_alarm_ends(v->vox, call, state,
			   strcmp(state, "acknowledged") == 0 ? call->code : NULL);
	note(v, p, PHONE_DID, "(the call is over)");
}

static void alarm_unanswered(void *arg)
{
	struct phone_alarm *a = arg;
	struct phone *p = a->call ? phone_of(a->v, a->call->number) : NULL;

	if (p)
		alarm_end(a->v, p, a->up ? "heard" : "failed");
}

static void alarmed(void *arg, struct fakevox_alarm *call)
{
	struct phone_voice *v = arg;
	struct phone *p = phone_of(v, call->number);
	struct phone_alarm *a;

	if (!p || alarm_at(v, p)->call) {
		fakevox_alarm_ends(v->vox, call, "failed", NULL);
		return;
	}
	a = alarm_at(v, p);
	a->v = v;
	a->call = call;
	if (!a->timer)
		a->timer = loop_timer_new(v, v->loop, "an alarm that rings", alarm_unanswered, a);
	loop_timer_start(a->timer, ALARM_RINGS_MS);
	note(v, p, PHONE_HEARD, "(it rings: an alarm)");
}

static int alarm_press(struct phone_voice *v, struct phone *p, const char *keys)
{
	struct phone_alarm *a = alarm_at(v, p);

	if (keys[0] == '1' && strcmp(keys + 1, a->call->code) == 0) {
		note(v, p, PHONE_HEARD, "Thank you. It is yours, unless a text says that "
		     "somebody was faster.");
		alarm_end(v, p, "acknowledged");
	} else {
		alarm_say(v, p);
	}
	return 0;
}

/* --- Hands --------------------------------------------------------------------------------- */

int phones_voice(struct phones *ps, struct loop *loop, const char *state, struct err *err)
{
	struct phone_voice *v = talloc_zero(ps, struct phone_voice);
	char *address = talloc_asprintf(v, "unix:%s/voice.sock", state);
	struct err no_alarms;
	int i;

	if (!v || !address)
		base_oom();
	if (access(state, X_OK) < 0)
		return err_set(err, errno, "%s: %s", state, strerror(errno));
	v->phones = ps;
	v->loop = loop;
	v->vox = fakevox_new(v, loop, address, "phones");
	v->vox->played = played;
	v->vox->ordered = ordered;
	v->vox->alarmed = alarmed;
	v->vox->arg = v;
	v->vox->reaches = json_array();
	for (i = 0; i < phones_count(ps); i++)
		json_array_append_new(v->vox->reaches, json_string(phones_at(ps, i)->number));
	/* Where a real voicebox has the alarms, these handsets only get them by text. */
	if (fakevox_alarms(v->vox, talloc_asprintf(v, "unix:%s/voicebox-alarm.sock", state),
			   &no_alarms) < 0)
		LOGP(DTOOL, LOGL_NOTICE, "No alarm rings here: %s.\n", no_alarms.text);
	*phones_voice_slot(ps) = v;
	return 0;
}

static struct fakevox_call *call_of(struct phones *ps, const struct phone *p,
				    enum fakevox_state state)
{
	struct phone_voice *v = *phones_voice_slot(ps);

	return v ? fakevox_find(v->vox, p->number, state) : NULL;
}

enum phone_call phone_call_state(struct phones *ps, const struct phone *p)
{
	struct phone_voice *v = *phones_voice_slot(ps);

	if (!v)
		return PHONE_NO_VOICE;
	if (alarm_at(v, p)->call)
		return alarm_at(v, p)->up ? PHONE_TALKS : PHONE_RINGS;
	if (call_of(ps, p, FAKEVOX_UP) || call_of(ps, p, FAKEVOX_RINGS_US))
		return PHONE_TALKS;
	return call_of(ps, p, FAKEVOX_RINGS_THEM) ? PHONE_RINGS : PHONE_IDLE;
}

int phone_dial(struct phones *ps, struct phone *p)
{
	struct phone_voice *v = *phones_voice_slot(ps);

	if (!v || !v->vox->up || call_of(ps, p, FAKEVOX_FREE))
		return -ENOTCONN;
	fakevox_ring(v->vox, p->number, phones_line(ps));
	note(v, p, PHONE_DID, "(calls %s)", phones_line(ps));
	return 0;
}

int phone_answer(struct phones *ps, struct phone *p)
{
	struct phone_voice *v = *phones_voice_slot(ps);
	struct fakevox_call *c = call_of(ps, p, FAKEVOX_RINGS_THEM);

	if (v && alarm_at(v, p)->call && !alarm_at(v, p)->up) {
		alarm_at(v, p)->up = true;
		note(v, p, PHONE_DID, "(answers)");
		alarm_say(v, p);
		return 0;
	}
	if (!c)
		return -ENOTCONN;
	note(v, p, PHONE_DID, "(answers)");
	fakevox_pick_up(c);
	return 0;
}

int phone_press(struct phones *ps, struct phone *p, const char *keys)
{
	struct phone_voice *v = *phones_voice_slot(ps);
	struct fakevox_call *c = call_of(ps, p, FAKEVOX_UP);

	if (!v || (!c && !alarm_at(v, p)->up))
		return -ENOTCONN;
	note(v, p, PHONE_DID, "[%s]", keys);
	if (alarm_at(v, p)->up)
		return alarm_press(v, p, keys);
	fakevox_press(c, keys);
	return 0;
}

int phone_speak(struct phones *ps, struct phone *p, const char *words)
{
	struct phone_voice *v = *phones_voice_slot(ps);
	struct fakevox_call *c = call_of(ps, p, FAKEVOX_UP), *o;
	struct phone *other;
	int i;

	if (!c)
		return -ENOTCONN;
	note(v, p, PHONE_DID, "%s", words);
	if (c->records) {
		fakevox_says(c, (int64_t)strlen(words) * 70 + 1000, false);
		return 0;
	}
	for (i = 0; i < FAKEVOX_CALLS; i++) {
		o = &v->vox->call[i];
		if (o->state == FAKEVOX_UP && o != c && (strcmp(o->with, c->name) == 0 ||
							strcmp(c->with, o->name) == 0)) {
			other = phone_of(v, o->number);
			if (other)
				note(v, other, PHONE_HEARD, "\"%s\"", words);
		}
	}
	return 0;
}

int phone_hang_up(struct phones *ps, struct phone *p)
{
	struct phone_voice *v = *phones_voice_slot(ps);
	struct fakevox_call *c = call_of(ps, p, FAKEVOX_FREE);

	if (v && alarm_at(v, p)->call) {
		alarm_end(v, p, alarm_at(v, p)->up ? "heard" : "failed");
		return 0;
	}
	if (!c)
		return -ENOTCONN;
	note(v, p, PHONE_DID, "(hangs up)");
	if (c->state == FAKEVOX_RINGS_THEM)
		fakevox_refuse(c, "rejected");
	else
		fakevox_hang_up(c, "caller");
	return 0;
}
