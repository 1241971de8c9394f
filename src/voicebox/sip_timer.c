// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Session timers (RFC 4028), which libre does not have: a call whose other end
 * has gone without BYE ends when nobody refreshes it.  We ask the caller to
 * refresh where it can, and do it ourselves, by re-INVITE, where it cannot.
 */
#include "voicebox/sip_int.h"

#include <stdio.h>
#include <strings.h>

bool timer_header_read(const char *text, size_t len, struct timer_header *out)
{
	static const char name[] = "refresher=";
	size_t i = 0, k;
	uint64_t n = 0;

	*out = (struct timer_header){ 0 };
	for (; i < len && text[i] >= '0' && text[i] <= '9'; i++) {
		n = n * 10 + (uint64_t)(text[i] - '0');
		if (n > UINT32_MAX)
			return false;
	}
	if (i == 0 || (i < len && !strchr("; \t", text[i])))
		return false;
	out->seconds = (uint32_t)n;
	for (k = i; k + sizeof(name) - 1 + 3 <= len; k++)
		if (strncasecmp(text + k, name, sizeof(name) - 1) == 0) {
			const char *who = text + k + sizeof(name) - 1;

			if (strncasecmp(who, "uac", 3) == 0)
				out->refresher = 'c';
			else if (strncasecmp(who, "uas", 3) == 0)
				out->refresher = 's';
		}
	return true;
}

static bool header_of(const struct sip_msg *msg, struct timer_header *out)
{
	const struct sip_hdr *hdr = sip_msg_hdr(msg, SIP_HDR_SESSION_EXPIRES);

	return hdr && timer_header_read(hdr->val.p, hdr->val.l, out);
}

bool timer_too_short(const struct sip_msg *msg)
{
	struct timer_header h;

	return header_of(msg, &h) && h.seconds < TIMER_MIN_S &&
	       sip_msg_hdr_has_value(msg, SIP_HDR_SUPPORTED, "timer");
}

/* --- The clock ---------------------------------------------------------------------- */
static void ran_out(void *arg)
{
	ua_call_end(arg, UA_END_TIMER);
}

/* Before the interval is over by a third, at most 32 s (RFC 4028 §10). */
static uint64_t deadline_ms(const struct ua_call *call)
{
	uint32_t early = call->interval_s / 3 < 32 ? call->interval_s / 3 : 32;

	return (uint64_t)(call->interval_s - early) * 1000;
}

static void refresh(void *arg)
{
	struct ua_call *call = arg;
	struct mbuf *text = ua_media_text(call, true);

	snprintf(call->headers, sizeof(call->headers),
		 "Supported: timer\r\nSession-Expires: %u;refresher=uac\r\nMin-SE: %d\r\n",
		 call->interval_s, TIMER_MIN_S);
	call->refreshing = true;
	(void)sipsess_modify(call->sess, text);
	mem_deref(text);
	/* Unless a 2xx comes (timer_response), that was it. */
	tmr_start(&call->timer, deadline_ms(call) - (uint64_t)call->interval_s * 500,
		  ran_out, call);
}

void timer_start(struct ua_call *call)
{
	tmr_cancel(&call->timer);
	if (!call->interval_s)
		return;
	if (call->we_refresh)
		tmr_start(&call->timer, (uint64_t)call->interval_s * 500, refresh, call);
	else
		tmr_start(&call->timer, deadline_ms(call), ran_out, call);
}

/* --- Requests of theirs -------------------------------------------------------------- */
bool timer_request(struct ua_call *call, const struct sip_msg *msg)
{
	bool they_can = sip_msg_hdr_has_value(msg, SIP_HDR_SUPPORTED, "timer");
	int64_t own_ms = call->ua->trunks[call->trunk].cfg->session_ms;
	struct timer_header h = { 0 };

	if (timer_too_short(msg)) {
		ua_refuse(call->ua, msg, 422, "Session Interval Too Small", "Min-SE: 90\r\n");
		return false;
	}
	call->headers[0] = '\0';
	call->interval_s = 0;
	if (!header_of(msg, &h) && they_can && own_ms)
		h.seconds = (uint32_t)(own_ms / 1000);
	if (h.seconds >= TIMER_MIN_S) {
		call->interval_s = h.seconds < TIMER_MAX_S ? h.seconds : TIMER_MAX_S;
		call->we_refresh = h.refresher == 's' || !they_can;
		snprintf(call->headers, sizeof(call->headers),
			 "%sSupported: timer\r\nSession-Expires: %u;refresher=%s\r\n",
			 they_can ? "Require: timer\r\n" : "", call->interval_s,
			 call->we_refresh ? "uas" : "uac");
	}
	if (call->established)
		timer_start(call);
	return true;
}

/* --- Requests of ours ----------------------------------------------------------------- */
void timer_offer(struct ua_call *call)
{
	int64_t own_s = call->ua->trunks[call->trunk].cfg->session_ms / 1000;
	uint32_t seconds = call->min_se_s > own_s ? call->min_se_s : (uint32_t)own_s;

	if (own_s)
		snprintf(call->headers, sizeof(call->headers),
			 "Supported: timer\r\nSession-Expires: %u\r\nMin-SE: %u\r\n", seconds,
			 call->min_se_s ? call->min_se_s : TIMER_MIN_S);
	else
		snprintf(call->headers, sizeof(call->headers), "Supported: timer\r\n");
}

void timer_response(struct ua_call *call, const struct sip_msg *msg)
{
	struct timer_header h;

	if (header_of(msg, &h) && h.seconds >= TIMER_MIN_S && h.seconds <= TIMER_MAX_S) {
		call->interval_s = h.seconds;
		call->we_refresh = h.refresher != 's';
	} else if (!call->refreshing) {
		call->interval_s = 0;	/* they know no timers, and we asked for none to
					 * be needed */
	}
	call->refreshing = false;
	call->headers[0] = '\0';
	if (call->established)
		timer_start(call);
}
