// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What changed, pushed to those who listen: each event once and in order.  Rows of the
 * store are the truth; this file only remembers how far each listener is.  A console
 * that was away asks for what came after the last number it saw.
 */
#include "desk/desk_int.h"

#include <inttypes.h>

#include "care/care_screen.h"
#include "store/store_feedback.h"
#include "store/store_publish.h"

COUNTER(count_pushed, "desk.pushed", "Events pushed to consoles.");

enum { PUSH_SLICE = 128, SINCE_MAX = 200, LISTENS_PER_LOGIN = 8 };
#define RECHECK_MS SECONDS_MS(5)

struct desk_listen {
	struct llist_head entry;
	struct desk *desk;
	struct link_conn *conn;
	int64_t id, login_id, person_id;
	unsigned int roles;
	int64_t pos;			/* everything up to this one was pushed, or is not theirs */
	int64_t checked_ms;
};

static const char *const names[STORE_EVENTS] = {
	[STORE_EVENT_LINE] = "line", [STORE_EVENT_DELIVERY] = "delivery",
	[STORE_EVENT_TALK] = "talk",
	[STORE_EVENT_OFFER] = "offer", [STORE_EVENT_DUTY] = "duty", [STORE_EVENT_NOTICE] = "notice",
	[STORE_EVENT_HELP] = "help", [STORE_EVENT_INCIDENT] = "incident",
	[STORE_EVENT_CONCERN] = "concern", [STORE_EVENT_BOARD] = "board",
	[STORE_EVENT_ACCOUNT] = "account", [STORE_EVENT_REVIEW] = "review",
};

/* --- What an event says --------------------------------------------------------------------- */

static void add_line(struct care_turn *t, int64_t viewer_id, const struct store_event *e, json_t *j)
{
	struct store_conversation c;
	struct store_desk_line l;

	json_object_set_new(j, "talk", json_integer(e->subject));
	if (store_conversation_get(t->store, e->subject, &c) != 1 ||
	    store_line_get(t->store, t->mem, e->detail, &l) != 1) {
		/* held back, and gone since */
		json_object_set_new(j, "line", json_pack("{s:I, s:b}", "id", (json_int_t)e->detail,
							 "gone", 1));
		return;
	}
	/* it was theirs when it was said; somebody else's part of a talk is not */
	if (c.peer_id != viewer_id && c.joined_id != viewer_id)
		json_object_set_new(j, "line", json_pack("{s:I, s:b}", "id", (json_int_t)e->detail,
							 "gone", 1));
	else if (e->what == STORE_EVENT_LINE)
		json_object_set_new(j, "line", desk_line_json(t, viewer_id, &c, &l));
	else {
		json_t *line = desk_line_json(t, viewer_id, &c, &l);

		json_object_set_new(j, "line", json_integer(e->detail));
		json_object_set(j, "delivery", json_object_get(line, "delivery"));
		json_decref(line);
	}
}

static void add_talk(struct care_turn *t, int64_t viewer_id, const struct store_event *e, json_t *j)
{
	struct store_conversation c;
	bool theirs = store_conversation_get(t->store, e->subject, &c) == 1 &&
		(c.peer_id == viewer_id || c.joined_id == viewer_id);

	json_object_set_new(j, "talk", json_integer(e->subject));
	json_object_set_new(j, "open", json_boolean(theirs && c.open));
}

static void add_incident(struct care_turn *t, int64_t viewer_id, const struct store_event *e,
			 json_t *j)
{
	static const char *const states[] = { "", "alarming", "acked", "contact", "closed" };
	struct store_incident i;

	if (store_incident_get(t->store, e->subject, &i) != 1)
		return;
	json_object_set_new(j, "code", json_string(i.code));
	json_object_set_new(j, "state", json_string(states[i.state]));
	json_object_set_new(j, "tier", json_string(i.tier == LEX_A ? "A" : "B"));
	json_object_set_new(j, "new", json_boolean(e->detail == 1));
}

/* "asks": it words the question that the page shows with buttons, for both are of one turn. */
static void add_notice(struct care_turn *t, int64_t viewer_id, const struct store_event *e,
		       json_t *j)
{
	struct store_ask ask;
	struct secret *words;
	int64_t said_ms = 0;
	bool asks;

	json_object_set_new(j, "notice", json_integer(e->subject));
	if (store_screen_text_get(t->store, t->mem, e->subject, &words, &said_ms) != 1)
		words = NULL;
	asks = words && store_ask_get(t->store, viewer_id, &ask) == 1 && ask.asked_at_ms == said_ms;
	json_object_set_new(j, "text", desk_words(words));
	json_object_set_new(j, "asks", json_boolean(asks));
}

static void add_offer(struct care_turn *t, int64_t viewer_id, const struct store_event *e,
		      json_t *j)
{
	json_object_set_new(j, "offer", json_integer(e->subject));
	json_object_set_new(j, "open", json_boolean(e->detail == 1));
}

static void add_help(struct care_turn *t, int64_t viewer_id, const struct store_event *e, json_t *j)
{
	json_object_set_new(j, "talk", json_integer(e->subject));
}

static void add_concern(struct care_turn *t, int64_t viewer_id, const struct store_event *e,
			json_t *j)
{
	static const char *const states[] = { "open", "taken", "done" };

	json_object_set_new(j, "concern", json_integer(e->subject));
	json_object_set_new(j, "state", json_string(states[e->detail % 3]));
}

static bool viewer_is(struct care_turn *t, int64_t viewer_id, const struct secret *name)
{
	struct store_person p;

	return name && store_people_by_id(t->store, viewer_id, &p) >= 0 &&
		strcasecmp(secret_reveal(name), p.pseudonym) == 0;
}

/* Something waits for a second name (mine: the first is theirs), or does not any more. */
static void add_review(struct care_turn *t, int64_t viewer_id, const struct store_event *e,
		       json_t *j)
{
	struct store_proposal p = { .id = e->subject - 1 };
	struct store_release r;
	bool words = e->detail & 2, waits = e->detail & 1, mine = false;
	const char *name = NULL;

	if (words && store_proposal_next(t->store, t->mem, p.id, &p) == 1 && p.id == e->subject) {
		name = p.rule;
		mine = viewer_is(t, viewer_id, p.by);
	} else if (!words && store_release_get(t->store, t->mem, e->subject, &r) == 1) {
		name = r.name;
		mine = viewer_is(t, viewer_id, r.first);
	}
	json_object_set_new(j, "of", json_string(words ? "words" : "flow"));
	json_object_set_new(j, "name", desk_text(name));
	json_object_set_new(j, "waits", json_boolean(waits));
	json_object_set_new(j, "mine", json_boolean(mine));
}

static json_t *event_json(struct care_turn *t, int64_t viewer_id, const struct store_event *e)
{
	static void (*const add[STORE_EVENTS])(struct care_turn *, int64_t,
					       const struct store_event *, json_t *) = {
		[STORE_EVENT_LINE] = add_line, [STORE_EVENT_DELIVERY] = add_line,
		[STORE_EVENT_TALK] = add_talk, [STORE_EVENT_OFFER] = add_offer,
		[STORE_EVENT_NOTICE] = add_notice, [STORE_EVENT_HELP] = add_help,
		[STORE_EVENT_INCIDENT] = add_incident, [STORE_EVENT_CONCERN] = add_concern,
		[STORE_EVENT_REVIEW] = add_review,
	};
	json_t *j = json_pack("{s:I, s:I, s:s}", "seq", (json_int_t)e->seq, "at_ms",
			      (json_int_t)e->at_ms, "what", names[e->what]);

	if (add[e->what])
		add[e->what](t, viewer_id, e, j);
	return j;
}

/* --- Pushing -------------------------------------------------------------------------------- */

static int listen_free(struct desk_listen *l)
{
	llist_del(&l->entry);
	return 0;
}

/* The session is looked at again: its end, and the roles of now. */
static bool still_may(struct desk_listen *l, struct care_turn *t)
{
	const struct desk_settings *s = &l->desk->settings;
	struct store_login login;
	struct store_person p;

	l->checked_ms = t->now_ms;
	if (store_login_by_id(t->store, l->login_id, &login) != 1 ||
	    login.seen_ms + s->idle_ms <= t->now_ms || login.since_ms + s->most_ms <= t->now_ms ||
	    store_people_by_id(t->store, l->person_id, &p) < 0)
		return false;
	l->roles = p.roles & DESK_ANY;
	return l->roles != 0;
}

static void listen_end(struct desk_listen *l)
{
	link_conn_event(l->conn, "live-end", json_pack("{s:I, s:s}", "listen", (json_int_t)l->id,
						       "why", DESK_E_LOGIN));
	talloc_free(l);
}

static void push_one(struct desk_listen *l, struct care_turn *t, const struct store_event *e)
{
	json_t *j = event_json(t, l->person_id, e);

	counter_inc(&count_pushed);
	json_object_set_new(j, "listen", json_integer(l->id));
	link_conn_event(l->conn, "live", j);
}

/* False: the session is over and the listener gone. */
static bool push_row(struct desk_listen *l, struct care_turn *t, const struct store_event *e)
{
	bool theirs = e->person_id ? e->person_id == l->person_id : e->roles & l->roles;

	if (theirs && e->what == STORE_EVENT_ACCOUNT && !still_may(l, t)) {
		listen_end(l);
		return false;
	}
	if (theirs)
		push_one(l, t, e);
	l->pos = e->seq;
	return true;
}

/* What came before it listened; more: there is still some. */
static bool catch_up(struct desk_listen *l, struct care_turn *t)
{
	struct store_event rows[PUSH_SLICE];
	int64_t upto = l->desk->pushed;
	int i, n = store_events_for(t->store, l->person_id, l->roles, l->pos, upto, rows,
				    PUSH_SLICE);

	for (i = 0; i < n; i++)
		if (!push_row(l, t, &rows[i]))
			return false;
	if (n < PUSH_SLICE)
		l->pos = upto;
	return n == PUSH_SLICE;
}

static bool recheck_all(struct desk *desk, struct care_turn *t)
{
	struct desk_listen *l, *next;

	llist_for_each_entry_safe(l, next, &desk->listens, entry)
		if ((desk->recheck || l->checked_ms < t->now_ms - RECHECK_MS) && !still_may(l, t))
			listen_end(l);
	desk->recheck = false;
	return !llist_empty(&desk->listens);
}

static bool push_new(struct desk *desk, struct care_turn *t, int64_t last)
{
	struct store_event rows[PUSH_SLICE];
	struct desk_listen *l, *next;
	int64_t from = desk->pushed;
	int i, n = store_events(t->store, from, last, rows, PUSH_SLICE);

	if (n < 0)
		return false;
	llist_for_each_entry_safe(l, next, &desk->listens, entry) {
		if (l->pos < from)
			continue;	/* not there yet */
		for (i = 0; i < n && push_row(l, t, &rows[i]); i++)
			;
	}
	desk->pushed = n < PUSH_SLICE ? last : rows[n - 1].seq;
	return n == PUSH_SLICE;
}

static void push(void *arg)
{
	struct desk *desk = arg;
	struct store *store = care_deps(desk->deps.care)->store;
	struct desk_listen *l, *next;
	struct care_turn t;
	bool more = false;
	int64_t last;

	if (store_failed(store) || store_event_last(store, &last) < 0)
		return;
	care_turn_init(&t, desk->deps.care, talloc_named_const(desk, 0, "push"), clock_wall_ms());
	if (!recheck_all(desk, &t)) {
		desk->pushed = last;
	} else {
		llist_for_each_entry_safe(l, next, &desk->listens, entry)
			if (l->pos < desk->pushed)
				more |= catch_up(l, &t);
		more |= push_new(desk, &t, last);
	}
	talloc_free(t.mem);
	if (more)
		loop_late_arm(desk->push);
}

static void committed(void *arg, enum store_end end)
{
	struct desk *desk = arg;

	if (end == STORE_COMMITTED && !llist_empty(&desk->listens))
		loop_late_arm(desk->push);
}

void desk_live_recheck(struct desk *desk)
{
	desk->recheck = true;
	loop_late_arm(desk->push);
}

void desk_live_open(struct desk *desk)
{
	struct store *store = care_deps(desk->deps.care)->store;

	desk->push = loop_late_new(desk, desk->deps.loop, "events for consoles", push, desk);
	desk->watch = store_watch_new(desk, store, committed, desk);
	if (store_event_last(store, &desk->pushed) < 0)
		desk->pushed = 0;
}

void desk_live_closed(struct desk *desk, struct link_conn *conn)
{
	struct desk_listen *l, *next;

	llist_for_each_entry_safe(l, next, &desk->listens, entry)
		if (l->conn == conn)
			talloc_free(l);
}

/* --- Verbs ------------------------------------------------------------------------------------ */

/* From where on: what is too old is not there any more. */
static int begin_at(struct desk_ask *a, int64_t *since, int64_t *last, bool *reset)
{
	int64_t first;
	int rc = store_event_last(a->t->store, last);

	if (rc == 0)
		rc = store_event_first(a->t->store, &first);
	if (rc < 0)
		return rc;
	*since = desk_int(a, "since", *last);
	*reset = *since > *last || (*since < *last && (!first || *since + 1 < first) && *since > 0);
	if (*reset)
		*since = *last;
	return 0;
}

static int live_since(struct desk_ask *a)
{
	struct store_event rows[SINCE_MAX];
	int64_t since, last, max = desk_int(a, "max", SINCE_MAX);
	json_t *items = json_array();
	bool reset;
	int i, n, rc = begin_at(a, &since, &last, &reset);

	if (rc < 0)
		return rc;
	n = store_events_for(a->t->store, a->who.person.id, a->who.roles, since, last,
			     rows, (int)max);
	for (i = 0; i < n; i++)
		json_array_append_new(items, event_json(a->t, a->who.person.id, &rows[i]));
	a->answer = json_pack("{s:o, s:I, s:b, s:b}", "items", items, "seq",
			      (json_int_t)(n == max ? rows[n - 1].seq : last), "more", n == max,
			      "reset", reset);
	return n < 0 ? n : 0;
}

static int listens_of(struct desk *desk, int64_t login_id)
{
	struct desk_listen *l;
	int n = 0;

	llist_for_each_entry(l, &desk->listens, entry)
		n += l->login_id == login_id;
	return n;
}

static int live_listen(struct desk_ask *a)
{
	struct desk_listen *l;
	int64_t since, last;
	bool reset;
	int rc = begin_at(a, &since, &last, &reset);

	if (rc < 0)
		return rc;
	if (!link_req_conn(a->req))
		return desk_refuse(a, LINK_E_FAILED, "The line has gone");
	if (listens_of(a->desk, a->who.login.id) >= LISTENS_PER_LOGIN)
		return desk_refuse(a, LINK_E_BUSY, "This log-in listens in too many places");
	l = talloc_zero(a->desk, struct desk_listen);
	if (!l)
		base_oom();
	l->desk = a->desk;
	l->conn = link_req_conn(a->req);
	l->id = ++a->desk->listen_next;
	l->login_id = a->who.login.id;
	l->person_id = a->who.person.id;
	l->roles = a->who.roles;
	l->pos = since;
	l->checked_ms = a->t->now_ms;
	if (llist_empty(&a->desk->listens))
		a->desk->pushed = last;
	llist_add_tail(&l->entry, &a->desk->listens);
	talloc_set_destructor(l, listen_free);
	a->answer = json_pack("{s:I, s:I, s:b}", "listen", (json_int_t)l->id,
			      "seq", (json_int_t)since,
			      "reset", reset);
	loop_late_arm(a->desk->push);
	return 0;
}

static int live_stop(struct desk_ask *a)
{
	struct desk_listen *l, *next;
	int64_t id = desk_int(a, "listen", 0);

	llist_for_each_entry_safe(l, next, &a->desk->listens, entry)
		if (l->id == id && l->login_id == a->who.login.id) {
			talloc_free(l);
			return 0;
		}
	return desk_refuse(a, LINK_E_DENIED, "That is no stream of this log-in");
}

static int live_seen(struct desk_ask *a)
{
	int64_t last, seq = desk_int(a, "seq", 0);
	int rc = store_event_last(a->t->store, &last);

	if (rc == 0 && seq > last)
		return desk_refuse(a, LINK_E_ARGS, "There is no such event yet");
	if (rc == 0)
		rc = care_screen_seen(a->t, &a->who.person, seq);
	a->answer = json_pack("{s:b}", "texts", 0);
	return rc;
}

static const struct link_arg since_args[] = {
	{ "since", LINK_INT, true, 0, INT64_MAX, "The last event that was seen." },
	{ "max", LINK_INT, false, 1, SINCE_MAX, "At most so many." },
};
static const struct link_arg listen_args[] = {
	{ "since", LINK_INT, false, 0, INT64_MAX, "The last event that was seen; none: from now." },
};
static const struct link_arg stop_args[] = {
	{ "listen", LINK_INT, true, 1, INT64_MAX, "Of live listen." },
};
static const struct link_arg seen_args[] = {
	{ "seq", LINK_INT, true, 0, INT64_MAX, "The newest event that is on the screen." },
};
static const struct desk_verb verbs[] = {
	{ "live since", "What changed after an event.", DESK_ANY, 0, DESK_ARGS(since_args),
	  .run = live_since },
	{ "live listen", "What changed, and what changes from now on, as events.", DESK_ANY, 0,
	  DESK_ARGS(listen_args), .run = live_listen },
	{ "live stop", "No more events of that stream.", DESK_ANY, 0, DESK_ARGS(stop_args),
	  .run = live_stop },
	{ "live seen", "A human has this on the screen.", DESK_P | DESK_S | DESK_O | DESK_G, 0,
	  DESK_ARGS(seen_args), .run = live_seen },
};
DESK_TABLE(desk_live_verbs, verbs);
