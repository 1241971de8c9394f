// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The engine with its own threads, while streams come and go, play, record,
 * meet and press keys in every order: for a thread sanitizer, and to see that
 * everything ends.
 */
#include "far.h"

#include <stdio.h>

enum { STEPS = 400, ENDS = 6 };

static uint32_t seed = 11;

static uint32_t below(uint32_t n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static void act(struct house *h, struct far *f, struct media_room *room, int step)
{
	struct media_item items[] = {
		{ .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = below(2) ? "hello" : "other" },
		{ .type = MEDIA_ITEM_BEEP },
	};
	struct media_record rec = { .key = "0123456789abcdef0123456789abcde", .end_digits = "5" };
	struct media_join how = { .listen = !below(4) };
	struct media_stats st;
	char name[16];
	int rc;

	switch (below(10)) {
	case 0:
		snprintf(name, sizeof(name), "r%d", step);
		rec.rec = name;
		rc = media_record(f->s, &rec);
		assert_true(!rc || rc == -EBUSY);
		break;
	case 1: media_record_stop(f->s); break;
	case 2: assert_int_equal(media_join(f->s, room, &how), 0); break;
	case 3: media_leave(f->s); break;
	case 4: media_stream_hold(f->s, below(2)); break;
	case 5: assert_int_equal(media_stream_remote(f->s, &f->remote), 0); break;
	case 6:
		rc = media_press(f->s, "12#");
		assert_true(!rc || rc == -EBUSY);
		break;
	case 7: media_stop(f->s); break;
	case 8: media_stream_stats(f->s, &st); break;
	default:
		assert_int_equal(media_play(f->s, 1, items, 2, (int)below(4)), 0);
		break;
	}
}

static void everything_at_once(void **state)
{
	struct media_config cfg = { .threads = true, .realtime = true };
	struct house *h = house_new(&cfg);
	struct media_room *room = house_room(h);
	unsigned int played = 0;

	house_prompt(h, "hello", 500);
	house_prompt(h, "other", 3000);
	for (int i = 0; i < ENDS; i++)
		far_new(h, NULL);
	for (int step = 0; step < STEPS; step++) {
		struct far *f = h->far[below(ENDS)];

		act(h, f, room, step);
		for (int i = 0; i < ENDS; i++)
			far_say(h->far[i], 4000);
		if (!below(20))
			far_press(f, '5', 5);
		loop_turn(h->loop, 1);
		if (!below(50)) {	/* hangs up; another call comes */
			f->digits_n = 0;
			far_close(f);
			assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &f->s), 0);
			assert_int_equal(media_stream_remote(f->s, &f->remote), 0);
		}
		f->digits_n = 0;
	}
	for (int i = 0; i < ENDS; i++) {
		while (recv(h->far[i]->fd, h->far[i]->last_packet, 2000, 0) > 0)
			h->far[i]->packets++;
		assert_in_range(h->far[i]->packets, 10, 100000);
		played += h->far[i]->played;
	}
	assert_in_range(played, 1, STEPS);
	house_free(h);			/* with plays and recordings under way */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_at_once),
	};

	base_init(NULL, "media_thread_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
