// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The same from the console: what is written there is words and never a command, and
 * what is pressed there runs the very functions of the text commands.
 */
#include "care/care_safety.h"
#include "care/talk/talk_int.h"
#include "store/store_desk.h"

/* The order is that of enum care_talk_act. */
static const char *const act_words[] = {
	"keyword.end", "keyword.handover", "keyword.help", "keyword.block", "keyword.report",
	"keyword.minor",
};

/* An open conversation of theirs: 1, 0. */
static int load(struct care_turn *t, const struct store_person *by, int64_t id,
		struct store_conversation *c)
{
	int rc = store_conversation_get(t->store, id, c);

	return rc != 1 ? rc : c->open && (c->peer_id == by->id || c->joined_id == by->id);
}

static const struct care_command *command_of(enum care_talk_act act)
{
	for (size_t i = 0; i < care_talk_peer_commands_len; i++)
		if (!strcmp(care_talk_peer_commands[i].words_key, act_words[act]))
			return &care_talk_peer_commands[i];
	return NULL;
}

int care_talk_act(struct care_turn *t, const struct care_talk_by *by, enum care_talk_act act,
		  const char *words)
{
	const struct care_command *cmd = command_of(act);
	struct talk_heard x = { .in = { .sender = "", .uuid = "" } };
	int rc = load(t, by->person, by->conversation_id, &x.c);

	MUST(cmd);
	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	x.h = (struct care_heard){ .in = &x.in, .from = by->person };
	rc = cmd->check ? cmd->check(t, &x.h, words) : 0;
	return rc ? rc : cmd->proceed(t, &x.h, words);
}

int care_talk_abuse(struct care_turn *t, const struct care_talk_by *by, bool sexual)
{
	struct talk_heard x = { .in = { .sender = "", .uuid = "" } };
	int rc = load(t, by->person, by->conversation_id, &x.c);

	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	x.h = (struct care_heard){ .in = &x.in, .from = by->person };
	rc = talk_abuse(t, &x.h);
	if (rc == 0)
		rc = care_ask_answer(t, by->person, CARE_ASK_ABUSE, x.c.id, sexual ? 1 : 2);
	return rc < 0 ? rc : 0;
}

int care_talk_mistake(struct care_turn *t, const struct care_talk_by *by)
{
	struct store_conversation c;
	int rc = store_conversation_get(t->store, by->conversation_id, &c);

	if (rc == 1 && (c.open || c.peer_id != by->person->id ||
			c.closed_why != STORE_CLOSED_ABUSE ||
			c.closed_at_ms < t->now_ms - HOURS_MS(1)))
		rc = 0;
	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	return talk_abuse_answer(t, by->person, c.id, 3);
}

/* Peers' and staff's own words are scanned, too: their own danger is heard. */
static int scan(struct care_turn *t, struct care_heard *h, const struct secret *text)
{
	struct lexicon_result result;
	struct care_text in = {
		.sender = "", .uuid = "", .text = text, .scan = &result,
		.received_at_ms = t->now_ms,
	};
	int rc;

	care_scan(t->care, (struct view){ (const uint8_t *)secret_reveal(text), secret_len(text) },
		  &result);
	if (result.tier == LEX_NONE)
		return 0;
	h->in = &in;
	rc = care_safety_hear(t, h);
	h->in = NULL;
	return rc < 0 ? rc : 0;
}

int care_talk_say(struct care_turn *t, const struct care_talk_by *by, const struct secret *text,
		  int64_t *line_id)
{
	struct care_heard h = { .from = by->person };
	struct store_conversation c;
	int rc = load(t, by->person, by->conversation_id, &c);

	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	rc = scan(t, &h, text);
	if (rc < 0)
		return rc;
	if (h.tier >= LEX_B && by->person->id == c.peer_id)
		rc = talk_own_danger(t, &c, by->person, text);
	else
		rc = talk_say(t, &c, by->person, text);
	return rc < 0 ? rc : store_line_last(t->store, c.id, line_id);
}

int care_talk_which(struct care_turn *t, const struct care_talk_by *by)
{
	struct talk_heard x = { .in = { .sender = "", .uuid = "" } };
	int rc = load(t, by->person, by->conversation_id, &x.c);

	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	x.h = (struct care_heard){ .in = &x.in, .from = by->person };
	return talk_release(t, &x.h, &x.c);
}

int care_talk_held(struct care_turn *t, struct store_person *by, int64_t line_id, bool send)
{
	return care_ask_answer(t, by, CARE_ASK_NUMBER, line_id, send ? 1 : 2);
}
