// SPDX-License-Identifier: AGPL-3.0-or-later
/* Shifts, alarms, phones of staff (store_oncall.h). */
#define STORE_FAMILY STORE_FAMILY_oncall
#include "store/store_priv.h"
#include "store/store_oncall.h"

#define SHIFT "id, person_id, level, position, kind, replaces_id, from_ms, until_ms, made_by," \
	" made_at_ms, rotation_id"
#define ALARM "a.id, a.incident_id, a.person_id, a.channel, a.why, a.state, a.batch_id," \
	" a.created_at_ms, a.due_at_ms, a.handed_at_ms, a.changed_at_ms, i.tier"

enum {
	SHIFT_ADD, SHIFT_END, SHIFT_CUT, SHIFT_GET, SHIFTS, SHIFT_ANY,
	ALARM_ADD, ALARM_GET, ALARM_NEXT, ALARM_LIST, ALARM_HAND, ALARM_OUTCOME, ALARM_BACK,
	ALARM_UNHEARD, ALARM_REBASE, ALARM_CANCEL, ALARM_DEFER, ALARM_OF_BATCH,
	ALARM_TEXTS, ALARM_RANG, ALARM_FAILURES, ALARM_TOLD, ALARM_ANY,
	PHONE_GET, PHONE_SAVE,
};
static const char *const sql[] = {
	[SHIFT_ADD] = "INSERT INTO oncall_shift (" SHIFT
		") VALUES ($id, $person, $level, $position, $kind, $replaces, $from, $until, $by,"
		" $now, $rotation)",
	[SHIFT_END] = "UPDATE oncall_shift SET ended_at_ms = $now"
		" WHERE id = $id AND ended_at_ms IS NULL",
	[SHIFT_CUT] = "UPDATE oncall_shift SET until_ms = $until WHERE id = $id"
		" AND ended_at_ms IS NULL AND from_ms < $until AND (until_ms = 0 OR "
		"until_ms > $until)",
	[SHIFT_GET] = "SELECT " SHIFT " FROM oncall_shift WHERE id = $id AND ended_at_ms IS NULL",
	[SHIFTS] = "SELECT " SHIFT " FROM oncall_shift WHERE ended_at_ms IS NULL"
		" AND from_ms < $until AND (until_ms = 0 OR until_ms > $from)"
		" ORDER BY level, position, from_ms, id",
	[SHIFT_ANY] = "SELECT 1 FROM oncall_shift WHERE person_id = $person LIMIT 1",
	[ALARM_ADD] = "INSERT INTO alarm (id, incident_id, person_id, channel, why, state,"
		" batch_id, created_at_ms, due_at_ms) VALUES ($id, $incident, $person, $channel,"
		" $why, 0, 0, $now, $due)",
	[ALARM_GET] = "SELECT " ALARM " FROM alarm AS a JOIN incident AS i ON i.id = a.incident_id"
		" WHERE a.id = $id",
	[ALARM_NEXT] = "SELECT min(due_at_ms) FROM alarm WHERE state = 0",
	[ALARM_LIST] = "SELECT " ALARM " FROM alarm AS a JOIN incident AS i ON i.id = a.incident_id"
		" WHERE a.state = 0 AND a.due_at_ms <= $now"
		" ORDER BY a.why = 6, i.alarmed_at_ms IS NOT NULL, i.tier DESC, a.incident_id, a.id"
		" LIMIT $max",
	[ALARM_HAND] = "UPDATE alarm SET state = 1, batch_id = $batch, handed_at_ms = $now"
		" WHERE id = $id AND state = 0",
	/* Only ever rises: accepted, buffered -> delivered, failed, unknown. */
	[ALARM_OUTCOME] = "UPDATE alarm SET state = $state, changed_at_ms = $now"
		" WHERE batch_id = $batch AND (state = 1 OR (state IN (2, 5, 7) AND $state <> state"
		" AND $state IN (2, 3, 4)))",
	[ALARM_BACK] = "UPDATE alarm SET state = 0, batch_id = 0, due_at_ms = $at,"
		" handed_at_ms = NULL WHERE batch_id = $batch AND state = 1",
	[ALARM_UNHEARD] = "UPDATE alarm SET state = 0, batch_id = 0, due_at_ms = $now"
		" WHERE state = 1 AND handed_at_ms >= $since AND batch_id = id",
	[ALARM_REBASE] = "UPDATE alarm SET due_at_ms = due_at_ms + $step WHERE state = 0",
	[ALARM_CANCEL] = "UPDATE alarm SET state = 6, changed_at_ms = $now"
		" WHERE incident_id = $incident AND state = 0",
	[ALARM_DEFER] = "UPDATE alarm SET due_at_ms = $at WHERE id = $id AND state = 0",
	[ALARM_OF_BATCH] = "SELECT " ALARM " FROM alarm AS a JOIN incident AS i"
		" ON i.id = a.incident_id WHERE a.batch_id = $batch AND a.id > $after"
		" ORDER BY a.id LIMIT 1",
	[ALARM_TEXTS] = "SELECT count(*) FROM alarm WHERE person_id = $person"
		" AND handed_at_ms > $since AND batch_id = id AND channel = 0",
	[ALARM_RANG] = "SELECT max(a.handed_at_ms) FROM alarm AS a JOIN incident AS i"
		" ON i.id = a.incident_id WHERE a.person_id = $person AND a.channel = 1"
		" AND a.batch_id = a.id AND a.handed_at_ms > $since AND i.state = 1",
	[ALARM_FAILURES] = "SELECT count(*) FROM alarm WHERE incident_id = $incident AND state = 4"
		" AND changed_at_ms > $since",
	[ALARM_TOLD] = "SELECT 1 FROM alarm WHERE incident_id = $incident AND person_id = $person"
		" AND state IN (1, 2, 3, 5, 7) LIMIT 1",
	[ALARM_ANY] = "SELECT 1 FROM alarm WHERE incident_id = $incident AND state NOT IN (0, 6)"
		" LIMIT 1",
	[PHONE_GET] = "SELECT bad_until_ms, digest_at_ms, stop_told_ms, reached_at_ms,"
		" drilled_at_ms FROM oncall_phone WHERE person_id = $person",
	[PHONE_SAVE] = "INSERT INTO oncall_phone (person_id, bad_until_ms, digest_at_ms,"
		" stop_told_ms, reached_at_ms, drilled_at_ms)"
		" VALUES ($person, $bad, $digest, $stop, $reached, $drilled)"
		" ON CONFLICT (person_id) DO UPDATE SET bad_until_ms = excluded.bad_until_ms,"
		" digest_at_ms = excluded.digest_at_ms, stop_told_ms = excluded.stop_told_ms,"
		" reached_at_ms = excluded.reached_at_ms, drilled_at_ms = excluded.drilled_at_ms",
};
static const char *const tables[] = { "oncall_shift", "alarm", NULL };
const struct store_family store_family_oncall = {
	.name = "oncall", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static const char generation_name[] = "roster_generation";

static int is_there(struct query *q)
{
	int64_t one;

	return q_get_int(q, &one);
}

/* --- Shifts ---------------------------------------------------------------------- */

static void shift_read(struct query *q, struct store_duty *s)
{
	*s = (struct store_duty){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
		.level = (enum store_level)q_col_int(q, 2), .position = (int)q_col_int(q, 3),
		.kind = (enum store_duty_kind)q_col_int(q, 4), .replaces_id = q_col_int(q, 5),
		.from_ms = q_col_int(q, 6), .until_ms = q_col_int(q, 7),
		.made_by = q_col_int(q, 8), .made_at_ms = q_col_int(q, 9),
		.rotation_id = q_col_int(q, 10),
	};
}

int store_duty_add(struct store *st, struct store_duty *s)
{
	struct query *q;

	s->id = store_new_id(st, "oncall_shift");
	q = query(st, SHIFT_ADD);
	q_int(q, "$id", s->id);
	q_int(q, "$person", s->person_id);
	q_int(q, "$level", s->level);
	q_int(q, "$position", s->position);
	q_int(q, "$kind", s->kind);
	q_null_int(q, "$replaces", s->replaces_id);
	q_int(q, "$from", s->from_ms);
	q_int(q, "$until", s->until_ms);
	q_null_int(q, "$by", s->made_by);
	q_int(q, "$now", s->made_at_ms);
	q_null_int(q, "$rotation", s->rotation_id);
	return q_do(q);
}

int store_duty_end(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, SHIFT_END);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_duty_cut(struct store *st, int64_t id, int64_t until_ms)
{
	struct query *q = query(st, SHIFT_CUT);

	q_int(q, "$id", id);
	q_int(q, "$until", until_ms);
	return q_run(q);
}

int store_duty_get(struct store *st, int64_t id, struct store_duty *out)
{
	struct query *q = query(st, SHIFT_GET);
	int rc;

	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	shift_read(q, out);
	q_done(q);
	return 1;
}

int store_duties(struct store *st, void *ctx, int64_t from_ms, int64_t until_ms,
		 struct store_duty **out, size_t *n_out)
{
	struct store_duty *list = NULL;
	struct query *q = query(st, SHIFTS);
	size_t n = 0;
	int rc;

	q_int(q, "$from", from_ms);
	q_int(q, "$until", until_ms);
	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, struct store_duty, n + 1);
		if (!list)
			base_oom();
		shift_read(q, &list[n++]);
	}
	*out = list;
	*n_out = n;
	return rc;
}

int store_duty_any(struct store *st, int64_t person_id)
{
	struct query *q = query(st, SHIFT_ANY);

	q_int(q, "$person", person_id);
	return is_there(q);
}

int store_roster_generation(struct store *st, int64_t *out)
{
	int rc;

	*out = 0;
	rc = store_meta_get_int(st, generation_name, out);
	return rc < 0 ? rc : 0;
}

int store_roster_changed(struct store *st)
{
	int64_t n;
	int rc = store_roster_generation(st, &n);

	return rc < 0 ? rc : store_meta_set_int(st, generation_name, n + 1);
}

/* --- Alarms ------------------------------------------------------------------------ */

static void alarm_read(struct query *q, struct store_alarm *a)
{
	*a = (struct store_alarm){
		.id = q_col_int(q, 0), .incident_id = q_col_int(q, 1), .person_id = q_col_int(q, 2),
		.channel = (enum store_channel)q_col_int(q, 3),
		.why = (enum store_alarm_why)q_col_int(q, 4),
		.state = (enum store_alarm_state)q_col_int(q, 5), .batch_id = q_col_int(q, 6),
		.created_at_ms = q_col_int(q, 7), .due_at_ms = q_col_int(q, 8),
		.handed_at_ms = q_col_int(q, 9), .changed_at_ms = q_col_int(q, 10),
		.tier = (int)q_col_int(q, 11),
	};
}

static int alarm_row(struct query *q, struct store_alarm *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	alarm_read(q, out);
	q_done(q);
	return 1;
}

int store_alarm_add(struct store *st, struct store_alarm *a)
{
	struct query *q;

	a->id = store_new_id(st, "alarm");
	a->state = STORE_ALARM_DUE;
	q = query(st, ALARM_ADD);
	q_int(q, "$id", a->id);
	q_int(q, "$incident", a->incident_id);
	q_int(q, "$person", a->person_id);
	q_int(q, "$channel", a->channel);
	q_int(q, "$why", a->why);
	q_int(q, "$now", a->created_at_ms);
	q_int(q, "$due", a->due_at_ms);
	return q_do(q);
}

int store_alarm_get(struct store *st, int64_t id, struct store_alarm *out)
{
	struct query *q = query(st, ALARM_GET);

	q_int(q, "$id", id);
	return alarm_row(q, out);
}

int store_alarm_next(struct store *st, int64_t *at_ms)
{
	return q_get_int(query(st, ALARM_NEXT), at_ms);
}

int store_alarm_due(struct store *st, int64_t now_ms, struct store_alarm *out, int max)
{
	struct query *q = query(st, ALARM_LIST);
	int rc, n = 0;

	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while ((rc = q_row(q)) == 1)
		alarm_read(q, &out[n++]);
	return rc < 0 ? rc : n;
}

int store_alarm_hand(struct store *st, int64_t id, int64_t batch_id, int64_t now_ms)
{
	struct query *q = query(st, ALARM_HAND);

	q_int(q, "$id", id);
	q_int(q, "$batch", batch_id);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_alarm_outcome(struct store *st, int64_t batch_id, enum store_alarm_state state,
			int64_t now_ms)
{
	struct query *q = query(st, ALARM_OUTCOME);

	q_int(q, "$batch", batch_id);
	q_int(q, "$state", state);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_alarm_again(struct store *st, int64_t batch_id, int64_t at_ms)
{
	struct query *q = query(st, ALARM_BACK);

	q_int(q, "$batch", batch_id);
	q_int(q, "$at", at_ms);
	return q_run(q);
}

int store_alarm_rebase(struct store *st, int64_t step_ms)
{
	struct query *q = query(st, ALARM_REBASE);

	q_int(q, "$step", step_ms);
	return q_do(q);
}

int store_alarm_unheard(struct store *st, int64_t since_ms, int64_t now_ms)
{
	struct query *q = query(st, ALARM_UNHEARD);

	q_int(q, "$since", since_ms);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_alarm_cancel(struct store *st, int64_t incident_id, int64_t now_ms)
{
	struct query *q = query(st, ALARM_CANCEL);

	q_int(q, "$incident", incident_id);
	q_int(q, "$now", now_ms);
	return q_run(q);
}

int store_alarm_defer(struct store *st, int64_t id, int64_t at_ms)
{
	struct query *q = query(st, ALARM_DEFER);

	q_int(q, "$id", id);
	q_int(q, "$at", at_ms);
	return q_run(q);
}

int store_alarm_of_batch(struct store *st, int64_t batch_id, int64_t after_id,
			 struct store_alarm *out)
{
	struct query *q = query(st, ALARM_OF_BATCH);

	q_int(q, "$batch", batch_id);
	q_int(q, "$after", after_id);
	return alarm_row(q, out);
}

int store_alarm_texts(struct store *st, int64_t person_id, int64_t since_ms, int64_t *n)
{
	struct query *q = query(st, ALARM_TEXTS);
	int rc;

	q_int(q, "$person", person_id);
	q_int(q, "$since", since_ms);
	*n = 0;
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

int store_alarm_rang(struct store *st, int64_t person_id, int64_t since_ms, int64_t *at_ms)
{
	struct query *q = query(st, ALARM_RANG);
	int rc;

	q_int(q, "$person", person_id);
	q_int(q, "$since", since_ms);
	*at_ms = 0;
	rc = q_get_int(q, at_ms);
	return rc < 0 ? rc : 0;
}

int store_alarm_failures(struct store *st, int64_t incident_id, int64_t since_ms, int64_t *n)
{
	struct query *q = query(st, ALARM_FAILURES);
	int rc;

	q_int(q, "$incident", incident_id);
	q_int(q, "$since", since_ms);
	*n = 0;
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

int store_alarm_told(struct store *st, int64_t incident_id, int64_t person_id)
{
	struct query *q = query(st, ALARM_TOLD);

	q_int(q, "$incident", incident_id);
	q_int(q, "$person", person_id);
	return is_there(q);
}

int store_alarm_any(struct store *st, int64_t incident_id)
{
	struct query *q = query(st, ALARM_ANY);

	q_int(q, "$incident", incident_id);
	return is_there(q);
}

/* --- Phones ------------------------------------------------------------------------------ */

int store_phone_get(struct store *st, int64_t person_id, struct store_phone *out)
{
	struct query *q = query(st, PHONE_GET);
	int rc;

	*out = (struct store_phone){ .person_id = person_id };
	q_int(q, "$person", person_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	out->bad_until_ms = q_col_int(q, 0);
	out->digest_at_ms = q_col_int(q, 1);
	out->stop_told_ms = q_col_int(q, 2);
	out->reached_at_ms = q_col_int(q, 3);
	out->drilled_at_ms = q_col_int(q, 4);
	q_done(q);
	return 0;
}

int store_phone_save(struct store *st, const struct store_phone *p)
{
	struct query *q = query(st, PHONE_SAVE);

	q_int(q, "$person", p->person_id);
	q_int(q, "$bad", p->bad_until_ms);
	q_int(q, "$digest", p->digest_at_ms);
	q_int(q, "$stop", p->stop_told_ms);
	q_int(q, "$reached", p->reached_at_ms);
	q_int(q, "$drilled", p->drilled_at_ms);
	return q_do(q);
}
