// SPDX-License-Identifier: AGPL-3.0-or-later
/* Sessions that outlive restarts and revisions, quiet hours, and what care says it can do. */
#include "people_tests.h"
#include "care/care_clock.h"
#include "store/store_session.h"

/* --- Sessions -------------------------------------------------------------------------------- */

static void new_keyword_wins(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_texts(w, ANN, "find it hard to sleep");	/* free text: no keyword */
	assert_hears(w, ANN, "Looking for find it hard to sleep.");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_texts(w, ANN, "chat");
	assert_hears(w, ANN, "Talking.");
	assert_silence(w);
}

static void session_outlives_a_restart_and_a_new_revision(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	/* The file is changed, and the program starts anew with it. */
	TALLOC_FREE(w->flows);
	w->flows = flow_set_new(w, &flow_vocabulary_standard);
	world_flow(w, "find.flow", "flow find\n  trigger keyword.find\n"
		   "  step start\n    say thanks\n    end\n");
	world_restart(w);
	world_texts(w, ANN, "food");
	assert_hears(w, ANN, "Looking for food.");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "Thank you.");
}

static int keep_other(struct care_turn *t, void *arg)
{
	return store_revision_keep(t->store, "0123456789abcdef", "flow other", t->now_ms);
}

static void revision_goes_when_nobody_can_be_on_it(void **state)
{
	struct world *w = with_ann(state);
	const char *hash = flow_hash(flow_set_find(w->flows, "find"));
	char *source;

	world_texts(w, ANN, "FIND");
	world_passes(w, STORE_REVISION_KEEP_MS);
	world_do(w, keep_other, NULL);
	assert_int_equal(store_revision_get(w->st, w, hash, &source), 1);
	world_passes(w, DAYS_MS(2));
	world_do(w, keep_other, NULL);
	assert_int_equal(store_revision_get(w->st, w, hash, &source), 0);
	assert_int_equal(store_revision_get(w->st, w, "0123456789abcdef", &source), 1);
}

static void silence_is_heard_after_a_restart(void **state)
{
	struct world *w = with_ann(state);
	struct store_session session;

	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_restart(w);
	world_passes(w, HOURS_MS(2) - 1);
	assert_silence(w);
	world_passes(w, 1);
	assert_hears(w, ANN, "Still there?");
	assert_int_equal(store_session_get(w->st, w, world_person(w, ANN).id, &session), 0);
}

static void two_misses_offer_a_human(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: 1 Talk, 2 Find");
	world_texts(w, ANN, "banana");
	assert_hears(w, ANN, "Just the number: 1 Talk, 2 Find");
	world_texts(w, ANN, "banana");
	assert_hears(w, ANN, "A person can help: text 0. Or: Menu: 1 Talk, 2 Find");
	world_texts(w, ANN, "banana");
	assert_hears(w, ANN, "Text TALK, MENU or 0.");
	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	assert_int_equal(world_person(w, ANN).misses, 0);
}

static void help_and_back(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	world_texts(w, ANN, "help");
	assert_hears(w, ANN, "Help.");
	assert_hears(w, ANN, "Menu: *");
	world_texts(w, ANN, "back");
	assert_hears(w, ANN, "Menu: *");
	assert_silence(w);
}

static void replies_have_a_budget(void **state)
{
	struct world *w = with_ann(state);
	struct store_out out;
	int said = 0;

	for (int i = 0; i < 100; i++)
		world_texts(w, ANN, "xyzzy");
	while (world_next_out(w, &out))
		said++;
	assert_int_equal(said, 40 - 3);		/* with_ann() used three */
	world_passes(w, DAYS_MS(1));
	world_texts(w, ANN, "xyzzy");
	assert_hears(w, ANN, "Text TALK, MENU or 0.");
}

/* --- Clocks --------------------------------------------------------------- */

static void local_clock_over_daylight_saving(void **state)
{
	/* 2026-03-29 01:00 UTC: London's 01:00 becomes 02:00; Paris' 02:00 becomes 03:00. */
	const int64_t spring = INT64_C(1774746000000), autumn = INT64_C(1792890000000);
	int64_t day;

	assert_int_equal(care_clock_minute("Europe/Paris", spring - 1), 119);
	assert_int_equal(care_clock_minute("Europe/Paris", spring), 180);
	day = care_clock_day("Europe/Paris", spring);
	assert_int_equal(care_clock_weekday("Europe/Paris", spring), 7);
	/* 02:30 is never shown: the moment of the jump. */
	assert_int_equal(care_clock_at("Europe/Paris", day, 150), spring);
	/* 08:00 on both sides: 23 hours apart. */
	assert_int_equal(care_clock_at("Europe/Paris", day, 480) -
			 care_clock_at("Europe/Paris", day - 1, 480), HOURS_MS(23));
	/* 2026-10-25 01:00 UTC: Paris' 03:00 becomes 02:00; 02:30 is shown twice. */
	day = care_clock_day("Europe/Paris", autumn);
	assert_int_equal(care_clock_at("Europe/Paris", day, 150), autumn - MINUTES_MS(30));
	assert_int_equal(care_clock_at("Europe/Paris", day, 480) -
			 care_clock_at("Europe/Paris", day - 1, 480), HOURS_MS(25));
	assert_int_equal(care_clock_next("Europe/Paris", autumn, 150), autumn + MINUTES_MS(30) +
			 HOURS_MS(24) - HOURS_MS(0));
	assert_int_equal(care_clock_minute("Asia/Kathmandu", 0), 330);
	assert_int_equal(care_clock_minute("No/Such", 0), 0);
	assert_true(care_clock_within("UTC", 0, 22 * 60, 6 * 60));
	assert_false(care_clock_within("UTC", HOURS_MS(12), 22 * 60, 6 * 60));
}

static int in_paris(struct care_turn *t, void *arg)
{
	struct store_person *p = arg;

	strcpy(p->zone, "Europe/Paris");
	p->last_in_at_ms = t->now_ms - DAYS_MS(1);
	return store_people_save(t->store, p);
}

static int say_checkin(struct care_turn *t, void *arg)
{
	return care_say(t, arg, CARE_CHECKIN, "thanks", NULL);
}

static int say_reply(struct care_turn *t, void *arg)
{
	return care_say(t, arg, CARE_REPLY, "thanks", NULL);
}

static void quiet_hours_over_daylight_saving(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);
	struct care_turn t;
	struct store_out out;
	int64_t later_ms;

	/* The evening before the clocks go forward in Paris, 23:00. */
	w->now_ms = INT64_C(1774746000000) - HOURS_MS(3);
	world_do(w, in_paris, &ann);
	world_do(w, say_checkin, &ann);
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms + HOURS_MS(8));	/* 08:00, not 09:00 */
	assert_int_equal(out.class, STORE_CLASS_CHECKIN);

	/* At the moment of sending it is asked again. */
	care_turn_init(&t, w->care, w, w->now_ms + HOURS_MS(7));
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND_LATER);
	assert_int_equal(later_ms, w->now_ms + HOURS_MS(8));
	care_turn_init(&t, w->care, w, w->now_ms + HOURS_MS(8));
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);

	/* What answers somebody who is awake goes at once; an hour later it is night. */
	world_texts(w, ANN, "menu");
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms);
	w->now_ms += HOURS_MS(1);
	ann = world_person(w, ANN);
	world_do(w, say_reply, &ann);
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms + HOURS_MS(7));
}

static void pause_holds_what_we_begin(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);
	struct store_out out;

	ann.paused_until_ms = w->now_ms + DAYS_MS(3);
	world_do(w, say_checkin, &ann);
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms + DAYS_MS(3));
	world_do(w, say_reply, &ann);			/* she texted a moment ago */
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms);
}

/* What care carries out and knows is in the vocabulary that flows are checked by. */
static void tables_fit_the_vocabulary(void **state)
{
	const struct flow_vocabulary *v = &flow_vocabulary_standard;
	size_t i;

	for (const struct care_effect *const *room = care_effects; *room; room++)
		for (const struct care_effect *e = *room; e->name; e++) {
			for (i = 0; i < v->effects_len && strcmp(v->effects[i].name, e->name); i++)
				;
			assert_true(i < v->effects_len);
			assert_ptr_equal(care_effect_find(e->name), e);	/* named once */
		}
	for (const struct care_variable *const *room = care_variables; *room; room++)
		for (const struct care_variable *x = *room; x->name; x++) {
			for (i = 0; i < v->variables_len && strcmp(v->variables[i].name, x->name);
			     i++)
				;
			assert_true(i < v->variables_len);
		}
	for (const struct care_placeholder *const *room = care_placeholders; *room; room++)
		for (const struct care_placeholder *p = *room; p->name; p++) {
			for (i = 0; v->placeholders[i] && strcmp(v->placeholders[i], p->name); i++)
				;
			assert_non_null(v->placeholders[i]);
		}
}
#define T(name) cmocka_unit_test_setup_teardown(name, people_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(new_keyword_wins), T(session_outlives_a_restart_and_a_new_revision),
		T(revision_goes_when_nobody_can_be_on_it), T(silence_is_heard_after_a_restart),
		T(two_misses_offer_a_human), T(help_and_back), T(replies_have_a_budget),
		T(local_clock_over_daylight_saving), T(quiet_hours_over_daylight_saving),
		T(pause_holds_what_we_begin), T(tables_fit_the_vocabulary),
	};

	base_init(NULL, "session_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
