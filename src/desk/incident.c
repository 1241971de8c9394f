// SPDX-License-Identifier: AGPL-3.0-or-later
/* Incidents at the console: both clocks, what was said, and what staff on call do. */
#include "care/care_incident.h"
#include "care/care_watch.h"
#include "desk/desk_int.h"

#include <stdio.h>

enum { LIST_MAX = 100, CLOSED_MAX = 50 };
#define READERS (DESK_O | DESK_M | DESK_S | DESK_C | DESK_G)
static const char ladder_mark[] = "ladder: ";

static const char *const states[] = { "", "alarming", "acked", "contact", "closed" };

static json_t *incident_json(struct desk_ask *a, const struct store_incident *i)
{
	static const char *const sources[] = {
		"", "words", "key", "silence", "worried", "adopted", "staff", "drill",
	};
	static const char *const kinds[] = { "", "member", "peer", "caller" };
	struct store_conversation c;
	bool talks = i->person_id &&
		store_conversation_of_member(a->t->store, i->person_id, &c) == 1;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:o, s:o, s:b, s:b, s:i, s:i, s:I, s:o, "
			 "s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"code", i->code, "tier", i->tier == LEX_A ? "A" : "B", "state", states[i->state],
		"source", sources[i->source], "kind", kinds[i->kind], "drill", i->drill,
		"who", desk_name(a->t, i->person_id), "with", desk_name(a->t, i->acked_by),
		"mine", i->acked_by && i->acked_by == a->who.person.id,
		"other_is_danger", !!(i->context & LEX_CTX_BY_OTHER),
		"messages", i->messages, "tries", i->tries, "opened_at_ms",
		(json_int_t)i->opened_at_ms, "raised_at_ms", desk_at(i->raised_at_ms),
		"acked_at_ms", desk_at(i->acked_at_ms), "contact_at_ms", desk_at(i->contact_at_ms),
		"contact_due_at_ms", desk_at(i->state == STORE_INCIDENT_ACKED ?
					     i->contact_due_at_ms : 0),
		"closed_at_ms", desk_at(i->closed_at_ms),
		"outcome", i->state == STORE_INCIDENT_CLOSED ?
			json_string(care_outcome_words(i->outcome)) : json_null(),
		"talk", talks && (c.peer_id == a->who.person.id ||
				  c.joined_id == a->who.person.id) ?
			json_integer(c.id) : json_null(),
		"peer", talks ? desk_name(a->t, c.peer_id) : json_null());
}

/* --- Looking ----------------------------------------------------------------------------- */

static int closed(struct desk_ask *a, json_t *items)
{
	int64_t ids[CLOSED_MAX];
	struct store_incident i;
	int k, n = store_incidents_closed(a->t->store, ids, CLOSED_MAX);

	for (k = 0; k < n; k++)
		if (store_incident_get(a->t->store, ids[k], &i) == 1)
			json_array_append_new(items, incident_json(a, &i));
	return n < 0 ? n : 0;
}

static int list(struct desk_ask *a)
{
	struct store_incident i = { .id = 0 };
	json_t *items = json_array();
	int rc = 1;

	if (desk_bool(a, "closed", false)) {
		a->answer = desk_list(items, false);
		return closed(a, items);
	}
	while (json_array_size(items) < LIST_MAX &&
	       (rc = store_incident_next(a->t->store, i.id, &i)) == 1)
		json_array_append_new(items, incident_json(a, &i));
	a->answer = desk_list(items, rc == 1);
	return rc < 0 ? rc : 0;
}

/* Where in the text, as a browser counts: UTF-16 units. */
static int64_t utf16_at(const char *text, size_t bytes)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < bytes && text[i]; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c & 0xc0) != 0x80)
			n += c >= 0xf0 ? 2 : 1;
	}
	return n;
}

/* What the lexicon of today hears in it: it is highlighted, never judged by. */
static json_t *marks_json(struct desk_ask *a, const struct secret *words)
{
	const char *text = secret_reveal(words);
	struct lexicon_result r;
	json_t *marks = json_array();
	size_t i;

	care_scan(a->desk->deps.care, (struct view){ (const uint8_t *)text, secret_len(words) },
		  &r);
	for (i = 0; i < r.hits_len; i++) {
		size_t begin = r.hits[i].begin, end = r.hits[i].end;

		if (end > begin && end <= secret_len(words))
			json_array_append_new(marks, json_pack("[I, I]",
				(json_int_t)utf16_at(text, begin),
				(json_int_t)(utf16_at(text, end) - utf16_at(text, begin))));
	}
	return marks;
}

static bool is_ladder(const struct store_incident_step *s)
{
	return s->what == STORE_STEP_NOTE &&
		!strncmp(secret_reveal(s->words), ladder_mark, strlen(ladder_mark));
}

static json_t *step_json(struct desk_ask *a, const struct store_incident_step *s)
{
	json_t *j = json_pack("{s:I, s:i, s:s, s:o, s:s, s:o}", "at_ms", (json_int_t)s->at_ms,
		"what", s->what, "words", store_step_words(s->what),
		"by", desk_name(a->t, s->by_id),
		"detail", s->detail ? s->detail : "", "text", desk_words(s->words));

	json_object_set_new(j, "ladder", json_boolean(is_ladder(s)));
	if (s->words && (s->what == STORE_STEP_OPENED || s->what == STORE_STEP_MESSAGE ||
			 s->what == STORE_STEP_RAISED))
		json_object_set_new(j, "marks", marks_json(a, s->words));
	else
		json_object_set_new(j, "marks", json_array());
	return j;
}

/* What ladder() wrote: the answers by name, and the words after them. */
static json_t *ladder_json(struct desk_ask *a, const struct store_incident_step *s)
{
	const char *words = secret_reveal(s->words) + strlen(ladder_mark), *text;
	char got[4][16] = { "", "", "", "" };
	int n = 0;

	if (sscanf(words, "thoughts %15[a-z-], plan %15[a-z-], means %15[a-z-], when %15[a-z-]%n",
		   got[0], got[1], got[2], got[3], &n) != 4)
		n = 0;
	text = words + n;
	text += strspn(text, ". ");
	return json_pack("{s:I, s:o, s:o, s:s, s:s, s:s, s:s, s:o}", "at_ms", (json_int_t)s->at_ms,
		"by", desk_name(a->t, s->by_id), "answers", desk_text(words), "thoughts", got[0],
		"plan", got[1], "means", got[2], "when", got[3], "text", desk_text(text));
}

static int find(struct desk_ask *a, struct store_incident *i)
{
	int rc = store_incident_by_code(a->t->store, desk_str(a, "code"), i);

	if (rc < 0)
		return rc;
	/* what colleagues note about somebody in danger is not for their eyes at the desk */
	if (rc == 1 && i->person_id && i->person_id == a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "It is about yourself");
	return rc ? 0 : desk_refuse(a, LINK_E_NOT_FOUND, "No incident has this code");
}

static int show(struct desk_ask *a)
{
	struct store_incident_step *steps;
	json_t *list = json_array(), *ladder = json_array();
	struct store_incident i;
	size_t n = 0, k;
	int rc = find(a, &i);

	if (rc == 0)
		rc = store_incident_steps(a->t->store, a->t->mem, i.id, &steps, &n);
	if (rc == 0)
		rc = desk_seen(a, i.person_id);
	for (k = 0; rc == 0 && k < n; k++) {
		json_array_append_new(list, step_json(a, &steps[k]));
		if (is_ladder(&steps[k]))
			json_array_append_new(ladder, ladder_json(a, &steps[k]));
	}
	if (rc < 0) {
		json_decref(list);
		json_decref(ladder);
		return rc;
	}
	a->answer = incident_json(a, &i);
	json_object_set_new(a->answer, "steps", list);
	json_object_set_new(a->answer, "ladder", ladder);
	json_object_set_new(a->answer, "rules", json_string(i.rules));
	json_object_set_new(a->answer, "contact_ms",
			    json_integer(care_incident_settings(a->t->care)->contact_ms));
	return 0;
}

/* --- Doing ---------------------------------------------------------------------------------- */

static const struct { const char *code, *text; } refusals[] = {
	[CARE_DID_BEFORE] = { DESK_E_CONFLICT, "You had done that already" },
	[CARE_DID_OTHER] = { DESK_E_CONFLICT, "Somebody else has it" },
	[CARE_DID_CLOSED] = { DESK_E_CONFLICT, "It is closed" },
	[CARE_DID_NONE] = { LINK_E_NOT_FOUND, "No incident has this code" },
	[CARE_DID_SELF] = { LINK_E_DENIED, "It is about yourself" },
	[CARE_DID_NOT_ACKED] = { DESK_E_CONFLICT, "Nobody has taken it yet" },
	[CARE_DID_TRIES] = { DESK_E_CONFLICT, "Too few attempts to reach the person were noted" },
	[CARE_DID_NOBODY] = { DESK_E_CONFLICT, "There is nobody who can be written to" },
	[CARE_DID_PROPOSED] = { DESK_E_TWO, "Noted; a second person must say so too" },
};

static int did_it(struct desk_ask *a, struct care_staff_act *act, int rc, enum care_did did)
{
	if (rc < 0)
		return rc;
	if (did == CARE_DID_PROPOSED)
		return desk_refuse_keep(a, refusals[did].code, "%s", refusals[did].text);
	if (did != CARE_DID && did != CARE_DID_OVER)
		return desk_refuse(a, refusals[did].code, "%s", refusals[did].text);
	a->answer = incident_json(a, &act->incident);
	return 0;
}

static struct care_staff_act act_of(struct desk_ask *a)
{
	return (struct care_staff_act){ .by = &a->who.person, .code = desk_str(a, "code") };
}

typedef int (*act_fn)(struct care_turn *t, struct care_staff_act *act, enum care_did *did);

static int simple(struct desk_ask *a, act_fn fn)
{
	struct care_staff_act act = act_of(a);
	enum care_did did = CARE_DID;
	int rc = fn(a->t, &act, &did);

	return did_it(a, &act, rc, did);
}

static int ack(struct desk_ask *a) { return simple(a, care_incident_ack); }
static int contact(struct desk_ask *a) { return simple(a, care_incident_contact); }
static int tried(struct desk_ask *a)
{
	struct care_staff_act act = act_of(a);
	enum care_did did = CARE_DID;
	int rc = care_incident_tried_by(a->t, &act, (enum store_incident_try)desk_int(a, "how", 0),
					&did);

	return did_it(a, &act, rc, did);
}

static int back(struct desk_ask *a) { return simple(a, care_incident_hand_back); }

static int note_words(struct desk_ask *a, const char *words)
{
	struct care_staff_act act = act_of(a);
	enum care_did did = CARE_DID;
	int rc = care_incident_note(a->t, &act, secret_str(a->t->mem, words), &did);

	return did_it(a, &act, rc, did);
}

static int note(struct desk_ask *a) { return note_words(a, desk_str(a, "text")); }

static bool one_of(const char *answer, const char *const *of, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(answer, of[i]))
			return true;
	return false;
}

/* Questions that a human asks; the answers are kept as they are, and nothing is added up. */
static int ladder(struct desk_ask *a)
{
	static const char *const yes[] = { "yes", "no", "unclear", "not-asked" };
	static const char *const when[] = { "now", "today", "later", "unclear", "not-asked" };
	static const char *const questions[] = { "thoughts", "plan", "means" };
	const char *text = desk_str(a, "text");
	char *words = talloc_strdup(a->t->mem, ladder_mark);
	size_t i;

	for (i = 0; i < ARRAY_LEN(questions); i++) {
		const char *answer = desk_str(a, questions[i]);

		if (!one_of(answer, yes, ARRAY_LEN(yes)))
			return desk_refuse(a, LINK_E_ARGS,
					   "\"%s\" is yes, no, unclear or not-asked",
					   questions[i]);
		words = talloc_asprintf_append(words, "%s %s, ", questions[i], answer);
	}
	if (!one_of(desk_str(a, "when"), when, ARRAY_LEN(when)))
		return desk_refuse(a, LINK_E_ARGS,
				   "when is now, today, later, unclear or not-asked");
	words = talloc_asprintf_append(words, "when %s%s%s", desk_str(a, "when"), text ? ". " : "",
				       text ? text : "");
	if (!words)
		base_oom();
	return note_words(a, words);
}

/* What was agreed with them: one discreet text the day after, at this hour, or none. */
static int follow_up(struct desk_ask *a)
{
	struct store_incident i;
	int64_t at_ms = 0;
	int rc = find(a, &i);

	if (rc == 0 && (!i.person_id || i.drill))
		return desk_refuse(a, DESK_E_CONFLICT, "There is nobody who can be written to");
	if (rc == 0)
		rc = care_watch_agree(a->t, &i, (int)desk_int(a, "hour", CARE_NO_FOLLOW_UP),
				      a->who.person.id, &at_ms);
	a->answer = json_pack("{s:o}", "at_ms", desk_at(at_ms));
	return rc < 0 ? rc : 0;
}

static int with(struct desk_ask *a)
{
	struct care_staff_act act = act_of(a);
	enum care_did did = CARE_DID;
	struct store_conversation c;
	int rc = care_incident_with(a->t, &act, desk_bool(a, "take_over", false), &did);

	if (rc < 0 || did != CARE_DID)
		return did_it(a, &act, rc, did);
	rc = store_conversation_of_member(a->t->store, act.incident.person_id, &c);
	if (rc < 0)
		return rc;
	if (rc == 0 || c.peer_id != a->who.person.id)
		return desk_refuse(a, DESK_E_CONFLICT, "Somebody is with them; take over to text "
				   "yourself");
	a->answer = json_pack("{s:I}", "talk", (json_int_t)c.id);
	return 0;
}

static int close_it(struct desk_ask *a)
{
	struct care_staff_act act = act_of(a);
	enum care_did did = CARE_DID;
	int rc = care_incident_close(a->t, &act, (enum store_outcome)desk_int(a, "outcome", 0),
				     &did);

	return did_it(a, &act, rc, did);
}

#define CODE { "code", LINK_STRING, true, 3, STORE_CODE_LEN, "The incident's code." }
static const struct link_arg list_args[] = {
	{ "closed", LINK_BOOL, false, 0, 0, "The last closed ones instead." },
};
static const struct link_arg show_args[] = {
	CODE, { "reason", LINK_STRING, false, 0, 300, "Why it is read; kept in the audit log." },
};
static const struct link_arg code_args[] = { CODE };
static const struct link_arg tried_args[] = {
	CODE,
	{ "how", LINK_INT, false, 0, STORE_TRIES - 1,
	  "0 not said, 1 by text, 2 by calling, 3 by asking somebody else: the "
	  "protocol counts them." },
};
static const struct link_arg note_args[] = {
	CODE, { "text", LINK_STRING, true, 1, 2000, "What is noted." },
};
static const struct link_arg ladder_args[] = {
	CODE,
	{ "thoughts", LINK_STRING, true, 1, 10, "Do they think of killing themselves?" },
	{ "plan", LINK_STRING, true, 1, 10, "Do they know how?" },
	{ "means", LINK_STRING, true, 1, 10, "Do they have what they would use?" },
	{ "when", LINK_STRING, true, 1, 10, "Do they know when?" },
	{ "text", LINK_STRING, false, 0, 1000, "In their words, or yours." },
};
static const struct link_arg followup_args[] = {
	CODE,
	{ "hour", LINK_INT, false, 0, 23, "Of their day; not given: they want no text." },
};
static const struct link_arg with_args[] = {
	CODE, { "take_over", LINK_BOOL, false, 0, 0, "Also when a peer is with them." },
};
static const struct link_arg close_args[] = {
	CODE, { "outcome", LINK_INT, true, 1, 5, "1 safe with a plan, 2 safe and a false alarm, 3 "
		"with another service, 4 emergency services reached them, 5 unreachable." },
};
static const struct desk_verb verbs[] = {
	{ "incident list", "People in danger now.", READERS, 0, DESK_ARGS(list_args), .run = list },
	{ "incident show", "One, step by step, with what was said.",
	  DESK_O | DESK_M | DESK_S | DESK_G, DESK_REASON, DESK_ARGS(show_args), .run = show },
	{ "incident ack", "I take it.", DESK_O | DESK_M, 0, DESK_ARGS(code_args), .run = ack },
	{ "incident contact", "Contact was made.", DESK_O | DESK_M, 0, DESK_ARGS(code_args),
	  .run = contact },
	{ "incident tried", "I tried, and did not reach them.", DESK_O | DESK_M, 0,
	  DESK_ARGS(tried_args), .run = tried },
	{ "incident back", "I cannot: the next person is called.", DESK_O | DESK_M, 0,
	  DESK_ARGS(code_args), .run = back },
	{ "incident note", "A note.", DESK_O | DESK_M | DESK_S | DESK_G, 0, DESK_ARGS(note_args),
	  .run = note },
	{ "incident ladder", "What was asked, and answered.", DESK_O | DESK_M, 0,
	  DESK_ARGS(ladder_args), .run = ladder },
	{ "incident followup", "The text of the day after, as agreed with them.",
	  DESK_O | DESK_M, 0, DESK_ARGS(followup_args), .run = follow_up },
	{ "incident with", "Texts with the person.", DESK_O | DESK_M, 0, DESK_ARGS(with_args),
	  .run = with },
	{ "incident close", "What happened.", DESK_O | DESK_M, 0, DESK_ARGS(close_args),
	  .run = close_it },
};
DESK_TABLE(desk_incident_verbs, verbs);
