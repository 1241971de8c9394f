// SPDX-License-Identifier: AGPL-3.0-or-later
/* Calls that we owe: making them, who may be dialled, what comes after a failure. */
#include "care/care_call.h"
#include "care/care_clock.h"
#include "care/care_int.h"
#include "care/care_queue.h"
#include "text/text_number.h"

COUNTER(count_made, "calls.rings", "Calls that we came to owe somebody.");
COUNTER(count_reached, "calls.reached", "Of them: they were reached.");
COUNTER(count_given_up, "calls.givenup",
	"Of them: given up, and a text sent where that was agreed.");
COUNTER(count_refused, "calls.refused",
	"Calls not made: the number, or a limit, does not allow it.");

/* How often, how far apart, and which text comes instead. */
static const struct {
	int tries;
	int64_t again_ms;
	const char *text_key;		/* NULL: none */
	bool for_work;			/* asked of a peer or staff: a busy phone is rung later */
} kinds[] = {
	[STORE_RING_MISSED] = { 2, MINUTES_MS(2), "call.missed.text", false },
	[STORE_RING_LOST] = { 4, SECONDS_MS(15), "call.lost.text", false },
	[STORE_RING_CONNECT] = { 3, SECONDS_MS(30), "call.missed.text", false },
	[STORE_RING_OFFER] = { 1, 0, NULL, true },
	[STORE_RING_MESSAGE] = { 3, MINUTES_MS(10), NULL, true },
	[STORE_RING_LISTEN] = { 2, SECONDS_MS(30), NULL, true },
};

int care_call_ring(struct care_turn *t, const struct store_ring *r)
{
	struct store_ring ring = *r, there;
	int rc = store_ring_about(t->store, r->why, r->subject_id, r->person_id, &there);

	if (rc)
		return rc < 0 ? rc : 0;
	counter_inc(&count_made);
	ring.made_at_ms = t->now_ms;
	if (!ring.due_at_ms)
		ring.due_at_ms = t->now_ms;
	if (!ring.until_ms)
		ring.until_ms = t->now_ms + MINUTES_MS(30);
	return store_ring_add(t->store, &ring);
}

/* --- May it be dialled? ------------------------------------------------------------- */

static bool prefix_allowed(const char *prefixes, const char *number)
{
	size_t len;

	for (; *prefixes; prefixes += len + strspn(prefixes + len, " ,")) {
		len = strcspn(prefixes, " ,");
		if (len > 1 && strncmp(prefixes, number, len) == 0)
			return true;
	}
	return false;
}

static bool number_allowed(struct care_turn *t, const struct secret *number)
{
	const char *prefixes = care_call_settings(t->care)->prefixes;
	struct text_numbers *numbers = care_numbers(t->care);
	struct text_number n;
	bool allowed;

	if (secret_reveal(number)[0] != '+')
		return false;
	if (*prefixes)
		return prefix_allowed(prefixes, secret_reveal(number));
	if (!numbers)
		return false;
	allowed = text_number_parse(numbers, secret_reveal(number), secret_len(number), &n) ==
		  TEXT_SENDER_E164 && strcmp(n.region, care_people_settings(t->care)->country) == 0;
	text_number_wipe(&n);
	return allowed;
}

bool care_call_exempt(const struct store_person *p)
{
	return p->roles & (STORE_ROLE_ONCALL | STORE_ROLE_MANAGER);
}

/* 1: so many calls and minutes have been paid for already. */
static int spent(struct care_turn *t, const struct store_person *p)
{
	const struct care_call_settings *set = care_call_settings(t->care);
	bool works = care_is_staff(p);
	int64_t calls, talk_ms, since_ms = t->now_ms - DAYS_MS(1);
	int rc;

	if (care_call_exempt(p))
		return 0;
	rc = store_call_spent(t->store, p->id, since_ms, t->now_ms, &calls, &talk_ms);
	if (rc == 0 && (calls >= (works ? set->work_calls_a_day : set->calls_a_day) ||
			talk_ms >= MINUTES_MS(works ? set->work_minutes_a_day :
					      set->minutes_a_day)))
		return 1;
	if (rc == 0)
		rc = store_call_spent(t->store, 0, since_ms, t->now_ms, &calls, &talk_ms);
	return rc < 0 ? rc : talk_ms >= MINUTES_MS(set->minutes_all);
}

/* by_us: their phone was never rung, so an offer is not one that they missed. */
static int give_up(struct care_turn *t, struct store_ring *r, const struct store_person *p,
		   bool by_us)
{
	const char *key = kinds[r->why].text_key;
	int rc;

	counter_inc(&count_given_up);
	r->state = STORE_RING_GIVEN_UP;
	rc = store_ring_save(t->store, r);
	if (rc == 0 && r->why == STORE_RING_OFFER)
		rc = by_us ? care_queue_offer_text(t, r->subject_id) :
			     care_queue_due_offer(t, r->subject_id, 0);
	if (rc == 0 && r->why == STORE_RING_LISTEN && p)
		rc = care_call_nobody_joins(t, r->subject_id, p);
	/* Somebody else may read it: only who agreed to texts gets one. */
	if (rc == 0 && key && p && p->consent == STORE_CONSENT_GIVEN)
		rc = care_say(t, p, CARE_TALK, key, NULL);
	return rc < 0 ? rc : 0;
}

static int refuse(struct care_turn *t, struct store_ring *r, const struct store_person *p,
		  const char *why)
{
	counter_inc(&count_refused);
	LOGP(DCARE, LOGL_NOTICE, "%s is not called: %s.\n", p->pseudonym, why);
	return give_up(t, r, p, true);
}

/* They rang a moment ago, or it is an hour at which they want to be rung. */
static int64_t when(struct care_turn *t, const struct store_ring *r, const struct store_person *p)
{
	if (r->tier >= LEX_B || t->now_ms - p->last_in_at_ms <
	    care_people_settings(t->care)->answer_window_ms)
		return t->now_ms;
	return care_clock_within_next(p->zone, t->now_ms, p->safe_from_min, p->safe_to_min);
}

static int later(struct care_turn *t, struct store_ring *r, int64_t at_ms)
{
	r->state = STORE_RING_WAITS;
	r->due_at_ms = at_ms;
	return store_ring_save(t->store, r);
}

/* What an offer or a conversation is about may have ended meanwhile. */
static int is_over(struct care_turn *t, const struct store_ring *r)
{
	struct store_conversation c;
	struct store_offer o;
	int rc;

	if (r->until_ms <= t->now_ms && r->state == STORE_RING_WAITS)
		return 1;
	if (r->why == STORE_RING_OFFER) {
		rc = store_offer_get(t->store, r->subject_id, &o);
		return rc < 0 ? rc : rc == 0 || o.state != STORE_OFFER_OPEN;
	}
	if ((r->why == STORE_RING_CONNECT || r->why == STORE_RING_LISTEN ||
	     r->why == STORE_RING_LOST) && r->subject_id) {
		rc = store_conversation_get(t->store, r->subject_id, &c);
		return rc < 0 ? rc : rc == 0 || !c.open;
	}
	return 0;
}

int care_call_ring_over(struct care_turn *t, int64_t ring_id)
{
	struct store_ring r;
	int rc = store_ring_get(t->store, ring_id, &r);

	return rc < 0 ? rc : rc == 0 || r.state != STORE_RING_RINGS || is_over(t, &r);
}

int care_call_may_dial(struct care_turn *t, struct store_ring *r, struct store_person *p,
		       struct secret **number)
{
	bool works;
	int64_t at_ms;
	int rc = is_over(t, r);

	if (rc) {
		r->state = STORE_RING_GIVEN_UP;
		return rc < 0 ? rc : store_ring_save(t->store, r);
	}
	rc = store_people_by_id(t->store, r->person_id, p);
	if (rc == 0 && p->address_kind == STORE_ADDR_NUMBER)
		rc = store_people_number(t->store, t->mem, p->id, number);
	else if (rc == 0)
		rc = -ENOENT;		/* nobody knows their number */
	if (rc == -ENOENT || rc == -ENOKEY)
		return give_up(t, r, NULL, true);
	if (rc < 0)
		return rc;
	works = care_is_staff(p);
	if (!works && !number_allowed(t, *number))
		return refuse(t, r, p, "the number has no allowed prefix");
	rc = r->tier >= LEX_B ? 0 : spent(t, p);
	if (rc)
		return rc < 0 ? rc : refuse(t, r, p, "the day's calls or minutes are used up");
	at_ms = works ? t->now_ms : when(t, r, p);
	if (at_ms > t->now_ms)
		/* Nobody is kept waiting for a phone that may not ring before its time is over. */
		return at_ms < r->until_ms ? later(t, r, at_ms) : give_up(t, r, p, true);
	r->state = STORE_RING_RINGS;
	r->tries++;
	rc = store_ring_save(t->store, r);
	return rc < 0 ? rc : 1;
}

int care_call_busy(struct care_turn *t, struct store_ring *r, bool with_us)
{
	if (kinds[r->why].for_work || !with_us)
		return later(t, r, t->now_ms + SECONDS_MS(kinds[r->why].for_work ? 10 : 3));
	r->state = STORE_RING_DONE;
	return store_ring_save(t->store, r);
}

/* voice/ looks again whenever a call ends (voice.no_line). */
int care_call_no_line(struct care_turn *t, struct store_ring *r)
{
	if (r->why == STORE_RING_OFFER)
		return care_call_not_rung(t, r->id);
	r->tries -= r->tries > 0;
	return later(t, r, t->now_ms);
}

int care_call_rings(struct care_turn *t, struct store_ring *r)
{
	r->state = STORE_RING_RINGS;
	return store_ring_save(t->store, r);
}

/* --- What became of it ------------------------------------------------------------------ */

int care_call_reached(struct care_turn *t, int64_t ring_id)
{
	struct store_ring r;
	int rc = store_ring_get(t->store, ring_id, &r);

	if (rc != 1 || r.state == STORE_RING_DONE)
		return rc < 0 ? rc : 0;
	counter_inc(&count_reached);
	r.state = STORE_RING_DONE;
	return store_ring_save(t->store, &r);
}

int care_call_undone(struct care_turn *t, int64_t ring_id)
{
	struct store_ring r;
	int rc = store_ring_get(t->store, ring_id, &r);

	/* A restart has made it wait again, and has not heard of its end. */
	if (rc != 1 || (r.state != STORE_RING_RINGS && r.state != STORE_RING_WAITS))
		return rc < 0 ? rc : 0;
	r.tries -= r.tries > 0;
	return later(t, &r, t->now_ms + SECONDS_MS(3));
}

static int failed(struct care_turn *t, int64_t ring_id, bool by_us)
{
	struct store_person p;
	struct store_ring r;
	int rc = store_ring_get(t->store, ring_id, &r);

	if (rc != 1 || r.state != STORE_RING_RINGS)
		return rc < 0 ? rc : 0;
	if (r.tries < kinds[r.why].tries && t->now_ms + kinds[r.why].again_ms < r.until_ms)
		return later(t, &r, t->now_ms + kinds[r.why].again_ms);
	rc = store_people_by_id(t->store, r.person_id, &p);
	return give_up(t, &r, rc == 0 ? &p : NULL, by_us);
}

int care_call_not_reached(struct care_turn *t, int64_t ring_id)
{
	return failed(t, ring_id, false);
}

int care_call_not_rung(struct care_turn *t, int64_t ring_id)
{
	return failed(t, ring_id, true);
}
