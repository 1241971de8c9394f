// SPDX-License-Identifier: AGPL-3.0-or-later
/* Sockets, and the listeners that decide what of a trunk's requests we do. */
#include "voicebox/sip_int.h"

#include <stdio.h>
#include <strings.h>

/* --- Sockets -------------------------------------------------------------------------- */
static int tls_start(struct ua_side *ua, struct err *err)
{
	if (ua->tls)
		return 0;
	if (tls_alloc(&ua->tls, TLS_METHOD_SSLV23, ua->cfg->certificate, NULL))
		return err_set(err, EINVAL, "the certificate %s cannot be read",
			       ua->cfg->certificate);
	if (ua->cfg->ca[0] && tls_add_ca(ua->tls, ua->cfg->ca))
		return err_set(err, EINVAL, "the authorities %s cannot be read", ua->cfg->ca);
	return 0;
}

static int transport_add(struct ua_side *ua, enum ua_transport transport, const char *address,
			 struct err *err)
{
	struct pl host_port, host, port = PL_INIT;
	struct sa addr;
	int rc;

	pl_set_str(&host_port, address);
	if (uri_decode_hostport(&host_port, &host, &port) ||
	    sa_set(&addr, &host, (uint16_t)(pl_isset(&port) ? pl_u32(&port) :
					    transport == UA_TLS ? SIP_PORT_TLS : SIP_PORT)))
		return err_set(err, EINVAL, "'%s' is no address to listen at", address);
	switch (transport) {
	case UA_UDP:
		rc = sip_transp_add(ua->sip, SIP_TRANSP_UDP, &addr);
		break;
	case UA_TCP:
		rc = sip_transp_add(ua->sip, SIP_TRANSP_TCP, &addr);
		break;
	default:
		rc = tls_start(ua, err);
		if (rc)
			return rc;
		rc = sip_transp_add(ua->sip, SIP_TRANSP_TLS, &addr, ua->tls);
	}
	return rc ? err_set(err, rc, "cannot listen at %s: %s", address, strerror(rc)) : 0;
}

int ua_transports_add(struct ua_side *ua, struct err *err)
{
	unsigned int i;
	int rc = 0;

	door_open(ua);
	for (i = 0; i < ua->cfg->listen_len && rc == 0; i++)
		rc = transport_add(ua, ua->cfg->listen[i].transport, ua->cfg->listen[i].address,
				   err);
	if (rc == 0 && !door_used())
		rc = err_set(err, ENOSYS, "this libre does not go through our doors (sip_door.c): "
			     "it must be linked dynamically and without -Bsymbolic");
	door_close();
	return rc;
}

/* --- Answers that reveal nothing ----------------------------------------------------------- */
/* Stateless: a flood of requests leaves nothing behind. */
void ua_refuse(struct ua_side *ua, const struct sip_msg *msg, uint16_t code, const char *reason,
	       const char *headers)
{
	ua->count.refused++;
	(void)sip_replyf(ua->sip, msg, code, reason, "%sContent-Length: 0\r\n\r\n", headers);
}

struct unsupported {
	char list[128];
};

/* Every option of Require but "timer" is unknown here (RFC 3261 §8.2.2.3). */
static bool require_each(const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
	struct unsupported *u = arg;
	char word[40];
	size_t at = strlen(u->list);

	if (!pl_strcasecmp(&hdr->val, "timer"))
		return false;
	if (hdr->val.l == 0 || hdr->val.l >= sizeof(word))
		str_ncpy(word, "unknown", sizeof(word));
	else
		(void)pl_strcpy(&hdr->val, word, sizeof(word));
	snprintf(u->list + at, sizeof(u->list) - at, "%s%s", at ? ", " : "", word);
	return false;
}

static bool require_known(struct ua_side *ua, const struct sip_msg *msg)
{
	struct unsupported u = { "" };
	char headers[160];

	sip_msg_hdr_apply(msg, true, SIP_HDR_REQUIRE, require_each, &u);
	if (!u.list[0])
		return true;
	snprintf(headers, sizeof(headers), "Unsupported: %s\r\n", u.list);
	ua_refuse(ua, msg, 420, "Bad Extension", headers);
	return false;
}

static bool accepts_sdp(const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
	struct pl type = hdr->val;
	const char *params = pl_strchr(&type, ';');

	if (params)
		type.l = (size_t)(params - type.p);
	while (type.l > 0 && type.p[type.l - 1] == ' ')
		type.l--;
	return !pl_strcasecmp(&type, "application/sdp") || !pl_strcasecmp(&type, "*/*") ||
	       !pl_strcasecmp(&type, "application/*");
}

/* The body must be a plain session description, or nothing. */
static bool body_known(struct ua_side *ua, const struct sip_msg *msg)
{
	if ((mbuf_get_left(msg->mb) && !msg_ctype_cmp(&msg->ctyp, "application", "sdp")) ||
	    sip_msg_hdr(msg, SIP_HDR_CONTENT_ENCODING)) {
		ua_refuse(ua, msg, 415, "Unsupported Media Type",
			  "Accept: application/sdp\r\n");
		return false;
	}
	if (sip_msg_hdr(msg, SIP_HDR_ACCEPT) &&
	    !sip_msg_hdr_apply(msg, true, SIP_HDR_ACCEPT, accepts_sdp, NULL)) {
		ua_refuse(ua, msg, 406, "Not Acceptable", "");
		return false;
	}
	return true;
}

static void options(struct ua_side *ua, const struct sip_msg *msg)
{
	(void)sip_replyf(ua->sip, msg, 200, "OK", UA_ALLOW
			 "Accept: application/sdp\r\nSupported: timer\r\n"
			 "Content-Length: 0\r\n\r\n");
}

static bool is_of(struct le *le, void *arg)
{
	const struct ua_call *call = le->data;

	return call->sess && sip_dialog_cmp(sipsess_dialog(call->sess), arg);
}

/* A re-INVITE of a call: the session timer starts anew.  sipsess does the rest. */
static bool reinvite(struct ua_side *ua, const struct sip_msg *msg)
{
	struct le *le = hash_apply(ua->calls, is_of, (void *)msg);

	return le && !timer_request(le->data, msg);
}

/* First of all listeners.  True: done with it; false: sipsess takes it. */
static bool request_came(const struct sip_msg *msg, void *arg)
{
	struct ua_side *ua = arg;
	bool invite = !pl_strcmp(&msg->met, "INVITE");

	ua->count.requests++;
	if (!pl_strcmp(&msg->met, "ACK") || !pl_strcmp(&msg->met, "CANCEL"))
		return false;
	if (!invite && pl_strcmp(&msg->met, "BYE") && pl_strcmp(&msg->met, "OPTIONS")) {
		ua_refuse(ua, msg, 405, "Method Not Allowed", UA_ALLOW);
		return true;
	}
	if (pl_strcasecmp(&msg->uri.scheme, "sip") && pl_strcasecmp(&msg->uri.scheme, "sips")) {
		ua_refuse(ua, msg, 416, "Unsupported URI Scheme", "");
		return true;
	}
	if (!require_known(ua, msg))
		return true;
	if (!pl_strcmp(&msg->met, "OPTIONS")) {
		options(ua, msg);
		return true;
	}
	if (!invite)
		return false;
	if (!body_known(ua, msg))
		return true;
	return pl_isset(&msg->to.tag) && reinvite(ua, msg);
}

/* Last of all: what nobody knew.  Without it libre would print the request. */
static bool request_left(const struct sip_msg *msg, void *arg)
{
	if (pl_strcmp(&msg->met, "ACK"))
		ua_refuse(arg, msg, 481, "Call/Transaction Does Not Exist", "");
	return true;
}

static bool response_left(const struct sip_msg *msg, void *arg)
{
	struct ua_side *ua = arg;

	ua->count.responses++;
	return true;
}

int ua_listeners_add(struct ua_side *ua, struct err *err)
{
	int rc;

	rc = sip_listen(&ua->requests, ua->sip, true, request_came, ua);
	if (rc == 0)
		rc = sipsess_listen(&ua->sock, ua->sip, 1024, ua_invite, ua);
	if (rc == 0)
		rc = sip_listen(&ua->rest, ua->sip, true, request_left, ua);
	if (rc == 0)
		rc = sip_listen(&ua->responses, ua->sip, false, response_left, ua);
	return rc ? err_set(err, rc, "SIP does not listen: %s", strerror(rc)) : 0;
}
