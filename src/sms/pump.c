// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The pump: claims rows in the turn's transaction, sends them after its
 * commit, at the carrier's pace.
 *
 * A link that stays up and says nothing must hold no text for ever.  bearerbox
 * acknowledges within milliseconds: no ack for MUTE_MS, and the link is made
 * anew, which sends again what has no answer.  A carrier may be away for hours,
 * and its reports may be lost: after REPORTS_MS without a word one text more
 * than the window allows goes out now and then, and when a report comes after
 * that, the window starts from nothing.
 */
#include "sms/sms_int.h"

enum {
	CLAIM_MAX = 256,
	SLOW_FIRST_MS = 500, SLOW_MAX_MS = 30000,
	CRISIS_PRIORITY = 3, ORDINARY_PRIORITY = 0,
	CONSTANT_TIME = 1,	/* bearerbox sends the greatest second first; one second is FIFO */
	RESEND_SLICE = 200,
	BLOCKED_POLL_MS = 1000,
	MUTE_MS = 60 * 1000, REPORTS_MS = 5 * 60 * 1000, WATCH_MS = 20 * 1000,
};
#define MASK_ORDINARY (BOX_DLR_ACCEPTED | BOX_DLR_REJECTED)
#define MASK_CRISIS (MASK_ORDINARY | BOX_DLR_DELIVERED | BOX_DLR_FAILED | BOX_DLR_BUFFERED)

COUNTER(count_out, "sms.out", "Segments handed to bearerbox.");
COUNTER(count_again, "sms.resent", "Texts sent again because nobody had answered for them.");
COUNTER(count_dropped, "sms.dropped", "Texts not sent any more: too old to be kind, or stopped.");
COUNTER(count_mute, "sms.mute", "Times bearerbox took texts and said nothing, so it "
	"was called anew.");
COUNTER(count_probes, "sms.probes", "Texts sent beyond a full window because no report came.");
COUNTER(count_held, "sms.heldback", "Texts held back until an hour at which they may be sent.");

struct sms_pump {
	bool up, suspended, ready;
	bool wanted;				/* something happened since the last claim */
	bool starved;				/* the last claim had no room for all */
	int64_t asked_at_ms;			/* wall clock of the last claim that took all
						 * there was */
	int64_t slow_ms;			/* 0: not slowed */
	int64_t slow_until_ms;			/* monotonic */
	int64_t tokens_at_ms, tokens_milli;	/* thousandths of a segment we may send */
	unsigned int on_the_wire;
	unsigned int unacked;			/* of them: bearerbox has not said that it
						 * has them */
	int64_t acked_ms, heard_ms;		/* monotonic: the last ack, or when the first of the
						 * unacked left; the last word of any kind */
	bool may_probe, probing;
	bool resend;
	struct loop_timer *timer;		/* grace after a reconnect; a rest that ends */
	struct loop_timer *watch;		/* runs while anything is on the wire */
	struct store_out claimed[CLAIM_MAX];
	int claimed_len;
	void *mem;
};

/* The grace after a reconnect is over (what is unanswered goes again), or a
 * rest after a full queue. */
static void timer_fired(void *arg)
{
	struct sms *sms = arg;
	struct sms_pump *p = sms->pump;

	if (p->up && !p->ready) {
		p->ready = true;
		p->resend = true;
	}
	sms_wake_pump(sms);
}

static void watch_fired(void *arg)
{
	struct sms *sms = arg;
	struct sms_pump *p = sms->pump;
	int64_t now = clock_mono_ms();

	if (!p->up || !p->on_the_wire)
		return;
	if (p->unacked && now - p->acked_ms >= MUTE_MS) {
		counter_inc(&count_mute);
		box_conn_again(sms->box);
		return;
	}
	if (now - p->heard_ms >= REPORTS_MS) {
		p->heard_ms = now;
		p->may_probe = true;
		sms_wake_pump(sms);
	}
	loop_timer_start(p->watch, WATCH_MS);
}

struct sms_pump *sms_pump_new(struct sms *sms)
{
	struct sms_pump *p = talloc_zero(sms, struct sms_pump);

	if (!p)
		base_oom();
	p->timer = loop_timer_new(p, sms->deps.loop, "outbox pump", timer_fired, sms);
	p->watch = loop_timer_new(p, sms->deps.loop, "outbox watch", watch_fired, sms);
	return p;
}

void sms_wake_pump(struct sms *sms)
{
	struct sms_pump *p = sms->pump;

	p->wanted = true;
	sms->deps.hooks.wake(sms->deps.hooks.arg);
}

void sms_pump_link(struct sms *sms, bool up)
{
	struct sms_pump *p = sms->pump;

	p->up = up;
	p->ready = false;
	p->suspended = false;
	p->on_the_wire = p->unacked = 0;
	p->may_probe = p->probing = false;
	if (up)
		loop_timer_start(p->timer, BOX_GRACE_MS);
	else
		loop_timer_stop(p->timer);
	loop_timer_stop(p->watch);
}

void sms_pump_suspend(struct sms *sms, bool suspended)
{
	sms->pump->suspended = suspended;
	if (!suspended)
		sms_wake_pump(sms);
}

static void heard(struct sms_pump *p, enum sms_word_kind kind, bool is_ack)
{
	p->heard_ms = clock_mono_ms();
	if (is_ack) {
		p->acked_ms = p->heard_ms;
		p->unacked -= p->unacked > 0;
	}
	if (kind == SMS_WORD_CARRIER_TOOK && p->probing) {
		p->probing = false;
		p->on_the_wire = 1;	/* the probe itself; it is counted off below */
	}
}

/* A full queue at bearerbox slows everybody a little rather than failing one. */
void sms_pump_answered(struct sms *sms, enum sms_word_kind kind, bool is_ack)
{
	struct sms_pump *p = sms->pump;

	heard(p, kind, is_ack);
	if (kind == SMS_WORD_TAKEN) {
		p->slow_ms = 0;
		return;			/* in bearerbox's queue, not yet at a carrier */
	}
	if (kind == SMS_WORD_BUSY) {
		p->slow_ms = p->slow_ms ? 2 * p->slow_ms : SLOW_FIRST_MS;
		if (p->slow_ms > SLOW_MAX_MS)
			p->slow_ms = SLOW_MAX_MS;
		p->slow_until_ms = clock_mono_ms() + p->slow_ms;
		loop_timer_start(p->timer, p->slow_ms);
	}
	if (kind != SMS_WORD_DELIVERED && p->on_the_wire)
		p->on_the_wire--;
	if (p->starved)
		p->wanted = true;
}

static bool slowed(const struct sms_pump *p)
{
	return p->slow_ms && clock_mono_ms() < p->slow_until_ms;
}

static bool open_now(const struct sms_pump *p)
{
	return p->up && p->ready && !p->suspended && !slowed(p);
}

/* Segments that may leave now by the rate; INT64_MAX without one. */
static int64_t tokens(struct sms *sms)
{
	struct sms_pump *p = sms->pump;
	int64_t now = clock_mono_ms(), rate = sms->values.rate;

	if (!rate)
		return INT64_MAX;
	p->tokens_milli += (now - p->tokens_at_ms) * rate;
	p->tokens_at_ms = now;
	if (p->tokens_milli > rate * 1000)
		p->tokens_milli = rate * 1000;	/* at most a second's worth at once */
	return p->tokens_milli / 1000;
}

static int resend_unanswered(struct sms *sms, struct care_turn *t)
{
	struct sms_pump *p = sms->pump;
	int64_t ids[RESEND_SLICE], after = 0;
	int n, i, rc;

	do {
		/* All: nothing was sent since the reconnect.  No time is asked for, because
		 * the wall clock may have been set since. */
		n = store_out_unaccepted(sms->store, INT64_MAX, after, ids, RESEND_SLICE);
		if (n < 0)
			return n;
		for (i = 0; i < n; i++) {
			rc = store_out_retry(sms->store, ids[i], t->now_ms);
			if (rc < 0)
				return rc;
			counter_inc(&count_again);
			after = ids[i];
		}
	} while (n == RESEND_SLICE);
	p->resend = false;
	return 0;
}

/* Room in the window: ordinary texts first, then the reserve of crisis texts. */
static int claim_room(struct sms *sms, enum store_class *lowest)
{
	struct sms_pump *p = sms->pump;
	int64_t room = sms->values.window - p->on_the_wire, rate_room = tokens(sms);

	*lowest = STORE_CLASS_BULK;
	if (room <= 0 && p->may_probe) {
		room = 1;
	} else if (room <= 0) {
		*lowest = STORE_CLASS_CRISIS;
		room = sms->values.window + sms->values.crisis_window - p->on_the_wire;
	}
	if (room > rate_room)
		room = rate_room;
	return room < 0 ? 0 : room > CLAIM_MAX ? CLAIM_MAX : (int)room;
}

/* The last question before a text leaves: is it still wanted, and now? */
static int row_settle(struct sms *sms, struct care_turn *t, struct store_out *row)
{
	int64_t later_ms;
	int rc;

	if (row->state != STORE_OUT_SENT) {	/* its time passed, or its person was erased */
		counter_inc(&count_dropped);
		return care_outbox_changed(t, row);
	}
	switch (care_may_send(t, row, &later_ms)) {
	case CARE_SEND:
		return 0;
	case CARE_SEND_LATER:
		counter_inc(&count_held);
		rc = store_out_hold(sms->store, row->id, later_ms);
		break;
	case CARE_SEND_DROP:
	default:
		counter_inc(&count_dropped);
		rc = store_out_failed(sms->store, row->id, t->now_ms);
		break;
	}
	row->state = STORE_OUT_QUEUED;		/* not to be sent in this turn */
	return rc < 0 ? rc : 0;
}

static void probe_begin(struct sms_pump *p)
{
	p->may_probe = false;
	p->probing = true;
	counter_inc(&count_probes);
}

int sms_pump_work(struct sms *sms, struct care_turn *t)
{
	struct sms_pump *p = sms->pump;
	enum store_class lowest;
	int i, n, room, rc;

	if (!open_now(p))
		return 0;
	if (p->resend && (rc = resend_unanswered(sms, t)) < 0)
		return rc;
	p->wanted = false;
	room = claim_room(sms, &lowest);
	p->starved = true;
	if (!room)
		return 0;	/* an answer makes room, or time a token */
	p->mem = talloc_named_const(sms, 0, "texts on their way");
	if (!p->mem)
		base_oom();
	n = store_out_claim(sms->store, p->mem, t->now_ms, lowest, p->claimed, room);
	if (n < 0)
		return n;
	p->claimed_len = n;
	if (n && lowest == STORE_CLASS_BULK && p->on_the_wire >= sms->values.window)
		probe_begin(p);
	for (i = 0; i < n; i++) {
		rc = row_settle(sms, t, &p->claimed[i]);
		if (rc < 0)
			return rc;
	}
	p->wanted = p->starved = n == room;
	p->asked_at_ms = t->now_ms;
	return 0;
}

static int segment_send(struct sms *sms, const struct store_out *row, int number,
			const struct text_segment *seg)
{
	bool crisis = row->class == STORE_CLASS_CRISIS;
	const char *from = row->from ? row->from : sms->values.sender;
	struct box_sms m;

	box_sms_init(&m);
	store_out_uuid(sms->store, row->id, number, row->attempt, m.id);
	m.sender = VIEW_STR(from);
	m.receiver = VIEW_STR(secret_reveal(row->to));
	if (seg->udh_len)
		m.udhdata = (struct view){ seg->udh, seg->udh_len };
	m.msgdata = (struct view){ seg->payload, seg->payload_len };
	m.coding = (int32_t)seg->coding;
	m.sms_type = BOX_SMS_MT_PUSH;
	m.time = CONSTANT_TIME;
	m.dlr_mask = crisis ? MASK_CRISIS : MASK_ORDINARY;
	m.dlr_url = VIEW_STR(m.id);
	m.priority = crisis ? CRISIS_PRIORITY : ORDINARY_PRIORITY;
	return box_conn_send_sms(sms->box, &m);
}

static void sent_one(struct sms_pump *p)
{
	if (!p->unacked)
		p->acked_ms = clock_mono_ms();
	if (!p->on_the_wire) {
		p->heard_ms = clock_mono_ms();
		loop_timer_start(p->watch, WATCH_MS);
	}
	p->on_the_wire++;
	p->unacked++;
}

static void row_send(struct sms *sms, const struct store_out *row)
{
	struct sms_pump *p = sms->pump;
	struct text_segments *segs = NULL;
	unsigned int i;
	int rc;

	rc = text_split(p->mem, secret_reveal(row->text), secret_len(row->text), TEXT_REF_8,
			(uint16_t)row->id, &segs);
	for (i = 0; rc == 0 && i < segs->count; i++) {
		if (row->acked & UINT64_C(1) << i)	/* taken at an earlier attempt */
			continue;
		rc = segment_send(sms, row, (int)i, &segs->segment[i]);
		sent_one(p);
		p->tokens_milli -= 1000;
		counter_inc(&count_out);
	}
	/* Not sent after all: it stays "sent" and goes again after the reconnect. */
	if (rc < 0)
		LOGP(DSMS, LOGL_NOTICE, "Outbox row %lld could not be sent now: %s.\n",
		     (long long)row->id, strerror(-rc));
}

void sms_pump_done(struct sms *sms, bool committed)
{
	struct sms_pump *p = sms->pump;
	int i;

	for (i = 0; committed && i < p->claimed_len; i++)
		if (p->claimed[i].state == STORE_OUT_SENT)
			row_send(sms, &p->claimed[i]);
	p->claimed_len = 0;
	TALLOC_FREE(p->mem);
}

int64_t sms_pump_next_ms(struct sms *sms, int64_t now_ms)
{
	struct sms_pump *p = sms->pump;
	enum store_class lowest;
	int64_t at_ms, wait_ms;

	if (!open_now(p))
		return -1;
	if (p->wanted || p->resend)
		return 0;
	if (!claim_room(sms, &lowest))	/* full window: an answer will wake us; no token: soon */
		return sms->values.rate && tokens(sms) < 1 ? 1000 / sms->values.rate + 1 : -1;
	if (store_out_next(sms->store, lowest, &at_ms) != 1)
		return -1;
	/* One that was due at the last claim and is still there waits for an
	 * earlier text to its handset; it must not hide what becomes due behind. */
	if (at_ms <= p->asked_at_ms)
		at_ms = p->asked_at_ms + BLOCKED_POLL_MS;
	wait_ms = at_ms - now_ms;
	return wait_ms > 0 ? wait_ms : 0;
}

void sms_pump_status(const struct sms *sms, struct sms_status *out)
{
	const struct sms_pump *p = sms->pump;

	out->suspended = p->suspended;
	out->on_the_wire = p->on_the_wire;
	out->slowed_ms = slowed(p) ? p->slow_until_ms - clock_mono_ms() : 0;
}
