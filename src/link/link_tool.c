// SPDX-License-Identifier: AGPL-3.0-or-later
/* For tools that may wait: the client, on a loop of its own. */
#include "link/link_int.h"

#include <stdio.h>

enum { EVENTS_KEPT = 64, CONNECT_MS = 5000 };

struct link_tool {
	struct loop *loop;
	struct link_client *client;
	json_t *events;			/* a list; the oldest first */
	bool down;
	char why[200];
	/* The one request under way. */
	bool answered;
	json_t *ok;
	char code[LINK_CODE_LEN];
	char text[sizeof(((struct err *)0)->text)];
};

static void tool_down(void *arg, const char *why)
{
	struct link_tool *t = arg;

	t->down = true;
	snprintf(t->why, sizeof(t->why), "%s", why);
}

static void tool_event(void *arg, const char *event, json_t *is)
{
	struct link_tool *t = arg;

	if (json_array_size(t->events) >= EVENTS_KEPT)
		json_array_remove(t->events, 0);
	json_array_append_new(t->events, json_pack("{s:s, s:O?}", "event", event, "is", is));
}

static int tool_free(struct link_tool *t)
{
	TALLOC_FREE(t->client);
	TALLOC_FREE(t->loop);
	json_decref(t->events);
	return 0;
}

/* One turn; false when the time is over. */
static bool turn(struct link_tool *t, int64_t until_ms)
{
	int64_t left = until_ms - clock_mono_ms();

	if (left <= 0)
		return false;
	loop_turn(t->loop, left > INT32_MAX ? INT32_MAX : (int)left);
	return true;
}

/* The client tries again for ever; a person at a terminal wants to know now.
 * So one attempt with the stream decides whether anybody is there. */
static int probe(struct link_tool *t, const char *address, struct err *err)
{
	static const struct loop_stream_ops ops = { .name = "link probe" };
	struct loop_stream *s = loop_stream_connect(t, t->loop, address, &ops, t, err);

	if (!s)
		return -ECONNREFUSED;
	talloc_free(s);
	return 0;
}

struct link_tool *link_tool_open(void *ctx, const char *address, const char *token,
				 struct err *err)
{
	struct link_tool *t = talloc_zero(ctx, struct link_tool);
	int64_t until_ms = clock_mono_ms() + CONNECT_MS;

	if (!t)
		base_oom();
	t->loop = loop_new(t);
	t->events = json_array();
	talloc_set_destructor(t, tool_free);
	if (probe(t, address, err) < 0)
		goto fail;
	t->client = link_client_new(t, t->loop, &(struct link_client_spec){
		.address = address, .token = token,
		.down = tool_down, .event = tool_event, .arg = t });
	while (!link_client_is_up(t->client)) {
		if (!turn(t, until_ms)) {
			err_set(err, ETIMEDOUT, "nobody answers at %s, or the token is wrong",
				address);
			goto fail;
		}
	}
	return t;
fail:
	talloc_free(t);
	return NULL;
}

static void tool_answer(void *arg, json_t *ok, const char *error, const char *text)
{
	struct link_tool *t = arg;

	t->answered = true;
	t->ok = ok ? json_incref(ok) : NULL;
	snprintf(t->code, sizeof(t->code), "%s", error ? error : "");
	snprintf(t->text, sizeof(t->text), "%s", text ? text : "");
}

static int code_errno(const char *code)
{
	static const struct { const char *code; int rc; } known[] = {
		{ LINK_E_DENIED, -EPERM }, { LINK_E_NOT_FOUND, -ENOENT }, { LINK_E_BUSY, -EAGAIN },
		{ LINK_E_ARGS, -EINVAL }, { LINK_E_UNKNOWN, -EINVAL }, { LINK_E_LOST, -EPIPE },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(known); i++) {
		if (strcmp(known[i].code, code) == 0)
			return known[i].rc;
	}
	return -EIO;
}

int link_tool_call(struct link_tool *t, const char *verb, json_t *args, int64_t timeout_ms,
		   json_t **ok, char *code, struct err *err)
{
	int64_t wait_ms = timeout_ms ? timeout_ms : SECONDS_MS(30);
	int64_t until_ms = clock_mono_ms() + wait_ms + SECONDS_MS(1);
	int rc;

	if (code)
		code[0] = '\0';
	t->answered = false;
	rc = link_client_request(t->client, verb, args, wait_ms, tool_answer, t);
	if (rc < 0)
		return err_set(err, -rc, "the line is down: %s", t->why);
	while (!t->answered && turn(t, until_ms))
		;
	if (t->answered && t->ok) {
		*ok = t->ok;
		return 0;
	}
	if (code)
		snprintf(code, LINK_CODE_LEN, "%s", t->answered ? t->code : LINK_E_LOST);
	return err_set(err, -code_errno(t->answered ? t->code : LINK_E_LOST), "%s", t->text);
}

int link_tool_event(struct link_tool *t, int64_t timeout_ms, json_t **event)
{
	int64_t until_ms = clock_mono_ms() + timeout_ms;

	while (!json_array_size(t->events)) {
		if (t->down)
			return -EPIPE;
		if (!turn(t, until_ms))
			return -ETIMEDOUT;
	}
	*event = json_incref(json_array_get(t->events, 0));
	json_array_remove(t->events, 0);
	return 0;
}

int link_call(const char *address, const char *verb, json_t *args, int64_t timeout_ms,
	      json_t **ok, struct err *err)
{
	struct link_tool *t = link_tool_open(NULL, address, NULL, err);
	int rc;

	if (!t) {
		json_decref(args);
		return -ECONNREFUSED;
	}
	rc = link_tool_call(t, verb, args, timeout_ms, ok, NULL, err);
	talloc_free(t);
	return rc;
}
