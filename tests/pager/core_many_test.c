// SPDX-License-Identifier: AGPL-3.0-or-later
/* The pager's core when the line fails, when many are in danger, and over a restart. */
#include "core_world.h"

/* --- The alarm line ------------------------------------------------------- */
static void a_dead_line_loses_no_alarm(void **state)
{
	pager_core_line(&core, false);
	hit(1, PAGER_TIER_B);
	pass(MINUTES_MS(2));
	expect_silence();
	pager_core_line(&core, true);
	pass(S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void a_dead_line_rings_at_once_where_it_can(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	pager_core_line(&core, false);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "(rings)");
}

static void a_refused_text_takes_the_next_step_at_once(void **state)
{
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pager_core_outcome(&core, said[0].id, PAGER_REJECTED, now);
	pass(S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	pager_core_outcome(&core, said[1].id, PAGER_REJECTED, now);
	pass(S);
	/* Both refuse: the level above is told at once, and nobody is texted in a
	 * circle meanwhile. */
	expect(MO, "Alarm 4001 tier B. Reply 1 4001");
	pass(MINUTES_MS(2));
	expect_silence();
	pass(MINUTES_MS(8));
	assert_true(said_len < 14);
}

/* New danger while every on-call phone has refused lately is not kept for when they mend. */
static void phones_that_refuse_hide_nobody(void **state)
{
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	pager_core_outcome(&core, said[0].id, PAGER_REJECTED, now);
	pass(S);
	pager_core_outcome(&core, said[1].id, PAGER_REJECTED, now);
	pass(MINUTES_MS(1));
	seen = said_len;
	hit(2, PAGER_TIER_B);
	pass(4 * S);
	while (seen < said_len && strcmp(said[seen].number, MO) != 0)
		seen++;
	expect(MO, "Alarm 4002 tier B. Reply 1 4002");
}

static void a_full_line_is_tried_again(void **state)
{
	struct pager_record send = { .type = PAGER_SEND, .alarm_id = 7 };

	text_rc = -ENOBUFS;
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect_silence();
	strcpy(send.number, ANN);
	strcpy(send.text, "x");
	pager_core_record(&core, &send, now);
	assert_int_equal(busy, 1);
	text_rc = 0;
	pass(S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

/* --- Many at once --------------------------------------------------------- */
static bool code_said(unsigned int n, int64_t until)
{
	char code[16];
	unsigned int i;

	snprintf(code, sizeof(code), "%u", 4000 + n);
	for (i = 0; i < said_len; i++) {
		if (said[i].at <= until && strcmp(said[i].number, ANN) == 0 &&
		    strstr(said[i].text, code))
			return true;
	}
	return false;
}

static void a_flood_is_told_in_digests_and_nobody_is_buried(void **state)
{
	unsigned int n;
	int64_t t0 = now;

	for (n = 1; n <= 400; n++)
		hit(n, n == 333 ? PAGER_TIER_A : PAGER_TIER_B);
	pass(60 * S);
	for (n = 1; n <= 400; n++) {
		if (!code_said(n, t0 + 60 * S))
			fail_msg("person %u was not told of within 60 s", n);
	}
	/* Tier A first; the first five singly, then digests that name the number. */
	assert_non_null(strstr(said[0].text, "Alarm 4333 tier A"));
	assert_true(said_at(0) <= t0 + 10 * S);
	assert_memory_equal(said[5].text, "400 people: ", 12);
	assert_true(said_at(5) <= t0 + 10 * S);
	assert_true(said_len < 40);
	for (n = 0; n < said_len; n++)
		assert_true(strlen(said[n].text) <= 160);
}

/* Warmlined dies with a crowd in hand that its texts named, and with one whom it could not
 * store: the pager's own phones know of nobody yet, but the one comes first. */
static void whom_nobody_knows_passes_a_crowd(void **state)
{
	unsigned int n;
	int64_t t0;

	for (n = 1; n <= 400; n++) {
		stored(n, PAGER_TIER_A);
		tell(PAGER_TOLD, world_incident(n, 1, PAGER_TIER_A), 0);
	}
	pass(185 * S);
	expect_silence();
	beating = false;
	pass(S / 2);
	t0 = now;
	hit(500, PAGER_TIER_B);
	pass(60 * S);
	assert_true(code_said(400, t0 + 60 * S));
	assert_true(code_said(500, t0 + 12 * S));
}

/* "In memory that is there": a flood, digests and a restart of the steps take
 * nothing from the heap. */
static void the_core_allocates_nothing(void **state)
{
	size_t before = mallinfo2().uordblks, chunks = mallinfo2().hblks;
	unsigned int n;

	beating = false;
	for (n = 1; n <= 300; n++)
		hit(n, PAGER_TIER_B);
	pass(MINUTES_MS(20));
	pager_core_roster(&core, &roster, 0);
	for (n = 1; n <= 300; n++)
		stored(n, PAGER_TIER_B);
	assert_true(said_len > 20);
	assert_int_equal(mallinfo2().uordblks, before);
	assert_int_equal(mallinfo2().hblks, chunks);
}

static void more_people_than_slots_are_counted(void **state)
{
	unsigned int n;

	for (n = 1; n <= PAGER_INCIDENTS + 50; n++) {
		struct pager_record rec = { .type = PAGER_HIT,
					    .inc = world_incident(n, 1, PAGER_TIER_B) };
		pager_core_record(&core, &rec, now);
	}
	pass(75 * S);
	for (n = 0; n < said_len && strncmp(said[n].text, "4146 people", 11) != 0; n++)
		;
	assert_true(n < said_len);
}

/* --- Roster and restart --------------------------------------------------- */
static void a_new_roster_keeps_what_was_told(void **state)
{
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	/* Ben comes first now; Ann, who was told, keeps her history. */
	struct pager_person ann = roster.person[0];
	roster.person[0] = roster.person[1];
	roster.person[1] = ann;
	pager_core_roster(&core, &roster, 0);
	pass(179 * S);
	seen = said_len;
	hit(1, PAGER_TIER_B);
	pass(10 * S);
	assert_true(said_len - seen <= 1);
}

static void an_empty_roster_waits_for_one(void **state)
{
	static struct pager_roster none;

	pager_core_init(&core, &texts_only, NULL, 1, now);
	pager_core_roster(&core, &none, 0);
	pager_core_line(&core, true);
	beating = false;
	hit(1, PAGER_TIER_B);
	pass(MINUTES_MS(20));
	expect_silence();
	pager_core_roster(&core, &roster, 0);
	pass(2 * S);
	assert_true(said_len >= 1);
	assert_string_equal(said[0].text, "Alarm 4001 tier B. Reply 1 4001");
}

static void a_restart_forgets_no_open_alarm(void **state)
{
	static struct pager_record recs[3];
	unsigned int n;

	hit(1, PAGER_TIER_B);		/* will be alarming */
	pass(4 * S);
	hit(2, PAGER_TIER_B);
	stored(2, PAGER_TIER_B);	/* held */
	tell(PAGER_ACK, world_incident(3, 1, PAGER_TIER_A), MINUTES_MS(15));
	for (n = 0; n < 3; n++) {
		assert_true(slots[n]);
		assert_true(pager_core_slot(&core, n, &recs[n]));
	}
	assert_false(pager_core_slot(&core, 3, &recs[0]));
	start(&texts_only);
	said_len = seen = 0;
	beating = false;
	for (n = 0; n < 3; n++)
		pager_core_restore(&core, &recs[n], now);
	assert_int_equal(pager_core_open(&core), 3);
	pass(10 * S);
	assert_true(code_said(1, now) && code_said(2, now) && code_said(3, now));
}
int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(fn) cmocka_unit_test_setup(fn, core_setup)
		STORY(a_dead_line_loses_no_alarm),
		STORY(a_dead_line_rings_at_once_where_it_can),
		STORY(a_refused_text_takes_the_next_step_at_once),
		STORY(phones_that_refuse_hide_nobody),
		STORY(a_full_line_is_tried_again),
		STORY(a_flood_is_told_in_digests_and_nobody_is_buried),
		STORY(whom_nobody_knows_passes_a_crowd),
		STORY(the_core_allocates_nothing),
		STORY(more_people_than_slots_are_counted),
		STORY(a_new_roster_keeps_what_was_told),
		STORY(an_empty_roster_waits_for_one),
		STORY(a_restart_forgets_no_open_alarm),
	};

	base_init(NULL, "core_many_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
