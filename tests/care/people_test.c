// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who somebody is to us: first contact, STOP, PIN, ERASE, children, concerns. */
#include "people_tests.h"
#include "care/care_concern.h"
#include "store/store_keys.h"

/* --- First contact ------------------------------------------------------------------- */

static void first_contact_is_one_text(void **state)
{
	struct world *w = *state;
	struct store_person ann;

	world_texts(w, ANN, "I feel so tired of it all");
	ann = world_person(w, ANN);
	assert_hears(w, ANN, talloc_asprintf(w, "Welcome %s. 1 Talk, 2 Find", ann.pseudonym));
	assert_silence(w);
	assert_int_equal(ann.roles, STORE_ROLE_MEMBER);
	assert_string_equal(ann.country, "KE");
	assert_string_equal(ann.zone, "Africa/Nairobi");
	assert_string_equal(ann.line, "40404");
	assert_false(ann.plain_words);
	assert_int_equal(ann.consent, STORE_CONSENT_ASKED);
	world_texts(w, ANN, "2");
	assert_hears(w, ANN, "Thank you.");
}

static void keyword_at_first_contact_goes_straight_on(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "Find food");
	assert_hears(w, ANN, "Looking for food.");
	assert_silence(w);
}

static void start_on_a_poster_is_welcomed(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "START");
	assert_hears(w, ANN, "Welcome *");
	assert_silence(w);
}

static void two_people_are_two(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "hello");
	world_texts(w, BEN, "hello");
	assert_string_not_equal(world_person(w, ANN).pseudonym, world_person(w, BEN).pseudonym);
	assert_true(world_person(w, ANN).id != world_person(w, BEN).id);
}

static void consent_is_kept(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "consent");
	assert_hears(w, ANN, "Read by trained peer workers, kept 365 days. 1 Yes, 2 No");
	world_texts(w, ANN, "yes");
	assert_hears(w, ANN, "Thank you.");
	assert_int_equal(world_person(w, ANN).consent, STORE_CONSENT_GIVEN);
}

static void name_and_short_code_get_no_answer(void **state)
{
	struct world *w = *state;
	struct store_person p;
	struct store_concern c;

	world_texts_from(w, CARE_FROM_NAME, "MPESA", "STOP");
	world_texts_from(w, CARE_FROM_SHORT_CODE, "22141", "please help me");
	assert_silence(w);
	assert_int_equal(store_people_by_address(w->st, STORE_ADDR_NAME, "MPESA", &p), 0);
	assert_int_equal(p.stopped, 0);
	assert_int_equal(store_concern_next(w->st, 0, 0, &c), 1);
	assert_int_equal(c.kind, STORE_CONCERN_UNREACHABLE);
	assert_int_equal(c.person_id, p.id);
}

static void unreadable_is_shown_to_a_human(void **state)
{
	struct world *w = with_ann(state);
	struct store_concern c;

	world_texts(w, ANN, NULL);
	assert_hears(w, ANN, "We cannot read this. Text MENU.");
	assert_int_equal(store_concern_next(w->st, 0, 0, &c), 1);
	assert_int_equal(c.kind, STORE_CONCERN_UNREADABLE);
}

static void part_is_heard_by_safety_alone(void **state)
{
	struct world *w = with_ann(state);

	w->is_part = true;
	world_texts(w, ANN, "STOP");
	assert_silence(w);
	assert_int_equal(world_person(w, ANN).stopped, 0);
}

static void long_text_is_a_first_contact_when_it_is_whole(void **state)
{
	struct world *w = *state;

	w->is_part = true;
	world_texts(w, ANN, "I have been trying to say this for");
	world_texts(w, ANN, "a long time");
	assert_silence(w);
	w->is_part = false;
	world_texts(w, ANN, "I have been trying to say this for a long time");
	assert_hears(w, ANN, "Welcome *");
	assert_silence(w);
}

/* --- STOP ---------------------------------------------------------------------------------- */

static void stop_is_a_whole_message(void **state)
{
	struct world *w = with_ann(state);
	static const char *const none[] = {
		"Stop it, can't take it any more", "he will not stop", "stop hurting me" };
	static const char *const stops[] = { "STOP", " stop!! ", "Unsubscribe.", "Stop all" };

	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		world_texts(w, ANN, none[i]);
		assert_hears(w, ANN, "Text TALK, MENU or 0.");
		assert_int_equal(world_person(w, ANN).stopped, 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
		world_texts(w, ANN, stops[i]);
		assert_hears(w, ANN, "Stopped. START.");
		assert_true(world_person(w, ANN).stopped & (1u << CARE_CHECKIN));
		world_texts(w, ANN, "START");
		assert_hears(w, ANN, "Welcome back.");
		assert_int_equal(world_person(w, ANN).stopped, 0);
	}
	assert_silence(w);
}

static int say_each(struct care_turn *t, void *arg)
{
	int purpose, rc = 0;

	for (purpose = 0; rc == 0 && purpose < CARE_PURPOSES; purpose++)
		rc = care_say(t, arg, (enum care_purpose)purpose, "thanks", NULL);
	return rc;
}

static void stop_is_sticky_and_leaves_safety(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann;
	struct store_out out;
	unsigned int said = 0;

	world_texts(w, ANN, "STOP");
	assert_hears(w, ANN, "Stopped. START.");
	world_texts(w, ANN, "STOP");			/* said once a day */
	assert_silence(w);
	world_texts(w, ANN, "TALK");			/* no other text undoes it ... */
	assert_hears(w, ANN, "You asked us not to write. START.");
	world_texts(w, ANN, "hello?");			/* ... and that is said once a day too */
	assert_silence(w);
	assert_int_equal(world_person(w, ANN).stopped, 1u << CARE_TALK | 1u << CARE_REPLY |
			 1u << CARE_CHECKIN | 1u << CARE_REMINDER | 1u << CARE_SURVEY);
	world_passes(w, DAYS_MS(1));
	world_texts(w, ANN, "hello?");
	assert_hears(w, ANN, "You asked us not to write. START.");

	ann = world_person(w, ANN);
	world_do(w, say_each, &ann);
	while (world_next_out(w, &out))
		said |= 1u << out.purpose;
	assert_int_equal(said, 1u << CARE_SAFETY | 1u << CARE_DUTY | 1u << CARE_NOTICE);
}

static int allow_checkin(struct care_turn *t, void *arg)
{
	return care_people_allow(t, arg, CARE_CHECKIN);
}

static void stop_of_one_purpose(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann;

	world_texts(w, ANN, "stop check-in");
	assert_hears(w, ANN, "No more check-ins.");
	ann = world_person(w, ANN);
	assert_int_equal(ann.stopped, 1u << CARE_CHECKIN);
	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	world_do(w, allow_checkin, &ann);
	assert_int_equal(world_person(w, ANN).stopped, 0);
	world_texts(w, ANN, "STOP");
	assert_hears(w, ANN, "Stopped. START.");
	ann = world_person(w, ANN);
	world_do(w, allow_checkin, &ann);		/* not after a STOP of everything */
	assert_true(world_person(w, ANN).stopped & (1u << CARE_CHECKIN));
}

static void erase_works_after_stop(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "STOP");
	assert_hears(w, ANN, "Stopped. START.");
	world_texts(w, ANN, "ERASE");
	assert_hears(w, ANN, "Really? 1 Yes, 2 No");
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Erased; backups in 30 days.");
}

static void what_was_queued_before_stop_is_dropped(void **state)
{
	struct world *w = with_ann(state);
	struct store_out out;
	struct care_turn t;
	int64_t later_ms;

	world_texts(w, ANN, "menu");
	assert_true(world_next_out(w, &out));
	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);
	world_texts(w, ANN, "STOP");
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND_DROP);
	assert_true(world_next_out(w, &out));		/* the answer to STOP itself */
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);
}

/* --- ERASE ---------------------------------------------------------------- */

static void erase_leaves_a_name_and_nothing_else(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN), stub;
	struct secret *number;

	world_texts(w, ANN, "ERASE");
	assert_hears(w, ANN, "Really? 1 Yes, 2 No");
	world_texts(w, ANN, "2");
	assert_hears(w, ANN, "Kept.");
	world_texts(w, ANN, "ERASE");
	assert_hears(w, ANN, "Really? 1 Yes, 2 No");
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Erased; backups in 30 days.");
	assert_silence(w);

	assert_true(store_keys_erased(w->st, ann.id));
	assert_int_equal(store_people_by_address(w->st, STORE_ADDR_NUMBER, ANN, &stub), -ENOENT);
	assert_int_equal(store_people_by_id(w->st, ann.id, &stub), -ENOKEY);
	assert_int_equal(store_people_number(w->st, w, ann.id, &number), -ENOKEY);
	assert_int_equal(store_people_by_pseudonym(w->st, ann.pseudonym, &stub), -ENOKEY);

	world_texts(w, ANN, "hello");			/* somebody new */
	assert_hears(w, ANN, "Welcome *");
	assert_string_not_equal(world_person(w, ANN).pseudonym, ann.pseudonym);
}

/* --- PIN and new owners --------------------------------------------------- */

static void silent_for_long_without_pin_is_somebody_new(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);

	world_passes(w, DAYS_MS(91));
	world_texts(w, ANN, "hello");
	assert_hears(w, ANN, "Welcome *");
	assert_silence(w);
	assert_true(world_person(w, ANN).id != ann.id);
}

static void silent_for_long_with_pin_resumes_by_pin(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);

	set_pin(w);
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_passes(w, DAYS_MS(89));
	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Still there?");
	assert_hears(w, ANN, "Menu: *");
	world_passes(w, DAYS_MS(91));
	world_restart(w);
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Your PIN, or NEW.");
	world_texts(w, ANN, "8353");
	assert_hears(w, ANN, "Not the PIN.");
	world_texts(w, ANN, "8352");
	assert_hears(w, ANN, "Good to hear from you, *");
	assert_int_equal(world_person(w, ANN).id, ann.id);
	assert_false(world_person(w, ANN).pin_needed);
}

static void wrong_number_is_let_go(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN), old;

	set_pin(w);
	world_texts(w, ANN, "Wrong number");
	assert_hears(w, ANN, "We will not write again.");
	world_texts(w, ANN, "who is this");
	assert_hears(w, ANN, "Your PIN, or NEW.");
	world_texts(w, ANN, "NEW");
	assert_hears(w, ANN, "Menu: *");
	assert_true(world_person(w, ANN).id != ann.id);
	/* nothing of hers is lost */
	assert_int_equal(store_people_by_id(w->st, ann.id, &old), 0);
}

static void five_wrong_pins_lock(void **state)
{
	struct world *w = with_ann(state);

	set_pin(w);
	world_texts(w, ANN, "WRONG");
	assert_hears(w, ANN, "We will not write again.");
	for (int i = 0; i < CARE_PIN_TRIES - 1; i++) {
		world_texts(w, ANN, "1111");
		assert_hears(w, ANN, "Not the PIN.");
	}
	world_restart(w);
	world_texts(w, ANN, "1111");
	assert_hears(w, ANN, "Closed for 12 hours.");
	world_texts(w, ANN, "8352");			/* the right one, too early */
	assert_hears(w, ANN, "Closed for *");
	world_passes(w, CARE_PIN_LOCK_MS);
	world_texts(w, ANN, "8352");
	assert_hears(w, ANN, "Good to hear from you, *");
}

/* --- Under age, concerns -------------------------------------------------- */

static int make_staff(struct care_turn *t, void *arg)
{
	struct store_person p;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, BEN, &p);

	if (rc < 0)
		return rc;
	p.roles = STORE_ROLE_COORDINATOR | STORE_ROLE_SAFEGUARDING;
	return store_people_save(t->store, &p);
}

static void child_has_an_owner(void **state)
{
	struct world *w = with_ann(state);

	world_do(w, make_staff, NULL);
	world_texts(w, ANN, "AGE");
	assert_hears(w, ANN, "Age? *");
	world_texts(w, ANN, "1");
	assert_hears(w, BEN, "*: under age, wants to talk. DONE C*");
	assert_hears(w, ANN, "* has your message.");
	assert_int_equal(world_person(w, ANN).owner_id, world_person(w, BEN).id);
	assert_true(care_people_is_child(&(struct store_person){ .age = STORE_AGE_UNDER }));
	assert_hears(w, ANN, "*");			/* she is with the worker now, */
	assert_hears(w, BEN, "*");
	world_texts(w, ANN, "AGE");			/* who reads what she writes: */
	assert_hears(w, BEN, "*AGE");
	world_texts(w, ANN, "2");			/* no text makes her older */
	assert_int_equal(world_person(w, ANN).age, STORE_AGE_UNDER);
}

static int raise_mood(struct care_turn *t, void *arg)
{
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_MOOD, .why = "low mood", .about = arg }, NULL);
}

static void concern_goes_on_until_a_human_is_done(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);
	struct store_concern c;

	world_do(w, make_staff, NULL);
	world_do(w, raise_mood, &ann);
	assert_int_equal(store_concern_next(w->st, 0, 0, &c), 1);
	assert_hears(w, BEN, talloc_asprintf(w, "%s: low mood. DONE C%lld", ann.pseudonym,
					     (long long)c.id));
	world_do(w, raise_mood, &ann);			/* the same once more */
	assert_silence(w);
	world_passes(w, HOURS_MS(1));
	assert_hears(w, BEN, "*: low mood. DONE C*");
	world_texts(w, BEN, "CONCERNS");
	assert_hears(w, BEN, "List: C*low mood");
	world_texts(w, ANN, talloc_asprintf(w, "DONE C%lld", (long long)c.id));
	assert_hears(w, ANN, "Text TALK, MENU or 0.");	/* no command of a member's */
	world_texts(w, BEN, talloc_asprintf(w, "done c%lld", (long long)c.id));
	assert_hears(w, BEN, "Noted.");
	world_passes(w, DAYS_MS(1));
	assert_silence(w);
}

static void many_concerns_are_told_in_one_text(void **state)
{
	struct world *w = *state;
	struct store_person p;
	struct store_out out;

	world_do(w, make_staff, NULL);
	for (int i = 0; i < 5; i++) {
		world_texts(w, talloc_asprintf(w, "+25471234500%d", i), "hello");
		p = world_person(w, talloc_asprintf(w, "+25471234500%d", i));
		while (world_next_out(w, &out))
			;
		world_do(w, raise_mood, &p);
		if (i == 0)
			assert_hears(w, BEN, "*: low mood*");
		assert_silence(w);
	}
	world_passes(w, CARE_CONCERN_QUIET_MS);
	assert_hears(w, BEN, "5 concerns wait. CONCERNS");
	assert_silence(w);
}

static int draw_many(struct care_turn *t, void *arg)
{
	char name[32];
	int i, rc = 0;

	for (i = 0; rc == 0 && i < 200; i++) {
		rc = care_pseudonym_draw(t, name);
		assert_true(strlen(name) < 32 && strchr(name, ' '));
	}
	return rc;
}

static void pseudonyms_fit(void **state)
{
	world_do(*state, draw_many, NULL);
}
#define T(name) cmocka_unit_test_setup_teardown(name, people_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(first_contact_is_one_text), T(keyword_at_first_contact_goes_straight_on),
		T(start_on_a_poster_is_welcomed), T(two_people_are_two), T(consent_is_kept),
		T(name_and_short_code_get_no_answer), T(unreadable_is_shown_to_a_human),
		T(part_is_heard_by_safety_alone),
		T(long_text_is_a_first_contact_when_it_is_whole), T(stop_is_a_whole_message),
		T(stop_is_sticky_and_leaves_safety), T(stop_of_one_purpose),
		T(erase_works_after_stop), T(what_was_queued_before_stop_is_dropped),
		T(erase_leaves_a_name_and_nothing_else),
		T(silent_for_long_without_pin_is_somebody_new),
		T(silent_for_long_with_pin_resumes_by_pin), T(wrong_number_is_let_go),
		T(five_wrong_pins_lock), T(child_has_an_owner),
		T(concern_goes_on_until_a_human_is_done), T(many_concerns_are_told_in_one_text),
		T(pseudonyms_fit),
	};

	base_init(NULL, "people_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
