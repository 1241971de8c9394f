// SPDX-License-Identifier: AGPL-3.0-or-later
/* Calls of ours. */
#include "voicebox/sip_int.h"

#include <sodium.h>
#include <stdio.h>

int ua_auth(char **user, char **password, const char *realm, void *arg)
{
	const struct ua_trunk_side *trunk = arg;
	int rc;

	if (!trunk->cfg->user[0])
		return EAUTH;
	rc = str_dup(user, trunk->cfg->user);
	return rc ? rc : str_dup(password, trunk->cfg->password);
}

enum ua_end ua_end_of_code(int code, bool rang)
{
	switch (code) {
	case 486: case 600:
		return UA_END_BUSY;
	case 404: case 410: case 484: case 485: case 604:
		return UA_END_NOT_FOUND;
	case 408:
		return rang ? UA_END_NO_ANSWER : UA_END_UNREACHABLE;
	case 480: case 487:
		return UA_END_NO_ANSWER;
	case 401: case 407: case 415: case 420: case 422: case 488: case 606:
		return UA_END_FAILED;
	default:
		return code >= 500 && code < 600 ? UA_END_UNREACHABLE : UA_END_REJECTED;
	}
}

static void progress(const struct sip_msg *msg, void *arg)
{
	struct ua_call *call = arg;

	if (msg->scode == 180 && !call->rang) {
		call->rang = true;
		ua_tell(call->ua, &(struct ua_event){ .type = UA_RINGING, .call = call->id,
						      .trunk = call->trunk });
	}
	if (mbuf_get_left(msg->mb) && ua_media_read(call, msg) == 0)
		ua_media_tell(call, UA_EARLY);
}

/* 422: once more with what they ask for (RFC 4028 §7.4). */
static void ask_longer(void *arg);
static void closed(int err, const struct sip_msg *msg, void *arg)
{
	struct ua_call *call = arg;
	const struct sip_hdr *min = msg && msg->scode == 422 ?
				    sip_msg_hdr(msg, SIP_HDR_MIN_SE) : NULL;
	uint32_t seconds = min ? pl_u32(&min->val) : 0;

	if (!call->min_se_s && seconds > TIMER_MIN_S && seconds <= TIMER_MAX_S) {
		call->min_se_s = seconds;
		tmr_start(&call->ring, 0, ask_longer, call);
		return;
	}
	ua_on_closed(err, msg, arg);
}

static const char *parameter(enum ua_transport transport)
{
	return transport == UA_TCP ? ";transport=tcp" : transport == UA_TLS ? ";transport=tls" : "";
}

static int invite(struct ua_call *call)
{
	const struct ua_trunk *trunk = call->ua->trunks[call->trunk].cfg;
	const char *domain = trunk->domain[0] ? trunk->domain : trunk->proxy;
	bool anonymous = !call->from[0] && !trunk->from_user[0];
	char to[UA_URI_MAX], from[UA_URI_MAX];
	int rc;

	/* +2547... is not a secret to the trunk, but stays out of every log. */
	snprintf(to, sizeof(to), "sip:%s@%s%s", call->to + (trunk->plus ? 0 : 1), trunk->proxy,
		 parameter(trunk->transport));
	if (anonymous)
		str_ncpy(from, "sip:anonymous@anonymous.invalid", sizeof(from));
	else
		snprintf(from, sizeof(from), "sip:%s@%s",
			 !call->from[0] ? trunk->from_user : call->from + (trunk->plus ? 0 : 1),
			 domain);
	timer_offer(call);
	rc = sipsess_connect(&call->sess, call->ua->sock, to, NULL, from, call->contact, NULL, 0,
			     "application/sdp", call->offer, ua_auth,
			     &call->ua->trunks[call->trunk], false, ua_on_offer, ua_on_answer,
			     progress, ua_on_established, NULL, NULL, closed, call, "%s",
			     anonymous ? "Privacy: id\r\n" : "");
	sodium_memzero(to, sizeof(to));
	return rc;
}

static void ask_longer(void *arg)
{
	struct ua_call *call = arg;

	call->sess = mem_deref(call->sess);
	if (invite(call))
		ua_call_end(call, UA_END_FAILED);
}

/* Where the proxy is, as far as an address tells: for our own media address. */
static int proxy_address(const struct ua_trunk *trunk, struct sa *out)
{
	struct pl host_port, host, port = PL_INIT;

	pl_set_str(&host_port, trunk->proxy);
	if (uri_decode_hostport(&host_port, &host, &port))
		return EINVAL;
	/* A name: any address of the machine that leads out. */
	return sa_set(out, &host, 9) ? sa_set_str(out, "192.0.2.1", 9) : 0;
}

void ua_call_dial(struct ua_side *ua, const struct ua_command *cmd)
{
	struct ua_call *call = ua_call_new(ua, cmd->call, cmd->trunk);

	call->ours = true;
	str_ncpy(call->to, cmd->to, sizeof(call->to));
	str_ncpy(call->from, cmd->from, sizeof(call->from));
	if (ua->stopping || proxy_address(ua->trunks[cmd->trunk].cfg, &call->source) ||
	    ua_media_local(call, cmd->rtp_port) < 0) {
		ua_call_end(call, UA_END_FAILED);
		return;
	}
	call->offer = ua_media_text(call, true);
	if (invite(call))
		ua_call_end(call, UA_END_UNREACHABLE);
}
