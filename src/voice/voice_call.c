// SPDX-License-Identifier: AGPL-3.0-or-later
/* Legs: finding, loading, ending; and the calls that we make. */
#include "voice/voice_int.h"

#include <stdio.h>

enum { RINGS_AT_ONCE = 32 };

COUNTER(count_over, "voice.ended", "Legs that are over.");
COUNTER(count_lost, "voice.lost", "Of them: lost, not hung up.");
COUNTER(count_dials, "voice.dials", "Calls that we made.");

struct voice_call *voice_call_named(struct voice *v, const char *name)
{
	struct voice_call *c;

	llist_for_each_entry(c, &v->calls, entry)
		if (strcmp(c->row.name, name) == 0)
			return c;
	return NULL;
}

/* Somebody may have two (a second phone of the family): the one that is up, the newest. */
struct voice_call *voice_call_of(struct voice *v, int64_t person_id)
{
	struct voice_call *c, *best = NULL;

	llist_for_each_entry(c, &v->calls, entry)
		if (c->row.person_id == person_id && (!best || c->row.state >= best->row.state))
			best = c;
	return best;
}

struct voice_call *voice_call_by_id(struct voice *v, int64_t id)
{
	struct voice_call *c;

	llist_for_each_entry(c, &v->calls, entry)
		if (c->row.id == id)
			return c;
	return NULL;
}

static int call_free(struct voice_call *c)
{
	json_decref(c->items);
	return 0;
}

struct voice_call *voice_call_new(struct voice *v, const struct store_call *row,
				  struct care_turn *t)
{
	struct voice_call *c = talloc_zero(v, struct voice_call);
	struct store_person p;
	struct secret *sender;

	if (!c)
		base_oom();
	if (store_people_by_id(v->store, row->person_id, &p) < 0 ||
	    store_people_number(v->store, c, row->person_id, &sender) < 0) {
		talloc_free(c);
		return NULL;
	}
	c->v = v;
	c->row = *row;
	c->sender = sender;
	c->sender_kind = (enum care_sender)p.address_kind;
	voice_speaker_clear(c);
	c->min = c->max = 1;
	c->orphan_ms = clock_mono_ms();
	talloc_set_destructor(c, call_free);
	llist_add_tail(&c->entry, &v->calls);
	return c;
}

/* What was up when we died: orphans until their box says hello. */
int voice_calls_load(struct voice *v, struct care_turn *t)
{
	struct store_call row = { 0 };
	int rc;

	while ((rc = store_call_live(v->store, row.id, &row)) == 1)
		if (!voice_call_new(v, &row, t))
			LOGP(DVOICE, LOGL_NOTICE, "Call %s belongs to nobody any more.\n",
			     row.name);
	return rc;
}

int voice_turn_init(struct voice_turn *x, struct voice *v, struct voice_call *c,
		    struct care_turn *t)
{
	*x = (struct voice_turn){ .v = v, .call = c, .t = t };
	return store_people_by_id(v->store, c->row.person_id, &x->person);
}

static bool by_us(const char *why)
{
	return strcmp(why, "voicebox") == 0 || strcmp(why, "link") == 0 ||
		strcmp(why, "error") == 0;
}

static bool never_rang(const char *why)
{
	return strcmp(why, "no-line") == 0 || strcmp(why, "not-allowed") == 0 ||
	       strcmp(why, "unreachable") == 0;
}

/* Our fault, and they did not hear a goodbye: "We call you back" is kept.  (A put-through
 * talk, an offer and a call-back have rings of their own; steps left().) */
static int cut_off(struct voice_turn *x, enum store_call_state was, const char *why)
{
	static const bool in_the_middle[VOICE_STEPS] = {
		[VOICE_STEP_NONE] = true, [VOICE_STEP_LANGUAGE] = true, [VOICE_STEP_FLOW] = true,
		[VOICE_STEP_WAIT] = true, [VOICE_STEP_RECORD] = true, [VOICE_STEP_KEEP] = true,
		[VOICE_STEP_STORY] = true, [VOICE_STEP_STORY_RECORD] = true,
		[VOICE_STEP_STORY_KEEP] = true, [VOICE_STEP_ANSWER] = true,
		[VOICE_STEP_ANSWER_KEEP] = true,
	};
	const struct voice_call *c = x->call;
	bool ours = strcmp(why, "voicebox") == 0;
	/* Not told yet that we have their message. */
	bool kept = c->row.step == VOICE_STEP_BYE && c->row.subject_id;

	if (!by_us(why) || c->sender_kind != CARE_FROM_NUMBER || c->row.step < 0 ||
	    c->row.step >= VOICE_STEPS || (!in_the_middle[c->row.step] && !kept))
		return 0;
	if (was != STORE_CALL_RINGING)
		return care_call_cut(x->t, &x->person);
	/* One that ended before it was answered is a missed call (voice_report.c), if it
	 * is told.  Of a box that died nobody knows whether our answer reached them. */
	if (!ours || c->row.ours)
		return 0;
	return care_call_settings(x->v->deps.care)->incoming == CARE_CALL_BACK ?
		care_call_missed(x->t, &x->person) : care_call_cut(x->t, &x->person);
}

int voice_ring_failed(struct voice *v, struct care_turn *t, int64_t ring_id, bool by_us)
{
	int rc;

	v->over_bridge = true;
	rc = by_us ? care_call_not_rung(t, ring_id) : care_call_not_reached(t, ring_id);
	v->over_bridge = false;
	return rc;
}

int voice_call_over(struct voice *v, struct voice_call *c, struct care_turn *t, const char *why)
{
	bool lost = strcmp(why, "order") != 0 && strcmp(why, "caller") != 0;
	const struct voice_step *step = voice_step(c);
	enum store_call_state was = c->row.state;
	struct voice_turn x;
	int rc = voice_turn_init(&x, v, c, t);

	counter_inc(&count_over);
	if (lost)
		counter_inc(&count_lost);
	c->row.state = STORE_CALL_OVER;
	c->row.ended_at_ms = t->now_ms;
	snprintf(c->row.why, sizeof(c->row.why), "%s", why);
	v->no_line = false;
	if (store_call_save(v->store, &c->row) < 0)
		return -EIO;
	if (rc == 0 && by_us(why) && c->row.ring_id)	/* before left() counts it as a try */
		rc = care_call_undone(t, c->row.ring_id);
	if (rc == 0 && was == STORE_CALL_UP && step->left && c->row.step != VOICE_STEP_BYE)
		rc = step->left(&x, strcmp(why, "caller") != 0);
	else if (rc == 0 && was == STORE_CALL_RINGING && c->row.ring_id)
		rc = voice_ring_failed(v, t, c->row.ring_id, never_rang(why));
	if (rc == 0)
		rc = cut_off(&x, was, why);
	if (rc < 0 && rc != -ENOENT && rc != -ENOKEY)
		return rc;
	llist_del(&c->entry);
	talloc_free(c);
	return 0;
}

/* --- Calls that we make ----------------------------------------------------------------- */

static enum store_call_role role_of(enum store_ring_why why)
{
	switch (why) {
	case STORE_RING_OFFER:
		return STORE_CALL_OFFER;
	case STORE_RING_MESSAGE:
		return STORE_CALL_PEER;
	case STORE_RING_LISTEN:
		return STORE_CALL_LISTENER;
	default:
		return STORE_CALL_BACK;
	}
}

static struct voice_box *box_of(struct voice *v, int64_t person_id)
{
	struct voice_call *c = voice_call_of(v, person_id);

	return c ? c->box : NULL;
}

/* Where whoever they are to speak with is on the phone, or is rung; NULL: nowhere yet. */
static int box_near(struct voice *v, const struct store_ring *r, struct voice_box **out)
{
	struct store_conversation c;
	struct store_request q;
	struct store_offer o;
	int rc;

	*out = NULL;
	if (!r->subject_id || r->why == STORE_RING_MISSED || r->why == STORE_RING_MESSAGE)
		return 0;
	if (r->why == STORE_RING_OFFER) {
		rc = store_offer_get(v->store, r->subject_id, &o);
		if (rc == 1)
			rc = store_request_get(v->store, o.request_id, &q);
		if (rc == 1)
			*out = box_of(v, q.person_id);
		return rc < 0 ? rc : 0;
	}
	rc = store_conversation_get(v->store, r->subject_id, &c);
	if (rc == 1)
		*out = box_of(v, r->person_id == c.member_id ? c.peer_id : c.member_id);
	return rc < 0 ? rc : 0;
}

/* Theirs if it has a line.  Else an offer is better made from another one (who takes it is
 * moved, voice_talk.c); all else waits for a line there. */
static int box_for(struct voice *v, const struct store_ring *r, const struct secret *number,
		   struct voice_box **out)
{
	struct voice_box *near, *any = voice_box_free(v, number);
	int rc = box_near(v, r, &near);

	*out = any;
	if (near && voice_box_can(v, near, number))
		*out = near;
	else if (near && near != any && r->why != STORE_RING_OFFER && any && !any->reaches &&
		 !near->reaches)
		*out = NULL;
	return rc;
}

/* 1: there is no line for it now. */
static int dial(struct voice *v, struct care_turn *t, struct store_ring *r)
{
	const struct care_call_settings *set = care_call_settings(v->deps.care);
	struct store_call row = {
		.person_id = r->person_id, .role = role_of(r->why), .state = STORE_CALL_RINGING,
		.ours = true, .ring_id = r->id, .begun_at_ms = t->now_ms, .loss_permille = -1,
		.jitter_ms = -1,
	};
	char a[SHORT_ID_LEN + 1], d[SHORT_ID_LEN + 1];
	struct secret *number = NULL;
	struct store_person p;
	struct voice_call *c;
	struct voice_box *b;
	json_t *is;
	int rc;

	v->over_bridge = true;		/* as in voice_ring_failed() */
	rc = care_call_may_dial(t, r, &p, &number);
	v->over_bridge = false;
	if (rc != 1)
		return rc;
	rc = box_for(v, r, number, &b);
	if (rc == 0 && !b)
		rc = care_call_no_line(t, r);
	if (rc < 0 || !b)
		return rc < 0 ? rc : 1;
	rand_short_id(a);
	rand_short_id(d);
	snprintf(row.name, sizeof(row.name), "w%s%s", a, d);
	snprintf(row.box, sizeof(row.box), "%s", b->name);
	rc = store_call_add(v->store, &row);
	c = rc < 0 ? NULL : voice_call_new(v, &row, t);
	if (!c)
		return rc;
	c->box = b;
	counter_inc(&count_dials);
	is = voice_order(c, "dial");
	json_object_set_new(is, "to", json_string(secret_reveal(number)));
	json_object_set_new(is, "from", json_string(set->shown));
	json_object_set_new(is, "trunk", json_string(set->trunk));
	json_object_set_new(is, "ring_ms", json_integer(set->ring_ms));
	json_object_set_new(is, "class", json_string(care_call_exempt(&p) ? "staff" : "person"));
	voice_order_put(c, is);
	return 0;
}

/* Not at a phone that only rings, nor before the key of a call-back (somebody else may hold
 * it), nor after the goodbye: what we wanted would be said to nobody. */
static bool is_with_us(const struct voice_call *c)
{
	return c->box && c->row.state == STORE_CALL_UP && c->row.step != VOICE_STEP_GATE &&
	       c->row.step != VOICE_STEP_BYE;
}

int voice_rings_dial(struct voice *v, struct care_turn *t)
{
	struct store_ring due[RINGS_AT_ONCE];
	struct voice_call *c;
	int i, n, rc = 0;

	v->no_line = false;
	if (llist_empty(&v->boxes))
		return 0;
	n = store_ring_due(v->store, t->now_ms, due, RINGS_AT_ONCE);
	for (i = 0; rc >= 0 && i < n; i++) {
		/* On the phone with us already: what we wanted is said there. */
		c = voice_call_of(v, due[i].person_id);
		if (c) {
			rc = c->row.ring_id == due[i].id ? care_call_rings(t, &due[i]) :
				care_call_busy(t, &due[i], is_with_us(c));
			continue;
		}
		rc = dial(v, t, &due[i]);
		v->no_line |= rc == 1;
	}
	return n < 0 ? n : rc < 0 ? rc : 0;
}
