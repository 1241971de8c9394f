// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A flow is written in the browser by two people who do not see each other's
 * page: checked, published by two names, in a member's hand, and taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "care/care.h"
#include "desk_world.h"
#include "flow/flow_look.h"

#define ZED "+254711000003"

static const char good[] = "flow worried\n  trigger keyword.worried\n  silence 24h -> end\n"
	"  step start\n    say worried.thanks\n    do worried danger\n    end\n";
static const char endless[] = "flow worried\n  trigger keyword.worried\n  step start\n"
	"    ask text worried.tell\n    end\n";

struct scene {
	struct desk_world *d;
	struct desk_user *carol, *max, *ann;
};

static int begin(void **state)
{
	struct scene *s = talloc_zero(NULL, struct scene);

	s->d = desk_world_new(s);
	s->carol = desk_user_new(s->d, "carol", STORE_ROLE_COORDINATOR, NULL);
	s->max = desk_user_new(s->d, "max", STORE_ROLE_COORDINATOR, NULL);
	s->ann = desk_user_new(s->d, "ann", STORE_ROLE_AUTHOR, NULL);
	*state = s;
	return 0;
}

static bool save(struct desk_user *u, const char *flow, const char *text, int64_t version)
{
	return desk_ask_as(u, "flow save", json_pack("{s:s, s:s, s:I}", "flow", flow, "text", text,
						     "version", (json_int_t)version));
}

static bool with(struct desk_user *u, const char *verb, const char *flow, const char *name,
		 json_t *value)
{
	json_t *args = json_pack("{s:s}", "flow", flow);

	if (name)
		json_object_set_new(args, name, value);
	return desk_ask_as(u, verb, args);
}

static bool has_finding(struct desk_world *d, const char *severity, int line, const char *text)
{
	json_t *i;
	size_t n;

	json_array_foreach(desk_at_path(d, "items"), n, i)
		if (strcmp(json_string_value(json_object_get(i, "severity")), severity) == 0 &&
		    json_integer_value(json_object_get(i, "line")) == line &&
		    strstr(json_string_value(json_object_get(i, "text")), text))
			return true;
	return false;
}

static void the_list(void **state)
{
	struct scene *s = *state;
	size_t n, seen = 0;
	json_t *i;

	assert_true(save(s->ann, "my-new-one", "flow my-new-one\n", 0));
	assert_true(desk_ask_as(s->carol, "flow list", NULL));
	json_array_foreach(desk_at_path(s->d, "items"), n, i) {
		const char *name = json_string_value(json_object_get(i, "name"));
		const char *was = json_string_value(json_object_get(i, "state"));

		if (strcmp(name, "my-new-one") == 0) {
			assert_string_equal(was, "draft");
			assert_string_equal(json_string_value(json_object_get(i, "draft_by")),
					    s->ann->pseudonym);
			assert_true(json_is_null(json_object_get(i, "revision")));
			seen++;
		} else {
			assert_string_equal(was, "in-force");
		}
		seen += strcmp(name, "worried") == 0 && json_is_true(json_object_get(i, "danger"));
	}
	assert_int_equal(seen, 2);
	assert_true(n > 20);
}

/* Whoever saves second is told, and nothing is written over. */
static void two_write_one_draft(void **state)
{
	struct scene *s = *state;
	int64_t first, second;

	assert_true(save(s->carol, "worried", good, 0));
	first = desk_number(s->d, "version");
	assert_false(save(s->max, "worried", endless, 0));
	assert_string_equal(s->d->code, "conflict");
	assert_true(save(s->max, "worried", endless, first));
	second = desk_number(s->d, "version");
	assert_true(second > first);
	assert_false(save(s->carol, "worried", good, first));
	assert_string_equal(s->d->code, "conflict");
	assert_true(with(s->carol, "flow show", "worried", NULL, NULL));
	assert_string_equal(desk_string(s->d, "draft.text"), endless);
	assert_string_equal(desk_string(s->d, "draft.by"), s->max->pseudonym);
	assert_false(with(s->carol, "flow drop", "worried", "version", json_integer(first)));
	assert_true(with(s->carol, "flow drop", "worried", "version", json_integer(second)));
	/* a page from before that knows version `second` writes over nothing new */
	assert_true(save(s->carol, "worried", good, 0));
	assert_true(desk_number(s->d, "version") > second);
	assert_false(save(s->max, "worried", endless, second));
	assert_string_equal(s->d->code, "conflict");
}

static void mistakes_have_lines(void **state)
{
	struct scene *s = *state;
	int64_t version;

	assert_true(save(s->ann, "worried", endless, 0));
	version = desk_number(s->d, "version");
	assert_true(with(s->ann, "flow check", "worried", "version", json_integer(version)));
	assert_int_equal(desk_number(s->d, "errors"), 1);
	assert_int_equal(desk_number(s->d, "names"), 2);
	assert_true(has_finding(s->d, "error", 4, "this wait has no end"));
	assert_false(with(s->carol, "flow publish", "worried", "version", json_integer(version)));
	assert_string_equal(s->d->code, "conflict");
	assert_true(save(s->ann, "worried", "flow worried\n  stp start\n", version));
	version = desk_number(s->d, "version");
	assert_false(with(s->ann, "flow check", "worried", "version", json_integer(version - 1)));
	assert_true(with(s->ann, "flow check", "worried", NULL, NULL));
	assert_true(has_finding(s->d, "error", 2, ""));
	/* another flow's name */
	assert_true(save(s->ann, "menu", good, 0));
	assert_true(with(s->ann, "flow check", "menu", NULL, NULL));
	assert_true(has_finding(s->d, "error", 1, "flow menu"));
	assert_false(save(s->ann, "../menu", good, 0));
	assert_string_equal(s->d->code, "bad-args");
}

static void hears(struct scene *s, struct world_phone *phone, const char *part)
{
	struct world_text *text;

	world_settle(s->d->w);
	text = world_hear(s->d->w, phone);
	if (!text || !strstr(text->text, part))
		fail_msg("wanted: %s, heard: %s", part, text ? text->text : "nothing");
}

static void published_by_two_and_taken_back(void **state)
{
	struct scene *s = *state;
	struct desk_world *d = s->d;
	struct world_phone *zed = desk_member(d, "zed", ZED),
		*amy = desk_member(d, "amy", "+254711000004");
	int64_t version;
	char *revision, *before;

	world_send(d->w, amy, "WORRIED");
	hears(s, amy, "danger");		/* she is in the middle of the one that ships */
	assert_true(save(s->ann, "worried", good, 0));
	version = desk_number(d, "version");
	assert_true(with(s->carol, "flow diff", "worried", NULL, NULL));
	assert_string_equal(desk_string(d, "of"), "draft");
	assert_int_equal(desk_number(d, "at_gone"), 1);
	before = talloc_strdup(s, desk_string(d, "before"));

	assert_false(with(s->ann, "flow publish", "worried", "version", json_integer(version)));
	assert_string_equal(d->code, "denied");
	world_pass(d->w, MINUTES_MS(6));
	assert_false(with(s->carol, "flow publish", "worried", "version", json_integer(version)));
	assert_string_equal(d->code, "step-up");
	desk_step_up(s->carol);
	assert_false(with(s->carol, "flow publish", "worried", "version",
			  json_integer(version + 1)));
	assert_string_equal(d->code, "conflict");
	assert_false(with(s->carol, "flow publish", "worried", "version", json_integer(version)));
	assert_string_equal(d->code, "two");
	world_send(d->w, zed, "WORRIED");
	hears(s, zed, "danger");		/* nothing has changed for anybody */

	assert_true(with(s->carol, "flow show", "worried", NULL, NULL));
	assert_string_equal(desk_string(d, "waits.state"), "one-name");
	assert_string_equal(desk_string(d, "waits.first"), s->carol->pseudonym);
	revision = talloc_strdup(s, desk_string(d, "waits.revision"));
	assert_false(with(s->carol, "flow agree", "worried", "revision", json_string(revision)));
	assert_string_equal(d->code, "denied");
	desk_step_up(s->max);
	assert_false(with(s->max, "flow agree", "worried", "revision", json_string(before)));
	assert_string_equal(d->code, "conflict");
	assert_true(with(s->max, "flow agree", "worried", "revision", json_string(revision)));

	assert_true(with(s->max, "flow show", "worried", NULL, NULL));
	assert_string_equal(desk_string(d, "in_force.revision"), revision);
	assert_string_equal(desk_string(d, "in_force.second"), s->max->pseudonym);
	assert_true(json_is_null(desk_at_path(d, "draft")));
	assert_string_equal(desk_string(d, "before.revision"), before);
	world_send(d->w, zed, "WORRIED");
	hears(s, zed, "Thank");
	world_send(d->w, amy, "2");		/* she stays on what she began */
	hears(s, amy, "");

	assert_false(with(s->max, "flow rollback", "worried", "revision", json_string(before)));
	assert_string_equal(d->code, "conflict");
	/* Back, by two as well: the second need not know that somebody was first. */
	assert_false(with(s->max, "flow rollback", "worried", "revision", json_string(revision)));
	assert_string_equal(d->code, "two");
	assert_false(with(s->max, "flow rollback", "worried", "revision", json_string(revision)));
	assert_string_equal(d->code, "denied");
	assert_true(with(s->carol, "flow show", "worried", NULL, NULL));
	assert_true(json_is_true(desk_at_path(d, "waits.back")));
	assert_string_equal(desk_string(d, "waits.revision"), before);
	assert_string_equal(desk_string(d, "before.origin"), "installed");
	desk_step_up(s->carol);
	assert_true(with(s->carol, "flow rollback", "worried", "revision", json_string(revision)));
	world_send(d->w, zed, "WORRIED");
	hears(s, zed, "danger");
	/* ... and there again, the second name under what waits. */
	assert_false(with(s->carol, "flow rollback", "worried", "revision", json_string(before)));
	assert_string_equal(d->code, "two");
	assert_true(with(s->max, "flow agree", "worried", "revision", json_string(revision)));
}

/* One name is enough where nothing touches danger; what waits can be taken away again. */
static void one_name_and_none(void **state)
{
	static const char plain[] = "flow grateful\n  silence 1h -> end\n  step start\n"
		"    say worried.thanks\n    end\n";
	struct scene *s = *state;
	struct desk_world *d = s->d;
	char *revision;
	int64_t version;

	desk_step_up(s->carol);
	assert_true(save(s->carol, "grateful", plain, 0));
	version = desk_number(d, "version");
	assert_true(with(s->carol, "flow check", "grateful", NULL, NULL));
	assert_int_equal(desk_number(d, "errors"), 0);
	assert_int_equal(desk_number(d, "names"), 1);
	assert_true(with(s->carol, "flow publish", "grateful", "version", json_integer(version)));
	assert_string_equal(desk_string(d, "state"), "in-force");
	/* what was never there before is taken out of force, and can be put there again */
	revision = talloc_strdup(s, desk_string(d, "revision"));
	assert_true(with(s->carol, "flow rollback", "grateful", "revision", json_string(revision)));
	assert_string_equal(desk_string(d, "revision"), "00000000");
	assert_true(with(s->carol, "flow show", "grateful", NULL, NULL));
	assert_string_equal(desk_string(d, "in_force.origin"), "nothing");
	assert_true(with(s->carol, "flow rollback", "grateful", "revision",
			 json_string("00000000")));
	assert_string_equal(desk_string(d, "revision"), revision);
	assert_true(with(s->carol, "flow show", "menu", NULL, NULL));
	assert_true(json_is_null(desk_at_path(d, "before")));
	assert_string_equal(desk_string(d, "in_force.origin"), "installed");
	assert_false(with(s->carol, "flow rollback", "menu", "revision",
			  json_string(desk_string(d, "in_force.revision"))));
	assert_string_equal(d->code, "conflict");
	assert_true(save(s->carol, "grateful", plain, 0));
	version = desk_number(d, "version");
	assert_false(with(s->carol, "flow publish", "grateful", "version", json_integer(version)));
	assert_string_equal(d->code, "conflict");	/* just this is in force */

	assert_true(save(s->carol, "worried", good, 0));
	version = desk_number(d, "version");
	assert_false(with(s->carol, "flow publish", "worried", "version", json_integer(version)));
	assert_string_equal(d->code, "two");
	assert_true(with(s->carol, "flow withdraw", "worried", NULL, NULL));
	assert_false(with(s->carol, "flow withdraw", "worried", NULL, NULL));
	assert_true(with(s->carol, "flow show", "worried", NULL, NULL));
	assert_true(json_is_null(desk_at_path(d, "waits")));
	assert_string_equal(desk_string(d, "draft.text"), good);
}

/* --- A second name is waited for -------------------------------------------------------- */

/* Takes the next event of this kind; NULL: none came. */
static json_t *event(struct scene *s, const char *what)
{
	json_t *e, *is;
	size_t i;

	world_settle(s->d->w);
	json_array_foreach(s->d->events, i, e) {
		is = json_object_get(e, "is");
		if (!json_object_get(is, "what") ||
		    strcmp(json_string_value(json_object_get(is, "what")), what) != 0)
			continue;
		is = json_deep_copy(is);
		json_array_remove(s->d->events, i);
		return is;
	}
	return NULL;
}

static void assert_review(struct scene *s, const char *of, const char *name, bool waits, bool mine)
{
	json_t *is = event(s, "review");

	assert_non_null(is);
	assert_string_equal(json_string_value(json_object_get(is, "of")), of);
	if (name)
		assert_string_equal(json_string_value(json_object_get(is, "name")), name);
	else
		assert_true(json_is_null(json_object_get(is, "name")));
	assert_int_equal(json_is_true(json_object_get(is, "waits")), waits);
	assert_int_equal(json_is_true(json_object_get(is, "mine")), mine);
	json_decref(is);
}

/* Whoever may be the second hears of it at once, and of its end. */
static void the_second_is_told(void **state)
{
	struct scene *s = *state;
	struct desk_world *d = s->d;
	int64_t version;

	assert_true(desk_ask_as(s->max, "live listen", NULL));
	desk_step_up(s->carol);
	assert_true(save(s->ann, "worried", good, 0));
	version = desk_number(d, "version");
	assert_false(with(s->carol, "flow publish", "worried", "version", json_integer(version)));
	assert_review(s, "flow", "worried", true, false);
	assert_true(desk_ask_as(s->max, "second list", NULL));
	assert_string_equal(desk_string(d, "items.0.name"), "worried");
	assert_string_equal(desk_string(d, "items.0.by"), s->carol->pseudonym);
	assert_true(json_is_false(desk_at_path(d, "items.0.mine")));
	assert_true(desk_ask_as(s->carol, "second list", NULL));
	assert_true(json_is_true(desk_at_path(d, "items.0.mine")));
	assert_true(with(s->carol, "flow withdraw", "worried", NULL, NULL));
	assert_review(s, "flow", NULL, false, false);

	/* proposals as well; one's own is no news */
	assert_true(desk_ask_as(s->ann, "lexicon propose", json_pack("{s:s, s:s}", "rule",
								       "new", "change",
								       "hear this as well")));
	assert_review(s, "words", "new", true, false);
	assert_true(desk_ask_as(s->carol, "second list", NULL));
	assert_string_equal(desk_string(d, "items.0.of"), "words");
	assert_true(desk_ask_as(s->carol, "lexicon review", NULL));
	assert_true(desk_ask_as(s->carol, "lexicon agree", json_pack("{s:I}", "proposal",
			(json_int_t)desk_number(d, "proposals.0.id"))));
	assert_review(s, "words", "new", false, false);
	assert_true(desk_ask_as(s->max, "lexicon propose", json_pack("{s:s, s:s}", "rule",
								       "new", "change",
								       "and this")));
	assert_review(s, "words", "new", true, true);
	assert_null(event(s, "review"));
}

/* A clinician's own name, under the revision that was read. */
static void a_clinician_signs(void **state)
{
	struct scene *s = *state;
	struct desk_world *d = s->d;
	struct desk_user *wanja = desk_user_new(d, "wanja", STORE_ROLE_CLINICIAN, NULL);
	struct desk_user *boss = desk_user_new(d, "boss", STORE_ROLE_MANAGER, NULL);
	struct world_phone *zed = desk_member(d, "zed", ZED);
	char *revision;

	world_send(d->w, zed, "GAD7");
	hears(s, zed, "not open yet");
	assert_true(with(wanja, "flow show", "gad7", NULL, NULL));
	assert_string_equal(desk_string(d, "signing.0.of"), "in-force");
	assert_string_equal(desk_string(d, "signing.0.needs"), "clinician");
	assert_true(json_is_true(desk_at_path(d, "signing.0.may")));
	revision = talloc_strdup(s, desk_string(d, "signing.0.revision"));
	assert_true(with(boss, "flow show", "gad7", NULL, NULL));
	assert_true(json_is_false(desk_at_path(d, "signing.0.may")));
	desk_step_up(boss);
	assert_false(with(boss, "flow sign", "gad7", "revision", json_string(revision)));
	assert_string_equal(d->code, "denied");
	assert_false(with(s->carol, "flow sign", "gad7", "revision", json_string(revision)));
	assert_string_equal(d->code, "denied");
	world_pass(d->w, MINUTES_MS(6));
	assert_false(with(wanja, "flow sign", "gad7", "revision", json_string(revision)));
	assert_string_equal(d->code, "step-up");
	desk_step_up(wanja);
	assert_false(with(wanja, "flow sign", "gad7", "revision", json_string("12345678")));
	assert_string_equal(d->code, "conflict");
	assert_true(with(wanja, "flow sign", "gad7", "revision", json_string(revision)));
	assert_true(with(wanja, "flow show", "gad7", NULL, NULL));
	assert_true(json_is_true(desk_at_path(d, "signing.0.signed")));
	world_send(d->w, zed, "GAD7");
	hears(s, zed, "ENOUGH ends it");
	/* what needs none has none */
	assert_true(with(wanja, "flow show", "menu", NULL, NULL));
	assert_int_equal(json_array_size(desk_at_path(d, "signing")), 0);
}

/* --- Differences ------------------------------------------------------------------------ */

static char *diffed(void *ctx, const char *before, const char *after)
{
	size_t i, len;
	struct flow_diff_line *lines = flow_diff(ctx, before, after, &len);
	char *out = talloc_strdup(ctx, "");

	for (i = 0; i < len; i++)
		out = talloc_asprintf_append(out, "%c%s|", lines[i].kind, lines[i].text);
	return out;
}

static void lines_that_differ(void **state)
{
	void *ctx = talloc_new(NULL);
	char *big = talloc_strdup(ctx, "");
	size_t len;
	int i;

	assert_string_equal(diffed(ctx, "", ""), "");
	assert_string_equal(diffed(ctx, "a\nb\n", "a\nb\n"), " a| b|");
	assert_string_equal(diffed(ctx, "a\nb\nc\n", "a\nx\nc\n"), " a|-b|+x| c|");
	assert_string_equal(diffed(ctx, "", "a\n"), "+a|");
	assert_string_equal(diffed(ctx, "a\n", ""), "-a|");
	assert_string_equal(diffed(ctx, "a\nb\nc\nd\n", "b\nc\nx\nd\n"), "-a| b| c|+x| d|");
	assert_string_equal(diffed(ctx, "a\r\nb", "a\nb\n"), " a| b|");
	for (i = 0; i < 3000; i++)
		big = talloc_asprintf_append_buffer(big, "%d\n", i);
	(void)flow_diff(ctx, big, talloc_asprintf(ctx, "x\n%s\ny", big + 3), &len);
	assert_true(len > 3000);
	talloc_free(ctx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, world_test_end)
		T(the_list), T(two_write_one_draft), T(mistakes_have_lines),
		T(published_by_two_and_taken_back), T(one_name_and_none),
		T(the_second_is_told), T(a_clinician_signs),
		cmocka_unit_test(lines_that_differ),
	};

	base_init(NULL, "flow_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
