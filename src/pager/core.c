// SPDX-License-Identifier: AGPL-3.0-or-later
/* The pager's tables: what comes in, and what the time makes of it. */
#include "pager/pager_core.h"

#include <stdio.h>

static bool same_person(const struct pager_key *a, const struct pager_key *b)
{
	return memcmp(a->person, b->person, sizeof(a->person)) == 0;
}

static bool same_key(const struct pager_key *a, const struct pager_key *b)
{
	return same_person(a, b) && memcmp(a->message, b->message, sizeof(a->message)) == 0;
}

/* --- Incidents ---------------------------------------------------------------------- */
static struct core_incident *incident_find(struct pager_core *c, const struct pager_key *key)
{
	unsigned int i;

	for (i = 0; i < c->incidents_top; i++) {
		if (c->incident[i].state && same_person(&c->incident[i].inc.key, key))
			return &c->incident[i];
	}
	return NULL;
}

/* NULL when the table is full: then only the number of people is told. */
static struct core_incident *incident_new(struct pager_core *c, const struct pager_incident *inc,
					  enum pager_state state)
{
	struct core_incident *i;
	unsigned int at;

	for (at = 0; at < PAGER_INCIDENTS && c->incident[at].state; at++)
		;
	if (at == PAGER_INCIDENTS)
		return NULL;
	i = &c->incident[at];
	memset(i, 0, sizeof(*i));
	i->inc = *inc;
	i->state = (uint8_t)state;
	i->order = c->order++;
	if (at >= c->incidents_top)
		c->incidents_top = at + 1;
	core_changed(c, i);
	return i;
}

static void incident_free(struct pager_core *c, struct core_incident *i)
{
	i->state = 0;
	core_changed(c, i);
	while (c->incidents_top && !c->incident[c->incidents_top - 1].state)
		c->incidents_top--;
	if (!c->incidents_top)
		c->overflow = 0;
}

void core_changed(struct pager_core *c, const struct core_incident *i)
{
	c->transport->dirty(c->arg, (unsigned int)(i - c->incident));
}

unsigned int pager_core_open(const struct pager_core *c)
{
	unsigned int i, n = 0;

	for (i = 0; i < c->incidents_top; i++)
		n += c->incident[i].state != 0;
	return n;
}

/* --- Hits: 3 s to be stored ------------------------------------------------------------ */
static struct core_hit *hit_find(struct pager_core *c, const struct pager_key *key)
{
	unsigned int i;

	for (i = 0; i < c->hits_top; i++) {
		if (c->hit[i].used && same_key(&c->hit[i].inc.key, key))
			return &c->hit[i];
	}
	return NULL;
}

static void hit_free(struct pager_core *c, struct core_hit *h)
{
	h->used = false;
	while (c->hits_top && !c->hit[c->hits_top - 1].used)
		c->hits_top--;
}

static bool hit_add(struct pager_core *c, const struct pager_incident *inc, int64_t now_ms)
{
	unsigned int at;

	for (at = 0; at < PAGER_INCIDENTS && c->hit[at].used; at++)
		;
	if (at == PAGER_INCIDENTS)
		return false;
	c->hit[at] = (struct core_hit){ true, now_ms + PAGER_STORED_MS, *inc };
	if (at >= c->hits_top)
		c->hits_top = at + 1;
	return true;
}

/* More people than slots: whoever is on duty hears of their number at once. */
static void overflow(struct pager_core *c)
{
	unsigned int n;

	c->overflow++;
	for (n = 0; n < c->contacts; n++) {
		if (c->contact[n].levels & (1 << PAGER_ONCALL | 1 << PAGER_MANAGER))
			c->contact[n].overflow_due = true;
	}
}

/* Nobody said "stored" for this: alarm, as if it were the first. */
static void alarm_unstored(struct pager_core *c, const struct pager_incident *inc, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &inc->key);

	if (!i)
		i = incident_new(c, inc, PAGER_WAITING);
	if (!i)
		overflow(c);
	else if (i->state != PAGER_ALARMING)
		core_begin(c, i, now_ms);
}

/* --- Records from warmlined --------------------------------------------------------------- */
static void on_hit(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);

	if (hit_find(c, &rec->inc.key))
		return;		/* redelivered: the first one's clock runs */
	if (!i)
		i = incident_new(c, &rec->inc, PAGER_WAITING);
	if (i && rec->inc.tier < i->inc.tier) {
		i->inc.tier = rec->inc.tier;	/* A is 1; only ever raised */
		core_changed(c, i);
	}
	if (!hit_add(c, &rec->inc, now_ms))
		alarm_unstored(c, &rec->inc, now_ms);
}

static void on_stored(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);
	struct core_hit *h = hit_find(c, &rec->inc.key);

	if (h)
		hit_free(c, h);
	if (!i)
		i = incident_new(c, &rec->inc, PAGER_HELD);
	if (!i) {
		c->overflow++;
		return;
	}
	i->inc = rec->inc;		/* its row's word: code, tier */
	if (h && !i->text_by_ms)
		i->text_by_ms = now_ms + PAGER_SENT_MS;
	if (i->state != PAGER_ACKED) {
		i->state = PAGER_HELD;
		i->due = 0;
	}
	core_changed(c, i);
}

static void on_ack(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);

	if (!i)
		i = incident_new(c, &rec->inc, PAGER_ACKED);
	if (!i)
		return;
	i->state = PAGER_ACKED;
	i->acked_by[0] = '\0';		/* it is warmlined's word from now on */
	i->contact_ms = now_ms + rec->wait_ms;
	i->due = 0;
	core_changed(c, i);
}

static void on_close(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);

	if (i)
		incident_free(c, i);
	/* A later message of the same person that is not stored yet keeps its
	 * own clock: it was not part of what the human closed. */
}

/* warmlined has it in hand and somebody hears of it. */
static void told_by_warmlined(struct pager_core *c, struct core_incident *i, int64_t now_ms)
{
	i->last_told_ms = now_ms;
	if (!i->first_told_ms)
		i->first_told_ms = now_ms;
	if (i->state == PAGER_ALARMING && !pager_core_away(c, now_ms)) {
		i->state = PAGER_HELD;
		i->due = 0;
		core_changed(c, i);
	}
}

static void on_told(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);

	if (i)
		told_by_warmlined(c, i, now_ms);
}

/* A call that care/oncall decided on. */
static void on_ring(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);
	struct pager_record failed = { .type = PAGER_REPORT, .alarm_id = rec->alarm_id,
				       .outcome = PAGER_UNKNOWN };
	unsigned int n;

	for (n = 0; n < c->contacts; n++) {
		if (c->contact[n].at.channel != PAGER_CH_CALL ||
		    strcmp(c->contact[n].at.number, rec->number) != 0)
			continue;
		c->contact[n].last_ms = now_ms;
		if (i)
			i->was_told |= UINT64_C(1) << n;
	}
	if (!c->voice_up || c->transport->call(c->arg, rec->alarm_id, &(struct pager_call){
			rec->number, rec->text, &rec->inc, rec->people }) < 0)
		c->transport->tell(c->arg, &failed);
	else if (i)
		told_by_warmlined(c, i, now_ms);
}

/* A text that care/oncall decided on: the pager's steps go on from it. */
static void on_send(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_find(c, &rec->inc.key);
	struct pager_record busy;
	unsigned int n;

	for (n = 0; n < c->contacts; n++) {
		if (c->contact[n].at.channel != PAGER_CH_TEXT ||
		    strcmp(c->contact[n].at.number, rec->number) != 0)
			continue;
		c->contact[n].last_ms = now_ms;
		if (i)
			i->was_told |= UINT64_C(1) << n;
	}
	if (i)
		told_by_warmlined(c, i, now_ms);
	if (c->transport->text(c->arg, rec->alarm_id, rec->number, rec->text) == 0)
		return;
	memset(&busy, 0, sizeof(busy));
	busy.type = PAGER_REPORT;
	busy.alarm_id = rec->alarm_id;
	busy.outcome = PAGER_BUSY;
	c->transport->tell(c->arg, &busy);
}

static void tell_open(struct pager_core *c)
{
	struct pager_record rec;
	unsigned int n;

	for (n = 0; n < c->incidents_top; n++) {
		if (!pager_core_slot(c, n, &rec))
			continue;
		rec.type = PAGER_OPEN;
		c->transport->tell(c->arg, &rec);
		if (!c->incident[n].acked_by[0])
			continue;
		rec.type = PAGER_VOICE_ACK;	/* somebody took it by phone meanwhile */
		c->transport->tell(c->arg, &rec);
	}
}

static void on_beat(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	if (!rec->ok)
		return;		/* it lives but cannot store: as good as away */
	if (pager_core_away(c, now_ms))
		tell_open(c);	/* it was stuck and does not know what we did meanwhile */
	c->good_ms = now_ms;
	c->down_ms = now_ms + PAGER_DOWN_MS;
}

static void on_hello(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	tell_open(c);
}

static void on_goodbye(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	c->down_ms = now_ms + PAGER_DOWN_CLEAN_MS;
}

static void (*const handlers[])(struct pager_core *, const struct pager_record *, int64_t) = {
	[PAGER_HELLO] = on_hello,
	[PAGER_HIT] = on_hit,
	[PAGER_STORED] = on_stored,
	[PAGER_ACK] = on_ack,
	[PAGER_CLOSE] = on_close,
	[PAGER_SEND] = on_send,
	[PAGER_BEAT] = on_beat,
	[PAGER_GOODBYE] = on_goodbye,
	[PAGER_TOLD] = on_told,
	[PAGER_RING] = on_ring,
};

void pager_core_record(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	if ((size_t)rec->type < ARRAY_LEN(handlers) && handlers[rec->type])
		handlers[rec->type](c, rec, now_ms);
}

/* --- Time ------------------------------------------------------------------------------------ */
bool pager_core_away(const struct pager_core *c, int64_t now_ms)
{
	return now_ms - c->good_ms > PAGER_AWAY_MS;
}

static void hits_tick(struct pager_core *c, int64_t now_ms)
{
	unsigned int n;

	for (n = c->hits_top; n > 0; n--) {
		struct core_hit *h = &c->hit[n - 1];
		if (!h->used || h->deadline_ms > now_ms)
			continue;
		alarm_unstored(c, &h->inc, now_ms);
		hit_free(c, h);
	}
}

/* It said "stored", and nobody was told: that is not what stored means. */
static bool text_missing(const struct core_incident *i, int64_t now_ms)
{
	return i->text_by_ms && !i->first_told_ms && i->text_by_ms <= now_ms;
}

static void incident_tick(struct pager_core *c, struct core_incident *i, bool away,
			  int64_t now_ms)
{
	if (i->state == PAGER_ACKED && i->contact_ms <= now_ms) {
		/* Contact is overdue: alarm anew, from the first person - unless warmlined, whose
		 * clock shows the same, has just done so. */
		i->state = PAGER_HELD;
		i->first_told_ms = i->last_told_ms && now_ms - i->last_told_ms < PAGER_SENT_MS ?
				   i->last_told_ms : 0;
		i->text_by_ms = now_ms + PAGER_SENT_MS;
		core_changed(c, i);
	}
	if (i->state == PAGER_HELD && (away || text_missing(i, now_ms)))
		core_take_over(c, i, now_ms);
	if (i->state == PAGER_ALARMING && i->everybody_ms <= now_ms)
		core_everybody(c, i, now_ms);
	if (i->state == PAGER_ALARMING && i->next_ms <= now_ms)
		core_step(c, i, now_ms);
}

/* The operators; where there are none, the managers; else whoever is on call. */
static void down_tick(struct pager_core *c, int64_t now_ms)
{
	int level;
	unsigned int n, found = 0;

	if (now_ms < c->down_ms)
		return;
	c->down_ms = now_ms + PAGER_DOWN_REPEAT_MS;
	for (level = PAGER_OPERATOR; level >= PAGER_ONCALL && !found; level--) {
		for (n = 0; n < c->contacts; n++) {
			if (!(c->contact[n].levels & 1 << level) ||
			    c->contact[n].at.channel != PAGER_CH_TEXT)
				continue;
			c->contact[n].down_due = true;
			found++;
		}
	}
}

void pager_core_tick(struct pager_core *c, int64_t now_ms)
{
	bool away = pager_core_away(c, now_ms);
	unsigned int n;

	hits_tick(c, now_ms);
	for (n = 0; n < c->incidents_top; n++) {
		if (c->incident[n].state)
			incident_tick(c, &c->incident[n], away, now_ms);
	}
	down_tick(c, now_ms);
	core_pump(c, now_ms);
}

int64_t pager_core_next_ms(const struct pager_core *c, int64_t now_ms)
{
	int64_t next = c->down_ms;

	if (c->incidents_top || c->hits_top || c->overflow)
		next = now_ms + 250;
	return next < now_ms + 60000 ? next : now_ms + 60000;
}

/* --- On disk -------------------------------------------------------------- */
bool pager_core_slot(const struct pager_core *c, unsigned int slot, struct pager_record *rec)
{
	const struct core_incident *i = &c->incident[slot];

	if (!i->state)
		return false;
	memset(rec, 0, sizeof(*rec));
	rec->type = PAGER_SLOT;
	rec->inc = i->inc;
	rec->state = i->state;
	rec->told = i->told;
	memcpy(rec->handle, i->acked_by, sizeof(rec->handle));
	return true;
}

void pager_core_restore(struct pager_core *c, const struct pager_record *rec, int64_t now_ms)
{
	struct core_incident *i = incident_new(c, &rec->inc, rec->state);

	if (!i)
		return;
	i->told = rec->told;
	memcpy(i->acked_by, rec->handle, sizeof(i->acked_by));
	i->contact_ms = now_ms;
	if (rec->state != PAGER_HELD && rec->state != PAGER_ACKED) {
		/* The clock that ran is lost; warmlined gets 3 s to say that it has it. */
		i->state = PAGER_WAITING;
		if (!hit_add(c, &rec->inc, now_ms))
			core_begin(c, i, now_ms);
	}
}

void pager_core_line(struct pager_core *c, bool up)
{
	c->line_up = up;
}

void pager_core_voice(struct pager_core *c, bool up)
{
	c->voice_up = up;
}

void pager_core_init(struct pager_core *c, const struct pager_transport *transport, void *arg,
		     uint64_t first_alarm_id, int64_t now_ms)
{
	memset(c, 0, sizeof(*c));
	c->transport = transport;
	c->arg = arg;
	c->alarm_id = first_alarm_id;
	c->good_ms = now_ms;
	c->down_ms = now_ms + PAGER_DOWN_MS;
}
