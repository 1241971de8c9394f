// SPDX-License-Identifier: AGPL-3.0-or-later
/* Offers and answers of one call. */
#include "voicebox/sip_int.h"

#include <unistd.h>

/* The address this machine would send from: routing is asked, nothing is sent. */
static int source_towards(const struct sa *to, struct sa *out)
{
	int fd = socket(sa_af(to), SOCK_DGRAM | SOCK_CLOEXEC, 0), rc = 0;
	struct sa with_port = *to;

	if (fd < 0)
		return errno;
	if (!sa_port(&with_port))
		sa_set_port(&with_port, 9);
	out->len = sizeof(out->u);
	if (connect(fd, &with_port.u.sa, with_port.len) < 0 ||
	    getsockname(fd, &out->u.sa, &out->len) < 0)
		rc = errno;
	close(fd);
	return rc;
}

/* Our media address: what the trunk sees us as, else the one that routes to it. */
static int local_address(const struct ua_call *call, struct sa *out)
{
	const struct ua_trunk *trunk = call->ua->trunks[call->trunk].cfg;
	struct sa towards;

	if (trunk->media_address[0])
		return sa_set_str(out, trunk->media_address, 0);
	if (call->have_remote && !sa_set_sa(&towards, (struct sockaddr *)&call->remote.rtp) &&
	    !sa_is_any(&towards))
		return source_towards(&towards, out);
	return source_towards(&call->source, out);
}

int ua_media_local(struct ua_call *call, uint16_t rtp_port)
{
	const struct ua_trunk *trunk = call->ua->trunks[call->trunk].cfg;
	struct sockaddr_storage addr;
	struct sa local;

	if (local_address(call, &local))
		return -EADDRNOTAVAIL;
	sa_set_port(&local, rtp_port);
	memset(&addr, 0, sizeof(addr));
	memcpy(&addr, &local.u, sizeof(local.u));
	sdp_local_init(&call->sdp, &addr, trunk->codec, trunk->srtp);
	call->have_local = true;
	return 0;
}

int ua_media_read(struct ua_call *call, const struct sip_msg *msg)
{
	enum sdp_srtp srtp = call->ua->trunks[call->trunk].cfg->srtp;
	struct sdp_remote remote;
	int rc;

	if (!msg_ctype_cmp(&msg->ctyp, "application", "sdp"))
		return -EBADMSG;
	rc = sdp_read((const char *)mbuf_buf(msg->mb), mbuf_get_left(msg->mb), srtp, &remote, NULL);
	if (rc < 0)
		return rc;
	/* One family for a call: its socket is open. */
	if (call->have_local && remote.rtp.ss_family != call->sdp.addr.ss_family)
		return -ENOTSUP;
	call->remote = remote;
	call->have_remote = true;
	return 0;
}

struct mbuf *ua_media_text(struct ua_call *call, bool offer)
{
	char text[SDP_TEXT_MAX];
	size_t len = offer ? sdp_offer(&call->sdp, text) :
		     sdp_answer(&call->sdp, &call->remote, text);
	struct mbuf *mb = mbuf_alloc(len);

	if (!mb || mbuf_write_mem(mb, (const uint8_t *)text, len))
		base_oom();
	mb->pos = 0;
	return mb;
}

void ua_media_tell(struct ua_call *call, enum ua_event_type type)
{
	struct ua_event ev = { .type = type, .call = call->id, .trunk = call->trunk };

	sdp_agree(&call->sdp, &call->remote, call->ua->trunks[call->trunk].cfg->latch, &ev.remote);
	ua_tell(call->ua, &ev);
}
