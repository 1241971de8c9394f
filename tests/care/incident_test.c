// SPDX-License-Identifier: AGPL-3.0-or-later
/* Incidents from the first word to a named human's last, on a clock that only moves when told. */
#include "tests/care/incident_tests.h"

#define WANT_TO_DIE "I want to kill myself"

static int setup(void **state)
{
	struct world *w = danger_world();

	staff(w, ON1, STORE_ROLE_ONCALL);
	staff(w, ON2, STORE_ROLE_ONCALL);
	staff(w, BOSS, STORE_ROLE_MANAGER);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	world_free(*state);
	return 0;
}

static void test_heard_alarmed_acked_closed(void **state)
{
	struct world *w = *state;
	struct store_incident i;
	struct rings *r;

	assert_true(says(w, ANN, WANT_TO_DIE));
	assert_hears(w, ANN, "*Someone is being*");
	assert_promise(w, "4821");
	r = rings(w);
	assert_rings(r, ON1, "ALARM 4821 tier ?. Reply 1 4821*");
	assert_quiet(w);
	reported(w, r, 0, STORE_ALARM_ACCEPTED);
	assert_int_equal(incident_now(w, "4821").alarmed_at_ms, w->now_ms);
	says(w, ON1, "1 4821");
	assert_hears(w, ANN, "One of our team has your message*");
	assert_hears(w, ON1, "4821 is yours:*");
	assert_promise(w, "4821");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ACKED);
	says(w, ON1, "2,4821");
	assert_hears(w, ON1, "4821: contact noted*");
	says(w, ON1, "3 4821");
	assert_hears(w, ON1, "How did it end?*");
	says(w, ON1, "3 4821 1");
	assert_hears(w, ON1, "4821 is closed by you*");
	i = incident_now(w, "4821");
	assert_int_equal(i.state, STORE_INCIDENT_CLOSED);
	assert_int_equal(i.outcome, STORE_OUTCOME_SAFE_PLAN);
	assert_promise(w, "4821");
	world_passes(w, DAYS_MS(1));
	assert_quiet(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_heard_alarmed_acked_closed, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
