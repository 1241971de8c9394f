// SPDX-License-Identifier: AGPL-3.0-or-later
/* What the settings mean to SIP and to the dial plan, and what does not go together. */
#include "voicebox/config.h"

#include <stdio.h>

static int listen_one(struct ua_config *out, char *word, struct err *err)
{
	static const struct { const char *name; enum ua_transport transport; } kinds[] = {
		{ "udp:", UA_UDP }, { "tcp:", UA_TCP }, { "tls:", UA_TLS },
	};
	size_t i;

	if (out->listen_len == UA_LISTEN_MAX)
		return err_set(err, EINVAL, "listen: more than %d addresses", UA_LISTEN_MAX);
	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strncmp(word, kinds[i].name, 4) == 0) {
			out->listen[out->listen_len].transport = kinds[i].transport;
			out->listen[out->listen_len++].address = word + 4;
			return 0;
		}
	return err_set(err, EINVAL, "listen: '%s' does not begin with udp:, tcp: or tls:", word);
}

static int listen_all(const struct config *c, struct ua_config *out, struct err *err)
{
	char *copy = talloc_strdup(c, c->sip.listen), *save = NULL, *word;
	int rc = 0;

	if (!copy)
		base_oom();
	for (word = strtok_r(copy, " ", &save); word && rc == 0; word = strtok_r(NULL, " ", &save))
		rc = listen_one(out, word, err);
	if (rc == 0 && out->listen_len == 0)
		rc = err_set(err, EINVAL, "listen: nothing to listen at");
	return rc;
}

static void trunk_use(const struct config *c, unsigned int i, struct ua_trunk *out)
{
	static const enum media_codec codec_of[] = { MEDIA_PCMA, MEDIA_PCMU };
	const struct config_trunk *t = &c->trunk[i];

	*out = (struct ua_trunk){
		.name = c->trunk_name[i], .addresses = t->addresses, .proxy = t->proxy,
		.transport = (enum ua_transport)t->transport, .user = t->user,
		.password = t->password, .registrar = t->registrar, .domain = t->domain,
		.from_user = t->from_user, .expires_ms = t->expires_ms,
		.session_ms = t->session_ms, .codec = codec_of[t->codec],
		.srtp = (enum sdp_srtp)t->srtp, .latch = (enum media_latch)t->latch,
		.media_address = t->media_address, .plus = t->plus,
	};
}

int config_ua(const struct config *c, struct ua_config *out, struct ua_trunk trunks[UA_TRUNKS_MAX],
	      struct err *err)
{
	unsigned int i;

	*out = (struct ua_config){
		.public_address = c->sip.public_address, .certificate = c->sip.certificate,
		.ca = c->sip.authorities, .trunks = trunks, .trunks_len = c->trunks_len,
		.calls_max = (unsigned int)c->box.lines,
		.per_second = (unsigned int)c->sip.messages,
		.invites_per_second = (unsigned int)c->sip.invites, .ring_ms = c->sip.ring_ms,
	};
	for (i = 0; i < c->trunks_len; i++)
		trunk_use(c, i, &trunks[i]);
	return listen_all(c, out, err);
}

void config_dialplan(const struct config *c, struct dialplan *out)
{
	unsigned int i;

	*out = (struct dialplan){ .calls_max = c->calls.concurrent, .minutes_max = c->calls.minutes,
				  .cost_max = c->calls.cost, .prefixes_len = c->prefixes_len };
	for (i = 0; i < c->prefixes_len; i++) {
		struct dial_prefix *p = &out->prefixes[i];

		snprintf(p->prefix, sizeof(p->prefix), "%s", c->prefix_digits[i]);
		p->allow = c->prefix[i].allow;
		p->price = c->prefix[i].price;
		snprintf(p->trunk, sizeof(p->trunk), "%s", c->prefix[i].trunk);
	}
}

static bool listens(const struct ua_config *ua, enum ua_transport transport)
{
	unsigned int i;

	for (i = 0; i < ua->listen_len; i++)
		if (ua->listen[i].transport == transport)
			return true;
	return false;
}

static int trunk_check(const struct ua_config *ua, const struct ua_trunk *t, struct err *err)
{
	struct guard *guard = talloc_zero(NULL, struct guard);
	int rc;

	if (!guard)
		base_oom();
	rc = guard_add(guard, t->addresses, 0, err);
	talloc_free(guard);
	if (rc == 0 && !*t->addresses)
		rc = err_set(err, EINVAL, "no addresses: nothing of it would be let in");
	if (rc == 0 && (*t->proxy || *t->registrar) && !listens(ua, t->transport))
		rc = err_set(err, EINVAL, "its transport is not among sip's listen addresses");
	if (rc == 0 && *t->registrar && !*t->user)
		rc = err_set(err, EINVAL, "a registrar without a user");
	if (rc < 0)
		err_prefix(err, "trunk %s", t->name);
	return rc;
}

static bool trunk_named(const struct config *c, const char *name)
{
	unsigned int i;

	for (i = 0; i < c->trunks_len; i++)
		if (strcmp(c->trunk_name[i], name) == 0)
			return true;
	return false;
}

int config_check(const struct config *c, struct err *err)
{
	struct ua_trunk trunks[UA_TRUNKS_MAX];
	struct ua_config ua;
	unsigned int i;
	int rc = config_ua(c, &ua, trunks, err);

	for (i = 0; i < ua.trunks_len && rc == 0; i++)
		rc = trunk_check(&ua, &trunks[i], err);
	if (rc < 0)
		return rc;
	for (i = 0; i < c->prefixes_len; i++)
		if (*c->prefix[i].trunk && !trunk_named(c, c->prefix[i].trunk))
			return err_set(err, EINVAL, "prefix %s: no trunk is named '%s'",
				       c->prefix_digits[i], c->prefix[i].trunk);
	if (c->box.reserved >= c->box.lines)
		return err_set(err, EINVAL, "voicebox: all of the lines are reserved for alarms");
	if (c->media.port_to <= c->media.port_from)
		return err_set(err, EINVAL, "media: ports-to is not above ports-from");
	if (listens(&ua, UA_TLS) && !*c->sip.certificate)
		return err_set(err, EINVAL, "sip: tls without a certificate");
	if (strspn(c->box.name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(c->box.name) ||
	    !*c->box.name)
		return err_set(err, EINVAL, "voicebox: name: lower-case letters, digits and '-'");
	return 0;
}
