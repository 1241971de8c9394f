// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What is due to a phone becomes texts: one an incident while they are few, a
 * digest when they are many.  And what became of them.
 */
#include "pager/pager_int.h"

#include <stdio.h>

enum { CALL_AGAIN_MS = 60 * 1000, BAD_MS = 10 * 60 * 1000, OVERFLOW_MS = 60 * 1000,
       DIGEST_CODES = 40 };

static uint64_t bit(unsigned int n)
{
	return UINT64_C(1) << n;
}

static bool is_due(const struct core_incident *i, unsigned int n)
{
	return i->state == PAGER_ALARMING && (i->due & bit(n));
}

static bool is_fresh(const struct core_incident *i, unsigned int n)
{
	return is_due(i, n) && !(i->was_told & bit(n));
}

/* Whom no phone was told of comes first: in a crowd, a round over those that somebody knows of
 * takes a minute.  Then tier A before B, then the older. */
static bool before(const struct core_incident *a, const struct core_incident *b)
{
	if (!a->first_told_ms != !b->first_told_ms)
		return !a->first_told_ms;
	return a->inc.tier != b->inc.tier ? a->inc.tier < b->inc.tier : a->order < b->order;
}

static struct core_incident *first_due(struct pager_core *c, unsigned int n, bool fresh,
				       const struct core_incident *after)
{
	struct core_incident *best = NULL, *i;
	unsigned int at;

	for (at = 0; at < c->incidents_top; at++) {
		i = &c->incident[at];
		if (!is_due(i, n) || is_fresh(i, n) != fresh || (after && !before(after, i)))
			continue;
		if (!best || before(i, best))
			best = i;
	}
	return best;
}

/* --- Telling ------------------------------------------------------------------------ */
static uint64_t new_id(struct pager_core *c, unsigned int contact)
{
	c->sent[c->sent_at] = (struct core_sent){ ++c->alarm_id, (uint8_t)contact };
	c->sent_at = (c->sent_at + 1) % CORE_SENT;
	return c->alarm_id;
}

static void was_told(struct pager_core *c, struct core_incident *i, unsigned int n, int64_t now_ms)
{
	struct pager_record rec;

	i->due &= ~bit(n);
	i->was_told |= bit(n);
	i->last_told_ms = now_ms;
	if (!i->first_told_ms)
		i->first_told_ms = now_ms;
	if (!i->told) {
		i->told = true;
		core_changed(c, i);
	}
	memset(&rec, 0, sizeof(rec));
	rec.type = PAGER_PAGED;
	rec.inc = i->inc;
	memcpy(rec.handle, c->contact[n].handle, sizeof(rec.handle));
	c->transport->tell(c->arg, &rec);
}

static bool say(struct pager_core *c, unsigned int n, const char *text, int64_t now_ms)
{
	if (c->transport->text(c->arg, new_id(c, n), c->contact[n].at.number, text) < 0)
		return false;
	c->contact[n].last_ms = now_ms;
	return true;
}

static const struct pager_words *words(const struct pager_core *c, unsigned int n)
{
	return pager_words_for(&c->roster, c->contact[n].lang);
}

static bool tell_one(struct pager_core *c, unsigned int n, struct core_incident *i, int64_t now_ms)
{
	char text[PAGER_TEXT_SIZE];

	pager_words_alarm(words(c, n)->alarm, &i->inc, text);
	if (!say(c, n, text, now_ms))
		return false;
	was_told(c, i, n, now_ms);
	return true;
}

/* People whom nobody has acknowledged, as far as the pager knows. */
static unsigned int people(const struct pager_core *c)
{
	unsigned int at, count = c->overflow;

	for (at = 0; at < c->incidents_top; at++)
		count += c->incident[at].state == PAGER_ALARMING;
	return count;
}

/* What is new first, then as many of the others as there is room for. */
static unsigned int digest_list(struct pager_core *c, unsigned int n,
				struct core_incident *list[DIGEST_CODES])
{
	struct core_incident *i = NULL;
	unsigned int len = 0;
	int fresh;

	for (fresh = 1; fresh >= 0; fresh--) {
		for (i = NULL; len < DIGEST_CODES && (i = first_due(c, n, fresh, i)); )
			list[len++] = i;
	}
	return len;
}

static void tell_digest(struct pager_core *c, unsigned int n, int64_t now_ms)
{
	const struct pager_incident *incs[DIGEST_CODES];
	struct core_incident *list[DIGEST_CODES];
	char text[PAGER_TEXT_SIZE];
	unsigned int len, in, i;

	len = digest_list(c, n, list);
	for (i = 0; i < len; i++)
		incs[i] = &list[i]->inc;
	in = pager_words_digest(words(c, n)->digest, people(c), incs, len, text);
	if (!say(c, n, text, now_ms))
		return;
	c->contact[n].digest_ms = now_ms;
	c->contact[n].overflow_due = false;
	for (i = 0; i < in; i++)
		was_told(c, list[i], n, now_ms);
}

/* --- One phone ------------------------------------------------------------------------------ */
static void refill(struct core_contact *ct, int64_t now_ms)
{
	while (ct->tokens < PAGER_BURST && now_ms - ct->tokens_ms >= PAGER_REFILL_MS) {
		ct->tokens++;
		ct->tokens_ms += PAGER_REFILL_MS;
	}
	if (ct->tokens == PAGER_BURST)
		ct->tokens_ms = now_ms;
}

static void pump_fresh(struct pager_core *c, unsigned int n, int64_t now_ms)
{
	struct core_contact *ct = &c->contact[n];
	struct core_incident *i;

	while (ct->tokens && (i = first_due(c, n, true, NULL))) {
		if (!tell_one(c, n, i, now_ms))
			return;
		ct->tokens--;
	}
	if (!first_due(c, n, true, NULL)) {
		ct->fresh_since_ms = 0;
		return;
	}
	if (!ct->fresh_since_ms)
		ct->fresh_since_ms = now_ms;
	if (now_ms >= ct->fresh_since_ms + PAGER_DIGEST_WAIT_MS &&
	    now_ms >= ct->digest_ms + PAGER_DIGEST_GAP_MS)
		tell_digest(c, n, now_ms);
}

static void pump_again(struct pager_core *c, unsigned int n, int64_t now_ms)
{
	struct core_contact *ct = &c->contact[n];
	struct core_incident *i = first_due(c, n, false, NULL);

	if (!i || (ct->last_ms && now_ms < ct->last_ms + PAGER_REPEAT_MS))
		return;
	if (first_due(c, n, false, i) || c->overflow)
		tell_digest(c, n, now_ms);
	else
		tell_one(c, n, i, now_ms);
}

static void pump_text(struct pager_core *c, unsigned int n, int64_t now_ms)
{
	struct core_contact *ct = &c->contact[n];

	if (!c->line_up)
		return;
	refill(ct, now_ms);
	if (ct->down_due && say(c, n, words(c, n)->down, now_ms))
		ct->down_due = false;
	pump_fresh(c, n, now_ms);
	pump_again(c, n, now_ms);
	/* People without a slot have no code either: their number must do. */
	if (ct->overflow_due && now_ms >= ct->digest_ms + OVERFLOW_MS)
		tell_digest(c, n, now_ms);
}

/* One call says the worst; it does not ring once for each.  The texts name them all. */
static void pump_call(struct pager_core *c, unsigned int n, int64_t now_ms)
{
	struct core_contact *ct = &c->contact[n];
	struct core_incident *i;

	if (!c->voice_up || (ct->last_ms && now_ms < ct->last_ms + CALL_AGAIN_MS))
		return;
	i = first_due(c, n, true, NULL);
	if (!i)
		i = first_due(c, n, false, NULL);
	if (!i || c->transport->call(c->arg, new_id(c, n), &(struct pager_call){
			ct->at.number, ct->lang, &i->inc, people(c) }) < 0)
		return;
	ct->last_ms = now_ms;
	while ((i = first_due(c, n, true, NULL)) || (i = first_due(c, n, false, NULL)))
		was_told(c, i, n, now_ms);
}

void core_pump(struct pager_core *c, int64_t now_ms)
{
	uint64_t due = 0;
	unsigned int n;

	for (n = 0; n < c->incidents_top; n++)
		due |= c->incident[n].state == PAGER_ALARMING ? c->incident[n].due : 0;
	for (n = 0; n < c->contacts; n++) {
		if (!(due & bit(n)) && !c->contact[n].down_due && !c->contact[n].overflow_due)
			continue;
		if (c->contact[n].at.channel == PAGER_CH_TEXT)
			pump_text(c, n, now_ms);
		else
			pump_call(c, n, now_ms);
	}
}

/* --- What became of a text ------------------------------------------------ */
static int sent_to(const struct pager_core *c, uint64_t alarm_id)
{
	unsigned int i;

	for (i = 0; i < CORE_SENT; i++) {
		if (c->sent[i].alarm_id == alarm_id && c->sent[i].contact < c->contacts)
			return c->sent[i].contact;
	}
	return -1;
}

/* Who it was that we rang, by the roster's handle; "" when it was warmlined's call. */
static const char *handle_of(const struct pager_core *c, uint64_t alarm_id)
{
	int n = sent_to(c, alarm_id);

	return n < 0 ? "" : c->contact[n].handle;
}

void pager_core_voice_ack(struct pager_core *c, uint64_t alarm_id, const char *code,
			  int64_t now_ms)
{
	struct pager_record rec = { .type = PAGER_VOICE_ACK,
				    .alarm_id = alarm_id >> 63 ? 0 : alarm_id };
	struct core_incident *i = NULL;
	unsigned int at;

	for (at = 0; at < c->incidents_top && !i; at++)
		if (c->incident[at].state && strcmp(c->incident[at].inc.code, code) == 0)
			i = &c->incident[at];
	if (!i && pager_core_away(c, now_ms))
		return;
	/* Closed meanwhile: whoever pressed it hears so from warmlined. */
	rec.inc = i ? i->inc :
		(struct pager_incident){ .tier = PAGER_TIER_B, .kind = PAGER_MEMBER };
	snprintf(rec.inc.code, sizeof(rec.inc.code), "%s", code);
	snprintf(rec.handle, sizeof(rec.handle), "%s", handle_of(c, alarm_id));
	if (!i || !pager_core_away(c, now_ms)) {
		c->transport->tell(c->arg, &rec);	/* it decides, and says acked */
		return;
	}
	snprintf(i->acked_by, sizeof(i->acked_by), "%s", rec.handle);
	i->state = PAGER_ACKED;
	i->contact_ms = now_ms + PAGER_CONTACT_MS;
	i->due = 0;
	core_changed(c, i);
}

/* It will not arrive (or nobody knows): whoever waits for that phone takes the
 * next step now. */
void pager_core_outcome(struct pager_core *c, uint64_t alarm_id, enum pager_outcome outcome,
			int64_t now_ms)
{
	int n = sent_to(c, alarm_id);
	struct core_incident *i;
	unsigned int at;

	if (n < 0 || (outcome != PAGER_REJECTED && outcome != PAGER_UNKNOWN &&
		      (outcome != PAGER_BUFFERED || !c->voice_up)))
		return;
	if (outcome == PAGER_REJECTED)
		c->contact[n].bad_until_ms = now_ms + BAD_MS;
	for (at = 0; at < c->incidents_top; at++) {
		i = &c->incident[at];
		if (i->state == PAGER_ALARMING && (i->was_told & bit((unsigned int)n)) &&
		    i->next_ms > now_ms && now_ms - i->last_told_ms < PAGER_NEXT_PERSON_MS) {
			i->next_ms = now_ms;
			i->person_ms = now_ms - PAGER_NEXT_PERSON_MS;	/* that turn is over */
		}
	}
}
