// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Alarms by telephone: the line to the voicebox's alarm socket
 * (docs/voicebox.md, "Alarms").  The words are the voicebox's own recordings, so
 * this needs no database and no warmlined; what was pressed comes back here.
 */
#include "pager/pager_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ANSWER_MS = 5000 };

struct pager_voice {
	const struct pager_voice_ops *ops;
	void *arg;
	struct link_client *client;
};
struct asked {				/* a call that was asked for and not answered yet */
	struct pager_voice *v;
	uint64_t alarm_id;
};

static void line_up(void *arg)
{
	struct pager_voice *v = arg;

	v->ops->line(v->arg, true);
}

static void line_down(void *arg, const char *why)
{
	struct pager_voice *v = arg;

	v->ops->line(v->arg, false);
}

/* busy, no-answer and the like do not spoil the phone: it is tried again in its turn. */
static const struct { const char *state; enum pager_outcome outcome; } states[] = {
	{ "ringing", PAGER_ACCEPTED }, { "answered", PAGER_SENT }, { "heard", PAGER_DELIVERED },
	{ "failed", PAGER_UNKNOWN },
};

static void event(void *arg, const char *name, json_t *is)
{
	const char *alarm = json_string_value(json_object_get(is, "alarm"));
	const char *state = json_string_value(json_object_get(is, "state"));
	const char *code = json_string_value(json_object_get(is, "code"));
	struct pager_voice *v = arg;
	uint64_t id = alarm ? strtoull(alarm, NULL, 10) : 0;
	size_t i;

	if (strcmp(name, "alarm") != 0 || !id || !state)
		return;
	if (strcmp(state, "acknowledged") == 0 && code && strlen(code) <= PAGER_CODE_LEN)
		v->ops->acked(v->arg, id, code);
	for (i = 0; i < ARRAY_LEN(states); i++)
		if (strcmp(states[i].state, state) == 0)
			v->ops->outcome(v->arg, id, states[i].outcome);
}

/* Not taken, or not known: the next step need not wait for it. */
static void answered(void *arg, json_t *ok, const char *error, const char *text)
{
	struct asked *a = arg;

	if (error)
		a->v->ops->outcome(a->v->arg, a->alarm_id, PAGER_UNKNOWN);
	talloc_free(a);
}

int pager_voice_call(struct pager_voice *v, uint64_t alarm_id, const struct pager_call *call)
{
	struct asked *a;
	char id[24];
	int rc;

	if (!link_client_is_up(v->client))
		return -ENOTCONN;
	a = talloc_zero(v, struct asked);
	if (!a)
		return -ENOMEM;
	a->v = v;
	a->alarm_id = alarm_id;
	snprintf(id, sizeof(id), "%" PRIu64, alarm_id);
	rc = link_client_request(v->client, "alarm call", json_pack("{s:s,s:s,s:s,s:s,s:s,s:i}",
		"alarm", id, "number", call->number, "code", call->inc->code, "tier",
		call->inc->tier == PAGER_TIER_A ? "A" : "B", "lang", call->lang, "people",
		(int)(call->people ? call->people : 1)), ANSWER_MS, answered, a);
	if (rc < 0)
		talloc_free(a);
	return rc;
}

struct pager_voice *pager_voice_new(void *ctx, struct loop *loop, const char *state_dir,
				    const struct pager_voice_ops *ops, void *arg)
{
	struct pager_voice *v = talloc_zero(ctx, struct pager_voice);
	struct link_client_spec spec = {
		.up = line_up, .down = line_down, .event = event, .arg = v };

	if (!v)
		base_oom();
	v->ops = ops;
	v->arg = arg;
	spec.address = talloc_asprintf(v, "unix:%s/voicebox-alarm.sock", state_dir);
	v->client = link_client_new(v, loop, &spec);
	return v;
}
