// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Tests of flows hold what peers and staff get because of an effect (`peer gets
 * offer.new`) by a table of flow/.  Here each row of it is held against the whole
 * house: a member comes to the effect, and that phone gets these words.
 */
#include <fnmatch.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "story.h"
#include "tests/stories/world.h"

#include "care/care.h"
#include "flow/flow.h"
#include "words/words.h"

struct scene {
	struct world *w;
	struct world_phone *member, *peer, *staff;
};

static void given(struct scene *s, const char *sentence)
{
	struct err err = { "" };
	int rc = story_given(s->w, talloc_strdup(s, sentence), &err);

	if (rc < 0)
		print_message("%s: %s\n", sentence, err.text);
	assert_int_equal(rc, 0);
}

static struct scene *begin(void *ctx)
{
	struct scene *s = talloc_zero(ctx, struct scene);
	struct err err = { "" };

	s->w = world_new(s, 11);
	assert_int_equal(world_clock_set(s->w, "Africa/Nairobi", "2026-11-23 10:00"), 0);
	assert_int_equal(world_open(s->w, &err), 0);
	given(s, "june +254722000001 is peer trained on duty");
	given(s, "omar +254733000001 is staff coordinator oncall");
	given(s, "zed +254711000003 is member");
	s->member = world_phone(s->w, "zed");
	s->peer = world_phone(s->w, "june");
	s->staff = world_phone(s->w, "omar");
	return s;
}

static void end(struct scene *s)
{
	clock_set_source(NULL);
	talloc_free(s);
}

/* The effect as a flow has it, with values of ours. */
static const char *line_of(void *ctx, const struct flow_tells_spec *row)
{
	static const char *const lines[] = {
		"raise concern \"a heavy evening\"", "hand-over \"a heavy evening\"",
		"message \"hello\"",
	};
	size_t len = strlen(row->effect);

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		if (strncmp(lines[i], row->effect, len) == 0 && lines[i][len] == ' ')
			return lines[i];
	return talloc_asprintf(ctx, "do %s %s", row->effect, row->first ? row->first : "");
}

static void put_flow(struct scene *s, const char *line)
{
	struct flow_set *set = care_deps(house_care(s->w->house))->flows;
	struct flow_problems problems = { 0 };
	char *source = talloc_asprintf(s, "flow worried\n  trigger keyword.worried\n  step x\n"
				       "    %s\n    end\n", line);

	if (!flow_set_add(set, "worried.flow", VIEW_STR(source), &problems))
		fail_msg("%s", flow_problem_format(s, &problems.list[0]));
	care_set_flows(house_care(s->w->house), set);
}

/* The words of the key, with what the row fills in, "*" for all else. */
static char *pattern(struct scene *s, const struct flow_tells_spec *row)
{
	const struct words *w = care_deps(house_care(s->w->house))->words;
	const char *text = words_own(w, "en", row->key), *p;
	char *out = talloc_strdup(s, "");

	assert_non_null(text);
	for (p = text; *p; p += strcspn(p, "}") + 1) {
		size_t len = strcspn(p, "{");

		out = talloc_asprintf_append(out, "%.*s", (int)len, p);
		p += len;
		if (!*p)
			break;
		if (strncmp(p, "{kind}", 6) == 0)
			out = talloc_strdup_append(out, words_own(w, "en", row->kind));
		else if (strncmp(p, "{reason}", 8) == 0)
			out = talloc_strdup_append(out,
						   row->reason ? row->reason : "a heavy evening");
		else
			out = talloc_strdup_append(out, "*");
	}
	return out;
}

/* Somebody who is there for the first time is announced as new. */
static bool gets(struct scene *s, struct world_phone *phone, const char *want)
{
	struct world_text *text;
	bool hit = false;

	while ((text = world_hear(s->w, phone))) {
		const char *said = strncmp(text->text, "New here: ", 10) == 0 ? text->text + 10 :
			text->text;

		hit |= fnmatch(want, said, 0) == 0;
		if (!hit)
			print_message("heard: %s\n", text->text);
	}
	return hit;
}

static void each_row_is_so(void **state)
{
	const struct flow_vocabulary *v = &flow_vocabulary_standard;
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < v->tells_len; i++) {
		const struct flow_tells_spec *row = &v->tells[i];
		struct scene *s = begin(ctx);
		const char *line = line_of(s, row), *want = pattern(s, row);
		struct world_phone *phone = strcmp(row->who, "peer") == 0 ? s->peer : s->staff;

		put_flow(s, line);
		world_settle(s->w);
		gets(s, phone, "");
		world_send(s->w, s->member, "WORRIED");
		world_settle(s->w);
		world_pass(s->w, SECONDS_MS(5));
		world_settle(s->w);
		if (!gets(s, phone, want))
			fail_msg("`%s`: %s does not get: %s", line, row->who, want);
		end(s);
	}
	talloc_free(ctx);
}

/* The test can fail: an effect that tells nobody. */
static void and_nothing_else(void **state)
{
	struct scene *s = begin(NULL);

	put_flow(s, "tag quiet");
	world_settle(s->w);
	gets(s, s->peer, "");
	gets(s, s->staff, "");
	world_send(s->w, s->member, "WORRIED");
	world_settle(s->w);
	world_pass(s->w, SECONDS_MS(5));
	world_settle(s->w);
	assert_false(gets(s, s->peer, "*"));
	assert_false(gets(s, s->staff, "*"));
	end(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_so), cmocka_unit_test(and_nothing_else),
	};

	base_init(NULL, "flow_tells_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
