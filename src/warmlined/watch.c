// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/watch.h"

#include "warmlined/house_int.h"
#include "warmlined/status.h"

#define TICK_MS MINUTES_MS(1)
#define IDLE_MS MINUTES_MS(10)		/* nothing is asked for: is it by now? */

struct watch {
	struct house *house;
	struct loop_timer *timer;
	struct command *dead_man, *alarm;
	bool alarm_told;		/* of this silence */
};

static int arm_step(struct care_turn *t, void *arg)
{
	return care_watch_arm(t);
}

/* Why an alarm could not leave, or would not be asked for; NULL: all is well. */
static const char *why_not(struct watch *w, const struct store_watch_state *now)
{
	struct status s;

	status_read(w->house, &s);
	return !s.store_ok ? "the database does not work" :
	       !s.alarm.pager_up ? "the pager is away" :
	       !s.alarm.line_up ? "the alarm line is down" :
	       !s.alarm.roster_ok ? "there is no roster" :
	       strcmp(s.sms.link, "up") != 0 ? "bearerbox is away" :
	       now->lost_since_ms ? "the carrier is silent" : NULL;
}

static void signals(struct watch *w, const struct care_watch_settings *s,
		    const struct store_watch_state *now)
{
	int rc = 0;

	if (*s->dead_man && !why_not(w, now))
		rc = command_run(w->dead_man, s->dead_man, s->command_timeout_ms);
	if (rc == -EBUSY)
		LOGP(DMAIN, LOGL_INFO, "The dead-man command of a minute ago still runs.\n");
	if (!now->lost_since_ms)
		w->alarm_told = false;
	else if (*s->alarm_command && !w->alarm_told)
		w->alarm_told = command_run(w->alarm, s->alarm_command,
					    s->command_timeout_ms) == 0;
}

static void tick(void *arg)
{
	struct watch *w = arg;
	const struct care_watch_settings *s = care_watch_settings(w->house->care);
	void *mem = talloc_named_const(w, 0, "watch");
	struct store_watch_state now;
	struct care_turn t;
	bool busy = *s->dead_man || *s->number;

	loop_timer_start(w->timer, busy ? TICK_MS : IDLE_MS);
	care_turn_init(&t, w->house->care, mem, clock_wall_ms());
	if (!store_failed(w->house->store)) {
		if (care_watch_wants_arming(&t) && house_do(w->house, arm_step, NULL) < 0)
			LOGP(DMAIN, LOGL_ERROR, "What is to be watched could not be armed.\n");
		if (busy && store_watch_state_get(w->house->store, &now) == 0)
			signals(w, s, &now);
	}
	talloc_free(mem);
}

struct watch *watch_new(void *ctx, struct house *house)
{
	struct watch *w = talloc_zero(ctx, struct watch);

	if (!w)
		base_oom();
	w->house = house;
	w->dead_man = command_new(w, house->loop, "dead-man command");
	w->alarm = command_new(w, house->loop, "alarm command");
	w->timer = loop_timer_new(w, house->loop, "watch", tick, w);
	loop_timer_start(w->timer, 0);
	return w;
}

int watch_status(struct watch *w, struct care_turn *t, struct watch_status *out)
{
	int rc;

	*out = (struct watch_status){
		.dead_man = command_status(w->dead_man), .alarm = command_status(w->alarm) };
	rc = care_watch_state(t, &out->care);
	if (rc == 0)
		out->withheld = why_not(w, &out->care.now);
	return rc;
}
