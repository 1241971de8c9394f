// SPDX-License-Identifier: AGPL-3.0-or-later
/* Rooms: who hears whom, how soon, and what of one leg reaches the other (its sound). */
#include "far.h"

#include <stdlib.h>

static const struct media_join plain;

static void join(struct far *f, struct media_room *room, bool listen, struct far *whisper_to)
{
	struct media_join how = { .listen = listen,
				  .whisper_to = whisper_to ? whisper_to->s : NULL };

	assert_int_equal(media_join(f->s, room, &how), 0);
}

/* 20 ms of the ramp, from `at`. */
static void say_ramp(struct far *f, size_t at, enum media_codec codec)
{
	uint8_t payload[RTP_FRAME];

	for (size_t i = 0; i < RTP_FRAME; i++)
		payload[i] = codec == MEDIA_PCMU ? sound_to_ulaw(ramp(at + i)) :
			sound_to_alaw(ramp(at + i));
	far_send(f, (uint8_t)codec, payload, sizeof(payload));
	f->ts += RTP_FRAME;
}

/* A constant level, from here on for n packets; several speak at once. */
static void all_say(struct house *h, const int16_t *levels, int n)
{
	while (n--) {
		for (int i = 0; i < h->n; i++) {
			uint8_t payload[RTP_FRAME];

			if (!levels[i])
				continue;
			memset(payload, sound_to_ulaw(levels[i]), sizeof(payload));
			far_send(h->far[i], RTP_PT_PCMU, payload, sizeof(payload));
			h->far[i]->ts += RTP_FRAME;
		}
		house_run(h, 20);
	}
}

static int hears(const struct far *f)
{
	assert_in_range(f->heard_n, 1, FAR_HEARD_MAX);
	return sound_from_ulaw(f->heard[f->heard_n - 1]);
}

static void two_legs_hear_each_other_at_once(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, NULL), *b = far_new(h, NULL);
	struct media_room *room = house_room(h);

	house_run(h, 40);
	join(a, room, false, NULL);
	join(b, room, false, NULL);
	a->heard_n = b->heard_n = 0;
	for (size_t i = 0; i < 50; i++) {
		size_t before = b->heard_n;

		house_run(h, 5);
		say_ramp(a, i * RTP_FRAME, MEDIA_PCMU);
		house_run(h, 5);	/* at most one slot later it is out again */
		if (i)			/* until then silence came */
			assert_int_equal(b->heard_n, before + RTP_FRAME);
		house_run(h, 10);
	}
	/* every sample, in one piece, under our own numbers; timestamps went on */
	far_expect_ramp(b, b->heard_n - 50 * RTP_FRAME, 50 * RTP_FRAME);
	assert_int_not_equal(b->their_ssrc, a->ssrc);
	assert_in_range(b->gaps, 0, 1);	/* where the other clock took over */
	assert_null(memmem(b->last_packet, 12, &a->ssrc, 4));
	/* nobody speaks for a while: silence fills in, and it goes on afterwards */
	house_run(h, 500);
	assert_in_range(b->heard_n, 65 * RTP_FRAME, 76 * RTP_FRAME);
	b->gaps = 0;
	for (size_t i = 0; i < 10; i++) {
		say_ramp(a, i * RTP_FRAME, MEDIA_PCMU);
		a->ts += i ? 0 : 500 * 8;
		house_run(h, 20);
	}
	far_expect_ramp(b, b->heard_n - 10 * RTP_FRAME, 10 * RTP_FRAME);
	assert_in_range(b->gaps, 0, 2);
	house_free(h);
}

static void alaw(struct media_remote *r)
{
	r->codec = MEDIA_PCMA;
	r->codec_pt = 8;
}

static void between_the_laws(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, alaw), *b = far_new(h, NULL);
	struct media_room *room = house_room(h);

	join(a, room, false, NULL);
	join(b, room, false, NULL);
	for (size_t i = 0; i < 10; i++) {
		say_ramp(a, i * RTP_FRAME, MEDIA_PCMA);
		say_ramp(b, i * RTP_FRAME, MEDIA_PCMU);
		house_run(h, 20);
	}
	for (size_t i = 0; i < 10 * RTP_FRAME; i++) {
		size_t at = b->heard_n - 10 * RTP_FRAME + i, at_a = a->heard_n - 10 * RTP_FRAME + i;
		int want = ramp(i);

		assert_true(abs(sound_from_ulaw(b->heard[at]) - want) < 60 + want / 8);
		assert_true(abs(sound_from_alaw(a->heard[at_a]) - want) < 60 + want / 8);
	}
	house_free(h);
}

static void loss_passes_through_as_loss(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, NULL), *b = far_new(h, NULL);
	struct media_room *room = house_room(h);
	uint16_t seq;

	join(a, room, false, NULL);
	join(b, room, false, NULL);
	for (size_t i = 0; i < 10; i++) {
		say_ramp(a, 0, MEDIA_PCMU);
		house_run(h, 20);
	}
	seq = b->their_seq;
	a->seq++;			/* one is lost: the far end may conceal it */
	a->ts += RTP_FRAME;
	house_run(h, 20);
	say_ramp(a, 0, MEDIA_PCMU);
	house_run(h, 20);
	assert_int_equal((uint16_t)(b->their_seq - seq), 2);
	house_free(h);
}

/* Seven minutes: past every turn of the numbers. */
static void a_long_call_passes_through(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, NULL), *b = far_new(h, NULL);
	struct media_room *room = house_room(h);

	join(a, room, false, NULL);
	join(b, room, false, NULL);
	for (size_t i = 0; i < 21000; i++) {
		say_ramp(a, 0, MEDIA_PCMU);
		media_tick(h->m, h->now_us);
		h->now_us += 20000;
		if (i == 10)
			b->gaps = 0;
		b->heard_n = 0;
		far_listen(b);
	}
	assert_int_equal(b->gaps, 0);
	assert_in_range(b->packets, 20990, 21010);
	house_free(h);
}

static void keys_stay_on_their_leg(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, NULL), *b = far_new(h, NULL);
	struct media_room *room = house_room(h);

	join(a, room, false, NULL);
	join(b, room, false, NULL);
	say_ramp(a, 0, MEDIA_PCMU);
	house_run(h, 20);
	far_press(a, '9', 5);
	house_run(h, 100);
	assert_string_equal(a->digits, "9");
	assert_string_equal(b->digits, "");
	assert_int_equal(b->events, 0);
	house_free(h);
}

static void three_are_mixed(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, NULL), *b = far_new(h, NULL), *c = far_new(h, NULL);
	struct media_room *room = house_room(h);
	static const int16_t levels[] = { 1000, 2000, 4000 }, loud[] = { 30000, 30000, 30000 };

	join(a, room, false, NULL);
	join(b, room, false, NULL);
	join(c, room, false, NULL);
	all_say(h, levels, 10);
	assert_in_range(hears(a), 5800, 6200);
	assert_in_range(hears(b), 4850, 5150);
	assert_in_range(hears(c), 2900, 3100);
	all_say(h, loud, 10);
	assert_in_range(hears(a), 32000, 32767);	/* not wrapped */
	assert_int_equal(a->gaps + b->gaps + c->gaps, 0);
	media_leave(a->s);
	all_say(h, levels, 10);
	assert_int_equal(hears(a), 0);
	assert_in_range(hears(b), 3850, 4150);	/* passed through now */
	assert_in_range(hears(c), 1900, 2100);
	house_free(h);
}

static void listening_and_whispering(void **state)
{
	struct house *h = house_new(NULL);
	struct far *member = far_new(h, NULL), *peer = far_new(h, NULL), *lead = far_new(h, NULL);
	struct media_room *room = house_room(h), *other = house_room(h);
	static const int16_t levels[] = { 1000, 2000, 4000 };
	struct media_join how = { .whisper_to = peer->s };

	join(member, room, false, NULL);
	join(peer, room, false, NULL);
	join(lead, room, true, NULL);
	all_say(h, levels, 10);
	assert_in_range(hears(member), 1900, 2100);
	assert_in_range(hears(peer), 950, 1050);
	assert_in_range(hears(lead), 2900, 3100);
	join(lead, room, false, peer);
	all_say(h, levels, 10);
	assert_in_range(hears(member), 1900, 2100);
	assert_in_range(hears(peer), 4850, 5150);
	assert_in_range(hears(lead), 2900, 3100);
	/* whom it whispers to goes: it must not be heard by the other */
	media_leave(peer->s);
	all_say(h, levels, 10);
	assert_int_equal(hears(member), 0);
	assert_in_range(hears(lead), 950, 1050);
	/* only within a room, and not to itself */
	join(peer, other, false, NULL);
	assert_int_equal(media_join(lead->s, room, &how), -EINVAL);
	how.whisper_to = lead->s;
	assert_int_equal(media_join(lead->s, room, &how), -EINVAL);
	join(lead, room, false, NULL);
	all_say(h, levels, 10);
	assert_in_range(hears(member), 3850, 4150);
	house_free(h);
}

static void hold_and_play_in_a_room(void **state)
{
	struct house *h = house_new(NULL);
	struct far *a = far_new(h, NULL), *b = far_new(h, NULL);
	struct media_room *room = house_room(h);
	struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "hello" };
	static const int16_t levels[] = { 1000, 2000 };

	house_prompt(h, "hello", 3200);
	join(a, room, false, NULL);
	join(b, room, false, NULL);
	all_say(h, levels, 5);
	assert_in_range(hears(a), 1900, 2100);
	media_stream_hold(a->s, true);
	all_say(h, levels, 10);
	assert_int_equal(hears(a), 0);
	assert_int_equal(hears(b), 0);
	media_stream_hold(a->s, false);
	all_say(h, levels, 10);
	assert_in_range(hears(a), 1900, 2100);
	assert_in_range(hears(b), 950, 1050);
	/* a play wins over the room, for this leg alone */
	far_play(a, 1, &it, 1, 0);
	a->heard_n = 0;
	all_say(h, levels, 20);
	far_expect_ramp(a, 0, 3200);
	assert_in_range(hears(b), 950, 1050);
	all_say(h, levels, 5);
	assert_in_range(hears(a), 1900, 2100);
	house_free(h);
}

static void a_room_holds_eight(void **state)
{
	struct house *h = house_new(NULL);
	struct media_room *room = house_room(h);
	struct media_stream *s[9];

	for (int i = 0; i < 9; i++) {
		assert_int_equal(media_stream_open(h, h->m, AF_INET, NULL, NULL, &s[i]), 0);
		assert_int_equal(media_join(s[i], room, &plain), i < 8 ? 0 : -ENOSPC);
	}
	assert_ptr_equal(media_room_of(s[0]), room);
	talloc_free(room);
	assert_null(media_room_of(s[0]));
	for (int i = 0; i < 9; i++)
		talloc_free(s[i]);
	house_free(h);
}

/* Jitter of up to 40 ms, and some disorder: after it settles, nothing is missing. */
static void the_jitter_buffer_learns(void **state)
{
	struct jitter j;
	uint8_t frame[RTP_FRAME];
	uint32_t seed = 7, sent = 0, dry = 0;
	uint32_t due[400];

	jitter_reset(&j);
	for (uint32_t i = 0; i < 400; i++) {
		seed = seed * 1103515245 + 12345;
		due[i] = i * 20 + (seed >> 16) % 40;
	}
	for (uint32_t now = 0; now < 400 * 20; now++) {
		for (uint32_t i = sent > 5 ? sent - 5 : 0; i < sent + 5 && i < 400; i++)
			if (due[i] == now) {
				memset(frame, sound_to_ulaw(1000), sizeof(frame));
				jitter_put(&j, 50000 + i * RTP_FRAME, frame, RTP_FRAME, MEDIA_PCMU);
			}
		if (now % 20 == 7) {
			jitter_pull(&j);
			if (now > 2000 && !j.voiced)
				dry++;
			sent++;
		}
	}
	assert_in_range(dry, 0, 3);
	/* the sender stopped; a new talk spurt starts at once with its own time */
	for (int i = 0; i < 20; i++)
		jitter_pull(&j);
	assert_false(j.voiced);
	jitter_put(&j, 7, frame, RTP_FRAME, MEDIA_PCMU);
	jitter_pull(&j);
	assert_true(j.voiced);
	assert_int_equal(j.frame[0], sound_from_ulaw(sound_to_ulaw(1000)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_legs_hear_each_other_at_once),
		cmocka_unit_test(between_the_laws),
		cmocka_unit_test(loss_passes_through_as_loss),
		cmocka_unit_test(a_long_call_passes_through),
		cmocka_unit_test(keys_stay_on_their_leg),
		cmocka_unit_test(three_are_mixed),
		cmocka_unit_test(listening_and_whispering),
		cmocka_unit_test(hold_and_play_in_a_room),
		cmocka_unit_test(a_room_holds_eight),
		cmocka_unit_test(the_jitter_buffer_learns),
	};

	base_init(NULL, "media_room_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
