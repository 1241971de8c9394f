// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who is on call when. */
#include "care/care_oncall.h"
#include "care/care_roster.h"
#include "desk/desk_int.h"

static const char *const levels[STORE_LEVELS] = { "oncall", "manager", "operator" };
static const char *const kinds[] = { "", "shift", "override", "swap" };

static void fault(void *arg, const struct care_roster_fault *f)
{
	json_t *one = json_pack("{s:s}", "text", f->sentence);

	if (f->from_ms)
		json_object_update_new(one, json_pack("{s:s, s:s?, s:I, s:I}",
			"level", levels[f->level],
			"layer", f->layer, "from_at_ms", (json_int_t)f->from_ms, "until_at_ms",
			(json_int_t)f->until_ms));
	json_array_append_new(arg, one);
}

/* What the asker can do with this shift now: "swap", "keep", "take"; "". */
static const char *can(struct desk_ask *a, const struct store_duty *d)
{
	bool mine = d->person_id == a->who.person.id, offered;
	struct store_swap s;

	if (!(a->who.roles & (DESK_O | DESK_M)) || !d->until_ms || d->until_ms <= a->t->now_ms)
		return "";
	offered = store_swap_of(a->t->store, d->id, &s) == 1 && s.state == STORE_SWAP_OPEN;
	return mine ? offered ? "keep" : "swap" : offered ? "take" : "";
}

static int show(struct desk_ask *a)
{
	int64_t from_ms = desk_moment(a, "from_at_ms", a->t->now_ms);
	int64_t until_ms = desk_moment(a, "until_at_ms", from_ms + DAYS_MS(14));
	json_t *items = json_array(), *holes = json_array();
	struct store_duty *rows = NULL;
	size_t n = 0, i;
	int rc;

	if (until_ms <= from_ms || until_ms - from_ms > DAYS_MS(120)) {
		json_decref(items);
		json_decref(holes);
		return desk_refuse(a, LINK_E_ARGS,
				   "At most 120 days, and the end after the beginning");
	}
	rc = store_duties(a->t->store, a->t->mem, from_ms, until_ms, &rows, &n);
	for (i = 0; rc >= 0 && i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:o, s:s, s:s, s:i, s:s, s:s, s:o, "
						       "s:I, s:o}",
			"id", (json_int_t)rows[i].id, "who", desk_name(a->t, rows[i].person_id),
			"level", levels[rows[i].level], "layer",
			care_layer_name(rows[i].level, rows[i].position), "position",
			rows[i].position, "kind", kinds[rows[i].kind % 4], "can", can(a, &rows[i]),
			"replaces", desk_name(a->t, rows[i].replaces_id),
			"from_at_ms", (json_int_t)rows[i].from_ms,
			"until_at_ms", desk_at(rows[i].until_ms)));
	if (rc >= 0)
		rc = care_roster_check(a->t, fault, holes);
	a->answer = json_pack("{s:o, s:b, s:o}", "items", items, "more", 0, "holes", holes);
	return rc < 0 ? rc : 0;
}

/* A member on the roster would be rung for other members' danger. */
static int staff(struct desk_ask *a, const char *name, struct store_person *p)
{
	int rc = desk_person(a, name, p);

	return rc == 0 && !(p->roles & DESK_ANY) ?
		desk_refuse(a, LINK_E_DENIED, "\"%s\" is not of the staff", p->pseudonym) : rc;
}

static int add(struct desk_ask *a)
{
	const char *level = desk_str(a, "level");
	struct store_duty duty = {
		.from_ms = desk_moment(a, "from_at_ms", 0),
		.until_ms = desk_moment(a, "until_at_ms", 0),
		.kind = STORE_DUTY_SHIFT, .made_by = a->who.person.id, .made_at_ms = a->t->now_ms,
	};
	struct store_person who, replaces;
	int rc = staff(a, "who", &who);

	while (duty.level < STORE_LEVELS && strcmp(levels[duty.level], level))
		duty.level++;
	if (rc == 0 && (duty.level == STORE_LEVELS || duty.until_ms <= duty.from_ms))
		return desk_refuse(a, LINK_E_ARGS, "The level is oncall, manager or operator, and "
				   "the end comes after the beginning");
	if (rc == 0 && duty.level == STORE_LEVEL_ONCALL && !(who.roles & DESK_O))
		return desk_refuse(a, DESK_E_CONFLICT, "\"%s\" is not of the staff on call",
				   who.pseudonym);
	if (rc == 0 && desk_str(a, "replaces")) {
		rc = staff(a, "replaces", &replaces);
		duty.replaces_id = rc == 0 ? replaces.id : 0;
		duty.kind = STORE_DUTY_OVERRIDE;
	}
	duty.person_id = who.id;
	if (rc == 0)
		rc = store_duty_add(a->t->store, &duty);
	if (rc >= 0)
		rc = desk_noted(a, CARE_AUDIT_ROSTER, who.id, "a row was added");
	if (rc >= 0)
		rc = care_roster_touched(a->t);
	if (rc >= 0)
		a->answer = json_pack("{s:I}", "id", (json_int_t)duty.id);
	return rc < 0 ? rc : 0;
}

static int end(struct desk_ask *a)
{
	int rc = store_duty_end(a->t->store, desk_int(a, "duty", 0), a->t->now_ms);

	if (rc <= 0)
		return rc < 0 ? rc : desk_refuse(a, LINK_E_NOT_FOUND, "There is no such row");
	rc = desk_noted(a, CARE_AUDIT_ROSTER, 0, "a row was taken back");
	return rc < 0 ? rc : care_roster_touched(a->t);
}

/* --- Swaps, as SWAP and the answer to it by text ------------------------------------------- */

static const struct { const char *code, *text; } swap_refusals[] = {
	[CARE_SWAP_NONE] = { LINK_E_DENIED, "There is no such shift, or it is over" },
	[CARE_SWAP_NOT_YOURS] = { LINK_E_DENIED, "That is not a shift of yours" },
	[CARE_SWAP_BEFORE] = { DESK_E_CONFLICT, "It is offered already" },
	[CARE_SWAP_NOT_OFFERED] = { DESK_E_CONFLICT, "It is not offered (any more)" },
	[CARE_SWAP_GONE] = { DESK_E_CONFLICT, "Somebody was quicker" },
	[CARE_SWAP_ROLE] = { DESK_E_CONFLICT, "That level is not yours" },
	[CARE_SWAP_OWN] = { DESK_E_CONFLICT, "It is yours already" },
	[CARE_SWAP_NOBODY] = { DESK_E_CONFLICT, "There is nobody else of that level" },
	[CARE_SWAP_NO_OTHER] = { LINK_E_DENIED,
				 "The other shift is none of a colleague's to come" },
};

static int swapped(struct desk_ask *a, int rc, enum care_swap_did did)
{
	if (rc < 0 || (size_t)did >= ARRAY_LEN(swap_refusals) || !swap_refusals[did].text)
		return rc < 0 ? rc : 0;
	return desk_refuse(a, swap_refusals[did].code, "%s", swap_refusals[did].text);
}

static int swap(struct desk_ask *a)
{
	int64_t duty = desk_int(a, "duty", 0), against = desk_int(a, "against", 0);
	enum care_swap_did did;
	struct store_duty s;
	int rc = against ? care_swap_ask_for(a->t, &a->who.person, duty, against, &s, &did) :
		care_swap_ask(a->t, &a->who.person, duty, &s, &did);

	return swapped(a, rc, did);
}

static int take(struct desk_ask *a)
{
	enum care_swap_did did;
	struct store_duty s;
	int rc = care_swap_take(a->t, &a->who.person, desk_int(a, "duty", 0), &s, &did);

	return swapped(a, rc, did);
}

static int keep(struct desk_ask *a)
{
	enum care_swap_did did;
	struct store_duty s;
	int rc = care_swap_keep(a->t, &a->who.person, desk_int(a, "duty", 0), &s, &did);

	return swapped(a, rc, did);
}

static const struct link_arg swap_args[] = {
	{ "duty", LINK_INT, true, 1, INT64_MAX, "A shift of one's own (of anybody: a manager)." },
	{ "against", LINK_INT, false, 1, INT64_MAX, "For this shift of a colleague." },
};
static const struct link_arg show_args[] = {
	{ "from_at_ms", LINK_INT, false, 0, 0, "From; default: now." },
	{ "until_at_ms", LINK_INT, false, 0, 0, "Until; default: 14 days later." },
};
static const struct link_arg add_args[] = {
	{ "who", LINK_STRING, true, 1, 31, "Pseudonym." },
	{ "level", LINK_STRING, true, 1, 10, "oncall, manager or operator." },
	{ "from_at_ms", LINK_INT, true, 0, 0, "From." },
	{ "until_at_ms", LINK_INT, true, 0, 0, "Until." },
	{ "replaces", LINK_STRING, false, 1, 31, "Who is off meanwhile." },
};
static const struct link_arg end_args[] = {
	{ "duty", LINK_INT, true, 1, INT64_MAX, "Of roster show." },
};
static const struct desk_verb verbs[] = {
	{ "roster show", "Who is on call when, and what is wrong with it.",
	  DESK_C | DESK_M | DESK_O, 0, DESK_SCOPE_ROSTER, DESK_ARGS(show_args), .run = show },
	{ "roster add", "Puts somebody on call.", DESK_C | DESK_M, 0, DESK_ARGS(add_args),
	  .run = add },
	{ "roster swap", "Offers a shift to colleagues, or for another one.", DESK_O | DESK_M, 0,
	  DESK_ARGS(swap_args), .run = swap },
	{ "roster take", "Takes what a colleague offers.", DESK_O | DESK_M, 0, DESK_ARGS(end_args),
	  .run = take },
	{ "roster keep", "Keeps what one offered.", DESK_O | DESK_M, 0, DESK_ARGS(end_args),
	  .run = keep },
	{ "roster end", "Takes a row back.", DESK_C | DESK_M, 0, DESK_ARGS(end_args), .run = end },
};
DESK_TABLE(desk_roster_verbs, verbs);
