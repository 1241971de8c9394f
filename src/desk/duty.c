// SPDX-License-Identifier: AGPL-3.0-or-later
/* A peer's own shift, and the requests that are offered to them. */
#include "care/care_peers.h"
#include "care/care_queue.h"
#include "care/care_talk.h"
#include "desk/desk_int.h"
#include "store/store_peers.h"

/* --- Duty --------------------------------------------------------------------------------- */

static const char *const states[] = { "off", "on", "rest", "pause" };
static const char *const asks[CARE_ASKS] = {
	[CARE_ASK_OFFER] = "offer", [CARE_ASK_MOOD_BEFORE] = "mood-before",
	[CARE_ASK_MOOD_AFTER] = "mood-after", [CARE_ASK_WHICH] = "which",
	[CARE_ASK_NUMBER] = "number", [CARE_ASK_HELP] = "help", [CARE_ASK_MINOR] = "minor",
	[CARE_ASK_ABUSE] = "abuse", [CARE_ASK_DEBRIEF] = "debrief",
	[CARE_ASK_DAY_AFTER] = "day-after",
};

static json_t *ask_json(struct desk_ask *a, int *rc)
{
	struct store_ask ask;

	*rc = store_ask_get(a->t->store, a->who.person.id, &ask);
	if (*rc != 1 || ask.until_ms <= a->t->now_ms || ask.kind <= 0 || ask.kind >= CARE_ASKS)
		return json_null();
	return json_pack("{s:s, s:I, s:I}", "kind", asks[ask.kind], "subject",
			 (json_int_t)ask.subject_id, "until_at_ms", (json_int_t)ask.until_ms);
}

static json_t *shift_json(struct desk_ask *a, const struct store_peer *p, int *rc)
{
	struct store_shift s;

	if (!p->shift_id)
		return json_null();
	*rc = store_shifts(a->t->store, 0, INT64_MAX, p->shift_id - 1, &s, 1);
	if (*rc != 1 || s.id != p->shift_id)
		return json_null();
	return json_pack("{s:I, s:I, s:I, s:i, s:o}", "on_at_ms", (json_int_t)s.on_at_ms,
			 "rest_ms", (json_int_t)s.rest_ms, "pause_ms", (json_int_t)s.pause_ms,
			 "conversations", s.conversations, "mood_before",
			 s.mood_before ? json_integer(s.mood_before) : json_null());
}

static int duty_show(struct desk_ask *a)
{
	struct store_conversation open[STORE_HANDLE_MAX];
	struct store_peer p = { .person_id = a->who.person.id };
	int talks, rc = store_peer_get(a->t->store, a->who.person.id, &p);
	json_t *ask, *shift;

	if (rc < 0)
		return rc;
	talks = store_conversations_of_peer(a->t->store, a->who.person.id, open, STORE_HANDLE_MAX);
	if (talks < 0)
		return talks;
	ask = ask_json(a, &rc);
	shift = shift_json(a, &p, &rc);
	a->answer = json_pack("{s:s, s:o, s:b, s:i, s:i, s:i, s:i, s:o, s:o}",
		"state", states[p.state],
		"until_at_ms", desk_at(p.state == STORE_PEER_PAUSE ? p.until_ms : 0),
		"trained", p.trained, "cap", p.cap, "today", p.today, "missed", p.missed,
		"talks", talks, "ask", ask, "shift", shift);
	return rc < 0 ? rc : 0;
}

static int act(struct desk_ask *a, enum care_peers_act what)
{
	int rc = care_peers_act(a->t, &a->who.person, what);

	return rc < 0 ? rc : duty_show(a);	/* refused: the state and a notice say why */
}

static int duty_on(struct desk_ask *a) { return act(a, CARE_PEERS_ON); }
static int duty_off(struct desk_ask *a) { return act(a, CARE_PEERS_OFF); }
static int duty_rest(struct desk_ask *a) { return act(a, CARE_PEERS_REST); }

static int duty_mood(struct desk_ask *a)
{
	struct store_ask ask;
	int rc = store_ask_get(a->t->store, a->who.person.id, &ask);

	if (rc == 1 && (ask.kind == CARE_ASK_MOOD_BEFORE || ask.kind == CARE_ASK_MOOD_AFTER ||
			ask.kind == CARE_ASK_DAY_AFTER))
		rc = care_ask_answer(a->t, &a->who.person, ask.kind, ask.subject_id,
				     (int)desk_int(a, "mood", 0));
	else if (rc == 1)
		rc = 0;
	if (rc == 0)
		return desk_refuse(a, DESK_E_CONFLICT, "You were not asked how you are");
	return rc < 0 ? rc : duty_show(a);
}

/* Any question of `duty show`, as its digit by text; for `which`, as the handle. */
static int duty_answer(struct desk_ask *a)
{
	struct care_talk_by by = { &a->who.person, desk_int(a, "talk", 0) };
	int digit = (int)desk_int(a, "answer", 0);
	struct store_conversation c;
	struct store_ask ask;
	int rc = by.conversation_id ? store_conversation_get(a->t->store, by.conversation_id, &c) :
		1;

	if (rc == 0 || (rc == 1 && by.conversation_id && c.peer_id != a->who.person.id &&
			c.joined_id != a->who.person.id))
		return desk_refuse(a, LINK_E_DENIED, "That is not a conversation of yours");
	if (rc == 1)
		rc = store_ask_get(a->t->store, a->who.person.id, &ask);
	if (rc < 0)
		return rc;
	if (rc == 0 || ask.until_ms <= a->t->now_ms || ask.kind <= 0 || ask.kind >= CARE_ASKS ||
	    strcmp(asks[ask.kind], desk_str(a, "kind")))
		return desk_refuse(a, DESK_E_CONFLICT, "That is not asked (any more)");
	if (ask.kind == CARE_ASK_WHICH)
		rc = care_talk_which(a->t, &by);
	else if (digit < 1 || digit > care_ask_digits((enum care_ask)ask.kind))
		return desk_refuse(a, LINK_E_ARGS, "That is no answer to this question");
	else
		rc = care_ask_answer(a->t, &a->who.person, (enum care_ask)ask.kind,
				     ask.subject_id, digit);
	if (rc == -ENOENT)
		return desk_refuse(a, LINK_E_DENIED, "That is not a conversation of yours");
	return rc < 0 ? rc : duty_show(a);
}

/* --- Offers --------------------------------------------------------------------------------- */

const char *desk_tier_name(int tier)
{
	static const char *const tiers[MATCH_TIERS] = {
		[MATCH_TIER_NONE] = "none", [MATCH_TIER_ASK] = "ask", [MATCH_TIER_C] = "C",
		[MATCH_TIER_B] = "B", [MATCH_TIER_A] = "A",
	};

	return tier >= 0 && tier < MATCH_TIERS ? tiers[tier] : "none";
}

/* What they wish a peer to be: kind as code, value in the asker's words. */
static json_t *wishes(struct desk_ask *a, const struct store_request *r)
{
	json_t *out = json_array();
	struct store_attr attr;

	for (size_t i = 0; i < r->wishes_len; i++)
		if (store_attr_get(a->t->store, r->wishes[i].attr, &attr) == 1)
			json_array_append_new(out, json_pack("{s:s, s:s, s:b}", "kind",
				match_attr_kind_name((enum match_attr_kind)attr.kind), "what",
				care_queue_attr(a->t, &a->who.person, r->wishes[i].attr), "must",
				r->wishes[i].hard));
	return out;
}

static int why_json(struct desk_ask *a, int64_t request_id, json_t **out)
{
	struct care_queue_reason why[CARE_QUEUE_REASONS_MAX];
	int n = care_queue_why(a->t, request_id, a->who.person.id, why);

	*out = json_array();
	for (int i = 0; i < n; i++)
		json_array_append_new(*out, json_pack("{s:s, s:s?}", "key", why[i].key, "what",
						      why[i].what));
	return n < 0 ? n : 0;
}

static json_t *offer_json(struct desk_ask *a, const struct store_offer *o, int *rc)
{
	static const char *const kinds[MATCH_KINDS] = { "text", "call", "message" };
	struct store_request r;
	json_t *why;

	*rc = store_request_get(a->t->store, o->request_id, &r);
	if (*rc <= 0)
		return NULL;
	*rc = why_json(a, r.id, &why);
	return json_pack("{s:I, s:o, s:s, s:s, s:b, s:I, s:I, s:I, s:o, s:o, s:b}",
		"id", (json_int_t)o->id, "pseudonym", desk_name(a->t, r.person_id),
		"kind", kinds[r.kind], "tier", desk_tier_name(r.tier), "newcomer", r.newcomer,
		"since_at_ms", (json_int_t)r.since_ms, "made_at_ms", (json_int_t)o->made_at_ms,
		"until_at_ms", (json_int_t)o->until_ms, "wishes", wishes(a, &r),
		"why", why, "practice", r.practice);
}

static int offer_list(struct desk_ask *a)
{
	json_t *items = json_array(), *j;
	struct store_offer o;
	int rc = store_offer_of_peer(a->t->store, a->who.person.id, &o);

	if (rc == 1) {
		j = offer_json(a, &o, &rc);
		if (j)
			json_array_append_new(items, j);
	}
	a->answer = desk_list(items, false);
	return rc < 0 ? rc : 0;
}

static int offer_answer(struct desk_ask *a)
{
	struct store_conversation c;
	struct store_request r;
	struct store_offer o;
	bool yes = desk_bool(a, "yes", false);
	int rc = store_offer_get(a->t->store, desk_int(a, "offer", 0), &o);

	if (rc < 0)
		return rc;
	if (rc == 0 || o.peer_id != a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "That was not offered to you");
	if (o.state != STORE_OFFER_OPEN)
		return desk_refuse(a, DESK_E_CONFLICT, "This offer is gone");
	rc = store_request_get(a->t->store, o.request_id, &r);
	if (rc == 1)
		rc = care_ask_end(a->t, a->who.person.id, CARE_ASK_OFFER, o.id);
	if (rc == 0)
		rc = care_queue_answer(a->t, &a->who.person, o.id, yes);
	if (rc < 0)
		return rc;
	rc = yes ? store_conversation_of_member(a->t->store, r.person_id, &c) : 0;
	a->answer = json_pack("{s:o}", "talk", rc == 1 ? json_integer(c.id) : json_null());
	return rc < 0 ? rc : 0;
}

static const struct link_arg mood_args[] = {
	{ "mood", LINK_INT, true, 1, 5, "1 very low .. 5 well." },
};
static const struct link_arg asked_args[] = {
	{ "kind", LINK_STRING, true, 1, 20, "Of duty show's ask." },
	{ "answer", LINK_INT, false, 1, 5, "The digit." },
	{ "talk", LINK_INT, false, 1, INT64_MAX, "For which: the conversation that was meant." },
};
static const struct link_arg answer_args[] = {
	{ "offer", LINK_INT, true, 1, INT64_MAX, "The offer." },
	{ "yes", LINK_BOOL, true, 0, 0, "True: I take it; false: not now." },
};
static const struct desk_verb verbs[] = {
	{ "duty show", "My shift.", DESK_P, 0, .run = duty_show },
	{ "duty on", "I am on duty.", DESK_P, 0, .run = duty_on },
	{ "duty off", "My shift ends.", DESK_P, 0, .run = duty_off },
	{ "duty rest", "A break: no new offers.", DESK_P, 0, .run = duty_rest },
	{ "duty mood", "How I am.", DESK_P, 0, DESK_ARGS(mood_args), .run = duty_mood },
	{ "duty answer", "Answers what is asked.", DESK_P, 0, DESK_ARGS(asked_args),
	  .run = duty_answer },
	{ "offer list", "Who is offered to me, and why to me.", DESK_P, 0, .run = offer_list },
	{ "offer answer", "Yes, or not now.", DESK_P, 0, DESK_ARGS(answer_args),
	  .run = offer_answer },
};
DESK_TABLE(desk_duty_verbs, verbs);
