// SPDX-License-Identifier: AGPL-3.0-or-later
/* Concerns: what a human on duty should look at. */
#include "care/care_concern.h"
#include "desk/desk_int.h"

#define ALL (DESK_C | DESK_M | DESK_S | DESK_G)

json_t *desk_concern_json(struct care_turn *t, const struct store_concern *c)
{
	static const char *const states[] = { "open", "taken", "done" };

	return json_pack("{s:I, s:s, s:o, s:o, s:s, s:s, s:I, s:o, s:i}",
		"id", (json_int_t)c->id, "kind", store_concern_kind_words(c->kind),
		"who", desk_name(t, c->person_id), "owner", desk_name(t, c->owner_id),
		"state", states[c->state], "why", c->why,
		"raised_at_ms", (json_int_t)c->raised_at_ms,
		"due_at_ms", desk_at(c->state == STORE_CONCERN_OPEN ? c->due_at_ms : 0),
		"times", c->times);
}

/* Peers see, and deal with, those that are theirs. */
static int may_see(struct desk_ask *a, int64_t id, struct store_concern *c)
{
	int rc = store_concern_get(a->t->store, id, c);

	if (rc < 0)
		return rc;
	if (rc == 0 || (!(a->who.roles & ALL) && c->owner_id != a->who.person.id))
		return desk_refuse(a, LINK_E_DENIED, "That is not a concern of yours");
	if (c->person_id && c->person_id == a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED,
				   "It is about yourself: somebody else looks at it");
	/* somebody under age is the safeguarding worker's */
	if (c->kind == STORE_CONCERN_CHILD && !(a->who.roles & (DESK_G | DESK_M)) &&
	    c->owner_id != a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "That is the safeguarding worker's");
	return 0;
}

static int list(struct desk_ask *a)
{
	struct store_concern c = { .id = desk_int(a, "after", 0) };
	int64_t owner = a->who.roles & ALL ? 0 : a->who.person.id;
	json_t *items = json_array();
	int rc = 1;

	while (json_array_size(items) < DESK_PAGE &&
	       (rc = store_concern_next(a->t->store, owner, c.id, &c)) == 1)
		json_array_append_new(items, desk_concern_json(a->t, &c));
	a->answer = desk_list(items, rc == 1);
	return rc < 0 ? rc : 0;
}

static int show(struct desk_ask *a)
{
	struct store_concern c;
	struct secret **notes;
	json_t *list;
	size_t n = 0, i;
	int rc = may_see(a, desk_int(a, "concern", 0), &c);

	if (rc == 0)
		rc = store_concern_notes(a->t->store, a->t->mem, c.id, &notes, &n);
	if (rc >= 0)
		rc = desk_seen(a, c.person_id);
	if (rc < 0)
		return rc;
	list = json_array();
	for (i = 0; i < n; i++)
		json_array_append_new(list, desk_words(notes[i]));
	a->answer = desk_concern_json(a->t, &c);
	json_object_set_new(a->answer, "notes", list);
	return 0;
}

static int settle(struct desk_ask *a, int (*fn)(struct care_turn *t, int64_t id, int64_t by_id))
{
	struct store_concern c;
	int rc = may_see(a, desk_int(a, "concern", 0), &c);

	if (rc < 0)
		return rc;
	rc = fn(a->t, c.id, a->who.person.id);
	if (rc < 0)
		return rc;
	return rc ? 0 : desk_refuse(a, DESK_E_CONFLICT, "Somebody was quicker");
}

static int take(struct desk_ask *a) { return settle(a, care_concern_take); }
static int done(struct desk_ask *a) { return settle(a, care_concern_resolve); }

static const struct link_arg list_args[] = {
	{ "after", LINK_INT, false, 0, INT64_MAX, "The last one that was seen." },
};
static const struct link_arg show_args[] = {
	{ "concern", LINK_INT, true, 1, INT64_MAX, "The concern." },
	{ "reason", LINK_STRING, false, 0, 300, "Why it is read; kept in the audit log." },
};
static const struct link_arg one_args[] = {
	{ "concern", LINK_INT, true, 1, INT64_MAX, "The concern." },
};
static const struct desk_verb verbs[] = {
	{ "concern list", "What somebody should look at.", ALL | DESK_P, 0, DESK_ARGS(list_args),
	  .run = list },
	{ "concern show", "One, with what was written.", ALL, DESK_REASON, DESK_ARGS(show_args),
	  .run = show },
	{ "concern take", "I look at it.", ALL | DESK_P, 0, DESK_ARGS(one_args), .run = take },
	{ "concern done", "It is dealt with.", ALL | DESK_P, 0, DESK_ARGS(one_args), .run = done },
};
DESK_TABLE(desk_concern_verbs, verbs);
