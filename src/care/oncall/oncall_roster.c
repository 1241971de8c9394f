// SPDX-License-Identifier: AGPL-3.0-or-later
/* The roster: what the pager must know, and what is wrong with it. */
#include "care/oncall/oncall_int.h"

#include <stdlib.h>
#include <time.h>
#include "care/care_concern.h"
#include "store/store_due.h"

#define LOOK_MS DAYS_MS(14)
#define DAILY_MS DAYS_MS(1)
enum { EDGES_MAX = 2048, UNFAIR_PERCENT = 200 };

static const unsigned int level_role[] = {
	[STORE_LEVEL_ONCALL] = STORE_ROLE_ONCALL, [STORE_LEVEL_MANAGER] = STORE_ROLE_MANAGER,
};

int care_roster_generation(struct care_turn *t, int64_t *out)
{
	return store_roster_generation(t->store, out);
}

static int look_daily(struct care_turn *t)
{
	struct store_due due;
	int rc = store_due_get(t->store, STORE_DUE_ROSTER, 0, &due);

	return rc ? rc : store_due_arm(t->store, STORE_DUE_ROSTER, 0, t->now_ms + DAILY_MS, 0);
}

int care_staff_changed(struct care_turn *t)
{
	int rc = store_roster_changed(t->store);

	if (rc == 0)
		rc = look_daily(t);
	return rc < 0 ? rc : 0;
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
		if (rc == 0 && (p.roles & level_role[level]))
			rc = shift_lines(l, s, ns, &s[k], &p);
		if (rc == -ENOENT)
			rc = 0;
	}
	if (rc >= 0)
		rc = store_people_by_role(l->t->store, l->t->mem, level_role[level], &people, &np);
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

int care_roster_lines(struct care_turn *t, void *ctx, struct care_roster_line **out, size_t *n_out)
{
	struct lines l = { .t = t, .ctx = ctx };
	struct store_duty *s;
	size_t ns, k, level_end;
	int rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + CARE_ROSTER_AHEAD_MS, &s,
			      &ns);

	if (rc >= 0)
		rc = level_lines(&l, STORE_LEVEL_ONCALL, s, ns);
	level_end = l.n;
	if (rc >= 0)
		rc = level_lines(&l, STORE_LEVEL_MANAGER, s, ns);
	/* Who looks after the machine is the manager's to name; until then they are told. */
	for (k = level_end; rc >= 0 && k < l.n && l.list[k].level == STORE_LEVEL_MANAGER; k++) {
		struct care_roster_line copy = l.list[k];

		copy.level = STORE_LEVEL_OPERATOR;
		l.list = talloc_realloc(ctx, l.list, struct care_roster_line, l.n + 1);
		if (!l.list)
			base_oom();
		l.list[l.n++] = copy;
	}
	*out = l.list;
	*n_out = l.n;
	return rc < 0 ? rc : 0;
}

/* --- What is wrong --------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void utc(int64_t at_ms, char out[24])
{
	time_t s = (time_t)(at_ms / 1000);
	struct tm tm;

	gmtime_r(&s, &tm);
	strftime(out, 24, "%a %d %b %H:%M", &tm);
}

struct look {
	struct care_turn *t;
	void (*cb)(void *arg, const char *sentence);
	void *arg;
	int holes, alone;
};

static void tell(struct look *l, const char *sentence)
{
	if (l->cb)
		l->cb(l->arg, sentence);
}

static void tell_span(struct look *l, const char *what, int64_t from_ms, int64_t until_ms)
{
	char from[24], until[24];

	utc(from_ms, from);
	utc(until_ms, until);
	tell(l, talloc_asprintf(l->t->mem, "%s from %s to %s UTC.", what, from, until));
}

/* Who is on duty only changes at an edge: the middle of each piece tells. */
static int pieces(struct look *l, enum store_level level, const int64_t *edges, size_t n)
{
	int64_t list[CARE_LADDER_MAX], hole_from = 0, now_ms = l->t->now_ms;
	struct care_turn at = *l->t;
	size_t k;
	int on = 1;

	for (k = 0; on >= 0 && k + 1 < n; k++) {
		if (edges[k] == edges[k + 1])
			continue;
		at.now_ms = edges[k];
		on = care_oncall_duty(&at, level, list);
		if (on == 0 && !hole_from)
			hole_from = edges[k];
		if (on == 1)
			l->alone++;
		if (hole_from && (on > 0 || k + 2 == n)) {
			tell_span(l, level == STORE_LEVEL_ONCALL ? "Nobody is on call" :
				  "No manager is on duty", hole_from, on > 0 ? edges[k] : edges[k + 1]);
			l->holes++;
			hole_from = 0;
		}
	}
	l->t->now_ms = now_ms;
	return on < 0 ? on : 0;
}

/* A small service may have none: said when asked, but not each day anew. */
static int managers(struct look *l, const int64_t *edges, size_t n)
{
	struct store_person *people;
	size_t np = 0;
	int rc = store_people_by_role(l->t->store, l->t->mem, STORE_ROLE_MANAGER, &people, &np);

	if (rc < 0 || np)
		return rc < 0 ? rc : pieces(l, STORE_LEVEL_MANAGER, edges, n);
	tell(l, "There is no manager: an alarm that nobody on call answers goes no further.");
	return 0;
}

static int64_t hours_of(const struct store_duty *s, size_t n, int64_t id, int64_t from_ms,
			int64_t until_ms)
{
	int64_t sum = 0, a, b;
	size_t k;

	for (k = 0; k < n; k++) {
		if (s[k].person_id != id || s[k].level != STORE_LEVEL_ONCALL)
			continue;
		a = s[k].from_ms > from_ms ? s[k].from_ms : from_ms;
		b = s[k].until_ms && s[k].until_ms < until_ms ? s[k].until_ms : until_ms;
		sum += b > a ? b - a : 0;
	}
	return sum / HOURS_MS(1);
}

/* Twice the average is unfair, and tired people answer late. */
static int load(struct look *l, const struct store_duty *s, size_t ns)
{
	struct store_person *people;
	int64_t until_ms = l->t->now_ms + LOOK_MS, total = 0, hours;
	size_t np, k;
	int rc = store_people_by_role(l->t->store, l->t->mem, STORE_ROLE_ONCALL, &people, &np);

	for (k = 0; rc >= 0 && k < np; k++)
		total += hours_of(s, ns, people[k].id, l->t->now_ms, until_ms);
	for (k = 0; rc >= 0 && total && np > 1 && k < np; k++) {
		hours = hours_of(s, ns, people[k].id, l->t->now_ms, until_ms);
		if (hours * (int64_t)np * 100 > total * UNFAIR_PERCENT)
			tell(l, talloc_asprintf(l->t->mem, "%s has %lld of %lld hours of the next 14 "
						"days.", people[k].pseudonym, (long long)hours,
						(long long)total));
	}
	return rc < 0 ? rc : 0;
}

int care_roster_check(struct care_turn *t, void (*cb)(void *arg, const char *sentence), void *arg)
{
	struct look l = { .t = t, .cb = cb, .arg = arg };
	int64_t edges[EDGES_MAX], until_ms = t->now_ms + LOOK_MS;
	struct store_duty *s;
	size_t ns, k, n = 0;
	int rc = store_duties(t->store, t->mem, t->now_ms, until_ms, &s, &ns);

	if (rc < 0)
		return rc;
	edges[n++] = t->now_ms;
	for (k = 0; k < ns && n + 3 < EDGES_MAX; k++) {
		if (s[k].from_ms > t->now_ms)
			edges[n++] = s[k].from_ms;
		if (s[k].until_ms && s[k].until_ms < until_ms)
			edges[n++] = s[k].until_ms;
	}
	edges[n++] = until_ms;
	qsort(edges, n, sizeof(edges[0]), by_time);
	rc = pieces(&l, STORE_LEVEL_ONCALL, edges, n);
	if (rc == 0 && l.alone)
		tell(&l, "At times only one person is on call: if they sleep through, managers are "
			 "called after 10 minutes.");
	if (rc == 0)
		rc = managers(&l, edges, n);
	if (rc == 0)
		rc = load(&l, s, ns);
	return rc < 0 ? rc : l.holes;
}

/* --- Each day ---------------------------------------------------------------------------- */

static void first_sentence(void *arg, const char *sentence)
{
	const char **first = arg;

	if (!*first)
		*first = sentence;
}

int care_roster_due(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	int64_t managers[CARE_LADDER_MAX];
	const char *first = NULL;
	struct care_concern c = { .kind = STORE_CONCERN_DUTY, .why = "a hole in the rota" };
	int n, rc = store_roster_changed(t->store);

	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_ROSTER, 0, t->now_ms + DAILY_MS, 0);
	if (rc == 0)
		rc = care_roster_check(t, first_sentence, &first);
	if (rc <= 0)
		return rc;
	LOGP(DCARE, LOGL_ERROR, "The roster has %d holes in the next 14 days.\n", rc);
	n = care_oncall_duty(t, STORE_LEVEL_MANAGER, managers);
	if (n < 0)
		return n;
	if (n)
		c.owner_id = managers[0];
	c.note = secret_str(t->mem, first ? first : "");
	return care_concern_raise(t, &c, NULL);
}
