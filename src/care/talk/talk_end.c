// SPDX-License-Identifier: AGPL-3.0-or-later
/* How a conversation ends: by whom, what each side hears, where the request goes. */
#include "care/care_call.h"
#include "care/talk/talk_int.h"
#include "store/store_session.h"

COUNTER(count_ended, "talk.ended", "Conversations that ended.");
COUNTER(count_abuse, "talk.abuse", "Contacts that a peer ended as sexual or abusive.");

struct ending {
	const char *member_key, *peer_key;	/* NULL: says nothing */
	bool feedback;				/* one question after */
	bool again;				/* the member goes back to their place */
};
static const struct ending endings[] = {
	[STORE_CLOSED_MEMBER] = { "talk.closed", "talk.peer.closed", .feedback = true },
	[STORE_CLOSED_PEER] = { "talk.closed", "talk.peer.ended", .feedback = true },
	[STORE_CLOSED_IDLE] = { "talk.idle", "talk.peer.closed", .feedback = true },
	[STORE_CLOSED_HANDOVER] = { "talk.left", "talk.peer.handed", .again = true },
	[STORE_CLOSED_ABUSE] = { "talk.ended", NULL },
	[STORE_CLOSED_BLOCK] = { NULL, "talk.peer.closed" },
	/* the phone is in other hands: nothing goes there */
	[STORE_CLOSED_LOST] = { "talk.left", NULL, .again = true },
	[STORE_CLOSED_MINOR] = { NULL, "talk.peer.minor" },
	[STORE_CLOSED_ONCALL] = { NULL, "talk.peer.withme" },
	[STORE_CLOSED_GONE] = { NULL, "talk.peer.closed" },
};

static int disarm(struct care_turn *t, int64_t id)
{
	static const enum store_due_kind kinds[] = {
		STORE_DUE_TALK_IDLE, STORE_DUE_TALK_REPLY, STORE_DUE_TALK_HELP };
	int rc = 0;

	for (size_t i = 0; i < ARRAY_LEN(kinds) && rc >= 0; i++)
		rc = store_due_disarm(t->store, kinds[i], id);
	return rc < 0 ? rc : 0;
}

static int end_request(struct care_turn *t, const struct store_conversation *c, bool again,
		       enum store_closed_why why)
{
	int rc;

	if (!c->request_id || why == STORE_CLOSED_MINOR)
		return 0;	/* kept by the one who leaves (care_queue_leave) */
	if (again)
		return care_queue_again(t, c->request_id, c->id, c->peer_id);
	rc = store_request_end(t->store, c->request_id, STORE_REQUEST_DONE, t->now_ms);
	return rc < 0 ? rc : 0;
}

/* After a talk by phone there is nothing to delete and nothing that a text need say: only
 * who is still on the line hears a last word. */
static int said_enough(struct care_turn *t, const struct store_conversation *c,
		       const struct store_person *to)
{
	return care_speaker_of(t, to->id) ? 0 : care_call_is_by_call(t, c);
}

static int tell(struct care_turn *t, const struct store_person *to, const char *key,
		const struct store_person *member, const struct store_person *peer)
{
	const struct words_for who = { to->lang, WORDS_SMS, to->plain_words };

	if (!key)
		return 0;
	return care_say(t, to, to == member ? CARE_TALK : CARE_DUTY, key, WORDS_ARGS(
		WORDS_TEXT("member", member->pseudonym), WORDS_TEXT("peer", peer->pseudonym),
		WORDS_TEXT("until", words_until(t->mem, care_deps(t->care)->words, &who, to->zone,
					       t->now_ms, t->now_ms + peers_cfg(t)->pause_ms))));
}

/* The question after it is a flow: its author says when ("asks 3h after
 * conversation") and how. */
static const struct flow *feedback_flow(struct care_turn *t)
{
	const struct flow_set *set = care_deps(t->care)->flows;
	const struct flow *f = NULL;

	while (set && (f = flow_set_next(set, f)))
		if (flow_schedule(f)->kind == FLOW_AFTER_EVENT &&
		    !strcmp(flow_schedule(f)->event, "conversation"))
			return f;
	return NULL;
}

static int ask_feedback(struct care_turn *t, const struct store_conversation *c)
{
	const struct flow *f = feedback_flow(t);

	/* only if somebody answered at all */
	if (!f || c->practice || c->peer_at_ms <= c->opened_at_ms)
		return 0;
	return store_due_arm(t->store, STORE_DUE_FEEDBACK, c->member_id,
			     t->now_ms + flow_schedule(f)->after_ms, c->id);
}

int care_talk_due_feedback(struct care_turn *t, int64_t member_id, int64_t arg)
{
	const struct flow *f = feedback_flow(t);
	struct store_request r;
	struct store_session s;
	struct store_person p;
	int rc = care_talk_busy(t, member_id);

	/* never in the middle of something that matters more */
	if (rc == 0)
		rc = store_request_open_of(t->store, member_id, &r);
	if (rc == 0)
		rc = store_session_get(t->store, t->mem, member_id, &s);
	if (rc || !f)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, member_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	return rc < 0 ? rc : care_flow_start(t, &p, flow_name(f));
}

int talk_end(struct care_turn *t, const struct store_conversation *c, enum store_closed_why why)
{
	const struct ending *e = &endings[why];
	struct store_person member, peer, joined;
	int rc = store_conversation_close(t->store, c->id, why, t->now_ms);

	if (rc != 1)
		return rc;
	counter_inc(&count_ended);
	if (why == STORE_CLOSED_ABUSE)
		counter_inc(&count_abuse);
	rc = disarm(t, c->id);
	if (rc == 0)
		rc = store_people_by_id(t->store, c->member_id, &member);
	if (rc == 0)
		rc = store_people_by_id(t->store, c->peer_id, &peer);
	if (rc == 0)
		rc = end_request(t, c, e->again, why);
	if (rc == 0)
		rc = said_enough(t, c, &member);
	if (rc >= 0)
		rc = rc && !e->again ? 0 : tell(t, &member, e->member_key, &member, &peer);
	if (rc == 0)
		rc = said_enough(t, c, &peer);
	if (rc >= 0)
		rc = rc ? 0 : tell(t, &peer, e->peer_key, &member, &peer);
	if (rc == 0 && c->joined_id)
		rc = store_people_by_id(t->store, c->joined_id, &joined);
	if (rc == 0 && c->joined_id)
		rc = tell(t, &joined, "talk.peer.closed", &member, &peer);
	if (rc == 0)
		rc = talk_ask_moot(t, c->peer_id);
	if (rc == 0 && e->feedback)
		rc = ask_feedback(t, c);
	if (rc == 0 && why != STORE_CLOSED_LOST && (c->incident || c->tier >= MATCH_TIER_B))
		rc = care_peers_pause(t, &peer);
	return rc < 0 ? rc : care_queue_stir(t);
}

static int run_feedback(struct care_turn *t, struct store_person *person, const char *const *args,
			unsigned int nargs, const char **outcome)
{
	struct store_conversation last;
	int64_t id;
	int answer = nargs ? args[0][0] - '0' : 0;
	int rc = store_conversation_last_of_member(t->store, person->id, &last);

	if (rc != 1 || answer < 1 || answer > 3)
		return rc < 0 ? rc : 0;
	rc = store_conversation_feedback(t->store, last.id, answer);
	if (rc < 0 || answer != 3)
		return rc < 0 ? rc : 0;
	return care_concern_raise(t, &(struct care_concern){ .kind = STORE_CONCERN_FEEDBACK,
		.about = person, .why = "a conversation did not help" }, &id);
}

const struct care_effect care_talk_effects[] = {
	{ "feedback", run_feedback },
	{ 0 },
};

/* --- A sexual or abusive contact ----------------------------------------------------- */

/* Enough of them: a human looks at a limit.  Never at safety. */
static int review(struct care_turn *t, const struct store_conversation *c)
{
	struct store_person member;
	int64_t n, id;
	int rc = store_report_count(t->store, c->member_id, t->now_ms - DAYS_MS(30), &n);

	if (rc < 0 || n < talk_cfg(t)->abuse_review)
		return rc;
	rc = store_people_by_id(t->store, c->member_id, &member);
	return rc < 0 ? rc : care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_REPORT, .about = &member,
		.why = "repeated abusive contacts: is a limit needed?" }, &id);
}

static int reopen(struct care_turn *t, const struct store_person *peer,
		  const struct store_conversation *c)
{
	struct store_person member;
	int rc = store_report_withdraw(t->store, c->id, peer->id);

	if (rc >= 0)
		rc = store_conversation_reopen(t->store, c->id);
	if (rc == -EEXIST)
		return care_say(t, peer, CARE_DUTY, "offer.gone", NULL);
	if (rc == 1)
		rc = store_due_arm(t->store, STORE_DUE_TALK_IDLE, c->id,
				   t->now_ms + talk_cfg(t)->idle_ms, 0);
	if (rc == 0)
		rc = store_people_by_id(t->store, c->member_id, &member);
	if (rc == 0)
		rc = care_say(t, &member, CARE_TALK, "talk.connected",
			      WORDS_ARGS(WORDS_TEXT("peer", peer->pseudonym)));
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "talk.peer.connected", WORDS_ARGS(
		WORDS_TEXT("member", member.pseudonym), WORDS_TEXT("handle", c->handle)));
}

int talk_abuse_answer(struct care_turn *t, const struct store_person *peer, int64_t conversation_id,
		      int digit)
{
	struct store_conversation c;
	struct store_report report;
	int rc = store_conversation_get(t->store, conversation_id, &c);

	if (rc != 1)
		return rc;
	if (digit == 3)
		return reopen(t, peer, &c);
	report = (struct store_report){
		.conversation_id = c.id, .member_id = c.member_id, .peer_id = c.peer_id,
		.by_id = peer->id, .at_ms = t->now_ms,
		.kind = digit == 1 ? STORE_REPORT_SEXUAL : STORE_REPORT_ABUSE,
	};
	rc = store_report_withdraw(t->store, c.id, peer->id);	/* the one without a kind */
	if (rc >= 0)
		rc = store_report_add(t->store, &report);
	if (rc == 0)
		rc = review(t, &c);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.how.thanks", NULL);
}
