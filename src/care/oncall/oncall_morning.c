// SPDX-License-Identifier: AGPL-3.0-or-later
/* The morning digest: counts and codes, nobody's name. */
#include "care/oncall/oncall_int.h"

#include "store/store_reveal.h"

#define NIGHT_MS DAYS_MS(1)
#define LATE_MS MINUTES_MS(10)

/* A clock passed and nobody has done what it waited for. */
static bool is_late(const struct store_incident *i, int64_t now_ms)
{
	return i->state == STORE_INCIDENT_ALARMING ? now_ms - i->alarm_from_ms > LATE_MS ||
		i->missed :
						     i->missed > 0;
}

static int late_count(struct care_turn *t, int *late)
{
	struct store_incident i = { .id = 0 };
	int rc;

	*late = 0;
	while ((rc = store_incident_next(t->store, i.id, &i)) == 1)
		*late += !i.drill && is_late(&i, t->now_ms);
	return rc;
}

/* Managers on duty, and whoever is on call: each once. */
static int readers(struct care_turn *t, int64_t out[CARE_LADDER_MAX * 2])
{
	int n = care_oncall_duty(t, STORE_LEVEL_ONCALL, out), m, k, j;
	int64_t managers[CARE_LADDER_MAX];

	m = n < 0 ? n : care_oncall_duty(t, STORE_LEVEL_MANAGER, managers);
	for (k = 0; k < m; k++) {
		for (j = 0; j < n && out[j] != managers[k]; j++)
			;
		if (j == n)
			out[n++] = managers[k];
	}
	return m < 0 ? m : n;
}

struct morning {
	struct store_incident_since since;
	const char *list;
	int open, late, holes, phones;
	int64_t reviews;
};

static int say(struct care_turn *t, const struct store_person *to, const struct morning *m)
{
	int rc = care_say(t, to, CARE_DUTY, m->open ? "oncall.morning" : "oncall.morning.quiet",
			  WORDS_ARGS(WORDS_NUMBER("opened", m->since.opened),
				     WORDS_NUMBER("a", m->since.tier_a),
				     WORDS_NUMBER("closed", m->since.closed),
				     WORDS_TEXT("list", m->list)));

	if (rc < 0 || !(to->roles & STORE_ROLE_MANAGER) ||
	    !(m->late || m->holes || m->phones || m->reviews))
		return rc;
	return care_say(t, to, CARE_DUTY, "oncall.morning.todo", WORDS_ARGS(
		WORDS_NUMBER("late", m->late), WORDS_NUMBER("reviews", m->reviews),
		WORDS_NUMBER("holes", m->holes), WORDS_NUMBER("phones", m->phones)));
}

int oncall_digest_morning(struct care_turn *t, const struct roster_holes *h, int phones)
{
	struct morning m = { .holes = h->bad, .phones = phones };
	int64_t to[CARE_LADDER_MAX * 2];
	struct store_person p;
	int n = readers(t, to), k, rc;

	if (n <= 0)
		return n;
	rc = store_incident_since(t->store, t->now_ms - NIGHT_MS, &m.since);
	if (rc == 0)
		rc = late_count(t, &m.late);
	if (rc == 0)
		rc = store_reveal_unreviewed(t->store, &m.reviews);
	m.list = oncall_codes(t, 0, &m.open);
	for (k = 0; rc >= 0 && k < n; k++) {
		rc = oncall_person(t, to[k], &p);
		rc = rc == -ENOENT ? 0 : rc < 0 ? rc : say(t, &p, &m);
	}
	return rc < 0 ? rc : 0;
}
