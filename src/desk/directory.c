// SPDX-License-Identifier: AGPL-3.0-or-later
/* The directory of services: how fresh it is, whose doors are shut, what people said. */
#include "care/care_signpost.h"
#include "desk/desk_int.h"
#include "store/store_directory.h"

enum { SLICE = 50, SLICES_MAX = 10 };

/* Why this one would not be sent to anybody now; NULL: it would. */
static const char *not_sent(struct desk_ask *a, const struct store_service *s,
			    const struct signpost_reading *how)
{
	const struct care_signpost_settings *set = care_settings(a->t->care, &care_signpost_cfg);
	struct signpost_open open;

	if (s->assured_day < how->today - set->assured_within_days)
		return "nobody has assured it for too long";
	if (!s->hours_known)
		return s->phone[0] ? NULL : "its hours are not known and it has no number";
	care_signpost_open(s, set->zone, a->t->now_ms, &open);
	return open.now || open.opens_at_ms ? NULL : "it does not open within two weeks";
}

static int list(struct desk_ask *a)
{
	int64_t after = desk_int(a, "after", 0);
	bool shut = desk_bool(a, "shut", false);
	struct signpost_reading how;
	struct store_service *s;
	json_t *items = json_array();
	size_t i, n;
	int slices, rc = 1;

	care_signpost_reading(a->t->care, a->t->now_ms, &how);
	/* a page may come out short: `more` and `after` say where to go on */
	for (slices = 0; rc == 1 && slices < SLICES_MAX && json_array_size(items) < SLICE;
	     slices++) {
		rc = store_directory_list(a->t->store, a->t->mem, &after, SLICE, &s, &n);
		for (i = 0; rc >= 0 && i < n; i++) {
			const char *why;

			if (store_directory_hours(a->t->store, a->t->mem, &s[i]) < 0)
				return -EIO;
			why = not_sent(a, &s[i], &how);
			if (shut && !why)
				continue;
			json_array_append_new(items, json_pack("{s:I, s:s, s:o, s:o, s:o, s:I, "
				"s:o}",
				"id", (json_int_t)s[i].id, "ref", s[i].ref, "name",
				desk_text(s[i].name), "place", desk_text(s[i].place), "phone",
				desk_text(s[i].phone), "assured_at_ms",
				(json_int_t)s[i].assured_day * DAYS_MS(1), "not_sent",
				why ? json_string(why) : json_null()));
		}
	}
	a->answer = json_pack("{s:o, s:b, s:I}", "items", items, "more", rc == 1, "after",
			      (json_int_t)after);
	return rc < 0 ? rc : 0;
}

static int info(struct desk_ask *a)
{
	struct store_directory_info i;
	int rc = store_directory_info(a->t->store, &i);

	if (rc < 0)
		return rc;
	a->answer = json_pack("{s:I, s:o, s:i, s:i, s:o, s:o}", "edition", (json_int_t)i.edition,
		"since_at_ms", desk_at(i.since_ms), "services", i.services, "places", i.places,
		"oldest_at_ms", desk_at(i.services ? i.oldest_day * DAYS_MS(1) : 0),
		"newest_at_ms", desk_at(i.services ? i.newest_day * DAYS_MS(1) : 0));
	return 0;
}

static int review_list(struct desk_ask *a)
{
	struct store_review *rows;
	json_t *items = json_array();
	size_t i, n = 0;
	int rc = store_reviews(a->t->store, a->t->mem, &rows, &n);

	for (i = 0; rc >= 0 && i < n; i++)
		json_array_append_new(items, json_pack("{s:s, s:o, s:i, s:i, s:I}",
			"ref", rows[i].ref,
			"name", desk_text(rows[i].name), "helped", rows[i].yes,
			"did_not", rows[i].no,
			"opened_at_ms", (json_int_t)rows[i].opened_at_ms));
	a->answer = desk_list(items, false);
	return rc < 0 ? rc : 0;
}

static int review_done(struct desk_ask *a)
{
	int rc = store_review_close(a->t->store, desk_str(a, "ref"));

	if (rc <= 0)
		return rc < 0 ? rc : desk_refuse(a, LINK_E_NOT_FOUND, "There is no such review");
	return desk_noted(a, CARE_AUDIT_DESK_DID, 0, "review done");
}

static const struct link_arg list_args[] = {
	{ "shut", LINK_BOOL, false, 0, 0, "Only what is not sent to anybody." },
	{ "after", LINK_INT, false, 0, INT64_MAX, "Where to go on." },
};
static const struct link_arg done_args[] = {
	{ "ref", LINK_STRING, true, 1, 200, "The service." },
};
static const struct desk_verb verbs[] = {
	{ "directory list", "Services, and why some are not sent.", DESK_C | DESK_M, 0,
	  DESK_SCOPE_DIRECTORY, DESK_ARGS(list_args), .run = list },
	{ "directory info", "How big and how fresh.", DESK_C | DESK_M, 0, DESK_SCOPE_DIRECTORY,
	  .run = info },
	{ "review list", "Services that did not help.", DESK_C | DESK_M, 0, .run = review_list },
	{ "review done", "Somebody has looked at it.", DESK_C | DESK_M, 0, DESK_ARGS(done_args),
	  .run = review_done },
};
DESK_TABLE(desk_directory_verbs, verbs);
