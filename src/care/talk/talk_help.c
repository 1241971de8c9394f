// SPDX-License-Identifier: AGPL-3.0-or-later
/* A peer is not alone: a supervisor joins or takes over. */
#include "care/care_call.h"
#include "care/talk/talk_int.h"

COUNTER(count_help, "talk.help", "Peers who asked for help.");

enum { ASKED_MAX = 32 };

/* Supervisors first; nobody else is asked as long as there is one. */
static int helpers(struct care_turn *t, int64_t not_id, struct store_person **out, size_t *n_out)
{
	static const unsigned int roles[] = {
		STORE_ROLE_SUPERVISOR, STORE_ROLE_COORDINATOR, STORE_ROLE_MANAGER };
	size_t keep = 0;

	*n_out = 0;
	for (size_t i = 0; i < ARRAY_LEN(roles) && !keep; i++) {
		int rc = store_people_by_role(t->store, t->mem, roles[i], out, n_out);

		if (rc < 0)
			return rc;
		for (size_t k = 0; k < *n_out; k++)
			if ((*out)[k].id != not_id)
				(*out)[keep++] = (*out)[k];
	}
	*n_out = keep;
	return 0;
}

/* Words to one who cannot answer with a digit now: the conversation has their
 * digits, or another question does. */
static int free_to_ask(struct care_turn *t, int64_t person_id)
{
	struct store_ask a;
	int rc = store_ask_get(t->store, person_id, &a);

	return rc < 0 ? rc : !(rc == 1 && a.until_ms > t->now_ms);
}

int talk_help(struct care_turn *t, const struct store_conversation *c,
	      const struct store_person *peer)
{
	struct store_person *who, member;
	const char *lead = "";
	size_t n, asked = 0;
	int rc = store_people_by_id(t->store, c->member_id, &member);

	counter_inc(&count_help);
	if (rc == 0)
		rc = helpers(t, peer->id, &who, &n);
	for (size_t i = 0; rc >= 0 && i < n && asked < ASKED_MAX; i++) {
		rc = free_to_ask(t, who[i].id);
		if (rc != 1)
			continue;
		asked++;
		rc = care_ask_put(t, who[i].id, CARE_ASK_HELP, c->id, t->now_ms + HOURS_MS(2));
		if (rc == 0)
			rc = care_say(t, &who[i], CARE_DUTY, "lead.ask", WORDS_ARGS(
				WORDS_TEXT("peer", peer->pseudonym),
				WORDS_TEXT("member", member.pseudonym)));
		lead = who[i].pseudonym;
	}
	if (rc >= 0)
		rc = store_due_arm(t->store, STORE_DUE_TALK_HELP, c->id,
				   t->now_ms + (asked ? talk_cfg(t)->help_ms : 0), 0);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY,
				      asked == 1 ? "peer.help" : "peer.help.many",
				      WORDS_ARGS(WORDS_TEXT("lead", lead)));
}

/* The others need not answer any more. */
static int end_asks(struct care_turn *t, int64_t conversation_id)
{
	int64_t persons[ASKED_MAX];
	int n = store_asks_about(t->store, CARE_ASK_HELP, conversation_id, persons, ASKED_MAX);

	for (int i = 0; i < n; i++) {
		int rc = care_ask_end(t, persons[i], CARE_ASK_HELP, conversation_id);

		if (rc < 0)
			return rc;
	}
	return n < 0 ? n : 0;
}

static int take_over(struct care_turn *t, struct store_conversation *c,
		     const struct store_person *supervisor, const struct store_person *member)
{
	struct store_person peer;
	int rc = store_people_by_id(t->store, c->peer_id, &peer);

	if (rc == 0)
		rc = talk_handle(t, member->pseudonym, supervisor->id, c->handle);
	if (rc < 0)
		return rc;
	c->peer_id = supervisor->id;
	c->joined_id = 0;
	c->staff = true;
	c->peer_at_ms = t->now_ms;
	rc = store_conversation_save(t->store, c);
	if (rc == 1)
		rc = care_say(t, &peer, CARE_DUTY, "talk.peer.taken", WORDS_ARGS(
			WORDS_TEXT("lead", supervisor->pseudonym),
			WORDS_TEXT("member", member->pseudonym)));
	if (rc == 0)
		rc = care_say(t, member, CARE_TALK, "talk.handover", WORDS_ARGS(
			WORDS_TEXT("peer", peer.pseudonym),
			WORDS_TEXT("next", supervisor->pseudonym)));
	if (rc == 0 && (c->incident || c->tier >= MATCH_TIER_B))
		rc = care_peers_pause(t, &peer);
	return rc < 0 ? rc : care_queue_stir(t);
}

static int join(struct care_turn *t, struct store_conversation *c,
		const struct store_person *supervisor, const struct store_person *member)
{
	struct store_person peer;
	int rc = care_call_talking(t, c->member_id);

	if (rc)			/* by phone: they are rung, and both hear it when they listen */
		return rc < 0 ? rc : care_call_listen(t, supervisor, member) < 0 ? -EIO : 0;
	rc = store_people_by_id(t->store, c->peer_id, &peer);
	if (rc < 0)
		return rc;
	c->joined_id = supervisor->id;
	rc = store_conversation_save(t->store, c);
	if (rc == 1)
		rc = care_say(t, &peer, CARE_DUTY, "talk.lead", WORDS_ARGS(
			WORDS_TEXT("lead", supervisor->pseudonym)));
	/* nobody listens in without the member knowing it */
	return rc < 0 ? rc : care_say(t, member, CARE_TALK, "talk.lead", WORDS_ARGS(
		WORDS_TEXT("lead", supervisor->pseudonym)));
}

int talk_help_answer(struct care_turn *t, const struct store_person *supervisor,
		     int64_t conversation_id, bool over)
{
	struct store_conversation c;
	struct store_person member;
	int rc = store_conversation_get(t->store, conversation_id, &c);

	if (rc < 0)
		return rc;
	if (rc == 0 || !c.open || c.joined_id || c.staff)
		return care_say(t, supervisor, CARE_DUTY, "lead.late", NULL);
	rc = store_people_by_id(t->store, c.member_id, &member);
	if (rc == 0)
		rc = end_asks(t, c.id);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_TALK_HELP, c.id);
	if (rc >= 0)
		rc = over ? take_over(t, &c, supervisor, &member) :
			join(t, &c, supervisor, &member);
	return rc < 0 ? rc : care_say(t, supervisor, CARE_DUTY, "talk.peer.connected", WORDS_ARGS(
		WORDS_TEXT("member", member.pseudonym), WORDS_TEXT("handle", c.handle)));
}

/* Nobody came: now it is a concern with an owner, and it rings. */
int care_talk_due_help(struct care_turn *t, int64_t conversation_id, int64_t arg)
{
	struct store_conversation c;
	struct store_person member;
	int64_t id;
	int rc = store_conversation_get(t->store, conversation_id, &c);

	if (rc != 1 || !c.open || c.joined_id)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, c.member_id, &member);
	return rc < 0 ? rc : care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_DUTY, .about = &member,
		.why = "a peer asks for help in a conversation", .rings = true }, &id);
}
