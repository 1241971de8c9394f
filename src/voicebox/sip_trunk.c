// SPDX-License-Identifier: AGPL-3.0-or-later
/* Registrations.  libre refreshes them, and backs off (30 s to 30 min) after failures. */
#include "voicebox/sip_int.h"

#include <stdio.h>

static void answered(int err, const struct sip_msg *msg, void *arg)
{
	struct ua_trunk_side *trunk = arg;
	bool up = !err && msg && msg->scode < 300 && sipreg_registered(trunk->reg);

	if (trunk->told == (int)up)
		return;
	trunk->told = up;
	ua_tell(trunk->ua, &(struct ua_event){ .type = UA_TRUNK, .up = up,
		.trunk = (unsigned int)(trunk - trunk->ua->trunks),
		.code = msg ? msg->scode : 0 });
}

static int trunk_register(struct ua_trunk_side *trunk)
{
	const struct ua_trunk *t = trunk->cfg;
	const char *parameter = t->transport == UA_TCP ? ";transport=tcp" :
				t->transport == UA_TLS ? ";transport=tls" : "";
	char registrar[UA_URI_MAX], who[UA_URI_MAX];

	snprintf(registrar, sizeof(registrar), "sip:%s%s", t->registrar, parameter);
	snprintf(who, sizeof(who), "sip:%s@%s", t->user, t->domain[0] ? t->domain : t->registrar);
	return sipreg_register(&trunk->reg, trunk->ua->sip, registrar, who, NULL, who,
			       (uint32_t)(t->expires_ms / 1000), t->user, NULL, 0, 0,
			       ua_auth, trunk, false, answered, trunk, NULL, NULL);
}

int ua_trunks_start(struct ua_side *ua)
{
	unsigned int i;
	int rc = 0;

	/* All are known before the first one is spoken to. */
	for (i = 0; i < ua->cfg->trunks_len; i++)
		ua->trunks[i] = (struct ua_trunk_side){ .ua = ua, .cfg = &ua->cfg->trunks[i],
							.told = -1 };
	for (i = 0; i < ua->cfg->trunks_len && rc == 0; i++) {
		struct ua_trunk_side *trunk = &ua->trunks[i];

		if (trunk->cfg->registrar[0])
			rc = trunk_register(trunk);
		if (rc)
			err_set(&ua->started_err, rc, "trunk %s cannot register: %s",
				trunk->cfg->name, strerror(rc));
	}
	return rc;
}

void ua_trunks_stop(struct ua_side *ua)
{
	unsigned int i;

	for (i = 0; i < ua->cfg->trunks_len; i++)
		ua->trunks[i].reg = mem_deref(ua->trunks[i].reg);
}
