// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A message from bearerbox up to the turn's transaction, and after it.
 *
 * Why a crash is safe at each line: until sms_intake_done() has sent the
 * acknowledgement, bearerbox keeps the message and gives it again; if the
 * commit had happened, the inbox row is there and the step answers SMS_MO_KNOWN,
 * which is acknowledged without any second effect.
 */
#include "sms/sms_int.h"

#include <stdio.h>

enum { CODE_LOWEST = 1000, CODES = 9000, FAILURES_BEFORE_PARKING = 2 };

COUNTER(count_in, "sms.in", "Messages from handsets, parts of long ones counted each.");
COUNTER(count_alone, "sms.alone", "Messages taken alone after the process had died with them.");
COUNTER(count_undecodable, "sms.undecodable", "Messages that nobody could read as text.");
COUNTER(count_fault, "sms.enginefault", "Scans in which a rule could not be run.");

static struct secret *secret_of(void *ctx, struct view v)
{
	return secret_new(ctx, v.data ? v.data : (const uint8_t *)"", v.data ? v.len : 0);
}

static void copy_word(char *out, size_t size, struct view v)
{
	size_t n = v.data ? v.len : 0;

	if (n >= size)
		n = size - 1;
	if (n)
		memcpy(out, v.data, n);
	out[n] = '\0';
}

static void *turn_mem(struct sms *sms)
{
	if (!sms->mem) {
		sms->mem = talloc_named_const(sms, 0, "texts of this turn");
		if (!sms->mem)
			base_oom();
	}
	return sms->mem;
}

static struct sms_mo *mo_copy(struct sms *sms, const struct box_sms *m)
{
	struct sms_mo *mo = talloc_zero(turn_mem(sms), struct sms_mo);

	if (!mo)
		base_oom();
	memcpy(mo->uuid, m->id, sizeof(mo->uuid));
	store_uuid_parse(mo->uuid, mo->key);
	mo->sender = secret_of(mo, m->sender);
	mo->raw = secret_of(mo, m->msgdata);
	mo->udh = secret_of(mo, m->udhdata);
	mo->coding = m->coding;
	copy_word(mo->charset, sizeof(mo->charset), m->charset);
	copy_word(mo->receiver, sizeof(mo->receiver), m->receiver);
	mo->from_journal = sms_replay_giving(sms, &mo->journal_seq);
	return mo;
}

static struct view secret_view(const struct secret *s)
{
	return (struct view){ (const uint8_t *)secret_reveal(s), secret_len(s) };
}

/* The person half of the pager's key.  Not a number: a cut blind index. */
static void person_key(struct sms *sms, const struct sms_mo *mo, uint8_t out[8])
{
	struct secret *who = mo->from.kind == TEXT_SENDER_E164 ?
			     secret_str(NULL, mo->from.e164) : NULL;
	struct store_index index = store_index(sms->store, "number", who ? who : mo->sender);

	memcpy(out, index.b, 8);
	talloc_free(who);
}

static struct sms_danger danger_of(struct sms *sms, const struct sms_mo *mo)
{
	struct sms_danger d = {
		.uuid = mo->uuid, .tier_a = mo->scan.tier == LEX_A, .code = mo->code,
	};

	person_key(sms, mo, d.person);
	return d;
}

/* Decode, scan, tell the pager.  No database work happens before this. */
static void mo_hear(struct sms *sms, struct sms_mo *mo)
{
	struct text_mo_in in = {
		.coding = mo->coding, .charset = mo->charset,
		.udh = secret_view(mo->udh), .msgdata = secret_view(mo->raw),
	};
	struct lexicon_result other;

	text_number_parse(sms->numbers, secret_reveal(mo->sender), secret_len(mo->sender),
			  &mo->from);
	mo->text = text_decode_mo(mo, &in);
	mo->is_danger = care_scan(sms->deps.care, secret_view(mo->text->text), &mo->scan);
	if (mo->text->as_given) {
		mo->is_danger |= care_scan(sms->deps.care, secret_view(mo->text->as_given), &other);
		lexicon_result_join(&mo->scan, &other);
	}
	if (mo->text->kind != TEXT_MO_TEXT)
		counter_inc(&count_undecodable);
	if (mo->scan.engine_fault)
		counter_inc(&count_fault);
	snprintf(mo->code, sizeof(mo->code), "%u", CODE_LOWEST + rand_below(CODES));
	if (mo->is_danger) {
		struct sms_danger d = danger_of(sms, mo);
		sms->deps.hooks.danger(sms->deps.hooks.arg, &d);
	}
}

static void hold(struct sms *sms, struct sms_mo *mo, bool park)
{
	mo->park = park;
	talloc_steal(sms, mo);		/* outlives the turn */
	llist_add_tail(&mo->entry, &sms->held);
}

static void take(struct sms *sms, struct sms_mo *mo)
{
	store_batch_note(sms->batch, mo->key);	/* before anything can go wrong with it */
	if (!mo->park)
		mo_hear(sms, mo);
	llist_add_tail(&mo->entry, &sms->mos);
	sms->deps.hooks.wake(sms->deps.hooks.arg);
}

void sms_mo_receive(struct sms *sms, const struct box_sms *m)
{
	struct sms_mo *mo = mo_copy(sms, m);

	counter_inc(&count_in);
	switch (store_batch_check(sms->batch, mo->key)) {
	case STORE_BATCH_CLEAN:
		if (!sms->alone) {
			take(sms, mo);
			return;
		}
		hold(sms, mo, false);	/* a suspect has the turn to itself */
		return;
	case STORE_BATCH_ALONE:
		counter_inc(&count_alone);
		hold(sms, mo, false);
		break;
	case STORE_BATCH_PARK:
		hold(sms, mo, true);
		break;
	}
	if (llist_empty(&sms->mos))
		sms_held_next(sms);
}

/* One held message, when no other is being worked on. */
void sms_held_next(struct sms *sms)
{
	struct sms_mo *mo;

	if (!llist_empty(&sms->mos))
		return;
	sms->alone = !llist_empty(&sms->held);
	if (!sms->alone)
		return;
	mo = llist_entry(sms->held.next, struct sms_mo, entry);
	llist_del(&mo->entry);
	talloc_steal(turn_mem(sms), mo);
	take(sms, mo);
}

static int mo_try(struct sms *sms, struct care_turn *t, struct sms_mo *mo)
{
	int rc;

	if (store_savepoint(sms->store) < 0)
		return -EIO;
	care_turn_init(t, sms->deps.care, t->mem, t->now_ms);
	rc = mo->park ? sms_mo_park(sms, t, mo) : sms_mo_step(sms, t, mo);
	if (rc >= 0)
		return store_savepoint_release(sms->store);
	store_savepoint_rollback(sms->store);
	return rc;
}

int sms_intake_work(struct sms *sms, struct care_turn *t)
{
	struct sms_mo *mo, *next;
	int rc;

	llist_for_each_entry_safe(mo, next, &sms->mos, entry) {
		rc = mo_try(sms, t, mo);
		if (store_failed(sms->store))
			return -EIO;
		if (rc >= 0)
			continue;
		mo->failures++;
		LOGP(DSMS, LOGL_ERROR, "A message's step failed (%s), %s.\n", strerror(-rc),
		     mo->failures < FAILURES_BEFORE_PARKING ? "it is taken again alone"
							    : "it is parked");
		llist_del(&mo->entry);
		hold(sms, mo, mo->failures >= FAILURES_BEFORE_PARKING);
	}
	return 0;
}

void sms_intake_done(struct sms *sms, bool committed)
{
	struct sms_mo *mo, *next;

	llist_for_each_entry_safe(mo, next, &sms->mos, entry) {
		llist_del(&mo->entry);
		if (!committed)
			continue;
		if (mo->is_danger) {
			struct sms_danger d = danger_of(sms, mo);
			sms->deps.hooks.danger_stored(sms->deps.hooks.arg, &d);
		}
		if (mo->from_journal)
			sms_replay_kept(sms, mo->journal_seq);
		else
			sms_acknowledge(sms, mo->uuid);
	}
	store_batch_end(sms->batch);
}
