// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What happens to a conversation from outside: silence, an incident, the
 * on-call person, somebody who leaves.  While an incident is open, silence is
 * looked after and ends nothing.
 */
#include "care/care_call.h"
#include "care/talk/talk_int.h"

enum { ASKED_STILL = 1 };
enum { REPLY_NUDGE, REPLY_HELP, REPLY_GONE };	/* what the next ring of that clock does */

/* The member spoke last, nobody has answered, and nobody else is there: the peer's phone is
 * off, or worse.  They do not wait for it to come back. */
static bool peer_is_gone(const struct store_conversation *c)
{
	return c->member_at_ms > c->peer_at_ms && !c->staff && !c->joined_id && !c->incident;
}

/* Loads an open conversation and its two people: 1, 0. */
static int load(struct care_turn *t, int64_t id, struct store_conversation *c,
		struct store_person *member, struct store_person *peer)
{
	int rc = store_conversation_get(t->store, id, c);

	if (rc != 1 || !c->open)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, c->member_id, member);
	if (rc == 0)
		rc = store_people_by_id(t->store, c->peer_id, peer);
	return rc < 0 ? rc : 1;
}

int care_talk_due_idle(struct care_turn *t, int64_t conversation_id, int64_t arg)
{
	struct store_conversation c;
	struct store_person member, peer;
	int rc = load(t, conversation_id, &c, &member, &peer);

	if (rc != 1)
		return rc;
	rc = care_call_talking(t, c.member_id);
	if (rc)			/* they are speaking with each other */
		return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_TALK_IDLE, c.id,
						   t->now_ms + talk_cfg(t)->idle_ms, 0);
	/* Staff who have not written yet may answer tomorrow, as was promised. */
	if (c.incident || (c.staff && c.peer_at_ms <= c.opened_at_ms))
		return store_due_arm(t->store, STORE_DUE_TALK_IDLE, c.id,
				     t->now_ms + talk_cfg(t)->idle_ms, 0);
	if (peer_is_gone(&c))
		return talk_end(t, &c, STORE_CLOSED_HANDOVER);
	if (c.asked_still == ASKED_STILL)
		return talk_end(t, &c, STORE_CLOSED_IDLE);
	c.asked_still = ASKED_STILL;
	rc = store_conversation_save(t->store, &c);
	if (rc >= 0)
		rc = store_due_arm(t->store, STORE_DUE_TALK_IDLE, c.id,
				   t->now_ms + talk_cfg(t)->still_ms, 0);
	return rc < 0 ? rc : care_say(t, &member, CARE_TALK, "talk.stillthere",
				      WORDS_ARGS(WORDS_TEXT("peer", peer.pseudonym)));
}

/* The member spoke and the peer has not answered. */
int care_talk_due_reply(struct care_turn *t, int64_t conversation_id, int64_t arg)
{
	struct store_conversation c;
	struct store_person member, peer;
	struct words_for who;
	int rc = load(t, conversation_id, &c, &member, &peer);

	/* Staff who have not written yet: the concern has the clock. */
	if (rc != 1 || (c.staff && c.peer_at_ms <= c.opened_at_ms))
		return rc < 0 ? rc : 0;
	rc = care_call_talking(t, c.member_id);
	if (rc)
		return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_TALK_REPLY, c.id,
						   t->now_ms + talk_cfg(t)->nudge_ms, 0);
	who = (struct words_for){ peer.lang, WORDS_SMS, peer.plain_words };
	if (arg == REPLY_GONE)
		return peer_is_gone(&c) ? talk_end(t, &c, STORE_CLOSED_HANDOVER) : 0;
	rc = store_due_arm(t->store, STORE_DUE_TALK_REPLY, c.id, t->now_ms +
			   (arg == REPLY_HELP ? talk_cfg(t)->gone_ms : talk_cfg(t)->nudge_ms),
			   arg == REPLY_HELP ? REPLY_GONE : REPLY_HELP);
	if (rc >= 0 && arg == REPLY_HELP)
		return talk_help(t, &c, &peer);
	return rc < 0 ? rc : care_say(t, &peer, CARE_DUTY, "talk.peer.stillthere", WORDS_ARGS(
		WORDS_TEXT("member", member.pseudonym),
		WORDS_TEXT("waiting", words_duration(t->mem, care_deps(t->care)->words, &who,
						     t->now_ms - c.member_at_ms))));
}

int care_talk_incident(struct care_turn *t, int64_t member_id, enum lexicon_tier tier, bool is_open)
{
	struct store_conversation c;
	struct store_person member, peer;
	bool was;
	int rc = store_conversation_of_member(t->store, member_id, &c);

	if (rc == 1)
		rc = load(t, c.id, &c, &member, &peer);
	if (rc != 1)
		return rc;
	was = c.incident;
	c.incident = is_open;
	if ((int)tier > c.tier)
		c.tier = tier;
	rc = store_conversation_save(t->store, &c);
	if (rc < 0 || was == is_open)
		return rc < 0 ? rc : 0;
	return care_say(t, &peer, CARE_DUTY, is_open ? "talk.peer.danger" : "talk.peer.safe",
			WORDS_ARGS(WORDS_TEXT("member", member.pseudonym)));
}

int care_talk_with_me(struct care_turn *t, int64_t member_id, const struct store_person *oncall)
{
	struct store_conversation c;
	struct store_person member;
	int rc = store_conversation_of_member(t->store, member_id, &c);

	if (rc < 0)
		return rc;
	if (rc == 1 && c.peer_id == oncall->id)
		return 0;
	if (rc == 1)
		rc = talk_end(t, &c, STORE_CLOSED_ONCALL);
	if (rc >= 0)
		rc = store_people_by_id(t->store, member_id, &member);
	if (rc >= 0)
		rc = care_talk_open_staff(t, oncall, &member);
	return rc < 0 ? rc : 0;
}

int care_talk_quoted(struct care_turn *t, int64_t peer_id)
{
	struct store_conversation open[TALK_OPEN_MAX];
	int n = store_conversations_of_peer(t->store, peer_id, open, TALK_OPEN_MAX);

	/* with several, it is not known which: all are marked for the review */
	for (int i = 0; i < n; i++) {
		open[i].quoted = true;
		if (store_conversation_save(t->store, &open[i]) < 0)
			return -EIO;
	}
	return n < 0 ? n : 0;
}

int care_talk_to_owner(struct care_turn *t, const struct store_person *member)
{
	struct store_person worker;
	int rc;

	if (!member->owner_id)
		return 0;	/* the concern is looking for one */
	rc = store_people_by_id(t->store, member->owner_id, &worker);
	return rc < 0 ? rc : care_talk_open_staff(t, &worker, member);
}

int care_talk_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	bool child = why == CARE_LEAVE_CHILD;
	struct store_conversation c = { 0 };
	int rc = store_conversation_of_member(t->store, person->id, &c);

	if (rc == 1 && !(child && c.peer_id == person->owner_id))
		rc = talk_end(t, &c, child ? STORE_CLOSED_MINOR : STORE_CLOSED_GONE);
	/* who was in a conversation goes on in one, with the safeguarding worker */
	if (rc >= 0 && child && c.id)
		rc = care_talk_to_owner(t, person);
	if (rc >= 0)
		rc = store_due_disarm(t->store, STORE_DUE_FEEDBACK, person->id);
	if (rc < 0 || why == CARE_LEAVE_STOP || child)
		return rc < 0 ? rc : 0;
	return care_talk_hand_over_all(t, person->id, STORE_CLOSED_LOST);
}

int care_talk_hand_over_all(struct care_turn *t, int64_t peer_id, enum store_closed_why why)
{
	struct store_conversation open[TALK_OPEN_MAX];
	int n = store_conversations_of_peer(t->store, peer_id, open, TALK_OPEN_MAX);

	for (int i = 0; i < n; i++) {
		int rc = 0;

		if (open[i].peer_id == peer_id)
			rc = talk_end(t, &open[i], why);
		else {		/* joined: the two others go on */
			open[i].joined_id = 0;
			rc = store_conversation_save(t->store, &open[i]);
		}
		if (rc < 0)
			return rc;
	}
	return n < 0 ? n : 0;
}

int care_talk_owner(struct care_turn *t, const struct store_concern *concern, int64_t *owner_id)
{
	struct store_conversation c;
	int rc;

	/* what is about the conversation itself is not the peer's to judge */
	if (!concern->person_id || concern->rounds || concern->kind == STORE_CONCERN_REPORT ||
	    concern->kind == STORE_CONCERN_FEEDBACK || concern->kind == STORE_CONCERN_DUTY ||
	    concern->kind == STORE_CONCERN_CHILD)
		return 0;
	rc = store_conversation_of_member(t->store, concern->person_id, &c);
	if (rc == 1)
		*owner_id = c.peer_id;
	return rc;
}
