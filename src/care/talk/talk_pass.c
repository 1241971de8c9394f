// SPDX-License-Identifier: AGPL-3.0-or-later
/* Passing words on: unedited, in order, to nobody else. */
#include "care/talk/talk_int.h"
#include "store/store_desk.h"
#include "text/text.h"
#include "text/text_number.h"

COUNTER(count_passed_on, "talk.passed", "Texts passed on.");
COUNTER(count_which, "talk.which", "Texts held because it was not clear for whom they are.");
COUNTER(count_number, "talk.number", "Texts held because of a number or an address.");

static int deliver(struct care_turn *t, const struct store_conversation *c, int64_t to_id,
		   const char *speaker, const struct secret *text, int64_t *out_id)
{
	struct store_conversation open[TALK_OPEN_MAX];
	struct store_person to;
	const char *prefix;
	int n = 1, rc = store_people_by_id(t->store, to_id, &to);

	if (rc < 0)
		return rc;
	if (to_id != c->member_id)
		n = store_conversations_of_peer(t->store, to_id, open, TALK_OPEN_MAX);
	if (n < 0)
		return n;
	prefix = n > 1 ? talloc_asprintf(t->mem, "%s %s: ", c->handle, speaker) :
		talloc_asprintf(t->mem, "%s: ", speaker);
	return care_send(t, &to, CARE_TALK, &(struct care_message){
		.text = text, .prefix = prefix, .topic = CARE_TOPIC_TALK, .topic_id = c->id,
		.out_id = out_id });
}

int talk_deliver(struct care_turn *t, const struct store_conversation *c, int64_t to_id,
		 const char *speaker, const struct secret *text)
{
	return deliver(t, c, to_id, speaker, text, NULL);
}

/* Whom else of the conversation the words are for. */
static int deliver_all(struct care_turn *t, const struct store_conversation *c,
		       const struct store_person *from, const struct store_line *line)
{
	const int64_t to[] = { c->member_id, c->peer_id, c->joined_id };
	int64_t out_id = 0;

	for (size_t i = 0; i < ARRAY_LEN(to); i++) {
		int rc = to[i] && to[i] != from->id ?
			deliver(t, c, to[i], from->pseudonym, line->text, &out_id) : 0;

		/* what becomes of the member's copy is shown to who wrote it */
		if (rc == 0 && out_id && to[i] == c->member_id)
			rc = store_line_sent(t->store, line->id, out_id);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Silence is a message: who spoke last, and who has not answered. */
static int clocks(struct care_turn *t, struct store_conversation *c, bool by_member)
{
	struct store_due due;
	int rc;

	if (by_member)
		c->member_at_ms = t->now_ms;
	else
		c->peer_at_ms = t->now_ms;
	c->asked_still = 0;
	rc = store_conversation_save(t->store, c);
	if (rc < 0)
		return rc;
	rc = store_due_arm(t->store, STORE_DUE_TALK_IDLE, c->id,
			   t->now_ms + talk_cfg(t)->idle_ms, 0);
	if (rc < 0)
		return rc;
	if (!by_member)
		return store_due_disarm(t->store, STORE_DUE_TALK_REPLY, c->id);
	rc = store_due_get(t->store, STORE_DUE_TALK_REPLY, c->id, &due);
	return rc ? rc : store_due_arm(t->store, STORE_DUE_TALK_REPLY, c->id,
				       t->now_ms + talk_cfg(t)->nudge_ms, 0);
}

int talk_pass(struct care_turn *t, struct store_conversation *c, const struct store_person *from,
	      const struct secret *text)
{
	struct store_line line = {
		.member_id = c->member_id, .conversation_id = c->id, .from_id = from->id,
		.at_ms = t->now_ms, .state = STORE_LINE_PASSED_ON, .text = (struct secret *)text,
	};
	int rc = store_line_add(t->store, &line);

	counter_inc(&count_passed_on);
	if (rc == 0)
		rc = deliver_all(t, c, from, &line);
	if (rc == 0)
		rc = clocks(t, c, from->id == c->member_id);
	return rc < 0 ? rc : 0;
}

static bool leads_to_somebody(struct care_turn *t, const struct secret *text)
{
	struct text_numbers *numbers = care_numbers(t->care);
	struct text_found found;

	return numbers && text_find_contacts(numbers, secret_reveal(text), secret_len(text),
					     &found, 1) > 0;
}

static const struct words_option number_options[] = {
	{ 1, "talk.number.send" }, { 2, "talk.number.keep" },
};

int talk_say(struct care_turn *t, struct store_conversation *c, const struct store_person *from,
	     const struct secret *text)
{
	struct store_line line = {
		.member_id = c->member_id, .conversation_id = c->id, .from_id = from->id,
		.at_ms = t->now_ms, .state = STORE_LINE_HELD, .text = (struct secret *)text,
	};
	bool by_member = from->id == c->member_id;
	struct store_person member;
	int rc;

	/* staff give out numbers of services; they know what they do */
	if ((c->staff && from->id == c->peer_id) || !leads_to_somebody(t, text))
		return talk_pass(t, c, from, text);
	counter_inc(&count_number);
	rc = store_line_add(t->store, &line);
	if (rc == 0)
		rc = care_ask_put(t, from->id, CARE_ASK_NUMBER, line.id,
				  t->now_ms + talk_cfg(t)->ask_ms);
	if (rc == 0)
		rc = store_people_by_id(t->store, c->member_id, &member);
	return rc < 0 ? rc : care_send(t, from, CARE_TALK, &(struct care_message){
		.key = by_member ? "talk.number" : "talk.peer.number",
		.args = WORDS_ARGS(WORDS_TEXT("member", member.pseudonym)),
		.options = number_options, .options_len = ARRAY_LEN(number_options) });
}

/* --- Held words ----------------------------------------------------------------------- */

/* A held line of this writer by its id: 1, 0. */
static int find_held(struct care_turn *t, int64_t from_id, int64_t line_id, struct store_line *out)
{
	struct store_line held[TALK_KEPT_MAX];
	int n = store_lines_held(t->store, t->mem, from_id, held, TALK_KEPT_MAX);

	for (int i = 0; i < n; i++)
		if (held[i].id == line_id) {
			*out = held[i];
			return 1;
		}
	return n < 0 ? n : 0;
}

/* Now that its writer has decided: the words go, and are kept as passed on. */
static int release(struct care_turn *t, struct store_conversation *c,
		   const struct store_person *from, const struct store_line *line)
{
	int rc = store_line_forget(t->store, line->id);

	if (rc != 1 || !line->text)
		return rc < 0 ? rc : 0;
	return talk_pass(t, c, from, line->text);
}

int talk_number_answer(struct care_turn *t, const struct store_person *from, int64_t line_id,
		       bool send)
{
	struct store_conversation c;
	struct store_line line;
	int rc = find_held(t, from->id, line_id, &line);

	if (rc != 1)
		return rc;
	rc = store_conversation_get(t->store, line.conversation_id, &c);
	if (rc < 0)
		return rc;
	if (send && rc == 1 && c.open)
		return release(t, &c, from, &line);
	rc = store_line_settle(t->store, line_id, line.conversation_id, STORE_LINE_DROPPED);
	/* they said no: that is that.  They said yes, and the other is gone: say so */
	return rc < 0 || !send ? rc : care_say(t, from, CARE_TALK, "talk.notsent", NULL);
}

int talk_which_ask(struct care_turn *t, const struct store_person *peer, const struct secret *text)
{
	struct store_line line = {
		.member_id = peer->id, .from_id = peer->id, .at_ms = t->now_ms,
		.state = STORE_LINE_HELD, .text = (struct secret *)text,
	};
	char *list;
	int n, rc = store_line_add(t->store, &line);

	counter_inc(&count_which);
	if (rc == 0)
		rc = care_talk_list(t, peer->id, &list, &n);
	if (rc == 0)
		rc = care_ask_put(t, peer->id, CARE_ASK_WHICH, 0, t->now_ms + talk_cfg(t)->ask_ms);
	return rc < 0 ? rc : care_say(t, peer, CARE_TALK, "talk.peer.which",
				      WORDS_ARGS(WORDS_TEXT("handles", list)));
}

int talk_drop_held(struct care_turn *t, int64_t from_id)
{
	struct store_line held[TALK_KEPT_MAX];
	struct store_person from;
	int n = store_lines_held(t->store, t->mem, from_id, held, TALK_KEPT_MAX);

	for (int i = 0; i < n; i++) {
		int rc = held[i].conversation_id ?
			store_line_settle(t->store, held[i].id, held[i].conversation_id,
					  STORE_LINE_DROPPED) :
			store_line_forget(t->store, held[i].id);

		if (rc < 0)
			return rc;
	}
	if (n <= 0)
		return n;
	if (store_people_by_id(t->store, from_id, &from) < 0)
		return 0;
	return care_say(t, &from, CARE_TALK, "talk.notsent", NULL);
}

/* The handle alone: what is held goes there.  0: nothing is held. */
int talk_release(struct care_turn *t, struct care_heard *h, const struct store_conversation *to)
{
	struct store_line held[TALK_KEPT_MAX];
	struct store_person member;
	int lines = store_lines_held(t->store, t->mem, h->from->id, held, TALK_KEPT_MAX), went = 0;
	int rc = lines < 0 ? lines : care_ask_end(t, h->from->id, CARE_ASK_WHICH, 0);

	for (int i = 0; i < lines && rc >= 0; i++) {
		if (held[i].conversation_id)
			continue;	/* held for its number */
		went++;
		rc = store_line_forget(t->store, held[i].id);
		if (rc == 1 && held[i].text)
			rc = talk_peer_says(t, h, to, held[i].text);
	}
	if (rc < 0 || !went)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, to->member_id, &member);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_TALK, "talk.peer.sent",
			      WORDS_ARGS(WORDS_TEXT("member", member.pseudonym)));
	return rc < 0 ? rc : 1;
}

int talk_minor_ask(struct care_turn *t, const struct store_conversation *c,
		   const struct store_person *peer, const struct secret *text)
{
	struct store_line line = {
		.member_id = c->member_id, .conversation_id = c->id, .from_id = peer->id,
		.at_ms = t->now_ms, .state = STORE_LINE_HELD, .text = (struct secret *)text,
	};
	struct store_person member;
	int rc = store_line_add(t->store, &line);

	if (rc == 0)
		rc = care_ask_put(t, peer->id, CARE_ASK_MINOR, line.id,
				  t->now_ms + talk_cfg(t)->ask_ms);
	if (rc == 0)
		rc = store_people_by_id(t->store, c->member_id, &member);
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "talk.peer.minor.ask",
				      WORDS_ARGS(WORDS_TEXT("member", member.pseudonym)));
}

int talk_minor_answer(struct care_turn *t, struct care_heard *h, int64_t line_id, bool minor)
{
	struct store_conversation c;
	struct store_line line;
	int rc = find_held(t, h->from->id, line_id, &line);

	if (rc == 1)
		rc = store_conversation_get(t->store, line.conversation_id, &c);
	if (rc != 1 || !c.open)
		return rc < 0 ? rc : talk_drop_held(t, h->from->id);
	if (!minor)
		return release(t, &c, h->from, &line);
	rc = store_line_forget(t->store, line.id);
	return rc < 0 ? rc : talk_minor(t, &c, h->from);
}
