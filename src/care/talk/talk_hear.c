// SPDX-License-Identifier: AGPL-3.0-or-later
/* Where a text of somebody in conversation goes.  Never guessed. */
#include <ctype.h>
#include <strings.h>

#include "care/talk/talk_int.h"
#include "text/text.h"
#include "text/text_fold.h"

/* --- A member ---------------------------------------------------------------------- */

static int unreadable(struct care_turn *t, const struct store_person *from, int64_t other_id)
{
	struct store_person other;
	int rc = care_say(t, from, CARE_TALK, "badinput.unreadable", NULL);

	if (rc == 0)
		rc = store_people_by_id(t->store, other_id, &other);
	return rc < 0 ? rc : care_say(t, &other, CARE_TALK, "talk.unreadable.other",
				      WORDS_ARGS(WORDS_TEXT("from", from->pseudonym)));
}

static int say_with(struct care_turn *t, const struct store_person *to, int64_t other_id)
{
	struct store_person other;
	int rc = store_people_by_id(t->store, other_id, &other);

	return rc < 0 ? rc : care_say(t, to, CARE_TALK, "talk.with",
				      WORDS_ARGS(WORDS_TEXT("peer", other.pseudonym)));
}

static int hear_member(struct care_turn *t, struct talk_heard *x)
{
	struct care_heard *h = &x->h;
	int rc;

	if (h->in->is_part)
		return 1;	/* the whole text comes */
	if (!h->in->text)
		return unreadable(t, h->from, x->c.peer_id);
	if (!strcmp(h->key, "0"))
		return say_with(t, h->from, x->c.peer_id);
	if (!strcmp(h->key, "9"))
		return 1;	/* safety has answered; it is no word to the peer */
	rc = care_command_hear(t, h, care_talk_member_commands, care_talk_member_commands_len);
	return rc ? rc : talk_say(t, &x->c, h->from, h->in->text);
}

/* --- A peer ---------------------------------------------------------------------------- */

/* "H1 hello", "h1: hello": the conversation, and what follows. */
static int parse_handle(const char *text, const struct store_conversation *open, int n,
			const char **rest)
{
	text += strspn(text, " \t\r\n");
	for (int i = 0; i < n; i++) {
		size_t len = strlen(open[i].handle);

		if (strncasecmp(text, open[i].handle, len) || isalnum((unsigned char)text[len]))
			continue;
		text += len;
		text += strspn(text, ":,. \t\r\n");
		*rest = text;
		return i;
	}
	return -1;
}

/* May a text without a handle be meant for somebody who is not there any more?
 * Or was a second conversation begun while it was being written? */
static int is_stray(struct care_turn *t, int64_t peer_id, const struct store_conversation *open)
{
	struct store_conversation last;
	int rc = store_conversation_last_of_peer(t->store, peer_id, &last);

	if (rc != 1)
		return rc;
	return last.closed_at_ms > t->now_ms - talk_cfg(t)->stray_ms &&
		last.member_id != open->member_id;
}

/* The peer's own danger is no word for a member: safety has it, a supervisor
 * takes over. */
int talk_own_danger(struct care_turn *t, const struct store_conversation *c,
		    const struct store_person *peer, const struct secret *text)
{
	struct store_line line = {
		.member_id = peer->id, .conversation_id = c->id, .from_id = peer->id,
		.at_ms = t->now_ms, .state = STORE_LINE_DROPPED, .text = (struct secret *)text,
	};
	int rc = store_line_add(t->store, &line);

	return rc < 0 ? rc : talk_help(t, c, peer);
}

static int peer_says(struct care_turn *t, struct talk_heard *x)
{
	int rc;

	if (!strcmp(x->h.key, "9"))
		return 1;
	if (!strcmp(x->h.key, "0"))
		return talk_help(t, &x->c, x->h.from);
	if (!strcmp(x->h.key, "7"))
		return talk_minor_ask(t, &x->c, x->h.from, x->h.in->text);
	if (!strcmp(x->h.key, "8"))
		return talk_abuse(t, &x->h);
	rc = care_command_hear(t, &x->h, care_talk_peer_commands, care_talk_peer_commands_len);
	if (rc)
		return rc;
	if (x->h.tier >= LEX_B && x->h.from->id == x->c.peer_id)
		return talk_own_danger(t, &x->c, x->h.from, x->h.in->text);
	return talk_say(t, &x->c, x->h.from, x->h.in->text);
}

int talk_peer_says(struct care_turn *t, const struct care_heard *h,
		   const struct store_conversation *c, const struct secret *text)
{
	struct talk_heard x = { .h = *h, .in = *h->in, .c = *c };
	struct flow_keyword_hit hit;

	x.in.text = text;
	x.h.in = &x.in;
	x.h.hit = care_keyword_match(t, h->from, secret_reveal(text), NULL, &hit) ? &hit : NULL;
	if (text_fold_key(VIEW_STR(secret_reveal(text)), x.h.key, sizeof(x.h.key)) < 0)
		x.h.key[0] = '\0';
	return peer_says(t, &x);
}

static int say_handles(struct care_turn *t, const struct store_person *peer,
		       const struct store_conversation *example)
{
	char *list;
	int n, rc = care_talk_list(t, peer->id, &list, &n);

	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.handles", WORDS_ARGS(
		WORDS_TEXT("handles", list), WORDS_TEXT("example", example->handle)));
}

static int hear_peer(struct care_turn *t, struct talk_heard *x,
		     const struct store_conversation *open, int n)
{
	const char *rest;
	int i, stray;

	if (x->h.in->is_part)
		return 1;
	if (!x->h.in->text)
		return unreadable(t, x->h.from, open[0].member_id);
	i = parse_handle(secret_reveal(x->h.in->text), open, n, &rest);
	if (i >= 0 && text_is_blank(rest, strlen(rest))) {
		int rc = talk_release(t, &x->h, &open[i]);

		return rc ? rc : say_handles(t, x->h.from, &open[i]);
	}
	if (i >= 0)
		return talk_peer_says(t, &x->h, &open[i], secret_str(t->mem, rest));
	x->c = open[0];
	stray = n > 1 ? 1 : is_stray(t, x->h.from->id, &open[0]);
	if (stray < 0)
		return stray;
	if (!stray)
		return peer_says(t, x);
	if (!strcmp(x->h.key, "9"))
		return 1;
	return talk_which_ask(t, x->h.from, x->h.in->text);
}

/* --- Everybody ------------------------------------------------------------------------------ */

/* Words to somebody who is gone are words to nobody: better to say so. */
static int hear_late(struct care_turn *t, struct care_heard *h)
{
	struct store_conversation last;
	struct store_person other;
	int rc;

	/* a keyword is meant for us */
	if (h->hit || !(h->from->roles & (STORE_ROLE_PEER | STORE_ROLE_STAFF)) || !h->in->text ||
	    text_word_count(secret_reveal(h->in->text), secret_len(h->in->text)) < 3)
		return 0;
	rc = store_conversation_last_of_peer(t->store, h->from->id, &last);
	if (rc != 1 || last.closed_at_ms < t->now_ms - MINUTES_MS(10))
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, last.member_id, &other);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_DUTY, "talk.peer.over",
			      WORDS_ARGS(WORDS_TEXT("member", other.pseudonym)));
	return rc < 0 ? rc : 1;
}

static int taken(int rc)
{
	return rc < 0 ? rc : 1;
}

int care_talk_hear(struct care_turn *t, struct care_heard *h)
{
	struct store_conversation open[TALK_OPEN_MAX];
	struct talk_heard x = { .h = *h };
	int rc, n;

	if (h->unreachable)
		return 0;
	rc = h->in->is_part ? 0 : care_ask_hear(t, h);
	if (rc)
		return rc;
	n = store_conversations_of_peer(t->store, h->from->id, open, TALK_OPEN_MAX);
	if (n < 0)
		return n;
	if (n)
		return taken(hear_peer(t, &x, open, n));
	rc = store_conversation_of_member(t->store, h->from->id, &x.c);
	if (rc < 0)
		return rc;
	if (rc)
		return taken(hear_member(t, &x));
	rc = h->in->is_part ? 0 : care_command_hear(t, h, care_talk_staff_commands,
						    care_talk_staff_commands_len);
	return rc ? rc : hear_late(t, h);
}

int care_talk_busy(struct care_turn *t, int64_t person_id)
{
	struct store_conversation c;
	int rc = store_conversation_of_member(t->store, person_id, &c);

	return rc ? rc : store_conversations_of_peer(t->store, person_id, &c, 1);
}
