// SPDX-License-Identifier: AGPL-3.0-or-later
/* Packages of all sorts, good and hostile; and opening hours. */
#include <sys/stat.h>

#include "find_tests.h"
#include "care/care_clock.h"
#include "care/signpost/signpost_int.h"

static const struct signpost_reading how = {
	.country = "Kenya", .winter_min = 180, .summer_min = 180, .today = 20514 };

static int setup(void **state)
{
	*state = talloc_named_const(NULL, 0, "test");
	return 0;
}

static int teardown(void **state)
{
	talloc_free(*state);
	return 0;
}
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static struct signpost_import *read_json(void *ctx, const char *text,
					 struct signpost_report **report)
{
	struct err err = { "" };
	struct signpost_import *import;

	import = care_signpost_read_json(ctx, VIEW_STR(text), &how, report, &err);
	assert_true(import || err.text[0]);
	return import;
}

static bool says(const struct signpost_report *r, const char *where, const char *field,
		 const char *why)
{
	size_t i;

	for (i = 0; i < r->remarks_len; i++)
		if (strcmp(r->remarks[i].where, where) == 0 &&
		    strcmp(r->remarks[i].field, field) == 0 && strstr(r->remarks[i].why, why))
			return true;
	for (i = 0; i < r->remarks_len; i++)
		print_error("%s %s: %s\n", r->remarks[i].where, r->remarks[i].field,
			    r->remarks[i].why);
	return false;
}

#define GOOD "\"id\":\"a\",\"name\":\"A\",\"status\":\"active\",\"assured_date\":\"2026-03-01\"," \
	"\"phones\":[{\"number\":\"020 000 0101\"}]"

/* --- What is refused, and where it says so -------------------------------------------- */

static void every_reason_names_its_row_and_field(void **state)
{
	static const struct { const char *json, *field, *why; } cases[] = {
		{ "[{\"id\":\"a\",\"status\":\"active\",\"assured_date\":\"2026-03-01\"}]", "name",
		  "no name" },
		{ "[{\"name\":\"A\",\"status\":\"active\",\"assured_date\":\"2026-03-01\"}]",
		  "id", "no id" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"assured_date\":\"2026-03-01\"}]",
		  "status", "active" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\"}]", "assured_date",
		  "last made sure" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\","
		  "\"assured_date\":\"1.3.2026\"}]",
		  "assured_date", "written" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\","
		  "\"assured_date\":\"2026-02-30\"}]",
		  "assured_date", "written" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\","
		  "\"assured_date\":\"2027-03-01\"}]",
		  "assured_date", "future" },
		{ "[{" GOOD ",\"minimum_age\":\"eighteen\"}]", "minimum_age", "years" },
		{ "[{" GOOD ",\"minimum_age\":-3}]", "minimum_age", "years" },
		{ "[{" GOOD ",\"minimum_age\":60,\"maximum_age\":20}]", "maximum_age", "below" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\","
		  "\"assured_date\":\"2026-03-01\"}]",
		  "phones", "neither" },
		{ "[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\","
		  "\"assured_date\":\"2026-03-01\","
		  "\"service_at_locations\":[{\"location\":{\"addresses\":[{\"city\":\"X\"}]}}]}]",
		  "schedules", "no number" },
		{ "[7]", "", "no object" },
	};
	struct signpost_report *r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		assert_null(read_json(*state, cases[i].json, &r));
		assert_int_equal(r->refused, 1);
		assert_true(says(r, "services[0]", cases[i].field, cases[i].why));
	}
}

static void a_bad_schedule_makes_one_call_first(void **state)
{
	static const struct { const char *schedule, *field; } cases[] = {
		{ "\"freq\":\"WEEKLY\",\"byday\":\"XX\",\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "byday" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"1MO\",\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "byday" },
		{ "\"freq\":\"HOURLY\",\"byday\":\"MO\",\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "freq" },
		{ "\"byday\":\"MO\",\"opens_at\":\"09:00\",\"closes_at\":\"17:00\"", "freq" },
		{ "\"freq\":\"WEEKLY\",\"opens_at\":\"09:00\",\"closes_at\":\"17:00\"", "byday" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"opens_at\":\"9am\","
		  "\"closes_at\":\"17:00\"", "opens_at" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"opens_at\":\"25:00\","
		  "\"closes_at\":\"17:00\"", "opens_at" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"opens_at\":\"09:00\"", "closes_at" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"interval\":2,\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "dtstart" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"interval\":0,\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "interval" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"interval\":1e9,\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "interval" },
		{ "\"freq\":\"MONTHLY\",\"bymonthday\":\"32\",\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "bymonthday" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"byweekno\":\"3\",\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "byweekno" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"until\":\"soon\",\"opens_at\":\"09:00\","
		  "\"closes_at\":\"17:00\"", "until" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"wkst\":\"X;BYDAY\","
		  "\"opens_at\":\"09:00\",\"closes_at\":\"17:00\"", "wkst" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"valid_from\":\"2026-05-01\","
		  "\"valid_to\":\"2026-04-01\",\"opens_at\":\"09:00\",\"closes_at\":\"17:00\"",
		  "valid_to" },
		{ "\"freq\":\"WEEKLY\",\"byday\":\"MO\",\"opens_at\":\"23:00Z\","
		  "\"closes_at\":\"17:00\"", "opens_at" },
	};
	struct signpost_import *import;
	struct signpost_report *r;
	char *text;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		text = talloc_asprintf(*state, "[{" GOOD
				       ",\"schedules\":[{%s},{\"freq\":\"WEEKLY\",\"byday\":\"TU\","
				       "\"opens_at\":\"09:00\",\"closes_at\":\"17:00\"}]}]",
				       cases[i].schedule);
		import = read_json(*state, text, &r);
		assert_non_null(import);
		assert_true(says(r, "services[0].schedules[0]", cases[i].field, "left out"));
		assert_int_equal(import->entries[0].service.hours_len, 1);
		assert_false(import->entries[0].service.hours_known);
	}
}

static void not_active_is_not_taken(void **state)
{
	struct signpost_import *import;
	struct signpost_report *r;

	import = read_json(*state, "[{\"id\":\"b\",\"name\":\"B\",\"status\":\"temporarily "
			   "closed\"},{\"id\":\"c\",\"name\":\"C\",\"status\":\"defunct\"},{"
			   GOOD "}]", &r);
	assert_int_equal(import->n, 1);
	assert_int_equal(r->not_active, 2);
	assert_int_equal(r->rows, 3);
	assert_int_equal(r->remarks_all, 0);
}

/* --- Forms of a package -------------------------------------------------------------------- */

static void forms_of_json(void **state)
{
	static const char *const forms[] = {
		"[{" GOOD "}]",
		"{\"services\":[{" GOOD "}]}",
		"{\"total_items\":1,\"contents\":[{" GOOD "}]}",
		"[{\"id\":\"o\",\"name\":\"O\",\"services\":[{" GOOD "}]}]",
		"{\"organizations\":[{\"id\":\"o\",\"name\":\"O\",\"services\":[{" GOOD "}]}]}",
		"{\"services\":[{\"id\":\"a\",\"name\":\"A\",\"status\":\"active\","
		"\"assured_date\":\"2026-03-01\"}],\"phones\":[{\"id\":\"p\",\"service_id\":\"a\","
		"\"number\":\"020 000 0101\"}]}",
	};
	struct signpost_import *import;
	struct signpost_report *r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++) {
		import = read_json(*state, forms[i], &r);
		assert_non_null(import);
		assert_int_equal(import->n, 1);
		assert_string_equal(import->entries[0].service.phone, "020 000 0101");
	}
}

static void what_is_no_package(void **state)
{
	static const char *const forms[] = { "", "{", "[]", "{}", "7", "null", "[[]]",
		"{\"services\":7}",
		"{\"services\":{}}", "[null]",
		"{\"services\":[],\"phones\":[{\"service_id\":\"x\"}]}" };
	struct signpost_report *r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++)
		assert_null(read_json(*state, forms[i], &r));
}

static void places_languages_and_ages(void **state)
{
	struct signpost_import *import;
	struct signpost_report *r;
	const struct signpost_entry *e;

	import = read_json(*state, "[{" GOOD ",\"minimum_age\":18.0,\"maximum_age\":0,"
		"\"languages\":[{\"code\":\"swa\"},{\"name\":\"English\"},"
		"{\"code\":\"gibberish\"}],"
		"\"service_areas\":[{\"name\":\"Nakuru, Molo and Naivasha\"},{\"name\":\"All who "
		"live in the area of the lake\"}],"
		"\"service_at_locations\":[{\"location\":{\"id\":\"l1\","
		"\"addresses\":[{\"address_1\":\"Road 1, Kibera\",\"city\":\"Nairobi\","
		"\"region\":\"West\"}]}},{\"location\":{\"id\":\"l2\","
		"\"addresses\":[{\"city\":\"Kisumu\"}]}}]}]", &r);
	assert_int_equal(import->n, 2);
	e = &import->entries[0];
	assert_string_equal(e->service.ref, "a@l1");
	assert_string_equal(import->entries[1].service.ref, "a@l2");
	assert_string_equal(e->service.langs, " sw en ? ");
	assert_int_equal(e->service.min_age, 18);
	assert_int_equal(e->service.max_age, 150);
	assert_int_equal(e->keys.places_len, 5);
	assert_string_equal(e->keys.places[0].place, "kibera");
	assert_string_equal(e->keys.places[1].place, "nairobi");
	assert_string_equal(e->keys.places[4].place, "molo and naivasha");
	assert_true(says(r, "services[0]", "name", "sentence"));
	assert_true(says(r, "services[0]", "code", "not understood"));
}

static void numbers_are_cleaned_or_left_out(void **state)
{
	static const struct { const char *given, *kept; } cases[] = {
		{ "\\\"+254 20 000 0101\\\"", "+254 20 000 0101" },
		{ "(020) 000-0101", "020 000-0101" },
		{ "020 000 0101 ext 5", "020 000 0101" }, { "1195", "1195" },
		{ "ask the guard", "" },
		{ "12", "" }, { "020 000 0101; rm -rf /", "020 000 0101" },
	};
	struct signpost_import *import;
	struct signpost_report *r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		import = read_json(*state, talloc_asprintf(*state,
			"[{\"id\":\"a\",\"name\":\"A\\u0007B\\nC\",\"status\":\"active\","
			"\"assured_date\":\"2026-03-01\","
			"\"phones\":[{\"number\":\"%s\"},{\"type\":\"fax\","
			"\"number\":\"020 000 0999\"}]}]", cases[i].given), &r);
		assert_int_equal(import != NULL, cases[i].kept[0] != '\0');
		if (import)
			assert_string_equal(import->entries[0].service.phone, cases[i].kept);
		if (import)
			assert_null(strpbrk(import->entries[0].service.name, "\n\a"));
	}
}

/* --- CSV -------------------------------------------------------------------------------------- */

static json_t *csv(void *ctx, const char *text, struct signpost_report **r, struct err *err)
{
	*r = talloc_zero(ctx, struct signpost_report);
	return hsds_csv(VIEW_STR(text), "t.csv", *r, err);
}

static void csv_as_spreadsheets_write_it(void **state)
{
	struct err err = { "" };
	struct signpost_report *r;
	json_t *rows = csv(*state, "\xef\xbb\xbfid,name,note\r\n1,\"A, \"\"B\"\"\",x\r\n\r\n2,"
			   "\"two\nlines\",\n"
			   "3,bad \"quote\" is fine,\n4,\"open\nstill,\n5,five,\n", &r, &err);

	assert_int_equal(json_array_size(rows), 3);
	assert_string_equal(hsds_str(json_array_get(rows, 0), "name"), "A, \"B\"");
	assert_string_equal(hsds_str(json_array_get(rows, 0), HSDS_WHERE), "t.csv:2");
	assert_string_equal(hsds_str(json_array_get(rows, 1), "name"), "two\nlines");
	assert_string_equal(hsds_str(json_array_get(rows, 2), HSDS_WHERE), "t.csv:6");
	assert_true(says(r, "t.csv:7", "", "quote"));
	json_decref(rows);
	rows = csv(*state, "id,name\n1,a,b\n2,\xff\n3,ok\n4,\"x\"y\n", &r, &err);
	assert_int_equal(json_array_size(rows), 1);
	assert_true(says(r, "t.csv:2", "", "more fields"));
	assert_true(says(r, "t.csv:3", "", "UTF-8"));
	assert_true(says(r, "t.csv:5", "", "closing quote"));
	json_decref(rows);
	assert_null(csv(*state, "\"id", &r, &err));
}

static void write_file(const char *dir, const char *name, const char *text)
{
	char *path = talloc_asprintf(NULL, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	talloc_free(path);
}

static void a_folder_with_holes(void **state)
{
	char dir[] = "/tmp/directory_test.XXXXXX", *command;
	struct signpost_import *import;
	struct signpost_report *r;
	struct err err = { "" };

	assert_non_null(mkdtemp(dir));
	assert_null(care_signpost_read(*state, dir, &how, &r, &err));
	assert_non_null(strstr(err.text, "services.csv"));
	write_file(dir, "datapackage.json", "{\"resources\":[{\"name\":\"services\",\"path\":"
		   "\"../../etc/passwd\"},{\"name\":\"phones\",\"path\":\"gone.csv\"}]}");
	write_file(dir, "service.csv", "id,name,status,assured_date\na,A,active,2026-03-01\n"
		   "a,Twice,active,2026-03-01\nb,B,active,2026-03-01\n");
	write_file(dir, "phones.csv", "id,service_id,number\n1,a,020 000 0101\n"
		   "2,zzz,020 000 0102\n");
	write_file(dir, "regular_schedules.csv", "id,service_id,freq,byday,opens_at,closes_at\n"
		   "1,a,WEEKLY,\"mo, tu\",09:00:00,17:00:00+03:00\n");
	write_file(dir, "holiday_schedules.csv", "id,service_id,closed,start_date,end_date\n"
		   "1,a,TRUE,2026-12-25,2026-12-25\n");
	import = care_signpost_read(*state, dir, &how, &r, &err);
	command = talloc_asprintf(*state, "rm -rf '%s'", dir);
	assert_int_equal(system(command), 0);
	assert_non_null(import);
	assert_int_equal(import->n, 1);
	assert_int_equal(import->entries[0].service.hours_len, 2);
	assert_true(import->entries[0].service.hours_known);
	assert_string_equal(import->entries[0].service.hours[0].rule, "FREQ=WEEKLY;BYDAY=MO,TU");
	assert_true(says(r, "service.csv:3", "id", "there already"));
	assert_true(says(r, "phones.csv:3", "service_id", "no such"));
	assert_true(says(r, "service.csv:4", "phones", "neither"));
}

/* --- Opening hours -------------------------------------------------------- */

#define RULE(r, o, c) { .rule = (r), .start_day = 4, .from_day = STORE_DAY_MIN, \
	.to_day = STORE_DAY_MAX, .opens_min = (o) * 60, .closes_min = (c) * 60 }

static struct signpost_open at(const struct store_hours *hours, size_t n, const char *zone,
			       int64_t now_ms)
{
	const struct store_service s = { .hours = hours, .hours_len = n, .hours_known = true };
	struct signpost_open open;

	care_signpost_open(&s, zone, now_ms, &open);
	return open;
}

static void over_midnight_and_around_the_clock(void **state)
{
	const struct store_hours night[] =
		{ RULE("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", 18, 7) };
	const struct store_hours always[] =
		{ RULE("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", 0, 24) };
	const struct store_hours split[] = { RULE("FREQ=WEEKLY;BYDAY=MO", 9, 12),
					     RULE("FREQ=WEEKLY;BYDAY=MO", 12, 17) };
	struct signpost_open o = at(night, 1, "Africa/Nairobi", NOON);

	assert_false(o.now);
	assert_int_equal(o.opens_at_ms, NOON + HOURS_MS(6));
	o = at(night, 1, "Africa/Nairobi", NOON + HOURS_MS(18));	/* six in the morning */
	assert_true(o.now);
	assert_int_equal(o.until_ms, NOON + HOURS_MS(19));
	o = at(always, 1, "Africa/Nairobi", NOON);
	assert_true(o.now);
	assert_int_equal(o.until_ms, 0);
	o = at(split, 2, "Africa/Nairobi", NOON - HOURS_MS(1));
	assert_int_equal(o.until_ms, NOON + HOURS_MS(5));
	o = at(split, 2, "Africa/Nairobi", NOON + HOURS_MS(5));		/* the end is not within */
	assert_false(o.now);
	assert_int_equal(o.opens_at_ms, NOON + DAYS_MS(7) - HOURS_MS(3));
}

/* Hours are those of the wall, on both sides of a change of the clocks. */
static void when_clocks_change(void **state)
{
	const struct store_hours sunday[] = { RULE("FREQ=WEEKLY;BYDAY=SU,MO", 9, 17) };
	/* Saturday 28 March 2026, 12:00 UTC; on the 29th London is an hour ahead. */
	struct signpost_open o = at(sunday, 1, "Europe/London", INT64_C(1774699200000));

	assert_int_equal(o.opens_at_ms, INT64_C(1774771200000));	/* 08:00 UTC */
	/* Saturday 4 April 2026 in Lord Howe; on the 5th it is half an hour back. */
	o = at(sunday, 1, "Australia/Lord_Howe", INT64_C(1775264400000));
	assert_int_equal(o.opens_at_ms, INT64_C(1775341800000));	/* 22:30 UTC */
}

static void holidays_and_seasons(void **state)
{
	struct store_hours h[] = {
		RULE("FREQ=WEEKLY;BYDAY=MO,TU", 9, 17),
		{ .closed = true, .rule = "", .from_day = 20514,
		  .to_day = 20514 },	/* 2 March */
		{ .rule = "", .from_day = 20515, .to_day = 20515, .opens_min = 600,
		  .closes_min = 660 },
	};
	struct signpost_open o = at(h, 3, "Africa/Nairobi", NOON);

	assert_false(o.now);
	assert_int_equal(o.opens_at_ms, NOON + HOURS_MS(22));	/* Tuesday at ten, not at nine */
	o = at(h, 3, "Africa/Nairobi", NOON + DAYS_MS(1));
	assert_false(o.now);					/* and only until eleven */
	h[0].to_day = 20513;					/* the season is over */
	o = at(h, 1, "Africa/Nairobi", NOON);
	assert_false(o.now);
	assert_int_equal(o.opens_at_ms, 0);
}

/* Every other week and the like, against counting on one's fingers. */
static void rules_of_rfc_5545(void **state)
{
	static const struct { const char *rule; int32_t start; const char *days; } cases[] = {
		/* 20514 is Monday, 2 March 2026 */
		{ "FREQ=WEEKLY;BYDAY=MO,WE", 4, "1010000101000010100" },
		{ "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 20514, "1000000000000010000" },
		{ "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 20507, "0000000100000000000" },
		{ "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", 20500 - 21 * 40, "0000000010000000000" },
		{ "FREQ=MONTHLY;BYDAY=1MO", 4, "1000000000000000000" },
		{ "FREQ=MONTHLY;BYDAY=2TH,3TH", 4, "0000000000100000010" },
		{ "FREQ=MONTHLY;BYMONTHDAY=5,-14", 4, "0001000000000000100" },
		{ "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260309", 20500, "1000000100000000000" },
		{ "FREQ=WEEKLY;BYDAY=MO;COUNT=2", 20507, "1000000000000000000" },
		{ "FREQ=WEEKLY;BYDAY=MO", 20520, "0000000100000010000" },
		{ "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3", 20456, "0100000000000000000" },
	};
	bool days[19];
	char text[20] = "";
	size_t i;
	int d;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		assert_true(signpost_rule_days(cases[i].rule, cases[i].start, 20514, 19, days));
		for (d = 0; d < 19; d++)
			text[d] = days[d] ? '1' : '0';
		if (strcmp(text, cases[i].days) != 0)
			fail_msg("%s: %s", cases[i].rule, text);
	}
	assert_false(signpost_rule_days("FREQ=NEVER", 4, 20514, 19, days));
}

/* --- Words ---------------------------------------------------------------- */

static void one_mistake_is_forgiven(void **state)
{
	assert_true(signpost_alike("shelter", "shleter"));
	assert_true(signpost_alike("shelter", "sheltr"));
	assert_true(signpost_alike("shelter", "shelterr"));
	assert_true(signpost_alike("shelter", "shalter"));
	assert_true(signpost_alike("nakuru", "nakuru"));
	assert_false(signpost_alike("shelter", "shaltre"));
	assert_false(signpost_alike("food", "fool"));		/* too short to guess */
	assert_false(signpost_alike("nakuru", "nairobi"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_reason_names_its_row_and_field),
		TEST(a_bad_schedule_makes_one_call_first),
		TEST(not_active_is_not_taken),
		TEST(forms_of_json),
		TEST(what_is_no_package),
		TEST(places_languages_and_ages),
		TEST(numbers_are_cleaned_or_left_out),
		TEST(csv_as_spreadsheets_write_it),
		TEST(a_folder_with_holes),
		TEST(over_midnight_and_around_the_clock),
		TEST(when_clocks_change),
		TEST(holidays_and_seasons),
		TEST(rules_of_rfc_5545),
		TEST(one_mistake_is_forgiven),
	};

	base_init(NULL, "test");
	return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
