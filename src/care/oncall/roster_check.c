// SPDX-License-Identifier: AGPL-3.0-or-later
/* What is wrong with the roster: holes, layers without anybody, who bears too much. */
#include "care/oncall/oncall_int.h"

#include <stdlib.h>
#include <time.h>
#include "care/care_clock.h"
#include "care/care_people.h"
#include "care/care_queue.h"
#include "care/care_watch.h"

#define LOOK_MS DAYS_MS(CARE_ROSTER_LOOK_DAYS)
#define LOAD_MS DAYS_MS(CARE_ROSTER_FILL_DAYS)
enum {
	EDGES_MAX = 2048, UNFAIR_PERCENT = 200, NIGHT_FROM = 22 * 60, NIGHT_TO = 6 * 60,
	FEW_HOURS = 24,		/* fewer hours of a kind are nobody's burden */
};

/* --- Holes ----------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Who is on duty changes at these moments only.  How many. */
static int edges_of(struct care_turn *t, const struct store_duty *s, size_t ns, int64_t *edges)
{
	int64_t until_ms = t->now_ms + LOOK_MS;
	size_t k;
	int n = 0;

	edges[n++] = t->now_ms;
	for (k = 0; k < ns && n + 3 < EDGES_MAX; k++) {
		if (s[k].from_ms > t->now_ms)
			edges[n++] = s[k].from_ms;
		if (s[k].until_ms && s[k].until_ms < until_ms)
			edges[n++] = s[k].until_ms;
	}
	edges[n++] = until_ms;
	qsort(edges, (size_t)n, sizeof(edges[0]), by_time);
	return n;
}

static void hole_add(struct roster_holes *h, enum store_level level, int position, int64_t from_ms,
		     int64_t until_ms)
{
	if (h->n == ROSTER_HOLES_MAX)
		return;
	h->hole[h->n++] = (struct roster_hole){
		.level = level, .position = position, .from_ms = from_ms, .until_ms = until_ms };
}

/* position 0: anybody of that level. */
static int on_at(struct care_turn *t, enum store_level level, int position, int64_t at_ms)
{
	int64_t list[CARE_LADDER_MAX];
	struct care_turn at = *t;

	at.now_ms = at_ms;
	return position ? oncall_layer(&at, level, position) : care_oncall_duty(&at, level, list);
}

static int look(struct care_turn *t, struct roster_holes *h, enum store_level level, int position,
		const int64_t *edges, int n)
{
	int64_t from_ms = 0;
	int k, on = 1;

	for (k = 0; on >= 0 && k + 1 < n; k++) {
		if (edges[k] == edges[k + 1])
			continue;
		on = on_at(t, level, position, edges[k]);
		if (on == 0 && !from_ms)
			from_ms = edges[k];
		if (on == 1 && !position && level == STORE_LEVEL_ONCALL)
			h->alone++;
		if (from_ms && (on > 0 || k + 2 == n)) {
			hole_add(h, level, position, from_ms, on > 0 ? edges[k] : edges[k + 1]);
			from_ms = 0;
		}
	}
	return on < 0 ? on : 0;
}

/* A small service may have no manager: said when asked, but not each day anew. */
static int manager_is_there(struct care_turn *t)
{
	struct store_person *people;
	size_t n = 0;
	int rc = store_people_by_role(t->store, t->mem, STORE_ROLE_MANAGER, &people, &n);

	return rc < 0 ? rc : n > 0;
}

/* A layer in which people take turns should always have somebody. */
static int layers(struct care_turn *t, struct roster_holes *h, const int64_t *edges, int n)
{
	struct store_rotation r = { .id = 0 };
	unsigned int seen = 0, bit;
	int rc;

	while ((rc = store_rotation_next(t->store, r.id, &r)) == 1) {
		bit = 1u << (r.position % 8 + 8 * r.level);
		if (!(seen & bit))
			rc = look(t, h, r.level, r.position, edges, n);
		seen |= bit;
		if (rc < 0)
			break;
	}
	return rc < 0 ? rc : 0;
}

int roster_holes(struct care_turn *t, struct roster_holes *h)
{
	int64_t *edges = talloc_array(t->mem, int64_t, EDGES_MAX);
	struct store_duty *s;
	size_t ns;
	int n, rc;

	memset(h, 0, sizeof(*h));
	if (!edges)
		base_oom();
	rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + LOOK_MS, &s, &ns);
	if (rc < 0)
		return rc;
	n = edges_of(t, s, ns, edges);
	rc = look(t, h, STORE_LEVEL_ONCALL, 0, edges, n);
	if (rc == 0)
		rc = h->managers = manager_is_there(t);
	if (rc == 1)
		rc = look(t, h, STORE_LEVEL_MANAGER, 0, edges, n);
	h->bad = h->n;			/* what follows weakens; nobody is left uncalled */
	if (rc == 0)
		rc = layers(t, h, edges, n);
	talloc_free(edges);
	return rc;
}

/* --- Load --------------------------------------------------------------------------------- */

static void hour_count(const struct care_turn *t, const char *zone, int64_t at_ms,
		       struct care_load *l)
{
	int minute = care_clock_minute(zone, at_ms);

	l->hours++;
	l->nights += minute >= NIGHT_FROM || minute < NIGHT_TO;
	l->weekends += care_clock_weekday(zone, at_ms) >= 6;
	l->holidays += care_queue_holiday(t->care, care_clock_day(zone, at_ms));
}

static void shift_count(struct care_turn *t, const struct store_duty *s, struct care_load *l)
{
	const char *zone = care_people_settings(t->care)->zone;
	int64_t end_ms = t->now_ms + LOAD_MS, at_ms;

	if (s->until_ms && s->until_ms < end_ms)
		end_ms = s->until_ms;
	for (at_ms = s->from_ms > t->now_ms ? s->from_ms : t->now_ms; at_ms < end_ms;
	     at_ms += HOURS_MS(1))
		hour_count(t, zone, at_ms, l);
}

static int by_hours(const void *a, const void *b)
{
	const struct care_load *x = a, *y = b;

	return x->hours != y->hours ? (x->hours < y->hours) - (x->hours > y->hours) :
	       strcmp(x->who, y->who);
}

static int load_of(struct care_turn *t, struct care_roster_score *out)
{
	struct store_person *people;
	struct store_phone phone;
	struct store_duty *s;
	size_t ns, n, k, j;
	int rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + LOAD_MS, &s, &ns);

	if (rc >= 0)
		rc = store_people_by_role(t->store, t->mem, STORE_ROLE_ONCALL, &people, &n);
	if (rc < 0)
		return rc;
	out->load = talloc_zero_array(t->mem, struct care_load, n + 1);
	if (!out->load)
		base_oom();
	for (k = 0; rc >= 0 && k < n; k++) {
		struct care_load *l = &out->load[out->load_len++];

		l->person_id = people[k].id;
		memcpy(l->who, people[k].pseudonym, sizeof(l->who));
		for (j = 0; j < ns; j++)
			if (s[j].person_id == l->person_id && s[j].level == STORE_LEVEL_ONCALL)
				shift_count(t, &s[j], l);
		rc = store_phone_get(t->store, l->person_id, &phone);
		l->verified = rc == 0 && care_watch_verified(t, &phone);
	}
	qsort(out->load, out->load_len, sizeof(out->load[0]), by_hours);
	return rc < 0 ? rc : 0;
}

/* --- Scores --------------------------------------------------------------------------------- */

static const struct { const char *name; size_t at; } kinds[] = {
	{ "hours", offsetof(struct care_load, hours) },
	{ "night hours", offsetof(struct care_load, nights) },
	{ "weekend hours", offsetof(struct care_load, weekends) },
	{ "holiday hours", offsetof(struct care_load, holidays) },
};

static int64_t kind_of(const struct care_load *l, size_t kind)
{
	return *(const int64_t *)((const char *)l + kinds[kind].at);
}

static int64_t total_of(const struct care_roster_score *s, size_t kind)
{
	int64_t sum = 0;
	size_t k;

	for (k = 0; k < s->load_len; k++)
		sum += kind_of(&s->load[k], kind);
	return sum;
}

/* An even share in percent of the biggest one. */
static int evenness(const struct care_roster_score *s, size_t kind)
{
	int64_t total = total_of(s, kind), most = 0;
	size_t k;

	for (k = 0; k < s->load_len; k++)
		if (kind_of(&s->load[k], kind) > most)
			most = kind_of(&s->load[k], kind);
	if (total < FEW_HOURS || s->load_len < 2)
		return 100;
	return (int)(total * 100 / (most * (int64_t)s->load_len));
}

static int64_t hole_hours(const struct roster_holes *h)
{
	int64_t ms = 0;
	int k;

	for (k = 0; k < h->bad; k++)
		if (h->hole[k].level == STORE_LEVEL_ONCALL)
			ms += h->hole[k].until_ms - h->hole[k].from_ms;
	return (ms + HOURS_MS(1) - 1) / HOURS_MS(1);
}

static int score(struct care_turn *t, const struct roster_holes *h, struct care_roster_score *out)
{
	size_t k, verified = 0;
	int rc = load_of(t, out), even;

	out->holes = h->bad;
	out->hole_hours = hole_hours(h);
	out->cover = (int)(100 - out->hole_hours * 100 / (LOOK_MS / HOURS_MS(1)));
	out->fair = 100;
	for (k = 0; rc == 0 && k < ARRAY_LEN(kinds); k++) {
		even = evenness(out, k);
		/* Holidays are few: they are shown, but no score hangs on one Christmas. */
		if (even < out->fair && kinds[k].at != offsetof(struct care_load, holidays))
			out->fair = even;
	}
	for (k = 0; rc == 0 && k < out->load_len; k++)
		verified += out->load[k].verified;
	out->phones = out->load_len ? (int)(verified * 100 / out->load_len) : 0;
	return rc;
}

int care_roster_score(struct care_turn *t, struct care_roster_score *out)
{
	struct roster_holes h;
	int rc = roster_holes(t, &h);

	memset(out, 0, sizeof(*out));
	return rc < 0 ? rc : score(t, &h, out);
}

/* --- In sentences --------------------------------------------------------- */

struct teller {
	struct care_turn *t;
	void (*cb)(void *arg, const struct care_roster_fault *fault);
	void *arg;
};

static void tell(const struct teller *l, const char *sentence)
{
	if (l->cb)
		l->cb(l->arg, &(struct care_roster_fault){ .sentence = sentence });
}

static void utc(int64_t at_ms, char out[24])
{
	time_t s = (time_t)(at_ms / 1000);
	struct tm tm;

	gmtime_r(&s, &tm);
	strftime(out, 24, "%a %d %b %H:%M", &tm);
}

static void tell_hole(const struct teller *l, const struct roster_hole *hole)
{
	const char *layer = hole->position ? care_layer_name(hole->level, hole->position) : NULL;
	char from[24], until[24];
	const char *what = layer ? talloc_asprintf(l->t->mem, "The layer '%s' has nobody", layer) :
			   hole->level == STORE_LEVEL_ONCALL ? "Nobody is on call" :
			   "No manager is on duty";

	utc(hole->from_ms, from);
	utc(hole->until_ms, until);
	if (l->cb)
		l->cb(l->arg, &(struct care_roster_fault){ .level = hole->level, .layer = layer,
			.sentence = talloc_asprintf(l->t->mem, "%s from %s to %s UTC.", what,
						    from, until),
			.from_ms = hole->from_ms, .until_ms = hole->until_ms });
}

/* Twice the average is unfair, and tired people answer late. */
static void tell_load(const struct teller *l, const struct care_roster_score *s)
{
	int64_t total, one;
	size_t k, j;

	for (k = 0; k < ARRAY_LEN(kinds); k++) {
		total = total_of(s, k);
		for (j = 0; total >= FEW_HOURS && s->load_len > 1 && j < s->load_len; j++) {
			one = kind_of(&s->load[j], k);
			if (one * (int64_t)s->load_len * 100 > total * UNFAIR_PERCENT)
				tell(l, talloc_asprintf(l->t->mem,
					"\"%s\" has %lld of %lld %s of the next %d days.",
					s->load[j].who, (long long)one, (long long)total,
					kinds[k].name, (int)CARE_ROSTER_FILL_DAYS));
		}
	}
}

static int tell_phones(const struct teller *l)
{
	struct store_person *people;
	struct store_phone phone;
	size_t n, k;
	int rc = store_people_by_role(l->t->store, l->t->mem,
				      STORE_ROLE_ONCALL | STORE_ROLE_MANAGER, &people, &n);

	for (k = 0; rc >= 0 && k < n; k++) {
		rc = store_phone_get(l->t->store, people[k].id, &phone);
		if (rc == 0 && !care_watch_verified(l->t, &phone))
			tell(l, talloc_asprintf(l->t->mem, "The phone of \"%s\" %s.",
				people[k].pseudonym,
				phone.drilled_at_ms ? "has answered no drill and no alarm for too "
				"long" :
				"was never verified"));
	}
	return rc < 0 ? rc : 0;
}

static void tell_who_is_missing(const struct teller *l, const struct roster_holes *h, size_t oncall)
{
	if (!oncall && !h->managers)
		tell(l, "There is NEITHER anybody on call NOR a manager: alarms go to "
		     "whoever is staff.");
	else if (!h->managers)
		tell(l, "There is no manager: an alarm that nobody on call answers "
		     "goes no further.");
	if (h->alone)
		tell(l, "At times only one person is on call: if they sleep through, managers are "
			"called after 10 minutes.");
}

/* A layer that is empty while nobody at all is there has been told. */
static bool is_told(const struct roster_holes *h, int k)
{
	const struct roster_hole *hole = &h->hole[k], *all;
	int i;

	for (i = 0; i < h->bad; i++) {
		all = &h->hole[i];
		if (k >= h->bad && all->level == hole->level && all->from_ms <= hole->from_ms &&
		    all->until_ms >= hole->until_ms)
			return true;
	}
	return false;
}

int care_roster_check(struct care_turn *t,
		      void (*cb)(void *arg, const struct care_roster_fault *fault), void *arg)
{
	const struct teller l = { t, cb, arg };
	struct care_roster_score s = { .load = NULL };
	struct roster_holes h;
	int k, rc = roster_holes(t, &h);

	if (rc == 0)
		rc = score(t, &h, &s);
	if (rc < 0)
		return rc;
	for (k = 0; k < h.n; k++)
		if (!is_told(&h, k))
			tell_hole(&l, &h.hole[k]);
	tell_who_is_missing(&l, &h, s.load_len);
	tell_load(&l, &s);
	rc = tell_phones(&l);
	return rc < 0 ? rc : h.bad;
}
