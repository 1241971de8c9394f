// SPDX-License-Identifier: AGPL-3.0-or-later
/* queue list: who waits, who talks with whom, who is on duty; by pseudonym. */
#include "care/care_queue.h"
#include "store/store_desk.h"
#include "store/store_talk.h"
#include "warmlined/control_int.h"

enum { ROWS = 200 };

static const char *name_of(struct control *c, int64_t person_id, struct store_person *p)
{
	return person_id && store_people_by_id(c->house->store, person_id, p) == 0 ?
		p->pseudonym : "-";
}

static int waiting(struct control *c, json_t *out)
{
	static const char *const kinds[MATCH_KINDS] = { "text", "call", "message" };
	struct store_waiting *row = talloc_array(c, struct store_waiting, ROWS);
	struct store_person p, peer;
	int i, n = store_board_waiting(c->house->store, row, ROWS);

	for (i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:s,s:s,s:I,s:s}",
			"who", name_of(c, row[i].person_id, &p), "kind", kinds[row[i].kind],
			"waits_minutes",
			(json_int_t)((clock_wall_ms() - row[i].since_ms) / MINUTES_MS(1)),
			"offered_to", name_of(c, row[i].offered_to, &peer)));
	talloc_free(row);
	return n;
}

static int talking(struct control *c, json_t *out)
{
	struct store_conversation talk;
	struct store_person p, peer;
	int64_t ids[ROWS];
	int i, n = store_board_talks(c->house->store, ids, ROWS);

	for (i = 0; i < n; i++)
		if (store_conversation_get(c->house->store, ids[i], &talk) == 1)
			json_array_append_new(out, json_pack("{s:s,s:s}",
				"who", name_of(c, talk.member_id, &p),
				"peer", name_of(c, talk.peer_id, &peer)));
	return n;
}

static int on_duty(struct control *c, json_t *out)
{
	static const char *const states[] = { "off", "on", "rest", "pause" };
	struct store_board_peer *row = talloc_array(c, struct store_board_peer, ROWS);
	struct store_person p;
	int i, n = store_board_peers(c->house->store, row, ROWS);

	for (i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:s,s:s,s:i,s:i}",
			"who", name_of(c, row[i].person_id, &p), "state", states[row[i].state],
			"talks", row[i].talks, "today", row[i].today));
	talloc_free(row);
	return n;
}

static void list_proceed(struct link_request *req, void *arg)
{
	json_t *w = json_array(), *t = json_array(), *p = json_array();
	int rc = waiting(arg, w);

	if (rc >= 0)
		rc = talking(arg, t);
	if (rc >= 0)
		rc = on_duty(arg, p);
	if (!control_refused(req, rc, "line"))
		link_ok(req, json_pack("{s:O,s:O,s:O}", "waiting", w, "talks", t, "peers", p));
	json_decref(w);
	json_decref(t);
	json_decref(p);
}

static const struct link_command commands[] = {
	{ "queue list", "Who waits for a peer, who talks with whom, who is on duty.", NULL, 0, NULL,
	  list_proceed },
};
const struct control_table control_queue_verbs = { commands, ARRAY_LEN(commands) };
