// SPDX-License-Identifier: AGPL-3.0-or-later
/* Conversations at the console: the same ones as by text. */
#include "care/care_incident.h"
#include "care/care_talk.h"
#include "desk/desk_int.h"

enum { LINES_MAX = 100, TALKS_MAX = 16, SAY_MAX = 1600, HELPS_MAX = 8 };
#define WRITERS (DESK_P | DESK_S | DESK_O | DESK_G)

/* --- As JSON -------------------------------------------------------------------------------- */

static const char *why_name(enum store_closed_why why)
{
	static const char *const names[] = {
		[STORE_CLOSED_MEMBER] = "member", [STORE_CLOSED_PEER] = "peer",
		[STORE_CLOSED_IDLE] = "idle", [STORE_CLOSED_HANDOVER] = "handover",
		[STORE_CLOSED_ABUSE] = "abuse", [STORE_CLOSED_BLOCK] = "block",
		[STORE_CLOSED_LOST] = "lost", [STORE_CLOSED_MINOR] = "minor",
		[STORE_CLOSED_ONCALL] = "oncall", [STORE_CLOSED_GONE] = "gone",
	};

	return why > 0 && (size_t)why < ARRAY_LEN(names) && names[why] ? names[why] : "";
}

json_t *desk_talk_json(struct desk_ask *a, const struct store_conversation *c)
{
	int64_t me = a->who.person.id, last = 0, waits_ms;
	struct store_incident incident;
	struct store_person member;
	struct secret *draft = NULL;
	bool in = c->peer_id == me || c->joined_id == me, has_incident;

	if (store_people_by_id(a->t->store, c->member_id, &member) < 0)
		member = (struct store_person){ 0 };
	if (store_line_last(a->t->store, c->id, &last) < 0)
		last = 0;
	if (in && store_draft_get(a->t->store, a->t->mem, c->id, me, c->member_id, &draft) < 0)
		draft = NULL;
	if (store_conversation_waits(a->t->store, c, &waits_ms) < 0)
		waits_ms = 0;
	has_incident = care_incident_of(a->t, c->member_id, &incident) == 1;
	return json_pack("{s:I, s:s, s:o, s:o, s:o, s:b, s:o, s:b, s:b, s:b, s:s, s:o, s:I, s:I, "
			 "s:I, s:o, s:s, s:s, s:I, s:b}",
		"id", (json_int_t)c->id, "handle", c->handle, "waits_at_ms", desk_at(waits_ms),
		"pseudonym",
		member.id ? json_string(member.pseudonym) : json_null(),
		"peer", desk_name(a->t, c->peer_id), "mine", in,
		"joined", desk_name(a->t, c->joined_id), "staff", c->staff, "practice", c->practice,
		"open", c->open, "tier", desk_tier_name(c->tier),
		"incident", has_incident ? json_string(incident.code) : json_null(),
		"opened_at_ms", (json_int_t)c->opened_at_ms, "member_at_ms",
		(json_int_t)c->member_at_ms, "peer_at_ms", (json_int_t)c->peer_at_ms,
		"closed_at_ms", desk_at(c->closed_at_ms), "why", why_name(c->closed_why),
		"language", member.lang, "last", (json_int_t)last, "draft", draft != NULL);
}

static json_t *delivery_json(const struct store_conversation *c, const struct store_desk_line *l)
{
	static const char *const names[] = {
		"queued", "sent", "accepted", "delivered", "failed", "failed",
	};

	if (l->line.from_id == c->member_id || l->line.state != STORE_LINE_PASSED_ON)
		return json_null();
	if (l->delivery < 0)
		return json_null();
	return json_string(names[l->delivery < (int)ARRAY_LEN(names) ? l->delivery : 4]);
}

json_t *desk_line_json(struct care_turn *t, int64_t viewer_id, const struct store_conversation *c,
		       const struct store_desk_line *l)
{
	static const char *const states[] = { "", "kept", "passed", "held", "dropped" };
	int64_t from = l->line.from_id;

	return json_pack("{s:I, s:I, s:s, s:o, s:b, s:o, s:s, s:o}",
		"id", (json_int_t)l->line.id, "at_ms", (json_int_t)l->line.at_ms,
		"from", from == c->member_id ? "member" : from == c->joined_id ? "joined" : "peer",
		"who", desk_name(t, from), "mine", from == viewer_id,
		/* what a writer decided not to send is nobody else's */
		"text", l->line.state >= STORE_LINE_HELD && from != viewer_id ? json_null() :
			desk_words(l->line.text),
		"state", states[l->line.state], "delivery", delivery_json(c, l));
}

/* --- Whose is it? ---------------------------------------------------------------------------- */

/* A conversation that this person is (or was last) in: 0, or refused. */
static int own(struct desk_ask *a, int64_t id, struct store_conversation *c)
{
	int64_t me = a->who.person.id;
	int rc = store_conversation_get(a->t->store, id, c);

	if (rc < 0)
		return rc;
	if (rc == 0 || (c->peer_id != me && c->joined_id != me))
		return desk_refuse(a, LINK_E_DENIED, "That is not a conversation of yours");
	return 0;
}

static int own_open(struct desk_ask *a, int64_t id, struct store_conversation *c)
{
	int rc = own(a, id, c);

	return rc == 0 && !c->open ? desk_refuse(a, DESK_E_CONFLICT, "This conversation is over") :
		rc;
}

/* --- Reading -------------------------------------------------------------- */

static int talk_list(struct desk_ask *a)
{
	struct store_conversation open[TALKS_MAX];
	json_t *items = json_array();
	int i, n = store_conversations_of_peer(a->t->store, a->who.person.id, open, TALKS_MAX);

	for (i = 0; i < n; i++)
		json_array_append_new(items, desk_talk_json(a, &open[i]));
	a->answer = desk_list(items, false);
	return n < 0 ? n : 0;
}

/* Coordinators and managers may read another's, with a reason, and it is noted. */
static int may_read(struct desk_ask *a, int64_t id, struct store_conversation *c)
{
	int64_t me = a->who.person.id;
	const char *reason = desk_str(a, "reason");
	int rc = store_conversation_get(a->t->store, id, c);

	if (rc < 0 || (rc == 1 && (c->peer_id == me || c->joined_id == me) &&
		       (c->open || c->closed_at_ms > a->t->now_ms - HOURS_MS(12))))
		return rc < 0 ? rc : 0;
	if (rc == 0 || !(a->who.roles & (DESK_C | DESK_M)))
		return desk_refuse(a, LINK_E_DENIED, "That is not a conversation of yours");
	if (a->who.login.step_up_ms <= a->t->now_ms)
		return desk_refuse(a, DESK_E_STEP_UP, "Please give a code again first");
	if (!reason || strlen(reason) < 3)
		return desk_refuse(a, DESK_E_REASON, "Please say why, in a sentence");
	return desk_seen(a, c->member_id);
}

static int talk_show(struct desk_ask *a)
{
	int max = (int)desk_int(a, "max", LINES_MAX), i, n;
	struct store_desk_line *lines = talloc_array(a->t->mem, struct store_desk_line, max);
	struct store_conversation c;
	struct secret *draft = NULL;
	json_t *list = json_array();
	int rc = may_read(a, desk_int(a, "talk", 0), &c);

	if (!lines)
		base_oom();
	n = rc < 0 ? 0 : store_lines_of(a->t->store, a->t->mem, c.id,
					desk_int(a, "after", 0), lines, max);
	for (i = 0; i < n; i++)
		json_array_append_new(list, desk_line_json(a->t, a->who.person.id, &c, &lines[i]));
	if (rc == 0 && n >= 0)
		rc = store_draft_get(a->t->store, a->t->mem, c.id, a->who.person.id, c.member_id,
				     &draft);
	if (rc < 0 || n < 0) {
		json_decref(list);
		return rc < 0 ? rc : n;
	}
	a->answer = json_pack("{s:o, s:o, s:b, s:o}", "talk", desk_talk_json(a, &c),
		"lines", list, "more", n == max, "draft", draft ? desk_words(draft) :
		json_string(""));
	return 0;
}

/* --- Writing -------------------------------------------------------------- */

static int said(struct desk_ask *a, int64_t line_id)
{
	static const char *const states[] = { "", "kept", "passed", "held", "dropped" };
	struct store_desk_line l;
	bool held;
	int rc = line_id ? store_line_get(a->t->store, a->t->mem, line_id, &l) : 0;

	if (rc <= 0) {
		a->answer = json_pack("{s:n, s:s, s:n}", "line", "state", "passed", "ask");
		return rc;
	}
	held = l.line.state == STORE_LINE_HELD;
	a->answer = json_pack("{s:I, s:s, s:o}", "line", (json_int_t)line_id, "state",
		states[l.line.state], "ask", held ? json_pack("{s:s}", "kind", "number") :
		json_null());
	return 0;
}

static int talk_say(struct desk_ask *a)
{
	const char *key = desk_str(a, "key"), *text = desk_str(a, "text");
	struct care_talk_by by = { &a->who.person, desk_int(a, "talk", 0) };
	struct store_conversation c;
	int64_t line_id;
	int rc = store_said_key(a->t->store, a->who.person.id, key, &line_id);

	if (rc)
		return rc < 0 ? rc : said(a, line_id);
	rc = own_open(a, by.conversation_id, &c);
	if (rc == 0 && strspn(text, " \t\r\n") == strlen(text))
		return desk_refuse(a, LINK_E_ARGS, "There is nothing to be said in this");
	if (rc == 0)
		rc = care_talk_say(a->t, &by, secret_str(a->t->mem, text), &line_id);
	if (rc == 0)
		rc = store_said_key_set(a->t->store, a->who.person.id, key, line_id, a->t->now_ms);
	if (rc == 0)
		rc = store_draft_set(a->t->store, c.id, a->who.person.id, c.member_id, NULL,
				     a->t->now_ms);
	return rc < 0 ? rc : said(a, line_id);
}

static int talk_held(struct desk_ask *a)
{
	struct store_desk_line l;
	int rc = store_line_get(a->t->store, a->t->mem, desk_int(a, "line", 0), &l);

	if (rc < 0)
		return rc;
	if (rc == 0 || l.line.from_id != a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "That is not a message of yours");
	rc = care_talk_held(a->t, &a->who.person, l.line.id, desk_bool(a, "send", false));
	return rc ? rc < 0 ? rc : 0 :
		desk_refuse(a, DESK_E_CONFLICT, "This message is not held any more");
}

static int draft_save(struct desk_ask *a)
{
	const char *text = desk_str(a, "text");
	struct store_conversation c;
	int rc = own_open(a, desk_int(a, "talk", 0), &c);

	return rc < 0 ? rc : store_draft_set(a->t->store, c.id, a->who.person.id, c.member_id,
					     *text ? secret_str(a->t->mem, text) : NULL,
					     a->t->now_ms);
}

/* --- Acting --------------------------------------------------------------- */

static int act(struct desk_ask *a, enum care_talk_act what, const char *words)
{
	struct care_talk_by by = { &a->who.person, desk_int(a, "talk", 0) };
	struct store_conversation c;
	int rc = own_open(a, by.conversation_id, &c);

	if (rc == 0 && what != CARE_TALK_END && c.peer_id != a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED,
				   "Only who leads this conversation can do that");
	if (rc == 0)
		rc = care_talk_act(a->t, &by, what, words ? words : "");
	return rc == 1 ? desk_refuse(a, DESK_E_CONFLICT,
				     "Not while somebody is in danger: the person on call ends "
				     "your part") : rc;
}

static int talk_end(struct desk_ask *a) { return act(a, CARE_TALK_END, NULL); }
static int talk_block(struct desk_ask *a) { return act(a, CARE_TALK_BLOCK, NULL); }
static int talk_minor(struct desk_ask *a) { return act(a, CARE_TALK_MINOR, NULL); }
static int talk_help(struct desk_ask *a) { return act(a, CARE_TALK_HELP, NULL); }

static int talk_handover(struct desk_ask *a)
{
	return act(a, CARE_TALK_HAND_OVER, desk_str(a, "note"));
}

static int talk_report(struct desk_ask *a)
{
	return act(a, CARE_TALK_REPORT, desk_str(a, "text"));
}

static int talk_abuse(struct desk_ask *a)
{
	struct care_talk_by by = { &a->who.person, desk_int(a, "talk", 0) };
	const char *kind = desk_str(a, "kind");
	struct store_conversation c;
	int rc = own_open(a, by.conversation_id, &c);

	if (rc == 0 && strcmp(kind, "sexual") && strcmp(kind, "abuse"))
		return desk_refuse(a, LINK_E_ARGS, "The kind is sexual or abuse");
	return rc < 0 ? rc : care_talk_abuse(a->t, &by, !strcmp(kind, "sexual"));
}

static int talk_mistake(struct desk_ask *a)
{
	struct care_talk_by by = { &a->who.person, desk_int(a, "talk", 0) };
	struct store_conversation c;
	int rc = own(a, by.conversation_id, &c);

	if (rc == 0)
		rc = care_talk_mistake(a->t, &by);
	return rc == -ENOENT ? desk_refuse(a, DESK_E_CONFLICT, "This was not ended as an abusive "
					   "contact within the last hour") : rc;
}

static int talk_open(struct desk_ask *a)
{
	struct store_person member;
	struct store_conversation c;
	int rc = desk_person(a, "who", &member);

	if (rc == 0)
		rc = care_talk_open_staff(a->t, &a->who.person, &member);
	if (rc <= 0)
		return rc < 0 ? rc : desk_refuse(a, DESK_E_CONFLICT, "Somebody else is with them");
	rc = store_conversation_of_member(a->t->store, member.id, &c);
	if (rc == 1)
		rc = desk_noted(a, CARE_AUDIT_DESK_DID, member.id, "talk open");
	a->answer = json_pack("{s:I}", "talk", (json_int_t)c.id);
	return rc;
}

/* --- A peer wants help ---------------------------------------------------- */

static int help_list(struct desk_ask *a)
{
	struct store_help helps[HELPS_MAX];
	json_t *items = json_array();
	struct store_conversation c;
	int i, n = store_helps(a->t->store, a->who.person.id, helps, HELPS_MAX);

	for (i = 0; i < n; i++) {
		if (store_conversation_get(a->t->store, helps[i].conversation_id, &c) != 1 ||
		    !c.open)
			continue;
		json_array_append_new(items, json_pack("{s:I, s:o, s:o, s:I, s:b}",
			"talk", (json_int_t)c.id, "pseudonym", desk_name(a->t, c.member_id),
			"peer", desk_name(a->t, c.peer_id), "since_at_ms",
			(json_int_t)helps[i].asked_at_ms, "incident", c.incident));
	}
	a->answer = desk_list(items, false);
	return n < 0 ? n : 0;
}

/* Another supervisor was quicker, or it ended meanwhile: that is no attempt at somebody else's. */
static int help_answer(struct desk_ask *a)
{
	int64_t talk = desk_int(a, "talk", 0);
	struct store_conversation c;
	int rc = care_ask_answer(a->t, &a->who.person, CARE_ASK_HELP, talk,
				 desk_bool(a, "take_over", false) ? 2 : 1);

	if (rc == 0) {
		rc = store_conversation_get(a->t->store, talk, &c);
		if (rc >= 0)
			rc = desk_refuse(a, rc && (c.joined_id ||
						   c.closed_at_ms > a->t->now_ms - HOURS_MS(1)) ?
					 DESK_E_CONFLICT : LINK_E_DENIED,
					 "You are not asked for there (any more)");
	}
	return rc < 0 ? rc : 0;
}

static const struct link_arg id_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
};
static const struct link_arg show_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "after", LINK_INT, false, 0, INT64_MAX, "Lines after this one; 0: the newest." },
	{ "max", LINK_INT, false, 1, LINES_MAX, "At most so many." },
	{ "reason", LINK_STRING, false, 3, 300, "Why, for somebody else's." },
};
static const struct link_arg say_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "text", LINK_STRING, true, 1, SAY_MAX, "The words." },
	{ "key", LINK_STRING, true, 8, 64,
	  "New for each message: said once however often it comes." },
};
static const struct link_arg held_args[] = {
	{ "line", LINK_INT, true, 1, INT64_MAX, "The line." },
	{ "send", LINK_BOOL, true, 0, 0, "True: it may go; false: it may not." },
};
static const struct link_arg note_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "note", LINK_STRING, false, 0, 600, "For the next one." },
};
static const struct link_arg report_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "text", LINK_STRING, true, 3, 1000, "What happened." },
};
static const struct link_arg abuse_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "kind", LINK_STRING, true, 5, 6, "sexual or abuse." },
};
static const struct link_arg open_args[] = {
	{ "who", LINK_STRING, true, 1, 31, "Pseudonym." },
};
static const struct link_arg help_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "take_over", LINK_BOOL, true, 0, 0, "True: take it over; false: join." },
};
static const struct link_arg draft_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "The conversation." },
	{ "text", LINK_STRING, true, 0, 4000, "What is being written; empty: nothing." },
};
static const struct desk_verb verbs[] = {
	{ "talk list", "My open conversations.", WRITERS, 0, .run = talk_list },
	{ "talk show", "One, with its lines.", WRITERS | DESK_C | DESK_M, 0, DESK_ARGS(show_args),
	  .run = talk_show },
	{ "talk say", "Says something.", WRITERS, 0, DESK_ARGS(say_args), .run = talk_say },
	{ "talk held", "A message with a number in it: send it or not.", WRITERS, 0,
	  DESK_ARGS(held_args), .run = talk_held },
	{ "talk handover", "To another peer.", DESK_P, 0, DESK_ARGS(note_args),
	  .run = talk_handover },
	{ "talk help", "Calls a supervisor.", DESK_P, 0, DESK_ARGS(id_args), .run = talk_help },
	{ "talk end", "Ends it.", WRITERS, 0, DESK_ARGS(id_args), .run = talk_end },
	{ "talk block", "Ends it, and never again with this person.", DESK_P, 0, DESK_ARGS(id_args),
	  .run = talk_block },
	{ "talk report", "The same, and a human reads what happened.", DESK_P, 0,
	  DESK_ARGS(report_args), .run = talk_report },
	{ "talk abuse", "Ends a sexual or abusive contact.", DESK_P, 0, DESK_ARGS(abuse_args),
	  .run = talk_abuse },
	{ "talk mistake", "That was a mistake: open it again.", DESK_P, 0, DESK_ARGS(id_args),
	  .run = talk_mistake },
	{ "talk minor", "They may be under age.", DESK_P, 0, DESK_ARGS(id_args),
	  .run = talk_minor },
	{ "talk open", "Staff write to a person.", DESK_S | DESK_O | DESK_G, 0,
	  DESK_ARGS(open_args),
	  .run = talk_open },
	{ "help list", "Peers who ask for me.", DESK_S, 0, .run = help_list },
	{ "help answer", "I join, or take over.", DESK_S, 0, DESK_ARGS(help_args),
	  .run = help_answer },
	{ "draft save", "Keeps what is being written.", WRITERS, 0, DESK_ARGS(draft_args),
	  .run = draft_save },
};
DESK_TABLE(desk_talk_verbs, verbs);
