// SPDX-License-Identifier: AGPL-3.0-or-later
/* Stories on the telephone: who rings, what is heard, which keys are pressed. */
#include "story.h"
#include "warmlined/house_int.h"

#include <stdio.h>
#include <stdlib.h>

static int say(struct err *err, const struct world_phone *p, const char *what)
{
	return err_set(err, EINVAL, "%s %s", p->name, what);
}

/* On whichever voicebox. */
static struct fakevox_call *leg(struct world *w, const struct world_phone *p, enum fakevox_state s)
{
	struct fakevox_call *c = w->vox ? fakevox_find(w->vox, p->number, s) : NULL;

	return c || !w->second ? c : fakevox_find(w->second, p->number, s);
}

static int rings(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c;
	struct fakevox *v;

	world_voice(w);
	v = w->vox;
	if (strstr(rest, "the second voicebox")) {
		v = w->second;
		if (!v)
			return say(err, p, "cannot ring a second voicebox: there is none");
	}
	c = fakevox_ring(v, strstr(rest, "without a number") ? "" : p->number, "40404");
	if (strstr(rest, "without a number"))
		snprintf(c->number, sizeof(c->number), "%s", p->number);
	if (strstr(rest, "and hangs up"))
		fakevox_hang_up(c, "caller");
	return 0;
}

static int answers(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_RINGS_THEM);

	if (!c)
		return say(err, p, "has no phone that rings");
	fakevox_pick_up(c);
	return 0;
}

static int refuses(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_RINGS_THEM);

	if (!c)
		return say(err, p, "has no phone that rings");
	fakevox_refuse(c, "busy");
	return 0;
}

/* Not even rung: the voicebox's lines are all busy. */
static int no_line(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_RINGS_THEM);

	if (!c)
		return say(err, p, "has no phone that rings");
	fakevox_refuse(c, "no-line");
	return 0;
}

static int is_rung(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return leg(w, p, FAKEVOX_RINGS_THEM) ? 0 : say(err, p, "has no phone that rings");
}

static int is_rung_by_second(struct world *w, struct world_phone *p, const char *rest,
			     struct err *err)
{
	struct fakevox *v = w->second;

	return v && fakevox_find(v, p->number, FAKEVOX_RINGS_THEM) ? 0 :
		say(err, p, "is not rung by the second voicebox");
}

static int is_not_rung(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return leg(w, p, FAKEVOX_RINGS_THEM) ? say(err, p, "has a phone that rings") : 0;
}

static int presses(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	if (!c)
		return say(err, p, "is on no call");
	if (!c->gathers && !c->records && !c->with[0])
		return say(err, p, "presses keys that nobody listens to");
	fakevox_press(c, rest);
	return 0;
}

static int presses_late(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	if (!c || !c->gathers)
		return say(err, p, "is asked nothing");
	fakevox_press_late(c, rest);
	return 0;
}

static int hears_whole(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	return c && c->must ? 0 : say(err, p, "can interrupt what plays");
}

static int hears_slowly(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	return c && c->slow ? 0 : say(err, p, "hears it as fast as ever");
}

static int says(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	if (!c || !c->records)
		return say(err, p, "is not being recorded");
	fakevox_says(c, strstr(rest, "nothing") ? 200 : 5000,
		     strstr(rest, "hangs up") != NULL);
	return 0;
}

static int leaves_out(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	if (!c || !c->records)
		return say(err, p, "is not being recorded");
	fakevox_leaves_out(c);
	return 0;
}

static int hangs_up(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, 0);

	if (!c)
		return say(err, p, "is on no call");
	fakevox_hang_up(c, "caller");
	return 0;
}

static int line_breaks(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	if (!c)
		return say(err, p, "is on no call");
	fakevox_hang_up(c, "lost");
	return 0;
}

static int talks_with(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP), *o;
	struct world_phone *other = world_phone(w, rest);

	o = other ? leg(w, other, FAKEVOX_UP) : NULL;
	if (!c || !o || (strcmp(c->with, o->name) != 0 && strcmp(o->with, c->name) != 0))
		return err_set(err, EINVAL, "%s and %s are not put through", p->name, rest);
	return 0;
}

static int is_alone(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	return c && !c->with[0] ? 0 : say(err, p, "is not alone on the line");
}

/* A third leg: who hears it? */
static int third_is(struct world *w, struct world_phone *p, bool listens, const char *to,
		    struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP), *o = NULL;
	struct world_phone *other = *to ? world_phone(w, to) : NULL;

	if (other)
		o = leg(w, other, FAKEVOX_UP);
	if (!c || !c->with[0] || (*to && !o) || c->listens != listens ||
	    strcmp(c->whispers_to, o ? o->name : "") != 0)
		return say(err, p, "is heard by others than that");
	return 0;
}

static int listens(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return third_is(w, p, true, "", err);
}

static int whispers(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return third_is(w, p, false, rest, err);
}

static int joins(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return third_is(w, p, false, "", err);
}

static int loses_packets(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);

	if (!c)
		return say(err, p, "is on no call");
	fakevox_measures(c, atoi(rest), 30);
	return 0;
}

static int leg_seen(void *arg, const struct voice_leg *l)
{
	struct voice_leg *wanted = arg;

	if (strcmp(l->name, wanted->name) != 0)
		return 0;
	*wanted = *l;
	return 1;
}

/* As `warmlinectl call list` shows it. */
static int is_seen(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_call *c = leg(w, p, FAKEVOX_UP);
	struct voice_leg l = { .name = c ? c->name : "" };

	if (!c || voice_each(w->house->voice, leg_seen, &l) != 1)
		return say(err, p, "is on no call that the house knows");
	return l.loss_permille == atoi(rest) && l.jitter_ms == 30 ? 0 :
		err_set(err, EINVAL, "%s is seen to lose %d permille, jitter %d ms", p->name,
			l.loss_permille, l.jitter_ms);
}

static int is_off(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return leg(w, p, 0) ? say(err, p, "is still on a call") : 0;
}

/* The phone of somebody on call, rung by the pager.  " about 7 people": so many are said. */
static int alarm_rings(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_alarm *a = w->vox ? fakevox_alarm(w->vox, p->number) : NULL;
	int people = 1;

	if (!a)
		return say(err, p, "is not alarmed by phone");
	sscanf(rest, " about %d people", &people);
	if (a->people != people)
		return err_set(err, EINVAL, "%s hears of %d people", p->name, a->people);
	return 0;
}

/* The code that the call says is this one. */
static int alarm_says(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_alarm *a = w->vox ? fakevox_alarm(w->vox, p->number) : NULL;

	if (!a)
		return say(err, p, "is not alarmed by phone");
	return strcmp(a->code, rest) == 0 ? 0 :
	       err_set(err, EINVAL, "%s hears another code than %s", p->name, rest);
}

static int no_alarm_rings(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	return w->vox && fakevox_alarm(w->vox, p->number) ? say(err, p, "is alarmed by phone") : 0;
}

static int takes_alarm(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_alarm *a = w->vox ? fakevox_alarm(w->vox, p->number) : NULL;

	if (!a)
		return say(err, p, "is not alarmed by phone");
	fakevox_alarm_ends(w->vox, a, "acknowledged", a->code);
	return 0;
}

static int hears_alarm(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_alarm *a = w->vox ? fakevox_alarm(w->vox, p->number) : NULL;

	if (!a)
		return say(err, p, "is not alarmed by phone");
	fakevox_alarm_ends(w->vox, a, "heard", NULL);
	return 0;
}

static int misses_alarm(struct world *w, struct world_phone *p, const char *rest, struct err *err)
{
	struct fakevox_alarm *a = w->vox ? fakevox_alarm(w->vox, p->number) : NULL;

	if (!a)
		return say(err, p, "is not alarmed by phone");
	fakevox_alarm_ends(w->vox, a, "failed", NULL);
	return 0;
}

static const struct {
	const char *words;
	int (*run)(struct world *w, struct world_phone *p, const char *rest, struct err *err);
} verbs[] = {
	{ "is alarmed by phone", alarm_rings },
	{ "is not alarmed by phone", no_alarm_rings },
	{ "hears the code ", alarm_says },
	{ "takes the alarm by phone", takes_alarm },
	{ "hears the alarm and hangs up", hears_alarm },
	{ "misses the alarm call", misses_alarm },
	{ "is rung by the second voicebox", is_rung_by_second },
	{ "is rung", is_rung },
	{ "is not rung", is_not_rung },
	{ "rings", rings },
	{ "picks up", answers },
	{ "is busy", refuses },
	{ "gets no line", no_line },
	{ "presses too late ", presses_late },
	{ "presses ", presses },
	{ "cannot interrupt that", hears_whole },
	{ "hears that slower", hears_slowly },
	{ "speaks with ", talks_with },
	{ "speaks", says },
	{ "leaves it out", leaves_out },
	{ "hangs up", hangs_up },
	{ "loses the line", line_breaks },
	{ "is off the phone", is_off },
	{ "is alone on the line", is_alone },
	{ "listens", listens },
	{ "whispers to ", whispers },
	{ "joins", joins },
	{ "has a line that loses ", loses_packets },
	{ "is seen to lose ", is_seen },
};

int story_calls(struct world *w, struct world_phone *p, const char *what, struct err *err)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(verbs); i++) {
		size_t n = strlen(verbs[i].words);
		int rc;

		if (strncmp(what, verbs[i].words, n) != 0)
			continue;
		rc = verbs[i].run(w, p, what + n, err);
		world_pass(w, SECONDS_MS(1));
		return rc;
	}
	return 1;
}
