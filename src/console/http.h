/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Private to console/: libevent's evhttp with what it lacks.
 *
 * evhttp (2.1) has a limit for the headers and one for the body, and ends a
 * connection on which nothing moves.  It has no cap on connections and none on
 * the whole time of a request, so one byte every few seconds on a thousand
 * connections would hold it for ever.  http_conn.c counts at the listener: each
 * accepted socket is in a table with its address and a deadline, and whatever
 * passes it is shut down.  What was handed to evhttp belongs to evhttp: the
 * table knows sockets by descriptor and inode, never by a pointer that evhttp
 * may free, and asks the kernel whether that socket is still the same.
 *
 * A request is given to `handle` with its headers and body read, and is
 * answered exactly once: http_reply(), http_redirect(), or http_stream_begin()
 * ... http_stream_end().  The browser may go in between: `gone` is then true,
 * replies do nothing, and the request must still be freed with http_free().
 */
#include <event2/http.h>

#include "base/base.h"
#include "loop/loop.h"

struct http;
struct http_conns;
struct http_pair { const char *name, *value; };
struct http_pairs { struct http_pair *list; size_t len; };

struct http_conf {
	const char *listen;		/* "127.0.0.1:8480", "[::]:8443" */
	const char *certificate, *key;	/* PEM files; NULL: plain */
	bool behind_proxy;		/* X-Forwarded-For and -Proto are to be believed, of: */
	const char *proxy;		/* addresses, with spaces between; only they may ask
					 * in plain */
	int64_t connections, per_address, streams, streams_per_address;
	int64_t header_bytes, body_bytes;
	int64_t read_ms, answer_ms, idle_ms, stream_ms;
	size_t stream_queue;		/* bytes that a reader of events may be behind */
};

struct http_req {
	struct http *http;
	struct evhttp_request *ev;	/* NULL once gone or answered */
	struct evhttp_connection *con;
	int fd;
	const char *method;		/* "GET", "HEAD", "POST" */
	const char *path;		/* decoded, begins with "/", no "//", "..", control chars */
	struct http_pairs query, form, cookies;
	const char *body;		/* NUL-terminated */
	size_t body_len;
	char address[64];		/* of the browser, as believed */
	bool tls;			/* also: the proxy's side is */
	bool proxied;			/* a proxy of ours brought it */
	bool gone, answered, stream;
	void (*sent)(void *arg);	/* of http_body_send() */
	void *sent_arg;
	int64_t body_left;
	void (*on_gone)(void *arg);	/* the browser left; may be NULL */
	void *arg;
};

typedef void (*http_handler)(void *arg, struct http_req *req);
struct http *http_new(void *ctx, struct loop *loop, const struct http_conf *conf,
		      http_handler handle, void *arg, struct err *err);
int http_port(const struct http *http);		/* as bound; for tests with port 0 */
struct http_stats {
	uint64_t requests, refused, over_address, late, streams_dropped;
	int conns, streams;
};
const struct http_stats *http_stats(const struct http *http);

const char *http_header(const struct http_req *r, const char *name);	/* NULL: none */
void http_add_header(struct http_req *r, const char *name, const char *value);
/* Path "/" unless given; max_age 0: until the browser ends, -1: delete. */
void http_set_cookie(struct http_req *r, const char *name, const char *value, const char *path,
		     int64_t max_age_s);
void http_reply(struct http_req *r, int code, const char *type, const void *body, size_t len);
/* 303; `to` is a path of ours. */
void http_redirect(struct http_req *r, const char *to);
/* Event stream; false: too many are open (answered with 503). */
bool http_stream_begin(struct http_req *r);
/* false: the reader was too far behind and has been dropped. */
bool http_stream_send(struct http_req *r, const char *text, size_t len);
void http_stream_end(struct http_req *r);
/* A body in pieces, `len` bytes in all.  `sent` (may be NULL) is called when a piece has left.
 * While it is going on the browser may leave: on_gone.  A body that ends short is cut off. */
void http_body_begin(struct http_req *r, int code, const char *type, int64_t len);
void http_body_send(struct http_req *r, const void *data, size_t len, void (*sent)(void *arg),
		    void *arg);
void http_body_end(struct http_req *r);
/* After the answer, or when gone. */
void http_free(struct http_req *r);

/* --- Pairs (form.c) --------------------------------------------------------------- */
enum { HTTP_PAIRS_MAX = 100 };
const char *http_get(const struct http_pairs *p, const char *name);	/* the first; NULL */
/* application/x-www-form-urlencoded; broken escapes and NUL bytes make it fail.
 * Values are UTF-8 afterwards, "\r\n" has become "\n". */
int http_form_parse(void *ctx, const char *text, size_t len, struct http_pairs *out) MUST_CHECK;
/* RFC 6265: pairs it does not understand are left out. */
void http_cookies_parse(void *ctx, const char *header, struct http_pairs *out);
char *http_url_encode(void *ctx, const char *text);
/* Only what a path of ours may be. */
bool http_path_good(const char *path);

/* --- Connections (http_conn.c) -------------------------------------------------------- */
struct http_conns *http_conns_new(void *ctx, struct loop *loop, const struct http_conf *conf,
				  struct http_stats *stats);
/* A socket was just accepted; false: too many from there. */
bool http_conns_add(struct http_conns *c, int fd);
/* Until when it has to get on: at a request's arrival, at its end, for a stream. */
void http_conns_until(struct http_conns *c, int fd, int64_t from_now_ms);
bool http_conns_full(struct http_conns *c);
void http_conns_shut(int fd);
/* Streams of one browser's address. */
bool http_conns_stream(struct http_conns *c, int fd, const char *address);
void http_conns_stream_end(struct http_conns *c, int fd);

/* --- TLS (http_tls.c) -------------------------------------------------------------------- */
struct ssl_ctx_st;
struct ssl_ctx_st *http_tls_new(void *ctx, const char *certificate, const char *key,
				struct err *err);
struct bufferevent *http_tls_accept(struct ssl_ctx_st *tls, struct event_base *base);
