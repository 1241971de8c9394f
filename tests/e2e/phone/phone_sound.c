// SPDX-License-Identifier: AGPL-3.0-or-later
/* A phone's RTP: silence, words as bits, keys (RFC 4733); a line that loses some of it. */
#include "tests/e2e/phone/phones.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

#include "sound/sound.h"

enum { RTP_HEAD = 12, KEY_PACKETS = 6, KEY_ENDS = 3, KEY_PAUSE = 6, LATE_MS = 60, JITTER_MS = 120,
       ONES = 12, LEVEL = 3000, SILENT = 200 };

int address_set(struct address *a, const char *host, int port)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_DGRAM }, *ai;
	char service[8];

	snprintf(service, sizeof(service), "%d", port);
	if (getaddrinfo(host, service, &hints, &ai))
		return -1;
	memcpy(&a->sa, ai->ai_addr, ai->ai_addrlen);
	a->len = ai->ai_addrlen;
	freeaddrinfo(ai);
	return 0;
}

int sound_open(struct phone *p)
{
	struct sound *s = &p->sound;
	struct address here;
	socklen_t len = sizeof(here.sa);

	*s = (struct sound){ .fd = socket(all.box.sa.ss_family, SOCK_DGRAM | SOCK_NONBLOCK, 0),
			     .seq = (uint16_t)rand_below(65536), .ts = rand_below(UINT32_MAX),
			     .ssrc = rand_below(UINT32_MAX), .packet_ms = all.now_ms };
	if (s->fd < 0 || address_set(&here, all.ip, 0) < 0 ||
	    bind(s->fd, (struct sockaddr *)&here.sa, here.len) < 0 ||
	    getsockname(s->fd, (struct sockaddr *)&here.sa, &len) < 0)
		return -1;
	s->port = ntohs(((struct sockaddr_in *)&here.sa)->sin_port);	/* same place in IPv6 */
	return 0;
}

void sound_close(struct phone *p)
{
	if (p->sound.fd > 0)
		close(p->sound.fd);
	p->sound.fd = 0;
}

/* --- The ear ----------------------------------------------------------------------- */

static void ear_bit(struct phone *p, bool one)
{
	struct ear *e = &p->sound.ear;

	if (!e->state) {		/* the beginning: ones, then a zero */
		e->state = !one && e->ones == ONES;
		e->ones = one ? e->ones + 1 : 0;
		e->bit = 0;
		e->len = 0;
		return;
	}
	e->byte = (uint8_t)(e->byte << 1 | one);
	if (++e->bit < 8)
		return;
	e->bit = 0;
	e->text[e->len++] = (char)e->byte;
	if (e->byte >= ' ' && e->byte <= '~' && e->len < sizeof(e->text))
		return;
	e->state = 0;			/* its end, or another one began in the middle */
	if (!e->byte && e->len > 1)
		phone_heard(p, e->text);
}

static void ear_in(struct phone *p, const uint8_t *law, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int16_t pcm = sound_from_ulaw(law[i]);

		if (pcm > SILENT || pcm < -SILENT) {
			p->sound.quiet = 0;
			ear_bit(p, pcm > 0);
		} else {
			p->sound.quiet++;
			p->sound.ear.state = p->sound.ear.ones = 0;
		}
	}
}

/* In order; one that is missing is waited for a little. */
static void held_play(struct phone *p)
{
	struct sound *s = &p->sound;
	int i, best;

	while (s->held_len) {
		for (best = 0, i = 1; i < s->held_len; i++)
			if ((int16_t)(s->held[i].seq - s->held[best].seq) < 0)
				best = i;
		if (s->began && s->held[best].seq != s->next &&
		    s->held_len < (int)ARRAY_LEN(s->held) &&
		    all.now_ms - s->held[best].at_ms < JITTER_MS)
			return;
		if (s->began && s->held[best].seq != s->next)
			s->ear.state = s->ear.ones = 0;
		s->began = true;
		s->next = (uint16_t)(s->held[best].seq + 1);
		ear_in(p, s->held[best].data, s->held[best].len);
		s->held[best] = s->held[--s->held_len];
	}
}

static void packet_in(struct phone *p, const uint8_t *data, size_t len)
{
	struct sound *s = &p->sound;
	struct held *h;
	uint16_t seq;
	int i;

	if (len < RTP_HEAD || (data[1] & 0x7f) != SOUND_ULAW || len - RTP_HEAD > SAMPLES)
		return;
	seq = (uint16_t)(data[2] << 8 | data[3]);
	s->packet_ms = all.now_ms;
	/* A new stream (a bridge has none: each leg keeps its own). */
	if (s->began && (uint16_t)(seq - s->next) > 1000 && (uint16_t)(s->next - seq) > 1000)
		s->began = false;
	if (s->began && (int16_t)(seq - s->next) < 0)
		return;
	for (i = 0; i < s->held_len; i++)
		if (s->held[i].seq == seq)
			return;
	if (s->held_len == (int)ARRAY_LEN(s->held))
		return;
	h = &s->held[s->held_len++];
	*h = (struct held){ .seq = seq, .at_ms = all.now_ms, .len = len - RTP_HEAD };
	memcpy(h->data, data + RTP_HEAD, h->len);
}

/* --- The line ------------------------------------------------------------------------- */

static bool chance(int percent) { return percent && (int)rand_below(100) < percent; }

static void through(struct phone *p, bool in, const uint8_t *data, size_t len)
{
	if (in)
		packet_in(p, data, len);
	else if (sendto(p->sound.fd, data, len, 0, (struct sockaddr *)&p->sound.to.sa,
			p->sound.to.len) < 0)
		return;		/* nobody there: it will be noticed by its silence */
}

static void line(struct phone *p, bool in, const uint8_t *data, size_t len)
{
	const struct role *r = p->role;
	size_t i;

	if (chance(in ? r->lost_in : r->lost_out))
		return;
	if (chance(r->doubled))
		through(p, in, data, len);
	for (i = 0; i < ARRAY_LEN(p->sound.late) && chance(r->late); i++)
		if (!p->sound.late[i].used) {
			struct late *l = &p->sound.late[i];

			*l = (struct late){ .used = true, .in = in, .len = len,
				.due_ms = all.now_ms + TICK_MS + rand_below(LATE_MS - TICK_MS) };
			memcpy(l->data, data, len);
			return;
		}
	through(p, in, data, len);
}

static void late_out(struct phone *p)
{
	for (size_t i = 0; i < ARRAY_LEN(p->sound.late); i++)
		if (p->sound.late[i].used && p->sound.late[i].due_ms <= all.now_ms) {
			p->sound.late[i].used = false;
			through(p, p->sound.late[i].in, p->sound.late[i].data,
				p->sound.late[i].len);
		}
}

void sound_read(struct phone *p)
{
	uint8_t data[PACKET_MAX];
	ssize_t n;

	while (p->sound.fd > 0 && (n = recv(p->sound.fd, data, sizeof(data), 0)) >= 0)
		line(p, true, data, (size_t)n);
	if (p->sound.fd > 0)
		held_play(p);
}

/* --- The mouth and the keys -------------------------------------------------------------- */

static void send_rtp(struct phone *p, uint8_t pt, uint32_t ts, const void *payload, size_t len)
{
	struct sound *s = &p->sound;
	uint8_t data[RTP_HEAD + SAMPLES] = { 0x80, pt, (uint8_t)(s->seq >> 8), (uint8_t)s->seq };
	uint32_t be;

	s->seq++;
	be = htonl(ts);
	memcpy(data + 4, &be, 4);
	be = htonl(s->ssrc);
	memcpy(data + 8, &be, 4);
	memcpy(data + RTP_HEAD, payload, len);
	line(p, false, data, RTP_HEAD + len);
}

static bool key_out(struct phone *p)
{
	static const char keys[] = "0123456789*#";
	struct sound *s = &p->sound;
	const char *key;
	bool end;
	int duration;
	uint8_t e[4];

	if (s->pause > 0)
		return s->pause--, false;
	key = s->keys[0] ? strchr(keys, s->keys[0]) : NULL;
	if (!key)
		return false;
	if (!s->key_step)
		s->key_ts = s->ts;
	end = s->key_step >= KEY_PACKETS;
	duration = SAMPLES * (1 + (end ? KEY_PACKETS : s->key_step));
	e[0] = (uint8_t)(key - keys);
	e[1] = (uint8_t)((end ? 0x80 : 0) | 10);
	e[2] = (uint8_t)(duration >> 8);
	e[3] = (uint8_t)duration;
	send_rtp(p, (uint8_t)(EVENT_PT | (s->key_step ? 0 : 0x80)), s->key_ts, e, sizeof(e));
	if (++s->key_step == KEY_PACKETS + KEY_ENDS) {
		memmove(s->keys, s->keys + 1, strlen(s->keys));
		s->key_step = 0;
		s->pause = KEY_PAUSE;
	}
	return true;
}

static void voice_out(struct phone *p)
{
	struct sound *s = &p->sound;
	uint8_t law[SAMPLES];
	int sign;

	for (size_t i = 0; i < SAMPLES; i++) {
		sign = s->say ? (i / 16 % 2 ? 1 : -1) : mouth_next(&s->mouth);
		law[i] = sign ? sound_to_ulaw((int16_t)(sign * LEVEL)) : sound_silence(SOUND_ULAW);
	}
	s->say -= s->say > 0;
	send_rtp(p, SOUND_ULAW, s->ts, law, sizeof(law));
}

void sound_tick(struct phone *p)
{
	late_out(p);
	held_play(p);
	if (p->state != UP || !p->sound.known)
		return;
	if (!key_out(p))
		voice_out(p);
	p->sound.ts += SAMPLES;
}
