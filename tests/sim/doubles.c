// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What the linker puts in the place of the house's own functions
 * (-Wl,--wrap=NAME: callers reach __wrap_NAME, and __real_NAME is the house's):
 * first a disk that fails, then the mistakes that the simulation must find.
 */
#include "sim.h"

#include "care/care_incident.h"
#include "sms/sms_int.h"
#include "store/store_priv.h"
#include "store/store_queue.h"
#include "warmlined/alarm.h"
#include "warmlined/house_int.h"

const char *const sim_plant_names[SIM_PLANTS] = {
	[SIM_PLANT_NONE] = "none", [SIM_PLANT_EARLY_ACK] = "acknowledged-before-commit",
	[SIM_PLANT_CLOCK] = "clock-not-rearmed", [SIM_PLANT_PART] = "lost-part",
	[SIM_PLANT_LEASE] = "doubled-lease", [SIM_PLANT_RESTART] = "closed-by-restart",
	[SIM_PLANT_STORED] = "stored-too-early",
};

#define DOUBLE(type, name, ...) \
	type __real_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__)

static bool planted(enum sim_plant which) { return sim && sim->plant == which; }

/* --- No second thread: when it comes to run would be no part of the seed -------------- */

struct job { struct loop_late *late; void (*done)(void *job); void *job; };

static void job_done(void *arg)
{
	struct job *j = arg;

	j->done(j->job);
	talloc_free(j);
}

DOUBLE(int, loop_work, struct loop *loop, const char *name, void (*fn)(void *job),
       void (*done)(void *job), void *job)
{
	struct job *j = talloc_zero(NULL, struct job);

	*j = (struct job){ .done = done, .job = job };
	j->late = loop_late_new(j, loop, "a second thread's work", job_done, j);
	fn(job);
	loop_late_arm(j->late);
	return 0;
}

/* --- What other tests look at: a third of each life's first start ---------------------- */

DOUBLE(int, house_vet, struct house *h, const struct words *words, const struct flow_set *flows,
       const struct flow *flow, struct err *err)
{
	return 0;
}

/* --- A disk that fails ---------------------------------------------------------------- */

static void incidents_close(struct store *st)
{
	static const char mistake[] =
		"DELETE FROM due WHERE kind = 80;"
		"UPDATE incident SET state = 4, closed_at_ms = opened_at_ms + 60000, outcome = 2, "
		"closed_by = (SELECT min(id) FROM person WHERE roles & 8) WHERE state < 4";

	MUST(sqlite3_exec(st->db, mistake, NULL, NULL, NULL) == SQLITE_OK);
}

DOUBLE(struct store *, store_open, void *ctx, const struct store_options *options, struct err *err)
{
	struct store *st;

	if (sim && sim->db_bad_until_ms > sim_mono(sim)) {
		err_set(err, EIO, "the disk is bad");
		errno = EIO;
		return NULL;
	}
	st = __real_store_open(ctx, options, err);
	if (st && planted(SIM_PLANT_RESTART))
		incidents_close(st);
	if (st && planted(SIM_PLANT_LEASE))
		MUST(sqlite3_exec(st->db, "DROP INDEX IF EXISTS offer_of_request", NULL, NULL,
				  NULL) == SQLITE_OK);
	return st;
}

/* A commit of which nothing is on disk, or all of it although it says no. */
DOUBLE(int, store_commit, struct store *st)
{
	enum sim_commit how;
	int rc;

	if (!sim || sim->commit == SIM_COMMIT_WELL || sim->commit_in-- > 0)
		return __real_store_commit(st);
	how = sim->commit;
	sim->commit = SIM_COMMIT_WELL;
	if (how == SIM_COMMIT_NOT) {
		store_rollback(st);
		return -EIO;
	}
	rc = __real_store_commit(st);
	return rc < 0 ? rc : -EIO;
}

/* --- Mistakes ---------------------------------------------------------------------------- */

/* Acknowledged when read, not when committed. */
static char early[16][UUID_LEN + 1];
static unsigned int early_n;

DOUBLE(void, sms_acknowledge, struct sms *sms, const char *uuid)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(early); i++)
		if (strcmp(early[i], uuid) == 0)
			return;
	__real_sms_acknowledge(sms, uuid);
}

DOUBLE(void, sms_mo_receive, struct sms *sms, const struct box_sms *m)
{
	__real_sms_mo_receive(sms, m);
	if (!planted(SIM_PLANT_EARLY_ACK) || sms->in_replay)
		return;
	strcpy(early[early_n++ % ARRAY_LEN(early)], m->id);
	__real_sms_acknowledge(sms, m->id);
}

/* An alarm step that does not arm the next. */
DOUBLE(int, care_incident_due, struct care_turn *t, int64_t incident_id, int64_t arg)
{
	int rc = __real_care_incident_due(t, incident_id, arg);

	if (rc == 0 && planted(SIM_PLANT_CLOCK))
		rc = store_due_disarm(t->store, STORE_DUE_INCIDENT, incident_id) < 0 ? -EIO : 0;
	return rc;
}

/* The second part of a long text is taken for a duplicate. */
DOUBLE(int, store_part_add, struct store *st, const struct store_part *p, struct store_group *out)
{
	if (planted(SIM_PLANT_PART) && p->number == 2) {
		*out = (struct store_group){ .duplicate = true };
		return 0;
	}
	return __real_store_part_add(st, p, out);
}

/* A lease that ends without ending (and no index behind it that would notice). */
DOUBLE(int, store_offer_close, struct store *st, int64_t id, enum store_offer_state how,
       int64_t now_ms)
{
	if (planted(SIM_PLANT_LEASE) && (how == STORE_OFFER_EXPIRED || how == STORE_OFFER_PASSED))
		return 1;
	return __real_store_offer_close(st, id, how, now_ms);
}

/* The pager hears "stored" when the message is read. */
DOUBLE(void, alarm_danger, struct alarm_wires *w, const struct sms_danger *danger)
{
	__real_alarm_danger(w, danger);
	if (sim)
		sim_danger_read(sim, danger->uuid, danger->code);
	if (planted(SIM_PLANT_STORED) && sim_up(sim))
		alarm_danger_stored(w, danger);
}
