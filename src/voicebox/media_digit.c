// SPDX-License-Identifier: AGPL-3.0-or-later
/* A key was pressed: whom that concerns; and keys heard in the sound. */
#include "voicebox/media_int.h"

/* More keys than this no finger presses: 20 at once, 20 a second. */
enum { DIGITS_BURST = 20, DIGIT_US = 50000 };

static bool too_many(struct media_stream *s)
{
	int64_t now_us = s->m->now_us, earned = (now_us - s->digit_us) / DIGIT_US;

	if (earned > 0) {
		s->digit_us = now_us;
		s->digit_credit = (unsigned int)(s->digit_credit + earned > DIGITS_BURST
						 ? DIGITS_BURST : s->digit_credit + earned);
	}
	if (!s->digit_credit)
		return true;
	s->digit_credit--;
	return false;
}

void digit_pressed(struct media_stream *s, char digit, bool in_band)
{
	struct media_event ev = { .type = MEDIA_DIGIT, .stream = s, .digit = digit,
				  .in_band = in_band,
				  .playing = s->play && s->play->at < s->play->n };

	if (too_many(s)) {
		s->strange++;
		return;
	}
	media_event_put(s->m, &ev);
	play_digit(s);
	if (s->rec)
		record_digit(s, digit);
}

void digit_listen(struct media_stream *s, const int16_t *pcm, size_t n)
{
	char digits[16];
	size_t got;

	dtmf_rx(s->in_band, pcm, (int)n);
	got = dtmf_rx_get(s->in_band, digits, sizeof(digits) - 1);
	for (size_t i = 0; i < got; i++)
		digit_pressed(s, digits[i], true);
}
