/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
#include "library.h"

#include "care/care.h"

enum { LIBRARY_OWN = 80, LIBRARY_PRESS = 12 };

struct heard {
	struct heard *next;
	const struct world_phone *phone;
	char key[96];
	char *text;
	bool spoken;
};
struct library {
	struct world *w;
	const struct library_way *way;
	const struct words *words;
	struct flow_check_words *sizes;
	struct world_phone *who;
	const char *lang;		/* the member's now; everybody else's is the way's */
	struct heard *first, **last;	/* not yet asked for */
	char *own[LIBRARY_OWN];		/* what people wrote themselves */
	size_t own_len;
	struct { char key[96]; int number; } press[LIBRARY_PRESS];	/* of the last question */
	size_t press_len;
	void (*ordered)(void *arg, json_t *is);	/* the world's own */
	struct err *err;		/* the first thing that was wrong */
	bool wrong;
};

/* library_ear.c: what came on phones, each held against the catalogues. */
void library_listen(struct library *l);		/* to calls, from now on */
const char *library_lang(const struct library *l, const struct world_phone *p);
void library_collect(struct library *l);	/* texts */
/* The next on this phone, taken; NULL. */
struct heard *library_next(struct library *l, const struct world_phone *phone);
void library_own(struct library *l, const char *words);
int library_wrong(struct library *l, const char *fmt, ...) PRINTF(2, 3);
void library_tell(struct library *l, const char *fmt, ...) PRINTF(2, 3);

/* library.c */
struct library *library_open(void *ctx, const struct library_row *row,
			     const struct library_way *way, struct err *err);
/* Up to `walk` (*walks) or the end.  */
int library_script(struct library *l, const char *script, bool *walks) MUST_CHECK;
void library_sends(struct library *l, struct world_phone *from, const char *text);
/* Nobody is up, not even the house: days go by at once. */
int library_sleeps(struct library *l, int64_t ms) MUST_CHECK;
struct fakevox_call *library_leg(struct library *l, const struct world_phone *p);
bool library_person(struct library *l, struct store_person *out);
bool library_waits(struct library *l);	/* in a flow that does not come by itself */
int library_rest(struct library *l, bool long_after) MUST_CHECK;
