// SPDX-License-Identifier: AGPL-3.0-or-later
/* Calls on the SIP thread: theirs as they come, and what both directions share. */
#include "voicebox/sip_int.h"

#include <ctype.h>
#include <sodium.h>

/* --- The table ------------------------------------------------------------------------ */
static bool id_is(struct le *le, void *arg)
{
	return ((struct ua_call *)le->data)->id == *(ua_id *)arg;
}

struct ua_call *ua_call_find(struct ua_side *ua, ua_id id)
{
	return list_ledata(hash_lookup(ua->calls, (uint32_t)id, id_is, &id));
}

int ua_calls_init(struct ua_side *ua)
{
	return hash_alloc(&ua->calls, 1024);
}

static void call_destroy(void *arg)
{
	struct ua_call *call = arg;

	hash_unlink(&call->le);
	tmr_cancel(&call->ring);
	tmr_cancel(&call->timer);
	mem_deref(call->sess);
	mem_deref(call->offer);
	call->ua->count.calls--;
	sodium_memzero(&call->sdp, sizeof(call->sdp));
	sodium_memzero(&call->remote, sizeof(call->remote));
	sodium_memzero(call->to, sizeof(call->to));
	sodium_memzero(call->from, sizeof(call->from));
}

struct ua_call *ua_call_new(struct ua_side *ua, ua_id id, unsigned int trunk)
{
	struct ua_call *call = mem_zalloc(sizeof(*call), call_destroy);

	if (!call)
		base_oom();
	call->ua = ua;
	call->id = id;
	call->trunk = trunk;
	(void)re_snprintf(call->contact, sizeof(call->contact), "%016llx", id);
	hash_append(ua->calls, (uint32_t)id, &call->le, call);
	ua->count.calls++;
	return call;
}

/* Contact of whatever libre sends for this call.  Registrations print their own. */
int ua_call_contact(struct ua_side *ua, struct re_printf *pf, const struct sip_contact *contact)
{
	const char *public = NULL;
	struct ua_call *call = NULL;
	struct pl pl;
	int rc;

	pl_set_str(&pl, contact->uri);
	if (pl.l == 16 && contact->uri)
		call = ua_call_find(ua, pl_x64(&pl));
	if (call && call->ua->cfg->public_address[0])
		public = call->ua->cfg->public_address;
	if (public)
		rc = re_hprintf(pf, "Contact: <sip:%s@%s%s>\r\n", contact->uri, public,
				sip_transp_param(contact->tp));
	else
		rc = re_hprintf(pf, "Contact: <sip:%s@%J%s>\r\n", contact->uri, contact->addr,
				sip_transp_param(contact->tp));
	if (rc || !call)
		return rc;
	return re_hprintf(pf, UA_ALLOW "%s", call->headers);
}

/* --- The end ------------------------------------------------------------------------------- */
static void ended_tell(struct ua_call *call, enum ua_end end, int code)
{
	ua_tell(call->ua, &(struct ua_event){ .type = UA_ENDED, .call = call->id,
					      .trunk = call->trunk, .end = end, .code = code });
}

/* CANCEL or BYE leaves by itself when the session is freed. */
void ua_call_end(struct ua_call *call, enum ua_end end)
{
	ended_tell(call, end, 0);
	mem_deref(call);
}

static bool end_each(struct le *le, void *arg)
{
	ua_call_end(le->data, UA_END_WE);
	return false;
}

void ua_calls_end(struct ua_side *ua)
{
	(void)hash_apply(ua->calls, end_each, NULL);
}

/* --- The session's handlers ------------------------------------------------------------------ */
/* A re-INVITE: their offer and our answer, or an offer of ours when they made none. */
int ua_on_offer(struct mbuf **descp, const struct sip_msg *msg, void *arg)
{
	struct ua_call *call = arg;
	bool offer = mbuf_get_left(msg->mb) == 0;

	if (!offer && ua_media_read(call, msg) < 0)
		return EPROTO;
	*descp = ua_media_text(call, offer);
	if (!offer)
		ua_media_tell(call, UA_MEDIA);
	return 0;
}

/* The other side's answer: in 200 to our INVITE, or in ACK after a late offer.
 * EPROTO ends the call (libre says ACK and BYE). */
int ua_on_answer(const struct sip_msg *msg, void *arg)
{
	struct ua_call *call = arg;
	bool early = call->have_remote && mbuf_get_left(msg->mb) == 0;

	if (!early && ua_media_read(call, msg) < 0) {
		call->end = UA_END_FAILED;
		return EPROTO;
	}
	if (!msg->req)
		timer_response(call, msg);
	if (call->established)
		ua_media_tell(call, UA_MEDIA);
	return 0;
}

void ua_on_established(const struct sip_msg *msg, void *arg)
{
	struct ua_call *call = arg;

	call->established = true;
	tmr_cancel(&call->ring);
	ua_media_tell(call, UA_ANSWERED);
	timer_start(call);
}

void ua_on_closed(int err, const struct sip_msg *msg, void *arg)
{
	struct ua_call *call = arg;
	enum ua_end end = UA_END_THEY;
	int code = msg && !msg->req ? msg->scode : 0;

	if (call->end == UA_END_FAILED)
		end = UA_END_FAILED;
	else if (code >= 300)
		end = call->established ? UA_END_TIMER : ua_end_of_code(code, call->rang);
	else if (call->ours && !call->established)
		end = err == ETIMEDOUT || err == ECONNREFUSED || err == EHOSTUNREACH ||
		      err == ENETUNREACH || err == ECONNRESET || err == EDESTADDRREQ ?
		      UA_END_UNREACHABLE : UA_END_FAILED;
	else if (err == ETIMEDOUT)
		end = UA_END_TIMER;
	ended_tell(call, end, code);
	mem_deref(call);
}

/* --- Theirs --------------------------------------------------------------- */
static void ring_over(void *arg)
{
	struct ua_call *call = arg;

	if (call->sess)
		(void)sipsess_reject(call->sess, 480, "Temporarily Unavailable", NULL);
	ua_call_end(call, UA_END_NO_ANSWER);
}

/* "+254712345678" out of a user part: digits and their separators, no more. */
static void number_read(const struct pl *user, char *out, size_t size)
{
	size_t i, n = 0;

	for (i = 0; i < user->l && user->p[i] != ';'; i++) {
		char c = user->p[i];

		if (strchr("-.()", c))
			continue;
		if (!isdigit((unsigned char)c) && !(c == '+' && n == 0)) {
			n = 0;
			break;
		}
		if (n + 1 < size && n < 20)
			out[n++] = c;
	}
	out[n] = '\0';
}

/* Who calls: the network's word before the phone's; withheld stays withheld. */
static void caller_read(const struct sip_msg *msg, char *out, size_t size)
{
	const struct sip_hdr *asserted = sip_msg_hdr(msg, SIP_HDR_P_ASSERTED_IDENTITY);
	const struct sip_hdr *privacy = sip_msg_hdr(msg, SIP_HDR_PRIVACY);
	struct sip_addr addr;

	out[0] = '\0';
	if (privacy && !re_regex(privacy->val.p, privacy->val.l, "id"))
		return;
	if (asserted && !sip_addr_decode(&addr, &asserted->val))
		number_read(&addr.uri.user, out, size);
	if (!out[0])
		number_read(&msg->from.uri.user, out, size);
}

static bool invites_allowed(struct ua_side *ua)
{
	int64_t now_ms = clock_mono_ms(), full = (int64_t)ua->cfg->invites_per_second * 2000;

	if (ua->stopping || ua->count.calls >= ua->cfg->calls_max)
		return false;
	ua->invites_milli += (now_ms - ua->invites_at_ms) * ua->cfg->invites_per_second;
	if (ua->invites_milli > full || ua->invites_at_ms == 0)
		ua->invites_milli = full;
	ua->invites_at_ms = now_ms;
	if (ua->invites_milli < 1000)
		return false;
	ua->invites_milli -= 1000;
	return true;
}

static int call_accept(struct ua_call *call, const struct sip_msg *msg)
{
	return sipsess_accept(&call->sess, call->ua->sock, msg, 180, "Ringing", call->contact,
			      "application/sdp", NULL, ua_auth, &call->ua->trunks[call->trunk],
			      false, ua_on_offer, ua_on_answer, ua_on_established, NULL, NULL,
			      ua_on_closed, call, "%s", "");
}

void ua_invite(const struct sip_msg *msg, void *arg)
{
	struct ua_event ev = { .type = UA_INCOMING, .family = AF_INET };
	struct ua_side *ua = arg;
	int trunk = guard_trunk(ua->guard, &msg->src.u.sa);
	char from[UA_NUMBER_MAX], to[UA_NUMBER_MAX];
	struct ua_call *call;

	if (trunk < 0)
		return;			/* cannot be: the doors let nobody in */
	if (!invites_allowed(ua)) {
		ua_refuse(ua, msg, 503, "Service Unavailable", "Retry-After: 5\r\n");
		return;
	}
	if (timer_too_short(msg)) {
		ua_refuse(ua, msg, 422, "Session Interval Too Small", "Min-SE: 90\r\n");
		return;
	}
	call = ua_call_new(ua, rand_u64(), (unsigned int)trunk);
	call->source = msg->src;
	call->local = msg->dst;
	call->late_offer = mbuf_get_left(msg->mb) == 0;
	if (!call->late_offer && ua_media_read(call, msg) < 0) {
		ua_refuse(ua, msg, 488, "Not Acceptable Here", "");
		mem_deref(call);
		return;
	}
	if (call_accept(call, msg)) {
		ua_refuse(ua, msg, 400, "Bad Request", "");
		mem_deref(call);
		return;
	}
	(void)timer_request(call, msg);
	if (call->have_remote)
		ev.family = call->remote.rtp.ss_family;
	else
		ev.family = sa_af(&msg->src);
	caller_read(msg, from, sizeof(from));
	number_read(&msg->uri.user, to, sizeof(to));
	ev.call = call->id;
	ev.trunk = call->trunk;
	ev.from = from;
	ev.to = to;
	ua_tell(ua, &ev);
	tmr_start(&call->ring, (uint64_t)ua->cfg->ring_ms, ring_over, call);
	sodium_memzero(from, sizeof(from));
	sodium_memzero(to, sizeof(to));
}

static void call_answer(struct ua_call *call, uint16_t rtp_port)
{
	struct mbuf *text;
	int rc;

	if (call->ours || call->have_local || !call->sess)
		return;
	if (ua_media_local(call, rtp_port) < 0) {
		(void)sipsess_reject(call->sess, 500, "Server Internal Error", NULL);
		ua_call_end(call, UA_END_FAILED);
		return;
	}
	text = ua_media_text(call, call->late_offer);
	rc = sipsess_answer(call->sess, 200, "OK", text, "%s", "");
	mem_deref(text);
	tmr_cancel(&call->ring);	/* no ACK: libre ends the call after 32 s */
	if (rc)
		ua_call_end(call, UA_END_FAILED);
}

static void call_reject(struct ua_call *call, enum ua_reject how)
{
	static const struct { uint16_t code; const char *reason; } answers[] = {
		[UA_REJECT_BUSY] = { 486, "Busy Here" },
		[UA_REJECT_DECLINE] = { 603, "Decline" },
		[UA_REJECT_GONE] = { 480, "Temporarily Unavailable" },
		[UA_REJECT_FULL] = { 503, "Service Unavailable" },
	};

	if (!call->ours && !call->have_local && call->sess)
		(void)sipsess_reject(call->sess, answers[how].code, answers[how].reason, NULL);
	ua_call_end(call, UA_END_WE);
}

void ua_call_do(struct ua_side *ua, const struct ua_command *cmd)
{
	struct ua_call *call;

	if (cmd->type == UA_DO_DIAL) {
		ua_call_dial(ua, cmd);
		return;
	}
	call = ua_call_find(ua, cmd->call);
	if (!call)
		return;
	switch (cmd->type) {
	case UA_DO_ANSWER:
		call_answer(call, cmd->rtp_port);
		return;
	case UA_DO_REJECT:
		call_reject(call, cmd->reject);
		return;
	default:
		ua_call_end(call, UA_END_WE);
	}
}
