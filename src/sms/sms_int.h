/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to sms/. */
#include "sms/sms.h"

#include <osmocom/core/linuxlist.h>
#include "store/store_inbox.h"
#include "store/store_outbox.h"
#include "text/text.h"

struct sms_values {
	const char *bearerbox, *box_name, *sender, *region;
	int64_t rate, window, crisis_window;
	int64_t part_wait_ms;
};

/* One message from a handset, from its reading to its acknowledgement. */
struct sms_mo {
	struct llist_head entry;
	char uuid[UUID_LEN + 1];
	uint8_t key[16];			/* the UUID's bytes: inbox and batch */
	struct secret *sender, *raw, *udh;	/* as bearerbox gave them */
	char charset[24], receiver[24];
	int coding;
	/* below: set by sms_mo_hear() */
	struct text_number from;
	struct text_mo *text;
	struct lexicon_result scan;
	bool is_danger, park;
	char code[8];
	int failures;				/* of its step in the store */
	bool from_journal;			/* bearerbox was told long ago; the journal
						 * holds it */
	uint64_t journal_seq;
};

/* What bearerbox said about a segment of ours: an ack, or a report. */
struct sms_word {
	struct llist_head entry;
	char uuid[UUID_LEN + 1];		/* to acknowledge; "" for an ack */
	int64_t row_id;
	int segment, attempt;
	enum sms_word_kind {
		SMS_WORD_TAKEN, SMS_WORD_BUSY, SMS_WORD_CARRIER_TOOK,
		SMS_WORD_DELIVERED, SMS_WORD_FAILED
	} kind;
	bool known;				/* row_id was ours */
};

struct sms {
	struct sms_deps deps;
	struct store *store;
	struct store_batch *batch;
	struct sms_values values;
	struct box_conn *box;
	struct text_numbers *numbers;
	void *mem;				/* of the turn that is being collected */
	struct llist_head mos;			/* of this turn, scanned */
	struct llist_head held;			/* suspects: taken alone, not scanned yet */
	struct llist_head words;
	int64_t words_since_ms;			/* monotonic: when the first of them came */
	bool alone;				/* this turn's one message is a suspect */
	struct sms_pump *pump;
	bool in_replay;
	struct sms_replayed *replay;		/* what the emergency lane had kept;
						 * NULL: nothing */
};

/* sms.c: what is stored.  Over a link that went down it is not sent; then the
 * message comes again and is known. */
void sms_acknowledge(struct sms *sms, const char *uuid);

/* intake.c */
void sms_mo_receive(struct sms *sms, const struct box_sms *m);
int sms_intake_work(struct sms *sms, struct care_turn *t) MUST_CHECK;
void sms_intake_done(struct sms *sms, bool committed);
void sms_held_next(struct sms *sms);

/* step.c: one message in the store */
/* 0, or SMS_MO_KNOWN: it was stored before, nothing was done.  Negative: roll back, take it
 * again alone.  (No errno stands for "known": one from deep inside care/ would look the same,
 * and the message would be acknowledged and lost.) */
enum { SMS_MO_KNOWN = 1 };
int sms_mo_step(struct sms *sms, struct care_turn *t, struct sms_mo *mo) MUST_CHECK;
int sms_mo_park(struct sms *sms, struct care_turn *t, struct sms_mo *mo) MUST_CHECK;

/* report.c */
void sms_ack_receive(struct sms *sms, const char *id, enum box_ack_kind kind);
void sms_report_receive(struct sms *sms, const struct box_sms *m);
int sms_reports_work(struct sms *sms, struct care_turn *t) MUST_CHECK;
void sms_reports_done(struct sms *sms, bool committed);
/* They may wait a little for company; -1: there are none. */
int64_t sms_words_next_ms(const struct sms *sms);

/* pump.c */
struct sms_pump *sms_pump_new(struct sms *sms);
void sms_pump_link(struct sms *sms, bool up);
void sms_pump_suspend(struct sms *sms, bool suspended);
/* is_ack: bearerbox's own word; else a carrier's report. */
void sms_pump_answered(struct sms *sms, enum sms_word_kind kind, bool is_ack);
int sms_pump_work(struct sms *sms, struct care_turn *t) MUST_CHECK;
void sms_pump_done(struct sms *sms, bool committed);
int64_t sms_pump_next_ms(struct sms *sms, int64_t now_ms);
void sms_pump_status(const struct sms *sms, struct sms_status *out);

/* replay.c */
void sms_replay_next(struct sms *sms);
/* Is the message that is being received one of the journal's? */
bool sms_replay_giving(const struct sms *sms, uint64_t *seq);
void sms_replay_kept(struct sms *sms, uint64_t seq);
