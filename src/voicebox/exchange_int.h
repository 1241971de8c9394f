/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to exchange*.c, call*.c and alarm*.c. */
#include "voicebox/exchange.h"
#include "voicebox/gather.h"
#include "link/link.h"
#include "loop/loop.h"
#include "text/text_number.h"

#include <osmocom/core/linuxlist.h>

enum { CALL_NAME_MAX = 24, REC_NAME_MAX = 64, CALL_LANG_MAX = 7 };

struct exchange {
	struct loop *loop;
	const struct config *cfg;
	const char *state_dir, *spent_path;
	struct ua *ua;
	struct media *media;
	struct text_numbers *numbers;
	struct dialplan plan;
	struct loop_timer *tally;	/* counters of SIP into the log, now and then */
	struct ua_stats told;
	bool trunk_down[UA_TRUNKS_MAX];	/* a registration failed */
	struct llist_head calls, rooms;

	/* call_link.c */
	struct link_client *link;
	char instance[13];
	bool here;			/* warmlined is there and has answered hello */
	bool given_up;			/* the patience is over, until it is back */
	struct loop_timer *patience, *again;
	struct llist_head reports;	/* in order; not answered yet */

	struct alarms *alarms;
};

/* Who hears of a call: the line to warmlined, or the alarm socket. */
struct call;
struct call_owner {
	void (*ringing)(struct call *c);
	void (*answered)(struct call *c);
	void (*digits)(struct call *c);	/* c->gather is over */
	void (*played)(struct call *c, const char *why);
	/* Its last: a call of ours that never was (`failed`), or one that was. */
	void (*over)(struct call *c, bool failed, const char *why);
};

enum call_state { CALL_RINGING, CALL_DIALLING, CALL_UP, CALL_OVER };
struct call_room {
	struct llist_head entry;
	struct media_room *media;
};
struct call_record {
	char rec[REC_NAME_MAX + 1], end_digits[16];
	uint8_t key[32];
	int64_t max_ms, silence_ms;
};
struct call {
	struct llist_head entry;
	struct exchange *x;
	const struct call_owner *owner;
	void *owner_data;
	char name[CALL_NAME_MAX + 1];
	enum call_state state;
	bool ours;
	int64_t n, k;			/* docs/voicebox.md */
	unsigned int unanswered;	/* reports of it that wait */
	ua_id ua;
	unsigned int trunk;
	int family;
	struct media_stream *stream;
	const struct dial_prefix *prefix;
	enum dial_class class;
	int64_t answered_at_ms;		/* mono */
	struct loop_timer *ring, *limit, *digit, *quality;

	/* call_play.c */
	struct gather gather;
	uint32_t token;			/* of the last play */
	int64_t play_k;
	bool playing, plain;		/* plain: its end is reported */
	bool hangup_after;
	char lang[CALL_LANG_MAX + 1];

	/* call_record.c */
	bool recording, beeping;
	struct call_record rec;
	char rec_ended_by;		/* the key */

	struct call_room *room;
	char key;			/* 0, 9 or *, pressed while bridged; when, and was
					 * it told? */
	int64_t key_at_ms;
	bool key_told;
	bool held;
	const char *over_why;		/* over, but its recording is not finished yet */
	bool over_failed;
	const char *ending;		/* what we end it for: "order", "limit", ... */
	bool promised;			/* answered only to be told that we call back */
	bool asked;			/* a report of it is on its way */
};

/* call.c */
struct call *call_new(struct exchange *x, const char *name, const struct call_owner *owner);
struct call *call_named(struct exchange *x, const char *name);
unsigned int calls_count(const struct exchange *x);
/* Ours.  0, or a negative errno with the contract's word for it in *why. */
struct call_dial {
	const char *to, *from, *trunk;
	enum dial_class class;
	int64_t ring_ms;
};
int call_dial(struct call *c, const struct call_dial *dial, const char **why) MUST_CHECK;
int call_answer(struct call *c) MUST_CHECK;
void call_reject(struct call *c, enum ua_reject how);
void call_hangup(struct call *c, const char *why);	/* why: a literal */
void call_free_if_done(struct call *c);
void calls_event(void *arg, const struct ua_event *ev);
void call_over_now(struct call *c);	/* the recording is through */

/* call_play.c */
struct call_play {
	const struct media_item *items;
	size_t len;
	bool loop, interrupt;
	const struct gather_spec *then;	/* NULL: none */
};
int call_play(struct call *c, const struct call_play *play) MUST_CHECK;
void call_stop(struct call *c);
void call_media_event(void *arg, const struct media_event *ev);
/* One prompt by its key, in the call's language, with what is said when no file is there. */
struct media_item call_prompt(const struct call *c, const char *key, const char *text);

/* call_record.c */
int call_record(struct call *c, const struct call_record *rec) MUST_CHECK;
void call_record_begin(struct call *c);		/* the beep is over */
void call_recorded(struct call *c, const struct media_event *ev);
bool call_record_takes(struct call *c, char digit);

/* call_room.c */
int call_bridge(struct call *c, struct call *with, bool listen, struct call *whisper_to) MUST_CHECK;
void call_unbridge(struct call *c);
bool call_bridged(const struct call *c);	/* somebody else hears it */

/* call_link.c: the line to warmlined */
extern const struct call_owner call_link_owner;
int call_link_start(struct exchange *x, struct err *err) MUST_CHECK;
/* `fields` is taken over. */
void call_report(struct call *c, const char *verb, json_t *fields);
void call_refused(struct exchange *x, struct call *c, json_t *order, const char *text);
/* call_away.c: what a caller hears while it is away */
void call_away_begin(struct exchange *x);
void call_away_ring(struct call *c);		/* a new call while it is away */
void call_away_wait(struct call *c);		/* up and alone while it is away */
void call_away_end(struct exchange *x);
void call_away_later(struct call *c);		/* voice.later, then the end */
/* call_order.c */
void call_order(struct exchange *x, json_t *order);

/* alarm.c */
int alarms_start(struct exchange *x, const char *address, struct err *err) MUST_CHECK;
