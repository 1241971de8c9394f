// SPDX-License-Identifier: AGPL-3.0-or-later
/* TLS 1.2 and 1.3 with the certificate that the operator gives. */
#include "console/http.h"

#include <event2/bufferevent_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

struct tls_owner { SSL_CTX *tls; };

static int tls_free(struct tls_owner *o)
{
	SSL_CTX_free(o->tls);
	return 0;
}

struct ssl_ctx_st *http_tls_new(void *ctx, const char *certificate, const char *key,
				struct err *err)
{
	struct tls_owner *o = talloc(ctx, struct tls_owner);

	if (!o)
		base_oom();
	o->tls = SSL_CTX_new(TLS_server_method());
	MUST(o->tls);
	talloc_set_destructor(o, tls_free);
	SSL_CTX_set_min_proto_version(o->tls, TLS1_2_VERSION);
	SSL_CTX_set_options(o->tls, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
			    SSL_OP_CIPHER_SERVER_PREFERENCE);
	/* Forward secrecy only. */
	SSL_CTX_set_cipher_list(o->tls, "ECDHE+AESGCM:ECDHE+CHACHA20");
	if (SSL_CTX_use_certificate_chain_file(o->tls, certificate) == 1 &&
	    SSL_CTX_use_PrivateKey_file(o->tls, key, SSL_FILETYPE_PEM) == 1 &&
	    SSL_CTX_check_private_key(o->tls) == 1)
		return o->tls;
	err_set(err, EINVAL, "%s and %s are no certificate and its key (%s)", certificate, key,
		ERR_reason_error_string(ERR_peek_last_error()));
	talloc_free(o);
	return NULL;
}

struct bufferevent *http_tls_accept(struct ssl_ctx_st *tls, struct event_base *base)
{
	SSL *ssl = SSL_new(tls);
	struct bufferevent *bev;

	if (!ssl)
		return NULL;
	bev = bufferevent_openssl_socket_new(base, -1, ssl, BUFFEREVENT_SSL_ACCEPTING,
					     BEV_OPT_CLOSE_ON_FREE);
	if (bev)	/* browsers close without a farewell; a body's length is always known */
		bufferevent_openssl_set_allow_dirty_shutdown(bev, 1);
	else
		SSL_free(ssl);
	return bev;
}
