// SPDX-License-Identifier: AGPL-3.0-or-later
/* Talk by call: who is rung so that two people speak with each other. */
#include "care/care_call.h"
#include "care/care_incident.h"
#include "care/care_int.h"
#include "care/care_screen.h"
#include "care/talk/talk_int.h"
#include "store/store_peers.h"

enum { THIRDS_MAX = 200 };
#define THIRD_MS MINUTES_MS(10)	/* who did not answer is not rung again so soon */
#define VAIN_MS MINUTES_MS(1)

COUNTER(count_keys, "calls.keys", "0 and 9 pressed while two people spoke with each other.");
COUNTER(count_dropped, "calls.dropped", "Lines that broke and were rung again at once.");

int care_call_conversation(struct care_turn *t, int64_t person_id, struct store_conversation *c)
{
	int rc = store_conversation_of_member(t->store, person_id, c);

	if (rc == 0)
		rc = store_conversations_of_peer(t->store, person_id, c, 1);
	return rc;
}

int care_call_is_by_call(struct care_turn *t, const struct store_conversation *c)
{
	struct store_request r;
	int rc = c->request_id ? store_request_get(t->store, c->request_id, &r) : 0;

	return rc == 1 ? r.kind == MATCH_CALL : rc;
}

int care_call_talking(struct care_turn *t, int64_t person_id)
{
	struct store_call call;
	int rc = store_call_of(t->store, person_id, &call);

	return rc == 1 ? call.with_id != 0 : rc;
}

int care_call_offer(struct care_turn *t, const struct store_offer *o, const struct store_request *r)
{
	const struct care_voice *v = &t->care->voice;
	int rc;

	if (r->kind == MATCH_TEXT || !v->able || !v->able(v->arg))
		return 0;
	/* who sits at the page reads it there: a phone that nobody picks up would pass it on */
	rc = care_screen_is_open(t, o->peer_id);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = care_call_ring(t, &(struct store_ring){
		.person_id = o->peer_id, .why = STORE_RING_OFFER, .subject_id = o->id,
		.tier = r->tier, .until_ms = o->until_ms });
	return rc < 0 ? rc : 1;
}

/* Whoever is on the phone is put through by voice/, which then takes this for done; a call
 * that is just ending must not keep the other one waiting for ever. */
static int ring_side(struct care_turn *t, const struct store_conversation *c, int64_t person_id,
		     enum store_ring_why why)
{
	return care_call_ring(t, &(struct store_ring){
		.person_id = person_id, .why = why, .subject_id = c->id, .tier = c->tier });
}

int care_call_is_rung(struct care_turn *t, const struct store_conversation *c, int64_t person_id)
{
	struct store_ring r;
	int rc = store_ring_about(t->store, STORE_RING_CONNECT, c->id, person_id, &r);

	return rc ? rc : store_ring_about(t->store, STORE_RING_LOST, c->id, person_id, &r);
}

int care_call_ring_other(struct care_turn *t, const struct store_conversation *c,
			 int64_t person_id)
{
	int rc = care_call_is_rung(t, c, person_id);

	if (rc)
		return rc;
	/* Else each break of this side's line would begin the other's tries anew, and whoever
	 * comes back would hold for one who left long ago. */
	rc = store_ring_in_vain(t->store, c->id, person_id, t->now_ms - VAIN_MS);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = ring_side(t, c, person_id, STORE_RING_CONNECT);
	return rc < 0 ? rc : 1;
}

/* A message wants to be heard before it is answered. */
static int ring_for_message(struct care_turn *t, const struct store_conversation *c)
{
	struct store_recording rec;
	struct store_call call;
	int rc = store_recording_of(t->store, t->mem, c->request_id, &rec);

	if (rc != 1 || rec.state != STORE_RECORDING_KEPT)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	rc = store_call_of(t->store, c->peer_id, &call);
	if (rc)
		return rc < 0 ? rc : 0;
	return care_call_ring(t, &(struct store_ring){
		.person_id = c->peer_id, .why = STORE_RING_MESSAGE, .subject_id = rec.id,
		.tier = c->tier, .until_ms = t->now_ms + HOURS_MS(4) });
}

int care_call_connect(struct care_turn *t, const struct store_conversation *c,
		      const struct store_request *r)
{
	int rc;

	if (r->kind == MATCH_MESSAGE)
		return ring_for_message(t, c);
	if (r->kind != MATCH_CALL)
		return 0;
	rc = ring_side(t, c, c->member_id, STORE_RING_CONNECT);
	return rc < 0 ? rc : ring_side(t, c, c->peer_id, STORE_RING_CONNECT);
}

int care_call_bridged(struct care_turn *t, struct store_conversation *c)
{
	int64_t at_ms = t->now_ms > c->opened_at_ms ? t->now_ms : c->opened_at_ms + 1;
	int rc;

	c->member_at_ms = c->peer_at_ms = at_ms;
	c->asked_still = 0;
	rc = store_conversation_save(t->store, c);
	return rc < 0 ? rc : 0;
}

static int rung_again(struct care_turn *t, const struct store_conversation *c, int64_t person_id)
{
	struct store_ring r;
	int rc = store_ring_about(t->store, STORE_RING_LOST, c->id, person_id, &r);

	return rc ? rc : store_ring_lately(t->store, person_id, STORE_RING_LOST,
					   t->now_ms - MINUTES_MS(1));
}

static int ring_lost(struct care_turn *t, const struct store_conversation *c, int64_t person_id,
		     int64_t due_at_ms)
{
	return care_call_ring(t, &(struct store_ring){
		.person_id = person_id, .why = STORE_RING_LOST, .subject_id = c->id,
		.tier = c->tier, .due_at_ms = due_at_ms, .until_ms = t->now_ms + MINUTES_MS(10) });
}

int care_call_move(struct care_turn *t, const struct store_conversation *c, int64_t person_id)
{
	return ring_lost(t, c, person_id, t->now_ms + SECONDS_MS(3));
}

/* Asked for by phone, and they never heard each other: whoever hung up just then was told that
 * they may and keep their place, or is a peer who thought better of it. */
static int not_met(struct care_turn *t, const struct store_conversation *c)
{
	return c->peer_at_ms > c->opened_at_ms ? 0 : care_call_is_by_call(t, c);
}

int care_call_left(struct care_turn *t, const struct store_conversation *c, int64_t person_id,
		   bool dropped)
{
	bool grave = c->incident || c->tier >= MATCH_TIER_B;
	struct store_ring r;
	int rc;

	if (!c->open)
		return 0;
	/* In danger nobody is let go by a line: also a hang-up may have been one (once). */
	rc = dropped ? store_ring_about(t->store, STORE_RING_LOST, c->id, person_id, &r) :
		grave ? rung_again(t, c, person_id) : 1;
	if (rc < 0)
		return rc;
	if (rc == 0) {
		counter_inc(&count_dropped);
		return ring_lost(t, c, person_id, grave ? t->now_ms : t->now_ms + SECONDS_MS(3));
	}
	if (dropped || c->incident)
		return 0;
	rc = not_met(t, c);
	if (rc == 1 && person_id == c->member_id)
		rc = care_call_ring_other(t, c, person_id);
	else if (rc >= 0)
		return talk_end(t, c, person_id == c->member_id ? STORE_CLOSED_MEMBER :
				rc ? STORE_CLOSED_HANDOVER : STORE_CLOSED_PEER);
	return rc < 0 ? rc : 0;
}

int care_call_message_again(struct care_turn *t, int64_t peer_id, int64_t recording_id,
			    bool dropped)
{
	return care_call_ring(t, &(struct store_ring){
		.person_id = peer_id, .why = STORE_RING_MESSAGE, .subject_id = recording_id,
		.due_at_ms = t->now_ms + (dropped ? SECONDS_MS(3) : MINUTES_MS(10)),
		.until_ms = t->now_ms + HOURS_MS(4) });
}

int care_call_listen(struct care_turn *t, const struct store_person *supervisor,
		     const struct store_person *member)
{
	struct store_conversation c;
	int rc = store_conversation_of_member(t->store, member->id, &c);

	if (rc != 1)
		return rc;
	rc = care_call_ring(t, &(struct store_ring){
		.person_id = supervisor->id, .why = STORE_RING_LISTEN, .subject_id = c.id,
		.tier = c.tier });
	return rc < 0 ? rc : 1;
}

/* 1: in it already, or rung to join a moment ago, and perhaps in vain. */
static int is_in_or_was_rung(struct care_turn *t, const struct store_conversation *c,
			     int64_t person_id)
{
	if (person_id == c->peer_id || person_id == c->member_id)
		return 1;
	return store_ring_lately(t->store, person_id, STORE_RING_LISTEN, t->now_ms - THIRD_MS);
}

/* Who speaks up for people at offices and clinics, and is free now. */
int care_call_third(struct care_turn *t, const struct store_conversation *c)
{
	struct store_peer_duty *ready;
	uint16_t attr;
	int rc = store_attr_find(t->store, MATCH_EXPERIENCE, "advocacy", &attr), n;

	if (rc != 1)
		return rc < 0 ? rc : 0;
	n = store_peers_ready(t->store, t->mem, t->now_ms, &ready, THIRDS_MAX);
	for (int i = 0; i < n; i++) {
		if (!store_peer_has(&ready[i], attr))
			continue;
		rc = is_in_or_was_rung(t, c, ready[i].person_id);
		if (rc < 0)
			return rc;
		if (rc)
			continue;
		rc = care_call_ring(t, &(struct store_ring){
			.person_id = ready[i].person_id, .why = STORE_RING_LISTEN,
			.subject_id = c->id, .tier = c->tier });
		return rc < 0 ? rc : 1;
	}
	return n < 0 ? n : 0;
}

/* One of those who lead said yes, and their phone did not answer: nobody waits for that. */
static int lead_is_away(struct care_turn *t, const struct store_conversation *c,
			const struct store_person *peer, const struct store_person *lead)
{
	int rc = care_say(t, peer, CARE_DUTY, "lead.away", WORDS_ARGS(
		WORDS_TEXT("lead", lead->pseudonym)));

	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_TALK_HELP, c->id, t->now_ms, 0);
}

int care_call_nobody_joins(struct care_turn *t, int64_t conversation_id,
			   const struct store_person *rung)
{
	struct store_conversation c;
	struct store_person peer;
	int rc = store_conversation_get(t->store, conversation_id, &c);

	if (rc != 1 || !c.open)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, c.peer_id, &peer);
	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
	if (rung->roles & (STORE_ROLE_SUPERVISOR | STORE_ROLE_COORDINATOR | STORE_ROLE_MANAGER))
		return lead_is_away(t, &c, &peer, rung);
	rc = care_call_third(t, &c);
	if (rc < 0)
		return rc;
	if (rc == 1)
		return care_say(t, &peer, CARE_DUTY, "voice.third.next", NULL);
	rc = care_say(t, &peer, CARE_DUTY, "voice.third.nobody", NULL);
	return rc < 0 ? rc : talk_help(t, &c, &peer);
}

/* --- Keys in a talk ------------------------------------------------------------------------- */

static int in_danger(struct care_turn *t, const struct store_conversation *c,
		     const struct store_person *p, const char *code)
{
	struct care_speaker *s = care_speaker_of(t, p->id);
	bool member = p->id == c->member_id;
	int rc = care_incident_danger(t, &(struct care_danger){
		.person = p, .tier = LEX_B, .source = STORE_INCIDENT_KEY,
		.kind = member ? STORE_INCIDENT_MEMBER : STORE_INCIDENT_PEER, .code = code }, NULL);

	if (rc >= 0 && s)
		rc = care_speak(t, p, s, &(struct care_message){
			.key = member ? "voice.key.danger" : "voice.key.danger.peer" }, true);
	/* the member is not left with that */
	return rc < 0 || member ? rc : talk_help(t, c, p);
}

int care_call_key(struct care_turn *t, const struct store_conversation *c,
		  const struct store_person *p, char key, const char *code)
{
	struct store_person other;
	int rc;

	counter_inc(&count_keys);
	if (key == '9')
		return p->practice ? 0 : in_danger(t, c, p, code);
	if (p->id != c->member_id)
		return talk_help(t, c, p);
	rc = store_people_by_id(t->store, c->peer_id, &other);
	return rc < 0 ? rc : care_say(t, p, CARE_TALK, "talk.with", WORDS_ARGS(
		WORDS_TEXT("peer", other.pseudonym)));
}
