// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/house.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "care/care_audit.h"
#include "desk/desk.h"
#include "flow/flow.h"
#include "sms/sms_lane.h"
#include "store/store_batch.h"
#include "warmlined/alarm.h"
#include "warmlined/audit_head.h"
#include "warmlined/due.h"
#include "warmlined/house_int.h"
#include "warmlined/turn.h"
#include "warmlined/watch.h"

/* --- What the rooms tell each other ------------------------------------------- */

static void sms_woke(void *arg)
{
	struct house *h = arg;

	if (h->turn)
		turn_wake(h->turn);
}

void house_danger_heard(void *arg, const struct sms_danger *danger)
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

	h->exit_code = HOUSE_EXIT_AGAIN;
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
			.wake = sms_woke, .danger = house_danger_heard,
			.danger_stored = sms_danger_committed, .arg = h,
		},
	};
	h->sms = sms_new(h, &sms_deps);
	h->voice = house_voice_new(h);
	house_desk_new(h);
	return h;
}

static int lock_close(struct house *h)
{
	if (h->lock_fd > 0)
		close(h->lock_fd);
	return 0;
}

/* One warmlined a state directory: bearerbox would share its messages between
 * two boxes of one name. */
static int state_dir_take(struct house *h, struct err *err)
{
	char *path = talloc_asprintf(h, "%s/warmlined.lock", h->options.state_dir);

	if (mkdir(h->options.state_dir, 0700) < 0 && errno != EEXIST)
		return err_set(err, errno, "cannot make the state directory %s: %s",
			       h->options.state_dir, strerror(errno));
	h->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (h->lock_fd < 0)		/* a read-only disk: the lane must open all the same */
		return 0;
	talloc_set_destructor(h, lock_close);
	if (flock(h->lock_fd, LOCK_EX | LOCK_NB) < 0)
		return err_set(err, EBUSY, "another warmlined runs in %s", h->options.state_dir);
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
		rc = waits_rebase(h->store, -behind_ms);
	care_turn_init(&t, h->care, mem, now_ms);
	if (rc == 0)
		rc = care_clock_behind(&t);
	if (rc == 0)
		rc = store_commit(h->store);
	talloc_free(mem);
	return rc < 0 ? err_set(err, -rc, "the waits cannot be rebased") : 0;
}

/* Which setting, never its value: some are secret.  What the file said at the start is not
 * a change. */
static int setting_noted(struct care_turn *t, void *arg)
{
	return care_audit_named(t, CARE_AUDIT_SETTING, 0, "desk", arg);
}

static void setting_written(void *arg, const char *node, const char *key)
{
	struct house *h = arg;
	char text[120];

	snprintf(text, sizeof(text), "%s %s", node, key);
	if (!store_in_tx(h->store) && house_do(h, setting_noted, text) < 0)
		LOGP(DMAIN, LOGL_ERROR,
		     "The setting %s is in use, but the audit log could not note it.\n",
		     text);
}

static void turns_begin(struct house *h)
{
	const struct turn_ops ops = {
		.store_failed = turn_lost_store, .committed = turn_committed, .arg = h,
	};

	h->turn = turn_new(h, h->loop, h->store, &ops);
	due_driver_new(h, h->turn, h->store, h->batch, h->care, h->sms);
	turn_add(h->turn, &sms_part, h->sms);
	alarm_wires_attach(h->alarm, h->turn, h->store, h->care, sms_sender(h->sms));
	h->audit_head = audit_head_new(h, h);
	cfg_watch_new(h, setting_written, h);
	h->watch = watch_new(h, h);
}

/* What the emergency lane kept while the store was away. */
static void journal_replay(struct house *h)
{
	struct err err;
	struct store_journal *journal = store_journal_open(h, h->options.state_dir, &err);

	if (journal)
		sms_replay(h->sms, journal);
	else
		LOGP(DMAIN, LOGL_ERROR, "The emergency journal cannot be read: %s.\n", err.text);
}

static int house_open_all(struct house *h, struct err *err)
{
	int rc;

	h->deps.store = h->store;
	care_set_store(h->care, h->store);
	sms_set_store(h->sms, h->store, h->batch);
	rc = clock_settle(h, err);
	if (rc == 0)
		rc = house_releases_open(h, err);
	if (rc < 0)
		return rc;
	turns_begin(h);
	rc = sms_start(h->sms, err);
	if (rc == 0)
		rc = house_voice_open(h, err);
	if (rc == 0)
		journal_replay(h);
	return rc < 0 ? rc : desk_open(h->desk, err);
}

int house_open(struct house *h, struct err *err)
{
	int rc = state_dir_take(h, err);

	if (rc == 0)
		rc = pager_open(h, err);
	if (rc == 0)
		rc = house_words_open(h, err);
	if (rc < 0)
		return rc;
	if (h->options.lane)
		return house_lane_open(h, "only the lane was asked for", err);
	if (house_starts_too_often(h))
		return house_lane_open(h, "it has just been started five times", err);
	rc = store_bring_up(h, err);
	if (rc == -ENOENT)	/* never made: a mistake of the operator, not an emergency */
		return rc;
	if (rc < 0)
		return house_lane_open(h, err->text, err);
	rc = house_open_all(h, err);
	if (rc < 0 && store_failed(h->store))	/* room to open it, but none to write */
		h->exit_code = HOUSE_EXIT_AGAIN;
	return rc;
}

void house_close(struct house *h)
{
	alarm_goodbye(h->alarm);
	if (!h->exit_code)
		house_starts_forget(h);
}

int house_failed(const struct house *h)
{
	return h->exit_code;
}

bool house_in_lane(const struct house *h) { return h->lane_timer != NULL; }
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
