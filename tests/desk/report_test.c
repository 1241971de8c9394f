// SPDX-License-Identifier: AGPL-3.0-or-later
/* Reports: nobody is found in them, whatever is asked and subtracted; and they are quick. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "desk/report_int.h"
#include "desk_world.h"

/* --- Cells ------------------------------------------------------------------------------ */

static void small_numbers_are_hidden(void **state)
{
	int64_t n;

	assert_int_equal(report_publish(0), 0);
	for (n = 1; n <= 7; n++)
		assert_int_equal(report_publish(n), REPORT_HIDDEN);
	assert_int_equal(report_publish(8), 10);
	assert_int_equal(report_publish(12), 10);
	assert_int_equal(report_publish(13), 15);
	assert_int_equal(report_percent(10, 15), 67);
	assert_int_equal(report_percent(REPORT_HIDDEN, 15), REPORT_HIDDEN);
}

static int hidden_in(const int64_t *cells, int n, int stride)
{
	int i, count = 0;

	for (i = 0; i < n * stride; i += stride)
		count += cells[i] == REPORT_HIDDEN;
	return count;
}

/* One hidden cell alone could be had by subtracting. */
static void never_one_alone(void **state)
{
	int64_t row[] = { 3, 40, 12, 0 };
	uint8_t seed[32] = { 5 };
	int round, i;

	report_suppress(row, 1, 4, true, false);
	assert_int_equal(row[0], REPORT_HIDDEN);
	assert_int_equal(row[2], REPORT_HIDDEN);
	assert_int_equal(row[1], 40);
	assert_int_equal(row[3], 0);
	rand_set_seed(seed);
	for (round = 0; round < 2000; round++) {
		int rows = 1 + (int)rand_below(6), cols = 2 + (int)rand_below(6);
		int64_t exact[64], cells[64];

		for (i = 0; i < rows * cols; i++)
			exact[i] = cells[i] = rand_below(3) ? rand_below(60) : rand_below(9);
		report_suppress(cells, rows, cols, true, true);
		for (i = 0; i < rows; i++) {
			int others = 0, k, hidden = hidden_in(cells + i * cols, cols, 1);

			for (k = 0; k < cols; k++)
				others += exact[i * cols + k] > 0;
			if (hidden == 1 && others > 1)
				fail_msg("a hidden cell stands alone in a row");
		}
		for (i = 0; i < cols; i++) {
			int others = 0, k, hidden = hidden_in(cells + i, rows, cols);

			for (k = 0; k < rows; k++)
				others += exact[k * cols + i] > 0;
			if (hidden == 1 && others > 1)
				fail_msg("a hidden cell stands alone in a column");
		}
	}
	rand_set_seed(NULL);
}

static void percentiles_need_cases(void **state)
{
	int64_t n[STORE_BUCKETS] = { 0 };

	n[3] = 19;
	assert_int_equal(report_percentile(n, 50), REPORT_HIDDEN);
	n[3] = 10;
	n[5] = 10;
	assert_int_equal(report_percentile(n, 50), store_bucket_ms(3));
	assert_int_equal(report_percentile(n, 80), store_bucket_ms(5));
}

/* --- Whole reports ---------------------------------------------------------------------------- */

/* A block's first day, after the world's. */
#define DAY0 ((int64_t)(20800 / 28 + 1) * 28 + REPORT_MONDAY)

struct filling { int64_t day; int n; };

/* Counts as the triggers write them, on some day. */
static int fill_day(struct care_turn *t, void *arg)
{
	static const char *const parts[] = { "first", "again" };
	struct filling *f = arg;
	int i, rc = 0;

	for (i = 0; i < f->n && rc == 0; i++) {
		rc = store_tally_add(t->store, "request.new", parts[rand_below(4) == 0], 0, 0);
		if (rc == 0)
			rc = store_tally_add(t->store, "request.wait",
					     talloc_asprintf(t->mem, "%u", 4 + rand_below(8)), 0,
					     0);
	}
	return rc;
}

static void fill(struct desk_world *d, int days)
{
	uint8_t seed[32] = { 9 };
	struct filling f;

	rand_set_seed(seed);
	for (f.day = 0; f.day < days; f.day++) {
		world_step_wall(d->w, (DAY0 + f.day) * DAYS_MS(1) + HOURS_MS(3) - d->w->now_ms);
		f.n = (int)rand_below(4);
		assert_int_equal(house_do(d->w->house, fill_day, &f), 0);
	}
	rand_set_seed(NULL);
	world_step_wall(d->w, (DAY0 + days + 60) * DAYS_MS(1) - d->w->now_ms);
}

static json_t *report_args(const char *name, int64_t from, int64_t until, const char *step)
{
	json_t *args = json_pack("{s:s, s:I, s:I}", "name", name, "from_at_ms",
				 (json_int_t)from * DAYS_MS(1), "until_at_ms",
				 (json_int_t)until * DAYS_MS(1));

	if (step)
		json_object_set_new(args, "step", json_string(step));
	return args;
}

/* The cell of a period, of whichever report it was asked in: always the same. */
static void overlapping_ranges_say_the_same(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *k = desk_user_new(d, "kay", STORE_ROLE_COMMISSIONER, NULL);
	json_t *seen = json_object();
	int from, until, cells = 0, hidden = 0;
	size_t r;

	fill(d, 84);
	assert_true(desk_login_again(k, "kay"));
	for (from = 0; from < 40; from += 3) {
		for (until = from + 1; until < 84; until += 9) {
			assert_true(desk_ask_as(k, "report show", report_args("requests",
				DAY0 + from, DAY0 + until, NULL)));
			for (r = 0; r < json_array_size(desk_at_path(d, "rows")); r++) {
				json_t *row = json_array_get(desk_at_path(d, "rows"), r), *before;
				char *period = talloc_asprintf(d, "%lld", (long long)
					json_integer_value(json_array_get(row, 0)));

				before = json_object_get(seen, period);
				if (before && !json_equal(before, row))
					fail_msg("a cell changed with the range "
						 "that was asked for");
				json_object_set(seen, period, row);
				cells++;
				hidden += json_is_null(json_array_get(row, 2));
				for (size_t c = 1; c < json_array_size(row); c++) {
					json_t *v = json_array_get(row, c);

					assert_true(json_is_null(v) || json_integer_value(v) == 0 ||
						    (json_integer_value(v) >= 10 &&
						     json_integer_value(v) % 5 == 0));
				}
			}
		}
	}
	assert_true(cells > 100 && hidden > 10);
	json_decref(seen);
}

/* Months are the sum of published weeks: a month less its weeks is nothing. */
static void months_add_nothing(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *k = desk_user_new(d, "kay", STORE_ROLE_COMMISSIONER, NULL);
	int64_t weeks[3][2] = { { 0 } };
	size_t r, c;

	fill(d, 84);
	assert_true(desk_login_again(k, "kay"));
	assert_true(desk_ask_as(k, "report show", report_args("requests", DAY0, DAY0 + 84, NULL)));
	assert_int_equal(json_array_size(desk_at_path(d, "rows")), 12);
	for (r = 0; r < 12; r++)
		for (c = 0; c < 2; c++)
			weeks[r / 4][c] += json_integer_value(json_array_get(json_array_get(
				desk_at_path(d, "rows"), r), 1 + c));
	assert_true(desk_ask_as(k, "report show",
				report_args("requests", DAY0, DAY0 + 84, "month")));
	assert_int_equal(json_array_size(desk_at_path(d, "rows")), 3);
	for (r = 0; r < 3; r++)
		for (c = 0; c < 2; c++)
			assert_int_equal(json_integer_value(json_array_get(json_array_get(
				desk_at_path(d, "rows"), r), 1 + c)), weeks[r][c]);
}

/* A week that is not over would be asked for again each day. */
static void this_week_is_not_shown(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *k = desk_user_new(d, "kay", STORE_ROLE_COMMISSIONER, NULL);
	int64_t today = d->w->now_ms / DAYS_MS(1);

	assert_true(desk_ask_as(k, "report show",
				report_args("texts", today - 30, today + 1, NULL)));
	assert_true(desk_number(d, "until_at_ms") <= d->w->now_ms);
}

static void every_report_is_drawn(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *k = desk_user_new(d, "kay", STORE_ROLE_COMMISSIONER, NULL);
	json_t *list;
	size_t i;

	fill(d, 60);
	assert_true(desk_login_again(k, "kay"));
	assert_true(desk_ask_as(k, "report list", NULL));
	list = json_incref(desk_at_path(d, "items"));
	for (i = 0; i < json_array_size(list); i++) {
		const char *name =
			json_string_value(json_object_get(json_array_get(list, i), "name"));
		const char *first = json_string_value(json_array_get(json_object_get(
			json_array_get(list, i), "by"), 0));
		bool by = first && strcmp(first, "area") == 0;	/* and language */
		json_t *args = report_args(name, DAY0, DAY0 + 56, NULL);

		if (!desk_ask_as(k, "report show", json_copy(args)))
			fail_msg("%s: %s", name, d->code);
		assert_non_null(desk_at_path(d, "columns.1.title"));
		assert_non_null(desk_at_path(d, "rows.0"));
		assert_int_equal(json_array_size(desk_at_path(d, "rows.0")),
				 json_array_size(desk_at_path(d, "columns")));
		assert_true(desk_ask_as(k, "report csv", json_copy(args)));
		assert_true(strlen(desk_string(d, "csv")) > 20);
		json_object_set_new(args, "by", json_string("language"));
		assert_int_equal(desk_ask_as(k, "report show", args), by);
	}
	json_decref(list);
}

/* 03:00 UTC is six in the morning in Nairobi, for whoever asks from wherever. */
static void hours_are_those_of_the_service(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *k = desk_user_new(d, "kay", STORE_ROLE_COMMISSIONER, NULL);
	json_t *args = report_args("requests", DAY0, DAY0 + 56, NULL), *row;
	size_t i, c;

	fill(d, 56);
	assert_true(desk_login_again(k, "kay"));
	assert_true(desk_ask_as(k, "profile set", json_pack("{s:s}", "zone", "America/Lima")));
	json_object_set_new(args, "by", json_string("hour"));
	assert_true(desk_ask_as(k, "report show", json_copy(args)));
	assert_int_equal(json_array_size(desk_at_path(d, "rows")), 2);
	assert_int_equal(json_array_size(desk_at_path(d, "columns")), 25);
	json_array_foreach(desk_at_path(d, "rows"), i, row)
		for (c = 1; c < 25; c++)
			assert_true((json_integer_value(json_array_get(row, c)) >= 10) ==
				    (c == 1 + 6));
	json_object_set_new(args, "name", json_string("waits"));
	assert_false(desk_ask_as(k, "report show", args));
}

/* --- A year with a million texts ------------------------------------------ */

/* As many rows as such a year leaves: every day, 4 languages, 12 areas, every bucket. */
static int fill_year(struct care_turn *t, void *arg)
{
	struct filling *f = arg;
	int i, rc = 0;

	for (i = 0; i < 200 && rc == 0; i++)
		rc = store_tally_add(t->store, "request.wait",
				     talloc_asprintf(t->mem, "%d.%d", i % 20, i / 20), 0, 0);
	(void)f;
	return rc;
}

static void a_year_takes_no_50_ms(void **state)
{
	struct desk_world *d = *state;
	struct desk_user *k = desk_user_new(d, "kay", STORE_ROLE_COMMISSIONER, NULL);
	struct filling f;
	struct timespec a, b;
	double ms;

	for (f.day = 0; f.day < 365; f.day++) {
		world_step_wall(d->w, (DAY0 + f.day) * DAYS_MS(1) + HOURS_MS(3) - d->w->now_ms);
		assert_int_equal(house_do(d->w->house, fill_year, &f), 0);
	}
	world_step_wall(d->w, (DAY0 + 420) * DAYS_MS(1) - d->w->now_ms);
	assert_true(desk_login_again(k, "kay"));
	timespec_get(&a, TIME_UTC);
	assert_true(desk_ask_as(k, "report show", report_args("waits", DAY0, DAY0 + 364, NULL)));
	timespec_get(&b, TIME_UTC);
	ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
	print_message("a year of 73,000 waits: %.0f ms, with the line there and back\n", ms);
	assert_int_equal(json_array_size(desk_at_path(d, "rows")), 52);
	assert_true(desk_number(d, "rows.3.1") > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, desk_test_begin, world_test_end)
		cmocka_unit_test(small_numbers_are_hidden), cmocka_unit_test(never_one_alone),
		cmocka_unit_test(percentiles_need_cases), T(overlapping_ranges_say_the_same),
		T(months_add_nothing), T(this_week_is_not_shown), T(every_report_is_drawn),
		T(hours_are_those_of_the_service),
		T(a_year_takes_no_50_ms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
