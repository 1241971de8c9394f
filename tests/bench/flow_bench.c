// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What flows cost: reading and checking ten thousand of them, and steps a second
 * through the runner (an answer in, actions out), with and without the state
 * going through JSON as it does at every turn of the real thing.
 */
#include <stdio.h>
#include <stdlib.h>

#include "flow/flow.h"

enum { FLOWS = 10000, STEPS = 3000000, SAVED = 200000 };

static const char pattern[] =
	"flow f%d\n  trigger keyword.f%d\n  silence 24h -> end\n\n  step start\n"
	"    ask choice a.ask as wants\n      1 a.one -> one\n      2 a.two -> two\n"
	"      3 a.three -> three\n"
	"    silence 15m -> three\n\n  step one\n    set n = 3\n"
	"    if n > 2 and wants != \"x\" -> two\n"
	"    say a.said\n    end\n\n  step two\n    ask number a.mood 1..5 as mood\n"
	"      <= 2 -> three\n"
	"      else -> one\n    retry 2 say a.again\n\n  step three\n    raise concern \"three\"\n"
	"    say a.thanks\n    end\n";

/* Goes round for ever: each answer is one step on. */
static const char wheel[] =
	"flow wheel\n  silence 1h -> end\n  ends after 60d\n  step a\n"
	"    ask number w.a 1..5 as x\n"
	"      1 -> b\n      else -> a\n  step b\n    set total = total + x\n"
	"    if total > 1000 -> c\n"
	"    ask number w.b 1..5\n      1 -> a\n      else -> c\n  step c\n"
	"    set total = 0\n    -> a\n";

static const char *const langs[] = { "en", NULL };
static const struct flow_host host = { .langs = langs };

static void bench_read(void)
{
	void *ctx = talloc_new(NULL);
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	int64_t began = clock_mono_ms(), read_ms;
	char name[32];

	for (int i = 0; i < FLOWS; i++) {
		char *source = talloc_asprintf(ctx, pattern, i, i);

		snprintf(name, sizeof(name), "f%d.flow", i);
		MUST(flow_set_add(set, name, VIEW_STR(source), &problems));
		talloc_free(source);
	}
	read_ms = clock_mono_ms() - began;
	began = clock_mono_ms();
	flow_check(set, NULL, &problems);
	printf("%d flows: read in %lld ms (%lld a second), checked in %lld ms; %zu problems\n",
	       FLOWS, (long long)read_ms, (long long)FLOWS * 1000 / (read_ms ? read_ms : 1),
	       (long long)(clock_mono_ms() - began), problems.errors);
	flow_problems_clear(&problems);
	talloc_free(ctx);
}

static void bench_steps(void)
{
	void *ctx = talloc_new(NULL);
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	const struct flow *f = flow_set_add(set, "wheel.flow", VIEW_STR(wheel), NULL);
	struct flow_actions *out = flow_actions_new(ctx);
	const struct flow_arg vars[] = { { "total", FLOW_INT(0) }, { .name = NULL } };
	struct flow_state *st = flow_start(ctx, set, f, &host, vars, 1000, out);
	int64_t began = clock_mono_ms(), ms;

	for (int i = 0; i < STEPS; i++) {
		talloc_free(out);
		out = flow_actions_new(ctx);
		MUST(flow_input(st, &host, i % 3 ? "1" : "4", 1000, out));
	}
	ms = clock_mono_ms() - began;
	printf("answers through the runner: %lld a second and core\n",
	       (long long)STEPS * 1000 / (ms ? ms : 1));
	began = clock_mono_ms();
	for (int i = 0; i < SAVED; i++) {
		json_t *saved;
		enum flow_end why;

		talloc_free(out);
		out = flow_actions_new(ctx);
		MUST(flow_input(st, &host, "1", 1000, out));
		saved = flow_state_save(st);
		talloc_free(st);
		st = flow_state_load(ctx, set, saved, &why);
		json_decref(saved);
		MUST(st);
	}
	ms = clock_mono_ms() - began;
	printf("the same, the state through JSON each time: %lld a second and core\n",
	       (long long)SAVED * 1000 / (ms ? ms : 1));
	talloc_free(ctx);
}

int main(void)
{
	base_init(NULL, "flow_bench");
	bench_read();
	bench_steps();
	return 0;
}
