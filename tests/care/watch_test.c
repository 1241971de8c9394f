// SPDX-License-Identifier: AGPL-3.0-or-later
/* Silence as a fault, drills, times, aftercare: on a clock that only moves when told. */
#include "tests/care/incident_tests.h"

#include "care/care_peers.h"
#include "care/care_talk.h"
#include "care/care_watch.h"
#include "store/store_peers.h"

#define SELF "+254700000404"
#define WANT_TO_DIE "I want to kill myself"

static void set(const char *key, const char *value)
{
	struct cfg_group *g = cfg_first();
	struct err err = { "" };

	while (g && strcmp(cfg_table(g)->node, "watch") != 0)
		g = cfg_next(g);
	assert_non_null(g);
	if (cfg_set(g, key, value, &err) < 0)
		fail_msg("%s", err.text);
}

static int arm_step(struct care_turn *t, void *arg)
{
	bool *wanted = arg;

	*wanted = care_watch_wants_arming(t);
	return care_watch_arm(t);
}

static bool arm(struct world *w)
{
	bool wanted;

	world_do(w, arm_step, &wanted);
	return wanted;
}

static int notices_step(struct care_turn *t, void *arg)
{
	struct rings *r = arg;

	r->n = care_watch_claim(t, r->mem, r->out, (int)ARRAY_LEN(r->out));
	for (int i = 0; i < r->n; i++)
		r->out[i].text = secret_str(r->mem, secret_reveal(r->out[i].text));
	r->at = 0;
	return r->n < 0 ? r->n : 0;
}

static struct rings *notices(struct world *w)
{
	struct rings *r = talloc_zero(w, struct rings);

	r->mem = r;
	world_do(w, notices_step, r);
	return r;
}

static int state_step(struct care_turn *t, void *arg)
{
	return care_watch_state(t, arg);
}

static struct care_watch_state state_now(struct world *w)
{
	struct care_watch_state s;

	world_do(w, state_step, &s);
	return s;
}

/* What went out to ourselves, as it will come in. */
static char *own_text(struct world *w)
{
	struct store_out out;

	while (world_next_out(w, &out))
		if (strcmp(secret_reveal(out.to), SELF) == 0)
			return talloc_strdup(w, secret_reveal(out.text));
	fail_msg("no text to ourselves");
	return NULL;
}

static bool is_known(struct world *w, const char *number)
{
	struct store_person p;

	return store_people_by_address(w->st, STORE_ADDR_NUMBER, number, &p) == 0;
}

/* --- The text to ourselves --------------------------------------------------------------- */

static void test_off_until_a_number_is_set(void **state)
{
	struct world *w = *state;

	assert_false(arm(w));
	assert_int_equal(state_now(w).texts_a_month, 0);
	world_passes(w, DAYS_MS(1));
	assert_silence(w);
	assert_int_equal(notices(w)->n, 0);
}

static void test_back_and_nobody(void **state)
{
	struct world *w = *state;
	char *text;

	set("number", SELF);
	set("price-per-segment", "0.80 KES");
	assert_true(arm(w));
	assert_false(arm(w));
	world_passes(w, 0);
	text = own_text(w);
	assert_int_equal(strncmp(text, "wlcheck ", 8), 0);
	w->now_ms += SECONDS_MS(4);
	says(w, SELF, text);
	assert_silence(w);
	assert_false(is_known(w, SELF));
	assert_int_equal(state_now(w).now.travel_ms, SECONDS_MS(4));
	assert_int_equal(state_now(w).texts_a_month, 1440);
	assert_true(state_now(w).cost_a_month > 1151.9 && state_now(w).cost_a_month < 1152.1);
	assert_string_equal(state_now(w).currency, "KES");
	/* again, in capitals: the carrier repeats itself */
	text[0] = 'W';
	says(w, SELF, text);
	assert_false(is_known(w, SELF));
	for (int i = 0; i < 5; i++) {
		world_passes(w, MINUTES_MS(30));
		says(w, SELF, own_text(w));
	}
	assert_int_equal(state_now(w).now.missed, 0);
	assert_int_equal(notices(w)->n, 0);
}

static void test_who_writes_so_is_somebody(void **state)
{
	struct world *w = *state;

	set("number", SELF);
	says(w, ANN, "wlcheck cfghjmpq");	/* no token of ours, not our number */
	assert_true(is_known(w, ANN));
	says(w, SELF, "wlcheck cfghjmpq");	/* of a store that was restored since */
	assert_false(is_known(w, SELF));
	says(w, SELF, "wlcheck");		/* a person who has that number, somehow */
	assert_true(is_known(w, SELF));
}

static void test_two_missed_are_told_by_the_other_route(void **state)
{
	struct world *w = *state;
	struct rings *r;
	char *text;

	set("number", SELF);
	arm(w);
	world_passes(w, MINUTES_MS(5) - 1);
	assert_int_equal(notices(w)->n, 0);
	own_text(w);
	world_passes(w, 1);			/* missed: the next one at once */
	own_text(w);
	assert_int_equal(state_now(w).now.missed, 1);
	assert_int_equal(notices(w)->n, 0);
	world_passes(w, MINUTES_MS(5));
	assert_true(state_now(w).now.lost_since_ms != 0);
	r = notices(w);
	assert_rings(r, BOSS, "LINK: our own test texts have not come back*");
	assert_rings(r, ON1, "LINK: *");
	assert_int_equal(r->n, 2);
	assert_quiet(w);			/* it is no incident */
	assert_int_equal(r->out[0].who[0], 0);
	world_passes(w, MINUTES_MS(65));	/* still silent: again, and it goes on sending */
	text = own_text(w);
	r = notices(w);
	assert_int_equal(r->n, 2);
	says(w, SELF, text);
	r = notices(w);
	assert_rings(r, BOSS, "LINK: our own test texts come back again*");
	assert_int_equal(r->n, 2);
	assert_int_equal(state_now(w).now.lost_since_ms, 0);
	assert_false(is_known(w, SELF));
}

static void test_survives_a_restart(void **state)
{
	struct world *w = *state;
	char *text;

	set("number", SELF);
	arm(w);
	world_passes(w, 0);
	text = own_text(w);
	world_restart(w);
	care_set_lexicon(w->care, NULL);
	set("number", SELF);
	world_texts(w, SELF, text);
	assert_false(is_known(w, SELF));
	assert_int_equal(state_now(w).now.missed, 0);
	assert_true(state_now(w).now.back_at_ms == w->now_ms);
}

/* --- Drills -------------------------------------------------------------------------------- */

static int drills(struct world *w, struct store_drill *out, int max)
{
	return store_drills(w->st, out, max);
}

struct drill_job { enum store_drill_how how; int rc; struct store_incident incident; };
static int drill_step(struct care_turn *t, void *arg)
{
	struct drill_job *j = arg;

	j->rc = care_watch_drill(t, j->how, "Mary", &j->incident);
	return 0;
}

static void test_drill_is_kept(void **state)
{
	struct world *w = *state;
	struct drill_job j = { .how = STORE_DRILL_BY_HAND };
	struct store_drill d[4];
	struct rings *r;
	char text[24];

	world_do(w, drill_step, &j);
	assert_int_equal(j.rc, 0);
	world_do(w, drill_step, &j);
	assert_int_equal(j.rc, -EALREADY);
	r = rings(w);
	assert_rings(r, ON1, "DRILL *");
	reported(w, r, 0, STORE_ALARM_ACCEPTED);
	w->now_ms += SECONDS_MS(42);
	assert_int_equal(drills(w, d, 4), 1);
	assert_false(d[0].over);
	snprintf(text, sizeof(text), "1 %s", d[0].code);
	says(w, ON1, text);
	assert_hears(w, ON1, "Drill * answered*");
	assert_int_equal(drills(w, d, 4), 1);
	assert_true(d[0].over);
	assert_string_equal(d[0].by_name, "Mary");
	assert_int_equal(d[0].answered_at_ms - d[0].started_at_ms, SECONDS_MS(42));
	assert_int_equal(d[0].answered_by, world_person(w, ON1).id);
	assert_int_equal(d[0].called, 1);
	world_passes(w, HOURS_MS(1));
	assert_quiet(w);
	assert_silence(w);
}

static void test_drill_that_nobody_answers_fails(void **state)
{
	struct world *w = *state;
	struct drill_job j = { .how = STORE_DRILL_BY_HAND };
	struct store_drill d[4];

	world_do(w, drill_step, &j);
	world_passes(w, MINUTES_MS(21));
	assert_int_equal(drills(w, d, 4), 1);
	assert_true(d[0].over);
	assert_int_equal(d[0].answered_by, 0);
	assert_string_equal(d[0].answered_name, "nobody answered");
	assert_hears_soon(w, BOSS, "*nobody answered the drill*");
	assert_promise(w, d[0].code);
}

static void test_no_drill_while_somebody_is_in_danger(void **state)
{
	struct world *w = *state;
	struct drill_job j = { .how = STORE_DRILL_BY_HAND };

	says(w, ANN, WANT_TO_DIE);
	world_do(w, drill_step, &j);
	assert_int_equal(j.rc, -EBUSY);
}

static void test_scheduled_is_announced_and_verifies(void **state)
{
	struct world *w = *state;
	struct store_drill d[8];
	struct store_phone phone;
	char text[24];

	set("drill-every", "30d");
	assert_true(arm(w));
	assert_false(arm(w));
	world_passes(w, DAYS_MS(29) - HOURS_MS(1) - 1);	/* noon; drills are at eleven */
	assert_silence(w);
	world_passes(w, 1);
	assert_hears(w, ON1, "A drill of the alarm comes tomorrow at 11:00.*");
	assert_hears(w, ON2, "A drill*");
	assert_hears(w, BOSS, "A drill*");
	world_passes(w, DAYS_MS(1));
	assert_rings(rings(w), ON1, "DRILL *");
	assert_int_equal(drills(w, d, 8), 2);
	assert_hears(w, ON1, "Phone check: please reply 1 *");
	assert_hears(w, ON2, "Phone check*");
	assert_hears(w, BOSS, "Phone check*");
	for (int i = 0; i < 2; i++)
		if (d[i].how == STORE_DRILL_ROLL_CALL)
			snprintf(text, sizeof(text), "1, %s", d[i].code);
	says(w, ON2, text);
	assert_hears(w, ON2, "Thank you. Your phone is checked*");
	assert_int_equal(store_phone_get(w->st, world_person(w, ON2).id, &phone), 0);
	assert_int_equal(phone.drilled_at_ms, w->now_ms);
	says(w, ON2, text);			/* twice: nothing is open any more */
	assert_hears(w, ON2, "No open alarm has the code*");
	assert_int_equal(drills(w, d, 8), 2);
	for (int i = 0; i < 2; i++)
		if (d[i].how == STORE_DRILL_ROLL_CALL)
			assert_int_equal(d[i].answered, 1);
}

static void test_unannounced_come_at_other_times(void **state)
{
	struct world *w = *state;
	struct store_drill d[32];
	int n;

	set("drill-surprise", "10d");
	arm(w);
	world_passes(w, DAYS_MS(120));
	n = drills(w, d, 32);
	assert_in_range(n, 7, 25);
	for (int i = 0; i < n; i++)
		assert_int_equal(d[i].how, STORE_DRILL_UNANNOUNCED);
	assert_true((d[0].started_at_ms - d[1].started_at_ms) !=
		    (d[1].started_at_ms - d[2].started_at_ms));
}

/* --- How long it took ------------------------------------------------------------------------ */

struct times_job { struct care_times t[CARE_STAGES]; int tier; };
static int times_step(struct care_turn *t, void *arg)
{
	struct times_job *j = arg;

	return care_watch_times(t, t->now_ms - DAYS_MS(1), j->tier, j->t);
}

static void test_percentiles(void **state)
{
	struct world *w = *state;
	struct times_job j = { .tier = 0 };
	char number[24], code[8], text[16];

	for (int i = 1; i <= 10; i++) {
		snprintf(number, sizeof(number), "+2547200000%02d", i);
		snprintf(code, sizeof(code), "%d", 2000 + i);
		snprintf(text, sizeof(text), "1 %s", code);
		says_coded(w, number, WANT_TO_DIE, code);
		w->now_ms += SECONDS_MS(i);
		says(w, ON1, text);
		if (i < 4) {
			snprintf(text, sizeof(text), "2 %s", code);
			w->now_ms += SECONDS_MS(100);
			says(w, ON1, text);
		}
	}
	says(w, ANN, WANT_TO_DIE);
	world_do(w, times_step, &j);
	assert_int_equal(j.t[CARE_STAGE_ALARM].n, 0);
	assert_int_equal(j.t[CARE_STAGE_ALARM].waiting, 11);
	assert_int_equal(j.t[CARE_STAGE_ACK].n, 10);
	assert_int_equal(j.t[CARE_STAGE_ACK].waiting, 1);
	assert_int_equal(j.t[CARE_STAGE_ACK].p50, SECONDS_MS(5));
	assert_int_equal(j.t[CARE_STAGE_ACK].p90, SECONDS_MS(9));
	assert_int_equal(j.t[CARE_STAGE_ACK].p99, SECONDS_MS(10));
	assert_int_equal(j.t[CARE_STAGE_CONTACT].n, 3);
	assert_int_equal(j.t[CARE_STAGE_CONTACT].p50, SECONDS_MS(102));
	j.tier = LEX_A;
	world_do(w, times_step, &j);
	assert_int_equal(j.t[CARE_STAGE_ACK].n, 0);
}

/* --- Afterwards ----------------------------------------------------------- */

static void closed_safe(struct world *w)
{
	says(w, ANN, WANT_TO_DIE);
	says(w, ON1, "1 4821");
	says(w, ON1, "2 4821");
}

static void test_an_hour_that_they_agreed_to(void **state)
{
	struct world *w = *state;

	closed_safe(w);
	hear_nothing_more(w);
	says(w, ON1, "followup 4821 18");
	assert_hears(w, ON1, "4821: one discreet text goes to them tomorrow at 18:00*");
	says(w, ON1, "3 4821 1");
	hear_nothing_more(w);
	world_passes(w, DAYS_MS(1) + HOURS_MS(6) - 1);
	assert_silence(w);
	world_passes(w, 1);
	assert_hears(w, ANN, "We think of you.*");
	assert_silence(w);
}

static void test_an_hour_outside_of_theirs(void **state)
{
	struct world *w = *state;

	closed_safe(w);
	says(w, ON1, "3 4821 1");
	hear_nothing_more(w);
	says(w, ON1, "FOLLOWUP 4821 23");	/* they allow 8 to 20: it says so */
	assert_hears(w, ON1, "4821: one discreet text goes to them Wednesday at 08:00*");
	world_passes(w, DAYS_MS(1) + HOURS_MS(19));
	assert_silence(w);
	world_passes(w, HOURS_MS(1));
	assert_hears(w, ANN, "We think of you.*");
}

static void test_none_is_wanted(void **state)
{
	struct world *w = *state;

	closed_safe(w);
	hear_nothing_more(w);
	says(w, ON1, "FOLLOWUP");
	assert_hears(w, ON1, "Write FOLLOWUP, the code and the hour*");
	says(w, ON1, "FOLLOWUP 9999 18");
	assert_hears(w, ON1, "9999: there is nobody to write to*");
	says(w, ON1, "FOLLOWUP 4821 no");
	assert_hears(w, ON1, "4821: no text goes to them afterwards.*");
	says(w, ON1, "3 4821 1");
	hear_nothing_more(w);
	world_passes(w, DAYS_MS(3));
	assert_silence(w);
}

static void test_never_while_in_danger_again(void **state)
{
	struct world *w = *state;

	closed_safe(w);
	says(w, ON1, "3 4821 1");
	world_passes(w, HOURS_MS(10));
	says_coded(w, ANN, WANT_TO_DIE, "5555");
	says(w, ON1, "1 5555");
	says(w, ON1, "2 5555");
	hear_nothing_more(w);
	world_passes(w, HOURS_MS(14));
	for (struct store_out out; world_next_out(w, &out); )
		assert_string_not_equal(secret_reveal(out.to), ANN);
	says(w, ON1, "3 5555 1");
	hear_nothing_more(w);
	world_passes(w, DAYS_MS(1));
	assert_hears(w, ANN, "We think of you.*");
}

static void test_stop_is_respected(void **state)
{
	struct world *w = *state;

	closed_safe(w);
	says(w, ON1, "3 4821 1");
	says(w, ANN, "STOP");
	says(w, ANN, "START");
	hear_nothing_more(w);
	world_passes(w, DAYS_MS(2));
	assert_silence(w);
}

/* A peer held the conversation: as the rooms leave it behind. */
static int held_step(struct care_turn *t, void *arg)
{
	int64_t *peer_id = arg;
	struct store_person ann, peer;
	struct store_conversation c = { .handle = "H1", .open = true, .tier = LEX_B,
					.incident = true };
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, ANN, &ann);

	if (rc == 0)
		rc = care_people_make(t, STORE_ADDR_NUMBER, BEN, &peer);
	if (rc == 0)
		rc = care_peers_enrol(t, &peer, true);
	c.id = store_conversation_id(t->store);
	c.member_id = ann.id;
	c.peer_id = *peer_id = peer.id;
	c.opened_at_ms = c.member_at_ms = c.peer_at_ms = t->now_ms;
	if (rc == 0)
		rc = store_conversation_add(t->store, &c);
	rc = rc < 0 ? rc : store_conversation_close(t->store, c.id, STORE_CLOSED_ONCALL, t->now_ms);
	return rc < 0 ? rc : 0;
}

static void test_the_peer_who_held_it(void **state)
{
	struct world *w = *state;
	struct store_concern c;
	int64_t peer;

	staff(w, COORD, STORE_ROLE_COORDINATOR);
	closed_safe(w);
	world_do(w, held_step, &peer);
	says(w, ON1, "3 4821 1");
	hear_nothing_more(w);
	world_passes(w, MINUTES_MS(15) - 1);
	assert_silence(w);
	world_passes(w, 1);
	assert_hears(w, BEN, "That was a hard conversation.*");
	says(w, BEN, "1");
	assert_hears_soon(w, BEN, "Good. One of the team calls*");
	assert_int_equal(store_concern_find(w->st, peer, STORE_CONCERN_DUTY, &c), 1);
	hear_nothing_more(w);
	world_passes(w, HOURS_MS(21) + MINUTES_MS(45));	/* ten the next day */
	assert_hears_soon(w, BEN, "How are you today, after yesterday*");
	says(w, BEN, "2");
	assert_hears_soon(w, BEN, "Thank you for being honest.*");
	world_passes(w, DAYS_MS(3));
}

static void test_no_debrief_on_a_lost_phone(void **state)
{
	struct world *w = *state;
	struct store_peer row;
	int64_t peer;

	closed_safe(w);
	world_do(w, held_step, &peer);
	says(w, ON1, "3 4821 2");
	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	assert_int_equal(store_peer_get(w->st, peer, &row), 1);
	row.lost_at_ms = w->now_ms;
	assert_int_equal(store_peer_save(w->st, &row), 0);
	assert_int_equal(store_commit(w->st), 0);
	hear_nothing_more(w);
	world_passes(w, DAYS_MS(2));
	assert_silence(w);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, danger_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		T(test_off_until_a_number_is_set), T(test_back_and_nobody),
		T(test_who_writes_so_is_somebody), T(test_two_missed_are_told_by_the_other_route),
		T(test_survives_a_restart), T(test_drill_is_kept),
		T(test_drill_that_nobody_answers_fails),
		T(test_no_drill_while_somebody_is_in_danger),
		T(test_scheduled_is_announced_and_verifies),
		T(test_unannounced_come_at_other_times),
		T(test_percentiles), T(test_an_hour_that_they_agreed_to),
		T(test_an_hour_outside_of_theirs), T(test_none_is_wanted),
		T(test_never_while_in_danger_again), T(test_stop_is_respected),
		T(test_the_peer_who_held_it), T(test_no_debrief_on_a_lost_phone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
