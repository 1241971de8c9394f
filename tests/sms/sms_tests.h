/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The room sms/ in a whole house on a fake clock, with two doubles that the
 * linker puts in (-Wl,--wrap): care_text_in() notes what it heard, and fails
 * or dies on planted words; store_commit() fails when told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "care/care.h"
#include "store/store_batch.h"
#include "store/store_inbox.h"
#include "store/store_outbox.h"
#include "sms/sms.h"
#include "world.h"

#define AMINA "+254711000001"
#define BAKARI "+254711000002"

enum { HEARD_MAX = 64 };
struct heard {
	char text[1000];
	bool is_part, is_joined, none;	/* none: not a text that can be read */
};
enum commit_double { COMMIT_REAL, COMMIT_FAILS, COMMIT_IS_NOT_SEEN };

struct sms_tests {
	struct world *w;
	struct world_phone *amina, *bakari;
	struct heard heard[HEARD_MAX];
	int heards;
	enum commit_double commit;
};
extern struct sms_tests here;

/* What care_text_in() does when it finds them in a text. */
#define WORDS_THAT_FAIL "plant: fail"
#define WORDS_THAT_KILL "plant: die"

int sms_tests_begin(void **state);
int sms_tests_end(void **state);
/* Hands over one message; text NULL takes `sms` as it is. */
void hand(const struct world_phone *from, const char *uuid, const char *text);
/* Every text that the phone shows, taken; how many. */
int take_all(struct world_phone *p);
void assert_hears(struct world_phone *p, const char *text);
void assert_silent(struct world_phone *p);
/* A value of counters, by name. */
uint64_t counted(const char *name);
/* Writes a text into the outbox, in a turn of its own. */
void say(const struct world_phone *to, const char *text);
void say_class(const struct world_phone *to, const char *text, enum store_class class);
