// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * ON, OFF, REST; how they are; the pause.
 *
 *	off --ON, mood 3..5--> on <--REST, ON--> rest
 *	 ^                     | ^
 *	 '--OFF (from any)     v '--its time--
 *	                      pause (after a hard conversation)
 */
#include "care/peers/peers_int.h"

#define ASK_MOOD_MS HOURS_MS(12)
enum { LOW_MOOD = 2 };

int peers_get(struct care_turn *t, int64_t person_id, struct store_peer *out)
{
	int rc = store_peer_get(t->store, person_id, out);

	if (rc == 0)
		*out = (struct store_peer){
			.person_id = person_id, .kinds = (1 << MATCH_KINDS) - 1,
			.cap = peers_cfg(t)->cap,
		};
	return rc < 0 ? rc : 0;
}

static int tell_low(struct care_turn *t, const struct store_person *peer, const char *why)
{
	int64_t id;

	return care_concern_raise(t, &(struct care_concern){ .kind = STORE_CONCERN_DUTY,
		.about = peer, .why = why }, &id);
}

/* --- ON -------------------------------------------------------------------------------- */

static int say_pause(struct care_turn *t, const struct store_person *peer, const char *key,
		     int64_t until_ms)
{
	const struct words_for who = { peer->lang, WORDS_SMS, peer->plain_words };

	return care_say(t, peer, CARE_DUTY, key, WORDS_ARGS(WORDS_TEXT("until", words_until(t->mem,
		care_deps(t->care)->words, &who, peer->zone, t->now_ms, until_ms))));
}

static int on_already(struct care_turn *t, const struct store_person *peer)
{
	char *list;
	int n, rc = care_talk_list(t, peer->id, &list, &n);

	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.on.again",
				      WORDS_ARGS(WORDS_NUMBER("n", n)));
}

static int check_on(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_peer p;
	int rc = peers_get(t, h->from->id, &p);

	if (rc < 0)
		return rc;
	if (!p.trained)
		rc = care_say(t, h->from, CARE_DUTY, "peer.untrained", NULL);
	else if (p.state == STORE_PEER_PAUSE)
		rc = say_pause(t, h->from, "peer.rest.must", p.until_ms);
	else if (p.state == STORE_PEER_ON)
		rc = on_already(t, h->from);
	else
		return 0;
	return rc < 0 ? rc : 1;
}

/* What of a rest is over the paid time is taken off the hours. */
static int end_rest(struct care_turn *t, struct store_peer *p)
{
	int64_t unpaid_ms = t->now_ms - p->until_ms - peers_cfg(t)->rest_ms;

	p->until_ms = 0;
	return p->shift_id && unpaid_ms > 0 ?
		store_shift_add(t->store, p->shift_id, unpaid_ms, 0, 0) : 0;
}

static int to_rest(struct care_turn *t, const struct store_person *peer, struct store_peer *p,
		   const char *key)
{
	int rc;

	p->state = STORE_PEER_REST;
	p->until_ms = t->now_ms;	/* since when: a rest has no end but ON or OFF */
	rc = store_peer_save(t->store, p);
	if (rc == 0)
		rc = care_queue_take_back(t, peer->id);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, key, WORDS_ARGS(
		WORDS_NUMBER("minutes", peers_cfg(t)->rest_ms / MINUTES_MS(1)),
		WORDS_TEXT("lead", care_render(t, peer, WORDS_SMS, "practice.lead", NULL))));
}

/* On at once; but offers wait until they have said how they are. */
static int proceed_on(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_peer p;
	int rc = peers_get(t, h->from->id, &p);

	if (rc == 0)
		rc = p.state == STORE_PEER_REST ? end_rest(t, &p) :
			store_shift_open(t->store, h->from->id, 0, t->now_ms, &p.shift_id);
	p.state = STORE_PEER_ON;
	p.missed = 0;
	if (rc == 0)
		rc = store_peer_save(t->store, &p);
	if (rc == 0)
		rc = care_ask_put(t, h->from->id, CARE_ASK_MOOD_BEFORE, p.shift_id,
				  t->now_ms + ASK_MOOD_MS);
	return rc < 0 ? rc : care_say(t, h->from, CARE_DUTY, "peer.on", NULL);
}

int care_peers_mood_before(struct care_turn *t, const struct store_person *peer, int mood)
{
	struct store_peer p;
	int rc = peers_get(t, peer->id, &p);

	if (rc < 0 || p.state != STORE_PEER_ON)
		return rc;
	rc = store_shift_mood_before(t->store, p.shift_id, mood);
	if (rc < 0)
		return rc;
	if (mood <= LOW_MOOD) {
		rc = tell_low(t, peer, "a peer is low: somebody writes to them, cover is needed");
		return rc < 0 ? rc : to_rest(t, peer, &p, "peer.how.low");
	}
	rc = care_queue_stir(t);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.how.thanks", NULL);
}

/* --- OFF ---------------------------------------------------------------------------------- */

static int proceed_off(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_peer p;
	char *list;
	int n, rc = peers_get(t, h->from->id, &p);

	if (rc == 0)
		rc = care_talk_list(t, h->from->id, &list, &n);
	if (rc < 0)
		return rc;
	if (n)
		return care_say(t, h->from, CARE_DUTY, "peer.off.talking",
				WORDS_ARGS(WORDS_TEXT("handles", list)));
	if (p.state == STORE_PEER_OFF)
		return care_say(t, h->from, CARE_DUTY, "peer.off.already", NULL);
	return care_peers_off(t, h->from);
}

int care_peers_off(struct care_turn *t, const struct store_person *peer)
{
	struct store_peer p;
	int64_t shift_id;
	int rc = peers_get(t, peer->id, &p);

	if (rc < 0 || p.state == STORE_PEER_OFF)
		return rc;
	rc = p.state == STORE_PEER_REST ? end_rest(t, &p) : 0;
	shift_id = p.shift_id;
	if (rc == 0 && shift_id)
		rc = store_shift_close(t->store, shift_id, t->now_ms);
	p.state = STORE_PEER_OFF;
	p.until_ms = p.shift_id = 0;
	if (rc == 0)
		rc = store_peer_save(t->store, &p);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_PEER_PAUSE, peer->id);
	if (rc >= 0)
		rc = care_queue_take_back(t, peer->id);
	if (rc >= 0)
		rc = care_talk_hand_over_all(t, peer->id, STORE_CLOSED_HANDOVER);
	if (rc >= 0)
		rc = care_ask_put(t, peer->id, CARE_ASK_MOOD_AFTER, shift_id,
				  t->now_ms + HOURS_MS(2));
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.off", NULL);
}

int care_peers_mood_after(struct care_turn *t, const struct store_person *peer, int64_t shift_id,
			  int mood)
{
	int rc = shift_id ? store_shift_mood_after(t->store, shift_id, mood) : 0;

	if (rc < 0)
		return rc;
	if (mood > LOW_MOOD)
		return care_say(t, peer, CARE_DUTY, "peer.how.thanks", NULL);
	rc = tell_low(t, peer, "a peer is low after the shift: please call");
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.how.low.after", NULL);
}

/* --- REST and the pause ---------------------------------------------------------------------- */

static int proceed_rest(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_peer p;
	int rc = peers_get(t, h->from->id, &p);

	if (rc < 0)
		return rc;
	if (p.state == STORE_PEER_PAUSE)
		return say_pause(t, h->from, "peer.rest.must", p.until_ms);
	if (p.state != STORE_PEER_ON)
		return care_say(t, h->from, CARE_DUTY, p.state == STORE_PEER_REST ?
				"peer.rest.already" : "peer.off.already", NULL);
	return to_rest(t, h->from, &p, "peer.rest");
}

int care_peers_missed(struct care_turn *t, const struct store_person *peer, bool missed)
{
	struct store_peer p;
	int rc = peers_get(t, peer->id, &p);

	if (rc < 0 || (!missed && !p.missed))
		return rc;
	p.missed = missed ? p.missed + 1 : 0;
	if (p.missed >= peers_cfg(t)->missed && p.state == STORE_PEER_ON) {
		p.missed = 0;
		return to_rest(t, peer, &p, "peer.rest.missed");
	}
	rc = store_peer_save(t->store, &p);
	return rc < 0 || !missed ? rc : care_say(t, peer, CARE_DUTY, "offer.expired", NULL);
}

int care_peers_pause(struct care_turn *t, const struct store_person *peer)
{
	struct store_peer p;
	int rc = peers_get(t, peer->id, &p);

	if (rc < 0 || p.state != STORE_PEER_ON || !peers_cfg(t)->pause_ms)
		return rc;
	p.state = STORE_PEER_PAUSE;
	p.until_ms = t->now_ms + peers_cfg(t)->pause_ms;
	rc = store_peer_save(t->store, &p);
	if (rc == 0 && p.shift_id)
		rc = store_shift_add(t->store, p.shift_id, 0, peers_cfg(t)->pause_ms, 0);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_PEER_PAUSE, peer->id, p.until_ms, 0);
	if (rc == 0)
		rc = care_queue_take_back(t, peer->id);
	return rc < 0 ? rc : say_pause(t, peer, "peer.rest.must", p.until_ms);
}

int care_peers_due_pause(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_person peer;
	struct store_peer p;
	int rc = peers_get(t, person_id, &p);

	if (rc < 0 || p.state != STORE_PEER_PAUSE)
		return rc;
	p.state = STORE_PEER_ON;
	p.until_ms = 0;
	rc = store_peer_save(t->store, &p);
	if (rc == 0)
		rc = store_people_by_id(t->store, person_id, &peer);
	if (rc == 0)
		rc = care_queue_stir(t);
	return rc < 0 ? rc : care_say(t, &peer, CARE_DUTY, "peer.back", NULL);
}

int care_peers_began(struct care_turn *t, int64_t peer_id)
{
	struct store_peer p;
	int rc = peers_get(t, peer_id, &p);

	if (rc < 0)
		return rc;
	if (t->now_ms - p.today_from_ms >= DAYS_MS(1)) {
		p.today_from_ms = t->now_ms;
		p.today = 0;
	}
	p.today++;
	rc = store_peer_save(t->store, &p);
	return rc < 0 || !p.shift_id ? rc : store_shift_add(t->store, p.shift_id, 0, 0, 1);
}

const struct care_command care_peers_commands[] = {
	{ "keyword.on", STORE_ROLE_PEER, false, check_on, proceed_on },
	{ "keyword.off", STORE_ROLE_PEER, false, NULL, proceed_off },
	{ "keyword.rest", STORE_ROLE_PEER, false, NULL, proceed_rest },
};
const size_t care_peers_commands_len = ARRAY_LEN(care_peers_commands);

/* The order is that of enum care_peers_act. */
int care_peers_act(struct care_turn *t, struct store_person *peer, enum care_peers_act act)
{
	static const struct care_text nothing = { .sender = "", .uuid = "" };
	struct care_heard h = { .in = &nothing, .from = peer };
	const struct care_command *cmd = &care_peers_commands[act];
	int rc = cmd->check ? cmd->check(t, &h, "") : 0;

	return rc ? rc : cmd->proceed(t, &h, "");
}

/* --- Hearing -------------------------------------------------------------- */

/* Whoever holds it now: safety has heard them, and that is all there is. */
static int hear_lost(struct care_turn *t, struct care_heard *h)
{
	int rc = h->safety_answered ? 0 : care_say(t, h->from, CARE_REPLY, "peer.lost", NULL);

	return rc < 0 ? rc : 1;
}

int care_peers_hear(struct care_turn *t, struct care_heard *h)
{
	struct store_peer p;
	int rc;

	if (h->unreachable || h->in->is_part)
		return 0;
	rc = care_command_hear(t, h, care_peers_staff_commands, care_peers_staff_commands_len);
	if (rc)
		return rc;
	rc = store_peer_get(t->store, h->from->id, &p);
	if (rc == 1 && p.lost_at_ms)
		return hear_lost(t, h);
	if (rc < 0 || !(h->from->roles & STORE_ROLE_PEER))
		return rc < 0 ? rc : 0;
	rc = peers_get(t, h->from->id, &p);
	if (rc < 0)
		return rc;
	if (p.practice_script) {
		rc = peers_practice_hear(t, h, &p);
		if (rc)
			return rc;
	}
	return care_command_hear(t, h, care_peers_commands, care_peers_commands_len);
}
