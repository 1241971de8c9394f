// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Being put through.  Two legs of one conversation are bridged as soon as both
 * are up and neither is being told something; whoever is alone is held with
 * music while the other one is rung.  Neither number is anywhere near.
 */
#include "voice/voice_int.h"

#include "care/care_talk.h"

enum { LISTENS = 1, WHISPERS, JOINS };

COUNTER(count_bridged, "voice.bridges", "Times that two people were put through.");
COUNTER(count_moved, "voice.moved",
	"People who were rung anew because the other one was on another voicebox.");

static int other_of(const struct store_conversation *c, int64_t person_id, int64_t *out)
{
	*out = person_id == c->member_id ? c->peer_id : c->member_id;
	return 0;
}

/* The other one's leg, when it is here for the same conversation. */
struct voice_call *voice_talk_other(struct voice_turn *x, const struct store_conversation *c)
{
	struct voice_call *o;
	int64_t id;

	other_of(c, x->person.id, &id);
	llist_for_each_entry(o, &x->v->calls, entry)
		if (o != x->call && o->row.person_id == id && o->row.step == VOICE_STEP_TALK &&
		    o->row.subject_id == c->id && o->row.state == STORE_CALL_UP)
			return o;
	return NULL;
}

/* The other one waits on the line, and learns in this very turn that they were taken. */
static bool waits_here(struct voice *v, int64_t person_id)
{
	const struct voice_call *c = voice_call_of(v, person_id);

	return c && c->row.state == STORE_CALL_UP && c->row.step == VOICE_STEP_WAIT;
}

/* Music, with an ear for the keys: 0 and 9 work here too. */
static void hold_music(struct voice_call *c)
{
	voice_music(c, true);
	c->holding = true;
}

/* What there is to say, then music (talk_played()). */
static void hold(struct voice_call *c)
{
	if (c->speaker.said_len)
		voice_tell(c, NULL);
	else
		hold_music(c);
}

static int not_there(struct voice_turn *x)
{
	int rc = voice_prompt(x, "voice.noanswer", NULL);

	return rc < 0 ? rc : voice_bye(x, "voice.bye");
}

/* Without the other one there is music, and their phone rings.  Two whom a reconnect finds put
 * through stay so without a word. */
static int enter_talk(struct voice_turn *x)
{
	int64_t with_id = x->call->row.with_id, id;
	struct store_conversation c;
	struct voice_call *o;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	if (rc != 1 || !c.open)
		return rc < 0 ? rc : voice_talk_over(x);
	x->call->row.with_id = 0;
	x->call->holding = false;
	o = voice_talk_other(x, &c);
	if (o && with_id == o->row.id && !x->call->speaker.said_len)
		return 0;
	if (o) {
		if (!x->call->speaker.said_len)
			rc = voice_prompt(x, "voice.connecting", NULL);
		voice_tell(x->call, NULL);
		return rc < 0 ? rc : 0;
	}
	other_of(&c, x->person.id, &id);
	rc = care_call_ring_other(x->t, &c, id);
	if (rc == 0 && !voice_call_of(x->v, id))
		return not_there(x);
	if (rc >= 0)
		rc = voice_prompt(x, waits_here(x->v, id) ? "voice.connecting" :
							    "voice.ringing", NULL);
	if (rc >= 0)
		hold(x->call);
	return rc;
}

static bool ready(const struct voice_call *c)
{
	return c->box && !c->row.with_id && (!c->playing || c->holding);
}

static void bridge(struct voice_call *a, struct voice_call *b)
{
	json_t *is = voice_order(a, "bridge");

	json_object_set_new(is, "with", json_string(b->row.name));
	voice_order_put(a, is);
	a->row.with_id = b->row.id;
	b->row.with_id = a->row.id;
	a->playing = b->playing = a->holding = b->holding = false;
	a->dirty = b->dirty = true;
	counter_inc(&count_bridged);
}

void voice_part(struct voice_call *c)
{
	if (c->row.with_id)
		voice_order_simple(c, "unbridge");
	c->row.with_id = 0;
	c->dirty = true;
	c->playing = c->holding = false;
}

/* Whoever listens or has joined: in again when the two are (check_monitor()). */
void voice_monitors_part(struct voice *v, int64_t conversation_id)
{
	struct voice_call *o;

	llist_for_each_entry(o, &v->calls, entry) {
		if (o->row.step != VOICE_STEP_MONITOR || o->row.subject_id != conversation_id ||
		    !o->row.with_id)
			continue;
		voice_part(o);
		voice_music(o, false);
	}
}

/* The conversation is over for this leg: members hear what else there is. */
int voice_talk_over(struct voice_turn *x)
{
	voice_part(x->call);
	if (x->person.roles & ~(unsigned int)STORE_ROLE_MEMBER)
		return voice_bye(x, "voice.bye");
	x->call->row.step = VOICE_STEP_FLOW;
	return voice_flow_after(x);
}

/* Nobody rings them any more and they are not here. */
static int unanswered(struct voice_turn *x, const struct store_conversation *c)
{
	int64_t id;
	int rc;

	other_of(c, x->person.id, &id);
	rc = care_call_is_rung(x->t, c, id);
	if (rc || voice_call_of(x->v, id))
		return rc < 0 ? rc : 0;
	return not_there(x);
}

/* Which of two legs on two voiceboxes is rung anew from where the other one is: whoever works
 * here, when that can be.  NULL: neither (each can be reached from one place only). */
static struct voice_call *mover(struct voice *v, const struct store_conversation *c,
				struct voice_call *a, struct voice_call *b)
{
	struct voice_call *peer = a->row.person_id == c->peer_id ? a : b;
	struct voice_call *member = peer == a ? b : a;

	if (peer->sender_kind == CARE_FROM_NUMBER && voice_box_can(v, member->box, peer->sender))
		return peer;
	return member->sender_kind == CARE_FROM_NUMBER &&
		voice_box_can(v, peer->box, member->sender) ? member : NULL;
}

/* Both are here, on voiceboxes that do not know of each other: nobody is left in silence. */
static int apart(struct voice_turn *x, const struct store_conversation *c, struct voice_call *o)
{
	struct voice_call *moves = mover(x->v, c, x->call, o);
	int rc;

	if (moves == o)
		return 0;		/* in its own turn */
	if (!moves)
		return not_there(x);
	counter_inc(&count_moved);
	rc = care_call_move(x->t, c, x->person.id);
	return rc < 0 ? rc : voice_bye(x, "voice.move");
}

static int check_talk(struct voice_turn *x)
{
	struct store_conversation c;
	struct voice_call *o;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	if (rc != 1 || !c.open)
		return rc < 0 ? rc : voice_talk_over(x);
	o = voice_talk_other(x, &c);
	if (!o && !x->call->row.with_id && x->call->holding)
		return unanswered(x, &c);
	if (o && x->call->speaker.said_len)
		return 0;		/* said first (voice_say_pending), put through then */
	if (!o || !ready(x->call) || !ready(o) || o->speaker.said_len)
		return 0;
	if (o->box != x->call->box)
		return apart(x, &c, o);
	bridge(x->call, o);
	return care_call_bridged(x->t, &c);
}

/* The one who is left hears what happened, whichever it is. */
static int left_behind(struct voice_turn *x, struct voice_call *o, int64_t conversation_id)
{
	struct store_conversation c;
	struct voice_turn y;
	int rc = voice_turn_init(&y, x->v, o, x->t);

	if (rc == 0)
		rc = store_conversation_get(x->v->store, conversation_id, &c);
	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
	if (rc == 0 || !c.open)
		return voice_talk_over(&y);
	rc = voice_prompt(&y, "voice.lost.other", NULL);
	if (rc == 0)
		hold(o);
	return rc;
}

int voice_talk_left(struct voice_turn *x, bool dropped)
{
	struct store_conversation c;
	struct voice_call *o;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	if (rc != 1)
		return rc;
	o = voice_talk_other(x, &c);
	if (o)
		voice_part(o);
	voice_monitors_part(x->v, c.id);
	x->call->row.with_id = 0;
	rc = care_call_left(x->t, &c, x->person.id, dropped);
	return rc < 0 || !o ? rc : left_behind(x, o, c.id);
}

/* check_talk() puts through whoever can be; whoever cannot is not left in silence. */
static int talk_played(struct voice_turn *x)
{
	struct store_conversation c;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	if (rc == 1 && c.open && !voice_talk_other(x, &c) && !x->call->row.with_id)
		hold_music(x->call);
	return rc < 0 ? rc : 0;
}

/* What comes of it is said to both without parting them: a few words over their sound. */
int voice_talk_key(struct voice_turn *x, char key, const char *code)
{
	struct store_conversation c;
	int rc = 0;

	if (x->call->row.step == VOICE_STEP_TALK)
		rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);
	if (key == '*')
		return rc == 1 && c.open ? voice_hold(x, &c) : rc < 0 ? rc : 0;
	if (rc != 1 || !c.open)		/* it has just ended: as anywhere */
		return rc < 0 ? rc : voice_hear(x, key == '9' ? "9" : "0", NULL);
	x->v->over_bridge = true;
	rc = care_call_key(x->t, &c, &x->person, key, code);
	x->v->over_bridge = false;
	return rc;
}

/* Alone, waiting for the other one: safety as anywhere (on_digits()), 0 as in a talk. */
static int talk_digits(struct voice_turn *x, const char *digits)
{
	int rc = strcmp(digits, "0") == 0 ? voice_talk_key(x, '0', NULL) : 0;

	if (rc >= 0)
		hold(x->call);
	return rc;
}

static int talk_silent(struct voice_turn *x)
{
	hold_music(x->call);
	return 0;
}

const struct voice_step voice_step_talk = {
	.name = "talking", .enter = enter_talk, .played = talk_played, .check = check_talk,
	.left = voice_talk_left, .digits = talk_digits, .silent = talk_silent,
};

/* --- A supervisor: listens, whispers to the peer, or joins; both are told ------------------ */

static int join_as(struct voice_turn *x, int mode);

/* Who leads peers has the choice; anybody else was asked to join. */
static int enter_monitor(struct voice_turn *x)
{
	if (!(x->person.roles &
	      (STORE_ROLE_SUPERVISOR | STORE_ROLE_COORDINATOR | STORE_ROLE_MANAGER)))
		return join_as(x, JOINS);
	return voice_question(x, "voice.monitor");
}

static int tell_both(struct voice_turn *x, const char *key)
{
	struct voice_call *o;
	struct voice_turn y;
	int rc = 0;

	llist_for_each_entry(o, &x->v->calls, entry) {
		if (o->row.step != VOICE_STEP_TALK ||
		    o->row.subject_id != x->call->row.subject_id || o->row.state != STORE_CALL_UP)
			continue;
		voice_part(o);
		rc = voice_turn_init(&y, x->v, o, x->t);
		if (rc == 0)
			rc = voice_prompt(&y, key, NULL);
		if (rc < 0)
			return rc;
		voice_tell(o, NULL);
	}
	return 0;
}

static int join_as(struct voice_turn *x, int mode)
{
	int rc;

	x->call->monitor = mode;
	x->call->row.with_id = 0;
	rc = tell_both(x, mode == JOINS ? "voice.joined" : "voice.supervised");
	if (rc == 0)
		hold(x->call);
	return rc;
}

static int monitor_digits(struct voice_turn *x, const char *digits)
{
	int mode = digits[0] - '0';

	return mode < LISTENS || mode > JOINS || digits[1] ? enter_monitor(x) : join_as(x, mode);
}

static int monitor_silent(struct voice_turn *x)
{
	return x->call->silent > 2 ? voice_bye(x, NULL) : enter_monitor(x);
}

static int monitor_join(struct voice_turn *x, struct voice_call *member, struct voice_call *peer)
{
	json_t *is = voice_order(x->call, "bridge");

	json_object_set_new(is, "with", json_string(member->row.name));
	if (x->call->monitor == LISTENS)
		json_object_set_new(is, "listen", json_true());
	if (x->call->monitor == WHISPERS)
		json_object_set_new(is, "whisper_to", json_string(peer->row.name));
	voice_order_put(x->call, is);
	x->call->row.with_id = member->row.id;
	x->call->dirty = true;
	x->call->holding = x->call->playing = false;
	return 0;
}

static int check_monitor(struct voice_turn *x)
{
	struct store_conversation c;
	struct voice_call *member, *peer;
	int rc = store_conversation_get(x->v->store, x->call->row.subject_id, &c);

	if (rc != 1 || !c.open)
		return rc < 0 ? rc : voice_bye(x, "voice.bye");
	member = voice_call_of(x->v, c.member_id);
	peer = voice_call_of(x->v, c.peer_id);
	if (!x->call->monitor || !member || !peer || member->row.with_id != peer->row.id ||
	    member->box != x->call->box)
		return 0;
	return x->call->row.with_id ? 0 : monitor_join(x, member, peer);
}

static int monitor_left(struct voice_turn *x, bool dropped)
{
	return x->call->monitor ? tell_both(x, "voice.supervised.gone") : 0;
}

static int monitor_played(struct voice_turn *x)
{
	if (x->call->monitor && !x->call->row.with_id)
		voice_music(x->call, false);
	return 0;
}

const struct voice_step voice_step_monitor = {
	.name = "supervising", .enter = enter_monitor, .played = monitor_played,
	.digits = monitor_digits,
	.silent = monitor_silent, .check = check_monitor, .left = monitor_left,
};
