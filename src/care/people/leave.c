// SPDX-License-Identifier: AGPL-3.0-or-later
/* Leaving: ERASE, a number in other hands, and from adult peers to somebody who
 * works with young people. */
#include "care/care_audit.h"
#include "care/care_concern.h"
#include "care/care_queue.h"
#include "care/people/people_int.h"

COUNTER(count_erased, "people.erased", "People who were erased because they asked.");
COUNTER(count_child, "people.child", "People under age who were given to a safeguarding worker.");

/* --- ERASE ------------------------------------------------------------------------------ */

/* Everybody lets go, the key is destroyed with the commit, and one last text
 * goes out under the service's own key. */
static int erase_now(struct care_turn *t, struct store_person *p)
{
	struct secret *number = NULL;
	int rc = store_people_number(t->store, t->mem, p->id, &number);

	if (rc < 0 && rc != -ENOENT)
		return rc;
	rc = care_leave(t, p, CARE_LEAVE_ERASE);
	if (rc == 0)
		rc = care_flow_end(t, p);
	if (rc == 0)
		rc = store_people_erase(t->store, p->id, t->now_ms);
	if (rc == 0)
		rc = care_audit(t, CARE_AUDIT_ERASED, p->id, 0, NULL);
	if (rc < 0)
		return rc;
	counter_inc(&count_erased);
	LOGP(DCARE, LOGL_NOTICE, "%s was erased, as they asked\n", p->pseudonym);
	if (!number)
		return 0;
	t->erased_id = p->id;
	t->erased_number = number;
	return care_say(t, p, CARE_NOTICE, "erase.done", NULL);
}

int care_people_erase(struct care_turn *t, struct store_person *p)
{
	int rc = care_held(t, p->id);

	if (rc == 0)
		return erase_now(t, p);
	if (rc < 0)
		return rc;
	p->erasing = true;
	rc = store_people_save(t->store, p);
	return rc < 0 ? rc : 1;
}

int care_people_released(struct care_turn *t, int64_t person_id)
{
	struct store_person p;
	int rc = store_people_by_id(t->store, person_id, &p);

	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc < 0 || !p.erasing)
		return rc;
	rc = care_held(t, person_id);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	return erase_now(t, &p);
}

/* --- A number in other hands ------------------------------------------------------------- */

int care_people_wrong_number(struct care_turn *t, struct store_person *p)
{
	int rc;

	p->pin_needed = true;
	rc = store_people_save(t->store, p);
	if (rc == 0)
		rc = care_leave(t, p, CARE_LEAVE_NEW_OWNER);
	return rc < 0 ? rc : care_flow_end(t, p);
}

/* --- Under age -------------------------------------------------------------------------------- */

bool care_people_is_child(const struct store_person *p)
{
	return p->age == STORE_AGE_UNDER;
}

/* The one with the fewest such persons would be fairer; the lowest id is the
 * one that a human can foretell, and the next takes over when a clock passes. */
static int safeguarding_worker(struct care_turn *t, struct store_person *out)
{
	static const unsigned int roles[] = {
		STORE_ROLE_SAFEGUARDING, STORE_ROLE_COORDINATOR, STORE_ROLE_STAFF };
	struct store_person *list;
	size_t n = 0, i;
	int rc = 0;

	for (i = 0; rc == 0 && n == 0 && i < ARRAY_LEN(roles); i++)
		rc = store_people_by_role(t->store, t->mem, roles[i], &list, &n);
	if (rc < 0 || n == 0)
		return rc;
	*out = list[0];
	return 1;
}

/* When the worker answers, while the line is shut; NULL: it is open. */
static const char *answers_when(struct care_turn *t, const struct store_person *p)
{
	const struct words_for who = { p->lang, WORDS_SMS, p->plain_words };
	int64_t opens_at_ms;

	if (care_queue_is_open(t, p->line, &opens_at_ms))
		return NULL;
	return words_when(t->mem, care_deps(t->care)->words, &who, p->zone, t->now_ms,
			  care_queue_answer_by(t, p->line, t->now_ms));
}

static int tell_child(struct care_turn *t, const struct store_person *p,
		      const struct store_person *worker, bool by_peer)
{
	struct secret *name = NULL;
	const char *when = answers_when(t, p);
	int rc = store_people_fact_get(t->store, t->mem, worker->id, "name", &name);

	if (rc < 0 && rc != -ENOENT)
		return rc;
	return care_say(t, p, CARE_TALK, when ? "minor.closed" : by_peer ? "minor.handed" :
			"minor.welcome", WORDS_ARGS(WORDS_TEXT("when", when),
			WORDS_TEXT("worker", name ? secret_reveal(name) : worker->pseudonym)));
}

/* The worker has as long as was promised; 0: the line is open, at once. */
static int64_t answer_within_ms(struct care_turn *t, const struct store_person *p)
{
	int64_t opens_at_ms;

	return care_queue_is_open(t, p->line, &opens_at_ms) ? 0 :
		care_queue_answer_by(t, p->line, t->now_ms) - t->now_ms;
}

int care_people_child(struct care_turn *t, struct store_person *p, int64_t by_id, const char *why)
{
	bool known = p->age == STORE_AGE_UNDER && p->owner_id;
	struct store_person worker;
	int rc;

	if (known)
		return 0;
	rc = safeguarding_worker(t, &worker);
	if (rc < 0)
		return rc;
	counter_inc(&count_child);
	p->age = STORE_AGE_UNDER;
	p->owner_id = rc == 1 ? worker.id : 0;
	rc = store_people_save(t->store, p);
	if (rc == 0)
		rc = care_leave(t, p, CARE_LEAVE_CHILD);
	if (rc == 0)
		rc = care_concern_raise(t, &(struct care_concern){
			.kind = STORE_CONCERN_CHILD, .why = why, .about = p,
			.clock_ms = answer_within_ms(t, p), .owner_id = p->owner_id,
			.rings = true }, NULL);
	if (rc < 0 || !p->owner_id)
		return rc;
	return tell_child(t, p, &worker, by_id != 0);
}
