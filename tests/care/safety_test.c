// SPDX-License-Identifier: AGPL-3.0-or-later
/* What is heard, what is said to whoever is in danger, and when nobody is called. */
#include "tests/care/incident_tests.h"

#include "store/store_safety.h"
#include "store/store_talk.h"

#define WANT_TO_DIE "I want to kill myself"
#define NOW_DYING "I took all the pills and I am going to die"

static int setup(void **state)
{
	struct world *w = danger_world();

	staff(w, ON1, STORE_ROLE_ONCALL);
	staff(w, COORD, STORE_ROLE_COORDINATOR);
	*state = w;
	return 0;
}

static int incidents(struct world *w)
{
	struct store_incident_counts c;

	assert_int_equal(store_incident_counts(w->st, 0, &c), 0);
	return (int)c.open;
}

static struct store_incident incident_of(struct world *w, const char *number)
{
	struct store_person p = world_person(w, number);
	struct store_incident i;

	assert_int_equal(store_incident_open_of(w->st, p.id, &i), 1);
	return i;
}

/* --- Words ------------------------------------------------------------------------- */

static void test_full_words_once_then_short_then_higher(void **state)
{
	struct world *w = *state;

	assert_true(says(w, ANN, WANT_TO_DIE));
	assert_hears(w, ANN, "We read what you wrote and it matters.*");
	assert_silence(w);
	w->now_ms += SECONDS_MS(5);
	says(w, ANN, "I really want to die");		/* a breath later: not again */
	assert_silence(w);
	w->now_ms += MINUTES_MS(2);
	says(w, ANN, "I want to die");
	assert_hears(w, ANN, "We are here and have read this too*");
	w->now_ms += SECONDS_MS(1);
	says(w, ANN, NOW_DYING);			/* it rose: at once, in full */
	assert_hears(w, ANN, "*called for you right now*");
	assert_silence(w);
	w->now_ms += MINUTES_MS(31);
	says(w, ANN, WANT_TO_DIE);
	assert_hears_soon(w, ANN, "We read what you wrote*");
	assert_int_equal(incidents(w), 1);
	assert_int_equal(incident_of(w, ANN).tier, LEX_A);
	assert_int_equal(incident_of(w, ANN).messages, 5);
}

static void test_discreet_and_the_number(void **state)
{
	struct world *w = *state;
	struct store_out out;
	struct err err = { "" };
	char *path = talloc_asprintf(w, "%s/emergency.conf", w->dir);
	FILE *f = fopen(path, "we");

	fputs("# numbers\nKE medical 999 tested never ambulance\n"
	      "KE police 112 tested 2026-01-01 police\n"
	      "KE crisis 1199 tested 2026-02-01 Red Cross\n", f);
	fclose(f);
	care_emergency_set(w->care, care_emergency_load(w, path, &err));
	says(w, ANN, WANT_TO_DIE);
	assert_true(world_next_out(w, &out));
	assert_non_null(strstr(secret_reveal(out.text), "Red Cross 1199"));
	assert_null(strstr(secret_reveal(out.text), "life"));
	assert_null(strstr(secret_reveal(out.text), "suicide"));
	assert_int_equal(out.class, STORE_CLASS_CRISIS);
	care_emergency_set(w->care, NULL);
	says(w, BEN, WANT_TO_DIE);
	assert_hears(w, BEN, "*ring your local emergency number*");
}

static int count_sentence;
static void sentence(void *arg, const char *text) { count_sentence++; }

static void test_emergency_file(void **state)
{
	static const char *const wrong[] = {
		"Kenya crisis 1199 tested never X\n", "KE help 1199 tested never X\n",
		"KE crisis 11-99 tested never X\n", "KE crisis 1199 never X\n",
		"KE crisis 1199 tested yesterday X\n", "KE crisis 1199 tested never \n",
	};
	struct world *w = *state;
	char *path = talloc_asprintf(w, "%s/emergency.conf", w->dir);
	const struct care_emergency *e;
	struct err err;
	FILE *f;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		f = fopen(path, "we");
		fprintf(f, "# line one\n%s", wrong[i]);
		fclose(f);
		assert_null(care_emergency_load(w, path, &err));
		assert_non_null(strstr(err.text, "emergency.conf:2:"));
	}
	e = care_emergency_load(w, TOP_SRCDIR "/flows/emergency.conf", &err);
	assert_non_null(e);
	assert_non_null(care_emergency_find(e, "KE"));
	assert_null(care_emergency_find(e, "XX"));
	count_sentence = 0;
	assert_true(care_emergency_check(e, NOON, DAYS_MS(180), sentence, NULL) > 0);
	assert_true(count_sentence > 0);
}

/* --- Key 9 ---------------------------------------------------------------------------- */

static void test_nine_and_yes(void **state)
{
	struct world *w = *state;

	/* the pager hears it, in case nobody can be asked */
	assert_true(says(w, ANN, "9"));
	assert_hears(w, ANN, "Are you in danger right now? 1 Yes, 2 It may get bad, 3 *");
	assert_int_equal(incidents(w), 0);
	assert_hears_soon(w, COORD, "*pressed 9*");
	says(w, ANN, "1");
	assert_int_equal(incident_of(w, ANN).tier, LEX_A);
	assert_int_equal(incident_of(w, ANN).source, STORE_INCIDENT_KEY);
	assert_hears(w, ANN, "*called for you right now*");
	assert_silence(w);		/* and no menu took the 1 for its own */
}

static void test_nine_forms(void **state)
{
	static const char *const yes[] = { "9 yes", "9 1", "SOS yes", "911 YES" };
	static const char *const ask[] = { "9.", " *9# ", "SOS", "not safe", "112", "9 9 9" };
	struct world *w = *state;
	struct lexicon_result scan;

	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		assert_true(care_scan(w->care, VIEW_STR(yes[i]), &scan));
		assert_int_equal(scan.tier, LEX_A);
	}
	for (size_t i = 0; i + 1 < ARRAY_LEN(ask); i++) {
		assert_true(care_scan(w->care, VIEW_STR(ask[i]), &scan));
		assert_int_equal(scan.tier, LEX_C);
	}
	assert_false(care_scan(w->care, VIEW_STR("99 bottles"), &scan) && scan.tier >= LEX_B);
	assert_false(care_scan(w->care, VIEW_STR("19"), &scan));
	assert_int_equal(scan.tier, LEX_NONE);
	assert_false(care_scan(w->care, (struct view){ NULL, 0 }, &scan));
}

static void test_nine_may_get_bad_and_slip(void **state)
{
	struct world *w = *state;
	struct store_concern c;

	says(w, ANN, "9");
	says(w, ANN, "2");
	assert_int_equal(incident_of(w, ANN).tier, LEX_B);
	says(w, BEN, "9");
	hear_nothing_more(w);
	says(w, BEN, "3");
	assert_hears(w, BEN, "All right. We are here.*");
	world_passes(w, MINUTES_MS(4));
	assert_int_equal(incidents(w), 1);
	/* Whoever pressed the 3 need not be who pressed the 9: a human looks. */
	assert_int_equal(store_concern_find(w->st, world_person(w, BEN).id,
					    STORE_CONCERN_UNCLEAR, &c), 1);
}

static void test_nine_unanswered(void **state)
{
	struct world *w = *state;

	says(w, ANN, "9");
	hear_nothing_more(w);
	world_passes(w, MINUTES_MS(3) - 1000);
	assert_int_equal(incidents(w), 0);
	world_restart(w);
	care_set_lexicon(w->care, NULL);
	world_passes(w, SECONDS_MS(2));
	assert_int_equal(incident_of(w, ANN).source, STORE_INCIDENT_SILENCE);
	assert_hears(w, ANN, "We read what you wrote*");
	assert_rings(rings(w), ON1, "ALARM * tier B*");
}

static void test_nine_and_something_else(void **state)
{
	struct world *w = *state;

	says(w, ANN, "9");
	hear_nothing_more(w);
	w->now_ms += MINUTES_MS(1);
	says(w, ANN, "who are you");
	assert_hears(w, ANN, "Are you in danger right now?*");
	says(w, ANN, "hello");			/* asked twice, not for ever */
	world_passes(w, MINUTES_MS(2) + 1);	/* and the first clock ran on */
	assert_int_equal(incidents(w), 1);
}

static void test_nine_again_is_an_answer(void **state)
{
	struct world *w = *state;

	says(w, ANN, "9");
	says(w, ANN, "9");
	assert_int_equal(incident_of(w, ANN).tier, LEX_B);
}

/* --- C and ask -------------------------------------------------------------------------- */

static void test_despair_is_a_concern_and_an_unmet_one_rings(void **state)
{
	struct world *w = *state;

	assert_false(says(w, ANN, "I feel so hopeless"));
	assert_hears(w, ANN, "That sounds very heavy*");
	assert_hears(w, COORD, "*despair*");
	assert_int_equal(incidents(w), 0);
	assert_quiet(w);
	world_passes(w, MINUTES_MS(10) + 1000);
	assert_int_equal(incident_of(w, ANN).source, STORE_INCIDENT_STAFF);
	assert_rings(rings(w), ON1, "ALARM*");
}

static void test_unclear_is_asked(void **state)
{
	struct world *w = *state;

	says(w, ANN, "I would never kill myself");
	assert_hears_soon(w, ANN, "*Are you safe just now? 1 Yes, 2 Not sure, 3 No*");
	says(w, ANN, "1");
	assert_hears(w, ANN, "Good. Someone will still look*");
	assert_int_equal(incidents(w), 0);
	says(w, BEN, "I would never kill myself");
	says(w, BEN, "3");
	assert_int_equal(incident_of(w, BEN).tier, LEX_A);
}

static void test_somebody_else(void **state)
{
	struct world *w = *state;
	struct store_concern c;

	says(w, ANN, "my friend wants to kill herself");
	assert_hears_soon(w, ANN, "It sounds as if you fear for someone.*");
	assert_int_equal(store_concern_find(w->st, world_person(w, ANN).id,
					    STORE_CONCERN_WORRIED, &c), 1);
	assert_int_equal(incidents(w), 0);
}

/* --- Spread over several texts ----------------------------------------------------------- */

static void test_sliding_join(void **state)
{
	struct world *w = *state;

	says(w, ANN, "i want to");
	hear_nothing_more(w);
	assert_int_equal(incidents(w), 0);
	w->now_ms += MINUTES_MS(2);
	says(w, ANN, "die");
	assert_int_equal(incidents(w), 1);
	/* What was heard in its own turn is not heard again with each text after it. */
	w->now_ms += MINUTES_MS(1);
	says(w, ANN, "ok thanks");
	assert_int_equal(incident_of(w, ANN).messages, 1);
	/* Too long ago. */
	says(w, BEN, "i want to");
	world_passes(w, MINUTES_MS(11));
	hear_nothing_more(w);
	says(w, BEN, "die");
	assert_int_equal(incidents(w), 1);
}

static void test_last_texts_are_forgotten(void **state)
{
	struct world *w = *state;
	int64_t oldest;

	says(w, ANN, "hello");
	assert_int_equal(store_recent_oldest(w->st, &oldest), 1);
	world_passes(w, MINUTES_MS(21));
	assert_int_equal(store_recent_oldest(w->st, &oldest), 0);
}

static void test_parts_are_acted_on_at_once(void **state)
{
	struct world *w = *state;

	w->is_part = true;
	says(w, ANN, "so I decided that I want to kill myself and");
	assert_hears(w, ANN, "We read what you wrote*");
	assert_silence(w);		/* no menu for a part */
	assert_int_equal(incidents(w), 1);
	w->is_part = false;
}

/* --- Another is the danger ----------------------------------------------------------------- */

static void test_another_is_the_danger(void **state)
{
	struct world *w = *state;

	says(w, ANN, "my husband hits me");
	assert_hears(w, ANN, "Thank you for your message. We have it. When it is a good time*1*");
	assert_true(incident_of(w, ANN).context & LEX_CTX_BY_OTHER);
	assert_rings(rings(w), ON1, "ALARM 4821 tier B*");
	says(w, ON1, "1 4821");
	assert_hears(w, ON1, "4821 is yours:*Do not ring*");
	assert_silence(w);		/* nothing more on a phone that another may hold */
	w->now_ms += MINUTES_MS(5);
	says(w, ANN, "1");
	assert_rings(rings(w), ON1, "ALARM 4821 tier B: there is more*");
	says(w, ON1, "3 4821 3");
	w->now_ms += MINUTES_MS(5);
	says(w, ANN, "1");			/* it is over: a 1 is for somebody else now */
	assert_int_equal(incidents(w), 0);
}

/* --- Those who work here ---------------------------------------------------------------------- */

static void test_peers_question_and_own_danger(void **state)
{
	struct world *w = *state;

	staff(w, BEN, STORE_ROLE_PEER);
	says(w, BEN, "She wrote \"I want to kill myself\" today");
	assert_int_equal(incidents(w), 0);
	assert_quiet(w);
	says(w, BEN, "what do I say when somebody tells me I want to kill myself?");
	assert_int_equal(incidents(w), 0);
	says(w, BEN, "I cannot do this. I want to kill myself");
	assert_int_equal(incident_of(w, BEN).kind, STORE_INCIDENT_PEER);
	assert_rings(rings(w), ON1, "ALARM*");
}

static void test_oncall_is_never_called_about_themselves(void **state)
{
	struct world *w = *state;

	staff(w, ON2, STORE_ROLE_ONCALL);
	says(w, ON1, "I want to kill myself");
	hear_nothing_more(w);
	assert_rings(rings(w), ON2, "ALARM 4821*");
	says(w, ON1, "1 4821");
	assert_hears(w, ON1, "4821 is about you.*");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ALARMING);
}

static void test_practice_alarms_nobody(void **state)
{
	struct world *w = *state;
	struct staff_job j = { .number = BEN, .practice = true };

	world_do(w, staff_step, &j);
	says(w, BEN, WANT_TO_DIE);
	assert_int_equal(incidents(w), 0);
	assert_quiet(w);
}

/* --- Nothing is in the way of safety -------------------------------------- */

static void test_after_stop(void **state)
{
	struct world *w = *state;

	says(w, ANN, "hello");
	says(w, ANN, "STOP");
	hear_nothing_more(w);
	says(w, ANN, WANT_TO_DIE);
	assert_hears(w, ANN, "We read what you wrote*");
	assert_int_equal(incidents(w), 1);
	says(w, ANN, "STOP");
	world_passes(w, MINUTES_MS(4));
	assert_int_equal(incident_of(w, ANN).state, STORE_INCIDENT_ALARMING);
}

static void test_no_words_of_the_person_leave(void **state)
{
	struct world *w = *state;
	struct rings *r;

	says(w, ANN, "I want to kill myself tonight, xylophone");
	r = rings(w);
	assert_int_equal(r->n, 1);
	assert_null(strstr(secret_reveal(r->out[0].text), "xylophone"));
	assert_null(strstr(secret_reveal(r->out[0].text), "712345678"));
	assert_null(strstr(secret_reveal(r->out[0].text), world_person(w, ANN).pseudonym));
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_full_words_once_then_short_then_higher), T(test_discreet_and_the_number),
		T(test_emergency_file), T(test_nine_and_yes), T(test_nine_forms),
		T(test_nine_may_get_bad_and_slip), T(test_nine_unanswered),
		T(test_nine_and_something_else), T(test_nine_again_is_an_answer),
		T(test_despair_is_a_concern_and_an_unmet_one_rings), T(test_unclear_is_asked),
		T(test_somebody_else), T(test_sliding_join), T(test_last_texts_are_forgotten),
		T(test_parts_are_acted_on_at_once), T(test_another_is_the_danger),
		T(test_peers_question_and_own_danger),
		T(test_oncall_is_never_called_about_themselves),
		T(test_practice_alarms_nobody), T(test_after_stop),
		T(test_no_words_of_the_person_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
