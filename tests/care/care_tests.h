/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What tests of care/ share: a real store in a directory of its own, words and
 * flows given as text, a clock that only moves when told.
 *
 *	world_texts(w, ANN, "hello");
 *	assert_hears(w, ANN, "Hello, good that you wrote*");
 *	world_passes(w, HOURS_MS(3));
 *
 * Header only, so that each test is one file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "care/care.h"
#include "care/care_people.h"
#include "flow/flow.h"
#include "store/store.h"
#include "store/store_due.h"
#include "store/store_outbox.h"
#include "words/words.h"

#define ANN "+254712345678"
#define BEN "+254712345679"
/* 2026-03-02, a Monday, 12:00 in Nairobi (UTC+3). */
#define NOON INT64_C(1772442000000)

struct world {
	void *ctx;
	char *dir;
	struct store *st;
	struct words *words;
	struct flow_set *flows;
	struct care *care;
	int64_t now_ms;
	int64_t seen_out;		/* the last outbox row that was looked at */
	struct lexicon_result scan;	/* what the next texts are said to hold */
	bool is_part;
	unsigned int uuid;
};

static inline void world_flow(struct world *w, const char *name, const char *source)
{
	struct flow_problems problems = { 0 };

	if (!flow_set_add(w->flows, name, VIEW_STR(source), &problems))
		fail_msg("%s", flow_problem_format(w->ctx, &problems.list[0]));
	flow_problems_clear(&problems);
	if (w->care)
		care_set_flows(w->care, w->flows);
}

static inline void world_open(struct world *w)
{
	const struct store_options options = { .dir = w->dir, .create = true,
					       .journal_records = 16 };
	const struct care_deps deps = { .words = w->words, .flows = w->flows };
	struct err err = { "" };

	w->st = store_open(w->ctx, &options, &err);
	if (!w->st)
		fail_msg("%s", err.text);
	w->care = care_new(w->ctx, &deps);
	care_set_store(w->care, w->st);
}

static inline void world_close(struct world *w)
{
	TALLOC_FREE(w->care);
	TALLOC_FREE(w->st);
}

/* As after a kill: nothing is remembered but what is on disk. */
static inline void world_restart(struct world *w)
{
	world_close(w);
	world_open(w);
}

static inline struct world *world_bare(void)
{
	struct world *w = talloc_zero(NULL, struct world);
	static const uint8_t seed[32] = { 7 };

	rand_set_seed(seed);
	w->ctx = w;
	w->now_ms = NOON;
	w->dir = talloc_strdup(w, "/tmp/care_test.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->flows = flow_set_new(w, &flow_vocabulary_standard);
	return w;
}

/* With words of the test's own; flows by world_flow(). */
static inline struct world *world_new(const char *po)
{
	struct world *w = world_bare();
	struct err err = { "" };

	w->words = words_new(w);
	if (words_add_text(w->words, "en", "en.po", VIEW_STR(po), &err) < 0)
		fail_msg("%s", err.text);
	world_open(w);
	return w;
}

/* With the words and flows that ship. */
static inline struct world *world_shipped(void)
{
	struct world *w = world_bare();
	struct flow_problems problems = { 0 };
	struct err err = { "" };

	w->words = words_load(w, TOP_SRCDIR "/prompts", &err);
	if (!w->words)
		fail_msg("%s", err.text);
	if (flow_set_load_dir(w->flows, TOP_SRCDIR "/flows", &problems) < 0)
		fail_msg("%s", flow_problem_format(w, &problems.list[0]));
	flow_problems_clear(&problems);
	world_open(w);
	return w;
}

static inline void world_free(struct world *w)
{
	char *command = talloc_asprintf(w, "rm -rf '%s'", w->dir);

	world_close(w);
	if (system(command) != 0)
		fail();
	rand_set_seed(NULL);
	talloc_free(w);
}

/* For cmocka: the test's state is a world. */
static inline int world_teardown(void **state)
{
	world_free(*state);
	return 0;
}

/* Runs fn in a transaction of its own. */
static inline void world_do(struct world *w, int (*fn)(struct care_turn *t, void *arg), void *arg)
{
	void *mem = talloc_new(w);
	struct care_turn t;

	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	care_turn_init(&t, w->care, mem, w->now_ms);
	assert_int_equal(fn(&t, arg), 0);
	assert_int_equal(store_commit(w->st), 0);
	talloc_free(mem);
}

static inline int world_text_step(struct care_turn *t, void *arg)
{
	return care_text_in(t, arg);
}

static inline void world_texts_from(struct world *w, enum care_sender kind, const char *from,
				    const char *text)
{
	char uuid[UUID_LEN + 1];
	struct care_text in = {
		.inbox_id = ++w->uuid, .uuid = uuid, .sender_kind = kind, .sender = from,
		.service = "40404", .text = text ? secret_str(w, text) : NULL, .scan = &w->scan,
		.is_part = w->is_part, .incident_code = "4711", .received_at_ms = w->now_ms };

	rand_uuid(uuid);
	world_do(w, world_text_step, &in);
}

static inline void world_texts(struct world *w, const char *number, const char *text)
{
	world_texts_from(w, CARE_FROM_NUMBER, number, text);
}

/* Everything that became due until then happens, each at its own time. */
static inline void world_passes(struct world *w, int64_t ms)
{
	int64_t until_ms = w->now_ms + ms, at_ms;
	struct store_due due;

	while (store_due_next(w->st, &at_ms) == 1 && at_ms <= until_ms) {
		void *mem = talloc_new(w);
		struct care_turn t;

		if (at_ms > w->now_ms)
			w->now_ms = at_ms;
		assert_int_equal(store_begin(w->st, w->now_ms), 0);
		assert_int_equal(store_due_peek(w->st, w->now_ms, &due, 1), 1);
		assert_int_equal(store_due_take(w->st, &due), 1);
		care_turn_init(&t, w->care, mem, w->now_ms);
		assert_int_equal(care_due(&t, &due), 0);
		assert_int_equal(store_commit(w->st), 0);
		talloc_free(mem);
	}
	w->now_ms = until_ms;
}

/* The next outbox row; false when there is none.  (After a restart ids go on a
 * block of 1000 further.) */
static inline bool world_next_out(struct world *w, struct store_out *out)
{
	for (int64_t id = w->seen_out + 1; id < w->seen_out + 2500; id++)
		if (store_out_read(w->st, w, id, out) == 1) {
			w->seen_out = id;
			return true;
		}
	return false;
}

/* The next text that leaves is to this number and looks like this (fnmatch). */
static inline void assert_hears_at(struct world *w, const char *number, const char *like,
				   const char *file, int line)
{
	struct store_out out;

	if (!world_next_out(w, &out)) {
		print_error("nothing is said; expected: %s\n", like);
		_fail(file, line);
	}
	if (strcmp(secret_reveal(out.to), number) != 0 ||
	    fnmatch(like, secret_reveal(out.text), 0) != 0) {
		print_error("%s hears: %s\nexpected: %s\n", secret_reveal(out.to),
			    secret_reveal(out.text), like);
		_fail(file, line);
	}
}
#define assert_hears(w, number, like) assert_hears_at(w, number, like, __FILE__, __LINE__)

static inline void assert_silence_at(struct world *w, const char *file, int line)
{
	struct store_out out;

	if (world_next_out(w, &out)) {
		print_error("somebody hears: %s\n", secret_reveal(out.text));
		_fail(file, line);
	}
}
#define assert_silence(w) assert_silence_at(w, __FILE__, __LINE__)

static inline struct store_person world_person(struct world *w, const char *number)
{
	struct store_person p;

	assert_int_equal(store_people_by_address(w->st, STORE_ADDR_NUMBER, number, &p), 0);
	return p;
}
