// SPDX-License-Identifier: AGPL-3.0-or-later
/* Into the line and out of it. */
#include "care/care_people.h"
#include "care/care_int.h"
#include "care/queue/queue_int.h"
#include "text/text.h"

enum { TELL_AGAIN_MAX = 4 };

COUNTER(count_joined, "queue.joined", "Requests to talk.");
COUNTER(count_limited, "queue.limited", "Requests refused by a reviewed limit.");
COUNTER(count_unanswered, "queue.unanswered", "Times that a request's clock rang.");

struct match_rules queue_rules(struct care_turn *t)
{
	struct match_rules rules = match_rules_default;

	rules.head_start_ms[MATCH_TIER_A] = queue_cfg(t)->head_a_ms;
	rules.head_start_ms[MATCH_TIER_B] = queue_cfg(t)->head_b_ms;
	rules.head_start_ms[MATCH_TIER_C] = queue_cfg(t)->head_c_ms;
	rules.head_start_ms[MATCH_TIER_ASK] = queue_cfg(t)->head_ask_ms;
	rules.newcomer_ms = queue_cfg(t)->newcomer_ms;
	return rules;
}

int care_queue_stir(struct care_turn *t)
{
	struct store_due due;
	int rc;

	if (queue_round_stirred(t->care))
		return 0;
	rc = store_due_get(t->store, STORE_DUE_MATCH, QUEUE_THE_LINE, &due);
	/* one that is near already must not be pushed away by each new text */
	if (rc == 1 && due.at_ms <= t->now_ms + queue_cfg(t)->round_ms)
		return 0;
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_MATCH, QUEUE_THE_LINE,
					   t->now_ms + queue_cfg(t)->round_ms, 0);
}

int queue_avoid(struct care_turn *t, struct store_request *r, int64_t also)
{
	int n = store_blocks(t->store, r->person_id, r->avoid, STORE_AVOID_MAX);
	int more;

	if (n < 0)
		return n;
	more = store_offer_passed(t->store, r->id, t->now_ms - queue_cfg(t)->again_ms, t->now_ms,
				  r->avoid + n, STORE_AVOID_MAX - n);
	if (more < 0)
		return more;
	n += more;
	if (also && n < STORE_AVOID_MAX)
		r->avoid[n++] = also;
	r->avoid_len = n;
	return 0;
}

/* Shut, and nobody there: they know when somebody answers, and staff do. */
int queue_clock(struct care_turn *t, const struct store_request *r)
{
	int64_t at_ms = t->now_ms + (r->newcomer ? queue_cfg(t)->unanswered_new_ms :
						   queue_cfg(t)->unanswered_ms);
	int64_t on, opens_at_ms, by_ms;
	struct store_person p;
	int rc = store_peers_on(t->store, &on);

	if (rc == 0 && !on && r->tier < MATCH_TIER_ASK) {
		rc = store_people_by_id(t->store, r->person_id, &p);
		if (rc < 0)
			return rc;
		by_ms = care_queue_answer_by(t, p.line, r->since_ms);
		if (!care_queue_is_open(t, p.line, &opens_at_ms) && by_ms > at_ms)
			at_ms = by_ms;
	}
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_UNANSWERED, r->id, at_ms, 0);
}

static enum match_age age_of(const struct store_person *p)
{
	return p->age == STORE_AGE_UNKNOWN ? MATCH_AGE_UNKNOWN :
		care_people_is_child(p) ? MATCH_AGE_MINOR : MATCH_AGE_ADULT;
}

/* "Same one as last time", unless it went badly or they want somebody else. */
static int fill_last_peer(struct care_turn *t, struct store_request *r)
{
	struct store_conversation last;
	struct secret *same = NULL;
	const char *wish;
	int rc = store_conversation_last_of_member(t->store, r->person_id, &last);

	if (rc < 0)
		return rc;
	r->newcomer = rc == 0;
	if (rc == 0)
		return 0;
	rc = store_people_fact_get(t->store, t->mem, r->person_id, "wish.same", &same);
	if (rc < 0 && rc != -ENOENT)
		return rc;
	wish = secret_reveal(same);
	if (last.staff || !strcmp(wish, "no") || (last.feedback == 3 && strcmp(wish, "only")))
		return 0;
	r->last_peer = last.peer_id;
	r->only_last = !strcmp(wish, "only");
	return 0;
}

static int fill(struct care_turn *t, const struct store_person *p, struct store_request *r)
{
	const struct match_rules rules = queue_rules(t);
	int rc = fill_last_peer(t, r), n;

	if (rc < 0)
		return rc;
	n = store_wishes(t->store, p->id, r->wishes, STORE_WISHES_MAX);
	if (n < 0)
		return n;
	r->wishes_len = n;
	r->age = age_of(p);
	r->rank_ms = match_rank_ms(&rules, r->tier, r->newcomer, r->since_ms);
	return queue_avoid(t, r, 0);
}

/* A reviewed limit, never for somebody in danger.  1: told, and not put through. */
static int limited(struct care_turn *t, const struct store_person *p, enum match_tier tier)
{
	int64_t until_ms, n;
	int per_day, rc;

	if (tier >= MATCH_TIER_C)
		return 0;
	rc = store_limit_get(t->store, p->id, t->now_ms, &per_day, &until_ms);
	if (rc != 1)
		return rc;
	rc = store_request_count(t->store, p->id, t->now_ms - DAYS_MS(1), &n);
	if (rc < 0 || n < per_day)
		return rc;
	counter_inc(&count_limited);
	rc = care_say(t, p, CARE_REPLY, "queue.limited",
		      WORDS_ARGS(WORDS_NUMBER("times", per_day)));
	return rc < 0 ? rc : 1;
}

/* 1: they are in a conversation, perhaps one that staff began, and have been told with whom. */
static int with_somebody(struct care_turn *t, const struct store_person *p)
{
	struct store_conversation c;
	struct store_person peer;
	int rc = store_conversation_of_member(t->store, p->id, &c);

	if (rc != 1)
		return rc;
	rc = store_people_by_id(t->store, c.peer_id, &peer);
	if (rc == 0)
		rc = care_say(t, p, CARE_TALK, "talk.with",
			      WORDS_ARGS(WORDS_TEXT("peer", peer.pseudonym)));
	return rc < 0 ? rc : 1;
}

static int already(struct care_turn *t, const struct store_person *p, struct store_request *r,
		   enum match_tier tier, enum care_joined *out)
{
	int rc = care_queue_raise_tier(t, p->id, tier);

	*out = r->state == STORE_REQUEST_KEPT ? CARE_QUEUE_CHILD : CARE_QUEUED_ALREADY;
	if (rc < 0)
		return rc;
	if (r->state == STORE_REQUEST_KEPT)
		return 0;	/* they have been told whose they are */
	if (r->state != STORE_REQUEST_TAKEN) {
		rc = store_request_get(t->store, r->id, r);
		if (rc == 1 && care_speaker_of(t, p->id) && r->kind == MATCH_TEXT)
			r->kind = MATCH_CALL;	/* they ring instead: saved with the telling */
		return rc == 1 ? queue_tell(t, p, r, QUEUE_TOLD_AGAIN) : rc;
	}
	rc = with_somebody(t, p);
	return rc < 0 ? rc : 0;
}

/* A peer in the middle of a conversation cannot be a member at the same time:
 * nobody could say to whom their next text goes.  A supervisor can help. */
static int at_work(struct care_turn *t, const struct store_person *p)
{
	struct store_conversation c;
	int rc = store_conversations_of_peer(t->store, p->id, &c, 1);

	if (rc == 1)
		rc = care_say(t, p, CARE_DUTY, "queue.at.work", NULL) < 0 ? -EIO : 1;
	return rc;
}

/* Under age: the safeguarding worker's, never in the line.  A row is kept only
 * as long as no worker is found, so that the wish is not lost. */
static int join_child(struct care_turn *t, struct store_person *p, struct store_request *r)
{
	int rc = care_people_child(t, p, 0, "asks to talk");

	if (rc == 0)
		rc = care_talk_to_owner(t, p);
	if (rc)
		return rc < 0 ? rc : 0;
	r->state = STORE_REQUEST_KEPT;
	return store_request_add(t->store, r);
}

int care_queue_join(struct care_turn *t, struct store_person *person, enum match_kind kind,
		    enum match_tier tier, enum care_joined *out)
{
	struct store_request r;
	int64_t opens_at_ms, on;
	int rc = store_request_open_of(t->store, person->id, &r);

	*out = CARE_QUEUED_ALREADY;
	if (rc < 0)
		return rc;
	if (rc == 1)
		return already(t, person, &r, tier, out);
	rc = with_somebody(t, person);
	if (rc == 0)
		rc = at_work(t, person);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = limited(t, person, tier);
	if (rc) {
		*out = CARE_QUEUE_LIMITED;
		return rc < 0 ? rc : 0;
	}
	r = (struct store_request){
		.person_id = person->id, .state = STORE_REQUEST_WAITING, .kind = kind, .tier = tier,
		.practice = person->practice, .since_ms = t->now_ms,
	};
	rc = fill(t, person, &r);
	if (rc < 0)
		return rc;
	if (r.age == MATCH_AGE_MINOR) {
		*out = CARE_QUEUE_CHILD;
		return join_child(t, person, &r);
	}
	rc = store_request_add(t->store, &r);
	if (rc == 0)
		rc = queue_clock(t, &r);
	if (rc == 0)
		rc = care_queue_stir(t);
	if (rc == 0)
		rc = care_talk_tidy(t);
	if (rc == 0)
		rc = store_peers_on(t->store, &on);
	counter_inc(&count_joined);
	if (rc < 0)
		return rc;
	*out = on || care_queue_is_open(t, person->line, &opens_at_ms) ? CARE_QUEUED :
		CARE_QUEUE_CLOSED;
	return queue_tell(t, person, &r, QUEUE_TOLD_FIRST);
}

int care_queue_person(struct care_turn *t, struct store_person *person)
{
	enum care_joined joined;

	/* age is asked before any matching; the flow of that name asks */
	if (person->age == STORE_AGE_UNKNOWN)
		return care_flow_start(t, person, "talk");
	return care_queue_join(t, person, care_speaker_of(t, person->id) ? MATCH_CALL : MATCH_TEXT,
			       queue_tier(t), &joined);
}

int care_queue_person_now(struct care_turn *t, struct store_person *person)
{
	const struct words_for who = { person->lang, care_channel(t, person->id),
				       person->plain_words };
	int64_t opens_at_ms, by_ms;
	bool is_open = care_queue_is_open(t, person->line, &opens_at_ms);
	int rc;

	if (person->age != STORE_AGE_UNKNOWN)
		return care_queue_person(t, person);
	by_ms = care_queue_answer_by(t, person->line, t->now_ms);
	rc = care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_FLOW, .about = person, .clock_ms = is_open ? 0 :
		by_ms - t->now_ms, .why = "asks for a person and answers no form" }, NULL);
	if (rc < 0)
		return rc;
	if (is_open)
		return care_say(t, person, CARE_TALK, "person.coming", NULL);
	return care_say(t, person, CARE_TALK, "person.none", WORDS_ARGS(WORDS_TEXT("when",
			words_when(t->mem, care_deps(t->care)->words, &who, person->zone, t->now_ms,
				   by_ms))));
}

int care_queue_raise_tier(struct care_turn *t, int64_t person_id, enum match_tier tier)
{
	const struct match_rules rules = queue_rules(t);
	struct store_request r;
	int rc = store_request_open_of(t->store, person_id, &r);

	if (rc != 1 || (int)tier <= r.tier)
		return rc < 0 ? rc : 0;
	r.tier = tier;
	r.rank_ms = match_rank_ms(&rules, tier, r.newcomer, r.since_ms);
	rc = store_request_save(t->store, &r);
	return rc < 0 ? rc : care_queue_stir(t);
}

/* The offer that holds this request goes back, and its peer is told. */
static int end_offer(struct care_turn *t, int64_t offer_id)
{
	struct store_offer o;
	struct store_person peer;
	int rc = store_offer_get(t->store, offer_id, &o);

	if (rc != 1)
		return rc;
	rc = store_offer_close(t->store, offer_id, STORE_OFFER_TAKEN_BACK, t->now_ms);
	if (rc != 1)
		return rc;
	rc = store_due_disarm(t->store, STORE_DUE_OFFER, offer_id);
	if (rc >= 0)
		rc = care_ask_end(t, o.peer_id, CARE_ASK_OFFER, offer_id);
	if (rc >= 0)
		rc = store_people_by_id(t->store, o.peer_id, &peer);
	return rc < 0 ? rc : care_say(t, &peer, CARE_DUTY, "offer.gone", NULL);
}

static int let_go(struct care_turn *t, const struct store_request *r)
{
	int rc = r->offer_id ? end_offer(t, r->offer_id) : 0;

	if (rc >= 0)
		rc = store_due_disarm(t->store, STORE_DUE_UNANSWERED, r->id);
	if (rc >= 0)
		rc = care_concern_met(t, r->person_id, STORE_CONCERN_UNANSWERED);
	if (rc >= 0)
		rc = care_concern_met(t, r->person_id, STORE_CONCERN_MESSAGE);
	return rc < 0 ? rc : 0;
}

int care_queue_withdraw(struct care_turn *t, int64_t person_id)
{
	struct store_request r;
	int rc = store_request_open_of(t->store, person_id, &r);

	if (rc != 1 || r.state == STORE_REQUEST_TAKEN)
		return rc < 0 ? rc : 0;
	rc = let_go(t, &r);
	return rc < 0 ? rc : store_request_end(t->store, r.id, STORE_REQUEST_WITHDRAWN, t->now_ms);
}

int care_queue_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	struct store_request r;
	int rc;

	if (why != CARE_LEAVE_CHILD) {
		rc = care_queue_withdraw(t, person->id);
		return rc < 0 ? rc : 0;
	}
	rc = store_request_open_of(t->store, person->id, &r);
	if (rc != 1 || r.state == STORE_REQUEST_KEPT)
		return rc < 0 ? rc : 0;
	rc = let_go(t, &r);
	if (rc == 0)
		rc = store_request_keep(t->store, r.id, person->owner_id);
	if (rc >= 0)
		rc = care_talk_to_owner(t, person);
	return rc < 0 ? rc : 0;
}

int care_queue_again(struct care_turn *t, int64_t request_id, int64_t conversation_id,
		     int64_t without_peer)
{
	struct store_request r;
	int64_t passed;
	int rc = store_request_again(t->store, request_id, conversation_id);

	if (rc == 1)
		rc = store_request_get(t->store, request_id, &r);
	if (rc != 1)
		return rc;
	rc = store_offer_note_passed(t->store, request_id, without_peer, t->now_ms, &passed);
	if (rc == 0)
		rc = queue_again_later(t, passed);
	if (rc == 0)
		rc = queue_avoid(t, &r, 0);
	if (rc == 0)
		rc = store_request_save(t->store, &r);
	if (rc == 0)
		rc = queue_clock(t, &r);
	return rc < 0 ? rc : care_queue_stir(t);
}

enum { WORDS_MIN = 3 };

int care_queue_keep_words(struct care_turn *t, const struct care_heard *h)
{
	struct store_line line = {
		.member_id = h->from->id, .from_id = h->from->id, .at_ms = h->in->received_at_ms,
		.state = STORE_LINE_KEPT, .text = (struct secret *)h->in->text,
	};
	int rc;

	if (h->unreachable || care_is_staff(h->from) ||
	    text_word_count(secret_reveal(line.text), secret_len(line.text)) < WORDS_MIN)
		return 0;
	rc = store_line_add(t->store, &line);
	return rc < 0 ? rc : care_talk_tidy(t);
}

int care_queue_forget_words(struct care_turn *t, int64_t person_id)
{
	struct store_line kept;
	int rc;

	while ((rc = store_lines_kept(t->store, t->mem, person_id, &kept, 1)) > 0) {
		rc = store_line_forget(t->store, kept.id);
		if (rc < 0)
			return rc;
	}
	return rc;
}

int care_queue_hear(struct care_turn *t, struct care_heard *h)
{
	struct store_request r;
	struct store_line first, line = {
		.member_id = h->from->id, .from_id = h->from->id, .at_ms = h->in->received_at_ms,
		.state = STORE_LINE_KEPT, .text = (struct secret *)h->in->text,
	};
	int rc, had;

	if (h->in->is_part || !h->in->text)
		return 0;
	rc = store_request_open_of(t->store, h->from->id, &r);
	if (rc != 1 || r.state == STORE_REQUEST_TAKEN)
		return rc < 0 ? rc : 0;
	had = store_lines_kept(t->store, t->mem, h->from->id, &first, 1);
	if (had < 0)
		return had;
	rc = store_line_add(t->store, &line);
	/* once is enough: they are heard, and nobody is there yet to say more */
	if (rc == 0 && !had && !h->safety_answered)
		rc = care_say(t, h->from, CARE_TALK, "talk.message.kept", NULL);
	return rc < 0 ? rc : 1;
}

/* Nobody was on duty: somebody has that as a concern already, with the time that the person was
 * promised.  1: until then nothing more is owed; 2: it is that concern that nags from then on. */
static int promised(struct care_turn *t, const struct store_request *r)
{
	struct store_concern c;
	int rc = r->tier >= MATCH_TIER_C ? 0 :
		 store_concern_find(t->store, r->person_id, STORE_CONCERN_MESSAGE, &c);

	if (rc != 1 || c.state != STORE_CONCERN_OPEN)
		return rc < 0 ? rc : 0;
	if (c.rounds || c.due_at_ms <= t->now_ms)
		return 2;
	rc = store_due_arm(t->store, STORE_DUE_UNANSWERED, r->id, c.due_at_ms, 0);
	return rc < 0 ? rc : 1;
}

static int unanswered(struct care_turn *t, const struct store_request *r,
		      const struct store_person *p)
{
	counter_inc(&count_unanswered);
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_UNANSWERED, .about = p,
		.why = "asked to talk and still waits", .rings = r->tier >= MATCH_TIER_C }, NULL);
}

int care_queue_due_unanswered(struct care_turn *t, int64_t request_id, int64_t arg)
{
	struct store_request r;
	struct store_person p;
	int rc = store_request_get(t->store, request_id, &r);

	if (rc != 1 || (r.state != STORE_REQUEST_WAITING && r.state != STORE_REQUEST_OFFERED))
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, r.person_id, &p);
	if (rc < 0)
		return rc;
	rc = promised(t, &r);
	if (rc < 0 || rc == 1)
		return rc < 0 ? rc : 0;
	rc = rc == 2 ? 0 : unanswered(t, &r, &p);
	if (rc < 0)
		return rc;
	rc = queue_avoid(t, &r, 0);
	if (rc == 0 && r.raised < TELL_AGAIN_MAX)
		rc = queue_tell(t, &p, &r, QUEUE_TOLD_STILL);
	else if (rc == 0)
		rc = store_request_save(t->store, &r);
	if (rc == 0)
		rc = queue_clock(t, &r);
	return rc < 0 ? rc : care_queue_stir(t);
}
