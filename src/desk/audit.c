// SPDX-License-Identifier: AGPL-3.0-or-later
/* The audit log for auditors: read (which is itself written down), and verified in slices. */
#include "desk/desk_int.h"

enum { PAGE = 100, SCAN = 2000, SLICE = 500 };

static json_t *entry_json(struct care_turn *t, const struct store_audit_entry *e)
{
	return json_pack("{s:I, s:I, s:s, s:s, s:o, s:o, s:o, s:b}", "id", (json_int_t)e->seq,
		"at_ms", (json_int_t)e->at_ms, "what", e->what, "words", care_audit_words(e->what),
		"about", desk_name(t, e->about_id), "by",
		e->by_id ? desk_name(t, e->by_id) : desk_words(e->by_name),
		"detail", desk_words(e->detail), "erased", e->erased);
}

static int list(struct desk_ask *a)
{
	const char *what = desk_str(a, "what");
	struct store_audit_entry e = { .seq = desk_int(a, "after", 0) };
	int64_t from_ms = desk_moment(a, "from_at_ms", 0);
	int max = (int)desk_int(a, "max", PAGE), scanned = 0, rc = 0;
	struct store_person who = { .id = 0 };
	json_t *items;

	if (desk_str(a, "who")) {
		rc = desk_person(a, "who", &who);
		if (rc < 0)
			return rc;
	}
	rc = desk_noted(a, CARE_AUDIT_READ, who.id, NULL);
	items = json_array();
	while (rc >= 0 && scanned++ < SCAN && json_array_size(items) < (size_t)max) {
		rc = store_audit_next(a->t->store, a->t->mem, e.seq, from_ms, &e);
		if (rc != 1)
			break;
		if ((what && strcmp(what, e.what)) ||
		    (who.id && e.about_id != who.id && e.by_id != who.id))
			continue;
		json_array_append_new(items, entry_json(a->t, &e));
	}
	a->answer = json_pack("{s:o, s:b, s:I}", "items", items, "more", rc == 1, "after",
			      (json_int_t)e.seq);
	return rc < 0 ? rc : 0;
}

/* --- Verifying ---------------------------------------------------------------------------- */

struct verify {
	struct store_audit_check *check;
	struct loop_timer *timer;
	int rc;
};

static json_t *report_json(const struct store_audit_report *r)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < r->findings_len; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:s}", "fault",
			care_audit_fault_words(r->findings[i].fault), "from",
			(json_int_t)r->findings[i].from, "to", (json_int_t)r->findings[i].to, "why",
			r->findings[i].why));
	return json_pack("{s:b, s:I, s:I, s:I, s:o, s:b, s:I, s:b}", "good", r->findings_len == 0,
		"entries", (json_int_t)r->entries, "last", (json_int_t)r->last_seq, "by_key",
		(json_int_t)r->keyed, "findings", list, "more", r->more, "heads",
		(json_int_t)r->heads, "first_key_here", r->first_key_here);
}

static int verified(struct desk_ask *a)
{
	struct verify *v = a->job;
	const struct store_audit_report *r = store_audit_check_report(v->check);

	if (v->rc < 0)
		return v->rc;
	a->answer = report_json(r);
	return desk_noted(a, CARE_AUDIT_VERIFIED, 0, r->findings_len ? "not good" : "good");
}

static void slice(void *arg)
{
	struct desk_ask *a = arg;
	struct verify *v = a->job;

	v->rc = store_audit_check_step(v->check, SLICE);
	if (v->rc == 1)
		loop_timer_start(v->timer, 0);
	else
		desk_again(a, verified);
}

static void verify_begin(struct desk_ask *a)
{
	struct verify *v = a->job;

	v->check = store_audit_check_new(v, care_deps(a->desk->deps.care)->store, NULL, 0, NULL, 0);
	v->timer = loop_timer_new(v, a->desk->deps.loop, "slice of the audit log", slice, a);
	loop_timer_start(v->timer, 0);
}

static int verify(struct desk_ask *a)
{
	a->job = talloc_zero(a, struct verify);
	if (!a->job)
		base_oom();
	a->later = verify_begin;
	return 0;
}

static const struct link_arg list_args[] = {
	{ "after", LINK_INT, false, 0, INT64_MAX, "The last one that was seen." },
	{ "from_at_ms", LINK_INT, false, 0, 0, "Not before." },
	{ "who", LINK_STRING, false, 1, 31, "About, or by, this one." },
	{ "what", LINK_STRING, false, 1, 39, "Only this sort." },
	{ "max", LINK_INT, false, 1, PAGE, "At most so many." },
};
static const struct desk_verb verbs[] = {
	{ "audit list", "Who did what about whom.", DESK_U, 0, DESK_ARGS(list_args), .run = list },
	{ "audit verify", "Is the log as it was written?", DESK_U, 0, .run = verify },
};
DESK_TABLE(desk_audit_verbs, verbs);
