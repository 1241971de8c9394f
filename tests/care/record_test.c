// SPDX-License-Identifier: AGPL-3.0-or-later
/* What flows remember about somebody: tags, words, dates, scores, series. */
#include "care_tests.h"
#include "care/care_record.h"
#include "flow/flow.h"

static const char remember[] = "flow remember\n  trigger keyword.plan\n  silence 1h -> end\n"
	"  step start\n    ask digits age.ask 4..8 as when\n    do date birth {when}\n"
	"      set -> dated\n      else -> not\n"
	"  step dated\n    tag dated\n    join people\n    keep note \"first\"\n"
	"    keep note \"second\"\n"
	"    do date again {when}\n      set -> look\n      else -> not\n  step look\n"
	"    if date.birth > 0 and tag.dated and group.people and kept.note == \"second\" -> fine\n"
	"    say choice.no\n    end\n  step fine\n    untag dated\n    leave people\n"
	"    do forget note\n"
	"    do date again {when}\n      set -> gone\n      else -> not\n  step gone\n"
	"    if tag.dated or group.people or known(kept.note) -> not\n    say choice.yes\n    end\n"
	"  step not\n    say choice.no\n    end\n";

static int setup(void **state)
{
	struct world *w = world_shipped();
	struct flow_problems problems = { 0 };

	assert_non_null(flow_set_add(w->flows, "remember", VIEW_STR(remember), &problems));
	flow_problems_clear(&problems);
	*state = w;
	return 0;
}

static int start(struct care_turn *t, void *arg)
{
	struct store_person p;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, ANN, &p);

	return rc < 0 ? rc : care_flow_start(t, &p, arg);
}

static void begin(struct world *w)
{
	struct store_out out;

	world_texts(w, ANN, "hi");
	while (world_next_out(w, &out))
		;
}

/* A date as it is typed; and everything else is remembered and forgotten again. */
static void dates(void **state)
{
	static const struct { const char *typed, *answer; } cases[] = {
		{ "2902", "Yes" }, { "0101", "Yes" }, { "3112", "Yes" }, { "01012199", "Yes" },
		{ "3102", "No" }, { "0013", "No" }, { "29022026", "No" }, { "00000000", "No" },
		{ "12345", "No" }, { "3004", "Yes" }, { "3104", "No" }, { "01011800", "No" },
	};
	struct world *w = *state;

	begin(w);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		world_do(w, start, (void *)"remember");
		assert_hears(w, ANN, "How old are you*");
		world_texts(w, ANN, cases[i].typed);
		assert_hears(w, ANN, cases[i].answer);
	}
}

static int score_step(struct care_turn *t, void *arg)
{
	static const char *const args[] = { "who5", "WHO-5 1998", "48", "low", "2,2,2,3,3" };
	struct store_person p;
	struct secret *result;
	const char *outcome = NULL;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, ANN, &p);

	if (rc == 0)
		rc = care_effect_find("score")->run(t, &p, args, 5, &outcome);
	if (rc < 0)
		return rc;
	assert_int_equal(store_scored_last(t->store, t->mem, p.id, "who5", &result), 1);
	assert_int_equal(strncmp(secret_reveal(result), "48 low 2,2,2,3,3", 16), 0);
	assert_int_equal(secret_len(result), 159);	/* all are of one length */
	/* The second time it is counted against the first. */
	assert_int_equal(care_effect_find("score")->run(t, &p, args, 5, &outcome), 0);
	return 0;
}

static void scores_are_sealed_at_one_length(void **state)
{
	begin(*state);
	world_do(*state, score_step, NULL);
}

static int series_step(struct care_turn *t, void *arg)
{
	static const char *const args[] = { "goals-nudge" }, *const no_time[] = { "menu" };
	struct store_person p;
	struct store_series s;
	const char *outcome = NULL;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, ANN, &p);

	assert_int_equal(rc, 0);
	assert_int_equal(care_effect_find("follow")->run(t, &p, no_time, 1, &outcome), 0);
	assert_int_equal(store_series_of(t->store, p.id, "menu", &s), 0);	/* says no time */
	assert_int_equal(care_effect_find("follow")->run(t, &p, args, 1, &outcome), 0);
	assert_int_equal(care_effect_find("follow")->run(t, &p, args, 1, &outcome), 0);
	assert_int_equal(store_series_next(t->store, p.id, 0, &s), 1);
	assert_int_equal(store_series_next(t->store, p.id, s.id, &s), 0);	/* once */
	assert_int_equal(store_series_of(t->store, p.id, "goals-nudge", &s), 1);
	assert_int_equal(store_due_get(t->store, STORE_DUE_SERIES, s.id, &(struct store_due){ 0 }),
			 1);
	assert_int_equal(care_record_leave(t, &p, CARE_LEAVE_STOP), 0);
	assert_int_equal(store_due_get(t->store, STORE_DUE_SERIES, s.id, &(struct store_due){ 0 }),
			 0);
	return store_series_of(t->store, p.id, "goals-nudge", &s);
}

static void stop_ends_series(void **state)
{
	begin(*state);
	world_do(*state, series_step, NULL);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(dates), T(scores_are_sealed_at_one_length), T(stop_ends_series),
	};

	base_init(NULL, "record_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
