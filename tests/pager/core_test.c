// SPDX-License-Identifier: AGPL-3.0-or-later
/* The pager's stories: each clause of pager.h on a clock of its own. */
#include "pager_world.h"

#include <setjmp.h>
#include <cmocka.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>

enum { SAID = 4096, S = 1000 };

static struct pager_core core;
static struct pager_roster roster;
static int64_t now;
static bool beating, commits;
static int64_t beat_at;

static struct said {
	int64_t at;
	uint64_t id;
	bool call;
	char number[32], text[PAGER_TEXT_SIZE];
} said[SAID];
static unsigned int said_len, seen, opens, busy, paged, voice_acks;
static unsigned int people_rung;
static char acked_by[PAGER_HANDLE_LEN + 1];
static int text_rc;
static uint8_t slots[PAGER_INCIDENTS];

static int say(uint64_t id, const char *number, const char *text, bool call)
{
	assert_true(said_len < SAID);
	said[said_len].at = now;
	said[said_len].id = id;
	said[said_len].call = call;
	strcpy(said[said_len].number, number);
	strcpy(said[said_len++].text, text);
	return 0;
}

static int on_text(void *arg, uint64_t id, const char *number, const char *text)
{
	return text_rc ? text_rc : say(id, number, text, false);
}

static int on_call(void *arg, uint64_t id, const struct pager_call *call)
{
	people_rung = call->people;
	return say(id, call->number, "(rings)", true);
}

static void on_tell(void *arg, const struct pager_record *rec)
{
	opens += rec->type == PAGER_OPEN;
	busy += rec->type == PAGER_REPORT && rec->outcome == PAGER_BUSY;
	paged += rec->type == PAGER_PAGED;
	if (rec->type == PAGER_VOICE_ACK) {
		voice_acks++;
		strcpy(acked_by, rec->handle);
	}
}

static void on_dirty(void *arg, unsigned int slot)
{
	slots[slot] = 1;
}

static const struct pager_transport texts_only = { on_text, NULL, on_tell, on_dirty };
static const struct pager_transport with_calls = { on_text, on_call, on_tell, on_dirty };

/* --- The world ------------------------------------------------------------------- */
static void start(const struct pager_transport *t)
{
	pager_core_init(&core, t, NULL, UINT64_C(1) << 63, now);
	pager_core_roster(&core, &roster, 0);
	pager_core_line(&core, true);
	pager_core_voice(&core, t->call != NULL);
}

static void tell(enum pager_record_type type, struct pager_incident inc, int64_t wait_ms)
{
	struct pager_record rec = { .type = type, .inc = inc, .wait_ms = wait_ms };

	pager_core_record(&core, &rec, now);
	pager_core_tick(&core, now);
}

static void hit(unsigned int n, enum pager_tier tier)
{
	tell(PAGER_HIT, world_incident(n, 1, tier), 0);
}

static void stored(unsigned int n, enum pager_tier tier)
{
	tell(PAGER_STORED, world_incident(n, 1, tier), 0);
}

static void beat(void)
{
	struct pager_record rec = { .type = PAGER_BEAT, .ok = commits };

	pager_core_record(&core, &rec, now);
	beat_at = now + S;
}

static void pass(int64_t ms)
{
	int64_t end = now + ms;

	while (now < end) {
		int64_t next = pager_core_next_ms(&core, now);
		if (beating && beat_at < next)
			next = beat_at;
		now = next < end ? next > now ? next : now + 1 : end;
		if (beating && now >= beat_at)
			beat();
		pager_core_tick(&core, now);
	}
}

static int setup(void **state)
{
	now = 1000000;
	said_len = seen = opens = busy = paged = voice_acks = 0;
	text_rc = 0;
	commits = true;
	world_roster(&roster);
	start(&texts_only);
	beating = true;
	beat();
	return 0;
}

/* The next thing said must be this. */
static void expect(const char *number, const char *text)
{
	if (seen >= said_len)
		fail_msg("nothing was said; expected %s: %s", number, text);
	assert_string_equal(said[seen].number, number);
	assert_string_equal(said[seen].text, text);
	seen++;
}

static void expect_silence(void)
{
	if (seen < said_len)
		fail_msg("said to %s: %s", said[seen].number, said[seen].text);
}

static int64_t said_at(unsigned int i)
{
	return said[i].at;
}

/* --- The 3 s ------------------------------------------------------------------------ */
static void told(unsigned int n)
{
	tell(PAGER_TOLD, world_incident(n, 1, PAGER_TIER_B), 0);
}

static void a_hit_that_is_stored_stays_silent(void **state)
{
	hit(1, PAGER_TIER_A);
	pass(2900);
	stored(1, PAGER_TIER_A);
	told(1);
	pass(HOURS_MS(2));
	expect_silence();
	assert_int_equal(pager_core_open(&core), 1);
	tell(PAGER_CLOSE, world_incident(1, 1, PAGER_TIER_A), 0);
	assert_int_equal(pager_core_open(&core), 0);
}

static void a_hit_not_stored_in_3s_alarms_the_first_person(void **state)
{
	int64_t t0 = now;

	hit(1, PAGER_TIER_B);
	pass(2900);
	expect_silence();
	pass(1100);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	assert_true(said_at(0) - t0 <= 3500);
	assert_int_equal(paged, 1);
	/* Then it is stored after all: the two are one, warmlined goes on. */
	stored(1, PAGER_TIER_B);
	told(1);
	pass(HOURS_MS(1));
	expect_silence();
}

/* The planted fault of the simulation: the pager is told too early. */
static void stored_but_nobody_told_alarms_after_60s(void **state)
{
	struct pager_record send = { .type = PAGER_SEND, .alarm_id = 7,
				     .inc = world_incident(1, 1, PAGER_TIER_B) };

	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	pass(59 * S);
	expect_silence();
	pass(2 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	/* Then warmlined's own text comes after all, and it goes on. */
	strcpy(send.number, BEN);
	strcpy(send.text, "from oncall");
	pager_core_record(&core, &send, now);
	expect(BEN, "from oncall");
	pass(HOURS_MS(1));
	expect_silence();
}

static void told_again_after_a_restart_of_the_pager_is_no_news(void **state)
{
	stored(1, PAGER_TIER_B);	/* we saw no hit: its alarm was before our time */
	pass(HOURS_MS(1));
	expect_silence();
}

static void a_redelivered_hit_keeps_its_first_clock(void **state)
{
	hit(1, PAGER_TIER_B);
	pass(2 * S);
	hit(1, PAGER_TIER_B);
	pass(1500);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	expect_silence();
}

static void a_second_message_joins_and_may_raise_the_tier(void **state)
{
	hit(1, PAGER_TIER_B);
	tell(PAGER_HIT, world_incident(1, 2, PAGER_TIER_A), 0);
	tell(PAGER_HIT, world_incident(1, 3, PAGER_TIER_B), 0);
	assert_int_equal(pager_core_open(&core), 1);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier A. Reply 1 4001");
	expect_silence();
}

static void an_unstored_message_of_a_held_person_alarms(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	told(1);
	pass(MINUTES_MS(5));
	tell(PAGER_HIT, world_incident(1, 2, PAGER_TIER_B), 0);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void a_close_does_not_swallow_a_newer_message(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	tell(PAGER_HIT, world_incident(1, 2, PAGER_TIER_B), 0);
	tell(PAGER_CLOSE, world_incident(1, 1, PAGER_TIER_B), 0);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

/* --- The steps ------------------------------------------------------------------------- */
static void the_steps_go_round_without_end(void **state)
{
	int64_t t0;

	beating = false;
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	t0 = said_at(0);
	pass(180 * S);
	expect(OPE, "Gateway down");
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	assert_in_range(said_at(2) - t0, 180 * S, 181 * S);
	pass(180 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pass(180 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	pass(60 * S);
	/* Ten minutes: the whole roster and the manager; who was told less than
	 * 3 min ago is told again when these have passed. */
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	expect(MO, "Alarm 4001 tier B. Reply 1 4001");
	pass(DAYS_MS(1));
	assert_true(said_len > 400);
	assert_true(said_at(said_len - 1) > now - MINUTES_MS(4));
}

static void no_phone_gets_old_news_more_than_once_in_3_min(void **state)
{
	int64_t last_ann = 0, last_ben = 0, *last;
	unsigned int i, n;

	beating = false;
	for (n = 1; n <= 3; n++)
		hit(n, PAGER_TIER_B);
	pass(4 * S);
	seen = said_len;
	pass(HOURS_MS(3));
	for (i = seen; i < said_len; i++) {
		last = strcmp(said[i].number, ANN) == 0 ? &last_ann :
		       strcmp(said[i].number, BEN) == 0 ? &last_ben : NULL;
		/* Ben's first texts are news to him. */
		if (!last || (last == &last_ben && said[i].at < 1000000 + 200 * S))
			continue;
		if (*last)
			assert_true(said[i].at - *last >= PAGER_REPEAT_MS);
		*last = said[i].at;
	}
}

static void an_ack_stops_it_and_contact_has_a_clock(void **state)
{
	beating = false;
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	beating = true;
	beat();
	tell(PAGER_ACK, world_incident(1, 1, PAGER_TIER_B), MINUTES_MS(15));
	pass(MINUTES_MS(15) + 30 * S);
	expect_silence();	/* warmlined is there: the contact clock is its ... */
	told(1);		/* ... and it alarms anew */
	pass(HOURS_MS(1));
	expect_silence();
	tell(PAGER_ACK, world_incident(1, 1, PAGER_TIER_B), MINUTES_MS(15));
	beating = false;
	pass(MINUTES_MS(14));
	while (seen < said_len)
		assert_string_equal(said[seen++].number, OPE);
	pass(MINUTES_MS(2));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void the_next_channel_is_tried_after_60s(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	expect_silence();
	pass(60 * S);
	expect(ANN, "(rings)");
	assert_in_range(said_at(1) - said_at(0), 60 * S, 61 * S);
	pass(120 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	assert_in_range(said_at(2) - said_at(0), 180 * S, 181 * S);
}

static void tier_a_is_texted_and_rung_at_once(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	hit(1, PAGER_TIER_A);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier A. Reply 1 4001");
	expect(ANN, "(rings)");
}

static void a_code_pressed_on_the_phone_goes_to_warmlined(void **state)
{
	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	beat();
	hit(1, PAGER_TIER_A);
	pass(4 * S);
	pager_core_voice_ack(&core, said[1].id, "9999", now);
	/* a code that is closed: warmlined answers */
	assert_int_equal(voice_acks, 1);
	assert_int_equal(core.incident[0].state, PAGER_ALARMING);
	pager_core_voice_ack(&core, said[1].id, "4001", now);
	assert_int_equal(voice_acks, 2);
	assert_string_equal(acked_by, roster.person[0].handle);
	assert_int_equal(core.incident[0].state, PAGER_ALARMING);	/* warmlined decides */
}

static void while_warmlined_is_away_the_pager_takes_the_code_itself(void **state)
{
	struct pager_record hello = { .type = PAGER_HELLO };

	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	beating = false;
	hit(1, PAGER_TIER_A);
	pass(8 * S);
	seen = said_len;
	pager_core_voice_ack(&core, said[1].id, "4001", now);
	assert_int_equal(core.incident[0].state, PAGER_ACKED);
	assert_int_equal(voice_acks, 0);
	pass(MINUTES_MS(4));
	while (seen < said_len)
		assert_string_not_equal(said[seen++].text, "Alarm 4001 tier A. Reply 1 4001");
	pager_core_record(&core, &hello, now);		/* it is back, and hears who took it */
	assert_int_equal(voice_acks, 1);
	assert_string_equal(acked_by, roster.person[0].handle);
}

static void one_call_for_many_says_how_many_and_the_worst(void **state)
{
	unsigned int n, rung = 0;

	world_channel(&roster.person[0], PAGER_CH_CALL, ANN);
	start(&with_calls);
	beating = false;
	for (n = 1; n <= 9; n++)
		hit(n, PAGER_TIER_A);
	pass(30 * S);
	for (n = 0; n < said_len; n++)
		rung += said[n].call;
	assert_int_equal(rung, 1);
	assert_int_equal(people_rung, 9);
	seen = said_len;
}

static void a_person_who_cannot_be_reached_is_passed_over_at_once(void **state)
{
	roster.person[0].contact[0].channel = PAGER_CH_CALL;	/* and there is no voice */
	start(&texts_only);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
}

static void nobody_on_call_pages_the_level_above(void **state)
{
	memmove(&roster.person[0], &roster.person[2], 2 * sizeof(roster.person[0]));
	roster.persons = 2;
	start(&texts_only);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(MO, "Alarm 4001 tier B. Reply 1 4001");
}

static void who_is_on_duty_follows_the_wall_clock(void **state)
{
	roster.person[0].until_ms = 5000;
	roster.person[1].from_ms = 5000;
	start(&texts_only);
	pager_core_duty(&core, 4999);
	hit(1, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pager_core_duty(&core, 5000);
	hit(2, PAGER_TIER_B);
	pass(4 * S);
	expect(BEN, "Dharura 4002 B. Jibu 1 4002");
	/* A hole in the rota: everybody on call. */
	roster.person[1].until_ms = 6000;
	start(&texts_only);
	pager_core_duty(&core, 7000);
	hit(3, PAGER_TIER_B);
	pass(4 * S);
	expect(ANN, "Alarm 4003 tier B. Reply 1 4003");
}

/* --- warmlined is away -------------------------------------------------------------------- */
static void killed_before_any_text_the_pager_alarms_at_once(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	beating = false;
	pass(4 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void killed_after_a_text_the_pager_goes_on_from_there(void **state)
{
	struct pager_record send = { .type = PAGER_SEND, .alarm_id = 7,
				     .inc = world_incident(1, 1, PAGER_TIER_B) };

	strcpy(send.number, ANN);
	strcpy(send.text, "from oncall");
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	pager_core_record(&core, &send, now);
	expect(ANN, "from oncall");
	assert_int_equal(said[0].id, 7);
	pass(30 * S);
	beating = false;
	pass(140 * S);
	while (seen < said_len)
		assert_string_equal(said[seen++].number, OPE);
	pass(20 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
	/* It comes back, is told what is open, and takes it again. */
	opens = 0;
	tell(PAGER_HELLO, (struct pager_incident){ .tier = 0 }, 0);
	assert_int_equal(opens, 1);
	beating = true;
	beat();
	stored(1, PAGER_TIER_B);
	pass(HOURS_MS(1));
	expect_silence();
}

static void a_loop_that_hangs_is_away_and_is_told_when_it_turns_again(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	beating = false;
	pass(10 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	assert_int_equal(opens, 0);
	beating = true;
	beat();
	assert_int_equal(opens, 1);
	/* It does not answer for it: the pager goes on. */
	pass(180 * S);
	expect(BEN, "Dharura 4001 B. Jibu 1 4001");
}

static void failing_commits_are_as_bad_as_death(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	pass(30 * S);
	expect_silence();
	commits = false;
	pass(5 * S);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	pass(60 * S);
	expect(OPE, "Gateway down");
}

static void a_short_restart_disturbs_nobody(void **state)
{
	hit(1, PAGER_TIER_B);
	stored(1, PAGER_TIER_B);
	told(1);
	beating = false;
	pass(2500);
	beating = true;
	beat();
	pass(HOURS_MS(1));
	expect_silence();
}

static void a_dead_gateway_is_told_to_the_operator(void **state)
{
	beating = false;
	pass(58 * S);
	expect_silence();
	pass(4 * S);
	expect(OPE, "Gateway down");
	pass(MINUTES_MS(30));
	expect(OPE, "Gateway down");
	beating = true;
	beat();
	pass(HOURS_MS(2));
	expect_silence();
	/* A clean stop gets more time. */
	tell(PAGER_GOODBYE, (struct pager_incident){ .tier = 0 }, 0);
	beating = false;
	pass(MINUTES_MS(14));
	expect_silence();
	pass(MINUTES_MS(2));
	expect(OPE, "Gateway down");
}

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
#define STORY(fn) cmocka_unit_test_setup(fn, setup)
		STORY(a_hit_that_is_stored_stays_silent),
		STORY(a_hit_not_stored_in_3s_alarms_the_first_person),
		STORY(stored_but_nobody_told_alarms_after_60s),
		STORY(told_again_after_a_restart_of_the_pager_is_no_news),
		STORY(a_redelivered_hit_keeps_its_first_clock),
		STORY(a_second_message_joins_and_may_raise_the_tier),
		STORY(an_unstored_message_of_a_held_person_alarms),
		STORY(a_close_does_not_swallow_a_newer_message),
		STORY(the_steps_go_round_without_end),
		STORY(no_phone_gets_old_news_more_than_once_in_3_min),
		STORY(an_ack_stops_it_and_contact_has_a_clock),
		STORY(the_next_channel_is_tried_after_60s),
		STORY(tier_a_is_texted_and_rung_at_once),
		STORY(a_code_pressed_on_the_phone_goes_to_warmlined),
		STORY(while_warmlined_is_away_the_pager_takes_the_code_itself),
		STORY(a_person_who_cannot_be_reached_is_passed_over_at_once),
		STORY(nobody_on_call_pages_the_level_above),
		STORY(who_is_on_duty_follows_the_wall_clock),
		STORY(killed_before_any_text_the_pager_alarms_at_once),
		STORY(killed_after_a_text_the_pager_goes_on_from_there),
		STORY(a_loop_that_hangs_is_away_and_is_told_when_it_turns_again),
		STORY(failing_commits_are_as_bad_as_death),
		STORY(a_short_restart_disturbs_nobody),
		STORY(a_dead_gateway_is_told_to_the_operator),
		STORY(a_dead_line_loses_no_alarm),
		STORY(a_dead_line_rings_at_once_where_it_can),
		STORY(one_call_for_many_says_how_many_and_the_worst),
		STORY(a_refused_text_takes_the_next_step_at_once),
		STORY(phones_that_refuse_hide_nobody),
		STORY(a_full_line_is_tried_again),
		STORY(a_flood_is_told_in_digests_and_nobody_is_buried),
		STORY(the_core_allocates_nothing),
		STORY(more_people_than_slots_are_counted),
		STORY(a_new_roster_keeps_what_was_told),
		STORY(an_empty_roster_waits_for_one),
		STORY(a_restart_forgets_no_open_alarm),
	};

	base_init(NULL, "core_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
