// SPDX-License-Identifier: AGPL-3.0-or-later
/* Rooms: who hears whom. */
#include "voicebox/media_int.h"

static bool speaks(const struct media_stream *s)
{
	return !s->listen && !s->held;
}

/* --- Coming and going ------------------------------------------------------------- */
/* Under the lock.  Two legs that both speak are passed through, everything else is mixed. */
void mix_room_changed(struct media_room *room)
{
	struct media_stream *s, *pair[2] = { NULL, NULL };
	bool direct = room->n == 2;
	int n = 0;

	llist_for_each_entry(s, &room->members, in_room) {
		if (n < 2)
			pair[n++] = s;
		if (!speaks(s) || s->whisper_to)
			direct = false;
	}
	if (!direct)
		pair[0] = pair[1] = NULL;
	if (pair[0] == room->direct[0] && pair[1] == room->direct[1])
		return;
	room->direct[0] = pair[0];
	room->direct[1] = pair[1];
	llist_for_each_entry(s, &room->members, in_room)
		if (!s->rec)		/* a recording goes on over it */
			jitter_reset(&s->jitter);
}

static void to_slot(struct media_stream *s, unsigned int slot)
{
	struct media *m = s->m;

	if (s->slot == slot)
		return;
	llist_del(&s->in_slot);
	m->slot_n[s->slot]--;
	s->slot = slot;
	m->slot_n[slot]++;
	llist_add_tail(&s->in_slot, &m->slots[slot]);
}

/* Under the lock. */
void mix_leave(struct media_stream *s)
{
	struct media_room *room = s->room;
	struct media_stream *other;

	if (!room)
		return;
	llist_del(&s->in_room);
	room->n--;
	s->room = NULL;
	s->has_mixed = false;
	/* nobody whispers to somebody who has gone: they would be heard by all */
	llist_for_each_entry(other, &room->members, in_room)
		if (other->whisper_to == s) {
			other->whisper_to = NULL;
			other->listen = true;
		}
	mix_room_changed(room);
}

static int room_destroy(struct media_room *room)
{
	struct media_stream *s, *next;

	media_lock(room->m);
	llist_for_each_entry_safe(s, next, &room->members, in_room)
		mix_leave(s);
	llist_del(&room->in_all);
	media_unlock(room->m);
	return 0;
}

struct media_room *media_room_new(void *ctx, struct media *m)
{
	struct media_room *room = talloc_zero(ctx, struct media_room);
	static unsigned int next;

	if (!room)
		base_oom();
	room->m = m;
	INIT_LLIST_HEAD(&room->members);
	media_lock(m);
	room->slot = next++ % SLOTS;
	llist_add_tail(&room->in_all, &m->rooms);
	media_unlock(m);
	talloc_set_destructor(room, room_destroy);
	return room;
}

int media_join(struct media_stream *s, struct media_room *room, const struct media_join *how)
{
	struct media *m = s->m;

	if (s->room != room && room->n >= MEDIA_ROOM_MAX)
		return -ENOSPC;
	if (how->whisper_to && (how->whisper_to == s || how->whisper_to->room != room))
		return -EINVAL;
	media_lock(m);
	if (s->room != room) {
		mix_leave(s);
		s->room = room;
		room->n++;
		llist_add_tail(&s->in_room, &room->members);
		if (!s->rec)
			jitter_reset(&s->jitter);
		to_slot(s, room->slot);
	}
	s->listen = how->listen;
	s->whisper_to = how->whisper_to;
	mix_room_changed(room);
	media_unlock(m);
	return 0;
}

void media_leave(struct media_stream *s)
{
	media_lock(s->m);
	mix_leave(s);
	media_unlock(s->m);
}

struct media_room *media_room_of(const struct media_stream *s)
{
	return s->room;
}

/* --- Each 20 ms ------------------------------------------------------------------- */
static int16_t clip16(int32_t v)
{
	return v > 32767 ? 32767 : v < -32768 ? -32768 : (int16_t)v;
}

/* What `s` hears: everybody's sum without itself, and those who whisper to it. */
static void mix_for(struct media_stream *s, const struct media_room *room, const int32_t *all)
{
	int32_t sum[RTP_FRAME];
	int16_t pcm[RTP_FRAME];
	struct media_stream *o;

	memcpy(sum, all, sizeof(sum));
	llist_for_each_entry(o, &room->members, in_room) {
		if (o == s && speaks(o) && !o->whisper_to)
			for (int i = 0; i < RTP_FRAME; i++)
				sum[i] -= o->jitter.frame[i];
		else if (speaks(o) && o->whisper_to == s)
			for (int i = 0; i < RTP_FRAME; i++)
				sum[i] += o->jitter.frame[i];
	}
	for (int i = 0; i < RTP_FRAME; i++)
		pcm[i] = clip16(sum[i]);
	sound_encode(s->mixed, pcm, RTP_FRAME, (enum sound_law)s->r.codec);
	s->has_mixed = true;
}

static void mix_room(struct media_room *room)
{
	int32_t all[RTP_FRAME] = { 0 };
	struct media_stream *s;

	llist_for_each_entry(s, &room->members, in_room) {
		jitter_pull(&s->jitter);
		if (!speaks(s) || s->whisper_to)
			continue;
		for (int i = 0; i < RTP_FRAME; i++)
			all[i] += s->jitter.frame[i];
	}
	llist_for_each_entry(s, &room->members, in_room)
		mix_for(s, room, all);
}

void mix_slot(struct media *m, unsigned int slot)
{
	struct media_room *room;

	llist_for_each_entry(room, &m->rooms, in_all)
		if (room->slot == slot && room->n > 1 && !room->direct[0])
			mix_room(room);
}
