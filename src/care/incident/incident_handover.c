// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Handing over what one has: at the end of a shift, or by HANDOVER.
 *
 *	taken, in contact --HANDOVER--> the same, `handing` --1 code by another--> theirs
 *	                                   '--handover time passed--> calling again
 *
 * Until somebody else has said "1" it stays with whoever had it: their clock runs on,
 * and there is no moment in which it is nobody's.
 */
#include "care/incident/incident_int.h"

#include "care/care_roster.h"
#include "store/store_due.h"

COUNTER(count_offered, "incident.handing",
	"Incidents that were offered to whoever is on call next.");
COUNTER(count_taken, "incident.takenover", "Of them: taken over by somebody.");
COUNTER(count_not_taken, "incident.nottaken",
	"Of them: nobody took it, so that calling began again.");

static int say(struct care_turn *t, int64_t to_id, const char *key, const char *who,
	       const char *list)
{
	struct store_person p;
	int rc = store_people_by_id(t->store, to_id, &p);

	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
	return care_say(t, &p, CARE_SAFETY, key, WORDS_ARGS(
		WORDS_TEXT("who", who), WORDS_TEXT("list", list), WORDS_TEXT("code", list)));
}

static const char *name_of(struct care_turn *t, int64_t id)
{
	struct store_person p;

	if (!id || store_people_by_id(t->store, id, &p) < 0)
		return "-";
	return talloc_strdup(t->mem, p.pseudonym);
}

/* --- Offering ---------------------------------------------------------------------------- */

/* On call now, but for who hands over. */
static int others(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
{
	int n = care_oncall_duty(t, STORE_LEVEL_ONCALL, out), k, used = 0;

	for (k = 0; k < n; k++)
		if (out[k] != without_id)
			out[used++] = out[k];
	return n < 0 ? n : used;
}

static int offer(struct care_turn *t, struct store_incident *i)
{
	int rc;

	i->handing_at_ms = t->now_ms;
	counter_inc(&count_offered);
	rc = incident_step(t, i, STORE_STEP_HANDING, i->acked_by, 0);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_HANDOVER, i->id, t->now_ms +
				   care_oncall_settings(t->care)->handover_ms, 0);
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

/* Nobody takes it: it rings, after the one who had it. */
static int ring_again(struct care_turn *t, struct store_incident *i)
{
	int64_t holder = i->acked_by;
	int rc;

	counter_inc(&count_not_taken);
	i->handing_at_ms = 0;
	i->state = STORE_INCIDENT_ALARMING;
	LOGP(DCARE, LOGL_NOTICE, "Incident %s: nobody took it over, alarming again.\n", i->code);
	rc = incident_step(t, i, STORE_STEP_NOT_TAKEN, 0, 0);
	if (rc == 0)
		rc = care_oncall_begin_after(t, i, holder);
	if (rc == 0)
		rc = store_incident_save(t->store, i);
	return rc < 0 ? rc : say(t, holder, "oncall.handover.not", "", i->code);
}

int care_incident_hand_over(struct care_turn *t, const struct store_person *by, bool ended,
			    int *n_out)
{
	struct store_incident i = { .id = 0 };
	char *list = talloc_strdup(t->mem, "");
	int64_t to[CARE_LADDER_MAX];
	int n = others(t, by->id, to), k, rc;

	*n_out = 0;
	while (n >= 0 && (rc = store_incident_next_held(t->store, by->id, i.id, &i)) == 1) {
		if (i.handing_at_ms)
			continue;
		++*n_out;
		list = talloc_asprintf_append(list, "%s%s %s", *list ? ", " : "", i.code,
					      lexicon_tier_name((enum lexicon_tier)i.tier));
		rc = n ? offer(t, &i) : ring_again(t, &i);
		if (rc < 0)
			return rc;
	}
	if (n < 0 || rc < 0 || !*n_out || !n)
		return n < 0 ? n : rc;
	for (k = 0, rc = 0; rc == 0 && k < n; k++)
		rc = say(t, to[k], "oncall.handover.offer", by->pseudonym, list);
	return rc < 0 ? rc : say(t, by->id, ended ? "oncall.handover.ended" :
				 "oncall.handover.begun",
				 name_of(t, to[0]), list);
}

/* --- Taking over -------------------------------------------------------------------------- */

int incident_take_over(struct care_turn *t, struct store_incident *i, int64_t by_id)
{
	const struct care_incident_settings *set = care_incident_settings(t->care);
	int64_t from_id = i->acked_by;
	int rc;

	counter_inc(&count_taken);
	i->handing_at_ms = 0;
	i->acked_by = by_id;
	i->missed = 0;
	if (i->state == STORE_INCIDENT_ACKED)
		i->contact_due_at_ms = t->now_ms + set->contact_ms;
	rc = store_due_disarm(t->store, STORE_DUE_HANDOVER, i->id);
	if (rc >= 0)
		rc = incident_clock(t, i, i->state == STORE_INCIDENT_ACKED ? i->contact_due_at_ms :
				    t->now_ms + set->close_ms);
	if (rc == 0)
		rc = incident_step(t, i, STORE_STEP_TAKEN_OVER, by_id, 0);
	if (rc == 0)
		rc = store_incident_save(t->store, i);
	return rc < 0 ? rc : say(t, from_id, "oncall.handover.done", name_of(t, by_id), i->code);
}

int incident_keep(struct care_turn *t, struct store_incident *i)
{
	int rc = store_due_disarm(t->store, STORE_DUE_HANDOVER, i->id);

	i->handing_at_ms = 0;
	return rc < 0 ? rc : store_incident_save(t->store, i);
}

int care_incident_handover_due(struct care_turn *t, int64_t incident_id, int64_t arg)
{
	struct store_incident i;
	int rc = store_incident_get(t->store, incident_id, &i);

	if (rc <= 0 || !i.handing_at_ms || i.state == STORE_INCIDENT_CLOSED ||
	    i.state == STORE_INCIDENT_ALARMING)
		return rc < 0 ? rc : 0;
	return ring_again(t, &i);
}
