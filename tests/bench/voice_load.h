/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* The callers of voice_bench: as many phones as wanted, in a process of their own. */
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { CALLS_MAX = 4000, PAYLOAD = 160, SLOT_EVERY_US = 5000, SLOTS_OF_20MS = 4 };
/* What the prompts consist of: the server changes from one to the other with each key. */
enum { PROMPT_A = 0x10, PROMPT_B = 0x20 };

struct load_plan {
	int calls, seconds;
	uint32_t salt;			/* of the SSRCs: each measurement is a new phone */
	uint16_t ports[CALLS_MAX];	/* of the callers; then of the server */
	bool stamp;			/* the time in the sound, for bridges */
	bool press;			/* a key each five seconds and call */
	bool realtime;
};
struct load_result {
	uint64_t sent, received, pressed, answered;
	int64_t late_p99_us, late_p999_us, late_max_us;	/* against the 20 ms schedule */
	uint64_t late_20ms;				/* packets later than that */
	int64_t tick_p999_us, tick_max_us;		/* how late the callers themselves were */
	int64_t answer_p50_us, answer_p99_us;		/* key to the other prompt, or stamp
							 * to ear */
	int64_t answer_max_us;
};
/* Opens a socket for each call and notes its port. */
int load_open(struct load_plan *plan, int *fds);
void load_run(const struct load_plan *plan, const int *fds, struct load_result *out);
bool be_realtime(void);
int64_t now_us(void);
int64_t permille(int64_t *values, size_t n, int which);	/* sorts them */
