// SPDX-License-Identifier: AGPL-3.0-or-later
/* Incidents from the first word to a named human's last, on a clock that only moves when told. */
#include "tests/care/incident_tests.h"

#define WANT_TO_DIE "I want to kill myself"
#define NOW_DYING "I took all the pills and I am going to die"

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
	assert_hears_soon(w, ON1, "4821 is closed by you*");
	i = incident_now(w, "4821");
	assert_int_equal(i.state, STORE_INCIDENT_CLOSED);
	assert_int_equal(i.outcome, STORE_OUTCOME_SAFE_PLAN);
	assert_promise(w, "4821");
	world_passes(w, DAYS_MS(1));
	assert_quiet(w);
}

/* --- What staff answer ---------------------------------------------------------------- */

static void danger(struct world *w, const char *number, const char *code)
{
	says_coded(w, number, WANT_TO_DIE, code);
	hear_nothing_more(w);
}

static void test_wrong_code_and_no_code(void **state)
{
	struct world *w = *state;

	says(w, ON1, "1 4821");
	assert_hears(w, ON1, "No alarm has the code 4821, and nothing is open.*");
	danger(w, ANN, "4821");
	rings(w);
	says(w, ON1, "1 4812");
	assert_hears(w, ON1, "No open alarm has the code 4812. Open: 4821 B!.*");
	says(w, ON1, "1");
	assert_hears(w, ON1, "Please send the digit with the code, like this: 1 4821.*");
	says(w, ON1, "4821");
	assert_hears(w, ON1, "What about 4821?*");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ALARMING);
	assert_promise(w, "4821");
}

static void test_forgiving(void **state)
{
	static const char *const forms[] = {
		"1 4821", "1,4821", "1.4821", "1-4821", " 1  4821 ", "14821", "1 #4821",
		"1 4821 ok",
		"1 4821, on my way",
		"\xef\xbc\x91 \xef\xbc\x94\xef\xbc\x98\xef\xbc\x92\xef\xbc\x91", "\"1 4821\"",
	};
	struct world *w = *state;
	char code[8];

	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		if (i)	/* the one before is closed; its code rests for a day */
			w->now_ms += DAYS_MS(1) + 1;
		danger(w, ANN, "4821");
		says(w, ON1, forms[i]);
		snprintf(code, sizeof(code), "4821");
		if (incident_now(w, code).state != STORE_INCIDENT_ACKED)
			fail_msg("not understood: %s", forms[i]);
		says(w, ON1, "3 4821 2");
		assert_int_equal(incident_now(w, code).state, STORE_INCIDENT_CLOSED);
	}
}

static void test_words_that_are_no_answer(void **state)
{
	static const char *const forms[] = {
		"1 is my lucky number", "take 4821", "6 4821", "0 4821", "call me on 0712345678",
		"1 48", "11 4821",
	};
	struct world *w = *state;

	danger(w, ANN, "4821");
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		says(w, ON1, forms[i]);
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ALARMING);
}

static void test_two_acks_late_acks(void **state)
{
	struct world *w = *state;

	danger(w, ANN, "4821");
	world_passes(w, MINUTES_MS(4));		/* ON2 is being called by now */
	says(w, ON1, "1 4821");			/* the first one, after the escalation */
	assert_hears_soon(w, ON1, "4821 is yours:*");
	assert_quiet(w);			/* what was still to be said to ON2 is not said */
	says(w, ON2, "1 4821");
	assert_hears(w, ON2, "* has 4821, since *Nothing for you to do*");
	says(w, ON1, "1 4821");
	assert_hears(w, ON1, "4821 is yours already*");
	says(w, ON2, "4 4821");			/* not theirs to hand back */
	assert_hears(w, ON2, "* has 4821*");
	assert_int_equal(incident_now(w, "4821").acked_by, world_person(w, ON1).id);
	says(w, ON1, "3 4821 2");
	hear_nothing_more(w);
	says(w, ON2, "1 4821");
	assert_hears(w, ON2, "4821 was closed by * at *");
	says(w, ON2, "3 4821 1");
	assert_hears(w, ON2, "4821 was closed by *");
	assert_int_equal(incident_now(w, "4821").outcome, STORE_OUTCOME_FALSE_ALARM);
}

static void test_member_cannot_ack(void **state)
{
	struct world *w = *state;

	danger(w, ANN, "4821");
	says(w, BEN, "1 4821");
	says(w, ANN, "1 4821");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ALARMING);
}

static void test_cannot_calls_the_next_at_once(void **state)
{
	struct world *w = *state;

	danger(w, ANN, "4821");
	assert_rings(rings(w), ON1, "ALARM*");
	says(w, ON1, "4 4821");
	assert_hears(w, ON1, "Understood, 4821 goes to the next*");
	assert_rings(rings(w), ON2, "ALARM*");
	says(w, ON2, "1 4821");
	hear_nothing_more(w);
	w->now_ms += MINUTES_MS(5);
	says(w, ON2, "4 4821");
	assert_rings(rings(w), ON1, "ALARM*");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ALARMING);
	assert_promise(w, "4821");
}

static void test_contact_clock(void **state)
{
	struct world *w = *state;
	struct rings *r;

	danger(w, ANN, "4821");
	rings(w);
	says(w, ON2, "1 4821");			/* the second on the list took it */
	hear_nothing_more(w);
	world_passes(w, MINUTES_MS(14));
	says(w, ON2, "5 4821");
	assert_hears(w, ON2, "4821: try 1 noted*");
	world_passes(w, MINUTES_MS(14));
	assert_quiet(w);
	world_passes(w, MINUTES_MS(1) + 1);
	r = rings(w);
	assert_int_equal(r->n, 2);		/* the first on the list, and who has it */
	assert_rings(r, ON1, "ALARM 4821*no contact noted in time*");
	assert_rings(r, ON2, "ALARM 4821*no contact noted in time*");
	assert_promise(w, "4821");
	says(w, ON2, "2 4821");			/* they had reached them, late */
	assert_hears(w, ON2, "4821: contact noted*");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_CONTACT);
}

static void test_nothing_closes_by_itself(void **state)
{
	struct world *w = *state;

	danger(w, ANN, "4821");
	danger(w, BEN, "5555");
	says(w, ON1, "1 5555");
	says(w, ON1, "2 5555");
	for (int day = 0; day < 6; day++) {
		world_passes(w, HOURS_MS(4));
		rings(w);
		hear_nothing_more(w);
		world_restart(w);
		assert_promise(w, "4821");
		assert_promise(w, "5555");
	}
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ALARMING);
	assert_int_equal(incident_now(w, "5555").state, STORE_INCIDENT_CONTACT);
	world_passes(w, HOURS_MS(2));
	assert_hears_soon(w, ON1, "5555 is still open.*");
}

static void test_close_wants_what_happened(void **state)
{
	struct world *w = *state;

	danger(w, ANN, "4821");
	says(w, ON1, "3 4821 2");
	assert_hears(w, ON1, "Nobody has taken 4821 yet. First reply 1 4821.");
	says(w, ON1, "1 4821");
	hear_nothing_more(w);
	says(w, ON1, "3 4821");
	assert_hears(w, ON1, "How did it end?*");
	says(w, ON1, "3 4821 7");
	assert_hears(w, ON1, "How did it end?*");
	says(w, ON1, "NOTE 4821 her sister is with her");
	assert_hears(w, ON1, "4821: your note is kept*");
	says(w, ON1, "3 4821 3");
	assert_hears_soon(w, ON1, "4821 is closed by you*");
	assert_int_equal(incident_now(w, "4821").outcome, STORE_OUTCOME_OTHER_SERVICE);
	assert_true(incident_now(w, "4821").contact_at_ms > 0);
}

static void test_unreachable_needs_tries_and_two(void **state)
{
	struct world *w = *state;

	danger(w, ANN, "4821");
	rings(w);
	says(w, ON1, "1 4821");
	says(w, ON1, "5 4821");
	hear_nothing_more(w);
	says(w, ON1, "3 4821 5");
	assert_hears(w, ON1, "4821: 1 tries are noted. Before 'unreachable' still: 2 in "
		     "all, 1 by text*");
	says(w, ON1, "5 4821 2");
	says(w, ON1, "5 4821 2");
	hear_nothing_more(w);
	says(w, ON1, "3 4821 5");	/* enough of them, but none as the protocol names it */
	assert_hears(w, ON1, "4821: 3 tries are noted. Before 'unreachable' still: 0 in "
		     "all, 1 by text*");
	says(w, ON1, "5 4821 1");
	hear_nothing_more(w);
	says(w, ON1, "3 4821 5");
	assert_hears(w, ON1, "4821: noted. A second person must agree*");
	assert_rings(rings(w), BOSS, "4821: a colleague could not reach*3 4821 5*");
	says(w, ON1, "3 4821 5");		/* the same person twice is not two */
	assert_hears(w, ON1, "4821: noted.*");
	assert_promise(w, "4821");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ACKED);
	says(w, BOSS, "3 4821 5");
	assert_hears_soon(w, BOSS, "4821 is closed by you*");
	assert_int_equal(incident_now(w, "4821").outcome, STORE_OUTCOME_UNREACHABLE);
}

static void test_stop_does_not_silence(void **state)
{
	static const char *const words[] = { "STOP", "END", "QUIT" };
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		says(w, ON1, words[i]);
		assert_hears(w, ON1, "You are on our on-call list*");
		if (i == 0)
			assert_hears(w, BOSS, "*on the on-call list, sent STOP*");
		assert_silence(w);
	}
	danger(w, ANN, "4821");
	assert_rings(rings(w), ON1, "ALARM*");
	assert_int_equal(world_person(w, ON1).stopped, 0);
}

static void test_list(void **state)
{
	struct world *w = *state;

	says(w, ON1, "LIST");
	assert_hears(w, ON1, "Nothing is open.");
	danger(w, ANN, "4821");
	says_coded(w, BEN, NOW_DYING, "7777");
	says(w, ON1, "1 4821");
	hear_nothing_more(w);
	says(w, ON1, "list");
	assert_hears(w, ON1, "Open (! nobody has it): 7777 A!, 4821 B.*");
}

/* --- Who is called, and when ------------------------------------------------------------ */

static void test_steps(void **state)
{
	struct world *w = *state;
	struct rings *r;

	danger(w, ANN, "4821");
	assert_rings(rings(w), ON1, "ALARM 4821 tier B. Reply*");
	world_passes(w, SECONDS_MS(179));
	assert_quiet(w);
	world_passes(w, SECONDS_MS(2));
	assert_rings(rings(w), ON2, "ALARM 4821 tier B. Reply*");
	world_passes(w, SECONDS_MS(180));
	assert_rings(rings(w), ON1, "*nobody has it yet, *");
	world_passes(w, SECONDS_MS(180));
	assert_rings(rings(w), ON2, "*nobody has it yet, *");
	world_passes(w, SECONDS_MS(60));
	r = rings(w);
	assert_int_equal(r->n, 3);		/* after ten minutes: all, and the manager */
	assert_rings(r, ON1, "*nobody has it yet*");
	assert_rings(r, ON2, "*nobody has it yet*");
	assert_rings(r, BOSS, "*nobody has it yet*");
	assert_hears(w, ANN, "We are still calling our team for you.*");
	world_passes(w, MINUTES_MS(10));
	hear_nothing_more(w);
	r = rings(w);
	assert_true(r->n >= 3);			/* round and round */
	world_passes(w, HOURS_MS(30));
	r = rings(w);
	assert_true(r->n >= 3);
	assert_silence(w);			/* the person is told the truth once */
}

static void test_refused_text_next_at_once(void **state)
{
	struct world *w = *state;
	struct rings *r;

	danger(w, ANN, "4821");
	r = rings(w);
	assert_rings(r, ON1, "ALARM*");
	reported(w, r, 0, STORE_ALARM_FAILED);
	world_passes(w, 0);
	assert_rings(rings(w), ON2, "ALARM*");
	/* Its phone is passed over while it refuses. */
	world_passes(w, SECONDS_MS(181));
	assert_rings(rings(w), ON2, "*");
	assert_int_equal(incident_now(w, "4821").alarmed_at_ms, 0);
}

static void test_every_phone_refuses(void **state)
{
	struct world *w = *state;
	struct rings *r;
	int texts = 0;

	danger(w, ANN, "4821");
	for (int s = 0; s < 600; s++) {
		r = rings(w);
		texts += r->n;
		for (int i = 0; i < r->n; i++)
			reported(w, r, i, STORE_ALARM_FAILED);
		world_passes(w, SECONDS_MS(1));
	}
	assert_true(texts >= 4);		/* goes on */
	assert_true(texts <= 30);		/* and does not spin */
	assert_promise(w, "4821");
}

static void test_no_answer_from_the_network(void **state)
{
	struct world *w = *state;
	struct rings *r;

	danger(w, ANN, "4821");
	r = rings(w);
	world_passes(w, MINUTES_MS(2));
	reported(w, r, 0, STORE_ALARM_UNKNOWN);
	world_passes(w, 0);
	assert_rings(rings(w), ON2, "ALARM*");
	reported(w, r, 0, STORE_ALARM_DELIVERED);	/* a late receipt, after all */
	says(w, ON1, "1 4821");
	assert_hears_soon(w, ON1, "4821 is yours*");
}

static void test_nobody_at_all(void **state)
{
	struct world *w = danger_world();

	danger(w, ANN, "4821");
	assert_quiet(w);
	world_passes(w, MINUTES_MS(5));
	assert_promise(w, "4821");
	staff(w, ON1, STORE_ROLE_ONCALL);
	world_passes(w, SECONDS_MS(10));
	assert_rings(rings(w), ON1, "ALARM*");
	world_free(w);
}

static int duty_step(struct care_turn *t, void *arg)
{
	int rc = store_duty_add(t->store, arg);

	return rc < 0 ? rc : care_staff_changed(t);
}

static void duty(struct world *w, const char *who, enum store_level level, int64_t from_ms,
		 int64_t until_ms)
{
	struct store_duty d = {
		.person_id = world_person(w, who).id, .level = level, .kind = STORE_DUTY_SHIFT,
		.from_ms = from_ms, .until_ms = until_ms, .made_at_ms = w->now_ms,
	};

	world_do(w, duty_step, &d);
}

static void test_nobody_on_duty_the_level_above(void **state)
{
	struct world *w = *state;

	duty(w, ON1, STORE_LEVEL_ONCALL, NOON - HOURS_MS(9), NOON - HOURS_MS(1));
	duty(w, ON2, STORE_LEVEL_ONCALL, NOON + HOURS_MS(1), NOON + HOURS_MS(9));
	danger(w, ANN, "4821");
	assert_rings(rings(w), BOSS, "ALARM*");
	world_passes(w, MINUTES_MS(3) + 1);
	assert_rings(rings(w), ON1, "ALARM*");	/* then all who ever are on call */
	w->now_ms = NOON + HOURS_MS(2);
	danger(w, BEN, "5555");
	assert_rings(rings(w), ON2, "ALARM 5555*");
}

static void test_override(void **state)
{
	struct world *w = *state;
	struct store_duty d = {
		.person_id = world_person(w, ON2).id, .level = STORE_LEVEL_ONCALL,
		.kind = STORE_DUTY_OVERRIDE, .replaces_id = world_person(w, ON1).id,
		.from_ms = NOON - 1000, .until_ms = NOON + HOURS_MS(1), .made_at_ms = NOON,
	};

	duty(w, ON1, STORE_LEVEL_ONCALL, NOON - HOURS_MS(9), NOON + HOURS_MS(9));
	world_do(w, duty_step, &d);
	danger(w, ANN, "4821");
	assert_rings(rings(w), ON2, "ALARM*");
	says(w, ON2, "1 4821");
	world_passes(w, MINUTES_MS(1));
	w->now_ms = NOON + HOURS_MS(2);
	danger(w, BEN, "5555");
	assert_rings(rings(w), ON1, "ALARM 5555*");
}

/* --- A person, not a message ----------------------------------------------------------------- */

static void test_codes_are_never_ambiguous(void **state)
{
	struct world *w = *state;
	struct store_incident i;
	struct store_person ben;

	danger(w, ANN, "4821");
	danger(w, BEN, "4821");			/* drawn twice */
	ben = world_person(w, BEN);
	assert_int_equal(store_incident_open_of(w->st, ben.id, &i), 1);
	assert_string_not_equal(i.code, "4821");
	says(w, ON1, "1 4821");
	says(w, ON1, "3 4821 2");
	says_coded(w, ANN, WANT_TO_DIE, "4821");	/* closed a moment ago */
	assert_int_equal(store_incident_open_of(w->st, world_person(w, ANN).id, &i), 1);
	assert_string_not_equal(i.code, "4821");
}

static void test_joins_and_rises(void **state)
{
	struct world *w = *state;
	struct rings *r;

	danger(w, ANN, "4821");
	rings(w);
	says(w, ON1, "1 4821");
	world_passes(w, MINUTES_MS(2));
	says_coded(w, ANN, NOW_DYING, "9999");
	r = rings(w);
	assert_rings(r, ON1, "ALARM 4821 tier A: there is more*");
	assert_int_equal(incident_now(w, "4821").tier, LEX_A);
	says(w, ON1, "2 4821");
	world_passes(w, HOURS_MS(1));
	says(w, ANN, WANT_TO_DIE);		/* again, after contact: the clock starts anew */
	assert_rings(rings(w), ON1, "ALARM 4821 tier A: there is more*");
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_ACKED);
	assert_int_equal(incident_now(w, "4821").tier, LEX_A);	/* never lowered */
	world_passes(w, MINUTES_MS(16));
	r = rings(w);
	assert_true(r->n >= 1);
	assert_promise(w, "4821");
}

static int erase_step(struct care_turn *t, void *arg)
{
	int rc = care_people_erase(t, arg);

	return rc < 0 ? rc : 0;
}

static void test_erase_waits(void **state)
{
	struct world *w = *state;
	struct store_person ann, gone;

	danger(w, ANN, "4821");
	ann = world_person(w, ANN);
	world_do(w, erase_step, &ann);
	world_passes(w, MINUTES_MS(1));
	assert_int_equal(store_people_by_id(w->st, ann.id, &gone), 0);
	says(w, ON1, "1 4821");
	says(w, ON1, "3 4821 2");
	world_passes(w, MINUTES_MS(1));
	assert_int_equal(store_people_by_id(w->st, ann.id, &gone), -ENOKEY);
	/* The incident and its steps stay, without the words. */
	assert_int_equal(incident_now(w, "4821").state, STORE_INCIDENT_CLOSED);
}

/* The day after: one discreet text, not at night; and what was raised before is over too. */
static void test_after_it(void **state)
{
	struct world *w = *state;
	struct store_concern c;
	struct store_out out;
	int64_t ann, closed_at_ms;

	says(w, ANN, "I feel so hopeless");
	danger(w, ANN, "4821");
	ann = world_person(w, ANN).id;
	assert_int_equal(store_concern_find(w->st, ann, STORE_CONCERN_DESPAIR, &c), 1);
	says(w, ON1, "1 4821");
	assert_int_equal(store_concern_get(w->st, c.id, &c), 1);
	assert_int_equal(c.state, STORE_CONCERN_TAKEN);
	hear_nothing_more(w);
	says(w, ON1, "3 4821 1");
	assert_int_equal(store_concern_find(w->st, ann, STORE_CONCERN_DESPAIR, &c), 0);
	closed_at_ms = w->now_ms;
	assert_hears(w, ON1, "4821 is closed by you*");
	world_passes(w, DAYS_MS(1));
	assert_true(world_next_out(w, &out));
	assert_string_equal(secret_reveal(out.to), ANN);
	assert_int_equal(out.send_at_ms, closed_at_ms + HOURS_MS(20));
	assert_int_equal(out.class, STORE_CLASS_BULK);
	assert_quiet(w);			/* no old clock rings */
	danger(w, BEN, "5555");
	says(w, ON1, "1 5555");
	hear_nothing_more(w);
	says(w, ON1, "3 5555 2");
	assert_hears(w, ON1, "5555 is closed by you*");	/* a false alarm is not spoken of again */
	assert_silence(w);
}

/* --- Many at once --------------------------------------------------------- */

static void test_flood_is_digested_and_everybody_is_named(void **state)
{
	enum { PEOPLE = 500 };
	struct world *w = *state;
	char number[24], code[8], *all = talloc_strdup(w, "");
	int texts = 0, k;
	struct rings *r;

	for (k = 0; k < PEOPLE; k++) {
		snprintf(number, sizeof(number), "+2547200%05d", k);
		snprintf(code, sizeof(code), "%d", 2000 + k);
		says_coded(w, number, k == 77 ? NOW_DYING : WANT_TO_DIE, code);
	}
	for (k = 0; k < 60; k++) {
		r = rings(w);
		for (int i = 0; i < r->n; i++) {
			texts++;
			assert_string_equal(secret_reveal(r->out[i].number), ON1);
			all = talloc_asprintf_append(all, "%s\n", secret_reveal(r->out[i].text));
			if (k == 0 && i == 0)	/* the worst goes first */
				assert_non_null(strstr(all, "2077"));
			reported(w, r, i, STORE_ALARM_ACCEPTED);
		}
		world_passes(w, SECONDS_MS(1));
	}
	for (k = 0; k < PEOPLE; k++) {
		snprintf(code, sizeof(code), "%d", 2000 + k);
		if (!strstr(all, code))
			fail_msg("nobody was told of %s", code);
		assert_true(incident_now(w, code).alarmed_at_ms > 0);
	}
	assert_true(texts < 40);
}

/* --- What the pager held -------------------------------------------------- */

struct adopt_job { uint8_t who[STORE_WHO_LEN]; };

static int adopt_step(struct care_turn *t, void *arg)
{
	struct adopt_job *j = arg;
	int rc;

	care_incident_who(t, ANN, j->who);
	rc = care_incident_adopt(t, j->who, true, STORE_INCIDENT_MEMBER, "7070", true);
	return rc < 0 ? rc : care_incident_paged(t, j->who, "p1");
}

static void test_adopted_then_the_message_comes(void **state)
{
	struct world *w = *state;
	struct adopt_job j;

	world_do(w, adopt_step, &j);
	assert_true(incident_now(w, "7070").alarmed_at_ms > 0);	/* others go before it */
	world_do(w, adopt_step, &j);		/* told again after a reconnect */
	assert_int_equal(incident_now(w, "7070").person_id, 0);
	assert_promise(w, "7070");
	says(w, ON1, "1 7070");
	assert_hears(w, ON1, "7070 is yours. Their message is still on its way*");
	says_coded(w, ANN, WANT_TO_DIE, "8080");
	assert_int_equal(incident_now(w, "7070").person_id, world_person(w, ANN).id);
	assert_int_equal(incident_now(w, "7070").messages, 2);
	assert_int_equal(incident_now(w, "7070").tier, LEX_A);
}

/* --- Drills, the desk, clocks --------------------------------------------- */

static int drill_step(struct care_turn *t, void *arg)
{
	return care_incident_drill(t, arg);
}

static void test_drill(void **state)
{
	struct world *w = *state;
	struct store_incident i;
	struct store_phone phone;
	char text[16];

	world_do(w, drill_step, &i);
	assert_rings(rings(w), ON1, "DRILL *");
	world_passes(w, MINUTES_MS(3) + 1);
	assert_rings(rings(w), ON2, "DRILL *");
	snprintf(text, sizeof(text), "1 %s", i.code);
	says(w, ON2, text);
	assert_hears(w, ON2, "Drill * answered, thank you.*");
	assert_promise(w, i.code);
	assert_int_equal(incident_now(w, i.code).state, STORE_INCIDENT_CLOSED);
	assert_int_equal(store_phone_get(w->st, world_person(w, ON2).id, &phone), 0);
	assert_int_equal(phone.drilled_at_ms, w->now_ms);
}

struct named_job {
	const char *code;
	enum store_outcome outcome;
	enum care_did did;
	struct store_incident i;
};

static int ack_named_step(struct care_turn *t, void *arg)
{
	struct named_job *j = arg;

	return care_incident_ack_named(t, j->code, "Amina Otieno", &j->i, &j->did);
}

static int close_named_step(struct care_turn *t, void *arg)
{
	struct named_job *j = arg;

	return care_incident_close_named(t, j->code, "Amina Otieno", j->outcome, &j->i, &j->did);
}

static void test_named_at_the_desk(void **state)
{
	struct world *w = *state;
	struct named_job j = { .code = "4821", .outcome = STORE_OUTCOME_SAFE_PLAN };

	danger(w, ANN, "4821");
	world_do(w, close_named_step, &j);
	assert_int_equal(j.did, CARE_DID_NOT_ACKED);
	world_do(w, ack_named_step, &j);
	assert_int_equal(j.did, CARE_DID);
	world_passes(w, MINUTES_MS(15) + 1);		/* no contact: it rings again */
	assert_true(rings(w)->n > 0);
	world_do(w, ack_named_step, &j);
	world_do(w, close_named_step, &j);
	assert_int_equal(j.did, CARE_DID);
	assert_string_equal(incident_now(w, "4821").closed_name, "Amina Otieno");
	assert_promise(w, "4821");
}

static int behind_step(struct care_turn *t, void *arg)
{
	int rc = store_due_rebase(t->store, -*(int64_t *)arg);

	return rc < 0 ? rc : care_clock_behind(t);
}

static void test_clock_behind_fires_at_once(void **state)
{
	struct world *w = *state;
	int64_t steps[] = { HOURS_MS(1), DAYS_MS(1), DAYS_MS(3650) };

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		char code[8];

		snprintf(code, sizeof(code), "%zu", 3000 + i);
		danger(w, i ? BEN : ANN, code);
		danger(w, COORD, "6000");
		says(w, ON1, "1 6000");
		rings(w);
		world_passes(w, SECONDS_MS(30));
		w->now_ms -= steps[i];
		world_do(w, behind_step, &steps[i]);
		world_passes(w, SECONDS_MS(1));
		assert_true(rings(w)->n >= 2);		/* the next person, and the contact clock */
		world_passes(w, MINUTES_MS(4));
		assert_true(rings(w)->n >= 1);
		hear_nothing_more(w);
		assert_promise(w, code);
		says(w, ON1, talloc_asprintf(w, "1 %s", code));
		says(w, ON1, talloc_asprintf(w, "3 %s 2", code));
		w->now_ms += DAYS_MS(4000);
	}
}

/* --- The roster ----------------------------------------------------------- */

struct roster_job { struct care_roster_line *lines; size_t n; int holes; char *said; void *mem; };

static void said(void *arg, const struct care_roster_fault *fault)
{
	struct roster_job *j = arg;

	j->said = talloc_asprintf_append(j->said, "%s\n", fault->sentence);
}

static int roster_step(struct care_turn *t, void *arg)
{
	struct roster_job *j = arg;

	j->said = talloc_strdup(j->mem, "");
	j->holes = care_roster_check(t, said, j);
	return j->holes < 0 ? j->holes : care_roster_lines(t, j->mem, &j->lines, &j->n);
}

static void test_roster_lines_and_holes(void **state)
{
	struct world *w = *state;
	struct roster_job j = { .mem = w };
	int64_t before, after;

	world_do(w, roster_step, &j);
	assert_int_equal(j.holes, 0);
	assert_int_equal(j.n, 4);		/* two on call, the manager, and as operator */
	assert_string_equal(secret_reveal(j.lines[0].number), ON1);
	assert_int_equal(j.lines[0].from_ms, 0);
	assert_int_equal(store_roster_generation(w->st, &before), 0);
	duty(w, ON1, STORE_LEVEL_ONCALL, NOON, NOON + DAYS_MS(5));
	duty(w, ON2, STORE_LEVEL_ONCALL, NOON + DAYS_MS(6), NOON + DAYS_MS(30));
	assert_int_equal(store_roster_generation(w->st, &after), 0);
	assert_true(after > before);
	world_do(w, roster_step, &j);
	assert_int_equal(j.holes, 1);
	assert_non_null(strstr(j.said, "Nobody is on call from Sat 07 Mar 09:00 to Sun 08 "
			       "Mar 09:00 UTC."));
	world_passes(w, DAYS_MS(1) + 1);	/* the daily look tells a manager, days before */
	assert_hears_soon(w, BOSS, "*a hole in the rota*");
}

#define T(f) cmocka_unit_test_setup_teardown(f, danger_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_heard_alarmed_acked_closed), T(test_wrong_code_and_no_code),
		T(test_forgiving), T(test_words_that_are_no_answer), T(test_two_acks_late_acks),
		T(test_member_cannot_ack), T(test_cannot_calls_the_next_at_once),
		T(test_contact_clock), T(test_nothing_closes_by_itself),
		T(test_close_wants_what_happened), T(test_unreachable_needs_tries_and_two),
		T(test_stop_does_not_silence), T(test_list), T(test_steps),
		T(test_refused_text_next_at_once), T(test_every_phone_refuses),
		T(test_no_answer_from_the_network), T(test_nobody_at_all),
		T(test_nobody_on_duty_the_level_above), T(test_override),
		T(test_codes_are_never_ambiguous), T(test_joins_and_rises), T(test_erase_waits),
		T(test_after_it), T(test_flood_is_digested_and_everybody_is_named),
		T(test_adopted_then_the_message_comes), T(test_drill), T(test_named_at_the_desk),
		T(test_clock_behind_fires_at_once), T(test_roster_lines_and_holes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
