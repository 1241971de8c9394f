// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A house that opens on a disk which fills up meanwhile: at each operation in
 * turn.  It opens, or only the lane does, or it says that a new process with
 * the lane alone is needed: it never just ends.  The clock on the wall was set
 * back each time, so that opening has something to write.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "tests/faults/disk.h"
#include "tests/stories/world.h"

enum { OPERATIONS_MAX = 400 };

struct outcomes {
	int house, lane, asked;
};

/* What warmlined does then: the lane alone, in a new process. */
static void lane_opens(struct world *w)
{
	struct err err;

	world_kill(w);
	w->lane = true;
	assert_return_code(world_open(w, &err), 0);
	assert_true(house_in_lane(w->house));
	w->lane = false;
}

/* True while the fault found an operation to strike. */
static bool opens_somehow(struct world *w, unsigned int n, struct outcomes *seen)
{
	struct err err;
	bool fired;
	int rc;

	world_kill(w);
	world_step_wall(w, -MINUTES_MS(10));
	disk_arm(DISK_FULL, n, n);
	rc = world_open(w, &err);
	fired = disk_fired();
	if (rc < 0) {
		if (!house_failed(w->house))
			fail_msg("operation %u: it ended with \"%s\"", n, err.text);
		lane_opens(w);
		seen->asked++;
	} else if (house_in_lane(w->house)) {
		seen->lane++;
	} else {
		seen->house++;
	}
	disk_arm(DISK_NONE, 0, 0);
	return fired;
}

static void test_a_disk_that_fills_up_while_the_house_opens(void **state)
{
	struct world *w = world_new(NULL, 1);
	struct outcomes seen = { 0 };
	struct err err;
	unsigned int n = 1;

	disk_watch(w->dir);
	disk_arm(DISK_NONE, 0, 0);
	assert_int_equal(world_clock_set(w, "Africa/Nairobi", "2026-11-23 09:00"), 0);
	assert_return_code(world_open(w, &err), 0);
	while (opens_somehow(w, n, &seen))
		assert_true(++n < OPERATIONS_MAX);
	printf("%u operations: house %d, lane %d, lane in a new process %d\n", n - 1, seen.house,
	       seen.lane, seen.asked);
	assert_true(seen.house > 0 && seen.asked > 0);
	talloc_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_disk_that_fills_up_while_the_house_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
