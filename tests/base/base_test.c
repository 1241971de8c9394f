// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base.h"

#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

static void durations_go_both_ways(void **state)
{
	static const struct { const char *text; int64_t ms; const char *back; } good[] = {
		{ "0", 0, "0" }, { "500ms", 500, "500ms" }, { "90s", 90000, "1m30s" },
		{ "1h30m", 5400000, "1h30m" }, { "7d", 604800000, "7d" },
		{ "1m500ms", 60500, "1m500ms" },
	};
	static const char *const bad[] = { "", "5", "m", "5x", "1h 30m", "-1s", "99999999999d",
					   "9999999999999999999s", "1.5h" };
	int64_t ms;
	size_t i;

	for (i = 0; i < ARRAY_LEN(good); i++) {
		char *back;
		assert_int_equal(duration_parse(good[i].text, &ms), 0);
		assert_int_equal(ms, good[i].ms);
		back = duration_format(NULL, ms);
		assert_string_equal(back, good[i].back);
		talloc_free(back);
	}
	for (i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(duration_parse(bad[i], &ms), -EINVAL);
}

struct values {
	int64_t n, wait_ms;
	bool on;
	const char *word;
	int colour;
};
static const char *const colours[] = { "red", "green", NULL };
static const struct cfg_key keys[] = {
	{ "n", CFG_INT, offsetof(struct values, n), -5, 5, "1", NULL, "A number", false },
	{ "wait", CFG_DURATION, offsetof(struct values, wait_ms), 0, 60000, "60s", NULL,
	  "A wait", false },
	{ "on", CFG_BOOL, offsetof(struct values, on), 0, 0, "no", NULL, "A switch", false },
	{ "word", CFG_STRING, offsetof(struct values, word), 1, 5, "abc", NULL, "A word", false },
	{ "colour", CFG_CHOICE, offsetof(struct values, colour), 0, 0, "green", colours,
	  "One of", false },
};
static const struct cfg_table table = { "t", "A table", keys, ARRAY_LEN(keys) };

static void a_refused_setting_changes_nothing(void **state)
{
	struct values v;
	struct cfg_group *g = cfg_register(NULL, &table, &v);
	struct err err;

	assert_int_equal(v.n, 1);
	assert_int_equal(v.colour, 1);
	assert_true(cfg_is_default(g, "wait"));
	assert_int_equal(cfg_set(g, "n", "6", &err), -ERANGE);
	assert_int_equal(cfg_set(g, "n", "four", &err), -EINVAL);
	assert_int_equal(cfg_set(g, "n", "4x", &err), -EINVAL);
	assert_int_equal(cfg_set(g, "wait", "2m", &err), -ERANGE);
	assert_int_equal(cfg_set(g, "on", "maybe", &err), -EINVAL);
	assert_int_equal(cfg_set(g, "word", "toolong", &err), -ERANGE);
	assert_int_equal(cfg_set(g, "word", "", &err), -ERANGE);
	assert_int_equal(cfg_set(g, "colour", "blue", &err), -EINVAL);
	assert_int_equal(cfg_set(g, "shape", "round", &err), -ENOENT);
	assert_int_equal(v.n, 1);
	assert_string_equal(v.word, "abc");
	assert_int_equal(cfg_set(g, "n", "-5", &err), 0);
	assert_int_equal(cfg_set(g, "colour", "red", &err), 0);
	assert_int_equal(v.n, -5);
	assert_int_equal(v.colour, 0);
	assert_false(cfg_is_default(g, "n"));
	assert_int_equal(cfg_set(g, "wait", "1m", &err), 0);
	assert_true(cfg_is_default(g, "wait"));	/* another spelling of 60s */
	talloc_free(g);
	assert_null(cfg_first());
}

static void a_seed_repeats_and_no_seed_does_not(void **state)
{
	uint8_t seed[32] = { 7 };
	char a[UUID_LEN + 1], b[UUID_LEN + 1], c[UUID_LEN + 1];

	rand_set_seed(seed);
	rand_uuid(a);
	rand_uuid(b);
	rand_set_seed(seed);
	rand_uuid(c);
	assert_string_equal(a, c);
	assert_string_not_equal(a, b);
	rand_set_seed(NULL);
	rand_uuid(c);
	assert_string_not_equal(a, c);
	assert_int_equal(a[14], '4');
	assert_non_null(strchr("89ab", a[19]));
}

static void every_value_below_the_limit_comes(void **state)
{
	int seen[7] = { 0 }, i;

	for (i = 0; i < 7000; i++)
		seen[rand_below(7)]++;
	for (i = 0; i < 7; i++)
		assert_true(seen[i] > 700);
}

static void secrets_compare_and_hold_nul_bytes(void **state)
{
	struct secret *a = secret_new(NULL, "x\0y", 3), *b = secret_new(NULL, "x\0y", 3);
	struct secret *c = secret_str(NULL, "x");

	assert_true(secret_equal(a, b));
	assert_false(secret_equal(a, c));
	assert_int_equal(secret_len(a), 3);
	assert_string_equal(secret_reveal(NULL), "");
	talloc_free(a);
	talloc_free(b);
	talloc_free(c);
}

static void an_error_gets_its_place_in_front(void **state)
{
	struct err err;

	assert_int_equal(err_set(&err, EINVAL, "no %s", "colour"), -EINVAL);
	err_prefix(&err, "file:%d", 3);
	assert_string_equal(err.text, "file:3: no colour");
	assert_int_equal(err_set(NULL, EIO, "nobody reads this"), -EIO);
}

/* Figures from date(1) with the same database. */
static void zones_are_the_systems(void **state)
{
	const int64_t january = INT64_C(1768500000000), july = INT64_C(1784000000000);
	struct zone_span s;

	assert_int_equal(zone_span("Africa/Nairobi", july, &s), 0);
	assert_int_equal(s.offset_ms, HOURS_MS(3));
	assert_int_equal(s.to_ms, INT64_MAX);
	assert_int_equal(zone_span("Africa/Cairo", july, &s), 0);	/* again since 2023 */
	assert_int_equal(s.offset_ms, HOURS_MS(3));
	assert_true(s.from_ms <= july && july < s.to_ms);
	assert_int_equal(zone_span("Africa/Cairo", january, &s), 0);
	assert_int_equal(s.offset_ms, HOURS_MS(2));
	/* no more since 2022 */
	assert_int_equal(zone_span("America/Mexico_City", july, &s), 0);
	assert_int_equal(s.offset_ms, -HOURS_MS(6));
	assert_int_equal(zone_span("Nowhere/Here", july, &s), -ENOENT);
	assert_int_equal(zone_span("../../../etc/passwd", july, &s), -ENOENT);
	assert_int_equal(zone_span("/etc/passwd", july, &s), -ENOENT);
	assert_true(zone_span("Africa", july, &s) < 0);			/* a folder */
	assert_true(zone_span("Europe/London", INT64_C(4000000000000), &s) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_go_both_ways),
		cmocka_unit_test(a_refused_setting_changes_nothing),
		cmocka_unit_test(a_seed_repeats_and_no_seed_does_not),
		cmocka_unit_test(every_value_below_the_limit_comes),
		cmocka_unit_test(secrets_compare_and_hold_nul_bytes),
		cmocka_unit_test(an_error_gets_its_place_in_front),
		cmocka_unit_test(zones_are_the_systems),
	};
	base_init(talloc_named_const(NULL, 0, "log"), "base_test");
	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
