// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A shift changes hands, by text: SHIFTS, SWAP 12, 7 12.
 *
 *	SWAP 12 --> OPEN --"7 12" by another--> TAKEN
 *	              '--SWAP 12 NO, the shift is over--> OVER
 *
 * SWAP 12 15 asks only whoever has 15, whose "7 12" changes both.
 *
 * Until it is taken it stays whose it was.
 */
#include "care/oncall/oncall_int.h"

#include <stdlib.h>
#include <strings.h>
#include "care/care_audit.h"
#include "store/store_due.h"

enum { SHIFTS_MAX = 4, NUDGE = 1, LAPSE = 2 };
#define SHIFTS_LOOK_MS DAYS_MS(42)
#define NUDGE_MS DAYS_MS(1)

COUNTER(count_asked, "roster.swaps", "Shifts that were offered to others.");
COUNTER(count_taken, "roster.swapped", "Of them: taken by somebody.");

/* --- Words ------------------------------------------------------------------------------ */

static const char *when(struct care_turn *t, const struct store_person *to, int64_t at_ms)
{
	const struct words_for who = { .lang = to->lang, .channel = WORDS_SMS };

	return words_until(t->mem, care_deps(t->care)->words, &who, to->zone, t->now_ms, at_ms);
}

static int say(struct care_turn *t, const struct store_person *to, const char *key,
	       const struct store_duty *s, const char *who)
{
	return care_say(t, to, CARE_DUTY, key, WORDS_ARGS(
		WORDS_TEXT("n", talloc_asprintf(t->mem, "%lld", (long long)s->id)),
		WORDS_TEXT("who", who), WORDS_TEXT("layer", care_layer_name(s->level, s->position)),
		WORDS_TEXT("from", when(t, to, s->from_ms)),
		WORDS_TEXT("until", when(t, to, s->until_ms))));
}

static int say_to(struct care_turn *t, int64_t id, const char *key, const struct store_duty *s,
		  const char *who)
{
	struct store_person p;
	int rc = oncall_person(t, id, &p);

	return rc == -ENOENT ? 0 : rc < 0 ? rc : say(t, &p, key, s, who);
}

/* --- Offering --------------------------------------------------------------------------- */

/* A shift that is not over yet, and the person it is whose. */
static int find(struct care_turn *t, int64_t shift_id, struct store_duty *s,
		enum care_swap_did *did)
{
	int rc = store_duty_get(t->store, shift_id, s);

	if (rc < 0)
		return rc;
	*did = rc == 0 || !s->until_ms || s->until_ms <= t->now_ms ? CARE_SWAP_NONE :
								    CARE_SWAP_ASKED;
	return 0;
}

static int offer(struct care_turn *t, const struct store_duty *s, const char *who, int *told)
{
	struct store_person *people;
	size_t n, k;
	int rc = store_people_by_role(t->store, t->mem, oncall_level_role(s->level), &people, &n);

	*told = 0;
	for (k = 0; rc >= 0 && k < n; k++) {
		if (people[k].id == s->person_id)
			continue;
		rc = say(t, &people[k], "roster.swap.offer", s, who);
		++*told;
	}
	return rc < 0 ? rc : 0;
}

/* A day before it begins somebody has to know that it was not taken; it lapses when it begins. */
static int arm(struct care_turn *t, const struct store_swap *w, const struct store_duty *s)
{
	bool early = s->from_ms - t->now_ms > 2 * NUDGE_MS;

	return early ? store_due_arm(t->store, STORE_DUE_SWAP, w->id, s->from_ms - NUDGE_MS,
				     NUDGE) :
		       store_due_arm(t->store, STORE_DUE_SWAP, w->id,
				     s->from_ms > t->now_ms ? s->from_ms : s->until_ms, LAPSE);
}

static int audit(struct care_turn *t, int64_t by_id, const struct store_duty *s, const char *what)
{
	return care_audit(t, CARE_AUDIT_SWAP, s->person_id, by_id,
			  talloc_asprintf(t->mem, "shift %lld %s", (long long)s->id, what));
}

/* The colleague's shift that is wanted for *s: theirs, to come, and each may hold the other's. */
static int find_other(struct care_turn *t, const struct store_person *by,
		      const struct store_duty *s,
		      int64_t for_id, struct store_duty *other, struct store_person *owner)
{
	enum care_swap_did did;
	int rc = find(t, for_id, other, &did);

	if (rc < 0 || did != CARE_SWAP_ASKED || other->person_id == by->id ||
	    other->from_ms <= t->now_ms)
		return rc < 0 ? rc : -ENOENT;
	rc = oncall_person(t, other->person_id, owner);
	return rc < 0 ? rc : (by->roles & oncall_level_role(other->level)) &&
			     (owner->roles & oncall_level_role(s->level)) ? 0 : -ENOENT;
}

static int offer_for(struct care_turn *t, const struct store_person *by, const struct store_duty *s,
		     int64_t for_id, int *told)
{
	struct store_person owner;
	struct store_duty other;
	int rc = find_other(t, by, s, for_id, &other, &owner);

	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	*told = 1;
	return care_say(t, &owner, CARE_DUTY, "roster.swap.exchange", WORDS_ARGS(
		WORDS_TEXT("who", by->pseudonym),
		WORDS_TEXT("n", talloc_asprintf(t->mem, "%lld", (long long)s->id)),
		WORDS_TEXT("from", when(t, &owner, s->from_ms)),
		WORDS_TEXT("until", when(t, &owner, s->until_ms)),
		WORDS_TEXT("other", talloc_asprintf(t->mem, "%lld", (long long)other.id)),
		WORDS_TEXT("start", when(t, &owner, other.from_ms)),
		WORDS_TEXT("end", when(t, &owner, other.until_ms))));
}

int care_swap_ask(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		  struct store_duty *s, enum care_swap_did *did)
{
	return care_swap_ask_for(t, by, shift_id, 0, s, did);
}

int care_swap_ask_for(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		      int64_t for_id, struct store_duty *s, enum care_swap_did *did)
{
	struct store_person owner;
	struct store_swap w;
	int told = 0, rc = find(t, shift_id, s, did);

	if (rc < 0 || *did != CARE_SWAP_ASKED)
		return rc;
	if (s->person_id != by->id && (for_id || !(by->roles & STORE_ROLE_MANAGER))) {
		*did = CARE_SWAP_NOT_YOURS;
		return 0;
	}
	rc = store_swap_of(t->store, shift_id, &w);
	if (rc == 1 && w.state == STORE_SWAP_OPEN) {
		*did = CARE_SWAP_BEFORE;
		return 0;
	}
	w = (struct store_swap){
		.shift_id = shift_id, .from_id = s->person_id, .for_id = for_id,
		.asked_at_ms = t->now_ms };
	if (rc >= 0)
		rc = oncall_person(t, s->person_id, &owner);
	if (rc == 0)
		rc = for_id ? offer_for(t, by, s, for_id, &told) :
			offer(t, s, owner.pseudonym, &told);
	if (rc < 0)
		return rc;
	*did = told ? CARE_SWAP_ASKED : for_id ? CARE_SWAP_NO_OTHER : CARE_SWAP_NOBODY;
	rc = told ? store_swap_add(t->store, &w) : 0;
	if (rc < 0 || !told)
		return rc;
	counter_inc(&count_asked);
	rc = arm(t, &w, s);
	return rc < 0 ? rc : audit(t, by->id, s, "was offered to others");
}

/* --- Taking ----------------------------------------------------------------------------------- */

static int settle(struct care_turn *t, struct store_swap *w, enum store_swap_state state,
		  int64_t by_id)
{
	int rc;

	w->state = state;
	w->taken_by = by_id;
	w->settled_at_ms = t->now_ms;
	rc = store_swap_save(t->store, w);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_SWAP, w->id);
	return rc < 0 ? rc : 0;
}

/* The rest of a running one: who had it keeps what is behind them. */
static int change_hands(struct care_turn *t, const struct store_duty *s, int64_t to_id)
{
	bool runs = s->from_ms < t->now_ms;
	struct store_duty now = *s;
	int rc = runs ? store_duty_cut(t->store, s->id, t->now_ms) :
			store_duty_end(t->store, s->id, t->now_ms);

	now.person_id = to_id;
	now.kind = STORE_DUTY_SWAP;
	now.replaces_id = 0;		/* the row of who had it has ended: no other of theirs
					 * is meant */
	now.from_ms = runs ? t->now_ms : s->from_ms;
	now.made_by = to_id;
	now.made_at_ms = t->now_ms;
	if (rc >= 0)
		rc = store_duty_add(t->store, &now);
	return rc < 0 ? rc : care_roster_touched(t);
}

/* The other half of an exchange, before anything is changed: nothing if that shift is no longer
 * theirs.  An offer of its own that it had is over. */
static int exchange(struct care_turn *t, const struct store_swap *w, const struct store_person *by,
		    const struct store_duty *s, enum care_swap_did *did)
{
	struct store_person from, owner;
	struct store_duty other;
	struct store_swap own;
	int rc = oncall_person(t, w->from_id, &from);

	if (rc == 0)
		rc = find_other(t, &from, s, w->for_id, &other, &owner);
	if (rc == -ENOENT || (rc == 0 && owner.id != by->id)) {
		*did = rc == 0 ? CARE_SWAP_NOT_OFFERED : CARE_SWAP_NO_OTHER;
		return 0;
	}
	if (rc == 0)
		rc = store_swap_of(t->store, w->for_id, &own);
	if (rc == 1 && own.state == STORE_SWAP_OPEN)
		rc = settle(t, &own, STORE_SWAP_OVER, by->id);
	if (rc >= 0)
		rc = change_hands(t, &other, w->from_id);
	return rc < 0 ? rc : audit(t, by->id, &other, talloc_asprintf(t->mem,
		"was exchanged for shift %lld", (long long)s->id));
}

int care_swap_take(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		   struct store_duty *s, enum care_swap_did *did)
{
	struct store_swap w;
	int rc = store_swap_of(t->store, shift_id, &w);

	if (rc < 0)
		return rc;
	*did = rc == 0 ? CARE_SWAP_NOT_OFFERED : w.state == STORE_SWAP_TAKEN ? CARE_SWAP_GONE :
	       w.state == STORE_SWAP_OVER ? CARE_SWAP_NOT_OFFERED : CARE_SWAP_TAKEN;
	if (*did == CARE_SWAP_GONE && w.taken_by == by->id)
		*did = CARE_SWAP_OWN;
	if (*did == CARE_SWAP_TAKEN)
		rc = find(t, shift_id, s, did);
	if (rc < 0 || (*did != CARE_SWAP_ASKED))
		return rc < 0 ? rc : 0;
	*did = s->person_id == by->id ? CARE_SWAP_OWN :
	       by->roles & oncall_level_role(s->level) ? CARE_SWAP_TAKEN : CARE_SWAP_ROLE;
	if (*did != CARE_SWAP_TAKEN)
		return 0;
	rc = w.for_id ? exchange(t, &w, by, s, did) : 0;
	if (rc < 0 || *did != CARE_SWAP_TAKEN)
		return rc;
	counter_inc(&count_taken);
	rc = settle(t, &w, STORE_SWAP_TAKEN, by->id);
	if (rc == 0)
		rc = change_hands(t, s, by->id);
	if (rc == 0)
		rc = audit(t, by->id, s,
			   talloc_asprintf(t->mem, "was taken over by %s", by->pseudonym));
	return rc < 0 ? rc : say_to(t, w.from_id, w.for_id ? "roster.swap.exchanged" :
				    "roster.swap.gone", s, by->pseudonym);
}

int care_swap_keep(struct care_turn *t, const struct store_person *by, int64_t shift_id,
		   struct store_duty *s, enum care_swap_did *did)
{
	struct store_swap w;
	int rc = find(t, shift_id, s, did);

	if (rc < 0 || *did != CARE_SWAP_ASKED)
		return rc;
	rc = store_swap_of(t->store, shift_id, &w);
	*did = s->person_id != by->id ? CARE_SWAP_NOT_YOURS :
	       rc != 1 || w.state != STORE_SWAP_OPEN ? CARE_SWAP_NOT_OFFERED : CARE_SWAP_KEPT;
	if (rc < 0 || *did != CARE_SWAP_KEPT)
		return rc < 0 ? rc : 0;
	rc = settle(t, &w, STORE_SWAP_OVER, by->id);
	return rc < 0 ? rc : audit(t, by->id, s, "is kept after all");
}

/* Nobody took it: it stays theirs, and they hear that they must come. */
int care_swap_due(struct care_turn *t, int64_t swap_id, int64_t arg)
{
	struct store_swap w;
	struct store_duty s;
	int rc = store_swap_get(t->store, swap_id, &w);

	if (rc <= 0 || w.state != STORE_SWAP_OPEN)
		return rc < 0 ? rc : 0;
	rc = store_duty_get(t->store, w.shift_id, &s);
	if (rc <= 0)			/* taken back */
		return rc < 0 ? rc : settle(t, &w, STORE_SWAP_OVER, 0);
	if (arg == NUDGE && s.from_ms - t->now_ms > 2 * NUDGE_MS)
		return arm(t, &w, &s);	/* a clock was set */
	rc = say_to(t, w.from_id, arg == NUDGE ? "roster.swap.waits" : "roster.swap.lapsed", &s,
		    "");
	if (rc == 0 && arg == NUDGE)
		rc = oncall_tell_managers(t, w.from_id, "roster.swap.manager", WORDS_ARGS(
			WORDS_TEXT("n", talloc_asprintf(t->mem, "%lld", (long long)s.id)),
			WORDS_TEXT("who", oncall_name(t, w.from_id))));
	if (rc < 0)
		return rc;
	return arg == NUDGE ? store_due_arm(t->store, STORE_DUE_SWAP, w.id, s.from_ms, LAPSE) :
			      settle(t, &w, STORE_SWAP_OVER, 0);
}

/* --- By text -------------------------------------------------------------- */

static const char *const said[] = {
	[CARE_SWAP_ASKED] = "roster.swap.asked", [CARE_SWAP_TAKEN] = "roster.swap.yours",
	[CARE_SWAP_KEPT] = "roster.swap.kept", [CARE_SWAP_NONE] = "roster.swap.none",
	[CARE_SWAP_NOT_YOURS] = "roster.swap.notyours", [CARE_SWAP_BEFORE] = "roster.swap.before",
	[CARE_SWAP_NOT_OFFERED] = "roster.swap.notoffered", [CARE_SWAP_GONE] = "roster.swap.faster",
	[CARE_SWAP_ROLE] = "roster.swap.role", [CARE_SWAP_OWN] = "roster.swap.own",
	[CARE_SWAP_NOBODY] = "roster.swap.nobody", [CARE_SWAP_NO_OTHER] = "roster.swap.noother",
};

int roster_take_text(struct care_turn *t, const struct store_person *by, int64_t shift_id)
{
	struct store_duty s = { .id = shift_id };
	enum care_swap_did did;
	int rc = care_swap_take(t, by, shift_id, &s, &did);

	s.id = shift_id;
	return rc < 0 ? rc : say(t, by, said[did], &s, "");
}

int roster_shifts_text(struct care_turn *t, struct care_heard *h, const char *rest)
{
	char *list = talloc_strdup(t->mem, "");
	struct store_duty *s;
	size_t n = 0, k;
	int used = 0,
		rc = store_duties(t->store, t->mem, t->now_ms, t->now_ms + SHIFTS_LOOK_MS, &s, &n);
	int64_t after_ms = -1;

	/* In order of time, whatever the layer. */
	while (rc >= 0 && used < SHIFTS_MAX) {
		const struct store_duty *next = NULL;

		for (k = 0; k < n; k++)
			if (s[k].person_id == h->from->id && s[k].until_ms &&
			    s[k].from_ms > after_ms && (!next || s[k].from_ms < next->from_ms))
				next = &s[k];
		if (!next)
			break;
		after_ms = next->from_ms;
		list = talloc_asprintf_append(list, "%s%lld: %s - %s", used++ ? ", " : "",
					      (long long)next->id, when(t, h->from, next->from_ms),
					      when(t, h->from, next->until_ms));
	}
	if (rc < 0)
		return rc;
	return care_say(t, h->from, CARE_DUTY, used ? "roster.shifts" : "roster.shifts.none",
			WORDS_ARGS(WORDS_TEXT("list", list)));
}

int roster_swap_text(struct care_turn *t, struct care_heard *h, const char *rest)
{
	char *end;
	int64_t shift_id = strtoll(rest, &end, 10), for_id;
	struct store_duty s = { .id = 0 };
	enum care_swap_did did;
	int rc;

	if (shift_id <= 0 || end == rest)
		return roster_shifts_text(t, h, "");
	end += strspn(end, " .,");
	for_id = strtoll(end, NULL, 10);
	if (strcasecmp(end, "no") == 0)
		rc = care_swap_keep(t, h->from, shift_id, &s, &did);
	else
		rc = care_swap_ask_for(t, h->from, shift_id, for_id > 0 ? for_id : 0, &s, &did);
	s.id = did == CARE_SWAP_NO_OTHER ? for_id : shift_id;
	return rc < 0 ? rc : say(t, h->from, for_id > 0 && did == CARE_SWAP_ASKED ?
				 "roster.swap.askedone" : said[did], &s, "");
}
