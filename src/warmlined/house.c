// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/house.h"

#include <stdlib.h>
#include <sys/stat.h>
#include "care/care.h"
#include "flow/flow.h"
#include "sms/sms.h"
#include "store/store_batch.h"
#include "warmlined/alarm.h"
#include "warmlined/due.h"
#include "warmlined/house_int.h"
#include "warmlined/turn.h"

enum { EXIT_STORE_FAILED = 75 /* EX_TEMPFAIL: start me again */ };

/* --- What the rooms tell each other ------------------------------------------- */

static void sms_woke(void *arg)
{
	struct house *h = arg;

	if (h->turn)
		turn_wake(h->turn);
}

static void sms_danger_heard(void *arg, const struct sms_danger *danger)
{
	alarm_danger(((struct house *)arg)->alarm, danger);
}

static void sms_danger_committed(void *arg, const struct sms_danger *danger)
{
	alarm_danger_stored(((struct house *)arg)->alarm, danger);
}

static void store_told_failure(void *arg, int code, const char *what)
{
	LOGP(DMAIN, LOGL_FATAL, "The database cannot go on (%s: %s).\n", what, strerror(abs(code)));
}

static void turn_committed(void *arg, bool ok)
{
	alarm_committed(((struct house *)arg)->alarm, ok);
}

/* What is on disk is unknown now.  bearerbox keeps what was not acknowledged,
 * the pager goes on with what is open, and a fresh start sorts it out. */
static void turn_lost_store(void *arg)
{
	struct house *h = arg;

	h->exit_code = EXIT_STORE_FAILED;
	loop_stop(h->loop);
}

static bool sms_part_has_work(void *arg, int64_t now_ms) { return sms_has_work(arg, now_ms); }
static int sms_part_work(void *arg, int64_t now_ms) { return sms_work(arg, now_ms); }
static void sms_part_done(void *arg, bool committed) { sms_done(arg, committed); }
static int64_t sms_part_next(void *arg, int64_t now_ms) { return sms_next_send_ms(arg, now_ms); }
static const struct turn_part sms_part = {
	.name = "texts", .has_work = sms_part_has_work, .work = sms_part_work,
	.done = sms_part_done, .next_ms = sms_part_next,
};

/* --- Building --------------------------------------------------------------------- */

struct house *house_new(void *ctx, struct loop *loop, const struct house_options *options)
{
	struct house *h = talloc_zero(ctx, struct house);
	struct sms_deps sms_deps;

	if (!h)
		base_oom();
	h->loop = loop;
	h->options = *options;
	h->care = care_new(h, &h->deps);
	sms_deps = (struct sms_deps){
		.loop = loop, .care = h->care,
		.hooks = {
			.wake = sms_woke, .danger = sms_danger_heard,
			.danger_stored = sms_danger_committed, .arg = h,
		},
	};
	h->sms = sms_new(h, &sms_deps);
	return h;
}

static int state_dir_make(struct house *h, struct err *err)
{
	if (mkdir(h->options.state_dir, 0700) < 0 && errno != EEXIST)
		return err_set(err, errno, "cannot make the state directory %s: %s",
			       h->options.state_dir, strerror(errno));
	return 0;
}

static int pager_open(struct house *h, struct err *err)
{
	const struct pager_config config = {
		.state_dir = h->options.state_dir, .program = h->options.pager_program,
		.bearerbox = sms_bearerbox(h->sms),
	};

	h->alarm = alarm_wires_new(h, h->loop, &config, err);
	return h->alarm ? 0 : -EINVAL;
}

static int store_bring_up(struct house *h, struct err *err)
{
	const struct store_options options = {
		.dir = h->options.state_dir, .keys_dir = h->options.keys_dir,
		.vfs = h->options.vfs, .create = h->options.create,
		.failed = store_told_failure, .failed_arg = h,
	};

	h->batch = store_batch_open(h, h->options.state_dir, err);
	if (!h->batch)
		return -EIO;
	h->store = store_open(h, &options, err);
	return h->store ? 0 : -errno;
}

/* A wall clock that is behind what was last seen: every wait is rebased and
 * every incident's clock fires at once, for nobody knows how late it is. */
static int clock_settle(struct house *h, struct err *err)
{
	int64_t behind_ms, now_ms = clock_wall_ms();
	struct care_turn t;
	void *mem;
	int rc = store_clock_check(h->store, now_ms, &behind_ms);

	if (rc < 0)
		return err_set(err, -rc, "the store cannot say when it was last written");
	if (behind_ms == 0)
		return 0;
	LOGP(DMAIN, LOGL_ERROR, "The wall clock is behind the last run's by %lld s.\n",
	     (long long)behind_ms / 1000);
	mem = talloc_named_const(h, 0, "clock");
	rc = store_begin(h->store, now_ms);
	if (rc == 0)
		rc = store_due_rebase(h->store, -behind_ms);
	care_turn_init(&t, h->care, mem, now_ms);
	if (rc == 0)
		rc = care_clock_behind(&t);
	if (rc == 0)
		rc = store_commit(h->store);
	talloc_free(mem);
	return rc < 0 ? err_set(err, -rc, "the waits cannot be rebased") : 0;
}

static void turns_begin(struct house *h)
{
	const struct turn_ops ops = {
		.store_failed = turn_lost_store, .committed = turn_committed, .arg = h,
	};

	h->turn = turn_new(h, h->loop, h->store, &ops);
	due_driver_new(h, h->turn, h->store, h->batch, h->care, h->sms);
	turn_add(h->turn, &sms_part, h->sms);
	alarm_wires_attach(h->alarm, h->turn, h->store, h->care);
}

int house_open(struct house *h, struct err *err)
{
	int rc = state_dir_make(h, err);

	if (rc == 0)
		rc = pager_open(h, err);
	if (rc == 0)
		rc = house_words_open(h, err);
	if (rc == 0)
		rc = store_bring_up(h, err);
	if (rc < 0)
		return rc;
	h->deps.store = h->store;
	care_set_store(h->care, h->store);
	sms_set_store(h->sms, h->store, h->batch);
	rc = clock_settle(h, err);
	if (rc < 0)
		return rc;
	turns_begin(h);
	return sms_start(h->sms, err);
}

void house_close(struct house *h)
{
	alarm_goodbye(h->alarm);
}

int house_failed(const struct house *h)
{
	return h->exit_code;
}

struct store *house_store(struct house *h) { return h->store; }
struct care *house_care(struct house *h) { return h->care; }
struct sms *house_sms(struct house *h) { return h->sms; }

int house_do(struct house *h, int (*fn)(struct care_turn *t, void *arg), void *arg)
{
	int64_t now_ms = clock_wall_ms();
	struct care_turn t;
	void *mem;
	int rc, committed;

	rc = store_begin(h->store, now_ms);
	if (rc < 0)
		return rc;
	mem = talloc_named_const(h, 0, "a request");
	care_turn_init(&t, h->care, mem, now_ms);
	rc = fn(&t, arg);
	talloc_free(mem);
	if (rc < 0) {
		store_rollback(h->store);
		return rc;
	}
	committed = store_commit(h->store);
	turn_committed(h, committed == 0);
	if (committed < 0) {
		turn_lost_store(h);
		return committed;
	}
	sms_wake_pump(h->sms);
	return rc;
}
