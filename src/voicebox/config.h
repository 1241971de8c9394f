/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * voicebox's configuration: a file in the style of warmlined.conf (a node's
 * name, then its settings indented).  The tables are base/'s (cfg_register):
 * what is unknown or out of range is refused, with the line's number.  Two
 * nodes may come more than once: `trunk NAME` and `prefix +DIGITS`.
 */
#include "voicebox/dialplan.h"
#include "voicebox/guard.h"
#include "voicebox/sip.h"

struct config_box {
	const char *name, *warmlined, *token, *alarm_socket, *region, *language;
	int64_t lines, reserved, longest_ms, patience_ms, later_ring_ms;
};
struct config_sip {
	const char *listen, *public_address, *certificate, *authorities;
	int64_t messages, invites, ring_ms;
};
struct config_media {
	const char *prompts, *spoken, *cache, *spool, *bind4, *bind6, *espeak;
	int64_t port_from, port_to, lost_ms;
	bool shared, realtime;
};
struct config_calls { int64_t concurrent, minutes, cost; };
struct config_trunk {
	const char *addresses, *proxy, *user, *password, *registrar, *domain, *from_user,
		*media_address;
	int transport, codec, srtp, latch;
	int64_t expires_ms, session_ms;
	bool plus;
};
struct config_prefix { bool allow; int64_t price; const char *trunk; };

struct config {
	struct config_box box;
	struct config_sip sip;
	struct config_media media;
	struct config_calls calls;
	struct config_trunk trunk[UA_TRUNKS_MAX];
	char trunk_name[UA_TRUNKS_MAX][33];
	unsigned int trunks_len;
	struct config_prefix prefix[DIALPLAN_PREFIXES_MAX];
	char prefix_digits[DIALPLAN_PREFIXES_MAX][DIALPLAN_PREFIX_LEN + 1];
	unsigned int prefixes_len;
};
struct config *config_new(void *ctx);	/* all defaults */
int config_read(struct config *c, const char *file, struct err *err) MUST_CHECK;
/* What each setting allows by itself but not together. */
int config_check(const struct config *c, struct err *err) MUST_CHECK;
/* For SIP: `out` points into c and into `trunks`. */
int config_ua(const struct config *c, struct ua_config *out, struct ua_trunk trunks[UA_TRUNKS_MAX],
	      struct err *err) MUST_CHECK;
void config_dialplan(const struct config *c, struct dialplan *out);
/* For the manual's test: all tables, NULL behind the last. */
extern const struct cfg_table *const config_tables[];
