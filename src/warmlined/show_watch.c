// SPDX-License-Identifier: AGPL-3.0-or-later
/* show watch, show times */
#include <inttypes.h>

#include "warmlined/house_int.h"
#include "warmlined/show.h"
#include "warmlined/watch.h"

static struct care_turn look(struct house *h, void *mem)
{
	struct care_turn t;

	care_turn_init(&t, h->care, mem, clock_wall_ms());
	return t;
}

static void ago(struct operator_out *out, const char *what, int64_t at_ms, int64_t now_ms)
{
	if (at_ms)
		operator_out(out, "%-14s %" PRId64 " min ago", what,
			     (now_ms - at_ms) / MINUTES_MS(1));
	else
		operator_out(out, "%-14s never", what);
}

static void show_state(struct operator_out *out, const struct watch_status *s, int64_t now_ms,
		       bool dead_man)
{
	const struct store_watch_state *n = &s->care.now;

	operator_out(out, "carrier        %s", n->lost_since_ms ? "SILENT" :
		     s->care.texts_a_month ? "watched" : "NOT WATCHED: watch, number");
	ago(out, "last sent", n->sent_at_ms, now_ms);
	ago(out, "last back", n->back_at_ms, now_ms);
	operator_out(out, "               in %" PRId64 " s; missed in a row: %" PRId64,
		     n->travel_ms / 1000, n->missed);
	if (s->care.cost_a_month >= 0)
		operator_out(out, "cost           %" PRId64 " texts a month, %.2f %s",
			     s->care.texts_a_month, s->care.cost_a_month, s->care.currency);
	else
		operator_out(out, "cost           %" PRId64 " texts a month; no price is set",
			     s->care.texts_a_month);
	operator_out(out, "dead man       %s", !dead_man ? "NOT SET: watch, dead-man-command" :
		     s->withheld ? s->withheld : "signals each minute");
	if (dead_man)
		ago(out, "last signal", s->dead_man.good_at_ms, now_ms);
}

static void show_watch(struct operator_out *out, void *arg)
{
	struct house *h = arg;
	void *mem = talloc_named_const(h, 0, "show watch");
	struct care_turn t = look(h, mem);
	struct watch_status s;

	if (watch_status(h->watch, &t, &s) < 0)
		operator_out(out, "%% The database does not answer.");
	else
		show_state(out, &s, t.now_ms, *care_watch_settings(h->care)->dead_man);
	talloc_free(mem);
}

static void show_times(struct operator_out *out, void *arg)
{
	static const char *const names[CARE_STAGES] = { "alarm", "acknowledged", "contact" };
	struct house *h = arg;
	void *mem = talloc_named_const(h, 0, "show times");
	struct care_turn t = look(h, mem);
	struct care_times times[CARE_STAGES];
	int k;

	operator_out(out, "%-14s %6s %6s %10s %10s %10s", "90 days, to", "n", "not",
		     "p50 s", "p90 s",
		     "p99 s");
	if (care_watch_times(&t, t.now_ms - DAYS_MS(90), 0, times) < 0)
		operator_out(out, "%% The database does not answer.");
	else
		for (k = 0; k < CARE_STAGES; k++)
			operator_out(out, "%-14s %6" PRId64 " %6" PRId64 " %10" PRId64 " %10" PRId64
				     " %10" PRId64, names[k], times[k].n, times[k].waiting,
				     times[k].p50 / 1000, times[k].p90 / 1000, times[k].p99 / 1000);
	talloc_free(mem);
}

const struct operator_show show_watch_shows[] = {
	{ "watch", "Is the carrier there, what does knowing it cost, the dead-man signal",
	  show_watch },
	{ "times", "How long incidents took to alarm, to acknowledge, to contact", show_times },
};
const size_t show_watch_shows_len = ARRAY_LEN(show_watch_shows);
