// SPDX-License-Identifier: AGPL-3.0-or-later
/* Did it help?  Asked once, at a kind hour; a second "no" opens a review. */
#include <stdio.h>

#include "care/care_clock.h"
#include "care/care_concern.h"
#include "care/care_talk.h"
#include "care/signpost/signpost_int.h"
#include "flow/flow.h"
#include "store/store_session.h"

COUNTER(count_asked, "find.asked", "People who were asked whether a place helped.");
COUNTER(count_yes, "find.helped", "Answers that a place helped.");
COUNTER(count_no, "find.nothelped", "Answers that it did not.");
COUNTER(count_reviews, "find.reviews", "Reviews of a service that were opened.");

enum { TIMES_MAX = 2, FORGET = -1, KIND_FROM_MIN = 9 * 60, KIND_TO_MIN = 19 * 60 };
#define BUSY_MS HOURS_MS(2)
#define LATER_MS DAYS_MS(2)
#define FORGET_MS DAYS_MS(3)

static int64_t after_ms(struct care_turn *t)
{
	int64_t set_ms = signpost_settings(t->care)->helped_after_ms;
	struct flow_set *flows = care_deps(t->care)->flows;
	const struct flow *f = flows ? flow_set_find(flows, "find-helped") : NULL;
	const struct flow_schedule *s = f ? flow_schedule(f) : NULL;

	if (set_ms)
		return set_ms;
	return s && s->kind == FLOW_AFTER_EVENT ? s->after_ms : HOURS_MS(24);
}

static int arm(struct care_turn *t, const struct store_person *p, int64_t at_ms)
{
	at_ms = care_clock_within_next(p->zone, at_ms, KIND_FROM_MIN, KIND_TO_MIN);
	return store_due_arm(t->store, STORE_DUE_FIND_HELPED, p->id, at_ms, 0);
}

static int forget(struct care_turn *t, int64_t person_id)
{
	int rc = store_followup_end(t->store, person_id);

	if (rc >= 0)
		rc = store_due_disarm(t->store, STORE_DUE_FIND_HELPED, person_id);
	return rc < 0 ? rc : 0;
}

int signpost_told(struct care_turn *t, const struct store_person *p,
		  const struct store_service *const *told, size_t n)
{
	struct store_followup f = { .person_id = p->id, .told_at_ms = t->now_ms };
	char *refs = talloc_strdup(t->mem, "");
	size_t i;
	int rc;

	for (i = 0; i < n; i++)
		refs = talloc_asprintf_append_buffer(refs, "%s%s", i ? "\n" : "", told[i]->ref);
	if (!refs)
		base_oom();
	f.refs = secret_str(t->mem, refs);
	rc = store_followup_put(t->store, &f);
	return rc < 0 ? rc : arm(t, p, t->now_ms + after_ms(t));
}

/* --- Asking --------------------------------------------------------------------------------- */

/* 1: not now, they are in the middle of something. */
static int is_busy(struct care_turn *t, int64_t person_id)
{
	int rc = care_held(t, person_id);

	return rc != 0 ? rc : care_in_the_middle(t, person_id, BUSY_MS);
}

static int ask(struct care_turn *t, struct store_person *p, struct store_followup *f)
{
	int rc;

	f->times++;
	rc = store_followup_put(t->store, f);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_FIND_HELPED, p->id, t->now_ms + FORGET_MS,
				   FORGET);
	counter_inc(&count_asked);
	return rc < 0 ? rc : care_flow_start(t, p, "find-helped");
}

/* May be run early (a clock that was set back fires it): told_at_ms says when it is time. */
int care_signpost_due(struct care_turn *t, int64_t person_id, int64_t what)
{
	struct store_followup f;
	struct store_person p;
	int64_t due_ms;
	int busy, rc = store_followup_get(t->store, t->mem, person_id, &f);

	if (rc <= 0)
		return rc == -ENOKEY ? 0 : rc;
	rc = store_people_by_id(t->store, person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc < 0)
		return rc;
	due_ms = f.told_at_ms + after_ms(t) + (f.times ? LATER_MS : 0);
	if (what == FORGET && t->now_ms < due_ms)
		return store_due_arm(t->store, STORE_DUE_FIND_HELPED, person_id, due_ms, FORGET);
	if (what == FORGET || p.pin_needed || (p.stopped & (1u << CARE_SURVEY)) ||
	    t->now_ms - due_ms > DAYS_MS(7))
		return forget(t, person_id);
	if (t->now_ms < due_ms || p.paused_until_ms > t->now_ms ||
	    !care_clock_within(p.zone, t->now_ms, KIND_FROM_MIN, KIND_TO_MIN))
		return arm(t, &p, due_ms > t->now_ms ? due_ms : p.paused_until_ms > t->now_ms ?
			   p.paused_until_ms : t->now_ms + MINUTES_MS(1));
	busy = is_busy(t, person_id);
	if (busy != 0)
		return busy < 0 ? busy : arm(t, &p, t->now_ms + BUSY_MS);
	return ask(t, &p, &f);
}

/* --- Answers -------------------------------------------------------------- */

/* About nobody: who said so stands nowhere. */
static int review(struct care_turn *t, const char *ref)
{
	struct store_concern c;
	struct store_service s;
	int rc = store_review_open(t->store, ref, t->now_ms);

	if (rc <= 0)
		return rc;
	counter_inc(&count_reviews);
	rc = store_directory_get(t->store, t->mem, ref, &s);
	if (rc < 0)
		return rc;
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_FEEDBACK,
		.why = talloc_asprintf(t->mem, "did not help: %.*s", (int)sizeof(c.why) - 16,
				       rc ? s.name : ref) }, NULL);
}

static int verdict(struct care_turn *t, const char *ref, bool helped)
{
	int noes, rc = store_verdict_add(t->store, ref, helped, t->now_ms, &noes);

	if (rc < 0 || helped || noes < signpost_settings(t->care)->noes)
		return rc;
	return review(t, ref);
}

/* A "no" is about each place they were told of; a "yes" only if there was one. */
static int verdicts(struct care_turn *t, const struct store_followup *f, bool helped)
{
	char *refs = talloc_strdup(t->mem, secret_reveal(f->refs)), *save = NULL, *ref;
	bool several = strchr(refs, '\n');
	int rc = 0;

	counter_inc(helped ? &count_yes : &count_no);
	for (ref = strtok_r(refs, "\n", &save); rc == 0 && ref && !(helped && several);
	     ref = strtok_r(NULL, "\n", &save))
		rc = verdict(t, ref, helped);
	return rc;
}

int signpost_do_helped(struct care_turn *t, struct store_person *p, const char *const *args,
		       unsigned int nargs, const char **outcome)
{
	const char *said = nargs ? args[0] : "";
	struct store_followup f;
	int rc = store_followup_get(t->store, t->mem, p->id, &f);

	if (rc <= 0)
		return rc;
	if (strcmp(said, "later") == 0 && f.times < TIMES_MAX)
		return arm(t, p, f.told_at_ms + after_ms(t) + LATER_MS);
	rc = 0;
	if (strcmp(said, "yes") == 0 || strcmp(said, "no") == 0)
		rc = verdicts(t, &f, strcmp(said, "yes") == 0);
	return rc < 0 ? rc : forget(t, p->id);
}

int care_signpost_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
{
	return forget(t, p->id);
}
