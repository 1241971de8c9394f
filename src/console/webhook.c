// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Webhooks leave from rows of warmlined: we claim those that are due, post each
 * once, and say what came of it; retries and their times are the desk's.  A body
 * holds no person's words and is signed by warmlined: there is no key here.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <event2/buffer.h>
#include <event2/bufferevent_ssl.h>
#include <event2/dns.h>
#include <inttypes.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>

/* Given up before the desk gives it out again (10 s): never twice at a time. */
enum { LOOK_MS = 2000, POST_S = 8, AT_ONCE = 8 };

struct webhooks {
	struct console *con;
	struct loop_timer *look;
	SSL_CTX *tls;
	struct evdns_base *dns;	/* names are looked up without holding the loop */
	int open;
	bool asking;
};

struct post {
	struct webhooks *w;
	int64_t id;
	struct evhttp_connection *con;
	struct evhttp_uri *uri;
	bool sent;
};

static void reported(void *arg, json_t *ok, const char *error, const char *text)
{
	/* Not known whether it was noted: then it is due once more. */
}

static void report(struct post *p, int code)
{
	struct webhooks *w = p->w;

	if (link_client_request(w->con->desk, "webhook result",
				json_pack("{s:I, s:i}", "post", (json_int_t)p->id, "code", code), 0,
				reported, NULL) < 0)
		LOGP(DCONSOLE, LOGL_NOTICE,
		     "What came of a webhook cannot be told: it goes again.\n");
	w->open--;
	talloc_free(p);
}

static void post_done(struct evhttp_request *req, void *arg)
{
	report(arg, req ? evhttp_request_get_response_code(req) : 0);
}

static int post_destroy(struct post *p)
{
	/* In evhttp's own call-back its connection must stay until that is over. */
	if (p->con && p->sent)
		evhttp_connection_free_on_completion(p->con);
	else if (p->con)
		evhttp_connection_free(p->con);
	if (p->uri)
		evhttp_uri_free(p->uri);
	return 0;
}

/* The name in the certificate must be the one in the address. */
static struct bufferevent *secure(struct webhooks *w, const char *host)
{
	SSL *ssl = SSL_new(w->tls);

	if (!ssl)
		return NULL;
	SSL_set_tlsext_host_name(ssl, host);
	SSL_set1_host(ssl, host);
	return bufferevent_openssl_socket_new(loop_event_base(w->con->loop), -1, ssl,
					      BUFFEREVENT_SSL_CONNECTING, BEV_OPT_CLOSE_ON_FREE);
}

static bool is_loopback(const char *host)
{
	return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0 ||
		strcmp(host, "localhost") == 0;
}

/* false: it cannot be posted at all. */
static bool post_send(struct post *p, const char *body, const char *signature)
{
	const char *host = evhttp_uri_get_host(p->uri), *scheme = evhttp_uri_get_scheme(p->uri);
	const char *path = evhttp_uri_get_path(p->uri), *query = evhttp_uri_get_query(p->uri);
	bool tls = scheme && strcmp(scheme, "https") == 0;
	int port = evhttp_uri_get_port(p->uri);
	struct evhttp_request *req;
	struct bufferevent *bev;

	if (!host || (!tls && !is_loopback(host)))
		return false;
	bev = tls ? secure(p->w, host) : bufferevent_socket_new(loop_event_base(p->w->con->loop),
								 -1, BEV_OPT_CLOSE_ON_FREE);
	p->con = bev ? evhttp_connection_base_bufferevent_new(loop_event_base(p->w->con->loop),
		p->w->dns, bev, host, (ev_uint16_t)(port > 0 ? port : tls ? 443 : 80)) : NULL;
	if (!p->con)
		return false;
	evhttp_connection_set_timeout(p->con, POST_S);
	evhttp_connection_set_max_body_size(p->con, 64 * 1024);
	req = evhttp_request_new(post_done, p);
	evhttp_add_header(evhttp_request_get_output_headers(req), "Host",
			  port > 0 ? talloc_asprintf(p, "%s:%d", host, port) : host);
	evhttp_add_header(evhttp_request_get_output_headers(req), "Content-Type",
			  "application/json");
	evhttp_add_header(evhttp_request_get_output_headers(req), "Warmline-Signature", signature);
	evhttp_add_header(evhttp_request_get_output_headers(req), "Connection", "close");
	evbuffer_add(evhttp_request_get_output_buffer(req), body, strlen(body));
	p->sent = true;
	return evhttp_make_request(p->con, req, EVHTTP_REQ_POST, talloc_asprintf(p, "%s%s%s",
		path && *path ? path : "/", query ? "?" : "", query ? query : "")) == 0;
}

static void post_one(struct webhooks *w, json_t *item)
{
	struct post *p = talloc_zero(w, struct post);
	const char *url = js(item, "url"), *body = js(item, "body"),
		*signature = js(item, "signature");

	p->w = w;
	p->id = ji(item, "id");
	talloc_set_destructor(p, post_destroy);
	w->open++;
	p->uri = url ? evhttp_uri_parse(url) : NULL;
	if (!p->uri || !body || !signature || !post_send(p, body, signature))
		report(p, 0);
}

static void due_cb(void *arg, json_t *ok, const char *error, const char *text)
{
	struct webhooks *w = arg;
	json_t *item;
	size_t i;

	w->asking = false;
	json_array_foreach(json_object_get(ok, "items"), i, item)
		post_one(w, item);
}

static void look_cb(void *arg)
{
	struct webhooks *w = arg;

	loop_timer_start(w->look, LOOK_MS);
	if (w->asking || w->open >= AT_ONCE || !link_client_is_up(w->con->desk))
		return;
	w->asking = link_client_request(w->con->desk, "webhook due", NULL, 0, due_cb, w) == 0;
}

static int webhooks_destroy(struct webhooks *w)
{
	evdns_base_free(w->dns, 0);
	SSL_CTX_free(w->tls);
	return 0;
}

struct webhooks *webhooks_new(void *ctx, struct console *con)
{
	struct webhooks *w = talloc_zero(ctx, struct webhooks);

	w->con = con;
	w->dns = evdns_base_new(loop_event_base(con->loop), EVDNS_BASE_INITIALIZE_NAMESERVERS |
				EVDNS_BASE_DISABLE_WHEN_INACTIVE);
	MUST(w->dns);
	w->tls = SSL_CTX_new(TLS_client_method());
	MUST(w->tls);
	SSL_CTX_set_min_proto_version(w->tls, TLS1_2_VERSION);
	SSL_CTX_set_default_verify_paths(w->tls);
	SSL_CTX_set_verify(w->tls, SSL_VERIFY_PEER, NULL);
	talloc_set_destructor(w, webhooks_destroy);
	w->look = loop_timer_new(w, con->loop, "webhooks due", look_cb, w);
	loop_timer_start(w->look, LOOK_MS);
	return w;
}
