/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A world for stories, simulations and fault tests: the very house that
 * warmlined runs, its pager, a bearerbox that speaks the box protocol, and
 * phones - in one process, on one loop, on a clock that only moves when told.
 * What phones send enters as box frames and what they hear left as box frames.
 */
#include "base/base.h"
#include "loop/loop.h"
#include "fakebox.h"
#include "tools/fakevox.h"
#include "text/text.h"
#include "warmlined/house.h"

enum { WORLD_PHONES = 64, WORLD_NAME_LEN = 23 };

struct world_text {
	struct world_text *next;
	char *text;			/* as the handset shows it, long ones joined */
	int64_t at_ms;
	int segments;
	bool by_pager;			/* it left by the pager's own line */
};
struct world_phone {
	char name[WORLD_NAME_LEN + 1], number[24];
	char line[16];			/* the short code it writes to; empty: the
					 * service's first */
	struct world_text *first, **last;	/* not yet read by the story */
	uint64_t heard;
	bool refused;			/* the carrier takes no text for it */
	int answer;			/* what bearerbox says to texts for it; 0: as usual */
	struct box_sms *last_sms;	/* the last text that was taken for it: for a report
					 * about it */
	struct handset *parts;		/* of long texts that are not whole yet */
	struct world_text *spoken, **spoken_last;	/* what its calls played, not yet read */
};

struct world {
	struct loop *loop;
	struct fakebox *carrier;
	struct fakevox *vox;		/* made by world_voice() */
	struct fakevox *second;		/* as good as the first; world_voice_second() */
	struct house *house;
	struct pager_daemon *pager;
	char dir[64];
	int64_t now_ms, mono_ms;
	struct world_phone phone[WORLD_PHONES];
	int phones;
	/* What bearerbox answers to a text; NULL: success. */
	int (*carrier_says)(void *arg, const char *box, const struct box_sms *sms);
	void *carrier_arg;
	bool carrier_full;		/* every text is to be sent again later */
	/* A box has acknowledged this message; may be NULL. */
	void (*acked)(void *arg, const char *id);
	uint64_t acknowledged;		/* messages and reports that a box has acknowledged */
	bool no_pager, opened, dir_given;
	bool lane;			/* world_open() opens the emergency lane alone */
	const char *vfs;
	const char *flows_dir, *prompts_dir;	/* NULL: those that ship */
	void *house_ctx;
};

/* One world at a time: it owns the process's clock and randomness. */
struct world *world_new(void *ctx, uint32_t seed);
/* For cmocka: a context as the test's state, and its end with all that is in it. */
int world_test_begin(void **state);
int world_test_end(void **state);
/* In a folder that is there already and stays: another process's world, gone on with. */
struct world *world_new_in(void *ctx, uint32_t seed, const char *dir);
/* "2026-11-23 09:00" in the zone; before world_open(). */
int world_clock_set(struct world *w, const char *zone, const char *local) MUST_CHECK;
/* Settings by node and key; before world_open() (kept over a restart) or later. */
int world_set(struct world *w, const char *node, const char *key, const char *value,
	      struct err *err) MUST_CHECK;
int world_open(struct world *w, struct err *err) MUST_CHECK;
/* Ends the house without a word, as kill -9 does; the pager lives on.  world_open()
 * starts it again. */
void world_kill(struct world *w);
int world_restart(struct world *w, struct err *err) MUST_CHECK;
/* The same for the pager alone; world_pager_start() or world_open() starts it again. */
void world_pager_kill(struct world *w);
int world_pager_start(struct world *w, struct err *err) MUST_CHECK;

/* There is a telephone: a fake voicebox connects (again after a restart of the house). */
void world_voice(struct world *w);
void world_voice_second(struct world *w);	/* another one, which shares the load */
void world_voice_new(struct world *w);	/* nobody has found it yet: no time passes */
/* The oldest thing played to this phone that was not taken yet, or NULL. */
struct world_text *world_listen(struct world *w, struct world_phone *phone);

struct world_phone *world_phone(struct world *w, const char *name);
struct world_phone *world_phone_add(struct world *w, const char *name, const char *number);
void world_send(struct world *w, const struct world_phone *from, const char *text);
/* A segment as a handset sends it; its bytes stay the segment's. */
void world_sms_of(const struct text_segment *s, struct box_sms *out);
void world_send_sms(struct world *w, const struct world_phone *from, const struct box_sms *sms);
/* The oldest text that was not taken yet, or NULL; the caller's. */
struct world_text *world_hear(struct world *w, struct world_phone *phone);

/* Somebody, or a time server, sets the clock on the wall; the other one runs on. */
void world_step_wall(struct world *w, int64_t by_ms);
/* Lets everything happen that needs no time that a person would notice (50 ms). */
void world_settle(struct world *w);
/* Time passes; whatever is due meanwhile happens at its time. */
void world_pass(struct world *w, int64_t ms);
