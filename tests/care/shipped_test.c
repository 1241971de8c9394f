// SPDX-License-Identifier: AGPL-3.0-or-later
/* What members hear with the words and flows that ship. */
#include "care_tests.h"
#include "text/text.h"

static int setup(void **state)
{
	*state = world_shipped();
	return 0;
}

/* The first text: one segment, all three offers, who reads it, 0 and 9 (S0-15,
 * S0-21, S0-29); discreet (S0-20). */
static void first_text(void **state)
{
	struct world *w = *state;
	struct store_out out;

	world_texts(w, ANN, "hi");
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.segments, 1);
	assert_non_null(strstr(secret_reveal(out.text), "Read by trained peer workers") ?:
			strstr(secret_reveal(out.text), "read by trained peer workers"));
	assert_non_null(strstr(secret_reveal(out.text), "1 "));
	assert_non_null(strstr(secret_reveal(out.text), "0 a person"));
	assert_non_null(strstr(secret_reveal(out.text), "9 "));
	assert_null(strstr(secret_reveal(out.text), "suicid"));
	assert_null(strstr(secret_reveal(out.text), "mental"));
	assert_silence(w);
}

/* Consent in at most two texts (S0-53); age before anything else. */
static void consent_and_age(void **state)
{
	struct world *w = *state;
	struct store_out out;
	int said = 0;

	world_texts(w, ANN, "hi");
	assert_true(world_next_out(w, &out));
	world_texts(w, ANN, "1");
	while (world_next_out(w, &out))
		said++;
	assert_in_range(said, 1, 2);
	world_texts(w, ANN, "yes");
	assert_int_equal(world_person(w, ANN).consent, STORE_CONSENT_GIVEN);
	assert_true(world_next_out(w, &out));
	assert_non_null(strstr(secret_reveal(out.text), "13-15"));
	world_texts(w, ANN, "5");
	assert_int_equal(world_person(w, ANN).age, STORE_AGE_ADULT);
	assert_string_equal(world_person(w, ANN).band, "25-59");
	assert_hears(w, ANN, talloc_asprintf(w, "Here you are called %s.*",
					     world_person(w, ANN).pseudonym));
}

static void keyword_tells_the_language(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "ONGEA");
	assert_string_equal(world_person(w, ANN).lang, "sw");
}

static void settings(void **state)
{
	struct world *w = *state;
	struct store_out out;

	world_texts(w, ANN, "settings");
	world_texts(w, ANN, "1");
	world_texts(w, ANN, "2");
	assert_string_equal(world_person(w, ANN).lang, "sw");
	world_texts(w, ANN, "settings");
	world_texts(w, ANN, "3");
	world_texts(w, ANN, "4");
	assert_int_equal(world_person(w, ANN).safe_from_min, world_person(w, ANN).safe_to_min);
	world_texts(w, ANN, "settings");
	world_texts(w, ANN, "2");
	world_texts(w, ANN, "2");
	assert_true(world_person(w, ANN).plain_words);
	world_texts(w, ANN, "pause");
	world_texts(w, ANN, "2");
	assert_int_equal(world_person(w, ANN).paused_until_ms, w->now_ms + DAYS_MS(7));
	while (world_next_out(w, &out))
		assert_int_equal(out.segments, 1);
}

static void stop_and_erase(void **state)
{
	struct world *w = *state;
	struct store_person p;

	world_texts(w, ANN, "hi");
	assert_hears(w, ANN, "Hello*");
	world_texts(w, ANN, "Stop.");
	assert_hears(w, ANN, "Done: you get no more texts from us.*9 still works*");
	world_texts(w, ANN, "delete me");
	assert_hears(w, ANN, "This deletes everything*");
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Done. Everything about you is deleted here*30 days*");
	assert_silence(w);
	assert_int_equal(store_people_by_address(w->st, STORE_ADDR_NUMBER, ANN, &p), -ENOENT);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(first_text), T(consent_and_age), T(keyword_tells_the_language), T(settings),
		T(stop_and_erase),
	};

	base_init(NULL, "shipped_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
