// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a story may set up and look at that no phone shows. */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include "care/care_oncall.h"
#include "care/care_people.h"
#include "store/store_inbox.h"
#include "store/store_outbox.h"

struct fact_job {
	struct world *world;
	struct world_phone *phone;
	const char *rest;
	struct err *err;
};

static int staff_given(struct care_turn *t, void *arg)
{
	static const struct { const char *word; unsigned int role; } roles[] = {
		{ "oncall", STORE_ROLE_ONCALL }, { "coordinator", STORE_ROLE_COORDINATOR },
		{ "supervisor", STORE_ROLE_SUPERVISOR }, { "manager", STORE_ROLE_MANAGER },
		{ "safeguarding", STORE_ROLE_SAFEGUARDING },
	};
	struct fact_job *job = arg;
	struct store_person p;
	unsigned int bits = 0;
	size_t i;
	int rc;

	for (i = 0; i < ARRAY_LEN(roles); i++)
		if (strstr(job->rest, roles[i].word))
			bits |= roles[i].role;
	if (!bits)
		return err_set(job->err, EINVAL, "no role in '%s'", job->rest);
	rc = care_people_make(t, STORE_ADDR_NUMBER, job->phone->number, &p);
	if (rc < 0)
		return rc;
	p.roles |= bits;
	p.consent = STORE_CONSENT_GIVEN;
	rc = store_people_save(t->store, &p);
	return rc < 0 ? rc : care_staff_changed(t);
}

static const struct fact {
	const char *is;			/* what follows "NAME is " */
	int (*run)(struct care_turn *t, void *arg);
} given[] = {
	{ "staff ", staff_given },
};

/* "june +254722000001 is peer trained bereavement": the phone and its person. */
int story_given(struct world *w, char *sentence, struct err *err)
{
	char *number = strchr(sentence, ' '), *is = strstr(sentence, " is ");
	struct fact_job job = { .world = w, .err = err };
	size_t i;
	int rc;

	err->text[0] = '\0';
	if (!number || !is || is <= number)
		return err_set(err, EINVAL, "given NAME +NUMBER is ...");
	*number++ = '\0';
	*is = '\0';
	is += 4;
	job.phone = world_phone_add(w, sentence, number);
	for (i = 0; i < ARRAY_LEN(given); i++) {
		size_t n = strlen(given[i].is);
		if (strncmp(is, given[i].is, n) != 0)
			continue;
		job.rest = is + n;
		rc = house_do(w->house, given[i].run, &job);
		if (rc < 0 && !err->text[0])
			err_set(err, -rc, "%s: %s", is, strerror(-rc));
		world_settle(w);
		return rc < 0 ? rc : 0;
	}
	return err_set(err, EINVAL, "nobody can be '%s'", is);
}

/* --- then ------------------------------------------------------------------------- */

static int expect(struct err *err, const char *what, int64_t is, int64_t wanted)
{
	return is == wanted ? 0 : err_set(err, EINVAL, "%s: %lld, expected %lld", what,
					  (long long)is, (long long)wanted);
}

static int64_t counter_value(const char *name)
{
	const struct counter *c;

	for (c = counter_first(); c; c = c->next)
		if (strcmp(c->name, name) == 0)
			return (int64_t)c->n;
	return 0;
}

/* "N texts wait for a human", "carrier holds N", "counter NAME is N" */
int story_then(struct world *w, char *sentence, struct err *err)
{
	char name[64];
	int64_t n;
	long long wanted;

	if (sscanf(sentence, "%lld texts wait for a human", &wanted) == 1) {
		if (store_inbox_count_open(house_store(w->house), &n) < 0)
			return err_set(err, EIO, "the inbox cannot be counted");
		return expect(err, "texts for a human", n, wanted);
	}
	if (sscanf(sentence, "carrier holds %lld", &wanted) == 1)
		return expect(err, "unacknowledged at bearerbox", (int64_t)fakebox_kept(w->carrier),
			      wanted);
	if (sscanf(sentence, "counter %63s is %lld", name, &wanted) == 2)
		return expect(err, name, counter_value(name), wanted);
	return err_set(err, EINVAL, "not understood: then %s", sentence);
}
