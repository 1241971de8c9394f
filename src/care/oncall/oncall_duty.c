// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who is on duty, and in which order they are called. */
#include "care/oncall/oncall_int.h"

COUNTER(count_anybody, "alarm.anybody", "Looks for whom to call that found neither on-call staff "
	"nor a manager, but other staff.");

static const unsigned int level_roles[STORE_LEVELS] = {
	[STORE_LEVEL_ONCALL] = STORE_ROLE_ONCALL,
	[STORE_LEVEL_MANAGER] = STORE_ROLE_MANAGER,
	[STORE_LEVEL_OPERATOR] = STORE_ROLE_MANAGER,	/* there is no role of its own */
};

unsigned int oncall_level_role(enum store_level level)
{
	return level_roles[level];
}

int oncall_person(struct care_turn *t, int64_t id, struct store_person *out)
{
	int rc = store_people_by_id(t->store, id, out);

	return rc == -ENOKEY ? -ENOENT : rc;
}

static int add(int64_t *list, int n, int64_t id, int64_t without_id)
{
	int i;

	for (i = 0; i < n; i++)
		if (list[i] == id)
			return n;
	if (id != without_id && n < CARE_LADDER_MAX)
		list[n++] = id;
	return n;
}

static bool off_meanwhile(const struct store_duty *s, size_t n, int64_t id)
{
	size_t k;

	for (k = 0; k < n; k++)
		if (s[k].kind != STORE_DUTY_SHIFT && s[k].replaces_id == id)
			return true;
	return false;
}

static int has_role(struct care_turn *t, int64_t id, unsigned int role)
{
	struct store_person p;
	int rc = oncall_person(t, id, &p);

	return rc == -ENOENT ? 0 : rc < 0 ? rc : !!(p.roles & role);
}

/* Rows first, in their order; then whoever has the role and never had a row. */
static int duty(struct care_turn *t, enum store_level level, int64_t without_id,
		int64_t out[CARE_LADDER_MAX])
{
	struct store_person *people;
	struct store_duty *s;
	size_t ns, np, k;
	int n = 0, rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + 1, &s, &ns);

	for (k = 0; rc >= 0 && k < ns; k++) {
		if (s[k].level != level || off_meanwhile(s, ns, s[k].person_id))
			continue;
		rc = has_role(t, s[k].person_id, oncall_level_role(level));
		if (rc == 1)
			n = add(out, n, s[k].person_id, without_id);
	}
	if (rc >= 0)
		rc = store_people_by_role(t->store, t->mem, oncall_level_role(level), &people, &np);
	for (k = 0; rc >= 0 && k < np; k++) {
		if (off_meanwhile(s, ns, people[k].id))
			continue;
		rc = store_duty_any(t->store, people[k].id);
		if (rc == 0)
			n = add(out, n, people[k].id, without_id);
	}
	return rc < 0 ? rc : n;
}

int care_oncall_duty(struct care_turn *t, enum store_level level, int64_t out[CARE_LADDER_MAX])
{
	return duty(t, level, 0, out);
}

static int add_role(struct care_turn *t, unsigned int roles, int64_t without_id,
		    int64_t out[CARE_LADDER_MAX], int n)
{
	struct store_person *people;
	size_t np, k;
	int rc = store_people_by_role(t->store, t->mem, roles, &people, &np);

	for (k = 0; rc >= 0 && k < np; k++)
		n = add(out, n, people[k].id, without_id);
	return rc < 0 ? rc : n;
}

int oncall_layer(struct care_turn *t, enum store_level level, int position)
{
	struct store_duty *s;
	size_t ns, k;
	int n = 0, rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + 1, &s, &ns);

	for (k = 0; rc >= 0 && k < ns; k++) {
		if (s[k].level != level || (s[k].position ? s[k].position : 1) != position ||
		    off_meanwhile(s, ns, s[k].person_id))
			continue;
		rc = has_role(t, s[k].person_id, oncall_level_role(level));
		n += rc == 1;
	}
	return rc < 0 ? rc : n;
}

const char *oncall_name(struct care_turn *t, int64_t id)
{
	struct store_person p;

	if (!id || oncall_person(t, id, &p) < 0)
		return "-";
	return talloc_strdup(t->mem, p.pseudonym);
}

/* Nobody on duty: the managers at once, and then everybody, on duty or not; a house
 * that has neither calls whoever is staff: somebody in danger must not meet nobody. */
int care_oncall_ladder(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
{
	int n = duty(t, STORE_LEVEL_ONCALL, without_id, out);

	if (n != 0)
		return n;
	n = duty(t, STORE_LEVEL_MANAGER, without_id, out);
	if (n >= 0)
		n = add_role(t, STORE_ROLE_ONCALL, without_id, out, n);
	if (n >= 0)
		n = add_role(t, STORE_ROLE_MANAGER, without_id, out, n);
	if (n != 0)
		return n;
	counter_inc(&count_anybody);
	LOGP(DCARE, LOGL_ERROR, "An alarm goes to whoever is staff: there is neither anybody on "
	     "call nor a manager.\n");
	return add_role(t, STORE_ROLE_STAFF, without_id, out, 0);
}

int oncall_everybody(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
{
	int n = duty(t, STORE_LEVEL_ONCALL, without_id, out);

	if (n >= 0)
		n = add_role(t, STORE_ROLE_ONCALL | STORE_ROLE_MANAGER, without_id, out, n);
	return n != 0 ? n : add_role(t, STORE_ROLE_STAFF, without_id, out, 0);
}

int oncall_managers(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
{
	int n = duty(t, STORE_LEVEL_MANAGER, without_id, out);

	if (n == 0)
		n = add_role(t, STORE_ROLE_MANAGER, without_id, out, 0);
	return n != 0 ? n : add_role(t, STORE_ROLE_COORDINATOR | STORE_ROLE_SUPERVISOR,
				     without_id, out, 0);
}

int oncall_tell_managers(struct care_turn *t, int64_t without_id, const char *key,
			 const struct words_arg *args)
{
	int64_t list[CARE_LADDER_MAX];
	struct store_person p;
	int k, n = oncall_managers(t, without_id, list), rc = n < 0 ? n : 0;

	for (k = 0; rc >= 0 && k < n; k++) {
		rc = oncall_person(t, list[k], &p);
		rc = rc == -ENOENT ? 0 : rc < 0 ? rc : care_say(t, &p, CARE_DUTY, key, args);
	}
	return rc < 0 ? rc : 0;
}
