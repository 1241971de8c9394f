// SPDX-License-Identifier: AGPL-3.0-or-later
/* Playing: over real UDP on loopback, driven by the test's own clock. */
#include "far.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct media_item hello = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "hello",
					 .text = "Never spoken." };

static void a_prompt_is_heard_without_a_gap(void **state)
{
	struct house *h = house_new(NULL);
	struct media_item items[] = { hello, { .type = MEDIA_ITEM_PAUSE, .pause_ms = 40 }, hello };
	struct far *f = far_new(h, NULL);

	house_prompt(h, "hello", 410);
	far_play(f, 7, items, 3, 0);
	house_run(h, 200);
	far_expect_ramp(f, 0, 410);
	far_expect_silence(f, 410, 320);
	far_expect_ramp(f, 730, 410);
	far_expect_silence(f, 1140, 1600 - 1140);
	assert_int_equal(f->packets, 10);
	assert_int_equal(f->gaps, 0);
	assert_int_equal(f->played, 1);
	assert_int_equal(f->last.token, 7);
	assert_int_equal(f->last.why, MEDIA_DONE);
	/* the encoded files lie in the cache and are used by the next engine */
	assert_int_equal(access(house_path(h, "cache/en.hello.ulaw"), R_OK), 0);
	assert_int_equal(access(house_path(h, "cache/en.hello.alaw"), R_OK), 0);
	house_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_prompt_is_heard_without_a_gap),
	};

	base_init(NULL, "media_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
