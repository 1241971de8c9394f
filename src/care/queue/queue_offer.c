// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Offers: one request leased to one peer.  Everything here is compare-and-set:
 * the peer's digit, the end of the lease and the person's leaving may come in
 * any order, and the first one counts.
 */
#include "care/care_call.h"
#include "care/queue/queue_int.h"

COUNTER(count_offers, "queue.offers", "Offers to peers.");
COUNTER(count_accepted, "queue.accepted", "Offers that a peer accepted.");
COUNTER(count_passed, "queue.passed", "Offers that a peer passed.");
COUNTER(count_expired, "queue.expired", "Offers that got no answer in time.");

const char *care_queue_wishes(struct care_turn *t, const struct store_person *reader,
			      const struct store_request *r)
{
	const char *wishes = queue_wishes_words(t, reader, r);

	return *wishes ? wishes : care_render(t, reader, WORDS_SMS, "offer.nowish", NULL);
}

static int say_offer(struct care_turn *t, const struct store_offer *o,
		     const struct store_request *r, const struct store_person *peer)
{
	static const char *const kinds[MATCH_KINDS] = {
		[MATCH_TEXT] = "talk.kind.text", [MATCH_CALL] = "talk.kind.call",
		[MATCH_MESSAGE] = "talk.kind.message",
	};
	const struct words_for who = { peer->lang, WORDS_SMS, peer->plain_words };
	const struct words *words = care_deps(t->care)->words;
	const char *wishes = care_queue_wishes(t, peer, r);
	struct store_person member;
	int rc = store_people_by_id(t->store, r->person_id, &member);

	if (rc < 0)
		return rc;
	return care_send(t, peer, CARE_DUTY, &(struct care_message){
		.key = r->newcomer ? "offer.newcomer" : "offer.new",
		.args = WORDS_ARGS(WORDS_TEXT("pseudonym", member.pseudonym),
			WORDS_TEXT("wishes", wishes),
			WORDS_TEXT("kind", care_render(t, peer, WORDS_SMS, kinds[r->kind], NULL)),
			WORDS_TEXT("waiting", words_duration(t->mem, words, &who,
							     t->now_ms - r->since_ms)),
			WORDS_TEXT("lease", words_duration(t->mem, words, &who,
							   queue_cfg(t)->lease_ms))),
		.topic = CARE_TOPIC_OFFER, .topic_id = o->id, .expires_at_ms = o->until_ms });
}

/* 1: whose request it is an offer of, and to whom. */
static int load(struct care_turn *t, const struct store_offer *o, struct store_request *r,
		struct store_person *peer)
{
	int rc = store_request_get(t->store, o->request_id, r);

	if (rc != 1)
		return rc;
	rc = store_people_by_id(t->store, o->peer_id, peer);
	return rc < 0 ? rc : 1;
}

int care_queue_offer_text(struct care_turn *t, int64_t offer_id)
{
	struct store_person peer;
	struct store_request r;
	struct store_offer o;
	int rc = store_offer_get(t->store, offer_id, &o);

	if (rc != 1 || o.state != STORE_OFFER_OPEN)
		return rc < 0 ? rc : 0;
	rc = load(t, &o, &r, &peer);
	return rc != 1 ? rc : say_offer(t, &o, &r, &peer);
}

int queue_offer(struct care_turn *t, int64_t request_id, int64_t peer_id, int points)
{
	struct store_offer o = {
		.request_id = request_id, .peer_id = peer_id, .points = points,
		.made_at_ms = t->now_ms, .until_ms = t->now_ms + queue_cfg(t)->lease_ms,
	};
	struct store_request r;
	struct store_person peer;
	struct store_ask asked;
	int rc = load(t, &o, &r, &peer);

	/* the calculation may be some turns old: look again */
	if (rc != 1 || r.state != STORE_REQUEST_WAITING || !(peer.roles & STORE_ROLE_PEER))
		return rc < 0 ? rc : 0;
	rc = store_ask_get(t->store, peer_id, &asked);
	if (rc < 0 || (rc == 1 && asked.until_ms > t->now_ms))
		return rc < 0 ? rc : 0;
	rc = store_offer_add(t->store, &o);
	if (rc == -EEXIST)
		return 0;
	if (rc == 0)
		rc = store_request_offer(t->store, request_id, o.id);
	if (rc == 0)	/* taken meanwhile: cannot be, in one transaction; then nothing
			 * was promised */
		return store_offer_close(t->store, o.id, STORE_OFFER_TAKEN_BACK,
					 t->now_ms) < 0 ? -EIO : 0;
	if (rc == 1)
		rc = store_due_arm(t->store, STORE_DUE_OFFER, o.id, o.until_ms, 0);
	if (rc == 0)
		rc = care_ask_put(t, peer_id, CARE_ASK_OFFER, o.id, o.until_ms);
	counter_inc(&count_offers);
	if (rc >= 0)
		rc = care_call_offer(t, &o, &r);
	return rc ? (rc < 0 ? rc : 0) : say_offer(t, &o, &r, &peer);
}

int queue_again_later(struct care_turn *t, int64_t offer_id)
{
	return store_due_arm(t->store, STORE_DUE_OFFER_AGAIN, offer_id,
			     t->now_ms + queue_cfg(t)->again_ms + 1, 0);
}

/* Who is out of the question by now; and a round. */
static int look_again(struct care_turn *t, int64_t request_id)
{
	struct store_request r;
	int rc = store_request_get(t->store, request_id, &r);

	if (rc == 1)
		rc = queue_avoid(t, &r, 0);
	if (rc == 0)
		rc = store_request_save(t->store, &r);
	return rc < 0 ? rc : care_queue_stir(t);
}

/* The request returns to its place, without this peer for a while. */
static int back(struct care_turn *t, const struct store_offer *o)
{
	int rc = store_request_back(t->store, o->request_id, o->id);

	if (rc != 1)
		return rc;
	rc = queue_again_later(t, o->id);
	return rc < 0 ? rc : look_again(t, o->request_id);
}

/* They passed it long enough ago.  Without this only the clock of the request (UNANSWERED) would
 * bring them back, however many are on duty and free. */
int care_queue_due_again(struct care_turn *t, int64_t offer_id, int64_t arg)
{
	struct store_request r;
	struct store_offer o;
	int rc = store_offer_get(t->store, offer_id, &o);

	if (rc == 1)
		rc = store_request_get(t->store, o.request_id, &r);
	if (rc != 1 || (r.state != STORE_REQUEST_WAITING && r.state != STORE_REQUEST_OFFERED))
		return rc < 0 ? rc : 0;
	return look_again(t, r.id);
}

static int accept_offer(struct care_turn *t, const struct store_person *peer,
			const struct store_offer *o)
{
	int64_t conversation_id = store_conversation_id(t->store);
	struct store_conversation c;
	struct store_request r;
	struct store_person member;
	int rc = store_request_take(t->store, o->request_id, o->id, conversation_id, t->now_ms);

	if (rc == 1)
		rc = store_request_get(t->store, o->request_id, &r);
	if (rc != 1)
		return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "offer.gone", NULL);
	rc = store_people_by_id(t->store, r.person_id, &member);
	if (rc == 0 && !r.practice)
		rc = store_wait_add(t->store, r.kind, t->now_ms - r.since_ms, t->now_ms);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_UNANSWERED, r.id);
	if (rc >= 0)
		rc = care_concern_met(t, r.person_id, STORE_CONCERN_UNANSWERED);
	if (rc >= 0)
		rc = care_concern_met(t, r.person_id, STORE_CONCERN_MESSAGE);
	if (rc >= 0)
		rc = care_peers_began(t, peer->id);
	if (rc >= 0)
		rc = care_talk_begin(t, &r, conversation_id, &member, peer);
	if (rc >= 0)
		rc = store_conversation_get(t->store, conversation_id, &c);
	return rc == 1 ? care_call_connect(t, &c, &r) : rc;
}

int care_queue_answer(struct care_turn *t, const struct store_person *peer, int64_t offer_id,
		      bool yes)
{
	struct store_offer o;
	int rc = store_offer_get(t->store, offer_id, &o);

	if (rc < 0)
		return rc;
	if (rc == 1)
		rc = o.peer_id != peer->id ? 0 :
			store_offer_close(t->store, offer_id,
					  yes ? STORE_OFFER_ACCEPTED : STORE_OFFER_PASSED,
					  t->now_ms);
	if (rc != 1)
		return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "offer.gone", NULL);
	rc = store_due_disarm(t->store, STORE_DUE_OFFER, offer_id);
	if (rc >= 0)
		rc = care_peers_missed(t, peer, false);
	if (rc < 0)
		return rc;
	counter_inc(yes ? &count_accepted : &count_passed);
	if (yes)
		return accept_offer(t, peer, &o);
	rc = back(t, &o);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "offer.passed", NULL);
}

int care_queue_take_back(struct care_turn *t, int64_t peer_id)
{
	struct store_offer o;
	int rc = store_offer_of_peer(t->store, peer_id, &o);

	if (rc != 1)
		return rc;
	rc = store_offer_close(t->store, o.id, STORE_OFFER_TAKEN_BACK, t->now_ms);
	if (rc == 1)
		rc = store_due_disarm(t->store, STORE_DUE_OFFER, o.id);
	if (rc >= 0)
		rc = care_ask_end(t, peer_id, CARE_ASK_OFFER, o.id);
	return rc < 0 ? rc : back(t, &o);
}

int care_queue_undelivered(struct care_turn *t, const struct store_out *row)
{
	if (row->state != STORE_OUT_FAILED)
		return 0;
	return care_queue_due_offer(t, row->topic_id, 0);
}

int care_queue_due_offer(struct care_turn *t, int64_t offer_id, int64_t arg)
{
	struct store_offer o;
	struct store_person peer;
	int rc = store_offer_get(t->store, offer_id, &o);

	if (rc == 1)
		rc = store_offer_close(t->store, offer_id, STORE_OFFER_EXPIRED, t->now_ms);
	if (rc != 1)
		return rc;	/* it was answered at the last moment */
	counter_inc(&count_expired);
	rc = care_ask_end(t, o.peer_id, CARE_ASK_OFFER, offer_id);
	if (rc >= 0)
		rc = back(t, &o);
	if (rc >= 0)
		rc = store_people_by_id(t->store, o.peer_id, &peer);
	return rc < 0 ? rc : care_peers_missed(t, &peer, true);
}
