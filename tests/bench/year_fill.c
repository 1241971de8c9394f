// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A year with a million texts, as the store's own triggers would have counted it: every three
 * hours, in four languages, with as many waits and answers as belong to it.  For the bench of
 * the console: year_fill DIR makes DIR/state, which warmlined then goes on with.
 */
#include "care/care_people.h"
#include "store/store_tally.h"
#include "world.h"

#include <stdio.h>
#include <time.h>

enum { DAYS = 371, SLOTS = 8, TEXTS = 1000000, LANGS = 4 };

static struct store_person people[LANGS];
static long texts;

static int people_make(struct care_turn *t, void *arg)
{
	static const char *const langs[LANGS] = { "en", "sw", "fr", "es" };
	char number[24];
	int rc = 0;

	for (int i = 0; i < LANGS && rc == 0; i++) {
		snprintf(number, sizeof(number), "+25471190000%d", i);
		rc = care_people_make(t, STORE_ADDR_NUMBER, number, &people[i]);
		snprintf(people[i].lang, sizeof(people[i].lang), "%s", langs[i]);
		if (rc >= 0)
			rc = store_people_save(t->store, &people[i]);
	}
	return rc;
}

/* A slot's texts; one in ten is a wish to talk that was answered after a while. */
static int slot(struct care_turn *t, void *arg)
{
	const int each = TEXTS / (DAYS * SLOTS) + 1;
	char bucket[8];
	int rc = 0;

	for (int i = 0; i < each && rc == 0; i++) {
		int64_t who = people[rand_below(LANGS)].id;

		rc = store_tally_add(t->store, "text.in", "", who, 0);
		if (i % 10 || rc < 0)
			continue;
		snprintf(bucket, sizeof(bucket), "%u", rand_below(STORE_BUCKETS));
		rc = store_tally_add(t->store, "request.new", i % 40 ? "again" : "first", who, 0);
		if (rc == 0)
			rc = store_tally_add(t->store, "request.wait", bucket, who, 0);
		if (rc == 0)
			rc = store_tally_add(t->store, "talk.answer", bucket, who, 0);
	}
	texts += each;
	return rc;
}

int main(int argc, char **argv)
{
	struct timespec now;
	struct err err = { "" };
	struct world *w;

	if (argc != 2)
		return 2;
	timespec_get(&now, TIME_UTC);
	base_init(NULL, "year_fill");
	w = world_new_in(NULL, 1, argv[1]);
	w->now_ms = (int64_t)now.tv_sec * 1000 - DAYS_MS(DAYS) - HOURS_MS(1);
	if (world_open(w, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	MUST(house_do(w->house, people_make, NULL) == 0);
	for (int i = 0; i < DAYS * SLOTS; i++) {
		MUST(house_do(w->house, slot, NULL) == 0);
		world_step_wall(w, HOURS_MS(24 / SLOTS));
	}
	printf("%ld texts in %d days\n", texts, DAYS);
	clock_set_source(NULL);
	talloc_free(w);
	return 0;
}
