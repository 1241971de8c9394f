// SPDX-License-Identifier: AGPL-3.0-or-later
/* The asking side on the loop: reconnects, and remembers what it asked. */
#include "link/link_int.h"

#include <stdio.h>

enum { BACKOFF_MIN_MS = 200, BACKOFF_MAX_MS = 10000, TIMEOUT_MS = 30000 };

struct link_client {
	struct loop *loop;
	struct link_client_spec spec;
	struct loop_stream *stream;
	struct loop_timer *retry;
	struct llist_head asked;
	struct llist_head lost;		/* asked of a line that fell; to be told */
	struct loop_late *lost_late;
	unsigned int open;
	int64_t backoff_ms;
	json_int_t last_id;
	bool up, down_untold;
	char why[sizeof(((struct err *)0)->text)];
};

struct asked {
	struct llist_head entry;
	struct link_client *client;
	struct loop_timer *timeout;
	json_int_t id;
	link_answer_cb cb;
	void *arg;
};

static int asked_free(struct asked *a)
{
	llist_del(&a->entry);
	a->client->open--;
	return 0;
}

/* The call-back may ask again or free the client: nothing is touched after it. */
static void asked_end(struct asked *a, json_t *ok, const char *code, const char *text)
{
	link_answer_cb cb = a->cb;
	void *arg = a->arg;

	talloc_free(a);
	cb(arg, ok, code, text);
}

static void asked_timeout(void *arg)
{
	asked_end(arg, NULL, LINK_E_LOST, "No answer came in time.");
}

/* One a turn, the last act of each turn: its call-back may free the client. */
static void lost_tell(void *arg)
{
	struct link_client *c = arg;
	bool tell_down = c->down_untold;

	if (!llist_empty(&c->lost)) {
		loop_late_arm(c->lost_late);
		asked_end(llist_entry(c->lost.next, struct asked, entry), NULL, LINK_E_LOST,
			  c->why);
		return;
	}
	c->down_untold = false;
	if (tell_down && c->spec.down)
		c->spec.down(c->spec.arg, c->why);
}

/* So that many clients do not come back in step.  From the clock, not from the randomness
 * that stories and the simulation repeat: how often somebody knocks in vain is not theirs. */
static int64_t jitter_ms(const struct link_client *c)
{
	uint64_t mix = (uint64_t)clock_mono_ms() * UINT64_C(0x9e3779b97f4a7c15);

	return (int64_t)((mix >> 33) % (uint64_t)(c->backoff_ms / 4 + 1));
}

static void client_lost(struct link_client *c, const char *why)
{
	TALLOC_FREE(c->stream);
	c->down_untold |= c->up;
	c->up = false;
	snprintf(c->why, sizeof(c->why), "%s", why);
	loop_timer_start(c->retry, c->backoff_ms + jitter_ms(c));
	c->backoff_ms = c->backoff_ms * 2 > BACKOFF_MAX_MS ? BACKOFF_MAX_MS : c->backoff_ms * 2;
	llist_splice_init(&c->asked, c->lost.prev);
	loop_late_arm(c->lost_late);
}

/* --- What comes in ------------------------------------------------------------------ */
static struct asked *asked_find(struct link_client *c, json_int_t id)
{
	struct asked *a;

	llist_for_each_entry(a, &c->asked, entry) {
		if (a->id == id)
			return a;
	}
	return NULL;
}

static void answer(struct link_client *c, json_t *obj)
{
	json_t *ok = json_object_get(obj, "ok"), *error = json_object_get(obj, "error");
	struct asked *a = asked_find(c, json_integer_value(json_object_get(obj, "id")));
	const char *code = json_string_value(json_object_get(error, "code"));
	const char *text = json_string_value(json_object_get(error, "text"));

	if (!a)
		return;		/* its time had passed */
	if (ok && !error)
		asked_end(a, ok, NULL, NULL);
	else
		asked_end(a, NULL, code ? code : LINK_E_FAILED, text ? text : "");
}

static void client_line(struct link_client *c, json_t *obj)
{
	const char *event = json_string_value(json_object_get(obj, "event"));

	if (!event)
		answer(c, obj);
	else if (c->spec.event)
		c->spec.event(c->spec.arg, event, json_object_get(obj, "is"));
}

static ssize_t client_data(void *arg, const uint8_t *data, size_t len)
{
	const uint8_t *end = memchr(data, '\n', len);
	struct link_client *c = arg;
	struct err err;
	json_t *obj;

	if (!end)
		return len > LINK_ANSWER_MAX ? -EMSGSIZE : 0;
	obj = link_line_parse((const char *)data, (size_t)(end - data), &err);
	if (!obj) {
		LOGP(DLINK, LOGL_NOTICE, "%s answered something that is no line of the link: %s\n",
		     c->spec.address, err.text);
		return -EPROTO;
	}
	client_line(c, obj);	/* c may be gone after this */
	json_decref(obj);
	return end - data + 1;
}

static void client_down(void *arg, int reason)
{
	client_lost(arg, reason ? strerror(-reason) : "The other side closed the line.");
}

/* --- Connecting -------------------------------------------------------------------------- */
static void hello_done(void *arg, json_t *ok, const char *error, const char *text)
{
	struct link_client *c = arg;

	if (error && strcmp(error, LINK_E_LOST) == 0)
		return;		/* the line fell: already being retried */
	if (error) {
		LOGP(DLINK, LOGL_ERROR, "%s does not let us in: %s\n", c->spec.address, text);
		return;		/* it closes the line; we come back, more and more slowly */
	}
	c->backoff_ms = BACKOFF_MIN_MS;
	c->up = true;
	if (c->spec.up)
		c->spec.up(c->spec.arg);
}

static int ask(struct link_client *c, const char *verb, json_t *args, int64_t timeout_ms,
	       link_answer_cb cb, void *arg);

static void client_up(void *arg)
{
	struct link_client *c = arg;
	json_t *args = json_object();

	if (c->spec.token)
		json_object_set_new(args, "token", link_text(c->spec.token));
	if (ask(c, "hello", args, 0, hello_done, c) < 0)
		LOGP(DLINK, LOGL_NOTICE, "%s went away before hello.\n", c->spec.address);
}

static const struct loop_stream_ops client_ops = {
	.name = "link client",
	.up = client_up,
	.data = client_data,
	.down = client_down,
	.max_input = LINK_ANSWER_MAX + LOOP_READ_MAX,
};

static void client_connect(void *arg)
{
	struct link_client *c = arg;
	struct err err;

	c->stream = loop_stream_connect(c, c->loop, c->spec.address, &client_ops, c, &err);
	if (!c->stream)
		client_lost(c, err.text);
}

static int client_free(struct link_client *c)
{
	struct asked *a, *next;

	llist_splice_init(&c->lost, &c->asked);
	llist_for_each_entry_safe(a, next, &c->asked, entry)
		talloc_free(a);
	return 0;
}

struct link_client *link_client_new(void *ctx, struct loop *loop,
				    const struct link_client_spec *spec)
{
	struct link_client *c = talloc_zero(ctx, struct link_client);

	if (!c)
		base_oom();
	c->loop = loop;
	c->spec = *spec;
	c->spec.address = talloc_strdup(c, spec->address);
	c->spec.token = spec->token ? talloc_strdup(c, spec->token) : NULL;
	if (!c->spec.address || (spec->token && !c->spec.token))
		base_oom();
	c->backoff_ms = BACKOFF_MIN_MS;
	INIT_LLIST_HEAD(&c->asked);
	INIT_LLIST_HEAD(&c->lost);
	c->lost_late = loop_late_new(c, loop, "link lost", lost_tell, c);
	c->retry = loop_timer_new(c, loop, "link reconnect", client_connect, c);
	loop_timer_start(c->retry, 0);
	talloc_set_destructor(c, client_free);
	return c;
}

bool link_client_is_up(const struct link_client *c)
{
	return c->up;
}

/* --- Asking --------------------------------------------------------------------------------- */
static json_t *request_line(json_t *args, json_int_t id, const char *verb)
{
	json_t *obj = args ? args : json_object();

	if (!json_is_object(obj) || json_object_set_new(obj, "v", json_integer(LINK_VERSION)) ||
	    json_object_set_new(obj, "id", json_integer(id)) ||
	    json_object_set_new(obj, "do", json_string(verb))) {
		json_decref(obj);
		return NULL;
	}
	return obj;
}

static int ask(struct link_client *c, const char *verb, json_t *args, int64_t timeout_ms,
	       link_answer_cb cb, void *arg)
{
	json_t *line = request_line(args, c->last_id + 1, verb);
	struct asked *a;
	int rc;

	if (!line)
		return -EINVAL;
	c->last_id++;
	rc = link_write(c->stream, line, LINK_LINE_MAX);
	if (rc < 0)
		return rc;
	a = talloc_zero(c, struct asked);
	if (!a)
		base_oom();
	a->client = c;
	a->id = c->last_id;
	a->cb = cb;
	a->arg = arg;
	a->timeout = loop_timer_new(a, c->loop, "link answer", asked_timeout, a);
	loop_timer_start(a->timeout, timeout_ms ? timeout_ms : TIMEOUT_MS);
	llist_add_tail(&a->entry, &c->asked);
	c->open++;
	talloc_set_destructor(a, asked_free);
	return 0;
}

int link_client_request(struct link_client *c, const char *verb, json_t *args,
			int64_t timeout_ms, link_answer_cb cb, void *arg)
{
	int rc = !c->up ? -ENOTCONN : c->open >= LINK_OPEN_MAX ? -EAGAIN : 0;

	if (rc < 0) {
		json_decref(args);
		return rc;
	}
	return ask(c, verb, args, timeout_ms, cb, arg);
}
