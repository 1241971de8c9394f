// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Fifty canaries: numbers and words that are nowhere else in the world, given
 * to members, peers and staff, and written in every way that there is.  Then
 * every file below the world's folder (but the roster, which the pager must be
 * able to read), the log at its loudest and every `show` is looked through for
 * them, in each form in which they could have got there: before they are
 * erased, and after.
 */
#include "canary.h"
#include "world.h"

#include <osmocom/core/application.h>
#include <osmocom/vty/command.h>
#include <osmocom/vty/vty.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "care/care_people.h"
#include "operator/operator.h"
#include "warmlined/show.h"

enum { PHONES = 50, STAFF = 4, PEERS = 10, LANE_STARTS = 6, BODY_MAX = 400 };

static struct world *w;
static struct canaries *all;
static struct world_phone *phone[PHONES];

/* --- Planting ------------------------------------------------------------------ */

static void word(char out[CANARY_WORD + 1])
{
	size_t i;

	for (i = 0; i < CANARY_WORD; i++)
		out[i] = "bcdfghjklmnprstvwxz"[rand_below(19)];
	out[CANARY_WORD] = '\0';
}

/* "before <two words of its own> after", and noted. */
static void says(int i, const char *before, const char *after)
{
	char a[CANARY_WORD + 1], b[CANARY_WORD + 1], text[BODY_MAX];

	word(a);
	word(b);
	snprintf(text, sizeof(text), "%s %s", a, b);
	canary_add(all, text);
	snprintf(text, sizeof(text), "%s%s %s%s", before, a, b, after);
	world_send(w, phone[i], text);
	world_pass(w, SECONDS_MS(2));
}

static void types(int i, const char *text)
{
	world_send(w, phone[i], text);
	world_pass(w, SECONDS_MS(2));
}

static int make_worker(struct care_turn *t, void *arg)
{
	static const unsigned int roles[STAFF] = {
		STORE_ROLE_ONCALL | STORE_ROLE_MANAGER, STORE_ROLE_COORDINATOR,
		STORE_ROLE_SUPERVISOR, STORE_ROLE_SAFEGUARDING };
	char name[2 * CANARY_WORD + 2];
	struct store_person p;
	int i = *(int *)arg;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, phone[i]->number, &p);

	word(name);
	canary_add(all, name);
	p.roles |= i < STAFF ? roles[i] : (unsigned int)STORE_ROLE_PEER;
	p.consent = STORE_CONSENT_GIVEN;
	if (rc == 0)
		rc = store_people_save(t->store, &p);
	if (rc == 0)
		rc = store_people_fact_set(t->store, p.id, "name", secret_str(t->mem, name));
	if (rc == 0 && i >= STAFF)
		rc = care_peers_enrol(t, &p, true);
	return rc < 0 ? rc : care_staff_changed(t);
}

static void people_come(void)
{
	char name[16], number[24];
	int i;

	for (i = 0; i < PHONES; i++) {
		snprintf(name, sizeof(name), "p%d", i);
		snprintf(number, sizeof(number), "+2547%08u", rand_below(100000000));
		canary_add(all, number + 4);	/* however it begins: +254, 254, 0 */
		phone[i] = world_phone_add(w, name, number);
		if (i < STAFF + PEERS)
			assert_int_equal(house_do(w->house, make_worker, &i), 0);
		if (i >= STAFF && i < STAFF + PEERS) {
			types(i, "ON");
			types(i, "4");
		}
	}
}

static void agrees(int i)
{
	says(i, "my ", " is gone");
	types(i, "1");
	types(i, "1");
	types(i, "5");
}

/* --- What members do ------------------------------------------------------------- */

static void talks(int i)
{
	int peer;

	agrees(i);
	world_pass(w, SECONDS_MS(5));
	for (peer = STAFF; peer < STAFF + PEERS; peer++)
		types(peer, "1");
	says(i, "I told ", " about it");
	for (peer = STAFF; peer < STAFF + PEERS; peer++)
		says(peer, "I know ", " as well");
	types(i, "END");
}

static void finds(int i) { says(i, "FIND ", ""); }
static void worries(int i) { types(i, "WORRIED"); types(i, "2"); says(i, "he ", " all day"); }
static void is_in_danger(int i) { says(i, "I want to kill myself ", " tonight"); }
static void waits(int i) { agrees(i); says(i, "please ask ", " first"); }

/* A call: who rings, presses 9, is put in line, is called back. */
static void rings(int i)
{
	static const char *const keys[] = { "1", "1", "1", "5", "9", "3" };
	struct fakevox_call *c;
	size_t k;

	world_voice(w);
	c = fakevox_ring(w->vox, phone[i]->number, "40404");
	world_pass(w, SECONDS_MS(1));
	for (k = 0; k < ARRAY_LEN(keys) && c->state; k++) {
		fakevox_press(c, keys[k]);
		world_pass(w, SECONDS_MS(1));
	}
	c = fakevox_find(w->vox, phone[i]->number, FAKEVOX_UP);
	if (c)
		fakevox_hang_up(c, i % 2 ? "caller" : "lost");
	c = fakevox_ring(w->vox, phone[i]->number, "40404");
	fakevox_hang_up(c, "caller");
	world_pass(w, SECONDS_MS(20));
	c = fakevox_find(w->vox, phone[i]->number, FAKEVOX_RINGS_THEM);
	if (c)
		fakevox_pick_up(c);
	world_pass(w, MINUTES_MS(1));
}

static void writes_long(int i)
{
	says(i, "I have been sitting in the kitchen since four because that is where she used to "
		"sit and the children sleep and I do not know what ", " will say when they wake "
		"up and ask me again where she is and when she comes back to us");
}

static void sends_half(int i)
{
	static const uint8_t udh[6] = { 5, 0, 3, 77, 2, 1 };
	char half[2 * CANARY_WORD + 8];
	struct box_sms m;

	word(half);
	canary_add(all, half);
	box_sms_init(&m);
	m.coding = BOX_CODING_7BIT;
	m.udhdata = (struct view){ udh, sizeof(udh) };
	m.msgdata = VIEW_STR(half);
	world_send_sms(w, phone[i], &m);
	world_pass(w, SECONDS_MS(2));
}

static void (*const lives[])(int i) = {
	talks, finds, worries, is_in_danger, waits, writes_long, sends_half, rings,
};

/* --- Looking ------------------------------------------------------------------------ */

/* Everything that the operator can have shown, into a file of the world. */
static void show_everything(void)
{
	static const char *const commands[] = {
		"show running-config", "show stats", "show links", "show outbox", "show queue",
		"show incidents", "show sessions", "show calls", "show counters", "show health",
		"show roster",
	};
	struct vty *vty = vty_new();
	char path[96];
	int saved = dup(STDOUT_FILENO);
	int refused = 0;
	size_t i;

	snprintf(path, sizeof(path), "%s/vty", w->dir);
	fflush(stdout);
	assert_non_null(freopen(path, "a", stdout));
	vty->type = VTY_SHELL;
	vty->node = ENABLE_NODE;
	for (i = 0; i < ARRAY_LEN(commands); i++) {
		vector line = cmd_make_strvec(commands[i]);

		printf("> %s\n", commands[i]);
		refused += cmd_execute_command(line, vty, NULL, 0) != CMD_SUCCESS;
		cmd_free_strvec(line);
	}
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	assert_int_equal(refused, 0);
}

static int64_t counted(const char *name)
{
	const struct counter *c;

	for (c = counter_first(); c; c = c->next)
		if (strcmp(c->name, name) == 0)
			return (int64_t)c->n;
	return 0;
}

/* A story in which nothing happens leaks nothing either. */
static void it_was_a_full_day(void)
{
	assert_true(canary_count(all) > PHONES * 2);
	assert_true(counted("talk.begun") >= 4);
	assert_true(counted("concern.raised") >= 5);
	assert_true(counted("care.said") >= 200);
	assert_true(counted("people.erased") == 0);
	assert_true(counted("voice.in") >= 8);
	assert_true(counted("voice.dials") >= 1);
}

static void nothing_leaks(const char *when)
{
	char found[CANARY_FOUND];

	if (canary_look(all, w->dir, found))
		fail_msg("%s: %s", when, found);
}

static void logs_go_to_the_world(void)
{
	char path[96];
	struct log_target *t;
	unsigned int i;

	snprintf(path, sizeof(path), "%s/log", w->dir);
	t = log_target_create_file(path);
	assert_non_null(t);
	assert_int_equal(log_target_file_switch_to_stream(t), 0);
	log_add_target(t);
	log_set_all_filter(t, 1);
	for (i = 0; i < osmo_log_info->num_cat; i++)
		t->categories[i].loglevel = LOGL_DEBUG;
}

/* --- Leaving ----------------------------------------------------------------------------- */

static int close_incident(struct care_turn *t, void *arg)
{
	struct store_incident i = { 0 }, out;
	enum care_did did;
	int rc = 0;

	while (rc >= 0 && store_incident_next(t->store, i.id, &i) == 1) {
		rc = care_incident_ack_named(t, i.code, "Mona", &out, &did);
		if (rc >= 0)
			rc = care_incident_close_named(t, i.code, "Mona",
						       STORE_OUTCOME_FALSE_ALARM, &out, &did);
	}
	return rc < 0 ? rc : 0;
}

static int erase_one(struct care_turn *t, void *arg)
{
	struct store_person p;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, arg, &p);

	if (rc == -ENOENT)
		return 0;
	return rc < 0 ? rc : care_people_erase(t, &p);
}

static void everybody_is_erased(void)
{
	int i;

	assert_int_equal(house_do(w->house, close_incident, NULL), 0);
	for (i = STAFF + PEERS; i < PHONES; i++) {
		types(i, "ERASE");
		types(i, "1");
	}
	/* Concerns of calls ring too, when nobody looks after them. */
	assert_int_equal(house_do(w->house, close_incident, NULL), 0);
	for (i = 0; i < PHONES; i++)
		assert_int_equal(house_do(w->house, erase_one, phone[i]->number), 0);
	world_pass(w, MINUTES_MS(1));
}

/* What comes while the house is down lands in the emergency journal. */
static void the_lane_keeps_some(void)
{
	struct err err;
	int i;

	for (i = 0; i < LANE_STARTS && !house_in_lane(w->house); i++)
		assert_int_equal(world_restart(w, &err), 0);
	assert_true(house_in_lane(w->house));
	says(PHONES - 1, "in the journal ", "");
	says(PHONES - 2, "I want to die ", " today");
	nothing_leaks("in the emergency lane");
	world_kill(w);
	w->now_ms += MINUTES_MS(2);
	w->mono_ms += MINUTES_MS(2);
	assert_int_equal(world_open(w, &err), 0);
	assert_false(house_in_lane(w->house));
}

static void nothing_is_in_the_clear(void **state)
{
	struct operator *op;
	struct err err;
	int i;

	w = world_new(NULL, 7);
	all = canaries_new(w);
	logs_go_to_the_world();
	assert_int_equal(world_open(w, &err), 0);
	op = operator_new(w, w->loop, "test");
	show_install(op, w->house);
	people_come();
	for (i = STAFF + PEERS; i < PHONES; i++)
		lives[(size_t)i % ARRAY_LEN(lives)](i);
	world_pass(w, MINUTES_MS(5));
	show_everything();
	nothing_leaks("with everybody there");
	it_was_a_full_day();
	the_lane_keeps_some();
	nothing_leaks("after the emergency lane");
	everybody_is_erased();
	assert_true(counted("people.erased") >= PHONES - 5);
	nothing_leaks("after they were erased");
	world_kill(w);
	nothing_leaks("with the house shut");
}

/* And it finds what it looks for: each form, written where it must not be. */
static void a_leak_is_found(void **state)
{
	char found[CANARY_FOUND], path[96];
	size_t form;

	snprintf(path, sizeof(path), "%s/state/leak", w->dir);
	for (form = 0; canary_plant(all, 3, form, path); form++) {
		assert_true(canary_look(all, w->dir, found));
		unlink(path);
		assert_false(canary_look(all, w->dir, found));
	}
	assert_true(form >= CANARY_FORMS_MIN);
	talloc_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_in_the_clear),
		cmocka_unit_test(a_leak_is_found),
	};
	void *ctx = talloc_named_const(NULL, 0, "canary_test");

	base_init(ctx, "canary_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests_name("canaries", tests, NULL, NULL);
}
