// SPDX-License-Identifier: AGPL-3.0-or-later
/* The live board: who waits, who talks, what is up, which promises are kept. */
#include <stdlib.h>

#include "care/care_concern.h"
#include "care/care_queue.h"
#include "desk/desk_int.h"
#include "store/store_inbox.h"

enum { ROWS = 50, WAITS = 200, EXPIRING = 100 };
/* What "in time" means on the board: half of a coffee. */
#define IN_TIME_MS MINUTES_MS(5)

static int waiting(struct desk_ask *a, json_t *out, bool *more)
{
	static const char *const kinds[MATCH_KINDS] = { "text", "call", "message" };
	struct store_waiting rows[ROWS + 1];
	int i, n = store_board_waiting(a->t->store, rows, ROWS + 1);

	for (i = 0; i < n && i < ROWS; i++)
		json_array_append_new(out, json_pack("{s:o, s:I, s:s, s:s, s:b, s:o}",
			"pseudonym", desk_name(a->t, rows[i].person_id),
			"since_at_ms", (json_int_t)rows[i].since_ms, "tier",
			desk_tier_name(rows[i].tier), "kind", kinds[rows[i].kind],
			"newcomer", rows[i].newcomer, "offered_to",
			desk_name(a->t, rows[i].offered_to)));
	*more = n > ROWS;
	return n < 0 ? n : 0;
}

static int talks(struct desk_ask *a, json_t *out)
{
	int64_t ids[ROWS];
	struct store_conversation c;
	int i, n = store_board_talks(a->t->store, ids, ROWS);

	for (i = 0; i < n; i++)
		if (store_conversation_get(a->t->store, ids[i], &c) == 1)
			json_array_append_new(out, desk_talk_json(a, &c));
	return n < 0 ? n : 0;
}

static int peers(struct desk_ask *a, json_t *out)
{
	static const char *const states[] = { "off", "on", "rest", "pause" };
	struct store_board_peer rows[ROWS];
	int i, n = store_board_peers(a->t->store, rows, ROWS);

	for (i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:o, s:s, s:o, s:i, s:i, s:i}",
			"pseudonym", desk_name(a->t, rows[i].person_id), "state",
			states[rows[i].state], "until_at_ms",
			desk_at(rows[i].state == STORE_PEER_PAUSE ? rows[i].until_ms : 0),
			"talks", rows[i].talks, "cap", rows[i].cap, "today", rows[i].today));
	return n < 0 ? n : 0;
}

static int concerns(struct desk_ask *a, json_t *out)
{
	struct store_concern c = { .id = 0 };
	int rc = 1;

	while (json_array_size(out) < ROWS &&
	       (rc = store_concern_next(a->t->store, 0, c.id, &c)) == 1)
		json_array_append_new(out, desk_concern_json(a->t, &c));
	return rc < 0 ? rc : 0;
}

static int by_size(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static json_t *promises(struct desk_ask *a, int *rc)
{
	int64_t waits[WAITS], answered, in_time, late;
	int n;

	*rc = store_board_promises(a->t->store, a->t->now_ms, IN_TIME_MS, &answered,
				   &in_time, &late);
	if (*rc < 0)
		return NULL;
	n = store_waits(a->t->store, MATCH_TEXT, a->t->now_ms - DAYS_MS(1), waits, WAITS);
	if (n < 0) {
		*rc = n;
		return NULL;
	}
	qsort(waits, (size_t)n, sizeof(waits[0]), by_size);
	return json_pack("{s:I, s:I, s:I, s:o, s:o}", "answered", (json_int_t)answered, "in_time",
		(json_int_t)in_time, "late_now", (json_int_t)late,
		"median_ms", n ? json_integer(waits[n / 2]) : json_null(),
		"p80_ms", n ? json_integer(waits[n * 4 / 5]) : json_null());
}

static json_t *links(const struct desk_health *h)
{
	json_t *out = json_array();
	int i;

	for (i = 0; i < h->links_len; i++)
		json_array_append_new(out, json_pack("{s:s, s:b, s:o}", "name", h->links[i].name,
			"up", h->links[i].up, "since_at_ms", desk_at(h->links[i].since_ms)));
	return out;
}

static int board(struct desk_ask *a)
{
	struct store_incident_counts counts = { 0 };
	struct desk_health h = { 0 };
	int64_t opens_at_ms, n, oldest, humans;
	json_t *w = json_array(), *t = json_array(), *p = json_array(), *c = json_array(),
		*kept = NULL;
	bool more = false, open = care_queue_is_open(a->t, "", &opens_at_ms);
	int rc = waiting(a, w, &more);

	a->desk->deps.health(a->desk->deps.arg, &h);
	if (rc == 0)
		rc = talks(a, t);
	if (rc == 0)
		rc = peers(a, p);
	if (rc == 0)
		rc = concerns(a, c);
	if (rc == 0)
		kept = promises(a, &rc);
	if (rc == 0)
		rc = store_incident_counts(a->t->store, 0, &counts);
	if (rc >= 0)
		rc = store_board_queue(a->t->store, a->t->now_ms, &n, &oldest);
	if (rc >= 0)
		rc = store_board_inbox(a->t->store, &humans);
	if (rc < 0)
		return rc;
	a->answer = json_pack("{s:I, s:b, s:o, s:o, s:b, s:o, s:o, s:{s:I, s:I}, s:o,"
			      " s:{s:I, s:o, s:I}, s:o, s:b, s:s, s:o}",
		"now_at_ms", (json_int_t)a->t->now_ms, "open", open,
		"opens_at_ms", desk_at(open ? 0 : opens_at_ms), "waiting", w, "waiting_more", more,
		"talks", t, "peers", p, "incidents", "open", (json_int_t)counts.open, "alarming",
		(json_int_t)counts.alarming, "concerns", c, "queue", "texts_out", (json_int_t)n,
		"oldest_at_ms", desk_at(oldest), "for_humans", (json_int_t)humans,
		"promises", kept, "able_to_alarm", h.able_to_alarm, "why", h.why,
			      "links", links(&h));
	return 0;
}

/* --- Texts ------------------------------------------------------------------------------- */

static int inbox_list(struct desk_ask *a)
{
	struct store_inbox m = { .id = 0 };
	json_t *items = json_array();
	int rc = 1;

	while (json_array_size(items) < DESK_PAGE &&
	       (rc = store_inbox_next_open(a->t->store, a->t->mem, m.id, &m)) == 1)
		json_array_append_new(items, json_pack("{s:I, s:s, s:I, s:o}",
			"id", (json_int_t)m.id, "why", m.why ? m.why : "?",
			"at_ms", (json_int_t)m.received_at_ms,
			"who", desk_name(a->t, m.person_id)));
	a->answer = desk_list(items, rc == 1);
	return rc < 0 ? rc : 0;
}

static int expiring_list(struct desk_ask *a)
{
	static const char *const classes[] = { "crisis", "human", "reply", "checkin", "bulk" };
	static const char *const purposes[CARE_PURPOSES] = {
		[CARE_SAFETY] = "safety", [CARE_TALK] = "talk", [CARE_REPLY] = "reply",
		[CARE_CHECKIN] = "checkin", [CARE_REMINDER] = "reminder", [CARE_SURVEY] = "survey",
		[CARE_DUTY] = "duty", [CARE_NOTICE] = "notice",
	};
	struct store_expiring rows[EXPIRING];
	json_t *items = json_array();
	int i, n = store_board_expiring(a->t->store, a->t->now_ms, rows, EXPIRING);

	for (i = 0; i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:s, s:s, s:s, s:I, s:o}",
			"id", (json_int_t)rows[i].id, "class", classes[rows[i].class % 5],
			"purpose", rows[i].purpose < CARE_PURPOSES ? purposes[rows[i].purpose] :
			"?",
			"state", rows[i].state ? "sent" : "queued", "expires_at_ms",
			(json_int_t)rows[i].expires_at_ms, "who",
			desk_name(a->t, rows[i].person_id)));
	a->answer = desk_list(items, n == EXPIRING);
	return n < 0 ? n : 0;
}

static const struct desk_verb verbs[] = {
	{ "board", "Who waits, who talks, what is up.", DESK_C | DESK_M | DESK_S | DESK_O, 0,
	  DESK_SCOPE_BOARD, .run = board },
	{ "inbox list", "Texts for a human's eyes.", DESK_C | DESK_M | DESK_S, 0,
	  .run = inbox_list },
	{ "expiring list", "Texts that will be dropped unsent.", DESK_C | DESK_M, 0,
	  .run = expiring_list },
};
DESK_TABLE(desk_board_verbs, verbs);
