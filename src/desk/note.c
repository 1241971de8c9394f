// SPDX-License-Identifier: AGPL-3.0-or-later
/* Notes about a member, each with an end date; and phrases that humans wrote. */
#include "care/care_talk.h"
#include "desk/desk_int.h"

enum { NOTES_MAX = 50 };
/* In the order in which a conversation goes. */
static const char *const phrases[] = {
	"phrase.hello", "phrase.moment", "phrase.listening", "phrase.more", "phrase.thanks",
	"phrase.safe", "phrase.enough", "phrase.goodbye",
};

/* The member of a conversation of theirs, open or ended within the day. */
static int member_of(struct desk_ask *a, int64_t talk, int64_t *member_id)
{
	struct store_conversation c;
	int64_t me = a->who.person.id;
	int rc = store_conversation_get(a->t->store, talk, &c);

	if (rc < 0)
		return rc;
	if (rc == 0 || (c.peer_id != me && c.joined_id != me) ||
	    (!c.open && c.closed_at_ms < a->t->now_ms - DAYS_MS(1)))
		return desk_refuse(a, LINK_E_DENIED, "That is not a conversation of yours");
	*member_id = c.member_id;
	return 0;
}

static int note_list(struct desk_ask *a)
{
	struct store_talk_note *notes = talloc_array(a->t->mem, struct store_talk_note, NOTES_MAX);
	int64_t me = a->who.person.id, member_id;
	json_t *items;
	int i, n, rc = member_of(a, desk_int(a, "talk", 0), &member_id);

	if (!notes)
		base_oom();
	if (rc < 0)
		return rc;
	n = store_talk_notes(a->t->store, a->t->mem, member_id, a->who.roles & DESK_S ? 0 : me,
			     a->t->now_ms, notes, NOTES_MAX);
	items = json_array();
	for (i = 0; i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:o, s:b, s:o, s:I, s:I}",
			"id", (json_int_t)notes[i].id, "by", desk_name(a->t, notes[i].by_id),
			"mine", notes[i].by_id == me, "text", desk_words(notes[i].words),
			"at_ms", (json_int_t)notes[i].at_ms, "until_at_ms",
			(json_int_t)notes[i].until_ms));
	a->answer = desk_list(items, n == NOTES_MAX);
	return n < 0 ? n : 0;
}

static int note_add(struct desk_ask *a)
{
	struct store_talk_note note = {
		.by_id = a->who.person.id, .at_ms = a->t->now_ms,
		.until_ms = a->t->now_ms + DAYS_MS(desk_int(a, "days", 1)),
		.words = secret_str(a->t->mem, desk_str(a, "text")),
	};
	int rc = member_of(a, desk_int(a, "talk", 0), &note.member_id);

	if (rc == 0)
		rc = store_talk_note_add(a->t->store, &note);
	if (rc == 0)
		a->answer = json_pack("{s:I}", "id", (json_int_t)note.id);
	return rc;
}

static int note_drop(struct desk_ask *a)
{
	int rc = store_talk_note_drop(a->t->store, desk_int(a, "note", 0), a->who.person.id);

	return rc ? rc < 0 ? rc : 0 : desk_refuse(a, LINK_E_DENIED, "That is not a note of yours");
}

static int phrase_list(struct desk_ask *a)
{
	const char *lang = desk_str(a, "language");
	const struct words_for who = { lang ? lang : a->who.person.lang, WORDS_SMS, true };
	const struct words *words = care_deps(a->t->care)->words;
	json_t *items = json_array();
	size_t i;

	for (i = 0; i < ARRAY_LEN(phrases); i++)
		if (words_raw(words, &who, phrases[i]))
			json_array_append_new(items, json_pack("{s:s, s:o}",
				"key", phrases[i], "text",
				desk_text(words_render(a->t->mem, words, &who, phrases[i], NULL))));
	a->answer = desk_list(items, false);
	return 0;
}

static const struct link_arg talk_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "A conversation with the member." },
};
static const struct link_arg add_args[] = {
	{ "talk", LINK_INT, true, 1, INT64_MAX, "A conversation with the member." },
	{ "text", LINK_STRING, true, 1, 2000, "The note." },
	{ "days", LINK_INT, true, 1, 90, "It is deleted after so many days." },
};
static const struct link_arg id_args[] = {
	{ "note", LINK_INT, true, 1, INT64_MAX, "The note." },
};
static const struct link_arg phrase_args[] = {
	{ "language", LINK_STRING, false, 2, 7, "Of the member; default: the asker's." },
};
static const struct desk_verb verbs[] = {
	{ "note list", "Notes about this member.", DESK_P | DESK_S, 0, DESK_ARGS(talk_args),
	  .run = note_list },
	{ "note add", "A note with an end date.", DESK_P | DESK_S, 0, DESK_ARGS(add_args),
	  .run = note_add },
	{ "note drop", "A note of one's own goes.", DESK_P | DESK_S, 0, DESK_ARGS(id_args),
	  .run = note_drop },
	{ "phrase list", "Phrases that humans wrote.", DESK_P | DESK_S | DESK_O | DESK_G, 0,
	  DESK_ARGS(phrase_args), .run = phrase_list },
};
DESK_TABLE(desk_note_verbs, verbs);
