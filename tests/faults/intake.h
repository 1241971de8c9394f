/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The intake crash sweep: a small history of texts goes through the whole
 * house, whose life ends at every possible point; its successors get again
 * what bearerbox still holds, the history goes on, and in the end everything
 * must be as if nothing had happened.
 *
 *	intake_sweep.c	the kinds of faults, the points, and which of them to run
 *	intake_life.c	the history and one life of the house with it
 *	intake_judge.c	what must hold at the end
 *	intake_wrong.c	deliberately wrong programs
 *	intake_calls.c	striking at a system call
 *	disk.c		a disk that forgets and fills up
 */
#include "base/base.h"
#include "world.h"

enum { INTAKE_STEPS = 14, INTAKE_TEXTS = 400 };

/* A segment that left the house: bearerbox has it, whatever happens next. */
struct intake_text {
	char uuid[UUID_LEN + 1], to[24], box[24];
	int coding, life;
	bool reports;			/* asks for reports */
	uint8_t udh_len, udh[16];
	uint8_t len, data[160];
};

/* What bearerbox knows; in memory shared by all lives. */
struct intake_carrier {
	struct { bool handed, acked; } message[INTAKE_STEPS];
	struct intake_text text[INTAKE_TEXTS];
	int texts;
	int next_step, life;
	int64_t now_ms;
	unsigned int disk_operations, allocations;
	/* How the last life came to its end, if it was not killed. */
	enum { INTAKE_DIED, INTAKE_STOPPED, INTAKE_JUDGED } ended;
	char complaint[200];
};
extern struct intake_carrier *carrier;

/* --- A life ------------------------------------------------------------------ */
enum intake_fault {
	INTAKE_KILL, INTAKE_EIO, INTAKE_ENOSPC, INTAKE_CUT, INTAKE_FULL, INTAKE_ALLOCATION,
	INTAKE_FAULTS
};
struct intake_plan {
	const char *dir;
	enum intake_fault fault;
	unsigned int n;			/* the point; 0: only count */
	bool faulty;			/* this life meets the fault; else it is a clean one */
};
/* People, a conversation and a check-in to come, in a new folder. */
void intake_world_make(const char *dir);
/* One life (in a child of its own; never returns). */
void intake_live(void *plan);
bool intake_message_uuid(int step, char uuid[UUID_LEN + 1]);	/* false: no such step */
int intake_steps(void);

/* --- What must hold ------------------------------------------------------------- */
/* In the last life, with the house still open. */
bool intake_store_is_well(struct world *w);
/* What the phones heard, against the life without faults. */
void intake_expect_this(void);
bool intake_phones_are_well(enum intake_fault fault);
/* After a text that crashed the process twice (INTAKE_POISONED): all others had
 * their effect, and nobody got its words. */
bool intake_phones_are_well_but_one(void);
bool intake_complain(const char *what, const char *whose);

/* --- Wrong programs ---------------------------------------------------------------- */
enum intake_wrong {
	WRONG_NOT, WRONG_ACK_FIRST, WRONG_NORMAL, WRONG_PART_DROPPED, WRONG_NO_CLOCK, WRONGS
};
extern enum intake_wrong wrong;
extern const char *const intake_wrong_names[WRONGS];

/* --- A text that crashes the process ------------------------------------------------ *
 * One step of the history gets these words; whoever scans them, or acts on
 * them, dies by SIGSEGV. */
enum intake_poison { POISON_NOT, POISON_SCAN, POISON_STEP, POISONS };
extern enum intake_poison poison;
enum { INTAKE_POISONED = 7 };
extern const char intake_poison_words[];
