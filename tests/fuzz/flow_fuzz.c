// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A flow file from anywhere: it is refused with problems, or it is checked and
 * run for some turns, each through JSON, looked at and drawn; its tests, or those
 * of a test file, are played.  Input that begins with '{' is a saved session
 * instead, of a flow that is in order.
 */
#include <stdlib.h>

#include "flow/flow_look.h"
#include "flow/flow_play.h"
#include "fuzz_quiet.h"

static const char *word(void *arg, const char *lang, const char *key)
{
	return "yes, ja, 7";
}

static bool get(void *arg, const char *name, struct flow_value *out)
{
	*out = FLOW_INT(3);
	return true;
}

static const char *const langs[] = { "en", "sw", NULL };
static const struct flow_host host = { .langs = langs, .word = word, .get = get };

static const char good[] =
	"flow g\n  silence 1h -> b\n  step a\n    ask choice g.q as w\n      1 g.x -> b\n"
	"      else -> a\n  step b\n    ask pin g.p\n      right -> end\n      else -> a\n";

static void turn(void *ctx, struct flow_state *st, int n, int64_t now_ms)
{
	static const char *const answers[] = { "1", "yes", "what?", "4711", "" };
	struct flow_actions *out = flow_actions_new(ctx);

	flow_silence(st, &host, now_ms, out);
	flow_effect_done(st, &host, n % 2 ? "right" : "x", NULL, now_ms, out);
	flow_input(st, &host, answers[n % ARRAY_LEN(answers)], now_ms, out);
	if (n % 3 == 0)
		flow_back(st, &host, now_ms, out);
}

static void run(void *ctx, struct flow_set *set, struct flow_state *st)
{
	for (int n = 0; n < 12 && flow_state_waiting(st) != FLOW_WAITS_NOT; n++) {
		json_t *saved = flow_state_save(st);
		enum flow_end why;

		MUST(saved);
		talloc_free(st);
		st = flow_state_load(ctx, set, saved, &why);
		json_decref(saved);
		MUST(st);		/* what we saved we can load */
		turn(ctx, st, n, 1000 + n * MINUTES_MS(7));
	}
}

static void fuzz_state(void *ctx, const uint8_t *data, size_t size)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	json_t *saved = json_loadb((const char *)data, size, 0, NULL);
	struct flow_state *st;
	enum flow_end why;

	MUST(flow_set_add(set, "good", VIEW_STR(good), NULL));
	if (!saved)
		return;
	flow_json_hashes(ctx, saved);
	st = flow_state_load(ctx, set, saved, &why);
	json_decref(saved);
	if (st)
		run(ctx, set, st);
}

static void see_step(void *arg, const char *name, int line, bool made)
{
	MUST(name);
}

static void see_node(void *arg, const struct flow_node *n)
{
	MUST(n->key);
}

static void see_edge(void *arg, const struct flow_edge *e)
{
	MUST(e->label);
}

static void see_point(void *arg, const struct flow_point *p)
{
	MUST(p->text && p->line > 0);
}

static void look(void *ctx, const struct flow *f)
{
	const struct flow_looker l = { NULL, see_step, see_node, see_edge };

	flow_look(f, &l);
	flow_each_point(f, see_point, NULL);
	flow_trigger_keys(ctx, f);
	MUST(!flow_steps_gone(ctx, f, f)[0]);	/* nothing changes by staying the same */
}

static void play(void *ctx, struct flow_set *set, struct view source)
{
	struct flow_tests *tests = flow_tests_new(ctx);
	struct flow_problems problems = { 0 };
	const struct flow_stage stage = { .set = set, .lang = "en", .langs = langs, .word = word };

	MUST(flow_set_add(set, "good", VIEW_STR(good), NULL));
	flow_tests_add(tests, "fuzz.test", source, &problems);
	for (const struct flow_test *t = flow_tests_next(tests, NULL); t && problems.errors == 0;
	     t = flow_tests_next(tests, t))
		flow_test_play(t, &stage, NULL);
	flow_problems_clear(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = talloc_new(NULL);
	struct flow_problems problems = { 0 };
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	const struct flow *f;

	fuzz_quiet();
	if (size && data[0] == '{') {
		fuzz_state(ctx, data, size);
		goto out;
	}
	f = flow_set_add(set, "fuzz.flow", (struct view){ data, size }, &problems);
	MUST(f || problems.errors);	/* never refused without a reason */
	if (f) {
		flow_check(set, NULL, &problems);
		flow_keys(ctx, set);
		look(ctx, f);
		run(ctx, set, flow_start(ctx, set, f, &host, NULL, 1000,
					 flow_actions_new(ctx)));
	}
	play(ctx, set, (struct view){ data, size });
	for (size_t i = 0; i < problems.len; i++)
		talloc_free(flow_problem_format(ctx, &problems.list[i]));
out:
	flow_problems_clear(&problems);
	talloc_free(ctx);
	return 0;
}
