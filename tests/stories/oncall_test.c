// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The whole house with everything between a phone and an alarm gone wrong: each
 * phone of the staff refuses, is full, buffers or works, in every combination;
 * the pager is away; warmlined is.  In all of them somebody who can be reached is
 * reached in time, the incident keeps a clock, and at the end a human closes it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tests/stories/world.h"

#include "care/care_oncall.h"
#include "care/care_people.h"
#include "store/store_due.h"
#include "store/store_incident.h"
#include "warmlined/house.h"

/* Behaviour is tried in every combination; mistakes with memory show in a few. */
#ifdef __SANITIZE_ADDRESS__
enum { EACH = 5 };
#else
enum { EACH = 1 };
#endif
enum { STAFF = 3 };
enum phone_is { WORKS, REFUSES, FULL, BUFFERS, PHONE_KINDS };
static const char *const kind_names[] = { "works", "refuses", "full for 70 s", "buffers" };
static const struct { const char *name, *number; unsigned int role; } people[STAFF] = {
	{ "omar", "+254733000001", STORE_ROLE_ONCALL },
	{ "lena", "+254733000003", STORE_ROLE_ONCALL },
	{ "mona", "+254733000002", STORE_ROLE_MANAGER },
};

struct scene {
	struct world *w;
	struct world_phone *amina, *phone[STAFF];
	enum phone_is is[STAFF];
	int64_t began_ms;
};

static int staff_step(struct care_turn *t, void *arg)
{
	struct store_person p;
	int i, rc = 0;

	for (i = 0; rc == 0 && i < STAFF; i++) {
		rc = care_people_make(t, STORE_ADDR_NUMBER, people[i].number, &p);
		p.roles |= people[i].role;
		if (rc == 0)
			rc = store_people_save(t->store, &p);
	}
	return rc < 0 ? rc : care_staff_changed(t);
}

static int carrier(void *arg, const char *box, const struct box_sms *sms)
{
	struct scene *s = arg;
	int i;

	for (i = 0; i < STAFF; i++) {
		if (strlen(people[i].number) != sms->receiver.len ||
		    memcmp(people[i].number, sms->receiver.data, sms->receiver.len) != 0)
			continue;
		if (s->is[i] == REFUSES)
			return BOX_ACK_FAILED;
		if (s->is[i] == FULL && s->w->now_ms < s->began_ms + SECONDS_MS(70))
			return BOX_ACK_FAILED_TMP;
		if (s->is[i] == BUFFERS)
			return BOX_ACK_BUFFERED;
	}
	return BOX_ACK_SUCCESS;
}

static void scene_open(struct scene *s)
{
	struct err err = { "" };
	int i;

	s->w = world_new(NULL, 7);
	s->w->carrier_says = carrier;
	s->w->carrier_arg = s;
	if (world_open(s->w, &err) < 0)
		fail_msg("%s", err.text);
	s->amina = world_phone_add(s->w, "amina", "+254711000001");
	for (i = 0; i < STAFF; i++)
		s->phone[i] = world_phone_add(s->w, people[i].name, people[i].number);
	assert_int_equal(house_do(s->w->house, staff_step, NULL), 0);
	world_pass(s->w, SECONDS_MS(2));
	s->began_ms = s->w->now_ms;
}

static void scene_close(struct scene *s)
{
	talloc_free(s->w);
}

/* The next text on this phone that looks so; its code. */
static bool hears(struct scene *s, struct world_phone *p, const char *like, char code[16])
{
	struct world_text *t;
	const char *digits;

	while ((t = world_hear(s->w, p))) {
		if (fnmatch(like, t->text, 0) != 0)
			continue;
		digits = strpbrk(t->text, "0123456789");
		if (code && digits)
			snprintf(code, 16, "%.*s", (int)strspn(digits, "0123456789"), digits);
		return true;
	}
	return false;
}

static void promise(struct scene *s)
{
	struct store *st = house_store(s->w->house);
	struct store_incident i = { .id = 0 };
	struct store_due due;

	while (store_incident_next(st, i.id, &i) == 1)
		assert_int_equal(store_due_get(st, STORE_DUE_INCIDENT, i.id, &due), 1);
}

static void closed_by(struct scene *s, int who, const char *code)
{
	struct store_incident_counts c;

	world_send(s->w, s->phone[who], talloc_asprintf(s->w, "1 %s", code));
	world_pass(s->w, SECONDS_MS(1));
	assert_true(hears(s, s->phone[who], "* is yours*", NULL));
	world_send(s->w, s->phone[who], talloc_asprintf(s->w, "3 %s 2", code));
	world_pass(s->w, SECONDS_MS(1));
	assert_int_equal(store_incident_counts(house_store(s->w->house), 0, &c), 0);
	assert_int_equal(c.open, 0);
}

/* In whose turn, at the latest, is this phone called?  The two on call by turns, the
 * next at once when one refuses; the manager with everybody after ten minutes. */
static int64_t latest_ms(const struct scene *s, int who)
{
	if (who == 2)
		return MINUTES_MS(10) + SECONDS_MS(30);
	if (who == 0)
		return s->is[0] == FULL ? SECONDS_MS(100) : SECONDS_MS(10);
	return s->is[0] == REFUSES ? s->is[1] == FULL ? SECONDS_MS(100) : SECONDS_MS(10) :
				     SECONDS_MS(190);
}

static void combination(const enum phone_is is[STAFF])
{
	struct scene s = { .w = NULL };
	bool reachable = false;
	char code[16];
	int who, waited;

	memcpy(s.is, is, sizeof(s.is));
	print_message("omar %s, lena %s, mona %s\n", kind_names[is[0]], kind_names[is[1]],
		      kind_names[is[2]]);
	scene_open(&s);
	world_send(s.w, s.amina, "I want to kill myself tonight");
	world_settle(s.w);
	assert_true(hears(&s, s.amina, "*Someone is being called*", NULL));
	for (who = 0; who < STAFF && !reachable; who++) {
		if (s.is[who] == REFUSES)
			continue;
		for (waited = 0; !reachable && s.w->now_ms < s.began_ms + latest_ms(&s, who);
		     waited++) {
			world_pass(s.w, SECONDS_MS(1));
			reachable = hears(&s, s.phone[who], "ALARM*", code);
		}
		assert_true(reachable);
		promise(&s);
		closed_by(&s, who, code);
	}
	if (!reachable) {	/* nobody can be: it goes on, and works as soon as one phone does */
		world_pass(s.w, HOURS_MS(2));
		promise(&s);
		s.is[1] = WORKS;
		for (waited = 0; waited < 1800 && !reachable; waited++) {
			world_pass(s.w, SECONDS_MS(1));
			reachable = hears(&s, s.phone[1], "ALARM*", code);
		}
		assert_true(reachable);
		closed_by(&s, 1, code);
	}
	scene_close(&s);
}

static void test_every_combination_of_phones(void **state)
{
	enum phone_is is[STAFF];
	int n;

	for (n = 0; n < PHONE_KINDS * PHONE_KINDS * PHONE_KINDS; n += EACH) {
		is[0] = n % PHONE_KINDS;
		is[1] = n / PHONE_KINDS % PHONE_KINDS;
		is[2] = n / PHONE_KINDS / PHONE_KINDS;
		combination(is);
	}
}

/* --- The pager, or warmlined, is away ---------------------------------------------------- */

static void test_without_a_pager_by_the_ordinary_way(void **state)
{
	struct scene s = { .w = NULL };
	char code[16];

	scene_open(&s);
	TALLOC_FREE(s.w->pager);
	world_pass(s.w, SECONDS_MS(1));
	world_send(s.w, s.amina, "I want to kill myself tonight");
	world_pass(s.w, SECONDS_MS(9));
	assert_true(hears(&s, s.phone[0], "ALARM*", code));
	world_pass(s.w, MINUTES_MS(3));
	assert_true(hears(&s, s.phone[1], "ALARM*", code));
	closed_by(&s, 1, code);
	scene_close(&s);
}

static void test_pager_comes_back(void **state)
{
	struct scene s = { .w = NULL };
	struct err err = { "" };
	char code[16];

	scene_open(&s);
	world_send(s.w, s.amina, "I want to kill myself tonight");
	world_pass(s.w, SECONDS_MS(2));
	assert_true(hears(&s, s.phone[0], "ALARM*", code));
	TALLOC_FREE(s.w->pager);
	assert_int_equal(world_restart(s.w, &err), 0);	/* both anew */
	world_pass(s.w, SECONDS_MS(20));
	promise(&s);
	while (hears(&s, s.phone[0], "ALARM*", code))
		;
	closed_by(&s, 0, code);
	world_pass(s.w, MINUTES_MS(30));
	assert_false(hears(&s, s.phone[0], "ALARM*", NULL));
	assert_false(hears(&s, s.phone[1], "ALARM*", NULL));
	scene_close(&s);
}

static void test_warmlined_dies_and_the_pager_goes_on(void **state)
{
	struct scene s = { .w = NULL };
	struct err err = { "" };
	char code[16], again[16];

	scene_open(&s);
	world_send(s.w, s.amina, "I want to kill myself tonight");
	world_pass(s.w, SECONDS_MS(2));
	assert_true(hears(&s, s.phone[0], "ALARM*", code));
	TALLOC_FREE(s.w->house_ctx);
	s.w->house = NULL;
	/* The roster is read in a thread, in real time: its first step may be omar's again. */
	world_pass(s.w, MINUTES_MS(8));
	/* by the pager, from the roster file */
	assert_true(hears(&s, s.phone[1], "ALARM*", again));
	assert_string_equal(code, again);
	/* waits in bearerbox */
	world_send(s.w, s.phone[1], talloc_asprintf(s.w, "1 %s", again));
	world_pass(s.w, MINUTES_MS(1));
	assert_int_equal(world_restart(s.w, &err), 0);
	world_pass(s.w, SECONDS_MS(10));
	assert_true(hears(&s, s.phone[1], "* is yours*", NULL));
	promise(&s);
	hears(&s, s.phone[0], "no such text", NULL);	/* what he heard meanwhile */
	hears(&s, s.phone[1], "no such text", NULL);
	world_pass(s.w, MINUTES_MS(10));
	assert_false(hears(&s, s.phone[0], "ALARM*", NULL));	/* both know that it is taken */
	world_send(s.w, s.phone[1], talloc_asprintf(s.w, "3 %s 1", code));
	world_pass(s.w, SECONDS_MS(2));
	assert_true(hears(&s, s.phone[1], "* is closed by you*", NULL));
	scene_close(&s);
}

/* A peer's question and a lone 9 are told to the pager before anybody has looked at
 * them; with the database well, it must not call. */
static void test_what_is_nobodys_danger_is_taken_back(void **state)
{
	struct scene s = { .w = NULL };

	scene_open(&s);
	world_send(s.w, s.amina, "9");
	world_pass(s.w, SECONDS_MS(10));
	assert_true(hears(&s, s.amina, "Are you in danger right now?*", NULL));
	world_send(s.w, s.amina, "3");
	world_pass(s.w, MINUTES_MS(9));
	assert_false(hears(&s, s.phone[0], "ALARM*", NULL));
	scene_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_combination_of_phones),
		cmocka_unit_test(test_without_a_pager_by_the_ordinary_way),
		cmocka_unit_test(test_pager_comes_back),
		cmocka_unit_test(test_warmlined_dies_and_the_pager_goes_on),
		cmocka_unit_test(test_what_is_nobodys_danger_is_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
