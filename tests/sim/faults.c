// SPDX-License-Identifier: AGPL-3.0-or-later
/* Time, the carrier, the disk and the clock on the wall. */
#include "sim.h"

#include <stdio.h>

/* --- Time ------------------------------------------------------------------------------ */

static void time_seconds(struct sim *s) { sim_pass(s, SECONDS_MS(1 + sim_below(s, 60))); }
static void time_minutes(struct sim *s) { sim_pass(s, MINUTES_MS(1 + sim_below(s, 12))); }

static void time_sleeps(struct sim *s)
{
	static const int64_t long_ms[] = { MINUTES_MS(20), HOURS_MS(2), HOURS_MS(9), DAYS_MS(3) };
	int64_t ms = long_ms[sim_below(s, ARRAY_LEN(long_ms))];

	sim_note(s, "the machine sleeps for %lld min", (long long)ms / 60000);
	sim_leap(s, ms);
}

/* --- The carrier ------------------------------------------------------------------------- */

void sim_carrier_begin(struct sim *s, enum sim_carrier kind, int64_t ms)
{
	static const char *const names[] = { "well", "refuses", "is full", "buffers",
					     "does not answer",
					     "cannot reach one phone" };

	s->carrier = kind;
	s->carrier_victim = sim_any(s, 0, SIM_PEOPLE);
	s->carrier_until_ms = sim_mono(s) + ms;
	s->trouble_ms = sim_mono(s);
	sim_note(s, "the carrier %s for %lld s", names[kind], (long long)ms / 1000);
}

/* Who never answered dies in the end, as bearerbox does: the rest waits for a new line. */
void sim_carrier_well(struct sim *s)
{
	bool cut = s->carrier == SIM_CARRIER_SILENT;

	sim_note(s, "the carrier is well again%s", cut ? ", with a new line" : "");
	s->carrier = SIM_CARRIER_WELL;
	s->carrier_until_ms = 0;
	s->line_ok_ms = sim_mono(s) + SECONDS_MS(45);
	s->trouble_ms = sim_mono(s);
	if (cut) {
		s->cut_event = (unsigned int)s->event;
		s->order_epoch++;
		fakebox_cut(s->w->carrier);
	}
}

static void carrier_acts(struct sim *s)
{
	if (s->carrier == SIM_CARRIER_WELL)
		sim_carrier_begin(s, 1 + sim_below(s, SIM_CARRIER_KINDS - 1),
				  SECONDS_MS(5 + sim_below(s, 300)));
}

static void carrier_cuts(struct sim *s)
{
	sim_note(s, "the line to bearerbox breaks");
	s->cut_event = (unsigned int)s->event;
	s->order_epoch++;
	s->trouble_ms = sim_mono(s);
	s->line_ok_ms = sim_mono(s) + SECONDS_MS(45);
	fakebox_cut(s->w->carrier);
}

static void carrier_reports(struct sim *s)
{
	static const int reports[] = { 0, BOX_DLR_ACCEPTED, BOX_DLR_ACCEPTED | BOX_DLR_DELIVERED,
				       BOX_DLR_ACCEPTED | BOX_DLR_FAILED, BOX_DLR_REJECTED };

	s->w->carrier->reports = reports[sim_below(s, ARRAY_LEN(reports))];
	sim_note(s, "reports of the carrier: %d", s->w->carrier->reports);
	s->trouble_ms = sim_mono(s);
	s->line_ok_ms = sim_mono(s) + SECONDS_MS(45);
}

/* --- Deaths --------------------------------------------------------------------------------- */

static int64_t away(struct sim *s)
{
	return SECONDS_MS(sim_chance(s, 3) ? 20 + sim_below(s, 100) : 1 + sim_below(s, 4));
}

static void someone_acts(struct sim *s)
{
	if (sim_chance(s, 2))
		sim_say_danger(s, sim_any(s, 0, SIM_MEMBERS), sim_danger_words(s), false);
	else
		sim_people_acts[sim_below(s, 6)].run(s);
}

/* kill -9 after some turns of the loop: before, within and after the commit. */
static void death(struct sim *s)
{
	if (!sim_up(s))
		return;
	someone_acts(s);
	if (sim_chance(s, 2))
		sim_turns(s, (int)sim_below(s, 14));
	else
		sim_pass(s, 1 + sim_below(s, 15));
	if (sim_up(s))
		sim_die(s, "kill -9", away(s));
}

static void death_in_commit(struct sim *s)
{
	char number[24];

	if (!sim_up(s))
		return;
	s->commit = sim_chance(s, 2) ? SIM_COMMIT_NOT : SIM_COMMIT_BUT;
	s->commit_in = sim_chance(s, 3);
	sim_note(s, "a commit will fail (%s)", s->commit == SIM_COMMIT_NOT ? "nothing is on disk" :
		 "all is on disk");
	if (sim_chance(s, 2)) {
		snprintf(number, sizeof(number), "+2547440%05d", 10000 + s->event);
		sim_note(s, "a stranger is in danger");
		sim_number_danger(s, number, sim_danger_words(s));
	} else {
		someone_acts(s);
	}
	sim_pass(s, 20);
	if (!sim_up(s))
		s->dead_until_ms = sim_mono(s) + away(s);
}

/* Alone, or together with the house: then nobody is there for some seconds. */
static void pager_dies(struct sim *s)
{
	int64_t away_ms = SECONDS_MS(1 + sim_below(s, 8));

	if (!s->w->pager)
		return;
	someone_acts(s);
	sim_turns(s, (int)sim_below(s, 8));
	sim_note(s, "the pager dies, away for %lld s", (long long)away_ms / 1000);
	world_pager_kill(s->w);
	s->pager_dead_until_ms = sim_mono(s) + away_ms;
	s->trouble_ms = sim_mono(s);
	s->line_ok_ms = s->pager_dead_until_ms + SECONDS_MS(45);
	s->cut_event = (unsigned int)s->event;
	if (sim_up(s) && sim_chance(s, 3))
		sim_die(s, "kill -9 of both", away(s));
}

static void database_fails(struct sim *s)
{
	if (s->db_bad_until_ms > sim_mono(s) || !sim_up(s))
		return;
	s->db_bad_until_ms = sim_mono(s) + SECONDS_MS(20 + sim_below(s, 100));
	s->commit = SIM_COMMIT_NOT;
	s->commit_in = 0;
	sim_note(s, "the disk is bad for %lld s",
		 (long long)(s->db_bad_until_ms - sim_mono(s)) / 1000);
	someone_acts(s);
	sim_pass(s, SECONDS_MS(10));
	someone_acts(s);
	sim_pass(s, SECONDS_MS(15));
}

/* --- The clock on the wall ------------------------------------------------------------------- */

static void wall_steps(struct sim *s)
{
	static const int64_t steps[] = {
		HOURS_MS(1), -HOURS_MS(1), DAYS_MS(1), -DAYS_MS(1), SECONDS_MS(30), -SECONDS_MS(30),
		DAYS_MS(3652), -DAYS_MS(3652), 0,
	};
	int64_t step = steps[sim_below(s, ARRAY_LEN(steps))];

	if (step == 0 || s->w->now_ms + step < 0)
		step = HOURS_MS(2) - s->w->now_ms;	/* a machine without a battery: 1970 */
	s->w->now_ms += step;
	sim_note(s, "the wall clock is set by %lld s", (long long)step / 1000);
}

/* Within a flood nobody answers: no phone may be rung more than once a minute, and one call says
 * that there are many and the code of somebody of tier A. */
static void flood_rings(void *arg, struct fakevox_alarm *a)
{
	struct sim *s = sim;
	int i;

	sim_note(s, "    a phone rings: code %s, tier %s, %d people", a->code, a->tier, a->people);
	s->rung++;
	s->real_rung |= a->people > 1 && a->tier[0] == 'A';
	for (i = 0; i < SIM_PEOPLE; i++) {
		struct sim_person *p = &s->people[i];
		if (strcmp(p->phone->number, a->number) != 0)
			continue;
		if (p->rung_ms && sim_mono(s) - p->rung_ms < SECONDS_MS(59))
			s->rung_twice = p;
		p->rung_ms = sim_mono(s);
	}
}

/* In every third life there is a telephone while the flood lasts. */
static void flood_telephone(struct sim *s)
{
	int i;

	world_voice_new(s->w);
	s->w->vox->alarmed = flood_rings;
	sim_pass(s, SECONDS_MS(20));	/* the pager finds it, and may ring by itself for what
					 * it held */
	for (i = 0; i < SIM_PEOPLE; i++)
		s->people[i].rung_ms = 0;
	s->rung = 0;
	s->real_rung = false;
	s->rung_twice = NULL;
}

static void flood_telephone_check(struct sim *s, int64_t from_ms)
{
	sim_note(s, "%d alarm calls within the flood", s->rung);
	if (s->trouble_ms < from_ms && s->pager_dead_until_ms < from_ms && s->up_since_ms &&
	    s->up_since_ms < from_ms) {
		if (!s->real_rung)
			sim_fail(s, "in a flood no phone rings for the worst (%d calls)", s->rung);
		if (s->rung_twice)	/* while warmlined dies the pager rings as well: the
					 * safe side */
			sim_fail(s, "in a flood %s is rung twice within a minute",
				 s->rung_twice->phone->name);
	}
	TALLOC_FREE(s->w->vox);
}

/* What is asked of a flood is asked of a house with a carrier: whatever it suffers otherwise, it
 * suffers in the flood too. */
static void flood_wait(struct sim *s)
{
	int i;

	for (i = 0; i < 60 && (s->carrier != SIM_CARRIER_WELL || !s->w->pager ||
			       sim_mono(s) < s->line_ok_ms); i++)
		sim_pass(s, SECONDS_MS(10));
	if (i == 60)
		sim_fail(s, "the carrier is never well again");
}

/* The one among hundreds.  Of it was told within a minute, and not only excused. */
static void flood_check(struct sim *s, const struct sim_danger *real)
{
	int i;

	for (i = 0; i < 60 && !real->alarm_seen; i++) {	/* read late: the house was away */
		sim_pass(s, SECONDS_MS(10));
		sim_check(s);
	}
	if (!real->alarm_seen)
		sim_fail(s, "in a flood nobody looked whether the real one was heard");
}

/* Somebody at a desk sees to it that the day goes on; some stay with those on call. */
static void flood_ends(struct sim *s)
{
	enum { EVERYBODY_EVERY = 20, KEEP = 40 };

	if (s->seed % EVERYBODY_EVERY == 7 || !sim_up(s))
		return;
	sim_desk_closes(s, KEEP);
	sim_pass(s, SECONDS_MS(70));
	s->flooded = false;
}

void sim_flood(struct sim *s, int numbers, int times)
{
	static const char real_one[] = "+254700999001";
	int i, k, real = (int)sim_below(s, (uint32_t)(numbers * times));
	struct sim_danger *d = NULL;
	bool telephone = s->seed % 3 == 0;
	char number[24];
	int64_t from_ms;

	flood_wait(s);
	if (telephone)
		flood_telephone(s);
	from_ms = sim_mono(s);
	s->flooded = true;
	sim_note(s, "a flood: %d numbers, %d texts each within a minute", numbers, times);
	for (k = 0; k < times; k++) {
		for (i = 0; i < numbers; i++) {
			snprintf(number, sizeof(number), "+2547330%05d", 10000 + i);
			sim_number_flood(s, number, sim_danger_words(s));
			if (k * numbers + i == real) {
				d = sim_number_danger(s, real_one, "I want to kill myself tonight");
				d->fresh = d->alarm_due = true;	/* also when the house cannot say */
			}
			if (i % 16 == 15)
				sim_pass(s, MINUTES_MS(1) * 16 / (numbers * times));
		}
	}
	sim_pass(s, SECONDS_MS(70));
	if (telephone)
		flood_telephone_check(s, from_ms);
	sim_check(s);
	flood_check(s, d);
	flood_ends(s);
}

const struct sim_act sim_fault_acts[] = {
	{ "seconds", 30, time_seconds }, { "minutes", 12, time_minutes },
	{ "sleep", 1, time_sleeps },
	{ "carrier", 3, carrier_acts }, { "cut", 2, carrier_cuts },
	{ "reports", 1, carrier_reports },
	{ "death", 2, death }, { "death in a commit", 5, death_in_commit },
	{ "a bad disk", 1, database_fails }, { "death of the pager", 1, pager_dies },
	{ "wall clock", 2, wall_steps },
	{ NULL, 0, NULL },
};

static bool act(struct sim *s, const struct sim_act *acts, uint32_t *at)
{
	for (; acts->name; acts++) {
		if (*at < (uint32_t)acts->weight) {
			acts->run(s);
			return true;
		}
		*at -= (uint32_t)acts->weight;
	}
	return false;
}

static uint32_t weights(const struct sim_act *acts)
{
	uint32_t sum = 0;

	for (; acts->name; acts++)
		sum += (uint32_t)acts->weight;
	return sum;
}

void sim_event(struct sim *s)
{
	uint32_t at = sim_below(s, weights(sim_people_acts) + weights(sim_fault_acts));

	s->event++;
	if (!act(s, sim_people_acts, &at))
		act(s, sim_fault_acts, &at);
	sim_pass(s, 20);	/* commits wait some milliseconds for company */
	sim_check(s);
}
