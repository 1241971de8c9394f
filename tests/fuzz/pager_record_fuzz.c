// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Records between warmlined and the pager.  Each input is read as it is and
 * with a check sum that fits; what is taken goes through the pager's core,
 * and comes out of the codec as it went in.
 */
#include "pager/pager_int.h"

#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pager_core core;
static int64_t now_ms = 1;

static int text(void *arg, uint64_t id, const char *number, const char *words)
{
	MUST(strlen(words) <= PAGER_TEXT_LEN && strlen(number) <= PAGER_NUMBER_LEN);
	return 0;
}

static void tell(void *arg, const struct pager_record *rec)
{
}

static void dirty(void *arg, unsigned int slot)
{
	MUST(slot < PAGER_INCIDENTS);
}

static const struct pager_transport transport = { text, NULL, tell, dirty };

static void start(void)
{
	static struct pager_roster r = { .sender = "40404", .languages = 1, .persons = 1 };

	strcpy(r.words[0].lang, "en");
	strcpy(r.words[0].alarm, "{code} {tier}");
	strcpy(r.words[0].digest, "{count} {codes}");
	strcpy(r.words[0].down, "down");
	strcpy(r.person[0].handle, "ann");
	strcpy(r.person[0].contact[0].number, "+254700000001");
	r.person[0].contacts = 1;
	pager_core_init(&core, &transport, NULL, UINT64_C(1) << 63, now_ms);
	pager_core_roster(&core, &r, 0);
	pager_core_line(&core, true);
}

static void take(const uint8_t *data, size_t size)
{
	struct pager_record rec, again;
	uint8_t out[PAGER_RECORD_LEN];

	if (pager_record_decode(data, size, &rec) < 0)
		return;
	pager_record_encode(out, &rec);
	MUST(pager_record_decode(out, sizeof(out), &again) == 0);
	MUST(again.type == rec.type && again.alarm_id == rec.alarm_id &&
	     strcmp(again.text, rec.text) == 0 && strcmp(again.inc.code, rec.inc.code) == 0);
	if (rec.type == PAGER_SLOT)
		pager_core_restore(&core, &rec, now_ms);
	else
		pager_core_record(&core, &rec, now_ms);
	now_ms += 500;
	pager_core_tick(&core, now_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t fixed[PAGER_RECORD_LEN] = { 0 };

	if (!core.transport)
		start();
	take(data, size);
	memcpy(fixed, data, size < sizeof(fixed) ? size : sizeof(fixed));
	crypto_generichash(fixed + PAGER_RECORD_LEN - 16, 16, fixed,
			   PAGER_RECORD_LEN - 16, NULL, 0);
	take(fixed, sizeof(fixed));
	return 0;
}
