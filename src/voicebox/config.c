// SPDX-License-Identifier: AGPL-3.0-or-later
/* voicebox's settings: the tables, and the file they are read from. */
#include "voicebox/config.h"

#include <ctype.h>

#include <stdio.h>
#include <stdlib.h>

#define STR(type_, field, name_, max_, dflt_, help_) \
	{ .name = name_, .type = CFG_STRING, .offset = offsetof(struct type_, field), \
	  .max = max_, .dflt = dflt_, .help = help_ }
#define SECRET(type_, field, name_, max_, help_) \
	{ .name = name_, .type = CFG_STRING, .offset = offsetof(struct type_, field), \
	  .max = max_, .dflt = "", .help = help_, .secret = true }
#define INT(type_, field, name_, min_, max_, dflt_, help_) \
	{ .name = name_, .type = CFG_INT, .offset = offsetof(struct type_, field), \
	  .min = min_, .max = max_, .dflt = dflt_, .help = help_ }
#define TIME(type_, field, name_, min_, max_, dflt_, help_) \
	{ .name = name_, .type = CFG_DURATION, .offset = offsetof(struct type_, field), \
	  .min = min_, .max = max_, .dflt = dflt_, .help = help_ }
#define BOOL(type_, field, name_, dflt_, help_) \
	{ .name = name_, .type = CFG_BOOL, .offset = offsetof(struct type_, field), \
	  .dflt = dflt_, .help = help_ }
#define CHOICE(type_, field, name_, choices_, dflt_, help_) \
	{ .name = name_, .type = CFG_CHOICE, .offset = offsetof(struct type_, field), \
	  .choices = choices_, .dflt = dflt_, .help = help_ }

static const struct cfg_key box_keys[] = {
	STR(config_box, name, "name", 24, "voicebox", "The name that warmlined knows this one by."),
	STR(config_box, warmlined, "warmlined", 200, "",
	    "Where warmlined listens for voiceboxes; empty: unix:STATE/voice.sock."),
	SECRET(config_box, token, "token", 200, "What is said first on a TCP line to warmlined."),
	STR(config_box, alarm_socket, "alarm-socket", 200, "",
	    "Where the pager asks for alarm calls; empty: unix:STATE/voicebox-alarm.sock."),
	STR(config_box, region, "region", 2, "KE",
	    "Country (ISO 3166) whose national numbers come in."),
	STR(config_box, language, "language", 7, "en",
	    "Language of what is said without warmlined."),
	INT(config_box, lines, "lines", 1, 4000, "100", "Calls at the same time, alarms included."),
	INT(config_box, reserved, "reserved", 1, 100, "2", "Lines that only alarms may use."),
	TIME(config_box, longest_ms, "longest-call", MINUTES_MS(1), HOURS_MS(24), "3h",
	     "A call ends after it, whatever it does."),
	TIME(config_box, patience_ms, "patience", SECONDS_MS(1), MINUTES_MS(10), "30s",
	     "How long a call waits for warmlined before it is ended with a promise to call back."),
	TIME(config_box, later_ring_ms, "later-ring", 0, SECONDS_MS(30), "4s",
	     "How long a new call rings before it hears so while warmlined is away."),
};
static const struct cfg_key sip_keys[] = {
	STR(config_sip, listen, "listen", 400, "udp:127.0.0.1:5060",
	    "Where SIP is heard: udp:, tcp: or tls: and an address of this machine, up to 8."),
	STR(config_sip, public_address, "public-address", 100, "",
	    "host[:port] that trunks reach us at, if it is not the local address."),
	STR(config_sip, certificate, "certificate", 200, "", "PEM file of key and chain, for TLS."),
	STR(config_sip, authorities, "authorities", 200, "",
	    "PEM file of authorities that trunks' certificates are checked by; "
	    "empty: not checked."),
	INT(config_sip, messages, "messages", 1, 100000, "200",
	    "Messages a second from one address; more are dropped."),
	INT(config_sip, invites, "invites", 1, 10000, "50",
	    "New calls a second from all trunks together; more are answered 503."),
	TIME(config_sip, ring_ms, "ring", SECONDS_MS(5), MINUTES_MS(5), "90s",
	     "An incoming call that nobody takes ends after it."),
};
static const struct cfg_key media_keys[] = {
	STR(config_media, prompts, "prompts", 200, WARMLINE_PKGDATADIR "/prompts",
	    "Recorded prompts: <language>/<key>.wav."),
	STR(config_media, spoken, "spoken", 200, WARMLINE_PKGDATADIR "/spoken",
	    "Prompts that the build spoke, where none is recorded."),
	STR(config_media, cache, "cache", 200, "",
	    "Encoded prompts; empty: STATE/prompt-cache."),
	STR(config_media, spool, "spool", 200, "", "Sealed recordings; empty: STATE/recordings."),
	STR(config_media, bind4, "address", 45, "", "Local IPv4 address of RTP; empty: any."),
	STR(config_media, bind6, "address6", 45, "", "Local IPv6 address of RTP; empty: any."),
	STR(config_media, espeak, "espeak", 200, "espeak-ng", "The program that speaks texts."),
	INT(config_media, port_from, "ports-from", 1024, 65534, "16384", "First RTP port."),
	INT(config_media, port_to, "ports-to", 1025, 65535, "20479", "Last RTP port."),
	TIME(config_media, lost_ms, "lost-after", SECONDS_MS(5), MINUTES_MS(10), "60s",
	     "A call without a packet for so long is over."),
	BOOL(config_media, shared, "shared-port", "no",
	     "One RTP port for all calls: only behind a fixed border controller."),
	BOOL(config_media, realtime, "realtime", "yes",
	     "Ask for real-time priority for RTP, and for what keys do."),
};
static const struct cfg_key calls_keys[] = {
	INT(config_calls, concurrent, "concurrent", 0, 4000, "20",
	    "Calls of ours at the same time; 0: no cap.  The on-call roster and alarms are"
	    " exempt from all three."),
	INT(config_calls, minutes, "minutes-a-day", 0, 10000000, "1000",
	    "Minutes of our calls in a UTC day; 0: no cap."),
	INT(config_calls, cost, "cost-a-day", 0, 1000000000, "20000",
	    "Cost of our calls in a UTC day, in thousandths of your currency; 0: no cap."),
};
static const char *const transports[] = { "udp", "tcp", "tls", NULL };
static const char *const codecs[] = { "pcma", "pcmu", NULL };
static const char *const srtps[] = { "never", "allowed", "needed", NULL };
static const char *const latches[] = { "off", "port", "any", NULL };
static const struct cfg_key trunk_keys[] = {
	STR(config_trunk, addresses, "addresses", 1000, "",
	    "Numeric addresses and nets that are this trunk; all others are dropped."),
	STR(config_trunk, proxy, "proxy", 200, "",
	    "host[:port] that our calls go to; empty: none."),
	CHOICE(config_trunk, transport, "transport", transports, "udp",
	       "How the proxy is spoken to."),
	STR(config_trunk, user, "user", 60, "", "User for digest authentication."),
	SECRET(config_trunk, password, "password", 100, "Password for digest authentication."),
	STR(config_trunk, registrar, "registrar", 200, "",
	    "host[:port] to register at; empty: the trunk knows us by address."),
	TIME(config_trunk, expires_ms, "expires", MINUTES_MS(1), DAYS_MS(1), "1h",
	     "How long a registration holds; it is renewed after nine tenths."),
	STR(config_trunk, domain, "domain", 100, "",
	    "Domain of From; empty: the proxy or registrar."),
	STR(config_trunk, from_user, "from-user", 60, "",
	    "User of From where no caller id is shown; empty: anonymous."),
	BOOL(config_trunk, plus, "plus", "yes", "Numbers with + in front."),
	CHOICE(config_trunk, codec, "codec", codecs, "pcma", "The codec that we offer first."),
	CHOICE(config_trunk, srtp, "srtp", srtps, "allowed", "Encrypted sound, with SDES keys."),
	CHOICE(config_trunk, latch, "symmetric", latches, "port",
	       "Where sound may come from before the source is frozen."),
	STR(config_trunk, media_address, "media-address", 45, "",
	    "Our numeric address in SDP; empty: the local one."),
	TIME(config_trunk, session_ms, "session-timer", 0, HOURS_MS(4), "30m",
	     "Session timer that we ask for (RFC 4028); 0s: none."),
};
static const struct cfg_key prefix_keys[] = {
	BOOL(config_prefix, allow, "allow", "yes", "May numbers of this prefix be called."),
	INT(config_prefix, price, "price", 0, 1000000, "0",
	    "Thousandths of your currency for a minute begun."),
	STR(config_prefix, trunk, "trunk", 32, "",
	    "The trunk to use; empty: the first with a proxy."),
};

#define TABLE(id, node_, help_) \
	static const struct cfg_table id##_table = { .node = node_, .help = help_, \
		.keys = id##_keys, .keys_len = ARRAY_LEN(id##_keys) }
TABLE(box, "voicebox", "This voicebox and its line to warmlined.");
TABLE(sip, "sip", "Where SIP is spoken.");
TABLE(media, "media", "Sound.");
TABLE(calls, "calls", "Caps on calls of ours.");
TABLE(trunk, "trunk", "A trunk: somebody who brings and takes calls.");
TABLE(prefix, "prefix", "Numbers that may (or may not) be called.");
const struct cfg_table *const config_tables[] = {
	&box_table, &sip_table, &media_table, &calls_table, &trunk_table, &prefix_table, NULL
};

struct config *config_new(void *ctx)
{
	struct config *c = talloc_zero(ctx, struct config);

	if (!c)
		base_oom();
	cfg_register(c, &box_table, &c->box);
	cfg_register(c, &sip_table, &c->sip);
	cfg_register(c, &media_table, &c->media);
	cfg_register(c, &calls_table, &c->calls);
	return c;
}

/* --- The file ------------------------------------------------------------------------ */
static struct cfg_group *trunk_open(struct config *c, const char *name, struct err *err)
{
	unsigned int i;

	for (i = 0; i < c->trunks_len; i++)
		if (strcmp(c->trunk_name[i], name) == 0)
			break;
	if (i < c->trunks_len || c->trunks_len == UA_TRUNKS_MAX || strlen(name) > 32 || !*name ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name)) {
		err_set(err, EINVAL, "trunk '%s': a new name of lower-case letters, digits and "
			"'-', at most %d trunks", name, UA_TRUNKS_MAX);
		return NULL;
	}
	snprintf(c->trunk_name[c->trunks_len], sizeof(c->trunk_name[0]), "%s", name);
	return cfg_register(c, &trunk_table, &c->trunk[c->trunks_len++]);
}

static struct cfg_group *prefix_open(struct config *c, const char *digits, struct err *err)
{
	unsigned int i;

	for (i = 0; i < c->prefixes_len; i++)
		if (strcmp(c->prefix_digits[i], digits) == 0)
			break;
	if (i < c->prefixes_len || c->prefixes_len == DIALPLAN_PREFIXES_MAX ||
	    !dialplan_prefix_valid(digits)) {
		err_set(err, EINVAL, "prefix '%s': a new one, + and 1 to 15 digits, at most %d",
			digits, DIALPLAN_PREFIXES_MAX);
		return NULL;
	}
	snprintf(c->prefix_digits[c->prefixes_len], sizeof(c->prefix_digits[0]), "%s", digits);
	return cfg_register(c, &prefix_table, &c->prefix[c->prefixes_len++]);
}

static struct cfg_group *node_open(struct config *c, const char *line, struct err *err)
{
	struct cfg_group *g;

	if (strncmp(line, "trunk ", 6) == 0)
		return trunk_open(c, line + 6, err);
	if (strncmp(line, "prefix ", 7) == 0)
		return prefix_open(c, line + 7, err);
	for (g = cfg_first(); g; g = cfg_next(g))
		if (strcmp(cfg_table(g)->node, line) == 0 && cfg_table(g) != &trunk_table &&
		    cfg_table(g) != &prefix_table)
			return g;
	err_set(err, EINVAL, "'%s' is no node of voicebox", line);
	return NULL;
}

static int line_take(struct config *c, struct cfg_group **g, char *line, struct err *err)
{
	bool inside = isspace((unsigned char)line[0]);
	size_t len = strlen(line);
	char *key, *value;

	while (len > 0 && isspace((unsigned char)line[len - 1]))
		line[--len] = '\0';
	for (key = line; isspace((unsigned char)*key); key++)
		;
	if (!*key || *key == '!' || *key == '#')
		return 0;
	if (!inside) {
		*g = node_open(c, key, err);
		return *g ? 0 : -EINVAL;
	}
	if (!*g)
		return err_set(err, EINVAL, "a setting outside of a node");
	value = key + strcspn(key, " \t");
	if (*value)
		*value++ = '\0';
	while (isspace((unsigned char)*value))
		value++;
	return cfg_set(*g, key, value, err);
}

int config_read(struct config *c, const char *file, struct err *err)
{
	struct cfg_group *g = NULL;
	unsigned int number = 0;
	char *line = NULL;
	size_t size = 0;
	FILE *f = fopen(file, "re");
	int rc = 0;

	if (!f)
		return err_set(err, errno, "%s: %s", file, strerror(errno));
	while (rc == 0 && getline(&line, &size, f) >= 0) {
		number++;
		rc = line_take(c, &g, line, err);
	}
	if (rc < 0)
		err_prefix(err, "%s:%u", file, number);
	else if (ferror(f))
		rc = err_set(err, EIO, "%s cannot be read", file);
	free(line);
	fclose(f);
	return rc;
}
