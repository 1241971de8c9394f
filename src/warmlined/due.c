// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/due.h"

#include <inttypes.h>

enum { SLICE = 64 };

struct due_driver {
	struct store *store;
	struct store_batch *batch;
	struct care *care;
	struct sms *sms;
	void *mem;
};

COUNTER(count_due, "due.steps", "Due times whose step was run.");
COUNTER(count_late, "due.postponed", "Due times whose step failed and is tried again later.");

static bool due_has_work(void *arg, int64_t now_ms)
{
	struct due_driver *d = arg;
	int64_t at_ms;

	return store_due_next(d->store, &at_ms) == 1 && at_ms <= now_ms;
}

static int64_t due_next_ms(void *arg, int64_t now_ms)
{
	struct due_driver *d = arg;
	int64_t at_ms;

	if (store_due_next(d->store, &at_ms) != 1)
		return -1;
	return at_ms > now_ms ? at_ms - now_ms : 0;
}

static int due_step(struct due_driver *d, const struct store_due *due, int64_t now_ms)
{
	struct care_turn t;
	int rc = store_due_take(d->store, due);

	if (rc != 1)		/* an earlier step of this turn disarmed it */
		return rc;
	counter_inc(&count_due);
	care_turn_init(&t, d->care, d->mem, now_ms);
	if (due->kind == STORE_DUE_PARTS)
		return sms_parts_due(d->sms, &t, due->subject_id);
	return care_due(&t, due);
}

static int due_try(struct due_driver *d, const struct store_due *due, int64_t now_ms)
{
	int rc;

	if (store_savepoint(d->store) < 0)
		return -EIO;
	rc = due_step(d, due, now_ms);
	if (rc == 0)
		return store_savepoint_release(d->store);
	store_savepoint_rollback(d->store);
	if (store_failed(d->store))
		return -EIO;
	counter_inc(&count_late);
	LOGP(DMAIN, LOGL_ERROR, "Due step '%s' of row %" PRId64 " failed (%s); again later.\n",
	     store_due_kind_words(due->kind), due->subject_id, strerror(-rc));
	return store_due_postpone(d->store, due, now_ms);
}

/* A step that was at work when the process died is put off first and run in a
 * later turn, alone: what comes behind it must not wait for it. */
static bool suspect(struct due_driver *d, const struct store_due *due)
{
	uint8_t name[16];

	store_due_uuid(due, name);
	if (store_batch_check(d->batch, name) == STORE_BATCH_PARK)
		return true;
	store_batch_note(d->batch, name);
	return false;
}

static int due_work(void *arg, int64_t now_ms)
{
	struct due_driver *d = arg;
	struct store_due due[SLICE];
	int i, n, rc = 0;

	n = store_due_peek(d->store, now_ms, due, SLICE);
	if (n <= 0)
		return n;
	d->mem = talloc_named_const(d, 0, "due steps");
	if (!d->mem)
		base_oom();
	for (i = 0; rc == 0 && i < n; i++)
		rc = suspect(d, &due[i]) ? store_due_postpone(d->store, &due[i], now_ms)
					 : due_try(d, &due[i], now_ms);
	TALLOC_FREE(d->mem);
	return rc;
}

static void due_done(void *arg, bool committed)
{
	/* What the steps wrote to the outbox was claimed in this very turn. */
}

static const struct turn_part due_part = {
	.name = "due times", .has_work = due_has_work, .work = due_work, .done = due_done,
	.next_ms = due_next_ms,
};

struct due_driver *due_driver_new(void *ctx, struct turn *turn, struct store *store,
				  struct store_batch *batch, struct care *care, struct sms *sms)
{
	struct due_driver *d = talloc_zero(ctx, struct due_driver);

	if (!d)
		base_oom();
	d->store = store;
	d->batch = batch;
	d->care = care;
	d->sms = sms;
	turn_add(turn, &due_part, d);
	return d;
}
