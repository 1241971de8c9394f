/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to warmlined/. */
#include "care/care.h"
#include "voice/voice.h"
#include "warmlined/alarm.h"
#include "warmlined/house.h"
#include "warmlined/turn.h"

struct house {
	struct loop *loop;
	struct house_options options;
	struct care_deps deps;		/* care/ keeps a pointer: filled as things open */
	struct care *care;
	struct sms *sms;
	struct voice *voice;
	struct store *store;
	struct store_batch *batch;
	struct turn *turn;
	struct alarm_wires *alarm;
	struct audit_head *audit_head;
	struct watch *watch;
	struct desk *desk;
	void *reading;		/* the reading in use (words.c) */
	struct loop_timer *lane_timer;	/* set: only the emergency lane is open */
	int lock_fd;
	int exit_code;
};
enum { HOUSE_EXIT_AGAIN = 75 /* EX_TEMPFAIL: start me again */ };

void house_danger_heard(void *house, const struct sms_danger *danger);

/* voice.c */
struct voice *house_voice_new(struct house *h);
int house_voice_open(struct house *h, struct err *err) MUST_CHECK;

/* lane.c: when the house cannot be opened, or keeps falling down. */
bool house_starts_too_often(struct house *h);
void house_starts_forget(struct house *h);
int house_lane_open(struct house *h, const char *why, struct err *err) MUST_CHECK;


/* staff.c: what desk/ may ask of the house. */
void house_desk_new(struct house *h);

/* words.c: prompts, flows and the lexicon, read whole or not at all. */
int house_words_open(struct house *h, struct err *err) MUST_CHECK;
/* Once the store is open: what is in force there, not what the files say; at the first
 * start the files are taken in. */
int house_releases_open(struct house *h, struct err *err) MUST_CHECK;
/* publish.c: the catalogues as their folder has them now, a child of ctx; NULL with err, also
 * when a live service must not say them. */
struct flow;
struct flow_set;
struct words;
struct words *house_words_read(struct house *h, void *ctx, struct err *err);
/* Is this flow of `flows` (with what it calls) fit for people, as `warmline-flow check` sees
 * it with these words?  NULL: all of them.  -EINVAL with err. */
int house_vet(struct house *h, const struct words *words, const struct flow_set *flows,
	      const struct flow *flow, struct err *err) MUST_CHECK;
/* They are what the house says from now on.  Between turns. */
void house_words_take(struct house *h, struct words *words);
/* live.c: -EPERM with err when a live service must not say these words. */
int house_live_check(struct house *h, const struct words *words, struct err *err) MUST_CHECK;
