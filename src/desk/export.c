// SPDX-License-Identifier: AGPL-3.0-or-later
/* What leaves the house with people in it: hours for pay.  One asks, another agrees. */
#include <stdio.h>

#include "care/care_peers.h"
#include "desk/desk_int.h"

#define READ_MS HOURS_MS(24)
static const char *const states[] = { "", "asked", "agreed", "done" };

static int ask(struct desk_ask *a)
{
	struct store_export e = {
		.from_ms = desk_moment(a, "from_at_ms", 0),
		.until_ms = desk_moment(a, "until_at_ms", 0),
		.by_id = a->who.person.id, .at_ms = a->t->now_ms,
		.reason = secret_str(a->t->mem, desk_str(a, "reason") ? desk_str(a, "reason") : ""),
	};
	int rc;

	if (strcmp(desk_str(a, "what"), "hours") || e.until_ms <= e.from_ms)
		return desk_refuse(a, LINK_E_ARGS, "Only hours can be exported, and the end comes "
				   "after the beginning");
	snprintf(e.what, sizeof(e.what), "hours");
	rc = store_export_add(a->t->store, &e);
	if (rc == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_EXPORT, 0, "asked");
	a->answer = json_pack("{s:I}", "id", (json_int_t)e.id);
	return rc;
}

static int list(struct desk_ask *a)
{
	struct store_export *rows = talloc_array(a->t->mem, struct store_export, DESK_PAGE);
	json_t *items = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_exports(a->t->store, a->t->mem, rows, DESK_PAGE);
	for (i = 0; i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:s, s:I, s:I, s:o, s:b, s:o, s:s, "
			"s:I}",
			"id", (json_int_t)rows[i].id, "what", rows[i].what, "from_at_ms",
			(json_int_t)rows[i].from_ms, "until_at_ms", (json_int_t)rows[i].until_ms,
			"by", desk_name(a->t, rows[i].by_id), "mine",
			rows[i].by_id == a->who.person.id, "reason", desk_words(rows[i].reason),
			"state", states[rows[i].state], "at_ms", (json_int_t)rows[i].at_ms));
	a->answer = desk_list(items, false);
	return n < 0 ? n : 0;
}

static int agree(struct desk_ask *a)
{
	struct store_export e;
	int rc = store_export_get(a->t->store, a->t->mem, desk_int(a, "export", 0), &e);

	if (rc == 1 && e.by_id == a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "Somebody else must agree");
	if (rc == 1)
		rc = store_export_agree(a->t->store, e.id, a->who.person.id, a->t->now_ms);
	if (rc <= 0)
		return rc < 0 ? rc :
			desk_refuse(a, DESK_E_CONFLICT, "It is not asked for (any more)");
	return desk_noted(a, CARE_AUDIT_DESK_EXPORT, 0, "agreed");
}

static int read_one(struct desk_ask *a)
{
	int64_t after = desk_int(a, "after", 0);
	struct store_export e;
	char *csv = NULL;
	int rc = store_export_get(a->t->store, a->t->mem, desk_int(a, "export", 0), &e);

	if (rc < 0)
		return rc;
	if (rc == 0 || e.by_id != a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "That is not an export of yours");
	if (e.state == STORE_EXPORT_ASKED)
		return desk_refuse(a, DESK_E_TWO, "A second person must agree first");
	if (e.agreed_at_ms + READ_MS < a->t->now_ms)
		return desk_refuse(a, DESK_E_CONFLICT, "It was agreed to more than a day ago");
	if (after == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_EXPORT, 0, "read");
	if (rc >= 0)
		rc = care_peers_hours_csv(a->t, e.from_ms, e.until_ms, &after, &csv);
	if (rc < 0)
		return rc;
	a->answer = json_pack("{s:s, s:I, s:b}", "csv", csv ? csv : "", "after", (json_int_t)after,
			      "more", rc == 1);
	return rc == 1 ? 0 : store_export_done(a->t->store, e.id);
}

static const struct link_arg ask_args[] = {
	{ "what", LINK_STRING, true, 1, 20, "hours: for pay." },
	{ "from_at_ms", LINK_INT, true, 0, 0, "From." },
	{ "until_at_ms", LINK_INT, true, 0, 0, "Until." },
	{ "reason", LINK_STRING, false, 0, 300, "Why." },
};
static const struct link_arg one_args[] = {
	{ "export", LINK_INT, true, 1, INT64_MAX, "Of export list." },
};
static const struct link_arg read_args[] = {
	{ "export", LINK_INT, true, 1, INT64_MAX, "Of export list." },
	{ "after", LINK_INT, false, 0, INT64_MAX, "Where to go on." },
};
static const struct desk_verb verbs[] = {
	{ "export ask", "Hours for pay: one asks.", DESK_C | DESK_M, DESK_STEP_UP | DESK_REASON,
	  DESK_ARGS(ask_args), .run = ask },
	{ "export list", "What was asked for.", DESK_C | DESK_M, 0, .run = list },
	{ "export agree", "Another agrees.", DESK_C | DESK_M, DESK_STEP_UP, DESK_ARGS(one_args),
	  .run = agree },
	{ "export read", "Who asked reads it.", DESK_C | DESK_M, 0, DESK_ARGS(read_args),
	  .run = read_one },
};
DESK_TABLE(desk_export_verbs, verbs);
