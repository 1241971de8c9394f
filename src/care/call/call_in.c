// SPDX-License-Identifier: AGPL-3.0-or-later
/* Calls that come in: the missed one, and the first words of one that was answered. */
#include "care/care_call.h"
#include "care/care_incident.h"
#include "care/care_people.h"
#include "care/care_queue.h"

enum { TIDY_SLICE = 500 };
#define SAME_MS MINUTES_MS(1)
#define TIDY_MS HOURS_MS(6)

COUNTER(count_missed, "calls.missed", "Missed calls that are called back.");
COUNTER(count_cut, "calls.cut", "People who were cut off by us and are called back.");
COUNTER(count_same, "calls.missed.same", "Missed calls that were one with another.");

static int tidy(struct care_turn *t)
{
	struct store_due due;
	int rc = store_due_get(t->store, STORE_DUE_CALL_TIDY, 0, &due);

	return rc ? (rc < 0 ? rc : 0) :
		store_due_arm(t->store, STORE_DUE_CALL_TIDY, 0, t->now_ms + TIDY_MS, 0);
}

int care_call_due_tidy(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	int64_t before_ms = t->now_ms - DAYS_MS(care_call_settings(t->care)->keep_days);
	int n = store_call_prune(t->store, before_ms, TIDY_SLICE);

	return n < 0 ? n : store_due_arm(t->store, STORE_DUE_CALL_TIDY, 0, t->now_ms +
					 (n < TIDY_SLICE ? TIDY_MS : SECONDS_MS(10)), 0);
}

int care_call_missed(struct care_turn *t, const struct store_person *p)
{
	const struct care_call_settings *set = care_call_settings(t->care);
	struct store_ring r;
	int rc = store_ring_of(t->store, p->id, 0, &r);

	/* Whatever we ring them about, they hear from us; and ringing thrice within a minute
	 * is one wish, not three. */
	if (rc == 1 && r.state == STORE_RING_WAITS && r.due_at_ms > t->now_ms + set->back_ms) {
		r.due_at_ms = t->now_ms + set->back_ms;
		rc = store_ring_save(t->store, &r) < 0 ? -EIO : 1;
	}
	if (rc == 0)
		rc = store_ring_lately(t->store, p->id, STORE_RING_MISSED, t->now_ms - SAME_MS);
	if (rc) {
		counter_inc(&count_same);
		return rc < 0 ? rc : 0;
	}
	counter_inc(&count_missed);
	rc = tidy(t);
	return rc < 0 ? rc : care_call_ring(t, &(struct store_ring){
		.person_id = p->id, .why = STORE_RING_MISSED,
		.due_at_ms = t->now_ms + set->back_ms, .until_ms = t->now_ms + HOURS_MS(12) });
}

int care_call_cut(struct care_turn *t, const struct store_person *p)
{
	struct store_incident i;
	int rc = care_incident_of(t, p->id, &i);

	if (rc < 0)
		return rc;
	counter_inc(&count_cut);
	return care_call_ring(t, &(struct store_ring){
		.person_id = p->id, .why = STORE_RING_LOST, .tier = rc == 1 ? LEX_B : LEX_NONE,
		.due_at_ms = rc == 1 ? t->now_ms : t->now_ms + SECONDS_MS(3),
		.until_ms = t->now_ms + HOURS_MS(1) });
}

/* Waits already: told where they stand, and goes on waiting here. */
static int in_line(struct care_turn *t, struct store_person *p)
{
	struct store_request r;
	enum care_joined joined;
	int rc = store_request_open_of(t->store, p->id, &r);

	if (rc != 1 || (r.state != STORE_REQUEST_WAITING && r.state != STORE_REQUEST_OFFERED))
		return rc < 0 ? rc : 0;
	rc = care_queue_join(t, p, MATCH_CALL, MATCH_TIER_NONE, &joined);
	return rc < 0 ? rc : 1;
}

int care_call_greet(struct care_turn *t, struct store_person *p)
{
	int rc = tidy(t);

	if (rc == 0)
		rc = care_session_again(t, p);
	if (rc == 0)
		rc = in_line(t, p);
	if (rc)
		return rc < 0 ? rc : 0;
	if (p->consent == STORE_CONSENT_NONE || p->consent == STORE_CONSENT_ASKED) {
		p->consent = STORE_CONSENT_ASKED;
		rc = store_people_save(t->store, p);
		return rc < 0 ? rc : care_flow_start(t, p, "welcome");
	}
	rc = care_say(t, p, CARE_REPLY, "voice.hello", NULL);
	return rc < 0 ? rc : care_flow_start(t, p, "menu");
}

int care_call_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	struct store_ring r;
	int rc;

	if (why == CARE_LEAVE_CHILD)	/* they may still be called back: by whoever owns them */
		return 0;
	while ((rc = store_ring_of(t->store, person->id, 0, &r)) == 1) {
		r.state = STORE_RING_GIVEN_UP;
		rc = store_ring_save(t->store, &r);
		if (rc < 0)
			return rc;
	}
	return rc;
}
