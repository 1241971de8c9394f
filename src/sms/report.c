// SPDX-License-Identifier: AGPL-3.0-or-later
/* What bearerbox and the carriers say about texts of ours. */
#include "sms/sms_int.h"

/* An ack and a report follow each text within a millisecond or two.  A commit
 * of its own for either would double the syncs; so they wait this long for the
 * next message's.  What that costs: the next text to the same handset leaves
 * as much later, and after a kill a few more reports are given again. */
enum { WORDS_WAIT_MS = 10 };

COUNTER(count_delivered, "sms.delivered", "Segments reported as delivered to the handset.");
COUNTER(count_failed, "sms.failed", "Texts that bearerbox or a carrier refused for good.");
COUNTER(count_busy, "sms.busy", "Segments that bearerbox could not take for now.");
COUNTER(count_strange, "sms.strangereport", "Reports and acks about texts that are not ours.");

static void word_add(struct sms *sms, struct sms_word word, const char *row_name)
{
	struct sms_word *w = talloc(sms, struct sms_word);

	if (!w)
		base_oom();
	*w = word;
	w->known = store_out_uuid_parse(sms->store, row_name, &w->row_id, &w->segment,
					&w->attempt);
	if (!w->known)
		counter_inc(&count_strange);
	else
		sms_pump_answered(sms, w->kind, !w->uuid[0]);
	if (llist_empty(&sms->words))
		sms->words_since_ms = clock_mono_ms();
	llist_add_tail(&w->entry, &sms->words);
	sms->deps.hooks.wake(sms->deps.hooks.arg);
}

void sms_ack_receive(struct sms *sms, const char *id, enum box_ack_kind kind)
{
	struct sms_word word = { .kind = SMS_WORD_TAKEN };

	if (kind == BOX_ACK_FAILED_TMP) {
		word.kind = SMS_WORD_BUSY;
		counter_inc(&count_busy);
	} else if (kind == BOX_ACK_FAILED) {
		word.kind = SMS_WORD_FAILED;
	}
	word_add(sms, word, id);
}

int64_t sms_words_next_ms(const struct sms *sms)
{
	int64_t waited_ms = clock_mono_ms() - sms->words_since_ms;

	if (llist_empty(&sms->words))
		return -1;
	return waited_ms < WORDS_WAIT_MS ? WORDS_WAIT_MS - waited_ms : 0;
}

static enum sms_word_kind report_kind(int32_t mask)
{
	if (mask & BOX_DLR_DELIVERED)
		return SMS_WORD_DELIVERED;
	if (mask & (BOX_DLR_FAILED | BOX_DLR_REJECTED | BOX_DLR_EXPIRED))
		return SMS_WORD_FAILED;
	return mask & BOX_DLR_ACCEPTED ? SMS_WORD_CARRIER_TOOK : SMS_WORD_TAKEN;
}

void sms_report_receive(struct sms *sms, const struct box_sms *m)
{
	struct sms_word word = { .kind = report_kind(m->dlr_mask) };
	char name[UUID_LEN + 1] = "";

	memcpy(word.uuid, m->id, sizeof(word.uuid));
	if (m->dlr_url.data && m->dlr_url.len == UUID_LEN)
		memcpy(name, m->dlr_url.data, UUID_LEN);
	word_add(sms, word, name);
}

static int word_step(struct sms *sms, struct care_turn *t, const struct sms_word *w)
{
	struct store *st = sms->store;
	struct store_out row;
	int rose;

	switch (w->kind) {
	case SMS_WORD_TAKEN:
	case SMS_WORD_CARRIER_TOOK:
		rose = store_out_accepted(st, w->row_id, w->segment, t->now_ms);
		break;
	case SMS_WORD_DELIVERED:
		counter_inc(&count_delivered);
		rose = store_out_delivered(st, w->row_id, w->segment, t->now_ms);
		break;
	case SMS_WORD_BUSY:
		rose = store_out_retry(st, w->row_id, t->now_ms + SECONDS_MS(1));
		return rose < 0 ? rose : 0;
	case SMS_WORD_FAILED:
		counter_inc(&count_failed);
		rose = store_out_failed(st, w->row_id, t->now_ms);
		break;
	default:
		return 0;
	}
	if (rose <= 0 || w->kind == SMS_WORD_TAKEN || w->kind == SMS_WORD_CARRIER_TOOK)
		return rose < 0 ? rose : 0;
	rose = store_out_get(st, w->row_id, &row);
	return rose <= 0 ? rose : care_outbox_changed(t, &row);
}

/* Only what is told to care/ is more than one statement. */
static int word_try(struct sms *sms, struct care_turn *t, const struct sms_word *w)
{
	bool alone = w->kind == SMS_WORD_TAKEN || w->kind == SMS_WORD_CARRIER_TOOK;
	int rc;

	if (alone)
		return word_step(sms, t, w);
	rc = store_savepoint(sms->store);
	if (rc < 0)
		return rc;
	care_turn_init(t, sms->deps.care, t->mem, t->now_ms);
	rc = word_step(sms, t, w);
	if (rc == 0)
		return store_savepoint_release(sms->store);
	store_savepoint_rollback(sms->store);
	return rc;
}

int sms_reports_work(struct sms *sms, struct care_turn *t)
{
	struct sms_word *w;
	int rc;

	llist_for_each_entry(w, &sms->words, entry) {
		if (!w->known)
			continue;
		rc = word_try(sms, t, w);
		if (store_failed(sms->store))
			return -EIO;
		if (rc < 0)
			LOGP(DSMS, LOGL_ERROR, "A report was not noted: %s.\n", strerror(-rc));
	}
	return 0;
}

void sms_reports_done(struct sms *sms, bool committed)
{
	struct sms_word *w, *next;

	llist_for_each_entry_safe(w, next, &sms->words, entry) {
		if (committed && w->uuid[0])
			sms_acknowledge(sms, w->uuid);
		llist_del(&w->entry);
		talloc_free(w);
	}
}
