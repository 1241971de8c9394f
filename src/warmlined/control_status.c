// SPDX-License-Identifier: AGPL-3.0-or-later
/* status, counters, reload: what an operator asks first. */
#include "operator/operator.h"
#include "warmlined/control_int.h"
#include "warmlined/status.h"

static const char *const class_names[STORE_CLASSES] = {
	"crisis", "human", "reply", "checkin", "bulk"
};

static json_t *outbox_json(const struct store_out_waiting *w)
{
	json_t *out = json_array();
	int i;

	for (i = 0; i < STORE_CLASSES; i++)
		json_array_append_new(out, json_pack("{s:s, s:I, s:I}", "class", class_names[i],
						     "due", (json_int_t)w->due[i],
						     "held", (json_int_t)w->held[i]));
	return out;
}

static void status_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct status s;

	status_read(c->house, &s);
	link_ok(req, json_pack("{s:b, s:b, s:b, s:s, s:b, s:b, s:b, s:I, s:I, s:o}",
		"alive", 1, "able_to_alarm", s.able_to_alarm, "store_ok", s.store_ok,
		"bearerbox", s.sms.link, "pager", s.alarm.pager_up, "alarm_line", s.alarm.line_up,
		"roster", s.alarm.roster_ok,
		"on_the_wire", (json_int_t)s.sms.on_the_wire,
		"texts_for_a_human", (json_int_t)s.open_inbox,
		"outbox", outbox_json(&s.outbox)));
}

static void counters_proceed(struct link_request *req, void *arg)
{
	json_t *out = json_array();
	const struct counter *c;

	for (c = counter_first(); c; c = c->next)
		json_array_append_new(out, json_pack("{s:s, s:I, s:s}", "counter", c->name,
						     "n", (json_int_t)c->n, "help", c->help));
	link_ok(req, json_pack("{s:o}", "counters", out));
}

static void prometheus_proceed(struct link_request *req, void *arg)
{
	char *text = operator_prometheus(NULL);

	link_ok(req, json_pack("{s:s}", "text", text));
	talloc_free(text);
}

static void reload_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct err err;
	char *drafts;

	if (house_reload(c->house, &err) < 0) {
		link_fail(req, LINK_E_FAILED, "Nothing was changed: %s", err.text);
		return;
	}
	drafts = house_drafts(c->house, NULL);
	link_ok(req, json_pack("{s:s, s:s}", "done", "words and lexicon were read anew",
			       "flows_not_in_force", *drafts ? drafts : "none"));
	talloc_free(drafts);
}

static const struct link_command commands[] = {
	{ "status", "Links, queues, and whether an alarm could leave now.", NULL, 0, NULL,
	  status_proceed },
	{ "counters", "Everything that is counted, since the start.", NULL, 0, NULL,
	  counters_proceed },
	{ "prometheus", "Counters and gauges in Prometheus' text format.", NULL, 0, NULL,
	  prometheus_proceed },
	{ "reload", "Read prompts and the lexicon anew; a bad one changes nothing.  Flows are "
	  "published.", NULL, 0, NULL, reload_proceed },
};
const struct control_table control_status_verbs = { commands, ARRAY_LEN(commands) };
