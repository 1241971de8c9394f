// SPDX-License-Identifier: AGPL-3.0-or-later
/* Our flows written for others, and read back; answers as data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <jansson.h>

#include "import/import.h"
#include "words/words.h"

static const char po_en[] =
	"msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n"
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
	"msgid \"ride.hello\"\nmsgstr \"Hello {pseudonym} @ {{home}}\"\n\n"
	"msgctxt \"voice\"\nmsgid \"ride.hello\"\nmsgstr \"Hello there\"\n\n"
	"msgid \"ride.how\"\nmsgstr \"How did you come? {options}\"\n\n"
	"msgid \"ride.how.bus\"\nmsgstr \"By bus\"\n\n"
	"#. words\nmsgid \"ride.how.bus.also\"\nmsgstr \"matatu, coach\"\n\n"
	"msgid \"ride.how.foot\"\nmsgstr \"On foot\"\n\n"
	"msgid \"ride.rate\"\nmsgstr \"From 1 to 5?\"\n\n"
	"msgid \"ride.why\"\nmsgstr \"Why?\"\n\n"
	"msgid \"ride.again\"\nmsgstr \"A number, please.\"\n\n"
	"msgid \"ride.bye\"\nmsgstr \"You said {why}.\"\n\n"
	"#. words\nmsgid \"keyword.ride\"\nmsgstr \"RIDE, my ride\"\n\n";
static const char po_sw[] =
	"msgid \"\"\nmsgstr \"\"\n\"Language: sw\\n\"\n"
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
	"msgid \"ride.how\"\nmsgstr \"Ulikujaje? {options}\"\n\n"
	"msgid \"ride.how.bus\"\nmsgstr \"Kwa basi\"\n\n"
	"msgid \"ride.how.foot\"\nmsgstr \"Kwa miguu\"\n\n";
static const char ride[] =
	"flow ride\n"
	"  trigger keyword.ride\n"
	"  silence 2h -> bye\n"
	"\n"
	"  step start\n"
	"    say ride.hello\n"
	"    ask choice ride.how as how\n"
	"      1 ride.how.bus -> rate\n"
	"      2 ride.how.foot -> rate\n"
	"    silence 10m -> end\n"
	"    retry 1 say ride.again\n"
	"\n"
	"  step rate\n"
	"    ask number ride.rate 1..5 as rate\n"
	"      <= 2 -> why\n"
	"      else -> bye\n"
	"\n"
	"  step why\n"
	"    ask text ride.why as why\n"
	"    do keep reason {why}\n"
	"    do join unhappy\n"
	"    set total = rate + 10\n"
	"    if how == \"bus\" and total > 11 -> bye\n"
	"    do queue talk\n"
	"    end\n"
	"\n"
	"  step bye\n"
	"    say ride.bye\n"
	"    end\n";

struct world {
	struct words *words;
	struct import_words lent;
	const struct flow *flow;
	struct import_source from;
	struct import_report report;
};

static const char *word(void *arg, const char *lang, const char *channel, const char *key)
{
	const struct world *w = arg;
	const struct words_for who = { .lang = lang, .channel = strcmp(channel, "voice") == 0 ?
		WORDS_VOICE : WORDS_SMS };

	return words_own(w->words, lang, key) ? words_raw(w->words, &who, key) : NULL;
}

static int setup(void **state)
{
	struct world *w = talloc_zero(NULL, struct world);
	struct flow_set *set = flow_set_new(w, &flow_vocabulary_standard);
	struct err err = { "" };

	w->words = words_new(w);
	if (words_add_text(w->words, "en", "en.po", VIEW_STR(po_en), &err) < 0 ||
	    words_add_text(w->words, "sw", "sw.po", VIEW_STR(po_sw), &err) < 0)
		fail_msg("%s", err.text);
	w->lent = (struct import_words){ words_languages(w->words), word, w };
	w->flow = flow_set_add(set, "ride.flow", VIEW_STR(ride), NULL);
	assert_non_null(w->flow);
	w->from = (struct import_source){ &w->flow, 1, &w->lent };
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	talloc_free(*state);
	return 0;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no\n%s\nin\n%s", part, text);
}

static struct import_result *back(struct world *w, const char *json)
{
	struct flow_set *set = flow_set_new(w, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	struct err err = { "" };
	struct import_result *r = import_read(w, VIEW_STR(json), &err);

	if (!r)
		fail_msg("%s\n%s", err.text, json);
	flow_set_add(set, r->flows[0].name, VIEW_STR(r->flows[0].text), &problems);
	flow_check(set, NULL, &problems);
	if (problems.errors)
		fail_msg("%s\n%s", flow_problem_format(w, &problems.list[0]), r->flows[0].text);
	flow_problems_clear(&problems);
	return r;
}

static void floip(void **state)
{
	struct world *w = *state;
	char *json = import_write_floip(w, &w->from, 1700000000000, &w->report);
	const char *f;

	has(json, "\"specification_version\": \"1.0.0-rc4\"");
	has(json, "\"value\": \"Hello @contact.name @@ {home}\"");
	has(json, "\"test\": \"AND((results.how.value = \\\"bus\\\"), "
	    "(results.total.value > 11))\"");
	has(json, "\"test\": \"block.value <= 2\"");
	has(json, "\"test_expression\": \"block.response = \\\"matatu\\\"\"");
	has(json, "\"value\": \"(results.rate.value + 10)\"");
	f = back(w, json)->flows[0].text;
	has(f, "ask choice ride.how as how\n      1 ride.how.bus -> rate\n"
	    "      2 ride.how.foot -> rate\n");
	has(f, "ask number ride.rate 1..5 as rate\n");
	has(f, "if number(rate) <= 2 -> why\n");
	has(f, "do keep reason {why}\n");
	has(f, "do join unhappy\n");
	has(f, "set total = (number(rate) + 10)\n");
	has(import_report_text(w, &w->report), "dropped       queue -> why");
}

static void rapidpro(void **state)
{
	struct world *w = *state;
	char *json = import_write_rapidpro(w, &w->from, &w->report);
	struct import_result *r;
	const char *f;

	has(json, "\"spec_version\": \"13.6.0\"");
	has(json, "\"text\": \"How did you come? 1 By bus, 2 On foot\"");
	has(json, "\"Ulikujaje? 1 Kwa basi, 2 Kwa miguu\"");
	has(json, "\"operand\": \"@(and((results.how.category = \\\"bus\\\"), "
	    "(results.total > 11)))\"");
	has(json, "\"seconds\": 600");
	has(json, "\"key\": \"reason\"");
	r = back(w, json);
	f = r->flows[0].text;
	has(f, "ask choice ride.how as how\n      1 ride.how.bus -> ");
	has(f, "      2 ride.how.foot -> ");
	has(f, "    retry 2 say ride.how.again\n    silence 10m -> end\n");
	has(f, "ask number ride.rate 1..5 as rate\n      1..2 -> ");
	has(f, "do keep reason {why}\n");
	has(f, "set total = (number(rate) + 10)\n");
	has(f, "if (how == \"bus\" and number(total) > 11) -> ");
	has(r->catalogues[0].text, "msgid \"ride.how\"\nmsgstr \"How did you come?\"");
	has(r->catalogues[0].text, "msgstr \"On foot\"");
	has(f, "trigger keyword.ride with rest\n");
	has(import_report_text(w, &w->report), "dropped       queue -> why");
}

/* The same flow twice is the same file. */
static void same_ids(void **state)
{
	struct world *w = *state;
	char *a = import_write_floip(w, &w->from, 0, &w->report);
	char *b = import_write_floip(w, &w->from, 0, &w->report);

	assert_string_equal(a, b);
}

static void results(void **state)
{
	static const char lines[] =
		"{\"at_ms\": 1700000000123, \"session\": \"s1\", \"member\": \"Quiet Heron\", "
		"\"flow\": \"ride\", \"step\": \"start\", \"key\": \"ride.how\", \"ask\": "
		"\"choice\", \"answer\": \"bus\"}\n"
		"\n"
		"{\"at_ms\": 1700000001000, \"session\": \"s1\", \"member\": \"Quiet Heron\", "
		"\"flow\": \"ride\", \"step\": \"rate\", \"key\": \"ride.rate\", \"ask\": "
		"\"number\", \"answer\": 2}\n"
		"{\"at_ms\": 1700000002000, \"session\": \"s1\", \"member\": \"Quiet Heron\", "
		"\"flow\": \"ride\", \"step\": \"why\", \"key\": \"ride.why\", \"ask\": \"text\", "
		"\"answer\": \"so \\\"late\\\"\"}";
	struct world *w = *state;
	struct err err = { "" };
	struct import_results *r = import_write_results(w, VIEW_STR(lines), &w->from,
							"responses.json", 1700000003000, &err);
	json_t *rows, *d;

	if (!r)
		fail_msg("%s", err.text);
	assert_int_equal(r->len, 3);
	has(r->csv, "\"timestamp\",\"row_id\",\"contact_id\",");
	has(r->csv, ",\"Quiet Heron\",\"s1\",\"ride.why\",\"so \"\"late\"\"\",\"\"\r\n");
	rows = json_loads(r->rows, 0, NULL);
	assert_int_equal(json_array_size(rows), 3);
	assert_string_equal(json_string_value(json_array_get(json_array_get(rows, 0), 0)),
			    "2023-11-14T22:13:20.123+00:00");
	assert_int_equal(json_integer_value(json_array_get(json_array_get(rows, 1), 5)), 2);
	json_decref(rows);
	d = json_loads(r->descriptor, 0, NULL);
	assert_string_equal(json_string_value(json_object_get(d, "profile")),
			    "flow-results-package");
	json_decref(d);
	has(r->descriptor, "\"bus\",");
	has(r->descriptor, "\"type\": \"numeric\"");
	has(r->descriptor, "\"is_personal_information\": true");
	assert_null(import_write_results(w, VIEW_STR("{}"), &w->from, "x", 0, &err));
	has(err.text, "line 1");
	assert_null(import_write_results(w, VIEW_STR("nonsense"), &w->from, "x", 0, &err));
}

int main(void)
{
	const struct CMUnitTest list[] = {
		cmocka_unit_test_setup_teardown(floip, setup, teardown),
		cmocka_unit_test_setup_teardown(rapidpro, setup, teardown),
		cmocka_unit_test_setup_teardown(same_ids, setup, teardown),
		cmocka_unit_test_setup_teardown(results, setup, teardown),
	};

	base_init(NULL, "export_test");
	return cmocka_run_group_tests(list, NULL, NULL);
}
