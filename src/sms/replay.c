// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What the emergency lane kept goes the ordinary way.  An entry is overwritten
 * only after the commit that holds its effects; dying in between brings it
 * again, and its UUID says that it was done.
 */
#include "sms/sms_int.h"
#include "sms/sms_lane.h"

enum { SLICE = 64 };

struct sms_replayed {
	struct store_journal *journal;
	struct loop_timer *timer;	/* until it begins */
	uint64_t pos;
	uint64_t giving;	/* the entry that is being given just now */
	int open;		/* given, and not yet on disk by the ordinary way */
	bool ended;
};

COUNTER(count_replayed, "sms.replayed", "Messages taken over from the emergency journal.");

static void entry_give(struct sms *sms, const struct store_journal_entry *e)
{
	struct box_frame frame;
	struct err err;
	ssize_t n = box_decode((const uint8_t *)secret_reveal(e->data), secret_len(e->data), &frame,
			       &err);

	if (n <= 0 || frame.type != BOX_TYPE_sms) {
		LOGP(DSMS, LOGL_ERROR, "A journal entry is no message and stays where it is.\n");
		return;
	}
	counter_inc(&count_replayed);
	if (e->kind == STORE_JOURNAL_MO) {
		sms->in_replay = true;
		sms_mo_receive(sms, &frame.sms);
		sms->in_replay = false;
		return;
	}
	/* A report that is lost in the next instant costs a text sent twice at
	 * worst, so it is not held until its commit. */
	sms_report_receive(sms, &frame.sms);
	if (store_journal_replayed(sms->replay->journal, e->seq) < 0)
		LOGP(DSMS, LOGL_ERROR, "A journal entry could not be cleared; it comes again.\n");
}

/* The next slice, when all of the one before are done. */
void sms_replay_next(struct sms *sms)
{
	struct sms_replayed *r = sms->replay;
	struct store_journal_entry e;
	void *mem;
	int rc = 1;

	if (!r || r->ended || r->open || loop_timer_running(r->timer))
		return;
	mem = talloc_named_const(sms, 0, "journal entries");
	if (!mem)
		base_oom();
	while (r->open < SLICE && rc != 0) {
		rc = store_journal_next(r->journal, sms->store, mem, &r->pos, &e);
		if (rc != 1)
			continue;	/* -EBADMSG: skipped, it stays in the file */
		r->giving = e.seq;
		entry_give(sms, &e);
	}
	talloc_free(mem);
	r->ended = rc == 0;
}

bool sms_replay_giving(const struct sms *sms, uint64_t *seq)
{
	if (!sms->replay || !sms->in_replay)
		return false;
	*seq = sms->replay->giving;
	sms->replay->open++;
	return true;
}

void sms_replay_kept(struct sms *sms, uint64_t seq)
{
	struct sms_replayed *r = sms->replay;

	r->open--;
	if (store_journal_replayed(r->journal, seq) < 0)
		LOGP(DSMS, LOGL_ERROR, "A journal entry could not be cleared; it comes again.\n");
}

static void replay_begin(void *arg)
{
	sms_replay_next(arg);
}

void sms_replay(struct sms *sms, struct store_journal *journal)
{
	sms->replay = talloc_zero(sms, struct sms_replayed);
	if (!sms->replay)
		base_oom();
	sms->replay->journal = journal;
	sms->replay->timer = loop_timer_new(sms->replay, sms->deps.loop, "replay of the journal",
					    replay_begin, sms);
	loop_timer_start(sms->replay->timer, SMS_REPLAY_AFTER_MS);
}
