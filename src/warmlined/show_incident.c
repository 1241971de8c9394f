// SPDX-License-Identifier: AGPL-3.0-or-later
/* show incidents, show roster */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "care/care_roster.h"
#include "warmlined/house_int.h"
#include "warmlined/incident_view.h"
#include "warmlined/show.h"

enum { LINES_MAX = 200 };

/* Reading only; a turn that is not in a transaction of its own. */
static struct care_turn look(struct house *h, void *mem)
{
	struct care_turn t;

	care_turn_init(&t, h->care, mem, clock_wall_ms());
	return t;
}

static void show_incidents(struct operator_out *out, void *arg)
{
	struct house *h = arg;
	void *mem = talloc_named_const(h, 0, "show incidents");
	struct care_turn t = look(h, mem);
	struct store_incident_counts counts;
	struct store_incident i = { .id = 0 };
	int n = 0;

	if (store_incident_counts(h->store, 0, &counts) == 0)
		operator_out(out, "%" PRId64 " open, %" PRId64 " of them not taken by anybody",
			     counts.open, counts.alarming);
	while (n++ < LINES_MAX && store_incident_next(h->store, i.id, &i) == 1)
		operator_out(out, "%-8s %s %-10s %5" PRId64 " min  %-20s with %-20s %d texts, "
			     "%d tries", i.code, lexicon_tier_name((enum lexicon_tier)i.tier),
			     incident_state_words(i.state),
			     (t.now_ms - i.opened_at_ms) / MINUTES_MS(1),
			     incident_name(&t, i.person_id),
			     i.acked_by ? incident_name(&t, i.acked_by) :
			     i.acked_at_ms ? "the desk" : "-", i.messages, i.tries);
	talloc_free(mem);
}

static void utc(int64_t at_ms, char out[24])
{
	time_t s = (time_t)(at_ms / 1000);
	struct tm tm;

	if (at_ms)
		strftime(out, 24, "%a %d %b %H:%M", gmtime_r(&s, &tm));
	else
		snprintf(out, 24, "open");
}

static void show_duty(struct operator_out *out, struct care_turn *t, enum store_level level)
{
	int64_t list[CARE_LADDER_MAX];
	int n = care_oncall_duty(t, level, list), k;

	if (n <= 0)
		operator_out(out, "now  %-8s NOBODY", roster_level_words(level));
	for (k = 0; k < n; k++)
		operator_out(out, "now  %-8s %s", roster_level_words(level),
			     incident_name(t, list[k]));
}

static void sentence(void *arg, const struct care_roster_fault *fault)
{
	operator_out(arg, "! %s", fault->sentence);
}

static void show_roster(struct operator_out *out, void *arg)
{
	struct house *h = arg;
	void *mem = talloc_named_const(h, 0, "show roster");
	struct care_turn t = look(h, mem);
	struct store_duty *rows;
	char from[24], until[24];
	size_t n = 0, k;

	show_duty(out, &t, STORE_LEVEL_ONCALL);
	show_duty(out, &t, STORE_LEVEL_MANAGER);
	if (store_duties(h->store, mem, t.now_ms, t.now_ms + DAYS_MS(14), &rows, &n) < 0)
		n = 0;
	for (k = 0; k < n && k < LINES_MAX; k++) {
		utc(rows[k].from_ms, from);
		utc(rows[k].until_ms, until);
		operator_out(out, "%4" PRId64 " %-14s %-20s %s to %s UTC%s", rows[k].id,
			     care_layer_name(rows[k].level, rows[k].position),
			     incident_name(&t, rows[k].person_id),
			     from, until, rows[k].replaces_id ? ", replaces somebody" : "");
	}
	if (care_roster_check(&t, sentence, out) < 0)
		operator_out(out, "The roster cannot be checked now.");
	talloc_free(mem);
}

const struct operator_show show_incident_shows[] = {
	{ "incidents", "Everybody in danger: how long, and who has it", show_incidents },
	{ "roster", "Who is on call now and in the next 14 days, and the holes", show_roster },
};
const size_t show_incident_shows_len = ARRAY_LEN(show_incident_shows);
