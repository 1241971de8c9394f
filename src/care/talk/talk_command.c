// SPDX-License-Identifier: AGPL-3.0-or-later
/* Words of command within a conversation, as whole messages (or with a rest). */
#include "care/talk/talk_int.h"

#define ANYBODY (~0u)

/* The conversation in which it was heard. */
static struct store_conversation *conversation(struct care_heard *h)
{
	return &((struct talk_heard *)((char *)h - offsetof(struct talk_heard, h)))->c;
}

/* --- Both sides ------------------------------------------------------------------------ */

static int report(struct care_turn *t, struct care_heard *h, enum store_report_kind kind,
		  const char *rest, const char *why)
{
	const struct store_conversation *c = conversation(h);
	struct store_report r = {
		.conversation_id = c->id, .member_id = c->member_id, .peer_id = c->peer_id,
		.by_id = h->from->id, .kind = kind, .at_ms = t->now_ms,
		.text = rest && *rest ? secret_str(t->mem, rest) : NULL,
	};
	struct store_person member;
	int64_t id;
	int rc = store_report_add(t->store, &r);

	if (rc == 0)
		rc = store_people_by_id(t->store, c->member_id, &member);
	return rc < 0 ? rc : care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_REPORT, .about = &member, .why = why, .note = r.text }, &id);
}

/* Both keep the two apart from now on and are read by a human. */
static int part(struct care_turn *t, struct care_heard *h, enum store_report_kind kind,
		const char *rest)
{
	const struct store_conversation *c = conversation(h);
	bool by_peer = h->from->id != c->member_id;
	int rc = store_block_add(t->store, c->member_id, c->peer_id, by_peer, t->now_ms);

	if (rc == 0)
		rc = report(t, h, kind, rest, by_peer ? "a peer blocked or reported a member" :
			    "a member blocked or reported a peer");
	if (rc == 0)
		rc = talk_end(t, c, by_peer ? STORE_CLOSED_PEER : STORE_CLOSED_BLOCK);
	return rc < 0 ? rc : care_say(t, h->from, CARE_REPLY, "talk.reported", NULL);
}

static int do_report(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return part(t, h, STORE_REPORT_WORDS, rest);
}

static int do_block(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return part(t, h, STORE_REPORT_BLOCK, NULL);
}

/* --- Members --------------------------------------------------------------------------------- */

static int member_bye(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return talk_end(t, conversation(h), STORE_CLOSED_MEMBER);
}

const struct care_command care_talk_member_commands[] = {
	{ "keyword.end", ANYBODY, false, NULL, member_bye },
	{ "keyword.block", ANYBODY, false, NULL, do_block },
	/* only as a whole message: "report" begins many a sentence */
	{ "keyword.report", ANYBODY, false, NULL, do_report },
};
const size_t care_talk_member_commands_len = ARRAY_LEN(care_talk_member_commands);

/* --- Peers ---------------------------------------------------------------- */

/* During an incident only the on-call person ends the peer's part; a hand-over
 * to another peer stays possible, for nobody is held against their will. */
static int may_end(struct care_turn *t, struct care_heard *h, const char *rest)
{
	const struct store_conversation *c = conversation(h);
	struct store_person member;
	int rc;

	if (!c->incident || c->staff || h->from->id == c->joined_id)
		return 0;
	rc = store_people_by_id(t->store, c->member_id, &member);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_DUTY, "talk.peer.stay",
			      WORDS_ARGS(WORDS_TEXT("member", member.pseudonym)));
	return rc < 0 ? rc : 1;
}

static int peer_bye(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_conversation *c = conversation(h);

	if (h->from->id == c->joined_id) {
		c->joined_id = 0;
		return store_conversation_save(t->store, c) < 0 ? -EIO : 0;
	}
	return talk_end(t, c, STORE_CLOSED_PEER);
}

static int peer_hand_over(struct care_turn *t, struct care_heard *h, const char *rest)
{
	const struct store_conversation *c = conversation(h);
	int rc = 0;

	if (rest && *rest)
		rc = store_handover_set(t->store, c->member_id, h->from->id,
					secret_str(t->mem, rest), t->now_ms);
	return rc < 0 ? rc : talk_end(t, c, STORE_CLOSED_HANDOVER);
}

static int peer_help(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return talk_help(t, conversation(h), h->from);
}

/* One key, at once; the question comes after. */
int talk_abuse(struct care_turn *t, struct care_heard *h)
{
	const struct store_conversation *c = conversation(h);
	int rc = report(t, h, STORE_REPORT_ABUSE, NULL, "a peer ended an abusive contact");

	if (rc == 0)
		rc = talk_end(t, c, STORE_CLOSED_ABUSE);
	if (rc == 0)
		rc = care_ask_put(t, h->from->id, CARE_ASK_ABUSE, c->id, t->now_ms + HOURS_MS(1));
	return rc < 0 ? rc : care_say(t, h->from, CARE_DUTY, "talk.peer.abuse", NULL);
}

static int peer_abuse(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return talk_abuse(t, h);
}

int talk_minor(struct care_turn *t, const struct store_conversation *c,
	       const struct store_person *peer)
{
	struct store_person member;
	int rc = store_people_by_id(t->store, c->member_id, &member);

	return rc < 0 ? rc : care_people_child(t, &member, peer->id,
					       "a peer thinks that they are under age");
}

static int peer_minor(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return talk_minor(t, conversation(h), h->from);
}

const struct care_command care_talk_peer_commands[] = {
	{ "keyword.end", ANYBODY, false, may_end, peer_bye },
	{ "keyword.handover", ANYBODY, true, NULL, peer_hand_over },
	{ "keyword.help", ANYBODY, false, NULL, peer_help },
	{ "keyword.abuse", ANYBODY, false, NULL, peer_abuse },
	{ "keyword.minor", ANYBODY, false, NULL, peer_minor },
	{ "keyword.block", ANYBODY, false, NULL, do_block },
	/* as a member's: alone, for "report it to the police" is said to somebody */
	{ "keyword.report", ANYBODY, false, NULL, do_report },
};
const size_t care_talk_peer_commands_len = ARRAY_LEN(care_talk_peer_commands);

/* --- Staff: OPEN Heron ---------------------------------------------------- */

static int staff_open(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_person member;
	int rc = store_people_by_pseudonym(t->store, rest, &member);

	if (rc == -ENOENT || rc == -ENOKEY)
		return care_say(t, h->from, CARE_DUTY, "coordinator.who", NULL);
	if (rc == 0)
		rc = care_talk_open_staff(t, h->from, &member);
	return rc < 0 ? rc : 0;
}

const struct care_command care_talk_staff_commands[] = {
	{ "keyword.open", STORE_ROLE_ONCALL | STORE_ROLE_SAFEGUARDING | STORE_ROLE_SUPERVISOR, true,
	  NULL, staff_open },
};
const size_t care_talk_staff_commands_len = ARRAY_LEN(care_talk_staff_commands);
