// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Event streams (WHATWG HTML, 9.2 "Server-sent events").  Each browser's stream
 * is one `live listen` at the desk, which keeps the events: the number of the
 * last one is the event's id, the browser says it again (Last-Event-ID) when its
 * line comes back, and so nothing is lost or seen twice.  Nothing is kept here.
 *
 * What is new is sent as data of ours, never as a page: lines of a conversation
 * as the HTML that the page itself would have, written by the same function.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <osmocom/core/linuxlist.h>

struct live_stream {
	struct llist_head entry;
	struct live *live;
	struct visit *v;
	struct loop_timer *beat;
	int64_t number;		/* of the desk's `listen`; 0: not yet */
	int64_t seq;
	uint64_t line;		/* of the line to the desk on which it was asked */
};

struct live {
	struct console *con;
	struct llist_head streams;
	struct loop_timer *sweep;
	uint64_t line;		/* counts how often the line to the desk fell */
};

struct live *live_new(void *ctx, struct console *con)
{
	struct live *l = talloc_zero(ctx, struct live);

	l->con = con;
	INIT_LLIST_HEAD(&l->streams);
	return l;
}

static int stream_destroy(struct live_stream *s)
{
	llist_del(&s->entry);
	return 0;
}

static void ignored(void *arg, json_t *ok, const char *error, const char *text)
{
	/* It ends by itself with the session or the line. */
}

/* Frees the visit, and with it the stream. */
static void stream_over(struct live_stream *s)
{
	struct visit *v = s->v;

	if (s->number && s->line == s->live->line && v->session &&
	    link_client_request(v->con->desk, "live stop",
				json_pack("{s:s, s:I}", "session", v->session, "listen",
					  (json_int_t)s->number), 0, ignored, NULL) < 0)
		LOGP(DCONSOLE, LOGL_DEBUG, "A stream ended while the line was down.\n");
	talloc_free(v);
}

static void gone_cb(void *arg)
{
	stream_over(arg);
}

static void stream_close(struct live_stream *s)
{
	if (!s->v->req->gone)
		http_stream_end(s->v->req);
	stream_over(s);
}

/* One event: id, name, data in one line of JSON. */
static bool stream_put(struct live_stream *s, int64_t seq, const char *name, json_t *data)
{
	char *json = json_dumps(data, JSON_COMPACT | JSON_ENCODE_ANY), *text;
	bool sent;

	MUST(json);
	text = seq ? talloc_asprintf(s, "id: %" PRId64 "\nevent: %s\ndata: %s\n\n", seq, name,
				     json) :
		talloc_asprintf(s, "event: %s\ndata: %s\n\n", name, json);
	free(json);
	sent = http_stream_send(s->v->req, text, strlen(text));
	talloc_free(text);
	return sent;
}

static void beat_cb(void *arg)
{
	struct live_stream *s = arg;

	/* Not sent: it was too slow and is being shut; gone_cb comes. */
	if (http_stream_send(s->v->req, ":\n\n", 3))
		loop_timer_start(s->beat, s->v->con->values->heartbeat_ms);
}

/* A line of a conversation as the page would show it. */
static json_t *with_html(struct live_stream *s, const char *what, json_t *is)
{
	json_t *data = json_copy(is), *line = json_object_get(is, "line");
	struct html *h;

	json_object_del(data, "listen");
	if (js(is, "delivery"))
		json_object_set_new(data, "words", json_string(say_value(s->v, "delivery",
									 js(is, "delivery"))));
	if (strcmp(what, "line") != 0 || !json_is_object(line))
		return data;
	h = html_new(s);
	s->v->now_ms = clock_wall_ms();
	talk_line(s->v, h, line);
	json_object_set_new(data, "html", json_string(html_done(h)));
	json_object_set_new(data, "mine", json_boolean(jb(line, "mine")));
	json_object_set(data, "line", json_object_get(line, "id"));
	talloc_free(h);
	return data;
}

static bool is_name(const char *s)
{
	return s && *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz-")] == 0;
}

static void deliver(struct live_stream *s, json_t *is)
{
	const char *what = js(is, "what");
	int64_t seq = ji(is, "seq");
	json_t *data;

	if (!is_name(what) || seq <= s->seq)
		return;
	s->seq = seq;
	data = with_html(s, what, is);
	stream_put(s, seq, what, data);
	json_decref(data);
}

void live_event(struct live *l, const char *event, json_t *is)
{
	int64_t number = ji(is, "listen");
	struct live_stream *s, *next;

	if (!number)
		return;
	llist_for_each_entry_safe(s, next, &l->streams, entry) {
		if (s->number != number)
			continue;
		if (strcmp(event, "live") == 0) {
			deliver(s, is);
		} else if (strcmp(event, "live-end") == 0) {
			stream_put(s, 0, "end", is);
			s->number = 0;
			stream_close(s);
		}
		return;
	}
}

/* Readers reconnect by themselves and say what they saw last. */
void live_down(struct live *l)
{
	struct live_stream *s, *next;

	l->line++;
	llist_for_each_entry_safe(s, next, &l->streams, entry)
		if (s->number)
			stream_close(s);
}

static void live_begin(struct visit *v)
{
	json_t *ok = visit_answer(v, "listen"), *first;
	struct live_stream *s;

	if (v->error[0]) {
		/* 204 tells a browser not to come back; everything else, to try again. */
		http_reply(v->req,
			   strcmp(v->error, "log-in") == 0 || strcmp(v->error, "denied") == 0 ?
			   204 : 503, NULL, NULL, 0);
		talloc_free(v);
		return;
	}
	visit_know(v);
	if (!http_stream_begin(v->req)) {
		talloc_free(v);
		return;
	}
	s = talloc_zero(v, struct live_stream);
	s->live = v->con->live;
	s->v = v;
	s->number = ji(ok, "listen");
	s->line = s->live->line;
	s->beat = loop_timer_new(s, v->con->loop, "event stream beat", beat_cb, s);
	llist_add_tail(&s->entry, &s->live->streams);
	talloc_set_destructor(s, stream_destroy);
	v->req->on_gone = gone_cb;
	v->req->arg = s;
	/* Where the browser stands, so that a first reconnect has something to say;
	 * "reset": what it had missed is no longer kept. */
	first = json_pack("{s:b, s:i}", "reset", jb(ok, "reset"), "retry", 2000);
	http_stream_send(v->req, "retry: 2000\n\n", 13);
	stream_put(s, jb(ok, "reset") || !visit_query(v, "since") ? ji(ok, "seq") : 0,
		   "hello", first);
	json_decref(first);
	loop_timer_start(s->beat, v->con->values->heartbeat_ms);
}

/* The desk's events follow its answer on the same line, so the stream must be
 * in our list before the next line is read: nothing may be waited for after it. */
static void live_listen(struct visit *v)
{
	const char *since = http_header(v->req, "Last-Event-ID");
	json_t *args = json_object();
	char *end;
	long long n;

	if (!since)
		since = visit_query(v, "since");
	n = since ? strtoll(since, &end, 10) : 0;
	if (since && end != since && *end == 0 && n >= 0)
		json_object_set_new(args, "since", json_integer(n));
	visit_ask(v, "listen", "live listen", args);
	visit_go(v, live_begin);
}

void live_serve(struct visit *v)
{
	if (!v->session) {
		visit_reply(v, 204, NULL, NULL, 0);
		return;
	}
	visit_ask(v, "whoami", "whoami", NULL);
	visit_go(v, live_listen);
}
