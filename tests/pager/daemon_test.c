// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmlined's side, the pager's process body and a fake bearerbox in one loop
 * on a fake clock: what leaves is what bearerbox would get.
 */
#include "fakebox.h"
#include "pager_world.h"

#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <inttypes.h>
#include <osmocom/core/application.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { TEXTS = 256 };

struct world {
	void *ctx;
	struct loop *loop;
	char dir[64], box_at[80];
	struct fakebox *box;
	struct pager_daemon *daemon;
	struct pager *pager;
	int64_t now;
	struct { char to[32], text[PAGER_TEXT_SIZE], id[40]; } sent[TEXTS];
	unsigned int texts, seen;
	int ack;			/* what bearerbox answers */
	unsigned int ups, downs, opens, told_opens, stops;
	enum pager_state open_state;
	char paged[32];
	uint64_t report_id;
	enum pager_outcome outcome;
	unsigned int reports;
	bool line_up, roster_ok;
};
static struct world *w;

static int64_t fake_now(void *arg) { return ((struct world *)arg)->now; }

/* --- bearerbox ------------------------------------------------------------------------ */
static void take(char *to, size_t size, const struct view *v)
{
	assert_true(v->len < size);
	memcpy(to, v->data, v->len);
	to[v->len] = '\0';
}

static int box_sms(void *arg, const char *box, const struct box_sms *sms)
{
	assert_true(w->texts < TEXTS);
	assert_string_equal(box, "warmline-alarm");
	assert_int_equal(sms->sms_type, BOX_SMS_MT_PUSH);
	assert_int_equal(sms->priority, 3);
	assert_int_equal(sms->time, 1);
	assert_int_equal(sms->dlr_mask, 31);
	assert_memory_equal(sms->sender.data, "40404", 5);
	take(w->sent[w->texts].to, sizeof(w->sent[0].to), &sms->receiver);
	take(w->sent[w->texts].text, sizeof(w->sent[0].text), &sms->msgdata);
	strcpy(w->sent[w->texts++].id, sms->id);
	return w->ack;
}

static const struct fakebox_ops box_ops = { .sms = box_sms };

/* --- warmlined --------------------------------------------------------------------------- */
static void up(void *arg) { w->ups++; }
static void down(void *arg) { w->downs++; }
static void stop(void *arg) { w->stops++; }

static void open_told(void *arg, const struct pager_incident *inc, enum pager_state state,
		      bool told)
{
	w->opens++;
	w->told_opens += told;
	w->open_state = state;
}

static void report(void *arg, uint64_t id, enum pager_outcome outcome)
{
	w->report_id = id;
	w->outcome = outcome;
	w->reports++;
}

static void paged(void *arg, const struct pager_key *key, const char *handle)
{
	strcpy(w->paged, handle);
}

static void state_told(void *arg, bool line_up, bool roster_ok)
{
	w->line_up = line_up;
	w->roster_ok = roster_ok;
}

static const struct pager_ops pager_ops = {
	.up = up, .open = open_told, .report = report, .paged = paged, .state = state_told,
	.down = down,
};

/* --- Starting and passing time -------------------------------------------------------------- */
static void settle(void)
{
	int quiet = 0;

	while (quiet < 2)
		quiet = loop_turn(w->loop, 0) > 0 ? 0 : quiet + 1;
}

static void pass(int64_t ms)
{
	int64_t end = w->now + ms, due;

	settle();
	while (w->now < end) {
		due = loop_next_due_ms(w->loop);
		w->now = due < 0 || w->now + due > end ? end : w->now + (due ? due : 1);
		settle();
	}
}

static void daemon_start(void)
{
	struct pager_daemon_config config = { .state_dir = w->dir, .bearerbox = w->box_at,
					      .box = "warmline-alarm" };
	struct err err;
	int rc = 0;

	w->daemon = pager_daemon_new(w->ctx, w->loop, &config, stop, NULL, &rc, &err);
	assert_non_null(w->daemon);
	assert_int_equal(rc, 0);
}

static void disk_settle(void)
{
	while (!pager_daemon_idle(w->daemon))
		loop_turn(w->loop, 10);
}

static void warmlined_start(void)
{
	struct pager_config config = { .state_dir = w->dir, .bearerbox = w->box_at };
	struct err err;

	w->pager = pager_new(w->ctx, w->loop, &config, &pager_ops, NULL, &err);
	assert_non_null(w->pager);
	pager_commit_ok(w->pager, true);
}

static void roster_put(void)
{
	struct pager_roster *r = calloc(1, sizeof(*r));
	struct err err;

	world_roster(r);
	if (pager_roster_write(w->dir, r, &err) < 0)
		fail_msg("%s", err.text);
	free(r);
}

static int setup(void **state)
{
	static const uint8_t seed[32] = { 7 };
	struct clock_source clock = { fake_now, fake_now, NULL };
	struct err err;

	w = calloc(1, sizeof(*w));
	w->now = 1000000;
	w->ack = BOX_ACK_SUCCESS;
	clock.arg = w;
	clock_set_source(&clock);
	rand_set_seed(seed);
	w->ctx = talloc_new(NULL);
	w->loop = loop_new(w->ctx);
	strcpy(w->dir, "/tmp/warmline-pager.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->box_at, sizeof(w->box_at), "unix:%s/box", w->dir);
	w->box = fakebox_new(w->ctx, w->loop, w->box_at, &box_ops, NULL, &err);
	assert_non_null(w->box);
	roster_put();
	daemon_start();
	warmlined_start();
	pass(2000);
	assert_int_equal(w->ups, 1);
	assert_true(w->line_up && w->roster_ok);
	return 0;
}

static int teardown(void **state)
{
	static const char *const files[] = { "roster", "pager.state", "pager.lock", "box" };
	char path[128];
	size_t i;

	TALLOC_FREE(w->pager);
	TALLOC_FREE(w->daemon);
	TALLOC_FREE(w->box);
	loop_turn(w->loop, 20);		/* a disk job under way frees itself */
	for (i = 0; i < ARRAY_LEN(files); i++) {
		snprintf(path, sizeof(path), "%s/%s", w->dir, files[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(w->dir), 0);
	talloc_free(w->ctx);
	clock_set_source(NULL);
	rand_set_seed(NULL);
	free(w);
	return 0;
}

static void expect(const char *to, const char *text)
{
	if (w->seen >= w->texts)
		fail_msg("nothing left; expected %s: %s", to, text);
	assert_string_equal(w->sent[w->seen].to, to);
	assert_string_equal(w->sent[w->seen].text, text);
	w->seen++;
}

static void expect_silence(void)
{
	if (w->seen < w->texts)
		fail_msg("left to %s: %s", w->sent[w->seen].to, w->sent[w->seen].text);
}

static void hit(unsigned int n)
{
	struct pager_incident inc = world_incident(n, 1, PAGER_TIER_B);

	assert_int_equal(pager_hit(w->pager, &inc), 0);
}

static void stored(unsigned int n)
{
	struct pager_incident inc = world_incident(n, 1, PAGER_TIER_B);

	assert_int_equal(pager_stored(w->pager, &inc), 0);
}

static int send_alarm(uint64_t id, const char *to, const char *text)
{
	struct secret *number = secret_str(w->ctx, to), *words = secret_str(w->ctx, text);
	struct pager_key key = world_incident(1, 1, PAGER_TIER_B).key;
	int rc = pager_send(w->pager, id, &key, number, words);

	talloc_free(number);
	talloc_free(words);
	return rc;
}

/* --- Stories -------------------------------------------------------------- */
static void ordinary_times_are_silent(void **state)
{
	hit(1);
	stored(1);
	assert_int_equal(send_alarm(7, ANN, "from oncall"), 0);
	pass(SECONDS_MS(1));
	expect(ANN, "from oncall");
	assert_int_equal(w->report_id, 7);
	assert_int_equal(w->outcome, PAGER_ACCEPTED);
	pass(MINUTES_MS(30));
	expect_silence();
}

static void reports_rise_and_one_id_is_one_text(void **state)
{
	w->box->reports = BOX_DLR_ACCEPTED | BOX_DLR_DELIVERED;
	assert_int_equal(send_alarm(7, ANN, "from oncall"), 0);
	pass(SECONDS_MS(1));
	assert_int_equal(w->outcome, PAGER_DELIVERED);
	assert_true(w->reports >= 2);
	assert_int_equal(fakebox_kept(w->box), 0);	/* the reports were acknowledged */
	w->reports = 0;
	assert_int_equal(send_alarm(7, ANN, "from oncall"), 0);
	pass(SECONDS_MS(1));
	assert_int_equal(w->texts, 1);
	assert_int_equal(w->reports, 1);
	assert_int_equal(w->outcome, PAGER_DELIVERED);
	w->box->reports = 0;
	w->ack = BOX_ACK_FAILED;
	assert_int_equal(send_alarm(8, ANN, "to a wrong number"), 0);
	pass(SECONDS_MS(1));
	assert_int_equal(w->outcome, PAGER_REJECTED);
	w->ack = BOX_ACK_BUFFERED;
	assert_int_equal(send_alarm(9, ANN, "no carrier"), 0);
	pass(SECONDS_MS(1));
	assert_int_equal(w->outcome, PAGER_BUFFERED);
}

static void what_cannot_be_sent_is_refused(void **state)
{
	char *much = calloc(1, PAGER_TEXT_LEN + 2);

	memset(much, 'x', PAGER_TEXT_LEN + 1);
	assert_int_equal(send_alarm(7, ANN, much), -EMSGSIZE);
	assert_int_equal(send_alarm(7, "", "x"), -EINVAL);
	assert_int_equal(send_alarm(0, ANN, "x"), -EINVAL);
	TALLOC_FREE(w->daemon);
	pass(SECONDS_MS(1));
	assert_int_equal(w->downs, 1);
	assert_int_equal(send_alarm(7, ANN, "x"), -ENOTCONN);
	free(much);
}

static void a_full_queue_is_tried_again(void **state)
{
	w->ack = BOX_ACK_FAILED_TMP;
	assert_int_equal(send_alarm(7, ANN, "x"), 0);
	pass(SECONDS_MS(4));
	assert_int_equal(w->texts, 1);
	assert_int_equal(w->reports, 0);
	w->ack = BOX_ACK_SUCCESS;
	pass(SECONDS_MS(2));
	assert_int_equal(w->texts, 2);
	assert_int_equal(w->outcome, PAGER_ACCEPTED);
}

static void a_hit_that_is_not_stored_alarms(void **state)
{
	hit(1);
	pass(2900);
	expect_silence();
	pass(700);
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	assert_string_equal(w->paged, "ann");
}

static void a_killed_warmlined_is_taken_over_from_and_comes_back(void **state)
{
	hit(1);
	stored(1);
	pass(SECONDS_MS(1));
	TALLOC_FREE(w->pager);		/* as a kill: no goodbye */
	pass(SECONDS_MS(5));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	warmlined_start();
	pass(SECONDS_MS(1));
	assert_true(w->opens >= 1);
	assert_true(w->told_opens >= 1);
	assert_int_equal(w->open_state, PAGER_ALARMING);
	stored(1);
	pass(MINUTES_MS(30));
	expect_silence();
}

static void a_dead_pager_is_missed_and_told_again(void **state)
{
	hit(1);
	stored(1);
	pass(SECONDS_MS(1));
	disk_settle();
	TALLOC_FREE(w->daemon);
	pass(SECONDS_MS(2));
	assert_int_equal(w->downs, 1);
	/* What happens meanwhile waits in the ring. */
	hit(2);
	daemon_start();
	w->opens = 0;
	pass(SECONDS_MS(2));
	assert_int_equal(w->ups, 2);
	assert_int_equal(w->opens, 1);		/* the held one, from its file */
	pass(SECONDS_MS(3));
	expect(ANN, "Alarm 4002 tier B. Reply 1 4002");
	expect_silence();
}

static void both_dead_the_file_remembers(void **state)
{
	struct pager_key key = world_incident(1, 1, PAGER_TIER_B).key;

	hit(1);
	stored(1);
	pass(SECONDS_MS(1));
	disk_settle();
	TALLOC_FREE(w->daemon);
	TALLOC_FREE(w->pager);
	pass(SECONDS_MS(1));
	daemon_start();
	pass(SECONDS_MS(5));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
	disk_settle();
	/* And a closed one is forgotten. */
	warmlined_start();
	pass(SECONDS_MS(1));
	assert_int_equal(pager_closed(w->pager, &key), 0);
	pass(SECONDS_MS(1));
	disk_settle();
	TALLOC_FREE(w->daemon);
	w->opens = 0;
	daemon_start();
	pass(SECONDS_MS(2));
	assert_int_equal(w->opens, 0);
}

static void a_damaged_state_file_does_not_stop_it(void **state)
{
	char path[128], junk[PAGER_RECORD_LEN];
	int fd;

	hit(1);
	stored(1);
	pass(SECONDS_MS(1));
	disk_settle();
	TALLOC_FREE(w->daemon);
	snprintf(path, sizeof(path), "%s/pager.state", w->dir);
	fd = open(path, O_RDWR);
	memset(junk, 0x5a, sizeof(junk));
	assert_int_equal(pwrite(fd, junk, sizeof(junk), 5 * PAGER_RECORD_LEN), sizeof(junk));
	close(fd);
	daemon_start();
	w->opens = 0;
	pass(SECONDS_MS(2));
	assert_int_equal(w->opens, 1);
}

static void a_cut_line_to_bearerbox_repeats_what_had_no_answer(void **state)
{
	w->ack = FAKEBOX_NO_ACK;
	assert_int_equal(send_alarm(7, ANN, "x"), 0);
	pass(SECONDS_MS(1));
	assert_int_equal(w->texts, 1);
	fakebox_cut(w->box);
	pass(100);
	assert_false(w->line_up);
	w->ack = BOX_ACK_SUCCESS;
	pass(SECONDS_MS(5));
	assert_true(w->line_up);
	assert_int_equal(w->texts, 2);
	assert_int_equal(w->outcome, PAGER_ACCEPTED);
	assert_string_not_equal(w->sent[0].id, w->sent[1].id);
}

static void a_silent_bearerbox_is_said_to_be_unknown(void **state)
{
	w->ack = FAKEBOX_NO_ACK;
	assert_int_equal(send_alarm(7, ANN, "x"), 0);
	pass(SECONDS_MS(119));
	assert_int_equal(w->reports, 0);
	pass(SECONDS_MS(3));
	assert_int_equal(w->outcome, PAGER_UNKNOWN);
}

static void a_bad_roster_leaves_the_last_good_one(void **state)
{
	char path[128];
	int fd, i;

	snprintf(path, sizeof(path), "%s/roster", w->dir);
	fd = open(path, O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd, "warmline-roster 1\n", 18), 18);
	close(fd);
	pager_roster_changed(w->pager);
	for (i = 0; i < 200 && w->roster_ok; i++) {
		pass(1);
		loop_turn(w->loop, 5);	/* the worker thread reads the file */
	}
	assert_false(w->roster_ok);
	hit(1);
	pass(SECONDS_MS(4));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static int raw_open(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/pager.sock", w->dir);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static void a_hostile_record_closes_that_line_only(void **state)
{
	uint8_t data[PAGER_RECORD_LEN] = "nonsense";
	int fd = raw_open();

	settle();
	assert_int_equal(send(fd, data, sizeof(data), 0), sizeof(data));
	settle();
	assert_int_equal(recv(fd, data, sizeof(data), 0), 0);
	close(fd);
	assert_true(pager_is_up(w->pager));
	hit(1);
	pass(SECONDS_MS(4));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void another_version_can_say_hello_and_step_down(void **state)
{
	struct pager_record rec = { .type = PAGER_STEP_DOWN };
	uint8_t data[PAGER_RECORD_LEN];
	int fd = raw_open();

	pager_record_encode(data, &rec);
	data[5] = 99;
	settle();
	assert_int_equal(send(fd, data, sizeof(data), 0), sizeof(data));
	settle();
	assert_int_equal(w->stops, 1);
	close(fd);
}

static void only_one_pager_lives(void **state)
{
	struct pager_daemon_config config = { .state_dir = w->dir, .bearerbox = w->box_at,
					      .box = "warmline-alarm" };
	struct err err;
	int rc = 0;

	assert_null(pager_daemon_new(w->ctx, w->loop, &config, stop, NULL, &rc, &err));
	assert_int_equal(rc, -EALREADY);
	hit(1);
	pass(SECONDS_MS(4));
	expect(ANN, "Alarm 4001 tier B. Reply 1 4001");
}

static void the_newest_warmlined_is_the_living_one(void **state)
{
	struct pager *old = w->pager;

	warmlined_start();
	pass(50);
	assert_int_equal(w->ups, 2);
	assert_int_equal(w->downs, 1);
	talloc_free(old);
	pass(SECONDS_MS(1));
	assert_true(pager_is_up(w->pager));
}

static void a_persons_text_on_the_alarm_line_is_not_swallowed(void **state)
{
	w->box->route = "warmline-alarm";
	fakebox_hand_text(w->box, BEN, "40404", "1 4001");
	pass(SECONDS_MS(1));
	assert_int_equal(fakebox_kept(w->box), 1);
}

static void a_pager_that_hangs_is_noticed(void **state)
{
	int listen_fd, fd;
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct pager_record rec = { .type = PAGER_WELCOME };
	uint8_t data[PAGER_RECORD_LEN];

	TALLOC_FREE(w->daemon);
	snprintf(at.sun_path, sizeof(at.sun_path), "%s/pager.sock", w->dir);
	listen_fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);
	assert_int_equal(bind(listen_fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(listen_fd, 1), 0);
	pass(500);
	fd = accept(listen_fd, NULL, NULL);
	assert_true(fd >= 0);
	pager_record_encode(data, &rec);
	assert_int_equal(send(fd, data, sizeof(data), 0), sizeof(data));
	pass(SECONDS_MS(5));
	assert_true(pager_is_up(w->pager));
	pass(SECONDS_MS(7));
	assert_int_equal(w->downs, 2);	/* the first, and the one that hung */
	close(fd);
	close(listen_fd);
	unlink(at.sun_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
		STORY(ordinary_times_are_silent),
		STORY(reports_rise_and_one_id_is_one_text),
		STORY(what_cannot_be_sent_is_refused),
		STORY(a_full_queue_is_tried_again),
		STORY(a_hit_that_is_not_stored_alarms),
		STORY(a_killed_warmlined_is_taken_over_from_and_comes_back),
		STORY(a_dead_pager_is_missed_and_told_again),
		STORY(both_dead_the_file_remembers),
		STORY(a_damaged_state_file_does_not_stop_it),
		STORY(a_cut_line_to_bearerbox_repeats_what_had_no_answer),
		STORY(a_silent_bearerbox_is_said_to_be_unknown),
		STORY(a_bad_roster_leaves_the_last_good_one),
		STORY(a_hostile_record_closes_that_line_only),
		STORY(another_version_can_say_hello_and_step_down),
		STORY(only_one_pager_lives),
		STORY(the_newest_warmlined_is_the_living_one),
		STORY(a_persons_text_on_the_alarm_line_is_not_swallowed),
		STORY(a_pager_that_hangs_is_noticed),
	};

	base_init(NULL, "daemon_test");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
