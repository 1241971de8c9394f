// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * When the house cannot be opened: the emergency lane alone, for a while, and
 * then a restart tries again.  Also when warmlined keeps dying: STATE/starts
 * holds the times of its last starts, and the fifth within a minute opens the
 * lane instead of the house, so that a message which kills the ordinary path
 * in a new way cannot keep everybody else from being heard.
 */
#include "warmlined/house_int.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "sms/sms_lane.h"
#include "store/store_keys.h"

enum { STARTS = 5 };
#define STARTS_WITHIN_MS MINUTES_MS(1)
#define LANE_FOR_MS SECONDS_MS(30)	/* then the supervisor's restart tries the house again */

static int starts_open(const struct house *h)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/starts", h->options.state_dir);
	return open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* Notes this start.  True when it is one too many.  The file is only a hint:
 * what cannot be read counts as no start at all. */
bool house_starts_too_often(struct house *h)
{
	int64_t at[STARTS] = { 0 }, now_ms = clock_wall_ms();
	int fd = starts_open(h);
	bool too_often;

	if (fd < 0)
		return false;
	if (pread(fd, at, sizeof(at), 0) != sizeof(at))
		memset(at, 0, sizeof(at));
	memmove(&at[0], &at[1], sizeof(at) - sizeof(at[0]));
	at[STARTS - 1] = now_ms;
	too_often = at[0] && at[0] <= now_ms && now_ms - at[0] < STARTS_WITHIN_MS;
	if (pwrite(fd, at, sizeof(at), 0) != sizeof(at))
		LOGP(DMAIN, LOGL_ERROR, "The starts cannot be noted: %s.\n", strerror(errno));
	close(fd);
	return too_often;
}

/* A clean stop: the next start is no crash. */
void house_starts_forget(struct house *h)
{
	int fd = starts_open(h);

	if (fd < 0)
		return;
	if (ftruncate(fd, 0) < 0)
		LOGP(DMAIN, LOGL_INFO, "The starts stay noted.\n");
	close(fd);
}

static void lane_over(void *arg)
{
	struct house *h = arg;

	LOGP(DMAIN, LOGL_NOTICE, "The emergency lane ends, so that a restart can "
	     "open the house.\n");
	loop_stop(h->loop);
}

static void lane_woken(void *arg)
{
	/* Nothing waits for a turn here. */
}

int house_lane_open(struct house *h, const char *why, struct err *err)
{
	struct err journal_err;
	struct sms_lane_deps deps = {
		.loop = h->loop, .care = h->care,
		.journal = store_journal_open(h, h->options.state_dir, &journal_err),
		.hooks = { .wake = lane_woken, .danger = house_danger_heard, .arg = h },
		.bearerbox = sms_bearerbox(h->sms), .box_name = sms_box_name(h->sms),
		.sender = sms_sender(h->sms), .region = sms_region(h->sms),
		.index = store_indexer_open(h, h->options.state_dir, h->options.keys_dir),
	};

	LOGP(DMAIN, LOGL_FATAL, "The house cannot be opened (%s): intake, scan and alarm only.\n",
	     why);
	if (!deps.journal)
		LOGP(DMAIN, LOGL_FATAL,
		     "There is no journal either (%s): nothing is acknowledged.\n",
		     journal_err.text);
	if (!sms_lane_new(h, &deps, err))
		return -EINVAL;
	h->exit_code = HOUSE_EXIT_AGAIN;
	h->lane_timer = loop_timer_new(h, h->loop, "end of the emergency lane", lane_over, h);
	loop_timer_start(h->lane_timer, LANE_FOR_MS);
	return 0;
}
