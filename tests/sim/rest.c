// SPDX-License-Identifier: AGPL-3.0-or-later
/* The faults stop, everybody does their work, and all must come to rest. */
#include "sim.h"

#include <stdio.h>
#include "care/care_incident.h"
#include "store/store_incident.h"

enum { ROUNDS = 40, BY_TEXT = 12 };

static void faults_end(struct sim *s)
{
	int64_t sane = s->w->mono_ms + INT64_C(1795413600000);	/* late 2026 */

	s->event++;
	sim_note(s, "all faults end");
	s->faults_over = true;
	s->commit = SIM_COMMIT_WELL;
	s->db_bad_until_ms = 0;
	s->carrier = SIM_CARRIER_SILENT;
	s->w->now_ms = sane;
	s->w->carrier->reports = BOX_DLR_ACCEPTED | BOX_DLR_DELIVERED;
	sim_carrier_well(s);
	sim_pass(s, MINUTES_MS(2));
	if (!sim_up(s))
		sim_fail(s, "the faults are over, but the house is not open");
	sim_check(s);
}

/* --- Staff do what their phones ask for ------------------------------------------------- */

static void incident_work(struct sim *s, const struct store_incident *i, int round)
{
	int first = SIM_MEMBERS + SIM_PEERS;
	struct sim_person *omar = &s->people[first], *lena = &s->people[first + 1],
		*mona = &s->people[first + 2], *by = round % 3 == 0 ? omar :
		round % 3 == 1 ? lena : mona;
	char text[64];

	if (i->state == STORE_INCIDENT_CLOSED)
		return;
	snprintf(text, sizeof(text), "1 %s", i->code);
	sim_say(s, by, text);
	sim_pass(s, SECONDS_MS(2));
	snprintf(text, sizeof(text), "2 %s", i->code);
	sim_say(s, by, text);
	sim_pass(s, SECONDS_MS(2));
	strcpy(s->said_closed[s->said_closed_n++ % SIM_KNOWN], i->code);
	snprintf(text, sizeof(text), "3 %s 2", i->code);
	sim_say(s, by, text);
	sim_pass(s, SECONDS_MS(2));
}

struct desk { struct sim *sim; int64_t id; int keep; };

static int close_named(struct care_turn *t, void *arg)
{
	struct desk *d = arg;
	struct store_incident i, out;
	enum care_did did;
	int rc = store_incident_next(t->store, d->id, &i);

	if (rc != 1) {
		d->id = -1;
		return rc;
	}
	d->id = i.id;
	if (d->keep && i.id % d->keep == 0)
		return 0;
	strcpy(d->sim->said_closed[d->sim->said_closed_n++ % SIM_KNOWN], i.code);
	rc = care_incident_ack_named(t, i.code, "Operator Ada", &out, &did);
	if (rc == 0)
		rc = care_incident_contact_named(t, i.code, "Operator Ada", &out, &did);
	if (rc == 0)
		rc = care_incident_close_named(t, i.code, "Operator Ada", STORE_OUTCOME_SAFE_PLAN,
					       &out, &did);
	return rc;
}

void sim_desk_closes(struct sim *s, int keep)
{
	struct desk d = { .sim = s, .keep = keep };

	while (d.id >= 0 && sim_up(s)) {
		if (house_do(s->w->house, close_named, &d) == 0)
			continue;
		if (s->faults_over || !house_failed(s->w->house))
			sim_fail(s, "incidents cannot be closed by name");
		return;			/* a commit that failed */
	}
}

static void incidents_end(struct sim *s)
{
	struct store_incident i = { .id = 0 };
	int round, n;

	for (round = 0; round < ROUNDS; round++) {
		i.id = 0;
		n = 0;
		while (n < BY_TEXT &&
		       store_incident_next(house_store(s->w->house), i.id, &i) == 1) {
			incident_work(s, &i, round);
			n++;
		}
		if (n == 0)
			return;
		if (n == BY_TEXT)	/* after a flood */
			sim_desk_closes(s, 0);
		sim_pass(s, SECONDS_MS(5));
		sim_check(s);
	}
	sim_fail(s, "incident %s does not end although staff do all that is asked", i.code);
}

static int64_t waiting(struct sim *s)
{
	return sim_sql(s, "SELECT count(*) FROM request WHERE state IN (1, 2)");
}

static void peers_say(struct sim *s, const char *text)
{
	int i;

	for (i = SIM_MEMBERS; i < SIM_MEMBERS + SIM_PEERS; i++)
		sim_say(s, &s->people[i], text);
	sim_pass(s, SECONDS_MS(5));
}

/* Peers come, and whoever waits gets one; who cannot (blocked, passed) has to give up. */
static void waits_end(struct sim *s)
{
	int i, round;

	for (round = 0; round < 6 && waiting(s); round++) {
		peers_say(s, "ON");
		peers_say(s, "4");
		peers_say(s, "1");
		peers_say(s, "1");
		sim_check(s);
		peers_say(s, "END");
		peers_say(s, "END");
	}
	for (i = 0; i < SIM_MEMBERS && waiting(s); i++) {
		sim_say(s, &s->people[i], "STOP");
		sim_pass(s, SECONDS_MS(3));
	}
}

/* Everybody says good-bye, and peers go home. */
static void talks_end(struct sim *s)
{
	int i, round;

	for (round = 0; round < 4; round++) {
		for (i = 0; i < SIM_PEOPLE; i++) {
			sim_say(s, &s->people[i],
				i < SIM_MEMBERS ? "END" : round < 2 ? "END" : "OFF");
			sim_pass(s, SECONDS_MS(3));
		}
	}
	sim_check(s);
}

/* Whoever has a concern looks at it. */
static void concerns_end(struct sim *s)
{
	char text[32];
	int i, k;

	for (i = SIM_MEMBERS; i < SIM_PEOPLE; i++) {
		struct sim_person *p = &s->people[i];

		p->concerns_n = 0;
		sim_say(s, p, "CONCERNS");
		sim_pass(s, SECONDS_MS(3));
		for (k = 0; k < p->concerns_n && k < SIM_CODES; k++) {
			snprintf(text, sizeof(text), "DONE %s", p->concerns[k].code);
			sim_say(s, p, text);
			sim_pass(s, SECONDS_MS(2));
		}
	}
}

/* --- At rest ----------------------------------------------------------------------------- */

static const struct { const char *name, *sql; } rest[] = {
	{ "texts that wait for others", "SELECT count(*) FROM outbox WHERE state = 0"
	  " AND behind = 1" },
	{ "texts that were sent and never taken", "SELECT count(*) FROM outbox WHERE state = 1"
		" AND send_at_ms IS NULL" },	/* else: held until an hour at which it may
						 * be sent */
	{ "open incidents", "SELECT count(*) FROM incident WHERE state < 4" },
	{ "people who still wait", "SELECT count(*) FROM request WHERE state IN (1, 2)" },
	{ "open concerns", "SELECT count(*) FROM concern WHERE state < 2" },
	{ "alarms that wait", "SELECT count(*) FROM alarm WHERE state = 0" },
	{ "parts of long texts", "SELECT count(*) FROM part_group" },
};

static void at_rest(struct sim *s)
{
	char sql[300];
	size_t i;
	int64_t n, at_ms;

	for (i = 0; i < ARRAY_LEN(rest); i++) {
		n = sim_sql(s, rest[i].sql);
		if (n)
			sim_fail(s, "not at rest: %lld %s", (long long)n, rest[i].name);
	}
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM outbox WHERE state <= 1"
		 " AND send_at_ms < %lld", (long long)s->w->now_ms);
	n = sim_sql(s, sql);
	if (n)
		sim_fail(s, "not at rest: %lld texts wait to be sent", (long long)n);
	if (fakebox_kept(s->w->carrier))
		sim_fail(s, "not at rest: bearerbox holds %zu, %zu boxes are there",
			 fakebox_kept(s->w->carrier), fakebox_boxes(s->w->carrier));
	if (store_due_next(house_store(s->w->house), &at_ms) == 1 && at_ms < s->w->now_ms)
		sim_fail(s, "not at rest: something was due %lld s ago",
			 (long long)(s->w->now_ms - at_ms) / 1000);
	for (i = 0; i < (size_t)s->given_n && i < SIM_GIVEN; i++)
		if (!s->given[i].acked)
			sim_fail(s, "not at rest: a message was never acknowledged");
	for (i = 0; i < (size_t)s->dangers_n; i++)
		if (!s->dangers[i].settled)
			sim_fail(s, "not at rest: somebody's danger has no end");
}

static size_t restart_size(struct sim *s)
{
	sim_die(s, "to be counted", SECONDS_MS(70));
	sim_pass(s, SECONDS_MS(90));
	return talloc_total_blocks(s->w->house_ctx);
}

/* A text more or less that happens to be on its way is no leak; growing each time is. */
static void nothing_grows(struct sim *s)
{
	size_t first = restart_size(s), loop = talloc_total_blocks(s->w->loop), second, third;

	second = restart_size(s);
	third = restart_size(s);
	if ((third > second && second > first) || third > first + 50)
		sim_fail(s, "memory grows from start to start: %zu, %zu, %zu blocks", first,
			 second, third);
	if (talloc_total_blocks(s->w->loop) != loop)
		sim_fail(s, "the loop keeps %zu blocks, and kept %zu",
			 talloc_total_blocks(s->w->loop), loop);
}

void sim_rest(struct sim *s)
{
	int round;

	faults_end(s);
	talks_end(s);
	for (round = 0; round < ROUNDS; round++) {
		waits_end(s);
		incidents_end(s);
		concerns_end(s);
		sim_pass(s, MINUTES_MS(4));	/* a lone 9 that nobody explained becomes one */
		if (sim_sql(s, "SELECT count(*) FROM incident WHERE state < 4") == 0 &&
		    !waiting(s) &&
		    sim_sql(s, "SELECT count(*) FROM concern WHERE state < 2") == 0 &&
		    sim_sql(s, "SELECT count(*) FROM safety_state WHERE question > 0") == 0)
			break;
	}
	sim_pass(s, MINUTES_MS(2));
	sim_check(s);
	at_rest(s);
	nothing_grows(s);
}
