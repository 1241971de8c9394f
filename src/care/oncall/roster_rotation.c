// SPDX-License-Identifier: AGPL-3.0-or-later
/* Rotations become shifts, ahead of time. */
#include "care/oncall/oncall_int.h"

#include <stdlib.h>
#include "care/care_audit.h"
#include "care/care_clock.h"
#include "care/care_people.h"

enum { DAY_MIN = 1440 };

COUNTER(count_made, "roster.shifts", "Shifts that were made from rotations.");

/* --- Layers ---------------------------------------------------------------------------- */

static const struct care_layer layers[] = {
	{ "primary", STORE_LEVEL_ONCALL, 1 }, { "secondary", STORE_LEVEL_ONCALL, 2 },
	{ "third", STORE_LEVEL_ONCALL, 3 }, { "manager", STORE_LEVEL_MANAGER, 1 },
	{ "second-manager", STORE_LEVEL_MANAGER, 2 },
};

const struct care_layer *care_layer_find(const char *name)
{
	size_t k;

	for (k = 0; k < ARRAY_LEN(layers); k++)
		if (strcmp(layers[k].name, name) == 0)
			return &layers[k];
	return NULL;
}

const char *care_layer_name(enum store_level level, int position)
{
	size_t k;

	for (k = 0; k < ARRAY_LEN(layers); k++)
		if (layers[k].level == level && layers[k].position == (position ? position : 1))
			return layers[k].name;
	return level == STORE_LEVEL_MANAGER ? "manager" : "oncall";
}

/* --- Making shifts ------------------------------------------------------------------------ */

/* The days that a shift of this rotation begins on are `step` apart. */
static int step_days(const struct store_rotation *r)
{
	return r->length_min ? 1 : r->period_days;
}

static int64_t whose(const struct store_rotation *r, int64_t day)
{
	return r->people[(day - r->start_day) / r->period_days % r->people_len];
}

/* An end on another day than the beginning is read off that day's clock, so that
 * a night in which the clocks change is as long as it really is. */
static int shift_add(struct care_turn *t, const struct store_rotation *r, int64_t day)
{
	int end_min = r->minute + r->length_min;
	struct store_duty s = {
		.person_id = whose(r, day), .level = r->level, .position = r->position,
		.kind = STORE_DUTY_SHIFT, .rotation_id = r->id, .made_at_ms = t->now_ms,
		.from_ms = care_clock_at(r->zone, day, r->minute),
	};

	s.until_ms = r->length_min ? care_clock_at(r->zone, day + end_min / DAY_MIN,
						   end_min % DAY_MIN)
				   : care_clock_at(r->zone, day + step_days(r), r->minute);
	if (s.until_ms <= t->now_ms || s.until_ms <= s.from_ms)
		return 0;
	counter_inc(&count_made);
	return store_duty_add(t->store, &s) < 0 ? -EIO : 1;
}

static int fill_one(struct care_turn *t, const struct store_rotation *r)
{
	int64_t last = care_clock_day(r->zone, t->now_ms) + CARE_ROSTER_FILL_DAYS;
	int64_t day = r->made_day;
	int made = 0, rc = 0;

	for (; rc >= 0 && day < last; day += step_days(r)) {
		rc = shift_add(t, r, day);
		made += rc == 1;
	}
	if (rc >= 0 && day != r->made_day)
		rc = store_rotation_made(t->store, r->id, day);
	return rc < 0 ? rc : made;
}

int care_roster_fill(struct care_turn *t)
{
	struct store_rotation r = { .id = 0 };
	int made = 0, rc;

	while ((rc = store_rotation_next(t->store, r.id, &r)) == 1) {
		rc = fill_one(t, &r);
		if (rc < 0)
			return rc;
		made += rc;
	}
	return rc < 0 ? rc : made;
}

/* --- Adding, removing ---------------------------------------------------------------------- */

static int roles_check(struct care_turn *t, const struct store_rotation *r, struct err *err)
{
	struct store_person p;
	int i, rc;

	for (i = 0; i < r->people_len; i++) {
		rc = oncall_person(t, r->people[i], &p);
		if (rc < 0)
			return rc;
		if (!(p.roles & oncall_level_role(r->level)))
			return err_set(err, EINVAL, "%s has not the role '%s': person roles first",
				       p.pseudonym, r->level == STORE_LEVEL_MANAGER ? "manager" :
				       "oncall");
	}
	return 0;
}

/* Days gone by are left out; the shift that runs now is not. */
static void first_day(struct care_turn *t, struct store_rotation *r)
{
	int64_t today = care_clock_day(r->zone, t->now_ms), behind = today - r->start_day;

	r->made_day = r->start_day;
	if (behind > r->period_days)
		r->made_day += (behind / r->period_days - 1) * r->period_days;
}

int care_rotation_add(struct care_turn *t, struct store_rotation *r, const char *by,
		      struct err *err)
{
	int rc;

	if (r->people_len < 1)
		return err_set(err, EINVAL, "a rotation needs at least one person");
	if (!care_clock_zone_known(r->zone))
		return err_set(err, EINVAL, "there is no time zone '%s'", r->zone);
	rc = roles_check(t, r, err);
	if (rc < 0)
		return rc;
	first_day(t, r);
	r->made_at_ms = t->now_ms;
	rc = store_rotation_add(t->store, r);
	if (rc == 0)
		rc = care_audit_named(t, CARE_AUDIT_ROSTER, 0, by, talloc_asprintf(t->mem,
			"rotation %lld of %s was added", (long long)r->id,
			care_layer_name(r->level, r->position)));
	return rc < 0 ? rc : care_roster_touched(t);
}

int care_rotation_remove(struct care_turn *t, int64_t id, const char *by)
{
	int rc = store_rotation_end(t->store, id, t->now_ms);

	if (rc != 1)
		return rc;
	rc = care_audit_named(t, CARE_AUDIT_ROSTER, 0, by, talloc_asprintf(t->mem,
		"rotation %lld was removed", (long long)id));
	if (rc == 0)
		rc = care_roster_touched(t);
	return rc < 0 ? rc : 1;
}
