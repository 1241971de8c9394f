// SPDX-License-Identifier: AGPL-3.0-or-later
/* What the pager must know of the roster. */
#include "care/oncall/oncall_int.h"

int care_roster_generation(struct care_turn *t, int64_t *out)
{
	return store_roster_generation(t->store, out);
}

/* --- For the file -------------------------------------------------------------------- */

struct lines {
	struct care_turn *t;
	void *ctx;
	struct care_roster_line *list;
	size_t n;
};

static int line_add(struct lines *l, enum store_level level, const struct store_person *p,
		    int64_t from_ms, int64_t until_ms)
{
	struct care_roster_line *line;
	struct secret *number;
	int rc = store_people_number(l->t->store, l->ctx, p->id, &number);

	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc < 0)
		return rc;
	l->list = talloc_realloc(l->ctx, l->list, struct care_roster_line, l->n + 1);
	if (!l->list)
		base_oom();
	line = &l->list[l->n++];
	*line = (struct care_roster_line){
		.level = level, .person_id = p->id, .from_ms = from_ms, .until_ms = until_ms,
		.number = number,
	};
	memcpy(line->lang, p->lang, sizeof(line->lang));
	return 0;
}

/* An override cuts a hole into the rows of whom it replaces. */
static int shift_lines(struct lines *l, const struct store_duty *all, size_t n,
		       const struct store_duty *s, const struct store_person *p)
{
	int64_t from = s->from_ms, until = s->until_ms ? s->until_ms : INT64_MAX;
	size_t k;
	int rc = 0;

	for (k = 0; rc == 0 && from < until && k < n; k++) {
		const struct store_duty *o = &all[k];
		int64_t end = o->until_ms ? o->until_ms : INT64_MAX;

		if (o->kind == STORE_DUTY_SHIFT || o->replaces_id != s->person_id || end <= from ||
		    o->from_ms >= until)
			continue;
		if (o->from_ms > from)
			rc = line_add(l, s->level, p, from, o->from_ms);
		from = end;
	}
	if (rc == 0 && from < until)
		rc = line_add(l, s->level, p, from, until == INT64_MAX ? 0 : until);
	return rc;
}

static int level_lines(struct lines *l, enum store_level level, const struct store_duty *s,
		       size_t ns)
{
	struct store_person *people, p;
	size_t np, k;
	int rc = 0;

	for (k = 0; rc >= 0 && k < ns; k++) {
		if (s[k].level != level)
			continue;
		rc = oncall_person(l->t, s[k].person_id, &p);
		if (rc == 0 && (p.roles & oncall_level_role(level)))
			rc = shift_lines(l, s, ns, &s[k], &p);
		if (rc == -ENOENT)
			rc = 0;
	}
	if (rc >= 0)
		rc = store_people_by_role(l->t->store, l->t->mem, oncall_level_role(level),
					  &people, &np);
	for (k = 0; rc >= 0 && k < np; k++) {
		struct store_duty always = { .person_id = people[k].id, .level = level };

		rc = store_duty_any(l->t->store, people[k].id);
		if (rc == 0)
			rc = shift_lines(l, s, ns, &always, &people[k]);
		/* Off duty: still of that level, for when nobody is on. */
		else if (rc == 1)
			rc = line_add(l, level, &people[k], 1, 2);
	}
	return rc < 0 ? rc : 0;
}

/* Who looks after the machine is the manager's to name; until then they are told. */
static void operators(struct lines *l, size_t from)
{
	size_t k, end = l->n;

	for (k = from; k < end; k++) {
		struct care_roster_line copy = l->list[k];

		copy.level = STORE_LEVEL_OPERATOR;
		l->list = talloc_realloc(l->ctx, l->list, struct care_roster_line, l->n + 1);
		if (!l->list)
			base_oom();
		l->list[l->n++] = copy;
	}
}

/* A house without anybody on call and without a manager: whoever is staff is called. */
static int anybody(struct lines *l)
{
	struct store_person *people;
	size_t n, k;
	int rc = store_people_by_role(l->t->store, l->t->mem, STORE_ROLE_STAFF, &people, &n);

	for (k = 0; rc >= 0 && k < n; k++)
		rc = line_add(l, STORE_LEVEL_ONCALL, &people[k], 0, 0);
	return rc < 0 ? rc : 0;
}

static int lines_ahead(struct lines *l, int64_t ahead_ms)
{
	struct care_turn *t = l->t;
	struct store_duty *s;
	size_t ns, level_end;
	int rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + ahead_ms, &s, &ns);

	if (rc >= 0)
		rc = level_lines(l, STORE_LEVEL_ONCALL, s, ns);
	level_end = l->n;
	if (rc >= 0)
		rc = level_lines(l, STORE_LEVEL_MANAGER, s, ns);
	operators(l, level_end);
	return rc < 0 ? rc : l->n ? 0 : anybody(l);
}

/* As far ahead as there is room for in the file: a day that is not in it is one on which a
 * house that has been dead for days calls everybody. */
int care_roster_lines(struct care_turn *t, void *ctx, struct care_roster_line **out, size_t *n_out)
{
	struct lines l;
	int64_t ahead_ms;
	int rc;

	for (ahead_ms = CARE_ROSTER_AHEAD_MS; ; ahead_ms /= 2) {
		l = (struct lines){ .t = t, .ctx = ctx };
		rc = lines_ahead(&l, ahead_ms);
		if (rc < 0 || l.n <= CARE_ROSTER_LINES || ahead_ms < DAYS_MS(2))
			break;
		talloc_free(l.list);
	}
	*out = l.list;
	*n_out = l.n;
	return rc;
}
