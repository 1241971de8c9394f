// SPDX-License-Identifier: AGPL-3.0-or-later
/* What humans look at afterwards: reports by peers and members. */
#include "desk/desk_int.h"

/* --- Moderation ---------------------------------------------------------------------------- */

static json_t *report_json(struct desk_ask *a, const struct store_report *r)
{
	static const char *const kinds[] = { "", "words", "block", "sexual", "abuse" };

	return json_pack("{s:I, s:s, s:o, s:o, s:o, s:I, s:b}", "id", (json_int_t)r->id,
		"kind", kinds[r->kind], "who", desk_name(a->t, r->member_id), "peer",
		desk_name(a->t, r->peer_id), "by", desk_name(a->t, r->by_id),
		"at_ms", (json_int_t)r->at_ms, "has_text", r->text != NULL);
}

static int moderation_list(struct desk_ask *a)
{
	struct store_report *rows = talloc_array(a->t->mem, struct store_report, DESK_PAGE + 1);
	json_t *items = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_reports_open(a->t->store, a->t->mem, desk_int(a, "after", 0), rows,
			       DESK_PAGE + 1);
	for (i = 0; i < n && i < DESK_PAGE; i++)
		json_array_append_new(items, report_json(a, &rows[i]));
	a->answer = desk_list(items, n > DESK_PAGE);
	return n < 0 ? n : 0;
}

static int moderation_show(struct desk_ask *a)
{
	struct store_report r;
	int rc = store_report_get(a->t->store, a->t->mem, desk_int(a, "report", 0), &r);

	if (rc == 0)
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no such report");
	if (rc == 1)
		rc = desk_seen(a, r.member_id);
	if (rc < 0)
		return rc;
	a->answer = report_json(a, &r);
	json_object_set_new(a->answer, "text", desk_words(r.text));
	return 0;
}

static int moderation_done(struct desk_ask *a)
{
	int rc = store_report_review(a->t->store, desk_int(a, "report", 0), a->who.person.id,
				     a->t->now_ms);

	if (rc < 0)
		return rc;
	return rc ? desk_noted(a, CARE_AUDIT_DESK_DID, 0, "moderation done") :
		desk_refuse(a, DESK_E_CONFLICT, "It was dealt with before");
}

static const struct link_arg list_args[] = {
	{ "after", LINK_INT, false, 0, INT64_MAX, "The last one that was seen." },
};
static const struct link_arg show_args[] = {
	{ "report", LINK_INT, true, 1, INT64_MAX, "Of moderation list." },
	{ "reason", LINK_STRING, false, 0, 300, "Why it is read; kept in the audit log." },
};
static const struct link_arg one_args[] = {
	{ "report", LINK_INT, true, 1, INT64_MAX, "Of moderation list." },
};
static const struct desk_verb verbs[] = {
	{ "moderation list", "Reports that nobody has read.", DESK_C | DESK_M | DESK_S, 0,
	  DESK_ARGS(list_args), .run = moderation_list },
	{ "moderation show", "One, with its words.", DESK_C | DESK_M | DESK_S, DESK_REASON,
	  DESK_ARGS(show_args), .run = moderation_show },
	{ "moderation done", "It is dealt with.", DESK_C | DESK_M | DESK_S, 0, DESK_ARGS(one_args),
	  .run = moderation_done },
};
DESK_TABLE(desk_quality_verbs, verbs);
