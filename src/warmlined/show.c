// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/show.h"

#include <inttypes.h>
#include "store/store_peers.h"
#include "store/store_queue.h"
#include "store/store_session.h"
#include "warmlined/house_int.h"
#include "warmlined/status.h"

static const char *yes_no(bool b) { return b ? "yes" : "NO"; }

static void show_links(struct operator_out *out, void *arg)
{
	struct status s;

	status_read(arg, &s);
	operator_out(out, "bearerbox    %s%s", s.sms.link, s.sms.suspended ? ", suspended" : "");
	if (s.sms.slowed_ms)
		operator_out(out, "             its queue is full; we rest for %" PRId64 " ms",
			     s.sms.slowed_ms);
	operator_out(out, "pager        %s", s.alarm.pager_up ? "up" : "DOWN");
	operator_out(out, "alarm line   %s", s.alarm.line_up ? "up" : "DOWN");
	operator_out(out, "roster       %s", s.alarm.roster_ok ? "good" : "MISSING OR DAMAGED");
	operator_out(out, "able to alarm now: %s", yes_no(s.able_to_alarm));
}

static void show_outbox(struct operator_out *out, void *arg)
{
	static const char *const names[STORE_CLASSES] = {
		"crisis", "human", "reply", "check-in", "bulk"
	};
	struct status s;
	int i;

	status_read(arg, &s);
	operator_out(out, "%-10s %8s %8s", "class", "due", "held");
	for (i = 0; i < STORE_CLASSES; i++)
		operator_out(out, "%-10s %8" PRId64 " %8" PRId64, names[i], s.outbox.due[i],
			     s.outbox.held[i]);
	operator_out(out, "on the wire: %u segments; texts taken alone: %u", s.sms.on_the_wire,
		     s.sms.held);
}

static void show_counters(struct operator_out *out, void *arg)
{
	const struct counter *c;

	for (c = counter_first(); c; c = c->next)
		operator_out(out, "%-28s %10" PRIu64 "  %s", c->name, c->n, c->help);
}

static void show_health(struct operator_out *out, void *arg)
{
	struct house *h = arg;
	const struct loop_stats *loop = loop_stats(h->loop);
	struct status s;

	status_read(h, &s);
	operator_out(out, "database      %s", s.store_ok ? "good" : "FAILED");
	operator_out(out, "keys          %" PRId64 " live, %" PRId64 " erased, %" PRId64 " damaged",
		     s.keys.live, s.keys.erased, s.keys.damaged);
	operator_out(out, "for a human   %" PRId64 " texts that could not be read", s.open_inbox);
	operator_out(out, "loop          %" PRIu64 " turns, %" PRIu64 " call-backs over 50 ms, "
		     "slowest %" PRId64 " ms (%s)", loop->turns, loop->slow, loop->slowest_ms,
		     loop->slowest_name ? loop->slowest_name : "none");
}

static int session_line(void *arg, const char *flow, int64_t n)
{
	operator_out(arg, "%-24s %8" PRId64, flow, n);
	return 0;
}

static void show_sessions(struct operator_out *out, void *arg)
{
	struct house *h = arg;

	operator_out(out, "%-24s %8s", "flow", "people");
	if (store_session_each_flow(h->store, session_line, out) < 0)
		operator_out(out, "%% The database does not answer.");
}

static void show_queue(struct operator_out *out, void *arg)
{
	struct house *h = arg;
	int64_t waiting, since_ms, on;

	if (store_request_waiting(h->store, &waiting, &since_ms) < 0 ||
	    store_peers_on(h->store, &on) < 0) {
		operator_out(out, "%% The database does not answer.");
		return;
	}
	operator_out(out, "waiting       %" PRId64, waiting);
	if (waiting)
		operator_out(out, "longest       %" PRId64 " min",
			     (clock_wall_ms() - since_ms) / MINUTES_MS(1));
	operator_out(out, "peers on duty %" PRId64, on);
}

static int reload(struct operator_out *out, const char *argument, void *arg)
{
	struct err err;
	int rc = house_reload(arg, &err);
	char *drafts = rc < 0 ? NULL : house_drafts(arg, NULL);

	operator_out(out, "%s", rc < 0 ? err.text : "Words and lexicon were read anew.");
	if (drafts && *drafts)
		operator_out(out, "Flow files that are not in force: %s", drafts);
	talloc_free(drafts);
	return rc;
}

static const struct operator_show shows[] = {
	{ "links", "bearerbox, pager, roster: could an alarm leave now", show_links },
	{ "outbox", "Texts that wait to be sent, by class", show_outbox },
	{ "queue", "Who waits for a peer, how long, and how many peers are on duty", show_queue },
	{ "sessions", "How many people are in which flow", show_sessions },
	{ "counters", "Everything that is counted", show_counters },
	{ "health", "Database, keys, and what held the loop", show_health },
};
static const struct operator_action reload_action = {
	"reload", NULL, "Read prompts and the lexicon anew", reload
};

void show_install(struct operator *op, struct house *house)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(shows); i++)
		operator_add_show(op, &shows[i], house);
	for (i = 0; i < show_incident_shows_len; i++)
		operator_add_show(op, &show_incident_shows[i], house);
	for (i = 0; i < show_call_shows_len; i++)
		operator_add_show(op, &show_call_shows[i], house);
	for (i = 0; i < show_watch_shows_len; i++)
		operator_add_show(op, &show_watch_shows[i], house);
	operator_add_action(op, &reload_action, house);
}
