// SPDX-License-Identifier: AGPL-3.0-or-later
/* A session description from outside: limits first, then line by line. */
#include "voicebox/sdp.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sodium.h>

/* One audio section while it is being read. */
struct reading {
	struct sdp_remote *out;
	enum sdp_srtp srtp;
	struct sockaddr_storage session_addr, addr;	/* c= of the session, of this section */
	bool have_session_addr, have_addr, taking, taken, direction_set;
	enum sdp_direction session_direction;
	unsigned int port, rtcp_port;
	struct sockaddr_storage rtcp_addr;
	unsigned int formats[SDP_FORMATS_MAX], formats_len;
	int codec_of[128];		/* payload type: MEDIA_PCMU, MEDIA_PCMA, EVENT or OTHER */
	uint32_t clock_of[128];
};
enum { OTHER = -1, EVENT = -2, UNSAID = -3 };

struct line {
	char type;
	const char *value;		/* NUL-terminated copy */
};

/* "12" -> 12.  Digits only, no sign, at most `max`. */
static int number(const char *s, unsigned long max, unsigned int *out, const char **end)
{
	unsigned long n = 0;
	const char *p = s;

	for (; isdigit((unsigned char)*p); p++) {
		n = n * 10 + (unsigned long)(*p - '0');
		if (n > max)
			return -ERANGE;
	}
	if (p == s)
		return -EINVAL;
	*out = (unsigned int)n;
	if (end)
		*end = p;
	return 0;
}

/* The next word, NUL-terminated in `out`; false when there is none or it is too long. */
static bool word(const char **s, char *out, size_t size)
{
	size_t len;

	while (**s == ' ')
		(*s)++;
	len = strcspn(*s, " ");
	if (len == 0 || len >= size)
		return false;
	memcpy(out, *s, len);
	out[len] = '\0';
	*s += len;
	return true;
}

static bool token_only(const char *s)
{
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("-_./+", *s))
			return false;
	return true;
}

/* "IN IP4 192.0.2.1": one address of a machine, numeric. */
static bool address_read(const char *s, struct sockaddr_storage *out)
{
	struct sockaddr_in *in4 = (struct sockaddr_in *)out;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)out;
	char net[4], kind[4], host[INET6_ADDRSTRLEN + 8];

	if (!word(&s, net, sizeof(net)) || !word(&s, kind, sizeof(kind)) ||
	    !word(&s, host, sizeof(host)) || strcasecmp(net, "IN") != 0)
		return false;
	memset(out, 0, sizeof(*out));
	if (strcasecmp(kind, "IP4") == 0) {
		out->ss_family = AF_INET;
		return inet_pton(AF_INET, host, &in4->sin_addr) == 1 &&
		       !IN_MULTICAST(ntohl(in4->sin_addr.s_addr)) &&
		       in4->sin_addr.s_addr != INADDR_BROADCAST;
	}
	out->ss_family = AF_INET6;
	return strcasecmp(kind, "IP6") == 0 && inet_pton(AF_INET6, host, &in6->sin6_addr) == 1 &&
	       !IN6_IS_ADDR_MULTICAST(&in6->sin6_addr);
}

static void port_set(struct sockaddr_storage *addr, unsigned int port)
{
	if (addr->ss_family == AF_INET6)
		((struct sockaddr_in6 *)addr)->sin6_port = htons((uint16_t)port);
	else
		((struct sockaddr_in *)addr)->sin_port = htons((uint16_t)port);
}

/* --- a= lines ---------------------------------------------------------------- */
static void rtpmap_read(struct reading *r, const char *s)
{
	unsigned int pt, clock;
	char name[24];
	const char *slash;

	if (number(s, 127, &pt, &s) < 0 || !word(&s, name, sizeof(name)))
		return;
	slash = strchr(name, '/');
	if (!slash || number(slash + 1, 192000, &clock, NULL) < 0)
		return;
	r->codec_of[pt] = OTHER;
	r->clock_of[pt] = clock;
	if (strncasecmp(name, "PCMU/", 5) == 0 && clock == 8000)
		r->codec_of[pt] = MEDIA_PCMU;
	else if (strncasecmp(name, "PCMA/", 5) == 0 && clock == 8000)
		r->codec_of[pt] = MEDIA_PCMA;
	else if (strncasecmp(name, "telephone-event/", 16) == 0 && clock >= 8000)
		r->codec_of[pt] = EVENT;
}

/* a=rtcp:5005 [IN IP4 192.0.2.1] (RFC 3605) */
static void rtcp_read(struct reading *r, const char *s)
{
	unsigned int port;

	if (number(s, 65535, &port, &s) < 0 || port == 0)
		return;
	r->rtcp_port = port;
	if (*s == ' ' && !address_read(s, &r->rtcp_addr))
		r->rtcp_addr.ss_family = 0;
}

static const struct { const char *name; enum media_srtp suite; } suites[] = {
	{ "AES_CM_128_HMAC_SHA1_80", MEDIA_SRTP_AES128_SHA1_80 },
	{ "AES_CM_128_HMAC_SHA1_32", MEDIA_SRTP_AES128_SHA1_32 },
	{ "AES_256_CM_HMAC_SHA1_80", MEDIA_SRTP_AES256_SHA1_80 },
	{ "AES_256_CM_HMAC_SHA1_32", MEDIA_SRTP_AES256_SHA1_32 },
};

/* "1 AES_CM_128_HMAC_SHA1_80 inline:KEY[|2^31]": the first that we can do.  No
 * MKI, no second key, no session parameters (they switch protection off). */
static void crypto_read(struct reading *r, const char *s)
{
	struct sdp_remote *out = r->out;
	char suite[32], keys[128];
	unsigned int tag;
	size_t i, len, got;

	if (out->suite != MEDIA_SRTP_NONE || number(s, 999999999, &tag, &s) < 0 ||
	    !word(&s, suite, sizeof(suite)) || !word(&s, keys, sizeof(keys)) ||
	    strspn(s, " ") != strlen(s) || strncasecmp(keys, "inline:", 7) != 0 ||
	    strchr(keys, ';') || strchr(keys + 7, ':'))
		return;
	len = strcspn(keys + 7, "|");
	for (i = 0; i < ARRAY_LEN(suites); i++)
		if (strcasecmp(suite, suites[i].name) == 0)
			break;
	if (i == ARRAY_LEN(suites))
		return;
	if (sodium_base642bin(out->key, sizeof(out->key), keys + 7, len, NULL, &got, NULL,
			      sodium_base64_VARIANT_ORIGINAL) == 0 ||
	    sodium_base642bin(out->key, sizeof(out->key), keys + 7, len, NULL, &got, NULL,
			      sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0)
		if (got == media_srtp_key_len(suites[i].suite)) {
			out->suite = suites[i].suite;
			out->crypto_tag = tag;
		}
	sodium_memzero(keys, sizeof(keys));
}

static bool direction_read(const char *s, enum sdp_direction *out)
{
	static const char *const names[] = { "sendrecv", "sendonly", "recvonly", "inactive" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcasecmp(s, names[i]) == 0) {
			*out = (enum sdp_direction)i;
			return true;
		}
	return false;
}

static void attribute_read(struct reading *r, const char *s)
{
	enum sdp_direction direction;

	if (direction_read(s, &direction)) {
		if (r->out->sections_len == 0)
			r->session_direction = direction;
		else if (r->taking)
			r->out->direction = direction;
	}
	if (!r->taking)
		return;
	if (strncasecmp(s, "rtpmap:", 7) == 0)
		rtpmap_read(r, s + 7);
	else if (strncasecmp(s, "rtcp:", 5) == 0)
		rtcp_read(r, s + 5);
	else if (strcasecmp(s, "rtcp-mux") == 0)
		r->out->mux = true;
	else if (strncasecmp(s, "crypto:", 7) == 0)
		crypto_read(r, s + 7);
}

/* --- Sections ------------------------------------------------------------------ */
static bool wanted(const struct reading *r, const struct sdp_section *section, unsigned int port)
{
	if (r->taken || port == 0 || strcasecmp(section->type, "audio") != 0)
		return false;
	if (strcasecmp(section->proto, "RTP/AVP") == 0)
		return r->srtp != SDP_SRTP_NEEDED;
	return strcasecmp(section->proto, "RTP/SAVP") == 0 && r->srtp != SDP_SRTP_NEVER;
}

/* What was read of the section that we were taking must be enough. */
static void section_end(struct reading *r)
{
	struct sdp_remote *out = r->out;
	const struct sockaddr_storage *addr = r->have_addr ? &r->addr : &r->session_addr;
	bool codec = false;
	unsigned int i;

	if (!r->taking)
		return;
	r->taking = false;
	for (i = 0; i < r->formats_len; i++) {
		unsigned int pt = r->formats[i];
		int kind = r->codec_of[pt];

		if (kind == UNSAID && (pt == MEDIA_PCMU || pt == MEDIA_PCMA))
			kind = (int)pt;
		if (!codec && (kind == MEDIA_PCMU || kind == MEDIA_PCMA)) {
			codec = true;
			out->codec = (enum media_codec)kind;
			out->codec_pt = (uint8_t)pt;
		} else if (kind == EVENT && pt >= 96 &&
			   (out->event_pt < 0 || r->clock_of[pt] == 8000)) {
			out->event_pt = (int)pt;
			out->event_clock = r->clock_of[pt];
		}
	}
	if (!codec || (!r->have_addr && !r->have_session_addr) ||
	    (out->secure && out->suite == MEDIA_SRTP_NONE))
		return;
	out->rtp = *addr;
	port_set(&out->rtp, r->port);
	if (r->rtcp_port) {
		out->rtcp = r->rtcp_addr.ss_family ? r->rtcp_addr : *addr;
		port_set(&out->rtcp, r->rtcp_port);
	}
	r->taken = true;
}

static void section_begin(struct reading *r, unsigned int port)
{
	struct sdp_remote *out = r->out;
	int i;

	r->taking = true;
	r->port = port;
	r->have_addr = false;
	r->formats_len = 0;
	r->rtcp_port = 0;
	r->rtcp_addr.ss_family = 0;
	for (i = 0; i < 128; i++)
		r->codec_of[i] = UNSAID;
	out->ours = out->sections_len - 1;
	out->event_pt = -1;
	out->mux = false;
	out->suite = MEDIA_SRTP_NONE;
	out->direction = r->session_direction;
	out->secure = strcasecmp(out->sections[out->ours].proto, "RTP/SAVP") == 0;
}

static int formats_read(struct reading *r, const char *s, struct sdp_section *section)
{
	char text[16];
	unsigned int pt, n = 0;

	while (word(&s, text, sizeof(text))) {
		if (++n > SDP_FORMATS_MAX)
			return -EBADMSG;
		if (n == 1 && strlen(text) < sizeof(section->format) && token_only(text))
			snprintf(section->format, sizeof(section->format), "%.7s", text);
		if (r->taking && number(text, 127, &pt, NULL) == 0)
			r->formats[r->formats_len++] = pt;
	}
	return n ? 0 : -EBADMSG;
}

/* "audio 49170[/2] RTP/AVP 0 8 101" */
static int section_read(struct reading *r, const char *s)
{
	struct sdp_section *section;
	char port_text[16];
	const char *end;
	unsigned int port;

	section_end(r);
	if (r->out->sections_len == SDP_SECTIONS_MAX)
		return -EBADMSG;
	section = &r->out->sections[r->out->sections_len++];
	if (!word(&s, section->type, sizeof(section->type)) ||
	    !word(&s, port_text, sizeof(port_text)) ||
	    number(port_text, 65535, &port, &end) < 0 ||
	    !word(&s, section->proto, sizeof(section->proto)) || !token_only(section->type) ||
	    !token_only(section->proto))
		return -EBADMSG;
	strcpy(section->format, "0");
	if (*end == '\0' && wanted(r, section, port))
		section_begin(r, port);
	return formats_read(r, s, section);
}

static int line_read(struct reading *r, const struct line *l)
{
	switch (l->type) {
	case 'm':
		return section_read(r, l->value);
	case 'c':
		if (r->out->sections_len == 0)
			r->have_session_addr = address_read(l->value, &r->session_addr);
		else if (r->taking)
			r->have_addr = address_read(l->value, &r->addr);
		return 0;
	case 'a':
		attribute_read(r, l->value);
		return 0;
	default:
		return 0;
	}
}

/* Copies the next line into `copy`; -EBADMSG when it is none of SDP. */
static int line_next(const char **at, const char *end, char copy[SDP_LINE_MAX], struct line *out)
{
	const char *from = *at, *nl = memchr(from, '\n', (size_t)(end - from));
	size_t len = (size_t)((nl ? nl : end) - from);

	*at = nl ? nl + 1 : end;
	if (len > 0 && from[len - 1] == '\r')
		len--;
	if (len >= SDP_LINE_MAX || memchr(from, '\0', len) ||
	    (len > 0 && (len < 2 || from[1] != '=' || !islower((unsigned char)from[0]))))
		return -EBADMSG;
	memcpy(copy, from, len);
	copy[len] = '\0';
	out->type = copy[0];
	out->value = len ? copy + 2 : copy;
	return 0;
}

static int all_read(struct reading *r, const char *text, size_t len, struct err *err)
{
	const char *at = text, *end = text + len;
	char copy[SDP_LINE_MAX];
	struct line line;
	int lines = 0, rc = 0;

	while (rc == 0 && at < end) {
		if (++lines > SDP_LINES_MAX)
			return err_set(err, EBADMSG, "more than %d lines", SDP_LINES_MAX);
		rc = line_next(&at, end, copy, &line);
		if (rc == 0 && lines == 1 && strcmp(copy, "v=0") != 0)
			rc = -EBADMSG;
		if (rc == 0)
			rc = line_read(r, &line);
	}
	sodium_memzero(copy, sizeof(copy));
	return rc < 0 ? err_set(err, EBADMSG, "line %d is no line of a session", lines) : 0;
}

int sdp_read(const char *text, size_t len, enum sdp_srtp srtp, struct sdp_remote *out,
	     struct err *err)
{
	struct reading r = { .out = out, .srtp = srtp };
	int rc;

	memset(out, 0, sizeof(*out));
	out->event_pt = -1;
	if (len == 0 || len > SDP_BODY_MAX)
		return err_set(err, EBADMSG, "a session of %zu bytes", len);
	rc = all_read(&r, text, len, err);
	if (rc < 0)
		return rc;
	section_end(&r);
	if (!r.taken)
		return err_set(err, ENOTSUP, "no audio that is spoken here");
	return 0;
}
