// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The doors that libre goes through.  The functions below have libre's names
 * on purpose: the executable's definitions win over the shared library's,
 * also for calls from within it (like src/loop/osmo.c; link with -rdynamic).
 * ua_new() finds out whether that holds and refuses to start if not.
 *
 *   udp_listen, tcp_listen  between the socket and libre stands the guard:
 *                           strangers are dropped before anything is parsed
 *   tcp_connect,            a trunk's certificate must name it (libre 1.1.0 knows
 *   tls_start_tcp           how to check, but its SIP does not ask)
 *   sip_msg_decode          a message is read only when it keeps the limits;
 *                           a redirect is turned into a refusal
 *   sip_contact_print       Contact is ours, with the session timer behind it
 *                           (libre 1.1.0 has no place for headers in re-INVITEs)
 *   tmr_jiffies             its timers follow the monotonic clock: with the
 *                           wall clock, a step back stops REGISTER for ever
 */
#include "voicebox/sip_int.h"

#include <dlfcn.h>

struct door {
	udp_recv_h *udp;
	tcp_conn_h *tcp;
	struct tcp_sock **tcp_sock;
	void *arg;
	struct ua_side *ua;
};

static struct door doors[UA_LISTEN_MAX];
static unsigned int doors_len;
static struct ua_side *opening;
static _Thread_local struct ua_side *side;	/* of the SIP thread */
/* A datagram is read before libre is given it, which then gets the result. */
static _Thread_local struct sip_msg *read_already;
static _Thread_local size_t body_at;

static void *libre(const char *name)
{
	void *f = dlsym(RTLD_NEXT, name);

	MUST(f);
	return f;
}

void door_open(struct ua_side *ua)
{
	opening = side = ua;
}

bool door_used(void)
{
	return doors_len > 0;
}

void door_close(void)
{
	opening = NULL;
}

uint64_t tmr_jiffies(void)
{
	return (uint64_t)clock_mono_ms();
}

/* --- Datagrams -------------------------------------------------------------------- */
static bool let_in(struct ua_side *ua, const struct sa *src)
{
	if (guard_trunk(ua->guard, &src->u.sa) < 0) {
		ua->count.strangers++;
		return false;
	}
	if (!guard_rate(ua->guard, &src->u.sa, clock_mono_ms())) {
		ua->count.fast++;
		return false;
	}
	return true;
}

/* What libre would take and we do not.  A request without a branch of its own
 * (RFC 2543, or the bare cookie) is matched by its Call-ID, so that such ones of
 * different calls are not one; a re-INVITE cannot be matched so. */
static bool fits(struct sip_msg *msg)
{
	if (msg->via.branch.l <= strlen("z9hG4bK")) {
		if (pl_isset(&msg->to.tag) && !pl_strcmp(&msg->met, "INVITE"))
			return false;
		msg->via.branch = msg->callid;
	}
	return pl_isset(&msg->callid) && pl_isset(&msg->from.tag) && msg->from.tag.l <= 512 &&
	       msg->to.tag.l <= 512 && msg->via.branch.l <= 512;
}

static int decode(struct sip_msg **msgp, struct mbuf *mb)
{
	int (*real)(struct sip_msg **, struct mbuf *) = libre("sip_msg_decode");
	int rc = real(msgp, mb);

	if (rc)
		return rc;
	if (!fits(*msgp)) {
		*msgp = mem_deref(*msgp);
		return EBADMSG;
	}
	if (!(*msgp)->req && (*msgp)->scode >= 300 && (*msgp)->scode < 400)
		(*msgp)->scode = 603;
	return 0;
}

static bool datagram_read(struct mbuf *mb)
{
	size_t at = mb->pos;

	if (decode(&read_already, mb))
		return false;
	body_at = mb->pos;
	mb->pos = at;
	return true;
}

static void udp_came(const struct sa *src, struct mbuf *mb, void *arg)
{
	struct door *door = arg;
	size_t len = mbuf_get_left(mb);

	if (len <= 4 || !let_in(door->ua, src))
		return;			/* up to four bytes: a keep-alive */
	if (guard_message((const char *)mbuf_buf(mb), &len, false) != GUARD_OK) {
		door->ua->count.bad++;
		return;
	}
	mb->end = mb->pos + len;
	if (!datagram_read(mb)) {
		door->ua->count.bad++;
		return;
	}
	door->udp(src, mb, door->arg);
	read_already = mem_deref(read_already);
}

int udp_listen(struct udp_sock **usp, const struct sa *local, udp_recv_h *rh, void *arg)
{
	int (*real)(struct udp_sock **, const struct sa *, udp_recv_h *, void *) =
		libre("udp_listen");
	struct door *door;

	if (!opening)			/* not SIP: the resolver's socket */
		return real(usp, local, rh, arg);
	MUST(doors_len < UA_LISTEN_MAX);
	door = &doors[doors_len++];
	*door = (struct door){ .udp = rh, .arg = arg, .ua = opening };
	return real(usp, local, udp_came, door);
}

/* --- Streams ------------------------------------------------------------------------- */
static _Thread_local struct sa connecting;	/* whom the next tls_start_tcp() is for */

static void tcp_came(const struct sa *peer, void *arg)
{
	struct door *door = arg;

	sa_init(&connecting, AF_UNSPEC);
	if (let_in(door->ua, peer))
		door->tcp(peer, door->arg);
	else
		tcp_reject(*door->tcp_sock);
}

int tcp_listen(struct tcp_sock **tsp, const struct sa *local, tcp_conn_h *ch, void *arg)
{
	int (*real)(struct tcp_sock **, const struct sa *, tcp_conn_h *, void *) =
		libre("tcp_listen");
	struct door *door;

	if (!opening)
		return real(tsp, local, ch, arg);
	MUST(doors_len < UA_LISTEN_MAX);
	door = &doors[doors_len++];
	*door = (struct door){ .tcp = ch, .tcp_sock = tsp, .arg = arg, .ua = opening };
	return real(tsp, local, tcp_came, door);
}

/* --- Certificates of trunks, when there are authorities to check them by ----------------- */
int tcp_connect(struct tcp_conn **tcp, const struct sa *peer, tcp_estab_h *eh, tcp_recv_h *rh,
		tcp_close_h *ch, void *arg)
{
	int (*real)(struct tcp_conn **, const struct sa *, tcp_estab_h *, tcp_recv_h *,
		    tcp_close_h *, void *) = libre("tcp_connect");

	connecting = *peer;
	return real(tcp, peer, eh, rh, ch, arg);
}

/* The name that its certificate must have. */
static int trunk_host(const struct sa *peer, char *out, size_t size)
{
	int trunk = guard_trunk(side->guard, &peer->u.sa);
	const struct ua_trunk *t = trunk < 0 ? NULL : side->trunks[trunk].cfg;
	struct pl host_port, host, port;

	if (!t)
		return EACCES;
	pl_set_str(&host_port, t->domain[0] ? t->domain : t->proxy[0] ? t->proxy : t->registrar);
	if (uri_decode_hostport(&host_port, &host, &port))
		return EINVAL;
	return pl_strcpy(&host, out, size);
}

int tls_start_tcp(struct tls_conn **ptc, struct tls *tls, struct tcp_conn *tcp, int layer)
{
	int (*real)(struct tls_conn **, struct tls *, struct tcp_conn *, int) =
		libre("tls_start_tcp");
	struct sa peer = connecting;
	char host[256];
	int rc = real(ptc, tls, tcp, layer);

	sa_init(&connecting, AF_UNSPEC);
	if (rc || !side || !side->cfg->ca[0] || !sa_isset(&peer, SA_ADDR))
		return rc;		/* theirs to us: we show ours */
	rc = trunk_host(&peer, host, sizeof(host));
	if (rc == 0)
		rc = tls_set_verify_server(*ptc, host);
	if (rc)
		*ptc = mem_deref(*ptc);
	return rc;
}

/* --- Messages ---------------------------------------------------------------------------- */
int sip_msg_decode(struct sip_msg **msgp, struct mbuf *mb)
{
	size_t len = mbuf_get_left(mb);
	enum guard_verdict verdict;

	if (read_already) {
		*msgp = read_already;
		read_already = NULL;
		mb->pos = body_at;
		return 0;
	}
	verdict = guard_message((const char *)mbuf_buf(mb), &len, true);
	if (verdict == GUARD_MORE)
		return ENODATA;
	/* ENODATA here would make libre wait for more of what will never be right. */
	if (verdict == GUARD_OK && decode(msgp, mb) == 0)
		return 0;
	if (side)
		side->count.bad++;
	return EBADMSG;
}

/* --- What we write -------------------------------------------------------------------- */
int sip_contact_print(struct re_printf *pf, const struct sip_contact *contact)
{
	return side ? ua_call_contact(side, pf, contact) : EINVAL;
}

bool ua_message_reads(const char *data, size_t len)
{
	struct sip_msg *msg;
	struct mbuf *mb;
	bool reads;

	if (guard_message(data, &len, false) != GUARD_OK)
		return false;
	mb = mbuf_alloc(len);
	if (!mb || mbuf_write_mem(mb, (const uint8_t *)data, len))
		base_oom();
	mb->pos = 0;
	reads = decode(&msg, mb) == 0;
	if (reads)
		mem_deref(msg);
	mem_deref(mb);
	return reads;
}
