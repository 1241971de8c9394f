// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include "care/care_clock.h"
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "care/care_people.h"
#include "care/care_roster.h"
#include "store/store_incident.h"
#include "store/store_priv.h"
#include "text/text.h"

enum { QUIET_TURNS = 3, TURNS_MAX = 100000 };

struct sim *sim;

/* --- Chance, the log ----------------------------------------------------------- */

uint32_t sim_below(struct sim *s, uint32_t limit)
{
	uint64_t z = s->random += 0x9e3779b97f4a7c15u;	/* splitmix64 */

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ (z >> 31)) >> 32) % limit;
}

bool sim_chance(struct sim *s, uint32_t one_in) { return sim_below(s, one_in) == 0; }
int64_t sim_mono(struct sim *s) { return s->w->mono_ms; }

void sim_note(struct sim *s, const char *fmt, ...)
{
	char *line = s->log[s->log_n++ % SIM_LOG];
	int n = snprintf(line, SIM_LOG_LEN, "%4d %9.1f  ", s->event, (double)s->w->mono_ms / 1000);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line + n, (size_t)(SIM_LOG_LEN - n), fmt, ap);
	va_end(ap);
	if (s->verbose)
		printf("%s\n", line);
}

void sim_log_print(struct sim *s)
{
	int i = s->log_n > SIM_LOG ? s->log_n - SIM_LOG : 0;

	for (; !s->verbose && i < s->log_n; i++)
		printf("  %s\n", s->log[i % SIM_LOG]);
}

void sim_fail(struct sim *s, const char *fmt, ...)
{
	va_list ap;

	sim_log_print(s);
	printf("seed %llu, event %d: ", (unsigned long long)s->seed, s->event);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n  alone: tests/sim/sim_test --seed %llu --events %d%s%s -v\n",
	       (unsigned long long)s->seed, s->events, s->plant ? " --plant " : "",
	       s->plant ? sim_plant_names[s->plant] : "");
	fflush(stdout);
	talloc_free(s->w);		/* its folder goes too */
	_Exit(1);
}

/* --- The house's life ------------------------------------------------------------- */

bool sim_up(struct sim *s)
{
	return s->w->house && !house_in_lane(s->w->house);
}

void sim_die(struct sim *s, const char *why, int64_t away_ms)
{
	sim_note(s, "  warmlined dies (%s), away for %lld s", why, (long long)away_ms / 1000);
	TALLOC_FREE(s->w->house_ctx);
	s->w->house = NULL;
	s->cut_event = (unsigned int)s->event;
	s->order_epoch++;
	s->commit = SIM_COMMIT_WELL;
	s->up_since_ms = 0;
	s->lane_until_ms = 0;
	s->dead_until_ms = sim_mono(s) + away_ms;
}

void sim_start(struct sim *s)
{
	struct err err = { "" };

	s->dead_until_ms = 0;
	if (world_open(s->w, &err) < 0)
		sim_fail(s, "the house does not open: %s", err.text);
	sim_note(s, "  warmlined starts%s", sim_up(s) ? "" : " in the emergency lane");
	if (sim_up(s))
		s->up_since_ms = sim_mono(s);
	else
		s->lane_until_ms = sim_mono(s) + SECONDS_MS(25);
}

/* In life warmlined starts one that it cannot reach, or systemd does. */
static void sim_pager_start(struct sim *s)
{
	struct err err = { "" };

	s->pager_dead_until_ms = 0;
	if (!s->w->pager)
		sim_note(s, "  the pager starts");
	if (world_pager_start(s->w, &err) < 0)
		sim_fail(s, "the pager does not start: %s", err.text);
}

/* What a supervisor does, and what ends a process. */
static void house_look(struct sim *s)
{
	if (sim_up(s) && house_failed(s->w->house))
		sim_die(s, "its store failed", SECONDS_MS(sim_below(s, 3) ? 1 : sim_below(s, 90)));
	if (s->lane_until_ms && sim_mono(s) >= s->lane_until_ms)
		sim_die(s, "end of the lane", SECONDS_MS(1));
	if (s->pager_dead_until_ms && sim_mono(s) >= s->pager_dead_until_ms)
		sim_pager_start(s);
	if (s->dead_until_ms && sim_mono(s) >= s->dead_until_ms)
		sim_start(s);
}

/* --- Time ------------------------------------------------------------------------------ */

static void phones_drain(struct sim *s)
{
	struct world_text *t;
	int i;

	for (i = 0; i < SIM_PEOPLE; i++) {
		while ((t = world_hear(s->w, s->people[i].phone))) {
			sim_heard(s, &s->people[i], t->text);
			talloc_free(t);
		}
	}
}

void sim_turns(struct sim *s, int n)
{
	while (n-- > 0) {
		loop_turn(s->w->loop, 0);
		if (sim_up(s) && house_failed(s->w->house))
			house_look(s);
	}
}

void sim_settle(struct sim *s)
{
	int quiet = 0, turns = 0;

	while (quiet < QUIET_TURNS) {
		quiet = loop_turn(s->w->loop, 0) ? 0 : quiet + 1;
		if (sim_up(s) && house_failed(s->w->house)) {
			house_look(s);
			quiet = 0;
		}
		if (++turns > TURNS_MAX)
			sim_fail(s, "the loop never comes to rest");
	}
	phones_drain(s);
}

static int64_t sooner(int64_t step, int64_t at_ms, int64_t now_ms)
{
	if (!at_ms)
		return step;
	return at_ms - now_ms < step ? at_ms - now_ms : step;
}

void sim_pass(struct sim *s, int64_t ms)
{
	int64_t until = sim_mono(s) + ms, step;

	sim_settle(s);
	while (sim_mono(s) < until) {
		step = loop_next_due_ms(s->w->loop);
		if (step < 0 || step > until - sim_mono(s))
			step = until - sim_mono(s);
		step = sooner(step, s->dead_until_ms, sim_mono(s));
		step = sooner(step, s->lane_until_ms, sim_mono(s));
		step = sooner(step, s->pager_dead_until_ms, sim_mono(s));
		step = sooner(step, s->carrier_until_ms, sim_mono(s));
		if (step < 1)
			step = 1;
		s->w->now_ms += step;
		s->w->mono_ms += step;
		if (s->carrier_until_ms && sim_mono(s) >= s->carrier_until_ms)
			sim_carrier_well(s);
		if (s->carrier != SIM_CARRIER_WELL || !s->w->pager || sim_mono(s) < s->line_ok_ms)
			s->trouble_ms = sim_mono(s);
		house_look(s);
		sim_settle(s);
	}
}

/* Nobody ran meanwhile, so nobody can have been called: deadlines start anew. */
void sim_leap(struct sim *s, int64_t ms)
{
	s->w->now_ms += ms;
	s->w->mono_ms += ms;
	s->trouble_ms = sim_mono(s);
	s->line_ok_ms = sim_mono(s) + SECONDS_MS(40);
	s->cut_event = (unsigned int)s->event;
	s->order_epoch++;
	if (s->carrier_until_ms && sim_mono(s) >= s->carrier_until_ms)
		sim_carrier_well(s);
	house_look(s);
	sim_settle(s);
}

/* --- Texts ------------------------------------------------------------------------------- */

static void uuid_new(struct sim *s, char out[UUID_LEN + 1])
{
	snprintf(out, UUID_LEN + 1, "%08x-%04x-4%03x-8%03x-%08x%04x", sim_below(s, ~0u),
		 sim_below(s, 0x10000), sim_below(s, 0x1000), sim_below(s, 0x1000),
		 sim_below(s, ~0u), sim_below(s, 0x10000));
}

static const char *give(struct sim *s, const struct world_phone *from, struct box_sms *m)
{
	struct sim_given *g = &s->given[s->given_n++ % SIM_GIVEN];

	uuid_new(s, m->id);
	*g = (struct sim_given){ .acked = false };
	strcpy(g->uuid, m->id);
	world_send_sms(s->w, from, m);
	return g->uuid;
}

void sim_say_raw(struct sim *s, struct sim_person *p, const struct box_sms *sms)
{
	struct box_sms m = *sms;

	give(s, p->phone, &m);
}

/* In parts, as a handset does; the last one's name, and the first's. */
static void say(struct sim *s, const struct world_phone *from, const char *text,
		char first[UUID_LEN + 1], char last[UUID_LEN + 1])
{
	struct text_segments *segs;
	struct box_sms m;
	unsigned int i;

	if (text_split(s, text, strlen(text), TEXT_REF_8, (uint16_t)s->given_n, &segs) < 0)
		return;
	for (i = 0; i < segs->count; i++) {
		world_sms_of(&segs->segment[i], &m);
		strcpy(last, give(s, from, &m));
		if (i == 0)
			strcpy(first, last);
	}
	talloc_free(segs);
}

void sim_say(struct sim *s, struct sim_person *p, const char *text)
{
	char first[UUID_LEN + 1], last[UUID_LEN + 1];

	sim_note(s, "%s: %s", p->phone->name, text);
	say(s, p->phone, text, first, last);
}

static bool has_open(struct sim *s, const char *number)
{
	struct store_incident i;
	struct store_person p;
	int k;

	for (k = 0; k < s->dangers_n && k < SIM_DANGERS; k++)
		if (!s->dangers[k].settled && strcmp(s->dangers[k].number, number) == 0)
			return true;
	if (!sim_up(s))
		return true;		/* not known */
	if (store_people_by_address(house_store(s->w->house), STORE_ADDR_NUMBER, number, &p) < 0)
		return false;
	return store_incident_open_of(house_store(s->w->house), p.id, &i) != 0;
}

static struct sim_danger *danger_slot(struct sim *s)
{
	int i;

	for (i = 0; i < SIM_DANGERS; i++)
		if (i >= s->dangers_n || s->dangers[i].settled) {
			if (i >= s->dangers_n)
				s->dangers_n = i + 1;
			return &s->dangers[i];
		}
	sim_fail(s, "more danger than the simulation can keep in mind");
}

/* More than a few at once make digests: then 60 s are promised. */
static bool many_at_once(struct sim *s)
{
	int64_t oldest;

	s->opened_ms[s->opened_n++ % 4] = sim_mono(s);
	oldest = s->opened_ms[s->opened_n % 4];
	return oldest && sim_mono(s) - oldest < MINUTES_MS(3);
}

static struct sim_danger *danger_say(struct sim *s, struct sim_person *p,
				     const struct world_phone *from, const char *text,
				     bool straddles)
{
	struct sim_danger *d, now = { .who = p };

	strcpy(now.number, from->number);
	now.fresh = !has_open(s, now.number);
	now.busy = many_at_once(s) || s->flooded;
	now.straddles = straddles;
	now.alarm_due = now.fresh;
	now.answer_due = p != NULL;
	say(s, from, text, now.first_uuid, now.uuid);
	d = danger_slot(s);
	*d = now;
	return d;
}

void sim_say_danger(struct sim *s, struct sim_person *p, const char *text, bool straddles)
{
	sim_note(s, "%s (in danger): %s", p->phone->name, text);
	danger_say(s, p, p->phone, text, straddles);
}

struct sim_danger *sim_number_danger(struct sim *s, const char *number, const char *text)
{
	struct world_phone from = { .number = "" };

	snprintf(from.number, sizeof(from.number), "%s", number);
	return danger_say(s, NULL, &from, text, false);
}

/* One of hundreds: only whether it comes to rest is looked at. */
void sim_number_flood(struct sim *s, const char *number, const char *text)
{
	char first[UUID_LEN + 1], last[UUID_LEN + 1];
	struct world_phone from = { .number = "" };

	snprintf(from.number, sizeof(from.number), "%s", number);
	say(s, &from, text, first, last);
}

struct sim_person *sim_any(struct sim *s, int first, int n)
{
	return &s->people[first + (int)sim_below(s, (uint32_t)n)];
}

int64_t sim_sql(struct sim *s, const char *sql)
{
	sqlite3 *db = house_store(s->w->house)->db;
	sqlite3_stmt *stmt;
	int64_t n = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		sim_fail(s, "%s: %s", sqlite3_errmsg(db), sql);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

/* --- Making ----------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	enum sim_kind kind;
	unsigned int role;
} staff[SIM_STAFF] = {
	{ "omar", SIM_ONCALL, STORE_ROLE_ONCALL },
	{ "lena", SIM_ONCALL, STORE_ROLE_ONCALL },
	{ "mona", SIM_LEAD, STORE_ROLE_MANAGER },
	{ "cora", SIM_LEAD, STORE_ROLE_COORDINATOR },
	{ "sami", SIM_LEAD, STORE_ROLE_SUPERVISOR },
	{ "safi", SIM_LEAD, STORE_ROLE_SAFEGUARDING },
};

static int person_make(struct care_turn *t, void *arg)
{
	struct sim_person *p = arg;
	struct store_person row;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, p->phone->number, &row);

	if (rc < 0)
		return rc;
	row.consent = STORE_CONSENT_GIVEN;
	row.age = STORE_AGE_ADULT;
	strcpy(row.band, "25-59");
	row.safe_from_min = row.safe_to_min = 0;
	if (p->kind == SIM_ONCALL || p->kind == SIM_LEAD)
		row.roles |= staff[p->index - SIM_MEMBERS - SIM_PEERS].role;
	rc = store_people_save(t->store, &row);
	if (rc == 0 && p->kind == SIM_PEER)
		rc = care_peers_enrol(t, &row, true);
	if (rc == 0 && p->kind >= SIM_ONCALL)
		rc = care_staff_changed(t);
	return rc;
}

/* In every second life the two on call take turns, and a hand-over comes while it lasts. */
static int turns_make(struct care_turn *t, void *arg)
{
	const char *zone = care_people_settings(t->care)->zone;
	struct store_rotation r = {
		.level = STORE_LEVEL_ONCALL, .position = 1, .period_days = 1,
		.start_day = care_clock_day(zone, t->now_ms) - 1,
		.minute = (care_clock_minute(zone, t->now_ms) + 40) % 1440,
	};
	struct store_person *people;
	struct err err = { "" };
	size_t n, k;
	int rc = store_people_by_role(t->store, t->mem, STORE_ROLE_ONCALL, &people, &n);

	for (k = 0; rc >= 0 && k < n; k++)
		r.people[r.people_len++] = people[k].id;
	snprintf(r.zone, sizeof(r.zone), "%s", zone);
	return rc < 0 ? rc : care_rotation_add(t, &r, "the simulation", &err);
}

static void person_new(struct sim *s, int i)
{
	struct sim_person *p = &s->people[i];
	int member = i < SIM_MEMBERS, peer = i < SIM_MEMBERS + SIM_PEERS;
	const char *name = member ? "member" : peer ? "peer" :
		staff[i - SIM_MEMBERS - SIM_PEERS].name;
	char full[24], number[24];

	p->index = i;
	p->kind = member ? SIM_MEMBER : peer ? SIM_PEER : staff[i - SIM_MEMBERS - SIM_PEERS].kind;
	snprintf(full, sizeof(full), member || peer ? "%s%d" : "%s", name, i);
	snprintf(number, sizeof(number), "+2547%d%d00%04d", 1 + i % 3, i % 7, 1234 + 57 * i);
	p->phone = world_phone_add(s->w, full, number);
}

/* A day like any other, and nights in which the clocks change an hour or two after the start. */
static void day_choose(struct sim *s)
{
	static const struct { const char *zone, *local; } days[] = {
		{ "Africa/Nairobi", "2026-11-23 09:00" }, { "Europe/Berlin", "2026-10-25 01:30" },
		{ "Africa/Nairobi", "2026-11-23 21:30" }, { "Europe/Berlin", "2027-03-28 01:15" },
		{ "America/New_York", "2026-11-01 00:45" },
	};
	size_t day = s->seed % ARRAY_LEN(days);
	struct err err = { "" };

	if (world_clock_set(s->w, days[day].zone, days[day].local) < 0 ||
	    world_set(s->w, "people", "zone", days[day].zone, &err) < 0)
		sim_fail(s, "no such day: %s", err.text);
}

struct sim *sim_new(void *ctx, uint64_t seed, int events)
{
	struct sim *s = talloc_zero(ctx, struct sim);
	struct err err = { "" };
	int i;

	sim = s;
	s->seed = s->random = seed;
	s->events = events;
	s->w = world_new(s, (uint32_t)seed);
	day_choose(s);
	s->w->carrier_says = sim_carrier_says;
	s->w->carrier_arg = s;
	s->w->acked = sim_acked;
	s->w->carrier->reports = BOX_DLR_ACCEPTED;
	for (i = 0; i < SIM_PEOPLE; i++)
		person_new(s, i);
	if (world_open(s->w, &err) < 0)
		sim_fail(s, "the house does not open: %s", err.text);
	s->up_since_ms = sim_mono(s);
	/* Half of the members are strangers. */
	for (i = SIM_MEMBERS / 2; i < SIM_PEOPLE; i++)
		if (house_do(s->w->house, person_make, &s->people[i]) < 0)
			sim_fail(s, "somebody cannot be made");
	if (seed % 2 && house_do(s->w->house, turns_make, NULL) < 0)
		sim_fail(s, "the two on call cannot take turns");
	sim_pass(s, SECONDS_MS(10));
	return s;
}
