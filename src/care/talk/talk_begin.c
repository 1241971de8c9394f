// SPDX-License-Identifier: AGPL-3.0-or-later
/* How a conversation begins: with a peer, or by staff. */
#include <ctype.h>

#include "care/care_checkin.h"
#include "care/care_call.h"
#include "care/talk/talk_int.h"
#include "store/store_desk.h"

COUNTER(count_begun, "talk.begun", "Conversations that began.");

int talk_handle(struct care_turn *t, const char *pseudonym, int64_t peer_id,
		char out[STORE_HANDLE_MAX + 1])
{
	struct store_conversation open[TALK_OPEN_MAX];
	const char *last = strrchr(pseudonym, ' ');
	int letter = toupper((unsigned char)(last ? last[1] : pseudonym[0]));
	unsigned int used = 0;
	int n = store_conversations_of_peer(t->store, peer_id, open, TALK_OPEN_MAX), digit = 1;

	if (n < 0)
		return n;
	for (int i = 0; i < n; i++)
		used |= 1u << (open[i].handle[1] - '0');
	while (used & (1u << digit))
		digit++;
	out[0] = isalpha(letter) ? letter : 'T';
	out[1] = '0' + digit;
	out[2] = '\0';
	return 0;
}

int care_talk_list(struct care_turn *t, int64_t peer_id, char **out, int *n_out)
{
	struct store_conversation open[TALK_OPEN_MAX];
	int n = store_conversations_of_peer(t->store, peer_id, open, TALK_OPEN_MAX);

	*out = talloc_strdup(t->mem, "");
	*n_out = n;
	for (int i = 0; i < n; i++) {
		struct store_person member;
		int rc = store_people_by_id(t->store, open[i].member_id, &member);

		if (rc < 0)
			return rc;
		*out = talloc_asprintf_append(*out, "%s%s %s", i ? ", " : "", open[i].handle,
					      member.pseudonym);
	}
	return n < 0 ? n : 0;
}

/* A note of the one before, then the words that were kept, in their order. */
static int bring(struct care_turn *t, struct store_conversation *c,
		 const struct store_person *member, const struct store_person *peer)
{
	struct store_line kept[TALK_KEPT_MAX];
	struct store_person before;
	struct secret *note = NULL;
	int64_t from_id;
	int n = 0, rc = store_handover_take(t->store, t->mem, c->member_id, &from_id, &note);

	if (rc == 1 && store_people_by_id(t->store, from_id, &before) == 0)
		rc = care_say(t, peer, CARE_DUTY, "talk.peer.handover", WORDS_ARGS(
			WORDS_TEXT("member", member->pseudonym),
			WORDS_TEXT("peer", before.pseudonym),
			WORDS_TEXT("note", secret_reveal(note))));
	if (rc == 0 && note)	/* a screen shows it again, for a day */
		rc = store_talk_note_add(t->store, &(struct store_talk_note){
			.member_id = c->member_id, .by_id = from_id, .for_id = peer->id,
			.at_ms = t->now_ms, .until_ms = t->now_ms + DAYS_MS(1), .words = note });
	while (rc >= 0 && (n = store_lines_kept(t->store, t->mem, c->member_id, kept,
						TALK_KEPT_MAX)) > 0) {
		for (int i = 0; i < n && rc >= 0; i++) {
			rc = store_line_settle(t->store, kept[i].id, c->id, STORE_LINE_PASSED_ON);
			if (rc == 1 && kept[i].text)
				rc = talk_deliver(t, c, peer->id, member->pseudonym, kept[i].text);
		}
	}
	return rc < 0 ? rc : n;
}

/* Only if the member has said SHARE. */
static int say_moods(struct care_turn *t, const struct store_person *member,
		     const struct store_person *peer)
{
	char *line;
	int rc = care_checkin_shared(t, member, &line);

	if (rc <= 0)
		return rc;
	return care_say(t, peer, CARE_DUTY, "talk.peer.moods", WORDS_ARGS(
		WORDS_TEXT("member", member->pseudonym), WORDS_TEXT("line", line)));
}

/* By call: whoever is not on the phone yet learns that it will ring. */
static int say_with_whom(struct care_turn *t, const struct store_conversation *c,
			 const struct store_person *member, const struct store_person *peer)
{
	int call = care_call_is_by_call(t, c), rc;
	bool rings = call == 1 && !care_speaker_of(t, member->id);

	if (call < 0)
		return call;
	/* On a call of ours while this one is by text: nobody is put through. */
	rc = !call && care_speaker_of(t, member->id) ? 0 :
		care_say(t, member, CARE_TALK, rings ? "talk.connected.call" : "talk.connected",
			 WORDS_ARGS(WORDS_TEXT("peer", peer->pseudonym)));
	rings = call == 1 && !care_speaker_of(t, peer->id);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY,
		rings ? "talk.peer.connected.call" : "talk.peer.connected", WORDS_ARGS(
			WORDS_TEXT("member", member->pseudonym), WORDS_TEXT("handle", c->handle)));
}

static int say_begin(struct care_turn *t, const struct store_conversation *c,
		     const struct store_person *member, const struct store_person *peer)
{
	char *list;
	int n, rc = say_with_whom(t, c, member, peer);

	if (rc == 0 && c->incident && !c->staff)
		rc = care_say(t, peer, CARE_DUTY, "talk.peer.danger",
			      WORDS_ARGS(WORDS_TEXT("member", member->pseudonym)));
	if (rc == 0)
		rc = say_moods(t, member, peer);
	if (rc == 0)
		rc = care_talk_list(t, peer->id, &list, &n);
	if (rc == 0 && n > 1)
		rc = care_say(t, peer, CARE_DUTY, "peer.handles", WORDS_ARGS(
			WORDS_TEXT("handles", list), WORDS_TEXT("example", c->handle)));
	return rc;
}

static int begin(struct care_turn *t, struct store_conversation *c,
		 const struct store_person *member, const struct store_person *peer)
{
	int rc = talk_handle(t, member->pseudonym, peer->id, c->handle), held;

	if (rc < 0)
		return rc;
	counter_inc(&count_begun);
	c->open = true;
	c->opened_at_ms = c->member_at_ms = c->peer_at_ms = t->now_ms;
	held = care_held(t, member->id);
	if (held < 0)
		return held;
	c->incident = held;
	rc = store_conversation_add(t->store, c);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_TALK_IDLE, c->id,
				   t->now_ms + talk_cfg(t)->idle_ms, 0);
	/* the peer has said yes: the member's first words wait for an answer too */
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_TALK_REPLY, c->id,
				   t->now_ms + talk_cfg(t)->nudge_ms, 0);
	if (rc == 0)
		rc = care_talk_tidy(t);
	if (rc == 0)
		rc = say_begin(t, c, member, peer);
	return rc < 0 ? rc : bring(t, c, member, peer);
}

int care_talk_begin(struct care_turn *t, const struct store_request *request,
		    int64_t conversation_id, const struct store_person *member,
		    const struct store_person *peer)
{
	struct store_conversation c = {
		.id = conversation_id, .request_id = request->id, .member_id = member->id,
		.peer_id = peer->id, .practice = request->practice, .tier = request->tier,
	};

	return begin(t, &c, member, peer);
}

int care_talk_open_staff(struct care_turn *t, const struct store_person *staff,
			 const struct store_person *member)
{
	struct store_conversation c = {
		.member_id = member->id, .peer_id = staff->id, .staff = true,
	};
	struct store_conversation now;
	struct store_request r;
	int rc = store_conversation_of_member(t->store, member->id, &now);

	if (rc < 0)
		return rc;
	if (rc == 1) {
		rc = now.peer_id == staff->id ? 1 : 0;
		if (!rc && care_say(t, staff, CARE_DUTY, "oncall.open.busy",
				    WORDS_ARGS(WORDS_TEXT("member", member->pseudonym))) < 0)
			return -EIO;
		return rc;
	}
	c.id = store_conversation_id(t->store);
	rc = store_request_open_of(t->store, member->id, &r);
	if (rc < 0)
		return rc;
	if (rc == 1) {
		/* they asked to talk: this is it */
		if (r.offer_id)
			rc = store_offer_close(t->store, r.offer_id,
					       STORE_OFFER_TAKEN_BACK, t->now_ms);
		if (rc >= 0)
			rc = store_request_take_over(t->store, r.id, c.id, t->now_ms);
		if (rc >= 0)
			rc = store_due_disarm(t->store, STORE_DUE_UNANSWERED, r.id);
		if (rc < 0)
			return rc;
		c.request_id = r.id;
		c.tier = r.tier;
	}
	rc = care_concern_met(t, member->id, STORE_CONCERN_UNANSWERED);
	if (rc >= 0)
		rc = begin(t, &c, member, staff);
	return rc < 0 ? rc : 1;
}
