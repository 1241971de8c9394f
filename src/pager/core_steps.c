// SPDX-License-Identifier: AGPL-3.0-or-later
/* The roster as a ladder, and the steps on it: person, channel, everybody. */
#include "pager/pager_core.h"

#include <sodium.h>

enum { PAGED_LEVELS = 1 << PAGER_ONCALL | 1 << PAGER_MANAGER };

/* --- The ladder ---------------------------------------------------------------------- */
static unsigned int contact_add(struct pager_core *c, const struct pager_person *p,
				const struct pager_contact *at)
{
	struct core_contact *ct;
	unsigned int n;

	for (n = 0; n < c->contacts; n++) {
		ct = &c->contact[n];
		if (ct->at.channel == at->channel && strcmp(ct->at.number, at->number) == 0) {
			ct->levels |= (uint8_t)(1 << p->level);
			return n;
		}
	}
	MUST(c->contacts < PAGER_CONTACTS);	/* the parser has counted them */
	ct = &c->contact[c->contacts];
	memset(ct, 0, sizeof(*ct));
	ct->at = *at;
	ct->tokens = PAGER_BURST;
	ct->levels = (uint8_t)(1 << p->level);
	memcpy(ct->handle, p->handle, sizeof(ct->handle));
	memcpy(ct->lang, p->lang, sizeof(ct->lang));
	return c->contacts++;
}

static uint64_t bits_moved(uint64_t bits, const uint8_t *moved, unsigned int n)
{
	uint64_t out = 0;
	unsigned int i;

	for (i = 0; i < n; i++) {
		if ((bits >> i & 1) && moved[i] < PAGER_CONTACTS)
			out |= UINT64_C(1) << moved[i];
	}
	return out;
}

/* Phones keep their history (limits, what they were told) over a new roster. */
static void contacts_move(struct pager_core *c, const struct core_contact *old, unsigned int n)
{
	uint8_t moved[PAGER_CONTACTS];
	unsigned int i, j;

	memset(moved, 0xff, sizeof(moved));
	for (i = 0; i < n; i++) {
		for (j = 0; j < c->contacts; j++) {
			struct core_contact *ct = &c->contact[j], now = *ct;
			if (ct->at.channel != old[i].at.channel ||
			    strcmp(ct->at.number, old[i].at.number) != 0)
				continue;
			*ct = old[i];
			ct->levels = now.levels;
			memcpy(ct->handle, now.handle, sizeof(ct->handle));
			memcpy(ct->lang, now.lang, sizeof(ct->lang));
			moved[i] = (uint8_t)j;
		}
	}
	for (i = 0; i < c->incidents_top; i++) {
		c->incident[i].due = bits_moved(c->incident[i].due, moved, n);
		c->incident[i].was_told = bits_moved(c->incident[i].was_told, moved, n);
	}
	for (i = 0; i < CORE_SENT; i++)
		c->sent[i].contact = c->sent[i].contact < n ? moved[c->sent[i].contact] : 0xff;
}

void pager_core_roster(struct pager_core *c, const struct pager_roster *r, int64_t wall_ms)
{
	static struct core_contact old[PAGER_CONTACTS];
	unsigned int n = c->contacts, p, ch;

	memcpy(old, c->contact, sizeof(old));
	c->roster = *r;
	c->contacts = 0;
	for (p = 0; p < r->persons; p++) {
		for (ch = 0; ch < r->person[p].contacts; ch++)
			c->person_contact[p][ch] = (uint8_t)contact_add(c, &r->person[p],
									&r->person[p].contact[ch]);
	}
	contacts_move(c, old, n);
	sodium_memzero(old, sizeof(old));
	pager_core_duty(c, wall_ms);
}

static bool in_ladder(const struct pager_core *c, const char *handle)
{
	unsigned int n;

	for (n = 0; n < c->ladder_len; n++) {
		if (strcmp(c->roster.person[c->ladder[n]].handle, handle) == 0)
			return true;
	}
	return false;
}

static void ladder_add(struct pager_core *c, enum pager_level level, bool on_duty, int64_t wall_ms)
{
	unsigned int p;

	for (p = 0; p < c->roster.persons; p++) {
		const struct pager_person *who = &c->roster.person[p];
		bool now = (!who->from_ms || who->from_ms <= wall_ms) &&
			   (!who->until_ms || wall_ms < who->until_ms);
		if (who->level == level && (now || !on_duty) && !in_ladder(c, who->handle))
			c->ladder[c->ladder_len++] = (uint16_t)p;
	}
}

/* Who is on duty; nobody: everybody on call; nobody: the level above. */
void pager_core_duty(struct pager_core *c, int64_t wall_ms)
{
	int level;

	c->ladder_len = 0;
	for (level = PAGER_ONCALL; level < PAGER_LEVELS && !c->ladder_len; level++) {
		ladder_add(c, (enum pager_level)level, true, wall_ms);
		if (!c->ladder_len)
			ladder_add(c, (enum pager_level)level, false, wall_ms);
	}
}

/* --- Channels ----------------------------------------------------------------------------- */
static bool can(const struct pager_core *c, unsigned int n)
{
	return c->contact[n].at.channel == PAGER_CH_CALL ? c->voice_up : c->line_up;
}

/* A phone that refused a text is passed over for a while – unless all do, or
 * the line is down: then it is due all the same and goes out when it can. */
static bool usable(const struct pager_core *c, unsigned int n, int64_t now_ms)
{
	unsigned int i;

	if (can(c, n) && c->contact[n].bad_until_ms <= now_ms)
		return true;
	for (i = 0; i < c->contacts; i++) {
		if (can(c, i) && c->contact[i].bad_until_ms <= now_ms &&
		    (c->contact[i].levels & PAGED_LEVELS))
			return false;
	}
	return c->contact[n].at.channel == PAGER_CH_TEXT;
}

static void mark(struct core_incident *i, unsigned int n)
{
	i->due |= UINT64_C(1) << n;
}

/* The next usable channel of a person from `from` on; -1. */
static int channel_from(const struct pager_core *c, unsigned int person, unsigned int from,
			int64_t now_ms)
{
	unsigned int ch;

	for (ch = from; ch < c->roster.person[person].contacts; ch++) {
		if (usable(c, c->person_contact[person][ch], now_ms))
			return (int)ch;
	}
	return -1;
}

/* Tier A is texted and rung at once. */
static void mark_all(struct pager_core *c, struct core_incident *i, unsigned int person,
		     int64_t now_ms)
{
	unsigned int ch, n;

	for (ch = 0; ch < c->roster.person[person].contacts; ch++) {
		n = c->person_contact[person][ch];
		if (usable(c, n, now_ms))
			mark(i, n);
	}
}

/* --- Steps ---------------------------------------------------------------- */
/* Whoever is on duty has a phone that refused lately: nobody waits for it to mend.  The level
 * above is told, and those phones are tried once more. */
static void step_up(struct pager_core *c, struct core_incident *i, int64_t now_ms)
{
	core_everybody(c, i, now_ms);
	i->next_ms = now_ms + PAGER_NEXT_PERSON_MS;
}

/* A person without any usable channel is passed over at once. */
void core_step(struct pager_core *c, struct core_incident *i, int64_t now_ms)
{
	unsigned int tries, person;
	int ch = -1;

	i->next_ms = now_ms + PAGER_BEAT_MS;	/* nobody to tell: look again soon */
	for (tries = 0; tries <= c->ladder_len && c->ladder_len; tries++) {
		person = c->ladder[i->person_pos % c->ladder_len];
		ch = channel_from(c, person, i->channel_pos, now_ms);
		if (ch >= 0)
			break;
		if (i->channel_pos && now_ms < i->person_ms + PAGER_NEXT_PERSON_MS) {
			i->next_ms = i->person_ms + PAGER_NEXT_PERSON_MS;
			return;		/* told on every channel; the next person's turn
					 * will come */
		}
		i->person_pos++;
		i->channel_pos = 0;
	}
	if (ch < 0) {
		if (c->ladder_len)
			step_up(c, i, now_ms);
		return;
	}
	if (i->channel_pos == 0) {
		i->person_ms = now_ms;
		if (i->inc.tier == PAGER_TIER_A)
			mark_all(c, i, person, now_ms);
	}
	mark(i, c->person_contact[person][ch]);
	i->channel_pos = (unsigned int)ch + 1;
	i->next_ms = i->person_ms + PAGER_NEXT_PERSON_MS;
	if (i->next_ms < now_ms + PAGER_NEXT_CHANNEL_MS ||
	    channel_from(c, person, i->channel_pos, now_ms) >= 0)
		i->next_ms = now_ms + PAGER_NEXT_CHANNEL_MS;
}

void core_everybody(struct pager_core *c, struct core_incident *i, int64_t now_ms)
{
	unsigned int n;

	i->everybody_ms = now_ms + PAGER_EVERYBODY_MS;
	for (n = 0; n < c->contacts; n++) {
		if (c->contact[n].levels & PAGED_LEVELS)
			mark(i, n);
	}
}

/* From the first person on. */
void core_begin(struct pager_core *c, struct core_incident *i, int64_t now_ms)
{
	i->state = PAGER_ALARMING;
	i->due = 0;
	i->was_told = 0;	/* of this alarm nobody was told yet */
	i->person_pos = 0;
	i->channel_pos = 0;
	i->everybody_ms = now_ms + PAGER_EVERYBODY_MS;
	core_changed(c, i);
	core_step(c, i, now_ms);
}

/* warmlined is away and had this in hand.  What it has sent counts: the next
 * step comes when it would have come – the next person after the last told. */
void core_take_over(struct pager_core *c, struct core_incident *i, int64_t now_ms)
{
	unsigned int pos, ch, person, after = 0;

	if (!i->first_told_ms) {
		core_begin(c, i, now_ms);
		return;
	}
	for (pos = 0; pos < c->ladder_len; pos++) {
		person = c->ladder[pos];
		for (ch = 0; ch < c->roster.person[person].contacts; ch++) {
			if (i->was_told >> c->person_contact[person][ch] & 1)
				after = pos + 1;
		}
	}
	i->state = PAGER_ALARMING;
	i->person_pos = after;
	i->channel_pos = 0;
	i->next_ms = i->last_told_ms + PAGER_NEXT_PERSON_MS;
	i->everybody_ms = i->first_told_ms + PAGER_EVERYBODY_MS;
	core_changed(c, i);
}
