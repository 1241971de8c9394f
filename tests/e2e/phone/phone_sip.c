// SPDX-License-Identifier: AGPL-3.0-or-later
/* A phone's SIP: as much as one trunk needs to speak with one voicebox. */
#include "tests/e2e/phone/phones.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { T1_MS = 500, PATIENCE_MS = 8000, ANSWER_MS = 6000, MESSAGE_MAX = 2400 };

/* --- Reading --------------------------------------------------------------------------- */

/* The value of the first header of that name, without its line's end. */
static bool header(const char *msg, const char *name, char *out, size_t size)
{
	size_t n = strlen(name);
	const char *at = msg;

	while ((at = strstr(at, "\r\n")) && at[2] != '\r') {
		at += 2;
		if (strncasecmp(at, name, n) == 0 && at[n] == ':') {
			at += n + 1;
			at += strspn(at, " ");
			snprintf(out, size, "%.*s", (int)strcspn(at, "\r"), at);
			return true;
		}
	}
	*out = '\0';
	return false;
}

/* What an answer repeats. */
static void answer_head(const char *msg, int code, const char *tag, char *out, size_t size)
{
	static const char *const same[] = { "Via", "From", "To", "Call-ID", "CSeq" };
	size_t len = (size_t)snprintf(out, size, "SIP/2.0 %d So\r\n", code);
	const char *at = msg;
	size_t i, n;

	while ((at = strstr(at, "\r\n")) && at[2] != '\r') {
		at += 2;
		n = strcspn(at, "\r");
		for (i = 0; i < ARRAY_LEN(same); i++)
			if (strncasecmp(at, same[i], strlen(same[i])) == 0 &&
			    at[strlen(same[i])] == ':')
				break;
		if (i == ARRAY_LEN(same) || len + n + 40 > size)
			continue;
		len += (size_t)snprintf(out + len, size - len, "%.*s", (int)n, at);
		if (i == 2 && tag && !memmem(at, n, ";tag=", 5))
			len += (size_t)snprintf(out + len, size - len, ";tag=%s", tag);
		len += (size_t)snprintf(out + len, size - len, "\r\n");
	}
}

static void send_text(const char *text)
{
	if (sendto(all.fd, text, strlen(text), 0, (struct sockaddr *)&all.box.sa, all.box.len) < 0)
		return;		/* voicebox is dead just now */
}

static void sdp(const struct phone *p, char *out, size_t size)
{
	const char *v = all.v6 ? "IP6" : "IP4";

	snprintf(out, size, "v=0\r\no=- 1 1 IN %s %s\r\ns=-\r\nc=IN %s %s\r\nt=0 0\r\n"
		 "m=audio %d RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
		 "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n", v, all.ip, v, all.ip,
		 p->sound.port);
}

static void sdp_read(struct phone *p, const char *msg)
{
	const char *c = strstr(msg, "\r\nc=IN IP"), *m = strstr(msg, "\r\nm=audio ");
	char host[64];

	if (!c || !m)
		return;
	c += strlen("\r\nc=IN IP4 ");
	snprintf(host, sizeof(host), "%.*s", (int)strcspn(c, "\r /"), c);
	p->sound.known = address_set(&p->sound.to, host, atoi(m + strlen("\r\nm=audio "))) == 0;
}

/* --- Requests of ours ------------------------------------------------------------------------ */

static void request(struct phone *p, const char *method, int cseq, const char *branch,
		    const char *more)
{
	char msg[MESSAGE_MAX];

	snprintf(msg, sizeof(msg), "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP %s;rport;branch=z9hG4bK%s\r\n"
		 "Max-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %d %s\r\n"
		 "Contact: <sip:phone@%s>\r\n%s", method, p->target, all.host, branch,
		 p->from, p->to,
		 p->id, cseq, method, all.host, more ? more : "Content-Length: 0\r\n\r\n");
	send_text(msg);
}

static void invite(struct phone *p)
{
	char body[600], more[760];

	sdp(p, body, sizeof(body));
	snprintf(more, sizeof(more), "Content-Type: application/sdp\r\n"
		 "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
	request(p, "INVITE", 1, p->branch, more);
}

static void begin(struct phone *p, enum phone_state state)
{
	p->state = state;
	p->since_ms = all.now_ms;
	p->ringing = false;
	p->backoff_ms = T1_MS;
	p->again_ms = all.now_ms + T1_MS;
	rand_short_id(p->tag);
}

void sip_ring(struct phone *p)
{
	char a[SHORT_ID_LEN + 1], b[SHORT_ID_LEN + 1];

	if (sound_open(p) < 0)
		base_oom();
	begin(p, CALLING);
	p->ours = true;
	p->cseq = 1;
	rand_short_id(a);
	rand_short_id(b);
	snprintf(p->id, sizeof(p->id), "%s%s", a, b);
	rand_short_id(p->branch);
	snprintf(p->from, sizeof(p->from), "<sip:%s@%s>;tag=%s", p->number, all.host, p->tag);
	snprintf(p->to, sizeof(p->to), "<sip:254700000001@%s>", all.box_host);
	snprintf(p->target, sizeof(p->target), "sip:254700000001@%s", all.box_host);
	invite(p);
	ledger(p, "rings");
}

static void bye(struct phone *p)
{
	char branch[24];

	rand_short_id(branch);
	request(p, "BYE", ++p->cseq, branch, NULL);
}

static void answer(struct phone *p, int code)
{
	char msg[MESSAGE_MAX], body[600] = "";
	size_t len;

	answer_head(p->invite, code, p->tag, msg, sizeof(msg));
	if (code == 200)
		sdp(p, body, sizeof(body));
	len = strlen(msg);
	snprintf(msg + len, sizeof(msg) - len, "Contact: <sip:phone@%s>\r\n%sContent-Length: %zu"
		 "\r\n\r\n%s", all.host, *body ? "Content-Type: application/sdp\r\n" : "",
		 strlen(body), body);
	send_text(msg);
}

static void over(struct phone *p, const char *why)
{
	p->state = IDLE;
	sound_close(p);
	phone_ended(p, why);
}

void sip_hang_up(struct phone *p)
{
	if (p->state == CALLING)
		request(p, "CANCEL", 1, p->branch, NULL);
	else if (p->state == RINGING || p->state == ANSWERING)
		answer(p, 486);
	else if (p->state == UP)
		bye(p);
	if (p->state != IDLE)
		over(p, "hung up");
}

void sip_cut_off(struct phone *p)
{
	snprintf(p->cut_id, sizeof(p->cut_id), "%s", p->id);
	bye(p);
	over(p, "cut off");
}

/* --- What comes ----------------------------------------------------------- */

static struct phone *by_id(const char *msg)
{
	char id[128];
	int i;

	if (!header(msg, "Call-ID", id, sizeof(id)))
		return NULL;
	for (i = 0; i < all.len; i++)
		if (all.phone[i].state != IDLE && strcmp(all.phone[i].id, id) == 0)
			return &all.phone[i];
	return NULL;
}

static void ack(struct phone *p, const char *msg, int code)
{
	char branch[24];

	header(msg, "To", p->to, sizeof(p->to));
	rand_short_id(branch);
	request(p, "ACK", 1, code == 200 ? branch : p->branch, NULL);
}

/* The call was there when its BYE came: sound was late, that is all. */
static void not_cut(const char *msg)
{
	char id[128];
	int i;

	header(msg, "Call-ID", id, sizeof(id));
	for (i = 0; i < all.len; i++)
		if (all.phone[i].cut_id[0] && strcmp(all.phone[i].cut_id, id) == 0) {
			all.phone[i].cut_id[0] = '\0';
			phone_was_not_cut(&all.phone[i]);
		}
}

static void response(const char *msg)
{
	struct phone *p = by_id(msg);
	int code = atoi(msg + strlen("SIP/2.0 "));
	char cseq[40], why[32];

	header(msg, "CSeq", cseq, sizeof(cseq));
	if (strstr(cseq, "BYE") && code == 200)
		not_cut(msg);
	if (!p || !p->ours || !strstr(cseq, "INVITE"))
		return;
	if (code < 200) {
		p->ringing = true;
		return;
	}
	ack(p, msg, code);
	if (p->state != CALLING)
		return;			/* a 200 that came again */
	if (code >= 300) {
		snprintf(why, sizeof(why), "refused %d", code);
		over(p, why);
		return;
	}
	sdp_read(p, msg);
	p->state = UP;
	p->since_ms = p->sound.packet_ms = all.now_ms;
	p->sound.quiet = 0;
	phone_is_up(p);
}

static void refuse(const char *msg, int code)
{
	char out[MESSAGE_MAX];
	size_t len;

	answer_head(msg, code, "none", out, sizeof(out) - 40);
	len = strlen(out);
	snprintf(out + len, sizeof(out) - len, "Content-Length: 0\r\n\r\n");
	send_text(out);
}

static struct phone *by_number(const char *msg)
{
	size_t i, n;

	msg += strlen("INVITE sip:");
	n = strcspn(msg, "@");
	for (i = 0; i < (size_t)all.len; i++)
		if (strncmp(all.phone[i].number, msg, n) == 0 && strlen(all.phone[i].number) == n)
			return &all.phone[i];
	return NULL;
}

static void invited(const char *msg)
{
	struct phone *p = by_number(msg);
	char target[200];

	if (!p || p->state != IDLE || p->over || !p->role->rules_len) {
		if (p)
			ledger(p, "busy");
		refuse(msg, p ? 486 : 404);
		return;
	}
	if (sound_open(p) < 0)
		base_oom();
	begin(p, RINGING);
	p->ours = false;
	p->cseq = 0;
	snprintf(p->invite, sizeof(p->invite), "%.*s", (int)sizeof(p->invite) - 1, msg);
	header(msg, "Call-ID", p->id, sizeof(p->id));
	header(msg, "From", p->to, sizeof(p->to));
	header(msg, "To", p->from, sizeof(p->from));
	snprintf(p->from + strlen(p->from), sizeof(p->from) - strlen(p->from), ";tag=%s", p->tag);
	header(msg, "Contact", target, sizeof(target));
	snprintf(p->target, sizeof(p->target), "%.*s", (int)strcspn(target + 1, ">"), target + 1);
	sdp_read(p, msg);
	answer(p, 180);
	p->next_ms = all.now_ms + 200 + rand_below(800);
	ledger(p, "is rung");
}

static void in_dialog(struct phone *p, const char *msg)
{
	if (strncmp(msg, "INVITE ", 7) == 0) {
		answer(p, p->state == RINGING ? 180 : 200);
	} else if (strncmp(msg, "ACK ", 4) == 0) {
		if (p->state != ANSWERING)
			return;
		p->state = UP;
		p->since_ms = p->sound.packet_ms = all.now_ms;
		p->sound.quiet = 0;
		phone_is_up(p);
	} else if (strncmp(msg, "CANCEL ", 7) == 0) {
		refuse(msg, 200);
		if (p->state != RINGING)
			return;
		answer(p, 487);
		over(p, "cancelled");
	} else if (strncmp(msg, "BYE ", 4) == 0) {
		refuse(msg, 200);
		over(p, "ended");
	} else {
		refuse(msg, 200);
	}
}

void sip_read(void)
{
	static char msg[8192];
	struct phone *p;
	ssize_t n;

	while ((n = recv(all.fd, msg, sizeof(msg) - 1, 0)) >= 0) {
		msg[n] = '\0';
		p = by_id(msg);
		if (strncmp(msg, "SIP/2.0 ", 8) == 0)
			response(msg);
		else if (p)
			in_dialog(p, msg);
		else if (strncmp(msg, "INVITE ", 7) == 0)
			invited(msg);
		else if (strncmp(msg, "ACK ", 4) != 0)
			refuse(msg, strncmp(msg, "OPTIONS ", 8) == 0 ? 200 : 481);
	}
}

/* --- What does not come --------------------------------------------------- */

void sip_tick(struct phone *p)
{
	if (p->state == RINGING && all.now_ms >= p->next_ms) {
		p->state = ANSWERING;
		p->since_ms = all.now_ms;
		p->again_ms = all.now_ms + T1_MS;
		answer(p, 200);
	}
	if (p->state == ANSWERING && all.now_ms - p->since_ms > ANSWER_MS)
		over(p, "no ACK");
	if (p->state == CALLING && all.now_ms - p->since_ms > PATIENCE_MS) {
		request(p, "CANCEL", 1, p->branch, NULL);
		over(p, "no answer");
	}
	if (all.now_ms < p->again_ms || (p->state != CALLING && p->state != ANSWERING))
		return;
	p->backoff_ms *= 2;
	p->again_ms = all.now_ms + p->backoff_ms;
	if (p->state == ANSWERING)
		answer(p, 200);
	else if (!p->ringing)
		invite(p);
}
