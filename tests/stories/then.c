// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a story may look at that no phone shows: incidents, concerns, counts. */
#include "story.h"

#include <stdio.h>
#include <time.h>
#include "care/care_people.h"
#include "store/store_concern.h"
#include "store/store_inbox.h"
#include "store/store_incident.h"
#include "store/store_outbox.h"
#include "store/store_queue.h"

int story_expect(struct err *err, const char *what, int64_t is, int64_t wanted)
{
	return is == wanted ? 0 : err_set(err, EINVAL, "%s: %lld, expected %lld", what,
					  (long long)is, (long long)wanted);
}

/* --- Counts -------------------------------------------------------------------- */

static int64_t counter_value(const char *name)
{
	const struct counter *c;

	for (c = counter_first(); c; c = c->next)
		if (strcmp(c->name, name) == 0)
			return (int64_t)c->n;
	return 0;
}

/* Within an hour of the story's time: what other threads and programs do takes time of its own. */
static bool counter_rises(struct world *w, const char *name, int64_t above)
{
	const struct timespec real = { 0, 20 * 1000 * 1000 };
	int minutes;

	for (minutes = 0; minutes < 60 && counter_value(name) <= above; minutes++) {
		world_pass(w, MINUTES_MS(1));
		nanosleep(&real, NULL);
	}
	return counter_value(name) > above;
}

static int64_t concerns_open(struct store *st)
{
	struct store_concern c = { 0 };
	int64_t n = 0;

	while (store_concern_next(st, 0, c.id, &c) == 1)
		n++;
	return n;
}

static int64_t roster_lines(struct world *w)
{
	char path[96], line[200];
	int64_t n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/state/roster", w->dir);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		n += strchr(line, '+') != NULL;
	if (f)
		fclose(f);
	return n;
}

/* "N things ...": 1 answered, 0 not about a count. */
static int counts(struct world *w, const char *sentence, struct err *err, int *rc)
{
	struct store_incident_counts incidents;
	long long wanted;
	int64_t n, oldest;

	*rc = 0;
	if (sscanf(sentence, "%lld", &wanted) != 1)
		return 0;
	sentence += strspn(sentence, "0123456789 ");
	if (strncmp(sentence, "text", 4) == 0)
		*rc = store_inbox_count_open(house_store(w->house), &n);
	else if (strncmp(sentence, "wait in line", 12) == 0)
		*rc = store_request_waiting(house_store(w->house), &n, &oldest);
	else if (strncmp(sentence, "concern", 7) == 0)
		n = concerns_open(house_store(w->house));
	else if (strncmp(sentence, "incident", 8) == 0) {
		*rc = store_incident_counts(house_store(w->house), 0, &incidents);
		n = incidents.open;
	} else if (strcmp(sentence, "on the roster") == 0)
		n = roster_lines(w);
	else
		return 0;
	*rc = *rc < 0 ? err_set(err, EIO, "%s cannot be counted", sentence) :
		story_expect(err, sentence, n, wanted);
	return 1;
}

/* --- People ------------------------------------------------------------------------ */

static const char *const incident_words[] = {
	[STORE_INCIDENT_ALARMING] = "alarming", [STORE_INCIDENT_ACKED] = "taken",
	[STORE_INCIDENT_CONTACT] = "in contact",
};

static const char *incident_state(struct world *w, const struct store_person *p)
{
	struct store_incident i;

	return store_incident_open_of(house_store(w->house), p->id, &i) == 1 ?
		incident_words[i.state] : "none";
}

static int concern_about(struct world *w, const struct store_person *p)
{
	struct store_concern c = { 0 };

	while (store_concern_next(house_store(w->house), 0, c.id, &c) == 1)
		if (c.person_id == p->id)
			return 1;
	return 0;
}

static int person(struct world *w, const char *name, struct store_person *out, struct err *err)
{
	struct world_phone *p = world_phone(w, name);

	if (!p)
		return err_set(err, EINVAL, "nobody has a phone called %s", name);
	return store_people_by_address(house_store(w->house), STORE_ADDR_NUMBER, p->number, out);
}

/* "incident of amina is taken", "concern about amina is open|none", "amina is unknown" */
static int people(struct world *w, const char *sentence, struct err *err)
{
	char name[64], state[32];
	struct store_person p;
	int rc;

	if (sscanf(sentence, "incident of %63s is %31[a-z ]", name, state) == 2) {
		rc = person(w, name, &p, err);
		if (rc < 0)
			return rc == -ENOENT ? err_set(err, ENOENT, "%s is not known", name) : rc;
		return strcmp(incident_state(w, &p), state) == 0 ? 0 :
			err_set(err, EINVAL, "the incident of %s is %s, expected %s", name,
				incident_state(w, &p), state);
	}
	if (sscanf(sentence, "concern about %63s is %31[a-z]", name, state) == 2) {
		rc = person(w, name, &p, err);
		if (rc < 0)
			return rc == -ENOENT ? err_set(err, ENOENT, "%s is not known", name) : rc;
		return concern_about(w, &p) == (strcmp(state, "open") == 0) ? 0 :
			err_set(err, EINVAL, "a concern about %s is not %s", name, state);
	}
	if (sscanf(sentence, "%63s is unknown", name) == 1 && strstr(sentence, " is unknown")) {
		rc = person(w, name, &p, err);
		return rc == -ENOENT ? 0 : rc < 0 ? rc :
			err_set(err, EEXIST, "%s is known as %s", name, p.pseudonym);
	}
	return err_set(err, EINVAL, "not understood: then %s", sentence);
}

/* "Blue Heron is erased": the name is taken for ever, and opens nothing. */
static int erased(struct world *w, char *sentence, struct err *err)
{
	char *is = strstr(sentence, " is erased");
	struct store_person p;
	int rc;

	*is = '\0';
	rc = store_people_by_pseudonym(house_store(w->house), sentence, &p);
	return rc == -ENOKEY ? 0 : err_set(err, EINVAL, "'%s' is not erased (%d)", sentence, rc);
}

int story_then(struct world *w, char *sentence, struct err *err)
{
	char name[64];
	long long wanted;
	int rc;

	if (sscanf(sentence, "carrier holds %lld", &wanted) == 1)
		return story_expect(err, "unacknowledged at bearerbox",
				    (int64_t)fakebox_kept(w->carrier), wanted);
	if (sscanf(sentence, "counter %63s is %lld", name, &wanted) == 2)
		return story_expect(err, name, counter_value(name), wanted);
	if (sscanf(sentence, "counter %63s is above %lld", name, &wanted) == 2)
		return counter_rises(w, name, wanted) ? 0 :
			story_expect(err, name, counter_value(name), wanted + 1);
	if (!w->house || house_in_lane(w->house))
		return err_set(err, EINVAL, "the house is dead: %s", sentence);
	if (counts(w, sentence, err, &rc) || story_looks(w, sentence, err, &rc))
		return rc;
	if (strstr(sentence, " is erased"))
		return erased(w, sentence, err);
	return people(w, sentence, err);
}
