/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to pager/ (and its tests): records, the words, the alarm line, and
 * the process around them.  The deciding part is in pager_core.h. */
#include "box/box.h"
#include "pager/pager.h"
#include "pager/pager_core.h"
#include "link/link.h"

/* --- Records ------------------------------------------------------------------- *
 * 512 bytes each, on a SOCK_SEQPACKET socket (one record, one packet: no record
 * is ever half there) and, with the same codec, as slots of STATE/pager.state.
 * The offsets of magic, version and type never change, so that any two
 * versions understand HELLO and STEP_DOWN; all else may. */
enum { PAGER_RECORD_LEN = 512, PAGER_RECORD_VERSION = 2 };
void pager_record_encode(uint8_t out[PAGER_RECORD_LEN], const struct pager_record *rec);
/* -EBADMSG: no record, or damaged.  -EPROTO: of another version; then only
 * `type` is set. */
int pager_record_decode(const uint8_t *data, size_t len, struct pager_record *rec) MUST_CHECK;

/* The bytes of STATE/roster, or a negative errno.  May run in the worker thread. */
ssize_t pager_roster_load(const char *state_dir, char *to, size_t size);

/* --- Words ---------------------------------------------------------------------- *
 * out is NUL-terminated and never cut within a character.  Codes that do not
 * fit one segment are left out; returns how many went in. */
enum { PAGER_TEXT_SIZE = PAGER_TEXT_LEN + 1 };
const struct pager_words *pager_words_for(const struct pager_roster *r, const char *lang);
void pager_words_alarm(const char *words, const struct pager_incident *inc,
		       char out[PAGER_TEXT_SIZE]);
unsigned int pager_words_digest(const char *words, unsigned int people,
				const struct pager_incident *const *incs, unsigned int n,
				char out[PAGER_TEXT_SIZE]);

/* --- The alarm line: texts until bearerbox's word ------------------------------------ *
 * A fixed table; no allocation.  Paced, so that bearerbox's queue stays short,
 * at most LINE_WINDOW without an ack.  What was under way when the connection
 * fell is sent again BOX_GRACE_MS after it is back, unless a report has shown
 * by then that it arrived. */
enum {
	LINE_TEXTS = 512, LINE_WINDOW = 20, LINE_RATE = 10 /* texts/s */,
	LINE_AGAIN_MS = 5000,		/* after "queue full" */
	LINE_ACK_MS = 120 * 1000,	/* no ack: "unknown" */
	LINE_STALE_MS = 30 * 60 * 1000,	/* an alarm so old wakes somebody for nothing: the steps
					 * have made new ones */
};
enum line_state { LINE_FREE, LINE_QUEUED, LINE_OUT, LINE_LOST, LINE_DONE };
struct line_text {
	enum line_state state;
	enum pager_outcome outcome;
	uint64_t alarm_id, order;
	int64_t made_ms, next_ms;	/* next_ms: OUT: ack missing; QUEUED, LOST: may go then */
	char uuid[UUID_LEN + 1];
	char number[PAGER_NUMBER_LEN + 1];
	char text[PAGER_TEXT_SIZE];
};
struct pager_line_ops {
	int (*send)(void *arg, const struct box_sms *sms);
	void (*report)(void *arg, uint64_t alarm_id, enum pager_outcome outcome, int64_t now_ms);
};
struct pager_line {
	const struct pager_line_ops *ops;
	void *arg;
	char sender[PAGER_NUMBER_LEN + 1];
	bool up, held;			/* held: bearerbox said suspend */
	uint64_t order;
	int64_t pace_ms;		/* the next text may go then */
	unsigned int out;
	struct line_text text[LINE_TEXTS];
};
void pager_line_init(struct pager_line *l, const struct pager_line_ops *ops, void *arg);
/* 0; also for an id that is there: its outcome is reported again.  -ENOBUFS. */
int pager_line_push(struct pager_line *l, uint64_t alarm_id, const char *number, const char *text,
		    int64_t now_ms) MUST_CHECK;
void pager_line_up(struct pager_line *l, bool up, int64_t now_ms);
void pager_line_hold(struct pager_line *l, bool hold);
void pager_line_ack(struct pager_line *l, const char *uuid, enum box_ack_kind kind,
		    int64_t now_ms);
/* A delivery report; of what is not in the table too (a pager before this one
 * may have sent it).  False: not ours. */
bool pager_line_report(struct pager_line *l, const struct box_sms *sms, int64_t now_ms);
void pager_line_tick(struct pager_line *l, int64_t now_ms);
int64_t pager_line_next_ms(const struct pager_line *l);	/* INT64_MAX: nothing to do */

/* --- Alarms by telephone: the line to the voicebox's alarm socket -------------------------- */
struct pager_voice;
struct pager_voice_ops {
	void (*line)(void *arg, bool up);
	void (*outcome)(void *arg, uint64_t alarm_id, enum pager_outcome outcome);
	/* Somebody pressed 1 and this code. */
	void (*acked)(void *arg, uint64_t alarm_id, const char *code);
};
struct pager_voice *pager_voice_new(void *ctx, struct loop *loop, const char *state_dir,
				    const struct pager_voice_ops *ops, void *arg);
/* -ENOTCONN: no voicebox is there. */
int pager_voice_call(struct pager_voice *v, uint64_t alarm_id, const struct pager_call *call)
	MUST_CHECK;

/* --- The process ------------------------------------------------------------------------ */
struct pager_daemon_config {
	const char *state_dir;
	const char *bearerbox;
	const char *box;
};
struct pager_daemon;
/* -EALREADY (in *rc): another one lives and holds the lock.  `stop` runs when
 * it is told to step down. */
struct pager_daemon *pager_daemon_new(void *ctx, struct loop *loop,
				      const struct pager_daemon_config *config,
				      void (*stop)(void *arg), void *arg, int *rc,
				      struct err *err);
/* All that is open is on disk (as far as the disk works). */
bool pager_daemon_idle(const struct pager_daemon *d);

/* disk.c: STATE/pager.state, written by the worker thread. */
struct pager_disk;
struct pager_disk *pager_disk_open(void *ctx, struct loop *loop, const char *state_dir);
/* Calls fn for each whole record found; counts damaged slots. */
unsigned int pager_disk_load(struct pager_disk *d,
			     void (*fn)(void *arg, unsigned int slot,
					const struct pager_record *rec), void *arg);
/* The slot's content (NULL: free) is copied now and written soon. */
void pager_disk_put(struct pager_disk *d, unsigned int slot, const struct pager_record *rec);
bool pager_disk_idle(const struct pager_disk *d);	/* nothing is being written */
/* Reads STATE/roster in the worker thread; `done` runs in the loop with its
 * bytes, or len < 0 = negative errno. */
void pager_disk_roster(struct pager_disk *d, void (*done)(void *arg, const char *data,
							  ssize_t len), void *arg);
