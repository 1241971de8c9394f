// SPDX-License-Identifier: AGPL-3.0-or-later
/* The server: evhttp on our loop, with limits, deadlines and the headers that
 * every answer carries. */
#include "console/http.h"
#include "base/mem.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>

struct http {
	struct loop *loop;
	struct http_conf conf;
	struct http_stats stats;
	struct http_conns *conns;
	struct evhttp *ev;
	struct evconnlistener *listener;
	struct loop_timer *resume;
	struct loop_late *admit;
	struct bufferevent **fresh;	/* accepted in this turn, not yet counted */
	size_t fresh_len, fresh_size;
	struct ssl_ctx_st *tls;
	http_handler handle;
	void *arg;
	int port;
};

enum { RESUME_MS = 100 };

/* Only what the pages need: our own style, script, images, forms and streams. */
static const struct http_pair every_answer[] = {
	{ "Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; "
	  "img-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action "
	  "'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
	  "trusted-types warmline" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "X-Frame-Options", "DENY" },
	/* Not "no-referrer": browsers then say "Origin: null" with our own forms. */
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()" },
	{ "X-Robots-Tag", "noindex" },
};

/* --- Accepting ----------------------------------------------------------------------- */

/* evhttp asks for a bufferevent for each socket it has accepted and puts the
 * socket into it afterwards; at the end of this turn we can look at it. */
static struct bufferevent *accept_cb(struct event_base *base, void *arg)
{
	struct http *h = arg;
	struct bufferevent *bev = h->tls ? http_tls_accept(h->tls, base) :
		bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);

	if (!bev)
		return NULL;
	if (h->fresh_len == h->fresh_size) {
		h->fresh_size = h->fresh_size * 2 + 16;
		h->fresh = talloc_realloc(h, h->fresh, struct bufferevent *, h->fresh_size);
	}
	bufferevent_incref(bev);
	h->fresh[h->fresh_len++] = bev;
	loop_late_arm(h->admit);
	/* The kernel's queue holds the rest until somebody leaves. */
	if (h->stats.conns + (int)h->fresh_len >= h->conf.connections) {
		evconnlistener_disable(h->listener);
		loop_timer_start(h->resume, RESUME_MS);
	}
	return bev;
}

static void admit_cb(void *arg)
{
	struct http *h = arg;
	int fd, one = 1;

	for (size_t i = 0; i < h->fresh_len; i++) {
		fd = bufferevent_getfd(h->fresh[i]);
		if (fd >= 0) {
			setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
			if (!http_conns_add(h->conns, fd))
				http_conns_shut(fd);
		}
		bufferevent_decref(h->fresh[i]);
	}
	h->fresh_len = 0;
}

static void resume_cb(void *arg)
{
	struct http *h = arg;

	if (http_conns_full(h->conns))
		loop_timer_start(h->resume, RESUME_MS);
	else
		evconnlistener_enable(h->listener);
}

/* --- One request ------------------------------------------------------------------------ */

static int fd_of(struct evhttp_connection *con)
{
	return con ? bufferevent_getfd(evhttp_connection_get_bufferevent(con)) : -1;
}

const char *http_header(const struct http_req *r, const char *name)
{
	return r->ev ? evhttp_find_header(evhttp_request_get_input_headers(r->ev), name) : NULL;
}

/* IPv4 as such, also where it came to an IPv6 socket. */
static const char *peer_plain(const char *peer)
{
	return strncmp(peer, "::ffff:", 7) == 0 && strchr(peer, '.') ? peer + 7 : peer;
}

static bool is_proxy(const struct http_conf *conf, const char *peer)
{
	const char *p = conf->behind_proxy && conf->proxy ? conf->proxy : "";
	size_t len;

	for (; *p; p += len + strspn(p + len, " ")) {
		len = strcspn(p, " ");
		if (len == strlen(peer) && strncmp(p, peer, len) == 0)
			return true;
	}
	return false;
}

/* The last address is the one that our own proxy saw. */
static void address_read(struct http_req *r, const char *peer)
{
	const char *list = r->proxied ? http_header(r, "X-Forwarded-For") : NULL;
	const char *last = list ? strrchr(list, ',') : NULL;
	unsigned char any[16];

	snprintf(r->address, sizeof(r->address), "%s", peer);
	if (!list)
		return;
	list = last ? last + 1 : list;
	list += strspn(list, " ");
	if (inet_pton(AF_INET, list, any) == 1 || inet_pton(AF_INET6, list, any) == 1)
		snprintf(r->address, sizeof(r->address), "%s", list);
}

static int body_read(struct http_req *r)
{
	struct evbuffer *in = evhttp_request_get_input_buffer(r->ev);
	const char *type = http_header(r, "Content-Type");
	char *body;

	r->body_len = evbuffer_get_length(in);
	body = talloc_size(r, r->body_len + 1);
	evbuffer_remove(in, body, r->body_len);
	body[r->body_len] = 0;
	r->body = body;
	if (type && strncmp(type, "application/x-www-form-urlencoded", 33) == 0)
		return http_form_parse(r, body, r->body_len, &r->form);
	return 0;
}

static int head_read(struct http_req *r)
{
	const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(r->ev);
	const char *path = uri ? evhttp_uri_get_path(uri) : NULL;
	const char *query = uri ? evhttp_uri_get_query(uri) : NULL;
	const char *proto = http_header(r, "X-Forwarded-Proto");

	r->path = path && *path ? talloc_strdup(r, path) : "/";
	r->tls = r->http->tls || (r->proxied && proto && strcmp(proto, "https") == 0);
	http_cookies_parse(r, http_header(r, "Cookie"), &r->cookies);
	if (!uri || evhttp_uri_get_host(uri) || !http_path_good(r->path))
		return -EINVAL;
	return query ? http_form_parse(r, query, strlen(query), &r->query) : 0;
}

static void closed_cb(struct evhttp_connection *con, void *arg)
{
	struct http_req *r = arg;

	/* A request that was not answered yet evhttp has taken off its line by now, and left to
	 * us; one that it still holds it frees itself. */
	if (r->ev && !evhttp_request_get_connection(r->ev))
		evhttp_request_free(r->ev);
	r->ev = NULL;
	r->con = NULL;
	if (r->stream)
		http_conns_stream_end(r->http->conns, r->fd);
	r->stream = false;
	r->gone = true;
	if (r->on_gone)
		r->on_gone(r->arg);
}

static void request_cb(struct evhttp_request *ev, void *arg)
{
	struct http *h = arg;
	struct http_req *r = talloc_zero(NULL, struct http_req);	/* the handler's */
	char *name = NULL;
	const char *peer;
	ev_uint16_t port;

	h->stats.requests++;
	r->http = h;
	r->ev = ev;
	r->con = evhttp_request_get_connection(ev);
	r->fd = fd_of(r->con);
	evhttp_connection_get_peer(r->con, &name, &port);
	evhttp_connection_set_closecb(r->con, closed_cb, r);
	http_conns_until(h->conns, r->fd, h->conf.answer_ms);
	switch (evhttp_request_get_command(ev)) {
	case EVHTTP_REQ_GET: r->method = "GET"; break;
	case EVHTTP_REQ_HEAD: r->method = "HEAD"; break;
	default: r->method = "POST";
	}
	peer = name ? peer_plain(name) : "";
	r->proxied = is_proxy(&h->conf, peer);
	address_read(r, peer);
	if (h->conf.behind_proxy && !r->proxied && !h->tls) {	/* around the proxy, in plain */
		h->stats.refused++;
		http_reply(r, 403, "text/plain; charset=utf-8",
			   "Please come through the proxy.\n", 31);
		http_free(r);
		return;
	}
	if (head_read(r) < 0 || body_read(r) < 0) {
		h->stats.refused++;
		http_reply(r, 400, "text/plain; charset=utf-8", "This is not understood.\n", 24);
		http_free(r);
		return;
	}
	h->handle(h->arg, r);
}

/* --- Answers -------------------------------------------------------------- */

void http_add_header(struct http_req *r, const char *name, const char *value)
{
	/* evhttp itself refuses values with line ends. */
	if (r->ev)
		evhttp_add_header(evhttp_request_get_output_headers(r->ev), name, value);
}

void http_set_cookie(struct http_req *r, const char *name, const char *value, const char *path,
		     int64_t max_age_s)
{
	char *encoded = http_url_encode(r, value), *line;

	/* __Host- would be better, but plain HTTP on loopback must work as well. */
	line = talloc_asprintf(r, "%s=%s; Path=%s; HttpOnly; SameSite=Strict", name,
			       max_age_s < 0 ? "" : encoded, path ? path : "/");
	if (max_age_s)
		line = talloc_asprintf(r, "%s; Max-Age=%" PRId64, line,
				       max_age_s < 0 ? 0 : max_age_s);
	if (r->tls)
		line = talloc_asprintf(r, "%s; Secure", line);
	http_add_header(r, "Set-Cookie", line);
}

static void headers_add(struct http_req *r)
{
	for (size_t i = 0; i < ARRAY_LEN(every_answer); i++)
		http_add_header(r, every_answer[i].name, every_answer[i].value);
	if (r->tls)
		http_add_header(r, "Strict-Transport-Security", "max-age=31536000");
	if (r->ev && !evhttp_find_header(evhttp_request_get_output_headers(r->ev), "Cache-Control"))
		http_add_header(r, "Cache-Control", "no-store");
}

/* The request is evhttp's from here on. */
static void answered(struct http_req *r)
{
	if (r->con)
		evhttp_connection_set_closecb(r->con, NULL, NULL);
	http_conns_until(r->http->conns, r->fd, r->http->conf.idle_ms + r->http->conf.read_ms);
	r->answered = true;
	r->ev = NULL;
	r->con = NULL;
}

void http_reply(struct http_req *r, int code, const char *type, const void *body, size_t len)
{
	struct evbuffer *out;
	struct evhttp_request *ev = r->ev;

	if (r->gone || !ev || r->answered)
		return;
	out = evbuffer_new();
	MUST(out);
	headers_add(r);
	if (type)
		http_add_header(r, "Content-Type", type);
	if (len && strcmp(r->method, "HEAD") != 0)
		evbuffer_add(out, body, len);
	answered(r);	/* before: the send may end the connection at once */
	evhttp_send_reply(ev, code, NULL, out);
	evbuffer_free(out);
}

void http_redirect(struct http_req *r, const char *to)
{
	MUST(to[0] == '/' && to[1] != '/' && !strpbrk(to, "\r\n\\"));
	http_add_header(r, "Location", to);
	http_reply(r, 303, NULL, NULL, 0);
}

/* --- Streams -------------------------------------------------------------- */

bool http_stream_begin(struct http_req *r)
{
	if (r->gone || !r->ev)
		return false;
	if (!http_conns_stream(r->http->conns, r->fd, r->address)) {
		http_reply(r, 503, "text/plain; charset=utf-8", "Too many are open.\n", 19);
		return false;
	}
	headers_add(r);
	http_add_header(r, "Content-Type", "text/event-stream; charset=utf-8");
	http_add_header(r, "X-Accel-Buffering", "no");	/* nginx: pass it on at once */
	http_add_header(r, "Connection", "close");
	r->stream = true;
	evhttp_send_reply_start(r->ev, 200, NULL);
	return true;
}

static void drop(struct http_req *r)
{
	r->http->stats.streams_dropped++;
	http_conns_stream_end(r->http->conns, r->fd);
	http_conns_shut(r->fd);		/* closed_cb comes when evhttp sees it */
}

bool http_stream_send(struct http_req *r, const char *text, size_t len)
{
	struct bufferevent *bev = r->con ? evhttp_connection_get_bufferevent(r->con) : NULL;
	struct evbuffer *out;

	if (r->gone || !r->stream || !bev)
		return false;
	if (evbuffer_get_length(bufferevent_get_output(bev)) + len > r->http->conf.stream_queue) {
		drop(r);
		return false;
	}
	out = evbuffer_new();
	MUST(out);
	evbuffer_add(out, text, len);
	evhttp_send_reply_chunk(r->ev, out);
	evbuffer_free(out);
	return true;
}

void http_stream_end(struct http_req *r)
{
	struct evhttp_request *ev = r->ev;

	if (r->gone || !r->stream || !ev)
		return;
	http_conns_stream_end(r->http->conns, r->fd);
	r->stream = false;
	answered(r);
	evhttp_send_reply_end(ev);
}

/* --- A body in pieces ----------------------------------------------------- */

void http_body_begin(struct http_req *r, int code, const char *type, int64_t len)
{
	char text[24];

	if (r->gone || !r->ev)
		return;
	snprintf(text, sizeof(text), "%" PRId64, len);
	headers_add(r);
	http_add_header(r, "Content-Type", type);
	http_add_header(r, "Content-Length", text);	/* or evhttp would send chunks */
	r->body_left = len;
	evhttp_send_reply_start(r->ev, code, NULL);
}

static void body_sent_cb(struct evhttp_connection *con, void *arg)
{
	struct http_req *r = arg;
	void (*sent)(void *arg) = r->sent;

	r->sent = NULL;
	if (sent)
		sent(r->sent_arg);
}

void http_body_send(struct http_req *r, const void *data, size_t len, void (*sent)(void *arg),
		    void *arg)
{
	struct evbuffer *out;

	if (r->gone || !r->ev)
		return;
	http_conns_until(r->http->conns, r->fd, r->http->conf.answer_ms);
	out = evbuffer_new();
	MUST(out);
	evbuffer_add(out, data, len);
	r->sent = sent;
	r->sent_arg = arg;
	r->body_left -= (int64_t)len;
	if (sent)
		evhttp_send_reply_chunk_with_cb(r->ev, out, body_sent_cb, r);
	else
		evhttp_send_reply_chunk(r->ev, out);
	evbuffer_free(out);
}

void http_body_end(struct http_req *r)
{
	struct evhttp_request *ev = r->ev;
	int fd = r->fd;
	bool cut = r->body_left > 0;

	if (r->gone || !ev)
		return;
	r->sent = NULL;
	answered(r);
	evhttp_send_reply_end(ev);
	if (cut)		/* what was promised will not come: the line must not be
				 * used again */
		http_conns_shut(fd);
}

void http_free(struct http_req *r)
{
	MUST(r->gone || r->answered);
	talloc_free(r);
}

/* --- Begin and end -------------------------------------------------------- */

static int http_destroy(struct http *h)
{
	for (size_t i = 0; i < h->fresh_len; i++)
		bufferevent_decref(h->fresh[i]);
	evhttp_free(h->ev);	/* closes the listener and every connection: closed_cb is called */
	return 0;
}

static int listen_on(struct http *h, struct err *err)
{
	struct sockaddr_storage sa;
	int len = sizeof(sa);
	socklen_t slen = sizeof(sa);

	char *address = talloc_strdup(h, h->conf.listen);
	size_t end = strlen(address);
	bool any = end > 2 && strcmp(address + end - 2, ":0") == 0;

	if (any)	/* libevent takes no port 0: whichever is free */
		address[end - 1] = '1';
	if (evutil_parse_sockaddr_port(address, (struct sockaddr *)&sa, &len) < 0)
		return err_set(err, EINVAL, "listen: %s is no address:port", h->conf.listen);
	if (any && sa.ss_family == AF_INET6)
		((struct sockaddr_in6 *)&sa)->sin6_port = 0;
	else if (any)
		((struct sockaddr_in *)&sa)->sin_port = 0;
	h->listener = evconnlistener_new_bind(loop_event_base(h->loop), NULL, NULL,
					      LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC |
					      LEV_OPT_REUSEABLE, 256, (struct sockaddr *)&sa, len);
	if (!h->listener)
		return err_set(err, errno ? errno : EINVAL, "Cannot listen on %s: %s",
			       h->conf.listen, strerror(errno));
	if (!evhttp_bind_listener(h->ev, h->listener))
		return err_set(err, ENOMEM, "Cannot listen on %s", h->conf.listen);
	getsockname(evconnlistener_get_fd(h->listener), (struct sockaddr *)&sa, &slen);
	h->port = ntohs(sa.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&sa)->sin6_port :
			((struct sockaddr_in *)&sa)->sin_port);
	return 0;
}

struct http *http_new(void *ctx, struct loop *loop, const struct http_conf *conf,
		      http_handler handle, void *arg, struct err *err)
{
	struct http *h = talloc_zero(ctx, struct http);

	h->loop = loop;
	h->conf = *conf;
	h->handle = handle;
	h->arg = arg;
	h->ev = evhttp_new(loop_event_base(loop));
	MUST(h->ev);
	talloc_set_destructor(h, http_destroy);
	if (conf->certificate) {
		h->tls = http_tls_new(h, conf->certificate, conf->key, err);
		if (!h->tls)
			goto bad;
	}
	h->conns = http_conns_new(h, loop, conf, &h->stats);
	h->resume = loop_timer_new(h, loop, "console accept again", resume_cb, h);
	h->admit = loop_late_new(h, loop, "console admit", admit_cb, h);
	evhttp_set_allowed_methods(h->ev, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST);
	evhttp_set_max_headers_size(h->ev, conf->header_bytes);
	evhttp_set_max_body_size(h->ev, conf->body_bytes);
	evhttp_set_timeout(h->ev, (int)((conf->stream_ms + SECONDS_MS(60)) / 1000));
	evhttp_set_default_content_type(h->ev, NULL);
	evhttp_set_bevcb(h->ev, accept_cb, h);
	evhttp_set_gencb(h->ev, request_cb, h);
	if (listen_on(h, err) < 0)
		goto bad;
	return h;
bad:
	talloc_free(h);
	return NULL;
}

int http_port(const struct http *h) { return h->port; }
const struct http_stats *http_stats(const struct http *h) { return &h->stats; }
