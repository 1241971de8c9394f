/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* What the tests of the store share: a state directory of their own, and an
 * open store in it.  Header only, so that each test is one file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/store.h"

#define NOW INT64_C(1700000000000)

struct state {
	void *ctx;
	char *dir;
	struct store *st;
	int failed;			/* how often the store said so */
	int failed_code;
};

static inline void state_told_failure(void *arg, int code, const char *what)
{
	struct state *s = arg;

	s->failed++;
	s->failed_code = code;
}

/* NULL with errno, when it does not open. */
static inline struct store *state_try_open(struct state *s, bool create, struct err *err)
{
	const struct store_options options = {
		.dir = s->dir, .create = create, .journal_records = 16,
		.failed = state_told_failure, .failed_arg = s,
	};

	s->st = store_open(s->ctx, &options, err);
	return s->st;
}

static inline void state_open(struct state *s)
{
	struct err err = { "" };

	if (!state_try_open(s, true, &err))
		fail_msg("%s", err.text);
}

static inline void state_close(struct state *s)
{
	TALLOC_FREE(s->st);
}

static inline void state_reopen(struct state *s)
{
	state_close(s);
	state_open(s);
}

static inline char *state_path(struct state *s, const char *name)
{
	return talloc_asprintf(s->ctx, "%s/%s", s->dir, name);
}

static inline int state_setup(void **out)
{
	char dir[] = "/tmp/warmline-store-XXXXXX";
	struct state *s;
	void *ctx = talloc_named_const(NULL, 0, "test");
	static bool base_is_there;

	if (!base_is_there)
		base_init(NULL, "test");
	base_is_there = true;
	if (!mkdtemp(dir))
		return -1;
	s = talloc_zero(ctx, struct state);
	s->ctx = ctx;
	s->dir = talloc_strdup(s, dir);
	state_open(s);
	*out = s;
	return 0;
}

static inline int state_teardown(void **in)
{
	struct state *s = *in;
	char *command = talloc_asprintf(s->ctx, "rm -rf '%s'", s->dir);
	int rc;

	state_close(s);
	rc = system(command);
	talloc_free(s->ctx);
	return rc;
}

#define STATE_TEST(f) cmocka_unit_test_setup_teardown(f, state_setup, state_teardown)

static inline void begin(struct state *s) { assert_int_equal(store_begin(s->st, NOW), 0); }
static inline void commit(struct state *s) { assert_int_equal(store_commit(s->st), 0); }
