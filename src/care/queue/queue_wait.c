// SPDX-License-Identifier: AGPL-3.0-or-later
/* What may honestly be said about a wait, and saying it. */
#include <stdlib.h>

#include "care/queue/queue_int.h"

enum { PLACE_MAX = 100 };
#define RECENT_MS DAYS_MS(1)

static int cmp_wait(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

bool care_queue_wait(const int64_t *waits, int n, int64_t oldest_ms, int64_t *low_ms,
		     int64_t *high_ms)
{
	int64_t sorted[STORE_WAITS_MAX];

	if (n < CARE_WAIT_CASES_MIN)
		return false;
	if (n > STORE_WAITS_MAX)
		n = STORE_WAITS_MAX;
	memcpy(sorted, waits, n * sizeof(sorted[0]));
	qsort(sorted, n, sizeof(sorted[0]), cmp_wait);
	*low_ms = sorted[n / 2];
	*high_ms = sorted[(n * 4) / 5];
	/* somebody waits longer than that already: the measured cases are those
	 * that ended, and the one that has not is news */
	if (oldest_ms > *high_ms)
		*high_ms = oldest_ms;
	return true;
}

/* The wait in words, or NULL: we cannot say. */
static int wait_words(struct care_turn *t, const struct store_person *p,
		      const struct store_request *r, const char **out)
{
	const struct words_for who = { p->lang, care_channel(t, p->id), p->plain_words };
	int64_t waits[STORE_WAITS_MAX], oldest_ms = t->now_ms, low, high;
	int n = store_waits(t->store, r->kind, t->now_ms - RECENT_MS, waits, STORE_WAITS_MAX);

	*out = NULL;
	if (n < 0)
		return n;
	if (store_request_oldest(t->store, &oldest_ms) < 0)
		return -EIO;
	if (care_queue_wait(waits, n, t->now_ms - oldest_ms, &low, &high))
		*out = words_wait(t->mem, care_deps(t->care)->words, &who, low, high);
	return 0;
}

static int tell_wait(struct care_turn *t, const struct store_person *p,
		     const struct store_request *r, enum queue_told told)
{
	const char *wait;
	int64_t ahead;
	int rc = store_request_ahead(t->store, r->rank_ms, r->id, PLACE_MAX, &ahead);

	if (rc == 0)
		rc = wait_words(t, p, r, &wait);
	if (rc < 0)
		return rc;
	if (r->kind == MATCH_MESSAGE && care_speaker_of(t, p->id))
		return 0;	/* they have just heard that it is kept, and hang up */
	return care_say(t, p, CARE_TALK, told == QUEUE_TOLD_STILL ? "queue.still" :
			told == QUEUE_TOLD_AGAIN ? "queue.already" :
			wait ? "queue.in.known" : "queue.in.unknown",
			WORDS_ARGS(WORDS_NUMBER("place", ahead + 1), WORDS_TEXT("wait", wait)));
}

/* Nobody is there: says so, when somebody answers, whom to ring now; and
 * somebody owns that promise. */
static int tell_nobody(struct care_turn *t, const struct store_person *p,
		       const struct store_request *r)
{
	const struct words_for who = { p->lang, care_channel(t, p->id), p->plain_words };
	int64_t by_ms = care_queue_answer_by(t, p->line, r->since_ms), opens_at_ms;
	bool is_open = care_queue_is_open(t, p->line, &opens_at_ms);
	int rc;

	if (by_ms <= t->now_ms)
		by_ms = t->now_ms + queue_cfg(t)->reply_ms;
	rc = care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_MESSAGE, .about = p, .clock_ms = by_ms - t->now_ms,
		.why = is_open ? "asks to talk and nobody is on duty" :
			"asked to talk out of hours" }, NULL);

	if (rc < 0)
		return rc;
	return care_say(t, p, CARE_TALK, is_open ? "person.none" : "closed.talk",
			WORDS_ARGS(WORDS_TEXT("when", words_when(t->mem, care_deps(t->care)->words,
						&who, p->zone, t->now_ms, by_ms))));
}

int queue_tell(struct care_turn *t, const struct store_person *p, struct store_request *r,
	       enum queue_told told)
{
	int64_t on;
	int rc = store_peers_on(t->store, &on);

	if (rc < 0)
		return rc;
	/* They were told when somebody answers: nothing more until that has passed. */
	if (!on && told == QUEUE_TOLD_STILL &&
	    care_queue_answer_by(t, p->line, r->since_ms) > t->now_ms)
		return store_request_save(t->store, r);
	rc = on || told == QUEUE_TOLD_STILL ? tell_wait(t, p, r, told) : tell_nobody(t, p, r);
	if (rc < 0)
		return rc;
	r->told_ms = t->now_ms;
	r->raised += told == QUEUE_TOLD_STILL;
	return store_request_save(t->store, r);
}
