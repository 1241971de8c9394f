// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A small jitter buffer: a ring of samples by timestamp.  It starts with what
 * is there; when it runs dry it waits (so that it grows by what the network
 * needs), and when it was too full for a whole second it leaves a frame out.
 */
#include "voicebox/media_int.h"

enum { DEPTH_MAX = 150 * RTP_RATE / 1000, SECOND = 50, DRY_MAX = 5 };
#define AT(ts) ((ts) % JITTER_RING)

void jitter_reset(struct jitter *j)
{
	memset(j, 0, sizeof(*j));
}

static int32_t depth(const struct jitter *j)
{
	return (int32_t)(j->end_ts - j->read_ts);
}

static void start(struct jitter *j, uint32_t ts)
{
	memset(j->pcm, 0, sizeof(j->pcm));
	j->read_ts = j->end_ts = ts;
	j->running = true;
	j->dry = 0;
	j->pulls = 0;
	j->least = DEPTH_MAX;
}

void jitter_put(struct jitter *j, uint32_t ts, const uint8_t *data, size_t n,
		enum media_codec codec)
{
	int32_t ahead = (int32_t)(ts - j->read_ts);

	if (n > DEPTH_MAX)
		return;
	/* the first, or another clock altogether */
	if (!j->running || ahead < -JITTER_RING || ahead + (int32_t)n > JITTER_RING)
		start(j, ts);
	ahead = (int32_t)(ts - j->read_ts);
	for (size_t i = 0; i < n; i++) {
		if (ahead + (int32_t)i < 0)
			continue;	/* too late for this one */
		j->pcm[AT(ts + i)] = codec == MEDIA_PCMU ? sound_from_ulaw(data[i])
							 : sound_from_alaw(data[i]);
	}
	if ((int32_t)(ts + n - j->end_ts) > 0)
		j->end_ts = ts + (uint32_t)n;
	if (depth(j) > DEPTH_MAX) {	/* a burst after a hole: catch up */
		while (depth(j) > RTP_FRAME * 2) {
			for (int i = 0; i < RTP_FRAME; i++)
				j->pcm[AT(j->read_ts + (uint32_t)i)] = 0;
			j->read_ts += RTP_FRAME;
		}
	}
}

static void take(struct jitter *j, int16_t *out)
{
	for (uint32_t i = 0; i < RTP_FRAME; i++) {
		out[i] = j->pcm[AT(j->read_ts + i)];
		j->pcm[AT(j->read_ts + i)] = 0;
	}
	j->read_ts += RTP_FRAME;
}

void jitter_pull(struct jitter *j)
{
	j->voiced = false;
	if (!j->running || depth(j) < RTP_FRAME) {
		/* half as loud and then nothing: less of a click than a hole */
		j->dry++;
		for (int i = 0; i < RTP_FRAME; i++)
			j->frame[i] = j->dry == 1 ? j->frame[i] / 2 : 0;
		if (j->dry > DRY_MAX)
			j->running = false;
		return;
	}
	j->dry = 0;
	j->voiced = true;
	take(j, j->frame);
	if (depth(j) < j->least)
		j->least = depth(j);
	if (++j->pulls < SECOND)
		return;
	/* for a second there was always more than a frame to spare */
	if (j->least > RTP_FRAME)
		take(j, j->frame);
	j->pulls = 0;
	j->least = DEPTH_MAX;
}
