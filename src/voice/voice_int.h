/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to voice/. */
#include "voice/voice.h"

#include <osmocom/core/linuxlist.h>

#include "care/care_call.h"
#include "care/care_incident.h"
#include "care/care_people.h"
#include "store/store_calls.h"

#define VOICE_BACK_MS SECONDS_MS(20)	/* a voicebox that has died is back by then */

struct voice_settings { const char *listen, *token; int64_t first_ms, inter_ms, music_ms; };

struct voice_box {
	struct llist_head entry;
	struct voice *v;
	struct link_conn *conn;
	char name[STORE_CALL_NAME_MAX + 1], instance[STORE_CALL_NAME_MAX + 1];
	int lines, reserved;
	json_t *reaches;	/* numbers that this box alone can ring, and no others; NULL: any */
};

/* A report that waits for its turn, then for the commit. */
enum voice_verb {
	VOICE_HELLO, VOICE_INCOMING, VOICE_RINGING, VOICE_ANSWERED, VOICE_DIGITS, VOICE_PLAYED,
	VOICE_RECORDED, VOICE_BRIDGED, VOICE_KEY, VOICE_QUALITY, VOICE_REFUSED, VOICE_FAILED,
	VOICE_ENDED,
	VOICE_VERBS
};
struct voice_report {
	struct llist_head entry;
	enum voice_verb verb;
	struct link_request *req;
	char box[STORE_CALL_NAME_MAX + 1];	/* whose; its line may have fallen since */
	json_t *answer;			/* NULL: {} */
	bool wrong;			/* it could not be worked with */
	struct lexicon_result scan;	/* of digits, before anything else */
	bool is_danger;
	char code[8], uuid[UUID_LEN + 1];
	uint8_t who[8];
};

/* An order that waits for the commit. */
struct voice_order {
	struct llist_head entry;
	struct link_conn *conn;
	json_t *is;
};

/* What a leg is at.  Stored: add at the end. */
enum voice_step_id {
	VOICE_STEP_NONE, VOICE_STEP_LANGUAGE, VOICE_STEP_FLOW, VOICE_STEP_WAIT, VOICE_STEP_RECORD,
	VOICE_STEP_KEEP, VOICE_STEP_GATE, VOICE_STEP_OFFER, VOICE_STEP_LISTEN, VOICE_STEP_TALK,
	VOICE_STEP_MONITOR, VOICE_STEP_BYE, VOICE_STEP_STORY_RECORD, VOICE_STEP_STORY_KEEP,
	VOICE_STEP_STORY, VOICE_STEP_STORY_TEAM, VOICE_STEP_HOLD, VOICE_STEP_ANSWER,
	VOICE_STEP_ANSWER_KEEP, VOICE_STEP_UNHEARD, VOICE_STEPS
};

struct voice_call {
	struct llist_head entry;
	struct voice *v;
	struct store_call row;
	bool dirty;			/* the row is to be saved */
	struct voice_box *box;		/* NULL: the line to it is down */
	int64_t orphan_ms;		/* since when; monotonic */
	struct secret *sender;		/* number, or a name for who withheld it */
	enum care_sender sender_kind;
	struct care_speaker speaker;	/* what was said in this turn */
	json_t *items;			/* what was played last, for "*" and silence */
	int min, max;			/* digits of the present gather */
	int silent;			/* times in a row that nothing was pressed */
	int wrong;			/* keys in a row that mean nothing at this step */
	int empty;			/* recordings in a row with nothing in them */
	int64_t wait_until_ms;		/* wall; music until then, 0: none */
	int wrongs;			/* reports in a row that could not be worked with */
	int strange;			/* packets that voicebox would not have, as last reported */
	bool slow, quiet;		/* "*"; no music */
	bool playing;			/* a play without gather is under way ... */
	bool holding;			/* ... and it is only music */
	int monitor;			/* 1 listens, 2 whispers, 3 joins */
	bool asked_record;		/* the tone comes when it has been played */
	bool told_record;		/* in this call: who listens to what is said for a flow */
	int64_t record_ms;		/* how long that may be; 0: as the operator set */
	bool cancelled;			/* we hung up before it was answered */
	bool heard_it;			/* the recording was played in full or in part */
	int deciding;			/* what one of the team is asked about it
					 * (voice_story.c) ... */
	int64_t whole_at_ms;		/* ... and when it has been heard to its end; wall */
};

struct voice_spool { void *dir; };	/* a DIR; NULL when no look is under way */
struct voice {
	struct voice_deps deps;
	struct voice_settings values;
	struct store *store;
	struct link_server *server;
	struct store_watch *watch;
	struct llist_head boxes, calls, reports, orders;
	struct voice_call *hearing;	/* whose digits care hears now */
	struct voice_call *gone;	/* has hung up: what is said to them now is lost, no text */
	struct voice_spool *spool;
	bool over_bridge;		/* what is said now is said into a talk */
	int64_t box_left_ms;		/* monotonic: when the last box went; at the start: a house
					 * with calls */
	bool started, no_line;		/* no_line: a ring had to wait for a free line */
};

/* One leg in one step of a turn. */
struct voice_turn {
	struct voice *v;
	struct voice_call *call;
	struct care_turn *t;
	struct store_person person;
};

struct voice_step {
	const char *name;
	int (*enter)(struct voice_turn *x);	/* begins, or again after a reconnect */
	int (*digits)(struct voice_turn *x, const char *digits);
	int (*silent)(struct voice_turn *x);	/* nothing was pressed */
	int (*played)(struct voice_turn *x);	/* a play without gather came to its end */
	int (*check)(struct voice_turn *x);	/* at the end of each turn: do the rows still
						 * say so? */
	int (*left)(struct voice_turn *x, bool dropped);	/* the leg is over */
};
const struct voice_step *voice_step(const struct voice_call *c);
extern const struct voice_step voice_step_language, voice_step_flow, voice_step_wait,
	voice_step_record, voice_step_keep, voice_step_gate, voice_step_offer, voice_step_listen,
	voice_step_talk, voice_step_monitor, voice_step_bye, voice_step_story_record,
	voice_step_story_keep, voice_step_story, voice_step_story_team, voice_step_hold,
	voice_step_answer, voice_step_answer_keep, voice_step_unheard;

/* voice_link.c */
int voice_listen(struct voice *v, struct err *err) MUST_CHECK;
struct voice_box *voice_box_named(struct voice *v, const char *name);
struct voice_box *voice_box_free(struct voice *v, const struct secret *number);
/* Has this one a line for it?  Two can be put through to each other on one box only. */
bool voice_box_can(struct voice *v, const struct voice_box *b, const struct secret *number);
int voice_box_hello(struct voice *v, struct voice_report *r, struct care_turn *t) MUST_CHECK;

/* voice_report.c */
int voice_report_run(struct voice *v, struct voice_report *r, struct care_turn *t) MUST_CHECK;
void voice_report_hear(struct voice *v,
		       struct voice_report *r);	/* digits: scanned at once */
int voice_take(struct voice_turn *x) MUST_CHECK;	/* it rings: answered, or called back */
int voice_start_call(struct voice_turn *x) MUST_CHECK;	/* it was answered */
/* What is said first to whoever rang, or was rung because of that. */
int voice_start_caller(struct voice_turn *x) MUST_CHECK;

/* voice_call.c */
struct voice_call *voice_call_named(struct voice *v, const char *name);
struct voice_call *voice_call_of(struct voice *v, int64_t person_id);
struct voice_call *voice_call_by_id(struct voice *v, int64_t id);
/* NULL: its person is gone. */
struct voice_call *voice_call_new(struct voice *v, const struct store_call *row,
				  struct care_turn *t);
int voice_calls_load(struct voice *v, struct care_turn *t) MUST_CHECK;
int voice_turn_init(struct voice_turn *x, struct voice *v, struct voice_call *c,
		    struct care_turn *t) MUST_CHECK;
/* The leg is over: its step is told, the row closed, the struct freed. */
int voice_call_over(struct voice *v, struct voice_call *c, struct care_turn *t, const char *why)
	MUST_CHECK;
/* A call of ours did not come about.  Whoever asked for it may be put through to somebody: it is
 * said into their talk. */
int voice_ring_failed(struct voice *v, struct care_turn *t, int64_t ring_id, bool by_us)
	MUST_CHECK;
int voice_rings_dial(struct voice *v, struct care_turn *t) MUST_CHECK;

/* voice_say.c: orders */
json_t *voice_order(struct voice_call *c, const char *what);	/* a new one: add fields,
								 * then put */
void voice_order_put(struct voice_call *c, json_t *is);
void voice_order_simple(struct voice_call *c, const char *what);
json_t *voice_rec_item(const struct store_recording *r);
/* What was said in this turn, then `more` (taken over; may be NULL), then digits. */
void voice_ask(struct voice_call *c, json_t *more, int min, int max, int64_t first_ms);
/* The same without digits; the step's played() follows. */
void voice_tell(struct voice_call *c, json_t *more);
/* Music (or quiet) without end; digits: with a gather. */
void voice_music(struct voice_call *c, bool digits);
void voice_ask_again(struct voice_call *c);	/* what was played last, once more */
void voice_ask_after(struct voice_call *c);	/* what was said now, then what was played last */
/* `first` (taken over; may be NULL), then what was said, then one digit. */
void voice_ask_first(struct voice_call *c, json_t *first, int64_t first_ms);
void voice_hangup(struct voice_call *c, bool after);
void voice_speaker_clear(struct voice_call *c);

/* steps */
int voice_go(struct voice_turn *x, enum voice_step_id step, int64_t subject_id) MUST_CHECK;
int voice_bye(struct voice_turn *x, const char *key) MUST_CHECK;	/* NULL: without a word */
/* A key that means nothing here: asked once more, then a human, as in a flow. */
int voice_wrong(struct voice_turn *x, int (*again)(struct voice_turn *x)) MUST_CHECK;
/* The same after "we have your message": the leg's subject says that they are still being told. */
int voice_bye_kept(struct voice_turn *x, int64_t recording_id) MUST_CHECK;
int voice_prompt(struct voice_turn *x, const char *key, const struct words_arg *args) MUST_CHECK;
/* These words, then one key. */
int voice_question(struct voice_turn *x, const char *key) MUST_CHECK;
/* One of the team is worried about whose recording it is: 1 danger, 2 somebody should look. */
int voice_worry(struct voice_turn *x, char digit,
		int (*worried)(struct care_turn *t, const struct store_person *by, int64_t id,
			       bool danger)) MUST_CHECK;
/* Digits to care/, with the scan of the report that brought them (NULL: scan now). */
int voice_hear(struct voice_turn *x, const char *digits, const struct voice_report *r) MUST_CHECK;
int voice_say_pending(struct voice_turn *x) MUST_CHECK;
int voice_flow_after(struct voice_turn *x) MUST_CHECK;
/* Begins anew after a reconnect: the question that waits, once more. */
int voice_flow_again(struct voice_turn *x) MUST_CHECK;
/* What was recorded, when no choice was made about it. */
int voice_keep_unasked(struct voice_turn *x) MUST_CHECK;
int voice_talk_over(struct voice_turn *x) MUST_CHECK;
/* voice_spool.c: a few names; in a transaction. */
int voice_spool_tidy(struct voice *v, struct care_turn *t) MUST_CHECK;
/* The other one's leg, when it is here for the same conversation; NULL. */
struct voice_call *voice_talk_other(struct voice_turn *x, const struct store_conversation *c);
int voice_talk_left(struct voice_turn *x, bool dropped) MUST_CHECK;
void voice_part(struct voice_call *c);
void voice_monitors_part(struct voice *v, int64_t conversation_id);
/* voice_hold.c */
int voice_hold(struct voice_turn *x, const struct store_conversation *c) MUST_CHECK;
/* 0, 9 or * while two people talk with each other. */
int voice_talk_key(struct voice_turn *x, char key, const char *code) MUST_CHECK;
/* A phone of ours still rings: cancelled the moment that its reason has gone. */
int voice_ring_check(struct voice_turn *x) MUST_CHECK;
int voice_recorded(struct voice_turn *x, const char *rec, const char *file, int64_t length_ms,
		   const char *why, const char *digit) MUST_CHECK;
