// SPDX-License-Identifier: AGPL-3.0-or-later
/* The only verbs whose answer holds a telephone number (care_reveal.h decides). */
#include "care/care_reveal.h"
#include "desk/desk_int.h"

enum { LIST_MAX = 50 };

static const struct { const char *code, *text; } refusals[] = {
	[CARE_REVEAL_ASKED] = { DESK_E_TWO, "Asked; a second person must agree" },
	[CARE_REVEAL_NONE] = { LINK_E_NOT_FOUND, "There is no such incident or request" },
	[CARE_REVEAL_CLOSED] = { DESK_E_CONFLICT, "The incident is closed" },
	[CARE_REVEAL_NOBODY] = { DESK_E_CONFLICT, "There is no number" },
	[CARE_REVEAL_RIGHT] = { LINK_E_DENIED, "You may not do that" },
	[CARE_REVEAL_SELF] = { LINK_E_DENIED, "It is about yourself" },
	[CARE_REVEAL_SAME] = { LINK_E_DENIED, "The second person must be another one" },
	[CARE_REVEAL_REASON] = { DESK_E_REASON, "Please say why, in a sentence" },
	[CARE_REVEAL_OVER] = { DESK_E_CONFLICT,
			       "That was refused, or too late, or answered before" },
};

static int did_it(struct desk_ask *a, int rc, enum care_reveal_did did)
{
	if (rc < 0)
		return rc;
	if (did == CARE_REVEAL_ASKED)
		return desk_refuse_keep(a, refusals[did].code, "%s", refusals[did].text);
	if (did != CARE_REVEAL_SHOWN && did != CARE_REVEAL_REFUSED && did != CARE_REVEAL_REVIEWED)
		return desk_refuse(a, refusals[did].code, "%s", refusals[did].text);
	return 0;
}

/* The first asking; or, once a second person has agreed, the number itself. */
static int reveal(struct desk_ask *a)
{
	struct care_reveal_act act = { .by = &a->who.person };
	struct store_incident i;
	struct store_reveal r;
	enum care_reveal_did did = CARE_REVEAL_NONE;
	int rc = store_incident_by_code(a->t->store, desk_str(a, "code"), &i);

	if (rc == 1)
		rc = store_reveal_of(a->t->store, a->t->mem, i.id, a->who.person.id, &r);
	if (rc == 1 && r.state == STORE_REVEAL_SHOWN)
		rc = care_reveal_look(a->t, &act, r.id, &did);
	else if (rc == 1 && r.state == STORE_REVEAL_ASKED)
		did = CARE_REVEAL_ASKED;
	else if (rc >= 0)
		rc = care_reveal_ask(a->t, &act, desk_str(a, "code"),
				     secret_str(a->t->mem, desk_str(a, "reason")), &did);
	rc = did_it(a, rc, did);
	if (rc == 0 && !a->code)
		a->answer = json_pack("{s:o, s:I}", "number", desk_words(act.number), "until_at_ms",
				      (json_int_t)(a->t->now_ms + MINUTES_MS(5)));
	return rc;
}

static int list(struct desk_ask *a)
{
	static const char *const states[] = { "", "asked", "shown", "over" };
	struct store_reveal r = { .id = 0 };
	struct store_incident i;
	json_t *items = json_array();
	int rc = 1;

	while (json_array_size(items) < LIST_MAX &&
	       (rc = store_reveal_next(a->t->store, a->t->mem, r.id, &r)) == 1) {
		if (store_incident_get(a->t->store, r.incident_id, &i) != 1)
			continue;
		json_array_append_new(items, json_pack("{s:I, s:s, s:o, s:b, s:I, s:s, s:b, s:o}",
			"id", (json_int_t)r.id, "code", i.code, "by", desk_name(a->t, r.asked_by),
			"mine", r.asked_by == a->who.person.id, "at_ms", (json_int_t)r.asked_at_ms,
			"state", states[r.state], "alone", r.alone, "reason",
			desk_words(r.reason)));
	}
	a->answer = desk_list(items, rc == 1);
	return rc < 0 ? rc : 0;
}

static int agree(struct desk_ask *a)
{
	struct care_reveal_act act = { .by = &a->who.person };
	enum care_reveal_did did = CARE_REVEAL_NONE;
	int rc = care_reveal_answer(a->t, &act, desk_int(a, "reveal", 0), desk_bool(a, "yes", true),
				    &did);

	return did_it(a, rc, did);
}

static int review(struct desk_ask *a)
{
	struct care_reveal_act act = { .by = &a->who.person };
	enum care_reveal_did did = CARE_REVEAL_NONE;
	int rc = care_reveal_review(a->t, &act, desk_int(a, "reveal", 0),
				    desk_bool(a, "fine", false), &did);

	return did_it(a, rc, did);
}

static const struct link_arg reveal_args[] = {
	{ "code", LINK_STRING, true, 3, STORE_CODE_LEN, "The incident's code." },
	{ "reason", LINK_STRING, false, 0, 300, "Why; kept in the audit log." },
};
static const struct link_arg agree_args[] = {
	{ "reveal", LINK_INT, true, 1, INT64_MAX, "Of reveal list." },
	{ "yes", LINK_BOOL, false, 0, 0, "False: no.  Default: yes." },
};
static const struct link_arg review_args[] = {
	{ "reveal", LINK_INT, true, 1, INT64_MAX, "Of reveal list." },
	{ "fine", LINK_BOOL, true, 0, 0, "Was it right?" },
};
static const struct desk_verb verbs[] = {
	{ "incident reveal", "The number of somebody in danger.", DESK_O | DESK_M,
	  DESK_STEP_UP | DESK_REASON, DESK_ARGS(reveal_args), .run = reveal },
	{ "reveal list", "Who asked for a number, and what waits for a second person or a review.",
	  DESK_O | DESK_M | DESK_C | DESK_U, 0, .run = list },
	{ "reveal agree", "The second person says yes, or no.", DESK_O | DESK_M | DESK_C,
	  DESK_STEP_UP, DESK_ARGS(agree_args), .run = agree },
	{ "reveal review", "Was it right?", DESK_M | DESK_C, 0, DESK_ARGS(review_args),
	  .run = review },
};
DESK_TABLE(desk_reveal_verbs, verbs);
