/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A roster and some incidents, for the tests of pager/. */
#include "pager/pager_int.h"

#include <stdio.h>

#define ANN "+254700000001"
#define BEN "+254700000002"
#define MO  "+254700000009"
#define OPE "+254700000010"

static inline struct pager_person *world_person(struct pager_roster *r, enum pager_level level,
						const char *handle, const char *lang,
						const char *number)
{
	struct pager_person *p = &r->person[r->persons++];

	memset(p, 0, sizeof(*p));
	p->level = level;
	strcpy(p->handle, handle);
	strcpy(p->lang, lang);
	p->contact[0].channel = PAGER_CH_TEXT;
	strcpy(p->contact[0].number, number);
	p->contacts = 1;
	return p;
}

static inline void world_channel(struct pager_person *p, enum pager_channel channel,
				 const char *number)
{
	p->contact[p->contacts].channel = channel;
	strcpy(p->contact[p->contacts++].number, number);
}

static inline void world_roster(struct pager_roster *r)
{
	memset(r, 0, sizeof(*r));
	r->made_at_ms = 1732230000000;
	strcpy(r->sender, "40404");
	strcpy(r->words[0].lang, "en");
	strcpy(r->words[0].alarm, "Alarm {code} tier {tier}. Reply 1 {code}");
	strcpy(r->words[0].digest, "{count} people: {codes}. Reply 1 and a code");
	strcpy(r->words[0].down, "Gateway down");
	strcpy(r->words[1].lang, "sw");
	strcpy(r->words[1].alarm, "Dharura {code} {tier}. Jibu 1 {code}");
	strcpy(r->words[1].digest, "Watu {count}: {codes}");
	strcpy(r->words[1].down, "Mfumo haujibu");
	r->languages = 2;
	world_person(r, PAGER_ONCALL, "ann", "en", ANN);
	world_person(r, PAGER_ONCALL, "ben", "sw", BEN);
	world_person(r, PAGER_MANAGER, "mo", "en", MO);
	world_person(r, PAGER_OPERATOR, "ope", "en", OPE);
}

/* Person n's m-th message; its code is 4000 + n. */
static inline struct pager_incident world_incident(unsigned int n, unsigned int m,
						   enum pager_tier tier)
{
	struct pager_incident inc = { .tier = tier, .kind = PAGER_MEMBER };

	inc.key.person[0] = (uint8_t)(n >> 8);
	inc.key.person[1] = (uint8_t)n;
	inc.key.message[0] = (uint8_t)m;
	snprintf(inc.code, sizeof(inc.code), "%u", 4000 + n);
	return inc;
}
