// SPDX-License-Identifier: AGPL-3.0-or-later
/* Legs that hear each other. */
#include "voicebox/exchange_int.h"

static unsigned int room_count(const struct exchange *x, const struct call_room *room)
{
	struct call *c;
	unsigned int n = 0;

	llist_for_each_entry(c, &x->calls, entry)
		n += c->room == room;
	return n;
}

static int room_free(struct call_room *room)
{
	llist_del(&room->entry);
	return 0;
}

static struct call_room *room_new(struct exchange *x)
{
	struct call_room *room = talloc_zero(x, struct call_room);

	if (!room)
		base_oom();
	room->media = media_room_new(room, x->media);
	llist_add_tail(&room->entry, &x->rooms);
	talloc_set_destructor(room, room_free);
	return room;
}

bool call_bridged(const struct call *c)
{
	return c->room && room_count(c->x, c->room) > 1;
}

static int join(struct call *c, struct call_room *room, const struct media_join *how)
{
	int rc = media_join(c->stream, room->media, how);

	if (rc < 0)
		return rc;
	c->room = room;
	call_stop(c);			/* a play would win over the room */
	return 0;
}

int call_bridge(struct call *c, struct call *with, bool listen, struct call *whisper_to)
{
	struct media_join how = { .listen = listen,
				  .whisper_to = whisper_to ? whisper_to->stream : NULL };
	struct call_room *room = with->room;
	int rc = 0;

	if (c->state != CALL_UP || with->state != CALL_UP || c == with)
		return -EINVAL;
	if (!room) {
		room = room_new(c->x);
		rc = join(with, room, &(struct media_join){ 0 });
	}
	if (rc == 0 && c->room && c->room != room)
		call_unbridge(c);
	if (rc == 0)
		rc = join(c, room, &how);
	if (room_count(c->x, room) == 0)
		talloc_free(room);
	return rc;
}

/* Who is left alone hears voice.hold while nobody tells it what comes next. */
static void left_alone(struct exchange *x, struct call_room *room)
{
	struct call *c;

	if (x->here || room_count(x, room) != 1)
		return;
	llist_for_each_entry(c, &x->calls, entry)
		if (c->room == room && c->state == CALL_UP)
			call_away_wait(c);
}

void call_unbridge(struct call *c)
{
	struct call_room *room = c->room;

	if (!room)
		return;
	c->room = NULL;
	if (c->stream)
		media_leave(c->stream);
	if (room_count(c->x, room) == 0)
		talloc_free(room);
	else
		left_alone(c->x, room);
}
