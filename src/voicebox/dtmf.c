// SPDX-License-Identifier: AGPL-3.0-or-later
/* RFC 4733: named telephone events 0 to 15. */
#include "voicebox/dtmf.h"

static const char keys[] = "0123456789*#ABCD";

enum { END_BIT = 0x80, VOLUME = 10, DURATION_MAX = 0xffff };

void dtmf_in_init(struct dtmf_in *d)
{
	*d = (struct dtmf_in){ .event = -1 };
}

static bool told_already(struct dtmf_in *d, uint32_t ssrc, uint32_t ts)
{
	for (unsigned int i = 0; i < ARRAY_LEN(d->last); i++)
		if (d->last[i].used && d->last[i].ssrc == ssrc && d->last[i].ts == ts)
			return true;
	return false;
}

int dtmf_in_packet(struct dtmf_in *d, const struct rtp *p, char digits[DTMF_PACKED_MAX])
{
	uint32_t ts = p->ts;
	int n = 0;

	if (!p->len || p->len % DTMF_PAYLOAD || p->len / DTMF_PAYLOAD > DTMF_PACKED_MAX)
		return -EBADMSG;
	/* §2.5.1.5: keys in one packet follow each other without a gap */
	for (const uint8_t *e = p->payload; e < p->payload + p->len; e += DTMF_PAYLOAD) {
		unsigned int duration = (unsigned int)(e[2] << 8 | e[3]);

		if (e[0] < sizeof(keys) - 1 && !told_already(d, p->ssrc, ts)) {
			d->last[d->at % ARRAY_LEN(d->last)].ssrc = p->ssrc;
			d->last[d->at % ARRAY_LEN(d->last)].ts = ts;
			d->last[d->at++ % ARRAY_LEN(d->last)].used = true;
			if (d->event != e[0] || d->next_ts != ts)
				digits[n++] = keys[e[0]];
		}
		if (e[0] < sizeof(keys) - 1) {
			d->event = duration == DURATION_MAX ? e[0] : -1;
			d->next_ts = ts + DURATION_MAX;
		}
		ts += duration;
	}
	return n;
}

/* --- Pressing --------------------------------------------------------------------- */
enum { DOWN = 5, ENDS = 3, UP = 5 };

int dtmf_out_start(struct dtmf_out *d, const char *digits, uint32_t clock)
{
	size_t n = strlen(digits);

	if (!n || n > DTMF_PRESS_MAX || strspn(digits, keys) != n || clock < 1000)
		return -EINVAL;
	*d = (struct dtmf_out){ .step = clock / 50, .busy = true };
	memcpy(d->digits, digits, n + 1);
	return 0;
}

enum dtmf_step dtmf_out_frame(struct dtmf_out *d, uint32_t now_ts, uint8_t out[DTMF_PAYLOAD],
			      bool *marker)
{
	unsigned int packet = d->packet++, duration;

	if (packet >= DOWN + ENDS - 1 + UP) {
		d->packet = 1;
		packet = 0;
		d->at++;
	}
	if (!d->digits[d->at]) {
		d->busy = false;
		return DTMF_OVER;
	}
	if (packet >= DOWN + ENDS - 1)
		return DTMF_QUIET;
	if (!packet)
		d->ts = now_ts;
	*marker = !packet;
	duration = d->step * (packet < DOWN ? packet + 1 : DOWN);
	out[0] = (uint8_t)(strchr(keys, d->digits[d->at]) - keys);
	out[1] = packet >= DOWN - 1 ? END_BIT | VOLUME : VOLUME;
	out[2] = (uint8_t)(duration >> 8);
	out[3] = (uint8_t)duration;
	return DTMF_SEND;
}
