// SPDX-License-Identifier: AGPL-3.0-or-later
/* Flows of other platforms, read from our own fixtures: what becomes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <jansson.h>

#include "import/import.h"
#include "tools/tool_file.h"

static struct import_result *load(void *ctx, const char *name)
{
	struct err err = { "" };
	struct view json;
	struct import_result *r;

	if (tool_file_read(ctx,
			   talloc_asprintf(ctx, TOP_SRCDIR "/tests/import/fixtures/%s.json", name),
			   IMPORT_FILE_MAX, &json, &err) < 0)
		fail_msg("%s", err.text);
	r = import_read(ctx, json, &err);
	if (!r)
		fail_msg("%s: %s", name, err.text);
	return r;
}

static const char *flow_text(const struct import_result *r, const char *name)
{
	for (size_t i = 0; i < r->flows_len; i++)
		if (strcmp(r->flows[i].name, name) == 0)
			return r->flows[i].text;
	fail_msg("no %s", name);
	return "";
}

static const char *catalogue(const struct import_result *r, const char *name)
{
	for (size_t i = 0; i < r->catalogues_len; i++)
		if (strcmp(r->catalogues[i].name, name) == 0)
			return r->catalogues[i].text;
	fail_msg("no %s", name);
	return "";
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no\n%s\nin\n%s", part, text);
}

static bool noted(const struct import_result *r, enum import_outcome outcome, const char *what,
		  const char *why)
{
	for (size_t i = 0; i < r->report.len; i++) {
		const struct import_note *n = &r->report.list[i];

		if (n->outcome == outcome && strcmp(n->what, what) == 0 && strstr(n->why, why))
			return true;
	}
	return false;
}

/* Whatever came in, what goes out can be read and checked. */
static void check_flows(void *ctx, const struct import_result *r)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };

	for (size_t i = 0; i < r->flows_len; i++)
		flow_set_add(set, r->flows[i].name, VIEW_STR(r->flows[i].text), &problems);
	flow_check(set, NULL, &problems);
	for (size_t i = 0; i < problems.len; i++)
		if (problems.list[i].severity == FLOW_ERROR)
			fail_msg("%s", flow_problem_format(ctx, &problems.list[i]));
	flow_problems_clear(&problems);
}

static void all_fixtures(void **state)
{
	static const char *const names[] = {
		"rapidpro-messaging", "rapidpro-voice", "rapidpro-scales", "rapidpro-14",
		"floip-rc3", "floip-rc4"
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct import_result *r = load(ctx, names[i]);
		json_t *j;

		check_flows(ctx, r);
		j = json_loads(import_report_json(ctx, &r->report), 0, NULL);
		assert_int_equal(json_array_size(json_object_get(j, "notes")), r->report.len);
		json_decref(j);
		has(import_report_text(ctx, &r->report), " carried over, ");
	}
	talloc_free(ctx);
}

/* A menu with 9 and 0, taken apart and numbered anew, in both languages. */
static void menu(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "rapidpro-messaging");
	const char *f = flow_text(r, "clinic-visit.flow"), *en = catalogue(r, "en.po");

	has(f, "    ask choice clinic-visit.transport as transport\n"
	    "      1 clinic-visit.transport.foot -> rating\n"
	    "      2 clinic-visit.transport.bus -> rating\n"
	    "      3 clinic-visit.transport.another-way -> rating\n"
	    "      4 clinic-visit.transport.did-not-come -> ");
	has(f, "    retry 2 say clinic-visit.transport.again\n    silence 15m -> ");
	has(en, "msgid \"clinic-visit.transport\"\nmsgstr \"How did you get here?\"");
	has(en, "msgid \"clinic-visit.transport.another-way\"\nmsgstr \"By another way\"");
	has(en, "msgid \"clinic-visit.transport.foot.also\"\nmsgstr \"foot, walk\"");
	has(catalogue(r, "sw.po"), "msgid \"clinic-visit.transport.did-not-come\"\n"
	    "msgstr \"Sikuja\"");
	assert_true(noted(r, IMPORT_APPROXIMATED, "option", "9 (Another way) became 3"));
	assert_true(noted(r, IMPORT_APPROXIMATED, "option", "0 (Did not come) became 4"));
	talloc_free(ctx);
}

static void messaging(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "rapidpro-messaging");
	const char *f = flow_text(r, "clinic-visit.flow"), *g = flow_text(r, "feedback-words.flow");

	assert_string_equal(r->format, "RapidPro 13.2.0");
	has(f, "  trigger keyword.clinic-visit with rest\n");
	has(catalogue(r, "en.po"), "msgid \"keyword.clinic-visit\"\nmsgstr \"clinic, visit\"");
	has(catalogue(r, "en.po"), "msgstr \"Habari {pseudonym}, welcome to the clinic line. "
	    "Today is clinic day 2.\"");
	has(f, "    ask number clinic-visit.rating 1..5 as rating\n      1..2 -> rating-c1\n");
	has(f, "    set rating_category = \"so-so\"\n");
	has(f, "    do hand-over \"Complaints\" {\"Rating \" + rating}\n");
	has(f, "    if between(number(age), 12, 110) -> wish\n");
	has(f, "    do keep last_wish {wish}\n    do forget old\n    set seen = \"yes\"\n");
	has(f, "    set turns = (number(turns) + 1)\n");
	has(f, "    if rating_category == \"bad\" -> ");
	has(f, "    if kept.age_group == \"young\" -> ");
	has(f, "    if group.unhappy-visitors -> ");
	has(f, "    if member.lang == \"sw\" -> ");
	has(f, "    if mod(now.hour, 3) == 1 -> ");
	has(f, "    call feedback-words -> end\n");
	has(g, "  takes transport\n");
	has(g, "choose(transport == \"foot\", \"Walk well\", \"Safe journey\")");
	assert_true(noted(r, IMPORT_DROPPED, "call_webhook", "another service"));
	assert_true(noted(r, IMPORT_DROPPED, "set_contact_name", "pseudonym"));
	has(f, "    if has(\"pattern\", kept.age_group, \"[0-9]{4}\") -> ");
	has(g, "    if has(\"email\", words) -> ");
	assert_true(noted(r, IMPORT_DROPPED, "campaigns", "asks"));
	talloc_free(ctx);
}

/* Scales and places with 0 and 9 in them. */
static void scales(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "rapidpro-scales");
	const char *f = flow_text(r, "scales.flow");

	has(f, "    ask number scales.low-mood 1..4 as low_mood\n    retry 2\n"
	    "    set low_mood = answer - 1\n    if between(number(low_mood), 0, 1) -> nps\n");
	assert_true(noted(r, IMPORT_APPROXIMATED, "scale", "0 to 3 is asked as 1 to 4"));
	assert_true(noted(r, IMPORT_APPROXIMATED, "numbers", "00 and 09"));
	has(f, "    if (number(place) == 9) -> ask\n");
	has(catalogue(r, "en.po"), " 8. H 09. Elsewhere\"");
	talloc_free(ctx);
}

static void voice(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "rapidpro-voice");
	const char *f = flow_text(r, "night-call.flow");

	has(f, "      4 night-call.key.message -> recording\n");
	has(f, "    ask digits night-call.code 4..4 as code\n");
	has(f, "    ask recording night-call.recording 120s as recording\n");
	has(catalogue(r, "en.po"), "#. Recording: https://clinic.example/welcome.mp3\n");
	assert_true(noted(r, IMPORT_DROPPED, "dial", "bridge"));
	talloc_free(ctx);
}

/* What other versions call by other names; a base language that is not English. */
static void fourteen(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "rapidpro-14");

	assert_string_equal(r->format, "RapidPro 14.4.0");
	has(catalogue(r, "sw.po"), "msgid \"mafunzo.kusoma.ndio.also\"\nmsgstr \"ndio, ndiyo\"");
	assert_true(noted(r, IMPORT_APPROXIMATED, "en.po", "`sw`"));
	assert_true(noted(r, IMPORT_DROPPED, "call_llm", "no generated words"));
	assert_true(noted(r, IMPORT_DROPPED, "future_action", "not known"));
	talloc_free(ctx);
}

static void floip(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "floip-rc4");
	const char *f = flow_text(r, "household.flow");

	has(f, "      1 household.sex.female -> keep\n      2 household.sex.male -> keep-2\n");
	has(f, "    ask number household.small 1..5 as small\n");
	has(f, "    if not between(number(years), 0, 120) -> ");
	has(f, "    if (number(years) >= 65 and sex == \"female\") -> prop\n");
	has(f, "    do keep gender {sex}\n");
	has(f, "    do join farmers\n");
	has(f, "    do leave visitors\n");
	has(f, "    set out = (number(years) + 1)\n");
	has(f, "    call goodbye\n");
	has(flow_text(r, "goodbye.flow"), "    ask recording goodbye.bye 120s as bye\n");
	has(catalogue(r, "en.po"), "#. Recording: welcome.wav\nmsgctxt \"voice\"\n");
	has(catalogue(r, "sw.po"), "msgid \"household.sex.female.also\"\nmsgstr \"mke\"");
	assert_true(noted(r, IMPORT_DROPPED, "Core.Webhook", ""));
	r = load(ctx, "floip-rc3");
	f = flow_text(r, "tea.flow");
	has(f, "      1 tea.s3.tea -> keep\n");
	has(f, "    do join tea-drinkers\n");
	assert_true(noted(r, IMPORT_APPROXIMATED, "MobilePrimitives.SelectManyResponse",
			  "several"));
	talloc_free(ctx);
}

/* An imported flow, walked: "4" is "I did not come". */
static void runs(void **state)
{
	void *ctx = talloc_new(NULL);
	struct import_result *r = load(ctx, "rapidpro-messaging");
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_host host = { 0 };
	struct flow_actions *out = flow_actions_new(ctx);
	struct flow_state *st;

	for (size_t i = 0; i < r->flows_len; i++)
		assert_non_null(flow_set_add(set, r->flows[i].name,
					     VIEW_STR(r->flows[i].text), NULL));
	st = flow_start(ctx, set, flow_set_find(set, "clinic-visit"), &host, NULL, 1000, out);
	assert_string_equal(out->list[out->len - 1].key, "clinic-visit.transport");
	assert_true(flow_input(st, &host, "1", 2000, out));
	assert_true(flow_input(st, &host, "2", 3000, out));
	assert_string_equal(out->list[out->len - 1].key, "clinic-visit.age");
	assert_true(flow_input(st, &host, "200", 4000, out));
	assert_string_equal(out->list[out->len - 1].key, "clinic-visit.age");
	assert_true(flow_input(st, &host, "44", 5000, out));
	assert_string_equal(out->list[out->len - 1].key, "clinic-visit.wish");
	assert_true(flow_input(st, &host, "shorter queues", 6000, out));
	assert_string_equal(out->list[out->len - 1].key, "feedback-words.words");
	talloc_free(ctx);
}

/* --- Router tests, as they run here ------------------------------------------------------ */

static const char router[] = "{\"flows\": [{\"uuid\": \"f\", \"name\": \"Tests\", "
	"\"spec_version\": \"13.2.0\", \"language\": \"eng\", \"type\": \"messaging\", \"nodes\": ["
	"{\"uuid\": \"a\", \"actions\": [{\"uuid\": \"x\", \"type\": \"send_msg\", \"text\": "
	"\"Tell us.\"}], \"exits\": [{\"uuid\": \"e0\", \"destination_uuid\": \"b\"}]}, "
	"{\"uuid\": \"b\", \"router\": {\"type\": \"switch\", \"wait\": {\"type\": \"msg\"}, "
	"\"operand\": \"@input.text\", \"categories\": [{\"uuid\": \"c1\", \"name\": \"Hit\", "
	"\"exit_uuid\": \"e1\"}, {\"uuid\": \"c2\", \"name\": \"Other\", \"exit_uuid\": \"e2\"}], "
	"\"cases\": [{\"uuid\": \"k\", \"type\": \"@TEST\", \"arguments\": [@ARGS], "
	"\"category_uuid\": \"c1\"}], \"default_category_uuid\": \"c2\"}, \"exits\": [{\"uuid\": "
	"\"e1\", \"destination_uuid\": \"y\"}, {\"uuid\": \"e2\", \"destination_uuid\": \"n\"}]}, "
	"{\"uuid\": \"y\", \"actions\": [{\"uuid\": \"m1\", \"type\": \"send_msg\", \"text\": "
	"\"Hit.\"}], \"exits\": [{\"uuid\": \"z1\"}]}, "
	"{\"uuid\": \"n\", \"actions\": [{\"uuid\": \"m2\", \"type\": \"send_msg\", \"text\": "
	"\"Miss.\"}], \"exits\": [{\"uuid\": \"z2\"}]}]}]}";

static char *replaced(void *ctx, const char *text, const char *what, const char *with)
{
	const char *at = strstr(text, what);

	assert_non_null(at);
	return talloc_asprintf(ctx, "%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
}

/* Does the flow go the way of the case when this is answered? */
static bool takes_the_case(void *ctx, const char *test, const char *args, const char *answer)
{
	char *json = replaced(ctx, replaced(ctx, router, "@TEST", test), "@ARGS", args);
	struct err err = { "" };
	struct import_result *r = import_read(ctx, VIEW_STR(json), &err);
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_actions *out = flow_actions_new(ctx);
	struct flow_host host = { 0 };
	struct flow_state *st;
	char *said;

	if (!r)
		fail_msg("%s: %s", test, err.text);
	if (r->report.counts[IMPORT_DROPPED])
		fail_msg("%s: %s", test, import_report_text(ctx, &r->report));
	flow_set_add(set, "tests.flow", VIEW_STR(r->flows[0].text), NULL);
	st = flow_start(ctx, set, flow_set_find(set, "tests"), &host, NULL, 1000, out);
	assert_true(flow_input(st, &host, answer, 2000, out));
	assert_true(out->len >= 2);
	said = talloc_asprintf(ctx, "msgid \"%s\"\nmsgstr \"Hit.\"", out->list[out->len - 2].key);
	return strstr(catalogue(r, "en.po"), said);
}

static void router_tests_run(void **state)
{
	static const struct { const char *test, *args, *hit, *miss; } cases[] = {
		{ "has_pattern", "\"^[A-Z]{2}\\\\d+$\"", "ab12", "ab" },
		{ "has_date", "", "we met on 4.3.2026", "yesterday" },
		{ "has_date_lt", "\"05-03-2026\"", "4.3.2026", "5.3.2026" },
		{ "has_date_eq", "\"05-03-2026\"", "5.3.2026", "4.3.2026" },
		{ "has_date_gt", "\"05-03-2026\"", "6.3.2026", "5.3.2026" },
		{ "has_time", "", "at 17:30", "in the evening" },
		{ "has_email", "", "it is a.b@example.org", "a@b" },
		{ "has_phone", "\"KE\"", "ring 0712 345 678", "ring me" },
		{ "has_number_between", "\"1.5\", \"2.5\"", "about 1.7", "2.6" },
		{ "has_number_lt", "\"0.5\"", "0.49", "0.5" },
		{ "has_number_lte", "\"0.5\"", "0.5", "0.51" },
		{ "has_number_eq", "\"0.5\"", "0.50", "5" },
		{ "has_number_gte", "\"0.5\"", "0.5", "0.4" },
		{ "has_number_gt", "\"0.5\"", "0.6", "0.5" },
	};
	size_t wrong = 0;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		void *ctx = talloc_new(NULL);
		bool hit = takes_the_case(ctx, cases[i].test, cases[i].args, cases[i].hit);
		bool miss = !takes_the_case(ctx, cases[i].test, cases[i].args, cases[i].miss);

		if (!hit || !miss)
			print_message("%s %s: %s%s\n", cases[i].test, cases[i].args,
				      hit ? "" : cases[i].hit, miss ? "" : cases[i].miss);
		wrong += !hit || !miss;
		talloc_free(ctx);
	}
	assert_int_equal(wrong, 0);
}

static void refused(const char *json, const char *why)
{
	struct err err = { "" };

	assert_null(import_read(NULL, VIEW_STR(json), &err));
	if (!strstr(err.text, why))
		fail_msg("%s: %s, expected %s", json, err.text, why);
}

static void refusals(void **state)
{
	refused("", "line");
	refused("[]", "no object");
	refused("{}", "no flow in this");
	refused("{\"flows\": [{}]}", "spec_version");
	refused("{\"flows\": [{\"spec_version\": \"12.0\"}]}", "13.x to 14.4");
	refused("{\"flows\": [{\"spec_version\": \"14.5.0\"}]}", "13.x to 14.4");
	refused("{\"flows\": [{\"spec_version\": \"13.0.0\"}]}", "uuid");
	refused("{\"flows\": [{\"spec_version\": \"13.0.0\", \"uuid\": \"u\", \"name\": \"n\", "
		"\"nodes\": [{}]}]}", "uuid");
	refused("{\"flows\": [{\"spec_version\": \"13.0.0\", \"uuid\": \"u\", \"name\": \"n\", "
		"\"nodes\": [{\"uuid\": \"a\"}, {\"uuid\": \"a\"}]}]}", "two nodes");
	refused("{\"flows\": [{\"spec_version\": \"13.0.0\", \"uuid\": \"u\", \"name\": \"n\", "
		"\"nodes\": [{\"uuid\": \"a\", \"router\": {\"type\": \"switch\"}}]}]}",
		"without categories");
	refused("{\"specification_version\": \"0.9.0\", \"flows\": []}", "1.0.0-rc4");
	refused("{\"specification_version\": \"1.0.0-rc4\", \"flows\": []}", "no flow");
	refused("{\"flows\": [], \"flows\": []}", "duplicate");
}

int main(void)
{
	const struct CMUnitTest list[] = {
		cmocka_unit_test(all_fixtures), cmocka_unit_test(menu), cmocka_unit_test(messaging),
		cmocka_unit_test(scales), cmocka_unit_test(voice), cmocka_unit_test(fourteen),
		cmocka_unit_test(floip), cmocka_unit_test(runs), cmocka_unit_test(router_tests_run),
		cmocka_unit_test(refusals),
	};

	base_init(NULL, "import_test");
	return cmocka_run_group_tests(list, NULL, NULL);
}
