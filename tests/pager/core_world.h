/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* What the tests of the pager's core share: a core, its roster, its clock, and what it said. */
#include "pager_world.h"

#include <setjmp.h>
#include <cmocka.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>

enum { SAID = 4096, S = 1000 };

static struct pager_core core;
static struct pager_roster roster;
static int64_t now;
static bool beating, commits;
static int64_t beat_at;

static struct said {
	int64_t at;
	uint64_t id;
	bool call;
	char number[32], text[PAGER_TEXT_SIZE];
} said[SAID];
static unsigned int said_len, seen, opens, busy, paged, voice_acks;
static unsigned int people_rung;
static char acked_by[PAGER_HANDLE_LEN + 1];
static int text_rc;
static uint8_t slots[PAGER_INCIDENTS];

static inline int say(uint64_t id, const char *number, const char *text, bool call)
{
	assert_true(said_len < SAID);
	said[said_len].at = now;
	said[said_len].id = id;
	said[said_len].call = call;
	strcpy(said[said_len].number, number);
	strcpy(said[said_len++].text, text);
	return 0;
}

static inline int on_text(void *arg, uint64_t id, const char *number, const char *text)
{
	return text_rc ? text_rc : say(id, number, text, false);
}

static inline int on_call(void *arg, uint64_t id, const struct pager_call *call)
{
	people_rung = call->people;
	return say(id, call->number, "(rings)", true);
}

static inline void on_tell(void *arg, const struct pager_record *rec)
{
	opens += rec->type == PAGER_OPEN;
	busy += rec->type == PAGER_REPORT && rec->outcome == PAGER_BUSY;
	paged += rec->type == PAGER_PAGED;
	if (rec->type == PAGER_VOICE_ACK) {
		voice_acks++;
		strcpy(acked_by, rec->handle);
	}
}

static inline void on_dirty(void *arg, unsigned int slot)
{
	slots[slot] = 1;
}

static const struct pager_transport texts_only = { on_text, NULL, on_tell, on_dirty };
static const struct pager_transport with_calls = { on_text, on_call, on_tell, on_dirty };

/* --- The world ------------------------------------------------------------------- */
static inline void start(const struct pager_transport *t)
{
	pager_core_init(&core, t, NULL, UINT64_C(1) << 63, now);
	pager_core_roster(&core, &roster, 0);
	pager_core_line(&core, true);
	pager_core_voice(&core, t->call != NULL);
}

static inline void tell(enum pager_record_type type, struct pager_incident inc, int64_t wait_ms)
{
	struct pager_record rec = { .type = type, .inc = inc, .wait_ms = wait_ms };

	pager_core_record(&core, &rec, now);
	pager_core_tick(&core, now);
}

static inline void hit(unsigned int n, enum pager_tier tier)
{
	tell(PAGER_HIT, world_incident(n, 1, tier), 0);
}

static inline void stored(unsigned int n, enum pager_tier tier)
{
	tell(PAGER_STORED, world_incident(n, 1, tier), 0);
}

static inline void beat(void)
{
	struct pager_record rec = { .type = PAGER_BEAT, .ok = commits };

	pager_core_record(&core, &rec, now);
	beat_at = now + S;
}

static inline void pass(int64_t ms)
{
	int64_t end = now + ms;

	while (now < end) {
		int64_t next = pager_core_next_ms(&core, now);
		if (beating && beat_at < next)
			next = beat_at;
		now = next < end ? next > now ? next : now + 1 : end;
		if (beating && now >= beat_at)
			beat();
		pager_core_tick(&core, now);
	}
}

static inline int core_setup(void **state)
{
	now = 1000000;
	said_len = seen = opens = busy = paged = voice_acks = 0;
	text_rc = 0;
	commits = true;
	world_roster(&roster);
	start(&texts_only);
	beating = true;
	beat();
	return 0;
}

/* The next thing said must be this. */
static inline void expect(const char *number, const char *text)
{
	if (seen >= said_len)
		fail_msg("nothing was said; expected %s: %s", number, text);
	assert_string_equal(said[seen].number, number);
	assert_string_equal(said[seen].text, text);
	seen++;
}

static inline void expect_silence(void)
{
	if (seen < said_len)
		fail_msg("said to %s: %s", said[seen].number, said[seen].text);
}

static inline int64_t said_at(unsigned int i)
{
	return said[i].at;
}

static inline void told(unsigned int n)
{
	tell(PAGER_TOLD, world_incident(n, 1, PAGER_TIER_B), 0);
}
